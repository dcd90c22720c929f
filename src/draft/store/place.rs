//! Putting bytes into the place of a file: by a temporary file and a rename; where that would tear a hard link apart or
//! the folder takes no new file, over the old bytes, after the whole new text is safe in a file of its own.

use std::fs::File;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use etcetera::BaseStrategy;

use super::disk::Disk;
use super::{StoreError, resolved};

/// Looks whether the target may be written.
type Check<'c> = dyn FnMut(&Path) -> Result<(), StoreError> + 'c;

/// Writes `bytes` to where `path` leads. `check` is asked before the work and again right before the old text goes. Gives
/// a note when it was not written in the usual way.
pub(super) fn write(
    disk: &dyn Disk,
    path: &Path,
    bytes: &[u8],
    check: &mut Check<'_>,
) -> Result<Option<String>, StoreError> {
    let target = resolved(path);
    check(&target)?;
    let old = target.metadata().ok();
    if old.as_ref().is_some_and(|old| old.nlink() > 1) {
        over(disk, &target, bytes, check)?;
        return Ok(Some("这个文件有硬链接，在原处改写".to_owned()));
    }
    match by_rename(disk, &target, bytes, old.as_ref(), check) {
        Err(Failed::NoTemporary(error)) if old.is_some() && refused(&error) => {
            over(disk, &target, bytes, check)?;
            Ok(Some("文件夹不让新建文件，在原处改写".to_owned()))
        }
        Err(Failed::NoTemporary(error)) => Err(StoreError::system(path, "写", &error)),
        Err(Failed::Other(error)) => Err(error),
        Ok(()) => Ok(None),
    }
}

/// Why a rename was not reached.
enum Failed {
    /// The folder took no temporary file.
    NoTemporary(io::Error),
    /// Anything else.
    Other(StoreError),
}

fn by_rename(
    disk: &dyn Disk,
    target: &Path,
    bytes: &[u8],
    old: Option<&std::fs::Metadata>,
    check: &mut Check<'_>,
) -> Result<(), Failed> {
    let folder = folder_of(target);
    let temporary = folder.join(temporary_name(target));
    // A new file gets what the umask leaves of 0666; one that takes another's place is nobody else's until it has its mode.
    let mode = if old.is_some() { 0o600 } else { 0o666 };
    let mut file = disk.create(&temporary, mode).map_err(Failed::NoTemporary)?;
    let written = fill(disk, &mut file, bytes, old)
        .map_err(|error| StoreError::system(target, "写", &error))
        .and_then(|()| check(target))
        .and_then(|()| disk.rename(&temporary, target).map_err(|error| StoreError::system(target, "写", &error)));
    if let Err(error) = written {
        let _ = disk.remove(&temporary);
        return Err(Failed::Other(error));
    }
    disk.sync_folder(&folder).map_err(|error| Failed::Other(StoreError::system(target, "写", &error)))
}

fn fill(disk: &dyn Disk, file: &mut File, bytes: &[u8], old: Option<&std::fs::Metadata>) -> io::Result<()> {
    disk.write(file, bytes)?;
    if let Some(old) = old {
        disk.like(file, old)?;
    }
    disk.sync(file)
}

/// Writes over the old bytes. Until that is durable, the whole new text stands in a file of its own, which is named when
/// something goes wrong.
fn over(disk: &dyn Disk, target: &Path, bytes: &[u8], check: &mut Check<'_>) -> Result<(), StoreError> {
    let failed = |error: &io::Error| StoreError::system(target, "写", error);
    let (rescue, mut file) = rescue_file(disk, target).map_err(|error| failed(&error))?;
    let safe = fill(disk, &mut file, bytes, None).map_err(|error| failed(&error)).and_then(|()| check(target));
    if let Err(error) = safe {
        let _ = disk.remove(&rescue);
        return Err(error);
    }
    let written = disk.rewrite(target).and_then(|mut file| {
        disk.write(&mut file, bytes)?;
        disk.cut(&file, bytes.len() as u64)?;
        disk.sync(&file)
    });
    match written {
        Ok(()) => {
            let _ = disk.remove(&rescue);
            Ok(())
        }
        Err(error) => Err(StoreError::System {
            path: super::shown(target),
            doing: "改写",
            cause: format!("{}；新的全文存在 {}", super::words(&error), super::shown(&rescue)),
        }),
    }
}

/// A new file for the whole text: beside the target, else in the state folder.
fn rescue_file(disk: &dyn Disk, target: &Path) -> io::Result<(PathBuf, File)> {
    let beside = folder_of(target).join(temporary_name(target));
    let first = match disk.create(&beside, 0o600) {
        Ok(file) => return Ok((beside, file)),
        Err(error) => error,
    };
    let base = etcetera::choose_base_strategy().ok();
    let state = base.and_then(|base| base.state_dir().or_else(|| Some(base.data_dir())));
    let Some(folder) = state.map(|state| state.join("wengao").join("rescue")) else { return Err(first) };
    std::fs::create_dir_all(&folder)?;
    let elsewhere = folder.join(temporary_name(target));
    let file = disk.create(&elsewhere, 0o600)?;
    Ok((elsewhere, file))
}

fn folder_of(target: &Path) -> PathBuf {
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// A name that no other save uses: hidden, and telling whose it is.
fn temporary_name(target: &Path) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = target.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let name = crate::text::span::head(&name, 120);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!(".{name}.wengao-{}-{count}.tmp", std::process::id())
}

/// Whether the folder takes no new file, while the file itself may be writable.
fn refused(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}
