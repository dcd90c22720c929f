//! A table for reports: headers, rows, bars, columns as wide as they need.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::list::List;
use super::row::draw_row;
use crate::stats::report::Language;
use crate::stats::report::{Cell, Report};
use crate::text::width::Cells;
use crate::tui::theme::Theme;

/// How many rows are measured for the widths of columns.
const MEASURED: usize = 500;
/// The widest a text column gets, in cells.
const WIDEST: usize = 48;

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
    let widths = widths(report, order, usize::from(area.width), cells, look);
    let mut x = area.x + 1;
    for (number, (column, width)) in report.columns.iter().zip(&widths).enumerate() {
        let mark = match sorted.filter(|s| s.column == number) {
            Some(Sorted { descending: true, .. }) if theme.ascii => "v",
            Some(Sorted { descending: true, .. }) => "↓",
            Some(_) if theme.ascii => "^",
            Some(_) => "↑",
            None => "",
        };
        let header = format!("{}{mark}", lang.of(column.words));
        let text = if is_text(report, number) { cells.pad(&header, *width) } else { right(&header, *width, cells) };
        let room = usize::from(area.right().saturating_sub(x));
        draw_row(buf, x, area.y, &text, room.min(*width), cells, theme.title);
        x = (x + *width as u16 + gap_after(*width)).min(area.right());
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
        for (number_of, (cell, width)) in row.cells.iter().zip(&widths).enumerate() {
            let room = usize::from(area.right().saturating_sub(x)).min(*width);
            let text = match cell {
                Cell::Marks(marks) if theme.ascii => Cell::barcode(marks, room, '-', '|'),
                Cell::Marks(marks) => Cell::barcode(marks, room, '─', '┃'),
                Cell::Text(text) => cells.pad(&cells.middle(text, room), room),
                _ => right(&shown(cell), room, cells),
            };
            draw_row(buf, x, y, &text, room, cells, style);
            x = (x + *width as u16 + gap_after(*width)).min(area.right());
            if report.columns.get(number_of).is_some_and(|c| c.bar) && number_of + 1 == bar_after(report) {
                let left = usize::from(area.right().saturating_sub(x + 1)).saturating_sub(rest(&widths, number_of + 1));
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

/// The number of columns up to and with the last one that has a bar: bars stand after the last column only.
fn bar_after(report: &Report) -> usize {
    if report.columns.last().is_some_and(|c| c.bar) { report.columns.len() } else { usize::MAX }
}

/// Cells that the columns from `from` on take.
fn rest(widths: &[usize], from: usize) -> usize {
    widths.iter().skip(from).filter(|w| **w > 0).map(|w| w + GAP).sum()
}

/// Cells after a column; a column that gave way has none.
const fn gap_after(width: usize) -> u16 {
    if width == 0 { 0 } else { GAP as u16 }
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

/// The widths of the columns: as the texts need; where they do not fit, some are not shown and have none, and the widest
/// give way.
fn widths(report: &Report, order: &[usize], room: usize, cells: Cells, look: Look<'_>) -> Vec<usize> {
    let lang = look.lang;
    let mut widths: Vec<usize> = report.columns.iter().map(|c| cells.text(lang.of(c.words)) + 1).collect();
    for row in order.iter().take(MEASURED).filter_map(|r| report.rows.get(*r)) {
        for (width, cell) in widths.iter_mut().zip(&row.cells) {
            *width = (*width).max(cells.text(&shown(cell)).min(WIDEST));
        }
    }
    // Where all do not fit, columns of measures give way before names are cut to pieces.
    let total = |widths: &[usize]| widths.iter().filter(|w| **w > 0).map(|w| w + GAP).sum::<usize>() + 1;
    let names = widths.iter().enumerate().filter(|(number, _)| is_name(report, *number)).map(|(_, w)| *w);
    let spare: usize = names.map(|width| width.saturating_sub(NAME)).sum();
    let kept = |number: usize| {
        let bar = report.columns.get(number).is_some_and(|column| column.bar);
        number == 0 || bar || look.sorted.is_some_and(|sorted| sorted.column == number)
    };
    while total(&widths) > room + spare {
        let droppable =
            (0..widths.len()).filter(|number| !kept(*number) && widths.get(*number).is_some_and(|w| *w > 0));
        let Some(least) = droppable.max_by_key(|number| (weight(report, *number), *number)) else { break };
        if weight(report, least) == 0 {
            break;
        }
        if let Some(width) = widths.get_mut(least) {
            *width = 0;
        }
    }
    for _ in room..total(&widths) {
        match widths.iter_mut().max_by_key(|width| **width) {
            Some(widest) if *widest > 6 => *widest -= 1,
            _ => break,
        }
    }
    widths
}

/// Cells between two columns.
const GAP: usize = 2;
/// Cells of a name that tell it from others.
const NAME: usize = 16;

/// Whether a column holds names.
fn is_name(report: &Report, column: usize) -> bool {
    matches!(report.rows.first().and_then(|row| row.cells.get(column)), Some(Cell::Text(_)))
}

/// How soon a column gives way: shares first, then measures, then barcodes, then counts; names never.
fn weight(report: &Report, column: usize) -> u8 {
    match report.rows.first().and_then(|row| row.cells.get(column)) {
        Some(Cell::Share(_)) => 4,
        Some(Cell::Number(_)) => 3,
        Some(Cell::Marks(_)) => 2,
        Some(Cell::Count(_)) => 1,
        _ => 0,
    }
}
