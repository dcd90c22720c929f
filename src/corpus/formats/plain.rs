//! Plain text: the lines of the file as they are.
//!
//! Must not know what lines mean.

use super::{Content, Source, decoded};
use crate::corpus::model::Extracted;

/// Reads plain text.
pub(super) fn extract(source: &Source) -> Result<Content, String> {
    let (found, notes) = decoded(source)?;
    let extracted = Extracted { text: found.text, hints: Vec::new() };
    Ok(Content { extracted, encoding: found.encoding, guessed: found.guessed, notes })
}
