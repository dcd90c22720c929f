//! Rows out of what stands on pages: joined from left to right, cells parted by tabs, page furniture left out.
//!
//! Must not know of fonts and operators.

use std::collections::HashMap;

use super::super::lines::{Line, finish};
use super::super::looks::{Look, Tally, emphasise};
use super::super::signs;
use super::page::Run;
use super::paragraphs;
use crate::corpus::model::Extracted;

/// How far a base line may be from another in the same row, in sizes.
const SAME_ROW: f32 = 0.5;
/// Gaps, in sizes: one that is a blank between Latin letters, one that is a blank anywhere, one that parts cells.
const LATIN_GAP: f32 = 0.15;
const ANY_GAP: f32 = 0.6;
const CELL_GAP: f32 = 1.6;
/// The least pages of which running heads are told.
const LEAST_PAGES: usize = 3;

/// A row of a page.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// Its text, cells of a table parted by tabs.
    pub(super) text: String,
    /// Where it begins and ends, from the left.
    pub(super) x: f32,
    pub(super) end: f32,
    /// Where its base line is, from the top.
    pub(super) y: f32,
    /// The size of its largest text.
    pub(super) size: f32,
    /// How many cells it has, if it is one of a table.
    pub(super) cells: usize,
    /// Where its text begins after a bullet or number that is set apart.
    pub(super) hang: Option<f32>,
    /// How it looks.
    pub(super) look: Tally,
}

/// The lines of all pages.
pub(super) fn lines(mut pages: Vec<Vec<Row>>) -> Extracted {
    drop_furniture(&mut pages);
    let notes = take_notes(&mut pages);
    let (mut lines, looks) = paragraphs::lines(pages);
    emphasise(&mut lines, &looks);
    lines.extend(notes.into_iter().map(|text| Line { text, ..Line::default() }));
    finish(&lines)
}

/// Takes the notes at the foot of pages: rows smaller than the text, the first of which opens with its number.
fn take_notes(pages: &mut [Vec<Row>]) -> Vec<String> {
    let mut sizes: HashMap<i64, usize> = HashMap::new();
    for row in pages.iter().flatten() {
        *sizes.entry((row.size * 10.0).round() as i64).or_default() += row.text.chars().count();
    }
    let Some(body) = sizes.into_iter().max_by_key(|(size, count)| (*count, *size)).map(|(size, _)| size as f32 / 10.0)
    else {
        return Vec::new();
    };
    let mut notes: Vec<String> = Vec::new();
    for page in pages {
        let small = page.iter().rev().take_while(|row| row.size < body * 0.9 && row.cells == 1).count();
        let opens = |text: &str| text.starts_with(|c: char| c.is_numeric() || matches!(c, '*' | '[' | '〔' | '［'));
        let at = page.len() - small;
        let Some(first) = page.iter().skip(at).position(|row| opens(&row.text)).filter(|_| small < page.len()) else {
            continue;
        };
        for row in page.drain(at + first..) {
            match notes.last_mut().filter(|_| !opens(&row.text)) {
                Some(note) => note.push_str(&row.text),
                None => notes.push(row.text),
            }
        }
    }
    notes
}

/// The rows of a page from top to bottom.
pub(super) fn rows(runs: &[Run]) -> Vec<Row> {
    let mut order: Vec<&Run> = runs.iter().collect();
    order.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let mut groups: Vec<(f32, f32, Vec<&Run>)> = Vec::new();
    for run in order {
        match groups.last_mut() {
            // A row is where its largest text stands: a raised note number belongs to the row below it.
            Some((y, size, group)) if run.y - *y < SAME_ROW * size.max(run.size) => {
                group.push(run);
                if run.size > *size {
                    (*y, *size) = (run.y, run.size);
                }
            }
            _ => groups.push((run.y, run.size, vec![run])),
        }
    }
    groups.into_iter().filter_map(|(y, size, group)| row(y, size, group)).collect()
}

fn row(y: f32, size: f32, mut group: Vec<&Run>) -> Option<Row> {
    group.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut row = Row { y, size, cells: 1, ..Row::default() };
    let mut last: Option<&Run> = None;
    for run in group {
        let text: String = run.text.chars().map(signs::shown).filter(|c| !c.is_control()).collect();
        let text = text.replace('\u{A0}', " ");
        let blank = text.trim().is_empty();
        if let Some(before) = last {
            // Bold that is made by drawing twice.
            if run.text == before.text && run.x - before.x < run.size * 0.2 {
                continue;
            }
            let gap = (run.x - before.end) / run.size;
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let both = latin(row.text.chars().next_back()) && latin(text.chars().next());
            let after_label = !blank && gap > LATIN_GAP && is_label(&row.text);
            row.hang = row.hang.or(after_label.then_some(run.x));
            if gap > CELL_GAP && !blank && !after_label {
                row.text.truncate(row.text.trim_end().len());
                row.text.push('\t');
                row.cells += 1;
            } else if (gap > ANY_GAP || (gap > LATIN_GAP && both)) && !row.text.ends_with([' ', '\t']) {
                row.text.push(' ');
            }
        } else if blank {
            continue;
        } else {
            row.x = run.x;
        }
        let bold = ["bold", "black", "heavy"].iter().any(|word| run.face.to_ascii_lowercase().contains(word));
        let size = Some((run.size * 2.0).round() as u32);
        row.look.add(&text, &Look { bold: Some(bold), size, face: Some(run.face.clone()), hidden: None });
        row.text.push_str(&text);
        if !blank {
            row.end = row.end.max(run.end);
        }
        last = Some(run);
    }
    row.text.truncate(row.text.trim_end().len());
    (!row.text.is_empty()).then_some(row)
}

/// Whether a row so far is the bullet or number of an item, set apart from its text.
fn is_label(text: &str) -> bool {
    let text = text.trim();
    let number = text.trim_end_matches(['.', '、', ')', '）', '．']);
    let numbered = number.len() < text.len() && number.chars().all(|c| c.is_ascii_digit() || c == '.');
    numbered || (text.chars().count() == 1 && !text.chars().any(char::is_alphanumeric))
}

/// Leaves out page numbers, and rows that stand at the same place of most pages.
fn drop_furniture(pages: &mut [Vec<Row>]) {
    let count = pages.len();
    // The same but for its digits, at the same height: the first and the last two rows of a page may be furniture.
    let key = |row: &Row| {
        let sign = |c: char| if c.is_ascii_digit() { '0' } else { c };
        let text: String = row.text.chars().filter(|c| !c.is_whitespace()).map(sign).collect();
        (text, (row.y / 4.0).round() as i64)
    };
    let mut seen: HashMap<(String, i64), usize> = HashMap::new();
    for page in pages.iter() {
        for row in edges(page).filter_map(|at| page.get(at)) {
            *seen.entry(key(row)).or_default() += 1;
        }
    }
    for page in pages {
        let drop: Vec<usize> = edges(page)
            .filter(|at| {
                let Some(row) = page.get(*at) else { return false };
                let often = seen.get(&key(row)).copied().unwrap_or(0);
                let at_edge = *at == 0 || *at + 1 == page.len();
                (count >= LEAST_PAGES && often * 5 >= count * 2 && often >= LEAST_PAGES - 1)
                    || (at_edge && is_page_number(&row.text))
            })
            .collect();
        let mut at = 0;
        page.retain(|_| {
            at += 1;
            !drop.contains(&(at - 1))
        });
    }
}

/// The numbers of the first and last two rows.
fn edges(page: &[Row]) -> impl Iterator<Item = usize> + use<> {
    let count = page.len();
    (0..count).filter(move |at| *at < 2 || *at + 2 >= count)
}

/// `12`, `— 12 —`, `第12页 共30页`, `12/30`.
fn is_page_number(text: &str) -> bool {
    let rest: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '—' | '–' | '-' | '－' | '―' | '·' | '/' | '第' | '页' | '共'))
        .collect();
    let marked = text.chars().any(|c| !c.is_ascii_digit());
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    digits > 0 && digits == rest.chars().count() && digits <= if marked { 8 } else { 4 }
}
