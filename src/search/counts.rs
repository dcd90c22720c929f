//! How often every character stands in a corpus, and every pair of neighbours among its frequent ones: counted once, so
//! that what a person has just begun to type is counted before it has been looked for. It is what takes longest to look
//! for, for it stands nearly everywhere.
//!
//! The counts are those of a search: of folded text, and of the documents that hold a place.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::text::fold;
use crate::text::folded::Needle;

/// A frequent character's place among the pairs has so many bits.
const BITS: u32 = 9;
/// The frequent characters, and one place for all others.
const FREQUENT: usize = 1 << BITS;
/// Characters that have counts: those of two bytes in UTF-16, all that are usual.
const USUAL: usize = 1 << 16;

/// The frequent characters of a corpus.
#[derive(Clone, Debug)]
pub struct Frequent {
    /// By character; 0 for one that is not frequent.
    places: Box<[u16]>,
}

impl Frequent {
    /// Those of `texts`, which need be no more than a sample: what is counted is right whichever they are.
    pub fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut counts = vec![0_u32; USUAL];
        for text in texts {
            fold::each(text, |c, _| {
                if let Some(count) = counts.get_mut(c as usize) {
                    *count += 1;
                }
            });
        }
        let mut seen: Vec<usize> = (0..USUAL).filter(|c| counts.get(*c).is_some_and(|count| *count > 0)).collect();
        seen.sort_by_key(|c| Reverse(counts.get(*c).copied()));
        let mut places = vec![0; USUAL];
        for (place, c) in (1..FREQUENT as u16).zip(seen) {
            if let Some(slot) = places.get_mut(c) {
                *slot = place;
            }
        }
        Self { places: places.into() }
    }

    /// The place of a folded character; 0 for one that is not frequent.
    fn place(&self, c: u32) -> usize {
        self.places.get(c as usize).copied().unwrap_or_default().into()
    }

    /// Where the pair of the characters at these places stands.
    const fn pair(one: usize, other: usize) -> usize {
        one << BITS | other
    }
}

/// How often something stands in a corpus, and in how many documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Places.
    pub hits: u32,
    /// Documents that have at least one.
    pub documents: u32,
}

/// A count that is being made.
#[derive(Clone, Copy, Debug, Default)]
struct Growing {
    count: Count,
    /// The document, 1-based, in which it was seen last.
    last: u32,
}

impl Growing {
    const fn see(&mut self, document: u32) {
        self.count.hits += 1;
        self.count.documents += (self.last != document) as u32;
        self.last = document;
    }
}

/// The counts of a part of the documents, growing: each worker has its own.
#[derive(Debug)]
pub struct Counting {
    frequent: Arc<Frequent>,
    characters: Vec<Growing>,
    pairs: Vec<Growing>,
    documents: u32,
}

impl Counting {
    /// Nothing counted yet.
    pub fn new(frequent: &Arc<Frequent>) -> Self {
        Self {
            frequent: Arc::clone(frequent),
            characters: vec![Growing::default(); USUAL],
            pairs: vec![Growing::default(); FREQUENT * FREQUENT],
            documents: 0,
        }
    }

    /// Counts the text of another document.
    pub fn add(&mut self, text: &str) {
        self.documents += 1;
        let Self { frequent, characters, pairs, documents } = self;
        let mut before = 0;
        fold::each(text, |c, _| {
            let place = frequent.place(c);
            if let Some(own) = characters.get_mut(c as usize) {
                own.see(*documents);
            }
            if before != 0
                && place != 0
                && let Some(pair) = pairs.get_mut(Frequent::pair(before, place))
            {
                pair.see(*documents);
            }
            before = place;
        });
    }
}

/// The counts of a corpus.
#[derive(Debug)]
pub struct Counts {
    frequent: Arc<Frequent>,
    characters: Box<[Count]>,
    pairs: Box<[Count]>,
}

impl Counts {
    /// The counts of all `parts`, which have counted other documents each; nothing of none.
    pub fn of(parts: &[Counting]) -> Option<Self> {
        let frequent = Arc::clone(&parts.first()?.frequent);
        let sum = |of: fn(&Counting) -> &[Growing]| {
            let mut sum = vec![Count::default(); parts.first().map_or(0, |part| of(part).len())];
            for part in parts {
                for (sum, own) in sum.iter_mut().zip(of(part)) {
                    sum.hits += own.count.hits;
                    sum.documents += own.count.documents;
                }
            }
            sum.into_boxed_slice()
        };
        let (characters, pairs) = (sum(|part| &part.characters), sum(|part| &part.pairs));
        Some(Self { frequent, characters, pairs })
    }

    /// The count of `word`, where it is one character or two of the frequent ones.
    pub fn of_word(&self, word: &Needle) -> Option<Count> {
        let mut characters = word.text().chars().map(u32::from);
        match (characters.next()?, characters.next(), characters.next()) {
            (only, None, _) => self.characters.get(only as usize).copied(),
            // 人人 stands in 人人人 twice, and is found once.
            (one, Some(other), None) if one != other => {
                let (one, other) = (self.frequent.place(one), self.frequent.place(other));
                self.pairs.get(Frequent::pair(one, other)).filter(|_| one != 0 && other != 0).copied()
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;

    use super::*;
    use crate::corpus::correction::Corrections;
    use crate::corpus::load;
    use crate::corpus::model::Corpus;
    use crate::search::engine::{Engine, Shelf};
    use crate::search::query::Query;

    proptest! {
        #[test]
        fn what_is_counted_is_what_a_search_counts(
            texts in prop::collection::vec("[一二三ＡaＢb，,\\n　 \t𠀀é\u{301}]{0,30}", 1..6),
            word in "[一二三aＢb，𠀀é\u{301}]{1,3}", sampled in 0_usize..6,
        ) {
            let frequent = Arc::new(Frequent::of(texts.iter().take(sampled).map(String::as_str)));
            let mut parts = vec![Counting::new(&frequent), Counting::new(&frequent)];
            for (number, text) in texts.iter().enumerate() {
                parts[number % 2].add(text);
            }
            let document = |text: &String| Arc::new(load::of_text(Path::new("甲.txt"), text, &Corrections::default()));
            let corpus = Corpus { documents: texts.iter().map(document).collect(), ..Corpus::default() };
            let query = Query::parse(&format!("“{word}”")).unwrap_or_default();
            let tally = Shelf::of(&corpus).search(&query, &|| true, &mut |_| ());
            if let (Some(counts), Some(needle)) = (Counts::of(&parts), Needle::new(&word)) {
                let counted = counts.of_word(&needle);
                prop_assert!(counted.is_none_or(|count| (count.hits as usize, count.documents as usize) == (tally.hits, tally.documents)), "{:?} {:?}", counted, tally);
                let usual = |c: &char| u32::from(*c) < 0x1_0000;
                prop_assert!(counted.is_some() || word.chars().count() > 1 || !word.chars().all(|c| usual(&c)));
            }
        }
    }

    #[test]
    fn pairs_of_frequent_characters_are_counted_and_no_others() {
        let frequent = Arc::new(Frequent::of(["创建创建"].into_iter()));
        let mut counting = Counting::new(&frequent);
        for text in ["创建创建，创城", "创，建", "城建"] {
            counting.add(text);
        }
        let counts = Counts::of(&[counting]);
        let of = |word: &str| counts.as_ref()?.of_word(&Needle::new(word)?).map(|count| (count.hits, count.documents));
        assert_eq!(of("创"), Some((4, 2)));
        assert_eq!(of("创建"), Some((2, 1)));
        assert_eq!(of("建创"), Some((1, 1)));
        assert_eq!(of("，"), Some((2, 2)));
        assert_eq!(of("市"), Some((0, 0)));
        for unknown in ["创城", "创创", "创建创", "𠀀"] {
            assert_eq!(of(unknown), None, "{unknown}");
        }
    }
}
