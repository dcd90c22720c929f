//! One pass over a document: its words and lengths.
