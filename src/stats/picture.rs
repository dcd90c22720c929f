//! A report as a picture in SVG: shades for a heat map, columns over the years for a time line, barcodes for places along
//! a text, else bars for the column that has them; its name, what it counts, the corpus and the day above.

mod heat;
mod rows;
mod time;

use plotters::coord::Shift;
use plotters::prelude::{
    BLACK, DrawingArea, DrawingBackend, IntoDrawingArea, IntoFont, RGBColor, SVGBackend, Text, TextStyle, WHITE,
};
use plotters::style::IntoTextStyle;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::report::{Cell, Heading, Language, Report, Row, YEAR};
use super::writer::plain;
use crate::text::width::Cells;

/// Pixels.
const WIDTH: i32 = 960;
const ROW: i32 = 24;
const HEAD: i32 = 84;
const MARGIN: i32 = 20;
const LABEL: i32 = 300;
/// Cells of a label.
const LABEL_CELLS: usize = 36;
/// Sizes of letters; a cell is half as wide as its letters are high.
const TITLE: i32 = 22;
const SMALL: i32 = 13;
const INK: RGBColor = RGBColor(38, 94, 142);
const PALE: RGBColor = RGBColor(225, 229, 233);
const FONT: &str = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, WenQuanYi Micro Hei, sans-serif";

/// What a picture shows of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    /// Columns of shades.
    Heat(Vec<usize>),
    /// The column of bars over the years that the rows are of.
    Time(usize),
    /// The column of barcodes or bars, a row each.
    Rows(usize),
}

impl Kind {
    fn of(report: &Report) -> Option<Self> {
        let heat: Vec<usize> = positions(report, |number| report.columns.get(number).is_some_and(|c| c.heat.is_some()));
        let bars = report.columns.iter().position(|column| column.bar);
        let first = report.rows.first();
        let marks = first.and_then(|row| row.cells.iter().position(|cell| matches!(cell, Cell::Marks(_))));
        match bars {
            _ if !heat.is_empty() => Some(Self::Heat(heat)),
            Some(column) if report.columns.first().is_some_and(|column| column.id == YEAR) => Some(Self::Time(column)),
            _ => marks.or(bars).map(Self::Rows),
        }
    }

    /// The rows that are drawn at most.
    const fn most(&self) -> usize {
        match self {
            Self::Heat(_) => 200,
            Self::Time(_) => usize::MAX,
            Self::Rows(_) => 40,
        }
    }

    /// How high the picture of so many rows is.
    const fn height(&self, rows: usize) -> i32 {
        match self {
            Self::Heat(_) => heat::height(rows),
            Self::Time(_) => time::HEIGHT,
            Self::Rows(_) => HEAD + ROW * (rows as i32) + MARGIN,
        }
    }
}

/// The numbers of the columns that are `wanted`.
fn positions(report: &Report, wanted: impl Fn(usize) -> bool) -> Vec<usize> {
    (0..report.columns.len()).filter(|number| wanted(*number)).collect()
}

/// Whether there is a picture of `report`: it has shades, places along a text, or a column of bars.
pub fn is_drawable(report: &Report) -> bool {
    Kind::of(report).is_some()
}

/// The picture of `report`; `None` where [`is_drawable`] says no.
pub fn svg(report: &Report, heading: &Heading<'_>, language: Language) -> Option<String> {
    let kind = Kind::of(report)?;
    let rows = report.rows.get(..report.rows.len().min(kind.most())).unwrap_or_default();
    let mut out = String::new();
    {
        let size = (WIDTH as u32, kind.height(rows.len()) as u32);
        let root = SVGBackend::with_string(&mut out, size).into_drawing_area();
        // Writing into memory does not fail.
        let _ = draw(&root, report, rows, &kind, heading, language).and_then(|()| Ok(root.present()?));
    }
    Some(out)
}

type Drawn = Result<(), Box<dyn std::error::Error>>;

fn style(size: i32) -> TextStyle<'static> {
    (FONT, size).into_font().color(&BLACK)
}

/// Letters of this size that stand at a point by `h` and `v`.
fn anchored<B: DrawingBackend>(
    root: &DrawingArea<B, Shift>,
    size: i32,
    colour: RGBColor,
    h: HPos,
    v: VPos,
) -> TextStyle<'static> {
    (FONT, size).into_font().color(&colour).into_text_style(root).pos(Pos::new(h, v))
}

/// What a row is called: its word where it has one.
fn label(report: &Report, row: &Row) -> String {
    let named = report.columns.iter().position(|column| column.id == "word").unwrap_or(0);
    Cells::NARROW.middle(&row.cells.get(named).map(plain).unwrap_or_default(), LABEL_CELLS)
}

/// The number in a cell.
fn value(row: &Row, column: usize) -> f64 {
    match row.cells.get(column) {
        Some(Cell::Count(count)) => *count as f64,
        Some(Cell::Number(value) | Cell::Share(value)) => *value,
        Some(Cell::Marks(marks)) => marks.len() as f64,
        _ => 0.0,
    }
}

fn draw<B: DrawingBackend>(
    root: &DrawingArea<B, Shift>,
    report: &Report,
    rows: &[Row],
    kind: &Kind,
    heading: &Heading<'_>,
    language: Language,
) -> Drawn
where
    B::ErrorType: 'static,
{
    root.fill(&WHITE)?;
    let line = |text: &str, y: i32, size: i32| {
        let room = (WIDTH - 2 * MARGIN) as usize * 2 / size as usize;
        Text::new(Cells::NARROW.ellipsis(text, room), (MARGIN, y), style(size))
    };
    let name = report.words.of(language);
    let title = match kind {
        Kind::Heat(_) => name.to_owned(),
        Kind::Time(column) | Kind::Rows(column) => {
            format!("{name} · {}", report.columns.get(*column).map_or("", |column| column.words.of(language)))
        }
    };
    root.draw(&line(&title, 12, TITLE))?;
    let mut facts: Vec<String> =
        report.summary.iter().map(|fact| format!("{} {}", fact.words.of(language), plain(&fact.cell))).collect();
    if facts.is_empty() {
        facts.push(report.note.of(language).to_owned());
    }
    root.draw(&line(&facts.join(" · "), 40, SMALL))?;
    let cut = match (rows.len() < report.rows.len(), language) {
        (false, _) => String::new(),
        (true, Language::Chinese) => format!(" · 前 {} 行，共 {} 行", rows.len(), report.rows.len()),
        (true, Language::English) => format!(" · the first {} of {} rows", rows.len(), report.rows.len()),
    };
    root.draw(&line(&format!("{} · {}{cut}", heading.source, heading.date), 60, SMALL))?;
    match kind {
        Kind::Heat(columns) => heat::draw(root, report, rows, columns, language),
        Kind::Time(column) => time::draw(root, rows, *column),
        Kind::Rows(column) => rows::draw(root, report, rows, *column),
    }
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
