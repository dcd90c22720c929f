//! The head of a page within a text, where several pages are joined in one file: the path printed step by step, the line of
//! source or time below the title. And what stands between such a path and the index table of a page.
//!
//! Must not decide where pieces begin.

use super::head::is_path_label;
use super::{Finding, Place, is_protected, meta, put};
use crate::corpus::row::Row;
use crate::text::fold;
use crate::text::safe::is_han;

/// How many steps a path has at the most, and the longest step, in characters.
const STEPS: usize = 8;
const LONGEST_STEP: usize = 14;

/// Marks paths that are printed step by step, each with the line of source or time below the title that follows it.
pub fn heads(rows: &[Row<'_>], found: &mut [Option<Finding>]) {
    let labels = rows.iter().enumerate().filter(|(_, row)| row.chars <= LONGEST_STEP && is_path_label(row.text));
    for at in labels.map(|(at, _)| at) {
        let is_step = |row: &&Row<'_>| row.chars <= LONGEST_STEP && !row.is_closed() && row.marker.is_none();
        // A path begins at the site's first page.
        if !rows.get(at + 1).is_some_and(|row| row.text.ends_with("首页")) {
            continue;
        }
        let steps = rows.iter().skip(at + 1).take(STEPS).take_while(is_step).count();
        // A title as short as a step is one all the same.
        let stamp = (at + 1..=at + steps + 1).map(|title| title + 1).find(|stamp| is_stamp(rows.get(*stamp)));
        if let Some(stamp) = stamp.filter(|stamp| *stamp > at + 2) {
            for at in at..stamp - 1 {
                put(found, at, Some(Finding::new("导航", "逐级印出的路径")));
            }
            put(found, stamp, Some(Finding::new("来源与时间", "路径和题名以下的来源或时间")));
        }
    }
}

fn is_stamp(row: Option<&Row<'_>>) -> bool {
    let Some(row) = row.filter(|row| !is_protected(row) && row.marker.is_none()) else { return false };
    meta::line(&fold::text(row.text), row.chars, Place::Head).is_some_and(|finding| finding.what == "来源与时间")
}

/// Marks a path that a page prints step by step at its top, from 首页 to 正文.
pub fn steps(rows: &[Row<'_>], found: &mut [Option<Finding>]) {
    let is_step = |row: &&Row<'_>| row.chars <= LONGEST_STEP && !row.is_closed() && row.marker.is_none();
    let begins = rows.first().is_some_and(|row| matches!(row.text, "首页" | "网站首页"));
    let steps = rows.iter().take(STEPS).take_while(is_step);
    let last = steps.enumerate().find(|(_, row)| row.text == "正文").filter(|_| begins).map(|(at, _)| at);
    for at in 0..last.map_or(0, |last| last + 1) {
        put(found, at, Some(Finding::new("导航", "逐级印出的路径")));
    }
}

/// Marks what stands between the path of a page and its index table: the office, the kind of information.
pub fn above_index(rows: &[Row<'_>], found: &mut [Option<Finding>]) {
    let Some(label) = rows.iter().take(WITHIN).position(|row| is_path_label(row.text)) else { return };
    let is_index = |at: &usize| found.get(*at).and_then(Option::as_ref).is_some_and(|finding| finding.what == "索引表");
    let Some(index) = (label + 1..label + WITHIN).find(is_index) else { return };
    let short = |row: &Row<'_>| row.chars <= LONGEST_KIND && !row.text.contains('。') && !is_protected(row);
    if rows.get(label..index).is_some_and(|between| between.iter().all(short)) {
        for at in label..index {
            put(found, at, Some(Finding::new("导航", "路径与索引表之间的栏目")));
        }
    }
}

/// Marks the fields that a program wrote over a text, one a line, where several of them are known ones.
pub fn fields(rows: &[Row<'_>], found: &mut [Option<Finding>]) {
    let is_field = |row: &&Row<'_>| {
        let field = row.text.split_once(['：', ':']).filter(|_| row.marker.is_none() && row.chars <= LONGEST_FIELD);
        let label = |label: &str| LABEL.contains(&label.chars().count()) && label.chars().all(is_han);
        field.is_some_and(|(of, value)| label(of) && !value.contains('。'))
    };
    let run = rows.iter().take_while(is_field).count();
    let known = found.iter().take(run).flatten().filter(|f| matches!(f.what, "索引表" | "来源与时间" | "元数据"));
    if run >= LEAST_FIELDS && known.count() >= LEAST_KNOWN {
        for at in 0..run {
            put(found, at, Some(Finding::new("索引表", "文件开头一行一项的栏目")));
        }
        // What the program says of its work stands right below.
        let says = |row: &&Row<'_>| DISCLAIMERS.iter().any(|words| row.text.contains(words)) && row.marker.is_none();
        let said = rows.iter().skip(run).take(MOST_SAID).take_while(says).count();
        for at in run..run + said {
            put(found, at, Some(Finding::new("元数据", "栏目以下对出处和用途的说明")));
        }
    }
}

/// Marks what a program says of its work at the top of a file where its fields were left out.
pub fn disclaimers(rows: &[Row<'_>], found: &mut [Option<Finding>]) {
    let says = |row: &Row<'_>| {
        let words = DISCLAIMERS.iter().filter(|words| row.text.contains(**words)).count();
        if row.marker.is_none() && !is_protected(row) { words } else { 0 }
    };
    if rows.first().is_none_or(|row| says(row) < LEAST_DISCLAIMERS) {
        return;
    }
    let said = rows.iter().take(MOST_SAID).take_while(|row| says(row) > 0).count();
    for at in 0..said {
        put(found, at, Some(Finding::new("元数据", "文件开头对出处和用途的说明")));
    }
}

/// How many of the words below prove such a sentence where no fields stand above it.
const LEAST_DISCLAIMERS: usize = 2;

/// Words of such sentences, and how many of them follow each other.
const DISCLAIMERS: &[&str] =
    &["仅供参考", "仅供检索", "仅供查阅", "仅供学习", "以官方", "以原文为准", "著作权法", "由脚本"];
const MOST_SAID: usize = 3;

/// The longest such line, and the shortest and longest label of one, in characters.
const LONGEST_FIELD: usize = 160;
const LABEL: std::ops::RangeInclusive<usize> = 2..=6;
/// How many of them follow each other, and how many are known ones.
const LEAST_FIELDS: usize = 5;
const LEAST_KNOWN: usize = 3;

/// Within how many rows of a page its path stands, and the index table below it.
const WITHIN: usize = 12;
/// The longest name of a kind of information, in characters.
const LONGEST_KIND: usize = 60;

#[cfg(test)]
mod tests {
    use crate::corpus::clean::tests::{PROSE, check};
    use crate::corpus::split::tests::starts;

    #[test]
    fn pages_joined_with_their_paths() {
        let page = |title: &str| {
            format!("当前位置：\n首页\n政务公开\n年度计划\n{title}\n时间：2023-01-09 11:43\n{PROSE}\n{PROSE}\n")
        };
        assert_eq!(starts(&(page("青石镇2023年工作计划") + &page("白水镇𠀀2023年工作计划"))), [5, 13]);
        check(&format!("青石镇通报\n{PROSE}\n当前位置：\n大门以北\n{PROSE}"), &[]);
    }

    #[test]
    fn a_path_step_by_step_at_the_top_and_the_value_of_a_source() {
        let text = format!("青石镇的一年\n{PROSE}\n{PROSE}");
        check(&format!("首页\n镇村采风\n正文\n{text}"), &[(1, "导航"), (2, "导航"), (3, "导航")]);
        check(
            &format!("青石镇的一年\n发表时间：\n2023-05-06 10:20\n来源：\n青石𠀀客户端\n阅读量：\n{PROSE}\n{PROSE}"),
            &[2, 3, 4, 5, 6].map(|line| (line, "来源与时间")),
        );
    }

    #[test]
    fn what_a_program_says_where_its_fields_were_left_out() {
        let said = "本文正文由脚本自𠀀网站提取，仅供检索查阅；以官方版本为准。\n依《中华人民共和国著作权法》第五条，文件不适用该法。";
        check(&format!("{said}\n青石镇通知\n{PROSE}"), &[(1, "元数据"), (2, "元数据")]);
        check(&format!("资料仅供参考。\n青石镇通知\n{PROSE}"), &[]);
    }

    #[test]
    fn fields_that_a_program_wrote_over_a_text() {
        let fields = "标题: 青石镇关于印发方案的通知\n文号: 青政发〔2023〕4号\n发布单位: 青石镇人民政府\n发布日期: 2023-02-14\n层级: 镇级\n状态: 有效";
        check(
            &format!("{fields}\n青石镇关于印发方案的通知\n各村：\n{PROSE}"),
            &[1, 2, 3, 4, 5, 6].map(|line| (line, "索引表")),
        );
        check(
            &format!(
                "{fields}\n正文系脚本提取，仅供检索查阅，𠀀以原页面为准。\n青石镇关于印发方案的通知\n各村：\n{PROSE}本办法仅供参考。"
            ),
            &[1, 2, 3, 4, 5, 6, 7].map(|line| (line, if line == 7 { "元数据" } else { "索引表" })),
        );
        check(
            &format!("活动主题：共建家园\n活动时间：5月\n活动地点：𠀀广场\n参加人员：党员\n工作要求：认真\n{PROSE}"),
            &[],
        );
    }

    #[test]
    fn what_stands_between_a_path_and_an_index_table() {
        check(
            &format!(
                "当前位置：\n首页\n青石镇党政办公室\n扶贫、教育、医疗等方面的措施及其实施情况\n索 引 号： QS-2023-1\n主题分类： 无\n发文机关： 青石镇\n成文日期：2023-08-03\n青石镇党政办公室关于印发方案的通知\n{PROSE}"
            ),
            &[
                (1, "导航"),
                (2, "导航"),
                (3, "导航"),
                (4, "导航"),
                (5, "索引表"),
                (6, "索引表"),
                (7, "索引表"),
                (8, "索引表"),
            ],
        );
    }
}
