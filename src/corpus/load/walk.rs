//! Finding files: folders in natural order, nothing twice, no link to a folder followed, nothing opened.
//!
//! Must not read files.

use std::collections::HashSet;
use std::fs::Metadata;
use std::io::ErrorKind;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::order::natural;
use super::sidecar;
use super::{Entry, Input, Options, Origin, samples, too_large, words};
use crate::corpus::formats::{self, UNSUPPORTED};
use crate::corpus::model::{Problem, Seen};

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
    let (entries, seen, spoken_of) = (Vec::new(), HashSet::new(), HashSet::new());
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
    seen: HashSet<(u64, u64)>,
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
                self.take(path, &found, link);
            }
            Err(error) => {
                let link = std::fs::symlink_metadata(path).is_ok_and(|m| m.file_type().is_symlink());
                self.broken(path, &error, link);
            }
        }
    }

    fn folder(&mut self, root: &Path) {
        let before = self.entries.len() + self.problems.len();
        let mut builder = WalkBuilder::new(root);
        builder.standard_filters(false).hidden(true).follow_links(false).sort_by_file_name(natural);
        builder
            .filter_entry(|entry| entry.depth() == 0 || !VERSION_CONTROL.iter().any(|name| entry.file_name() == *name));
        for entry in builder.build() {
            if !(self.go_on)() {
                return;
            }
            match entry {
                Ok(entry) => {
                    if entry.depth() > 0 {
                        self.found(&entry);
                    }
                }
                Err(error) => {
                    let path = path_of(&error).unwrap_or(root).to_owned();
                    let reason = match error.io_error() {
                        Some(io) if io.kind() == ErrorKind::PermissionDenied => {
                            "没有读取权限，里面的文件没有读".to_owned()
                        }
                        Some(io) => words(io),
                        None => format!("读不了：{error}"),
                    };
                    self.problem(&path, reason);
                }
            }
        }
        if before == self.entries.len() + self.problems.len() {
            self.problem(
                root,
                "文件夹里没有可读的文档（txt、md、html、docx、doc、wps、rtf、odt、xlsx、pdf、eml、mht、json）",
            );
        }
    }

    /// An entry of a folder.
    fn found(&mut self, entry: &ignore::DirEntry) {
        let path = entry.path();
        let Some(kind) = entry.file_type() else { return };
        if let Some(document) = sidecar::document_of(path) {
            self.spoken_of.insert(document);
            return;
        }
        if kind.is_dir() || is_lock(path) || is_of_review(path) {
            return;
        }
        if kind.is_symlink() {
            match std::fs::metadata(path) {
                Ok(target) if target.is_dir() => {
                    self.problem(path, "这是指向文件夹的链接，没有跟进去；需要时请直接指明那个文件夹");
                }
                Ok(target) if wanted(path) => self.take(path, &target, true),
                Ok(_) => {}
                Err(error) => self.broken(path, &error, true),
            }
            return;
        }
        if !kind.is_file() {
            return self.problem(path, special(kind));
        }
        if let Some(advice) = unsupported(path) {
            let ending = formats::ending(path).unwrap_or_default();
            return self.problem(path, format!("暂不支持 .{ending}，{advice}"));
        }
        if !wanted(path) {
            return;
        }
        match entry.metadata() {
            Ok(found) => self.take(path, &found, false),
            Err(error) => {
                let reason = error.io_error().map_or_else(|| format!("读不了：{error}"), words);
                self.problem(path, reason);
            }
        }
    }

    /// Takes a file, unless it is none, too large, or was taken before. `link`: the path is one.
    fn take(&mut self, path: &Path, found: &Metadata, link: bool) {
        if !found.is_file() {
            return self.problem(path, special(found.file_type()));
        }
        if !self.seen.insert((found.dev(), found.ino())) {
            return;
        }
        if found.len() > self.options.max_file {
            return self.problem(path, too_large(Some(found.len()), self.options.max_file));
        }
        let real = if link { std::fs::canonicalize(path) } else { Ok(path.to_owned()) };
        match real {
            Ok(real) => {
                let seen = Seen {
                    size: found.len(),
                    modified: (found.mtime(), found.mtime_nsec()),
                    changed: (found.ctime(), found.ctime_nsec()),
                    inode: found.ino(),
                };
                let (path, origin) = (path.to_owned(), Origin::File(real));
                self.entries.push(Entry { path, bytes: found.len(), seen: Some(seen), said: false, origin });
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

fn special(kind: std::fs::FileType) -> &'static str {
    if kind.is_fifo() {
        "这是管道（FIFO），没有打开"
    } else if kind.is_socket() {
        "这是套接字，没有打开"
    } else if kind.is_char_device() || kind.is_block_device() {
        "这是设备文件，没有打开"
    } else {
        "不是普通文件，没有打开"
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}
