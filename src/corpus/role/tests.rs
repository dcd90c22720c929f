//! Roles of sections in small pieces.

use std::sync::Arc;

use proptest::prelude::{Just, Strategy, prop, prop_oneof, proptest};

use super::words::RoleWords;
use super::{Aid, Kind, Reason, Role, assign};
use crate::corpus::correction::Placed;
use crate::corpus::model::Section;
use crate::corpus::outline::reason::{self, Nesting};
use crate::text::span::ByteSpan;

/// Sections from (level, heading, body), as the outline would give them.
fn sections(rows: &[(u8, &str, &str)]) -> (String, Vec<Section>) {
    let mut text = String::new();
    let mut sections: Vec<Section> = Vec::new();
    for (level, heading, body) in rows {
        let start = text.len();
        text.push_str(heading);
        let end = text.len();
        text.push_str(body);
        let whole = ByteSpan::new(start, text.len());
        sections.push(Section {
            line: sections.len() + 1,
            level: *level,
            marker: "一、".to_owned(),
            text: (*heading).to_owned(),
            run_in: false,
            heading: ByteSpan::new(start, end),
            body: ByteSpan::new(end, text.len()),
            span: whole,
            parent: sections.iter().rposition(|above| above.level < *level),
            why: reason::Reason::Style,
            nesting: Nesting::Top,
            role: None,
        });
    }
    (text, sections)
}

fn judged(title: &str, rows: &[(u8, &str, &str)]) -> Vec<Section> {
    let (text, mut sections) = sections(rows);
    assign(&text, title, &mut sections, &RoleWords::builtin(), &Placed::default());
    sections
}

fn check(title: &str, rows: &[(u8, &str)], expected: &str) {
    let rows: Vec<_> = rows.iter().map(|(level, heading)| (*level, *heading, "")).collect();
    let found = judged(title, &rows);
    let found: Vec<_> = found.iter().map(|s| s.role.as_ref().map_or("-", |found| found.role.id())).collect();
    assert_eq!(found.join(" "), expected, "{title}: {rows:?}");
}

#[test]
fn ids_lead_back() {
    for role in Role::ALL {
        assert_eq!(Role::from_id(role.id()), Some(role));
    }
    assert_eq!(Role::from_id("无"), None);
}

#[test]
fn a_summary_from_practice_to_intention() {
    check(
        "青石镇工作总结",
        &[
            (1, "主要做法"),
            (2, "成立机构"),
            (2, "加强宣传"),
            (2, "修路架桥"),
            (1, "检查中存在的问题"),
            (2, "宣传不够"),
            (1, "整改措施"),
            (2, "加强宣传"),
        ],
        "做法 组织 宣传 做法 问题 问题 打算 打算",
    );
    check("青石镇工作总结", &[(1, "抓全员创建,营造浓厚氛围"), (2, "统一认识"), (1, "修路")], "做法 做法 做法");
    check("青石镇工作总结", &[(1, "坚持问题导向"), (1, "整治突出问题"), (1, "两个问题")], "做法 做法 问题");
}

#[test]
fn organisation_at_the_end_of_a_plan_guarantees() {
    let end = [(1, "工作目标"), (1, "重点任务"), (1, "修路"), (1, "加强组织领导")];
    check("青石镇创城方案", &end, "开头 做法 做法 保障");
    let middle = [(1, "基本情况"), (1, "加强组织领导"), (1, "修路"), (1, "架桥")];
    check("青石镇创城总结", &middle, "开头 组织 做法 做法");
}

#[test]
fn a_report_looks_back_and_ahead() {
    check(
        "2026年政府工作报告",
        &[(1, "2025年工作回顾"), (2, "民生保障更加有力"), (1, "2026年工作安排"), (2, "着力保障和改善民生")],
        "成效 成效 打算 打算",
    );
    check("青石镇2025年工作计划", &[(1, "总体要求"), (1, "2025年重点任务"), (1, "修路")], "开头 做法 做法");
    check("青石镇总结", &[(1, "修路"), (1, "存在问题"), (1, "主要措施")], "做法 问题 打算");
}

#[test]
fn what_is_no_part_of_the_work_has_no_role() {
    check("青石镇预案", &[(1, "总则"), (1, "附则"), (2, "解释"), (1, "附件")], "开头 - - -");
    check("𠀀", &[(1, "甲"), (2, "乙")], "- -");
    check("摊贩管理办法", &[(1, "总则"), (1, "摊位"), (1, "监督检查")], "开头 - 督查");
    check("青石镇总结", &[], "");
}

#[test]
fn the_title_made_a_heading_by_hand_gives_its_sections_nothing() {
    let title = "𠀀镇2024年工作总结和2025年工作计划";
    check(title, &[(1, title), (2, "取得的成效"), (2, "存在的问题"), (2, "保障措施")], "- 成效 问题 保障");
}

#[test]
fn two_roles_that_say_the_same_say_nothing() {
    let (words, bad) = RoleWords::new("宣传 敲门 7\n督查 敲门 7\n");
    assert_eq!(bad, []);
    let (text, mut found) = sections(&[(1, "逐户敲门", "")]);
    assign(&text, "青石镇总结", &mut found, &words, &Placed::default());
    assert!(found.iter().all(|section| section.role.is_none()));
}

#[test]
fn reasons_are_short_phrases() {
    let long = "抓机关创建抓路段创建抓社区创建抓全员创建";
    let body = "任组长的是书记，任组长的还有镇长，领导小组下设办公室。";
    let found = judged(
        "青石镇总结",
        &[
            (1, "主要做法", ""),
            (2, "三件事", body),
            (1, long, ""),
            (2, "修路", ""),
            (1, "存在问题", ""),
            (1, "措施", ""),
        ],
    );
    let shown: Vec<_> = found.iter().filter_map(|s| Some(s.role.as_ref()?.reason.to_string())).collect();
    let expected = [
        "标题含“主要做法”",
        "正文 3 次出现“任组长、领导小组”",
        "总结里的一项内容",
        "随上级“抓机关创建抓路段创建抓社区创建抓…”",
        "标题含“存在问题”",
        "标题含“措施”，在问题之后",
    ];
    assert_eq!(shown, expected);
    let near = Reason::Heading { word: Arc::from("要求"), aid: Aid::NearEnd };
    assert_eq!(near.to_string(), "标题含“要求”，近篇末");
    assert_eq!(Reason::Topic(Kind::Plan).to_string(), "方案里的一项内容");
}

proptest! {
    #[test]
    fn any_sections_can_be_judged(
        title in ".{0,12}",
        rows in prop::collection::vec((1_u8..=9, words(), "[，。\u{20000}存在问题领导小组宣传a\n]{0,400}"), 0..24),
    ) {
        let rows: Vec<_> = rows.iter().map(|(level, heading, body)| (*level, heading.as_str(), body.as_str())).collect();
        for section in judged(&title, &rows) {
            let reason = section.role.map(|found| found.reason.to_string());
            assert!(reason.is_none_or(|reason| !reason.is_empty()));
        }
    }

    #[test]
    fn any_list_can_be_read(list in "[#\u{feff}做法无问题标题正文0-9 \n]{0,200}|.{0,200}") {
        let (words, bad) = RoleWords::new(&list);
        assert!(bad.len() <= list.lines().count());
        assert!(words.in_heading("目前存在的问题").count() > 0 || list.contains('0'));
    }
}

/// Headings of words that speak and words that do not.
fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("存在问题"),
        Just("，"),
        Just("组织领导"),
        Just("下一步"),
        Just("措施"),
        Just("附则"),
        Just("𠀀"),
        Just("第一阶段")
    ];
    prop::collection::vec(word, 0..5).prop_map(|words| words.concat())
}
