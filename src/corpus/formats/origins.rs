//! Text whose characters know where they came from: through trimming, joining and rows of tables.
//!
//! Must not know of any one format: a place is a number that means something to the format alone.

use super::lines::parted;
use crate::text::span::char_to_byte;

/// The place of a character that stands nowhere in the source: a number before a paragraph, a tab between cells.
pub(super) const NOWHERE: u32 = u32::MAX;

/// Text with the places of its characters. Where nobody asked for places there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sourced {
    /// The text.
    pub(super) text: String,
    /// The place of each character; empty where none has one.
    pub(super) origins: Vec<u32>,
}

impl Sourced {
    /// Adds a character that stands at `place`.
    pub(super) fn push(&mut self, c: char, place: u32) {
        self.begin();
        self.text.push(c);
        self.origins.push(place);
    }

    /// Adds text that is from nowhere.
    pub(super) fn push_str(&mut self, text: &str) {
        if !self.origins.is_empty() {
            self.origins.extend(std::iter::repeat_n(NOWHERE, text.chars().count()));
        }
        self.text.push_str(text);
    }

    /// Adds what is in `other`.
    pub(super) fn append(&mut self, other: &Self) {
        if other.origins.is_empty() {
            return self.push_str(&other.text);
        }
        self.begin();
        self.text.push_str(&other.text);
        self.origins.extend(&other.origins);
    }

    /// Takes the blanks at its end away.
    pub(super) fn trim_end(&mut self) {
        self.text.truncate(self.text.trim_end().len());
        if !self.origins.is_empty() {
            self.origins.truncate(self.text.chars().count());
        }
    }

    /// Takes the blanks at its beginning away.
    pub(super) fn trim_start(&mut self) {
        let blanks = self.text.chars().take_while(|c| c.is_whitespace()).count();
        self.origins.drain(..blanks.min(self.origins.len()));
        self.text.drain(..char_to_byte(&self.text, blanks));
    }

    /// Itself without blanks at both ends.
    pub(super) fn trimmed(&self) -> Self {
        let mut copy = self.clone();
        copy.trim_end();
        copy.trim_start();
        copy
    }

    /// `label`, which is from nowhere, and what stands here, without the blanks at its beginning.
    pub(super) fn labelled(&mut self, label: &str) {
        self.trim_start();
        self.text.insert_str(0, label);
        if !self.origins.is_empty() {
            self.origins.splice(0..0, std::iter::repeat_n(NOWHERE, label.chars().count()));
        }
    }

    /// All `parts`, with `between` between them.
    pub(super) fn join(parts: &[Self], between: &str) -> Self {
        let mut out = Self::default();
        let mut parts = parts.iter();
        parts.by_ref().take(1).for_each(|first| out.append(first));
        for part in parts {
            out.push_str(between);
            out.append(part);
        }
        out
    }

    /// Rows of a title in one line; see [`super::lines::join_rows`].
    pub(super) fn join_rows(rows: &[Self]) -> Self {
        let mut out = Self::default();
        for row in rows.iter().map(Self::trimmed).filter(|row| !row.text.is_empty()) {
            if parted(&out.text, &row.text) {
                out.push_str(" ");
            }
            out.append(&row);
        }
        out
    }

    /// From here on there are places: what stood before them is from nowhere.
    fn begin(&mut self) {
        if self.origins.is_empty() {
            self.origins.resize(self.text.chars().count(), NOWHERE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sourced(text: &str, from: u32) -> Sourced {
        let mut out = Sourced::default();
        text.chars().zip(from..).for_each(|(c, place)| out.push(c, place));
        out
    }

    #[test]
    fn places_follow_their_characters() {
        let mut line = sourced(" \u{3000}甲𠀀e\u{301} ", 10);
        line.trim_end();
        line.labelled("一、");
        assert_eq!(line.text, "一、甲𠀀e\u{301}");
        assert_eq!(line.origins, [NOWHERE, NOWHERE, 12, 13, 14, 15]);
        let row = Sourced::join(&[Sourced::default(), sourced("乙", 7), Sourced::default()], "\t");
        assert_eq!((row.text.as_str(), row.origins.as_slice()), ("\t乙\t", [NOWHERE, 7, NOWHERE].as_slice()));
        let title = Sourced::join_rows(&[sourced("关于A ", 0), sourced(" ", 5), sourced(" B的", 9)]);
        assert_eq!((title.text.as_str(), title.origins.len()), ("关于A B的", 6));
        let latin = Sourced::join_rows(&[sourced("A", 0), sourced("B", 9)]);
        assert_eq!((latin.text.as_str(), latin.origins), ("A B", vec![0, NOWHERE, 9]));
    }

    #[test]
    fn without_places_none_are_kept() {
        let mut line = Sourced { text: " 甲 ".to_owned(), origins: Vec::new() };
        line.trim_end();
        line.labelled("1.");
        line.push_str("。");
        assert_eq!(line, Sourced { text: "1.甲。".to_owned(), origins: Vec::new() });
    }
}
