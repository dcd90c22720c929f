//! Layer 2: statistics. Each is one file that makes a [`report::Report`]; the table of them is [`table`].

pub mod analysis;
pub mod collocates;
pub mod compare;
pub mod counts;
pub mod data;
pub mod dispersion;
pub mod keyness;
pub mod keywords;
pub mod lengths;
pub mod lexicon;
pub mod newwords;
pub mod ngrams;
pub mod packed;
pub mod picture;
pub mod places;
pub mod report;
pub mod roles;
#[cfg(test)]
pub(crate) mod sample;
pub mod sections;
pub mod sentences;
mod series;
pub mod setphrases;
pub mod shape;
pub mod sheet;
mod sieve;
pub mod table;
pub mod terms;
pub mod textrank;
pub mod timeline;
pub mod together;
pub mod totals;
pub mod vocabulary;
pub mod writer;
