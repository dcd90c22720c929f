//! Text to bytes, refusing what the encoding cannot hold; and encodings by the names that people use.
//!
//! Must not know of files.

use encoding_rs::{EncoderResult, Encoding, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::text::span::tail;

/// Writes `text` in `encoding`, with a byte order mark where `bom` asks for one and the encoding has one.
///
/// # Errors
/// The first character that the encoding cannot hold; nothing is written as `&#…;`.
pub fn encode(text: &str, encoding: &'static Encoding, bom: bool) -> Result<Vec<u8>, char> {
    let mark = if bom { "\u{FEFF}" } else { "" };
    if encoding == UTF_8 {
        return Ok([mark.as_bytes(), text.as_bytes()].concat());
    }
    if encoding == UTF_16LE {
        return Ok(mark.encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect());
    }
    if encoding == UTF_16BE {
        return Ok(mark.encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect());
    }
    let mut encoder = encoding.new_encoder();
    let mut out = Vec::with_capacity(text.len() + 16);
    if bom && encoding == encoding_rs::GB18030 {
        out.extend([0x84, 0x31, 0x95, 0x33]);
    }
    let start = out.len();
    let mut rest = text;
    loop {
        let (result, read) = encoder.encode_from_utf8_to_vec_without_replacement(rest, &mut out, true);
        rest = tail(rest, read);
        match result {
            EncoderResult::InputEmpty => break,
            EncoderResult::OutputFull => out.reserve(rest.len() + 64),
            EncoderResult::Unmappable(c) => return Err(c),
        }
    }
    // Some private-use characters are written as bytes that read as another: those are refused as well.
    let (read, _) = encoding.decode_without_bom_handling(out.get(start..).unwrap_or(&[]));
    match text.chars().zip(read.chars()).find(|(wanted, got)| wanted != got) {
        Some((wanted, _)) => Err(wanted),
        None => Ok(out),
    }
}

/// The encoding that `label` names: WHATWG's labels and the names of Windows code pages, any case.
/// `None` for what is no encoding, and for Latin ones, which Chinese text never is.
pub fn encoding_by_name(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().to_ascii_lowercase();
    let label = match label.as_str() {
        "cp936" | "ms936" | "936" | "gb" | "euc-cn" => return Some(GBK),
        "cp950" | "950" => "big5",
        "65001" | "cp65001" | "utf8" | "utf-8-sig" => "utf-8",
        "utf16" | "utf16le" | "utf-16" | "utf_16" => "utf-16le",
        "utf16be" => "utf-16be",
        "gb-18030" | "gb18030-2005" | "gb18030-2022" | "54936" | "cp54936" => "gb18030",
        other => other,
    };
    let encoding = Encoding::for_label_no_replacement(label.as_bytes())?;
    let latin = encoding.is_single_byte() && !encoding.name().starts_with("KOI8") && encoding.name() != "IBM866";
    (!latin).then_some(encoding)
}
