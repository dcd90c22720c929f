//! Makes a corpus ready for search while the person who opened the search has typed nothing yet.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::background;
use super::search::WORKERS;
use crate::corpus::model::Corpus;
use crate::search::counts::{Counting, Counts, Frequent};
use crate::search::ready::{Ready, Row};

/// With less text than this, in bytes, a search is quick enough as it is.
const LEAST_TEXT: usize = 8 << 20;
/// Documents in which it is looked which characters are frequent.
const SAMPLE: usize = 1_000;
/// Documents that a worker takes at a time: few, for after them it gives way to whoever draws or searches.
const STRETCH: usize = 32;

/// Whether searches of `corpus` are the quicker for it.
pub fn is_worth_it(corpus: &Corpus) -> bool {
    corpus.documents.iter().map(|document| document.text.len()).sum::<usize>() >= LEAST_TEXT
}

/// `corpus` made ready; nothing where `going` said no before the end.
pub fn prepare(corpus: &Corpus, going: &(dyn Fn() -> bool + Sync)) -> Option<Ready> {
    let rows: Vec<Row> = corpus.documents.iter().map(|document| Row::of(document)).collect();
    let counts = count(&rows, going);
    going().then(|| Ready::new(rows, counts))
}

/// The counts of all texts, counted on two threads that step back behind all others.
fn count(rows: &[Row], going: &(dyn Fn() -> bool + Sync)) -> Option<Counts> {
    let sample = rows.iter().step_by(rows.len().div_ceil(SAMPLE).max(1));
    let frequent = Arc::new(Frequent::of(sample.map(|row| row.text().as_str())));
    let next = AtomicUsize::new(0);
    let work = || {
        background::step_back();
        let mut counting = Counting::new(&frequent);
        while going() {
            let from = next.fetch_add(STRETCH, Ordering::Relaxed);
            let Some(rest) = rows.get(from..).filter(|rest| !rest.is_empty()) else { break };
            rest.iter().take(STRETCH).for_each(|row| counting.add(row.text()));
            thread::yield_now();
        }
        counting
    };
    let parts = thread::scope(|scope| {
        let workers: Vec<_> = (0..WORKERS).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(|worker| worker.join().ok()).collect::<Option<Vec<Counting>>>()
    });
    Counts::of(&parts?)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::corpus::correction::Corrections;
    use crate::corpus::load;
    use crate::search::engine::{Engine, Shelf};
    use crate::search::query::Query;

    #[test]
    fn a_corpus_is_counted_before_it_is_searched() {
        let text = |number: usize| format!("第{number}份，推进创建𠀀工作，再创建。\n");
        let document = |number| Arc::new(load::of_text(Path::new("甲.txt"), &text(number), &Corrections::default()));
        let corpus = Corpus { documents: (0..600).map(document).collect(), ..Corpus::default() };
        let ready = prepare(&corpus, &|| true);
        for word in ["创", "创建", "推进", "9份"] {
            let query = Query::parse(word).unwrap_or_default();
            let mut hits = Vec::new();
            let tally = Shelf::of(&corpus).search(&query, &|| true, &mut |found| hits.extend(found));
            let count = query.only_word().and_then(|word| ready.as_ref()?.count(word));
            let count = count.map(|count| (count.hits as usize, count.documents as usize));
            assert_eq!(count, Some((tally.hits, tally.documents)), "{word}");
            let mut quick = Vec::new();
            Shelf::of(&corpus).with(ready.as_ref()).find_all(0..600, &query, &mut quick);
            assert_eq!(quick, hits, "{word}");
        }
        assert!(prepare(&corpus, &|| false).is_none());
        assert!(!is_worth_it(&corpus));
    }
}
