//! What a file says once the changes of one person are accepted or rejected, by a reading of its own.

use super::build::{Outcome, back, docx, edit, part, r};
use crate::corpus::formats::xml::{Node, Xml, attribute, split_name};
use crate::text::span::slice;

/// The main part `text` with all that `author` changed accepted or rejected.
pub(super) fn settle(text: &str, author: &str, accept: bool) -> Result<String, String> {
    #[derive(Clone, Copy, PartialEq)]
    enum Frame {
        Plain,
        Opened,
        Dropped,
    }
    let mut xml = Xml::new(text);
    let mut out = String::new();
    let mut frames: Vec<Frame> = Vec::new();
    while let Some(node) = xml.next()? {
        let bytes = slice(text, xml.span());
        let dropped = frames.contains(&Frame::Dropped);
        // Whose deletion the text stands in decides what its element is called.
        let opened = frames.contains(&Frame::Opened);
        match node {
            Node::Start(tag) => {
                let name = tag.name().into_inner();
                let local = split_name(name).1;
                let own = matches!(local, "ins" | "del") && attribute(&tag, "author").is_some_and(|by| by == author);
                let frame = match own {
                    true if (local == "ins") == accept => Frame::Opened,
                    true => Frame::Dropped,
                    false => Frame::Plain,
                };
                if frame == Frame::Plain && !dropped {
                    let renamed = opened && local == "delText";
                    out.push_str(&if renamed { bytes.replace("delText", "t") } else { bytes.to_owned() });
                }
                frames.push(frame);
            }
            Node::End(name) => {
                let frame = frames.pop();
                if frame == Some(Frame::Plain) && !dropped {
                    let renamed = opened && split_name(&name).1 == "delText";
                    out.push_str(&if renamed { bytes.replace("delText", "t") } else { bytes.to_owned() });
                }
            }
            Node::Text(_) if !dropped => out.push_str(bytes),
            Node::Text(_) => {}
        }
    }
    Ok(out)
}

#[test]
fn both_ways_are_read() -> Outcome {
    let file = docx(&format!("<w:p>{}<w:ins w:author=\"甲\">{}</w:ins></w:p>", r("原文有错"), r("的。")), &[]);
    let (copy, _) = back(&file, &[edit(1, 4, 1, "误")], &[])?;
    let main = part(&copy, "word/document.xml");
    let accepted = settle(&main, "校对", true)?;
    assert!(accepted.contains(">原文有</w:t>") && accepted.contains(">误</w:t>") && !accepted.contains("错"));
    assert!(accepted.contains("甲") && !accepted.contains("校对"));
    let rejected = settle(&main, "校对", false)?;
    assert!(rejected.contains(">错</w:t>") && !rejected.contains("误") && !rejected.contains("delText"));
    Ok(())
}
