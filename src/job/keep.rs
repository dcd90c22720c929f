//! Keeping a draft safe: its lock, its journal, its versions. What can be asked, and what a worker reports.
//!
//! All of it is done in order by one worker, on a [`Desk`] that only that worker opens: whoever asks never waits.

mod perform;
mod stale;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::draft::buffer::Buffer;
use crate::draft::history::Change;
use crate::draft::origin::Origins;
use crate::draft::store::journal::{Begin, Journal, Leftover, Replica};
use crate::draft::store::lock::{Holder, Lock};
use crate::draft::store::places::Places;
use crate::text::diff::Diff;

/// What keeps one draft after the other safe: a handle that a request carries to the worker.
#[derive(Clone, Debug)]
pub struct Desk {
    inner: Arc<Mutex<Inner>>,
    /// The number of the request that was done last, and a bell for who waits for one.
    done: Arc<(Mutex<u64>, Condvar)>,
}

#[derive(Debug, Default)]
struct Inner {
    places: Places,
    lock: Option<Lock>,
    journal: Option<Journal>,
    /// What went wrong was told: once is enough.
    told: bool,
    /// Whose text is not offered any more while it is being written elsewhere.
    passed: BTreeSet<String>,
}

impl Desk {
    /// A desk that keeps in these places.
    pub fn new(places: Places) -> Self {
        Self { inner: Arc::new(Mutex::new(Inner { places, ..Inner::default() })), done: Arc::default() }
    }

    /// As long as what is given is held, the disk does not answer.
    #[cfg(test)]
    pub(super) fn hang(&self) -> impl Drop + use<'_> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of the request that was done last; none of those with a greater one has reached the disk.
    pub fn done(&self) -> u64 {
        *self.done.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The request of this number was done.
    fn did(&self, number: u64) {
        *self.done.0.lock().unwrap_or_else(PoisonError::into_inner) = number;
        self.done.1.notify_all();
    }

    /// Waits until the request of this number was done, but not longer than `patience`. Whether it was.
    pub(in crate::job) fn reaches(&self, number: u64, patience: Duration) -> bool {
        let done = self.done.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.done.1.wait_timeout_while(done, patience, |done| *done < number);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }
}

/// A request.
#[derive(Debug)]
pub struct Keep {
    /// On which desk.
    pub desk: Desk,
    /// Which request to this desk it is; they ascend.
    pub number: u64,
    /// What.
    pub task: Task,
}

/// What can be asked.
#[derive(Debug)]
pub enum Task {
    /// A draft was opened: lock it, and look what is left of it. Answered by [`News::Guarded`].
    Guard {
        /// Its file.
        path: PathBuf,
        /// Its text.
        text: Buffer,
        /// Take it from whoever has it open.
        force: bool,
    },
    /// Look what is left of drafts that never had a file. Answered by [`News::Orphans`].
    Orphans,
    /// A draft's file cannot be read as text: look what is left of it. Answered by [`News::Orphans`].
    Broken(PathBuf),
    /// Write edits to the journal. Answered only where something is to be told.
    Edits {
        /// What the draft was before the first edit; with it the journal begins.
        begin: Option<Box<Begin>>,
        /// The edits, in order.
        changes: Vec<Change>,
    },
    /// What a crash left is in the editor, and its edit was handed over: when that is on disk, what was left can go.
    Restored {
        /// It.
        journal: PathBuf,
        /// Not all of it could be read: it is put aside instead.
        damaged: bool,
    },
    /// What a crash left cannot be read, and is not to be told of any more. Answered by [`News::SetAside`].
    SetAside(PathBuf),
    /// What a crash left is not wanted.
    Discard(PathBuf),
    /// What is being written elsewhere is not to be offered any more; its journal stays.
    Pass(PathBuf),
    /// The draft was saved. Its journal goes, or begins anew where it was written on.
    Saved(Box<Saved>),
    /// The draft is left, saved or let go: its journal and its lock go.
    Close,
    /// The versions of a draft. Answered by [`News::Versions`].
    Versions {
        /// Its file.
        path: PathBuf,
        /// Its text.
        now: Buffer,
    },
    /// What became of one text in another. Answered by [`News::Compared`].
    Compare {
        /// The old one, its name and its text.
        old: (String, Arc<String>),
        /// The new one.
        new: (String, Arc<String>),
        /// The number of the version that may be restored, if one may.
        version: Option<usize>,
    },
}

/// A draft that was saved.
#[derive(Debug)]
pub struct Saved {
    /// Its file, what stands there, and since when this draft is open.
    pub begin: Begin,
    /// What it is by now.
    pub now: Replica,
}

/// What is reported.
#[derive(Debug)]
pub enum News {
    /// A draft that was opened is locked, or not.
    Guarded {
        /// Its file.
        path: PathBuf,
        /// Who has it open instead.
        holder: Option<Box<Holder>>,
        /// What crashes left of it, newest first.
        left: Vec<Found>,
        /// What of it was borrowed when it was saved last.
        origins: Origins,
    },
    /// What is left of drafts that never had a file, or whose file cannot be read.
    Orphans(Vec<Found>),
    /// What is left and cannot be read.
    Unreadable(Vec<PathBuf>),
    /// Where a journal was put that could not be read; or which one was not, and why, in the user's words.
    SetAside(Result<PathBuf, (PathBuf, String)>),
    /// The draft was taken over. What is written here goes on into a journal of its own.
    TakenOver(Box<Holder>),
    /// The journal is kept in another place; why, in the user's words.
    Elsewhere(String),
    /// The journal could not be written anywhere; why.
    NotKept(String),
    /// The journal can be written again.
    KeptAgain,
    /// The version could not be kept; why.
    NoVersion(String),
    /// The versions of a draft.
    Versions {
        /// Its file.
        path: PathBuf,
        /// Newest first.
        versions: Vec<Version>,
    },
    /// What became of one text in another.
    Compared {
        /// The name of the old one.
        old: String,
        /// The name of the new one.
        new: String,
        /// The difference.
        diff: Arc<Diff>,
        /// The number of the version that may be restored.
        version: Option<usize>,
    },
}

/// What a crash left, held against the text as it is now.
#[derive(Clone, Debug)]
pub struct Found {
    /// It.
    pub leftover: Leftover,
    /// What became of the text as it is now.
    pub diff: Arc<Diff>,
    /// The file is not what it was when the journal began.
    pub changed: bool,
    /// The file cannot be read as text.
    pub broken: bool,
    /// When it was written last, to be read.
    pub when: String,
}

/// A version that was kept, held against the text as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// When it was saved, to be read.
    pub when: String,
    /// Its 字数.
    pub characters: usize,
    /// Its text.
    pub text: Arc<String>,
    /// What of it was borrowed.
    pub origins: Origins,
    /// Characters that came and went since.
    pub since: (usize, usize),
}
