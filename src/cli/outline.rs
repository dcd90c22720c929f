//! An outline as people read it and as programs do. Prints nothing itself.

use std::fmt::Write as _;
use std::sync::Arc;

use serde::Serialize;

use crate::corpus::model::{Document, Piece, Problem, Section};
use crate::corpus::outline::reason::Reason;
use crate::text::safe;
use crate::text::width::Cells;

/// How wide characters are taken to be in what is printed.
pub(super) const CELLS: Cells = Cells::NARROW;
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
    #[serde(skip_serializing_if = "Option::is_none")]
    noise: Option<Vec<OutlineNoise>>,
    pieces: Vec<OutlinePiece>,
}

/// A line of debris with its receipt.
#[derive(Clone, Debug, Serialize)]
struct OutlineNoise {
    line: usize,
    what: String,
    why: String,
}

#[derive(Clone, Debug, Serialize)]
struct OutlinePiece {
    title: String,
    start_line: usize,
    end_line: usize,
    headings: Vec<OutlineHeading>,
    #[serde(flatten)]
    explained: Option<PieceReasons>,
}

/// Why a piece begins where it does, and which numbered lines are no headings.
#[derive(Clone, Debug, Serialize)]
struct PieceReasons {
    begins: &'static str,
    matter: Vec<OutlineMatter>,
    refused: Vec<OutlineRefused>,
}

/// A line that is neither heading nor body.
#[derive(Clone, Debug, Serialize)]
struct OutlineMatter {
    line: usize,
    what: &'static str,
}

#[derive(Clone, Debug, Serialize)]
struct OutlineRefused {
    line: usize,
    reason: &'static str,
    words: String,
}

/// Why a line is a heading, has its level and its role.
#[derive(Clone, Debug, Serialize)]
struct HeadingReasons {
    reason: &'static str,
    level_reason: &'static str,
    role_reason: Option<String>,
    words: String,
}

#[derive(Clone, Debug, Serialize)]
struct OutlineHeading {
    line: usize,
    level: u8,
    marker: String,
    text: String,
    run_in: bool,
    role: Option<&'static str>,
    #[serde(flatten)]
    explained: Option<HeadingReasons>,
}

#[derive(Clone, Debug, Serialize)]
struct OutlineProblem {
    path: String,
    reason: String,
}

/// The outline for programs: `{"documents":[…],"problems":[…]}`; with every decision's reason when `explain` is set.
pub fn json(documents: &[Arc<Document>], problems: &[Problem], explain: bool) -> Outline {
    Outline {
        documents: documents.iter().map(|doc| document(doc, explain)).collect(),
        problems: problems
            .iter()
            .map(|p| OutlineProblem { path: p.path.to_string_lossy().into_owned(), reason: p.reason.clone() })
            .collect(),
    }
}

fn document(doc: &Document, explain: bool) -> OutlineDocument {
    let noise = || {
        doc.noise
            .iter()
            .map(|n| OutlineNoise { line: doc.source_line(n.line), what: n.what.to_string(), why: n.why.clone() })
            .collect()
    };
    OutlineDocument {
        path: doc.path.to_string_lossy().into_owned(),
        format: doc.format.id(),
        encoding: doc.encoding,
        noise_lines: doc.noise.iter().map(|n| doc.source_line(n.line)).collect(),
        noise: explain.then(noise),
        pieces: doc.pieces.iter().map(|one| piece(doc, one, explain)).collect(),
    }
}

fn piece(doc: &Document, piece: &Piece, explain: bool) -> OutlinePiece {
    let refused = |&(line, why): &(usize, Reason)| OutlineRefused {
        line: doc.source_line(line),
        reason: why.id(),
        words: why.to_string(),
    };
    let reasons = || PieceReasons {
        begins: piece.begins.id(),
        matter: piece
            .matter
            .iter()
            .map(|(line, what)| OutlineMatter { line: doc.source_line(*line), what: what.word() })
            .collect(),
        refused: piece.refused.iter().map(refused).collect(),
    };
    OutlinePiece {
        title: piece.title.clone(),
        start_line: doc.source_line(piece.start_line),
        end_line: last_line(doc, piece),
        headings: piece.sections.iter().map(|section| heading(doc, section, explain)).collect(),
        explained: explain.then(reasons),
    }
}

/// The line of the source that a piece ends on.
pub(super) fn last_line(doc: &Document, piece: &Piece) -> usize {
    let last = doc.slice(piece.span).trim_end().len();
    doc.source_position(piece.span.start + last).line
}

fn heading(doc: &Document, section: &Section, explain: bool) -> OutlineHeading {
    let reasons = || HeadingReasons {
        reason: section.why.id(),
        level_reason: section.nesting.id(),
        role_reason: section.role.as_ref().map(|found| found.reason.to_string()),
        words: format!("{}；{}", section.why, section.nesting),
    };
    OutlineHeading {
        line: doc.source_position(section.heading.start).line,
        level: section.level,
        marker: section.marker.clone(),
        text: section.text.clone(),
        run_in: section.run_in,
        role: section.role.as_ref().map(|found| found.role.id()),
        explained: explain.then(reasons),
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
                &format!(
                    "  {title}  {}–{} 行，标题 {} 个",
                    doc.source_line(piece.start_line),
                    last_line(doc, piece),
                    piece.sections.len()
                ),
            );
            let rows: Vec<(&Section, String)> =
                piece.sections.iter().map(|section| (section, tree_row(doc, section))).collect();
            let cells = rows.iter().map(|(_, row)| CELLS.text(row)).filter(|cells| *cells <= MARK_AT).max();
            for (section, row) in &rows {
                put(&mut out, &with_role(row, cells.unwrap_or(0), section));
            }
        }
    }
    put_problems(&mut out, problems);
    out
}

/// Line number and heading of a section.
fn tree_row(doc: &Document, section: &Section) -> String {
    let indent = "  ".repeat(usize::from(section.level));
    format!("{:>6}  {indent}{}", doc.source_position(section.heading.start).line, safe::line(&section.label()))
}

/// One line for each file that could not be used.
pub(super) fn put_problems(out: &mut String, problems: &[Problem]) {
    for problem in problems {
        let path = problem.path.to_string_lossy();
        put(out, &format!("注意 {}：{}", safe::line(&path), safe::line(&problem.reason)));
    }
}

/// The row with the section's role behind it, in the column after `cells` where the row is not longer.
fn with_role(row: &str, cells: usize, section: &Section) -> String {
    match &section.role {
        Some(found) => format!("{}  {}", CELLS.pad(row, cells.max(CELLS.text(row))), found.role.id()),
        None => row.to_owned(),
    }
}

/// Adds a line.
pub(super) fn put(out: &mut String, line: &str) {
    // Writing to a String does not fail.
    let _ = writeln!(out, "{line}");
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::corpus::correction::Corrections;
    use crate::corpus::load::of_text;

    fn sample() -> Arc<Document> {
        read(
            "青石镇\u{1b}总结\n一、抓宣传\n全镇开展了宣传活动，发放资料𠀀份，群众知晓率明显提高，营造了良好的氛围，取得了成效。\n",
        )
    }

    fn read(text: &str) -> Arc<Document> {
        Arc::new(of_text(Path::new("a\n.txt"), text, &Corrections::default()))
    }

    #[test]
    fn programs_get_the_agreed_form() {
        let problems = [Problem { path: "b".into(), reason: "不是文本".to_owned() }];
        let found = serde_json::to_string(&json(&[sample()], &problems, false));
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
            "a␊.txt（1 篇）\n  青石镇␛总结  1–3 行，标题 1 个\n     2    一、抓宣传  宣传\n注意 b：不是文本\n"
        );
    }

    #[test]
    fn every_decision_tells_why() {
        let text = "首页 > 工作\n青石镇总结\n各村：\n一、抓宣传\n全镇开展了宣传活动，发放资料，群众知晓率明显提高，营造了良好的氛围，取得了成效。\n\
                    1、甲村；\n2、乙村；\n二、抓整治\n全镇开展了整治活动，清运垃圾，群众生活环境明显改善，营造了良好的氛围，取得了成效。\n";
        let shown = crate::cli::explain::explained(&[read(text)], &[]);
        let expected = [
            "a␊.txt（1 篇）",
            "     1  杂质  首页 > 工作 ← 导航：“首页”与箭头组成的路径",
            "  青石镇总结  2–9 行 ← 全文由此开始",
            "     3  称呼  各村： ← 不算标题，也不算正文",
            "     4  1 级  一、抓宣传 ← 同类序号 2 个成系列，多数领起正文；最高一级；宣传：标题含“宣传”",
            "     6  不是  1、甲村； ← 同类序号 2 项多是整句，是列举",
            "     7  不是  2、乙村； ← 同类序号 2 项多是整句，是列举",
            "     8  1 级  二、抓整治 ← 同类序号 2 个成系列，多数领起正文；接前面同类标题；做法：标题含“整治”",
        ];
        assert_eq!(shown.lines().collect::<Vec<_>>(), expected);
        let programs = serde_json::to_value(json(&[read(text)], &[], true)).unwrap_or_default();
        let piece = &programs["documents"][0]["pieces"][0];
        assert_eq!(programs["documents"][0]["noise"][0]["what"], "导航");
        assert_eq!(piece["begins"], "start");
        assert_eq!(piece["headings"][0]["reason"], "series");
        assert_eq!(piece["headings"][1]["level_reason"], "beside");
        assert_eq!(piece["refused"][0]["line"], 6);
        assert_eq!(piece["matter"][1]["what"], "称呼");
    }
}
