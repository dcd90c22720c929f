//! What a site writes about an article: source, time, editor, counters.

use super::labels::{self, labelled};
use super::{Finding, Place, bar, paper};
use crate::text::fold;
use crate::text::safe::is_han;
use crate::text::span::tail;

/// A source-and-time or editor's line, folded.
pub fn line(folded: &str, chars: usize, place: Place) -> Option<Finding> {
    // 供稿 | 某某
    if place == Place::Tail && chars <= 40 && folded.contains('|') && !folded.contains(':') {
        return line(&folded.replace('|', ":"), chars, place);
    }
    if place == Place::Head && (paper::is_issue(folded) || paper::is_issue_and_column(folded)) {
        return Some(Finding::new("导航", "报纸的名称和出版日期"));
    }
    if paper::is_page(folded) || place != Place::Body && paper::is_reporter(folded) {
        return Some(Finding::new("来源与时间", paper::PAGE));
    }
    if place == Place::Head && paper::NAMES.contains(&folded.trim()) {
        return Some(Finding::new("来源与时间", "只有媒体的名字"));
    }
    if place == Place::Head && chars <= LONGEST_CLOCK && ends_in_day(folded) {
        return Some(Finding::new("来源与时间", "文前以日期结尾的行"));
    }
    if place == Place::Head && chars <= LONGEST_CLOCK && (ends_in_clock(folded) || paper::is_journal(folded)) {
        return Some(Finding::new("来源与时间", "文前的时间或刊期"));
    }
    if place == Place::Head && paper::is_hotline(folded) {
        return Some(Finding::new("导航", "媒体的热线电话"));
    }
    if place == Place::Head && paper::is_first_print(folded) {
        return Some(Finding::new("来源与时间", "原来发表在哪里"));
    }
    let starts_with_figure = folded.starts_with(|c: char| c.is_ascii_digit() || "([【（·".contains(c));
    if chars > 120 || !starts_with_figure && !folded.contains(':') && !folded.starts_with("www.") {
        return None;
    }
    let bare = folded.trim_start_matches(|c: char| c.is_whitespace() || "([【（·•".contains(c));
    if chars <= 40
        && let Some(word) = labels::editor(bare)
        && (place != Place::Body || word.chars().count() > 2 && labels::EDITORS.contains(&word))
    {
        return Some(Finding::new("编辑", format!("以“{word}”开头")));
    }
    let edited =
        chars <= 40 && place == Place::Tail && ["责任编辑:", "编辑:", "责编:"].iter().any(|word| folded.contains(word));
    if edited {
        return Some(Finding::new("编辑", "文末含“编辑”"));
    }
    let stop = folded.contains(['。', ';', '；']);
    // 发布: 2023年05月06日 作者佚名
    if place == Place::Head && bare.strip_prefix("发布:").is_some_and(|rest| date_len(rest.trim_start()) > 0) {
        return Some(Finding::new("来源与时间", "“发布”与日期"));
    }
    if let Some(label) = time_label(bare).filter(|_| place == Place::Head) {
        return Some(Finding::new("来源与时间", format!("“{label}”与日期")));
    }
    let (count, first) = labels::count(folded);
    let leads = labels::source(bare);
    if let Some(word) = leads
        && !stop
        && (place != Place::Body || of_an_article(bare, word))
    {
        return Some(Finding::new("来源与时间", format!("以“{word}”开头")));
    }
    let dated = date_len(bare);
    // 2023年05月06来源：青石网, wherever it stands.
    let sourced = tail(bare, dated).trim_start().strip_prefix("来源:");
    if dated > 0 && sourced.is_some_and(|source| !stop && source.chars().count() <= LONGEST_SOURCE) {
        return Some(Finding::new("来源与时间", "日期之后是“来源”"));
    }
    let figures = bare.chars().take(10).any(|c| matches!(c, '-' | '/'));
    if dated > 0 && count > 0 && !stop && (place != Place::Body || figures) {
        return Some(Finding::new("来源与时间", format!("日期与“{first}”")));
    }
    let before = folded.find(':').and_then(|at| folded.get(..at)).map_or(0, |before| before.chars().count());
    let opens = labels::opens(bare) || place == Place::Head && before <= LONGEST_BEFORE;
    if count >= 2 && !stop && labels::TIMES.iter().any(|word| folded.contains(word)) && opens {
        return Some(Finding::new("来源与时间", format!("“{first}”等栏目")));
    }
    if place != Place::Body && (is_address(bare) || folded.contains("www.") && chars <= 60 && !stop) {
        return Some(Finding::new("来源与时间", "正文之外的网址"));
    }
    if place != Place::Head {
        return None;
    }
    if dated > 0 && has_clock(folded, bare, dated) || is_short_stamp(bare) && chars <= 40 {
        return Some(Finding::new("来源与时间", "带时分的发布时间"));
    }
    // A signature's date is at the end and has 年月日; figures and dashes above a text are the page's.
    let alone = dated == bare.len() && dated > 0 && bare.contains(['-', '/']);
    alone.then(|| Finding::new("来源与时间", "文前用短横写的日期"))
}

/// Whether a folded line ends in a day in figures behind other words: 本站小编 青石网/2023-05-06.
fn ends_in_day(folded: &str) -> bool {
    let Some((_, day)) = folded.rsplit_once([' ', '/', '|']).filter(|(before, _)| before.chars().any(is_han)) else {
        return false;
    };
    day.contains('-') && day.len() >= 8 && date_len(day) == day.len()
}

/// Whether a folded line is in Latin letters and figures and ends in a time to the second: admin1 2023-05-06 10:20:30.
fn ends_in_clock(folded: &str) -> bool {
    let Some((before, clock)) = folded.rsplit_once(' ').filter(|_| folded.is_ascii()) else { return false };
    let figures = clock.bytes().all(|b| b.is_ascii_digit() || b == b':');
    figures && clock.matches(':').count() == 2 && before.matches('-').count() == 2
}

/// The most characters before the first colon of a line with several labels.
const LONGEST_BEFORE: usize = 12;

/// The label of a time that a folded line begins with: 发表日期:2023-05-06, also in traditional characters.
fn time_label(folded: &str) -> Option<&str> {
    let (label, rest) = folded.split_once(':')?;
    let label = label.trim();
    let named = ["日期", "时间", "時間", "time"].iter().find_map(|end| label.strip_suffix(end));
    let named = named.is_some_and(|of| of.is_empty() || SITE_ACTS.contains(&of));
    let rest = rest.trim_start();
    // A date in figures; one with 年月日 may be that of a meeting.
    let figures = date_len(rest) > 0 && rest.chars().take(10).any(|c| matches!(c, '-' | '/'));
    (named && figures).then_some(label)
}

/// What a site does at a time; a meeting, a closing date or an event is the text's.
const SITE_ACTS: &[&str] = &[
    "发布", "发表", "更新", "录入", "上传", "编辑", "创建", "信息", "刊发", "发稿", "文章", "添加", "提交", "發布",
    "發表",
];

/// Whether a folded line within a text tells of an article: a medium or an address as its source, a day in figures.
fn of_an_article(folded: &str, label: &str) -> bool {
    let value = folded.strip_prefix(label).unwrap_or("").trim_start().trim_start_matches(':').trim();
    let value = value.trim_end_matches([')', ']', '】', '）', ' ']);
    let figures = date_len(value) > 0 && value.chars().take(10).any(|c| matches!(c, '-' | '/'));
    let of_source = ["源", "出处", "转载自"].iter().any(|end| label.ends_with(end));
    let short = value.chars().count() <= LONGEST_SOURCE && !value.contains([',', '、']);
    let named = value.is_empty() || value.contains("www.") || MEDIA.iter().any(|end| value.ends_with(end));
    figures || of_source && short && named
}

/// The longest name of a source, in characters.
const LONGEST_SOURCE: usize = 24;
/// How names of media and of offices that publish end.
const MEDIA: &[&str] = &[
    "报",
    "网",
    "社",
    "台",
    "端",
    "号",
    "刊",
    "发布",
    "论坛",
    "网站",
    "杂志",
    "报道",
    "在线",
    "局",
    "委",
    "府",
    "办",
    "厅",
    "部",
    "中心",
    "办公室",
    "本站",
    "原创",
    "网络",
    "互联网",
    "com",
    "cn",
    "室",
    "院",
    "处",
    "科",
];

/// Whether a folded line is nothing but an address of the web.
fn is_address(folded: &str) -> bool {
    let bare = folded.trim();
    ["http://", "https://", "www."].iter().any(|start| bare.starts_with(start)) && !bare.contains(' ')
}

/// Bytes of the date that a folded text begins with: 2023-05-06, 2023.5.6, 2023年5月6日 (also without 日), with a time.
pub fn date_len(folded: &str) -> usize {
    let digits = |text: &str, most: usize| {
        let len = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if (1..=most).contains(&len) { len } else { 0 }
    };
    let mut at = 0;
    for (index, (most, marks)) in [(4, "-./年"), (2, "-./月"), (2, "日")].into_iter().enumerate() {
        let rest = tail(folded, at);
        let len = digits(rest, most);
        if len == 0 || (index == 0 && len != 4) {
            return 0;
        }
        at += len;
        let mark = tail(folded, at).chars().next().filter(|c| marks.contains(*c)).map_or(0, char::len_utf8);
        if mark == 0 && index < 2 {
            return 0;
        }
        at += mark;
    }
    let rest = tail(folded, at);
    let clock = rest.trim_start_matches([' ', 't']);
    let used = clock.len() - clock.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':').len();
    if used >= 4 { folded.len() - (clock.len() - used) } else { at }
}

/// Whether a folded text begins with month, day and time of day: 03-14 10:40.
fn is_short_stamp(folded: &str) -> bool {
    let mut parts = folded.splitn(2, ' ');
    let day = parts.next().is_some_and(|day| {
        let two = |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
        day.split_once(['-', '/', '.']).is_some_and(|(month, day)| two(month) && two(day))
    });
    let clock: String = parts.next().unwrap_or("").trim_start().chars().take(5).collect();
    day && clock.chars().enumerate().all(|(at, c)| if at == 2 { c == ':' } else { c.is_ascii_digit() })
        && clock.len() == 5
}

/// Whether a name is that of a medium or of an office that publishes, by its end.
pub fn is_medium(name: &str) -> bool {
    name.chars().count() <= LONGEST_MEDIUM && MEDIA.iter().any(|end| name.ends_with(end))
}

/// The longest name of a medium behind a time, in characters.
pub const LONGEST_MEDIUM: usize = 10;

/// The shortest date with a time to the second, in bytes, and the longest line with one, in characters.
const SECONDS: usize = 16;
const LONGEST_CLOCK: usize = 40;

/// Whether a time of day follows the date of a folded line, and nothing but the medium after it.
fn has_clock(folded: &str, bare: &str, dated: usize) -> bool {
    folded.contains(':')
        && (tail(bare, dated).chars().all(|c| c.is_whitespace() || c.is_ascii_digit() || ")]】）".contains(c))
            || is_medium(tail(bare, dated).trim())
            || is_signature(tail(bare, dated))
            || ["文/", "图/"].iter().any(|word| tail(bare, dated).trim_start().starts_with(word))
            || folded.matches(':').count() == 2 && dated >= SECONDS && folded.chars().count() <= LONGEST_CLOCK)
}

/// Whether what is glued to a time could be who wrote the text: 2023-05-06 10:20王明李红.
fn is_signature(rest: &str) -> bool {
    (2..=LONGEST_SIGNATURE).contains(&rest.chars().count()) && rest.chars().all(is_han)
}

/// The longest such names, in characters.
const LONGEST_SIGNATURE: usize = 8;

/// Debris only beside debris: a bare date in figures, a time or author with its label, a lone bracket or button word.
pub fn fragment(text: &str, chars: usize) -> Option<Finding> {
    if chars > 40 {
        return None;
    }
    let folded = fold::text(text);
    let bare = folded.trim_matches(|c: char| c.is_whitespace() || "()[]【】（）".contains(c));
    if bar::is_scrap(text) {
        return Some(Finding::new("打印分享栏", format!("紧挨着残留的“{text}”")));
    }
    let figures = date_len(bare) == bare.len() && !bare.contains('年');
    if figures || LABELS.iter().any(|word| labelled(bare, word)) || ["文章导读", "导读", "内容预览"].contains(&bare)
    {
        return Some(Finding::new("来源与时间", format!("紧挨着残留的“{text}”")));
    }
    None
}

/// Labels beside debris.
const LABELS: &[&str] = &[
    "时间",
    "日期",
    "作者",
    "字体",
    "阅读",
    "浏览",
    "温馨提示",
    "友情提示",
    "栏目",
    "相关链接",
    "历史搜索",
    "热门搜索",
];

/// Whether a line is nothing but a date in figures: 2023-05-06.
pub fn is_figures(text: &str) -> bool {
    text.len() <= 30 && {
        let folded = fold::text(text);
        let eight = folded.len() == 8 && folded.bytes().all(|b| b.is_ascii_digit());
        let day = || {
            folded.get(4..6).is_some_and(|m| ("01"..="12").contains(&m))
                && folded.get(6..).is_some_and(|d| ("01"..="31").contains(&d))
        };
        date_len(&folded) == folded.len() && folded.contains(['-', '/'])
            || eight && (folded.starts_with("19") || folded.starts_with("20")) && day()
    }
}

/// Whether a line is nothing but a day in figures, a time and a name, first or last: 王明 2023-05-06 10:20.
pub fn is_signed(text: &str) -> bool {
    if text.len() > 60 {
        return false;
    }
    let folded = fold::text(text);
    let day = folded.split_once(' ').filter(|(name, _)| is_signature(name)).map_or(&*folded, |(_, day)| day);
    let (time, rest) = day.split_at(date_len(day));
    let signed = if day.len() == folded.len() { is_signature(rest.trim()) } else { rest.trim().is_empty() };
    signed && time.contains('-') && time.contains(':')
}

/// A name or counter in Latin letters and figures between two lines of debris.
pub fn enclosed(text: &str, chars: usize) -> Option<Finding> {
    let foreign = chars <= 16 && !text.chars().any(is_han) && text.chars().any(char::is_alphanumeric);
    foreign.then(|| Finding::new("来源与时间", "夹在残留行中间的字母或数字"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, place: Place, expected: Option<&str>) {
        assert_eq!(line(&fold::text(text), text.chars().count(), place).map(|f| f.what), expected, "{text:?}");
    }

    #[test]
    fn lines_about_an_article() {
        check("来源：某日报", Place::Body, Some("来源与时间"));
        check("（来源:某日报）", Place::Tail, Some("来源与时间"));
        check("2022年06月18来源：www.abc.com", Place::Head, Some("来源与时间"));
        check("发布时间：2022-06-18 发布人：", Place::Head, Some("来源与时间"));
        check("时间:2023-09-14 21:24:51 阅读:", Place::Head, Some("来源与时间"));
        check("２０２３－０９－１４　08:30:15", Place::Head, Some("来源与时间"));
        check("编辑：甲𠀀", Place::Tail, Some("编辑"));
        check("责任编辑:甲", Place::Body, Some("编辑"));
        check("admin12023-03-14 18:05:53", Place::Head, Some("来源与时间"));
        check("2020-01-10 06:23文/图 王明", Place::Head, Some("来源与时间"));
        check("青石月刊 2023年11期", Place::Head, Some("来源与时间"));
        check("2023-01-10 06:23王明李𠀀", Place::Head, Some("来源与时间"));
        check("2023-01-10 06:23 青石镇召开创城工作会议", Place::Head, None);
        check("青石简报 2023年第11期", Place::Head, None);
        check("新闻热线：0816-2395666", Place::Head, Some("导航"));
        check("投诉热线：拨打2395666", Place::Head, None);
        check("青石月刊 2023年11期", Place::Body, None);
        check("2019年1月24日", Place::Head, None);
        check("來源：青石網 發布時間：2023-05-06", Place::Head, Some("来源与时间"));
        check("2023年05月06来源：", Place::Body, Some("来源与时间"));
        check("2023年5月6日来源于财政的资金", Place::Body, None);
        check("責任編輯：王𠀀", Place::Tail, Some("编辑"));
        check("发布: 2020年09月02日 作者原创/佚名 【小 中 大】【收藏】", Place::Head, Some("来源与时间"));
        check("时间：2023年5月6日", Place::Head, None);
        check("资金来源：财政拨款", Place::Body, None);
        check("编辑：甲", Place::Body, None);
        check("来源：经费由区财政承担。", Place::Body, None);
    }

    #[test]
    fn fragments_beside_debris() {
        for (text, expected) in
            [("】", true), ("2026-02-09", true), ("作者：甲", true), ("2019年1月24日", false), ("青石镇", false)]
        {
            assert_eq!(fragment(text, text.chars().count()).is_some(), expected, "{text}");
        }
    }
}
