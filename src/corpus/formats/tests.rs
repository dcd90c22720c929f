//! Tests of the table of formats.

use std::path::Path;

use proptest::prelude::*;

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
    for format in [
        Format::Text,
        Format::Markdown,
        Format::Html,
        Format::Docx,
        Format::Doc,
        Format::Rtf,
        Format::Odt,
        Format::Xlsx,
        Format::Pdf,
        Format::Eml,
        Format::Mhtml,
        Format::Json,
    ] {
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
fn what_is_called_word_may_be_something_else() {
    let check = |bytes: &[u8], expected: Result<Format, &str>| {
        for name in ["a.doc", "a.wps", "a.rtf"] {
            let source = Source { bytes, encoding: None, max_expanded: 1 << 20 };
            match (extract(Path::new(name), &source), expected) {
                (Ok((format, _)), Ok(expected)) => assert_eq!(format, expected, "{name}"),
                (Err(reason), Err(words)) => assert!(reason.contains(words), "{name}: {reason}"),
                (found, _) => panic!("{name}: {found:?}"),
            }
        }
    };
    check(b"\xEF\xBB\xBF {\\rtf1 a}", Ok(Format::Rtf));
    check("<html><p>正文".as_bytes(), Ok(Format::Html));
    check("一、正文\n".as_bytes(), Ok(Format::Text));
    check(b"\xD6\xD0\xCE\xC4\xB5\xC4\xD7\xDC\xBD\xE1", Ok(Format::Text));
    check(b"PK\x03\x04xxxx", Err("不完整"));
    let page = "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>正文";
    check(page.as_bytes(), Ok(Format::Mhtml));
    check(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x", Err("没有网页"));
    check(b"<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><w:wordDocument>", Err("XML"));
    check(b"\0\x01\x02\x03\x04\x05\x06", Err("二进制"));
}

#[test]
fn damage_names_its_first_line() {
    let bytes = ["第一行\n第二".as_bytes(), b"\xFF", "行工作总结\n".as_bytes()].concat();
    let source = Source { bytes: &bytes, encoding: None, max_expanded: 0 };
    let notes = extract(Path::new("a.txt"), &source).map(|(_, content)| content.notes).unwrap_or_default();
    assert!(notes.iter().any(|note| note.contains("第 2 行") && note.contains("1 处")), "{notes:?}");
}

const NAMES: [&str; 13] = [
    "a.txt", "a.md", "a.html", "a.json", "a.docx", "a.doc", "a.rtf", "a.odt", "a.xlsx", "a.pdf", "a.eml", "a.mht", "a",
];

/// Pieces that the formats give a meaning to, in any order.
fn marked_up() -> impl Strategy<Value = String> {
    let pieces = [
        "文",
        "一、",
        "\n",
        "\r",
        " ",
        "\t",
        "　",
        "#",
        "# ",
        "---",
        "===",
        "```",
        "**",
        "*",
        "_",
        "[",
        "](",
        ")",
        "!",
        "|",
        "|-|",
        "<",
        ">",
        "</",
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<a>",
        "</a>",
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "</tr>",
        "</table>",
        "<li>",
        "<h1>",
        "</h1>",
        "<nav>",
        "</nav>",
        "<pre>",
        "<title>",
        "</title>",
        "<br>",
        "<script>",
        "&amp;",
        "&#x4E00;",
        "&",
        "<!--",
        "-->",
        "{",
        "}",
        "\"title\":",
        "\"text\":",
        "\"",
        ",",
        "[\"a\"]",
        "\\",
        "\0",
        "\u{1b}",
        "%PDF-1.4\n",
        "1 0 obj",
        "<</Type/Page",
        "stream\n",
        "endstream",
        "trailer",
        "Content-Type: multipart/mixed; boundary=b\n",
        "Subject: =?gbk?B?",
        "\n\n--b\n",
        "<?xml?><office:document >",
        "<office:text>",
        "<text:p>",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn no_text_makes_a_format_fall_and_hints_point_at_lines(text in marked_up()) {
        for name in NAMES {
            let source = Source { bytes: text.as_bytes(), encoding: None, max_expanded: 1 << 20 };
            let Ok((format, content)) = extract(Path::new(name), &source) else { continue };
            let lines = content.extracted.text.lines().count();
            let numbers: Vec<usize> = content.extracted.hints.iter().map(|(line, _)| *line).collect();
            prop_assert!(numbers.is_sorted(), "{:?}", content.extracted);
            prop_assert!(numbers.iter().all(|line| (1..=lines).contains(line)), "{:?}", content.extracted);
            prop_assert!(!content.extracted.text.contains('\r') || text.contains('\n') && format != Format::Html);
            // With NULs between its letters a text is UTF-16, which has other lines.
            if format == Format::Markdown && content.encoding == "UTF-8" {
                let unix = if text.contains('\n') { text.replace("\r\n", "\n") } else { text.replace('\r', "\n") };
                prop_assert_eq!(lines, unix.lines().count());
            }
        }
    }

    #[test]
    fn no_bytes_make_a_format_fall(bytes in proptest::collection::vec(any::<u8>(), 0..400), kind in 0..5_u8) {
        let bytes = match kind {
            0 => [b"PK\x03\x04".as_slice(), &bytes, b"PK\x05\x06", &bytes].concat(),
            1 => [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &bytes].concat(),
            2 => [b"{\\rtf1".as_slice(), &bytes].concat(),
            3 => [b"%PDF-1.5\n1 0 obj<</Type/Catalog>>".as_slice(), &bytes].concat(),
            _ => bytes,
        };
        for name in NAMES {
            let source = Source { bytes: &bytes, encoding: None, max_expanded: 1 << 20 };
            let _ = extract(Path::new(name), &source);
        }
    }
}
