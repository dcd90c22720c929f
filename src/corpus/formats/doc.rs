//! Word documents as Word 97 to 2003 and WPS wrote them (.doc, .wps): paragraphs and rows of tables as lines.
//!
//! A compound file with the text in pieces and its properties on pages, read within bounds. Must not know which lines
//! are headings by their wording: it tells what styles and looks said.

mod anchors;
mod compound;
mod fib;
mod fields;
mod lists;
mod numbers;
mod pages;
mod pieces;
mod sprm;
mod story;
mod styles;

use super::{Content, Source};
use compound::{Compound, DAMAGED, MAGIC};
use fib::{Entry, Fib, Story};
use pieces::Pieces;
use story::Reader;

/// Whether the bytes are a compound file, whatever the file's name; reading it tells which.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Reads a Word document.
pub(super) fn extract(source: &Source) -> Result<Content, String> {
    let mut file = Compound::open(source.bytes)?;
    let Some(main) = file.stream("WordDocument")? else { return Err(file.kind().to_owned()) };
    let fib = Fib::read(&main)?;
    let tables = file.stream(fib.tables)?.ok_or_else(|| DAMAGED.to_owned())?;
    let data = file.stream("Data").ok().flatten().unwrap_or_default();
    let pieces = Pieces::read(fib.table(&tables, Entry::Pieces), &main, fib.language)?;
    let extracted = Reader::new(&fib, &pieces, &main, &tables, &data).read(fib.story(Story::Main))?;
    if extracted.text.is_empty() && file.has_storage("Macros") {
        return Err("这个 Word 文件里只有宏，没有文字".to_owned());
    }
    Ok(Content { extracted, encoding: "UTF-16LE", guessed: false, notes: Vec::new() })
}

#[cfg(test)]
mod tests;
