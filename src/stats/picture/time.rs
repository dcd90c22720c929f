//! A time line: a column for every year over an axis of years; what has no year stands apart at the end.

use plotters::coord::Shift;
use plotters::prelude::{BLACK, DrawingArea, DrawingBackend, PathElement, Rectangle, Text};
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};

use super::super::report::Row;
use super::super::writer::plain;
use super::{Drawn, HEAD, INK, MARGIN, PALE, SMALL, WIDTH, anchored, value};
use crate::text::width::Cells;

/// Pixels: the columns, the years below them, the figures at their left, letters.
const PLOT: i32 = 300;
const YEARS: i32 = 30;
const SCALE: i32 = 70;
const LETTERS: i32 = 11;
/// No column is wider.
const WIDEST: i32 = 64;
/// Lines across at most, the axis left out.
const LINES: u32 = 4;

/// How high the picture is.
pub(super) const HEIGHT: i32 = HEAD + MARGIN + PLOT + YEARS + MARGIN;

/// The step between the lines across: 1, 2 or 5 times a power of ten, so that so many hold `top`.
fn step(top: f64) -> f64 {
    let raw = top / f64::from(LINES);
    let power = 10_f64.powf(raw.log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|times| times * power).find(|step| *step >= raw * 0.999).unwrap_or(raw)
}

/// How many steps hold `top`.
fn lines(top: f64, step: f64) -> u32 {
    // A top that is a number of steps but for rounding is that number.
    ((top / step - 0.001).ceil() as u32).clamp(1, LINES)
}

/// The figure at a line: whole where steps are.
fn figure(value: f64, step: f64) -> String {
    if step >= 1.0 { format!("{value:.0}") } else { format!("{value:.*}", (-step.log10()).ceil() as usize) }
}

pub(super) fn draw<B: DrawingBackend>(root: &DrawingArea<B, Shift>, rows: &[Row], column: usize) -> Drawn
where
    B::ErrorType: 'static,
{
    let (left, right, bottom) = (MARGIN + SCALE, WIDTH - MARGIN, HEAD + MARGIN + PLOT);
    let top = rows.iter().map(|row| value(row, column)).fold(0.0, f64::max);
    let top = if top > 0.0 { top } else { 1.0 };
    let step = step(top);
    let lines = lines(top, step);
    let whole = step * f64::from(lines);
    let height = |value: f64| (value / whole * f64::from(PLOT)) as i32;
    for line in (0..=lines).map(|line| step * f64::from(line)) {
        let y = bottom - height(line);
        root.draw(&PathElement::new(vec![(left, y), (right, y)], PALE.stroke_width(1)))?;
        let end = anchored(root, LETTERS, BLACK, HPos::Right, VPos::Center);
        root.draw(&Text::new(figure(line, step), (left - 8, y), end))?;
    }
    // Rows may come in any order, and not all of them.
    let name = |row: &Row| row.cells.first().map(plain).unwrap_or_default();
    let years = || rows.iter().filter_map(|row| name(row).parse::<u16>().ok());
    let first = years().min().unwrap_or(0);
    let dated = years().max().map_or(0.0, |last| f64::from(last - first + 1));
    // What has no year stands half a place away from the axis.
    let apart = years().count() < rows.len();
    let place = f64::from(right - left) / (dated + if apart { 1.5 } else { 0.0 }).max(1.0);
    let thick = ((place * 0.7) as i32).clamp(1, WIDEST);
    // Of years that stand close only some are named; of figures those that have room.
    let room = |text: &str, size: i32| Cells::NARROW.text(text) as f64 * f64::from(size) / 2.0 + 6.0;
    let every = (room("2000", SMALL) / place).ceil().max(1.0) as u16;
    for row in rows {
        let year = name(row).parse::<u16>().ok().map(|year| year - first);
        let x = left + (year.map_or(dated + 1.0, |year| f64::from(year) + 0.5) * place) as i32;
        let value = value(row, column);
        if value > 0.0 {
            let high = bottom - height(value).max(1);
            root.draw(&Rectangle::new([(x - thick / 2, high), (x - thick / 2 + thick, bottom)], INK.filled()))?;
            let above = row.cells.get(column).map(plain).unwrap_or_default();
            if room(&above, LETTERS) <= place {
                let over = anchored(root, LETTERS, BLACK, HPos::Center, VPos::Bottom);
                root.draw(&Text::new(above, (x, high - 3), over))?;
            }
        }
        if year.is_none_or(|year| year % every == 0) {
            let name = name(row);
            // A name that is wider than its place ends at the edge.
            let over = f64::from(x) + room(&name, SMALL) / 2.0 > f64::from(WIDTH);
            let (h, x) = if over { (HPos::Right, right) } else { (HPos::Center, x) };
            root.draw(&Text::new(name, (x, bottom + 8), anchored(root, SMALL, BLACK, h, VPos::Top)))?;
        }
    }
    root.draw(&PathElement::new(vec![(left, bottom), (right, bottom)], BLACK.stroke_width(1)))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::super::report::{Cell, Column, Heading, Language, Report, Words, YEAR};
    use super::super::svg;
    use super::*;

    #[test]
    fn lines_across_have_round_figures() {
        for (top, expected, count, shown) in [
            (4.0, 1.0, 4, "1"),
            (5.0, 2.0, 3, "2"),
            (100.0, 50.0, 2, "50"),
            (42_751.0, 20_000.0, 3, "20000"),
            (0.31, 0.1, 4, "0.1"),
            (0.06, 0.02, 3, "0.02"),
        ] {
            let step = step(top);
            assert!((step - expected).abs() < 1e-9, "{top}: {step}");
            assert_eq!(lines(top, step), count, "{top}");
            assert!(step * f64::from(count) >= top * 0.999);
            assert_eq!(figure(step, step), shown);
        }
    }

    /// The left edges of the columns, in the order of the rows, and the picture.
    fn columns(years: &[(&str, u64)]) -> (Vec<i32>, String) {
        let of = Words::new("年份", "Years");
        let row = |(year, count): &(&str, u64)| Row {
            cells: vec![Cell::Text((*year).to_owned()), Cell::Count(*count)],
            place: None,
        };
        let report = Report {
            id: "timeline",
            words: of,
            note: of,
            columns: vec![Column::new(YEAR, of), Column::with_bar("pieces", Words::new("篇数", "Pieces"))],
            summary: Vec::new(),
            rows: years.iter().map(row).collect(),
            pending: 0,
        };
        let heading = Heading { source: "样例", date: "2026-11-26" };
        let picture = svg(&report, &heading, Language::Chinese).unwrap_or_default();
        let filled = picture.split("<rect x=\"").skip(2);
        let edges = filled.filter_map(|part| part.split('"').next()?.parse().ok()).collect();
        (edges, picture)
    }

    #[test]
    fn columns_stand_by_their_years_in_whatever_order_rows_come() {
        let (edges, picture) = columns(&[("2019", 3), ("2020", 0), ("2022", 1), ("无年份", 2)]);
        let &[first, third, apart] = edges.as_slice() else { panic!("{edges:?}") };
        for part in ["年份 · 篇数", "2019", "2020", "2022", "无年份", "3"] {
            assert!(picture.contains(part), "{part} in {picture}");
        }
        // (940 − 90) / 5.5 a place: 2022 stands three places on, what has no year 1.5 after that.
        assert!((third - first - 464).abs() <= 1 && (apart - third - 232).abs() <= 1, "{edges:?}");
        assert_eq!(columns(&[("无年份", 2), ("2022", 1), ("2019", 3)]).0, [apart, third, first]);
        // A century has fewer names than years.
        let century: Vec<String> = (1949..=2024).map(|year| year.to_string()).collect();
        let century: Vec<(&str, u64)> = century.iter().map(|year| (year.as_str(), 1)).collect();
        let (edges, picture) = columns(&century);
        assert_eq!(edges.len(), 76);
        assert!(edges.is_sorted() && picture.matches("\n19").count() < 20, "{picture}");
        assert!(columns(&[]).0.is_empty());
    }
}
