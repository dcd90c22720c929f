//! The archive of a docx: its parts, read within bounds, and which part is which.
//!
//! Sizes are counted while reading, never believed. Must not know what parts mean, beyond finding the main one.

use std::collections::HashSet;
use std::io::{Cursor, Read};

use encoding_rs::{UTF_16BE, UTF_16LE};
use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::{Node, Xml, attribute};
use crate::text::decode::decode_strictly;

/// The most parts an archive may have.
const MOST_PARTS: usize = 10_000;
/// The most bytes a part may expand to.
const LARGEST_PART: u64 = 64 * 1024 * 1024;

/// An opened archive.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that parts may still expand to.
    left: u64,
    allowed: u64,
}

/// The names of the parts beside the main one.
pub(super) struct Parts {
    pub(super) styles: String,
    pub(super) numbering: String,
    pub(super) footnotes: String,
    pub(super) endnotes: String,
}

impl<'a> Package<'a> {
    /// Opens the archive; its parts may expand to `max_expanded` bytes together.
    pub(super) fn open(bytes: &'a [u8], max_expanded: u64) -> Result<Self, String> {
        let broken = "docx 已损坏或不完整（找不到压缩包的目录）；请重新取得这个文件";
        let declared = declared_parts(bytes).ok_or(broken)?;
        if declared > MOST_PARTS {
            return Err(format!("docx 里的部件超过 {MOST_PARTS} 个，不像正常的文档，没有打开"));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken)?;
        if archive.len() > MOST_PARTS {
            return Err(format!("docx 里的部件超过 {MOST_PARTS} 个，不像正常的文档，没有打开"));
        }
        let mut names = HashSet::new();
        let twice = archive.file_names_raw().any(|name| !names.insert(name.to_ascii_lowercase()));
        if twice || archive.has_duplicate_names() || archive.len() != declared {
            return Err("docx 里有同名的部件，不像正常的文档，没有打开".to_owned());
        }
        Ok(Self { archive, left: max_expanded, allowed: max_expanded })
    }

    /// The text of the part `name`; `None` when there is no such part.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, String> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let text = match bytes.as_slice() {
            [0xFF, 0xFE, ..] => decode_strictly(&bytes, UTF_16LE),
            [0xFE, 0xFF, ..] => decode_strictly(&bytes, UTF_16BE),
            _ => String::from_utf8(bytes).ok(),
        };
        text.map(Some).ok_or_else(|| format!("docx 的 {name} 不是有效的 UTF-8"))
    }

    fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, String> {
        let limit = self.left.min(LARGEST_PART);
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err("docx 加了密码；请在 Word 或 WPS 里去掉打开密码后再试".to_owned());
            }
            Err(ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_)) => {
                return Err(format!("docx 的 {name} 用了不常见的压缩方式；请用 Word 或 WPS 重新保存"));
            }
            Err(_) => return Err(format!("docx 的 {name} 已损坏；请重新取得这个文件")),
        };
        let mut bytes = Vec::new();
        part.take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| format!("docx 的 {name} 已损坏（校验不符或不完整）；请重新取得这个文件"))?;
        let size = bytes.len() as u64;
        if size > limit {
            let bound = if limit < LARGEST_PART { self.allowed } else { LARGEST_PART } / (1024 * 1024);
            return Err(format!("docx 的 {name} 展开后超过 {bound} MB 的上限，没有打开"));
        }
        self.left -= size;
        Ok(Some(bytes))
    }

    /// The name of the main part.
    pub(super) fn main_part(&mut self) -> Result<String, String> {
        let related = match self.text("_rels/.rels")? {
            Some(text) => relations(&text)?,
            None => Vec::new(),
        };
        let related = related.into_iter().find(|(kind, _)| kind == "officeDocument").map(|(_, target)| target);
        let main = match related {
            Some(target) => resolve("", &target),
            None => self.declared_main()?.unwrap_or_else(|| "word/document.xml".to_owned()),
        };
        if self.archive.index_for_name(&main).is_some() && !main.starts_with("xl/") && !main.starts_with("ppt/") {
            return Ok(main);
        }
        Err(self.what_else().to_owned())
    }

    /// The names of the parts that the main part needs, from its relations or where they usually are.
    pub(super) fn related(&mut self, main: &str) -> Result<Parts, String> {
        let (folder, file) = main.rsplit_once('/').unwrap_or(("", main));
        let relations = match self.text(&resolve(folder, &format!("_rels/{file}.rels")))? {
            Some(text) => relations(&text)?,
            None => Vec::new(),
        };
        let part = |kind: &str| {
            let found = relations.iter().find(|(k, _)| k == kind).map(|(_, target)| resolve(folder, target));
            found.unwrap_or_else(|| resolve(folder, &format!("{kind}.xml")))
        };
        Ok(Parts {
            styles: part("styles"),
            numbering: part("numbering"),
            footnotes: part("footnotes"),
            endnotes: part("endnotes"),
        })
    }

    /// The part that the list of content types calls the main one.
    fn declared_main(&mut self) -> Result<Option<String>, String> {
        let Some(text) = self.text("[Content_Types].xml")? else { return Ok(None) };
        let mut xml = Xml::new(&text);
        while let Some(node) = xml.next()? {
            if let Node::Start(tag) = node
                && attribute(&tag, "ContentType")
                    .is_some_and(|t| t.contains("wordprocessingml") && t.contains(".main+xml"))
                && let Some(name) = attribute(&tag, "PartName")
            {
                return Ok(Some(resolve("", &name)));
            }
        }
        Ok(None)
    }

    fn what_else(&self) -> &'static str {
        let has = |prefix: &[u8]| self.archive.file_names_raw().any(|name| name.starts_with(prefix));
        if has(b"xl/") {
            "这是 Excel 表格（.xlsx），暂不支持；请把文字另存为 docx 或文本"
        } else if has(b"ppt/") {
            "这是 PowerPoint 演示（.pptx），暂不支持；请把文字另存为 docx 或文本"
        } else if has(b"OFD.xml") {
            "这是 OFD 文件，暂不支持；请另存为文本或 docx"
        } else if has(b"META-INF/") && has(b"content.xml") {
            "这是 OpenDocument 文件，暂不支持；请另存为 docx"
        } else if has(b"word/") {
            "docx 里没有正文；请用 Word 或 WPS 重新保存"
        } else {
            "这是 ZIP 压缩包，不是 Word 文档；请解压后再打开"
        }
    }
}

/// The number of parts that the archive's end record gives.
fn declared_parts(bytes: &[u8]) -> Option<usize> {
    let from = bytes.len().saturating_sub(64 * 1024 + 22);
    let tail = bytes.get(from..)?;
    let at = tail.windows(4).rposition(|w| w == b"PK\x05\x06")?;
    let count = tail.get(at + 10..at + 12)?;
    Some(usize::from(u16::from_le_bytes(count.try_into().ok()?)))
}

/// Kind (the last word of its type) and target of each relation within the archive.
fn relations(text: &str) -> Result<Vec<(String, String)>, String> {
    let mut xml = Xml::new(text);
    let mut relations = Vec::new();
    while let Some(node) = xml.next()? {
        let Node::Start(tag) = node else { continue };
        if attribute(&tag, "TargetMode").is_some_and(|mode| mode == "External") {
            continue;
        }
        if let (Some(kind), Some(target)) = (attribute(&tag, "Type"), attribute(&tag, "Target")) {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            relations.push((kind, target.into_owned()));
        }
    }
    Ok(relations)
}

/// The name of a part, from the folder of the part that names it. Never leaves the archive: it is only looked up there.
fn resolve(folder: &str, target: &str) -> String {
    let (folder, target) = match target.strip_prefix('/') {
        Some(absolute) => ("", absolute),
        None => (folder, target),
    };
    let mut path: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            part => path.push(part),
        }
    }
    path.join("/")
}
