//! A bounded stream of XML: no document type, no entities but the five, no deep nesting.
//!
//! Must not know what elements mean.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The deepest nesting.
const DEEPEST: usize = 256;

/// What comes next.
pub(super) enum Node<'t> {
    /// An element begins. An empty one begins and ends.
    Start(BytesStart<'t>),
    /// The element with this qualified name ends.
    End(Cow<'t, str>),
    /// Text, its references resolved; it may come in several portions.
    Text(Cow<'t, str>),
}

/// A part being read.
pub(super) struct Xml<'t> {
    reader: Reader<&'t [u8]>,
    depth: usize,
}

impl<'t> Xml<'t> {
    /// Reads `text`.
    pub(super) fn new(text: &'t str) -> Self {
        let mut reader = Reader::from_str(text.strip_prefix('\u{FEFF}').unwrap_or(text));
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0 }
    }

    /// The next node; `None` at the end. The error is a reason in the user's words.
    pub(super) fn next(&mut self) -> Result<Option<Node<'t>>, String> {
        loop {
            let at = self.reader.buffer_position();
            let event = self.reader.read_event().map_err(|_| format!("XML 在第 {at} 字节处有错"))?;
            match event {
                Event::Start(tag) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(format!("嵌套超过 {DEEPEST} 层，不像正常的文档"));
                    }
                    return Ok(Some(Node::Start(tag)));
                }
                Event::End(tag) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Node::End(Cow::Owned(tag.name().into_inner().to_owned()))));
                }
                Event::Text(text) => return Ok(Some(Node::Text(text.xml10_content()))),
                Event::CData(text) => return Ok(Some(Node::Text(text.xml10_content()))),
                Event::GeneralRef(reference) => {
                    let resolved = reference.resolve_char_ref().map_err(|_| "有无效的字符引用".to_owned())?;
                    if let Some(c) = resolved {
                        return Ok(Some(Node::Text(Cow::Owned(c.to_string()))));
                    }
                    let text = match reference.xml10_content().as_ref() {
                        "amp" => "&",
                        "lt" => "<",
                        "gt" => ">",
                        "quot" => "\"",
                        "apos" => "'",
                        _ => return Err("用了自定义的实体，没有展开".to_owned()),
                    };
                    return Ok(Some(Node::Text(Cow::Borrowed(text))));
                }
                Event::DocType(_) => return Err("带有 DOCTYPE 声明，可能有害，没有读取".to_owned()),
                Event::Eof if self.depth > 0 => return Err("XML 不完整".to_owned()),
                Event::Eof => return Ok(None),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }
}

/// Prefix (empty without one) and local name.
pub(super) fn split_name(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

/// The value of the attribute with this local name.
pub(super) fn attribute<'t>(tag: &'t BytesStart<'_>, local: &str) -> Option<Cow<'t, str>> {
    let mut attributes = tag.attributes();
    let found = attributes.with_checks(false).flatten().find(|a| a.key.local_name().into_inner() == local)?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()
}

/// The `val` of a property that is on or off; on when it says nothing.
pub(super) fn is_on(tag: &BytesStart<'_>) -> bool {
    !attribute(tag, "val").is_some_and(|val| matches!(val.as_ref(), "0" | "false" | "off" | "none"))
}
