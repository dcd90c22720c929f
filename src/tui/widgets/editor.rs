//! The editor widget.
use super::row::draw_row;
use crate::draft::editor::Editor;
use crate::draft::find::Query;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
pub struct EditorStyles {
    pub text: Style,
    pub selection: Style,
    pub found: Style,
    pub dim: Style,
}
pub fn draw(
    buf: &mut Buffer,
    area: Rect,
    editor: &mut Editor,
    _q: Option<&Query>,
    styles: &EditorStyles,
    placeholder: &str,
) -> Option<Position> {
    let cells = crate::text::width::Cells::NARROW;
    if editor.buffer().is_empty() {
        draw_row(buf, area.x, area.y, placeholder, area.width as usize, cells, styles.dim);
    }
    for (y, row) in (area.y..area.bottom()).zip(editor.visible()) {
        let t = crate::text::span::slice(editor.buffer().paragraph(row.at.paragraph), row.span).to_owned();
        draw_row(buf, area.x + row.indent as u16, y, &t, area.width as usize, cells, styles.text);
    }
    let (c, r) = editor.caret_cell();
    Some(Position::new(area.x + c as u16, area.y + r as u16))
}
