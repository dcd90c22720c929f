//! The archive that a Word file is: what forbids writing into it, and a copy with some parts changed.
//!
//! Must not know what stands in the parts.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{Error, MOST_EXPANDED};
use crate::corpus::formats::archive::Archive;
use crate::corpus::formats::docx::damaged;
use crate::corpus::formats::xml::{Node, Xml, split_name};
use crate::text::span::{ByteSpan, slice, tail};

/// How compound files begin, which encrypted documents are.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// Where the parts of a signature are.
const SIGNATURES: &[u8] = b"_xmlsignatures/";

/// Says of an encrypted file that it is one.
pub(super) fn check(docx: &[u8]) -> Result<(), Error> {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let encrypted = docx.starts_with(COMPOUND) && memchr::memmem::find(docx, &name).is_some();
    if encrypted { Err(Error::Encrypted) } else { Ok(()) }
}

/// Refuses a file that bears a signature.
pub(super) fn unsigned(docx: &[u8]) -> Result<(), Error> {
    let mut archive = open(docx)?;
    let types = archive.text("[Content_Types].xml").map_err(Error::Unreadable)?.unwrap_or_default();
    let parts = ZipArchive::new(Cursor::new(docx)).map_err(|_| broken())?;
    let signature = |name: &[u8]| name.to_ascii_lowercase().starts_with(SIGNATURES);
    let signed = parts.file_names_raw().any(signature) || types.contains("digital-signature");
    if signed { Err(Error::Signed) } else { Ok(()) }
}

/// Opens the file to read its parts within bounds.
pub(super) fn open(docx: &[u8]) -> Result<Archive<'_>, Error> {
    Archive::open(docx, MOST_EXPANDED, "docx").map_err(Error::Unreadable)
}

/// A copy of the file in which the parts named in `changed` have this text; those that it does not have come last. All
/// others keep their place and their compressed bytes.
pub(super) fn copy(docx: &[u8], changed: &[(String, String)]) -> Result<Vec<u8>, Error> {
    let mut parts = ZipArchive::new(Cursor::new(docx)).map_err(|_| broken())?;
    let comment = parts.comment().to_vec();
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(docx.len())));
    let mut written = Vec::new();
    let at: Vec<(usize, &(String, String))> =
        changed.iter().filter_map(|part| Some((parts.index_for_name(&part.0)?, part))).collect();
    for index in 0..parts.len() {
        let part = parts.by_index_raw(index).map_err(|_| broken())?;
        let Some((_, (name, text))) = at.iter().find(|(at, _)| *at == index) else {
            writer.raw_copy_file(part).map_err(|_| broken())?;
            continue;
        };
        let stored = part.compression() == CompressionMethod::Stored;
        let method = if stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let mut options = SimpleFileOptions::default().compression_method(method);
        if let Some(time) = part.last_modified() {
            options = options.last_modified_time(time);
        }
        drop(part);
        put(&mut writer, name, text, options)?;
        written.push(name);
    }
    for (name, text) in changed.iter().filter(|(name, _)| !written.contains(&name)) {
        put(&mut writer, name, text, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated))?;
    }
    if !comment.is_empty() {
        writer.set_raw_comment(comment.into()).map_err(|_| broken())?;
    }
    Ok(writer.finish().map_err(|_| broken())?.into_inner())
}

fn put(
    writer: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: &str,
    text: &str,
    options: SimpleFileOptions,
) -> Result<(), Error> {
    writer.start_file(name, options).map_err(|_| broken())?;
    writer.write_all(text.as_bytes()).map_err(|_| broken())
}

fn broken() -> Error {
    Error::Unreadable("docx 的压缩包写法不常见，没有写；请用 Word 或 WPS 重新保存后再试".to_owned())
}

/// The part called `name`, with the text `part`, with more at the end of its root element. `more` is given the first tag, with what stands before an
/// element's name there, colon included.
pub(super) fn append(
    name: &str,
    part: &str,
    more: impl FnOnce(&quick_xml::events::BytesStart<'_>, &str) -> Result<String, Error>,
) -> Result<String, Error> {
    plain(name, part)?;
    let mut xml = Xml::new(part);
    let mut root: Option<(ByteSpan, String, String)> = None;
    let mut end = ByteSpan::default();
    let mut more = Some(more);
    while let Some(node) = xml.next().map_err(|reason| Error::Unreadable(damaged(name, &reason)))? {
        match node {
            Node::Start(tag) => {
                if let Some(more) = more.take() {
                    let name = tag.name().into_inner().to_owned();
                    let (space, _) = split_name(&name);
                    let prefix = if space.is_empty() { String::new() } else { format!("{space}:") };
                    let added = more(&tag, &prefix)?;
                    root = Some((xml.span(), name, added));
                }
            }
            Node::End(_) => end = xml.span(),
            Node::Text(_) => {}
        }
    }
    let (head, name, added) = root.ok_or_else(|| Error::Unusual(format!("docx 的 {name} 是空的，没有写")))?;
    if let Some(open) = slice(part, head).strip_suffix("/>").filter(|_| end.is_empty()) {
        let before = slice(part, ByteSpan::new(0, head.start));
        return Ok(format!("{before}{open}>{added}</{name}>{}", tail(part, head.end)));
    }
    Ok(format!("{}{added}{}", slice(part, ByteSpan::new(0, end.start)), tail(part, end.start)))
}

/// Refuses a part that says that it is written in something else than UTF-8.
pub(super) fn plain(name: &str, part: &str) -> Result<(), Error> {
    let first = part.trim_start_matches('\u{FEFF}').split('>').next().unwrap_or_default().to_ascii_lowercase();
    if first.starts_with("<?xml") && first.contains("encoding") && !first.contains("utf-8") {
        return Err(Error::Unusual(format!(
            "docx 的 {name} 不是用 UTF-8 写的，没有写；请用 Word 或 WPS 重新保存后再试"
        )));
    }
    Ok(())
}
