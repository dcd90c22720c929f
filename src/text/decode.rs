//! Bytes to text and back. Finds the encoding of Chinese files, refuses what is no text, says what was damaged.
//!
//! The order: the encoding asked for; a mark; strict UTF-8; UTF-16 by its pattern; damaged UTF-8; GB18030 and
//! Big5 by how their bytes pair; a detector last, on the first few KB. Never a Latin code page: what fits nothing
//! stays UTF-8 with replacement marks. Must not know of files, formats or documents.

mod binary;
mod encode;
mod guess;

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

pub use binary::{ZIP_MAGIC, foreign, office_kind};
pub use encode::{encode, encoding_by_name};

/// Text read from bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text; lines end at `\n` only, without a byte order mark.
    pub text: String,
    /// The encoding's WHATWG name: `UTF-8`, `gb18030`, `UTF-16LE`, `Big5`.
    pub encoding: &'static str,
    /// The encoding was neither asked for, nor marked, nor strict UTF-8.
    pub guessed: bool,
    /// How many places could not be read and are `U+FFFD` in the text.
    pub damaged: usize,
    /// A byte order mark stood before the text.
    pub had_bom: bool,
    /// How the lines ended in the bytes.
    pub line_ends: LineEnds,
}

/// How the lines of a file end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnds {
    /// `\n`, or a single line.
    Lf,
    /// `\r\n` throughout.
    CrLf,
    /// `\r` throughout, as on old Macintoshes.
    Cr,
    /// `\n` and `\r\n` by turns.
    Mixed,
}

/// Why bytes are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    /// The bytes are a known kind of file; the words say which and what to do.
    #[error("{0}")]
    Foreign(&'static str),
    /// Control characters all over.
    #[error("这是二进制文件，不是文本")]
    Binary,
}

/// Reads `bytes` in the encoding `forced`, or in the one that is found.
///
/// # Errors
/// When the bytes are no text: a known binary kind, or control characters all over.
pub fn decode(bytes: &[u8], forced: Option<&'static Encoding>) -> Result<Decoded, NotText> {
    if let Some(reason) = binary::foreign(bytes) {
        return Err(NotText::Foreign(reason));
    }
    let (mark, body) = split_bom(bytes);
    let found = match (forced, mark) {
        (Some(encoding), _) => read(encoding, if mark == Some(encoding) { body } else { bytes }, false),
        (None, Some(encoding)) => read(encoding, body, false),
        (None, None) => detect(bytes)?,
    };
    let had_bom = mark.is_some_and(|encoding| encoding.name() == found.encoding);
    let (text, line_ends) = line_feeds(found.text);
    Ok(Decoded { text, encoding: found.encoding, guessed: found.guessed, damaged: found.damaged, had_bom, line_ends })
}

/// The text of `bytes` if every one of them is valid in `encoding` (its own mark dropped), line ends as they are.
pub fn decode_strictly(bytes: &[u8], encoding: &'static Encoding) -> Option<String> {
    let (mark, body) = split_bom(bytes);
    let body = if mark == Some(encoding) { body } else { bytes };
    encoding.decode_without_bom_handling_and_without_replacement(body).map(std::borrow::Cow::into_owned)
}

/// Text before its line ends are looked at.
struct Found {
    text: String,
    encoding: &'static str,
    guessed: bool,
    damaged: usize,
}

fn detect(bytes: &[u8]) -> Result<Found, NotText> {
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        let encoding = if bytes.is_ascii() { guess::sparse_utf16(bytes) } else { None };
        if let Some(encoding) = encoding {
            return Ok(read(encoding, bytes, true));
        }
        if binary::mostly_controls(bytes) {
            return Err(NotText::Binary);
        }
        return Ok(Found { text: text.to_owned(), encoding: UTF_8.name(), guessed: false, damaged: 0 });
    }
    if let Some(encoding) = guess::utf16(bytes) {
        return Ok(read(encoding, bytes, true));
    }
    if binary::many_controls(bytes) {
        return Err(NotText::Binary);
    }
    let encoding = if guess::mostly_utf8(bytes) { UTF_8 } else { guess::east_asian(bytes).unwrap_or(UTF_8) };
    Ok(read(encoding, bytes, true))
}

fn read(encoding: &'static Encoding, body: &[u8], guessed: bool) -> Found {
    let (text, broken) = encoding.decode_without_bom_handling(body);
    // A replacement mark may also stand in the source as itself; then the count is a little high, never low.
    let damaged = if broken { text.matches('\u{FFFD}').count().max(1) } else { 0 };
    let text = match text.strip_prefix('\u{FEFF}') {
        Some(rest) if encoding == GB18030 => rest.to_owned(),
        _ => text.into_owned(),
    };
    Found { text, encoding: encoding.name(), guessed, damaged }
}

/// The encoding of the mark at the start and what follows it.
fn split_bom(bytes: &[u8]) -> (Option<&'static Encoding>, &[u8]) {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (Some(UTF_8), rest),
        [0xFF, 0xFE, rest @ ..] => (Some(UTF_16LE), rest),
        [0xFE, 0xFF, rest @ ..] => (Some(UTF_16BE), rest),
        [0x84, 0x31, 0x95, 0x33, rest @ ..] => (Some(GB18030), rest),
        _ => (None, bytes),
    }
}

/// Turns `\r\n` into `\n`, and `\r` where the text has no `\n` at all. Works in place.
fn line_feeds(text: String) -> (String, LineEnds) {
    let bytes = text.as_bytes();
    if !bytes.contains(&b'\r') {
        return (text, LineEnds::Lf);
    }
    if !bytes.contains(&b'\n') {
        return (text.replace('\r', "\n"), LineEnds::Cr);
    }
    let pairs = text.matches("\r\n").count();
    let feeds = text.matches('\n').count();
    let ends = match pairs {
        0 => return (text, LineEnds::Lf),
        n if n == feeds => LineEnds::CrLf,
        _ => LineEnds::Mixed,
    };
    let mut text = text;
    let mut waiting = 0;
    // `retain` sees one character at a time: keep a `\r` only when its neighbour is no `\n`.
    let keep = pairs_of_returns(&text);
    text.retain(|c| {
        if c != '\r' {
            return true;
        }
        waiting += 1;
        keep.binary_search(&waiting).is_ok()
    });
    (text, ends)
}

/// The ordinals (from 1) of the `\r` that stand alone: few, as a rule none.
fn pairs_of_returns(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let returns = bytes.iter().enumerate().filter(|(_, b)| **b == b'\r');
    let alone = returns.zip(1..).filter(|((at, _), _)| bytes.get(at + 1) != Some(&b'\n'));
    alone.map(|(_, ordinal)| ordinal).collect()
}

/// The encodings a person may choose from, by the names that they know.
pub const CHOICES: &[(&str, &Encoding)] =
    &[("utf-8", UTF_8), ("gb18030", GB18030), ("utf-16le", UTF_16LE), ("utf-16be", UTF_16BE), ("big5", BIG5)];

#[cfg(test)]
mod tests;
