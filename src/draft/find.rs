//! Finding plain text in a draft. What is looked for never reaches over the end of a paragraph.
//!
//! Must not know of carets or of how matches are shown.

use super::buffer::{Buffer, Pos, PosSpan};
use crate::text::fold;
use crate::text::folded::Folded;
use crate::text::span::{self, ByteSpan};

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    needle: String,
    folded: bool,
}

/// A match, and whether the search went round the end of the text to find it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it stands.
    pub span: PosSpan,
    /// The search began again at the other end of the text.
    pub wrapped: bool,
}

impl Query {
    /// Looks for `needle`; with `folded` full and half width, capital and small letters are alike.
    pub fn new(needle: &str, folded: bool) -> Self {
        Self { needle: if folded { fold::text(needle) } else { needle.to_owned() }, folded }
    }

    /// Whether it looks for nothing.
    pub fn is_empty(&self) -> bool {
        self.needle.is_empty()
    }

    /// Bytes that a match takes at most.
    pub fn reach(&self) -> usize {
        // Folding is one character for one, of four bytes at most.
        if self.folded { self.needle.chars().count() * 4 } else { self.needle.len() }
    }

    /// All matches in `text` that do not overlap, from the left.
    pub fn matches(&self, text: &str) -> Vec<ByteSpan> {
        if self.is_empty() {
            return Vec::new();
        }
        let span = |(start, found): (usize, &str)| ByteSpan::new(start, start + found.len());
        if !self.folded {
            return text.match_indices(&self.needle).map(span).collect();
        }
        let folded = Folded::new(text);
        let mut way = folded.way(text);
        folded.text().match_indices(&self.needle).map(|found| way.span(span(found))).collect()
    }

    fn first(&self, text: &str) -> Option<ByteSpan> {
        if self.folded {
            let folded = Folded::new(text);
            let start = folded.text().find(&self.needle)?;
            return Some(folded.way(text).span(ByteSpan::new(start, start + self.needle.len())));
        }
        let start = text.find(&self.needle)?;
        Some(ByteSpan::new(start, start + self.needle.len()))
    }

    fn last(&self, text: &str) -> Option<ByteSpan> {
        if self.folded {
            let folded = Folded::new(text);
            let start = folded.text().rfind(&self.needle)?;
            return Some(folded.way(text).span(ByteSpan::new(start, start + self.needle.len())));
        }
        let start = text.rfind(&self.needle)?;
        Some(ByteSpan::new(start, start + self.needle.len()))
    }
}

/// The first match that begins at `from` or behind it; from the beginning again when there is none.
pub fn next(buffer: &Buffer, query: &Query, from: Pos) -> Option<Found> {
    if query.is_empty() {
        return None;
    }
    let from = buffer.clamp(from);
    let tail = span::tail(buffer.paragraph(from.paragraph), from.byte);
    if let Some(found) = query.first(tail) {
        return Some(Found { span: within(from.paragraph, found, from.byte), wrapped: false });
    }
    let behind = from.paragraph + 1..buffer.count();
    for (paragraph, wrapped) in behind.map(|at| (at, false)).chain((0..=from.paragraph).map(|at| (at, true))) {
        if let Some(found) = query.first(buffer.paragraph(paragraph)) {
            return Some(Found { span: within(paragraph, found, 0), wrapped });
        }
    }
    None
}

/// The last match that ends at `from` or before it; from the end again when there is none.
pub fn previous(buffer: &Buffer, query: &Query, from: Pos) -> Option<Found> {
    if query.is_empty() {
        return None;
    }
    let from = buffer.clamp(from);
    if let Some(found) = query.last(span::head(buffer.paragraph(from.paragraph), from.byte)) {
        return Some(Found { span: within(from.paragraph, found, 0), wrapped: false });
    }
    let before = (0..from.paragraph).rev().map(|at| (at, false));
    for (paragraph, wrapped) in before.chain((from.paragraph..buffer.count()).rev().map(|at| (at, true))) {
        if let Some(found) = query.last(buffer.paragraph(paragraph)) {
            return Some(Found { span: within(paragraph, found, 0), wrapped });
        }
    }
    None
}

/// Number of matches in the whole draft.
pub fn count(buffer: &Buffer, query: &Query) -> usize {
    buffer.paragraphs().iter().map(|text| query.matches(text).len()).sum()
}

fn within(paragraph: usize, found: ByteSpan, shift: usize) -> PosSpan {
    PosSpan { start: Pos::new(paragraph, found.start + shift), end: Pos::new(paragraph, found.end + shift) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn starts(text: &str, needle: &str, folded: bool) -> Vec<usize> {
        Query::new(needle, folded).matches(text).into_iter().map(|found| found.start).collect()
    }

    #[test]
    fn plain_and_folded() {
        assert_eq!(starts("创城创城", "创城", false), [0, 6]);
        assert_eq!(starts("ABＡＢab", "ab", false), [8]);
        assert_eq!(starts("ABＡＢab", "ａb", true), [0, 2, 8]);
        assert_eq!(starts("aaaa", "aa", true), [0, 2]);
        assert_eq!(starts("", "a", true), Vec::<usize>::new());
        assert_eq!(starts("a", "", true), Vec::<usize>::new());
    }

    #[test]
    fn the_search_goes_round() {
        let buffer = Buffer::from_text("甲乙甲\n丙\n乙甲");
        let query = Query::new("甲", true);
        let mut from = Pos::new(0, 1);
        let mut seen = Vec::new();
        for _ in 0..4 {
            let Some(found) = next(&buffer, &query, from) else { break };
            seen.push((found.span.start, found.wrapped));
            from = found.span.end;
        }
        let all = [Pos::new(0, 0), Pos::new(0, 6), Pos::new(2, 3)];
        assert_eq!(seen, [(all[0], false), (all[1], false), (all[2], false), (all[0], true)]);
        let back = previous(&buffer, &query, Pos::new(0, 1)).map(|found| (found.span.start, found.wrapped));
        assert_eq!(back, Some((all[2], true)));
        assert_eq!(previous(&buffer, &query, all[2]).map(|found| found.span.start), Some(all[1]));
        assert_eq!(next(&buffer, &Query::new("丁", false), from), None);
        assert_eq!(count(&buffer, &query), 3);
    }
}
