//! A sheet as aligned text, as Markdown and as CSV.

use std::io::{self, Write};

use super::columns::{FIELDS, TABLE, Value, joined, several};
use super::{Sheet, TITLE};
use crate::text::width::Cells;
use crate::text::wrap;

/// No column of text is wider than this, in cells; what is longer goes on in the lines below.
const WIDEST: usize = 28;

/// The header and the rows, one line a cell.
fn table(sheet: &Sheet) -> impl Iterator<Item = Vec<String>> {
    let head = TABLE.iter().map(|column| column.words.to_owned()).collect();
    let rows =
        sheet.rows.iter().zip(1..).map(|(row, number)| {
            TABLE.iter().map(|column| joined(&(column.cell)(number, row))).collect::<Vec<String>>()
        });
    std::iter::once(head).chain(rows)
}

/// Text for people: a row is as many lines as its longest cell takes.
pub(super) fn aligned(sheet: &Sheet, cells: Cells, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{TITLE}")?;
    let head = sheet.head_line();
    if !head.is_empty() {
        writeln!(out, "{head}")?;
    }
    writeln!(out, "{}", sheet.count_line())?;
    if sheet.rows.is_empty() {
        return Ok(());
    }
    let mut widths = [0; TABLE.len()];
    for row in table(sheet) {
        for (width, cell) in widths.iter_mut().zip(&row) {
            let widest = cell.split('\n').map(|line| cells.text(line)).max().unwrap_or(0);
            *width = widest.min(WIDEST).max(*width);
        }
    }
    for row in table(sheet) {
        let lines: Vec<Vec<&str>> = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| cell.split('\n').flat_map(|line| wrap::parts(line, width, cells)).collect())
            .collect();
        for number in 0..lines.iter().map(Vec::len).max().unwrap_or(0) {
            let cell = |(lines, width): (&Vec<&str>, usize)| {
                let text = lines.get(number).copied().unwrap_or("");
                format!("{text}{}", " ".repeat(width.saturating_sub(cells.text(text))))
            };
            let line: Vec<String> = lines.iter().zip(widths).map(cell).collect();
            writeln!(out, "{}", line.join("  ").trim_end())?;
        }
    }
    Ok(())
}

/// A heading, two lines and a table.
pub(super) fn markdown(sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {TITLE}\n")?;
    let head = sheet.head_line();
    if !head.is_empty() {
        writeln!(out, "{}\n", escaped(&head))?;
    }
    writeln!(out, "{}", escaped(&sheet.count_line()))?;
    for (at, row) in table(sheet).enumerate().filter(|_| !sheet.rows.is_empty()) {
        if at == 0 {
            writeln!(out)?;
        }
        let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
        if at == 0 {
            let rule = TABLE.iter().map(|column| if column.centred { ":-:" } else { "---" });
            writeln!(out, "| {} |", rule.collect::<Vec<_>>().join(" | "))?;
        }
    }
    Ok(())
}

/// Text in which nothing is a mark of Markdown; lines are parted by a tag.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("<br>"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // Two strokes of a formula, a mark of stress, a link, a border of the table.
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '#' | '!' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

/// CSV, one column for each thing; a text of several lines is one cell of several lines.
pub(super) fn csv(sheet: &Sheet, bom: bool, out: &mut dyn Write) -> io::Result<()> {
    if bom {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    writer.write_record(FIELDS.iter().map(|(words, ..)| *words)).map_err(to_io)?;
    for (row, number) in sheet.rows.iter().zip(1..) {
        let cells = FIELDS.iter().map(|(_, _, cell)| match cell(number, row) {
            Value::Number(number) => number.to_string(),
            Value::Text(text) => guarded(&text),
        });
        writer.write_record(cells).map_err(to_io)?;
    }
    writer.flush()
}

/// What went wrong below the writing of CSV; a pipe that was closed is still known as one.
fn to_io(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// `text` with its lines, so that no spreadsheet takes it for a formula and no terminal acts on it.
fn guarded(text: &str) -> String {
    let text = several(text);
    let risky = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if risky { format!("'{text}") } else { text }
}
