//! An outline as people read it and as programs do. Prints nothing itself.

use std::fmt::Write as _;
use std::sync::Arc;

use serde::Serialize;

use crate::corpus::model::{Document, Piece, Problem, Section};
use crate::text::safe;
use crate::text::width::Cells;

/// How wide characters are taken to be in what is printed.
const CELLS: Cells = Cells::NARROW;
/// The roles of a piece stand in one column, at most so far to the right; longer headings push theirs on.
const MARK_AT: usize = 64;

/// The outline of everything that was read; serialised, the command line's JSON.
#[derive(Clone, Debug, Serialize)]
pub struct Outline {
    documents: Vec<OutlineDocument>,
    problems: Vec<OutlineProblem>,
}

#[derive(Clone, Debug, Serialize)]
struct OutlineDocument {
    path: String,
    format: &'static str,
    encoding: &'static str,
    noise_lines: Vec<usize>,
    pieces: Vec<OutlinePiece>,
}

#[derive(Clone, Debug, Serialize)]
struct OutlinePiece {
    title: String,
    start_line: usize,
    end_line: usize,
    headings: Vec<OutlineHeading>,
}

#[derive(Clone, Debug, Serialize)]
struct OutlineHeading {
    line: usize,
    level: u8,
    marker: String,
    text: String,
    run_in: bool,
    role: Option<&'static str>,
}

#[derive(Clone, Debug, Serialize)]
struct OutlineProblem {
    path: String,
    reason: String,
}

/// The outline for programs: `{"documents":[…],"problems":[…]}`.
pub fn json(documents: &[Arc<Document>], problems: &[Problem]) -> Outline {
    Outline {
        documents: documents.iter().map(|doc| document(doc)).collect(),
        problems: problems
            .iter()
            .map(|p| OutlineProblem { path: p.path.to_string_lossy().into_owned(), reason: p.reason.clone() })
            .collect(),
    }
}

fn document(doc: &Document) -> OutlineDocument {
    OutlineDocument {
        path: doc.path.to_string_lossy().into_owned(),
        format: doc.format.id(),
        encoding: doc.encoding,
        noise_lines: doc.noise.iter().map(|n| n.line).collect(),
        pieces: doc.pieces.iter().map(piece).collect(),
    }
}

fn piece(piece: &Piece) -> OutlinePiece {
    OutlinePiece {
        title: piece.title.clone(),
        start_line: piece.start_line,
        end_line: piece.end_line,
        headings: piece.sections.iter().map(heading).collect(),
    }
}

fn heading(section: &Section) -> OutlineHeading {
    OutlineHeading {
        line: section.line,
        level: section.level,
        marker: section.marker.clone(),
        text: section.text.clone(),
        run_in: section.run_in,
        role: section.role.as_ref().map(|found| found.role.id()),
    }
}

/// The outline for people: a tree with line numbers for each piece. Safe to show on a terminal; ends in a line feed.
pub fn text(documents: &[Arc<Document>], problems: &[Problem]) -> String {
    let mut out = String::new();
    for doc in documents {
        let removed = match doc.noise.len() {
            0 => String::new(),
            count => format!("，网页残留 {count} 行"),
        };
        put(&mut out, &format!("{}（{} 篇{removed}）", safe::line(&doc.path.to_string_lossy()), doc.pieces.len()));
        for piece in &doc.pieces {
            let title = safe::line(&piece.title);
            put(
                &mut out,
                &format!("  {title}  {}–{} 行，标题 {} 个", piece.start_line, piece.end_line, piece.sections.len()),
            );
            let rows: Vec<(&Section, String)> =
                piece.sections.iter().map(|section| (section, tree_row(section))).collect();
            let cells = rows.iter().map(|(_, row)| CELLS.text(row)).filter(|cells| *cells <= MARK_AT).max();
            for (section, row) in &rows {
                put(&mut out, &with_role(row, cells.unwrap_or(0), section));
            }
        }
    }
    for problem in problems {
        let path = problem.path.to_string_lossy();
        put(&mut out, &format!("未能读取 {}：{}", safe::line(&path), safe::line(&problem.reason)));
    }
    out
}

/// Line number and heading of a section.
fn tree_row(section: &Section) -> String {
    let indent = "  ".repeat(usize::from(section.level));
    format!("{:>6}  {indent}{}", section.line, safe::line(&section.label()))
}

/// The row with the section's role behind it, in the column after `cells` where the row is not longer.
fn with_role(row: &str, cells: usize, section: &Section) -> String {
    match &section.role {
        Some(found) => format!("{}  {}", CELLS.pad(row, cells.max(CELLS.text(row))), found.role.id()),
        None => row.to_owned(),
    }
}

fn put(out: &mut String, line: &str) {
    // Writing to a String does not fail.
    let _ = writeln!(out, "{line}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::model::{Extracted, Format};
    use crate::corpus::recognise::recognise;
    use crate::corpus::role::words::RoleWords;
    use crate::text::span::LineIndex;

    fn sample() -> Arc<Document> {
        let text = "青石镇\u{1b}总结\n一、抓宣传\n全镇开展了宣传活动，发放资料𠀀份，群众知晓率明显提高，营造了良好的氛围，取得了成效。\n".to_owned();
        let lines = LineIndex::new(&text);
        let source = Extracted { text: text.clone(), hints: Vec::new() };
        let found = recognise(&source, &lines, "a", &RoleWords::builtin());
        Arc::new(Document {
            path: "a\n.txt".into(),
            format: Format::Text,
            encoding: "UTF-8",
            encoding_guessed: false,
            text,
            lines,
            hints: Vec::new(),
            noise: found.noise,
            pieces: found.pieces,
        })
    }

    #[test]
    fn programs_get_the_agreed_form() {
        let problems = [Problem { path: "b".into(), reason: "不是文本".to_owned() }];
        let found = serde_json::to_string(&json(&[sample()], &problems));
        let expected = concat!(
            r#"{"documents":[{"path":"a\n.txt","format":"text","encoding":"UTF-8","noise_lines":[],"#,
            r#""pieces":[{"title":"青石镇\u001b总结","start_line":1,"end_line":3,"#,
            r#""headings":[{"line":2,"level":1,"marker":"一、","text":"抓宣传","run_in":false,"role":"宣传"}]}]}],"#,
            r#""problems":[{"path":"b","reason":"不是文本"}]}"#
        );
        assert_eq!(found.ok().as_deref(), Some(expected));
    }

    #[test]
    fn people_get_a_tree_without_controls() {
        let problems = [Problem { path: "b".into(), reason: "不是文本".to_owned() }];
        let shown = text(&[sample()], &problems);
        assert_eq!(
            shown,
            "a␊.txt（1 篇）\n  青石镇␛总结  1–3 行，标题 1 个\n     2    一、抓宣传  宣传\n未能读取 b：不是文本\n"
        );
    }
}
