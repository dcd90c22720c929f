//! Layer 3: background work.

pub mod load;
