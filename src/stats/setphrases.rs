//! 固定字串 (set phrases): runs of Chinese characters that come again and again, wherever the segmenter cuts them; shorter
//! ones are folded into longer ones.
//!
//! No mark, letter or line end stands in a run. Level by level (Agrawal & Srikant 1994): a run of n characters is looked at
//! only where both runs of n − 1 characters in it are frequent. Frequent is what occurs three times and in longer texts at
//! least once in 100,000 characters, so that no level has more than 100,000 frequent runs. A run is left out
//! - when less than half of its places begin and end where words do: it is a piece of words;
//! - when it begins or ends with a particle, is an amount, or is a word that means nothing;
//! - when a longer run that is left holds it in at least four fifths of its places: it is a part of that one.
//!
//! Runs go on to 32 characters: a longer one would come as all of its parts. Ranked by what it would save to write each of
//! them with one sign: count × (characters − 1).

use rustc_hash::FxHashMap;

use super::data::{Data, Params};
use super::lexicon::is_amount;
use super::ngrams::Sieve;
use super::report::{Cell, Column, Fact, Report, Row, Words};
use super::table::{Needs, Statistic};
use crate::corpus::model::{Place, Scope};
use crate::text::safe::is_han;
use crate::text::span::{ByteSpan, head, tail};

/// The row of the table.
pub const STATISTIC: Statistic = Statistic {
    id: "setphrases",
    words: Words::new("固定字串", "Set phrases"),
    note: Words::new(
        "两个字以上的汉字串反复出现，不管怎么分词、不跨标点；短的归入长的；按次数×（字数-1）排",
        "runs of two or more Chinese characters that come again, however words are cut; shorter folded into longer ones",
    ),
    needs: Needs::Nothing,
    run,
};

/// Runs that occur less often are left out, where nothing else is asked for: so many times, and once in so many characters.
const LEAST: u64 = 3;
const ONCE_IN: u64 = 100_000;
/// The longest run, in characters.
const LONGEST: usize = 32;
/// From which share of its places within a longer run on a run is a part of it.
const FOLDED: f64 = 0.8;
/// No run.
const NONE: u32 = u32::MAX;
/// Characters that no set phrase begins with or ends with, unless they belong to a word there: 的, but not that of 目的.
const PARTICLES_FIRST: &str =
    "的了着过等们之及和与或而并且也都就地得把被将对向由从于在是以为让使给到按经各每该本此其这那";
const PARTICLES_LAST: &str = "的了着和与及或等在是对把被将向从由于为以而并且但其之这那各每该也都就不很更最";

/// The characters of a scope end to end.
#[derive(Default)]
struct Stream {
    /// The number of the run at each position: at first code points. [`NONE`] stands where a run must end.
    here: Vec<u32>,
    /// Whether a word begins, or a run ends, at each position.
    begins: Vec<bool>,
    /// Where characters follow each other in the text: (first position, its byte), ascending.
    stretches: Vec<(u32, u32)>,
    /// (first position, document number), ascending.
    pieces: Vec<(u32, usize)>,
    characters: u64,
}

impl Stream {
    fn of(data: &Data<'_>, scope: Scope) -> Self {
        let vocabulary = data.vocabulary();
        let han: Vec<bool> = vocabulary.words().iter().map(|word| word.text.contains(is_han)).collect();
        let mut stream = Self::default();
        for part in data.parts(scope) {
            for piece in &part.document.pieces {
                let Some(span) = piece.span.overlap(part.span) else { continue };
                stream.pieces.push((stream.here.len() as u32, part.number));
                for stretch in part.analysis.stretches(vocabulary, span) {
                    for token in stretch {
                        if !han.get(token.word as usize).copied().unwrap_or(false) {
                            stream.end();
                            continue;
                        }
                        for (at, c) in vocabulary.text(token.word).char_indices() {
                            if is_han(c) {
                                stream.put(c, token.start + at as u32, at == 0);
                            } else {
                                stream.end();
                            }
                        }
                    }
                    stream.end();
                }
            }
        }
        stream
    }

    fn put(&mut self, c: char, byte: u32, begins: bool) {
        let ended = self.here.last().is_none_or(|last| *last == NONE);
        if ended {
            self.stretches.push((self.here.len() as u32, byte));
        }
        self.here.push(u32::from(c));
        self.begins.push(begins || ended);
        self.characters += 1;
    }

    fn end(&mut self) {
        if self.here.last().is_some_and(|last| *last != NONE) {
            self.here.push(NONE);
            self.begins.push(true);
        }
    }

    /// The document and the bytes of the run of `length` characters at `position`.
    fn place(&self, data: &Data<'_>, position: u32, length: usize) -> Option<Place> {
        let before = |rows: usize| rows.checked_sub(1);
        let (_, document) = *self.pieces.get(before(self.pieces.partition_point(|(at, _)| *at <= position))?)?;
        let (first, byte) = *self.stretches.get(before(self.stretches.partition_point(|(at, _)| *at <= position))?)?;
        let text = tail(&data.corpus.documents.get(document)?.text, byte as usize);
        let mut bytes = text.char_indices().map(|(at, _)| byte as usize + at).skip((position - first) as usize);
        let start = bytes.next()?;
        let end = bytes.nth(length - 1).unwrap_or(byte as usize + text.len());
        Some(Place { document, span: ByteSpan::new(start, end) })
    }
}

/// A run that may be frequent.
#[derive(Clone, Copy, Debug)]
struct Run {
    /// The numbers of the runs at its first and its second character.
    parts: [u32; 2],
    length: u8,
    count: u32,
    pieces: u32,
    last_piece: u32,
    /// The position of its first place.
    first: u32,
    /// In how many places it begins and ends where words do.
    whole: u32,
    /// It may be shown, as far as it alone tells.
    sound: bool,
    /// How often the most frequent longer run that holds it and may be shown occurs.
    within: u32,
}

/// The frequent runs of `stream`, shorter ones first.
fn runs(stream: &mut Stream, least: u64) -> Vec<Run> {
    let mut singles: FxHashMap<u32, u64> = FxHashMap::default();
    for c in &stream.here {
        *singles.entry(*c).or_default() += 1;
    }
    for c in &mut stream.here {
        if singles.get(c).is_none_or(|count| *count < least) {
            *c = NONE;
        }
    }
    let mut all: Vec<Run> = Vec::new();
    let Stream { here, begins, pieces, .. } = stream;
    let key = |here: &[u32], at: usize| match (here.get(at), here.get(at + 1)) {
        (Some(&one), Some(&other)) if one != NONE && other != NONE => Some(u64::from(one) << 32 | u64::from(other)),
        _ => None,
    };
    // As many frequent runs as there can be, several times over.
    let mut sieve = Sieve::new(here.len() / least.max(1) as usize * 8);
    for length in 2..=LONGEST {
        sieve.clear();
        for key in (0..here.len()).filter_map(|at| key(here, at)) {
            sieve.put(key);
        }
        let mut found: Vec<Run> = Vec::new();
        let mut numbers: FxHashMap<u64, u32> = FxHashMap::default();
        let mut piece = 0;
        let mut next_piece = pieces.iter().map(|(first, _)| *first).peekable();
        for at in 0..here.len() {
            while next_piece.next_if(|first| *first as usize <= at).is_some() {
                piece += 1;
            }
            let key = key(here, at).filter(|key| sieve.may_reach(*key, least));
            let Some(of) = here.get_mut(at) else { break };
            let Some(key) = key else {
                *of = NONE;
                continue;
            };
            let number = *numbers.entry(key).or_insert_with(|| {
                let parts = [(key >> 32) as u32, key as u32];
                let (length, first) = (length as u8, at as u32);
                found.push(Run {
                    parts,
                    length,
                    count: 0,
                    pieces: 0,
                    last_piece: 0,
                    first,
                    whole: 0,
                    sound: false,
                    within: 0,
                });
                found.len() as u32 - 1
            });
            // Nothing further on looks at this position any more.
            *of = number;
            if let Some(run) = found.get_mut(number as usize) {
                run.count += 1;
                let edge = |at: usize| begins.get(at).copied().unwrap_or(true);
                run.whole += u32::from(edge(at) && edge(at + length));
                if run.last_piece != piece {
                    run.last_piece = piece;
                    run.pieces += 1;
                }
            }
        }
        let mut lasting: Vec<u32> = Vec::with_capacity(found.len());
        let before = all.len();
        for run in found {
            if u64::from(run.count) < least {
                lasting.push(NONE);
                continue;
            }
            lasting.push(all.len() as u32);
            all.push(run);
        }
        if all.len() == before {
            break;
        }
        for of in here.iter_mut() {
            *of = lasting.get(*of as usize).copied().unwrap_or(NONE);
        }
    }
    all
}

/// Says of every run whether it is `sound`, and how much of it longer ones hold that are.
fn fold(runs: &mut [Run], sound: impl Fn(&Run) -> bool) {
    for at in (0..runs.len()).rev() {
        let Some(run) = runs.get_mut(at) else { continue };
        run.sound = sound(run);
        let (length, parts, held) = (run.length, run.parts, if run.sound { run.count } else { run.within });
        // The two runs in it are one character shorter; single characters have no numbers.
        for part in parts.into_iter().filter(|_| length > 2) {
            if let Some(part) = runs.get_mut(part as usize) {
                part.within = part.within.max(held);
            }
        }
    }
}

/// Whether a run may be shown by its text: see the head of this file.
fn is_phrase(data: &Data<'_>, text: &str) -> bool {
    let vocabulary = data.vocabulary();
    let is_word = |text: &str| vocabulary.find(text).is_some();
    let within = || text.char_indices().map(|(at, _)| at).skip(1);
    let begins = || is_word(text) || within().skip(1).any(|at| is_word(head(text, at)));
    let ends =
        || is_word(text) || within().any(|at| is_word(tail(text, at)) && tail(text, at).chars().nth(1).is_some());
    let means = vocabulary.find(text).and_then(|number| vocabulary.get(number)).is_none_or(|word| word.kept);
    means
        && !is_amount(text)
        && (!text.starts_with(|c| PARTICLES_FIRST.contains(c)) || begins())
        && (!text.ends_with(|c| PARTICLES_LAST.contains(c)) || ends())
}

fn run(data: &Data<'_>, scope: Scope, params: &Params) -> Report {
    let mut stream = Stream::of(data, scope);
    let least = params.least.unwrap_or_else(|| LEAST.max(stream.characters / ONCE_IN)).max(2);
    let mut found = runs(&mut stream, least);
    fold(&mut found, |run| {
        let place = stream.place(data, run.first, usize::from(run.length));
        let text = place.and_then(|place| Some(data.corpus.documents.get(place.document)?.slice(place.span)));
        run.whole * 2 >= run.count && text.is_some_and(|text| is_phrase(data, text))
    });
    found.retain(|run| run.sound && f64::from(run.within) < FOLDED * f64::from(run.count));
    let score = |run: &Run| u64::from(run.count) * u64::from(run.length - 1);
    found.sort_by_key(|run| (std::cmp::Reverse((score(run), run.length)), run.first));
    let row = |run: &Run| {
        let place = stream.place(data, run.first, usize::from(run.length))?;
        let text = data.corpus.documents.get(place.document)?.slice(place.span);
        let cells = vec![
            Cell::Text(text.to_owned()),
            Cell::Count(u64::from(run.length)),
            Cell::Count(u64::from(run.pieces)),
            Cell::Count(u64::from(run.count)),
        ];
        Some(Row { cells, place: Some(place) })
    };
    Report {
        columns: vec![
            Column::new("word", Words::new("字串", "Run")),
            Column::new("characters", Words::new("字数", "Characters")),
            Column::new("pieces", Words::new("篇数", "Pieces")),
            Column::with_bar("count", Words::new("次数", "Count")),
        ],
        summary: vec![
            Fact::new("characters", Words::new("汉字", "Chinese characters"), Cell::Count(stream.characters)),
            Fact::new("least", Words::new("最少次数", "Least count"), Cell::Count(least)),
        ],
        rows: found.iter().filter_map(row).take(params.limit).collect(),
        ..STATISTIC.report(data, scope)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::{Line, analysed_by, corpus};
    use crate::stats::writer;
    use crate::text::segment::{ByClass, Segmenter, Token, TokenKind};

    /// Cuts every letter.
    struct EachLetter;

    impl Segmenter for EachLetter {
        fn cut(&self, text: &str, out: &mut Vec<Token>) {
            out.extend(text.char_indices().map(|(at, c)| Token {
                start: at as u32,
                end: (at + c.len_utf8()) as u32,
                kind: if is_han(c) { TokenKind::Han } else { TokenKind::Mark },
            }));
        }
    }

    /// Lines of debris stand between `|`. Rows are text/characters/pieces/count.
    fn check(texts: &[&'static str], segmenter: &dyn Segmenter, least: Option<u64>, expected: &[&str]) {
        let lines = |text: &&'static str| -> Vec<Line> {
            let lines = text.split('|').enumerate().map(|(at, text)| match at % 2 {
                0 => Line::Text(text),
                _ => Line::Noise(text),
            });
            std::iter::once(Line::Title("题")).chain(lines).collect()
        };
        let lines: Vec<Vec<Line>> = texts.iter().map(lines).collect();
        let corpus = corpus(&lines.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let analyses = analysed_by(&corpus, segmenter);
        let data = Data { corpus: &corpus, analyses: &analyses };
        let report = run(&data, Scope::Corpus, &Params { least, ..Params::default() });
        let row = |row: &Row| row.cells.iter().map(writer::plain).collect::<Vec<_>>().join("/");
        assert_eq!(report.rows.iter().map(row).collect::<Vec<_>>(), expected);
        for row in &report.rows {
            let text = row.place.and_then(|p| Some(corpus.documents.get(p.document)?.slice(p.span).to_owned()));
            assert_eq!(row.cells.first(), text.map(Cell::Text).as_ref());
        }
    }

    #[test]
    fn shorter_runs_are_folded_into_longer_ones() {
        // 背街小巷 stands 4 times in 整治背街小巷 and once by itself: 4 of 5 is a part, 4 of 6 is not.
        let text = "整治背街小巷，整治背街小巷；整治背街小巷、整治背街小巷。";
        let of = |rest: &str| -> &'static str { Box::leak(format!("{text}{rest}").into_boxed_str()) };
        check(&[of("背街小巷")], &EachLetter, None, &["整治背街小巷/6/1/4"]);
        check(&[of("背街小巷"), "背街小巷"], &EachLetter, None, &["整治背街小巷/6/1/4", "背街小巷/4/2/6"]);
    }

    // A run of Chinese characters between marks is one word.
    #[test]
    fn pieces_of_words_are_left_out() {
        // 文明 stands in 4 places, in 2 of them as a whole word; in 1 of 4 it is a piece of words.
        check(&["文明、文明；文明城。文明号"], &ByClass, None, &["文明/2/1/4"]);
        check(&["文明、文明局；文明城。文明号"], &ByClass, None, &[]);
    }

    #[test]
    fn marks_letters_and_lines_end_a_run() {
        check(&["门前、三包。门前\n三包a门前１三包"], &ByClass, None, &["门前/2/1/3", "三包/2/1/3"]);
        check(&["𠀀𠀁城，𠀀𠀁城；𠀀𠀁城 好\u{301}事好\u{301}事好\u{301}事"], &EachLetter, None, &["𠀀𠀁城/3/1/3"]);
        check(&["门前三|导航|包三包|导航|三包。三包"], &EachLetter, None, &["三包/2/1/3"]);
        check(&["门前，门前"], &ByClass, None, &[]);
        check(&["门前，门前"], &ByClass, Some(2), &["门前/2/1/2"]);
        check(&[], &ByClass, None, &[]);
    }

    #[test]
    fn particles_amounts_and_words_without_meaning_are_left_out() {
        check(&["二十年，二十年，二十年。我们、我们、我们"], &ByClass, None, &[]);
        // 目的 is a word of this text, 的城 and 城和 are none.
        check(&["的城，的城，的城。城和；城和，城和"], &EachLetter, None, &[]);
        check(&["达到目的，达到目的，达到目的。目的"], &ByClass, None, &["达到目的/4/1/3"]);
        check(&["达到之的，达到之的，达到之的"], &EachLetter, None, &["达到/2/1/3"]);
    }

    #[test]
    fn every_frequent_run_is_counted_as_often_as_it_stands() {
        // Letters that look random: x ↦ 1103515245 x + 12345, a mark for every ninth of them.
        let step = |x: &u32| Some(x.wrapping_mul(1_103_515_245).wrapping_add(12_345));
        let letters = std::iter::successors(Some(7), step).map(|x: u32| x >> 16);
        let text: String = letters
            .map(|x| *['，', '创', '建', '文', '𠀀'].get(x as usize % 9 % 5).unwrap_or(&'，'))
            .take(3000)
            .collect();
        let mut stream = Stream::default();
        for (at, c) in text.char_indices() {
            if is_han(c) { stream.put(c, at as u32, true) } else { stream.end() }
        }
        let mut expected: std::collections::BTreeMap<String, u32> = std::collections::BTreeMap::new();
        for stretch in text.split('，') {
            let letters: Vec<char> = stretch.chars().collect();
            for length in 2..=8 {
                for run in letters.windows(length) {
                    *expected.entry(run.iter().collect()).or_default() += 1;
                }
            }
        }
        expected.retain(|_, count| *count >= 5);
        let code_points = stream.here.clone();
        let text = |run: &Run| -> String {
            let codes = code_points.iter().skip(run.first as usize).take(usize::from(run.length));
            codes.filter_map(|code| char::from_u32(*code)).collect()
        };
        let found = runs(&mut stream, 5);
        let found = found.iter().filter(|run| run.length <= 8).map(|run| (text(run), run.count));
        assert_eq!(found.collect::<std::collections::BTreeMap<_, _>>(), expected);
        assert!(expected.len() > 100);
    }

    #[test]
    fn a_long_phrase_is_one_row() {
        let long = "深入学习贯彻落实上级关于文明城市创建工作";
        let text = Box::leak(format!("{long}，{long}；{long}").into_boxed_str());
        check(&[text], &EachLetter, None, &[&format!("{long}/20/1/3")]);
    }
}
