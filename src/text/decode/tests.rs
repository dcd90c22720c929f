//! Tests of decoding and encoding.

use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use proptest::prelude::*;

use super::{Decoded, LineEnds, NotText, decode, encode, encoding_by_name};

const PROSE: &str = "关于2024年创建文明城市的工作总结\n　　一、加强领导，落实责任。\n　　今年以来，我局（含下属单位）入户宣传1200户；\
                     发放“市民公约”3000份。\n二、存在的问题：个别小区乱停车。\n";
const TRADITIONAL: &str = "關於創建文明城市的工作總結\n一、加強領導，落實責任。今年以來，我們認真學習，發放宣傳單三千份。\n\
                           二、存在的問題：個別社區亂停車，環境衛生還須改進。\n";

fn check(bytes: &[u8], encoding: &str, text: &str) {
    match decode(bytes, None) {
        Ok(found) => {
            assert_eq!(found.encoding, encoding);
            assert_eq!(found.text, text);
            assert_eq!(found.damaged, 0);
        }
        Err(reason) => panic!("{encoding}: {reason}"),
    }
}

fn decoded(bytes: &[u8]) -> Decoded {
    decode(bytes, None).unwrap_or_else(|reason| panic!("{reason}"))
}

fn encoded(text: &str, encoding: &'static Encoding, bom: bool) -> Vec<u8> {
    encode(text, encoding, bom).unwrap_or_else(|c| panic!("{c}"))
}

#[test]
fn every_encoding_is_found_without_a_mark() {
    check(PROSE.as_bytes(), "UTF-8", PROSE);
    for (text, encoding) in [(PROSE, GB18030), (PROSE, UTF_16LE), (PROSE, UTF_16BE), (TRADITIONAL, BIG5)] {
        check(&encoded(text, encoding, false), encoding.name(), text);
    }
    check(&encoded("工作总结", GBK, false), "gb18030", "工作总结");
    check(&encoded("a\nbc 12\n", UTF_16LE, false), "UTF-16LE", "a\nbc 12\n");
    check(&encoded("生僻字𠀀与㐂，人名：张𬭎。", GB18030, false), "gb18030", "生僻字𠀀与㐂，人名：张𬭎。");
}

#[test]
fn marks_decide_and_are_dropped() {
    for encoding in [UTF_8, UTF_16LE, UTF_16BE, GB18030] {
        let found = decoded(&encoded(PROSE, encoding, true));
        assert_eq!((found.encoding, found.had_bom, found.guessed), (encoding.name(), true, false));
        assert_eq!(found.text, PROSE);
    }
}

#[test]
fn damaged_utf8_stays_utf8() {
    let mut bytes = PROSE.as_bytes().to_vec();
    bytes.splice(3..4, [0xFF, 0xFE]);
    let found = decoded(&bytes);
    assert_eq!(found.encoding, "UTF-8");
    assert!(found.damaged > 0 && found.text.contains('\u{FFFD}') && found.text.contains("创建文明城市"));
    // A file cut inside its last character.
    let cut = PROSE.trim_end().as_bytes();
    let found = decoded(cut.get(..cut.len() - 1).unwrap_or_default());
    assert_eq!((found.encoding, found.damaged, found.guessed), ("UTF-8", 1, true));
    // A paragraph of GBK pasted into UTF-8.
    let mixed = [PROSE.as_bytes(), &encoded("另附说明", GBK, false), "\n".as_bytes(), PROSE.as_bytes()].concat();
    assert_eq!(decoded(&mixed).encoding, "UTF-8");
}

#[test]
fn damaged_gbk_stays_gbk() {
    let bytes = encoded(PROSE.trim_end(), GB18030, false);
    let found = decoded(bytes.get(..bytes.len() - 1).unwrap_or_default());
    assert_eq!((found.encoding, found.damaged), ("gb18030", 1));
}

#[test]
fn never_a_latin_code_page() {
    let found = decoded(b"caf\xE9 au lait, f\xFCr Elise, \xE0 la carte");
    assert_eq!(found.encoding, "UTF-8");
    assert!(found.damaged > 0);
}

#[test]
fn line_ends_become_line_feeds() {
    for (text, expected, ends) in [
        ("甲\r\n乙\r\n", "甲\n乙\n", LineEnds::CrLf),
        ("甲\r乙\r", "甲\n乙\n", LineEnds::Cr),
        ("甲\n乙", "甲\n乙", LineEnds::Lf),
        ("甲\r\n乙\n丙\r丁", "甲\n乙\n丙\r丁", LineEnds::Mixed),
    ] {
        let found = decoded(text.as_bytes());
        assert_eq!((found.text.as_str(), found.line_ends), (expected, ends));
    }
}

#[test]
fn a_few_controls_are_text_and_many_are_not() {
    let found = decoded("标题\u{1b}[31m红\0尾\n".as_bytes());
    assert_eq!(found.text, "标题\u{1b}[31m红\0尾\n");
    assert_eq!(decode(&[0; 4096], None), Err(NotText::Binary));
    let noise: Vec<u8> = (0..4096_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert_eq!(decode(&noise, None), Err(NotText::Binary));
}

#[test]
fn known_files_are_named() {
    for (bytes, word) in [
        (b"%PDF-1.7\n".as_slice(), "PDF"),
        (b"\x89PNG\r\n\x1A\n\0\0", "PNG"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", "旧版 Office"),
        (b"\x7FELF\x02\x01", "ELF"),
        (b"Rar!\x1A\x07\x01\0", "RAR"),
        (b"{\\rtf1\\ansi}", "RTF"),
    ] {
        let reason = decode(bytes, None).map_or_else(|e| e.to_string(), |_| String::new());
        assert!(reason.contains(word), "{word}: {reason}");
    }
    let mut doc = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    doc.resize(512, 0);
    doc.extend("WordDocument".bytes().flat_map(|b| [b, 0]));
    doc.resize(1024, 0);
    assert!(decode(&doc, None).is_err_and(|e| e.to_string().contains(".doc")));
}

#[test]
fn what_an_encoding_cannot_hold_is_refused() {
    assert_eq!(encode("总结\u{200E}", GBK, false), Err('\u{200E}'));
    assert_eq!(encode("总结", BIG5, false), Err('总'));
    assert_eq!(encode("结", UTF_16LE, true), Ok(vec![0xFF, 0xFE, 0xD3, 0x7E]));
}

#[test]
fn encodings_have_many_names() {
    for (name, encoding) in [
        ("gbk", GBK),
        ("GB2312", GBK),
        ("cp936", GBK),
        ("gb18030", GB18030),
        ("utf-8", UTF_8),
        ("UTF8", UTF_8),
        ("utf-16le", UTF_16LE),
        ("utf-16be", UTF_16BE),
        ("big5", BIG5),
    ] {
        assert_eq!(encoding_by_name(name), Some(encoding), "{name}");
    }
    assert_eq!(encoding_by_name("latin1"), None);
    assert_eq!(encoding_by_name("没有"), None);
}

fn chinese() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![
            Just("我局认真落实，"),
            Just("一、加强组织领导\n"),
            Just("投入资金1200万元。"),
            Just("（二）存在的问题："),
            Just("整改措施；"),
            Just("创建文明城市")
        ],
        2..30,
    )
    .prop_map(|parts| parts.concat() + "。\n")
}

proptest! {
    #[test]
    fn what_is_encoded_is_decoded(text in "[^\r\u{FEFF}]*") {
        prop_assume!(super::foreign(text.as_bytes()).is_none());
        for encoding in [UTF_8, GB18030, UTF_16LE, UTF_16BE] {
            // GB18030 has private-use characters that read as others: those alone may be refused.
            let bytes = match encode(&text, encoding, false) {
                Ok(bytes) => bytes,
                Err(c) => {
                    let private = ('\u{E000}'..='\u{F8FF}').contains(&c);
                    prop_assert!(encoding == GB18030 && private);
                    continue;
                }
            };
            if super::foreign(&bytes).is_some() || super::split_bom(&bytes).0.is_some() { continue; }
            let found = decode(&bytes, Some(encoding)).map(|d| (d.text, d.damaged));
            prop_assert_eq!(found, Ok((text.clone(), 0)));
        }
    }

    #[test]
    fn chinese_is_found_in_every_encoding(text in chinese()) {
        for encoding in [UTF_8, GB18030, UTF_16LE, UTF_16BE] {
            for bom in [false, true] {
                let found = decode(&encoded(&text, encoding, bom), None).map(|d| (d.text, d.encoding, d.had_bom));
                prop_assert_eq!(found, Ok((text.clone(), encoding.name(), bom)));
            }
        }
    }

    #[test]
    fn any_bytes_do_not_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = decode(&bytes, None);
        for (_, encoding) in super::CHOICES {
            let _ = decode(&bytes, Some(encoding));
        }
    }
}
