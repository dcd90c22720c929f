//! Commands: one row each with id, default keys, words and deed. Key lookup, hints, help, the palette,
//! `wengao commands`, the README's key table and the ids in the settings all derive from the rows.
//!
//! Generic over what a command changes: a view's commands change that view, the program's change the program; both
//! ask for wider things with a [`Request`].

mod asked;

use std::path::PathBuf;
use std::sync::Arc;

pub use asked::{AfterDraft, Answer, Asked};

use super::snapshot::Snapshot;
use crate::corpus::correction::Change;
use crate::corpus::model::{Document, Place, Scope};
use crate::draft::origin::Source;
use crate::job::Job;
use crate::review::record::Said;
use crate::stats::data::Params;
use crate::stats::report::Words;
use crate::text::diff::Diff;
use crate::text::span::ByteSpan;

/// Where a command's keys are in force. Keys of the view come before keys of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Room {
    /// Everywhere.
    Program,
    /// 阅读.
    Read,
    /// 检索.
    Search,
    /// 统计.
    Statistics,
    /// 草稿.
    Draft,
    /// 校对.
    Review,
    /// 消息.
    Messages,
}

impl Room {
    /// All rooms, in the order of help and README.
    pub const ALL: [Self; 7] =
        [Self::Program, Self::Read, Self::Search, Self::Statistics, Self::Draft, Self::Review, Self::Messages];

    /// Its name.
    pub const fn words(self) -> Words {
        match self {
            Self::Program => Words::new("通用", "Everywhere"),
            Self::Read => Words::new("阅读", "Read"),
            Self::Search => Words::new("检索", "Search"),
            Self::Statistics => Words::new("统计", "Statistics"),
            Self::Draft => Words::new("草稿", "Draft"),
            Self::Review => Words::new("校对", "Review"),
            Self::Messages => Words::new("消息", "Messages"),
        }
    }
}

/// What is told of a command.
#[derive(Debug, PartialEq, Eq)]
pub struct Info {
    /// Its id: the room and a name, such as `read.fold`.
    pub id: &'static str,
    /// What it does, in a few words.
    pub words: Words,
    /// Its default keys.
    pub keys: &'static [&'static str],
    /// Its place among the hints of the status line; lower comes first, 0 is never shown there.
    pub hint: u8,
}

/// A command on `S`.
#[derive(Debug)]
pub struct Command<S: 'static> {
    /// What is told of it.
    pub info: Info,
    /// What it does.
    pub run: fn(&mut S, &mut Ctx<'_>),
}

/// A row of a table of commands.
pub const fn row<S>(
    id: &'static str,
    keys: &'static [&'static str],
    hint: u8,
    words: Words,
    run: fn(&mut S, &mut Ctx<'_>),
) -> Command<S> {
    Command { info: Info { id, words, keys, hint }, run }
}

/// What a command sees and may ask for.
#[derive(Debug)]
pub struct Ctx<'a> {
    /// What there is to read.
    pub snapshot: &'a Snapshot,
    /// What was asked for so far.
    pub requests: &'a mut Vec<Request>,
}

impl Ctx<'_> {
    /// Asks for something wider than the view.
    pub fn ask(&mut self, request: Request) {
        self.requests.push(request);
    }

    /// Says what just happened, in Chinese or English.
    pub fn say(&mut self, words: Words) {
        let text = self.snapshot.lang.of(words).to_owned();
        self.ask(Request::Say { text, error: false });
    }

    /// Says something with figures or names in it.
    pub fn say_text(&mut self, text: String) {
        self.ask(Request::Say { text, error: false });
    }

    /// Says what went wrong.
    pub fn complain(&mut self, text: String) {
        self.ask(Request::Say { text, error: true });
    }
}

/// The views.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ViewId {
    /// 阅读.
    #[default]
    Read,
    /// 检索.
    Search,
    /// 统计.
    Statistics,
    /// 草稿.
    Draft,
    /// 校对.
    Review,
    /// 消息.
    Messages,
}

impl ViewId {
    /// All views with the key that opens each, in the order of the row of views.
    pub const ALL: [(Self, char); 6] = [
        (Self::Read, '1'),
        (Self::Search, '2'),
        (Self::Statistics, '3'),
        (Self::Draft, '6'),
        (Self::Review, '7'),
        (Self::Messages, '8'),
    ];

    /// Whose keys are in force in it.
    pub const fn room(self) -> Room {
        match self {
            Self::Read => Room::Read,
            Self::Search => Room::Search,
            Self::Statistics => Room::Statistics,
            Self::Draft => Room::Draft,
            Self::Review => Room::Review,
            Self::Messages => Room::Messages,
        }
    }
}

/// What a view or command asks of the program.
#[derive(Debug)]
pub enum Request {
    /// Show a line in the status bar and keep it among the messages.
    Say {
        /// The line.
        text: String,
        /// It went wrong.
        error: bool,
    },
    /// Open a view.
    Show(ViewId),
    /// Back to the view before.
    Back,
    /// Open a place in 阅读.
    Open(Place),
    /// Open a place that was found in 阅读, with all that was found in its document marked.
    OpenFound {
        /// The place.
        place: Place,
        /// What is marked, bytes of the document's text, ascending.
        marked: Vec<ByteSpan>,
    },
    /// Put a word into the person's list and count again.
    Learn(String),
    /// Look for a query in 检索.
    Search(String),
    /// Show statistics of a scope.
    Statistics(Scope),
    /// Make a skeleton of these pieces (document and piece) for the draft.
    Skeleton(Vec<(usize, usize)>),
    /// Take text into the draft.
    Take {
        /// The text.
        text: String,
        /// Where it stands.
        source: Arc<Source>,
    },
    /// Copy text to the register and the terminal's clipboard.
    Copy(String),
    /// Leave the program.
    Leave(Leaving),
    /// Ask the person something; the answer goes to the view that asks.
    Question(Question),
    /// Background work.
    Run(Job),
    /// Make a report; the answer comes with the generation that the program gives it.
    Report {
        /// The statistic's id.
        statistic: &'static str,
        /// About what.
        scope: Scope,
        /// What else it is told.
        params: Params,
    },
    /// Read a draft.
    OpenDraft(PathBuf),
    /// Show words to read in a window.
    Note(Note),
    /// Show what became of a text, and ask what to do with it.
    Compare(Comparison),
    /// Let one of many rows be chosen.
    Choose(Choosing),
    /// Keep what a person says of a document's lines.
    Correct(Correction),
    /// Take back the last correction.
    Uncorrect,
    /// Keep what a reader says of a document.
    Remark(Remark),
    /// List the marked places of a document, or of all of them.
    Marks(Option<usize>),
}

/// What a reader says of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The document's number.
    pub document: usize,
    /// It.
    pub said: Said,
    /// What is done, in the user's words.
    pub words: String,
}

/// How the program is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// With a question where text is not saved.
    Ask,
    /// When the draft is saved.
    Save,
    /// What is not saved goes.
    LetGo,
}

/// Words to read in a window of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The title of its window.
    pub title: String,
    /// Its rows: what each is about, and the words, which are wrapped. A row about nothing is a paragraph by itself.
    pub rows: Vec<(String, String)>,
}

/// What became of a text, in a window that is scrolled, with what can be done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The title of its window.
    pub title: String,
    /// Words above.
    pub text: Vec<String>,
    /// The difference.
    pub diff: Arc<Diff>,
    /// What can be done: key and words.
    pub choices: Vec<(char, Words)>,
    /// What the answer is for.
    pub asked: Asked,
}

/// Rows of which one is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choosing {
    /// The title of its window.
    pub title: String,
    /// The rows, not made safe.
    pub rows: Vec<String>,
    /// The row that is chosen at first.
    pub row: usize,
    /// What can be done with a row: key and words. Enter is the first.
    pub keys: Vec<(char, Words)>,
    /// What the answer is for.
    pub asked: Asked,
}

/// A correction by hand that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The document's number.
    pub document: usize,
    /// What is said of its lines, all at once.
    pub changes: Vec<Change>,
    /// What would put back what was said before.
    pub undo: Vec<Change>,
    /// What is done, in the user's words.
    pub what: String,
}

/// The line that a correction is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The document's number.
    pub document: usize,
    /// The document as it was when the person was asked.
    pub of: Arc<Document>,
    /// The 1-based line, the first where several are chosen.
    pub line: usize,
    /// The last line.
    pub to: usize,
    /// The line of the heading that the line stands under or is, if it does.
    pub heading: Option<usize>,
    /// The line at which its piece begins, if it is in one.
    pub piece: Option<usize>,
}

/// Something to ask the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The title of its window.
    pub title: String,
    /// Words above the answer.
    pub text: Vec<String>,
    /// The kind of answer.
    pub kind: QuestionKind,
    /// What the answer is for.
    pub asked: Asked,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuestionKind {
    /// By a line of text.
    Line {
        /// What stands there at first.
        initial: String,
    },
    /// By a line of text that is changed, not written anew; it is seen whole, in as many rows as it takes.
    Edit {
        /// What stands there at first.
        initial: String,
    },
    /// By words that may have several lines.
    Text,
    /// By one of these: key and words.
    Choice(Vec<(char, Words)>),
    /// By one of at most nine texts, not made safe, of which each has its number as key.
    Pick(Vec<String>),
    /// By one of any number of texts with something beside each, none made safe, found by Chinese, pinyin or initials.
    Find(Vec<(String, String)>),
}
