//! One folder as the system tells it: its entries in the order in which people number them, and what is known of each.
//! Entries are asked for beside the open folder, which spares the system the way to it for every one of them.
//!
//! Must not know which entries are wanted.

use std::ffi::{OsStr, OsString};
use std::fs::Metadata;
use std::io;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use rustix::fd::OwnedFd;
use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags};

use super::order::natural;
use crate::corpus::model::Seen;

/// What is known of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct About {
    pub(super) kind: FileType,
    /// The number of its file system.
    pub(super) device: u64,
    pub(super) seen: Seen,
}

impl From<&Metadata> for About {
    fn from(found: &Metadata) -> Self {
        let seen = Seen {
            size: found.len(),
            modified: (found.mtime(), found.mtime_nsec()),
            changed: (found.ctime(), found.ctime_nsec()),
            inode: found.ino(),
        };
        Self { kind: FileType::from_raw_mode(found.mode()), device: found.dev(), seen }
    }
}

/// An entry of a folder.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) name: OsString,
    /// What it is, a link itself; some file systems do not tell.
    pub(super) kind: FileType,
}

/// An open folder.
#[derive(Debug)]
pub(super) struct Folder(OwnedFd);

impl Folder {
    /// Opens the folder at `path`; a link to one is followed.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        Ok(Self(rustix::fs::open(path, flags, Mode::empty())?))
    }

    /// Its entries in order, hidden ones left out; and what went wrong before all were told.
    pub(super) fn list(&self) -> (Vec<Listed>, Option<io::Error>) {
        let (mut all, mut error) = (Vec::new(), None);
        match Dir::read_from(&self.0) {
            Ok(entries) => {
                for entry in entries {
                    match entry {
                        Ok(entry) if entry.file_name().to_bytes().starts_with(b".") => {}
                        Ok(entry) => {
                            let name = OsString::from_vec(entry.file_name().to_bytes().to_vec());
                            all.push(Listed { name, kind: entry.file_type() });
                        }
                        Err(wrong) => {
                            error = Some(wrong.into());
                            break;
                        }
                    }
                }
            }
            Err(wrong) => error = Some(wrong.into()),
        }
        all.sort_unstable_by(|one, other| natural(&one.name, &other.name));
        (all, error)
    }

    /// What is known of its entry `name`; of a link, of itself.
    pub(super) fn about(&self, name: &OsStr) -> io::Result<About> {
        // One call tells all of it, as the standard library's.
        let stat = rustix::fs::statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW)?;
        let nanoseconds = |count| i64::try_from(count).unwrap_or_default();
        let seen = Seen {
            size: u64::try_from(stat.st_size).unwrap_or_default(),
            modified: (stat.st_mtime, nanoseconds(stat.st_mtime_nsec)),
            changed: (stat.st_ctime, nanoseconds(stat.st_ctime_nsec)),
            inode: stat.st_ino,
        };
        Ok(About { kind: FileType::from_raw_mode(stat.st_mode), device: stat.st_dev, seen })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn entries_are_told_in_order_and_as_the_standard_library_knows_them() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        for name in ["第10篇𠀀.txt", "第2篇e\u{301}.txt", ".藏.txt"] {
            fs::write(folder.path().join(name), name)?;
        }
        fs::create_dir(folder.path().join("乙"))?;
        std::os::unix::fs::symlink("第2篇e\u{301}.txt", folder.path().join("丙"))?;
        let open = Folder::open(folder.path())?;
        let (listed, error) = open.list();
        let names: Vec<_> = listed.iter().map(|entry| entry.name.to_string_lossy().into_owned()).collect();
        assert_eq!((names.join(" ").as_str(), error.is_none()), ("丙 乙 第2篇e\u{301}.txt 第10篇𠀀.txt", true));
        for entry in &listed {
            let (about, known) = (open.about(&entry.name)?, fs::symlink_metadata(folder.path().join(&entry.name))?);
            let known = About::from(&known);
            assert_eq!((about.kind, about.device, about.seen), (known.kind, known.device, known.seen));
            assert_eq!(about.kind, entry.kind);
        }
        assert!(open.about(OsStr::new("没有")).is_err_and(|error| error.kind() == io::ErrorKind::NotFound));
        assert!(Folder::open(&folder.path().join("丙")).is_err());
        Ok(())
    }
}
