//! Layer 0: text as such. Spans, cells, wrapping, folding, counting, sentences, segmentation, decoding.
//!
//! Nothing here knows of documents, files or terminals.

pub mod class;
pub mod count;
pub mod decode;
pub mod diff;
pub mod fold;
pub mod folded;
pub mod merge;
pub mod pinyin;
pub mod safe;
pub mod segment;
pub mod sentence;
pub mod shared;
pub mod span;
pub mod tally;
pub mod width;
pub mod words;
pub mod wrap;
