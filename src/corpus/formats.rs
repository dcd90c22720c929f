//! The kinds of files that are read: a table, one row a kind, and the one call that turns bytes into lines.
//!
//! Must not know of folders, open files or what a document's lines mean.

pub(crate) mod archive;
mod blocks;
mod codepage;
mod doc;
pub mod docx;
mod eml;
mod html;
mod json;
mod lines;
mod looks;
mod markdown;
mod mhtml;
mod mime;
mod numbering;
pub mod numerals;
mod odt;
mod origins;
mod pdf;
mod plain;
pub(crate) mod relations;
mod rtf;
mod signs;
mod xlsx;
pub(crate) mod xml;

use std::path::Path;

use encoding_rs::Encoding;

use super::model::{Extracted, Format};
use crate::text::decode;

/// Bytes and how they are to be read.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The file's content.
    pub bytes: &'a [u8],
    /// The encoding asked for, if one was.
    pub encoding: Option<&'static Encoding>,
    /// The most bytes that the parts of an archive may expand to, together.
    pub max_expanded: u64,
}

/// What a format gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// The lines and what is known of them.
    pub extracted: Extracted,
    /// The encoding's WHATWG name.
    pub encoding: &'static str,
    /// The encoding was guessed.
    pub guessed: bool,
    /// What was wrong but did not stop the reading, in the user's words.
    pub notes: Vec<String>,
}

/// One kind of file.
pub struct Row {
    /// The kind.
    pub format: Format,
    /// The endings of names that mean it, in lower case.
    pub extensions: &'static [&'static str],
    /// Whether bytes are of this kind whatever the name says.
    pub sniff: fn(&[u8]) -> bool,
    /// Reads the bytes; the error is a reason in the user's words.
    pub extract: fn(&Source) -> Result<Content, String>,
}

/// All kinds. The first whose `sniff` says yes is taken, then the first with the name's ending, then plain text.
pub const TABLE: &[Row] = &[
    Row { format: Format::Odt, extensions: &["odt", "ott", "fodt"], sniff: odt::sniff, extract: odt::extract },
    Row {
        format: Format::Xlsx,
        extensions: &["xlsx", "xlsm", "xltx", "xltm"],
        sniff: xlsx::sniff,
        extract: xlsx::extract,
    },
    Row {
        format: Format::Docx,
        extensions: &["docx", "docm", "dotx", "dotm"],
        sniff: docx::sniff,
        extract: docx::extract,
    },
    Row { format: Format::Doc, extensions: &["doc", "dot", "wps", "wpt"], sniff: doc::sniff, extract: doc::extract },
    Row { format: Format::Rtf, extensions: &["rtf"], sniff: rtf::sniff, extract: rtf::extract },
    Row {
        format: Format::Html,
        extensions: &["html", "htm", "xhtml", "shtml"],
        sniff: html::sniff,
        extract: html::extract,
    },
    Row { format: Format::Pdf, extensions: &["pdf"], sniff: pdf::sniff, extract: pdf::extract },
    Row { format: Format::Eml, extensions: &["eml"], sniff: |_| false, extract: eml::extract },
    Row { format: Format::Mhtml, extensions: &["mht", "mhtml"], sniff: |_| false, extract: mhtml::extract },
    Row { format: Format::Json, extensions: &["json", "jsonl", "ndjson"], sniff: |_| false, extract: json::extract },
    Row { format: Format::Markdown, extensions: &["md", "markdown"], sniff: |_| false, extract: markdown::extract },
    Row { format: Format::Text, extensions: &["txt", "text"], sniff: |_| false, extract: plain::extract },
];

/// Endings of documents that are known but not read, and what to do instead.
pub const UNSUPPORTED: &[(&[&str], &str)] = &[
    (&["ofd", "caj", "epub"], "请另存为文本或 .docx"),
    (&["xls", "xlsb", "ods", "et"], "请另存为 .xlsx"),
    (&["ppt", "pptx", "odp", "dps"], "请把文字另存为 .docx 或文本"),
    (&["msg"], "请在 Outlook 里另存为 .eml 或文本"),
];

/// The kind that a name's ending means.
pub fn by_name(path: &Path) -> Option<Format> {
    let ending = ending(path)?;
    TABLE.iter().find(|row| row.extensions.contains(&ending.as_str())).map(|row| row.format)
}

/// A name's ending in lower case. What is not ASCII letters and digits is part of the name: `1.工作总结`.
pub fn ending(path: &Path) -> Option<String> {
    let ending = path.extension()?.to_str()?;
    ending.bytes().all(|b| b.is_ascii_alphanumeric()).then(|| ending.to_ascii_lowercase())
}

/// Reads `source`, whose file is called `path`; says which kind it was taken for.
///
/// # Errors
/// A reason in the user's words: no document, damaged, encrypted, or over a bound.
pub fn extract(path: &Path, source: &Source) -> Result<(Format, Content), String> {
    let named = by_name(path);
    let sniffed = TABLE.iter().find(|row| (row.sniff)(source.bytes)).map(|row| row.format);
    let format = match (sniffed, named) {
        // Named so, but without a tag inside.
        (None, Some(Format::Html)) if !html::has_tags(source.bytes) => Format::Text,
        (None, Some(Format::Doc | Format::Rtf)) => misnamed(source.bytes)?,
        (None, None | Some(Format::Text)) if markdown::has_front_matter(source.bytes) => Format::Markdown,
        (Some(format), _) | (None, Some(format)) => format,
        (None, None) if ending(path).is_none() && json::sniff(source.bytes) => match json::extract(source) {
            Ok(content) => return Ok((Format::Json, content)),
            Err(_) => Format::Text,
        },
        (None, None) => Format::Text,
    };
    let row = TABLE.iter().find(|row| row.format == format).ok_or("没有这种格式")?;
    (row.extract)(source).map(|content| (format, content))
}

/// What a file is whose name says Word or rich text but whose bytes are neither: text, or one of the kinds that Word
/// has read and written under such names.
fn misnamed(bytes: &[u8]) -> Result<Format, String> {
    const HEAD: usize = 2048;
    if bytes.starts_with(decode::ZIP_MAGIC) {
        return Ok(Format::Docx);
    }
    let head = bytes.get(..HEAD).unwrap_or(bytes).to_ascii_lowercase();
    let has = |words: &[u8]| head.windows(words.len()).any(|part| part == words);
    if has(b"mime-version:") && has(b"content-type:") {
        return Ok(Format::Mhtml);
    }
    if has(b"<?xml") && (has(b"worddocument") || has(b"progid=\"word.document\"")) {
        return Err("这是 Word 2003 的 XML 文档；请在 Word 或 WPS 里另存为 docx".to_owned());
    }
    Ok(Format::Text)
}

/// Decodes `source`, with a note where bytes were damaged.
fn decoded(source: &Source) -> Result<(decode::Decoded, Vec<String>), String> {
    let found = decode::decode(source.bytes, source.encoding).map_err(|reason| reason.to_string())?;
    let notes = damage(&found).into_iter().collect();
    Ok((found, notes))
}

fn damage(found: &decode::Decoded) -> Option<String> {
    if found.damaged == 0 {
        return None;
    }
    let before = found.text.split('\u{FFFD}').next().unwrap_or("");
    let line = before.matches('\n').count() + 1;
    Some(format!(
        "第 {line} 行起有 {} 处字节不是有效的 {}，已显示为 \u{FFFD}；如果整篇是乱码，请用 --encoding 指定编码",
        found.damaged, found.encoding
    ))
}

#[cfg(test)]
mod tests;
