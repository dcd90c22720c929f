//! 年份: how many pieces each year has, how long they are, and how often a word stands in them.
//!
//! A piece is of one year, see [`year::of`]. Years without a piece between the first and the last have a row as well;
//! what names no year comes last. The rate is places of the word (as text, debris left out) per 1,000 running words and
//! figures.

use std::collections::BTreeMap;

use super::data::{Data, Params};
use super::places;
use super::report::{Cell, Column, Fact, Report, Row, Words, YEAR};
use super::table::{Needs, Statistic};
use super::vocabulary::Word;
use crate::corpus::model::{Place, Scope};
use crate::corpus::year;

/// The row of the table.
pub const STATISTIC: Statistic = Statistic {
    id: "timeline",
    words: Words::new("年份", "Years"),
    note: Words::new(
        "各年的篇数和字数，写了词就再看它的次数；年份依次看落款日期、题名、文号、文件名",
        "pieces and characters by year, places of a word; the year is that of the signature, else title, number, file",
    ),
    needs: Needs::PerhapsWord,
    run,
};

/// What pieces that name no year are under.
const NO_YEAR: &str = "无年份";

/// What is counted of a year.
#[derive(Clone, Copy, Debug, Default)]
struct Year {
    pieces: u64,
    characters: u64,
    /// Places of the word.
    places: u64,
    /// Running words and figures.
    running: u64,
    first: Option<Place>,
}

impl Year {
    /// Places of the word per 1,000 running words; nothing where there are none.
    fn rate(&self) -> Option<f64> {
        (self.running > 0).then(|| self.places as f64 * 1000.0 / self.running as f64)
    }

    fn row(self, name: String, word: bool) -> Row {
        let mut cells = vec![Cell::Text(name), Cell::Count(self.pieces), Cell::Count(self.characters)];
        if word {
            cells.extend([Cell::Count(self.places), self.rate().map_or(Cell::Empty, Cell::Number)]);
        }
        Row { cells, place: self.first }
    }
}

fn run(data: &Data<'_>, scope: Scope, params: &Params) -> Report {
    let word = places::Word::new(&params.word);
    let vocabulary = data.vocabulary();
    let mut years: BTreeMap<Option<u16>, Year> = BTreeMap::new();
    for part in data.parts(scope) {
        let places = word.as_ref().map(|word| word.within(part.document, part.span)).unwrap_or_default();
        let (pieces, lengths) = (part.document.pieces.peek(), part.analysis.peek());
        for (number, (piece, lengths)) in pieces.iter().zip(lengths.iter()).enumerate() {
            let characters = match scope {
                Scope::Piece(_, wanted) | Scope::Section(_, wanted, _) if wanted != number => continue,
                Scope::Section(_, _, wanted) => lengths.sections.get(wanted).map_or(0, |l| l.whole.characters),
                Scope::Corpus | Scope::Document(_) | Scope::Piece(..) => lengths.whole.characters,
            };
            let Some(span) = piece.span.overlap(part.span) else { continue };
            let year = years.entry(year::of(part.document, piece)).or_default();
            year.pieces += 1;
            year.characters += u64::from(characters);
            year.first.get_or_insert(Place { document: part.number, span });
            let before = |byte: usize| places.partition_point(|place| place.start < byte);
            year.places += (before(span.end) - before(span.start)) as u64;
            if word.is_some() {
                let tokens = part.analysis.tokens(vocabulary, span);
                year.running += tokens.filter(|t| vocabulary.get(t.word).is_some_and(Word::is_word)).count() as u64;
            }
        }
    }
    let mut report = STATISTIC.report(data, scope);
    report.columns =
        vec![Column::new(YEAR, Words::new("年份", "Year")), Column::new("pieces", Words::new("篇数", "Pieces"))];
    let characters = ("characters", Words::new("字数", "Characters"));
    report.columns.extend(match word {
        None => vec![Column::with_bar(characters.0, characters.1)],
        Some(_) => vec![
            Column::new(characters.0, characters.1),
            Column::new("count", Words::new("次数", "Count")),
            Column::with_bar("per_1000", Words::new("每千词", "Per 1,000")),
        ],
    });
    if word.is_some() {
        report.summary = vec![
            Fact::new("word", Words::new("词", "Word"), Cell::Text(params.word.trim().to_owned())),
            Fact::new("count", Words::new("次数", "Count"), Cell::Count(years.values().map(|year| year.places).sum())),
        ];
    }
    let dated = || years.keys().copied().flatten();
    let all = dated().min().unwrap_or(1)..=dated().max().unwrap_or(0);
    let of = |year: Option<u16>| years.get(&year).copied().unwrap_or_default();
    report.rows = all.map(|year| of(Some(year)).row(year.to_string(), word.is_some())).collect();
    if years.contains_key(&None) {
        report.rows.push(of(None).row(NO_YEAR.to_owned(), word.is_some()));
    }
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::{Line, analysed, corpus};
    use crate::stats::writer;

    /// The rows, and the titles of the pieces that they lead to.
    fn check(scope: Scope, word: &str, expected: &[&str], leads: &[&str]) {
        let corpus = corpus(&[
            &[
                Line::Title("2022年总结"),
                Line::Heading(1, "一、宣传"),
                Line::Text("入户宣传，宣传 社区"),
                Line::Noise("宣传 分享"),
                Line::Title("2019年汇报"),
                Line::Text("ＡＰＰ宣传 𠀀𠀁 e\u{301}"),
            ],
            &[Line::Title("讲话稿"), Line::Text("社区")],
            &[Line::Title("关于2022年的通报"), Line::Text("整治 社区")],
        ]);
        let analyses = analysed(&corpus);
        let data = Data { corpus: &corpus, analyses: &analyses };
        let report = run(&data, scope, &Params { word: word.to_owned(), ..Params::default() });
        let rows: Vec<String> =
            report.rows.iter().map(|row| row.cells.iter().map(writer::plain).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(rows, expected, "{scope:?} {word}");
        assert!(report.rows.iter().all(|row| row.cells.len() == report.columns.len()));
        let lead = |row: &Row| {
            let place = row.place?;
            corpus.documents.get(place.document).and_then(|doc| doc.slice(place.span).lines().next())
        };
        let found: Vec<&str> = report.rows.iter().map(|row| lead(row).unwrap_or("-")).collect();
        assert_eq!(found, leads, "{scope:?} {word}");
    }

    #[test]
    fn years_have_rows_in_order_and_those_without_a_piece_as_well() {
        // 2022年总结 4, 一、宣传 4, the text 9: 17; 关于2022年的通报 7 and 4. 2019年汇报 4, ＡＰＰ宣传𠀀𠀁é 8.
        let leads = ["2019年汇报", "-", "-", "2022年总结", "讲话稿"];
        check(Scope::Corpus, "", &["2019 1 12", "2020 0 0", "2021 0 0", "2022 2 28", "无年份 1 5"], &leads);
        // Running words of 2022: 一, 宣传 | 入户宣传, 宣传, 社区 | 整治, 社区 make 7, with three places; of 2019: ＡＰＰ, 宣传, 𠀀𠀁, é.
        check(
            Scope::Corpus,
            " 宣传 ",
            &["2019 1 12 1 250.00", "2020 0 0 0 ", "2021 0 0 0 ", "2022 2 28 3 428.57", "无年份 1 5 0 0.00"],
            &leads,
        );
        check(
            Scope::Corpus,
            "app",
            &["2019 1 12 1 250.00", "2020 0 0 0 ", "2021 0 0 0 ", "2022 2 28 0 0.00", "无年份 1 5 0 0.00"],
            &leads,
        );
        check(Scope::Document(2), "", &["2022 1 11"], &["关于2022年的通报"]);
        check(Scope::Piece(0, 1), "宣传", &["2019 1 12 1 250.00"], &["2019年汇报"]);
        check(Scope::Section(0, 0, 0), "宣传", &["2022 1 13 3 600.00"], &["一、宣传"]);
        check(Scope::Document(1), "宣传", &["无年份 1 5 0 0.00"], &["讲话稿"]);
        check(Scope::Piece(0, 7), "宣传", &[], &[]);
    }
}
