//! Counting the words of documents on two threads, handed on in batches with the words that their numbers mean.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::corpus::model::Document;
use crate::stats::analysis::analyse;
use crate::stats::lexicon::Lexicon;
use crate::stats::vocabulary::{Analyses, Counted};
use crate::text::segment::{Chinese, Segmenter};

/// How many documents are counted before they are handed on, at least and at most: of many the most, for each batch numbers
/// its words anew.
const BATCH: (usize, usize) = (64, 256);
/// Between the two each worker has so many batches.
const BATCHES: usize = 16;
const WORKERS: usize = 2;

/// What words are cut and chosen with, on its way from the worker that built it.
#[derive(Clone)]
pub struct Dictionary {
    /// Cuts text into words.
    pub segmenter: Arc<Chinese>,
    /// Tells which of them mean something.
    pub lexicon: Arc<Lexicon>,
}

impl std::fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Dictionary")
    }
}

/// Counts `documents`, each with its number, and makes their sketches for search, as long as `going` says yes.
pub fn all(
    documents: &[(usize, Arc<Document>)],
    segmenter: &dyn Segmenter,
    lexicon: &Lexicon,
    going: &(dyn Fn() -> bool + Sync),
    sink: &(dyn Fn(Counted) + Sync),
) {
    let next = AtomicUsize::new(0);
    let batch = (documents.len() / (WORKERS * BATCHES)).clamp(BATCH.0, BATCH.1);
    std::thread::scope(|scope| {
        for _ in 0..WORKERS.min(documents.len()) {
            scope.spawn(|| {
                loop {
                    let first = next.fetch_add(batch, Ordering::Relaxed);
                    let mut counted = Counted::default();
                    for (number, document) in documents.iter().skip(first).take(batch) {
                        if !going() {
                            break;
                        }
                        document.sketch();
                        // What is made of the document's bytes for this goes with the copy.
                        let document = Document::clone(document);
                        let analysis = analyse(&document, segmenter, lexicon, &mut counted.vocabulary);
                        counted.documents.push((*number, analysis));
                    }
                    if counted.documents.is_empty() {
                        return;
                    }
                    sink(counted);
                }
            });
        }
    });
}

/// The analyses of `documents`.
pub fn analyses(documents: &[Arc<Document>], segmenter: &dyn Segmenter, lexicon: &Lexicon) -> Analyses {
    let (sender, receiver) = std::sync::mpsc::channel();
    let documents: Vec<_> = documents.iter().cloned().enumerate().collect();
    let mut analyses = Analyses::default();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let hand_on = |counted| {
                // Whoever waits for it is still there.
                let _ = sender.send(counted);
            };
            all(&documents, segmenter, lexicon, &|| true, &hand_on);
        });
        for counted in receiver {
            analyses.put(counted, |_, _| ());
        }
    });
    analyses
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Mutex;

    use super::*;
    use crate::corpus::correction::Corrections;
    use crate::corpus::load;
    use crate::text::segment::ByClass;
    use crate::text::span::ByteSpan;

    fn documents(count: usize) -> Vec<Arc<Document>> {
        let text = |number: usize| {
            format!("第{number}镇工作总结\n一、主要做法\n全镇深入推进第{number}项创建，𠀀社区，成效明显。\n")
        };
        let document = |number| load::of_text(Path::new("甲.txt"), &text(number), &Corrections::default());
        (0..count).map(|number| Arc::new(document(number))).collect()
    }

    #[test]
    fn every_document_is_counted_once_and_its_words_are_its_own() {
        let documents = documents(300);
        let analyses = analyses(&documents, &ByClass, &Lexicon::builtin());
        for (number, document) in documents.iter().enumerate() {
            let Some(analysis) = analyses.get(number) else { panic!("{number} is missing") };
            let vocabulary = analyses.vocabulary();
            let all = analysis.tokens(vocabulary, ByteSpan::new(0, document.text.len()));
            let text: String = all.map(|token| vocabulary.text(token.word)).collect();
            assert!(text.contains(&format!("第{number}项创建，𠀀社区")), "{text}");
        }
        assert!(analyses.get(300).is_none());
    }

    #[test]
    fn counting_stops_when_it_is_to() {
        let documents: Vec<_> = documents(300).into_iter().enumerate().collect();
        let asked = AtomicUsize::new(0);
        let counted = Mutex::new(0);
        let going = || asked.fetch_add(1, Ordering::Relaxed) < 100;
        all(&documents, &ByClass, &Lexicon::builtin(), &going, &|batch| {
            *counted.lock().unwrap_or_else(std::sync::PoisonError::into_inner) += batch.documents.len();
        });
        assert_eq!(*counted.lock().unwrap_or_else(std::sync::PoisonError::into_inner), 100);
    }
}
