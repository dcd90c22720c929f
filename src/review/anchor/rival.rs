//! What else in a text could be taken for a span: the same words elsewhere, and other words between the same surroundings.
//!
//! Told when an anchor is made, for later nobody can know it: where one of two sentences that are alike is deleted, the
//! other one stands alone and looks like the one that was meant. Must not know of changed texts.

use std::borrow::Cow;

use memchr::memmem::Finder;

use super::{EDGE, most_grown};
use crate::text::span::{ByteSpan, first_chars, floor, head, last_chars, slice, tail};

/// So many characters on either side are held against those of other places.
pub(super) const WIDE: usize = 60;
/// So many places are held against the span, those from the beginning of the text; the others are only counted.
const MANY: usize = 1024;

/// The places of a text that could be taken for a span.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Rivals {
    /// Of the places where the words stand, the 1-based number of the span's own; of a point, where both its sides do.
    pub nth: usize,
    /// How many there are, overlapping ones too; the span's own is one of them.
    pub of: usize,
    /// How many characters before the span another place has as well, and how many behind it, up to [`WIDE`]; the most of
    /// all places.
    pub alike: [usize; 2],
    /// There is another place.
    pub any: bool,
}

/// The rivals of `span` (bytes of `text`).
pub(super) fn rivals(text: &str, span: ByteSpan) -> Rivals {
    let (before, after) = (head(text, span.start), tail(text, span.end));
    let mut found = Rivals::default();
    let mut meet = |other: ByteSpan| {
        found.any = true;
        if found.alike == [WIDE; 2] {
            return;
        }
        let alike = [common_end(head(text, other.start), before), common_start(tail(text, other.end), after)];
        for (most, here) in found.alike.iter_mut().zip(alike) {
            *most = here.max(*most);
        }
    };
    let quote = slice(text, span);
    let (near, far) = (last_chars(before, EDGE), first_chars(after, EDGE));
    let (words, offset) = words(near, quote, far);
    let (mut nth, mut of) = (0, 0);
    for start in everywhere(text, &words).map(|start| start + offset) {
        of += 1;
        nth += usize::from(start <= span.start);
        if start != span.start && of <= MANY {
            meet(ByteSpan::new(start, start + quote.len()));
        }
    }
    // Other words between the same surroundings; at an end of the text there are none on that side.
    let longest = most_grown(quote) * 4 + far.len();
    let finder = Finder::new(far.as_bytes());
    let places = everywhere(text, near).map(|start| start + near.len()).filter(|start| *start != span.start);
    for start in places.take(if far.is_empty() { 0 } else { MANY }) {
        let window = slice(text, ByteSpan::new(start, floor(text, start.saturating_add(longest))));
        if let Some(length) = finder.find(window.as_bytes()) {
            meet(ByteSpan::new(start, start + length));
        }
    }
    (found.nth, found.of) = (nth, of);
    found
}

/// The words by which a span is looked for, and the byte in them at which it begins: its own; of a point, its two sides.
pub(super) fn words<'t>(before: &'t str, quote: &'t str, after: &'t str) -> (Cow<'t, str>, usize) {
    if !quote.is_empty() {
        return (quote.into(), 0);
    }
    let near = last_chars(before, EDGE);
    (format!("{near}{}", first_chars(after, EDGE)).into(), near.len())
}

/// The bytes at which `words` begin, overlapping ones too; empty words stand nowhere.
pub(super) fn everywhere<'t>(text: &'t str, words: &'t str) -> impl Iterator<Item = usize> + 't {
    let finder = Finder::new(words.as_bytes());
    let step = words.chars().next().map(char::len_utf8);
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + finder.find(tail(text, from).as_bytes())?;
        from = at + step?;
        Some(at)
    })
}

/// How many characters at the end of both texts are the same, up to [`WIDE`].
pub(super) fn common_end(one: &str, other: &str) -> usize {
    one.chars().rev().zip(other.chars().rev()).take(WIDE).take_while(|(a, b)| a == b).count()
}

/// How many characters at the beginning of both texts are the same, up to [`WIDE`].
pub(super) fn common_start(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take(WIDE).take_while(|(a, b)| a == b).count()
}
