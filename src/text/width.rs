//! How many terminal cells text takes, as `text::safe` shows it. The only file that knows cell widths.
//!
//! East Asian Ambiguous characters (“ ” — … · ①) are one cell or two, as the terminal has them: the caller says
//! which by the [`Cells`] it holds.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{safe, span};

/// A way to count cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    /// Ambiguous characters take two cells.
    pub ambiguous_wide: bool,
}

impl Cells {
    /// Ambiguous characters take one cell: what nearly all terminals do.
    pub const NARROW: Self = Self { ambiguous_wide: false };
    /// Ambiguous characters take two cells.
    pub const WIDE: Self = Self { ambiguous_wide: true };

    /// Cells of one character as it is shown; 0 for a combining mark.
    pub fn char(self, c: char) -> usize {
        if matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3000}'..='\u{3029}' | '\u{ff01}'..='\u{ff60}') {
            return 2;
        }
        if matches!(c, ' '..='~') {
            return 1;
        }
        if let Some(shown) = safe::picture(c) {
            return self.plain(&shown);
        }
        let width = if self.ambiguous_wide { c.width_cjk() } else { c.width() };
        width.unwrap_or(0)
    }

    /// Cells of one grapheme cluster as it is shown.
    pub fn cluster(self, cluster: &str) -> usize {
        let mut chars = cluster.chars();
        match (chars.next(), chars.next()) {
            (None, _) => 0,
            (Some(c), None) => self.char(c),
            _ => self.plain(&safe::grapheme(cluster)),
        }
    }

    /// Cells of `text` as it is shown in one row.
    pub fn text(self, text: &str) -> usize {
        text.graphemes(true).map(|cluster| self.cluster(cluster)).sum()
    }

    /// Cells of text that is already safe to show.
    fn plain(self, text: &str) -> usize {
        if self.ambiguous_wide { text.width_cjk() } else { text.width() }
    }

    /// The longest beginning of `text` that fits into `cells`, and the cells it takes.
    pub fn fit(self, text: &str, cells: usize) -> (&str, usize) {
        let mut used = 0;
        for (byte, cluster) in text.grapheme_indices(true) {
            let width = self.cluster(cluster);
            if used + width > cells {
                return (span::head(text, byte), used);
            }
            used += width;
        }
        (text, used)
    }

    /// The longest end of `text` that fits into `cells`, and the cells it takes.
    pub fn fit_end(self, text: &str, cells: usize) -> (&str, usize) {
        let (mut used, mut from) = (0, text.len());
        for (byte, cluster) in text.grapheme_indices(true).rev() {
            let width = self.cluster(cluster);
            if used + width > cells {
                break;
            }
            used += width;
            from = byte;
        }
        (span::tail(text, from), used)
    }

    /// `text` made safe and cut to `cells`, with … where something was cut off.
    pub fn ellipsis(self, text: &str, cells: usize) -> String {
        if self.text(text) <= cells {
            return safe::line(text).into_owned();
        }
        let mark = self.char('…');
        if cells < mark {
            return String::new();
        }
        format!("{}…", safe::line(self.fit(text, cells - mark).0))
    }

    /// `text` made safe and cut to `cells`, with … in its middle where something was cut out: the end of a name tells it
    /// from others.
    pub fn middle(self, text: &str, cells: usize) -> String {
        let mark = self.char('…');
        if self.text(text) <= cells || cells <= mark * 3 {
            return self.ellipsis(text, cells);
        }
        let (first, used) = self.fit(text, (cells - mark) / 2);
        let (last, _) = self.fit_end(text, cells - mark - used);
        format!("{}…{}", safe::line(first), safe::line(last))
    }

    /// `text` made safe, cut to `cells` and filled up with spaces to exactly `cells`.
    pub fn pad(self, text: &str, cells: usize) -> String {
        let mut out = self.ellipsis(text, cells);
        let used = self.plain(&out).min(cells);
        out.extend(std::iter::repeat_n(' ', cells - used));
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_and_middles_are_cut_between_characters() {
        let cells = Cells::NARROW;
        assert_eq!(cells.fit_end("创e\u{301}𠀀，", 4), ("𠀀，", 4));
        assert_eq!(cells.fit_end("创e\u{301}𠀀，", 6), ("e\u{301}𠀀，", 5));
        assert_eq!(cells.fit_end("创", 9), ("创", 2));
        assert_eq!(cells.fit_end("创", 1), ("", 0));
        for (width, expected) in
            [(20, "创城总结【第二篇】"), (11, "创城…二篇】"), (9, "创城…篇】"), (3, "创…"), (0, "")]
        {
            assert_eq!(cells.middle("创城总结【第二篇】", width), expected, "{width}");
            assert!(Cells::WIDE.text(&Cells::WIDE.middle("创城总结【第二篇】", width)) <= width);
        }
    }

    #[test]
    fn cells_of_every_kind_of_character() {
        for (input, narrow, wide) in [
            ("创城", 4, 4),
            ("，。", 4, 4),
            (",.", 2, 2),
            ("“创”", 4, 6),
            ("……", 2, 4),
            ("𠀀", 2, 2),
            ("e\u{301}", 1, 1),
            ("\u{1b}", 1, 1),
            ("👨\u{200d}👩", 2, 2),
            ("\u{3000}", 2, 2),
        ] {
            assert_eq!(Cells::NARROW.text(input), narrow, "{input:?} narrow");
            assert_eq!(Cells::WIDE.text(input), wide, "{input:?} wide");
        }
    }

    #[test]
    fn cutting_and_filling_keep_the_width() {
        for cells in 0..12 {
            for text in ["创建文明城市", "a创b城c", "“引”—", "e\u{301}𠀀\u{1b}\u{202e}"] {
                for how in [Cells::NARROW, Cells::WIDE] {
                    assert!(how.text(&how.ellipsis(text, cells)) <= cells, "{text} in {cells}");
                    assert_eq!(how.text(&how.pad(text, cells)), cells, "{text} in {cells}");
                }
            }
        }
        assert_eq!(Cells::NARROW.ellipsis("创建文明城市", 8), "创建文…");
    }
}
