//! The window on the draft: which rows are seen, where the caret is in it, what a click hits.

use super::Editor;
use crate::draft::buffer::{Pos, PosSpan};
use crate::draft::find::Query;
use crate::draft::layout::{RowAt, Setting};
use crate::text::span::{self, ByteSpan};
use crate::text::width::Cells;

/// The window in which a draft is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// Cells of a row of text. The window needs one more, for a caret behind a full row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Cells by which the first row of a paragraph is set in; 0 shows the text as it is.
    pub indent: usize,
    /// How cells are counted.
    pub cells: Cells,
}

/// A row that is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowView {
    /// Which row.
    pub at: RowAt,
    /// Its bytes in the paragraph.
    pub span: ByteSpan,
    /// Cells by which it is set in.
    pub indent: usize,
}

impl Editor {
    /// Fits the draft into a window. The text at the top stays there; the caret is brought into sight if it moved.
    pub fn set_view(&mut self, view: View) {
        let top = self.layout.span(&self.buffer, self.top).start;
        let setting = Setting { width: view.width, indent: view.indent, cells: view.cells };
        let changed = self.layout.set(setting) || self.height != view.height.max(1);
        self.height = view.height.max(1);
        if changed {
            self.top = self.layout.row_of(&self.buffer, self.buffer.clamp(Pos::new(self.top.paragraph, top)), false);
            self.follow = true;
        }
        self.settle();
    }

    /// The rows that are seen, from the top: fewer than the window has, where the text ends.
    pub fn visible(&mut self) -> Vec<RowView> {
        self.settle();
        let mut rows = Vec::with_capacity(self.height);
        let mut at = self.top;
        while rows.len() < self.height && at.paragraph < self.buffer.count() {
            let count = self.layout.count(&self.buffer, at.paragraph);
            while rows.len() < self.height && at.row < count {
                let span = self.layout.span(&self.buffer, at);
                rows.push(RowView { at, span, indent: self.layout.indent(&self.buffer, at) });
                at.row += 1;
            }
            at = RowAt { paragraph: at.paragraph + 1, row: 0 };
        }
        rows
    }

    /// Column (cells; the width of the text at most) and row of the caret in the window, both 0-based.
    pub fn caret_cell(&mut self) -> (usize, usize) {
        self.settle();
        let at = self.layout.row_of(&self.buffer, self.caret, self.at_end);
        let column = self.layout.column(&self.buffer, at, self.caret.byte);
        let mut row = 0;
        let mut from = self.top;
        while from < at && row + 1 < self.height {
            from = self.layout.moved(&self.buffer, from, 1);
            row += 1;
        }
        (column, row)
    }

    /// The first row that is seen.
    pub fn top(&self) -> RowAt {
        self.top
    }

    /// Shows the row `by` rows further down (up, if negative) at the top. A caret that would go out of sight stays at
    /// the edge.
    pub fn scroll(&mut self, by: isize) {
        self.settle();
        self.top = self.layout.moved(&self.buffer, self.top, by).min(self.last_top());
        let bottom = self.layout.moved(&self.buffer, self.top, self.height as isize - 1);
        let at = self.layout.row_of(&self.buffer, self.caret, self.at_end);
        let to = at.clamp(self.top, bottom);
        if to != at {
            self.history.seal();
            self.anchor = None;
            let goal = self.goal.unwrap_or_else(|| self.layout.column(&self.buffer, at, self.caret.byte));
            let (pos, at_end) = self.layout.place(&self.buffer, to, goal);
            self.set_caret(pos, at_end);
            self.goal = Some(goal);
        }
    }

    /// Puts the caret where a click at `column` and `row` of the window goes; with `extend` the selection reaches there.
    pub fn click(&mut self, column: usize, row: usize, extend: bool) {
        self.history.seal();
        if extend {
            self.anchor.get_or_insert(self.caret);
        } else {
            self.anchor = None;
        }
        self.hit(column, row as isize);
    }

    /// Selects from where the last click was to `column` and `row`, which may lie outside of the window: the text then
    /// scrolls by a row.
    pub fn drag(&mut self, column: usize, row: isize) {
        self.anchor.get_or_insert(self.caret);
        self.hit(column, row.clamp(-1, self.height as isize));
    }

    fn hit(&mut self, column: usize, row: isize) {
        self.settle();
        let at = self.layout.moved(&self.buffer, self.top, row);
        let (pos, at_end) = self.layout.place(&self.buffer, at, column);
        self.set_caret(pos, at_end);
    }

    /// The bytes of a seen row's paragraph that are selected in the row, and whether the end of the paragraph is
    /// selected with it.
    pub fn selected_in(&self, row: &RowView) -> (Option<ByteSpan>, bool) {
        let Some(selection) = self.selection() else { return (None, false) };
        let length = self.buffer.paragraph(row.at.paragraph).len();
        let (bytes, goes_on) = selection.within(row.at.paragraph, length);
        (bytes.overlap(row.span), goes_on && row.span.end == length)
    }

    /// The matches of `query` that are seen in a paragraph, given the `seen` bytes of it.
    pub fn matches_in(&self, query: &Query, paragraph: usize, seen: ByteSpan) -> Vec<ByteSpan> {
        let text = self.buffer.paragraph(paragraph);
        let start = span::floor(text, seen.start.saturating_sub(query.reach()));
        let part = span::slice(text, ByteSpan::new(start, seen.end + query.reach()));
        let found = query.matches(part).into_iter();
        found.map(|found| ByteSpan::new(found.start + start, found.end + start)).collect()
    }

    /// The stretch of the draft that is seen.
    pub fn seen(&mut self) -> PosSpan {
        let rows = self.visible();
        let start = rows.first().map(|row| Pos::new(row.at.paragraph, row.span.start));
        let end = rows.last().map(|row| Pos::new(row.at.paragraph, row.span.end));
        PosSpan { start: start.unwrap_or_default(), end: end.unwrap_or_default() }
    }

    /// Brings the caret into the window if it moved, and the window into the text.
    fn settle(&mut self) {
        self.top = self.layout.clamp(&self.buffer, self.top).min(self.last_top());
        if std::mem::take(&mut self.follow) {
            let at = self.layout.row_of(&self.buffer, self.caret, self.at_end);
            let lowest = self.layout.moved(&self.buffer, at, 1 - self.height as isize);
            self.top = self.top.clamp(lowest, at);
        }
    }

    /// The row at the top when the last row of the text is at the bottom.
    fn last_top(&mut self) -> RowAt {
        let last = RowAt { paragraph: usize::MAX, row: 0 };
        self.layout.moved(&self.buffer, last, 1 - self.height as isize)
    }
}
