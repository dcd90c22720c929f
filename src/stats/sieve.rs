//! A first look that passes over what comes too seldom, so that only the rest is counted one by one.

/// Counts of keys by a hash of theirs: a key that is frequent has a frequent hash, and most that are not have none, so that
/// most never come into the table of counts (Park, Chen & Yu 1995).
#[derive(Clone, Default)]
pub(super) struct Sieve {
    /// Where what is looked for is not too frequent for a byte.
    small: Vec<u8>,
    /// Where it is.
    large: Vec<u16>,
    shift: u32,
}

impl Sieve {
    /// For about as many keys, to find those that occur `least` times.
    pub(super) fn new(keys: usize, least: u64) -> Self {
        // A third of `least` for each on average.
        let slots = keys * 3 / least.clamp(1, u64::from(u16::MAX)) as usize;
        let bits = usize::BITS - slots.clamp(1 << 10, 1 << 24).leading_zeros();
        let shift = u64::BITS - bits;
        if u8::try_from(least).is_ok() {
            Self { small: vec![0; 1 << bits], large: Vec::new(), shift }
        } else {
            Self { small: Vec::new(), large: vec![0; 1 << bits], shift }
        }
    }

    /// Fibonacci hashing (Knuth, vol. 3, 6.4).
    const fn slot(&self, key: u64) -> usize {
        (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize
    }

    /// What was put into either; both must have been made for the same.
    pub(super) fn with(mut self, other: Self) -> Self {
        for (count, more) in self.small.iter_mut().zip(other.small) {
            *count = count.saturating_add(more);
        }
        for (count, more) in self.large.iter_mut().zip(other.large) {
            *count = count.saturating_add(more);
        }
        self
    }

    pub(super) fn put(&mut self, key: u64) {
        let slot = self.slot(key);
        if let Some(count) = self.small.get_mut(slot) {
            *count = count.saturating_add(1);
        } else if let Some(count) = self.large.get_mut(slot) {
            *count = count.saturating_add(1);
        }
    }

    /// False when `key` was put in fewer than `least` times, as many as it was made for; true says nothing.
    pub(super) fn may_reach(&self, key: u64, least: u64) -> bool {
        let slot = self.slot(key);
        match self.small.get(slot) {
            Some(count) => u64::from(*count) >= least,
            None => self.large.get(slot).is_some_and(|count| u64::from(*count) >= least.min(u64::from(u16::MAX))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sieve_keeps_what_is_frequent() {
        for least in [1, 2, 255, 256, 70_000_u64] {
            let mut sieve = Sieve::new(1000, least);
            (1..least).for_each(|_| sieve.put(7));
            // Beyond what is counted it says yes early.
            assert_eq!(sieve.may_reach(7, least), least > u64::from(u16::MAX), "{least}");
            sieve.put(7);
            assert!(sieve.may_reach(7, least), "{least}");
            assert!(!sieve.may_reach(8, least), "{least}");
        }
    }

    #[test]
    fn what_was_put_into_two_is_put_into_both() {
        for least in [4, 300] {
            let mut both = [Sieve::new(1000, least), Sieve::new(1000, least)];
            for (sieve, times) in both.iter_mut().zip([least / 2, least - least / 2]) {
                (0..times).for_each(|_| sieve.put(7));
                assert!(!sieve.may_reach(7, least), "{least}");
            }
            let [one, other] = both;
            let both = one.with(other);
            assert!(both.may_reach(7, least) && !both.may_reach(8, least), "{least}");
        }
    }
}
