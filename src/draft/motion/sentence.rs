//! Steps by sentence. A sentence ends behind 。！？；… and the closing quotes and brackets that follow, and at the end
//! of its paragraph. Marks that hang on a character go with it.

use unicode_segmentation::UnicodeSegmentation;

use super::super::buffer::{Buffer, Pos};
use super::{end_before, start_after};
use crate::text::span;

/// Behind the end of the sentence (and the blanks there); at the end of a paragraph to the next one.
pub fn sentence_right(buffer: &Buffer, pos: Pos) -> Pos {
    let text = buffer.paragraph(pos.paragraph);
    if pos.byte >= text.len() {
        return start_after(buffer, pos);
    }
    let mut ended = false;
    for (byte, c) in firsts(span::tail(text, pos.byte)) {
        if ends(c) {
            ended = true;
        } else if ended && !closes(c) && !c.is_whitespace() {
            return Pos::new(pos.paragraph, pos.byte + byte);
        }
    }
    Pos::new(pos.paragraph, text.len())
}

/// To the beginning of the sentence, or of the one before; at the beginning of a paragraph to the end of the last.
pub fn sentence_left(buffer: &Buffer, pos: Pos) -> Pos {
    let text = buffer.paragraph(pos.paragraph);
    if pos.byte == 0 {
        return end_before(buffer, pos);
    }
    let mut begun = None;
    for (byte, c) in firsts(span::head(text, pos.byte)).rev() {
        if ends(c) {
            if let Some(begun) = begun {
                return Pos::new(pos.paragraph, begun);
            }
        } else if !closes(c) && !c.is_whitespace() {
            begun = Some(byte);
        } else if begun.is_some() && !behind_end(text, byte) {
            // A closing mark or a blank inside the sentence.
            begun = Some(byte);
        }
    }
    Pos::new(pos.paragraph, 0)
}

/// Where each cluster begins, and with what.
fn firsts(text: &str) -> impl DoubleEndedIterator<Item = (usize, char)> {
    text.grapheme_indices(true).filter_map(|(byte, cluster)| Some((byte, cluster.chars().next()?)))
}

fn ends(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | '…' | '!' | '?' | ';')
}

fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '）' | '》' | '」' | '』' | '】' | '〕' | ')' | '"')
}

/// Whether nothing but closing marks and blanks stands between an end mark and `byte`.
fn behind_end(text: &str, byte: usize) -> bool {
    let before = firsts(span::head(text, byte)).rev().take(16).find(|&(_, c)| !closes(c) && !c.is_whitespace());
    before.is_some_and(|(_, c)| ends(c))
}
