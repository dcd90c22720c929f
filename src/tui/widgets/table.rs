//! A table for reports: headers, rows, bars, shades, columns as wide as they need.

mod widths;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use self::widths::Widths;
use super::list::List;
use super::row::draw_row;
use crate::stats::report::Language;
use crate::stats::report::{Cell, Report};
use crate::text::width::Cells;
use crate::tui::theme::Theme;

/// Which column a table is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sorted {
    /// The column, 0-based.
    pub column: usize,
    /// Largest first.
    pub descending: bool,
}

/// What a table is drawn with.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// Colours.
    pub theme: &'a Theme,
    /// How cells are counted.
    pub cells: Cells,
    /// The language of the headers.
    pub lang: Language,
    /// The column that the rows are sorted by, for its mark.
    pub sorted: Option<Sorted>,
}

/// A cell as a person reads it.
pub fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Count(n) => n.to_string(),
        Cell::Number(x) => format!("{x:.2}"),
        Cell::Share(x) => format!("{:.1}%", x * 100.0),
        Cell::Marks(marks) => Cell::barcode(marks, BARCODE, '─', '┃'),
        Cell::Empty => String::new(),
    }
}

/// Signs of a barcode.
const BARCODE: usize = 24;

/// The number in a cell, for bars and sorting.
pub fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Count(n) => Some(*n as f64),
        Cell::Number(x) | Cell::Share(x) => Some(*x),
        Cell::Marks(marks) => Some(marks.len() as f64),
        Cell::Text(_) | Cell::Empty => None,
    }
}

/// Draws the rows of `report` in the order of `order` (row numbers), the header first.
pub fn draw(buf: &mut Buffer, area: Rect, report: &Report, order: &[usize], list: &mut List, look: Look<'_>) {
    if area.height < 2 || area.width < 4 {
        return;
    }
    let Look { theme, cells, lang, sorted } = look;
    let widths = Widths::new(report, order, usize::from(area.width), look);
    let mut x = area.x + 1;
    for (number, (column, width)) in report.columns.iter().zip(&widths.cells).enumerate() {
        let mark = match sorted.filter(|s| s.column == number) {
            Some(Sorted { descending: true, .. }) if theme.ascii => "v",
            Some(Sorted { descending: true, .. }) => "↓",
            Some(_) if theme.ascii => "^",
            Some(_) => "↑",
            None => "",
        };
        let name = column.heat.filter(|_| widths.marks).unwrap_or_else(|| lang.of(column.words));
        let header = format!("{name}{mark}");
        let text = if is_text(report, number) { cells.pad(&header, *width) } else { right(&header, *width, cells) };
        let room = usize::from(area.right().saturating_sub(x));
        draw_row(buf, x, area.y, &text, room.min(*width), cells, theme.title);
        x = (x + widths.with_gap(number)).min(area.right());
    }
    let most: Vec<f64> = (0..report.columns.len())
        .map(|c| order.iter().filter_map(|r| report.rows.get(*r)?.cells.get(c).and_then(number)).fold(0.0, f64::max))
        .collect();
    let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let sight = list.sight(order.len(), usize::from(body.height));
    for (y, place) in (body.y..).zip(sight) {
        let Some(row) = order.get(place).and_then(|r| report.rows.get(*r)) else { break };
        let style = if place == list.cursor { theme.cursor } else { theme.text };
        buf.set_style(Rect { y, height: 1, ..body }, style);
        let mut x = area.x + 1;
        for (number_of, (cell, width)) in row.cells.iter().zip(&widths.cells).enumerate() {
            let room = usize::from(area.right().saturating_sub(x)).min(*width);
            let heat = report.columns.get(number_of).is_some_and(|column| column.heat.is_some());
            let text = match cell {
                Cell::Share(share) if heat => right(&shade(*share, widths.marks, theme), room, cells),
                Cell::Marks(marks) if theme.ascii => Cell::barcode(marks, room, '-', '|'),
                Cell::Marks(marks) => Cell::barcode(marks, room, '─', '┃'),
                Cell::Text(text) => cells.pad(&cells.middle(text, room), room),
                _ => right(&shown(cell), room, cells),
            };
            let shaded = if number(cell) == Some(0.0) { theme.dim } else { theme.bar };
            let style_of = if heat && place != list.cursor { shaded } else { style };
            draw_row(buf, x, y, &text, room, cells, style_of);
            x = (x + widths.with_gap(number_of)).min(area.right());
            if report.columns.get(number_of).is_some_and(|c| c.bar) && number_of + 1 == bar_after(report) {
                let left = usize::from(area.right().saturating_sub(x + 1)).saturating_sub(widths.from(number_of + 1));
                let room = left.min(24);
                let top = most.get(number_of).copied().unwrap_or(0.0).max(f64::MIN_POSITIVE);
                let bar = theme.bar(number(cell).unwrap_or(0.0) / top, room);
                let bar_style = if place == list.cursor { style } else { theme.bar };
                draw_row(buf, x, y, &bar, room, cells, bar_style);
                x = (x + room as u16 + 2).min(area.right());
            }
        }
    }
}

/// A share as a shade: with its percent, or by itself where `marks` stand in the header. What is not there is a dot.
fn shade(share: f64, marks: bool, theme: &Theme) -> String {
    let sign = theme.shade(share);
    let gap = if theme.ascii { "-" } else { "·" };
    match share {
        0.0 => gap.to_owned(),
        _ if marks => sign.repeat(2),
        ..0.01 => format!("{sign} <1%"),
        _ => format!("{sign}{:>3.0}%", share * 100.0),
    }
}

/// The number of columns up to and with the last one that has a bar: bars stand after the last column only.
fn bar_after(report: &Report) -> usize {
    if report.columns.last().is_some_and(|c| c.bar) { report.columns.len() } else { usize::MAX }
}

fn is_text(report: &Report, column: usize) -> bool {
    let cell = report.rows.first().and_then(|row| row.cells.get(column));
    cell.is_none_or(|cell| matches!(cell, Cell::Text(_) | Cell::Marks(_)))
}

fn right(text: &str, width: usize, cells: Cells) -> String {
    let text = cells.ellipsis(text, width);
    let used = cells.text(&text);
    format!("{}{text}", " ".repeat(width.saturating_sub(used)))
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;
    use crate::stats::report::{Column, Row, Words};

    /// A heat map of two pieces: three roles of which the middle one says least.
    fn heat() -> Report {
        let of = Words::new("角色", "Roles");
        let heat = |id, zh, en, mark| Column::heat(id, Words::new(zh, en), mark);
        let row = |name: &str, count, shares: [f64; 3]| Row {
            cells: [Cell::Text(name.to_owned()), Cell::Count(count)]
                .into_iter()
                .chain(shares.map(Cell::Share))
                .collect(),
            place: None,
        };
        Report {
            id: "roles",
            words: of,
            note: of,
            columns: vec![
                Column::new("title", Words::new("篇目", "Piece")),
                Column::new("characters", Words::new("字数", "Characters")),
                heat("practice", "做法", "Practice", "做"),
                heat("causes", "原因", "Causes", "因"),
                heat("plans", "打算", "Plans", "打"),
            ],
            summary: Vec::new(),
            rows: vec![row("𠀀e\u{301}镇“创城”总结", 1930, [1.0, 0.0, 0.0]), row("县局报告", 96, [0.3, 0.004, 0.12])],
            pending: 0,
        }
    }

    /// The rows as they stand at this width, without trailing blanks.
    fn rows(width: u16, ascii: bool, sorted: Option<Sorted>) -> Vec<String> {
        let area = Rect::new(0, 0, width, 3);
        let mut buf = Buffer::filled(area, ratatui::buffer::Cell::new(" "));
        buf.set_style(area, Style::new());
        let theme = Theme::new(false, ascii);
        let look = Look { theme: &theme, cells: Cells::NARROW, lang: Language::Chinese, sorted };
        draw(&mut buf, area, &heat(), &[0, 1], &mut List::default(), look);
        let row = |y| {
            let (mut text, mut skip) = (String::new(), 0);
            for x in 0..width {
                let symbol = buf.cell((x, y)).map_or(" ", |cell| cell.symbol());
                if skip == 0 {
                    text.push_str(symbol);
                    skip = Cells::NARROW.text(symbol);
                }
                skip = skip.saturating_sub(1);
            }
            text.trim_end().to_owned()
        };
        (0..3).map(row).collect()
    }

    fn check(width: u16, ascii: bool, expected: [&str; 3]) {
        assert_eq!(rows(width, ascii, None), expected, "{width}");
    }

    #[test]
    fn a_heat_map_gives_way_without_cutting_words() {
        check(
            60,
            false,
            [
                " 篇目              字数   做法  原因  打算",
                " 𠀀e\u{301}镇“创城”总结   1930  █100%     ·     ·",
                " 县局报告            96  ▓ 30% ░ <1% ▒ 12%",
            ],
        );
        check(
            60,
            true,
            [
                " 篇目              字数   做法  原因  打算",
                " 𠀀e\u{301}镇“创城”总结   1930  #100%     -     -",
                " 县局报告            96  * 30% . <1% : 12%",
            ],
        );
        // The length goes first, then percents, then the column that says least.
        check(
            40,
            false,
            [
                " 篇目              做法  原因  打算",
                " 𠀀e\u{301}镇“创城”总结  █100%     ·     ·",
                " 县局报告         ▓ 30% ░ <1% ▒ 12%",
            ],
        );
        check(
            28,
            false,
            [" 篇目             做 因 打", " 𠀀e\u{301}镇“创城”总结  ██  ·  ·", " 县局报告         ▓▓ ░░ ▒▒"],
        );
        check(25, true, [" 篇目             做 打", " 𠀀e\u{301}镇“创城”总结  ##  -", " 县局报告         ** ::"]);
    }

    #[test]
    fn nothing_is_drawn_past_the_edge_and_the_sorted_column_stays() {
        for width in 0..70 {
            for sorted in [None, Some(Sorted { column: 3, descending: true })] {
                for row in rows(width, false, sorted) {
                    assert!(Cells::NARROW.text(&row) <= usize::from(width), "{width}: {row}");
                }
            }
        }
        let narrow = rows(24, false, Some(Sorted { column: 3, descending: true }));
        assert!(narrow.first().is_some_and(|header| header.contains("因↓")), "{narrow:?}");
    }
}
