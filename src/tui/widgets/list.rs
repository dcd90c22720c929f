//! A cursor in a list and the part of the list that is in sight.

/// Which row is chosen and which is the first in sight. Rows are 0-based.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The chosen row.
    pub cursor: usize,
    /// The first row in sight.
    pub top: usize,
}

impl List {
    /// Moves the cursor by `rows`, not past the ends of a list of `count` rows.
    pub fn step(&mut self, rows: isize, count: usize) {
        self.cursor = self.cursor.saturating_add_signed(rows).min(count.saturating_sub(1));
    }

    /// Moves what is in sight by `rows` and keeps the cursor in it, as a mouse wheel does.
    pub fn roll(&mut self, rows: isize, count: usize, height: usize) {
        self.top = self.top.saturating_add_signed(rows).min(count.saturating_sub(height));
        self.cursor = self.cursor.clamp(self.top, (self.top + height).saturating_sub(1)).min(count.saturating_sub(1));
    }

    /// Brings the cursor into sight of `height` rows and gives the rows in sight.
    pub fn sight(&mut self, count: usize, height: usize) -> std::ops::Range<usize> {
        self.cursor = self.cursor.min(count.saturating_sub(1));
        if self.cursor < self.top {
            self.top = self.cursor;
        } else if self.cursor >= self.top + height {
            self.top = self.cursor + 1 - height.max(1);
        }
        self.top = self.top.min(count.saturating_sub(height));
        self.top..(self.top + height).min(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_is_always_in_sight() {
        let mut list = List::default();
        for (rows, count, height) in
            [(5, 10, 3), (100, 10, 3), (-2, 10, 3), (0, 2, 5), (-100, 10, 1), (3, 0, 3), (1, 4, 0)]
        {
            list.step(rows, count);
            let sight = list.sight(count, height);
            assert!(sight.contains(&list.cursor) || count == 0 || height == 0, "{list:?} {sight:?}");
            assert!(sight.end <= count);
        }
    }

    #[test]
    fn the_wheel_takes_the_cursor_along() {
        let mut list = List { cursor: 0, top: 0 };
        list.roll(4, 20, 5);
        assert_eq!(list, List { cursor: 4, top: 4 });
        list.roll(-2, 20, 5);
        assert_eq!(list, List { cursor: 4, top: 2 });
    }
}
