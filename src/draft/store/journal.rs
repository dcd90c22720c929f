//! The journal of a draft: every edit since its file was read or written last, on disk a moment after the key.
//!
//! A file only grows: one checksummed line for what the draft was, then one for each edit. It is kept in the program's
//! own folder and read only after a crash. Where a place fails, the next one gets the whole draft anew, and so does a new
//! file when one has grown long. A sync that failed is never tried again on the same file.
//!
//! Must not know of threads, clocks, questions, or when a save is done.

mod read;
mod record;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use rustix::io::Errno;

use super::disk::{Disk, Real};
use super::places::{self, Places};
use super::write::sync_folder;
use super::{FileForm, Identity, folder_of};
use crate::draft::buffer::Buffer;
use crate::draft::history::Change;
use crate::draft::origin::Origins;
pub use read::{Left, Leftover, discard, is_writing, left, left_of, set_aside, writer};
#[cfg(test)]
pub(super) use read::{discard_on, gather};
use record::{Edit, FileId, Form, Head, Name};
pub(super) use record::{Record, Text, VersionHead, read as read_line, write as write_line};

/// The form of journals that this program writes.
const FORMAT: u32 = 1;

/// How a journal's name ends.
const ENDING: &str = "jsonl";

/// A journal is written anew when its edits take more bytes than this, and more than the draft itself does twice.
const BOUND: u64 = 1 << 20;

/// A text with what of it is borrowed, which follows edits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replica {
    /// The text.
    pub text: Buffer,
    /// What of it is borrowed.
    pub origins: Origins,
}

impl Replica {
    /// Follows an edit; `false`, and nothing done, when it does not fit the text.
    pub fn apply(&mut self, change: &Change) -> bool {
        let span = change.before();
        if self.text.clamp(span.end) != span.end || self.text.slice(span) != change.removed {
            return false;
        }
        self.text.delete(span);
        self.text.insert(change.at, &change.inserted);
        self.origins.replace(change.at, &change.removed, &change.inserted, &change.brought);
        true
    }
}

/// What a draft was before its first edit.
#[derive(Clone, Debug)]
pub struct Begin {
    /// Its file, if it has one.
    pub path: Option<PathBuf>,
    /// How that holds the text.
    pub form: FileForm,
    /// What that was.
    pub identity: Option<Identity>,
    /// Its text.
    pub base: Replica,
    /// When it was opened, in milliseconds since 1970; a draft without a file is known by it.
    pub started: u64,
}

/// The journal of one draft.
#[derive(Debug)]
pub struct Journal {
    begin: Begin,
    key: String,
    now: Replica,
    open: Option<Open>,
    /// Edits were handed over before.
    begun: bool,
    /// The number of the file in its name.
    files: usize,
    /// Files that could not be written further; they go when another holds all that they do.
    given_up: Vec<PathBuf>,
}

/// The file that is written.
#[derive(Debug)]
struct Open {
    /// The number of its place.
    place: usize,
    path: PathBuf,
    file: File,
    checksum: u32,
    /// Bytes of the draft at the beginning, and of the edits behind.
    head: u64,
    edits: u64,
}

/// What came of writing.
#[derive(Debug)]
pub enum Written {
    /// It is on disk.
    Safe,
    /// It is on disk, in another place than before: what the first one said.
    Elsewhere(io::Error),
}

impl Journal {
    /// A journal that has no file yet.
    pub fn new(mut begin: Begin) -> Self {
        begin.path = begin.path.map(places::whole);
        let key = match &begin.path {
            Some(path) => places::key(&Real, path),
            None => places::key_of_new(begin.started),
        };
        Self { now: begin.base.clone(), begin, key, open: None, begun: false, files: 0, given_up: Vec::new() }
    }

    /// Writes edits, and what the draft was before the first. They are on disk when this returns without an error.
    ///
    /// # Errors
    /// When no place can be written. The edits are remembered: the next call tries all places anew with all of them.
    pub fn append(&mut self, places: &Places, changes: &[Change]) -> io::Result<Written> {
        self.append_on(&Real, places, changes)
    }

    pub(super) fn append_on(&mut self, disk: &dyn Disk, places: &Places, changes: &[Change]) -> io::Result<Written> {
        let fits = changes.iter().all(|change| self.now.apply(change));
        debug_assert!(fits, "an edit that the editor made does not fit its text");
        let first = !std::mem::replace(&mut self.begun, true);
        let mut cause = None;
        if let Some(open) = &mut self.open {
            match open.append(disk, changes) {
                Ok(()) if open.edits > BOUND && open.edits > 2 * open.head => {
                    let place = open.place;
                    // What is there is safe as it is, unless it went and the new file did not come to stay.
                    return match self.write_in(disk, places, place, &[]) {
                        Err(error) if self.open.is_none() => self.anew(disk, places, &[], Some(error)),
                        _ => Ok(Written::Safe),
                    };
                }
                Ok(()) => return Ok(Written::Safe),
                Err(error) => cause = Some(error),
            }
        } else if first {
            return self.anew(disk, places, changes, None);
        }
        self.anew(disk, places, &[], cause)
    }

    /// Writes the whole draft into the first place that takes it.
    fn anew(
        &mut self,
        disk: &dyn Disk,
        places: &Places,
        changes: &[Change],
        mut cause: Option<io::Error>,
    ) -> io::Result<Written> {
        let failed = self.open.take().map(|open| {
            self.given_up.push(open.path);
            open.place
        });
        // A disk that failed once is tried last: what it says now may be no more than hope.
        let count = places.folders().len();
        let order = (0..count).filter(|place| Some(*place) != failed).chain(failed);
        for place in order {
            match self.write_in(disk, places, place, changes) {
                Ok(()) => {
                    for path in std::mem::take(&mut self.given_up) {
                        // All that it holds is in the new file.
                        let _ = disk.remove(&path);
                    }
                    return Ok(match cause {
                        Some(cause) if failed != Some(place) => Written::Elsewhere(cause),
                        _ => Written::Safe,
                    });
                }
                Err(error) => cause = cause.or(Some(error)),
            }
        }
        Err(cause.unwrap_or_else(|| Errno::NOENT.into()))
    }

    /// Writes a new file in this place and goes on in it: the draft as it was and `changes`, or with the text as it is
    /// now when there are none. It takes the place of the file that was there.
    fn write_in(&mut self, disk: &dyn Disk, places: &Places, place: usize, changes: &[Change]) -> io::Result<()> {
        let Some(folder) = places.folders().get(place) else { return Err(Errno::NOENT.into()) };
        let folder = places::make(disk, folder, &self.key)?;
        let path = match &self.open {
            Some(open) if open.place == place => open.path.clone(),
            _ => self.new_name(disk, &folder)?,
        };
        let (bytes, head, checksum) = self.lines(changes)?;
        let mut beside = path.clone().into_os_string();
        beside.push(".new");
        let beside = PathBuf::from(beside);
        let _ = disk.remove(&beside);
        let file = disk.create(&beside, 0o600)?;
        // Who reads it can tell that it is being written. Where there are no locks it looks as if it were not.
        let _ = disk.lock(&file);
        let written =
            disk.append(&file, &bytes).and_then(|()| disk.sync(&file)).and_then(|()| disk.rename(&beside, &path));
        if let Err(error) = written {
            let _ = disk.remove(&beside);
            return Err(error);
        }
        if let Err(error) = sync_folders(disk, &folder) {
            // The new file has taken the place of the one that was open, and may not stay there.
            self.open = None;
            self.given_up.push(path);
            return Err(error);
        }
        let edits = bytes.len() as u64 - head;
        self.open = Some(Open { place, path, file, checksum, head, edits });
        Ok(())
    }

    /// A name that no file has yet.
    fn new_name(&mut self, disk: &dyn Disk, folder: &Path) -> io::Result<PathBuf> {
        loop {
            self.files += 1;
            let (started, process) = (self.begin.started, std::process::id());
            let path = folder.join(format!("{started:013}-{process}-{:04}.{ENDING}", self.files));
            if disk.facts(&path)?.is_none() {
                return Ok(path);
            }
        }
    }

    /// The lines of a new file, how many bytes of them are the draft and no edits, and the last checksum.
    fn lines(&self, changes: &[Change]) -> io::Result<(Vec<u8>, u64, u32)> {
        let base = &self.begin.base;
        let head = Record::Draft(Head {
            format: FORMAT,
            path: self.begin.path.as_deref().map(Name::of),
            started: self.begin.started,
            form: Form::of(&self.begin.form),
            file: self.begin.identity.as_ref().map(FileId::of),
            base: Text::of(base.text.to_text(), &base.origins),
        });
        let mut bytes = Vec::new();
        let mut checksum = write_line(0, &head, &mut bytes)?;
        if changes.is_empty() && self.now != *base {
            let text = Record::Text(Text::of(self.now.text.to_text(), &self.now.origins));
            checksum = write_line(checksum, &text, &mut bytes)?;
        }
        let head = bytes.len() as u64;
        for change in changes {
            checksum = write_line(checksum, &Record::Edit(Edit::of(change)), &mut bytes)?;
        }
        Ok((bytes, head, checksum))
    }

    /// Goes on in a file with another name: what was written may be in another's hands. It goes when all that it holds
    /// is in the new one.
    pub fn part(&mut self) {
        self.given_up.extend(self.open.take().map(|open| open.path));
    }

    /// Whether what was handed over last is on disk.
    pub const fn is_safe(&self) -> bool {
        self.open.is_some()
    }

    /// The file that is written now.
    pub fn path(&self) -> Option<&Path> {
        self.open.as_ref().map(|open| open.path.as_path())
    }

    /// What the draft was before its first edit.
    pub const fn first(&self) -> &Begin {
        &self.begin
    }

    /// The draft as the journal has it.
    pub const fn now(&self) -> &Replica {
        &self.now
    }

    /// The draft stands in its file: removes the journal, and the draft's folder if nothing else is in there.
    pub fn remove(self) {
        self.remove_on(&Real);
    }

    pub(super) fn remove_on(self, disk: &dyn Disk) {
        for path in self.given_up.into_iter().chain(self.open.map(|open| open.path)) {
            // What cannot be removed holds nothing that the file does not: it is not offered.
            let _ = disk.remove(&path);
            let _ = disk.remove_folder(folder_of(&path));
        }
    }

    /// The draft was saved while it was written on: from now on the edits are those to `begin`, whose text is on its way
    /// to being `now`. The old file goes when the new one is there.
    ///
    /// # Errors
    /// As for [`Journal::append`]; the old file is still there then.
    pub fn rebase(&mut self, places: &Places, begin: Begin, now: Replica) -> io::Result<Written> {
        self.rebase_on(&Real, places, begin, now)
    }

    pub(super) fn rebase_on(
        &mut self,
        disk: &dyn Disk,
        places: &Places,
        begin: Begin,
        now: Replica,
    ) -> io::Result<Written> {
        let mut next = Self { now, ..Self::new(begin) };
        (next.begun, next.files) = (true, self.files);
        if next.key == self.key {
            next.open = self.open.take();
            next.given_up = std::mem::take(&mut self.given_up);
            let place = next.open.as_ref().map_or(0, |open| open.place);
            let result = next.write_in(disk, places, place, &[]);
            *self = next;
            return match result {
                Ok(()) => Ok(Written::Safe),
                Err(_) => self.anew(disk, places, &[], None),
            };
        }
        let written = next.anew(disk, places, &[], None)?;
        std::mem::replace(self, next).remove_on(disk);
        Ok(written)
    }
}

impl Open {
    fn append(&mut self, disk: &dyn Disk, changes: &[Change]) -> io::Result<()> {
        let mut bytes = Vec::new();
        let mut checksum = self.checksum;
        for change in changes {
            checksum = write_line(checksum, &Record::Edit(Edit::of(change)), &mut bytes)?;
        }
        disk.append(&self.file, &bytes)?;
        disk.sync_data(&self.file)?;
        self.checksum = checksum;
        self.edits += bytes.len() as u64;
        Ok(())
    }
}

/// Syncs a draft's folder and those above it that may be new with it.
fn sync_folders(disk: &dyn Disk, folder: &Path) -> io::Result<()> {
    let mut folder = folder;
    for _ in 0..3 {
        sync_folder(disk, folder)?;
        folder = folder_of(folder);
    }
    Ok(())
}
