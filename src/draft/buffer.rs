//! The text of a draft: paragraphs shared by `Arc` and cloned on write, and so is their list: a copy for saving or checking
//! costs nothing, and the first edit behind it a pointer a paragraph.
//!
//! Must not know of carets, undo, widths or files. A position that is not in the text is moved to the nearest one
//! before it that is; nothing here panics.

use std::sync::Arc;

use crate::text::span::{self, ByteSpan};

/// A place between two characters: 0-based paragraph, and byte in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pos {
    /// 0-based paragraph.
    pub paragraph: usize,
    /// Byte in the paragraph, on the boundary of a character.
    pub byte: usize,
}

impl Pos {
    /// The place before `byte` of `paragraph`, both 0-based.
    pub const fn new(paragraph: usize, byte: usize) -> Self {
        Self { paragraph, byte }
    }

    /// The place where `text`, put in here, ends.
    #[must_use]
    pub fn after(self, text: &str) -> Self {
        match text.rsplit_once('\n') {
            None => Self::new(self.paragraph, self.byte + text.len()),
            Some((before, last)) => Self::new(self.paragraph + 1 + before.matches('\n').count(), last.len()),
        }
    }
}

/// A stretch of a draft, `start <= end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PosSpan {
    /// Its first place.
    pub start: Pos,
    /// The place behind its last character.
    pub end: Pos,
}

impl PosSpan {
    /// The stretch between two places, in whichever order they come.
    pub fn new(one: Pos, other: Pos) -> Self {
        Self { start: one.min(other), end: one.max(other) }
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Its bytes in `paragraph`, which is `length` bytes long; and whether it goes on behind that paragraph.
    pub fn within(self, paragraph: usize, length: usize) -> (ByteSpan, bool) {
        if paragraph < self.start.paragraph || paragraph > self.end.paragraph {
            return (ByteSpan::default(), false);
        }
        let start = if paragraph == self.start.paragraph { self.start.byte } else { 0 };
        let goes_on = paragraph < self.end.paragraph;
        (ByteSpan::new(start, if goes_on { length } else { self.end.byte }), goes_on)
    }
}

/// Paragraphs: at least one, none with a line feed inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buffer {
    paragraphs: Arc<Vec<Arc<String>>>,
    bytes: usize,
}

impl Default for Buffer {
    fn default() -> Self {
        Self::from_text("")
    }
}

impl Buffer {
    /// The paragraphs of `text`, one between every two line feeds.
    pub fn from_text(text: &str) -> Self {
        let paragraphs = text.split('\n').map(|line| Arc::new(line.to_owned())).collect();
        Self { paragraphs: Arc::new(paragraphs), bytes: text.len() }
    }

    /// The whole text, with line feeds between the paragraphs and none after the last.
    pub fn to_text(&self) -> String {
        let mut out = String::with_capacity(self.bytes);
        for (index, paragraph) in self.paragraphs.iter().enumerate() {
            if index > 0 {
                out.push('\n');
            }
            out.push_str(paragraph);
        }
        out
    }

    /// Number of paragraphs, 1 at least.
    pub fn count(&self) -> usize {
        self.paragraphs.len()
    }

    /// Bytes of the whole text, the line feeds between paragraphs among them.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Whether there is not one character.
    pub fn is_empty(&self) -> bool {
        self.bytes == 0
    }

    /// The 0-based `paragraph`; empty when there is none.
    pub fn paragraph(&self, paragraph: usize) -> &str {
        self.paragraphs.get(paragraph).map_or("", |text| text.as_str())
    }

    /// The paragraphs, shared.
    pub fn paragraphs(&self) -> &[Arc<String>] {
        &self.paragraphs
    }

    /// The place behind the last character.
    pub fn end(&self) -> Pos {
        let last = self.count().saturating_sub(1);
        Pos::new(last, self.paragraph(last).len())
    }

    /// `pos`, or the nearest place before it that is in the text and between two characters.
    pub fn clamp(&self, pos: Pos) -> Pos {
        if pos.paragraph >= self.count() {
            return self.end();
        }
        Pos::new(pos.paragraph, span::floor(self.paragraph(pos.paragraph), pos.byte))
    }

    /// Bytes of the whole text before `pos`.
    pub fn offset(&self, pos: Pos) -> usize {
        let before: usize = self.paragraphs.iter().take(pos.paragraph).map(|text| text.len() + 1).sum();
        (before + pos.byte).min(self.bytes)
    }

    /// The place with `offset` bytes of the whole text before it.
    pub fn at_offset(&self, offset: usize) -> Pos {
        let mut rest = offset;
        for (index, text) in self.paragraphs.iter().enumerate() {
            if rest <= text.len() {
                return self.clamp(Pos::new(index, rest));
            }
            rest -= text.len() + 1;
        }
        self.end()
    }

    /// Puts `text`, which may hold line feeds, in at `pos`. Gives the place behind it.
    pub fn insert(&mut self, pos: Pos, text: &str) -> Pos {
        let pos = self.clamp(pos);
        let paragraphs = Arc::make_mut(&mut self.paragraphs);
        let Some(paragraph) = paragraphs.get_mut(pos.paragraph) else { return pos };
        self.bytes += text.len();
        let paragraph = Arc::make_mut(paragraph);
        let Some((first, rest)) = text.split_once('\n') else {
            paragraph.insert_str(pos.byte, text);
            return pos.after(text);
        };
        let behind = paragraph.split_off(pos.byte);
        paragraph.push_str(first);
        let mut added: Vec<String> = rest.split('\n').map(str::to_owned).collect();
        if let Some(last) = added.last_mut() {
            last.push_str(&behind);
        }
        let at = pos.paragraph + 1;
        paragraphs.splice(at..at, added.into_iter().map(Arc::new));
        pos.after(text)
    }

    /// Takes out what stands in `span` and gives it.
    pub fn delete(&mut self, span: PosSpan) -> String {
        let (start, end) = (self.clamp(span.start), self.clamp(span.end));
        let removed = self.slice(PosSpan { start, end });
        if removed.is_empty() {
            return removed;
        }
        self.bytes -= removed.len();
        if start.paragraph == end.paragraph {
            if let Some(paragraph) = Arc::make_mut(&mut self.paragraphs).get_mut(start.paragraph) {
                Arc::make_mut(paragraph).drain(start.byte..end.byte);
            }
            return removed;
        }
        let behind = span::tail(self.paragraph(end.paragraph), end.byte).to_owned();
        let paragraphs = Arc::make_mut(&mut self.paragraphs);
        if let Some(paragraph) = paragraphs.get_mut(start.paragraph) {
            let paragraph = Arc::make_mut(paragraph);
            paragraph.truncate(start.byte);
            paragraph.push_str(&behind);
        }
        paragraphs.drain(start.paragraph + 1..=end.paragraph);
        removed
    }

    /// The text of `span`.
    pub fn slice(&self, span: PosSpan) -> String {
        let (start, end) = (self.clamp(span.start), self.clamp(span.end));
        let mut out = String::new();
        for index in start.paragraph..=end.paragraph {
            let text = self.paragraph(index);
            let (bytes, goes_on) = PosSpan { start, end }.within(index, text.len());
            out.push_str(span::slice(text, bytes));
            if goes_on {
                out.push('\n');
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};
    use proptest::{collection::vec, prop_oneof};

    use super::*;

    #[derive(Clone, Debug)]
    enum Act {
        Insert(usize, String),
        Delete(usize, usize),
    }

    fn act() -> impl Strategy<Value = Act> {
        prop_oneof![
            (any::<usize>(), "[创城，a\n𠀀e\u{301}]{0,6}").prop_map(|(at, text)| Act::Insert(at, text)),
            (any::<usize>(), any::<usize>()).prop_map(|(one, other)| Act::Delete(one, other)),
        ]
    }

    fn offset(model: &str, any: usize) -> usize {
        span::floor(model, any % (model.len() + 1))
    }

    proptest! {
        #[test]
        fn the_buffer_does_what_a_string_does(first in "[创城，a\n𠀀]{0,20}", acts in vec(act(), 0..30)) {
            let mut model = first.clone();
            let mut buffer = Buffer::from_text(&first);
            for act in acts {
                match act {
                    Act::Insert(at, text) => {
                        let at = offset(&model, at);
                        let end = buffer.insert(buffer.at_offset(at), &text);
                        model.insert_str(at, &text);
                        prop_assert_eq!(buffer.offset(end), at + text.len());
                    }
                    Act::Delete(one, other) => {
                        let (one, other) = (offset(&model, one), offset(&model, other));
                        let (start, end) = (one.min(other), one.max(other));
                        let span = PosSpan::new(buffer.at_offset(start), buffer.at_offset(end));
                        let copy = buffer.slice(span);
                        let removed = buffer.delete(span);
                        prop_assert_eq!(&removed, &copy);
                        let expected: String = model.drain(start..end).collect();
                        prop_assert_eq!(removed, expected);
                    }
                }
                prop_assert_eq!(buffer.to_text(), model.clone());
                prop_assert_eq!(buffer.bytes(), model.len());
                prop_assert_eq!(buffer.count(), model.matches('\n').count() + 1);
                for at in (0..=model.len()).filter(|at| model.is_char_boundary(*at)) {
                    prop_assert_eq!(buffer.offset(buffer.at_offset(at)), at);
                }
                prop_assert!(buffer.paragraphs().iter().all(|text| !text.contains('\n')));
            }
        }
    }

    #[test]
    fn a_copy_does_not_change_with_the_draft() {
        let mut buffer = Buffer::from_text("一\n二");
        let copy = buffer.clone();
        buffer.insert(Pos::new(1, 0), "新\n");
        assert_eq!((copy.to_text(), buffer.to_text()), ("一\n二".to_owned(), "一\n新\n二".to_owned()));
        assert!(Arc::ptr_eq(&copy.paragraphs()[0], &buffer.paragraphs()[0]));
    }

    #[test]
    fn places_outside_the_text_are_moved_into_it() {
        let mut buffer = Buffer::from_text("创城");
        assert_eq!(buffer.clamp(Pos::new(9, 9)), Pos::new(0, 6));
        assert_eq!(buffer.clamp(Pos::new(0, 4)), Pos::new(0, 3));
        assert_eq!(buffer.insert(Pos::new(5, 5), "好"), Pos::new(0, 9));
        assert_eq!(buffer.delete(PosSpan::new(Pos::new(0, 3), Pos::new(7, 7))), "城好");
    }
}
