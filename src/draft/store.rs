//! Opening and saving a draft so that what stands on disk is always the old text or the new one, never half of either.
//!
//! A save writes a temporary file beside the target, makes it durable, looks once more whether the target is still what
//! was read, renames, and makes the folder durable. Only then is it saved. Blocking file work: it is called on a worker.
//! A journal of what was typed since will stand beside this file.

mod disk;
mod form;
mod place;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use encoding_rs::Encoding;
use rustix::fs::OFlags;

use self::disk::{Disk, Real};
pub use self::form::FileForm;
use crate::text::decode;

/// The largest file that is opened for editing, in bytes.
const LARGEST: u64 = 256 << 20;

/// What stood in a file at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    device: u64,
    inode: u64,
    size: u64,
    modified: (i64, i64),
    content: u64,
}

/// A draft as read.
#[derive(Debug)]
pub struct Opened {
    /// The text, line feeds only, without its final one.
    pub text: String,
    /// How it was written.
    pub form: FileForm,
    /// What stood there; nothing when there is no file yet.
    pub identity: Option<Identity>,
    /// What the person should know of it.
    pub note: Option<String>,
}

/// A draft as written.
#[derive(Debug)]
pub struct Saved {
    /// What stands there now.
    pub identity: Identity,
    /// How it had to be written, when that was not the usual way.
    pub note: Option<String>,
}

/// Why a file was not opened or not written. The words are for the person.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is a file where none was expected.
    #[error("{path} 已经有了，没有覆盖它")]
    Exists {
        /// The file.
        path: String,
    },
    /// The file is not what was read.
    #[error("{path} 在打开以后被别处改过，没有覆盖它")]
    Changed {
        /// The file.
        path: String,
    },
    /// The file may not be written.
    #[error("{path} 是只读文件，没有写")]
    ReadOnly {
        /// The file.
        path: String,
    },
    /// It cannot be edited as text.
    #[error("{path} 打不开：{reason}")]
    NotText {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
    /// The encoding has no place for a character.
    #[error("“{character}”在 {encoding} 编码里没有，没有保存；可以另存为 .txt 新文件（用 UTF-8）")]
    Unencodable {
        /// The first such character, as it is shown.
        character: String,
        /// The encoding.
        encoding: &'static str,
    },
    /// The system refused.
    #[error("{doing} {path} 没有成功：{cause}。文字还在，可以另存到别处")]
    System {
        /// The file.
        path: String,
        /// What was tried.
        doing: &'static str,
        /// What the system said.
        cause: String,
    },
}

impl StoreError {
    /// Whether the person may say: write all the same.
    pub const fn may_overwrite(&self) -> bool {
        matches!(self, Self::Exists { .. } | Self::Changed { .. } | Self::ReadOnly { .. })
    }

    fn system(path: &Path, doing: &'static str, error: &io::Error) -> Self {
        Self::System { path: shown(path), doing, cause: words(error) }
    }
}

/// Reads a draft, in `encoding` if one is given. A file that is not there gives an empty draft without an identity.
///
/// # Errors
/// When it is no regular file, too large, no text, text with damaged places, or cannot be read.
pub fn open(path: &Path, encoding: Option<&'static Encoding>) -> Result<Opened, StoreError> {
    let Some((bytes, identity)) = read(path)? else {
        return Ok(Opened { text: String::new(), form: FileForm::default(), identity: None, note: None });
    };
    let refused = |reason: String| StoreError::NotText { path: shown(path), reason };
    let decoded = decode::decode(&bytes, encoding).map_err(|error| refused(error.to_string()))?;
    if decoded.damaged > 0 {
        let reason = format!("有 {} 处按 {} 读不出来，改了再存会丢字", decoded.damaged, decoded.encoding);
        return Err(refused(format!("{reason}；可用 --encoding 指明编码，或先另存为 UTF-8")));
    }
    let form = FileForm::of(&decoded, &bytes);
    let mixed = decoded.line_ends == decode::LineEnds::Mixed;
    let note = mixed.then(|| "行尾不统一，保存时统一成多数的一种".to_owned());
    let mut text = decoded.text;
    if form.final_newline {
        text.pop();
    }
    Ok(Opened { text, form, identity: Some(identity), note })
}

/// Writes a draft. `expected` is what stood there when it was read, nothing for a new file; with `force` whatever
/// stands there is replaced, a read-only file too.
///
/// # Errors
/// When something else stands there, when the encoding cannot hold the text, when the system refuses. Then what stood
/// there before stands there still.
pub fn save(
    path: &Path,
    text: &str,
    form: &FileForm,
    expected: Option<&Identity>,
    force: bool,
) -> Result<Saved, StoreError> {
    save_on(&Real, path, text, form, expected, force)
}

/// Writes `bytes` as a file of its own, such as a report.
///
/// # Errors
/// [`StoreError::Exists`] when there is a file and `overwrite` is not said; else as [`save`].
pub fn write_new(path: &Path, bytes: &[u8], overwrite: bool) -> Result<(), StoreError> {
    if !overwrite && path.symlink_metadata().is_ok() {
        return Err(StoreError::Exists { path: shown(path) });
    }
    place::write(&Real, path, bytes, &mut |_| Ok(())).map(|_| ())
}

fn save_on(
    disk: &dyn Disk,
    path: &Path,
    text: &str,
    form: &FileForm,
    expected: Option<&Identity>,
    force: bool,
) -> Result<Saved, StoreError> {
    let bytes = form.bytes(text).map_err(|c| StoreError::Unencodable {
        character: crate::text::safe::line(&c.to_string()).into_owned(),
        encoding: form.encoding.name(),
    })?;
    let mut gone = false;
    let mut check = |target: &Path| -> Result<(), StoreError> {
        let now = identify(target, expected)?;
        gone = now.is_none() && expected.is_some();
        match (now, expected) {
            _ if force => Ok(()),
            (Some(_), None) => Err(StoreError::Exists { path: shown(path) }),
            (Some(now), Some(then)) if !now.same_text(then) => Err(StoreError::Changed { path: shown(path) }),
            (Some(_), Some(_)) if read_only(target) => Err(StoreError::ReadOnly { path: shown(path) }),
            _ => Ok(()),
        }
    };
    let note = place::write(disk, path, &bytes, &mut check)?;
    let identity = identify(path, None)?;
    let identity = identity.ok_or_else(|| StoreError::system(path, "查看", &io::ErrorKind::NotFound.into()))?;
    let note = note.or_else(|| gone.then(|| "原来的文件已被移走，重新建立".to_owned()));
    Ok(Saved { identity, note })
}

impl Identity {
    fn new(metadata: &std::fs::Metadata, content: u64) -> Self {
        Self {
            device: metadata.dev(),
            inode: metadata.ino(),
            size: metadata.size(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
            content,
        }
    }

    /// Whether the same text stands there, in whichever file.
    const fn same_text(&self, other: &Self) -> bool {
        self.size == other.size && self.content == other.content
    }
}

/// What stands at `path` now. When nothing about the file has changed since `known`, its text is not read again.
fn identify(path: &Path, known: Option<&Identity>) -> Result<Option<Identity>, StoreError> {
    if let (Some(known), Ok(metadata)) = (known, path.metadata()) {
        let now = Identity::new(&metadata, known.content);
        if now == *known {
            return Ok(Some(now));
        }
    }
    Ok(read(path)?.map(|(_, identity)| identity))
}

/// The bytes of a regular file; nothing when there is none. Never waits for a pipe or a device.
fn read(path: &Path) -> Result<Option<(Vec<u8>, Identity)>, StoreError> {
    let failed = |error: &io::Error| StoreError::system(path, "读", error);
    let refused = |reason: &str| StoreError::NotText { path: shown(path), reason: reason.to_owned() };
    match path.metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(&error)),
        Ok(metadata) if metadata.is_dir() => return Err(refused("这是文件夹")),
        Ok(metadata) if !metadata.is_file() => return Err(refused("这是管道或设备，不是文件")),
        Ok(_) => {}
    }
    let flags = OFlags::NONBLOCK.bits().cast_signed();
    let mut file = std::fs::OpenOptions::new().read(true).custom_flags(flags).open(path).map_err(|e| failed(&e))?;
    let metadata = file.metadata().map_err(|e| failed(&e))?;
    if !metadata.is_file() {
        return Err(refused("这是管道或设备，不是文件"));
    }
    if metadata.len() > LARGEST {
        return Err(refused("文件太大，超过 256 MB"));
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(|e| failed(&e))?;
    let identity = Identity::new(&metadata, hash(&bytes));
    Ok(Some((bytes, identity)))
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

fn read_only(path: &Path) -> bool {
    path.metadata().is_ok_and(|metadata| metadata.permissions().readonly())
}

fn shown(path: &Path) -> String {
    crate::text::safe::line(&path.to_string_lossy()).into_owned()
}

/// Where `path` leads: links are followed, the last one too when it leads to nothing yet.
fn resolved(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    match path.read_link() {
        Ok(link) => path.parent().unwrap_or(Path::new("")).join(link),
        Err(_) => path.to_owned(),
    }
}

/// What the system said, in the person's words.
fn words(error: &io::Error) -> String {
    use rustix::io::Errno;
    let known = match Errno::from_io_error(error) {
        Some(Errno::NOSPC) => "磁盘已满",
        Some(Errno::DQUOT) => "超出磁盘配额",
        Some(Errno::ACCESS | Errno::PERM) => "没有权限",
        Some(Errno::ROFS) => "文件系统是只读的",
        Some(Errno::IO) => "磁盘读写出错",
        Some(Errno::NOENT) => "文件夹不存在",
        Some(Errno::NOTDIR) => "路径里有一段不是文件夹",
        Some(Errno::NAMETOOLONG) => "文件名太长",
        Some(Errno::FBIG) => "超出文件大小的限制",
        _ => return error.to_string(),
    };
    known.to_owned()
}

#[cfg(test)]
mod tests;
