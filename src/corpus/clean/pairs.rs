//! Pairs of characters that words begin with: a text without any of them holds none of the words.
//!
//! A filter before the exact search: may say yes where no word stands, never no where one does.

/// The first two characters of words, as bits of a table.
#[derive(Debug)]
pub struct Pairs {
    bits: Box<[u64]>,
    /// A word of one character begins with no pair.
    all: bool,
}

/// How many bits the table has; a power of two.
const BITS: usize = 1 << 16;

impl Pairs {
    /// The pairs of `words`.
    pub fn of(words: impl Iterator<Item = &'static str>) -> Self {
        let mut pairs = Self { bits: vec![0; BITS / 64].into_boxed_slice(), all: false };
        for word in words {
            let mut chars = word.chars();
            match (chars.next(), chars.next()) {
                (Some(first), Some(second)) => pairs.set(place(first, second)),
                _ => pairs.all = true,
            }
        }
        pairs
    }

    /// Whether a word may stand in `text`; false only where none does.
    pub fn may_stand_in(&self, text: &str) -> bool {
        let mut before = '\0';
        self.all
            || text.chars().any(|c| {
                let place = place(before, c);
                before = c;
                self.bits.get(place / 64).is_some_and(|bits| bits >> (place % 64) & 1 == 1)
            })
    }

    fn set(&mut self, place: usize) {
        if let Some(bits) = self.bits.get_mut(place / 64) {
            *bits |= 1 << (place % 64);
        }
    }
}

/// The bit of a pair: Fibonacci hashing (Knuth 1973, §6.4) of both characters.
fn place(first: char, second: char) -> usize {
    let key = u32::from(first).rotate_left(16) ^ u32::from(second);
    (key.wrapping_mul(0x9e37_79b9) >> (u32::BITS - BITS.trailing_zeros())) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &[&str] = &["范文", "版权所有", "𠀀甲", "e\u{301}", "ok"];

    #[test]
    fn most_text_holds_no_pair_of_a_word() {
        let pairs = Pairs::of(WORDS.iter().copied());
        assert!(pairs.may_stand_in("本站范文"));
        assert!(!pairs.may_stand_in("一年来，青石镇坚持问题导向，扎实推进环境整治。"));
        assert!(!pairs.may_stand_in(""));
        assert!(Pairs::of(["甲"].into_iter()).may_stand_in(""));
    }

    proptest::proptest! {
        #[test]
        fn no_word_is_missed(before in "[范文版权𠀀e甲o,，]{0,6}", at in 0..WORDS.len(), after in "\\PC{0,6}") {
            let pairs = Pairs::of(WORDS.iter().copied());
            let word = WORDS.get(at).copied().unwrap_or_default();
            let text = format!("{before}{word}{after}");
            proptest::prop_assert!(pairs.may_stand_in(&text));
        }
    }
}
