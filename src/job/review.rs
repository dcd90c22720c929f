//! Reviewing: documents with what the proofreader finds and what people said of them; and keeping what is said.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::clock;
use super::lint::{Linted, in_order};
use crate::corpus::load::sidecar::{self, Sidecars};
use crate::corpus::load::{self, Options};
use crate::corpus::model::{Document, Format, Problem};
use crate::draft::store as draft;
use crate::lint::settings::Settings;
use crate::markup::{self, Marked};
use crate::review::record::{Record, Said, Stamp};
use crate::review::{Review, store};
use crate::text::span::{ByteSpan, LineColumn};

/// Documents to be looked through.
#[derive(Debug)]
pub struct ReviewRequest {
    /// Which request; a late answer to an older one is dropped.
    pub generation: u64,
    /// The documents.
    pub documents: Vec<Wanted>,
    /// Which rules work.
    pub settings: Arc<Settings>,
    /// How documents are read, and where sidecars are.
    pub options: Options,
}

/// A document that is to be looked through.
#[derive(Debug)]
pub struct Wanted {
    /// Its number in the corpus.
    pub number: usize,
    /// The document.
    pub document: Arc<Document>,
    /// What a look through this very document gave, by the same rules: then only what people said is read again.
    pub seen: Option<Seen>,
}

/// What others changed and commented in a Word file, with the bytes of the document's text where that can be told.
pub type InWord = Vec<(Marked, Option<ByteSpan>)>;

/// What a look through a document gives that holds as long as the document and the rules are the same.
#[derive(Clone, Debug)]
pub struct Seen {
    /// What the proofreader finds.
    pub linted: Arc<Linted>,
    /// What stands in the Word file.
    pub word: Arc<InWord>,
}

/// A document with what is found in it and what was said of it.
#[derive(Debug)]
pub struct Reviewed {
    /// Its number in the corpus.
    pub number: usize,
    /// What the proofreader finds.
    pub linted: Arc<Linted>,
    /// What people said.
    pub review: Review,
    /// What of that could not be read.
    pub problems: Vec<Problem>,
    /// What others changed and commented in a Word file.
    pub word: Arc<InWord>,
}

/// The byte of the document's text at a line and column of its source; `sources` are the lines of the source that its
/// lines begin in.
fn byte_of(document: &Document, sources: &[usize], at: LineColumn) -> Option<usize> {
    let line = sources.partition_point(|source| *source <= at.line).max(1);
    let span = document.lines.span(&document.text, line);
    let mut positions = document.positions();
    let mut chars = document.slice(span).char_indices().map(|(byte, _)| span.start + byte).chain([span.end]);
    chars.find(|byte| positions.at(*byte) >= at)
}

/// What others changed and commented in the Word file at `document`'s path.
fn word(document: &Document) -> Result<InWord, String> {
    let bytes = draft::bytes(&document.path).map_err(|error| error.to_string())?;
    let marked = markup::read(&bytes).map_err(|error| error.to_string())?;
    let sources: Vec<usize> = (1..=document.lines.count()).map(|line| document.source_line(line)).collect();
    let place = |marked: &Marked| {
        let (first, last) = (marked.places.first()?, marked.places.last()?);
        let start = byte_of(document, &sources, LineColumn { line: first.line, column: first.column })?;
        let end = byte_of(document, &sources, LineColumn { line: last.line, column: last.column + last.length })?;
        Some(ByteSpan::new(start, end))
    };
    Ok(marked.into_iter().map(|marked| (place(&marked), marked)).map(|(place, marked)| (marked, place)).collect())
}

impl ReviewRequest {
    /// Looks through the documents until `cancel` is set.
    pub fn perform(&self, cancel: &AtomicBool) -> Vec<Reviewed> {
        in_order(&self.documents, cancel, |Wanted { number, document, seen }| {
            let (review, mut problems) = store::load(&document.path, &self.options.sidecars);
            let Seen { linted, word } = seen.clone().unwrap_or_else(|| self.look(document, &mut problems));
            Reviewed { number: *number, linted, review, problems, word }
        })
    }

    /// Looks through a document that was not seen yet.
    fn look(&self, document: &Arc<Document>, problems: &mut Vec<Problem>) -> Seen {
        let mut raw = None;
        if document.format == Format::Markdown {
            let entry = load::entry(&document.path, &self.options);
            match entry.and_then(|entry| load::raw(&entry, document, &self.options)) {
                Ok(text) => raw = text,
                Err(problem) => problems.push(problem),
            }
        }
        let mut marks = InWord::new();
        if document.format == Format::Docx {
            match word(document) {
                Ok(found) => marks = found,
                Err(reason) => problems.push(Problem { path: document.path.clone(), reason }),
            }
        }
        Seen { linted: Linted::new(Arc::clone(document), raw, &self.settings).into(), word: marks.into() }
    }
}

/// Something that is said of a document.
#[derive(Debug)]
pub struct Say {
    /// The document's number in the corpus.
    pub number: usize,
    /// Its file.
    pub path: PathBuf,
    /// Where it is kept.
    pub sidecars: Sidecars,
    /// Who says it.
    pub by: String,
    /// What: all of it, or nothing.
    pub said: Vec<Said>,
    /// What was done, in the user's words.
    pub words: String,
}

/// Another reviewer's records to be put in.
#[derive(Debug)]
pub struct Merge {
    /// The document's number in the corpus.
    pub number: usize,
    /// Its file.
    pub path: PathBuf,
    /// Where its sidecar is.
    pub sidecars: Sidecars,
    /// The file with the other records.
    pub other: PathBuf,
}

impl Merge {
    /// Puts them in; gives all that is said of the document then, how many records are new, and what was not understood.
    ///
    /// # Errors
    /// Why not, in the user's words.
    pub fn perform(&self) -> Result<(Review, usize, Vec<Problem>), String> {
        let merged = store::merge_file(&self.path, &self.sidecars, &self.other).map_err(|error| error.to_string())?;
        Ok((store::load(&self.path, &self.sidecars).0, merged.added, merged.problems))
    }
}

/// What was kept.
#[derive(Debug)]
pub struct Kept {
    /// All that is said of the document now.
    pub review: Review,
    /// The ids of what was added.
    pub ids: Vec<String>,
    /// The file it went to, where that is not beside the document though it should be: the folder cannot be written.
    pub away: Option<PathBuf>,
}

/// Counts what this process says, so that no two records are one.
static COUNT: AtomicU64 = AtomicU64::new(1);

impl Say {
    /// Keeps it.
    ///
    /// # Errors
    /// Why not, in the user's words.
    pub fn perform(&self) -> Result<Kept, String> {
        let records = self.records(&mut store::load(&self.path, &self.sidecars).0)?;
        let ids = records.iter().map(|record| record.id().to_owned()).collect();
        let kept = store::append(&self.path, &self.sidecars, &records).map_err(|error| error.to_string())?;
        let away = Some(kept).filter(|kept| !self.sidecars.only_state && *kept != sidecar::beside(&self.path));
        Ok(Kept { review: store::load(&self.path, &self.sidecars).0, ids, away })
    }

    /// The records of it, after those of `review`, which they are added to.
    ///
    /// # Errors
    /// Why there can be none, in the user's words.
    pub fn records(&self, review: &mut Review) -> Result<Vec<Record>, String> {
        let now = clock::stamp();
        let mut records = Vec::with_capacity(self.said.len());
        for said in &self.said {
            let nonce = format!("{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
            // What is said last holds, also where the clock was set back.
            let at = review.time_of(&self.by, &now, said);
            let stamp = Stamp { by: &self.by, at: &at, nonce: &nonce };
            let record = Record::new(stamp, said.clone()).map_err(|error| error.to_string())?;
            review.add(record.clone());
            records.push(record);
        }
        Ok(records)
    }
}
