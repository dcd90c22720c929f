//! `Line`: one line (a paragraph) as rules read it: by characters, each with what shields it.
//!
//! Positions in a line are 0-based characters (Unicode scalar values); a rule never sees a byte.

use std::ops::Range;

use super::mask::Mask;
use super::shield::{self, Shield};
use crate::text::safe::is_han;
use crate::text::span::{ByteSpan, slice};

/// What a line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Text of a piece, also one that begins with a run-in heading.
    #[default]
    Body,
    /// A title of a piece.
    Title,
    /// A heading on its own line.
    Heading,
    /// A caption of a picture or table.
    Caption,
    /// A field with its value: 联系电话：…
    Field,
    /// 文号, signature, date, addressee and the like.
    Matter,
    /// A row of a table.
    Table,
    /// Letter-spaced throughout.
    Spaced,
    /// Front matter, code, or an entry of a bibliography.
    Code,
    /// Web debris.
    Debris,
}

/// One line as rules read it.
#[derive(Clone, Debug)]
pub struct Line<'t> {
    /// 0-based number in the subject.
    pub index: usize,
    /// Byte of the subject's text where it begins.
    pub start: usize,
    /// Its text, without a line end.
    pub text: &'t str,
    /// What it is.
    pub kind: Kind,
    /// Marks of Markdown have their meaning in it.
    pub markdown: bool,
    /// Its characters.
    pub chars: Vec<char>,
    /// Running text: 25 ideographs and more and one of ，。； , of kind [`Kind::Body`].
    pub running: bool,
    /// Which characters it may hold.
    pub mask: Mask,
    /// Where lines of the source begin within it, ascending: it was broken at a fixed width and is joined.
    pub breaks: Vec<usize>,
    /// Bytes of the characters from the start of the line, and its length.
    bytes: Vec<u32>,
    /// What shields each character; empty where nothing is shielded.
    shields: Vec<Shield>,
    /// Stretches inside of 《…》, marks excluded; ascending.
    titles: Vec<Range<usize>>,
    /// Stretches inside of “…”, marks excluded; ascending.
    quoted: Vec<Range<usize>>,
}

/// The least length of a quotation in which words are left alone, in characters.
const QUOTATION: usize = 10;
/// The least number of ideographs of running text.
const RUNNING: usize = 25;

impl<'t> Line<'t> {
    /// Reads a line.
    pub fn new(index: usize, start: usize, text: &'t str, kind: Kind, markdown: bool) -> Self {
        let (mut chars, mut bytes) = (Vec::with_capacity(text.len() / 3 + 1), Vec::with_capacity(text.len() / 3 + 2));
        let (mut mask, mut han, mut marked) = (Mask::default(), 0, false);
        for (at, c) in text.char_indices() {
            chars.push(c);
            bytes.push(at as u32);
            mask.add(c);
            han += usize::from(is_han(c));
            marked |= matches!(c, '，' | '。' | '；');
        }
        bytes.push(text.len() as u32);
        let shields = shield::shields(&chars, markdown);
        let titles = if mask.may_hold('《') { between(&chars, '《', '》') } else { Vec::new() };
        let quoted = if mask.may_hold('“') { between(&chars, '“', '”') } else { Vec::new() };
        let running = kind == Kind::Body && han >= RUNNING && marked;
        Self {
            index,
            start,
            text,
            kind,
            markdown,
            chars,
            running,
            mask,
            breaks: Vec::new(),
            bytes,
            shields,
            titles,
            quoted,
        }
    }

    /// How many characters it has.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The character at `at`, shielded or not.
    pub fn at(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    /// The character before `at`.
    pub fn before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|at| self.at(at))
    }

    /// The character at `at` unless it is shielded: for neighbours.
    pub fn open(&self, at: usize) -> Option<char> {
        self.at(at).filter(|_| self.shield(at) == Shield::None)
    }

    /// What shields the character at `at`.
    pub fn shield(&self, at: usize) -> Shield {
        self.shields.get(at).copied().unwrap_or_default()
    }

    /// Whether one of the characters of `range` is shielded.
    pub fn is_shielded(&self, range: Range<usize>) -> bool {
        range.into_iter().any(|at| self.shield(at) != Shield::None)
    }

    /// The stretches inside of 《…》.
    pub fn titles(&self) -> &[Range<usize>] {
        &self.titles
    }

    /// Whether `at` is inside of 《…》.
    pub fn in_title(&self, at: usize) -> bool {
        around(&self.titles, at).is_some()
    }

    /// Whether `at` is inside of a quotation of ten characters and more.
    pub fn in_quotation(&self, at: usize) -> bool {
        around(&self.quoted, at).is_some_and(|range| range.len() >= QUOTATION)
    }

    /// Whether `at` is inside of “…” of any length.
    pub fn in_quotes(&self, at: usize) -> bool {
        around(&self.quoted, at).is_some()
    }

    /// The bytes of `range` in the subject's text.
    pub fn span(&self, range: Range<usize>) -> ByteSpan {
        ByteSpan::new(self.start + self.byte(range.start), self.start + self.byte(range.end))
    }

    /// The byte, from the start of the line, of the character `at`; the line's length behind its end.
    pub fn byte(&self, at: usize) -> usize {
        self.bytes.get(at).map_or(self.text.len(), |byte| *byte as usize)
    }

    /// The character whose byte, from the start of the line, is `byte` or the last one before it.
    pub fn char_of(&self, byte: usize) -> usize {
        self.bytes.partition_point(|at| *at as usize <= byte).saturating_sub(1).min(self.len())
    }

    /// The text of `range`.
    pub fn part(&self, range: Range<usize>) -> &'t str {
        slice(self.text, ByteSpan::new(self.byte(range.start), self.byte(range.end)))
    }

    /// Whether `word` stands at `at`.
    pub fn starts(&self, at: usize, word: &str) -> bool {
        let mut n = at;
        word.chars().all(|c| {
            n += 1;
            self.at(n - 1) == Some(c)
        })
    }

    /// Whether `word` ends before `at`.
    pub fn ends(&self, at: usize, word: &str) -> bool {
        at.checked_sub(word.chars().count()).is_some_and(|from| self.starts(from, word))
    }

    /// The longest of `words` that stands at `at`, and the position behind it.
    pub fn any<'w>(&self, at: usize, words: &[&'w str]) -> Option<(&'w str, usize)> {
        let longest = words.iter().filter(|word| self.starts(at, word)).max_by_key(|word| word.len())?;
        Some((longest, at + longest.chars().count()))
    }

    /// The longest of `words` that ends before `at`.
    pub fn any_before<'w>(&self, at: usize, words: &[&'w str]) -> Option<&'w str> {
        words.iter().filter(|word| self.ends(at, word)).max_by_key(|word| word.len()).copied()
    }

    /// The longest of `words`, a list parted by spaces, that stands at `at`, and the position behind it.
    pub fn any_of<'w>(&self, at: usize, words: &'w str) -> Option<(&'w str, usize)> {
        let longest = words.split(' ').filter(|word| self.starts(at, word)).max_by_key(|word| word.len())?;
        (!longest.is_empty()).then(|| (longest, at + longest.chars().count()))
    }

    /// The longest of `words`, a list parted by spaces, that ends before `at`.
    pub fn any_of_before<'w>(&self, at: usize, words: &'w str) -> Option<&'w str> {
        let longest = words.split(' ').filter(|word| self.ends(at, word)).max_by_key(|word| word.len());
        longest.filter(|word| !word.is_empty())
    }

    /// All places of `word`, as ranges; they do not overlap.
    pub fn each<'w>(&self, word: &'w str) -> impl Iterator<Item = Range<usize>> + use<'_, 'w, 't> {
        let length = word.chars().count();
        let mut at = 0;
        // Bytes are sought, which is quick; characters are counted only for what is found.
        let wanted = word.chars().all(|c| self.mask.may_hold(c));
        std::iter::from_fn(move || {
            if !wanted || length == 0 {
                return None;
            }
            let from = self.byte(at);
            let found = slice(self.text, ByteSpan::new(from, self.text.len())).find(word)?;
            let start = self.char_of(from + found);
            at = start + length;
            Some(start..at)
        })
    }

    /// All positions of characters that `wanted` holds for.
    pub fn positions(&self, wanted: impl Fn(char) -> bool) -> impl Iterator<Item = usize> {
        self.chars.iter().enumerate().filter(move |(_, c)| wanted(**c)).map(|(at, _)| at)
    }

    /// The position of the first character that is no white space.
    pub fn first(&self) -> usize {
        self.chars.iter().position(|c| !crate::corpus::row::is_blank(*c)).unwrap_or(self.len())
    }

    /// The position behind the last character that is no white space.
    pub fn end(&self) -> usize {
        self.chars.iter().rposition(|c| !crate::corpus::row::is_blank(*c)).map_or(0, |at| at + 1)
    }

    /// The position from `at` on that is no white space.
    pub fn past_blanks(&self, at: usize) -> usize {
        self.run(at, crate::corpus::row::is_blank)
    }

    /// The position behind the last character before `at` that is no white space.
    pub fn before_blanks(&self, at: usize) -> usize {
        self.run_before(at, crate::corpus::row::is_blank)
    }

    /// Where its text begins behind blanks and the marks of a heading, item, quotation or emphasis in Markdown.
    pub fn text_start(&self) -> usize {
        let mark = |c| matches!(c, '#' | '*' | '>') || crate::corpus::row::is_blank(c);
        let start = self.run(0, mark);
        let item = matches!(self.at(start), Some('-' | '+')) && self.at(start + 1) == Some(' ');
        if item { self.run(start + 1, mark) } else { start }
    }

    /// The end of the run of characters from `at` on that `wanted` holds for.
    pub fn run(&self, at: usize, wanted: impl Fn(char) -> bool) -> usize {
        let rest = self.chars.get(at..).unwrap_or_default();
        at + rest.iter().take_while(|c| wanted(**c)).count()
    }

    /// The same, looking at no more than `most` characters: what is asked of every word of a long line must end.
    pub fn run_within(&self, at: usize, most: usize, wanted: impl Fn(char) -> bool) -> usize {
        let rest = self.chars.get(at..).unwrap_or_default();
        at + rest.iter().take(most).take_while(|c| wanted(**c)).count()
    }

    /// The start of the run before `at` that `wanted` holds for, looking at no more than `most` characters.
    pub fn run_before_within(&self, at: usize, most: usize, wanted: impl Fn(char) -> bool) -> usize {
        let rest = self.chars.get(..at).unwrap_or_default();
        at - rest.iter().rev().take(most).take_while(|c| wanted(**c)).count()
    }

    /// The start of the run of characters before `at` that `wanted` holds for.
    pub fn run_before(&self, at: usize, wanted: impl Fn(char) -> bool) -> usize {
        let rest = self.chars.get(..at).unwrap_or_default();
        at - rest.iter().rev().take_while(|c| wanted(**c)).count()
    }
}

/// The one of `ranges`, which ascend and do not meet, that holds `at`.
fn around(ranges: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    ranges.get(ranges.partition_point(|range| range.end <= at)).filter(|range| range.contains(&at))
}

/// Stretches between `open` and `close`, the outermost pairs, marks excluded; a mark without partner opens none.
fn between(chars: &[char], open: char, close: char) -> Vec<Range<usize>> {
    let (mut out, mut depth, mut from) = (Vec::new(), 0_usize, 0);
    for (at, c) in chars.iter().enumerate() {
        if *c == open {
            if depth == 0 {
                from = at + 1;
            }
            depth += 1;
        } else if *c == close && depth > 0 {
            depth -= 1;
            if depth == 0 {
                out.push(from..at);
            }
        }
    }
    out
}

/// Whether `c` is a Chinese mark.
pub fn is_mark(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '“'
            | '”'
            | '‘'
            | '’'
            | '（'
            | '）'
            | '《'
            | '》'
            | '〈'
            | '〉'
            | '【'
            | '】'
            | '〔'
            | '〕'
            | '…'
            | '—'
            | '～'
            | '·'
    )
}

/// Whether `c` ends a clause or a sentence. Brackets, quotes, title marks and 、 do not.
pub fn ends_clause(c: char) -> bool {
    ends_sentence(c) || matches!(c, '，' | '：' | ',' | ':' | '…' | '—')
}

/// Whether `c` ends a sentence or a part of one that could be one.
pub fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '；' | '！' | '？' | ';' | '!' | '?')
}

/// Whether `c` is an ideograph or a Chinese mark.
pub fn is_chinese(c: char) -> bool {
    is_han(c) || is_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_by_characters() {
        let text = "　一、创e\u{301}𠀀，见《创城“简报”》和“十个字以上的引文在这里”。";
        let line = Line::new(0, 7, text, Kind::Body, false);
        assert_eq!(line.at(6), Some('𠀀'));
        assert_eq!((line.first(), line.text_start(), line.past_blanks(0), line.before_blanks(1)), (1, 1, 1, 0));
        assert_eq!(Line::new(0, 0, "## **一、", Kind::Body, true).text_start(), 5);
        assert_eq!(Line::new(0, 0, "- 一、", Kind::Body, true).text_start(), 2);
        assert_eq!(Line::new(0, 0, "-一", Kind::Body, true).text_start(), 0);
        assert_eq!(line.part(5..8), "\u{301}𠀀，");
        assert!(line.each("，").eq(std::iter::once(7..8)));
        assert_eq!(line.each("简报").count(), 1);
        assert!(line.in_title(10) && !line.in_title(9));
        assert!(line.in_quotation(20) && !line.in_quotation(13));
        assert!(line.in_quotes(13) && line.in_quotes(20) && !line.in_quotes(12) && !line.in_quotes(30));
        assert!(line.starts(1, "一、") && line.ends(3, "一、") && !line.ends(1, "一、"));
        assert_eq!(line.span(0..1), ByteSpan::new(7, 10));
        assert_eq!(line.char_of(line.byte(7)), 7);
        assert_eq!(line.any(10, &["创", "创城", "城"]), Some(("创城", 12)));
        assert_eq!((line.run_within(1, 2, |c| c != '，'), line.run_within(1, 9, |c| c != '，')), (3, 7));
        assert_eq!((line.run_before_within(7, 2, |c| c != '、'), line.run_before_within(7, 9, |c| c != '、')), (5, 3));
        assert_eq!(line.any_before(12, &["城", "创城"]), Some("创城"));
        assert_eq!((line.any_of(10, "创 创城 城"), line.any_of(9, "创 城")), (Some(("创城", 12)), None));
        assert_eq!((line.any_of_before(12, "城 创城"), line.any_of_before(12, "")), (Some("创城"), None));
    }
}
