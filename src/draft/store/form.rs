//! How a file holds its text: encoding, mark, line ends, final newline. Bytes to text and back, the same way.

use std::path::Path;

use encoding_rs::{Encoding, UTF_8};

use super::StoreError;
use crate::text::decode::{LineEnds, decode, decode_strictly, encode};

/// How a file holds its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileForm {
    /// The encoding.
    pub encoding: &'static Encoding,
    /// A byte order mark stands before the text.
    pub bom: bool,
    /// How lines end; `Mixed` is written as `Lf`.
    pub line_ends: LineEnds,
    /// The last line ends like the others. An empty text has no line to end.
    pub final_newline: bool,
}

impl Default for FileForm {
    fn default() -> Self {
        Self { encoding: UTF_8, bom: false, line_ends: LineEnds::Lf, final_newline: true }
    }
}

/// The text of `bytes`, its form, and what the person should know.
pub(super) fn read(
    path: &Path,
    bytes: &[u8],
    forced: Option<&'static Encoding>,
) -> Result<(String, FileForm, Option<String>), StoreError> {
    let decoded = decode(bytes, forced).map_err(|reason| StoreError::NotText { path: path.to_owned(), reason })?;
    let encoding = Encoding::for_label(decoded.encoding.as_bytes()).unwrap_or(UTF_8);
    if decoded.damaged > 0 {
        return Err(StoreError::Damaged { path: path.to_owned(), encoding: decoded.encoding, places: decoded.damaged });
    }
    let mut notes = Vec::new();
    if decoded.guessed {
        notes.push(format!("编码是推断的：{}", decoded.encoding));
    }
    let line_ends = match decoded.line_ends {
        LineEnds::Mixed => {
            let (ends, name) = majority(bytes, encoding);
            notes.push(format!("换行不一致，保存时统一为 {name}"));
            ends
        }
        ends => ends,
    };
    let mut text = decoded.text;
    let final_newline = text.is_empty() || text.ends_with('\n');
    if text.ends_with('\n') {
        text.pop();
    }
    let form = FileForm { encoding, bom: decoded.had_bom, line_ends, final_newline };
    Ok((text, form, (!notes.is_empty()).then(|| notes.join("；"))))
}

/// The bytes of `text` in `form`.
pub(super) fn write(text: &str, form: &FileForm) -> Result<Vec<u8>, StoreError> {
    let mut text = text.to_owned();
    if form.final_newline && !text.is_empty() {
        text.push('\n');
    }
    let text = match form.line_ends {
        LineEnds::Lf | LineEnds::Mixed => text,
        LineEnds::CrLf => text.replace('\n', "\r\n"),
        LineEnds::Cr => text.replace('\n', "\r"),
    };
    encode(&text, form.encoding, form.bom)
        .map_err(|character| StoreError::Unencodable { character, encoding: form.encoding.name() })
}

/// The line end that most lines of mixed `bytes` have, and its name.
fn majority(bytes: &[u8], encoding: &'static Encoding) -> (LineEnds, &'static str) {
    let text = decode_strictly(bytes, encoding).unwrap_or_default();
    let pairs = text.matches("\r\n").count();
    let feeds = text.matches('\n').count();
    if pairs * 2 > feeds { (LineEnds::CrLf, "CRLF") } else { (LineEnds::Lf, "LF") }
}
