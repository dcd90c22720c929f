//! A question: a line of text, or one of a few choices.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::stats::report::Words;
use crate::tui::command::{Answer, Question, QuestionKind};
use crate::tui::key::{Code, Key};
use crate::tui::layout::{centred, inside};
use crate::tui::snapshot::Snapshot;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::frame::{Framed, frame as draw_frame};
use crate::tui::widgets::popup;
use crate::tui::widgets::row::draw_row;

/// An open question.
#[derive(Debug)]
pub struct Asking {
    /// What is asked.
    pub question: Question,
    field: Field,
    choice: usize,
}

impl Asking {
    /// Opens it.
    pub fn new(question: Question) -> Self {
        let initial = match &question.kind {
            QuestionKind::Line { initial } => initial.as_str(),
            QuestionKind::Choice(_) => "",
        };
        Self { field: Field::new(initial), choice: 0, question }
    }

    /// Whether typed characters are text.
    pub const fn takes_text(&self) -> bool {
        matches!(self.question.kind, QuestionKind::Line { .. })
    }

    /// Text was typed or pasted.
    pub fn type_text(&mut self, text: &str) {
        self.field.insert(text);
    }

    /// A key; the answer when it is one.
    pub fn key(&mut self, key: Key) -> Option<Answer> {
        if key.code == Code::Esc {
            return Some(Answer::Cancelled);
        }
        match &self.question.kind {
            QuestionKind::Line { .. } => {
                if key.code == Code::Enter {
                    Some(Answer::Line(self.field.text().to_owned()))
                } else {
                    self.field.key(key);
                    None
                }
            }
            QuestionKind::Choice(options) => match key.code {
                Code::Enter => options.get(self.choice).map(|(c, _)| Answer::Choice(*c)),
                Code::Up | Code::Left | Code::BackTab => {
                    self.choice = self.choice.saturating_sub(1);
                    None
                }
                Code::Down | Code::Right | Code::Tab => {
                    self.choice = (self.choice + 1).min(options.len().saturating_sub(1));
                    None
                }
                Code::Char(typed) => {
                    let wanted = key.folded().typed().unwrap_or(typed).to_ascii_lowercase();
                    options.iter().find(|(c, _)| *c == wanted).map(|(c, _)| Answer::Choice(*c))
                }
                _ => None,
            },
        }
    }

    /// Draws it and gives the caret.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, snapshot: &Snapshot) -> Option<Position> {
        let (lang, theme, cells) = (snapshot.lang, &snapshot.theme, snapshot.cells);
        let answers = match &self.question.kind {
            QuestionKind::Line { .. } => 1,
            QuestionKind::Choice(options) => options.len(),
        };
        let height = (self.question.text.len() + answers + 3).min(usize::from(area.height)) as u16;
        let widest = self.question.text.iter().map(|t| cells.text(t) + 4).max().unwrap_or(0).max(44);
        let window = centred(inside(area), widest.min(usize::from(area.width)) as u16, height);
        let buf = frame.buffer_mut();
        popup::clear(buf, window);
        let framed = [Framed { area: window, title: self.question.title.clone(), focused: true }];
        let inner = draw_frame(buf, window, &framed, theme, cells).first().copied().unwrap_or(window);
        let width = usize::from(inner.width).saturating_sub(2);
        let mut y = inner.y;
        let text_rows = usize::from(inner.height).saturating_sub(answers + 1);
        for line in self.question.text.iter().take(text_rows) {
            draw_row(buf, inner.x + 1, y, &cells.ellipsis(line, width), width, cells, theme.text);
            y += 1;
        }
        match &self.question.kind {
            QuestionKind::Line { .. } => {
                if y + 1 < inner.bottom() {
                    let hint = lang.of(Words::new("Enter 确定  Esc 取消", "Enter accept  Esc cancel"));
                    draw_row(buf, inner.x + 1, y + 1, hint, width, cells, theme.dim);
                }
                let row =
                    Rect { x: inner.x + 1, y: y.min(inner.bottom().saturating_sub(1)), width: width as u16, height: 1 };
                (row.width > 0).then(|| self.field.draw(buf, row, cells, theme.text))
            }
            QuestionKind::Choice(options) => {
                for (number, (key, words)) in options.iter().enumerate() {
                    if y >= inner.bottom() {
                        break;
                    }
                    let style = if number == self.choice { theme.cursor } else { theme.text };
                    let row = cells.pad(&format!(" {key}  {}", lang.of(*words)), width);
                    draw_row(buf, inner.x + 1, y, &row, width, cells, style);
                    y += 1;
                }
                None
            }
        }
    }
}
