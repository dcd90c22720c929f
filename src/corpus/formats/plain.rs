//! Plain text: the lines of the file as they are. A block of fields at its start, as drafts have it, is no text.
//!
//! Must not know what lines mean.

use super::{Content, Source, decoded, markdown};
use crate::corpus::model::{Extracted, Hint};

/// Reads plain text.
pub(super) fn extract(source: &Source) -> Result<Content, String> {
    let (found, notes) = decoded(source)?;
    let front = markdown::fields(&found.text);
    let hints = (1..=front).map(|line| (line, Hint::Code)).collect();
    let extracted = Extracted { text: found.text, hints };
    Ok(Content { extracted, encoding: found.encoding, guessed: found.guessed, notes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_of_fields_is_no_text() {
        for (text, expected) in [
            ("---\n标题：甲\n单位：\n---\n正文𠀀\n", 4),
            ("---\n他说，今年：好\n---\n正文\n", 0),
            ("---\n标题：甲\n正文\n", 0),
            ("标题：甲\n---\n", 0),
        ] {
            let source = Source { bytes: text.as_bytes(), encoding: None, max_expanded: 0 };
            let content = extract(&source).unwrap_or_default();
            assert_eq!(content.extracted.text, text);
            assert_eq!(content.extracted.hints.len(), expected, "{text:?}");
            assert!(content.extracted.hints.iter().all(|(_, hint)| *hint == Hint::Code));
        }
    }
}
