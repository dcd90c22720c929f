//! The right pane of 阅读: statistics of what is under the tree's cursor.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{roles, spread, why};
use crate::corpus::model::Scope;
use crate::stats::analysis::Lengths;
use crate::stats::report::{Cell, Language, Report, Words};
use crate::text::wrap;
use crate::tui::snapshot::Snapshot;
use crate::tui::widgets::row::{draw_row, grouped};

/// What the pane shows.
#[derive(Debug)]
pub struct Facts<'a> {
    /// About what.
    pub scope: Scope,
    /// Its lengths, once analysed.
    pub lengths: Option<Lengths>,
    /// The piece's 字数, for the share of a section.
    pub whole: Option<u32>,
    /// Its keywords, once they are there.
    pub keywords: Option<&'a Arc<Report>>,
}

/// Draws the facts.
pub fn draw(buf: &mut Buffer, area: Rect, facts: &Facts<'_>, snapshot: &Snapshot) {
    let (theme, cells, lang) = (&snapshot.theme, snapshot.cells, snapshot.lang);
    let width = usize::from(area.width).saturating_sub(1);
    let mut y = area.y;
    let mut put = |text: &str, style: Style, buf: &mut Buffer| {
        if y < area.bottom() {
            draw_row(buf, area.x + 1, y, text, width, cells, style);
            y += 1;
        }
    };
    let Some(lengths) = facts.lengths else {
        let waiting = if snapshot.loading.active { Words::new("正在分析……", "analysing…") } else { NOTHING };
        put(lang.of(waiting), theme.dim, buf);
        return;
    };
    put(&format!("{} {}", lang.of(CHARACTERS), grouped(u64::from(lengths.characters))), theme.text, buf);
    let counts = format!(
        "{} {}   {} {}",
        lang.of(SENTENCES),
        grouped(u64::from(lengths.sentences)),
        lang.of(PARAGRAPHS),
        grouped(u64::from(lengths.paragraphs))
    );
    put(&counts, theme.text, buf);
    if let Some(whole) = facts.whole.filter(|whole| *whole > 0) {
        let share = f64::from(lengths.characters) * 100.0 / f64::from(whole);
        put(&format!("{} {share:.0} %", lang.of(SHARE)), theme.text, buf);
    }
    for (words, value) in about(facts.scope, snapshot) {
        put(&format!("{} {value}", lang.of(words)), theme.text, buf);
    }
    if let Some(found) = snapshot.section(facts.scope).and_then(|section| section.role.as_ref()) {
        put(&format!("{} {}", lang.of(why::ROLE), lang.of(roles::words(found.role))), theme.text, buf);
        let reason = found.reason.to_string();
        for row in wrap::parts(&reason, width.saturating_sub(3), cells) {
            put(&format!("  {row}"), theme.dim, buf);
        }
    }
    put("", theme.text, buf);
    let levels = levels(facts.scope, snapshot);
    if !levels.is_empty() {
        put(lang.of(SECTIONS), theme.title, buf);
        let most = levels.iter().map(|(_, n)| *n).max().unwrap_or(1);
        for (level, count) in &levels {
            let head = match lang {
                Language::Chinese => format!("第 {level} 级  "),
                Language::English => format!("level {level}  "),
            };
            let room = width.saturating_sub(cells.text(&head) + 7).min(16);
            let bar = theme.bar(*count as f64 / most as f64, room);
            put(&format!("{head}{} {count}", cells.pad(&bar, room)), theme.text, buf);
        }
        put("", theme.text, buf);
    }
    let rows = keywords(facts);
    let spread = spread::rows(facts.scope, rows.first().map(|(word, _)| *word), width, snapshot);
    if !spread.is_empty() {
        put(lang.of(SPREAD), theme.title, buf);
        for row in &spread {
            put(row, theme.text, buf);
        }
        put("", theme.text, buf);
    }
    if facts.keywords.is_none() {
        return;
    }
    put(lang.of(KEYWORDS), theme.title, buf);
    let most = rows.iter().map(|(_, n)| *n).max().unwrap_or(1);
    for (word, count) in rows {
        let room = width.saturating_sub(11 + 6).min(16);
        let bar = theme.bar(count as f64 / most as f64, room);
        put(&format!("{} {} {count:>4}", cells.pad(word, 10), cells.pad(&bar, room)), theme.text, buf);
    }
}

/// The best keywords by score and how often they stand there, by count: bars read best from long to short.
fn keywords<'a>(facts: &Facts<'a>) -> Vec<(&'a str, u64)> {
    let rows = facts.keywords.map(|report| report.rows.as_slice()).unwrap_or_default();
    let words = rows.iter().filter_map(|row| match (row.cells.first(), row.cells.get(1)) {
        (Some(Cell::Text(word)), Some(Cell::Count(count))) => Some((word.as_str(), *count)),
        _ => None,
    });
    let mut words: Vec<(&str, u64)> = words.take(KEYWORDS_SHOWN).collect();
    words.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    words
}

/// What a document tells beside its text: encoding, debris.
fn about(scope: Scope, snapshot: &Snapshot) -> Vec<(Words, String)> {
    let mut rows = Vec::new();
    match scope {
        Scope::Corpus | Scope::Section(..) => {}
        Scope::Document(_) | Scope::Piece(..) => {
            if let Some(document) = snapshot.document(scope) {
                let guess = if document.encoding_guessed { "（推断）" } else { "" };
                rows.push((ENCODING, format!("{}{guess}", document.encoding)));
                if !document.noise.is_empty() {
                    rows.push((NOISE, format!("{}", document.noise.len())));
                }
            }
        }
    }
    rows
}

/// Sections below a scope by level.
fn levels(scope: Scope, snapshot: &Snapshot) -> Vec<(u8, u64)> {
    let mut counts = [0_u64; 10];
    let mut add = |level: u8| {
        if let Some(count) = counts.get_mut(usize::from(level.min(9))) {
            *count += 1;
        }
    };
    match scope {
        Scope::Corpus => {}
        Scope::Document(d) => {
            let pieces = snapshot.corpus.documents.get(d).map_or(&[][..], |doc| &doc.pieces);
            pieces.iter().flat_map(|piece| &piece.sections).for_each(|section| add(section.level));
        }
        Scope::Piece(..) => {
            snapshot.piece(scope).into_iter().flat_map(|(_, _, piece)| &piece.sections).for_each(|s| add(s.level));
        }
        Scope::Section(..) => {
            if let (Some((_, _, piece)), Some(own)) = (snapshot.piece(scope), snapshot.section(scope)) {
                let below = piece.sections.iter().filter(|s| own.span.covers(s.span) && s.span != own.span);
                below.for_each(|s| add(s.level));
            }
        }
    }
    (0_u8..).zip(counts).filter(|(_, count)| *count > 0).collect()
}

/// How many keywords are shown.
const KEYWORDS_SHOWN: usize = 20;
const NOTHING: Words = Words::new("没有内容", "nothing here");
const CHARACTERS: Words = Words::new("字数", "characters");
const SENTENCES: Words = Words::new("句", "sentences");
const PARAGRAPHS: Words = Words::new("段", "paragraphs");
const SHARE: Words = Words::new("占本篇", "share of piece");
const ENCODING: Words = Words::new("编码", "encoding");
const NOISE: Words = Words::new("网页杂质行", "web debris lines");
const SECTIONS: Words = Words::new("各级标题", "Sections by level");
const SPREAD: Words = Words::new("分布", "Spread");
const KEYWORDS: Words = Words::new("关键词", "Keywords");
