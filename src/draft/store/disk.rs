//! What a save asks of the disk, one operation each, so that tests can let every one of them fail.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::OFlags;

/// The operations of a save.
pub(super) trait Disk {
    /// Makes a file that must not be there yet, with this mode (less the umask).
    fn create(&self, path: &Path, mode: u32) -> io::Result<File>;
    /// Opens a file to be written over where it stands.
    fn rewrite(&self, path: &Path) -> io::Result<File>;
    /// Writes everything.
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()>;
    /// Cuts the file off at `length` bytes.
    fn cut(&self, file: &File, length: u64) -> io::Result<()>;
    /// Gives a file the mode of another and, where that is allowed, its owner.
    fn like(&self, file: &File, other: &std::fs::Metadata) -> io::Result<()>;
    /// Makes a file durable.
    fn sync(&self, file: &File) -> io::Result<()>;
    /// Puts one file in the place of another.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Makes the names in a folder durable.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Takes a file away.
    fn remove(&self, path: &Path) -> io::Result<()>;
}

/// The disk itself.
#[derive(Debug)]
pub(super) struct Real;

impl Disk for Real {
    fn create(&self, path: &Path, mode: u32) -> io::Result<File> {
        let flags = OFlags::NOFOLLOW.bits().cast_signed();
        OpenOptions::new().write(true).create_new(true).mode(mode).custom_flags(flags).open(path)
    }

    fn rewrite(&self, path: &Path) -> io::Result<File> {
        let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed();
        OpenOptions::new().write(true).custom_flags(flags).open(path)
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    fn cut(&self, file: &File, length: u64) -> io::Result<()> {
        file.set_len(length)
    }

    fn like(&self, file: &File, other: &std::fs::Metadata) -> io::Result<()> {
        // Giving a file away is for the superuser; that it stays the person's own is no reason not to save. The owner
        // comes first: changing it takes special bits of the mode away.
        let owner = (rustix::fs::Uid::from_raw(other.uid()), rustix::fs::Gid::from_raw(other.gid()));
        let _ = rustix::fs::fchown(file, Some(owner.0), Some(owner.1));
        file.set_permissions(other.permissions())
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::rename(from, to)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        match File::open(folder)?.sync_all() {
            // Some file systems have nothing to make durable in a folder.
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
            other => other,
        }
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        std::fs::remove_file(path)
    }
}
