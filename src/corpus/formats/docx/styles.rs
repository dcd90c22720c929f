//! Styles: which are headings and titles, and how their text looks, through the chain of styles they are based on.
//!
//! Must not know of paragraphs.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::super::looks::{Look, Role};
use super::super::xml::{Node, Xml, attribute, is_on, split_name};

/// The longest chain of styles that is followed.
const LONGEST_CHAIN: usize = 24;

/// Takes one property of a run into `look`.
pub(super) fn take(look: &mut Look, name: &str, tag: &BytesStart<'_>) {
    match name {
        "b" => look.bold = Some(is_on(tag)),
        "sz" => look.size = attribute(tag, "val").and_then(|v| v.parse().ok()),
        "vanish" => look.hidden = Some(is_on(tag)),
        "rFonts" => {
            let face = attribute(tag, "eastAsia").or_else(|| attribute(tag, "ascii"));
            if let Some(face) = face {
                look.face = Some(face.as_ref().into());
            }
        }
        _ => {}
    }
}

/// A style with all that it is based on.
#[derive(Clone, Debug, Default)]
pub(super) struct Resolved {
    /// What it is for.
    pub(super) role: Role,
    /// Its look.
    pub(super) look: Look,
    /// Its lines are centred.
    pub(super) centred: bool,
    /// Its list and level, with the style that named the list.
    pub(super) list: Option<(String, Option<usize>, String)>,
}

#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    look: Look,
    centred: Option<bool>,
    list: Option<String>,
    level: Option<usize>,
}

/// All styles.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    own: HashMap<String, Style>,
    resolved: HashMap<String, Resolved>,
    /// What paragraphs without a style have.
    plain: Resolved,
}

impl Styles {
    /// Reads styles.xml.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let mut xml = Xml::new(text);
        let mut styles: HashMap<String, Style> = HashMap::new();
        let mut defaults = Look::default();
        let mut default_style = None;
        let mut current: Option<(String, Style)> = None;
        let (mut in_defaults, mut skip) = (false, 0_usize);
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(tag) => {
                    let name = tag.name().into_inner();
                    let name = split_name(name).1;
                    // What a style looks like in parts of tables, and what it was before a change, is not its look.
                    if skip > 0 || matches!(name, "tblStylePr" | "rPrChange" | "pPrChange") {
                        skip += 1;
                        continue;
                    }
                    let val = || attribute(&tag, "val").unwrap_or_default().into_owned();
                    match (name, &mut current) {
                        ("docDefaults", _) => in_defaults = true,
                        ("style", _) => {
                            let id = attribute(&tag, "styleId").unwrap_or_default().into_owned();
                            let of_paragraphs = attribute(&tag, "type").is_some_and(|t| t == "paragraph");
                            if of_paragraphs && attribute(&tag, "default").is_some_and(|d| d == "1" || d == "true") {
                                default_style = Some(id.clone());
                            }
                            current = Some((id, Style::default()));
                        }
                        ("name", Some((_, style))) => style.name = val(),
                        ("basedOn", Some((_, style))) => style.based_on = Some(val()),
                        ("outlineLvl", Some((_, style))) => style.outline = val().parse().ok(),
                        ("jc", Some((_, style))) => style.centred = Some(val() == "center"),
                        ("numId", Some((_, style))) => style.list = Some(val()),
                        ("ilvl", Some((_, style))) => style.level = val().parse().ok(),
                        (name, Some((_, style))) => take(&mut style.look, name, &tag),
                        (name, None) if in_defaults => take(&mut defaults, name, &tag),
                        _ => {}
                    }
                }
                Node::End(_) if skip > 0 => skip -= 1,
                Node::End(name) => match split_name(&name).1 {
                    "docDefaults" => in_defaults = false,
                    "style" => styles.extend(current.take()),
                    _ => {}
                },
                Node::Text(_) => {}
            }
        }
        let mut all = Self { own: styles, ..Self::default() };
        all.plain.look = defaults.clone();
        let ids: Vec<String> = all.own.keys().cloned().collect();
        for id in ids {
            let resolved = all.resolve(&id, &defaults);
            all.resolved.insert(id, resolved);
        }
        if let Some(resolved) = default_style.and_then(|id| all.resolved.get(&id).cloned()) {
            all.plain = resolved;
        }
        Ok(all)
    }

    /// The style `id`; the default one for `None` and for one that is not there.
    pub(super) fn get(&self, id: Option<&str>) -> &Resolved {
        id.and_then(|id| self.resolved.get(id)).unwrap_or(&self.plain)
    }

    /// The look of the character style `id` by itself.
    pub(super) fn own_look(&self, id: &str) -> Look {
        let mut look = Look::default();
        for (_, style) in self.chain(id) {
            look.over(&style.look);
        }
        look
    }

    fn chain<'s>(&'s self, id: &'s str) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let mut next = Some(id);
        let chain = std::iter::from_fn(move || {
            let id = next?;
            let style = self.own.get(id)?;
            next = style.based_on.as_deref();
            Some((id, style))
        });
        chain.take(LONGEST_CHAIN)
    }

    fn resolve(&self, id: &str, defaults: &Look) -> Resolved {
        let mut resolved = Resolved::default();
        let (mut role, mut centred, mut level) = (None, None, None);
        for (id, style) in self.chain(id) {
            role = role.or_else(|| Role::by_name(&style.name)).or_else(|| style.outline.map(Role::by_outline));
            centred = centred.or(style.centred);
            resolved.look.over(&style.look);
            level = level.or(style.level);
            if resolved.list.is_none() {
                resolved.list = style.list.as_ref().map(|list| (list.clone(), level, id.to_owned()));
            }
        }
        resolved.look.over(defaults);
        resolved.role = role.unwrap_or_default();
        resolved.centred = centred.unwrap_or(false);
        resolved
    }
}
