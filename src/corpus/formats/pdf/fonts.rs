//! Fonts: which text each code stands for, and how wide it is.
//!
//! The outlines are never read. Must not know where text stands.

use std::collections::HashMap;

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_16BE};
use lopdf::{Dictionary, Document, Object};

use super::cmap::{CMap, number};
use crate::text::decode::decode_strictly;

/// The most bytes that a map of a font may expand to.
const LARGEST_MAP: usize = 8 << 20;
/// The width of a code where nothing says one, in thousandths of the size.
const USUAL: f32 = 1000.0;

/// A font as far as text needs it.
#[derive(Debug, Default)]
pub(super) struct Font {
    /// Its name, without the letters that mark a part of it.
    pub(super) name: String,
    /// Its codes have two bytes or more.
    composite: bool,
    to_unicode: Option<CMap>,
    /// How codes are written in the encodings that every reader knows.
    known: Option<&'static Encoding>,
    /// The texts of codes of one byte.
    single: Vec<String>,
    widths: HashMap<u32, f32>,
    missing: f32,
    /// What reading it cost, in bytes.
    pub(super) cost: usize,
}

/// What reading a font costs at least, and each of its widths, in bytes.
const LEAST_COST: usize = 4096;
const WIDTH_COST: usize = 16;

/// One code of a string that is shown.
pub(super) struct Glyph {
    /// Its text; `None` when the font does not say.
    pub(super) text: Option<String>,
    /// How far it moves, in thousandths of the size.
    pub(super) width: f32,
    /// It is a single byte 32, to which spacing between words applies.
    pub(super) blank: bool,
}

impl Font {
    /// Reads the font that `dictionary` describes.
    pub(super) fn read(document: &Document, dictionary: &Dictionary) -> Self {
        let get = |dictionary: &Dictionary, key: &[u8]| dictionary.get_deref(key, document).ok().cloned();
        let named = |object: Option<Object>| {
            object.and_then(|o| o.as_name().ok().map(|n| String::from_utf8_lossy(n).into_owned()))
        };
        let name = named(get(dictionary, b"BaseFont")).unwrap_or_default();
        let name = name.split_once('+').map_or(name.as_str(), |(_, name)| name).to_owned();
        let map = dictionary.get_deref(b"ToUnicode", document).ok().and_then(|object| object.as_stream().ok());
        let map = map.and_then(|stream| stream.get_plain_content_with_limit(LARGEST_MAP).ok());
        let to_unicode = map.as_ref().map(|bytes| CMap::read(bytes));
        let encoding = named(get(dictionary, b"Encoding")).unwrap_or_default();
        let composite = named(get(dictionary, b"Subtype")).as_deref() == Some("Type0");
        let mut font = Self { name, composite, to_unicode, missing: USUAL, ..Self::default() };
        if composite {
            font.known = known(&encoding);
            let below =
                get(dictionary, b"DescendantFonts").and_then(|o| o.as_array().ok().and_then(|a| a.first().cloned()));
            let below = below.and_then(|o| document.dereference(&o).ok().map(|(_, o)| o.clone()));
            if let Some(below) = below.as_ref().and_then(|o| o.as_dict().ok()) {
                let usual = get(below, b"DW").and_then(|o| o.as_float().ok());
                font.missing = usual.unwrap_or(USUAL);
                if let Some(widths) = get(below, b"W").as_ref().and_then(|o| o.as_array().ok()) {
                    font.ranges(document, widths);
                }
            }
        } else {
            font.simple(document, dictionary);
        }
        font.cost = LEAST_COST + map.map_or(0, |bytes| bytes.len()) + font.widths.len() * WIDTH_COST;
        font
    }

    /// The widths of a composite font: `first [w w w]` or `first last w`.
    fn ranges(&mut self, document: &Document, widths: &[Object]) {
        let mut rest = widths.iter();
        while let (Some(first), Some(second)) = (rest.next(), rest.next()) {
            let Some(first) = first.as_i64().ok().and_then(|n| u32::try_from(n).ok()) else { return };
            let Ok((_, second)) = document.dereference(second) else { return };
            if let Ok(list) = second.as_array() {
                let list = list.iter().filter_map(|o| o.as_float().ok());
                self.widths.extend((first..).zip(list));
            } else {
                let last = second.as_i64().ok().and_then(|n| u32::try_from(n).ok()).unwrap_or(first);
                let Some(width) = rest.next().and_then(|o| o.as_float().ok()) else { return };
                self.widths.extend((first..=last.min(first.saturating_add(0xFFFF))).map(|code| (code, width)));
            }
            if self.widths.len() > 0x2_0000 {
                return;
            }
        }
    }

    fn simple(&mut self, document: &Document, dictionary: &Dictionary) {
        if self.to_unicode.is_none() {
            let encoding = dictionary.get_font_encoding_with_limit(document, LARGEST_MAP).ok();
            let text = |code: u8| {
                let text = encoding.as_ref().and_then(|encoding| encoding.bytes_to_string(&[code]).ok());
                text.unwrap_or_default()
            };
            self.single = (0..=255).map(text).collect();
        }
        let get = |key: &[u8]| dictionary.get_deref(key, document).ok();
        let first = get(b"FirstChar").and_then(|o| o.as_i64().ok()).and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
        if let Some(widths) = get(b"Widths").and_then(|o| o.as_array().ok()) {
            let widths =
                widths.iter().take(256).map(|o| document.dereference(o).ok().and_then(|(_, o)| o.as_float().ok()));
            self.widths = (first..).zip(widths).filter_map(|(code, width)| Some((code, width?))).collect();
        }
        self.missing = if self.widths.is_empty() { USUAL / 2.0 } else { 0.0 };
        // Glyphs drawn by operators have a scale of their own.
        if get(b"Subtype").and_then(|o| o.as_name().ok()) == Some(b"Type3".as_slice()) {
            let matrix = get(b"FontMatrix").and_then(|o| o.as_array().ok());
            let scale = matrix.and_then(|m| m.first()).and_then(|o| o.as_float().ok()).unwrap_or(0.001);
            for width in self.widths.values_mut() {
                *width *= scale * 1000.0;
            }
        }
    }

    /// The codes of `bytes`, one after the other.
    pub(super) fn glyphs(&self, bytes: &[u8], mut see: impl FnMut(Glyph)) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let (code, after) = rest.split_at(self.length(rest).clamp(1, rest.len()));
            rest = after;
            let value = number(code);
            let width = if self.known.is_some() && code.len() == 1 { USUAL / 2.0 } else { self.missing };
            let width = self.widths.get(&value).copied().unwrap_or(width);
            see(Glyph { text: self.text(code, value), width, blank: code == b" " });
        }
    }

    fn length(&self, rest: &[u8]) -> usize {
        let first = rest.first().copied().unwrap_or(0);
        match self.known {
            _ if !self.composite => 1,
            Some(known) if known == UTF_16BE => {
                if matches!(first, 0xD8..=0xDB) {
                    4
                } else {
                    2
                }
            }
            Some(known) if known == SHIFT_JIS && matches!(first, 0xA0..=0xDF) => 1,
            Some(_) if first < 0x80 => 1,
            Some(known) if known == GB18030 && matches!(rest.get(1), Some(b'0'..=b'9')) => 4,
            Some(_) => 2,
            None => self.to_unicode.as_ref().and_then(|map| map.length(rest)).unwrap_or(2),
        }
    }

    fn text(&self, code: &[u8], value: u32) -> Option<String> {
        if let Some(text) = self.to_unicode.as_ref().and_then(|map| map.get(value)) {
            return Some(text);
        }
        if let Some(known) = self.known {
            return decode_strictly(code, known);
        }
        if self.composite {
            return None;
        }
        self.single.get(value as usize).filter(|text| !text.is_empty()).cloned()
    }
}

/// The encoding that the codes of a predefined map are written in.
fn known(name: &str) -> Option<&'static Encoding> {
    let has = |part: &str| name.contains(part);
    if name.starts_with("Uni") && (has("UCS2") || has("UTF16")) {
        Some(UTF_16BE)
    } else if name.starts_with("GB") {
        Some(GB18030)
    } else if has("B5") {
        Some(BIG5)
    } else if has("RKSJ") {
        Some(SHIFT_JIS)
    } else if name.starts_with("KSC") {
        Some(EUC_KR)
    } else {
        None
    }
}
