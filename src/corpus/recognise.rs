//! From extracted lines to what a document is: debris with its receipt, pieces, headings and their roles.
//!
//! The one entrance to `clean`, `split`, `outline` and `role`; `load` calls it once per document.

use super::model::{Extracted, Noise, Piece};
use super::role::words::RoleWords;
use super::{clean, outline, role, split};
use crate::text::span::LineIndex;

/// What was recognised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recognised {
    /// Web debris, ascending by line.
    pub noise: Vec<Noise>,
    /// The pieces with their sections.
    pub pieces: Vec<Piece>,
}

/// Recognises debris, pieces, headings and, by `words`, their roles. `name` is the file's name without its extension: a last resort for a title.
pub fn recognise(source: &Extracted, lines: &LineIndex, name: &str, words: &RoleWords) -> Recognised {
    let noise = clean::noise(source, lines);
    let mut pieces = split::pieces(source, lines, &noise, name);
    for piece in &mut pieces {
        piece.sections = outline::sections(source, lines, &noise, piece);
        role::assign(&source.text, &piece.title, &mut piece.sections, words);
    }
    Recognised { noise, pieces }
}
