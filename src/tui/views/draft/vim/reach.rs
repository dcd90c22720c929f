//! How far a movement goes from a place, and what an operator takes of the way. Knows the text and its words, no rows.

use super::keys::Go;
use crate::draft::buffer::{Buffer, Pos, PosSpan};
use crate::draft::motion::{
    self, WordBoundaries, cluster_after, cluster_before, sentence_left, sentence_right, word_left, word_right,
};
use crate::text::span::{self, ByteSpan};

/// Where a movement is made.
#[derive(Clone, Copy)]
pub struct Ground<'t> {
    /// The text.
    pub buffer: &'t Buffer,
    /// Its words.
    pub words: &'t dyn WordBoundaries,
}

/// What an operator takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// From one place to another.
    Text(PosSpan),
    /// Whole paragraphs, the first and the last, 0-based.
    Paragraphs(usize, usize),
}

impl Ground<'_> {
    fn text(&self, pos: Pos) -> &str {
        self.buffer.paragraph(pos.paragraph)
    }

    fn last(&self) -> usize {
        self.buffer.count().saturating_sub(1)
    }

    fn end_of(&self, paragraph: usize) -> Pos {
        Pos::new(paragraph, self.buffer.paragraph(paragraph).len())
    }

    /// The place of the first character of `paragraph` that is no blank; its end where there is none.
    pub fn first_text(&self, paragraph: usize) -> Pos {
        let text = self.buffer.paragraph(paragraph);
        Pos::new(paragraph, text.len() - text.trim_start().len())
    }

    /// The place behind the character at `pos`, in its paragraph.
    pub fn behind(&self, pos: Pos) -> Pos {
        Pos::new(pos.paragraph, cluster_after(self.text(pos), pos.byte).unwrap_or(pos.byte))
    }

    /// The place of the character before `pos`, in its paragraph.
    pub fn before(&self, pos: Pos) -> Pos {
        Pos::new(pos.paragraph, cluster_before(self.text(pos), pos.byte).unwrap_or(pos.byte))
    }

    fn blank_at(&self, pos: Pos) -> bool {
        span::tail(self.text(pos), pos.byte).chars().next().is_some_and(char::is_whitespace)
    }

    /// Where `go`, done `count` times from `from`, leads.
    pub fn target(&self, go: Go, count: Option<usize>, from: Pos) -> Pos {
        let times = count.unwrap_or(1);
        let paragraph = from.paragraph;
        match go {
            Go::Left => repeat(times, from, |pos| self.before(pos)),
            Go::Right => repeat(times, from, |pos| self.behind(pos)),
            Go::Up => self.buffer.clamp(Pos::new(paragraph.saturating_sub(times), from.byte)),
            Go::Down => {
                let paragraph = paragraph.saturating_add(times).min(self.last());
                self.buffer.clamp(Pos::new(paragraph, from.byte))
            }
            Go::WordRight => repeat(times, from, |pos| self.word_right(pos)),
            Go::WordLeft => repeat(times, from, |pos| self.word_left(pos)),
            Go::WordEnd => repeat(times, from, |pos| self.word_end(pos)),
            Go::Start => Pos::new(paragraph, 0),
            Go::FirstText => self.first_text(paragraph),
            Go::End => self.end_of(paragraph.saturating_add(times - 1).min(self.last())),
            Go::First => self.first_text((times - 1).min(self.last())),
            Go::Last => self.first_text(count.map_or(self.last(), |number| (number - 1).min(self.last()))),
            Go::SentenceLeft => repeat(times, from, |pos| {
                let pos = if pos.byte == 0 { sentence_left(self.buffer, pos) } else { pos };
                if pos.byte == 0 { pos } else { sentence_left(self.buffer, pos) }
            }),
            Go::SentenceRight => repeat(times, from, |pos| {
                let to = sentence_right(self.buffer, pos);
                if to == self.end_of(to.paragraph) { sentence_right(self.buffer, to) } else { to }
            }),
            Go::ParagraphUp => repeat(times, from, motion::paragraph_up),
            Go::ParagraphDown => repeat(times, from, |pos| motion::paragraph_down(self.buffer, pos)),
            Go::NextText => self.first_text(paragraph.saturating_add(times).min(self.last())),
        }
    }

    /// What an operator takes that is followed by `go`; `changes`: the text is to become another, so that a blank
    /// behind a word stays.
    pub fn stretch(&self, go: Go, count: Option<usize>, from: Pos, changes: bool) -> Option<Stretch> {
        let to = match go {
            Go::WordRight => self.words_on(count.unwrap_or(1), from, changes),
            _ => self.target(go, count, from),
        };
        match go {
            Go::Up | Go::Down | Go::NextText if to.paragraph == from.paragraph => None,
            Go::Up | Go::Down | Go::NextText | Go::First | Go::Last => {
                let (one, other) = (from.paragraph, to.paragraph);
                Some(Stretch::Paragraphs(one.min(other), one.max(other)))
            }
            Go::WordEnd => Some(Stretch::Text(PosSpan::new(from, self.behind(to)))),
            Go::WordRight | Go::End => Some(Stretch::Text(PosSpan::new(from, to))),
            _ => Some(self.apart(PosSpan::new(from, to))),
        }
    }

    /// A stretch that ends where a paragraph begins ends with the paragraph before it, and is of whole paragraphs if
    /// nothing stands before it either.
    fn apart(&self, span: PosSpan) -> Stretch {
        let PosSpan { start, end } = span;
        if end.byte > 0 || end.paragraph == start.paragraph {
            return Stretch::Text(span);
        }
        let last = end.paragraph - 1;
        if start.byte <= self.first_text(start.paragraph).byte {
            Stretch::Paragraphs(start.paragraph, last)
        } else {
            Stretch::Text(PosSpan { start, end: self.end_of(last) })
        }
    }

    /// To the beginning of the next word, over the end of the paragraph; an empty paragraph is a word.
    fn word_right(&self, pos: Pos) -> Pos {
        let mut to = word_right(self.buffer, pos, self.words);
        while !self.is_word(to) {
            let next = word_right(self.buffer, to, self.words);
            if next == to {
                break;
            }
            to = next;
        }
        to
    }

    fn word_left(&self, pos: Pos) -> Pos {
        let mut to = word_left(self.buffer, pos, self.words);
        while !self.is_word(to) {
            let next = word_left(self.buffer, to, self.words);
            if next == to {
                break;
            }
            to = next;
        }
        to
    }

    /// Whether a word stands at `pos`, or an empty paragraph.
    fn is_word(&self, pos: Pos) -> bool {
        let text = self.text(pos);
        text.is_empty() || (pos.byte < text.len() && !self.blank_at(pos))
    }

    /// The last character of the word that goes on behind `pos`, or of the next one.
    fn word_end(&self, pos: Pos) -> Pos {
        let mut from = motion::right(self.buffer, pos);
        loop {
            let text = self.text(from);
            if from.byte < text.len() && !self.blank_at(from) {
                let end = self.word_stop(from);
                return self.before(end).max(pos);
            }
            let next = motion::right(self.buffer, from);
            if next == from {
                return from;
            }
            from = next;
        }
    }

    /// Behind the word at `pos`, in its paragraph; the blanks behind the word are left out.
    fn word_stop(&self, pos: Pos) -> Pos {
        let end = word_right(self.buffer, pos, self.words);
        let end = if end.paragraph == pos.paragraph { end } else { self.end_of(pos.paragraph) };
        let part = span::slice(self.text(pos), ByteSpan::new(pos.byte, end.byte));
        let word = part.trim_end().len();
        Pos::new(pos.paragraph, if word == 0 { end.byte } else { pos.byte + word })
    }

    /// Where an operator on `count` words ends: not behind the paragraph of the last one.
    fn words_on(&self, count: usize, from: Pos, changes: bool) -> Pos {
        let from = repeat(count - 1, from, |pos| self.word_right(pos));
        if changes {
            return self.word_stop(from);
        }
        let to = word_right(self.buffer, from, self.words);
        if to.paragraph == from.paragraph { to } else { self.end_of(from.paragraph) }
    }
}

/// `step` done `times` times, until it leads nowhere.
fn repeat(times: usize, from: Pos, step: impl Fn(Pos) -> Pos) -> Pos {
    let mut pos = from;
    for _ in 0..times {
        let next = step(pos);
        if next == pos {
            break;
        }
        pos = next;
    }
    pos
}
