//! What of the corpus is of use to a draft: sections that play the same part, sentences like one that is being written,
//! what a query finds; and skeletons.

use std::path::PathBuf;
use std::sync::Arc;

use super::search::Parallel;
use crate::corpus::model::{Corpus, Place};
use crate::draft::skeleton::{self, Model, Skeleton};
use crate::search::concordance;
use crate::search::engine::{Engine, Shelf};
use crate::search::query::Query;
use crate::search::similar::{self, Similar, Wanted};

/// The most places that are handed back.
const MOST: usize = 60;

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    /// Sections like one of the draft.
    Sections(Wanted),
    /// Sentences like this text.
    Sentences(String),
    /// The sentences in which this query finds something.
    Found(String),
}

/// A request.
#[derive(Debug)]
pub struct Request {
    /// Which request; a late answer to an older one is dropped.
    pub generation: u64,
    /// The corpus.
    pub corpus: Arc<Corpus>,
    /// What is looked for.
    pub look: Look,
    /// The draft's own file, which is no material for itself.
    pub except: Option<PathBuf>,
}

impl Request {
    /// What there is, the best first; nothing more once `going` says no.
    pub fn perform(&self, going: &(dyn Fn() -> bool + Sync)) -> Vec<Similar> {
        let (corpus, except) = (&self.corpus, self.except.as_deref());
        match &self.look {
            Look::Sections(wanted) => similar::sections(corpus, wanted, except, MOST, going),
            Look::Sentences(text) => similar::sentences(corpus, text, except, MOST, going),
            Look::Found(query) => Query::parse(query).map_or_else(|_| Vec::new(), |query| self.found(&query, going)),
        }
    }

    fn found(&self, query: &Query, going: &(dyn Fn() -> bool + Sync)) -> Vec<Similar> {
        let corpus = &self.corpus;
        let mut out: Vec<Similar> = Vec::new();
        Parallel(Shelf::of(corpus)).search(query, &|| going(), &mut |hits| {
            for hit in hits {
                let Some(document) = corpus.documents.get(hit.document()) else { continue };
                if out.len() >= MOST || self.except.as_ref() == Some(&document.path) {
                    continue;
                }
                let place = Place { document: hit.document(), span: concordance::sentence(document, hit) };
                // Two hits in one sentence are one sentence.
                if out.last().is_none_or(|last| last.place != place) {
                    out.push(Similar { place, scope: corpus.scope_at(place), likeness: 1.0 });
                }
            }
        });
        out
    }
}

/// The skeleton of one piece, or of what most of several have in common.
pub fn skeleton(corpus: &Corpus, pieces: &[(usize, usize)], target: u64) -> Option<Skeleton> {
    let models: Vec<Model<'_>> = pieces
        .iter()
        .filter_map(|(document, piece)| {
            let document = corpus.documents.get(*document)?;
            Some(Model { document, piece: document.pieces.get(*piece)? })
        })
        .collect();
    match models.as_slice() {
        [one] => Some(skeleton::of_piece(*one, target)),
        several => skeleton::consensus(several, target),
    }
}
