//! Anchors: a line by its text and its neighbours' text, and the line that an anchor means in a changed document.

use std::collections::HashMap;

use crate::corpus::row::{Row, is_blank};
use crate::text::fold;
use crate::text::span::first_chars;

/// How many characters of a line an anchor keeps.
const KEPT: usize = 120;

/// A line by its text. Texts are folded, without blanks, and cut to their first 120 characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The line's text.
    pub text: String,
    /// The text of the line with text before it; empty at the beginning.
    pub before: String,
    /// The text of the line with text after it; empty at the end.
    pub after: String,
    /// The 1-based line when it was made.
    pub line: usize,
}

impl Anchor {
    /// A line's text as an anchor keeps it.
    pub fn shortened(line: &str) -> String {
        first_chars(line.trim_matches(is_blank), KEPT).chars().filter(|c| !is_blank(*c)).map(fold::char).collect()
    }
}

/// The rows of a document by their text.
pub(super) struct Places {
    texts: Vec<(usize, String)>,
    by_text: HashMap<String, Vec<usize>>,
}

impl Places {
    /// The places among `rows`.
    pub(super) fn of(rows: &[Row<'_>]) -> Self {
        let texts: Vec<(usize, String)> = rows.iter().map(|row| (row.line, Anchor::shortened(row.text))).collect();
        let mut by_text: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, (_, text)) in texts.iter().enumerate() {
            by_text.entry(text.clone()).or_default().push(at);
        }
        Self { texts, by_text }
    }

    /// The 1-based line that `anchor` means: of the lines with its text the one with the same neighbours, then the
    /// nearest; where the text itself was changed, the one line between the same two neighbours.
    pub(super) fn find(&self, anchor: &Anchor) -> Option<usize> {
        let text = |at: Option<usize>| at.and_then(|at| self.texts.get(at)).map_or("", |(_, text)| text.as_str());
        let neighbours = |at: usize| {
            let before = text(at.checked_sub(1)) == anchor.before;
            let after = text(at.checked_add(1)) == anchor.after;
            usize::from(before) + usize::from(after)
        };
        let line = |at: usize| self.texts.get(at).map(|(line, _)| *line);
        let distance = |at: usize| line(at).map_or(usize::MAX, |line| line.abs_diff(anchor.line));
        if let Some(same) = self.by_text.get(&anchor.text) {
            return line(*same.iter().max_by_key(|at| (neighbours(**at), std::cmp::Reverse(distance(**at))))?);
        }
        let around = !anchor.before.is_empty() && !anchor.after.is_empty();
        let mut between = (0..self.texts.len()).filter(|at| around && neighbours(*at) == 2);
        let found = between.next()?;
        if between.next().is_some() { None } else { line(found) }
    }
}
