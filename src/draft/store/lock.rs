//! One writer for a draft: a lock in the draft's own folder, which says who holds it.
//!
//! The system frees it when the process ends, however it ends, so a lock is never stale. Taking one over puts another
//! file in its place: the holder sees that its own is no longer there. Knows nothing of journals.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use rustix::io::Errno;
use serde::{Deserialize, Serialize};

use super::disk::{Disk, Real};
use super::places::{self, Places};

/// The name of the lock in the draft's folder.
pub(super) const NAME: &str = "lock";

/// Who has a draft open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Holder {
    /// The number of the process.
    pub process: u32,
    /// The computer.
    pub host: String,
    /// The person.
    pub user: String,
    /// The terminal, as `/dev/pts/3`; empty where there is none.
    pub terminal: String,
    /// Since when, in milliseconds since 1970.
    pub since: u64,
}

impl Holder {
    /// This process.
    pub fn here(since: u64) -> Self {
        let user = ["USER", "LOGNAME"].into_iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
        let terminal = Real.read_link(Path::new("/proc/self/fd/0")).ok().flatten();
        Self {
            process: std::process::id(),
            host: rustix::system::uname().nodename().to_string_lossy().into_owned(),
            user: user.unwrap_or_else(|| rustix::process::geteuid().as_raw().to_string()),
            terminal: terminal.filter(|path| path.starts_with("/dev")).unwrap_or_default().display().to_string(),
            since,
        }
    }
}

/// A lock that this process holds.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    file: File,
}

/// What came of asking for a lock.
#[derive(Debug)]
pub enum Taken {
    /// It is this process's now.
    Mine(Lock),
    /// Somebody else has it.
    Held(Box<Holder>),
}

/// Asks for the lock of the draft at `path`; with `force` it is taken from whoever holds it.
///
/// # Errors
/// When no place can be written: then there is nobody to be kept out either.
pub fn take(places: &Places, path: &Path, me: &Holder, force: bool) -> io::Result<Taken> {
    take_on(&Real, places, &places::key(&Real, path), me, force)
}

/// As [`take`], for the draft without a file that was begun at `started` (milliseconds since 1970).
///
/// # Errors
/// As for [`take`].
pub fn take_new(places: &Places, started: u64, me: &Holder) -> io::Result<Taken> {
    take_on(&Real, places, &places::key_of_new(started), me, false)
}

pub(super) fn take_on(disk: &dyn Disk, places: &Places, key: &str, me: &Holder, force: bool) -> io::Result<Taken> {
    let mut last = Errno::NOENT.into();
    for place in places.folders() {
        let result = places::make(disk, place, key).and_then(|folder| take_in(disk, &folder.join(NAME), me, force));
        match result {
            Ok(taken) => return Ok(taken),
            Err(error) => last = error,
        }
    }
    Err(last)
}

fn take_in(disk: &dyn Disk, path: &Path, me: &Holder, force: bool) -> io::Result<Taken> {
    // Whoever lets a lock go removes its file: what was opened may be no longer there when it is locked.
    for _ in 0..20 {
        let file = disk.open_lock(path)?;
        if disk.lock(&file)? {
            let lock = Lock { path: path.to_owned(), file };
            if lock.is_held_on(disk)? {
                sign(disk, &lock.file, me)?;
                return Ok(Taken::Mine(lock));
            }
        } else if force {
            let beside = path.with_extension(format!("{}.new", me.process));
            let _ = disk.remove(&beside);
            let file = disk.open_lock(&beside)?;
            if !disk.lock(&file)? {
                continue;
            }
            sign(disk, &file, me)?;
            disk.rename(&beside, path)?;
            return Ok(Taken::Mine(Lock { path: path.to_owned(), file }));
        } else {
            return Ok(Taken::Held(Box::new(signed(disk, path))));
        }
    }
    Err(Errno::BUSY.into())
}

/// Who has the draft at `path` open at this moment, this process too; nobody where no place can be looked at.
pub fn look(places: &Places, path: &Path) -> Option<Holder> {
    let key = places::key(&Real, path);
    let mut folders = places.folders().iter().map(|place| place.join(&key));
    folders.find(|folder| is_held(&Real, folder)).map(|folder| signed(&Real, &folder.join(NAME)))
}

/// Whether some process has the draft of this folder open, this one too.
pub(super) fn is_held(disk: &dyn Disk, folder: &Path) -> bool {
    let path = folder.join(NAME);
    match disk.facts(&path) {
        Ok(Some(_)) => disk.open_read(&path).and_then(|file| disk.lock(&file)).is_ok_and(|free| !free),
        _ => false,
    }
}

fn sign(disk: &dyn Disk, file: &File, me: &Holder) -> io::Result<()> {
    let mut text = serde_json::to_string(me).map_err(io::Error::other)?;
    text.push('\n');
    disk.set_length(file, 0)?;
    disk.write_all(file, text.as_bytes())
}

fn signed(disk: &dyn Disk, path: &Path) -> Holder {
    let text = disk.open_read(path).and_then(|file| disk.read_all(&file, 1 << 16)).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}

impl Lock {
    /// Whether it is still this process's: nobody has taken it over.
    pub fn is_held(&self) -> bool {
        // A disk that does not answer is no reason to stop.
        self.is_held_on(&Real).unwrap_or(true)
    }

    fn is_held_on(&self, disk: &dyn Disk) -> io::Result<bool> {
        let own = disk.facts_of(&self.file)?;
        Ok(disk.facts(&self.path)?.is_some_and(|there| (there.device, there.inode) == (own.device, own.inode)))
    }

    /// Who holds it now.
    pub fn holder(&self) -> Holder {
        signed(&Real, &self.path)
    }

    /// Whether it is that of the draft at `path`.
    pub fn is_of(&self, path: &Path) -> bool {
        self.folder().file_name().is_some_and(|key| key == places::key(&Real, path).as_str())
    }

    /// The folder that it is in.
    pub(super) fn folder(&self) -> &Path {
        super::folder_of(&self.path)
    }

    /// Lets it go, and with it the draft's folder if nothing else is in there.
    pub fn release(self) {
        if self.is_held() {
            // What stays behind is taken by the next who asks.
            let _ = Real.remove(&self.path);
            let _ = Real.remove_folder(self.folder());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mine(taken: Taken) -> io::Result<Lock> {
        match taken {
            Taken::Mine(lock) => Ok(lock),
            Taken::Held(holder) => Err(io::Error::other(format!("{holder:?}"))),
        }
    }

    #[test]
    fn the_second_is_told_who_holds_it_and_may_take_it_over() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let places = Places::new(vec![folder.path().join("drafts")]);
        let path = folder.path().join("报告.txt");
        let me = Holder { user: "王芳".to_owned(), process: 7, ..Holder::here(5) };
        let first = mine(take(&places, &path, &me, false)?)?;
        let Taken::Held(holder) = take(&places, &path, &Holder::here(6), false)? else {
            return Err(io::Error::other("two hold it"));
        };
        assert_eq!(*holder, me);
        assert!(first.is_held() && is_held(&Real, first.folder()));
        assert_eq!(look(&places, &path).as_ref(), Some(&me));
        let second = mine(take(&places, &path, &Holder { process: 8, ..me.clone() }, true)?)?;
        assert!(!first.is_held() && second.is_held());
        assert_eq!(first.holder().process, 8);
        first.release();
        assert!(second.is_held(), "who lost it takes nothing away");
        let kept = second.folder().to_owned();
        second.release();
        assert!(!kept.exists() && look(&places, &path).is_none());
        mine(take(&places, &path, &me, false)?)?;
        Ok(())
    }

    #[test]
    fn a_lock_goes_with_its_process() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let places = Places::new(vec![folder.path().join("drafts")]);
        let path = folder.path().join("a.txt");
        // The file stays, as it does when a process is killed; the system's lock is gone with it.
        drop(mine(take(&places, &path, &Holder::here(1), false)?)?);
        let lock = mine(take(&places, &path, &Holder::here(2), false)?)?;
        assert_eq!(lock.holder().since, 2);
        Ok(())
    }
}
