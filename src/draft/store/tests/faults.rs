//! A disk on which operations fail: every one in turn, once or from then on, and writing half of the bytes.

use std::cell::Cell;
use std::ffi::OsString;
use std::fs::File;

use rustix::io::Errno;

use super::*;

/// What goes wrong at the operation of that number (from 0).
#[derive(Clone, Copy, Debug)]
pub(super) enum Fault {
    /// It fails; a write leaves half of the bytes.
    Once(Errno),
    /// It fails like that, and so does every later one.
    Onward(Errno),
    /// It fails before it does anything, and so does every later one: the process is gone.
    Kill,
}

pub(super) struct Faulty<'a> {
    fault: Fault,
    at: usize,
    count: Cell<usize>,
    /// Nothing can be made in this folder.
    closed: Option<&'a Path>,
    backups: &'a Path,
}

impl<'a> Faulty<'a> {
    /// A disk without faults that keeps backups in the folder of the test.
    pub(super) fn sound(backups: &'a Path) -> Self {
        Self { fault: Fault::Kill, at: usize::MAX, count: Cell::new(0), closed: None, backups }
    }

    /// A disk with this fault at the operation of that number.
    pub(super) fn failing(fault: Fault, at: usize, backups: &'a Path) -> Self {
        Self { fault, at, ..Self::sound(backups) }
    }

    /// Whether the operation that begins now fails, and how.
    fn step(&self) -> io::Result<()> {
        let now = self.count.get();
        self.count.set(now + 1);
        match self.fault {
            Fault::Once(errno) if now == self.at => Err(errno.into()),
            Fault::Onward(errno) if now >= self.at => Err(errno.into()),
            Fault::Kill if now >= self.at => Err(Errno::IO.into()),
            _ => Ok(()),
        }
    }

    /// Whether the fault was met.
    pub(super) fn met(&self) -> bool {
        self.count.get() > self.at
    }
}

impl Disk for Faulty<'_> {
    fn read_link(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        self.step()?;
        Real.read_link(path)
    }
    fn facts(&self, path: &Path) -> io::Result<Option<Facts>> {
        self.step()?;
        Real.facts(path)
    }
    fn facts_of(&self, file: &File) -> io::Result<Facts> {
        self.step()?;
        Real.facts_of(file)
    }
    fn may_write(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        Real.may_write(path)
    }
    fn open_read(&self, path: &Path) -> io::Result<File> {
        self.step()?;
        Real.open_read(path)
    }
    fn open_write(&self, path: &Path) -> io::Result<File> {
        self.step()?;
        Real.open_write(path)
    }
    fn create(&self, path: &Path, mode: u32) -> io::Result<File> {
        self.step()?;
        if path.parent() == self.closed {
            return Err(Errno::ACCESS.into());
        }
        Real.create(path, mode)
    }
    fn read_all(&self, file: &File, limit: u64) -> io::Result<Vec<u8>> {
        self.step()?;
        Real.read_all(file, limit)
    }
    fn write_all(&self, file: &File, bytes: &[u8]) -> io::Result<()> {
        // The process may also die between two halves of a write.
        if let Err(error) = self.step() {
            if !matches!(self.fault, Fault::Kill) || self.count.get() == self.at + 1 {
                Real.write_all(file, bytes.get(..bytes.len() / 2).unwrap_or_default())?;
            }
            return Err(error);
        }
        Real.write_all(file, bytes)
    }
    fn set_length(&self, file: &File, length: u64) -> io::Result<()> {
        self.step()?;
        Real.set_length(file, length)
    }
    fn set_owner(&self, file: &File, owner: Option<u32>, group: Option<u32>) -> io::Result<()> {
        self.step()?;
        Real.set_owner(file, owner, group)
    }
    fn set_mode(&self, file: &File, mode: u32) -> io::Result<()> {
        self.step()?;
        Real.set_mode(file, mode)
    }
    fn copy_attributes(&self, from: &Path, to: &File) -> io::Result<()> {
        self.step()?;
        Real.copy_attributes(from, to)
    }
    fn sync(&self, file: &File) -> io::Result<()> {
        self.step()?;
        Real.sync(file)
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.step()?;
        Real.sync_folder(folder)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        Real.rename(from, to)
    }
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        Real.rename_new(from, to)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        Real.remove(path)
    }
    fn backup_folder(&self) -> io::Result<PathBuf> {
        self.step()?;
        Ok(self.backups.to_owned())
    }
    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        self.step()?;
        Real.real_path(path)
    }
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        Real.make_folder(path)
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        Real.remove_folder(path)
    }
    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        self.step()?;
        Real.names(folder)
    }
    fn open_lock(&self, path: &Path) -> io::Result<File> {
        self.step()?;
        Real.open_lock(path)
    }
    fn lock(&self, file: &File) -> io::Result<bool> {
        self.step()?;
        Real.lock(file)
    }
    fn append(&self, file: &File, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = self.step() {
            if !matches!(self.fault, Fault::Kill) || self.count.get() == self.at + 1 {
                Real.append(file, bytes.get(..bytes.len() / 2).unwrap_or_default())?;
            }
            return Err(error);
        }
        Real.append(file, bytes)
    }
    fn sync_data(&self, file: &File) -> io::Result<()> {
        self.step()?;
        Real.sync_data(file)
    }
}

const OLD: &str = "旧的文字，第一段。\n第二段。\n";
const NEW: &str = "新的文字，比旧的长一些，第一段。\n第二段。\n第三段。\n";

/// How the target stands on the disk before the save.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Scene {
    New,
    Plain,
    Linked,
    Closed,
}

/// A folder in memory where there is such a thing: the sweeps sync thousands of times.
fn quick_folder() -> io::Result<TempDir> {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempdir())
}

/// Saves in every scene with the fault at every operation in turn. `judge` sees what is left.
fn sweep(fault: Fault, judge: impl Fn(&Outcome<'_>) -> io::Result<()>) -> io::Result<()> {
    for scene in [Scene::New, Scene::Plain, Scene::Linked, Scene::Closed] {
        for at in 0.. {
            assert!(at < 100, "a save takes fewer steps");
            let (folder, backups) = (quick_folder()?, quick_folder()?);
            let path = folder.path().join("a.txt");
            let mut identity = None;
            if scene != Scene::New {
                fs::write(&path, OLD)?;
                identity = told(open(&path))?.identity;
            }
            if scene == Scene::Linked {
                fs::hard_link(&path, folder.path().join("b.txt"))?;
            }
            let closed = (scene == Scene::Closed).then_some(folder.path());
            let disk = Faulty { fault, at, count: Cell::new(0), closed, backups: backups.path() };
            let text = NEW.trim_end_matches('\n');
            let result = save_on(&disk, &path, text, &FileForm::default(), identity.as_ref(), false);
            let met = disk.met();
            let folders = [folder.path(), backups.path()];
            judge(&Outcome { scene, at, met, path: &path, folders, result: &result })?;
            if !met {
                assert!(result.is_ok());
                break;
            }
            // With the disk whole again the next save is complete, whatever the last one left.
            told(save(&path, text, &FileForm::default(), identity.as_ref(), true))?;
            assert_eq!(fs::read_to_string(&path)?, NEW, "{scene:?} {at}");
        }
    }
    Ok(())
}

struct Outcome<'a> {
    scene: Scene,
    at: usize,
    met: bool,
    path: &'a Path,
    folders: [&'a Path; 2],
    result: &'a Result<Saved, StoreError>,
}

impl Outcome<'_> {
    fn held(&self) -> Option<String> {
        fs::read_to_string(self.path).ok()
    }

    /// The target is the old text or the new one.
    fn whole(&self) -> bool {
        match self.held() {
            None => self.scene == Scene::New,
            Some(text) => text == NEW || (text == OLD && self.scene != Scene::New),
        }
    }

    /// Everything else that lies about.
    fn litter(&self) -> io::Result<Vec<PathBuf>> {
        let mut litter = Vec::new();
        for folder in self.folders {
            let names = names(folder)?.into_iter().filter(|name| name != "a.txt" && name != "b.txt");
            litter.extend(names.map(|name| folder.join(name)));
        }
        Ok(litter)
    }
}

impl std::fmt::Display for Outcome<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}, operation {}, {:?}", self.scene, self.at, self.result)
    }
}

#[test]
fn one_failure_leaves_a_whole_file_and_no_litter() -> io::Result<()> {
    for errno in [Errno::IO, Errno::NOSPC, Errno::DQUOT, Errno::ACCESS, Errno::PERM, Errno::ROFS, Errno::INVAL] {
        sweep(Fault::Once(errno), |outcome| {
            assert!(outcome.whole(), "{errno:?}: {outcome}");
            let litter = outcome.litter()?;
            match outcome.result {
                // A backup that could not be removed is told.
                Ok(saved) => {
                    assert_eq!(outcome.held().as_deref(), Some(NEW), "{errno:?}: {outcome}");
                    let told = saved.note.as_deref().unwrap_or_default();
                    assert!(litter.iter().all(|left| told.contains(&*left.to_string_lossy())), "{outcome}");
                }
                Err(StoreError::Torn { backup, .. }) => {
                    assert_eq!((litter, fs::read_to_string(backup)?), (vec![backup.clone()], OLD.to_owned()));
                }
                Err(StoreError::NotDurable { .. }) => assert_eq!(outcome.held().as_deref(), Some(NEW), "{outcome}"),
                Err(error) => {
                    assert!(outcome.met && litter.is_empty(), "{errno:?}: {outcome} {litter:?}");
                    assert_ne!(outcome.held().as_deref(), Some(NEW), "{errno:?}: {outcome}");
                    assert!(!error.to_string().is_empty());
                }
            }
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn death_and_a_dead_disk_leave_a_whole_file_or_a_whole_backup() -> io::Result<()> {
    for fault in [Fault::Kill, Fault::Onward(Errno::IO), Fault::Onward(Errno::NOSPC), Fault::Onward(Errno::ACCESS)] {
        sweep(fault, |outcome| {
            let litter = outcome.litter()?;
            let backup = litter.iter().any(|path| fs::read_to_string(path).is_ok_and(|text| text == OLD));
            let in_place = matches!(outcome.scene, Scene::Linked | Scene::Closed);
            assert!(outcome.whole() || (in_place && backup), "{fault:?}: {outcome}");
            if let Err(StoreError::Torn { backup, .. }) = outcome.result {
                assert_eq!(fs::read_to_string(backup)?, OLD, "{fault:?}: {outcome}");
            } else if !outcome.whole() {
                assert!(outcome.result.is_err(), "{fault:?}: {outcome}");
            }
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn a_full_disk_is_named() -> io::Result<()> {
    let named = Cell::new(0);
    sweep(Fault::Once(Errno::NOSPC), |outcome| {
        let words = outcome.result.as_ref().err().map(ToString::to_string).unwrap_or_default();
        named.set(named.get() + usize::from(words.contains("磁盘已满") && words.contains("文字还在")));
        Ok(())
    })?;
    assert!(named.get() > 20);
    Ok(())
}
