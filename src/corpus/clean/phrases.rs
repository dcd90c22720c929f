//! Sets of phrases that are looked for together: one pass over a text finds all of them.
//!
//! Knows nothing of what a phrase means.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::pairs::Pairs;

/// A set of phrases; what finds them is made when it is first asked.
#[derive(Debug)]
pub struct Phrases {
    words: &'static [&'static str],
    search: OnceLock<Pairs>,
}

impl Phrases {
    /// The set of `words`, folded.
    pub const fn new(words: &'static [&'static str]) -> Self {
        Self { words, search: OnceLock::new() }
    }

    /// All words.
    pub const fn all(&self) -> &'static [&'static str] {
        self.words
    }

    /// A word of the set that stands in `folded`: the one that begins first in the text.
    pub fn first_in(&self, folded: &str) -> Option<&'static str> {
        self.search().found(folded).min().and_then(|(_, word)| self.words.get(word).copied())
    }

    /// The words of the set that stand in `folded`, in the order of the set.
    pub fn all_in(&self, folded: &str) -> Vec<&'static str> {
        let mut found: Vec<usize> = self.search().found(folded).map(|(_, word)| word).collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().filter_map(|at| self.words.get(at).copied()).collect()
    }

    fn search(&self) -> &Pairs {
        self.search.get_or_init(|| Pairs::of(self.words.iter().copied()))
    }
}

/// Words of several sets, by which a text that holds none of them is passed over at once.
#[derive(Debug)]
pub struct Gate {
    words: fn() -> Vec<&'static str>,
    search: OnceLock<Pairs>,
}

impl Gate {
    /// The gate of `words`, folded.
    pub const fn new(words: fn() -> Vec<&'static str>) -> Self {
        Self { words, search: OnceLock::new() }
    }

    /// Whether one of the words stands in `folded`.
    pub fn is_open(&self, folded: &str) -> bool {
        let search = self.search.get_or_init(|| Pairs::of((self.words)().into_iter()));
        search.found(folded).next().is_some()
    }
}

/// A set of words that are looked for at the beginning or the end of a text.
#[derive(Debug)]
pub struct Edges {
    words: &'static [&'static str],
    by_first: OnceLock<FxHashMap<char, Vec<&'static str>>>,
    by_last: OnceLock<FxHashMap<char, Vec<&'static str>>>,
}

impl Edges {
    /// The set of `words`.
    pub const fn new(words: &'static [&'static str]) -> Self {
        Self { words, by_first: OnceLock::new(), by_last: OnceLock::new() }
    }

    /// Whether `text` begins with a word of the set.
    pub fn begin(&self, text: &str) -> bool {
        self.begins(text).next().is_some()
    }

    /// The words of the set that `text` begins with.
    pub fn begins<'t>(&self, text: &'t str) -> impl Iterator<Item = &'static str> + use<'_, 't> {
        let table = self.by_first.get_or_init(|| self.table(|word| word.chars().next()));
        let words = text.chars().next().and_then(|first| table.get(&first)).into_iter().flatten();
        words.copied().filter(move |word| text.starts_with(word))
    }

    /// Whether `text` ends in a word of the set.
    pub fn end(&self, text: &str) -> bool {
        self.ends(text).next().is_some()
    }

    /// The words of the set that `text` ends in.
    pub fn ends<'t>(&self, text: &'t str) -> impl Iterator<Item = &'static str> + use<'_, 't> {
        let table = self.by_last.get_or_init(|| self.table(|word| word.chars().next_back()));
        let words = text.chars().next_back().and_then(|last| table.get(&last)).into_iter().flatten();
        words.copied().filter(move |word| text.ends_with(word))
    }

    fn table(&self, key: impl Fn(&str) -> Option<char>) -> FxHashMap<char, Vec<&'static str>> {
        let mut table: FxHashMap<char, Vec<&'static str>> = FxHashMap::default();
        for word in self.words {
            if let Some(key) = key(word) {
                table.entry(key).or_default().push(word);
            }
        }
        table
    }
}

/// A row of a [`Table`]: category, longest line in characters, words.
type Group = (&'static str, usize, &'static [&'static str]);

/// Words in categories, each of which holds for lines up to a length; all are looked for together.
#[derive(Debug)]
pub struct Table {
    groups: &'static [Group],
    search: OnceLock<Pairs>,
    by_first: OnceLock<FxHashMap<char, Vec<(usize, &'static str)>>>,
}

impl Table {
    /// The table of `groups`, their words folded.
    pub const fn new(groups: &'static [Group]) -> Self {
        Self { groups, search: OnceLock::new(), by_first: OnceLock::new() }
    }

    /// The first category of which a word stands in the folded line of `chars` characters, and the word.
    pub fn find(&self, folded: &str, chars: usize) -> Option<(&'static str, &'static str)> {
        let found = self.search.get_or_init(|| Pairs::of(self.all())).found(folded);
        let holding = found.filter_map(|(_, at)| {
            let (group, word) = self.words().nth(at)?;
            let (what, most, _) = self.groups.get(group)?;
            (chars <= *most).then_some((at, *what, word))
        });
        holding.min().map(|(_, what, word)| (what, word))
    }

    /// Whether a word may begin with this folded character.
    pub fn may_open(&self, first: char) -> bool {
        self.by_first().contains_key(&first)
    }

    /// The first category of which a word begins the folded line of `chars` characters, and the word.
    pub fn opens(&self, folded: &str, chars: usize) -> Option<(&'static str, &'static str)> {
        let mut words = self.by_first().get(&folded.chars().next()?)?.iter();
        words.find_map(|(group, word)| {
            let (what, most, _) = self.groups.get(*group)?;
            (chars <= *most && folded.starts_with(word)).then_some((*what, *word))
        })
    }

    /// The words by their first characters, with the numbers of their groups.
    fn by_first(&self) -> &FxHashMap<char, Vec<(usize, &'static str)>> {
        self.by_first.get_or_init(|| {
            let mut table: FxHashMap<char, Vec<(usize, &'static str)>> = FxHashMap::default();
            for (group, word) in self.words() {
                if let Some(first) = word.chars().next() {
                    table.entry(first).or_default().push((group, word));
                }
            }
            table
        })
    }

    /// All words.
    pub fn all(&self) -> impl Iterator<Item = &'static str> {
        self.words().map(|(_, word)| word)
    }

    /// All words with the numbers of their groups.
    fn words(&self) -> impl Iterator<Item = (usize, &'static str)> {
        self.groups.iter().enumerate().flat_map(|(group, (_, _, words))| words.iter().map(move |word| (group, *word)))
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
    fn a_gate_opens_for_every_word_of_its_sets() {
        static GATE: Gate = Gate::new(|| vec!["范文", "𠀀"]);
        for (text, expected) in [("创城范文", true), ("甲𠀀", true), ("创城", false), ("", false)] {
            assert_eq!(GATE.is_open(text), expected, "{text}");
        }
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

    #[test]
    fn tables_know_their_categories_and_lengths() {
        static TABLE: Table = Table::new(&[("短", 4, &["甲乙", "𠀀"]), ("长", 9, &["乙丙", "甲"])]);
        for (text, expected) in [
            ("甲乙", Some(("短", "甲乙"))),
            ("丁乙丙丁丁", Some(("长", "乙丙"))),
            ("甲乙丁丁丁", Some(("长", "甲"))),
            ("丁", None),
        ] {
            assert_eq!(TABLE.find(text, text.chars().count()), expected, "{text}");
        }
        for (text, expected) in
            [("甲乙", Some(("短", "甲乙"))), ("甲丁丁丁丁", Some(("长", "甲"))), ("丁甲", None), ("", None)]
        {
            assert_eq!(TABLE.opens(text, text.chars().count()), expected, "{text}");
        }
    }
}
