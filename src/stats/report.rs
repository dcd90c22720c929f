//! `Report`: what every statistic gives. Plain columns, rows and cells, no colour and no width, so that one
//! view, one text printer, one CSV and one JSON writer show them all.

use crate::corpus::model::Place;
pub use crate::text::words::{Language, Words};

/// A column of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The key in JSON and the header in CSV.
    pub id: &'static str,
    /// The header on screen.
    pub words: Words,
    /// Draw a bar for the numbers of this column.
    pub bar: bool,
    /// Its numbers are shares that are drawn as shades beside those of other such columns; a header of one character
    /// for where there is no room for the other.
    pub heat: Option<&'static str>,
}

impl Column {
    /// A column without bars.
    pub const fn new(id: &'static str, words: Words) -> Self {
        Self { id, words, bar: false, heat: None }
    }

    /// A column of numbers with bars.
    pub const fn with_bar(id: &'static str, words: Words) -> Self {
        Self { id, words, bar: true, heat: None }
    }

    /// A column of shares as shades.
    pub const fn heat(id: &'static str, words: Words, mark: &'static str) -> Self {
        Self { id, words, bar: false, heat: Some(mark) }
    }
}

/// The id of the first column of a report whose rows are years.
pub const YEAR: &str = "year";

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text, perhaps from a file: show it through `text::safe`.
    Text(String),
    /// A count.
    Count(u64),
    /// A measure, shown with two decimals.
    Number(f64),
    /// A part of a whole, 0 to 1, shown in percent.
    Share(f64),
    /// Places along a text, each from 0 (its beginning) to 1 (its end), ascending: drawn as a barcode.
    Marks(Vec<f32>),
    /// Nothing to say.
    Empty,
}

impl Cell {
    /// A barcode of `width` signs: `blank` where nothing stands, `mark` where something does.
    pub fn barcode(marks: &[f32], width: usize, blank: char, mark: char) -> String {
        let mut signs = vec![blank; width];
        for at in marks {
            let slot = ((f64::from(*at) * width as f64) as usize).min(width.saturating_sub(1));
            if let Some(sign) = signs.get_mut(slot) {
                *sign = mark;
            }
        }
        signs.into_iter().collect()
    }
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// As many cells as the report has columns.
    pub cells: Vec<Cell>,
    /// Where the row leads.
    pub place: Option<Place>,
}

/// One figure about the whole of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Its key in JSON.
    pub id: &'static str,
    /// What it is called.
    pub words: Words,
    /// The figure.
    pub cell: Cell,
}

impl Fact {
    /// A figure.
    pub const fn new(id: &'static str, words: Words, cell: Cell) -> Self {
        Self { id, words, cell }
    }
}

/// What stands above a report that is saved: where it comes from, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading<'a> {
    /// The corpus or the part of it. May hold any character.
    pub source: &'a str,
    /// The day, as 2026-11-26.
    pub date: &'a str,
}

/// A table of findings about a scope of the corpus.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The statistic's id.
    pub id: &'static str,
    /// Its name.
    pub words: Words,
    /// Which count or formula it shows, in one line.
    pub note: Words,
    /// The columns.
    pub columns: Vec<Column>,
    /// What is to be said of the whole.
    pub summary: Vec<Fact>,
    /// The rows, in the statistic's own order.
    pub rows: Vec<Row>,
    /// How many documents of the scope have not been analysed yet and are missing in the rows.
    pub pending: usize,
}
