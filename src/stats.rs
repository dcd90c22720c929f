//! Layer 2: statistics. Each is one file that makes a [`report::Report`]; the table of them is [`table`].

pub mod analysis;
pub mod counts;
pub mod data;
pub mod keywords;
pub mod lengths;
pub mod lexicon;
pub mod report;
#[cfg(test)]
pub(crate) mod sample;
pub mod sections;
pub mod table;
pub mod vocabulary;
pub mod writer;
