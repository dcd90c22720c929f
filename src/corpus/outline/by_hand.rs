//! Headings as a person said: lines made headings, lines made none, levels given.
//!
//! Decides nothing by itself.

use super::candidate::Candidate;
use super::lead::Form;
use super::reason::{Nesting, Reason};
use crate::corpus::correction::{Placed, Verdict};
use crate::corpus::row::Row;

/// The lines among `rows` that a person made headings, ascending.
pub fn headings(rows: &[Row<'_>], said: &Placed) -> Vec<usize> {
    if said.is_empty() {
        return Vec::new();
    }
    rows.iter().map(|row| row.line).filter(|line| said.level(*line).is_some()).collect()
}

/// Takes out of `kept` what a person made text, and puts in what a person made a heading.
pub fn apply<'t>(kept: &mut Vec<Candidate<'t>>, refused: &mut Vec<(usize, Reason)>, rows: &[Row<'t>], said: &Placed) {
    if said.is_empty() {
        return;
    }
    let is_body = |line: usize| said.of(line).contains(&Verdict::Body);
    refused.retain(|(line, _)| !is_body(*line) && said.level(*line).is_none());
    refused.extend(kept.iter().filter(|found| is_body(found.line)).map(|found| (found.line, Reason::NotByHand)));
    kept.retain(|found| !is_body(found.line));
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| said.level(row.line).is_some()) {
        match kept.iter_mut().find(|found| found.line == row.line) {
            Some(found) => found.why = Reason::ByHand,
            None => kept.push(heading(row, at)),
        }
    }
    kept.sort_by_key(|found| found.row);
}

/// The heading that a row is: its first sentence where more follows, else the whole row.
fn heading<'t>(row: &Row<'t>, at: usize) -> Candidate<'t> {
    let mut found = Candidate { why: Reason::ByHand, ..Candidate::of(row, at) };
    if found.lead.form == Form::Clause {
        found.lead.form = if found.end() < row.span().end { Form::RunIn } else { Form::Own };
    }
    found
}

/// Gives the levels that a person gave.
pub fn level(levels: &mut [(u8, Nesting)], kept: &[Candidate<'_>], said: &Placed) {
    for (slot, found) in levels.iter_mut().zip(kept) {
        if let Some(level) = said.level(found.line) {
            *slot = (level, Nesting::ByHand);
        }
    }
}
