//! Messages in MIME: headers, and the parts that a body is made of, within bounds.
//!
//! Parts are found without recursion, however they are nested. Must not know which parts a reader wants.

mod coding;
mod header;

use std::borrow::Cow;

pub(super) use header::{Header, date, encoding};

/// The deepest nesting of parts that is followed.
const DEEPEST: usize = 16;
/// The most parts of a message.
const MOST_PARTS: usize = 1000;

/// A part that holds no others, or is not followed further.
#[derive(Debug)]
pub(super) struct Part<'a> {
    /// What it says of itself.
    pub(super) header: Header,
    /// Its bytes as they stand in the file.
    raw: &'a [u8],
    /// The numbers of the parts and alternatives that it is in, outermost first: two parts are alternatives of each
    /// other when this is the same.
    pub(super) choice: Option<usize>,
    /// It is itself the beginning of a message within: its header is that message's.
    pub(super) opens: bool,
}

impl Part<'_> {
    /// Its bytes as they were before they were coded for the way.
    pub(super) fn bytes(&self) -> Cow<'_, [u8]> {
        match self.header.coding.as_str() {
            "base64" => Cow::Owned(coding::base64(self.raw)),
            "quoted-printable" => Cow::Owned(coding::quoted(self.raw, false)),
            _ => Cow::Borrowed(self.raw),
        }
    }
}

/// What still has to be looked at.
struct Waiting<'a> {
    bytes: &'a [u8],
    depth: usize,
    choice: Option<usize>,
    within: usize,
    /// It is a whole message and not a part of one.
    message: bool,
}

/// The header of a message and its parts in order; whether there were more than are followed.
pub(super) fn read(bytes: &[u8]) -> (Header, Vec<Part<'_>>, bool) {
    let (header, _) = header::read(bytes);
    let mut parts = Vec::new();
    let mut more = false;
    // The next to look at is the last.
    let mut waiting = vec![Waiting { bytes, depth: 0, choice: None, within: 0, message: true }];
    let mut choices = 0;
    while let Some(next) = waiting.pop() {
        if parts.len() + waiting.len() > MOST_PARTS {
            more = true;
            break;
        }
        let (header, body) = header::read(next.bytes);
        let deeper = next.depth < DEEPEST;
        let opens = next.message && next.within > 0;
        let attached = header.disposition == "attachment";
        match (header.kind.as_str(), &header.boundary) {
            (kind, Some(boundary)) if kind.starts_with("multipart/") && deeper => {
                let choice = if kind == "multipart/alternative" {
                    choices += 1;
                    Some(choices)
                } else {
                    next.choice
                };
                let mut inner = split(body, boundary.as_bytes());
                if inner.len() > MOST_PARTS {
                    inner.truncate(MOST_PARTS);
                    more = true;
                }
                if opens {
                    parts.push(Part { header, raw: &[], choice: None, opens });
                }
                let part =
                    |bytes| Waiting { bytes, depth: next.depth + 1, choice, within: next.within, message: false };
                waiting.extend(inner.into_iter().rev().map(part));
            }
            ("message/rfc822" | "message/global", _) if deeper && header.coding_is_plain() && !attached => {
                waiting.push(Waiting {
                    bytes: body,
                    depth: next.depth + 1,
                    choice: None,
                    within: next.within + 1,
                    message: true,
                });
            }
            _ => parts.push(Part { header, raw: body, choice: next.choice, opens }),
        }
    }
    (header, parts, more)
}

/// What stands between the lines with the boundary.
fn split<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let mut start = None;
    let (mut at, mut end) = (0, 0);
    for line in body.split_inclusive(|b| *b == b'\n') {
        let mark = line.strip_prefix(b"--").and_then(|rest| rest.strip_prefix(boundary));
        let mark = mark.map(<[u8]>::trim_ascii_end).filter(|rest| matches!(*rest, b"" | b"--"));
        if let Some(rest) = mark {
            if let Some(start) = start {
                parts.push(body.get(start..end).unwrap_or_default());
            }
            start = (rest != b"--").then_some(at + line.len());
            if start.is_none() {
                break;
            }
        }
        at += line.len();
        // The line end before a boundary belongs to the boundary.
        let text = line.strip_suffix(b"\n").unwrap_or(line);
        end = at - (line.len() - text.strip_suffix(b"\r").unwrap_or(text).len());
        end = end.max(start.unwrap_or(0));
    }
    if let Some(start) = start {
        parts.push(body.get(start..).unwrap_or_default());
    }
    parts
}

#[cfg(test)]
mod tests;
