//! What a draft was each time it was saved: text, time, length, what was borrowed. Kept in the draft's own folder.
//!
//! A text that is already kept is kept once, as of the last time. The number of versions and their bytes are bounded;
//! the oldest go first and the newest never. Must not know of the editor or of clocks.

use std::io;
use std::path::{Path, PathBuf};

use super::LIMIT;
use super::disk::{Disk, Kind, Real};
use super::journal::{Record, Text, VersionHead, read_line, write_line};
use super::places::{self, Places, fingerprint};
use super::write::sync_folder;
use crate::draft::origin::Origins;

/// How many versions of a draft are kept.
const MOST: usize = 100;

/// How many bytes they may take together.
const ROOM: u64 = 32 << 20;

/// The form of versions that this program writes.
const FORMAT: u32 = 1;

/// A version of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// When it was saved, in milliseconds since 1970.
    pub time: u64,
    /// Its 字数.
    pub characters: usize,
    /// Its text.
    pub text: String,
    /// What of it was borrowed.
    pub origins: Origins,
}

/// Keeps `version` of the draft at `path`.
///
/// # Errors
/// When it cannot be written; the versions that are there stay.
pub fn keep(places: &Places, path: &Path, version: &Version) -> io::Result<()> {
    keep_on(&Real, places, path, version)
}

/// The versions of the draft at `path`, newest first. What cannot be read is left out.
pub fn list(places: &Places, path: &Path) -> Vec<Version> {
    let Some(folder) = folder(&Real, places, path) else { return Vec::new() };
    let names = Real.names(&folder).unwrap_or_default();
    names.iter().rev().filter_map(|name| read(&Real, &folder.join(name))).collect()
}

/// Whether no version of the draft at `path` was kept yet.
pub fn is_empty(places: &Places, path: &Path) -> bool {
    folder(&Real, places, path).is_none_or(|folder| Real.names(&folder).is_ok_and(|names| names.is_empty()))
}

fn folder(disk: &dyn Disk, places: &Places, path: &Path) -> Option<PathBuf> {
    Some(places.folders().first()?.join(places::key(disk, path)).join("versions"))
}

pub(super) fn keep_on(disk: &dyn Disk, places: &Places, path: &Path, version: &Version) -> io::Result<()> {
    let Some(place) = places.folders().first() else { return Ok(()) };
    let key = places::key(disk, path);
    places::make(disk, place, &key)?;
    let folder = places::make(disk, &place.join(key), "versions")?;
    let ending = format!("-{:016x}.jsonl", fingerprint(version.text.as_bytes()));
    let name = format!("{:013}{ending}", version.time);
    let mut bytes = Vec::new();
    let head = VersionHead { format: FORMAT, time: version.time, characters: version.characters };
    let sum = write_line(0, &Record::Version(head), &mut bytes)?;
    write_line(sum, &Record::Text(Text::of(version.text.clone(), &version.origins)), &mut bytes)?;
    let beside = folder.join(format!("{name}.new"));
    let _ = disk.remove(&beside);
    let file = disk.create(&beside, 0o600)?;
    let written = disk
        .append(&file, &bytes)
        .and_then(|()| disk.sync(&file))
        .and_then(|()| disk.rename(&beside, &folder.join(&name)))
        .and_then(|()| sync_folder(disk, &folder));
    if let Err(error) = written {
        let _ = disk.remove(&beside);
        return Err(error);
    }
    thin_out(disk, &folder, &name, &ending)
}

/// Removes what is kept twice or is too much. `newest` has just been written.
fn thin_out(disk: &dyn Disk, folder: &Path, newest: &str, ending: &str) -> io::Result<()> {
    let (mut count, mut room) = (0, 0);
    for name in disk.names(folder)?.iter().rev() {
        let path = folder.join(name);
        let size = disk.facts(&path)?.map_or(0, |facts| facts.size);
        let shown = name.to_string_lossy();
        (count, room) = (count + 1, room + size);
        let same = shown.ends_with(ending) || shown.ends_with(".new");
        if shown != newest && (same || count > MOST || room > ROOM) {
            disk.remove(&path)?;
            (count, room) = (count - 1, room - size);
        }
    }
    Ok(())
}

fn read(disk: &dyn Disk, path: &Path) -> Option<Version> {
    if path.extension().is_none_or(|ending| ending != "jsonl") {
        return None;
    }
    let facts = disk.facts(path).ok()??;
    if facts.kind != Kind::Regular {
        return None;
    }
    let bytes = disk.read_all(&disk.open_read(path).ok()?, 2 * LIMIT).ok()?;
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let (Record::Version(head), sum) = read_line(0, lines.next()?)? else { return None };
    let (Record::Text(text), _) = read_line(sum, lines.next()?)? else { return None };
    let (text, origins) = text.take();
    Some(Version { time: head.time, characters: head.characters, text, origins })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::draft::buffer::{Pos, PosSpan};
    use crate::draft::origin::{Origin, Source};

    fn version(time: u64, text: &str) -> Version {
        let source = Arc::new(Source { path: "样例/a.txt".into(), piece: "总结".to_owned(), line: 3 });
        let span = PosSpan { start: Pos::default(), end: Pos::new(0, 3) };
        let origins = Origins::new(vec![Origin { span, source }]);
        Version { time, characters: text.chars().count(), text: text.to_owned(), origins }
    }

    #[test]
    fn versions_come_back_newest_first_with_what_was_borrowed() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let places = Places::new(vec![folder.path().join("drafts")]);
        let path = folder.path().join("报告.txt");
        assert!(list(&places, &path).is_empty());
        let (one, other) = (version(10, "一稿𠀀e\u{301}\n“引”"), version(20, "二稿"));
        keep(&places, &path, &one)?;
        keep(&places, &path, &other)?;
        assert_eq!(list(&places, &path), [other.clone(), one.clone()]);
        // The first text again is the newest now, and kept once.
        let again = Version { time: 30, ..one };
        keep(&places, &path, &again)?;
        assert_eq!(list(&places, &path), [again, other]);
        assert!(list(&places, &folder.path().join("别的.txt")).is_empty());
        Ok(())
    }

    #[test]
    fn the_oldest_go_when_there_are_too_many() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let places = Places::new(vec![folder.path().join("drafts")]);
        let path = folder.path().join("报告.txt");
        for time in 0..MOST as u64 + 5 {
            keep(&places, &path, &version(time, &format!("第{time}稿")))?;
        }
        let kept = list(&places, &path);
        assert_eq!((kept.len(), kept.last().map(|version| version.time)), (MOST, Some(5)));
        let long = "长".repeat(ROOM as usize / 3);
        keep(&places, &path, &version(1_000, &long))?;
        let kept = list(&places, &path);
        assert_eq!((kept.len(), kept.first().map(|version| version.time)), (1, Some(1_000)));
        Ok(())
    }

    #[test]
    fn a_damaged_version_is_left_out() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let places = Places::new(vec![folder.path().join("drafts")]);
        let path = folder.path().join("报告.txt");
        keep(&places, &path, &version(1, "一稿"))?;
        keep(&places, &path, &version(2, "二稿"))?;
        let inside = super::folder(&Real, &places, &path).unwrap_or_default();
        for name in std::fs::read_dir(&inside)? {
            let name = name?.path();
            let text = std::fs::read_to_string(&name)?;
            std::fs::write(&name, text.replace("二稿", "三稿"))?;
        }
        assert_eq!(list(&places, &path).len(), 1);
        Ok(())
    }
}
