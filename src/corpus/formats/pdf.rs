//! PDF with a text layer: the glyphs of each page put into rows by where they stand.
//!
//! Everything is counted: pages, bytes that streams expand to, operators, glyphs, depth. Must not know which rows are
//! headings by their wording: it tells what size, face and place said.

mod cmap;
mod fonts;
mod lexer;
mod page;
mod paragraphs;
mod rows;

use lopdf::{Document, Error, LoadOptions};

use super::lines::Count;
use super::{Content, Source};
use page::Budget;
use rows::Row;

/// The most pages that are read.
const MOST_PAGES: usize = 3000;
/// The most bytes that the streams of pages may expand to, together.
const MOST_CONTENT: usize = 64 << 20;
/// The least and the most that one stream of objects may expand to, and the most such streams.
const STREAM: (u64, u64) = (64 << 10, 32 << 20);
const MOST_STREAMS: u64 = 4096;
/// Bytes at the start in which the mark of a PDF stands.
const HEAD: usize = 1024;

/// Whether the bytes are a PDF, whatever the file's name.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-")
}

/// Reads a PDF.
pub(super) fn extract(source: &Source) -> Result<Content, String> {
    let head = source.bytes.get(..HEAD).unwrap_or(source.bytes);
    if !head.windows(5).any(|w| w == b"%PDF-") {
        let what = crate::text::decode::foreign(source.bytes);
        return Err(what.unwrap_or("文件名说是 PDF，内容却不是；请重新取得这个文件").to_owned());
    }
    // All streams of objects are expanded on opening: their number divides what they may come to.
    let streams = source.bytes.windows(6).filter(|w| *w == b"ObjStm").count().max(1) as u64;
    if streams > MOST_STREAMS {
        return Err(TOO_LARGE.to_owned());
    }
    let each = (source.max_expanded / streams).clamp(STREAM.0, STREAM.1);
    let options = LoadOptions { max_decompressed_size: usize::try_from(each).ok(), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(source.bytes, options).map_err(|error| refused(&error))?;
    if document.is_encrypted() {
        return Err(ENCRYPTED.to_owned());
    }
    let mut budget = Budget::new(MOST_CONTENT.min(usize::try_from(source.max_expanded).unwrap_or(usize::MAX)));
    let mut pages: Vec<Vec<Row>> = Vec::new();
    let (mut notes, mut count) = (Vec::new(), Count::default());
    let mut reader = page::Reader::new(&document);
    for (at, id) in document.page_iter().enumerate() {
        if at >= MOST_PAGES {
            notes.push(format!("页数超过 {MOST_PAGES}，后面的没有读；请先拆分"));
            break;
        }
        let rows = rows::rows(&reader.read(id, &mut budget));
        count.add(rows.len());
        count.check()?;
        pages.push(rows);
        if budget.spent() {
            notes.push(format!("第 {} 页起内容过多，后面的没有读；请先拆分", at + 1));
            break;
        }
    }
    if pages.is_empty() {
        return Err("PDF 里没有页，可能已损坏；请重新取得这个文件".to_owned());
    }
    let (read, lost) = (budget.read, budget.lost);
    if read == 0 && lost == 0 && budget.spent() {
        return Err(TOO_LARGE.to_owned());
    }
    if read == 0 && lost == 0 {
        return Err("PDF 里没有文字层，多半是扫描件；请先用 OCR 识别，或取得 Word 原文".to_owned());
    }
    if lost > read {
        return Err("PDF 里的字体没有写明是什么字，取不出文字；请先用 OCR 识别，或取得 Word 原文".to_owned());
    }
    if lost > 0 {
        notes.push(format!("有 {lost} 个字的字体没有写明是什么字，已显示为 \u{FFFD}；请对照原文"));
    }
    let extracted = rows::lines(pages);
    Ok(Content { extracted, encoding: "UTF-8", guessed: false, notes })
}

const TOO_LARGE: &str = "PDF 里的数据展开后过大，不像正常的文档，没有打开；请在阅读器里另存一份再试";
const ENCRYPTED: &str = "PDF 加了密码；请在阅读器里去掉打开密码，或取得 Word 原文";

fn refused(error: &Error) -> String {
    match error {
        Error::InvalidPassword | Error::Decryption(_) => ENCRYPTED,
        Error::Decompress(_) => TOO_LARGE,
        _ => "PDF 已损坏或不完整；请重新取得这个文件",
    }
    .to_owned()
}

#[cfg(test)]
mod tests;
