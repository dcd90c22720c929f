//! Sets of phrases that are looked for together: one pass over a text finds all of them.
//!
//! Knows nothing of what a phrase means.

use std::collections::HashMap;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;

/// A set of phrases; its automaton is built when it is first asked.
#[derive(Debug)]
pub struct Phrases {
    words: &'static [&'static str],
    automaton: OnceLock<Option<AhoCorasick>>,
}

impl Phrases {
    /// The set of `words`, folded.
    pub const fn new(words: &'static [&'static str]) -> Self {
        Self { words, automaton: OnceLock::new() }
    }

    /// A word of the set that stands in `folded`, the first in the text.
    pub fn first_in(&self, folded: &str) -> Option<&'static str> {
        let found = self.automaton()?.find(folded)?;
        self.words.get(found.pattern().as_usize()).copied()
    }

    /// The words of the set that stand in `folded`, in the order of the set.
    pub fn all_in(&self, folded: &str) -> Vec<&'static str> {
        let Some(automaton) = self.automaton() else { return Vec::new() };
        let mut found: Vec<usize> = automaton.find_overlapping_iter(folded).map(|m| m.pattern().as_usize()).collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().filter_map(|at| self.words.get(at).copied()).collect()
    }

    /// `None` only for a set larger than an automaton holds.
    fn automaton(&self) -> Option<&AhoCorasick> {
        self.automaton.get_or_init(|| AhoCorasick::new(self.words).ok()).as_ref()
    }
}

/// A set of words, of which one is looked for at the beginning or the end of a text.
#[derive(Debug)]
pub struct Edges {
    words: &'static [&'static str],
    by_first: OnceLock<HashMap<char, Vec<&'static str>>>,
    by_last: OnceLock<HashMap<char, Vec<&'static str>>>,
}

impl Edges {
    /// The set of `words`.
    pub const fn new(words: &'static [&'static str]) -> Self {
        Self { words, by_first: OnceLock::new(), by_last: OnceLock::new() }
    }

    /// Whether `text` begins with a word of the set.
    pub fn begin(&self, text: &str) -> bool {
        let table = self.by_first.get_or_init(|| self.table(|word| word.chars().next()));
        let words = text.chars().next().and_then(|first| table.get(&first));
        words.is_some_and(|words| words.iter().any(|word| text.starts_with(word)))
    }

    /// Whether `text` ends in a word of the set.
    pub fn end(&self, text: &str) -> bool {
        let table = self.by_last.get_or_init(|| self.table(|word| word.chars().next_back()));
        let words = text.chars().next_back().and_then(|last| table.get(&last));
        words.is_some_and(|words| words.iter().any(|word| text.ends_with(word)))
    }

    fn table(&self, key: impl Fn(&str) -> Option<char>) -> HashMap<char, Vec<&'static str>> {
        let mut table: HashMap<char, Vec<&'static str>> = HashMap::new();
        for word in self.words {
            if let Some(key) = key(word) {
                table.entry(key).or_default().push(word);
            }
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_once() {
        static SET: Phrases = Phrases::new(&["范文", "的范文", "𠀀"]);
        assert_eq!(SET.all_in("创城的范文和范文"), ["范文", "的范文"]);
        assert_eq!(SET.first_in("甲𠀀的范文"), Some("𠀀"));
        assert_eq!(SET.first_in("甲"), None);
        assert!(SET.all_in("").is_empty());
    }

    #[test]
    fn words_at_the_edges() {
        static SET: Edges = Edges::new(&["总结", "结语", "𠀀"]);
        for (text, begins, ends) in [
            ("总结会", true, false),
            ("工作总结", false, true),
            ("𠀀", true, true),
            ("", false, false),
            ("语", false, false),
        ] {
            assert_eq!((SET.begin(text), SET.end(text)), (begins, ends), "{text}");
        }
    }
}
