//! A text as it is set: lines that were broken at a fixed width joined again, a text that lost its line breaks opened
//! before its headings, with the way back to the lines of the source.
//!
//! Knows where to join and open only from the rows it is given; decides nothing.

use serde::{Deserialize, Serialize};

use super::model::{Extracted, Hint};
use super::row::{Row, is_blank};
use crate::text::span::{ByteSpan, LineColumn, LineIndex, slice, tail};

/// A change of a text: what stands at `span` becomes `with`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Bytes of the source.
    pub span: ByteSpan,
    /// A line feed, a space or nothing.
    pub with: &'static str,
}

/// The changes that make lines of `rows`, ascending: rows that hold line feeds are joined, rows that begin within a
/// line open a line of their own.
pub fn edits(text: &str, lines: &LineIndex, rows: &[Row<'_>]) -> Vec<Edit> {
    let mut edits = Vec::new();
    for row in rows {
        let line = lines.span(text, lines.line_of(row.start));
        let before = slice(text, ByteSpan::new(line.start, row.start));
        let kept = before.trim_end_matches(is_blank).len();
        // Marks that set a whole line off stand before it and open nothing.
        let marks = before.chars().all(|c| matches!(c, '#' | '*') || is_blank(c));
        if kept > 0 && !marks {
            edits.push(Edit { span: ByteSpan::new(line.start + kept, row.start), with: "\n" });
        }
        for (at, _) in row.text.match_indices('\n') {
            edits.push(join(text, row.start + at));
        }
    }
    edits.sort_by_key(|edit| edit.span.start);
    edits.dedup_by_key(|edit| edit.span.start);
    edits
}

/// The line feed at byte `at` with the blanks around it, and what stands for it: a space between Latin words.
fn join(text: &str, at: usize) -> Edit {
    let before = slice(text, ByteSpan::new(0, at));
    let start = before.trim_end_matches(is_blank).len();
    let after = tail(text, at);
    let end = at + (after.len() - after.trim_start_matches(is_blank).len());
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let words =
        is_word(slice(text, ByteSpan::new(0, start)).chars().next_back()) && is_word(tail(text, end).chars().next());
    Edit { span: ByteSpan::new(start, end), with: if words { " " } else { "" } }
}

/// The text with `edits` made, its hints on their new lines, and the way back.
pub fn set(source: &Extracted, lines: &LineIndex, edits: &[Edit]) -> (Extracted, SourceMap) {
    let mut out = String::with_capacity(source.text.len() + edits.len());
    let mut map = SourceMap::default();
    // The new line of each old line's beginning.
    let mut moved: Vec<usize> = Vec::with_capacity(lines.count());
    let (mut from, mut line) = (0, 1);
    let mut last: Option<(usize, LineColumn)> = None;
    let copy = |from: usize, to: usize, out: &mut String, line: &mut usize, moved: &mut Vec<usize>| {
        for (at, c) in slice(&source.text, ByteSpan::new(from, to)).char_indices() {
            if from + at >= lines.span(&source.text, moved.len() + 1).start && moved.len() < lines.count() {
                moved.push(*line);
            }
            out.push(c);
            *line += usize::from(c == '\n');
        }
    };
    for edit in edits {
        copy(from, edit.span.start, &mut out, &mut line, &mut moved);
        out.push_str(edit.with);
        line += usize::from(edit.with == "\n");
        from = edit.span.end;
        // Lines whose beginning was taken away are where they were joined to.
        while moved.len() < lines.line_of(from) {
            moved.push(line);
        }
        let source_at = position(source, lines, from, last);
        last = Some((from, source_at));
        map.marks.push(Mark { at: out.len(), source: source_at });
    }
    copy(from, source.text.len(), &mut out, &mut line, &mut moved);
    let hints = |&(old, hint): &(usize, Hint)| Some((*moved.get(old.checked_sub(1)?)?, hint));
    let mut hints: Vec<(usize, Hint)> = source.hints.iter().filter_map(hints).collect();
    hints.dedup();
    (Extracted { text: out, hints }, map)
}

/// Line and column of byte `at`, counted on from an earlier byte of the same line.
fn position(source: &Extracted, lines: &LineIndex, at: usize, before: Option<(usize, LineColumn)>) -> LineColumn {
    match before {
        Some((byte, place)) if place.line == lines.line_of(at) => {
            let column = place.column + slice(&source.text, ByteSpan::new(byte, at)).chars().count();
            LineColumn { line: place.line, column }
        }
        _ => lines.position(&source.text, at),
    }
}

/// The way from a text as it is set to the lines of its source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceMap {
    marks: Vec<Mark>,
}

/// From this byte on the text is that of the source from this place on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Mark {
    at: usize,
    source: LineColumn,
}

impl SourceMap {
    /// Whether the text is that of the source.
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// Line and column in the source of `byte` of the `text` whose lines are `lines`.
    pub fn position(&self, text: &str, lines: &LineIndex, byte: usize) -> LineColumn {
        let after = self.marks.partition_point(|mark| mark.at <= byte);
        let Some(mark) = after.checked_sub(1).and_then(|at| self.marks.get(at)) else {
            return lines.position(text, byte);
        };
        let (here, there) = (lines.line_of(byte), lines.line_of(mark.at));
        if there == here {
            let between = slice(text, ByteSpan::new(mark.at, byte)).chars().count();
            LineColumn { line: mark.source.line, column: mark.source.column + between }
        } else {
            let column = lines.position(text, byte).column;
            LineColumn { line: mark.source.line + (here - there), column }
        }
    }

    /// Whether another stretch of the source begins behind `from` and not behind `to`.
    pub fn turns(&self, from: usize, to: usize) -> bool {
        let next = self.marks.partition_point(|mark| mark.at <= from);
        self.marks.get(next).is_some_and(|mark| mark.at <= to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::row::rows;

    #[test]
    fn lines_are_joined_and_opened_with_the_way_back() {
        let text = "　甲一二\n三四A\nB五。\n一、乙。 二、丙𠀀\n丁";
        let lines = LineIndex::new(text);
        let source = Extracted {
            text: text.to_owned(),
            hints: vec![(1, Hint::Title), (2, Hint::Emphasis), (5, Hint::ListItem)],
        };
        let found = rows(&source, &lines);
        let row = |from: &str, to: &str| {
            let start = text.find(from).unwrap_or_default();
            let end = text.find(to).unwrap_or_default() + to.len();
            found.first().map(|row| row.with(start, slice(text, ByteSpan::new(start, end))))
        };
        let wanted: Vec<Row<'_>> = [row("甲", "B五。"), row("一、", "乙。"), row("二、", "丙𠀀"), row("丁", "丁")]
            .into_iter()
            .flatten()
            .collect();
        let edits = edits(text, &lines, &wanted);
        let (set, map) = set(&source, &lines, &edits);
        assert_eq!(set.text, "　甲一二三四A B五。\n一、乙。\n二、丙𠀀\n丁");
        assert_eq!(set.hints, [(1, Hint::Title), (1, Hint::Emphasis), (4, Hint::ListItem)]);
        let index = LineIndex::new(&set.text);
        for c in "甲一三B五乙二丙𠀀丁".chars() {
            let (new, old) = (set.text.find(c).unwrap_or_default(), text.find(c).unwrap_or_default());
            assert_eq!(map.position(&set.text, &index, new), lines.position(text, old), "{c}");
        }
    }

    #[test]
    fn a_text_that_needs_no_change_has_none() {
        let text = "甲\n　乙\n\n丙 丁";
        let lines = LineIndex::new(text);
        let source = Extracted { text: text.to_owned(), hints: Vec::new() };
        assert!(edits(text, &lines, &rows(&source, &lines)).is_empty());
        let (set, map) = set(&source, &lines, &[]);
        assert_eq!(set.text, text);
        assert!(map.is_empty());
        assert_eq!(map.position(text, &lines, 4), lines.position(text, 4));
    }
}
