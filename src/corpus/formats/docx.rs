//! Word documents: paragraphs and rows of tables as lines, with the numbers that Word would show.
//!
//! A stream of XML out of a bounded archive; no part's name is ever used as a path. Must not know which lines are
//! headings by their wording: it tells what styles and looks said.

mod body;
mod notes;
mod numbering;
mod parts;
mod recorder;
mod styles;
pub mod tape;

use super::archive::Archive;
use super::numbering::Numbering;
use super::{Content, Source};
use crate::text::decode::{ZIP_MAGIC, foreign};
use body::Body;
use parts::Parts;
use styles::Styles;
use tape::Tape;

/// Whether the bytes are an archive, whatever the file's name; reading it tells which. One that cannot be opened is
/// what its name says.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP_MAGIC) && Archive::open(bytes, 0, "docx").is_ok()
}

/// A Word document with its characters placed.
#[derive(Clone, Debug)]
pub struct Trace {
    /// The text as the reader gives it: lines end at `\n`.
    pub text: String,
    /// The name of the main part.
    pub main: String,
    /// The main part's XML.
    pub part: String,
    /// Where the characters of the text stand in it.
    pub tape: Tape,
    /// The name of the part with the comments, whether it is there or not.
    pub comments: String,
    /// The name of the part that says which comments answer which, whether it is there or not.
    pub threads: String,
    /// The name of the part with the styles, whether it is there or not.
    pub styles: String,
}

/// What is read before the text.
struct Opened {
    main: String,
    part: String,
    parts: Parts,
    styles: Styles,
    numbering: Numbering,
    notes: Vec<notes::Notes>,
}

/// Reads a Word document.
pub(super) fn extract(source: &Source) -> Result<Content, String> {
    let Opened { main, part, styles, numbering, notes, .. } = open(source.bytes, source.max_expanded)?;
    let (extracted, unread) = Body::new(&styles, numbering, notes).read(&part).map_err(|e| damaged(&main, &e))?;
    Ok(Content { extracted, encoding: "UTF-8", guessed: false, notes: unread.told() })
}

/// Reads a Word document with the places of its characters; its parts may expand to `max_expanded` bytes together.
///
/// # Errors
/// A reason in the user's words: no Word document, damaged, encrypted, or over a bound.
pub fn trace(bytes: &[u8], max_expanded: u64) -> Result<Trace, String> {
    let Opened { main, part, parts, styles, numbering, notes } = open(bytes, max_expanded)?;
    let (extracted, tape) = Body::new(&styles, numbering, notes).read_placed(&part).map_err(|e| damaged(&main, &e))?;
    let Parts { comments, threads, styles, .. } = parts;
    Ok(Trace { text: extracted.text, main, part, tape, comments, threads, styles })
}

fn open(bytes: &[u8], max_expanded: u64) -> Result<Opened, String> {
    if !bytes.starts_with(ZIP_MAGIC) {
        let what = foreign(bytes).unwrap_or("文件名说是 docx，内容却不是 Word 文档；请用 Word 或 WPS 重新保存");
        return Err(what.to_owned());
    }
    let mut archive = Archive::open(bytes, max_expanded, "docx")?;
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
    let part = archive.text(&main)?.ok_or_else(|| "docx 里没有正文；请用 Word 或 WPS 重新保存".to_owned())?;
    Ok(Opened { main, part, parts, styles, numbering, notes })
}

/// Which part cannot be read and why, in the user's words.
pub(crate) fn damaged(part: &str, reason: &str) -> String {
    format!("docx 的 {part} 读不了：{reason}")
}

#[cfg(test)]
mod tests;
