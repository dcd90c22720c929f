//! Headers: fields, their parameters, words in other encodings, dates.
//!
//! Must not know of bodies.

use encoding_rs::{Encoding, GB18030, GBK};

use super::coding;
use crate::text::decode::{decode_strictly, encoding_by_name};

/// The most bytes of a header that are looked at.
const LARGEST: usize = 1 << 20;
/// The longest value that is kept, in bytes.
const LONGEST: usize = 64 << 10;

/// What a message or a part says of itself.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Header {
    /// The fields that are shown, by their name in lower case.
    fields: Vec<(&'static str, String)>,
    /// The kind of its body, in lower case: `text/plain`.
    pub(in super::super) kind: String,
    /// The name of the encoding that its text is in.
    pub(in super::super) charset: Option<String>,
    /// Its lines are broken where a blank stands at their end only.
    pub(in super::super) flowed: bool,
    /// What divides its parts.
    pub(super) boundary: Option<String>,
    /// How it is coded for the way.
    pub(super) coding: String,
    /// `attachment` or `inline`.
    pub(in super::super) disposition: String,
    /// The name of the file that it is.
    pub(in super::super) file: Option<String>,
    /// How many fields there were.
    pub(in super::super) count: usize,
}

/// The fields that are kept.
const FIELDS: &[&str] = &["subject", "from", "to", "cc", "date"];

impl Header {
    /// The value of the field `name`, if it says anything.
    pub(in super::super) fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn coding_is_plain(&self) -> bool {
        !matches!(self.coding.as_str(), "base64" | "quoted-printable")
    }

    fn take(&mut self, name: &str, value: &[u8]) {
        let value = value.get(..LONGEST).unwrap_or(value);
        match name {
            "content-type" => {
                let (kind, parameters) = parameters(value);
                self.kind = kind;
                for (name, value) in parameters {
                    match name.as_str() {
                        "charset" => self.charset = Some(value),
                        "boundary" => self.boundary = Some(value).filter(|value| !value.is_empty()),
                        "name" => self.file = self.file.take().or(Some(value)),
                        "format" => self.flowed = value.eq_ignore_ascii_case("flowed"),
                        _ => {}
                    }
                }
            }
            "content-transfer-encoding" => self.coding = parameters(value).0,
            "content-disposition" => {
                let (disposition, parameters) = parameters(value);
                self.disposition = disposition;
                if let Some((_, file)) = parameters.into_iter().find(|(name, _)| name == "filename") {
                    self.file = Some(file);
                }
            }
            _ => {
                let known = FIELDS.iter().find(|known| **known == name);
                if let Some(known) = known.filter(|known| self.field(known).is_none()) {
                    let value = words(value);
                    if !value.is_empty() {
                        self.fields.push((known, value));
                    }
                }
            }
        }
    }
}

/// The header at the start of `bytes`, and what follows it.
pub(super) fn read(bytes: &[u8]) -> (Header, &[u8]) {
    let mut header = Header { kind: "text/plain".to_owned(), ..Header::default() };
    let (mut name, mut value) = (String::new(), Vec::new());
    let mut at = 0;
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        let text = line.trim_ascii_end();
        if text.is_empty() {
            at += line.len();
            break;
        }
        if at > LARGEST {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            value.push(b' ');
            value.extend_from_slice(text.trim_ascii_start());
        } else {
            let mut parts = text.splitn(2, |b| *b == b':');
            let (left, right) = (parts.next().unwrap_or_default(), parts.next());
            let is_name = !left.is_empty() && left.trim_ascii_end().iter().all(u8::is_ascii_graphic);
            let Some(right) = right.filter(|_| is_name) else {
                // `From ` before a message out of a mailbox; any other line is text already.
                if at == 0 && text.starts_with(b"From ") {
                    at += line.len();
                    continue;
                }
                break;
            };
            header.take(&name, &value);
            header.count += 1;
            name = String::from_utf8_lossy(left.trim_ascii_end()).to_ascii_lowercase();
            value = right.trim_ascii_start().to_vec();
        }
        at += line.len();
    }
    header.take(&name, &value);
    (header, bytes.get(at..).unwrap_or_default())
}

/// The first word of a value in lower case, and its parameters, their names in lower case.
fn parameters(value: &[u8]) -> (String, Vec<(String, String)>) {
    let mut pieces: Vec<Vec<u8>> = vec![Vec::new()];
    let (mut quoted, mut escaped) = (false, false);
    for byte in value {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => {
                escaped = true;
                continue;
            }
            b'"' => {
                quoted = !quoted;
                continue;
            }
            b';' if !quoted => {
                pieces.push(Vec::new());
                continue;
            }
            _ => {}
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(*byte);
        }
    }
    let mut pieces = pieces.into_iter();
    let first = pieces.next().unwrap_or_default();
    let first = String::from_utf8_lossy(first.trim_ascii()).to_ascii_lowercase();
    let mut parameters: Vec<(String, String)> = Vec::new();
    // A long value may come in numbered sections, and with an encoding: name*0*=utf-8''%E4%B8%80.
    let mut sections: Vec<(String, bool, Vec<u8>)> = Vec::new();
    for piece in pieces {
        let mut halves = piece.splitn(2, |b| *b == b'=');
        let name = String::from_utf8_lossy(halves.next().unwrap_or_default().trim_ascii()).to_ascii_lowercase();
        let value = halves.next().unwrap_or_default().trim_ascii();
        match name.split_once('*') {
            Some((name, section)) => {
                let coded = section.is_empty() || section.ends_with('*');
                match sections.iter_mut().find(|(known, ..)| known == name) {
                    Some((_, _, whole)) => whole.extend_from_slice(value),
                    None => sections.push((name.to_owned(), coded, value.to_vec())),
                }
            }
            None => parameters.push((name, words(value))),
        }
    }
    for (name, coded, value) in sections {
        parameters.push((name, if coded { extended(&value) } else { words(&value) }));
    }
    (first, parameters)
}

/// `utf-8'zh'%E4%B8%80` as text.
fn extended(value: &[u8]) -> String {
    let mut parts = value.splitn(3, |b| *b == b'\'');
    let (charset, _, text) = (parts.next(), parts.next(), parts.next());
    let (charset, text) = if text.is_some() { (charset, text) } else { (None, Some(value)) };
    let text: Vec<u8> = text.unwrap_or_default().iter().map(|b| if *b == b'%' { b'=' } else { *b }).collect();
    decoded(&coding::quoted(&text, false), charset.and_then(|c| std::str::from_utf8(c).ok()))
}

/// A value as text: `=?gbk?B?…?=` read, blanks between such words dropped, raw bytes decoded.
pub(in super::super) fn words(value: &[u8]) -> String {
    let mut out = String::new();
    // Words of one encoding that follow each other: a character may begin in one and end in the next.
    let mut held: Option<(String, Vec<u8>)> = None;
    let settle = |held: &mut Option<(String, Vec<u8>)>, out: &mut String| {
        if let Some((charset, bytes)) = held.take() {
            out.push_str(&decoded(&bytes, Some(&charset)));
        }
    };
    let mut rest = value;
    while !rest.is_empty() {
        let at = rest.windows(2).position(|w| w == b"=?").unwrap_or(rest.len());
        let (plain, from) = rest.split_at(at);
        if let Some((charset, bytes, after)) = word(from) {
            if !plain.trim_ascii().is_empty() || held.is_none() {
                settle(&mut held, &mut out);
                out.push_str(&decoded(plain, None));
            }
            match &mut held {
                Some((known, whole)) if known.eq_ignore_ascii_case(&charset) => whole.extend_from_slice(&bytes),
                _ => {
                    settle(&mut held, &mut out);
                    held = Some((charset, bytes));
                }
            }
            rest = after;
        } else {
            settle(&mut held, &mut out);
            let (taken, after) = rest.split_at((at + 2).min(rest.len()));
            out.push_str(&decoded(taken, None));
            rest = after;
        }
    }
    settle(&mut held, &mut out);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The coded word at the start: its encoding, its bytes, and what follows it.
fn word(from: &[u8]) -> Option<(String, Vec<u8>, &[u8])> {
    let inner = from.strip_prefix(b"=?")?;
    let mut parts = inner.splitn(3, |b| *b == b'?');
    let (charset, way, text) = (parts.next()?, parts.next()?, parts.next()?);
    let end = text.windows(2).position(|w| w == b"?=")?;
    let (coded, after) = text.split_at(end);
    let bytes = match way {
        b"B" | b"b" => coding::base64(coded),
        b"Q" | b"q" => coding::quoted(coded, true),
        _ => return None,
    };
    let charset = String::from_utf8_lossy(charset.split(|b| *b == b'*').next().unwrap_or_default()).into_owned();
    Some((charset, bytes, after.get(2..).unwrap_or_default()))
}

/// Bytes as text: in the encoding named if they are valid in it, else UTF-8, else GB18030.
fn decoded(bytes: &[u8], charset: Option<&str>) -> String {
    let named = charset.and_then(encoding).and_then(|encoding| decode_strictly(bytes, encoding));
    named
        .or_else(|| String::from_utf8(bytes.to_vec()).ok())
        .or_else(|| decode_strictly(bytes, GB18030))
        .unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned())
}

/// The encoding of this name; what is called GBK may hold more.
pub(in super::super) fn encoding(name: &str) -> Option<&'static Encoding> {
    encoding_by_name(name.trim()).map(|encoding| if encoding == GBK { GB18030 } else { encoding })
}

/// `Tue, 05 Mar 2024 09:05:00 +0800` as `2024年3月5日 09:05`; other dates as they are.
pub(in super::super) fn date(value: &str) -> String {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let shown = || {
        let mut parts = value.split_once(',').map_or(value, |(_, rest)| rest).split_whitespace();
        let day = parts.next()?.parse::<u8>().ok()?;
        let name: String = parts.next()?.chars().take(3).flat_map(char::to_lowercase).collect();
        let month = MONTHS.iter().position(|month| *month == name)? + 1;
        let year = parts.next()?.parse::<u16>().ok()?;
        let mut time = parts.next()?.split(':').map(str::parse::<u8>);
        let (hour, minute) = (time.next()?.ok()?, time.next()?.ok()?);
        Some(format!("{year}年{month}月{day}日 {hour:02}:{minute:02}"))
    };
    shown().unwrap_or_else(|| value.to_owned())
}
