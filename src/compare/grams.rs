//! Likeness of texts by the short strings of characters that they share. Knows nothing of sections or places.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

/// The distinct strings of a few characters in a text, as hashes, ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grams(Vec<u32>);

/// Up to this many pairs are all held against each other.
const ALL_PAIRS: usize = 10_000;

/// A string that stands in more texts than this tells none of them from the others.
const COMMON: usize = 12;

/// So many of the likeliest are looked at closely.
const CLOSE: usize = 4;

impl Grams {
    /// The strings of `length` characters in `text`, blanks left out; of a shorter text the whole.
    pub fn new(text: &str, length: usize) -> Self {
        let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        let mut hashes: Vec<u32> = chars.windows(length.min(chars.len()).max(1)).map(hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// How much two texts share, from 0 to 1: twice what is in both by what is in either.
    pub fn likeness(&self, other: &Self) -> f64 {
        let total = self.0.len() + other.0.len();
        if total == 0 {
            return 0.0;
        }
        let (mut mine, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0;
        while let (Some(one), Some(two)) = (mine.peek(), theirs.peek()) {
            match one.cmp(two) {
                std::cmp::Ordering::Less => _ = mine.next(),
                std::cmp::Ordering::Greater => _ = theirs.next(),
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    mine.next();
                    theirs.next();
                }
            }
        }
        2.0 * f64::from(shared) / total as f64
    }
}

fn hash(chars: &[char]) -> u32 {
    let mut hasher = FxHasher::default();
    chars.hash(&mut hasher);
    (hasher.finish() >> 16) as u32
}

/// Two texts that are alike: index among the old, index among the new, likeness.
pub type Pair = (usize, usize, f64);

/// The pairs that are alike at least as much as `least`. Of many texts only those are held against each other that
/// share strings which few have, or stand in one place, so that the time grows with the text and not with its square.
pub fn pairs(old: &[Grams], new: &[Grams], least: f64) -> Vec<Pair> {
    let mut out = Vec::new();
    let mut close = |i: usize, one: &Grams, j: usize| {
        if let Some(other) = new.get(j) {
            let most = 2 * one.count().min(other.count());
            if most as f64 >= least * (one.count() + other.count()) as f64 {
                let likeness = one.likeness(other);
                if likeness >= least {
                    out.push((i, j, likeness));
                }
            }
        }
    };
    if old.len() * new.len() <= ALL_PAIRS {
        for (i, one) in old.iter().enumerate() {
            for j in 0..new.len() {
                close(i, one, j);
            }
        }
        return out;
    }
    let mut index: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (j, grams) in new.iter().enumerate() {
        for gram in &grams.0 {
            let places = index.entry(*gram).or_default();
            if places.len() <= COMMON {
                places.push(j as u32);
            }
        }
    }
    let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
    for (i, one) in old.iter().enumerate() {
        shared.clear();
        for places in one.0.iter().filter_map(|gram| index.get(gram)).filter(|places| places.len() <= COMMON) {
            for place in places {
                *shared.entry(*place).or_default() += 1;
            }
        }
        let mut best: Vec<(u32, u32)> = shared.iter().map(|(place, count)| (*count, *place)).collect();
        best.sort_unstable_by_key(|(count, place)| (std::cmp::Reverse(*count), *place));
        best.truncate(CLOSE);
        // Rows of a table share nothing that is rare: as many as there were, each is held against the one in its place.
        if old.len() == new.len() && best.iter().all(|(_, place)| *place as usize != i) {
            best.push((0, i as u32));
        }
        for (_, place) in best {
            close(i, one, place as usize);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_goes_from_nothing_to_all() {
        for (one, other, least, most) in [
            ("入户走访群众", "入户走访群众", 1.0, 1.0),
            ("入户 走访\u{3000}群众", "入户走访群众", 1.0, 1.0),
            ("入户走访群众", "开展环境整治", 0.0, 0.0),
            ("入户走访群众二百户", "入户走访群众三百户", 0.6, 0.9),
            ("𠀀e\u{301}", "𠀀e\u{301}", 1.0, 1.0),
            ("", "", 0.0, 0.0),
            ("甲", "甲", 1.0, 1.0),
        ] {
            let likeness = Grams::new(one, 2).likeness(&Grams::new(other, 2));
            assert!((least..=most).contains(&likeness), "{one} {other}: {likeness}");
        }
    }

    #[test]
    fn of_many_texts_those_that_are_alike_are_found() {
        let text = |n: usize| {
            format!(
                "第{n}条：{}",
                char::from_u32(0x4e00 + n as u32 * 7).unwrap_or('一').to_string().repeat(2) + &format!("户{}", n * n)
            )
        };
        let old: Vec<Grams> = (0..200).map(|n| Grams::new(&text(n), 2)).collect();
        let new: Vec<Grams> = (0..200).rev().map(|n| Grams::new(&text(n), 2)).collect();
        let found = pairs(&old, &new, 0.99);
        assert_eq!(found.len(), 200);
        assert!(found.iter().all(|(i, j, _)| i + j == 199));
        assert_eq!(pairs(&old, &[], 0.0), []);
        let row = |n: usize, figure: usize| Grams::new(&format!("| 第{}村 | {figure} | 张三 |", n % 150), 2);
        let old: Vec<Grams> = (0..150).map(|n| row(n, n * 3 + 100)).collect();
        let new: Vec<Grams> = (0..150).map(|n| row(n, n * 7 + 101)).collect();
        let found = pairs(&old, &new, 0.35);
        assert!((0..150).all(|n| found.iter().any(|(i, j, _)| (*i, *j) == (n, n))));
    }
}
