//! 关键性 (keyness): the words that a part of the corpus has more of than the rest.
//!
//! Log-likelihood G² = 2 (a ln(a/E₁) + b ln(b/E₂)) with E₁ = c (a+b)/(c+d), E₂ = d (a+b)/(c+d), where a and b are the
//! counts of the word in the part and in the rest, c and d the running words of both (Dunning 1993; in the form of Rayson
//! & Garside, Comparing corpora using frequency profiling, 2000). Beside it the size of the effect: log ratio =
//! log₂((a/c) / (b/d)), a count of 0 taken for 0.5 (Hardie 2014). Words with a smaller share than in the rest are left out.

use super::counts::Counts;
use super::data::{Data, Params};
use super::report::{Cell, Column, Fact, Report, Row, Words};
use super::table::{Needs, Statistic};
use crate::corpus::model::Scope;

/// The row of the table.
pub const STATISTIC: Statistic = Statistic {
    id: "keyness",
    words: Words::new("关键性", "Keyness"),
    note: Words::new(
        "这一部分比其余文字多用的词，按分出的词计数；G² 对数似然（6.63 以上 p<0.01），对数比 1 即多一倍",
        "words this part has more of than the rest: G² log-likelihood (p<0.01 from 6.63), log ratio 1 is twice as many",
    ),
    needs: Needs::Part,
    run,
};

/// Words that occur less often in the part are left out, where nothing else is asked for.
const LEAST: u64 = 3;

/// Log-likelihood of `a` in `c` words against `b` in `d` words.
pub fn log_likelihood(a: f64, b: f64, c: f64, d: f64) -> f64 {
    let expected = (a + b) / (c + d);
    let term = |found: f64, of: f64| if found > 0.0 { found * (found / (of * expected)).ln() } else { 0.0 };
    2.0 * (term(a, c) + term(b, d))
}

/// Log ratio of `a` in `c` words against `b` in `d` words.
pub fn log_ratio(a: f64, b: f64, c: f64, d: f64) -> f64 {
    let some = |found: f64| if found > 0.0 { found } else { 0.5 };
    ((some(a) / c) / (some(b) / d)).log2()
}

fn run(data: &Data<'_>, scope: Scope, params: &Params) -> Report {
    let mut report = Report {
        columns: vec![
            Column::new("word", Words::new("词", "Word")),
            Column::new("count", Words::new("次数", "Count")),
            Column::new("rest", Words::new("其余次数", "In the rest")),
            Column::new("log_ratio", Words::new("对数比", "Log ratio")),
            Column::with_bar("g2", Words::new("G²", "G²")),
        ],
        ..STATISTIC.report(data, scope)
    };
    if scope == Scope::Corpus {
        return report;
    }
    let part = Counts::of(data, scope, |word| word.kept);
    let whole = data.totals();
    let (c, d) = (part.running(), whole.running().saturating_sub(part.running()));
    if c == 0 || d == 0 {
        return report;
    }
    let (c, d) = (c as f64, d as f64);
    let least = params.least.unwrap_or(LEAST);
    let mut rows: Vec<(f64, Row)> = Vec::new();
    for (word, count, place) in part.iter().filter(|(_, count, _)| *count >= least) {
        let rest = u64::from(whole.get(word).count).saturating_sub(count);
        let (a, b) = (count as f64, rest as f64);
        if a / c <= b / d {
            continue;
        }
        let g2 = log_likelihood(a, b, c, d);
        let cells = vec![
            Cell::Text(data.vocabulary().text(word).to_owned()),
            Cell::Count(count),
            Cell::Count(rest),
            Cell::Number(log_ratio(a, b, c, d)),
            Cell::Number(g2),
        ];
        rows.push((g2, Row { cells, place: Some(place) }));
    }
    rows.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    rows.truncate(params.limit);
    report.rows = rows.into_iter().map(|(_, row)| row).collect();
    report.summary = vec![
        Fact::new("words", Words::new("这一部分词数", "Words of the part"), Cell::Count(part.running())),
        Fact::new("rest", Words::new("其余词数", "Words of the rest"), Cell::Count(d as u64)),
    ];
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::{Line, analysed, corpus};
    use crate::stats::writer;

    #[test]
    fn the_formulas_by_hand() {
        // 10 in 1,000 against 5 in 2,000: E₁ = 5, E₂ = 10, 2 (10 ln 2 + 5 ln ½) = 10 ln 2.
        assert!((log_likelihood(10.0, 5.0, 1000.0, 2000.0) - 10.0 * 2_f64.ln()).abs() < 1e-9);
        assert!((log_ratio(10.0, 5.0, 1000.0, 2000.0) - 2.0).abs() < 1e-9);
        // Nothing in the rest: E₁ = 10/3, 2 · 10 ln 3; the ratio takes 0.5 for 0: 0.01 / 0.00025 = 40.
        assert!((log_likelihood(10.0, 0.0, 1000.0, 2000.0) - 20.0 * 3_f64.ln()).abs() < 1e-9);
        assert!((log_ratio(10.0, 0.0, 1000.0, 2000.0) - 40_f64.log2()).abs() < 1e-9);
        // The same share says nothing.
        assert!(log_likelihood(5.0, 10.0, 100.0, 200.0).abs() < 1e-9);
    }

    #[test]
    fn what_a_piece_has_more_of_comes_first() {
        let corpus = corpus(&[
            &[Line::Title("甲"), Line::Text("医院 科室 医院 科室 医院 创建 创建 创建。")],
            &[Line::Title("乙"), Line::Text("创建 社区 创建 社区 创建 社区 创建 科室 𠀀𠀁 创建。")],
        ]);
        let analyses = analysed(&corpus);
        let data = Data { corpus: &corpus, analyses: &analyses };
        let rows = |scope, least| {
            let report = run(&data, scope, &Params { least: Some(least), ..Params::default() });
            let rows = report.rows.iter().map(|row| row.cells.iter().map(writer::plain).collect::<Vec<_>>().join(" "));
            rows.collect::<Vec<_>>()
        };
        // 8 words against 10. 医院 3 to 0: 2 · 3 ln(3 / (8 · 3/18)) = 6 ln 2.25; ratio log₂((3/8) / (0.5/10)).
        assert_eq!(rows(Scope::Piece(0, 0), 3), ["医院 3 0 2.91 4.87"]);
        assert_eq!(rows(Scope::Piece(0, 0), 1).len(), 2);
        assert_eq!(rows(Scope::Corpus, 1), [""; 0]);
        assert_eq!(rows(Scope::Piece(9, 9), 1), [""; 0]);
    }
}
