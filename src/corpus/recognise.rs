//! From extracted lines to what a document is: debris with its receipt, pieces, headings and their roles.
//!
//! The one entrance to `clean`, `split`, `outline` and `role`; `load` calls it once per document.

use super::model::{Extracted, Noise, Piece};
use super::role::words::RoleWords;
use super::{clean, outline, role, row, split};
use crate::text::span::LineIndex;

/// What was recognised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recognised {
    /// Web debris, ascending by line.
    pub noise: Vec<Noise>,
    /// The pieces with their sections.
    pub pieces: Vec<Piece>,
}

/// Recognises debris, pieces, headings and, by `words`, their roles. `name` is the file's name without its extension: a
/// last resort for a title.
pub fn recognise(source: &Extracted, lines: &LineIndex, name: &str, words: &RoleWords) -> Recognised {
    let mut rows = row::rows(source, lines);
    let noise = clean::noise(&rows);
    rows.retain(|row| noise.binary_search_by_key(&row.line, |n| n.line).is_err());
    let mut pieces = split::pieces(&rows, &noise, source, lines, name);
    for piece in &mut pieces {
        outline::sections(source, row::within(&rows, piece.start_line, piece.end_line), piece);
        role::assign(&source.text, &piece.title, &mut piece.sections, words);
    }
    Recognised { noise, pieces }
}
