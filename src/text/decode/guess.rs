//! Guessing the encoding of unmarked bytes by their shape: UTF-16, damaged UTF-8, GB18030, Big5.
//!
//! Each test looks at how bytes pair and which signs of ordinary Chinese prose they would be; the general
//! detector is asked last and about the first few KB, being a hundred times slower. Must not decode whole files.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, SHIFT_JIS, UTF_16BE, UTF_16LE};

/// Bytes looked at by the tests of shape.
const SAMPLE: usize = 256 * 1024;
/// Bytes given to the general detector.
const DETECTOR_SAMPLE: usize = 4 * 1024;

/// UTF-16 without a mark, from bytes that are no valid UTF-8: nine units in ten are signs of Chinese text in one
/// byte order, and some of them are marks or line feeds, which no other encoding writes with these bytes.
pub fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let little = Units::count(bytes, u16::from_le_bytes);
    let big = Units::count(bytes, u16::from_be_bytes);
    let (best, encoding) = if little.good >= big.good { (little, UTF_16LE) } else { (big, UTF_16BE) };
    (best.good * 10 >= best.all * 9 && best.anchors * 200 >= best.all && best.anchors > 0).then_some(encoding)
}

/// UTF-16 of nearly ASCII text: every second byte is zero.
pub fn sparse_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    if sample.len() < 4 || !sample.contains(&0) {
        return None;
    }
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match (even, odd) {
        (0, odd) if odd * 4 >= sample.len() => Some(UTF_16LE),
        (even, 0) if even * 4 >= sample.len() => Some(UTF_16BE),
        _ => utf16(sample).filter(|_| even == 0 || odd == 0),
    }
}

/// UTF-8 with some bad bytes: more valid characters of three bytes than broken places.
pub fn mostly_utf8(bytes: &[u8]) -> bool {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in sample.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| c.len_utf8() >= 3).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > 0 && whole >= broken
}

/// GB18030, Big5 or, by the detector, another encoding of East Asia.
pub fn east_asian(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let (gb, big5) = (gb_pairs(sample), big5_pairs(sample));
    if gb.fits() && gb.common * 4 >= gb.all * 3 {
        return Some(GB18030);
    }
    if big5.fits() && big5.common * 10 >= big5.all * 9 {
        return Some(BIG5);
    }
    if gb.fits() && gb.common * 2 >= gb.all {
        return Some(GB18030);
    }
    let start = bytes.get(..DETECTOR_SAMPLE).unwrap_or(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(start, start.len() == bytes.len());
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    let guess = if guess == GBK { GB18030 } else { guess };
    let known = [GB18030, BIG5, EUC_JP, SHIFT_JIS, EUC_KR].contains(&guess);
    let fits = || if guess == GB18030 { gb.fits() } else { !guess.decode_without_bom_handling(sample).1 };
    (known && fits()).then_some(guess)
}

/// Sixteen-bit units: all, those of Chinese text, and its marks and line feeds.
struct Units {
    all: usize,
    good: usize,
    anchors: usize,
}

impl Units {
    fn count(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Self {
        let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
        let mut units = Self { all: 0, good: 0, anchors: 0 };
        for pair in sample.as_chunks::<2>().0 {
            units.all += 1;
            let anchor = matches!(
                unit(*pair),
                0x0A | 0x0D | 0x20 | 0x30..=0x39 | 0x3000..=0x3002 | 0x2014 | 0x2018..=0x201D | 0x2026
                    | 0xFF08 | 0xFF09 | 0xFF0C | 0xFF1A | 0xFF1B
            );
            units.anchors += usize::from(anchor);
            let good = matches!(
                unit(*pair),
                0x09 | 0x20..=0x7E | 0xB7 | 0x2010..=0x2027 | 0x2460..=0x2473 | 0x3000..=0x301F | 0x4E00..=0x9FA5
                    | 0xFF01..=0xFF5E
            );
            units.good += usize::from(good || anchor);
        }
        units
    }
}

/// Characters of two bytes: all, the common ones, and places that fit no pair.
struct Pairs {
    all: usize,
    common: usize,
    broken: usize,
}

impl Pairs {
    const fn fits(&self) -> bool {
        self.all > 0 && self.broken * 20 <= self.all + 19
    }

    fn count(sample: &[u8], lead: fn(u8) -> bool, trail: fn(u8) -> bool, common: fn(u8, u8) -> bool) -> Self {
        let mut pairs = Self { all: 0, common: 0, broken: 0 };
        let mut at = 0;
        while let Some(&first) = sample.get(at) {
            at += 1;
            if first < 0x80 {
                continue;
            }
            match sample.get(at) {
                Some(&second) if lead(first) && trail(second) => {
                    pairs.all += 1;
                    pairs.common += usize::from(common(first, second));
                    at += 1;
                }
                // Four bytes of GB18030: the second pair is counted by itself.
                Some(0x30..=0x39) if lead(first) => at += 1,
                _ => pairs.broken += 1,
            }
        }
        pairs
    }
}

fn gb_pairs(sample: &[u8]) -> Pairs {
    // Marks and full-width signs (A1–A3) and the 3,755 characters of the first level (B0–D7).
    let common = |lead, trail| matches!(lead, 0xA1..=0xA3 | 0xB0..=0xD7) && trail >= 0xA1;
    Pairs::count(sample, |b| matches!(b, 0x81..=0xFE), |b| matches!(b, 0x40..=0x7E | 0x80..=0xFE), common)
}

fn big5_pairs(sample: &[u8]) -> Pairs {
    // Marks (A1–A3) and the 5,401 frequent characters (A4–C6).
    let common = |lead, _| matches!(lead, 0xA1..=0xC6);
    Pairs::count(sample, |b| matches!(b, 0xA1..=0xF9), |b| matches!(b, 0x40..=0x7E | 0xA1..=0xFE), common)
}
