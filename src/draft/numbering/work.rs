//! Changes as they are made up, each tried at once on a copy of the draft, the caret going with its text.

use super::Plan;
use crate::draft::buffer::{Buffer, Pos};
use crate::draft::history::Change;
use crate::draft::origin::Borrowed;
use crate::text::span::{self, ByteSpan};

/// A draft in the middle of a deed.
#[derive(Debug)]
pub struct Work {
    /// The text as the changes leave it.
    pub buffer: Buffer,
    /// The changes so far.
    pub changes: Vec<Change>,
    /// Where the caret is now.
    pub caret: Pos,
}

impl Work {
    /// Nothing changed yet.
    pub fn new(buffer: &Buffer, caret: Pos) -> Self {
        Self { buffer: buffer.clone(), changes: Vec::new(), caret }
    }

    /// Puts `text` in the place of `old` of a paragraph: only what differs changes, so that what is borrowed around it
    /// stays so.
    pub fn rewrite(&mut self, paragraph: usize, old: ByteSpan, text: &str) {
        let before = span::slice(self.buffer.paragraph(paragraph), old).to_owned();
        let same = |(one, other): &(char, char)| one == other;
        let head: usize = before.chars().zip(text.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let (old_rest, new_rest) = (span::tail(&before, head), span::tail(text, head));
        let end = old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(same);
        let end: usize = end.map(|(c, _)| c.len_utf8()).sum();
        let removed = span::head(old_rest, old_rest.len() - end).to_owned();
        let inserted = span::head(new_rest, new_rest.len() - end).to_owned();
        if removed.is_empty() && inserted.is_empty() {
            return;
        }
        let at = Pos::new(paragraph, old.start + head);
        if self.caret.paragraph == paragraph && self.caret.byte > at.byte {
            let behind = self.caret.byte.saturating_sub(at.byte + removed.len());
            self.caret.byte = at.byte + inserted.len() + behind;
        }
        self.apply(Change::new(at, removed, inserted));
    }

    /// Makes a change that moves no caret by itself.
    pub fn apply(&mut self, change: Change) {
        self.buffer.delete(change.before());
        self.buffer.insert(change.at, &change.inserted);
        self.changes.push(change);
    }

    /// Puts `inserted`, of which `brought` is borrowed, in the place of `removed` at `at`.
    pub fn exchange(&mut self, at: Pos, removed: String, inserted: String, brought: Vec<Borrowed>) {
        self.apply(Change { brought, ..Change::new(at, removed, inserted) });
    }

    /// What it came to.
    pub fn plan(self, left: usize) -> Plan {
        Plan { changes: self.changes, caret: self.caret, left }
    }
}
