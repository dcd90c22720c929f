//! Bytes and numbers of characters on their way to text: pairs that stand apart, code pages that are not what is said.
//!
//! Must not know where the text goes.

use encoding_rs::{BIG5, Encoding, GB18030, WINDOWS_1252};

use super::super::codepage::{of_language, of_page, read_western};
use super::head::Charset;

/// What has come and is no text yet.
#[derive(Debug)]
pub(super) struct Pending {
    bytes: Vec<u8>,
    /// Units of UTF-16.
    units: Vec<u16>,
    asked: Option<&'static Encoding>,
    page: &'static Encoding,
    /// The encoding of Chinese text that claims to be Western.
    east: Option<&'static Encoding>,
}

impl Pending {
    /// Nothing yet; `asked` is the encoding that the user wants for bytes whose font says none.
    pub(super) fn new(asked: Option<&'static Encoding>) -> Self {
        Self { bytes: Vec::new(), units: Vec::new(), asked, page: asked.unwrap_or(WINDOWS_1252), east: asked }
    }

    /// The encoding of bytes whose font says none.
    pub(super) fn page(&self) -> &'static Encoding {
        self.page
    }

    /// The document says its code page.
    pub(super) fn set_page(&mut self, number: i32) {
        let Some(page) = self.asked.or(of_page(number)) else { return };
        self.page = page;
        if page == GB18030 || page == BIG5 {
            self.east = Some(page);
        }
    }

    /// The document says its language.
    pub(super) fn set_language(&mut self, number: i32) {
        self.east = self.east.or(u16::try_from(number).ok().and_then(of_language));
    }

    /// Whether characters came last, and not bytes.
    pub(super) fn has_units(&self) -> bool {
        !self.units.is_empty()
    }

    /// Whether bytes came last.
    pub(super) fn has_bytes(&self) -> bool {
        !self.bytes.is_empty()
    }

    /// Adds bytes.
    pub(super) fn put(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Adds a character, or half of one.
    pub(super) fn put_unit(&mut self, number: i32) {
        // Numbers over 32767 are written as negative ones, or against the rule as they are.
        let number = if number < 0 { number.wrapping_add(0x1_0000) } else { number };
        if let Ok(unit) = u16::try_from(number) {
            self.units.push(unit);
        } else {
            let sign = u32::try_from(number).ok().and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER);
            self.units.extend(sign.encode_utf16(&mut [0; 2]).iter());
        }
    }

    /// The text of what has come; its bytes are in a font with this charset.
    pub(super) fn take(&mut self, charset: Charset) -> Option<String> {
        if !self.units.is_empty() {
            let text = String::from_utf16_lossy(&self.units);
            self.units.clear();
            return Some(text);
        }
        if self.bytes.is_empty() {
            return None;
        }
        let bytes = &self.bytes;
        let read = |encoding: &'static Encoding| encoding.decode_without_bom_handling(bytes).0.into_owned();
        let text = match charset {
            _ if bytes.is_ascii() => read(WINDOWS_1252),
            Charset::Western => read_western(bytes, self.east),
            Charset::Document if self.page == WINDOWS_1252 => read_western(bytes, self.east),
            Charset::Document => read(self.page),
            Charset::Encoding(encoding) => read(encoding),
            Charset::Symbols => bytes.iter().filter(|byte| byte.is_ascii()).map(|byte| char::from(*byte)).collect(),
        };
        self.bytes.clear();
        Some(text)
    }
}
