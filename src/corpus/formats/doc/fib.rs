//! The head of the WordDocument stream: where everything is, and whether it can be read.
//!
//! Must not know what is where it points to.

use super::numbers::{part, u16_at, u32_at};

/// The first number of the stream since Word 97.
const MAGIC: u16 = 0xA5EC;
/// The first version that is laid out so.
const WORD_97: u16 = 0xC1;

/// Where a table is: the number of its pair of position and length in the head.
#[derive(Clone, Copy, Debug)]
#[repr(usize)]
pub(super) enum Entry {
    /// Styles.
    Styles = 1,
    /// Where footnotes are referred to, and their texts.
    FootnoteRefs = 2,
    /// Texts of the footnotes.
    FootnoteTexts = 3,
    /// Where sections begin.
    Sections = 6,
    /// Pages of the properties of characters.
    Characters = 12,
    /// Pages of the properties of paragraphs.
    Paragraphs = 13,
    /// Fonts.
    Fonts = 15,
    /// The piece table.
    Pieces = 33,
    /// Where shapes are anchored.
    Anchors = 40,
    /// Where endnotes are referred to.
    EndnoteRefs = 46,
    /// Texts of the endnotes.
    EndnoteTexts = 47,
    /// Texts of the text boxes.
    Boxes = 56,
    /// Lists as defined.
    Lists = 73,
    /// Lists as used.
    ListUses = 74,
}

/// The parts of the text, one after the other, by their number in the head.
#[derive(Clone, Copy, Debug)]
#[repr(usize)]
pub(super) enum Story {
    /// The text itself.
    Main = 0,
    /// Footnotes.
    Footnotes = 1,
    /// Endnotes.
    Endnotes = 5,
    /// Text boxes.
    Boxes = 6,
}

/// The head.
#[derive(Debug)]
pub(super) struct Fib<'a> {
    /// The language that the text was written in.
    pub(super) language: u16,
    /// The stream that holds the tables.
    pub(super) tables: &'static str,
    lengths: &'a [u8],
    pairs: &'a [u8],
}

impl<'a> Fib<'a> {
    /// Reads the head; the error is a reason in the user's words.
    pub(super) fn read(main: &'a [u8]) -> Result<Self, String> {
        let word = |at: usize| u16_at(main, at).ok_or_else(|| super::compound::DAMAGED.to_owned());
        let (magic, version, language, flags) = (word(0)?, word(2)?, word(6)?, word(10)?);
        if magic != MAGIC && !matches!(magic, 0xA5DC | 0xA5DB | 0xA59B | 0xA59C | 0xA697..=0xA699) {
            return Err("名为 Word 文档，内容却认不出来；请用 Word 或 WPS 重新保存".to_owned());
        }
        if flags & 0x100 != 0 {
            return Err("这是加了密码的 Word 文件；请在 Word 或 WPS 里去掉打开密码后再读".to_owned());
        }
        if magic != MAGIC || version < WORD_97 {
            return Err("这是 Word 95 或更早的文件；请在 Word 或 WPS 里打开，另存为 docx".to_owned());
        }
        let missing = || super::compound::DAMAGED.to_owned();
        // Three blocks follow, each with its own length before it: words, double words, pairs of double words.
        let words = usize::from(word(32)?) * 2;
        let longs = usize::from(word(34 + words)?) * 4;
        let pairs = usize::from(word(36 + words + longs)?) * 8;
        let lengths = part(main, 36 + words, longs).and_then(|longs| longs.get(12..)).ok_or_else(missing)?;
        let pairs = part(main, 38 + words + longs, pairs).ok_or_else(missing)?;
        Ok(Self { language, tables: if flags & 0x200 == 0 { "0Table" } else { "1Table" }, lengths, pairs })
    }

    /// Positions of characters, from and to, of a part of the text.
    pub(super) fn story(&self, story: Story) -> (u32, u32) {
        let length = |index: usize| u32_at(self.lengths, index * 4).unwrap_or(0).min(i32::MAX as u32);
        let start = (0..story as usize).fold(0_u32, |sum, index| sum.saturating_add(length(index)));
        (start, start.saturating_add(length(story as usize)))
    }

    /// Where a table begins and how long it is.
    pub(super) fn place(&self, entry: Entry) -> Option<(usize, usize)> {
        let at = entry as usize * 8;
        Some((u32_at(self.pairs, at)? as usize, u32_at(self.pairs, at + 4)? as usize))
    }

    /// The bytes of a table; empty where there is none.
    pub(super) fn table<'t>(&self, tables: &'t [u8], entry: Entry) -> &'t [u8] {
        self.place(entry).and_then(|(at, length)| part(tables, at, length)).unwrap_or_default()
    }
}
