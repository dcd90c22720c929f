//! The head of a page: what stands above the title once something there is proven to be the site's.
//!
//! Names of columns, links to other offices and search words prove nothing by themselves; above a title that is sure,
//! in the company of proven debris, they are debris. Must not decide which row is the piece's title: it only needs one
//! that is surely not furniture.

use super::{Finding, Frame, is_protected, put};
use crate::corpus::row::Row;
use crate::corpus::split::{addressee, byline, matter, separator, title};
use crate::text::fold;
use crate::text::span::first_chars;

/// From what score on a row is surely a title.
const SURE: i32 = 4;
/// Below how many characters a kind of writing is as often a column of the site: 通知公告.
const SHORT: usize = 8;
/// The longest row of furniture, in characters.
const LONGEST: usize = 160;
/// From what length on a title is long, up to what length a column may be, in characters, and how much surer the one
/// must be.
const LONG: usize = 14;
const LONG_COLUMN: usize = 10;
const SURER: i32 = 3;
/// How many rows below a title its document number, addressee or date may stand.
const REACH: usize = 3;
/// Within how many rows of a page its title stands.
const SEARCHED: usize = 120;

/// Marks the furniture above the title.
pub fn chrome(rows: &[Row<'_>], frame: &Frame, found: &mut [Option<Finding>]) {
    let is_found = |at: usize| found.get(at).is_some_and(Option::is_some);
    let open = (0..frame.first.min(SEARCHED)).filter(|at| !is_found(*at));
    let scores: Vec<(usize, i32)> = open.filter_map(|at| Some((at, score(rows, at, found)?))).collect();
    let Some(&(first, sure)) = scores.iter().find(|(_, score)| *score >= SURE) else { return };
    // A column may end as titles do: 信息公开指南. What is longer and far surer below it is the title.
    let chars = |at: usize| rows.get(at).map_or(0, |row| row.chars);
    let surer = |(at, score): &&(usize, i32)| *at > first && *score >= sure + SURER && chars(*at) >= LONG;
    let title = scores.iter().find(surer).filter(|_| chars(first) < LONG_COLUMN).map_or(first, |(at, _)| *at);
    // 政府工作报告 as the last step of a path over 政府工作报告（2023）.
    let text = |at: usize| rows.get(at).map_or("", |row| row.text);
    let stepped = text(title + 1).len() > text(title).len() && text(title + 1).starts_with(text(title));
    let title = title + usize::from(stepped && over_steps(rows, title, found));
    let title = first_row(rows, title, &is_found);
    let beside = (0..frame.first.min(title + 2)).any(is_found);
    let between = again(rows, frame, title, &is_found).unwrap_or(title);
    let above = (0..title).chain(title + 1..between).filter(|at| !is_found(*at));
    if !beside {
        return;
    }
    // What a compiler's words lead to is the work: its title may take several rows.
    let block = (0..title).rev().take_while(|at| !is_found(*at)).last().unwrap_or(title);
    let said = block.checked_sub(1).and_then(|at| found.get(at)).and_then(Option::as_ref);
    let led = said.is_some_and(|finding| finding.what == "编者按语");
    let above = above.filter(|at| !(led && (block..title).contains(at)));
    // What leads to the title printed again is its upper line.
    let leads = |at: usize| {
        at > title
            && at + 1 == between
            && rows.get(at).is_some_and(|row| row.chars >= LONG_COLUMN && !row.text.contains(' '))
    };
    let above = above.filter(|at| !leads(*at));
    // From the title upwards: what is debris says something of the row above it.
    let above: Vec<usize> = above.collect();
    for at in above.into_iter().rev() {
        if is_furniture(rows, at, title, found) && !(at > title && issues(rows, at)) {
            put(found, at, Some(Finding::new("导航", "标题以上、网页栏目之间的短行")));
        }
    }
}

/// The last step of a path, printed again right below it.
pub fn last_step(rows: &[Row<'_>], frame: &Frame, found: &mut [Option<Finding>]) {
    let is_path = |at: usize| found.get(at).and_then(Option::as_ref).is_some_and(|finding| finding.what == "导航");
    // A path may end in the title itself: then nothing else below could be one.
    let could_be =
        |at: &usize| found.get(*at).is_some_and(Option::is_none) && rows.get(*at).is_some_and(title::could_be_title);
    let last_title = (0..frame.first).rev().find(could_be);
    let step = |at: &usize| {
        let path = at.checked_sub(1).filter(|at| is_path(*at)).and_then(|at| rows.get(at));
        let last =
            path.and_then(|path| path.text.rsplit_once(['>', '》', '»', '›'])).map_or("", |(_, last)| last.trim());
        let titled = last_title.is_some_and(|title| title > *at);
        let step = |row: &Row<'_>| row.text == last && row.chars < SHORT && !is_protected(row);
        !last.is_empty() && titled && rows.get(*at).is_some_and(step)
    };
    // 行业资讯Industry News over the path that ends in it.
    let column = |at: &usize| {
        let path = rows.get(at + 1).filter(|_| is_path(at + 1));
        let last =
            path.and_then(|path| path.text.rsplit_once(['>', '》', '»', '›'])).map_or("", |(_, last)| last.trim());
        let rest = rows.get(*at).filter(|row| !is_protected(row)).and_then(|row| row.text.strip_prefix(last));
        !last.is_empty() && rest.is_some_and(|rest| !rest.is_empty() && rest.is_ascii())
    };
    let columns = (0..frame.first.min(SEARCHED)).filter(column);
    let steps: Vec<usize> = (1..rows.len()).filter(step).chain(columns).collect();
    for at in steps {
        put(found, at, Some(Finding::new("导航", "上一行路径的最后一级")));
    }
}

/// What a site quotes of a text above it: its first paragraph, cut off, and the paragraph itself right below.
pub fn summary(rows: &[Row<'_>], found: &mut [Option<Finding>]) {
    let quotes = |pair: &[Row<'_>]| {
        let [row, below] = pair else { return false };
        let cut = row.chars >= LEAST_QUOTED && below.chars > row.chars && !row.is_closed() && !is_protected(row);
        let bare = |row: &Row<'_>| fold::tight(row.text.trim_end_matches(['.', '…']));
        cut && first_chars(row.text, QUOTED) == first_chars(below.text, QUOTED) && bare(below).starts_with(&bare(row))
    };
    if let Some(at) = rows.windows(2).take(SEARCHED).position(quotes) {
        put(found, at, Some(Finding::new("导航", "下面正文第一段的开头")));
    }
}

/// The shortest beginning of a text that a site quotes, and how much of it is compared first, in characters.
const LEAST_QUOTED: usize = 40;
const QUOTED: usize = 8;

/// The title of the page over its menu: the work, the column and the site, parted by dashes.
pub fn page_title(rows: &[Row<'_>], frame: &Frame, found: &mut [Option<Finding>]) {
    let Some(row) = rows.first().filter(|row| frame.first > 1 && !is_protected(row) && row.chars <= LONGEST) else {
        return;
    };
    let folded = fold::text(row.text);
    // The title of the page is often that of the text and the site's name: 甲工作总结_范文网.
    let printed = folded.split_once(['_', '-', '|']).is_some_and(|(title, site)| {
        let title = fold::tight(title);
        let short = site.chars().count() <= LONGEST_SITE && title.chars().count() >= SHORT;
        short && rows.iter().take(frame.first).skip(1).any(|row| fold::tight(row.text) == title)
    });
    // What stands alone over a text is its title, whatever site's name it bears.
    let open = |at: &usize| found.get(*at).is_some_and(Option::is_none);
    let titled = (1..frame.first).filter(open).any(|at| rows.get(at).is_some_and(|row| row.chars >= SHORT));
    if printed {
        put(found, 0, Some(Finding::new("导航", "网页标题：下面另印的题名加网站名")));
        return;
    }
    let parts: Vec<&str> = folded.split(['-', '_', '|']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let site = parts.last().is_some_and(|site| SITES.iter().any(|end| site.ends_with(end)));
    let menu = found.iter().take(frame.first).skip(1).flatten().count() >= LEAST_MENU;
    if parts.len() >= LEAST_PARTS && site && menu && titled {
        put(found, 0, Some(Finding::new("导航", "网页标题：文章、栏目和网站名以短横相连")));
    }
}

/// The longest name of a site in the title of a page, in characters.
const LONGEST_SITE: usize = 16;
/// Of how many parts the title of a page is made, and how many rows of the site below it prove it.
const LEAST_PARTS: usize = 3;
const LEAST_MENU: usize = 2;
/// What a site says of itself at the top of a page: 查词网提供解释、出处、近义词等查询.
pub fn praise(rows: &[Row<'_>], frame: &Frame, found: &mut [Option<Finding>]) {
    let says = |row: &&Row<'_>| {
        let ends = ["查询", "下载", "在线阅读", "在线学习"].iter().any(|end| row.text.ends_with(end));
        frame.first > 1 && ends && row.text.contains("提供") && row.text.matches('、').count() >= LEAST_OFFERS
    };
    if rows.first().filter(says).is_some_and(|row| row.marker.is_none() && !is_protected(row)) {
        put(found, 0, Some(Finding::new("导航", "网站的自我介绍")));
    }
}

/// How many 、 part what a site offers.
const LEAST_OFFERS: usize = 2;

/// How names of sites end.
const SITES: &[&str] =
    &["网", "网站", "门户", "中学", "小学", "大学", "学院", "学校", "政府", "局", "委员会", "公司", "在线"];

/// The first row of the title whose last rows hold row `at`.
fn first_row(rows: &[Row<'_>], at: usize, is_found: &impl Fn(usize) -> bool) -> usize {
    let opens = |row: &Row<'_>| row.text.contains("关于") || row.chars >= 6 && row.text.ends_with(ISSUERS);
    let reaches = |from: usize| {
        !(from..at).any(is_found) && rows.get(from).is_some_and(opens) && from + title::title_rows(rows, from) > at
    };
    (at.saturating_sub(title::MOST_ROWS - 1)..at).find(|from| reaches(*from)).unwrap_or(at)
}

/// The row where the title is printed again with debris of the page between.
fn again(rows: &[Row<'_>], frame: &Frame, title: usize, is_found: &impl Fn(usize) -> bool) -> Option<usize> {
    let text = fold::tight(rows.get(title)?.text);
    let same = |at: &usize| rows.get(*at).is_some_and(|row| fold::tight(row.text) == text);
    let found = (title + 1..frame.first.min(title + SEARCHED)).find(same)?;
    (title + 1..found).any(is_found).then_some(found)
}

/// How surely row `at` is a title; `None` where it cannot be one.
fn score(rows: &[Row<'_>], at: usize, found: &[Option<Finding>]) -> Option<i32> {
    let is_found = |at: usize| found.get(at).is_some_and(Option::is_some);
    let row = rows.get(at)?;
    if row.marks.title || row.marks.piece {
        return Some(8);
    }
    let stamped = row.chars >= LEAST_STAMPED && !row.text.contains(['：', ':']) && is_stamped(rows, at, found);
    // Over the line of its source a title may ask.
    let asks = || {
        stamped
            && row.text.strip_suffix(['？', '?']).is_some_and(|text| title::could_be_title(&row.with(row.start, text)))
    };
    if !title::could_be_title(row) && !asks() || row.marks.furniture.is_some() {
        return None;
    }
    let own = fold::tight(row.text);
    let length = match row.chars {
        0..6 => -2,
        6..10 => 0,
        10..16 => 1,
        _ => 2,
    };
    let words = row.text.split_whitespace().count();
    let is_long = row.chars >= SHORT || row.chars >= 6 && WORKS.iter().any(|work| row.text.ends_with(work));
    let addressed = |row: &Row<'_>| matter::is_number(row.text) || addressee::is_salutation(row.text);
    let first = own.chars().next();
    let again = rows.iter().take(at + REPEATED_WITHIN).enumerate().any(|(other, row)| {
        let title = other != at && (6..=LONGEST).contains(&row.chars) && !is_found(other);
        // Most rows do not even hold its first character.
        title && first.is_some_and(|first| fold::holds(row.text, first)) && fold::tight(row.text).contains(&own)
    });
    // The row below the site's path.
    let is_path = |at: usize| {
        let above = at.checked_sub(1).and_then(|at| found.get(at)).and_then(Option::as_ref);
        above.is_some_and(|finding| finding.what == "导航")
    };
    let evidence = [
        (title::ends_as_title(row.text), if is_long { 4 } else { 2 }),
        (row.marks.heading == Some(1), 4),
        (row.text.contains("关于"), 2),
        (found.get(at + 1).and_then(Option::as_ref).is_some_and(|finding| finding.what != LABELLED), 2),
        (stamped, 2),
        (stamped && rows.get(at + 1).is_some_and(|row| title::is_dash(row.text)), 2),
        (stamped && is_path(at), 2),
        (rows.iter().skip(at + 1).take(REACH).any(addressed), 2),
        (again, 2),
        (words >= 3 && row.chars >= 8, -4),
    ];
    let named = evidence.iter().take(3).any(|(holds, _)| *holds) || stamped || row.chars >= 10;
    named.then(|| length + evidence.iter().filter(|(holds, _)| *holds).map(|(_, weight)| weight).sum::<i32>())
}

/// The shortest title that the line of its source makes one, in characters.
const LEAST_STAMPED: usize = 6;

/// How many rows of a subtitle and of reporters stand between a title and the line of its source.
const MOST_BETWEEN: usize = 3;

/// Whether the line of a text's source or time stands right below a row, or below its subtitle and reporters.
fn is_stamped(rows: &[Row<'_>], at: usize, found: &[Option<Finding>]) -> bool {
    let between = |row: &&Row<'_>| title::is_dash(row.text) || byline::is_byline(row.text);
    let below = at + 1 + rows.iter().skip(at + 1).take(MOST_BETWEEN).take_while(between).count();
    found.get(below).and_then(Option::as_ref).is_some_and(|finding| finding.what == "来源与时间")
}

/// Lines that say the title with a label before it, where it stands on a line of its own below: `标题：甲 [打印本页]`.
pub fn labelled(rows: &[Row<'_>], frame: &Frame, found: &mut [Option<Finding>]) {
    let head = rows.get(..frame.first.min(SEARCHED)).unwrap_or_default();
    let says = |at: &usize| {
        let row = head.get(*at).filter(|row| row.chars <= LONGEST && !is_protected(row));
        let Some(row) = row else { return false };
        let below = |title: &str| {
            let title = fold::tight(title);
            !title.is_empty() && head.iter().skip(at + 1).any(|below| fold::tight(below.text) == title)
        };
        // 党员园地 甲: a column before the title.
        if let Some((column, title)) = row.text.split_once(char::is_whitespace) {
            let named = (2..=LONGEST_LABEL).contains(&column.chars().count()) && !column.ends_with(ISSUERS);
            if named && title.chars().count() >= SHORT && below(title) {
                return true;
            }
        }
        let Some((label, title)) = row.text.split_once(['：', ':']) else { return false };
        let labelled = matches!(fold::tight(label).as_str(), "标题" | "主题" | "文章标题" | "帖子主题");
        labelled && below(title.split_once(['[', '【', '［']).map_or(title, |(title, _)| title))
    };
    let lines: Vec<usize> = (0..head.len()).filter(says).collect();
    for at in lines {
        put(found, at, Some(Finding::new(LABELLED, "题名前有栏目名，下面另印题名")));
    }
}

/// The longest name of a column before a title, in characters.
const LONGEST_LABEL: usize = 6;
/// What such lines are called.
const LABELLED: &str = "题名栏";

/// What stands above the first print of a short title and between it and the second, which is right over the text.
pub fn printed_twice(rows: &[Row<'_>], frame: &Frame, found: &mut [Option<Finding>]) {
    let Some(last) = (0..frame.first.min(SEARCHED)).rev().find(|at| found.get(*at).is_some_and(Option::is_none)) else {
        return;
    };
    let Some(title) = rows.get(last).filter(|row| row.chars >= LEAST_STAMPED && title::could_be_title(row)) else {
        return;
    };
    let Some(first) = rows.iter().take(last).position(|row| row.text == title.text).filter(|at| at + 1 < last) else {
        return;
    };
    let others: Vec<usize> =
        (0..last).filter(|at| *at != first && found.get(*at).is_some_and(Option::is_none)).collect();
    let site = |at: &usize| {
        let short = |row: &Row<'_>| {
            row.chars <= LONGEST_COLUMN_ROW && !row.is_closed() && !row.text.contains(['，', ',', '、'])
        };
        rows.get(*at).is_some_and(|row| short(row) && !title::ends_as_title(row.text))
            && is_furniture(rows, *at, first, found)
    };
    // A title of several rows, each printed twice, is no site's.
    let again = |at: &usize| {
        rows.iter()
            .take(last)
            .enumerate()
            .any(|(other, row)| other != *at && rows.get(*at).is_some_and(|of| of.text == row.text))
    };
    if others.len() <= MOST_COLUMNS && others.iter().all(|at| site(at) && !again(at)) {
        for at in others {
            put(found, at, Some(Finding::new("导航", "两次印出的题名以上、之间的短行")));
        }
    }
}

/// The longest and the most rows of a site above and between a title that is printed twice.
const LONGEST_COLUMN_ROW: usize = 30;
const MOST_COLUMNS: usize = 6;

/// Kinds of writing that a short title of six characters may end in: 政府工作报告.
const WORKS: &[&str] = &["报告", "总结", "讲话", "通知", "方案", "预案"];

/// Last characters of an office's name.
const ISSUERS: &[char] = &[
    '府', '局', '委', '办', '室', '会', '厅', '院', '部', '处', '司', '所', '站', '校', '心', '区', '村', '道', '镇',
    '乡', '县', '市', '省', '组',
];

/// Within how many rows a path that is printed step by step ends.
const STEPS: usize = 6;

/// Whether a row is nothing but the label of a path: 当前位置：
pub fn is_path_label(text: &str) -> bool {
    text.ends_with(['：', ':']) && text.contains("位置")
}

/// Within how many rows a title is printed again.
const REPEATED_WITHIN: usize = 12;

/// Whether a row names the office that issues what stands right below: the title printed again.
fn issues(rows: &[Row<'_>], at: usize) -> bool {
    let office = rows.get(at).is_some_and(|row| row.chars >= 6 && row.text.ends_with(ISSUERS));
    office && rows.get(at + 1).is_some_and(|row| row.text.contains("关于") || title::ends_as_title(row.text))
}

/// Whether a row above the title at row `title` could be the site's: short, no sentence, no part of the title's block.
fn is_furniture(rows: &[Row<'_>], at: usize, title: usize, found: &[Option<Finding>]) -> bool {
    let Some(row) = rows.get(at) else { return false };
    let heading = rows.get(title).map_or("", |row| row.text);
    let (above, below) = (fold::tight(row.text), fold::tight(heading));
    // The site's name may begin the title; the title printed before takes more of it.
    let related = above.contains(&below) || below.contains(&above) && above.len() * 2 >= below.len();
    let columned = row.chars < LONG_COLUMN && rows.get(title).is_some_and(|title| title.chars >= LONG);
    // A masthead, unless it is the last step of a path that is printed step by step.
    let steps = rows.get(at.saturating_sub(STEPS)..at).unwrap_or_default().iter().any(|row| is_path_label(row.text));
    let masthead = row.text.ends_with("文件") && !(steps && at + 1 == title);
    // What stands over the site's name or path is no letterhead: 青石要闻动态.
    let over_path = found.get(at + 1).and_then(Option::as_ref).is_some_and(|finding| finding.what == "导航")
        && !row.text.contains('第');
    // What is printed again below is a title, however sure another one is.
    // The last of those steps may be the kind of writing that the title is.
    let step = steps && at + 1 == title && row.chars < SHORT && over_steps(rows, at, found);
    let again = row.chars >= SHORT
        && rows.iter().take(title + SEARCHED).enumerate().any(|(other, below)| other != at && below.text == row.text);
    row.chars <= LONGEST
        && !again
        && !separator::counts_works(row.text)
        && !is_protected(row)
        && !row.marks.table
        && !row.text.contains(['。', '！', '？'])
        && !matter::is_matter(row.text)
        && (!matter::is_letterhead(row.text) || over_path)
        && !addressee::is_salutation(row.text)
        && !(row.chars >= SHORT && title::ends_as_title(row.text) && !columned)
        && !(row.chars >= SHORT && masthead)
        && (!related || step)
}

/// Whether what stands above a row is a path that is printed step by step, all of it debris.
fn over_steps(rows: &[Row<'_>], at: usize, found: &[Option<Finding>]) -> bool {
    let above = (0..at).rev().take_while(|at| found.get(*at).is_some_and(Option::is_some));
    above.take(STEPS).any(|at| rows.get(at).is_some_and(|row| is_path_label(row.text)))
}

#[cfg(test)]
mod tests {
    use crate::corpus::clean::tests::{PROSE, check};

    #[test]
    fn a_column_over_the_path_that_ends_in_it() {
        check(
            &format!(
                "行业资讯Industry News\n首页>新闻动态>行业资讯\n青石镇养老工作总结\nTIME:2018-04-18 浏览次数:31次 关闭\n{PROSE}"
            ),
            &[(1, "导航"), (2, "导航"), (4, "来源与时间")],
        );
        check(&format!("青石镇养老工作总结\n首页>新闻动态>青石镇养老工作总结\n{PROSE}"), &[(2, "导航")]);
    }

    #[test]
    fn the_beginning_of_the_text_quoted_above_it() {
        let cut: String = PROSE.chars().take(44).collect();
        check(&format!("{} 𠀀\n{PROSE}", cut.trim_end_matches('，')), &[]);
        check(&format!("{}\n{PROSE}\n{PROSE}", cut.replace("坚持", "坚持 ")), &[(1, "导航")]);
        check(&format!("{PROSE}\n{PROSE}更进一步，甲乙丙丁。"), &[]);
    }

    #[test]
    fn a_path_printed_step_by_step_that_ends_in_the_kind_of_the_title() {
        check(
            &format!("当前位置：\n首页\n政务公开\n政府工作报告\n政府工作报告（2023）\n时间：2023-01-10 15:17\n{PROSE}"),
            &[(1, "导航"), (2, "导航"), (3, "导航"), (4, "导航"), (6, "来源与时间")],
        );
    }

    #[test]
    fn titles_that_ask_and_the_line_over_their_second_print() {
        check(
            &format!(
                "省政府 市政府\n移动版\n当前位置：首页 > 要闻\n清溪河，怎样才能清得更久？\n时间：2023-12-11 10:14\n微信 微博 QQ空间\n锚定全镇水清岸绿的目标\n清溪河，怎样才能清得更久？\n{PROSE}"
            ),
            &[(1, "导航"), (2, "导航"), (3, "导航"), (5, "来源与时间"), (6, "打印分享栏")],
        );
    }
}
