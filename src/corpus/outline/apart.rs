//! Rows that stand apart from a text: its title printed once more, notes in brackets, the line over an appendix.
//!
//! Knows nothing of headings.

use crate::corpus::row::Row;

/// The shortest title that a line may repeat, in characters.
pub const LEAST_TITLE: usize = 8;

/// Whether a row is nothing but a note in square brackets to what stands around it, as `[与第十条相同]`.
pub fn is_note(row: &Row<'_>) -> bool {
    row.text.starts_with(['[', '［']) && row.text.ends_with([']', '］']) && row.marker.is_none()
}

/// Whether row `at` is the title that the piece begins with, printed once more.
pub fn is_title_again(rows: &[Row<'_>], at: usize) -> bool {
    let first = rows.first().filter(|first| at > 0 && first.chars >= LEAST_TITLE);
    first.zip(rows.get(at)).is_some_and(|(first, row)| first.text == row.text)
}

/// Whether the format sets the row off and it names an appendix: 附：活动一览.
pub fn is_appendix(row: &Row<'_>) -> bool {
    row.marks.emphasis && names_appendix(row.text)
}

/// Whether a text names an appendix by its first word.
pub fn names_appendix(text: &str) -> bool {
    appendix(text).is_some()
}

/// Whether a row names an appendix and a paragraph of whole sentences follows: 附：河长制的概念.
pub fn opens_appendix(rows: &[Row<'_>], at: usize) -> bool {
    let name = rows.get(at).filter(|row| row.marker.is_none() && !row.marks.table).and_then(|row| appendix(row.text));
    let named = name.is_some_and(|name| {
        NAME.contains(&name.chars().count()) && !name.contains(['，', '。', '；', '《', '.', '、'])
            || name.ends_with("概念")
    });
    let text = |row: &Row<'_>| row.marker.is_none() && row.chars >= LEAST_TEXT && row.text.ends_with('。');
    named && rows.get(at + 1).is_some_and(text)
}

/// The name behind the word for an appendix.
fn appendix(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('附')?.trim_start_matches(['录', '表', '注']);
    rest.starts_with(['：', ':', '　', ' ']).then(|| rest.trim_start_matches(['：', ':', '　', ' ']))
}

/// The shortest and longest name of an appendix, and the shortest paragraph below it, in characters.
const NAME: std::ops::RangeInclusive<usize> = 4..=24;
const LEAST_TEXT: usize = 24;

#[cfg(test)]
mod tests {
    use crate::corpus::outline::tests::check;

    #[test]
    fn an_appendix_over_its_text_is_a_heading_and_a_list_of_them_is_none() {
        check(
            "青石镇治河情况\n@\n一、巡河。@\n二、清淤。@\n附：河长𠀀的概念\n河长，是指由各级负责人担任的、组织一条河的管理和保护的人。\n@",
            &["3 1 *一、巡河", "4 1 *二、清淤", "5 1 附：河长𠀀的概念"],
        );
        check("青石镇治河情况\n@\n附：巡河人员名单\n青石镇政府\n2023年5月6日", &[]);
    }

    #[test]
    fn notes_in_brackets_are_no_headings_and_hide_none() {
        check(
            "青石镇工作手段\n谈话\n@@\n搜查\n[与𠀀法第13条的程序相同]\n@@\n勘验、检查\n［由Ａ部门执行］\n@@\n限制出境\n@@",
            &["2 1 谈话", "4 1 搜查", "7 1 勘验、检查", "10 1 限制出境"],
        );
    }

    #[test]
    fn a_mark_sets_a_line_over_numbers_off() {
        check(
            "青石镇治河的决定\n@\n@\n■小档案：𠀀次治河的基本情况\n（一）第一次治河\n@\n（二）第二次治河\n@",
            &["4 1 ■小档案：𠀀次治河的基本情况", "5 2 （一）第一次治河", "7 2 （二）第二次治河"],
        );
    }

    #[test]
    fn marks_over_names_of_articles_are_a_level_above_them() {
        check(
            "青石镇的教师节\n@@\n□师者之尊缘自用心\n深山从教𠀀十二年\n@@\n以校为家二十年\n@@\n□桃李芬芳真情感恩\n白水村开展谢师恩活动\n@@\n青石公司重奖优秀教师\n@@",
            &[
                "3 1 □师者之尊缘自用心",
                "4 2 深山从教𠀀十二年",
                "6 2 以校为家二十年",
                "8 1 □桃李芬芳真情感恩",
                "9 2 白水村开展谢师恩活动",
                "11 2 青石公司重奖优秀教师",
            ],
        );
    }
}
