//! Any bytes as a Word file: as the archive itself, or as the parts of a good one.

use std::io::{Cursor, Write};

use wengao::markup::{self, Note, Who};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::bytes::Bytes;
use super::document;

const TYPES: &[u8] = br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const ROOT: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const RELS: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>"#;

/// An archive of these parts, not compressed.
pub fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        let put = writer.start_file(*name, options).is_ok() && writer.write_all(bytes).is_ok();
        assert!(put, "{name} was not put into an archive in memory");
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// A Word file with these pieces of XML inside of its parts; empty ones are left out.
pub fn package(body: &[u8], others: &[(&str, &str, &[u8])]) -> Vec<u8> {
    const SPACE: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;
    let head = format!(r#"<w:document {SPACE} xmlns:mc="mc" xmlns:w14="w14"><w:body>"#);
    let main = [head.as_bytes(), body, b"<w:sectPr/></w:body></w:document>"].concat();
    let others: Vec<(String, Vec<u8>)> = others
        .iter()
        .filter(|(.., xml)| !xml.is_empty())
        .map(|(name, tag, xml)| {
            let part = [format!("<w:{tag} {SPACE}>").as_bytes(), xml, format!("</w:{tag}>").as_bytes()].concat();
            (format!("word/{name}.xml"), part)
        })
        .collect();
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("word/_rels/document.xml.rels", RELS),
        ("word/document.xml", &main),
    ];
    parts.extend(others.iter().map(|(name, part)| (name.as_str(), part.as_slice())));
    zipped(&parts)
}

/// The first byte chooses: the others are the archive, the body, or the body behind styles, numbering and notes.
pub fn run(data: &[u8]) {
    let mut bytes = Bytes::new(data);
    let file = match bytes.byte() % 4 {
        0 => bytes.rest().to_vec(),
        1 => package(bytes.rest(), &[]),
        _ => {
            let others = [
                ("styles", "styles", bytes.part()),
                ("numbering", "numbering", bytes.part()),
                ("footnotes", "footnotes", bytes.part()),
                ("comments", "comments", bytes.part()),
            ];
            package(bytes.rest(), &others)
        }
    };
    let Some(Ok((document, _))) = document::read("稿.docx", &file) else { return };
    let marks = markup::read(&file);
    // A comment is written into a copy: the copy is read, and its text is the same.
    let length = usize::from(!document.lines.line(&document.text, 1).is_empty());
    let note = Note { line: 1, column: 1, length, text: "请核对".to_owned(), ..Note::default() };
    let who = Who { name: "校对".to_owned(), date: "2026-03-05T09:30:00Z".to_owned() };
    let Ok((copy, receipt)) = markup::write_back(&file, &[], &[note], &who) else { return };
    assert_eq!(receipt.notes + receipt.notes_left.len(), 1);
    assert!(receipt.notes == 1 || copy == file, "the file changed and nothing was written");
    let again = document::read("稿.docx", &copy).and_then(Result::ok);
    assert!(again.is_some_and(|(again, _)| again.text == document.text), "a comment changed the text");
    assert!(marks.is_err() || markup::read(&copy).is_ok_and(|after| after.len() >= marks.map_or(0, |all| all.len())));
}
