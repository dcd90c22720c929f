//! What was made of documents once need not be made again: the cache of a corpus, written when it is loaded and counted,
//! asked for each file when it is loaded the next time.
//!
//! A cache belongs to what was opened (its paths) and to all that decides what a document becomes: the program itself, the
//! settings of reading, the word lists. A document is taken from it where its file is as it was and nothing was said of it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use rustc_hash::FxHashSet;

use crate::corpus::cache::{self, Cache, Writer};
use crate::corpus::clean::site::Site;
use crate::corpus::load::{Entry, Input, Options};
use crate::corpus::model::{Corpus, Document};
use crate::corpus::record;
use crate::stats::analysis::Analysis;
use crate::stats::data::Data;
use crate::stats::totals::Totals;
use crate::stats::vocabulary::{Analyses, Vocabulary};
use crate::text::class::Class;

/// A corpus with less text than this is read anew as quickly, in bytes.
const LEAST_TEXT: usize = 512 << 10;
/// All caches together are to take no more than this, in bytes.
const MOST: u64 = 4 << 30;

/// What was opened and all that decides what its documents become: what a cache belongs to.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// The folder of caches; nothing is kept without it.
    pub folder: Option<PathBuf>,
    /// What was opened.
    pub inputs: Vec<Input>,
    /// How it is read.
    pub options: Options,
    /// The person's own words, as the lexicon file's text.
    pub user_words: String,
    /// The person's own stop words.
    pub stop_words: String,
    /// The parts of speech whose words count.
    pub classes: Vec<Class>,
}

impl Library {
    /// Where its cache stands; nothing for what stands in no file.
    fn path(&self) -> Option<PathBuf> {
        let mut hasher = DefaultHasher::new();
        for input in &self.inputs {
            let Input::Path(path) = input else { return None };
            // The documents' paths are as they were named.
            (path, std::path::absolute(path).ok()?).hash(&mut hasher);
        }
        Some(self.folder.as_ref()?.join(cache::name(hasher.finish())))
    }

    /// Stands for all that decides what a document becomes.
    fn key(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        env!("CARGO_PKG_VERSION").hash(&mut hasher);
        // A program that was built again may do everything in another way.
        if let Ok(program) = std::env::current_exe().and_then(|path| path.metadata()) {
            (program.len(), program.modified().ok()).hash(&mut hasher);
        }
        self.options.encoding.map(encoding_rs::Encoding::name).hash(&mut hasher);
        (self.options.max_file, self.options.max_expanded, self.options.roles.fingerprint()).hash(&mut hasher);
        (&self.user_words, &self.stop_words, &self.classes).hash(&mut hasher);
        hasher.finish()
    }

    /// The cache, if there is one, with the words of its documents still as bytes.
    pub fn recall(&self) -> Option<(Recall, Common)> {
        let cache = Cache::open(&self.path()?, self.key(), SystemTime::now())?;
        let bytes = cache.common()?;
        let mut rest = bytes.as_slice();
        let site = Arc::new(Site::of_bytes(record::take(&mut rest)?));
        let mut part = || {
            let length = record::take(&mut rest)?.len();
            let end = bytes.len() - rest.len();
            Some(end - length..end)
        };
        let (vocabulary, totals) = (part()?, part()?);
        let whole = !totals.is_empty();
        Some((Recall { cache, site, whole }, Common { bytes, vocabulary, totals }))
    }

    /// Keeps what was made of a corpus. Nothing is kept of a small one, nor of documents with problems or that a person said
    /// something of. Where it cannot be kept, the next start only takes longer.
    pub fn remember(&self, corpus: &Corpus, analyses: &Analyses) {
        let small = corpus.documents.iter().map(|document| document.text.len()).sum::<usize>() < LEAST_TEXT;
        if let Some(path) = self.path().filter(|_| !small) {
            // A full or read-only disk is no one's trouble here.
            let _ = write(&path, self.key(), corpus, analyses);
            if let Some(folder) = path.parent() {
                cache::prune(folder, &path, MOST, SystemTime::now());
            }
        }
    }
}

fn write(path: &Path, key: u64, corpus: &Corpus, analyses: &Analyses) -> std::io::Result<()> {
    let problems: FxHashSet<&Path> = corpus.problems.iter().map(|problem| problem.path.as_path()).collect();
    let mut writer = Writer::create(path)?;
    let mut bytes = Vec::new();
    let mut all = true;
    for (number, document) in corpus.documents.iter().enumerate() {
        bytes.clear();
        let known = document.seen.zip(analyses.get(number));
        let Some((seen, analysis)) = known.filter(|_| !problems.contains(document.path.as_path())) else {
            all = false;
            continue;
        };
        if !record::write(document, &mut bytes) {
            all = false;
            continue;
        }
        analysis.write(&mut bytes);
        writer.add(&document.path, seen, &document.text, &bytes)?;
    }
    let mut common = Vec::new();
    record::put(&mut common, &corpus.site.bytes());
    record::put(&mut common, &analyses.vocabulary().bytes());
    // Those of all documents are of no use where some will be read anew.
    let totals = if all { Data { corpus, analyses }.totals().bytes() } else { Vec::new() };
    record::put(&mut common, &totals);
    writer.finish(key, &common)
}

/// What belongs to all documents of a cache, as bytes: to make the words of a large corpus takes its time.
#[derive(Debug)]
pub struct Common {
    bytes: Vec<u8>,
    vocabulary: Range<usize>,
    totals: Range<usize>,
}

impl Common {
    /// The words; nothing for bytes that are none.
    pub fn words(&self) -> Option<Words> {
        let part = |range: &Range<usize>| self.bytes.get(range.clone()).unwrap_or_default();
        let vocabulary = Vocabulary::from_bytes(part(&self.vocabulary))?;
        Some(Words { vocabulary, totals: Totals::from_bytes(part(&self.totals)) })
    }
}

/// The words of the documents of a cache.
#[derive(Debug)]
pub struct Words {
    /// By their numbers.
    pub vocabulary: Vocabulary,
    /// What is known of them in all; nothing where the cache has not all documents.
    pub totals: Option<Totals>,
}

/// A cache to take documents from.
#[derive(Debug)]
pub struct Recall {
    cache: Cache,
    site: Arc<Site>,
    /// It has all documents that there were.
    whole: bool,
}

impl Recall {
    /// The document of a file that is as it was, with its analysis. `next` is the number that it is thought to have in the
    /// cache, and becomes that of the one behind it.
    pub fn document(&self, entry: &Entry, next: &mut usize) -> Option<(Document, Analysis)> {
        let (number, seen) = self.cache.find(&entry.path, *next)?;
        *next = number + 1;
        if entry.said || entry.seen != Some(seen) {
            return None;
        }
        let (text, mut bytes) = self.cache.document(number)?;
        let document = record::read(text, &mut bytes, &entry.path, seen)?;
        let analysis = Analysis::read(&mut bytes).filter(|_| bytes.is_empty())?;
        Some((document, analysis))
    }

    /// Whether all documents there were are kept.
    pub const fn is_whole(&self) -> bool {
        self.whole
    }

    /// The files of all documents there were, as they were when they were kept; nothing where not all were kept.
    pub fn files(&self) -> Option<Vec<Entry>> {
        self.whole.then(|| self.cache.files().map(|(path, seen)| Entry::as_seen(path.to_owned(), seen)).collect())
    }

    /// Whether a document of this file is kept, as it is now or as it was.
    pub fn has(&self, entry: &Entry) -> bool {
        self.cache.find(&entry.path, 0).is_some()
    }

    /// Reads all that is kept into memory, as long as `going` says yes: while the files are still being looked for.
    pub fn read_ahead(&self, going: &dyn Fn() -> bool) {
        self.cache.read_ahead(going);
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.cache.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.cache.is_empty()
    }

    /// What the documents shared as a site when they were kept.
    pub const fn site(&self) -> &Arc<Site> {
        &self.site
    }
}

/// Keeps a corpus; see [`Library::remember`].
#[derive(Debug)]
pub struct Remember {
    /// What the cache belongs to.
    pub library: Library,
    /// The corpus.
    pub corpus: Arc<Corpus>,
    /// What was analysed of it.
    pub analyses: Arc<Analyses>,
}

#[cfg(test)]
mod tests;
