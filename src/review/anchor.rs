//! Anchors of spans: what is spoken of by its own words and those around it, and where that is in a changed text.
//!
//! A place is found by exact words where they stand, by what is around them where they were changed, and is said to be
//! lost otherwise: a remark is never shown at words it was not made of. Must not know of records nor of files.

mod search;

use memchr::memchr_iter;
use serde::{Deserialize, Serialize};

use crate::text::span::{ByteSpan, LineIndex, first_chars, head, last_chars, slice, tail};
use search::{Occurrences, Wanted};

/// How many characters around the words an anchor keeps.
pub const AROUND: usize = 20;
/// How many of those must stand on either side of words that were changed, and on one side of words that stand in several
/// places.
const EDGE: usize = 10;
/// So many characters of words and surroundings together stand nowhere by chance.
const TELLING: usize = 8;
/// So many are enough where there are no more up to an end of the text.
const LEFT_OVER: usize = 4;
/// Changed words may be so many characters longer than the old ones, or twice as long.
const GROWTH: usize = 20;

/// A span of a text by its words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Anchor {
    /// The words themselves. None for a point between two characters.
    pub quote: String,
    /// The last 20 characters before them, fewer at the beginning of the text.
    #[serde(default)]
    pub before: String,
    /// The first 20 characters behind them, fewer at the end of the text.
    #[serde(default)]
    pub after: String,
    /// The 1-based line on which they began when the anchor was made: which of several alike is meant.
    #[serde(default)]
    pub line: usize,
}

/// Where an anchor is in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placed {
    /// Its words stand here (bytes of the text).
    Same(ByteSpan),
    /// Other words stand here, between what was around its words (bytes of the text).
    Changed(ByteSpan),
    /// Neither its words nor their surroundings can be told.
    Lost,
}

impl Placed {
    /// The bytes, where it was found.
    pub const fn span(self) -> Option<ByteSpan> {
        match self {
            Self::Same(span) | Self::Changed(span) => Some(span),
            Self::Lost => None,
        }
    }
}

impl Anchor {
    /// The anchor of `span` (bytes of `text`); a span that ends inside a character is cut before it.
    pub fn new(text: &str, span: ByteSpan) -> Self {
        let before = head(text, span.start);
        Self {
            quote: slice(text, span).to_owned(),
            before: last_chars(before, AROUND).to_owned(),
            after: first_chars(tail(text, span.end), AROUND).to_owned(),
            line: memchr_iter(b'\n', before.as_bytes()).count() + 1,
        }
    }

    /// Where it is in `text`. For many anchors of one text see [`place`].
    pub fn place(&self, text: &str) -> Placed {
        place(&[self], text).first().copied().unwrap_or(Placed::Lost)
    }

    /// Its words with what is around them.
    fn whole(&self) -> String {
        [self.before.as_str(), &self.quote, &self.after].concat()
    }
}

/// Where each of `anchors` is in `text`, in their order. The text is read a few times, however many anchors there are.
pub fn place(anchors: &[&Anchor], text: &str) -> Vec<Placed> {
    let mut placed = vec![None; anchors.len()];
    let lines = LineIndex::new(text);
    for step in [by_everything, by_words, by_surroundings] {
        let open: Vec<usize> = (0..anchors.len()).filter(|at| placed.get(*at).is_some_and(Option::is_none)).collect();
        if open.is_empty() {
            break;
        }
        let left: Vec<&Anchor> = open.iter().filter_map(|at| anchors.get(*at).copied()).collect();
        for (at, found) in open.into_iter().zip(step(&left, text, &lines)) {
            if let Some(place) = placed.get_mut(at) {
                *place = found;
            }
        }
    }
    placed.into_iter().map(|found| found.unwrap_or(Placed::Lost)).collect()
}

/// Words and surroundings as they were: the place nearest to the line.
fn by_everything(anchors: &[&Anchor], text: &str, lines: &LineIndex) -> Vec<Option<Placed>> {
    let wholes: Vec<String> = anchors.iter().map(|anchor| anchor.whole()).collect();
    let wanted: Vec<Wanted<'_>> =
        anchors.iter().zip(&wholes).map(|(anchor, whole)| Wanted { words: whole, line: anchor.line }).collect();
    let found = Occurrences::of(&wanted, text, lines);
    let one = |(at, anchor): (usize, &&Anchor)| {
        let starts = found.starts(at).iter().map(|start| start + anchor.before.len());
        nearest(starts, anchor.line, lines).map(|start| Placed::Same(ByteSpan::new(start, start + anchor.quote.len())))
    };
    anchors.iter().enumerate().map(one).collect()
}

/// The words as they were: the place with most of the surroundings, of several the one nearest to the line.
fn by_words(anchors: &[&Anchor], text: &str, lines: &LineIndex) -> Vec<Option<Placed>> {
    let wanted: Vec<Wanted<'_>> =
        anchors.iter().map(|anchor| Wanted { words: &anchor.quote, line: anchor.line }).collect();
    let found = Occurrences::of(&wanted, text, lines);
    let one = |(at, anchor): (usize, &&Anchor)| {
        let length = anchor.quote.len();
        // How much of the surroundings is there still: in all, and on the better side.
        let kept = |start: usize| {
            let before = common_end(head(text, start), &anchor.before);
            let after = common_start(tail(text, start + length), &anchor.after);
            // Fewer are all there are where the words stand at an end of the text, as they did.
            let whole = |kept: usize, side: &str, there: usize| {
                kept >= LEFT_OVER && side.len() == there && side.chars().count() == kept
            };
            let ends = whole(before, &anchor.before, start) || whole(after, &anchor.after, text.len() - start - length);
            (before + after, if ends { EDGE } else { before.max(after).min(EDGE) })
        };
        let starts: Vec<(usize, (usize, usize))> =
            found.starts(at).iter().map(|start| (*start, kept(*start))).collect();
        let most = starts.iter().map(|(_, kept)| *kept).max()?;
        let only = starts.len() == 1 && !found.is_cut(at);
        let telling = anchor.quote.chars().take(TELLING).count() + most.0 >= TELLING;
        if !telling || (!only && most.1 < EDGE) {
            return None;
        }
        let best = starts.into_iter().filter(|(_, kept)| *kept == most).map(|(start, _)| start);
        nearest(best, anchor.line, lines).map(|start| Placed::Same(ByteSpan::new(start, start + length)))
    };
    anchors.iter().enumerate().map(one).collect()
}

/// Other words between the surroundings as they were; nothing where several places are as good.
fn by_surroundings(anchors: &[&Anchor], text: &str, lines: &LineIndex) -> Vec<Option<Placed>> {
    let edges = |anchor: &&Anchor| {
        let sides = [last_chars(&anchor.before, EDGE).to_owned(), first_chars(&anchor.after, EDGE).to_owned()];
        (sides, anchor.line)
    };
    let edges: Vec<([String; 2], usize)> = anchors.iter().map(edges).collect();
    let wanted: Vec<Wanted<'_>> =
        edges.iter().flat_map(|(sides, line)| sides.iter().map(|side| Wanted { words: side, line: *line })).collect();
    let found = Occurrences::of(&wanted, text, lines);
    let one = |(at, (anchor, (sides, _))): (usize, (&&Anchor, &([String; 2], usize)))| {
        let [before, after] = sides;
        // Where the words stood at an end of the text, that end is the surrounding.
        let ends: Vec<usize> = if before.is_empty() {
            vec![0]
        } else {
            found.starts(at * 2).iter().map(|start| start + before.len()).collect()
        };
        let begins = if after.is_empty() { &[text.len()][..] } else { found.starts(at * 2 + 1) };
        if before.chars().count() + after.chars().count() < TELLING {
            return None;
        }
        let old = anchor.quote.chars().count();
        let most = (old * 2).max(old + GROWTH);
        let mut best: Option<(usize, ByteSpan)> = None;
        let mut alone = true;
        for end in ends {
            let next = begins.partition_point(|begin| *begin < end);
            let Some(begin) = begins.get(next).copied() else { continue };
            let span = ByteSpan::new(end, begin);
            // Words that are gone altogether are lost; a point is where its sides meet.
            let fits =
                span.is_empty() == anchor.quote.is_empty() && slice(text, span).chars().take(most + 1).count() <= most;
            if !fits {
                continue;
            }
            let kept = common_end(head(text, end), &anchor.before) + common_start(tail(text, begin), &anchor.after);
            match best.map(|(most, _)| kept.cmp(&most)) {
                Some(std::cmp::Ordering::Less) => {}
                Some(std::cmp::Ordering::Equal) => alone = false,
                Some(std::cmp::Ordering::Greater) | None => (best, alone) = (Some((kept, span)), true),
            }
        }
        let (_, span) = best.filter(|_| alone)?;
        Some(if slice(text, span) == anchor.quote { Placed::Same(span) } else { Placed::Changed(span) })
    };
    anchors.iter().zip(&edges).enumerate().map(one).collect()
}

/// Of `starts` (bytes) the one whose line is nearest to `line`; of two as near the first.
fn nearest(starts: impl Iterator<Item = usize>, line: usize, lines: &LineIndex) -> Option<usize> {
    starts.min_by_key(|start| (lines.line_of(*start).abs_diff(line), *start))
}

/// How many characters at the end of both texts are the same.
fn common_end(one: &str, other: &str) -> usize {
    one.chars().rev().zip(other.chars().rev()).take_while(|(a, b)| a == b).count()
}

/// How many characters at the beginning of both texts are the same.
fn common_start(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests;
