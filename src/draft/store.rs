//! Opening and saving a draft so that the file always holds the complete old text or the complete new one.
//!
//! A save writes a temporary file beside the target, syncs it and renames it over; where that cannot be (a hard
//! link, a folder that may not be written) it writes in place behind a synced backup. A file that changed since it
//! was read is never overwritten unasked. Must not know of the editor, of questions or of threads.

mod disk;
mod error;
pub mod exact;
mod form;
mod in_place;
pub mod journal;
pub mod lock;
pub mod places;
pub mod stale;
pub mod versions;
mod write;

use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

use encoding_rs::Encoding;

pub use error::{StoreError, cause};
pub use form::FileForm;

use disk::{Disk, Facts, Kind, Real};
use write::{Order, put};

/// The longest file that is opened as a draft, in bytes.
pub const LIMIT: u64 = 256 * 1024 * 1024;

/// What a file was when it was read or written last: where it lies, how long and how old it is, what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The device that the file lies on.
    pub device: u64,
    /// Its number there.
    pub inode: u64,
    /// Its length in bytes.
    pub size: u64,
    /// When it was changed last, in nanoseconds since 1970.
    pub modified: i128,
    /// A hash of its bytes; the same bytes give the same hash in one build of the program.
    pub hash: u64,
}

impl Identity {
    fn new(facts: &Facts, bytes: &[u8]) -> Self {
        Self {
            device: facts.device,
            inode: facts.inode,
            size: bytes.len() as u64,
            modified: facts.modified,
            hash: hash(bytes),
        }
    }

    /// That of a file which held `text` in `form`; where it lay and when is not known. A text that cannot be written so
    /// is that of no file.
    pub fn of_text(text: &str, form: &FileForm) -> Self {
        let bytes = form::write(text, form).ok();
        let size = bytes.as_ref().map_or(u64::MAX, |bytes| bytes.len() as u64);
        Self { device: 0, inode: 0, size, modified: 0, hash: hash(&bytes.unwrap_or_default()) }
    }

    /// Whether `bytes` are what the file held; where they lie does not matter.
    fn holds(&self, bytes: &[u8]) -> bool {
        self.size == bytes.len() as u64 && self.hash == hash(bytes)
    }
}

/// A draft that was read.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The text; paragraphs end at `\n`, without the final newline of the file.
    pub text: String,
    /// How the file holds the text, to be written the same way.
    pub form: FileForm,
    /// What the file was; `None` when there is no file yet.
    pub identity: Option<Identity>,
    /// What the person should know: an encoding that was guessed, line ends that will be made alike.
    pub note: Option<String>,
}

/// A draft that was written.
#[derive(Clone, Debug)]
pub struct Saved {
    /// What the file is now; the next save expects it.
    pub identity: Identity,
    /// What was out of the ordinary.
    pub note: Option<String>,
}

/// Reads the draft at `path`, finding its encoding. Symbolic links are followed.
///
/// # Errors
/// When the file is no regular file, too long, unreadable, no text, or holds bytes that are no text in its encoding.
pub fn open(path: &Path) -> Result<Opened, StoreError> {
    open_as(path, None)
}

/// Reads the draft at `path` in the encoding `forced`, or in the one that is found.
///
/// # Errors
/// As for [`open`].
pub fn open_as(path: &Path, forced: Option<&'static Encoding>) -> Result<Opened, StoreError> {
    open_on(&Real, path, forced)
}

/// Writes `text` to `path` in `form`, if the file is still what was `expected` (`None`: if there is none yet) or
/// `force` says to write all the same. Says that it is saved only when the disk has it.
///
/// # Errors
/// When the encoding cannot hold the text; when the file changed, exists or is read-only and `force` is not given;
/// when the disk fails. The file then still holds what it held, except for [`StoreError::Torn`] and
/// [`StoreError::NotDurable`], whose words say what is where.
pub fn save(
    path: &Path,
    text: &str,
    form: &FileForm,
    expected: Option<&Identity>,
    force: bool,
) -> Result<Saved, StoreError> {
    save_on(&Real, path, text, form, expected, force)
}

/// Writes `bytes` to `path` as they are, with the care of [`save`]; over a file that is there only with `overwrite`.
///
/// # Errors
/// [`StoreError::Exists`] when there is a file and `overwrite` is not given; when the file is read-only; when the
/// disk fails.
pub fn write_new(path: &Path, bytes: &[u8], overwrite: bool) -> Result<(), StoreError> {
    put(&Real, &Order { path, bytes, expected: None, replace: overwrite, read_only: false })?;
    for stale in stale::stale(path) {
        // It can be made again at any time, and it just was. What cannot be removed stays.
        let _ = stale.remove();
    }
    Ok(())
}

/// Whether `part` is the beginning of what `text` would be written as, or all of it.
pub fn begins_with(text: &str, form: &FileForm, part: &[u8]) -> bool {
    form::write(text, form).is_ok_and(|bytes| bytes.starts_with(part))
}

/// Whether two paths lead to one file, links followed. Paths to no file lead to none.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| resolve(&Real, path).and_then(|path| Real.real_path(&path)).ok();
    real(one).is_some_and(|one| real(other) == Some(one))
}

/// The bytes of the regular file at `path`, at most [`LIMIT`] of them.
///
/// # Errors
/// When it is not there, is no regular file, too long, or unreadable.
pub fn bytes(path: &Path) -> Result<Vec<u8>, StoreError> {
    let gone = || StoreError::Read { path: path.to_owned(), source: std::io::ErrorKind::NotFound.into() };
    read_file(&Real, path)?.map(|(bytes, _)| bytes).ok_or_else(gone)
}

fn open_on(disk: &dyn Disk, path: &Path, forced: Option<&'static Encoding>) -> Result<Opened, StoreError> {
    let Some((bytes, facts)) = read_file(disk, path)? else {
        let failed = |source| StoreError::Read { path: path.to_owned(), source };
        let target = resolve(disk, path).map_err(failed)?;
        return match disk.facts(folder_of(&target)).map_err(failed)? {
            Some(_) => Ok(Opened { text: String::new(), form: FileForm::default(), identity: None, note: None }),
            None => Err(StoreError::NoFolder { path: path.to_owned() }),
        };
    };
    let (text, form, note) = form::read(path, &bytes, forced)?;
    Ok(Opened { text, form, identity: Some(Identity::new(&facts, &bytes)), note })
}

/// The bytes of a regular file and what it is like; nothing where there is none.
fn read_file(disk: &dyn Disk, path: &Path) -> Result<Option<(Vec<u8>, Facts)>, StoreError> {
    let failed = |source| StoreError::Read { path: path.to_owned(), source };
    let target = resolve(disk, path).map_err(failed)?;
    let Some(facts) = disk.facts(&target).map_err(failed)? else { return Ok(None) };
    regular(path, &facts)?;
    let file = disk.open_read(&target).map_err(failed)?;
    let facts = disk.facts_of(&file).map_err(failed)?;
    regular(path, &facts)?;
    if facts.size > LIMIT {
        return Err(StoreError::TooLarge { path: path.to_owned() });
    }
    // One byte more than is allowed shows a file that grows, or one that has no size to tell.
    let bytes = disk.read_all(&file, LIMIT + 1).map_err(failed)?;
    if bytes.len() as u64 > LIMIT {
        return Err(StoreError::TooLarge { path: path.to_owned() });
    }
    Ok(Some((bytes, facts)))
}

fn save_on(
    disk: &dyn Disk,
    path: &Path,
    text: &str,
    form: &FileForm,
    expected: Option<&Identity>,
    force: bool,
) -> Result<Saved, StoreError> {
    let bytes = form::write(text, form)?;
    put(disk, &Order { path, bytes: &bytes, expected, replace: force, read_only: force })
}

/// The file that `path` leads to: symbolic links at its end are followed, also to a file that is not there yet.
fn resolve(disk: &dyn Disk, path: &Path) -> std::io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..40 {
        match disk.read_link(&path)? {
            Some(to) => path = folder_of(&path).join(to),
            None => return Ok(path),
        }
    }
    Err(rustix::io::Errno::LOOP.into())
}

fn regular(path: &Path, facts: &Facts) -> Result<(), StoreError> {
    match facts.kind {
        Kind::Regular => Ok(()),
        Kind::Other(kind) => Err(StoreError::NotRegular { path: path.to_owned(), kind }),
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => path,
    }
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

#[cfg(test)]
mod tests;
