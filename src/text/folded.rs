//! A text folded for search (width and case), kept small, with the way back to its own bytes.
//!
//! Beside the folded text stands a mark every 128 bytes; a place between two marks is found by reading on from the first.

use std::sync::OnceLock;

use super::fold;
use super::span::{ByteSpan, floor, slice, tail};

/// How many bytes of folded text lie between two marks.
const STEP: usize = 128;

/// Pairs of neighbouring characters, by which a text that cannot hold a word is passed over without being read: a bit for
/// the hash of each pair (a filter after Bloom 1970, with one hash).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Pairs {
    bits: Box<[u64]>,
    shift: u32,
}

/// The fewest and most bits of a text's pairs, as powers of two.
const LEAST_BITS: u32 = 6;
const MOST_BITS: u32 = 22;

impl Pairs {
    fn of(text: &str) -> Self {
        // About four bits a character, of which one in four to eight is set.
        let power = (usize::BITS - (text.len() * 4 / 3).leading_zeros()).clamp(LEAST_BITS, MOST_BITS);
        let mut pairs = Self { bits: vec![0; 1 << (power - LEAST_BITS)].into(), shift: u32::BITS - power };
        for hash in hashes(text) {
            let (word, bit) = pairs.place(hash);
            if let Some(word) = pairs.bits.get_mut(word) {
                *word |= bit;
            }
        }
        pairs
    }

    const fn place(&self, hash: u32) -> (usize, u64) {
        let at = hash >> self.shift;
        ((at >> LEAST_BITS) as usize, 1 << (at & (u64::BITS - 1)))
    }

    fn may_hold(&self, hashes: &[u32]) -> bool {
        hashes.iter().all(|hash| {
            let (word, bit) = self.place(*hash);
            self.bits.get(word).is_some_and(|word| word & bit != 0)
        })
    }
}

/// Hashes of the pairs of neighbouring characters of a folded text: for [`Folded::may_hold`].
pub fn hashes(folded: &str) -> impl Iterator<Item = u32> + '_ {
    let mut before = None;
    folded.chars().filter_map(move |c| {
        let one: u32 = before.replace(u32::from(c))?;
        let mixed = one.wrapping_mul(0x9e37_79b1) ^ u32::from(c).wrapping_mul(0x85eb_ca6b);
        Some((mixed ^ (mixed >> 15)).wrapping_mul(0xc2b2_ae35))
    })
}

/// A text folded as [`fold::text`] folds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    pairs: Pairs,
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
        Self { pairs: Pairs::of(&text), text: text.into(), marks: marks.into() }
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// False when no text whose pairs have these [`hashes`] stands in it; true says nothing.
    pub fn may_hold(&self, hashes: &[u32]) -> bool {
        self.pairs.may_hold(hashes)
    }

    /// The way back to `source`, the text that was folded.
    pub const fn way<'a>(&'a self, source: &'a str) -> Way<'a> {
        Way { folded: self, source, at: (0, 0) }
    }
}

/// The folded form of a text that stands beside it, made when it is first asked for. It says nothing of its own: two are
/// always equal.
#[derive(Clone, Debug, Default)]
pub struct Lazy(OnceLock<Folded>);

impl Lazy {
    /// The folded form of `source`, which must be the text that it stands beside.
    pub fn get(&self, source: &str) -> &Folded {
        self.0.get_or_init(|| Folded::new(source))
    }
}

impl PartialEq for Lazy {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Lazy {}

/// Leads from bytes of a folded text to bytes of its source; quick where they are asked for in ascending order.
#[derive(Clone, Debug)]
pub struct Way<'a> {
    folded: &'a Folded,
    source: &'a str,
    at: (usize, usize),
}

impl Way<'_> {
    /// The byte of the source for a byte of the folded text that begins a character or ends the text.
    pub fn source(&mut self, byte: usize) -> usize {
        if self.at.0 > byte || byte - self.at.0 > STEP {
            let after = self.folded.marks.partition_point(|&(folded, _)| folded as usize <= byte);
            let mark = after.checked_sub(1).and_then(|at| self.folded.marks.get(at)).copied().unwrap_or_default();
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
        assert!(!Folded::new("创建文明城市").may_hold(&hashes("量子鲸鱼群").collect::<Vec<_>>()));
    }

    proptest! {
        #[test]
        fn no_text_that_stands_in_it_is_passed_over(source in "[一-七ＡaZ，, \\n𠀀é]{0,300}", from in 0_usize..300, count in 0_usize..9) {
            let folded = Folded::new(&source);
            let part: String = folded.text().chars().skip(from).take(count).collect();
            let own: Vec<u32> = hashes(&part).collect();
            prop_assert!(folded.may_hold(&own));
            prop_assert_eq!(own.len(), part.chars().count().saturating_sub(1));
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
