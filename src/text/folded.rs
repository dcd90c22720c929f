//! Search without regard to width and case, in a text that is kept as it stands.
//!
//! Hardly any word can stand in a text in two forms: 创建 is written one way. So texts are searched as they are, and only
//! where a text holds other forms of what a word is made of (full-width figures, capitals) is it folded, there and then,
//! and what is found led back. What must be known for that is in a [`Sketch`], a fifth of the text's size.

mod sketch;

use memchr::memmem::Finder;

use super::fold;
use super::span::{ByteSpan, floor, slice, tail};

pub use sketch::{Kinds, Lazy, Sketch};

/// How many bytes of folded text lie between two marks.
const STEP: usize = 128;

impl Sketch {
    /// What is to be looked through for something made of `kinds` in `source`, whose sketch this is.
    pub fn ground<'a>(&self, source: &'a str, kinds: Kinds) -> Ground<'a> {
        Ground { source, folded: (!self.is_plain(kinds)).then(|| Folded::new(source)) }
    }
}

/// A text to look through: as it stands where that is enough, else folded.
#[derive(Clone, Debug)]
pub struct Ground<'a> {
    source: &'a str,
    folded: Option<Folded>,
}

impl Ground<'_> {
    /// The text to look through.
    pub fn text(&self) -> &str {
        self.folded.as_ref().map_or(self.source, Folded::text)
    }

    /// The way from its bytes to those of the source.
    pub fn way(&self) -> Way<'_> {
        Way { source: self.source, marks: self.folded.as_ref().map(|folded| &*folded.marks), at: (0, 0) }
    }
}

/// A text made ready to be looked for without regard to width and case.
#[derive(Clone, Debug)]
pub struct Needle {
    finder: Finder<'static>,
    /// Of its pairs of characters.
    hashes: Box<[u32]>,
    kinds: Kinds,
}

impl Needle {
    /// `text`, folded here; nothing for an empty one.
    pub fn new(text: &str) -> Option<Self> {
        let folded = fold::text(text);
        let hashes = sketch::hashes(&folded);
        let kinds = Kinds::of(&folded);
        (!folded.is_empty()).then(|| Self { finder: Finder::new(&folded).into_owned(), hashes, kinds })
    }

    /// The text, folded.
    pub fn text(&self) -> &str {
        std::str::from_utf8(self.finder.needle()).unwrap_or_default()
    }

    /// Its bytes, folded.
    pub fn text_length(&self) -> usize {
        self.finder.needle().len()
    }

    /// Whether it may stand in a text with this sketch; never `false` where it does.
    pub fn may_stand(&self, sketch: &Sketch) -> bool {
        sketch.may_hold(&self.hashes)
    }

    /// Whether a text with this sketch need not be folded for it: then [`Self::plain_places`] are its places.
    pub const fn is_plain(&self, sketch: &Sketch) -> bool {
        sketch.is_plain(self.kinds)
    }

    /// The bytes of `text` at which it stands, folded as it is: ascending, without overlap.
    pub fn plain_places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.finder.find_iter(text.as_bytes())
    }

    /// Whether it stands in `source`, whose sketch is `sketch`.
    pub fn is_in(&self, source: &str, sketch: &Sketch) -> bool {
        if !sketch.may_hold(&self.hashes) {
            return false;
        }
        // As it stands is one of the ways in which it can stand.
        let find = |text: &str| self.finder.find(text.as_bytes()).is_some();
        find(source) || !sketch.is_plain(self.kinds) && find(&fold::text(source))
    }

    /// Whether, repeated, it can stand in two places that share characters, as 试点试 in 试点试点试.
    pub fn overlaps_itself(&self) -> bool {
        let text = self.text();
        text.char_indices().skip(1).any(|(at, _)| text.starts_with(tail(text, at)))
    }

    /// The byte of `source` behind it, where it stands at the byte `start`, with which a character begins.
    pub fn ends_at(&self, source: &str, start: usize) -> Option<usize> {
        if let Some(end) = self.stands_at(source.as_bytes(), start) {
            return Some(end);
        }
        if self.kinds == Kinds::default() {
            return None;
        }
        let mut here = tail(source, start).char_indices();
        for wanted in self.text().chars() {
            here.next().filter(|(_, c)| fold::char(*c) == wanted)?;
        }
        Some(start + here.offset())
    }

    /// How it ends; nothing where it can stand in a text in another form than its own.
    pub fn ending(&self) -> Option<Ending> {
        (self.kinds == Kinds::default()).then(|| Ending::of(self.finder.needle()))
    }

    /// The byte of `text` behind it, where it stands as it is, folded, at the byte `start`.
    pub fn stands_at(&self, text: &[u8], start: usize) -> Option<usize> {
        let needle = self.finder.needle();
        text.get(start..)?.starts_with(needle).then(|| start + needle.len())
    }

    /// Hands `put` the places of `source`, whose sketch is `sketch`, where it stands: ascending, without overlap.
    pub fn each(&self, source: &str, sketch: &Sketch, mut put: impl FnMut(ByteSpan)) {
        if !sketch.may_hold(&self.hashes) {
            return;
        }
        let length = self.finder.needle().len();
        let ground = sketch.ground(source, self.kinds);
        let mut way = ground.way();
        for at in self.finder.find_iter(ground.text().as_bytes()) {
            put(way.span(ByteSpan::new(at, at + length)));
        }
    }
}

/// The last bytes of a word, at most eight, for a first look at many places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    /// Byte of the word with which they begin.
    from: usize,
    bytes: u64,
    mask: u64,
}

impl Ending {
    fn of(word: &[u8]) -> Self {
        let from = word.len().saturating_sub(size_of::<u64>());
        let (mut bytes, mut mask) = ([0; size_of::<u64>()], [0; size_of::<u64>()]);
        for ((byte, mask), own) in bytes.iter_mut().zip(&mut mask).zip(word.get(from..).unwrap_or_default()) {
            (*byte, *mask) = (*own, u8::MAX);
        }
        Self { from, bytes: u64::from_le_bytes(bytes), mask: u64::from_le_bytes(mask) }
    }

    /// Whether the word may stand at the byte `start` of `text`; never `false` where it does.
    pub fn may_stand(self, text: &[u8], start: usize) -> bool {
        let there = text.get(start + self.from..).and_then(<[u8]>::first_chunk);
        there.is_none_or(|there| (u64::from_le_bytes(*there) ^ self.bytes) & self.mask == 0)
    }
}

/// A text folded as [`fold::text`] folds it, with the way back: beside it stands a mark every 128 bytes, and a place
/// between two marks is found by reading on from the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    text: Box<str>,
    /// (byte of the folded text, byte of the source), both where the same character begins; ascending. Beyond 4 GiB there
    /// are none.
    marks: Box<[(u32, u32)]>,
}

impl Folded {
    /// `source` folded.
    pub fn new(source: &str) -> Self {
        let mut text = String::with_capacity(source.len());
        let mut marks = Vec::with_capacity(source.len() / STEP);
        let mut from = 0;
        while from < source.len() {
            if let (Ok(folded), Ok(source)) = (u32::try_from(text.len()), u32::try_from(from))
                && source > 0
            {
                marks.push((folded, source));
            }
            let end = floor(source, from + STEP).max(from + 1);
            let end = if source.is_char_boundary(end) { end } else { source.len() };
            fold::onto(&mut text, slice(source, ByteSpan::new(from, end)));
            from = end;
        }
        Self { text: text.into(), marks: marks.into() }
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The way back to `source`, the text that was folded.
    pub const fn way<'a>(&'a self, source: &'a str) -> Way<'a> {
        Way { source, marks: Some(&self.marks), at: (0, 0) }
    }
}

/// Leads from bytes of a folded text to bytes of its source; quick where they are asked for in ascending order.
#[derive(Clone, Debug)]
pub struct Way<'a> {
    source: &'a str,
    /// Those of the folded text; none where the source itself is looked through.
    marks: Option<&'a [(u32, u32)]>,
    at: (usize, usize),
}

impl Way<'_> {
    /// The byte of the source for a byte of the folded text that begins a character or ends the text.
    pub fn source(&mut self, byte: usize) -> usize {
        let Some(marks) = self.marks else { return byte };
        if self.at.0 > byte || byte - self.at.0 > STEP {
            let after = marks.partition_point(|&(folded, _)| folded as usize <= byte);
            let mark = after.checked_sub(1).and_then(|at| marks.get(at)).copied().unwrap_or_default();
            let mark = (mark.0 as usize, mark.1 as usize);
            if self.at.0 > byte || self.at.0 < mark.0 {
                self.at = mark;
            }
        }
        let (mut folded, mut source) = self.at;
        while folded < byte {
            // The first bytes of U+4000 to U+9FFF, which never change.
            if matches!(self.source.as_bytes().get(source), Some(0xe4..=0xe9)) {
                folded += 3;
                source += 3;
                continue;
            }
            let Some(c) = tail(self.source, source).chars().next() else { break };
            folded += fold::char(c).len_utf8();
            source += c.len_utf8();
        }
        self.at = (folded, source);
        source
    }

    /// The span of the source for a span of the folded text.
    pub fn span(&mut self, span: ByteSpan) -> ByteSpan {
        let start = self.source(span.start);
        ByteSpan::new(start, self.source(span.end))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_long_text_leads_back_across_its_marks() {
        let source = "Ａ创１２c　𠀀Ｚ末e\u{301}，\n".repeat(300);
        let folded = Folded::new(&source);
        assert_eq!(folded.text(), fold::text(&source));
        assert!(folded.marks.len() > 50);
        let mut way = folded.way(&source);
        for (at, found) in folded.text().match_indices("𠀀z") {
            let span = way.span(ByteSpan::new(at, at + found.len()));
            assert_eq!(slice(&source, span), "𠀀Ｚ");
        }
        assert_eq!(way.source(folded.text().len()), source.len());
        assert_eq!(way.source(0), 0);
        assert_eq!(Folded::new("").way("").source(0), 0);
    }

    fn places(needle: &str, source: &str) -> Vec<ByteSpan> {
        let sketch = Sketch::of(source);
        let mut found = Vec::new();
        if let Some(needle) = Needle::new(needle) {
            needle.each(source, &sketch, |span| found.push(span));
            assert_eq!(needle.is_in(source, &sketch), !found.is_empty(), "{source}");
        }
        found
    }

    #[test]
    fn a_text_is_searched_as_it_stands_where_nothing_in_it_has_another_form() {
        for (needle, source, expected) in [
            ("ａ创", "ａ创A创a创", &["ａ创", "A创", "a创"][..]),
            ("创，", "创,创，𠀀创", &["创,", "创，"]),
            ("２０", "2０20年", &["2０", "20"]),
            ("创", "ＡＢ创，𠀀创", &["创", "创"]),
            ("k", "\u{212a}K", &["\u{212a}", "K"]),
            ("", "创", &[]),
        ] {
            let found: Vec<&str> = places(needle, source).into_iter().map(|span| slice(source, span)).collect();
            assert_eq!(found, expected, "{needle} in {source}");
        }
    }

    #[test]
    fn what_can_overlap_itself_is_known() {
        for (needle, expected) in [("创", false), ("创建", false), ("试点试", true), ("ＡbＡ", true), ("𠀀𠀀", true)]
        {
            assert_eq!(Needle::new(needle).map(|needle| needle.overlaps_itself()), Some(expected), "{needle}");
        }
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_stands_in_the_folded_text(
            source in "[一-三ＡＢaZz１1，, \\n𠀀éÉ\u{212a}k]{0,120}", from in 0_usize..120, count in 1_usize..4,
        ) {
            let folded = Folded::new(&source);
            let part: String = source.chars().skip(from).take(count).collect();
            let needle = fold::text(&part);
            let mut way = folded.way(&source);
            let expected: Vec<ByteSpan> = if needle.is_empty() {
                Vec::new()
            } else {
                folded.text().match_indices(&needle).map(|(at, found)| way.span(ByteSpan::new(at, at + found.len()))).collect()
            };
            if let Some(needle) = Needle::new(&part) {
                let mut reached = 0;
                let mut one_by_one = Vec::new();
                for (at, _) in source.char_indices() {
                    if let Some(ending) = needle.ending() {
                        let (stands, text) = (needle.ends_at(&source, at).is_some(), source.as_bytes());
                        prop_assert!(ending.may_stand(text, at) || !stands);
                        prop_assert!(stands || text.len() < at + 8 || part.len() > 8 || !ending.may_stand(text, at));
                    }
                    if let Some(end) = needle.ends_at(&source, at).filter(|_| at >= reached) {
                        one_by_one.push(ByteSpan::new(at, end));
                        reached = end;
                    }
                }
                prop_assert_eq!(&one_by_one, &expected);
            }
            prop_assert_eq!(places(&part, &source), expected);
        }

        #[test]
        fn every_character_leads_back(source in "[一-龥ＡａZ，,　 \\n𠀀é]{0,1500}", order in any::<bool>()) {
            let folded = Folded::new(&source);
            prop_assert_eq!(folded.text(), fold::text(&source));
            let mut at = 0;
            let mut pairs: Vec<(usize, usize)> = source.char_indices().map(|(byte, c)| {
                let here = at;
                at += fold::char(c).len_utf8();
                (here, byte)
            }).collect();
            if order {
                pairs.reverse();
            }
            let mut way = folded.way(&source);
            for (byte, expected) in pairs {
                prop_assert_eq!(way.source(byte), expected);
            }
        }
    }
}
