//! 比较 (compare): the words of one part of the corpus against those of another, piece against piece or folder against
//! folder.
//!
//! The measures are those of [`keyness`](super::keyness): G² (Dunning 1993; Rayson & Garside 2000) tells how sure it is that
//! the two differ, log ratio (Hardie 2014) how much, above 0 where this side has more; rates are per 1,000 running words.
//! Where one side lies within the other, what lies in both counts for the inner one alone.

use rustc_hash::FxHashMap;

use super::data::{Data, Params};
use super::keyness::{log_likelihood, log_ratio};
use super::report::{Cell, Column, Fact, Report, Row, Words};
use super::table::{Needs, Statistic};
use super::vocabulary::Word;
use crate::corpus::model::{Place, Scope, Section};
use crate::text::span::ByteSpan;

/// The row of the table.
pub const STATISTIC: Statistic = Statistic {
    id: "compare",
    words: Words::new("比较", "Compare"),
    note: Words::new(
        "和对照的一边比用词；G² 对数似然（6.63 以上 p<0.01），对数比大于 0 是这边多，1 即多一倍",
        "words of this side against the other: G² log-likelihood (p<0.01 from 6.63), log ratio above 0 is more here",
    ),
    needs: Needs::Against,
    run,
};

/// Words that occur less often on either side are left out, where nothing else is asked for.
const LEAST: u64 = 3;

/// One side: its words that mean something, and all its running words.
#[derive(Debug, Default)]
struct Side {
    words: FxHashMap<u32, (u64, Place)>,
    running: u64,
}

impl Side {
    /// Counts `scopes`, of which none holds another, without what lies in `without`.
    fn of(data: &Data<'_>, scopes: &[Scope], without: &[Scope]) -> Self {
        if without.contains(&Scope::Corpus) {
            return Self::default();
        }
        let vocabulary = data.vocabulary();
        let kind = |word: &Word| (word.is_word(), word.kept);
        let kinds: Vec<(bool, bool)> = vocabulary.words().iter().map(kind).collect();
        let mut left_out: FxHashMap<usize, Vec<ByteSpan>> = FxHashMap::default();
        for place in without.iter().filter_map(|scope| data.corpus.place(*scope)) {
            left_out.entry(place.document).or_default().push(place.span);
        }
        let mut side = Self::default();
        for part in scopes.iter().flat_map(|scope| data.parts(*scope)) {
            let left_out = left_out.get(&part.number).map(Vec::as_slice).unwrap_or_default();
            let holds = |span: &ByteSpan, at: usize| span.start <= at && at < span.end;
            for token in part.analysis.tokens(vocabulary, part.span) {
                let (is_word, kept) = kinds.get(token.word as usize).copied().unwrap_or_default();
                if !is_word || left_out.iter().any(|span| holds(span, token.start as usize)) {
                    continue;
                }
                side.running += 1;
                if kept {
                    let first = || (0, Place { document: part.number, span: token.span(vocabulary) });
                    side.words.entry(token.word).or_insert_with(first).0 += 1;
                }
            }
        }
        side
    }

    fn count(&self, word: u32) -> u64 {
        self.words.get(&word).map_or(0, |(count, _)| *count)
    }
}

/// Whether `inner` lies in `outer`.
fn lies_in(data: &Data<'_>, inner: Scope, outer: Scope) -> bool {
    if outer == Scope::Corpus {
        return true;
    }
    let (Some(inner), Some(outer)) = (data.corpus.place(inner), data.corpus.place(outer)) else { return false };
    inner.document == outer.document && outer.span.start <= inner.span.start && inner.span.end <= outer.span.end
}

/// What the other side is called: by name where it is one, else by the number of its parts.
fn named(data: &Data<'_>, against: &[Scope]) -> Fact {
    let words = Words::new("对照", "Against");
    let &[scope] = against else {
        let words = Words::new("对照部分", "Parts against");
        return Fact::new("against_parts", words, Cell::Count(against.len() as u64));
    };
    let document = scope.document().and_then(|number| data.corpus.documents.get(number));
    let piece = |number: usize| document.and_then(|document| document.pieces.get(number));
    let name = match scope {
        Scope::Corpus => Some("其余全部".to_owned()),
        Scope::Document(_) => document.map(|document| document.name()),
        Scope::Piece(_, p) => piece(p).map(|piece| piece.title.clone()),
        Scope::Section(_, p, s) => piece(p).and_then(|piece| piece.sections.get(s)).map(Section::label),
    };
    Fact::new("against", words, Cell::Text(name.unwrap_or_default()))
}

fn run(data: &Data<'_>, scope: Scope, params: &Params) -> Report {
    let against = params.against.as_slice();
    let elsewhere = |other: &&Scope| scope.document().is_none_or(|document| other.document() != Some(document));
    let pending: usize = match scope {
        Scope::Corpus => 0,
        _ => against.iter().filter(elsewhere).map(|other| data.pending(*other)).sum(),
    };
    let mut report = Report {
        columns: vec![
            Column::new("word", Words::new("词", "Word")),
            Column::new("side", Words::new("偏向", "Side")),
            Column::new("here", Words::new("这边", "Here")),
            Column::new("there", Words::new("对照", "There")),
            Column::new("here_per_1000", Words::new("这边‰", "Here ‰")),
            Column::new("there_per_1000", Words::new("对照‰", "There ‰")),
            Column::new("log_ratio", Words::new("对数比", "Log ratio")),
            Column::with_bar("g2", Words::new("G²", "G²")),
        ],
        ..STATISTIC.report(data, scope)
    };
    report.pending += pending;
    if against.is_empty() {
        return report;
    }
    let (here, there) = if against.iter().any(|other| lies_in(data, scope, *other)) {
        (Side::of(data, &[scope], &[]), Side::of(data, against, &[scope]))
    } else {
        (Side::of(data, &[scope], against), Side::of(data, against, &[]))
    };
    if here.running == 0 || there.running == 0 {
        return report;
    }
    let running = (here.running as f64, there.running as f64);
    let least = params.least.unwrap_or(LEAST);
    let mut rows: Vec<(f64, Place, Row)> = Vec::new();
    let only_there = there.words.iter().filter(|(word, _)| !here.words.contains_key(*word));
    for (&word, _) in here.words.iter().chain(only_there) {
        let counts = (here.count(word), there.count(word));
        let share = |count: u64, running: u64| u128::from(count) * u128::from(running);
        let shares = (share(counts.0, there.running), share(counts.1, here.running));
        // The same share says nothing.
        if counts.0.max(counts.1) < least || shares.0 == shares.1 {
            continue;
        }
        let (a, b, c, d) = (counts.0 as f64, counts.1 as f64, running.0, running.1);
        let is_here = shares.0 > shares.1;
        let side = if is_here { &here } else { &there };
        let Some(place) = side.words.get(&word).map(|(_, place)| *place) else { continue };
        let g2 = log_likelihood(a, b, c, d);
        let cells = vec![
            Cell::Text(data.vocabulary().text(word).to_owned()),
            Cell::Text(if is_here { "这边" } else { "对照" }.to_owned()),
            Cell::Count(counts.0),
            Cell::Count(counts.1),
            Cell::Number(a * 1000.0 / c),
            Cell::Number(b * 1000.0 / d),
            Cell::Number(log_ratio(a, b, c, d)),
            Cell::Number(g2),
        ];
        rows.push((g2, place, Row { cells, place: Some(place) }));
    }
    rows.sort_by(|(a, one, _), (b, other, _)| b.total_cmp(a).then(one.cmp(other)));
    rows.truncate(params.limit);
    report.rows = rows.into_iter().map(|(_, _, row)| row).collect();
    report.summary = vec![
        named(data, against),
        Fact::new("here", Words::new("这边词数", "Words here"), Cell::Count(here.running)),
        Fact::new("there", Words::new("对照词数", "Words there"), Cell::Count(there.running)),
    ];
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::{Line, analysed, corpus};
    use crate::stats::writer;

    const FIRST: &[Line] = &[
        Line::Title("甲"),
        Line::Heading(1, "一、医院"),
        Line::Text("医院 科室 医院 创建"),
        Line::Heading(1, "二、科室"),
        Line::Text("创建"),
        Line::Title("丙"),
        Line::Text("社区，社区。𠀀𠀁"),
    ];
    const SECOND: &[Line] = &[Line::Title("乙"), Line::Text("创建 社区 创建 社区 创建 社区 创建 科室 我们 创建。")];

    /// `expected` holds the cells of each row, then the facts.
    fn check(scope: Scope, against: &[Scope], least: u64, expected: &[&str], facts: &str) {
        let corpus = corpus(&[FIRST, SECOND]);
        let analyses = analysed(&corpus);
        let data = Data { corpus: &corpus, analyses: &analyses };
        let params = Params { against: against.to_vec(), least: Some(least), ..Params::default() };
        let report = run(&data, scope, &params);
        let row = |row: &Row| row.cells.iter().map(writer::plain).collect::<Vec<_>>().join(" ");
        assert_eq!(report.rows.iter().map(row).collect::<Vec<_>>(), expected, "{scope:?} {against:?}");
        let shown = report.summary.iter().map(|fact| writer::plain(&fact.cell)).collect::<Vec<_>>().join(" ");
        assert_eq!(shown, facts);
        for row in &report.rows {
            let text = row.place.and_then(|p| Some(corpus.documents.get(p.document)?.slice(p.span).to_owned()));
            assert_eq!(row.cells.first(), text.map(Cell::Text).as_ref());
        }
    }

    #[test]
    fn two_pieces_by_hand() {
        // 9 words against 10, 一 and 二 among them. 医院 3 to 0: G² = 6 ln(3 / (9 · 3/19)) = 6 ln(19/9); ratio
        // log₂((3/9) / (0.5/10)). 社区 0 to 3: 6 ln(19/10), log₂((0.5/9) / (3/10)). 创建 2 to 5: expected 63/19 and 70/19,
        // 2 (2 ln(38/63) + 5 ln(95/70)), log₂((2/9) / (5/10)). 科室 2 to 1: 2 (2 ln(38/27) + ln(19/30)).
        check(
            Scope::Piece(0, 0),
            &[Scope::Piece(1, 0)],
            2,
            &[
                "医院 这边 3 0 333.33 0.00 2.74 4.48",
                "社区 对照 0 3 0.00 300.00 -2.43 3.85",
                "创建 对照 2 5 222.22 500.00 -1.17 1.03",
                "科室 这边 2 1 222.22 100.00 1.15 0.45",
            ],
            "乙 9 10",
        );
        check(
            Scope::Piece(0, 0),
            &[Scope::Document(1)],
            3,
            &[
                "医院 这边 3 0 333.33 0.00 2.74 4.48",
                "社区 对照 0 3 0.00 300.00 -2.43 3.85",
                "创建 对照 2 5 222.22 500.00 -1.17 1.03",
            ],
            "2.txt 9 10",
        );
    }

    #[test]
    fn what_lies_in_both_counts_for_the_inner_side() {
        // 甲 without its first section has 二, 科室, 创建; the section has 6 words.
        for (scope, against, facts, sides) in [
            (Scope::Section(0, 0, 0), Scope::Piece(0, 0), "甲 6 3", ["对照", "这边"]),
            (Scope::Piece(0, 0), Scope::Section(0, 0, 0), "一、医院 3 6", ["这边", "对照"]),
        ] {
            let rows = [format!("医院 {} ", sides[1]), format!("创建 {} ", sides[0]), format!("科室 {} ", sides[0])];
            let corpus = corpus(&[FIRST, SECOND]);
            let analyses = analysed(&corpus);
            let data = Data { corpus: &corpus, analyses: &analyses };
            let params = Params { against: vec![against], least: Some(1), ..Params::default() };
            let report = run(&data, scope, &params);
            let shown = report.summary.iter().map(|fact| writer::plain(&fact.cell)).collect::<Vec<_>>().join(" ");
            assert_eq!(shown, facts);
            for row in rows {
                let starts =
                    |cells: &Row| cells.cells.iter().map(writer::plain).collect::<Vec<_>>().join(" ").starts_with(&row);
                assert!(report.rows.iter().any(starts), "{row}{:?}", report.rows);
            }
        }
        // The rest of everything against a document.
        check(
            Scope::Corpus,
            &[Scope::Document(1)],
            3,
            &[
                "医院 这边 3 0 250.00 0.00 2.32 3.64",
                "创建 对照 2 5 166.67 500.00 -1.58 1.93",
                "社区 对照 2 3 166.67 300.00 -0.85 0.43",
            ],
            "2.txt 12 10",
        );
    }

    #[test]
    fn a_side_without_words_gives_no_rows() {
        let piece = Scope::Piece(0, 0);
        for against in [&[][..], &[piece], &[Scope::Document(9)]] {
            check(piece, against, 1, &[], "");
        }
        check(Scope::Corpus, &[Scope::Corpus], 1, &[], "");
    }
}
