//! `wengao search`: what it prints, as a concordance for people, as CSV and as JSON. Finds nothing itself.

use std::io::{self, Write};

use serde::Serialize;

use super::stats::{Form, Unusable};
use crate::corpus::model::{Corpus, Document, Positions, Scope};
use crate::job::search::Parallel;
use crate::search::concordance::{self, Order};
use crate::search::engine::{Engine, Hit, Shelf, Tally};
use crate::search::query::{Query, QueryError};
use crate::stats::writer;
use crate::text::safe;
use crate::text::span::{ByteSpan, LineColumn, first_chars, last_chars, slice};
use crate::text::width::Cells;

const CELLS: Cells = Cells::NARROW;

/// What was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The query.
    pub query: &'a Query,
    /// How the rows stand.
    pub order: Order,
    /// Characters of context on either side.
    pub context: usize,
    /// The most rows.
    pub limit: Option<usize>,
}

/// `search --json`.
#[derive(Debug, Serialize)]
struct Output {
    hits: Vec<Row>,
    total: usize,
    problems: Vec<Unusable>,
}

/// A place found.
#[derive(Debug, Serialize)]
struct Row {
    path: String,
    /// The title of the piece; nothing outside of pieces.
    piece: Option<String>,
    line: usize,
    column: usize,
    length: usize,
    left: String,
    r#match: String,
    right: String,
    headings: Vec<String>,
}

/// Searches `corpus` and prints what was found.
///
/// # Errors
/// What `out` gives.
pub fn search(corpus: &Corpus, asked: &Asked<'_>, form: Form, out: &mut dyn Write) -> io::Result<()> {
    let mut hits = Vec::new();
    let engine = Parallel(Shelf::of(corpus));
    let tally = engine.search(asked.query, &|| true, &mut |batch| hits.extend(batch));
    concordance::sort(&mut hits, asked.order, corpus);
    hits.truncate(asked.limit.unwrap_or(usize::MAX));
    match form {
        Form::Json => {
            let problem = |problem: &crate::corpus::model::Problem| Unusable {
                path: problem.path.to_string_lossy().into_owned(),
                reason: problem.reason.clone(),
            };
            let output = Output {
                hits: rows(corpus, &hits, asked.context).map(|(_, row)| row).collect(),
                total: tally.hits,
                problems: corpus.problems.iter().map(problem).collect(),
            };
            writeln!(out, "{}", safe::json(&serde_json::to_string(&output)?))
        }
        Form::Csv => csv(corpus, &hits, asked.context, out),
        Form::Text => text(corpus, &hits, asked, tally, out),
    }
}

/// The rows of `hits`; places of one document are found from the one before.
fn rows<'a>(corpus: &'a Corpus, hits: &'a [Hit], context: usize) -> impl Iterator<Item = (Hit, Row)> + 'a {
    let mut of: Option<(usize, Positions<'a>)> = None;
    hits.iter().filter_map(move |hit| {
        if of.as_ref().is_none_or(|(document, _)| *document != hit.document()) {
            of = corpus.documents.get(hit.document()).map(|document| (hit.document(), document.positions()));
        }
        let position = of.as_mut()?.1.at(hit.span().start);
        Some((*hit, row(corpus, *hit, position, context)?))
    })
}

fn row(corpus: &Corpus, hit: Hit, position: LineColumn, context: usize) -> Option<Row> {
    let document = corpus.documents.get(hit.document())?;
    let scope = corpus.scope_at(hit.place());
    let matched = concordance::matched(corpus, hit);
    Some(Row {
        path: document.path.to_string_lossy().into_owned(),
        piece: piece(document, scope),
        line: position.line,
        column: position.column,
        length: matched.chars().count(),
        left: last_chars(concordance::left_of(corpus, hit), context).to_owned(),
        r#match: matched.to_owned(),
        right: first_chars(concordance::right_of(corpus, hit), context).to_owned(),
        headings: corpus.heading_path(scope),
    })
}

/// The title of the piece that `scope` lies in.
fn piece(document: &Document, scope: Scope) -> Option<String> {
    match scope {
        Scope::Piece(_, p) | Scope::Section(_, p, _) => document.pieces.get(p).map(|piece| piece.title.clone()),
        Scope::Corpus | Scope::Document(_) => None,
    }
}

fn csv(corpus: &Corpus, hits: &[Hit], context: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut out = csv::Writer::from_writer(out);
    let columns = ["path", "piece", "line", "column", "left", "match", "right", "headings"];
    out.write_record(columns).map_err(writer::to_io)?;
    for (_, row) in rows(corpus, hits, context) {
        let shown = |text: &str| safe::line(text).into_owned();
        out.write_record([
            shown(&row.path),
            shown(&row.piece.unwrap_or_default()),
            row.line.to_string(),
            row.column.to_string(),
            shown(&row.left),
            shown(&row.r#match),
            shown(&row.right),
            shown(&row.headings.join(" › ")),
        ])
        .map_err(writer::to_io)?;
    }
    out.flush()
}

/// Rows under their piece and headings; in an order by context each row says itself where it stands.
fn text(corpus: &Corpus, hits: &[Hit], asked: &Asked<'_>, tally: Tally, out: &mut dyn Write) -> io::Result<()> {
    let grouped = matches!(asked.order, Order::Corpus | Order::Piece);
    // The keyword stands behind the longest context that there is.
    let longest = rows(corpus, hits, asked.context).map(|(_, row)| CELLS.text(&row.left)).max().unwrap_or(0);
    let (mut last_piece, mut last_path) = (String::new(), String::new());
    for (_, row) in rows(corpus, hits, asked.context) {
        let piece = format!("{} · {}", safe::line(&row.path), safe::line(row.piece.as_deref().unwrap_or("（篇外）")));
        let path = safe::line(&row.headings.join(" › ")).into_owned();
        if grouped && piece != last_piece {
            writeln!(out, "{piece}")?;
            last_path.clear();
        }
        if grouped && path != last_path {
            writeln!(out, "  {path}")?;
        }
        let gap = " ".repeat(longest.saturating_sub(CELLS.text(&row.left)));
        let place = format!("{}:{}", row.line, row.column);
        let (left, matched, right) = (safe::line(&row.left), safe::line(&row.r#match), safe::line(&row.right));
        let tail = if grouped { String::new() } else { format!("  {piece}") };
        writeln!(out, "{place:>10}  {gap}{left}【{matched}】{right}{tail}")?;
        (last_piece, last_path) = (piece, path);
    }
    let spelled = if tally.spelled && tally.hits > 0 { "，按拼音" } else { "" };
    let cut = if hits.len() < tally.hits { format!("，列出前 {} 处", hits.len()) } else { String::new() };
    writeln!(out, "{} 处，在 {} 个文档里{spelled}{cut}", tally.hits, tally.documents)
}

/// What is wrong with `query`, with the place below it.
pub fn pointed(query: &str, error: &QueryError) -> String {
    let before = CELLS.text(slice(query, ByteSpan::new(0, error.span.start)));
    let marked = CELLS.text(slice(query, error.span)).max(1);
    format!("{error}\n  {}\n  {}{}", safe::line(query), " ".repeat(before), "^".repeat(marked))
}
