//! Doing what is asked of a desk.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

use super::{Desk, Found, Inner, Keep, News, Saved, Task, Version, stale};
use crate::draft::anchor;
use crate::draft::buffer::Buffer;
use crate::draft::history::Change;
use crate::draft::origin::Origins;
use crate::draft::store::journal::{
    Begin, Journal, Left, Leftover, Replica, Written, discard, is_writing, left, left_of, set_aside, writer,
};
use crate::draft::store::lock::{self, Holder, Taken};
use crate::draft::store::{self, StoreError, cause, versions};
use crate::job::{Job, clock};
use crate::text::count::characters;
use crate::text::diff::Diff;

impl Keep {
    /// Takes the edits of `job` along where they follow this one's; gives back what has to wait.
    pub(in crate::job) fn join(&mut self, job: Job) -> Option<Job> {
        match (&mut self.task, job) {
            (Task::Edits { changes, .. }, Job::Keep(next)) => match *next {
                Self { task: Task::Edits { begin: None, changes: more }, number, .. } => {
                    changes.extend(more);
                    self.number = number;
                    None
                }
                other => Some(Job::Keep(Box::new(other))),
            },
            (_, job) => Some(job),
        }
    }

    /// Does it here and now.
    pub fn perform(self, tell: &dyn Fn(News)) {
        let (desk, number) = (self.desk.clone(), self.number);
        self.act(tell);
        desk.did(number);
    }

    fn act(self, tell: &dyn Fn(News)) {
        let mut inner = self.desk.inner.lock().unwrap_or_else(PoisonError::into_inner);
        match self.task {
            Task::Guard { path, text, force } => inner.guard(&path, &text, force, tell),
            Task::Orphans => {
                let mut left = left(&inner.places, true);
                let unreadable = std::mem::take(&mut left.unreadable);
                let found = inner.found(left, &Buffer::default());
                if !found.is_empty() {
                    tell(News::Orphans(found));
                }
                tell_unreadable(unreadable, tell);
            }
            Task::Broken(path) => inner.broken(&path, tell),
            Task::Edits { begin, changes } => inner.edits(begin.map(|begin| *begin), &changes, tell),
            Task::Restored { journal, damaged } => {
                if inner.journal.as_ref().is_some_and(Journal::is_safe) {
                    if damaged {
                        return inner.set_aside(journal, tell);
                    }
                    // It is offered again where it cannot be removed: a question too many, not a text too few.
                    let _ = discard(&inner.places, &journal);
                }
            }
            Task::SetAside(journal) => inner.set_aside(journal, tell),
            Task::Discard(journal) => {
                let _ = discard(&inner.places, &journal);
            }
            Task::Pass(journal) => {
                inner.passed.extend(writer(&journal).map(str::to_owned));
            }
            Task::Saved(saved) => inner.saved(*saved, tell),
            Task::Close => inner.close(),
            Task::Versions { path, now } => {
                let now = now.to_text();
                let versions = versions::list(&inner.places, &path).into_iter().map(|version| {
                    let diff = Diff::new(&version.text, &now);
                    Version {
                        when: clock::told(version.time),
                        characters: version.characters,
                        text: Arc::new(version.text),
                        origins: version.origins,
                        since: (diff.inserted, diff.removed),
                    }
                });
                tell(News::Versions { path, versions: versions.collect() });
            }
            Task::Compare { old, new, version } => {
                let diff = Arc::new(Diff::new(&old.1, &new.1));
                tell(News::Compared { old: old.0, new: new.0, diff, version });
            }
        }
    }
}

impl Desk {
    /// Whether a draft that is kept here may be written to `path`: nobody else has that open. With `take` it is taken
    /// from whoever has it.
    ///
    /// # Errors
    /// [`StoreError::Held`].
    pub(in crate::job) fn may_write(&self, path: &Path, take: bool) -> Result<(), StoreError> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.lock.as_ref().is_some_and(|lock| lock.is_of(path) && lock.is_held()) {
            return Ok(());
        }
        let me = Holder::here(clock::now());
        let Some(holder) = lock::look(&inner.places, path) else {
            let own = inner.journal.as_ref().is_some_and(|journal| journal.first().path.as_deref() == Some(path));
            // Whoever took it over has gone: it is this one's again.
            if own
                && inner.lock.is_none()
                && let Ok(Taken::Mine(lock)) = lock::take(&inner.places, path, &me, false)
            {
                inner.lock = Some(lock);
            }
            return Ok(());
        };
        if take && let Ok(Taken::Mine(lock)) = lock::take(&inner.places, path, &me, true) {
            inner.lock = Some(lock);
            // Whoever had it may have had a look at what was recorded here.
            inner.journal.iter_mut().for_each(Journal::part);
            return Ok(());
        }
        Err(StoreError::Held { path: path.to_owned(), holder: Box::new(holder) })
    }

    /// Whether there is something that others may take over.
    pub(in crate::job) fn is_guarding(&self) -> bool {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).lock.is_some()
    }

    /// Looks whether somebody took the draft over, also when nothing is asked of the desk.
    pub(in crate::job) fn look(&self, tell: &dyn Fn(News)) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.look(tell)
            && let Inner { journal: Some(journal), places, .. } = &mut *inner
        {
            // No edit may come any more: all that there is goes into a journal that nobody takes for abandoned.
            let written = journal.append(places, &[]);
            inner.judge(written, tell);
        }
    }

    /// Keeps what stands at `path` as a version, before `text` is written over it though it is not what was read. What
    /// is no text is not kept, nor what is the same.
    pub(in crate::job) fn keep_standing(&self, path: &Path, text: &str) {
        let Ok(standing) = store::open(path) else { return };
        if standing.identity.is_none() || standing.text == text {
            return;
        }
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let version = versions::Version {
            time: clock::now(),
            characters: characters(&standing.text),
            text: standing.text,
            origins: Origins::default(),
        };
        for version in inner.first(path).into_iter().chain([version]) {
            // The person said that it goes; where it cannot be kept, it goes all the same.
            let _ = versions::keep(&inner.places, path, &version);
        }
    }
}

impl Inner {
    fn guard(&mut self, path: &Path, text: &Buffer, force: bool, tell: &dyn Fn(News)) {
        if !force {
            // What was open before was left; only a draft that is taken over may have been written on already.
            self.close();
        }
        let mut holder = None;
        match lock::take(&self.places, path, &Holder::here(clock::now()), force) {
            Ok(Taken::Mine(lock)) => self.lock = Some(lock),
            Ok(Taken::Held(by)) => holder = Some(by),
            // Where nothing can be written there is nobody to be kept out.
            Err(_) => {}
        }
        let mut left = if holder.is_some() { Left::default() } else { left_of(&self.places, path) };
        let unreadable = std::mem::take(&mut left.unreadable);
        let origins = self.origins(path, text);
        if holder.is_none() {
            stale::put_away(&self.places, path, &left.drafts);
        }
        let left = self.found(left, text);
        tell(News::Guarded { path: path.to_owned(), holder, left, origins });
        tell_unreadable(unreadable, tell);
    }

    /// Tells what is left of a draft whose file cannot be read; what somebody is writing is his.
    fn broken(&self, path: &Path, tell: &dyn Fn(News)) {
        let mut left = left_of(&self.places, path);
        let unreadable = std::mem::take(&mut left.unreadable);
        // An empty text is no help, and may still be somebody's.
        let empty = Buffer::default();
        left.drafts.retain(|left| !left.in_use && !left.writing && left.now.text != empty);
        let mut found = self.found(left, &empty);
        for found in &mut found {
            (found.changed, found.broken) = (false, true);
        }
        if !found.is_empty() {
            tell(News::Orphans(found));
        }
        tell_unreadable(unreadable, tell);
    }

    fn set_aside(&self, journal: PathBuf, tell: &dyn Fn(News)) {
        let put = set_aside(&self.places, &journal);
        tell(News::SetAside(put.map_err(|error| (journal, cause(&error)))));
    }

    /// What of the text was borrowed, as far as the last version tells.
    fn origins(&self, path: &Path, text: &Buffer) -> Origins {
        let Some(last) = versions::list(&self.places, path).into_iter().next() else { return Origins::default() };
        if last.origins.is_empty() || last.text == text.to_text() {
            return last.origins;
        }
        anchor::again(&Buffer::from_text(&last.text), &last.origins, text)
    }

    /// What of `left` is worth a question: it differs from the text as it is now. The rest is put away.
    fn found(&self, left: Left, now: &Buffer) -> Vec<Found> {
        let text = now.to_text();
        let mut found = Vec::new();
        // With the lock in this process's hands, nobody else writes the draft's journal.
        let own = self.journal.as_ref().and_then(Journal::path);
        let others = |leftover: &Leftover| leftover.in_use && leftover.path.is_none();
        let passed = |leftover: &Leftover| {
            leftover.writing && writer(&leftover.journal).is_some_and(|writer| self.passed.contains(writer))
        };
        let lost =
            |leftover: &Leftover| !others(leftover) && !passed(leftover) && own != Some(leftover.journal.as_path());
        for leftover in left.drafts.into_iter().filter(lost) {
            let rescued = leftover.now.text.to_text();
            if rescued == text && leftover.lost == 0 {
                let _ = discard(&self.places, &leftover.journal);
                continue;
            }
            let diff = Arc::new(Diff::new(&text, &rescued));
            let changed = leftover.base.text != *now;
            let when = clock::told(leftover.written);
            found.push(Found { leftover, diff, changed, broken: false, when });
        }
        found
    }

    fn edits(&mut self, begin: Option<Begin>, changes: &[Change], tell: &dyn Fn(News)) {
        if let Some(begin) = begin {
            if begin.path.is_none() && self.lock.is_none() {
                let me = Holder::here(clock::now());
                if let Ok(Taken::Mine(lock)) = lock::take_new(&self.places, begin.started, &me) {
                    self.lock = Some(lock);
                }
            }
            self.journal = Some(Journal::new(begin));
            self.told = false;
        }
        self.look(tell);
        let Some(journal) = &mut self.journal else { return };
        let written = journal.append(&self.places, changes);
        self.judge(written, tell);
    }

    /// Looks whether somebody took the draft over, and says so. Whether he did.
    fn look(&mut self, tell: &dyn Fn(News)) -> bool {
        let lost = self.lock.as_ref().filter(|lock| !lock.is_held()).map(lock::Lock::holder);
        let Some(holder) = lost else { return false };
        // The file is left to whoever took over, what is written here is not: it goes on in a journal of its own.
        self.lock = None;
        self.journal.iter_mut().for_each(Journal::part);
        tell(News::TakenOver(Box::new(holder)));
        true
    }

    /// Tells once what went wrong, and again only when it gets worse.
    fn judge(&mut self, written: std::io::Result<Written>, tell: &dyn Fn(News)) {
        match written {
            Ok(Written::Safe) => {
                if std::mem::take(&mut self.told) {
                    tell(News::KeptAgain);
                }
            }
            Ok(Written::Elsewhere(error)) => tell(News::Elsewhere(cause(&error))),
            Err(error) if !self.told => {
                self.told = true;
                tell(News::NotKept(cause(&error)));
            }
            Err(_) => {}
        }
    }

    /// What the file held before it was written over the first time is a version as well: it, when there is none yet.
    fn first(&self, path: &Path) -> Option<versions::Version> {
        let before = self.journal.as_ref().map(Journal::first);
        let before = before.filter(|before| before.path.as_deref() == Some(path) && before.identity.is_some())?;
        versions::is_empty(&self.places, path).then(|| version(before.started, &before.base))
    }

    fn saved(&mut self, saved: Saved, tell: &dyn Fn(News)) {
        let Saved { begin, now } = saved;
        // Nothing that was not kept is in danger any more.
        self.told = false;
        // Every way to name the file is its.
        let own = Journal::new(begin.clone());
        let Some(path) = own.first().path.clone() else { return };
        let all = self.first(&path).into_iter().chain([version(clock::now(), &begin.base)]);
        for version in all {
            if let Err(error) = versions::keep(&self.places, &path, &version) {
                tell(News::NoVersion(cause(&error)));
            }
        }
        let same = self.lock.as_ref().is_some_and(|lock| lock.is_of(&path) && lock.is_held());
        if same {
            return self.rebase(begin, now, tell);
        }
        // The draft has another file now.
        stale::put_away(&self.places, &path, &left_of(&self.places, &path).drafts);
        let before = self.lock.take();
        if let Ok(Taken::Mine(lock)) = lock::take(&self.places, &path, &Holder::here(clock::now()), false) {
            self.lock = Some(lock);
        }
        self.rebase(begin, now, tell);
        before.into_iter().for_each(lock::Lock::release);
    }

    /// The journal goes, or holds what came after the save.
    fn rebase(&mut self, begin: Begin, now: Replica, tell: &dyn Fn(News)) {
        if now.text == begin.base.text {
            self.journal.take().into_iter().for_each(Journal::remove);
            return;
        }
        let journal = self.journal.get_or_insert_with(|| Journal::new(begin.clone()));
        let written = journal.rebase(&self.places, begin, now);
        self.judge(written, tell);
    }

    fn close(&mut self) {
        self.journal.take().into_iter().for_each(Journal::remove);
        self.lock.take().into_iter().for_each(lock::Lock::release);
    }
}

fn tell_unreadable(mut journals: Vec<PathBuf>, tell: &dyn Fn(News)) {
    // Whoever writes one can read it.
    journals.retain(|journal| !is_writing(journal));
    if !journals.is_empty() {
        tell(News::Unreadable(journals));
    }
}

/// A version of what a draft held at `time`.
fn version(time: u64, replica: &Replica) -> versions::Version {
    let text = replica.text.to_text();
    versions::Version { time, characters: characters(&text), text, origins: replica.origins.clone() }
}
