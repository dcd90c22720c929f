//! 固定字串 (set phrases): runs of Chinese characters that come again and again, wherever the segmenter cuts them; shorter
//! ones are folded into longer ones.
//!
//! No mark, letter or line end stands in a run. Frequent is what occurs three times and in longer texts at
//! least once in 100,000 characters, so that no level has more than 100,000 frequent runs. A run is left out
//! - when less than half of its places begin and end where words do: it is a piece of words;
//! - when it begins or ends with a particle, is an amount, or is a word that means nothing;
//! - when a longer run that is left holds it in at least four fifths of its places: it is a part of that one.
//!
//! Runs go on to 32 characters: a longer one would come as all of its parts. Ranked by what it would save to write each of
//! them with one sign: count × (characters − 1).

use super::data::{Data, Params};
use super::lexicon::is_amount;
use super::report::{Cell, Column, Fact, Report, Row, Words};
use super::series::{NONE, Run, Runs, Stream};
use super::table::{Needs, Statistic};
use super::together::{Together, halves};
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
const LONGEST: u8 = 32;
/// From which share of its places within a longer run on a run is a part of it.
const FOLDED: f64 = 0.8;
/// Characters that no set phrase begins with or ends with, unless they belong to a word there: 的, but not that of 目的.
const PARTICLES_FIRST: &str =
    "的了着过等们之及和与或而并且也都就地得把被将对向由从于在是以为让使给到按经各每该本此其这那";
const PARTICLES_LAST: &str = "的了着和与及或等在是对把被将向从由于为以而并且但其之这那各每该也都就不很更最";

/// The Chinese characters of a scope end to end. They are not kept: they are gone through again, and where one of the runs
/// that are shown stands is found again.
struct Characters<'a> {
    data: Data<'a>,
    /// The code points of all words of the vocabulary, [`NONE`] for what is not Chinese; of a word without any Chinese there
    /// is nothing.
    of_words: Vec<u32>,
    /// Where those of each word end.
    ends: Vec<u32>,
    /// Document numbers, and the pieces' bytes in the scope.
    pieces: Vec<(usize, ByteSpan)>,
}

impl<'a> Characters<'a> {
    fn of(data: &Data<'a>, scope: Scope) -> Self {
        let words = data.vocabulary().words();
        let (mut of_words, mut ends) = (Vec::new(), Vec::with_capacity(words.len()));
        for word in words {
            if word.text.contains(is_han) {
                of_words.extend(word.text.chars().map(|c| if is_han(c) { u32::from(c) } else { NONE }));
            }
            ends.push(of_words.len() as u32);
        }
        let pieces = data.parts(scope).flat_map(|part| {
            let spans = part.document.pieces.spans().filter_map(move |span| span.overlap(part.span));
            spans.map(move |span| (part.number, span))
        });
        Self { data: *data, of_words, ends, pieces: pieces.collect() }
    }

    /// The characters by their code points, in two streams; a word's first character is an edge.
    fn streams(&self, together: Together) -> Vec<Stream> {
        let mut streams = halves(&self.pieces, |(_, span)| span.len()).map(|pieces| (pieces, Stream::default()));
        together.each(&mut streams, |(pieces, stream)| *stream = self.stream(pieces));
        streams.map(|(_, stream)| stream).into()
    }

    /// The characters of some pieces.
    fn stream(&self, pieces: &[(usize, ByteSpan)]) -> Stream {
        let bytes: usize = pieces.iter().map(|(_, span)| span.len()).sum();
        let mut stream = Stream::with_room(bytes / 3);
        for &(document, span) in pieces {
            stream.piece();
            let Some(analysis) = self.data.analysis(document) else { continue };
            for words in analysis.words(self.data.vocabulary(), span) {
                for word in words {
                    let characters = self.of_word(word);
                    if characters.is_empty() {
                        stream.end();
                    }
                    for (at, unit) in characters.iter().enumerate() {
                        if *unit == NONE { stream.end() } else { stream.put_with(*unit, at == 0) }
                    }
                }
                stream.end();
            }
        }
        stream
    }

    /// The code points of a word.
    fn of_word(&self, word: u32) -> &[u32] {
        let end = |word: usize| self.ends.get(word).map_or(0, |end| *end as usize);
        let start = (word as usize).checked_sub(1).map_or(0, end);
        self.of_words.get(start..end(word as usize)).unwrap_or_default()
    }

    /// The document and the bytes of the run with this text that begins at a piece's position.
    fn place(&self, piece: usize, position: u32, text: &str) -> Option<Place> {
        let vocabulary = self.data.vocabulary();
        let (document, span) = *self.pieces.get(piece)?;
        let mut at = 0;
        let mut ended = true;
        for stretch in self.data.analysis(document)?.stretches(vocabulary, span) {
            for token in stretch {
                let characters = self.of_word(token.word);
                let mut start = token.start as usize;
                for (unit, c) in characters.iter().zip(vocabulary.text(token.word).chars()) {
                    if *unit != NONE && at == position {
                        return Some(Place { document, span: ByteSpan::new(start, start + text.len()) });
                    }
                    at += u32::from(*unit != NONE || !ended);
                    ended = *unit == NONE;
                    start += c.len_utf8();
                }
                if characters.is_empty() {
                    at += u32::from(!ended);
                    ended = true;
                }
            }
            at += u32::from(!ended);
            ended = true;
        }
        None
    }
}

/// What is known of a run beside its counts.
#[derive(Clone, Debug, Default)]
struct Of {
    text: String,
    /// It may be shown, as far as it alone tells.
    sound: bool,
    /// How often the most frequent longer run that holds it and may be shown occurs.
    within: u32,
}

/// Says of every run whether it is `sound`, and how much of it longer ones hold that are.
fn fold(runs: &[Run], sound: impl Fn(&Run, &str) -> bool) -> Vec<Of> {
    let mut all: Vec<Of> = Vec::with_capacity(runs.len());
    for run in runs {
        // Its first character, and those of the run at its second one, which is shorter.
        let [one, other] = run.parts;
        let text = |part: u32| all.get(part as usize).map_or("", |of| of.text.as_str());
        let text = if run.length == 2 {
            [one, other].into_iter().filter_map(char::from_u32).collect()
        } else {
            text(one).chars().take(1).chain(text(other).chars()).collect()
        };
        all.push(Of { text, ..Of::default() });
    }
    for (at, run) in runs.iter().enumerate().rev() {
        let Some(of) = all.get_mut(at) else { continue };
        of.sound = sound(run, &of.text);
        let held = if of.sound { run.count } else { of.within };
        // The two runs in it are one character shorter; single characters have no numbers.
        for part in run.parts.into_iter().filter(|_| run.length > 2) {
            if let Some(part) = all.get_mut(part as usize) {
                part.within = part.within.max(held);
            }
        }
    }
    all
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
    let characters = Characters::of(data, scope);
    let streams = characters.streams(params.together);
    let count = streams.iter().map(Stream::count).sum::<u64>();
    let least = params.least.unwrap_or_else(|| LEAST.max(count / ONCE_IN)).max(2);
    let runs = Runs::of(streams, least, LONGEST, params.together);
    let of = fold(&runs.all, |run, text| run.whole * 2 >= run.count && is_phrase(data, text));
    let shown = runs.all.iter().zip(of);
    let mut found: Vec<(&Run, Of)> =
        shown.filter(|(run, of)| of.sound && f64::from(of.within) < FOLDED * f64::from(run.count)).collect();
    let score = |run: &Run| u64::from(run.count) * u64::from(run.length - 1);
    found.sort_by_key(|(run, _)| (std::cmp::Reverse((score(run), run.length)), run.first));
    let row = |(run, of): &(&Run, Of)| {
        let (piece, position) = runs.piece(run.first)?;
        let place = characters.place(piece, position, &of.text)?;
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
            Fact::new("characters", Words::new("汉字", "Chinese characters"), Cell::Count(count)),
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
    fn a_long_phrase_is_one_row() {
        let long = "深入学习贯彻落实上级关于文明城市创建工作";
        let text = Box::leak(format!("{long}，{long}；{long}").into_boxed_str());
        check(&[text], &EachLetter, None, &[&format!("{long}/20/1/3")]);
    }
}
