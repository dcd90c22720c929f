//! The table of rules, by families. A row explains itself: see [`Rule`].

mod de_di_de;
mod for_the_file;
mod long_sentence;
mod no_subject;
mod one_name;
mod private_number;
mod punct_width;
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
    for_the_file::RULES,
    long_sentence::RULES,
    one_name::RULES,
];

/// All rules.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.iter())
}

/// The rule of an id.
pub fn by_id(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}
