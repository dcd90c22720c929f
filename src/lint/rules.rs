//! The table of rules, by families. A row explains itself: see [`Rule`].

mod de_di_de;
mod doc_length;
mod long_sentence;
mod no_subject;
mod one_name;
mod private_number;
mod punct_width;
mod relative_time;
mod word_choice;
mod word_typo;
mod word_variant;

use super::rule::Rule;

/// The families, in the order of the table.
const FAMILIES: &[&[Rule]] = &[
    // Punctuation.
    punct_width::RULES,
    // Numbers and dates.
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
