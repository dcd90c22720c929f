//! Bytes over a file: checked, written beside it, synced, renamed over.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use rustix::io::Errno;

use super::disk::{Disk, Facts};
use super::{Identity, Saved, StoreError, folder_of, in_place, regular, resolve, stale};

/// What is to be written where, and what the person allowed.
pub(super) struct Order<'a> {
    pub path: &'a Path,
    pub bytes: &'a [u8],
    /// What the file should still be; `None`: it should not be there.
    pub expected: Option<&'a Identity>,
    /// Another file than the expected one may be overwritten.
    pub replace: bool,
    /// A read-only file may be overwritten.
    pub read_only: bool,
}

impl Order<'_> {
    pub(super) fn failed(&self, source: io::Error) -> StoreError {
        StoreError::Write { path: self.path.to_owned(), source }
    }

    /// Whether a file that holds `bytes` may be written over. What is to be written anyway is no change.
    pub(super) fn fits(&self, bytes: &[u8]) -> bool {
        self.replace || self.expected.is_some_and(|expected| expected.holds(bytes) || bytes == self.bytes)
    }
}

/// Carries out `order`.
pub(super) fn put(disk: &dyn Disk, order: &Order<'_>) -> Result<Saved, StoreError> {
    let target = resolve(disk, order.path).map_err(|error| order.failed(error))?;
    let found = check(disk, &target, order)?;
    let mut notes = Vec::new();
    let identity = match &found {
        Some(facts) if facts.links > 1 => {
            notes.push(format!("文件有 {} 个硬链接，已就地写入", facts.links));
            in_place::write(disk, &target, order, &mut notes)?
        }
        Some(_) => match replace(disk, &target, order, found.as_ref(), &mut notes) {
            Err(StoreError::Write { source, .. }) if blocked(&source) => {
                notes.clear();
                notes.push("文件夹里不能换文件，已就地写入".to_owned());
                in_place::write(disk, &target, order, &mut notes)?
            }
            result => result?,
        },
        None => {
            if order.expected.is_some() {
                notes.push("原来的文件已经不在，重新建立了".to_owned());
            }
            replace(disk, &target, order, None, &mut notes)?
        }
    };
    Ok(Saved { identity, note: (!notes.is_empty()).then(|| notes.join("；")) })
}

/// What stands at `target`, if it may be written over.
fn check(disk: &dyn Disk, target: &Path, order: &Order<'_>) -> Result<Option<Facts>, StoreError> {
    let path = || order.path.to_owned();
    let Some(facts) = disk.facts(target).map_err(|error| order.failed(error))? else {
        return Ok(None);
    };
    regular(order.path, &facts)?;
    if !order.replace {
        let Some(expected) = order.expected else {
            return Err(StoreError::Exists { path: path() });
        };
        // The length alone tells most changes; the content is read to be sure that there is none.
        if facts.size != expected.size && facts.size != order.bytes.len() as u64 {
            return Err(StoreError::Changed { path: path() });
        }
        let held = disk.open_read(target).and_then(|file| disk.read_all(&file, facts.size + 1));
        if !order.fits(&held.map_err(|error| order.failed(error))?) {
            return Err(StoreError::Changed { path: path() });
        }
    }
    if !order.read_only {
        let open = match disk.may_write(target) {
            Ok(()) => facts.mode & 0o222 != 0,
            Err(error) if is(&error, &[Errno::ACCESS, Errno::PERM]) => false,
            Err(error) => return Err(order.failed(error)),
        };
        if !open {
            return Err(StoreError::ReadOnly { path: path() });
        }
    }
    Ok(Some(facts))
}

/// Writes a new file beside `target` and renames it over. What fails leaves `target` alone and nothing behind.
fn replace(
    disk: &dyn Disk,
    target: &Path,
    order: &Order<'_>,
    found: Option<&Facts>,
    notes: &mut Vec<String>,
) -> Result<Identity, StoreError> {
    let (temporary, file) = create_beside(disk, target, found).map_err(|error| order.failed(error))?;
    let result = fill(disk, target, order, found, &file, notes).and_then(|identity| {
        let renamed = match found {
            None if !order.replace => disk.rename_new(&temporary, target),
            _ => disk.rename(&temporary, target),
        };
        match renamed {
            Ok(()) => Ok(identity),
            Err(error) if is(&error, &[Errno::EXIST]) => Err(StoreError::Exists { path: order.path.to_owned() }),
            Err(error) => Err(order.failed(error)),
        }
    });
    drop(file);
    match result {
        Ok(identity) => match sync_folder(disk, folder_of(target)) {
            Ok(()) => Ok(identity),
            Err(source) => Err(StoreError::NotDurable { path: order.path.to_owned(), source }),
        },
        Err(error) => {
            // Nothing can be done about a leftover that cannot be removed; the first error is the one to tell.
            let _ = disk.remove(&temporary);
            Err(error)
        }
    }
}

/// Brings the new file to the point where it can be renamed over `target`.
fn fill(
    disk: &dyn Disk,
    target: &Path,
    order: &Order<'_>,
    found: Option<&Facts>,
    file: &File,
    notes: &mut Vec<String>,
) -> Result<Identity, StoreError> {
    let failed = |error| order.failed(error);
    disk.write_all(file, order.bytes).map_err(failed)?;
    if let Some(old) = found {
        dress(disk, target, old, file, notes).map_err(failed)?;
    }
    disk.sync(file).map_err(failed)?;
    let facts = disk.facts_of(file).map_err(failed)?;
    if disk.facts(target).map_err(failed)?.as_ref() != found {
        check(disk, target, order)?;
    }
    Ok(Identity::new(&facts, order.bytes))
}

/// Gives the new file what the old one had: owner, mode, extended attributes, as far as the process may.
fn dress(disk: &dyn Disk, target: &Path, old: &Facts, file: &File, notes: &mut Vec<String>) -> io::Result<()> {
    let new = disk.facts_of(file)?;
    let mut mode = old.mode;
    let mut group_kept = old.group == new.group;
    if (old.owner, old.group) != (new.owner, new.group)
        && !allowed(disk.set_owner(file, Some(old.owner), Some(old.group)))?
    {
        group_kept = group_kept || allowed(disk.set_owner(file, None, Some(old.group)))?;
        mode &= 0o1777;
        notes.push("文件的所有者没能保留".to_owned());
    } else {
        group_kept = true;
    }
    if !group_kept {
        // The new group is not the one that the rights were meant for: it gets what everybody has.
        mode = (mode & !0o070) | (mode & ((mode & 0o007) << 3));
    }
    if !allowed(disk.set_mode(file, mode))? {
        notes.push("文件的权限没能保留".to_owned());
    }
    if group_kept {
        allowed(disk.copy_attributes(target, file))?;
    }
    Ok(())
}

/// Makes a file of a name that is not there yet, in the folder of `target`.
fn create_beside(disk: &dyn Disk, target: &Path, found: Option<&Facts>) -> io::Result<(PathBuf, File)> {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    if target.file_name().is_none() {
        return Err(Errno::ISDIR.into());
    }
    // Rights of an existing text are given at the end; a new one gets what the process's mask leaves.
    let mode = if found.is_some() { 0o600 } else { 0o666 };
    let (path, file) = first_free(disk, folder_of(target), mode, |_| {
        stale::name(target, std::process::id(), COUNTER.fetch_add(1, Ordering::Relaxed))
    })?;
    // It is being written: nobody may take it for something that was left. Where there are no locks the process tells.
    let _ = disk.lock(&file);
    Ok((path, file))
}

/// Makes the first file of those that `name` names which is not there yet.
pub(super) fn first_free(
    disk: &dyn Disk,
    folder: &Path,
    mode: u32,
    name: impl Fn(usize) -> OsString,
) -> io::Result<(PathBuf, File)> {
    let mut tried = 0;
    loop {
        let path = folder.join(name(tried));
        match disk.create(&path, mode) {
            Ok(file) => return Ok((path, file)),
            Err(error) if tried < 100 && is(&error, &[Errno::EXIST]) => tried += 1,
            Err(error) => return Err(error),
        }
    }
}

/// `name`, or as much of its start as `room` bytes hold: names have a limit, and long titles come near it.
pub(super) fn cut(name: &OsStr, room: usize) -> OsString {
    if name.len() <= room {
        return name.to_owned();
    }
    let mut short = String::new();
    for c in name.to_string_lossy().chars() {
        if short.len() + c.len_utf8() > room {
            break;
        }
        short.push(c);
    }
    short.into()
}

/// Makes a folder, and those that it stands in, for the person alone. What is new of them stays when the power goes: a
/// file that is synced is lost all the same with a folder that was not.
pub(super) fn make_folder(disk: &dyn Disk, folder: &Path) -> io::Result<()> {
    let mut new = Vec::new();
    for folder in folder.ancestors().take_while(|folder| !folder.as_os_str().is_empty()) {
        if disk.facts(folder)?.is_some() {
            break;
        }
        new.push(folder);
    }
    disk.make_folder(folder)?;
    new.into_iter().try_for_each(|folder| sync_folder(disk, folder_of(folder)))
}

/// Syncs a folder; some file systems cannot, and a folder that may not be read cannot be opened.
pub(super) fn sync_folder(disk: &dyn Disk, folder: &Path) -> io::Result<()> {
    const NO_MATTER: &[Errno] = &[Errno::INVAL, Errno::OPNOTSUPP, Errno::NOSYS, Errno::ACCESS, Errno::PERM];
    match disk.sync_folder(folder) {
        Err(error) if is(&error, NO_MATTER) => Ok(()),
        result => result,
    }
}

/// Whether an attribute was set; `false` where the process or the file system does not allow it.
fn allowed(result: io::Result<()>) -> io::Result<bool> {
    const REFUSALS: &[Errno] = &[Errno::PERM, Errno::ACCESS, Errno::OPNOTSUPP, Errno::NOSYS, Errno::INVAL];
    match result {
        Ok(()) => Ok(true),
        Err(error) if is(&error, REFUSALS) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether a new file cannot take the place of the old one, though the old one may perhaps be written.
fn blocked(error: &io::Error) -> bool {
    is(error, &[Errno::ACCESS, Errno::PERM, Errno::ROFS, Errno::BUSY, Errno::XDEV])
}

fn is(error: &io::Error, any: &[Errno]) -> bool {
    Errno::from_io_error(error).is_some_and(|errno| any.contains(&errno))
}
