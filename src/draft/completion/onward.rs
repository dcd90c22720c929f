//! How a text goes on: the last characters before the caret are looked for, and what follows them most often is offered, up
//! to the next mark.
//!
//! The longer the stretch before the caret that stands in a place as well, the more that place counts: of the places with
//! the longest one, if there are enough of them, only those are asked. Four characters are looked for; where those stand
//! nowhere three, then two, which must all but agree on what follows.

use memchr::memmem::Finder;
use rustc_hash::FxHashMap;

use super::{Asked, Offer, drafted, is_debris, spread};
use crate::corpus::model::Place;
use crate::text::safe::is_han;
use crate::text::span::{self, ByteSpan};

/// How many characters before the caret are compared.
const LONGEST: usize = 12;
/// How many characters are offered at most.
const OFFERED: usize = 16;
/// From this many places on the search has seen enough, for four characters and for fewer.
const ENOUGH: (usize, usize) = (3000, 600);
/// Bytes that are looked through at most for one stretch.
const MOST: usize = 1 << 29;

/// A place where the characters stand.
struct Seen<'t> {
    /// How many characters before the caret stand there too.
    length: usize,
    /// What follows, up to the next mark.
    onward: &'t str,
    place: Option<Place>,
}

/// What to offer behind `before`.
pub fn offer(asked: &Asked, before: &str, going: &dyn Fn() -> bool) -> Option<Offer> {
    let run: usize = before.chars().rev().take_while(|c| is_han(*c)).take(LONGEST).map(char::len_utf8).sum();
    let run = span::tail(before, before.len() - run);
    let length = run.chars().count();
    for sought in [4, 3, 2] {
        // A word that has just begun is two characters long, the end of a longer stretch says little.
        if length < sought {
            continue;
        }
        let (seen, more) = places(asked, run, sought, going);
        if !going() {
            return None;
        }
        if let Some((length, there)) = longest(&seen, sought) {
            return agreed(asked, run, &there, length, more);
        }
    }
    None
}

/// The places of the last `sought` characters of `run`; and whether there may be more of them.
fn places<'t>(asked: &'t Asked, run: &str, sought: usize, going: &dyn Fn() -> bool) -> (Vec<Seen<'t>>, bool) {
    let needle = span::last_chars(run, sought);
    let finder = Finder::new(needle);
    let enough = if sought >= 4 { ENOUGH.0 } else { ENOUGH.1 };
    let mut seen = Vec::new();
    let mut look = |text: &'t str, document: Option<usize>| {
        for at in finder.find_iter(text.as_bytes()) {
            let end = at + needle.len();
            if end == text.len()
                || document.and_then(|n| asked.corpus.documents.get(n)).is_some_and(|d| is_debris(d, at))
            {
                continue;
            }
            let onward = onward(span::tail(text, end));
            let place = document.map(|document| Place { document, span: ByteSpan::new(at, end + onward.len()) });
            seen.push(Seen { length: common(run, span::head(text, end)), onward, place });
        }
        seen.len()
    };
    for text in drafted(asked) {
        look(text, None);
    }
    let documents = &asked.corpus.documents;
    let mut bytes = 0;
    for number in spread(documents.len()) {
        let Some(document) = documents.get(number).filter(|_| going()) else { break };
        bytes += document.text.len();
        if look(&document.text, Some(number)) >= enough || bytes > MOST {
            return (seen, true);
        }
    }
    (seen, false)
}

/// What follows up to the next mark.
fn onward(text: &str) -> &str {
    let length: usize = text.chars().take_while(|c| is_han(*c)).take(OFFERED + 1).map(char::len_utf8).sum();
    span::head(text, length)
}

/// How many characters `run` and `text` have in common at their ends.
fn common(run: &str, text: &str) -> usize {
    run.chars().rev().zip(text.chars().rev()).take_while(|(one, other)| one == other).count()
}

/// How many places must agree, by the characters that they have in common with the text.
const fn least(length: usize) -> usize {
    match length {
        0..=2 => 5,
        3 => 4,
        4 | 5 => 3,
        6 | 7 => 2,
        _ => 1,
    }
}

/// The places that have the most characters in common with the text, how many at least, if there are enough of them.
fn longest<'s, 't>(seen: &'s [Seen<'t>], sought: usize) -> Option<(usize, Vec<&'s Seen<'t>>)> {
    let longest = seen.iter().map(|seen| seen.length).max()?;
    (sought..=longest).rev().find_map(|length| {
        let there: Vec<&Seen<'_>> = seen.iter().filter(|seen| seen.length >= length).collect();
        (there.len() >= least(length)).then_some((length, there))
    })
}

/// What the places agree on.
fn agreed(asked: &Asked, run: &str, there: &[&Seen<'_>], length: usize, more: bool) -> Option<Offer> {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for seen in there {
        *counts.entry(seen.onward).or_default() += 1;
    }
    let (whole, count) =
        counts.iter().map(|(text, count)| (*text, *count)).max_by_key(|(text, count)| (*count, text.len(), *text))?;
    let wanted = least(length).min(there.len());
    let share = if length < 4 { 2 } else { 3 };
    let text = if count >= wanted && count * share >= there.len() { whole } else { prefix(asked, run, there, length) };
    // What is longer than it may be has no end; a mark follows where there is nothing.
    if text.is_empty() || text.chars().count() > OFFERED || text.chars().count() < 2 && length < 4 {
        return None;
    }
    let mut those = there.iter().filter(|seen| seen.onward.starts_with(text));
    let count = those.clone().count();
    let place = those.find_map(|seen| seen.place);
    Some(Offer { text: text.to_owned(), replaces: 0, count, more, place })
}

/// The longest beginning that half of the places agree on, whole words of it.
fn prefix<'t>(asked: &Asked, run: &str, there: &[&Seen<'t>], length: usize) -> &'t str {
    let wanted = least(length).max(2).max(there.len().div_ceil(2));
    let mut those: Vec<&'t str> = there.iter().map(|seen| seen.onward).collect();
    let (mut best, mut end) = ("", 0);
    loop {
        let mut next: FxHashMap<char, usize> = FxHashMap::default();
        for text in &those {
            if let Some(c) = span::tail(text, end).chars().next() {
                *next.entry(c).or_default() += 1;
            }
        }
        let Some((c, count)) = next.into_iter().max_by_key(|(c, count)| (*count, *c)) else { break };
        if count < wanted {
            break;
        }
        those.retain(|text| span::tail(text, end).starts_with(c));
        end += c.len_utf8();
        best = those.first().copied().unwrap_or("");
    }
    // Not in the middle of a word.
    let whole = format!("{run}{best}");
    let boundaries = asked.words.boundaries(&whole);
    let cut = boundaries.into_iter().filter(|at| (run.len()..=run.len() + end).contains(at)).max();
    span::head(best, cut.map_or(0, |at| at - run.len()))
}
