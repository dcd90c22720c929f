//! JSON: `{title, text}`, arrays of such objects or of strings, and JSON Lines. Each object is a piece.
//!
//! Read as a stream: what is not wanted is never kept. Must not know what the texts say.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{Content, Source, decoded};
use crate::corpus::model::{Extracted, Hint};

/// Keys of the title, the best first.
const TITLES: &[&str] = &["title", "标题", "题目", "name"];
/// Keys of the text, the best first.
const TEXTS: &[&str] = &["text", "正文", "内容", "content", "body"];
/// The most lines of JSON Lines that are named one by one.
const MOST_NOTES: usize = 20;

/// What is said of an object without a text.
const NO_TEXT: &str = "对象里没有 text（或 正文、内容、content、body）";

/// Whether text without a telling name looks like JSON.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut solid = bytes.iter().filter(|b| !b.is_ascii_whitespace());
    match solid.next() {
        Some(b'{') => matches!(solid.next(), Some(b'"')),
        Some(b'[') => matches!(solid.next(), Some(b'{' | b'"')),
        _ => false,
    }
}

/// Reads JSON or JSON Lines.
pub(super) fn extract(source: &Source) -> Result<Content, String> {
    let (found, mut notes) = decoded(source)?;
    let mut out = Pieces::default();
    let whole = serde_json::from_str::<Texts>(&found.text);
    match whole {
        Ok(texts) => texts.0.iter().for_each(|item| out.put(item)),
        Err(_) if by_lines(&found.text) => lines(&found.text, &mut out, &mut notes)?,
        Err(error) => return Err(reason(&error)),
    }
    Ok(Content { extracted: out.extracted, encoding: found.encoding, guessed: found.guessed, notes })
}

/// Whether the text is one value a line: one of the first lines is a whole one.
fn by_lines(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let complete = |line: &str| line.starts_with(['{', '"']) && serde_json::from_str::<IgnoredAny>(line).is_ok();
    text.trim().contains('\n') && lines.by_ref().take(10).any(complete)
}

fn lines(text: &str, out: &mut Pieces, notes: &mut Vec<String>) -> Result<(), String> {
    let (mut bad, mut good) = (0_usize, 0_usize);
    for (line, number) in text.lines().zip(1..) {
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Item>(line) {
            Ok(item) => {
                good += 1;
                out.put(&item);
            }
            Err(error) => {
                bad += 1;
                if bad <= MOST_NOTES {
                    notes.push(format!("第 {number} 行读不了，已跳过：{}", words(&error)));
                }
            }
        }
    }
    if bad > MOST_NOTES {
        notes.push(format!("另有 {} 行读不了，已跳过", bad - MOST_NOTES));
    }
    if good == 0 { Err(notes.pop().unwrap_or_else(|| "没有一行是有效的 JSON".to_owned())) } else { Ok(()) }
}

/// The lines gathered so far.
#[derive(Default)]
struct Pieces {
    extracted: Extracted,
    lines: usize,
}

impl Pieces {
    /// A title line that opens a piece, and the lines of its text.
    fn put(&mut self, item: &Item) {
        let title: String = item.title.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = item.text.replace("\r\n", "\n").replace('\r', "\n");
        let text = text.trim_matches('\n');
        if title.is_empty() && text.trim().is_empty() {
            return;
        }
        self.extracted.hints.push((self.lines + 1, Hint::PieceStart));
        for line in [title.as_str()].into_iter().filter(|title| !title.is_empty()).chain(text.lines()) {
            self.extracted.text.push_str(line);
            self.extracted.text.push('\n');
            self.lines += 1;
        }
    }
}

fn reason(error: &serde_json::Error) -> String {
    format!("JSON 第 {} 行第 {} 列：{}", error.line(), error.column(), words(error))
}

fn words(error: &serde_json::Error) -> String {
    match error.classify() {
        serde_json::error::Category::Data => {
            let text = error.to_string();
            // Our own words, without the place that serde adds.
            let own = text.split(" at line ").next().unwrap_or_default();
            if own.starts_with(NO_TEXT) {
                own.to_owned()
            } else {
                "形状不对；要 {\"title\": …, \"text\": …}、它的数组或字符串的数组".to_owned()
            }
        }
        serde_json::error::Category::Eof => "不完整，到末尾还没有结束".to_owned(),
        serde_json::error::Category::Syntax if error.to_string().starts_with("recursion") => "嵌套太深".to_owned(),
        serde_json::error::Category::Syntax | serde_json::error::Category::Io => "不是有效的 JSON".to_owned(),
    }
}

/// One object or string.
#[derive(Default)]
struct Item {
    title: String,
    text: String,
}

/// The items of a whole file.
struct Texts(Vec<Item>);

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Whole;
        impl<'de> Visitor<'de> for Whole {
            type Value = Texts;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object, or an array of objects or strings")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Texts, A::Error> {
                Ok(Texts(vec![ItemVisitor.visit_map(map)?]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Texts, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element::<Item>()? {
                    items.push(item);
                }
                Ok(Texts(items))
            }
        }
        deserializer.deserialize_any(Whole)
    }
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ItemVisitor)
    }
}

struct ItemVisitor;

impl<'de> Visitor<'de> for ItemVisitor {
    type Value = Item;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with title and text, or a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Item, E> {
        Ok(Item { title: String::new(), text: text.to_owned() })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Item, A::Error> {
        let (mut title, mut text): (Best, Best) = (None, None);
        while let Some(key) = map.next_key::<String>()? {
            let rank = |keys: &[&str]| keys.iter().position(|known| key.eq_ignore_ascii_case(known));
            let (slot, rank) = match (rank(TITLES), rank(TEXTS)) {
                (Some(rank), _) => (&mut title, rank),
                (None, Some(rank)) => (&mut text, rank),
                (None, None) => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            let Words(words) = map.next_value()?;
            if slot.as_ref().is_none_or(|(best, _)| rank < *best) {
                *slot = Some((rank, words));
            }
        }
        let Some((_, text)) = text else {
            return Err(de::Error::custom(NO_TEXT));
        };
        Ok(Item { title: title.map(|(_, title)| title).unwrap_or_default(), text })
    }
}

/// The rank of the key and its value.
type Best = Option<(usize, String)>;

/// A string, or an array of strings: paragraphs. A number is its digits, null is nothing.
struct Words(String);

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Value;
        impl<'de> Visitor<'de> for Value {
            type Value = Words;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or an array of strings")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Words, E> {
                Ok(Words(text.to_owned()))
            }

            fn visit_string<E: de::Error>(self, text: String) -> Result<Words, E> {
                Ok(Words(text))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Words, E> {
                Ok(Words(number.to_string()))
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Words, E> {
                Ok(Words(number.to_string()))
            }

            fn visit_unit<E: de::Error>(self) -> Result<Words, E> {
                Ok(Words(String::new()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Words, A::Error> {
                let mut paragraphs: Vec<String> = Vec::new();
                while let Some(paragraph) = seq.next_element::<String>()? {
                    paragraphs.push(paragraph);
                }
                Ok(Words(paragraphs.join("\n")))
            }
        }
        deserializer.deserialize_any(Value)
    }
}

#[cfg(test)]
mod tests;
