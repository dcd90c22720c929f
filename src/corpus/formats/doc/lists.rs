//! The lists of a document: their levels as defined, and where a list is used with other ones.
//!
//! Must not know how they are counted.

use super::super::numbering::{Abstract, LEVELS, Level, Num, Numbering};
use super::fib::{Entry, Fib};
use super::numbers::{part, u16_at, u32_at, utf16};

/// The number of a style that means: none.
const NO_STYLE: u16 = 0xFFF;
/// The names that docx has for the formats of numbers, by their number here.
const FORMATS: &[(u8, &str)] = &[
    (0x01, "upperRoman"),
    (0x02, "lowerRoman"),
    (0x03, "upperLetter"),
    (0x04, "lowerLetter"),
    (0x0A, "ideographDigital"),
    (0x0B, "japaneseCounting"),
    (0x0E, "decimalFullWidth"),
    (0x10, "japaneseLegal"),
    (0x11, "japaneseDigitalTenThousand"),
    (0x12, "decimalEnclosedCircle"),
    (0x13, "decimalFullWidth2"),
    (0x16, "decimalZero"),
    (0x17, "bullet"),
    (0x1A, "decimalEnclosedFullstop"),
    (0x1B, "decimalEnclosedParen"),
    (0x1C, "decimalEnclosedCircleChinese"),
    (0x1D, "ideographEnclosedCircle"),
    (0x1E, "ideographTraditional"),
    (0x1F, "ideographZodiac"),
    (0x21, "taiwaneseCounting"),
    (0x22, "ideographLegalTraditional"),
    (0x23, "taiwaneseCountingThousand"),
    (0x24, "taiwaneseDigital"),
    (0x25, "chineseCounting"),
    (0x26, "chineseLegalSimplified"),
    (0x27, "chineseCountingThousand"),
    (0x2A, "koreanCounting"),
    (0xFF, "none"),
];

/// Reads the lists. What is damaged is left out, and with it what comes after.
pub(super) fn read(fib: &Fib<'_>, tables: &[u8]) -> Numbering {
    let mut numbering = Numbering::default();
    // The levels stand behind the table, outside of its length.
    let from = |entry| fib.place(entry).filter(|(_, length)| *length > 0).and_then(|(at, _)| tables.get(at..));
    if let Some(bytes) = from(Entry::Lists) {
        definitions(bytes, &mut numbering);
    }
    if let Some(bytes) = from(Entry::ListUses) {
        uses(bytes, &mut numbering);
    }
    numbering
}

fn definitions(bytes: &[u8], numbering: &mut Numbering) -> Option<()> {
    const ROW: usize = 28;
    let count = usize::from(u16_at(bytes, 0)?);
    let rows = part(bytes, 2, count * ROW)?;
    let mut rest = bytes.get(2 + rows.len()..)?;
    for row in rows.chunks_exact(ROW) {
        let mut list = Abstract::default();
        let levels = if row.get(26)? & 1 == 0 { LEVELS } else { 1 };
        for (at, slot) in list.levels.iter_mut().take(levels).enumerate() {
            *slot = level(&mut rest)?;
            slot.style = u16_at(row, 8 + at * 2).filter(|style| *style != NO_STYLE).map(|style| style.to_string());
        }
        numbering.abstracts.insert(u32_at(row, 0)?.to_string(), list);
    }
    Some(())
}

fn uses(bytes: &[u8], numbering: &mut Numbering) -> Option<()> {
    const ROW: usize = 16;
    let count = u32_at(bytes, 0)? as usize;
    let rows = part(bytes, 4, count.checked_mul(ROW)?)?;
    let mut rest = bytes.get(4 + rows.len()..)?;
    for (row, number) in rows.chunks_exact(ROW).zip(1_usize..) {
        let mut list = Num { of: u32_at(row, 0)?.to_string(), ..Num::default() };
        let changes = overrides(&mut rest, *row.get(12)?, &mut list);
        numbering.nums.insert(number.to_string(), list);
        changes?;
    }
    Some(())
}

/// The levels that a use of a list has of its own.
fn overrides(rest: &mut &[u8], count: u8, list: &mut Num) -> Option<()> {
    *rest = rest.get(4..)?;
    for _ in 0..count {
        let (start, flags) = (u32_at(rest, 0)?, u32_at(rest, 4)?);
        *rest = rest.get(8..)?;
        let at = (flags & 0xF) as usize;
        if flags & 0x20 != 0 {
            list.levels.insert(at, level(rest)?);
        } else if flags & 0x10 != 0 {
            list.starts.insert(at, start);
        }
    }
    Some(())
}

/// One level; `rest` goes on behind it.
fn level(rest: &mut &[u8]) -> Option<Level> {
    const HEAD: usize = 28;
    let head = part(rest, 0, HEAD)?;
    let number = *head.get(4)?;
    let flags = *head.get(5)?;
    let properties = usize::from(*head.get(24)?) + usize::from(*head.get(25)?);
    let letters = usize::from(u16_at(rest, HEAD + properties)?);
    let text = utf16(part(rest, HEAD + properties + 2, letters * 2)?);
    *rest = rest.get(HEAD + properties + 2 + letters * 2..)?;
    let format = FORMATS.iter().find(|(own, _)| *own == number).map_or("decimal", |(_, name)| *name);
    let mut shown = String::new();
    for sign in text.chars() {
        // A number stands in the text as the number of its level.
        match u32::from(sign) {
            place @ 0..9 => shown.push_str(&format!("%{}", place + 1)),
            _ => shown.push(sign),
        }
    }
    let no_restart = flags & 0x08 != 0;
    Some(Level {
        start: u32_at(head, 0),
        format: format.to_owned(),
        text: shown,
        restart: no_restart.then(|| u32::from(head.get(26).copied().unwrap_or(0))),
        suffix: if head.get(15) == Some(&2) { "nothing".to_owned() } else { String::new() },
        legal: flags & 0x04 != 0,
        style: None,
    })
}
