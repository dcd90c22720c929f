//! The main part: paragraphs, rows of tables, text boxes and notes as lines.
//!
//! Must not know of archives.

use quick_xml::events::BytesStart;

use super::super::lines::{Line, finish, row};
use super::super::look::{Look, Role, Tally, emphasise, join_rows};
use super::super::signs;
use super::super::xml::{Node, Xml, attribute, split_name};
use super::notes::Notes;
use super::numbering::Numbering;
use super::styles::{Styles, role_by_outline, take};
use crate::corpus::model::{Extracted, Hint};

/// Elements whose content is not shown, or is what was before a change.
const HIDDEN: &[&str] = &[
    "del",
    "moveFrom",
    "instrText",
    "delText",
    "delInstrText",
    "rPrChange",
    "pPrChange",
    "sectPr",
    "tblPr",
    "tblGrid",
    "tcPr",
    "sdtPr",
    "sdtEndPr",
    "rt",
    "fldData",
];

/// A paragraph being read.
#[derive(Debug, Default)]
struct Paragraph {
    lines: Vec<String>,
    style: Option<String>,
    list: Option<String>,
    level: Option<usize>,
    outline: Option<u8>,
    centred: Option<bool>,
    in_properties: bool,
    /// The mark at its end was deleted: the next paragraph goes on in its line.
    joined: bool,
    run: Option<Look>,
    look: Tally,
}

#[derive(Debug, Default)]
struct Table {
    cells: Vec<Vec<Line>>,
    in_row: bool,
    in_properties: bool,
    /// The row was deleted.
    deleted: bool,
}

/// The document being read.
pub(super) struct Body<'a> {
    styles: &'a Styles,
    numbering: Numbering,
    notes: &'a [Notes],
    open: Vec<Paragraph>,
    tables: Vec<Table>,
    lines: Vec<Line>,
    /// How lines look, by [`Line::mark`].
    looks: Vec<Tally>,
    footer: Vec<String>,
    /// The text element being read: whether its outer blanks count, and its text so far.
    text: Option<(bool, String)>,
    /// What stands before a deleted paragraph mark, and how many paragraphs were open around it.
    carried: Option<(usize, Paragraph)>,
}

impl<'a> Body<'a> {
    /// Ready to read, with the styles, the lists, and the footnotes and endnotes.
    pub(super) fn new(styles: &'a Styles, numbering: Numbering, notes: &'a [Notes]) -> Self {
        let looks = vec![Tally::default()];
        Self {
            styles,
            numbering,
            notes,
            open: Vec::new(),
            tables: Vec::new(),
            lines: Vec::new(),
            looks,
            footer: Vec::new(),
            text: None,
            carried: None,
        }
    }

    /// Reads the main part.
    pub(super) fn read(mut self, text: &str) -> Result<Extracted, String> {
        let mut xml = Xml::new(text);
        let mut prefix: Option<String> = None;
        let mut skip = 0_usize;
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(tag) => {
                    let name = tag.name().into_inner();
                    let (space, local) = split_name(name);
                    // The root's prefix is that of the text; others are drawings and mathematics.
                    let own = prefix.get_or_insert_with(|| space.to_owned()) == space;
                    if skip == 0 && own && matches!(local, "del" | "moveFrom") {
                        self.deletes();
                    }
                    if skip > 0 || local == "Fallback" || (own && HIDDEN.contains(&local)) {
                        skip += 1;
                    } else if own || (space == "m" && local == "t") {
                        self.start(local, &tag);
                    }
                }
                Node::End(_) if skip > 0 => skip -= 1,
                Node::End(name) => {
                    let (space, local) = split_name(&name);
                    if prefix.as_deref() == Some(space) || (space == "m" && local == "t") {
                        self.end(local);
                    }
                }
                Node::Text(portion) => {
                    if let Some((_, text)) = self.text.as_mut().filter(|_| skip == 0) {
                        text.push_str(&portion);
                    }
                }
            }
        }
        Ok(self.finish())
    }

    fn start(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "p" => {
                let earlier = self.carried.take_if(|(depth, _)| *depth == self.open.len());
                let mut paragraph = Paragraph::default();
                if let Some((_, earlier)) = earlier {
                    (paragraph.lines, paragraph.look) = (earlier.lines, earlier.look);
                }
                return self.open.push(paragraph);
            }
            "tbl" => {
                self.settle();
                return self.tables.push(Table::default());
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.in_row = true;
                    table.deleted = false;
                }
                return;
            }
            "trPr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.in_properties = true;
                }
                return;
            }
            _ if self.tables.last().is_some_and(|table| table.in_properties) => return,
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.cells.push(Vec::new());
                }
                return;
            }
            _ => {}
        }
        let Some(paragraph) = self.open.last_mut() else { return };
        let val = || attribute(tag, "val").unwrap_or_default().into_owned();
        if paragraph.in_properties {
            match name {
                "pStyle" => paragraph.style = Some(val()),
                "numId" => paragraph.list = Some(val()),
                "ilvl" => paragraph.level = val().parse().ok(),
                "outlineLvl" => paragraph.outline = val().parse().ok(),
                "jc" => paragraph.centred = Some(val() == "center"),
                _ => {}
            }
            return;
        }
        match name {
            "pPr" => paragraph.in_properties = true,
            "r" => paragraph.run = Some(Look::default()),
            "rStyle" => {
                let own = self.styles.own_look(&val());
                if let Some(look) = &mut paragraph.run {
                    look.over(&own);
                }
            }
            "t" => {
                let keeps = attribute(tag, "space").is_some_and(|space| space == "preserve");
                self.text = Some((keeps, String::new()));
            }
            "tab" | "ptab" => self.write("\t"),
            "br" | "cr" => self.line_break(),
            "noBreakHyphen" => self.write("-"),
            "sym" => {
                let sign = attribute(tag, "char").and_then(|digits| signs::by_number(&digits));
                self.write(sign.map_or_else(String::new, String::from).as_str());
            }
            "footnoteReference" => self.note(0, tag),
            "endnoteReference" => self.note(1, tag),
            _ => {
                if let Some(look) = &mut paragraph.run {
                    take(look, name, tag);
                }
            }
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "trPr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.in_properties = false;
                }
            }
            "tc" | "txbxContent" => self.settle(),
            "pPr" => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.in_properties = false;
                }
            }
            "r" => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.run = None;
                }
            }
            "t" => {
                if let Some((keeps, text)) = self.text.take() {
                    self.write(if keeps { &text } else { text.trim_matches([' ', '\n', '\t', '\r']) });
                }
            }
            "tr" => self.end_row(),
            "tbl" => {
                self.end_row();
                self.tables.pop();
            }
            _ => {}
        }
    }

    /// What stands here was deleted: the mark of the paragraph or the row whose properties are open.
    fn deletes(&mut self) {
        if let Some(table) = self.tables.last_mut().filter(|table| table.in_properties) {
            table.deleted = true;
        } else if let Some(paragraph) = self.open.last_mut().filter(|paragraph| paragraph.in_properties) {
            paragraph.joined = true;
        }
    }

    /// Ends what was to go on in a paragraph that does not come.
    fn settle(&mut self) {
        if let Some((_, paragraph)) = self.carried.take_if(|(depth, _)| *depth >= self.open.len()) {
            self.put(paragraph);
        }
    }

    /// Adds text of the run to the paragraph.
    fn write(&mut self, text: &str) {
        let Some(paragraph) = self.open.last_mut() else { return };
        let mut look = paragraph.run.clone().unwrap_or_default();
        let style = self.styles.get(paragraph.style.as_deref());
        look.over(&style.look);
        if look.hidden == Some(true) {
            return;
        }
        paragraph.look.add(text, &look);
        if paragraph.lines.is_empty() {
            paragraph.lines.push(String::new());
        }
        if let Some(line) = paragraph.lines.last_mut() {
            let shown = text.chars().filter(|c| !matches!(c, '\u{AD}' | '\u{200B}' | '\u{FEFF}'));
            line.extend(shown.map(|c| if matches!(c, '\n' | '\r' | '\u{A0}') { ' ' } else { signs::shown(c) }));
        }
    }

    fn line_break(&mut self) {
        if let Some(paragraph) = self.open.last_mut().filter(|p| !p.lines.is_empty()) {
            paragraph.lines.push(String::new());
        }
    }

    fn note(&mut self, kind: usize, tag: &BytesStart<'_>) {
        let id = attribute(tag, "id").unwrap_or_default();
        let text = self.notes.get(kind).and_then(|notes| notes.get(id.as_ref()));
        if let Some(text) = text.map(|text| text.trim()).filter(|text| !text.is_empty()) {
            self.footer.push(format!("〔{}〕{text}", self.footer.len() + 1));
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else { return };
        if paragraph.joined {
            self.carried = Some((self.open.len(), paragraph));
        } else {
            self.put(paragraph);
        }
    }

    fn put(&mut self, mut paragraph: Paragraph) {
        let style = self.styles.get(paragraph.style.as_deref());
        let role = paragraph.outline.map_or(style.role, |level| match style.role {
            Role::Title => Role::Title,
            _ => role_by_outline(level),
        });
        let label = self.label(&paragraph);
        paragraph.look.centred = paragraph.centred.unwrap_or(style.centred);
        let mut hints: Vec<Hint> = role.hint().into_iter().collect();
        let heads = role.heads() || paragraph.look.centred;
        if label.is_some() && !heads {
            hints.push(Hint::ListItem);
        }
        let mut lines = std::mem::take(&mut paragraph.lines);
        if heads && lines.len() > 1 {
            // A title set in two rows is one title.
            lines = vec![join_rows(&lines)];
        }
        if let (Some(first), Some(label)) = (lines.iter_mut().find(|line| !line.trim().is_empty()), label) {
            *first = format!("{label}{}", first.trim_start());
        }
        self.looks.push(paragraph.look);
        let mark = self.looks.len() - 1;
        for text in lines {
            let text = text.trim_end();
            if !text.trim().is_empty() {
                self.emit(Line { text: text.to_owned(), hints: hints.clone(), mark });
            }
        }
    }

    /// Counts the paragraph in its list; the label before its text.
    fn label(&mut self, paragraph: &Paragraph) -> Option<String> {
        let style = self.styles.get(paragraph.style.as_deref());
        let (list, level) = match (&paragraph.list, &style.list) {
            (Some(list), by_style) => {
                let inherited = by_style.as_ref().and_then(|(_, level, _)| *level);
                (list.clone(), paragraph.level.or(inherited).unwrap_or(0))
            }
            (None, Some((list, level, owner))) => {
                let own = paragraph.level.or(*level);
                (list.clone(), own.or_else(|| self.numbering.level_of_style(list, owner)).unwrap_or(0))
            }
            (None, None) => return None,
        };
        // List 0 means: none, whatever the style says. Empty paragraphs show no number but Word counts them.
        if list == "0" { None } else { self.numbering.count(&list, level) }
    }

    fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        table.in_row = false;
        let cells = std::mem::take(&mut table.cells);
        if std::mem::take(&mut table.deleted) {
            return;
        }
        for line in row(cells, 0) {
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

    fn finish(mut self) -> Extracted {
        self.settle();
        emphasise(&mut self.lines, &self.looks);
        let footer = self.footer.into_iter().map(|text| Line { text, ..Line::default() });
        self.lines.extend(footer);
        finish(&self.lines)
    }
}
