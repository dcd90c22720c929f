//! Layer 2: a Word file as it comes: what others changed and commented in it, and what was decided here written back
//! into a copy as Word's own tracked changes and comments.
//!
//! Places are lines and columns of the text as the reader of Word files gives it: the n-th block is the n-th line. A
//! document whose lines were set anew ([`crate::corpus::model::Document::source_position`]) leads back to them. Must
//! not know of files, clocks, nor who asks.

mod comments;
mod escape;
mod marks;
mod package;
mod plan;
mod splice;

pub use crate::corpus::formats::docx::tape::Aspect;
use crate::corpus::formats::docx::tape::Obstacle;
use crate::corpus::formats::docx::trace;

/// The most bytes that the parts of a file may expand to, together.
const MOST_EXPANDED: u64 = 256 << 20;

/// Characters of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stretch {
    /// 1-based line: the block of the document.
    pub line: usize,
    /// 1-based column of the first one, in characters.
    pub column: usize,
    /// How many there are; 0 for a place between two.
    pub length: usize,
}

/// An answer to a comment, in a file or to be written into one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// Who wrote it.
    pub author: String,
    /// When, as the file has it; empty where it does not say.
    pub date: String,
    /// What it says, a paragraph a line.
    pub text: String,
}

/// What a mark is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text that was put in. It is in the text.
    Inserted,
    /// Text that was taken out. It is not in the text any more.
    Deleted,
    /// Text that was moved here. It is in the text.
    MovedHere,
    /// Text that was moved away. It is not in the text at this place any more.
    MovedAway,
    /// Only the look was changed, the text is the same.
    Formatted(Aspect),
    /// A comment.
    Comment {
        /// The answers to it, in the order of the file.
        replies: Vec<Reply>,
        /// It was marked as settled.
        resolved: bool,
    },
}

impl Kind {
    /// In the user's words: Chinese and English.
    pub const fn words(&self) -> (&'static str, &'static str) {
        match self {
            Self::Inserted => ("新增", "inserted"),
            Self::Deleted => ("删除", "deleted"),
            Self::MovedHere => ("移入", "moved here"),
            Self::MovedAway => ("移出", "moved away"),
            Self::Formatted(Aspect::Text) => ("改字体", "look of text"),
            Self::Formatted(Aspect::Paragraph) => ("改段落格式", "look of paragraphs"),
            Self::Formatted(Aspect::Table) => ("改表格", "look of a table"),
            Self::Formatted(Aspect::Page) => ("改页面", "look of pages"),
            Self::Comment { .. } => ("批注", "comment"),
        }
    }
}

/// A tracked change or a comment that stands in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// What it is.
    pub kind: Kind,
    /// Who made it.
    pub author: String,
    /// When, as the file has it (`2026-03-05T09:30:00Z`, by Word's habit the time of the place and not UTC); empty
    /// where it does not say.
    pub date: String,
    /// Where it stands, a stretch a line. What is not shown has one of length 0. A comment on a footnote or a header
    /// has none.
    pub places: Vec<Stretch>,
    /// What was put in, taken out or moved, a paragraph a line; what the comment says; the beginning of what has another
    /// look.
    pub text: String,
}

/// A change to be made: characters of one line and what takes their place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// 1-based line: the block of the document.
    pub line: usize,
    /// 1-based column of the first character.
    pub column: usize,
    /// How many characters go; 0 where text is only put in, before `column`.
    pub length: usize,
    /// What comes instead, without line feeds; empty where text only goes.
    pub text: String,
    /// What should stand there now; where something else does, nothing is changed.
    pub old: Option<String>,
}

/// A comment to be made on characters of one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// 1-based line: the block of the document.
    pub line: usize,
    /// 1-based column of the first character.
    pub column: usize,
    /// How many characters it is on; with 0, and where none of them stands in the file (an automatic number), it is
    /// put on the nearest one.
    pub length: usize,
    /// What it says, a paragraph a line.
    pub text: String,
    /// Who says so, where it is not the one who writes back.
    pub by: Option<String>,
    /// When it was said, where that is not when it is written back; as in [`Who::date`].
    pub date: Option<String>,
    /// The answers to it, each written as Word's own; those that say nothing are left out. One without an author is
    /// from who writes back; dates as in [`Who::date`].
    pub replies: Vec<Reply>,
    /// It is settled, with the answers to it.
    pub resolved: bool,
}

/// In whose name something is written back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// The name that Word shows.
    pub name: String,
    /// When, as `2026-03-05T09:30:00Z`; by Word's habit the time of the place. Left out where it has another form.
    pub date: String,
}

/// Why something was not written back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The document has no such line.
    Line,
    /// The line has no such characters.
    Characters,
    /// Other characters stand there than those that are to be changed.
    Changed,
    /// The characters are a number that Word counts, what parts cells, or a note's text: they stand in no run.
    Made,
    /// In a text box or a drawing.
    Box,
    /// In a field.
    Field,
    /// In a content control that is locked or bound.
    Control,
    /// In a formula.
    Formula,
    /// In ruby text or the like.
    Ruby,
    /// Another change that was asked for takes some of the same characters.
    Overlap,
    /// The new text has a line feed or a character that XML cannot hold.
    Text,
    /// Nothing would change, or the comment says nothing.
    Nothing,
}

impl Why {
    /// In the user's words: Chinese and English.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Line => ("文件里没有这一段", "the file has no such paragraph"),
            Self::Characters => ("这一段里没有这些字", "the paragraph has no such characters"),
            Self::Changed => ("这里的字和校对时看到的不一样", "other characters stand there than were proofread"),
            Self::Made => {
                ("是自动编号、表格分隔或脚注，正文里没有这些字", "an automatic number, a table's gap or a note")
            }
            Self::Box => ("在文本框或图形里", "in a text box or a drawing"),
            Self::Field => ("在域里，更新后会还原", "in a field"),
            Self::Control => ("在锁定或选择用的内容控件里", "in a content control that is locked or a choice"),
            Self::Formula => ("在公式里", "in a formula"),
            Self::Ruby => ("在注音等特殊文字里", "in ruby text"),
            Self::Overlap => ("与另一处修改重叠", "another change takes the same characters"),
            Self::Text => {
                ("新文字里有换行或不能写进 Word 的字符", "the new text has a line feed or a control character")
            }
            Self::Nothing => ("没有要改的内容", "nothing would change"),
        }
    }
}

impl From<Obstacle> for Why {
    fn from(obstacle: Obstacle) -> Self {
        match obstacle {
            Obstacle::Box => Self::Box,
            Obstacle::Field => Self::Field,
            Obstacle::Control => Self::Control,
            Obstacle::Formula => Self::Formula,
            Obstacle::Run => Self::Ruby,
        }
    }
}

/// What was written back and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// How many changes were written.
    pub edits: usize,
    /// How many comments were written.
    pub notes: usize,
    /// The changes that were not, by their index in what was given, ascending.
    pub edits_left: Vec<(usize, Why)>,
    /// The comments that were not, the same.
    pub notes_left: Vec<(usize, Why)>,
}

/// Why a file was not read or written at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No Word document, damaged, or over a bound; in the user's words.
    #[error("{0}")]
    Unreadable(String),
    /// It needs a password.
    #[error("这份 docx 加了打开密码；请去掉密码后再试")]
    Encrypted,
    /// It bears a digital signature.
    #[error("这份 docx 带有数字签名，改动后签名就会失效，没有写；请用未签名的副本")]
    Signed,
    /// Its XML is written in a way that nothing can be put into safely; in the user's words.
    #[error("{0}")]
    Unusual(String),
}

/// What others changed and commented in a Word file, in the order of the text; what stands nowhere in it comes last.
///
/// # Errors
/// Why the file cannot be read.
pub fn read(docx: &[u8]) -> Result<Vec<Marked>, Error> {
    package::check(docx)?;
    let trace = trace(docx, MOST_EXPANDED).map_err(Error::Unreadable)?;
    let comments = comments::read(docx, &trace)?;
    marks::marks(&trace, comments)
}

/// Writes changes and comments into a copy of a Word file, as Word's own tracked changes and comments in the name of
/// `who`. Each is placed by itself; what cannot be placed is named in the receipt and the rest is done. All that is not
/// touched stays as it is, byte for byte; where nothing could be placed the copy is the file.
///
/// # Errors
/// Why nothing can be written into this file.
pub fn write_back(docx: &[u8], edits: &[Edit], notes: &[Note], who: &Who) -> Result<(Vec<u8>, Receipt), Error> {
    package::check(docx)?;
    let trace = trace(docx, MOST_EXPANDED).map_err(Error::Unreadable)?;
    package::unsigned(docx)?;
    let (plan, receipt) = plan::plan(&trace, edits, notes);
    if plan.is_empty() {
        return Ok((docx.to_vec(), receipt));
    }
    let mut changed = Vec::new();
    let commented = comments::write(docx, &trace, &plan.notes, who)?;
    let part = splice::splice(&trace, &plan, &commented.ids, commented.look.as_deref(), who)?;
    changed.push((trace.main, part));
    changed.extend(commented.parts);
    let copy = package::copy(docx, &changed)?;
    // What was made is read once more: a copy that cannot be is not given away.
    crate::corpus::formats::docx::trace(&copy, MOST_EXPANDED)
        .map_err(|reason| Error::Unusual(format!("写出来的副本读不回来，没有写：{reason}")))?;
    Ok((copy, receipt))
}

#[cfg(test)]
mod tests;
