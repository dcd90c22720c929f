//! 句长: how long the sentences are, in 字数.
//!
//! Sentences end as `text::sentence` says (GB/T 15834—2011); a heading is one; lines of title, addressee, signature and
//! date are none.

use super::data::{Data, Params};
use super::report::{Cell, Column, Fact, Report, Row, Words};
use super::table::{Needs, Statistic};
use crate::corpus::model::{Place, Scope};
use crate::text::count::characters;
use crate::text::sentence::sentences_in;

/// The row of the table.
pub const STATISTIC: Statistic = Statistic {
    id: "sentences",
    words: Words::new("句长", "Sentences"),
    note: Words::new("各种长短的句子有多少，按字数", "how many sentences of which length, in characters"),
    needs: Needs::Nothing,
    run,
};

/// The longest length of each class but the last.
const BOUNDS: &[usize] = &[10, 20, 30, 40, 60, 80, 100, 150];

/// What is counted of a class.
#[derive(Clone, Copy, Debug, Default)]
struct Class {
    count: u64,
    characters: u64,
    first: Option<Place>,
}

fn run(data: &Data<'_>, scope: Scope, _: &Params) -> Report {
    let mut classes = vec![Class::default(); BOUNDS.len() + 1];
    let mut lengths: Vec<u32> = Vec::new();
    for part in data.parts(scope) {
        for piece in part.document.pieces.peek().iter() {
            let Some(span) = piece.span.overlap(part.span) else { continue };
            let prose = part.document.paragraphs(span).filter(|(line, _)| piece.matter_of(*line).is_none());
            for sentence in prose.flat_map(|(_, line)| sentences_in(&part.document.text, line)) {
                let length = characters(part.document.slice(sentence));
                lengths.push(length as u32);
                if let Some(class) = classes.get_mut(BOUNDS.partition_point(|bound| *bound < length)) {
                    class.count += 1;
                    class.characters += length as u64;
                    class.first.get_or_insert(Place { document: part.number, span: sentence });
                }
            }
        }
    }
    let columns = vec![
        Column::new("characters", Words::new("字数", "Characters")),
        Column::new("share", Words::new("占比", "Share")),
        Column::new("text", Words::new("占字数", "Share of text")),
        Column::with_bar("count", Words::new("句数", "Sentences")),
    ];
    lengths.sort_unstable();
    let (all, total) = (lengths.len() as f64, lengths.iter().map(|length| u64::from(*length)).sum::<u64>() as f64);
    if lengths.is_empty() {
        return Report { columns, ..STATISTIC.report(data, scope) };
    }
    let median = lengths.get((lengths.len() - 1) / 2).copied().unwrap_or(0);
    let rows = classes.iter().enumerate().filter(|(_, class)| class.count > 0).map(|(at, class)| {
        let from = at.checked_sub(1).and_then(|before| BOUNDS.get(before)).map_or(1, |bound| bound + 1);
        let name = BOUNDS.get(at).map_or_else(|| format!("{from}—"), |bound| format!("{from}—{bound}"));
        Row {
            cells: vec![
                Cell::Text(name),
                Cell::Share(class.count as f64 / all),
                Cell::Share(class.characters as f64 / total),
                Cell::Count(class.count),
            ],
            place: class.first,
        }
    });
    Report {
        columns,
        summary: vec![
            Fact::new("count", Words::new("句数", "Sentences"), Cell::Count(lengths.len() as u64)),
            Fact::new("mean", Words::new("平均字数", "Mean length"), Cell::Number(total / all)),
            Fact::new("median", Words::new("中位数", "Median"), Cell::Count(u64::from(median))),
            Fact::new(
                "longest",
                Words::new("最长", "Longest"),
                Cell::Count(u64::from(lengths.last().copied().unwrap_or(0))),
            ),
        ],
        rows: rows.collect(),
        ..STATISTIC.report(data, scope)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::{Line, analysed, corpus};
    use crate::stats::writer;

    #[test]
    fn sentences_by_length() {
        let corpus = corpus(&[&[
            Line::Title("甲的总结"),
            Line::Noise("来源：某网。"),
            Line::Heading(1, "一、创建"),
            Line::Text("甲乙丙丁戊己庚辛壬癸。𠀀。甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬。"),
            Line::Matter("某局"),
        ]]);
        let analyses = analysed(&corpus);
        let data = Data { corpus: &corpus, analyses: &analyses };
        let report = run(&data, Scope::Corpus, &Params::default());
        let rows: Vec<String> =
            report.rows.iter().map(|row| row.cells.iter().map(writer::plain).collect::<Vec<_>>().join(" ")).collect();
        // 4 for the heading, 11, 2 and 20 with their stops: 37 characters.
        assert_eq!(rows, ["1—10 50.0% 16.2% 2", "11—20 50.0% 83.8% 2"]);
        let facts: Vec<String> = report.summary.iter().map(|fact| writer::plain(&fact.cell)).collect();
        assert_eq!(facts, ["4", "9.25", "4", "20"]);
        assert!(run(&data, Scope::Piece(3, 3), &Params::default()).rows.is_empty());
    }
}
