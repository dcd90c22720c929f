//! From extracted lines to what a document is: debris with its receipt, pieces, headings and their roles.
//!
//! The one entrance to `clean`, `split`, `outline` and `role`; `load` calls it once per document. What a person said
//! of a line stands over what is recognised.

use super::clean::site::{Edges, Site};
use super::correction::{Corrections, Placed, Verdict};
use super::model::{Extracted, Noise, Piece};
use super::role::words::RoleWords;
use super::set::Edit;
use super::split::Context;
use super::{clean, outline, role, row, set, split};
use crate::text::span::LineIndex;

/// What was recognised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recognised {
    /// Web debris, ascending by line.
    pub noise: Vec<Noise>,
    /// The pieces with their sections.
    pub pieces: Vec<Piece>,
    /// Head and tail, by which documents of one site are known.
    pub edges: Edges,
    /// What a person said, where its lines were found.
    pub said: Placed,
    /// The changes that set the text as its author did.
    pub edits: Vec<Edit>,
}

/// What recognition is given beside the document.
#[derive(Clone, Copy, Debug)]
pub struct Aids<'a> {
    /// The file's name without its extension: a last resort for a title.
    pub name: &'a str,
    /// The words of roles.
    pub words: &'a RoleWords,
    /// What a person said of the document's lines.
    pub corrections: &'a Corrections,
    /// What documents of its site share.
    pub site: &'a Site,
    /// The lines are as their author set them: nothing is to be joined or opened.
    pub as_set: bool,
}

/// Recognises debris, pieces, headings and, by `words`, their roles. `name` is the file's name without its extension: a
/// last resort for a title.
pub fn recognise(source: &Extracted, lines: &LineIndex, name: &str, words: &RoleWords) -> Recognised {
    recognise_with(
        source,
        lines,
        &Aids { name, words, corrections: &Corrections::default(), site: &Site::default(), as_set: false },
    )
}

/// The same, with what a person said of the document.
pub fn recognise_with(source: &Extracted, lines: &LineIndex, aids: &Aids<'_>) -> Recognised {
    let mut rows = row::rows(source, lines);
    let said = aids.corrections.place(&rows);
    let (mut noise, edges) = clean::noise(&rows, aids.site);
    by_hand(&mut noise, &said);
    rows.retain(|row| noise.binary_search_by_key(&row.line, |n| n.line).is_err());
    let mut edits = Vec::new();
    let mut pieces = split::pieces(&rows, &Context { source, lines, noise: &noise, name: aids.name, said: &said });
    for piece in &mut pieces {
        let own = row::within(&rows, piece.start_line, piece.end_line);
        let set = outline::sections(source, own, piece, &said, aids.as_set);
        if !aids.as_set {
            edits.extend(set::edits(&source.text, lines, &set));
        }
        role::assign(&source.text, &piece.title, &mut piece.sections, aids.words, &said);
    }
    Recognised { noise, pieces, edges, said, edits }
}

/// Debris as a person said.
fn by_hand(noise: &mut Vec<Noise>, said: &Placed) {
    let (debris, text) = (said.lines(Verdict::Debris), said.lines(Verdict::Text));
    noise.retain(|found| text.binary_search(&found.line).is_err());
    for line in debris {
        if let Err(at) = noise.binary_search_by_key(&line, |found| found.line) {
            noise.insert(at, Noise { line, what: "人工标记".into(), why: "人工定为杂质".to_owned() });
        }
    }
}
