//! Numbers that look random and are the same everywhere.

/// SplitMix64, after Sebastiano Vigna's public-domain `splitmix64.c` of 2015; the generator is that of Steele, Lea and
/// Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The numbers of `seed`.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The numbers of document `number` of the corpus of `seed`: no two documents share a stretch.
    pub fn of_document(seed: u64, number: u64) -> Self {
        let mut of_seed = Self::new(seed);
        let mut of_both = Self::new(of_seed.next().wrapping_add(number.wrapping_mul(0xd1b5_4a32_d192_ed03)));
        Self::new(of_both.next())
    }

    /// The next number.
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`, which is at least 1.
    pub fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u64
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    /// True `part` times out of `whole`.
    pub fn chance(&mut self, part: u64, whole: u64) -> bool {
        self.below(whole) < part
    }

    /// One of `all`; of nothing, nothing.
    pub fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        let at = self.below(all.len().max(1) as u64) as usize;
        all.get(at).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_published_program() {
        // The first numbers of seed 1234567, as other ports of the program give them.
        let mut random = Random::new(1_234_567);
        let numbers: Vec<u64> = (0..3).map(|_| random.next()).collect();
        assert_eq!(numbers, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn bounds_hold_and_all_is_reached() {
        let mut random = Random::new(7);
        let mut seen = [false; 6];
        for _ in 0..200 {
            let number = random.between(10, 15);
            seen.iter_mut().enumerate().for_each(|(i, seen)| *seen |= number == 10 + i as u64);
            assert!((10..=15).contains(&number));
        }
        assert_eq!(seen, [true; 6]);
        assert_eq!(random.pick(&[]), "");
        assert!(!random.chance(0, 5) && random.chance(5, 5));
    }
}
