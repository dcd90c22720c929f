//! Proofreading of the draft beside the writing.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::lint::{self, Linted};
use super::placing::places;
use crate::corpus::load::sidecar::Sidecars;
use crate::draft::buffer::Buffer;
use crate::lint::finding::Hit;
use crate::lint::incremental::Kept;
use crate::lint::settings::Settings;
use crate::review::anchor::{Anchor, Placed};
use crate::review::record::State;
use crate::review::standing::Thread;
use crate::review::store;
use crate::text::span::ByteSpan;

/// A draft to be proofread.
#[derive(Debug)]
pub struct Proofread {
    /// The editor's generation.
    pub generation: u64,
    /// The text.
    pub text: Buffer,
    /// Its file, where it has one.
    pub path: Option<PathBuf>,
    /// Which rules work.
    pub settings: Arc<Settings>,
    /// Where what was said of the file is.
    pub sidecars: Sidecars,
    /// What came along with borrowed text and is not the draft's own: bytes of the text, and from where.
    pub residue: Vec<(ByteSpan, String)>,
    /// What single lines gave at the last check.
    pub kept: Arc<Mutex<Kept>>,
}

/// A comment on the draft's file that nobody settled yet.
#[derive(Clone, Debug)]
pub struct Remark {
    /// It, with its answers.
    pub thread: Thread,
    /// Where it is, in bytes of the text; nothing where its words are gone.
    pub span: Option<ByteSpan>,
    /// Its words stand there as they were.
    pub same: bool,
}

/// What there is to look at in a draft.
#[derive(Debug)]
pub struct Proofed {
    /// What is found and was not ignored.
    pub linted: Linted,
    /// What others said, in the order of the text.
    pub remarks: Vec<Remark>,
}

impl Proofread {
    /// What is found and was not ignored, and what others said.
    pub fn perform(&self) -> Proofed {
        let standing = self.path.as_deref().map(|path| store::load(path, &self.sidecars).0.standing());
        let path = self.path.as_deref().unwrap_or(Path::new(""));
        let residue = self.residue.iter().map(|(span, from)| {
            let about = from.clone();
            ("borrow-residue", Hit { span: *span, about, suggestion: None, fix: None })
        });
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let given: Vec<_> = residue.collect();
        let standing = standing.unwrap_or_default();
        let text = self.text.to_text();
        let linted = lint::draft_again(path, &text, &self.settings, &standing, &given, &mut kept);
        // What was said while reading Markdown knows the text without its marks.
        let anchors: Vec<&Anchor> = standing.threads.iter().map(|thread| &thread.anchor).collect();
        let placed = if linted.raw.is_some() { places(&linted, &anchors) } else { standing.places(&text) };
        let mut remarks: Vec<Remark> = standing
            .threads
            .iter()
            .zip(placed)
            .filter(|(thread, _)| thread.state == State::Open)
            .map(|(thread, placed)| {
                let same = matches!(placed, Placed::Same(_));
                Remark { thread: thread.clone(), span: placed.span(), same }
            })
            .collect();
        // Those whose place is lost come last.
        remarks.sort_by_key(|remark| (remark.span.is_none(), remark.span));
        Proofed { linted, remarks }
    }
}
