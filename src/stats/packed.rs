//! Numbers of words, packed: two bytes for the words that came first, which are nearly all of a text, four for the rest.

use crate::text::shared::Bytes;

/// The first unit of a number that takes two.
const WIDE: u16 = 0xc000;
/// The largest number; whatever is beyond is taken for it.
const LARGEST: u32 = (1 << 30) - 1;

/// Numbers of words in order.
#[derive(Clone, Debug)]
pub struct Packed(Units);

/// Units of two bytes.
#[derive(Clone, Debug)]
enum Units {
    Made(Vec<u8>),
    /// As they were kept.
    Kept(Bytes),
}

impl Default for Packed {
    fn default() -> Self {
        Self(Units::Made(Vec::new()))
    }
}

impl PartialEq for Packed {
    fn eq(&self, other: &Self) -> bool {
        self.bytes() == other.bytes()
    }
}

impl Eq for Packed {}

impl Packed {
    /// The place behind the last; a number's place is that of its first unit.
    pub fn end(&self) -> usize {
        self.bytes().len() / 2
    }

    /// How many places a number takes.
    pub const fn units(number: u32) -> usize {
        if number < WIDE as u32 { 1 } else { 2 }
    }

    /// Adds a number.
    pub fn push(&mut self, number: u32) {
        if let Units::Kept(bytes) = &self.0 {
            self.0 = Units::Made(bytes.to_vec());
        }
        let Units::Made(units) = &mut self.0 else { return };
        Self::put(units, number);
    }

    /// Adds a number to others as bytes.
    pub fn put(units: &mut Vec<u8>, number: u32) {
        if number < u32::from(WIDE) {
            units.extend_from_slice(&(number as u16).to_le_bytes());
        } else {
            let number = number.min(LARGEST);
            units.extend_from_slice(&(WIDE | (number >> 16) as u16).to_le_bytes());
            units.extend_from_slice(&((number & 0xffff) as u16).to_le_bytes());
        }
    }

    /// All of them as bytes.
    pub fn bytes(&self) -> &[u8] {
        match &self.0 {
            Units::Made(units) => units,
            Units::Kept(bytes) => bytes,
        }
    }

    /// What [`Self::bytes`] gave, used as it stands; nothing for an odd number of bytes.
    pub fn of_bytes(bytes: Bytes) -> Option<Self> {
        bytes.len().is_multiple_of(2).then_some(Self(Units::Kept(bytes)))
    }

    /// The numbers from one place up to another.
    pub fn range(&self, from: usize, to: usize) -> impl Iterator<Item = u32> + '_ {
        let mut units = self.bytes().as_chunks::<2>().0.get(from..to).unwrap_or_default().iter();
        std::iter::from_fn(move || {
            let unit = u16::from_le_bytes(*units.next()?);
            if unit < WIDE {
                return Some(u32::from(unit));
            }
            Some(u32::from(unit & !WIDE) << 16 | u32::from(u16::from_le_bytes(*units.next()?)))
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
            let mut kept = Packed::of_bytes(packed.bytes().to_vec().into()).unwrap_or_default();
            prop_assert_eq!(&kept, &packed);
            kept.push(LARGEST);
            prop_assert_eq!(kept.range(packed.end(), kept.end()).collect::<Vec<_>>(), [LARGEST]);
        }
    }
}
