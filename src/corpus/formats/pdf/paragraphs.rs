//! Paragraphs out of rows: by the margins, a row that reaches the right one goes on in the next that begins at the left.
//!
//! Must not know of pages' operators, nor what rows say.

use std::collections::HashMap;

use super::super::lines::{Line, join_rows};
use super::super::looks::Tally;
use super::rows::Row;
use crate::corpus::model::Hint;

/// An indent begins and ends here, in sizes; what begins further in is centred or set to the right.
const INDENT: std::ops::Range<f32> = 1.4..2.8;
/// How far before the right margin a full row may end, in sizes: no mark may begin the next.
const SHORT: f32 = 2.2;
/// The furthest that two rows of a paragraph are apart, in sizes.
const APART: f32 = 2.6;
/// The fewest rows of a page that its own margins are told from.
const LEAST_ROWS: usize = 8;
/// Marks that end a sentence.
const ENDS: [char; 7] = ['。', '！', '？', '：', ':', '”', '…'];

/// How a row stands between the margins.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    indented: bool,
    flush: bool,
    full: bool,
    centred: bool,
}

/// A line being gathered, with the row that it ends in.
struct Open {
    rows: Vec<String>,
    hints: Vec<Hint>,
    look: Tally,
    indented: bool,
    full: bool,
    /// Where its rows begin after the first, if that is set apart.
    hang: Option<f32>,
    /// Page and place of the last row, and the size of its text.
    page: usize,
    y: f32,
    size: f32,
}

/// The lines of all pages, and how they look by their marks.
pub(super) fn lines(pages: Vec<Vec<Row>>) -> (Vec<Line>, Vec<Tally>) {
    let all = margins(pages.iter().flatten());
    let placed: Vec<Vec<(Row, Place)>> = pages
        .into_iter()
        .map(|page| {
            let margins = if page.len() < LEAST_ROWS { all } else { margins(page.iter()) };
            page.into_iter()
                .map(|row| {
                    let place = place(&row, margins);
                    (row, place)
                })
                .collect()
        })
        .collect();
    // Where paragraphs are not indented, only a sentence that is not at its end goes on.
    let rows = placed.iter().map(Vec::len).sum::<usize>();
    let indents = placed.iter().flatten().filter(|(_, place)| place.indented).count();
    let indented = indents * 12 >= rows;
    let (mut lines, mut looks) = (Vec::new(), vec![Tally::default()]);
    let mut open: Option<Open> = None;
    for (number, page) in placed.into_iter().enumerate() {
        let cells: Vec<usize> = page.iter().map(|(row, _)| row.cells).collect();
        for (at, (row, place)) in page.into_iter().enumerate() {
            // Cells of several rows stand between the rows of a table.
            let parted = |from: usize, to: usize| (from..to).any(|at| cells.get(at).is_some_and(|cells| *cells > 1));
            let (above, below) = (parted(at.saturating_sub(3), at), parted(at + 1, at + 4));
            let in_table = row.cells > 1 && (above || below);
            let within = row.cells == 1 && above && below;
            let goes_on = open.as_ref().is_some_and(|open| {
                let near = open.page != number || row.y - open.y < APART * row.size;
                let same = (open.size - row.size).abs() < row.size * 0.08;
                let ended = open.rows.last().is_some_and(|text| text.ends_with(ENDS));
                let hangs = open.hang.is_some_and(|hang| (row.x - hang).abs() < row.size * 0.7);
                let goes_on = hangs || (place.flush && (indented || !ended));
                open.full && near && same && !in_table && !within && goes_on
            });
            if !goes_on {
                close(open.take(), &mut lines, &mut looks);
            }
            let mut look = row.look;
            look.centred = place.centred;
            let text = if in_table { row.text } else { row.text.replace('\t', " ") };
            let full = place.full && !in_table && !within;
            if let Some(open) = &mut open {
                open.rows.push(text);
                open.look.join(&look);
                (open.full, open.page, open.y, open.size) = (full, number, row.y, row.size);
            } else {
                let hints = if in_table { vec![Hint::TableRow] } else { Vec::new() };
                let indented = place.indented && !in_table && !within && row.hang.is_none();
                let (rows, page, hang) = (vec![text], number, row.hang);
                open = Some(Open { rows, hints, look, indented, full, hang, page, y: row.y, size: row.size });
            }
        }
    }
    close(open, &mut lines, &mut looks);
    (lines, looks)
}

fn close(open: Option<Open>, lines: &mut Vec<Line>, looks: &mut Vec<Tally>) {
    let Some(open) = open else { return };
    let text = if open.hints.is_empty() { join_rows(&open.rows) } else { open.rows.concat() };
    // As the first row of a paragraph is written in plain text.
    let text = if open.indented { format!("　　{text}") } else { text };
    looks.push(open.look);
    lines.push(Line { text, hints: open.hints, mark: looks.len() - 1, ..Line::default() });
}

fn place(row: &Row, (left, right): (f32, f32)) -> Place {
    let (before, after) = ((row.x - left) / row.size, (right - row.end) / row.size);
    Place {
        indented: INDENT.contains(&before),
        flush: before.abs() < 0.7,
        full: after < SHORT,
        centred: before > INDENT.start && (before - after).abs() < 1.5 && (before > INDENT.end || after > INDENT.end),
    }
}

/// Where rows begin at the left again and again, and where they end at the right.
fn margins<'r>(rows: impl Iterator<Item = &'r Row>) -> (f32, f32) {
    let mut ends: Vec<f32> = Vec::new();
    let mut starts: HashMap<i64, usize> = HashMap::new();
    for row in rows.filter(|row| row.cells == 1) {
        *starts.entry((row.x / 3.0).round() as i64).or_default() += 1;
        ends.push(row.end);
    }
    let most = starts.values().copied().max().unwrap_or(0);
    let left = starts.iter().filter(|(_, count)| **count * 5 >= most).map(|(at, _)| *at).min().unwrap_or(0);
    ends.sort_by(f32::total_cmp);
    let right = ends.get(ends.len() * 9 / 10).copied().unwrap_or(0.0);
    (left as f32 * 3.0, right)
}
