//! Scrolling through rows that are only read: keys move, every other key says that the reading is over.

use crate::tui::key::{Code, Key};

/// Where a reading stands.
#[derive(Clone, Copy, Debug)]
pub struct Scroll {
    /// The first row in sight.
    pub top: usize,
    height: usize,
    rows: usize,
}

impl Default for Scroll {
    fn default() -> Self {
        Self { top: 0, height: 1, rows: 0 }
    }
}

impl Scroll {
    /// A key; true for any but those that scroll.
    pub fn key(&mut self, key: Key) -> bool {
        let last = self.rows.saturating_sub(self.height);
        match key.folded().code {
            Code::Down | Code::Char('j') => self.top = (self.top + 1).min(last),
            Code::Up | Code::Char('k') => self.top = self.top.saturating_sub(1),
            Code::PageDown | Code::Char(' ') => self.top = (self.top + self.height).min(last),
            Code::PageUp => self.top = self.top.saturating_sub(self.height),
            _ => return true,
        }
        false
    }

    /// To the next of `starts` (rows, ascending) below the top, or to the one before it.
    pub fn go(&mut self, mut starts: impl Iterator<Item = usize>, down: bool) {
        let top = self.top;
        let to = if down { starts.find(|at| *at > top) } else { starts.take_while(|at| *at < top).last() };
        self.top = to.unwrap_or(top);
    }

    /// So many rows are drawn in a window of this height.
    pub fn fit(&mut self, rows: usize, height: u16) {
        self.rows = rows;
        self.height = usize::from(height).max(1);
        self.top = self.top.min(rows.saturating_sub(self.height));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_start_is_below_the_top() {
        let mut scroll = Scroll::default();
        for (down, top) in [(true, 2), (true, 7), (true, 7), (false, 2), (false, 0), (false, 0)] {
            scroll.go([0, 2, 7].into_iter(), down);
            assert_eq!(scroll.top, top);
        }
    }

    #[test]
    fn rows_scroll_and_stop_at_the_ends() {
        let mut scroll = Scroll::default();
        scroll.fit(10, 4);
        for (key, top, over) in
            [("j", 1, false), ("pagedown", 5, false), ("pagedown", 6, false), ("k", 5, false), ("x", 5, true)]
        {
            let closed = key.parse::<Key>().ok().map(|key| scroll.key(key));
            assert_eq!((scroll.top, closed), (top, Some(over)), "{key}");
        }
        scroll.fit(3, 4);
        assert_eq!(scroll.top, 0);
    }
}
