//! The lists that numbering.xml defines.
//!
//! Must not know how they are counted.

use super::super::numbering::{Abstract, LEVELS, Level, Num, Numbering};
use super::super::xml::{Node, Xml, attribute, is_on, split_name};

/// Reads numbering.xml.
pub(super) fn read(text: &str) -> Result<Numbering, String> {
    let mut xml = Xml::new(text);
    let mut numbering = Numbering::default();
    let (mut kind, mut num) = (None::<(String, Abstract)>, None::<(String, Num)>);
    let (mut level, mut overriding) = (None::<(usize, Level)>, None::<usize>);
    while let Some(node) = xml.next()? {
        match node {
            Node::Start(tag) => {
                let val = || attribute(&tag, "val").unwrap_or_default().into_owned();
                let number = |name: &str| attribute(&tag, name).and_then(|v| v.trim().parse::<usize>().ok());
                let name = tag.name().into_inner();
                match split_name(name).1 {
                    "abstractNum" => {
                        let id = attribute(&tag, "abstractNumId").unwrap_or_default().into_owned();
                        kind = Some((id, Abstract::default()));
                    }
                    "num" => {
                        let id = attribute(&tag, "numId").unwrap_or_default().into_owned();
                        num = Some((id, Num::default()));
                    }
                    "abstractNumId" => {
                        if let Some((_, num)) = &mut num {
                            num.of = val();
                        }
                    }
                    "lvlOverride" => overriding = number("ilvl"),
                    "startOverride" => {
                        if let (Some((_, num)), Some(at), Some(start)) = (&mut num, overriding, number("val")) {
                            num.starts.insert(at, start as u32);
                        }
                    }
                    "lvl" => level = number("ilvl").filter(|at| *at < LEVELS).map(|at| (at, Level::default())),
                    "numStyleLink" => {
                        if let Some((_, kind)) = &mut kind {
                            kind.linked = Some(val());
                        }
                    }
                    "styleLink" => {
                        if let Some((_, kind)) = &mut kind {
                            kind.links = Some(val());
                        }
                    }
                    part => {
                        if let Some((_, level)) = &mut level {
                            match part {
                                "start" => level.start = number("val").map(|n| n as u32),
                                "numFmt" => level.format = val(),
                                "lvlText" => level.text = val(),
                                "lvlRestart" => level.restart = number("val").map(|n| n as u32),
                                "suff" => level.suffix = val(),
                                "isLgl" => level.legal = is_on(&tag),
                                "pStyle" => level.style = Some(val()),
                                _ => {}
                            }
                        }
                    }
                }
            }
            Node::End(name) => match split_name(&name).1 {
                "abstractNum" => numbering.abstracts.extend(kind.take()),
                "num" => numbering.nums.extend(num.take()),
                "lvlOverride" => overriding = None,
                "lvl" => {
                    let Some((at, level)) = level.take() else { continue };
                    if let (Some((_, num)), true) = (&mut num, overriding.is_some()) {
                        num.levels.insert(at, level);
                    } else if let Some((_, kind)) = &mut kind
                        && let Some(slot) = kind.levels.get_mut(at)
                    {
                        *slot = level;
                    }
                }
                _ => {}
            },
            Node::Text(_) => {}
        }
    }
    Ok(numbering)
}
