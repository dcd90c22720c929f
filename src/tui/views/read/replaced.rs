//! A document of the corpus was read again: cursor, fold state and text stay where they are.

use super::Read;
use super::page::{At, Page};
use crate::corpus::again;
use crate::corpus::model::Corpus;
use crate::tui::layout::Pane;
use crate::tui::snapshot::Snapshot;

impl Read {
    /// Document `number` of `before` is another now in the snapshot. `chosen`: what is chosen of it stays chosen.
    pub fn replaced(&mut self, number: usize, before: &Corpus, snapshot: &Snapshot, chosen: bool) {
        self.tree.refresh(before, snapshot.rewritten.wrapping_sub(1));
        self.tree.replaced(number, before, &snapshot.corpus, snapshot.rewritten);
        self.reports.retain(|scope, _| scope.document().is_some_and(|document| document != number));
        self.asked = None;
        if self.document != Some(number) {
            return;
        }
        let anchor = self.anchor.take().filter(|_| chosen);
        let (Some(old), Some(new)) = (before.documents.get(number), snapshot.corpus.documents.get(number)) else {
            return;
        };
        let Some(mut page) = self.page.take() else { return };
        let mut again = Page::new(new, page.width(), snapshot.cells, self.show_noise);
        // The same byte of the same line, wherever the line stands now.
        let lines = again::Lines::new(old, new);
        let mut moved = |at: At| {
            let byte = page.row(old, at).span.start;
            let line = old.lines.line_of(byte);
            let within = byte.saturating_sub(old.lines.span(&old.text, line).start);
            let span = new.lines.span(&new.text, lines.now(line));
            let there = again.at(new, (span.start + within).min(span.end));
            // What stood at the blank row before a heading stays there.
            At { row: if at.row == 0 && there.line == lines.now(at.line) { 0 } else { there.row }, ..there }
        };
        self.top = moved(self.top);
        self.mark = moved(self.mark);
        self.anchor = anchor.map(&mut moved);
        self.page = Some(again);
        if self.focus == Pane::Middle {
            self.follow(snapshot);
        }
    }
}
