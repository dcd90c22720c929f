//! Help: every command of where one is, and of everywhere, with its keys. Made from the table of commands.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::stats::report::Words;
use crate::tui::command::{Info, Room};
use crate::tui::key::Key;
use crate::tui::keymap::Keymap;
use crate::tui::layout::{centred, inside};
use crate::tui::snapshot::Snapshot;
use crate::tui::widgets::frame::{Framed, frame as draw_frame};
use crate::tui::widgets::popup;
use crate::tui::widgets::row::draw_row;
use crate::tui::widgets::scroll::Scroll;

/// The open help.
#[derive(Debug)]
pub struct Help {
    rows: Vec<(Option<Room>, String, Words)>,
    scroll: Scroll,
}

impl Help {
    /// Help for `room`: its commands, then those of everywhere.
    pub fn new(room: Room, infos: &[(Room, &'static Info)], keymap: &Keymap) -> Self {
        let mut rows = Vec::new();
        for wanted in [room, Room::Program] {
            rows.push((Some(wanted), String::new(), wanted.words()));
            for (_, info) in infos.iter().filter(|(of, _)| *of == wanted) {
                let keys = keymap.shown(info.id);
                if !keys.is_empty() {
                    rows.push((None, keys, info.words));
                }
            }
        }
        Self { rows, scroll: Scroll::default() }
    }

    /// Puts rows of keys and words, under `title`, before the others.
    #[must_use]
    pub fn with(mut self, title: Words, keys: &[(&str, Words)]) -> Self {
        let head = std::iter::once((Some(Room::Draft), String::new(), title));
        let rows = keys.iter().map(|(keys, words)| (None, (*keys).to_owned(), *words));
        self.rows.splice(0..0, head.chain(rows));
        self
    }

    /// A key; true when help is to be closed.
    pub fn key(&mut self, key: Key) -> bool {
        self.scroll.key(key)
    }

    /// Draws it.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, snapshot: &Snapshot) {
        let (lang, theme, cells) = (snapshot.lang, &snapshot.theme, snapshot.cells);
        let window = centred(inside(area), 64, (self.rows.len() as u16).saturating_add(2));
        let buf = frame.buffer_mut();
        popup::clear(buf, window);
        let more = usize::from(window.height.saturating_sub(2)) < self.rows.len();
        let title = lang.of(if more {
            Words::new("按键 · j/k 滚动，Esc 关闭", "Keys · j/k scroll, Esc closes")
        } else {
            Words::new("按键 · Esc 关闭", "Keys · Esc closes")
        });
        let framed = [Framed { area: window, title: title.to_owned(), focused: true }];
        let inner = draw_frame(buf, window, &framed, theme, cells).first().copied().unwrap_or(window);
        self.scroll.fit(self.rows.len(), inner.height);
        let width = usize::from(inner.width).saturating_sub(2);
        let keys = (width * 2 / 5).min(24);
        for (y, (room, shown, words)) in (inner.y..inner.bottom()).zip(self.rows.iter().skip(self.scroll.top)) {
            if room.is_some() {
                draw_row(buf, inner.x + 1, y, lang.of(*words), width, cells, theme.heading);
            } else {
                draw_row(buf, inner.x + 1, y, &cells.pad(shown, keys), width, cells, theme.key);
                let rest = width.saturating_sub(keys + 2);
                let text = cells.ellipsis(lang.of(*words), rest);
                draw_row(buf, inner.x + 3 + keys as u16, y, &text, rest, cells, theme.text);
            }
        }
    }
}
