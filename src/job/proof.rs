//! Proofreading of the draft beside the writing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::lint::{self, Linted};
use crate::corpus::load::sidecar::Sidecars;
use crate::lint::settings::Settings;
use crate::review::store;

/// A draft to be proofread.
#[derive(Debug)]
pub struct Proofread {
    /// The editor's generation.
    pub generation: u64,
    /// The text.
    pub text: String,
    /// Its file, where it has one.
    pub path: Option<PathBuf>,
    /// Which rules work.
    pub settings: Arc<Settings>,
    /// Where what was said of the file is.
    pub sidecars: Sidecars,
}

impl Proofread {
    /// What is found and was not ignored.
    pub fn perform(&self) -> Linted {
        let standing = self.path.as_deref().map(|path| store::load(path, &self.sidecars).0.standing());
        let path = self.path.as_deref().unwrap_or(Path::new(""));
        lint::draft(path, &self.text, &self.settings, &standing.unwrap_or_default())
    }
}
