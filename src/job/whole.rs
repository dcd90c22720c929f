//! A corpus read, recalled and counted from beginning to end; and counted again with other words.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;

use super::load::Event;
use super::recall::{Common, Library, Recall};
use super::{Dictionary, Done};
use super::{analyse, background};
use crate::corpus::model::{Corpus, Document};
use crate::stats::lexicon::Lexicon;
use crate::stats::totals::Totals;
use crate::stats::vocabulary::{Analyses, Counted};
use crate::text::class::Class;
use crate::text::segment::Chinese;

/// A corpus to load.
#[derive(Debug)]
pub struct Load {
    /// Which loading this is; comes back with every message of it.
    pub generation: u64,
    /// What, and how.
    pub library: Library,
    /// What was kept is taken as it was kept, without a look at the files: whoever asks for that looks for what came,
    /// changed and went when it is there. So a large corpus is on the screen before its folders have been walked.
    pub as_kept: bool,
    /// What words are cut with is wanted, even where nothing needs to be cut now.
    pub dictionary: bool,
}

/// Documents to count again.
#[derive(Debug)]
pub struct Recount {
    /// Which counting this is; comes back with every message of it.
    pub generation: u64,
    /// The documents.
    pub documents: Vec<Arc<Document>>,
    /// The person's own words for the segmenter, as the lexicon file's text.
    pub user_words: String,
    /// The person's own stop words.
    pub stop_words: String,
    /// The parts of speech whose words count.
    pub classes: Vec<Class>,
}

/// What words are cut and chosen with.
fn dictionary(user_words: &str, stop_words: &str, classes: &[Class]) -> Dictionary {
    let (mut lexicon, _) = Lexicon::new(stop_words, user_words);
    let segmenter = Arc::new(Chinese::new(lexicon.entries()));
    lexicon.list_only(|word| segmenter.has_added(word));
    lexicon.choose(classes, Arc::<Chinese>::clone(&segmenter));
    Dictionary { segmenter, lexicon: Arc::new(lexicon) }
}

/// Counts all documents again with other words.
pub(super) fn recount(again: &Recount, cancel: &AtomicBool, sink: &(dyn Fn(Done) + Sync)) {
    let generation = again.generation;
    let dictionary = dictionary(&again.user_words, &again.stop_words, &again.classes);
    sink(Done::Dictionary(dictionary.clone()));
    let going = || !cancel.load(Ordering::Relaxed);
    let Dictionary { segmenter, lexicon } = &dictionary;
    let documents: Vec<_> = again.documents.iter().cloned().enumerate().collect();
    analyse::all(&documents, &**segmenter, lexicon, &going, &|counted| {
        sink(Done::Analysed { generation, counted });
    });
    sink(Done::Recounted { generation, cancelled: !going() });
}

/// Loads and counts here and now, and keeps what is new for the next time.
pub fn load_whole(library: &Library) -> (Corpus, Analyses) {
    let (corpus, analyses, new) = load_here(library);
    if new {
        library.remember(&corpus, &analyses);
    }
    (corpus, analyses)
}

/// Loads and counts here and now; with it, whether there is something that was not kept.
pub(super) fn load_here(library: &Library) -> (Corpus, Analyses, bool) {
    load_so(library, false)
}

/// The same, perhaps [as it was kept](Load::as_kept).
pub(super) fn load_so(library: &Library, as_kept: bool) -> (Corpus, Analyses, bool) {
    let state = Mutex::new((Corpus::default(), Analyses::default(), false));
    let load = Load { generation: 0, library: library.clone(), as_kept, dictionary: false };
    load_all(&load, &AtomicBool::new(false), &|done| {
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        match done {
            Done::Documents { documents, .. } => state.0.documents.extend(documents),
            Done::Revised { documents, site, .. } => state.0.revise(documents, site),
            Done::Problems { problems, .. } => state.0.problems.extend(problems),
            Done::Analysed { counted, .. } => state.1.put(counted, |_, _| ()),
            Done::Totals { totals, .. } => state.1.set_totals(totals),
            Done::Loaded { new, .. } => state.2 = new,
            _ => {}
        }
    });
    state.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Reads everything, what was kept of the last time from where it was kept, then analyses the rest on two threads. The
/// dictionary is built beside the reading; where all was kept it has time until everything is there.
pub(super) fn load_all(load: &Load, cancel: &AtomicBool, sink: &(dyn Fn(Done) + Sync)) {
    let (generation, library) = (load.generation, &load.library);
    let build = || {
        let dictionary = dictionary(&library.user_words, &library.stop_words, &library.classes);
        sink(Done::Dictionary(dictionary.clone()));
        dictionary
    };
    let kept: OnceLock<Option<(Recall, Common)>> = OnceLock::new();
    let open = || library.recall();
    // The words of what was kept are told before anything that was counted with them; what came of that.
    let told: OnceLock<Option<Option<Arc<Totals>>>> = OnceLock::new();
    let tell = || {
        let (_, common) = kept.get_or_init(open).as_ref()?;
        let words = common.words()?;
        sink(Done::Analysed { generation, counted: Counted { vocabulary: words.vocabulary, documents: Vec::new() } });
        Some(words.totals.map(Arc::new))
    };
    thread::scope(|scope| {
        // While the folders are walked.
        let words = scope.spawn(|| {
            let Some((recall, _)) = kept.get_or_init(open) else { return Some(build()) };
            told.get_or_init(tell);
            // Where no folder is walked there is nothing to be ahead of.
            let walking = !(load.as_kept && recall.is_whole());
            recall.read_ahead(&|| walking && !cancel.load(Ordering::Relaxed));
            None
        });
        let recall = || kept.get_or_init(open).as_ref().map(|(recall, _)| recall);
        let mut documents: Vec<Option<Arc<Document>>> = Vec::new();
        let (mut cancelled, mut new) = (false, false);
        let what = (library.inputs.as_slice(), load.as_kept);
        super::load::stream(what, &library.options, &recall, cancel, &mut |event| match event {
            Event::Found { files, .. } => sink(Done::Found { generation, files }),
            Event::Documents(batch) => {
                documents.extend(batch.iter().cloned().map(Some));
                sink(Done::Documents { generation, documents: batch });
            }
            // Where the words make no sense they are counted again.
            Event::Recalled(_) if told.get_or_init(tell).is_none() => {}
            Event::Recalled(analyses) => {
                for (number, _) in &analyses {
                    if let Some(place) = documents.get_mut(*number) {
                        *place = None;
                    }
                }
                let counted = Counted { documents: analyses, ..Counted::default() };
                sink(Done::Analysed { generation, counted });
            }
            Event::Revised(revised, site) => {
                for (number, document) in &revised {
                    if let Some(place) = documents.get_mut(*number) {
                        *place = Some(Arc::clone(document));
                    }
                }
                sink(Done::Revised { generation, documents: revised, site });
            }
            Event::Problems(problems) => sink(Done::Problems { generation, problems }),
            Event::Progress { done, .. } => sink(Done::Progress { generation, done }),
            Event::Finished { cancelled: was, new: unknown } => (cancelled, new) = (was, unknown),
        });
        // What was read before reading was cancelled is counted all the same.
        let going = || cancelled || !cancel.load(Ordering::Relaxed);
        let all = documents.len();
        let uncounted = documents.into_iter().enumerate();
        let uncounted: Vec<_> = uncounted.filter_map(|(number, document)| Some((number, document?))).collect();
        let loaded = || {
            let cancelled = cancelled || cancel.load(Ordering::Relaxed);
            sink(Done::Loaded { generation, cancelled, new });
        };
        let Ok(words) = words.join() else {
            sink(Done::Failed { what: "分词", message: "词典没有建成".to_owned() });
            return;
        };
        if uncounted.is_empty() && words.is_none() {
            let totals = told.get().cloned().flatten().flatten();
            if let Some(totals) = totals.filter(|totals| !new && totals.documents() as usize == all) {
                sink(Done::Totals { generation, totals });
            }
            loaded();
            if load.dictionary {
                scope.spawn(|| {
                    background::step_back();
                    build();
                });
            }
            return;
        }
        let Dictionary { lexicon, segmenter } = words.unwrap_or_else(build);
        analyse::all(&uncounted, &*segmenter, &lexicon, &going, &|counted| {
            sink(Done::Analysed { generation, counted })
        });
        loaded();
    });
}
