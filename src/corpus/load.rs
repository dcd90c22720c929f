//! From paths to documents: walk, read, decode, extract, recognise. The only place of this layer that touches files.
//!
//! One bad file is one problem and never stops the rest. Must not know of threads; `job::load` streams what is here.

mod folder;
mod order;
pub mod sidecar;
mod walk;

use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use encoding_rs::Encoding;
use rustix::fs::{FileType, Mode, OFlags};

use super::clean::site::Site;
use super::correction::{Corrections, Placed};
use super::formats::{self, Content, Source};
use super::model::{Document, Extracted, Format, Problem, Seen};
use super::recognise::{Aids, recognise_with};
use super::role::words::RoleWords;
use super::samples;
use super::set::{self, SourceMap};
use crate::text::decode::decode;
use crate::text::folded::Lazy;
use crate::text::span::{LineIndex, first_chars};

use sidecar::Sidecars;
pub use walk::{walk, walk_while};

/// How files are read.
#[derive(Clone, Debug)]
pub struct Options {
    /// The encoding asked for; found for each file without it.
    pub encoding: Option<&'static Encoding>,
    /// The largest file that is read, in bytes.
    pub max_file: u64,
    /// The most bytes that the parts of one archive (docx, odt, xlsx) may expand to.
    pub max_expanded: u64,
    /// The words that speak for the roles of sections.
    pub roles: Arc<RoleWords>,
    /// Where corrections by hand are kept.
    pub sidecars: Sidecars,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            encoding: None,
            max_file: 64 << 20,
            max_expanded: 256 << 20,
            roles: RoleWords::builtin(),
            sidecars: Sidecars::default(),
        }
    }
}

/// What the user named.
#[derive(Clone, Debug)]
pub enum Input {
    /// A file or a folder.
    Path(PathBuf),
    /// What came by standard input; see [`stdin`].
    Stdin(Arc<[u8]>),
    /// The built-in samples.
    Samples,
}

/// One document to be read.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its path as the user named it, `-` for standard input.
    pub path: PathBuf,
    /// Its size in bytes, when it was found.
    pub bytes: u64,
    /// What the file was like then; nothing for what stands in no file.
    pub seen: Option<Seen>,
    /// A person said something of it, or may have.
    pub said: bool,
    origin: Origin,
}

#[derive(Clone, Debug)]
enum Origin {
    /// The file itself: at its path, or where links led.
    File(Option<PathBuf>),
    Memory(Arc<[u8]>),
    BuiltIn(&'static [u8]),
}

impl Entry {
    /// The file at `path` as it was when it was `seen`; it is not looked whether it is still so. Nobody said anything of it.
    pub fn as_seen(path: PathBuf, seen: Seen) -> Self {
        Self { path, bytes: seen.size, seen: Some(seen), said: false, origin: Origin::File(None) }
    }

    /// Its bytes, read where they stand in a file.
    fn bytes(&self, options: &Options) -> Result<Cow<'_, [u8]>, String> {
        match &self.origin {
            Origin::File(real) => bytes_of(real.as_ref().unwrap_or(&self.path), options.max_file).map(Cow::Owned),
            Origin::Memory(bytes) => Ok(Cow::Borrowed(bytes)),
            Origin::BuiltIn(bytes) => Ok(Cow::Borrowed(bytes)),
        }
    }
}

/// Reads standard input (or whatever stands for it) to its end, at most `options.max_file` bytes.
///
/// # Errors
/// A problem with the path `-` when it cannot be read or is too large.
pub fn stdin(input: &mut dyn Read, options: &Options) -> Result<Input, Problem> {
    let problem = |reason: String| Problem { path: PathBuf::from("-"), reason };
    let mut bytes = Vec::new();
    input
        .take(options.max_file.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| problem(format!("标准输入读不了：{}", words(&error))))?;
    if bytes.len() as u64 > options.max_file {
        return Err(problem(too_large(None, options.max_file)));
    }
    Ok(Input::Stdin(bytes.into()))
}

/// The entry of one file that is to be read again, as the user named it.
///
/// # Errors
/// Why it cannot be read: it is gone, too large, no regular file.
pub fn entry(path: &Path, options: &Options) -> Result<Entry, Problem> {
    let mut problems = Vec::new();
    let found = walk(&[Input::Path(path.to_owned())], options, &mut problems).into_iter().find(|e| e.path == path);
    let none = || Problem { path: path.to_owned(), reason: "不是普通文件，没有打开".to_owned() };
    found.ok_or_else(|| problems.pop().unwrap_or_else(none))
}

/// Reads one document and recognises what is in it; with it, what was wrong but did not stop the reading.
///
/// # Errors
/// Why there is no document: not readable, no text, damaged, over a bound.
pub fn read(entry: &Entry, options: &Options) -> Result<(Document, Vec<Problem>), Problem> {
    let problem = |reason: String| Problem { path: entry.path.clone(), reason };
    // The bytes are given back before the text is looked at: both together would be twice the file.
    let (format, content) = {
        let bytes = &*entry.bytes(options).map_err(problem)?;
        if bytes.is_empty() {
            return Err(problem("文件是空的".to_owned()));
        }
        let source = Source { bytes, encoding: options.encoding, max_expanded: options.max_expanded };
        formats::extract(&entry.path, &source).map_err(problem)?
    };
    if content.extracted.text.trim().is_empty() {
        let why = std::iter::once("文件里没有文字".to_owned()).chain(content.notes);
        return Err(problem(why.collect::<Vec<_>>().join("；")));
    }
    let (corrections, mut problems) = match &entry.origin {
        Origin::File(_) => options.sidecars.read(&entry.path),
        Origin::Memory(_) | Origin::BuiltIn(_) => (Corrections::default(), Vec::new()),
    };
    problems.extend(content.notes.iter().cloned().map(problem));
    let mut document = document(&entry.path, format, content, &corrections, &options.roles);
    document.seen = entry.seen;
    problems.extend(document.said.lost.iter().map(|line| problem(lost(line))));
    Ok((document, problems))
}

/// The text of a Markdown file as its lines are, marks and all, line ends as line feeds; nothing for other formats.
///
/// # Errors
/// Why it cannot be read any more.
pub fn raw(entry: &Entry, document: &Document, options: &Options) -> Result<Option<String>, Problem> {
    if document.format != Format::Markdown {
        return Ok(None);
    }
    let problem = |reason: String| Problem { path: entry.path.clone(), reason };
    let bytes = entry.bytes(options).map_err(problem)?;
    let decoded = decode(&bytes, options.encoding).map_err(|reason| problem(reason.to_string()))?;
    Ok(Some(decoded.text))
}

/// The document that a text is which stands in no file: plain text, as if it were read from `path`.
pub fn of_text(path: &Path, text: &str, corrections: &Corrections) -> Document {
    let extracted = Extracted { text: text.to_owned(), hints: Vec::new() };
    let content = Content { extracted, encoding: "UTF-8", ..Content::default() };
    document(path, Format::Text, content, corrections, &RoleWords::builtin())
}

/// The document that the text of a draft is, read as the name of its file says: as Markdown, else as plain text.
pub fn of_draft(path: &Path, text: &str) -> Document {
    if formats::by_name(path) == Some(Format::Markdown) {
        let source = Source { bytes: text.as_bytes(), encoding: Some(encoding_rs::UTF_8), max_expanded: u64::MAX };
        if let Ok((format, content)) = formats::extract(path, &source) {
            return document(path, format, content, &Corrections::default(), &RoleWords::builtin());
        }
    }
    of_text(path, text, &Corrections::default())
}

/// Recognises what was read, and once more where its lines had to be set first.
fn document(path: &Path, format: Format, content: Content, corrections: &Corrections, words: &RoleWords) -> Document {
    let name = title_of(path);
    let aids = Aids { name: &name, words, corrections, site: &Site::default(), as_set: false };
    let mut extracted = content.extracted;
    let mut lines = LineIndex::new(&extracted.text);
    let mut source = SourceMap::default();
    let mut found = recognise_with(&extracted, &lines, &aids);
    if !found.edits.is_empty() {
        (extracted, source) = set::set(&extracted, &lines, &found.edits);
        lines = LineIndex::new(&extracted.text);
        found = recognise_with(&extracted, &lines, &Aids { as_set: true, ..aids });
    }
    for piece in &mut found.pieces {
        piece.sections.shrink_to_fit();
        piece.matter.shrink_to_fit();
        piece.refused.shrink_to_fit();
    }
    found.pieces.shrink_to_fit();
    found.noise.shrink_to_fit();
    extracted.hints.shrink_to_fit();
    Document {
        path: path.to_owned(),
        format,
        encoding: content.encoding,
        encoding_guessed: content.guessed,
        text: extracted.text.into(),
        lines,
        source: source.into(),
        hints: extracted.hints.into(),
        noise: found.noise.into(),
        pieces: found.pieces.into(),
        edges: found.edges.into(),
        said: if found.said == Placed::default() { Placed::none() } else { Arc::new(found.said) },
        sketch: Lazy::default(),
        by_site: false,
        seen: None,
    }
}

/// Recognises a document again with what others of its site share; the same document where that changes nothing.
pub fn again(document: &Document, options: &Options, site: &Site) -> Option<Document> {
    let touched = site.touches(&document.edges.peek());
    if !touched && !document.by_site {
        return None;
    }
    let source = Extracted { text: document.text.to_string(), hints: document.hints.to_vec() };
    let corrections =
        if document.said.is_empty() { Corrections::default() } else { options.sidecars.read(&document.path).0 };
    let name = title_of(&document.path);
    let aids = Aids { name: &name, words: &options.roles, corrections: &corrections, site, as_set: true };
    let found = recognise_with(&source, &document.lines, &aids);
    let changed = found.noise.len() != document.noise.len();
    // The pairs stay those of the first reading: with them the document is known again.
    changed.then(|| Document {
        noise: found.noise.into(),
        pieces: found.pieces.into(),
        by_site: touched,
        ..document.clone()
    })
}

/// The bytes of a regular file; never waits on anything else, and never reads more than `most`.
fn bytes_of(path: &Path, most: u64) -> Result<Vec<u8>, String> {
    // Not to wait on a pipe, nor to follow a link, that took the file's place since it was found.
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NOCTTY;
    let descriptor = rustix::fs::open(path, flags, Mode::empty()).map_err(|error| words(&error.into()))?;
    let stat = rustix::fs::fstat(&descriptor).map_err(|error| words(&error.into()))?;
    if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
        return Err("不是普通文件，没有打开".to_owned());
    }
    let size = u64::try_from(stat.st_size).unwrap_or(0);
    if size > most {
        return Err(too_large(Some(size), most));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    let mut file = File::from(descriptor).take(most.saturating_add(1));
    file.read_to_end(&mut bytes).map_err(|error| words(&error))?;
    if bytes.len() as u64 > most { Err(too_large(None, most)) } else { Ok(bytes) }
}

fn lost(line: &str) -> String {
    format!("更正过的一行找不到了，更正仍留着：“{}”", first_chars(line, 30))
}

fn too_large(size: Option<u64>, most: u64) -> String {
    let mib = |bytes: u64| format!("{:.1} MB", bytes as f64 / f64::from(1 << 20));
    let size = size.map_or_else(String::new, |size| format!("（{}）", mib(size)));
    format!("文件太大{size}，超过上限 {}；请用 --max-file 调高上限，或先拆分", mib(most))
}

/// An error of the system in the user's words.
pub fn words(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    if rustix::io::Errno::from_io_error(error) == Some(rustix::io::Errno::LOOP) {
        return "符号链接成环，没有打开".to_owned();
    }
    match error.kind() {
        ErrorKind::NotFound => "找不到这个文件或文件夹，请检查路径".to_owned(),
        ErrorKind::PermissionDenied => "没有读取权限".to_owned(),
        ErrorKind::NotADirectory => "路径中间有一段不是文件夹，请检查路径".to_owned(),
        ErrorKind::InvalidFilename => "文件名太长或无效".to_owned(),
        ErrorKind::InvalidInput => "路径无效，请检查路径".to_owned(),
        _ => format!("读不了：{error}"),
    }
}

fn title_of(path: &Path) -> String {
    if path.as_os_str() == "-" {
        return "标准输入".to_owned();
    }
    let whole = formats::ending(path).is_none();
    let name = if whole { path.file_name() } else { path.file_stem() };
    name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
