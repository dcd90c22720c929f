//! Layer 3: background work.

pub mod load;

/// Work for a worker.
#[derive(Debug)]
pub enum Job {}

/// What background work reports.
#[derive(Debug)]
pub enum Done {}
