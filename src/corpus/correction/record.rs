//! One line of the file: a correction as a JSON object, or something that is left as it is.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Anchor, Correction, Verdict};
use crate::corpus::role::Role;

/// The value of `kind` for corrections.
const KIND: &str = "correction";

/// What a line of the file is.
#[derive(Debug)]
pub(super) enum Line {
    /// Nothing.
    Blank,
    /// A correction.
    Correction(Correction),
    /// A record of another kind, or of a newer version: not ours to change.
    Other,
    /// No record.
    Bad,
}

/// A correction as it is written.
#[derive(Debug, Serialize, Deserialize)]
struct Record {
    kind: String,
    verdict: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    line: usize,
    text: String,
    #[serde(default)]
    before: String,
    #[serde(default)]
    after: String,
}

/// Reads a line.
pub(super) fn read(line: &str) -> Line {
    if line.trim().is_empty() {
        return Line::Blank;
    }
    let Ok(value) = serde_json::from_str::<Value>(line) else { return Line::Bad };
    match value.get("kind").and_then(Value::as_str) {
        Some(KIND) => {}
        Some(_) => return Line::Other,
        None => return Line::Bad,
    }
    let Ok(record) = serde_json::from_value::<Record>(value) else { return Line::Bad };
    let verdict = match (record.verdict.as_str(), record.level, record.role.as_deref()) {
        ("heading", Some(level), _) if (1..=9).contains(&level) => Verdict::Heading(level),
        ("body", ..) => Verdict::Body,
        ("split", ..) => Verdict::Split,
        ("joined", ..) => Verdict::Joined,
        ("debris", ..) => Verdict::Debris,
        ("text", ..) => Verdict::Text,
        ("role", _, None) => Verdict::Role(None),
        ("role", _, Some(id)) => match Role::from_id(id) {
            Some(role) => Verdict::Role(Some(role)),
            None => return Line::Bad,
        },
        _ => return Line::Bad,
    };
    let anchor = Anchor { text: record.text, before: record.before, after: record.after, line: record.line };
    Line::Correction(Correction { verdict, anchor })
}

/// The line of a correction, without a line feed.
pub(super) fn write(correction: &Correction) -> String {
    let (verdict, level, role) = match correction.verdict {
        Verdict::Heading(level) => ("heading", Some(level), None),
        Verdict::Body => ("body", None, None),
        Verdict::Split => ("split", None, None),
        Verdict::Joined => ("joined", None, None),
        Verdict::Debris => ("debris", None, None),
        Verdict::Text => ("text", None, None),
        Verdict::Role(role) => ("role", None, role.map(|role| role.id().to_owned())),
    };
    let Anchor { text, before, after, line } = correction.anchor.clone();
    let record = Record { kind: KIND.to_owned(), verdict: verdict.to_owned(), level, role, line, text, before, after };
    // Strings and numbers always serialise.
    serde_json::to_string(&record).unwrap_or_default()
}
