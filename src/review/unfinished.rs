//! What a person was writing when the program was killed: one file for each running program, with the record that would
//! have been kept by now. It is written over while the person writes, and gone when the words are kept or dropped.
//!
//! Not forced to the disk: it is there for a program that dies, not for a machine that does. Must not know who writes.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::Review;
use super::record::Record;

/// A record that was being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// The file that holds it.
    pub file: PathBuf,
    /// The document that it is of.
    pub document: PathBuf,
    /// It.
    pub records: Vec<Record>,
}

impl Unfinished {
    /// It stands where it belongs: its file goes. Where that stays, the record is put there again, which adds nothing.
    pub fn done(&self) {
        let _ = std::fs::remove_file(&self.file);
    }
}

/// Keeps `record` of `document` as what this process is writing.
///
/// # Errors
/// When it cannot be written.
pub fn keep(folder: &Path, process: u32, document: &Path, record: &Record) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    // The record is one line; a path may hold anything but a NUL.
    file.write_all(record.line().as_bytes())?;
    file.write_all(b"\n")?;
    file.write_all(document.as_os_str().as_bytes())?;
    file.persist(path(folder, process)).map_err(|error| error.error)?;
    Ok(())
}

/// This process writes nothing any more.
pub fn clear(folder: &Path, process: u32) {
    // Mostly there is none.
    let _ = std::fs::remove_file(path(folder, process));
}

/// What processes left that run no longer, as `runs` says. What cannot be understood is left out and stays.
pub fn left(folder: &Path, runs: &dyn Fn(u32) -> bool) -> Vec<Unfinished> {
    let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut left: Vec<Unfinished> = files.filter_map(|file| read(&file.ok()?.path(), runs)).collect();
    left.sort_by(|one, other| one.file.cmp(&other.file));
    left
}

fn path(folder: &Path, process: u32) -> PathBuf {
    folder.join(format!("{process}.jsonl"))
}

fn read(file: &Path, runs: &dyn Fn(u32) -> bool) -> Option<Unfinished> {
    let process = file.file_name()?.to_str()?.strip_suffix(".jsonl")?.parse().ok()?;
    if runs(process) {
        return None;
    }
    let bytes = std::fs::read(file).ok()?;
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let (line, rest) = bytes.split_at_checked(end)?;
    let document = PathBuf::from(OsStr::from_bytes(rest.get(1..)?));
    let records: Vec<Record> = Review::read(line).0.records().map(|record| Record::clone(record)).collect();
    (!records.is_empty() && document.is_absolute()).then(|| Unfinished { file: file.to_owned(), document, records })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::anchor::Anchor;
    use crate::review::record::{Said, Stamp};
    use crate::text::span::ByteSpan;

    fn record(text: &str) -> Result<Record, Box<dyn std::error::Error>> {
        let anchor = Anchor::new("抓好落实𠀀。", ByteSpan::new(0, 12));
        let said = Said::Comment { anchor, text: text.to_owned(), suggestion: None };
        Ok(Record::new(Stamp { by: "王芳", at: "2026-01-02T03:04:05Z", nonce: "1" }, said)?)
    }

    #[test]
    fn what_a_dead_process_was_writing_is_found_and_that_of_a_living_one_left() -> Result<(), Box<dyn std::error::Error>>
    {
        let folder = tempfile::tempdir()?;
        let place = folder.path().join("state");
        assert!(left(&place, &|_| false).is_empty());
        let document = Path::new("/文/总\n结.txt");
        keep(&place, 7, document, &record("写到")?)?;
        keep(&place, 7, document, &record("写到一半\n第二行e\u{301}")?)?;
        keep(&place, 8, document, &record("还在写")?)?;
        std::fs::write(place.join("9.jsonl"), "{坏的\n/a")?;
        std::fs::write(place.join("别的.txt"), "x")?;
        let found = left(&place, &|process| process == 8);
        let [one] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(
            (one.document.as_path(), one.records.as_slice()),
            (document, [record("写到一半\n第二行e\u{301}")?].as_slice())
        );
        clear(&place, 7);
        assert!(left(&place, &|process| process == 8).is_empty());
        assert_eq!(left(&place, &|_| false).len(), 1);
        Ok(())
    }
}
