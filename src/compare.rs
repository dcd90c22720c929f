//! Layer 2: what changed between two versions of a document (花脸稿): sections that came, went, moved or were
//! renumbered, in them paragraphs, in those characters; and the figures, dates and names that changed, apart.
//!
//! Compares the text as it is read: blanks at the ends of paragraphs and blank lines count for nothing. Must not know
//! how a comparison is shown on a screen or saved.

pub mod atom;
pub mod chain;
pub mod characters;
pub mod fact;
pub mod facts;
pub mod grams;
pub mod links;
pub mod model;
pub mod page;
pub mod paragraphs;
pub mod passages;
pub mod rows;
pub mod sections;
pub mod sentences;
pub mod tidy;
pub mod tree;

use std::path::PathBuf;

use crate::corpus::model::Document;
use crate::text::count::characters;
use crate::text::span::{ByteSpan, slice};

use facts::FactChange;
use model::{Counts, Fate, Lot, Paragraph, PartKind, Passage};
use sentences::Move;
use tree::Tree;

/// Two versions of a document, compared.
///
/// The spans of the paragraphs' old stands, those of [`Lot::Away`] left out, tile the old text, the new stands the new
/// text; the parts of a paragraph tile its cores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The old text, into which old spans point.
    pub old: String,
    /// The new text.
    pub new: String,
    /// Where the two came from, as the user named them.
    pub paths: (PathBuf, PathBuf),
    /// The passages, in the order of the new text; what is gone stands where it stood.
    pub passages: Vec<Passage>,
    /// Sentences that stand elsewhere, ascending by the new text.
    pub moves: Vec<Move>,
    /// The facts that changed, in reading order.
    pub facts: Vec<FactChange>,
    /// What is counted.
    pub counts: Counts,
}

impl Comparison {
    /// Compares two versions. Takes time that grows with the texts and what differs in them, not with their product.
    pub fn new(old: &Document, new: &Document) -> Self {
        let (one, other) = (Tree::new(old), Tree::new(new));
        let nodes = sections::linked(&one, &other);
        let units = paragraphs::linked(&one, &other, &nodes);
        let mut passages = passages::passages(&one, &other, &nodes, &units);
        let moves = sentences::moved(&mut passages, &old.text, &new.text);
        let facts = facts::changed(&passages, &old.text, &new.text);
        let mut comparison = Self {
            old: old.text.to_string(),
            new: new.text.to_string(),
            paths: (old.path.clone(), new.path.clone()),
            passages,
            moves,
            facts,
            counts: Counts::default(),
        };
        comparison.count();
        comparison
    }

    /// Whether nothing is to be told: all words, numbers, places and levels are the same.
    pub fn is_same(&self) -> bool {
        !self.passages.iter().any(|passage| passage.is_changed() || passage.level_change().is_some())
    }

    /// The old text of a span.
    pub fn old_text(&self, span: ByteSpan) -> &str {
        slice(&self.old, span)
    }

    /// The new text of a span.
    pub fn new_text(&self, span: ByteSpan) -> &str {
        slice(&self.new, span)
    }

    /// All paragraphs that stand in one of the texts, pointers left out.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.passages.iter().flat_map(|passage| &passage.paragraphs).filter(|paragraph| paragraph.lot != Lot::Away)
    }

    fn count(&mut self) {
        let mut counts = Counts { moved_sentences: self.moves.len(), ..Counts::default() };
        for passage in &self.passages {
            counts.moved_sections += usize::from(passage.fate == Fate::Moved);
        }
        for paragraph in self.paragraphs() {
            let (mut numbered, mut other) = (false, false);
            for part in &paragraph.parts {
                match part.kind {
                    PartKind::Same => {}
                    PartKind::Renumbered => numbered = true,
                    PartKind::MovedFrom | PartKind::MovedTo => other = true,
                    PartKind::Deleted => {
                        counts.deleted += characters(self.old_text(part.old));
                        other = true;
                    }
                    PartKind::Inserted => {
                        counts.inserted += characters(self.new_text(part.new));
                        other = true;
                    }
                }
            }
            let both = paragraph.old.is_some() && paragraph.new.is_some();
            counts.changed += usize::from(both && other);
            counts.renumbered += usize::from(numbered && !other);
            counts.moved += usize::from(paragraph.lot == Lot::Moved);
        }
        self.counts = counts;
    }
}

#[cfg(test)]
mod tests;
