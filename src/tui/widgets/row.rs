//! One row of foreign text put into cells: safely, by grapheme clusters, never over the border.

use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::safe;
use crate::text::width::Cells;

/// Puts the beginning of `text` that fits into `room` cells at (`x`, `y`) and gives the cells used. What is outside the
/// buffer is left out; a wide character is never cut in two.
pub fn draw_row(buf: &mut Buffer, x: u16, y: u16, text: &str, room: usize, cells: Cells, style: Style) -> u16 {
    let area = buf.area;
    if y < area.y || y >= area.bottom() || x < area.x {
        return 0;
    }
    let room = room.min(usize::from(area.right().saturating_sub(x)));
    let mut used = 0;
    for cluster in text.graphemes(true) {
        let width = cells.cluster(cluster);
        if used + width > room {
            break;
        }
        let shown = safe::grapheme(cluster);
        if shown == cluster {
            used += put(buf, x + used as u16, y, cluster, width, style);
        } else {
            // A picture of several characters takes their cells one after the other.
            for part in shown.graphemes(true) {
                used += put(buf, x + used as u16, y, part, cells.cluster(part), style);
            }
        }
    }
    used as u16
}

/// A figure with its thousands apart: 11 061.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

/// Puts one cluster of `width` cells; gives the cells used.
fn put(buf: &mut Buffer, x: u16, y: u16, cluster: &str, width: usize, style: Style) -> usize {
    if width == 0 {
        // A mark without a letter before it: it hangs on a space of its own cell in some terminals, so it is left out.
        return 0;
    }
    for behind in 1..width as u16 {
        if let Some(cell) = buf.cell_mut((x + behind, y)) {
            cell.reset();
            cell.set_style(style);
        }
    }
    if let Some(cell) = buf.cell_mut((x, y)) {
        cell.set_symbol(cluster).set_style(style);
        let own = usize::from(cluster.cell_width());
        match std::num::NonZeroU16::new(width as u16).filter(|_| own != width) {
            Some(forced) => cell.set_diff_option(CellDiffOption::ForcedWidth(forced)),
            None => cell.set_diff_option(CellDiffOption::None),
        };
    }
    width
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;

    fn row(text: &str, width: u16, cells: Cells) -> (String, u16) {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, 1));
        let used = draw_row(&mut buf, 0, 0, text, usize::from(width), cells, Style::new());
        (buf.content().iter().map(|c| c.symbol().to_owned()).collect(), used)
    }

    /// What counts cells otherwise than the program would pass over the cell behind such a mark.
    #[test]
    fn voiced_marks_of_half_width_take_one_cell_each() {
        for (text, widths) in [("\u{ff9e}创", [1, 2]), ("ｶ\u{ff9e}创", [2, 1]), ("\u{ff9f}a", [1, 1])] {
            let mut buf = Buffer::empty(Rect::new(0, 0, 6, 1));
            draw_row(&mut buf, 0, 0, text, 6, Cells::NARROW, Style::new());
            let drawn = [0, 1].map(|x| buf.cell((x, 0)).map_or(0, CellWidth::cell_width));
            assert_eq!(drawn, widths, "{text:?}");
        }
    }

    #[test]
    fn foreign_text_stays_in_its_row() {
        for (text, width, shown, used) in [
            ("创城ab", 6, "创 城 ab", 6),
            ("创城ab", 5, "创 城 a", 5),
            ("创城", 3, "创  ", 2),
            ("a\u{1b}[2J", 5, "a␛[2J", 5),
            ("e\u{301}x", 3, "e\u{301}x ", 2),
            ("\u{202e}", 9, "‹U+202E› ", 8),
            ("\u{301}", 2, "  ", 0),
        ] {
            assert_eq!(row(text, width, Cells::NARROW), (shown.to_owned(), used), "{text:?}");
        }
    }

    #[test]
    fn ambiguous_characters_take_two_cells_where_the_terminal_gives_them_two() {
        assert_eq!(row("“创", 5, Cells::WIDE).1, 4);
        assert_eq!(row("“创", 3, Cells::WIDE).1, 2);
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!([0, 999, 1000, 11061, 1_234_567].map(grouped), ["0", "999", "1 000", "11 061", "1 234 567"]);
    }
}
