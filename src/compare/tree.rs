//! A document as the comparison sees it: units (paragraphs and headings, whole lines) in nodes (pieces and sections).
//!
//! The units' spans tile the text: blanks and blank lines belong to the unit before them. Judges nothing.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use rustc_hash::FxHasher;

use super::model::{Site, Stand};
use crate::corpus::model::Document;
use crate::corpus::outline::marker::marker;
use crate::text::span::{ByteSpan, slice};

/// A paragraph or a heading.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    /// Where it stands.
    pub stand: Stand,
    /// Byte at which its words begin, after the number before them.
    pub words: usize,
    /// Hash of its words.
    pub key: u64,
    /// Its node in [`Tree::nodes`].
    pub node: usize,
    /// Its node's heading stands in it.
    pub heading: bool,
    /// The heading is a line of its own.
    pub alone: bool,
    /// Web debris.
    pub debris: bool,
}

impl Unit {
    /// Bytes of its text, blanks around it left out.
    pub const fn weight(&self) -> u64 {
        self.stand.core.len() as u64
    }
}

/// A piece, a section, or the whole.
#[derive(Clone, Debug)]
pub struct Node {
    /// The piece's index; nothing for the whole.
    pub piece: Option<usize>,
    /// The section's index in its piece.
    pub section: Option<usize>,
    /// The level of its heading, 0 where it has none.
    pub level: u8,
    /// The number of its heading.
    pub marker: String,
    /// The words of its heading, or the title of the piece.
    pub title: String,
    /// Both as they are shown.
    pub label: String,
    /// Its own units: heading and what stands before the next heading.
    pub units: Range<usize>,
    /// The node above; nothing for the whole.
    pub parent: Option<usize>,
    /// The nodes below, in order.
    pub children: Vec<usize>,
    /// Bytes of text in it and below it.
    pub weight: u64,
}

/// A document as nodes and units, both in reading order; node 0 is the whole.
#[derive(Debug)]
pub struct Tree<'d> {
    /// The document.
    pub document: &'d Document,
    /// Whole, pieces and sections; parents before children.
    pub nodes: Vec<Node>,
    /// Paragraphs and headings.
    pub units: Vec<Unit>,
}

impl<'d> Tree<'d> {
    /// The tree of `document`.
    pub fn new(document: &'d Document) -> Self {
        let mut tree = Self { document, nodes: nodes(document), units: Vec::new() };
        tree.fill();
        tree.weigh();
        tree
    }

    /// The text of a unit, blanks around it left out.
    pub fn text(&self, unit: &Unit) -> &'d str {
        slice(&self.document.text, unit.stand.core)
    }

    /// The words of a unit, without the number before them.
    pub fn words(&self, unit: &Unit) -> &'d str {
        slice(&self.document.text, ByteSpan::new(unit.words, unit.stand.core.end))
    }

    /// The units of a node's own.
    pub fn own(&self, node: usize) -> Range<usize> {
        self.nodes.get(node).map(|node| node.units.clone()).unwrap_or_default()
    }

    /// Where a node stands, for a person.
    pub fn site(&self, node: usize) -> Option<Site> {
        let of = self.nodes.get(node)?;
        let several = self.document.pieces.len() > 1;
        let mut above = Vec::new();
        let mut next = of.parent;
        while let Some(node) = next.and_then(|parent| self.nodes.get(parent)) {
            if node.section.is_some() || (several && node.piece.is_some()) {
                above.push(node.label.clone());
            }
            next = node.parent;
        }
        above.reverse();
        let line = self.units.get(of.units.start).map_or(1, |unit| unit.stand.line);
        Some(Site { piece: of.piece, section: of.section, level: of.level, line, label: of.label.clone(), above })
    }

    fn fill(&mut self) {
        let document = self.document;
        let starts = starts(&self.nodes, document);
        let mut positions = document.positions();
        let mut starts = starts.into_iter().peekable();
        // A blank beginning belongs to the first unit.
        let (mut node, mut from, mut line, mut heading_end) = (0, 0, 1, 0);
        while line <= document.lines.count() {
            let span = document.lines.span(&document.text, line);
            let (first, mut heading) = (line, false);
            while let Some(start) = starts.next_if(|start| start.line <= line) {
                (node, heading, heading_end) = (start.node, start.end.is_some(), start.end.unwrap_or(0));
            }
            // A heading that is broken over lines is one unit.
            let mut end = span.end;
            while heading && end < heading_end && line < document.lines.count() {
                line += 1;
                end = document.lines.span(&document.text, line).end;
            }
            line += 1;
            let next = if line <= document.lines.count() {
                document.lines.span(&document.text, line).start
            } else {
                document.text.len()
            };
            let text = document.slice(ByteSpan::new(span.start, end));
            if text.trim().is_empty() {
                if let Some(before) = self.units.last_mut() {
                    before.stand.span.end = next;
                    from = next;
                }
                continue;
            }
            let start = span.start + text.len() - text.trim_start().len();
            let core = ByteSpan::new(start, start + text.trim().len());
            let words = start + marker(text.trim()).map_or(0, |found| found.end);
            let words = if words < core.end { words } else { start };
            let stand = Stand { span: ByteSpan::new(from, next), core, line: positions.at(start).line };
            let key = hash(document.slice(ByteSpan::new(words, core.end)));
            let alone = heading && heading_end >= core.end;
            self.units.push(Unit { stand, words, key, node, heading, alone, debris: document.is_noise(first) });
            from = next;
        }
        for (at, unit) in self.units.iter().enumerate() {
            if let Some(node) = self.nodes.get_mut(unit.node) {
                let first = if node.units.is_empty() { at } else { node.units.start };
                node.units = first..at + 1;
            }
        }
    }

    fn weigh(&mut self) {
        for at in (0..self.nodes.len()).rev() {
            let own: u64 = self.own(at).filter_map(|unit| self.units.get(unit)).map(Unit::weight).sum();
            let Some(node) = self.nodes.get_mut(at) else { continue };
            node.weight += own;
            let (weight, parent) = (node.weight, node.parent);
            if let Some(parent) = parent.and_then(|parent| self.nodes.get_mut(parent)) {
                parent.weight += weight;
                parent.children.push(at);
            }
        }
        for node in &mut self.nodes {
            node.children.reverse();
        }
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}

/// The nodes without their units.
fn nodes(document: &Document) -> Vec<Node> {
    let node = |piece, section, level, parent| Node {
        piece,
        section,
        level,
        marker: String::new(),
        title: String::new(),
        label: String::new(),
        units: 0..0,
        parent,
        children: Vec::new(),
        weight: 0,
    };
    let mut nodes = vec![node(None, None, 0, None)];
    for (number, piece) in document.pieces.iter().enumerate() {
        let above = nodes.len();
        nodes.push(Node {
            title: piece.title.clone(),
            label: piece.title.clone(),
            ..node(Some(number), None, 0, Some(0))
        });
        for (at, section) in piece.sections.iter().enumerate() {
            let parent = section.parent.map_or(above, |parent| above + 1 + parent);
            nodes.push(Node {
                marker: section.marker.trim().to_owned(),
                title: section.text.clone(),
                label: section.label(),
                ..node(Some(number), Some(at), section.level, Some(parent))
            });
        }
    }
    nodes
}

/// Where a node begins.
struct Start {
    /// 1-based line of the text.
    line: usize,
    node: usize,
    /// Where its heading ends; a piece has none.
    end: Option<usize>,
}

/// Where the nodes begin, ascending; a heading that begins within another's line stays in that one's paragraph.
fn starts(nodes: &[Node], document: &Document) -> Vec<Start> {
    let mut out: Vec<Start> = Vec::with_capacity(nodes.len());
    for (at, node) in nodes.iter().enumerate() {
        let Some(piece) = node.piece.and_then(|piece| document.pieces.get(piece)) else { continue };
        let start = match node.section.map(|section| piece.sections.get(section)) {
            Some(Some(section)) => {
                Start { line: document.lines.line_of(section.heading.start), node: at, end: Some(section.heading.end) }
            }
            Some(None) => continue,
            None => Start { line: document.lines.line_of(piece.span.start), node: at, end: None },
        };
        out.push(start);
    }
    out
}
