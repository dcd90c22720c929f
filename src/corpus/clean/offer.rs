//! What a site says of a text as its ware, on a line above it: how long it is to read, what it costs, the site's own
//! name and address.
//!
//! Knows nothing of the rows around a line.

use super::{Finding, Place};
use crate::text::safe::is_han;

/// A line above a text by its words; it is folded.
pub fn offer(folded: &str, chars: usize, place: Place) -> Option<Finding> {
    if place != Place::Head || chars > LONGEST || folded.ends_with('。') {
        return None;
    }
    if folded.contains("分钟") && is_reading_time(folded) {
        return Some(Finding::new("来源与时间", "全文字数与阅读时间"));
    }
    if folded.contains("试读") && folded.split_once('元').is_some_and(|(before, _)| ends_in_figure(before)) {
        return Some(Finding::new("来源与时间", "价格与试读"));
    }
    let boxed = folded.strip_prefix('【').and_then(|rest| rest.strip_suffix('】'));
    if boxed.is_some_and(|name| [".com", ".cn", ".net"].iter().any(|end| name.contains(end))) {
        return Some(Finding::new("导航", "括号里的网站名和网址"));
    }
    // 青石文库◆记住我~
    if folded.ends_with('~') && SITES.iter().any(|site| folded.contains(site)) {
        return Some(Finding::new("导航", "网站的口号"));
    }
    let name = folded.strip_prefix('|').filter(|name| !name.contains(['|', ',', ':']))?.trim();
    let named = name.chars().next().is_some_and(is_han) && chars <= LONGEST_NAME;
    named.then(|| Finding::new("导航", "题名后面以竖线相隔的网站名"))
}

/// What sites are called.
const SITES: &[&str] = &["文库", "范文", "网"];
/// The longest such line, and the longest name of a site behind a bar, in characters.
const LONGEST: usize = 80;
const LONGEST_NAME: usize = 12;
/// How many characters stand between 阅读 and its minutes: 预计阅读时长约21分钟.
const BETWEEN: usize = 6;

/// Whether a folded line counts characters and says in how many minutes they are read.
fn is_reading_time(folded: &str) -> bool {
    let Some((before, after)) = folded.rsplit_once("阅读") else { return false };
    let figure = after.trim_start_matches(|c: char| !c.is_ascii_digit());
    let near = after.len() - figure.len() <= BETWEEN * '约'.len_utf8();
    let minutes = figure.trim_start_matches(|c: char| c.is_ascii_digit());
    let counted = before.split('字').next().is_some_and(|count| before.contains('字') && ends_in_figure(count));
    near && minutes.len() < figure.len() && minutes.trim_start().starts_with("分钟") && counted
}

/// Whether a text ends in a figure, a measure word after it or not: 共1200个.
fn ends_in_figure(text: &str) -> bool {
    text.trim_end_matches(['个', ' ']).ends_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn wares_and_their_shops() {
        for (text, expected) in [
            ("全文1500字，阅读约需5分钟", true),
            ("admin 分享 时间: 加入收藏 共计3200个字，预计阅读时长12分钟", true),
            ("2026-05-06 5.00元 免费试读", true),
            ("【qingshi.com-青石-学习𠀀网】", true),
            ("青石文库◆记住我，常来看看~", true),
            ("| 青石总结网2", true),
            ("每天阅读30分钟活动方案", false),
            ("阅读𠀀e\u{301}", false),
            ("全文1500字，阅读约需5分钟。", false),
            ("| 姓名 | 单位 |", false),
            ("【青石镇】", false),
        ] {
            let folded = fold::text(text);
            assert_eq!(offer(&folded, text.chars().count(), Place::Head).is_some(), expected, "{text}");
            assert!(offer(&folded, text.chars().count(), Place::Body).is_none());
        }
    }
}
