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
use crate::text::words::Language;

/// How many characters on either side of the words are shown.
const AROUND: usize = 12;

/// The sheet of `documents`: all that was found and said, decided or not.
pub fn sheet<'a>(documents: impl Iterator<Item = (&'a Linted, &'a Review)>, reviewer: &str) -> Sheet {
    let (mut names, mut rows) = (Vec::new(), Vec::new());
    for (linted, review) in documents {
        names.push(linted.document.name());
        let standing = review.standing();
        let mut own: Vec<(usize, Row)> =
            linted.findings.iter().map(|found| (found.finding.span.start, finding(linted, found, &standing))).collect();
        let anchors: Vec<&Anchor> = standing.threads.iter().map(|thread| &thread.anchor).collect();
        for (thread, placed) in standing.threads.iter().zip(place(&anchors, linted.text())) {
            let start = placed.span().map_or(usize::MAX, |span| span.start);
            let mut row = of_thread(thread, if linted.raw.is_some() { Placed::Lost } else { placed }, &linted.document);
            if let (Some(_), Some(span)) = (&linted.raw, placed.span()) {
                row.at = at(linted, span, None);
            }
            own.push((start, row));
        }
        own.sort_by_key(|(start, _)| *start);
        rows.extend(own.into_iter().map(|(_, row)| row));
    }
    let document = match names.as_slice() {
        [one] => one.clone(),
        [first, ..] => format!("{first} 等 {} 份", names.len()),
        [] => String::new(),
    };
    Sheet { document, reviewer: reviewer.to_owned(), date: clock::today(), rows }
}

/// Where a span of the text is.
fn at(linted: &Linted, span: ByteSpan, found: Option<&Located>) -> At {
    let document = &linted.document;
    let Some(raw) = &linted.raw else { return At::of(document, span) };
    let line = head(raw, span.start).matches('\n').count() + 1;
    let place = document.lines.span(&document.text, line);
    let column = found.map_or(0, |found| found.at.at.column);
    At { line, column, chars: slice(raw, span).chars().count(), ..At::of(document, place) }
}

fn finding(linted: &Linted, found: &Located, standing: &Standing) -> Row {
    let (finding, text) = (&found.finding, linted.text());
    let rule = finding.rule;
    let line = |text: &str| text.split('\n').next().unwrap_or("").to_owned();
    let before = head(text, finding.span.start).rsplit('\n').next().unwrap_or("");
    let states: Vec<(Decided, Spot)> =
        finding.spots().into_iter().map(|spot| (decided(standing, rule, text, &spot), spot)).collect();
    let of = |wanted: Decided| states.iter().filter(|(state, _)| *state == wanted).count();
    let outcome = match (of(Decided::Open), of(Decided::Accepted), of(Decided::Ignored)) {
        (0, _, 0) => Outcome::Accepted,
        (0, 0, _) => Outcome::Ignored,
        _ => Outcome::Open,
    };
    let mut remark = finding.message(Language::Chinese);
    if states.len() > 1 && outcome == Outcome::Open && of(Decided::Open) < states.len() {
        remark.push_str(&format!("（已采纳 {} 处，已忽略 {} 处）", of(Decided::Accepted), of(Decided::Ignored)));
    }
    let (mut by, mut time) = (String::new(), String::new());
    let key = FindingKey::new(rule.id, text, finding.span);
    let own = standing.decision(&key).map(|decision| &decision.record);
    let record = own.or_else(|| standing.rules.get(rule.id)).or_else(|| standing.accepted.get(rule.id));
    if let Some(record) = record {
        (by, time) = (record.by().to_owned(), record.at().to_owned());
        if let Said::Decision { verdict: Verdict::Ignored { reason }, .. } | Said::IgnoreRule { reason, .. } =
            record.said()
            && !reason.is_empty()
        {
            remark.push_str(&format!("\n忽略理由：{reason}"));
        }
    }
    let suggestion = finding.suggestion.clone().or_else(|| {
        let fix = finding.places.first().and_then(|spot| spot.fix.as_ref());
        fix.map(|fix| fix.text.clone())
    });
    Row {
        at: at(linted, finding.span, Some(found)),
        kind: Kind::Problem,
        level: finding.level.words().zh.to_owned(),
        before: last_chars(before, AROUND).to_owned(),
        original: slice(text, finding.span).to_owned(),
        after: first_chars(&line(tail(text, finding.span.end)), AROUND).to_owned(),
        suggestion,
        clause: rule.basis.clause.to_owned(),
        strength: rule.basis.strength.to_owned(),
        remark,
        outcome,
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
    #[error(transparent)]
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
