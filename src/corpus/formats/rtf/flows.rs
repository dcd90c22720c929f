//! Text on its way to lines: the document's own, that of notes, that of text boxes, each with its tables.
//!
//! Must not know of groups and control words.

use super::super::blocks::{Blocks, Ending, Paragraph};
use super::super::looks::{Look, Role};
use super::state::Paragraphs;
use crate::corpus::model::Extracted;

/// What a flow is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// The document's own text.
    #[default]
    Main,
    /// A note.
    Note,
    /// A text box.
    Box,
}

#[derive(Debug, Default)]
struct Flow {
    kind: Kind,
    paragraph: Paragraph,
    label: Option<String>,
    note: String,
    /// How deep in tables the whole flow stands.
    depth: usize,
}

/// All flows that are open, and the lines so far.
#[derive(Debug, Default)]
pub(super) struct Flows {
    /// The innermost.
    own: Flow,
    outer: Vec<Flow>,
    blocks: Blocks,
}

impl Flows {
    /// A note or a box begins, within a paragraph that stands so deep in tables.
    pub(super) fn open(&mut self, kind: Kind, depth: usize) {
        let depth = self.own.depth + depth;
        if kind == Kind::Box {
            self.blocks.set_depth(depth);
        }
        let outer = std::mem::replace(&mut self.own, Flow { kind, depth, ..Flow::default() });
        self.outer.push(outer);
    }

    /// The note or box ends.
    pub(super) fn close(&mut self) {
        let Some(outer) = self.outer.pop() else { return };
        let flow = std::mem::replace(&mut self.own, outer);
        match flow.kind {
            Kind::Note => self.blocks.note(&flow.note),
            _ => self.blocks.set_depth(flow.depth),
        }
    }

    /// Adds text.
    pub(super) fn write(&mut self, text: &str, look: &Look) {
        if self.own.kind != Kind::Note {
            self.own.paragraph.write(text, look);
        } else if look.hidden != Some(true) {
            self.own.note.push_str(text);
        }
    }

    /// Adds to the number before the text; a number of nothing but symbols is a bullet.
    pub(super) fn label(&mut self, text: &str) {
        self.own.label.get_or_insert_default().push_str(text);
    }

    /// Breaks the line.
    pub(super) fn line_break(&mut self) {
        match self.own.kind {
            Kind::Note => self.own.note.push(' '),
            _ => self.own.paragraph.line_break(),
        }
    }

    /// The paragraph ends.
    pub(super) fn end_paragraph(&mut self, own: Paragraphs, role: Role) {
        if self.own.kind == Kind::Note {
            return self.own.note.push(' ');
        }
        self.blocks.set_depth(self.own.depth + own.depth());
        self.place(own, role);
    }

    /// The paragraph ends if there is one.
    pub(super) fn end_rest(&mut self, own: Paragraphs, role: Role) {
        if !self.own.paragraph.is_empty() {
            self.end_paragraph(own, role);
        }
    }

    /// The cell ends that stands so deep in tables, and its paragraph with it.
    pub(super) fn end_cell(&mut self, depth: usize, own: Paragraphs, role: Role) {
        if self.own.kind == Kind::Note {
            return self.own.note.push(' ');
        }
        self.blocks.set_depth(self.own.depth + depth);
        self.place(own, role);
        self.blocks.leave_cell();
    }

    /// The row ends that stands so deep in tables.
    pub(super) fn end_row(&mut self, depth: usize) {
        if self.own.kind != Kind::Note {
            self.blocks.set_depth(self.own.depth + depth);
            self.blocks.end_row();
        }
    }

    fn place(&mut self, own: Paragraphs, role: Role) {
        let paragraph = std::mem::take(&mut self.own.paragraph);
        let label = self.own.label.take().map(|label| number(&label));
        self.blocks.enter_cell();
        let role = role.with_outline(own.outline);
        self.blocks.end_paragraph(paragraph, Ending { role, label, centred: own.centred });
    }

    /// Whether the document can still be one that somebody wrote; the error is a reason in the user's words.
    pub(super) fn check(&self) -> Result<(), String> {
        self.blocks.check()
    }

    /// The lines.
    pub(super) fn finish(mut self) -> Extracted {
        self.blocks.set_depth(0);
        self.blocks.finish()
    }
}

/// A number as it stands before the text: without the tab behind it, and nothing for a bullet.
fn number(label: &str) -> String {
    let label = label.trim();
    let counts = |c: char| c.is_alphanumeric() && !('\u{E000}'..='\u{F8FF}').contains(&c);
    // The round bullet of the typewriter face is a letter.
    if label == "o" || !label.chars().any(counts) {
        return String::new();
    }
    let gap = if label.ends_with(|c: char| c.is_ascii()) { " " } else { "" };
    format!("{label}{gap}")
}
