//! 校对: the queue of what the proofreader found in the documents and of what people said of them.
//!
//! Decisions and comments are kept beside the document; the document itself is never written here.

mod comments;
mod deeds;
mod draw;
mod queue;
mod save;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use self::queue::{Entry, Queue, Row, Sight, Unfolded, What};
use crate::corpus::load::Options;
use crate::corpus::model::{Problem, Scope};
use crate::job::Job;
use crate::job::review::{Kept, ReviewRequest, Reviewed, Say, Seen, Wanted};
use crate::job::ruling::Decided;
use crate::lint::settings::Settings;
use crate::review::finding::FindingKey;
use crate::stats::report::{Language, Words};
use crate::text::span::ByteSpan;
use crate::tui::command::{Answer, Asked, Command, Ctx};
use crate::tui::msg::{Mouse, MouseAct};
use crate::tui::snapshot::Snapshot;
use crate::tui::view::View;
use crate::tui::widgets::list::List;

/// What is looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Looked {
    /// One document.
    Document(usize),
    /// All of them.
    All,
}

/// A place of the queue: the document's number in the corpus, a byte of its text, and the rule that found it.
type Spot = (usize, usize, &'static str);

/// What the cursor is at, known again in another text.
#[derive(Debug)]
struct Held {
    place: Spot,
    what: Mark,
}

/// By what a row is known again.
#[derive(Debug)]
enum Mark {
    /// A finding's key.
    Finding(FindingKey),
    /// A comment's id.
    Comment(String),
    /// Nothing but its place.
    Other,
}

/// A decision that can be taken back.
#[derive(Debug)]
struct Undo {
    /// The document's file.
    path: PathBuf,
    /// Its number in the corpus.
    number: usize,
    /// The records that are taken back.
    ids: Vec<String>,
    /// The name that is taken out of the list.
    name: Option<String>,
    /// What was done.
    words: String,
    /// Where.
    place: Option<Spot>,
}

/// What the program is started with that matters here.
#[derive(Debug, Default)]
pub struct Ground {
    /// Which rules work.
    pub settings: Arc<Settings>,
    /// How documents are read, and where sidecars are.
    pub options: Options,
    /// Who comments and decides.
    pub reviewer: String,
    /// The list of names, which may still have to be made.
    pub names: Option<PathBuf>,
}

/// The view.
#[derive(Debug)]
pub struct Review {
    ground: Ground,
    looked: Looked,
    /// What was asked for last: what is looked through, and of which state of the corpus.
    asked: Option<(Looked, u64, usize)>,
    generation: u64,
    /// What was seen in the documents, by their files.
    seen: HashMap<PathBuf, Seen>,
    /// The generation of what stands in the queue.
    of: u64,
    queue: Queue,
    sight: Sight,
    unfolded: Unfolded,
    list: List,
    /// Which of the places of a row that stands for many.
    nth: usize,
    /// The place that the cursor is to stand at when the queue is there.
    wanted: Option<Spot>,
    undo: Vec<Undo>,
    /// Where the cursor was when something was said last.
    said_at: Option<Spot>,
    area: Rect,
}

impl Default for Review {
    fn default() -> Self {
        Self {
            ground: Ground::default(),
            looked: Looked::Document(0),
            asked: None,
            generation: 0,
            seen: HashMap::new(),
            of: 0,
            queue: Queue::default(),
            sight: Sight::default(),
            unfolded: Unfolded::new(),
            list: List::default(),
            nth: 0,
            wanted: None,
            undo: Vec::new(),
            said_at: None,
            area: Rect::default(),
        }
    }
}

impl View for Review {
    const COMMANDS: &'static [Command<Self>] = deeds::COMMANDS;

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, snapshot: &Snapshot) -> Option<Position> {
        draw::draw(self, frame, area, snapshot);
        None
    }

    fn mouse(&mut self, mouse: Mouse, _ctx: &mut Ctx<'_>) {
        let (count, height) = (self.queue.rows.len(), usize::from(self.area.height));
        match mouse.act {
            MouseAct::WheelUp => self.list.roll(-3, count, height),
            MouseAct::WheelDown => self.list.roll(3, count, height),
            MouseAct::Press if self.area.contains(Position::new(mouse.x, mouse.y)) => {
                let row = self.list.top + usize::from(mouse.y - self.area.y);
                self.list.cursor = row.min(count.saturating_sub(1));
            }
            MouseAct::Press | MouseAct::Drag => return,
        }
        self.nth = 0;
    }

    fn answered(&mut self, asked: Asked, answer: Answer, ctx: &mut Ctx<'_>) {
        deeds::answered(self, asked, answer, ctx);
    }

    fn position(&self, snapshot: &Snapshot) -> String {
        let tally = self.queue.tally();
        let at = if self.queue.rows.is_empty() { 0 } else { self.list.cursor + 1 };
        let (rows, decided) = (self.queue.rows.len(), tally.all - tally.open);
        match snapshot.lang {
            Language::Chinese => format!("{at}/{rows} · 未决 {} 已决 {decided}", tally.open),
            Language::English => format!("{at}/{rows} · {} open · {decided} decided", tally.open),
        }
    }
}

impl Review {
    /// What the program is started with.
    pub fn set_ground(&mut self, ground: Ground) {
        self.ground = ground;
    }

    /// Looks through the document of `scope`, unless everything is looked through.
    pub fn look_at(&mut self, scope: Scope) {
        if self.looked != Looked::All
            && let Some(number) = scope.document()
        {
            self.looked = Looked::Document(number);
        }
    }

    /// The documents that are to be looked through, when they are not and nobody is at it.
    pub fn wants(&mut self, snapshot: &Snapshot) -> Option<Job> {
        let documents = &snapshot.corpus.documents;
        if snapshot.loading.active && self.looked == Looked::All || documents.is_empty() {
            return None;
        }
        if let Looked::Document(number) = self.looked
            && number >= documents.len()
        {
            self.looked = Looked::Document(0);
        }
        let asked = (self.looked, snapshot.rewritten, if self.looked == Looked::All { documents.len() } else { 0 });
        if self.asked == Some(asked) {
            return None;
        }
        self.asked = Some(asked);
        self.generation += 1;
        let wanted = |number: &usize| self.looked == Looked::All || self.looked == Looked::Document(*number);
        let numbers = (0..documents.len()).filter(wanted);
        let documents = numbers.filter_map(|number| {
            let document = Arc::clone(documents.get(number)?);
            let seen = self.seen.get(&document.path).filter(|seen| Arc::ptr_eq(&seen.linted.document, &document));
            Some(Wanted { number, seen: seen.cloned(), document })
        });
        let documents = documents.collect();
        Some(Job::Review(Box::new(ReviewRequest {
            generation: self.generation,
            documents,
            settings: Arc::clone(&self.ground.settings),
            options: self.ground.options.clone(),
        })))
    }

    /// Documents were looked through. Gives what could not be read.
    pub fn reviewed(&mut self, generation: u64, documents: Vec<Reviewed>) -> Vec<Problem> {
        if generation != self.generation {
            return Vec::new();
        }
        let problems = documents.iter().flat_map(|one| one.problems.clone()).collect();
        let held = self.held();
        let same = self.of != 0;
        let seen = |one: &Reviewed| Seen { linted: Arc::clone(&one.linted), word: Arc::clone(&one.word) };
        self.seen.extend(documents.iter().map(|one| (one.linted.document.path.clone(), seen(one))));
        self.queue = Queue::new(documents);
        self.of = generation;
        self.queue.arrange(&self.sight, &self.unfolded);
        if !same {
            self.list = List::default();
        }
        match (self.wanted.take(), held) {
            (Some(place), _) => self.go_to(place),
            (None, Some(held)) => self.hold(&held),
            (None, None) => {}
        }
        problems
    }

    /// The corpus is another one.
    pub fn reset(&mut self) {
        // The same is looked at again when it is there, and the cursor stays on its place.
        let wanted = self.exact_place();
        let ground = std::mem::take(&mut self.ground);
        let (generation, sight, looked) = (self.generation + 1, self.sight, self.looked);
        let undo = std::mem::take(&mut self.undo);
        *self = Self { ground, looked, generation, sight, wanted, undo, ..Self::default() };
    }

    /// What was said may be more than is known: somebody else may have said something.
    pub const fn touched(&mut self) {
        self.asked = None;
    }

    /// Documents came or went; `now` gives the number that a document has now.
    pub fn renumbered(&mut self, now: &dyn Fn(usize) -> Option<usize>) {
        if let Looked::Document(number) = self.looked {
            self.looked = Looked::Document(now(number).unwrap_or(0));
        }
        let place = self.exact_place();
        self.wanted = place.and_then(|(number, at, rule)| Some((now(number)?, at, rule)));
        let unfolded = std::mem::take(&mut self.unfolded);
        self.unfolded = unfolded.into_iter().filter_map(|(number, rule)| Some((now(number)?, rule))).collect();
        self.undo.retain_mut(|undo| {
            if undo.name.is_some() {
                return true;
            }
            let number = now(undo.number);
            undo.number = number.unwrap_or_default();
            number.is_some()
        });
        self.asked = None;
    }

    /// The list of names has another text now: everything is looked at again with it.
    pub fn names(&mut self, settings: Arc<Settings>) {
        self.ground.settings = settings;
        self.seen.clear();
        self.asked = None;
    }

    /// A name went into the list of names: that can be taken back as well.
    pub fn named(&mut self, name: &str) {
        let (path, words) = (PathBuf::new(), String::new());
        self.undo.push(Undo { path, number: 0, ids: Vec::new(), name: Some(name.to_owned()), words, place: None });
    }

    /// Something that was said is kept, or not; `here` says whether the view is open.
    pub fn said(&mut self, said: &Say, result: Result<Kept, String>, here: bool, ctx: &mut Ctx<'_>) {
        match result {
            Ok(kept) => {
                if let Some(entry) = self.queue.entries.iter_mut().find(|entry| entry.reviewed.number == said.number) {
                    entry.renew(kept.review);
                } else {
                    self.asked = None;
                }
                if !said.words.is_empty() {
                    let undo = Undo {
                        path: said.path.clone(),
                        number: said.number,
                        ids: kept.ids,
                        name: None,
                        words: said.words.clone(),
                        place: self.said_at.take(),
                    };
                    self.undo.push(undo);
                    ctx.say_text(match (here, ctx.snapshot.lang) {
                        (true, Language::Chinese) => format!("{}（u 撤回）", said.words),
                        (true, Language::English) => format!("{} (u takes it back)", said.words),
                        (false, _) => said.words.clone(),
                    });
                }
                self.rearrange();
            }
            Err(reason) => ctx.complain(reason),
        }
    }

    /// Sets the rows anew; the cursor stays on its place, or on the next one where that is gone.
    fn rearrange(&mut self) {
        let place = self.exact_place();
        let (row, nth) = (self.row(), self.nth);
        self.queue.arrange(&self.sight, &self.unfolded);
        self.nth = 0;
        if let Some(wanted) = self.wanted.take() {
            return self.go_to(wanted);
        }
        if let Some(row) = row
            && let Some(at) = self.queue.rows.iter().position(|other| *other == row)
        {
            self.list.cursor = at;
            self.nth = nth;
            return;
        }
        if let (Some(place), false) = (place, self.sight.by_rule) {
            self.go_to(place);
        }
    }

    /// What the cursor is at, so that it is known again in another text.
    fn held(&self) -> Option<Held> {
        let (row, span) = self.place()?;
        let entry = self.queue.entries.get(row.entry)?;
        let place = (entry.reviewed.number, span.start, self.rule(row));
        let what = match row.what {
            What::Finding(_) => Mark::Finding(entry.key(&self.queue.finding(row)?.1.finding, span)),
            What::Comment(at) => Mark::Comment(entry.standing.threads.get(at)?.comment.id().to_owned()),
            What::Word(_) => Mark::Other,
        };
        Some(Held { place, what })
    }

    /// Puts the cursor on what it was at: the same finding or comment, wherever it is now, else on its place.
    fn hold(&mut self, held: &Held) {
        let (number, from, rule) = held.place;
        let mut best: Option<((bool, usize), (usize, usize))> = None;
        for (at, row) in self.queue.rows.iter().enumerate() {
            let Some(entry) = self.queue.entries.get(row.entry).filter(|entry| entry.reviewed.number == number) else {
                continue;
            };
            let same = |nth: usize| -> Option<(bool, usize)> {
                let span = self.queue.place(*row, nth)?.0;
                let far = span.start.abs_diff(from);
                match (&held.what, row.what) {
                    (Mark::Comment(id), What::Comment(at)) => {
                        (entry.standing.threads.get(at)?.comment.id() == id).then_some((false, far))
                    }
                    (Mark::Finding(key), What::Finding(_)) if self.rule(*row) == rule => {
                        let now = entry.key(&self.queue.finding(*row)?.1.finding, span);
                        (now.text == key.text).then_some((now != *key, far))
                    }
                    _ => None,
                }
            };
            let found = (0..self.queue.places(*row)).filter_map(|nth| Some((same(nth)?, (at, nth)))).min();
            if let Some(found) = found
                && best.is_none_or(|best| found < best)
            {
                best = Some(found);
            }
        }
        match best {
            Some((_, (cursor, nth))) => (self.list.cursor, self.nth) = (cursor, nth),
            None => self.go_to(held.place),
        }
    }

    /// Puts the cursor on the first row that is not before `place`: a document's number and a byte.
    fn go_to(&mut self, place: Spot) {
        let at = |row: &Row| {
            let number = self.queue.entries.get(row.entry).map_or(0, |entry| entry.reviewed.number);
            (number, self.queue.place(*row, 0).map_or(0, |(span, _)| span.start))
        };
        // One of the places of a row that stands for many, the row that begins there, or the next one.
        let nth = |row: &Row| {
            let count = self.queue.places(*row);
            let number = self.queue.entries.get(row.entry).map_or(0, |entry| entry.reviewed.number);
            let here = |nth: &usize| {
                self.queue.place(*row, *nth).is_some_and(|(span, _)| (number, span.start) == (place.0, place.1))
            };
            (0..count).find(here)
        };
        let rows = || self.queue.rows.iter().enumerate();
        let exact = rows()
            .filter(|(_, row)| self.rule(**row) == place.2)
            .find_map(|(at, row)| Some((at, nth(row)?)))
            .or_else(|| rows().find_map(|(at, row)| Some((at, nth(row)?))));
        let next = || (self.queue.rows.iter().position(|row| at(row) >= (place.0, place.1)).unwrap_or(usize::MAX), 0);
        let (cursor, nth) = exact.unwrap_or_else(next);
        self.list.cursor = cursor.min(self.queue.rows.len().saturating_sub(1));
        self.nth = nth;
    }

    fn row(&self) -> Option<Row> {
        self.queue.rows.get(self.list.cursor).copied()
    }

    /// The document under the cursor; where nothing is left in the queue, the first one.
    fn entry(&self) -> Option<&Entry> {
        match self.row() {
            Some(row) => self.queue.entries.get(row.entry),
            None => self.queue.entries.first(),
        }
    }

    /// The very place that the cursor is at.
    fn exact_place(&self) -> Option<Spot> {
        let (row, span) = self.place()?;
        Some((self.queue.entries.get(row.entry)?.reviewed.number, span.start, self.rule(row)))
    }

    /// The rule of a row; nothing for what no rule found.
    fn rule(&self, row: Row) -> &'static str {
        self.queue.finding(row).map_or("", |(_, found)| found.finding.rule.id)
    }

    /// The place that the cursor is at, one of many where a row stands for many.
    fn place(&self) -> Option<(Row, ByteSpan)> {
        let row = self.row()?;
        Some((row, self.queue.place(row, self.nth)?.0))
    }

    /// The next place of a row that is shown, or the one before, from where the cursor is.
    fn open_place(&self, row: Row, forward: bool) -> Option<usize> {
        let shown = |nth: &usize| self.sight.decided || self.queue.decided(row, *nth) == Decided::Open;
        if forward { (self.nth + 1..self.queue.places(row)).find(shown) } else { (0..self.nth).rev().find(shown) }
    }

    /// To the next place, or the one before: through all places of a row that stands for many.
    fn walk(&mut self, forward: bool) {
        let Some(row) = self.row() else { return };
        if let Some(nth) = self.open_place(row, forward) {
            self.nth = nth;
            return;
        }
        let before = self.list.cursor;
        self.list.step(if forward { 1 } else { -1 }, self.queue.rows.len());
        if self.list.cursor == before {
            return;
        }
        let Some(row) = self.row() else { return };
        self.nth = if forward { 0 } else { self.queue.places(row) - 1 };
        let shown = self.sight.decided || self.queue.decided(row, self.nth) == Decided::Open;
        if !shown && let Some(nth) = self.open_place(row, forward) {
            self.nth = nth;
        }
    }

    fn step(&mut self, rows: isize) {
        self.list.step(rows, self.queue.rows.len());
        self.nth = 0;
    }
}

/// The name of a row's kind that is no finding.
const COMMENT: Words = Words::new("批注", "note");
/// The same of one that says what should stand there.
const SUGGESTION: Words = Words::new("建议", "words");

/// What a row is about, as one that is neither open nor decided has it.
const fn is_comment(row: Row) -> bool {
    matches!(row.what, What::Comment(_))
}
