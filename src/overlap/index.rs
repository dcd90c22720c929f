//! The index of a corpus, by which matches are found. It follows a corpus that changes: documents that are new or were
//! read again get a segment of their own, those that are gone leave theirs, and where little is left of a segment or there
//! are many small ones their documents are indexed again together.

use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::segment::{FULL, Segment};
use crate::corpus::model::Document;

/// How many small segments there may be.
const SMALL_ONES: usize = 8;

/// See the module.
#[derive(Debug, Default)]
pub struct Index {
    segments: Vec<Held>,
}

/// A segment, and the numbers that its documents have in the corpus now.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) segment: Segment,
    pub(super) numbers: Vec<u32>,
}

impl Index {
    /// Lets go what is not in `documents` and gives what is to be indexed, in batches of which each makes a segment.
    /// After [`Index::adopt`] the index is that of `documents`.
    pub fn follow(&mut self, documents: &[Arc<Document>]) -> Vec<Vec<Arc<Document>>> {
        let mut missing = numbers(documents);
        for held in &mut self.segments {
            let stays: Vec<bool> = held
                .segment
                .documents()
                .iter()
                .map(|document| {
                    document.as_ref().is_some_and(|document| missing.remove(&Arc::as_ptr(document)).is_some())
                })
                .collect();
            for (number, _) in stays.iter().enumerate().filter(|(_, stays)| !**stays) {
                held.segment.leave(number);
            }
        }
        let small = |held: &Held| held.segment.text().0 < FULL / 8;
        let many = self.segments.iter().filter(|held| small(held)).count() > SMALL_ONES;
        let again = |held: &Held| {
            let (stays, left) = held.segment.text();
            left > stays || many && small(held)
        };
        let all = numbers(documents);
        for held in self.segments.extract_if(.., |held| again(held)) {
            for document in held.segment.documents().iter().flatten() {
                let pointer = Arc::as_ptr(document);
                missing.extend(all.get(&pointer).map(|number| (pointer, *number)));
            }
        }
        let mut missing: Vec<u32> = missing.into_values().collect();
        missing.sort_unstable();
        let mut batches: Vec<Vec<Arc<Document>>> = Vec::new();
        let mut bytes = FULL;
        for document in missing.into_iter().filter_map(|number| documents.get(number as usize)) {
            if bytes >= FULL {
                batches.push(Vec::new());
                bytes = 0;
            }
            bytes += document.text.len();
            if let Some(batch) = batches.last_mut() {
                batch.push(Arc::clone(document));
            }
        }
        batches
    }

    /// Takes in what was made of the batches, and learns which number each document has in `documents`.
    pub fn adopt(&mut self, segments: impl IntoIterator<Item = Segment>, documents: &[Arc<Document>]) {
        self.segments.extend(segments.into_iter().map(|segment| Held { segment, numbers: Vec::new() }));
        let all = numbers(documents);
        for Held { segment, numbers } in &mut self.segments {
            let number = |document: &Option<Arc<Document>>| {
                document.as_ref().and_then(|document| all.get(&Arc::as_ptr(document)).copied()).unwrap_or(u32::MAX)
            };
            *numbers = segment.documents().iter().map(number).collect();
        }
    }

    /// The index of `documents`, made here and now.
    pub fn of(documents: &[Arc<Document>]) -> Self {
        let mut index = Self::default();
        let batches = index.follow(documents);
        index.adopt(batches.into_iter().map(Segment::build), documents);
        index
    }

    /// Bytes of memory that it takes, the texts not among them.
    pub fn size(&self) -> usize {
        self.segments.iter().map(|held| held.segment.size() + held.numbers.len() * 4).sum()
    }

    /// How many segments it has.
    pub fn segments(&self) -> usize {
        self.segments.len()
    }

    pub(super) fn held(&self) -> &[Held] {
        &self.segments
    }
}

fn numbers(documents: &[Arc<Document>]) -> FxHashMap<*const Document, u32> {
    documents.iter().enumerate().map(|(number, document)| (Arc::as_ptr(document), number as u32)).collect()
}

/// The numbers of the documents that are the draft's own file: `same` says whether a path leads to it. Only those of its
/// name are asked about.
pub fn own_file(documents: &[Arc<Document>], draft: &Path, same: impl Fn(&Path) -> bool) -> Vec<usize> {
    let named = documents.iter().enumerate().filter(|(_, document)| document.path.file_name() == draft.file_name());
    named.filter(|(_, document)| same(&document.path)).map(|(number, _)| number).collect()
}
