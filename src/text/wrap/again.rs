//! Breaking a long paragraph again after an edit: from a little before it to where the rows fall together with the old
//! ones.
//!
//! A row that begins behind an ideograph depends on nothing before it but the side of `"` it is on; so there a pass may
//! begin, and there it may stop.

use super::marks::stands_alone;
use super::{Breaker, row_of, rows, run};
use crate::text::span;
use crate::text::width::Cells;

/// How many rows before an edit may look as far as the edit: four breaks may come of one overflow, and the character
/// behind it is looked at.
const REACH: usize = 6;

/// How many rows further back a beginning is looked for before the whole paragraph is broken again.
const PATIENCE: usize = 64;

/// Does to `starts` what [`rows`] would do, given that they are the rows of the text before `removed` at byte `at` of it
/// gave way to `inserted`, with the same width, indent and cells. `text` is the text after the edit.
#[expect(clippy::too_many_arguments, reason = "what rows takes, and the three parts of an edit")]
pub fn rows_after_edit(
    text: &str,
    width: usize,
    first_indent: usize,
    cells: Cells,
    at: usize,
    removed: &str,
    inserted: &str,
    starts: &mut Vec<usize>,
) {
    let last = row_of(starts, at).saturating_sub(REACH);
    let Some(first) = (1..=last).rev().take(PATIENCE).find(|&row| free_standing(text, starts.get(row).copied())) else {
        return rows(text, width, first_indent, cells, starts);
    };
    let old = starts.split_off(first + 1);
    let begin = starts.last().copied().unwrap_or(0);
    let quoted = quotes(span::head(text, begin)) % 2 == 1;
    let turned = quotes(removed) % 2 != quotes(inserted) % 2;
    let behind = at + inserted.len();
    let mut same = None;
    run(text, Breaker { quoted, ..Breaker::at(begin, width.max(1)) }, cells, starts, |found| {
        let start = found.last().copied().unwrap_or(0);
        // The ideograph before it has three bytes and is not part of the edit.
        if !turned && start >= behind + 3 && free_standing(text, Some(start)) {
            same = old.binary_search(&(start - inserted.len() + removed.len())).ok();
        }
        same.is_some()
    });
    if let Some(same) = same {
        starts.extend(old.iter().skip(same + 1).map(|start| start - removed.len() + inserted.len()));
    }
}

/// Whether a row that begins at `start` begins between an ideograph and a character that joins with nothing.
fn free_standing(text: &str, start: Option<usize>) -> bool {
    let Some(start) = start else { return false };
    let before = span::head(text, start).chars().next_back();
    before.is_some_and(|c| matches!(c, '\u{4e00}'..='\u{9fff}'))
        && span::tail(text, start).chars().next().is_some_and(stands_alone)
}

/// Number of quotation marks that open and close by turns.
fn quotes(text: &str) -> usize {
    text.bytes().filter(|b| *b == b'"').count() + text.matches('＂').count()
}
