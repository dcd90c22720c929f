//! The index table that government pages print over a document: 索引号, 发文机关, 成文日期.

use super::labels::labelled;
use super::meta::date_len;
use super::phrases::Table;
use super::{Finding, Frame, put};
use crate::corpus::row::Row;
use crate::text::fold;
use crate::text::span::{first_chars, marks};

/// The index table at the head of a government page: rows of 索引号：… 发文机关：…, a value also on a row of its own.
pub fn table(rows: &[Row<'_>], frame: &Frame, found: &mut [Option<Finding>]) {
    let head = rows.iter().take(frame.first.saturating_add(6));
    let mut hits: Vec<(usize, &str, bool)> =
        head.enumerate().filter_map(|(at, row)| index_label(row.text).map(|(word, bare)| (at, word, bare))).collect();
    // 主题词 stands in the imprint below a short text, too.
    let table: Vec<usize> = hits.iter().filter(|(_, word, _)| !TOPICS.contains(word)).map(|(at, ..)| *at).collect();
    hits.retain(|(at, word, _)| !TOPICS.contains(word) || table.iter().any(|other| at.abs_diff(*other) <= APART));
    for (at, row) in rows.iter().enumerate().take(frame.first.saturating_add(6)) {
        if row.chars <= LONGEST_TABLE && has_labels(row.text) {
            put(found, at, Some(Finding::new("索引表", "一行里有几个公开信息索引栏")));
        }
    }
    unmarked(rows, frame, found);
    let sure = hits.iter().filter(|(_, word, _)| !matches!(*word, "标题" | "名称")).count();
    if sure < 2 {
        return;
    }
    for (of, &(at, word, bare)) in hits.iter().enumerate() {
        put(found, at, Some(Finding::new("索引表", format!("公开信息索引栏“{word}”"))));
        let is_hit = |row: usize| hits.iter().skip(of + 1).take(2).any(|&(other, _, _)| other == row);
        let (is_label, next_is_label) = (is_hit(at + 1), is_hit(at + 2));
        let value = rows.get(at + 1).is_some_and(|row| {
            let folded = fold::tight(row.text);
            let plain = date_len(&folded) > 0 || !folded.chars().any(crate::text::safe::is_han);
            row.chars <= 60 && !is_label && (next_is_label || plain)
        });
        if bare && value {
            put(found, at + 1, Some(Finding::new("索引表", format!("公开信息索引栏“{word}”的内容"))));
        }
    }
    if let Some((last, _, _)) = hits.last() {
        let more = rows.iter().enumerate().skip(last + 1).take_while(|(_, row)| has_short_label(row.text));
        for (at, _) in more {
            put(found, at, Some(Finding::new("索引表", "紧接公开信息索引栏的栏目行")));
        }
    }
}

/// Labels of the topics of a document, and how many rows at the most they stand from another label of the table.
const TOPICS: &[&str] = &["主题词", "关键词"];
const APART: usize = 2;

/// The same table without its colons: 发布机构 某县政府 发文日期 2023-05-06, two and more rows in a row.
fn unmarked(rows: &[Row<'_>], frame: &Frame, found: &mut [Option<Finding>]) {
    let is_row = |at: usize| {
        rows.get(at).filter(|row| row.chars <= LONGEST_TABLE && row.marker.is_none()).is_some_and(|row| {
            let opens = row.text.chars().next().is_some_and(|first| LABELS.may_open(first));
            let label = || row.text.split_once(char::is_whitespace).map_or("", |(label, _)| label);
            opens && !row.is_closed() && INDEX_LABELS.contains(&label())
        })
    };
    let mut at = 0;
    while at < frame.first.saturating_add(6).min(rows.len()) {
        let run = (at..rows.len()).take_while(|at| is_row(*at)).count();
        if run >= LEAST_UNMARKED {
            for at in at..at + run {
                put(found, at, Some(Finding::new("索引表", "连续几行公开信息索引栏")));
            }
        }
        at += run.max(1);
    }
}

/// How many rows without colons prove each other.
const LEAST_UNMARKED: usize = 2;

/// What a library of laws writes over a text: rows of 【时效性】现行有效, three and more.
pub fn boxed(rows: &[Row<'_>], frame: &Frame, found: &mut [Option<Finding>]) {
    let is_labelled = |row: &Row<'_>| {
        let label = row.text.strip_prefix('【').and_then(|rest| rest.split_once('】')).map(|(label, _)| label);
        label.is_some_and(|label| BOXED.contains(&label))
    };
    let labelled: Vec<usize> = (0..frame.first).filter(|at| rows.get(*at).is_some_and(is_labelled)).collect();
    if labelled.len() >= LEAST_LABELS {
        for at in labelled {
            put(found, at, Some(Finding::new("索引表", "文前【】里的栏目行")));
        }
    }
}

/// What such labels are.
const BOXED: &[&str] = &[
    "发布部门",
    "发文字号",
    "发布日期",
    "实施日期",
    "时效性",
    "效力级别",
    "法规类别",
    "批准部门",
    "批准日期",
    "颁布单位",
    "颁布日期",
    "生效日期",
    "文号",
    "法宝引证码",
    "标题",
    "分类",
    "失效日期",
    "全文",
    "类别",
];

/// What a program wrote over a text: rows of a key in Latin letters and its value, with the line that closes them and the
/// heading over them.
pub fn front(rows: &[Row<'_>], found: &mut [Option<Finding>]) {
    let is_pair = |row: &Row<'_>| has_latin_key(row.text) && !row.marks.table;
    let Some(first) = rows.iter().take(FRONT).position(is_pair) else { return };
    let len = rows.iter().skip(first).take_while(|row| is_pair(row)).count();
    if len < LEAST_KEYS {
        return;
    }
    let end = first + len;
    let is_rule =
        |at: usize| rows.get(at).is_some_and(|row| row.text.len() >= 3 && row.text.bytes().all(|b| b == b'-'));
    let over = first
        .checked_sub(1)
        .filter(|at| is_rule(*at) || rows.get(*at).is_some_and(|row| row.marks.emphasis || row.text.starts_with('#')));
    let finding = |at: usize| Finding::new("元数据", if is_rule(at) { "键值行的首尾" } else { "文前的键值行" });
    for at in over.into_iter().chain(first..end).chain(Some(end).filter(|at| is_rule(*at))) {
        put(found, at, Some(finding(at)));
    }
}

/// Within how many rows a program's lines begin, and how many prove each other.
const FRONT: usize = 3;
const LEAST_KEYS: usize = 3;

/// Whether a row is a key and its value as programs write them: - source_url: …, "title": …
fn has_latin_key(text: &str) -> bool {
    let text = text.trim_start_matches(['-', '*', ' ']);
    let Some((key, _)) = text.split_once(':') else { return false };
    let key = key.trim().trim_matches('"');
    let is_key = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-');
    (2..=LONGEST_KEY).contains(&key.len()) && key.bytes().all(is_key) && !matches!(key, "http" | "https" | "ftp")
}

/// The longest key, in bytes.
const LONGEST_KEY: usize = 32;

/// Index tables between the documents of one file: rows in a row, each with its label.
pub fn between(rows: &[Row<'_>], found: &mut [Option<Finding>]) {
    let hit = |at: usize| {
        rows.get(at)
            .filter(|row| row.chars <= LONGEST_TABLE)
            .and_then(|row| index_label(row.text))
            .map(|(word, _)| word)
    };
    let mut at = 0;
    while at < rows.len() {
        let run = (at..rows.len()).take_while(|at| hit(*at).is_some()).count();
        let sure = (at..at + run).filter_map(hit).filter(|word| OWN.contains(word)).count();
        if run >= LEAST_LABELS && sure >= 1 {
            for at in at..at + run {
                put(found, at, Some(Finding::new("索引表", "连续几行公开信息索引栏")));
            }
        }
        at += run.max(1);
    }
}

/// Labels that only an index table has.
const OWN: &[&str] = &["索引号", "信息索引号", "组配分类", "公开责任部门", "主题分类", "体裁分类"];

/// The longest row that holds a table, in characters, and how many labels it holds.
const LONGEST_TABLE: usize = 160;
const LEAST_LABELS: usize = 3;

/// Whether a row holds several labels of an index table.
fn has_labels(text: &str) -> bool {
    if marks(text).filter(|(_, c)| fold::char(*c) == ':').nth(LEAST_LABELS - 1).is_none() {
        return false;
    }
    let folded = fold::text(text);
    let is_label = |part: &str| LABELS.opens(part, 0).is_some_and(|(_, word)| labelled(part, word));
    folded.split_whitespace().filter(|part| is_label(part)).count() >= LEAST_LABELS
}

/// The label that a row of an index table begins with, and whether its value is missing.
fn index_label(text: &str) -> Option<(&'static str, bool)> {
    let letters = || text.chars().filter(|c| !c.is_whitespace() && *c != '|').map(fold::char);
    // Most rows begin with no label's first character.
    if !letters().find(|c| !BULLETS.contains(c)).is_some_and(|first| LABELS.may_open(first)) {
        return None;
    }
    let tight: String = letters().take(12).collect();
    let tight = tight.trim_start_matches(BULLETS);
    let (_, word) = LABELS.opens(tight, 0).filter(|(_, word)| labelled(tight, word) || tight == *word)?;
    Some((word, tight.trim_end_matches(':').len() == word.len()))
}

/// Marks before the labels of a list.
const BULLETS: &[char] = &['•', '·', '●', '◆', '-', '*'];

/// Whether a row is a label of a table and its value, in the form that pages print: 公文时效: | 有效 |
fn has_short_label(text: &str) -> bool {
    let folded = fold::tight(first_chars(text, LONGEST_VALUE + 1));
    let label = folded.split_once(":|").map(|(label, _)| label.trim_start_matches('|'));
    folded.chars().count() <= LONGEST_VALUE && label.is_some_and(|label| (2..=8).contains(&label.chars().count()))
}

/// The longest row of a table of labels, in characters.
const LONGEST_VALUE: usize = 60;

/// The labels of an index table; none begins with another.
static LABELS: Table = Table::new(&[("索引表", usize::MAX, INDEX_LABELS)]);

const INDEX_LABELS: &[&str] = &[
    "索引号",
    "信息索引号",
    "主题分类",
    "信息分类",
    "体裁分类",
    "服务对象",
    "发文机关",
    "发文机构",
    "来源",
    "发布机构",
    "公开机构",
    "制发机关",
    "发文单位",
    "成文日期",
    "发文日期",
    "生成日期",
    "生效日期",
    "发布日期",
    "公开日期",
    "公开方式",
    "公开范围",
    "公开形式",
    "公开时限",
    "公开责任部门",
    "发文字号",
    "文号",
    "标题",
    "名称",
    "主题词",
    "关键词",
    "有效性",
    "时效性",
    "内容概述",
    "统一编号",
    "组配分类",
    "废止日期",
    "公文目录",
    "公文时效",
    "公文种类",
    "文件状态",
    "所属主题",
    "信息名称",
    "信息来源",
    "生效时间",
    "发文时间",
    "发布时间",
    "公开类别",
    "载体形式",
    "记录形式",
    "获取方式",
    "失效日期",
    "备注/文号",
    "文件编号",
    "发文编号",
    "公文生成日期",
    "法定主动公开分类",
];

#[cfg(test)]
mod tests {
    use crate::corpus::clean::tests::{PROSE, check};

    #[test]
    fn the_topics_in_an_imprint_are_no_row_of_the_table() {
        let head = "• 索 引 号:QS01-2023\n• 备注/文号:青教〔2023〕1号\n• 发布机构:青石镇\n• 公文生成日期:2023-05-06";
        let text = format!("{head}\n青石镇关于转发办法的通知\n各学校：\n现转发给你们。\n主题词:教育 𠀀 通知\n{PROSE}");
        check(&text, &[(1, "索引表"), (2, "索引表"), (3, "索引表"), (4, "索引表")]);
        let head = "索引号:12-3\n主题词:教育\n发布机构:青石镇\n文件编号:青教〔2023〕1号 发布机构:教育局";
        let expected = [(1, "索引表"), (2, "索引表"), (3, "索引表"), (4, "索引表")];
        check(&format!("{head}\n青石镇教育工作总结\n{PROSE}"), &expected);
    }
}
