//! Which paragraph of the old document is which of the new one.
//!
//! Inside of linked sections first, those with the same words before those that are alike; then the same paragraph of
//! [`MOVABLE`] characters or more anywhere; then what stands between the same neighbours, whatever its section; last
//! paragraphs that were moved and changed. Knows nothing of characters.

use std::collections::VecDeque;
use std::ops::Range;

use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::chain::{Link, heaviest};
use super::grams::{self, Grams};
use super::links::Links;
use super::tree::{Tree, Unit};

/// From so many characters on a paragraph is known again wherever it stands.
pub const MOVABLE: usize = 20;

/// The same inside of one section, where items are put into another order.
const MOVABLE_INSIDE: usize = 8;

/// The same for a line with a number before it, where no other has its words.
const NUMBERED: usize = 4;

/// From this likeness on two paragraphs in one place are one that changed.
const ALIKE: f64 = 0.35;

/// From this likeness on two paragraphs in different places are one that was moved and changed.
const MOVED_ALIKE: f64 = 0.65;

/// The links between the units of two documents whose nodes are linked by `nodes`.
pub fn linked(old: &Tree<'_>, new: &Tree<'_>, nodes: &Links) -> Links {
    let mut search = Search { old, new, nodes, links: Links::new(old.units.len(), new.units.len()) };
    search.same_in_place();
    search.same_anywhere();
    search.same_numbered();
    search.alike_in_sections();
    search.between_neighbours();
    search.alike_anywhere();
    search.links
}

/// The links that keep the order of the whole, each old unit's as yes or no.
pub fn in_order(old: &Tree<'_>, links: &Links) -> Vec<bool> {
    let mut out = vec![false; old.units.len()];
    for (at, ..) in heaviest(&weighed(old, links.all())) {
        if let Some(place) = out.get_mut(at) {
            *place = true;
        }
    }
    out
}

/// Links with the weight of their old units.
pub fn weighed(old: &Tree<'_>, links: impl Iterator<Item = (usize, usize)>) -> Vec<Link> {
    links.map(|(i, j)| (i, j, old.units.get(i).map_or(1, Unit::weight))).collect()
}

struct Search<'a, 'd> {
    old: &'a Tree<'d>,
    new: &'a Tree<'d>,
    nodes: &'a Links,
    links: Links,
}

impl Search<'_, '_> {
    /// Headings of linked sections, and in each of these the paragraphs with the same words.
    fn same_in_place(&mut self) {
        for (one, other) in self.nodes.all() {
            let (olds, news) = (self.old.own(one), self.new.own(other));
            let heads = |tree: &Tree<'_>, units: &Range<usize>| {
                !units.is_empty() && tree.units.get(units.start).is_some_and(|unit| unit.heading)
            };
            let (first, second) = (heads(self.old, &olds), heads(self.new, &news));
            if first && second {
                self.links.link(olds.start, news.start);
            }
            let (olds, news) = (olds.start + usize::from(first)..olds.end, news.start + usize::from(second)..news.end);
            self.same(&olds.collect::<Vec<_>>(), &news.collect::<Vec<_>>());
        }
    }

    /// Links units with the same words, in order.
    fn same(&mut self, olds: &[usize], news: &[usize]) {
        let keys = |tree: &Tree<'_>, units: &[usize]| -> Vec<u64> {
            units.iter().filter_map(|unit| tree.units.get(*unit)).map(|unit| unit.key).collect()
        };
        let (one, other) = (keys(self.old, olds), keys(self.new, news));
        for op in capture_diff_slices(Algorithm::Myers, &one, &other) {
            if matches!(op, DiffOp::Equal { .. }) {
                for (i, j) in op.old_range().zip(op.new_range()) {
                    if let (Some(i), Some(j)) = (olds.get(i), news.get(j)) {
                        self.links.link(*i, *j);
                    }
                }
            }
        }
    }

    fn long(tree: &Tree<'_>, unit: &Unit, least: usize) -> bool {
        tree.words(unit).chars().filter(|c| !c.is_whitespace()).nth(least - 1).is_some()
    }

    /// Whether two units stand in one section.
    fn together(&self, old: usize, new: usize) -> bool {
        let nodes = self.old.units.get(old).zip(self.new.units.get(new));
        nodes.is_some_and(|(one, other)| self.nodes.new_of(one.node) == Some(other.node))
    }

    /// Free units of one of the documents.
    fn free_olds(&self) -> Vec<usize> {
        (0..self.old.units.len()).filter(|unit| self.links.new_of(*unit).is_none()).collect()
    }

    fn free_news(&self) -> Vec<usize> {
        (0..self.new.units.len()).filter(|unit| self.links.old_of(*unit).is_none()).collect()
    }

    /// Long paragraphs with the same words, wherever they are; in one section shorter ones as well.
    fn same_anywhere(&mut self) {
        for inside in [true, false] {
            let least = if inside { MOVABLE_INSIDE } else { MOVABLE };
            // By words, and inside of sections by the new section too.
            let mut places: FxHashMap<(u64, Option<usize>), VecDeque<usize>> = FxHashMap::default();
            for at in self.free_olds() {
                if let Some(unit) = self.old.units.get(at).filter(|unit| Self::long(self.old, unit, least)) {
                    let node = self.nodes.new_of(unit.node).filter(|_| inside);
                    places.entry((unit.key, node)).or_default().push_back(at);
                }
            }
            for at in self.free_news() {
                let Some(unit) = self.new.units.get(at) else { continue };
                let key = (unit.key, inside.then_some(unit.node));
                if let Some(from) = places.get_mut(&key).and_then(VecDeque::pop_front) {
                    self.links.link(from, at);
                }
            }
        }
    }

    /// Numbered lines whose words stand once in each document: a heading that only one of them shows as such.
    fn same_numbered(&mut self) {
        let once = |tree: &Tree<'_>, free: Vec<usize>| -> FxHashMap<u64, Option<usize>> {
            let mut places = FxHashMap::default();
            for at in free {
                let Some(unit) = tree.units.get(at) else { continue };
                let numbered = unit.words > unit.stand.core.start;
                if numbered && Self::long(tree, unit, NUMBERED) {
                    places.entry(unit.key).and_modify(|place| *place = None).or_insert(Some(at));
                }
            }
            places
        };
        let (olds, news) = (once(self.old, self.free_olds()), once(self.new, self.free_news()));
        let mut both: Vec<(usize, usize)> =
            olds.iter().filter_map(|(key, old)| Some(((*old)?, news.get(key).copied().flatten()?))).collect();
        both.sort_unstable();
        for (one, other) in both {
            if self.may(one, other) {
                self.links.link(one, other);
            }
        }
    }

    /// Paragraphs that are alike, in linked sections, between paragraphs that are the same.
    fn alike_in_sections(&mut self) {
        for (one, other) in self.nodes.all() {
            self.alike_within(&self.old.own(one), &self.new.own(other));
        }
    }

    /// Paragraphs between neighbours that keep their order, whatever their sections.
    fn between_neighbours(&mut self) {
        self.alike_within(&(0..self.old.units.len()), &(0..self.new.units.len()));
    }

    fn alike_within(&mut self, olds: &Range<usize>, news: &Range<usize>) {
        let inside = olds.clone().filter_map(|unit| Some((unit, self.links.new_of(unit)?)));
        let mut anchors = heaviest(&weighed(self.old, inside.filter(|(_, to)| news.contains(to))));
        anchors.push((olds.end, news.end, 0));
        let (mut from, mut to) = (olds.start, news.start);
        for (i, j, _) in anchors {
            let left: Vec<usize> = (from..i).filter(|unit| self.links.new_of(*unit).is_none()).collect();
            let right: Vec<usize> = (to..j).filter(|unit| self.links.old_of(*unit).is_none()).collect();
            if !left.is_empty() && !right.is_empty() {
                self.gap(&left, &right);
            }
            (from, to) = (i + 1, j + 1);
        }
    }

    /// Free units in one place.
    fn gap(&mut self, olds: &[usize], news: &[usize]) {
        let may = |one: usize, other: usize| self.may(one, other);
        let of = |list: &[usize], at: usize| list.get(at).copied();
        let pairs = grams::pairs(&Self::grams(self.old, olds), &Self::grams(self.new, news), ALIKE);
        let mut links: Vec<Link> = Vec::new();
        for (i, j, likeness) in pairs {
            if of(olds, i).zip(of(news, j)).is_some_and(|(one, other)| may(one, other)) {
                let weight = of(olds, i).and_then(|unit| self.old.units.get(unit)).map_or(1, Unit::weight);
                links.push((i, j, (likeness * likeness * weight as f64 * 16.0) as u64 + 1));
            }
        }
        for (i, j, _) in heaviest(&links) {
            if let (Some(one), Some(other)) = (of(olds, i), of(news, j)) {
                self.links.link(one, other);
            }
        }
    }

    /// Headings of sections that were told apart are not taken for each other.
    fn may(&self, old: usize, new: usize) -> bool {
        match (self.old.units.get(old), self.new.units.get(new)) {
            (Some(one), Some(other)) => {
                !(one.heading && other.heading) || self.nodes.new_of(one.node) == Some(other.node)
            }
            _ => false,
        }
    }

    fn grams(tree: &Tree<'_>, units: &[usize]) -> Vec<Grams> {
        units.iter().filter_map(|unit| tree.units.get(*unit)).map(|unit| Grams::new(tree.words(unit), 2)).collect()
    }

    fn alike_anywhere(&mut self) {
        let long = |tree: &Tree<'_>, units: Vec<usize>| -> Vec<usize> {
            let long = |at: &usize| tree.units.get(*at).is_some_and(|unit| Self::long(tree, unit, MOVABLE_INSIDE));
            units.into_iter().filter(long).collect()
        };
        let is_long =
            |tree: &Tree<'_>, at: usize| tree.units.get(at).is_some_and(|unit| Self::long(tree, unit, MOVABLE));
        let (olds, news) = (long(self.old, self.free_olds()), long(self.new, self.free_news()));
        let pairs = grams::pairs(&Self::grams(self.old, &olds), &Self::grams(self.new, &news), MOVED_ALIKE);
        let of = |(i, j, likeness): grams::Pair| {
            let (one, other) = (*olds.get(i)?, *news.get(j)?);
            let far = is_long(self.old, one) && is_long(self.new, other);
            (self.may(one, other) && (far || self.together(one, other))).then_some((one, other, likeness))
        };
        self.links.link_best(pairs.into_iter().filter_map(of).collect());
    }
}
