//! Debris between paragraphs: page numbers, running heads, captions, dates of items.
//!
//! Each proves itself by coming again or by what stands around it. Must not decide where pieces begin.

use std::collections::HashMap;

use super::{Finding, Frame, Place, meta, put};
use crate::corpus::row::Row;
use crate::corpus::split::{addressee, matter};
use crate::text::fold;
use crate::text::safe::is_han;
use crate::text::span::first_chars;

/// Dates in figures below the titles of items that a site lists one after another.
pub fn stamps(rows: &[Row<'_>], found: &mut [Option<Finding>]) {
    let is_stamp = |at: &usize| {
        let row = |at: Option<usize>| at.and_then(|at| rows.get(at));
        let digit = |c: char| fold::char(c).is_ascii_digit();
        let day = |row: &Row<'_>| row.text.contains(digit) && (meta::is_figures(row.text) || meta::is_signed(row.text));
        if !row(Some(*at)).is_some_and(|row| row.chars <= LONGEST_STAMP && day(row)) {
            return false;
        }
        let Some(above) = row(at.checked_sub(1)) else { return false };
        let below = row(at.checked_add(1));
        // A short title is one where whoever is addressed stands right below its day.
        let called = below.is_some_and(|row| addressee::calls(row.text));
        let title = |row: &Row<'_>| !row.is_closed() && (if called { 4 } else { 8 }..=60).contains(&row.chars);
        let text = |row: &Row<'_>| row.is_closed() && row.chars >= 30;
        // Below the title of an item, or between one item's text and the next one's title.
        let opens = |row: &Row<'_>| row.chars >= 30 || row.marker.is_some_and(|m| m.number == 1);
        title(above) && (called || below.is_some_and(opens)) || text(above) && below.is_none_or(title)
    };
    let stamps: Vec<usize> = (0..rows.len()).filter(is_stamp).collect();
    if stamps.len() >= 2 {
        for at in stamps {
            put(found, at, Some(Finding::new("来源与时间", "各条标题下的发布日期")));
            // The name of a column between one text and the title of the next.
            let column = at.checked_sub(2).filter(|column| is_column(rows, *column));
            if let Some(column) = column {
                put(found, column, Some(Finding::new("导航", "两篇之间的栏目名")));
            }
        }
    }
}

/// The longest line of a day, a time and a name, in characters.
const LONGEST_STAMP: usize = 32;

/// Whether a row is a very short name below a paragraph.
fn is_column(rows: &[Row<'_>], at: usize) -> bool {
    let above = at.checked_sub(1).and_then(|at| rows.get(at));
    let named = |row: &Row<'_>| row.chars <= LONGEST_COLUMN && row.marker.is_none() && row.text.chars().all(is_han);
    above.is_some_and(Row::is_closed) && rows.get(at).is_some_and(named)
}

/// The longest name of a column, in characters.
const LONGEST_COLUMN: usize = 6;

/// Who wrote, photographed, edited and checked a text, three and more such lines one below the other.
pub fn credits(rows: &[Row<'_>], found: &mut [Option<Finding>]) {
    let is_credit = |row: &Row<'_>| {
        if row.chars > LONGEST_LABEL + LONGEST_CREDITED {
            return false;
        }
        let credit = first_chars(row.text, LONGEST_LABEL).split_once(['：', ':', '|', '｜', '丨', '│', '/', '／']);
        credit.is_some_and(|(label, _)| {
            let label = fold::unspaced(label);
            CREDITS.contains(&&*label) && !row.text.contains(['。', '，'])
        }) && !row.marks.table
    };
    let mut at = 0;
    while at < rows.len() {
        let run = rows.iter().skip(at).take_while(|row| is_credit(row)).count();
        if run >= LEAST_CREDITS {
            for at in at..at + run {
                put(found, at, Some(Finding::new("编辑", format!("连续 {run} 行作者、编辑、审核"))));
            }
        }
        at += run.max(1);
    }
}

/// What such lines say before their colon.
const CREDITS: &[&str] = &[
    "来源",
    "供稿",
    "撰稿",
    "撰文",
    "文字",
    "文案",
    "文",
    "图片",
    "图",
    "图文",
    "摄影",
    "摄像",
    "视频",
    "制图",
    "美编",
    "排版",
    "编辑",
    "责编",
    "责任编辑",
    "校对",
    "审核",
    "一审",
    "二审",
    "三审",
    "初审",
    "复审",
    "终审",
    "审校",
    "监制",
    "策划",
    "统筹",
    "出品",
    "出品方",
    "特别支持",
    "校审",
    "文稿",
    "审核发布",
];
/// The longest of them with its sign, blanks within, and the longest names behind one, in characters, and how many such lines prove each other.
const LONGEST_LABEL: usize = 7;
const LONGEST_CREDITED: usize = 40;
const LEAST_CREDITS: usize = 3;

/// Takes back that 关键词：… is debris where several such lines stand over paragraphs: there they head the parts of a text.
pub fn keyed(rows: &[Row<'_>], found: &mut [Option<Finding>]) {
    let heads = |pair: &[Row<'_>]| {
        let [row, below] = pair else { return false };
        row.chars <= LONGEST_KEYED && row.text.starts_with("关键词") && below.is_closed() && below.chars >= LEAST_BELOW
    };
    let heads: Vec<usize> = rows.windows(2).enumerate().filter(|(_, pair)| heads(pair)).map(|(at, _)| at).collect();
    if heads.len() >= 2 {
        heads.into_iter().filter_map(|at| found.get_mut(at).map(|slot| *slot = None)).for_each(drop);
    }
}

/// The longest such line, and the shortest paragraph below it, in characters.
const LONGEST_KEYED: usize = 24;
const LEAST_BELOW: usize = 40;

/// Where the next text comes from, alone between paragraphs: its address, or an agency's dateline without a text.
pub fn sources(rows: &[Row<'_>], found: &mut [Option<Finding>]) {
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.chars <= LONGEST_ADDRESS && !row.marks.table) {
        let above = at.checked_sub(1).and_then(|at| rows.get(at));
        let address = row.text.starts_with("http") && row.text.contains("://") && row.text.is_ascii();
        if address && !row.text.contains(' ') && above.is_some_and(|above| above.text.ends_with(['。', '！', '”']))
        {
            put(found, at, Some(Finding::new("来源与时间", "段间单独成行的网址")));
        }
        let agency = AGENCIES.iter().any(|agency| row.text.starts_with(agency));
        if agency && row.chars <= LONGEST_DATELINE && row.text.ends_with('电') && row.text.contains('日') {
            put(found, at, Some(Finding::new("来源与时间", "单独成行的电头")));
        }
    }
}

/// The longest address, in characters.
const LONGEST_ADDRESS: usize = 200;
/// Agencies that send by wire, and the longest dateline, in characters.
const AGENCIES: &[&str] = &["新华社", "中新社", "中新网"];
const LONGEST_DATELINE: usize = 24;

/// The title again and again within the text: captions of pictures, running heads of pages.
pub fn repeats(rows: &[Row<'_>], found: &mut [Option<Finding>]) {
    // Issues of one bulletin each carry its name.
    let heads_an_issue = |at: usize| rows.get(at + 1).is_some_and(|row| matter::is_number(row.text));
    if rows.iter().any(|row| row.marks.piece) {
        return;
    }
    let is_short = |row: &Row<'_>| {
        (REPEATED..=60).contains(&row.chars)
            && row.marker.is_none()
            && !row.is_closed()
            && !row.text.contains(['：', ':', '\t'])
    };
    let mut seen: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, row) in
        rows.iter().enumerate().filter(|(at, row)| is_short(row) && !row.marks.table && !heads_an_issue(*at))
    {
        seen.entry(row.text).or_default().push(at);
    }
    let running = seen.into_values().filter(|places| places.len() >= LEAST_REPEATS);
    for places in running {
        // Two lines that follow each other are a title printed twice.
        let first = places.first().copied().unwrap_or_default();
        if first > HEAD_ROWS || places.windows(2).filter(|pair| matches!(pair, [a, b] if b - a > 1)).count() < 2 {
            continue;
        }
        let follows_text = |at: &usize| at.checked_sub(1).and_then(|at| rows.get(at)).is_some_and(Row::is_closed);
        let signs = |at: &usize| rows.get(at + 1).is_some_and(|row| matter::is_date(row.text));
        for at in places.into_iter().filter(|at| *at > first + 1 && follows_text(at) && !signs(at)) {
            put(found, at, Some(Finding::new("图表说明", "标题在正文中反复出现")));
        }
    }
}

/// Captions of pictures between paragraphs: a day, what is seen, and no full stop.
pub fn captions(rows: &[Row<'_>], frame: &Frame, found: &mut [Option<Finding>]) {
    let opens_with_day = |text: &str| {
        let folded = fold::text(first_chars(text, 14));
        let day = folded.split_once(['日']).map(|(before, after)| {
            (before.trim_start_matches(|c: char| c.is_ascii_digit() || "年月".contains(c)), after)
        });
        day.is_some_and(|(before, after)| before.is_empty() && after.starts_with([',', '，'])) && folded.contains('月')
    };
    // Pictures come with the rest of a page.
    if found.iter().all(Option::is_none) {
        return;
    }
    for at in frame.first..frame.end {
        let (Some(row), Some(above), Some(below)) =
            (rows.get(at), at.checked_sub(1).and_then(|at| rows.get(at)), rows.get(at + 1))
        else {
            continue;
        };
        let open = !row.is_closed() && (12..=60).contains(&row.chars) && row.marker.is_none() && !row.marks.table;
        if open && above.is_closed() && below.is_closed() && below.chars >= row.chars && opens_with_day(row.text) {
            put(found, at, Some(Finding::new("图片说明", "段间一行以日期开头、没有句号")));
        }
    }
}

/// The title with a picture's number behind it, what stands below the name of a picture's file, and scenes of meetings:
/// 甲总结 图1, 培训班现场.
pub fn pictures(rows: &[Row<'_>], frame: &Frame, found: &mut [Option<Finding>]) {
    let title = rows.iter().zip(found.iter()).find(|(_, found)| found.is_none()).map_or("", |(row, _)| row.text);
    let is_file =
        |at: usize| found.get(at).and_then(Option::as_ref).is_some_and(|finding| finding.why == FILE_OF_PICTURE);
    let caption = |&at: &usize| {
        let Some(row) = rows.get(at).filter(|row| row.chars <= LONGEST_BELOW && row.marker.is_none()) else {
            return false;
        };
        let numbered = row.text.strip_prefix(title).is_some_and(|rest| {
            let number = rest.trim().strip_prefix('图').map(|number| number.chars().map(fold::char));
            number.is_some_and(|mut number| number.clone().next().is_some() && number.all(|c| c.is_ascii_digit()))
        });
        let below = at.checked_sub(1).is_some_and(is_file) && row.is_closed();
        let closed = at.checked_sub(1).and_then(|at| rows.get(at)).is_some_and(Row::is_closed);
        let scene = closed && rows.get(at + 1).is_some_and(|row| row.chars >= LONGEST_SCENE) && is_scene(row);
        // The title once more below the first paragraph names its picture.
        let is_open = |at: usize| found.get(at).is_some_and(Option::is_none);
        let opening = at.checked_sub(1).filter(|above| *above == frame.first && frame.first > 0 && is_open(*above));
        let text =
            |at: Option<usize>| at.and_then(|at| rows.get(at)).filter(|row| row.is_closed() && row.chars >= PARAGRAPH);
        let first = text(opening).filter(|_| row.text == title && title.chars().count() >= LEAST_TITLE);
        let picture = first.is_some_and(|first| text(Some(at + 1)).is_some_and(|below| below.text != first.text));
        title.chars().count() >= REPEATED && numbered || below || scene || picture
    };
    let captions: Vec<usize> = (0..rows.len()).filter(caption).collect();
    for at in captions {
        put(
            found,
            at,
            Some(Finding::new("图片说明", "标题加图号、首段下重印的标题、图片文件名的下一行，或会议的“现场”")),
        );
    }
}

/// The shortest title that a picture below the first paragraph repeats, and the shortest paragraphs around it, in
/// characters.
const LEAST_TITLE: usize = 10;
const PARAGRAPH: usize = 40;

/// Whether a row is nothing but a meeting's scene: 发布会现场图.
fn is_scene(row: &Row<'_>) -> bool {
    let event = SCENES.iter().find_map(|end| row.text.trim_end_matches('。').strip_suffix(end));
    row.chars <= LONGEST_SCENE
        && event.is_some_and(|event| event.ends_with(EVENTS) && !event.contains(['，', ',', '、', '：', ':']))
}

/// How captions of meetings end, what such meetings are by their last character, and the longest of them.
const SCENES: &[&str] = &["现场图", "现场照片", "现场照", "现场"];
const EVENTS: &[char] = &['会', '动', '班', '式', '赛', '训'];
const LONGEST_SCENE: usize = 30;

/// Why the name of a picture's file is debris.
pub const FILE_OF_PICTURE: &str = "图片的文件名";
/// The longest caption below one, in characters.
const LONGEST_BELOW: usize = 60;

/// The same line again and again above a text: the captions of one row of pictures.
pub fn alike(rows: &[Row<'_>], frame: &Frame, found: &mut [Option<Finding>]) {
    let mut at = 0;
    while let Some(row) = rows.get(at) {
        let run = rows.iter().skip(at).take_while(|other| other.text == row.text).count();
        let line = (LEAST_CAPTION..=LONGEST_CAPTION).contains(&row.chars) && row.marker.is_none() && !row.marks.table;
        let picture = frame.place(at) == Place::Head && !row.text.contains(['：', ':', '（', '(']);
        if run >= LEAST_ALIKE && line && picture {
            for at in at..at + run {
                put(found, at, Some(Finding::new("图片说明", format!("同一行连续出现 {run} 次"))));
            }
        }
        at += run.max(1);
    }
}

/// How many lines alike follow each other; a title is printed two or three times.
const LEAST_ALIKE: usize = 4;
/// The shortest caption, in characters.
const LEAST_CAPTION: usize = 8;

/// Captions above a text over the credit of their picture: a short sentence right above a row of nothing but 资料照片 or
/// a photographer.
pub fn credited(rows: &[Row<'_>], frame: &Frame, found: &mut [Option<Finding>]) {
    let is_credit = |at: usize| {
        let picture = found.get(at).and_then(Option::as_ref).is_some_and(|finding| finding.what == "图片说明");
        picture && rows.get(at).is_some_and(|row| row.chars <= LONGEST_CREDIT)
    };
    // The first open row is the title.
    let title = found.iter().position(Option::is_none);
    let is_caption = |at: &usize| {
        rows.get(*at).is_some_and(|row| {
            row.text.ends_with('。')
                && frame.place(*at) == Place::Head
                && Some(*at) != title
                && row.chars <= LONGEST_CAPTION
                && row.marker.is_none()
                && !row.marks.table
                && row.marks.heading.is_none()
        })
    };
    let captions: Vec<usize> =
        (0..rows.len()).filter(|at| is_credit(at + 1) && !is_credit(*at)).filter(is_caption).collect();
    for at in captions {
        put(found, at, Some(Finding::new("图片说明", "下一行是图片出处")));
    }
}

/// The longest credit and the longest caption over it, in characters.
const LONGEST_CREDIT: usize = 16;
const LONGEST_CAPTION: usize = 40;

/// The shortest title that may come again, in characters.
const REPEATED: usize = 8;
/// How often it comes to be a running head.
const LEAST_REPEATS: usize = 3;
/// Within how many rows it first stands.
const HEAD_ROWS: usize = 20;

/// Page numbers alone on their lines: they rise from page to page, or stand beside a line that names a page.
pub fn pages(rows: &[Row<'_>], found: &mut [Option<Finding>]) {
    let number = |row: &Row<'_>| {
        let digits: Option<String> = (row.text.len() <= 12)
            .then(|| row.text.chars().map(fold::char).collect())
            .filter(|text: &String| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()));
        digits.and_then(|text| text.parse::<u32>().ok()).filter(|number| *number <= LAST_PAGE)
    };
    let is_page = |at: Option<usize>| {
        at.and_then(|at| found.get(at)).is_some_and(|f| f.as_ref().is_some_and(|f| f.what == "页码"))
    };
    let of_text = rows.iter().enumerate().filter(|(_, row)| !row.marks.table);
    let lone: Vec<(usize, u32)> = of_text.filter_map(|(at, row)| Some((at, number(row)?))).collect();
    let rising =
        lone.windows(2).filter(|pair| matches!(pair, [(_, a), (_, b)] if *b > *a && *b - *a <= LARGEST_STEP)).count();
    let between: usize = lone.first().zip(lone.last()).map_or(0, |((first, _), (last, _))| {
        rows.get(*first..*last).unwrap_or_default().iter().map(|row| row.chars).sum()
    });
    // What a page holds stands between its number and the next.
    let all = rising >= LEAST_PAGES && rising + 1 == lone.len() && between >= PAGE * rising;
    let pages: Vec<usize> = lone
        .into_iter()
        .map(|(at, _)| at)
        .filter(|at| all || is_page(at.checked_sub(1)) || is_page(at.checked_add(1)))
        .collect();
    for at in pages {
        put(found, at, Some(Finding::new("页码", "单独成行、逐页递增的数字")));
    }
}

/// The fewest characters of a page.
const PAGE: usize = 300;
/// The highest page number.
const LAST_PAGE: u32 = 2000;
/// How far page numbers may jump.
const LARGEST_STEP: u32 = 10;
/// How many steps between lone numbers prove that they are pages.
const LEAST_PAGES: usize = 3;

#[cfg(test)]
mod tests {
    use crate::corpus::clean::tests::{PROSE, check};

    #[test]
    fn days_below_titles_of_a_list() {
        check(
            &format!(
                "元旦放假通知\n2023-12-28\n各村：\n{PROSE}\n青石镇\n2023年12月27日\n安全提示\n2023-10-23\n全体村民：\n{PROSE}\n青石镇\n2023年10月21日"
            ),
            &[(2, "来源与时间"), (8, "来源与时间")],
        );
        check(
            &format!(
                "青石村党支部开展主题活动\n2023-11-11 11:41:00　王明\n{PROSE}\n党员活动\n白水村党支部开展找差距活动\n李𠀀红 2023-11-18 11:00:00\n{PROSE}"
            ),
            &[(2, "来源与时间"), (4, "导航"), (6, "来源与时间")],
        );
    }

    #[test]
    fn who_wrote_and_checked_a_text_line_by_line() {
        check(
            &format!("青石镇的一年\n{PROSE}\n文字：王明\n图片：李𠀀红、张华\n审核：赵强\n{PROSE}"),
            &[(3, "编辑"), (4, "编辑"), (5, "编辑")],
        );
        check(
            &format!("青石镇活动\n{PROSE}\n来源：青石镇团委\n文字丨王明\n图片丨𠀀 李红\n出品：新媒体中心"),
            &[(3, "来源与时间"), (4, "编辑"), (5, "编辑"), (6, "编辑")],
        );
        check(&format!("青石镇的一年\n{PROSE}\n文字：{PROSE}\n图片：李红\n{PROSE}"), &[]);
    }

    #[test]
    fn key_words_of_parts_and_of_pages() {
        check(&format!("青石镇的一年\n{PROSE}\n关键词：创新\n{PROSE}\n关键词：𠀀民生\n{PROSE}"), &[]);
        check(&format!("青石镇的一年\n{PROSE}\n关键词：创新 民生\n{PROSE}"), &[(3, "残缺提示")]);
    }

    #[test]
    fn where_the_next_text_comes_from() {
        check(
            &format!("青石镇决定\n{PROSE}\nhttps://www.example.cn/a/b.shtml\n{PROSE}\n新华社青石5月6日电\n{PROSE}"),
            &[(3, "来源与时间"), (5, "来源与时间")],
        );
        check(
            &format!("青石镇通知\n{PROSE}报名网址：\nhttps://www.example.cn/a\n{PROSE}\n新华社5月6日电，{PROSE}"),
            &[],
        );
    }

    #[test]
    fn labels_and_rules_between_what_a_site_prints() {
        check(
            &format!(
                "青石镇年度报告\n来源：青石镇 时间：2024-02-25 00:00\n全真版\n相关链接：\n文件下载\n{PROSE}\n附件下载\n相关链接：\n全真版\n{PROSE}"
            ),
            &[
                (2, "来源与时间"),
                (3, "打印分享栏"),
                (4, "来源与时间"),
                (5, "打印分享栏"),
                (7, "打印分享栏"),
                (8, "来源与时间"),
                (9, "打印分享栏"),
            ],
        );
        check(&format!("青石镇通报\n====== 正文 ======\n{PROSE}\n相关链接：{PROSE}"), &[(2, "分隔线")]);
    }
}
