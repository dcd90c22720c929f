//! Fields: instructions are not shown, their results are.
//!
//! Must not know what instructions say.

use std::collections::HashSet;

use super::pieces::{Glyph, Pieces};

/// The fields that are open: instructions are not shown, results are.
#[derive(Default)]
pub(super) struct Fields {
    /// Positions of fields that never end: what follows them would be hidden to the end of the document.
    unended: HashSet<u32>,
    /// Whether each shows its result by now.
    open: Vec<bool>,
    /// How many do not.
    hiding: usize,
}

impl Fields {
    /// Looks ahead for the fields that never end.
    pub(super) fn of(pieces: &Pieces<'_>, range: (u32, u32)) -> Self {
        let mut open = Vec::new();
        for glyph in pieces.glyphs(range.0, range.1) {
            match glyph.sign {
                '\u{13}' => open.push(glyph.position),
                '\u{15}' => drop(open.pop()),
                _ => {}
            }
        }
        Self { unended: open.into_iter().collect(), ..Self::default() }
    }

    /// Takes a mark of a field: where it begins, where its result begins, where it ends.
    pub(super) fn see(&mut self, mark: Glyph) {
        match mark.sign {
            '\u{13}' if self.unended.contains(&mark.position) => {}
            '\u{13}' => {
                self.open.push(false);
                self.hiding += 1;
            }
            '\u{14}' => {
                if let Some(shown) = self.open.last_mut().filter(|shown| !**shown) {
                    *shown = true;
                    self.hiding -= 1;
                }
            }
            _ => self.hiding -= usize::from(self.open.pop() == Some(false)),
        }
    }

    /// Whether text at this place is part of an instruction.
    pub(super) fn hide(&self) -> bool {
        self.hiding > 0
    }
}
