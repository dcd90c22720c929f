//! A one-line input. The text area crate edits, this file draws: safely, by cells, with the caret always in sight.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use tui_textarea::{CursorMove, TextArea};

use super::row::draw_row;
use crate::text::span::{char_to_byte, head, tail};
use crate::text::width::Cells;
use crate::tui::key::{Code, Key};

/// A one-line input.
#[derive(Clone, Debug)]
pub struct Field {
    area: TextArea<'static>,
}

impl Default for Field {
    fn default() -> Self {
        Self::new("")
    }
}

impl Field {
    /// An input that holds `text`, the caret at its end.
    pub fn new(text: &str) -> Self {
        let mut area = TextArea::new(vec![one_line(text)]);
        area.move_cursor(CursorMove::End);
        Self { area }
    }

    /// An input that holds `text`, all of it chosen: what is typed takes its place.
    pub fn chosen(text: &str) -> Self {
        let mut field = Self::new(text);
        if !text.is_empty() {
            field.area.select_all();
        }
        field
    }

    /// What stands in it.
    pub fn text(&self) -> &str {
        self.area.lines().first().map_or("", String::as_str)
    }

    /// Types `text` at the caret; line ends become spaces, other control characters are left out.
    pub fn insert(&mut self, text: &str) {
        self.area.insert_str(one_line(text));
    }

    /// A key that edits or moves. True when it was of use.
    pub fn key(&mut self, key: Key) -> bool {
        edit(&mut self.area, key)
    }

    /// Draws the input into the first row of `area` and gives the caret's cell.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, cells: Cells, style: Style) -> Position {
        let text = self.text();
        let caret = char_to_byte(text, self.area.cursor().1);
        let width = usize::from(area.width).max(1);
        // What is left of the caret must fit with one cell to spare.
        let mut first = 0;
        while cells.text(head(tail(text, first), caret - first)) > width - 1 {
            let next = tail(text, first).chars().next().map_or(1, char::len_utf8);
            first += next;
        }
        buf.set_style(Rect { height: 1, ..area }, style);
        let style = if self.area.is_selecting() { style.add_modifier(Modifier::REVERSED) } else { style };
        draw_row(buf, area.x, area.y, tail(text, first), width, cells, style);
        let column = cells.text(head(tail(text, first), caret - first)) as u16;
        Position::new((area.x + column).min(area.right().saturating_sub(1)), area.y)
    }
}

/// A key that edits or moves within an input of any height. True when it was of use.
pub(super) fn edit(area: &mut TextArea<'_>, key: Key) -> bool {
    if matches!(key.code, Code::Left | Code::Right | Code::Home | Code::End) {
        area.cancel_selection();
    }
    match (key.ctrl, key.code) {
        (false, Code::Backspace) => {
            area.delete_char();
        }
        (false, Code::Delete) => {
            area.delete_next_char();
        }
        (false, Code::Left) => area.move_cursor(CursorMove::Back),
        (false, Code::Right) => area.move_cursor(CursorMove::Forward),
        (true, Code::Left) => area.move_cursor(CursorMove::WordBack),
        (true, Code::Right) => area.move_cursor(CursorMove::WordForward),
        (false, Code::Home) => area.move_cursor(CursorMove::Head),
        (false, Code::End) => area.move_cursor(CursorMove::End),
        (true, Code::Char('a')) => area.select_all(),
        (true, Code::Char('u')) => {
            area.delete_line_by_head();
        }
        (true, Code::Char('z')) => {
            area.undo();
        }
        (true, Code::Char('y')) => {
            area.redo();
        }
        _ => return false,
    }
    true
}

/// `text` in one line, without control characters.
pub(super) fn one_line(text: &str) -> String {
    text.trim_end_matches(['\r', '\n'])
        .chars()
        .map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c })
        .filter(|c| !c.is_control())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_and_editing_chinese() {
        let mut field = Field::new("创城");
        field.insert("总\u{1b}结\n");
        assert_eq!(field.text(), "创城总结");
        field.key(Key::plain(Code::Left));
        field.key(Key::plain(Code::Backspace));
        assert_eq!(field.text(), "创城结");
    }

    #[test]
    fn what_is_chosen_gives_way_to_what_is_typed() {
        let mut field = Field::chosen("创城");
        field.insert("总结");
        assert_eq!(field.text(), "总结");
        let mut field = Field::chosen("创城");
        field.key(Key::plain(Code::End));
        field.insert("总结");
        assert_eq!(field.text(), "创城总结");
        let mut field = Field::chosen("创城");
        field.key(Key::plain(Code::Backspace));
        assert_eq!(field.text(), "");
        let mut field = Field::chosen("");
        field.insert("甲");
        field.insert("乙");
        assert_eq!(field.text(), "甲乙");
    }

    #[test]
    fn the_caret_stays_in_the_input() {
        let area = Rect::new(3, 0, 8, 1);
        let mut buf = Buffer::empty(Rect::new(0, 0, 20, 1));
        let mut field = Field::default();
        for _ in 0..10 {
            field.insert("创a");
            let caret = field.draw(&mut buf, area, Cells::NARROW, Style::new());
            assert!(area.contains(caret));
        }
    }
}
