//! Searching a corpus on two threads, streamed in its order.
//!
//! Each thread takes the next stretch of documents; what is found waits until all before it is handed on.

pub mod streamed;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::channel;

use crate::corpus::model::Corpus;
use crate::search::concordance::Order;
use crate::search::engine::{Engine, Hit, Shelf, Tally, resolved};
use crate::search::lengthened;
use crate::search::query::Query;
use crate::search::ready::{Ready, Texts};
use crate::text::folded::Needle;

/// A search to make.
#[derive(Debug)]
pub struct SearchRequest {
    /// Which request; a late answer to an older one is dropped.
    pub generation: u64,
    /// The corpus.
    pub corpus: Arc<Corpus>,
    /// What was made ready of this very corpus, where it was.
    pub ready: Option<Arc<Ready>>,
    /// What is looked for.
    pub query: Query,
    /// How the places are to stand.
    pub order: Order,
    /// What a broader query found in the same corpus, where there is one.
    pub broader: Option<Broader>,
}

/// All that a query found, for one that can find nothing elsewhere.
#[derive(Clone, Debug)]
pub struct Broader {
    /// The query.
    pub query: Query,
    /// Its places.
    pub hits: Arc<Vec<Hit>>,
    /// How they stand.
    pub order: Order,
}

impl SearchRequest {
    /// What it will come to, where that is known before anything is looked for.
    pub fn counted(&self) -> Option<Tally> {
        let count = self.ready.as_ref()?.count(self.query.only_word()?)?;
        Some(Tally { hits: count.hits as usize, documents: count.documents as usize, ..Tally::default() })
    }

    /// Looks for it: among the places of a broader query where a longer word begins where the shorter one did, else in its
    /// documents, else everywhere.
    pub fn perform(&self, going: &(dyn Fn() -> bool + Sync), sink: &mut dyn FnMut(Vec<Hit>)) -> Tally {
        let shelf = Shelf::of(&self.corpus).with(self.ready.as_deref());
        let Some(broader) = &self.broader else { return Parallel(shelf).search(&self.query, going, sink) };
        if let Some(word) = self.query.lengthens(&broader.query) {
            let mut hits = Cow::Borrowed(broader.hits.as_slice());
            if broader.order != Order::Corpus {
                hits.to_mut().sort_unstable();
            }
            return among(word, shelf.texts(), &hits, going, sink);
        }
        let mut documents: Vec<u32> = broader.hits.iter().map(|hit| hit.document() as u32).collect();
        // In another order than that of the corpus they are not together.
        if broader.order != Order::Corpus {
            documents.sort_unstable();
        }
        documents.dedup();
        Parallel(shelf.within(&documents)).search(&self.query, going, sink)
    }
}

/// Documents of a stretch: few where there are few, so that both threads have their share; of very many more, so that less
/// is to be handed on.
const STRETCH: RangeInclusive<usize> = 256..=1024;
/// Stretches of a corpus, where that is within these bounds.
const STRETCHES: usize = 64;
/// Places of a stretch, about: few, for each lies elsewhere in memory and takes its time.
const PLACES: usize = 2_048;
/// Threads that look through a corpus.
pub const WORKERS: usize = 2;

/// A shelf searched on two threads.
#[derive(Clone, Copy, Debug)]
pub struct Parallel<'a>(pub Shelf<'a>);

impl Engine for Parallel<'_> {
    fn search(&self, query: &Query, going: &(dyn Fn() -> bool + Sync), sink: &mut dyn FnMut(Vec<Hit>)) -> Tally {
        let shelf = self.0;
        let length = (shelf.len() / STRETCHES).clamp(*STRETCH.start(), *STRETCH.end());
        if shelf.len() <= length {
            return shelf.search(query, going, sink);
        }
        let (query, spelled) = resolved(query, |text| any(shelf.len(), going, |number| shelf.holds(number, text)));
        let find = |stretch: usize, hits: &mut Vec<Hit>| {
            let documents = stretch * length..((stretch + 1) * length).min(shelf.len());
            shelf.find_all(documents, &query, hits);
        };
        Tally { spelled, ..stretched(shelf.len().div_ceil(length), &find, going, sink) }
    }
}

/// Finds `word` among `hits`, on two threads; see [`lengthened::find`].
fn among(
    word: &Needle,
    texts: Texts<'_>,
    hits: &[Hit],
    going: &(dyn Fn() -> bool + Sync),
    sink: &mut dyn FnMut(Vec<Hit>),
) -> Tally {
    let find = |stretch: usize, found: &mut Vec<Hit>| {
        let bound = |stretch: usize| lengthened::boundary(hits, stretch * PLACES);
        let own = hits.get(bound(stretch)..bound(stretch + 1)).unwrap_or_default();
        lengthened::find(word, texts, own, found);
    };
    stretched(hits.len().div_ceil(PLACES), &find, going, sink)
}

/// Has `find` look through the stretches of a corpus on two threads; what it finds goes to `sink` in their order.
fn stretched(
    stretches: usize,
    find: &(dyn Fn(usize, &mut Vec<Hit>) + Sync),
    going: &(dyn Fn() -> bool + Sync),
    sink: &mut dyn FnMut(Vec<Hit>),
) -> Tally {
    let mut tally = Tally::default();
    let next = AtomicUsize::new(0);
    let (done, finished) = channel::<(usize, Option<(Vec<Hit>, usize)>)>();
    std::thread::scope(|scope| {
        for _ in 0..WORKERS.min(stretches) {
            let (done, next) = (done.clone(), &next);
            scope.spawn(move || {
                let mut most = 0;
                loop {
                    let stretch = next.fetch_add(1, Ordering::Relaxed);
                    if stretch >= stretches {
                        return;
                    }
                    let found = going().then(|| {
                        let mut hits = Vec::with_capacity(most);
                        find(stretch, &mut hits);
                        most = most.max(hits.len());
                        let documents = hits.chunk_by(|one, other| one.document() == other.document()).count();
                        (hits, documents)
                    });
                    let stopped = found.is_none();
                    if done.send((stretch, found)).is_err() || stopped {
                        return;
                    }
                }
            });
        }
        drop(done);
        let mut waiting = BTreeMap::new();
        let mut emitted = 0;
        for (stretch, found) in finished {
            waiting.insert(stretch, found);
            while let Some(found) = waiting.remove(&emitted) {
                emitted += 1;
                let Some((hits, documents)) = found else {
                    tally.stopped = true;
                    return;
                };
                tally.hits += hits.len();
                tally.documents += documents;
                if !hits.is_empty() {
                    sink(hits);
                }
            }
        }
        tally.stopped |= emitted < stretches;
    });
    tally
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
    use crate::search::concordance;

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
            run(&Shelf::of(&corpus), "创建", &|| true).0.iter().map(|h| h.document() as u32).collect();
        broad.dedup();
        assert_eq!(broad.len(), 143);
        for query in ["推进创建", "创建工作", "再创建", "创建 第", "创建社区"] {
            let all = run(&Parallel(Shelf::of(&corpus)), query, &|| true);
            assert_eq!(run(&Parallel(Shelf::of(&corpus).within(&broad)), query, &|| true), all, "{query}");
            assert_eq!(run(&Shelf::of(&corpus).within(&broad), query, &|| true), all, "{query}");
        }
        assert_eq!(run(&Parallel(Shelf::of(&corpus).within(&[])), "创建", &|| true), (Vec::new(), Tally::default()));
    }

    #[test]
    fn a_query_finds_the_same_among_what_a_broader_one_found() {
        let corpus = Arc::new(shelf());
        let read = |text: &str| Query::parse(text).unwrap_or_default();
        let request = |query: &str, order, broader: Option<(&str, Order)>| {
            let broader = broader.map(|(query, order)| {
                let mut hits = run(&Shelf::of(&corpus), query, &|| true).0;
                concordance::sort(&mut hits, order, &corpus);
                Broader { query: read(query), hits: Arc::new(hits), order }
            });
            let request = SearchRequest {
                generation: 1,
                corpus: Arc::clone(&corpus),
                ready: None,
                query: read(query),
                order,
                broader,
            };
            let mut hits = Vec::new();
            let tally = request.perform(&|| true, &mut |batch| hits.extend(batch));
            (hits, tally)
        };
        for (query, broader) in [
            ("创建工", "创建"),
            ("创建", "创"),
            ("再创建", "创"),
            ("第1", "第"),
            ("创建 第", "创建"),
            ("创建社", "创建"),
        ] {
            let all = request(query, Order::Corpus, None);
            for order in Order::ALL {
                assert_eq!(request(query, Order::Corpus, Some((broader, order))), all, "{query} {broader} {order:?}");
            }
        }
        assert_eq!(request("创建", Order::Corpus, Some(("创", Order::Right))).1.hits, 144);
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
