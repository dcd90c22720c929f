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
                let other = text != self.line || within != self.within;
                (other, hit.found.span.start.abs_diff(self.start), number)
            })
        });
        here.min().map(|(.., number)| number)
    }
}
