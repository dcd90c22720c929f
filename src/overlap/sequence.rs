//! The compared sequence: the Chinese characters of a text with their places, and the characters of it that are chosen
//! to find matches by.
//!
//! Chosen are minimizers (Roberts et al. 2004; winnowing, Schleimer et al. 2003): of every [`LEAST`] characters in a row
//! the stretch of [`GRAM`] whose hash is the smallest, the first of equals. What is chosen hangs on those characters
//! alone, so that a match has a chosen stretch in common on both sides.

use crate::corpus::model::Document;
use crate::text::safe::is_han;
use crate::text::span::{ByteSpan, head, slice, tail};

/// The fewest characters of a match.
pub const LEAST: usize = 13;
/// The characters of a chosen stretch.
pub const GRAM: usize = 6;
/// The stretches among which one is chosen.
pub const WINDOW: usize = LEAST - GRAM + 1;
/// The characters beside a stretch that its tags are made of. A match goes on by so many on one side at least.
pub const BESIDE: usize = (LEAST - GRAM).div_ceil(2);

/// The Chinese characters of a text.
#[derive(Clone, Debug, Default)]
pub struct Sequence {
    /// The characters.
    pub letters: Vec<char>,
    /// The byte of the text at which each begins.
    pub at: Vec<u32>,
}

impl Sequence {
    /// Those of a text that is all the writer's.
    pub fn of_text(text: &str) -> Self {
        let mut sequence = Self::default();
        sequence.push(text, 0);
        sequence
    }

    /// Those of a document, debris left out. Bytes beyond 4 GiB are not read.
    pub fn of(document: &Document) -> Self {
        let mut sequence = Self::default();
        sequence.fill(document);
        sequence
    }

    /// Becomes the sequence of a document.
    pub fn fill(&mut self, document: &Document) {
        self.letters.clear();
        self.at.clear();
        let text = head(&document.text, u32::MAX as usize);
        let mut from = 0;
        for noise in &document.noise {
            let line = document.lines.span(text, noise.line);
            self.push(slice(text, ByteSpan::new(from, line.start)), from);
            from = line.end;
        }
        self.push(tail(text, from), from);
    }

    fn push(&mut self, text: &str, from: usize) {
        for (byte, c) in text.char_indices() {
            if is_han(c) {
                self.letters.push(c);
                self.at.push((from + byte) as u32);
            }
        }
    }

    /// The bytes of the text from the character `start` to the one before `end`.
    pub fn bytes(&self, start: usize, end: usize) -> ByteSpan {
        let first = self.at.get(start).map_or(0, |at| *at as usize);
        let last = end.checked_sub(1).and_then(|last| Some((*self.at.get(last)?, *self.letters.get(last)?)));
        ByteSpan::new(first, last.map_or(first, |(at, c)| at as usize + c.len_utf8()))
    }

    /// Hands on the chosen stretches, ascending.
    pub fn choose(&self, hashes: &mut Vec<u32>, mut put: impl FnMut(Chosen)) {
        grams(&self.letters, hashes);
        if hashes.len() < WINDOW {
            return;
        }
        let mut best: Option<usize> = None;
        for end in WINDOW..=hashes.len() {
            let start = end - WINDOW;
            let next = match best {
                Some(at) if at >= start => {
                    let last = end - 1;
                    if hashes.get(last) < hashes.get(at) { last } else { continue }
                }
                _ => least(hashes, start, end),
            };
            best = Some(next);
            put(self.chosen(next, hashes.get(next).copied().unwrap_or(0)));
        }
    }

    fn chosen(&self, at: usize, hash: u32) -> Chosen {
        let tag = |from: Option<usize>| {
            let letters = self.letters.get(from?..from? + BESIDE)?;
            Some((letters.iter().fold(hash, |hash, c| mix(hash ^ *c as u32)) >> 24) as u8)
        };
        Chosen { at, hash, left: tag(at.checked_sub(BESIDE)), right: tag(Some(at + GRAM)) }
    }
}

/// A chosen stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Its first character.
    pub at: usize,
    /// Its hash.
    pub hash: u32,
    /// The tag of the characters before it; nothing where there are too few.
    pub left: Option<u8>,
    /// The tag of those behind it.
    pub right: Option<u8>,
}

/// The first of the least hashes from `start` to before `end`.
fn least(hashes: &[u32], start: usize, end: usize) -> usize {
    let part = hashes.get(start..end).unwrap_or_default();
    start + part.iter().enumerate().min_by_key(|(_, hash)| **hash).map_or(0, |(at, _)| at)
}

/// The hashes of all stretches of [`GRAM`] characters.
fn grams(letters: &[char], hashes: &mut Vec<u32>) {
    const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
    const OUT: u64 = {
        let (mut power, mut left) = (1_u64, GRAM);
        while left > 0 {
            power = power.wrapping_mul(BASE);
            left -= 1;
        }
        power
    };
    hashes.clear();
    let mut rolling = 0_u64;
    let gone = std::iter::repeat_n(None, GRAM).chain(letters.iter().map(Some));
    for (number, (c, gone)) in letters.iter().zip(gone).enumerate() {
        rolling = rolling.wrapping_mul(BASE).wrapping_add(u64::from(*c) + 1);
        if let Some(gone) = gone {
            rolling = rolling.wrapping_sub((u64::from(*gone) + 1).wrapping_mul(OUT));
        }
        if number + 1 >= GRAM {
            hashes.push(mix((rolling ^ (rolling >> 32)) as u32));
        }
    }
}

/// Mixes the bits of `hash` (the finish of MurmurHash3, Appleby).
pub const fn mix(hash: u32) -> u32 {
    let hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    let hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

/// How far `letters` go on in `document` from `byte`: how many are the same, and the byte behind the last of them.
pub fn forward(document: &Document, byte: usize, letters: &[char]) -> (usize, usize) {
    let (mut from, mut end, mut count) = (byte, byte, 0);
    loop {
        let mut jumped = false;
        for (at, c) in tail(&document.text, from).char_indices() {
            let here = from + at;
            if is_han(c) {
                if letters.get(count) != Some(&c) {
                    return (count, end);
                }
                (count, end) = (count + 1, here + c.len_utf8());
            } else if c == '\n' && !document.noise.is_empty() {
                let line = document.lines.line_of(here + 1);
                let span = document.lines.span(&document.text, line);
                // Behind the last line feed no line begins.
                if span.start > here && document.is_noise(line) {
                    (from, jumped) = (span.end, true);
                    break;
                }
            }
        }
        if !jumped {
            return (count, end);
        }
    }
}

/// How far `letters` go on backwards in `document` before `byte`: how many are the same, and the byte of the first of
/// them.
pub fn backward(document: &Document, byte: usize, letters: &[char]) -> (usize, usize) {
    let (mut end, mut first, mut count) = (byte, byte, 0);
    loop {
        let mut jumped = false;
        for (at, c) in head(&document.text, end).char_indices().rev() {
            if is_han(c) {
                let Some(wanted) = letters.len().checked_sub(count + 1) else { return (count, first) };
                if letters.get(wanted) != Some(&c) {
                    return (count, first);
                }
                (count, first) = (count + 1, at);
            } else if c == '\n' && !document.noise.is_empty() {
                let line = document.lines.line_of(at);
                if document.is_noise(line) {
                    (end, jumped) = (document.lines.span(&document.text, line).start, true);
                    break;
                }
            }
        }
        if !jumped {
            return (count, first);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::*;

    fn all(text: &str) -> Vec<Chosen> {
        let mut out = Vec::new();
        Sequence::of_text(text).choose(&mut Vec::new(), |chosen| out.push(chosen));
        out
    }

    #[test]
    fn only_chinese_characters_count() {
        let sequence = Sequence::of_text("２0xx年，e\u{301}共\n𠀀 35，〇户！");
        assert_eq!(sequence.letters.iter().collect::<String>(), "年共𠀀〇户");
        assert_eq!(slice("２0xx年，e\u{301}共\n𠀀 35，〇户！", sequence.bytes(1, 3)), "共\n𠀀");
    }

    proptest! {
        #[test]
        fn what_is_chosen_hangs_on_a_least_match_alone(
            before in "[创城文明]{0,20}", shared in "[创城文明]{13,30}", behind in "[创城文明]{0,20}",
        ) {
            let whole = format!("{before}{shared}{behind}");
            let at = before.chars().count();
            let inside: Vec<(usize, u32)> = all(&shared).iter().map(|c| (c.at, c.hash)).collect();
            let outside: Vec<(usize, u32)> = all(&whole).iter().map(|c| (c.at, c.hash)).collect();
            prop_assert!(!inside.is_empty());
            for (place, hash) in inside {
                prop_assert!(outside.contains(&(place + at, hash)), "{} {:?}", place, outside);
            }
        }

        #[test]
        fn every_least_match_holds_one_that_is_chosen(text in "[创城文明，1]{0,80}") {
            let count = Sequence::of_text(&text).letters.len();
            let chosen = all(&text);
            prop_assert!(chosen.windows(2).all(|two| two.first().map(|c| c.at) < two.get(1).map(|c| c.at)));
            for start in 0..count.saturating_sub(LEAST - 1) {
                prop_assert!(chosen.iter().any(|c| start <= c.at && c.at + GRAM <= start + LEAST), "{}", start);
            }
            prop_assert_eq!(chosen.is_empty(), count < LEAST);
        }
    }
}
