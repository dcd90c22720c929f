//! 分布 (dispersion): how evenly a word is spread over the parts of a scope, with a barcode of its places in each.
//!
//! Gries' DP = ½ Σ |vᵢ − sᵢ|, where sᵢ is the share of part i in the length and vᵢ its share in the places (Gries,
//! Dispersions and adjusted frequencies in corpora, 2008): 0 is perfectly even, near 1 all in one small part. Its
//! normalised form divides by 1 − min sᵢ (Lijffijt & Gries 2012). Juilland's D = 1 − V / √(n − 1), V the coefficient of
//! variation of the relative frequencies (Juilland & Chang-Rodríguez 1964, for parts of unequal length as in Gries 2008):
//! 1 is even. Parts are the pieces; of a piece its highest sections. Lengths are 字数.

use super::data::{Data, Params};
use super::places;
use super::report::{Cell, Column, Fact, Report, Row, Words};
use super::table::{Needs, Statistic};
use crate::corpus::model::{Place, Scope};
use crate::text::span::ByteSpan;

/// The row of the table.
pub const STATISTIC: Statistic = Statistic {
    id: "dispersion",
    words: Words::new("分布", "Dispersion"),
    note: Words::new(
        "一个词在各篇（一篇之内是各大节）里的分布，按文字计数；DP 越小、D 越大越均匀",
        "how a word is spread over pieces (within a piece: over its sections); the smaller DP and the larger D the more even",
    ),
    needs: Needs::Word,
    run,
};

/// Gries' DP of places `found` in parts as long as `sizes`.
pub fn gries_dp(sizes: &[f64], found: &[f64]) -> f64 {
    let (length, places): (f64, f64) = (sizes.iter().sum(), found.iter().sum());
    let shares = sizes.iter().zip(found).map(|(size, found)| (found / places - size / length).abs());
    shares.sum::<f64>() / 2.0
}

/// The same by its greatest possible value.
pub fn gries_dp_norm(sizes: &[f64], found: &[f64]) -> f64 {
    let length: f64 = sizes.iter().sum();
    let least = sizes.iter().copied().fold(f64::INFINITY, f64::min) / length;
    if least < 1.0 { (gries_dp(sizes, found) / (1.0 - least)).min(1.0) } else { 0.0 }
}

/// Juilland's D of places `found` in parts as long as `sizes`; of one part 1.
pub fn juilland_d(sizes: &[f64], found: &[f64]) -> f64 {
    let rates: Vec<f64> = sizes.iter().zip(found).map(|(size, found)| found / size).collect();
    let n = rates.len() as f64;
    let mean = rates.iter().sum::<f64>() / n;
    let deviation = (rates.iter().map(|rate| (rate - mean).powi(2)).sum::<f64>() / n).sqrt();
    if n < 2.0 { 1.0 } else { 1.0 - deviation / mean / (n - 1.0).sqrt() }
}

/// A part of the scope.
struct Part {
    document: usize,
    name: Name,
    span: ByteSpan,
    characters: u32,
}

/// What a part is called.
enum Name {
    /// As the piece of this number in its document: its title is read where it is wanted.
    Piece(usize),
    /// So.
    Own(String),
}

impl Part {
    fn name(&self, data: &Data<'_>) -> String {
        let title = |number: usize| {
            let pieces = data.corpus.documents.get(self.document)?.pieces.peek();
            Some(pieces.get(number)?.title.clone())
        };
        match &self.name {
            Name::Piece(number) => title(*number).unwrap_or_default(),
            Name::Own(name) => name.clone(),
        }
    }
}

/// The parts of `scope` that hold text.
fn parts(data: &Data<'_>, scope: Scope) -> Vec<Part> {
    let mut found = Vec::new();
    for part in data.parts(scope) {
        let (document, lengths) = (part.number, part.analysis.peek());
        if let Scope::Corpus | Scope::Document(_) = scope {
            for (number, (span, lengths)) in part.document.pieces.spans().zip(lengths.iter()).enumerate() {
                let (name, characters) = (Name::Piece(number), lengths.whole.characters);
                found.push(Part { document, name, span, characters });
            }
            continue;
        }
        for (number, (piece, lengths)) in part.document.pieces.peek().iter().zip(lengths.iter()).enumerate() {
            let mut put = |name: &str, span, characters| {
                found.push(Part { document, name: Name::Own(name.to_owned()), span, characters });
            };
            match scope {
                Scope::Corpus | Scope::Document(_) => {}
                Scope::Piece(_, wanted) | Scope::Section(_, wanted, _) if number != wanted => {}
                Scope::Section(_, _, wanted) => {
                    let section = piece.sections.get(wanted).zip(lengths.sections.get(wanted));
                    if let Some((s, l)) = section {
                        put(&s.label(), s.span, l.whole.characters);
                    }
                }
                Scope::Piece(..) => {
                    let top = piece.sections.iter().zip(&lengths.sections).filter(|(s, _)| s.parent.is_none());
                    let before = piece.sections.first().map_or(piece.span.end, |first| first.span.start);
                    let below: u32 = top.clone().map(|(_, l)| l.whole.characters).sum();
                    let own = lengths.whole.characters.saturating_sub(below);
                    put("（题目与开头）", ByteSpan::new(piece.span.start, before), own);
                    for (s, l) in top {
                        put(&s.label(), s.span, l.whole.characters);
                    }
                }
            }
        }
    }
    found.retain(|part| part.characters > 0);
    found
}

fn run(data: &Data<'_>, scope: Scope, params: &Params) -> Report {
    let mut report = Report {
        columns: vec![
            Column::new("part", Words::new("篇、节", "Part")),
            Column::new("count", Words::new("次数", "Count")),
            Column::new("per_10000", Words::new("每万字", "Per 10,000")),
            Column::new("size", Words::new("篇幅占比", "Share of text")),
            Column::new("share", Words::new("次数占比", "Share of places")),
            Column::new("marks", Words::new("位置", "Places")),
        ],
        ..STATISTIC.report(data, scope)
    };
    let Some(word) = places::Word::new(&params.word) else { return report };
    let parts = parts(data, scope);
    let places: Vec<Vec<ByteSpan>> = parts
        .iter()
        .map(|part| data.corpus.documents.get(part.document).map(|d| word.within(d, part.span)).unwrap_or_default())
        .collect();
    let sizes: Vec<f64> = parts.iter().map(|part| f64::from(part.characters)).collect();
    let found: Vec<f64> = places.iter().map(|places| places.len() as f64).collect();
    let (length, all): (f64, f64) = (sizes.iter().sum(), found.iter().sum());
    if all == 0.0 {
        return report;
    }
    report.summary = vec![
        Fact::new("word", Words::new("词", "Word"), Cell::Text(params.word.trim().to_owned())),
        Fact::new("count", Words::new("次数", "Count"), Cell::Count(all as u64)),
        Fact::new(
            "range",
            Words::new("出现的篇节", "Parts with it"),
            Cell::Text(format!("{}/{}", found.iter().filter(|n| **n > 0.0).count(), parts.len())),
        ),
        Fact::new("dp", Words::new("DP", "DP"), Cell::Number(gries_dp(&sizes, &found))),
        Fact::new("dp_norm", Words::new("DP（归一）", "DP normalised"), Cell::Number(gries_dp_norm(&sizes, &found))),
        Fact::new("d", Words::new("D", "Juilland's D"), Cell::Number(juilland_d(&sizes, &found))),
    ];
    let rows = parts.iter().zip(&places).filter(|(_, places)| !places.is_empty()).map(|(part, places)| {
        let length_of = part.span.len().max(1) as f64;
        let mark = |place: &ByteSpan| ((place.start - part.span.start) as f64 / length_of) as f32;
        let (count, size) = (places.len() as f64, f64::from(part.characters));
        Row {
            cells: vec![
                Cell::Text(part.name(data)),
                Cell::Count(places.len() as u64),
                Cell::Number(count * 10_000.0 / size),
                Cell::Share(size / length),
                Cell::Share(count / all),
                Cell::Marks(places.iter().map(mark).collect()),
            ],
            place: places.first().map(|place| Place { document: part.document, span: *place }),
        }
    });
    report.rows = rows.collect();
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::{Line, analysed, corpus};
    use crate::stats::writer;

    #[test]
    fn the_example_of_gries_2008() {
        // Five parts of 9, 10, 10, 10, 11 words with 1 to 5 places.
        let (sizes, found) = ([9.0, 10.0, 10.0, 10.0, 11.0], [1.0, 2.0, 3.0, 4.0, 5.0]);
        assert!((gries_dp(&sizes, &found) - 0.18).abs() < 1e-9);
        assert!((gries_dp_norm(&sizes, &found) - 0.18 / 0.82).abs() < 1e-9);
        assert!((juilland_d(&sizes, &found) - 0.785).abs() < 5e-4);
        // All in one part, and perfectly even.
        assert!((gries_dp(&[1.0, 1.0], &[4.0, 0.0]) - 0.5).abs() < 1e-9);
        assert!((gries_dp_norm(&[1.0, 1.0], &[4.0, 0.0]) - 1.0).abs() < 1e-9);
        assert!(juilland_d(&[1.0, 1.0], &[4.0, 0.0]).abs() < 1e-9);
        assert!((juilland_d(&[5.0], &[4.0]) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn parts_with_the_word_have_rows_and_barcodes() {
        let corpus = corpus(&[
            &[
                Line::Title("甲"),
                Line::Heading(1, "一、宣传"),
                Line::Text("入户宣传，宣传"),
                Line::Heading(1, "二、整治𠀀"),
            ],
            &[Line::Title("乙"), Line::Text("没有这个词")],
            &[Line::Title("丙"), Line::Noise("宣传"), Line::Text("宣传。")],
        ]);
        let analyses = analysed(&corpus);
        let data = Data { corpus: &corpus, analyses: &analyses };
        let report = |scope| run(&data, scope, &Params { word: "宣传".to_owned(), ..Params::default() });
        let rows = |scope| -> Vec<String> {
            let row = |row: &Row| row.cells.iter().take(5).map(writer::plain).collect::<Vec<_>>().join(" ");
            report(scope).rows.iter().map(row).collect()
        };
        // 17, 6 and 4 characters.
        assert_eq!(rows(Scope::Corpus), ["甲 3 1764.71 63.0% 75.0%", "丙 1 2500.00 14.8% 25.0%"]);
        assert_eq!(rows(Scope::Piece(0, 0)), ["一、宣传 3 2727.27 64.7% 100.0%"]);
        assert_eq!(rows(Scope::Piece(1, 0)), [""; 0]);
        let marks = report(Scope::Corpus).rows.first().and_then(|row| row.cells.last().cloned());
        let Some(Cell::Marks(marks)) = marks else { panic!("no barcode") };
        assert!(marks.len() == 3 && marks.is_sorted() && marks.iter().all(|at| (0.0..1.0).contains(at)));
        assert_eq!(Cell::barcode(&[0.0, 0.5, 1.0], 4, '-', '|'), "|-||");
    }
}
