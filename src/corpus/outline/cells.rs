//! Cells of a table that lost its rows and columns: one cell a line, as pages leave them below an attachment.
//!
//! What gives such a table away is its column of running numbers, alone on their lines, or cells that all begin alike.
//! Knows nothing of headings.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::corpus::row::Row;
use crate::text::fold;
use crate::text::span::first_chars;

/// How many running numbers prove a table, and how many rows may lie from one to the next.
const LEAST_NUMBERS: usize = 3;
const MOST_BETWEEN: usize = 16;
/// The longest cell but those that hold a text, in characters; most are no longer.
const LONGEST_CELL: usize = 24;
/// The longest number, in characters.
const LONGEST_NUMBER: usize = 3;

/// The rows that are cells between and around running numbers, ascending: 1, 区政府, 3月, 2, 区住建局, 6月, 3 …
pub fn tables(rows: &[Row<'_>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut from, mut last, mut count, mut widest): (usize, usize, usize, usize) = (0, 0, 0, 0);
    let mut close = |from: usize, last: usize, count: usize, widest: usize| {
        // Between the numbers of pages stand paragraphs.
        let between = || rows.get(from..last).unwrap_or_default().iter().filter(|row| number_of(row).is_none());
        let short = between().filter(|row| row.chars <= LONGEST_CELL && !row.text.ends_with('。')).count();
        if count >= LEAST_NUMBERS && widest > 1 && short * 2 >= between().count() {
            found.push(from..(last + widest).min(rows.len()));
        }
    };
    for (at, row) in rows.iter().enumerate() {
        match number_of(row) {
            Some(n) if count > 0 && n == count + 1 && at - last <= MOST_BETWEEN => {
                widest = widest.max(at - last);
                (last, count) = (at, n);
            }
            Some(1) => {
                close(from, last, count, widest);
                (from, last, count, widest) = (at, at, 1, 0);
            }
            _ => {}
        }
    }
    close(from, last, count, widest);
    found
}

/// The number that is all a row holds.
fn number_of(row: &Row<'_>) -> Option<usize> {
    let figures = row.chars <= LONGEST_NUMBER && row.marker.is_none();
    let folded = figures.then(|| fold::text(row.text))?;
    folded.bytes().all(|byte| byte.is_ascii_digit()).then(|| folded.parse().ok())?
}

/// How many rows begin alike that prove cells, and how many characters they share.
const LEAST_ALIKE: usize = 3;
const ALIKE: usize = 8;

/// How the rows below the rows `at` begin, where several begin alike and go on otherwise: they are cells of one column.
pub fn columns<'t>(rows: &[Row<'t>], at: impl Iterator<Item = usize>) -> Vec<&'t str> {
    let mut texts: FxHashMap<&str, FxHashSet<&str>> = FxHashMap::default();
    for at in at {
        if let Some(below) = rows.get(at + 1) {
            texts.entry(first_chars(below.text, ALIKE)).or_default().insert(below.text);
        }
    }
    texts.into_iter().filter(|(_, texts)| texts.len() >= LEAST_ALIKE).map(|(opening, _)| opening).collect()
}

/// How the row below row `at` begins.
pub fn opening_below<'t>(rows: &[Row<'t>], at: usize) -> Option<&'t str> {
    rows.get(at + 1).map(|below| first_chars(below.text, ALIKE))
}

#[cfg(test)]
mod tests {
    use crate::corpus::outline::tests::check;

    #[test]
    fn cells_between_running_numbers_are_no_headings() {
        let row = |number: usize, task: &str| {
            format!("{number}\n{task}\n召开全镇动员会并部署全年任务、压实各村责任，按月通报进展情况\n党政办\n2024年\n")
        };
        let table = row(1, "加强组织领导") + &row(2, "推进基层𠀀建设") + &row(3, "强化执法监督") + &row(4, "营造氛围");
        check(
            &format!("青石镇方案\n一、目标\n@\n二、任务\n@\n序号\n任务\n内容\n部门\n时间\n{table}"),
            &["2 1 一、目标", "4 1 二、任务"],
        );
    }

    #[test]
    fn numbers_of_pages_make_no_table() {
        let page = |number: usize, title: &str| format!("{title}\n@\n@\n@\n{number}\n");
        let pages = page(1, "清溪两岸换了新颜") + &page(2, "走进河边的𠀀学堂") + &page(3, "青石镇的夜晚") + "@\n";
        check(
            &format!("青石镇的一年\n@\n{pages}"),
            &["3 1 清溪两岸换了新颜", "8 1 走进河边的𠀀学堂", "13 1 青石镇的夜晚"],
        );
    }

    #[test]
    fn cells_that_begin_alike_are_no_texts() {
        let cell = |place: &str| {
            format!("{place}\n垃圾分类账户推进全覆盖，{place}湿垃圾分类量不低于每日Ａ吨，实现日产日清，按月通报\n")
        };
        let table = ["大石镇", "月水镇", "罗溪𠀀", "顾桥镇", "高山镇"].map(cell).concat();
        check(&format!("青石镇方案\n一、目标\n@\n二、任务\n@\n街镇\n目标\n{table}"), &["2 1 一、目标", "4 1 二、任务"]);
    }
}
