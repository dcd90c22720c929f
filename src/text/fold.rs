//! Folding for comparison: width and case.
