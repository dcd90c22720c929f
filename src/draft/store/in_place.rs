//! Bytes into a file that has to stay the same one: hard links, folders in which no file may be made.
//!
//! A complete copy of the old content is on the disk before the first byte changes, and goes only when the new
//! content is there or the old one is back.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::write::{Order, cut, first_free, make_folder, sync_folder};
use super::{Identity, StoreError, folder_of, regular};

/// Writes the bytes of `order` into the file at `target`.
pub(super) fn write(
    disk: &dyn Disk,
    target: &Path,
    order: &Order<'_>,
    notes: &mut Vec<String>,
) -> Result<Identity, StoreError> {
    let failed = |error| order.failed(error);
    let file = disk.open_write(target).map_err(failed)?;
    let facts = disk.facts_of(&file).map_err(failed)?;
    regular(order.path, &facts)?;
    let old = disk.open_read(target).and_then(|file| disk.read_all(&file, u64::MAX)).map_err(failed)?;
    if !order.fits(&old) {
        return Err(StoreError::Changed { path: order.path.to_owned() });
    }
    let backup = back_up(disk, target, &old).map_err(failed)?;
    match overwrite(disk, &file, order.bytes) {
        Ok(()) => {}
        Err(Broken::Writing(source)) => {
            return Err(match overwrite(disk, &file, &old) {
                Ok(()) => {
                    // The old content is back: a copy more does no harm.
                    let _ = disk.remove(&backup);
                    order.failed(source)
                }
                Err(_) => StoreError::Torn { path: order.path.to_owned(), backup, source },
            });
        }
        // After a failed sync the same file must not be trusted again, whatever a second try would say.
        Err(Broken::Syncing(source)) => {
            return Err(StoreError::Torn { path: order.path.to_owned(), backup, source });
        }
    }
    if disk.remove(&backup).is_err() {
        notes.push(format!("备份 {} 没能删掉", backup.display()));
    }
    // The content decides; an older time only costs a comparison.
    Ok(Identity::new(&disk.facts_of(&file).unwrap_or(facts), order.bytes))
}

/// Where writing broke off.
enum Broken {
    Writing(io::Error),
    Syncing(io::Error),
}

/// Writes over the old bytes before the length is set, so that a full disk still has room for putting them back.
fn overwrite(disk: &dyn Disk, file: &File, bytes: &[u8]) -> Result<(), Broken> {
    disk.write_all(file, bytes).map_err(Broken::Writing)?;
    disk.set_length(file, bytes.len() as u64).map_err(Broken::Writing)?;
    disk.sync(file).map_err(Broken::Syncing)
}

/// Copies `old` to `name~` beside the target, or to the program's own folder where that cannot be.
fn back_up(disk: &dyn Disk, target: &Path, old: &[u8]) -> io::Result<PathBuf> {
    copy_to(disk, folder_of(target), target, old).or_else(|_| {
        let folder = disk.backup_folder()?;
        make_folder(disk, &folder)?;
        copy_to(disk, &folder, target, old)
    })
}

fn copy_to(disk: &dyn Disk, folder: &Path, target: &Path, old: &[u8]) -> io::Result<PathBuf> {
    let name = target.file_name().unwrap_or(target.as_os_str());
    let (path, file) = first_free(disk, folder, 0o600, |tried| {
        let mut copy = cut(name, 240);
        copy.push("~");
        if tried > 0 {
            copy.push(tried.to_string());
        }
        copy
    })?;
    let written = disk.write_all(&file, old).and_then(|()| disk.sync(&file)).and_then(|()| sync_folder(disk, folder));
    match written {
        Ok(()) => Ok(path),
        Err(error) => {
            let _ = disk.remove(&path);
            Err(error)
        }
    }
}
