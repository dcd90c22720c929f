//! Loading a corpus on two threads, streamed in the order of its paths.
//!
//! The documents come in batches, the first at once; a document's number is its place in that order and never changes.
//! Must not know what is done with them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use rustc_hash::FxHashSet;

use super::recall::Recall;
use crate::corpus::clean::site::Site;
use crate::corpus::load::{self, Entry, Input, Options};
use crate::corpus::model::{Corpus, Document, Problem};
use crate::corpus::record;
use crate::stats::analysis::Analysis;

/// What happens while a corpus is loaded.
#[derive(Clone, Debug)]
pub enum Event {
    /// The folders have been walked: so many files of so many bytes will be read.
    Found {
        /// Number of files.
        files: usize,
        /// Their bytes together.
        bytes: u64,
    },
    /// The next documents, in order.
    Documents(Vec<Arc<Document>>),
    /// The analyses of documents that were kept, by the documents' numbers; the words' numbers are those of
    /// [`Recall`]'s vocabulary.
    Recalled(Vec<(usize, Analysis)>),
    /// Documents recognised again with what others of their site share, by their numbers; and what that is.
    Revised(Vec<(usize, Arc<Document>)>, Arc<Site>),
    /// What could not be used.
    Problems(Vec<Problem>),
    /// How many of the files are done, those with problems included.
    Progress {
        /// Files done.
        done: usize,
        /// Files found.
        total: usize,
    },
    /// The last event.
    Finished {
        /// It was cancelled before all was read; what came so far is good.
        cancelled: bool,
        /// Something was read that was not kept, or is not as it was kept.
        new: bool,
    },
}

/// What became of one file.
#[derive(Debug, Default)]
struct Outcome {
    document: Option<Document>,
    /// That of a document that was kept.
    analysis: Option<Analysis>,
    problems: Vec<Problem>,
}

const WORKERS: usize = 2;
/// The longest time for which documents that are ready are held back.
const PAUSE: Duration = Duration::from_millis(30);
/// Documents of a batch, at most.
const BATCH: usize = 512;
/// Files and bytes that a worker takes at once, at most.
const CHUNK_FILES: usize = 64;
const CHUNK_BYTES: u64 = 256 * 1024;
/// The same where most files are as they were when they were kept, and hardly anything is to be done for each.
const CHUNK_KEPT: usize = 512;
const CHUNK_KEPT_BYTES: u64 = 4 << 20;
/// Chunks given to a worker at once: the one it reads and the next.
const AHEAD: usize = 2;
/// Chunks that may be done before an earlier one is: a bound on what waits in memory.
const WINDOW: usize = 32;

/// Loads what `inputs` name, what was kept from what `recall` gives, and tells `sink` as it goes, until done or `cancel` is
/// set. The last event is `Finished`. `recall` is asked once the files are known. With `as_kept` it is asked at once, and the
/// files are not looked for where all were kept: they are taken to be as they were, and whoever asks for that looks
/// afterwards.
pub fn stream<'r>(
    (inputs, as_kept): (&[Input], bool),
    options: &Options,
    recall: &dyn Fn() -> Option<&'r Recall>,
    cancel: &AtomicBool,
    sink: &mut dyn FnMut(Event),
) {
    let mut problems = Vec::new();
    let mut stopped = false;
    let kept = if as_kept { recall().and_then(Recall::files) } else { None };
    let entries = kept.unwrap_or_else(|| {
        load::walk_while(inputs, options, &mut problems, &mut || {
            stopped |= cancel.load(Ordering::Relaxed);
            !stopped
        })
    });
    sink(Event::Found { files: entries.len(), bytes: entries.iter().map(|entry| entry.bytes).sum() });
    if !problems.is_empty() {
        sink(Event::Problems(problems));
    }
    let recall = recall();
    let unknown = AtomicBool::new(false);
    let read = |entry: &Entry, next: &mut usize| {
        if let Some((document, analysis)) = recall.and_then(|recall| recall.document(entry, next)) {
            return Outcome { document: Some(document), analysis: Some(analysis), problems: Vec::new() };
        }
        match load::read(entry, options) {
            Ok((document, problems)) => {
                // What cannot be kept is nothing new.
                if problems.is_empty() && !entry.said {
                    unknown.store(true, Ordering::Relaxed);
                }
                Outcome { document: Some(document), analysis: None, problems }
            }
            Err(problem) => Outcome { problems: vec![problem], ..Outcome::default() },
        }
    };
    let mut documents = Vec::new();
    let mut kept = FxHashSet::default();
    let complete = run(&entries, recall.is_some(), &read, cancel, &mut |event| {
        match &event {
            Event::Documents(batch) => documents.extend(batch.iter().cloned()),
            Event::Recalled(analyses) => kept.extend(analyses.iter().map(|(number, _)| *number)),
            _ => {}
        }
        sink(event);
    });
    let spoken_of = |recall: &Recall| entries.iter().filter(|entry| entry.said && recall.has(entry)).count();
    let gone = |recall: &Recall| recall.len() > kept.len() + spoken_of(recall);
    let mut new = unknown.load(Ordering::Relaxed) || recall.is_some_and(gone);
    if complete {
        let whole = kept.len() == documents.len();
        let as_kept = recall.filter(|recall| !new && whole && recall.len() == kept.len());
        let shared = || {
            let edges: Vec<_> = documents.iter().map(|document| document.edges.peek()).collect();
            Arc::new(Site::of(edges.iter().map(|edges| &**edges)))
        };
        let site = as_kept.map_or_else(shared, |recall| Arc::clone(recall.site()));
        // What was kept with the same site is as it would become.
        let same = recall.is_some_and(|recall| *recall.site() == site);
        let numbers = (0..documents.len()).filter(|number| !same || !kept.contains(number));
        let wanted: Vec<(usize, &Arc<Document>)> =
            numbers.filter_map(|number| Some((number, documents.get(number)?))).collect();
        let revised = revise(&wanted, options, &site, cancel);
        new |= !same && recall.is_some();
        if !site.is_empty() || !revised.is_empty() {
            sink(Event::Revised(revised, site));
        }
    }
    sink(Event::Finished { cancelled: stopped || !complete, new });
}

/// Those of `documents` that are others once it is known what those of a site share, with their numbers.
fn revise(
    documents: &[(usize, &Arc<Document>)],
    options: &Options,
    site: &Site,
    cancel: &AtomicBool,
) -> Vec<(usize, Arc<Document>)> {
    if documents.is_empty() {
        return Vec::new();
    }
    let again = |(number, document): &(usize, &Arc<Document>)| {
        let found = catch_unwind(AssertUnwindSafe(|| load::again(document, options, site))).ok().flatten();
        let packed = record::packed(vec![found?]).pop()?;
        Some((*number, Arc::new(packed)))
    };
    let work = |part: &[(usize, &Arc<Document>)]| -> Vec<(usize, Arc<Document>)> {
        part.iter().take_while(|_| !cancel.load(Ordering::Relaxed)).filter_map(again).collect()
    };
    let work = &work;
    std::thread::scope(|scope| {
        let share = documents.len().div_ceil(WORKERS).max(1);
        let parts: Vec<_> = documents.chunks(share).map(|part| scope.spawn(move || work(part))).collect();
        parts.into_iter().filter_map(|part| part.join().ok()).flatten().collect()
    })
}

/// Loads all of what `inputs` name.
pub fn all(inputs: &[Input], options: &Options) -> Corpus {
    all_kept(inputs, options, None)
}

/// The same, with what was kept from `recall`.
pub fn all_kept(inputs: &[Input], options: &Options, recall: Option<&Recall>) -> Corpus {
    let mut corpus = Corpus::default();
    stream((inputs, false), options, &|| recall, &AtomicBool::new(false), &mut |event| match event {
        Event::Documents(documents) => corpus.documents.extend(documents),
        Event::Revised(documents, site) => corpus.revise(documents, site),
        Event::Problems(problems) => corpus.problems.extend(problems),
        Event::Found { .. } | Event::Recalled(_) | Event::Progress { .. } | Event::Finished { .. } => {}
    });
    corpus
}

/// A chunk done, or as much of it as was before cancelling.
struct Done {
    worker: usize,
    chunk: usize,
    outcomes: Vec<Outcome>,
}

/// Reads one file; the number is that which it is thought to have among those that were kept.
type Read<'a> = dyn Fn(&Entry, &mut usize) -> Outcome + Sync + 'a;

/// Reads `entries`, of which most were `kept`, on the workers; whether all were read.
fn run(entries: &[Entry], kept: bool, read: &Read<'_>, cancel: &AtomicBool, sink: &mut dyn FnMut(Event)) -> bool {
    let chunks = chunks(entries, kept);
    let mut out = Out::new(entries.len(), sink);
    std::thread::scope(|scope| {
        let (done, finished) = channel();
        let mut workers = Vec::new();
        for worker in 0..WORKERS.min(chunks.len()) {
            let (give, work) = channel::<usize>();
            let (done, chunks) = (done.clone(), &chunks);
            scope.spawn(move || {
                for chunk in work {
                    let range = chunks.get(chunk).cloned().unwrap_or_default();
                    let first = range.start;
                    let outcomes = read_chunk(entries.get(range).unwrap_or_default(), first, read, cancel);
                    if done.send(Done { worker, chunk, outcomes }).is_err() {
                        return;
                    }
                }
            });
            workers.push(Some(give));
        }
        drop(done);
        coordinate(&chunks, &mut workers, &finished, cancel, &mut out);
    });
    out.flush();
    out.done == entries.len()
}

fn read_chunk(entries: &[Entry], first: usize, read: &Read<'_>, cancel: &AtomicBool) -> Vec<Outcome> {
    let mut next = first;
    let going = entries.iter().take_while(|_| !cancel.load(Ordering::Relaxed));
    let outcomes = going.map(|entry| {
        catch_unwind(AssertUnwindSafe(|| read(entry, &mut next))).unwrap_or_else(|_| {
            let reason = "读这个文件时程序内部出错，已跳过；其他文件不受影响".to_owned();
            Outcome { problems: vec![Problem { path: entry.path.clone(), reason }], ..Outcome::default() }
        })
    });
    packed(outcomes.collect())
}

/// What was read is kept small: of most documents of a large corpus nobody ever asks. What came from a cache is so already.
fn packed(mut outcomes: Vec<Outcome>) -> Vec<Outcome> {
    let (mut places, mut documents) = (Vec::new(), Vec::new());
    for outcome in outcomes.iter_mut().filter(|outcome| outcome.analysis.is_none()) {
        if let Some(document) = outcome.document.take() {
            documents.push(document);
            places.push(&mut outcome.document);
        }
    }
    for (place, document) in places.into_iter().zip(record::packed(documents)) {
        *place = Some(document);
    }
    outcomes
}

/// Gives out chunks, brings what comes back into order and hands it on.
fn coordinate(
    chunks: &[Range<usize>],
    workers: &mut [Option<Sender<usize>>],
    finished: &Receiver<Done>,
    cancel: &AtomicBool,
    out: &mut Out<'_>,
) {
    let mut waiting: BTreeMap<usize, Vec<Outcome>> = BTreeMap::new();
    let mut busy = vec![0_usize; workers.len()];
    let (mut next, mut emitted) = (0, 0);
    // Set when a chunk came back short: nothing behind it can be used.
    let mut ended = false;
    loop {
        if cancel.load(Ordering::Relaxed) || next == chunks.len() {
            // Without a sender the workers end after what they have.
            workers.fill_with(|| None);
        }
        for turn in 0..AHEAD {
            for (give, busy) in workers.iter().zip(&mut busy) {
                let Some(give) = give else { continue };
                let free = *busy <= turn && next < chunks.len() && next < emitted + WINDOW;
                if free && give.send(next).is_ok() {
                    *busy += 1;
                    next += 1;
                }
            }
        }
        match finished.recv_timeout(out.patience()) {
            Ok(done) => {
                if let Some(busy) = busy.get_mut(done.worker) {
                    *busy = busy.saturating_sub(1);
                }
                waiting.insert(done.chunk, done.outcomes);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        while let Some(outcomes) = waiting.remove(&emitted).filter(|_| !ended) {
            ended = chunks.get(emitted).is_some_and(|range| range.len() > outcomes.len());
            out.take(outcomes);
            emitted += 1;
        }
        out.flush_when_due();
    }
}

/// Runs of entries to be read at once: few files at the start, so that the first come soon.
fn chunks(entries: &[Entry], kept: bool) -> Vec<Range<usize>> {
    let (most_files, most_bytes) = if kept { (CHUNK_KEPT, CHUNK_KEPT_BYTES) } else { (CHUNK_FILES, CHUNK_BYTES) };
    let mut chunks: Vec<Range<usize>> = Vec::new();
    let mut bytes = 0;
    for (index, entry) in entries.iter().enumerate() {
        let most = if chunks.len() <= WORKERS { 2 } else { most_files };
        bytes += entry.bytes;
        match chunks.last_mut() {
            Some(last) if last.len() < most && bytes <= most_bytes => last.end = index + 1,
            _ => {
                chunks.push(index..index + 1);
                bytes = entry.bytes;
            }
        }
    }
    chunks
}

/// Batches on their way to the sink.
struct Out<'s> {
    sink: &'s mut dyn FnMut(Event),
    documents: Vec<Arc<Document>>,
    analyses: Vec<(usize, Analysis)>,
    problems: Vec<Problem>,
    /// How many documents there are so far.
    count: usize,
    done: usize,
    told: usize,
    total: usize,
    last: Option<Instant>,
}

impl<'s> Out<'s> {
    fn new(total: usize, sink: &'s mut dyn FnMut(Event)) -> Self {
        let (documents, analyses, problems) = (Vec::new(), Vec::new(), Vec::new());
        Self { sink, documents, analyses, problems, count: 0, done: 0, told: 0, total, last: None }
    }

    fn take(&mut self, outcomes: Vec<Outcome>) {
        for Outcome { document, analysis, problems } in outcomes {
            self.done += 1;
            self.analyses.extend(analysis.map(|analysis| (self.count, analysis)));
            self.count += usize::from(document.is_some());
            self.documents.extend(document.map(Arc::new));
            self.problems.extend(problems);
            if self.documents.len() >= BATCH {
                self.flush();
            }
        }
    }

    /// How long to wait for more before what is ready must go.
    fn patience(&self) -> Duration {
        let since = self.last.map_or(Duration::ZERO, |last| last.elapsed());
        PAUSE.saturating_sub(since).max(Duration::from_millis(1))
    }

    fn flush_when_due(&mut self) {
        if self.last.is_none_or(|last| last.elapsed() >= PAUSE) {
            self.flush();
        }
    }

    fn flush(&mut self) {
        if self.done > self.told {
            if !self.documents.is_empty() {
                (self.sink)(Event::Documents(std::mem::take(&mut self.documents)));
            }
            if !self.analyses.is_empty() {
                (self.sink)(Event::Recalled(std::mem::take(&mut self.analyses)));
            }
            if !self.problems.is_empty() {
                (self.sink)(Event::Problems(std::mem::take(&mut self.problems)));
            }
            (self.sink)(Event::Progress { done: self.done, total: self.total });
            self.told = self.done;
            self.last = Some(Instant::now());
        } else if self.last.is_some() {
            // Nothing new: wait a full pause again.
            self.last = Some(Instant::now());
        }
    }
}

#[cfg(test)]
mod tests;
