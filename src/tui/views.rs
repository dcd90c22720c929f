//! Layer 8: the views. None imports another, nor the program.

pub mod draft;
pub mod messages;
pub mod read;
pub mod review;
pub mod search;
pub mod statistics;
