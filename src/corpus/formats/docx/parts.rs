//! Which part of a Word document is which.
//!
//! Must not know what stands in them.

use super::super::archive::Archive;
use super::super::relations::{Relation, relations, relations_of, resolve};
use super::super::xml::{Node, Xml, attribute};
use super::damaged;

/// The names of the parts beside the main one.
pub(super) struct Parts {
    pub(super) styles: String,
    pub(super) numbering: String,
    pub(super) footnotes: String,
    pub(super) endnotes: String,
    pub(super) comments: String,
    pub(super) threads: String,
}

/// The name of the main part.
pub(super) fn main_part(archive: &mut Archive<'_>) -> Result<String, String> {
    let related = relations_in(archive, "_rels/.rels")?;
    let related = related.into_iter().find(|r| r.kind == "officeDocument").map(|r| r.target);
    let main = match related {
        Some(target) => resolve("", &target),
        None => declared_main(archive)?.unwrap_or_else(|| "word/document.xml".to_owned()),
    };
    if archive.has(&main) && !main.starts_with("xl/") && !main.starts_with("ppt/") {
        return Ok(main);
    }
    Err(archive.what_else().to_owned())
}

/// The names of the parts that the main part needs, from its relations or where they usually are.
pub(super) fn related(archive: &mut Archive<'_>, main: &str) -> Result<Parts, String> {
    let (folder, _) = main.rsplit_once('/').unwrap_or(("", main));
    let relations = relations_in(archive, &relations_of(main))?;
    let part = |kind: &str| {
        let found = relations.iter().find(|r| r.kind == kind).map(|r| resolve(folder, &r.target));
        found.unwrap_or_else(|| resolve(folder, &format!("{kind}.xml")))
    };
    Ok(Parts {
        styles: part("styles"),
        numbering: part("numbering"),
        footnotes: part("footnotes"),
        endnotes: part("endnotes"),
        comments: part("comments"),
        threads: part("commentsExtended"),
    })
}

/// The relations in the part called `name`; none where there is no such part.
fn relations_in(archive: &mut Archive<'_>, name: &str) -> Result<Vec<Relation>, String> {
    match archive.text(name)? {
        Some(text) => relations(&text).map_err(|e| damaged(name, &e)),
        None => Ok(Vec::new()),
    }
}

/// The part that the list of content types calls the main one.
fn declared_main(archive: &mut Archive<'_>) -> Result<Option<String>, String> {
    let name = "[Content_Types].xml";
    let Some(text) = archive.text(name)? else { return Ok(None) };
    let mut xml = Xml::new(&text);
    while let Some(node) = xml.next().map_err(|e| damaged(name, &e))? {
        if let Node::Start(tag) = node
            && attribute(&tag, "ContentType").is_some_and(|t| t.contains("wordprocessingml") && t.contains(".main+xml"))
            && let Some(name) = attribute(&tag, "PartName")
        {
            return Ok(Some(resolve("", &name)));
        }
    }
    Ok(None)
}
