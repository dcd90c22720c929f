//! The text pane of 阅读: a document set like print, of which only the rows in sight are ever laid out.
//!
//! A place in the pane is a line of the document and a row of that line; a row may be a blank one that stands
//! before a heading.

use std::collections::HashMap;

use super::setting::{Setting, Side, TWO, body_line, first_indent, side, title_lines};
use crate::corpus::model::Document;
use crate::corpus::split::matter::Matter;
use crate::text::span::{ByteSpan, slice};
use crate::text::width::Cells;
use crate::text::wrap;

/// A visual row: `line` is 1-based, `row` 0-based within it, blank rows before the line included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// Line of the document.
    pub line: usize,
    /// Row of the line.
    pub row: usize,
}

/// A row ready to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it is.
    pub at: At,
    /// The text in it; empty for a blank row.
    pub span: ByteSpan,
    /// Cells before the text.
    pub indent: usize,
    /// What it is.
    pub setting: Setting,
}

/// How a line was laid out: shared by all its rows.
#[derive(Clone, Debug)]
struct Set {
    setting: Setting,
    lead: usize,
    span: ByteSpan,
    starts: Vec<usize>,
}

/// The layout of one document at one width.
#[derive(Debug, Default)]
pub struct Page {
    width: usize,
    cells: Cells,
    show_noise: bool,
    lines: HashMap<usize, Set>,
    headings: HashMap<usize, u8>,
    titles: Vec<usize>,
    /// Where headings stand, ascending.
    pub heading_spans: Vec<ByteSpan>,
    /// Lines of matter, ascending.
    matter: Vec<(usize, Matter, Side)>,
}

impl Page {
    /// Lays out `document` for `width` cells.
    pub fn new(document: &Document, width: usize, cells: Cells, show_noise: bool) -> Self {
        let mut page = Self { width, cells, show_noise, ..Self::default() };
        for piece in &document.pieces {
            page.titles.extend(title_lines(document, piece));
            let body = body_line(document, piece);
            page.matter.extend(piece.matter.iter().map(|(line, what)| (*line, *what, side(*what, *line < body))));
            for section in &piece.sections {
                page.headings.entry(section.line).or_insert(section.level);
                page.heading_spans.push(section.heading);
            }
        }
        page.titles.sort_unstable();
        page.matter.sort_unstable_by_key(|(line, ..)| *line);
        page
    }

    /// The cells that it is laid out for.
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Whether this layout is still right for these settings.
    pub fn fits(&self, width: usize, cells: Cells, show_noise: bool) -> bool {
        self.width == width && self.cells == cells && self.show_noise == show_noise
    }

    /// The first row of the document that is shown.
    pub fn first(&self, document: &Document) -> At {
        let line = if self.shown(document, 1) { 1 } else { self.line_after(document, 1).unwrap_or(1) };
        At { line, row: 0 }
    }

    /// The row after `at`.
    pub fn next(&mut self, document: &Document, at: At) -> Option<At> {
        if at.row + 1 < self.rows(document, at.line) {
            return Some(At { row: at.row + 1, ..at });
        }
        self.line_after(document, at.line).map(|line| At { line, row: 0 })
    }

    /// The row before `at`.
    pub fn previous(&mut self, document: &Document, at: At) -> Option<At> {
        if at.row > 0 {
            return Some(At { row: at.row - 1, ..at });
        }
        let line = (1..at.line).rev().find(|line| self.shown(document, *line))?;
        Some(At { line, row: self.rows(document, line) - 1 })
    }

    /// The row that holds `byte`; of a line that is not shown, the next that is, or the last.
    pub fn at(&mut self, document: &Document, byte: usize) -> At {
        let mut line = document.lines.line_of(byte);
        if !self.shown(document, line) {
            match self.line_after(document, line) {
                Some(after) => line = after,
                None => return self.previous(document, At { line, row: 0 }).unwrap_or_else(|| self.first(document)),
            }
            return At { line, row: 0 };
        }
        let set = self.set(document, line);
        let within = wrap::row_of(&set.starts, byte.saturating_sub(set.span.start));
        At { line, row: within + set.lead }
    }

    /// `at` as a row to draw.
    pub fn row(&mut self, document: &Document, at: At) -> Row {
        let (width, cells) = (self.width, self.cells);
        let set = self.set(document, at.line);
        let blank = Row { at, span: ByteSpan::new(set.span.start, set.span.start), indent: 0, setting: set.setting };
        let Some(within) = at.row.checked_sub(set.lead) else { return blank };
        let Some(&start) = set.starts.get(within) else { return blank };
        let end = set.starts.get(within + 1).map_or(set.span.end, |next| set.span.start + next);
        let span = ByteSpan::new(set.span.start + start, end);
        let free = || width.saturating_sub(cells.text(slice(&document.text, span).trim_end()));
        let indent = match set.setting {
            Setting::Title | Setting::Matter(_, Side::Middle) => free() / 2,
            Setting::Matter(_, Side::Right) => free().saturating_sub(TWO),
            setting if within == 0 => wrap::indent_shown(width, first_indent(setting)),
            _ => 0,
        };
        Row { at, span, indent, setting: set.setting }
    }

    /// Whether a line is shown: it holds text, and is no debris unless that is asked for.
    fn shown(&self, document: &Document, line: usize) -> bool {
        (self.show_noise || !document.is_noise(line)) && !document.lines.line(&document.text, line).trim().is_empty()
    }

    fn line_after(&self, document: &Document, line: usize) -> Option<usize> {
        (line + 1..=document.lines.count()).find(|next| self.shown(document, *next))
    }

    fn rows(&mut self, document: &Document, line: usize) -> usize {
        let set = self.set(document, line);
        set.lead + set.starts.len()
    }

    fn set(&mut self, document: &Document, line: usize) -> &Set {
        let setting = self.setting(document, line);
        let before = (1..line).rev().find(|before| self.shown(document, *before)).map(|b| self.setting(document, b));
        // What belongs together at the head of a work stands together.
        let apart = match setting {
            Setting::Title => before.is_some_and(|before| !matches!(before, Setting::Title | Setting::Matter(..))),
            Setting::Heading(1) => before.is_some(),
            _ => false,
        };
        let (width, cells) = (self.width, self.cells);
        // Layouts of lines long out of sight are not kept for ever.
        if self.lines.len() > 4096 && !self.lines.contains_key(&line) {
            self.lines.clear();
        }
        self.lines.entry(line).or_insert_with(|| {
            let whole = document.lines.span(&document.text, line);
            let text = slice(&document.text, whole);
            let start = whole.start + (text.len() - text.trim_start().len());
            let span = ByteSpan::new(start, whole.start + text.trim_end().len());
            let mut starts = Vec::new();
            wrap::rows(slice(&document.text, span), width, first_indent(setting), cells, &mut starts);
            let lead = usize::from(apart);
            Set { setting, lead, span, starts }
        })
    }

    fn setting(&self, document: &Document, line: usize) -> Setting {
        if document.is_noise(line) {
            Setting::Noise
        } else if self.titles.binary_search(&line).is_ok() {
            Setting::Title
        } else if let Some(level) = self.headings.get(&line) {
            Setting::Heading(*level)
        } else if let Ok(at) = self.matter.binary_search_by_key(&line, |(line, ..)| *line)
            && let Some((_, what, side)) = self.matter.get(at)
        {
            Setting::Matter(*what, *side)
        } else {
            Setting::Body
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::{TestCaseError, prop, prop_assert, prop_assert_eq, proptest};

    use super::*;
    use crate::corpus::correction::Corrections;
    use crate::corpus::load::of_text;
    use crate::text::span::{head, tail};

    fn document(text: &str) -> Document {
        of_text(Path::new("稿.txt"), text, &Corrections::default())
    }

    /// All rows from the first on.
    fn rows(page: &mut Page, document: &Document) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut at = Some(page.first(document));
        while let Some(here) = at {
            rows.push(page.row(document, here));
            at = page.next(document, here);
        }
        rows
    }

    const TEXT: &str = "柳河镇工作总结\n\n一、主要做法\n　　上半年做了三件事。\n二、存在问题\n经费不足，人手也少。\n";

    #[test]
    fn lines_are_set_as_what_they_are() {
        let document = document(TEXT);
        let mut page = Page::new(&document, 20, Cells::NARROW, false);
        let shown: Vec<(String, usize, Setting)> = rows(&mut page, &document)
            .iter()
            .map(|row| (document.slice(row.span).to_owned(), row.indent, row.setting))
            .collect();
        let expected = [
            ("柳河镇工作总结", 3, Setting::Title),
            ("", 0, Setting::Heading(1)),
            ("一、主要做法", 4, Setting::Heading(1)),
            ("上半年做了三件", 4, Setting::Body),
            ("事。", 0, Setting::Body),
            ("", 0, Setting::Heading(1)),
            ("二、存在问题", 4, Setting::Heading(1)),
            ("经费不足，人手也", 4, Setting::Body),
            ("少。", 0, Setting::Body),
        ];
        assert_eq!(shown, expected.map(|(text, indent, setting)| (text.to_owned(), indent, setting)));
    }

    #[test]
    fn a_paragraph_that_opens_a_text_without_a_title_is_a_paragraph() {
        let document = document("2025年，青石镇各项工作取得新进展，𠀀群众满意。\n一、做法\n做了三件事。\n");
        let mut page = Page::new(&document, 60, Cells::NARROW, false);
        let settings: Vec<Setting> = rows(&mut page, &document).iter().map(|row| row.setting).collect();
        assert_eq!(settings.first(), Some(&Setting::Body), "{settings:?}");
    }

    #[test]
    fn a_title_is_centred_below_its_number_and_over_two_lines() {
        let document = document(
            "青营〔2025〕17号\n青石镇整治工作领导小组\n关于上半年整治情况的报告\n镇人民政府：\n上半年做了三件事，件件落实，群众满意，成效明显。\n",
        );
        let mut page = Page::new(&document, 60, Cells::NARROW, false);
        let centred: Vec<usize> = rows(&mut page, &document)
            .iter()
            .filter(|row| row.setting == Setting::Title)
            .map(|row| row.at.line)
            .collect();
        assert_eq!(centred, [2, 3]);
    }

    const NOTICE: &str = "青石镇关于开展环境整治的通知\n青政发〔2023〕4号\n各村：\n为做好工作，现将有关事项通知如下，请各村认真抓好落实，确保各项任务按时完成，群众满意。\n一、整治道路\n上半年整治道路三条，清理垃圾五十吨，群众满意，成效明显，面貌一新。\n附件：1.青石镇环境整治方案\n　　　2.𠀀村名单\n青石镇人民政府\n2023年5月6日\n（此件公开发布）\n";

    #[test]
    fn matter_is_set_as_print_sets_it() {
        let document = document(NOTICE);
        let mut page = Page::new(&document, 60, Cells::NARROW, false);
        let shown: Vec<(usize, usize)> = rows(&mut page, &document)
            .iter()
            .filter(|row| matches!(row.setting, Setting::Matter(..)))
            .map(|row| (row.at.line, row.indent))
            .collect();
        // 文号 in the middle, 称呼 at the left, 附件 and 附注 as paragraphs, 署名 and 日期 two characters in.
        assert_eq!(shown, [(2, 21), (3, 0), (7, 4), (8, 4), (9, 42), (10, 44), (11, 4)]);
    }

    #[test]
    fn down_and_up_are_the_same_way() {
        let document = document(TEXT);
        let mut page = Page::new(&document, 20, Cells::NARROW, false);
        let down: Vec<At> = rows(&mut page, &document).iter().map(|row| row.at).collect();
        let mut up = vec![down.last().copied().unwrap_or_default()];
        while let Some(before) = up.last().and_then(|at| page.previous(&document, *at)) {
            up.push(before);
        }
        up.reverse();
        assert_eq!(down, up);
    }

    /// Whether a row may begin with a closing mark all the same: the run of marks that it is in, with the one character
    /// before it, is longer than the row that it would have to end.
    fn has_nowhere_to_go(line: &str, at: usize, room: usize, cells: Cells) -> bool {
        let in_run = |c: &char| wrap::never_begins(*c) || *c == '.' || cells.char(*c) == 0;
        let back = head(line, at).chars().rev();
        let before: usize = back.clone().take_while(in_run).map(char::len_utf8).sum();
        let one_more = back.clone().find(|c| !in_run(c)).map_or(0, char::len_utf8);
        let behind: usize = tail(line, at).chars().take_while(in_run).map(char::len_utf8).sum();
        cells.text(slice(line, ByteSpan::new(at - before - one_more, at + behind))) > room
    }

    fn check_rows(text: &str, width: usize, cells: Cells) -> Result<(), TestCaseError> {
        let document = document(text);
        let mut page = Page::new(&document, width, cells, true);
        let mut before: Option<Row> = None;
        for row in rows(&mut page, &document) {
            let shown = document.slice(row.span);
            prop_assert!(row.indent + cells.text(shown.trim_end()) <= width, "{:?} in {}", shown, width);
            // A paragraph may itself begin with a mark.
            let goes_on = before.filter(|b| b.at.line == row.at.line && !b.span.is_empty());
            if let (Some(before), Some(first)) = (goes_on, shown.chars().next())
                && "，。、；：？！”’）》」』】".contains(first)
            {
                let line = document.lines.span(&document.text, row.at.line);
                let room = width - before.indent;
                let nowhere = has_nowhere_to_go(document.slice(line), row.span.start - line.start, room, cells);
                prop_assert!(nowhere, "{:?} at {}", shown, width);
            }
            prop_assert_eq!(page.at(&document, row.span.start).line, row.at.line);
            before = Some(row);
        }
        Ok(())
    }

    #[test]
    fn matter_is_never_too_wide() {
        for width in 2..=90 {
            for cells in [Cells::NARROW, Cells::WIDE] {
                let document = document(NOTICE);
                let mut page = Page::new(&document, width, cells, true);
                for row in rows(&mut page, &document) {
                    assert!(row.indent + cells.text(document.slice(row.span).trim_end()) <= width.max(2), "{row:?}");
                }
            }
        }
    }

    #[test]
    fn a_run_of_marks_longer_than_its_row_begins_the_next() {
        let checked = check_rows("】\n文）’.”，」」”」”’？", 22, Cells::NARROW);
        assert!(checked.is_ok(), "{checked:?}");
        assert!(!has_nowhere_to_go("创建，文明", "创建".len(), 20, Cells::NARROW));
        assert!(has_nowhere_to_go("创，，，，", "创，".len(), 8, Cells::NARROW));
    }

    proptest! {
        #[test]
        fn no_row_begins_with_a_closing_mark_or_is_too_wide(
            text in "[创建文明城市，。、；：？！”’）》」』】“（《ab1 .𠀀e\u{301}\n]{0,200}",
            width in 20_usize..=120,
            wide in prop::bool::ANY,
        ) {
            check_rows(&text, width, Cells { ambiguous_wide: wide })?;
        }
    }
}
