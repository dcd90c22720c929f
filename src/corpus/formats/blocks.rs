//! Paragraphs of a word processor on their way to lines: line breaks, rows of tables, notes gathered at the end.
//!
//! Shared by the formats of word processors. Must not know of any one format, nor what lines mean.

use super::lines::{Line, finish, row};
use super::looks::{BodyLook, Look, Role, Tally};
use crate::corpus::model::{Extracted, Hint};

/// Tables within tables that are told apart; deeper ones count as this deep.
const DEEPEST_TABLE: usize = 16;
/// The most lines of a document; one of a few MB may say that it has many times more.
const MOST_LINES: usize = 2_000_000;
/// The most line breaks within a paragraph that are kept.
const MOST_BREAKS: usize = 100_000;

/// Text of a paragraph being gathered.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    lines: Vec<String>,
    look: Tally,
}

impl Paragraph {
    /// Adds text that looks like this.
    pub(super) fn write(&mut self, text: &str, look: &Look) {
        if look.hidden == Some(true) {
            return;
        }
        let visible = text.chars().filter(|c| !c.is_whitespace()).count();
        if visible > 0 {
            self.look.add(visible, look);
        }
        if self.lines.is_empty() {
            self.lines.push(String::new());
        }
        if let Some(line) = self.lines.last_mut() {
            let shown = text.chars().filter(|c| !matches!(c, '\u{AD}' | '\u{200B}' | '\u{FEFF}'));
            line.extend(shown.map(|c| if matches!(c, '\n' | '\r' | '\u{A0}') { ' ' } else { c }));
        }
    }

    /// Breaks the line, unless nothing stands before.
    pub(super) fn line_break(&mut self) {
        if (1..MOST_BREAKS).contains(&self.lines.len()) {
            self.lines.push(String::new());
        }
    }

    /// Whether nothing has been written.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

/// What is known of a paragraph when it ends.
#[derive(Debug, Default)]
pub(super) struct Ending {
    /// What it is for.
    pub(super) role: Role,
    /// The number before its text; empty for a bullet.
    pub(super) label: Option<String>,
    /// Its lines are centred.
    pub(super) centred: bool,
}

#[derive(Debug, Default)]
struct Table {
    cells: Vec<Vec<Line>>,
    in_row: bool,
    in_cell: bool,
}

/// The document being read.
#[derive(Debug)]
pub(super) struct Blocks {
    tables: Vec<Table>,
    lines: Vec<Line>,
    /// How lines look, by [`Line::mark`].
    looks: Vec<Tally>,
    footer: Vec<String>,
    /// Lines so far, empty ones too.
    count: usize,
}

impl Default for Blocks {
    fn default() -> Self {
        let looks = vec![Tally::default()];
        Self { tables: Vec::new(), lines: Vec::new(), looks, footer: Vec::new(), count: 0 }
    }
}

impl Blocks {
    /// A table begins, within a cell if one is open.
    pub(super) fn begin_table(&mut self) {
        self.tables.push(Table::default());
    }

    /// A row begins.
    pub(super) fn begin_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.in_row = true;
        }
    }

    /// A cell begins.
    pub(super) fn begin_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.cells.push(Vec::new());
        }
    }

    /// The row ends.
    pub(super) fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        (table.in_row, table.in_cell) = (false, false);
        for line in row(std::mem::take(&mut table.cells), 0) {
            self.emit(line);
        }
    }

    /// The table ends, and its last row with it.
    pub(super) fn end_table(&mut self) {
        self.end_row();
        self.tables.pop();
    }

    /// Brings the open tables to `depth`: for formats whose paragraphs only say how deep in tables they stand.
    pub(super) fn set_depth(&mut self, depth: usize) {
        let depth = depth.min(DEEPEST_TABLE);
        while self.tables.len() > depth {
            self.end_table();
        }
        while self.tables.len() < depth {
            self.enter_cell();
            self.begin_table();
        }
    }

    /// Goes on in the open cell of the innermost table, or in a new one; for the same formats.
    pub(super) fn enter_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        table.in_row = true;
        if !std::mem::replace(&mut table.in_cell, true) {
            table.cells.push(Vec::new());
        }
    }

    /// The cell ends; for the same formats.
    pub(super) fn leave_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.in_cell = false;
        }
    }

    /// The paragraph ends.
    pub(super) fn end_paragraph(&mut self, paragraph: Paragraph, ending: Ending) {
        self.count += paragraph.lines.len().max(1);
        if paragraph.is_empty() || self.count > MOST_LINES {
            return;
        }
        let Paragraph { mut lines, mut look } = paragraph;
        let Ending { role, label, centred } = ending;
        look.centred = centred;
        let mut hints = Vec::new();
        match role {
            Role::Title => hints.push(Hint::Title),
            Role::Heading(level) => hints.push(Hint::Heading(level)),
            Role::Subtitle => hints.push(Hint::Emphasis),
            Role::Contents => hints.push(Hint::Chrome),
            Role::Caption => hints.push(Hint::Caption),
            Role::Text => {}
        }
        let heads = matches!(role, Role::Title | Role::Heading(_)) || centred;
        if label.is_some() && !heads {
            hints.push(Hint::ListItem);
        }
        if heads && lines.len() > 1 {
            // A title set in two rows is one title.
            lines = vec![join(&lines)];
        }
        if let (Some(first), Some(label)) = (lines.iter_mut().find(|line| !line.trim().is_empty()), label) {
            *first = format!("{label}{}", first.trim_start());
        }
        self.looks.push(look);
        let mark = self.looks.len() - 1;
        for text in lines {
            let text = text.trim_end();
            if !text.trim().is_empty() {
                self.emit(Line { text: text.to_owned(), hints: hints.clone(), mark });
            }
        }
    }

    /// A note is referred to; its text comes at the end.
    pub(super) fn note(&mut self, text: &str) {
        let text = text.trim();
        self.count += 1;
        if !text.is_empty() && self.count <= MOST_LINES {
            self.footer.push(format!("〔{}〕{text}", self.footer.len() + 1));
        }
    }

    /// Whether the document can still be one that somebody wrote; the error is a reason in the user's words.
    pub(super) fn check(&self) -> Result<(), String> {
        if self.count <= MOST_LINES {
            return Ok(());
        }
        Err(format!("段落超过 {} 万，不像正常的文档；请拆分后再读", MOST_LINES / 10_000))
    }

    fn emit(&mut self, line: Line) {
        let Some(table) = self.tables.iter_mut().rfind(|table| table.in_row) else { return self.lines.push(line) };
        match table.cells.last_mut() {
            Some(cell) => cell.push(line),
            None => table.cells.push(vec![line]),
        }
    }

    /// All lines, those that stand out by their look marked, then the notes.
    pub(super) fn finish(mut self) -> Extracted {
        let body = BodyLook::of(&self.looks);
        for line in &mut self.lines {
            let told = line.hints.iter().any(|hint| !matches!(hint, Hint::ListItem));
            let look = self.looks.get(line.mark).filter(|look| line.mark > 0 && !told && look.characters > 0);
            if look.is_some_and(|look| look.stands_out(&body)) {
                line.hints.insert(0, Hint::Emphasis);
            }
        }
        let footer = self.footer.into_iter().map(|text| Line { text, ..Line::default() });
        self.lines.extend(footer);
        finish(&self.lines)
    }
}

/// Rows of a title, joined: with a blank between Latin letters only.
fn join(rows: &[String]) -> String {
    let mut out = String::new();
    for row in rows.iter().map(|row| row.trim()).filter(|row| !row.is_empty()) {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if latin(out.chars().next_back()) && latin(row.chars().next()) {
            out.push(' ');
        }
        out.push_str(row);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_without_end_are_refused_and_not_kept() {
        let mut blocks = Blocks::default();
        for _ in 0..MOST_LINES {
            blocks.end_paragraph(Paragraph::default(), Ending::default());
        }
        assert_eq!(blocks.check(), Ok(()));
        let mut paragraph = Paragraph::default();
        for _ in 0..MOST_BREAKS + 9 {
            paragraph.write("文", &Look::default());
            paragraph.line_break();
        }
        blocks.end_paragraph(paragraph, Ending::default());
        assert!(blocks.check().is_err_and(|reason| reason.contains("200 万")));
        assert_eq!(blocks.finish(), Extracted::default());
    }
}
