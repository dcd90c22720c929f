//! Which of several pairs keep their order, and how two lists are read as one. Knows nothing of texts.

/// A pair of places, and how much it weighs.
pub type Link = (usize, usize, u64);

/// The links of the heaviest set in which both places grow, ascending. Of equal ones the first.
pub fn heaviest(links: &[Link]) -> Vec<Link> {
    let mut sorted: Vec<Link> = links.to_vec();
    // Of one old place only one link can be taken: the later new place is looked at first and cannot see the others.
    sorted.sort_unstable_by_key(|(i, j, _)| (*i, std::cmp::Reverse(*j)));
    let width = sorted.iter().map(|(_, j, _)| j + 1).max().unwrap_or(0);
    // A tree of prefixes: the heaviest chain that ends before a new place, and its last link.
    let mut tree: Vec<(u64, Option<usize>)> = vec![(0, None); width + 1];
    let mut before: Vec<Option<usize>> = Vec::with_capacity(sorted.len());
    let mut best: (u64, Option<usize>) = (0, None);
    for (at, (_, j, weight)) in sorted.iter().enumerate() {
        let mut under = (0, None);
        let mut step = *j;
        while step > 0 {
            if let Some(found) = tree.get(step).filter(|found| found.0 > under.0) {
                under = *found;
            }
            step -= step & step.wrapping_neg();
        }
        before.push(under.1);
        let here = (under.0 + weight.max(&1), Some(at));
        let mut step = j + 1;
        while let Some(node) = tree.get_mut(step) {
            if here.0 > node.0 {
                *node = here;
            }
            step += step & step.wrapping_neg();
        }
        if here.0 > best.0 {
            best = here;
        }
    }
    let mut chain = Vec::new();
    let mut next = best.1;
    while let Some(link) = next.and_then(|at| sorted.get(at)) {
        chain.push(*link);
        next = next.and_then(|at| before.get(at).copied().flatten());
    }
    chain.reverse();
    chain
}

/// An item of two lists that are read as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Of the old list alone.
    Old(usize),
    /// Of the new list alone.
    New(usize),
    /// Of both.
    Both(usize, usize),
}

/// Two lists of these lengths as one; `anchors` ascend in both. What is only in the old one comes before what is only
/// in the new one.
pub fn merged(old: usize, new: usize, anchors: impl IntoIterator<Item = (usize, usize)>) -> Vec<Step> {
    let mut out = Vec::with_capacity(old.max(new));
    let (mut i, mut j) = (0, 0);
    for (a, b) in anchors {
        out.extend((i..a).map(Step::Old));
        out.extend((j..b).map(Step::New));
        out.push(Step::Both(a, b));
        (i, j) = (a + 1, b + 1);
    }
    out.extend((i..old).map(Step::Old));
    out.extend((j..new).map(Step::New));
    out
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::*;

    #[test]
    fn the_heavier_keep_their_order() {
        for (links, expected) in [
            (&[][..], &[][..]),
            (&[(0, 1, 5), (1, 0, 9)], &[(1, 0, 9)]),
            (&[(0, 2, 1), (1, 0, 1), (2, 1, 1)], &[(1, 0, 1), (2, 1, 1)]),
            (&[(0, 0, 1), (0, 1, 9), (1, 1, 1)], &[(0, 1, 9)]),
        ] {
            assert_eq!(heaviest(links), expected, "{links:?}");
        }
    }

    #[test]
    fn two_lists_are_read_as_one() {
        use Step::{Both, New, Old};
        assert_eq!(merged(3, 3, [(1, 0), (2, 2)]), [Old(0), Both(1, 0), New(1), Both(2, 2)]);
        assert_eq!(merged(1, 1, []), [Old(0), New(0)]);
    }

    proptest! {
        #[test]
        fn no_chain_is_heavier(links in vec((0_usize..5, 0_usize..5, 1_u64..9), 0..8)) {
            let chain = heaviest(&links);
            prop_assert!(chain.is_sorted_by(|a, b| a.0 < b.0 && a.1 < b.1));
            let sum = |of: &[Link]| of.iter().map(|link| link.2).sum::<u64>();
            let mut most = 0;
            for set in 0_u32..1 << links.len() {
                let mut some: Vec<Link> =
                    links.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, link)| *link).collect();
                some.sort_unstable();
                if some.is_sorted_by(|a, b| a.0 < b.0 && a.1 < b.1) {
                    most = most.max(sum(&some));
                }
            }
            prop_assert_eq!(sum(&chain), most);
        }
    }
}
