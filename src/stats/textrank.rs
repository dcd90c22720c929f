//! 文本网络 (TextRank): the words that other words lean on, by the graph of what stands near what.
//!
//! Every word that means something is a vertex; two are joined by an edge that weighs as much as there are places where
//! they stand within five running words of one sentence (a word and the four behind it, words that mean nothing counted
//! along; marks are no words). A word's score is WS(i) = (1 − d) + d Σⱼ w(ij) / Σₖ w(jk) · WS(j) with d = 0.85, reckoned
//! from 1 for all until no score moves by more than 0.0001 (Mihalcea & Tarau, TextRank: Bringing Order into Texts, 2004).
//! So the mean over all joined words is 1, and a word that stands by itself has 0.15. The graph has at most the
//! 2,000 most frequent words of the scope, so that its size does not hang on how much text there is.

use super::counts::Counts;
use super::data::{Data, Params};
use super::report::{Cell, Column, Fact, Report, Row, Words};
use super::table::{Needs, Statistic};
use super::vocabulary::{Vocabulary, Word};
use crate::corpus::model::{Place, Scope};

/// The row of the table.
pub const STATISTIC: Statistic = Statistic {
    id: "textrank",
    words: Words::new("中心词", "TextRank"),
    note: Words::new(
        "同一句里五个词以内相邻的词互相推举（TextRank，d=0.85），1 是平均；只看最常用的 2000 个词",
        "words within five of one sentence vote for each other (TextRank, d=0.85), 1 is average; the 2,000 most frequent",
    ),
    needs: Needs::Nothing,
    run,
};

/// The most words in the graph: 8 MB of edges.
const VERTICES: usize = 2000;
/// Running words within which two words are near each other, both counted.
const WINDOW: usize = 5;
/// The share of a word's score that it has from others.
const DAMPING: f64 = 0.85;
/// No score moves more in the last round.
const TOLERANCE: f64 = 1e-4;
/// Rounds at most: 0.85 to the 100th is 10⁻⁷.
const ROUNDS: usize = 100;

/// What a token is to the graph, where it is not the number of a vertex: neither word nor end of a sentence, the end of
/// one, a word that is no vertex.
const NOTHING: u32 = u32::MAX;
const END: u32 = u32::MAX - 1;
const OTHER: u32 = u32::MAX - 2;

/// Which words stand near which, how often: undirected, no edge from a word to itself.
#[derive(Debug)]
struct Graph {
    vertices: usize,
    /// The lower triangle, row by row.
    weights: Vec<u32>,
}

impl Graph {
    fn new(vertices: usize) -> Self {
        Self { vertices, weights: vec![0; vertices * vertices.saturating_sub(1) / 2] }
    }

    fn join(&mut self, one: usize, other: usize) {
        let (low, high) = (one.min(other), one.max(other));
        if low < high
            && let Some(weight) = self.weights.get_mut(high * (high - 1) / 2 + low)
        {
            *weight += 1;
        }
    }

    /// Hands every edge to `each`: both vertices and the weight.
    fn each(&self, mut each: impl FnMut(usize, usize, u32)) {
        let mut rest = self.weights.as_slice();
        for high in 1..self.vertices {
            let (row, below) = rest.split_at_checked(high).unwrap_or_default();
            for (low, weight) in row.iter().enumerate().filter(|(_, weight)| **weight > 0) {
                each(high, low, *weight);
            }
            rest = below;
        }
    }

    /// The score of every vertex, and with how many others it is joined.
    fn rank(&self) -> Vec<(f64, u32)> {
        let add = |to: &mut [f64], vertex: usize, value: f64| {
            if let Some(sum) = to.get_mut(vertex) {
                *sum += value;
            }
        };
        let mut out = vec![0.0; self.vertices];
        let mut ranked = vec![(1.0, 0); self.vertices];
        self.each(|one, other, weight| {
            for vertex in [one, other] {
                add(&mut out, vertex, f64::from(weight));
                if let Some((_, neighbours)) = ranked.get_mut(vertex) {
                    *neighbours += 1;
                }
            }
        });
        for _ in 0..ROUNDS {
            // What each gives for one place beside it.
            let gives: Vec<f64> = ranked.iter().zip(&out).map(|((score, _), out)| score / out).collect();
            let mut sums = vec![0.0; self.vertices];
            self.each(|one, other, weight| {
                for (to, from) in [(one, other), (other, one)] {
                    add(&mut sums, to, f64::from(weight) * gives.get(from).copied().unwrap_or_default());
                }
            });
            let mut moved = 0.0_f64;
            for ((score, _), sum) in ranked.iter_mut().zip(sums) {
                let new = (1.0 - DAMPING) + DAMPING * sum;
                moved = moved.max((new - *score).abs());
                *score = new;
            }
            if moved <= TOLERANCE {
                break;
            }
        }
        ranked
    }
}

/// What each word is to a graph with these vertices.
fn kinds(vocabulary: &Vocabulary, vertices: &[(u32, u64, Place)]) -> Vec<u32> {
    let kind = |word: &Word| match word.is_word() {
        true => OTHER,
        false if word.text.contains(['。', '！', '？', '!', '?', '\n']) => END,
        false => NOTHING,
    };
    let mut kinds: Vec<u32> = vocabulary.words().iter().map(kind).collect();
    for (vertex, (word, ..)) in vertices.iter().enumerate() {
        if let Some(kind) = kinds.get_mut(*word as usize) {
            *kind = vertex as u32;
        }
    }
    kinds
}

/// The graph of `scope` over these words.
fn graph(data: &Data<'_>, scope: Scope, vertices: &[(u32, u64, Place)]) -> Graph {
    let vocabulary = data.vocabulary();
    let kinds = kinds(vocabulary, vertices);
    let mut graph = Graph::new(vertices.len());
    for part in data.parts(scope) {
        for stretch in part.analysis.stretches(vocabulary, part.span) {
            // The last words of the sentence.
            let mut before = [OTHER; WINDOW - 1];
            for token in stretch {
                match kinds.get(token.word as usize).copied().unwrap_or(NOTHING) {
                    NOTHING => {}
                    END => before = [OTHER; WINDOW - 1],
                    kind => {
                        if kind != OTHER {
                            for near in before.into_iter().filter(|near| *near != OTHER) {
                                graph.join(kind as usize, near as usize);
                            }
                        }
                        before.rotate_left(1);
                        before[WINDOW - 2] = kind;
                    }
                }
            }
        }
    }
    graph
}

fn run(data: &Data<'_>, scope: Scope, params: &Params) -> Report {
    let counts = Counts::of(data, scope, |word| word.kept);
    let mut vertices: Vec<(u32, u64, Place)> = counts.iter().collect();
    let all = vertices.len();
    vertices.sort_by_key(|(_, count, first)| (std::cmp::Reverse(*count), *first));
    vertices.truncate(VERTICES);
    let ranked = graph(data, scope, &vertices).rank();
    let least = params.least.unwrap_or(1);
    let mut rows: Vec<_> = vertices.iter().zip(ranked).filter(|((_, count, _), _)| *count >= least).collect();
    rows.sort_by(|((_, n, one), (a, _)), ((_, m, other), (b, _))| b.total_cmp(a).then(m.cmp(n)).then(one.cmp(other)));
    rows.truncate(params.limit);
    let row = |((word, count, first), (score, near)): (&(u32, u64, Place), (f64, u32))| Row {
        cells: vec![
            Cell::Text(data.vocabulary().text(*word).to_owned()),
            Cell::Count(*count),
            Cell::Count(u64::from(near)),
            Cell::Number(score),
        ],
        place: Some(*first),
    };
    Report {
        columns: vec![
            Column::new("word", Words::new("词", "Word")),
            Column::new("count", Words::new("次数", "Count")),
            Column::new("neighbours", Words::new("邻词", "Neighbours")),
            Column::with_bar("score", Words::new("得分", "Score")),
        ],
        summary: vec![
            Fact::new("vertices", Words::new("参加的词", "Words in the graph"), Cell::Count(vertices.len() as u64)),
            Fact::new("words", Words::new("全部实词", "Words in all"), Cell::Count(all as u64)),
        ],
        rows: rows.into_iter().map(row).collect(),
        ..STATISTIC.report(data, scope)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::{Line, analysed, corpus};
    use crate::stats::writer;

    /// `expected` holds: word, count, neighbours, score.
    fn check(texts: &[&'static str], params: &Params, expected: &[&str]) {
        let mut lines = vec![Line::Title("题")];
        lines.extend(texts.iter().map(|text| Line::Text(text)));
        let corpus = corpus(&[&lines]);
        let analyses = analysed(&corpus);
        let data = Data { corpus: &corpus, analyses: &analyses };
        for scope in [Scope::Corpus, Scope::Document(0), Scope::Piece(0, 0)] {
            let report = run(&data, scope, params);
            let row = |row: &Row| row.cells.iter().map(writer::plain).collect::<Vec<_>>().join(" ");
            assert_eq!(report.rows.iter().map(row).collect::<Vec<_>>(), expected, "{scope:?}");
            for row in &report.rows {
                let text = row.place.and_then(|p| Some(corpus.documents.get(p.document)?.slice(p.span).to_owned()));
                assert_eq!(row.cells.first(), text.map(Cell::Text).as_ref());
            }
        }
    }

    #[test]
    fn a_path_of_three_words_by_hand() {
        // w(社区, 创建) = 2, w(创建, 𠀀𠀁) = 1, so b = 0.15 + 0.85 (a + c), a = 0.15 + 0.85 · 2/3 b, c = 0.15 + 0.85 · 1/3 b:
        // b = 0.405 / 0.2775 = 1.4595, a = 0.9770, c = 0.5635.
        check(
            &["社区，创建。创建 社区！创建 的 𠀀𠀁"],
            &Params::default(),
            &["创建 3 2 1.46", "社区 2 1 0.98", "𠀀𠀁 1 1 0.56"],
        );
        let mut graph = Graph::new(4);
        for (one, other) in [(0, 1), (1, 0), (1, 2), (3, 3)] {
            graph.join(one, other);
        }
        let by_hand =
            [0.15 + 0.85 * 2.0 / 3.0 * 0.405 / 0.2775, 0.405 / 0.2775, 0.15 + 0.85 / 3.0 * 0.405 / 0.2775, 0.15];
        for ((score, _), expected) in graph.rank().into_iter().zip(by_hand) {
            assert!((score - expected).abs() < 1e-3, "{score} {expected}");
        }
    }

    #[test]
    fn the_window_counts_running_words_and_ends_with_the_sentence() {
        let alone = ["社区 1 0 0.15", "cafe\u{301} 1 0 0.15"];
        let joined = ["社区 1 1 1.00", "cafe\u{301} 1 1 1.00"];
        check(&["社区，（的 了 是 cafe\u{301}"], &Params::default(), &joined);
        check(&["社区 的 了 是 200 cafe\u{301}"], &Params::default(), &alone);
        check(&["社区。cafe\u{301}"], &Params::default(), &alone);
        check(&["社区", "cafe\u{301}"], &Params::default(), &alone);
        check(&[], &Params::default(), &[]);
    }

    #[test]
    fn rare_words_vote_but_are_not_shown() {
        let text = ["社区 创建。创建 社区。创建 文明"];
        check(&text, &Params { least: Some(2), ..Params::default() }, &["创建 3 2 1.46", "社区 2 1 0.98"]);
        check(&text, &Params { limit: 1, ..Params::default() }, &["创建 3 2 1.46"]);
    }
}
