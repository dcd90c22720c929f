//! Steps by word. The segmenter sees no more than the clause around the caret, so that a paragraph of a megabyte
//! costs what a short one does.

use super::super::buffer::{Buffer, Pos};
use super::{cluster_after, cluster_floor, end_before, start_after};
use crate::text::safe::is_han;
use crate::text::span::{self, ByteSpan};
use crate::text::width::Cells;

/// How many characters on either side of the caret are looked at.
const REACH: usize = 64;

/// Something that knows where the words of a text are.
pub trait WordBoundaries {
    /// Every byte of `text` at which a word, a mark or white space begins or ends, in ascending order; 0 and the length
    /// may be among them or not.
    fn boundaries(&self, text: &str) -> Vec<usize>;
}

/// Words without a dictionary: a run of ideographs, of letters and digits, or of blanks is one; a mark stands alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct ByClass;

impl WordBoundaries for ByClass {
    fn boundaries(&self, text: &str) -> Vec<usize> {
        let mut out = Vec::new();
        let mut before = None;
        for (byte, c) in text.char_indices() {
            let here = kind(c);
            if before != Some(here) || here == Kind::Mark {
                out.push(byte);
            }
            before = Some(here);
        }
        out.push(text.len());
        out
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Han,
    Letter,
    Blank,
    Mark,
}

fn kind(c: char) -> Kind {
    if is_han(c) {
        Kind::Han
    } else if c.is_whitespace() {
        Kind::Blank
    } else if c.is_alphanumeric() || c == '_' || Cells::NARROW.char(c) == 0 {
        Kind::Letter
    } else {
        Kind::Mark
    }
}

/// To the beginning of the next word, or the end of the paragraph; from there to the next paragraph.
pub fn word_right(buffer: &Buffer, pos: Pos, words: &dyn WordBoundaries) -> Pos {
    let text = buffer.paragraph(pos.paragraph);
    if pos.byte >= text.len() {
        return start_after(buffer, pos);
    }
    let start = clause_start(text, pos.byte);
    let end = span::tail(text, pos.byte).char_indices().nth(REACH).map_or(text.len(), |(byte, _)| pos.byte + byte);
    let stops = stops(text, ByteSpan::new(start, end), words);
    let next = stops.into_iter().chain([end]).map(|stop| cluster_floor(text, stop)).find(|&stop| stop > pos.byte);
    // One cluster may reach further than what is looked at.
    let next = next.or_else(|| cluster_after(text, pos.byte)).unwrap_or(text.len());
    Pos::new(pos.paragraph, next)
}

/// To the beginning of the word before, or the end of the paragraph before.
pub fn word_left(buffer: &Buffer, pos: Pos, words: &dyn WordBoundaries) -> Pos {
    let text = buffer.paragraph(pos.paragraph);
    if pos.byte == 0 {
        return end_before(buffer, pos);
    }
    let start = clause_start(text, pos.byte);
    let before = stops(text, ByteSpan::new(start, pos.byte), words).into_iter().rev().find(|&stop| stop < pos.byte);
    Pos::new(pos.paragraph, cluster_floor(text, before.unwrap_or(start)))
}

/// Where the caret may stop in `part` of `text`: at boundaries with no blank behind them.
fn stops(text: &str, part: ByteSpan, words: &dyn WordBoundaries) -> Vec<usize> {
    let bytes = words.boundaries(span::slice(text, part)).into_iter().map(|byte| part.start + byte);
    bytes.filter(|&byte| !span::tail(text, byte).chars().next().is_some_and(char::is_whitespace)).collect()
}

/// The beginning of the clause that ends at `byte` or holds it: behind the mark before its words.
fn clause_start(text: &str, byte: usize) -> usize {
    let mut in_word = false;
    let mut start = byte;
    for (at, c) in span::head(text, byte).char_indices().rev().take(REACH) {
        let word = matches!(kind(c), Kind::Han | Kind::Letter);
        if in_word && !word {
            break;
        }
        in_word |= word;
        start = at;
    }
    start
}
