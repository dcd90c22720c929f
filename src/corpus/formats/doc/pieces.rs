//! The piece table: which bytes of the stream are the text, in which order, and which of them are one byte a sign.
//!
//! A file saved fast keeps its text in the order in which it was typed. Must not know what characters mean.

use encoding_rs::Encoding;

use super::super::codepage;
use super::compound::DAMAGED;
use super::numbers::{Plc, part, u16_at, u32_at};

/// A piece of the text.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Positions of its characters, from and to.
    start: u32,
    end: u32,
    /// Where its bytes begin.
    at: u32,
    coding: Coding,
    /// What was changed in it after the properties had been written.
    change: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coding {
    Utf16,
    Western,
    /// Two bytes a character, and two positions.
    East(&'static Encoding),
}

/// A character where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    /// Its position in the text.
    pub(super) position: u32,
    /// Where its bytes begin in the stream.
    pub(super) at: u32,
    /// What was changed in its piece.
    pub(super) change: u16,
    /// The character.
    pub(super) sign: char,
}

/// The text and its pieces.
#[derive(Debug)]
pub(super) struct Pieces<'a> {
    main: &'a [u8],
    rows: Vec<Piece>,
    changes: Vec<&'a [u8]>,
}

impl<'a> Pieces<'a> {
    /// Reads the table; `main` is the stream with the text.
    pub(super) fn read(table: &'a [u8], main: &'a [u8], language: u16) -> Result<Self, String> {
        let damaged = || DAMAGED.to_owned();
        let mut changes = Vec::new();
        let mut rest = table;
        while let Some((1, after)) = rest.split_first() {
            let length = usize::from(u16_at(after, 0).ok_or_else(damaged)?);
            changes.push(part(after, 2, length).ok_or_else(damaged)?);
            rest = after.get(2 + length..).unwrap_or_default();
        }
        let Some((2, after)) = rest.split_first() else { return Err(damaged()) };
        let length = u32_at(after, 0).ok_or_else(damaged)? as usize;
        let plc = Plc::new(part(after, 4, length).ok_or_else(damaged)?, 8);
        let east = codepage::of_language(language);
        let mut rows: Vec<Piece> = Vec::with_capacity(plc.len());
        let mut bytes_used = 0_usize;
        for index in 0..plc.len() {
            let (Some(start), Some(end), Some(data)) = (plc.position(index), plc.position(index + 1), plc.data(index))
            else {
                return Err(damaged());
            };
            let place = u32_at(data, 2).unwrap_or(0);
            let change = u16_at(data, 6).unwrap_or(0);
            let count = end.checked_sub(start).ok_or_else(damaged)? as usize;
            let narrow = place & 0x4000_0000 != 0;
            let at = if narrow { (place & 0x3FFF_FFFF) / 2 } else { place & 0x3FFF_FFFF };
            let size = if narrow { count } else { count.saturating_mul(2) };
            let bytes = part(main, at as usize, size).ok_or_else(damaged)?;
            // Text may be used twice, but not a thousand times.
            bytes_used = bytes_used.saturating_add(size);
            if bytes_used / 4 > main.len() {
                return Err(damaged());
            }
            let coding = match east.filter(|_| narrow && codepage::is_chinese(bytes)) {
                Some(encoding) => Coding::East(encoding),
                None if narrow => Coding::Western,
                None => Coding::Utf16,
            };
            rows.push(Piece { start, end, at, coding, change });
        }
        Ok(Self { main, rows, changes })
    }

    /// The properties that `change` of a piece points to, when it points to any.
    pub(super) fn changed(&self, change: u16) -> Option<&'a [u8]> {
        (change & 1 != 0).then(|| self.changes.get(usize::from(change >> 1)).copied()).flatten()
    }

    /// The characters at the positions from `start` up to `end`.
    pub(super) fn glyphs(&self, start: u32, end: u32) -> impl Iterator<Item = Glyph> + '_ {
        let first = self.rows.partition_point(|piece| piece.end <= start);
        let within = self.rows.get(first..).unwrap_or_default().iter().take_while(move |piece| piece.start < end);
        within.flat_map(move |piece| self.of_piece(*piece, start.max(piece.start), end.min(piece.end)))
    }

    fn of_piece(&self, piece: Piece, start: u32, end: u32) -> impl Iterator<Item = Glyph> + '_ {
        let mut position = start;
        std::iter::from_fn(move || {
            if position >= end {
                return None;
            }
            let width = if piece.coding == Coding::Utf16 { 2 } else { 1 };
            let at = piece.at + (position - piece.start) * width;
            let (sign, taken) = self.sign(piece.coding, at as usize, end - position);
            let glyph = Glyph { position, at, change: piece.change, sign };
            position += taken;
            Some(glyph)
        })
    }

    /// The character at `at`, and how many positions it takes of the `left` ones.
    fn sign(&self, coding: Coding, at: usize, left: u32) -> (char, u32) {
        let bad = char::REPLACEMENT_CHARACTER;
        match coding {
            Coding::Utf16 => {
                let Some(unit) = u16_at(self.main, at) else { return (bad, 1) };
                let low = u16_at(self.main, at + 2).filter(|_| left > 1);
                match char::decode_utf16([unit].into_iter().chain(low)).next() {
                    Some(Ok(sign)) => (sign, sign.len_utf16() as u32),
                    _ => (bad, 1),
                }
            }
            Coding::Western => (self.main.get(at).map_or(bad, |byte| codepage::western(*byte)), 1),
            Coding::East(encoding) => {
                let byte = self.main.get(at).copied().unwrap_or(0);
                if byte.is_ascii() || left < 2 {
                    return (char::from(byte), 1);
                }
                let pair = part(self.main, at, 2).unwrap_or_default();
                (encoding.decode_without_bom_handling(pair).0.chars().next().unwrap_or(bad), 2)
            }
        }
    }
}
