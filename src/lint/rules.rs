//! The table of rules, by families. A row explains itself: see [`Rule`].

mod approx;
mod calendar;
mod counts;
mod dates;
mod digits;
mod drift;
mod punct_width;
mod ranges;
mod rates;
mod sums;
mod weekday;
mod years;

use super::rule::Rule;

/// The families, in the order of the table.
const FAMILIES: &[&[Rule]] = &[
    // Punctuation.
    punct_width::RULES,
    // Numbers and dates.
    digits::RULES,
    years::RULES,
    dates::RULES,
    ranges::RULES,
    approx::RULES,
    weekday::RULES,
    calendar::RULES,
    rates::RULES,
    sums::RULES,
    counts::RULES,
    drift::RULES,
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
