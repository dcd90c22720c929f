//! A text as something was looked for in it, and where that is in the text as it is now.
//!
//! A paragraph that is changed loses its places; all others keep theirs wherever they move.

use std::sync::Arc;

use crate::draft::buffer::{Buffer, Pos, PosSpan};
use crate::text::span::{ByteSpan, floor, head, last_chars, slice};

/// The text that was looked at.
#[derive(Debug, Default)]
pub struct Seen {
    buffer: Buffer,
    /// The byte of the whole text at which each paragraph begins: places are asked for by the thousand.
    starts: Vec<usize>,
}

impl Seen {
    /// A text that was looked at.
    pub fn new(buffer: Buffer) -> Self {
        let mut starts = Vec::with_capacity(buffer.count());
        let mut start = 0;
        for text in buffer.paragraphs() {
            starts.push(start);
            start += text.len() + 1;
        }
        Self { buffer, starts }
    }

    /// It.
    pub fn buffer(&self) -> &Buffer {
        &self.buffer
    }

    /// The place of bytes of it.
    pub fn place(&self, at: ByteSpan) -> PosSpan {
        PosSpan { start: self.pos(at.start), end: self.pos(at.end) }
    }

    /// The place of a byte of the whole text.
    fn pos(&self, byte: usize) -> Pos {
        let paragraph = self.starts.partition_point(|start| *start <= byte).saturating_sub(1);
        let start = self.starts.get(paragraph).copied().unwrap_or(0);
        Pos::new(paragraph, floor(self.buffer.paragraph(paragraph), byte - start))
    }

    /// The text at `at`.
    pub fn text(&self, at: ByteSpan) -> String {
        self.buffer.slice(self.place(at))
    }

    /// The text from a little before `at` to the end of its paragraph.
    pub fn around(&self, at: ByteSpan) -> String {
        let place = self.place(at);
        let text = self.buffer.paragraph(place.start.paragraph);
        let start = last_chars(head(text, place.start.byte), 12).len();
        slice(text, ByteSpan::new(place.start.byte - start, text.len())).to_owned()
    }

    /// The stretch of `now` where what was checked at `at` stands, if nobody changed its paragraphs.
    pub fn now(&self, now: &Buffer, at: ByteSpan) -> Option<PosSpan> {
        let place = self.place(at);
        let number = |paragraph: usize| {
            let text = self.buffer.paragraphs().get(paragraph)?;
            // Where nothing came or went before it, it has the number that it had.
            let same = now.paragraphs().get(paragraph).is_some_and(|here| Arc::ptr_eq(here, text));
            if same { Some(paragraph) } else { now.paragraphs().iter().position(|here| Arc::ptr_eq(here, text)) }
        };
        let mut span = place;
        span.start.paragraph = number(place.start.paragraph)?;
        span.end.paragraph = number(place.end.paragraph)?;
        (span.start <= span.end).then_some(span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_buffer() {
        for text in ["", "一", "一,𠀀\n\ne\u{301}二\n三。\n", "\n\n甲"] {
            let seen = Seen::new(Buffer::from_text(text));
            for start in 0..=text.len() {
                let at = ByteSpan::new(start, text.len());
                let buffer = seen.buffer();
                let expected = PosSpan { start: buffer.at_offset(start), end: buffer.at_offset(text.len()) };
                assert_eq!(seen.place(at), expected, "{text:?} {start}");
            }
        }
    }

    #[test]
    fn a_paragraph_that_moved_keeps_its_places_and_one_that_changed_has_none() {
        let old = Buffer::from_text("甲,乙\n丙,丁");
        let mut new = old.clone();
        let seen = Seen::new(old);
        new.insert(Pos::new(0, 0), "新\n");
        let at = ByteSpan::new("甲,乙\n丙".len(), "甲,乙\n丙,".len());
        assert_eq!(seen.text(at), ",");
        assert_eq!(seen.now(&new, at).map(|span| (span.start.paragraph, new.slice(span))), Some((2, ",".to_owned())));
        new.insert(Pos::new(2, 0), "改");
        assert_eq!(seen.now(&new, at), None);
    }
}
