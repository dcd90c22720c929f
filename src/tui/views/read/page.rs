//! The text pane of 阅读: a document set like print, of which only the rows in sight are ever laid out.
//!
//! A place in the pane is a line of the document and a row of that line; a row may be a blank one that stands
//! before a heading.

use std::collections::HashMap;

use crate::corpus::model::Document;
use crate::text::span::{ByteSpan, slice};
use crate::text::width::Cells;
use crate::text::wrap;

/// What a line is set as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// A piece's title or separator: centred.
    Title,
    /// A heading of this level with a line of its own, or a paragraph that opens with one.
    Heading(u8),
    /// Running text.
    Body,
    /// Address, signature, date: as it stands.
    Matter,
    /// Web debris.
    Noise,
}

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
    matter: Vec<usize>,
}

impl Page {
    /// Lays out `document` for `width` cells.
    pub fn new(document: &Document, width: usize, cells: Cells, show_noise: bool) -> Self {
        let mut page = Self { width, cells, show_noise, ..Self::default() };
        for piece in &document.pieces {
            page.titles.push(piece.start_line);
            page.matter.extend(&piece.matter_lines);
            for section in &piece.sections {
                page.headings.entry(section.line).or_insert(section.level);
                page.heading_spans.push(section.heading);
            }
        }
        page.titles.sort_unstable();
        page.matter.sort_unstable();
        page
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

    /// The row that holds `byte`; of a line that is not shown, the next that is.
    pub fn at(&mut self, document: &Document, byte: usize) -> At {
        let mut line = document.lines.line_of(byte);
        if !self.shown(document, line) {
            match self.line_after(document, line) {
                Some(after) => line = after,
                None => return self.first(document),
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
        let indent = match set.setting {
            Setting::Title => width.saturating_sub(cells.text(slice(&document.text, span))) / 2,
            Setting::Body | Setting::Heading(_) if within == 0 => wrap::indent_shown(width, first_indent(set.setting)),
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
            let lead = usize::from(line > 1 && matches!(setting, Setting::Title | Setting::Heading(1)));
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
        } else if self.matter.binary_search(&line).is_ok() {
            Setting::Matter
        } else {
            Setting::Body
        }
    }
}

/// Two full-width characters before a paragraph and before a heading, as GB/T 9704—2012 clause 7.3.3 sets them.
const fn first_indent(setting: Setting) -> usize {
    match setting {
        Setting::Body | Setting::Heading(_) => 4,
        Setting::Title | Setting::Matter | Setting::Noise => 0,
    }
}
