//! A text as something was looked for in it, and where that is in the text as it is now.
//!
//! A paragraph that is changed loses its places; all others keep theirs wherever they move.

use std::sync::Arc;

use crate::draft::buffer::{Buffer, PosSpan};
use crate::text::span::{ByteSpan, head, last_chars, slice};

/// The text that was looked at.
#[derive(Debug, Default)]
pub struct Seen(Buffer);

impl Seen {
    /// A text that was looked at.
    pub fn new(buffer: Buffer) -> Self {
        Self(buffer)
    }

    /// It.
    pub fn buffer(&self) -> &Buffer {
        &self.0
    }

    /// The place of bytes of it.
    pub fn place(&self, at: ByteSpan) -> PosSpan {
        PosSpan { start: self.0.at_offset(at.start), end: self.0.at_offset(at.end) }
    }

    /// The text at `at`.
    pub fn text(&self, at: ByteSpan) -> String {
        self.0.slice(self.place(at))
    }

    /// The text from a little before `at` to the end of its paragraph.
    pub fn around(&self, at: ByteSpan) -> String {
        let place = self.place(at);
        let text = self.0.paragraph(place.start.paragraph);
        let start = last_chars(head(text, place.start.byte), 12).len();
        slice(text, ByteSpan::new(place.start.byte - start, text.len())).to_owned()
    }

    /// The stretch of `now` where what was checked at `at` stands, if nobody changed its paragraphs.
    pub fn now(&self, now: &Buffer, at: ByteSpan) -> Option<PosSpan> {
        let place = self.place(at);
        let number = |paragraph: usize| {
            let text = self.0.paragraphs().get(paragraph)?;
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
