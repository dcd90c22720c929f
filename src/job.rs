//! Layer 3: background work. What can be asked (`Job`), what comes back (`Done`), and the worker threads.
//!
//! A panic in a job becomes words ([`Done::Failed`]); a newer request of a kind replaces one that waits.

pub mod analyse;
pub mod background;
pub mod clock;
pub mod compare;
pub mod copy;
pub mod correct;
pub mod export;
pub mod facts;
pub mod keep;
pub mod lint;
pub mod load;
pub mod material;
pub mod merge;
pub mod overlap;
pub mod placing;
pub mod proof;
pub mod ready;
pub mod recall;
pub mod refresh;
pub mod report;
pub mod review;
pub mod ruling;
pub mod save;
pub mod search;
pub mod sheet;
pub mod unfinished;
pub mod watch;
pub mod whole;
pub mod worker;

pub use analyse::Dictionary;
pub use facts::{DraftFacts, DraftHeading};
pub use report::ReportRequest;
pub use save::SaveDraft;
pub use search::{Broader, SearchRequest};
pub use whole::{Load, Recount};

use std::path::PathBuf;
use std::sync::Arc;

use encoding_rs::Encoding;

use self::correct::{Correct, Corrected};
use self::export::{Export, ExportError, Exported, Text};
use self::keep::{Keep, News};
use self::overlap::{CheckOverlap, Checked};
use self::recall::Remember;
use self::refresh::{Refresh, Refreshed};
use self::watch::Watch;
use crate::compare::Comparison;
use crate::corpus::clean::site::Site;
use crate::corpus::load::sidecar::Sidecars;
use crate::corpus::model::{Corpus, Document, Problem, Scope};
use crate::draft::buffer::{Buffer, Pos};
use crate::draft::completion::{Asked, Offer};
use crate::draft::export::Options;
use crate::draft::page::Page;
use crate::draft::skeleton::Skeleton;
use crate::draft::store::{Opened, Saved, StoreError};
use crate::review::Review;
use crate::search::engine::{Hit, Tally};
use crate::search::ready::Ready;
use crate::search::similar::Similar;
use crate::stats::data::Params;
use crate::stats::report::Report;
use crate::stats::totals::Totals;
use crate::stats::vocabulary::Counted;

/// Work for a worker.
#[derive(Debug)]
pub enum Job {
    /// Load and analyse a corpus.
    Load(Box<Load>),
    /// Keep what a person said of a document's lines, and read the document again.
    Correct(Box<Correct>),
    /// Make a report.
    Report(ReportRequest),
    /// Search the corpus.
    Search(SearchRequest),
    /// Make the corpus ready for search.
    Prepare(Arc<Corpus>),
    /// Outline and lengths of the draft as it stands.
    DraftFacts {
        /// The editor's generation.
        generation: u64,
        /// Its text.
        text: Buffer,
    },
    /// Look how the draft may go on at the caret.
    Complete(Box<Complete>),
    /// What the draft has in common with the corpus, what came along with it, and what is not filled in.
    Overlap(Box<CheckOverlap>),
    /// Read a draft.
    OpenDraft {
        /// From where.
        path: PathBuf,
        /// Read it in this encoding, whatever it looks like.
        encoding: Option<&'static Encoding>,
    },
    /// Write a draft.
    SaveDraft(SaveDraft),
    /// Bring what somebody else wrote into a draft.
    MergeDraft(Box<merge::MergeDraft>),
    /// Write a draft as a finished document.
    Export(Box<Export>),
    /// Set a draft on its pages.
    Preview {
        /// The draft.
        draft: Text,
        /// How it is to be finished.
        options: Options,
        /// The 1-based line that is to be in sight.
        line: usize,
    },
    /// Keep a draft safe.
    Keep(Box<Keep>),
    /// Find what of the corpus is of use to a draft.
    Material(Box<material::Request>),
    /// Make a skeleton of what is there.
    Skeleton {
        /// The corpus.
        corpus: Arc<Corpus>,
        /// The works, one or several: document and piece.
        pieces: Vec<(usize, usize)>,
        /// The length that the draft is to have, in 字数; 0 for that of the works.
        target: u64,
    },
    /// Add a word to the person's list.
    AddWord {
        /// The list.
        path: PathBuf,
        /// The word.
        word: String,
    },
    /// Keep what was made of a corpus for the next start.
    Remember(Box<Remember>),
    /// Look which files came, went or changed.
    Refresh(Box<Refresh>),
    /// Watch what was opened until something else is.
    Watch(Watch),
    /// Look through documents with what was said of them.
    Review(Box<review::ReviewRequest>),
    /// Keep what is said of a document.
    Say(Box<review::Say>),
    /// Keep a comment that is being written, or put what a killed program left where it belongs.
    HalfSaid(unfinished::HalfSaid),
    /// Put another reviewer's records in.
    Merge(Box<review::Merge>),
    /// Proofread the draft.
    Proofread(Box<proof::Proofread>),
    /// Read what is said of documents, for their marked places.
    Marks {
        /// The documents' numbers in the corpus, and their files.
        documents: Vec<(usize, PathBuf)>,
        /// Where sidecars are.
        sidecars: Sidecars,
    },
    /// Compare two versions: the old one and the new one.
    Compare(Box<(compare::Version, compare::Version)>),
    /// Write a comparison as a page.
    SaveChanges {
        /// Where to.
        path: PathBuf,
        /// It.
        comparison: Arc<Comparison>,
    },
    /// Write a corrected copy of a document.
    Copy(Box<copy::Copy>),
    /// Write a 校对单.
    WriteSheet(Box<sheet::WriteSheet>),
    /// Add a name to the person's list of names.
    AddName {
        /// The list.
        path: PathBuf,
        /// The name.
        name: String,
        /// It is taken out instead.
        out: bool,
    },
    /// Keep a query that was used.
    KeepQuery {
        /// The file of queries.
        path: PathBuf,
        /// The query.
        query: String,
    },
    /// Count all documents again, because the words changed.
    Recount(Recount),
    /// Write something that is no draft: a report as CSV or JSON.
    WriteFile {
        /// Where to.
        path: PathBuf,
        /// What.
        bytes: Vec<u8>,
        /// The file may stand there already.
        overwrite: bool,
    },
}

/// How the draft may go on.
#[derive(Debug)]
pub struct Complete {
    /// The editor's generation.
    pub generation: u64,
    /// Where, and in what to look.
    pub asked: Asked,
}

/// What background work reports.
#[derive(Debug)]
pub enum Done {
    /// Files were counted.
    Found {
        /// Of which loading.
        generation: u64,
        /// Files to read.
        files: usize,
    },
    /// Documents to append to the corpus, in order.
    Documents {
        /// Of which loading.
        generation: u64,
        /// The documents.
        documents: Vec<Arc<Document>>,
    },
    /// Documents recognised again with what others of their site share, by document number.
    Revised {
        /// Of which loading.
        generation: u64,
        /// The documents.
        documents: Vec<(usize, Arc<Document>)>,
        /// What they share.
        site: Arc<Site>,
    },
    /// Files that could not be used.
    Problems {
        /// Of which loading.
        generation: u64,
        /// The rows.
        problems: Vec<Problem>,
    },
    /// Files read so far.
    Progress {
        /// Of which loading.
        generation: u64,
        /// Files done.
        done: usize,
    },
    /// Documents were counted.
    Analysed {
        /// Of which counting: that of a loading has the loading's number.
        generation: u64,
        /// What was counted.
        counted: Counted,
    },
    /// What is known of the words of all documents.
    Totals {
        /// Of which loading.
        generation: u64,
        /// It.
        totals: Arc<Totals>,
    },
    /// The dictionary that words are cut with is ready.
    Dictionary(Dictionary),
    /// Loading has ended.
    Loaded {
        /// Of which loading.
        generation: u64,
        /// It was cancelled.
        cancelled: bool,
        /// There is something that was not kept the last time.
        new: bool,
    },
    /// A document was corrected, or not.
    Corrected {
        /// What was asked for.
        asked: Box<Correct>,
        /// The document as it is now, or why not, in the user's words.
        result: Result<Corrected, String>,
    },
    /// A report is there.
    Report {
        /// The request's generation.
        generation: u64,
        /// What it is about.
        scope: Scope,
        /// What else it was told.
        params: Params,
        /// The report.
        report: Arc<Report>,
    },
    /// A corpus is ready for search, where that makes a difference.
    Prepared {
        /// The corpus.
        corpus: Arc<Corpus>,
        /// What was made of it.
        ready: Arc<Ready>,
    },
    /// What a search will come to; its places follow.
    Counted {
        /// The request's generation.
        generation: u64,
        /// The corpus that is searched.
        corpus: Arc<Corpus>,
        /// What it will come to.
        tally: Tally,
    },
    /// Places were found, the next ones in their order.
    Hits {
        /// The request's generation.
        generation: u64,
        /// The corpus that was searched.
        corpus: Arc<Corpus>,
        /// The places.
        hits: Vec<Hit>,
    },
    /// A search has ended.
    Searched {
        /// The request's generation.
        generation: u64,
        /// The corpus that was searched.
        corpus: Arc<Corpus>,
        /// What it came to.
        tally: Tally,
    },
    /// Outline and lengths of the draft.
    DraftFacts {
        /// The editor's generation that was looked at.
        generation: u64,
        /// What was found.
        facts: DraftFacts,
    },
    /// How the draft may go on.
    Completed {
        /// The editor's generation that was looked at.
        generation: u64,
        /// Where its caret was.
        at: Pos,
        /// What can be offered.
        offer: Option<Offer>,
    },
    /// The draft was checked against the corpus.
    Overlap {
        /// The editor's generation that was looked at.
        generation: u64,
        /// What was found.
        checked: Box<Checked>,
    },
    /// What is of use to a draft.
    Material {
        /// The request's generation.
        generation: u64,
        /// The corpus it lies in.
        corpus: Arc<Corpus>,
        /// It, the best first.
        found: Vec<Similar>,
    },
    /// A skeleton is there; nothing where the works have nothing in common.
    Skeleton(Option<Skeleton>),
    /// A draft was read, or not.
    DraftOpened {
        /// From where.
        path: PathBuf,
        /// Text and form, or why not.
        result: Result<Box<Opened>, StoreError>,
    },
    /// A draft was written, or not.
    DraftSaved {
        /// Where to.
        path: PathBuf,
        /// The editor's generation that was saved.
        generation: u64,
        /// What stands there now, or why not.
        result: Result<Saved, StoreError>,
    },
    /// What somebody else wrote is brought into a draft; nothing where its file is gone; or why not.
    DraftMerged(Result<Option<Box<merge::Ready>>, StoreError>),
    /// A draft was written as a finished document, or not.
    Exported {
        /// What was asked for.
        export: Box<Export>,
        /// What is told of it, or why it was not.
        result: Result<Exported, ExportError>,
    },
    /// A draft was set on its pages.
    Previewed {
        /// The pages.
        pages: Vec<Page>,
        /// The 1-based line that is to be in sight.
        line: usize,
    },
    /// What keeps the draft safe has something to tell.
    Kept(News),
    /// A word was added to the person's list, or not.
    WordAdded {
        /// The list.
        path: PathBuf,
        /// The word.
        word: String,
        /// The text of the list as it is now, or why not, in the user's words.
        result: Result<String, String>,
    },
    /// Documents were looked through.
    Reviewed {
        /// The request's generation.
        generation: u64,
        /// They; fewer than were asked for where it was cancelled.
        documents: Vec<review::Reviewed>,
    },
    /// What was said of a document is kept, or not.
    Said {
        /// What was to be kept.
        said: Box<review::Say>,
        /// What holds now, or why not, in the user's words.
        result: Result<review::Kept, String>,
    },
    /// What killed programs left of comments was put beside the documents, or not.
    Recovered(Vec<unfinished::Recovered>),
    /// What is said of documents, by their numbers in the corpus.
    Marks(Vec<(usize, Review)>),
    /// Two versions were compared.
    Compared(Box<Comparison>),
    /// A corrected copy was written, or not.
    Copied {
        /// What was to be written.
        asked: Box<copy::Copy>,
        /// What was, or why not.
        result: Result<copy::Copied, copy::CopyFault>,
    },
    /// A 校对单 was written, or not.
    SheetWritten {
        /// What was to be written.
        asked: Box<sheet::WriteSheet>,
        /// Why not.
        result: Result<(), sheet::SheetFault>,
    },
    /// Another reviewer's records were put in, or not.
    Merged {
        /// What was to be put in.
        asked: Box<review::Merge>,
        /// All that is said then, how many records are new, what was not understood; or why not, in the user's words.
        result: Result<(Review, usize, Vec<Problem>), String>,
    },
    /// The draft was proofread.
    Proofread {
        /// The editor's generation that was looked at.
        generation: u64,
        /// What there is to look at.
        proofed: Box<proof::Proofed>,
    },
    /// A name was added to the person's list, or not.
    NameAdded {
        /// The name.
        name: String,
        /// It was taken out instead.
        out: bool,
        /// The text of the list as it is now, or why not, in the user's words.
        result: Result<String, String>,
    },
    /// All documents were counted again.
    Recounted {
        /// Of which counting.
        generation: u64,
        /// It was cancelled before all were counted.
        cancelled: bool,
    },
    /// Files that were opened came, went or changed.
    Touched,
    /// What was opened has been looked through.
    Refreshed {
        /// Of which loading the corpus was.
        generation: u64,
        /// Of which counting its analyses were.
        counting: u64,
        /// As it is now; nothing where it could not be looked through.
        refreshed: Option<Box<Refreshed>>,
    },
    /// A file was written, or not.
    FileWritten {
        /// Where to.
        path: PathBuf,
        /// Why not, in the user's words.
        result: Result<(), StoreError>,
    },
    /// A job broke; what it said.
    Failed {
        /// Which kind of work, in the user's words.
        what: &'static str,
        /// The panic's message.
        message: String,
    },
}
