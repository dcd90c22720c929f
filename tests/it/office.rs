//! Documents that office programs made: what is read of them, and that no change of their bytes makes a reader fall.

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use wengao::corpus::formats::{Source as Bytes, extract};
use wengao::corpus::load::{Input as Source, Options};
use wengao::corpus::model::{Corpus, Format, Hint};
use wengao::job::load;

use crate::support::{files, samples};

const DOC: &str = "青禾县教育局2024年度总结.doc";
const RTF: &str = "云岭市图书馆2025年半年总结.rtf";

fn corpus(path: PathBuf) -> Corpus {
    load::all(&[Source::Path(path)], &Options::default())
}

/// Headings of all pieces: level, marker, text.
fn headings(corpus: &Corpus) -> Vec<(u8, String, String)> {
    let sections = corpus.pieces().flat_map(|(_, _, piece)| piece.sections.clone());
    sections.map(|section| (section.level, section.marker, section.text)).collect()
}

fn text(corpus: &Corpus) -> String {
    corpus.documents.iter().map(|document| document.text.as_str()).collect()
}

#[test]
fn every_kind_is_read() {
    let corpus = corpus(files());
    let formats: Vec<Format> = corpus.documents.iter().map(|document| document.format).collect();
    for format in [Format::Docx, Format::Doc, Format::Rtf, Format::Odt, Format::Xlsx, Format::Pdf, Format::Eml] {
        assert!(formats.contains(&format), "{format:?}");
    }
    // The notes: a hidden sheet, and what is attached to the mail.
    let reasons: Vec<&str> = corpus.problems.iter().map(|problem| problem.reason.as_str()).collect();
    assert_eq!(reasons.len(), 2, "{reasons:?}");
}

#[test]
fn a_text_is_the_same_in_word_and_in_opendocument() {
    let (word, open) = (corpus(files().join("样式.docx")), corpus(files().join("样式.odt")));
    assert_eq!(text(&word), text(&open));
    assert_eq!(headings(&word), headings(&open));
    for part in [
        "样式试验𠮷e\u{301}\n",
        "\n一、总体要求\n",
        "\n（二）基本原则\n1.细目甲\n2.细目乙\n二、主要任务\n",
        "\n保留新增结尾。\n前半段，后半段并入。\n删段之后。\n",
        "\n纵并\t一\t二\n\t三\t四\n新\t行\t乙\n",
        "选项☑同意□不同意",
        "〔1〕脚注文字\n〔2〕尾注文字\n",
    ] {
        assert!(text(&open).contains(part), "{part}\n{}", text(&open));
    }
    let hints = open.documents.first().map(|document| document.hints.clone()).unwrap_or_default();
    for hint in [Hint::Title, Hint::Heading(2), Hint::ListItem, Hint::TableRow, Hint::Emphasis] {
        assert!(hints.iter().any(|(_, found)| *found == hint), "{hint:?}");
    }
}

#[test]
fn a_pdf_and_a_mail_have_the_text_and_the_headings_of_their_source() {
    let solid = |corpus: &Corpus| -> String { text(corpus).chars().filter(|c| !c.is_whitespace()).collect() };
    let source = corpus(samples().join("关于二季度创城点位测评情况的通报.txt"));
    let pdf = corpus(files().join("通报.pdf"));
    assert_eq!(solid(&pdf), solid(&source));
    assert_eq!(headings(&pdf), headings(&source));
    let source = corpus(samples().join("青禾县水利局2024年度工作总结.txt"));
    let mail = corpus(files().join("邮件.eml"));
    assert!(solid(&mail).ends_with(&solid(&source)));
    assert!(text(&mail).starts_with("关于报送2024年度工作总结的通知“急”(half)𠮷e\u{301}"), "{}", text(&mail));
    assert_eq!(headings(&mail), headings(&source));
}

#[test]
fn a_workbook_is_lists_under_the_names_of_its_sheets() {
    let corpus = corpus(files().join("清单.xlsx"));
    let text = text(&corpus);
    let row = "1\t新建学校𠮷e\u{301}\t教育局\t2024年3月5日\t1,234.50\t85.6%\t含“配套”(half)\t14:05\t2024年3月\t0012\n";
    assert!(text.starts_with("任务清单\n青禾县2024年重点任务清单\n") && text.contains(row), "{text}");
    assert!(!text.contains("不读"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn no_change_of_bytes_makes_a_reader_fall(
        which in 0..7_usize,
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..6),
        cut in proptest::option::of(any::<proptest::sample::Index>()),
    ) {
        let names = ["样式.docx", "样式.odt", "清单.xlsx", "通报.pdf", "邮件.eml", DOC, RTF];
        let name = names.get(which).copied().unwrap_or_default();
        let mut bytes = std::fs::read(files().join(name)).unwrap_or_default();
        prop_assert!(!bytes.is_empty());
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            if let Some(slot) = bytes.get_mut(at) {
                *slot = byte;
            }
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let source = Bytes { bytes: &bytes, encoding: None, max_expanded: 64 << 20 };
        if let Err(reason) = extract(Path::new(name), &source) {
            prop_assert!(!reason.trim().is_empty());
        }
    }
}
