//! Footnotes and endnotes: their text by the number that the document refers to them by.
//!
//! Must not know where they are referred to.

use std::collections::HashMap;

use super::super::xml::{Node, Xml, attribute, split_name};
use super::tape::sign;

/// Text of each note by its id.
pub(super) type Notes = HashMap<String, String>;

/// Reads footnotes.xml or endnotes.xml.
pub(super) fn read(text: &str) -> Result<Notes, String> {
    let mut xml = Xml::new(text);
    let mut notes = Notes::new();
    let mut current: Option<(String, String)> = None;
    let (mut in_text, mut skip) = (false, 0_usize);
    while let Some(node) = xml.next()? {
        match node {
            Node::Start(tag) => {
                let name = tag.name().into_inner();
                match split_name(name).1 {
                    _ if skip > 0 => skip += 1,
                    "del" | "moveFrom" | "Fallback" | "pPr" | "rPr" => skip = 1,
                    "footnote" | "endnote" => {
                        // Those with a type are the rules between text and notes.
                        let plain = attribute(&tag, "type").is_none_or(|t| t == "normal");
                        current = attribute(&tag, "id").filter(|_| plain).map(|id| (id.into_owned(), String::new()));
                    }
                    "t" => in_text = true,
                    "p" => {
                        if let Some((_, text)) = current.as_mut().filter(|(_, text)| !text.is_empty()) {
                            text.push(' ');
                        }
                    }
                    _ => {
                        if let (Some((_, text)), Some(sign)) = (&mut current, sign(&tag)) {
                            text.push(if sign.is_whitespace() { ' ' } else { sign });
                        }
                    }
                }
            }
            Node::End(_) if skip > 0 => skip -= 1,
            Node::End(name) => match split_name(&name).1 {
                "footnote" | "endnote" => notes.extend(current.take()),
                "t" => in_text = false,
                _ => {}
            },
            Node::Text(portion) => {
                if let Some((_, text)) = current.as_mut().filter(|_| in_text && skip == 0) {
                    text.push_str(&portion);
                }
            }
        }
    }
    Ok(notes)
}
