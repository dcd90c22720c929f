//! 检索: a query typed above, its places below as a concordance that grows while they are found, and the sentence or
//! paragraph of the chosen one at the foot.

mod draw;
mod kept;

use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use self::kept::Kept;
use crate::corpus::model::{Corpus, Document};
use crate::draft::origin::Source;
use crate::job::{Broader, Job, SearchRequest};
use crate::search::concordance::{self, Order};
use crate::search::engine::{Hit, Tally};
use crate::search::query::{Query, QueryError};
use crate::search::ready::Ready;
use crate::stats::report::Words;
use crate::tui::command::{Command, Ctx, Request, row};
use crate::tui::key::{Code, Key};
use crate::tui::msg::{Mouse, MouseAct};
use crate::tui::snapshot::Snapshot;
use crate::tui::view::View;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::List;

/// How many queries are remembered.
const REMEMBERED: usize = 100;

/// The view.
#[derive(Debug, Default)]
pub struct Search {
    field: Field,
    /// The list has the keyboard, not the field.
    in_list: bool,
    /// Queries that were used, oldest first, and which of them stands in the field.
    history: Vec<String>,
    recalled: Option<usize>,
    /// The one that was used just now.
    used: Option<String>,
    order: Order,
    shown: Shown,
    /// What stands in the field, read.
    read: Option<Result<Query, QueryError>>,
    /// What was asked for last.
    asked: Option<Asked>,
    generation: u64,
    found: Results,
    prepared: Option<Prepared>,
    /// The place that the cursor is to come back to.
    kept: Option<Kept>,
    list: List,
    rows: Rect,
    input: Rect,
}

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    text: String,
    order: Order,
    /// The snapshot's generation, and how many documents it had.
    corpus: u64,
    documents: usize,
}

/// A corpus that was asked to be made ready, and what came of it.
#[derive(Debug)]
struct Prepared {
    corpus: Arc<Corpus>,
    ready: Option<Arc<Ready>>,
}

/// What was found so far, in the corpus in which it was looked for.
#[derive(Debug, Default)]
struct Results {
    generation: u64,
    corpus: Arc<Corpus>,
    /// What was looked for, as it was typed and read.
    text: String,
    query: Option<Query>,
    /// Shared with the search for a narrower query.
    hits: Arc<Vec<Hit>>,
    /// How they stand.
    order: Order,
    /// The last word on it; nothing while it is neither found nor counted.
    tally: Option<Tally>,
    /// It has all been found.
    ended: bool,
}

/// How much of the text around the chosen place is shown at the foot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Shown {
    #[default]
    Sentence,
    Paragraph,
}

impl View for Search {
    const COMMANDS: &'static [Command<Self>] = &[
        row("search.down", &["j", "down"], 1, Words::new("下移", "down"), |v, _| v.step(1)),
        row("search.up", &["k", "up"], 0, Words::new("上移", "up"), |v, _| v.up()),
        row("search.page-down", &["pagedown", "ctrl-d"], 0, Words::new("下一页", "page down"), |v, _| v.page(1)),
        row("search.page-up", &["pageup", "ctrl-u"], 0, Words::new("上一页", "page up"), |v, _| v.page(-1)),
        row("search.first", &["g", "home"], 0, Words::new("到开头", "to the start"), |v, _| v.step(isize::MIN / 2)),
        row("search.last", &["G", "end"], 0, Words::new("到末尾", "to the end"), |v, _| v.step(isize::MAX / 2)),
        row("search.edit", &["/", "i"], 2, Words::new("改检索式", "edit the query"), |v, _| v.in_list = false),
        row("search.open", &["enter"], 2, Words::new("看原文", "to the text"), open),
        row("search.order", &["s"], 3, Words::new("换次序", "next order"), next_order),
        row("search.expand", &["e"], 3, Words::new("看句或看段", "sentence or paragraph"), expand),
        row("search.take", &["y"], 4, Words::new("摘入草稿", "take into the draft"), |v, c| {
            v.take(c, |text, source| Request::Take { text, source })
        }),
        row("search.copy", &["Y"], 0, Words::new("复制", "copy"), |v, c| v.take(c, |text, _| Request::Copy(text))),
        row("search.back", &["esc"], 5, Words::new("退一步", "back"), |_, c| c.ask(Request::Back)),
    ];

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, snapshot: &Snapshot) -> Option<Position> {
        draw::draw(self, frame, area, snapshot)
    }

    fn takes_text(&self) -> bool {
        !self.in_list
    }

    fn type_text(&mut self, text: &str, _pasted: bool, _ctx: &mut Ctx<'_>) {
        self.field.insert(text);
        self.recalled = None;
        self.changed();
    }

    fn key(&mut self, key: Key, ctx: &mut Ctx<'_>) -> bool {
        if self.in_list {
            return false;
        }
        match (key.ctrl, key.code) {
            (false, Code::Down) if self.recalled.is_some() => self.recall_newer(),
            (false, Code::Enter | Code::Down) if !self.found.hits.is_empty() => {
                self.remember();
                self.in_list = true;
            }
            (false, Code::Enter) => self.remember(),
            (false, Code::Up) => self.recall(),
            (false, Code::Esc) if self.field.text().is_empty() => ctx.ask(Request::Back),
            (false, Code::Esc) if self.found.hits.is_empty() => {
                self.field = Field::default();
                self.changed();
            }
            (false, Code::Esc) => self.in_list = true,
            _ => {
                let used = self.field.key(key);
                self.changed();
                return used;
            }
        }
        true
    }

    fn mouse(&mut self, mouse: Mouse, ctx: &mut Ctx<'_>) {
        let at = Position::new(mouse.x, mouse.y);
        let height = usize::from(self.rows.height);
        match mouse.act {
            MouseAct::WheelUp => self.list.roll(-3, self.found.hits.len(), height),
            MouseAct::WheelDown => self.list.roll(3, self.found.hits.len(), height),
            MouseAct::Press if self.input.contains(at) => self.in_list = false,
            MouseAct::Press if self.rows.contains(at) => {
                let row = self.list.top + usize::from(mouse.y - self.rows.y);
                if row >= self.found.hits.len() {
                    return;
                }
                let again = self.in_list && row == self.list.cursor;
                (self.in_list, self.list.cursor) = (true, row);
                if again {
                    open(self, ctx);
                }
            }
            MouseAct::Press | MouseAct::Drag => {}
        }
    }

    fn position(&self, snapshot: &Snapshot) -> String {
        let at = if self.found.hits.is_empty() { 0 } else { self.list.cursor + 1 };
        format!("{} {at}/{}", snapshot.lang.of(Words::new("处", "place")), self.found.count())
    }
}

impl Results {
    /// How many places there are: those that were found, or as many as were counted.
    fn count(&self) -> usize {
        self.tally.map_or(0, |tally| tally.hits).max(self.hits.len())
    }
}

impl Search {
    /// The view with the queries that were used before, oldest first.
    pub fn with_history(history: Vec<String>) -> Self {
        Self { history, ..Self::default() }
    }

    /// The query that was used since this was asked last.
    pub const fn take_used(&mut self) -> Option<String> {
        self.used.take()
    }

    /// Looks for `query`, the list at hand as soon as something is found.
    pub fn look_for(&mut self, query: &str) {
        self.remember();
        self.field = Field::new(query);
        self.changed();
        self.remember();
        self.in_list = true;
    }

    /// The field takes what is typed.
    pub fn edit(&mut self) {
        self.in_list = false;
    }

    /// The search that is to be made, when its answer is neither there nor under way.
    pub fn wants(&mut self, snapshot: &Snapshot) -> Option<Job> {
        let Some(Ok(query)) = &self.read else { return None };
        if query.is_empty() {
            return None;
        }
        let documents = snapshot.corpus.documents.len();
        let asked =
            Asked { text: self.field.text().to_owned(), order: self.order, corpus: snapshot.generation, documents };
        if let Some(before) = &self.asked {
            let same = before.text == asked.text && before.order == asked.order;
            // While documents are still coming, only when there are many more; the last word when they are all there.
            let early = snapshot.loading.active && documents < before.documents.saturating_mul(2).max(64);
            if same && (before.corpus == asked.corpus || early) {
                return None;
            }
        }
        self.asked = Some(asked);
        let broader = self.broader(query, snapshot);
        let prepared = self.prepared.as_ref().filter(|prepared| Arc::ptr_eq(&prepared.corpus, &snapshot.corpus));
        let ready = prepared.and_then(|prepared| prepared.ready.clone());
        self.generation += 1;
        Some(Job::Search(SearchRequest {
            generation: self.generation,
            corpus: Arc::clone(&snapshot.corpus),
            ready,
            query: query.clone(),
            order: self.order,
            broader,
        }))
    }

    /// The corpus is to be made ready for search, where all of it is there and it was not yet asked for.
    pub fn wants_ready(&mut self, snapshot: &Snapshot) -> Option<Job> {
        let corpus = &snapshot.corpus;
        let asked = self.prepared.as_ref().is_some_and(|prepared| Arc::ptr_eq(&prepared.corpus, corpus));
        if asked || snapshot.loading.active || corpus.documents.is_empty() {
            return None;
        }
        self.prepared = Some(Prepared { corpus: Arc::clone(corpus), ready: None });
        Some(Job::Prepare(Arc::clone(corpus)))
    }

    /// A corpus is ready.
    pub fn prepared(&mut self, corpus: &Arc<Corpus>, ready: Arc<Ready>) {
        if let Some(prepared) = self.prepared.as_mut().filter(|prepared| Arc::ptr_eq(&prepared.corpus, corpus)) {
            prepared.ready = Some(ready);
        }
    }

    /// Whether neither all that was asked for last is there, nor its counts with a page of places.
    pub fn is_searching(&self) -> bool {
        let found = &self.found;
        let shown = found.ended || found.tally.is_some() && !found.hits.is_empty();
        self.asked.is_some() && !(found.generation == self.generation && shown)
    }

    /// What is found now, where `query` can find nothing elsewhere: while a word is typed each letter narrows what those
    /// before it found.
    fn broader(&self, query: &Query, snapshot: &Snapshot) -> Option<Broader> {
        let whole = self.found.ended && self.found.tally.is_some_and(|tally| !tally.stopped);
        let complete = whole && self.found.generation == self.generation;
        let broader = self.found.query.as_ref().filter(|broader| query.narrows(broader))?;
        let there = complete && Arc::ptr_eq(&self.found.corpus, &snapshot.corpus);
        there.then(|| Broader { query: broader.clone(), hits: Arc::clone(&self.found.hits), order: self.found.order })
    }

    /// What a search will come to.
    pub fn counted(&mut self, generation: u64, corpus: &Arc<Corpus>, tally: Tally) {
        if generation == self.generation {
            self.begin(generation, corpus);
            self.found.tally = Some(tally);
        }
    }

    /// Places have come; those of a new search take the place of the old ones.
    pub fn hits(&mut self, generation: u64, corpus: &Arc<Corpus>, hits: Vec<Hit>) {
        if generation == self.generation {
            self.begin(generation, corpus);
            if self.found.hits.is_empty() {
                self.found.hits = Arc::new(hits);
            } else {
                Arc::make_mut(&mut self.found.hits).extend(hits);
            }
        }
    }

    /// A search has come to its end.
    pub fn searched(&mut self, generation: u64, corpus: &Arc<Corpus>, tally: Tally) {
        if generation == self.generation {
            self.begin(generation, corpus);
            (self.found.tally, self.found.ended) = (Some(tally), true);
            if let Some(kept) = self.kept.take() {
                self.list.cursor = kept
                    .again(&self.found.hits, self.found.order == Order::Corpus, &self.found.corpus)
                    .unwrap_or(self.list.cursor);
            }
        }
    }

    /// Documents came or went: what was found is found again, and the cursor stays on its place.
    pub fn renumbered(&mut self) {
        self.keep_place();
        self.generation += 1;
        self.found = Results::default();
        self.asked = None;
    }

    /// Remembers the place under the cursor until the same has been found again.
    fn keep_place(&mut self) {
        let hit = self.found.hits.get(self.list.cursor);
        self.kept = hit.and_then(|hit| Kept::of(*hit, &self.found.corpus)).or_else(|| self.kept.take());
    }

    /// Another corpus is being loaded.
    pub fn reset(&mut self) {
        self.prepared = None;
        self.clear();
    }

    /// Nothing is looked for.
    fn clear(&mut self) {
        self.generation += 1;
        self.found = Results::default();
        self.kept = None;
        self.asked = None;
        self.list = List::default();
    }

    fn begin(&mut self, generation: u64, corpus: &Arc<Corpus>) {
        if self.found.generation != generation {
            let text = self.asked.as_ref().map(|asked| asked.text.clone()).unwrap_or_default();
            // The same query again, because documents came or changed: the cursor stays on its place.
            if self.found.ended && self.found.text == text {
                self.keep_place();
            }
            let query = self.read.as_ref().and_then(|read| read.as_ref().ok()).cloned();
            let order = self.asked.as_ref().map_or(self.order, |asked| asked.order);
            self.found = Results { generation, corpus: Arc::clone(corpus), text, query, order, ..Results::default() };
        }
    }

    /// What stands in the field is another text, perhaps.
    fn changed(&mut self) {
        let text = self.field.text();
        if self.asked.as_ref().is_some_and(|asked| asked.text == text) && self.read.as_ref().is_some_and(Result::is_ok)
        {
            return;
        }
        let read = Query::parse(text);
        if read.as_ref().is_ok_and(Query::is_empty) {
            self.clear();
        }
        self.list = List::default();
        self.kept = None;
        self.read = Some(read);
    }

    fn remember(&mut self) {
        let text = self.field.text().trim();
        if text.is_empty() || !matches!(self.read, Some(Ok(_))) {
            return;
        }
        let text = text.to_owned();
        if self.history.last() != Some(&text) {
            self.used = Some(text.clone());
        }
        self.history.retain(|old| *old != text);
        self.history.push(text);
        if self.history.len() > REMEMBERED {
            self.history.remove(0);
        }
        self.recalled = None;
    }

    /// Puts the query before into the field.
    fn recall(&mut self) {
        let before = self.recalled.unwrap_or(self.history.len());
        let mut older = (0..before).rev();
        let Some(at) = older.find(|at| self.history.get(*at).is_some_and(|text| text != self.field.text())) else {
            return;
        };
        self.recalled = Some(at);
        self.field = Field::new(self.history.get(at).map_or("", String::as_str));
        self.changed();
    }

    /// Puts the query after into the field; behind the last one nothing.
    fn recall_newer(&mut self) {
        let next = self.recalled.map(|at| at + 1).filter(|at| *at < self.history.len());
        self.recalled = next;
        self.field = Field::new(next.and_then(|at| self.history.get(at)).map_or("", String::as_str));
        self.changed();
    }

    fn step(&mut self, rows: isize) {
        self.list.step(rows, self.found.hits.len());
    }

    /// From the first row the field is next.
    fn up(&mut self) {
        if self.list.cursor == 0 {
            self.in_list = false;
        }
        self.step(-1);
    }

    fn page(&mut self, pages: isize) {
        self.step(pages * (self.rows.height as isize - 1).max(1));
    }

    fn chosen(&self) -> Option<(Hit, &Arc<Document>)> {
        let hit = *self.found.hits.get(self.list.cursor)?;
        Some((hit, self.found.corpus.documents.get(hit.document())?))
    }

    /// Hands on the sentence or paragraph at the foot.
    fn take(&self, ctx: &mut Ctx<'_>, request: impl FnOnce(String, Arc<Source>) -> Request) {
        let Some((hit, document)) = self.chosen() else {
            return ctx.say(Words::new("还没有检索到文字", "nothing is found yet"));
        };
        let span = self.around(document, hit);
        let source = Arc::new(Source::of(document, span.start));
        ctx.ask(request(document.slice(span).to_owned(), source));
    }

    fn around(&self, document: &Document, hit: Hit) -> crate::text::span::ByteSpan {
        match self.shown {
            Shown::Sentence => concordance::sentence(document, hit),
            Shown::Paragraph => concordance::paragraph(document, hit),
        }
    }
}

fn open(view: &mut Search, ctx: &mut Ctx<'_>) {
    let Some((hit, document)) = view.chosen() else {
        return ctx.say(Words::new("还没有检索到文字", "nothing is found yet"));
    };
    // A document that was read again since may have moved its lines: then the search is on its way anew.
    let now = ctx.snapshot.corpus.documents.get(hit.document());
    if now.is_none_or(|now| now.text != document.text) {
        return ctx.say(Words::new("这个文档刚才变了，正在重新检索", "this document has changed; searching again"));
    }
    let own = |other: &&Hit| other.document() == hit.document();
    let marked = view.found.hits.iter().filter(own).map(|other| other.span()).collect();
    ctx.ask(Request::OpenFound { place: hit.place(), marked });
}

fn next_order(view: &mut Search, ctx: &mut Ctx<'_>) {
    view.order = view.order.next();
    view.list = List::default();
    let name = ctx.snapshot.lang.of(draw::order_words(view.order));
    ctx.say_text(format!("{}{name}", ctx.snapshot.lang.of(Words::new("次序：", "order: "))));
}

fn expand(view: &mut Search, _ctx: &mut Ctx<'_>) {
    view.shown = match view.shown {
        Shown::Sentence => Shown::Paragraph,
        Shown::Paragraph => Shown::Sentence,
    };
}

#[cfg(test)]
mod tests;
