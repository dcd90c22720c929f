//! Any bytes as a text file: found to be text or refused, never a panic; what is found has its lines in bounds.

use std::path::Path;

use wengao::draft::store::exact;
use wengao::text::decode::{decode, encode, encoding_by_name};

use super::bytes::Bytes;
use super::document;

/// The first byte chooses: the others as they are, as pieces of text, or as pieces of text in another encoding.
pub fn run(data: &[u8]) {
    let mut bytes = Bytes::new(data);
    let choice = bytes.byte();
    let raw = match choice % 4 {
        0 => bytes.rest().to_vec(),
        1 => bytes.all_text().into_bytes(),
        _ => {
            let name = bytes.choose(&["gb18030", "utf-16le", "utf-16be", "big5", "utf-8"]);
            let text = bytes.all_text();
            encoding_by_name(name)
                .and_then(|encoding| encode(&text, encoding, choice % 4 == 2).ok())
                .unwrap_or_default()
        }
    };
    if let Ok(found) = decode(&raw, None) {
        assert!(found.text.len() <= raw.len() * 3, "{} bytes became {}", raw.len(), found.text.len());
        assert!(found.damaged <= found.text.chars().filter(|c| *c == '\u{fffd}').count());
        // What was read without damage is written and read again as it is; but for returns that stand alone, which may then
        // stand before a line feed.
        let plain = found.damaged == 0 && !found.text.contains('\r');
        if let Some(encoding) = encoding_by_name(found.encoding).filter(|_| plain)
            && let Ok(again) = encode(&found.text, encoding, found.had_bom)
            && let Ok(again) = decode(&again, Some(encoding))
        {
            assert_eq!(again.text, found.text);
        }
    }
    // A file that can be changed at single places is, unchanged, the same file.
    if let Ok(file) = exact::of_bytes(Path::new("稿.txt"), &raw, None) {
        assert_eq!(file.with(&file.text).ok().as_deref(), Some(raw.as_slice()));
    }
    let name = ["稿.txt", "稿.md", "稿"][usize::from(choice / 4) % 3];
    let Some(Ok((document, _))) = document::read(name, &raw) else { return };
    let lines = raw.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
    for line in 1..=document.lines.count() {
        // Two bytes at least are a line in UTF-16, so that there may be fewer, never more.
        assert!(document.source_line(line) <= lines + 1, "line {line} of {lines}");
    }
}
