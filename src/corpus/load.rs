//! From paths to documents: walk, read, decode, extract, recognise.
