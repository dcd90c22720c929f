//! Differences tidied for a reader: whole phrases instead of single characters, and cut where a person would cut.
//!
//! What is equal between two changes and shorter than both is taken into them, but for a sentence's end, and but for
//! what stands beside a number that became another; an insertion
//! that could stand in several places stands behind a mark. Two texts that share next to nothing are two texts.

use std::ops::Range;

/// A stretch of atoms that is the same in both texts, or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// Both texts have it.
    pub same: bool,
    /// Atoms of the old text.
    pub old: Range<usize>,
    /// Atoms of the new text.
    pub new: Range<usize>,
}

impl Hunk {
    /// Atoms of the longer side.
    fn size(&self) -> usize {
        self.old.len().max(self.new.len())
    }
}

/// The tidied hunks; they tile both texts as those given do.
pub fn tidied(hunks: Vec<Hunk>, old: &[&str], new: &[&str]) -> Vec<Hunk> {
    let hunks = swallowed(joined(hunks), old, new);
    let hunks = slid(hunks, old, new);
    let kept: usize = hunks.iter().filter(|hunk| hunk.same).map(|hunk| hunk.old.len()).sum();
    if kept * 5 < old.len().min(new.len()) {
        return vec![Hunk { same: false, old: 0..old.len(), new: 0..new.len() }];
    }
    hunks
}

/// Neighbours of one kind are one; empty ones are none.
fn joined(hunks: impl IntoIterator<Item = Hunk>) -> Vec<Hunk> {
    let mut out: Vec<Hunk> = Vec::new();
    for hunk in hunks {
        if hunk.old.is_empty() && hunk.new.is_empty() {
            continue;
        }
        match out.last_mut() {
            Some(last) if last.same == hunk.same => {
                (last.old.end, last.new.end) = (hunk.old.end, hunk.new.end);
            }
            _ => out.push(hunk),
        }
    }
    out
}

fn swallowed(hunks: Vec<Hunk>, old: &[&str], new: &[&str]) -> Vec<Hunk> {
    let number = |hunk: &Hunk| is_number(old, &hunk.old) && is_number(new, &hunk.new);
    let mut out: Vec<Hunk> = Vec::with_capacity(hunks.len());
    for hunk in hunks {
        out.push(hunk);
        // The last three may be change, island, change; what comes of them may be the end of another three.
        while let [.., before, island, after] = out.as_slice() {
            let wanted = !before.same
                && island.same
                && !after.same
                && island.size() <= before.size().min(after.size())
                && !number(before)
                && !number(after)
                && !old.get(island.old.clone()).unwrap_or_default().iter().any(|text| ends_sentence(text));
            if !wanted {
                break;
            }
            let one = Hunk { same: false, old: before.old.start..after.old.end, new: before.new.start..after.new.end };
            out.truncate(out.len() - 3);
            out.push(one);
        }
    }
    out
}

/// Whether a stretch is one number: it changes by itself.
fn is_number(texts: &[&str], range: &Range<usize>) -> bool {
    range.len() == 1 && texts.get(range.start).is_some_and(|text| text.starts_with(|c: char| c.is_ascii_digit()))
}

fn ends_sentence(text: &str) -> bool {
    matches!(text, "。" | "；" | "！" | "？")
}

fn is_mark(text: &str) -> bool {
    ends_sentence(text) || matches!(text, "，" | "、" | "：" | "," | ";") || text.trim().is_empty()
}

/// Moves what only one text has to the best of the places where it could stand.
fn slid(mut hunks: Vec<Hunk>, old: &[&str], new: &[&str]) -> Vec<Hunk> {
    for at in 1..hunks.len() {
        let (Some(before), Some(here)) = (hunks.get(at - 1), hunks.get(at)) else { continue };
        let one_sided = here.old.is_empty() != here.new.is_empty();
        if here.same || !before.same || !one_sided {
            continue;
        }
        let (side, range) = if here.old.is_empty() { (new, here.new.clone()) } else { (old, here.old.clone()) };
        let room = hunks.get(at + 1).filter(|after| after.same).map_or(0, |after| after.old.len());
        let shift = best_shift(side, &range, before.old.len(), room);
        if shift == 0 {
            continue;
        }
        let moved = |range: &Range<usize>, by: isize| {
            range.start.saturating_add_signed(by)..range.end.saturating_add_signed(by)
        };
        let here = Hunk { same: false, old: moved(&here.old, shift), new: moved(&here.new, shift) };
        let (ends, begins) = ((here.old.start, here.new.start), (here.old.end, here.new.end));
        if let Some(before) = hunks.get_mut(at - 1) {
            (before.old.end, before.new.end) = ends;
        }
        match hunks.get_mut(at + 1) {
            Some(after) => (after.old.start, after.new.start) = begins,
            // It was the end of both, and is no longer.
            None => hunks.push(Hunk { same: true, old: begins.0..old.len(), new: begins.1..new.len() }),
        }
        if let Some(place) = hunks.get_mut(at) {
            *place = here;
        }
    }
    joined(hunks)
}

/// By how many atoms the stretch `range` of `side` is best moved, at most `left` back and `right` on.
fn best_shift(side: &[&str], range: &Range<usize>, left: usize, right: usize) -> isize {
    let same = |one: usize, other: usize| side.get(one).is_some_and(|text| side.get(other) == Some(text));
    let back = (0..left).take_while(|by| range.start > *by && same(range.start - 1 - by, range.end - 1 - by)).count();
    let on = (0..right).take_while(|by| same(range.start + by, range.end + by)).count();
    let score = |shift: isize| {
        let start = range.start.saturating_add_signed(shift);
        let end = range.end.saturating_add_signed(shift);
        let marked = |at: usize| at.checked_sub(1).is_none_or(|before| side.get(before).is_some_and(|t| is_mark(t)));
        let strong =
            |at: usize| at.checked_sub(1).is_none_or(|before| side.get(before).is_some_and(|t| ends_sentence(t)));
        let whole = usize::from(end >= side.len());
        // Begins behind a mark and ends with one.
        4 * usize::from(marked(start)) + 2 * usize::from(strong(start)) + 2 * usize::from(marked(end)) + whole
    };
    let all = -(back as isize)..=on as isize;
    all.max_by_key(|shift| (score(*shift), std::cmp::Reverse(shift.unsigned_abs()))).unwrap_or(0)
}
