//! The 校对单 of documents that were looked through: findings and comments with their places and what was decided.

use std::path::{Path, PathBuf};

use super::clock;
use super::lint::{Linted, Located};
use super::review::{Decided, decided};
use crate::draft::store;
use crate::draft::store::StoreError;
use crate::lint::finding::Spot;
use crate::review::Review;
use crate::review::anchor::{Anchor, Placed, place};
use crate::review::finding::FindingKey;
use crate::review::record::{Said, Verdict};
use crate::review::sheet::{At, Kind, Outcome, Row, Sheet, of_thread};
use crate::review::standing::Standing;
use crate::text::span::{ByteSpan, first_chars, head, last_chars, slice, tail};
use crate::text::width::Cells;

/// How many characters on either side of the words are shown.
const AROUND: usize = 12;

/// The sheet of `documents`: all that was found and said, decided or not.
pub fn sheet<'a>(documents: impl Iterator<Item = (&'a Linted, &'a Review)>, reviewer: &str) -> Sheet {
    let (mut names, mut rows) = (Vec::new(), Vec::new());
    for (linted, review) in documents {
        names.push(linted.document.name());
        let standing = review.standing();
        let mut own: Vec<(usize, Row)> =
            linted.findings.iter().flat_map(|found| findings(linted, found, &standing)).collect();
        let anchors: Vec<&Anchor> = standing.threads.iter().map(|thread| &thread.anchor).collect();
        for (thread, placed) in standing.threads.iter().zip(place(&anchors, linted.text())) {
            let start = placed.span().map_or(usize::MAX, |span| span.start);
            let mut row = of_thread(thread, if linted.raw.is_some() { Placed::Lost } else { placed }, &linted.document);
            if let (Some(_), Some(span)) = (&linted.raw, placed.span()) {
                row.at = at(linted, span, 0);
            }
            own.push((start, row));
        }
        own.sort_by_key(|(start, _)| *start);
        rows.extend(own.into_iter().map(|(_, row)| (names.len() - 1, row)));
    }
    // Where there are several documents, each row says in which it stands.
    let several = names.len() > 1;
    let rows = rows.into_iter().map(|(of, mut row): (usize, Row)| {
        row.time = clock::shown(&row.time);
        if let Some(name) = names.get(of).filter(|_| several) {
            let gap = if row.at.piece.is_empty() { "" } else { " › " };
            row.at.piece = format!("{name}{gap}{}", row.at.piece);
        }
        row
    });
    let rows = rows.collect();
    let document = match names.as_slice() {
        [one] => one.clone(),
        [first, ..] => format!("{first} 等 {} 份", names.len()),
        [] => String::new(),
    };
    Sheet { document, reviewer: reviewer.to_owned(), date: clock::today(), rows }
}

/// Where a span of the text is.
fn at(linted: &Linted, span: ByteSpan, column: usize) -> At {
    let document = &linted.document;
    let Some(raw) = &linted.raw else { return At::of(document, span) };
    let line = head(raw, span.start).matches('\n').count() + 1;
    let place = document.lines.span(&document.text, line);
    At { line, column, chars: slice(raw, span).chars().count(), ..At::of(document, place) }
}

/// The rows of a finding: one, or, where it stands for many of which some were decided, one for what is open and one for
/// each that was decided by itself.
fn findings(linted: &Linted, found: &Located, standing: &Standing) -> Vec<(usize, Row)> {
    let (finding, text) = (&found.finding, linted.text());
    let spots = finding.spots();
    let state = |spot: &Spot| decided(standing, finding.rule, text, spot);
    let own = |spot: &Spot| standing.decision(&FindingKey::new(finding.rule.id, text, spot.span)).is_some();
    let (by_itself, together): (Vec<usize>, Vec<usize>) =
        (0..spots.len()).partition(|at| spots.len() > 1 && spots.get(*at).is_some_and(own));
    let mut rows = Vec::new();
    if let Some((first, spot)) = together.first().and_then(|at| Some((*at, spots.get(*at)?))) {
        let mut row = row(linted, found, (first, spot), state(spot), standing);
        if together.len() > 1 {
            row.remark = format!("全文 {} 处：{}", together.len(), row.remark);
        }
        rows.push((spot.span.start, row));
    }
    for (at, spot) in by_itself.into_iter().filter_map(|at| Some((at, spots.get(at)?))) {
        rows.push((spot.span.start, row(linted, found, (at, spot), state(spot), standing)));
    }
    rows
}

/// The row of one place of a finding.
fn row(linted: &Linted, found: &Located, (nth, spot): (usize, &Spot), state: Decided, standing: &Standing) -> Row {
    let (finding, text) = (&found.finding, linted.text());
    let rule = finding.rule;
    let before = head(text, spot.span.start).rsplit('\n').next().unwrap_or("");
    let after = tail(text, spot.span.end).split('\n').next().unwrap_or("");
    let mut remark = rule.says.zh.replace("{}", &finding.about);
    let (mut by, mut time) = (String::new(), String::new());
    let key = FindingKey::new(rule.id, text, spot.span);
    let own = standing.decision(&key).map(|decision| &decision.record);
    let record = own.or_else(|| standing.rules.get(rule.id)).or_else(|| standing.accepted.get(rule.id));
    if let Some(record) = record.filter(|_| state != Decided::Open) {
        (by, time) = (record.by().to_owned(), clock::shown(record.at()));
        if let Said::Decision { verdict: Verdict::Ignored { reason }, .. } | Said::IgnoreRule { reason, .. } =
            record.said()
            && !reason.is_empty()
        {
            remark.push_str(&format!("\n忽略理由：{reason}"));
        }
    }
    let place = found.places.get(nth).map_or(found.at, |(at, _)| *at);
    let fix = spot.fix.as_ref().map(|fix| fix.text.clone());
    Row {
        at: at(linted, spot.span, place.at.column),
        kind: Kind::Problem,
        level: finding.level.words().zh.to_owned(),
        before: last_chars(before, AROUND).to_owned(),
        original: slice(text, spot.span).to_owned(),
        after: first_chars(after, AROUND).to_owned(),
        suggestion: finding.suggestion.clone().or(fix),
        clause: rule.basis.clause.to_owned(),
        strength: rule.basis.strength.to_owned(),
        remark,
        outcome: match state {
            Decided::Open => Outcome::Open,
            Decided::Accepted => Outcome::Accepted,
            Decided::Ignored => Outcome::Ignored,
        },
        by,
        time,
    }
}

/// The kinds of files that a sheet is written as.
pub const ENDINGS: &str = ".docx .xlsx .csv .md .txt";

/// Writes `sheet` to `path`, as its ending says.
///
/// # Errors
/// In the user's words: the ending names no kind of file, or it cannot be written. A file that is there is
/// [`StoreError::Exists`] where `overwrite` is not given.
pub fn write(sheet: &Sheet, path: &Path, overwrite: bool) -> Result<(), SheetFault> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let mut bytes = Vec::new();
    match ending.as_str() {
        "docx" => bytes = sheet.docx()?,
        "xlsx" => bytes = sheet.xlsx()?,
        "csv" => sheet.csv(true, &mut bytes)?,
        "md" => sheet.markdown(&mut bytes)?,
        "txt" => sheet.text(Cells::NARROW, &mut bytes)?,
        _ => return Err(SheetFault::Ending),
    }
    Ok(store::write_new(path, &bytes, overwrite)?)
}

/// Why a sheet was not written.
#[derive(Debug, thiserror::Error)]
pub enum SheetFault {
    /// The ending names no kind of file.
    #[error("校对单的文件名要以 {ENDINGS} 之一结尾")]
    Ending,
    /// It could not be made.
    #[error(transparent)]
    Made(#[from] crate::review::sheet::SheetError),
    /// It could not be written.
    #[error("{}", .0.of_report())]
    Written(#[from] StoreError),
}

/// A sheet to be written.
#[derive(Debug)]
pub struct WriteSheet {
    /// Where to.
    pub path: PathBuf,
    /// It.
    pub sheet: Sheet,
    /// The file may stand there already.
    pub overwrite: bool,
}
