//! Parts of a plan by the words that name them: 活动时间 over its text, or 活动时间： over it.
//!
//! What names one has text of any length below it; so it proves little alone.

use crate::corpus::clean::phrases::Edges;
use crate::corpus::row::Row;

/// Whether row `at` names a part of a plan, alone on its line or with a colon, over text in row `below`; cells of a table's
/// first row follow each other.
pub fn heads(rows: &[Row<'_>], at: usize, below: usize) -> bool {
    let name = |row: &Row<'_>| is_part(row.text.trim_end_matches(['：', ':']).trim_end());
    let (Some(row), Some(next)) = (rows.get(at), rows.get(below)) else { return false };
    let cell = || name(next) || at.checked_sub(1).and_then(|at| rows.get(at)).is_some_and(name);
    let labelled = row.text.ends_with(['：', ':']);
    name(row) && !cell() && (next.marker.is_none() || labelled && next.marker.is_some_and(|m| m.number == 1))
}

/// Whether a short line is a part of a plan by both of its words: 活动时间.
fn is_part(name: &str) -> bool {
    PART.contains(&name.chars().count()) && PLANS.begin(name) && PARTS.end(name)
}

/// The shortest and longest name of a part of a plan, in characters.
const PART: std::ops::RangeInclusive<usize> = 4..=6;
/// What such names begin and end with.
static PLANS: Edges = Edges::new(&[
    "活动", "会议", "比赛", "竞赛", "评选", "培训", "考核", "报名", "参加", "参赛", "奖项", "征集", "表彰", "组织",
    "申报", "评审", "招聘",
]);
static PARTS: Edges = Edges::new(&[
    "时间", "地点", "对象", "主题", "目的", "宗旨", "内容", "形式", "流程", "要求", "安排", "方式", "人员", "方案",
    "背景", "意义", "步骤", "办法", "设置", "条件", "标准", "机构", "范围", "名称", "前期", "后期", "准备", "程序",
    "规则", "预算",
]);

#[cfg(test)]
mod tests {
    use crate::corpus::outline::tests::check;

    #[test]
    fn labels_with_a_colon_over_text_of_any_length() {
        check(
            "青石中学征文比赛活动策划\n活动名称：\n“青石𠀀”征文比赛\n活动背景：\n@\n活动时间：\n2023年5月6日\n活动流程：\n（一）前期准备\n@\n（二）评选\n@\n活动后期：\n由学习部总结。",
            &[
                "2 1 活动名称",
                "4 1 活动背景",
                "6 1 活动时间",
                "8 1 活动流程",
                "9 2 （一）前期准备",
                "11 2 （二）评选",
                "13 1 活动后期",
            ],
        );
        check("青石中学征文比赛活动策划\n活动名称：\n活动时间：\n活动地点：\n@", &[]);
        check("青石中学征文比赛活动策划\n@\n活动时间：\n2023年5月6日\n@", &[]);
    }
}
