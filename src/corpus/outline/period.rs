//! Periods: the years, months and plans that parts of a report are about.
//!
//! Knows nothing of where a line stands.

use super::number;
use crate::text::span::tail;

/// Whether a line is a month, a week or a year and nothing else: 3月 二月份 第8周 2023年.
pub fn is_period(name: &str) -> bool {
    let rest = name.strip_prefix('第').unwrap_or(name);
    let figures = rest.trim_start_matches(|c: char| c.is_ascii_digit() || number::is_figure(c));
    figures.len() < rest.len() && matches!(figures, "月" | "月份" | "周" | "年" | "季度" | "学期")
}

/// Whether a line names a part of a report by the years it is about: 2020年和“十三五”工作回顾, 过去五年的主要工作,
/// “十五”时期主要奋斗目标、任务和二〇〇一年工作意见.
pub fn is_review(name: &str) -> bool {
    let mut rest = name.strip_prefix("关于").unwrap_or(name);
    let (mut periods, mut topic) = (0, false);
    loop {
        if let Some(after) = after_period(rest) {
            (rest, topic) = (after.strip_prefix('的').unwrap_or(after), false);
            periods += 1;
        } else if let Some(after) = after_topic(rest).filter(|_| periods > 0) {
            (rest, topic) = (after, true);
        } else {
            break;
        }
        rest = ["和", "及", "与", "暨", "、"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    }
    topic && rest.is_empty()
}

/// What follows what such a line is about: 主要工作, 工作的回顾, 奋斗目标.
fn after_topic(text: &str) -> Option<&str> {
    let bare = ["主要", "重点", "各项"].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    // 过去五年工作的回顾.
    let bare = bare.strip_prefix("工作的").unwrap_or(bare);
    let longest = REVIEWS.iter().filter(|word| bare.starts_with(**word)).map(|word| word.len()).max()?;
    Some(tail(bare, longest))
}

/// What such lines are about.
const REVIEWS: &[&str] = &[
    "工作",
    "工作回顾",
    "回顾",
    "工作情况",
    "工作安排",
    "工作打算",
    "工作思路",
    "工作任务",
    "工作总结",
    "工作成效",
    "工作意见",
    "工作建议",
    "工作部署",
    "工作重点",
    "工作计划",
    "目标任务",
    "发展成就",
    "成就",
    "成绩",
    "发展回顾",
    "经济社会发展",
    "奋斗目标",
    "发展目标",
    "目标",
    "任务",
];

/// What follows the years that a text begins with: 2023年, 过去五年, 五年来, “十四五”时期.
fn after_period(text: &str) -> Option<&str> {
    let figure = |c: char| c.is_ascii_digit() || number::is_figure(c);
    if let Some(rest) = text.strip_prefix(['“', '"']) {
        let (plan, rest) = rest.split_once(['”', '"'])?;
        let rest = ["时期", "期间"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
        return ((2..=3).contains(&plan.chars().count()) && plan.ends_with('五')).then_some(rest);
    }
    let lead = ["过去", "今后", "未来", "近", "这", "前", "下"].iter().find_map(|word| text.strip_prefix(word));
    let years = lead.unwrap_or(text);
    let rest = years.trim_start_matches(figure);
    let figures = years.chars().count() - rest.chars().count();
    let rest = rest.strip_prefix('年').filter(|_| figures > 0)?;
    let since = rest.strip_prefix('来');
    if lead.is_none() && since.is_none() && figures != 4 {
        return None;
    }
    let rest = since.unwrap_or(rest);
    Some(rest.strip_prefix('度').unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_reports_by_their_years() {
        for name in [
            "2020年和“十三五”工作回顾",
            "关于2020年的工作",
            "过去一年的主要工作",
            "过去五年的工作回顾",
            "五年来的工作",
            "今后五年的奋斗目标",
            "2021年工作安排",
            "二〇二一年重点工作",
            "“九五”时期及二〇〇〇年工作回顾",
            "“十四五”时期发展成就和2025年工作回顾",
            "“十五”时期主要奋斗目标、任务和二〇〇一年工作意见",
        ] {
            assert!(is_review(name), "{name}");
        }
        for name in [
            "过去一年",
            "主要工作",
            "2020年民政工作",
            "五年工作",
            "“放管服”工作",
            "2001年",
            "2001年主要",
            "2001年工作回顾会",
            "年工作",
            "过去𠀀年工作",
            "e\u{301}工作",
        ] {
            assert!(!is_review(name), "{name}");
        }
    }
}
