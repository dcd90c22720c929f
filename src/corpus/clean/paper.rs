//! What the page of a newspaper or journal prints around an article: its issue, its page, the reporter, its telephone,
//! where a text first stood.
//!
//! Judges one folded line by its words. Must not know where it stands.

use super::meta::{LONGEST_MEDIUM, date_len};
use crate::text::fold;
use crate::text::safe::is_han;
use crate::text::span::tail;

/// Media that stand on a line of their own above what was taken from them.
pub const NAMES: &[&str] = &[
    "人民网",
    "新华网",
    "新华社",
    "光明网",
    "中国网",
    "央广网",
    "央视网",
    "中新网",
    "中国新闻网",
    "经济日报",
    "人民日报",
    "光明日报",
    "澎湃新闻",
    "新浪网",
    "网易",
    "腾讯网",
    "搜狐网",
    "凤凰网",
    "中国政府网",
];

/// Whether a folded line is nothing but a paper's telephone: 新闻热线:0816-2395666.
pub fn is_hotline(folded: &str) -> bool {
    let Some((label, number)) = folded.split_once(':') else { return false };
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    label.trim_end().ends_with("热线")
        && digits >= LEAST_NUMBER
        && number.bytes().all(|b| b.is_ascii_digit() || b" -".contains(&b))
}

/// The fewest digits of a telephone.
const LEAST_NUMBER: usize = 7;

/// Whether a folded line is nothing but a journal and its issue: 青石月刊 2023年11期.
pub fn is_journal(folded: &str) -> bool {
    let Some((journal, issue)) = folded.split_once(' ') else { return false };
    let numbers = issue.strip_suffix('期').and_then(|issue| issue.split_once('年'));
    let figures = |text: &str, len: usize| (1..=len).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    numbers.is_some_and(|(year, number)| year.len() == 4 && figures(year, 4) && figures(number, 2))
        && journal.chars().all(is_han)
}

/// Whether a folded line is a journal, its year and its issue, and a column behind them: 青石税务 2023年 第2期 征文.
pub fn is_issue_and_column(folded: &str) -> bool {
    let mut words = folded.split_whitespace();
    let (Some(journal), Some(year), Some(issue), Some(_)) = (words.next(), words.next(), words.next(), words.next())
    else {
        return false;
    };
    let year = year.strip_suffix('年').is_some_and(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()));
    let issue = issue.strip_prefix('第').and_then(|issue| issue.strip_suffix('期'));
    let issued = issue.is_some_and(|issue| issue.len() <= 3 && issue.bytes().all(|b| b.is_ascii_digit()));
    let named = journal.chars().all(is_han) && journal.chars().count() <= LONGEST_MEDIUM;
    named && year && issued && !BULLETINS.iter().any(|end| journal.ends_with(end))
}

/// How bulletins of offices are called, whose issue is part of their own head.
const BULLETINS: &[&str] = &["简报", "信息", "通讯", "快报", "专报", "动态", "通报", "内参", "参考"];

/// Whether a folded line tells where a text was first printed: 注:该文发表于《青石月刊》第3期.
pub fn is_first_print(folded: &str) -> bool {
    let bare = folded.trim_start_matches(['(', '[', '【', '*', ' ']);
    if !["注:", "注 :", "本文", "该文", "原载", "原文刊"].iter().any(|word| bare.starts_with(word)) {
        return false;
    }
    let within = bare.split_once('》').is_some_and(|(_, issue)| {
        let issue = issue.trim_end_matches([')', ']', '】', '。']);
        issue.contains('年') && ["期", "期内容", "期文章"].iter().any(|end| issue.ends_with(end))
    });
    let printed =
        within || ["发表于", "刊于", "刊载于", "原载", "刊发于", "载于"].iter().any(|word| bare.contains(word));
    printed && bare.contains('《') && bare.chars().count() <= LONGEST_PRINT
}

/// The longest such line, in characters.
const LONGEST_PRINT: usize = 60;

/// Why the page of a paper is debris; the article that it printed ends there.
pub const PAGE: &str = "报纸的日期和版次";

/// Whether a folded line is nothing but a paper, its day and its page: 《青石日报》(2023年05月06日 03版).
pub fn is_page(folded: &str) -> bool {
    if !folded.starts_with('《') {
        return false;
    }
    let tight = fold::unspaced(folded);
    let Some((_, rest)) = tight.strip_prefix('《').and_then(|rest| rest.split_once('》')) else { return false };
    let inner = rest.trim_matches(['(', ')']);
    let page = tail(inner, date_len(inner));
    let number = page.strip_suffix('版').map(|page| page.trim_start_matches([',', '第']));
    date_len(inner) > 0 && number.is_some_and(|page| page.chars().count() <= LONGEST_PAGE)
}

/// Whether a folded line is a reporter over the paper, its day and its page: 本报记者 王明 《青石日报》(2023年05月06日 03版).
pub fn is_reporter(folded: &str) -> bool {
    let Some(at) = folded.find('《').filter(|_| folded.contains("记者") && folded.ends_with(')')) else {
        return false;
    };
    let before = folded.get(..at).unwrap_or("").trim();
    before.chars().count() <= LONGEST_REPORTER && before.contains("记者") && is_page(tail(folded, at))
}

/// The longest reporter before a paper, in characters.
const LONGEST_REPORTER: usize = 30;

/// Whether a folded line is nothing but a paper and the day of its issue: 青石日报 2023年05月06日 星期六.
pub fn is_issue(folded: &str) -> bool {
    let mut words = folded.split_whitespace();
    let (Some(name), Some(day), Some(week), None) = (words.next(), words.next(), words.next(), words.next()) else {
        return false;
    };
    let paper = name.ends_with(['报', '刊', '网']) && name.chars().count() <= LONGEST_MEDIUM;
    paper && date_len(day) == day.len() && week.strip_prefix("星期").is_some_and(|day| day.chars().count() == 1)
}

/// The longest number or name of a page of a paper, in characters.
const LONGEST_PAGE: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn issues_with_columns_and_where_a_text_was_first_printed() {
        for (text, issue, print) in [
            ("青石税务 2023年 第2期 “窗口故事”征文", true, false),
            ("青石税务 2023年 第2期", false, false),
            ("青石简报 2023年 第2期 总第15期", false, false),
            ("*本文为《青石月刊》2023年第10期内容", false, true),
            ("注：该文发表于《青石月刊》第3期", false, true),
            ("本文件为《青石规划》2023年修订版", false, false),
            ("𠀀e\u{301}", false, false),
        ] {
            let folded = fold::text(text);
            assert_eq!((is_issue_and_column(&folded), is_first_print(&folded)), (issue, print), "{text}");
        }
    }

    #[test]
    fn issues_reporters_and_pages() {
        for (text, issue, reporter, page) in [
            ("青石日报 2023年05月06日 星期六", true, false, false),
            ("青石镇 2023年05月06日 星期六", false, false, false),
            ("本报记者 王𠀀 《 青石日报 》（ 2023年05月06日 03 版）", false, true, false),
            ("本报记者 王𠀀 《青石规划》（2023年版）", false, false, false),
            ("《青石日报》(2023年05月06日 03版)", false, false, true),
            ("e\u{301}《", false, false, false),
        ] {
            let folded = fold::text(text);
            assert_eq!((is_issue(&folded), is_reporter(&folded), is_page(&folded)), (issue, reporter, page), "{text}");
        }
    }
}
