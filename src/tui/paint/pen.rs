//! The pen: colours and attributes, and the shortest way from one pen to another.
//!
//! Knows nothing of cells or places. Underline colours are left out: a terminal that does not know them takes their
//! numbers for other attributes.

use std::io::Write as _;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// What a cell is painted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pen {
    /// The letter's colour.
    pub fg: Color,
    /// The ground's colour.
    pub bg: Color,
    /// Attributes.
    pub modifier: Modifier,
}

/// Attributes that can be seen on a blank.
pub const ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

/// Attributes, the numbers that turn them on and off.
const ATTRIBUTES: &[(Modifier, u8, u8)] = &[
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

impl Pen {
    /// The terminal's own colours, no attributes.
    pub const PLAIN: Self = Self { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

    /// The pen of a cell.
    pub const fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }

    /// Whether a blank painted with this pen looks like one painted with `other`.
    pub fn blanks_like(self, other: Self) -> bool {
        let seen = self.modifier & ON_BLANK;
        self.bg == other.bg && seen == other.modifier & ON_BLANK && (seen.is_empty() || self.fg == other.fg)
    }

    /// Writes the change from `from` (`None`: whatever it is) to this pen.
    pub fn change(self, from: Option<Self>, out: &mut Vec<u8>) {
        let afresh = {
            let mut codes = Codes::default();
            if self != Self::PLAIN {
                codes.text("0");
            }
            codes.difference(Self::PLAIN, self);
            codes
        };
        let codes = match from {
            Some(from) if from == self => return,
            Some(from) => {
                let mut step = Codes::default();
                step.difference(from, self);
                if step.0.len() <= afresh.0.len() { step } else { afresh }
            }
            None => afresh,
        };
        out.extend_from_slice(b"\x1b[");
        out.extend_from_slice(&codes.0);
        out.push(b'm');
    }
}

/// The numbers of one change.
#[derive(Default)]
struct Codes(Vec<u8>);

impl Codes {
    fn text(&mut self, codes: &str) {
        if !self.0.is_empty() {
            self.0.push(b';');
        }
        self.0.extend_from_slice(codes.as_bytes());
    }

    fn number(&mut self, code: u8) {
        self.text(&code.to_string());
    }

    fn difference(&mut self, from: Pen, to: Pen) {
        let mut lost = from.modifier - to.modifier;
        let mut gained = to.modifier - from.modifier;
        for &(modifier, _, off) in ATTRIBUTES {
            if lost.contains(modifier) {
                self.number(off);
                // One number turns off two attributes: the other is turned on again.
                for &(other, _, same) in ATTRIBUTES {
                    if same == off {
                        lost.remove(other);
                        gained |= to.modifier & other;
                    }
                }
            }
        }
        for &(modifier, on, _) in ATTRIBUTES {
            if gained.contains(modifier) {
                self.number(on);
            }
        }
        if from.fg != to.fg {
            self.colour(to.fg, 30);
        }
        if from.bg != to.bg {
            self.colour(to.bg, 40);
        }
    }

    fn colour(&mut self, colour: Color, base: u8) {
        let (dark, light) = (base, base + 60);
        match colour {
            Color::Reset => self.number(base + 9),
            Color::Black => self.number(dark),
            Color::Red => self.number(dark + 1),
            Color::Green => self.number(dark + 2),
            Color::Yellow => self.number(dark + 3),
            Color::Blue => self.number(dark + 4),
            Color::Magenta => self.number(dark + 5),
            Color::Cyan => self.number(dark + 6),
            Color::Gray => self.number(dark + 7),
            Color::DarkGray => self.number(light),
            Color::LightRed => self.number(light + 1),
            Color::LightGreen => self.number(light + 2),
            Color::LightYellow => self.number(light + 3),
            Color::LightBlue => self.number(light + 4),
            Color::LightMagenta => self.number(light + 5),
            Color::LightCyan => self.number(light + 6),
            Color::White => self.number(light + 7),
            Color::Indexed(n) => self.text(&format!("{};5;{n}", base + 8)),
            Color::Rgb(r, g, b) => self.text(&format!("{};2;{r};{g};{b}", base + 8)),
        }
    }
}

/// Writes one control sequence with up to two numbers: `ESC [ a ; b final`.
pub fn sequence(out: &mut Vec<u8>, numbers: &[u16], last: char) {
    out.extend_from_slice(b"\x1b[");
    for (i, number) in numbers.iter().enumerate() {
        if i > 0 {
            out.push(b';');
        }
        // Writing into a Vec cannot fail.
        let _ = write!(out, "{number}");
    }
    let mut bytes = [0; 4];
    out.extend_from_slice(last.encode_utf8(&mut bytes).as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(from: Option<Pen>, to: Pen) -> String {
        let mut out = Vec::new();
        to.change(from, &mut out);
        String::from_utf8_lossy(&out).replace('\u{1b}', "^")
    }

    #[test]
    fn only_what_changes_is_written() {
        let red = Pen { fg: Color::Red, ..Pen::PLAIN };
        let bold = Pen { modifier: Modifier::BOLD, ..red };
        let both = Pen { modifier: Modifier::BOLD | Modifier::DIM, ..red };
        for (from, to, expected) in [
            (Some(Pen::PLAIN), Pen::PLAIN, ""),
            (None, Pen::PLAIN, "^[m"),
            (Some(Pen::PLAIN), red, "^[31m"),
            (Some(red), Pen::PLAIN, "^[m"),
            (Some(red), bold, "^[1m"),
            (Some(bold), red, "^[22m"),
            (Some(both), bold, "^[22;1m"),
            (None, bold, "^[0;1;31m"),
            (Some(Pen::PLAIN), Pen { bg: Color::Rgb(1, 2, 3), ..Pen::PLAIN }, "^[48;2;1;2;3m"),
        ] {
            assert_eq!(written(from, to), expected, "{from:?} → {to:?}");
        }
    }
}
