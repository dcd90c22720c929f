//! Find and replace at the caret.

use super::{Editor, clean_paste};
use crate::draft::buffer::Pos;
use crate::draft::find::{self, Found, Query};
use crate::draft::history::{Change, Kind};
use crate::draft::motion::Motion;
use crate::text::span::{self, ByteSpan};

impl Editor {
    /// Selects the next match behind the caret (or the selection), going round the end of the text.
    pub fn find_next(&mut self, query: &Query) -> Option<Found> {
        let from = self.selection().map_or(self.caret, |span| span.end);
        self.show(find::next(&self.buffer, query, from))
    }

    /// Selects the first match at `from` or behind it: for a search that begins anew with every letter typed.
    pub fn find_from(&mut self, query: &Query, from: Pos) -> Option<Found> {
        self.show(find::next(&self.buffer, query, from))
    }

    /// Selects the match before the caret (or the selection), going round the beginning of the text.
    pub fn find_previous(&mut self, query: &Query) -> Option<Found> {
        let from = self.selection().map_or(self.caret, |span| span.start);
        self.show(find::previous(&self.buffer, query, from))
    }

    /// Replaces the selection by `with` if it is a match, then selects the next match. Says whether it replaced.
    pub fn replace_next(&mut self, query: &Query, with: &str) -> bool {
        let found = self.selection().filter(|span| {
            let text = self.buffer.slice(*span);
            query.matches(&text) == [ByteSpan::new(0, text.len())]
        });
        if let Some(span) = found {
            self.change(Kind::Deed, span, &clean_paste(with));
        }
        self.find_next(query);
        found.is_some()
    }

    /// Replaces every match in the draft by `with`, as one undo step. Gives their number.
    pub fn replace_all(&mut self, query: &Query, with: &str) -> usize {
        let with = clean_paste(with);
        let mut count = 0;
        let mut changes = Vec::new();
        // From the last paragraph to the first, so that what is yet to come stays where it is.
        for (paragraph, text) in self.buffer.paragraphs().iter().enumerate().rev() {
            let matches = query.matches(text);
            let (Some(first), Some(last)) = (matches.first(), matches.last()) else { continue };
            let whole = ByteSpan::new(first.start, last.end);
            let mut inserted = String::with_capacity(whole.len());
            let mut brought = Vec::new();
            let mut done = first.start;
            for found in &matches {
                // What stands between two matches keeps its source.
                let kept = span::slice(text, ByteSpan::new(done, found.start));
                let borrowed = self.origins.of(Pos::new(paragraph, done), kept);
                brought.extend(borrowed.iter().map(|borrowed| borrowed.behind(inserted.len())));
                inserted.push_str(kept);
                inserted.push_str(&with);
                done = found.end;
            }
            count += matches.len();
            let change = Change::new(Pos::new(paragraph, first.start), span::slice(text, whole), inserted);
            changes.push(Change { brought, ..change });
        }
        let caret = self.caret;
        self.step(Kind::Deed, changes);
        if count > 0 {
            self.go(Motion::To(caret), false);
        }
        count
    }

    fn show(&mut self, found: Option<Found>) -> Option<Found> {
        if let Some(found) = found {
            self.select(found.span);
        }
        found
    }
}
