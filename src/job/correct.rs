//! Corrections by hand at work: what a person said is kept, and the one document is read and counted again.
//!
//! Must not know what is done with the document.

use std::path::PathBuf;
use std::sync::Arc;

use super::Dictionary;
use crate::corpus::clean::site::Site;
use crate::corpus::correction::Change;
use crate::corpus::load::{self, Options};
use crate::corpus::model::{Document, Problem};
use crate::stats::analysis::analyse;
use crate::stats::vocabulary::Counted;

/// What is to be kept of which document.
#[derive(Debug)]
pub struct Correct {
    /// Of which loading the document is.
    pub generation: u64,
    /// The document's number in it.
    pub number: usize,
    /// Its path.
    pub path: PathBuf,
    /// What is said of its lines, all at once.
    pub changes: Vec<Change>,
    /// What would put back what was said before.
    pub undo: Vec<Change>,
    /// It puts back what was said before itself; then `undo` is what was said and must still stand.
    pub undoes: bool,
    /// What is done, in the user's words.
    pub what: String,
    /// How the document is read.
    pub options: Options,
    /// What documents of its site share.
    pub site: Arc<Site>,
    /// How it is counted.
    pub dictionary: Dictionary,
}

/// A document as it is after a correction.
#[derive(Debug)]
pub struct Corrected {
    /// It, recognised anew.
    pub document: Arc<Document>,
    /// It, counted anew.
    pub counted: Counted,
    /// What was wrong with it and did not stop the reading.
    pub problems: Vec<Problem>,
    /// The file that keeps what was said, or kept it until there was nothing more to keep.
    pub sidecar: PathBuf,
}

/// Why what another said since is not taken back.
pub const CHANGED: &str = "这一行后来又有别的更正（也许在另一个窗口），没有撤回；按 F5 重新读入后再看";

impl Correct {
    /// Keeps what was said and reads the document again.
    ///
    /// # Errors
    /// In the user's words: nothing could be written, or the document can no longer be read.
    pub fn perform(&self) -> Result<Corrected, String> {
        let gone = |problem: Problem| problem.reason;
        // A file that is no longer there is not spoken of.
        load::entry(&self.path, &self.options).map_err(gone)?;
        if self.undoes && !self.options.sidecars.read(&self.path).0.hold(&self.undo) {
            return Err(CHANGED.to_owned());
        }
        let sidecar = self.options.sidecars.change_all(&self.path, &self.changes)?;
        let read = load::entry(&self.path, &self.options).and_then(|entry| load::read(&entry, &self.options));
        let (document, problems) = read.map_err(gone)?;
        let document = load::again(&document, &self.options, &self.site).unwrap_or(document);
        let Dictionary { segmenter, lexicon } = &self.dictionary;
        let mut counted = Counted::default();
        let analysis = analyse(&document, &**segmenter, lexicon, &mut counted.vocabulary);
        counted.documents.push((self.number, analysis));
        Ok(Corrected { document: Arc::new(document), counted, problems, sidecar })
    }
}
