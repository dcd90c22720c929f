//! A sheet as an Excel workbook: title, head and count above the table, the header frozen and repeated on every page.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::columns::{FIELDS, Value, several};
use super::{Sheet, TITLE};
use crate::text::span::{head, tail};
use crate::text::width::Cells;

/// The row of the header, from 0.
const HEADER: u32 = 4;
/// The most characters of a cell that Excel opens (32,767), with room for the mark of what is cut; counted in UTF-16.
const LONGEST: usize = 32_700;
/// The height of a line and the greatest of a row, in points.
const LINE: f64 = 16.0;
const HIGHEST: f64 = 409.0;
/// The number of A4 among the sizes of paper.
const A4: u8 = 9;

/// The workbook's bytes.
pub(super) fn bytes(sheet: &Sheet) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    fill(book.add_worksheet(), sheet)?;
    book.save_to_buffer()
}

fn fill(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let title = Format::new().set_bold().set_font_name("黑体").set_font_size(16);
    let cell = || Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
    let text = cell();
    let header =
        cell().set_bold().set_font_name("黑体").set_align(FormatAlign::Center).set_background_color(0xe7_e6_e6);
    page.set_name(TITLE)?;
    page.write_string_with_format(0, 0, TITLE, &title)?;
    page.write_string(1, 0, fitted(&sheet.head_line()))?;
    page.write_string(2, 0, fitted(&sheet.count_line()))?;
    for (column, (words, width, _)) in (0..).zip(FIELDS) {
        page.set_column_width(column, *width)?;
        page.write_string_with_format(HEADER, column, *words, &header)?;
    }
    let mut last = HEADER;
    for (row, number) in sheet.rows.iter().zip(1..) {
        last += 1;
        let mut most = 1;
        for (column, (_, width, value)) in (0..).zip(FIELDS) {
            match value(number, row) {
                Value::Number(number) => page.write_number_with_format(last, column, number as f64, &text)?,
                // Text stays text, never a formula or a link.
                Value::Text(words) => {
                    let words = fitted(&several(&words));
                    most = most.max(lines(&words, *width as usize));
                    page.write_string_with_format(last, column, words, &text)?
                }
            };
        }
        // Not every program finds the height of wrapped text by itself.
        page.set_row_height(last, (most as f64 * LINE).min(HIGHEST))?;
    }
    if let Some(right) = FIELDS.len().checked_sub(1).and_then(|right| u16::try_from(right).ok()) {
        page.autofilter(HEADER, 0, last, right)?;
    }
    page.set_freeze_panes(HEADER + 1, 0)?;
    page.set_repeat_rows(HEADER, HEADER)?;
    page.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    Ok(())
}

/// How many lines `text` takes in a column of this width, in characters of Excel.
fn lines(text: &str, width: usize) -> usize {
    // A character at the edge may not fit.
    let room = width.saturating_sub(2).max(1);
    text.split('\n').map(|line| Cells::WIDE.text(line).div_ceil(room).max(1)).sum()
}

/// `text`, cut where Excel would refuse it, with how much is left out.
fn fitted(text: &str) -> String {
    let mut left = LONGEST;
    let fits = |c: &char| {
        left = left.saturating_sub(c.len_utf16());
        left > 0
    };
    let kept: usize = text.chars().take_while(fits).map(char::len_utf8).sum();
    if kept == text.len() {
        return text.to_owned();
    }
    format!("{}……（这里放不下，略去 {} 字）", head(text, kept), tail(text, kept).chars().count())
}
