//! Words that are looked for together, by the pairs of characters that they begin with.
//!
//! Most text holds none of the pairs: then a table of bits is all that is asked.

use rustc_hash::FxHashMap;

use crate::text::span::tail;

/// Words by their first two characters.
#[derive(Debug)]
pub struct Pairs {
    words: Vec<&'static str>,
    bits: Box<Bits>,
    /// By the codes of the two characters; other pairs may have the same.
    by_pair: FxHashMap<(u16, u16), Vec<usize>>,
    /// The words of one character, which begin with no pair.
    ones: Vec<(char, usize)>,
}

/// A bit for each hash of a pair.
type Bits = [u64; 1 << (HASH - WORD)];

/// How many bits a hash has, and as a power of two how many of the table stand in one of its numbers.
const HASH: u32 = 14;
const WORD: u32 = u64::BITS.trailing_zeros();

impl Pairs {
    /// The `words`, by their places in this order; an empty one stands nowhere.
    pub fn of(words: impl Iterator<Item = &'static str>) -> Self {
        let words: Vec<&'static str> = words.collect();
        let mut bits = Box::new([0; 1 << (HASH - WORD)]);
        let mut by_pair: FxHashMap<(u16, u16), Vec<usize>> = FxHashMap::default();
        let mut ones = Vec::new();
        for (word, text) in words.iter().enumerate() {
            let first = Code::at(text.as_bytes(), 0);
            let second = first.and_then(|first| Code::at(text.as_bytes(), first.width));
            match (first, second) {
                (Some(first), Some(second)) => {
                    let (at, bit) = place(first.code, second.code);
                    if let Some(bits) = bits.get_mut(at) {
                        *bits |= bit;
                    }
                    by_pair.entry((first.code, second.code)).or_default().push(word);
                }
                _ => ones.extend(text.chars().next().map(|only| (only, word))),
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

    /// The first pair from byte `from` of `text` on that words may begin with: its two bytes and the words.
    fn pair(&self, text: &str, from: usize) -> Option<(usize, usize, &[usize])> {
        let bytes = text.as_bytes();
        let mut first = from;
        let mut before = Code::at(bytes, first)?;
        loop {
            let second = first + before.width;
            let code = Code::at(bytes, second)?;
            let (place, bit) = place(before.code, code.code);
            if self.bits.get(place).is_some_and(|bits| bits & bit != 0)
                && let Some(words) = self.by_pair.get(&(before.code, code.code))
            {
                return Some((first, second, words));
            }
            (first, before) = (second, code);
        }
    }
}

/// A character by its last two bytes.
#[derive(Clone, Copy)]
struct Code {
    code: u16,
    /// How many bytes the character has.
    width: usize,
}

impl Code {
    /// The code of the character that begins at byte `at`.
    #[inline]
    fn at(bytes: &[u8], at: usize) -> Option<Self> {
        let rest = bytes.get(at..)?;
        // Nearly all characters have three bytes, and are not the last.
        if let Some(four) = rest.first_chunk().map(|four| u32::from_le_bytes(*four))
            && four & 0xf0 == 0xe0
        {
            return Some(Self { code: (four >> u8::BITS) as u16, width: 3 });
        }
        Some(match *rest {
            [0xe0..=0xef, second, third] => Self { code: u16::from_le_bytes([second, third]), width: 3 },
            [0xf0..=0xff, _, third, fourth, ..] => Self { code: u16::from_le_bytes([third, fourth]), width: 4 },
            [first @ 0xc0..=0xdf, second, ..] => Self { code: u16::from_le_bytes([first, second]), width: 2 },
            [only, ..] => Self { code: u16::from(only), width: 1 },
            [] => return None,
        })
    }
}

/// The bit of a pair and where in the table it is: Fibonacci hashing (Knuth 1973, §6.4).
#[inline]
const fn place(first: u16, second: u16) -> (usize, u64) {
    let pair = (first as u32) << u16::BITS | second as u32;
    let hash = pair.wrapping_mul(0x9e37_79b1) >> (u32::BITS - HASH);
    ((hash >> WORD) as usize, 1 << (hash % u64::BITS))
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
