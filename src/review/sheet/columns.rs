//! The columns of a sheet and what stands in them, made safe: few for paper and the screen, one for each thing for
//! spreadsheets.

use std::borrow::Cow;

use super::Row;
use crate::text::safe;

/// What stands for an empty suggestion.
const GONE: &str = "（删去）";
/// How much of a time in RFC 3339 is shown on paper, in characters: day and minute.
const MINUTE: usize = 16;

/// A column for people: its header and its width, as a part of all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub words: &'static str,
    /// As hundredths of the table's width.
    pub share: u32,
    /// At the middle of the cell.
    pub centred: bool,
    pub cell: fn(usize, &Row) -> Vec<Part>,
}

/// A stretch of a cell. Text is safe but for line feeds, which part lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub text: String,
    /// The words that a row is about.
    pub marked: bool,
}

fn plain(text: impl AsRef<str>) -> Vec<Part> {
    vec![Part { text: several(text.as_ref()), marked: false }]
}

/// The columns of a table for people.
pub(super) const TABLE: &[Column] = &[
    Column { words: "序号", share: 5, centred: true, cell: |number, _| plain(number.to_string()) },
    Column { words: "位置", share: 14, centred: false, cell: |_, row| plain(row.at.words()) },
    Column { words: "类型", share: 7, centred: true, cell: |_, row| plain(kind(row)) },
    Column { words: "原文", share: 19, centred: false, cell: |_, row| quoted(row) },
    Column { words: "修改建议", share: 13, centred: false, cell: |_, row| plain(suggestion(row)) },
    Column { words: "依据", share: 11, centred: false, cell: |_, row| plain(ground(row)) },
    Column { words: "说明", share: 15, centred: false, cell: |_, row| plain(&row.remark) },
    Column { words: "处理", share: 7, centred: true, cell: |_, row| plain(row.outcome.words()) },
    Column { words: "校对人、时间", share: 9, centred: true, cell: |_, row| plain(signed(row)) },
];

/// A column of a spreadsheet: its header, its width in characters of Excel, and its cell.
pub(super) type Field = (&'static str, f64, fn(usize, &Row) -> Value);

/// A cell of a spreadsheet. Text is not made safe.
pub(super) enum Value {
    /// A number.
    Number(usize),
    /// Text.
    Text(String),
}

/// The columns of a spreadsheet.
pub(super) const FIELDS: &[Field] = &[
    ("序号", 6.0, |number, _| Value::Number(number)),
    ("篇目", 16.0, |_, row| Value::Text(row.at.piece.clone())),
    ("标题", 20.0, |_, row| Value::Text(row.at.headings.join(" › "))),
    ("行", 6.0, |_, row| found(row, row.at.line)),
    ("列", 6.0, |_, row| found(row, row.at.column)),
    ("字数", 6.0, |_, row| found(row, row.at.chars)),
    ("类型", 9.0, |_, row| Value::Text(row.kind.words().to_owned())),
    ("级别", 8.0, |_, row| Value::Text(row.level.clone())),
    ("原文", 18.0, |_, row| Value::Text(row.original.clone())),
    ("所在语句", 32.0, |_, row| Value::Text(in_brackets(row))),
    ("修改建议", 18.0, |_, row| Value::Text(suggestion(row).to_owned())),
    ("依据", 20.0, |_, row| Value::Text(row.clause.clone())),
    ("强度", 8.0, |_, row| Value::Text(row.strength.clone())),
    ("说明", 28.0, |_, row| Value::Text(row.remark.clone())),
    ("处理", 8.0, |_, row| Value::Text(row.outcome.words().to_owned())),
    ("校对人", 10.0, |_, row| Value::Text(row.by.clone())),
    ("时间", 18.0, |_, row| Value::Text(row.time.clone())),
];

/// A number of a place that is still there.
fn found(row: &Row, number: usize) -> Value {
    if row.at.line == 0 { Value::Text(String::new()) } else { Value::Number(number) }
}

fn kind(row: &Row) -> String {
    if row.level.is_empty() { row.kind.words().to_owned() } else { format!("{}\n{}", row.kind.words(), row.level) }
}

fn suggestion(row: &Row) -> &str {
    match row.suggestion.as_deref() {
        Some("") => GONE,
        Some(text) => text,
        None => "",
    }
}

fn ground(row: &Row) -> String {
    [row.clause.as_str(), row.strength.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The day and minute of a time in RFC 3339, and other words as they are.
fn signed(row: &Row) -> String {
    let time = if row.time.as_bytes().get(10) == Some(&b'T') {
        crate::text::span::first_chars(&row.time, MINUTE).replace('T', " ")
    } else {
        row.time.clone()
    };
    [row.by.as_str(), &time].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

fn quoted(row: &Row) -> Vec<Part> {
    let part = |text: &str, marked| Part { text: several(text), marked };
    let parts = [part(&row.before, false), part(&row.original, true), part(&row.after, false)];
    parts.into_iter().filter(|part| !part.text.is_empty()).collect()
}

/// The words in their sentence, in brackets.
fn in_brackets(row: &Row) -> String {
    if row.before.is_empty() && row.after.is_empty() {
        return row.original.clone();
    }
    format!("{}【{}】{}", row.before, row.original, row.after)
}

/// A cell as one text: the words that the row is about in brackets, where others stand beside them.
pub(super) fn joined(parts: &[Part]) -> String {
    let alone = parts.len() < 2;
    parts
        .iter()
        .map(|part| if part.marked && !alone { format!("【{}】", part.text) } else { part.text.clone() })
        .collect()
}

/// `text` made safe, its lines parted by line feeds.
pub(super) fn several(text: &str) -> String {
    let lines = text.trim_end_matches(['\n', '\r']).split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    lines.map(shown).collect::<Vec<_>>().join("\n")
}

/// `text` made safe in one line.
pub(super) fn one_line(text: &str) -> String {
    several(text).replace('\n', " ")
}

/// One line made safe; without the two characters that XML has no place for.
fn shown(line: &str) -> Cow<'_, str> {
    let safe = safe::line(line);
    if !safe.contains(['\u{fffe}', '\u{ffff}']) {
        return safe;
    }
    Cow::Owned(safe.replace('\u{fffe}', "‹U+FFFE›").replace('\u{ffff}', "‹U+FFFF›"))
}
