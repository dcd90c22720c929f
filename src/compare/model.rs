//! What a comparison holds: passages in reading order, paragraphs in them, parts in those. Plain data, no judgement.
//!
//! Every paragraph of both texts stands in it exactly once, [`Lot::Away`] left aside, which only points to where a
//! paragraph has gone. So both texts can be rebuilt: see [`super::Comparison`].

use serde::Serialize;

use crate::text::span::ByteSpan;

/// What became of the characters of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartKind {
    /// Both texts have it.
    Same,
    /// Only the old text has it.
    Deleted,
    /// Only the new text has it.
    Inserted,
    /// The number before the words, written otherwise: both spans hold something, and not the same.
    Renumbered,
    /// Sentences that only the old text has here; the new one has them elsewhere.
    MovedFrom,
    /// Sentences that only the new text has here; the old one has them elsewhere.
    MovedTo,
}

/// A part of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// What became of it.
    pub kind: PartKind,
    /// Its bytes in the old text; empty where only the new one has it.
    pub old: ByteSpan,
    /// Its bytes in the new text; empty where only the old one has it.
    pub new: ByteSpan,
}

/// A paragraph in one of the texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand {
    /// Its bytes with the blanks, line ends and blank lines around it; these spans tile the text.
    pub span: ByteSpan,
    /// Its bytes without blanks around it.
    pub core: ByteSpan,
    /// 1-based line of the source.
    pub line: usize,
}

/// What became of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lot {
    /// It stands where it stood; its parts say whether it changed.
    Kept,
    /// It stood elsewhere; its parts say whether it changed as well.
    Moved,
    /// It stood here and is now elsewhere: a pointer only, without parts.
    Away,
    /// Only the new text has it.
    Inserted,
    /// Only the old text has it.
    Deleted,
}

/// How the form of a heading changed, its words standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormChange {
    /// It stood on a line of its own and now begins the paragraph that was below it.
    RunIn,
    /// It began a paragraph and now stands on a line of its own above the rest of that.
    OwnLine,
}

/// A paragraph, or a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// What became of it.
    pub lot: Lot,
    /// Where it stands in the old text.
    pub old: Option<Stand>,
    /// Where it stands in the new text.
    pub new: Option<Stand>,
    /// Its parts in order; both texts of it, blanks around it left out, can be read from them.
    pub parts: Vec<Part>,
    /// It is the heading of its passage, or begins with it.
    pub heading: bool,
    /// Web debris in the texts that have it.
    pub debris: bool,
    /// Heading and paragraph are one in one of the texts and two in the other, where this stands for both of them: its
    /// bytes there go over the line end between them.
    pub form: Option<FormChange>,
}

impl Paragraph {
    /// Whether something other than its place changed.
    pub fn is_changed(&self) -> bool {
        self.parts.iter().any(|part| part.kind != PartKind::Same)
    }
}

/// A passage in one of the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The piece's index in its document.
    pub piece: Option<usize>,
    /// The section's index in its piece; nothing for what stands before the first heading.
    pub section: Option<usize>,
    /// The level of its heading; 0 where it has none.
    pub level: u8,
    /// 1-based line of the source at which it begins.
    pub line: usize,
    /// Number and words of its heading, or the title of its piece; empty for what stands before all pieces.
    pub label: String,
    /// The labels above it, outermost first; the piece's title is left out where the document has one piece.
    pub above: Vec<String>,
}

/// What became of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fate {
    /// It stands where it stood.
    Kept,
    /// It stands at another place, or under another heading.
    Moved,
    /// It stood here; now it is the passage of this index. A pointer only, without paragraphs.
    Away(usize),
    /// Its heading is new, and so is its text unless its paragraphs say otherwise.
    Inserted,
    /// Its heading is gone.
    Deleted,
    /// Its heading is new, its text came out of the passage of this index.
    Split(usize),
    /// Its heading is gone, its text went into the passage of this index.
    Merged(usize),
}

/// A heading with what stands under it up to the next heading; or what stands before the first one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What became of it.
    pub fate: Fate,
    /// Where it is in the old text.
    pub old: Option<Site>,
    /// Where it is in the new text.
    pub new: Option<Site>,
    /// The number of its heading changed.
    pub renumbered: bool,
    /// The words of its heading changed.
    pub retitled: bool,
    /// Heading and paragraphs, in the order of the new text; what is gone stands where it stood.
    pub paragraphs: Vec<Paragraph>,
}

impl Passage {
    /// Where it is now, or was.
    pub fn site(&self) -> Option<&Site> {
        self.new.as_ref().or(self.old.as_ref())
    }

    /// The old and the new level of its heading where they differ.
    pub fn level_change(&self) -> Option<(u8, u8)> {
        let (old, new) = (self.old.as_ref()?.level, self.new.as_ref()?.level);
        (old != new).then_some((old, new))
    }

    /// Whether a paragraph of it changed, came, went or moved, or it did so itself.
    pub fn is_changed(&self) -> bool {
        !matches!(self.fate, Fate::Kept) || self.paragraphs.iter().any(|p| p.lot != Lot::Kept || p.is_changed())
    }
}

/// What is counted over the whole comparison. Characters are visible ones as a person counts them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Characters that only the old text has.
    pub deleted: usize,
    /// Characters that only the new text has.
    pub inserted: usize,
    /// Paragraphs and headings with a change inside.
    pub changed: usize,
    /// Paragraphs that stand elsewhere by themselves.
    pub moved: usize,
    /// Stretches of sentences that stand in another paragraph, or elsewhere in theirs.
    pub moved_sentences: usize,
    /// Sections that stand elsewhere.
    pub moved_sections: usize,
    /// Headings and items whose number alone changed.
    pub renumbered: usize,
}
