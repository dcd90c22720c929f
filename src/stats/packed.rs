//! Numbers of words, packed: two bytes for the words that came first, which are nearly all of a text, four for the rest.

/// The first unit of a number that takes two.
const WIDE: u16 = 0xc000;
/// The largest number; whatever is beyond is taken for it.
const LARGEST: u32 = (1 << 30) - 1;

/// Numbers of words in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packed(Vec<u16>);

impl Packed {
    /// The place behind the last; a number's place is that of its first unit.
    pub const fn end(&self) -> usize {
        self.0.len()
    }

    /// How many places a number takes.
    pub const fn units(number: u32) -> usize {
        if number < WIDE as u32 { 1 } else { 2 }
    }

    /// Adds a number.
    pub fn push(&mut self, number: u32) {
        if number < u32::from(WIDE) {
            self.0.push(number as u16);
        } else {
            let number = number.min(LARGEST);
            self.0.push(WIDE | (number >> 16) as u16);
            self.0.push((number & 0xffff) as u16);
        }
    }

    /// Gives back what was reserved and not used.
    pub fn shrink(&mut self) {
        self.0.shrink_to_fit();
    }

    /// All of them as bytes.
    pub fn bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|unit| unit.to_le_bytes()).collect()
    }

    /// What [`Self::bytes`] gave; nothing for an odd number of bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (units, []) = bytes.as_chunks::<2>() else { return None };
        Some(Self(units.iter().map(|unit| u16::from_le_bytes(*unit)).collect()))
    }

    /// The numbers from one place up to another.
    pub fn range(&self, from: usize, to: usize) -> impl Iterator<Item = u32> + '_ {
        let mut units = self.0.get(from..to).unwrap_or_default().iter();
        std::iter::from_fn(move || {
            let unit = *units.next()?;
            if unit < WIDE {
                return Some(u32::from(unit));
            }
            Some(u32::from(unit & !WIDE) << 16 | u32::from(*units.next()?))
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn frequent_numbers_take_one_unit() {
        let mut packed = Packed::default();
        for number in [0, 7, 0xbfff, 0xc000, 0xffff, 0x1_0000, LARGEST, u32::MAX] {
            packed.push(number);
        }
        assert_eq!(packed.end(), 3 + 5 * 2);
        assert_eq!(
            packed.range(0, packed.end()).collect::<Vec<_>>(),
            [0, 7, 0xbfff, 0xc000, 0xffff, 0x1_0000, LARGEST, LARGEST]
        );
        assert_eq!(packed.range(1, 3).collect::<Vec<_>>(), [7, 0xbfff]);
        assert_eq!(packed.range(9, 99).count(), 0);
    }

    proptest! {
        #[test]
        fn what_is_packed_is_what_comes_out(numbers in prop::collection::vec(0..LARGEST, 0..50)) {
            let mut packed = Packed::default();
            for number in &numbers {
                packed.push(*number);
            }
            prop_assert_eq!(numbers.iter().map(|number| Packed::units(*number)).sum::<usize>(), packed.end());
            prop_assert_eq!(packed.range(0, packed.end()).collect::<Vec<_>>(), numbers);
            prop_assert_eq!(Packed::from_bytes(&packed.bytes()), Some(packed));
        }
    }
}
