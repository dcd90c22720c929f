//! The table of rules, by families. A row explains itself: see [`Rule`].

mod clause_repeat;
mod date_broken;
mod dup;
mod heading_form;
mod label_series;
mod placeholder;
mod punct_width;
mod residue;
mod scrub_gap;
mod shi_series;
mod stray_sign;
mod summary_parts;
mod web_debris;

use super::rule::Rule;

/// The families, in the order of the table.
const FAMILIES: &[&[Rule]] = &[
    // Punctuation.
    punct_width::RULES,
    // Numbers and dates.
    // Structure.
    label_series::RULES,
    heading_form::RULES,
    shi_series::RULES,
    summary_parts::RULES,
    // Leftovers.
    placeholder::RULES,
    date_broken::RULES,
    stray_sign::RULES,
    web_debris::RULES,
    scrub_gap::RULES,
    dup::RULES,
    clause_repeat::RULES,
    residue::RULES,
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
