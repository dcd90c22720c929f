//! Where panes go: which of them a screen of some size has room for, and their rectangles.

use ratatui::layout::Rect;

/// The smallest screen that shows anything but an apology, in cells.
pub const SMALLEST: (u16, u16) = (20, 5);

/// The parts of the whole screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// The row of views at the top.
    pub tabs: Rect,
    /// The view.
    pub body: Rect,
    /// The row of hints and notices at the bottom.
    pub status: Rect,
}

impl Screen {
    /// Cuts `area`, which is not smaller than [`SMALLEST`].
    pub const fn new(area: Rect) -> Self {
        let tabs = Rect { height: 1, ..area };
        let status = Rect { y: area.y + area.height - 1, height: 1, ..area };
        Self { tabs, body: Rect { y: area.y + 1, height: area.height - 2, ..area }, status }
    }
}

/// Three panes side by side, of which narrow screens show two or one. Never all three `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Panes {
    /// The left pane: a tree or an outline.
    pub left: Option<Rect>,
    /// The middle pane: text.
    pub middle: Option<Rect>,
    /// The right pane: statistics.
    pub right: Option<Rect>,
}

/// Which pane has the keyboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The left one.
    #[default]
    Left,
    /// The middle one.
    Middle,
}

/// Which pane of the writing desk has the keyboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Desk {
    /// The draft's outline, at the left.
    Outline,
    /// The text.
    #[default]
    Text,
    /// What lies beside it, at the right.
    Side,
}

impl Panes {
    /// Cuts `area`: three panes from 110 columns, two from 60; below that the one that has the keyboard.
    pub fn new(area: Rect, focus: Pane) -> Self {
        let width = area.width;
        if width < 60 {
            return match focus {
                Pane::Left => Self { left: Some(area), ..Self::default() },
                Pane::Middle => Self { middle: Some(area), ..Self::default() },
            };
        }
        let left = Rect { width: (width * 7 / 20).clamp(24, 42), ..area };
        let right_width = if width >= 110 { (width / 4).clamp(26, 36) } else { 0 };
        let middle = Rect { x: left.right(), width: width - left.width - right_width, ..area };
        let right = Rect { x: middle.right(), width: right_width, ..area };
        Self { left: Some(left), middle: Some(middle), right: (right_width > 0).then_some(right) }
    }

    /// Cuts `area` for writing: the panes beside the text leave it 28 characters a row from 120 columns on. Where there
    /// is room for two, the text has one of its neighbours, the right one only while that has the keyboard. `right` says
    /// whether it is wanted at all.
    pub fn for_writing(area: Rect, focus: Desk, right: bool) -> Self {
        let width = area.width;
        if width < 60 {
            let none = Self::default();
            return match focus {
                Desk::Outline => Self { left: Some(area), ..none },
                Desk::Text => Self { middle: Some(area), ..none },
                Desk::Side => Self { right: Some(area), ..none },
            };
        }
        let side = if width < 110 && focus == Desk::Side { width * 2 / 5 } else { width / 4 }.clamp(24, 40);
        let (has_left, has_right) =
            if width >= 110 { (true, right) } else { (focus != Desk::Side, focus == Desk::Side) };
        let left = Rect { width: if has_left { side } else { 0 }, ..area };
        let right = Rect { x: area.right() - if has_right { side } else { 0 }, width: side, ..area };
        let middle = Rect { x: left.right(), width: right.x - left.right(), ..area };
        Self { left: has_left.then_some(left), middle: Some(middle), right: has_right.then_some(right) }
    }
}

/// The part of `area` that windows over a view keep to: the view's border stays in sight where there is room.
pub const fn inside(area: Rect) -> Rect {
    if area.width < 50 || area.height < 14 {
        return area;
    }
    Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 }
}

/// A rectangle of at most `width` × `height` in the middle of `area`.
pub fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_fill_the_row_and_never_overlap() {
        for width in 1..200 {
            let area = Rect::new(0, 1, width, 10);
            let writing = [Desk::Outline, Desk::Text, Desk::Side]
                .into_iter()
                .flat_map(|focus| [true, false].map(|right| Panes::for_writing(area, focus, right)));
            let reading = [Pane::Left, Pane::Middle].map(|focus| Panes::new(area, focus));
            for panes in writing.chain(reading) {
                let shown: Vec<Rect> = [panes.left, panes.middle, panes.right].into_iter().flatten().collect();
                assert_eq!(shown.iter().map(|r| r.width).sum::<u16>(), width);
                assert!(shown.windows(2).all(|w| w.first().map(|r| r.right()) == w.get(1).map(|r| r.x)));
            }
        }
    }
}
