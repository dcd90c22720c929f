//! 新词 (new words): neighbouring tokens that belong together so firmly that they look like a word which the segmenter
//! does not know.
//!
//! Two or three Chinese tokens side by side, at least one of them a single letter, two to six letters in all. How firmly
//! they hold together is normalised pointwise mutual information, log₂ (f(xy) N / (f(x) f(y))) by −log₂ (f(xy) / N), at most
//! 1 however large the corpus is (Bouma 2009), of three tokens the smaller of both ways to part them; how freely the whole
//! stands is the entropy of its neighbours, the smaller of both sides, in bits (boundary entropy; Huang & Powers 2003).
//! The score is their product times log₂ of the frequency. Words that the word lists have already are told apart.

use rustc_hash::FxHashMap;

use super::data::{Data, Params};
use super::report::{Cell, Column, Report, Row, Words};
use super::sieve::Sieve;
use super::table::{Needs, Statistic};
use super::vocabulary::{Vocabulary, Word};
use crate::corpus::model::{Place, Scope};
use crate::text::segment::TokenKind;
use crate::text::span::ByteSpan;

/// The row of the table.
pub const STATISTIC: Statistic = Statistic {
    id: "newwords",
    words: Words::new("新词", "New words"),
    note: Words::new(
        "分词不认得、像是一个词的字串；凝固度（NPMI）最大 1，自由度是两边的熵；a 收进词表",
        "strings that look like words the segmenter does not know: mutual information and boundary entropy",
    ),
    needs: Needs::Nothing,
    run,
};

/// What occurs less often is left out, where nothing else is asked for.
const LEAST: u64 = 3;
/// The least normalised mutual information, and the least entropy in bits.
const FIRM: f64 = 0.4;
const FREE: f64 = 0.9;
/// The longest word, in letters.
const LONGEST: usize = 6;
/// Letters that stand at the edge of a word by chance: particles, pronouns, measure words, verbs of position.
const EDGES: &str = "的了在是和与及或等也都就还又再很最更太不未没无有为对把被将向从到由以于而且但并其之这那此该各每某本我你他她它们个\
    名家户条项件处所次年月日时分元万亿多余第上下中内外前后左右来去给让使要会能可应需须着过地得约近达共已比同岁";

/// Letters that no word begins or ends with, though words hold them otherwise.
const NEVER_FIRST: &str = "率区县市镇村局厅们者性化式型员费额量比居取岁余";
const NEVER_LAST: &str = "新大小高多好各已已目先";

/// Neighbours of a candidate: how often each stands there.
type Neighbours = FxHashMap<u32, u32>;

/// A candidate: its tokens, and what is known of it.
#[derive(Debug, Default)]
struct Candidate {
    count: u64,
    left: Neighbours,
    right: Neighbours,
    first: Option<Place>,
}

/// The tokens of a candidate; the third is [`NONE`] where there are two.
type Tokens = [u32; 3];

const NONE: u32 = u32::MAX;

/// What stands beside a candidate at the edge of a stretch: a mark or nothing, each time another.
const EDGE: u32 = u32::MAX - 1;

/// A token where it stands: number, first byte.
type Standing = (u32, u32);

struct Counting<'a> {
    vocabulary: &'a Vocabulary,
    /// The Chinese tokens of the stretch so far: number, first byte.
    run: Vec<(u32, u32)>,
    singles: Vec<u64>,
    running: u64,
}

/// Letters of a token, and whether it may begin or end a word.
#[derive(Clone, Copy, Debug, Default)]
struct Kind {
    han: bool,
    letters: usize,
    edge: bool,
    first: bool,
    last: bool,
}

fn kinds(vocabulary: &Vocabulary) -> Vec<Kind> {
    let kind = |word: &Word| {
        let letters = word.text.chars().count();
        let function = letters == 1 && word.text.chars().all(|c| EDGES.contains(c));
        let number = |c: char| "〇零一二三四五六七八九十百千两几".contains(c);
        let edge = !function && !word.text.chars().all(number);
        let single = |list: &str| letters == 1 && word.text.chars().all(|c| list.contains(c));
        let (first, last) = (edge && !single(NEVER_FIRST), edge && !single(NEVER_LAST));
        Kind { han: word.kind == TokenKind::Han, letters, edge, first, last }
    };
    vocabulary.words().iter().map(kind).collect()
}

fn run(data: &Data<'_>, scope: Scope, params: &Params) -> Report {
    let vocabulary = data.vocabulary();
    let kinds = kinds(vocabulary);
    let kind = |word: u32| kinds.get(word as usize).copied().unwrap_or_default();
    let least = params.least.unwrap_or(LEAST).max(2);
    let mut counting = Counting { vocabulary, run: Vec::new(), singles: vec![0; vocabulary.len()], running: 0 };
    // Most pairs are rare: those whose hash is rare never come into the table.
    let key = |one: u32, other: u32| u64::from(one) << 32 | u64::from(other);
    let tokens = data.parts(scope).map(|part| part.document.text.len() / 5).sum();
    let mut sieve = Sieve::new(tokens, least);
    each_run(data, scope, &kind, &mut counting, &mut |run, _| {
        for pair in run.windows(2) {
            if let &[(one, _), (other, _)] = pair {
                sieve.put(key(one, other));
            }
        }
    });
    let (singles, running) = (std::mem::take(&mut counting.singles), counting.running as f64);
    let mut pairs: FxHashMap<(u32, u32), u64> = FxHashMap::default();
    each_run(data, scope, &kind, &mut counting, &mut |run, _| {
        for pair in run.windows(2) {
            if let &[(one, _), (other, _)] = pair
                && sieve.may_reach(key(one, other), least)
            {
                *pairs.entry((one, other)).or_default() += 1;
            }
        }
    });
    pairs.retain(|_, count| *count >= least);
    let mut candidates: FxHashMap<Tokens, Candidate> = FxHashMap::default();
    counting.singles = vec![0; vocabulary.len()];
    each_run(data, scope, &kind, &mut counting, &mut |run, document| {
        for at in 0..run.len() {
            for length in 2..=3 {
                let Some(tokens) = run.get(at..at + length) else { continue };
                if !is_candidate(tokens, &kind) || !tokens.windows(2).all(|pair| is_pair(pair, &pairs)) {
                    continue;
                }
                let number = |at: usize| tokens.get(at).map_or(NONE, |(word, _)| *word);
                let candidate = candidates.entry([number(0), number(1), number(2)]).or_default();
                candidate.count += 1;
                let beside = |at: Option<usize>| at.and_then(|at| run.get(at)).map_or(EDGE, |(word, _)| *word);
                *candidate.left.entry(beside(at.checked_sub(1))).or_default() += 1;
                *candidate.right.entry(beside(Some(at + length))).or_default() += 1;
                if candidate.first.is_none()
                    && let (Some((_, start)), Some((last, begin))) = (tokens.first(), tokens.last())
                {
                    let end = *begin as usize + vocabulary.length(*last);
                    candidate.first = Some(Place { document, span: ByteSpan::new(*start as usize, end) });
                }
            }
        }
    });
    let single = |word: u32| singles.get(word as usize).copied().unwrap_or(0).max(1) as f64;
    let pair = |one: u32, other: u32| pairs.get(&(one, other)).copied().unwrap_or(0) as f64;
    let mut rows: Vec<(f64, Row)> = Vec::new();
    for (tokens, found) in &candidates {
        if found.count < least {
            continue;
        }
        let [one, two, three] = *tokens;
        let count = found.count as f64;
        let information = |x: f64, y: f64| (count * running / (x * y)).log2() / (running / count).log2();
        let firm = if three == NONE {
            information(single(one), single(two))
        } else {
            information(single(one), pair(two, three)).min(information(pair(one, two), single(three)))
        };
        let free = entropy(&found.left).min(entropy(&found.right));
        if firm < FIRM || free < FREE {
            continue;
        }
        let text: String = tokens.iter().filter(|word| **word != NONE).map(|word| vocabulary.text(*word)).collect();
        let score = firm * free * count.log2();
        rows.push((score, row(text, found.count, Some((firm, free)), found.first, score)));
    }
    for (word, count, place) in super::counts::Counts::of(data, scope, |word| word.listed).iter() {
        if count >= least {
            rows.push((0.0, row(vocabulary.text(word).to_owned(), count, None, Some(place), 0.0)));
        }
    }
    let text = |row: &Row| row.cells.first().map_or_else(String::new, super::writer::plain);
    let count = |row: &Row| row.cells.get(1).and_then(|cell| if let Cell::Count(n) = cell { Some(*n) } else { None });
    rows.sort_by(|(a, one), (b, other)| {
        b.total_cmp(a).then_with(|| count(other).cmp(&count(one))).then_with(|| text(one).cmp(&text(other)))
    });
    rows.truncate(params.limit);
    Report {
        columns: vec![
            Column::new("word", Words::new("字串", "String")),
            Column::new("count", Words::new("次数", "Count")),
            Column::new("firmness", Words::new("凝固度", "NPMI")),
            Column::new("freedom", Words::new("自由度", "Entropy")),
            Column::new("score", Words::new("得分", "Score")),
            Column::new("source", Words::new("来源", "Source")),
        ],
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        ..STATISTIC.report(data, scope)
    }
}

fn row(text: String, count: u64, measures: Option<(f64, f64)>, place: Option<Place>, score: f64) -> Row {
    let number = |value: Option<f64>| value.map_or(Cell::Empty, Cell::Number);
    let source = if measures.is_some() { "新" } else { "词表" };
    let cells = vec![
        Cell::Text(text),
        Cell::Count(count),
        number(measures.map(|(firm, _)| firm)),
        number(measures.map(|(_, free)| free)),
        number(measures.map(|_| score)),
        Cell::Text(source.to_owned()),
    ];
    Row { cells, place }
}

/// Hands every run of Chinese tokens without a mark between them to `each`, with its document.
fn each_run(
    data: &Data<'_>,
    scope: Scope,
    kind: &impl Fn(u32) -> Kind,
    counting: &mut Counting<'_>,
    each: &mut dyn FnMut(&[Standing], usize),
) {
    for part in data.parts(scope) {
        for stretch in part.analysis.stretches(counting.vocabulary, part.span) {
            for token in stretch {
                let of = kind(token.word);
                if of.han {
                    counting.run.push((token.word, token.start));
                    counting.running += 1;
                    if let Some(single) = counting.singles.get_mut(token.word as usize) {
                        *single += 1;
                    }
                } else {
                    each(&counting.run, part.number);
                    counting.run.clear();
                }
            }
            each(&counting.run, part.number);
            counting.run.clear();
        }
    }
}

fn is_pair(pair: &[(u32, u32)], pairs: &FxHashMap<(u32, u32), u64>) -> bool {
    matches!(pair, &[(one, _), (other, _)] if pairs.contains_key(&(one, other)))
}

fn is_candidate(tokens: &[(u32, u32)], kind: &impl Fn(u32) -> Kind) -> bool {
    let kinds = || tokens.iter().map(|(word, _)| kind(*word));
    let letters: usize = kinds().map(|kind| kind.letters).sum();
    let edges = kinds().next().is_some_and(|kind| kind.first) && kinds().next_back().is_some_and(|kind| kind.last);
    // A particle in the middle joins two words: 制定了各项.
    letters <= LONGEST && edges && kinds().all(|kind| kind.edge) && kinds().any(|kind| kind.letters == 1)
}

/// Entropy of neighbours in bits; every mark and every edge counts as a neighbour of its own.
fn entropy(neighbours: &Neighbours) -> f64 {
    let all: f64 = neighbours.values().map(|count| f64::from(*count)).sum();
    let term = |count: f64| {
        let share = count / all;
        -share * share.log2()
    };
    let terms = neighbours.iter().map(|(word, count)| {
        let count = f64::from(*count);
        if *word == EDGE { count * term(1.0) } else { term(count) }
    });
    // In an order that does not hang on the numbers of words: a sum of fractions does.
    let mut terms: Vec<f64> = terms.collect();
    terms.sort_by(f64::total_cmp);
    terms.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::{Line, analysed_by, corpus};
    use crate::stats::writer;
    use crate::text::safe::is_han;
    use crate::text::segment::{self, Segmenter};

    /// Cuts every letter but 工作, 社区 and the listed 创城.
    struct Letters;

    impl Segmenter for Letters {
        fn cut(&self, text: &str, out: &mut Vec<segment::Token>) {
            let mut at = 0;
            while let Some(c) = crate::text::span::tail(text, at).chars().next() {
                let rest = crate::text::span::tail(text, at);
                let whole = ["工作", "社区", "创城"].into_iter().find(|word| rest.starts_with(word));
                let end = at + whole.map_or(c.len_utf8(), str::len);
                let kind = if is_han(c) { TokenKind::Han } else { TokenKind::Mark };
                out.push(segment::Token { start: at as u32, end: end as u32, kind });
                at = end;
            }
        }
    }

    fn rows(texts: &[&'static str], least: u64) -> Vec<String> {
        let lines: Vec<Vec<Line>> = texts.iter().map(|text| vec![Line::Title("题"), Line::Text(text)]).collect();
        let corpus = corpus(&lines.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let analyses = analysed_by(&corpus, &Letters);
        let data = Data { corpus: &corpus, analyses: &analyses };
        let report = run(&data, Scope::Corpus, &Params { least: Some(least), ..Params::default() });
        report.rows.iter().map(|row| row.cells.iter().map(writer::plain).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn firm_and_free_strings_are_offered() {
        let found = rows(
            &[
                "社区创文工作，推进创文，抓好创文巡查。",
                "创文测评。社区开展创文宣传，街道的创文。",
                "社区的工作。工作的社区，的工作。创城、创城、创城。天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏。",
            ],
            3,
        );
        assert!(found.first().is_some_and(|row| row.starts_with("创文 6 ")), "{found:?}");
        assert!(found.iter().any(|row| row.starts_with("创城 3 ") && row.ends_with("词表")), "{found:?}");
        assert!(found.iter().all(|row| !row.starts_with("的") && !row.contains("的 ")), "{found:?}");
    }

    #[test]
    fn entropies_by_hand() {
        // Two neighbours as often: one bit; four marks, each another: two bits.
        assert!((entropy(&Neighbours::from_iter([(1, 3), (2, 3)])) - 1.0).abs() < 1e-9);
        assert!((entropy(&Neighbours::from_iter([(EDGE, 4)])) - 2.0).abs() < 1e-9);
        assert!(entropy(&Neighbours::from_iter([(1, 5)])).abs() < 1e-9);
        assert!(entropy(&Neighbours::default()).abs() < 1e-9);
    }
}
