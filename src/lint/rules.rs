//! The table of rules, by families. A row explains itself: see [`Rule`].

mod punct_dun;
mod punct_pair;
mod punct_quote;
mod punct_run;
mod punct_space;
mod punct_width;

use super::rule::Rule;

/// The families, in the order of the table.
const FAMILIES: &[&[Rule]] = &[
    // Punctuation.
    punct_width::RULES,
    punct_pair::RULES,
    punct_quote::RULES,
    punct_run::RULES,
    punct_dun::RULES,
    punct_space::RULES,
    // Numbers and dates.
    // Structure.
    // Leftovers.
    // Words.
];

/// All rules.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.iter())
}

/// The rule of an id.
pub fn by_id(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}
