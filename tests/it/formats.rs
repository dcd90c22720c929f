//! The sample documents: every format, every encoding, and what is recognised in them.

use wengao::corpus::load::{Input as Source, Options};
use wengao::corpus::model::{Corpus, Document, Format, Section};
use wengao::job::load;

use crate::support::{files, samples};

fn corpus() -> Corpus {
    load::all(&[Source::Path(samples())], &Options::default())
}

fn named<'c>(corpus: &'c Corpus, part: &str) -> Option<&'c Document> {
    corpus.documents.iter().find(|d| d.name().contains(part)).map(std::convert::AsRef::as_ref)
}

#[test]
fn all_samples_are_read_and_all_are_inside_the_program() {
    let (files, inside) = (corpus(), load::all(&[Source::Samples], &Options::default()));
    assert_eq!(files.problems, []);
    assert_eq!(inside.problems, []);
    assert_eq!(files.documents.len(), inside.documents.len());
    for (file, built_in) in files.documents.iter().zip(&inside.documents) {
        assert_eq!((file.name(), &file.text), (built_in.name(), &built_in.text));
    }
    for format in [Format::Text, Format::Markdown, Format::Html, Format::Docx, Format::Json] {
        assert!(files.documents.iter().any(|d| d.format == format), "{format:?}");
    }
    for encoding in ["UTF-8", "gb18030", "UTF-16LE"] {
        assert!(files.documents.iter().any(|d| d.encoding == encoding), "{encoding}");
    }
}

/// Word's older formats, which another program made out of two of the samples, are read as the samples are.
#[test]
fn older_word_formats_give_what_docx_gives() {
    let corpus = corpus();
    for (part, format) in
        [("青禾县教育局2024年度总结.doc", Format::Doc), ("云岭市图书馆2025年半年总结.rtf", Format::Rtf)]
    {
        let older = load::all(&[Source::Path(files().join(part))], &Options::default());
        assert_eq!(older.problems, []);
        let Some(document) = named(&older, part) else { panic!("{part} is missing") };
        let stem = part.split('.').next().unwrap_or(part);
        let Some(docx) = named(&corpus, stem) else { panic!("{stem} is missing") };
        assert_eq!((document.format, &document.text), (format, &docx.text));
        assert_eq!(document.hints, docx.hints, "{part}");
        let labels = |d: &Document| d.pieces.iter().flat_map(|p| &p.sections).map(Section::label).collect::<Vec<_>>();
        assert_eq!(labels(document), labels(docx), "{part}");
    }
}

#[test]
fn a_four_byte_character_survives_gb18030() {
    let corpus = corpus();
    let text = named(&corpus, "水利局").map(|d| d.text.as_str()).unwrap_or_default();
    assert!(text.contains('㐂') && text.contains('𬭎'), "{text}");
    assert!(!text.contains('\r'));
}

#[test]
fn the_web_page_gives_eight_pieces_without_its_debris() {
    let corpus = corpus();
    let Some(page) = named(&corpus, "创城半年工作总结八篇") else { panic!("the page is missing") };
    assert_eq!(page.pieces.len(), 8);
    let noise: Vec<&str> = page.noise.iter().map(|n| page.lines.line(&page.text, n.line)).collect();
    assert!(noise.iter().any(|l| l.contains("备案")), "{noise:?}");
    assert!(page.noise.iter().all(|n| !n.what.is_empty() && !n.why.is_empty()));
    for piece in &page.pieces {
        assert!(!piece.sections.is_empty(), "{}", piece.title);
        for section in &piece.sections {
            assert!(section.span.covers(section.heading) && section.span.covers(section.body), "{section:?}");
            assert!(piece.span.covers(section.span), "{section:?}");
        }
    }
}

#[test]
fn word_headings_by_style_and_by_look_are_found() {
    let corpus = corpus();
    for part in ["教育局2024年度总结", "图书馆2025年半年总结"] {
        let Some(document) = named(&corpus, part) else { panic!("{part} is missing") };
        let sections: Vec<_> = document.pieces.iter().flat_map(|p| &p.sections).collect();
        for level in [1, 2] {
            assert!(sections.iter().any(|s| s.level == level), "{part}: no level {level} in {sections:?}");
        }
        assert!(sections.len() >= 8, "{part}: {} sections", sections.len());
    }
}

#[test]
fn arrays_and_lines_of_json_are_pieces() {
    let corpus = corpus();
    for (part, pieces) in [("简报汇编", 5), ("信息专报", 4)] {
        assert_eq!(named(&corpus, part).map(|d| d.pieces.len()), Some(pieces), "{part}");
    }
}

#[test]
fn a_notice_carries_its_plan() {
    let corpus = corpus();
    assert_eq!(named(&corpus, "通知及实施方案").map(|d| d.pieces.len()), Some(2));
}
