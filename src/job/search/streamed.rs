//! Hands on what a search finds, as often as a screen can show it.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::{SearchRequest, WORKERS};
use crate::job::Done;
use crate::search::concordance::{self, Order};
use crate::search::engine::Hit;

/// How long the first places that were found wait for more: a search that ends by then is drawn once.
const FIRST: Duration = Duration::from_millis(33);
/// How long later ones do.
const PAUSE: Duration = Duration::from_millis(40);
/// As many places fill any screen: where the counts are known, they are drawn with these.
const PAGE: usize = 200;

/// Searches; in the order of the corpus places are handed on as they are found, in another one when all are there. Where
/// the counts are known beforehand they are handed on with the first page of places.
pub fn search(request: &SearchRequest, cancel: &AtomicBool, sink: &(dyn Fn(Done) + Sync)) {
    let (generation, corpus) = (request.generation, &request.corpus);
    let (courtesy, counts_shown) = (Courtesy::default(), Cell::new(false));
    let going = || {
        courtesy.give_way();
        !cancel.load(Ordering::Relaxed)
    };
    let hand_on = |hits: Vec<Vec<Hit>>| {
        // Batches are large: each is moved once.
        let hits = hits.concat();
        sink(Done::Hits { generation, corpus: Arc::clone(corpus), hits });
        // A page with its counts is all that a person sees of it for now.
        courtesy.ask(if counts_shown.get() { usize::MAX } else { WORKERS });
    };
    let mut counted = request.counted();
    let (mut all, mut found) = (Vec::new(), 0);
    let (mut last, mut pause) = (Instant::now(), FIRST);
    let tally = request.perform(&going, &mut |hits| {
        found += hits.len();
        all.push(hits);
        if request.order != Order::Corpus {
            return;
        }
        let page = counted.take_if(|_| found >= PAGE);
        // The first are shown soon; after that the screen is not kept busy with more than it can show.
        if page.is_some() || last.elapsed() >= pause {
            if let Some(tally) = page {
                counts_shown.set(true);
                sink(Done::Counted { generation, corpus: Arc::clone(corpus), tally });
            }
            hand_on(std::mem::take(&mut all));
            (last, pause) = (Instant::now(), PAUSE);
        }
    });
    if !all.is_empty() && going() {
        if request.order != Order::Corpus {
            let mut hits = all.concat();
            concordance::sort(&mut hits, request.order, corpus);
            all = vec![hits];
        }
        hand_on(all);
    }
    sink(Done::Searched { generation, corpus: Arc::clone(corpus), tally });
}

/// Threads that hold all processors leave them for a moment when something was handed to the thread that draws: by itself
/// the system would have it wait for some milliseconds.
#[derive(Debug, Default)]
struct Courtesy(AtomicUsize);

impl Courtesy {
    /// The threads are to give way so many times.
    fn ask(&self, times: usize) {
        self.0.store(times, Ordering::Relaxed);
    }

    /// Gives way where that was asked for.
    fn give_way(&self) {
        if self.0.load(Ordering::Relaxed) > 0
            && self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |asked| asked.checked_sub(1)).is_ok()
        {
            std::thread::yield_now();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::{Mutex, PoisonError};

    use super::*;
    use crate::corpus::correction::Corrections;
    use crate::corpus::load;
    use crate::corpus::model::Corpus;
    use crate::job::ready;
    use crate::search::engine::Tally;
    use crate::search::query::Query;

    /// What is told of a search for `word`, in its order: the counts beforehand with the number of places that had come by
    /// then, all places, and the last word.
    fn told(word: &str, order: Order, counted: bool) -> (Option<(Tally, usize)>, Vec<Hit>, Option<Tally>) {
        let text = |number: usize| format!("第{number}份，推进创建𠀀工作。\n");
        let document = |number| Arc::new(load::of_text(Path::new("甲.txt"), &text(number), &Corrections::default()));
        let corpus = Arc::new(Corpus { documents: (0..700).map(document).collect(), ..Corpus::default() });
        let ready = if counted { ready::prepare(&corpus, &|| true).map(Arc::new) } else { None };
        let query = Query::parse(word).unwrap_or_default();
        let request = SearchRequest { generation: 1, corpus, ready, query, order, broader: None };
        let told = Mutex::new((None, Vec::new(), None));
        search(&request, &AtomicBool::new(false), &|done| {
            let (before, hits, last) = &mut *told.lock().unwrap_or_else(PoisonError::into_inner);
            match done {
                Done::Counted { tally, .. } => *before = Some((tally, hits.len())),
                Done::Hits { hits: more, .. } => hits.extend(more),
                Done::Searched { tally, .. } => *last = Some(tally),
                _ => {}
            }
        });
        told.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    #[test]
    fn known_counts_come_with_the_first_places_and_are_those_of_the_end() {
        for word in ["创", "创建"] {
            let (before, hits, last) = told(word, Order::Corpus, true);
            assert_eq!(hits.len(), 700);
            assert_eq!(before, last.map(|tally| (tally, 0)), "{word}");
            assert_eq!(last.map(|tally| (tally.hits, tally.documents)), Some((700, 700)));
            assert_eq!(told(word, Order::Corpus, false), (None, hits, last), "{word}");
        }
        // In another order the first place is known when all are there.
        assert_eq!(told("创", Order::Right, true).0, None);
        // What is not counted is found all the same.
        for (word, hits) in [("𠀀", 700), ("鲸", 0)] {
            let (before, found, last) = told(word, Order::Corpus, true);
            assert_eq!((before, found.len(), last.map(|tally| tally.hits)), (None, hits, Some(hits)), "{word}");
        }
    }
}
