//! What journals hold that no file does: read after a crash.
//!
//! The last line may be torn and is then dropped; a line that is damaged further up ends the reading there, and what is
//! lost is told. A journal that cannot be read is never removed.

use std::io;
use std::path::{Path, PathBuf};

use super::super::disk::{Disk, Kind, Real};
use super::super::places::{self, Places};
use super::super::{FileForm, LIMIT, folder_of, lock};
use super::{ENDING, Record, Replica, read_line};
use crate::draft::buffer::Buffer;
use crate::draft::history::Change;

/// The longest journal that is read, in bytes: base, text and edits.
const LONGEST: u64 = 4 * LIMIT;

/// What a crash left of a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Leftover {
    /// The journal.
    pub journal: PathBuf,
    /// The draft's file; none for a draft that never had one. It is relative in an old journal that was begun in some
    /// other folder than this: then nobody knows which file that was.
    pub path: Option<PathBuf>,
    /// How the file holds the text.
    pub form: FileForm,
    /// What stood in the file before the first edit.
    pub base: Replica,
    /// The text as it was when the program ended.
    pub now: Replica,
    /// How many edits there are.
    pub edits: usize,
    /// The text that the edits in `changes` begin with: the base, unless the journal was written anew.
    pub start: Replica,
    /// Those that lead from there to `now`, in order.
    pub changes: Vec<Change>,
    /// When it was written last, in milliseconds since 1970.
    pub written: u64,
    /// Lines that could not be read any more: the text is older than it could be.
    pub lost: usize,
    /// Some process has the draft open at this moment.
    pub in_use: bool,
    /// Some process, this one or another, is writing this very journal at this moment.
    pub writing: bool,
}

/// All that was left, newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Left {
    /// What can be read.
    pub drafts: Vec<Leftover>,
    /// Journals of which not even the first line can be read.
    pub unreadable: Vec<PathBuf>,
}

/// What was left of the draft at `path`.
pub fn left_of(places: &Places, path: &Path) -> Left {
    let key = places::key(&Real, path);
    gather(&Real, places, |name| name == key)
}

/// What was left of all drafts; with `only_new` of those that never had a file.
pub fn left(places: &Places, only_new: bool) -> Left {
    gather(&Real, places, |name| !only_new || name.starts_with(places::NEW))
}

/// Who wrote a journal, as its name tells: the same for all files that one journal goes through.
pub fn writer(journal: &Path) -> Option<&str> {
    Some(journal.file_stem()?.to_str()?.rsplit_once('-')?.0)
}

/// Removes a journal whose text is not wanted any more, and the draft's folder if nothing else is in there.
///
/// # Errors
/// When it cannot be removed, or when it is being written.
pub fn discard(places: &Places, journal: &Path) -> io::Result<()> {
    discard_on(&Real, places, journal)
}

pub(in crate::draft::store) fn discard_on(disk: &dyn Disk, places: &Places, journal: &Path) -> io::Result<()> {
    // Only what is a journal of these places.
    if !places.folders().iter().any(|place| journal.starts_with(place)) || !is_journal(journal) {
        return Err(rustix::io::Errno::INVAL.into());
    }
    if is_written(disk, journal) {
        return Err(rustix::io::Errno::BUSY.into());
    }
    disk.remove(journal)?;
    let folder = folder_of(journal);
    if !lock::is_held(disk, folder) {
        let _ = disk.remove(&folder.join(lock::NAME));
    }
    // Versions may be there.
    let _ = disk.remove_folder(folder);
    Ok(())
}

/// Puts a journal that cannot be read, or not all of it, where it is not looked at any more. Tells where.
///
/// # Errors
/// When it cannot be moved, or when it is being written.
pub fn set_aside(places: &Places, journal: &Path) -> io::Result<PathBuf> {
    if !places.folders().iter().any(|place| journal.starts_with(place)) || !is_journal(journal) {
        return Err(rustix::io::Errno::INVAL.into());
    }
    if is_written(&Real, journal) {
        return Err(rustix::io::Errno::BUSY.into());
    }
    let mut aside = journal.as_os_str().to_owned();
    aside.push(".damaged");
    let aside = PathBuf::from(aside);
    Real.rename_new(journal, &aside)?;
    Ok(aside)
}

/// Whether some process, this one or another, is writing this journal at this moment.
pub fn is_writing(journal: &Path) -> bool {
    is_written(&Real, journal)
}

/// Whether some process has the journal open to write on.
fn is_written(disk: &dyn Disk, journal: &Path) -> bool {
    disk.open_read(journal).and_then(|file| disk.lock(&file)).is_ok_and(|free| !free)
}

fn is_journal(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == ENDING)
}

pub(in crate::draft::store) fn gather(disk: &dyn Disk, places: &Places, wanted: impl Fn(&str) -> bool) -> Left {
    let mut left = Left::default();
    for place in places.folders() {
        for key in disk.names(place).unwrap_or_default() {
            if !key.to_str().is_some_and(&wanted) {
                continue;
            }
            let folder = place.join(key);
            let names = disk.names(&folder).unwrap_or_default();
            let journals: Vec<PathBuf> = names.iter().map(|name| folder.join(name)).filter(|p| is_journal(p)).collect();
            if journals.is_empty() {
                continue;
            }
            let in_use = lock::is_held(disk, &folder);
            for journal in journals {
                match read(disk, &journal) {
                    Ok(Some(leftover)) => {
                        let writing = is_written(disk, &journal);
                        left.drafts.push(Leftover { in_use, writing, ..leftover });
                    }
                    Ok(None) => {}
                    Err(_) => left.unreadable.push(journal),
                }
            }
        }
    }
    left.drafts.sort_by(|one, other| (other.written, &other.journal).cmp(&(one.written, &one.journal)));
    left
}

/// Reads a journal; nothing when it has gone meanwhile.
fn read(disk: &dyn Disk, path: &Path) -> io::Result<Option<Leftover>> {
    let Some(facts) = disk.facts(path)? else { return Ok(None) };
    if facts.kind != Kind::Regular || facts.size > LONGEST {
        return Err(rustix::io::Errno::INVAL.into());
    }
    let bytes = disk.read_all(&disk.open_read(path)?, LONGEST)?;
    let written = u64::try_from(facts.modified / 1_000_000).unwrap_or_default();
    let mut leftover = parse(&bytes).ok_or(io::ErrorKind::InvalidData)?;
    // The folder is named after the whole path: it tells whether a relative one leads to the file from here.
    let here = |file: &Path| folder_of(path).file_name().is_some_and(|own| own == places::key(disk, file).as_str());
    leftover.path =
        leftover.path.map(|file| if file.is_relative() && here(&file) { places::whole(file) } else { file });
    Ok(Some(Leftover { journal: path.to_owned(), written, ..leftover }))
}

/// What the bytes of a journal tell; nothing when the first line cannot be read.
pub(super) fn parse(bytes: &[u8]) -> Option<Leftover> {
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let whole = |line: &'_ [u8]| line.strip_suffix(b"\n").map(<[u8]>::to_vec);
    let (first, mut checksum) = read_line(0, &whole(lines.next()?)?)?;
    // A form that came later may say more than is understood here.
    let Record::Draft(head) = first else { return None };
    if head.format > super::FORMAT {
        return None;
    }
    let form = head.form.form();
    let (text, origins) = head.base.take();
    let base = Replica { text: Buffer::from_text(&text), origins };
    let (mut now, mut edits, mut lost) = (base.clone(), 0, 0);
    let (mut start, mut changes) = (base.clone(), Vec::new());
    while let Some(line) = lines.next() {
        // A line that was not written to its end is the last.
        let Some(line) = whole(line) else { break };
        let fits = match read_line(checksum, &line) {
            Some((Record::Edit(edit), sum)) => {
                checksum = sum;
                edits += 1;
                let change = edit.change();
                let fits = now.apply(&change);
                if fits {
                    changes.push(change);
                }
                fits
            }
            Some((Record::Text(text), sum)) => {
                checksum = sum;
                let (text, origins) = text.take();
                now = Replica { text: Buffer::from_text(&text), origins };
                start = now.clone();
                changes.clear();
                true
            }
            Some(_) | None => false,
        };
        if !fits {
            lost = 1 + lines.by_ref().filter(|line| line.ends_with(b"\n")).count();
            // The end of a line can be on disk without its beginning: then it is torn as well.
            if lost == 1 {
                lost = 0;
            }
            break;
        }
    }
    let path = head.path.map(super::Name::path);
    let journal = PathBuf::new();
    let (in_use, writing) = (false, false);
    Some(Leftover { journal, path, form, base, now, edits, start, changes, written: 0, lost, in_use, writing })
}
