//! From extracted lines to what a document is: debris with its receipt, pieces, headings.
//!
//! The one entrance to `clean`, `split` and `outline`; `load` calls it once per document.

use super::model::{Extracted, Noise, Piece};
use super::row;
use super::{clean, outline, split};
use crate::text::span::LineIndex;

/// What was recognised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recognised {
    /// Web debris, ascending by line.
    pub noise: Vec<Noise>,
    /// The pieces with their sections.
    pub pieces: Vec<Piece>,
}

/// Recognises debris, pieces and headings. `name` is the file's name without its extension: a last resort for a title.
pub fn recognise(source: &Extracted, lines: &LineIndex, name: &str) -> Recognised {
    let mut rows = row::rows(source, lines);
    let noise = clean::noise(&rows);
    rows.retain(|row| noise.binary_search_by_key(&row.line, |n| n.line).is_err());
    let mut pieces = split::pieces(&rows, &noise, source, lines, name);
    for piece in &mut pieces {
        piece.sections = outline::sections(source, row::within(&rows, piece.start_line, piece.end_line), piece);
    }
    Recognised { noise, pieces }
}
