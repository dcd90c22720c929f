//! Web pages: a stream of tags and no tree, a line for each block.
//!
//! Time is linear in the length, whatever the nesting. Must not know which words are debris: it only tells what the
//! tags said (navigation, links, headings, tables).

mod element;
mod page;
mod settle;

use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::{Content, Source, damage};
use crate::corpus::model::Extracted;
use crate::text::decode::{Decoded, LineEnds, decode, decode_strictly, encoding_by_name, foreign};
use page::Page;

/// Bytes at the start that are searched for what the page says of itself.
const HEAD: usize = 4096;

/// Whether the bytes are a web page, whatever the file's name.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    let solid = |byte: &&u8| byte.is_ascii() && !byte.is_ascii_whitespace() && **byte != 0;
    if bytes.iter().find(solid) != Some(&b'<') {
        return false;
    }
    let start = ascii_start(bytes);
    let start = start.trim_start_matches(|c: char| c.is_ascii_whitespace());
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        return true;
    }
    let announced = start.starts_with("<?xml") || start.starts_with("<!--");
    announced && (start.contains("<!doctype html") || start.contains("<html"))
}

/// Whether there is any tag at all.
pub(super) fn has_tags(bytes: &[u8]) -> bool {
    let solid = bytes.iter().copied().filter(|b| *b != 0);
    let next = solid.clone().skip(1);
    solid.zip(next).any(|(a, b)| a == b'<' && (b.is_ascii_alphabetic() || matches!(b, b'!' | b'/')))
}

/// Reads a web page.
pub(super) fn extract(source: &Source) -> Result<Content, String> {
    let found = decode_page(source)?;
    let notes = damage(&found).into_iter().collect();
    let extracted = lines_of(&found.text);
    Ok(Content { extracted, encoding: found.encoding, guessed: found.guessed, notes })
}

/// The lines of a page that is text already.
pub(super) fn lines_of(text: &str) -> Extracted {
    let mut page = Page::default();
    // Nothing is handed out by the emitter: the page gathers the lines.
    let mut emitter =
        CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<std::convert::Infallible> {
            page.see(&event);
            None
        });
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(text, emitter).finish();
    page.finish()
}

/// The order: asked for; a mark; strict UTF-8; what the page says of itself, if every byte agrees; the usual order.
fn decode_page(source: &Source) -> Result<Decoded, String> {
    let usual = || decode(source.bytes, source.encoding).map_err(|reason| reason.to_string());
    let marked = source.bytes.starts_with(b"\xEF\xBB\xBF")
        || source.bytes.starts_with(b"\xFF\xFE")
        || source.bytes.starts_with(b"\xFE\xFF");
    if source.encoding.is_some() || marked || foreign(source.bytes).is_some() {
        return usual();
    }
    if std::str::from_utf8(source.bytes).is_ok() {
        return usual();
    }
    let Some(encoding) = declared(&ascii_start(source.bytes)) else { return usual() };
    match decode_strictly(source.bytes, encoding) {
        Some(text) => Ok(Decoded {
            text,
            encoding: encoding.name(),
            guessed: false,
            damaged: 0,
            had_bom: false,
            line_ends: LineEnds::Mixed,
        }),
        None => usual(),
    }
}

/// The encoding that `<meta charset=…>` names.
fn declared(start: &str) -> Option<&'static Encoding> {
    let meta = start.split("<meta").skip(1).find_map(|meta| {
        let meta = meta.split('>').next()?;
        meta.split_once("charset").map(|(_, rest)| rest)
    })?;
    let label = meta.trim_start_matches([' ', '=', '"', '\'']);
    let label = label.split(['"', '\'', ' ', ';', '/']).next()?;
    match encoding_by_name(label)? {
        encoding if encoding == GBK => Some(GB18030),
        // A page whose ASCII could be read is none of these.
        encoding if encoding == UTF_16LE || encoding == UTF_16BE => Some(UTF_8),
        encoding => Some(encoding),
    }
}

/// The first bytes as ASCII in lower case; zeros left out, so that UTF-16 reads as well.
fn ascii_start(bytes: &[u8]) -> String {
    let start = bytes.get(..HEAD).unwrap_or(bytes);
    start.iter().filter(|b| b.is_ascii() && **b != 0).map(|b| char::from(b.to_ascii_lowercase())).collect()
}

#[cfg(test)]
mod tests;
