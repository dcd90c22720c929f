//! Parts beside the main one: found by their relations, or made with a relation and a content type of their own.
//!
//! Must not know what stands in them.

use std::collections::BTreeMap;

use super::super::Error;
use super::super::escape::escape;
use super::super::package::{append, open};
use super::super::splice::free_ids;
use super::{text, unreadable};
use crate::corpus::formats::archive::Archive;
use crate::corpus::formats::docx::Trace;
use crate::corpus::formats::relations::{Relation, relations, relations_of, resolve};
use crate::corpus::formats::xml::{Node, Xml, attribute};

/// What an XML part begins with.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPES: &str = "[Content_Types].xml";

/// A kind of part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kind {
    /// The last word of its relation's type, and its file's name without the ending.
    pub(super) word: &'static str,
    /// Its relation's type.
    pub(super) relation: &'static str,
    /// Its content type.
    pub(super) content: &'static str,
}

/// A part that is there or will be.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// Its name.
    pub(super) name: String,
    /// The main part names it.
    related: bool,
    /// What stands in it.
    pub(super) text: Option<String>,
}

/// The parts beside the main one, as they are and as they will be.
pub(super) struct Beside<'a> {
    archive: Archive<'a>,
    folder: String,
    /// The name of the part with the relations.
    relations: String,
    known: Vec<Relation>,
    /// What changes, by name.
    changed: BTreeMap<String, String>,
}

impl<'a> Beside<'a> {
    /// Beside the main part of `trace`.
    pub(super) fn new(docx: &'a [u8], trace: &Trace) -> Result<Self, Error> {
        let mut archive = open(docx)?;
        let relations_name = relations_of(&trace.main);
        let known = match text(&mut archive, &relations_name)? {
            Some(part) => relations(&part).map_err(unreadable(&relations_name))?,
            None => Vec::new(),
        };
        let (folder, _) = trace.main.rsplit_once('/').unwrap_or(("", &trace.main));
        Ok(Self { archive, folder: folder.to_owned(), relations: relations_name, known, changed: BTreeMap::new() })
    }

    /// What stands in the part called `name`.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Error> {
        match self.changed.get(name) {
            Some(text) => Ok(Some(text.clone())),
            None => text(&mut self.archive, name),
        }
    }

    /// The part of this kind; where there is none a name that no part has.
    pub(super) fn find(&mut self, kind: Kind) -> Result<Place, Error> {
        let related = self.known.iter().find(|relation| relation.kind == kind.word);
        let related = related.map(|relation| resolve(&self.folder, &relation.target));
        let name = related.clone().unwrap_or_else(|| self.free_name(kind.word));
        let text = self.text(&name)?;
        Ok(Place { name, related: related.is_some(), text })
    }

    /// Puts `text` in the place of what stood there, with the relation and the content type that it needs.
    pub(super) fn put(&mut self, kind: Kind, place: Place, text: String) -> Result<(), Error> {
        let Place { name, related, text: old } = place;
        if !related {
            self.relate(kind, &name)?;
        }
        if old.is_none() {
            self.declare(kind, &name)?;
        }
        self.changed.insert(name, text);
        Ok(())
    }

    /// Names and texts of the parts that change or are new.
    pub(super) fn changed(self) -> Vec<(String, String)> {
        self.changed.into_iter().collect()
    }

    fn relate(&mut self, kind: Kind, name: &str) -> Result<(), Error> {
        let place = self.relations.clone();
        let empty = || format!("{DECLARATION}<Relationships xmlns=\"{RELATIONS}\"/>");
        let part = self.text(&place)?.unwrap_or_else(empty);
        let taken: Vec<u32> = self.known.iter().filter_map(|own| own.id.strip_prefix("rId")?.parse().ok()).collect();
        let stands = |id: u32| ['"', '\''].iter().any(|quote| part.contains(&format!("{quote}rId{id}{quote}")));
        let id = free_ids(&taken).find(|id| !stands(*id)).unwrap_or_default();
        let (kind, target) = (kind.relation, escape(name.rsplit('/').next().unwrap_or(name)));
        let more = |prefix: &str| format!("<{prefix}Relationship Id=\"rId{id}\" Type=\"{kind}\" Target=\"{target}\"/>");
        let part = append(&place, &part, |_, prefix| Ok(more(prefix)))?;
        self.changed.insert(place, part);
        Ok(())
    }

    fn declare(&mut self, kind: Kind, name: &str) -> Result<(), Error> {
        let Some(part) = self.text(TYPES)? else { return Ok(()) };
        let path = format!("/{name}");
        if declares(&part, &path).map_err(unreadable(TYPES))? {
            return Ok(());
        }
        let (path, content) = (escape(&path), kind.content);
        let more = |prefix: &str| format!("<{prefix}Override PartName=\"{path}\" ContentType=\"{content}\"/>");
        let part = append(TYPES, &part, |_, prefix| Ok(more(prefix)))?;
        self.changed.insert(TYPES.to_owned(), part);
        Ok(())
    }

    /// A name in the main part's folder that no part has.
    fn free_name(&self, word: &str) -> String {
        let numbers = std::iter::once(String::new()).chain((1..).map(|n: usize| n.to_string()));
        let mut names = numbers.map(|n| resolve(&self.folder, &format!("{word}{n}.xml")));
        names.find(|name| !self.archive.has(name)).unwrap_or_default()
    }
}

/// Whether the list of content types has the part at `path` by itself.
fn declares(types: &str, path: &str) -> Result<bool, String> {
    let mut xml = Xml::new(types);
    while let Some(node) = xml.next()? {
        if let Node::Start(tag) = node
            && attribute(&tag, "PartName").is_some_and(|name| name.eq_ignore_ascii_case(path))
        {
            return Ok(true);
        }
    }
    Ok(false)
}
