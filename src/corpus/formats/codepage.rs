//! Text of one byte a sign in old documents: the Windows code pages, and Chinese text that claims to be Western.
//!
//! Must not know of any one format.

use encoding_rs::{BIG5, Encoding, GB18030, WINDOWS_1252};

/// The encoding of East Asian text in a document whose language has this number.
pub(super) fn of_language(language: u16) -> Option<&'static Encoding> {
    match language {
        0x0004 | 0x0804 | 0x1004 => Some(GB18030),
        0x0404 | 0x0C04 | 0x1404 => Some(BIG5),
        _ => None,
    }
}

/// The encoding of a Windows code page.
pub(super) fn of_page(page: i32) -> Option<&'static Encoding> {
    let label = match page {
        936 | 54936 | 20936 => return Some(GB18030),
        950 => return Some(BIG5),
        932 => "shift_jis",
        949 | 1361 => "euc-kr",
        874 => "windows-874",
        1250..=1258 => return Encoding::for_label(format!("windows-{page}").as_bytes()),
        10000 => "macintosh",
        65001 => "utf-8",
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}

/// The sign of one byte on the Western code page.
pub(super) fn western(byte: u8) -> char {
    let byte = [byte];
    WINDOWS_1252.decode_without_bom_handling(&byte).0.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Whether bytes that are said to be Western are Chinese: all high bytes in pairs, and all pairs common characters
/// or marks. Western quotes and dashes have no such pairs.
pub(super) fn is_chinese(bytes: &[u8]) -> bool {
    let mut characters = 0_usize;
    let mut rest = bytes.iter().copied();
    while let Some(byte) = rest.next() {
        if byte < 0x80 {
            continue;
        }
        match (byte, rest.next()) {
            (0xB0..=0xF7, Some(0xA1..=0xFE)) => characters += 1,
            (0xA1..=0xA3, Some(0xA1..=0xFE)) => {}
            _ => return false,
        }
    }
    characters > 0
}

/// Reads bytes of the Western code page, unless they are Chinese in `east`.
pub(super) fn read_western(bytes: &[u8], east: Option<&'static Encoding>) -> String {
    let encoding = east.filter(|_| is_chinese(bytes)).unwrap_or(WINDOWS_1252);
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn western_bytes_are_chinese_only_in_pairs() {
        let check = |bytes: &[u8], expected: &str| assert_eq!(read_western(bytes, Some(GB18030)), expected);
        check(b"plain", "plain");
        check(b"\xD6\xD0\xB9\xFA\xA1\xA3 2024", "中国。 2024");
        check(b"\x93\xB7\x94 \x97\x97 \xD7", "“·” —— ×");
        check(b"caf\xE9", "café");
        assert_eq!(read_western(b"\xD6\xD0", None), "ÖÐ");
        assert_eq!(of_page(936), Some(GB18030));
        assert_eq!(of_page(1251).map(Encoding::name), Some("windows-1251"));
        assert_eq!(of_language(0x0404), Some(BIG5));
        assert_eq!(western(0x97), '—');
    }
}
