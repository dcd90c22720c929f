//! Tests of the table of formats.

use std::path::Path;

use super::{Source, TABLE, UNSUPPORTED, by_name, ending, extract};
use crate::corpus::model::Format;

#[test]
fn every_ending_means_one_thing() {
    let read = TABLE.iter().flat_map(|row| row.extensions);
    let not = UNSUPPORTED.iter().flat_map(|(endings, _)| *endings);
    let mut all: Vec<&str> = read.chain(not).copied().collect();
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), count);
    for format in [Format::Text, Format::Markdown, Format::Html, Format::Docx, Format::Json] {
        assert_eq!(TABLE.iter().filter(|row| row.format == format).count(), 1);
    }
}

#[test]
fn names_are_read_as_people_write_them() {
    assert_eq!(by_name(Path::new("总结.TXT")), Some(Format::Text));
    assert_eq!(by_name(Path::new("a.b.Docx")), Some(Format::Docx));
    assert_eq!(ending(Path::new("1.工作总结")), None);
    assert_eq!(ending(Path::new("README")), None);
}

#[test]
fn damage_names_its_first_line() {
    let bytes = ["第一行\n第二".as_bytes(), b"\xFF", "行工作总结\n".as_bytes()].concat();
    let source = Source { bytes: &bytes, encoding: None, max_expanded: 0 };
    let notes = extract(Path::new("a.txt"), &source).map(|(_, content)| content.notes).unwrap_or_default();
    assert!(notes.iter().any(|note| note.contains("第 2 行") && note.contains("1 处")), "{notes:?}");
}
