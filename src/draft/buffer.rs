//! The text of a draft: paragraphs, cloned on write.
