//! Where a caret goes that does not depend on rows: by grapheme cluster, word, sentence and paragraph.
//!
//! Must not know of widths, rows or screens, nor which segmenter cuts the words: it is given one.

mod sentence;
mod word;

use unicode_segmentation::GraphemeCursor;

use super::buffer::{Buffer, Pos};

pub use sentence::{sentence_left, sentence_right};
pub use word::{ByClass, WordBoundaries, word_left, word_right};

/// A movement of the caret. Rows are those on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// One grapheme cluster back.
    Left,
    /// One grapheme cluster on.
    Right,
    /// To the beginning of the word before.
    WordLeft,
    /// To the beginning of the next word.
    WordRight,
    /// To the beginning of the sentence, or of the one before.
    SentenceLeft,
    /// Behind the end of the sentence.
    SentenceRight,
    /// One row up, keeping the column.
    Up,
    /// One row down, keeping the column.
    Down,
    /// To the beginning of the row; from there to that of the paragraph.
    RowStart,
    /// To the end of the row; from there to that of the paragraph.
    RowEnd,
    /// To the beginning of the paragraph, or of the one before.
    ParagraphUp,
    /// To the beginning of the next paragraph; in the last one to its end.
    ParagraphDown,
    /// One screen up, keeping the column.
    PageUp,
    /// One screen down, keeping the column.
    PageDown,
    /// Before the first character.
    DocumentStart,
    /// Behind the last character.
    DocumentEnd,
    /// To the beginning of a paragraph, 1-based.
    Line(usize),
    /// To a place.
    To(Pos),
}

/// The boundary of a grapheme cluster before `byte` of `text`; `None` at the beginning.
pub fn cluster_before(text: &str, byte: usize) -> Option<usize> {
    GraphemeCursor::new(byte.min(text.len()), text.len(), true).prev_boundary(text, 0).ok().flatten()
}

/// The boundary of a grapheme cluster behind `byte` of `text`; `None` at the end.
pub fn cluster_after(text: &str, byte: usize) -> Option<usize> {
    GraphemeCursor::new(byte.min(text.len()), text.len(), true).next_boundary(text, 0).ok().flatten()
}

/// `byte`, or the boundary of a grapheme cluster before it.
pub fn cluster_floor(text: &str, byte: usize) -> usize {
    let byte = crate::text::span::floor(text, byte);
    match GraphemeCursor::new(byte, text.len(), true).is_boundary(text, 0) {
        Ok(false) => cluster_before(text, byte).unwrap_or(0),
        _ => byte,
    }
}

/// One cluster back, over the end of the paragraph before.
pub fn left(buffer: &Buffer, pos: Pos) -> Pos {
    match cluster_before(buffer.paragraph(pos.paragraph), pos.byte) {
        Some(byte) => Pos::new(pos.paragraph, byte),
        None => end_before(buffer, pos),
    }
}

/// One cluster on, over the end of the paragraph.
pub fn right(buffer: &Buffer, pos: Pos) -> Pos {
    match cluster_after(buffer.paragraph(pos.paragraph), pos.byte) {
        Some(byte) => Pos::new(pos.paragraph, byte),
        None => start_after(buffer, pos),
    }
}

/// To the beginning of the paragraph, or of the one before.
pub fn paragraph_up(pos: Pos) -> Pos {
    let paragraph = if pos.byte > 0 { pos.paragraph } else { pos.paragraph.saturating_sub(1) };
    Pos::new(paragraph, 0)
}

/// To the beginning of the next paragraph; in the last one to its end.
pub fn paragraph_down(buffer: &Buffer, pos: Pos) -> Pos {
    start_after(buffer, pos)
}

/// The end of the paragraph before, or the beginning of the text.
fn end_before(buffer: &Buffer, pos: Pos) -> Pos {
    match pos.paragraph.checked_sub(1) {
        Some(before) => Pos::new(before, buffer.paragraph(before).len()),
        None => Pos::default(),
    }
}

/// The beginning of the next paragraph, or the end of the text.
fn start_after(buffer: &Buffer, pos: Pos) -> Pos {
    if pos.paragraph + 1 < buffer.count() { Pos::new(pos.paragraph + 1, 0) } else { buffer.end() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Walks to the end and back, marking every stop with `|`.
    #[track_caller]
    pub(super) fn check(text: &str, step: impl Fn(&Buffer, Pos) -> Pos, from_end: bool, expected: &str) {
        let buffer = Buffer::from_text(text);
        let mut pos = if from_end { buffer.end() } else { Pos::default() };
        let mut stops = Vec::new();
        loop {
            let next = step(&buffer, pos);
            if next == pos {
                break;
            }
            stops.push(next);
            pos = next;
        }
        let mut marked = buffer.clone();
        stops.sort_unstable();
        for stop in stops.into_iter().rev() {
            marked.insert(stop, "|");
        }
        assert_eq!(marked.to_text(), expected);
    }

    #[test]
    fn clusters_are_steps() {
        check("创e\u{301}\n👨\u{200d}👩𠀀", right, false, "创|e\u{301}|\n|👨\u{200d}👩|𠀀|");
        check("创e\u{301}\n👨\u{200d}👩𠀀", left, true, "|创|e\u{301}|\n|👨\u{200d}👩|𠀀");
        assert_eq!(cluster_floor("e\u{301}创", 1), 0);
        assert_eq!(cluster_floor("e\u{301}创", 4), 3);
    }

    #[test]
    fn words_are_steps() {
        let (right, left) = (
            |buffer: &Buffer, pos| word_right(buffer, pos, &ByClass),
            |buffer: &Buffer, pos| word_left(buffer, pos, &ByClass),
        );
        check("创建，ab c12 城\n市", right, false, "创建|，|ab |c12 |城|\n|市|");
        check("创建，ab c12 城\n市", left, true, "|创建|，|ab |c12 |城|\n|市");
        check(&"字".repeat(70), right, false, &format!("{}|{}|", "字".repeat(64), "字".repeat(6)));
    }

    #[test]
    fn sentences_are_steps() {
        let text = "他说：“好。”走了！！ 再来……\n末";
        check(text, sentence_right, false, "他说：“好。”|走了！！ |再来……|\n|末|");
        check(text, sentence_left, true, "|他说：“好。”|走了！！ |再来……|\n|末");
    }

    #[test]
    fn no_step_parts_a_cluster() {
        let text = "创。\u{301}建！\u{200d}”\u{302}好e\u{301}。𠀀";
        check(text, sentence_right, false, "创。\u{301}|建！\u{200d}”\u{302}|好e\u{301}。|𠀀|");
        check(text, sentence_left, true, "|创。\u{301}|建！\u{200d}”\u{302}|好e\u{301}。|𠀀");
        let right = |buffer: &Buffer, pos| word_right(buffer, pos, &ByClass);
        check("e\u{301}，创\u{301}好", right, false, "e\u{301}|，|创\u{301}|好|");
        let long = format!("e{}", "\u{301}".repeat(90));
        check(&format!("{long}创"), right, false, &format!("{long}|创|"));
    }

    #[test]
    fn paragraphs_are_steps() {
        check("甲\n乙乙\n丙", paragraph_down, false, "甲\n|乙乙\n|丙|");
        check("甲\n乙乙\n丙", |_, pos| paragraph_up(pos), true, "|甲\n|乙乙\n|丙");
    }
}
