//! Undo and redo, in the steps in which a person thinks, without a limit.
//!
//! A step is a burst of typing or erasing, or one deed (a paste, a replacement everywhere). A burst ends when the
//! caller seals it (a pause, a movement), at a change of kind, and behind 。；！？. Must not know the buffer: it keeps
//! [`Change`]s and gives them back turned round.

use super::buffer::{Pos, PosSpan};
use super::origin::Borrowed;

/// How long (bytes) the removed text of one change grows before a burst of erasing begins another.
const LONG: usize = 4096;

/// One edit, whole enough to be done again, undone, or written to a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where it happens, in the text before it.
    pub at: Pos,
    /// What it takes out there.
    pub removed: String,
    /// What it puts in instead.
    pub inserted: String,
    /// What was borrowed of the removed text; known when the change has been applied.
    pub lost: Vec<Borrowed>,
    /// What is borrowed of the inserted text.
    pub brought: Vec<Borrowed>,
}

impl Change {
    /// A change of the writer's own: nothing that it puts in is borrowed.
    pub fn new(at: Pos, removed: impl Into<String>, inserted: impl Into<String>) -> Self {
        Self { at, removed: removed.into(), inserted: inserted.into(), lost: Vec::new(), brought: Vec::new() }
    }

    /// The stretch that goes, in the text before the change.
    pub fn before(&self) -> PosSpan {
        PosSpan { start: self.at, end: self.at.after(&self.removed) }
    }

    /// The stretch that came, in the text after the change.
    pub fn after(&self) -> PosSpan {
        PosSpan { start: self.at, end: self.at.after(&self.inserted) }
    }

    /// The change that undoes this one.
    #[must_use]
    pub fn turned(&self) -> Self {
        Self {
            at: self.at,
            removed: self.inserted.clone(),
            inserted: self.removed.clone(),
            lost: self.brought.clone(),
            brought: self.lost.clone(),
        }
    }
}

/// What kind of deed a change belongs to: changes of one kind that follow each other make a burst.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Characters typed.
    Typing,
    /// Characters erased before the caret.
    Erasing,
    /// Characters erased behind the caret.
    ErasingForward,
    /// A deed of its own: a paste, a new line, a cut, a replacement.
    Deed,
}

/// Caret and the other end of the selection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selected {
    /// The caret.
    pub caret: Pos,
    /// The other end of the selection, if there is one.
    pub anchor: Option<Pos>,
}

#[derive(Clone, Debug)]
struct Step {
    kind: Kind,
    changes: Vec<Change>,
    before: Selected,
    after: Selected,
    /// The state of the text after this step.
    state: u64,
}

/// What is to be applied, in order, to go back or forth by one step; and what is selected then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    /// The changes.
    pub changes: Vec<Change>,
    /// Caret and selection afterwards.
    pub selected: Selected,
}

/// All steps of a draft, done and undone.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// The last step may still grow.
    open: bool,
    /// The number of the last state given; state 0 is the text as opened.
    states: u64,
    saved: u64,
}

impl History {
    /// Notes `changes`, already applied, as one step or as part of the burst before. `before` and `after` are what was
    /// and is selected. Nothing can be redone after that.
    pub fn record(&mut self, kind: Kind, changes: Vec<Change>, before: Selected, after: Selected) {
        let Some(last) = changes.last() else { return };
        let ends = kind == Kind::Deed || last.inserted.ends_with(['。', '；', '！', '？']);
        self.undone.clear();
        self.states += 1;
        match self.done.last_mut() {
            Some(step) if self.open && step.kind == kind => {
                for change in changes {
                    step.push(change);
                }
                step.after = after;
                step.state = self.states;
            }
            _ => self.done.push(Step { kind, changes, before, after, state: self.states }),
        }
        self.open = !ends;
    }

    /// Ends the burst: what comes next is a step of its own.
    pub fn seal(&mut self) {
        self.open = false;
    }

    /// Takes the last step back, if there is one.
    pub fn undo(&mut self) -> Option<Replay> {
        self.seal();
        let step = self.done.pop()?;
        let changes = step.changes.iter().rev().map(Change::turned).collect();
        let selected = step.before;
        self.undone.push(step);
        Some(Replay { changes, selected })
    }

    /// Does the step last taken back again, if there is one.
    pub fn redo(&mut self) -> Option<Replay> {
        self.seal();
        let step = self.undone.pop()?;
        let replay = Replay { changes: step.changes.clone(), selected: step.after };
        self.done.push(step);
        Some(replay)
    }

    /// The number of the present state of the text; equal numbers mean equal text.
    pub fn state(&self) -> u64 {
        self.done.last().map_or(0, |step| step.state)
    }

    /// Whether the step that led to `state` is done and not taken back.
    pub fn holds(&self, state: u64) -> bool {
        state == 0 || self.done.iter().any(|step| step.state == state)
    }

    /// Notes that the text of `state` (see [`History::state`]) is what stands on disk now.
    pub fn saved(&mut self, state: u64) {
        self.seal();
        self.saved = state;
    }

    /// Whether the text differs from what was last saved: undoing back to that makes it clean again.
    pub fn dirty(&self) -> bool {
        self.state() != self.saved
    }

    /// How many steps can be undone and redone.
    pub fn depth(&self) -> (usize, usize) {
        (self.done.len(), self.undone.len())
    }
}

impl Step {
    /// Adds `change`, joined to the last one where they touch.
    fn push(&mut self, change: Change) {
        if let Some(last) = self.changes.last_mut() {
            if change.removed.is_empty() && change.at == last.after().end {
                let length = last.inserted.len();
                last.brought.extend(change.brought.iter().map(|borrowed| borrowed.behind(length)));
                last.inserted.push_str(&change.inserted);
                return;
            }
            if last.inserted.is_empty() && change.inserted.is_empty() && last.removed.len() < LONG {
                if change.before().end == last.at {
                    let behind = last.lost.iter().map(|borrowed| borrowed.behind(change.removed.len()));
                    last.lost = change.lost.into_iter().chain(behind).collect();
                    last.removed.insert_str(0, &change.removed);
                    last.at = change.at;
                    return;
                }
                if change.at == last.at {
                    let length = last.removed.len();
                    last.lost.extend(change.lost.iter().map(|borrowed| borrowed.behind(length)));
                    last.removed.push_str(&change.removed);
                    return;
                }
            }
        }
        self.changes.push(change);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(history: &mut History, text: &str) {
        for c in text.chars() {
            let at = Pos::new(0, history.states as usize * 3);
            let change = Change::new(at, "", c);
            let after = Selected { caret: change.after().end, anchor: None };
            history.record(Kind::Typing, vec![change], Selected { caret: at, anchor: None }, after);
        }
    }

    fn undone(history: &mut History) -> Vec<String> {
        let mut out = Vec::new();
        while let Some(replay) = history.undo() {
            out.push(replay.changes.iter().map(|change| change.removed.as_str()).collect());
        }
        out
    }

    #[test]
    fn a_burst_ends_behind_a_sentence_and_where_it_is_sealed() {
        let mut history = History::default();
        typed(&mut history, "创建，文明。城市");
        history.seal();
        typed(&mut history, "好");
        assert_eq!(undone(&mut history), ["好", "城市", "创建，文明。"]);
        assert_eq!(history.depth(), (0, 3));
        assert_eq!(history.redo().map(|replay| replay.changes.len()), Some(1));
    }

    #[test]
    fn erasing_joins_in_both_directions_and_kinds_part() {
        let mut history = History::default();
        let at = |byte| Selected { caret: Pos::new(0, byte), anchor: None };
        let cut = |byte, text: &str| Change::new(Pos::new(0, byte), text, "");
        history.record(Kind::Erasing, vec![cut(6, "丙")], at(9), at(6));
        history.record(Kind::Erasing, vec![cut(3, "乙")], at(6), at(3));
        history.record(Kind::ErasingForward, vec![cut(3, "丁")], at(3), at(3));
        history.record(Kind::ErasingForward, vec![cut(3, "戊")], at(3), at(3));
        assert_eq!(history.depth(), (2, 0));
        assert_eq!(history.undo().map(|replay| replay.changes), Some(vec![cut(3, "丁戊").turned()]));
        assert_eq!(history.undo(), Some(Replay { changes: vec![cut(3, "乙丙").turned()], selected: at(9) }));
    }

    #[test]
    fn undoing_back_to_what_was_saved_is_clean() {
        let mut history = History::default();
        assert!(!history.dirty());
        typed(&mut history, "甲");
        assert!(history.dirty());
        history.saved(history.state());
        typed(&mut history, "乙");
        assert!(history.dirty());
        history.undo();
        assert!(!history.dirty());
        history.undo();
        assert!(history.dirty());
        typed(&mut history, "丙");
        assert!(history.dirty(), "what was saved is gone for good");
    }
}
