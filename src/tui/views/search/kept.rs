//! A place of the results, known again when the same is found in documents that came, went or changed.

use std::sync::Arc;

use crate::corpus::model::{Corpus, Document};
use crate::search::engine::Hit;

/// A place, by what stands around it.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    corpus: Arc<Corpus>,
    /// The number of its document in that corpus.
    document: usize,
    /// The text of its line.
    line: String,
    /// Its first byte in the line, and in the document.
    within: usize,
    start: usize,
}

/// The text of the line in which a hit begins, and the hit's first byte in it.
fn line(hit: Hit, document: &Document) -> (&str, usize) {
    let span = document.lines.span(&document.text, document.lines.line_of(hit.span().start));
    (document.slice(span), hit.span().start - span.start)
}

impl Kept {
    /// The place of `hit`.
    pub(super) fn of(hit: Hit, corpus: &Arc<Corpus>) -> Option<Self> {
        let (text, within) = line(hit, corpus.documents.get(hit.document())?);
        let (corpus, line, start) = (Arc::clone(corpus), text.to_owned(), hit.span().start);
        Some(Self { corpus, document: hit.document(), line, within, start })
    }

    /// The number of its document in `corpus`, which is mostly that in which it was found.
    fn document(&self, corpus: &Arc<Corpus>) -> Option<usize> {
        let path = &self.corpus.documents.get(self.document)?.path;
        let same = |document: &Arc<Document>| document.path == *path;
        if corpus.documents.get(self.document).is_some_and(same) {
            return Some(self.document);
        }
        corpus.documents.iter().position(same)
    }

    /// Its number among `hits`: in the same file the one in the same line, else the nearest; nothing where the file has none
    /// any more. `sorted` says that they stand in the order of the corpus.
    pub(super) fn again(&self, hits: &[Hit], sorted: bool, corpus: &Arc<Corpus>) -> Option<usize> {
        let own = self.document(corpus)?;
        let document = corpus.documents.get(own)?;
        // In the order of the corpus those of a document stand together, and there may be millions of others.
        let end = |of: usize| if sorted { hits.partition_point(|hit| hit.document() < of) } else { hits.len() };
        let (from, to) = (if sorted { end(own) } else { 0 }, end(own + 1));
        let near = hits.iter().enumerate().take(to).skip(from);
        let here = near.filter(|(_, hit)| hit.document() == own).map(|(number, hit)| {
            let (text, within) = line(*hit, document);
            // The text last: a document may be one long line with very many places.
            let other = within != self.within || text != self.line;
            (other, hit.span().start.abs_diff(self.start), number)
        });
        here.min().map(|(.., number)| number)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::corpus::correction::Corrections;
    use crate::corpus::load::of_text;
    use crate::search::engine::Shelf;
    use crate::search::query::Query;

    fn corpus(texts: &[(&str, &str)]) -> Arc<Corpus> {
        let document = |(path, text): &(&str, &str)| Arc::new(of_text(Path::new(path), text, &Corrections::default()));
        Arc::new(Corpus { documents: texts.iter().map(document).collect(), ..Corpus::default() })
    }

    fn hits(corpus: &Corpus) -> Vec<Hit> {
        let query = Query::parse("点位").unwrap_or_default();
        let mut hits = Vec::new();
        (0..corpus.documents.len()).for_each(|number| Shelf::of(corpus).find(number, &query, &mut hits));
        hits
    }

    #[test]
    fn a_place_is_known_again_by_its_line_or_is_the_nearest() {
        let old = corpus(&[("甲.txt", "点位。\n"), ("乙.txt", "𠀀点位，又点位。\n另一处点位。\n")]);
        let kept = |number: usize| hits(&old).get(number).and_then(|hit| Kept::of(*hit, &old));
        let check = |number: usize, texts: &[(&str, &str)], expected: Option<usize>| {
            let new = corpus(texts);
            for sorted in [true, false] {
                let again = kept(number).and_then(|kept| kept.again(&hits(&new), sorted, &new));
                assert_eq!(again, expected, "{number} {texts:?}");
            }
        };
        let second = "新的点位。\n𠀀点位，又点位。\n另一处点位。\n";
        check(2, &[("乙.txt", second)], Some(2));
        check(3, &[("零.txt", "点位"), ("乙.txt", second)], Some(4));
        check(2, &[("乙.txt", "𠀀点位，再点位。\n")], Some(1));
        check(2, &[("甲.txt", "点位")], None);
    }
}
