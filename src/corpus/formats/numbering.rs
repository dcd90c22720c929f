//! Automatic numbers: the lists that a document defines, and the counters that run through it.
//!
//! Shared by the formats of word processors. Must not know of text and styles, nor how a file writes its lists down.

use std::collections::{HashMap, HashSet};

use super::numerals;

/// Levels of a list.
pub(super) const LEVELS: usize = 9;

/// The longest text of a level that is written, in characters: longer ones are none that anyone can set.
pub(super) const LONGEST_TEXT: usize = 64;

/// One level of a list as defined.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    /// Its first number, 1 where nothing is said.
    pub(super) start: Option<u32>,
    /// What its numbers look like, by the name that docx has for it.
    pub(super) format: String,
    /// What is written: `%1` stands for the number of the first level.
    pub(super) text: String,
    /// The level (1-based) whose number starts this one anew; 0 for none, absent for any higher one.
    pub(super) restart: Option<u32>,
    /// What follows: `nothing`, or else a tab or a blank.
    pub(super) suffix: String,
    /// The numbers of all levels are written as plain digits.
    pub(super) legal: bool,
    /// The paragraph style that belongs to it.
    pub(super) style: Option<String>,
}

/// A list as defined.
#[derive(Clone, Debug, Default)]
pub(super) struct Abstract {
    /// Its levels.
    pub(super) levels: [Level; LEVELS],
    /// The style that holds the definition, for a list that has none of its own.
    pub(super) linked: Option<String>,
    /// The style that this definition belongs to.
    pub(super) links: Option<String>,
}

/// A list as used: a definition and what is different here.
#[derive(Clone, Debug, Default)]
pub(super) struct Num {
    /// The definition's id.
    pub(super) of: String,
    /// Levels that start with a number of their own.
    pub(super) starts: HashMap<usize, u32>,
    /// Levels that are defined anew.
    pub(super) levels: HashMap<usize, Level>,
}

/// The definitions and the counters.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbering {
    /// The definitions by id.
    pub(super) abstracts: HashMap<String, Abstract>,
    /// The lists by the number that paragraphs name.
    pub(super) nums: HashMap<String, Num>,
    counters: HashMap<String, [Option<u32>; LEVELS]>,
    /// Lists and levels whose own start has been taken.
    started: HashSet<(String, usize)>,
}

impl Numbering {
    /// The level that belongs to the paragraph style `style` in the list `num`.
    pub(super) fn level_of_style(&self, num: &str, style: &str) -> Option<usize> {
        let (_, kind) = definition(&self.abstracts, &self.nums, num)?;
        kind.levels.iter().position(|level| level.style.as_deref() == Some(style))
    }

    /// Counts one paragraph at `level` (0-based) of the list `num`. Gives the label to write before its text, empty for a
    /// bullet; `None` when there is no such list.
    pub(super) fn count(&mut self, num: &str, level: usize) -> Option<String> {
        let level = level.min(LEVELS - 1);
        let (id, levels) = levels_of(&self.abstracts, &self.nums, num)?;
        let own_starts = self.nums.get(num).map(|own| &own.starts);
        let starts = |at: usize| {
            let defined = levels.get(at).and_then(|l| l.start).unwrap_or(1);
            own_starts.and_then(|own| own.get(&at)).copied().unwrap_or(defined)
        };
        let own_start = own_starts.is_some_and(|own| own.contains_key(&level));
        let fresh = own_start && self.started.insert((num.to_owned(), level));
        if !self.counters.contains_key(id) {
            self.counters.insert(id.to_owned(), [None; LEVELS]);
        }
        let counters = self.counters.get_mut(id)?;
        let begins_anew = |at: usize| {
            let restart = levels.get(at).and_then(|l| l.restart);
            restart.is_none_or(|above| above > 0 && level < above as usize)
        };
        advance(counters, level, fresh.then(|| starts(level)), starts, begins_anew);
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
}

/// Counts one item at `level`: as `own` where it says its number itself, or one more than before, or the first. Higher
/// levels without a number get their first, lower ones that begin anew lose theirs.
pub(super) fn advance(
    counters: &mut [Option<u32>],
    level: usize,
    own: Option<u32>,
    first: impl Fn(usize) -> u32,
    begins_anew: impl Fn(usize) -> bool,
) {
    for (at, counter) in counters.iter_mut().enumerate() {
        match at.cmp(&level) {
            std::cmp::Ordering::Less => {
                counter.get_or_insert_with(|| first(at));
            }
            std::cmp::Ordering::Equal => {
                let next = counter.map_or_else(|| first(at), |n| n.saturating_add(1));
                *counter = Some(own.unwrap_or(next));
            }
            std::cmp::Ordering::Greater if begins_anew(at) => *counter = None,
            std::cmp::Ordering::Greater => {}
        }
    }
}

/// The id of the definition behind the list `num`, and its levels with those that the list has of its own.
fn levels_of<'n>(
    abstracts: &'n HashMap<String, Abstract>,
    nums: &'n HashMap<String, Num>,
    num: &str,
) -> Option<(&'n str, [&'n Level; LEVELS])> {
    let (id, kind) = definition(abstracts, nums, num)?;
    let own = &nums.get(num)?.levels;
    let mut at = 0..;
    let levels = kind.levels.each_ref().map(|level| at.next().and_then(|at| own.get(&at)).unwrap_or(level));
    Some((id, levels))
}

/// The definition behind the list `num`, by way of a style when it has none itself.
fn definition<'n>(
    abstracts: &'n HashMap<String, Abstract>,
    nums: &HashMap<String, Num>,
    num: &str,
) -> Option<(&'n str, &'n Abstract)> {
    let (id, kind) = abstracts.get_key_value(&nums.get(num)?.of)?;
    let Some(style) = &kind.linked else { return Some((id, kind)) };
    let by_style = abstracts.iter().find(|(_, other)| other.links.as_ref() == Some(style));
    Some(by_style.map_or((id.as_str(), kind), |(id, kind)| (id.as_str(), kind)))
}

/// `%1.%2` with the counters put in.
fn label(level: &Level, levels: &[&Level; LEVELS], counters: &[Option<u32>; LEVELS]) -> String {
    let mut out = String::new();
    let mut signs = level.text.chars().take(LONGEST_TEXT).peekable();
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
