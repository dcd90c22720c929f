//! Tests of web pages in one file.

use super::super::Source;
use super::extract;
use crate::corpus::model::Hint;

#[test]
fn the_page_is_read_without_what_it_shows() {
    let (page, _, _) = encoding_rs::GB18030.encode("<title>题</title><h1>标题</h1><p>正文“一”(half)𠮷</p>");
    let head = "From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----=_b\"\r\n\r\n------=_b\r\nContent-Type: text/css\r\n\r\np{}\r\n------=_b\r\nContent-Type: text/html; charset=\"gb2312\"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";
    let tail =
        b"\r\n------=_b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBO\r\n------=_b--\r\n";
    let bytes = [head.as_bytes(), &page, tail].concat();
    let content = extract(&Source { bytes: &bytes, encoding: None, max_expanded: 0 }).unwrap_or_default();
    assert_eq!(content.extracted.text, "标题\n正文“一”(half)𠮷\n");
    assert_eq!(content.extracted.hints, [(1, Hint::Title)]);
    assert_eq!(content.encoding, "gb18030");
    assert!(extract(&Source { bytes: b"Subject: x\n\ntext", encoding: None, max_expanded: 0 }).is_err());
}
