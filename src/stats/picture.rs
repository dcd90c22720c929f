//! A report as a picture in SVG: bars for the column that has them, barcodes for places along a text; its name, what it
//! counts, the corpus and the day above.

use plotters::coord::Shift;
use plotters::prelude::{
    BLACK, DrawingArea, DrawingBackend, IntoDrawingArea, IntoFont, PathElement, RGBColor, Rectangle, SVGBackend, Text,
    TextStyle, WHITE,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, IntoTextStyle};

use super::report::{Cell, Heading, Language, Report, Row};
use super::writer::plain;
use crate::text::safe;
use crate::text::width::Cells;

/// The rows that a picture shows at most.
const MOST: usize = 40;
/// Pixels.
const WIDTH: i32 = 960;
const ROW: i32 = 24;
const HEAD: i32 = 84;
const MARGIN: i32 = 20;
const LABEL: i32 = 300;
const FIGURE: i32 = 110;
/// Cells of a label.
const LABEL_CELLS: usize = 36;
const INK: RGBColor = RGBColor(38, 94, 142);
const PALE: RGBColor = RGBColor(225, 229, 233);
const FONT: &str = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, WenQuanYi Micro Hei, sans-serif";

/// Whether there is a picture of `report`: it has places along a text, or a column of bars.
pub fn is_drawable(report: &Report) -> bool {
    marks(report).is_some() || bars(report).is_some()
}

fn marks(report: &Report) -> Option<usize> {
    report.rows.first()?.cells.iter().position(|cell| matches!(cell, Cell::Marks(_)))
}

fn bars(report: &Report) -> Option<usize> {
    report.columns.iter().position(|column| column.bar)
}

/// The picture of `report`; `None` where [`is_drawable`] says no.
pub fn svg(report: &Report, heading: &Heading<'_>, language: Language) -> Option<String> {
    let column = marks(report).or_else(|| bars(report))?;
    let rows = report.rows.get(..report.rows.len().min(MOST)).unwrap_or_default();
    let height = HEAD + ROW * (rows.len() as i32) + MARGIN;
    let mut out = String::new();
    {
        let root = SVGBackend::with_string(&mut out, (WIDTH as u32, height as u32)).into_drawing_area();
        // Writing into memory does not fail.
        let _ = draw(&root, report, rows, column, heading, language).and_then(|()| Ok(root.present()?));
    }
    Some(out)
}

type Drawn = Result<(), Box<dyn std::error::Error>>;

fn style(size: i32) -> TextStyle<'static> {
    (FONT, size).into_font().color(&BLACK)
}

fn draw<B: DrawingBackend>(
    root: &DrawingArea<B, Shift>,
    report: &Report,
    rows: &[Row],
    column: usize,
    heading: &Heading<'_>,
    language: Language,
) -> Drawn
where
    B::ErrorType: 'static,
{
    root.fill(&WHITE)?;
    let cells = Cells::NARROW;
    let text = |text: &str, x: i32, y: i32, of: TextStyle<'static>| Text::new(cells.ellipsis(text, 110), (x, y), of);
    let measured = report.columns.get(column).map_or("", |column| column.words.of(language));
    root.draw(&text(&format!("{} · {measured}", report.words.of(language)), MARGIN, 12, style(22)))?;
    let facts: Vec<String> =
        report.summary.iter().map(|fact| format!("{} {}", fact.words.of(language), plain(&fact.cell))).collect();
    let below = if facts.is_empty() { report.note.of(language).to_owned() } else { facts.join(" · ") };
    root.draw(&text(&below, MARGIN, 40, style(13)))?;
    root.draw(&text(&format!("{} · {}", heading.source, heading.date), MARGIN, 60, style(13)))?;
    let value = |row: &Row| match row.cells.get(column) {
        Some(Cell::Count(count)) => *count as f64,
        Some(Cell::Number(value) | Cell::Share(value)) => *value,
        Some(Cell::Marks(marks)) => marks.len() as f64,
        _ => 0.0,
    };
    let top = rows.iter().map(value).fold(f64::MIN_POSITIVE, f64::max);
    let (left, right) = (MARGIN + LABEL, WIDTH - MARGIN - FIGURE);
    // A row is named by its word where it has one.
    let named = report.columns.iter().position(|column| column.id == "word").unwrap_or(0);
    for (y, row) in (0..).map(|at| HEAD + ROW * at).zip(rows) {
        let label = cells.middle(&row.cells.get(named).map(plain).unwrap_or_default(), LABEL_CELLS);
        let middle = y + ROW / 2;
        let end = style(13).into_text_style(root).pos(Pos::new(HPos::Right, VPos::Center));
        root.draw(&Text::new(label, (left - 10, middle), end))?;
        let filled = |colour: RGBColor| colour.filled();
        let figure = if let Some(Cell::Marks(marks)) = row.cells.get(column) {
            root.draw(&Rectangle::new([(left, y + 4), (right, y + ROW - 4)], filled(PALE)))?;
            for at in marks {
                let x = left + (f64::from(*at) * f64::from(right - left)) as i32;
                root.draw(&PathElement::new(vec![(x, y + 4), (x, y + ROW - 4)], INK.stroke_width(2)))?;
            }
            marks.len().to_string()
        } else {
            let length = (value(row) / top * f64::from(right - left)) as i32;
            root.draw(&Rectangle::new([(left, y + 5), (left + length.max(1), y + ROW - 5)], filled(INK)))?;
            row.cells.get(column).map(plain).unwrap_or_default()
        };
        let start = style(13).into_text_style(root).pos(Pos::new(HPos::Left, VPos::Center));
        root.draw(&Text::new(safe::line(&figure).into_owned(), (right + 10, middle), start))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::report::{Column, Words};

    fn report(cell: Cell, bar: bool) -> Report {
        let of = Words::new("说法", "Terms");
        Report {
            id: "x",
            words: of,
            note: of,
            columns: vec![Column::new("a", of), Column { bar, ..Column::new("b", of) }],
            summary: Vec::new(),
            rows: vec![Row { cells: vec![Cell::Text("<创城>\u{1b}𠀀".to_owned()), cell], place: None }],
            pending: 0,
        }
    }

    #[test]
    fn bars_and_barcodes_are_drawn_with_heading_and_labels() {
        let heading = Heading { source: "甲&乙", date: "2026-11-26" };
        for (cell, bar, figure) in [(Cell::Count(12), true, "12"), (Cell::Marks(vec![0.25, 1.0]), false, "2")] {
            let report = report(cell, bar);
            assert!(is_drawable(&report));
            let svg = svg(&report, &heading, Language::Chinese).unwrap_or_default();
            for part in ["<svg", "说法", "甲&amp;乙 · 2026-11-26", "&lt;创城&gt;␛𠀀", figure, "</svg>"] {
                assert!(svg.contains(part), "{part} in {svg}");
            }
            assert!(!svg.contains('\u{1b}'));
        }
        assert!(svg(&report(Cell::Count(1), false), &heading, Language::Chinese).is_none());
        let empty = Report { rows: Vec::new(), ..report(Cell::Count(1), true) };
        assert!(svg(&empty, &heading, Language::Chinese).is_some());
    }
}
