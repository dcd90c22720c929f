//! Sentences (句): where they end, for counting and for showing one with a hit.
//!
//! A sentence ends
//! - at `。` `！` `？` `｡` and the half-width `!` `?`, also several in a row (`？！`), with the closing quotes and brackets and
//!   the `……` that follow; not where a comma or colon follows (`“为什么？”，他问`);
//! - at a half-width `.` (or `．`) that stands for `。`: after a Chinese character, and after a Latin word when the line ends or
//!   a new sentence begins; never inside a number (`12.5`), a numbering (`1.` `一.` `(一).`), a file name or an
//!   abbreviation, and not in `...`;
//! - at the end of the line. So a heading without a mark, which stands alone on its line, is one sentence.
//!
//! `；` and `……` alone end none: GB/T 15834—2011 counts only 。？！ as marks at the end of a sentence. What holds neither
//! letter nor digit (`***`, `——`) is no sentence. Nothing here knows of documents or headings.

use super::safe::is_han;
use super::span::{ByteSpan, head, marks, slice, tail};

/// The sentences of `text` in order, without the white space around them.
pub fn sentences(text: &str) -> Sentences<'_> {
    Sentences { text, at: 0 }
}

/// The sentences of the part `span` of `text`, as spans of `text`; `span` cuts a sentence that it does not hold whole.
pub fn sentences_in(text: &str, span: ByteSpan) -> impl Iterator<Item = ByteSpan> + '_ {
    let start = super::span::floor(text, span.start);
    sentences(slice(text, span)).map(move |s| ByteSpan::new(s.start + start, s.end + start))
}

/// See [`sentences`].
#[derive(Clone, Debug)]
pub struct Sentences<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Sentences<'_> {
    type Item = ByteSpan;

    fn next(&mut self) -> Option<ByteSpan> {
        while self.at < self.text.len() {
            let start = self.at;
            self.at = start + length(tail(self.text, start));
            let part = slice(self.text, ByteSpan::new(start, self.at));
            if part.contains(char::is_alphanumeric) {
                let start = start + part.len() - part.trim_start().len();
                return Some(ByteSpan::new(start, start + part.trim().len()));
            }
        }
        None
    }
}

/// Bytes of the first sentence of `text` with its end, the line feed included.
fn length(text: &str) -> usize {
    let (mut quotes, mut done) = (0, 0);
    for (at, c) in marks(text) {
        // What belongs to the mark before.
        if at < done {
            continue;
        }
        let end = at + c.len_utf8();
        match c {
            '\n' => return end,
            '"' => quotes += 1,
            _ => {}
        }
        let ends = matches!(c, '。' | '！' | '？' | '｡' | '!' | '?')
            || matches!(c, '.' | '．') && is_full_stop(head(text, at), tail(text, end));
        if !ends {
            continue;
        }
        done = end;
        let mut after = tail(text, end).chars();
        let next = loop {
            match after.next() {
                Some(c) if belongs_to_end(c) || c == '"' && quotes % 2 == 1 => {
                    quotes += usize::from(c == '"');
                    done += c.len_utf8();
                }
                next => break next,
            }
        };
        if !matches!(next, Some('，' | '、' | '；' | '：' | ',' | ';' | ':')) {
            return done;
        }
    }
    text.len()
}

/// Marks that go with the end mark before them.
const fn belongs_to_end(c: char) -> bool {
    matches!(
        c,
        '。' | '！'
            | '？'
            | '｡'
            | '!'
            | '?'
            | '…'
            | '”'
            | '’'
            | '」'
            | '』'
            | '）'
            | ')'
            | '】'
            | ']'
            | '》'
            | '〉'
            | '＂'
            | '．'
    )
}

/// Whether a half-width full stop between `before` (the sentence so far) and `after` ends the sentence.
fn is_full_stop(before: &str, after: &str) -> bool {
    let next = after.chars().next();
    let Some(last) = before.chars().next_back() else { return false };
    if matches!(next, Some('.' | '．')) || matches!(last, '.' | '．') || last.is_ascii_digit() {
        return false;
    }
    if is_han(last) || belongs_to_end(last) || last == '"' {
        return !is_numbering(before) && !next.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
    }
    if !last.is_alphabetic() {
        return false;
    }
    let word = before.rsplit(|c: char| !c.is_alphabetic() || is_han(c)).next().unwrap_or_default();
    let opens = after.trim_start().chars().next();
    match next {
        None | Some('\n') => true,
        Some(c) if is_han(c) => true,
        Some(c) if c.is_whitespace() => {
            let short =
                word.chars().nth(1).is_none() || matches!(word, "Mr" | "Mrs" | "Ms" | "Dr" | "No" | "Vol" | "Fig");
            !short && opens.is_none_or(|c| c.is_uppercase() || is_han(c))
        }
        Some(_) => false,
    }
}

/// Whether `before` ends with a numbering: numerals and brackets at its beginning or after a mark.
fn is_numbering(before: &str) -> bool {
    let rest = before.trim_end_matches(|c: char| {
        "零〇一二三四五六七八九十百第()（）".contains(c) || c.is_ascii_digit() || matches!(c, '０'..='９')
    });
    let Some(cut) = rest.chars().next_back() else { return true };
    rest.len() < before.len() && !cut.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found: Vec<&str> = sentences(text).map(|span| slice(text, span)).collect();
        assert_eq!(found.join("|"), expected, "{text:?}");
    }

    #[test]
    fn marks_and_lines_end_sentences() {
        for (text, expected) in [
            ("", ""),
            (" \n　\n", ""),
            ("抓落实。见成效！好吗？", "抓落实。|见成效！|好吗？"),
            ("抓落实!见成效?好", "抓落实!|见成效?|好"),
            ("真的吗？！当然……", "真的吗？！|当然……"),
            ("一、组织领导\n成立小组；明确分工。", "一、组织领导|成立小组；明确分工。"),
            ("　　缩进。\t下句。 ", "缩进。|下句。"),
            ("——\n***\n", ""),
            ("等等……都要抓。", "等等……都要抓。"),
            ("到位。……后续。", "到位。……|后续。"),
            ("𠀀e\u{301}。\u{1b}好。", "𠀀e\u{301}。|\u{1b}好。"),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn closing_quotes_belong_to_the_sentence() {
        for (text, expected) in [
            ("他说：“好。”大家动手。", "他说：“好。”|大家动手。"),
            ("他说:\"好。\"大家动手。", "他说:\"好。\"|大家动手。"),
            ("动手。\"创城\"是大事。", "动手。|\"创城\"是大事。"),
            ("（见附件。）完。", "（见附件。）|完。"),
            ("“为什么？”，他问。", "“为什么？”，他问。"),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn a_half_width_full_stop_is_weighed() {
        for (text, expected) in [
            ("增长12.5%。", "增长12.5%。"),
            ("1.抓宣传.2.抓整治.", "1.抓宣传.2.抓整治."),
            ("抓宣传.抓整治.", "抓宣传.|抓整治."),
            ("一.抓宣传", "一.抓宣传"),
            ("包括：一.宣传，二.整治。", "包括：一.宣传，二.整治。"),
            ("(一).抓宣传", "(一).抓宣传"),
            ("见总结.docx文件", "见总结.docx文件"),
            ("See Mr. Li. Then go.", "See Mr. Li.|Then go."),
            ("推广App.下一步", "推广App.|下一步"),
            ("等待...继续", "等待...继续"),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn spans_of_a_part_point_into_the_whole() {
        let text = "甲。乙。丙。";
        let found: Vec<_> = sentences_in(text, ByteSpan::new(6, 15)).map(|s| slice(text, s)).collect();
        assert_eq!(found, ["乙。", "丙"]);
    }
}
