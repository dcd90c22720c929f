//! Rich text (.rtf): paragraphs and rows of tables as lines, in the code pages of its fonts.
//!
//! A stream of tokens without a tree; time is linear in the length. Must not know which lines are headings by their
//! wording: it tells what styles and looks said.

mod flows;
mod head;
mod pending;
mod reader;
mod state;
mod token;
mod words;

use encoding_rs::UTF_8;

use super::{Content, Source};
use reader::Reader;
use token::Tokens;

/// Whether the bytes are rich text, whatever the file's name.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    body(bytes).starts_with(b"{\\rtf")
}

/// Reads rich text.
pub(super) fn extract(source: &Source) -> Result<Content, String> {
    // The rule allows ASCII only, and old programs write their code page; hardly any of its text is good UTF-8 as well.
    let utf8 = source.encoding.is_none_or(|asked| asked == UTF_8) && std::str::from_utf8(source.bytes).is_ok();
    let mut reader = Reader::new(source.encoding, utf8);
    let mut ended = false;
    for token in Tokens::new(body(source.bytes)) {
        if !reader.see(token)? {
            ended = true;
            break;
        }
    }
    let encoding = reader.encoding().name();
    let extracted = reader.finish();
    let cut = "RTF 文件不完整，只读出了前面的文字；请重新复制或下载";
    if !ended && extracted.text.is_empty() {
        return Err("RTF 文件不完整，没有读出文字；请重新复制或下载".to_owned());
    }
    let notes = if ended { Vec::new() } else { vec![cut.to_owned()] };
    Ok(Content { extracted, encoding, guessed: false, notes })
}

/// The bytes without a mark and blanks before them.
fn body(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start()
}

#[cfg(test)]
mod tests;
