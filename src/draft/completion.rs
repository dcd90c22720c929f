//! Completion: how the words before the caret go on in the corpus and in the draft, and which words some letters stand for.
//!
//! No index is kept: a lookup goes once over the text, document after document in an order that comes by all of them, and
//! ends when it has seen enough. It costs no memory, and the corpus may change at any time. Must not know of threads: who
//! calls says whether it is still wanted.

mod letters;
mod onward;

use std::sync::Arc;

use super::buffer::{Buffer, Pos};
use super::motion::WordBoundaries;
use crate::corpus::model::{Corpus, Document, Place};
use crate::text::span::{self, ByteSpan};

/// What is asked.
pub struct Asked {
    /// The draft.
    pub draft: Buffer,
    /// The caret.
    pub caret: Pos,
    /// The corpus.
    pub corpus: Arc<Corpus>,
    /// What a word is.
    pub words: Arc<dyn WordBoundaries + Send + Sync>,
}

impl std::fmt::Debug for Asked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Asked").field("caret", &self.caret).finish_non_exhaustive()
    }
}

/// What is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The text to put in.
    pub text: String,
    /// Bytes before the caret that it takes the place of.
    pub replaces: usize,
    /// In how many places it was seen to stand so.
    pub count: usize,
    /// There may be more: the search had seen enough.
    pub more: bool,
    /// One of the places, if it is in the corpus.
    pub place: Option<Place>,
}

/// What to offer at the caret, if there is anything; soon nothing when `going` says no.
pub fn complete(asked: &Asked, going: &dyn Fn() -> bool) -> Option<Offer> {
    let paragraph = asked.draft.paragraph(asked.caret.paragraph);
    let before = span::head(paragraph, asked.caret.byte);
    letters::offer(asked, before, going).or_else(|| onward::offer(asked, before, going))
}

/// The numbers from 0 to `count` − 1, each once, in an order in which neighbours lie far apart.
fn spread(count: usize) -> impl Iterator<Item = usize> {
    let divides = |step: usize| {
        let (mut a, mut b) = (count, step);
        while b > 0 {
            (a, b) = (b, a % b);
        }
        a != 1
    };
    let mut step = (count as f64 * 0.618) as usize + 1;
    while count > 1 && divides(step) {
        step += 1;
    }
    (0..count).map(move |number| number * step % count)
}

/// Whether a place of a document is in its debris.
fn is_debris(document: &Document, byte: usize) -> bool {
    !document.noise.is_empty() && document.is_noise(document.lines.line_of(byte))
}

/// The paragraphs of the draft as they are looked through: that of the caret only up to the caret.
fn drafted(asked: &Asked) -> impl Iterator<Item = &str> {
    let caret = asked.caret;
    asked.draft.paragraphs().iter().enumerate().map(move |(number, text)| {
        let end = if number == caret.paragraph { caret.byte } else { text.len() };
        span::slice(text, ByteSpan::new(0, end))
    })
}

#[cfg(test)]
mod tests;
