//! Which of the old is which of the new, one to one. Knows nothing of what they are.

/// Links between two numbered lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    to_new: Vec<Option<usize>>,
    to_old: Vec<Option<usize>>,
}

impl Links {
    /// No links between lists of these lengths.
    pub fn new(old: usize, new: usize) -> Self {
        Self { to_new: vec![None; old], to_old: vec![None; new] }
    }

    /// The new one that the old one is.
    pub fn new_of(&self, old: usize) -> Option<usize> {
        self.to_new.get(old).copied().flatten()
    }

    /// The old one that the new one is.
    pub fn old_of(&self, new: usize) -> Option<usize> {
        self.to_old.get(new).copied().flatten()
    }

    /// Whether neither has a link.
    pub fn free(&self, old: usize, new: usize) -> bool {
        self.new_of(old).is_none() && self.old_of(new).is_none()
    }

    /// Links two that are free; others stay as they are.
    pub fn link(&mut self, old: usize, new: usize) {
        if !self.free(old, new) {
            return;
        }
        if let (Some(here), Some(there)) = (self.to_new.get_mut(old), self.to_old.get_mut(new)) {
            (*here, *there) = (Some(new), Some(old));
        }
    }

    /// Links the likest first; of equal ones those that stand nearest to each other.
    pub fn link_best(&mut self, mut pairs: Vec<(usize, usize, f64)>) {
        pairs.sort_by(|one, other| {
            other
                .2
                .total_cmp(&one.2)
                .then_with(|| one.0.abs_diff(one.1).cmp(&other.0.abs_diff(other.1)))
                .then(one.0.cmp(&other.0))
        });
        for (old, new, _) in pairs {
            self.link(old, new);
        }
    }

    /// All links, ascending by the old.
    pub fn all(&self) -> impl Iterator<Item = (usize, usize)> {
        self.to_new.iter().enumerate().filter_map(|(old, new)| new.map(|new| (old, new)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likest_are_linked_and_no_one_twice() {
        let mut links = Links::new(3, 3);
        links.link_best(vec![(0, 0, 0.5), (0, 1, 0.9), (1, 1, 0.8), (2, 0, 0.5), (2, 2, 0.5), (9, 0, 1.0)]);
        assert_eq!(links.all().collect::<Vec<_>>(), [(0, 1), (2, 2)]);
        assert_eq!((links.old_of(1), links.old_of(0), links.new_of(9)), (Some(0), None, None));
        links.link(0, 0);
        assert_eq!(links.new_of(0), Some(1));
    }
}
