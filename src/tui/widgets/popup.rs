//! Room for a window over what is already drawn.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};

use crate::text::width::Cells;
use crate::text::wrap;

/// Empties `area` for a window and lets no two-cell glyph reach over its edges: a glyph that began left of it would
/// swallow the window's border.
pub fn clear(buf: &mut Buffer, area: Rect) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    for y in area.top()..area.bottom() {
        if area.left() > buf.area.left() {
            let before = &mut buf[(area.left() - 1, y)];
            if before.cell_width() > 1 {
                free(before);
            }
        }
        // The rest of a glyph that begins inside and ends right of the window is no more than a blank.
        let last = &buf[(area.right() - 1, y)];
        if last.cell_width() > 1 && area.right() < buf.area.right() {
            free(&mut buf[(area.right(), y)]);
        }
    }
    Clear.render(area, buf);
}

/// The rows of what can be done in a window, `room` cells wide: broken between two deeds where that is possible.
pub fn hints(deeds: &[String], room: usize, cells: Cells) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for deed in deeds {
        match rows.last_mut() {
            Some(row) if cells.text(row) + BETWEEN.len() + cells.text(deed) <= room => {
                row.push_str(BETWEEN);
                row.push_str(deed);
            }
            _ => rows.extend(wrap::parts(deed, room, cells).into_iter().map(str::to_owned)),
        }
    }
    rows
}

/// What stands between two deeds.
pub const BETWEEN: &str = "  ";

/// Makes a cell blank and keeps its colours.
fn free(cell: &mut ratatui::buffer::Cell) {
    cell.set_symbol(" ");
    cell.set_diff_option(ratatui::buffer::CellDiffOption::None);
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    /// The symbols that a terminal shows: a cell under a two-cell glyph is none.
    fn shown(buf: &Buffer, y: u16) -> String {
        let mut out = String::new();
        let mut x = 0;
        while x < buf.area.width {
            let cell = &buf[(x, y)];
            out.push_str(cell.symbol());
            x += cell.cell_width().max(1);
        }
        out
    }

    #[test]
    fn deeds_are_not_broken_where_they_fit() {
        let cells = Cells { ambiguous_wide: false };
        let deeds = ["r 恢复", "n/p 下一处、上一处", "Esc 𠀀e\u{301}"].map(str::to_owned);
        assert_eq!(hints(&deeds, 40, cells), ["r 恢复  n/p 下一处、上一处  Esc 𠀀e\u{301}"]);
        assert_eq!(hints(&deeds, 26, cells), ["r 恢复  n/p 下一处、上一处", "Esc 𠀀e\u{301}"]);
        assert_eq!(hints(&deeds, 20, cells), ["r 恢复", "n/p 下一处、上一处", "Esc 𠀀e\u{301}"]);
        assert!(hints(&deeds, 8, cells).iter().all(|row| cells.text(row) <= 8));
        assert!(hints(&[], 8, cells).is_empty());
    }

    #[test]
    fn a_window_keeps_both_borders_over_chinese_text() {
        for x in 0..6 {
            for width in 2..6 {
                let mut buf = Buffer::empty(Rect::new(0, 0, 12, 1));
                buf.set_string(0, 0, "创建文明城市", Style::new());
                let area = Rect::new(x, 0, width, 1);
                clear(&mut buf, area);
                buf[(x, 0)].set_symbol("│");
                buf[(area.right() - 1, 0)].set_symbol("│");
                let row = shown(&buf, 0);
                assert_eq!(row.matches('│').count(), 2, "{x}+{width}: {row}");
                assert_eq!(crate::text::width::Cells::NARROW.text(&row), 12, "{x}+{width}: {row}");
            }
        }
    }

    #[test]
    fn a_window_partly_outside_does_no_harm() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 4, 2));
        clear(&mut buf, Rect::new(3, 1, 10, 10));
        clear(&mut buf, Rect::new(30, 10, 10, 10));
        assert_eq!(shown(&buf, 0), "    ");
    }
}
