//! The file operations that the store needs, one by one, so that tests can let each of them fail.

use std::ffi::OsString;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, FileTypeExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use rustix::fs::{Access, AtFlags, CWD, FlockOperation, OFlags, RenameFlags, XattrFlags};
use rustix::io::Errno;

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Regular,
    /// Something else; the word for it.
    Other(&'static str),
}

/// What the system knows of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Facts {
    pub kind: Kind,
    pub device: u64,
    pub inode: u64,
    pub links: u64,
    pub size: u64,
    /// Nanoseconds since 1970.
    pub modified: i128,
    /// The same for any change, of the attributes too.
    pub changed: i128,
    pub mode: u32,
    pub owner: u32,
    pub group: u32,
}

impl From<Metadata> for Facts {
    fn from(data: Metadata) -> Self {
        let kind = data.file_type();
        let kind = match () {
            () if kind.is_file() => Kind::Regular,
            () if kind.is_dir() => Kind::Other("文件夹"),
            () if kind.is_fifo() => Kind::Other("管道"),
            () if kind.is_socket() => Kind::Other("套接字"),
            () if kind.is_symlink() => Kind::Other("符号链接"),
            () => Kind::Other("设备"),
        };
        let nanoseconds = |seconds: i64, rest: i64| i128::from(seconds) * 1_000_000_000 + i128::from(rest);
        Self {
            kind,
            device: data.dev(),
            inode: data.ino(),
            links: data.nlink(),
            size: data.size(),
            modified: nanoseconds(data.mtime(), data.mtime_nsec()),
            changed: nanoseconds(data.ctime(), data.ctime_nsec()),
            mode: data.mode() & 0o7777,
            owner: data.uid(),
            group: data.gid(),
        }
    }
}

/// The operations on files. Nothing else in the store touches the disk.
pub(super) trait Disk {
    /// Where a symbolic link leads; `None` for what is no link or is not there.
    fn read_link(&self, path: &Path) -> io::Result<Option<PathBuf>>;
    /// What stands at `path`, links not followed.
    fn facts(&self, path: &Path) -> io::Result<Option<Facts>>;
    fn facts_of(&self, file: &File) -> io::Result<Facts>;
    /// Whether the process may write the file.
    fn may_write(&self, path: &Path) -> io::Result<()>;
    /// Opens without following a link and without waiting for a pipe.
    fn open_read(&self, path: &Path) -> io::Result<File>;
    /// Opens an existing file for writing, its content kept.
    fn open_write(&self, path: &Path) -> io::Result<File>;
    /// Makes a file that was not there; the process's mask applies to `mode`.
    fn create(&self, path: &Path, mode: u32) -> io::Result<File>;
    /// What the file holds, `limit` bytes at most.
    fn read_all(&self, file: &File, limit: u64) -> io::Result<Vec<u8>>;
    /// Writes from the start of the file.
    fn write_all(&self, file: &File, bytes: &[u8]) -> io::Result<()>;
    fn set_length(&self, file: &File, length: u64) -> io::Result<()>;
    fn set_owner(&self, file: &File, owner: Option<u32>, group: Option<u32>) -> io::Result<()>;
    fn set_mode(&self, file: &File, mode: u32) -> io::Result<()>;
    /// Copies the extended attributes that may be copied.
    fn copy_attributes(&self, from: &Path, to: &File) -> io::Result<()>;
    fn sync(&self, file: &File) -> io::Result<()>;
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Renames, but not over a file that is there.
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()>;
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// The program's own folder for backups, which may not be there yet.
    fn backup_folder(&self) -> io::Result<PathBuf>;
    /// The path without links and dots.
    fn real_path(&self, path: &Path) -> io::Result<PathBuf>;
    /// Makes a folder, and those that it stands in, for the person alone.
    fn make_folder(&self, path: &Path) -> io::Result<()>;
    /// Removes a folder that is empty.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
    /// The names in a folder, ascending; none for one that is not there.
    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>>;
    /// Opens a file for reading and writing for the person alone, made if it is not there, its content kept.
    fn open_lock(&self, path: &Path) -> io::Result<File>;
    /// Locks the file for this process until it is closed; `false` when another process has it locked.
    fn lock(&self, file: &File) -> io::Result<bool>;
    /// Writes behind what was written to the file before.
    fn append(&self, file: &File, bytes: &[u8]) -> io::Result<()>;
    /// Syncs the content of the file and what is needed to read it.
    fn sync_data(&self, file: &File) -> io::Result<()>;
}

/// The disk of the computer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Real;

/// Never follow a link, never wait for a pipe.
fn careful() -> i32 {
    (OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY).bits() as i32
}

impl Disk for Real {
    fn read_link(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        match fs::read_link(path) {
            Ok(to) => Ok(Some(to)),
            Err(error) => match Errno::from_io_error(&error) {
                Some(Errno::INVAL | Errno::NOENT) => Ok(None),
                _ => Err(error),
            },
        }
    }

    fn facts(&self, path: &Path) -> io::Result<Option<Facts>> {
        match fs::symlink_metadata(path) {
            Ok(data) => Ok(Some(data.into())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn facts_of(&self, file: &File) -> io::Result<Facts> {
        Ok(file.metadata()?.into())
    }

    fn may_write(&self, path: &Path) -> io::Result<()> {
        Ok(rustix::fs::accessat(CWD, path, Access::WRITE_OK, AtFlags::EACCESS)?)
    }

    fn open_read(&self, path: &Path) -> io::Result<File> {
        OpenOptions::new().read(true).custom_flags(careful()).open(path)
    }

    fn open_write(&self, path: &Path) -> io::Result<File> {
        OpenOptions::new().write(true).custom_flags(careful()).open(path)
    }

    fn create(&self, path: &Path, mode: u32) -> io::Result<File> {
        OpenOptions::new().write(true).create_new(true).mode(mode).custom_flags(careful()).open(path)
    }

    fn read_all(&self, file: &File, limit: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        file.take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn write_all(&self, mut file: &File, bytes: &[u8]) -> io::Result<()> {
        file.seek(SeekFrom::Start(0))?;
        file.write_all(bytes)
    }

    fn set_length(&self, file: &File, length: u64) -> io::Result<()> {
        file.set_len(length)
    }

    fn set_owner(&self, file: &File, owner: Option<u32>, group: Option<u32>) -> io::Result<()> {
        std::os::unix::fs::fchown(file, owner, group)
    }

    fn set_mode(&self, file: &File, mode: u32) -> io::Result<()> {
        file.set_permissions(fs::Permissions::from_mode(mode))
    }

    fn copy_attributes(&self, from: &Path, to: &File) -> io::Result<()> {
        let from = self.open_read(from)?;
        let mut names = vec![0; rustix::fs::flistxattr_query(&from)?];
        let length = rustix::fs::flistxattr(&from, &mut names[..])?;
        names.truncate(length);
        for name in names.split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
            // Not every attribute may be set by every process: only a disk in trouble counts.
            if let Err(error @ (Errno::IO | Errno::NOSPC | Errno::DQUOT)) = copy_attribute(&from, to, name) {
                return Err(error.into());
            }
        }
        Ok(())
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        File::open(folder)?.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        match rustix::fs::renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
            // Not every file system knows how.
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => match self.facts(to)? {
                Some(_) => Err(Errno::EXIST.into()),
                None => fs::rename(from, to),
            },
            result => Ok(result?),
        }
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn backup_folder(&self) -> io::Result<PathBuf> {
        let base = etcetera::choose_base_strategy().map_err(io::Error::other)?;
        let state = base.state_dir().unwrap_or_else(|| base.data_dir());
        Ok(state.join("wengao").join("backup"))
    }

    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut names = entries.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>()?;
        names.sort();
        Ok(names)
    }

    fn open_lock(&self, path: &Path) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false).mode(0o600).custom_flags(careful());
        options.open(path)
    }

    fn lock(&self, file: &File) -> io::Result<bool> {
        match rustix::fs::flock(file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(true),
            Err(Errno::WOULDBLOCK) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    fn append(&self, mut file: &File, bytes: &[u8]) -> io::Result<()> {
        file.seek(SeekFrom::End(0))?;
        file.write_all(bytes)
    }

    fn sync_data(&self, file: &File) -> io::Result<()> {
        file.sync_data()
    }
}

fn copy_attribute(from: &File, to: &File, name: &[u8]) -> Result<(), Errno> {
    let mut value = vec![0; rustix::fs::fgetxattr_query(from, name)?];
    let length = rustix::fs::fgetxattr(from, name, &mut value[..])?;
    value.truncate(length);
    rustix::fs::fsetxattr(to, name, &value, XattrFlags::empty())
}
