//! Numbering: the sections of a draft by their markers, numbered anew, moved up and down and to other levels.
//!
//! What is numbered is told by the markers' form and never by their numbers, so that a draft with all numbers wrong has
//! the same sections as one with all numbers right, and numbering twice is numbering once. Recognition (which does look at
//! the numbers) only says which lines are headings without a marker, and what stands at the end and belongs to no section.
//!
//! Every deed gives the changes of one undo step and where the caret goes with its text. Must not know of keys or screens.

mod arrange;
mod inline;
mod mark;
mod outline;
mod renumber;
mod running;
#[cfg(test)]
mod tests;
mod work;

pub use arrange::{Direction, level, shift};
pub use mark::next_marker;
pub use outline::is_item;
pub use renumber::{Reach, renumber};

use super::buffer::Pos;
use super::history::Change;

/// What a deed comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The changes in order, each in the text that the ones before it left. None where all is as it should be.
    pub changes: Vec<Change>,
    /// Where the caret stands afterwards.
    pub caret: Pos,
    /// Numbers that had to stay as they were: a sign such as ⑳ has none after it.
    pub left: usize,
}

/// Why nothing is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The caret is in no section that has a marker.
    NoSection,
    /// There is no section beside it to change places with, or to go under.
    NoNeighbour,
    /// It is at the highest level already.
    Highest,
    /// There is no deeper level.
    Deepest,
    /// The markers of this draft would not show the level.
    Unclear,
}
