//! `wengao lint`: what it prints, for people and as JSON, and the files that it mends. Finds nothing itself.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::stats::Unusable;
use crate::corpus::formats;
use crate::corpus::load::{self, Entry, Options};
use crate::corpus::model::{Format, Problem};
use crate::draft::store::{StoreError, exact};
use crate::job::lint::{Linted, Located, Mended, SourceSpan, entries, mend};
use crate::lint::finding::Fix;
use crate::lint::settings::Settings;
use crate::review::{self, standing::Standing};
use crate::text::safe;
use crate::text::span::first_chars;
use crate::text::words::Language;

/// What was asked for.
#[derive(Debug)]
pub struct Asked<'a> {
    /// How documents are read.
    pub options: &'a Options,
    /// Which rules work.
    pub settings: Settings,
    /// For programs.
    pub json: bool,
    /// The language of what is printed for people.
    pub language: Language,
}

/// `lint --json`.
#[derive(Debug, Serialize)]
struct Output {
    findings: Vec<Row>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<Vec<MendedRow>>,
    problems: Vec<Unusable>,
}

#[derive(Debug, Serialize)]
struct Row {
    path: String,
    line: usize,
    column: usize,
    length: usize,
    rule: &'static str,
    level: &'static str,
    clause: String,
    message: String,
    suggestion: Option<String>,
    fix: Option<Replacement>,
    count: usize,
    places: Option<Vec<PlaceRow>>,
}

#[derive(Debug, Serialize)]
struct Replacement {
    line: usize,
    column: usize,
    length: usize,
    text: String,
}

#[derive(Debug, Serialize)]
struct PlaceRow {
    line: usize,
    column: usize,
    length: usize,
    text: Option<String>,
}

#[derive(Debug, Serialize)]
struct MendedRow {
    path: String,
    line: usize,
    column: usize,
    rule: &'static str,
    old: String,
    new: String,
}

/// Proofreads `files` and prints what was found. Gives the exit status: 0 nothing, 1 findings, 2 trouble.
///
/// # Errors
/// What `out` gives.
pub fn lint(asked: &Asked<'_>, files: &[Entry], problems: &mut Vec<Problem>, out: &mut dyn Write) -> io::Result<i32> {
    let rows = rows(asked, files, problems);
    finish(asked, rows, None, problems, out)
}

/// Mends `paths` where that is mechanical, prints the receipt, and says what is left.
///
/// # Errors
/// What `out` gives.
pub fn fix(asked: &Asked<'_>, paths: &[PathBuf], problems: &mut Vec<Problem>, out: &mut dyn Write) -> io::Result<i32> {
    let (mut findings, mut fixed) = (Vec::new(), Vec::new());
    for path in paths {
        match fixed_text(asked, path) {
            Ok((exact, text, receipt)) => match exact.write(&text) {
                Ok(()) => {
                    fixed.extend(receipt.into_iter().map(|mended| mended_row(path, mended)));
                    findings.extend(left(asked, path, &text));
                }
                // What could be read is told all the same.
                Err(error) => {
                    problems.push(Problem { path: path.clone(), reason: unwritten(&error) });
                    findings.extend(left(asked, path, &exact.text));
                }
            },
            Err(problem) => {
                problems.push(problem);
                if let Ok(entry) = load::entry(path, asked.options) {
                    let mut known = Vec::new();
                    findings.extend(rows(asked, &[entry], &mut known));
                    problems.extend(known.into_iter().filter(|one| one.path != *path));
                }
            }
        }
    }
    finish(asked, findings, Some(fixed), problems, out)
}

/// Prints one file as it would be mended.
///
/// # Errors
/// What `out` gives.
pub fn fix_to_output(
    asked: &Asked<'_>,
    path: &Path,
    stdin: Option<&[u8]>,
    problems: &mut Vec<Problem>,
    out: &mut dyn Write,
) -> io::Result<i32> {
    let read = match stdin {
        None => fixed_text(asked, path),
        Some(bytes) => exact::of_bytes(path, bytes, asked.options.encoding)
            .map(|exact| with_fixes(asked, path, exact))
            .map_err(|error| Problem { path: path.to_owned(), reason: error.to_string() }),
    };
    let mended = read.and_then(|(exact, text, _)| {
        let bytes = exact.with(&text).map_err(|error| Problem { path: path.to_owned(), reason: error.to_string() })?;
        Ok((bytes, text))
    });
    match mended {
        Ok((bytes, text)) => {
            out.write_all(&bytes)?;
            out.flush()?;
            Ok(i32::from(!left(asked, path, &text).is_empty()))
        }
        Err(problem) => {
            problems.push(problem);
            Ok(2)
        }
    }
}

/// The file with its fixes made, and the receipt.
fn fixed_text(asked: &Asked<'_>, path: &Path) -> Result<(exact::Exact, String, Vec<Mended>), Problem> {
    let problem = |reason: String| Problem { path: path.to_owned(), reason };
    let format = formats::by_name(path);
    if !matches!(format, None | Some(Format::Text | Format::Markdown)) {
        return Err(problem("只能改纯文本和 Markdown 文件，没有改动".to_owned()));
    }
    let exact = exact::read(path, asked.options.encoding).map_err(|error| problem(error.to_string()))?;
    Ok(with_fixes(asked, path, exact))
}

fn with_fixes(asked: &Asked<'_>, path: &Path, exact: exact::Exact) -> (exact::Exact, String, Vec<Mended>) {
    let (text, receipt) = mend(path, &exact.text, &asked.settings, &standing(asked, path));
    (exact, text, receipt)
}

/// Why a file was not mended, in the user's words.
fn unwritten(error: &StoreError) -> String {
    match error {
        StoreError::ReadOnly { .. } => "是只读文件，没有改动".to_owned(),
        StoreError::Changed { .. } => "正在改的时候被别的程序改过，没有改动".to_owned(),
        error => error.of_report(),
    }
}

/// What was decided of the file; nothing for standard input.
fn standing(asked: &Asked<'_>, path: &Path) -> Standing {
    if path.as_os_str() == "-" {
        return Standing::default();
    }
    review::store::load(path, &asked.options.sidecars).0.standing()
}

/// What is left to do in a text that was mended.
fn left(asked: &Asked<'_>, path: &Path, text: &str) -> Vec<Row> {
    let document = crate::corpus::load::of_draft(path, text);
    let raw = (document.format == Format::Markdown).then(|| text.to_owned());
    let linted = Linted::left(document.into(), raw, &asked.settings, &standing(asked, path));
    linted.findings.iter().map(|found| row(path, found, asked.language)).collect()
}

fn rows(asked: &Asked<'_>, files: &[Entry], problems: &mut Vec<Problem>) -> Vec<Row> {
    let mut rows = Vec::new();
    for result in entries(files, asked.options, &asked.settings, &std::sync::atomic::AtomicBool::new(false)) {
        match result {
            Ok((linted, wrong)) => {
                problems.extend(wrong);
                let path = &linted.document.path;
                rows.extend(linted.findings.iter().map(|found| row(path, found, asked.language)));
            }
            Err(problem) => problems.push(problem),
        }
    }
    rows
}

fn finish(
    asked: &Asked<'_>,
    findings: Vec<Row>,
    fixed: Option<Vec<MendedRow>>,
    problems: &[Problem],
    out: &mut dyn Write,
) -> io::Result<i32> {
    let status = match (problems.is_empty(), findings.is_empty()) {
        (false, _) => 2,
        (true, any) => i32::from(!any),
    };
    if asked.json {
        let problem = |problem: &Problem| Unusable {
            path: problem.path.to_string_lossy().into_owned(),
            reason: problem.reason.clone(),
        };
        let output = Output { findings, fixed, problems: problems.iter().map(problem).collect() };
        writeln!(out, "{}", safe::json(&serde_json::to_string(&output)?))?;
    } else {
        text(asked.language, &findings, fixed.as_deref(), out)?;
    }
    out.flush()?;
    Ok(status)
}

fn row(path: &Path, found: &Located, language: Language) -> Row {
    let finding = &found.finding;
    let replacement = |fix: &Fix, at: SourceSpan| Replacement {
        line: at.at.line,
        column: at.at.column,
        length: at.length,
        text: fix.text.clone(),
    };
    let place = |(spot, (at, _)): (&crate::lint::finding::Spot, &(SourceSpan, Option<SourceSpan>))| PlaceRow {
        line: at.at.line,
        column: at.at.column,
        length: at.length,
        text: spot.fix.as_ref().map(|fix| fix.text.clone()),
    };
    let places: Vec<PlaceRow> = finding.places.iter().zip(&found.places).map(place).collect();
    Row {
        path: path.to_string_lossy().into_owned(),
        line: found.at.at.line,
        column: found.at.at.column,
        length: found.at.length,
        rule: finding.rule.id,
        level: finding.level.id(),
        clause: finding.rule.basis.shown(),
        message: finding.message(language),
        suggestion: finding.suggestion.clone(),
        fix: finding.fix.as_ref().zip(found.fix).map(|(fix, at)| replacement(fix, at)),
        count: finding.count(),
        places: (!places.is_empty()).then_some(places),
    }
}

fn mended_row(path: &Path, mended: Mended) -> MendedRow {
    let Mended { rule, at, old, new } = mended;
    MendedRow { path: path.to_string_lossy().into_owned(), line: at.line, column: at.column, rule, old, new }
}

/// How many characters of a text are shown in a receipt.
const SHOWN: usize = 20;

fn text(language: Language, rows: &[Row], fixed: Option<&[MendedRow]>, out: &mut dyn Write) -> io::Result<()> {
    let zh = language == Language::Chinese;
    let shown = |text: &str| {
        let cut = if text.chars().count() > SHOWN { "……" } else { "" };
        format!("{}{cut}", safe::line(first_chars(text, SHOWN)))
    };
    for row in fixed.unwrap_or_default() {
        let place = format!("{}:{}:{}", safe::line(&row.path), row.line, row.column);
        let new =
            if row.new.is_empty() { if zh { "（删去）" } else { "(removed)" }.to_owned() } else { shown(&row.new) };
        writeln!(out, "{place}: {} {}  {} → {new}", if zh { "已改" } else { "fixed" }, row.rule, shown(&row.old))?;
    }
    for row in rows {
        let level = crate::lint::rule::Level::from_id(row.level).map_or("", |level| level.words().of(language));
        let place = format!("{}:{}:{}", safe::line(&row.path), row.line, row.column);
        let suggestion = match &row.suggestion {
            Some(text) if !text.is_empty() && row.message.contains(&format!("“{text}”")) => String::new(),
            Some(text) if text.is_empty() => if zh { "，建议删去" } else { "; remove it" }.to_owned(),
            Some(text) if zh => format!("，建议“{}”", shown(text)),
            Some(text) => format!("; try “{}”", shown(text)),
            None => String::new(),
        };
        writeln!(out, "{place}: {level} {} {}{suggestion}", row.rule, safe::line(&row.message))?;
    }
    let places: usize = rows.iter().map(|row| row.count).sum();
    match (fixed.map(<[MendedRow]>::len), zh) {
        (None, true) => writeln!(out, "共 {} 条，{places} 处", rows.len()),
        (None, false) => writeln!(out, "{} findings, {places} places", rows.len()),
        (Some(made), true) => writeln!(out, "改了 {made} 处，还有 {} 条", rows.len()),
        (Some(made), false) => writeln!(out, "{made} places fixed, {} findings left", rows.len()),
    }
}
