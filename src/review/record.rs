//! One record: what somebody said of a document, when; a JSON object on a line of the sidecar.
//!
//! A record is never changed: another record takes it back. Must not touch files and has no clock: the time and what
//! makes an id unique come from outside.

use std::cmp::Ordering;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::ReviewError;
use super::anchor::Anchor;
use super::finding::FindingKey;

/// The version of the records that are written; they say so in `v`.
pub const VERSION: u64 = 1;

/// The kinds of records that other rooms keep in the same file.
const NOT_OURS: &[&str] = &["correction"];
/// The kinds of records that are known here.
const KINDS: &[&str] =
    &["comment", "reply", "state", "decision", "ignore-rule", "accept-rule", "withdraw", "read-to", "bookmark"];

/// How a comment stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Nothing was done about it yet.
    #[default]
    Open,
    /// It is settled.
    Resolved,
    /// Its suggestion was taken over.
    Accepted,
    /// Its suggestion was turned down.
    Declined,
}

/// What was decided of a finding.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
pub enum Verdict {
    /// It is no mistake, or stays all the same.
    Ignored {
        /// Why; may be empty.
        #[serde(default)]
        reason: String,
    },
    /// It was mended.
    Accepted {
        /// The words that stood there.
        old: String,
        /// The words that were put in their place.
        new: String,
    },
}

/// What a record says.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Said {
    /// A remark on a place.
    Comment {
        /// The place.
        anchor: Anchor,
        /// The remark.
        text: String,
        /// What should stand there instead; an empty text means that the words should go.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        suggestion: Option<String>,
    },
    /// An answer to a comment.
    Reply {
        /// The comment's id.
        of: String,
        /// The answer.
        text: String,
    },
    /// How a comment stands from now on.
    State {
        /// The comment's id.
        of: String,
        /// How.
        state: State,
    },
    /// What was decided of a finding.
    Decision {
        /// The finding.
        finding: FindingKey,
        /// What.
        #[serde(flatten)]
        verdict: Verdict,
    },
    /// A rule does not count in this document.
    IgnoreRule {
        /// The rule's id.
        rule: String,
        /// Why; may be empty.
        #[serde(default)]
        reason: String,
    },
    /// Every fix of a rule in this document is taken over.
    AcceptRule {
        /// The rule's id.
        rule: String,
    },
    /// Takes a record back; taken back itself, it lets the record stand again.
    Withdraw {
        /// The record's id.
        of: String,
    },
    /// The document was read up to here.
    ReadTo {
        /// The place.
        anchor: Anchor,
    },
    /// A place to come back to.
    Bookmark {
        /// The place.
        anchor: Anchor,
        /// What it is called.
        name: String,
    },
}

/// Who says something, when.
#[derive(Clone, Copy, Debug)]
pub struct Stamp<'a> {
    /// The reviewer's name.
    pub by: &'a str,
    /// Now, in RFC 3339: `2026-11-26T08:20:05+08:00`.
    pub at: &'a str,
    /// What no other record of this reviewer at this time has: a counter with the process's number, or random signs.
    pub nonce: &'a str,
}

/// What somebody said, when.
#[derive(Clone, Debug)]
pub struct Record {
    wire: Wire,
    time: Timestamp,
    /// As it stands in the file.
    line: String,
}

/// A record as it is written.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Wire {
    #[serde(flatten)]
    said: Said,
    id: String,
    by: String,
    at: String,
    #[serde(default = "first", rename = "v")]
    version: u64,
}

const fn first() -> u64 {
    1
}

impl Record {
    /// A new record.
    ///
    /// # Errors
    /// The time is not one in RFC 3339.
    pub fn new(stamp: Stamp<'_>, said: Said) -> Result<Self, ReviewError> {
        let Stamp { by, at, nonce } = stamp;
        let time = at.parse().map_err(|_| ReviewError::Time { at: at.to_owned() })?;
        let id = format!("{at} {by} {nonce}");
        let wire = Wire { said, id, by: by.to_owned(), at: at.to_owned(), version: VERSION };
        // Strings and numbers always serialise.
        let line = serde_json::to_string(&wire).unwrap_or_default();
        Ok(Self { wire, time, line })
    }

    /// By what it is known.
    pub fn id(&self) -> &str {
        &self.wire.id
    }

    /// Who said it.
    pub fn by(&self) -> &str {
        &self.wire.by
    }

    /// When, in RFC 3339.
    pub fn at(&self) -> &str {
        &self.wire.at
    }

    /// When, as a point of time.
    pub(super) const fn time(&self) -> Timestamp {
        self.time
    }

    /// What was said.
    pub const fn said(&self) -> &Said {
        &self.wire.said
    }

    /// As it stands in the file, without a line end.
    pub fn line(&self) -> &str {
        &self.line
    }
}

/// In the order of their time, then of their ids; records that say the same in other letters are two.
impl Ord for Record {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |record: &Self| record.time;
        key(self).cmp(&key(other)).then_with(|| self.id().cmp(other.id())).then_with(|| self.line.cmp(&other.line))
    }
}

impl PartialOrd for Record {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Record {
    fn eq(&self, other: &Self) -> bool {
        self.line == other.line
    }
}

impl Eq for Record {}

/// What a line of a sidecar is.
#[derive(Clone, Debug)]
pub(super) enum Line {
    /// Nothing.
    Blank,
    /// A record.
    Record(Box<Record>),
    /// A record of another room.
    Foreign,
    /// A record of a newer version, of this kind.
    Newer(String),
    /// No record.
    Damaged,
}

/// Reads a line, its line end left out.
pub(super) fn read(bytes: &[u8]) -> Line {
    let Ok(line) = str::from_utf8(bytes) else { return Line::Damaged };
    let line = line.trim_ascii();
    if line.is_empty() {
        return Line::Blank;
    }
    let Ok(value) = serde_json::from_str::<Value>(line) else { return Line::Damaged };
    let Some(kind) = value.get("kind").and_then(Value::as_str) else { return Line::Damaged };
    if NOT_OURS.contains(&kind) {
        return Line::Foreign;
    }
    let newer = value.get("v").and_then(Value::as_u64).is_some_and(|version| version > VERSION);
    if newer || !KINDS.contains(&kind) {
        return Line::Newer(kind.to_owned());
    }
    let Ok(wire) = serde_json::from_value::<Wire>(value) else { return Line::Damaged };
    let Ok(time) = wire.at.parse() else { return Line::Damaged };
    if wire.id.is_empty() {
        return Line::Damaged;
    }
    Line::Record(Box::new(Record { wire, time, line: line.to_owned() }))
}

/// The records and other lines of a file, as they stand there without their line ends and without the byte order mark that
/// files begin with; one that was put into another brings it along. What is left is the same when it is read again: of
/// line ends and marks that stand more than once none stays.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mark = "\u{feff}".as_bytes();
    bytes.split(|byte| *byte == b'\n').map(move |mut line| {
        while let Some(rest) = line.strip_suffix(b"\r").or_else(|| line.strip_prefix(mark)) {
            line = rest;
        }
        line
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::span::ByteSpan;

    const STAMP: Stamp<'static> = Stamp { by: "王𠀀芳", at: "2026-11-26T08:20:05+08:00", nonce: "7-1" };

    fn anchor() -> Anchor {
        let text = "一、做法\n各科室要提高认识,抓好落实。";
        let at = text.find(',').unwrap_or_default();
        Anchor::new(text, ByteSpan::new(at, at + 1))
    }

    #[test]
    fn every_kind_is_read_back_as_it_was_written() -> Result<(), ReviewError> {
        let of = || "x".to_owned();
        let finding = FindingKey { rule: "r".to_owned(), text: ",".to_owned(), ..FindingKey::default() };
        let decided = |verdict| Said::Decision { finding: finding.clone(), verdict };
        for said in [
            Said::Comment {
                anchor: anchor(),
                text: "改“，”\n\t\u{1b}e\u{301}".to_owned(),
                suggestion: Some("，".to_owned()),
            },
            Said::Comment { anchor: anchor(), text: String::new(), suggestion: None },
            Said::Reply { of: of(), text: "好".to_owned() },
            Said::State { of: of(), state: State::Declined },
            decided(Verdict::Ignored { reason: "引文".to_owned() }),
            decided(Verdict::Accepted { old: ",".to_owned(), new: "，".to_owned() }),
            Said::IgnoreRule { rule: "r".to_owned(), reason: String::new() },
            Said::AcceptRule { rule: "r".to_owned() },
            Said::Withdraw { of: of() },
            Said::ReadTo { anchor: anchor() },
            Said::Bookmark { anchor: anchor(), name: "待核".to_owned() },
        ] {
            let record = Record::new(STAMP, said.clone())?;
            assert!(!record.line().contains('\n') && record.line().contains("\"v\":1"), "{}", record.line());
            let Line::Record(back) = read(record.line().as_bytes()) else { panic!("{}", record.line()) };
            assert_eq!(back.said(), &said);
            assert_eq!((back.id(), back.by(), back.at()), (record.id(), STAMP.by, STAMP.at));
            assert_eq!(*back, record);
        }
        Ok(())
    }

    #[test]
    fn the_form_of_a_line_is_fixed() -> Result<(), ReviewError> {
        let finding = FindingKey::new("word-typo", "及时作出布署。", ByteSpan::new(12, 18));
        let verdict = Verdict::Ignored { reason: "人名".to_owned() };
        let record = Record::new(STAMP, Said::Decision { finding, verdict })?;
        let expected = r#"{"kind":"decision","finding":{"rule":"word-typo","text":"布署","before":"及时作出","after":"。"},"verdict":"ignored","reason":"人名","id":"2026-11-26T08:20:05+08:00 王𠀀芳 7-1","by":"王𠀀芳","at":"2026-11-26T08:20:05+08:00","v":1}"#;
        assert_eq!(record.line(), expected);
        Ok(())
    }

    #[test]
    fn what_is_not_known_is_told_apart() {
        let of = |line: &str| match read(line.as_bytes()) {
            Line::Blank => "blank".to_owned(),
            Line::Record(_) => "record".to_owned(),
            Line::Foreign => "foreign".to_owned(),
            Line::Newer(kind) => format!("newer {kind}"),
            Line::Damaged => "damaged".to_owned(),
        };
        let rest = r#""id":"1","by":"王","at":"2026-11-26T00:00:00Z""#;
        for (line, expected) in [
            (" \r", "blank"),
            (r#"{"kind":"correction","verdict":"body","line":1,"text":"a"}"#, "foreign"),
            (&format!(r#"{{"kind":"withdraw","of":"x",{rest}}}"#), "record"),
            (&format!(r#"{{"kind":"withdraw","of":"x",{rest},"later":[1]}}"#), "record"),
            (&format!(r#"{{"kind":"withdraw","of":"x",{rest},"v":2}}"#), "newer withdraw"),
            (&format!(r#"{{"kind":"drawing",{rest}}}"#), "newer drawing"),
            (&format!(r#"{{"kind":"withdraw",{rest}}}"#), "damaged"),
            (&format!(r#"{{"kind":"state","of":"x","state":"lost",{rest}}}"#), "damaged"),
            (r#"{"kind":"withdraw","of":"x","id":"1","by":"王","at":"昨天"}"#, "damaged"),
            (r#"{"kind":"withdraw","of":"x","id":"","by":"王","at":"2026-11-26T00:00:00Z"}"#, "damaged"),
            (r#"{"kind":"comment","text":"留着"}"#, "damaged"),
            ("[1]", "damaged"),
            ("{", "damaged"),
            (&"[".repeat(10_000), "damaged"),
        ] {
            assert_eq!(of(line), expected, "{line}");
        }
        assert!(matches!(read(&[0xff, 0xfe]), Line::Damaged));
        let stamp = Stamp { at: "昨天", ..STAMP };
        assert!(Record::new(stamp, Said::Withdraw { of: String::new() }).is_err());
    }
}
