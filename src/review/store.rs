//! Reviews on disk: read from the sidecars of a document, added to, and another reviewer's put in.
//!
//! Nothing that stands in a sidecar is ever changed or dropped here, understood or not: lines are added. Must not know
//! what records say.

use std::collections::HashSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use rustix::fs::{FileType, Mode, OFlags};

use super::record::{self, Line, Record};
use super::{Review, ReviewError, Unread};
use crate::corpus::load::sidecar::Sidecars;
use crate::corpus::load::words;
use crate::corpus::model::Problem;

/// The largest file that is put in, in bytes.
const LARGEST: u64 = 16 << 20;

/// The byte order mark of UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// What came of putting another reviewer's records in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The document's sidecar.
    pub path: PathBuf,
    /// How many records are new.
    pub added: usize,
    /// How many other lines are new: corrections, records of a newer version, damaged ones.
    pub others: usize,
    /// What could not be understood in the file that was put in.
    pub problems: Vec<Problem>,
}

/// What was said of `document`, with what could not be understood: a row for damaged lines and one for records of a
/// newer version, for each sidecar. A document without a file has nothing.
pub fn load(document: &Path, places: &Sidecars) -> (Review, Vec<Problem>) {
    let (mut review, mut problems) = (Review::default(), Vec::new());
    if document.as_os_str() == "-" {
        return (review, problems);
    }
    for (path, content) in places.contents(document) {
        match content {
            Ok(bytes) => {
                let (found, unread) = Review::read(&bytes);
                review.merge(&found);
                problems.extend(told(&path, &unread));
            }
            Err(reason) => problems.push(Problem { path, reason: format!("审校记录读不了：{reason}") }),
        }
    }
    (review, problems)
}

/// Adds `records` to what was said of `document`, all of them or none; those that are there already are left out. Gives
/// the sidecar's path.
///
/// # Errors
/// The document has no file, no place can be written, or what stands there cannot be read and is left alone.
pub fn append(document: &Path, places: &Sidecars, records: &[Record]) -> Result<PathBuf, ReviewError> {
    has_file(document)?;
    let path = places.rewrite(document, &mut |standing| {
        let there: HashSet<&[u8]> = record::lines(standing).map(<[u8]>::trim_ascii).collect();
        let mut out = ended(standing);
        let before = out.len();
        for record in records.iter().filter(|record| !there.contains(record.line().as_bytes())) {
            out.extend_from_slice(record.line().as_bytes());
            out.push(b'\n');
        }
        (out.len() > before).then_some(out)
    })?;
    Ok(path)
}

/// Puts the records of another reviewer's sidecar into that of `document`; the other file is left as it is. Lines that
/// are not understood come along. Where both correct the same line of the document by hand, what stands here counts.
///
/// # Errors
/// As for [`append`]; and when the other file cannot be read, or holds no record that is known.
pub fn merge_file(document: &Path, places: &Sidecars, other: &Path) -> Result<Merged, ReviewError> {
    has_file(document)?;
    let bytes = bytes_of(other).map_err(|reason| ReviewError::Unreadable { path: other.to_owned(), reason })?;
    if !record::lines(&bytes).any(|line| matches!(record::read(line), Line::Record(_) | Line::Foreign | Line::Newer(_)))
    {
        return Err(ReviewError::NoRecords { path: other.to_owned() });
    }
    // What stands in the place that is not written to is there all the same.
    let elsewhere = places.contents(document).into_iter().filter_map(|(_, content)| content.ok());
    let elsewhere: Vec<u8> = elsewhere.flat_map(|bytes| ended(&bytes)).collect();
    let (mut added, mut others) = (0, 0);
    let path = places.rewrite(document, &mut |standing| {
        let merged = merged(standing, &elsewhere, &bytes);
        (added, others) = (merged.records, merged.others);
        (added + others > 0).then_some(merged.bytes)
    })?;
    let problems = told(other, &Review::read(&bytes).1);
    Ok(Merged { path, added, others, problems })
}

/// Bytes with lines of another file put in.
struct Union {
    bytes: Vec<u8>,
    records: usize,
    others: usize,
}

/// `mine` with the lines of `theirs` that stand neither there nor in `elsewhere`: records behind, in the order of their
/// times and ids, the others before, for of two corrections of one line the later counts.
fn merged(mine: &[u8], elsewhere: &[u8], theirs: &[u8]) -> Union {
    let lines = record::lines(mine).chain(record::lines(elsewhere));
    let mut there: HashSet<&[u8]> = lines.map(<[u8]>::trim_ascii).collect();
    let (mut records, mut others) = (Vec::new(), Vec::new());
    for line in record::lines(theirs) {
        match record::read(line) {
            Line::Blank => {}
            _ if !there.insert(line.trim_ascii()) => {}
            Line::Record(record) => records.push(record),
            Line::Foreign | Line::Newer(_) | Line::Damaged => others.push(line),
        }
    }
    records.sort();
    // A byte order mark stays where it belongs.
    let (mark, mine) = mine.split_at(if mine.starts_with(MARK) { MARK.len() } else { 0 });
    let mut bytes = mark.to_vec();
    for line in &others {
        bytes.extend_from_slice(line);
        bytes.push(b'\n');
    }
    bytes.extend(ended(mine));
    for record in &records {
        bytes.extend_from_slice(record.line().as_bytes());
        bytes.push(b'\n');
    }
    Union { bytes, records: records.len(), others: others.len() }
}

/// `bytes` with an end to their last line.
fn ended(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    if !out.is_empty() && !out.ends_with(b"\n") {
        out.push(b'\n');
    }
    out
}

/// What is to be told of lines that are not understood.
fn told(path: &Path, unread: &Unread) -> Vec<Problem> {
    let mut problems = Vec::new();
    if let Some(line) = unread.damaged.first() {
        let count = unread.damaged.len();
        let reason = format!("审校记录第 {line} 行看不懂（共 {count} 行），已略过并原样保留");
        problems.push(Problem { path: path.to_owned(), reason });
    }
    if !unread.newer.is_empty() {
        let mut kinds: Vec<&str> = unread.newer.iter().map(String::as_str).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let more = if kinds.len() > 3 { " 等" } else { "" };
        kinds.truncate(3);
        let (count, kinds) = (unread.newer.len(), kinds.join("、"));
        let reason = format!("有 {count} 条审校记录是新版本程序写的（{kinds}{more}），已略过并原样保留，升级后可见");
        problems.push(Problem { path: path.to_owned(), reason });
    }
    problems
}

fn has_file(document: &Path) -> Result<(), ReviewError> {
    match document.metadata() {
        Ok(facts) if facts.is_file() => Ok(()),
        _ => Err(ReviewError::NoFile { path: document.to_owned() }),
    }
}

/// The bytes of a regular file; never waits on anything else.
fn bytes_of(path: &Path) -> Result<Vec<u8>, String> {
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
    let descriptor = rustix::fs::open(path, flags, Mode::empty()).map_err(|error| words(&error.into()))?;
    let facts = rustix::fs::fstat(&descriptor).map_err(|error| words(&error.into()))?;
    if FileType::from_raw_mode(facts.st_mode) != FileType::RegularFile {
        return Err("不是普通文件".to_owned());
    }
    let mut bytes = Vec::new();
    let mut file = File::from(descriptor).take(LARGEST + 1);
    file.read_to_end(&mut bytes).map_err(|error| words(&error))?;
    if bytes.len() as u64 > LARGEST { Err("文件超过 16 MB".to_owned()) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests;
