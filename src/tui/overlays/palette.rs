//! The palette: commands, pieces and sections, found by Chinese, by pinyin or by their initials.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::corpus::model::{Corpus, Place, Scope};
use crate::stats::report::Words;
use crate::text::pinyin::Matcher;
use crate::tui::command::{Info, Room};
use crate::tui::key::{Code, Key};
use crate::tui::keymap::Keymap;
use crate::tui::layout::{centred, inside};
use crate::tui::snapshot::Snapshot;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::frame::{Framed, frame as draw_frame};
use crate::tui::widgets::list::List;
use crate::tui::widgets::popup;
use crate::tui::widgets::row::draw_row;

/// How many rows are listed at most.
const LISTED: usize = 200;

/// What was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// A command by its id.
    Command(&'static str),
    /// A place in the corpus.
    Place(Place),
    /// Nothing: the palette is closed.
    Nothing,
}

#[derive(Clone, Debug)]
struct Row {
    label: String,
    aside: String,
    chosen: Chosen,
}

/// The open palette.
#[derive(Debug)]
pub struct Palette {
    field: Field,
    commands: Vec<Row>,
    rows: Vec<Row>,
    list: List,
    built: Option<(String, u64)>,
    height: usize,
}

impl Palette {
    /// The palette over `room`: its commands come first.
    pub fn new(room: Room, infos: &[(Room, &'static Info)], keymap: &Keymap, snapshot: &Snapshot) -> Self {
        let row = |(of, info): &(Room, &'static Info)| Row {
            label: format!("{}：{}", snapshot.lang.of(of.words()), snapshot.lang.of(info.words)),
            aside: keymap.shown(info.id),
            chosen: Chosen::Command(info.id),
        };
        let here = infos.iter().filter(|(of, _)| *of == room).map(row);
        let everywhere = infos.iter().filter(|(of, _)| *of == Room::Program).map(row);
        let commands = here.chain(everywhere).collect();
        let mut palette =
            Self { field: Field::default(), commands, rows: Vec::new(), list: List::default(), built: None, height: 1 };
        palette.refresh(snapshot);
        palette
    }

    /// Text was typed or pasted.
    pub fn type_text(&mut self, text: &str, snapshot: &Snapshot) {
        self.field.insert(text);
        self.refresh(snapshot);
    }

    /// A key; what was chosen when something was.
    pub fn key(&mut self, key: Key, snapshot: &Snapshot) -> Option<Chosen> {
        match key.code {
            Code::Esc => return Some(Chosen::Nothing),
            Code::Enter => return Some(self.rows.get(self.list.cursor).map_or(Chosen::Nothing, |row| row.chosen)),
            Code::Down => self.list.step(1, self.rows.len()),
            Code::Up => self.list.step(-1, self.rows.len()),
            Code::PageDown => self.list.step(self.height as isize, self.rows.len()),
            Code::PageUp => self.list.step(-(self.height as isize), self.rows.len()),
            _ => {
                self.field.key(key);
                self.refresh(snapshot);
            }
        }
        None
    }

    /// Draws it and gives the caret.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, snapshot: &Snapshot) -> Option<Position> {
        self.refresh(snapshot);
        let (lang, theme, cells) = (snapshot.lang, &snapshot.theme, snapshot.cells);
        let window = centred(inside(area), 72, 24);
        let buf = frame.buffer_mut();
        popup::clear(buf, window);
        let title =
            lang.of(Words::new("命令与篇目 · 汉字、拼音、首字母都行", "Commands and pieces · Chinese or pinyin"));
        let framed = [Framed { area: window, title: title.to_owned(), focused: true }];
        let inner = draw_frame(buf, window, &framed, theme, cells).first().copied().unwrap_or(window);
        if inner.height < 2 || inner.width < 4 {
            return None;
        }
        let width = usize::from(inner.width) - 2;
        let input = Rect { x: inner.x + 1, y: inner.y, width: width as u16, height: 1 };
        let caret = self.field.draw(buf, input, cells, theme.text);
        self.height = usize::from(inner.height) - 1;
        let sight = self.list.sight(self.rows.len(), self.height);
        for (y, number) in (inner.y + 1..inner.bottom()).zip(sight) {
            let Some(row) = self.rows.get(number) else { break };
            let style = if number == self.list.cursor { theme.cursor } else { theme.text };
            let aside = cells.ellipsis(&row.aside, width / 2);
            let used = cells.text(&aside);
            let label = cells.pad(&row.label, width.saturating_sub(used + 1));
            let x = inner.x + 1;
            let taken = draw_row(buf, x, y, &label, width, cells, style);
            let aside_style = if number == self.list.cursor { style } else { theme.dim };
            draw_row(buf, x + taken, y, &format!(" {aside}"), width - usize::from(taken), cells, aside_style);
        }
        if self.rows.is_empty() {
            let words = Words::new("没有相符的", "nothing matches");
            draw_row(buf, inner.x + 1, inner.y + 1, lang.of(words), width, cells, theme.dim);
        }
        Some(caret)
    }

    fn refresh(&mut self, snapshot: &Snapshot) {
        let query = self.field.text().trim().to_owned();
        let wanted = (query, snapshot.generation);
        if self.built.as_ref() == Some(&wanted) {
            return;
        }
        if self.built.as_ref().is_none_or(|built| built.0 != wanted.0) {
            self.list = List::default();
        }
        self.rows.clear();
        if wanted.0.is_empty() {
            self.rows.clone_from(&self.commands);
        } else {
            let matcher = Matcher::new(&wanted.0);
            self.rows.extend(self.commands.iter().filter(|row| matcher.is_match(&row.label)).cloned());
            add_places(&mut self.rows, &snapshot.corpus, &matcher);
        }
        self.built = Some(wanted);
    }
}

/// Adds pieces and sections that match, titles before headings.
fn add_places(rows: &mut Vec<Row>, corpus: &Corpus, matcher: &Matcher) {
    let place = |scope| corpus.place(scope).map_or(Chosen::Nothing, Chosen::Place);
    for (d, p, piece) in corpus.pieces() {
        if rows.len() >= LISTED {
            return;
        }
        if matcher.is_match(&piece.title) {
            let aside = corpus.documents.get(d).map_or_else(String::new, |doc| doc.name());
            rows.push(Row { label: piece.title.clone(), aside, chosen: place(Scope::Piece(d, p)) });
        }
    }
    for (d, p, piece) in corpus.pieces() {
        for (s, section) in piece.sections.iter().enumerate() {
            if rows.len() >= LISTED {
                return;
            }
            if matcher.is_match(&section.text) {
                let chosen = place(Scope::Section(d, p, s));
                rows.push(Row { label: section.label(), aside: piece.title.clone(), chosen });
            }
        }
    }
}
