//! A sidecar as bytes: locked, read, and written whole through a temporary file.
//!
//! The old bytes or the new ones are there whatever happens. Two processes that change one sidecar wait for each other.
//! Must not know what the bytes mean.

use std::fs::{File, Permissions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, Mode, OFlags};
use rustix::io::Errno;

use crate::corpus::load::{bytes_of, words};

/// The largest sidecar that is read or written, in bytes.
pub(super) const LARGEST: u64 = 16 << 20;

/// Why a sidecar was not changed. What stood there stands.
#[derive(Debug, thiserror::Error)]
pub enum SidecarError {
    /// There is no place for one.
    #[error("没有可以存放记录的文件夹，没有存下")]
    NoPlace,
    /// What stands there cannot be read, and is left alone.
    #[error("{} 读不了（{reason}），没有改动它，也没有存下", path.display())]
    Unreadable {
        /// The sidecar.
        path: PathBuf,
        /// Why not, in the user's words.
        reason: String,
    },
    /// It would outgrow what is read again.
    #[error("{} 会超过 16 MB，没有存下", path.display())]
    TooLarge {
        /// The sidecar.
        path: PathBuf,
    },
    /// It could not be written.
    #[error("没有存下 {}：{}。原来的记录没有动", path.display(), unwritten(source))]
    Unwritten {
        /// The sidecar.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// A lock on a sidecar; whoever else asks for it waits until this is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _held: File,
}

/// Locks the sidecar at `path`, by its folder: the sidecar itself is another file after every change. The folder is made
/// where there is none. A file system that cannot lock a folder gets a hidden file beside, which stays.
pub(super) fn lock(path: &Path) -> io::Result<Lock> {
    let folder = folder_of(path);
    make(folder)?;
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let file = File::from(rustix::fs::open(folder, flags, Mode::empty())?);
    match wait(&file) {
        Err(error) if no_locks(&error) => {}
        result => return result.map(|()| Lock { _held: file }),
    }
    let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let file = File::from(rustix::fs::open(folder.join(".wengao.lock"), flags, Mode::from_raw_mode(0o666))?);
    match wait(&file) {
        // Nothing can be locked here: what is written is still the whole old file or the whole new one.
        Err(error) if no_locks(&error) => Ok(Lock { _held: file }),
        result => result.map(|()| Lock { _held: file }),
    }
}

/// Makes a folder and those above it that are missing; the folders that hold them keep them through a power cut.
fn make(folder: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = folder.ancestors().take_while(|folder| !folder.exists()).collect();
    if !missing.is_empty() {
        std::fs::create_dir_all(folder)?;
    }
    for made in missing {
        sync(folder_of(made));
    }
    Ok(())
}

/// Writes a folder's names to the disk; not every file system lets one.
fn sync(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

fn wait(file: &File) -> io::Result<()> {
    loop {
        match rustix::fs::flock(file, FlockOperation::LockExclusive) {
            Err(Errno::INTR) => {}
            result => return result.map_err(io::Error::from),
        }
    }
}

fn no_locks(error: &io::Error) -> bool {
    const NONE: &[Errno] = &[Errno::BADF, Errno::NOLCK, Errno::OPNOTSUPP, Errno::NOSYS, Errno::INVAL];
    Errno::from_io_error(error).is_some_and(|errno| NONE.contains(&errno))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// What stands in a sidecar; `None` where none is.
pub(super) fn standing(path: &Path) -> Result<Option<Vec<u8>>, String> {
    match path.symlink_metadata() {
        Err(error)
            if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidFilename) =>
        {
            return Ok(None);
        }
        Err(error) => return Err(words(&error)),
        Ok(_) => {}
    }
    bytes_of(path, LARGEST).map(Some)
}

/// Writes a sidecar, or takes it away when there is nothing to keep.
pub(super) fn write(path: &Path, document: &Path, bytes: &[u8]) -> io::Result<()> {
    write_by(path, document, bytes, &|file, bytes| file.write_all(bytes))
}

/// As [`write()`]; `fill` puts the bytes into the temporary file.
pub(super) fn write_by(
    path: &Path,
    document: &Path,
    bytes: &[u8],
    fill: &dyn Fn(&mut File, &[u8]) -> io::Result<()>,
) -> io::Result<()> {
    if bytes.is_empty() {
        return match std::fs::remove_file(path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    let folder = folder_of(path);
    make(folder)?;
    let mut file = tempfile::Builder::new().prefix(".wengao-").tempfile_in(folder)?;
    fill(file.as_file_mut(), bytes)?;
    // Whoever may read the document may read what was said of it; the program's own folder is the person's alone.
    let beside = path.parent() == document.parent();
    if let Ok(permissions) = document.metadata().map(|metadata| metadata.permissions())
        && beside
    {
        file.as_file().set_permissions(Permissions::from_mode(permissions.mode() & 0o666))?;
    }
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    sync(folder);
    Ok(())
}

/// Why something was not written, in the user's words.
pub(super) fn unwritten(error: &io::Error) -> String {
    // By its kind: what makes temporary files wraps what the system said.
    let words = match error.kind() {
        ErrorKind::StorageFull => "磁盘已满",
        ErrorKind::QuotaExceeded => "磁盘配额已用完",
        ErrorKind::PermissionDenied => "文件夹不能写",
        ErrorKind::ReadOnlyFilesystem => "文件系统只读",
        ErrorKind::NotFound => "文件夹不存在，或不能建立文件",
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => "路径中有一段不是文件夹",
        ErrorKind::InvalidFilename => "文件名太长",
        ErrorKind::StaleNetworkFileHandle | ErrorKind::TimedOut => "网络磁盘没有响应",
        _ if Errno::from_io_error(error) == Some(Errno::IO) => "磁盘输入输出错误",
        _ => return error.to_string(),
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_leaves_the_old_file_and_nothing_else() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let (document, path) = (folder.path().join("甲.txt"), folder.path().join("甲.txt.wengao.jsonl"));
        std::fs::write(&document, "甲\n")?;
        write(&path, &document, b"old\n")?;
        // Half of it goes in, then a device that is always full answers.
        let full = |file: &mut File, bytes: &[u8]| {
            file.write_all(bytes.get(..bytes.len() / 2).unwrap_or_default())?;
            std::fs::OpenOptions::new().write(true).open("/dev/full")?.write_all(bytes)
        };
        let error = write_by(&path, &document, b"new and longer\n", &full).err().ok_or("written")?;
        assert_eq!(unwritten(&error), "磁盘已满");
        assert_eq!(std::fs::read(&path)?, b"old\n");
        assert_eq!(std::fs::read_dir(folder.path())?.count(), 2);
        let error = SidecarError::Unwritten { path, source: error }.to_string();
        assert!(error.contains("磁盘已满") && error.contains("没有动"), "{error}");
        Ok(())
    }

    #[test]
    fn a_lock_is_held_until_it_is_dropped() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("state").join("甲.jsonl");
        let held = lock(&path)?;
        let other = File::open(folder.path().join("state"))?;
        let ask = || rustix::fs::flock(&other, FlockOperation::NonBlockingLockExclusive);
        assert_eq!(ask(), Err(Errno::WOULDBLOCK));
        drop(held);
        assert_eq!(ask(), Ok(()));
        Ok(())
    }
}
