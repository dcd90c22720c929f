//! The file of the program's own that keeps what was made of documents, so that the next start need not make it again.
//!
//! A head with the key of all that decides what a document becomes (the program itself, settings, word lists), records one
//! after the other, at the end an index with each document's path and what its file was like. Everything is checked by
//! CRC-32 before it is believed; whatever is damaged, of another version or of another key is as if it were not there. A
//! cache is written beside the old one and takes its place whole, so that two programs can use one. Knows nothing of what
//! the records mean.

use std::fs::{self, File, FileTimes};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, FileExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::model::Seen;

/// The first bytes of a cache; the number is that of the form.
const MAGIC: &[u8; 8] = b"wengao\x00\x01";
/// Bytes of the head: magic, key, place and length of the index, their check, the check of all that.
const HEAD: usize = 8 + 8 + 8 + 8 + 4 + 4;
/// What the names of caches end with.
const ENDING: &str = ".cache";
/// What the names of caches begin with that are still being written.
const UNFINISHED: &str = ".writing-";
/// How long one may be written.
const PATIENCE: Duration = Duration::from_hours(1);

/// A record: where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    at: u64,
    length: u64,
    check: u32,
}

/// What is kept of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What its file was like.
    pub seen: Seen,
    /// Its record.
    pub record: Record,
}

#[derive(Serialize, Deserialize)]
struct Index<'a> {
    /// Of the whole.
    common: Record,
    #[serde(borrow)]
    documents: Vec<(&'a [u8], Seen, Record)>,
}

/// A cache that is being written. Dropped before it is finished, it is as if it had never been begun.
#[derive(Debug)]
pub struct Writer {
    file: BufWriter<tempfile::NamedTempFile>,
    path: PathBuf,
    at: u64,
    documents: Vec<(Vec<u8>, Seen, Record)>,
}

impl Writer {
    /// Begins the cache that will stand at `path`; makes its folder, for this person alone.
    ///
    /// # Errors
    /// The folder cannot be made or written.
    pub fn create(path: &Path) -> io::Result<Self> {
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        let file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder)?;
        let mut file = BufWriter::with_capacity(1 << 20, file);
        file.write_all(&[0; HEAD])?;
        Ok(Self { file, path: path.to_owned(), at: HEAD as u64, documents: Vec::new() })
    }

    /// Adds the record of the document at `path`.
    ///
    /// # Errors
    /// The disk is full, or otherwise fails.
    pub fn add(&mut self, path: &Path, seen: Seen, record: &[u8]) -> io::Result<()> {
        let record = self.put(record)?;
        self.documents.push((path.as_os_str().as_bytes().to_vec(), seen, record));
        Ok(())
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<Record> {
        self.file.write_all(bytes)?;
        let record = Record { at: self.at, length: bytes.len() as u64, check: crc32fast::hash(bytes) };
        self.at += record.length;
        Ok(record)
    }

    /// Ends it with what belongs to all documents, and puts it in the place of the old one.
    ///
    /// # Errors
    /// The disk is full, or otherwise fails; then the old one stands.
    pub fn finish(mut self, key: u64, common: &[u8]) -> io::Result<()> {
        let common = self.put(common)?;
        let documents = std::mem::take(&mut self.documents);
        let documents = documents.iter().map(|(path, seen, record)| (path.as_slice(), *seen, *record)).collect();
        let index = postcard::to_allocvec(&Index { common, documents }).map_err(io::Error::other)?;
        let index = self.put(&index)?;
        let mut head = Vec::with_capacity(HEAD);
        head.extend_from_slice(MAGIC);
        for number in [key, index.at, index.length] {
            head.extend_from_slice(&number.to_le_bytes());
        }
        head.extend_from_slice(&index.check.to_le_bytes());
        head.extend_from_slice(&crc32fast::hash(&head).to_le_bytes());
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(&head)?;
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.persist(&self.path).map_err(|error| error.error)?;
        Ok(())
    }
}

/// A cache that is there.
#[derive(Debug)]
pub struct Cache {
    file: File,
    length: u64,
    common: Record,
    documents: FxHashMap<Box<[u8]>, Kept>,
}

impl Cache {
    /// The cache at `path`, if it is whole and was written with this `key`; it is noted that it was used `now`.
    pub fn open(path: &Path, key: u64, now: SystemTime) -> Option<Self> {
        // Whatever else has this name is not waited for.
        if !fs::symlink_metadata(path).ok()?.is_file() {
            return None;
        }
        let file = File::open(path).ok()?;
        let mut head = [0; HEAD];
        file.read_exact_at(&mut head, 0).ok()?;
        let (head, check) = head.split_last_chunk::<4>()?;
        if crc32fast::hash(head).to_le_bytes() != *check || !head.starts_with(MAGIC) {
            return None;
        }
        let number = |at: usize| Some(u64::from_le_bytes(head.get(at..at + 8)?.try_into().ok()?));
        if number(8)? != key {
            return None;
        }
        let check = u32::from_le_bytes(head.last_chunk::<4>().copied()?);
        let index = Record { at: number(16)?, length: number(24)?, check };
        let length = file.metadata().ok()?.len();
        let mut cache = Self { file, length, common: index, documents: FxHashMap::default() };
        let mut bytes = Vec::new();
        cache.read(index, &mut bytes)?;
        let index: Index<'_> = postcard::from_bytes(&bytes).ok()?;
        cache.common = index.common;
        let documents = index.documents.into_iter();
        cache.documents = documents.map(|(name, seen, record)| (name.into(), Kept { seen, record })).collect();
        // By this the caches that nobody uses any more are known.
        let _ = cache.file.set_times(FileTimes::new().set_modified(now));
        Some(cache)
    }

    /// What is kept of the document at `path`.
    pub fn get(&self, path: &Path) -> Option<Kept> {
        self.documents.get(path.as_os_str().as_bytes()).copied()
    }

    /// How many documents are kept.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Reads a record to `buffer`, which is cleared before; nothing where it is damaged.
    pub fn read(&self, record: Record, buffer: &mut Vec<u8>) -> Option<()> {
        buffer.clear();
        // A length that was made up must not take all memory.
        if record.at.checked_add(record.length)? > self.length {
            return None;
        }
        buffer.resize(usize::try_from(record.length).ok()?, 0);
        self.file.read_exact_at(buffer, record.at).ok()?;
        (crc32fast::hash(buffer) == record.check).then_some(())
    }

    /// What belongs to all documents.
    pub fn common(&self) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        self.read(self.common, &mut bytes)?;
        Some(bytes)
    }
}

/// The name of a cache by a number that tells what it is of.
pub fn name(of: u64) -> String {
    format!("{of:016x}{ENDING}")
}

/// Takes the caches away that were not used for longest, until the rest is at most so many bytes; never `but`. What was
/// begun long before `now` and never finished goes too.
pub fn prune(folder: &Path, but: &Path, most: u64, now: SystemTime) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut caches = Vec::new();
    for entry in entries.flatten() {
        let (path, Ok(about)) = (entry.path(), entry.metadata()) else { continue };
        let name = entry.file_name();
        let used = about.modified().unwrap_or(now);
        if name.as_bytes().starts_with(UNFINISHED.as_bytes()) {
            if now.duration_since(used).is_ok_and(|age| age > PATIENCE) {
                let _ = fs::remove_file(&path);
            }
        } else if name.as_bytes().ends_with(ENDING.as_bytes()) {
            caches.push((used, about.len(), path));
        }
    }
    caches.sort();
    let mut all: u64 = caches.iter().map(|(_, length, _)| length).sum();
    for (_, length, path) in caches {
        if all > most && path != but && fs::remove_file(&path).is_ok() {
            all -= length;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    const NOW: SystemTime = SystemTime::UNIX_EPOCH;

    fn seen(size: u64) -> Seen {
        Seen { size, ..Seen::default() }
    }

    fn write(path: &Path, records: &[(&str, &str)]) -> io::Result<()> {
        let mut writer = Writer::create(path)?;
        for (name, record) in records {
            writer.add(Path::new(name), seen(record.len() as u64), record.as_bytes())?;
        }
        writer.finish(7, "共同".as_bytes())
    }

    fn record(cache: &Cache, name: &str) -> Option<String> {
        let mut buffer = Vec::new();
        cache.read(cache.get(Path::new(name))?.record, &mut buffer)?;
        String::from_utf8(buffer).ok()
    }

    #[test]
    fn what_was_kept_comes_back() -> Outcome {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("深").join(name(1));
        write(&path, &[("甲.txt", "甲的"), ("𠀀/乙.txt", "")])?;
        let Some(cache) = Cache::open(&path, 7, NOW) else { return Err("it is not there".into()) };
        assert_eq!(cache.len(), 2);
        assert_eq!(record(&cache, "甲.txt").as_deref(), Some("甲的"));
        assert_eq!(record(&cache, "𠀀/乙.txt").as_deref(), Some(""));
        assert_eq!(cache.get(Path::new("甲.txt")).map(|kept| kept.seen), Some(seen(6)));
        assert!(cache.get(Path::new("丙.txt")).is_none());
        assert_eq!(cache.common(), Some("共同".as_bytes().to_vec()));
        assert!(Cache::open(&path, 8, NOW).is_none());
        // One that is open goes on when another takes its place.
        write(&path, &[("甲.txt", "新的")])?;
        assert_eq!(record(&cache, "甲.txt").as_deref(), Some("甲的"));
        assert_eq!(Cache::open(&path, 7, NOW).and_then(|cache| record(&cache, "甲.txt")).as_deref(), Some("新的"));
        assert_eq!(fs::read_dir(folder.path().join("深"))?.count(), 1);
        Ok(())
    }

    #[test]
    fn no_damage_is_believed() -> Outcome {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join(name(1));
        write(&path, &[("甲.txt", "甲的记录"), ("乙.txt", "乙的记录")])?;
        let whole = fs::read(&path)?;
        let good = [Some("甲的记录".to_owned()), Some("乙的记录".to_owned())];
        let found = || {
            let cache = Cache::open(&path, 7, NOW)?;
            cache.common()?;
            Some(["甲.txt", "乙.txt"].map(|name| record(&cache, name)))
        };
        for at in 0..whole.len() {
            let mut turned = whole.clone();
            if let Some(byte) = turned.get_mut(at) {
                *byte ^= 0x10;
            }
            fs::write(&path, &turned)?;
            // Nothing, or what is whole; one at least is not.
            for one in found().into_iter().flatten() {
                assert!(one.is_none() || good.contains(&one), "{at}");
            }
            assert_ne!(found().as_ref(), Some(&good), "{at}");
            fs::write(&path, whole.get(..at).unwrap_or_default())?;
            assert!(found().is_none(), "{at}");
        }
        Ok(())
    }

    #[test]
    fn what_is_no_file_is_not_waited_for() -> Outcome {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join(name(1));
        rustix::fs::mknodat(rustix::fs::CWD, &path, rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU, 0)?;
        assert!(Cache::open(&path, 7, NOW).is_none());
        // It gives way to what is written in its place.
        write(&path, &[("甲.txt", "甲的")])?;
        assert!(Cache::open(&path, 7, NOW).is_some());
        Ok(())
    }

    #[test]
    fn the_ones_not_used_for_longest_go() -> Outcome {
        let folder = tempfile::tempdir()?;
        let long_ago = NOW - PATIENCE * 3;
        for number in 0..4 {
            let path = folder.path().join(name(number));
            fs::write(&path, [0; 100])?;
            let used = long_ago + Duration::from_secs(number);
            File::options().write(true).open(&path)?.set_modified(used)?;
        }
        for (name, age) in [(".writing-old", 3), (".writing-new", 0), ("别的", 3)] {
            fs::write(folder.path().join(name), "")?;
            let file = File::options().write(true).open(folder.path().join(name))?;
            file.set_modified(NOW - PATIENCE * age)?;
        }
        prune(folder.path(), &folder.path().join(name(0)), 250, NOW);
        let mut left: Vec<String> = fs::read_dir(folder.path())?
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        left.sort();
        assert_eq!(left, [".writing-new".to_owned(), name(0), name(3), "别的".to_owned()]);
        Ok(())
    }
}
