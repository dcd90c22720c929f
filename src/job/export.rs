//! A draft finished: written to a file of another kind, or set on pages to be looked at.
//!
//! The draft's own file is never touched. Must not know who asks.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::corpus::correction::Corrections;
use crate::corpus::load;
use crate::corpus::model::Extracted;
use crate::corpus::recognise;
use crate::draft::export::build::{Recognised, finished, of_document};
use crate::draft::export::date;
use crate::draft::export::model::{Finished, Kind};
use crate::draft::export::title::ByDictionary;
use crate::draft::export::{FileKind, Options, bytes};
use crate::draft::front::{self, Front};
use crate::draft::motion::{ByClass, WordBoundaries};
use crate::draft::page::{Page, pages};
use crate::draft::store::{self, StoreError};
use crate::text::segment::Chinese;
use crate::text::span::LineIndex;

/// A draft to be written as a finished document.
#[derive(Clone, Debug)]
pub struct Export {
    /// Where to; its ending is that of `kind`.
    pub path: PathBuf,
    /// As what kind of file.
    pub kind: FileKind,
    /// The file may stand there already.
    pub overwrite: bool,
    /// How it is to be finished.
    pub options: Options,
    /// The draft.
    pub draft: Text,
}

/// What knows where a title may be broken; without a dictionary marks and a few words tell.
#[derive(Clone, Default)]
pub struct Dictionary(pub Option<Arc<Chinese>>);

impl std::fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Dictionary")
    }
}

/// The text of a draft.
#[derive(Clone, Debug)]
pub struct Text {
    /// The file that it is, if it has one: by its name Markdown is known.
    pub path: Option<PathBuf>,
    /// The text.
    pub text: String,
    /// Knows where its title may be broken.
    pub words: Dictionary,
}

/// What is told of a document that was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Its pages.
    pub pages: usize,
    /// What does not follow the standard's rules, in the user's words.
    pub notes: Vec<String>,
}

/// Why there is no document.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// It could not be written.
    #[error("{}", .0.of_report())]
    Store(#[from] StoreError),
    /// It could not be made; why, in the user's words.
    #[error("{0}")]
    Made(String),
}

impl Text {
    /// The finished form.
    pub fn finished(&self, options: &Options) -> Finished {
        let front = Front::read(&self.text);
        let path = self.path.as_deref().unwrap_or(Path::new(""));
        let document = load::of_draft(path, &front::blanked(&self.text, &front));
        of_document(&document, &front, options)
    }

    /// The pages, and what the finished form tells of itself.
    pub fn pages(&self, options: &Options) -> (Vec<Page>, Finished) {
        let finished = self.finished(options);
        (self.with_words(|words| pages(&finished, words)), finished)
    }

    fn with_words<T>(&self, act: impl FnOnce(&dyn WordBoundaries) -> T) -> T {
        match &self.words.0 {
            Some(words) => act(&ByDictionary(&**words)),
            None => act(&ByClass),
        }
    }
}

impl Export {
    /// Writes the document.
    ///
    /// # Errors
    /// When a file stands there and may not be overwritten, when the disk fails, when the document is too large.
    pub fn perform(&self) -> Result<Exported, ExportError> {
        let finished = self.draft.finished(&self.options);
        let (made, pages) = self.draft.with_words(|words| {
            (bytes(&finished, self.kind, self.options.latin, words), pages(&finished, words).len())
        });
        store::write_new(&self.path, &made.map_err(ExportError::Made)?, self.overwrite)?;
        Ok(Exported { pages, notes: finished.notes })
    }
}

/// What the finished form tells of a draft while it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The 0-based paragraph with which each page begins.
    pub pages: Vec<usize>,
    /// The date as the standard has it, where it is written otherwise.
    pub date: Option<String>,
}

/// The facts of a text that was recognised, its block `front` made empty.
pub fn facts(source: &Extracted, lines: &LineIndex, found: &recognise::Recognised, front: &Front) -> Facts {
    let options = Options::default();
    // Where lines must be joined first, the text is recognised once more.
    let (finished, line): (Finished, Box<dyn Fn(usize) -> usize>) = if found.edits.is_empty() {
        let recognised = Recognised { source, lines, pieces: &found.pieces, noise: &found.noise };
        (finished(&recognised, front, &options), Box::new(|line| line))
    } else {
        let document = load::of_text(Path::new(""), &source.text, &Corrections::default());
        (of_document(&document, front, &options), Box::new(move |line| document.source_line(line)))
    };
    let pages = if finished.blocks.is_empty() { Vec::new() } else { pages(&finished, &ByClass) };
    let pages = pages.iter().map(|page| line(page.line().max(1)).saturating_sub(1)).collect();
    let mut dates = finished.blocks.iter().filter(|block| block.kind == Kind::Date);
    let date = dates.find_map(|block| date::by_rule(&block.text).filter(|by_rule| *by_rule != block.text));
    Facts { pages, date }
}
