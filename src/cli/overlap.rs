//! `wengao overlap`: what it prints, for people and as JSON. Finds nothing itself.

use std::io::{self, Write};
use std::sync::Arc;

use serde::Serialize;

use super::stats::Unusable;
use crate::corpus::model::{Corpus, Document, Scope};
use crate::draft::buffer::Buffer;
use crate::draft::origin::Origins;
use crate::job::overlap::{CheckOverlap, Checked, Shelf};
use crate::overlap::phrases::Phrases;
use crate::text::safe;
use crate::text::segment::Chinese;
use crate::text::span::{ByteSpan, first_chars};

/// `overlap --json`.
#[derive(Debug, Serialize)]
struct Output {
    share: f64,
    spans: Vec<SpanRow>,
    residue: Vec<ResidueRow>,
    leftovers: Vec<PlaceRow>,
    problems: Vec<Unusable>,
}

/// A stretch of the draft that stands elsewhere.
#[derive(Debug, Serialize)]
struct SpanRow {
    line: usize,
    column: usize,
    /// Characters of the draft, marks and blanks inside of it among them.
    length: usize,
    path: String,
    /// The title of the piece; nothing outside of pieces.
    piece: Option<String>,
    source_line: usize,
    source_column: usize,
    text: String,
    /// At how many other places it stands.
    others: usize,
    /// There may be more of these.
    more: bool,
}

/// Something that came along and is not the draft's own.
#[derive(Debug, Serialize)]
struct ResidueRow {
    #[serde(flatten)]
    place: PlaceRow,
    kind: &'static str,
    /// The title of the piece that it came from.
    from: String,
}

/// A place of the draft.
#[derive(Debug, Serialize)]
struct PlaceRow {
    line: usize,
    column: usize,
    length: usize,
    text: String,
}

/// Checks `draft` against `corpus` and prints what was found. Says whether nothing could be read to hold it against, and
/// whether anything was found.
///
/// # Errors
/// What `out` gives.
pub fn overlap(
    draft: &Document,
    corpus: Corpus,
    phrases: Phrases,
    words: Arc<Chinese>,
    json: bool,
    out: &mut dyn Write,
) -> io::Result<(bool, bool)> {
    let corpus = Arc::new(corpus);
    let asked = CheckOverlap {
        generation: 0,
        text: Buffer::from_text(&draft.text),
        path: Some(draft.path.clone()),
        taken: Origins::default(),
        corpus: Arc::clone(&corpus),
        shelf: Shelf::default(),
        phrases: Arc::new(phrases),
        words: Some(words),
    };
    let checked = asked.perform();
    let output = output(draft, &corpus, &checked);
    let trouble = corpus.documents.is_empty() && !corpus.problems.is_empty();
    let any = !(output.spans.is_empty() && output.residue.is_empty() && output.leftovers.is_empty());
    if json {
        writeln!(out, "{}", safe::json(&serde_json::to_string(&output)?))?;
    } else {
        text(&output, out)?;
    }
    Ok((trouble, any))
}

fn output(draft: &Document, corpus: &Corpus, checked: &Checked) -> Output {
    let place = |at: ByteSpan| {
        let position = draft.source_position(at.start);
        let text = draft.slice(at).to_owned();
        PlaceRow { line: position.line, column: position.column, length: text.chars().count(), text }
    };
    let span = |span: &crate::overlap::check::Span| {
        let document = corpus.documents.get(span.place.document)?;
        let source = document.source_position(span.place.span.start);
        let piece = match corpus.scope_at(span.place) {
            Scope::Piece(_, piece) | Scope::Section(_, piece, _) => document.pieces.get(piece),
            Scope::Corpus | Scope::Document(_) => None,
        };
        let PlaceRow { line, column, length, text } = place(span.at);
        Some(SpanRow {
            line,
            column,
            length,
            path: document.path.to_string_lossy().into_owned(),
            piece: piece.map(|piece| piece.title.clone()),
            source_line: source.line,
            source_column: source.column,
            text,
            others: span.others,
            more: span.more,
        })
    };
    let problem = |problem: &crate::corpus::model::Problem| Unusable {
        path: problem.path.to_string_lossy().into_owned(),
        reason: problem.reason.clone(),
    };
    let residue = checked.residue.iter().map(|(found, from)| ResidueRow {
        place: place(found.at),
        kind: found.kind.words().1,
        from: from.clone(),
    });
    Output {
        share: (checked.overlap.share() * 10_000.0).round() / 10_000.0,
        spans: checked.overlap.spans.iter().filter_map(span).collect(),
        residue: residue.collect(),
        leftovers: checked.leftovers.iter().map(|at| place(*at)).collect(),
        problems: corpus.problems.iter().map(problem).collect(),
    }
}

/// How many characters of a span are shown.
const SHOWN: usize = 40;

fn text(output: &Output, out: &mut dyn Write) -> io::Result<()> {
    let shown = |text: &str| {
        let flat = text.split_whitespace().collect::<String>();
        let cut = if flat.chars().count() > SHOWN { "……" } else { "" };
        format!("{}{cut}", safe::line(first_chars(&flat, SHOWN)))
    };
    let place = |line: usize, column: usize| format!("{line}:{column}");
    writeln!(out, "重合 {:.1}%，{} 处", output.share * 100.0, output.spans.len())?;
    for row in &output.spans {
        let others = match (row.others, row.more) {
            (0, false) => String::new(),
            (n, true) => format!("，另有 {n} 处以上"),
            (n, false) => format!("，另有 {n} 处"),
        };
        let piece = safe::line(row.piece.as_deref().unwrap_or("（篇外）")).into_owned();
        let at = place(row.line, row.column);
        writeln!(out, "{at:>8}  {} 字  {}", row.length, shown(&row.text))?;
        writeln!(out, "          ← {piece} · {} 第 {} 行{others}", safe::line(&row.path), row.source_line)?;
    }
    if !output.residue.is_empty() {
        writeln!(out, "夹带 {} 处：不像本稿的单位、地名、姓名、年份", output.residue.len())?;
    }
    for row in &output.residue {
        let kind = match row.kind {
            "unit" => "单位",
            "place" => "地名",
            "person" => "姓名",
            "year" => "年份",
            _ => "活动",
        };
        let at = place(row.place.line, row.place.column);
        writeln!(out, "{at:>8}  {kind}  {}  ← {}", shown(&row.place.text), safe::line(&row.from))?;
    }
    if !output.leftovers.is_empty() {
        writeln!(out, "未填 {} 处", output.leftovers.len())?;
    }
    for row in &output.leftovers {
        writeln!(out, "{:>8}  {}", place(row.line, row.column), shown(&row.text))?;
    }
    Ok(())
}
