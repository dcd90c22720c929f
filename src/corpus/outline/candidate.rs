//! Candidates: rows that could be headings by their marker or by what the format says. Decides nothing.

use super::lead::{Form, Lead, lead};
use super::marker::{Class, Key, Marker, marker};
use super::reason::Reason;
use crate::corpus::row::{Row, visible};
use crate::text::fold;
use crate::text::safe::is_han;
use crate::text::span::tail;

/// A row that could be a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate<'t> {
    /// Index of the row in the piece.
    pub row: usize,
    /// 1-based line.
    pub line: usize,
    /// Byte of the source where the heading begins.
    pub start: usize,
    /// Bytes from `start` to where the text after the marker begins.
    pub skip: usize,
    /// The marker; `None` for a heading without a number.
    pub marker: Option<Marker<'t>>,
    /// What follows the marker.
    pub lead: Lead<'t>,
    /// Characters of the whole row.
    pub chars: usize,
    /// The level by the format's style.
    pub styled: Option<u8>,
    /// Set off as a whole by the format.
    pub emphasis: bool,
    /// An item of a list by the format.
    pub item: bool,
    /// The row before breaks off in mid-sentence: the number may count slices of a torn text.
    pub torn: bool,
    /// Text or an opening sub-series follows before the series goes on.
    pub body: bool,
    /// Why it is a heading or is none.
    pub why: Reason,
}

impl<'t> Candidate<'t> {
    /// The class of its marker.
    pub fn key(&self) -> Key<'t> {
        self.marker.map_or(Key { class: Class::Plain, word: "" }, |m| m.key)
    }

    /// Its number; 0 without one.
    pub fn number(&self) -> u32 {
        self.marker.map_or(0, |m| m.number)
    }

    /// Byte of the source where the heading ends.
    pub const fn end(&self) -> usize {
        self.start + self.skip + self.lead.len
    }

    /// The candidate that `row` would be, with its marker or without one.
    pub fn of(row: &Row<'t>, at: usize) -> Self {
        let hash = if row.marks.heading.is_some() {
            row.text.len() - row.text.trim_start_matches('#').trim_start().len()
        } else {
            0
        };
        let marker = if hash > 0 { marker(tail(row.text, hash)) } else { row.marker };
        let skip = hash + marker.map_or(0, |m| m.end);
        let text = tail(row.text, skip);
        let mut lead = lead(text, visible(text));
        if row.marks.heading.is_some() && lead.form == Form::Clause {
            lead.form = Form::Own;
        }
        Self {
            row: at,
            line: row.line,
            start: row.start,
            skip,
            marker,
            lead,
            chars: row.chars,
            styled: row.marks.heading,
            emphasis: row.marks.emphasis,
            item: row.marks.item,
            torn: false,
            body: false,
            why: Reason::Stray,
        }
    }
}

/// All rows with a marker or a heading's style, `skipped` rows and rows of tables left out; what carries a number and
/// cannot be a heading by itself goes to `refused`.
pub fn candidates<'t>(
    rows: &[Row<'t>],
    skipped: impl Fn(&Row<'t>) -> bool,
    refused: &mut Vec<(usize, Reason)>,
) -> Vec<Candidate<'t>> {
    let mut out = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let found = row.marker;
        if skipped(row) || found.is_none() && (row.marks.table || row.marks.heading.is_none()) {
            continue;
        }
        if let Some(why) = found.and_then(|m| unfit(row, &m)) {
            refused.push((row.line, why));
            continue;
        }
        let mut candidate = Candidate::of(row, at);
        let before = at.checked_sub(1).and_then(|at| rows.get(at)).filter(|before| !skipped(before));
        candidate.torn = before.is_some_and(|before| before.chars > 40 && !before.is_closed());
        let next = rows.get(at + 1).filter(|next| !skipped(next));
        candidate.body = match (next, rows.get(at + 1).and_then(|next| next.marker)) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(_), Some(m)) => m.key != candidate.key() && (m.number == 1 || m.key.class > candidate.key().class),
        };
        // 第一项：奏国歌: what comes one after the other is a programme.
        if !candidate.body && found.is_some_and(|m| m.text.contains('项')) {
            refused.push((row.line, Reason::Enumeration));
            continue;
        }
        out.push(candidate);
    }
    out
}

/// Why a row with a number cannot be a heading, whatever the other rows say.
fn unfit(row: &Row<'_>, marker: &Marker<'_>) -> Option<Reason> {
    match () {
        () if row.marks.table => Some(Reason::Table),
        () if row.marks.heading.is_some() => None,
        () if is_enumeration(row.text, marker) => Some(Reason::Enumeration),
        () if is_cells(row.text) => Some(Reason::Table),
        () if !has_words(tail(row.text, marker.end)) => Some(Reason::NoWords),
        () => None,
    }
}

/// The number after 一, after 二 and so on.
const NEXT: &[&str] = &["二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// Whether the paragraph holds its own series: 一是…，二是… in one row.
fn is_enumeration(text: &str, found: &Marker<'_>) -> bool {
    if found.key.class != Class::Item && found.key.class != Class::Ordinal {
        return false;
    }
    let Some(digit) = found.number.checked_sub(1).and_then(|at| NEXT.get(at as usize)) else { return false };
    let wanted =
        if found.key.class == Class::Item { format!("{digit}{}", found.key.word) } else { format!("第{digit}") };
    tail(text, found.end).contains(&wanted)
}

/// Whether a row is one of a table that lost its columns: words, then two figures and more.
fn is_cells(text: &str) -> bool {
    if !text.ends_with(|c: char| fold::char(c).is_ascii_digit() || matches!(c, '%' | '％' | '-' | '－')) {
        return false;
    }
    let figures =
        |cell: &&str| cell.chars().all(|c| fold::char(c).is_ascii_digit() || matches!(c, '.' | ',' | '%' | '-'));
    text.split_whitespace().rev().take_while(figures).count() >= LEAST_FIGURES
}

/// How many figures at its end make a row one of a table.
const LEAST_FIGURES: usize = 2;

/// Whether a text holds anything but figures and marks.
fn has_words(text: &str) -> bool {
    text.chars().any(|c| is_han(c) || c.is_alphabetic())
}
