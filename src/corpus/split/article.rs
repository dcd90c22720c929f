//! Articles one after another with nothing between them: news of an office in one file, speeches of one meeting.
//!
//! A title alone proves nothing: lines without a number stand over the parts of one article as well. What proves it is a
//! title that tells who did what, over a paragraph that opens as news do, or with the name of its author below. Must not
//! cut where numbers run on.

use super::addressee;
use super::byline::{is_author, is_name};
use super::matter;
use super::news::{Opening, Tells, is_from_a_place, opening, tells};
use super::rules;
use super::serial::is_stamped;
use super::title::{could_be_title, ends_as_title, is_dash, title_rows};
use crate::corpus::clean::paper;
use crate::corpus::clean::phrases::Edges;
use crate::corpus::model::Noise;
use crate::corpus::outline::marker::{Class, Key};
use crate::corpus::row::Row;
use crate::text::fold;

/// The shortest and longest title, in characters.
const TITLE: std::ops::RangeInclusive<usize> = 6..=48;
/// The shortest first paragraph, in characters.
const LEAST_TEXT: usize = 36;
/// The shortest title over a site's line, in characters.
const LEAST_BARRED: usize = 4;
/// How many rows below a title its subtitle and author may take.
const MOST_BETWEEN: usize = 2;

/// What speaks for an article at a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// A title of news over a paragraph that opens as news do.
    News,
    /// Something of both; it counts where others are sure.
    Likely,
    /// The name of its author below the title.
    Author,
    /// A line of the site with source or time below the title, which was taken out.
    Stamp,
    /// Such a line or a bar of buttons below a title of no kind of writing; it counts where others are.
    Barred,
    /// A title below the thanks that a speech ends in.
    Thanked,
    /// A title behind the same column as the first title of the file: 【疫情防控】甲.
    Column,
}

/// The rows after `from` and before `end` at which an article begins, ascending; `noise` is the debris taken out of them.
pub fn starts(rows: &[Row<'_>], from: usize, end: usize, noise: &[Noise]) -> Vec<usize> {
    let of_piece = rows.get(..end).unwrap_or(rows);
    let Some(first) = rows.get(from) else { return Vec::new() };
    // Below a piece without a title only a site's own line proves the next one.
    let titled = first.marks.title || could_be_title(first);
    let signs: Vec<(usize, Sign)> = (from + 1..end)
        .filter(|at| rows.get(*at).is_some_and(|row| row.text != first.text))
        .filter_map(|at| Some((at, sign(of_piece, (from, at), noise)?)))
        .collect();
    let count = |wanted: Sign| signs.iter().filter(|(_, sign)| *sign == wanted).count();
    // What one office wrote as one text tells of days too.
    let opened = count(Sign::News)
        + count(Sign::Column)
        + usize::from(opens_as_news(of_piece, from) && are_most(of_piece, from, &signs));
    let news = count(Sign::News) > 0 && opened >= LEAST_ALIKE && !is_whole(of_piece, from);
    let signed = count(Sign::Author) >= LEAST_ALIKE && !is_of_talks(of_piece, from);
    let first_barred = rows.get(from + 1).is_some_and(|next| is_barred(noise, first, next));
    let barred = count(Sign::Barred) + usize::from(first_barred) >= LEAST_ALIKE;
    let numbers = Numbers::of(of_piece, from);
    let mut starts: Vec<usize> = signs
        .iter()
        .filter(|(_, sign)| match sign {
            Sign::News | Sign::Likely => news && titled,
            Sign::Author => signed && titled,
            Sign::Stamp | Sign::Column => true,
            Sign::Barred => barred,
            Sign::Thanked => greets(of_piece, from),
        })
        .map(|(at, _)| *at)
        .collect();
    if titled {
        starts.extend(rules::starts(of_piece, from, |at| numbers.run_over(at)));
    }
    starts.retain(|at| !numbers.run_over(*at));
    starts.sort_unstable();
    starts.dedup();
    starts
}

/// Whether the piece that begins at `from` opens as news do.
fn opens_as_news(rows: &[Row<'_>], from: usize) -> bool {
    let (Some(title), Some(text)) = (rows.get(from), rows.get(from + title_rows(rows, from).max(1))) else {
        return false;
    };
    let told = title.chars >= LEAST_LIKELY || tells(&fold::text(title.text), "") != Tells::Nothing;
    told && opening(text.text) == Opening::Day
}

/// Whether at least half of the lines over text in a piece have the signs of titles of news.
fn are_most(rows: &[Row<'_>], from: usize, signs: &[(usize, Sign)]) -> bool {
    let news = signs.iter().filter(|(_, sign)| matches!(sign, Sign::News | Sign::Likely)).count();
    let over = |pair: &[Row<'_>]| {
        let [row, below] = pair else { return false };
        row.chars <= *TITLE.end() && could_be_title(row) && below.chars >= LEAST_TEXT && below.is_closed()
    };
    let lines = rows.get(from + 1..).unwrap_or_default().windows(2).filter(|pair| over(pair)).count();
    news * 2 >= lines
}

/// Whether the piece that begins at `from` is a speech: it greets its hearers within its first rows.
fn greets(rows: &[Row<'_>], from: usize) -> bool {
    rows.iter().skip(from + 1).take(GREETED).any(|row| addressee::is_salutation(row.text))
}

/// Within how many rows of its beginning a speech greets.
const GREETED: usize = 6;

/// How many articles of one kind prove each other.
const LEAST_ALIKE: usize = 2;

/// Whether the piece that begins at `from` is one text: a report or a bulletin by its title, by a line that announces
/// what follows, or because it is signed once, at its end.
fn is_whole(rows: &[Row<'_>], from: usize) -> bool {
    let head = rows.iter().skip(from).take(HEAD);
    // What is called a report and opens with a day tells of a meeting on it.
    let told = rows.get(from + 1).is_some_and(|row| opening(row.text) == Opening::Day);
    let titled = head.clone().take(2).any(|row| {
        let folded = fold::tight(row.text);
        // A headline may end in a kind of writing: 我省出台…意见.
        let kind = ends_as_title(row.text) && tells(&folded, "") != Tells::Actor;
        is_issue(row.text) || row.chars <= LONGEST_TITLE && (kind && !told || COLLECTIONS.end(&folded))
    });
    let announced = head.clone().any(|row| row.text.trim_end_matches(['。', '：', ':', '.']).ends_with("如下"));
    let announced = announced || head.clone().any(|row| ANNOUNCED.iter().any(|word| row.text.contains(word)));
    let dates: Vec<usize> =
        (from + 1..rows.len()).filter(|at| rows.get(*at).is_some_and(|row| matter::is_date(row.text))).collect();
    let signed = dates.first().is_some_and(|first| first + LAST >= rows.len() && *first > from + HEAD);
    titled || announced || signed
}

/// Within how many rows a text announces what follows, and within how many of its last it is signed.
const HEAD: usize = 4;
const LAST: usize = 4;
/// The longest title, in characters.
const LONGEST_TITLE: usize = 60;
/// How a text announces what follows.
const ANNOUNCED: &[&str] = &["如下，", "如下。", "如下：", "如下,", "如下:", "汇报完毕"];
/// Last words of titles of what one office writes as one text in parts.
static COLLECTIONS: Edges = Edges::new(&[
    "周报",
    "月报",
    "日报",
    "快报",
    "动态",
    "要闻",
    "大事记",
    "纪实",
    "侧记",
    "摘编",
    "掠影",
    "见闻",
    "巡礼",
    "记事",
]);

/// Whether a title is the number of a bulletin, whose items are its sections: 财政信息第8期.
fn is_issue(title: &str) -> bool {
    title.contains('第')
        && title.trim_end_matches(|c: char| c != '期').ends_with('期')
        && title.chars().count() <= LONGEST_ISSUE
}

/// The longest title with the number of an issue, in characters.
const LONGEST_ISSUE: usize = 30;

/// Whether a line of source or time, or a bar of buttons, was taken out between two rows.
fn is_barred(noise: &[Noise], row: &Row<'_>, next: &Row<'_>) -> bool {
    let after = noise.partition_point(|noise| noise.line <= row.line);
    let between = noise.get(after..).unwrap_or_default().iter().take_while(|noise| noise.line < next.line);
    between.into_iter().any(|noise| matches!(&*noise.what, "来源与时间" | "打印分享栏"))
}

/// How many lines of who wrote and checked a text prove its end.
const LEAST_CHECKED: usize = 3;

/// Whether a page holds the talks of one meeting under a title and an introduction of its own: they are its parts.
fn is_of_talks(rows: &[Row<'_>], from: usize) -> bool {
    let named = rows.get(from).is_some_and(|title| TALKS.iter().any(|word| title.text.contains(word)));
    named && rows.iter().skip(from + 1).take(MOST_BETWEEN).any(|row| row.chars >= LEAST_TEXT && row.is_closed())
}

/// Words of titles of such pages.
const TALKS: &[&str] = &["摘要", "摘登", "摘编", "实录", "笔谈", "发言选登", "观点集萃"];

/// The shortest title that a column repeats, in characters.
const LEAST_AGAIN: usize = 10;

/// What a site prints below a text.
const ENDS: &[&str] = &["附件下载", "打印分享栏", "页脚", "上下篇", "二维码提示", "相关链接"];

fn sign(rows: &[Row<'_>], (from, at): (usize, usize), noise: &[Noise]) -> Option<Sign> {
    let row = rows.get(at)?;
    let above = rows.get(at.checked_sub(1)?)?;
    if !(LEAST_BARRED..=*TITLE.end()).contains(&row.chars) || row.marker.is_some() {
        return None;
    }
    let barred = rows.get(at + 1).is_some_and(|next| is_barred(noise, row, next));
    // A very short title is one over the site's line, below the day of the text before.
    let least = if barred && matter::is_date(above.text) { LEAST_BARRED } else { *TITLE.start() };
    let short = row.chars >= least && row.marks.heading.is_none() && !row.marks.item;
    if !short || row.text.starts_with('附') {
        return None;
    }
    // What a site prints below a text ends it.
    let site = noise.partition_point(|noise| noise.line <= above.line);
    let between = || noise.get(site..).unwrap_or_default().iter().take_while(|noise| noise.line < row.line);
    let parted = noise.get(site).is_some_and(|noise| noise.line < row.line && ENDS.contains(&&*noise.what));
    // Or the day and the page of the paper that printed it.
    let printed = between().any(|noise| noise.why == paper::PAGE);
    let ended = parted || above.is_closed() || matter::is_date(above.text);
    // Who wrote, drew and checked the text before stands above; then the title may call or ask.
    if printed || between().filter(|noise| noise.what == "编辑").count() >= LEAST_CHECKED {
        let calls = row.text.strip_suffix(['！', '？', '!', '?']);
        let called = calls.is_some_and(|text| could_be_title(&row.with(row.start, text)));
        if called || could_be_title(row) {
            return Some(Sign::Stamp);
        }
    }
    // The office or the person that wrote the text before may stand between.
    let over = at.checked_sub(2).filter(|over| *over > from).and_then(|at| rows.get(at));
    let written = !ended
        && above.chars <= LONGEST_WRITER
        && over.is_some_and(Row::is_closed)
        && (addressee::is_office(above.text) || is_name(above.text));
    if !(ended || written || at == from + 1) || !could_be_title(row) {
        return None;
    }
    let taken = title_rows(rows, at);
    let text = rows.get(at + taken).is_some_and(|next| next.chars >= LEAST_TEXT && next.is_closed());
    if ended
        && taken == 1
        && ends_as_title(row.text)
        && rows.get(at + 1).is_some_and(|next| is_stamped(noise, row, next))
    {
        return Some(Sign::Stamp);
    }
    let called = || rows.get(at + taken).is_some_and(|next| addressee::calls(next.text));
    if barred && ended && taken >= 1 && (text || called()) {
        return Some(Sign::Barred);
    }
    // The title once more behind the name of its column: 【学习强国】甲.
    let again = |next: &Row<'_>| {
        next.text.starts_with('【') && next.text.contains(row.text) && row.chars >= LEAST_AGAIN && next.text != row.text
    };
    if ended && taken >= 1 && rows.get(at + 1).is_some_and(again) {
        return Some(Sign::Stamp);
    }
    let opens = || text || rows.get(at + taken).is_some_and(|next| addressee::is_salutation(next.text));
    if taken >= 1 && !written && thanks(above.text) && opens() {
        return Some(Sign::Thanked);
    }
    let author = |row: &&Row<'_>| is_author(row) || is_name(row.text);
    let between = |row: &&Row<'_>| is_dash(row.text) || author(row);
    let more = rows.iter().skip(at + taken).take(MOST_BETWEEN).take_while(between).count();
    let signed = rows.iter().skip(at + taken).take(more).any(|row| author(&row));
    let below = rows.get(at + taken + more)?;
    if taken == 0 || below.chars < LEAST_TEXT || below.marker.is_some() || !below.is_closed() {
        return None;
    }
    if signed && (ended || at == from + 1) {
        return Some(Sign::Author);
    }
    if ended && column(row.text).is_some_and(|own| column(rows.get(from).map_or("", |row| row.text)) == Some(own)) {
        return Some(Sign::Column);
    }
    let title = fold::text(row.text);
    let first = rows.get(from).map_or_else(String::new, |row| fold::text(row.text));
    let doublet = title.split_once(' ').is_some_and(|(one, two)| one.chars().count() == two.chars().count());
    match (tells(&title, &first), opening(below.text)) {
        _ if !(ended || written) => None,
        (Tells::Actor, Opening::Day | Opening::Cause) | (Tells::Event, Opening::Day) => Some(Sign::News),
        (Tells::Event, Opening::Cause) | (Tells::Actor, Opening::Otherwise) => Some(Sign::Likely),
        (Tells::Nothing, Opening::Day) if doublet || row.chars >= LEAST_LIKELY => Some(Sign::Likely),
        (Tells::Nothing, Opening::Cause) if doublet => Some(Sign::Likely),
        _ if is_from_a_place(&title) => Some(Sign::Likely),
        _ => None,
    }
}

/// The column of a site that a title opens with, in brackets.
fn column(title: &str) -> Option<&str> {
    let (column, title) = title.strip_prefix('【')?.split_once('】')?;
    (title.chars().count() >= *TITLE.start()).then_some(column)
}

/// The shortest title that may be one of news by its day alone, in characters.
const LEAST_LIKELY: usize = 12;

/// The longest name of an office below its text, in characters.
const LONGEST_WRITER: usize = 20;

/// Whether a line ends as speeches do: 谢谢大家！
fn thanks(text: &str) -> bool {
    let end = text.trim_end_matches(['！', '!', '。', '.', ' ', '\u{3000}', '）', ')']);
    ["谢谢", "谢谢大家", "谢谢各位"].iter().any(|word| end.ends_with(word))
}

/// How many numbers above and below a row are looked at.
const NEAR: usize = 100;

/// The numbers of chapters and items in a piece, by which one that runs on over a row is seen.
struct Numbers<'t>(Vec<(usize, Key<'t>, u32)>);

impl<'t> Numbers<'t> {
    fn of(rows: &[Row<'t>], from: usize) -> Self {
        let wanted =
            |class: Class| matches!(class, Class::Part | Class::Chapter | Class::Han | Class::HanBracket | Class::Item);
        let markers = rows.iter().enumerate().skip(from).filter_map(|(at, row)| Some((at, row.marker?)));
        Self(markers.filter(|(_, m)| wanted(m.key.class)).map(|(at, m)| (at, m.key, m.number)).collect())
    }

    /// Whether a series goes on from above row `at` to below it.
    fn run_over(&self, at: usize) -> bool {
        let split = self.0.partition_point(|(row, _, _)| *row < at);
        let (above, below) = (self.0.get(..split).unwrap_or_default(), self.0.get(split..).unwrap_or_default());
        let mut seen: Vec<Key<'t>> = Vec::new();
        for (_, key, number) in below.iter().take(NEAR) {
            if seen.contains(key) {
                continue;
            }
            seen.push(*key);
            let last = above.iter().rev().take(NEAR).find(|(_, of, _)| of == key);
            if *number > 1 && last.is_some_and(|(_, _, last)| last < number) {
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use crate::corpus::split::tests::starts;

    #[test]
    fn below_what_a_site_prints_a_stamped_title_opens_a_text() {
        let report = "青石镇2023年信息公开年度报告\n来源：青石镇政府 时间：2024-02-05 10:00\n@\n@";
        let table = "指标 单位 数量\n公开信息数 条 425\n附件下载";
        assert_eq!(
            starts(&format!(
                "{report}\n{table}\n白水镇2023年信息公开年度报告\n来源：白水镇政府 时间：2024-02-06 10:00\n@\n@"
            )),
            [1, 8]
        );
        assert_eq!(starts(&format!("{report}\n指标 单位 数量\n白水镇2023年信息公开年度报告\n公开信息数 条 425")), [1]);
    }

    #[test]
    fn one_more_news_item_below_one_that_opens_with_its_day() {
        let first = "青石学院2014年夏令营开营\n7月9日下午，青石学院夏令营开营仪式举行。@\n@\n";
        assert_eq!(starts(&format!("{first}全国𠀀全竞赛我院代表队再创佳绩\n7月21日，竞赛在白水镇落幕。@\n@")), [1, 4]);
        // One part of an article that tells of a day among others that do not.
        let parts = "走村入户\n@\n@\n解难题\n@\n@\n白水镇首个驿站挂牌\n7月21日，驿站开门。@\n@";
        assert_eq!(starts(&format!("{first}{parts}")), [1]);
    }

    #[test]
    fn news_of_smaller_bodies_open_with_a_cause() {
        let item = |title: &str, opening: &str| format!("{title}\n{opening}@\n@\n");
        let page = item("青石林场召开“读书”交流会", "5月22日，青石林场召开交流会。")
            + &item("白水林场党支部开展𠀀组织生活会", "根据上级文件要求，支部于4月3日召开会议。")
            + &item("青石市局（公司）分批组织岗位培训工作", "为提高技能，5月5日开展了培训。");
        assert_eq!(starts(&page), [1, 4, 7]);
    }

    #[test]
    fn talks_under_a_title_of_their_own_are_parts_and_alone_they_are_texts() {
        let talks = "从清溪河谈治理\n青石县政协主席 王 明\n@\n借他山之石治水\n白水县政协主席 李𠀀红\n@\n让清溪河说话\n红叶县政协主席 张 华\n@";
        assert_eq!(starts(&format!("清溪论坛发言摘要\n@\n{talks}")), [1]);
        assert_eq!(starts(talks), [1, 4, 7]);
    }

    #[test]
    fn titles_behind_one_column_and_reports_from_places_are_texts() {
        let page = "【防汛】白水办公室：守护一方\n@\n强化引导，守土尽责。@\n【防汛】初心如磐 使命在𠀀肩\n@\n@";
        assert_eq!(starts(page), [1, 4]);
        assert_eq!(starts("防汛专刊\n@\n【守护】初心如磐使命在肩\n@\n【守护】群众满意\n@"), [1]);
        let day = |title: &str| format!("{title}\n11月15日，青石县召开会议。@\n@\n");
        let place = "青石县白水乡:现场评比促Ａ工作\n“近年来，白水村变了样。”村支书说。@\n@\n";
        let news = day("我县召开迎检动员会") + place + &day("青石县领导参加植树活动");
        assert_eq!(starts(&news), [1, 4, 7]);
        assert_eq!(starts(&format!("青石县的一年\n@\n{place}白水乡:谋发展\n@")), [1]);
        // Those who wrote them stand below.
        let signed =
            |title: &str, writer: &str| format!("{title}\n谷雨弄晴。4月24日上午，青石县召开会议。@\n@\n{writer}\n");
        let news = signed("我校运动会开幕", "青石大学") + &signed("龙河校区南大门落成典礼举行", "青石大学学生会");
        assert_eq!(starts(&news), [1, 5]);
        // Who did what, over a text that opens with what somebody asks.
        let asked = "我市不少学校推行“透明Ａ厨房”\n学校食堂环境好不好？@\n@\n";
        assert_eq!(starts(&(day("我市举行教师节表彰晚会") + asked + &day("青石区教育局出台新规"))), [1, 4, 7]);
        assert_eq!(starts(&format!("我市教育工作\n@\n@\n{asked}青石区教育局概况\n@")), [1]);
    }

    #[test]
    fn titles_over_bars_of_buttons_are_texts_where_several_are() {
        let text = |title: &str, stamp: &str| format!("{title}\n{stamp}分享到： QQ空间 新浪微博 人人网\n@\n@\n");
        let page = text("青石镇五项举措推进采购", "")
            + &text("白水镇严把𠀀六关", "")
            + &text("平台已经启动", "2023年09月26来源：\n");
        assert_eq!(starts(&page), [1, 5, 9]);
        assert_eq!(starts("青石镇五项举措推进采购\n@\n平台已经启动\n分享到： QQ空间 新浪微博 人人网\n@"), [1]);
    }

    #[test]
    fn below_who_checked_a_text_the_next_begins() {
        let checked = "文字：王明\n编辑：李红\n审核：赵强";
        assert_eq!(starts(&format!("青石镇的一年\n@\n@\n{checked}\n让老𠀀屋活起来\n@\n@")), [1, 7]);
        assert_eq!(starts(&format!("青石镇的一年\n@\n@\n{checked}\n老屋专栏｜这一年收获满满！\n老屋\n@")), [1, 7]);
    }

    #[test]
    fn below_the_thanks_of_a_speech_another_text_begins() {
        let speech = "在青石镇培训班上的致辞\n亲爱的同学们：\n大家下午好！\n@\n最后，预祝培训班圆满成功！谢谢大家！";
        assert_eq!(starts(&format!("{speech}\n𠀀河治理专题讲课整理稿\n@\n一、历史\n@")), [1, 6]);
        let report = "青石镇的一年\n@\n镇长说：“谢谢大家！\n@\n群众也说：谢谢！\n治理Ａ河的人\n@\n@";
        assert_eq!(starts(report), [1]);
    }

    #[test]
    fn below_the_page_of_a_paper_the_next_text_begins() {
        let page = "（本报记者王明）\n《 青石日报 》（ 2023年05月06日 01 版）";
        assert_eq!(starts(&format!("让老屋活起来\n@\n@\n{page}\n药价降低 𠀀质量不低\n核心阅读\n@\n@")), [1, 6]);
    }

    #[test]
    fn a_title_printed_again_behind_its_column_opens_a_text() {
        let article = |title: &str| format!("{title}\n【青石要闻】{title}（图文）\n@\n@\n");
        let text = article("青石镇举办𠀀主题读书活动") + &article("白水镇：推出积分激励机制");
        assert_eq!(starts(&text), [1, 5]);
        assert_eq!(starts("青石镇的一年\n@\n读书活动\n【青石要闻】读书活动\n@"), [1]);
    }
}
