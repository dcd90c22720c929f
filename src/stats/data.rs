//! What statistics read: the corpus and the analyses of its documents, some of them perhaps still to come.

use super::analysis::{Analysis, Lengths};
use super::together::Together;
use super::totals::Totals;
use super::vocabulary::{Analyses, Vocabulary};
use crate::corpus::model::{Corpus, Document, Scope};
use crate::text::span::ByteSpan;

/// What statistics read.
#[derive(Clone, Copy, Debug)]
pub struct Data<'a> {
    /// All that was loaded.
    pub corpus: &'a Corpus,
    /// The analyses of its documents; those whose analysis is still to come are left out.
    pub analyses: &'a Analyses,
}

/// What the reader of a report may choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Params {
    /// The most rows that a ranking gives.
    pub limit: usize,
    /// What occurs less often in the scope is left out; each statistic has its own measure where nothing is said.
    pub least: Option<u64>,
    /// The word that a statistic of one word is about.
    pub word: String,
    /// What a comparison holds the scope against: parts of the corpus of which none holds another, ascending.
    pub against: Vec<Scope>,
    /// How two things are done at once.
    pub together: Together,
}

impl Default for Params {
    fn default() -> Self {
        let together = Together::default();
        Self { limit: 200, least: None, word: String::new(), against: Vec::new(), together }
    }
}

/// The part of a document that a scope covers.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The document's number.
    pub number: usize,
    /// The document.
    pub document: &'a Document,
    /// Its analysis.
    pub analysis: &'a Analysis,
    /// The bytes that the scope covers.
    pub span: ByteSpan,
}

impl<'a> Data<'a> {
    /// The analysis of a document, if it has come.
    pub fn analysis(&self, document: usize) -> Option<&'a Analysis> {
        self.analyses.get(document).map(|analysis| &**analysis)
    }

    /// What is known of the words of the whole corpus; counted when it is first asked for.
    pub fn totals(&self) -> &'a Totals {
        self.analyses.totals(|| Totals::of(self))
    }

    /// The words of all documents.
    pub fn vocabulary(&self) -> &'a Vocabulary {
        self.analyses.vocabulary()
    }

    /// The analysed documents that `scope` covers.
    pub fn parts(&self, scope: Scope) -> impl Iterator<Item = Part<'a>> + use<'a> {
        let data = *self;
        let within = match scope.document() {
            Some(d) => d..(d + 1).min(data.corpus.documents.len()),
            None => 0..data.corpus.documents.len(),
        };
        within.filter_map(move |number| {
            let document = data.corpus.documents.get(number)?;
            let span = match scope {
                Scope::Corpus => ByteSpan::new(0, document.text.len()),
                _ => data.corpus.place(scope)?.span,
            };
            Some(Part { number, document, analysis: data.analysis(number)?, span })
        })
    }

    /// How many documents that `scope` covers have not been analysed yet.
    pub fn pending(&self, scope: Scope) -> usize {
        let documents = scope.document().map_or(0..self.corpus.documents.len(), |d| d..d + 1);
        documents.filter(|&d| d < self.corpus.documents.len() && self.analysis(d).is_none()).count()
    }

    /// The lengths of `scope`; zero for one that is not there or not analysed.
    pub fn lengths(&self, scope: Scope) -> Lengths {
        let piece = |d, p: usize| self.analysis(d).and_then(|analysis| analysis.pieces().get(p));
        match scope {
            Scope::Corpus => {
                let documents = 0..self.corpus.documents.len();
                documents.filter_map(|d| self.analysis(d)).map(Analysis::lengths).sum()
            }
            Scope::Document(d) => self.analysis(d).map(Analysis::lengths).unwrap_or_default(),
            Scope::Piece(d, p) => piece(d, p).map(|piece| piece.whole).unwrap_or_default(),
            Scope::Section(d, p, s) => {
                piece(d, p).and_then(|piece| piece.sections.get(s)).map(|section| section.whole).unwrap_or_default()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::model::Corpus;
    use crate::stats::sample::{Line, analysed, corpus};

    fn check(data: &Data<'_>, scope: Scope, characters: u32, parts: usize, pending: usize) {
        assert_eq!(data.lengths(scope).characters, characters, "{scope:?}");
        assert_eq!(data.parts(scope).count(), parts, "{scope:?}");
        assert_eq!(data.pending(scope), pending, "{scope:?}");
    }

    #[test]
    fn documents_to_come_are_left_out_and_counted() {
        let corpus = corpus(&[
            &[Line::Title("甲"), Line::Heading(1, "一、创建"), Line::Text("社区。"), Line::Title("乙")],
            &[Line::Title("丙丁")],
        ]);
        let first = Corpus { documents: corpus.documents.iter().take(1).cloned().collect(), ..Corpus::default() };
        let analyses = analysed(&first);
        let data = Data { corpus: &corpus, analyses: &analyses };
        check(&data, Scope::Corpus, 9, 1, 1);
        check(&data, Scope::Document(0), 9, 1, 0);
        check(&data, Scope::Document(1), 0, 0, 1);
        check(&data, Scope::Piece(0, 0), 8, 1, 0);
        check(&data, Scope::Section(0, 0, 0), 7, 1, 0);
        check(&data, Scope::Section(0, 0, 7), 0, 0, 0);
        check(&data, Scope::Document(9), 0, 0, 0);
    }
}
