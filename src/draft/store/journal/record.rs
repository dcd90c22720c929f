//! The lines of a journal: a CRC-32 in eight digits, a space, and a record in JSON, so that a person can read it.
//!
//! Each checksum goes on from the one before, so a line that is missing shows as well as one that is damaged.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use encoding_rs::{Encoding, UTF_8};
use serde::{Deserialize, Serialize};

use super::super::{FileForm, Identity};
use crate::draft::buffer::{Pos, PosSpan};
use crate::draft::history::Change;
use crate::draft::origin::{Borrowed, Origin, Origins, Source};
use crate::text::decode::LineEnds;
use crate::text::span::ByteSpan;

/// A line.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::draft::store) enum Record {
    /// The first: which draft, and its text before the first edit.
    Draft(Head),
    /// One edit.
    Edit(Edit),
    /// The whole text as it is from here on.
    Text(Text),
    /// The first line of a version that was kept.
    Version(VersionHead),
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::draft::store) struct Head {
    /// Of this form of journals.
    pub format: u32,
    /// The file; none for a draft that has none yet.
    pub path: Option<Name>,
    /// When the journal was begun, in milliseconds since 1970.
    pub started: u64,
    pub form: Form,
    pub file: Option<FileId>,
    pub base: Text,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::draft::store) struct VersionHead {
    pub format: u32,
    /// When it was saved, in milliseconds since 1970.
    pub time: u64,
    /// Its 字数.
    pub characters: usize,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::draft::store) struct Form {
    encoding: String,
    bom: bool,
    line_ends: String,
    final_newline: bool,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::draft::store) struct FileId {
    device: u64,
    inode: u64,
    size: u64,
    /// Nanoseconds since 1970.
    modified: i64,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::draft::store) struct Text {
    pub text: String,
    /// What is borrowed: start, end and source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    from: Vec<(Place, Place, From)>,
}

/// Paragraph and byte, both from 0.
type Place = (usize, usize);

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::draft::store) struct Edit {
    at: Place,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    del: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    ins: String,
    /// What of the inserted text is borrowed: bytes of it and the source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    from: Vec<(usize, usize, From)>,
}

/// Where borrowed text came from.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct From {
    path: Name,
    piece: String,
    line: usize,
}

/// A path: as text where it is some.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(in crate::draft::store) enum Name {
    Text(String),
    Bytes(Vec<u8>),
}

impl Name {
    pub fn of(path: &Path) -> Self {
        match path.to_str() {
            Some(text) => Self::Text(text.to_owned()),
            None => Self::Bytes(path.as_os_str().as_encoded_bytes().to_vec()),
        }
    }

    pub fn path(self) -> PathBuf {
        match self {
            Self::Text(text) => text.into(),
            Self::Bytes(bytes) => <std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes).into(),
        }
    }
}

impl From {
    fn of(source: &Source) -> Self {
        Self { path: Name::of(&source.path), piece: source.piece.clone(), line: source.line }
    }

    fn source(self) -> Arc<Source> {
        Arc::new(Source { path: self.path.path(), piece: self.piece, line: self.line })
    }
}

impl Text {
    pub fn of(text: String, origins: &Origins) -> Self {
        let place = |pos: Pos| (pos.paragraph, pos.byte);
        let of = |origin: &Origin| (place(origin.span.start), place(origin.span.end), From::of(&origin.source));
        Self { text, from: origins.spans().iter().map(of).collect() }
    }

    pub fn take(self) -> (String, Origins) {
        let pos = |place: Place| Pos::new(place.0, place.1);
        let origins = self.from.into_iter().map(|(start, end, from)| {
            let span = PosSpan { start: pos(start), end: pos(end) };
            Origin { span, source: from.source() }
        });
        (self.text, Origins::new(origins.collect()))
    }
}

impl Edit {
    pub fn of(change: &Change) -> Self {
        let from = |part: &Borrowed| (part.span.start, part.span.end, From::of(&part.source));
        Self {
            at: (change.at.paragraph, change.at.byte),
            del: change.removed.clone(),
            ins: change.inserted.clone(),
            from: change.brought.iter().map(from).collect(),
        }
    }

    pub fn change(self) -> Change {
        let brought = self
            .from
            .into_iter()
            .map(|(start, end, from)| Borrowed { span: ByteSpan::new(start, end), source: from.source() });
        Change { brought: brought.collect(), ..Change::new(Pos::new(self.at.0, self.at.1), self.del, self.ins) }
    }
}

impl Form {
    pub fn of(form: &FileForm) -> Self {
        let line_ends = match form.line_ends {
            LineEnds::Lf => "lf",
            LineEnds::CrLf => "crlf",
            LineEnds::Cr => "cr",
            LineEnds::Mixed => "mixed",
        };
        let encoding = form.encoding.name().to_owned();
        Self { encoding, bom: form.bom, line_ends: line_ends.to_owned(), final_newline: form.final_newline }
    }

    pub fn form(&self) -> FileForm {
        FileForm {
            encoding: Encoding::for_label(self.encoding.as_bytes()).unwrap_or(UTF_8),
            bom: self.bom,
            line_ends: match self.line_ends.as_str() {
                "crlf" => LineEnds::CrLf,
                "cr" => LineEnds::Cr,
                "mixed" => LineEnds::Mixed,
                _ => LineEnds::Lf,
            },
            final_newline: self.final_newline,
        }
    }
}

impl FileId {
    pub fn of(identity: &Identity) -> Self {
        let modified = i64::try_from(identity.modified).unwrap_or_default();
        Self { device: identity.device, inode: identity.inode, size: identity.size, modified }
    }
}

/// Appends the line of `record` to `out`; gives its checksum, which the next line goes on from.
pub(in crate::draft::store) fn write(before: u32, record: &Record, out: &mut Vec<u8>) -> std::io::Result<u32> {
    let json = serde_json::to_vec(record)?;
    let sum = checksum(before, &json);
    out.extend_from_slice(format!("{sum:08x} ").as_bytes());
    out.extend_from_slice(&json);
    out.push(b'\n');
    Ok(sum)
}

/// The record of a line without its line end, and its checksum; nothing when the line is damaged.
pub(in crate::draft::store) fn read(before: u32, line: &[u8]) -> Option<(Record, u32)> {
    let (sum, json) = line.split_at_checked(8)?;
    let sum = u32::from_str_radix(std::str::from_utf8(sum).ok()?, 16).ok()?;
    let json = json.strip_prefix(b" ")?;
    (checksum(before, json) == sum).then_some(())?;
    Some((serde_json::from_slice(json).ok()?, sum))
}

fn checksum(before: u32, bytes: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new_with_initial(before);
    hasher.update(bytes);
    hasher.finalize()
}
