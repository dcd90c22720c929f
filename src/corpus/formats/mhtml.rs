//! Web pages saved in one file (.mht): the page, without its pictures and styles.
//!
//! Must not know how messages are put together.

use super::{Content, Source, damage, eml, html, mime};
use crate::text::decode::foreign;

/// Reads a web page saved in one file.
pub(super) fn extract(source: &Source) -> Result<Content, String> {
    if let Some(reason) = foreign(source.bytes) {
        return Err(reason.to_owned());
    }
    let (_, parts, _) = mime::read(source.bytes);
    // The page stands first; what it frames comes after it, and is read when the page itself has no text.
    let pages = parts.iter().filter(|part| part.header.kind == "text/html");
    let mut content = None;
    for page in pages {
        let found = eml::text_of(page, source)?;
        let extracted = html::lines_of(&found.text);
        let empty = extracted.text.trim().is_empty();
        let notes = damage(&found).into_iter().collect();
        content = Some(Content { extracted, encoding: found.encoding, guessed: found.guessed, notes });
        if !empty {
            break;
        }
    }
    content.ok_or_else(|| "文件里没有网页；请在浏览器里另存为 .html".to_owned())
}

#[cfg(test)]
mod tests;
