//! 固定说法 (n-grams): runs of two to eight words that come again and again, shorter ones folded into longer ones.
//!
//! A run lies within one stretch of words: no mark and no line end stands in it. A run is left out when a longer
//! frequent run holds it in at least four fifths of its places: it is a part of that one. It must begin and end with a word
//! that means something or has two letters, and hold one that means something.

use super::analysis::Token;
use super::data::{Data, Params};
use super::report::{self, Cell, Column, Report, Row};
use super::series::{Run, Runs, Stream};
use super::table::{Needs, Statistic};
use super::together::{Together, halves};
use super::vocabulary::Word;
use crate::corpus::model::{Place, Scope};
use crate::text::segment::TokenKind;
use crate::text::span::ByteSpan;

/// The row of the table.
pub const STATISTIC: Statistic = Statistic {
    id: "ngrams",
    words: report::Words::new("固定说法", "Phrases"),
    note: report::Words::new(
        "两到八个词连在一起反复出现；短的归入长的",
        "runs of two to eight words that come again; shorter ones are folded into longer ones",
    ),
    needs: Needs::Nothing,
    run,
};

/// Runs that occur less often are left out, where nothing else is asked for.
const LEAST: u64 = 3;
/// The longest run, in words.
const LONGEST: u8 = 8;
/// From which share of its places within a longer run on a run is a part of it.
const FOLDED: f64 = 0.8;
/// Of so many words the runs first looked for occur at least once.
const RARE: u64 = 1 << 19;

/// A run that is to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Phrase {
    words: u8,
    count: u32,
    pieces: u32,
    /// The position of its first word in the first place.
    first: u32,
}

impl Phrase {
    fn score(&self) -> u64 {
        u64::from(self.count) * u64::from(self.words)
    }
}

/// The words of a scope end to end. They are not kept: they are gone through again, and where one of the few that are asked
/// for stands is found again.
struct Words<'a> {
    data: Data<'a>,
    /// Of the words of the vocabulary, which are words.
    is_word: Vec<bool>,
    /// Document numbers, and the pieces' bytes in the scope.
    pieces: Vec<(usize, ByteSpan)>,
}

impl<'a> Words<'a> {
    fn of(data: &Data<'a>, scope: Scope) -> Self {
        let is_word = data.vocabulary().words().iter().map(Word::is_word).collect();
        let pieces = data.parts(scope).flat_map(|part| {
            let spans = part.document.pieces.spans().filter_map(move |span| span.overlap(part.span));
            spans.map(move |span| (part.number, span))
        });
        Self { data: *data, is_word, pieces: pieces.collect() }
    }

    fn is_word(&self, word: u32) -> bool {
        self.is_word.get(word as usize).copied().unwrap_or(false)
    }

    /// Where the run of so many words stands that begins at a piece's position.
    fn place(&self, piece: usize, mut position: u32, words: u8) -> Option<Place> {
        let vocabulary = self.data.vocabulary();
        let (document, span) = *self.pieces.get(piece)?;
        for stretch in self.data.analysis(document)?.stretches(vocabulary, span) {
            let mut last = false;
            let mut tokens = stretch.peekable();
            while let Some(token) = tokens.peek() {
                let word = self.is_word(token.word);
                if word && position == 0 {
                    // Its words stand side by side.
                    let start = token.start as usize;
                    let of = |token: Token| vocabulary.length(token.word);
                    let length: usize = tokens.take(words.into()).map(of).sum();
                    return Some(Place { document, span: ByteSpan::new(start, start + length) });
                }
                // Where words end there is a position without one.
                position = position.checked_sub(u32::from(word || last))?;
                last = word;
                tokens.next();
            }
            position = position.checked_sub(u32::from(last))?;
        }
        None
    }

    /// About how many there are.
    fn size(&self) -> usize {
        size(&self.pieces)
    }

    /// The words by their numbers, in two streams.
    fn streams(&self, together: Together) -> Vec<Stream> {
        let mut streams = halves(&self.pieces, |(_, span)| span.len()).map(|pieces| (pieces, Stream::default()));
        together.each(&mut streams, |(pieces, stream)| *stream = self.stream(pieces));
        streams.map(|(_, stream)| stream).into()
    }

    /// The words of some pieces.
    fn stream(&self, pieces: &[(usize, ByteSpan)]) -> Stream {
        let mut stream = Stream::with_room(size(pieces));
        for &(document, span) in pieces {
            stream.piece();
            let Some(analysis) = self.data.analysis(document) else { continue };
            for words in analysis.words(self.data.vocabulary(), span) {
                for word in words {
                    if self.is_word(word) { stream.put(word) } else { stream.end() }
                }
                stream.end();
            }
        }
        stream
    }

    /// The runs to be shown among `runs`, first the most frequent and long.
    fn phrases(&self, runs: &Runs) -> Vec<Phrase> {
        let vocabulary = self.data.vocabulary();
        let mut edges: Vec<Edges> = Vec::with_capacity(runs.all.len());
        // How often the most frequent longer run that holds it occurs.
        let mut within = vec![0; runs.all.len()];
        for run in &runs.all {
            let of = |part: u32| match run.length {
                2 => vocabulary.get(part).map(Edges::of),
                _ => edges.get(part as usize).copied(),
            };
            let [one, other] = run.parts.map(|part| of(part).unwrap_or_default());
            edges.push(one.with(other));
            for part in run.parts.into_iter().filter(|_| run.length > 2) {
                if let Some(within) = within.get_mut(part as usize) {
                    *within = run.count.max(*within);
                }
            }
        }
        let all = runs.all.iter().zip(within).zip(edges);
        let shown = all.filter(|((run, within), edges)| {
            f64::from(*within) < FOLDED * f64::from(run.count) && edges.begins && edges.ends && edges.means
        });
        let phrase = |run: &Run| Phrase { words: run.length, count: run.count, pieces: run.pieces, first: run.first };
        let mut phrases: Vec<Phrase> = shown.map(|((run, _), _)| phrase(run)).collect();
        phrases.sort_by_key(|phrase| (std::cmp::Reverse(phrase.score()), phrase.first));
        phrases
    }

    /// The first `limit` runs to be shown of those that occur `least` times, with where they stand. At first runs are looked
    /// for that occur `often`, then less often ones, until it is sure that no other one would stand among the first.
    fn first(&self, least: u64, often: u64, limit: usize, together: Together) -> (Vec<Phrase>, Runs) {
        let mut floor = often.max(least);
        loop {
            let runs = Runs::of(self.streams(together), floor, LONGEST, together);
            let mut phrases = self.phrases(&runs);
            // With this score a run is so frequent that every one it may be a part of has been found.
            let sure = (floor as f64 / FOLDED * f64::from(LONGEST)).ceil() as u64;
            let last = limit.checked_sub(1).and_then(|last| phrases.get(last)).map(Phrase::score);
            if floor == least || limit == 0 || last.is_some_and(|last| last >= sure) {
                phrases.truncate(limit);
                return (phrases, runs);
            }
            let enough = last.map_or(floor / 8, |last| (last as f64 * FOLDED / f64::from(LONGEST)) as u64);
            floor = enough.min(floor / 2).max(least);
        }
    }
}

/// About how many words some pieces have: a word or mark has five bytes.
fn size(pieces: &[(usize, ByteSpan)]) -> usize {
    pieces.iter().map(|(_, span)| span.len()).sum::<usize>() / 5
}

/// What decides whether a run may be shown: see the head of this file.
#[derive(Clone, Copy, Debug, Default)]
struct Edges {
    /// It may begin a run.
    begins: bool,
    /// It may end one.
    ends: bool,
    /// A word in it means something.
    means: bool,
}

impl Edges {
    fn of(word: &Word) -> Self {
        let edge = word.kept || word.kind == TokenKind::Han && word.text.chars().nth(1).is_some();
        Self { begins: edge, ends: edge, means: word.kept }
    }

    /// Those of a run that begins as `self` does and ends as `other` does.
    const fn with(self, other: Self) -> Self {
        Self { begins: self.begins, ends: other.ends, means: self.means || other.means }
    }
}

fn run(data: &Data<'_>, scope: Scope, params: &Params) -> Report {
    let words = Words::of(data, scope);
    let size = words.size();
    let often = if params.limit < size { size as u64 / RARE } else { 0 };
    let (found, runs) = words.first(params.least.unwrap_or(LEAST).max(2), often, params.limit, params.together);
    let row = |run: &Phrase| {
        let (piece, position) = runs.piece(run.first)?;
        let place = words.place(piece, position, run.words)?;
        let text = data.corpus.documents.get(place.document)?.slice(place.span).to_owned();
        let cells = vec![
            Cell::Text(text),
            Cell::Count(u64::from(run.words)),
            Cell::Count(u64::from(run.pieces)),
            Cell::Count(u64::from(run.count)),
        ];
        Some(Row { cells, place: Some(place) })
    };
    Report {
        columns: vec![
            Column::new("word", report::Words::new("说法", "Phrase")),
            Column::new("words", report::Words::new("词数", "Words")),
            Column::new("pieces", report::Words::new("篇数", "Pieces")),
            Column::with_bar("count", report::Words::new("次数", "Count")),
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

    #[test]
    fn looking_for_frequent_runs_first_finds_the_same() {
        // Letters that look random: x ↦ 1103515245 x + 12345.
        let step = |x: &u32| Some(x.wrapping_mul(1_103_515_245).wrapping_add(12_345));
        let parts = std::iter::successors(Some(7), step).map(|x: u32| (x >> 16) as usize);
        let of = |parts: [&'static str; 7], x: usize| parts.get(x * x % 11 % 7).copied().unwrap_or_default();
        let text: String = (0..4000)
            .zip(parts)
            .map(|(at, x)| match at % 2 {
                0 => of(["推进", "创建", "社区", "文明", "的", "𠀀𠀁", "推进，"], x),
                _ => of(["ab", "cd", "x", "ef", "gh。", "ab，", "ij"], x),
            })
            .collect();
        let text: &'static str = Box::leak(text.into_boxed_str());
        let lines: &[Line] = &[Line::Title("题"), Line::Text(text)];
        let corpus = corpus(&[lines, lines]);
        let analyses = analysed(&corpus);
        let words = Words::of(&Data { corpus: &corpus, analyses: &analyses }, Scope::Corpus);
        let (all, _) = words.first(2, 0, usize::MAX, Together::ALONE);
        assert!(all.len() > 100, "{}", all.len());
        for limit in [0, 1, 3, 10, 50, all.len(), all.len() + 1] {
            for often in [0, 3, 8, 30, 100, 1000, 100_000] {
                let found = words.first(2, often, limit, Together::ALONE).0;
                assert!(found.iter().eq(all.iter().take(limit)), "{limit} {often}");
            }
        }
    }
}
