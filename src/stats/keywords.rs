//! 关键词: the words that mean something, ranked.
//!
//! Of the whole corpus the score is a word's frequency per 10,000 characters times the share of the pieces that it
//! occurs in, Engwall's adjusted frequency f · n/N (Engwall 1974; in Gries, Dispersions and adjusted frequencies in
//! corpora, 2008), so that a word of every piece stands above one that a single piece repeats. Of anything smaller it is
//! TF-IDF over the pieces of the corpus: frequency per 10,000 characters times 1 + ln((1 + N) / (1 + n)), Spärck Jones's
//! inverse document frequency (1972) smoothed as if one more piece held every word; so what the rest of the corpus
//! shares counts less and is never lost. N is the number of pieces, n of those with the word.

use super::counts::Counts;
use super::data::{Data, Params};
use super::report::{Cell, Column, Report, Row, Words};
use super::table::{Needs, Statistic};
use crate::corpus::model::{Place, Scope};
use crate::text::class::Class;

/// The row of the table.
pub const STATISTIC: Statistic = Statistic {
    id: "keywords",
    words: Words::new("关键词", "Keywords"),
    note: Words::new(
        "按分出的词计数，去停用词；得分：全部=万字频次×篇数占比，其余=TF-IDF（万字频次×逆篇频）",
        "stop words left out; score: of the corpus frequency × share of pieces, else TF-IDF over pieces",
    ),
    needs: Needs::Nothing,
    run,
};

/// How many words beyond those that are wanted are gathered before the best are chosen.
const AT_HAND: usize = 4096;

/// A word and how it is spread.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyword<'a> {
    /// The word.
    pub word: &'a str,
    /// Its part of speech, where it is told.
    pub class: Option<Class>,
    /// Occurrences in the scope.
    pub count: u64,
    /// Occurrences per 10,000 characters (字数) of the scope.
    pub frequency: f64,
    /// In how many pieces of the corpus it occurs.
    pub pieces: u32,
    /// See the head of this file.
    pub score: f64,
    /// Its first occurrence in the scope.
    pub first: Place,
}

/// The keywords of `scope` that `params` asks for, best first; words of the same score by count, then as they first occur.
pub fn ranked<'a>(data: &Data<'a>, scope: Scope, params: &Params) -> Vec<Keyword<'a>> {
    let characters = f64::from(data.lengths(scope).characters.max(1));
    let totals = data.totals();
    let all = f64::from(totals.pieces());
    let keyword = |number, count, first| {
        let pieces = totals.get(number).pieces;
        let (frequency, with) = (count as f64 * 10_000.0 / characters, f64::from(pieces));
        let weight = match scope {
            Scope::Corpus => with / all.max(1.0),
            _ => 1.0 + ((1.0 + all) / (1.0 + with)).ln(),
        };
        let vocabulary = data.vocabulary();
        let (word, class) = (vocabulary.text(number), vocabulary.get(number).and_then(|word| word.class));
        Keyword { word, class, count, frequency, pieces, score: frequency * weight, first }
    };
    let order = |a: &Keyword<'_>, b: &Keyword<'_>| {
        b.score.total_cmp(&a.score).then(b.count.cmp(&a.count)).then(a.first.cmp(&b.first))
    };
    let mut keywords: Vec<Keyword<'_>> = Vec::new();
    let keep_best = |keywords: &mut Vec<Keyword<'_>>| {
        if params.limit < keywords.len() {
            keywords.select_nth_unstable_by(params.limit, order);
            keywords.truncate(params.limit);
        }
    };
    // Of very many words the best are kept at hand, not all.
    let most = params.limit.saturating_add(AT_HAND);
    Counts::each(
        data,
        scope,
        |word| word.kept,
        |number, count, first| {
            if count >= params.least.unwrap_or(1) {
                keywords.push(keyword(number, count, first));
                if keywords.len() >= most {
                    keep_best(&mut keywords);
                }
            }
        },
    );
    keep_best(&mut keywords);
    keywords.sort_by(order);
    keywords
}

fn run(data: &Data<'_>, scope: Scope, params: &Params) -> Report {
    let rows = ranked(data, scope, params).into_iter().map(|keyword| Row {
        cells: vec![
            Cell::Text(keyword.word.to_owned()),
            Cell::Count(keyword.count),
            Cell::Number(keyword.frequency),
            Cell::Count(u64::from(keyword.pieces)),
            Cell::Number(keyword.score),
            keyword.class.map_or(Cell::Empty, |class| Cell::Text(class.name().to_owned())),
        ],
        place: Some(keyword.first),
    });
    Report {
        columns: vec![
            Column::new("word", Words::new("词", "Word")),
            Column::with_bar("count", Words::new("次数", "Count")),
            Column::new("per_10000", Words::new("每万字", "Per 10,000")),
            Column::new("pieces", Words::new("篇数", "Pieces")),
            Column::new("score", Words::new("得分", "Score")),
            Column::new("class", Words::new("词性", "Class")),
        ],
        rows: rows.collect(),
        ..STATISTIC.report(data, scope)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::model::Corpus;
    use crate::stats::sample::{Line, analysed, corpus};
    use crate::stats::vocabulary::Analyses;

    fn two_documents() -> (Corpus, Analyses) {
        let corpus = corpus(&[
            &[
                Line::Title("甲"),
                Line::Heading(1, "一、创建"),
                Line::Text("创建 社区 社区 社区。"),
                Line::Heading(1, "二、文明"),
                Line::Text("我们 xx 文明。"),
            ],
            &[Line::Title("乙"), Line::Text("创建 文明")],
        ]);
        let analyses = analysed(&corpus);
        (corpus, analyses)
    }

    /// `expected` holds: word, count, pieces, score, first document and byte.
    fn check(scope: Scope, limit: usize, expected: &[(&str, u64, u32, f64, usize, usize)]) {
        let (corpus, analyses) = two_documents();
        let data = Data { corpus: &corpus, analyses: &analyses };
        let found = ranked(&data, scope, &Params { limit, ..Params::default() });
        let shown: Vec<_> = found
            .iter()
            .map(|k| {
                (k.word, k.count, k.pieces, (k.score * 100.0).round() / 100.0, k.first.document, k.first.span.start)
            })
            .collect();
        assert_eq!(shown, expected, "{scope:?}");
        for keyword in found {
            let text = corpus.documents.get(keyword.first.document).map(|doc| doc.slice(keyword.first.span));
            assert_eq!(text, Some(keyword.word));
        }
    }

    #[test]
    fn the_corpus_ranks_by_frequency_and_range() {
        // 29 characters, 1+4+9+4+6 in the first document (xx is one) and 1+4 in the second: 344.83 per occurrence.
        check(
            Scope::Corpus,
            9,
            &[("创建", 3, 2, 1034.48, 0, 10), ("文明", 3, 2, 1034.48, 0, 54), ("社区", 3, 1, 517.24, 0, 24)],
        );
    }

    #[test]
    fn a_part_ranks_by_tf_idf() {
        // 24 characters: one occurrence is 416.67 per 10,000; a word of one piece in two weighs 1 + ln(3/2).
        check(
            Scope::Piece(0, 0),
            9,
            &[("社区", 3, 1, 1756.83, 0, 24), ("创建", 2, 2, 833.33, 0, 10), ("文明", 2, 2, 833.33, 0, 54)],
        );
        check(Scope::Piece(1, 0), 1, &[("创建", 1, 2, 2000.0, 1, 4)]);
        check(Scope::Section(0, 0, 1), 9, &[("文明", 2, 2, 2000.0, 0, 54)]);
        check(Scope::Section(0, 0, 8), 9, &[]);
        check(Scope::Corpus, 0, &[]);
    }
}
