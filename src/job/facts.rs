//! Outline, lengths and pages of a draft as it stands.

use crate::corpus::model::Extracted;
use crate::corpus::recognise::recognise;
use crate::corpus::role::Role;
use crate::corpus::role::words::RoleWords;
use crate::draft::front::{self, Field, Front};
use crate::stats::analysis::Lengths;
use crate::text::count::characters;
use crate::text::sentence::sentences;
use crate::text::span::LineIndex;

/// Outline and lengths of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftFacts {
    /// The title of its work; of the first, if there are several.
    pub title: String,
    /// Its headings in order.
    pub headings: Vec<DraftHeading>,
    /// Its 字数, sentences and paragraphs.
    pub lengths: Lengths,
    /// The 0-based paragraph with which each page of the finished document begins.
    pub pages: Vec<usize>,
    /// Its date as the standard has it, where it is written otherwise.
    pub date: Option<String>,
}

/// A heading of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftHeading {
    /// The 0-based paragraph it stands in.
    pub paragraph: usize,
    /// The part that its section plays.
    pub role: Option<Role>,
    /// Its level, 1 the highest.
    pub level: u8,
    /// Marker and text.
    pub label: String,
}

/// Outline, lengths and pages of a draft's text; the block at its top is none of it.
pub fn draft_facts(text: String) -> DraftFacts {
    let front = Front::read(&text);
    let lengths = text_lengths(front::body(&text, &front));
    let text = if front.lines == 0 { text } else { front::blanked(&text, &front) };
    let lines = LineIndex::new(&text);
    let source = Extracted { text, hints: Vec::new() };
    let recognised = recognise(&source, &lines, "", &RoleWords::builtin());
    let title = recognised.pieces.first().map(|piece| piece.title.clone()).unwrap_or_default();
    let sections = recognised.pieces.iter().flat_map(|piece| &piece.sections);
    let headings = sections
        .map(|s| DraftHeading {
            paragraph: s.line.saturating_sub(1),
            role: s.role.as_ref().map(|found| found.role),
            level: s.level,
            label: s.label(),
        })
        .collect();
    let title = front.get(Field::Title).map_or(title, str::to_owned);
    let super::export::Facts { pages, date } = super::export::facts(&source, &lines, &recognised, &front);
    DraftFacts { title, headings, lengths, pages, date }
}

/// 字数, sentences and paragraphs of a text that is all the person's own.
fn text_lengths(text: &str) -> Lengths {
    Lengths {
        characters: characters(text) as u32,
        sentences: sentences(text).count() as u32,
        paragraphs: text.lines().filter(|line| !line.trim().is_empty()).count() as u32,
    }
}
