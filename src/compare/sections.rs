//! Which section of the old document is which of the new one.
//!
//! By the words of the heading first, then by likeness of what stands under it, then by the sections below it, last by
//! place. Rather two sections are told apart than one is taken for another. Knows nothing of paragraphs' fates.

use rustc_hash::FxHashMap;

use super::grams::{self, Grams};
use super::links::Links;
use super::tree::Tree;
use crate::text::fold;

/// From this likeness on two texts are one section under two headings.
const ALIKE: f64 = 0.5;

/// From this likeness on two pieces are one.
const PIECES_ALIKE: f64 = 0.25;

/// From this likeness on two headings in one place are one.
const HEADINGS_ALIKE: f64 = 0.5;

/// Texts of so many strings say something of themselves.
const TELLING: usize = 10;

/// Under this likeness two texts have nothing to do with each other.
const UNLIKE: f64 = 0.1;

/// From this likeness on a section that alone stands in the place of another is that one.
const IN_PLACE: f64 = 0.15;

/// The links between the nodes of two documents; the wholes are always linked, and so are the pieces where each
/// document has one.
pub fn linked(old: &Tree<'_>, new: &Tree<'_>) -> Links {
    let mut links = Links::new(old.nodes.len(), new.nodes.len());
    links.link(0, 0);
    let search = Search { old, new, bodies: (bodies(old), bodies(new)) };
    search.pieces(&mut links);
    search.by_heading(&mut links);
    search.by_text(&mut links);
    search.by_children(&mut links);
    search.by_place(&mut links);
    links
}

struct Search<'a, 'd> {
    old: &'a Tree<'d>,
    new: &'a Tree<'d>,
    /// What the texts of the nodes' own are like.
    bodies: (Vec<Grams>, Vec<Grams>),
}

/// The strings of each node's own text, numbers left out.
fn bodies(tree: &Tree<'_>) -> Vec<Grams> {
    (0..tree.nodes.len()).map(|node| Grams::new(&text(tree, tree.own(node)), 3)).collect()
}

fn text(tree: &Tree<'_>, units: std::ops::Range<usize>) -> String {
    tree.units.get(units).unwrap_or_default().iter().map(|unit| tree.words(unit)).collect()
}

fn grams_at(all: &[Grams], nodes: &[usize]) -> Vec<Grams> {
    nodes.iter().filter_map(|node| all.get(*node)).cloned().collect()
}

impl Search<'_, '_> {
    fn likeness(&self, old: usize, new: usize) -> f64 {
        match (self.bodies.0.get(old), self.bodies.1.get(new)) {
            (Some(one), Some(other)) => one.likeness(other),
            _ => 0.0,
        }
    }

    /// Both say something, and nothing of the same.
    fn unlike(&self, old: usize, new: usize) -> bool {
        let telling = |all: &[Grams], node: usize| all.get(node).is_some_and(|grams| grams.count() >= 3 * TELLING);
        telling(&self.bodies.0, old) && telling(&self.bodies.1, new) && self.likeness(old, new) < UNLIKE
    }

    fn pieces(&self, links: &mut Links) {
        let of = |tree: &Tree<'_>| -> Vec<usize> {
            tree.nodes.first().map(|node| node.children.clone()).unwrap_or_default()
        };
        let (olds, news) = (of(self.old), of(self.new));
        if let ([one], [other]) = (olds.as_slice(), news.as_slice()) {
            links.link(*one, *other);
            return;
        }
        let titles = |tree: &Tree<'_>, nodes: &[usize]| -> Vec<(String, usize)> {
            nodes.iter().filter_map(|at| Some((fold::tight(&tree.nodes.get(*at)?.title), *at))).collect()
        };
        for (_, (one, other)) in groups(titles(self.old, &olds), titles(self.new, &news)) {
            if let ([one], [other]) = (one.as_slice(), other.as_slice()) {
                links.link(*one, *other);
            }
        }
        let whole = |tree: &Tree<'_>, node: usize| {
            let last = last_below(tree, node);
            Grams::new(&text(tree, tree.own(node).start..tree.own(last).end), 3)
        };
        let (olds, news) = free(links, &olds, &news);
        let one: Vec<Grams> = olds.iter().map(|node| whole(self.old, *node)).collect();
        let other: Vec<Grams> = news.iter().map(|node| whole(self.new, *node)).collect();
        link_all(links, &olds, &news, grams::pairs(&one, &other, PIECES_ALIKE));
        for (one, other) in self.alone_in_place(0, 0, links) {
            links.link(one, other);
        }
    }

    fn by_heading(&self, links: &mut Links) {
        let mut olds = Vec::new();
        for (at, node) in self.old.nodes.iter().enumerate().filter(|(_, node)| node.section.is_some()) {
            let piece = piece_of(self.old, at).and_then(|piece| links.new_of(piece));
            if let Some(piece) = piece.filter(|_| !node.title.is_empty()) {
                olds.push(((piece, fold::tight(&node.title)), at));
            }
        }
        let news = self.new.nodes.iter().enumerate().filter(|(_, node)| node.section.is_some());
        let news = news.filter_map(|(at, node)| Some(((piece_of(self.new, at)?, fold::tight(&node.title)), at)));
        for (_, (one, other)) in groups(olds, news) {
            self.same_heading(links, &one, &other);
        }
    }

    /// Sections of one heading.
    fn same_heading(&self, links: &mut Links, olds: &[usize], news: &[usize]) {
        if let ([one], [other]) = (olds, news) {
            links.link(*one, *other);
            return;
        }
        let above = |tree: &Tree<'_>, node: usize| {
            let parent = tree.nodes.get(node).and_then(|node| node.parent).and_then(|parent| tree.nodes.get(parent));
            fold::tight(&parent.map(|parent| parent.title.clone()).unwrap_or_default())
        };
        let keyed = |tree: &Tree<'_>, nodes: &[usize]| -> Vec<(String, usize)> {
            nodes.iter().map(|node| (above(tree, *node), *node)).collect()
        };
        for (_, (one, other)) in groups(keyed(self.old, olds), keyed(self.new, news)) {
            if let ([one], [other]) = (one.as_slice(), other.as_slice()) {
                links.link(*one, *other);
            }
        }
        let (left, right) = free(links, olds, news);
        let (one, other) = (grams_at(&self.bodies.0, &left), grams_at(&self.bodies.1, &right));
        link_all(links, &left, &right, grams::pairs(&one, &other, 0.3));
        let (left, right) = free(links, olds, news);
        for (one, other) in left.into_iter().zip(right) {
            let parent = |tree: &Tree<'_>, node: usize| tree.nodes.get(node).and_then(|node| node.parent);
            let above = parent(self.old, one).and_then(|above| links.new_of(above));
            if above.is_some() && above == parent(self.new, other) && !self.unlike(one, other) {
                links.link(one, other);
            }
        }
    }

    fn by_text(&self, links: &mut Links) {
        let telling = |tree: &Tree<'_>, all: &[Grams], node: usize| {
            tree.nodes.get(node).is_some_and(|node| node.section.is_some())
                && all.get(node).is_some_and(|grams| grams.count() >= TELLING)
        };
        let olds: Vec<usize> = (0..self.old.nodes.len())
            .filter(|node| links.new_of(*node).is_none() && telling(self.old, &self.bodies.0, *node))
            .collect();
        let news: Vec<usize> = (0..self.new.nodes.len())
            .filter(|node| links.old_of(*node).is_none() && telling(self.new, &self.bodies.1, *node))
            .collect();
        let (one, other) = (grams_at(&self.bodies.0, &olds), grams_at(&self.bodies.1, &news));
        link_all(links, &olds, &news, grams::pairs(&one, &other, ALIKE));
    }

    /// A heading with sections below it that now stand, for the most part, below one other heading.
    fn by_children(&self, links: &mut Links) {
        for at in (1..self.old.nodes.len()).rev() {
            let Some(node) = self.old.nodes.get(at).filter(|node| node.section.is_some()) else { continue };
            if links.new_of(at).is_some() {
                continue;
            }
            let mut votes: FxHashMap<usize, u64> = FxHashMap::default();
            let mut all = 0;
            for child in &node.children {
                let weight = self.old.nodes.get(*child).map_or(0, |child| child.weight);
                all += weight;
                let above = links.new_of(*child).and_then(|child| self.new.nodes.get(child)?.parent);
                if let Some(above) = above {
                    *votes.entry(above).or_default() += weight;
                }
            }
            let best = votes.into_iter().max_by_key(|(above, weight)| (*weight, std::cmp::Reverse(*above)));
            let Some((above, weight)) = best.filter(|(_, weight)| 2 * weight > all) else { continue };
            let most = self.new.nodes.get(above).filter(|above| above.section.is_some());
            let of = most.map_or(u64::MAX, |above| {
                above.children.iter().filter_map(|child| self.new.nodes.get(*child)).map(|child| child.weight).sum()
            });
            if 2 * weight > of && links.free(at, above) && !self.unlike(at, above) {
                links.link(at, above);
            }
        }
    }

    /// What is free under linked headings: by the likeness of the headings, then what stands alone in one place.
    fn by_place(&self, links: &mut Links) {
        for at in 0..self.old.nodes.len() {
            let Some(to) = links.new_of(at) else { continue };
            let children = |tree: &Tree<'_>, node: usize| -> Vec<usize> {
                let all = tree.nodes.get(node).map(|node| node.children.clone()).unwrap_or_default();
                all.into_iter().filter(|child| tree.nodes.get(*child).is_some_and(|c| c.section.is_some())).collect()
            };
            let (olds, news) = free(links, &children(self.old, at), &children(self.new, to));
            if olds.is_empty() || news.is_empty() {
                continue;
            }
            let titles = |tree: &Tree<'_>, nodes: &[usize]| -> Vec<Grams> {
                nodes.iter().filter_map(|node| tree.nodes.get(*node)).map(|node| Grams::new(&node.title, 2)).collect()
            };
            let alike = grams::pairs(&titles(self.old, &olds), &titles(self.new, &news), HEADINGS_ALIKE);
            let pick = |nodes: &[usize], at: usize| nodes.get(at).copied();
            let wanted = alike.into_iter().filter(|(i, j, _)| {
                pick(&olds, *i).zip(pick(&news, *j)).is_some_and(|(one, other)| !self.unlike(one, other))
            });
            link_all(links, &olds, &news, wanted.collect());
            for (one, other) in self.alone_in_place(at, to, links) {
                let level = |tree: &Tree<'_>, node: usize| tree.nodes.get(node).map(|node| node.level);
                if level(self.old, one) == level(self.new, other) && self.likeness(one, other) >= IN_PLACE {
                    links.link(one, other);
                }
            }
        }
    }

    /// Children of two linked nodes that are free and stand alone between the same linked neighbours.
    fn alone_in_place(&self, old: usize, new: usize, links: &Links) -> Vec<(usize, usize)> {
        let (Some(one), Some(other)) = (self.old.nodes.get(old), self.new.nodes.get(new)) else { return Vec::new() };
        let mut gaps: FxHashMap<(Option<usize>, Option<usize>), Vec<usize>> = FxHashMap::default();
        for (at, child) in one.children.iter().enumerate().filter(|(_, child)| links.new_of(**child).is_none()) {
            let before = one.children.iter().take(at).rev().find_map(|child| links.new_of(*child));
            let after = one.children.iter().skip(at + 1).find_map(|child| links.new_of(*child));
            gaps.entry((before, after)).or_default().push(*child);
        }
        let mut others: FxHashMap<(Option<usize>, Option<usize>), Vec<usize>> = FxHashMap::default();
        for (at, child) in other.children.iter().enumerate().filter(|(_, child)| links.old_of(**child).is_none()) {
            let linked = |child: &&usize| links.old_of(**child).is_some();
            let before = other.children.iter().take(at).rev().find(linked).copied();
            let after = other.children.iter().skip(at + 1).find(linked).copied();
            others.entry((before, after)).or_default().push(*child);
        }
        let mut out: Vec<(usize, usize)> = gaps
            .iter()
            .filter_map(|(place, olds)| match (olds.as_slice(), others.get(place)?.as_slice()) {
                ([one], [other]) => Some((*one, *other)),
                _ => None,
            })
            .collect();
        out.sort_unstable();
        out
    }
}

/// The piece's node above a section's.
fn piece_of(tree: &Tree<'_>, node: usize) -> Option<usize> {
    let mut at = node;
    while tree.nodes.get(at)?.section.is_some() {
        at = tree.nodes.get(at)?.parent?;
    }
    Some(at)
}

/// The last node below `node`, or itself.
fn last_below(tree: &Tree<'_>, node: usize) -> usize {
    let mut at = node;
    while let Some(last) = tree.nodes.get(at).and_then(|node| node.children.last()) {
        at = *last;
    }
    at
}

fn free(links: &Links, olds: &[usize], news: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let left = olds.iter().copied().filter(|node| links.new_of(*node).is_none()).collect();
    (left, news.iter().copied().filter(|node| links.old_of(*node).is_none()).collect())
}

/// Links pairs of places in two lists of nodes, the likest first.
fn link_all(links: &mut Links, olds: &[usize], news: &[usize], pairs: Vec<grams::Pair>) {
    let of = |(i, j, likeness): grams::Pair| Some((*olds.get(i)?, *news.get(j)?, likeness));
    links.link_best(pairs.into_iter().filter_map(of).collect());
}

type Group = (Vec<usize>, Vec<usize>);

/// What has the same key in both, in the order of the old.
fn groups<K: std::hash::Hash + Eq + Clone>(
    olds: impl IntoIterator<Item = (K, usize)>,
    news: impl IntoIterator<Item = (K, usize)>,
) -> Vec<(K, Group)> {
    let mut places: FxHashMap<K, usize> = FxHashMap::default();
    let mut out: Vec<(K, Group)> = Vec::new();
    for (key, node) in olds {
        let place = *places.entry(key.clone()).or_insert(out.len());
        if place == out.len() {
            out.push((key, (Vec::new(), Vec::new())));
        }
        if let Some((_, group)) = out.get_mut(place) {
            group.0.push(node);
        }
    }
    for (key, node) in news {
        if let Some((_, group)) = places.get(&key).and_then(|place| out.get_mut(*place)) {
            group.1.push(node);
        }
    }
    out
}
