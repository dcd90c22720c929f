//! The table of rules, by families. A row explains itself: see [`Rule`].

mod approx;
mod attachment;
mod calendar;
mod clause_repeat;
mod colon_nested;
mod counts;
mod dash;
mod date_broken;
mod dates;
mod day_name;
mod de_di_de;
mod digits;
mod doc_length;
mod doc_number;
mod drift;
mod dup;
mod enum_ends;
mod exclamation;
mod heading_form;
mod label_mark;
mod label_series;
mod line_start;
mod long_sentence;
mod no_subject;
mod one_name;
mod phone_hyphen;
mod placeholder;
mod private_number;
mod punct_dun;
mod punct_pair;
mod punct_quote;
mod punct_run;
mod punct_space;
mod punct_width;
mod quote_stop;
mod range_mark;
mod ranges;
mod rates;
mod relative_time;
mod residue;
mod scrub_gap;
mod shi_series;
mod stray_sign;
mod summary_parts;
mod sums;
mod title_use;
mod web_debris;
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
    punct_pair::RULES,
    punct_quote::RULES,
    punct_run::RULES,
    punct_dun::RULES,
    punct_space::RULES,
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
    doc_number::RULES,
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
