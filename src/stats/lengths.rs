//! Characters, sentences, paragraphs.
