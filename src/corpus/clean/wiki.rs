//! What an encyclopaedia prints over a document that it holds: a sentence of what it is, and a box of its fields.
//!
//! Knows nothing of other sites.

use super::{Finding, put};
use crate::corpus::row::Row;
use crate::text::safe::is_han;

/// Marks the box with its name and the sentence above it.
pub fn boxed(rows: &[Row<'_>], found: &mut [Option<Finding>]) {
    let opens = |row: &Row<'_>| field(row).is_some_and(|label| matches!(label, "中文名" | "中文名称" | "中文名稱"));
    let Some(first) = rows.iter().take(SEARCHED).position(opens) else { return };
    let count = rows.iter().skip(first).take_while(|row| field(row).is_some()).count();
    if count < LEAST_FIELDS {
        return;
    }
    let named = |row: &Row<'_>| matches!(row.text, "基本介绍" | "基本介紹" | "基本信息" | "基本資料" | "基本资料");
    let name = first.checked_sub(1).filter(|at| rows.get(*at).is_some_and(named));
    // 《甲》是某县发布的意见。
    let tells = |row: &Row<'_>| row.text.starts_with('《') && row.text.contains("》是") && row.text.ends_with('。');
    let told = name.unwrap_or(first).checked_sub(1).filter(|at| rows.get(*at).is_some_and(tells));
    for at in told.into_iter().chain(name).chain(first..first + count) {
        put(found, at, Some(Finding::new("索引表", "百科的条目栏")));
    }
}

/// The name of the field that a row is: • 中文名：甲.
fn field<'t>(row: &Row<'t>) -> Option<&'t str> {
    if row.chars > LONGEST_ROW || row.text.ends_with('。') {
        return None;
    }
    let text = row.text.trim_start_matches(['•', '·', ' ', '\u{3000}']);
    let (label, value) = text.split_once(['：', ':'])?;
    let label = label.trim();
    let fits = (2..=LONGEST_FIELD).contains(&label.chars().count()) && label.chars().all(is_han);
    (fits && !value.trim().is_empty()).then_some(label)
}

/// Within how many rows of a page the box stands, and of how many fields it is at the least.
const SEARCHED: usize = 12;
const LEAST_FIELDS: usize = 2;
/// The longest name of a field and the longest row, in characters.
const LONGEST_FIELD: usize = 6;
const LONGEST_ROW: usize = 80;

#[cfg(test)]
mod tests {
    use crate::corpus::clean::tests::{PROSE, check};

    #[test]
    fn the_box_of_an_encyclopaedia() {
        check(
            &format!(
                "青石县关于发展气象的意见\n《青石县关于发展气象的意见》是2015年青石县发布的意见。\n基本介绍\n• 中文名：青石县关于发展气象的意见\n• 颁布时间：2015年\n• 发布单位：青石县𠀀政府\n青石县关于发展气象的意见\n{PROSE}"
            ),
            &[(2, "索引表"), (3, "索引表"), (4, "索引表"), (5, "索引表"), (6, "索引表")],
        );
        check(&format!("青石县参会须知\n基本信息\n会议时间：下午\n会议主题：甲\n{PROSE}"), &[]);
    }
}
