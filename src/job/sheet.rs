//! The 校对单 of documents that were looked through: findings and comments with their places and what was decided.

use std::path::{Path, PathBuf};

use super::clock;
use super::lint::{Linted, Located};
use super::placing::places;
use super::ruling::{Decided, Ruling, rulings};
use crate::draft::store;
use crate::draft::store::StoreError;
use crate::lint::finding::Spot;
use crate::review::Review;
use crate::review::again::LOOK_AGAIN;
use crate::review::anchor::{Anchor, Placed};
use crate::review::record::{Said, Verdict};
use crate::review::sheet::{At, Kind, Outcome, Row, Sheet, of_thread};
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
        let rulings = rulings(&linted.found(), linted.text(), &standing).findings;
        let mut own: Vec<(usize, Row)> = linted
            .findings
            .iter()
            .zip(rulings)
            .flat_map(|(found, rulings)| findings(linted, found, &rulings))
            .collect();
        let anchors: Vec<&Anchor> = standing.threads.iter().map(|thread| &thread.anchor).collect();
        for (thread, placed) in standing.threads.iter().zip(places(linted, &anchors)) {
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
fn findings(linted: &Linted, found: &Located, rulings: &[Ruling]) -> Vec<(usize, Row)> {
    let spots = found.finding.spots();
    let all: Vec<(usize, (&Spot, &Ruling))> = spots.iter().zip(rulings).enumerate().collect();
    let (by_itself, together): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|(_, (_, ruling))| spots.len() > 1 && ruling.own);
    let mut rows = Vec::new();
    if let Some((at, (spot, ruling))) = together.first() {
        let mut row = row(linted, found, (*at, spot), ruling);
        if together.len() > 1 {
            row.remark = format!("全文 {} 处：{}", together.len(), row.remark);
        }
        rows.push((spot.span.start, row));
    }
    for (at, (spot, ruling)) in by_itself {
        rows.push((spot.span.start, row(linted, found, (at, spot), ruling)));
    }
    rows
}

/// The row of one place of a finding.
fn row(linted: &Linted, found: &Located, (nth, spot): (usize, &Spot), ruling: &Ruling) -> Row {
    let (finding, text) = (&found.finding, linted.text());
    let rule = finding.rule;
    let before = head(text, spot.span.start).rsplit('\n').next().unwrap_or("");
    let after = tail(text, spot.span.end).split('\n').next().unwrap_or("");
    let mut remark = rule.says.zh.replace("{}", &finding.about);
    let (mut by, mut time) = (String::new(), String::new());
    if ruling.again {
        remark.push_str(&format!("\n{LOOK_AGAIN}"));
    }
    if let Some(record) = ruling.record.as_ref().filter(|_| ruling.decided != Decided::Open) {
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
        outcome: match ruling.decided {
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
