//! OpenDocument text (LibreOffice, WPS): paragraphs and rows of tables as lines, with the numbers that would be shown.
//!
//! Out of a bounded archive, or a single flat file. Must not know which lines are headings by their wording: it tells
//! what levels, styles and looks said.

mod body;
mod lists;
mod styles;

use super::archive::{Archive, holds};
use super::{Content, Source, decoded};
use crate::text::decode::{ZIP_MAGIC, foreign};
use body::Body;
use lists::Lists;
use styles::Styles;

/// Bytes at the start of a flat file in which its root stands.
const HEAD: usize = 1024;

/// Whether the bytes are such a document, whatever the file's name.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    if bytes.starts_with(ZIP_MAGIC) {
        // A spreadsheet has a body too: what it is stands in a part of its own, which producers never compress.
        let start = bytes.get(..HEAD).unwrap_or(bytes);
        let said = |kind: &[u8]| start.windows(kind.len()).any(|w| w == kind);
        let other = [b"opendocument.s".as_slice(), b"opendocument.p", b"opendocument.g", b"opendocument.c"];
        return holds(bytes, "content.xml") && !other.iter().any(|kind| said(kind));
    }
    is_flat(bytes)
}

fn is_flat(bytes: &[u8]) -> bool {
    let start = bytes.get(..HEAD).unwrap_or(bytes);
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
    start.starts_with(b"<?xml") && start.windows(17).any(|w| w == b"<office:document ")
}

/// Reads an OpenDocument text.
pub(super) fn extract(source: &Source) -> Result<Content, String> {
    if is_flat(source.bytes) {
        let (found, _) = decoded(source)?;
        return read(Some(&found.text), &found.text);
    }
    if !source.bytes.starts_with(ZIP_MAGIC) {
        let what = foreign(source.bytes)
            .unwrap_or("文件名说是 odt，内容却不是 OpenDocument 文档；请用 LibreOffice 或 WPS 重新保存");
        return Err(what.to_owned());
    }
    let mut archive = Archive::open(source.bytes, source.max_expanded, "odt")?;
    if !archive.has("content.xml") || !sniff(source.bytes) {
        return Err(archive.what_else().to_owned());
    }
    let manifest = archive.text("META-INF/manifest.xml").ok().flatten();
    if manifest.is_some_and(|text| text.contains("encryption-data")) {
        return Err("odt 加了密码；请在 LibreOffice 或 WPS 里去掉打开密码后再试".to_owned());
    }
    let styles = archive.text("styles.xml")?;
    let text = archive.text("content.xml")?.ok_or("odt 里没有正文；请用 LibreOffice 或 WPS 重新保存")?;
    read(styles.as_deref(), &text)
}

/// Reads the body in `text`, with the named styles in `named` and the automatic ones in `text`.
fn read(named: Option<&str>, text: &str) -> Result<Content, String> {
    let (mut styles, mut lists) = (Styles::default(), Lists::default());
    if let Some(named) = named {
        styles::read(named, "office:styles", &mut styles, &mut lists).map_err(|e| damaged("styles.xml", &e))?;
    }
    styles::read(text, "office:automatic-styles", &mut styles, &mut lists).map_err(|e| damaged("content.xml", &e))?;
    let extracted = Body::new(&styles, lists).read(text).map_err(|e| damaged("content.xml", &e))?;
    Ok(Content { extracted, encoding: "UTF-8", guessed: false, notes: Vec::new() })
}

fn damaged(part: &str, reason: &str) -> String {
    format!("odt 的 {part} 读不了：{reason}")
}

#[cfg(test)]
mod tests;
