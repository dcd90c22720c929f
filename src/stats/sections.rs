//! Section counts by level.
