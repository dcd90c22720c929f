//! Searching a corpus on two threads, streamed in its order.
//!
//! Each thread takes the next stretch of documents; what is found waits until all before it is handed on.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::channel;

use crate::corpus::model::Corpus;
use crate::search::concordance::Order;
use crate::search::engine::{Engine, Hit, Shelf, Tally, resolved};
use crate::search::query::Query;

/// A search to make.
#[derive(Debug)]
pub struct SearchRequest {
    /// Which request; a late answer to an older one is dropped.
    pub generation: u64,
    /// The corpus.
    pub corpus: Arc<Corpus>,
    /// What is looked for.
    pub query: Query,
    /// How the places are to stand.
    pub order: Order,
    /// The only documents in which there can be any, ascending, where a broader query has told.
    pub within: Option<Vec<u32>>,
}

/// Documents of a stretch.
const STRETCH: usize = 256;
const WORKERS: usize = 2;

/// A shelf searched on two threads.
#[derive(Clone, Copy, Debug)]
pub struct Parallel<'a>(pub Shelf<'a>);

impl Engine for Parallel<'_> {
    fn search(&self, query: &Query, going: &(dyn Fn() -> bool + Sync), sink: &mut dyn FnMut(Vec<Hit>)) -> Tally {
        let shelf = self.0;
        if shelf.len() <= STRETCH {
            return shelf.search(query, going, sink);
        }
        let (query, spelled) = resolved(query, |text| any(shelf.len(), going, |number| shelf.holds(number, text)));
        let mut tally = Tally { spelled, ..Tally::default() };
        let next = AtomicUsize::new(0);
        let stretches = shelf.len().div_ceil(STRETCH);
        let (done, finished) = channel::<(usize, Option<Vec<Hit>>)>();
        std::thread::scope(|scope| {
            for _ in 0..WORKERS {
                let (done, next, query) = (done.clone(), &next, &query);
                scope.spawn(move || {
                    loop {
                        let stretch = next.fetch_add(1, Ordering::Relaxed);
                        if stretch >= stretches {
                            return;
                        }
                        let documents = stretch * STRETCH..((stretch + 1) * STRETCH).min(shelf.len());
                        let hits = going().then(|| documents.flat_map(|number| shelf.find(number, query)).collect());
                        let stopped = hits.is_none();
                        if done.send((stretch, hits)).is_err() || stopped {
                            return;
                        }
                    }
                });
            }
            drop(done);
            let mut waiting = BTreeMap::new();
            let mut emitted = 0;
            for (stretch, hits) in finished {
                waiting.insert(stretch, hits);
                while let Some(hits) = waiting.remove(&emitted) {
                    emitted += 1;
                    let Some(hits) = hits else {
                        tally.stopped = true;
                        return;
                    };
                    tally.hits += hits.len();
                    tally.documents += hits.chunk_by(|one, other| one.document == other.document).count();
                    if !hits.is_empty() {
                        sink(hits);
                    }
                }
            }
            tally.stopped |= emitted < stretches;
        });
        tally
    }
}

/// Whether `holds` says yes for one of `count` numbers, asked on two threads.
fn any(count: usize, going: &(dyn Fn() -> bool + Sync), holds: impl Fn(usize) -> bool + Sync) -> bool {
    let found = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for worker in 0..WORKERS {
            let (found, holds) = (&found, &holds);
            scope.spawn(move || {
                let own = (worker..count).step_by(WORKERS);
                for number in own.take_while(|_| !found.load(Ordering::Relaxed) && going()) {
                    if holds(number) {
                        found.store(true, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    found.load(Ordering::Relaxed)
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;
    use std::sync::atomic::AtomicUsize;

    use super::*;
    use crate::corpus::correction::Corrections;
    use crate::corpus::load;
    use crate::corpus::model::Corpus;

    /// Documents of which every seventh holds the word, one of them twice.
    fn shelf() -> Corpus {
        let text = |number: usize| match number % 7 {
            0 if number == 700 => "推进创建，再创建。\n".to_owned(),
            0 => format!("第{number}份，推进创建工作。\n"),
            _ => format!("第{number}份，没有这个词。\n"),
        };
        let document = |number| Arc::new(load::of_text(Path::new("甲.txt"), &text(number), &Corrections::default()));
        Corpus { documents: (0..1000).map(document).collect(), ..Corpus::default() }
    }

    fn run(engine: &dyn Engine, query: &str, going: &(dyn Fn() -> bool + Sync)) -> (Vec<Hit>, Tally) {
        let mut hits = Vec::new();
        let query = Query::parse(query).unwrap_or_default();
        let tally = engine.search(&query, going, &mut |batch| hits.extend(batch));
        (hits, tally)
    }

    #[test]
    fn two_threads_find_what_one_finds_in_the_same_order() {
        let corpus = shelf();
        let shelf = Shelf::of(&corpus);
        for query in ["创建", "创建 推进", "cj", "-创建 没有", "/第[0-9]+份/", "不在"] {
            let (one, two) = (run(&shelf, query, &|| true), run(&Parallel(shelf), query, &|| true));
            assert_eq!(one, two, "{query}");
            assert!(one.0.is_sorted());
            assert_eq!(one.1.hits, one.0.len());
        }
        let (hits, tally) = run(&Parallel(shelf), "cj", &|| true);
        assert_eq!((hits.len(), tally.documents, tally.spelled, tally.stopped), (144, 143, true, false));
        assert_eq!(run(&Parallel(shelf), "创建", &|| true).1.hits, 144);
    }

    #[test]
    fn a_narrower_query_need_only_look_where_the_broader_one_found() {
        let corpus = shelf();
        let mut broad: Vec<u32> =
            run(&Shelf::of(&corpus), "创建", &|| true).0.iter().map(|h| h.document as u32).collect();
        broad.dedup();
        assert_eq!(broad.len(), 143);
        for query in ["推进创建", "创建工作", "再创建", "创建 第", "创建社区"] {
            let all = run(&Parallel(Shelf::of(&corpus)), query, &|| true);
            assert_eq!(run(&Parallel(Shelf::within(&corpus, &broad)), query, &|| true), all, "{query}");
            assert_eq!(run(&Shelf::within(&corpus, &broad), query, &|| true), all, "{query}");
        }
        assert_eq!(run(&Parallel(Shelf::within(&corpus, &[])), "创建", &|| true), (Vec::new(), Tally::default()));
    }

    #[test]
    fn a_search_that_is_stopped_says_so_and_what_came_is_good() {
        let corpus = shelf();
        let shelf = Shelf::of(&corpus);
        let all = run(&shelf, "创建", &|| true).0;
        for engine in [&shelf as &dyn Engine, &Parallel(shelf)] {
            let asked = AtomicUsize::new(0);
            let (hits, tally) = run(engine, "创建", &|| asked.fetch_add(1, Ordering::Relaxed) < 2);
            assert!(tally.stopped);
            assert_eq!(tally.hits, hits.len());
            assert!(hits.len() < all.len() && all.starts_with(&hits));
        }
    }
}
