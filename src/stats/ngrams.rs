//! 固定说法 (n-grams): runs of two to eight words that come again and again, shorter ones folded into longer ones.
//!
//! A run lies within one stretch of words: no mark and no line end stands in it. Level by level (Agrawal & Srikant 1994):
//! a run of n words is looked at only where both runs of n − 1 words in it are frequent. A run is left out when a longer
//! frequent run holds it in at least four fifths of its places: it is a part of that one. It must begin and end with a word
//! that means something or has two letters, and hold one that means something.

use rustc_hash::FxHashMap;

use super::analysis::Analysis;
use super::data::{Data, Params};
use super::report::{Cell, Column, Report, Row, Words};
use super::table::{Needs, Statistic};
use super::vocabulary::{Vocabulary, Word};
use crate::corpus::model::{Place, Scope};
use crate::text::segment::TokenKind;
use crate::text::span::ByteSpan;

/// The row of the table.
pub const STATISTIC: Statistic = Statistic {
    id: "ngrams",
    words: Words::new("固定说法", "Phrases"),
    note: Words::new(
        "两到八个词连在一起反复出现；短的归入长的",
        "runs of two to eight words that come again; shorter ones are folded into longer ones",
    ),
    needs: Needs::Nothing,
    run,
};

/// Runs that occur less often are left out, where nothing else is asked for.
const LEAST: u64 = 3;
/// The longest run, in words.
const LONGEST: usize = 8;
/// From which share of its places within a longer run on a run is a part of it.
const FOLDED: f64 = 0.8;
/// No run.
const NONE: u32 = u32::MAX;

/// A frequent run.
#[derive(Clone, Copy, Debug)]
struct Run {
    words: u8,
    count: u64,
    pieces: u32,
    /// The position of its first word in the first place.
    first: u32,
    /// How often the most frequent longer run that holds it occurs.
    within: u64,
}

/// The words of a scope end to end; [`NONE`] stands where a run must end. Where a word stands is not kept: of the few that
/// are asked for it is found again.
#[derive(Default)]
struct Stream {
    words: Vec<u32>,
    /// (first position, document number, the piece's bytes in the scope), ascending.
    pieces: Vec<(u32, usize, ByteSpan)>,
}

impl Stream {
    fn of(data: &Data<'_>, scope: Scope) -> Self {
        let vocabulary = data.vocabulary();
        let is_word: Vec<bool> = vocabulary.words().iter().map(Word::is_word).collect();
        let is_word = |word: u32| is_word.get(word as usize).copied().unwrap_or(false);
        let mut stream = Self::default();
        for part in data.parts(scope) {
            for piece in &part.document.pieces {
                let Some(span) = piece.span.overlap(part.span) else { continue };
                stream.pieces.push((stream.words.len() as u32, part.number, span));
                each(part.analysis, vocabulary, span, is_word, |word, _| {
                    stream.words.push(word);
                    true
                });
            }
        }
        stream
    }

    /// Where the run of so many words at this position stands.
    fn place(&self, data: &Data<'_>, first: u32, words: u8) -> Option<Place> {
        let vocabulary = data.vocabulary();
        let piece = self.pieces.partition_point(|(at, ..)| *at <= first).checked_sub(1)?;
        let (from, document, span) = *self.pieces.get(piece)?;
        let is_word = |word: u32| vocabulary.get(word).is_some_and(Word::is_word);
        let (mut left, mut start) = (first - from, 0);
        each(data.analysis(document)?, vocabulary, span, is_word, |_, at| {
            start = at as usize;
            left = left.wrapping_sub(1);
            left != u32::MAX
        });
        // Its words stand side by side.
        let run = self.words.get(first as usize..first as usize + usize::from(words))?;
        let length: usize = run.iter().map(|word| vocabulary.text(*word).len()).sum();
        Some(Place { document, span: ByteSpan::new(start, start + length) })
    }
}

/// Hands the words of a part to `put` in order, each with its first byte, [`NONE`] between those that no run may join; as
/// long as it says yes.
fn each(
    analysis: &Analysis,
    vocabulary: &Vocabulary,
    span: ByteSpan,
    is_word: impl Fn(u32) -> bool,
    mut put: impl FnMut(u32, u32) -> bool,
) {
    let mut last = NONE;
    for stretch in analysis.stretches(vocabulary, span) {
        for token in stretch {
            let word = if is_word(token.word) { token.word } else { NONE };
            if (word != NONE || last != NONE) && !put(word, token.start) {
                return;
            }
            last = word;
        }
        if !put(NONE, 0) {
            return;
        }
        last = NONE;
    }
}

/// The frequent runs of `stream`, by length, and what folds into what.
fn runs(stream: &Stream, vocabulary: &Vocabulary, least: u64) -> Vec<Run> {
    let mut all: Vec<Run> = Vec::new();
    // The frequent run of the present length that begins at each position.
    let mut counts: Vec<u64> = vec![0; vocabulary.len()];
    for word in &stream.words {
        if let Some(count) = counts.get_mut(*word as usize) {
            *count += 1;
        }
    }
    let frequent = |word: u32| counts.get(word as usize).is_some_and(|count| *count >= least);
    let mut here: Vec<u32> = stream.words.iter().map(|word| if frequent(*word) { *word } else { NONE }).collect();
    // Runs of one word are words; from two words on numbers count from 0.
    let mut next: Vec<u32> = vec![NONE; stream.words.len()];
    let mut sieve = Sieve::new(stream.words.len());
    for length in 2..=LONGEST {
        sieve.clear();
        for at in 0..stream.words.len() {
            if let Some(key) = key(&here, &stream.words, at, length) {
                sieve.put(key);
            }
        }
        // A row for each run that may be frequent, and at each position for now the row of the run that begins there.
        let mut rows: Vec<Candidate> = Vec::new();
        let mut found: FxHashMap<u64, u32> = FxHashMap::default();
        let mut piece = 0;
        let mut next_piece = stream.pieces.iter().map(|(first, ..)| *first).peekable();
        for (at, slot) in next.iter_mut().enumerate() {
            while next_piece.next_if(|first| *first as usize <= at).is_some() {
                piece += 1;
            }
            *slot = NONE;
            let key = key(&here, &stream.words, at, length).filter(|key| sieve.may_reach(*key, least));
            let Some(key) = key else { continue };
            *slot = *found.entry(key).or_insert(rows.len() as u32);
            if *slot as usize == rows.len() {
                rows.push(Candidate { count: 0, pieces: 0, first: at as u32, piece: 0 });
            }
            if let Some(row) = rows.get_mut(*slot as usize) {
                row.count += 1;
                if row.piece != piece {
                    row.pieces += 1;
                    row.piece = piece;
                }
            }
        }
        drop(found);
        // Rows stand in the order of their first places.
        let mut numbers: Vec<u32> = vec![NONE; rows.len()];
        for (row, number) in rows.iter().zip(&mut numbers).filter(|(row, _)| row.count >= least) {
            *number = all.len() as u32;
            // The two runs in it, which are one word shorter.
            let parts = [row.first, row.first + 1].map(|at| here.get(at as usize).copied().unwrap_or(NONE));
            for part in parts.into_iter().filter(|_| length > 2) {
                if let Some(run) = all.get_mut(part as usize) {
                    run.within = run.within.max(row.count);
                }
            }
            all.push(Run { words: length as u8, count: row.count, pieces: row.pieces, first: row.first, within: 0 });
        }
        if numbers.iter().all(|number| *number == NONE) {
            break;
        }
        for slot in &mut next {
            *slot = numbers.get(*slot as usize).copied().unwrap_or(NONE);
        }
        std::mem::swap(&mut here, &mut next);
    }
    all
}

/// A run that may be frequent.
struct Candidate {
    count: u64,
    pieces: u32,
    /// The position of its first word in the first place.
    first: u32,
    /// The number of the last piece with it.
    piece: u32,
}

/// Counts of keys by a hash of theirs: a key that is frequent has a frequent hash, and most that are not have none, so that
/// most never come into the table of counts (Park, Chen & Yu 1995).
pub(super) struct Sieve {
    counts: Vec<u8>,
    shift: u32,
}

impl Sieve {
    /// For about as many keys.
    pub(super) fn new(keys: usize) -> Self {
        let bits = usize::BITS - keys.clamp(1 << 10, 1 << 24).leading_zeros();
        Self { counts: vec![0; 1 << bits], shift: u64::BITS - bits }
    }

    pub(super) fn clear(&mut self) {
        self.counts.fill(0);
    }

    /// Fibonacci hashing (Knuth, vol. 3, 6.4).
    const fn slot(&self, key: u64) -> usize {
        (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize
    }

    pub(super) fn put(&mut self, key: u64) {
        let slot = self.slot(key);
        if let Some(count) = self.counts.get_mut(slot) {
            *count = count.saturating_add(1);
        }
    }

    /// False when `key` was put in fewer than `least` times; true says nothing.
    pub(super) fn may_reach(&self, key: u64, least: u64) -> bool {
        self.counts.get(self.slot(key)).is_some_and(|count| u64::from(*count) >= least.min(u64::from(u8::MAX)))
    }
}

/// What a run of `length` words at `at` is known by: the run of one word less, and its last word.
fn key(here: &[u32], words: &[u32], at: usize, length: usize) -> Option<u64> {
    let first = *here.get(at)?;
    let second = *here.get(at + 1)?;
    let last = *words.get(at + length - 1)?;
    (first != NONE && second != NONE && last != NONE).then_some(u64::from(first) << 32 | u64::from(last))
}

/// Whether a run may be shown: see the head of this file.
fn is_phrase(words: &[u32], vocabulary: &Vocabulary) -> bool {
    let of = |word: &u32| vocabulary.get(*word);
    let edge = |word: Option<&u32>| {
        word.and_then(of).is_some_and(|w| w.kept || w.kind == TokenKind::Han && w.text.chars().nth(1).is_some())
    };
    edge(words.first()) && edge(words.last()) && words.iter().any(|word| of(word).is_some_and(|w| w.kept))
}

fn run(data: &Data<'_>, scope: Scope, params: &Params) -> Report {
    let vocabulary = data.vocabulary();
    let stream = Stream::of(data, scope);
    let mut found = runs(&stream, vocabulary, params.least.unwrap_or(LEAST).max(2));
    let words = |run: &Run| stream.words.get(run.first as usize..run.first as usize + usize::from(run.words));
    found.retain(|run| (run.within as f64) < FOLDED * run.count as f64);
    found.retain(|run| words(run).is_some_and(|words| is_phrase(words, vocabulary)));
    found.sort_by_key(|run| (std::cmp::Reverse(run.count * u64::from(run.words)), run.first));
    found.truncate(params.limit);
    let row = |run: &Run| {
        let place = stream.place(data, run.first, run.words)?;
        let text = data.corpus.documents.get(place.document)?.slice(place.span).to_owned();
        let cells = vec![
            Cell::Text(text),
            Cell::Count(u64::from(run.words)),
            Cell::Count(u64::from(run.pieces)),
            Cell::Count(run.count),
        ];
        Some(Row { cells, place: Some(place) })
    };
    Report {
        columns: vec![
            Column::new("word", Words::new("说法", "Phrase")),
            Column::new("words", Words::new("词数", "Words")),
            Column::new("pieces", Words::new("篇数", "Pieces")),
            Column::with_bar("count", Words::new("次数", "Count")),
        ],
        rows: found.iter().filter_map(row).collect(),
        ..STATISTIC.report(data, scope)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::{Line, analysed, corpus};
    use crate::stats::writer;

    fn check(texts: &[&'static str], least: u64, expected: &[&str]) {
        let lines: Vec<Vec<Line>> = texts.iter().map(|text| vec![Line::Title("题"), Line::Text(text)]).collect();
        let corpus = corpus(&lines.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let analyses = analysed(&corpus);
        let data = Data { corpus: &corpus, analyses: &analyses };
        let report = run(&data, Scope::Corpus, &Params { least: Some(least), ..Params::default() });
        let rows: Vec<String> =
            report.rows.iter().map(|row| row.cells.iter().map(writer::plain).collect::<Vec<_>>().join("/")).collect();
        assert_eq!(rows, expected);
        for row in &report.rows {
            let Some((place, Some(Cell::Text(text)))) = row.place.map(|place| (place, row.cells.first())) else {
                panic!("a row leads nowhere")
            };
            assert_eq!(corpus.documents.get(place.document).map(|d| d.slice(place.span)), Some(text.as_str()));
        }
    }

    // Words are runs of one kind of letter here: Chinese and Latin by turns.
    #[test]
    fn shorter_runs_are_folded_into_longer_ones() {
        check(
            &["推进ab创建cd，推进ab创建cd。", "推进ab创建cd；社区ab创建"],
            2,
            &["推进ab创建cd/4/2/3", "ab创建/2/2/4"],
        );
    }

    #[test]
    fn marks_and_lines_end_a_run_and_rare_ones_are_left_out() {
        check(&["推进，ab。推进\nab 推进 ab", "推进。ab"], 2, &[]);
        check(&["推进ab，推进ab，𠀀𠀁ab𠀀𠀁ab"], 2, &["推进ab/2/1/2", "𠀀𠀁ab/2/1/2"]);
        check(&["推进ab推进ab推进ab"], 3, &["推进ab/2/1/3"]);
        check(&[], 2, &[]);
    }
}
