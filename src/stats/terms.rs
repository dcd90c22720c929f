//! 说法: one matter under several names (创城, 创文, 文明城市创建), how often each stands and where first.
//!
//! The list is a text file beside this one. Where names overlap the longer one counts. Names are looked for as text,
//! folded, in the pieces, debris left out.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

use super::data::{Data, Params};
use super::report::{Cell, Column, Report, Row, Words};
use super::table::{Needs, Statistic};
use crate::corpus::model::{Place, Scope};
use crate::text::fold;
use crate::text::folded::Kinds;
use crate::text::span::ByteSpan;

/// The row of the table.
pub const STATISTIC: Statistic = Statistic {
    id: "terms",
    words: Words::new("说法", "Terms"),
    note: Words::new(
        "一件事的几种叫法各用了多少次，长的说法优先",
        "one matter under several names; the longer name counts",
    ),
    needs: Needs::Nothing,
    run,
};

const LIST: &str = include_str!("lexicon/terms.txt");

/// The names of all concepts: (concept, name).
fn names(list: &'static str) -> Vec<(&'static str, &'static str)> {
    let lines = list.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| line.split_once(['：', ':']));
    pairs.flat_map(|(concept, names)| names.split_whitespace().map(move |name| (concept.trim(), name))).collect()
}

static NAMES: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| names(LIST));
/// `None` only for a list larger than an automaton holds.
static AUTOMATON: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let folded = NAMES.iter().map(|(_, name)| fold::text(name));
    AhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest).prefilter(false).build(folded).ok()
});

/// What the names are made of.
static KINDS: LazyLock<Kinds> =
    LazyLock::new(|| NAMES.iter().map(|(_, name)| Kinds::of(&fold::text(name))).fold(Kinds::default(), Kinds::and));

/// What is counted of a name.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    places: u64,
    pieces: u64,
    last: usize,
    first: Option<Place>,
}

fn run(data: &Data<'_>, scope: Scope, _: &Params) -> Report {
    let mut counts = vec![Count::default(); NAMES.len()];
    let mut piece_number = 0;
    for part in data.parts(scope) {
        let ground = part.document.sketch().ground(&part.document.text, *KINDS);
        let mut way = ground.way();
        let mut pieces = part.document.pieces.spans().map(|span| span.overlap(part.span)).peekable();
        piece_number += 1;
        for found in AUTOMATON.iter().flat_map(|automaton| automaton.find_iter(ground.text())) {
            let place = way.span(ByteSpan::new(found.start(), found.end()));
            while pieces.next_if(|span| span.is_none_or(|span| span.end <= place.start)).is_some() {
                piece_number += 1;
            }
            let inside = pieces.peek().copied().flatten().is_some_and(|span| span.start <= place.start);
            if !inside || part.document.is_noise(part.document.lines.line_of(place.start)) {
                continue;
            }
            if let Some(count) = counts.get_mut(found.pattern().as_usize()) {
                count.places += 1;
                count.pieces += u64::from(count.last != piece_number);
                count.last = piece_number;
                count.first.get_or_insert(Place { document: part.number, span: place });
            }
        }
        piece_number += pieces.count();
    }
    let of = |concept: &str| -> u64 {
        NAMES.iter().zip(&counts).filter(|((own, _), _)| *own == concept).map(|(_, count)| count.places).sum()
    };
    let mut rows: Vec<(u64, usize, u64, Row)> = Vec::new();
    for (number, ((concept, name), count)) in NAMES.iter().zip(&counts).enumerate().filter(|(_, (_, c))| c.places > 0) {
        let whole = of(concept);
        let first = NAMES.iter().position(|(own, _)| own == concept).unwrap_or(number);
        let cells = vec![
            Cell::Text((*concept).to_owned()),
            Cell::Text((*name).to_owned()),
            Cell::Count(count.pieces),
            Cell::Share(count.places as f64 / whole.max(1) as f64),
            Cell::Count(count.places),
        ];
        rows.push((whole, first, count.places, Row { cells, place: count.first }));
    }
    rows.sort_by(|one, other| (other.0, one.1, other.2).cmp(&(one.0, other.1, one.2)));
    Report {
        columns: vec![
            Column::new("concept", Words::new("统称", "Concept")),
            Column::new("word", Words::new("说法", "Name")),
            Column::new("pieces", Words::new("篇数", "Pieces")),
            Column::new("share", Words::new("占比", "Share")),
            Column::with_bar("count", Words::new("次数", "Count")),
        ],
        rows: rows.into_iter().map(|(_, _, _, row)| row).collect(),
        ..STATISTIC.report(data, scope)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::{Line, analysed, corpus};
    use crate::stats::writer;

    #[test]
    fn the_longer_name_counts_and_debris_does_not() {
        let corpus = corpus(&[
            &[Line::Title("创城总结"), Line::Noise("创城 专题"), Line::Text("𠀀创文工作，创建全国文明城市，创城。")],
            &[Line::Title("乙"), Line::Text("创城督查，督查。")],
        ]);
        let analyses = analysed(&corpus);
        let data = Data { corpus: &corpus, analyses: &analyses };
        let report = run(&data, Scope::Corpus, &Params::default());
        let rows: Vec<String> =
            report.rows.iter().map(|row| row.cells.iter().map(writer::plain).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(
            rows,
            [
                "文明城市创建 创城 2 60.0% 3",
                "文明城市创建 创文 1 20.0% 1",
                "文明城市创建 创建全国文明城市 1 20.0% 1",
                "督导检查 督查 1 100.0% 2"
            ]
        );
        let first =
            report.rows.first().and_then(|row| row.place).unwrap_or(Place { document: 9, span: ByteSpan::new(0, 0) });
        assert_eq!((first.document, first.span.start), (0, 0));
        assert_eq!(run(&data, Scope::Piece(1, 0), &Params::default()).rows.len(), 2);
    }

    #[test]
    fn no_name_stands_twice() {
        let mut all: Vec<&str> = NAMES.iter().map(|(_, name)| *name).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert!(count > 40 && all.len() == count);
    }
}
