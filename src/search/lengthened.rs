//! The places of a word that was made longer, found among those of the shorter one: while a person types, what stands
//! behind each place decides, and no text is read from its beginning. The places lie far apart in memory, so that waiting
//! for it is what costs: many are looked at before anything is decided on them, for the memory answers many at a time.

use super::engine::Hit;
use super::find::Found;
use super::ready::Texts;
use crate::text::folded::{Ending, Needle};
use crate::text::span::ByteSpan;

/// Places that are looked at together.
const TOGETHER: usize = 64;

/// Appends to `out` those of `hits` at which the longer `word` stands, as a search for it would find them. `hits` must be
/// all places of a word with which `word` begins and which cannot overlap itself, in the order of the corpus, of whole
/// documents.
pub fn find(word: &Needle, texts: Texts<'_>, hits: &[Hit], out: &mut Vec<Hit>) {
    let ending = word.ending();
    let mut before = None;
    for together in hits.chunks(TOGETHER) {
        let mut may = [true; TOGETHER];
        if let Some(ending) = ending {
            for (may, hit) in may.iter_mut().zip(together) {
                *may = may_stand(ending, texts, *hit);
            }
        }
        for (hit, _) in together.iter().zip(may).filter(|(hit, may)| *may && hit.term().is_some()) {
            let start = hit.span().start;
            // Where the last one found ends.
            if before.is_some_and(|(document, end)| document == hit.document() && start < end) {
                continue;
            }
            let Some(text) = texts.text(hit.document()) else { continue };
            let end = match ending {
                Some(_) => word.stands_at(text.bytes(), start),
                None => word.ends_at(text, start),
            };
            if let Some(end) = end {
                out.extend(Hit::new(hit.document(), Found { span: ByteSpan::new(start, end), term: hit.term() }));
                before = Some((hit.document(), end));
            }
        }
    }
}

/// Whether a word with this ending may stand at `hit`; nothing in here depends on what has been read, so that the next
/// place is asked for while this one is still on its way.
fn may_stand(ending: Ending, texts: Texts<'_>, hit: Hit) -> bool {
    texts.text(hit.document()).is_none_or(|text| ending.may_stand(text.bytes(), hit.span().start))
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
    use crate::corpus::model::Corpus;
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
                find(word, Texts::Documents(&corpus.documents), &hits(&corpus, &shorter), &mut found);
                prop_assert_eq!(found, hits(&corpus, &longer));
            }
        }
    }
}
