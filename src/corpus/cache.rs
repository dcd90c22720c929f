//! The file of the program's own that keeps what was made of documents, so that the next start need not make it again.
//!
//! A head with the key of all that decides what a document becomes (the program itself, settings, word lists), chunks of
//! some hundred documents' texts and of whatever else is kept of them, at the end an index with each document's path and
//! what its file was like. A chunk is read whole, and the documents share its memory. Everything is checked by CRC-32
//! before it is believed; whatever is damaged, of another version or of another key is as if it were not there. A cache is
//! written beside the old one and takes its place whole, so that two programs can use one. Knows nothing of what the
//! records mean.

use std::cell::RefCell;
use std::ffi::OsStr;
use std::fs::{self, File, FileTimes};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, FileExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime};

use rustc_hash::FxHashMap;

use super::model::Seen;
use crate::text::shared::{Bytes, Text};

mod index;

use index::{Chunk, Index, Place, Row};

/// The first bytes of a cache; the number is that of the form.
const MAGIC: &[u8; 8] = b"wengao\x00\x03";
/// Bytes of the head: magic, key, place and length of the index, their check, the check of all that.
const HEAD: usize = 8 + 8 + 8 + 8 + 4 + 4;
/// Bytes of text of a chunk, at most, unless one document has more.
const CHUNK: usize = 512 << 10;
/// What the names of caches end with.
const ENDING: &str = ".cache";
/// What the names of caches begin with that are still being written.
const UNFINISHED: &str = ".writing-";
/// How long one may be written.
const PATIENCE: Duration = Duration::from_hours(1);

/// A cache that is being written. Dropped before it is finished, it is as if it had never been begun.
#[derive(Debug)]
pub struct Writer {
    file: BufWriter<tempfile::NamedTempFile>,
    path: PathBuf,
    at: u64,
    /// Of the chunk that is being gathered: texts, and the rest.
    text: Vec<u8>,
    rest: Vec<u8>,
    index: Index,
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
        let (text, rest) = (Vec::new(), Vec::new());
        Ok(Self { file, path: path.to_owned(), at: HEAD as u64, text, rest, index: Index::default() })
    }

    /// Adds the document at `path`: its text, and all else that is kept of it.
    ///
    /// # Errors
    /// The disk is full, or otherwise fails.
    pub fn add(&mut self, path: &Path, seen: Seen, text: &str, rest: &[u8]) -> io::Result<()> {
        if !self.text.is_empty() && self.text.len() + text.len() > CHUNK {
            self.close_chunk()?;
        }
        self.text.extend_from_slice(text.as_bytes());
        self.rest.extend_from_slice(rest);
        let ends = u32::try_from(self.text.len()).ok().zip(u32::try_from(self.rest.len()).ok());
        let (text_end, rest_end) = ends.ok_or(io::ErrorKind::FileTooLarge)?;
        let chunk = self.index.chunks.len() as u32;
        self.index.add(path.as_os_str().as_bytes(), &Row { seen, chunk, text_end, rest_end });
        Ok(())
    }

    fn close_chunk(&mut self) -> io::Result<()> {
        let mut check = crc32fast::Hasher::new();
        for part in [&self.text, &self.rest] {
            check.update(part);
            self.file.write_all(part)?;
        }
        let (text, rest) = (self.text.len() as u64, self.rest.len() as u64);
        self.index.chunks.push(Chunk { at: self.at, text, rest, check: check.finalize() });
        self.at += text + rest;
        self.text.clear();
        self.rest.clear();
        Ok(())
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<Place> {
        self.file.write_all(bytes)?;
        let place = Place { at: self.at, length: bytes.len() as u64, check: crc32fast::hash(bytes) };
        self.at += place.length;
        Ok(place)
    }

    /// Ends it with what belongs to all documents, and puts it in the place of the old one.
    ///
    /// # Errors
    /// The disk is full, or otherwise fails; then the old one stands.
    pub fn finish(mut self, key: u64, common: &[u8]) -> io::Result<()> {
        self.close_chunk()?;
        self.index.common = self.put(common)?;
        let index = self.put(&self.index.bytes())?;
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

/// A chunk as it was read: texts, and the rest; nothing where it is damaged.
type Read = Option<(Arc<str>, Arc<[u8]>)>;

/// A cache that is there.
#[derive(Debug)]
pub struct Cache {
    file: File,
    length: u64,
    index: Index,
    /// The chunks, each read when one of its documents is first asked for.
    chunks: Vec<OnceLock<Read>>,
    /// The documents' numbers by their paths, made when one does not stand where it is thought to.
    by_path: OnceLock<FxHashMap<Box<[u8]>, usize>>,
}

thread_local! {
    /// Room to read chunks to: it stays in the processor's own memory.
    static ROOM: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
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
        let place = Place { at: number(16)?, length: number(24)?, check };
        let length = file.metadata().ok()?.len();
        let (chunks, by_path) = (Vec::new(), OnceLock::new());
        let mut cache = Self { file, length, index: Index::default(), chunks, by_path };
        cache.index = Index::of_bytes(&cache.at(place)?)?;
        cache.chunks.resize_with(cache.index.chunks.len(), OnceLock::new);
        // By this the caches that nobody uses any more are known.
        let _ = cache.file.set_times(FileTimes::new().set_modified(now));
        Some(cache)
    }

    /// The number of the document at `path`, which perhaps is `guess`, and what its file was like.
    pub fn find(&self, path: &Path, guess: usize) -> Option<(usize, Seen)> {
        let name = path.as_os_str().as_bytes();
        let number = if self.index.path(guess) == Some(name) {
            guess
        } else {
            let all = || (0..self.len()).filter_map(|number| Some((self.index.path(number)?.into(), number))).collect();
            self.by_path.get_or_init(all).get(name).copied()?
        };
        Some((number, self.index.row(number)?.seen))
    }

    /// The documents' paths in order, and what their files were like.
    pub fn files(&self) -> impl Iterator<Item = (&Path, Seen)> {
        let file =
            |number| Some((Path::new(OsStr::from_bytes(self.index.path(number)?)), self.index.row(number)?.seen));
        (0..self.len()).filter_map(file)
    }

    /// How many documents are kept.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of the document of this number and all else that is kept of it; nothing where its chunk is damaged.
    pub fn document(&self, number: usize) -> Option<(Text, Bytes)> {
        let (row, before) = (self.index.row(number)?, number.checked_sub(1).and_then(|before| self.index.row(before)));
        let (text, rest) = self.chunk(row.chunk as usize)?;
        let before = before.filter(|before| before.chunk == row.chunk);
        let from = |end: fn(&Row) -> u32| before.as_ref().map_or(0, end) as usize;
        let text = Text::part(text, from(|row| row.text_end)..row.text_end as usize)?;
        Some((text, Bytes::part(rest, from(|row| row.rest_end)..row.rest_end as usize)?))
    }

    /// Reads all chunks, one after the other, as long as `going` says yes: while the files are still being looked for.
    pub fn read_ahead(&self, going: &dyn Fn() -> bool) {
        for number in 0..self.chunks.len() {
            if !going() {
                return;
            }
            self.chunk(number);
        }
    }

    fn chunk(&self, number: usize) -> Option<&(Arc<str>, Arc<[u8]>)> {
        let chunk = self.index.chunks.get(number)?;
        self.chunks.get(number)?.get_or_init(|| self.read(chunk)).as_ref()
    }

    fn read(&self, chunk: &Chunk) -> Read {
        let (text, rest) = (usize::try_from(chunk.text).ok()?, usize::try_from(chunk.rest).ok()?);
        let length = self.within(chunk.at, chunk.text.checked_add(chunk.rest)?)?;
        ROOM.with_borrow_mut(|room| {
            if room.len() < length {
                room.resize(length, 0);
            }
            let bytes = room.get_mut(..length)?;
            self.file.read_exact_at(bytes, chunk.at).ok()?;
            if crc32fast::hash(bytes) != chunk.check {
                return None;
            }
            let (text, rest) = (bytes.get(..text)?, bytes.get(text..text + rest)?);
            Some((simdutf8::basic::from_utf8(text).ok()?.into(), rest.into()))
        })
    }

    /// A length that was made up must not take all memory.
    fn within(&self, at: u64, length: u64) -> Option<usize> {
        let end = at.checked_add(length)?;
        usize::try_from(length).ok().filter(|_| end <= self.length)
    }

    fn at(&self, place: Place) -> Option<Vec<u8>> {
        let mut bytes = vec![0; self.within(place.at, place.length)?];
        self.file.read_exact_at(&mut bytes, place.at).ok()?;
        (crc32fast::hash(&bytes) == place.check).then_some(bytes)
    }

    /// What belongs to all documents.
    pub fn common(&self) -> Option<Vec<u8>> {
        self.at(self.index.common)
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
            let rest: Vec<u8> = record.bytes().rev().collect();
            writer.add(Path::new(name), seen(record.len() as u64), record, &rest)?;
        }
        writer.finish(7, "共同".as_bytes())
    }

    fn record(cache: &Cache, name: &str) -> Option<String> {
        let (text, rest) = cache.document(cache.find(Path::new(name), 0)?.0)?;
        rest.iter().rev().eq(text.as_bytes()).then(|| text.to_string())
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
        assert_eq!(cache.find(Path::new("甲.txt"), 9), Some((0, seen(6))));
        assert!(cache.files().eq([(Path::new("甲.txt"), seen(6)), (Path::new("𠀀/乙.txt"), seen(0))]));
        assert!(cache.find(Path::new("丙.txt"), 0).is_none());
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
    fn long_texts_stand_in_several_chunks() -> Outcome {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join(name(1));
        let texts: Vec<String> = (1..9).map(|number| "创建𠀀e\u{301}".repeat(number * CHUNK / 60)).collect();
        let names: Vec<String> = (1..9).map(|number| format!("{number}.txt")).collect();
        let records: Vec<(&str, &str)> =
            names.iter().map(String::as_str).zip(texts.iter().map(String::as_str)).collect();
        write(&path, &records)?;
        let Some(cache) = Cache::open(&path, 7, NOW) else { return Err("it is not there".into()) };
        assert!(cache.chunks.len() > 2, "{}", cache.chunks.len());
        assert!(records.iter().rev().all(|(name, text)| record(&cache, name).as_deref() == Some(text)));
        cache.read_ahead(&|| true);
        assert!(cache.chunks.iter().all(|chunk| chunk.get().is_some_and(Option::is_some)));
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
