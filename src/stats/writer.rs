//! A report written out: aligned text for people, CSV for spreadsheets, JSON for programs. Nothing here knows where
//! the bytes go, nor what any report is about.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value};

use super::report::{Cell, Column, Language, Report};
use crate::text::safe;
use crate::text::width::Cells;

/// No column of text is wider than this, in cells.
const WIDEST: usize = 48;

/// A cell as it is read by people: measures with two decimals, shares in percent with one.
pub fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Count(count) => count.to_string(),
        Cell::Number(number) => format!("{number:.2}"),
        Cell::Share(share) => format!("{:.1}%", share * 100.0),
        Cell::Marks(marks) => Cell::barcode(marks, BARCODE, '-', '|'),
        Cell::Empty => String::new(),
    }
}

/// Signs of a barcode in plain text.
const BARCODE: usize = 32;

/// Writes `report` as a table for people: its name and note, the headers, one line a row, text to the left and numbers
/// to the right. Foreign text is made safe; long text is cut with ….
///
/// # Errors
/// What `out` gives.
pub fn text(report: &Report, cells: Cells, language: Language, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{} · {}", report.words.of(language), report.note.of(language))?;
    for fact in &report.summary {
        writeln!(out, "{}  {}", fact.words.of(language), safe::line(&plain(&fact.cell)))?;
    }
    let mut rows: Vec<Vec<String>> =
        vec![report.columns.iter().map(|column| column.words.of(language).to_owned()).collect()];
    // What is missing in a heat map is a gap.
    let shown = |(cell, column): (&Cell, &Column)| match cell {
        Cell::Share(0.0) if column.heat.is_some() => "·".to_owned(),
        _ => plain(cell),
    };
    rows.extend(report.rows.iter().map(|row| row.cells.iter().zip(&report.columns).map(shown).collect()));
    let columns: Vec<(usize, bool)> = (0..report.columns.len())
        .map(|column| {
            let widths = rows.iter().filter_map(|row| row.get(column)).map(|cell| cells.text(cell));
            let number = |cell: &Cell| !matches!(cell, Cell::Text(_) | Cell::Marks(_) | Cell::Empty);
            let right = report.rows.iter().filter_map(|row| row.cells.get(column)).any(number);
            (widths.max().unwrap_or(0).min(WIDEST), right)
        })
        .collect();
    for row in &rows {
        let mut line = String::new();
        for (cell, &(width, right)) in row.iter().zip(&columns) {
            let shown = cells.ellipsis(cell, width);
            let gap = " ".repeat(width.saturating_sub(cells.text(&shown)));
            let parts = if right { [&*gap, &*shown] } else { [&*shown, &*gap] };
            line.push_str(&parts.concat());
            line.push_str("  ");
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    match (report.pending, language) {
        (0, _) => Ok(()),
        (pending, Language::Chinese) => writeln!(out, "（还有 {pending} 个文件未分析，未计入）"),
        (pending, Language::English) => writeln!(out, "({pending} files not analysed yet are left out)"),
    }
}

/// Writes `report` as CSV (RFC 4180, lines end with CR LF): the columns' ids, then the rows; shares as parts of one. With
/// `bom` a byte order mark comes first, by which Excel knows that it is UTF-8. A text that a spreadsheet would take for
/// a formula gets a `'` in front (OWASP, CSV Injection).
///
/// # Errors
/// What `out` gives.
pub fn csv(report: &Report, bom: bool, out: &mut dyn Write) -> io::Result<()> {
    if bom {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(out);
    writer.write_record(report.columns.iter().map(|column| column.id)).map_err(to_io)?;
    for row in &report.rows {
        writer
            .write_record(row.cells.iter().map(|cell| match cell {
                Cell::Text(text) => guarded(text),
                Cell::Number(number) => number.to_string(),
                Cell::Share(share) => share.to_string(),
                Cell::Marks(marks) => marks.iter().map(|at| format!("{at:.4}")).collect::<Vec<_>>().join(" "),
                Cell::Count(_) | Cell::Empty => plain(cell),
            }))
            .map_err(to_io)?;
    }
    writer.flush()
}

/// What went wrong below the writing of CSV; a pipe that was closed is still known as one.
pub fn to_io(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// `text` so that no spreadsheet takes it for a formula and no terminal acts on it.
fn guarded(text: &str) -> String {
    let text = safe::line(text);
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if risky { format!("'{text}") } else { text.into_owned() }
}

/// A report in JSON.
#[derive(Serialize)]
struct Json<'a> {
    id: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Map::is_empty")]
    summary: Map<String, Value>,
    columns: Vec<&'a str>,
    rows: Vec<Vec<Value>>,
    #[serde(skip_serializing_if = "is_zero")]
    pending: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// Writes `report` as one JSON object: `{"id","title","columns":[ids],"rows":[[…]]}`, with `pending` when documents are
/// missing. Counts and measures are numbers, shares parts of one, empty cells null.
///
/// # Errors
/// What `out` gives.
pub fn json(report: &Report, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let value = |cell: &Cell| match cell {
        Cell::Text(text) => Value::from(text.as_str()),
        Cell::Count(count) => Value::from(*count),
        Cell::Number(number) | Cell::Share(number) => Value::from(*number),
        Cell::Marks(marks) => Value::from(marks.clone()),
        Cell::Empty => Value::Null,
    };
    let json = Json {
        id: report.id,
        title: report.words.of(language),
        summary: report.summary.iter().map(|fact| (fact.id.to_owned(), value(&fact.cell))).collect(),
        columns: report.columns.iter().map(|column| column.id).collect(),
        rows: report.rows.iter().map(|row| row.cells.iter().map(value).collect()).collect(),
        pending: report.pending,
    };
    writeln!(out, "{}", safe::json(&serde_json::to_string(&json)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::report::{Row, Words};

    fn report(pending: usize, rows: &[(&str, Cell, Cell)]) -> Report {
        let row = |(text, second, third): &(&str, Cell, Cell)| Row {
            cells: vec![Cell::Text((*text).to_owned()), second.clone(), third.clone()],
            place: None,
        };
        Report {
            id: "x",
            words: Words::new("样", "Sample"),
            note: Words::new("注", "note"),
            summary: Vec::new(),
            columns: vec![
                Column::new("word", Words::new("词", "Word")),
                Column::new("count", Words::new("次", "Count")),
                Column::new("share", Words::new("占", "Share")),
            ],
            rows: rows.iter().map(row).collect(),
            pending,
        }
    }

    fn check(write: impl Fn(&mut dyn Write) -> io::Result<()>, expected: &str) {
        let mut out = Vec::new();
        assert!(write(&mut out).is_ok());
        assert_eq!(String::from_utf8_lossy(&out), expected);
    }

    #[test]
    fn text_is_aligned_by_cells_and_safe() {
        let report = report(
            2,
            &[
                ("创建\u{1b}[0m", Cell::Count(12), Cell::Share(0.25)),
                ("𠀀e\u{301}", Cell::Number(1.0), Cell::Empty),
                ("“a”", Cell::Count(7), Cell::Share(1.0)),
            ],
        );
        let expected = "样 · 注\n词          次      占\n创建␛[0m    12   25.0%\n𠀀e\u{301}       1.00\n“a”          7  100.0%\n（还有 2 个文件未分析，未计入）\n";
        check(|out| text(&report, Cells::NARROW, Language::Chinese, out), expected);
        let long = "长".repeat(40);
        let report = self::report(0, &[(&long, Cell::Empty, Cell::Empty)]);
        let expected = format!("Sample · note\n{:48}  Count  Share\n{}…\n", "Word", "长".repeat(23));
        check(|out| text(&report, Cells::NARROW, Language::English, out), &expected);
    }

    #[test]
    fn gaps_of_a_heat_map_are_dots_for_people_and_numbers_for_programs() {
        let mut report =
            report(0, &[("甲", Cell::Share(0.25), Cell::Share(0.0)), ("乙", Cell::Share(0.0), Cell::Share(1.0))]);
        report.columns.truncate(1);
        let of = |id, zh| Column::heat(id, Words::new(zh, "x"), "x");
        report.columns.extend([of("practice", "做法"), of("stages", "阶段")]);
        let expected = "样 · 注\n词   做法    阶段\n甲  25.0%       ·\n乙      ·  100.0%\n";
        check(|out| text(&report, Cells::NARROW, Language::Chinese, out), expected);
        check(|out| csv(&report, false, out), "word,practice,stages\r\n甲,0.25,0\r\n乙,0,1\r\n");
    }

    #[test]
    fn csv_is_quoted_and_guarded() {
        let report = report(
            0,
            &[
                ("甲,\"乙\"", Cell::Count(1), Cell::Share(0.5)),
                ("=1+1", Cell::Number(-2.5), Cell::Empty),
                ("＠甲", Cell::Empty, Cell::Empty),
                ("-", Cell::Empty, Cell::Empty),
            ],
        );
        let expected = "word,count,share\r\n\"甲,\"\"乙\"\"\",1,0.5\r\n'=1+1,-2.5,\r\n'＠甲,,\r\n'-,,\r\n";
        check(|out| csv(&report, false, out), expected);
        check(|out| csv(&report, true, out), &format!("\u{feff}{expected}"));
    }

    #[test]
    fn json_keeps_numbers() {
        let report =
            report(1, &[("“\n𠀀", Cell::Count(3), Cell::Share(0.5)), ("", Cell::Number(f64::NAN), Cell::Empty)]);
        let expected = "{\"id\":\"x\",\"title\":\"样\",\"columns\":[\"word\",\"count\",\"share\"],\"rows\":[[\"“\\n𠀀\",3,0.5],[\"\",null,null]],\"pending\":1}\n";
        check(|out| json(&report, Language::Chinese, out), expected);
    }
}
