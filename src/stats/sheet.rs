//! A report as an Excel workbook: one sheet, its name, what it counts, the corpus and the day above the table.

use rust_xlsxwriter::{
    Color, ConditionalFormat2ColorScale, ConditionalFormatType, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use super::report::{Cell, Heading, Language, Report};
use super::writer::plain;
use crate::text::safe;
use crate::text::width::Cells;

/// The widest column, in characters of Excel.
const WIDEST: usize = 60;
/// The colour of a whole where shares are shaded.
const DARKEST: u32 = 0x26_5e_8e;
/// How many rows are measured for the widths.
const MEASURED: usize = 500;

/// The workbook's bytes.
///
/// # Errors
/// The report has more rows or longer texts than a sheet holds.
pub fn xlsx(report: &Report, heading: &Heading<'_>, language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    fill(sheet, report, heading, language)?;
    book.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, report: &Report, heading: &Heading<'_>, language: Language) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let header = Format::new().set_bold().set_align(FormatAlign::Center);
    let share = Format::new().set_num_format("0.0%");
    let number = Format::new().set_num_format("0.00");
    // Columns of shades are shaded here as well, white for 0 and the darkest for 1.
    let shades = ConditionalFormat2ColorScale::new()
        .set_minimum(ConditionalFormatType::Number, 0)
        .set_maximum(ConditionalFormatType::Number, 1)
        .set_minimum_color(Color::White)
        .set_maximum_color(Color::RGB(DARKEST));
    sheet.set_name(report.words.of(language))?;
    sheet.write_string_with_format(0, 0, report.words.of(language), &bold)?;
    sheet.write_string(1, 0, report.note.of(language))?;
    sheet.write_string(2, 0, safe::line(&format!("{} · {}", heading.source, heading.date)))?;
    let mut row = 3;
    for fact in &report.summary {
        sheet.write_string(row, 0, fact.words.of(language))?;
        write(sheet, row, 1, &fact.cell, &share, &number)?;
        row += 1;
    }
    row += 1;
    let first = row;
    let mut widths: Vec<usize> = Vec::new();
    for (column, of) in (0..).zip(&report.columns) {
        sheet.write_string_with_format(row, column, of.words.of(language), &header)?;
        widths.push(Cells::NARROW.text(of.words.of(language)) + 2);
    }
    for (at, one) in report.rows.iter().enumerate() {
        row += 1;
        for (column, cell) in (0..).zip(&one.cells) {
            write(sheet, row, column, cell, &share, &number)?;
            if let Some(width) = widths.get_mut(usize::from(column)).filter(|_| at < MEASURED) {
                *width = (*width).max(Cells::NARROW.text(&plain(cell)) + 1).min(WIDEST);
            }
        }
    }
    for (column, width) in (0..).zip(widths) {
        sheet.set_column_width(column, width as f64)?;
    }
    for (column, _) in (0..).zip(&report.columns).filter(|(_, of)| of.heat.is_some() && row > first) {
        sheet.add_conditional_format(first + 1, column, row, column, &shades)?;
    }
    if let Some(last) = report.columns.len().checked_sub(1).and_then(|last| u16::try_from(last).ok()) {
        sheet.autofilter(first, 0, row, last)?;
    }
    sheet.set_freeze_panes(first + 1, 0)?;
    Ok(())
}

/// One cell: text stays text, never a formula.
fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    share: &Format,
    number: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Count(count) => sheet.write_number(row, column, *count as f64)?,
        Cell::Number(value) => sheet.write_number_with_format(row, column, *value, number)?,
        Cell::Share(value) => sheet.write_number_with_format(row, column, *value, share)?,
        Cell::Text(_) | Cell::Marks(_) => sheet.write_string(row, column, safe::line(&plain(cell)))?,
        Cell::Empty => sheet,
    };
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::stats::report::{Column, Fact, Row, Words};

    /// A part of the workbook.
    fn part(bytes: &[u8], name: &str) -> String {
        let mut text = String::new();
        let archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).ok();
        let read = archive.and_then(|mut archive| archive.by_name(name).ok()?.read_to_string(&mut text).ok());
        assert!(read.is_some(), "{name} is missing");
        text
    }

    #[test]
    fn a_sheet_has_its_heading_its_facts_and_typed_cells() {
        let column = |id, zh| Column::new(id, Words::new(zh, "x"));
        let cells = vec![
            Cell::Text("=1+1\u{1b}𠀀<城>".to_owned()),
            Cell::Count(12),
            Cell::Share(0.5),
            Cell::Number(2.25),
            Cell::Marks(vec![0.0, 0.5]),
        ];
        let report = Report {
            id: "x",
            words: Words::new("分布", "x"),
            note: Words::new("说明", "x"),
            columns: vec![
                column("a", "词"),
                column("b", "次数"),
                column("c", "占比"),
                column("d", "得分"),
                column("e", "位置"),
            ],
            summary: vec![Fact::new("n", Words::new("共", "x"), Cell::Count(7))],
            rows: vec![Row { cells, place: None }],
            pending: 0,
        };
        let heading = Heading { source: "创城\u{7}文件夹", date: "2026-11-26" };
        let Ok(bytes) = xlsx(&report, &heading, Language::Chinese) else { panic!("no workbook") };
        let (strings, sheet) = (part(&bytes, "xl/sharedStrings.xml"), part(&bytes, "xl/worksheets/sheet1.xml"));
        for text in ["分布", "说明", "创城␇文件夹 · 2026-11-26", "词", "=1+1␛𠀀&lt;城&gt;", "共"] {
            assert!(strings.contains(text), "{text} in {strings}");
        }
        assert!(!sheet.contains("<f>") && sheet.contains("<v>0.5</v>") && sheet.contains("<v>2.25</v>"));
        assert!(part(&bytes, "xl/workbook.xml").contains("name=\"分布\""));
        assert!(!sheet.contains("colorScale"), "nothing is shaded but heat maps");
        let shaded =
            report.columns.iter().map(|column| Column { heat: (column.id == "c").then_some("占"), ..*column });
        let shaded = Report { columns: shaded.collect(), ..report.clone() };
        let Ok(bytes) = xlsx(&shaded, &heading, Language::Chinese) else { panic!("no workbook") };
        let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
        // Heading and fact above, the header in the sixth row.
        assert!(sheet.contains("<conditionalFormatting sqref=\"C7\">") && sheet.contains("FF265E8E"), "{sheet}");
        let empty = Report { rows: Vec::new(), summary: Vec::new(), columns: Vec::new(), ..report };
        assert!(xlsx(&empty, &heading, Language::Chinese).is_ok());
    }
}
