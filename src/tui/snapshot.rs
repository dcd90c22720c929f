//! What views read: the corpus, what was analysed of it, loading, settings of the screen. Replaced by messages,
//! never by drawing.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::theme::Theme;
use crate::corpus::model::{Corpus, Document, Piece, Scope, Section};
use crate::stats::analysis::Lengths;
use crate::stats::data::Data;
use crate::stats::report::Language;
use crate::stats::vocabulary::Analyses;
use crate::text::width::Cells;

/// How far loading has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loading {
    /// Files to read, once they are counted.
    pub files: Option<usize>,
    /// Files read.
    pub done: usize,
    /// Documents analysed.
    pub analysed: usize,
    /// When what is going on now, reading or then counting, began.
    pub since: Option<Instant>,
    /// Under way.
    pub active: bool,
    /// It was cancelled before its end.
    pub cancelled: bool,
}

impl Loading {
    /// Whether all files are read and their words are being counted.
    pub fn is_counting(&self) -> bool {
        self.files.is_some_and(|files| self.done >= files)
    }

    /// What is done a second, and the seconds that the rest will take, of `all`, after `elapsed`; nothing while that cannot
    /// be told.
    pub fn pace(&self, all: usize, elapsed: Duration) -> Option<(u64, u64)> {
        let done = if self.is_counting() { self.analysed } else { self.done };
        if elapsed < Duration::from_secs(1) || done == 0 {
            return None;
        }
        let each = done as f64 / elapsed.as_secs_f64();
        Some((each.round() as u64, (all.saturating_sub(done) as f64 / each).ceil() as u64))
    }
}

/// One line for the list of messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What happened. May quote a file's text: show it through `text::safe`.
    pub text: String,
    /// It went wrong.
    pub error: bool,
}

/// What views read.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// All that was loaded so far.
    pub corpus: Arc<Corpus>,
    /// What was analysed of it so far.
    pub analyses: Arc<Analyses>,
    /// Counts up whenever corpus or analyses change.
    pub generation: u64,
    /// Counts up whenever documents become others; not when more are added behind them.
    pub rewritten: u64,
    /// How far loading has come.
    pub loading: Loading,
    /// What was opened, as the title bar names it.
    pub source: String,
    /// The documents are the built-in samples: nothing can be kept of them.
    pub built_in: bool,
    /// How many pieces there are so far.
    pub pieces: usize,
    /// 字数 of all pieces analysed so far.
    pub characters: u64,
    /// What happened, oldest first.
    pub notices: Vec<Notice>,
    /// The language of the words.
    pub lang: Language,
    /// How cells are counted.
    pub cells: Cells,
    /// Colours and borders.
    pub theme: Theme,
    /// Where files of a relative name go.
    pub folder: PathBuf,
}

impl Snapshot {
    /// Nothing loaded yet.
    pub fn new(lang: Language, theme: Theme, folder: PathBuf) -> Self {
        Self {
            corpus: Arc::default(),
            analyses: Arc::default(),
            generation: 0,
            rewritten: 0,
            loading: Loading::default(),
            source: String::new(),
            built_in: false,
            pieces: 0,
            characters: 0,
            notices: Vec::new(),
            lang,
            cells: Cells::NARROW,
            theme,
            folder,
        }
    }

    /// Counts the pieces, after documents became others.
    pub fn count_pieces(&mut self) {
        self.pieces = self.corpus.documents.iter().map(|document| document.pieces.len()).sum();
    }

    /// Counts up what documents are there, after several became others.
    pub fn sum_up(&mut self) {
        self.count_pieces();
        let count = self.corpus.documents.len();
        let analyses = (0..count).filter_map(|number| self.analyses.get(number));
        self.characters = analyses.map(|analysis| u64::from(analysis.lengths().characters)).sum();
        self.loading.analysed = count;
    }

    /// The document of a scope.
    pub fn document(&self, scope: Scope) -> Option<&Arc<Document>> {
        self.corpus.documents.get(scope.document()?)
    }

    /// The piece of a scope; for a document of one piece that piece.
    pub fn piece(&self, scope: Scope) -> Option<(usize, usize, &Piece)> {
        match scope {
            Scope::Corpus => None,
            Scope::Document(d) => match self.corpus.documents.get(d)?.pieces.as_slice() {
                [only] => Some((d, 0, only)),
                _ => None,
            },
            Scope::Piece(d, p) | Scope::Section(d, p, _) => Some((d, p, self.corpus.documents.get(d)?.pieces.get(p)?)),
        }
    }

    /// The section of a scope.
    pub fn section(&self, scope: Scope) -> Option<&Section> {
        let Scope::Section(d, p, s) = scope else { return None };
        self.corpus.documents.get(d)?.pieces.get(p)?.sections.get(s)
    }

    /// The lengths of a scope below the corpus, once its document is analysed.
    pub fn lengths(&self, scope: Scope) -> Option<Lengths> {
        self.analyses.get(scope.document()?)?;
        Some(Data { corpus: &self.corpus, analyses: &self.analyses }.lengths(scope))
    }

    /// What a scope is called, not made safe.
    pub fn scope_name(&self, scope: Scope) -> String {
        match scope {
            Scope::Corpus => self.source.clone(),
            Scope::Document(d) => self.corpus.documents.get(d).map_or_else(String::new, |doc| doc.name()),
            Scope::Piece(..) => self.piece(scope).map_or_else(String::new, |(_, _, piece)| piece.title.clone()),
            Scope::Section(..) => self.section(scope).map_or_else(String::new, Section::label),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_is_that_of_what_is_going_on() {
        let check = |done, analysed, seconds, expected: Option<(u64, u64)>| {
            let loading = Loading { files: Some(100), done, analysed, ..Loading::default() };
            assert_eq!(loading.pace(100, Duration::from_secs(seconds)), expected, "{done} {analysed} {seconds}");
        };
        check(0, 0, 5, None);
        check(50, 0, 0, None);
        check(50, 0, 2, Some((25, 2)));
        check(100, 0, 9, None);
        check(100, 30, 3, Some((10, 7)));
        check(100, 100, 3, Some((33, 0)));
    }
}
