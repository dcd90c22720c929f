//! A page being read: open elements, the line being gathered, lines done, containers of furniture.
//!
//! Must not know of bytes and encodings.

use html5gum::emitters::callback::CallbackEvent;

use super::super::lines::{Line, Run, finish, row};
use super::element::{Kind, kind, names_furniture};
use super::settle::{Container, mark_furniture, mark_title};
use crate::corpus::model::{Extracted, Hint};

/// The most open elements that are told apart; deeper ones only count.
const DEEPEST: usize = 512;
/// The most tables within tables; deeper ones are blocks.
const DEEPEST_TABLE: usize = 16;

/// An open element.
#[derive(Clone, Debug)]
struct Open {
    name: Vec<u8>,
    kind: Kind,
    centred: bool,
    bold: bool,
    /// The container of furniture it opens.
    container: Option<usize>,
    /// It began a table of its own.
    table: bool,
}

/// A table being read: the cells of its row.
#[derive(Debug, Default)]
struct Table {
    cells: Vec<Vec<Line>>,
    in_row: bool,
}

/// The start tag being read.
#[derive(Debug, Default)]
struct Tag {
    name: Vec<u8>,
    attribute: Vec<u8>,
    centred: bool,
    bold: bool,
    furniture: bool,
    hidden: bool,
}

/// The page.
#[derive(Debug, Default)]
pub(super) struct Page {
    tag: Tag,
    open: Vec<Open>,
    /// Elements opened beyond the deepest.
    beyond: usize,
    /// How many open elements skip, link, are bold, centre, keep lines.
    counts: Counts,
    tables: Vec<Table>,
    run: Run,
    visible: usize,
    linked: usize,
    bold: usize,
    lines: Vec<Line>,
    title: String,
    /// Container 0 is none.
    containers: Vec<Container>,
    container: usize,
}

#[derive(Debug, Default)]
struct Counts {
    skip: usize,
    link: usize,
    bold: usize,
    centre: usize,
    pre: usize,
    article: usize,
}

impl Page {
    /// Takes the next event of the tokenizer.
    pub(super) fn see(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let mut tag = std::mem::take(&mut self.tag);
                tag.name.clear();
                tag.name.extend_from_slice(name);
                self.tag = Tag { name: tag.name, attribute: tag.attribute, ..Tag::default() };
            }
            CallbackEvent::AttributeName { name } => {
                self.tag.attribute.clear();
                self.tag.attribute.extend_from_slice(name);
            }
            CallbackEvent::AttributeValue { value } => self.attribute(value),
            CallbackEvent::CloseStartTag { self_closing } => self.start(*self_closing),
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { value } => self.text(&String::from_utf8_lossy(value)),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    /// The lines of the whole page.
    pub(super) fn finish(mut self) -> Extracted {
        self.flush();
        while !self.open.is_empty() {
            self.pop();
        }
        mark_furniture(&mut self.lines, &mut self.containers);
        mark_title(&mut self.lines, &self.title);
        finish(&self.lines)
    }

    fn attribute(&mut self, value: &[u8]) {
        let value = value.get(..1024).unwrap_or(value);
        let lower = || String::from_utf8_lossy(value).to_ascii_lowercase();
        match self.tag.attribute.as_slice() {
            b"class" | b"id" => {
                self.tag.furniture |= names_furniture(&String::from_utf8_lossy(value));
            }
            b"role" => {
                let role = lower();
                let furniture = ["navigation", "banner", "contentinfo", "complementary", "search"];
                self.tag.furniture |= furniture.contains(&role.as_str());
            }
            b"align" => self.tag.centred |= lower() == "center",
            b"style" => {
                let style: String = lower().chars().filter(|c| !c.is_whitespace()).collect();
                self.tag.centred |= style.contains("text-align:center");
                self.tag.bold |=
                    ["font-weight:bold", "font-weight:700", "font-weight:600"].iter().any(|w| style.contains(w));
                self.tag.hidden |= style.contains("display:none");
            }
            b"hidden" => self.tag.hidden = true,
            _ => {}
        }
    }

    fn start(&mut self, self_closing: bool) {
        let kind = kind(&self.tag.name);
        if self.counts.skip > 0 && kind != Kind::Body {
            if kind == Kind::Skip && !self_closing {
                self.push(kind);
            }
            return;
        }
        match kind {
            Kind::Inline | Kind::Link | Kind::Bold | Kind::Void => {}
            Kind::Skip | Kind::Title => self.run.space(),
            Kind::Break => return self.line_break(),
            Kind::Body => self.leave_all(),
            _ => self.flush(),
        }
        match kind {
            Kind::Void | Kind::Rule => return,
            Kind::Item => self.leave(&[Kind::Item, Kind::Paragraph], &[Kind::Block, Kind::Table, Kind::Cell]),
            Kind::Row => self.leave(&[Kind::Row], &[Kind::Table]),
            Kind::Cell => self.leave(&[Kind::Cell], &[Kind::Row, Kind::Table]),
            Kind::Link => self.leave(&[Kind::Link], &[Kind::Block, Kind::Table, Kind::Cell, Kind::Item]),
            Kind::Inline | Kind::Bold | Kind::Title | Kind::Skip | Kind::Body => {}
            _ => {
                if self.open.last().is_some_and(|top| top.kind == Kind::Paragraph) {
                    self.pop();
                }
            }
        }
        if !(self_closing && matches!(kind, Kind::Skip | Kind::Link)) {
            self.push(kind);
        }
    }

    fn push(&mut self, kind: Kind) {
        if self.open.len() >= DEEPEST {
            self.beyond += 1;
            return;
        }
        // What is hidden is left out like a script; the page's own body never is.
        let kind = if self.tag.hidden && !matches!(kind, Kind::Body | Kind::Skip) { Kind::Skip } else { kind };
        let header = kind == Kind::Header && self.counts.article == 0;
        let named = self.tag.furniture && !matches!(kind, Kind::Body | Kind::Article | Kind::Heading(_));
        let container = (kind == Kind::Chrome || header || named).then(|| {
            if self.containers.is_empty() {
                self.containers.push(Container::default());
            }
            self.containers.push(Container::within(self.container));
            self.container = self.containers.len() - 1;
            self.container
        });
        let table = kind == Kind::Table && self.tables.len() < DEEPEST_TABLE;
        if table {
            self.tables.push(Table::default());
        }
        if let (Kind::Row, Some(table)) = (kind, self.tables.last_mut()) {
            table.in_row = true;
        }
        if let (Kind::Cell, Some(table)) = (kind, self.tables.last_mut()) {
            table.in_row = true;
            table.cells.push(Vec::new());
        }
        let centred = self.tag.centred || kind == Kind::Centre;
        let bold = self.tag.bold || kind == Kind::Bold;
        let open = Open { name: self.tag.name.clone(), kind, centred, bold, container, table };
        self.counts.add(&open);
        self.open.push(open);
    }

    fn end(&mut self, name: &[u8]) {
        if self.beyond > 0 {
            self.beyond -= 1;
            if kind(name) != Kind::Inline {
                self.flush();
            }
            return;
        }
        match kind(name) {
            Kind::Void | Kind::Rule | Kind::Body => return,
            Kind::Break => return self.line_break(),
            _ => {}
        }
        let Some(at) = self.open.iter().rposition(|open| open.name == name) else { return };
        let inline = |open: &Open| matches!(open.kind, Kind::Inline | Kind::Link | Kind::Bold);
        // A stray end of an inline element does not end the blocks within which it stands.
        let target_inline = self.open.get(at).is_some_and(inline);
        if target_inline && self.open.iter().skip(at + 1).any(|open| !inline(open)) {
            if let Some(open) = self.open.get_mut(at)
                && open.kind != Kind::Inline
            {
                self.counts.remove(open);
                open.kind = Kind::Inline;
                open.bold = false;
            }
            return;
        }
        while self.open.len() > at {
            self.pop();
        }
    }

    fn pop(&mut self) {
        let Some(open) = self.open.last() else { return };
        if !matches!(open.kind, Kind::Inline | Kind::Link | Kind::Bold | Kind::Skip | Kind::Title) {
            self.flush();
        }
        let Some(open) = self.open.pop() else { return };
        self.counts.remove(&open);
        if let Some(container) = open.container {
            self.container = self.containers.get(container).map_or(0, |c| c.parent);
        }
        match open.kind {
            Kind::Row => self.end_row(),
            Kind::Table if open.table => {
                self.end_row();
                self.tables.pop();
            }
            _ => {}
        }
    }

    fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        table.in_row = false;
        let cells = std::mem::take(&mut table.cells);
        let mark = self.container;
        for line in row(cells, mark) {
            self.emit(line);
        }
    }

    /// Ends the nearest open element of `kinds`, if none of `walls` stands before it.
    fn leave(&mut self, kinds: &[Kind], walls: &[Kind]) {
        let near = self.open.iter().rposition(|open| kinds.contains(&open.kind) || walls.contains(&open.kind));
        if let Some(at) = near.filter(|at| self.open.get(*at).is_some_and(|open| kinds.contains(&open.kind))) {
            while self.open.len() > at {
                self.pop();
            }
        }
    }

    fn leave_all(&mut self) {
        self.flush();
        while !self.open.is_empty() {
            self.pop();
        }
        self.beyond = 0;
    }

    fn line_break(&mut self) {
        if self.counts.skip == 0 {
            self.flush();
        }
    }

    fn text(&mut self, text: &str) {
        if self.counts.skip > 0 {
            return;
        }
        if self.open.last().is_some_and(|open| open.kind == Kind::Title) {
            if self.title.is_empty() {
                self.title = text.split_whitespace().collect::<Vec<_>>().join(" ");
            }
            return;
        }
        if self.counts.pre == 0 {
            return self.words(text, false);
        }
        for (index, part) in text.split('\n').enumerate() {
            if index > 0 {
                self.flush();
            }
            self.words(part.trim_end_matches('\r'), true);
        }
    }

    fn words(&mut self, text: &str, raw: bool) {
        let visible = if raw { self.run.push_raw(text) } else { self.run.push(text) };
        self.visible += visible;
        let separators = || text.chars().filter(|c| "|｜>»·/-—、，：:›«‹[]【】".contains(*c)).count();
        if self.counts.link > 0 {
            self.linked += visible;
        } else if visible > 0 && separators() == visible {
            // Bars between links are no text of their own.
            self.visible -= visible;
        }
        if self.counts.bold > 0 {
            self.bold += visible;
        }
    }

    /// Ends the line being gathered.
    fn flush(&mut self) {
        let text = self.run.take();
        let (visible, linked, bold) = (self.visible, self.linked, self.bold);
        (self.visible, self.linked, self.bold) = (0, 0, 0);
        if text.trim().is_empty() {
            return;
        }
        let mut hints = Vec::new();
        for open in self.open.iter().rev().take(12) {
            let hint = match open.kind {
                Kind::Heading(level) => Hint::Heading(level),
                Kind::Item => Hint::ListItem,
                Kind::Caption => Hint::Caption,
                Kind::Cell | Kind::Table | Kind::Body | Kind::Article => break,
                _ => continue,
            };
            hints.push(hint);
            break;
        }
        if linked > 0 && linked == visible {
            hints.push(Hint::Link);
        }
        let heading = hints.iter().any(|hint| matches!(hint, Hint::Heading(_)));
        if !heading && visible > 0 && (bold >= visible || self.counts.centre > 0) {
            hints.push(Hint::Emphasis);
        }
        self.emit(Line { text, hints, mark: self.container, ..Line::default() });
    }

    fn emit(&mut self, line: Line) {
        let Some(table) = self.tables.iter_mut().rfind(|table| table.in_row) else { return self.lines.push(line) };
        match table.cells.last_mut() {
            Some(cell) => cell.push(line),
            None => table.cells.push(vec![line]),
        }
    }
}

impl Counts {
    fn add(&mut self, open: &Open) {
        self.each(open, |count| *count += 1);
    }

    fn remove(&mut self, open: &Open) {
        self.each(open, |count| *count = count.saturating_sub(1));
    }

    fn each(&mut self, open: &Open, change: fn(&mut usize)) {
        match open.kind {
            Kind::Skip => change(&mut self.skip),
            Kind::Link => change(&mut self.link),
            Kind::Pre => change(&mut self.pre),
            Kind::Article => change(&mut self.article),
            _ => {}
        }
        if open.bold {
            change(&mut self.bold);
        }
        if open.centred {
            change(&mut self.centre);
        }
    }
}
