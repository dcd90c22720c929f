//! Rows: the lines of a document that hold text, trimmed, with what the format knew of them and the number they open
//! with.
//!
//! The common view of `clean`, `split` and `outline`, made once for a document. Knows nothing of what a row means.

use std::borrow::Cow;

use crate::corpus::model::{Extracted, Hint};
use crate::corpus::outline::marker::{Marker, marker};
use crate::text::safe::is_han;
use crate::text::span::{ByteSpan, LineIndex, slice, tail};

/// What the format knew of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// A piece begins here.
    pub piece: bool,
    /// The document's title by its style.
    pub title: bool,
    /// A heading of this level by its style.
    pub heading: Option<u8>,
    /// Set off as a whole: bold, centred, larger.
    pub emphasis: bool,
    /// An item of a list.
    pub item: bool,
    /// A row of a table.
    pub table: bool,
    /// Not text by the format: furniture, links only, a caption, code.
    pub furniture: Option<Hint>,
}

/// A line with text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<'t> {
    /// 1-based line.
    pub line: usize,
    /// Byte of the source where `text` begins.
    pub start: usize,
    /// The line without the blanks around it; never empty.
    pub text: &'t str,
    /// Number of characters of `text`, glosses left out; see [`visible`].
    pub chars: usize,
    /// What the format knew.
    pub marks: Marks,
    /// The number that `text` opens with.
    pub marker: Option<Marker<'t>>,
}

impl<'t> Row<'t> {
    /// The row as it is with another part of the source as its text, which must be trimmed.
    #[must_use]
    pub fn with(self, start: usize, text: &'t str) -> Self {
        Self { start, text, chars: visible(text), marker: marker(text), ..self }
    }

    /// The bytes of `text` in the source.
    pub const fn span(&self) -> ByteSpan {
        ByteSpan::new(self.start, self.start + self.text.len())
    }

    /// The last character.
    pub fn last(&self) -> char {
        self.text.chars().next_back().unwrap_or(' ')
    }

    /// Whether the row ends like a sentence.
    pub fn is_closed(&self) -> bool {
        self.text.ends_with(CLOSERS)
    }
}

/// What ends a sentence, quotes and brackets after the full stop included.
const CLOSERS: &[char] = &['。', '！', '？', '!', '?', '；', ';', '：', ':', '”', '"', '…', '.', '」', '》', '）', ')'];

/// The characters of a text without the glosses that some sites put behind their letters against copying: 導(dǎo).
pub fn visible(text: &str) -> usize {
    let all = text.chars().count();
    if !may_be_glossed(text) {
        return all;
    }
    let mut glossed = 0;
    let mut rest = text;
    while let Some((_, inner)) = rest.split_once(['(', '（']) {
        let letters = inner.chars().take_while(|c| c.is_alphabetic() && !is_han(*c)).count();
        let closed = inner.chars().nth(letters).is_some_and(|c| matches!(c, ')' | '）'));
        if (1..=LONGEST_GLOSS).contains(&letters) {
            glossed += letters + 1 + usize::from(closed);
        }
        rest = inner;
    }
    all - glossed
}

/// Whether a text could hold glosses: letters with tone marks, ā to ǜ, begin with these bytes; hardly a text has one.
fn may_be_glossed(text: &str) -> bool {
    text.bytes().fold(false, |seen, byte| seen | (0xc3..=0xc7).contains(&byte))
}

/// A text without the glosses that [`visible`] does not count.
pub fn unglossed(text: &str) -> Cow<'_, str> {
    if !may_be_glossed(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['(', '（']) {
        let (before, opened) = rest.split_at(at);
        out.push_str(before);
        let inner = tail(opened, opened.chars().next().map_or(0, char::len_utf8));
        let letters: usize = inner.chars().take_while(|c| c.is_alphabetic() && !is_han(*c)).count();
        let len: usize = inner.chars().take(letters).map(char::len_utf8).sum();
        rest = inner;
        if (1..=LONGEST_GLOSS).contains(&letters) {
            let after = tail(inner, len);
            rest = after.strip_prefix([')', '）']).unwrap_or(after);
        } else {
            out.push_str(opened.strip_suffix(inner).unwrap_or(""));
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The longest gloss, in letters: zhuāng.
const LONGEST_GLOSS: usize = 6;

/// Whether `c` is a blank or takes no room: spaces of every width, zero-width characters, a byte order mark.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// The rows of `source`, those without text left out.
pub fn rows<'t>(source: &'t Extracted, lines: &LineIndex) -> Vec<Row<'t>> {
    let mut hints = source.hints.iter().peekable();
    let mut rows = Vec::new();
    for line in 1..=lines.count() {
        let mut marks = Marks::default();
        while let Some(&&(at, hint)) = hints.peek() {
            if at > line {
                break;
            }
            if at == line {
                note(&mut marks, hint);
            }
            hints.next();
        }
        let whole = lines.span(&source.text, line);
        let text = slice(&source.text, whole);
        let tail = text.trim_start_matches(is_blank);
        let start = whole.start + (text.len() - tail.len());
        let text = without_dash(tail.trim_end_matches(is_blank));
        let (skipped, text) = if marks.heading.is_none() { bare(text) } else { (0, text) };
        marks.emphasis |= skipped > 0;
        if !text.is_empty() {
            rows.push(Row { line, start: start + skipped, text, chars: visible(text), marks, marker: marker(text) });
        }
    }
    rows
}

/// A line without the lone dash behind its last sentence, the rest of a list's markup: 甲。 -
fn without_dash(text: &str) -> &str {
    let Some(rest) = text.strip_suffix('-') else { return text };
    let bare = rest.trim_end_matches(is_blank);
    if bare.len() < rest.len() && bare.ends_with(['。', '！', '？', '；', '”']) { bare } else { text }
}

/// A line without the marks that it is set off with as a whole, and how many bytes of them stand before it: those of
/// Markdown (**甲**, ## 甲), which also come in files that are called plain text, and brackets around a numbered name.
fn bare(text: &str) -> (usize, &str) {
    let hashes = text.len() - text.trim_start_matches('#').len();
    let after = tail(text, hashes);
    let heading = (1..=6).contains(&hashes) && after.starts_with(' ');
    let rest = if heading { after.trim_start_matches(is_blank) } else { text };
    let inner = rest.strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
    let bold =
        inner.map(|inner| inner.trim_matches(is_blank)).filter(|inner| !inner.is_empty() && !inner.contains("**"));
    let found = bold.or_else(|| boxed(rest)).unwrap_or(rest);
    let before = if found.len() < rest.len() { rest.find(found).unwrap_or(0) } else { 0 };
    (text.len() - rest.len() + before, found)
}

/// What stands in the brackets around a whole line, where that is a number and its name: 【第一章 总则】.
fn boxed(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('【')?.strip_suffix('】')?.trim_matches(is_blank);
    let named = !inner.contains(['【', '】']) && marker(inner).is_some_and(|marker| marker.end < inner.len());
    named.then_some(inner)
}

/// The rows of the 1-based lines `first..=last`.
pub fn within<'r, 't>(rows: &'r [Row<'t>], first: usize, last: usize) -> &'r [Row<'t>] {
    let from = rows.partition_point(|row| row.line < first);
    let to = rows.partition_point(|row| row.line <= last);
    rows.get(from..to).unwrap_or_default()
}

fn note(marks: &mut Marks, hint: Hint) {
    match hint {
        Hint::PieceStart => marks.piece = true,
        Hint::Title => marks.title = true,
        Hint::Heading(level) => marks.heading = Some(level),
        Hint::Emphasis => marks.emphasis = true,
        Hint::ListItem => marks.item = true,
        Hint::TableRow => marks.table = true,
        Hint::Chrome | Hint::Link | Hint::Caption | Hint::Code => marks.furniture = Some(hint),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glosses_are_no_characters() {
        for (text, expected) in
            [("加強(qiáng)領(lǐng)導(dǎo)", 4), ("居委會(huì", 3), ("甲（乙）(ab)𠀀", 9), ("(é)", 0), ("", 0)]
        {
            assert_eq!(visible(text), expected, "{text}");
            let bare = unglossed(text);
            assert!(bare.chars().count() == expected || bare == text, "{bare}");
        }
    }

    #[test]
    fn marks_around_a_whole_line_are_no_text() {
        for (line, expected) in [
            ("**动员阶段**", (2, "动员阶段")),
            ("** 甲𠀀 **", (3, "甲𠀀")),
            ("## **甲**", (5, "甲")),
            ("### 甲", (4, "甲")),
            ("**甲**、**乙**", (0, "**甲**、**乙**")),
            ("#甲", (0, "#甲")),
            ("【第一章 总则】", (3, "第一章 总则")),
            ("【 一、情况𠀀】", (4, "一、情况𠀀")),
            ("**【甲】乙**", (2, "【甲】乙")),
            ("【第一章】", (0, "【第一章】")),
            ("【材料一】", (0, "【材料一】")),
            ("【一、甲】【乙】", (0, "【一、甲】【乙】")),
            ("****", (0, "****")),
            ("甲**", (0, "甲**")),
        ] {
            assert_eq!(bare(line), expected, "{line}");
        }
    }

    #[test]
    fn a_lone_dash_behind_a_sentence_is_no_text() {
        for (line, expected) in [
            ("建成了Ab𠀀服务站。 -", "建成了Ab𠀀服务站。"),
            ("建成了服务站。\u{3000}-", "建成了服务站。"),
            ("建成了服务站。-", "建成了服务站。-"),
            ("建成了服务站 -", "建成了服务站 -"),
            ("2020 -", "2020 -"),
            ("-", "-"),
        ] {
            assert_eq!(without_dash(line), expected, "{line}");
        }
    }

    #[test]
    fn rows_leave_blank_lines_out_and_carry_hints() {
        let text = "　甲𠀀 \n\n\u{feff}乙:\n";
        let source = Extracted { text: text.to_owned(), hints: vec![(1, Hint::Title), (3, Hint::Heading(2))] };
        let found = rows(&source, &LineIndex::new(text));
        assert_eq!(
            found.iter().map(|r| (r.line, r.text, r.chars)).collect::<Vec<_>>(),
            [(1, "甲𠀀", 2), (3, "乙:", 2)]
        );
        assert!(found.iter().all(|r| slice(text, r.span()) == r.text));
        assert!(found.first().is_some_and(|r| r.marks.title && !r.is_closed()));
        assert!(found.last().is_some_and(|r| r.marks.heading == Some(2) && r.is_closed()));
    }
}
