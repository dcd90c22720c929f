//! `Mask`: which characters a text may hold, roughly and quickly. A mask never denies what is there.

/// A set of characters by 256 remainders of their codes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mask([u64; 4]);

impl Mask {
    /// The characters of `text`.
    pub fn of(text: impl IntoIterator<Item = char>) -> Self {
        let mut mask = Self::default();
        for c in text {
            mask.add(c);
        }
        mask
    }

    /// Adds `c`.
    pub fn add(&mut self, c: char) {
        let (word, bit) = Self::place(c);
        if let Some(word) = self.0.get_mut(word) {
            *word |= bit;
        }
    }

    /// Whether one of the characters of `other` may be in it.
    pub fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).any(|(own, other)| own & other != 0)
    }

    /// Whether `c` may be in it.
    pub fn may_hold(&self, c: char) -> bool {
        let (word, bit) = Self::place(c);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }

    const fn place(c: char) -> (usize, u64) {
        let code = (c as u32 ^ (c as u32 >> 8).wrapping_mul(37)) & 255;
        ((code >> 6) as usize, 1 << (code & 63))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_never_denied() {
        for (text, sought, meets) in
            [("一、创城，", "，；", true), ("abc𠀀", "𠀀", true), ("", "，", false), ("，", "", false)]
        {
            assert_eq!(Mask::of(text.chars()).meets(&Mask::of(sought.chars())), meets, "{text} {sought}");
        }
        let mask = Mask::of("一、创e\u{301}𠀀".chars());
        assert!("一、创e\u{301}𠀀".chars().all(|c| mask.may_hold(c)));
        assert!((0..=255_u8).map(char::from).any(|c| !mask.may_hold(c)));
    }
}
