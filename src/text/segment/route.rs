//! Cutting text along the likeliest words, as jieba does: the route of the greatest sum of logarithms of frequencies, and
//! the model for unknown words where it leaves characters alone.
//!
//! What comes out is token for token what jieba-rs 0.11 gives: sums are added up in its order, and of routes as likely the
//! one with the longer first word is taken. Must not know what the words are counted for.

use super::dictionary::Dictionary;
use super::unknown::{Model, Room};

/// A run of characters that words are made of, and the work on it.
#[derive(Debug, Default)]
struct Run {
    chars: Vec<char>,
    codes: Vec<u16>,
    /// The first byte of each character and, once they are cut, the end.
    starts: Vec<u32>,
    /// For each character and the end, the sum for the best route from there on.
    sums: Vec<f64>,
    /// For each character, where the word of that route ends.
    ends: Vec<u32>,
    room: Room,
}

/// Takes the tokens of a text in order.
pub(super) trait Sink {
    /// A word of a run from one byte up to another, which begins with this character.
    fn word(&mut self, start: u32, end: u32, first: char);
    /// A character that is in no run, or a line end of two.
    fn other(&mut self, start: u32, end: u32, c: char);
}

/// Whether `c` stands in runs.
const fn in_runs(c: char) -> bool {
    match c {
        '\u{4e00}'..='\u{9fff}' => true,
        '\0'..='\x7f' => c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '&' | '.' | '_' | '%' | '-'),
        _ => matches!(c,
            '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2a6df}' | '\u{2a700}'..='\u{2b73f}'
            | '\u{2b740}'..='\u{2b81f}' | '\u{2b820}'..='\u{2ceaf}' | '\u{2ceb0}'..='\u{2ebef}'
            | '\u{2f800}'..='\u{2fa1f}'),
    }
}

/// Cuts `text`; where there is a model it joins what the route leaves alone.
pub(super) fn cut(dictionary: &Dictionary, model: Option<&Model>, text: &str, sink: &mut impl Sink) {
    let mut run = Run::default();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let start = start as u32;
        if in_runs(c) {
            run.chars.push(c);
            run.codes.push(dictionary.code(c));
            run.starts.push(start);
            continue;
        }
        run.cut(dictionary, model, start, sink);
        let two = c == '\r' && chars.next_if(|(_, next)| *next == '\n').is_some();
        sink.other(start, start + if two { 2 } else { c.len_utf8() as u32 }, c);
    }
    run.cut(dictionary, model, text.len() as u32, sink);
}

impl Run {
    /// Cuts what has been put in, which ends at this byte, and empties it.
    fn cut(&mut self, dictionary: &Dictionary, model: Option<&Model>, end: u32, sink: &mut impl Sink) {
        if self.chars.is_empty() {
            return;
        }
        self.find(dictionary);
        self.starts.push(end);
        let Self { chars, codes, starts, ends, room, .. } = self;
        let mut put = |from: usize, to: usize| {
            if let (Some(start), Some(end), Some(first)) = (starts.get(from), starts.get(to), chars.get(from)) {
                sink.word(*start, *end, *first);
            }
        };
        let alone = |at: usize| model.is_some() || chars.get(at).is_some_and(char::is_ascii_alphanumeric);
        let (mut at, mut left) = (0, 0);
        // Characters from `left` up to `at` are alone.
        while let Some(&next) = ends.get(at) {
            let next = next as usize;
            if next - at == 1 && alone(at) {
                at = next;
                continue;
            }
            join(dictionary, model, chars, codes, left..at, room, &mut put);
            put(at, next);
            (at, left) = (next, next);
        }
        join(dictionary, model, chars, codes, left..at, room, &mut put);
        chars.clear();
        codes.clear();
        starts.clear();
    }

    /// Finds the best route from each character on.
    fn find(&mut self, dictionary: &Dictionary) {
        let Self { codes, sums, ends, .. } = self;
        let log_total = dictionary.log_total();
        sums.clear();
        sums.resize(codes.len() + 1, 0.0);
        ends.clear();
        ends.resize(codes.len(), 0);
        for at in (0..codes.len()).rev() {
            let mut best = f64::NEG_INFINITY;
            let mut end = 0;
            let mut node = codes.get(at).and_then(|code| dictionary.root(*code));
            let mut next = at + 1;
            while let Some(found) = node {
                let entry = found.entry();
                if entry != 0 {
                    let sum = dictionary.log(entry) - log_total + sums.get(next).copied().unwrap_or_default();
                    // The longer word comes later.
                    if sum >= best {
                        (best, end) = (sum, next);
                    }
                }
                node = codes.get(next).and_then(|code| dictionary.child(found, *code));
                next += 1;
            }
            if end == 0 {
                best = 0.0 - log_total + sums.get(at + 1).copied().unwrap_or_default();
                end = at + 1;
            }
            if let (Some(sum), Some(of)) = (sums.get_mut(at), ends.get_mut(at)) {
                (*sum, *of) = (best, end as u32);
            }
        }
    }
}

/// Hands on the words of characters that the route left alone.
fn join(
    dictionary: &Dictionary,
    model: Option<&Model>,
    chars: &[char],
    codes: &[u16],
    range: std::ops::Range<usize>,
    room: &mut Room,
    put: &mut impl FnMut(usize, usize),
) {
    let (from, to) = (range.start, range.end);
    let Some(model) = model.filter(|_| range.len() > 1) else {
        // Without a model only letters and digits are left.
        if from < to {
            put(from, to);
        }
        return;
    };
    if dictionary.entry(codes.get(range.clone()).unwrap_or_default().iter().copied()).is_some() {
        for at in range {
            put(at, at + 1);
        }
        return;
    }
    let chars = chars.get(range).unwrap_or_default();
    let mut at = 0;
    while let Some(rest) = chars.get(at..).filter(|rest| !rest.is_empty()) {
        let covered = rest.iter().take_while(|c| Model::covers(**c)).count();
        if covered > 0 {
            let run = rest.get(..covered).unwrap_or_default();
            model.cut(run, room, |one, other| put(from + at + one, from + at + other));
            at += covered;
            continue;
        }
        let length = uncovered(rest);
        put(from + at, from + at + length);
        at += length;
    }
}

/// How many of `chars`, of which the first is none of the model's, make a word: letters and digits, joined by single dots,
/// dashes and low lines, and a percent sign behind them; or whatever stands before the next of those.
fn uncovered(chars: &[char]) -> usize {
    let is = |at: usize, of: fn(&char) -> bool| chars.get(at).is_some_and(of);
    let mut at = 0;
    if !is(0, char::is_ascii_alphanumeric) {
        return chars.iter().take_while(|c| !c.is_ascii_alphanumeric() && !Model::covers(**c)).count();
    }
    loop {
        while is(at, char::is_ascii_alphanumeric) {
            at += 1;
        }
        if is(at, |c| matches!(c, '.' | '_' | '-')) && is(at + 1, char::is_ascii_alphanumeric) {
            at += 1;
        } else {
            return at + usize::from(is(at, |c| *c == '%'));
        }
    }
}
