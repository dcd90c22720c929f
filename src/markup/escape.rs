//! Words and tags of our own as XML, in the prefix of the part that they go into.
//!
//! Must not know what is written.

use super::Error;
use crate::corpus::formats::xml::{attribute, split_name};
use crate::text::span::{ByteSpan, slice, tail};
use quick_xml::events::BytesStart;

/// `text` as content or as the value of an attribute; characters that XML cannot hold are left out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| holds(*c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// Whether XML can hold the character.
pub(super) fn holds(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// How the elements and attributes of a part are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Names {
    /// What stands before an element's name, with its colon.
    pub(super) element: String,
    /// What stands before an attribute's name, with its colon.
    pub(super) attribute: String,
}

impl Names {
    /// By the part's first tag.
    ///
    /// # Errors
    /// The elements have no prefix and no other prefix means the same.
    pub(super) fn of(root: &BytesStart<'_>) -> Result<Self, Error> {
        let name = root.name().into_inner();
        let (prefix, _) = split_name(name);
        if !prefix.is_empty() {
            let prefix = format!("{prefix}:");
            return Ok(Self { element: prefix.clone(), attribute: prefix });
        }
        let same = namespace(root).and_then(|space| prefix_of(root, &space));
        let attribute = same.map(|prefix| format!("{prefix}:")).ok_or_else(|| {
            Error::Unusual("这份 docx 的 XML 写法不常见，没有写；请用 Word 或 WPS 重新保存后再试".to_owned())
        })?;
        Ok(Self { element: String::new(), attribute })
    }
}

/// The namespace of elements without a prefix.
fn namespace(root: &BytesStart<'_>) -> Option<String> {
    let own = root.attributes().with_checks(false).flatten().find(|own| own.key.into_inner() == "xmlns")?;
    Some(own.value.into_owned())
}

/// The prefix that `root` declares for the namespace `space`, without its colon.
pub(super) fn prefix_of(root: &BytesStart<'_>, space: &str) -> Option<String> {
    root.attributes().with_checks(false).flatten().find_map(|own| {
        let prefix = own.key.into_inner().strip_prefix("xmlns:")?;
        (own.value.as_ref() == space).then(|| prefix.to_owned())
    })
}

/// The start tag `tag` with `id` as the value of its attribute `name`; as it is where it has none.
pub(super) fn with_id(tag: &str, name: &str, id: u32) -> String {
    for quote in ['"', '\''] {
        let before = format!("{name}={quote}");
        let Some(at) = tag.match_indices(&before).find(|(at, _)| {
            let blank = |c: char| c.is_ascii_whitespace();
            slice(tag, ByteSpan::new(0, *at)).ends_with(blank)
        }) else {
            continue;
        };
        let from = at.0 + before.len();
        if let Some(length) = tail(tag, from).find(quote) {
            let (head, rest) = (slice(tag, ByteSpan::new(0, from)), tail(tag, from + length));
            return format!("{head}{id}{rest}");
        }
    }
    tag.to_owned()
}

/// The attribute `date` of a change or a comment, with a blank before it; nothing where `date` has not the form that
/// Word takes.
pub(super) fn date(names: &Names, date: &str) -> String {
    let form = "0000-00-00T00:00:00";
    let plain = date.strip_suffix('Z').unwrap_or(date);
    let fits = |(c, form): (char, char)| if form == '0' { c.is_ascii_digit() } else { c == form };
    if plain.len() != form.len() || !plain.chars().zip(form.chars()).all(fits) || !in_range(plain) {
        return String::new();
    }
    format!(" {}date=\"{date}\"", names.attribute)
}

/// Whether month, day, hour, minute and second can be.
fn in_range(date: &str) -> bool {
    let mut parts = date.split(['-', 'T', ':']).skip(1).filter_map(|part| part.parse::<u32>().ok());
    let bounds = [1..=12, 1..=31, 0..=23, 0..=59, 0..=59];
    bounds.into_iter().all(|bound| parts.next().is_some_and(|part| bound.contains(&part)))
}

/// The value of an attribute by its local name; empty where it is not there.
pub(super) fn value(tag: &BytesStart<'_>, name: &str) -> String {
    attribute(tag, name).unwrap_or_default().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_written_so_that_they_can_be_read() {
        assert_eq!(escape("<甲 & \"乙\">\u{1}𠀀e\u{301}\u{FFFE}"), "&lt;甲 &amp; &quot;乙&quot;&gt;𠀀e\u{301}");
    }

    #[test]
    fn an_id_is_put_in_the_place_of_the_old_one() {
        assert_eq!(with_id("<w:ins w:author=\"w:id\" w:id=\"3\">", "w:id", 7), "<w:ins w:author=\"w:id\" w:id=\"7\">");
        assert_eq!(with_id("<w:ins w:id='3' w:x=''>", "w:id", 7), "<w:ins w:id='7' w:x=''>");
        assert_eq!(with_id("<w:ins xw:id=\"3\">", "w:id", 7), "<w:ins xw:id=\"3\">");
    }

    #[test]
    fn only_dates_that_word_takes_are_written() {
        let names = Names { element: "w:".to_owned(), attribute: "w:".to_owned() };
        for (given, written) in [
            ("2026-03-05T09:30:00Z", " w:date=\"2026-03-05T09:30:00Z\""),
            ("2026-03-05T09:30:00", " w:date=\"2026-03-05T09:30:00\""),
            ("2026-13-05T09:30:00Z", ""),
            ("2026-03-05", ""),
            ("２026-03-05T09:30:00Z", ""),
            ("", ""),
        ] {
            assert_eq!(date(&names, given), written, "{given}");
        }
    }
}
