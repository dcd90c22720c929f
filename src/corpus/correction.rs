//! Corrections by hand: what a person said of a line, which is the last word on it.
//!
//! A correction is anchored by the text of its line and of its neighbours, not by a number alone, so that it survives a
//! changed file. Kept as JSON Lines, one record a line; records of other kinds and lines that cannot be read are kept
//! as they are. Must not touch files.

mod anchor;
mod record;

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

pub use anchor::Anchor;

use super::model::Document;
use super::role::Role;
use super::row::Row;

/// What a person says of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It is a heading of this level (1–9).
    Heading(u8),
    /// It is no heading.
    Body,
    /// A piece begins here.
    Split,
    /// No piece begins here.
    Joined,
    /// It is web debris.
    Debris,
    /// It is no web debris.
    Text,
    /// The section that it opens plays this role, or none.
    Role(Option<Role>),
}

/// What a verdict is about; of one line there is one verdict of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// Heading or not.
    Outline,
    /// Beginning of a piece or not.
    Piece,
    /// Debris or not.
    Debris,
    /// The section's role.
    Role,
}

impl Verdict {
    /// What it is about.
    pub const fn subject(self) -> Subject {
        match self {
            Self::Heading(_) | Self::Body => Subject::Outline,
            Self::Split | Self::Joined => Subject::Piece,
            Self::Debris | Self::Text => Subject::Debris,
            Self::Role(_) => Subject::Role,
        }
    }
}

/// A verdict and the line that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// What was said.
    pub verdict: Verdict,
    /// Of which line.
    pub anchor: Anchor,
}

/// A change of the corrections of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Say this of the line; it replaces what was said of it on the same subject.
    Say(Correction),
    /// Take back everything that was said of the line.
    Forget(Anchor),
}

/// The corrections of one document, in the order in which they were made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    list: Vec<Correction>,
    /// Records of other kinds and lines that could not be read, as they stand in the file.
    others: Vec<Vec<u8>>,
}

/// The corrections of a document where its lines are found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    by_line: HashMap<usize, Vec<Verdict>>,
    /// The anchors of the records that were placed at each line, as they stand in the file.
    anchors: HashMap<usize, Vec<Anchor>>,
    /// The beginnings of lines that are no longer there.
    pub lost: Vec<String>,
}

/// See [`Placed::none`].
static NONE: LazyLock<Arc<Placed>> = LazyLock::new(Arc::default);

impl Placed {
    /// Those of a document of which nothing was said, as of most: all share them.
    pub fn none() -> Arc<Self> {
        Arc::clone(&NONE)
    }

    /// What was said of the 1-based line.
    pub fn of(&self, line: usize) -> &[Verdict] {
        self.by_line.get(&line).map_or(&[], Vec::as_slice)
    }

    /// The anchors of the records that were placed at the 1-based line.
    pub fn anchors(&self, line: usize) -> &[Anchor] {
        self.anchors.get(&line).map_or(&[], Vec::as_slice)
    }

    /// The level that a person gave the line.
    pub fn level(&self, line: usize) -> Option<u8> {
        self.of(line).iter().find_map(|verdict| match verdict {
            Verdict::Heading(level) => Some(*level),
            _ => None,
        })
    }

    /// The role that a person gave the section of the line; the inner `None` is “no role”.
    pub fn role(&self, line: usize) -> Option<Option<Role>> {
        self.of(line).iter().find_map(|verdict| match verdict {
            Verdict::Role(role) => Some(*role),
            _ => None,
        })
    }

    /// The lines of which this was said, ascending.
    pub fn lines(&self, verdict: Verdict) -> Vec<usize> {
        let said = self.by_line.iter().filter(|(_, said)| said.contains(&verdict));
        let mut lines: Vec<usize> = said.map(|(line, _)| *line).collect();
        lines.sort_unstable();
        lines
    }

    /// Whether nothing was said at all.
    pub fn is_empty(&self) -> bool {
        self.by_line.is_empty()
    }
}

impl Corrections {
    /// Reads the records of a file; with them the 1-based numbers of lines that could not be read. They stay in the
    /// file when it is written again.
    pub fn read(bytes: &[u8]) -> (Self, Vec<usize>) {
        let mut found = Self::default();
        let mut bad = Vec::new();
        for (line, number) in bytes.split(|byte| *byte == b'\n').zip(1..) {
            match str::from_utf8(line).map_or(record::Line::Bad, record::read) {
                record::Line::Blank => {}
                record::Line::Correction(correction) => found.say(correction),
                record::Line::Other => found.others.push(line.to_owned()),
                record::Line::Bad => {
                    found.others.push(line.to_owned());
                    bad.push(number);
                }
            }
        }
        (found, bad)
    }

    /// What stands in the file.
    pub fn bytes(&self) -> Vec<u8> {
        let records = self.list.iter().map(|correction| record::write(correction).into_bytes());
        let mut out = Vec::new();
        for line in self.others.iter().cloned().chain(records) {
            out.extend(line);
            out.push(b'\n');
        }
        out
    }

    /// Whether there is nothing to keep.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty() && self.others.is_empty()
    }

    /// Whether all that `changes` said stands, and nothing else was said of those lines since.
    pub fn hold(&self, changes: &[Change]) -> bool {
        changes.iter().all(|change| match change {
            Change::Say(said) => self.list.contains(said),
            Change::Forget(_) => true,
        })
    }

    /// Makes a change.
    pub fn change(&mut self, change: Change) {
        match change {
            Change::Say(correction) => self.say(correction),
            Change::Forget(anchor) => self.list.retain(|old| old.anchor != anchor),
        }
    }

    fn say(&mut self, correction: Correction) {
        let subject = correction.verdict.subject();
        self.list.retain(|old| old.verdict.subject() != subject || old.anchor != correction.anchor);
        self.list.push(correction);
    }

    /// Finds the lines that were spoken of among the rows of a document.
    pub fn place(&self, rows: &[Row<'_>]) -> Placed {
        let mut placed = Placed::default();
        if self.list.is_empty() {
            return placed;
        }
        let places = anchor::Places::of(rows);
        for correction in &self.list {
            match places.find(&correction.anchor) {
                Some(line) => {
                    let said = placed.by_line.entry(line).or_default();
                    said.retain(|old| old.subject() != correction.verdict.subject());
                    said.push(correction.verdict);
                    let anchors = placed.anchors.entry(line).or_default();
                    if !anchors.contains(&correction.anchor) {
                        anchors.push(correction.anchor.clone());
                    }
                }
                None => placed.lost.push(correction.anchor.text.clone()),
            }
        }
        placed
    }
}

/// What says `verdict` of the 1-based line: what stands of it on other subjects is said again of the line as it is now.
pub fn say(document: &Document, line: usize, verdict: Verdict) -> Vec<Change> {
    let Some(anchor) = anchor(document, line) else { return Vec::new() };
    let mut changes = forget(document, line);
    let others = document.said.of(line).iter().filter(|old| old.subject() != verdict.subject());
    for verdict in others.copied().chain([verdict]) {
        changes.push(Change::Say(Correction { verdict, anchor: anchor.clone() }));
    }
    changes
}

/// What takes back all that was said of the 1-based line, wherever it stood when it was said.
pub fn forget(document: &Document, line: usize) -> Vec<Change> {
    document.said.anchors(line).iter().cloned().map(Change::Forget).collect()
}

/// What puts back all that is said of the 1-based line now, after something else was said of it.
pub fn standing(document: &Document, line: usize) -> Vec<Change> {
    let Some(anchor) = anchor(document, line) else { return Vec::new() };
    let again = document.said.of(line).iter();
    let again = again.map(|verdict| Change::Say(Correction { verdict: *verdict, anchor: anchor.clone() }));
    std::iter::once(Change::Forget(anchor.clone())).chain(again).collect()
}

/// The anchor of a document's 1-based line; `None` for a line without text.
pub fn anchor(document: &Document, line: usize) -> Option<Anchor> {
    let text = |line: usize| Anchor::shortened(document.lines.line(&document.text, line));
    let own = text(line);
    let before = (1..line).rev().map(text).find(|text| !text.is_empty()).unwrap_or_default();
    let after = (line + 1..=document.lines.count()).map(text).find(|text| !text.is_empty()).unwrap_or_default();
    (!own.is_empty()).then_some(Anchor { text: own, before, after, line })
}

#[cfg(test)]
mod tests;
