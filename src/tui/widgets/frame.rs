//! The frame around panes that stand side by side: one border for all of them, titles in its upper line.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::row::draw_row;
use crate::text::width::Cells;
use crate::tui::theme::Theme;

/// A pane within a frame.
#[derive(Clone, Debug)]
pub struct Framed {
    /// Its part of the frame's area, borders included: as high as the frame, side by side without gaps.
    pub area: Rect,
    /// Its title; foreign text is welcome.
    pub title: String,
    /// It has the keyboard.
    pub focused: bool,
}

/// Draws the frame of `panes`, which fill `area` from left to right, and gives the inner rectangle of each.
pub fn frame(buf: &mut Buffer, area: Rect, panes: &[Framed], theme: &Theme, cells: Cells) -> Vec<Rect> {
    let set = theme.border_set();
    let (joint_top, joint_bottom) = if theme.ascii { ("+", "+") } else { ("┬", "┴") };
    if area.width < 2 || area.height < 2 {
        return panes.iter().map(|_| Rect { width: 0, height: 0, ..area }).collect();
    }
    let mut inner = Vec::with_capacity(panes.len());
    let mut before = false;
    for (number, pane) in panes.iter().enumerate() {
        let last = number + 1 == panes.len();
        let right = if last { pane.area.right() - 1 } else { pane.area.right() };
        let style = if pane.focused { theme.border_focus } else { theme.border };
        let (top, bottom) = (area.y, area.bottom() - 1);
        for x in pane.area.x + 1..right {
            put(buf, x, top, set.horizontal_top, style);
            put(buf, x, bottom, set.horizontal_bottom, style);
        }
        let left_style = if before || pane.focused { theme.border_focus } else { theme.border };
        let corners = if number == 0 { (set.top_left, set.bottom_left) } else { (joint_top, joint_bottom) };
        put(buf, pane.area.x, top, corners.0, left_style);
        put(buf, pane.area.x, bottom, corners.1, left_style);
        for y in top + 1..bottom {
            put(buf, pane.area.x, y, set.vertical_left, left_style);
            if last {
                put(buf, right, y, set.vertical_right, style);
            }
        }
        if last {
            put(buf, right, top, set.top_right, style);
            put(buf, right, bottom, set.bottom_right, style);
        }
        let room = usize::from(right - pane.area.x).saturating_sub(1);
        if !pane.title.is_empty() && room > 4 {
            let title = cells.ellipsis(&pane.title, room - 2);
            let title_style = if pane.focused { theme.title } else { theme.dim };
            draw_row(buf, pane.area.x + 1, top, &format!(" {title} "), room, cells, title_style);
        }
        inner.push(Rect { x: pane.area.x + 1, y: top + 1, width: right - pane.area.x - 1, height: area.height - 2 });
        before = pane.focused;
    }
    inner
}

fn put(buf: &mut Buffer, x: u16, y: u16, symbol: &str, style: ratatui::style::Style) {
    if let Some(cell) = buf.cell_mut((x, y)) {
        cell.set_symbol(symbol).set_style(style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_share_their_borders() {
        let area = Rect::new(0, 0, 14, 3);
        let mut buf = Buffer::empty(area);
        let panes = [
            Framed { area: Rect { width: 7, ..area }, title: "篇目".to_owned(), focused: true },
            Framed { area: Rect { x: 7, width: 7, ..area }, title: String::new(), focused: false },
        ];
        let inner = frame(&mut buf, area, &panes, &Theme::new(false, false), Cells::NARROW);
        let text = |y: u16| (0..14).filter_map(|x| buf.cell((x, y)).map(|c| c.symbol().to_owned())).collect::<String>();
        assert_eq!(text(0), "┌ 篇 目  ┬─────┐");
        assert_eq!(text(1), "│      │     │");
        assert_eq!(text(2), "└──────┴─────┘");
        assert_eq!(inner, [Rect::new(1, 1, 6, 1), Rect::new(8, 1, 5, 1)]);
    }
}
