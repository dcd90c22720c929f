//! The table of rules, by families. A row explains itself: see [`Rule`].

mod attachment;
mod colon_nested;
mod dash;
mod day_name;
mod doc_number;
mod enum_ends;
mod exclamation;
mod label_mark;
mod line_start;
mod phone_hyphen;
mod punct_width;
mod quote_stop;
mod range_mark;
mod title_use;

use super::rule::Rule;

/// The families, in the order of the table.
const FAMILIES: &[&[Rule]] = &[
    // Punctuation.
    punct_width::RULES,
    dash::RULES,
    range_mark::RULES,
    phone_hyphen::RULES,
    line_start::RULES,
    enum_ends::RULES,
    colon_nested::RULES,
    quote_stop::RULES,
    day_name::RULES,
    title_use::RULES,
    attachment::RULES,
    label_mark::RULES,
    exclamation::RULES,
    // Numbers and dates.
    doc_number::RULES,
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
