//! Bringing what somebody else wrote into a draft's file into the draft.

use std::path::PathBuf;
use std::sync::Arc;

use super::keep::Desk;
use super::save::in_time;
use crate::draft::buffer::Buffer;
use crate::draft::merge::{Merged, merge};
use crate::draft::origin::Origins;
use crate::draft::store::{self, FileForm, Identity, StoreError};
use crate::text::diff::Diff;

/// A draft and the text that it was made from.
#[derive(Debug)]
pub struct MergeDraft {
    /// The file that somebody else wrote.
    pub path: PathBuf,
    /// How the draft is written: that encoding is tried where none is found.
    pub form: FileForm,
    /// What both were made from.
    pub base: Buffer,
    /// The draft.
    pub mine: Buffer,
    /// What of it is borrowed.
    pub origins: Origins,
    /// The editor's generation.
    pub generation: u64,
    /// Who keeps the draft safe: what stands in the file stays as a version.
    pub desk: Option<Desk>,
    /// The journal that holds the draft, when it is what a crash left and not yet in the editor.
    pub left: Option<PathBuf>,
}

/// A draft with what another wrote in it, to be looked at.
#[derive(Debug)]
pub struct Ready {
    /// The file.
    pub path: PathBuf,
    /// The editor's generation that it was made of.
    pub generation: u64,
    /// It.
    pub merged: Merged,
    /// What becomes of the draft.
    pub diff: Arc<Diff>,
    /// What stands in the file.
    pub theirs: Buffer,
    /// What the file is now; the next save expects it.
    pub identity: Identity,
    /// The journal that holds the draft, when it is what a crash left and not yet in the editor.
    pub left: Option<PathBuf>,
}

impl MergeDraft {
    /// Does it here and now; nothing where there is no file any more.
    pub(super) fn perform(self) -> Result<Option<Ready>, StoreError> {
        let opened = store::open(&self.path).or_else(|error| {
            let own = store::open_as(&self.path, Some(self.form.encoding));
            own.map_err(|_| error)
        })?;
        let Some(identity) = opened.identity else { return Ok(None) };
        if let Some(desk) = self.desk {
            let path = self.path.clone();
            in_time(move || desk.keep_standing(&path, ""));
        }
        let theirs = Buffer::from_text(&opened.text);
        let merged = merge(&self.base, &self.mine, &self.origins, &theirs);
        let diff = Arc::new(Diff::new(&self.mine.to_text(), &merged.text.to_text()));
        Ok(Some(Ready {
            path: self.path,
            generation: self.generation,
            merged,
            diff,
            theirs,
            identity,
            left: self.left,
        }))
    }
}
