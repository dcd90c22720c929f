//! The pages of properties: for each stretch of the stream's bytes, where the properties of its text are.
//!
//! Must not know what the properties mean.

use std::collections::HashSet;

use super::numbers::{Plc, part, u32_at};

/// Bytes of a page.
const PAGE: usize = 512;

/// Which properties the pages hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Those of characters.
    Characters,
    /// Those of paragraphs; the number of a style stands before them.
    Paragraphs,
}

/// A stretch of bytes with one set of properties.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stretch<'a> {
    /// The first byte and the one after the last.
    start: u32,
    end: u32,
    /// The properties.
    pub(super) properties: &'a [u8],
}

impl Stretch<'_> {
    /// Whether the byte at `at` belongs to it.
    pub(super) fn holds(&self, at: u32) -> bool {
        (self.start..self.end).contains(&at)
    }
}

/// All stretches, in the order of their bytes.
#[derive(Debug, Default)]
pub(super) struct Pages<'a> {
    stretches: Vec<Stretch<'a>>,
}

impl<'a> Pages<'a> {
    /// Reads the pages in `main` that `table` names. A page counts once, however often it is named.
    pub(super) fn read(table: &[u8], main: &'a [u8], kind: Kind) -> Self {
        let plc = Plc::new(table, 4);
        let mut seen = HashSet::new();
        let mut stretches = Vec::new();
        for index in 0..plc.len() {
            let number = plc.data(index).and_then(|data| u32_at(data, 0)).unwrap_or(0) & 0x003F_FFFF;
            let page = part(main, number as usize * PAGE, PAGE);
            if let Some(page) = page.filter(|_| seen.insert(number)) {
                add(page, kind, &mut stretches);
            }
        }
        stretches.sort_by_key(|stretch| stretch.start);
        Self { stretches }
    }

    /// The stretch that holds the byte at `at`.
    pub(super) fn find(&self, at: u32) -> Option<Stretch<'a>> {
        let after = self.stretches.partition_point(|stretch| stretch.start <= at);
        self.stretches.get(after.checked_sub(1)?).copied().filter(|stretch| stretch.holds(at))
    }
}

fn add<'a>(page: &'a [u8], kind: Kind, stretches: &mut Vec<Stretch<'a>>) {
    let count = page.last().map_or(0, |count| usize::from(*count));
    let row = if kind == Kind::Characters { 1 } else { 13 };
    for index in 0..count {
        let (Some(start), Some(end)) = (u32_at(page, index * 4), u32_at(page, index * 4 + 4)) else { return };
        let offset = page.get((count + 1) * 4 + index * row).map_or(0, |offset| usize::from(*offset) * 2);
        let properties = if offset == 0 { None } else { properties(page, offset, kind) };
        if start < end {
            stretches.push(Stretch { start, end, properties: properties.unwrap_or_default() });
        }
    }
}

fn properties(page: &[u8], offset: usize, kind: Kind) -> Option<&[u8]> {
    let length = usize::from(*page.get(offset)?);
    match kind {
        Kind::Characters => part(page, offset + 1, length),
        // A length of zero means: the length follows, in words.
        Kind::Paragraphs if length == 0 => part(page, offset + 2, usize::from(*page.get(offset + 1)?) * 2),
        Kind::Paragraphs => part(page, offset + 1, length * 2 - 1),
    }
}
