//! Colours and borders. Sixteen colours are enough; without colour everything is told by bold, dim, reversed and
//! underlined, so that no meaning hangs on colour alone.

use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::{bar, border, shade};

/// The styles of the program, by what they mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Running text.
    pub text: Style,
    /// Headings and titles in the text.
    pub heading: Style,
    /// Things of less weight: hints, numbers, receipts.
    pub dim: Style,
    /// Web debris shown again.
    pub noise: Style,
    /// The row under the cursor, in the pane that has the keyboard.
    pub cursor: Style,
    /// The row under the cursor elsewhere.
    pub cursor_idle: Style,
    /// Chosen text.
    pub selection: Style,
    /// What a search or filter matched.
    pub found: Style,
    /// Borders.
    pub border: Style,
    /// The border of the pane that has the keyboard.
    pub border_focus: Style,
    /// Pane titles.
    pub title: Style,
    /// The view that is open, in the row of views.
    pub tab: Style,
    /// Keys in hints.
    pub key: Style,
    /// Bars.
    pub bar: Style,
    /// Something went wrong.
    pub error: Style,
    /// Borders and bars in ASCII.
    pub ascii: bool,
}

impl Theme {
    /// The theme; `color` off for `NO_COLOR` and plain terminals, `ascii` for terminals without box drawing.
    pub fn new(color: bool, ascii: bool) -> Self {
        let base = Style::new();
        let fg = |c: Color| if color { base.fg(c) } else { base };
        let dim = if color { base.fg(Color::DarkGray) } else { base.add_modifier(Modifier::DIM) };
        let reversed = base.add_modifier(Modifier::REVERSED);
        Self {
            text: base,
            heading: fg(Color::Cyan).add_modifier(Modifier::BOLD),
            dim,
            noise: dim.add_modifier(Modifier::CROSSED_OUT),
            cursor: reversed,
            cursor_idle: base.add_modifier(Modifier::BOLD),
            selection: reversed,
            found: fg(Color::Yellow).add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            border: dim,
            border_focus: fg(Color::Cyan),
            title: base.add_modifier(Modifier::BOLD),
            tab: reversed.add_modifier(Modifier::BOLD),
            key: fg(Color::Cyan),
            bar: fg(Color::Green),
            error: fg(Color::Red).add_modifier(Modifier::BOLD),
            ascii,
        }
    }

    /// The lines of a border.
    pub const fn border_set(&self) -> border::Set<'static> {
        if self.ascii { ASCII } else { border::PLAIN }
    }

    /// Marks of a tree: (closed, open, leaf).
    pub const fn tree_marks(&self) -> (&'static str, &'static str, &'static str) {
        if self.ascii { ("+", "-", " ") } else { ("▸", "▾", "·") }
    }

    /// A bar of `share` (0 to 1) in at most `cells` cells, by eighths where the terminal has them.
    pub fn bar(&self, share: f64, cells: usize) -> String {
        let share = share.clamp(0.0, 1.0);
        if self.ascii {
            return "#".repeat((share * cells as f64).round() as usize);
        }
        let eighths = (share * cells as f64 * 8.0).round() as usize;
        let mut out = "█".repeat(eighths / 8);
        out.extend(["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"].get(eighths % 8).copied());
        out
    }

    /// A row of signs of eight heights, one for each of `values`: the lowest for nothing, the highest for the greatest.
    pub fn spark(&self, values: &[f64]) -> String {
        let most = values.iter().copied().fold(0.0, f64::max);
        let eighths = bar::NINE_LEVELS;
        let signs = if self.ascii {
            [" ", ".", ":", "-", "=", "+", "*", "#"]
        } else {
            [
                eighths.one_eighth,
                eighths.one_quarter,
                eighths.three_eighths,
                eighths.half,
                eighths.five_eighths,
                eighths.three_quarters,
                eighths.seven_eighths,
                eighths.full,
            ]
        };
        let top = signs.len() - 1;
        let step = |value: &f64| if most > 0.0 { (value / most * top as f64).ceil() as usize } else { 0 };
        values.iter().filter_map(|value| signs.get(step(value).min(top))).copied().collect()
    }

    /// The shade of `share` (0 to 1): nothing for 0, else one of four, below 10 %, 25 %, 50 % and from there on.
    pub const fn shade(&self, share: f64) -> &'static str {
        let step = match share {
            ..=0.0 => 0,
            ..0.1 => 1,
            ..0.25 => 2,
            ..0.5 => 3,
            _ => 4,
        };
        let signs = if self.ascii {
            [" ", ".", ":", "*", "#"]
        } else {
            [shade::EMPTY, shade::LIGHT, shade::MEDIUM, shade::DARK, shade::FULL]
        };
        signs[step]
    }
}

const ASCII: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_never_outgrow_their_cells() {
        for ascii in [false, true] {
            let theme = Theme::new(true, ascii);
            for cells in 0..9 {
                for share in [0.0, 0.01, 0.3, 0.99, 1.0, 7.0] {
                    assert!(theme.bar(share, cells).chars().count() <= cells);
                }
            }
        }
        assert_eq!(Theme::new(true, false).bar(0.5, 3), "█▌");
    }

    #[test]
    fn heights_are_by_the_greatest() {
        for (values, signs, ascii) in [
            (&[0.0, 0.1, 3.5, 4.0, 7.0][..], "▁▂▅▅█", " .==#"),
            (&[0.0, 0.0], "▁▁", "  "),
            (&[2.0], "█", "#"),
            (&[], "", ""),
        ] {
            let theme = |ascii| Theme::new(true, ascii).spark(values);
            assert_eq!((theme(false).as_str(), theme(true).as_str()), (signs, ascii), "{values:?}");
        }
    }

    #[test]
    fn shades_have_fixed_steps() {
        for (share, sign, ascii) in [
            (0.0, " ", " "),
            (0.001, "░", "."),
            (0.1, "▒", ":"),
            (0.249, "▒", ":"),
            (0.25, "▓", "*"),
            (0.5, "█", "#"),
            (1.0, "█", "#"),
        ] {
            assert_eq!((Theme::new(true, false).shade(share), Theme::new(true, true).shade(share)), (sign, ascii));
        }
    }

    #[test]
    fn without_colour_no_style_has_one() {
        let t = Theme::new(false, false);
        let all = [t.text, t.heading, t.dim, t.noise, t.cursor, t.cursor_idle, t.selection, t.found, t.border];
        assert!(
            all.iter()
                .chain(&[t.border_focus, t.title, t.tab, t.key, t.bar, t.error])
                .all(|s| s.fg.is_none() && s.bg.is_none())
        );
        assert_ne!(t.cursor, t.text);
        assert_ne!(t.heading, t.text);
    }
}
