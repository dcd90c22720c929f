//! What a reader sees, row by row.

use proptest::prelude::{prop_assert_eq, proptest};

use super::super::tests::compared;
use super::*;

fn told(old: &str, new: &str, folded: bool) -> Vec<String> {
    let one = |row: &Row| {
        let parts = row.parts.iter().map(|part| match part.kind {
            RowPartKind::Deleted => format!("［－{}］", part.text),
            RowPartKind::Inserted => format!("［＋{}］", part.text),
            RowPartKind::MovedTo | RowPartKind::MovedFrom => format!("［移{}］", part.text),
            _ => part.text.clone(),
        });
        format!("{}{}", row.lot.sign(), parts.collect::<String>())
    };
    compared(old, new).rows(folded).iter().map(one).collect()
}

const A: &str = "组织志愿者对背街小巷集中清扫，清运垃圾三十余吨。";
const B: &str = "民警和网格员每晚巡查，调解邻里纠纷十五起，治安平稳。";
const C: &str = "利用广播和展板讲清楚政策要求，营造浓厚氛围。";

#[test]
fn moved_and_renumbered_sections_are_told() {
    let old = format!("青石镇2024年工作总结\n一、环境整治\n{A}\n二、治安巡防\n{B}\n三、宣传发动\n{C}\n");
    let new = format!("青石镇2024年工作总结\n一、宣传发动\n{C}\n二、环境整治\n{A}\n三、治安巡防\n{B}\n");
    let seen = told(&old, &new, false);
    assert_eq!(
        seen,
        [
            " 青石镇2024年工作总结",
            ">三、→一、宣传发动〔移自“三、宣传发动”，原第 6 行〕",
            &format!(" {C}"),
            "#一、→二、环境整治",
            &format!(" {A}"),
            "#二、→三、治安巡防",
            &format!(" {B}"),
            "<［移三、宣传发动］〔移至“一、宣传发动”，现第 2 行〕",
        ]
    );
}

#[test]
fn what_stands_in_a_moved_section_is_carried() {
    let title = "青石镇2024年工作总结\n";
    let one = format!("一、主要做法\n（一）环境整治\n{A}\n（二）治安巡防\n{B}\n");
    let other = format!("二、宣传发动\n{C}{C}{C}{C}{C}{C}{C}\n");
    let comparison = compared(&format!("{title}{one}{other}"), &format!("{title}{other}{one}"));
    let rows = comparison.rows(false);
    let carried: Vec<&Row> = rows.iter().filter(|row| row.carried).collect();
    assert_eq!(carried.len(), 5, "{rows:?}");
    assert!(
        carried.iter().skip(1).all(|row| row.lot == RowLot::Same)
            && carried.first().is_some_and(|row| row.lot == RowLot::MovedHere)
    );
}

#[test]
fn moved_paragraphs_and_changed_words_are_told() {
    let old = format!("一、主要做法\n{A}\n{B}\n二、存在问题\n人手不足，经费偏紧。\n");
    let new = format!("一、主要做法\n{B}\n二、存在问题\n人手还是不足，经费偏紧。\n{A}\n");
    assert_eq!(
        told(&old, &new, false),
        [
            " 一、主要做法",
            "<［移组织志愿者对背街小巷集中清扫，清运垃…］〔移至“二、存在问题”，现第 5 行〕",
            &format!(" {B}"),
            " 二、存在问题",
            "~人手［＋还是］不足，经费偏紧。",
            &format!(">［移{A}］〔移自“一、主要做法”，原第 2 行〕"),
        ]
    );
}

#[test]
fn what_did_not_change_is_folded() {
    let body = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬"]
        .map(|n| format!("第{n}段说的是另外一件事情，写得比较长，免得同别的段落混在一起。\n"))
        .concat();
    let old = format!("一、主要做法\n{body}二、存在问题\n人手不足，经费偏紧。\n");
    let new = old.replace("人手不足", "人手很不足");
    assert_eq!(
        told(&old, &new, true),
        ["…… 未改 10 段（含 1 个标题） ……", "二、存在问题", "~人手［＋很］不足，经费偏紧。"]
            .map(|row| if row.starts_with('~') { row.to_owned() } else { format!(" {row}") })
    );
    assert_eq!(told(&old, &old, true).len(), 1);
    let long = format!("开头{}结尾𠀀", "说明情况".repeat(100));
    let seen = told(&long, &format!("{long}了"), true);
    assert!(
        seen.len() == 1 && seen.concat().contains("……未改") && seen.concat().ends_with("结尾𠀀［＋了］"),
        "{seen:?}"
    );
}

#[test]
fn the_summary_counts() {
    assert_eq!(compared(A, A).summary(), "没有改动");
    let seen = compared(&format!("{A}\n"), &format!("{}\n{B}\n", A.replace("三十", "四十"))).summary();
    assert!(seen.contains("改动 1 段") && seen.contains("数字、日期、名称变动"), "{seen}");
}

proptest! {
    #[test]
    fn both_texts_can_be_read_from_the_rows(old in "[一二、甲乙。\n0-9年𠀀a\u{301}]{0,40}", new in "[一二、甲乙。\n0-9年𠀀a\u{301}]{0,40}") {
        let comparison = compared(&old, &new);
        let letters = |text: &str| {
            let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
            letters.sort_unstable();
            letters
        };
        let (mut olds, mut news) = (String::new(), String::new());
        for row in comparison.rows(false).iter().filter(|row| row.lot != RowLot::MovedAway) {
            for part in &row.parts {
                olds.extend(part.old.map(|span| comparison.old_text(span)));
                news.extend(part.new.map(|span| comparison.new_text(span)));
            }
        }
        prop_assert_eq!(letters(&olds), letters(&comparison.old));
        prop_assert_eq!(letters(&news), letters(&comparison.new));
    }
}
