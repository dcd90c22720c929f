//! The built-in sample documents.
