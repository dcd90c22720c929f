//! Lines being gathered from blocks: joined blanks, rows of tables, and the last step to `Extracted`.
//!
//! Shared by the formats whose blocks are not lines of the file. Must not know of any one format.

use super::origins::Sourced;
use crate::corpus::model::{Extracted, Hint};

/// A line with what is known of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Its text, without a line feed.
    pub(super) text: String,
    /// What is known of it.
    pub(super) hints: Vec<Hint>,
    /// A number of the format's own, to find this line's further properties by.
    pub(super) mark: usize,
    /// Where its characters stand in the source, if somebody asked; see [`Sourced::origins`].
    pub(super) origins: Vec<u32>,
}

/// The most lines of a document; one of a few MB may say that it has many times more.
pub(super) const MOST_LINES: usize = 2_000_000;

/// How many lines a document has come to so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Count(usize);

impl Count {
    /// So many more, empty ones too where they cost as much as others. Whether they are still to be kept.
    pub(super) fn add(&mut self, lines: usize) -> bool {
        self.0 = self.0.saturating_add(lines);
        self.0 <= MOST_LINES
    }

    /// Whether the document can still be one that somebody wrote; the error is a reason in the user's words.
    pub(super) fn check(self) -> Result<(), String> {
        if self.0 <= MOST_LINES {
            return Ok(());
        }
        Err(format!("超过 {} 万行，不像正常的文档；请拆分后再读", MOST_LINES / 10_000))
    }
}

/// The longest a cell may be, in characters, for its table to be taken for a table and not for layout.
const LONGEST_CELL: usize = 300;
/// The most lines that a cell of a real table has.
const MOST_CELL_LINES: usize = 4;

/// The lines of a row of a table. Where each cell is short it is one line, cells joined by tabs; where a cell holds
/// a page (a table used for layout), or there is only one cell, the lines stand by themselves.
pub(super) fn row(cells: Vec<Vec<Line>>, mark: usize) -> Vec<Line> {
    let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
    let small = |cell: &Vec<Line>| {
        cell.len() <= MOST_CELL_LINES
            && cell.iter().map(|line| line.text.len()).sum::<usize>() <= LONGEST_CELL * 4
            && cell.iter().map(|line| line.text.chars().count()).sum::<usize>() <= LONGEST_CELL
    };
    if filled == 0 {
        return Vec::new();
    }
    if cells.len() < 2 || !cells.iter().all(small) {
        return cells.into_iter().flatten().collect();
    }
    let cells: Vec<Sourced> = cells.into_iter().map(cell_text).collect();
    let Sourced { text, origins } = Sourced::join(&cells, "\t");
    vec![Line { text, hints: vec![Hint::TableRow], mark, origins }]
}

fn cell_text(lines: Vec<Line>) -> Sourced {
    let sourced = |line: Line| Sourced { text: line.text, origins: line.origins }.trimmed();
    let texts: Vec<Sourced> = lines.into_iter().map(sourced).collect();
    let Sourced { text, origins } = Sourced::join(&texts, " ");
    Sourced { text: text.replace('\t', " "), origins }
}

/// Rows of a title, joined: with a blank between Latin letters only.
pub(super) fn join_rows(rows: &[String]) -> String {
    let mut out = String::new();
    for row in rows.iter().map(|row| row.trim()).filter(|row| !row.is_empty()) {
        if parted(&out, row) {
            out.push(' ');
        }
        out.push_str(row);
    }
    out
}

/// Whether a blank goes between two rows of a title.
pub(super) fn parted(before: &str, after: &str) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    latin(before.chars().next_back()) && latin(after.chars().next())
}

/// The text and its hints. `Emphasis` on more than half of the text says nothing and is dropped.
pub(super) fn finish(lines: &[Line]) -> Extracted {
    let size = |line: &Line| line.text.len();
    let all: usize = lines.iter().map(size).sum();
    let stressed: usize = lines.iter().filter(|line| line.hints.contains(&Hint::Emphasis)).map(size).sum();
    let drop_stress = lines.len() > 4 && stressed * 2 > all;
    let mut out = Extracted { text: String::with_capacity(all + lines.len()), hints: Vec::new() };
    for (line, number) in lines.iter().zip(1..) {
        out.text.push_str(&line.text);
        out.text.push('\n');
        let told = line.hints.iter().filter(|hint| !(drop_stress && **hint == Hint::Emphasis));
        out.hints.extend(told.map(|hint| (number, *hint)));
    }
    out
}

/// Text of one line being gathered: runs of blanks are one, none at the edges, full-width indents kept, and no blank
/// where only the source was broken between two Chinese characters.
#[derive(Debug, Default)]
pub(super) struct Run {
    text: String,
    blank: Blank,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Blank {
    #[default]
    None,
    /// Blanks within a line of the source.
    Space,
    /// Blanks with a line break of the source.
    Break,
    /// A blank that must stay.
    Wanted,
}

impl Run {
    /// Adds text, its blanks folded. Returns how many visible characters were added.
    pub(super) fn push(&mut self, text: &str) -> usize {
        let mut visible = 0;
        for c in text.chars() {
            match c {
                '\n' | '\r' => {
                    if self.blank != Blank::Wanted {
                        self.blank = Blank::Break;
                    }
                }
                ' ' | '\t' | '\u{0C}' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => {
                    // Blanks beside a line break are indentation of the source.
                    if self.blank == Blank::None {
                        self.blank = Blank::Space;
                    }
                }
                '\u{200B}' | '\u{FEFF}' | '\u{AD}' => {}
                _ => {
                    self.settle(c);
                    self.text.push(c);
                    visible += usize::from(c != '\u{3000}');
                }
            }
        }
        visible
    }

    /// Adds text as it is, blanks included.
    pub(super) fn push_raw(&mut self, text: &str) -> usize {
        if let Some(first) = text.chars().next() {
            self.settle(first);
        }
        self.text.push_str(text);
        text.chars().filter(|c| !c.is_whitespace()).count()
    }

    /// Marks a place where words may not run together.
    pub(super) fn space(&mut self) {
        self.blank = Blank::Wanted;
    }

    /// Takes the text, with blanks at its end dropped, and starts anew.
    pub(super) fn take(&mut self) -> String {
        self.blank = Blank::None;
        let mut text = std::mem::take(&mut self.text);
        text.truncate(text.trim_end().len());
        text
    }

    fn settle(&mut self, next: char) {
        let blank = std::mem::take(&mut self.blank);
        let Some(last) = self.text.chars().next_back().filter(|_| blank != Blank::None) else { return };
        let joined = blank == Blank::Break && is_wide(last) && is_wide(next);
        if !joined && last != '\u{3000}' {
            self.text.push(' ');
        }
    }
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{2014}' | '\u{2018}'..='\u{201D}' | '\u{2026}' | '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}
