//! Plain text: 28 Chinese characters (56 cells) a line, two full-width spaces before a paragraph, the line breaks of
//! print. A further piece or an attachment begins behind blank lines, since plain text has no pages.
//!
//! Must not know of encodings or files.

use super::Profile;
use super::model::Finished;
use super::rows::rows;
use super::setting::{LINE, Para};
use crate::text::width::Cells;

/// The text of the document, a line feed at the end of every line.
pub fn text(document: &Finished, set: &[Para<'_>]) -> String {
    let mut out = String::new();
    if document.profile == Profile::Official {
        head(&mut out, document);
    }
    for para in set {
        let blank = if para.new_page { 2 } else { para.blank };
        out.extend(std::iter::repeat_n('\n', blank));
        for row in rows(para) {
            line(&mut out, row.indent, &row.text);
        }
    }
    if document.profile == Profile::Official {
        foot(&mut out, document);
    }
    out
}

/// A line set in by `indent` cells.
fn line(out: &mut String, indent: usize, text: &str) {
    out.extend(std::iter::repeat_n('\u{3000}', indent / 2));
    out.extend(std::iter::repeat_n(' ', indent % 2));
    out.push_str(text);
    out.push('\n');
}

fn centred(out: &mut String, text: &str) {
    if !text.is_empty() {
        line(out, LINE.saturating_sub(Cells::WIDE.text(text)) / 2, text);
    }
}

fn head(out: &mut String, document: &Finished) {
    let fields = &document.fields;
    for text in [&fields.copy, &fields.secrecy, &fields.urgency] {
        if !text.is_empty() {
            line(out, 0, text);
        }
    }
    centred(out, &fields.office);
    if !fields.number.is_empty() {
        out.push('\n');
    }
    centred(out, &fields.number);
    if !fields.signer.is_empty() {
        centred(out, &format!("签发人：{}", fields.signer));
    }
    if !out.is_empty() {
        out.push('\n');
    }
}

fn foot(out: &mut String, document: &Finished) {
    let lines = foot_lines(document);
    if !lines.is_empty() {
        out.push('\n');
    }
    for text in lines {
        for part in crate::text::wrap::parts(&text, LINE - 2, Cells::WIDE) {
            line(out, 2, part);
        }
    }
}

/// The lines of 版记: to whom copies go, who printed it and when.
pub(super) fn foot_lines(document: &Finished) -> Vec<String> {
    let fields = &document.fields;
    let mut out = Vec::new();
    if !fields.copies.is_empty() {
        let end = if fields.copies.ends_with('。') { "" } else { "。" };
        out.push(format!("抄送：{}{end}", fields.copies));
    }
    let day = match fields.printed.as_str() {
        "" => String::new(),
        day if day.ends_with("印发") => day.to_owned(),
        day => format!("{day}印发"),
    };
    let printed = [fields.printer.as_str(), day.as_str()];
    if printed.iter().any(|part| !part.is_empty()) {
        out.push(printed.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("\u{3000}\u{3000}"));
    }
    out
}
