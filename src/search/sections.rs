//! The stretches of a document that a query calls sections: from a heading to the next, what stands before the first
//! heading of a piece, and what lies outside of all pieces. And which of them a filter wants.

use std::collections::HashMap;

use super::query::{Filter, Wanted};
use crate::corpus::model::Document;
use crate::corpus::year;
use crate::text::fold;

/// A stretch of a document; it ends where the next begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Its first byte.
    pub start: usize,
    /// The piece it lies in.
    pub piece: Option<usize>,
    /// The section of that piece, the innermost.
    pub section: Option<usize>,
}

/// The stretches of `document`, ascending; the first begins at byte 0.
pub fn stretches(document: &Document) -> Vec<Stretch> {
    let outside = |start: usize| Stretch { start, piece: None, section: None };
    let mut found = vec![outside(0)];
    for (number, piece) in document.pieces.iter().enumerate() {
        found.push(Stretch { start: piece.span.start, piece: Some(number), section: None });
        let sections = piece.sections.iter().enumerate();
        found.extend(sections.map(|(at, section)| Stretch {
            start: section.span.start,
            piece: Some(number),
            section: Some(at),
        }));
        found.push(outside(piece.span.end));
    }
    found.sort_by_key(|stretch| stretch.start);
    // Of stretches that begin at one byte only the last has text.
    found.reverse();
    found.dedup_by_key(|stretch| stretch.start);
    found.reverse();
    found
}

/// Which of `stretches` holds `byte`.
pub fn holding(stretches: &[Stretch], byte: usize) -> usize {
    stretches.partition_point(|stretch| stretch.start <= byte).saturating_sub(1)
}

/// Tells which stretches of one document the filters of a query want.
#[derive(Debug)]
pub struct Sieve<'a> {
    document: &'a Document,
    filters: &'a [Filter],
    /// The years of the pieces that were asked about.
    years: HashMap<usize, Vec<u16>>,
}

impl<'a> Sieve<'a> {
    /// The sieve of `filters` for `document`.
    pub fn new(document: &'a Document, filters: &'a [Filter]) -> Self {
        Self { document, filters, years: HashMap::new() }
    }

    /// Whether all filters want this stretch.
    pub fn lets_through(&mut self, stretch: Stretch) -> bool {
        let filters = self.filters;
        filters.iter().all(|filter| self.wants(&filter.wanted, stretch) != filter.excluded)
    }

    fn wants(&mut self, wanted: &Wanted, stretch: Stretch) -> bool {
        let piece = stretch.piece.and_then(|at| self.document.pieces.get(at));
        let section = piece.zip(stretch.section).and_then(|(piece, at)| piece.sections.get(at));
        match wanted {
            Wanted::Role(role) => section.is_some_and(|section| section.role.as_ref().map(|found| found.role) == *role),
            Wanted::Piece(name) => {
                let holds = |text: &str| fold::tight(text).contains(&**name);
                holds(&self.document.name()) || piece.is_some_and(|piece| holds(&piece.title))
            }
            Wanted::Level(level) => piece.is_some() && section.map_or(0, |section| section.level) == *level,
            Wanted::Year(year) => {
                let Some((at, piece)) = stretch.piece.zip(piece) else { return false };
                let document = self.document;
                self.years.entry(at).or_insert_with(|| year::all(document, piece)).contains(year)
            }
        }
    }
}
