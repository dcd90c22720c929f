//! The worker threads. One slot per kind of work: a newer request of a kind replaces one that waits, loading is
//! cancelled by a flag that is looked at between documents, a panic becomes words.

use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::background;
use super::facts::draft_facts;
use super::keep::Desk;
use super::material;
use super::ready;
use super::search::streamed;
use super::whole::{load_all, recount};
use super::{Complete, Done, Job};
use crate::config;
use crate::draft::{completion, store};

/// Where results go.
pub type Sink = Arc<dyn Fn(Done) + Send + Sync>;

/// How long the end of the program waits for files that are being written.
const LAST: Duration = Duration::from_millis(1_500);

/// How often it is looked whether a draft was taken over, while nothing is written.
const LOOK: Duration = Duration::from_secs(1);

/// The workers. Dropping them waits a moment for files that are being written; other work ends by itself.
#[derive(Debug)]
pub struct Workers {
    load: Sender<Job>,
    report: Sender<Job>,
    search: Sender<Job>,
    prepare: Sender<Job>,
    facts: Sender<Job>,
    complete: Sender<Job>,
    overlap: Sender<Job>,
    material: Sender<Job>,
    correct: Sender<Job>,
    review: Sender<Job>,
    proof: Sender<Job>,
    compare: Sender<Job>,
    remember: Sender<Job>,
    watch: Sender<Job>,
    file: Sender<Job>,
    keep: Sender<Job>,
    /// What is waited for when the program ends: files that are being written.
    last: Vec<Receiver<Infallible>>,
    /// The flag of the loading that was asked for last.
    cancel: Flag,
    /// That of the search that was asked for last.
    cancel_search: Flag,
    /// That of the preparation that was asked for last.
    cancel_prepare: Flag,
    /// That of the completion that was asked for last.
    cancel_complete: Flag,
    /// That of the material that was asked for last.
    cancel_material: Flag,
    /// That of the review that was asked for last.
    cancel_review: Flag,
}

/// The thread that begins a watch and keeps it until the next.
fn watcher(sink: &Sink) -> Sender<Job> {
    let (sender, receiver) = channel();
    let sink = Arc::clone(sink);
    thread::spawn(move || {
        // A folder of very many files takes its time to be watched.
        background::step_back();
        let mut watching = None;
        for job in receiver {
            if let Job::Watch(watch) = job {
                drop(watching.take());
                let touched = Arc::clone(&sink);
                match watch.begin(move || touched(Done::Touched)) {
                    Ok(begun) => watching = begun,
                    Err(message) => sink(Done::Failed { what: "监视文件夹", message }),
                }
            }
        }
    });
    sender
}

/// The flag of the work of a kind that was asked for last; setting it ends that work, a new one begins with a new flag.
type Flag = Arc<Mutex<Arc<AtomicBool>>>;

impl Workers {
    /// Starts the workers; results go to `sink`, from any of their threads.
    pub fn start(sink: &Sink) -> Self {
        let (cancel, cancel_search, cancel_prepare) = (Flag::default(), Flag::default(), Flag::default());
        let (cancel_complete, cancel_material) = (Flag::default(), Flag::default());
        let cancel_review = Flag::default();
        let (keep, kept) = slot_with_end("草稿的恢复记录", sink);
        let (file, written) = slot_with_end("读写文件", sink);
        let (correct, corrected) = slot_with_end("更正", sink);
        Self {
            load: slot("读入", sink, Newest::Only, Arc::clone(&cancel)),
            report: slot("统计", sink, Newest::Only, Arc::default()),
            search: slot("检索", sink, Newest::Only, Arc::clone(&cancel_search)),
            prepare: slot("检索的准备", sink, Newest::Only, Arc::clone(&cancel_prepare)),
            facts: slot("草稿提纲", sink, Newest::Only, Arc::default()),
            complete: slot("草稿补全", sink, Newest::Only, Arc::clone(&cancel_complete)),
            overlap: slot("查重", sink, Newest::Only, Arc::default()),
            material: slot("材料", sink, Newest::Only, Arc::clone(&cancel_material)),
            compare: slot("比较", sink, Newest::Only, Arc::default()),
            proof: slot("草稿校对", sink, Newest::Only, Arc::default()),
            review: slot("校对", sink, Newest::Only, Arc::clone(&cancel_review)),
            correct,
            remember: slot("缓存", sink, Newest::Only, Arc::default()),
            watch: watcher(sink),
            file,
            keep,
            last: vec![kept, written, corrected],
            cancel,
            cancel_search,
            cancel_prepare,
            cancel_complete,
            cancel_material,
            cancel_review,
        }
    }

    /// Hands out a job. A new loading or search cancels the one under way.
    pub fn submit(&self, job: Job) {
        let sender = match &job {
            Job::Watch(_) => &self.watch,
            Job::Load(_) | Job::Recount(_) => {
                self.cancel_loading();
                &self.load
            }
            Job::Report(_) => &self.report,
            Job::Search(_) => {
                renew(&self.cancel_search);
                &self.search
            }
            Job::Prepare(_) => {
                renew(&self.cancel_prepare);
                &self.prepare
            }
            Job::Overlap(_) => &self.overlap,
            Job::DraftFacts { .. } | Job::Skeleton { .. } => &self.facts,
            Job::Material(_) => {
                renew(&self.cancel_material);
                &self.material
            }
            Job::Compare(_) => &self.compare,
            Job::Proofread(_) => &self.proof,
            Job::Review(_) => {
                renew(&self.cancel_review);
                &self.review
            }
            Job::Complete(_) => {
                renew(&self.cancel_complete);
                &self.complete
            }
            // One after the other: each reads what the one before wrote.
            Job::Correct(_) | Job::Refresh(_) => &self.correct,
            Job::Remember(_) => &self.remember,
            Job::OpenDraft { .. }
            | Job::Export(_)
            | Job::Preview { .. }
            | Job::SaveDraft(_)
            | Job::MergeDraft(_)
            | Job::WriteFile { .. }
            | Job::AddWord { .. }
            | Job::AddName { .. }
            | Job::Say(_)
            | Job::HalfSaid(_)
            | Job::Merge(_)
            | Job::WriteSheet(_)
            | Job::Copy(_)
            | Job::SaveChanges { .. }
            | Job::Marks { .. }
            | Job::KeepQuery { .. } => &self.file,
            Job::Keep(_) => &self.keep,
        };
        // A worker that is gone has said why already.
        let _ = sender.send(job);
    }

    /// Cancels the loading that is under way; what was loaded stays.
    pub fn cancel_loading(&self) {
        renew(&self.cancel);
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        // A thread whose requests have all been handed out ends, and its end of the channel goes with it.
        for sender in [&mut self.keep, &mut self.file, &mut self.correct] {
            *sender = channel().0;
        }
        let until = Instant::now() + LAST;
        for ended in &self.last {
            let _ = ended.recv_timeout(until.saturating_duration_since(Instant::now()));
        }
    }
}

/// Ends the work that has this flag.
fn renew(flag: &Flag) {
    let mut flag = flag.lock().unwrap_or_else(PoisonError::into_inner);
    flag.store(true, Ordering::Relaxed);
    *flag = Arc::default();
}

/// Whether older requests that wait are dropped for the newest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Newest {
    Only,
    All,
}

/// A slot that does all it is asked for, in order, and something by which its end is known.
fn slot_with_end(what: &'static str, sink: &Sink) -> (Sender<Job>, Receiver<Infallible>) {
    let (running, ended) = channel();
    (slot_until(what, sink, Newest::All, Arc::default(), Some(running)), ended)
}

fn slot(what: &'static str, sink: &Sink, newest: Newest, cancel: Flag) -> Sender<Job> {
    slot_until(what, sink, newest, cancel, None)
}

fn slot_until(
    what: &'static str,
    sink: &Sink,
    newest: Newest,
    cancel: Flag,
    running: Option<Sender<Infallible>>,
) -> Sender<Job> {
    let (sender, receiver): (Sender<Job>, Receiver<Job>) = channel();
    let sink = Arc::clone(sink);
    thread::spawn(move || {
        let _running = running;
        let mut next = None;
        let mut desk = None;
        while let Some(mut job) = next.take().or_else(|| wait(&receiver, desk.as_ref(), &sink)) {
            if let Job::Keep(keep) = &job {
                desk = Some(keep.desk.clone());
            }
            match newest {
                Newest::Only => {
                    while let Ok(newer) = receiver.try_recv() {
                        job = newer;
                    }
                }
                // What a slow disk has let pile up is written in one go.
                Newest::All => {
                    while next.is_none()
                        && let Job::Keep(keep) = &mut job
                        && let Ok(newer) = receiver.try_recv()
                    {
                        next = keep.join(newer);
                    }
                }
            }
            let flag = Arc::clone(&cancel.lock().unwrap_or_else(PoisonError::into_inner));
            let run = AssertUnwindSafe(|| perform(job, &flag, &*sink));
            if let Err(panic) = catch_unwind(run) {
                let message = panic.downcast_ref::<String>().cloned();
                let message = message.or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned()));
                sink(Done::Failed { what, message: message.unwrap_or_default() });
            }
        }
    });
    sender
}

/// The next job. While there is none, it is looked whether somebody took over what lies on the desk.
fn wait(receiver: &Receiver<Job>, desk: Option<&Desk>, sink: &Sink) -> Option<Job> {
    while let Some(desk) = desk.filter(|desk| desk.is_guarding()) {
        match receiver.recv_timeout(LOOK) {
            Ok(job) => return Some(job),
            Err(RecvTimeoutError::Disconnected) => return None,
            Err(RecvTimeoutError::Timeout) => desk.look(&|news| sink(Done::Kept(news))),
        }
    }
    receiver.recv().ok()
}

/// Does a job here and now and hands its results to `sink`.
pub fn perform(job: Job, cancel: &AtomicBool, sink: &(dyn Fn(Done) + Sync)) {
    match job {
        Job::Load(load) => load_all(&load, cancel, sink),
        Job::Report(request) => sink(request.perform()),
        Job::Search(request) => streamed::search(&request, cancel, sink),
        Job::Prepare(corpus) => {
            let going = || !cancel.load(Ordering::Relaxed);
            if ready::is_worth_it(&corpus)
                && let Some(ready) = ready::prepare(&corpus, &going)
            {
                sink(Done::Prepared { corpus, ready: Arc::new(ready) });
            }
        }
        Job::AddWord { path, word } => {
            let result = config::add_word(&path, &word);
            sink(Done::WordAdded { path, word, result });
        }
        Job::AddName { path, name, out } => {
            let result = if out { config::drop_name(&path, &name) } else { config::add_name(&path, &name) };
            sink(Done::NameAdded { name, out, result });
        }
        Job::Marks { documents, sidecars } => {
            let review = |path: &std::path::Path| crate::review::store::load(path, &sidecars).0;
            sink(Done::Marks(documents.into_iter().map(|(number, path)| (number, review(&path))).collect()));
        }
        Job::Copy(asked) => {
            let result = asked.perform();
            sink(Done::Copied { asked, result });
        }
        Job::WriteSheet(asked) => {
            let result = super::sheet::write(&asked.sheet, &asked.path, asked.overwrite);
            sink(Done::SheetWritten { asked, result });
        }
        Job::Compare(versions) => {
            let (old, new) = *versions;
            sink(Done::Compared(Box::new(super::compare::compare(old, new))));
        }
        Job::SaveChanges { path, comparison } => {
            let result = super::compare::write(&comparison, &path);
            sink(Done::FileWritten { path, result });
        }
        Job::HalfSaid(asked) => {
            let recovered = asked.perform();
            if !recovered.is_empty() {
                sink(Done::Recovered(recovered));
            }
        }
        Job::Merge(asked) => {
            let result = asked.perform();
            sink(Done::Merged { asked, result });
        }
        Job::Proofread(asked) => {
            sink(Done::Proofread { generation: asked.generation, proofed: Box::new(asked.perform()) });
        }
        Job::Review(request) => {
            let documents = request.perform(cancel);
            sink(Done::Reviewed { generation: request.generation, documents });
        }
        Job::Say(said) => {
            let result = said.perform();
            sink(Done::Said { said, result });
        }
        Job::KeepQuery { path, query } => {
            // Nobody is to be disturbed by it.
            let _ = config::add_query(&path, &query);
        }
        Job::Recount(again) => recount(&again, cancel, sink),
        Job::Remember(kept) => kept.library.remember(&kept.corpus, &kept.analyses),
        Job::Correct(asked) => {
            let result = asked.perform();
            sink(Done::Corrected { asked, result });
        }
        Job::Refresh(refresh) => {
            let (generation, counting) = (refresh.generation, refresh.counting);
            let refreshed = refresh.perform(&|| true).map(Box::new);
            sink(Done::Refreshed { generation, counting, refreshed });
        }
        // Whoever does a job here and now has no thread to watch with.
        Job::Watch(_) => {}
        Job::DraftFacts { generation, text } => {
            sink(Done::DraftFacts { generation, facts: draft_facts(text.to_text()) })
        }
        Job::Complete(complete) => {
            let Complete { generation, asked } = *complete;
            let offer = completion::complete(&asked, &|| !cancel.load(Ordering::Relaxed));
            sink(Done::Completed { generation, at: asked.caret, offer });
        }
        Job::Overlap(asked) => {
            sink(Done::Overlap { generation: asked.generation, checked: Box::new(asked.perform()) });
        }
        Job::Material(request) => {
            let found = request.perform(&|| !cancel.load(Ordering::Relaxed));
            sink(Done::Material { generation: request.generation, corpus: request.corpus, found });
        }
        Job::Skeleton { corpus, pieces, target } => {
            sink(Done::Skeleton(material::skeleton(&corpus, &pieces, target)));
        }
        Job::OpenDraft { path, encoding } => {
            let result = store::open_as(&path, encoding).map(Box::new);
            sink(Done::DraftOpened { path, result });
        }
        Job::SaveDraft(save) => {
            let result = save.perform();
            sink(Done::DraftSaved { path: save.path, generation: save.generation, result });
        }
        Job::MergeDraft(asked) => sink(Done::DraftMerged(asked.perform().map(|ready| ready.map(Box::new)))),
        Job::Export(export) => {
            let result = export.perform();
            sink(Done::Exported { export, result });
        }
        Job::Preview { draft, options, line } => {
            let (pages, _) = draft.pages(&options);
            sink(Done::Previewed { pages, line });
        }
        Job::Keep(keep) => keep.perform(&|news| sink(Done::Kept(news))),
        Job::WriteFile { path, bytes, overwrite } => {
            let result = store::write_new(&path, &bytes, overwrite);
            sink(Done::FileWritten { path, result });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::load::sidecar::Sidecars;
    use crate::job::review::Say;
    use crate::review::anchor::Anchor;
    use crate::review::record::Said;
    use crate::text::span::ByteSpan;

    #[test]
    fn what_was_said_is_on_disk_when_the_program_has_ended() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("总结.txt");
        std::fs::write(&path, "抓好落实𠀀。\n")?;
        let sink: Sink = Arc::new(|_| ());
        let workers = Workers::start(&sink);
        for number in 0..20 {
            let anchor = Anchor::new("抓好落实𠀀。", ByteSpan::new(0, 12));
            workers.submit(Job::Say(Box::new(Say {
                number: 0,
                path: path.clone(),
                sidecars: Sidecars::default(),
                by: "王芳".to_owned(),
                said: vec![Said::Comment { anchor, text: format!("第{number}条"), suggestion: None }],
                words: String::new(),
            })));
        }
        drop(workers);
        assert_eq!(std::fs::read_to_string(folder.path().join("总结.txt.wengao.jsonl"))?.lines().count(), 20);
        Ok(())
    }
}
