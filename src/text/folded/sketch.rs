//! What is known of a text for search without reading it: which pairs of characters it cannot hold, and which kinds of
//! characters stand in it in another form than the folded one.

use std::sync::OnceLock;

use crate::text::fold;
use crate::text::shared::{Bytes, Text};

/// Pairs of neighbouring characters, by which a text that cannot hold a word is passed over without being read: a bit for
/// the hash of each pair (a filter after Bloom 1970, with one hash).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Pairs {
    bits: Bytes,
    shift: u32,
}

/// The fewest and most bits of a text's pairs, as powers of two.
const LEAST_BITS: u32 = 6;
const MOST_BITS: u32 = 22;
/// Bits of a byte, as a power of two.
const BYTE: u32 = 3;

impl Pairs {
    /// How many bits those of a text of so many bytes have, as a power of two.
    fn power(bytes: usize) -> u32 {
        // About four bits a character, of which one in four to eight is set.
        (usize::BITS - (bytes * 4 / 3).leading_zeros()).clamp(LEAST_BITS, MOST_BITS)
    }

    fn may_hold(&self, hashes: &[u32]) -> bool {
        if hashes.is_empty() {
            return true;
        }
        let bits: &[u8] = &self.bits;
        hashes.iter().all(|hash| {
            let (byte, bit) = place(*hash, self.shift);
            bits.get(byte).is_some_and(|byte| byte & bit != 0)
        })
    }
}

/// The byte of the bits, and its bit, for the hash of a pair.
const fn place(hash: u32, shift: u32) -> (usize, u8) {
    let at = hash >> shift;
    ((at >> BYTE) as usize, 1 << (at & (u8::BITS - 1)))
}

/// The hashes of the pairs of neighbouring characters of a folded text.
pub fn hashes(folded: &str) -> Box<[u32]> {
    let pairs = folded.chars().zip(folded.chars().skip(1));
    pairs.map(|(one, other)| hash(u32::from(one), u32::from(other))).collect()
}

/// The hash of two neighbouring characters of a folded text.
const fn hash(one: u32, other: u32) -> u32 {
    let mixed = one.wrapping_mul(0x9e37_79b1) ^ other.wrapping_mul(0x85eb_ca6b);
    (mixed ^ (mixed >> 15)).wrapping_mul(0xc2b2_ae35)
}

/// Kinds of characters that have other forms: figures, Latin letters, marks and blanks, all others but Chinese letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u8);

impl Kinds {
    /// All of them.
    pub const ALL: Self = Self(15);

    /// The kinds of the characters of a folded text.
    pub fn of(folded: &str) -> Self {
        folded.chars().map(Self::one).fold(Self::default(), Self::and)
    }

    /// These and those.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The kind of a folded character.
    pub const fn one(folded: char) -> Self {
        Self(match folded {
            '0'..='9' => 1,
            'a'..='z' => 2,
            '\0'..='\x7f' => 4,
            // The letters of Chinese are no form of anything.
            '\u{4e00}'..='\u{9fff}' => 0,
            _ => 8,
        })
    }
}

/// What is known of a text for search: which words it cannot hold, and which kinds of characters stand in it in another
/// form than the folded one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    pairs: Pairs,
    kinds: Kinds,
}

impl Sketch {
    /// The sketch of `source`.
    pub fn of(source: &str) -> Self {
        let mut kinds = Kinds::default();
        let power = Pairs::power(source.len());
        let shift = u32::BITS - power;
        let mut bits = vec![0; 1 << (power - BYTE)];
        let mut before = None;
        fold::each(source, |folded, changed| {
            if changed && let Some(folded) = char::from_u32(folded) {
                kinds = kinds.and(Kinds::one(folded));
            }
            let Some(before) = before.replace(folded) else { return };
            let (byte, bit) = place(hash(before, folded), shift);
            if let Some(byte) = bits.get_mut(byte) {
                *byte |= bit;
            }
        });
        Self { pairs: Pairs { bits: bits.into(), shift }, kinds }
    }

    /// Whether two folded characters may stand beside each other in the text; never `false` where they do.
    pub fn may_hold_pair(&self, (one, other): (char, char)) -> bool {
        self.pairs.may_hold(&[hash(u32::from(one), u32::from(other))])
    }

    /// Whether all pairs with these hashes may stand in the text; never `false` where they do.
    pub fn may_hold(&self, hashes: &[u32]) -> bool {
        self.pairs.may_hold(hashes)
    }

    /// It as bytes: the kinds, then the filter.
    pub fn bytes(&self) -> Vec<u8> {
        std::iter::once(self.kinds.0).chain(self.pairs.bits.iter().copied()).collect()
    }

    /// What [`Self::bytes`] gave, the filter used as it stands; nothing for other bytes.
    pub fn of_bytes(mut bytes: Bytes) -> Option<Self> {
        let kinds = Kinds(*bytes.first()?);
        bytes.skip(1)?;
        let power = BYTE + bytes.len().checked_ilog2()?;
        let fits = bytes.len().is_power_of_two() && (LEAST_BITS..=MOST_BITS).contains(&power);
        fits.then(|| Self { pairs: Pairs { bits: bytes, shift: u32::BITS - power }, kinds })
    }

    /// Whether all of the text is as folding would leave it, as far as a search for `kinds` goes.
    pub const fn is_plain(&self, kinds: Kinds) -> bool {
        self.kinds.0 & kinds.0 == 0
    }
}

/// The sketch of a text that stands beside it, made when it is first asked for. It says nothing of its own: two are
/// always equal.
#[derive(Clone, Debug, Default)]
pub struct Lazy(OnceLock<Sketch>);

impl Lazy {
    /// The sketch of `source`, which must be the text that it stands beside; that is not touched where there is one.
    pub fn get(&self, source: &Text) -> &Sketch {
        self.0.get_or_init(|| Sketch::of(source))
    }
}

impl From<Sketch> for Lazy {
    fn from(sketch: Sketch) -> Self {
        Self(OnceLock::from(sketch))
    }
}

impl PartialEq for Lazy {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Lazy {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn kinds_of_characters_in_another_form() {
        let kinds = |source| Sketch::of(source).kinds.0;
        assert_eq!(kinds("创建2024年led屏。𠀀e\u{301}"), 0);
        assert_eq!(kinds("２"), 1);
        assert_eq!(kinds("LED"), 2);
        assert_eq!(kinds("甲，乙"), 4);
        assert_eq!(kinds("É"), 8);
        assert!(!Sketch::of("创建文明城市").may_hold(&hashes("量子鲸鱼群")));
    }

    proptest! {
        #[test]
        fn a_sketch_is_made_of_every_pair(source in "[一-龥㐀鿿ꀀＡａZ，,　 \\n𠀀é\u{301}]{0,60}|\\PC{0,60}") {
            let sketch = Sketch::of(&source);
            let folded: Vec<char> = source.chars().map(fold::char).collect();
            prop_assert!(folded.windows(2).all(|pair| sketch.may_hold_pair((pair[0], pair[1]))));
            let hashes = folded.windows(2).map(|pair| place(hash(u32::from(pair[0]), u32::from(pair[1])), sketch.pairs.shift));
            let bits: BTreeSet<_> = hashes.collect();
            let set: u32 = sketch.pairs.bits.iter().map(|byte| byte.count_ones()).sum();
            prop_assert_eq!(set as usize, bits.len());
            let changed = source.chars().zip(&folded).filter(|(c, folded)| c != *folded);
            prop_assert_eq!(sketch.kinds, changed.fold(Kinds::default(), |all, (_, c)| all.and(Kinds::one(*c))));
        }
    }
}
