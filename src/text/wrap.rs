//! Breaking a paragraph into rows of terminal cells, by the rules of Chinese print (禁则).
//!
//! The rules are those of GB/T 15834—2011, clause 5.1; the table of marks is in `marks`. What would break a rule is
//! pushed out: the characters before it go to the next row with it. Where a glued run is longer than a row, the rules
//! give way in this order, and the width never does:
//!
//! 1. words and numbers are split, and a row may begin with a space;
//! 2. a row may end with an opening mark, `（（（（…`;
//! 3. a row may begin with a closing mark: only where a run of such marks, with the one character before it, is longer
//!    than its row. Nothing hangs over the edge.
//!
//! Linear in the length of the text. Nothing here knows of lines, files or screens; a line feed is an ordinary
//! (shown) character.

mod again;
mod marks;
#[cfg(test)]
mod tests;

use unicode_segmentation::UnicodeSegmentation;

use super::span;
use super::width::Cells;
pub use again::rows_after_edit;
use marks::{Class, class, stands_alone};
pub use marks::{never_begins, never_ends};

/// Byte offsets at which the rows of one paragraph begin, into `out` (cleared first): at least one row, the first at
/// 0, strictly increasing, every offset the boundary of a grapheme cluster.
///
/// `width` and `first_indent` are cells; the first row is narrower by [`indent_shown`]. No row is wider than `width`,
/// measured as `text::safe` shows it, save a row of one cluster that is itself wider (a Chinese character at width 1,
/// the picture of a control character).
pub fn rows(text: &str, width: usize, first_indent: usize, cells: Cells, out: &mut Vec<usize>) {
    out.clear();
    out.push(0);
    let width = width.max(1);
    let limit = width - indent_shown(width, first_indent);
    run(text, Breaker { limit, ..Breaker::at(0, width) }, cells, out, |_| false);
}

/// `text` cut into its rows, white space at their ends left out; the first row is not set in.
pub fn parts(text: &str, width: usize, cells: Cells) -> Vec<&str> {
    let mut starts = Vec::new();
    rows(text, width, 0, cells, &mut starts);
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(text.len()));
    starts.iter().zip(ends).map(|(start, end)| span::slice(text, span::ByteSpan::new(*start, end)).trim_end()).collect()
}

/// Takes `text` from where `breaker` stands, until it ends or `done` says so of the rows found so far.
fn run(text: &str, mut breaker: Breaker, cells: Cells, out: &mut Vec<usize>, mut done: impl FnMut(&[usize]) -> bool) {
    let mut byte = breaker.start.byte;
    let mut rest = span::tail(text, byte).chars();
    while let Some(c) = rest.next() {
        let next = rest.clone().next();
        let alone = stands_alone(c) && next.is_none_or(stands_alone);
        if alone && breaker.ideograph(byte, c) {
            byte += c.len_utf8();
            continue;
        }
        let (length, taken) = if alone {
            (c.len_utf8(), cells.char(c))
        } else {
            let cluster = span::tail(text, byte).graphemes(true).next().unwrap_or("");
            if cluster.len() > c.len_utf8() {
                rest = span::tail(text, byte + cluster.len()).chars();
            }
            (cluster.len().max(c.len_utf8()), cells.cluster(cluster))
        };
        let rows = out.len();
        breaker.cluster(byte, c, next, taken, out);
        if out.len() > rows && done(out) {
            return;
        }
        byte += length;
    }
}

/// Cells by which the first row is really set in: an indent that would take more than half of the row is dropped.
pub fn indent_shown(width: usize, first_indent: usize) -> usize {
    if first_indent * 2 <= width { first_indent } else { 0 }
}

/// The row (0-based) that holds `byte`, given the `starts` that [`rows`] found.
pub fn row_of(starts: &[usize], byte: usize) -> usize {
    starts.partition_point(|&start| start <= byte).saturating_sub(1)
}

/// A place where a row may begin: its byte, and the cells of the paragraph before it.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    byte: usize,
    cells: usize,
}

/// What stands before the cluster that is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    Nothing,
    Ideograph,
    Word,
    /// A half-width mark that follows a word, and may be inside it: the comma of `1,234`.
    Inner(char),
    Space,
    Open,
    Close(char),
    /// A dash or dots; whether the mark still lacks its other half.
    Pair(char, bool),
}

/// What a break before a cluster would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    /// Within the rules.
    Free,
    /// Splits a word, or begins a row with a space.
    Weak,
    /// Ends a row with an opening mark.
    Loose,
    /// Begins a row with a closing mark, or parts a pair.
    Never,
}

/// The state of one pass over a paragraph.
struct Breaker {
    width: usize,
    /// Cells of the present row.
    limit: usize,
    start: Mark,
    free: Mark,
    weak: Mark,
    loose: Mark,
    /// Cells of the paragraph so far.
    used: usize,
    before: Before,
    /// Inside `"…"`.
    quoted: bool,
}

impl Breaker {
    /// Ready for a row that begins at `byte`, behind an ideograph if it is not the first.
    fn at(byte: usize, width: usize) -> Self {
        Self {
            width,
            limit: width,
            start: Mark { byte, cells: 0 },
            free: Mark::default(),
            weak: Mark::default(),
            loose: Mark::default(),
            used: 0,
            before: if byte == 0 { Before::Nothing } else { Before::Ideograph },
            quoted: false,
        }
    }

    /// Takes `c` the short way: an ideograph after another, with room in the row.
    fn ideograph(&mut self, byte: usize, c: char) -> bool {
        let plain = matches!(c, '\u{4e00}'..='\u{9fff}') && self.before == Before::Ideograph;
        let fits = plain && self.used - self.start.cells + 2 <= self.limit;
        if fits {
            self.free = Mark { byte, cells: self.used };
            self.used += 2;
        }
        fits
    }

    /// Takes the cluster at `byte` that begins with `c` and takes `taken` cells.
    fn cluster(&mut self, byte: usize, c: char, next: Option<char>, taken: usize, out: &mut Vec<usize>) {
        if taken == 0 {
            return;
        }
        let (joint, before) = self.joint(c, next);
        self.before = before;
        let here = Mark { byte, cells: self.used };
        match joint {
            Joint::Free => self.free = here,
            Joint::Weak => self.weak = here,
            Joint::Loose => self.loose = here,
            Joint::Never => {}
        }
        while self.used - self.start.cells + taken > self.limit && byte > self.start.byte {
            let begin = [self.free, self.weak, self.loose].into_iter().find(|mark| mark.byte > self.start.byte);
            self.start = begin.unwrap_or(here);
            self.limit = self.width;
            out.push(self.start.byte);
        }
        self.used += taken;
    }

    /// What a break before `c` would be, and what `c` is to the cluster after it.
    fn joint(&mut self, c: char, next: Option<char>) -> (Joint, Before) {
        let before = self.before;
        let class = match class(c) {
            Class::Quote => {
                self.quoted = !self.quoted;
                if self.quoted { Class::HalfOpen } else { Class::HalfClose }
            }
            class => class,
        };
        let in_word = matches!(before, Before::Word | Before::Inner(_));
        let joint = match (class, before) {
            (Class::HalfClose, Before::Inner(last) | Before::Close(last)) if last == c => Joint::Weak,
            (Class::Close | Class::HalfClose | Class::Slash, _) => Joint::Never,
            (Class::Pair, Before::Pair(last, open)) if last == c => {
                return (if open { Joint::Never } else { Joint::Free }, Before::Pair(c, !open));
            }
            // A single — joins two things, as ～ does (5.1.6).
            (Class::Pair, _) if c == '—' && next != Some('—') => Joint::Never,
            // So does a hyphen, unless it is the sign of a number.
            (Class::Word, Before::Ideograph) if c == '-' && !next.is_some_and(|n| n.is_ascii_digit()) => Joint::Never,
            (_, Before::Open) => Joint::Loose,
            (Class::Space, Before::Space) => Joint::Free,
            (Class::Space, _) => Joint::Weak,
            (Class::Word | Class::HalfOpen, _) if in_word => Joint::Weak,
            _ => Joint::Free,
        };
        let after = match class {
            Class::Ideograph => Before::Ideograph,
            Class::Word => Before::Word,
            Class::Space => Before::Space,
            Class::HalfClose | Class::Slash if in_word => Before::Inner(c),
            // The apostrophe of it’s.
            Class::Close if in_word && c == '’' => Before::Inner(c),
            Class::Open | Class::HalfOpen | Class::Slash => Before::Open,
            Class::Close | Class::HalfClose | Class::Quote => Before::Close(c),
            Class::Pair => Before::Pair(c, true),
        };
        (joint, after)
    }
}
