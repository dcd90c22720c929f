//! Byte spans and the one conversion between bytes, characters and line:column.
//!
//! Every other module holds byte offsets and asks here when a person is to read a place. This is the
//! only file that cuts text by offsets; an offset inside a character is moved to the boundary before it.

use serde::{Deserialize, Serialize};

use super::shared::Bytes;

/// A half-open range of bytes in some text: `start..end`, 0-based, `start <= end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ByteSpan {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl ByteSpan {
    /// The span `start..end`; an end before the start gives the empty span at `start`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds nothing.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `byte` lies in the span (its end excluded).
    pub const fn contains(self, byte: usize) -> bool {
        self.start <= byte && byte < self.end
    }

    /// Whether the whole of `other` lies in the span.
    pub const fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// What both spans share, if they share a byte.
    pub fn overlap(self, other: Self) -> Option<Self> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then_some(Self { start, end })
    }
}

/// A place as a person reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LineColumn {
    /// 1-based line.
    pub line: usize,
    /// 1-based column, in characters (Unicode scalar values) of the line.
    pub column: usize,
}

/// The largest character boundary of `text` that is not after `byte`.
pub fn floor(text: &str, byte: usize) -> usize {
    text.floor_char_boundary(byte)
}

/// The text of `span`; offsets outside the text or inside a character are moved to the boundary before.
pub fn slice(text: &str, span: ByteSpan) -> &str {
    let start = floor(text, span.start);
    let end = floor(text, span.end).max(start);
    text.get(start..end).unwrap_or("")
}

/// The text from `byte` on.
pub fn tail(text: &str, byte: usize) -> &str {
    text.get(floor(text, byte)..).unwrap_or("")
}

/// The text before `byte`.
pub fn head(text: &str, byte: usize) -> &str {
    text.get(..floor(text, byte)).unwrap_or("")
}

/// The characters of `text` that are no Chinese letters of the common plane, with their bytes; passes over the others
/// (U+4000 to U+9FFF) without decoding them.
pub fn marks(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        while bytes.get(at).is_some_and(|byte| (0xe4..=0xe9).contains(byte)) {
            at += 3;
        }
        let c = text.get(at..)?.chars().next()?;
        let here = at;
        at += c.len_utf8();
        Some((here, c))
    })
}

/// The first `count` characters.
pub fn first_chars(text: &str, count: usize) -> &str {
    // A character has at least one byte.
    if text.len() <= count {
        return text;
    }
    let bytes = text.as_bytes();
    let end = (0..count).try_fold(0, |at, _| bytes.get(at).map(|first| at + width(*first)));
    end.map_or(text, |end| head(text, end))
}

/// How many bytes a character has that begins with this one.
const fn width(first: u8) -> usize {
    1 + (first >= 0xc0) as usize + (first >= 0xe0) as usize + (first >= 0xf0) as usize
}

/// The last `count` characters.
pub fn last_chars(text: &str, count: usize) -> &str {
    let at = text.char_indices().rev().take(count).last().map_or(text.len(), |(at, _)| at);
    tail(text, at)
}

/// Byte offset of the `count`-th character (0-based); the length of the text when it has fewer.
pub fn char_to_byte(text: &str, count: usize) -> usize {
    text.char_indices().nth(count).map_or(text.len(), |(byte, _)| byte)
}

/// Number of characters (Unicode scalar values) before `byte`.
pub fn byte_to_char(text: &str, byte: usize) -> usize {
    head(text, byte).chars().count()
}

/// Where the lines of a text begin: lines end at line feeds, the last one may have none.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Starts,
    length: usize,
}

/// The first bytes of lines.
#[derive(Clone, Debug)]
enum Starts {
    Found(Vec<usize>),
    /// As they were kept, four bytes each.
    Kept(Bytes),
}

impl Default for LineIndex {
    fn default() -> Self {
        Self { starts: Starts::Found(Vec::new()), length: 0 }
    }
}

impl PartialEq for LineIndex {
    fn eq(&self, other: &Self) -> bool {
        let same = |at| self.start(at) == other.start(at);
        self.length == other.length && self.known() == other.known() && (0..self.known()).all(same)
    }
}

impl Eq for LineIndex {}

impl LineIndex {
    /// Indexes `text`.
    pub fn new(text: &str) -> Self {
        let mut starts = Vec::with_capacity(memchr::memchr_iter(b'\n', text.as_bytes()).count() + 1);
        starts.push(0);
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1));
        if text.ends_with('\n') {
            starts.pop();
        }
        Self { starts: Starts::Found(starts), length: text.len() }
    }

    /// The beginnings as bytes; nothing where the text has more than 4 GiB.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        let mut bytes = Vec::with_capacity(self.known() * 4);
        for start in (0..self.known()).filter_map(|at| self.start(at)) {
            bytes.extend_from_slice(&u32::try_from(start).ok()?.to_le_bytes());
        }
        Some(bytes)
    }

    /// The index of a text of so many bytes whose [`Self::bytes`] these are, used as they stand.
    pub const fn of_bytes(bytes: Bytes, length: usize) -> Self {
        Self { starts: Starts::Kept(bytes), length }
    }

    /// How many beginnings there are.
    fn known(&self) -> usize {
        match &self.starts {
            Starts::Found(starts) => starts.len(),
            Starts::Kept(bytes) => bytes.len() / 4,
        }
    }

    /// The first byte of the line of this 0-based number.
    fn start(&self, at: usize) -> Option<usize> {
        match &self.starts {
            Starts::Found(starts) => starts.get(at).copied(),
            Starts::Kept(bytes) => bytes.as_chunks::<4>().0.get(at).map(|start| u32::from_le_bytes(*start) as usize),
        }
    }

    /// Number of lines; a text without a character has one empty line.
    pub fn count(&self) -> usize {
        self.known().max(1)
    }

    /// The bytes of the 1-based `line`, its line feed excluded; the empty span at the end for a line that is not there.
    pub fn span(&self, text: &str, line: usize) -> ByteSpan {
        let Some(start) = line.checked_sub(1).and_then(|i| self.start(i)) else {
            return ByteSpan::new(self.length, self.length);
        };
        let end = self.start(line).unwrap_or(self.length);
        let end = if end > start && text.as_bytes().get(end - 1) == Some(&b'\n') { end - 1 } else { end };
        ByteSpan::new(start, end)
    }

    /// The text of the 1-based `line` without its line feed.
    pub fn line<'t>(&self, text: &'t str, line: usize) -> &'t str {
        slice(text, self.span(text, line))
    }

    /// The 1-based line that holds `byte`.
    pub fn line_of(&self, byte: usize) -> usize {
        let after = match &self.starts {
            Starts::Found(starts) => starts.partition_point(|&start| start <= byte),
            Starts::Kept(bytes) => {
                bytes.as_chunks::<4>().0.partition_point(|start| u32::from_le_bytes(*start) as usize <= byte)
            }
        };
        after.max(1)
    }

    /// Line and column of `byte`.
    pub fn position(&self, text: &str, byte: usize) -> LineColumn {
        let line = self.line_of(byte);
        let start = self.start(line - 1).unwrap_or(0);
        LineColumn { line, column: slice(text, ByteSpan::new(start, byte)).chars().count() + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "一、创城\n\nAb𠀀c\u{301}。\n末";

    #[test]
    fn beginnings_and_ends_are_cut_between_characters() {
        for (count, first, last) in [(0, "", ""), (2, "𠀀，", "，创"), (9, "𠀀，创", "𠀀，创")] {
            assert_eq!((first_chars("𠀀，创", count), last_chars("𠀀，创", count)), (first, last));
        }
        assert_eq!((first_chars("", 2), last_chars("", 2)), ("", ""));
    }

    #[test]
    fn marks_are_all_but_the_common_letters() {
        let expected: Vec<(usize, char)> =
            SAMPLE.char_indices().filter(|(_, c)| !('\u{4000}'..='\u{9fff}').contains(c)).collect();
        assert_eq!(marks(SAMPLE).collect::<Vec<_>>(), expected);
        assert_eq!(marks("创城").count(), 0);
        assert_eq!(marks("").count(), 0);
    }

    #[test]
    fn lines_and_columns_count_characters() {
        let found = LineIndex::new(SAMPLE);
        let kept = LineIndex::of_bytes(found.bytes().unwrap_or_default().into(), SAMPLE.len());
        assert_eq!(found, kept);
        check_lines(&found);
        check_lines(&kept);
    }

    fn check_lines(index: &LineIndex) {
        assert_eq!(index.count(), 4);
        assert_eq!(index.line(SAMPLE, 3), "Ab𠀀c\u{301}。");
        assert_eq!(index.line(SAMPLE, 2), "");
        assert_eq!(index.line(SAMPLE, 9), "");
        let full_stop = SAMPLE.find('。').unwrap_or_default();
        assert_eq!(index.position(SAMPLE, full_stop), LineColumn { line: 3, column: 6 });
        assert_eq!(index.position(SAMPLE, SAMPLE.len()), LineColumn { line: 4, column: 2 });
    }

    #[test]
    fn a_last_line_feed_opens_no_line() {
        assert_eq!(LineIndex::new("甲\n").count(), 1);
        assert_eq!(LineIndex::new("").count(), 1);
        assert_eq!(LineIndex::new("甲\n乙").count(), 2);
    }

    #[test]
    fn offsets_inside_a_character_never_panic() {
        for start in 0..SAMPLE.len() + 2 {
            for end in 0..SAMPLE.len() + 2 {
                let cut = slice(SAMPLE, ByteSpan::new(start, end));
                assert!(SAMPLE.contains(cut));
            }
        }
    }
}
