//! Comparing two versions, beside everything else.

use std::path::PathBuf;
use std::sync::Arc;

use crate::compare::{Comparison, page};
use crate::corpus::load::of_draft;
use crate::corpus::model::Document;
use crate::draft::store::{self, StoreError};

/// A version.
#[derive(Clone, Debug)]
pub enum Version {
    /// A document that is open.
    Document(Arc<Document>),
    /// The draft, as its file of this name would hold it.
    Draft(PathBuf, String),
}

impl Version {
    /// The document that it is.
    fn document(self) -> Arc<Document> {
        match self {
            Self::Document(document) => document,
            Self::Draft(path, text) => Arc::new(of_draft(&path, &text)),
        }
    }
}

/// What changed from `old` to `new`.
pub(super) fn compare(old: Version, new: Version) -> Comparison {
    Comparison::new(&old.document(), &new.document())
}

/// Writes a comparison as a page.
///
/// # Errors
/// A file that is there is [`StoreError::Exists`] where it may not be overwritten; when it cannot be written.
pub(super) fn write(comparison: &Comparison, path: &std::path::Path) -> Result<(), StoreError> {
    store::write_new(path, page::page(comparison).as_bytes(), false)
}
