//! The passages of a comparison in reading order, from the links between two trees.
//!
//! The order is that of the new document; what is gone stands where it stood. Decides what counts as moved.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::chain::{Link, Step, heaviest, merged};
use super::characters::{self, Words, parts};
use super::grams::Grams;
use super::links::Links;
use super::model::{Fate, FormChange, Lot, Paragraph, Part, PartKind, Passage, Stand};
use super::paragraphs::{in_order, weighed};
use super::tree::{Node, Tree, Unit};
use crate::text::span::ByteSpan;

/// So much of a section's text must come from one other section for it to be split off, in hundredths.
const CERTAIN: u64 = 80;

/// From this likeness on a heading with the paragraph below it is one with a paragraph that begins with a heading.
const REFORMED: f64 = 0.5;

/// The passages of `old` and `new`.
pub fn passages(old: &Tree<'_>, new: &Tree<'_>, nodes: &Links, units: &Links) -> Vec<Passage> {
    let in_order = in_order(old, units);
    let mut builder = Builder { old, new, nodes, units, in_order, out: Vec::new(), places: Places::new(old, new) };
    builder.walk(Some(0), Some(0), false, 0);
    builder.settle();
    builder.point();
    builder.out
}

/// Which passage a node is.
struct Places {
    old: Vec<Option<usize>>,
    new: Vec<Option<usize>>,
    /// Passages that only point to where their node went: index, new node.
    away: Vec<(usize, usize)>,
    /// Of each passage: the moved one that it came with, counted from 1; 0 for those that stayed.
    with: Vec<usize>,
}

impl Places {
    fn new(old: &Tree<'_>, new: &Tree<'_>) -> Self {
        Self { old: vec![None; old.nodes.len()], new: vec![None; new.nodes.len()], away: Vec::new(), with: Vec::new() }
    }
}

struct Builder<'a, 'd> {
    old: &'a Tree<'d>,
    new: &'a Tree<'d>,
    nodes: &'a Links,
    units: &'a Links,
    in_order: Vec<bool>,
    out: Vec<Passage>,
    places: Places,
}

/// The words of a unit.
fn words<'d>(tree: &Tree<'d>, unit: &Unit) -> Words<'d> {
    Words { text: &tree.document.text, core: unit.stand.core, words: unit.words }
}

impl Builder<'_, '_> {
    /// Adds a node of either or both documents, then what is below it.
    fn walk(&mut self, old: Option<usize>, new: Option<usize>, moved: bool, with: usize) {
        let with = if moved { self.out.len() + 1 } else { with };
        let (olds, news) = (
            old.map(|node| self.old.own(node)).unwrap_or_default(),
            new.map(|node| self.new.own(node)).unwrap_or_default(),
        );
        let head = |tree: &Tree<'_>, units: &Range<usize>| {
            tree.units.get(units.start).filter(|unit| unit.heading && !units.is_empty()).map(|_| units.start)
        };
        let fate = match (old, new) {
            (Some(_), Some(_)) if moved => Fate::Moved,
            (None, Some(_)) => {
                let mut own = head(self.new, &news).map_or(news.clone(), |head| head..head + 1);
                if own.any(|unit| self.units.old_of(unit).is_none()) { Fate::Inserted } else { Fate::Kept }
            }
            (Some(_), None) => {
                let mut own = head(self.old, &olds).map_or(olds.clone(), |head| head..head + 1);
                if own.any(|unit| self.units.new_of(unit).is_none()) { Fate::Deleted } else { Fate::Kept }
            }
            _ => Fate::Kept,
        };
        let paragraphs = self.paragraphs(old.zip(new).is_some(), &olds, &news);
        let both = old.and_then(|node| self.old.nodes.get(node)).zip(new.and_then(|node| self.new.nodes.get(node)));
        let section = |(one, _): &(&Node, &Node)| one.section.is_some();
        let passage = Passage {
            fate,
            old: old.and_then(|node| self.old.site(node)),
            new: new.and_then(|node| self.new.site(node)),
            renumbered: both.filter(section).is_some_and(|(one, other)| one.marker != other.marker),
            retitled: both.filter(section).is_some_and(|(one, other)| one.title != other.title),
            paragraphs,
        };
        if !passage.paragraphs.is_empty() || passage.fate == Fate::Moved {
            let place = Some(self.out.len());
            if let Some(here) = old.and_then(|node| self.places.old.get_mut(node)) {
                *here = place;
            }
            if let Some(here) = new.and_then(|node| self.places.new.get_mut(node)) {
                *here = place;
            }
            self.out.push(passage);
            self.places.with.push(with);
        }
        self.below(old, new, with);
    }

    fn below(&mut self, old: Option<usize>, new: Option<usize>, with: usize) {
        let children = |tree: &Tree<'_>, node: Option<usize>| {
            node.and_then(|node| tree.nodes.get(node)).map(|node| node.children.clone()).unwrap_or_default()
        };
        let (olds, news) = (children(self.old, old), children(self.new, new));
        let mut together = Vec::new();
        for (i, child) in olds.iter().enumerate() {
            let Some(to) = self.nodes.new_of(*child) else { continue };
            // Children ascend.
            if let Ok(j) = news.binary_search(&to) {
                together.push((i, j, self.old.nodes.get(*child).map_or(1, |node| node.weight)));
            }
        }
        let anchors = heaviest(&together);
        for step in merged(olds.len(), news.len(), anchors.into_iter().map(|(i, j, _)| (i, j))) {
            match step {
                Step::Both(i, j) => self.walk(olds.get(i).copied(), news.get(j).copied(), false, with),
                Step::New(j) => {
                    let Some(child) = news.get(j).copied() else { continue };
                    let from = self.nodes.old_of(child);
                    let moved = from.is_some_and(|from| self.is_moved(from, child));
                    self.walk(from, Some(child), moved, with);
                }
                Step::Old(i) => {
                    let Some(child) = olds.get(i).copied() else { continue };
                    match self.nodes.new_of(child) {
                        None => self.walk(Some(child), None, false, with),
                        Some(to) if self.is_moved(child, to) => self.away(child, to),
                        Some(_) => {}
                    }
                }
            }
        }
    }

    /// Whether two linked nodes that do not keep their order under one heading are in different places. What came
    /// under another heading because that one is new, or the other gone, is where it was.
    fn is_moved(&self, old: usize, new: usize) -> bool {
        let above = |tree: &Tree<'_>, node: usize| tree.nodes.get(node).and_then(|node| node.parent);
        let together = above(self.old, old)
            .and_then(|above| self.nodes.new_of(above))
            .is_some_and(|to| above(self.new, new) == Some(to));
        let (own, others) = (self.old.own(old), self.new.own(new));
        let first = own.start;
        together
            || own.is_empty()
            || others.is_empty()
            || !(self.units.new_of(first) == Some(others.start) && self.keeps_order(first))
    }

    fn keeps_order(&self, old_unit: usize) -> bool {
        self.in_order.get(old_unit).copied().unwrap_or_default()
    }

    fn away(&mut self, old: usize, new: usize) {
        self.places.away.push((self.out.len(), new));
        self.places.with.push(0);
        self.out.push(Passage {
            fate: Fate::Away(0),
            old: self.old.site(old),
            new: self.new.site(new),
            renumbered: false,
            retitled: false,
            paragraphs: Vec::new(),
        });
    }

    /// The paragraphs of two nodes' own, which are linked where `together`.
    fn paragraphs(&self, together: bool, olds: &Range<usize>, news: &Range<usize>) -> Vec<Paragraph> {
        let anchors = if together {
            let inside = olds.clone().filter_map(|unit| Some((unit, self.units.new_of(unit)?)));
            heaviest(&weighed(self.old, inside.filter(|(_, to)| news.contains(to))))
        } else {
            Vec::new()
        };
        let anchors = anchors.into_iter().map(|(i, j, _)| (i - olds.start, j - news.start));
        let mut reformed = if together { self.reformed(olds, news) } else { None };
        let below = reformed.as_ref().and_then(|paragraph| paragraph.form).map(|form| match form {
            FormChange::RunIn => Step::Old(1),
            FormChange::OwnLine => Step::New(1),
        });
        let mut out = Vec::new();
        for step in merged(olds.len(), news.len(), anchors).into_iter().filter(|step| Some(*step) != below) {
            out.extend(match step {
                Step::Both(0, 0) if reformed.is_some() => reformed.take(),
                Step::Both(i, j) => self.pair(Lot::Kept, olds.start + i, news.start + j),
                Step::New(j) => {
                    let at = news.start + j;
                    match self.units.old_of(at) {
                        Some(from) => {
                            self.pair(if self.paragraph_moved(from, at) { Lot::Moved } else { Lot::Kept }, from, at)
                        }
                        None => self.new.units.get(at).map(|unit| only(unit, Lot::Inserted)),
                    }
                }
                Step::Old(i) => {
                    let at = olds.start + i;
                    match self.units.new_of(at) {
                        None => self.old.units.get(at).map(|unit| only(unit, Lot::Deleted)),
                        Some(to) if self.paragraph_moved(at, to) => {
                            self.pair(Lot::Away, at, to).map(|paragraph| Paragraph { parts: Vec::new(), ..paragraph })
                        }
                        Some(_) => None,
                    }
                }
            });
        }
        out
    }

    /// Whether two linked units that do not keep their order in one section are in different places.
    fn paragraph_moved(&self, old: usize, new: usize) -> bool {
        let nodes = self.old.units.get(old).zip(self.new.units.get(new));
        let together = nodes.is_some_and(|(one, other)| self.nodes.new_of(one.node) == Some(other.node));
        together || !self.keeps_order(old)
    }

    fn pair(&self, lot: Lot, old: usize, new: usize) -> Option<Paragraph> {
        let (one, other) = (self.old.units.get(old)?, self.new.units.get(new)?);
        let parts = if lot == Lot::Away { Vec::new() } else { parts(words(self.old, one), words(self.new, other)) };
        Some(Paragraph {
            lot,
            old: Some(one.stand),
            new: Some(other.stand),
            parts,
            heading: if lot == Lot::Away { one.heading } else { other.heading },
            debris: one.debris && other.debris,
            form: None,
        })
    }

    /// The heading of two sections as one with the paragraph below it, where one text has it at the beginning of that
    /// paragraph and the other on a line of its own.
    fn reformed(&self, olds: &Range<usize>, news: &Range<usize>) -> Option<Paragraph> {
        let (one, other) = (self.old.units.get(olds.start)?, self.new.units.get(news.start)?);
        let headings = one.heading && other.heading && self.units.new_of(olds.start) == Some(news.start);
        if !headings || one.alone == other.alone {
            return None;
        }
        let run_in = one.alone;
        let below = |tree: &Tree<'_>, range: &Range<usize>, links: &dyn Fn(usize) -> Option<usize>| {
            let at = range.start + 1;
            let unit = tree.units.get(at).copied().filter(|unit| range.contains(&at) && !unit.heading && !unit.debris);
            unit.filter(|_| links(at).is_none())
        };
        let with = |unit: &Unit, below: Unit| Unit {
            stand: Stand {
                span: ByteSpan::new(unit.stand.span.start, below.stand.span.end),
                core: ByteSpan::new(unit.stand.core.start, below.stand.core.end),
                line: unit.stand.line,
            },
            ..*unit
        };
        let (one, other) = if run_in {
            (with(one, below(self.old, olds, &|at| self.units.new_of(at))?), *other)
        } else {
            (*one, with(other, below(self.new, news, &|at| self.units.old_of(at))?))
        };
        let grams = |tree: &Tree<'_>, unit: &Unit| Grams::new(tree.words(unit), 2);
        if grams(self.old, &one).likeness(&grams(self.new, &other)) < REFORMED {
            return None;
        }
        Some(Paragraph {
            lot: Lot::Kept,
            old: Some(one.stand),
            new: Some(other.stand),
            parts: parts(words(self.old, &one), words(self.new, &other)),
            heading: true,
            debris: false,
            form: Some(if run_in { FormChange::RunIn } else { FormChange::OwnLine }),
        })
    }

    /// What stayed, and what came with one moved section, must keep its order; what does not was moved as well: a
    /// heading and one below it that changed places.
    fn settle(&mut self) {
        let mut groups: FxHashMap<usize, Vec<(usize, usize)>> = FxHashMap::default();
        for (at, (passage, with)) in self.out.iter().zip(&self.places.with).enumerate() {
            let kept = passage.paragraphs.iter().enumerate();
            let kept = kept.filter(|(_, p)| p.lot == Lot::Kept && p.old.is_some()).map(|(number, _)| (at, number));
            groups.entry(*with).or_default().extend(kept);
        }
        for places in groups.into_values() {
            let old =
                |(at, number): (usize, usize)| self.out.get(at)?.paragraphs.get(number)?.old.map(|stand| stand.core);
            let links: Vec<Link> = places
                .iter()
                .enumerate()
                .filter_map(|(order, place)| old(*place).map(|core| (core.start, order, core.len() as u64)))
                .collect();
            let keep: FxHashSet<usize> = heaviest(&links).into_iter().map(|(_, order, _)| order).collect();
            let moved = places.into_iter().enumerate().filter(|(order, _)| !keep.contains(order));
            for (_, (at, number)) in moved {
                if let Some(paragraph) = self.out.get_mut(at).and_then(|passage| passage.paragraphs.get_mut(number)) {
                    paragraph.lot = Lot::Moved;
                }
            }
        }
    }

    /// Fills in what is known once all passages stand: where passages went, and what was split or merged.
    fn point(&mut self) {
        for (place, to) in std::mem::take(&mut self.places.away) {
            let index = self.places.new.get(to).copied().flatten().unwrap_or(place);
            if let Some(passage) = self.out.get_mut(place) {
                passage.fate = Fate::Away(index);
            }
        }
        for node in 1..self.new.nodes.len() {
            let Some(place) = self.places.new.get(node).copied().flatten() else { continue };
            if self.fate(place) == Some(Fate::Inserted)
                && let Some(from) = source(self.new, node, |unit| {
                    self.units.old_of(unit).and_then(|from| self.old.units.get(from)).map(|unit| unit.node)
                })
                && self.nodes.new_of(from).is_some()
                && let Some(index) = self.places.old.get(from).copied().flatten()
                && let Some(passage) = self.out.get_mut(place)
            {
                passage.fate = Fate::Split(index);
            }
        }
        for node in 1..self.old.nodes.len() {
            let Some(place) = self.places.old.get(node).copied().flatten() else { continue };
            if self.fate(place) == Some(Fate::Deleted)
                && let Some(to) = source(self.old, node, |unit| {
                    self.units.new_of(unit).and_then(|to| self.new.units.get(to)).map(|unit| unit.node)
                })
                && self.nodes.old_of(to).is_some()
                && let Some(index) = self.places.new.get(to).copied().flatten()
                && let Some(passage) = self.out.get_mut(place)
            {
                passage.fate = Fate::Merged(index);
            }
        }
    }

    fn fate(&self, place: usize) -> Option<Fate> {
        self.out.get(place).map(|passage| passage.fate)
    }
}

/// The one node that nearly all text under the heading of `node` is linked with, by `other`.
fn source(tree: &Tree<'_>, node: usize, other: impl Fn(usize) -> Option<usize>) -> Option<usize> {
    let (mut all, mut found): (u64, Vec<(usize, u64)>) = (0, Vec::new());
    for at in tree.own(node) {
        let unit = tree.units.get(at)?;
        if unit.heading && unit.alone {
            continue;
        }
        all += unit.weight();
        if let Some(there) = other(at) {
            match found.iter_mut().find(|(node, _)| *node == there) {
                Some((_, weight)) => *weight += unit.weight(),
                None => found.push((there, unit.weight())),
            }
        }
    }
    let (there, weight) = found.into_iter().max_by_key(|(_, weight)| *weight)?;
    (weight * 100 >= all * CERTAIN).then_some(there)
}

/// A paragraph that only one text has.
fn only(unit: &Unit, lot: Lot) -> Paragraph {
    let stand: Stand = unit.stand;
    let none = ByteSpan::default();
    let (old, new, kind): (_, _, PartKind) = match lot {
        Lot::Deleted => (Some(stand), None, PartKind::Deleted),
        _ => (None, Some(stand), PartKind::Inserted),
    };
    let of = |stand: Option<Stand>| stand.map_or(none, |stand| stand.core);
    let parts: Vec<Part> = characters::alone(kind, of(old), of(new));
    Paragraph { lot, old, new, parts, heading: unit.heading, debris: unit.debris, form: None }
}
