//! Paragraphs of a word processor on their way to lines: line breaks, rows of tables, notes gathered at the end.
//!
//! Shared by the formats of word processors. Must not know of any one format, nor what lines mean.

use super::lines::{Count, Line, finish, row};
use super::looks::{Look, Role, Tally, emphasise};
use super::origins::Sourced;
use super::signs;
use crate::corpus::model::{Extracted, Hint};

/// Tables within tables that are told apart; deeper ones count as this deep.
const DEEPEST_TABLE: usize = 16;
/// The most line breaks within a paragraph that are kept.
const MOST_BREAKS: usize = 100_000;
/// The largest cell that is repeated, in bytes: tables within tables, each repeated, would grow without end.
const LARGEST_REPEATED: usize = 200;

/// Text of a paragraph being gathered.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    lines: Vec<Sourced>,
    look: Tally,
}

impl Paragraph {
    /// Adds text that looks like this.
    pub(super) fn write(&mut self, text: &str, look: &Look) {
        self.write_from(text, look, None);
    }

    /// Adds text that looks like this; the place of its first character is given, the others follow one by one.
    pub(super) fn write_from(&mut self, text: &str, look: &Look, first: Option<u32>) {
        if look.hidden == Some(true) {
            return;
        }
        self.look.add(text, look);
        if self.lines.is_empty() {
            self.lines.push(Sourced::default());
        }
        let Some(line) = self.lines.last_mut() else { return };
        let kept = |c: &char| !matches!(c, '\u{AD}' | '\u{200B}' | '\u{FEFF}');
        let shown = |c: char| if matches!(c, '\n' | '\r' | '\u{A0}') { ' ' } else { signs::shown(c) };
        match first {
            None if line.origins.is_empty() => line.text.extend(text.chars().filter(kept).map(shown)),
            None => line.push_str(&text.chars().filter(kept).map(shown).collect::<String>()),
            Some(first) => {
                let placed = text.chars().zip(first..).filter(|(c, _)| kept(c));
                placed.for_each(|(c, place)| line.push(shown(c), place));
            }
        }
    }

    /// Breaks the line, unless nothing stands before.
    pub(super) fn line_break(&mut self) {
        if (1..MOST_BREAKS).contains(&self.lines.len()) {
            self.lines.push(Sourced::default());
        }
    }

    /// Whether nothing has been written.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Whether the line at its end is empty.
    pub(super) fn begins_line(&self) -> bool {
        self.lines.last().is_none_or(|line| line.text.is_empty())
    }

    /// Its text in one line.
    pub(super) fn joined(&self) -> String {
        Sourced::join_rows(&self.lines).text
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
    /// The row is one that is not shown.
    dropped: bool,
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
    count: Count,
}

impl Default for Blocks {
    fn default() -> Self {
        let looks = vec![Tally::default()];
        Self { tables: Vec::new(), lines: Vec::new(), looks, footer: Vec::new(), count: Count::default() }
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
            table.dropped = false;
        }
    }

    /// The row that is open is not shown.
    pub(super) fn drop_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.dropped = true;
        }
    }

    /// A cell begins.
    pub(super) fn begin_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.cells.push(Vec::new());
        }
    }

    /// The cell that is open stands for so many: where it is small it is written that often.
    pub(super) fn repeat_cell(&mut self, times: usize) {
        let Some(cell) = self.tables.last().and_then(|table| table.cells.last()) else { return };
        let more = times.saturating_sub(1);
        let small = cell.iter().map(|line| line.text.len()).sum::<usize>() <= LARGEST_REPEATED;
        if more == 0 || !small || !self.count.add(more.saturating_mul(cell.len())) {
            return;
        }
        let cell = cell.clone();
        if let Some(table) = self.tables.last_mut() {
            table.cells.extend(std::iter::repeat_n(cell, more));
        }
    }

    /// The row ends.
    pub(super) fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        (table.in_row, table.in_cell) = (false, false);
        let cells = std::mem::take(&mut table.cells);
        if std::mem::take(&mut table.dropped) {
            return;
        }
        for line in row(cells, 0) {
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
        if !self.count.add(paragraph.lines.len().max(1)) || paragraph.is_empty() {
            return;
        }
        let Paragraph { mut lines, mut look } = paragraph;
        let Ending { role, label, centred } = ending;
        look.centred = centred;
        let mut hints: Vec<Hint> = role.hint().into_iter().collect();
        let heads = role.heads() || centred;
        if label.is_some() && !heads {
            hints.push(Hint::ListItem);
        }
        if heads && lines.len() > 1 {
            // A title set in two rows is one title.
            lines = vec![Sourced::join_rows(&lines)];
        }
        if let (Some(first), Some(label)) = (lines.iter_mut().find(|line| !line.text.trim().is_empty()), label) {
            first.labelled(&label);
        }
        self.looks.push(look);
        let mark = self.looks.len() - 1;
        for mut line in lines {
            line.trim_end();
            let Sourced { text, origins } = line;
            if !text.is_empty() {
                self.emit(Line { text, hints: hints.clone(), mark, origins });
            }
        }
    }

    /// A note is referred to; its text comes at the end.
    pub(super) fn note(&mut self, text: &str) {
        let text = text.trim();
        if self.count.add(1) && !text.is_empty() {
            self.footer.push(format!("〔{}〕{text}", self.footer.len() + 1));
        }
    }

    /// Whether the document can still be one that somebody wrote; the error is a reason in the user's words.
    pub(super) fn check(&self) -> Result<(), String> {
        self.count.check()
    }

    fn emit(&mut self, line: Line) {
        let Some(table) = self.tables.iter_mut().rfind(|table| table.in_row) else { return self.lines.push(line) };
        match table.cells.last_mut() {
            Some(cell) => cell.push(line),
            None => table.cells.push(vec![line]),
        }
    }

    /// All lines, those that stand out by their look marked, then the notes.
    pub(super) fn finish(self) -> Extracted {
        finish(&self.settled())
    }

    /// The same, with the places of each line's characters; see [`Sourced::origins`].
    pub(super) fn finish_placed(self) -> (Extracted, Vec<Vec<u32>>) {
        let lines = self.settled();
        let extracted = finish(&lines);
        (extracted, lines.into_iter().map(|line| line.origins).collect())
    }

    fn settled(mut self) -> Vec<Line> {
        emphasise(&mut self.lines, &self.looks);
        let footer = self.footer.into_iter().map(|text| Line { text, ..Line::default() });
        self.lines.extend(footer);
        self.lines
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::MOST_LINES;
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

    #[test]
    fn small_cells_are_repeated_and_dropped_rows_are_not_there() {
        let mut blocks = Blocks::default();
        let put = |blocks: &mut Blocks, text: &str| {
            let mut paragraph = Paragraph::default();
            paragraph.write(text, &Look::default());
            blocks.end_paragraph(paragraph, Ending::default());
        };
        blocks.begin_table();
        for (first, dropped) in [("甲", false), ("删", true), ("乙", false)] {
            blocks.begin_row();
            if dropped {
                blocks.drop_row();
            }
            blocks.begin_cell();
            put(&mut blocks, first);
            blocks.repeat_cell(2);
            blocks.begin_cell();
            put(&mut blocks, &"长".repeat(LARGEST_REPEATED));
            blocks.repeat_cell(2);
            blocks.end_row();
        }
        blocks.end_table();
        let long = "长".repeat(LARGEST_REPEATED);
        assert_eq!(blocks.finish().text, format!("甲\t甲\t{long}\n乙\t乙\t{long}\n"));
    }
}
