//! Layer 11: the command line.

pub mod outline;
