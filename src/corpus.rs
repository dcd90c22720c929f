//! Layer 1: documents. What a corpus is, how files become one, how a text shows its pieces and headings.

pub mod again;
pub mod cache;
pub mod clean;
pub mod correction;
pub mod formats;
pub mod kept;
pub mod load;
pub mod model;
pub mod outline;
pub mod pieces;
pub mod recognise;
pub mod record;
pub mod role;
pub mod row;
pub mod samples;
pub mod set;
pub mod split;
pub mod year;
