//! Words to read in a window: wrapped, never cut; what does not fit is scrolled to.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::stats::report::Words;
use crate::text::width::Cells;
use crate::text::wrap;
use crate::tui::command::Note;
use crate::tui::key::Key;
use crate::tui::layout::{centred, inside};
use crate::tui::snapshot::Snapshot;
use crate::tui::widgets::frame::{Framed, frame as draw_frame};
use crate::tui::widgets::popup;
use crate::tui::widgets::row::draw_row;
use crate::tui::widgets::scroll::Scroll;

/// The widest window, in cells.
const WIDEST: u16 = 64;

/// An open note.
#[derive(Debug)]
pub struct Reading {
    note: Note,
    scroll: Scroll,
}

/// A row of the window.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    label: String,
    text: String,
    /// A paragraph of its own: no label belongs to it.
    alone: bool,
}

impl Reading {
    /// Opens it.
    pub fn new(note: Note) -> Self {
        Self { note, scroll: Scroll::default() }
    }

    /// A key; true when the window is to be closed: any but those that scroll.
    pub fn key(&mut self, key: Key) -> bool {
        self.scroll.key(key)
    }

    /// Draws it.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, snapshot: &Snapshot) {
        let (lang, theme, cells) = (snapshot.lang, &snapshot.theme, snapshot.cells);
        let area = inside(area);
        let width = WIDEST.min(area.width);
        let room = usize::from(width.saturating_sub(4)).max(1);
        let mut lines = lines(&self.note.rows, room, cells);
        if lines.len() + 2 > usize::from(area.height) {
            lines.retain(|line| !line.alone || !line.text.is_empty());
        }
        let window = centred(area, width, (lines.len() as u16).saturating_add(2));
        let more = usize::from(window.height.saturating_sub(2)) < lines.len();
        let hint = lang.of(if more {
            Words::new("j/k 滚动，Esc 关闭", "j/k scroll, Esc closes")
        } else {
            Words::new("Esc 关闭", "Esc closes")
        });
        let buf = frame.buffer_mut();
        popup::clear(buf, window);
        let framed = [Framed { area: window, title: format!("{} · {hint}", self.note.title), focused: true }];
        let inner = draw_frame(buf, window, &framed, theme, cells).first().copied().unwrap_or(window);
        self.scroll.fit(lines.len(), inner.height);
        for (y, line) in (inner.y..inner.bottom()).zip(lines.iter().skip(self.scroll.top)) {
            let used = draw_row(buf, inner.x + 1, y, &line.label, room, cells, theme.dim);
            let style = if line.alone { theme.title } else { theme.text };
            draw_row(buf, inner.x + 1 + used, y, &line.text, room - usize::from(used), cells, style);
        }
    }
}

/// The rows of a window with `room` cells: labels in a column of their own, words wrapped beside it, a blank row after
/// every paragraph without a label.
fn lines(rows: &[(String, String)], room: usize, cells: Cells) -> Vec<Line> {
    let column = rows.iter().map(|(label, _)| cells.text(label)).max().unwrap_or(0) + 2;
    let column = if column * 2 > room { 0 } else { column };
    let mut out = Vec::new();
    for (label, text) in rows {
        let alone = label.is_empty();
        let column = if alone { 0 } else { column };
        let label = if column == 0 && !alone { format!("{label}  ") } else { cells.pad(label, column) };
        let text = if column == 0 { format!("{label}{text}") } else { text.clone() };
        let parts = text.split('\n').flat_map(|line| wrap::parts(line, room - column, cells));
        for (number, part) in parts.enumerate() {
            let label = if column == 0 {
                String::new()
            } else if number == 0 {
                label.clone()
            } else {
                " ".repeat(column)
            };
            out.push(Line { label, text: part.to_owned(), alone });
        }
        if alone && rows.len() > 1 {
            out.push(Line { label: String::new(), text: String::new(), alone });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_shown_and_no_row_is_too_wide() {
        let rows = [
            (String::new(), "二、抓机关创建，确保不留死角𠀀".to_owned()),
            ("依据".to_owned(), "同类序号 4 个成系列，多数领起正文；“把手”带头。".to_owned()),
            ("reason".to_owned(), "接前面同类标题".to_owned()),
        ];
        for room in 4..70 {
            for cells in [Cells::NARROW, Cells::WIDE] {
                let lines = lines(&rows, room, cells);
                let widest = lines.iter().map(|line| cells.text(&line.label) + cells.text(&line.text)).max();
                assert!(widest.is_some_and(|widest| widest <= room), "{room}: {lines:?}");
                let shown: String = lines.iter().flat_map(|line| [line.label.as_str(), line.text.as_str()]).collect();
                let tight = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
                let all: String = rows.iter().flat_map(|(label, text)| [label.as_str(), text.as_str()]).collect();
                assert_eq!(tight(&shown), tight(&all), "{room}");
            }
        }
    }
}
