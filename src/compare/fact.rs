//! Facts of a text: figures with their units, dates, document titles and numbers, persons and units.
//!
//! Rules by form alone, made for places that changed: what looks like a name there is worth a look. Knows nothing of
//! two texts.

pub mod figure;
pub mod name;

use serde::Serialize;

use super::atom::{Shape, atoms};
use crate::text::safe::is_han;
use crate::text::span::{ByteSpan, first_chars, head, last_chars, slice, tail};
use crate::text::words::Words;

/// What a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactKind {
    /// 数字: a figure with its unit.
    Figure,
    /// 日期: a date or a year.
    Date,
    /// 姓名: a person with an office.
    Person,
    /// 单位: an office, a company, a place with an administration.
    Unit,
    /// 文件名: 《…》.
    Title,
    /// 文号: 〔2024〕5号 with the letters of the office before it.
    Serial,
}

impl FactKind {
    /// What it is called on screen.
    pub const fn words(self) -> Words {
        let en = match self {
            Self::Figure => "figure",
            Self::Date => "date",
            Self::Person => "person",
            Self::Unit => "unit",
            Self::Title => "title",
            Self::Serial => "number of a document",
        };
        Words::new(self.word(), en)
    }

    /// What it is called on paper.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Figure => "数字",
            Self::Date => "日期",
            Self::Person => "姓名",
            Self::Unit => "单位",
            Self::Title => "文件名",
            Self::Serial => "文号",
        }
    }
}

/// A fact in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub kind: FactKind,
    /// Its bytes.
    pub span: ByteSpan,
    /// Bytes of its unit within them; empty where it has none.
    pub unit: ByteSpan,
    /// It is one only where another stands in its place: 一个, which may be mere grammar.
    pub weak: bool,
}

impl Fact {
    /// A fact without a unit.
    const fn plain(kind: FactKind, span: ByteSpan) -> Self {
        Self { kind, span, unit: ByteSpan::new(span.end, span.end), weak: false }
    }
}

/// The facts of the paragraph `span` of `text`, in order; none lies in another.
pub fn facts(text: &str, span: ByteSpan) -> Vec<Fact> {
    let mut found = titles(text, span);
    serials_and_figures(text, span, &mut found);
    for (kind, at) in name::names(text, span) {
        found.push(Fact::plain(kind, at));
    }
    // The outer ones and the first ones stay.
    found.sort_by_key(|fact| (fact.span.start, std::cmp::Reverse(fact.span.end)));
    let mut out: Vec<Fact> = Vec::with_capacity(found.len());
    for fact in found {
        if out.last().is_none_or(|last| last.span.end <= fact.span.start) {
            out.push(fact);
        }
    }
    out
}

/// Words before the letters of an office in a document's number that are none of them.
const BEFORE_SERIALS: &[&str] = &[
    "根据", "按照", "依据", "依照", "参照", "遵照", "印发", "转发", "下发", "执行", "落实", "贯彻", "学习", "以及",
    "见", "的", "和", "及", "与", "是", "为", "号",
];

/// The most letters of an office before a document's number.
const OFFICE: usize = 10;

fn serials_and_figures(text: &str, span: ByteSpan, found: &mut Vec<Fact>) {
    let cut = atoms(text, span);
    for (at, (shape, place)) in cut.iter().enumerate() {
        match shape {
            Shape::Serial => {
                let before = slice(text, ByteSpan::new(span.start, place.start));
                let office = last_chars(before, OFFICE);
                let office = tail(
                    office,
                    office.len() - office.chars().rev().take_while(|c| is_han(*c)).map(char::len_utf8).sum::<usize>(),
                );
                let cut = BEFORE_SERIALS.iter().filter_map(|word| office.rfind(word).map(|at| at + word.len())).max();
                let office = tail(office, cut.unwrap_or(0));
                found.push(Fact::plain(FactKind::Serial, ByteSpan::new(place.start - office.len(), place.end)));
            }
            Shape::Date => found.push(Fact::plain(FactKind::Date, *place)),
            Shape::Number | Shape::HanNumber | Shape::Single => {
                let next = cut.get(at + 2).map(|(shape, _)| *shape);
                found.extend(figure::figure(text, span, *shape, *place, next));
            }
            Shape::Word | Shape::Blank => {}
        }
    }
}

/// The longest document title, in characters.
const LONGEST_TITLE: usize = 80;

/// 《…》, those inside of others included in these.
fn titles(text: &str, span: ByteSpan) -> Vec<Fact> {
    let part = slice(text, span);
    let mut out = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, c) in part.char_indices() {
        match c {
            '《' => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            '》' if depth > 0 => {
                depth -= 1;
                let end = at + c.len_utf8();
                let short = slice(part, ByteSpan::new(start, end)).chars().count() <= LONGEST_TITLE;
                if depth == 0 && short {
                    let place = ByteSpan::new(span.start + start, span.start + end);
                    out.push(Fact::plain(FactKind::Title, place));
                }
            }
            _ => {}
        }
    }
    out
}

/// The clause around a fact, at most `most` characters before it and after it.
pub fn context(text: &str, paragraph: ByteSpan, fact: ByteSpan, most: usize) -> String {
    let before = last_chars(slice(text, ByteSpan::new(paragraph.start, fact.start)), most);
    let before = tail(before, clause_start(before));
    let after = first_chars(slice(text, ByteSpan::new(fact.end, paragraph.end)), most);
    let after = head(after, clause_end(after));
    format!("{}{}{}", before.trim_start(), slice(text, fact), after.trim_end())
}

fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '！' | '？' | '：' | '、' | ',' | ';' | '\n')
}

/// Byte at which the last clause of `text` begins; the comma of 3,256 ends none.
fn clause_start(text: &str) -> usize {
    let mut after = None;
    for (at, c) in text.char_indices().rev() {
        let inside = matches!(c, ',' | '，')
            && after.is_some_and(|c: char| c.is_ascii_digit())
            && head(text, at).ends_with(|c: char| c.is_ascii_digit());
        if ends_clause(c) && !inside {
            return at + c.len_utf8();
        }
        after = Some(c);
    }
    0
}

/// Byte at which the first clause of `text` ends.
fn clause_end(text: &str) -> usize {
    let mut before = None;
    for (at, c) in text.char_indices() {
        let inside = matches!(c, ',' | '，')
            && before.is_some_and(|c: char| c.is_ascii_digit())
            && tail(text, at + c.len_utf8()).starts_with(|c: char| c.is_ascii_digit());
        if ends_clause(c) && !inside {
            return at;
        }
        before = Some(c);
    }
    text.len()
}

#[cfg(test)]
mod tests;
