//! `Heading`: a section's heading as the rules on structure read it, with its marker's place in its line.

use std::ops::Range;

use crate::corpus::outline::marker::{Class, marker};
use crate::corpus::role::Role;

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 0-based line of the subject.
    pub line: usize,
    /// Depth within the piece, 1 the highest.
    pub level: u8,
    /// The marker's characters in its line; empty for a heading without one.
    pub marker: Range<usize>,
    /// What the marker looks like; [`Class::Plain`] without one.
    pub class: Class,
    /// The word that the marker carries: 阶段, 镜头.
    pub word: String,
    /// Its number; 0 without one.
    pub number: u32,
    /// The marker as written.
    pub label: String,
    /// The heading without marker and final mark.
    pub text: String,
    /// It is the first sentence of its paragraph.
    pub run_in: bool,
    /// Text of its own stands between it and the next heading.
    pub body: bool,
    /// Index of the heading above it in the piece.
    pub parent: Option<usize>,
    /// The part that its section plays.
    pub role: Option<Role>,
}

/// Class, word and number of the marker that `text` (a heading from its marker on) begins with.
pub(super) fn marker_of(text: &str) -> (Class, String, u32) {
    marker(text).map_or((Class::Plain, String::new(), 0), |m| (m.key.class, m.key.word.to_owned(), m.number))
}
