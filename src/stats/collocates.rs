//! 搭配 (collocates): the words that stand near a word more often than chance would have them.
//!
//! Near is within five words on either side and in the same sentence; a word near two places is counted once. With
//! f(n) places of the node, W words near it, f(c) occurrences of the collocate in the scope of N words and O of them near:
//! - logDice = 14 + log₂ (2 O / (f(n) + f(c))) (Rychlý, A lexicographer-friendly association score, 2008): at most 14;
//! - MI = log₂ (O / E) with E = W f(c) / N (Church & Hanks 1990, in the windowed form of Evert 2008);
//! - G² over the table of O, W − O, f(c) − O and the rest (Dunning 1993).

use rustc_hash::FxHashMap;

use super::data::{Data, Params};
use super::places;
use super::report::{Cell, Column, Fact, Report, Row, Words};
use super::table::{Needs, Statistic};
use super::totals::Totals;
use super::vocabulary::{Vocabulary, Word};
use crate::corpus::model::{Place, Scope};
use crate::text::span::ByteSpan;

/// The row of the table.
pub const STATISTIC: Statistic = Statistic {
    id: "collocates",
    words: Words::new("搭配", "Collocates"),
    note: Words::new(
        "同一句里左右各五个词以内常在一起的词；按 logDice 排",
        "words within five on either side in the same sentence, by logDice",
    ),
    needs: Needs::Word,
    run,
};

/// Words on either side.
const REACH: usize = 5;
/// Collocates that stand near less often are left out, where nothing else is asked for.
const LEAST: u64 = 2;

/// logDice of `together` near places among `node` and `other` occurrences.
pub fn log_dice(together: f64, node: f64, other: f64) -> f64 {
    14.0 + (2.0 * together / (node + other)).log2()
}

/// Mutual information of `together` places in windows of `window` words, of a word with `other` occurrences among `all`.
pub fn mutual_information(together: f64, window: f64, other: f64, all: f64) -> f64 {
    (together * all / (window * other)).log2()
}

/// G² of the same.
pub fn log_likelihood(together: f64, window: f64, other: f64, all: f64) -> f64 {
    let rows = [window, all - window];
    let columns = [other, all - other];
    let cells = [[together, window - together], [other - together, all - window - other + together]];
    let mut sum = 0.0;
    for (row, found) in rows.iter().zip(cells) {
        for (column, found) in columns.iter().zip(found) {
            if found > 0.0 {
                sum += found * (found * all / (row * column)).ln();
            }
        }
    }
    2.0 * sum
}

/// What a token is to its sentence.
#[derive(Clone, Copy, Debug, Default)]
struct Kind {
    is_word: bool,
    /// It may be a collocate.
    kept: bool,
    /// The sentence ends with it.
    ends: bool,
}

impl Kind {
    fn of(word: &Word) -> Self {
        let ends = word.text.contains(['。', '！', '？', '!', '?', '\n']);
        Self { is_word: word.is_word(), kept: word.kept, ends }
    }
}

#[derive(Clone, Copy, Debug)]
struct Near {
    left: u64,
    right: u64,
    first: Place,
}

fn run(data: &Data<'_>, scope: Scope, params: &Params) -> Report {
    let mut report = Report {
        columns: vec![
            Column::new("word", Words::new("词", "Word")),
            Column::new("left", Words::new("在左", "Left")),
            Column::new("right", Words::new("在右", "Right")),
            Column::new("count", Words::new("同现", "Together")),
            Column::new("all", Words::new("总次数", "In all")),
            Column::new("mi", Words::new("MI", "MI")),
            Column::new("g2", Words::new("G²", "G²")),
            Column::with_bar("log_dice", Words::new("logDice", "logDice")),
        ],
        ..STATISTIC.report(data, scope)
    };
    let Some(node) = places::Word::new(&params.word) else { return report };
    let vocabulary = data.vocabulary();
    let kinds: Vec<Kind> = vocabulary.words().iter().map(Kind::of).collect();
    let kind = |word: u32| kinds.get(word as usize).copied().unwrap_or_default();
    let mut near: FxHashMap<u32, Near> = FxHashMap::default();
    // Of the whole corpus it is known how often each word stands in it: only documents with the node are gone through.
    let totals = (scope == Scope::Corpus).then(|| data.totals());
    let mut counts: Vec<u64> = if totals.is_some() { Vec::new() } else { vec![0; vocabulary.len()] };
    let (mut found, mut window, mut all) = (0_u64, 0_u64, totals.map_or(0, Totals::running));
    // The words of one sentence: number, first byte.
    let mut sentence: Vec<(u32, u32)> = Vec::new();
    for part in data.parts(scope) {
        let places = node.within(part.document, part.span);
        if places.is_empty() && totals.is_some() {
            continue;
        }
        for stretch in part.analysis.stretches(vocabulary, part.span) {
            sentence.clear();
            let mut close = |sentence: &mut Vec<(u32, u32)>| {
                around(sentence, &places, vocabulary, part.number, kind, &mut near, (&mut found, &mut window));
                sentence.clear();
            };
            for token in stretch {
                let Kind { is_word, ends, .. } = kind(token.word);
                if ends {
                    close(&mut sentence);
                } else if is_word {
                    if let Some(count) = counts.get_mut(token.word as usize) {
                        all += 1;
                        *count += 1;
                    }
                    sentence.push((token.word, token.start));
                }
            }
            close(&mut sentence);
        }
    }
    let least = params.least.unwrap_or(LEAST);
    let mut rows: Vec<(f64, u64, Row)> = Vec::new();
    for (word, near) in &near {
        let together = near.left + near.right;
        if together < least {
            continue;
        }
        let other = match totals {
            Some(totals) => u64::from(totals.get(*word).count),
            None => counts.get(*word as usize).copied().unwrap_or(together),
        };
        let (o, w, f, n) = (together as f64, window as f64, other as f64, all as f64);
        let dice = log_dice(o, found as f64, f);
        let cells = vec![
            Cell::Text(vocabulary.text(*word).to_owned()),
            Cell::Count(near.left),
            Cell::Count(near.right),
            Cell::Count(together),
            Cell::Count(other),
            Cell::Number(mutual_information(o, w, f, n)),
            Cell::Number(log_likelihood(o, w, f, n)),
            Cell::Number(dice),
        ];
        rows.push((dice, together, Row { cells, place: Some(near.first) }));
    }
    let first = |row: &Row| row.place.map(|place| (place.document, place.span.start));
    // Two words beside one place may be alike in all but their letters.
    let text = |row: &Row| match row.cells.first() {
        Some(Cell::Text(text)) => text.clone(),
        _ => String::new(),
    };
    rows.sort_by(|(a, n, one), (b, m, other)| {
        let places = || first(one).cmp(&first(other)).then_with(|| text(one).cmp(&text(other)));
        b.total_cmp(a).then(m.cmp(n)).then_with(places)
    });
    rows.truncate(params.limit);
    report.rows = rows.into_iter().map(|(_, _, row)| row).collect();
    if found > 0 {
        report.summary = vec![
            Fact::new("word", Words::new("词", "Word"), Cell::Text(params.word.trim().to_owned())),
            Fact::new("count", Words::new("次数", "Count"), Cell::Count(found)),
        ];
    }
    report
}

/// Counts what stands around the places that lie in one sentence.
fn around(
    sentence: &[(u32, u32)],
    places: &[ByteSpan],
    vocabulary: &Vocabulary,
    document: usize,
    kind: impl Fn(u32) -> Kind,
    near: &mut FxHashMap<u32, Near>,
    (found, window): (&mut u64, &mut u64),
) {
    let (Some((_, first)), Some((last, start))) = (sentence.first(), sentence.last()) else { return };
    let end = *start as usize + vocabulary.length(*last);
    let from = places.partition_point(|place| place.start < *first as usize);
    // Which words of the sentence each place lies in or over: they are the node itself.
    let nodes: Vec<(usize, usize, ByteSpan)> = places
        .iter()
        .skip(from)
        .take_while(|place| place.start < end)
        .map(|place| {
            let ends_before = |&(word, start): &(u32, u32)| start as usize + vocabulary.length(word) <= place.start;
            let before = sentence.partition_point(ends_before);
            (before, sentence.partition_point(|(_, start)| (*start as usize) < place.end), *place)
        })
        .collect();
    if nodes.is_empty() {
        return;
    }
    *found += nodes.len() as u64;
    // A word near two places counts once, for the nearer of them.
    for (at, (word, _)) in sentence.iter().enumerate() {
        let next = nodes.partition_point(|(_, behind, _)| *behind <= at);
        if nodes.get(next).is_some_and(|(before, _, _)| *before <= at) {
            continue;
        }
        let behind = nodes.get(next).map(|(before, _, place)| (before - at, true, *place));
        let before = next.checked_sub(1).and_then(|next| nodes.get(next));
        let before = before.map(|(_, behind, place)| (at + 1 - behind, false, *place));
        let near_by = [behind, before].into_iter().flatten().min_by_key(|(distance, ..)| *distance);
        let Some((_, is_left, place)) = near_by.filter(|(distance, ..)| *distance <= REACH) else { continue };
        *window += 1;
        if kind(*word).kept {
            let first = Place { document, span: place };
            let near = near.entry(*word).or_insert(Near { left: 0, right: 0, first });
            *(if is_left { &mut near.left } else { &mut near.right }) += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::{Line, analysed, corpus};
    use crate::stats::writer;

    #[test]
    fn the_formulas_by_hand() {
        // 4 together, 8 of the node, 8 of the other: 14 + log₂ (8/16) = 13.
        assert!((log_dice(4.0, 8.0, 8.0) - 13.0).abs() < 1e-9);
        assert!((log_dice(8.0, 8.0, 8.0) - 14.0).abs() < 1e-9);
        // E = 40 · 10 / 400 = 1: MI = log₂ 8 = 3.
        assert!((mutual_information(8.0, 40.0, 10.0, 400.0) - 3.0).abs() < 1e-9);
        // As chance has it: nothing.
        assert!(log_likelihood(1.0, 40.0, 10.0, 400.0).abs() < 1e-9);
        // O = 8, 32, 2, 358 against E = 1, 39, 9, 351.
        let by_hand = 2.0
            * (8.0 * 8_f64.ln()
                + 32.0 * (32.0 / 39.0_f64).ln()
                + 2.0 * (2.0 / 9.0_f64).ln()
                + 358.0 * (358.0 / 351.0_f64).ln());
        assert!((log_likelihood(8.0, 40.0, 10.0, 400.0) - by_hand).abs() < 1e-9);
    }

    #[test]
    fn windows_end_with_the_sentence_and_after_five_words() {
        let corpus = corpus(&[&[
            Line::Title("甲"),
            Line::Text("社区 宣传 手册，的 𠀀𠀁。远处。宣传 手册"),
            Line::Text("手册"),
            Line::Noise("宣传 手册"),
            Line::Text("手册 a b c d e 宣传"),
            Line::Text("宣传 街道 宣传"),
        ]]);
        let analyses = analysed(&corpus);
        let data = Data { corpus: &corpus, analyses: &analyses };
        let report =
            run(&data, Scope::Corpus, &Params { word: "宣传".to_owned(), least: Some(1), ..Params::default() });
        let mut rows: Vec<String> = report
            .rows
            .iter()
            .map(|row| row.cells.iter().take(5).map(writer::plain).collect::<Vec<_>>().join(" "))
            .collect();
        rows.sort();
        assert_eq!(rows, ["手册 0 2 2 4", "社区 1 0 1 1", "街道 1 0 1 1", "𠀀𠀁 0 1 1 1"]);
        assert_eq!(report.summary.last().map(|fact| writer::plain(&fact.cell)), Some("5".to_owned()));
        assert!(run(&data, Scope::Corpus, &Params::default()).rows.is_empty());
    }

    /// The whole corpus knows its counts; a part of it counts for itself.
    #[test]
    fn a_corpus_of_one_document_has_the_collocates_of_that_document() {
        let texts = [
            Line::Title("甲"),
            Line::Text("社区 宣传 手册，的 𠀀𠀁。远处 手册。宣传 手册"),
            Line::Title("乙"),
            Line::Text("手册 社区。"),
            Line::Noise("宣传 手册"),
        ];
        let (one, two) = (corpus(&[&texts]), corpus(&[&texts, &[Line::Title("丙"), Line::Text("手册 街道 手册")]]));
        let params = Params { word: "宣传".to_owned(), least: Some(1), ..Params::default() };
        let report = |corpus: &crate::corpus::model::Corpus, scope: Scope| {
            let analyses = analysed(corpus);
            run(&Data { corpus, analyses: &analyses }, scope, &params).rows
        };
        let (whole, part) = (report(&one, Scope::Corpus), report(&one, Scope::Document(0)));
        assert_eq!(whole, part);
        // A document without the word counts with its words only.
        let all = |rows: &[Row]| {
            let own = rows.iter().find(|row| row.cells.first() == Some(&Cell::Text("手册".to_owned())));
            own.and_then(|row| row.cells.get(4).cloned())
        };
        assert_eq!((all(&whole), all(&report(&two, Scope::Corpus))), (Some(Cell::Count(4)), Some(Cell::Count(6))));
        assert_eq!(report(&two, Scope::Document(0)), part);
    }
}
