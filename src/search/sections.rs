//! The stretches of a document that a query calls sections: from a heading to the next, what stands before the first
//! heading of a piece, and what lies outside of all pieces. And which of them a filter wants.

use std::collections::HashMap;

use super::query::{Filter, Wanted};
use crate::corpus::model::{Document, Piece};
use crate::corpus::split::matter::Matter;
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
                self.years.entry(at).or_insert_with(|| years(document, piece)).contains(year)
            }
        }
    }
}

/// The years of a piece: of its title, number and date, or where these name none, of its file's name.
fn years(document: &Document, piece: &Piece) -> Vec<u16> {
    let mut found = years_in(&piece.title);
    for (line, what) in &piece.matter {
        if matches!(what, Matter::Title | Matter::Number | Matter::Date) {
            found.extend(years_in(document.lines.line(&document.text, *line)));
        }
    }
    if found.is_empty() {
        found = years_in(&document.path.file_stem().map(|name| name.to_string_lossy()).unwrap_or_default());
    }
    found
}

/// The years that a text names: 2024年, 〔2024〕, 2024-05-06, 二〇二四年.
fn years_in(text: &str) -> Vec<u16> {
    let digit = |c: char| match c {
        '〇' | '○' | '零' => Some(0),
        _ => fold::char(c)
            .to_digit(10)
            .or_else(|| "一二三四五六七八九".chars().position(|d| d == c).map(|d| d as u32 + 1)),
    };
    let mut found = Vec::new();
    let mut run = Vec::new();
    for c in text.chars().chain(std::iter::once(' ')) {
        if let Some(digit) = digit(c) {
            run.push(digit as u16);
            continue;
        }
        // Four figures, or eight of which the last four are a day.
        if matches!(run.len(), 4 | 6 | 8) {
            let year = run.iter().take(4).fold(0, |year, digit| year * 10 + digit);
            if (1900..=2100).contains(&year) {
                found.push(year);
            }
        }
        run.clear();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_titles_numbers_and_names() {
        for (text, expected) in [
            ("青石镇2024年工作总结", &[2024][..]),
            ("青政发〔２０２３〕15号", &[2023]),
            ("二〇二四年五月六日", &[2024]),
            ("2024-05-06", &[2024]),
            ("20240506小结", &[2024]),
            ("2023年总结和2024年计划", &[2023, 2024]),
            ("共12345人，2345户", &[]),
            ("20xx年", &[]),
            ("", &[]),
        ] {
            assert_eq!(years_in(text), expected, "{text}");
        }
    }
}
