//! Web debris: which lines are site furniture, with a receipt for each.
//!
//! A line goes when its own words prove it (a share bar, a source line), when the format says so, or when it stands
//! in a block that a proven line opens at the tail. Everything else stays: a doubtful line is text. Knows nothing of
//! pieces and headings beyond the form of a marker, which always protects a line.

pub mod bar;
pub mod blurb;
pub mod head;
pub mod index;
pub mod meta;
pub mod phrases;
pub mod tail;
pub mod words;

use super::model::{Hint, Noise};
use super::row::Row;
use crate::text::fold;
use crate::text::span::first_chars;

/// What a line was taken for and why; the row number is the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Category, in the user's words.
    pub what: &'static str,
    /// The words or the form that decided.
    pub why: String,
}

impl Finding {
    /// A finding of `what`, because of `why`.
    pub fn new(what: &'static str, why: impl Into<String>) -> Self {
        Self { what, why: why.into() }
    }
}

/// The debris among the rows of a document, ascending by line.
pub fn noise(rows: &[Row<'_>]) -> Vec<Noise> {
    let mut found: Vec<Option<Finding>> = rows.iter().map(by_format).collect();
    prove(rows, &mut found, alone);
    // What is proven plays no part in where the text begins and ends.
    let frame = Frame::of(rows, &found);
    index::table(rows, &frame, &mut found);
    prove(rows, &mut found, |row, folded, at| placed(row, folded, frame.place(at)));
    bar::head_menu(rows, &frame, &mut found);
    head::chrome(rows, &frame, &mut found);
    tail::block(rows, &frame, &mut found);
    beside(rows, &frame, &mut found);
    stamps(rows, &mut found);
    let findings = rows.iter().zip(found);
    findings.filter_map(|(row, f)| f.map(|f| Noise { line: row.line, what: f.what, why: f.why })).collect()
}

/// Sets the finding of row `at` unless it has one.
pub fn put(found: &mut [Option<Finding>], at: usize, finding: Option<Finding>) {
    if let Some(slot) = found.get_mut(at)
        && slot.is_none()
    {
        *slot = finding;
    }
}

/// A title or heading by its format is never debris.
fn is_protected(row: &Row<'_>) -> bool {
    row.marks.title || row.marks.piece || row.marks.heading.is_some()
}

fn by_format(row: &Row<'_>) -> Option<Finding> {
    if is_protected(row) {
        return None;
    }
    let (what, why) = match row.marks.furniture? {
        Hint::Link => ("相关链接", "整行都是链接"),
        Hint::Caption => ("图表说明", "格式标为图表说明"),
        Hint::Code => ("代码", "格式标为代码"),
        _ => ("导航", "格式标为导航、页眉或页脚"),
    };
    Some(Finding::new(what, why))
}

/// Asks `judge` about every row that is still open; it is given the row, its folded text and its index.
fn prove(rows: &[Row<'_>], found: &mut [Option<Finding>], judge: impl Fn(&Row<'_>, &str, usize) -> Option<Finding>) {
    let mut folded = String::new();
    for (at, row) in rows.iter().enumerate() {
        if found.get(at).is_some_and(Option::is_none) && !is_protected(row) {
            folded.clear();
            folded.extend(first_chars(row.text, LONGEST).chars().map(fold::char));
            put(found, at, judge(row, &folded, at));
        }
    }
}

/// What proves itself wherever it stands; `folded` is the row's text, folded.
fn alone(row: &Row<'_>, folded: &str, _: usize) -> Option<Finding> {
    if row.chars > LONGEST {
        return bar::leftover(row.text);
    }
    bar::crumb(folded)
        .or_else(|| bar::leftover(row.text))
        .or_else(|| tail::footer(folded, row.chars))
        .or_else(|| blurb::blurb(folded))
}

/// What proves itself by its words and where it stands.
fn placed(row: &Row<'_>, folded: &str, place: Place) -> Option<Finding> {
    if row.chars > LONGEST_LINE {
        return None;
    }
    bar::counter(row.text, place)
        .or_else(|| bar::menu(folded, place))
        .or_else(|| meta::line(folded, row.chars, place))
        .or_else(|| tail::contact(folded, row.chars, place))
}

/// The longest line of a bar or about an article, in characters.
const LONGEST_LINE: usize = 240;

/// From how many characters on a row is a paragraph, whatever words stand in it.
const LONGEST: usize = 400;

/// Fragments that are debris only beside debris: a closing bracket, a bare date, a counter.
fn beside(rows: &[Row<'_>], frame: &Frame, found: &mut [Option<Finding>]) {
    let is_found = |found: &[Option<Finding>], at: Option<usize>| {
        at.and_then(|at| found.get(at)).is_some_and(|f| f.as_ref().is_some_and(|f| f.what != "相关链接"))
    };
    let forward = 0..rows.len();
    let backward = (0..rows.len()).rev();
    for at in forward.chain(backward) {
        let Some(row) = rows.get(at) else { continue };
        if found.get(at).is_none_or(Option::is_some) || is_protected(row) || frame.place(at) == Place::Body {
            continue;
        }
        let (above, below) = (is_found(found, at.checked_sub(1)), is_found(found, at.checked_add(1)));
        if above || below {
            put(found, at, meta::fragment(row.text, row.chars));
        }
        if above && below {
            put(found, at, meta::enclosed(row.text, row.chars));
        }
    }
}

/// Dates in figures below the titles of items that a site lists one after another.
fn stamps(rows: &[Row<'_>], found: &mut [Option<Finding>]) {
    let is_stamp = |at: &usize| {
        let row = |at: Option<usize>| at.and_then(|at| rows.get(at));
        let (Some(above), Some(below)) = (row(at.checked_sub(1)), row(at.checked_add(1))) else { return false };
        row(Some(*at)).is_some_and(|row| meta::is_figures(row.text))
            && !above.is_closed()
            && (8..=60).contains(&above.chars)
            && below.chars >= 30
    };
    let stamps: Vec<usize> = (0..rows.len()).filter(is_stamp).collect();
    if stamps.len() >= 2 {
        for at in stamps {
            put(found, at, Some(Finding::new("来源与时间", "各条标题下的发布日期")));
        }
    }
}

/// Where a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before the first paragraph.
    Head,
    /// Between the first and the last paragraph.
    Body,
    /// After the last paragraph.
    Tail,
}

/// Where the running text of a document begins and ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The first row of running text; the number of rows when there is none.
    pub first: usize,
    /// One past the last row of running text.
    pub end: usize,
}

impl Frame {
    /// The frame of `rows`, those already found to be debris left out.
    pub fn of(rows: &[Row<'_>], found: &[Option<Finding>]) -> Self {
        let is_text = |(row, found): (&Row<'_>, &Option<Finding>)| {
            let closed = row.is_closed() || row.chars >= 80;
            let prose = row.chars >= 40 && closed && row.text.contains(['。', '；', '！', '？', '，', ',']);
            let marked = row.marker.is_some_and(|m| m.end < row.text.len());
            (prose || marked || row.marks.heading.is_some() && !tail::is_label(row))
                && row.marks.furniture.is_none()
                && found.is_none()
        };
        let mut pairs = rows.iter().zip(found);
        let first = pairs.clone().position(is_text).unwrap_or(rows.len());
        let end = pairs.rposition(is_text).map_or(rows.len(), |at| at + 1);
        Self { first, end }
    }

    /// Where row `at` stands.
    pub const fn place(&self, at: usize) -> Place {
        if at < self.first {
            Place::Head
        } else if at < self.end {
            Place::Body
        } else {
            Place::Tail
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::model::Extracted;
    use crate::corpus::row::rows;
    use crate::text::span::LineIndex;

    fn noise_of(source: &Extracted) -> Vec<Noise> {
        noise(&rows(source, &LineIndex::new(&source.text)))
    }

    fn check(text: &str, expected: &[(usize, &str)]) {
        let source = Extracted { text: text.to_owned(), hints: Vec::new() };
        let found = noise_of(&source);
        assert!(found.iter().all(|n| !n.why.is_empty()));
        assert_eq!(found.iter().map(|n| (n.line, n.what)).collect::<Vec<_>>(), expected, "{text}");
    }

    const PROSE: &str =
        "一年来，青石镇坚持问题导向，扎实推进环境整治、志愿服务和宣传教育，各项工作取得了新的进展，群众满意。";

    #[test]
    fn a_page_around_an_article() {
        check(
            &format!(
                "首页 > 政务 > 动态\n青石镇工作总结\n来源：青石日报\n时间：2023-05-06\n【字号：\n大\n中\n小\n】\n{PROSE}\n\
                 一、抓宣传\n{PROSE}\n责任编辑：甲𠀀\n扫一扫在手机打开当前页\n相关链接\n某局网站\n某报\n版权所有 AB网"
            ),
            &[
                (1, "导航"),
                (3, "来源与时间"),
                (4, "来源与时间"),
                (5, "打印分享栏"),
                (6, "打印分享栏"),
                (7, "打印分享栏"),
                (8, "打印分享栏"),
                (9, "打印分享栏"),
                (13, "编辑"),
                (14, "二维码提示"),
                (15, "相关链接"),
                (16, "相关链接"),
                (17, "相关链接"),
                (18, "页脚"),
            ],
        );
    }

    #[test]
    fn menus_and_tables_at_the_head() {
        check(
            &format!(
                "某某网\n机构\n公开\n服务\n互动\n数据\n青石镇总结\n• 索引号:\nAb1/2023\n• 发文机构:\n青石镇\n• 发文日期:\n{PROSE}"
            ),
            &[
                (1, "导航"),
                (2, "导航"),
                (3, "导航"),
                (4, "导航"),
                (5, "导航"),
                (6, "导航"),
                (8, "索引表"),
                (9, "索引表"),
                (10, "索引表"),
                (11, "索引表"),
                (12, "索引表"),
            ],
        );
    }

    #[test]
    fn text_stays() {
        check(
            &format!("青石镇工作总结\n目录\n一、抓宣传\n{PROSE}\n相关链接\n{PROSE}\n青石镇人民政府\n2023年5月6日"),
            &[],
        );
        check(&format!("会议纪要\n时间：2023年5月6日\n地点：三楼\n{PROSE}\n(此件公开发布)"), &[]);
        check("", &[]);
    }

    #[test]
    fn columns_above_the_title_in_the_company_of_debris() {
        let page = format!(
            "省政府 市政府 县人大\n移动版\n当前位置：首页 > 政务\n工作进展\n青石镇2023年工作总结\n2023-05-06\n{PROSE}\n一、抓宣传\n{PROSE}"
        );
        check(&page, &[(1, "导航"), (2, "导航"), (3, "导航"), (4, "导航"), (6, "来源与时间")]);
        let titled =
            format!("当前位置：首页 > 文件\n青石镇人民政府关于印发\n“清爽𠀀乡村”行动方案的通知\n各村：\n{PROSE}");
        check(&titled, &[(1, "导航")]);
        check(&format!("青石镇人民政府文件\n青政发〔2023〕4号\n青石镇工作总结\n{PROSE}"), &[]);
    }

    #[test]
    fn a_footer_with_long_lines_closes_the_page() {
        let page = format!(
            "青石镇总结\n一、抓宣传\n{PROSE}\n青石镇人民政府\n2023年5月6日\n相关链接\n某县网站\n地址：建设路1号 电话：0000-1234\n\
             为确保最佳浏览效果，建议您使用新版本的浏览器；分辨率不低于1024，字号可以在浏览器里调整，谢谢您的访问。"
        );
        check(&page, &[(6, "相关链接"), (7, "相关链接"), (8, "页脚"), (9, "页脚")]);
        check(&format!("青石镇通知\n{PROSE}\n联系人：甲𠀀，电话：0000-1234，地址：镇政府三楼"), &[]);
    }

    #[test]
    fn index_tables_with_bars() {
        check(
            &format!(
                "索引号: | 12-3 | 主题分类: | 城建 |\n发布机构: | 青石镇 |\n办理结果: | 同意 |\n青石镇批复\n{PROSE}"
            ),
            &[(1, "索引表"), (2, "索引表"), (3, "索引表")],
        );
    }

    #[test]
    fn hints_of_the_format_count() {
        let source = Extracted {
            text: format!("甲乙丙\n{PROSE}\n"),
            hints: vec![(1, Hint::Chrome), (2, Hint::Link), (2, Hint::Heading(1))],
        };
        assert_eq!(debris(&source.text, &source.hints), [1]);
    }

    fn debris(text: &str, hints: &[(usize, Hint)]) -> Vec<usize> {
        let source = Extracted { text: text.to_owned(), hints: hints.to_vec() };
        noise_of(&source).iter().map(|n| n.line).collect()
    }

    #[test]
    fn headings_over_links_at_the_tail_are_debris() {
        let page = format!("青石镇总结\n一、抓宣传\n{PROSE}\n相关推荐\n白水镇工作总结\n黑石镇工作计划\n热门标签\n创城");
        let hints = [(1, Hint::Title), (4, Hint::Heading(3)), (5, Hint::Link), (6, Hint::Link), (7, Hint::Heading(3))];
        assert_eq!(debris(&page, &hints), [4, 5, 6, 7, 8]);
        assert_eq!(debris(&page, &[(4, Hint::Heading(2)), (7, Hint::Heading(2))]), [4, 5, 6, 7, 8]);
        let unknown = page.replace("相关推荐", "编辑精选𠀀");
        let boxed = [(4, Hint::Heading(3)), (4, Hint::Chrome), (5, Hint::Link), (7, Hint::Heading(3))];
        assert_eq!(debris(&unknown, &boxed), [4, 5, 6, 7, 8]);
    }

    #[test]
    fn headings_over_text_at_the_tail_stay() {
        let hints = [(1, Hint::Title), (4, Hint::Heading(2))];
        assert_eq!(debris(&format!("青石镇总结\n一、抓宣传\n{PROSE}\n相关链接\n{PROSE}"), &hints), [0; 0]);
        assert_eq!(
            debris(&format!("青石镇总结\n一、抓宣传\n{PROSE}\n下一步打算\n青石镇\n2023年5月6日"), &hints),
            [0; 0]
        );
    }
}
