//! The body: paragraphs, headings, items of lists, rows of tables, text boxes and notes as lines.
//!
//! Must not know of archives.

use quick_xml::events::BytesStart;

use super::super::lines::{Line, finish, row};
use super::super::look::{Look, Role, Tally, emphasise, join_rows};
use super::super::signs;
use super::super::xml::{Node, Xml, attribute};
use super::lists::Lists;
use super::styles::{Resolved, Styles};
use crate::corpus::model::{Extracted, Hint};

/// Elements whose content is not shown, or was before a change.
const HIDDEN: &[&str] = &[
    "text:tracked-changes",
    "office:annotation",
    "text:ruby-text",
    "text:note-citation",
    "text:hidden-text",
    "text:sequence-decls",
    "text:table-of-content-source",
    "text:alphabetical-index-source",
    "text:illustration-index-source",
    "text:table-index-source",
    "office:forms",
    "office:event-listeners",
    "svg:title",
    "svg:desc",
    "draw:object",
    "office:binary-data",
];
/// The most blanks that one `text:s` stands for, and cells that one cell does.
const MOST_REPEATED: usize = 64;

/// The largest cell that is repeated, in bytes.
const SMALL: usize = 200;

/// A paragraph being read.
#[derive(Debug, Default)]
struct Paragraph {
    rows: Vec<String>,
    style: Resolved,
    heading: Option<u8>,
    /// The looks of the spans that are open.
    spans: Vec<Look>,
    label: Option<String>,
    look: Tally,
    /// Blanks stand at the end, which the next text joins.
    blank: bool,
}

/// A list that is open: the counters, the definition, and whether the next paragraph begins an item.
#[derive(Debug)]
struct Open {
    counters: usize,
    style: String,
    fresh: bool,
    start: Option<u32>,
}

#[derive(Debug, Default)]
struct Table {
    cells: Vec<Vec<Line>>,
    in_row: bool,
    /// Cells that the last one covers to its right, and how often it is repeated.
    covered: usize,
    repeated: usize,
}

/// The document being read.
pub(super) struct Body<'a> {
    styles: &'a Styles,
    lists: Lists,
    open: Vec<Paragraph>,
    open_lists: Vec<Open>,
    tables: Vec<Table>,
    lines: Vec<Line>,
    looks: Vec<Tally>,
    /// The note being read.
    note: Option<String>,
    footer: Vec<String>,
    /// How many indexes are open.
    contents: usize,
    /// The number that the file itself wrote before a paragraph, while it is read.
    number: Option<String>,
}

impl<'a> Body<'a> {
    /// Ready to read, with the styles and the definitions of lists.
    pub(super) fn new(styles: &'a Styles, lists: Lists) -> Self {
        Self {
            styles,
            lists,
            open: Vec::new(),
            open_lists: Vec::new(),
            tables: Vec::new(),
            lines: Vec::new(),
            looks: vec![Tally::default()],
            note: None,
            footer: Vec::new(),
            contents: 0,
            number: None,
        }
    }

    /// Reads the body in `text`.
    pub(super) fn read(mut self, text: &str) -> Result<Extracted, String> {
        let mut xml = Xml::new(text);
        let (mut inside, mut skip) = (false, 0_usize);
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(tag) => {
                    let name = tag.name().into_inner();
                    if skip > 0 || (inside && self.hides(name, &tag)) {
                        skip += 1;
                    } else if name == "office:text" {
                        inside = true;
                    } else if inside {
                        self.start(name, &tag);
                    }
                }
                Node::End(_) if skip > 0 => skip -= 1,
                Node::End(name) if inside => {
                    inside = name != "office:text";
                    self.end(&name);
                }
                Node::Text(portion) if inside && skip == 0 => self.write(&portion),
                _ => {}
            }
        }
        emphasise(&mut self.lines, &self.looks);
        self.lines.extend(self.footer.into_iter().map(|text| Line { text, ..Line::default() }));
        Ok(finish(&self.lines))
    }

    fn hides(&self, name: &str, tag: &BytesStart<'_>) -> bool {
        let section = || {
            let style = attribute(tag, "style-name").is_some_and(|style| self.styles.hides(&style));
            style || attribute(tag, "display").is_some_and(|display| display == "none")
        };
        HIDDEN.contains(&name) || (name == "text:section" && section())
    }

    fn start(&mut self, name: &str, tag: &BytesStart<'_>) {
        let value = |name: &str| attribute(tag, name).map(std::borrow::Cow::into_owned);
        let count = |name: &str| value(name).and_then(|n| n.parse::<usize>().ok()).unwrap_or(1).min(MOST_REPEATED);
        match name {
            "text:p" | "text:h" => {
                let style = self.styles.paragraph(&value("style-name").unwrap_or_default());
                let level = || value("outline-level").and_then(|n| n.parse().ok()).unwrap_or(1_u8).clamp(1, 9);
                let heading = (name == "text:h").then(level);
                let mut paragraph = Paragraph { style, heading, ..Paragraph::default() };
                paragraph.label = self.label(&paragraph);
                self.open.push(paragraph);
            }
            "text:span" => {
                let look = self.styles.text(&value("style-name").unwrap_or_default());
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.spans.push(look);
                }
            }
            "text:s" => self.append(&" ".repeat(count("c"))),
            "text:tab" => self.append("\t"),
            "text:line-break" => {
                if let Some(paragraph) = self.open.last_mut().filter(|p| !p.rows.is_empty()) {
                    paragraph.rows.push(String::new());
                    paragraph.blank = false;
                }
            }
            "text:number" => self.number = Some(String::new()),
            "text:list" => {
                let style = value("style-name").or_else(|| self.open_lists.last().map(|list| list.style.clone()));
                let style = style.unwrap_or_default();
                let counters = if let Some(outer) = self.open_lists.last() {
                    outer.counters
                } else {
                    let goes_on = value("continue-numbering").is_some_and(|on| on == "true");
                    self.lists.begin(&style, value("id"), goes_on, value("continue-list").as_deref())
                };
                self.open_lists.push(Open { counters, style, fresh: false, start: None });
            }
            "text:list-item" | "text:list-header" => {
                if let Some(list) = self.open_lists.last_mut() {
                    list.fresh = name == "text:list-item";
                    list.start = value("start-value").and_then(|n| n.parse().ok());
                }
            }
            "text:note" => self.note = Some(String::new()),
            "text:table-of-content" | "text:alphabetical-index" | "text:illustration-index" | "text:table-index" => {
                self.contents += 1;
            }
            "table:table" => self.tables.push(Table::default()),
            "table:table-row" => {
                if let Some(table) = self.tables.last_mut() {
                    table.in_row = true;
                    table.covered = 0;
                }
            }
            "table:table-cell" => {
                if let Some(table) = self.tables.last_mut() {
                    table.covered = count("number-columns-spanned").saturating_sub(1);
                    table.repeated = count("number-columns-repeated");
                    table.cells.push(Vec::new());
                }
            }
            "table:covered-table-cell" => {
                if let Some(table) = self.tables.last_mut() {
                    // What is covered from the left is one cell with it; what is covered from above stays empty.
                    for _ in 0..count("number-columns-repeated") {
                        if table.covered == 0 {
                            table.cells.push(Vec::new());
                        }
                        table.covered = table.covered.saturating_sub(1);
                    }
                    table.repeated = 1;
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "text:p" | "text:h" => self.end_paragraph(),
            "text:span" => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.spans.pop();
                }
            }
            "text:number" => {
                let number = self.number.take().filter(|number| !number.trim().is_empty());
                if let (Some(paragraph), Some(number)) = (self.open.last_mut(), number) {
                    paragraph.label = Some(number);
                }
            }
            "text:list" => {
                self.open_lists.pop();
            }
            "text:note" => {
                if let Some(text) = self.note.take().filter(|text| !text.trim().is_empty()) {
                    self.footer.push(format!("〔{}〕{}", self.footer.len() + 1, text.trim()));
                }
            }
            "text:table-of-content" | "text:alphabetical-index" | "text:illustration-index" | "text:table-index" => {
                self.contents = self.contents.saturating_sub(1);
            }
            "table:table-cell" => {
                if let Some(table) = self.tables.last_mut() {
                    // Tables within tables, each repeated, would grow without end.
                    let small = |cell: &&Vec<Line>| cell.iter().map(|line| line.text.len()).sum::<usize>() <= SMALL;
                    let repeated = table.repeated > 1;
                    if let Some(cell) = table.cells.last().filter(|_| repeated).filter(small).cloned() {
                        table.cells.extend(std::iter::repeat_n(cell, table.repeated - 1));
                    }
                }
            }
            "table:table-row" => self.end_row(),
            "table:table" => {
                self.tables.pop();
            }
            _ => {}
        }
    }

    /// Adds text of the file: runs of blanks are one, none at the start.
    fn write(&mut self, text: &str) {
        if let Some(number) = &mut self.number {
            return number.push_str(text);
        }
        let Some(paragraph) = self.open.last_mut() else { return };
        let mut out = String::with_capacity(text.len());
        let mut blank = paragraph.blank || paragraph.rows.last().is_none_or(String::is_empty);
        for c in text.chars() {
            let is_blank = matches!(c, ' ' | '\t' | '\n' | '\r');
            if !(is_blank && blank) {
                out.push(if is_blank { ' ' } else { c });
            }
            blank = is_blank;
        }
        if !out.is_empty() {
            self.append(&out);
        }
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.blank = blank && !paragraph.rows.is_empty();
        }
    }

    /// Adds text as it is, in the look that is open.
    fn append(&mut self, text: &str) {
        let Some(paragraph) = self.open.last_mut() else { return };
        let mut look = Look::default();
        for span in paragraph.spans.iter().rev() {
            look.over(span);
        }
        look.over(&paragraph.style.look);
        if look.hidden == Some(true) {
            return;
        }
        paragraph.look.add(text, &look);
        paragraph.blank = false;
        if paragraph.rows.is_empty() {
            paragraph.rows.push(String::new());
        }
        if let Some(row) = paragraph.rows.last_mut() {
            let shown = text.chars().filter(|c| !matches!(c, '\u{AD}' | '\u{200B}' | '\u{FEFF}'));
            row.extend(shown.map(|c| if c == '\u{A0}' { ' ' } else { signs::shown(c) }));
        }
    }

    /// Counts the paragraph in its list; the label before its text.
    fn label(&mut self, paragraph: &Paragraph) -> Option<String> {
        let depth = self.open_lists.len();
        let Some(list) = self.open_lists.last_mut().filter(|_| self.note.is_none()) else {
            // Headings outside any list have the numbers of the outline.
            let level = paragraph.heading.filter(|_| self.note.is_none())?;
            return self.lists.heading(usize::from(level) - 1);
        };
        if !std::mem::take(&mut list.fresh) {
            return None;
        }
        let start = list.start.take();
        let own = paragraph.style.list.clone();
        let style = if list.style.is_empty() { own.unwrap_or_default() } else { list.style.clone() };
        self.lists.count(list.counters, &style, depth - 1, start)
    }

    fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.open.pop() else { return };
        let mut rows = std::mem::take(&mut paragraph.rows);
        if let Some(note) = &mut self.note {
            if !note.is_empty() {
                note.push(' ');
            }
            return note.push_str(join_rows(&rows).trim());
        }
        let role = match (paragraph.style.role, paragraph.heading) {
            _ if self.contents > 0 => Role::Contents,
            (Role::Title, _) => Role::Title,
            (_, Some(level)) => Role::Heading(level),
            // A paragraph in a heading's style that is not in the outline is only set like one.
            (role, None) => role,
        };
        paragraph.look.centred = paragraph.style.centred;
        let mut hints: Vec<Hint> = role.hint().into_iter().collect();
        let heads = role.heads() || paragraph.look.centred;
        if paragraph.label.is_some() && !heads {
            hints.push(Hint::ListItem);
        }
        if heads && rows.len() > 1 {
            // A title set in two rows is one title.
            rows = vec![join_rows(&rows)];
        }
        if let (Some(first), Some(label)) = (rows.iter_mut().find(|row| !row.trim().is_empty()), paragraph.label) {
            *first = format!("{label}{}", first.trim_start());
        }
        self.looks.push(paragraph.look);
        let mark = self.looks.len() - 1;
        for text in rows {
            let text = text.trim_end();
            if !text.trim().is_empty() {
                self.emit(Line { text: text.to_owned(), hints: hints.clone(), mark });
            }
        }
    }

    fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        table.in_row = false;
        for line in row(std::mem::take(&mut table.cells), 0) {
            self.emit(line);
        }
    }

    fn emit(&mut self, line: Line) {
        let Some(table) = self.tables.iter_mut().rfind(|table| table.in_row) else { return self.lines.push(line) };
        match table.cells.last_mut() {
            Some(cell) => cell.push(line),
            None => table.cells.push(vec![line]),
        }
    }
}
