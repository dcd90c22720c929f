//! Sidecars: the file that keeps what a person said of a document, beside it or in a folder of the program's own.
//!
//! A sidecar is written whole through a temporary file, so that the old one or the new one is there whatever happens,
//! and under a lock. The document itself is never touched. Must not know what corrections mean, nor other records.

mod whole;

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

pub use whole::SidecarError;

use whole::{lock, standing, unwritten, write};

use crate::corpus::correction::{Change, Corrections};
use crate::corpus::model::Problem;
use crate::text::span::first_chars;

/// What a sidecar's name adds to the document's.
pub const ENDING: &str = ".wengao.jsonl";
/// How much of a document's name stands in the name of its sidecar in the program's folder, in characters.
const LONGEST_NAME: usize = 40;

/// Where sidecars are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sidecars {
    /// The program's own folder, for documents in folders that cannot be written; `None` where there is none.
    pub state: Option<PathBuf>,
    /// Keep all of them there, none beside its document.
    pub only_state: bool,
}

/// The sidecar beside `document`.
pub fn beside(document: &Path) -> PathBuf {
    let mut path = document.as_os_str().to_owned();
    path.push(ENDING);
    path.into()
}

/// The document that a file is the sidecar of by its name.
pub fn document_of(path: &Path) -> Option<PathBuf> {
    let bytes = path.as_os_str().as_bytes().strip_suffix(ENDING.as_bytes())?;
    Some(PathBuf::from(OsStr::from_bytes(bytes)))
}

impl Sidecars {
    /// What was said of `document`, with what could not be read.
    pub fn read(&self, document: &Path) -> (Corrections, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut all = Vec::new();
        // Of two records on one line the later counts: the wanted place comes last.
        for path in self.places(document).into_iter().rev() {
            match standing(&path) {
                Ok(Some(found)) => {
                    let (_, bad) = Corrections::read(&found);
                    if let Some(line) = bad.first() {
                        let reason =
                            format!("批注和更正的记录第 {line} 行看不懂（共 {} 行），已略过并原样保留", bad.len());
                        problems.push(Problem { path, reason });
                    }
                    all.extend(found);
                    all.push(b'\n');
                }
                Ok(None) => {}
                Err(reason) => {
                    problems.push(Problem { path, reason: format!("批注和更正的记录读不了：{reason}") })
                }
            }
        }
        (Corrections::read(&all).0, problems)
    }

    /// Makes a change of what was said of `document`; gives the sidecar's path.
    ///
    /// # Errors
    /// As [`Self::change_all`].
    pub fn change(&self, document: &Path, change: &Change) -> Result<PathBuf, String> {
        self.change_all(document, std::slice::from_ref(change))
    }

    /// Makes changes of what was said of `document`, all of them or none; gives the sidecar's path.
    ///
    /// # Errors
    /// In the user's words: no place can be written, or what stands there cannot be read and is left alone.
    pub fn change_all(&self, document: &Path, changes: &[Change]) -> Result<PathBuf, String> {
        let places = self.places(document);
        let mut last = "没有可以存放批注和更正的文件夹".to_owned();
        // Where one is kept already, it stays; a place that cannot be written is passed over.
        let there = places.iter().filter(|path| path.exists());
        let order: Vec<&PathBuf> = there.chain(places.iter().filter(|path| !path.exists())).collect();
        let forgets: Vec<Change> = changes.iter().filter(|c| matches!(c, Change::Forget(_))).cloned().collect();
        let mut written = None;
        for path in order {
            // What is taken back is taken back everywhere; what is said goes to one place.
            let wanted = if written.is_none() { changes } else { &forgets };
            if written.is_some() && !path.exists() {
                continue;
            }
            // A place that cannot be locked cannot be written either, or is one that knows no locks.
            let _held = lock(path);
            let standing = standing(path)?.unwrap_or_default();
            let (before, _) = Corrections::read(&standing);
            let mut after = before.clone();
            for change in wanted {
                after.change(change.clone());
            }
            if written.is_some() && after == before {
                continue;
            }
            match write(path, document, &after.bytes()) {
                Ok(()) => written = written.or(Some(path.clone())),
                Err(error) => {
                    last = format!("更正没有存下：{}", unwritten(&error));
                    // What stands there could not be taken back.
                    if after != before && !standing.is_empty() && forgets.iter().any(|change| changed(&before, change))
                    {
                        return Err(last);
                    }
                }
            }
        }
        written.ok_or(last)
    }

    /// The sidecars of `document` with what stands in them, the wanted place first; for those that cannot be read, the
    /// reason in the user's words.
    pub fn contents(&self, document: &Path) -> Vec<(PathBuf, Result<Vec<u8>, String>)> {
        let there = |path: PathBuf| standing(&path).transpose().map(|found| (path, found));
        self.places(document).into_iter().filter_map(there).collect()
    }

    /// Changes the bytes of the sidecar of `document` under its lock: `with` is given what stands there (nothing, where
    /// there is none) and gives what is to stand there, or nothing to leave it. The place where one is already comes
    /// first; one that cannot be written is passed over. Gives the sidecar's path.
    ///
    /// # Errors
    /// No place can be written, or what stands there cannot be read and is left alone.
    pub fn rewrite(
        &self,
        document: &Path,
        with: &mut dyn FnMut(&[u8]) -> Option<Vec<u8>>,
    ) -> Result<PathBuf, SidecarError> {
        let (there, free): (Vec<PathBuf>, Vec<PathBuf>) =
            self.places(document).into_iter().partition(|path| path.symlink_metadata().is_ok());
        let mut last = SidecarError::NoPlace;
        for path in there.into_iter().chain(free) {
            let held = match lock(&path) {
                Ok(held) => held,
                Err(source) => {
                    last = SidecarError::Unwritten { path, source };
                    continue;
                }
            };
            let found = match standing(&path) {
                Ok(found) => found.unwrap_or_default(),
                Err(reason) => return Err(SidecarError::Unreadable { path, reason }),
            };
            let Some(bytes) = with(&found) else { return Ok(path) };
            if bytes.len() as u64 > whole::LARGEST {
                return Err(SidecarError::TooLarge { path });
            }
            let written = write(&path, document, &bytes);
            drop(held);
            match written {
                Ok(()) => return Ok(path),
                Err(source) => last = SidecarError::Unwritten { path, source },
            }
        }
        Err(last)
    }

    /// Where the sidecar of `document` may be, the wanted place first.
    fn places(&self, document: &Path) -> Vec<PathBuf> {
        let Some(name) = document.file_name().map(|name| name.to_string_lossy().into_owned()) else {
            return Vec::new();
        };
        let own = self.state.as_ref().map(|folder| folder.join(name_in_state(document, &name)));
        let beside = (!self.only_state).then(|| beside(document));
        beside.into_iter().chain(own).collect()
    }

    /// Tells of documents whether the program's own folder may hold something that was said of them. The folder is read
    /// once, here.
    pub fn in_state(&self) -> impl Fn(&Path) -> bool + use<> {
        let listed = self.state.as_ref().and_then(|folder| std::fs::read_dir(folder).ok());
        let listed: HashSet<OsString> = listed.into_iter().flatten().flatten().map(|entry| entry.file_name()).collect();
        move |document| {
            let name = document.file_name().filter(|_| !listed.is_empty());
            name.is_some_and(|name| listed.contains(OsStr::new(&name_in_state(document, &name.to_string_lossy()))))
        }
    }
}

/// What the sidecar of `document`, whose own name is `name`, is called in the program's folder.
fn name_in_state(document: &Path, name: &str) -> String {
    let whole = std::path::absolute(document).unwrap_or_else(|_| document.to_owned());
    let name = first_chars(name, LONGEST_NAME);
    format!("{name}-{:016x}{ENDING}", fnv(whole.as_os_str().as_encoded_bytes()))
}

/// Whether a change makes a difference.
fn changed(corrections: &Corrections, change: &Change) -> bool {
    let mut after = corrections.clone();
    after.change(change.clone());
    after != *corrections
}

/// The 64-bit hash FNV-1a (Fowler, Noll, Vo 1991): the same in every build of the program.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::correction::{Anchor, Correction, Verdict};

    fn change(text: &str, verdict: Verdict) -> Change {
        let anchor = Anchor { text: text.to_owned(), line: 1, ..Anchor::default() };
        Change::Say(Correction { verdict, anchor })
    }

    #[test]
    fn a_sidecar_is_written_read_and_taken_away() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let document = folder.path().join("总结𠀀.txt");
        std::fs::write(&document, "甲\n")?;
        let sidecars = Sidecars::default();
        let path = sidecars.change(&document, &change("甲", Verdict::Heading(2)))?;
        assert_eq!(path, folder.path().join("总结𠀀.txt.wengao.jsonl"));
        assert_eq!(document_of(&path).as_ref(), Some(&document));
        assert!(document_of(&document).is_none());
        let (read, problems) = sidecars.read(&document);
        assert!(problems.is_empty() && !read.is_empty());
        sidecars.change(&document, &change("甲", Verdict::Body))?;
        assert_eq!(std::fs::read_to_string(&path)?.lines().count(), 1);
        sidecars.change(&document, &Change::Forget(Anchor { text: "甲".to_owned(), line: 1, ..Anchor::default() }))?;
        assert_eq!(std::fs::read_dir(folder.path())?.count(), 1);
        Ok(())
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_passed_over() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let state = folder.path().join("state");
        let sidecars = Sidecars { state: Some(state.clone()), only_state: false };
        // A file where a folder should be: nothing can be put beside what is named below it.
        let document = folder.path().join("file").join("甲.txt");
        std::fs::write(folder.path().join("file"), "")?;
        let path = sidecars.change(&document, &change("甲", Verdict::Debris))?;
        assert!(path.starts_with(&state), "{}", path.display());
        assert!((sidecars.in_state())(&document) && !(sidecars.in_state())(Path::new("别的.txt")));
        assert!(!sidecars.read(&document).0.is_empty());
        let nowhere = Sidecars::default();
        assert!(nowhere.change(&document, &change("甲", Verdict::Debris)).is_err());
        let only = Sidecars { only_state: true, ..sidecars };
        let beside = folder.path().join("乙.txt");
        assert!(only.change(&beside, &change("乙", Verdict::Text))?.starts_with(&state));
        Ok(())
    }

    #[test]
    fn what_cannot_be_read_is_told_and_left_alone() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let document = folder.path().join("甲.txt");
        let path = folder.path().join("甲.txt.wengao.jsonl");
        let sidecars = Sidecars::default();
        std::fs::write(&path, "坏行\n{\"kind\":\"comment\"}\n")?;
        let (_, problems) = sidecars.read(&document);
        assert_eq!(problems.len(), 1);
        assert!(problems.iter().all(|p| p.reason.contains("第 1 行")));
        sidecars.change(&document, &change("甲", Verdict::Split))?;
        let text = std::fs::read_to_string(&path)?;
        assert!(text.starts_with("坏行\n{\"kind\":\"comment\"}\n{\"kind\":\"correction\""), "{text}");
        // One bad byte spoils its line, not the file.
        let good = std::fs::read(&path)?;
        std::fs::write(&path, [good.as_slice(), &[0xff, 0xfe, 0x00]].concat())?;
        let (said, problems) = sidecars.read(&document);
        assert!(said.hold(&[change("甲", Verdict::Split)]) && problems.len() == 1);
        sidecars.change(&document, &change("乙", Verdict::Body))?;
        let bytes = std::fs::read(&path)?;
        assert!(bytes.windows(3).any(|three| three == [0xff, 0xfe, 0x00]));
        // What cannot be read at all is left alone.
        std::fs::remove_file(&path)?;
        std::fs::create_dir(&path)?;
        assert_eq!(sidecars.read(&document).1.len(), 1);
        assert!(sidecars.change(&document, &change("甲", Verdict::Split)).is_err());
        Ok(())
    }
}
