//! A corrected copy: what was accepted made in the text, or in a Word file as Word's own tracked changes, with the comments.
//!
//! The document itself is only read.

use std::path::PathBuf;
use std::sync::Arc;

use super::clock;
use super::lint::Linted;
use super::placing::places;
use super::ruling::{Decided, rulings};
use crate::corpus::load::{self, Options};
use crate::corpus::model::{Document, Format};
use crate::draft::store::{self, StoreError, exact};
use crate::lint::finding::Fix;
use crate::lint::fix::apply;
use crate::markup::{self, Edit, Note, Reply, Who};
use crate::review::Review;
use crate::review::anchor::{Anchor, Placed};
use crate::review::record::{Record, Said, State};
use crate::review::standing::Thread;
use crate::text::span::{ByteSpan, LineColumn, LineIndex, char_to_byte, first_chars, slice};

/// So many characters of the words that a remark was on are told.
const QUOTED: usize = 20;

/// A change of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where in the source: its first character.
    pub at: LineColumn,
    /// What stands there.
    pub old: String,
    /// What is to stand there.
    pub new: String,
}

/// A remark on the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Where in the source: its first character.
    pub at: LineColumn,
    /// How many characters.
    pub length: usize,
    /// What it says.
    pub text: String,
    /// Who says so.
    pub by: String,
    /// When, as RFC 3339 has it.
    pub when: String,
    /// The answers to it, in their order.
    pub replies: Vec<Reply>,
    /// It is settled.
    pub resolved: bool,
}

/// A copy to be made.
#[derive(Debug)]
pub struct Copy {
    /// The document, as it was looked through.
    pub document: Arc<Document>,
    /// How it is read.
    pub options: Options,
    /// What was accepted.
    pub changes: Vec<Change>,
    /// The comments.
    pub remarks: Vec<Remark>,
    /// What was decided and is not among them, in the user's words.
    pub left: Vec<String>,
    /// In whose name.
    pub by: String,
    /// Where the copy goes.
    pub path: PathBuf,
    /// The file may stand there already.
    pub overwrite: bool,
}

/// What was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// How many changes.
    pub changes: usize,
    /// How many comments.
    pub remarks: usize,
    /// What could not be put in, in the user's words.
    pub left: Vec<String>,
}

/// Why no copy was made.
#[derive(Debug, thiserror::Error)]
pub enum CopyFault {
    /// The document is of another kind.
    #[error("只有 Word（docx）、纯文本和 Markdown 能写出改好的副本")]
    Format,
    /// The copy would take its place.
    #[error("副本不能写在原文件上，请换个名字")]
    Own,
    /// Its file is not what was looked through.
    #[error("{} 在打开之后变了，请按 F5 重新读入再写副本", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// Its file cannot be read any more.
    #[error("{0}")]
    Unread(String),
    /// The Word file cannot be written back into.
    #[error(transparent)]
    Word(#[from] markup::Error),
    /// The file could not be read or written.
    #[error("{}", .0.of_report())]
    Store(#[from] StoreError),
}

/// What is to be put into a copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// What was accepted.
    pub changes: Vec<Change>,
    /// The comments.
    pub remarks: Vec<Remark>,
    /// What was decided and is not among them, in the user's words.
    pub left: Vec<String>,
}

/// What was accepted and said of a document, as changes and remarks. Suggestions that nobody decided on are changes too
/// where `suggested` says so: in Word a tracked change is itself a suggestion.
pub fn of(linted: &Linted, review: &Review, suggested: bool) -> Wanted {
    let (standing, text) = (review.standing(), linted.text());
    let raw = linted.raw.as_deref().map(|raw| (raw, LineIndex::new(raw)));
    let position = |byte: usize| match &raw {
        Some((raw, lines)) => lines.position(raw, byte),
        None => linted.document.source_position(byte),
    };
    let mut changes: Vec<(ByteSpan, String)> = Vec::new();
    let (mut remarks, mut left, mut open) = (Vec::new(), Vec::new(), 0);
    let anchors: Vec<&Anchor> = standing.threads.iter().map(|thread| &thread.anchor).collect();
    for (thread, placed) in standing.threads.iter().zip(places(linted, &anchors)) {
        let taken = thread.state == State::Accepted || suggested && thread.state == State::Open;
        let gone =
            |what: &str| format!("“{}”{what}：这里的原文已经改过，放不进去", first_chars(&thread.anchor.quote, QUOTED));
        let Some(span) = placed.span() else {
            if thread.state == State::Open || taken && thread.suggestion.is_some() {
                left.push(gone("的意见"));
            }
            continue;
        };
        if let (Some(new), Placed::Same(span), true) = (&thread.suggestion, placed, taken) {
            // What stays the same of a sentence that is said anew may be mended besides.
            let (start, old, new) = trimmed(slice(text, span), new);
            let start = span.start + start;
            changes.push((ByteSpan::new(start, start + old.len()), new));
        } else if let Some(new) = thread.suggestion.as_ref().filter(|_| taken) {
            // Where the new words stand already somebody did it by hand.
            if slice(text, span) != new.as_str() {
                left.push(gone("的修订建议"));
            }
        } else if thread.suggestion.is_some() && thread.state == State::Open {
            open += 1;
        }
        let (replies, resolved) = (answers(thread), thread.state == State::Resolved);
        // A suggestion without a word of its own can still be answered.
        let bare = thread.text.trim().is_empty() && !replies.is_empty();
        let said = if bare { "修订建议" } else { thread.text.trim() };
        if !said.is_empty() && (resolved || thread.state == State::Open) {
            remarks.push(Remark {
                at: position(span.start),
                length: slice(text, span).chars().count(),
                text: said.to_owned(),
                by: thread.comment.by().to_owned(),
                when: thread.comment.at().to_owned(),
                replies,
                resolved,
            });
        }
    }
    let whole = changes.len();
    let rulings = rulings(&linted.found(), text, &standing).findings;
    for (found, rulings) in linted.findings.iter().zip(rulings) {
        for (spot, ruling) in found.finding.spots().into_iter().zip(rulings) {
            if ruling.decided != Decided::Accepted {
                continue;
            }
            let Some(fix) = spot.fix else { continue };
            // A sentence that is said anew is mended with it.
            let within = changes.get(..whole).unwrap_or_default();
            if within.iter().any(|(span, _)| span.overlap(fix.span).is_some() || span.covers(fix.span)) {
                let line = position(fix.span.start).line;
                left.push(format!("第 {line} 行“{}”：和修订建议改的是同一处，按建议写", slice(text, fix.span)));
            } else {
                changes.push((fix.span, fix.text));
            }
        }
    }
    let change = |(span, new): (ByteSpan, String)| {
        let (start, old, new) = trimmed(slice(text, span), &new);
        Change { at: position(span.start + start), old, new }
    };
    if open > 0 {
        left.push(format!("还没有采纳的修订建议 {open} 条没有写进去，先在清单里按 a 采纳"));
    }
    let changes = changes.into_iter().map(change).filter(|change| change.old != change.new).collect();
    Wanted { changes, remarks, left }
}

/// The answers to a comment.
fn answers(thread: &Thread) -> Vec<Reply> {
    let answer = |reply: &Arc<Record>| match reply.said() {
        Said::Reply { text, .. } => {
            Some(Reply { author: reply.by().to_owned(), date: clock::of_word(reply.at()), text: text.clone() })
        }
        _ => None,
    };
    thread.replies.iter().filter_map(answer).collect()
}

/// Two texts without what both begin and end with; with it, the bytes that went at the beginning.
pub fn trimmed(old: &str, new: &str) -> (usize, String, String) {
    let same = |(a, b): &(char, char)| a == b;
    let front: usize = old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (old, new) = (slice(old, ByteSpan::new(front, old.len())), slice(new, ByteSpan::new(front, new.len())));
    let back: usize = old.chars().rev().zip(new.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let cut = |text: &str| slice(text, ByteSpan::new(0, text.len() - back)).to_owned();
    (front, cut(old), cut(new))
}

impl Copy {
    /// Makes it.
    ///
    /// # Errors
    /// Why there is none; a file that is there is [`StoreError::Exists`] where it may not be overwritten.
    pub fn perform(&self) -> Result<Copied, CopyFault> {
        if store::is_same_file(&self.document.path, &self.path) {
            return Err(CopyFault::Own);
        }
        match self.document.format {
            Format::Docx => self.word(),
            Format::Text | Format::Markdown => self.text(),
            _ => Err(CopyFault::Format),
        }
    }

    fn changed(&self) -> CopyFault {
        CopyFault::Changed { path: self.document.path.clone() }
    }

    fn text(&self) -> Result<Copied, CopyFault> {
        let exact = exact::read(&self.document.path, self.options.encoding)?;
        let lines = LineIndex::new(&exact.text);
        let byte = |at: LineColumn| {
            let span = lines.span(&exact.text, at.line);
            span.start + char_to_byte(slice(&exact.text, span), at.column.saturating_sub(1))
        };
        let fixes: Vec<Fix> = self
            .changes
            .iter()
            .map(|change| {
                let start = byte(change.at);
                let span = ByteSpan::new(start, start + change.old.len());
                Fix { span, text: change.new.clone(), singly: false }
            })
            .collect();
        let stands = fixes.iter().zip(&self.changes).all(|(fix, change)| slice(&exact.text, fix.span) == change.old);
        if !stands {
            return Err(self.changed());
        }
        let (text, made) = apply(&exact.text, &fixes);
        store::write_new(&self.path, &exact.with(&text)?, self.overwrite)?;
        let mut left = self.left.clone();
        let open = self.remarks.iter().filter(|remark| !remark.resolved).count();
        if open > 0 {
            left.push(format!("纯文本里放不下 {open} 条批注，请存校对单"));
        }
        Ok(Copied { changes: made.len(), remarks: 0, left })
    }

    fn word(&self) -> Result<Copied, CopyFault> {
        let path = &self.document.path;
        let now = load::entry(path, &self.options).and_then(|entry| load::read(&entry, &self.options));
        let (now, _) = now.map_err(|problem| CopyFault::Unread(problem.reason))?;
        if now.text != self.document.text {
            return Err(self.changed());
        }
        let bytes = store::bytes(path)?;
        let edits: Vec<Edit> = self
            .changes
            .iter()
            .map(|change| Edit {
                line: change.at.line,
                column: change.at.column,
                length: change.old.chars().count(),
                text: change.new.clone(),
                old: Some(change.old.clone()),
            })
            .collect();
        let notes: Vec<Note> = self
            .remarks
            .iter()
            .map(|remark| Note {
                line: remark.at.line,
                column: remark.at.column,
                length: remark.length,
                text: remark.text.clone(),
                by: Some(remark.by.clone()),
                date: Some(clock::of_word(&remark.when)),
                replies: remark.replies.clone(),
                resolved: remark.resolved,
            })
            .collect();
        let who = Who { name: self.by.clone(), date: clock::of_word(&clock::stamp()) };
        let (copy, receipt) = markup::write_back(&bytes, &edits, &notes, &who)?;
        store::write_new(&self.path, &copy, self.overwrite)?;
        let edits_left = receipt.edits_left.iter().filter_map(|(at, why)| {
            let change = self.changes.get(*at)?;
            Some(format!("第 {} 行“{}”：{}", change.at.line, change.old, why.words().0))
        });
        let notes_left = receipt.notes_left.iter().filter_map(|(at, why)| {
            let remark = self.remarks.get(*at)?;
            Some(format!("第 {} 行的批注：{}", remark.at.line, why.words().0))
        });
        Ok(Copied {
            changes: receipt.edits,
            remarks: receipt.notes,
            left: self.left.iter().cloned().chain(edits_left).chain(notes_left).collect(),
        })
    }
}
