//! Styles of an OpenDocument: which are headings and titles, how their text looks, and the definitions of lists.
//!
//! Must not know of paragraphs.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::super::looks::{Look, Role};
use super::super::numbering::LONGEST_TEXT;
use super::super::xml::{Node, Xml, attribute};
use super::lists::{Level, Lists};

/// The longest chain of styles that is followed.
const LONGEST_CHAIN: usize = 24;

/// What a style is for: paragraphs or spans of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Family {
    /// Paragraphs.
    Paragraph,
    /// Text within them.
    Text,
}

#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    parent: Option<String>,
    look: Look,
    centred: Option<bool>,
    list: Option<String>,
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
    /// The definition of the list that its paragraphs are items of.
    pub(super) list: Option<String>,
}

/// All styles.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    own: HashMap<(Family, String), Style>,
    defaults: Look,
    /// Sections that are not shown.
    hidden: Vec<String>,
}

impl Styles {
    /// The paragraph style `name`.
    pub(super) fn paragraph(&self, name: &str) -> Resolved {
        let mut resolved = Resolved::default();
        let (mut role, mut centred) = (None, None);
        for style in self.chain(Family::Paragraph, name) {
            role = role.or_else(|| Role::by_name(&style.name));
            centred = centred.or(style.centred);
            resolved.look.over(&style.look);
            if resolved.list.is_none() {
                resolved.list.clone_from(&style.list);
            }
        }
        resolved.look.over(&self.defaults);
        resolved.role = role.unwrap_or_default();
        resolved.centred = centred.unwrap_or(false);
        resolved
    }

    /// The look of the text style `name` by itself.
    pub(super) fn text(&self, name: &str) -> Look {
        let mut look = Look::default();
        for style in self.chain(Family::Text, name) {
            look.over(&style.look);
        }
        look
    }

    /// Whether sections of the style `name` are not shown.
    pub(super) fn hides(&self, name: &str) -> bool {
        self.hidden.iter().any(|hidden| hidden == name)
    }

    fn chain<'s>(&'s self, family: Family, name: &str) -> impl Iterator<Item = &'s Style> {
        let mut next = self.own.get(&(family, name.to_owned()));
        let chain = std::iter::from_fn(move || {
            let style = next?;
            next = style.parent.as_ref().and_then(|parent| self.own.get(&(family, parent.clone())));
            Some(style)
        });
        chain.take(LONGEST_CHAIN)
    }
}

/// Reads the styles and lists that stand within the element `within` of a part.
pub(super) fn read(text: &str, within: &str, styles: &mut Styles, lists: &mut Lists) -> Result<(), String> {
    let mut xml = Xml::new(text);
    let mut inside = false;
    let mut style: Option<(Option<Family>, String, Style)> = None;
    let mut default: Option<Look> = None;
    let mut list: Option<(String, Vec<(usize, Level)>)> = None;
    while let Some(node) = xml.next()? {
        match node {
            Node::Start(tag) if tag.name().into_inner() == within => inside = true,
            Node::End(name) if name == within => inside = false,
            Node::Start(tag) if inside => {
                let value = |name: &str| attribute(&tag, name).map(std::borrow::Cow::into_owned);
                match tag.name().into_inner() {
                    "style:style" => {
                        let family = match value("family").as_deref() {
                            Some("paragraph") => Some(Family::Paragraph),
                            Some("text") => Some(Family::Text),
                            _ => None,
                        };
                        let id = value("name").unwrap_or_default();
                        let name = value("display-name").unwrap_or_else(|| id.replace("_20_", " "));
                        let list = value("list-style-name").filter(|list| !list.is_empty());
                        let parent = value("parent-style-name");
                        style = Some((family, id, Style { name, parent, list, ..Style::default() }));
                    }
                    "style:default-style" => {
                        default = (value("family").as_deref() == Some("paragraph")).then(Look::default);
                    }
                    "style:paragraph-properties" => {
                        if let (Some((_, _, style)), Some(align)) = (&mut style, value("text-align")) {
                            style.centred = Some(align == "center");
                        }
                    }
                    "style:text-properties" => {
                        // Within a list style these are the looks of its numbers.
                        if let Some((_, _, style)) = &mut style {
                            style.look = look(&tag);
                        } else if let Some(default) = &mut default {
                            *default = look(&tag);
                        }
                    }
                    "style:section-properties" if value("display").as_deref() == Some("none") => {
                        styles.hidden.extend(style.as_ref().map(|(_, id, _)| id.clone()));
                    }
                    "text:list-style" => list = Some((value("name").unwrap_or_default(), Vec::new())),
                    "text:outline-style" => list = Some((String::new(), Vec::new())),
                    "text:list-level-style-number" | "text:outline-level-style" => {
                        if let Some((_, levels)) = &mut list {
                            levels.extend(level(&tag));
                        }
                    }
                    "text:list-level-style-bullet" | "text:list-level-style-image" => {
                        if let Some((_, levels)) = &mut list {
                            levels.extend(level(&tag).map(|(at, level)| (at, Level { bullet: true, ..level })));
                        }
                    }
                    "style:list-level-label-alignment" if value("label-followed-by").as_deref() == Some("nothing") => {
                        if let Some((_, level)) = list.as_mut().and_then(|(_, levels)| levels.last_mut()) {
                            level.close = true;
                        }
                    }
                    _ => {}
                }
            }
            Node::End(name) if inside => match name.as_ref() {
                "style:style" => {
                    if let Some((Some(family), id, style)) = style.take() {
                        styles.own.insert((family, id), style);
                    }
                }
                "style:default-style" => {
                    if let Some(look) = default.take() {
                        styles.defaults = look;
                    }
                }
                "text:list-style" | "text:outline-style" => {
                    if let Some((name, levels)) = list.take() {
                        lists.define(&name, levels);
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    Ok(())
}

/// What is said of the look of Chinese text, or else of any.
fn look(tag: &BytesStart<'_>) -> Look {
    let value = |name: &str| attribute(tag, name).map(std::borrow::Cow::into_owned);
    let weight = value("font-weight-asian").or_else(|| value("font-weight"));
    let size = value("font-size-asian").or_else(|| value("font-size"));
    let points = size.and_then(|size| size.strip_suffix("pt").and_then(|size| size.parse::<f32>().ok()));
    let face = value("font-name-asian").or_else(|| value("font-family-asian")).or_else(|| value("font-name"));
    Look {
        bold: weight.map(|weight| weight == "bold" || weight.parse::<u32>().is_ok_and(|weight| weight >= 600)),
        size: points.map(|points| (points * 2.0).round() as u32),
        face: face.map(Into::into),
        hidden: value("display").map(|display| display == "none"),
    }
}

/// One level of a list: its place, 0 the highest, and how it is numbered.
fn level(tag: &BytesStart<'_>) -> Option<(usize, Level)> {
    let value = |name: &str| attribute(tag, name).map(std::borrow::Cow::into_owned);
    let at = value("level")?.parse::<usize>().ok()?.checked_sub(1)?;
    let number = |name: &str| value(name).and_then(|value| value.parse::<u32>().ok());
    let text = |name: &str| value(name).map(|text| text.chars().take(LONGEST_TEXT).collect::<String>());
    let level = Level {
        bullet: false,
        format: value("num-format").unwrap_or_default(),
        prefix: text("num-prefix").unwrap_or_default(),
        suffix: text("num-suffix").unwrap_or_default(),
        pattern: text("num-list-format"),
        shown: number("display-levels").unwrap_or(1),
        start: number("start-value").unwrap_or(1),
        close: false,
    };
    Some((at, level))
}
