//! The editor drawn: the rows in sight, what is selected and what was found in them, and where the caret's cell is.
//!
//! Knows the editor's window, no keys and no files.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::row::draw_row;
use crate::draft::editor::{Editor, RowView};
use crate::draft::find::Query;
use crate::text::span::{ByteSpan, slice};
use crate::text::width::Cells;

/// The styles of an editor.
#[derive(Clone, Copy, Debug)]
pub struct EditorStyles {
    /// Text.
    pub text: Style,
    /// Selected text.
    pub selection: Style,
    /// What was looked for.
    pub found: Style,
    /// The words in an empty editor.
    pub dim: Style,
}

/// Draws the editor's window into `area`, which is one cell wider than the window's text, and gives the cell of the
/// caret, if it is in sight. The window was set with [`Editor::set_view`].
pub fn draw(
    buf: &mut Buffer,
    area: Rect,
    editor: &mut Editor,
    query: Option<&Query>,
    cells: Cells,
    styles: &EditorStyles,
    placeholder: &str,
) -> Option<Position> {
    if area.is_empty() {
        return None;
    }
    if editor.buffer().is_empty() {
        let room = usize::from(area.width);
        draw_row(buf, area.x, area.y, &cells.ellipsis(placeholder, room), room, cells, styles.dim);
    }
    for (y, row) in (area.y..area.bottom()).zip(editor.visible()) {
        draw_view(buf, Rect { y, height: 1, ..area }, editor, &row, query, cells, styles);
    }
    let (column, row) = editor.caret_cell();
    let caret = Position::new(area.x.saturating_add(column as u16), area.y.saturating_add(row as u16));
    area.contains(caret).then_some(caret)
}

/// Draws one row: its text in runs of one style, and a selected cell behind it when the paragraph's end is selected.
fn draw_view(
    buf: &mut Buffer,
    area: Rect,
    editor: &Editor,
    row: &RowView,
    query: Option<&Query>,
    cells: Cells,
    styles: &EditorStyles,
) {
    let text = editor.buffer().paragraph(row.at.paragraph);
    let (selected, end_selected) = editor.selected_in(row);
    let found: Vec<ByteSpan> = query
        .map(|query| editor.matches_in(query, row.at.paragraph, row.span))
        .unwrap_or_default()
        .into_iter()
        .filter_map(|span| span.overlap(row.span))
        .collect();
    let mut cuts = vec![row.span.start, row.span.end];
    cuts.extend(found.iter().chain(&selected).flat_map(|span| [span.start, span.end]));
    cuts.sort_unstable();
    cuts.dedup();
    let mut x = area.x + (row.indent as u16).min(area.width);
    for pair in cuts.windows(2) {
        let &[start, end] = pair else { continue };
        let mut style = styles.text;
        if found.iter().any(|span| span.contains(start)) {
            style = style.patch(styles.found);
        }
        if selected.is_some_and(|span| span.contains(start)) {
            style = style.patch(styles.selection);
        }
        let room = usize::from(area.right().saturating_sub(x));
        x += draw_row(buf, x, area.y, slice(text, ByteSpan::new(start, end)), room, cells, style);
    }
    if end_selected && x < area.right() {
        draw_row(buf, x, area.y, " ", 1, cells, styles.text.patch(styles.selection));
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Modifier;

    use super::*;
    use crate::draft::editor::View;
    use crate::draft::motion::Motion;

    const STYLES: EditorStyles = EditorStyles {
        text: Style::new(),
        selection: Style::new().add_modifier(Modifier::REVERSED),
        found: Style::new().add_modifier(Modifier::UNDERLINED),
        dim: Style::new(),
    };

    /// The rows, selected cells in brackets, and the caret.
    fn shown(editor: &mut Editor, width: u16, query: Option<&Query>) -> (Vec<String>, Option<Position>) {
        let area = Rect::new(0, 0, width, 3);
        let mut buf = Buffer::empty(area);
        let view = View { width: usize::from(width) - 1, height: 3, indent: 0, cells: Cells::NARROW };
        editor.set_view(view);
        let caret = draw(&mut buf, area, editor, query, Cells::NARROW, &STYLES, "写");
        let rows = (0..3).map(|y| {
            let mut row = String::new();
            for x in 0..width {
                let Some(cell) = buf.cell((x, y)) else { continue };
                if cell.modifier.contains(Modifier::REVERSED) && cell.symbol() != " " {
                    row.push('[');
                }
                if cell.modifier.contains(Modifier::UNDERLINED) && cell.symbol() != " " {
                    row.push('_');
                }
                row.push_str(cell.symbol());
            }
            row.replace(' ', "")
        });
        (rows.collect(), caret)
    }

    #[test]
    fn selection_matches_and_caret_stand_where_they_belong() {
        let mut editor = Editor::new("创文，𠀀b创文\n二");
        editor.go(Motion::Right, true);
        let (rows, caret) = shown(&mut editor, 9, Some(&Query::new("创文", true)));
        assert_eq!(rows, ["[_创_文，𠀀", "b_创_文", "二"]);
        assert_eq!(caret, Some(Position::new(2, 0)));
    }

    #[test]
    fn a_full_row_keeps_a_cell_for_the_caret() {
        let mut editor = Editor::new("创建文明");
        editor.go(Motion::RowEnd, false);
        assert_eq!(shown(&mut editor, 9, None).1, Some(Position::new(8, 0)));
    }

    #[test]
    fn controls_are_shown_and_never_sent() {
        let mut editor = Editor::new("a\u{1b}[2J");
        assert_eq!(shown(&mut editor, 9, None).0.first().map(String::as_str), Some("a␛[2J"));
    }

    #[test]
    fn an_empty_editor_says_what_it_is_for() {
        let (rows, caret) = shown(&mut Editor::default(), 9, None);
        assert_eq!(rows.first().map(String::as_str), Some("写"));
        assert_eq!(caret, Some(Position::new(0, 0)));
    }
}
