//! 阅读: the tree of documents, pieces and sections, the text set like print, statistics of what is under the cursor.

mod correct;
mod deeds;
mod draw;
mod jump;
mod look;
mod page;
pub mod remark;
mod replaced;
mod roles;
mod setting;
mod side;
mod spread;
mod tree;
mod why;

use std::collections::HashMap;
use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use self::page::{At, Page};
use self::tree::Tree;
use super::super::command::{Answer, Asked, Command, Ctx};
use super::super::key::{Code, Key};
use super::super::layout::Pane;
use super::super::msg::{Mouse, MouseAct};
use super::super::snapshot::Snapshot;
use super::super::view::View;
use super::super::widgets::field::Field;
use crate::corpus::model::{Place, Scope};
use crate::draft::origin::Source;
use crate::stats::report::Report;
use crate::text::sentence::sentences_in;
use crate::text::span::ByteSpan;

/// How many keyword reports are kept.
const REPORTS_KEPT: usize = 64;
/// How many rows stand above the reading mark in a text that was laid out anew.
const ABOVE: usize = 2;

/// The view.
#[derive(Debug, Default)]
pub struct Read {
    tree: Tree,
    focus: Pane,
    /// The document in the text pane.
    document: Option<usize>,
    page: Option<Page>,
    /// The first row in sight, and the row of the reading mark.
    top: At,
    mark: At,
    /// The row where choosing text began.
    anchor: Option<At>,
    show_noise: bool,
    filter: Option<Field>,
    /// Where panes were drawn, for the mouse and for paging.
    areas: Areas,
    /// The text pane is to be brought to this byte when it is drawn next.
    wanted: Option<usize>,
    reports: HashMap<Scope, Arc<Report>>,
    reports_of: u64,
    asked: Option<Scope>,
    /// What a search found in the document, ascending.
    marked: Vec<ByteSpan>,
}

/// Inner rectangles of the panes as last drawn.
#[derive(Clone, Copy, Debug, Default)]
struct Areas {
    tree: Rect,
    text: Rect,
}

impl View for Read {
    const COMMANDS: &'static [Command<Self>] = deeds::COMMANDS;

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, snapshot: &Snapshot) -> Option<Position> {
        self.refresh(snapshot);
        draw::draw(self, frame, area, snapshot)
    }

    fn takes_text(&self) -> bool {
        self.filter.is_some()
    }

    fn type_text(&mut self, text: &str, _pasted: bool, ctx: &mut Ctx<'_>) {
        if let Some(field) = &mut self.filter {
            field.insert(text);
            self.tree.set_filter(field.text());
            self.filtered(ctx.snapshot);
        }
    }

    fn key(&mut self, key: Key, ctx: &mut Ctx<'_>) -> bool {
        let Some(field) = &mut self.filter else { return false };
        match key.code {
            Code::Enter | Code::Down => self.filter = None,
            Code::Esc => {
                self.filter = None;
                self.tree.set_filter("");
            }
            _ => {
                field.key(key);
                self.tree.set_filter(field.text());
            }
        }
        self.filtered(ctx.snapshot);
        true
    }

    fn mouse(&mut self, mouse: Mouse, ctx: &mut Ctx<'_>) {
        let at = Position::new(mouse.x, mouse.y);
        let (in_tree, in_text) = (self.areas.tree.contains(at), self.areas.text.contains(at));
        match mouse.act {
            MouseAct::WheelUp | MouseAct::WheelDown => {
                let rows = if mouse.act == MouseAct::WheelUp { -3 } else { 3 };
                if in_tree {
                    let height = usize::from(self.areas.tree.height);
                    self.tree.list.roll(rows, self.tree.rows.len(), height);
                } else if in_text {
                    self.scroll(rows, ctx.snapshot);
                }
            }
            MouseAct::Press if in_tree => {
                self.focus = Pane::Left;
                let row = self.tree.list.top + usize::from(mouse.y - self.areas.tree.y);
                let again = row == self.tree.list.cursor;
                self.tree.choose(row);
                if again {
                    self.tree.toggle(&ctx.snapshot.corpus);
                }
                self.show_cursor(ctx.snapshot);
            }
            MouseAct::Press | MouseAct::Drag if in_text => {
                self.focus = Pane::Middle;
                if let Some(at) = self.row_at(usize::from(mouse.y - self.areas.text.y), ctx.snapshot) {
                    if mouse.act == MouseAct::Press {
                        self.anchor = None;
                    } else if self.anchor.is_none() {
                        self.anchor = Some(self.mark);
                    }
                    self.mark = at;
                    self.follow(ctx.snapshot);
                }
            }
            MouseAct::Press | MouseAct::Drag => {}
        }
    }

    fn answered(&mut self, asked: Asked, answer: Answer, ctx: &mut Ctx<'_>) {
        match (asked, answer) {
            (Asked::Correct(target), Answer::Choice(key)) => correct::chosen(target, key, ctx),
            (Asked::LookFor(words), Answer::Choice(key)) => look::taken(&words, key, ctx),
            (Asked::Role(target), Answer::Choice(key)) => correct::role_chosen(target, key, ctx),
            (asked, answer) => remark::answered(&asked, &answer, ctx),
        }
    }

    fn position(&self, snapshot: &Snapshot) -> String {
        draw::position(self, snapshot)
    }
}

impl Read {
    /// What is under the cursor.
    pub fn scope(&self) -> Scope {
        self.tree.scope()
    }

    /// Opens a place: tree and text go there.
    pub fn open(&mut self, place: Place, snapshot: &Snapshot) {
        self.tree.refresh(&snapshot.corpus, snapshot.rewritten);
        self.filter = None;
        self.tree.reveal(&snapshot.corpus, snapshot.corpus.scope_at(place));
        self.set_document(Some(place.document));
        self.wanted = Some(place.span.start);
        self.anchor = None;
        self.focus = Pane::Middle;
    }

    /// Marks what a search found in the open document.
    pub fn mark(&mut self, found: Vec<ByteSpan>) {
        self.marked = found;
        self.marked.sort_unstable_by_key(|span| span.start);
    }

    /// The scope whose keywords are wanted and not there: asked for once.
    pub fn wants_report(&mut self, snapshot: &Snapshot) -> Option<Scope> {
        // Asked after every message: the rows are brought up to date when they are drawn.
        if self.tree.rows.is_empty() {
            self.tree.refresh(&snapshot.corpus, snapshot.rewritten);
        }
        let scope = self.scope();
        let ready = scope.document().is_none_or(|d| snapshot.analyses.get(d).is_some());
        if self.reports.contains_key(&scope)
            || self.asked == Some(scope)
            || !ready
            || snapshot.corpus.documents.is_empty()
        {
            return None;
        }
        self.asked = Some(scope);
        Some(scope)
    }

    /// Keywords have come.
    pub fn report(&mut self, scope: Scope, report: Arc<Report>) {
        if self.reports.len() >= REPORTS_KEPT {
            self.reports.clear();
        }
        self.reports.insert(scope, report);
        if self.asked == Some(scope) {
            self.asked = None;
        }
    }

    /// Documents were recognised anew: what is laid out of them is old.
    pub fn revised(&mut self) {
        self.marked.clear();
        self.page = None;
        // Sections of theirs may have other words now.
        self.reports.clear();
        self.asked = None;
    }

    /// Documents have other numbers: what `now` gives; those for which it gives none are gone.
    pub fn renumbered(&mut self, now: &dyn Fn(usize) -> Option<usize>) {
        self.tree.renumbered(now);
        let reports = std::mem::take(&mut self.reports).into_iter();
        let below = reports.filter(|(scope, _)| *scope != Scope::Corpus);
        self.reports = below.filter_map(|(scope, report)| Some((scope.renumbered(now)?, report))).collect();
        self.asked = None;
        match self.document.map(now) {
            Some(Some(number)) => self.document = Some(number),
            _ => self.set_document(None),
        }
    }

    /// Another corpus is being loaded.
    pub fn reset(&mut self) {
        *self = Self { show_noise: self.show_noise, ..Self::default() };
    }

    /// The text that `y` takes: what is chosen, else the section under the cursor.
    fn taken(&mut self, snapshot: &Snapshot) -> Option<(String, Arc<Source>)> {
        let (document, span) = if let Some(span) = self.chosen(snapshot) {
            (snapshot.document(self.scope())?, span)
        } else {
            let place = snapshot.corpus.place(self.scope())?;
            (snapshot.corpus.documents.get(place.document)?, place.span)
        };
        Some((document.prose(span), Arc::new(Source::of(document, span.start))))
    }

    /// The chosen bytes of the document: whole sentences from the anchor to the mark.
    fn chosen(&mut self, snapshot: &Snapshot) -> Option<ByteSpan> {
        let anchor = self.anchor?;
        let document = Arc::clone(snapshot.corpus.documents.get(self.document?)?);
        let page = self.page.as_mut()?;
        let (from, to) = (anchor.min(self.mark), anchor.max(self.mark));
        let (first, last) = (page.row(&document, from).span, page.row(&document, to).span);
        let around = |byte: usize| {
            let line = document.lines.span(&document.text, document.lines.line_of(byte));
            sentences_in(&document.text, line).find(|s| s.start <= byte && byte < s.end).unwrap_or(line)
        };
        let start = around(first.start).start;
        let end = around(last.end.saturating_sub(1).max(last.start)).end;
        Some(ByteSpan::new(start, end))
    }

    fn set_document(&mut self, document: Option<usize>) {
        if self.document != document {
            self.document = document;
            self.marked.clear();
            self.page = None;
            self.top = At::default();
            self.mark = At::default();
            self.anchor = None;
        }
    }

    /// Brings everything derived up to date with the snapshot.
    fn refresh(&mut self, snapshot: &Snapshot) {
        self.tree.refresh(&snapshot.corpus, snapshot.rewritten);
        if self.reports_of != snapshot.generation {
            self.reports_of = snapshot.generation;
            self.reports.retain(|scope, _| *scope != Scope::Corpus);
        }
        if self.document.is_none() && !self.tree.rows.is_empty() {
            self.show_cursor(snapshot);
        }
    }

    /// The filter has changed: text and statistics follow what the cursor stands on now.
    fn filtered(&mut self, snapshot: &Snapshot) {
        self.tree.refresh(&snapshot.corpus, snapshot.rewritten);
        self.show_cursor(snapshot);
    }

    /// The text pane goes to what is under the tree's cursor.
    fn show_cursor(&mut self, snapshot: &Snapshot) {
        let scope = self.tree.scope();
        self.set_document(scope.document());
        self.anchor = None;
        self.wanted = match scope {
            Scope::Section(..) => snapshot.section(scope).map(|section| section.heading.start),
            _ => snapshot.corpus.place(scope).map(|place| place.span.start),
        };
    }

    /// The tree's cursor goes to what is at the reading mark.
    fn follow(&mut self, snapshot: &Snapshot) {
        let Some(place) = self.mark_place(snapshot) else { return };
        self.tree.go_to(&snapshot.corpus, snapshot.corpus.scope_at(place));
    }

    /// Lays out the text for the pane as last drawn and brings it to where it is wanted: keys may come faster than
    /// frames.
    fn lay_out(&mut self, snapshot: &Snapshot) {
        let Some(document) = self.document.and_then(|d| snapshot.corpus.documents.get(d)) else { return };
        // A cell at the left for the reading mark, one at the right to breathe.
        let width = match (self.areas.text.width, &self.page) {
            (0, None) => return,
            (0, Some(page)) => page.width(),
            (cells, _) => usize::from(cells).saturating_sub(2).max(2),
        };
        let fits = |page: &Page| page.fits(width, snapshot.cells, self.show_noise);
        if !self.page.as_ref().is_some_and(fits) {
            let keep = self.page.as_mut().map(|page| page.row(document, self.mark).span.start);
            self.anchor = None;
            let mut page = Page::new(document, width, snapshot.cells, self.show_noise);
            if let (None, Some(byte)) = (self.wanted, keep) {
                self.mark = page.at(document, byte);
                // What stands right above the mark now is seen: debris that a key brought back.
                self.top = (0..ABOVE).fold(self.mark, |at, _| page.previous(document, at).unwrap_or(at));
            }
            self.page = Some(page);
        }
        let Some(page) = self.page.as_mut() else { return };
        if let Some(byte) = self.wanted.take() {
            self.mark = page.at(document, byte);
            // What was found is read with what stands before it.
            let above = if self.marked.is_empty() { 0 } else { ABOVE };
            self.top = (0..above).fold(self.mark, |at, _| page.previous(document, at).unwrap_or(at));
        }
        if self.top.line == 0 {
            self.top = page.first(document);
            self.mark = self.top;
        }
    }

    /// Moves the reading mark by rows and the text with it.
    fn walk(&mut self, rows: isize, snapshot: &Snapshot) {
        self.lay_out(snapshot);
        let Some(document) = self.document.and_then(|d| snapshot.corpus.documents.get(d)) else { return };
        let Some(page) = self.page.as_mut() else { return };
        for _ in 0..rows.unsigned_abs() {
            let next = if rows > 0 { page.next(document, self.mark) } else { page.previous(document, self.mark) };
            match next {
                Some(at) => self.mark = at,
                None => break,
            }
        }
        self.follow(snapshot);
    }

    /// Scrolls by rows; the mark stays in sight.
    fn scroll(&mut self, rows: isize, snapshot: &Snapshot) {
        self.lay_out(snapshot);
        let Some(document) = self.document.and_then(|d| snapshot.corpus.documents.get(d)) else { return };
        let height = usize::from(self.areas.text.height).max(1);
        let Some(page) = self.page.as_mut() else { return };
        for _ in 0..rows.unsigned_abs() {
            let next = if rows > 0 { page.next(document, self.top) } else { page.previous(document, self.top) };
            match next {
                Some(at) => self.top = at,
                None => break,
            }
        }
        let mut last = self.top;
        for _ in 1..height {
            match page.next(document, last) {
                Some(at) => last = at,
                None => break,
            }
        }
        self.mark = self.mark.clamp(self.top, last);
        self.follow(snapshot);
    }

    /// The row at `down` rows below the top of the pane.
    fn row_at(&mut self, down: usize, snapshot: &Snapshot) -> Option<At> {
        let document = snapshot.corpus.documents.get(self.document?)?;
        let page = self.page.as_mut()?;
        let mut at = self.top;
        for _ in 0..down {
            at = page.next(document, at)?;
        }
        Some(at)
    }
}
