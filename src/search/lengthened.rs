//! The places of a word that was made longer, found among those of the shorter one: while a person types, what stands
//! behind each place decides, and no text is read from its beginning.

use super::engine::Hit;
use super::find::Found;
use crate::corpus::model::Corpus;
use crate::text::folded::Needle;
use crate::text::span::ByteSpan;

/// Appends to `out` those of `hits` at which the longer `word` stands, as a search for it would find them. `hits` must be
/// all places of a word with which `word` begins and which cannot overlap itself, in the order of the corpus, of whole
/// documents.
pub fn find(word: &Needle, corpus: &Corpus, hits: &[Hit], out: &mut Vec<Hit>) {
    for own in hits.chunk_by(|one, other| one.document() == other.document()) {
        let Some(document) = own.first().and_then(|hit| corpus.documents.get(hit.document())) else { continue };
        let mut reached = 0;
        for hit in own.iter().filter(|hit| hit.term().is_some()) {
            let start = hit.span().start;
            if start < reached {
                continue;
            }
            if let Some(end) = word.ends_at(&document.text, start) {
                out.extend(Hit::new(hit.document(), Found { span: ByteSpan::new(start, end), term: hit.term() }));
                reached = end;
            }
        }
    }
}

/// Where the first document begins that begins at or behind `at` among `hits`, which stand in the order of the corpus.
pub fn boundary(hits: &[Hit], at: usize) -> usize {
    let Some(before) = at.checked_sub(1).and_then(|at| hits.get(at)) else { return at.min(hits.len()) };
    let rest = hits.get(at..).unwrap_or_default();
    at + rest.partition_point(|hit| hit.document() == before.document())
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::corpus::correction::Corrections;
    use crate::corpus::load;
    use crate::search::engine::{Engine, Shelf};
    use crate::search::query::Query;

    fn hits(corpus: &Corpus, query: &Query) -> Vec<Hit> {
        let mut hits = Vec::new();
        Shelf::of(corpus).search(query, &|| true, &mut |batch| hits.extend(batch));
        hits
    }

    fn corpus<'t>(texts: impl Iterator<Item = &'t str>) -> Corpus {
        let document = |text: &str| Arc::new(load::of_text(Path::new("甲.txt"), text, &Corrections::default()));
        Corpus { documents: texts.map(document).collect(), ..Corpus::default() }
    }

    #[test]
    fn stretches_end_with_their_documents() {
        let corpus = corpus(["创创", "无", "创", "创创创"].into_iter());
        let hits = hits(&corpus, &Query::parse("创").unwrap_or_default());
        let found: Vec<usize> = (0..8).map(|at| boundary(&hits, at)).collect();
        assert_eq!(found, [0, 2, 2, 3, 6, 6, 6, 6]);
    }

    proptest! {
        #[test]
        fn the_longer_word_is_found_where_a_search_finds_it(
            texts in prop::collection::vec("[一二ＡaZz１1，,\\n𠀀éÉ]{0,40}", 1..4), from in 0_usize..40, count in 2_usize..5, shorter in 1_usize..4,
        ) {
            let text = texts.first().map_or("", String::as_str);
            let long: String = text.chars().filter(|c| !c.is_whitespace()).skip(from).take(count).collect();
            let short: String = long.chars().take(shorter.min(count - 1)).collect();
            let quoted = |text: &str| Query::parse(&format!("“{text}”")).unwrap_or_default();
            let (longer, shorter) = (quoted(&long), quoted(&short));
            let corpus = corpus(texts.iter().map(String::as_str));
            if let Some(word) = longer.lengthens(&shorter) {
                let mut found = Vec::new();
                find(word, &corpus, &hits(&corpus, &shorter), &mut found);
                prop_assert_eq!(found, hits(&corpus, &longer));
            }
        }
    }
}
