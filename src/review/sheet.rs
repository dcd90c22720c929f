//! 校对单: what was found in a document and what was said of it, as rows for people; plain text, Markdown, CSV, Excel, Word.
//!
//! The rows are filled by whoever knows the findings; those of comments are made here. All foreign text is made safe where
//! it is written. Must not know of rules, nor where the bytes go.

mod columns;
mod docx;
mod place;
mod rows;
mod text;
mod xlsx;

use std::io::{self, Write};

use serde::Serialize;

use crate::text::width::Cells;

pub use place::At;
pub use rows::of_thread;

/// Why a sheet could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// It has more rows, or longer texts, than the format holds.
    #[error("校对单没有做成：{0}")]
    Format(String),
    /// What the bytes were written to gave an error.
    #[error("校对单没有写成：{0}")]
    Output(#[from] io::Error),
}

/// What a row is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A rule found it.
    #[default]
    Problem,
    /// A reviewer's remark.
    Comment,
    /// A reviewer's remark that says what should stand there.
    Suggestion,
}

impl Kind {
    /// All of them, in the order of the count line.
    pub const ALL: [Self; 3] = [Self::Problem, Self::Comment, Self::Suggestion];

    /// Its name.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Problem => "问题",
            Self::Comment => "批注",
            Self::Suggestion => "修订建议",
        }
    }
}

/// What was done about a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Nothing yet.
    #[default]
    Open,
    /// It was taken over, the mistake mended.
    Accepted,
    /// It was turned down.
    Declined,
    /// It was settled.
    Resolved,
    /// It stays as it is.
    Ignored,
}

impl Outcome {
    /// All of them, in the order of the count line.
    pub const ALL: [Self; 5] = [Self::Open, Self::Accepted, Self::Declined, Self::Resolved, Self::Ignored];

    /// Its name.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Open => "待处理",
            Self::Accepted => "已采纳",
            Self::Declined => "不采纳",
            Self::Resolved => "已解决",
            Self::Ignored => "已忽略",
        }
    }
}

/// One row. Texts that do not apply are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Where.
    pub at: At,
    /// What.
    pub kind: Kind,
    /// How bad, as the rule says it: 必改, 存疑, 提示.
    pub level: String,
    /// What stands right before the words, in their sentence.
    pub before: String,
    /// The words.
    pub original: String,
    /// What stands right behind them.
    pub after: String,
    /// What should stand there instead; an empty text means that the words should go.
    pub suggestion: Option<String>,
    /// On what ground: the clause of a norm.
    pub clause: String,
    /// How strong that is: 规定, 一般, 通常, 宜.
    pub strength: String,
    /// The rule's words, the remark with its answers, the reason of what was done.
    pub remark: String,
    /// What was done.
    pub outcome: Outcome,
    /// Who said or did it.
    pub by: String,
    /// When, in RFC 3339 or any other words.
    pub time: String,
}

/// A sheet. The rows are numbered from 1 in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// The document's title or file name.
    pub document: String,
    /// Who reviewed it; may be empty.
    pub reviewer: String,
    /// The day.
    pub date: String,
    /// The rows.
    pub rows: Vec<Row>,
}

/// Its title.
pub const TITLE: &str = "校对单";

impl Sheet {
    /// Puts the rows in the order of their places, those that are no longer in the document last; rows at one place stay
    /// in their order.
    pub fn sort(&mut self) {
        self.rows.sort_by_key(|row| (row.at.line == 0, row.at.line, row.at.column));
    }

    /// How many rows there are, of each kind, of each level and of each outcome; what there is none of is left out:
    /// `共 12 条：问题 8、批注 3、修订建议 1；必改 6、提示 2；待处理 10、已采纳 2`.
    pub fn count_line(&self) -> String {
        let mut levels: Vec<(&str, usize)> = Vec::new();
        for row in self.rows.iter().filter(|row| !row.level.is_empty()) {
            match levels.iter_mut().find(|(level, _)| *level == row.level) {
                Some((_, count)) => *count += 1,
                None => levels.push((&row.level, 1)),
            }
        }
        // The heaviest first, whatever comes first in the text.
        let weight =
            |level: &str| ["必改", "存疑", "提示"].iter().position(|known| *known == level).unwrap_or(usize::MAX);
        levels.sort_by_key(|(level, _)| weight(level));
        let kinds = Kind::ALL.map(|kind| (kind.words(), self.rows.iter().filter(|row| row.kind == kind).count()));
        let outcomes = Outcome::ALL
            .map(|outcome| (outcome.words(), self.rows.iter().filter(|row| row.outcome == outcome).count()));
        let said = |counts: &[(&str, usize)]| {
            let there = counts.iter().filter(|(_, count)| *count > 0);
            there.map(|(words, count)| format!("{} {count}", columns::one_line(words))).collect::<Vec<_>>().join("、")
        };
        let parts = [said(&kinds), said(&levels), said(&outcomes)];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let colon = if parts.is_empty() { "" } else { "：" };
        format!("共 {} 条{colon}{}", self.rows.len(), parts.join("；"))
    }

    /// What stands above the table beside the title: document, reviewer, day. Made safe.
    fn head_line(&self) -> String {
        let parts = [("文件", &self.document), ("校对人", &self.reviewer), ("日期", &self.date)];
        let there = parts.into_iter().filter(|(_, text)| !text.is_empty());
        there.map(|(name, text)| format!("{name}：{}", columns::one_line(text))).collect::<Vec<_>>().join("　")
    }

    /// Writes it as text for people, the columns aligned by `cells`; long texts go on in the lines below.
    ///
    /// # Errors
    /// What `out` gives.
    pub fn text(&self, cells: Cells, out: &mut dyn Write) -> Result<(), SheetError> {
        Ok(text::aligned(self, cells, out)?)
    }

    /// Writes it as Markdown: a heading, two lines and a table.
    ///
    /// # Errors
    /// What `out` gives.
    pub fn markdown(&self, out: &mut dyn Write) -> Result<(), SheetError> {
        Ok(text::markdown(self, out)?)
    }

    /// Writes it as CSV (RFC 4180, lines end with CR LF). With `bom` a byte order mark comes first, by which Excel knows
    /// that it is UTF-8; a text of several lines stays so, in quotes. A text that a spreadsheet would take for a formula gets a `'` in front (OWASP, CSV Injection).
    ///
    /// # Errors
    /// What `out` gives.
    pub fn csv(&self, bom: bool, out: &mut dyn Write) -> Result<(), SheetError> {
        Ok(text::csv(self, bom, out)?)
    }

    /// It as an Excel workbook.
    ///
    /// # Errors
    /// It has more rows than a sheet of Excel holds.
    pub fn xlsx(&self) -> Result<Vec<u8>, SheetError> {
        xlsx::bytes(self).map_err(|error| SheetError::Format(error.to_string()))
    }

    /// It as a Word file: A4 across, the header of the table on every page.
    ///
    /// # Errors
    /// It outgrows what an archive holds.
    pub fn docx(&self) -> Result<Vec<u8>, SheetError> {
        docx::bytes(self).map_err(SheetError::Format)
    }
}

#[cfg(test)]
mod tests;
