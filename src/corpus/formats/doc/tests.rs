//! Tests of Word documents, built in memory.

mod build;

use proptest::prelude::*;

use super::super::{Content, Source};
use super::{MAGIC, extract};
use crate::corpus::model::Hint;
use build::{Build, compound, fonts, sheet};

type Outcome = Result<(), Box<dyn std::error::Error>>;

const BOLD: &[u8] = &[0x35, 8, 1];
const DELETED: &[u8] = &[0, 8, 1];
const HIDDEN: &[u8] = &[0x3C, 8, 1];
const CENTRED: &[u8] = &[0x03, 0x24, 1];
const IN_TABLE: &[u8] = &[0x16, 0x24, 1];
const ROW_END: &[u8] = &[0x16, 0x24, 1, 0x17, 0x24, 1];
const INNER: &[u8] = &[0x16, 0x24, 1, 0x49, 0x66, 2, 0, 0, 0];
const INNER_CELL: &[u8] = &[0x16, 0x24, 1, 0x49, 0x66, 2, 0, 0, 0, 0x4B, 0x24, 1];
const INNER_ROW: &[u8] = &[0x16, 0x24, 1, 0x49, 0x66, 2, 0, 0, 0, 0x4B, 0x24, 1, 0x4C, 0x24, 1];

fn read(bytes: &[u8]) -> Result<Content, String> {
    extract(&Source { bytes, encoding: None, max_expanded: 256 << 20 })
}

fn check(build: &Build, text: &str, hints: &[(usize, Hint)]) -> Outcome {
    let content = read(&build.file()?)?;
    assert_eq!(content.extracted.text, text);
    assert_eq!(content.extracted.hints, hints);
    Ok(())
}

fn refused(bytes: &[u8], words: &str) {
    let reason = read(bytes).err().unwrap_or_default();
    assert!(reason.contains(words), "{words}: {reason}");
}

fn built(make: impl FnOnce(&mut Build)) -> Build {
    let mut build = Build::default();
    make(&mut build);
    build
}

#[test]
fn pieces_of_both_kinds_in_any_order() -> Outcome {
    for scrambled in [false, true] {
        let mut doc = built(|doc| {
            doc.wide("一、做法𠮷ａ\u{301}Ａ", &[]).narrow(b"2024 \x93caf\xE9\x94\x97\x97", &[]).end('\r', 0, &[]);
            doc.narrow("县文明办".as_bytes(), &[]).end('\r', 0, &[]);
        });
        doc.scrambled = scrambled;
        // UTF-8 is neither of the code pages: its bytes stay Western.
        let western: String = "县文明办".bytes().map(super::super::codepage::western).collect();
        check(&doc, &format!("一、做法𠮷ａ\u{301}Ａ2024 “café”——\n{}\n", western.replace('\u{AD}', "")), &[])?;
    }
    Ok(())
}

#[test]
fn narrow_pieces_of_chinese_files_may_be_gbk() -> Outcome {
    let gbk = b"\xB4\xB4\xBD\xA8\xCE\xC4\xC3\xF7\xB3\xC7\xCA\xD0 2024\xA1\xA3";
    let mut doc = built(|doc| {
        doc.narrow(gbk, &[]).end('\r', 0, &[]);
    });
    check(&doc, "创建文明城市 2024。\n", &[])?;
    doc.language = 0x0409;
    let western: String = gbk.iter().map(|byte| super::super::codepage::western(*byte)).collect();
    check(&doc, &format!("{western}\n"), &[])
}

#[test]
fn signs_that_are_no_text() -> Outcome {
    let doc = built(|doc| {
        doc.p("甲\u{1}\u{8}乙\t丙\u{B}丁\u{1E}戊\u{1F}己\u{A0}庚\u{C}辛\u{5}");
        doc.p("见\u{13} HYPERLINK \"x\" \u{13} A \u{15}\u{14}链接\u{15}处");
        doc.p("断\u{13}了的域");
        doc.wide("留", &[]).wide("删", DELETED).wide("藏", HIDDEN).wide("(", &[0x09, 0x6A, 1, 0, 0xFE, 0xF0]).p("下");
    });
    check(&doc, "甲乙\t丙\n丁-戊己 庚\n辛\n见链接处\n断了的域\n留☑下\n", &[])
}

#[test]
fn styles_and_looks_are_hints() -> Outcome {
    let mut doc = built(|doc| {
        doc.wide("题", &[]).end('\r', 3, &[]);
        doc.wide("一、甲", &[]).end('\r', 1, &[]);
        doc.wide("（一）乙", &[]).end('\r', 2, &[]);
        doc.wide("目录\t1", &[]).end('\r', 4, &[]);
        doc.wide("1.丙", &[]).end('\r', 0, &[0x40, 0x26, 2]);
        doc.p("正文正文正文正文正文正文正文正文正文正文正文");
        doc.wide("粗", BOLD).end('\r', 0, &[]);
        doc.wide("粗", BOLD).wide("细", &[]).end('\r', 0, &[]);
        doc.wide("大", &[0x43, 0x4A, 44, 0]).end('\r', 0, &[]);
        doc.wide("标宋", &[0x50, 0x4A, 1, 0]).end('\r', 0, &[]);
        doc.wide("中\u{B}间", &[]).end('\r', 0, CENTRED);
        doc.wide("字", &[0x30, 0x4A, 5, 0]).end('\r', 0, &[]);
        doc.wide("不粗", &[0x35, 8, 0x81]).end('\r', 6, &[]);
    });
    let outline: &[u8] = &[0x40, 0x26, 1];
    doc.tables.push((
        1,
        sheet(&[
            (0, 1, 0xFFF, "Normal", &[], &[0x43, 0x4A, 32, 0]),
            (1, 1, 0, "随便", &[], BOLD),
            (0xFFE, 1, 0, "二级", outline, &[]),
            (0xFFE, 1, 0, "公文标题", &[], &[]),
            (19, 1, 0, "toc 1", &[], &[]),
            (0xFFE, 2, 0xFFF, "标题 1", &[], BOLD),
            (0xFFE, 1, 6, "环", &[], BOLD),
        ]),
    ));
    doc.tables.push((15, fonts(&["仿宋_GB2312", "方正小标宋简体"])));
    check(
        &doc,
        "题\n一、甲\n（一）乙\n目录\t1\n1.丙\n正文正文正文正文正文正文正文正文正文正文正文\n粗\n粗细\n大\n标宋\n中间\n字\n不粗\n",
        &[
            (1, Hint::Title),
            (2, Hint::Heading(1)),
            (3, Hint::Heading(2)),
            (4, Hint::Chrome),
            (5, Hint::Heading(3)),
            (7, Hint::Emphasis),
            (9, Hint::Emphasis),
            (10, Hint::Emphasis),
            (11, Hint::Emphasis),
            (12, Hint::Emphasis),
        ],
    )
}

#[test]
fn pieces_changed_by_a_fast_save() -> Outcome {
    let mut doc = built(|doc| {
        doc.p("正文正文正文正文正文正文正文正文正文");
        // A short change, and one that is kept apart.
        doc.changed("删", (0x41 << 1) | (1 << 8)).changed("粗", (0x55 << 1) | (1 << 8)).end('\r', 0, &[]);
        doc.changed("大", 1).end('\r', 0, &[]);
    });
    doc.changes.push(vec![0x43, 0x4A, 60, 0]);
    let expected = [(2, Hint::Emphasis), (3, Hint::Emphasis)];
    check(&doc, "正文正文正文正文正文正文正文正文正文\n粗\n大\n", &expected)
}

#[test]
fn properties_may_be_in_the_stream_of_data() -> Outcome {
    let mut doc = built(|doc| {
        doc.p("正文正文正文正文正文正文正文正文正文");
        doc.wide("一、甲", &[]).end('\r', 0, &[0x46, 0x66, 2, 0, 0, 0]);
    });
    doc.data = [&[0, 0, 3, 0], [0x40, 0x26, 0].as_slice()].concat();
    check(&doc, "正文正文正文正文正文正文正文正文正文\n一、甲\n", &[(2, Hint::Heading(1))])
}

#[test]
fn tables_within_tables() -> Outcome {
    let doc = built(|doc| {
        doc.p("前");
        doc.wide("项目", &[]).end('\u{7}', 0, IN_TABLE).wide("数", &[]).end('\u{7}', 0, IN_TABLE);
        doc.end('\u{7}', 0, ROW_END);
        doc.wide("外", &[]).end('\r', 0, IN_TABLE);
        doc.wide("内", &[]).end('\r', 0, INNER).wide("续", &[]).end('\r', 0, INNER_CELL);
        doc.wide("右", &[]).end('\r', 0, INNER_CELL).end('\r', 0, INNER_ROW);
        doc.end('\u{7}', 0, IN_TABLE).end('\u{7}', 0, IN_TABLE).end('\u{7}', 0, ROW_END);
        doc.p("后");
    });
    check(&doc, "前\n项目\t数\n外 内 续 右\t\n后\n", &[(2, Hint::TableRow), (3, Hint::TableRow)])
}

#[test]
fn notes_and_boxes_come_where_they_belong() -> Outcome {
    let positions = |list: &[u32]| list.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>();
    let mut doc = Build::default();
    let foot = doc.wide("见注", &[]).position();
    let end = doc.wide("\u{2}又", &[]).position();
    let anchor = doc.wide("\u{2}框", &[]).position();
    doc.wide("\u{8}外", &[]).end('\r', 0, &[]);
    let all = doc.position();
    doc.story(1).p("\u{2} 脚注");
    let first = doc.position();
    doc.p("").story(5).p("\u{2}尾注\r二段");
    let second = doc.position();
    doc.p("").story(6).p("框内");
    let third = doc.position();
    doc.p("无锚").p("");
    let fourth = doc.position();
    doc.tables.push((2, [positions(&[foot, all]), vec![1, 0]].concat()));
    doc.tables.push((3, positions(&[0, first, first + 1])));
    doc.tables.push((46, [positions(&[end, all]), vec![1, 0]].concat()));
    doc.tables.push((47, positions(&[0, second, second + 1])));
    let shape = |number: u32, at: usize, size: usize| {
        let mut bytes = vec![0; size];
        bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
        bytes
    };
    doc.tables.push((40, [positions(&[anchor, all]), shape(1025, 0, 26)].concat()));
    let boxes = [shape(1025, 14, 22), shape(0, 14, 22)].concat();
    doc.tables.push((56, [positions(&[0, third, fourth]), boxes].concat()));
    check(&doc, "框内\n见注又框外\n无锚\n〔1〕脚注\n〔2〕尾注 二段\n", &[])
}

#[test]
fn automatic_numbers_are_written() -> Outcome {
    let level = |format: u8, flags: u8, follow: u8, text: &str| {
        let mut bytes = vec![1, 0, 0, 0, format, flags];
        bytes.resize(28, 0);
        bytes[15] = follow;
        bytes.extend((text.encode_utf16().count() as u16).to_le_bytes());
        bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let list = |id: u32, simple: u8, style: u16| {
        let mut bytes = id.to_le_bytes().to_vec();
        bytes.resize(26, 0xFF);
        bytes[8..10].copy_from_slice(&style.to_le_bytes());
        bytes.extend([simple, 0]);
        bytes
    };
    let using = |id: u32, levels: u8| {
        let mut bytes = id.to_le_bytes().to_vec();
        bytes.resize(16, 0);
        bytes[12] = levels;
        bytes
    };
    let mut levels = vec![level(0x27, 0, 0, "\u{0}、"), level(0x27, 0, 0, "（\u{1}）"), level(0, 0, 0, "\u{2}.")];
    levels.extend([level(0, 4, 2, "\u{0}.\u{3}"), level(0x12, 0, 2, "\u{4}")]);
    levels.resize(9, level(0xFF, 0, 2, ""));
    levels.push(level(0x17, 0, 0, "\u{F0B7}"));
    let mut doc = built(|doc| {
        let item =
            |list: u16, level: u8| [vec![0x0B, 0x46], list.to_le_bytes().to_vec(), vec![0x0A, 0x26, level]].concat();
        for (list, level, text) in [
            (1, 0, "甲"),
            (1, 1, "甲一"),
            (1, 1, "甲二"),
            (1, 2, "细"),
            (1, 0, "乙"),
            (1, 3, "合"),
            (2, 0, "改"),
            (3, 0, "点"),
            (1_u16.wrapping_neg(), 4, "圈"),
            (0, 0, "无"),
            (9, 0, "缺"),
            (0xF801, 0, "旧"),
        ] {
            doc.wide(text, &[]).end('\r', 0, &item(list, level));
        }
        doc.wide("式", &[]).end('\r', 1, &[]);
    });
    let lists = [vec![2, 0], list(7, 0, 0xFFF), list(8, 1, 1), levels.concat()].concat();
    doc.tables.push((73, lists));
    let own_start = [[5, 0, 0, 0], [0x10, 0, 0, 0]].concat();
    let uses = [vec![3, 0, 0, 0], using(7, 0), using(7, 1), using(8, 0)].concat();
    doc.tables.push((74, [uses, vec![0xFF; 8], own_start, vec![0xFF; 4]].concat()));
    let style: &[u8] = &[0x0B, 0x46, 3, 0];
    doc.tables.push((1, sheet(&[(0, 1, 0xFFF, "Normal", &[], &[]), (0xFFE, 1, 0, "列", style, &[])])));
    let mut items: Vec<(usize, Hint)> = (1..=9).map(|line| (line, Hint::ListItem)).collect();
    items.push((13, Hint::ListItem));
    check(&doc, "一、甲\n（一）甲一\n（二）甲二\n1. 细\n二、乙\n2.1合\n五、改\n点\n①圈\n无\n缺\n旧\n式\n", &items)
}

#[test]
fn what_cannot_be_read_is_named() -> Outcome {
    let file = |change: fn(&mut Build)| -> Result<Vec<u8>, std::io::Error> {
        let mut doc = Build::default();
        doc.p("正文");
        change(&mut doc);
        doc.file()
    };
    refused(&file(|doc| doc.flags |= 0x100)?, "密码");
    refused(&file(|doc| doc.version = 0x68)?, "Word 95");
    refused(&file(|doc| doc.magic = 0xA5DC)?, "Word 95");
    refused(&file(|doc| doc.magic = 0x1234)?, "认不出来");
    refused(&file(|doc| doc.flags = 0)?, "不完整或已损坏");
    for (name, words) in [
        ("Workbook", "Excel"),
        ("PowerPoint Document", "PowerPoint"),
        ("__properties_version1.0", "Outlook"),
        ("EncryptedPackage", "密码"),
        ("WpsDocument", "早期的 WPS"),
        ("别的", "认不出是哪一种"),
    ] {
        refused(&compound(&[(name, b"x")])?, words);
    }
    Ok(())
}

/// A document with something of everything.
fn rich() -> Build {
    let mut doc = built(|doc| {
        doc.wide("题", BOLD).end('\r', 1, CENTRED).narrow(b"\xD6\xD0\xCE\xC4 abc", &[]).end('\r', 0, &[]);
        doc.wide("格", &[]).end('\u{7}', 0, IN_TABLE).end('\u{7}', 0, ROW_END);
        doc.p("\u{13} x \u{14}果\u{15}").wide("号", &[]).end('\r', 0, &[0x0B, 0x46, 1, 0]);
    });
    doc.tables.push((1, sheet(&[(0, 1, 0xFFF, "Normal", &[], &[]), (1, 1, 0, "heading 1", &[], BOLD)])));
    doc.tables.push((15, fonts(&["宋体"])));
    doc.tables.push((73, vec![1, 0, 7, 0, 0, 0, 0, 0]));
    doc
}

#[test]
fn a_file_cut_anywhere_is_refused_or_whole() -> Outcome {
    let whole = rich().file()?;
    let text = read(&whole)?.extracted.text;
    for length in 0..whole.len() {
        if let Ok(content) = read(whole.get(..length).unwrap_or_default()) {
            assert_eq!(content.extracted.text, text, "{length}");
        }
    }
    Ok(())
}

#[test]
fn loops_and_lies_in_the_compound_file_are_refused() -> Outcome {
    let whole = rich().file()?;
    // Every sector of the table points to itself, or to the first one.
    let fat = whole.get(76..80).and_then(|four| four.first_chunk()).map_or(0, |four| u32::from_le_bytes(*four));
    let at = (fat as usize + 1) * 512;
    for target in [None, Some(0_u32)] {
        let mut bad = whole.clone();
        for index in 0..128_u32 {
            let start = at + index as usize * 4;
            bad[start..start + 4].copy_from_slice(&target.unwrap_or(index).to_le_bytes());
        }
        refused(&bad, "不完整或已损坏");
    }
    // The stream is said to be as large as can be.
    let name: Vec<u8> = "WordDocument".bytes().flat_map(|b| [b, 0]).collect();
    let entry = whole.windows(name.len()).position(|part| part == name).unwrap_or(0);
    let mut bad = whole.clone();
    bad[entry + 120..entry + 124].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0x7F]);
    refused(&bad, "不完整或已损坏");
    // A chain of sectors that each name the one table sector over and over.
    let mut bad = whole.clone();
    bad.resize(512 * 2000, 0);
    let first = whole.len().div_ceil(512) as u32 - 1;
    bad[68..72].copy_from_slice(&first.to_le_bytes());
    for number in first..1998 {
        let start = (number as usize + 1) * 512;
        for entry in bad[start..start + 508].chunks_exact_mut(4) {
            entry.copy_from_slice(&fat.to_le_bytes());
        }
        bad[start + 508..start + 512].copy_from_slice(&(number + 1).to_le_bytes());
    }
    refused(&bad, "不完整或已损坏");
    refused(MAGIC, "不完整或已损坏");
    Ok(())
}

#[test]
fn text_used_a_thousand_times_is_refused() -> Outcome {
    let mut doc = Build::default();
    doc.wide(&"字".repeat(4000), &[]).p("");
    let (main, mut table) = doc.streams();
    // The table of pieces, written anew: two thousand pieces over the same bytes.
    let count = 2000_u32;
    let mut pieces = vec![2];
    pieces.extend((4 + count * 12).to_le_bytes());
    pieces.extend((0..=count).flat_map(|index| (index * 4000).to_le_bytes()));
    pieces.extend((0..count).flat_map(|_| [0, 0, 0, 4, 0, 0, 0, 0]));
    let mut main = main;
    main[154 + 33 * 8..154 + 33 * 8 + 4].copy_from_slice(&(table.len() as u32).to_le_bytes());
    main[158 + 33 * 8..158 + 33 * 8 + 4].copy_from_slice(&(pieces.len() as u32).to_le_bytes());
    table.extend(pieces);
    refused(&compound(&[("WordDocument", &main), ("1Table", &table)])?, "不完整或已损坏");
    Ok(())
}

proptest! {
    #[test]
    fn no_change_of_bytes_makes_it_fall(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let doc = rich();
        let (mut main, mut table) = doc.streams();
        let whole = doc.file().map_err(|error| TestCaseError::fail(error.to_string()))?;
        let mut file = whole;
        for (at, byte) in changes {
            // The container, and behind it the streams by themselves.
            let index = at.index(file.len());
            file[index] = byte;
            let index = at.index(main.len() + table.len());
            match main.len() {
                length if index < length => main[index] = byte,
                length => table[index - length] = byte,
            }
        }
        let _ = read(&file);
        let streams: [(&str, &[u8]); 2] = [("WordDocument", &main), ("1Table", &table)];
        let file = compound(&streams).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let _ = read(&file);
    }
}
