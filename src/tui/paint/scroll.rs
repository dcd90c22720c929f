//! Finds text that only moved up or down, so that the terminal can move it instead of being sent it again.

/// Rows that move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The first row of the region.
    pub top: usize,
    /// The last row of the region.
    pub bottom: usize,
    /// How far.
    pub by: usize,
    /// Up, as when a reader goes on.
    pub up: bool,
}

/// Fewer rows than this are painted as well as moved.
const WORTH: usize = 3;

/// The shift that saves the most rows. Rows are given as fingerprints; `blank` is that of an empty row.
pub fn find(shown: &[u64], wanted: &[u64], blank: u64) -> Option<Shift> {
    let rows = shown.len().min(wanted.len());
    let mut best: Option<(usize, Shift)> = None;
    for by in 1..rows {
        for up in [true, false] {
            let (mut saved, mut start) = (0, None);
            for to in 0..=rows {
                let from = if up { to + by } else { to.wrapping_sub(by) };
                let fits = to < rows && from < rows && wanted.get(to) == shown.get(from);
                if fits {
                    start.get_or_insert(to);
                    let needed = wanted.get(to) != shown.get(to) && wanted.get(to) != Some(&blank);
                    saved += usize::from(needed);
                } else if let Some(first) = start.take() {
                    let last = to - 1;
                    let (top, bottom) = if up { (first, last + by) } else { (first - by, last) };
                    if saved >= WORTH && best.is_none_or(|(most, _)| saved > most) {
                        best = Some((saved, Shift { top, bottom, by, up }));
                    }
                    saved = 0;
                }
            }
        }
    }
    best.map(|(_, shift)| shift)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shift_is_found_between_rows_that_stay() {
        let shown = [9, 1, 2, 3, 4, 5, 6, 8];
        assert_eq!(find(&shown, &[9, 2, 3, 4, 5, 6, 7, 8], 0), Some(Shift { top: 1, bottom: 6, by: 1, up: true }));
        assert_eq!(find(&shown, &[9, 0, 7, 1, 2, 3, 4, 8], 0), Some(Shift { top: 1, bottom: 6, by: 2, up: false }));
        assert_eq!(find(&shown, &shown, 0), None);
        assert_eq!(find(&shown, &[9, 2, 3, 7, 7, 7, 7, 8], 0), None);
    }
}
