//! Line breaking for Chinese.
