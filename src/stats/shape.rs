//! The shape of a text in a few numbers: how its 字数 lie over its parts, and where along a piece a word stands.

use super::data::Data;
use crate::corpus::model::Scope;
use crate::text::span::ByteSpan;

/// 字数 of what stands right below `scope`, in order: of a document its pieces, of a piece its highest sections, of a
/// section those right below it, each with all that is below it. Nothing for the corpus and what is not analysed.
pub fn parts(data: &Data<'_>, scope: Scope) -> Vec<u32> {
    let Some(analysis) = scope.document().and_then(|document| data.analysis(document)) else { return Vec::new() };
    let (p, above) = match scope {
        Scope::Corpus => return Vec::new(),
        Scope::Document(_) => return analysis.pieces().iter().map(|piece| piece.whole.characters).collect(),
        Scope::Piece(_, p) => (p, None),
        Scope::Section(_, p, s) => (p, Some(s)),
    };
    let piece = scope.document().and_then(|d| data.corpus.documents.get(d)?.pieces.get(p));
    let Some((piece, lengths)) = piece.zip(analysis.pieces().get(p)) else { return Vec::new() };
    let below = piece.sections.iter().zip(&lengths.sections).filter(|(section, _)| section.parent == above);
    below.map(|(_, lengths)| lengths.whole.characters).collect()
}

/// How often `word`, as it was cut, begins in each of so many `stretches` of `span`, which are of the same length but
/// for a byte. Nothing for no stretches and for a document that is not analysed.
pub fn places(data: &Data<'_>, document: usize, span: ByteSpan, word: &str, stretches: usize) -> Vec<u32> {
    let mut counts = vec![0; stretches];
    let Some(analysis) = data.analysis(document) else { return Vec::new() };
    let vocabulary = data.vocabulary();
    for token in analysis.tokens(vocabulary, span).filter(|token| vocabulary.text(token.word) == word) {
        let at = stretch(span, token.start as usize, stretches);
        if let Some(count) = counts.get_mut(at) {
            *count += 1;
        }
    }
    counts
}

/// In which of so many `stretches` of `span` the byte `at` lies.
pub fn stretch(span: ByteSpan, at: usize, stretches: usize) -> usize {
    let along = at.saturating_sub(span.start) as u128 * stretches as u128 / span.len().max(1) as u128;
    (along as usize).min(stretches.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::model::Corpus;
    use crate::stats::sample::{Line, analysed, corpus};

    fn sample() -> Corpus {
        corpus(&[
            &[
                Line::Title("甲"),
                Line::Heading(1, "一、宣传"),
                Line::RunIn(2, "一是𠀀𠀁。", "宣传 ＡＢ"),
                Line::RunIn(2, "二是督查。", "e\u{301}"),
                Line::Heading(1, "二、保障"),
                Line::Title("乙"),
                Line::Text("没有标题"),
            ],
            &[],
        ])
    }

    #[test]
    fn the_parts_right_below_a_scope_have_their_lengths() {
        let corpus = sample();
        let analyses = analysed(&corpus);
        let data = Data { corpus: &corpus, analyses: &analyses };
        let check = |scope, expected: &[u32]| assert_eq!(parts(&data, scope), expected, "{scope:?}");
        // 一、宣传 4, 一是𠀀𠀁。宣传ＡＢ 9, 二是督查。é 6, 二、保障 4.
        check(Scope::Document(0), &[24, 5]);
        check(Scope::Piece(0, 0), &[19, 4]);
        check(Scope::Section(0, 0, 0), &[9, 6]);
        check(Scope::Section(0, 0, 3), &[]);
        for scope in [Scope::Corpus, Scope::Document(1), Scope::Document(7), Scope::Piece(0, 1), Scope::Piece(0, 9)] {
            check(scope, &[]);
        }
    }

    #[test]
    fn the_places_of_a_word_lie_in_stretches_of_the_same_length() {
        let corpus = corpus(&[&[Line::Title("甲"), Line::Text("宣传 𠀀𠀁 宣传 督查 ＡＢ 宣传")]]);
        let analyses = analysed(&corpus);
        let data = Data { corpus: &corpus, analyses: &analyses };
        // Bytes: 甲 0–3, line feed, then 宣传 4, 𠀀𠀁 11, 宣传 20, 督查 27, ＡＢ 34, 宣传 41–47.
        let span = ByteSpan::new(0, 47);
        let check = |word: &str, stretches, expected: &[u32]| {
            assert_eq!(places(&data, 0, span, word, stretches), expected, "{word} {stretches}");
        };
        check("宣传", 1, &[3]);
        check("宣传", 4, &[1, 1, 0, 1]);
        check("𠀀𠀁", 4, &[1, 0, 0, 0]);
        check("没有", 3, &[0, 0, 0]);
        check("宣传", 0, &[]);
        assert_eq!(places(&data, 3, span, "宣传", 4), [0; 0]);
        assert_eq!([0, 11, 12, 46, 99].map(|at| stretch(span, at, 4)), [0, 0, 1, 3, 3]);
        assert_eq!(stretch(ByteSpan::new(5, 5), 5, 3), 0);
    }
}
