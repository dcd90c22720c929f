//! What a reader sees of two paragraphs.

use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

use super::*;
use crate::corpus::outline::marker::marker;

fn words(text: &str) -> Words<'_> {
    Words { text, core: ByteSpan::new(0, text.len()), words: marker(text).map_or(0, |found| found.end) }
}

/// Deleted parts in ［－］, inserted ones in ［＋］, numbers as ［一、→二、］.
fn told(old: &str, new: &str) -> String {
    let one = |part: &Part| {
        let (before, after) = (slice(old, part.old), slice(new, part.new));
        match part.kind {
            PartKind::Same => after.to_owned(),
            PartKind::MovedFrom | PartKind::MovedTo => String::new(),
            PartKind::Deleted => format!("［－{before}］"),
            PartKind::Inserted => format!("［＋{after}］"),
            PartKind::Renumbered => format!("［{before}→{after}］"),
        }
    };
    parts(words(old), words(new)).iter().map(one).collect()
}

#[test]
fn a_reader_sees_phrases_and_whole_numbers() {
    for (old, new, expected) in [
        ("走访群众", "走访群众", "走访群众"),
        ("发放传单200份。", "发放传单1200份。", "发放传单［－200］［＋1200］份。"),
        ("低保3,256户5812人", "低保3,198户5760人", "低保［－3,256］［＋3,198］户［－5812］［＋5760］人"),
        ("增长12.5%", "增长13%", "增长［－12.5%］［＋13%］"),
        ("于2024年3月5日召开", "于2024年4月15日召开", "于［－2024年3月5日］［＋2024年4月15日］召开"),
        ("一、总体要求", "二、总体要求", "［一、→二、］总体要求"),
        ("（一）抓好宣传", "（二）抓好广泛宣传", "［（一）→（二）］抓好［＋广泛］宣传"),
        ("开展了走访", "进行了宣传", "［－开展了走访］［＋进行了宣传］"),
        ("甲、乙、丙", "甲、乙、丁、丙", "甲、乙、［＋丁、］丙"),
        ("做好宣传。做好整治。", "做好宣传。做好保洁。做好整治。", "做好宣传。［＋做好保洁。］做好整治。"),
        ("入户e\u{301}𠀀", "入户e𠀀", "入户［－e\u{301}］［＋e］𠀀"),
        ("全角，标点", "全角,标点", "全角［－，］［＋,］标点"),
        ("用WiFi连网", "用WIFI连网", "用［－WiFi］［＋WIFI］连网"),
        ("\u{301}年", "\u{301}年 年", "\u{301}［＋年 ］年"),
        ("做好，甲，甲", "做好，甲", "做好，［－甲，］甲"),
        ("", "新", "［＋新］"),
        ("旧", "", "［－旧］"),
        ("天气晴朗适合出行", "我们召开工作会议", "［－天气晴朗适合出行］［＋我们召开工作会议］"),
    ] {
        assert_eq!(told(old, new), expected);
    }
}

#[test]
fn a_long_paragraph_without_marks_tells_its_few_changes() {
    let han = |n: u32| char::from_u32(0x4e00 + n * 7919 % 20_000).unwrap_or('一');
    let old: String = (0..40_000).map(han).collect();
    let new: String = (0..40_000).map(|n| if matches!(n, 5 | 20_000 | 39_990) { '𠀀' } else { han(n) }).collect();
    let found = parts(words(&old), words(&new));
    let changed = |side: fn(&Part) -> ByteSpan| -> usize {
        found.iter().filter(|part| part.kind != PartKind::Same).map(|part| side(part).len()).sum()
    };
    assert_eq!((changed(|part| part.old), changed(|part| part.new)), (9, 12), "{}", found.len());
}

#[test]
fn every_figure_of_a_long_paragraph_may_change() {
    let text = |more: usize| -> String {
        let sentences: Vec<String> =
            (0..3_000).map(|n| format!("第{n}项工作走访群众{}户，发放资料。", n * 3 + more)).collect();
        sentences.concat()
    };
    let (old, new) = (text(0), text(1));
    let found = parts(words(&old), words(&new));
    assert_eq!(found.iter().filter(|part| part.kind == PartKind::Deleted).count(), 3_000);
    assert!(found.iter().all(|part| part.kind == PartKind::Same || part.old.len().max(part.new.len()) <= 5));
}

#[test]
fn a_long_paragraph_is_compared_by_sentences() {
    let sentence = |n: usize| format!("第{n}项任务由社区{n}组负责落实到位。");
    let old: String = (0..2_000).map(sentence).collect();
    let new: String = (0..2_000)
        .map(|n| if n % 500 == 7 { format!("第{n}项任务由街道{n}组负责落实到位。") } else { sentence(n) })
        .collect();
    let found = parts(words(&old), words(&new));
    assert_eq!(found.iter().filter(|part| part.kind == PartKind::Inserted).count(), 4);
    assert_eq!(found.iter().filter(|part| part.kind == PartKind::Deleted).count(), 4);
}

proptest! {
    #[test]
    fn both_paragraphs_can_be_read_from_the_parts(
        old in "[甲乙丙，。一二、（）0-9a\u{301}𠀀年月 ]{0,40}",
        new in "[甲乙丙，。一二、（）0-9a\u{301}𠀀年月 ]{0,40}",
    ) {
        let found = parts(words(&old), words(&new));
        let (mut one, mut other) = (0, 0);
        for part in &found {
            prop_assert_eq!((part.old.start, part.new.start), (one, other));
            (one, other) = (part.old.end, part.new.end);
            let (before, after) = (slice(&old, part.old), slice(&new, part.new));
            match part.kind {
                PartKind::Same => prop_assert_eq!(before, after),
                PartKind::MovedFrom | PartKind::MovedTo => prop_assert!(false, "paragraphs know nothing of others"),
                PartKind::Deleted => prop_assert!(!before.is_empty() && after.is_empty()),
                PartKind::Inserted => prop_assert!(before.is_empty() && !after.is_empty()),
                PartKind::Renumbered => prop_assert!(!before.is_empty() && !after.is_empty() && before != after),
            }
        }
        prop_assert_eq!((one, other), (old.len(), new.len()));
        prop_assert_eq!(found.iter().any(|part| part.kind != PartKind::Same), old != new);
    }
}
