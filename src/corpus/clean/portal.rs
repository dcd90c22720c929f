//! What portals, forums and papers on the web print over an article besides bars: who posted it and when, the licence of
//! the site, the day with its weekday, the page that is being read.
//!
//! Judges one folded line by its words. Knows nothing of the rows around it.

use super::meta::{date_len, is_medium};
use super::{Finding, Place};
use crate::text::span::tail;

/// A line over or below a text by its words.
pub fn line(folded: &str, chars: usize, place: Place) -> Option<Finding> {
    if place == Place::Head && chars <= LONGEST_GREETING && greets(folded) {
        return Some(Finding::new("导航", "网站的欢迎语"));
    }
    if place == Place::Body || chars > LONGEST || folded.contains('。') {
        return None;
    }
    if is_licence(folded) {
        return Some(Finding::new("页脚", "网站的许可证"));
    }
    if folded.contains("上一篇") && folded.contains("下一篇") && chars <= LONGEST_PAIR {
        return Some(Finding::new("上下篇", "“上一篇”和“下一篇”"));
    }
    // 【一图读懂】《方案》: the site's own pages on the document.
    let told = folded.strip_prefix('【').and_then(|rest| rest.split_once('】'));
    if told.is_some_and(|(label, named)| TOLD.iter().any(|end| label.ends_with(end)) && named.trim().starts_with('《'))
    {
        return Some(Finding::new("相关链接", "对文件的解读、图解"));
    }
    if place != Place::Head {
        return None;
    }
    if is_posted(folded) {
        return Some(Finding::new("来源与时间", "谁在何时发表"));
    }
    if folded == "今天是" || is_weekday(folded) {
        return Some(Finding::new("导航", "日期、星期与报纸或网站的栏目"));
    }
    if is_day_of_medium(folded) {
        return Some(Finding::new("来源与时间", "文前的日期与媒体"));
    }
    if let Some(found) = turned(folded, place) {
        return Some(found);
    }
    let (site, _) = folded.rsplit_once(' ').filter(|(_, word)| *word == "首页")?;
    (is_medium(site.trim()) && !site.contains(',')).then(|| Finding::new("导航", "网站名与“首页”"))
}

/// Whether a folded line bids the visitors of a site welcome: 您好,欢迎来到青石教育。 A speech welcomes its guests, too.
fn greets(folded: &str) -> bool {
    let called = ["您好", "你好"].iter().find_map(|word| folded.strip_prefix(word));
    let rest = called.unwrap_or(folded).trim_start_matches([',', '!', '。', ' ']);
    let Some(rest) = rest.strip_prefix("欢迎").map(|rest| rest.strip_prefix('您').unwrap_or(rest)) else {
        return false;
    };
    let visits = ["访问", "光临", "浏览", "登录", "进入"].iter().any(|word| rest.starts_with(word));
    let name = rest.trim_end_matches(['。', '!', ' ']);
    let site = rest.starts_with("来到") && (called.is_some() || name.ends_with('网') || name.ends_with("网站"));
    (visits || site) && !name.contains([',', '。', ':'])
}

/// The longest such line, in characters.
const LONGEST_GREETING: usize = 30;

/// How labels of such pages end.
const TOLD: &[&str] = &["解读", "读懂", "图解", "问答", "看懂"];

/// The longest such line, in characters; the longest bar of the article before and the one after.
const LONGEST: usize = 120;
const LONGEST_PAIR: usize = 60;

/// Whether a folded line names a licence of a site.
fn is_licence(folded: &str) -> bool {
    let licensed = folded.contains("许可证") || folded.contains("准许从事");
    licensed && LICENSED.iter().any(|service| folded.contains(service))
}

/// What sites are licensed for.
const LICENSED: &[&str] =
    &["互联网新闻信息服务", "增值电信业务", "信息网络传播视听节目", "网络文化经营", "互联网出版", "网络出版服务"];

/// Whether a folded line says who posted a text and when: qingshi01 发表于 2023-5-6 10:20.
fn is_posted(folded: &str) -> bool {
    let split = ["发表于", "发布于", "上传于"].iter().find_map(|word| folded.split_once(word));
    let Some((who, when)) = split else { return false };
    let when = when.trim_start_matches([' ', ':']);
    let rest = tail(when, date_len(when));
    date_len(when) > 0
        && who.chars().count() <= LONGEST_NAME
        && !who.contains([',', '、', '《', '('])
        && rest.chars().count() <= LONGEST_REST
        && !rest.contains([',', '、'])
}

/// The longest name of who posted a text, and the longest words behind the time, in characters.
const LONGEST_NAME: usize = 20;
const LONGEST_REST: usize = 16;

/// Whether a folded line is a day, its weekday and columns of a site: 2023年5月6日 星期六 返回首页 | 版面导航.
fn is_weekday(folded: &str) -> bool {
    let day = folded.strip_prefix("今天是").map(|day| day.trim_start_matches([' ', ':']));
    let greeted = day.is_some();
    let day = day.unwrap_or(folded);
    let rest = tail(day, date_len(day)).trim_start();
    let Some(rest) = rest.strip_prefix("星期").filter(|_| date_len(day) > 0) else { return false };
    let mut words = rest.chars();
    let weekday = words.next().is_some_and(|c| "一二三四五六日天".contains(c));
    weekday && (greeted || ["首页", "导航", "版面", "天气"].iter().any(|word| words.as_str().contains(word)))
}

/// A day before month and year with a time, over a text.
pub fn turned(folded: &str, place: Place) -> Option<Finding> {
    (place == Place::Head && is_turned(folded)).then(|| Finding::new("来源与时间", "文前日在月前的时间"))
}

/// Whether a folded line is a day before month and year with a time: 06.05.2023 10:20.
fn is_turned(folded: &str) -> bool {
    let figures = |text: &str, len: usize| text.len() == len && text.bytes().all(|b| b.is_ascii_digit());
    let Some((day, clock)) = folded.split_once(' ') else { return false };
    let day: Vec<&str> = day.split(['.', '/', '-']).collect();
    let timed = clock.trim_start().split_once(':').is_some_and(|(hour, minutes)| {
        figures(hour, 2) && minutes.get(..2).is_some_and(|m| figures(m, 2)) && minutes.len() <= 5
    });
    timed && matches!(day.as_slice(), [d, m, y] if figures(d, 2) && figures(m, 2) && figures(y, 4))
}

/// Whether a folded line is a day in figures and the medium: 2023-05-06 青石日报.
fn is_day_of_medium(folded: &str) -> bool {
    let dated = date_len(folded);
    let figures = folded.get(..dated).is_some_and(|day| day.contains(['-', '/']));
    let medium = tail(folded, dated).trim_start_matches([' ', '|', ':']);
    figures && medium.len() < folded.len() - dated && is_medium(medium.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    fn what(text: &str, place: Place) -> Option<&'static str> {
        line(&fold::text(text), text.chars().count(), place).map(|finding| finding.what)
    }

    #[test]
    fn heads_of_portals_forums_and_papers() {
        for (text, expected) in [
            ("qingshi01 发表于 2023-5-6 10:20:33", Some("来源与时间")),
            ("【一图读懂】《青石市𠀀救助办法》政策解读", Some("相关链接")),
            ("【关键词】《青石市救助办法》", None),
            ("青石镇团委 发布于：2023-05-06 10:20 只看该作者", Some("来源与时间")),
            ("此文发表于《青石日报》2023年5月6日", None),
            ("２０２３年０５月０６日 星期六　返回报网首页 |　版面导航", Some("导航")),
            ("今天是2023年5月6日 星期六", Some("导航")),
            ("今天是", Some("导航")),
            ("2023年5月6日 星期六", None),
            ("2023年5月6日 星期六 晴", None),
            ("06.05.2023　10:20", Some("来源与时间")),
            ("1.05.2023 版", None),
            ("2023-05-06 青石日报", Some("来源与时间")),
            ("2023-05-06 青石镇工作动态三则", None),
            ("2023年5月6日 青石镇党政办公室", None),
            ("青石范文网 首页", Some("导航")),
            ("青石镇工作 首页", None),
            ("互联网新闻信息服务许可证 编号：3712006001", Some("页脚")),
            ("办理烟草专卖许可证的通知", None),
            ("作者：王𠀀 上一篇 下一篇", Some("上下篇")),
            ("您好，欢迎来到青石𠀀教育。", Some("导航")),
            ("欢迎您访问青石镇政府网站！", Some("导航")),
            ("欢迎来到青石！", None),
            ("您好，欢迎来到青石镇，请各位指导", None),
            ("欢迎各位领导光临", None),
            ("e\u{301}", None),
        ] {
            assert_eq!(what(text, Place::Head), expected, "{text}");
            assert_eq!(what(text, Place::Body), None, "{text}");
        }
        assert_eq!(what("qingshi01 发表于 2023-5-6 10:20:33", Place::Tail), None);
        assert_eq!(what("增值电信业务经营许可证：青B2-20230506", Place::Tail), Some("页脚"));
    }
}
