//! Keyword frequency.
