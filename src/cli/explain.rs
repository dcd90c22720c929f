//! An outline with the reason of every decision, line by line, for people. Prints nothing itself.

use std::iter::Peekable;
use std::sync::Arc;

use super::outline::{CELLS, put, put_problems};
use crate::corpus::model::{Document, Noise, Piece, Problem};
use crate::text::safe;
use crate::text::span::first_chars;

/// The outline for people with every decision's reason: each piece's lines in order, headings, matter, debris and
/// numbered lines that are none. Safe to show on a terminal; ends in a line feed.
pub fn explained(documents: &[Arc<Document>], problems: &[Problem]) -> String {
    let mut out = String::new();
    for doc in documents {
        put(&mut out, &format!("{}（{} 篇）", safe::line(&doc.path.to_string_lossy()), doc.pieces.len()));
        let mut noise = doc.noise.iter().peekable();
        for piece in &doc.pieces {
            explain_piece(&mut out, doc, piece, &mut noise);
        }
        for left in noise {
            put(
                &mut out,
                &explained_row(left.line, "杂质", &shortened(doc, left.line), &format!("{}：{}", left.what, left.why)),
            );
        }
    }
    put_problems(&mut out, problems);
    out
}

fn explain_piece<'d>(
    out: &mut String,
    doc: &'d Document,
    piece: &Piece,
    noise: &mut Peekable<impl Iterator<Item = &'d Noise>>,
) {
    let mut rows: Vec<(usize, String)> = Vec::new();
    while let Some(found) = noise.next_if(|n| n.line <= piece.end_line) {
        let why = format!("{}：{}", found.what, found.why);
        rows.push((found.line, explained_row(found.line, "杂质", &shortened(doc, found.line), &why)));
    }
    let title =
        format!("  {}  {}–{} 行 ← {}", safe::line(&piece.title), piece.start_line, piece.end_line, piece.begins);
    rows.push((piece.start_line, title));
    for (line, what) in piece.matter.iter().filter(|(line, _)| *line != piece.start_line) {
        rows.push((*line, explained_row(*line, what.word(), &shortened(doc, *line), "不算标题，也不算正文")));
    }
    for section in &piece.sections {
        let role =
            section.role.as_ref().map_or_else(String::new, |found| format!("；{}：{}", found.role.id(), found.reason));
        let why = format!("{}；{}{role}", section.why, section.nesting);
        let indent = "  ".repeat(usize::from(section.level - 1));
        let label = format!("{indent}{}", safe::line(&section.label()));
        rows.push((section.line, explained_row(section.line, &format!("{} 级", section.level), &label, &why)));
    }
    for (line, why) in &piece.refused {
        rows.push((*line, explained_row(*line, "不是", &shortened(doc, *line), &why.to_string())));
    }
    rows.sort_by_key(|(line, _)| *line);
    for (_, row) in rows {
        put(out, &row);
    }
}

/// One line of an explanation: number, what it was taken for, its text, and why.
fn explained_row(line: usize, what: &str, text: &str, why: &str) -> String {
    format!("{line:>6}  {}  {text} ← {}", CELLS.pad(what, 4), safe::line(why))
}

/// How many characters of a line stand for it.
const SHOWN: usize = 28;

/// The beginning of a line, safe to show.
fn shortened(doc: &Document, line: usize) -> String {
    let whole = doc.lines.line(&doc.text, line).trim();
    let start = first_chars(whole, SHOWN);
    let more = if start.len() < whole.len() { "…" } else { "" };
    format!("{}{more}", safe::line(start))
}
