//! Tests of mail.

use super::super::Source;
use super::extract;
use crate::corpus::model::Hint;

fn check(mail: &[u8], text: &str, hints: &[(usize, Hint)], notes: &[&str]) {
    let read = extract(&Source { bytes: mail, encoding: None, max_expanded: 0 }).unwrap_or_default();
    assert_eq!(read.extracted.text, text);
    assert_eq!(read.extracted.hints, hints);
    assert_eq!(read.notes.len(), notes.len(), "{:?}", read.notes);
    for (note, part) in read.notes.iter().zip(notes) {
        assert!(note.contains(part), "{note}");
    }
}

const CHROME: Hint = Hint::Chrome;

#[test]
fn a_plain_mail_is_its_header_and_its_text() {
    let head = "From: =?utf-8?B?5byg5LiJ?= <a@b.cn>\r\nTo: b@b.cn,\r\n c@b.cn\r\nDate: Tue, 5 Mar 2024 09:05:00 +0800\r\nSubject: =?gb18030?B?udjT2tGntPM=?=\r\n";
    let body = "一、“做法”(half)𠮷e\u{301}\r\n\r\n二、成效\r\n";
    let mail = format!("{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{body}");
    let hints = [(1, Hint::Title), (2, CHROME), (3, CHROME), (4, CHROME)];
    let text = "关于学大\n发件人：张三 <a@b.cn>\n收件人：b@b.cn, c@b.cn\n日期：2024年3月5日 09:05\n一、“做法”(half)𠮷e\u{301}\n二、成效\n";
    check(mail.as_bytes(), text, &hints, &[]);
    // The same in GB18030 that calls itself Latin.
    let (gbk, _, _) = encoding_rs::GB18030.encode(body);
    let latin = [format!("{head}Content-Type: text/plain; charset=iso-8859-1\r\n\r\n").as_bytes(), &gbk].concat();
    check(&latin, text, &hints, &[]);
    let soft = "Subject: x\nContent-Type: text/plain; format=flowed\n\none \ntwo\n-- \nme";
    check(soft.as_bytes(), "x\none two\n-- \nme\n", &[(1, Hint::Title)], &[]);
}

#[test]
fn the_last_alternative_is_read_and_attachments_are_named() {
    let mail = "Subject: t\nContent-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: multipart/alternative; boundary=a\n\n\
        --a\nContent-Type: text/plain\n\nplain\n--a\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n\
        <h1>=E9=A2=98</h1><table><tr><td>a</td><td>b</td></tr></table>\n--a--\n\
        --m\nContent-Type: application/msword; name=\"=?utf-8?B?6ZmE5Lu2?=.doc\"\nContent-Transfer-Encoding: base64\n\n0M8R4A==\n\
        --m\nContent-Type: text/plain\nContent-Disposition: attachment; filename*=utf-8''%E4%B8%80.txt\n\nno\n--m--\n";
    let hints = [(1, Hint::Title), (2, Hint::Heading(1)), (3, Hint::TableRow)];
    check(mail.as_bytes(), "t\n题\na\tb\n", &hints, &["附件.doc、一.txt"]);
}

#[test]
fn a_mail_in_a_mail_is_a_piece() {
    let inner = "Subject: in\nFrom: x\nContent-Type: multipart/mixed; boundary=i\n\n--i\n\nwithin\n--i--\n";
    let mail = format!(
        "Subject: out\nContent-Type: multipart/mixed; boundary=m\n\n--m\n\nabove\n--m\nContent-Type: message/rfc822\n\n{inner}--m--\n"
    );
    let start = |line| [(line, Hint::PieceStart), (line, Hint::Title)];
    let hints = [start(1).as_slice(), &start(3), &[(4, CHROME)]].concat();
    check(mail.as_bytes(), "out\nabove\nin\n发件人：x\nwithin\n", &hints, &[]);
}

#[test]
fn what_is_no_mail_is_refused() {
    for bytes in ["正文没有邮件头".as_bytes(), b"%PDF-1.7", b"\n\nx", b""] {
        assert!(extract(&Source { bytes, encoding: None, max_expanded: 0 }).is_err(), "{bytes:?}");
    }
}
