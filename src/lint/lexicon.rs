//! `Lexicon`: the user's names, units, places and terms, which no rule finds fault with, and their variants.
//!
//! A plain list, one entry a line; `=` parts the variants of a term, the first is the one to be used. `#` begins a remark.

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::FxHashMap;

use crate::text::span::ByteSpan;

/// A term with its variants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The form to be used.
    pub form: String,
    /// Others that mean the same.
    pub variants: Vec<String>,
}

/// The list.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    terms: Vec<Term>,
    /// Finds the forms, and for each its term.
    finder: Option<AhoCorasick>,
    of: Vec<usize>,
}

/// A line of the list that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadEntry {
    /// 1-based line.
    pub line: usize,
    /// Why, in the user's words.
    pub reason: &'static str,
}

/// The longest entry, in characters.
const LONGEST: usize = 60;

impl Lexicon {
    /// Reads a list; a bad line is told and passed over.
    pub fn parse(text: &str) -> (Self, Vec<BadEntry>) {
        let (mut terms, mut bad) = (Vec::new(), Vec::new());
        // Each word that was read, and whether its term has variants.
        let mut known: FxHashMap<String, bool> = FxHashMap::default();
        for (number, line) in text.lines().enumerate() {
            let line = line.trim_start_matches('\u{feff}').trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let mut forms: Vec<String> = line.split(['=', '＝']).map(|form| form.trim().to_owned()).collect();
            let reason = match () {
                () if forms.iter().any(String::is_empty) => "等号旁边没有词",
                () if forms.iter().any(|form| form.chars().count() > LONGEST) => "词太长，最多 60 字",
                () if forms.iter().any(|form| form.chars().any(char::is_control)) => "词里有控制字符",
                () if forms.iter().any(|form| form.chars().count() < 2) => "单个字不能作词条，会盖住别的词",
                () => "",
            };
            // The same name twice does no harm; a word of two terms would be one of them only.
            let several = forms.len() > 1;
            let taken = |form: &String| known.get(form).is_some_and(|variants| *variants || several);
            let reason = if reason.is_empty() && forms.iter().any(taken) {
                "这个词在前面的词条里已经有了"
            } else {
                reason
            };
            if !reason.is_empty() {
                bad.push(BadEntry { line: number + 1, reason });
                continue;
            }
            known.extend(forms.iter().map(|form| (form.clone(), several)));
            let form = forms.remove(0);
            terms.push(Term { form, variants: forms });
        }
        (Self::new(terms), bad)
    }

    /// A list of these terms.
    pub fn new(terms: Vec<Term>) -> Self {
        let (mut forms, mut of) = (Vec::new(), Vec::new());
        for (number, term) in terms.iter().enumerate() {
            for form in std::iter::once(&term.form).chain(&term.variants) {
                forms.push(form.clone());
                of.push(number);
            }
        }
        let finder = if forms.is_empty() {
            None
        } else {
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&forms).ok()
        };
        Self { terms, finder, of }
    }

    /// Its terms.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Where entries stand in `text`, ascending, each with the number of its term.
    pub fn places(&self, text: &str) -> Vec<(ByteSpan, usize)> {
        let Some(finder) = &self.finder else { return Vec::new() };
        let of = |at: usize| self.of.get(at).copied().unwrap_or(0);
        finder.find_iter(text).map(|m| (ByteSpan::new(m.start(), m.end()), of(m.pattern().as_usize()))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_two_terms_is_told() {
        let (lexicon, bad) = Lexicon::parse("创文 = 双创\n双创 = 两创\n青禾镇\n青禾镇\n双创\n𠀀里村 = 创文\n");
        assert_eq!(bad.iter().map(|bad| bad.line).collect::<Vec<_>>(), [2, 5, 6]);
        assert_eq!(lexicon.terms().len(), 3, "the same name twice does no harm");
    }

    #[test]
    fn a_bad_line_is_told_and_the_rest_is_read() {
        let (lexicon, bad) = Lexicon::parse("\u{feff}# 名单\n李明轩\n文明城市创建 = 创文＝双创\n=\n市\n𠀀里村\n");
        assert_eq!(lexicon.terms().len(), 3);
        assert_eq!(bad.iter().map(|bad| bad.line).collect::<Vec<_>>(), [4, 5]);
        let text = "李明轩在𠀀里村讲双创";
        let found: Vec<(&str, usize)> =
            lexicon.places(text).iter().map(|(span, term)| (crate::text::span::slice(text, *span), *term)).collect();
        assert_eq!(found, [("李明轩", 0), ("𠀀里村", 2), ("双创", 1)]);
        assert!(Lexicon::default().places(text).is_empty());
    }
}
