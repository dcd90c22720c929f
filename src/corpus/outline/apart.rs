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
    let after = row.text.strip_prefix('附').map(|rest| rest.trim_start_matches(['录', '表', '注']));
    row.marks.emphasis && after.is_some_and(|rest| rest.starts_with(['：', ':', '　', ' ']))
}

#[cfg(test)]
mod tests {
    use crate::corpus::outline::tests::check;

    #[test]
    fn notes_in_brackets_are_no_headings_and_hide_none() {
        check(
            "青石镇工作手段\n谈话\n@@\n搜查\n[与𠀀法第13条的程序相同]\n@@\n勘验、检查\n［由Ａ部门执行］\n@@\n限制出境\n@@",
            &["2 1 谈话", "4 1 搜查", "7 1 勘验、检查", "10 1 限制出境"],
        );
    }
}
