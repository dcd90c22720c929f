//! An input of some rows: words that are longer than a line, wrapped as the program wraps Chinese, with the caret
//! always in sight. The text area crate edits, this file draws, and moves the caret by the rows that are seen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use tui_textarea::{CursorMove, TextArea};
use unicode_segmentation::UnicodeSegmentation;

use super::field::{edit, one_line};
use super::row::draw_row;
use crate::text::span::{ByteSpan, char_to_byte, head, slice};
use crate::text::width::Cells;
use crate::text::wrap;
use crate::tui::key::{Code, Key};

/// An input of some rows.
#[derive(Clone, Debug)]
pub struct Pad {
    area: TextArea<'static>,
    /// Whether the text may have several lines.
    lines: bool,
    /// How wide it was drawn last, and how cells are counted.
    width: usize,
    cells: Cells,
    /// The first row in sight.
    top: usize,
}

/// A row on screen: a line of the text, and the bytes of it that stand in the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Row {
    line: usize,
    span: ByteSpan,
}

impl Pad {
    /// An input that holds `text`, the caret at its end. Where it may not have several `lines`, line ends become spaces.
    pub fn new(text: &str, lines: bool) -> Self {
        let mut pad = Self { area: TextArea::default(), lines, width: 60, cells: Cells::NARROW, top: 0 };
        pad.insert(text);
        // What stands there at first is not taken back by undoing.
        pad.area = TextArea::new(pad.area.lines().to_vec());
        pad.area.move_cursor(CursorMove::Bottom);
        pad.area.move_cursor(CursorMove::End);
        pad
    }

    /// What stands in it, lines ended by `\n`.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Types `text` at the caret; control characters are left out.
    pub fn insert(&mut self, text: &str) {
        if !self.lines {
            self.area.insert_str(one_line(text));
            return;
        }
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text: Vec<String> = text.split('\n').map(one_line).collect();
        self.area.insert_str(text.join("\n"));
    }

    /// A key that edits or moves. True when it was of use.
    pub fn key(&mut self, key: Key) -> bool {
        match (key.ctrl, key.code) {
            (false, Code::Enter) | (true, Code::Char('j')) if self.lines => self.area.insert_newline(),
            (false, Code::Up) => self.step(-1),
            (false, Code::Down) => self.step(1),
            (true, Code::Home) => self.jump(CursorMove::Top, CursorMove::Head),
            (true, Code::End) => self.jump(CursorMove::Bottom, CursorMove::End),
            _ => return edit(&mut self.area, key),
        }
        true
    }

    fn jump(&mut self, line: CursorMove, column: CursorMove) {
        self.area.cancel_selection();
        self.area.move_cursor(line);
        self.area.move_cursor(column);
    }

    /// The rows at a width of `width` cells: at least one for each line.
    fn rows(&self, width: usize, cells: Cells) -> Vec<Row> {
        let (mut rows, mut starts) = (Vec::new(), Vec::new());
        for (line, text) in self.area.lines().iter().enumerate() {
            starts.clear();
            wrap::rows(text, width.max(2), 0, cells, &mut starts);
            if starts.is_empty() {
                starts.push(0);
            }
            let ends = starts.iter().skip(1).copied().chain([text.len()]);
            rows.extend(starts.iter().zip(ends).map(|(start, end)| Row { line, span: ByteSpan::new(*start, end) }));
        }
        rows
    }

    /// How many rows it takes in `width` cells.
    pub fn height(&self, width: usize, cells: Cells) -> usize {
        self.rows(inner(width), cells).len()
    }

    /// The row that the caret is in, and the text of that row before the caret.
    fn caret(&self, rows: &[Row]) -> (usize, ByteSpan) {
        let (line, column) = (self.area.cursor().0, self.area.cursor().1);
        let text = self.area.lines().get(line).map_or("", String::as_str);
        let byte = char_to_byte(text, column);
        let at = rows.iter().rposition(|row| row.line == line && row.span.start <= byte).unwrap_or(0);
        let start = rows.get(at).map_or(0, |row| row.span.start);
        (at, ByteSpan::new(start, byte.max(start)))
    }

    fn line(&self, row: Row) -> &str {
        self.area.lines().get(row.line).map_or("", String::as_str)
    }

    /// Moves the caret a row up or down; from the first row to its start, from the last to its end.
    fn step(&mut self, step: isize) {
        self.area.cancel_selection();
        let (rows, cells) = (self.rows(inner(self.width), self.cells), self.cells);
        let (at, before) = self.caret(&rows);
        let Some(to) = at.checked_add_signed(step).and_then(|to| rows.get(to)).copied() else {
            return self.area.move_cursor(if step < 0 { CursorMove::Head } else { CursorMove::End });
        };
        let goal = rows.get(at).map_or(0, |row| cells.text(slice(self.line(*row), before)));
        let text = self.line(to);
        let row = slice(text, to.span);
        let (mut fits, _) = cells.fit(row, goal);
        // The end of a row that goes on is the start of the next one.
        if fits.len() == row.len() && to.span.end < text.len() {
            let last = row.grapheme_indices(true).next_back().map_or(0, |(byte, _)| byte);
            fits = head(row, last);
        }
        let column = head(text, to.span.start + fits.len()).chars().count();
        let cell = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        self.area.move_cursor(CursorMove::Jump(cell(to.line), cell(column)));
    }

    /// Draws the input into `area` and gives the caret's cell.
    pub fn draw(&mut self, buf: &mut Buffer, area: Rect, cells: Cells, style: Style) -> Position {
        (self.width, self.cells) = (usize::from(area.width), cells);
        let rows = self.rows(inner(self.width), cells);
        let (at, before) = self.caret(&rows);
        let height = usize::from(area.height).max(1);
        self.top = self.top.clamp((at + 1).saturating_sub(height), at).min(rows.len().saturating_sub(height));
        buf.set_style(area, style);
        let style = if self.area.is_selecting() { style.add_modifier(Modifier::REVERSED) } else { style };
        for (y, row) in (area.y..area.bottom()).zip(rows.iter().skip(self.top)) {
            draw_row(buf, area.x, y, slice(self.line(*row), row.span), self.width, cells, style);
        }
        let column = rows.get(at).map_or(0, |row| cells.text(slice(self.line(*row), before))) as u16;
        let y = area.y + (at - self.top) as u16;
        let last = |start: u16, length: u16| (start + length).saturating_sub(1);
        Position::new((area.x + column).min(last(area.x, area.width)), y.min(last(area.y, area.height)))
    }
}

/// The cells of a row of text: one is kept for the caret behind it.
fn inner(width: usize) -> usize {
    width.saturating_sub(1).max(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn typed(pad: &mut Pad, keys: &[Key]) {
        for key in keys {
            pad.key(*key);
        }
    }

    #[test]
    fn words_of_several_lines_are_kept_and_those_of_one_stay_one() {
        let mut pad = Pad::new("", true);
        pad.insert("第一行\r\n第二行\u{1b}[31m");
        typed(&mut pad, &[Key::plain(Code::Enter)]);
        pad.insert("𠀀e\u{301}");
        assert_eq!(pad.text(), "第一行\n第二行[31m\n𠀀e\u{301}");
        let mut pad = Pad::new("全区\n上下", false);
        typed(&mut pad, &[Key::plain(Code::Enter), Key { ctrl: true, ..Key::plain(Code::Char('j')) }]);
        pad.insert("\n，齐动员");
        assert_eq!(pad.text(), "全区 上下 ，齐动员");
    }

    #[test]
    fn the_caret_goes_by_the_rows_that_are_seen() {
        let area = Rect::new(0, 0, 9, 4);
        let mut buf = Buffer::empty(area);
        let mut pad = Pad::new("一二三四五六七八九十", true);
        assert_eq!(pad.draw(&mut buf, area, Cells::NARROW, Style::new()), Position::new(4, 2));
        pad.key(Key::plain(Code::Up));
        pad.insert("x");
        assert_eq!(pad.text(), "一二三四五六x七八九十");
        typed(&mut pad, &[Key::plain(Code::Up), Key::plain(Code::Up), Key::plain(Code::Backspace)]);
        assert_eq!(pad.text(), "一二三四五六x七八九十", "at the start of the text");
        typed(&mut pad, &[Key::plain(Code::Down), Key::plain(Code::Down), Key::plain(Code::Down)]);
        pad.insert("。");
        assert_eq!(pad.text(), "一二三四五六x七八九十。", "at its end");
    }

    proptest! {
        #[test]
        fn the_caret_is_always_in_the_input_and_nothing_of_the_text_is_left_out(
            text in "[一二，。（）a \u{20000}e\u{301}\n]{0,60}", width in 3_u16..20, height in 1_u16..5, ups in 0..12_usize
        ) {
            let area = Rect::new(2, 1, width, height);
            let mut buf = Buffer::empty(Rect::new(0, 0, 30, 8));
            let mut pad = Pad::new(&text, true);
            prop_assert_eq!(pad.text(), text.clone());
            for _ in 0..ups {
                prop_assert!(area.contains(pad.draw(&mut buf, area, Cells::NARROW, Style::new())));
                pad.key(Key::plain(Code::Up));
            }
            prop_assert!(area.contains(pad.draw(&mut buf, area, Cells::NARROW, Style::new())));
            let rows = pad.rows(usize::from(width), Cells::NARROW);
            let shown: String = rows.iter().map(|row| slice(pad.line(*row), row.span)).collect();
            prop_assert_eq!(shown, text.replace('\n', ""));
        }
    }
}
