//! Looking through one document for what a query wants.
//!
//! What stands in the text, whatever its width and case, is found, always, and nothing else: a search for two words across a line is for none.
//! Occurrences of one term do not overlap; one that lies within that of another term is not counted beside it.

use super::query::{Pattern, Query};
use super::sections::{self, Sieve};
use crate::corpus::model::Document;
use crate::text::pinyin::Matcher;
use crate::text::span::{ByteSpan, tail};

/// A place found in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Found {
    /// Bytes of the document's text.
    pub span: ByteSpan,
    /// Which term of the query; none where only filters chose a section: then its heading is the place.
    pub term: Option<u16>,
}

/// Hands the places in `document` to `put`, ascending.
pub fn find(query: &Query, document: &Document, mut put: impl FnMut(Found)) {
    if let ([term], false) = (query.terms.as_slice(), query.needs_sections()) {
        // As they are found they are in order, and none lies within another.
        each(&term.pattern, document, |span| put(Found { span, term: Some(0) }));
    } else if !query.is_empty() && could_hold(query, document) {
        found(query, document).into_iter().for_each(put);
    }
}

/// The places in a `document` that may hold all words of `query`.
fn found(query: &Query, document: &Document) -> Vec<Found> {
    let mut found = Vec::new();
    for (number, term) in query.sought() {
        let before = found.len();
        let term_number = u16::try_from(number).ok();
        each(&term.pattern, document, |span| found.push(Found { span, term: term_number }));
        // Every word must stand somewhere.
        if found.len() == before {
            return Vec::new();
        }
    }
    if query.needs_sections() {
        found = in_sections(query, document, found);
    }
    // A place within a longer one that another term found is that one.
    found.sort_unstable_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end), found.term));
    let mut reached = 0;
    found.retain(|found| {
        let new = found.span.end > reached;
        reached = reached.max(found.span.end);
        new
    });
    found
}

/// Whether the literal words of the query all stand in the document: looked at before anything slow. One word alone is
/// looked for at once.
fn could_hold(query: &Query, document: &Document) -> bool {
    query.terms.len() == 1
        || query.sought().all(|(_, term)| match &term.pattern {
            Pattern::Text(text) | Pattern::Letters(text, _) => text.is_in(&document.text, document.sketch()),
            Pattern::Pinyin(_) | Pattern::Expression(_) => true,
        })
}

/// Hands every place that a pattern finds to `put`, ascending.
fn each(pattern: &Pattern, document: &Document, mut put: impl FnMut(ByteSpan)) {
    match pattern {
        Pattern::Text(text) | Pattern::Letters(text, _) => text.each(&document.text, document.sketch(), put),
        Pattern::Pinyin(matcher) => spelled(matcher, &document.text).for_each(put),
        Pattern::Expression(expression) => {
            let ground = document.sketch().ground(&document.text, expression.kinds());
            let mut way = ground.way();
            expressed(expression.regex(), ground.text()).for_each(|span| put(way.span(span)));
        }
    }
}

/// The places that pinyin finds in `text`.
fn spelled<'a>(matcher: &'a Matcher, text: &'a str) -> impl Iterator<Item = ByteSpan> + 'a {
    let mut at = 0;
    std::iter::from_fn(move || {
        let found = matcher.find(tail(text, at)).filter(|span| !span.is_empty())?;
        let span = ByteSpan::new(at + found.start, at + found.end);
        at = span.end;
        Some(span)
    })
}

/// The places that an expression finds, each within one line.
fn expressed<'a>(regex: &'a regex::Regex, text: &'a str) -> impl Iterator<Item = ByteSpan> + 'a {
    let lines = regex.is_match(text).then(|| text.split('\n')).into_iter().flatten();
    let mut at = 0;
    lines.flat_map(move |line| {
        let start = at;
        at += line.len() + 1;
        regex
            .find_iter(line)
            .filter(|found| !found.is_empty())
            .map(move |found| ByteSpan::new(start + found.start(), start + found.end()))
    })
}

/// Those of `found` that lie in sections which hold all words, none that is shut out, and are wanted by the filters.
fn in_sections(query: &Query, document: &Document, mut found: Vec<Found>) -> Vec<Found> {
    let stretches = sections::stretches(document);
    let mut sieve = Sieve::new(document, &query.filters);
    let mut holds = vec![0_u64; stretches.len()];
    let shut: u64 = 1 << 63;
    let mut all = 0;
    for (bit, (number, _)) in query.sought().take(63).enumerate() {
        all |= 1 << bit;
        let own = found.iter().filter(|found| found.term.is_some_and(|term| usize::from(term) == number));
        for place in own {
            mark(&mut holds, sections::holding(&stretches, place.span.start), 1 << bit);
        }
    }
    for term in query.terms.iter().filter(|term| term.excluded) {
        each(&term.pattern, document, |span| {
            mark(&mut holds, sections::holding(&stretches, span.start), shut);
        });
    }
    let wanted: Vec<bool> =
        stretches.iter().zip(&holds).map(|(stretch, holds)| *holds == all && sieve.lets_through(*stretch)).collect();
    if query.sought().next().is_none() {
        return headings(document, &stretches, &wanted);
    }
    found.retain(|place| wanted.get(sections::holding(&stretches, place.span.start)).copied().unwrap_or(false));
    found
}

fn mark(holds: &mut [u64], at: usize, bit: u64) {
    if let Some(slot) = holds.get_mut(at) {
        *slot |= bit;
    }
}

/// The headings of the wanted sections; of what stands before the first heading of a piece its title.
fn headings(document: &Document, stretches: &[sections::Stretch], wanted: &[bool]) -> Vec<Found> {
    let chosen = stretches.iter().zip(wanted).filter(|(_, wanted)| **wanted);
    let places = chosen.filter_map(|(stretch, _)| {
        let piece = document.pieces.get(stretch.piece?)?;
        if let Some(at) = stretch.section {
            return Some(piece.sections.get(at)?.heading);
        }
        let line = document.lines.span(&document.text, piece.start_line);
        let title = document.slice(line).find(&piece.title).map(|at| line.start + at);
        Some(title.map_or(line, |start| ByteSpan::new(start, start + piece.title.len())))
    });
    places.map(|span| Found { span, term: None }).collect()
}

#[cfg(test)]
mod tests;
