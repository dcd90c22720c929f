//! Tests of headers, codings and parts.

use super::coding::{base64, quoted};
use super::{date, header, read};

#[test]
fn coded_bytes_are_read_leniently() {
    assert_eq!(base64(b"5paH\r\n56i/"), "文稿".as_bytes());
    assert_eq!(base64(b"5paH5w=="), ["文".as_bytes(), b"\xE7"].concat());
    assert_eq!(base64(b"*YQ==YQ=="), b"aa");
    assert_eq!(quoted(b"=E6=96=87=\r\n=E7=A8=BF a=3Db =zz =", false), "文稿 a=b =zz =".as_bytes());
    assert_eq!(quoted(b"a_b", true), b"a b");
}

#[test]
fn words_of_other_encodings_are_read() {
    for (value, expected) in [
        (b"plain text".as_slice(), "plain text"),
        (b"=?gb2312?B?udjT2g==?= x", "关于 x"),
        (b"=?utf-8?q?=E6=96=87?= =?utf-8?q?=E7=A8=BF?=", "文稿"),
        // A character may begin in one word and end in the next.
        (b"=?utf-8?B?5paH5w==?= =?utf-8?B?qL8=?=!", "文稿!"),
        (b"=?gbk?X?zz?= =?broken", "=?gbk?X?zz?= =?broken"),
        ("原样中文".as_bytes(), "原样中文"),
        (b"\xB9\xD8\xD3\xDA", "关于"),
    ] {
        assert_eq!(header::words(value), expected);
    }
    assert_eq!(date("Tue, 05 Mar 2024 09:05:00 +0800 (CST)"), "2024年3月5日 09:05");
    assert_eq!(date("5 March 2024 9:05"), "2024年3月5日 09:05");
    assert_eq!(date("昨天"), "昨天");
}

#[test]
fn parts_are_found_in_order() {
    let check = |text: &str, expected: &[(&str, &str)]| {
        let (_, parts, _) = read(text.as_bytes());
        let found: Vec<(String, String)> = parts
            .iter()
            .map(|part| (part.header.kind.clone(), String::from_utf8_lossy(&part.bytes()).into_owned()))
            .collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(kind, text)| (kind.as_str(), text.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    };
    check("Subject: x\r\n\r\nbody\r\n", &[("text/plain", "body\r\n")]);
    let mixed = "Content-Type: multipart/mixed;\r\n boundary=\"b c\"\r\n\r\npreamble\r\n--b c\r\n\r\none\r\n--b c\r\nContent-Type: text/html\r\n\r\ntwo\n--b c--\r\nafter";
    check(mixed, &[("text/plain", "one"), ("text/html", "two")]);
    check(mixed.trim_end_matches("\n--b c--\r\nafter"), &[("text/plain", "one"), ("text/html", "two")]);
    check("Content-Type: message/rfc822\n\nSubject: y\n\ninner", &[("text/plain", "inner")]);
}

#[test]
fn hostile_messages_take_little() {
    let nested = "Content-Type: message/rfc822\r\n\r\n".repeat(150_000);
    let same = "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\n".repeat(100_000);
    let other: Vec<String> =
        (0..20_000).map(|i| format!("Content-Type: multipart/mixed; boundary=\"b{i}\"\r\n\r\n--b{i}\r\n")).collect();
    let other = other.concat();
    let many = format!("Content-Type: multipart/mixed; boundary=b\n\n{}", "--b\n\nx\n".repeat(100_000));
    for text in [nested, same, other, many, "a:".repeat(1 << 20), " \n".repeat(1 << 20), "=?".repeat(1 << 20)] {
        let (_, parts, _) = read(text.as_bytes());
        assert!(parts.len() <= 1001, "{}", parts.len());
    }
    assert!(!header::words("=?utf-8?q?".repeat(5000).as_bytes()).is_empty());
}
