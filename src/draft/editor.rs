//! Caret, selection and edits over a buffer.
