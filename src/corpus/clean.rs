//! Web debris: which lines are site furniture, with a receipt for each.
use super::model::{Extracted, Noise};
use crate::text::span::LineIndex;

/// The debris of `source`, ascending by line.
pub fn noise(_source: &Extracted, _lines: &LineIndex) -> Vec<Noise> {
    Vec::new()
}
