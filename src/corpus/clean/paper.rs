//! What the web page of a newspaper prints around an article: the issue, the reporter, the page.
//!
//! Judges one folded line by its words. Must not know where it stands.

use super::meta::{LONGEST_MEDIUM, date_len};
use crate::text::span::tail;

/// Whether a folded line is nothing but a paper, its day and its page: 《青石日报》(2023年05月06日 03版).
pub fn is_page(folded: &str) -> bool {
    let tight: String = folded.chars().filter(|c| !c.is_whitespace()).collect();
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
    use crate::text::fold;

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
