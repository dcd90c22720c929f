//! A bounded stream of XML: no document type, no entities but the five, no deep nesting.
//!
//! Must not know what elements mean.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::text::span::ByteSpan;

/// The deepest nesting.
const DEEPEST: usize = 256;

/// What comes next.
pub(crate) enum Node<'t> {
    /// An element begins. An empty one begins and ends.
    Start(BytesStart<'t>),
    /// The element with this qualified name ends.
    End(Cow<'t, str>),
    /// Text, its references resolved; it may come in several portions.
    Text(Cow<'t, str>),
}

/// A part being read.
pub(crate) struct Xml<'t> {
    reader: Reader<&'t [u8]>,
    depth: usize,
    /// Bytes of the text before what the reader reads: a mark of its encoding.
    before: usize,
    /// Where the last node stands in what the reader reads.
    last: (usize, usize),
}

impl<'t> Xml<'t> {
    /// Reads `text`.
    pub(crate) fn new(text: &'t str) -> Self {
        let read = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut reader = Reader::from_str(read);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0, before: text.len() - read.len(), last: (0, 0) }
    }

    /// The bytes of the text at which the last node stands. An empty element begins with all its bytes and ends with
    /// none.
    pub(crate) fn span(&self) -> ByteSpan {
        ByteSpan::new(self.last.0 + self.before, self.last.1 + self.before)
    }

    /// The next node; `None` at the end. The error is a reason in the user's words.
    pub(crate) fn next(&mut self) -> Result<Option<Node<'t>>, String> {
        loop {
            let at = self.reader.buffer_position();
            let event = self.reader.read_event().map_err(|_| format!("XML 在第 {at} 字节处有错"))?;
            self.last = (at as usize, self.reader.buffer_position() as usize);
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
pub(crate) fn split_name(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

/// The value of the attribute with this local name.
pub(crate) fn attribute<'t>(tag: &'t BytesStart<'_>, local: &str) -> Option<Cow<'t, str>> {
    let mut attributes = tag.attributes();
    let found = attributes.with_checks(false).flatten().find(|a| a.key.local_name().into_inner() == local)?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()
}

/// The `val` of a property that is on or off; on when it says nothing.
pub(crate) fn is_on(tag: &BytesStart<'_>) -> bool {
    !attribute(tag, "val").is_some_and(|val| matches!(val.as_ref(), "0" | "false" | "off" | "none"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::span::slice;

    #[test]
    fn every_node_knows_its_bytes() -> Result<(), String> {
        let text = "\u{FEFF}<?xml version=\"1.0\"?><a x=\"&amp;>\"><b/>甲&amp;乙<!-- c --><![CDATA[<丙>]]></a >";
        let mut xml = Xml::new(text);
        let mut found = Vec::new();
        while xml.next()?.is_some() {
            found.push(slice(text, xml.span()));
        }
        assert_eq!(found, ["<a x=\"&amp;>\">", "<b/>", "", "甲", "&amp;", "乙", "<![CDATA[<丙>]]>", "</a >"]);
        Ok(())
    }
}
