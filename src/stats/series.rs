//! Runs of units that come again and again: the common part of what counts runs of words and runs of characters.
//!
//! Level by level (Agrawal & Srikant 1994): a run of n units is looked at only where both runs of n − 1 units in it are
//! frequent, and of each level only the places where a frequent run begins are kept. Units and runs are numbers here;
//! nothing here knows what they stand for.

use rustc_hash::FxHashMap;

/// No unit and no run.
pub(super) const NONE: u32 = u32::MAX;

/// Units one after another, each at its position; where a run must end there is [`NONE`].
#[derive(Debug, Default)]
pub(super) struct Stream {
    units: Vec<u32>,
    edges: Edges,
    /// The first position of each piece.
    pieces: Vec<u32>,
    /// How many units there are.
    count: u64,
}

impl Stream {
    /// With room for about so many units.
    pub(super) fn with_room(units: usize) -> Self {
        Self { units: Vec::with_capacity(units), ..Self::default() }
    }

    /// Begins a piece; no run goes on from the one before.
    pub(super) fn piece(&mut self) {
        self.end();
        self.pieces.push(self.units.len() as u32);
    }

    /// Adds a unit.
    #[inline]
    pub(super) fn put(&mut self, unit: u32) {
        self.units.push(unit);
        self.count += 1;
    }

    /// Adds a unit of a stream that has edges: on those a run may well begin and before them end. The first unit of a run
    /// and the place behind the last one always are such.
    #[inline]
    pub(super) fn put_with(&mut self, unit: u32, edge: bool) {
        self.edges.push(edge || self.has_ended(), self.units.len());
        self.put(unit);
    }

    /// Ends a run.
    #[inline]
    pub(super) fn end(&mut self) {
        if !self.has_ended() {
            self.edges.push(true, self.units.len());
            self.units.push(NONE);
        }
    }

    fn has_ended(&self) -> bool {
        self.units.last().is_none_or(|last| *last == NONE)
    }

    /// How many units there are.
    pub(super) const fn count(&self) -> u64 {
        self.count
    }

    /// The runs of two to `longest` units that occur `least` times.
    pub(super) fn runs(mut self, least: u64, longest: u8) -> Runs {
        self.end();
        let mut all = Vec::new();
        let mut places = self.pairs(least, &mut all);
        for length in 3..=longest {
            if places.at.is_empty() {
                break;
            }
            let rows = places.lengthen(least, |at| self.edges.around(at, length.into()));
            places.keep(&rows, length, least, &mut all);
        }
        Runs { all, pieces: self.pieces }
    }

    /// Puts the frequent pairs among the runs. Their places take the units' place.
    fn pairs(&mut self, least: u64, all: &mut Vec<Run>) -> Places {
        let mut of = std::mem::take(&mut self.units);
        let mut sieve = Sieve::new(of.len(), least);
        for two in of.windows(2) {
            if let &[one, other] = two
                && let Some(key) = key(one, other)
            {
                sieve.put(key);
            }
        }
        let mut rows = Rows::default();
        let mut places = Places::default();
        let mut from = 0;
        for (piece, end) in (0..).zip(self.pieces.iter().skip(1).map(|end| *end as usize).chain([of.len()])) {
            for at in from..end {
                let Some(&[one, other]) = of.get(at..at + 2).and_then(|two| two.first_chunk()) else { break };
                if key(one, other).is_some_and(|key| sieve.may_reach(key, least)) {
                    let row = rows.put([one, other], at as u32, piece, self.edges.around(at as u32, 2));
                    // What stood there has been looked at.
                    if let Some(of) = of.get_mut(places.at.len()) {
                        *of = row;
                    }
                    places.at.push(at as u32);
                }
            }
            from = end;
            places.ends.push(places.at.len());
        }
        of.truncate(places.at.len());
        of.shrink_to_fit();
        places.of = of;
        places.keep(&rows, 2, least, all);
        places
    }
}

/// A frequent run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    /// The numbers of the runs at its first and its second unit, which are a unit shorter; of a run of two the units.
    pub parts: [u32; 2],
    /// How many units it has.
    pub length: u8,
    /// How often it occurs.
    pub count: u32,
    /// In how many pieces.
    pub pieces: u32,
    /// The position of its first place: units and ends of runs are counted.
    pub first: u32,
    /// In how many places it begins on an edge and ends before one.
    pub whole: u32,
}

/// Frequent runs.
#[derive(Debug, Default)]
pub(super) struct Runs {
    /// By length, and in the order of their first places.
    pub all: Vec<Run>,
    /// The first position of each piece.
    pub pieces: Vec<u32>,
}

impl Runs {
    /// The piece that a position is in, and how many positions of it stand before.
    pub(super) fn piece(&self, position: u32) -> Option<(usize, u32)> {
        let piece = self.pieces.partition_point(|first| *first <= position).checked_sub(1)?;
        Some((piece, position - self.pieces.get(piece)?))
    }
}

/// Where frequent runs of one length begin.
#[derive(Default)]
struct Places {
    /// Positions, ascending.
    at: Vec<u32>,
    /// The number of the run at each.
    of: Vec<u32>,
    /// For each piece, how many of them there are up to its end.
    ends: Vec<usize>,
}

impl Places {
    /// What runs with a unit more there are; each place gets the number of the row of the run that now begins there. What
    /// begins at a position is known by the shorter runs at it and at the next one.
    fn lengthen(&mut self, least: u64, whole: impl Fn(u32) -> bool) -> Rows {
        let pair = |at: &[u32], of: &[u32]| match (at, of) {
            (&[at, after, ..], &[one, other, ..]) if at + 1 == after => Some([one, other]),
            _ => None,
        };
        let mut sieve = Sieve::new(self.at.len(), least);
        for (at, of) in self.at.windows(2).zip(self.of.windows(2)) {
            if let Some(key) = pair(at, of).and_then(|[one, other]| key(one, other)) {
                sieve.put(key);
            }
        }
        let mut rows = Rows::default();
        let mut from = 0;
        for (piece, end) in (0..).zip(&self.ends) {
            for index in from..*end {
                let next = pair(self.at.get(index..).unwrap_or_default(), self.of.get(index..).unwrap_or_default());
                let parts =
                    next.filter(|[one, other]| key(*one, *other).is_some_and(|key| sieve.may_reach(key, least)));
                let (Some(of), Some(&at)) = (self.of.get_mut(index), self.at.get(index)) else { break };
                // Nothing further on looks at this place any more.
                *of = parts.map_or(NONE, |parts| rows.put(parts, at, piece, whole(at)));
            }
            from = *end;
        }
        rows
    }

    /// Puts the rows that are frequent among the runs, and keeps the places of those, now by the numbers of the runs.
    fn keep(&mut self, rows: &Rows, length: u8, least: u64, all: &mut Vec<Run>) {
        let mut numbers: Vec<u32> = Vec::with_capacity(rows.rows.len());
        for (row, _) in &rows.rows {
            if u64::from(row.count) < least {
                numbers.push(NONE);
                continue;
            }
            numbers.push(all.len() as u32);
            all.push(Run { length, ..*row });
        }
        let (mut from, mut kept) = (0, 0);
        for end in &mut self.ends {
            for index in from..*end {
                let (Some(&at), Some(&row)) = (self.at.get(index), self.of.get(index)) else { break };
                let number = numbers.get(row as usize).copied().unwrap_or(NONE);
                if let (Some(to_at), Some(to_of)) = (self.at.get_mut(kept), self.of.get_mut(kept)) {
                    (*to_at, *to_of) = (at, number);
                }
                kept += usize::from(number != NONE);
            }
            from = *end;
            *end = kept;
        }
        self.at.truncate(kept);
        self.of.truncate(kept);
    }
}

/// Runs that may be frequent, in the order of their first places.
#[derive(Default)]
struct Rows {
    /// Each with the last piece that has it.
    rows: Vec<(Run, u32)>,
    found: FxHashMap<u64, u32>,
}

impl Rows {
    /// Counts a place of a run; gives its row.
    fn put(&mut self, parts: [u32; 2], at: u32, piece: u32, whole: bool) -> u32 {
        let [one, other] = parts;
        let number = *self.found.entry(joined(one, other)).or_insert(self.rows.len() as u32);
        if number as usize == self.rows.len() {
            self.rows.push((Run { parts, length: 0, count: 0, pieces: 0, first: at, whole: 0 }, NONE));
        }
        if let Some((run, last)) = self.rows.get_mut(number as usize) {
            run.count += 1;
            run.whole += u32::from(whole);
            run.pieces += u32::from(*last != piece);
            *last = piece;
        }
        number
    }
}

/// Which positions are edges; those of which nothing was said are.
#[derive(Debug, Default)]
struct Edges {
    bits: Vec<u64>,
}

impl Edges {
    /// Says of a position, which lies behind all others, whether it is one.
    fn push(&mut self, edge: bool, at: usize) {
        if self.bits.len() <= at / 64 {
            self.bits.push(0);
        }
        if let Some(last) = self.bits.last_mut() {
            *last |= u64::from(edge) << (at % 64);
        }
    }

    /// Whether so many units from a position on stand between edges.
    fn around(&self, at: u32, units: usize) -> bool {
        let edge = |at: usize| self.bits.get(at / 64).is_none_or(|bits| bits >> (at % 64) & 1 != 0);
        edge(at as usize) && edge(at as usize + units)
    }
}

/// Two numbers as one.
const fn joined(one: u32, other: u32) -> u64 {
    (one as u64) << 32 | other as u64
}

/// What two numbers side by side are known by, if both are some.
fn key(one: u32, other: u32) -> Option<u64> {
    (one != NONE && other != NONE).then_some(joined(one, other))
}

/// Counts of keys by a hash of theirs: a key that is frequent has a frequent hash, and most that are not have none, so that
/// most never come into the table of counts (Park, Chen & Yu 1995).
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
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// Units with edges; a piece after another.
    type Given = Vec<Vec<(u32, bool)>>;

    fn stream(given: &Given) -> Stream {
        let mut stream = Stream::with_room(0);
        for piece in given {
            stream.piece();
            for (unit, edge) in piece {
                if *unit == NONE { stream.end() } else { stream.put_with(*unit, *edge) }
            }
        }
        stream
    }

    /// Count, pieces, first place and whole places of each frequent run, by its units.
    type Table = BTreeMap<Vec<u32>, (u32, u32, u32, u32)>;

    /// Every run by itself.
    fn slowly(given: &Given, least: u32, longest: usize) -> Table {
        let mut pieces: BTreeMap<Vec<u32>, (u32, Vec<usize>, u32, u32)> = BTreeMap::new();
        let mut before = 0;
        for (number, piece) in given.iter().enumerate() {
            let mut units: Vec<(u32, bool)> = Vec::new();
            for (unit, edge) in piece.iter().copied().chain([(NONE, true)]) {
                // Of ends side by side there is one, and none at the beginning.
                let ended = units.last().is_none_or(|(last, _)| *last == NONE);
                if unit != NONE || !ended {
                    units.push((unit, edge || ended || unit == NONE));
                }
            }
            let piece = units;
            let edge = |at: usize| piece.get(at).is_none_or(|(_, edge)| *edge);
            for at in 0..piece.len() {
                for length in 2..=longest {
                    let units: Vec<u32> = piece.iter().skip(at).take(length).map(|(unit, _)| *unit).collect();
                    if units.len() < length || units.contains(&NONE) {
                        break;
                    }
                    let first = (before + at) as u32;
                    let row = pieces.entry(units).or_insert((0, Vec::new(), first, 0));
                    row.0 += 1;
                    row.1.push(number);
                    row.3 += u32::from(edge(at) && edge(at + length));
                }
            }
            before += piece.len();
        }
        let of = |(count, mut pieces, first, whole): (u32, Vec<usize>, u32, u32)| {
            pieces.dedup();
            (count, pieces.len() as u32, first, whole)
        };
        pieces.into_iter().filter(|(_, row)| row.0 >= least).map(|(units, row)| (units, of(row))).collect()
    }

    /// The units of a run: the first of its first part, and those of its second one.
    fn units(runs: &Runs, run: &Run) -> Vec<u32> {
        let [one, other] = run.parts;
        let of = |part: u32| runs.all.get(part as usize).map(|part| units(runs, part)).unwrap_or_default();
        if run.length == 2 { vec![one, other] } else { of(one).into_iter().take(1).chain(of(other)).collect() }
    }

    proptest! {
        #[test]
        fn runs_are_those_that_counting_each_by_itself_finds(
            pieces in prop::collection::vec(prop::collection::vec((0..5_u32, any::<bool>()), 0..40), 0..6),
            least in 2..5_u32,
            longest in 2..9_u8,
        ) {
            // The last of the five ends a run.
            let unit = |(unit, edge)| (if unit == 4 { NONE } else { unit }, edge);
            let given: Given = pieces.into_iter().map(|piece| piece.into_iter().map(unit).collect()).collect();
            let runs = stream(&given).runs(least.into(), longest);
            let order = |run: &Run| (run.length, run.first);
            prop_assert!(runs.all.is_sorted_by(|one, other| order(one) < order(other)));
            let found: Table = runs
                .all
                .iter()
                .map(|run| (units(&runs, run), (run.count, run.pieces, run.first, run.whole)))
                .collect();
            prop_assert_eq!(found, slowly(&given, least, longest.into()));
        }
    }

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
    fn positions_are_found_in_their_pieces() {
        let given = vec![vec![(7, true)], vec![], vec![(7, true), (8, true)]];
        let runs = stream(&given).runs(2, 8);
        assert_eq!(runs.pieces, [0, 2, 2]);
        assert_eq!([0, 1, 2, 4].map(|at| runs.piece(at)), [Some((0, 0)), Some((0, 1)), Some((2, 0)), Some((2, 2))]);
    }
}
