//! What a save that was killed left beside its document: found again, and known for what it is.
//!
//! Such a file is one's own only if its name says that it was made on this computer for this very document, it belongs
//! to this person, its process is gone and nobody holds it. Whether its text stands elsewhere is for others to say:
//! nothing is removed unasked.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::disk::{Disk, Kind, Real};
use super::places::fingerprint;
use super::write::cut;
use super::{LIMIT, folder_of, resolve};

/// A file that a killed save left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// It.
    pub path: PathBuf,
    /// The number of the process that wrote it.
    pub process: u32,
    /// What it holds: the beginning of what was to be saved, or all of it.
    pub bytes: Vec<u8>,
}

/// The name of the file in which the process of number `process` writes what is to become `target`; `count` tells its
/// files apart.
pub(super) fn name(target: &Path, process: u32, count: u64) -> OsString {
    let mut hidden = beginning(target);
    hidden.push(format!("{process}-{count}{ENDING}"));
    hidden
}

const ENDING: &str = ".tmp";

/// How the names of such files of one document begin; they are of this computer alone.
fn beginning(target: &Path) -> OsString {
    let name = target.file_name().unwrap_or_default();
    let mut whole = rustix::system::uname().nodename().to_bytes().to_vec();
    // Computers of one name are told apart where they have a number of their own.
    let number = Real.open_read(Path::new("/etc/machine-id")).and_then(|file| Real.read_all(&file, 64));
    whole.extend(number.unwrap_or_default());
    whole.push(0);
    whole.extend(name.as_encoded_bytes());
    let mut hidden = OsString::from(".");
    hidden.push(cut(name, 80));
    hidden.push(format!(".wengao-{:016x}-", fingerprint(&whole)));
    hidden
}

/// What killed saves left of the document at `path`.
pub fn stale(path: &Path) -> Vec<Stale> {
    stale_on(&Real, path)
}

pub(super) fn stale_on(disk: &dyn Disk, path: &Path) -> Vec<Stale> {
    let Ok(target) = resolve(disk, path) else { return Vec::new() };
    let (folder, beginning) = (folder_of(&target), beginning(&target));
    let names = disk.names(folder).unwrap_or_default();
    let found = names.iter().filter_map(|name| {
        let rest = name.as_encoded_bytes().strip_prefix(beginning.as_encoded_bytes())?;
        let (process, count) = std::str::from_utf8(rest).ok()?.strip_suffix(ENDING)?.split_once('-')?;
        count.parse::<u64>().ok()?;
        left(disk, folder.join(name), process.parse().ok()?)
    });
    found.collect()
}

/// What stands at `path`, if nobody writes it any more.
fn left(disk: &dyn Disk, path: PathBuf, process: u32) -> Option<Stale> {
    if process == std::process::id() || runs(process) {
        return None;
    }
    let facts = disk.facts(&path).ok()??;
    let own = facts.kind == Kind::Regular && facts.links == 1 && facts.owner == rustix::process::geteuid().as_raw();
    if !own || facts.size > LIMIT {
        return None;
    }
    let file = disk.open_read(&path).ok()?;
    // Whoever writes it holds it, also where his number means nothing here.
    if !disk.lock(&file).ok()? || disk.facts_of(&file).ok()?.inode != facts.inode {
        return None;
    }
    let bytes = disk.read_all(&file, LIMIT).ok()?;
    Some(Stale { path, process, bytes })
}

impl Stale {
    /// Removes it.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn remove(&self) -> std::io::Result<()> {
        Real.remove(&self.path)
    }
}

/// Leaves what a save by the process of this number, killed in the middle of it, would.
#[cfg(test)]
pub(crate) fn leave(target: &Path, process: u32, bytes: &[u8]) -> std::io::Result<PathBuf> {
    let path = folder_of(target).join(name(target, process, 0));
    std::fs::write(&path, bytes)?;
    Ok(path)
}

/// Whether a process of this number runs.
fn runs(process: u32) -> bool {
    let pid = i32::try_from(process).ok().and_then(rustix::process::Pid::from_raw);
    pid.is_some_and(|pid| rustix::process::test_kill_process(pid) != Err(rustix::io::Errno::SRCH))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io;

    use super::*;

    /// The number of a process that has ended.
    fn gone() -> io::Result<u32> {
        let mut child = std::process::Command::new("true").spawn()?;
        child.wait()?;
        Ok(child.id())
    }

    #[test]
    fn only_what_is_ones_own_and_left_by_a_dead_process_is_found() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("报告𠀀.txt");
        let at = |name: OsString| folder.path().join(name);
        let dead = gone()?;
        let left = at(name(&path, dead, 3));
        fs::write(&left, "写了一半")?;
        // Somebody else's, another document's, one that is being written, one that only looks like it.
        let other = at(name(&folder.path().join("报告.txt"), dead, 0));
        let long = format!("{}.txt", "长".repeat(60));
        let (long, longer) = (folder.path().join(&long), folder.path().join(format!("{}别.txt", "长".repeat(59))));
        let kept = [
            at(name(&path, 1, 0)),
            at(name(&path, std::process::id(), 0)),
            other,
            at(name(&longer, dead, 0)),
            folder.path().join(".报告𠀀.txt.wengao-7-0.tmp"),
            folder.path().join(format!("{}x", left.display())),
        ];
        for path in &kept {
            fs::write(path, "别的")?;
        }
        let linked = at(name(&path, dead, 9));
        std::os::unix::fs::symlink(&kept[0], &linked)?;
        let held = at(name(&path, dead, 4));
        let writing = Real.create(&held, 0o600)?;
        assert!(Real.lock(&writing)?);
        let found = stale(&path);
        assert_eq!(found, [Stale { path: left.clone(), process: dead, bytes: "写了一半".into() }]);
        assert!(stale(&long).is_empty() && stale(&longer).len() == 1);
        drop(writing);
        assert_eq!(stale(&path).len(), 2);
        found.iter().try_for_each(Stale::remove)?;
        assert!(!left.exists() && kept.iter().all(|path| path.exists()));
        Ok(())
    }
}
