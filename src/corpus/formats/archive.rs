//! A zip archive that a document comes in: its parts, read within bounds.
//!
//! Sizes are counted while reading, never believed; no part's name is ever used as a path. Must not know what parts
//! mean, beyond telling kinds of documents apart.

use std::collections::HashSet;
use std::io::{Cursor, Read};

use encoding_rs::{UTF_16BE, UTF_16LE};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::text::decode::{ZIP_MAGIC, decode_strictly};

/// The most parts an archive may have.
const MOST_PARTS: usize = 10_000;
/// The most bytes a part may expand to.
const LARGEST_PART: u64 = 64 * 1024 * 1024;

/// An opened archive.
pub(crate) struct Archive<'a> {
    parts: ZipArchive<Cursor<&'a [u8]>>,
    /// What the document is called in reasons.
    kind: &'static str,
    /// Bytes that parts may still expand to.
    left: u64,
    allowed: u64,
}

/// Whether `bytes` are an archive with a part called `name`.
pub(crate) fn holds(bytes: &[u8], name: &str) -> bool {
    bytes.starts_with(ZIP_MAGIC) && Archive::open(bytes, 0, "").is_ok_and(|archive| archive.has(name))
}

impl<'a> Archive<'a> {
    /// Opens the archive of a document called `kind`; its parts may expand to `max_expanded` bytes together.
    pub(crate) fn open(bytes: &'a [u8], max_expanded: u64, kind: &'static str) -> Result<Self, String> {
        let broken = || format!("{kind} 已损坏或不完整（找不到压缩包的目录）；请重新取得这个文件");
        let many = || format!("{kind} 里的部件超过 {MOST_PARTS} 个，不像正常的文档，没有打开");
        let declared = declared_parts(bytes).ok_or_else(broken)?;
        if declared > MOST_PARTS {
            return Err(many());
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
        if archive.len() > MOST_PARTS {
            return Err(many());
        }
        let mut names = HashSet::new();
        let twice = archive.file_names_raw().any(|name| !names.insert(name.to_ascii_lowercase()));
        if twice || archive.has_duplicate_names() || archive.len() != declared {
            return Err(format!("{kind} 里有同名的部件，不像正常的文档，没有打开"));
        }
        Ok(Self { parts: archive, kind, left: max_expanded, allowed: max_expanded })
    }

    /// Whether there is a part called `name`.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.parts.index_for_name(name).is_some()
    }

    /// The text of the part `name`; `None` when there is no such part.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, String> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let text = match bytes.as_slice() {
            [0xFF, 0xFE, ..] => decode_strictly(&bytes, UTF_16LE),
            [0xFE, 0xFF, ..] => decode_strictly(&bytes, UTF_16BE),
            _ => String::from_utf8(bytes).ok(),
        };
        text.map(Some).ok_or_else(|| format!("{} 的 {name} 不是有效的 UTF-8", self.kind))
    }

    fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, String> {
        let limit = self.left.min(LARGEST_PART);
        let kind = self.kind;
        let part = match self.parts.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(format!("{kind} 加了密码；请去掉打开密码后再试"));
            }
            Err(ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_)) => {
                return Err(format!("{kind} 的 {name} 用了不常见的压缩方式；请用 Word 或 WPS 重新保存"));
            }
            Err(_) => return Err(format!("{kind} 的 {name} 已损坏；请重新取得这个文件")),
        };
        let mut bytes = Vec::new();
        part.take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| format!("{kind} 的 {name} 已损坏（校验不符或不完整）；请重新取得这个文件"))?;
        let size = bytes.len() as u64;
        if size > limit {
            let bound = if limit < LARGEST_PART { self.allowed } else { LARGEST_PART } / (1024 * 1024);
            return Err(format!("{kind} 的 {name} 展开后超过 {bound} MB 的上限，没有打开"));
        }
        self.left -= size;
        Ok(Some(bytes))
    }

    /// What the archive is when it is not the document that was looked for.
    pub(crate) fn what_else(&self) -> &'static str {
        let has = |prefix: &[u8]| self.parts.file_names_raw().any(|name| name.starts_with(prefix));
        if has(b"xl/") {
            "这是 Excel 表格，里面没有能读的工作簿；请用 Excel 或 WPS 重新保存为 .xlsx"
        } else if has(b"ppt/") {
            "这是 PowerPoint 演示（.pptx），暂不支持；请把文字另存为 docx 或文本"
        } else if has(b"OFD.xml") {
            "这是 OFD 文件，暂不支持；请另存为文本或 docx"
        } else if has(b"META-INF/container.xml") {
            "这是 EPUB 电子书，暂不支持；请另存为文本或 docx"
        } else if has(b"META-INF/") && has(b"content.xml") {
            "这是 OpenDocument 文件，但不是文字文档；表格请另存为 .xlsx，其余请另存为 docx 或文本"
        } else if has(b"word/") {
            "docx 里没有正文；请用 Word 或 WPS 重新保存"
        } else {
            "这是 ZIP 压缩包，不是文档；请解压后再打开"
        }
    }
}

/// The number of parts that the archive's end record gives, or the longer one before it (zip64) where it says so.
fn declared_parts(bytes: &[u8]) -> Option<usize> {
    const SEE_LONGER: u16 = u16::MAX;
    let from = bytes.len().saturating_sub(64 * 1024 + 22);
    let at = from + bytes.get(from..)?.windows(4).rposition(|w| w == b"PK\x05\x06")?;
    let count = u16::from_le_bytes(bytes.get(at + 10..at + 12)?.try_into().ok()?);
    let longer = if count == SEE_LONGER { longer_end(bytes, at) } else { None };
    Some(longer.unwrap_or(usize::from(count)))
}

/// The number of parts that the longer end record gives, whose place stands right before the end record at `end`.
fn longer_end(bytes: &[u8], end: usize) -> Option<usize> {
    let locator = bytes.get(end.checked_sub(20)?..end)?.strip_prefix(b"PK\x06\x07")?;
    let place = u64::from_le_bytes(locator.get(4..12)?.try_into().ok()?);
    let record = bytes.get(usize::try_from(place).ok()?..)?.strip_prefix(b"PK\x06\x06")?;
    usize::try_from(u64::from_le_bytes(record.get(28..36)?.try_into().ok()?)).ok()
}

/// Archives for tests.
#[cfg(test)]
pub(super) mod made {
    use std::io::{Cursor, Write};

    use zip::write::SimpleFileOptions;
    use zip::{CompressionMethod, ZipWriter};

    /// An archive of parts: name and text. The part that tells its kind is not compressed, as producers do it.
    pub(in super::super) fn zip(parts: &[(&str, &str)]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            let method = if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
            writer.start_file(*name, SimpleFileOptions::default().compression_method(method))?;
            writer.write_all(text.as_bytes())?;
        }
        Ok(writer.finish()?.into_inner())
    }
}
