//! What stands at each place of a screen once ambiguity is gone: one glyph with its true width, or the rest of the
//! glyph to the left. The last defence against control characters in cells is here.

use std::hash::{Hash, Hasher};

use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
use ratatui::style::Color;
use rustc_hash::FxHasher;
use unicode_width::UnicodeWidthChar;

use super::Ambiguous;
use super::pen::ON_BLANK;

/// One place of the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// The glyph and its pen.
    pub cell: Cell,
    /// Cells that it takes; 0: this place is covered by the glyph to its left.
    pub width: u16,
}

impl Spot {
    /// A blank in the terminal's own colours.
    pub const BLANK: Self = Self { cell: Cell::EMPTY, width: 1 };
    const COVERED: Self = Self { cell: Cell::EMPTY, width: 0 };

    /// Whether this is a blank in the terminal's own colours.
    pub fn is_blank(&self) -> bool {
        *self == Self::BLANK
    }

    /// Whether every terminal agrees how far the cursor goes on after this glyph.
    pub fn certain(&self, ambiguous: Ambiguous) -> bool {
        let mut chars = self.cell.symbol().chars();
        let (Some(c), None) = (chars.next(), chars.next()) else { return false };
        let expected = match c {
            ' '..='~' => 1,
            '\u{4e00}'..='\u{9fff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{3000}'..='\u{3029}'
            | '\u{3041}'..='\u{3096}'
            | '\u{30a0}'..='\u{30ff}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{ff01}'..='\u{ff60}'
            | '\u{20000}'..='\u{323af}' => 2,
            _ if !is_ambiguous(c) => return false,
            _ => match ambiguous {
                Ambiguous::Unknown => return false,
                Ambiguous::Narrow => 1,
                Ambiguous::Wide => 2,
            },
        };
        self.width == expected
    }

    /// Whether this is a piece of a frame or a bar, which stand in long runs.
    pub fn is_line(&self) -> bool {
        self.cell.symbol().starts_with(|c| matches!(c, '\u{2500}'..='\u{259f}'))
    }
}

/// Whether terminals may show this character in one cell or in two.
pub fn is_ambiguous(c: char) -> bool {
    c > '~' && c.width() == Some(1) && c.width_cjk() == Some(2)
}

/// Row `y` of a frame, place by place; `shown` is what stands there now, kept where a cell asks for it.
pub fn places(buffer: &Buffer, y: u16, ambiguous: Ambiguous, shown: &[Spot], out: &mut Vec<Spot>) {
    let (left, right) = (buffer.area.left(), buffer.area.right());
    let mut x = left;
    while x < right {
        let cell = &buffer[(x, y)];
        if cell.diff_option == CellDiffOption::Skip
            && let Some(kept) = shown.get(usize::from(x - left)).filter(|spot| spot.width == 1)
        {
            out.push(kept.clone());
            x += 1;
            continue;
        }
        let spot = place(cell, right - x, ambiguous);
        let width = spot.width;
        out.push(spot);
        out.extend((1..width).map(|_| Spot::COVERED));
        x += width;
    }
}

/// One cell, where `room` places are left in the row.
fn place(source: &Cell, room: u16, ambiguous: Ambiguous) -> Spot {
    let mut cell = source.clone();
    if cell.symbol().chars().any(char::is_control) {
        let safe: String = cell.symbol().chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
        cell.set_symbol(&safe);
    }
    let forced = matches!(cell.diff_option, CellDiffOption::ForcedWidth(_));
    if ambiguous == Ambiguous::Wide
        && !forced
        && let Some(c) = cell.symbol().chars().next().filter(|c| is_ambiguous(*c))
    {
        cell.set_char(stand_in(c));
    }
    let mut width = cell.cell_width();
    if width == 0 || width > room {
        cell.set_symbol(" ");
        width = 1;
    }
    cell.set_diff_option(CellDiffOption::None);
    cell.underline_color = Color::Reset;
    if cell.symbol() == " " {
        cell.modifier &= ON_BLANK;
        if cell.modifier.is_empty() {
            cell.fg = Color::Reset;
        }
    }
    Spot { cell, width }
}

/// A one-cell character in place of one that would take two, where a widget has left only one.
fn stand_in(c: char) -> char {
    match c {
        '─' | '━' | '═' | '—' | '―' | '–' | '╌' | '┄' => '-',
        '│' | '┃' | '║' | '┆' => '|',
        '\u{2500}'..='\u{257f}' => '+',
        '…' | '·' | '‥' | '░' | '▁' | '▂' | '▃' => '.',
        '\u{2580}'..='\u{259f}' | '■' | '●' | '◆' | '★' => '#',
        '□' | '○' | '◇' | '☆' => 'o',
        '▸' | '▶' | '→' | '›' => '>',
        '▾' | '▼' | '↓' => 'v',
        '◂' | '◀' | '←' | '‹' => '<',
        '▴' | '▲' | '↑' => '^',
        '“' | '”' => '"',
        '‘' | '’' | '′' => '\'',
        '×' => 'x',
        '①'..='⑨' => char::from_digit(u32::from(c) - u32::from('①') + 1, 10).unwrap_or('?'),
        _ => '?',
    }
}

/// A number that is the same for rows that look the same.
pub fn fingerprint(row: &[Spot]) -> u64 {
    let mut hasher = FxHasher::default();
    for spot in row {
        spot.width.hash(&mut hasher);
        if spot.width > 0 {
            spot.cell.symbol().hash(&mut hasher);
            spot.cell.fg.hash(&mut hasher);
            spot.cell.bg.hash(&mut hasher);
            spot.cell.modifier.hash(&mut hasher);
        }
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    fn symbols(buffer: &Buffer, ambiguous: Ambiguous) -> String {
        let mut row = Vec::new();
        places(buffer, 0, ambiguous, &[], &mut row);
        assert_eq!(row.len(), usize::from(buffer.area.width));
        row.iter().filter(|spot| spot.width > 0).map(|spot| spot.cell.symbol()).collect()
    }

    #[test]
    fn control_characters_never_come_through() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        for (x, symbol) in ["\u{1b}", "\u{9b}2J", "\u{0}", "", "\u{301}", "好"].into_iter().enumerate() {
            buffer[(x as u16, 0)].set_symbol(symbol);
        }
        assert_eq!(symbols(&buffer, Ambiguous::Narrow), "\u{fffd}\u{fffd}2J  ");
    }

    #[test]
    fn where_ambiguous_is_wide_frames_are_drawn_in_ascii() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        buffer.set_string(0, 0, "┌─①“创→", Style::new());
        assert_eq!(symbols(&buffer, Ambiguous::Wide), "+-1\"创> ");
        assert_eq!(symbols(&buffer, Ambiguous::Narrow), "┌─①“创→ ");
    }
}
