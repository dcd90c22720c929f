//! The finished document: what a draft is on paper, and the files that hold it.
//!
//! One model is made of the text by the program's own recognition ([`build`]) and set by the rules of GB/T 9704—2012
//! ([`setting`]); every writer takes the same setting, so that a Word file, a web page, plain text and the pages on
//! screen are one document. What the standard states as a rule (规定) and the text does not follow is told in notes,
//! never changed. Must not know of files, editors or questions.

pub mod build;
pub mod date;
pub mod docx;
pub mod html;
pub mod markdown;
pub mod model;
pub mod notes;
pub mod plain;
pub mod rows;
pub mod setting;
pub mod title;

use std::path::Path;

use serde::{Deserialize, Serialize};

use self::model::Finished;
use self::setting::set;
use super::motion::WordBoundaries;

/// What a document is printed as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// 材料: title, body, signature and date, page numbers; no red head.
    #[default]
    Material,
    /// 公文: with 版头 and 版记.
    Official,
}

/// The face of Latin letters and digits in running text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Latin {
    /// That of the Chinese characters around them.
    #[default]
    Same,
    /// Times New Roman.
    Times,
}

/// How a document is to be finished.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// As what; where nothing is said, as the draft's own block says, else as 材料.
    pub profile: Option<Profile>,
    /// The face of Latin letters and digits.
    pub latin: Latin,
    /// Write the date under the signature as 7.3.5.4 has it: 2024年7月1日.
    pub set_date: bool,
}

/// The kinds of files that a document is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Word.
    Docx,
    /// Plain text, 28 characters a line.
    Text,
    /// Markdown.
    Markdown,
    /// A web page that prints as the same page.
    Html,
}

impl FileKind {
    /// The kind that a name's ending means.
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match ending.as_str() {
            "docx" => Self::Docx,
            "txt" | "text" => Self::Text,
            "md" | "markdown" => Self::Markdown,
            "html" | "htm" => Self::Html,
            _ => return None,
        })
    }
}

/// The bytes of the file that holds `document`; `words` tell where a title may be broken.
///
/// # Errors
/// In the user's words, when the file outgrows what its kind can hold.
pub fn bytes(document: &Finished, kind: FileKind, latin: Latin, words: &dyn WordBoundaries) -> Result<Vec<u8>, String> {
    let set = set(document, words);
    match kind {
        FileKind::Docx => docx::bytes(document, &set, latin),
        FileKind::Text => Ok(plain::text(document, &set).into_bytes()),
        FileKind::Markdown => Ok(markdown::text(document).into_bytes()),
        FileKind::Html => Ok(html::page(document, &set, latin).into_bytes()),
    }
}

#[cfg(test)]
mod tests;
