//! Headings: which lines are headings and how they nest.
//!
//! Three steps, each for the whole piece: every line that could be a heading becomes a candidate; the series that
//! candidates form (一、二、三、) are judged together, since one line alone rarely tells; what remains is nested by
//! which series open under which. Knows nothing of other pieces.

pub mod among;
pub mod apart;
pub mod by_hand;
pub mod candidate;
pub mod cells;
pub mod clauses;
pub mod credit;
pub mod double;
pub mod evidence;
pub mod glued;
pub mod group;
pub mod lead;
pub mod leads;
pub mod lone;
pub mod marker;
pub mod names;
pub mod nest;
pub mod number;
pub mod parts;
pub mod period;
pub mod persons;
pub mod plain;
pub mod question;
pub mod reason;
pub mod reflow;
pub mod series;
pub mod verse;
pub mod whole;

use super::correction::Placed;
use super::model::{Extracted, Piece, Section};
use super::row::{self, Row};
use crate::text::span::ByteSpan;
use candidate::Candidate;
use reason::Nesting;

/// Finds the sections of `piece`, whose rows are `rows`, debris left out; gives the rows as their author set them where
/// `as_set` does not say that they are.
pub fn sections<'t>(
    source: &'t Extracted,
    rows: &[Row<'t>],
    piece: &mut Piece,
    said: &Placed,
    as_set: bool,
) -> Vec<Row<'t>> {
    let headings = by_hand::headings(rows, said);
    piece.matter.retain(|(line, _)| headings.binary_search(line).is_err());
    let is_matter = |row: &Row<'_>| piece.matter_of(row.line).is_some();
    // A line that a person spoke of stays a line of its own.
    let fixed = |row: &Row<'_>| is_matter(row) || !said.of(row.line).is_empty();
    let rows = if as_set { rows.to_vec() } else { reflow::reflow(&source.text, rows.to_vec(), fixed) };
    let rows = whole::numbered(rows, is_matter);
    let mut refused = Vec::new();
    let mut candidates = candidate::candidates(&rows, is_matter, &mut refused);
    series::judge(&mut candidates);
    refused.extend(candidates.iter().filter(|c| !c.why.is_heading()).map(|c| (c.line, c.why)));
    candidates.retain(|candidate| candidate.why.is_heading());
    plain::add(&mut candidates, &rows, is_matter);
    by_hand::apply(&mut candidates, &mut refused, &rows, said);
    refused.sort_by_key(|(line, _)| *line);
    let mut levels = nest::levels(&candidates);
    by_hand::level(&mut levels, &candidates, said);
    let sections = build(&candidates, &levels, piece.span.end);
    (piece.sections, piece.refused) = (sections, refused);
    rows
}

/// Sections of the kept candidates; `end` is the end of the piece.
fn build(kept: &[Candidate<'_>], levels: &[(u8, Nesting)], end: usize) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::with_capacity(kept.len());
    let mut open: Vec<usize> = Vec::new();
    for (at, (found, &(level, nesting))) in kept.iter().zip(levels).enumerate() {
        while let Some(&above) = open.last()
            && sections.get(above).is_some_and(|s| s.level >= level)
        {
            close(&mut sections, above, found.start);
            open.pop();
        }
        let next = kept.get(at + 1).map_or(end, |next| next.start);
        sections.push(Section {
            line: found.line,
            level,
            marker: found.marker.map_or_else(String::new, |m| m.text.to_owned()),
            text: one_line(found.lead.text),
            run_in: found.lead.form == lead::Form::RunIn,
            heading: ByteSpan::new(found.start, found.end()),
            body: ByteSpan::new(found.end(), next),
            span: ByteSpan::new(found.start, end),
            parent: open.last().copied(),
            why: found.why,
            nesting,
            role: None,
        });
        open.push(at);
    }
    sections
}

/// A heading that is broken over lines as one line.
fn one_line(text: &str) -> String {
    text.split('\n').map(|part| part.trim_matches(row::is_blank)).collect()
}

/// Ends the section `at` before byte `end`.
fn close(sections: &mut [Section], at: usize, end: usize) {
    if let Some(section) = sections.get_mut(at) {
        section.span = ByteSpan::new(section.span.start, end);
    }
}

#[cfg(test)]
mod tests;
