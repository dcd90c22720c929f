//! Visual rows of a buffer at a width.
