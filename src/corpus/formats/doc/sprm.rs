//! Properties of characters and paragraphs: a list of changes, each a number and what it sets.
//!
//! Must not know where the lists are kept, nor what styles say.

use super::numbers::{part, u16_at, u32_at};

/// What a switch says, which may point to the style below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Switch {
    Off,
    On,
    /// The opposite of what the style says.
    Opposite,
}

impl Switch {
    fn of(value: u8) -> Option<Self> {
        match value {
            0 => Some(Self::Off),
            1 => Some(Self::On),
            0x81 => Some(Self::Opposite),
            _ => None,
        }
    }

    /// What it comes to over a style that says `below`.
    pub(super) fn over(self, below: Option<bool>) -> bool {
        match self {
            Self::Off => false,
            Self::On => true,
            Self::Opposite => !below.unwrap_or(false),
        }
    }
}

/// Properties of characters, as far as they are said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Characters {
    /// The number of a style for characters.
    pub(super) style: Option<u16>,
    pub(super) bold: Option<Switch>,
    pub(super) hidden: Option<Switch>,
    /// In half points.
    pub(super) size: Option<u16>,
    /// Numbers of the faces for Western and for Chinese characters.
    pub(super) western: Option<u16>,
    pub(super) chinese: Option<u16>,
    /// Deleted while changes were tracked.
    pub(super) deleted: bool,
    /// A sign out of a font of pictures stands for the character.
    pub(super) symbol: Option<u16>,
}

/// Properties of paragraphs, as far as they are said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraphs {
    /// The number of the style.
    pub(super) style: u16,
    pub(super) outline: Option<u8>,
    pub(super) centred: Option<bool>,
    /// Which list, and the level in it.
    pub(super) list: Option<u16>,
    pub(super) level: Option<u8>,
    pub(super) in_table: bool,
    /// How deep in tables.
    pub(super) depth: Option<u32>,
    /// It ends a row.
    pub(super) row_end: bool,
    /// It ends a cell of a table within a table.
    pub(super) cell_end: bool,
    /// Where further properties are in the stream of data.
    pub(super) elsewhere: Option<u32>,
}

impl Characters {
    /// Takes the changes of a list.
    pub(super) fn apply(&mut self, list: &[u8]) {
        for (number, value) in changes(list) {
            let byte = value.first().copied().unwrap_or(0);
            let word = u16_at(value, 0);
            match number {
                0x0800 => self.deleted = byte == 1,
                0x0835 => self.bold = Switch::of(byte),
                0x083C => self.hidden = Switch::of(byte),
                0x4A30 => self.style = word,
                0x4A43 => self.size = word,
                0x4A4F => self.western = word,
                0x4A50 => self.chinese = word,
                0x6A09 => self.symbol = u16_at(value, 2),
                0x2A33 => {
                    let (style, deleted) = (self.style, self.deleted);
                    *self = Self { style, deleted, ..Self::default() };
                }
                _ => {}
            }
        }
    }

    /// Takes a single change of a piece: a short number and a value.
    pub(super) fn apply_short(&mut self, change: u16) {
        let value = (change >> 8) as u8;
        match (change & 0xFF) >> 1 {
            0x41 => self.deleted = value == 1,
            0x55 => self.bold = Switch::of(value),
            0x5C => self.hidden = Switch::of(value),
            _ => {}
        }
    }
}

impl Paragraphs {
    /// Takes the changes of a list.
    pub(super) fn apply(&mut self, list: &[u8]) {
        for (number, value) in changes(list) {
            let byte = value.first().copied().unwrap_or(0);
            match number {
                0x4600 => self.style = u16_at(value, 0).unwrap_or(self.style),
                0x2403 | 0x2461 => self.centred = Some(byte == 1),
                0x2640 => self.outline = Some(byte),
                0x260A => self.level = Some(byte),
                0x460B => self.list = u16_at(value, 0),
                0x2416 => self.in_table = byte == 1,
                0x2417 | 0x244C => self.row_end = byte == 1,
                0x244B => self.cell_end = byte == 1,
                0x6649 => self.depth = u32_at(value, 0),
                0x6645 | 0x6646 => self.elsewhere = u32_at(value, 0),
                _ => {}
            }
        }
    }

    /// How deep in tables the paragraph stands.
    pub(super) fn depth(&self) -> usize {
        self.depth.map_or(usize::from(self.in_table), |depth| depth as usize)
    }
}

/// The changes of a list: number and value.
fn changes(list: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = list;
    std::iter::from_fn(move || {
        let number = u16_at(rest, 0)?;
        let length = match number >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            7 => 3,
            // The first says its own length in two bytes, and one too much.
            _ if number == 0xD608 => usize::from(u16_at(rest, 2)?) + 1,
            _ if number == 0xC615 && rest.get(2) == Some(&0xFF) => tabs(rest)?,
            _ => usize::from(*rest.get(2)?) + 1,
        };
        let value = part(rest, 2, length)?;
        rest = rest.get(2 + length..)?;
        Some((number, value))
    })
}

/// The length of a list of tab stops that is too long to be said in a byte.
fn tabs(rest: &[u8]) -> Option<usize> {
    let removed = usize::from(*rest.get(3)?);
    let added = usize::from(*rest.get(4 + removed * 4)?);
    Some(3 + removed * 4 + added * 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_of_every_length_are_stepped_over() {
        let list = [
            0x35, 0x08, 1, 0x43, 0x4A, 44, 0, 0x03, 0x6A, 0, 0, 0, 0, 0x15, 0xC6, 3, 9, 9, 9, 0x01, 0xE8, 1, 2, 3,
            0x08, 0xD6, 3, 0, 9, 9, 0x15, 0xC6, 255, 1, 9, 9, 9, 9, 1, 9, 9, 9, 0x3C, 0x08, 1,
        ];
        let mut characters = Characters::default();
        characters.apply(&list);
        let expected =
            Characters { bold: Some(Switch::On), size: Some(44), hidden: Some(Switch::On), ..Characters::default() };
        assert_eq!(characters, expected);
        for end in 0..list.len() {
            characters.apply(list.get(..end).unwrap_or_default());
        }
    }
}
