//! The painter against a terminal: whatever is drawn, the terminal shows it, and for few bytes.

use proptest::prelude::*;
use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

use super::*;

/// A painter and the terminal that reads it.
struct Pair {
    painter: Painter,
    parser: vt100::Parser,
}

impl Pair {
    fn new(width: u16, height: u16, ambiguous: Ambiguous) -> Self {
        let mut painter = Painter::new();
        painter.set_ambiguous(ambiguous);
        Self { painter, parser: terminal(width, height) }
    }

    fn show(&mut self, frame: &Buffer, cursor: Option<Position>) -> usize {
        let mut out = Vec::new();
        self.painter.paint(frame, cursor, &mut out);
        self.parser.process(&out);
        out.len()
    }
}

fn terminal(width: u16, height: u16) -> vt100::Parser {
    let size = |n: u16| std::num::NonZeroU16::new(n).unwrap_or(std::num::NonZeroU16::MIN);
    vt100::Parser::new(size(height), size(width), 0)
}

fn colour(colour: Color) -> vt100::Color {
    match colour {
        Color::Red => vt100::Color::Idx(1),
        Color::Blue => vt100::Color::Idx(4),
        Color::White => vt100::Color::Idx(15),
        Color::Indexed(n) => vt100::Color::Idx(n),
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        _ => vt100::Color::Default,
    }
}

/// What differs between the frame and the terminal's screen.
fn difference(frame: &Buffer, parser: &vt100::Parser) -> Option<String> {
    for y in 0..frame.area.height {
        let mut x = 0;
        while x < frame.area.width {
            let cell = &frame[(x, y)];
            let mut width = cell.cell_width().max(1);
            let mut symbol = cell.symbol();
            if x + width > frame.area.width {
                (width, symbol) = (1, " ");
            }
            let Some(seen) = parser.screen().cell(y, x) else { return Some(format!("no cell at {x},{y}")) };
            let contents = if seen.contents().is_empty() { " " } else { seen.contents() };
            if contents != symbol {
                return Some(format!("{x},{y}: {symbol:?} is shown as {contents:?}"));
            }
            let pen = Pen::of(cell);
            let visible = symbol != " " || pen.modifier.intersects(pen::ON_BLANK);
            if seen.bgcolor() != colour(pen.bg) || (visible && seen.fgcolor() != colour(pen.fg)) {
                return Some(format!("{x},{y}: {symbol:?} has {:?} {:?}", seen.fgcolor(), seen.bgcolor()));
            }
            let marks = [
                (Modifier::BOLD, seen.bold()),
                (Modifier::DIM, seen.dim()),
                (Modifier::UNDERLINED, seen.underline()),
                (Modifier::REVERSED, seen.inverse()),
            ];
            for (modifier, on) in marks {
                if (symbol != " " || pen::ON_BLANK.contains(modifier)) && pen.modifier.contains(modifier) != on {
                    return Some(format!("{x},{y}: {symbol:?} {modifier:?} is {on}"));
                }
            }
            x += width;
        }
    }
    None
}

/// One thing drawn: where, what, how.
fn strokes() -> impl Strategy<Value = (u16, u16, String, u8)> {
    let text = proptest::collection::vec(
        prop_oneof![
            4 => Just("创"), 2 => Just("城"), 1 => Just("，"), 2 => Just("“"), 1 => Just("—"), 2 => Just("a"),
            1 => Just("Z9"), 3 => Just(" "), 2 => Just("      "), 1 => Just("─"), 1 => Just("│"),
            1 => Just("😀"), 1 => Just("e\u{301}"), 1 => Just("①"), 1 => Just("é"),
        ],
        0..12,
    )
    .prop_map(|parts| parts.concat());
    (0u16..24, 0u16..9, text, any::<u8>())
}

fn style(seed: u8) -> Style {
    let mut style = Style::reset();
    style = match seed % 11 {
        0 => style.fg(Color::Red),
        1 => style.bg(Color::Blue),
        2 => style.fg(Color::Rgb(1, 2, 3)).bg(Color::Indexed(200)),
        3 => style.add_modifier(Modifier::BOLD),
        4 => style.add_modifier(Modifier::DIM),
        5 => style.add_modifier(Modifier::REVERSED).fg(Color::White),
        6 => style.add_modifier(Modifier::UNDERLINED),
        _ => style,
    };
    style
}

proptest! {
    #[test]
    fn the_terminal_shows_what_is_drawn(
        frames in proptest::collection::vec((proptest::collection::vec(strokes(), 0..10), 0u8..8, any::<bool>()), 1..12),
        ambiguous in prop_oneof![Just(Ambiguous::Unknown), Just(Ambiguous::Narrow)],
    ) {
        let area = Rect::new(0, 0, 24, 9);
        let mut pair = Pair::new(area.width, area.height, ambiguous);
        let mut frame = Buffer::empty(area);
        for (strokes, what, caret) in frames {
            match what {
                0 => frame.reset(),
                1 => frame.content.rotate_left(24),
                2 => frame.content.rotate_right(48),
                _ => {}
            }
            for (x, y, text, seed) in strokes {
                frame.set_string(x, y, &text, style(seed));
            }
            let cursor = caret.then_some(Position::new(u16::from(what) * 3, u16::from(what)));
            pair.show(&frame, cursor);
            let found = difference(&frame, &pair.parser);
            prop_assert!(found.is_none(), "{}", found.unwrap_or_default());
            prop_assert_eq!(pair.parser.screen().hide_cursor(), !caret);
            if let Some(at) = cursor {
                prop_assert_eq!(pair.parser.screen().cursor_position(), (at.y, at.x));
            }
            prop_assert_eq!(pair.show(&frame, cursor), 0, "an unchanged frame is not one byte");
        }
    }
}

const PROSE: &str = "二、抓机关创建，确保不留死角。一是添置硬件设施，为搞好机关创建工作，院内设置了文明创建宣传橱窗，\
                     悬挂了宣传横幅，加强了公共设施的经常性维修、养护，办公楼墙面全部粉刷一新，院落花池进行了翻修改造";

/// Rows of Chinese prose from row `first` of a long text on.
fn page(area: Rect, first: usize) -> Buffer {
    let mut frame = Buffer::empty(area);
    let chars: Vec<char> = PROSE.chars().collect();
    for y in 0..area.height.saturating_sub(1) {
        let start = (first + usize::from(y)) * 7;
        let row: String =
            (0..usize::from(area.width) / 2).filter_map(|i| chars.get((start + i) % chars.len())).collect();
        frame.set_string(0, y, row, Style::new());
    }
    frame.set_string(0, area.height - 1, "第 12 行", Style::new().add_modifier(Modifier::REVERSED));
    frame
}

#[test]
fn typing_at_the_end_of_a_paragraph_costs_next_to_nothing() {
    let area = Rect::new(0, 0, 120, 40);
    let mut pair = Pair::new(120, 40, Ambiguous::Unknown);
    let mut frame = page(area, 0);
    frame.set_string(0, 20, " ".repeat(120), Style::new());
    frame.set_string(0, 20, "创建", Style::new());
    let first = pair.show(&frame, Some(Position::new(4, 20)));
    assert!(first < 7_800, "{first}");
    frame.set_string(4, 20, "文", Style::new());
    assert!(pair.show(&frame, Some(Position::new(6, 20))) <= 6, "the character and back to its pen");
    frame.set_string(6, 20, "明", Style::new());
    frame.set_string(4, 39, "3", Style::new().add_modifier(Modifier::REVERSED));
    let with_status = pair.show(&frame, Some(Position::new(8, 20)));
    assert!(with_status <= 30, "{with_status}");
    assert!(pair.show(&frame, Some(Position::new(6, 20))) <= 3, "the cursor alone");
    assert_eq!(difference(&frame, &pair.parser), None);
}

#[test]
fn scrolling_full_rows_moves_them() {
    let area = Rect::new(0, 0, 120, 40);
    let mut pair = Pair::new(120, 40, Ambiguous::Narrow);
    pair.show(&page(area, 0), None);
    for first in [1, 2, 5, 4, 0] {
        let frame = page(area, first);
        let bytes = pair.show(&frame, None);
        assert!(bytes < 1_000, "{first}: {bytes}");
        assert_eq!(difference(&frame, &pair.parser), None, "{first}");
    }
    let frame = page(area, 1);
    let bytes = pair.show(&frame, None);
    assert!(bytes <= 300, "one row: {bytes}");
}

#[test]
fn scrolling_beside_another_pane_stays_within_bounds() {
    let area = Rect::new(0, 0, 120, 40);
    let mut pair = Pair::new(120, 40, Ambiguous::Unknown);
    let beside = |first: usize| {
        let mut frame = page(area, first);
        for y in 0..39 {
            frame.set_string(0, y, format!("▸ 第{y:>2}篇 创建工作 │"), Style::new());
        }
        frame
    };
    pair.show(&beside(0), None);
    let frame = beside(1);
    let bytes = pair.show(&frame, None);
    assert!(bytes < 7_500, "{bytes}");
    assert_eq!(difference(&frame, &pair.parser), None);
}

#[test]
fn a_cell_of_forced_width_covers_its_neighbour() {
    let mut pair = Pair::new(10, 1, Ambiguous::Wide);
    let mut frame = Buffer::empty(Rect::new(0, 0, 10, 1));
    frame.set_string(0, 0, "“ 创", Style::new());
    if let Some(two) = std::num::NonZeroU16::new(2) {
        frame[(0, 0)].set_diff_option(CellDiffOption::ForcedWidth(two));
    }
    let mut out = Vec::new();
    pair.painter.paint(&frame, None, &mut out);
    let text = String::from_utf8_lossy(&out).into_owned();
    assert!(text.contains("“创"), "no jump where the width is known: {text:?}");
}

#[test]
fn another_size_is_painted_from_scratch() {
    let mut pair = Pair::new(30, 5, Ambiguous::Unknown);
    pair.show(&page(Rect::new(0, 0, 30, 5), 0), None);
    for (width, height) in [(20, 4), (2, 1), (40, 9)] {
        pair.parser = terminal(width, height);
        let frame = page(Rect::new(0, 0, width, height), 3);
        pair.show(&frame, Some(Position::new(99, 99)));
        assert_eq!(difference(&frame, &pair.parser), None, "{width}×{height}");
    }
    assert!(pair.show(&Buffer::empty(Rect::ZERO), Some(Position::ORIGIN)) > 0, "an empty screen does no harm");
}

#[test]
fn a_repaint_heals_a_screen_that_something_else_wrote_on() {
    let mut pair = Pair::new(20, 4, Ambiguous::Unknown);
    let frame = page(Rect::new(0, 0, 20, 4), 0);
    pair.show(&frame, None);
    pair.parser.process(b"\x1b[41m\x1b[2;1Hnoise\x1b[2;3r");
    assert_eq!(pair.show(&frame, None), 0);
    pair.painter.forget();
    pair.show(&frame, None);
    assert_eq!(difference(&frame, &pair.parser), None);
}
