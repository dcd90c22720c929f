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
    /// The person said: take it back from whoever took it over.
    pub take: bool,
}

impl SaveDraft {
    /// Does it here and now.
    pub(super) fn perform(&self) -> Result<Saved, StoreError> {
        let text = self.text.to_text();
        if let Some(desk) = self.desk.clone() {
            let (path, take) = (self.path.clone(), self.take);
            // A disk with the records that does not answer holds up no saving: a file that somebody else wrote
            // meanwhile is told by what stands in it.
            in_time(move || desk.may_write(&path, take)).unwrap_or(Ok(()))?;
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
    use super::*;
    use crate::draft::store::places::Places;

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
}
