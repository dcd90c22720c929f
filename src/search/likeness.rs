//! How like each other two texts are: by the pairs of neighbouring characters that they share.
//!
//! Pairs are taken of folded letters alone (Chinese and others; figures, marks and blanks part them), so that a changed
//! figure or mark makes two sentences no less alike. The measure is Dice's coefficient (Dice 1945) of the two sets, or of
//! weighted sets.

use std::collections::HashMap;

use crate::text::fold;

/// Two neighbouring folded letters.
pub type Pair = (char, char);

/// The pairs of a text, each once, ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Shape {
    pairs: Vec<Pair>,
}

impl Shape {
    /// The shape of `text`.
    pub fn of(text: &str) -> Self {
        let mut pairs = Vec::new();
        let mut before = None;
        for c in text.chars().map(fold::char) {
            let letter = c.is_alphabetic().then_some(c);
            if let (Some(before), Some(c)) = (before, letter) {
                pairs.push((before, c));
            }
            before = letter;
        }
        pairs.sort_unstable();
        pairs.dedup();
        Self { pairs }
    }

    /// Its pairs, ascending.
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// Dice's coefficient of the two sets: twice what they share by what they have; 0 where one is empty, 1 for equal
    /// ones.
    pub fn likeness(&self, other: &Self) -> f64 {
        let all = self.pairs.len() + other.pairs.len();
        let shared = self.pairs.iter().filter(|pair| other.pairs.binary_search(pair).is_ok()).count();
        if all == 0 { 0.0 } else { 2.0 * shared as f64 / all as f64 }
    }
}

/// A shape whose pairs have weights: rare ones tell more.
#[derive(Clone, Debug, Default)]
pub struct Weighed {
    weights: HashMap<Pair, f64>,
    /// The weight of all of them.
    all: f64,
}

impl Weighed {
    /// From pairs, each once, and their weights, none of them negative.
    pub fn new(pairs: impl IntoIterator<Item = (Pair, f64)>) -> Self {
        let weights: HashMap<Pair, f64> = pairs.into_iter().collect();
        let all = weights.values().sum();
        Self { weights, all }
    }

    /// What all pairs weigh.
    pub const fn all(&self) -> f64 {
        self.all
    }

    /// The weight of one; nothing for a pair that it has not.
    pub fn weight(&self, pair: Pair) -> Option<f64> {
        self.weights.get(&pair).copied()
    }

    /// Dice's coefficient with weights. A pair of `other` that is unknown here weighs as much as one here does on
    /// average. Between 0 and 1.
    pub fn likeness(&self, other: &Shape) -> f64 {
        if self.weights.is_empty() || other.pairs.is_empty() {
            return 0.0;
        }
        let average = self.all / self.weights.len() as f64;
        let (mut shared, mut theirs) = (0.0, 0.0);
        for pair in &other.pairs {
            match self.weight(*pair) {
                Some(weight) => {
                    shared += weight;
                    theirs += weight;
                }
                None => theirs += average,
            }
        }
        if self.all + theirs > 0.0 { 2.0 * shared / (self.all + theirs) } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_blanks_and_figures_part_pairs_and_width_and_case_do_not() {
        assert_eq!(Shape::of("创城，1户ＡB").pairs(), [('a', 'b'), ('创', '城'), ('户', 'a')]);
        assert_eq!(Shape::of("𠀀城e\u{301}x").pairs().len(), 2);
        assert!(Shape::of("1，2").likeness(&Shape::of("创城")) < f64::EPSILON);
    }

    #[test]
    fn likeness_is_twice_the_shared_by_all() {
        // 入户 户宣 宣传 and 入户 户调 调查 share one of three and three.
        let (one, other) = (Shape::of("入户宣传"), Shape::of("入户调查"));
        assert!((one.likeness(&other) - 1.0 / 3.0).abs() < 1e-9);
        assert!((one.likeness(&Shape::of("入户，宣传")) - 0.8).abs() < 1e-9, "户宣 is gone: 2·2/(3+2)");
        let weighed = Weighed::new(one.pairs().iter().map(|pair| (*pair, if pair.0 == '入' { 4.0 } else { 1.0 })));
        // 4 shared; here 6, there 4 + 2 + 2.
        assert!((weighed.likeness(&other) - 8.0 / 14.0).abs() < 1e-9);
        assert!((weighed.likeness(&one) - 1.0).abs() < 1e-9);
    }
}
