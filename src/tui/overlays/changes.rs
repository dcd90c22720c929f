//! 花脸稿: what changed between two versions, by sections and paragraphs, with what came, went and moved marked.
//!
//! Every row begins with a sign, what went stands in [- -] and what came in {+ +}: no meaning hangs on colour.

use std::sync::Arc;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::compare::Comparison;
use crate::compare::facts::FactChange;
use crate::compare::rows::{RowKind, RowLot, RowPartKind};
use crate::stats::report::{Language, Words};
use crate::text::width::Cells;
use crate::text::wrap;
use crate::tui::key::{Code, Key};
use crate::tui::layout::inside;
use crate::tui::snapshot::Snapshot;
use crate::tui::theme::Theme;
use crate::tui::widgets::frame::{Framed, frame as draw_frame};
use crate::tui::widgets::popup;
use crate::tui::widgets::row::draw_row;
use crate::tui::widgets::scroll::Scroll;

/// What the person wants of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// It stays.
    Stay,
    /// It is to be closed.
    Close,
    /// It is to be saved as a page.
    Save,
}

/// An open comparison.
#[derive(Debug)]
pub struct Changes {
    /// What is compared.
    pub comparison: Arc<Comparison>,
    title: String,
    folded: bool,
    scroll: Scroll,
    laid: Option<(usize, Cells, Language, Vec<Line>)>,
}

/// A line of the window.
#[derive(Clone, Debug, Default)]
struct Line {
    /// Its parts with what each is.
    parts: Vec<(String, Part)>,
    /// A change begins with it.
    begins: bool,
}

/// What a part of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Same,
    Heading,
    Came,
    Went,
    Moved,
    Note,
}

impl Changes {
    /// Opens it.
    pub fn new(title: String, comparison: Arc<Comparison>) -> Self {
        Self { comparison, title, folded: true, scroll: Scroll::default(), laid: None }
    }

    /// A key.
    pub fn key(&mut self, key: Key) -> Wish {
        match (key.code, key.folded().typed()) {
            (Code::Esc, _) | (_, Some('q')) => return Wish::Close,
            (_, Some('s')) => return Wish::Save,
            (_, Some('f')) => {
                self.folded = !self.folded;
                self.laid = None;
                self.scroll.top = 0;
            }
            (Code::Home, _) | (_, Some('g')) => self.scroll.top = 0,
            (Code::End, _) | (_, Some('G')) => self.scroll.top = usize::MAX,
            (_, Some('n')) => self.go(true),
            (_, Some('p')) => self.go(false),
            _ => {
                self.scroll.key(key);
            }
        }
        Wish::Stay
    }

    fn go(&mut self, down: bool) {
        let Some((.., lines)) = &self.laid else { return };
        self.scroll.go(lines.iter().enumerate().filter(|(_, line)| line.begins).map(|(at, _)| at), down);
    }

    /// Draws it.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, snapshot: &Snapshot) {
        let (lang, theme, cells) = (snapshot.lang, &snapshot.theme, snapshot.cells);
        let window = inside(area);
        let buf = frame.buffer_mut();
        popup::clear(buf, window);
        let framed = [Framed { area: window, title: self.title.clone(), focused: true }];
        let inner = draw_frame(buf, window, &framed, theme, cells).first().copied().unwrap_or(window);
        let room = usize::from(inner.width.saturating_sub(2)).max(4);
        let words = if self.folded {
            Words::new(
                "n/p 下一处、上一处  f 不折叠  s 存成网页  Esc 回去",
                "n/p next, previous  f unfold  s save as a page  Esc back",
            )
        } else {
            Words::new(
                "n/p 下一处、上一处  f 折叠  s 存成网页  Esc 回去",
                "n/p next, previous  f fold  s save  Esc back",
            )
        };
        let below = wrap::parts(lang.of(words), room, cells);
        let bottom = inner.bottom().saturating_sub(below.len() as u16).max(inner.y);
        for (text, y) in below.iter().zip(bottom..inner.bottom()) {
            draw_row(buf, inner.x + 1, y, text, room, cells, theme.key);
        }
        if self.laid.as_ref().is_none_or(|(width, of, words, _)| (*width, *of, *words) != (room, cells, lang)) {
            self.laid = Some((room, cells, lang, lines(&self.comparison, self.folded, room, cells, lang)));
        }
        let Some((.., lines)) = &self.laid else { return };
        self.scroll.fit(lines.len(), bottom - inner.y);
        for (y, line) in (inner.y..bottom).zip(lines.iter().skip(self.scroll.top)) {
            draw_line(buf, (inner.x + 1, y), line, room, cells, theme);
        }
    }
}

fn draw_line(buf: &mut Buffer, (x, y): (u16, u16), line: &Line, room: usize, cells: Cells, theme: &Theme) {
    let mut used = 0;
    for (text, part) in &line.parts {
        let style = match part {
            Part::Same => theme.text,
            Part::Heading => theme.heading,
            Part::Came => theme.found,
            Part::Went => theme.error.add_modifier(Modifier::CROSSED_OUT),
            Part::Moved => theme.key,
            Part::Note => theme.dim,
        };
        used += draw_row(buf, x + used, y, text, room.saturating_sub(usize::from(used)), cells, style);
    }
}

/// Cells of the sign and the blank before a row.
const SIGN: usize = 2;

fn lines(comparison: &Comparison, folded: bool, room: usize, cells: Cells, lang: Language) -> Vec<Line> {
    let mut out = Vec::new();
    let put = |out: &mut Vec<Line>, parts: Vec<(String, Part)>, begins: bool, indent: usize| {
        let mut rows = wrapped(&parts, room.saturating_sub(indent).max(4), cells);
        for (number, row) in rows.iter_mut().enumerate() {
            if indent > 0 && number > 0 {
                row.insert(0, (" ".repeat(indent), Part::Note));
            }
        }
        for (number, parts) in rows.into_iter().enumerate() {
            out.push(Line { parts, begins: begins && number == 0 });
        }
    };
    put(&mut out, vec![(comparison.summary(), Part::Heading)], false, 0);
    for fact in &comparison.facts {
        put(&mut out, told(fact, lang), false, SIGN);
    }
    out.push(Line::default());
    let mut before = RowLot::Same;
    for row in comparison.rows(folded) {
        let mut parts = vec![(format!("{} ", row.lot.sign()), Part::Note)];
        for part in &row.parts {
            let same = if row.kind == RowKind::Heading { Part::Heading } else { Part::Same };
            match part.kind {
                RowPartKind::Same if row.kind == RowKind::Folded => parts.push((part.text.clone(), Part::Note)),
                RowPartKind::Same => parts.push((part.text.clone(), same)),
                RowPartKind::Inserted => parts.push((format!("{{+{}+}}", part.text), Part::Came)),
                RowPartKind::Deleted => parts.push((format!("[-{}-]", part.text), Part::Went)),
                RowPartKind::MovedFrom | RowPartKind::MovedTo => parts.push((part.text.clone(), Part::Moved)),
                RowPartKind::Renumbered | RowPartKind::Note => parts.push((part.text.clone(), Part::Note)),
            }
        }
        let begins = row.lot != RowLot::Same && (before == RowLot::Same || row.lot != before);
        before = row.lot;
        put(&mut out, parts, begins, SIGN);
    }
    out
}

/// A fact that changed: what it is, the old and the new.
fn told(fact: &FactChange, lang: Language) -> Vec<(String, Part)> {
    let mut parts = vec![(format!("· {}  ", lang.of(fact.kind.words())), Part::Note)];
    let line = |told: &crate::compare::facts::Told| match lang {
        Language::Chinese => format!("（第 {} 行）", told.line),
        Language::English => format!(" (line {})", told.line),
    };
    match (&fact.old, &fact.new) {
        (Some(old), Some(new)) => {
            parts.push((format!("[-{}-]", old.text), Part::Went));
            parts.push((" → ".to_owned(), Part::Note));
            parts.push((format!("{{+{}+}}", new.text), Part::Came));
            parts.push((line(new), Part::Note));
        }
        (Some(old), None) => {
            parts.push((format!("[-{}-]", old.text), Part::Went));
            parts.push((line(old), Part::Note));
        }
        (None, Some(new)) => {
            parts.push((format!("{{+{}+}}", new.text), Part::Came));
            parts.push((line(new), Part::Note));
        }
        (None, None) => {}
    }
    parts
}

/// `parts` in rows of `room` cells.
fn wrapped(parts: &[(String, Part)], room: usize, cells: Cells) -> Vec<Vec<(String, Part)>> {
    let whole: String = parts.iter().map(|(text, _)| text.as_str()).collect();
    let mut starts = Vec::new();
    wrap::rows(&whole, room, 0, cells, &mut starts);
    let mut rows: Vec<Vec<(String, Part)>> = vec![Vec::new()];
    let mut at = 0;
    let mut next = starts.iter().skip(1).copied().peekable();
    for (text, part) in parts {
        let mut from = 0;
        while let Some(start) = next.peek().copied().filter(|start| *start < at + text.len()) {
            let cut = crate::text::span::slice(text, crate::text::span::ByteSpan::new(from, start - at));
            if let Some(row) = rows.last_mut() {
                row.push((cut.to_owned(), *part));
            }
            rows.push(Vec::new());
            from = start - at;
            next.next();
        }
        let rest = crate::text::span::tail(text, from);
        if let Some(row) = rows.last_mut()
            && !rest.is_empty()
        {
            row.push((rest.to_owned(), *part));
        }
        at += text.len();
    }
    rows
}
