//! 章节数: how many sections of each level there are, how their headings stand, and how long they are.

use super::data::{Data, Params};
use super::report::{Cell, Column, Report, Row, Words};
use super::table::{Needs, Statistic};
use crate::corpus::model::{Place, Scope, Section};

/// The row of the table.
pub const STATISTIC: Statistic = Statistic {
    id: "sections",
    words: Words::new("章节", "Sections"),
    note: Words::new(
        "各级标题数；字数含标题和下级各节",
        "headings by level; characters include the heading and what is below it",
    ),
    needs: Needs::Nothing,
    run,
};

/// What is counted of a level.
#[derive(Clone, Copy, Debug, Default)]
struct Level {
    run_in: u64,
    numbered: u64,
    total: u64,
    characters: u64,
    first: Option<Place>,
}

/// Hands the sections of `scope` to `put` as (document number, section, characters of the whole section); of a section
/// those below it, not itself.
pub fn each(data: &Data<'_>, scope: Scope, mut put: impl FnMut(usize, &Section, u32)) {
    for part in data.parts(scope) {
        let (pieces, lengths) = (part.document.pieces.peek(), part.analysis.peek());
        let pieces = pieces.iter().zip(lengths.iter()).enumerate().filter(|(p, _)| match scope {
            Scope::Corpus | Scope::Document(_) => true,
            Scope::Piece(_, wanted) | Scope::Section(_, wanted, _) => *p == wanted,
        });
        for (piece, lengths) in pieces.map(|(_, both)| both) {
            for (index, (section, lengths)) in piece.sections.iter().zip(&lengths.sections).enumerate() {
                let below = match scope {
                    // Sections stand in reading order, parents first.
                    Scope::Section(_, _, above) => index > above && part.span.covers(section.heading),
                    _ => true,
                };
                if below {
                    put(part.number, section, lengths.whole.characters);
                }
            }
        }
    }
}

fn run(data: &Data<'_>, scope: Scope, _: &Params) -> Report {
    let mut levels: Vec<Level> = Vec::new();
    each(data, scope, |document, section, characters| {
        let index = usize::from(section.level);
        if levels.len() <= index {
            levels.resize(index + 1, Level::default());
        }
        let Some(level) = levels.get_mut(index) else { return };
        level.run_in += u64::from(section.run_in);
        level.numbered += u64::from(!section.marker.is_empty());
        level.total += 1;
        level.characters += u64::from(characters);
        level.first.get_or_insert(Place { document, span: section.heading });
    });
    let rows = levels.iter().enumerate().filter(|(_, level)| level.total > 0).map(|(number, level)| Row {
        cells: vec![
            Cell::Count(number as u64),
            Cell::Count(level.total),
            Cell::Count(level.total - level.run_in),
            Cell::Count(level.run_in),
            Cell::Count(level.numbered),
            Cell::Count(level.total - level.numbered),
            Cell::Count(level.characters),
            Cell::Number(level.characters as f64 / level.total as f64),
        ],
        place: level.first,
    });
    Report {
        columns: vec![
            Column::new("level", Words::new("级", "Level")),
            Column::with_bar("count", Words::new("节数", "Sections")),
            Column::new("own_line", Words::new("独行标题", "Own line")),
            Column::new("run_in", Words::new("段首标题", "Run-in")),
            Column::new("numbered", Words::new("有序号", "Numbered")),
            Column::new("unnumbered", Words::new("无序号", "Unnumbered")),
            Column::new("characters", Words::new("字数", "Characters")),
            Column::new("average", Words::new("平均字数", "Average")),
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

    fn check(scope: Scope, expected: &str) {
        let corpus = corpus(&[
            &[
                Line::Title("甲"),
                Line::Heading(1, "一、创建"),
                Line::RunIn(2, "一是宣传。", "社区。"),
                Line::RunIn(2, "二是、整治。", "路段。"),
                Line::Heading(1, "保障"),
                Line::Text("经费。"),
            ],
            &[Line::Title("乙"), Line::Heading(1, "一、文明"), Line::Heading(3, "1、机关")],
        ]);
        let analyses = analysed(&corpus);
        let data = Data { corpus: &corpus, analyses: &analyses };
        let report = run(&data, scope, &Params::default());
        let rows: Vec<String> =
            report.rows.iter().map(|row| row.cells.iter().map(writer::plain).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(rows.join("|"), expected, "{scope:?}");
        assert!(report.rows.iter().all(|row| row.place.is_some()));
    }

    #[test]
    fn sections_are_counted_by_level() {
        // 一、创建 with what is below 4 + 8 + 9 = 21, 保障 5, 一、文明 with 1、机关 8.
        check(Scope::Corpus, "1 3 3 0 2 1 34 11.33|2 2 0 2 1 1 17 8.50|3 1 1 0 1 0 4 4.00");
        check(Scope::Piece(0, 0), "1 2 2 0 1 1 26 13.00|2 2 0 2 1 1 17 8.50");
        check(Scope::Section(0, 0, 0), "2 2 0 2 1 1 17 8.50");
        check(Scope::Section(0, 0, 3), "");
        check(Scope::Document(1), "1 1 1 0 1 0 8 8.00|3 1 1 0 1 0 4 4.00");
    }
}
