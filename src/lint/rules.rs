//! The table of rules, by families. A row explains itself: see [`Rule`].

mod approx;
mod calendar;
mod counts;
mod dates;
mod de_di_de;
mod digits;
mod doc_length;
mod drift;
mod long_sentence;
mod no_subject;
mod one_name;
mod private_number;
mod punct_width;
mod ranges;
mod rates;
mod relative_time;
mod sums;
mod weekday;
mod word_choice;
mod word_typo;
mod word_variant;
mod years;

use super::rule::Rule;

/// The families, in the order of the table.
const FAMILIES: &[&[Rule]] = &[
    // Punctuation.
    punct_width::RULES,
    // Numbers and dates.
    digits::RULES,
    years::RULES,
    approx::RULES,
    dates::RULES,
    ranges::RULES,
    weekday::RULES,
    calendar::RULES,
    rates::RULES,
    sums::RULES,
    counts::RULES,
    drift::RULES,
    // Structure.
    // Leftovers.
    // Words.
    word_typo::RULES,
    word_variant::RULES,
    de_di_de::RULES,
    no_subject::RULES,
    word_choice::RULES,
    private_number::RULES,
    relative_time::RULES,
    long_sentence::RULES,
    one_name::RULES,
    doc_length::RULES,
];

/// All rules.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.iter())
}

/// The rule of an id.
pub fn by_id(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}
