//! One sheet: its rows as lines, and the table of texts that cells refer to.
//!
//! Must not know of workbooks and archives.

use std::collections::BTreeSet;

use super::super::lines::{Count, Line};
use super::super::xml::{Node, Xml, attribute, split_name};
use super::styles::Styles;
use crate::corpus::model::Hint;

/// The most bytes of text that the sheets may give together.
const MOST_TEXT: usize = 64 << 20;
/// Columns of a sheet, by Excel's own bound.
const COLUMNS: usize = 16_384;

/// Reads the table of texts.
pub(super) fn strings(text: &str) -> Result<Vec<String>, String> {
    let mut xml = Xml::new(text);
    let mut strings = Vec::new();
    let (mut current, mut in_text, mut reading) = (String::new(), false, 0_usize);
    while let Some(node) = xml.next()? {
        match node {
            Node::Start(tag) => match split_name(tag.name().into_inner()).1 {
                "si" => current.clear(),
                "t" => in_text = reading == 0,
                // How the text is read aloud.
                "rPh" => reading += 1,
                _ => {}
            },
            Node::End(name) => match split_name(&name).1 {
                "si" => strings.push(std::mem::take(&mut current)),
                "t" => in_text = false,
                "rPh" => reading = reading.saturating_sub(1),
                _ => {}
            },
            Node::Text(portion) if in_text => current.push_str(&portion),
            Node::Text(_) => {}
        }
    }
    Ok(strings)
}

/// What reads sheets, one after the other.
pub(super) struct Sheet<'a> {
    strings: &'a [String],
    styles: &'a Styles,
    /// Bytes of text and rows so far.
    size: usize,
    count: Count,
}

/// A cell being read.
#[derive(Debug, Default)]
struct Cell {
    column: usize,
    kind: String,
    style: usize,
    value: String,
    inline: String,
}

impl<'a> Sheet<'a> {
    /// Ready to read, with the table of texts and the styles of cells.
    pub(super) fn new(strings: &'a [String], styles: &'a Styles) -> Self {
        Self { strings, styles, size: 0, count: Count::default() }
    }

    /// The rows of the sheet in `text`; empty rows and columns are left out.
    pub(super) fn read(&mut self, text: &str) -> Result<Vec<Line>, String> {
        let rows = self.cells(text)?;
        let used: BTreeSet<usize> = rows.iter().flatten().map(|(column, _)| *column).collect();
        let used: Vec<usize> = used.into_iter().collect();
        let mut lines = Vec::with_capacity(rows.len());
        for row in rows {
            // Words in the first column with nothing beside them are a title or a remark, not a row of a table.
            let worded = |cell: &str| cell.chars().any(char::is_alphabetic);
            let alone = row.len() == 1
                && used.len() > 1
                && row.first().is_some_and(|(column, cell)| used.first() == Some(column) && worded(cell));
            let mut text = String::new();
            let mut at = 0;
            for (column, cell) in row {
                let place = used.binary_search(&column).unwrap_or(at);
                for _ in at..place {
                    text.push('\t');
                }
                self.room(place - at.min(place))?;
                at = place;
                text.push_str(&cell);
            }
            let hints = if alone { Vec::new() } else { vec![Hint::TableRow] };
            lines.push(Line { text, hints, ..Line::default() });
        }
        Ok(lines)
    }

    /// The filled cells of each row that has any: column and text, ascending by column.
    fn cells(&mut self, text: &str) -> Result<Vec<Vec<(usize, String)>>, String> {
        let mut xml = Xml::new(text);
        let mut rows = Vec::new();
        let mut row: Vec<(usize, String)> = Vec::new();
        let mut next = 0;
        let mut cell: Option<Cell> = None;
        let (mut within, mut reading) = ("", 0_usize);
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(tag) => match split_name(tag.name().into_inner()).1 {
                    "row" => next = 0,
                    "c" => {
                        let value = |name: &str| attribute(&tag, name).unwrap_or_default().into_owned();
                        let column = column(&value("r")).unwrap_or(next).min(COLUMNS - 1);
                        next = column + 1;
                        let style = value("s").parse().unwrap_or(0);
                        cell = Some(Cell { column, kind: value("t"), style, ..Cell::default() });
                    }
                    "v" => within = "v",
                    "t" if reading == 0 => within = "t",
                    "rPh" => reading += 1,
                    _ => {}
                },
                Node::End(name) => match split_name(&name).1 {
                    "row" if !row.is_empty() => {
                        row.sort_by_key(|(column, _)| *column);
                        row.dedup_by_key(|(column, _)| *column);
                        rows.push(std::mem::take(&mut row));
                        self.count.add(1);
                        self.count.check()?;
                    }
                    "c" => {
                        if let Some(cell) = cell.take() {
                            let text = one_line(&self.shown(&cell));
                            self.room(text.len() + 1)?;
                            if !text.is_empty() {
                                row.push((cell.column, text));
                            }
                        }
                    }
                    "v" | "t" => within = "",
                    "rPh" => reading = reading.saturating_sub(1),
                    _ => {}
                },
                Node::Text(portion) => match (within, &mut cell) {
                    ("v", Some(cell)) => cell.value.push_str(&portion),
                    ("t", Some(cell)) => cell.inline.push_str(&portion),
                    _ => {}
                },
            }
        }
        Ok(rows)
    }

    /// The text that a cell shows.
    fn shown(&self, cell: &Cell) -> String {
        match cell.kind.as_str() {
            "s" => cell.value.trim().parse::<usize>().ok().and_then(|at| self.strings.get(at)).cloned(),
            "inlineStr" => Some(cell.inline.clone()),
            "b" => Some(if cell.value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned()),
            "str" | "e" | "d" => Some(cell.value.clone()),
            _ => match cell.value.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => Some(self.styles.shown(cell.style, number)),
                _ => Some(cell.value.clone()),
            },
        }
        .unwrap_or_default()
    }

    /// Counts text to be kept.
    fn room(&mut self, bytes: usize) -> Result<(), String> {
        self.size += bytes;
        if self.size > MOST_TEXT {
            return Err(format!("表格里的文字超过 {} MB 的上限，没有打开；请先拆分", MOST_TEXT >> 20));
        }
        Ok(())
    }
}

/// The column that a reference such as `BC12` means, 0 the first.
fn column(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let number = letters.fold(0_usize, |n, b| n * 26 + usize::from(b.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

/// The text in one line, its blanks at the ends dropped.
fn one_line(text: &str) -> String {
    let parts = text.split(['\n', '\r', '\t', '\u{A0}']).map(str::trim).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}
