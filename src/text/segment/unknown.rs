//! Words that no dictionary has: a hidden Markov model over characters says which of them belong together, as jieba's
//! does, with its tables.
//!
//! Each character begins a word, goes on in it, ends it or is one by itself; the likeliest such series is found by Viterbi's
//! method. Sums are added up in jieba's order, so that they round as its do. Must not know where the characters are from.

const MODEL: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/model"));
const PLACES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places"));

/// The characters that the model is about.
const FIRST: char = '\u{4e00}';
const LAST: char = '\u{9fd5}';

/// What a character is to its word.
#[derive(Clone, Copy, Debug)]
enum State {
    Begin,
    End,
    Middle,
    Single,
}

impl State {
    /// The two states from which it is reached; of two as likely it is the second.
    const fn before(self) -> [Self; 2] {
        match self {
            Self::Begin | Self::Single => [Self::End, Self::Single],
            Self::End | Self::Middle => [Self::Begin, Self::Middle],
        }
    }
}

/// A number for each state, in the order in which the states are named.
type Four = [f64; 4];

/// The model: logarithms of probabilities.
#[derive(Clone, Debug)]
pub(super) struct Model {
    /// Of the state of the first character.
    first: Four,
    /// Of a state after another: from each to all.
    steps: [Four; 4],
    /// Of each character in each state.
    emitted: Vec<Four>,
    /// Where each character stands in `emitted`, from [`FIRST`] on.
    places: Vec<u16>,
}

/// Room for the work, to be used again.
#[derive(Debug, Default)]
pub(super) struct Room {
    /// For each character from the second on and each of its states, whether it is reached from the second of
    /// [`State::before`].
    came: Vec<[bool; 4]>,
    /// From the last character to the first.
    states: Vec<State>,
}

impl Model {
    /// jieba's own.
    pub(super) fn jieba() -> Self {
        let mut rows = MODEL.as_chunks().0.as_chunks().0.iter().map(|row| row.map(f64::from_le_bytes));
        let mut row = || rows.next().unwrap_or_default();
        Self {
            first: row(),
            steps: [row(), row(), row(), row()],
            emitted: rows.collect(),
            places: PLACES.as_chunks().0.iter().map(|place| u16::from_le_bytes(*place)).collect(),
        }
    }

    /// Whether the model is about this character.
    pub(super) const fn covers(c: char) -> bool {
        matches!(c, FIRST..=LAST)
    }

    fn emitted(&self, c: char) -> Four {
        let place = (c as usize).checked_sub(FIRST as usize).and_then(|at| self.places.get(at));
        place.and_then(|place| self.emitted.get(usize::from(*place))).copied().unwrap_or_default()
    }

    /// Cuts `chars`, each of which the model covers, into words: `word` gets the numbers of the first character of each and
    /// of the one behind it.
    pub(super) fn cut(&self, chars: &[char], room: &mut Room, mut word: impl FnMut(usize, usize)) {
        let Some((first, others)) = chars.split_first() else { return };
        let [[_, begin_end, begin_middle, _], [end_begin, _, _, end_single], middle, single] = self.steps;
        let ([_, middle_end, middle_middle, _], [single_begin, _, _, single_single]) = (middle, single);
        let better = |one: f64, other: f64| if one > other { (one, false) } else { (other, true) };
        let of_first = self.emitted(*first);
        let mut likely: Four = std::array::from_fn(|state| match (self.first.get(state), of_first.get(state)) {
            (Some(start), Some(emitted)) => start + emitted,
            _ => 0.0,
        });
        room.came.clear();
        for c in others {
            let [begin, end, middle, single] = likely;
            let [of_begin, of_end, of_middle, of_single] = self.emitted(*c);
            let to_begin = better(end + end_begin + of_begin, single + single_begin + of_begin);
            let to_end = better(begin + begin_end + of_end, middle + middle_end + of_end);
            let to_middle = better(begin + begin_middle + of_middle, middle + middle_middle + of_middle);
            let to_single = better(end + end_single + of_single, single + single_single + of_single);
            likely = [to_begin.0, to_end.0, to_middle.0, to_single.0];
            room.came.push([to_begin.1, to_end.1, to_middle.1, to_single.1]);
        }
        let [_, end, _, single] = likely;
        let mut state = if end > single { State::End } else { State::Single };
        room.states.clear();
        room.states.push(state);
        for came in room.came.iter().rev() {
            let [one, other] = state.before();
            let second = came.get(state as usize).is_some_and(|second| *second);
            state = if second { other } else { one };
            room.states.push(state);
        }
        let mut begin = 0;
        for (at, state) in room.states.iter().rev().enumerate() {
            match state {
                State::Begin => begin = at,
                State::End => word(begin, at + 1),
                State::Single => word(at, at + 1),
                State::Middle => {}
            }
        }
    }
}
