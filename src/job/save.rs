//! Writing a draft to its file.

use std::path::PathBuf;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use super::keep::Desk;
use crate::draft::buffer::Buffer;
use crate::draft::store::{self, FileForm, Identity, Saved, StoreError};

/// A draft to write.
#[derive(Debug)]
pub struct SaveDraft {
    /// Where to.
    pub path: PathBuf,
    /// The whole text.
    pub text: Buffer,
    /// Encoding, line ends, final newline.
    pub form: FileForm,
    /// What stood there when it was read; nothing is overwritten that is something else.
    pub expected: Option<Identity>,
    /// The person said: overwrite all the same.
    pub force: bool,
    /// The editor's generation that is being saved.
    pub generation: u64,
    /// Who keeps the draft safe: what somebody else has open is not written.
    pub desk: Option<Desk>,
    /// The number of the last request that was handed to the desk: with that done, the journal has the text, and a file
    /// that is written where it stands may break off in the middle.
    pub recorded: u64,
    /// The person said: take it back from whoever took it over.
    pub take: bool,
}

impl SaveDraft {
    /// Does it here and now.
    pub(super) fn perform(&self) -> Result<Saved, StoreError> {
        let text = self.text.to_text();
        if let Some(desk) = self.desk.clone() {
            let (path, take, recorded) = (self.path.clone(), self.take, self.recorded);
            // A disk with the records that does not answer holds up no saving: a file that somebody else wrote
            // meanwhile is told by what stands in it.
            let ready = move || {
                desk.reaches(recorded, PATIENCE);
                desk.may_write(&path, take)
            };
            in_time(ready).unwrap_or(Ok(()))?;
        }
        if let (true, Some(desk)) = (self.force, self.desk.clone()) {
            let (path, text) = (self.path.clone(), text.clone());
            in_time(move || desk.keep_standing(&path, &text));
        }
        store::save(&self.path, &text, &self.form, self.expected.as_ref(), self.force)
    }
}

/// How long saving waits for the disk with the records.
const PATIENCE: Duration = Duration::from_secs(1);

/// What `act` gives, if it gives it soon.
pub(super) fn in_time<T: Send + 'static>(act: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (tell, told) = channel();
    let act = move || {
        // Who waited may have gone on.
        let _ = tell.send(act());
    };
    thread::Builder::new().name("records".to_owned()).spawn(act).ok()?;
    told.recv_timeout(PATIENCE).ok()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::draft::buffer::Pos;
    use crate::draft::history::Change;
    use crate::draft::store::journal::{Begin, Replica};
    use crate::draft::store::places::Places;
    use crate::job::keep::{Keep, Task};

    #[test]
    fn a_disk_that_does_not_answer_for_the_records_holds_up_no_saving() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("报告.txt");
        let desk = Desk::new(Places::new(vec![folder.path().join("state")]));
        let save = |force| SaveDraft {
            path: path.clone(),
            text: Buffer::from_text("新写的𠀀"),
            form: FileForm::default(),
            expected: None,
            force,
            generation: 1,
            desk: Some(desk.clone()),
            recorded: 0,
            take: false,
        };
        let hanging = desk.hang();
        assert!(save(false).perform().is_ok());
        assert_eq!(std::fs::read_to_string(&path)?.trim_end(), "新写的𠀀");
        // What stands there and is not what was read is still not written over.
        std::fs::write(&path, "别人写的")?;
        assert!(save(false).perform().is_err());
        drop(hanging);
        assert!(save(true).perform().is_ok());
        Ok(())
    }

    #[test]
    fn the_journal_has_the_text_before_a_file_is_written() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("报告.txt");
        std::fs::write(&path, "旧文\n")?;
        let desk = Desk::new(Places::new(vec![folder.path().join("state/drafts")]));
        let base = Replica { text: Buffer::from_text("旧文"), ..Replica::default() };
        let form = FileForm::default();
        let begin = Begin { path: Some(path.clone()), form: form.clone(), identity: None, base, started: 1 };
        let changes = vec![Change::new(Pos::default(), "", "新𠀀")];
        let keep = Keep { desk: desk.clone(), number: 7, task: Task::Edits { begin: Some(Box::new(begin)), changes } };
        assert!(!desk.reaches(7, Duration::ZERO));
        let save = SaveDraft {
            path: path.clone(),
            text: Buffer::from_text("新𠀀旧文"),
            form,
            expected: Some(store::Identity::of_text("旧文", &FileForm::default())),
            force: false,
            generation: 1,
            desk: Some(desk.clone()),
            recorded: 7,
            take: false,
        };
        let performed = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&performed);
        let waiting = thread::spawn(move || {
            let reached = desk.reaches(7, Duration::from_mins(10));
            (reached, seen.load(Ordering::Acquire), save.perform().is_ok())
        });
        performed.store(true, Ordering::Release);
        keep.perform(&|_| ());
        assert_eq!(waiting.join().ok(), Some((true, true, true)));
        assert_eq!(std::fs::read_to_string(&path)?, "新𠀀旧文\n");
        Ok(())
    }
}
