//! What reviewers said of a document: comments with their answers, what was decided of findings, marks.
//!
//! All of it is a set of records, and what holds is told from all of them ([`Review::standing`]); so the records of two
//! reviewers are put together by putting both sets into one. Kept in the document's sidecar beside the corrections by
//! hand. Must not know what rules there are, nor who shows what was said. Files are touched in `store` alone.

pub mod again;
pub mod anchor;
pub mod finding;
pub mod record;
pub mod sheet;
pub mod standing;
pub mod store;
pub mod unfinished;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::corpus::load::sidecar::SidecarError;
use record::{Line, Record, Said};
use standing::Standing;

/// Why something that a reviewer said was not kept. What was kept before is still there.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// The document stands in no file: standard input, a sample, a draft that was not saved.
    #[error("{} 没有文件，批注和处理意见无处可存，请先保存为文件", path.display())]
    NoFile {
        /// What it is called.
        path: PathBuf,
    },
    /// The sidecar was not changed.
    #[error(transparent)]
    Sidecar(#[from] SidecarError),
    /// The time of a record is not one.
    #[error("时间“{at}”不合 RFC 3339，没有记下")]
    Time {
        /// What was given.
        at: String,
    },
    /// The file to be put in cannot be read.
    #[error("{} 读不了：{reason}，没有合并", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why not, in the user's words.
        reason: String,
    },
    /// The file to be put in holds no record.
    #[error("{} 里没有一条认得的审校记录，没有合并，请核对文件", path.display())]
    NoRecords {
        /// The file.
        path: PathBuf,
    },
}

/// All that was said of one document. Cheap to clone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    records: BTreeSet<Arc<Record>>,
    /// Lines that are not understood here, as they stand in the file.
    others: BTreeSet<Arc<[u8]>>,
}

/// Lines of a sidecar that are kept and not understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unread {
    /// The 1-based numbers of lines that are no records.
    pub damaged: Vec<usize>,
    /// The kinds of the records that a newer version of the program wrote, one for each record.
    pub newer: Vec<String>,
}

impl Review {
    /// Reads the records of a sidecar; with them, what could not be understood.
    pub fn read(bytes: &[u8]) -> (Self, Unread) {
        let (mut review, mut unread) = (Self::default(), Unread::default());
        for (line, number) in record::lines(bytes).zip(1..) {
            match record::read(line) {
                Line::Blank => continue,
                Line::Record(record) => {
                    review.add(*record);
                    continue;
                }
                Line::Foreign => {}
                Line::Newer(kind) => unread.newer.push(kind),
                Line::Damaged => unread.damaged.push(number),
            }
            review.others.insert(line.into());
        }
        (review, unread)
    }

    /// Adds a record; one that is there already changes nothing.
    pub fn add(&mut self, record: Record) {
        self.records.insert(Arc::new(record));
    }

    /// Adds all that `other` holds. The order in which reviews are put together makes no difference.
    pub fn merge(&mut self, other: &Self) {
        self.records.extend(other.records.iter().cloned());
        self.others.extend(other.others.iter().cloned());
    }

    /// The records, in the order of their times and ids.
    pub fn records(&self) -> impl Iterator<Item = &Arc<Record>> {
        self.records.iter()
    }

    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// What holds after all that was said.
    pub fn standing(&self) -> Standing {
        Standing::of(self.records.iter())
    }

    /// When `by` says this: `now` (RFC 3339), or, where a clock was set back since, right after the last record that it
    /// overrides, answers or takes back. Of two records on one thing the later counts: what is said last must be that.
    pub fn time_of(&self, by: &str, now: &str, said: &Said) -> String {
        let about = |record: &&Arc<Record>| match (said, record.said()) {
            (Said::State { of, .. }, Said::State { of: other, .. })
            | (Said::Reply { of, .. }, Said::Reply { of: other, .. }) => of == other,
            (Said::Reply { of, .. } | Said::Withdraw { of }, _) => of == record.id(),
            (Said::Decision { finding, .. }, Said::Decision { finding: other, .. }) => finding == other,
            (Said::IgnoreRule { rule, .. }, Said::IgnoreRule { rule: other, .. })
            | (Said::AcceptRule { rule }, Said::AcceptRule { rule: other }) => rule == other,
            (Said::ReadTo { .. }, Said::ReadTo { .. }) => by == record.by(),
            _ => false,
        };
        let last = self.records.iter().rev().find(about).map(|record| record.time());
        match (last, now.parse::<Timestamp>()) {
            (Some(last), Ok(time)) if time <= last => {
                last.checked_add(SignedDuration::from_millis(1)).unwrap_or(last).to_string()
            }
            _ => now.to_owned(),
        }
    }

    /// The lines of a file that holds all of it: what is not understood first, then the records in their order.
    pub fn bytes(&self) -> Vec<u8> {
        let others = self.others.iter().map(|line| &line[..]);
        let mut out = Vec::new();
        for line in others.chain(self.records.iter().map(|record| record.line().as_bytes())) {
            out.extend_from_slice(line);
            out.push(b'\n');
        }
        out
    }
}

#[cfg(test)]
mod tests;
