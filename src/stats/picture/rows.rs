//! Bars and barcodes: a row each, its name to the left, its figure to the right.

use plotters::coord::Shift;
use plotters::prelude::{BLACK, DrawingArea, DrawingBackend, PathElement, Rectangle, Text};
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};

use super::super::report::{Cell, Report, Row};
use super::super::writer::plain;
use super::{Drawn, HEAD, INK, LABEL, MARGIN, PALE, ROW, SMALL, WIDTH, anchored, label, value};
use crate::text::safe;

/// Pixels of a figure.
const FIGURE: i32 = 110;

pub(super) fn draw<B: DrawingBackend>(
    root: &DrawingArea<B, Shift>,
    report: &Report,
    rows: &[Row],
    column: usize,
) -> Drawn
where
    B::ErrorType: 'static,
{
    let top = rows.iter().map(|row| value(row, column)).fold(f64::MIN_POSITIVE, f64::max);
    let (left, right) = (MARGIN + LABEL, WIDTH - MARGIN - FIGURE);
    for (y, row) in (0..).map(|at| HEAD + ROW * at).zip(rows) {
        let middle = y + ROW / 2;
        let end = anchored(root, SMALL, BLACK, HPos::Right, VPos::Center);
        root.draw(&Text::new(label(report, row), (left - 10, middle), end))?;
        let figure = if let Some(Cell::Marks(marks)) = row.cells.get(column) {
            root.draw(&Rectangle::new([(left, y + 4), (right, y + ROW - 4)], PALE.filled()))?;
            for at in marks {
                let x = left + (f64::from(*at) * f64::from(right - left)) as i32;
                root.draw(&PathElement::new(vec![(x, y + 4), (x, y + ROW - 4)], INK.stroke_width(2)))?;
            }
            marks.len().to_string()
        } else {
            let length = (value(row, column) / top * f64::from(right - left)) as i32;
            root.draw(&Rectangle::new([(left, y + 5), (left + length.max(1), y + ROW - 5)], INK.filled()))?;
            row.cells.get(column).map(plain).unwrap_or_default()
        };
        let start = anchored(root, SMALL, BLACK, HPos::Left, VPos::Center);
        root.draw(&Text::new(safe::line(&figure).into_owned(), (right + 10, middle), start))?;
    }
    Ok(())
}
