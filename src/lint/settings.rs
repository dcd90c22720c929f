//! `Settings`: which rules work, how much they weigh, and the user's list of names and terms.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::lexicon::Lexicon;
use super::rule::{Level, Rule, Use};
use super::rules;

/// What the user wants checked.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Rules switched on or off by id.
    pub switched: BTreeMap<String, bool>,
    /// Levels changed by id.
    pub levels: BTreeMap<String, Level>,
    /// Names and terms.
    pub lexicon: Arc<Lexicon>,
    /// Only these rules; all where it is empty. They work even where they are off.
    pub only: Vec<String>,
    /// Nothing lighter than this.
    pub least: Option<Level>,
    /// Rules that are off work too.
    pub all: bool,
    /// A document is too long from this many characters on; nothing where that is no matter.
    pub longest: Option<usize>,
}

impl Settings {
    /// The ids in it that no rule has.
    pub fn unknown(&self) -> Vec<&str> {
        let named = self.switched.keys().chain(self.levels.keys()).chain(&self.only);
        named.map(String::as_str).filter(|id| rules::by_id(id).is_none()).collect()
    }

    /// The level of `rule`'s findings, where it works at all.
    pub fn level(&self, rule: &Rule, draft: bool) -> Option<Level> {
        let level = self.levels.get(rule.id).copied().unwrap_or(rule.level);
        if self.least.is_some_and(|least| level < least) {
            return None;
        }
        if !self.only.is_empty() {
            return self.only.iter().any(|id| id == rule.id).then_some(level);
        }
        let on = match self.switched.get(rule.id) {
            Some(on) => *on,
            None => match rule.used {
                Use::On => true,
                Use::Off => self.all,
                Use::Draft => draft,
            },
        };
        on.then_some(level)
    }
}
