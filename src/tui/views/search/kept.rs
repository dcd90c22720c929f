//! A place of the results, known again when the same is found in documents that came, went or changed.

use std::path::PathBuf;

use crate::corpus::model::{Corpus, Document};
use crate::search::engine::Hit;

/// A place, by what stands around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    path: PathBuf,
    /// The text of its line.
    line: String,
    /// Its first byte in the line, and in the document.
    within: usize,
    start: usize,
}

/// The text of the line in which a hit begins, and the hit's first byte in it.
fn line(hit: Hit, document: &Document) -> (&str, usize) {
    let span = document.lines.span(&document.text, document.lines.line_of(hit.found.span.start));
    (document.slice(span), hit.found.span.start - span.start)
}

impl Kept {
    /// The place of `hit`.
    pub(super) fn of(hit: Hit, corpus: &Corpus) -> Option<Self> {
        let document = corpus.documents.get(hit.document)?;
        let (text, within) = line(hit, document);
        Some(Self { path: document.path.clone(), line: text.to_owned(), within, start: hit.found.span.start })
    }

    /// Its number among `hits`: in the same file the one in the same line, else the nearest; nothing where the file has none
    /// any more.
    pub(super) fn again(&self, hits: &[Hit], corpus: &Corpus) -> Option<usize> {
        let here = hits.iter().enumerate().filter_map(|(number, hit)| {
            let document = corpus.documents.get(hit.document)?;
            (document.path == self.path).then(|| {
                let (text, within) = line(*hit, document);
                // The text last: a document may be one long line with very many places.
                let other = within != self.within || text != self.line;
                (other, hit.found.span.start.abs_diff(self.start), number)
            })
        });
        here.min().map(|(.., number)| number)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::corpus::correction::Corrections;
    use crate::corpus::load::of_text;
    use crate::search::engine::Shelf;
    use crate::search::query::Query;

    fn corpus(texts: &[(&str, &str)]) -> Corpus {
        let document = |(path, text): &(&str, &str)| Arc::new(of_text(Path::new(path), text, &Corrections::default()));
        Corpus { documents: texts.iter().map(document).collect(), ..Corpus::default() }
    }

    fn hits(corpus: &Corpus) -> Vec<Hit> {
        let query = Query::parse("点位").unwrap_or_default();
        (0..corpus.documents.len()).flat_map(|number| Shelf::of(corpus).find(number, &query)).collect()
    }

    #[test]
    fn a_place_is_known_again_by_its_line_or_is_the_nearest() {
        let old = corpus(&[("甲.txt", "点位。\n"), ("乙.txt", "𠀀点位，又点位。\n另一处点位。\n")]);
        let kept = |number: usize| hits(&old).get(number).and_then(|hit| Kept::of(*hit, &old));
        let check = |number: usize, texts: &[(&str, &str)], expected: Option<usize>| {
            let new = corpus(texts);
            assert_eq!(kept(number).and_then(|kept| kept.again(&hits(&new), &new)), expected, "{number} {texts:?}");
        };
        let second = "新的点位。\n𠀀点位，又点位。\n另一处点位。\n";
        check(2, &[("乙.txt", second)], Some(2));
        check(3, &[("零.txt", "点位"), ("乙.txt", second)], Some(4));
        check(2, &[("乙.txt", "𠀀点位，再点位。\n")], Some(1));
        check(2, &[("甲.txt", "点位")], None);
    }
}
