//! The finished pages: 28 characters wide between borders, with their page numbers, scrolled by row and by page.
//!
//! Faces are told by style: titles and 黑体 bold, 楷体 underlined. A screen that is narrower than a page is scrolled
//! sideways.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use crate::draft::export::rows::Row;
use crate::draft::export::setting::{Face, LINE, LINES};
use crate::draft::page::Page;
use crate::stats::report::{Language, Words};
use crate::text::span::slice;
use crate::tui::key::{Code, Key};
use crate::tui::layout::inside;
use crate::tui::snapshot::Snapshot;
use crate::tui::widgets::frame::{Framed, frame as draw_frame};
use crate::tui::widgets::popup;
use crate::tui::widgets::row::draw_row;

/// Rows that a page takes: its border above, its lines, one blank, the page number, its border below.
const TALL: usize = LINES + 4;
/// Cells that a page takes: a border and a blank on either side.
const WIDE: usize = LINE + 4;
/// How far a key scrolls sideways, in cells.
const STEP: usize = 8;

/// The open pages.
#[derive(Debug)]
pub struct Preview {
    pages: Vec<Page>,
    /// The first row in sight, all pages one below the other.
    top: usize,
    /// The first column in sight.
    left: usize,
    /// Rows and columns in sight, as last drawn.
    sight: (usize, usize),
}

impl Preview {
    /// Opens them at the page on which the 1-based `line` of the draft stands.
    pub fn new(pages: Vec<Page>, line: usize) -> Self {
        let at = pages.iter().rposition(|page| (1..=line).contains(&page.line())).unwrap_or(0);
        Self { pages, top: at * TALL, left: 0, sight: (1, 1) }
    }

    /// A key; true when the pages are to be closed.
    pub fn key(&mut self, key: Key) -> bool {
        let rows = self.pages.len() * TALL;
        let (tall, wide) = self.sight;
        let (last, edge) = (rows.saturating_sub(tall), WIDE.saturating_sub(wide));
        let page = self.top / TALL;
        match key.folded().code {
            Code::Down | Code::Char('j') => self.top += 1,
            Code::Up | Code::Char('k') => self.top = self.top.saturating_sub(1),
            Code::PageDown | Code::Char(' ') => self.top = (page + 1) * TALL,
            Code::PageUp => self.top = if self.top > page * TALL { page } else { page.saturating_sub(1) } * TALL,
            Code::Home | Code::Char('g') => self.top = 0,
            Code::End | Code::Char('G') => self.top = last,
            Code::Right | Code::Char('l') => self.left += STEP,
            Code::Left | Code::Char('h') => self.left = self.left.saturating_sub(STEP),
            Code::Esc | Code::F(8) | Code::Char('q') => return true,
            _ => {}
        }
        (self.top, self.left) = (self.top.min(last), self.left.min(edge));
        false
    }

    /// Draws them.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, snapshot: &Snapshot) {
        let (lang, theme, cells) = (snapshot.lang, &snapshot.theme, snapshot.cells);
        let area = inside(area);
        let buf = frame.buffer_mut();
        popup::clear(buf, area);
        let (page, all) = ((self.top / TALL + 1).min(self.pages.len()), self.pages.len());
        let sideways = usize::from(area.width.saturating_sub(2)) < WIDE;
        let keys = lang.of(if sideways {
            Words::new("方向键移动 PgDn 翻页 Esc 返回", "arrows move, PgDn page, Esc back")
        } else {
            Words::new("↑↓ 移动  PgUp PgDn 翻页  Esc 返回", "↑↓ move, PgUp PgDn page, Esc back")
        });
        let title = match lang {
            Language::Chinese => format!("版面 第 {page}/{all} 页 · {keys}"),
            Language::English => format!("Page {page} of {all} · {keys}"),
        };
        let framed = [Framed { area, title, focused: true }];
        let inner = draw_frame(buf, area, &framed, theme, cells).first().copied().unwrap_or(area);
        self.sight = (usize::from(inner.height).max(1), usize::from(inner.width).max(1));
        self.top = self.top.min((self.pages.len() * TALL).saturating_sub(self.sight.0));
        self.left = self.left.min(WIDE.saturating_sub(self.sight.1));
        let margin = (self.sight.1.saturating_sub(WIDE) / 2) as u16;
        for (y, row) in (inner.y..inner.bottom()).zip(self.top..self.pages.len() * TALL) {
            let parts = self.row(row, snapshot);
            let area = Rect { x: inner.x + margin, y, width: inner.width - margin, height: 1 };
            draw_parts(buf, area, &parts, self.left, snapshot);
        }
    }

    /// The stretches of one of the rows of all pages, with their styles; as wide as a page.
    fn row(&self, row: usize, snapshot: &Snapshot) -> Vec<(String, Style)> {
        let (theme, cells) = (&snapshot.theme, snapshot.cells);
        let (number, at) = (row / TALL, row % TALL);
        let (corner, side, flat) =
            if theme.ascii { (["+"; 4], "|", "-") } else { (["┌", "┐", "└", "┘"], "│", "─") };
        let rule = |from: &str, to: &str| vec![(format!("{from}{}{to}", flat.repeat(WIDE - 2)), theme.border)];
        if at == 0 {
            return rule(corner[0], corner[1]);
        }
        if at == TALL - 1 {
            return rule(corner[2], corner[3]);
        }
        let mut parts = vec![(format!("{side} "), theme.border)];
        let blank = Row::default();
        let numbered = at == TALL - 2;
        let shown =
            self.pages.get(number).and_then(|page| page.rows.get(at - 1)).filter(|_| !numbered).unwrap_or(&blank);
        let mut used = 0;
        if numbered {
            let text = format!("— {} —", number + 1);
            let width = cells.text(&text);
            // One character in: at the right on odd pages, at the left on even ones.
            let before = if number % 2 == 0 { LINE.saturating_sub(width + 2) } else { 2 };
            parts.push((format!("{}{text}", " ".repeat(before)), theme.text));
            used = before + width;
        } else {
            parts.push((" ".repeat(shown.indent), theme.text));
            used += shown.indent;
            for (span, face) in &shown.faces {
                let text = slice(&shown.text, *span);
                used += cells.text(text);
                parts.push((text.to_owned(), theme.text.patch(style(*face))));
            }
        }
        parts.push((format!("{} ", " ".repeat(LINE.saturating_sub(used))), theme.text));
        parts.push((side.to_owned(), theme.border));
        parts
    }
}

/// How a face is told.
fn style(face: Face) -> Style {
    match face {
        Face::Title => Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Face::Hei => Style::new().add_modifier(Modifier::BOLD),
        Face::Kai => Style::new().add_modifier(Modifier::UNDERLINED),
        Face::Fang => Style::new(),
    }
}

/// Draws stretches one behind the other, the first `skip` cells out of sight.
fn draw_parts(buf: &mut Buffer, area: Rect, parts: &[(String, Style)], skip: usize, snapshot: &Snapshot) {
    let cells = snapshot.cells;
    let (mut hidden, mut x) = (skip, area.x);
    for (text, style) in parts {
        let mut shown = String::new();
        for cluster in text.graphemes(true) {
            let width = cells.cluster(cluster);
            if hidden == 0 {
                shown.push_str(cluster);
            } else if width <= hidden {
                hidden -= width;
            } else {
                // Half of a character is out of sight: the other half is blank.
                shown.push(' ');
                hidden = 0;
            }
        }
        let room = usize::from(area.right().saturating_sub(x));
        x += draw_row(buf, x, area.y, &shown, room, cells, *style);
    }
}
