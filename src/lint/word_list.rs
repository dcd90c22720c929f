//! `WordList`: words sought in a line all at once, each with what must not stand beside it.
//!
//! A list without guards cries wolf: 布署 stands in 发布署名文章. Knows no rule.

use std::ops::Range;

use aho_corasick::AhoCorasick;

use super::line::Line;

/// A word of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word that is sought.
    pub wrong: &'static str,
    /// What should stand there.
    pub right: &'static str,
    /// Characters of which none may stand right before it.
    pub after: &'static str,
    /// Characters of which none may stand right behind it.
    pub before: &'static str,
}

impl Word {
    /// A word without guards.
    pub const fn new(wrong: &'static str, right: &'static str) -> Self {
        Self::guarded(wrong, right, "", "")
    }

    /// A word that is not meant where it stands after one of the characters `after` or before one of `before`.
    pub const fn guarded(wrong: &'static str, right: &'static str, after: &'static str, before: &'static str) -> Self {
        Self { wrong, right, after, before }
    }
}

/// A list that is ready to be sought.
#[derive(Clone, Debug)]
pub struct WordList {
    words: &'static [Word],
    finder: Option<AhoCorasick>,
}

impl WordList {
    /// A list of these words.
    pub fn new(words: &'static [Word]) -> Self {
        Self { words, finder: AhoCorasick::new(words.iter().map(|word| word.wrong)).ok() }
    }

    /// Where words of the list stand in `line`, in the order of their ends, each with its characters. Words that overlap are
    /// all found, so that one whose guard forbids it hides none.
    pub fn places(&self, line: &Line<'_>) -> Vec<(&'static Word, Range<usize>)> {
        let Some(finder) = &self.finder else { return Vec::new() };
        let place = |found: aho_corasick::Match| {
            let word = self.words.get(found.pattern().as_usize())?;
            let range = line.char_of(found.start())..line.char_of(found.end());
            let forbidden = |chars: &str, c: Option<char>| c.is_some_and(|c| chars.contains(c));
            let guarded = forbidden(word.after, line.before(range.start)) || forbidden(word.before, line.at(range.end));
            (!guarded).then_some((word, range))
        };
        finder.find_overlapping_iter(line.text).filter_map(place).collect()
    }
}

/// What the tests of a list ask of it: a row for each word, in its order.
#[cfg(test)]
pub(super) fn every_word_is_tried(id: &str, words: &[Word], rows: &[(&str, &str)]) {
    use crate::lint::tests::{fires, silent};
    assert_eq!(words.len(), rows.len(), "{id}: a row for each word");
    for (word, (wrong, right)) in words.iter().zip(rows) {
        let plain = wrong.replace(['⟦', '⟧'], "");
        assert!(plain.contains(word.wrong), "{id}: {} in {wrong}", word.wrong);
        fires(id, &[wrong]);
        let guarded = !word.after.is_empty() || !word.before.is_empty();
        let like = if guarded { word.wrong } else { word.right };
        assert!(right.contains(like), "{id}: {like} in {right}");
        silent(id, &[right]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::line::Kind;

    const WORDS: &[Word] = &[
        Word::guarded("布署", "部署", "发", "名"),
        Word::guarded("台帐", "台账", "", "户"),
        Word::new("帐户", "账户"),
    ];

    #[test]
    fn words_are_found_by_characters_and_guards_are_kept() {
        let list = WordList::new(WORDS);
        let found = |text: &str| {
            let line = Line::new(0, 9, text, Kind::Body, false);
            list.places(&line).into_iter().map(|(word, range)| (word.right, range)).collect::<Vec<_>>()
        };
        assert_eq!(found("𠀀e\u{301}布署，布署"), [("部署", 3..5), ("部署", 6..8)]);
        assert_eq!(found("发布署名文章"), []);
        assert_eq!(found("平台帐户"), [("账户", 2..4)], "a guarded word hides none");
        assert_eq!(found(""), []);
    }
}
