//! More comments put beside those of a file, with all that a part of comments needs where there is none yet.
//!
//! Must not know where in the text they are attached.

use std::collections::HashMap;

use super::super::escape::{Names, date, escape, value};
use super::super::package::{append, open};
use super::super::splice::free_ids;
use super::super::{Error, Note, Who};
use super::{Comment, entries, text};
use crate::corpus::formats::archive::Archive;
use crate::corpus::formats::docx::Trace;
use crate::corpus::formats::relations::{relations, relations_of, resolve};
use crate::corpus::formats::xml::{Node, Xml, split_name};
use crate::text::span::slice;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
const STRICT_KIND: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// What was made of comments.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Written {
    /// The id of each, in the order given.
    pub(in super::super) ids: Vec<u32>,
    /// The style of the sign in the text that refers to a comment, where the file has one.
    pub(in super::super) look: Option<String>,
    /// Names and texts of the parts that change or are new.
    pub(in super::super) parts: Vec<(String, String)>,
}

/// Puts `notes` beside the comments of a file, with all that a part of comments needs where there is none yet.
pub(in super::super) fn write(docx: &[u8], trace: &Trace, notes: &[&Note], who: &Who) -> Result<Written, Error> {
    if notes.is_empty() {
        return Ok(Written::default());
    }
    let mut archive = open(docx)?;
    let styles = match text(&mut archive, &trace.styles)? {
        Some(part) => styles(&part).map_err(Error::Unreadable)?,
        None => HashMap::new(),
    };
    let (folder, _) = trace.main.rsplit_once('/').unwrap_or(("", &trace.main));
    let place = relations_of(&trace.main);
    let related = text(&mut archive, &place)?;
    let known = match &related {
        Some(part) => relations(part).map_err(Error::Unreadable)?,
        None => Vec::new(),
    };
    let named = known.iter().find(|relation| relation.kind == "comments").map(|r| resolve(folder, &r.target));
    let name = named.clone().unwrap_or_else(|| free_name(&archive, folder));
    let existing = text(&mut archive, &name)?;
    let old = match &existing {
        Some(part) => entries(part).map_err(Error::Unreadable)?,
        None => Vec::new(),
    };
    let ids = ids(&old, trace, notes.len());
    let mut written = Written { ids, look: styles.get("annotation reference").cloned(), parts: Vec::new() };
    let all = |names: &Names| -> String {
        let style = styles.get("annotation text").map(String::as_str);
        let one = |(note, id): (&&Note, &u32)| entry(names, note, *id, who, style, written.look.as_deref());
        notes.iter().zip(&written.ids).map(one).collect()
    };
    let (part, strict) = if let Some(part) = &existing {
        (append(part, |root, _| Ok(all(&Names::of(root)?)))?, false)
    } else {
        let (names, space) = main_names(trace)?;
        let declared = format!("xmlns:{}=\"{space}\"", names.attribute.trim_end_matches(':'));
        let names = Names { element: names.attribute.clone(), ..names };
        let tag = format!("{}comments", names.element);
        (format!("{DECLARATION}<{tag} {declared}>{}</{tag}>", all(&names)), space.contains("purl.oclc.org"))
    };
    written.parts.push((name.clone(), part));
    if named.is_none() {
        let part = related.unwrap_or_else(|| format!("{DECLARATION}<Relationships xmlns=\"{RELATIONS}\"/>"));
        let ids: Vec<u32> = known.iter().filter_map(|own| own.id.strip_prefix("rId")?.parse().ok()).collect();
        let id = free_ids(&ids).find(|id| !part.contains(&format!("\"rId{id}\""))).unwrap_or_default();
        let kind = if strict { STRICT_KIND } else { KIND };
        let target = escape(name.rsplit('/').next().unwrap_or(&name));
        let more = |prefix: &str| format!("<{prefix}Relationship Id=\"rId{id}\" Type=\"{kind}\" Target=\"{target}\"/>");
        written.parts.push((place, append(&part, |_, prefix| Ok(more(prefix)))?));
    }
    if existing.is_none() {
        let list = "[Content_Types].xml";
        let Some(part) = text(&mut archive, list)? else { return Ok(written) };
        let path = format!("\"/{}\"", escape(&name));
        if !part.contains(&path) {
            let more = |prefix: &str| format!("<{prefix}Override PartName={path} ContentType=\"{CONTENT}\"/>");
            written.parts.push((list.to_owned(), append(&part, |_, prefix| Ok(more(prefix)))?));
        }
    }
    Ok(written)
}

/// How elements are called in the main part, and their namespace.
fn main_names(trace: &Trace) -> Result<(Names, String), Error> {
    let mut xml = Xml::new(slice(&trace.part, trace.tape.root));
    let Ok(Some(Node::Start(root))) = xml.next() else {
        return Err(Error::Unusual("docx 的正文是空的，没有写".to_owned()));
    };
    let names = Names::of(&root)?;
    let key = format!("xmlns:{}", names.attribute.trim_end_matches(':'));
    let own = root.attributes().with_checks(false).flatten().find(|own| own.key.into_inner() == key);
    Ok((names, own.map(|own| own.value.into_owned()).unwrap_or_default()))
}

/// A name in `folder` that no part has.
fn free_name(archive: &Archive<'_>, folder: &str) -> String {
    let names = std::iter::once(String::new()).chain((1..).map(|n: usize| n.to_string()));
    let mut names = names.map(|n| resolve(folder, &format!("comments{n}.xml")));
    names.find(|name| !archive.has(name)).unwrap_or_default()
}

/// So many ids that no comment has.
fn ids(old: &[Comment], trace: &Trace, count: usize) -> Vec<u32> {
    let named = trace.tape.anchors.iter().map(|anchor| &anchor.id);
    let taken: Vec<u32> = old.iter().map(|comment| &comment.id).chain(named).filter_map(|id| id.parse().ok()).collect();
    free_ids(&taken).take(count).collect()
}

/// The ids of styles by their names, in small letters.
fn styles(part: &str) -> Result<HashMap<String, String>, String> {
    let mut xml = Xml::new(part);
    let mut styles = HashMap::new();
    let mut id = String::new();
    while let Some(node) = xml.next()? {
        let Node::Start(tag) = node else { continue };
        let name = tag.name().into_inner();
        match split_name(name).1 {
            "style" => id = value(&tag, "styleId"),
            "name" => {
                styles.insert(value(&tag, "val").to_lowercase(), id.clone());
            }
            _ => {}
        }
    }
    Ok(styles)
}

/// A comment as it stands in the part.
fn entry(names: &Names, note: &Note, id: u32, who: &Who, text_style: Option<&str>, sign_style: Option<&str>) -> String {
    let (e, a) = (&names.element, &names.attribute);
    let author = escape(note.by.as_deref().unwrap_or(&who.name));
    let date = date(names, note.date.as_deref().unwrap_or(&who.date));
    let initials = escape(&note.by.as_deref().unwrap_or(&who.name).chars().take(1).collect::<String>());
    let styled = |what: &str, style: Option<&str>| {
        let style = style.map(|style| format!("<{e}{what}Style {a}val=\"{}\"/>", escape(style)));
        style.map(|style| format!("<{e}{what}Pr>{style}</{e}{what}Pr>")).unwrap_or_default()
    };
    let mut sign = format!("<{e}r>{}<{e}annotationRef/></{e}r>", styled("r", sign_style));
    let mut out = format!("<{e}comment {a}id=\"{id}\" {a}author=\"{author}\"{date} {a}initials=\"{initials}\">");
    for line in note.text.trim_end().split('\n') {
        let text = escape(line.trim_end_matches('\r'));
        let sign = std::mem::take(&mut sign);
        let properties = styled("p", text_style);
        out.push_str(&format!(
            "<{e}p>{properties}{sign}<{e}r><{e}t xml:space=\"preserve\">{text}</{e}t></{e}r></{e}p>"
        ));
    }
    out.push_str(&format!("</{e}comment>"));
    out
}
