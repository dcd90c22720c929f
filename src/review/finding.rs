//! The key of a finding: by it what was decided of a finding is known again after edits elsewhere.
//!
//! Must not know what rules there are.

use serde::{Deserialize, Serialize};

use crate::text::span::{ByteSpan, head, slice, tail};

/// How many characters on either side belong to the key.
const AROUND: usize = 10;

/// A finding by its rule, its words and ten characters on either side. Blanks and line ends around it do not count, so
/// that an indent or a blank line more is no other place; its own words count to the letter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FindingKey {
    /// The rule's id.
    pub rule: String,
    /// The words that were found.
    pub text: String,
    /// Ten characters before them, fewer at the beginning of the text.
    #[serde(default)]
    pub before: String,
    /// Ten characters behind them, fewer at the end of the text.
    #[serde(default)]
    pub after: String,
}

impl FindingKey {
    /// The key of what `rule` found at `span` (bytes of `text`).
    pub fn new(rule: &str, text: &str, span: ByteSpan) -> Self {
        let counts = |c: &char| !c.is_whitespace();
        let before: Vec<char> = head(text, span.start).chars().rev().filter(counts).take(AROUND).collect();
        Self {
            rule: rule.to_owned(),
            text: slice(text, span).to_owned(),
            before: before.into_iter().rev().collect(),
            after: tail(text, span.end).chars().filter(counts).take(AROUND).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str, words: &str) -> FindingKey {
        let start = text.find(words).unwrap_or_default();
        FindingKey::new("punct-halfwidth", text, ByteSpan::new(start, start + words.len()))
    }

    #[test]
    fn a_key_holds_ten_characters_on_either_side() {
        let found = key("零一二三四五六七八九十𠀀,甲乙丙丁戊己庚辛壬e\u{301}癸", ",");
        assert_eq!((found.before.as_str(), found.after.as_str()), ("二三四五六七八九十𠀀", "甲乙丙丁戊己庚辛壬e"));
        let alone = key(",", ",");
        assert_eq!((alone.before.as_str(), alone.text.as_str(), alone.after.as_str()), ("", ",", ""));
    }

    #[test]
    fn a_key_outlives_edits_elsewhere_and_no_edit_here() {
        let text = "今年以来，各科室要提高认识,抓好落实。\n　　二是强化督导检查。";
        let old = key(text, ",");
        for same in [
            text.replace("今年以", "上半年以"),
            format!("新加一段。\n\n{text}\n末段"),
            text.replace("\n　　", "\n\n"),
            text.replace("检查", "考核"),
        ] {
            assert_eq!(key(&same, ","), old, "{same}");
        }
        for other in [
            text.replace("认识", "站位"),
            text.replace("落实", "推进"),
            text.replace("强化", "加强"),
            text.replace(',', ";"),
        ] {
            let found = key(&other, if other.contains(',') { "," } else { ";" });
            assert_ne!(found, old, "{other}");
        }
        assert_ne!(FindingKey { rule: "punct-double".to_owned(), ..old.clone() }, old);
    }
}
