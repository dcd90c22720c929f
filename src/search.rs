//! Layer 2: search. Reads a query, finds its places, and sets them in their context.
//!
//! What stands in the text is found after folding width and case, always, and nothing else. Knows neither threads nor
//! screens; [`engine`] is the boundary behind which the corpus may lie anywhere.

pub mod concordance;
pub mod counts;
pub mod engine;
pub mod find;
pub mod lengthened;
pub mod likeness;
pub mod query;
pub mod ready;
pub mod scan;
pub mod sections;
pub mod similar;
