//! What stands in the queue: findings and comments of the documents that are looked through, with what was decided.
//!
//! Knows nothing of keys or cells.

use std::collections::{BTreeSet, HashMap};

use crate::job::lint::SourceSpan;
use crate::job::placing::places;
use crate::job::review::Reviewed;
use crate::job::ruling::{Decided, Ruling, Rulings, rulings};
use crate::lint::finding::Finding;
use crate::lint::rule::Level;
use crate::markup::{Kind, Marked};
use crate::review::Review;
use crate::review::anchor::{Anchor, Placed};
use crate::review::finding::FindingKey;
use crate::review::record::State;
use crate::review::standing::Standing;
use crate::text::span::ByteSpan;

/// A document of the queue.
#[derive(Debug)]
pub struct Entry {
    /// It, with its findings.
    pub reviewed: Reviewed,
    /// What holds of it.
    pub standing: Standing,
    /// What was decided of each place of each finding.
    pub rulings: Rulings,
    /// Where each comment is.
    pub placed: Vec<Placed>,
}

impl Entry {
    fn new(reviewed: Reviewed) -> Self {
        let mut entry =
            Self { reviewed, standing: Standing::default(), rulings: Rulings::default(), placed: Vec::new() };
        entry.fold();
        entry
    }

    /// Takes in what holds now.
    pub fn renew(&mut self, review: Review) {
        self.reviewed.review = review;
        self.fold();
    }

    fn fold(&mut self) {
        self.standing = self.reviewed.review.standing();
        let text = self.reviewed.linted.text();
        self.rulings = rulings(&self.reviewed.linted.found(), text, &self.standing);
        let anchors: Vec<&Anchor> = self.standing.threads.iter().map(|thread| &thread.anchor).collect();
        self.placed = places(&self.reviewed.linted, &anchors);
    }

    /// How many comments have lost their place.
    pub fn lost(&self) -> usize {
        self.placed.iter().filter(|placed| **placed == Placed::Lost).count()
    }

    /// The text that spans are bytes of.
    pub fn text(&self) -> &str {
        self.reviewed.linted.text()
    }

    /// The key of the `nth` place of `finding`.
    pub fn key(&self, finding: &Finding, span: ByteSpan) -> FindingKey {
        FindingKey::new(finding.rule.id, self.text(), span)
    }
}

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A finding, by its number.
    Finding(usize),
    /// A comment, by its number.
    Comment(usize),
    /// What somebody changed or commented in Word, by its number.
    Word(usize),
}

/// A row of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The number of its document in the queue.
    pub entry: usize,
    /// What it is about.
    pub what: What,
    /// Which one of many places, where a finding of many is unfolded.
    pub only: Option<usize>,
}

impl Row {
    /// Which place of the finding the `nth` place of the row is.
    pub fn nth(self, nth: usize) -> usize {
        self.only.unwrap_or(nth)
    }
}

/// The findings of many places that stand unfolded: the document's number in the corpus, and the rule.
pub type Unfolded = BTreeSet<(usize, &'static str)>;

/// What is shown of the queue, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sight {
    /// Grouped by rule and not by place.
    pub by_rule: bool,
    /// Nothing lighter than this.
    pub least: Option<Level>,
    /// Only this rule.
    pub only: Option<&'static str>,
    /// What was decided is shown too.
    pub decided: bool,
}

/// The queue.
#[derive(Debug, Default)]
pub struct Queue {
    /// The documents that hold something, or of which something was said.
    pub entries: Vec<Entry>,
    /// The rows, as they stand on screen.
    pub rows: Vec<Row>,
    /// How many places there are, counted when the rows are set.
    tally: Tally,
}

/// How many places there are, and how many of them are open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All.
    pub all: usize,
    /// Those of which nothing was decided.
    pub open: usize,
}

impl Queue {
    /// The queue of these documents.
    pub fn new(documents: Vec<Reviewed>) -> Self {
        let worth = |one: &Reviewed| !one.linted.findings.is_empty() || !one.review.is_empty() || !one.word.is_empty();
        Self { entries: documents.into_iter().filter(worth).map(Entry::new).collect(), ..Self::default() }
    }

    /// Sets the rows as `sight` says; each place of what is `unfolded` has a row of its own.
    pub fn arrange(&mut self, sight: &Sight, unfolded: &Unfolded) {
        let mut rows: Vec<(usize, Row, usize)> = Vec::new();
        let orders: HashMap<&str, usize> =
            crate::lint::rules::all().enumerate().map(|(order, rule)| (rule.id, order + 1)).collect();
        for (number, entry) in self.entries.iter().enumerate() {
            for (at, found) in entry.reviewed.linted.findings.iter().enumerate() {
                let finding = &found.finding;
                let fits = sight.least.is_none_or(|least| finding.level >= least)
                    && sight.only.is_none_or(|only| finding.rule.id == only);
                let states = entry.rulings.findings.get(at).map(Vec::as_slice).unwrap_or_default();
                let open = states.iter().any(|ruling| ruling.decided == Decided::Open);
                if !fits || !(sight.decided || open) {
                    continue;
                }
                let order = orders.get(finding.rule.id).copied().unwrap_or_default();
                let row = |only| Row { entry: number, what: What::Finding(at), only };
                if finding.count() > 1 && unfolded.contains(&(entry.reviewed.number, finding.rule.id)) {
                    let places = finding.places.iter().zip(states).enumerate();
                    let shown = places.filter(|(_, (_, ruling))| sight.decided || ruling.decided == Decided::Open);
                    rows.extend(shown.map(|(nth, (spot, _))| (order, row(Some(nth)), spot.span.start)));
                } else {
                    rows.push((order, row(None), finding.span.start));
                }
            }
            for (at, thread) in entry.standing.threads.iter().enumerate() {
                if sight.only.is_none() && (sight.decided || thread.state == State::Open) {
                    let start = entry.placed.get(at).and_then(|placed| placed.span()).map_or(0, |span| span.start);
                    rows.push((0, Row { entry: number, what: What::Comment(at), only: None }, start));
                }
            }
            for (at, (marked, span)) in entry.reviewed.word.iter().enumerate() {
                let settled = matches!(marked.kind, Kind::Comment { resolved: true, .. });
                if sight.only.is_none() && (sight.decided || !settled) {
                    let start = span.map_or(0, |span| span.start);
                    rows.push((0, Row { entry: number, what: What::Word(at), only: None }, start));
                }
            }
        }
        if sight.by_rule {
            // The heaviest rules first.
            let weight = |row: &Row| self.finding(*row).map(|(_, found)| std::cmp::Reverse(found.finding.level));
            rows.sort_by_key(|(order, row, start)| (weight(row), *order, row.entry, *start));
        } else {
            rows.sort_by_key(|(_, row, start)| (row.entry, *start));
        }
        self.rows = rows.into_iter().map(|(_, row, _)| row).collect();
        self.tally = self.counted();
    }

    /// How many places the findings have, and comments there are.
    pub const fn tally(&self) -> Tally {
        self.tally
    }

    fn counted(&self) -> Tally {
        let mut tally = Tally::default();
        for entry in &self.entries {
            let rulings = entry.rulings.findings.iter().flatten();
            tally.all += rulings.clone().count() + entry.standing.threads.len();
            tally.open += rulings.filter(|ruling| ruling.decided == Decided::Open).count();
            tally.open += entry.standing.threads.iter().filter(|thread| thread.state == State::Open).count();
        }
        tally
    }

    /// What somebody changed or commented in Word, where a row is about that.
    pub fn word(&self, row: Row) -> Option<&Marked> {
        let What::Word(at) = row.what else { return None };
        self.entries.get(row.entry)?.reviewed.word.get(at).map(|(marked, _)| marked)
    }

    /// The document and the finding of a row.
    pub fn finding(&self, row: Row) -> Option<(&Entry, &crate::job::lint::Located)> {
        let What::Finding(at) = row.what else { return None };
        let entry = self.entries.get(row.entry)?;
        Some((entry, entry.reviewed.linted.findings.get(at)?))
    }

    /// How many places a row stands for.
    pub fn places(&self, row: Row) -> usize {
        if row.only.is_some() {
            return 1;
        }
        self.finding(row).map_or(1, |(_, found)| found.finding.count())
    }

    /// The `nth` place of a row in the text, and in the lines of its source where that is known.
    pub fn place(&self, row: Row, nth: usize) -> Option<(ByteSpan, Option<SourceSpan>)> {
        match row.what {
            What::Finding(_) => {
                let (_, found) = self.finding(row)?;
                let nth = row.nth(nth);
                match found.finding.places.get(nth) {
                    Some(spot) => Some((spot.span, found.places.get(nth).map(|(at, _)| *at))),
                    None => Some((found.finding.span, Some(found.at))),
                }
            }
            What::Comment(at) => {
                let span = self.entries.get(row.entry)?.placed.get(at)?.span()?;
                Some((span, None))
            }
            What::Word(at) => Some((self.entries.get(row.entry)?.reviewed.word.get(at)?.1?, None)),
        }
    }

    /// The ruling on the `nth` place of a row of a finding.
    pub fn ruling(&self, row: Row, nth: usize) -> Option<&Ruling> {
        let What::Finding(at) = row.what else { return None };
        self.entries.get(row.entry)?.rulings.findings.get(at)?.get(row.nth(nth))
    }

    /// What was decided of the `nth` place of a row of a finding.
    pub fn decided(&self, row: Row, nth: usize) -> Decided {
        self.ruling(row, nth).map_or(Decided::Open, |ruling| ruling.decided)
    }
}
