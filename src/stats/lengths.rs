//! 篇幅: how long the parts of a scope are. Of the corpus and a document its pieces, of a piece its highest sections,
//! of a section those right below it; what stands outside them is a row of its own, so that the shares make a whole.

use super::analysis::Lengths;
use super::data::{Data, Params};
use super::report::{Cell, Column, Report, Row, Words};
use super::table::{Needs, Statistic};
use crate::corpus::model::{Place, Scope};

/// The row of the table.
pub const STATISTIC: Statistic = Statistic {
    id: "lengths",
    words: Words::new("篇幅", "Lengths"),
    note: Words::new(
        "字数：可见字符，标点计入，空格不计，连续的字母数字算一个；占比按字数",
        "characters: visible ones with punctuation, spaces left out, a run of letters and digits is one; share by characters",
    ),
    needs: Needs::Nothing,
    run,
};

fn run(data: &Data<'_>, scope: Scope, _: &Params) -> Report {
    let whole = data.lengths(scope);
    let mut rows = match scope {
        Scope::Corpus | Scope::Document(_) => pieces(data, scope, whole),
        Scope::Piece(d, p) => sections(data, d, p, None, whole),
        Scope::Section(d, p, s) => sections(data, d, p, Some(s), whole),
    };
    let mut columns = vec![
        Column::new("title", Words::new("标题", "Title")),
        Column::with_bar("characters", Words::new("字数", "Characters")),
        Column::new("sentences", Words::new("句", "Sentences")),
        Column::new("paragraphs", Words::new("段", "Paragraphs")),
        Column::new("share", Words::new("占比", "Share")),
    ];
    if scope == Scope::Corpus {
        columns.insert(0, Column::new("path", Words::new("文件", "File")));
        for row in &mut rows {
            let path = row.place.and_then(|place| data.corpus.documents.get(place.document));
            row.cells.insert(0, path.map_or(Cell::Empty, |doc| Cell::Text(doc.path.to_string_lossy().into_owned())));
        }
    }
    Report { columns, rows, ..STATISTIC.report(data, scope) }
}

/// A row for every piece.
fn pieces(data: &Data<'_>, scope: Scope, whole: Lengths) -> Vec<Row> {
    let mut rows = Vec::new();
    for part in data.parts(scope) {
        let (pieces, lengths) = (part.document.pieces.peek(), part.analysis.peek());
        rows.extend(pieces.iter().zip(lengths.iter()).map(|(piece, lengths)| {
            row(piece.title.clone(), lengths.whole, whole, Place { document: part.number, span: piece.span })
        }));
    }
    rows
}

/// A row for every section right below `above`, or of the highest rank without one, after a row for what is in none.
fn sections(data: &Data<'_>, document: usize, p: usize, above: Option<usize>, whole: Lengths) -> Vec<Row> {
    let piece = data.corpus.documents.get(document).and_then(|doc| doc.pieces.get(p));
    let lengths = data.analysis(document).and_then(|analysis| analysis.pieces().get(p));
    let (Some(piece), Some(lengths)) = (piece, lengths) else { return Vec::new() };
    let outer = match above.map(|s| piece.sections.get(s)) {
        Some(None) => return Vec::new(),
        Some(Some(section)) => section.span,
        None => piece.span,
    };
    let (mut rows, mut inside) = (Vec::new(), Lengths::default());
    for (section, of) in piece.sections.iter().zip(&lengths.sections).filter(|(s, _)| s.parent == above) {
        inside += of.whole;
        rows.push(row(section.label(), of.whole, whole, Place { document, span: section.span }));
    }
    let outside = Lengths {
        characters: whole.characters.saturating_sub(inside.characters),
        sentences: whole.sentences.saturating_sub(inside.sentences),
        paragraphs: whole.paragraphs.saturating_sub(inside.paragraphs),
    };
    if outside != Lengths::default() {
        let name = if above.is_some() { "（标题与本节正文）" } else { "（题目与开头）" };
        rows.insert(0, row(name.to_owned(), outside, whole, Place { document, span: outer }));
    }
    rows
}

fn row(title: String, lengths: Lengths, whole: Lengths, place: Place) -> Row {
    let share = f64::from(lengths.characters) / f64::from(whole.characters.max(1));
    Row {
        cells: vec![
            Cell::Text(title),
            Cell::Count(lengths.characters.into()),
            Cell::Count(lengths.sentences.into()),
            Cell::Count(lengths.paragraphs.into()),
            Cell::Share(share),
        ],
        place: Some(place),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::{Line, analysed, corpus};
    use crate::stats::writer;

    fn check(scope: Scope, expected: &[&str]) {
        let corpus = corpus(&[
            &[
                Line::Title("甲"),
                Line::Text("开头。"),
                Line::Heading(1, "一、创建"),
                Line::RunIn(2, "一是宣传。", "社区。"),
                Line::RunIn(2, "二是整治。", "路段。"),
                Line::Heading(1, "二、保障"),
            ],
            &[Line::Title("乙篇"), Line::Text("文明社区")],
        ]);
        let analyses = analysed(&corpus);
        let data = Data { corpus: &corpus, analyses: &analyses };
        let report = run(&data, scope, &Params::default());
        let rows: Vec<String> =
            report.rows.iter().map(|row| row.cells.iter().map(writer::plain).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(rows, expected, "{scope:?}");
        assert!(report.rows.iter().all(|row| row.cells.len() == report.columns.len()));
    }

    #[test]
    fn every_child_of_the_scope_has_a_row() {
        check(Scope::Corpus, &["1.txt 甲 28 7 5 82.4%", "2.txt 乙篇 6 1 1 17.6%"]);
        check(Scope::Document(1), &["乙篇 6 1 1 100.0%"]);
        check(Scope::Piece(0, 0), &["（题目与开头） 4 1 1 14.3%", "一、创建 20 5 3 71.4%", "二、保障 4 1 1 14.3%"]);
        check(
            Scope::Section(0, 0, 0),
            &["（标题与本节正文） 4 1 1 20.0%", "一是宣传。 8 2 1 40.0%", "二是整治。 8 2 1 40.0%"],
        );
        check(Scope::Section(0, 0, 1), &["（标题与本节正文） 8 2 1 100.0%"]);
        check(Scope::Section(0, 0, 9), &[]);
        check(Scope::Piece(7, 0), &[]);
    }
}
