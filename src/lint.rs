//! Layer 2: the proofreader (校对). Rules with their basis, what they find, and the fixes that are mechanical.
//!
//! Rather miss than cry wolf. The same text gives the same findings: no model, no statistics, and nothing leaves the
//! machine. Knows nothing of files, jobs or screens.

pub mod date;
mod debris;
pub mod engine;
pub mod finding;
pub mod fix;
pub mod heading;
pub mod incremental;
pub mod label;
pub mod lexicon;
pub mod line;
pub mod mask;
pub mod number;
pub mod pair;
pub mod rule;
pub mod rules;
pub mod settings;
pub mod shield;
pub mod subject;
pub mod word_list;

#[cfg(test)]
mod tests;
