//! Runs of units that come again and again: the common part of what counts runs of words and runs of characters.
//!
//! Level by level (Agrawal & Srikant 1994): a run of n units is looked at only where both runs of n − 1 units in it are
//! frequent, and of each level only the places where a frequent run begins are kept. Units and runs are numbers here;
//! nothing here knows what they stand for.

use rustc_hash::FxHashMap;

use super::sieve::Sieve;
use super::together::Together;

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
    /// The runs of two to `longest` units that occur `least` times in `streams`, of which each goes on with a piece of its
    /// own where the one before has ended. They are gone through side by side.
    pub(super) fn of(streams: Vec<Stream>, least: u64, longest: u8, together: Together) -> Self {
        let mut runs = Self::default();
        let mut base = 0;
        let mut parts = Vec::new();
        for mut stream in streams {
            stream.end();
            runs.pieces.extend(stream.pieces.iter().map(|first| base + first));
            let units = stream.units.len() as u32;
            parts.push(Part { stream, base, ..Part::default() });
            base += units;
        }
        for length in 2..=longest {
            let keys = parts.iter().map(|part| part.keys(length)).sum();
            if keys == 0 {
                break;
            }
            let empty = Sieve::new(keys, least);
            together.each(&mut parts, |part| part.sift(length, empty.clone()));
            let sieve = parts.iter_mut().map(|part| std::mem::take(&mut part.sieve)).reduce(Sieve::with);
            let sieve = sieve.unwrap_or_default();
            together.each(&mut parts, |part| part.find(length, &sieve, least));
            runs.put(&mut parts, length, least);
            together.each(&mut parts, |part| part.places.keep(&part.numbers));
        }
        runs
    }

    /// Puts what was found in the parts and is frequent in all of them among the runs, and tells the parts the numbers.
    fn put(&mut self, parts: &mut [Part], length: u8, least: u64) {
        let mut whole = Rows::default();
        let mut of_whole = Vec::new();
        for part in &mut *parts {
            let rows = std::mem::take(&mut part.rows);
            of_whole.push(if whole.rows.is_empty() {
                whole = rows;
                (0..whole.rows.len() as u32).collect()
            } else {
                whole.absorb(rows)
            });
        }
        let mut numbers: Vec<u32> = Vec::with_capacity(whole.rows.len());
        for (row, _) in whole.rows {
            if u64::from(row.count) < least {
                numbers.push(NONE);
                continue;
            }
            numbers.push(self.all.len() as u32);
            self.all.push(Run { length, ..row });
        }
        for (part, rows) in parts.iter_mut().zip(of_whole) {
            part.numbers = rows.iter().map(|row| numbers.get(*row as usize).copied().unwrap_or(NONE)).collect();
        }
    }

    /// The piece that a position is in, and how many positions of it stand before.
    pub(super) fn piece(&self, position: u32) -> Option<(usize, u32)> {
        let piece = self.pieces.partition_point(|first| *first <= position).checked_sub(1)?;
        Some((piece, position - self.pieces.get(piece)?))
    }
}

/// A stream that is gone through beside others.
#[derive(Default)]
struct Part {
    /// Once its pairs have been found, it has no units any more.
    stream: Stream,
    /// The position of its first unit among those of all parts.
    base: u32,
    places: Places,
    sieve: Sieve,
    /// What was found last in it, and the number of each row among the runs; [`NONE`] where it is not frequent.
    rows: Rows,
    numbers: Vec<u32>,
}

impl Part {
    /// At most so many runs of a length are in it.
    fn keys(&self, length: u8) -> usize {
        if length == 2 { self.stream.units.len() } else { self.places.at.len() }
    }

    /// Puts what may be a run of this length into a sieve.
    fn sift(&mut self, length: u8, mut sieve: Sieve) {
        if length > 2 {
            self.places.sift(&mut sieve);
        } else {
            for two in self.stream.units.windows(2) {
                if let &[one, other] = two
                    && let Some(key) = key(one, other)
                {
                    sieve.put(key);
                }
            }
        }
        self.sieve = sieve;
    }

    /// Counts the runs of this length of which the sieve of all parts tells that they may be frequent.
    fn find(&mut self, length: u8, sieve: &Sieve, least: u64) {
        let may = |[one, other]: [u32; 2]| key(one, other).is_some_and(|key| sieve.may_reach(key, least));
        let (edges, base) = (&self.stream.edges, self.base);
        let whole = |at: u32| edges.around(at, length.into());
        self.rows = if length > 2 {
            self.places.lengthen(may, |rows, parts, at, piece| rows.put(parts, base + at, piece, whole(at)))
        } else {
            let units = std::mem::take(&mut self.stream.units);
            let (places, rows) = pairs(units, &self.stream.pieces, may, |rows, parts, at, piece| {
                rows.put(parts, base + at, piece, whole(at))
            });
            self.places = places;
            rows
        };
    }
}

/// The places of the pairs that `may` be frequent, each with the number of its row, and the rows. The places take the units'
/// place.
fn pairs(
    mut of: Vec<u32>,
    pieces: &[u32],
    may: impl Fn([u32; 2]) -> bool,
    put: impl Fn(&mut Rows, [u32; 2], u32, u32) -> u32,
) -> (Places, Rows) {
    let (mut rows, mut places) = (Rows::default(), Places::default());
    let mut from = 0;
    for (piece, end) in (0..).zip(pieces.iter().skip(1).map(|end| *end as usize).chain([of.len()])) {
        for at in from..end {
            let Some(&[one, other]) = of.get(at..at + 2).and_then(|two| two.first_chunk()) else { break };
            if may([one, other]) {
                let row = put(&mut rows, [one, other], at as u32, piece);
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
    (places, rows)
}

/// Where frequent runs of one length begin.
#[derive(Default)]
struct Places {
    /// Positions in the part, ascending.
    at: Vec<u32>,
    /// The number of the run at each.
    of: Vec<u32>,
    /// For each piece, how many of them there are up to its end.
    ends: Vec<usize>,
}

/// The runs at two places, the first of these and the next, where they stand side by side.
fn side_by_side(at: &[u32], of: &[u32]) -> Option<[u32; 2]> {
    match (at, of) {
        (&[at, after, ..], &[one, other, ..]) if at + 1 == after => Some([one, other]),
        _ => None,
    }
}

impl Places {
    /// Puts the runs with a unit more into a sieve. What begins at a position is known by the shorter runs at it and at the
    /// next one.
    fn sift(&self, sieve: &mut Sieve) {
        for (at, of) in self.at.windows(2).zip(self.of.windows(2)) {
            if let Some(key) = side_by_side(at, of).and_then(|[one, other]| key(one, other)) {
                sieve.put(key);
            }
        }
    }

    /// What runs with a unit more there are, of those that `may` be frequent; each place gets the number of the row of the
    /// run that now begins there.
    fn lengthen(&mut self, may: impl Fn([u32; 2]) -> bool, put: impl Fn(&mut Rows, [u32; 2], u32, u32) -> u32) -> Rows {
        let mut rows = Rows::default();
        let mut from = 0;
        for (piece, end) in (0..).zip(&self.ends) {
            for index in from..*end {
                let (at, of) = (self.at.get(index..).unwrap_or_default(), self.of.get(index..).unwrap_or_default());
                let parts = side_by_side(at, of).filter(|parts| may(*parts));
                let (Some(of), Some(&at)) = (self.of.get_mut(index), self.at.get(index)) else { break };
                // Nothing further on looks at this place any more.
                *of = parts.map_or(NONE, |parts| put(&mut rows, parts, at, piece));
            }
            from = *end;
        }
        rows
    }

    /// Keeps the places of the rows that have numbers, now by these.
    fn keep(&mut self, numbers: &[u32]) {
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
    /// The number of a run's row, which is made where it is new.
    fn row(&mut self, parts: [u32; 2], first: u32) -> u32 {
        let [one, other] = parts;
        let number = *self.found.entry(joined(one, other)).or_insert(self.rows.len() as u32);
        if number as usize == self.rows.len() {
            self.rows.push((Run { parts, length: 0, count: 0, pieces: 0, first, whole: 0 }, NONE));
        }
        number
    }

    /// Counts a place of a run; gives its row.
    fn put(&mut self, parts: [u32; 2], at: u32, piece: u32, whole: bool) -> u32 {
        let number = self.row(parts, at);
        if let Some((run, last)) = self.rows.get_mut(number as usize) {
            run.count += 1;
            run.whole += u32::from(whole);
            run.pieces += u32::from(*last != piece);
            *last = piece;
        }
        number
    }

    /// Counts what was counted in `other`, which stands behind all of this and in other pieces; gives the numbers of its
    /// rows among these.
    fn absorb(&mut self, other: Self) -> Vec<u32> {
        let absorbed = other.rows.into_iter().map(|(run, _)| {
            let number = self.row(run.parts, run.first);
            if let Some((own, _)) = self.rows.get_mut(number as usize) {
                own.count += run.count;
                own.whole += run.whole;
                own.pieces += run.pieces;
            }
            number
        });
        absorbed.collect()
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// Units with edges; a piece after another.
    type Given = Vec<Vec<(u32, bool)>>;

    fn stream(given: &[Vec<(u32, bool)>]) -> Stream {
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
            first in 0..6_usize,
        ) {
            // The last of the five ends a run.
            let unit = |(unit, edge)| (if unit == 4 { NONE } else { unit }, edge);
            let given: Given = pieces.into_iter().map(|piece| piece.into_iter().map(unit).collect()).collect();
            let (one, other) = given.split_at(first.min(given.len()));
            let parts = vec![stream(one), stream(other)];
            let runs = Runs::of(parts, least.into(), longest, Together::default());
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
    fn positions_are_found_in_their_pieces() {
        let given = vec![vec![(7, true)], vec![], vec![(7, true), (8, true)]];
        let runs = Runs::of(vec![stream(&given)], 2, 8, Together::default());
        assert_eq!(runs.pieces, [0, 2, 2]);
        assert_eq!([0, 1, 2, 4].map(|at| runs.piece(at)), [Some((0, 0)), Some((0, 1)), Some((2, 0)), Some((2, 2))]);
    }
}
