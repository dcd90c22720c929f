//! Sets of phrases that are looked for together: one pass over a text finds all of them.
//!
//! Knows nothing of what a phrase means.

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
}
