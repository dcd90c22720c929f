//! Lists of an OpenDocument: how their levels are numbered, and the counters that run through the document.
//!
//! Must not know of text and styles.

use std::collections::HashMap;

use super::super::numbering::advance;
use super::super::numerals;

/// Levels of a list.
const LEVELS: usize = 10;

/// One level of a list as defined.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    /// Its items have a bullet and no number.
    pub(super) bullet: bool,
    /// How its number is written, as OpenDocument says it: `1`, `a`, `一, 二, 三, ...`.
    pub(super) format: String,
    /// What stands before the number.
    pub(super) prefix: String,
    /// What stands after it.
    pub(super) suffix: String,
    /// The whole label with `%1%` for the number of the first level, in newer files.
    pub(super) pattern: Option<String>,
    /// How many levels are shown in the label.
    pub(super) shown: u32,
    /// The first number.
    pub(super) start: u32,
    /// The text follows at once, without a tab or blank.
    pub(super) close: bool,
}

/// The definitions and the counters.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    definitions: HashMap<String, [Option<Level>; LEVELS]>,
    counters: Vec<[Option<u32>; LEVELS]>,
    by_id: HashMap<String, usize>,
    by_style: HashMap<String, usize>,
    /// The counters of numbered headings.
    headings: Option<usize>,
}

impl Lists {
    /// Adds the definition `name`; the one of headings has no name.
    pub(super) fn define(&mut self, name: &str, levels: Vec<(usize, Level)>) {
        let slots = self.definitions.entry(name.to_owned()).or_default();
        for (at, level) in levels {
            if let Some(slot) = slots.get_mut(at) {
                *slot = Some(level);
            }
        }
    }

    /// The counters for a list that begins here: those of the list that it goes on with, or new ones.
    pub(super) fn begin(&mut self, style: &str, id: Option<String>, goes_on: bool, after: Option<&str>) -> usize {
        let earlier = match after {
            Some(after) => self.by_id.get(after).copied(),
            None if goes_on => self.by_style.get(style).copied(),
            None => None,
        };
        let counters = earlier.unwrap_or_else(|| {
            self.counters.push([None; LEVELS]);
            self.counters.len() - 1
        });
        self.by_style.insert(style.to_owned(), counters);
        self.by_id.extend(id.map(|id| (id, counters)));
        counters
    }

    /// Counts one heading at `level`, 0 the highest; its label where headings are numbered.
    pub(super) fn heading(&mut self, level: usize) -> Option<String> {
        let counters = match self.headings {
            Some(counters) => counters,
            None => *self.headings.insert({
                self.counters.push([None; LEVELS]);
                self.counters.len() - 1
            }),
        };
        self.count(counters, "", level, None)
    }

    /// Counts one item at `level` (0-based) of the list defined by `style`, anew from `start` where it says so. Gives
    /// the label to write before its text, empty for a bullet; `None` when items there have none.
    pub(super) fn count(&mut self, counters: usize, style: &str, level: usize, start: Option<u32>) -> Option<String> {
        let level = level.min(LEVELS - 1);
        let levels = self.definitions.get(style)?;
        let first = |at: usize| levels.get(at).and_then(Option::as_ref).map_or(1, |level| level.start);
        let counters = self.counters.get_mut(counters)?;
        advance(counters, level, start, first, |_| true);
        let own = levels.get(level)?.as_ref()?;
        if own.bullet {
            return Some(String::new());
        }
        let number = |at: usize| {
            let format = levels.get(at).and_then(Option::as_ref).map_or("1", |level| level.format.as_str());
            let number = counters.get(at).copied().flatten().unwrap_or(1);
            (!format.is_empty()).then(|| numerals::write(number, word_format(format))).flatten()
        };
        let mut label = match &own.pattern {
            Some(pattern) => filled(pattern, number),
            None if own.format.is_empty() => return None,
            None => {
                let shown = (own.shown.max(1) as usize).min(level + 1);
                let numbers: Vec<String> = (level + 1 - shown..=level).filter_map(number).collect();
                format!("{}{}{}", own.prefix, numbers.join("."), own.suffix)
            }
        };
        if label.trim().is_empty() {
            return None;
        }
        // A tab or a blank is set after it; after a Chinese mark none is needed.
        if !own.close && label.ends_with(|c: char| c.is_ascii() && c != ' ') {
            label.push(' ');
        }
        Some(label)
    }
}

/// `%1%.%2%` with the numbers put in.
fn filled(pattern: &str, number: impl Fn(usize) -> Option<String>) -> String {
    let mut out = String::new();
    let mut parts = pattern.split('%');
    out.push_str(parts.next().unwrap_or_default());
    while let Some(part) = parts.next() {
        if let Some(at) = part.parse::<usize>().ok().filter(|at| (1..=LEVELS).contains(at)) {
            out.push_str(&number(at - 1).unwrap_or_default());
            out.push_str(parts.next().unwrap_or_default());
        } else {
            out.push('%');
            out.push_str(part);
        }
    }
    out
}

/// What Word calls a format of OpenDocument, which shows the first numbers in it.
fn word_format(format: &str) -> &'static str {
    match format.chars().next() {
        Some('a') => "lowerLetter",
        Some('A') => "upperLetter",
        Some('i') => "lowerRoman",
        Some('I') => "upperRoman",
        Some('一') => "chineseCounting",
        Some('壹') => "chineseLegalSimplified",
        Some('甲') => "ideographTraditional",
        Some('子') => "ideographZodiac",
        Some('①') => "decimalEnclosedCircle",
        Some('１') => "decimalFullWidth",
        Some('0') => "decimalZero",
        _ => "decimal",
    }
}
