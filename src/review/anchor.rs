//! Anchors of spans: what is spoken of by its own words and those around it, and where that is in a changed text.
//!
//! A place is found by exact words where they stand, by what is around them where they were changed, and is said to be
//! lost otherwise: a remark is never shown at words it was not made of. Must not know of records nor of files.

mod rival;
mod search;

use std::borrow::Cow;

use memchr::memchr_iter;
use serde::{Deserialize, Serialize};

use crate::text::span::{ByteSpan, LineIndex, first_chars, floor, head, last_chars, slice, tail};
use rival::{Rivals, common_end, common_start};
use search::{Occurrences, Wanted};

/// How many characters around the words an anchor keeps; of words that could be taken for others it keeps more.
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
/// So many places of words that stand nearly everywhere are counted in all.
const COUNTED: usize = 1 << 24;
/// By so many characters must the surroundings outdo those of the place that was most alike.
const MORE: usize = 2;

/// The most characters that stand between the surroundings once the words `quote` were changed.
fn most_grown(quote: &str) -> usize {
    let old = quote.chars().count();
    (old * 2).max(old + GROWTH)
}

/// A span of a text by its words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Anchor {
    /// The words themselves. None for a point between two characters.
    pub quote: String,
    /// The last 20 characters before them, 60 where other places could be taken for theirs; fewer at the beginning of the
    /// text.
    #[serde(default)]
    pub before: String,
    /// The same behind them.
    #[serde(default)]
    pub after: String,
    /// The 1-based line on which they began when the anchor was made.
    #[serde(default)]
    pub line: usize,
    /// The words stood in so many places; 0 where they stood in one.
    #[serde(default, skip_serializing_if = "says_nothing")]
    pub of: usize,
    /// The 1-based number of the meant one among those; 0 where there was one.
    #[serde(default, skip_serializing_if = "says_nothing")]
    pub nth: usize,
    /// How many characters before the words other places had as well when the anchor was made, and how many behind them:
    /// only surroundings that are the same beyond that tell the meant place from those.
    #[serde(default, skip_serializing_if = "says_nothing")]
    pub alike: [usize; 2],
}

/// Whether a field says nothing and is not written.
fn says_nothing<T: Default + PartialEq>(field: &T) -> bool {
    *field == T::default()
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
    /// The anchor of `span` (bytes of `text`); a span that ends inside a character is cut before it. Reads the whole text.
    pub fn new(text: &str, span: ByteSpan) -> Self {
        let span = ByteSpan::new(floor(text, span.start), floor(text, span.end));
        let before = head(text, span.start);
        let Rivals { nth, of, alike, any } = rival::rivals(text, span);
        let (nth, of) = if of > 1 { (nth, of) } else { (0, 0) };
        let kept = if any { rival::WIDE } else { AROUND };
        Self {
            quote: slice(text, span).to_owned(),
            before: last_chars(before, kept).to_owned(),
            after: first_chars(tail(text, span.end), kept).to_owned(),
            line: memchr_iter(b'\n', before.as_bytes()).count() + 1,
            of,
            nth,
            alike,
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

    /// Other places could be taken for it when it was made.
    const fn has_rivals(&self) -> bool {
        self.of > 1 || self.alike[0] > 0 || self.alike[1] > 0
    }

    /// How much of what was around it is around `span` (bytes of `text`).
    fn kept(&self, text: &str, span: ByteSpan) -> Kept {
        let (before, after) = (head(text, span.start), tail(text, span.end));
        let sides = [common_end(before, &self.before), common_start(after, &self.after)];
        // A side that was shorter than what is kept went up to an end of the text; that end tells as much.
        let most = if self.has_rivals() { rival::WIDE } else { AROUND };
        let whole = |kept: usize, side: &str, there: &str| {
            side.len() == there.len() && kept < most && side.chars().count() == kept
        };
        Kept { sides, ends: [whole(sides[0], &self.before, before), whole(sides[1], &self.after, after)] }
    }

    /// Whether what is still around a place tells it from those that could be taken for it when the anchor was made.
    fn is_told(&self, kept: Kept) -> bool {
        // All that stands around it is all that stood there: there is no other place.
        if kept.ends == [true; 2] {
            return true;
        }
        let side = |at: usize| {
            let (here, alike) = (kept.sides.get(at), self.alike.get(at));
            let ends = kept.ends.get(at) == Some(&true);
            here.zip(alike).is_some_and(|(here, alike)| {
                (ends && (*here >= LEFT_OVER || *here > *alike)) || (*here >= EDGE && *here >= alike + MORE)
            })
        };
        side(0) || side(1)
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

/// Words and surroundings as they were, in the one place where they stand.
fn by_everything(anchors: &[&Anchor], text: &str, lines: &LineIndex) -> Vec<Option<Placed>> {
    let wholes: Vec<String> = anchors.iter().map(|anchor| anchor.whole()).collect();
    let wanted: Vec<Wanted<'_>> =
        anchors.iter().zip(&wholes).map(|(anchor, whole)| Wanted { words: whole, line: anchor.line }).collect();
    let found = Occurrences::of(&wanted, text, lines);
    let one = |(at, anchor): (usize, &&Anchor)| {
        let [start] = found.starts(at) else { return None };
        let span = ByteSpan::new(start + anchor.before.len(), start + anchor.before.len() + anchor.quote.len());
        let told = !anchor.has_rivals() || anchor.is_told(anchor.kept(text, span));
        (told && !found.is_cut(at)).then_some(Placed::Same(span))
    };
    anchors.iter().enumerate().map(one).collect()
}

/// What is still the same around a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Kept {
    /// Characters before it and behind it.
    sides: [usize; 2],
    /// These go up to an end of the text, as they did.
    ends: [bool; 2],
}

impl Kept {
    const fn all(self) -> usize {
        self.sides[0] + self.sides[1]
    }
}

/// The words as they were. Where they stood alone and do so still, that is their place; where they stand in several
/// places, now or when the anchor was made, their surroundings must tell which is meant.
fn by_words(anchors: &[&Anchor], text: &str, lines: &LineIndex) -> Vec<Option<Placed>> {
    let words: Vec<(Cow<'_, str>, usize)> =
        anchors.iter().map(|anchor| rival::words(&anchor.before, &anchor.quote, &anchor.after)).collect();
    let wanted: Vec<Wanted<'_>> =
        anchors.iter().zip(&words).map(|(anchor, (words, _))| Wanted { words, line: anchor.line }).collect();
    let found = Occurrences::of(&wanted, text, lines);
    let mut left = COUNTED;
    let mut one = |(at, (anchor, (words, offset))): (usize, (&&Anchor, &(Cow<'_, str>, usize)))| {
        let span = |start: usize| ByteSpan::new(start + offset, start + offset + anchor.quote.len());
        let starts = found.starts(at);
        let places: Vec<(usize, Kept)> = starts.iter().map(|start| (*start, anchor.kept(text, span(*start)))).collect();
        let alone = anchor.of == 0 && !found.is_cut(at);
        if let ([(start, kept)], true) = (places.as_slice(), alone) {
            let telling = words.chars().take(TELLING).count() + kept.all() >= TELLING;
            return telling.then(|| Placed::Same(span(*start)));
        }
        let told: Vec<&(usize, Kept)> = places.iter().filter(|(_, kept)| anchor.is_told(*kept)).collect();
        let most = told.iter().map(|(_, kept)| kept.all()).max().unwrap_or_default();
        let mut best = told.into_iter().filter(|(_, kept)| kept.all() == most).map(|(start, _)| *start);
        match (best.next(), best.next()) {
            (Some(start), None) => Some(Placed::Same(span(start))),
            // A copy was made of all of it: what did not leave its line is what was meant.
            (Some(first), Some(second)) if anchor.of == 0 => {
                let same_line = |start: &usize| lines.line_of(*start) == anchor.line;
                let mut there = [first, second].into_iter().chain(best).filter(same_line);
                there.next().filter(|_| there.next().is_none()).map(|start| Placed::Same(span(start)))
            }
            // Nothing tells one from the other, but none came and none went.
            _ => {
                let start = nth(anchor, words, text, &mut left)?;
                let kept = anchor.kept(text, span(start));
                let same = kept.sides.iter().zip(anchor.alike).all(|(kept, alike)| *kept >= alike.min(EDGE));
                let most = places.iter().all(|(_, other)| other.all() <= kept.all());
                (same && most && kept.all() >= EDGE).then(|| Placed::Same(span(start)))
            }
        }
    };
    anchors.iter().zip(&words).enumerate().map(&mut one).collect()
}

/// Where the words of an anchor stand for the time that it says, if they stand as often as it says.
fn nth(anchor: &Anchor, words: &str, text: &str, left: &mut usize) -> Option<usize> {
    let nth = anchor.nth.checked_sub(1).filter(|_| anchor.of <= *left)?;
    *left -= anchor.of;
    // One more than there should be is enough to know.
    let starts: Vec<usize> = rival::everywhere(text, words).take(anchor.of + 1).collect();
    starts.get(nth).copied().filter(|_| starts.len() == anchor.of)
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
        let most = most_grown(&anchor.quote);
        let mut best: Option<(usize, ByteSpan)> = None;
        let mut alone = true;
        for end in ends {
            let next = begins.partition_point(|begin| *begin < end);
            let Some(begin) = begins.get(next).copied() else { continue };
            let span = ByteSpan::new(end, begin);
            // Words that are gone altogether are lost; a point is where its sides meet.
            let fits =
                span.is_empty() == anchor.quote.is_empty() && slice(text, span).chars().take(most + 1).count() <= most;
            let kept = anchor.kept(text, span);
            if !fits || (anchor.has_rivals() && !anchor.is_told(kept)) {
                continue;
            }
            let kept = kept.all();
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

#[cfg(test)]
mod tests;
