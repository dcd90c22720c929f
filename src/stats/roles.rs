//! 角色 × 篇: how much of each piece its sections of each role hold, as a heat map; what is missing shows as a gap.
//!
//! The cell is the share of the piece's 字数. A section counts with its heading and what stands between that and the
//! next heading, so that nothing counts twice; it counts for its own role, which recognition has handed down from the
//! section above where that holds. Sections without a role and what stands outside of sections (题名, 引言) are 其他, so that
//! a row makes a whole.

use super::analysis::PieceLengths;
use super::data::{Data, Params};
use super::report::{Cell, Column, Fact, Report, Row, Words};
use super::table::{Needs, Statistic};
use crate::corpus::model::{Piece, Place, Scope};
use crate::corpus::role::Role;
use crate::text::span::ByteSpan;

/// The row of the table.
pub const STATISTIC: Statistic = Statistic {
    id: "roles",
    words: Words::new("角色", "Roles"),
    note: Words::new(
        "各篇里每种角色的节占全篇字数多少；每节只算自己的文字，没有角色的和节外的算其他",
        "share of each piece's characters by role of its sections; a section counts for its own text, the rest is other",
    ),
    needs: Needs::Nothing,
    run,
};

/// The columns: their ids, words and marks; 其他 last.
fn columns() -> impl Iterator<Item = Column> {
    let of = |role: Role| {
        let (id, en) = match role {
            Role::Opening => ("opening", "Opening"),
            Role::Practice => ("practice", "Practice"),
            Role::Outcome => ("outcome", "Outcome"),
            Role::Difficulty => ("problems", "Problems"),
            Role::Cause => ("causes", "Causes"),
            Role::Intention => ("plans", "Plans"),
            Role::Guarantee => ("guarantee", "Guarantee"),
            Role::Organisation => ("leading", "Leading"),
            Role::Publicity => ("publicity", "Publicity"),
            Role::Inspection => ("inspection", "Inspection"),
            Role::Stage => ("stages", "Stages"),
        };
        Column::heat(id, Words::new(role.id(), en), role.mark())
    };
    Role::ALL.into_iter().map(of).chain([Column::heat("other", Words::new("其他", "Other"), "他")])
}

/// 字数 by role, in the order of [`Role::ALL`], of the sections of `piece` within `span`.
fn by_role(piece: &Piece, lengths: &PieceLengths, span: ByteSpan) -> [u64; Role::ALL.len()] {
    let mut held = [0; Role::ALL.len()];
    for (at, (section, own)) in piece.sections.iter().zip(&lengths.sections).enumerate() {
        let place = Role::ALL.iter().position(|role| section.role.as_ref().is_some_and(|found| found.role == *role));
        let Some(held) = place.filter(|_| span.covers(section.span)).and_then(|place| held.get_mut(place)) else {
            continue;
        };
        let below = piece.sections.iter().zip(&lengths.sections).skip(at + 1);
        let below = below.take_while(|(other, _)| section.span.covers(other.heading));
        let below: u32 = below.filter(|(other, _)| other.parent == Some(at)).map(|(_, l)| l.whole.characters).sum();
        *held += u64::from(own.whole.characters.saturating_sub(below));
    }
    held
}

fn run(data: &Data<'_>, scope: Scope, params: &Params) -> Report {
    let mut rows = Vec::new();
    let mut pieces = 0;
    for part in data.parts(scope) {
        let (own, lengths) = (part.document.pieces.peek(), part.analysis.peek());
        for (number, (piece, lengths)) in own.iter().zip(lengths.iter()).enumerate() {
            let (name, span, whole) = match scope {
                Scope::Piece(_, wanted) | Scope::Section(_, wanted, _) if wanted != number => continue,
                Scope::Corpus | Scope::Document(_) | Scope::Piece(..) => {
                    (piece.title.clone(), piece.span, lengths.whole)
                }
                Scope::Section(_, _, wanted) => match piece.sections.get(wanted).zip(lengths.sections.get(wanted)) {
                    Some((section, lengths)) => (section.label(), section.span, lengths.whole),
                    None => continue,
                },
            };
            pieces += 1;
            if rows.len() >= params.limit {
                continue;
            }
            let whole = u64::from(whole.characters);
            let held = by_role(piece, lengths, span);
            let other = whole.saturating_sub(held.iter().sum());
            let share = |held: u64| Cell::Share(held as f64 / whole.max(1) as f64);
            let mut cells = vec![Cell::Text(name), Cell::Count(whole)];
            cells.extend(held.into_iter().chain([other]).map(share));
            rows.push(Row { cells, place: Some(Place { document: part.number, span }) });
        }
    }
    let mut report = STATISTIC.report(data, scope);
    report.columns = vec![
        Column::new("title", Words::new("篇目", "Piece")),
        Column::new("characters", Words::new("字数", "Characters")),
    ];
    report.columns.extend(columns());
    if pieces > rows.len() {
        let shown = format!("{}/{pieces}", rows.len());
        report.summary = vec![Fact::new("pieces", Words::new("列出的篇", "Pieces listed"), Cell::Text(shown))];
    }
    report.rows = rows;
    report
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::corpus::model::Corpus;
    use crate::corpus::role::{Reason, RoleFinding};
    use crate::stats::sample::{Line, analysed, document};

    /// Two documents: in the first 二、问题 has a role and a section below it without one.
    fn corpus() -> Corpus {
        let mut first = document(
            "甲.txt",
            &[
                Line::Title("创城总结"),
                Line::Text("引言𠀀𠀁。"),
                Line::Heading(1, "一、做法"),
                Line::RunIn(2, "一是宣传。", "入户e\u{301}，ＡＢ12。"),
                Line::Noise("分享到 社区"),
                Line::RunIn(2, "二是整治。", "路段。"),
                Line::Heading(1, "二、问题"),
                Line::Text("经费不足。"),
                Line::Heading(2, "（一）别的"),
            ],
        );
        let mut pieces = first.pieces.to_vec();
        let mut say = |section: usize, role: Option<Role>| {
            if let Some(section) = pieces.get_mut(0).and_then(|piece| piece.sections.get_mut(section)) {
                section.role = role.map(|role| RoleFinding { role, reason: Reason::ByHand });
            }
        };
        say(0, Some(Role::Practice));
        say(1, Some(Role::Publicity));
        say(2, Some(Role::Practice));
        say(3, Some(Role::Difficulty));
        say(4, None);
        first.pieces = pieces.into();
        let second = document("乙.txt", &[Line::Title("乙"), Line::Text("没有标题。")]);
        Corpus { documents: vec![Arc::new(first), Arc::new(second)], ..Corpus::default() }
    }

    /// A row: its name, its characters, and those by role that are there.
    type Expected<'a> = (&'a str, u64, &'a [(&'a str, f64)]);

    fn check(scope: Scope, limit: usize, expected: &[Expected<'_>]) {
        let corpus = corpus();
        let analyses = analysed(&corpus);
        let data = Data { corpus: &corpus, analyses: &analyses };
        let report = run(&data, scope, &Params { limit, ..Params::default() });
        assert_eq!(report.rows.len(), expected.len(), "{scope:?}");
        for (row, (name, characters, held)) in report.rows.iter().zip(expected) {
            assert_eq!(row.cells.len(), report.columns.len());
            assert_eq!(row.cells.first(), Some(&Cell::Text((*name).to_owned())));
            assert_eq!(row.cells.get(1), Some(&Cell::Count(*characters)));
            let mut whole = 0.0;
            for (column, cell) in report.columns.iter().zip(&row.cells).skip(2) {
                assert!(column.heat.is_some(), "{}", column.id);
                let part = held.iter().find(|(id, _)| *id == column.id).map_or(0.0, |(_, part)| *part);
                let Cell::Share(share) = cell else { panic!("{}: {cell:?}", column.id) };
                assert!((share * *characters as f64 - part).abs() < 1e-9, "{name} {}: {share}", column.id);
                whole += share;
            }
            assert!((whole - 1.0).abs() < 1e-9, "a row makes a whole: {whole}");
            assert!(row.place.is_some());
        }
    }

    #[test]
    fn a_section_counts_for_its_own_text() {
        // Title 4, 引言𠀀𠀁。 5; 一、做法 4; 一是宣传。 5 and 入户é，ＡＢ12。 8; 二是整治。 5, 路段。 3; 二、问题 4, 经费不足。 5; （一）别的 5.
        let first: Expected<'_> =
            ("创城总结", 48, &[("practice", 12.0), ("publicity", 13.0), ("problems", 9.0), ("other", 14.0)]);
        let second: Expected<'_> = ("乙", 6, &[("other", 6.0)]);
        check(Scope::Corpus, 200, &[first, second]);
        check(Scope::Corpus, 1, &[first]);
        check(Scope::Document(1), 200, &[second]);
        check(Scope::Piece(0, 0), 200, &[first]);
        check(Scope::Section(0, 0, 0), 200, &[("一、做法", 25, &[("practice", 12.0), ("publicity", 13.0)])]);
        check(Scope::Section(0, 0, 3), 200, &[("二、问题", 14, &[("problems", 9.0), ("other", 5.0)])]);
        check(Scope::Section(0, 0, 9), 200, &[]);
        check(Scope::Piece(4, 0), 200, &[]);
    }

    #[test]
    fn what_is_left_out_is_said() {
        let corpus = corpus();
        let analyses = analysed(&corpus);
        let data = Data { corpus: &corpus, analyses: &analyses };
        let facts = |limit| run(&data, Scope::Corpus, &Params { limit, ..Params::default() }).summary;
        assert!(facts(2).is_empty());
        assert_eq!(facts(1).first().map(|fact| fact.cell.clone()), Some(Cell::Text("1/2".to_owned())));
    }
}
