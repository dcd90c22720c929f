//! Fixes made in a text: from its end, overlapping ones passed over.

use super::finding::Fix;
use crate::text::safe::is_han;
use crate::text::span::{ByteSpan, slice};

/// `text` with `fixes` made in it, and how many were made. Of fixes that share a byte, or that begin at the same one, only
/// the first in the text is made; one that would change nothing is none.
pub fn apply(text: &str, fixes: &[Fix]) -> (String, Vec<Fix>) {
    let mut wanted: Vec<&Fix> = fixes.iter().filter(|fix| slice(text, fix.span) != fix.text).collect();
    wanted.sort_by_key(|fix| (fix.span.start, fix.span.end));
    let mut made: Vec<Fix> = Vec::with_capacity(wanted.len());
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for fix in wanted {
        if fix.span.start < at || made.last().is_some_and(|last| last.span.start == fix.span.start) {
            continue;
        }
        out.push_str(slice(text, ByteSpan::new(at, fix.span.start)));
        out.push_str(&fix.text);
        at = fix.span.end;
        made.push(fix.clone());
    }
    out.push_str(slice(text, ByteSpan::new(at, text.len())));
    (out, made)
}

/// Whether two texts hold the same digits in the same order, full-width ones counted as half-width ones: a fix never
/// changes the value of a number.
pub fn same_digits(old: &str, new: &str) -> bool {
    let digits = |text: &str| -> Vec<char> {
        let fold = |c: char| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            _ => c,
        };
        text.chars().map(fold).filter(char::is_ascii_digit).collect()
    };
    digits(old) == digits(new)
}

/// Whether putting `new` in the place of `old` changes words and not marks alone: other ideographs, or in another order. 〇 is
/// a sign for a digit.
pub fn changes_words(old: &str, new: &str) -> bool {
    let words = |c: &char| is_han(*c) && *c != '〇';
    !old.chars().filter(words).eq(new.chars().filter(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_no_words() {
        for (old, new, changes) in [
            ("布署", "部署", true),
            ("号", "日", true),
            ("第", "", true),
            (",", "，", false),
            ("“洁净”", "‘洁净’", false),
            ("○", "〇", false),
            ("&nbsp;", "", false),
            ("𠀀", "甲", true),
        ] {
            assert_eq!(changes_words(old, new), changes, "{old} {new}");
        }
    }

    fn check(text: &str, fixes: &[(&str, &str)], expected: &str) {
        let fixes: Vec<Fix> = fixes
            .iter()
            .filter_map(|(old, new)| {
                let at = text.find(old)?;
                Some(Fix { span: ByteSpan::new(at, at + old.len()), text: (*new).to_owned(), singly: false })
            })
            .collect();
        assert_eq!(apply(text, &fixes).0, expected);
    }

    #[test]
    fn fixes_are_made_and_overlapping_ones_passed_over() {
        check("一,二,𠀀e\u{301}.", &[(",", "，"), (".", "。")], "一，二,𠀀e\u{301}。");
        check("甲乙丙", &[("甲乙", "子"), ("乙丙", "丑")], "子丙");
        check("甲乙丙", &[("乙", "乙")], "甲乙丙");
        check("甲乙丙", &[("乙", "")], "甲丙");
    }

    #[test]
    fn digits_are_the_same_in_either_width() {
        assert!(same_digits("５0人", "50人") && !same_digits("50人", "5人") && same_digits("，", ","));
    }
}
