//! Work that is done side by side. The core knows no threads: whoever wants a report may hand in a way to do two things at
//! once, and without one they are done one after the other.

use std::fmt;

/// A piece of work.
pub type Work<'a> = &'a mut (dyn FnMut() + Send);

/// A way to do two things, which gives back when both are done. It decides nothing of what comes out: two are always equal.
#[derive(Clone, Copy)]
pub struct Together(fn(Work<'_>, Work<'_>));

impl Together {
    /// Does one after the other.
    pub const ALONE: Self = Self(|one, other| {
        one();
        other();
    });

    /// Does both with `both`.
    pub const fn new(both: fn(Work<'_>, Work<'_>)) -> Self {
        Self(both)
    }

    /// Does `work` for each of `parts`: for the first half of them beside the second half.
    pub(super) fn each<T: Send>(self, parts: &mut [T], work: impl Fn(&mut T) + Sync) {
        let (first, second) = parts.split_at_mut(parts.len() / 2);
        self.0(&mut || first.iter_mut().for_each(&work), &mut || second.iter_mut().for_each(&work));
    }
}

impl Default for Together {
    fn default() -> Self {
        Self::ALONE
    }
}

impl PartialEq for Together {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Together {}

impl fmt::Debug for Together {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Together")
    }
}

/// `items` in two parts of about the same `size` together, in their order.
pub(super) fn halves<T>(items: &[T], size: impl Fn(&T) -> usize) -> [&[T]; 2] {
    let all: usize = items.iter().map(&size).sum();
    let mut before = 0;
    let middle = items.iter().take_while(|item| {
        before += size(item);
        before <= all / 2
    });
    items.split_at(middle.count()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_worked_on_once() {
        for count in 0..4 {
            let mut parts: Vec<u32> = (0..count).collect();
            Together::default().each(&mut parts, |part| *part += 10);
            assert!(parts.iter().copied().eq(10..10 + count));
        }
    }

    #[test]
    fn halves_are_of_one_size() {
        let sizes = |items: &[usize]| halves(items, |size| *size).map(<[usize]>::len);
        assert_eq!(sizes(&[]), [0, 0]);
        assert_eq!(sizes(&[1, 1, 1, 1]), [2, 2]);
        assert_eq!(sizes(&[9, 1, 1]), [0, 3]);
        assert_eq!(sizes(&[1, 1, 9]), [2, 1]);
    }
}
