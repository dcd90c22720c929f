//! From lines and columns to runs: which characters go, and what is put where.
//!
//! Must not know how runs are written.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use super::escape::holds;
use super::{Edit, Note, Receipt, Why};
use crate::corpus::formats::docx::Trace;
use crate::corpus::formats::docx::tape::{Item, Obstacle};
use crate::text::span::{ByteSpan, LineIndex, slice};

/// Something put between characters of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut<'a> {
    /// Text that is put in.
    Insert(&'a str),
    /// The comment with this index begins.
    Begin(usize),
    /// The comment with this index ends.
    End(usize),
}

/// A cut and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PlacedCut<'a> {
    /// The run: an index into the tape's.
    pub(super) run: u32,
    /// The character that it stands beside, and whether behind it.
    pub(super) at: (u32, bool),
    /// What comes first of those at one place.
    rank: (u8, usize, usize, usize),
    /// What it is.
    pub(super) cut: Cut<'a>,
}

/// What is to be done.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan<'a> {
    /// The characters that go, ascending and apart: first number and one past the last.
    pub(super) gone: Vec<(u32, u32)>,
    /// What is put in, by run and in the order of the part.
    pub(super) cuts: Vec<PlacedCut<'a>>,
    /// The comments, by the index that cuts name.
    pub(super) notes: Vec<&'a Note>,
}

impl Plan<'_> {
    /// Whether there is nothing to do.
    pub(super) fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.cuts.is_empty()
    }

    /// Whether the character of this number goes.
    pub(super) fn goes(&self, number: u32) -> bool {
        let after = self.gone.partition_point(|(from, _)| *from <= number);
        after.checked_sub(1).and_then(|at| self.gone.get(at)).is_some_and(|(_, to)| number < *to)
    }
}

/// Finds the places of all that is asked for; the receipt names what has none.
pub(super) fn plan<'a>(trace: &Trace, edits: &'a [Edit], notes: &'a [Note]) -> (Plan<'a>, Receipt) {
    let mut planner = Planner {
        trace,
        lines: LineIndex::new(&trace.text),
        line: (0, Rc::default()),
        plan: Plan::default(),
        taken: HashMap::new(),
    };
    let mut receipt = Receipt::default();
    for (edit, index) in edits.iter().zip(0..) {
        match planner.edit(edit, index) {
            Ok(()) => receipt.edits += 1,
            Err(why) => receipt.edits_left.push((index, why)),
        }
    }
    for (note, index) in notes.iter().zip(0..) {
        match planner.note(note) {
            Ok(()) => receipt.notes += 1,
            Err(why) => receipt.notes_left.push((index, why)),
        }
    }
    let mut plan = planner.plan;
    plan.gone.sort_unstable();
    plan.cuts.sort_by_key(|cut| (cut.run, cut.at, cut.rank));
    (plan, receipt)
}

struct Planner<'a, 't> {
    trace: &'t Trace,
    lines: LineIndex,
    /// The line that was looked at last, and its characters.
    line: (usize, Rc<[char]>),
    plan: Plan<'a>,
    /// What changes already, by line.
    taken: HashMap<usize, Taken>,
}

/// What changes already in a line.
#[derive(Clone, Debug, Default)]
struct Taken {
    /// The first columns of what goes, each with one past its last one; they are apart.
    gone: BTreeMap<usize, usize>,
    /// The columns before which text is put in.
    put: BTreeSet<usize>,
}

impl Taken {
    /// Whether nothing else changes in the columns `from..to`, or at the place before `from` where they are none.
    fn leaves(&self, from: usize, to: usize) -> bool {
        let apart = self.gone.range(..to).next_back().is_none_or(|(_, end)| *end <= from);
        apart && (from == to || self.put.range(from + 1..to).next().is_none())
    }

    fn take(&mut self, from: usize, to: usize) {
        if from == to {
            self.put.insert(from);
        } else {
            self.gone.insert(from, to);
        }
    }
}

/// A character that something can be done to: its number, and what holds it.
type Spot<'t> = (u32, &'t Item);

impl<'a, 't> Planner<'a, 't> {
    /// The characters of a line.
    fn line(&mut self, line: usize) -> Result<Rc<[char]>, Why> {
        if line == 0 || line > self.lines.count() || self.trace.text.is_empty() {
            return Err(Why::Line);
        }
        if self.line.0 != line {
            let span = self.lines.span(&self.trace.text, line);
            self.line = (line, slice(&self.trace.text, span).chars().collect());
        }
        Ok(Rc::clone(&self.line.1))
    }

    /// The characters of a line, with those from `column` on, `length` of them.
    fn within(&mut self, line: usize, column: usize, length: usize) -> Result<(Rc<[char]>, Vec<char>), Why> {
        let all = self.line(line)?;
        let from = column.checked_sub(1).ok_or(Why::Characters)?;
        let to = from.checked_add(length).ok_or(Why::Characters)?;
        let own = all.get(from..to).ok_or(Why::Characters)?.to_vec();
        Ok((all, own))
    }

    /// The character at a place, if it stands in the file.
    fn spot(&self, line: usize, column: usize) -> Result<Spot<'t>, Why> {
        let tape = &self.trace.tape;
        let number = tape.number(line, column).ok_or(Why::Made)?;
        Ok((number, tape.item(number).ok_or(Why::Made)?))
    }

    /// The same, if it can be changed.
    fn open_spot(&self, line: usize, column: usize) -> Result<Spot<'t>, Why> {
        let (number, item) = self.spot(line, column)?;
        match item.obstacle {
            Some(obstacle) => Err(obstacle.into()),
            None => Ok((number, item)),
        }
    }

    fn edit(&mut self, edit: &'a Edit, index: usize) -> Result<(), Why> {
        let (_, old) = self.within(edit.line, edit.column, edit.length)?;
        if edit.old.as_ref().is_some_and(|expected| !expected.chars().eq(old.iter().copied())) {
            return Err(Why::Changed);
        }
        if edit.text.chars().any(|c| matches!(c, '\n' | '\r') || !holds(c)) {
            return Err(Why::Text);
        }
        let new: Vec<char> = edit.text.chars().collect();
        if old == new {
            return Err(Why::Nothing);
        }
        let (from, to) = (edit.column, edit.column + edit.length);
        if !self.taken.get(&edit.line).is_none_or(|taken| taken.leaves(from, to)) {
            return Err(Why::Overlap);
        }
        // What stays at both ends is left alone.
        let before = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
        let most = old.len().min(new.len()) - before;
        let after = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(old, new)| old == new).count();
        let (first, last) = (from + before, to - after);
        let skipped: usize = new.iter().take(before).map(|c| c.len_utf8()).sum();
        let left: usize = new.iter().rev().take(after).map(|c| c.len_utf8()).sum();
        let text = slice(&edit.text, ByteSpan::new(skipped, edit.text.len() - left));
        let order = (edit.column, edit.length, index);
        if first == last {
            let (at, item) = self.host(edit.line, first)?;
            self.cut(item, at, (3, order.0, order.1, order.2), Cut::Insert(text));
        } else {
            let spots: Vec<Spot> =
                (first..last).map(|column| self.open_spot(edit.line, column)).collect::<Result<_, _>>()?;
            if !text.is_empty() {
                let (number, item) = self.behind(&spots).ok_or(Why::Made)?;
                self.cut(item, (number, true), (0, order.0, order.1, order.2), Cut::Insert(text));
            }
            self.take(&spots);
        }
        self.taken.entry(edit.line).or_default().take(from, to);
        Ok(())
    }

    /// Which of the characters that go the new text comes behind: the last one, unless that stands in a link or in
    /// somebody's change that the first one is not in.
    fn behind(&self, spots: &[Spot<'t>]) -> Option<Spot<'t>> {
        let runs = &self.trace.tape.runs;
        let parent = |item: &Item| item.run.and_then(|run| runs.get(run as usize)).map(|run| run.parent);
        let ((_, first), last) = (spots.first()?, spots.last()?);
        if parent(first) == parent(last.1) {
            return Some(*last);
        }
        spots.iter().take_while(|(_, item)| item.run == first.run).last().copied()
    }

    /// The characters go, and with them those between them that are never shown.
    fn take(&mut self, spots: &[Spot<'t>]) {
        let mut gone: Vec<(u32, u32)> = Vec::new();
        let mut before: Option<Spot> = None;
        for spot in spots {
            let near = before.is_some_and(|(_, item)| item.first == spot.1.first && spot.1.count > 0);
            let grows = gone.last_mut().filter(|last| (near && last.1 <= spot.0) || last.1 == spot.0);
            match grows {
                Some(last) => last.1 = spot.0 + 1,
                None => gone.push((spot.0, spot.0 + 1)),
            }
            before = Some(*spot);
        }
        self.plan.gone.extend(gone);
    }

    /// Beside which character text is put in that comes before `column`: the one before it, as in typing, unless only
    /// the one behind it stands in the paragraph itself.
    fn host(&self, line: usize, column: usize) -> Result<((u32, bool), &'t Item), Why> {
        let before =
            column.checked_sub(1).filter(|at| *at > 0).ok_or(Why::Made).and_then(|at| self.open_spot(line, at));
        let after = self.open_spot(line, column);
        let plain = |spot: &Spot| {
            let run = spot.1.run.and_then(|run| self.trace.tape.runs.get(run as usize));
            run.is_some_and(|run| run.plain)
        };
        match (before, after) {
            (Ok(before), Ok(after)) if !plain(&before) && plain(&after) => Ok(((after.0, false), after.1)),
            (Ok(before), _) => Ok(((before.0, true), before.1)),
            (Err(_), Ok(after)) => Ok(((after.0, false), after.1)),
            (Err(Why::Made), Err(why)) | (Err(why), Err(_)) => Err(why),
        }
    }

    fn cut(&mut self, item: &Item, at: (u32, bool), rank: (u8, usize, usize, usize), cut: Cut<'a>) {
        if let Some(run) = item.run {
            self.plan.cuts.push(PlacedCut { run, at, rank, cut });
        }
    }

    fn note(&mut self, note: &'a Note) -> Result<(), Why> {
        let (all, _) = self.within(note.line, note.column, note.length)?;
        if note.text.trim().is_empty() {
            return Err(Why::Nothing);
        }
        // Text that a program computes anew can bear a comment.
        let bears = |column: usize| {
            let (number, item) = self.spot(note.line, column)?;
            match item.obstacle {
                Some(obstacle @ (Obstacle::Box | Obstacle::Formula | Obstacle::Run)) => Err(Why::from(obstacle)),
                Some(Obstacle::Field | Obstacle::Control) | None => Ok((number, item)),
            }
        };
        let mut spots: Vec<Spot> =
            (note.column..note.column + note.length).filter_map(|column| bears(column).ok()).collect();
        if spots.is_empty() {
            let distance = |column: &usize| {
                // Of two as near the one before, where something is put in; but the text behind a number.
                let behind = *column >= note.column;
                let far = if behind { column - note.column + 1 } else { note.column - column };
                (far, if note.length == 0 { behind } else { !behind })
            };
            let mut columns: Vec<usize> = (1..=all.len()).collect();
            columns.sort_by_key(distance);
            spots.extend(columns.iter().find_map(|column| bears(*column).ok()));
        }
        let first = spots.iter().min_by_key(|spot| spot.0);
        let last = spots.iter().max_by_key(|spot| spot.0);
        let (Some(&first), Some(&last)) = (first, last) else {
            return Err(bears(note.column.min(all.len())).err().unwrap_or(Why::Made));
        };
        let index = self.plan.notes.len();
        self.plan.notes.push(note);
        self.cut(first.1, (first.0, false), (5, 0, 0, index), Cut::Begin(index));
        self.cut(last.1, (last.0, true), (1, 0, 0, index), Cut::End(index));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Taken;

    proptest! {
        #[test]
        fn changes_are_apart(asked in prop::collection::vec((1..12_usize, 0..5_usize), 0..12)) {
            let mut taken = Taken::default();
            let mut kept: Vec<(usize, usize)> = Vec::new();
            for (from, length) in asked {
                let to = from + length;
                let apart = kept.iter().all(|other| to <= other.0 || other.1 <= from);
                prop_assert_eq!(taken.leaves(from, to), apart, "{}..{} in {:?}", from, to, kept);
                if apart {
                    taken.take(from, to);
                    kept.push((from, to));
                }
            }
        }
    }
}
