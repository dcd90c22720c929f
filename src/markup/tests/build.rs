//! Word files for tests, and what is looked up in them again.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::super::{Edit, Error, Note, Receipt, Who, write_back};

pub(super) type Outcome = Result<(), Box<dyn std::error::Error>>;

pub(super) const SPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const RELS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const NUMBERING: &str = r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;

/// The main part with this body.
pub(super) fn document(body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{SPACE}" xmlns:mc="mc" xmlns:m="m" xmlns:v="v" xmlns:w14="w14"><w:body>{body}<w:sectPr/></w:body></w:document>"#
    )
}

/// A Word file with this body and these other parts.
pub(super) fn docx(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let document = document(body);
    let mut parts = vec![("[Content_Types].xml", TYPES), ("_rels/.rels", RELS), ("word/document.xml", &document)];
    if !others.iter().any(|(name, _)| *name == "word/numbering.xml") {
        parts.push(("word/numbering.xml", NUMBERING));
    }
    parts.extend(others);
    zipped(&parts)
}

/// An archive of parts; every other one is not compressed.
pub(super) fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for ((name, text), at) in parts.iter().zip(0..) {
        let method = if at % 2 == 1 { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let started = writer.start_file(*name, SimpleFileOptions::default().compression_method(method));
        assert!(started.is_ok() && writer.write_all(text.as_bytes()).is_ok(), "{name}");
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// The text of a part; empty where it is not there.
pub(super) fn part(docx: &[u8], name: &str) -> String {
    let mut text = String::new();
    if let Ok(mut archive) = ZipArchive::new(Cursor::new(docx))
        && let Ok(mut part) = archive.by_name(name)
    {
        assert!(part.read_to_string(&mut text).is_ok(), "{name}");
    }
    text
}

/// The names of the parts in their order, with the compressed bytes of each.
pub(super) fn raw_parts(docx: &[u8]) -> Vec<(String, Vec<u8>)> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(docx)) else { return Vec::new() };
    (0..archive.len())
        .filter_map(|at| {
            let mut part = archive.by_index_raw(at).ok()?;
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).ok()?;
            Some((part.name().ok()?.into_owned(), bytes))
        })
        .collect()
}

/// A paragraph of one run.
pub(super) fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A run.
pub(super) fn r(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

pub(super) fn edit(line: usize, column: usize, length: usize, text: &str) -> Edit {
    Edit { line, column, length, text: text.to_owned(), old: None }
}

pub(super) fn note(line: usize, column: usize, length: usize, text: &str) -> Note {
    Note { line, column, length, text: text.to_owned(), ..Note::default() }
}

pub(super) fn who() -> Who {
    Who { name: "校对".to_owned(), date: "2026-03-05T09:30:00Z".to_owned() }
}

/// The file with all that written back.
pub(super) fn back(docx: &[u8], edits: &[Edit], notes: &[Note]) -> Result<(Vec<u8>, Receipt), Error> {
    write_back(docx, edits, notes, &who())
}
