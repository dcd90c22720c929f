//! How an edit reaches the text: one way in, which the layout, the history and the journal see alike.

use super::Editor;
use crate::draft::buffer::{Buffer, Pos, PosSpan};
use crate::draft::history::{Change, Kind, Replay};
use crate::draft::motion;
use crate::draft::origin::Borrowed;

impl Editor {
    /// Puts `text` in place of the selection, or at the caret.
    pub(super) fn replace_selection(&mut self, kind: Kind, text: &str) {
        let span = self.selection().unwrap_or(PosSpan { start: self.caret, end: self.caret });
        self.change(kind, span, text);
    }

    /// Puts `text`, of which `brought` is borrowed, in place of the selection, or at the caret; a deed of its own.
    pub(super) fn replace_selection_by(&mut self, text: &str, brought: Vec<Borrowed>) {
        let span = self.selection().unwrap_or(PosSpan { start: self.caret, end: self.caret });
        let change = Change::new(span.start, self.buffer.slice(span), text);
        self.step(Kind::Deed, vec![Change { brought, ..change }]);
    }

    /// Erases the selection, or what lies between the caret and where `to` goes.
    pub(super) fn erase(&mut self, kind: Kind, to: impl Fn(&Buffer, Pos) -> Pos) {
        match self.selection() {
            Some(span) => self.change(Kind::Deed, span, ""),
            None => self.change(kind, PosSpan::new(self.caret, to(&self.buffer, self.caret)), ""),
        }
    }

    /// Puts `inserted` in place of `span`, the caret behind it, as a step (or part of a burst).
    pub(super) fn change(&mut self, kind: Kind, span: PosSpan, inserted: &str) {
        self.step(kind, vec![Change::new(span.start, self.buffer.slice(span), inserted)]);
    }

    /// Does `changes` in order as one undo step, each in the text that the ones before it left; the caret ends behind the
    /// last. What a change removes must be what stands there.
    pub fn deed(&mut self, changes: Vec<Change>) {
        self.step(Kind::Deed, changes);
    }

    /// Applies `changes` in order, each in the text that the ones before it left. The caret ends behind the last.
    pub(super) fn step(&mut self, kind: Kind, changes: Vec<Change>) {
        let mut changes: Vec<Change> = changes.into_iter().filter(|change| change.removed != change.inserted).collect();
        let Some(last) = changes.last() else { return };
        if self.read_only {
            self.refused = true;
            return;
        }
        let (before, end) = (self.selected(), last.after().end);
        for change in &mut changes {
            change.lost = self.apply(change);
        }
        self.anchor = None;
        self.set_caret(self.settled(end), false);
        let after = self.selected();
        self.history.record(kind, changes, before, after);
    }

    pub(super) fn replay(&mut self, replay: &Replay) {
        for change in &replay.changes {
            self.apply(change);
        }
        self.anchor = replay.selected.anchor.map(|anchor| self.buffer.clamp(anchor));
        self.set_caret(self.buffer.clamp(replay.selected.caret), false);
    }

    /// Gives what was borrowed of the text that went.
    fn apply(&mut self, change: &Change) -> Vec<Borrowed> {
        self.buffer.delete(change.before());
        self.buffer.insert(change.at, &change.inserted);
        let lost = self.origins.replace(change.at, &change.removed, &change.inserted, &change.brought);
        self.layout.changed(&self.buffer, change);
        self.generation += 1;
        if let Some(records) = &mut self.records {
            records.push(change.clone());
        }
        lost
    }

    /// `pos`, or the boundary of a cluster behind it: what was put in may have joined with what follows.
    pub(super) fn settled(&self, pos: Pos) -> Pos {
        let pos = self.buffer.clamp(pos);
        let text = self.buffer.paragraph(pos.paragraph);
        if motion::cluster_floor(text, pos.byte) == pos.byte {
            return pos;
        }
        Pos::new(pos.paragraph, motion::cluster_after(text, pos.byte).unwrap_or(text.len()))
    }

    /// Puts the caret at `pos` and the window around it; forgets the goal column.
    pub(super) fn set_caret(&mut self, pos: Pos, at_end: bool) {
        self.caret = pos;
        self.at_end = at_end;
        self.goal = None;
        self.follow = true;
    }
}
