//! Headings: which lines are headings and how they nest.
use super::model::{Extracted, Noise, Piece, Section};
use crate::text::span::LineIndex;

/// The sections of `piece`.
pub fn sections(_source: &Extracted, _lines: &LineIndex, _noise: &[Noise], _piece: &Piece) -> Vec<Section> {
    Vec::new()
}
