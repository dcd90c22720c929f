//! How wide the columns of a table are, and which of them give way where all do not fit.

use super::{Look, number, shown};
use crate::stats::report::{Cell, Report};

/// How many rows are measured.
const MEASURED: usize = 500;
/// The widest a text column gets, in cells.
const WIDEST: usize = 48;
/// Cells between two columns, and after one of shades.
const GAP: usize = 2;
const SHADE_GAP: usize = 1;
/// Cells of a shade with its percent, and of one alone.
const SHADE: usize = 5;
const SHADE_ALONE: usize = 2;
/// Cells of a name that tell it from others.
const NAME: usize = 16;
/// No column gets narrower.
const NARROWEST: usize = 6;

/// The widths of the columns of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Widths {
    /// Cells of every column; 0 for one that gave way.
    pub cells: Vec<usize>,
    /// Columns of shades are headed by marks of one character and have no percent.
    pub marks: bool,
    gaps: Vec<usize>,
}

impl Widths {
    /// As wide as the texts need. Where they do not fit into `room`, measures give way first, then percents of shades,
    /// then shades, those that say least first; in the end the widest names are cut.
    pub fn new(report: &Report, order: &[usize], room: usize, look: Look<'_>) -> Self {
        let mut widths = Self::natural(report, order, false, look);
        if !widths.drop(report, order, room, false, look) {
            widths = Self::natural(report, order, true, look);
            widths.drop(report, order, room, true, look);
        }
        for _ in room..widths.total() {
            match widths.cells.iter_mut().max_by_key(|width| **width) {
                Some(widest) if *widest > NARROWEST => *widest -= 1,
                _ => break,
            }
        }
        widths
    }

    /// Cells of the column and of what parts it from the next.
    pub fn with_gap(&self, column: usize) -> u16 {
        self.cells.get(column).zip(self.gaps.get(column)).map_or(0, |(width, gap)| taken(*width, *gap)) as u16
    }

    /// Cells that the columns from `column` on take.
    pub fn from(&self, column: usize) -> usize {
        self.cells.iter().zip(&self.gaps).skip(column).map(|(width, gap)| taken(*width, *gap)).sum()
    }

    fn total(&self) -> usize {
        self.from(0) + 1
    }

    fn natural(report: &Report, order: &[usize], marks: bool, look: Look<'_>) -> Self {
        let Look { cells, lang, sorted, .. } = look;
        let headers = report.columns.iter().enumerate().map(|(number, column)| match column.heat {
            Some(_) if marks => SHADE_ALONE + usize::from(sorted.is_some_and(|sorted| sorted.column == number)),
            Some(_) => (cells.text(lang.of(column.words)) + 1).max(SHADE),
            None => cells.text(lang.of(column.words)) + 1,
        });
        let mut widths: Vec<usize> = headers.collect();
        for row in order.iter().take(MEASURED).filter_map(|r| report.rows.get(*r)) {
            for (width, (cell, column)) in widths.iter_mut().zip(row.cells.iter().zip(&report.columns)) {
                if column.heat.is_none() {
                    *width = (*width).max(cells.text(&shown(cell)).min(WIDEST));
                }
            }
        }
        let gaps = report.columns.iter().map(|column| if column.heat.is_some() { SHADE_GAP } else { GAP });
        Self { cells: widths, marks, gaps: gaps.collect() }
    }

    /// Lets columns give way until all fit but for names that can be cut; shades only where `shades` may go as well. Gives
    /// whether it fits now.
    fn drop(&mut self, report: &Report, order: &[usize], room: usize, shades: bool, look: Look<'_>) -> bool {
        let names = self.cells.iter().enumerate().filter(|(number, _)| is_name(report, *number)).map(|(_, w)| *w);
        let spare: usize = names.map(|width| width.saturating_sub(NAME)).sum();
        let kept = |number: usize| {
            let bar = report.columns.get(number).is_some_and(|column| column.bar);
            number == 0 || bar || look.sorted.is_some_and(|sorted| sorted.column == number)
        };
        while self.total() > room + spare {
            let least = if shades { 1 } else { 2 };
            let droppable = self
                .cells
                .iter()
                .enumerate()
                .filter(|(number, width)| **width > 0 && !kept(*number) && weight(report, *number) >= least);
            let sooner = |one: &usize, other: &usize| {
                let by_weight = weight(report, *one).cmp(&weight(report, *other));
                let fuller = || heat_of(report, order, *other).total_cmp(&heat_of(report, order, *one));
                by_weight.then_with(fuller).then(one.cmp(other))
            };
            let Some(least) = droppable.map(|(number, _)| number).max_by(sooner) else { break };
            if let Some(width) = self.cells.get_mut(least) {
                *width = 0;
            }
        }
        self.total() <= room + spare
    }
}

/// Cells of a column of this width and of what comes after it; a column that gave way takes none.
const fn taken(width: usize, gap: usize) -> usize {
    if width == 0 { 0 } else { width + gap }
}

/// Whether a column holds names.
fn is_name(report: &Report, column: usize) -> bool {
    matches!(report.rows.first().and_then(|row| row.cells.get(column)), Some(Cell::Text(_)))
}

/// How soon a column gives way: shares first, then measures, then barcodes, then counts, shades last; names never.
fn weight(report: &Report, column: usize) -> u8 {
    if report.columns.get(column).is_some_and(|column| column.heat.is_some()) {
        return 1;
    }
    match report.rows.first().and_then(|row| row.cells.get(column)) {
        Some(Cell::Share(_)) => 5,
        Some(Cell::Number(_)) => 4,
        Some(Cell::Marks(_)) => 3,
        Some(Cell::Count(_)) => 2,
        _ => 0,
    }
}

/// How much a column of shades says: the sum of its shares; of other columns nothing.
fn heat_of(report: &Report, order: &[usize], column: usize) -> f64 {
    if report.columns.get(column).is_none_or(|column| column.heat.is_none()) {
        return 0.0;
    }
    let rows = order.iter().take(MEASURED).filter_map(|row| report.rows.get(*row));
    rows.filter_map(|row| row.cells.get(column).and_then(number)).sum()
}
