//! Automatic numbers: what numbering.xml defines, and the counters that run through the document.
//!
//! Must not know of text and styles.

use std::collections::{HashMap, HashSet};

use super::super::numerals;
use super::super::xml::{Node, Xml, attribute, is_on, split_name};

/// Levels of a list.
const LEVELS: usize = 9;

/// One level of a list as defined.
#[derive(Clone, Debug, Default)]
struct Level {
    start: Option<u32>,
    format: String,
    text: String,
    /// The level (1-based) whose number starts this one anew; 0 for none, absent for any higher one.
    restart: Option<u32>,
    suffix: String,
    legal: bool,
    style: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct Abstract {
    levels: [Level; LEVELS],
    /// The style that holds the definition, for a list that has none of its own.
    linked: Option<String>,
    /// The style that this definition belongs to.
    links: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct Num {
    of: String,
    starts: HashMap<usize, u32>,
    levels: HashMap<usize, Level>,
}

/// The definitions and the counters.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbering {
    abstracts: HashMap<String, Abstract>,
    nums: HashMap<String, Num>,
    counters: HashMap<String, [Option<u32>; LEVELS]>,
    /// Lists and levels whose own start has been taken.
    started: HashSet<(String, usize)>,
}

impl Numbering {
    /// Reads numbering.xml.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let mut xml = Xml::new(text);
        let mut numbering = Self::default();
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

    /// The level that belongs to the paragraph style `style` in the list `num`.
    pub(super) fn level_of_style(&self, num: &str, style: &str) -> Option<usize> {
        let (_, kind) = self.definition(num)?;
        kind.levels.iter().position(|level| level.style.as_deref() == Some(style))
    }

    /// Counts one paragraph at `level` (0-based) of the list `num`. Gives the label to write before its text, empty for a
    /// bullet; `None` when there is no such list.
    pub(super) fn count(&mut self, num: &str, level: usize) -> Option<String> {
        let level = level.min(LEVELS - 1);
        let (id, kind) = self.definition(num)?;
        let mut levels = kind.levels.clone();
        let num_row = self.nums.get(num).cloned().unwrap_or_default();
        for (at, own) in num_row.levels {
            if let Some(slot) = levels.get_mut(at) {
                *slot = own;
            }
        }
        let starts = |at: usize| {
            let defined = levels.get(at).and_then(|l| l.start).unwrap_or(1);
            num_row.starts.get(&at).copied().unwrap_or(defined)
        };
        let fresh = num_row.starts.contains_key(&level) && self.started.insert((num.to_owned(), level));
        let counters = self.counters.entry(id).or_default();
        for (at, counter) in counters.iter_mut().enumerate() {
            let restart = levels.get(at).and_then(|l| l.restart);
            match at.cmp(&level) {
                std::cmp::Ordering::Less => {
                    counter.get_or_insert_with(|| starts(at));
                }
                std::cmp::Ordering::Equal => {
                    *counter = Some(match *counter {
                        Some(n) if !fresh => n.saturating_add(1),
                        _ => starts(at),
                    });
                }
                std::cmp::Ordering::Greater => {
                    if restart.is_none_or(|above| above > 0 && level < above as usize) {
                        *counter = None;
                    }
                }
            }
        }
        let counters = *counters;
        let level = levels.get(level)?;
        if level.format == "bullet" {
            return Some(String::new());
        }
        let mut label = label(level, &levels, &counters);
        // Word sets a tab or a blank; after a Chinese mark none is needed.
        if level.suffix != "nothing" && label.ends_with(|c: char| c.is_ascii() && c != ' ') {
            label.push(' ');
        }
        Some(label)
    }

    /// The definition behind the list `num`, by way of a style when it has none itself.
    fn definition(&self, num: &str) -> Option<(String, &Abstract)> {
        let id = &self.nums.get(num)?.of;
        let kind = self.abstracts.get(id)?;
        let Some(style) = &kind.linked else { return Some((id.clone(), kind)) };
        let by_style = self.abstracts.iter().find(|(_, other)| other.links.as_ref() == Some(style));
        Some(by_style.map_or((id.clone(), kind), |(id, kind)| (id.clone(), kind)))
    }
}

/// `%1.%2` with the counters put in.
fn label(level: &Level, levels: &[Level; LEVELS], counters: &[Option<u32>; LEVELS]) -> String {
    let mut out = String::new();
    let mut signs = level.text.chars().peekable();
    while let Some(c) = signs.next() {
        let digit = signs.peek().and_then(|d| d.to_digit(10)).filter(|d| c == '%' && *d > 0);
        let Some(digit) = digit else {
            out.push(c);
            continue;
        };
        signs.next();
        let at = digit as usize - 1;
        let format = levels.get(at).map_or("decimal", |l| l.format.as_str());
        let format = if level.legal { "decimal" } else { format };
        let number = counters.get(at).copied().flatten().unwrap_or(1);
        out.push_str(&numerals::write(number, format).unwrap_or_default());
    }
    out
}
