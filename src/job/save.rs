//! Writing a draft to its file.

use std::path::PathBuf;

use super::keep::Desk;
use crate::draft::store::{self, FileForm, Identity, Saved, StoreError};

/// A draft to write.
#[derive(Debug)]
pub struct SaveDraft {
    /// Where to.
    pub path: PathBuf,
    /// The whole text, line feeds only.
    pub text: String,
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
        if let Some(desk) = &self.desk {
            desk.may_write(&self.path, self.take)?;
        }
        store::save(&self.path, &self.text, &self.form, self.expected.as_ref(), self.force)
    }
}
