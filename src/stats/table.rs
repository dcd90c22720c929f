//! The table of statistics.
