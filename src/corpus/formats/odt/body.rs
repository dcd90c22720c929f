//! The body: paragraphs, headings, items of lists, rows of tables, text boxes and notes as lines.
//!
//! Must not know of archives.

use quick_xml::events::BytesStart;

use super::super::blocks::{Blocks, Ending, Paragraph};
use super::super::looks::{Look, Role};
use super::super::xml::{Node, Xml, attribute};
use super::lists::Lists;
use super::styles::{Resolved, Styles};
use crate::corpus::model::Extracted;

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

/// A paragraph being read.
#[derive(Debug, Default)]
struct Open {
    text: Paragraph,
    style: Resolved,
    heading: Option<u8>,
    /// The looks of the spans that are open.
    spans: Vec<Look>,
    label: Option<String>,
    /// Blanks stand at the end, which the next text joins.
    blank: bool,
}

/// A list that is open: the counters, the definition, and whether the next paragraph begins an item.
#[derive(Debug)]
struct List {
    counters: usize,
    style: String,
    fresh: bool,
    start: Option<u32>,
}

/// The cell of a table that came last: the cells that it covers to its right, and how often it is repeated.
#[derive(Debug, Default)]
struct Cell {
    covered: usize,
    repeated: usize,
}

/// The document being read.
pub(super) struct Body<'a> {
    styles: &'a Styles,
    lists: Lists,
    open: Vec<Open>,
    open_lists: Vec<List>,
    blocks: Blocks,
    /// The last cell of each table that is open.
    cells: Vec<Cell>,
    /// The note being read.
    note: Option<String>,
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
            blocks: Blocks::default(),
            cells: Vec::new(),
            note: None,
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
                    self.blocks.check()?;
                    inside = name != "office:text";
                    self.end(&name);
                }
                Node::Text(portion) if inside && skip == 0 => self.write(&portion),
                _ => {}
            }
        }
        self.blocks.check()?;
        Ok(self.blocks.finish())
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
                let mut paragraph = Open { style, heading, ..Open::default() };
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
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.text.line_break();
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
                self.open_lists.push(List { counters, style, fresh: false, start: None });
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
            "table:table" => {
                self.cells.push(Cell::default());
                self.blocks.begin_table();
            }
            "table:table-row" => {
                if let Some(cell) = self.cells.last_mut() {
                    cell.covered = 0;
                }
                self.blocks.begin_row();
            }
            "table:table-cell" => {
                if let Some(cell) = self.cells.last_mut() {
                    cell.covered = count("number-columns-spanned").saturating_sub(1);
                    cell.repeated = count("number-columns-repeated");
                }
                self.blocks.begin_cell();
            }
            "table:covered-table-cell" => {
                if let Some(cell) = self.cells.last_mut() {
                    // What is covered from the left is one cell with it; what is covered from above stays empty.
                    for _ in 0..count("number-columns-repeated") {
                        if cell.covered == 0 {
                            self.blocks.begin_cell();
                        }
                        cell.covered = cell.covered.saturating_sub(1);
                    }
                    cell.repeated = 1;
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
                if let Some(text) = self.note.take() {
                    self.blocks.note(&text);
                }
            }
            "text:table-of-content" | "text:alphabetical-index" | "text:illustration-index" | "text:table-index" => {
                self.contents = self.contents.saturating_sub(1);
            }
            "table:table-cell" => {
                if let Some(cell) = self.cells.last() {
                    self.blocks.repeat_cell(cell.repeated);
                }
            }
            "table:table-row" => self.blocks.end_row(),
            "table:table" => {
                self.cells.pop();
                self.blocks.end_table();
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
        let mut blank = paragraph.blank || paragraph.text.begins_line();
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
            paragraph.blank = blank && !paragraph.text.is_empty();
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
        paragraph.blank = false;
        paragraph.text.write(text, &look);
    }

    /// Counts the paragraph in its list; the label before its text.
    fn label(&mut self, paragraph: &Open) -> Option<String> {
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
        let Some(paragraph) = self.open.pop() else { return };
        if let Some(note) = &mut self.note {
            if !note.is_empty() {
                note.push(' ');
            }
            return note.push_str(paragraph.text.joined().trim());
        }
        let role = match (paragraph.style.role, paragraph.heading) {
            _ if self.contents > 0 => Role::Contents,
            (Role::Title, _) => Role::Title,
            (_, Some(level)) => Role::Heading(level),
            // A paragraph in a heading's style that is not in the outline is only set like one.
            (role, None) => role,
        };
        let ending = Ending { role, label: paragraph.label, centred: paragraph.style.centred };
        self.blocks.end_paragraph(paragraph.text, ending);
    }
}
