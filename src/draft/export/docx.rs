//! The Word file: real heading styles, the page of 22 lines of 28 characters as a document grid, page numbers by field.
//!
//! Written part by part as WordprocessingML; must not know where the file goes. The order of elements is that of the
//! schema (ECMA-376), which Word insists on.

mod body;
mod official;
mod parts;
mod styles;

use std::borrow::Cow;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::Latin;
use super::model::Finished;
use super::setting::{Face, Para};

/// The page in twips, a twentieth of a point: A4, the margins of 5.2.1, the grid of 5.2.3.
mod page {
    /// Width and height of A4.
    pub(super) const WIDTH: u32 = 11906;
    pub(super) const HEIGHT: u32 = 16838;
    /// 天头 37 mm, 订口 28 mm, and what leaves a block of 156 × 225 mm.
    pub(super) const TOP: u32 = 2098;
    pub(super) const LEFT: u32 = 1588;
    pub(super) const RIGHT: u32 = 1474;
    pub(super) const BOTTOM: u32 = 1984;
    /// The block.
    pub(super) const BLOCK: u32 = WIDTH - LEFT - RIGHT;
    /// A line, so that 22 fill the block.
    pub(super) const PITCH: u32 = (HEIGHT - TOP - BOTTOM) / 22;
    /// What is added to a character of 16 pt so that 28 fill the block, in twips. It stands at the characters and not in
    /// the grid: LibreOffice gives a character two cells of a grid that is narrower than it.
    pub(super) const SPACE: i32 = -5;
    /// From the bottom of the page to that of the page number, whose dashes then stand 7 mm below the block (7.5).
    pub(super) const FOOTER: u32 = 1446;
}

/// The face of Latin letters and digits where they have one of their own.
const TIMES: &str = "Times New Roman";

/// The name by which offices know a face.
const fn name(face: Face) -> &'static str {
    match face {
        Face::Title => "方正小标宋简体",
        Face::Hei => "黑体",
        Face::Kai => "楷体_GB2312",
        Face::Fang => "仿宋_GB2312",
    }
}

/// The fonts of a face, as a property of a run or a style.
fn fonts(face: Face, latin: Latin) -> String {
    let (own, letters) = (name(face), if latin == Latin::Times { TIMES } else { name(face) });
    format!(r#"<w:rFonts w:ascii="{letters}" w:hAnsi="{letters}" w:eastAsia="{own}" w:cs="{TIMES}"/>"#)
}

/// Text as it stands between tags.
fn escaped(text: &str) -> Cow<'_, str> {
    quick_xml::escape::escape(text)
}

/// The file.
///
/// # Errors
/// In the user's words, when a part outgrows what an archive can hold.
pub fn bytes(document: &Finished, set: &[Para<'_>], latin: Latin) -> Result<Vec<u8>, String> {
    let parts = [
        ("[Content_Types].xml", parts::TYPES.to_owned()),
        ("_rels/.rels", parts::RELATIONS.to_owned()),
        ("docProps/core.xml", parts::core(document.title())),
        ("word/document.xml", body::document(document, set, latin)),
        ("word/_rels/document.xml.rels", parts::OF_DOCUMENT.to_owned()),
        ("word/styles.xml", styles::part(latin)),
        ("word/settings.xml", parts::SETTINGS.to_owned()),
        ("word/fontTable.xml", parts::fonts()),
        ("word/footer1.xml", parts::footer(false)),
        ("word/footer2.xml", parts::footer(true)),
    ];
    let failed = |error: &dyn std::fmt::Display| format!("Word 文件没有做成：{error}");
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // No time of day: the same text gives the same file.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, text) in parts {
        archive.start_file(name, options).map_err(|error| failed(&error))?;
        archive.write_all(text.as_bytes()).map_err(|error| failed(&error))?;
    }
    Ok(archive.finish().map_err(|error| failed(&error))?.into_inner())
}

#[cfg(test)]
mod tests;
