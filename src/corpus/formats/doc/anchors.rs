//! Texts that stand apart from the main one, notes and text boxes: where each is, and where it belongs.
//!
//! Must not know what is in them.

use std::collections::HashMap;

use super::numbers::{Plc, u32_at};

/// A range of positions.
pub(super) type Range = (u32, u32);

/// The ranges between the positions of a table, counted from the beginning of `story` and never beyond its end.
pub(super) fn ranges(table: Plc<'_>, story: Range) -> Vec<Range> {
    let at = |index| Some(story.0.saturating_add(table.position(index)?).min(story.1));
    let mut last = story.0;
    let mut ranges = Vec::new();
    for index in 0..table.len() {
        let (Some(from), Some(to)) = (at(index), at(index + 1)) else { break };
        // Nothing is read twice.
        let from = from.max(last);
        last = last.max(to);
        ranges.push((from, to.max(from)));
    }
    ranges
}

/// The texts of boxes by the positions of their anchors, and those without one.
pub(super) fn boxes(anchors: &[u8], table: &[u8], story: Range) -> (HashMap<u32, Range>, Vec<Range>) {
    let (anchors, table) = (Plc::new(anchors, 26), Plc::new(table, 22));
    let number = |data: Option<&[u8]>, at| data.and_then(|data| u32_at(data, at)).filter(|number| *number != 0);
    let of_shape: HashMap<u32, u32> = (0..anchors.len())
        .filter_map(|index| Some((number(anchors.data(index), 0)?, anchors.position(index)?)))
        .collect();
    let (mut placed, mut loose) = (HashMap::new(), Vec::new());
    for (index, range) in ranges(table, story).into_iter().enumerate() {
        match number(table.data(index), 14).and_then(|shape| of_shape.get(&shape)) {
            Some(position) if !placed.contains_key(position) => drop(placed.insert(*position, range)),
            _ if range.0 < range.1 => loose.push(range),
            _ => {}
        }
    }
    (placed, loose)
}
