//! What is no text: known kinds of files by their first bytes, and bytes with too many control characters.
//!
//! Must not know how text is decoded.

use crate::text::tally::tally;

/// The first bytes of a zip archive, and so of a docx.
pub const ZIP_MAGIC: &[u8] = b"PK\x03\x04";

const OLE_MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// First bytes and what such a file is, in the user's words.
const KINDS: &[(&[u8], &str)] = &[
    (b"%PDF-", "这是 PDF 文件，不是文本；请把扩展名改成 .pdf 后再打开"),
    (b"{\\rtf", "这是 RTF 文件，不是纯文本；要编辑请先在 Word 或 WPS 里另存为文本"),
    (ZIP_MAGIC, "这是 ZIP 压缩包，请解压后再打开"),
    (b"PK\x05\x06", "这是空的 ZIP 压缩包"),
    (b"Rar!\x1A\x07", "这是 RAR 压缩包，请解压后再打开"),
    (b"7z\xBC\xAF\x27\x1C", "这是 7z 压缩包，请解压后再打开"),
    (b"\x1F\x8B", "这是 gzip 压缩文件，请解压后再打开"),
    (b"\xFD7zXZ\0", "这是 xz 压缩文件，请解压后再打开"),
    (b"\x28\xB5\x2F\xFD", "这是 zstd 压缩文件，请解压后再打开"),
    (b"\x89PNG\r\n\x1A\n", "这是 PNG 图片，没有可读的文字"),
    (b"\xFF\xD8\xFF", "这是 JPEG 图片，没有可读的文字"),
    (b"GIF87a", "这是 GIF 图片，没有可读的文字"),
    (b"GIF89a", "这是 GIF 图片，没有可读的文字"),
    (b"II*\0", "这是 TIFF 图片，没有可读的文字"),
    (b"MM\0*", "这是 TIFF 图片，没有可读的文字"),
    (b"\x7FELF", "这是可执行程序（ELF），不是文档"),
    (b"\0asm", "这是程序（WebAssembly），不是文档"),
    (b"\xCA\xFE\xBA\xBE", "这是程序（Java），不是文档"),
    (b"SQLite format 3\0", "这是 SQLite 数据库，不是文档"),
    (b"OggS\0", "这是音频或视频文件，不是文档"),
    (b"\x1A\x45\xDF\xA3", "这是视频文件，不是文档"),
    (b"ID3\x03", "这是 MP3 音频，不是文档"),
    (b"ID3\x04", "这是 MP3 音频，不是文档"),
    (b"\0\x01\0\0", "这是字体文件，不是文档"),
    (b"wOFF", "这是字体文件，不是文档"),
    (b"wOF2", "这是字体文件，不是文档"),
    (b"\xFF\xFE\0\0", "这是 UTF-32 文本，暂不支持；请另存为 UTF-8"),
    (b"\0\0\xFE\xFF", "这是 UTF-32 文本，暂不支持；请另存为 UTF-8"),
];

/// Streams of an OLE file that tell what it is: name and words. The first that is found decides.
const OLE_KINDS: &[(&str, &str)] = &[
    ("EncryptedPackage", "这是加了密码的 Office 文件；请在 Word 或 WPS 里去掉打开密码后另存为 docx"),
    ("WordDocument", "这是 Word 文件（.doc），不是纯文本；要编辑请先在 Word 或 WPS 里另存为文本"),
    ("WpsDocument", "这是早期的 WPS 文件，暂不支持；请在 WPS 里另存为 docx"),
    ("Workbook", "这是旧版 Excel 表格（.xls），暂不支持；请在 Excel 或 WPS 里另存为 xlsx"),
    ("Book", "这是旧版 Excel 表格（.xls），暂不支持；请在 Excel 或 WPS 里另存为 xlsx"),
    ("PowerPoint Document", "这是旧版 PowerPoint 演示（.ppt），暂不支持；请把文字另存为 docx 或文本"),
    ("__properties_version1.0", "这是 Outlook 邮件（.msg），暂不支持；请在 Outlook 里另存为 .eml 或文本"),
    ("VisioDocument", "这是 Visio 图（.vsd），暂不支持；请把文字另存为文本"),
    ("MatOST", "这是 Microsoft Works 文件，暂不支持；请在 Word 里另存为 docx"),
];

/// What `bytes` are, in words, when their first bytes are those of a kind of file that is no text.
pub fn foreign(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(OLE_MAGIC) {
        return Some(ole(bytes));
    }
    if let Some((_, reason)) = KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(reason);
    }
    let start = bytes.get(..64).unwrap_or(bytes);
    if bytes.starts_with(b"MZ") && start.contains(&0) {
        return Some("这是 Windows 程序，不是文档");
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some("这是视频或图片文件，不是文档");
    }
    if bytes.starts_with(b"RIFF") && matches!(bytes.get(8..12), Some(b"WEBP" | b"WAVE" | b"AVI ")) {
        return Some("这是图片、音频或视频文件，不是文档");
    }
    if bytes.starts_with(b"BZh") && bytes.get(4..10) == Some(b"1AY&SY") {
        return Some("这是 bzip2 压缩文件，请解压后再打开");
    }
    (bytes.get(257..262) == Some(b"ustar")).then_some("这是 tar 归档，请解开后再打开")
}

/// Whether text in a one-byte-per-sign encoding or UTF-8 has so many control characters that it is none:
/// a few NUL or ESC are kept and shown.
pub fn mostly_controls(bytes: &[u8]) -> bool {
    let controls = controls(bytes);
    controls > 4 && controls * 10 > bytes.len()
}

/// The same for bytes that are no valid UTF-8: one control in fifty is enough.
pub fn many_controls(bytes: &[u8]) -> bool {
    let controls = controls(bytes);
    controls > 2 && controls * 50 > bytes.len()
}

fn controls(bytes: &[u8]) -> usize {
    tally(bytes, |byte| matches!(byte, 0..=8 | 0x0B | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F))
}

/// What an OLE file is, in words, by whether it has a stream of a name.
pub fn office_kind(has: impl Fn(&str) -> bool) -> &'static str {
    const UNKNOWN: &str = "这是旧版 Office 文件，但认不出是哪一种；请用原来的软件打开，把文字另存为 docx 或文本";
    OLE_KINDS.iter().find(|(name, _)| has(name)).map_or(UNKNOWN, |(_, words)| words)
}

/// Names in an OLE directory are UTF-16LE at the start of 128-byte entries.
fn ole(bytes: &[u8]) -> &'static str {
    let mut found = [false; OLE_KINDS.len()];
    for entry in bytes.chunks_exact(128) {
        let Some(name) = entry.first_chunk::<64>() else { continue };
        for (found, (words, _)) in found.iter_mut().zip(OLE_KINDS) {
            let units = words.bytes().chain([0]).flat_map(|b| [b, 0]);
            *found |= units.eq(name.iter().copied().take(words.len() * 2 + 2));
        }
    }
    office_kind(|name| OLE_KINDS.iter().zip(found).any(|((own, _), found)| found && *own == name))
}
