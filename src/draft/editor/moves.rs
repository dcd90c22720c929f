//! Moving the caret and selecting.

use std::sync::Arc;

use super::Editor;
use crate::draft::buffer::{Pos, PosSpan};
use crate::draft::motion::{self, Motion};

impl Editor {
    /// Moves the caret. With `extend` the selection grows with it; without, it is dropped (and left and right go to its
    /// edges).
    pub fn go(&mut self, motion: Motion, extend: bool) {
        self.history.seal();
        let selection = self.selection();
        if extend {
            self.anchor.get_or_insert(self.caret);
        } else {
            self.anchor = None;
            if let Some(span) = selection {
                match motion {
                    Motion::Left => return self.set_caret(span.start, false),
                    Motion::Right => return self.set_caret(span.end, false),
                    _ => {}
                }
            }
        }
        let (buffer, caret, words) = (&self.buffer, self.caret, Arc::clone(&self.words));
        let to = match motion {
            Motion::Left => motion::left(buffer, caret),
            Motion::Right => motion::right(buffer, caret),
            Motion::WordLeft => motion::word_left(buffer, caret, &*words),
            Motion::WordRight => motion::word_right(buffer, caret, &*words),
            Motion::SentenceLeft => motion::sentence_left(buffer, caret),
            Motion::SentenceRight => motion::sentence_right(buffer, caret),
            Motion::ParagraphUp => motion::paragraph_up(caret),
            Motion::ParagraphDown => motion::paragraph_down(buffer, caret),
            Motion::DocumentStart => Pos::default(),
            Motion::DocumentEnd => buffer.end(),
            Motion::Line(line) => Pos::new(line.saturating_sub(1).min(buffer.count() - 1), 0),
            Motion::To(pos) => self.place(pos),
            Motion::Up => return self.by_rows(-1),
            Motion::Down => return self.by_rows(1),
            Motion::PageUp => return self.by_page(-1),
            Motion::PageDown => return self.by_page(1),
            Motion::RowStart => return self.row_start(),
            Motion::RowEnd => return self.row_end(),
        };
        self.set_caret(to, false);
    }

    /// Selects `span`, the caret at its end.
    pub fn select(&mut self, span: PosSpan) {
        self.history.seal();
        self.anchor = Some(self.place(span.start));
        let end = self.settled(span.end);
        self.set_caret(end, false);
    }

    /// Selects the whole text.
    pub fn select_all(&mut self) {
        self.select(PosSpan { start: Pos::default(), end: self.buffer.end() });
    }

    /// Selects the word at the caret.
    pub fn select_word(&mut self) {
        let words = Arc::clone(&self.words);
        let text = self.buffer.paragraph(self.caret.paragraph);
        let next = motion::cluster_after(text, self.caret.byte).unwrap_or(self.caret.byte);
        let start = motion::word_left(&self.buffer, Pos::new(self.caret.paragraph, next), &*words);
        let end = motion::word_right(&self.buffer, self.caret, &*words);
        if start.paragraph == end.paragraph {
            self.select(PosSpan { start, end });
        }
    }

    /// Selects the caret's paragraph, without its line feed.
    pub fn select_paragraph(&mut self) {
        let (paragraph, length) = (self.caret.paragraph, self.buffer.paragraph(self.caret.paragraph).len());
        self.select(PosSpan { start: Pos::new(paragraph, 0), end: Pos::new(paragraph, length) });
    }

    /// Drops the selection.
    pub fn unselect(&mut self) {
        self.anchor = None;
    }

    /// `pos`, or the nearest place before it where a caret may stand.
    pub(super) fn place(&self, pos: Pos) -> Pos {
        let pos = self.buffer.clamp(pos);
        Pos::new(pos.paragraph, motion::cluster_floor(self.buffer.paragraph(pos.paragraph), pos.byte))
    }

    /// Moves the caret by rows and keeps the goal column.
    pub(super) fn by_rows(&mut self, by: isize) {
        let from = self.layout.row_of(&self.buffer, self.caret, self.at_end);
        let goal = self.goal.unwrap_or_else(|| self.layout.column(&self.buffer, from, self.caret.byte));
        let to = self.layout.moved(&self.buffer, from, by);
        if to != from {
            let (pos, at_end) = self.layout.place(&self.buffer, to, goal);
            self.set_caret(pos, at_end);
        }
        self.goal = Some(goal);
        self.follow = true;
    }

    /// Moves caret and window by a screen, one row of it staying in sight.
    fn by_page(&mut self, direction: isize) {
        let by = direction * self.height.saturating_sub(1).max(1) as isize;
        self.top = self.layout.moved(&self.buffer, self.top, by);
        self.by_rows(by);
    }

    fn row_start(&mut self) {
        let at = self.layout.row_of(&self.buffer, self.caret, self.at_end);
        let start = self.layout.span(&self.buffer, at).start;
        let byte = if self.caret.byte == start { 0 } else { start };
        self.set_caret(Pos::new(self.caret.paragraph, byte), false);
    }

    fn row_end(&mut self) {
        let at = self.layout.row_of(&self.buffer, self.caret, self.at_end);
        let end = self.layout.span(&self.buffer, at).end;
        let length = self.buffer.paragraph(self.caret.paragraph).len();
        let there = self.caret.byte == end;
        let byte = if there { length } else { end };
        self.set_caret(Pos::new(self.caret.paragraph, byte), byte < length);
    }
}
