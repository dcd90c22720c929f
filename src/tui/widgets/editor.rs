//! The editor drawn: the rows in sight, what is selected and what was found in them, and where the caret's cell is.
//!
//! Knows the editor's window, no keys and no files.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

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
/// caret, which is always inside; nothing for an empty area. The window was set with [`Editor::set_view`].
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
    // A window of one cell has none to spare for a caret behind a full row.
    let (column, row) = ((column as u16).min(area.width - 1), (row as u16).min(area.height - 1));
    Some(Position::new(area.x + column, area.y + row))
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
    let mut x = area.x + (row.indent as u16).min(area.width);
    for (byte, cluster) in slice(text, row.span).grapheme_indices(true) {
        // A cluster is never cut, though a match may begin or end inside of it.
        let here = ByteSpan::new(row.span.start + byte, row.span.start + byte + cluster.len());
        let mut style = styles.text;
        if found.iter().any(|span| span.overlap(here).is_some()) {
            style = style.patch(styles.found);
        }
        if selected.is_some_and(|span| span.overlap(here).is_some()) {
            style = style.patch(styles.selection);
        }
        let room = usize::from(area.right().saturating_sub(x));
        x += draw_row(buf, x, area.y, cluster, room, cells, style);
    }
    if end_selected && x < area.right() {
        draw_row(buf, x, area.y, " ", 1, cells, styles.text.patch(styles.selection));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, proptest};
    use ratatui::buffer::CellWidth;
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
    #[test]
    fn a_match_inside_a_cluster_marks_all_of_it() {
        let mut editor = Editor::new("e\u{301}创👨\u{200d}👩");
        let rows = shown(&mut editor, 9, Some(&Query::new("e", true))).0;
        assert_eq!(rows.first().map(String::as_str), Some("_e\u{301}创👨\u{200d}👩"));
        let rows = shown(&mut editor, 9, Some(&Query::new("👩", true))).0;
        assert_eq!(rows.first().map(String::as_str), Some("e\u{301}创_👨\u{200d}👩"));
    }

    proptest! {
        #[test]
        fn nothing_harmful_is_drawn_and_nothing_outside(
            text in "([创，“”a1\u{301}👨\u{200d}🇨\t\u{0}-\u{1f}\u{7f}-\u{a0}\u{202e}\u{2028}]|\\PC){0,40}",
            size in (1_u16..12, 1_u16..5), at in (0_u16..3, 0_u16..3), wide in any::<bool>(), all in any::<bool>(),
        ) {
            let cells = Cells { ambiguous_wide: wide };
            let area = Rect::new(at.0, at.1, size.0, size.1);
            let mut buf = Buffer::empty(Rect::new(0, 0, 20, 10));
            buf.set_style(buf.area, Style::new());
            for cell in &mut buf.content {
                cell.set_symbol("#");
            }
            let mut editor = Editor::new(&text);
            if all {
                editor.select_all();
            }
            let (width, height) = (usize::from(size.0).saturating_sub(1), usize::from(size.1));
            editor.set_view(View { width, height, indent: 2, cells });
            let caret = draw(&mut buf, area, &mut editor, Some(&Query::new("a", true)), cells, &STYLES, "写吧");
            prop_assert!(caret.is_some_and(|caret| area.contains(caret)), "{:?}", caret);
            for y in 0..10 {
                for x in 0..20 {
                    let Some(cell) = buf.cell((x, y)) else { continue };
                    prop_assert!(!cell.symbol().chars().any(char::is_control), "{:?}", cell.symbol());
                    let inside = area.contains(Position::new(x, y));
                    prop_assert!(inside || cell.symbol() == "#", "{:?} at {} {}", cell.symbol(), x, y);
                    prop_assert!(!inside || x + cell.cell_width().max(1) <= area.right(), "{:?}", cell.symbol());
                }
            }
        }
    }
}
