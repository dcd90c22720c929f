//! Many rows of which one is chosen, and what is to be done with it.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::stats::report::Words;
use crate::tui::command::{Answer, Choosing};
use crate::tui::key::{Code, Key};
use crate::tui::layout::{centred, inside};
use crate::tui::snapshot::Snapshot;
use crate::tui::widgets::frame::{Framed, frame as draw_frame};
use crate::tui::widgets::list::List;
use crate::tui::widgets::popup;
use crate::tui::widgets::row::draw_row;

/// The open rows.
#[derive(Debug)]
pub struct Rows {
    /// What is chosen from.
    pub choosing: Choosing,
    list: List,
    /// Rows in sight, as last drawn.
    height: usize,
}

impl Rows {
    /// Opens them.
    pub fn new(choosing: Choosing) -> Self {
        Self { list: List { cursor: choosing.row, top: 0 }, choosing, height: 1 }
    }

    /// A key; the answer when it is one.
    pub fn key(&mut self, key: Key) -> Option<Answer> {
        let count = self.choosing.rows.len();
        let page = self.height as isize;
        let folded = key.folded();
        if let Some(typed) = folded.typed().map(|c| c.to_ascii_lowercase())
            && self.choosing.keys.iter().any(|(key, _)| *key == typed)
        {
            return (count > 0).then_some(Answer::Row(self.list.cursor, typed));
        }
        match folded.code {
            Code::Esc => return Some(Answer::Cancelled),
            Code::Enter => {
                return self.choosing.keys.first().map(|(key, _)| Answer::Row(self.list.cursor, *key));
            }
            Code::Down | Code::Char('j') => self.list.step(1, count),
            Code::Up | Code::Char('k') => self.list.step(-1, count),
            Code::PageDown => self.list.step(page, count),
            Code::PageUp => self.list.step(-page, count),
            Code::Home => self.list.step(isize::MIN, count),
            Code::End => self.list.step(isize::MAX, count),
            _ => {}
        }
        None
    }

    /// Draws them.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, snapshot: &Snapshot) {
        let (lang, theme, cells) = (snapshot.lang, &snapshot.theme, snapshot.cells);
        let area = inside(area);
        let mut hints: Vec<String> = Vec::new();
        for (number, (key, words)) in self.choosing.keys.iter().enumerate() {
            let key = if number == 0 { "Enter".to_owned() } else { key.to_string() };
            hints.push(format!("{key} {}", lang.of(*words)));
        }
        hints.push(lang.of(Words::new("Esc 回去", "Esc back")).to_owned());
        let widest = self.choosing.rows.iter().map(|row| cells.text(row)).max().unwrap_or(0);
        let width = widest.max(cells.text(&hints.join(popup::BETWEEN))).max(30) + 4;
        let width = width.min(usize::from(area.width)) as u16;
        let room = usize::from(width.saturating_sub(4)).max(1);
        let below = popup::hints(&hints, room, cells);
        let rows = self.choosing.rows.len() + below.len() + 2;
        let window = centred(area, width, rows.min(usize::from(area.height)) as u16);
        let buf = frame.buffer_mut();
        popup::clear(buf, window);
        let framed = [Framed { area: window, title: self.choosing.title.clone(), focused: true }];
        let inner = draw_frame(buf, window, &framed, theme, cells).first().copied().unwrap_or(window);
        let bottom = inner.bottom().saturating_sub(below.len() as u16).max(inner.y);
        self.height = usize::from(bottom - inner.y).max(1);
        let sight = self.list.sight(self.choosing.rows.len(), usize::from(bottom - inner.y));
        for (y, number) in (inner.y..bottom).zip(sight) {
            let Some(row) = self.choosing.rows.get(number) else { break };
            let style = if number == self.list.cursor { theme.cursor } else { theme.text };
            let row = cells.pad(&cells.ellipsis(row, room), room);
            draw_row(buf, inner.x + 1, y, &row, room, cells, style);
        }
        for (text, y) in below.iter().zip(bottom..inner.bottom()) {
            draw_row(buf, inner.x + 1, y, text, room, cells, theme.key);
        }
    }
}
