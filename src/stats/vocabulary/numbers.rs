//! The numbers of words by their texts.
//!
//! Nearly all words have at most twelve bytes: those are their own keys, side by side in the table, so that none has to be
//! looked up elsewhere to be compared. Must not know what the numbers are of.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHashMap;

use crate::text::shared::Text;

/// The bytes of a short word, zeros behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Short([u32; 3]);

impl Short {
    /// Nothing for a word that is longer, and for one that ends in zeros itself.
    fn of(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let four = |at: usize| bytes.get(at..at + 4)?.first_chunk().map(|four| u32::from_le_bytes(*four));
        let rest = |at: usize| bytes.iter().skip(at).rev().fold(0, |all, byte| all << 8 | u32::from(*byte));
        let short = match bytes.len() {
            0..4 => [rest(0), 0, 0],
            4..8 => [four(0)?, rest(4), 0],
            8..12 => [four(0)?, four(4)?, rest(8)],
            12 => [four(0)?, four(4)?, four(8)?],
            _ => return None,
        };
        // Zeros at its end would not be told from those behind it.
        (bytes.last() != Some(&0)).then_some(Self(short))
    }
}

impl Hash for Short {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let [one, two, three] = self.0;
        state.write_u64(u64::from(one) << 32 | u64::from(two));
        state.write_u32(three);
    }
}

/// Numbers by texts.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    short: FxHashMap<Short, u32>,
    long: FxHashMap<Text, u32>,
}

impl Numbers {
    /// Makes room for so many more.
    pub(super) fn reserve(&mut self, more: usize) {
        self.short.reserve(more);
    }

    /// The number of a word.
    pub(super) fn get(&self, text: &str) -> Option<u32> {
        match Short::of(text) {
            Some(short) => self.short.get(&short).copied(),
            None => self.long.get(text).copied(),
        }
    }

    /// Gives a word a number.
    pub(super) fn insert(&mut self, text: &Text, number: u32) {
        match Short::of(text) {
            Some(short) => self.short.insert(short, number),
            None => self.long.insert(text.clone(), number),
        };
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_that_differ_in_zeros_alone_are_others() {
        let mut numbers = Numbers::default();
        for (number, text) in (0..).zip(["", "\0", "a", "a\0", "创", "创\0", "创建文明", "创建文明\0", "创建文明城"])
        {
            assert_eq!(numbers.get(text), None, "{text:?}");
            numbers.insert(&text.into(), number);
            assert_eq!(numbers.get(text), Some(number), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn every_word_has_its_own_number(texts in prop::collection::vec("[a创𠀀\u{301}\\PC]{0,7}", 0..60)) {
            let (mut numbers, mut expected) = (Numbers::default(), HashMap::new());
            for (number, text) in (0..).zip(&texts) {
                numbers.insert(&text.as_str().into(), number);
                expected.insert(text, number);
            }
            for text in &texts {
                prop_assert_eq!(numbers.get(text), expected.get(text).copied());
            }
        }
    }
}
