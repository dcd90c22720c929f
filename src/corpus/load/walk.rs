//! Finding files: folders in natural order, nothing twice, no link to a folder followed, nothing opened.
//!
//! Must not read files.

use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;
use rustix::fs::FileType;

use super::folder::{About, Folder, Listed};
use super::sidecar;
use super::{Entry, Input, Options, Origin, samples, too_large, words};
use crate::corpus::formats::{self, UNSUPPORTED};
use crate::corpus::model::Problem;

/// Folders of version control that have no dot before their name.
const VERSION_CONTROL: &[&str] = &["CVS", "_darcs", "RCS", "SCCS"];

/// The documents that `inputs` name, in order; what cannot be used goes to `problems`.
///
/// A file named itself is always tried. In a folder those with a known ending are taken; documents of a kind that is
/// not read are problems, everything else is passed over.
pub fn walk(inputs: &[Input], options: &Options, problems: &mut Vec<Problem>) -> Vec<Entry> {
    walk_while(inputs, options, problems, &mut || true)
}

/// The same, as long as `go_on` says so: it is asked before every entry of a folder.
pub fn walk_while(
    inputs: &[Input],
    options: &Options,
    problems: &mut Vec<Problem>,
    go_on: &mut dyn FnMut() -> bool,
) -> Vec<Entry> {
    let (entries, seen, spoken_of) = (Vec::new(), FxHashSet::default(), HashSet::new());
    let mut walker = Walker { options, problems, entries, seen, spoken_of, go_on };
    for input in inputs {
        match input {
            Input::Path(path) => walker.named(path),
            Input::Stdin(bytes) => walker.entries.push(Entry {
                path: PathBuf::from("-"),
                bytes: bytes.len() as u64,
                seen: None,
                said: false,
                origin: Origin::Memory(bytes.clone()),
            }),
            Input::Samples => walker.entries.extend(samples::SAMPLES.iter().map(|sample| Entry {
                path: Path::new(samples::FOLDER).join(sample.name),
                bytes: sample.bytes.len() as u64,
                seen: None,
                said: false,
                origin: Origin::BuiltIn(sample.bytes),
            })),
        }
    }
    let Walker { mut entries, spoken_of, .. } = walker;
    let in_state = options.sidecars.in_state();
    for entry in entries.iter_mut().filter(|entry| matches!(entry.origin, Origin::File(_))) {
        entry.said = spoken_of.contains(&entry.path) || in_state(&entry.path);
    }
    entries
}

struct Walker<'a> {
    options: &'a Options,
    problems: &'a mut Vec<Problem>,
    entries: Vec<Entry>,
    /// Device and inode of what was taken.
    seen: FxHashSet<(u64, u64)>,
    /// Documents beside which a sidecar lies.
    spoken_of: HashSet<PathBuf>,
    go_on: &'a mut dyn FnMut() -> bool,
}

impl Walker<'_> {
    fn problem(&mut self, path: &Path, reason: impl Into<String>) {
        self.problems.push(Problem { path: path.to_owned(), reason: reason.into() });
    }

    /// A path that the user named: links are followed, whatever it is called.
    fn named(&mut self, path: &Path) {
        match std::fs::metadata(path) {
            Ok(found) if found.is_dir() => self.folder(path),
            Ok(found) => {
                let sidecar = sidecar::beside(path);
                if sidecar.symlink_metadata().is_ok() {
                    self.spoken_of.insert(path.to_owned());
                }
                let link = std::fs::symlink_metadata(path).is_ok_and(|m| m.file_type().is_symlink());
                self.take(path, &About::from(&found), link);
            }
            Err(error) => {
                let link = std::fs::symlink_metadata(path).is_ok_and(|m| m.file_type().is_symlink());
                self.broken(path, &error, link);
            }
        }
    }

    fn folder(&mut self, root: &Path) {
        let before = self.entries.len() + self.problems.len();
        // The folders that are open, each within the one before, with what is still to be looked at in it.
        let mut way: Vec<Open> = self.open(root).into_iter().collect();
        while let Some(open) = way.last_mut() {
            let Some(entry) = open.rest.next() else {
                way.pop();
                continue;
            };
            if !(self.go_on)() {
                return;
            }
            if VERSION_CONTROL.iter().any(|name| entry.name == *name) {
                continue;
            }
            let path = open.path.join(&entry.name);
            let kind = match entry.kind {
                FileType::Unknown => open.about(&entry).map_or(FileType::Unknown, |about| about.kind),
                known => known,
            };
            if kind == FileType::Directory {
                // However deep folders lie, one at a time is open.
                open.folder = None;
                let within = self.open(&path);
                way.extend(within);
            } else {
                self.found(open, &entry, kind, &path);
            }
        }
        if before == self.entries.len() + self.problems.len() {
            self.problem(
                root,
                "文件夹里没有可读的文档（txt、md、html、docx、doc、wps、rtf、odt、xlsx、pdf、eml、mht、json）",
            );
        }
    }

    /// The folder at `path`, its entries still to be looked at.
    fn open(&mut self, path: &Path) -> Option<Open> {
        let (listed, error) = match Folder::open(path) {
            Ok(folder) => {
                let (listed, error) = folder.list();
                (Some((folder, listed)), error)
            }
            Err(error) => (None, Some(error)),
        };
        if let Some(error) = error {
            let denied = error.kind() == ErrorKind::PermissionDenied;
            let reason =
                if denied { "没有读取权限，里面的文件没有读".to_owned() } else { words(&error) };
            self.problem(path, reason);
        }
        let (folder, listed) = listed?;
        Some(Open { path: path.to_owned(), folder: Some(folder), rest: listed.into_iter() })
    }

    /// An entry of a folder that is none itself.
    fn found(&mut self, open: &mut Open, entry: &Listed, kind: FileType, path: &Path) {
        if let Some(document) = sidecar::document_of(path) {
            self.spoken_of.insert(document);
            return;
        }
        if is_lock(path) || is_of_review(path) {
            return;
        }
        if kind == FileType::Symlink {
            match std::fs::metadata(path) {
                Ok(target) if target.is_dir() => {
                    self.problem(path, "这是指向文件夹的链接，没有跟进去；需要时请直接指明那个文件夹");
                }
                Ok(target) if wanted(path) => self.take(path, &About::from(&target), true),
                Ok(_) => {}
                Err(error) => self.broken(path, &error, true),
            }
            return;
        }
        if kind != FileType::RegularFile {
            return self.problem(path, special(kind));
        }
        if let Some(advice) = unsupported(path) {
            let ending = formats::ending(path).unwrap_or_default();
            return self.problem(path, format!("暂不支持 .{ending}，{advice}"));
        }
        if !wanted(path) {
            return;
        }
        match open.about(entry) {
            Ok(found) => self.take(path, &found, false),
            Err(error) => self.problem(path, words(&error)),
        }
    }

    /// Takes a file, unless it is none, too large, or was taken before. `link`: the path is one.
    fn take(&mut self, path: &Path, found: &About, link: bool) {
        let About { kind, device, seen } = *found;
        if kind != FileType::RegularFile {
            return self.problem(path, special(kind));
        }
        if !self.seen.insert((device, seen.inode)) {
            return;
        }
        if seen.size > self.options.max_file {
            return self.problem(path, too_large(Some(seen.size), self.options.max_file));
        }
        let real = if link { std::fs::canonicalize(path).map(Some) } else { Ok(None) };
        match real {
            Ok(real) => {
                let (path, origin) = (path.to_owned(), Origin::File(real));
                self.entries.push(Entry { path, bytes: seen.size, seen: Some(seen), said: false, origin });
            }
            Err(error) => self.broken(path, &error, link),
        }
    }

    fn broken(&mut self, path: &Path, error: &std::io::Error, link: bool) {
        match error.kind() {
            ErrorKind::NotFound if link => self.problem(path, "链接指向的文件不在了"),
            _ => self.problem(path, words(error)),
        }
    }
}

/// A folder that is being looked through.
struct Open {
    path: PathBuf,
    /// Closed while one within it is looked through.
    folder: Option<Folder>,
    rest: std::vec::IntoIter<Listed>,
}

impl Open {
    /// What is known of an entry.
    fn about(&mut self, entry: &Listed) -> std::io::Result<About> {
        let folder = match self.folder.take() {
            Some(folder) => folder,
            None => Folder::open(&self.path)?,
        };
        self.folder.insert(folder).about(&entry.name)
    }
}

/// Whether a file found in a folder is to be read: by its ending, or without one by a Chinese name.
fn wanted(path: &Path) -> bool {
    if formats::ending(path).is_some() {
        return formats::by_name(path).is_some();
    }
    path.file_name()
        .and_then(|name| name.to_str())
        .is_some_and(|name| name.chars().any(|c| matches!(c, '\u{3400}'..='\u{9FFF}')))
}

fn unsupported(path: &Path) -> Option<&'static str> {
    let ending = formats::ending(path)?;
    UNSUPPORTED.iter().find(|(endings, _)| endings.contains(&ending.as_str())).map(|(_, advice)| *advice)
}

/// Word's and `LibreOffice`'s notes that a file is open.
fn is_lock(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"~$"))
}

/// What reviewing wrote beside a document: a sheet, a corrected copy, a comparison. They are about documents and none
/// themselves; by its own path each is read.
fn is_of_review(path: &Path) -> bool {
    let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else { return false };
    let of = |end: &str| stem.strip_suffix(end).is_some_and(|name| !name.is_empty());
    let ending = path.extension().unwrap_or_default();
    let copied = stem.strip_suffix(".校对").map(|name| path.with_file_name(name).with_added_extension(ending));
    of("-校对单") || of("-花脸稿") || copied.is_some_and(|document| document.exists())
}

fn special(kind: FileType) -> &'static str {
    match kind {
        FileType::Fifo => "这是管道（FIFO），没有打开",
        FileType::Socket => "这是套接字，没有打开",
        FileType::CharacterDevice | FileType::BlockDevice => "这是设备文件，没有打开",
        _ => "不是普通文件，没有打开",
    }
}
