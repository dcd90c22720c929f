//! Word documents: paragraphs and rows of tables as lines, with the numbers that Word would show.
//!
//! A stream of XML out of a bounded archive; no part's name is ever used as a path. Must not know which lines are
//! headings by their wording: it tells what styles and looks said.

mod body;
mod notes;
mod numbering;
mod parts;
mod styles;

use super::archive::Archive;
use super::numbering::Numbering;
use super::{Content, Source};
use crate::text::decode::{ZIP_MAGIC, foreign};
use body::Body;
use styles::Styles;

/// Whether the bytes are an archive, whatever the file's name; reading it tells which. One that cannot be opened is
/// what its name says.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP_MAGIC) && Archive::open(bytes, 0, "docx").is_ok()
}

/// Reads a Word document.
pub(super) fn extract(source: &Source) -> Result<Content, String> {
    if !source.bytes.starts_with(ZIP_MAGIC) {
        let what = foreign(source.bytes).unwrap_or("文件名说是 docx，内容却不是 Word 文档；请用 Word 或 WPS 重新保存");
        return Err(what.to_owned());
    }
    let mut archive = Archive::open(source.bytes, source.max_expanded, "docx")?;
    let main = parts::main_part(&mut archive)?;
    let parts = parts::related(&mut archive, &main)?;
    let styles = match archive.text(&parts.styles)? {
        Some(text) => Styles::read(&text).map_err(|e| damaged(&parts.styles, &e))?,
        None => Styles::default(),
    };
    let numbering = match archive.text(&parts.numbering)? {
        Some(text) => numbering::read(&text).map_err(|e| damaged(&parts.numbering, &e))?,
        None => Numbering::default(),
    };
    let mut notes = Vec::new();
    for part in [&parts.footnotes, &parts.endnotes] {
        let read = match archive.text(part)? {
            Some(text) => notes::read(&text).map_err(|e| damaged(part, &e))?,
            None => notes::Notes::new(),
        };
        notes.push(read);
    }
    let text = archive.text(&main)?.ok_or_else(|| "docx 里没有正文；请用 Word 或 WPS 重新保存".to_owned())?;
    let extracted = Body::new(&styles, numbering, notes).read(&text).map_err(|e| damaged(&main, &e))?;
    Ok(Content { extracted, encoding: "UTF-8", guessed: false, notes: Vec::new() })
}

fn damaged(part: &str, reason: &str) -> String {
    format!("docx 的 {part} 读不了：{reason}")
}

#[cfg(test)]
mod tests;
