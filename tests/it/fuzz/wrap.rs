//! Any text at any width: every cluster is shown once, and no row is wider than it may be.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;
use wengao::draft::buffer::{Buffer, Pos};
use wengao::draft::layout::{Layout, RowAt, Setting};
use wengao::text::safe;
use wengao::text::span::{ByteSpan, floor, slice};
use wengao::text::width::Cells;
use wengao::text::wrap::{indent_shown, row_of, rows, rows_after_edit};

use super::bytes::Bytes;

/// A width, an indent, an edit, and the text: as it is, or in pieces.
pub fn run(data: &[u8]) {
    let mut bytes = Bytes::new(data);
    let (choice, width, indent) = (bytes.byte(), bytes.below(100), bytes.below(12));
    let cells = Cells { ambiguous_wide: choice & 1 == 1 };
    let (at, length, inserted) = (bytes.below(1 << 16), bytes.below(24), bytes.text(8));
    let text = if choice & 2 == 0 { bytes.all_text() } else { String::from_utf8_lossy(bytes.rest()).into_owned() };
    let mut starts = Vec::new();
    rows(&text, width, indent, cells, &mut starts);
    check(&text, width, indent, cells, &starts);

    // After an edit the rows are those of the text that came of it.
    let mut edited = text.clone();
    let at = floor(&text, at % (text.len() + 1));
    let end = floor(&text, (at + length).min(text.len()));
    let removed = slice(&text, ByteSpan::new(at, end)).to_owned();
    edited.replace_range(at..end, &inserted);
    rows_after_edit(&edited, width, indent, cells, at, &removed, &inserted, &mut starts);
    let mut anew = Vec::new();
    rows(&edited, width, indent, cells, &mut anew);
    assert_eq!(starts, anew, "{edited:?} at {width}, {removed:?} for {inserted:?} at {at}");

    cut(&text, width, cells);
    places(&text, Setting { width, indent, cells });
}

fn check(text: &str, width: usize, indent: usize, cells: Cells, starts: &[usize]) {
    assert_eq!(starts.first(), Some(&0));
    assert!(starts.windows(2).all(|two| two[0] < two[1]), "{starts:?}");
    assert!(starts.len() == 1 || starts.last().is_some_and(|last| *last < text.len()), "the last row is empty");
    let mut bounds = text.grapheme_indices(true).map(|(byte, _)| byte).chain([text.len()]);
    assert!(starts.iter().all(|start| bounds.any(|bound| bound == *start)), "{text:?} is cut inside of a cluster");
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    for ((row, start), end) in starts.iter().enumerate().zip(ends) {
        let shown = slice(text, ByteSpan::new(*start, end));
        let room = if row == 0 { width.max(1) - indent_shown(width.max(1), indent) } else { width.max(1) };
        let wide = shown.graphemes(true).filter(|cluster| cells.cluster(cluster) > 0).count();
        assert!(cells.text(shown) <= room || wide <= 1, "{shown:?} takes {} of {room}", cells.text(shown));
        assert_eq!(row_of(starts, *start), row);
    }
}

/// What is cut to a width keeps to it, and shows no character that a terminal acts on.
fn cut(text: &str, width: usize, cells: Cells) {
    let shown_cells = |text: &str| if cells.ambiguous_wide { text.width_cjk() } else { text.width() };
    for shown in [cells.ellipsis(text, width), cells.middle(text, width), cells.pad(text, width)] {
        assert!(shown_cells(&shown) <= width, "{shown:?} is wider than {width}");
        assert!(!shown.chars().any(char::is_control), "{shown:?}");
    }
    assert!(!safe::line(text).chars().any(char::is_control));
    let (front, used) = cells.fit(text, width);
    assert!(text.starts_with(front) && used <= width && cells.text(front) == used);
    let (back, used) = cells.fit_end(text, width);
    assert!(text.ends_with(back) && used <= width);
}

/// Rows, columns and places of a draft agree.
fn places(text: &str, setting: Setting) {
    let buffer = Buffer::from_text(text);
    let mut layout = Layout::default();
    layout.set(setting);
    let mut at = RowAt::default();
    for _ in 0..200 {
        let span = layout.span(&buffer, at);
        let column = layout.column(&buffer, at, span.start);
        assert!(column <= setting.width.max(1));
        let (place, _) = layout.place(&buffer, at, column);
        assert!(place.paragraph == at.paragraph && span.start <= place.byte && place.byte <= span.end);
        assert_eq!(layout.row_of(&buffer, Pos::new(at.paragraph, span.start), false), at);
        let next = layout.moved(&buffer, at, 1);
        if next == at {
            break;
        }
        assert_eq!(layout.moved(&buffer, next, -1), at);
        at = next;
    }
}
