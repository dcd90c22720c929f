//! 分布 in the right pane of 阅读: how the 字数 lie over the parts of what is chosen, and where along its piece the word
//! that a section has most of stands, each as a row of signs of eight heights.

use crate::corpus::model::Scope;
use crate::stats::data::Data;
use crate::stats::report::Words;
use crate::stats::shape;
use crate::tui::snapshot::Snapshot;

/// Signs of a row at most.
const WIDEST: usize = 24;
/// Signs that say something.
const LEAST: usize = 4;
/// Cells of a word.
const WORD: usize = 10;
/// In a longer piece, in bytes, words are not looked for: this is done whenever the screen is drawn.
const LONGEST: usize = 1 << 18;

const BY_PIECE: Words = Words::new("各篇字数", "by piece");
const BY_SECTION: Words = Words::new("各节字数", "by section");
const BELOW: Words = Words::new("下级字数", "below it");
const IN_PIECE: Words = Words::new("在本篇", " in the piece");
const HERE: Words = Words::new("本节", "here");

/// The rows about `scope`, none wider than `width` cells; `word` is what a section has most of. None where there is nothing
/// to compare or no room.
pub fn rows(scope: Scope, word: Option<&str>, width: usize, snapshot: &Snapshot) -> Vec<String> {
    let mut rows: Vec<String> = by_part(scope, width, snapshot).into_iter().collect();
    if let Some(word) = word {
        rows.extend(of_word(scope, word, width, snapshot).into_iter().flatten());
    }
    rows
}

/// 字数 of the parts, as many signs as there are parts; where there is no room for so many, each is the average of
/// neighbours.
fn by_part(scope: Scope, width: usize, snapshot: &Snapshot) -> Option<String> {
    let (theme, cells, lang) = (&snapshot.theme, snapshot.cells, snapshot.lang);
    let parts = shape::parts(&Data { corpus: &snapshot.corpus, analyses: &snapshot.analyses }, scope);
    let label = lang.of(match scope {
        Scope::Corpus | Scope::Document(_) => BY_PIECE,
        Scope::Piece(..) => BY_SECTION,
        Scope::Section(..) => BELOW,
    });
    let room = width.saturating_sub(cells.text(label) + 1).min(WIDEST);
    if parts.len() < 2 || room < LEAST.min(parts.len()) {
        return None;
    }
    Some(format!("{label} {}", theme.spark(&averages(&parts, room))))
}

/// `values` in at most `room` groups of neighbours, as even as can be: the averages.
fn averages(values: &[u32], room: usize) -> Vec<f64> {
    let groups = values.len().min(room);
    let edge = |group: usize| group * values.len() / groups.max(1);
    let group = |at: usize| values.get(edge(at)..edge(at + 1)).unwrap_or_default();
    let average = |group: &[u32]| group.iter().map(|n| f64::from(*n)).sum::<f64>() / group.len().max(1) as f64;
    (0..groups).map(|at| average(group(at))).collect()
}

/// Where `word` stands along the piece of a section, and below it which part of the piece the section is.
fn of_word(scope: Scope, word: &str, width: usize, snapshot: &Snapshot) -> Option<[String; 3]> {
    let (theme, cells, lang) = (&snapshot.theme, snapshot.cells, snapshot.lang);
    let (section, (document, _, piece)) = snapshot.section(scope).zip(snapshot.piece(scope))?;
    let label = format!("“{}”{}", cells.middle(word, WORD), lang.of(IN_PIECE));
    let stretches = width.min(WIDEST);
    if stretches < LEAST || cells.text(&label) > width || piece.span.len() > LONGEST {
        return None;
    }
    let data = Data { corpus: &snapshot.corpus, analyses: &snapshot.analyses };
    let places = shape::places(&data, document, piece.span, word, stretches);
    let counts: Vec<f64> = places.into_iter().map(f64::from).collect();
    let from = shape::stretch(piece.span, section.span.start, stretches);
    let last = section.span.end.saturating_sub(1).max(section.span.start);
    let to = shape::stretch(piece.span, last, stretches);
    let mut marks = format!("{}{}", " ".repeat(from), "^".repeat(to + 1 - from));
    let here = lang.of(HERE);
    // Its name stands beside the mark, where there is room.
    if to + 2 + cells.text(here) <= width {
        marks = format!("{marks} {here}");
    } else if from > cells.text(here) {
        marks = format!("{}{here} {}", " ".repeat(from - 1 - cells.text(here)), "^".repeat(to + 1 - from));
    }
    Some([label, theme.spark(&counts), marks])
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::Arc;

    use super::*;
    use crate::stats::report::Language;
    use crate::stats::sample::{Line, analysed, corpus};
    use crate::text::width::Cells;
    use crate::tui::theme::Theme;

    fn snapshot(ascii: bool) -> Snapshot {
        let corpus = corpus(&[&[
            Line::Title("甲"),
            Line::Heading(1, "一、宣传"),
            Line::RunIn(2, "一是𠀀𠀁。", "宣传，宣传，ＡＢ"),
            Line::RunIn(2, "二是督查。", "e\u{301}"),
            Line::Heading(1, "二、保障"),
            Line::Heading(1, "三、宣传，长长长长长长长长"),
        ]]);
        let analyses = Arc::new(analysed(&corpus));
        let theme = Theme::new(false, ascii);
        Snapshot { corpus: Arc::new(corpus), analyses, ..Snapshot::new(Language::Chinese, theme, PathBuf::new()) }
    }

    fn check(scope: Scope, word: Option<&str>, width: usize, ascii: bool, expected: &[&str]) {
        assert_eq!(rows(scope, word, width, &snapshot(ascii)), expected, "{scope:?} at {width}");
    }

    #[test]
    fn lengths_and_places_are_rows_of_heights() {
        // 字数: 一 23 (4 + 13 + 6), 二 4, 三 13; seven steps above nothing: 7, 7 · 4/23 → 2, 7 · 13/23 → 4.
        check(Scope::Piece(0, 0), None, 26, false, &["各节字数 █▃▅"]);
        check(Scope::Piece(0, 0), None, 26, true, &["各节字数 #:="]);
        check(Scope::Document(0), None, 26, false, &[]);
        check(Scope::Section(0, 0, 3), None, 26, false, &[]);
        // 130 bytes in 13 stretches; 宣传 begins at bytes 10, 34, 43 and 97, the section is 4 to 77.
        let places = "▁█▁██▁▁▁▁█▁▁▁";
        let below = "下级字数 █▅";
        check(Scope::Section(0, 0, 0), Some("宣传"), 13, false, &[below, "“宣传”在本篇", places, "^^^^^^^^ 本节"]);
        check(Scope::Section(0, 0, 4), Some("宣传"), 13, false, &["“宣传”在本篇", places, "    本节 ^^^^"]);
        check(Scope::Section(0, 0, 4), Some("宣传"), 13, true, &["“宣传”在本篇", " # ##    #   ", "    本节 ^^^^"]);
        // No room for the name of the word.
        check(Scope::Section(0, 0, 4), Some("宣传"), 11, false, &[]);
        assert_eq!(averages(&[4, 6, 1, 3, 9], 2), [5.0, 13.0 / 3.0]);
    }

    #[test]
    fn nothing_is_wider_than_the_pane() {
        for ascii in [false, true] {
            let snapshot = snapshot(ascii);
            for width in 0..40 {
                for section in 0..5 {
                    let long = "𠀀很长很长很长很长的词e\u{301}";
                    for word in ["宣传", long] {
                        for row in rows(Scope::Section(0, 0, section), Some(word), width, &snapshot) {
                            assert!(Cells::NARROW.text(&row) <= width, "{width}: {row}");
                        }
                    }
                }
            }
        }
    }
}
