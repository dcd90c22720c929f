//! The changes and comments of a file as marks on the lines of its text.
//!
//! Must not know how anything is written.

use std::collections::HashMap;

use super::comments::Comment;
use super::{Error, Kind, Marked, Stretch};
use crate::corpus::formats::docx::Trace;
use crate::corpus::formats::docx::tape::{Anchor, Aspect, Change, ChangeKind, ItemKind, Shown, spell};
use crate::text::span::{LineIndex, head, slice};

/// All marks, in the order of the text.
pub(super) fn marks(trace: &Trace, comments: Vec<Comment>) -> Result<Vec<Marked>, Error> {
    let finder = Finder::new(trace);
    let mut marks = Vec::new();
    for change in joined(&trace.tape.changes) {
        let kind = match change.kind {
            ChangeKind::Inserted => Kind::Inserted,
            ChangeKind::Deleted => Kind::Deleted,
            ChangeKind::MovedHere => Kind::MovedHere,
            ChangeKind::MovedAway => Kind::MovedAway,
            ChangeKind::Formatted(aspect) => Kind::Formatted(aspect),
        };
        let shows = !matches!(kind, Kind::Deleted | Kind::MovedAway);
        let mut places = if shows { finder.stretches(change.from, change.to) } else { Vec::new() };
        let text = match places.as_slice() {
            [] => finder.spelled(change.from, change.to, !shows)?,
            places => places.iter().map(|place| finder.text(*place)).collect::<Vec<_>>().join("\n"),
        };
        // An element that holds nothing, and a formula or a picture that was changed: there is no text to show. The
        // pages and a table without text can still be set in another way.
        let told = match kind {
            Kind::Formatted(Aspect::Table | Aspect::Page) => true,
            Kind::Formatted(_) => !text.trim().is_empty(),
            _ => !text.is_empty(),
        };
        if !told {
            continue;
        }
        let text = if matches!(kind, Kind::Formatted(_)) { beginning(text) } else { text };
        if places.is_empty() {
            places.extend(finder.between(change.from, change.to));
        }
        marks.push(Marked { kind, author: change.author, date: change.date, places, text });
    }
    let anchors: HashMap<&str, &Anchor> =
        trace.tape.anchors.iter().map(|anchor| (anchor.id.as_str(), anchor)).collect();
    for comment in comments {
        let Comment { id, said, replies, resolved, .. } = comment;
        let places = anchors.get(id.as_str()).and_then(|anchor| {
            let one = anchor.start.or(anchor.end).or(anchor.reference)?;
            let other = anchor.end.or(anchor.reference).unwrap_or(one);
            // In a damaged file a comment can end before it begins.
            let (from, to) = (one.min(other), one.max(other));
            let places = finder.stretches(from, to);
            Some(if places.is_empty() { finder.between(from, to).into_iter().collect() } else { places })
        });
        marks.push(Marked {
            kind: Kind::Comment { replies, resolved },
            author: said.author,
            date: said.date,
            places: places.unwrap_or_default(),
            text: said.text,
        });
    }
    marks.sort_by_key(|mark| mark.places.first().map_or((true, 0, 0), |place| (false, place.line, place.column)));
    Ok(marks)
}

/// The beginning of a text whose look was changed, which may be all of a document.
fn beginning(text: String) -> String {
    const MOST: usize = 80;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", head(&text, end)),
        None => text,
    }
}

/// The changes in the order of the part: those that one person made at one time and that go on from one element to the
/// next are one. Of rows only those are told whose text does not say so itself.
fn joined(changes: &[Change]) -> Vec<Change> {
    let same =
        |one: &Change, other: &Change| one.kind == other.kind && one.author == other.author && one.date == other.date;
    let mut texts: Vec<Change> = changes.iter().filter(|change| !change.row).cloned().collect();
    texts.sort_by(|one, other| {
        (one.kind, &one.author, &one.date, one.from).cmp(&(other.kind, &other.author, &other.date, other.from))
    });
    texts.dedup_by(|next, kept| {
        let goes_on = same(next, kept) && next.from <= kept.to;
        kept.to = if goes_on { kept.to.max(next.to) } else { kept.to };
        goes_on
    });
    let mut told: Vec<(ChangeKind, u32, u32)> =
        texts.iter().map(|change| (change.kind, change.from, change.to)).collect();
    told.sort_unstable();
    let alone = changes.iter().filter(|row| row.row).filter(|row| {
        let first = told.partition_point(|(kind, from, _)| (*kind, *from) < (row.kind, row.from));
        !told.get(first).is_some_and(|(kind, _, to)| *kind == row.kind && *to <= row.to)
    });
    let alone: Vec<Change> = alone.cloned().collect();
    texts.extend(alone);
    texts.sort_by_key(|change| (change.from, change.to));
    texts
}

/// Finds the places of characters by their numbers.
struct Finder<'t> {
    trace: &'t Trace,
    lines: LineIndex,
    /// What is shown, ascending by number.
    shown: Vec<Shown>,
    /// The numbers of the ends of paragraphs and of line breaks, ascending.
    breaks: Vec<u32>,
}

impl<'t> Finder<'t> {
    fn new(trace: &'t Trace) -> Self {
        let mut shown = trace.tape.shown.clone();
        shown.sort_unstable_by_key(|shown| shown.first);
        let breaks = trace
            .tape
            .items
            .iter()
            .filter(|item| matches!(item.kind, ItemKind::Mark | ItemKind::Break) && !item.deleted);
        Self { trace, lines: LineIndex::new(&trace.text), shown, breaks: breaks.map(|item| item.first).collect() }
    }

    /// What is shown of the characters `from..to`: a stretch a line, from the first to the last one.
    fn stretches(&self, from: u32, to: u32) -> Vec<Stretch> {
        let first = self.shown.partition_point(|shown| shown.first + shown.count <= from);
        let held = self.shown.iter().skip(first).take_while(|shown| shown.first < to);
        let mut columns: Vec<(usize, usize, usize)> = held
            .map(|shown| {
                let skipped = from.saturating_sub(shown.first);
                let end = (shown.first + shown.count).min(to) - shown.first;
                (shown.line, shown.column + skipped as usize, shown.column + end as usize)
            })
            .collect();
        columns.sort_unstable();
        columns.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            kept.2 = if same { kept.2.max(next.2) } else { kept.2 };
            same
        });
        columns.into_iter().map(|(line, column, end)| Stretch { line, column, length: end - column }).collect()
    }

    /// The place of characters that are not shown: behind what is shown before them in their paragraph, else before
    /// what comes.
    fn between(&self, from: u32, to: u32) -> Option<Stretch> {
        let after = self.shown.partition_point(|shown| shown.first < from);
        let before = after.checked_sub(1).and_then(|at| self.shown.get(at));
        let at = self.shown.partition_point(|shown| shown.first < to);
        let next = self.shown.get(at);
        let broken = |from: u32, to: u32| {
            let first = self.breaks.partition_point(|at| *at < from);
            self.breaks.get(first).is_some_and(|at| *at < to)
        };
        let behind =
            |shown: &Shown| Stretch { line: shown.line, column: shown.column + shown.count as usize, length: 0 };
        let ahead = |shown: &Shown| Stretch { line: shown.line, column: shown.column, length: 0 };
        if let Some(before) = before.filter(|before| !broken(before.first + before.count, from)) {
            return Some(behind(before));
        }
        next.map(ahead).or_else(|| before.map(behind))
    }

    fn text(&self, place: Stretch) -> String {
        let line = slice(&self.trace.text, self.lines.span(&self.trace.text, place.line));
        line.chars().skip(place.column - 1).take(place.length).collect()
    }

    /// The characters `from..to` as the part has them; without `all` only those that were not taken out.
    fn spelled(&self, from: u32, to: u32, all: bool) -> Result<String, Error> {
        let mut out = String::new();
        for item in self.trace.tape.items_in(from, to).filter(|item| all || !item.deleted) {
            let (text, before, after) = spell(&self.trace.part, item).map_err(Error::Unreadable)?;
            let shown = (item.first + before as u32).max(from)..(item.end() - after as u32).min(to);
            out.extend((item.first..).zip(text.chars()).filter(|(at, _)| shown.contains(at)).map(|(_, c)| c));
        }
        Ok(out)
    }
}
