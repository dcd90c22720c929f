//! Two paragraphs held against each other, character by character, told in parts that a person can read.
//!
//! Numbers, dates and words in letters change as a whole; what is tidied is in [`super::tidy`]. Long paragraphs are first
//! cut at stretches that stand once in both, then by sentences, so that the time grows with their length. Knows nothing of
//! documents.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::atom::atoms;
use super::chain::{Link, heaviest};
use super::model::{Part, PartKind};
use super::tidy::{Hunk, tidied};
use crate::text::span::{ByteSpan, slice};

/// So many atoms that stand in both texts are the same there: long stretches first, short ones in what they leave.
const STRETCHES: &[usize] = &[8, 3];

/// If they stand there up to so many times.
const FEW: usize = 16;

/// From so many atoms on, old and new together, paragraphs are cut before they are compared.
const LONG: usize = 3_000;

/// The most atoms, old and new together, that are compared one by one.
const FINE: usize = 8_000;

/// A paragraph in its text.
#[derive(Clone, Copy, Debug)]
pub struct Words<'t> {
    /// The text.
    pub text: &'t str,
    /// The paragraph's bytes, without blanks around it.
    pub core: ByteSpan,
    /// Where its words begin, after the number before them; at the start of `core` where there is none.
    pub words: usize,
}

impl<'t> Words<'t> {
    fn number(&self) -> ByteSpan {
        ByteSpan::new(self.core.start, self.words)
    }

    fn slice(&self, span: ByteSpan) -> &'t str {
        slice(self.text, span)
    }
}

/// The parts of two paragraphs, in order. Both can be read from them.
pub fn parts(old: Words<'_>, new: Words<'_>) -> Vec<Part> {
    let mut out = Parts::default();
    if old.slice(old.core) == new.slice(new.core) {
        out.push(PartKind::Same, old.core, new.core);
        return out.0;
    }
    let (one, other) = (old.number(), new.number());
    let numbered = !one.is_empty() && !other.is_empty() && old.slice(one).trim() != new.slice(other).trim();
    let (mut before, mut after) = (old.core, new.core);
    if numbered {
        out.push(PartKind::Renumbered, one, other);
        (before, after) = (ByteSpan::new(old.words, before.end), ByteSpan::new(new.words, after.end));
    }
    if old.slice(before) == new.slice(after) {
        out.push(PartKind::Same, before, after);
    } else {
        let (olds, news) = (Cut::new(old.text, before), Cut::new(new.text, after));
        whole(&olds, &news, &mut out);
    }
    out.0
}

/// What only one text has, as one part.
pub fn alone(kind: PartKind, old: ByteSpan, new: ByteSpan) -> Vec<Part> {
    let mut out = Parts::default();
    out.push(kind, old, new);
    out.0
}

/// Parts in order; neighbours of one kind are one, empty ones are none.
#[derive(Default)]
struct Parts(Vec<Part>);

impl Parts {
    fn push(&mut self, kind: PartKind, old: ByteSpan, new: ByteSpan) {
        if old.is_empty() && new.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(last) if last.kind == kind && kind != PartKind::Renumbered => {
                (last.old.end, last.new.end) = (old.end, new.end);
            }
            _ => self.0.push(Part { kind, old, new }),
        }
    }

    fn change(&mut self, old: ByteSpan, new: ByteSpan) {
        self.push(PartKind::Deleted, old, ByteSpan::new(new.start, new.start));
        self.push(PartKind::Inserted, ByteSpan::new(old.end, old.end), new);
    }
}

/// A paragraph in atoms.
struct Cut<'t> {
    texts: Vec<&'t str>,
    spans: Vec<ByteSpan>,
    end: usize,
}

impl<'t> Cut<'t> {
    fn new(text: &'t str, span: ByteSpan) -> Self {
        let found = atoms(text, span);
        let texts = found.iter().map(|(_, span)| slice(text, *span)).collect();
        Self { texts, spans: found.into_iter().map(|(_, span)| span).collect(), end: span.end }
    }

    fn of(&self, from: usize, to: usize) -> &[&'t str] {
        self.texts.get(from..to).unwrap_or_default()
    }

    /// The bytes of the atoms `from..to`.
    fn bytes(&self, from: usize, to: usize) -> ByteSpan {
        let start = |at: usize| self.spans.get(at).map_or(self.end, |span| span.start);
        ByteSpan::new(start(from), start(to))
    }

    /// Where sentences and clauses that end with ； begin and end, in atoms: each end is the next one's beginning.
    fn ends(&self, from: usize, to: usize) -> Vec<usize> {
        let mut ends = vec![from];
        let marks =
            self.of(from, to).iter().enumerate().filter(|(_, text)| matches!(**text, "。" | "；" | "！" | "？"));
        ends.extend(marks.map(|(at, _)| from + at + 1));
        if ends.last() != Some(&to) {
            ends.push(to);
        }
        ends
    }
}

fn whole(old: &Cut<'_>, new: &Cut<'_>, out: &mut Parts) {
    let (m, n) = (old.texts.len(), new.texts.len());
    let front = old.texts.iter().zip(&new.texts).take_while(|(one, other)| one == other).count();
    let rest = m.min(n) - front;
    let back = old.texts.iter().rev().zip(new.texts.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let mut hunks = vec![Hunk { same: true, old: 0..front, new: 0..front }];
    by_stretches(STRETCHES, (old, new), (front, m - back), (front, n - back), &mut hunks);
    hunks.push(Hunk { same: true, old: m - back..m, new: n - back..n });
    for hunk in tidied(hunks, &old.texts, &new.texts) {
        let (before, after) = (old.bytes(hunk.old.start, hunk.old.end), new.bytes(hunk.new.start, hunk.new.end));
        if hunk.same {
            out.push(PartKind::Same, before, after);
        } else {
            out.change(before, after);
        }
    }
}

fn fine(old: &Cut<'_>, new: &Cut<'_>, olds: (usize, usize), news: (usize, usize), hunks: &mut Vec<Hunk>) {
    if olds.1 - olds.0 + news.1 - news.0 > FINE {
        hunks.push(Hunk { same: false, old: olds.0..olds.1, new: news.0..news.1 });
        return;
    }
    for op in capture_diff_slices(Algorithm::Myers, old.of(olds.0, olds.1), new.of(news.0, news.1)) {
        let (one, other) = (op.old_range(), op.new_range());
        hunks.push(Hunk {
            same: matches!(op, DiffOp::Equal { .. }),
            old: olds.0 + one.start..olds.0 + one.end,
            new: news.0 + other.start..news.0 + other.end,
        });
    }
}

/// The places of stretches of `length` atoms in `range`, ascending; one more than [`FEW`] at most.
fn stretches(cut: &Cut<'_>, length: usize, range: (usize, usize)) -> FxHashMap<u64, Vec<usize>> {
    let mut places: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (at, stretch) in cut.of(range.0, range.1).windows(length).enumerate() {
        let mut hasher = FxHasher::default();
        stretch.hash(&mut hasher);
        let places = places.entry(hasher.finish()).or_default();
        if places.len() <= FEW {
            places.push(range.0 + at);
        }
    }
    places
}

/// Cuts long texts at stretches that stand in both, once or a few times; what is between them is cut at shorter ones, then
/// by sentences, until it can be compared closely.
fn by_stretches(
    lengths: &[usize],
    (old, new): (&Cut<'_>, &Cut<'_>),
    olds: (usize, usize),
    news: (usize, usize),
    hunks: &mut Vec<Hunk>,
) {
    if olds.1 - olds.0 + news.1 - news.0 <= LONG {
        fine(old, new, olds, news, hunks);
        return;
    }
    let Some((length, shorter)) = lengths.split_first() else {
        by_sentences(old, new, olds, news, hunks);
        return;
    };
    let (before, after) = (stretches(old, *length, olds), stretches(new, *length, news));
    let mut links: Vec<Link> = Vec::new();
    for (key, places) in before.iter().filter(|(_, places)| places.len() <= FEW) {
        // As often in both: the first is the first, the second the second.
        if let Some(others) = after.get(key).filter(|others| others.len() == places.len()) {
            links.extend(places.iter().zip(others).map(|(i, j)| (*i, *j, 1)));
        }
    }
    // Hashes may be one by chance.
    links.retain(|(i, j, _)| old.of(*i, i + length) == new.of(*j, j + length));
    let (mut from, mut to) = (olds.0, news.0);
    for (i, j, _) in heaviest(&links) {
        // Stretches overlap: the next one goes on from where the last one ended, if it is in line with that.
        let (over, other) = (from.saturating_sub(i), to.saturating_sub(j));
        let taken = over.max(other);
        if taken >= *length || (taken > 0 && over != other) {
            continue;
        }
        by_stretches(shorter, (old, new), (from, i + taken), (to, j + taken), hunks);
        (from, to) = (i + length, j + length);
        hunks.push(Hunk { same: true, old: i + taken..from, new: j + taken..to });
    }
    by_stretches(shorter, (old, new), (from, olds.1), (to, news.1), hunks);
}

fn by_sentences(old: &Cut<'_>, new: &Cut<'_>, olds: (usize, usize), news: (usize, usize), hunks: &mut Vec<Hunk>) {
    let (ends, others) = (old.ends(olds.0, olds.1), new.ends(news.0, news.1));
    let sentences = |cut: &Cut<'_>, ends: &[usize]| -> Vec<String> {
        ends.windows(2)
            .map(|two| if let [from, to] = two { cut.of(*from, *to).concat() } else { String::new() })
            .collect()
    };
    let (before, after) = (sentences(old, &ends), sentences(new, &others));
    let at = |ends: &[usize], number: usize| ends.get(number).copied().unwrap_or_default();
    for op in capture_diff_slices(Algorithm::Myers, &before, &after) {
        let (one, other) = (op.old_range(), op.new_range());
        let olds = (at(&ends, one.start), at(&ends, one.end));
        let news = (at(&others, other.start), at(&others, other.end));
        if matches!(op, DiffOp::Equal { .. }) {
            hunks.push(Hunk { same: true, old: olds.0..olds.1, new: news.0..news.1 });
        } else {
            fine(old, new, olds, news, hunks);
        }
    }
}

#[cfg(test)]
mod tests;
