//! A question: a text, or one of a few choices.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::stats::report::Words;
use crate::text::pinyin::Matcher;
use crate::text::safe;
use crate::text::wrap;
use crate::tui::command::{Answer, Question, QuestionKind};
use crate::tui::key::{Code, Key};
use crate::tui::layout::{centred, inside};
use crate::tui::snapshot::Snapshot;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::frame::{Framed, frame as draw_frame};
use crate::tui::widgets::list::List;
use crate::tui::widgets::pad::Pad;
use crate::tui::widgets::popup;
use crate::tui::widgets::row::draw_row;

/// The widest window of words that take several rows, in cells, and how many rows there are for them at the least.
const PAD_WIDTH: u16 = 72;
const PAD_ROWS: usize = 3;

/// An open question.
#[derive(Debug)]
pub struct Asking {
    /// What is asked.
    pub question: Question,
    field: Field,
    /// What is written in several rows.
    pad: Pad,
    /// Escape was pressed over words that would be lost.
    warned: bool,
    choice: usize,
    /// Rows of a column of choices, as last drawn.
    rows: usize,
    /// The texts that are found by what is typed.
    list: List,
}

impl Asking {
    /// Opens it.
    pub fn new(question: Question) -> Self {
        let field = match &question.kind {
            QuestionKind::Line { initial } => Field::chosen(initial),
            _ => Field::default(),
        };
        let pad = match &question.kind {
            QuestionKind::Text => Pad::new("", true),
            QuestionKind::Edit { initial } => Pad::new(initial, false),
            _ => Pad::new("", false),
        };
        Self { field, pad, warned: false, choice: 0, rows: 1, list: List::default(), question }
    }

    /// Whether typed characters are text.
    pub const fn takes_text(&self) -> bool {
        use QuestionKind::{Edit, Find, Line, Text};
        matches!(self.question.kind, Line { .. } | Edit { .. } | Text | Find(_))
    }

    /// Whether what is typed may have several lines.
    pub const fn takes_lines(&self) -> bool {
        matches!(self.question.kind, QuestionKind::Text)
    }

    /// Whether it is written in several rows.
    const fn is_padded(&self) -> bool {
        matches!(self.question.kind, QuestionKind::Text | QuestionKind::Edit { .. })
    }

    /// Whether something was written that would be lost.
    fn written(&self) -> bool {
        match &self.question.kind {
            QuestionKind::Text => !self.pad.text().trim().is_empty(),
            QuestionKind::Edit { initial } => self.pad.text() != *initial,
            _ => false,
        }
    }

    /// What a person has written so far that would be lost.
    pub fn words(&self) -> Option<String> {
        self.written().then(|| self.pad.text())
    }

    /// Text was typed or pasted.
    pub fn type_text(&mut self, text: &str) {
        self.warned = false;
        if self.is_padded() {
            self.pad.insert(text);
        } else {
            self.field.insert(text);
        }
        self.list = List::default();
    }

    /// The numbers of the texts that match what was typed; those with an abbreviation that begins so come first.
    fn found(&self) -> Vec<usize> {
        let QuestionKind::Find(texts) = &self.question.kind else { return Vec::new() };
        let typed = self.field.text().trim();
        let matcher = Matcher::new(typed);
        let mut found: Vec<usize> = (0..texts.len()).collect();
        let short = |at: usize| !typed.is_empty() && texts.get(at).is_some_and(|(_, beside)| beside.starts_with(typed));
        found.retain(|at| short(*at) || texts.get(*at).is_some_and(|(text, _)| matcher.is_match(text)));
        found.sort_by_key(|at| !short(*at));
        found
    }

    /// A key; the answer when it is one.
    pub fn key(&mut self, key: Key) -> Option<Answer> {
        if key.code == Code::Esc {
            // Words that were written are not thrown away by one key.
            let lost = self.written() && !self.warned;
            self.warned = lost;
            return (!lost).then_some(Answer::Cancelled);
        }
        self.warned = false;
        match &self.question.kind {
            QuestionKind::Text | QuestionKind::Edit { .. } => {
                if key == Key::plain(Code::Enter) {
                    return Some(Answer::Line(self.pad.text()));
                }
                self.pad.key(key);
                None
            }
            QuestionKind::Line { .. } => {
                if key.code == Code::Enter {
                    Some(Answer::Line(self.field.text().to_owned()))
                } else {
                    self.field.key(key);
                    None
                }
            }
            QuestionKind::Find(_) => {
                let found = self.found();
                match key.code {
                    Code::Enter => return found.get(self.list.cursor).map(|at| Answer::Nth(*at)),
                    Code::Down | Code::Tab => self.list.step(1, found.len()),
                    Code::Up | Code::BackTab => self.list.step(-1, found.len()),
                    Code::PageDown => self.list.step(8, found.len()),
                    Code::PageUp => self.list.step(-8, found.len()),
                    _ => {
                        self.field.key(key);
                        self.list = List::default();
                    }
                }
                None
            }
            QuestionKind::Choice(options) => {
                let keys: Vec<char> = options.iter().map(|(key, _)| *key).collect();
                self.choose(key, &keys)
            }
            QuestionKind::Pick(texts) => {
                let keys: Vec<char> = ('1'..='9').take(texts.len()).collect();
                self.choose(key, &keys)
            }
        }
    }

    /// A key where one of several is chosen, each of which has its own key.
    fn choose(&mut self, key: Key, keys: &[char]) -> Option<Answer> {
        let step = match key.code {
            Code::Enter => return keys.get(self.choice).map(|key| Answer::Choice(*key)),
            Code::Char(typed) => {
                let typed = key.folded().typed().unwrap_or(typed);
                let small = typed.to_ascii_lowercase();
                let of = |wanted: char| keys.iter().find(|key| **key == wanted);
                return of(typed).or_else(|| of(small)).map(|key| Answer::Choice(*key));
            }
            // Sideways is a column where there are several.
            Code::Left if self.rows < keys.len() => -(self.rows as isize),
            Code::Right if self.rows < keys.len() => self.rows as isize,
            Code::Up | Code::BackTab | Code::Left => -1,
            Code::Down | Code::Tab | Code::Right => 1,
            _ => return None,
        };
        let to = self.choice.checked_add_signed(step).filter(|to| *to < keys.len());
        self.choice = to.unwrap_or(self.choice);
        None
    }

    /// Draws it and gives the caret.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, snapshot: &Snapshot) -> Option<Position> {
        if matches!(self.question.kind, QuestionKind::Find(_)) {
            return self.draw_found(frame, area, snapshot);
        }
        if self.is_padded() {
            return self.draw_pad(frame, area, snapshot);
        }
        let (lang, theme, cells) = (snapshot.lang, &snapshot.theme, snapshot.cells);
        let room = inside(area);
        let texts = self.question.text.len();
        let options: Vec<String> = match &self.question.kind {
            QuestionKind::Choice(options) => {
                options.iter().map(|(key, words)| format!(" {key}  {}", lang.of(*words))).collect()
            }
            QuestionKind::Pick(texts) => {
                texts.iter().enumerate().map(|(at, text)| format!(" {}  {}", at + 1, safe::line(text))).collect()
            }
            _ => Vec::new(),
        };
        let item = options.iter().map(|text| cells.text(text)).max().unwrap_or(0) + 2;
        let columns = columns(options.len(), item, texts, room);
        self.rows = options.len().div_ceil(columns).max(1);
        let height = (texts + self.rows + 3).min(usize::from(room.height)) as u16;
        let widest = self.question.text.iter().map(|t| cells.text(t) + 4).max().unwrap_or(0).max(44);
        // What is written needs room, and what is longer still is seen whole as far as the screen goes.
        let written = if options.is_empty() { (cells.text(self.field.text()) + 6).max(64) } else { 0 };
        let widest = widest.max(written);
        let widest = if columns > 1 { widest.max(item * columns + 4) } else { widest };
        let window = centred(room, widest.min(usize::from(area.width)) as u16, height);
        let buf = frame.buffer_mut();
        popup::clear(buf, window);
        let framed = [Framed { area: window, title: self.question.title.clone(), focused: true }];
        let inner = draw_frame(buf, window, &framed, theme, cells).first().copied().unwrap_or(window);
        let width = usize::from(inner.width).saturating_sub(2);
        let mut y = inner.y;
        let spare = usize::from(options.is_empty());
        let text_rows = usize::from(inner.height).saturating_sub(self.rows + spare);
        for line in self.question.text.iter().take(text_rows) {
            draw_row(buf, inner.x + 1, y, &cells.ellipsis(line, width), width, cells, theme.text);
            y += 1;
        }
        if options.is_empty() {
            if y + 1 < inner.bottom() {
                let hint = lang.of(Words::new("Enter 确定  Esc 取消", "Enter accept  Esc cancel"));
                draw_row(buf, inner.x + 1, y + 1, hint, width, cells, theme.dim);
            }
            let y = y.min(inner.bottom().saturating_sub(1));
            let row = Rect { x: inner.x + 1, y, width: width as u16, height: 1 };
            return (row.width > 0).then(|| self.field.draw(buf, row, cells, theme.text));
        }
        let shown = usize::from(inner.bottom().saturating_sub(y)).min(self.rows);
        // A choice further down than there is room for is scrolled to.
        let top = (self.choice % self.rows).saturating_sub(shown.saturating_sub(1));
        let each = width / columns;
        for (number, text) in options.iter().enumerate() {
            let (column, row) = (number / self.rows, number % self.rows);
            let Some(down) = row.checked_sub(top).filter(|down| *down < shown) else { continue };
            let style = if number == self.choice { theme.cursor } else { theme.text };
            let gap = usize::from(columns > 1);
            let text = cells.pad(text, each.saturating_sub(gap));
            draw_row(buf, inner.x + 1 + (column * each) as u16, y + down as u16, &text, each, cells, style);
        }
        None
    }

    /// Draws words that take several rows: what they are about, they themselves, and what can be done.
    fn draw_pad(&mut self, frame: &mut Frame<'_>, area: Rect, snapshot: &Snapshot) -> Option<Position> {
        let (lang, theme, cells) = (snapshot.lang, &snapshot.theme, snapshot.cells);
        let room = inside(area);
        let width = PAD_WIDTH.min(area.width);
        let wide = usize::from(width).saturating_sub(4);
        let above: Vec<&str> =
            self.question.text.iter().flat_map(|text| wrap::parts(text, wide.max(2), cells)).collect();
        let least = if self.takes_lines() { PAD_ROWS } else { 1 };
        let rows = self.pad.height(wide, cells).max(least);
        let height = (above.len() + rows + 3).min(usize::from(room.height)) as u16;
        let window = centred(room, width, height);
        let buf = frame.buffer_mut();
        popup::clear(buf, window);
        let framed = [Framed { area: window, title: self.question.title.clone(), focused: true }];
        let inner = draw_frame(buf, window, &framed, theme, cells).first().copied().unwrap_or(window);
        if inner.width < 4 || inner.height == 0 {
            return None;
        }
        // The words first, then what can be done, then what they are about: that is the order in which room is given.
        let hint = u16::from(inner.height > 1);
        let above_rows = above.len().min(usize::from((inner.height - hint).saturating_sub(rows.min(3) as u16)));
        for (y, part) in (inner.y..).zip(above.iter().take(above_rows)) {
            draw_row(buf, inner.x + 1, y, part, wide, cells, theme.dim);
        }
        let words = match (self.warned, self.takes_lines()) {
            (true, _) => {
                Words::new("还没有记下：Enter 记下  再按 Esc 放弃", "not kept yet: Enter keeps it  Esc drops it")
            }
            (false, true) => {
                Words::new("Enter 记下  Alt-Enter 换行  Esc 取消", "Enter keep  Alt-Enter new line  Esc cancel")
            }
            (false, false) => Words::new("Enter 记下  Esc 取消", "Enter keep  Esc cancel"),
        };
        let style = if self.warned { theme.error } else { theme.dim };
        if hint > 0 {
            draw_row(buf, inner.x + 1, inner.bottom() - 1, lang.of(words), wide, cells, style);
        }
        let y = inner.y + above_rows as u16;
        let field = Rect { x: inner.x + 1, y, width: wide as u16, height: inner.bottom() - hint - y };
        Some(self.pad.draw(buf, field, cells, theme.text))
    }

    /// Draws texts to be found: what is typed, and below it those that match.
    fn draw_found(&mut self, frame: &mut Frame<'_>, area: Rect, snapshot: &Snapshot) -> Option<Position> {
        let (theme, cells) = (&snapshot.theme, snapshot.cells);
        let found = self.found();
        let QuestionKind::Find(texts) = &self.question.kind else { return None };
        let window = centred(inside(area), 60, (texts.len() + 3).min(18) as u16);
        let buf = frame.buffer_mut();
        popup::clear(buf, window);
        let framed = [Framed { area: window, title: self.question.title.clone(), focused: true }];
        let inner = draw_frame(buf, window, &framed, theme, cells).first().copied().unwrap_or(window);
        if inner.height < 2 || inner.width < 4 {
            return None;
        }
        let width = usize::from(inner.width) - 2;
        let field = Rect { x: inner.x + 1, y: inner.y, width: width as u16, height: 1 };
        let caret = self.field.draw(buf, field, cells, theme.text);
        let sight = self.list.sight(found.len(), usize::from(inner.height) - 1);
        for (y, number) in (inner.y + 1..inner.bottom()).zip(sight) {
            let Some((text, beside)) = found.get(number).and_then(|at| texts.get(*at)) else { break };
            let style = if number == self.list.cursor { theme.cursor } else { theme.text };
            let beside = cells.ellipsis(&safe::line(beside), width / 4);
            let text =
                cells.pad(&cells.ellipsis(&safe::line(text), width), width.saturating_sub(cells.text(&beside) + 1));
            draw_row(buf, inner.x + 1, y, &format!("{text} {beside}"), width, cells, style);
        }
        if found.is_empty() {
            let words = snapshot.lang.of(Words::new("没有相符的", "nothing matches"));
            draw_row(buf, inner.x + 1, inner.y + 1, words, width, cells, theme.dim);
        }
        Some(caret)
    }
}

/// The fewest columns in which `count` choices of `item` cells fit below `texts` rows of words.
fn columns(count: usize, item: usize, texts: usize, room: Rect) -> usize {
    let most = (usize::from(room.width).saturating_sub(4) / item.max(1)).clamp(1, count.max(1));
    let rows = usize::from(room.height).saturating_sub(2);
    (1..=most).find(|columns| count.div_ceil(*columns) + texts <= rows).unwrap_or(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_stand_in_as_few_columns_as_they_fit_in() {
        for (count, item, texts, width, height, expected) in [
            (2, 10, 3, 80, 22, 1),
            (13, 18, 1, 40, 10, 2),
            (12, 9, 1, 40, 6, 4),
            (40, 30, 0, 40, 5, 1),
            (0, 2, 1, 9, 9, 1),
        ] {
            assert_eq!(columns(count, item, texts, Rect::new(0, 0, width, height)), expected, "{count} × {item}");
        }
    }
}
