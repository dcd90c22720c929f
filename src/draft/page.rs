//! The pages of the finished document: 22 lines of 28 characters, how many there are, where each begins.
//!
//! Made of the same setting as every file, so that what is seen is what is printed; a Word file may still differ by a
//! line where its fonts do. Must not know of screens.

use super::export::model::Finished;
use super::export::rows::{Row, rows};
use super::export::setting::{LINES, Para, foot_lines, head_lines, set};
use super::motion::WordBoundaries;

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its rows from the top, at most 22; blank ones have no text.
    pub rows: Vec<Row>,
}

impl Page {
    /// The 1-based line of the source with which it begins; 0 where none of its rows stands in the source.
    pub fn line(&self) -> usize {
        self.rows.iter().map(|row| row.line).find(|line| *line > 0).unwrap_or(0)
    }
}

/// The pages of `document`; one at least.
pub fn pages(document: &Finished, words: &dyn WordBoundaries) -> Vec<Page> {
    let mut out = Sheets { pages: vec![Page::default()] };
    for _ in 0..head_lines(document) {
        out.put(Row::default());
    }
    for para in set(document, words) {
        out.para(&para);
    }
    let foot = foot_lines(document);
    if foot > 0 {
        out.foot(foot);
    }
    out.pages
}

struct Sheets {
    pages: Vec<Page>,
}

impl Sheets {
    fn para(&mut self, para: &Para<'_>) {
        if para.new_page {
            self.pages.push(Page::default());
        }
        for _ in 0..para.blank {
            self.put(Row::default());
        }
        for row in rows(para) {
            self.put(row);
        }
    }

    fn put(&mut self, row: Row) {
        if self.pages.last().is_none_or(|page| page.rows.len() >= LINES) {
            self.pages.push(Page::default());
        }
        if let Some(page) = self.pages.last_mut() {
            page.rows.push(row);
        }
    }

    /// Keeps so many rows free at the bottom of the last page.
    fn foot(&mut self, rows: usize) {
        if self.pages.last().is_some_and(|page| page.rows.len() + rows > LINES) {
            self.pages.push(Page::default());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::export::model::{Block, Kind};
    use crate::draft::motion::ByClass;

    fn of(parts: &[(Kind, String)]) -> Vec<Page> {
        let block = |(at, (kind, text)): (usize, &(Kind, String))| Block::new(*kind, text.clone(), at + 1);
        let blocks = parts.iter().enumerate().map(block).collect();
        pages(&Finished { blocks, ..Finished::default() }, &ByClass)
    }

    #[test]
    fn a_page_holds_22_lines_of_28_characters() {
        // The first line is two characters shorter.
        let full = |lines: usize| "创".repeat(lines * 28 - 2);
        assert_eq!(of(&[(Kind::Body, full(22))]).len(), 1);
        assert_eq!(of(&[(Kind::Body, full(22) + "城")]).len(), 2);
        let found = of(&[(Kind::Title, "总结".to_owned()), (Kind::Body, full(20)), (Kind::Body, full(1))]);
        // Title, blank line and 20 lines fill the first page.
        assert_eq!(found.iter().map(Page::line).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(found[0].rows.len(), 22);
    }

    #[test]
    fn what_is_attached_begins_a_page() {
        let text = |text: &str| text.to_owned();
        let found = of(&[(Kind::Body, text("甲")), (Kind::Annex, text("附件1")), (Kind::AnnexTitle, text("名单𠀀"))]);
        assert_eq!(found.len(), 2);
        // The title of an attachment stands on the third line (7.3.7).
        assert_eq!(found[1].rows[2].text, "名单𠀀");
        assert_eq!(of(&[]).len(), 1);
    }
}
