//! What questions are asked for, and what is answered to them.

use std::path::PathBuf;
use std::sync::Arc;

use super::Target;
use crate::compare::Comparison;
use crate::corpus::model::Place;
use crate::draft::export::Options;

/// What an answer is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Where to save a report.
    SaveReport,
    /// Which word a report is about.
    Word,
    /// Which of these words to look for.
    LookFor(Vec<String>),
    /// A report's file exists: overwrite?
    OverwriteReport(PathBuf),
    /// Which draft to open.
    OpenDraft,
    /// Where to save the draft.
    SaveDraftAs,
    /// Where the finished document goes.
    ExportTo,
    /// As what it is set.
    ExportProfile(PathBuf),
    /// Whether its date is written by the rule.
    ExportDate {
        /// Where to.
        path: PathBuf,
        /// How it is finished.
        options: Options,
    },
    /// A file stands there: overwrite?
    ExportOver {
        /// The file.
        path: PathBuf,
        /// How it is finished.
        options: Options,
    },
    /// The draft's file is not what was read: overwrite?
    DraftChanged {
        /// The file.
        path: PathBuf,
    },
    /// Does what somebody else wrote in the draft's file come into the draft like this?
    MergeDraft,
    /// Unsaved text stands in the way of opening or beginning another draft.
    LeaveDraft(AfterDraft),
    /// Unsaved text stands in the way of leaving.
    LeaveProgram,
    /// What to find.
    Find,
    /// What to replace.
    ReplaceWhat,
    /// What to replace it with.
    ReplaceWith {
        /// What is replaced.
        what: String,
    },
    /// Replace this one?
    ReplaceThis {
        /// What is replaced.
        what: String,
        /// What with.
        with: String,
    },
    /// Which snippet to put in.
    Snippet,
    /// What to look for in the corpus as material.
    LookForMaterial,
    /// The draft's target in 字数.
    Target,
    /// Which line to go to.
    GoToLine,
    /// What to do, as behind the colon of vi.
    Order,
    /// The draft could not be written: elsewhere, again, not now?
    DraftNotSaved,
    /// The draft is open elsewhere: read only, take over, leave it?
    DraftHeld {
        /// The file.
        path: PathBuf,
    },
    /// Somebody else has the file open to write: elsewhere, take it back, not now?
    DraftTaken {
        /// The file.
        path: PathBuf,
    },
    /// What to do with what a crash left.
    Recover,
    /// What to do with what a crash left and cannot be read.
    UnreadableLeft,
    /// Whether what a crash left is really to go.
    DiscardLeft,
    /// Which version to look at.
    Version,
    /// What to do with a version that is looked at, or nothing.
    Compared {
        /// The number of the version that may be restored.
        version: Option<usize>,
    },
    /// What to say of a line.
    Correct(Target),
    /// Which role a line's section plays.
    Role(Target),
    /// Why a finding is left as it is.
    IgnoreFinding,
    /// Why a rule does not count in a document.
    IgnoreRule,
    /// What is to be said of a place.
    CommentHere,
    /// What should stand at a place instead.
    SuggestHere,
    /// What is answered to the comment of this id.
    ReplyHere(String),
    /// What goes into the list of names.
    NameHere,
    /// What is to be said of a place that is read.
    CommentAt(Place),
    /// What the bookmark at a place is called.
    BookmarkAt(Place),
    /// Which of the marked places to go to: the number of its document, where it is, if it was found, and its record.
    MarkOf(Vec<(usize, Option<Place>, String)>),
    /// Which of these documents to compare with.
    CompareWith(Vec<usize>),
    /// Where a comparison goes as a page.
    ChangesTo(Arc<Comparison>),
    /// Where the corrected copy goes.
    CopyTo,
    /// A file stands there: overwrite?
    CopyOver(PathBuf),
    /// Which file holds another reviewer's records.
    MergeFrom,
    /// Where the 校对单 goes.
    SheetTo,
    /// A file stands there: overwrite?
    SheetOver(PathBuf),
}

impl Asked {
    /// Whether the draft asks, also while another view is open.
    pub const fn is_of_draft(&self) -> bool {
        matches!(
            self,
            Self::DraftNotSaved
                | Self::DraftChanged { .. }
                | Self::MergeDraft
                | Self::DraftHeld { .. }
                | Self::DraftTaken { .. }
                | Self::Recover
                | Self::DiscardLeft
                | Self::UnreadableLeft
                | Self::Version
                | Self::Compared { .. }
        )
    }
}

/// What was to happen when unsaved text stood in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterDraft {
    /// An empty draft.
    New,
    /// Asking for a file to open.
    Open,
}

/// What the person answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A line.
    Line(String),
    /// The key of a choice.
    Choice(char),
    /// A row and the key of what is to be done with it.
    Row(usize, char),
    /// The number of a text, from 0.
    Nth(usize),
    /// Escape.
    Cancelled,
}
