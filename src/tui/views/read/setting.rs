//! What the lines of a document are set as in the text pane, by what they are.

use crate::corpus::model::{Document, Piece};
use crate::corpus::split::matter::Matter;

/// What a line is set as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// A piece's title or separator: centred.
    Title,
    /// A heading of this level with a line of its own, or a paragraph that opens with one.
    Heading(u8),
    /// Running text.
    Body,
    /// 文号, address, signature, date and the like, and how it is set.
    Matter(Matter, Side),
    /// Web debris.
    Noise,
}

/// Where a line of matter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// At the left.
    Left,
    /// Two characters in from the left, as a paragraph.
    Indented,
    /// In the middle.
    Middle,
    /// Two characters in from the right.
    Right,
}

/// The lines that print a piece's title: those of its head whose words the title holds; else the line that opens it,
/// unless it is a paragraph.
pub(super) fn title_lines(document: &Document, piece: &Piece) -> Vec<usize> {
    let tight = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let title = tight(&piece.title);
    let printed = |line: &usize| {
        let text = tight(document.lines.line(&document.text, *line));
        !text.is_empty() && title.contains(&text)
    };
    let titles = piece.matter.iter().filter(|(_, what)| *what == Matter::Title).map(|(line, _)| *line);
    let head = std::iter::once(piece.start_line).chain(titles);
    let mut lines: Vec<usize> = head.filter(printed).collect();
    lines.dedup();
    let opening = document.lines.line(&document.text, piece.start_line).trim();
    let short = opening.chars().count() <= LONGEST_TITLE && !opening.ends_with(['。', '！', '？', '；']);
    if lines.is_empty() && short { vec![piece.start_line] } else { lines }
}

/// The longest line that may be a title, in characters.
const LONGEST_TITLE: usize = 80;

/// The first line of a piece that holds text and is neither title nor matter; all of its head stands before it.
pub(super) fn body_line(document: &Document, piece: &Piece) -> usize {
    let text = |line: &usize| !document.lines.line(&document.text, *line).trim().is_empty();
    let body = |line: &usize| text(line) && !document.is_noise(*line) && piece.matter_of(*line).is_none();
    (piece.start_line..=piece.end_line).find(body).unwrap_or(piece.end_line)
}

/// Where matter stands, by GB/T 9704—2012 clause 7: in the head of a piece below its title, at its end to the right.
pub(super) const fn side(what: Matter, head: bool) -> Side {
    match what {
        Matter::Title | Matter::Number | Matter::Author => Side::Middle,
        Matter::Signature | Matter::Date | Matter::Note if head => Side::Middle,
        Matter::Signature | Matter::Date => Side::Right,
        Matter::Note | Matter::Attachments => Side::Indented,
        Matter::Addressee | Matter::Contents => Side::Left,
    }
}

/// Two full-width characters.
pub(super) const TWO: usize = 4;

/// Two full-width characters before a paragraph and before a heading, as GB/T 9704—2012 clause 7.3.3 sets them.
pub(super) const fn first_indent(setting: Setting) -> usize {
    match setting {
        Setting::Body | Setting::Heading(_) | Setting::Matter(_, Side::Indented) => TWO,
        Setting::Title | Setting::Matter(..) | Setting::Noise => 0,
    }
}
