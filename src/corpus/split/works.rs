//! Works whose titles a format made headings: pages and Word files that hold several, one heading each.

use super::{Cut, title};
use crate::corpus::outline::reason::Beginning;
use crate::corpus::row::Row;
use crate::text::fold;

/// Works whose titles are the headings of one level, and no heading stands above them but the title of a collection: each
/// names a kind of writing, none has a number.
pub fn cuts(rows: &[Row<'_>]) -> Vec<Cut> {
    let headings: Vec<(usize, &Row<'_>, u8)> =
        rows.iter().enumerate().filter_map(|(at, row)| Some((at, row, row.marks.heading?))).collect();
    let above = headings.iter().take_while(|(_, row, _)| collects(row.text)).count().min(1);
    let below = headings.get(above..).unwrap_or_default();
    let Some(level) = below.iter().map(|(_, _, level)| *level).min() else { return Vec::new() };
    let top: Vec<&(usize, &Row<'_>, u8)> = below.iter().filter(|(_, _, own)| *own == level).collect();
    let is_work = |row: &Row<'_>| {
        row.marker.is_none()
            && !dated(row.text)
            && row.chars >= LEAST_NAME
            && title::could_be_title(row)
            && title::ends_as_title(row.text)
    };
    let has_text = |at: usize, end: usize| {
        rows.get(at + 1..end).unwrap_or_default().iter().any(|row| row.marks.heading.is_none() && row.chars > 20)
    };
    let ends = top.iter().skip(1).map(|(at, _, _)| *at).chain([rows.len()]);
    let all = top.iter().zip(ends).all(|((at, row, _), end)| is_work(row) && has_text(*at, end));
    if top.len() < 2 || !all {
        return Vec::new();
    }
    top.iter().map(|(at, _, _)| Cut { row: *at, separator: false, why: Beginning::Format }).collect()
}

/// The shortest name of a work, in characters.
const LEAST_NAME: usize = 8;

/// Whether a name begins with its year: 2023年工作总结 is a section as well, 青石镇2023年工作总结 is none.
fn dated(name: &str) -> bool {
    name.starts_with(|c: char| fold::char(c).is_ascii_digit())
}

/// Whether a title is that of a collection.
pub fn collects(title: &str) -> bool {
    ["汇编", "合集", "选编", "大全"].iter().any(|word| title.ends_with(word))
}

#[cfg(test)]
mod tests {
    use crate::corpus::model::{Extracted, Hint};
    use crate::corpus::recognise::recognise;
    use crate::corpus::role::words::RoleWords;
    use crate::text::span::LineIndex;

    /// Lines that begin with # are headings of that level; ~ is a paragraph.
    fn check(lines: &[&str], expected: &[&str]) {
        let prose = "一年来，青石镇坚持问题导向，扎实推进环境整治、志愿服务和宣传教育，各项工作取得新进展𠀀。";
        let level = |line: &str| line.bytes().take_while(|byte| *byte == b'#').count() as u8;
        let numbered = lines.iter().enumerate().filter(|(_, line)| level(line) > 0);
        let hints = numbered.map(|(at, line)| (at + 1, Hint::Heading(level(line)))).collect();
        let text = lines.iter().map(|line| line.trim_start_matches(['#', ' '])).collect::<Vec<_>>().join("\n");
        let source = Extracted { text: text.replace('~', prose), hints };
        let found = recognise(&source, &LineIndex::new(&source.text), "甲", &RoleWords::builtin());
        let titles: Vec<&str> = found.pieces.iter().map(|piece| piece.title.as_str()).collect();
        assert_eq!(titles, expected, "{text}");
    }

    #[test]
    fn headings_that_are_titles_of_works_open_pieces() {
        let (one, two) = ("青石镇文明创建工作总结", "关于白水镇机构改革的说明");
        let own = ["## 青石镇文明创建工作总结", "一、做法", "~", "二、打算", "~"];
        let other = ["## 关于白水镇机构改革的说明", "一、必要性", "~"];
        check(&[&own[..], &other].concat(), &[one, two]);
        check(&[&["# 青石县工作总结汇编"][..], &own, &other].concat(), &[one, two]);
        // Below a title of their own, with a number, or among headings of other kinds they are sections.
        let below = ["# 青石镇创建工作报告", "~", "## 青石镇文明创建工作总结", "~", "## 白水镇机构改革的说明", "~"];
        check(&below, &["青石镇创建工作报告"]);
        check(
            &[&["青石镇创建", "## 一、青石镇文明创建工作总结", "~"][..], &["## 二、关于白水镇机构改革的说明", "~"]]
                .concat(),
            &["青石镇创建"],
        );
        check(&[&own[..], &["## 主要工作亮点", "~"]].concat(), &[one]);
        check(&["## 2023年工作总结", "~", "## 2024年工作计划", "~"], &["2023年工作总结"]);
    }
}
