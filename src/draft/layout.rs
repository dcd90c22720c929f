//! The rows of the paragraphs that have been looked at: wrapped once, forgotten when the paragraph or the width
//! changes.
//!
//! Must not know of carets or screens. Columns are cells, counted from the left edge of the text area, the indent of a
//! first row among them.

use unicode_segmentation::UnicodeSegmentation;

use super::buffer::{Buffer, Pos};
use super::history::Change;
use crate::text::span::{self, ByteSpan};
use crate::text::width::Cells;
use crate::text::wrap;

/// Bytes of a paragraph that is not simply wrapped anew when it changes.
const LONG: usize = 8192;

/// A row on the screen: 0-based paragraph and 0-based row in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowAt {
    /// 0-based paragraph.
    pub paragraph: usize,
    /// 0-based row of the paragraph.
    pub row: usize,
}

/// How text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Cells of a row, 1 at least.
    pub width: usize,
    /// Cells by which a paragraph's first row is set in, unless the paragraph begins with white space itself.
    pub indent: usize,
    /// How cells are counted.
    pub cells: Cells,
}

impl Default for Setting {
    fn default() -> Self {
        Self { width: 80, indent: 0, cells: Cells::NARROW }
    }
}

/// The rows of a buffer, as far as they were asked for.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    setting: Setting,
    /// One entry for each paragraph; `None` where it has to be wrapped (again).
    rows: Vec<Option<Vec<usize>>>,
}

impl Layout {
    /// How text is set.
    pub fn setting(&self) -> Setting {
        self.setting
    }

    /// Sets text otherwise; says whether that changes anything.
    pub fn set(&mut self, setting: Setting) -> bool {
        let setting = Setting { width: setting.width.max(1), ..setting };
        let changed = setting != self.setting;
        if changed {
            self.setting = setting;
            self.rows.iter_mut().for_each(|rows| *rows = None);
        }
        changed
    }

    /// Notes that `removed` paragraphs from `first` on were replaced by `inserted` new ones.
    fn replaced(&mut self, first: usize, removed: usize, inserted: usize) {
        let first = first.min(self.rows.len());
        let end = (first + removed).min(self.rows.len());
        if removed == inserted {
            self.rows.iter_mut().take(end).skip(first).for_each(|rows| *rows = None);
        } else {
            self.rows.splice(first..end, std::iter::repeat_n(None, inserted));
        }
    }

    /// Notes that `change` was made; `buffer` is the text after it. A long paragraph is broken again only as far as the
    /// change reaches.
    pub fn changed(&mut self, buffer: &Buffer, change: &Change) {
        let (at, removed, inserted) = (change.at, &change.removed, &change.inserted);
        let feeds = [removed, inserted].map(|text| text.matches('\n').count());
        let text = buffer.paragraph(at.paragraph);
        let setting = self.setting;
        match self.rows.get_mut(at.paragraph) {
            Some(Some(starts)) if feeds == [0, 0] && text.len() > LONG => {
                let (indent, cells) = (indent_of(text, setting), setting.cells);
                wrap::rows_after_edit(text, setting.width, indent, cells, at.byte, removed, inserted, starts);
            }
            _ => self.replaced(at.paragraph, feeds[0] + 1, feeds[1] + 1),
        }
    }

    /// The bytes at which the rows of a paragraph begin.
    pub fn rows(&mut self, buffer: &Buffer, paragraph: usize) -> &[usize] {
        if self.rows.len() < buffer.count() {
            self.rows.resize(buffer.count(), None);
        }
        let setting = self.setting;
        let text = buffer.paragraph(paragraph);
        match self.rows.get_mut(paragraph) {
            Some(rows) => rows.get_or_insert_with(|| {
                let mut starts = Vec::new();
                wrap::rows(text, setting.width, indent_of(text, setting), setting.cells, &mut starts);
                starts
            }),
            None => &[0],
        }
    }

    /// Number of rows of a paragraph, 1 at least.
    pub fn count(&mut self, buffer: &Buffer, paragraph: usize) -> usize {
        self.rows(buffer, paragraph).len()
    }

    /// The bytes of a row; the empty span at the end for a row that is not there.
    pub fn span(&mut self, buffer: &Buffer, at: RowAt) -> ByteSpan {
        let end = buffer.paragraph(at.paragraph).len();
        let rows = self.rows(buffer, at.paragraph);
        let start = rows.get(at.row).copied().unwrap_or(end);
        ByteSpan::new(start, rows.get(at.row + 1).copied().unwrap_or(end))
    }

    /// Cells by which a row is set in.
    pub fn indent(&self, buffer: &Buffer, at: RowAt) -> usize {
        let indent = if at.row == 0 { indent_of(buffer.paragraph(at.paragraph), self.setting) } else { 0 };
        wrap::indent_shown(self.setting.width, indent)
    }

    /// The row of a place. Where a row ends and the next begins `at_end` chooses the row that ends.
    pub fn row_of(&mut self, buffer: &Buffer, pos: Pos, at_end: bool) -> RowAt {
        let rows = self.rows(buffer, pos.paragraph);
        let row = wrap::row_of(rows, pos.byte);
        let back = at_end && row > 0 && rows.get(row) == Some(&pos.byte);
        RowAt { paragraph: pos.paragraph, row: row - usize::from(back) }
    }

    /// The column (cells) of `byte`, which lies in the row `at`; `width` at most.
    pub fn column(&mut self, buffer: &Buffer, at: RowAt, byte: usize) -> usize {
        let span = self.span(buffer, at);
        let text = span::slice(buffer.paragraph(at.paragraph), ByteSpan::new(span.start, byte.min(span.end)));
        let column = self.indent(buffer, at) + self.setting.cells.text(text);
        column.min(self.setting.width)
    }

    /// The place in the row `at` whose cluster covers `column`, and whether it is the end of a row that goes on.
    pub fn place(&mut self, buffer: &Buffer, at: RowAt, column: usize) -> (Pos, bool) {
        let span = self.span(buffer, at);
        let cells = self.setting.cells;
        let mut used = self.indent(buffer, at);
        let text = span::slice(buffer.paragraph(at.paragraph), span);
        for (byte, cluster) in text.grapheme_indices(true) {
            used += cells.cluster(cluster);
            if used > column {
                return (Pos::new(at.paragraph, span.start + byte), false);
            }
        }
        let goes_on = at.row + 1 < self.count(buffer, at.paragraph);
        (Pos::new(at.paragraph, span.end), goes_on)
    }

    /// The row `by` rows further down (up, if negative), stopping at the first and last row of the buffer. Costs what
    /// lies between.
    pub fn moved(&mut self, buffer: &Buffer, from: RowAt, by: isize) -> RowAt {
        let mut at = self.clamp(buffer, from);
        let mut rest = by.unsigned_abs();
        while rest > 0 {
            if by < 0 {
                if at.row >= rest {
                    at.row -= rest;
                    break;
                }
                let Some(before) = at.paragraph.checked_sub(1) else { return RowAt::default() };
                rest -= at.row + 1;
                at = RowAt { paragraph: before, row: self.count(buffer, before) - 1 };
            } else {
                let last = self.count(buffer, at.paragraph) - 1;
                if at.row + rest <= last {
                    at.row += rest;
                    break;
                }
                if at.paragraph + 1 >= buffer.count() {
                    return RowAt { paragraph: at.paragraph, row: last };
                }
                rest -= last - at.row + 1;
                at = RowAt { paragraph: at.paragraph + 1, row: 0 };
            }
        }
        at
    }

    /// `at`, or the nearest row before it that is there.
    pub fn clamp(&mut self, buffer: &Buffer, at: RowAt) -> RowAt {
        let last = buffer.count() - 1;
        if at.paragraph > last {
            return RowAt { paragraph: last, row: self.count(buffer, last) - 1 };
        }
        RowAt { paragraph: at.paragraph, row: at.row.min(self.count(buffer, at.paragraph) - 1) }
    }
}

/// Cells by which `text` asks to be set in: nothing if it brings its own blanks, or is empty.
fn indent_of(text: &str, setting: Setting) -> usize {
    let own = text.chars().next().is_none_or(char::is_whitespace);
    if own { 0 } else { setting.indent }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(width: usize, indent: usize) -> Layout {
        let mut layout = Layout::default();
        layout.set(Setting { width, indent, cells: Cells::NARROW });
        layout
    }

    #[test]
    fn rows_columns_and_places_agree() {
        let buffer = Buffer::from_text("创建文明城市，好\n\n　　已缩进\n末");
        let mut layout = layout(8, 4);
        assert_eq!(layout.rows(&buffer, 0), [0, 6, 15]);
        assert_eq!(layout.rows(&buffer, 2), [0, 12]);
        let first = RowAt::default();
        assert_eq!(layout.place(&buffer, first, 0), (Pos::new(0, 0), false));
        assert_eq!(layout.place(&buffer, first, 7), (Pos::new(0, 3), false));
        assert_eq!(layout.place(&buffer, first, 8), (Pos::new(0, 6), true));
        assert_eq!(layout.column(&buffer, first, 6), 8);
        assert_eq!(layout.row_of(&buffer, Pos::new(0, 6), true), first);
        assert_eq!(layout.row_of(&buffer, Pos::new(0, 6), false), RowAt { paragraph: 0, row: 1 });
        let mut at = first;
        let mut seen = vec![at];
        while layout.moved(&buffer, at, 1) != at {
            at = layout.moved(&buffer, at, 1);
            seen.push(at);
        }
        assert_eq!(seen.len(), 7);
        for (index, &from) in seen.iter().enumerate() {
            for (other, &to) in seen.iter().enumerate() {
                assert_eq!(layout.moved(&buffer, from, other as isize - index as isize), to);
            }
        }
        assert_eq!(layout.moved(&buffer, first, -3), first);
    }

    #[test]
    fn edits_forget_only_their_paragraphs() {
        let mut buffer = Buffer::from_text("一\n二\n三");
        let mut layout = layout(4, 0);
        for paragraph in 0..3 {
            layout.rows(&buffer, paragraph);
        }
        buffer.insert(Pos::new(1, 3), "二二\n新");
        layout.replaced(1, 1, 2);
        assert_eq!(layout.rows.iter().map(Option::is_some).collect::<Vec<_>>(), [true, false, false, true]);
        assert_eq!(layout.rows(&buffer, 1), [0, 6]);
        assert!(layout.set(Setting { width: 6, indent: 0, cells: Cells::NARROW }));
        assert_eq!(layout.rows(&buffer, 1), [0]);
    }
}
