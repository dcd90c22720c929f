//! Relations between the parts of an Office document: kinds and targets, and the names that targets mean.
//!
//! Must not know what the parts are.

use super::xml::{Node, Xml, attribute};

/// One relation within the archive.
pub(crate) struct Relation {
    /// What the part that names it calls it.
    pub(crate) id: String,
    /// The last word of its type.
    pub(crate) kind: String,
    /// Where the other part is.
    pub(crate) target: String,
}

/// The relations that stand in `text`.
pub(crate) fn relations(text: &str) -> Result<Vec<Relation>, String> {
    let mut xml = Xml::new(text);
    let mut relations = Vec::new();
    while let Some(node) = xml.next()? {
        let Node::Start(tag) = node else { continue };
        if attribute(&tag, "TargetMode").is_some_and(|mode| mode == "External") {
            continue;
        }
        if let (Some(kind), Some(target)) = (attribute(&tag, "Type"), attribute(&tag, "Target")) {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            let id = attribute(&tag, "Id").unwrap_or_default().into_owned();
            relations.push(Relation { id, kind, target: target.into_owned() });
        }
    }
    Ok(relations)
}

/// The name of the part with the relations of the part `main`.
pub(crate) fn relations_of(main: &str) -> String {
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", main));
    resolve(folder, &format!("_rels/{file}.rels"))
}

/// The name of a part, from the folder of the part that names it. Never leaves the archive: it is only looked up there.
pub(crate) fn resolve(folder: &str, target: &str) -> String {
    let (folder, target) = match target.strip_prefix('/') {
        Some(absolute) => ("", absolute),
        None => (folder, target),
    };
    let mut path: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            part => path.push(part),
        }
    }
    path.join("/")
}
