//! Words that are looked for together, by the pairs of characters that they begin with.
//!
//! Most text holds none of the pairs: then a table of bits is all that is asked.

use rustc_hash::FxHashMap;

use crate::text::span::tail;

/// Words by their first two characters.
#[derive(Debug)]
pub struct Pairs {
    words: Vec<&'static str>,
    bits: Box<[u64]>,
    by_pair: FxHashMap<u64, Vec<usize>>,
    /// The words of one character, which begin with no pair.
    ones: Vec<(char, usize)>,
}

/// How many bits the table has; a power of two.
const BITS: usize = 1 << 14;

impl Pairs {
    /// The `words`, by their places in this order; an empty one stands nowhere.
    pub fn of(words: impl Iterator<Item = &'static str>) -> Self {
        let words: Vec<&'static str> = words.collect();
        let mut bits = vec![0; BITS / 64].into_boxed_slice();
        let mut by_pair: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        let mut ones = Vec::new();
        for (word, text) in words.iter().enumerate() {
            if let Some(pair) = opening(text) {
                let (at, bit) = place(pair);
                if let Some(bits) = bits.get_mut(at) {
                    *bits |= bit;
                }
                by_pair.entry(pair).or_default().push(word);
            } else if let Some(only) = text.chars().next() {
                ones.push((only, word));
            }
        }
        Self { words, bits, by_pair, ones }
    }

    /// The words that stand in `text`, each as the byte where it does and its place: those of two and more characters
    /// from the beginning of the text to its end, then those of one.
    pub fn found<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, usize)> {
        let mut from = 0;
        let pairs = std::iter::from_fn(move || {
            let (at, second, words) = self.pair(text, from)?;
            from = second;
            Some((at, words))
        });
        let longer = pairs.flat_map(move |(at, words)| {
            let rest = tail(text, at);
            let stands = |word: &&usize| self.words.get(**word).is_some_and(|word| rest.starts_with(word));
            words.iter().filter(stands).map(move |word| (at, *word))
        });
        let ones = self.ones.iter().flat_map(move |(only, word)| text.match_indices(*only).map(|(at, _)| (at, *word)));
        longer.chain(ones)
    }

    /// The first pair from byte `from` of `text` on that words begin with: its two bytes and the words.
    fn pair(&self, text: &str, from: usize) -> Option<(usize, usize, &[usize])> {
        let bytes = text.as_bytes();
        let mut first = from;
        let mut length = width(*bytes.get(first)?);
        loop {
            let second = first + length;
            let next = width(*bytes.get(second)?);
            let pair = pair(bytes, first, length + next);
            let (place, bit) = place(pair);
            if self.bits.get(place).is_some_and(|bits| bits & bit != 0)
                && let Some(words) = self.by_pair.get(&pair)
            {
                return Some((first, second, words));
            }
            (first, length) = (second, next);
        }
    }
}

/// The first two characters of a word, as [`pair`] has them.
fn opening(word: &str) -> Option<u64> {
    let length = word.chars().take(2).map(char::len_utf8).sum();
    word.chars().nth(1).map(|_| pair(word.as_bytes(), 0, length))
}

/// The two characters from byte `first` on that have `length` bytes together, in one number, the first in the lowest place.
#[inline]
fn pair(bytes: &[u8], first: usize, length: usize) -> u64 {
    let eight = bytes.get(first..).and_then(<[u8]>::first_chunk).map_or_else(
        || bytes.iter().skip(first).rev().fold(0, |all, byte| all << u8::BITS | u64::from(*byte)),
        |eight| u64::from_le_bytes(*eight),
    );
    eight & u64::MAX >> (u64::BITS - u8::BITS * length as u32)
}

/// How many bytes a character has that begins with this one.
#[inline]
const fn width(first: u8) -> usize {
    1 + (first >= 0xc0) as usize + (first >= 0xe0) as usize + (first >= 0xf0) as usize
}

/// The bit of a pair and where in the table it is: Fibonacci hashing (Knuth 1973, §6.4).
#[inline]
const fn place(pair: u64) -> (usize, u64) {
    let place = (pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - BITS.trailing_zeros())) as usize;
    (place / 64, 1 << (place % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &[&str] = &["范文", "版权所有", "𠀀甲", "e\u{301}", "ok", "甲", "版权"];

    #[test]
    fn words_in_their_order_and_those_of_one_character_last() {
        let pairs = Pairs::of(WORDS.iter().copied());
        assert_eq!(pairs.found("𠀀甲范文和版权所有").collect::<Vec<_>>(), [(0, 2), (7, 0), (16, 1), (16, 6), (4, 5)]);
        assert_eq!(pairs.found("本站").count(), 0);
        assert_eq!(Pairs::of(["", "甲乙"].into_iter()).found("").count(), 0);
    }

    proptest::proptest! {
        #[test]
        fn every_word_is_found_wherever_it_stands(text in "[范文版权所有𠀀e\u{301}甲o,，]{0,12}|\\PC{0,12}") {
            let mut all: Vec<(usize, usize)> = Pairs::of(WORDS.iter().copied()).found(&text).collect();
            all.sort_unstable();
            let places = text.char_indices().map(|(at, _)| at);
            let words = |at: usize| (0..WORDS.len()).map(move |word| (at, word));
            let stands = |found: &(usize, usize)| tail(&text, found.0).starts_with(WORDS.get(found.1).copied().unwrap_or("?"));
            let mut naive: Vec<(usize, usize)> = places.flat_map(words).filter(stands).collect();
            naive.sort_unstable();
            proptest::prop_assert_eq!(all, naive);
        }
    }
}
