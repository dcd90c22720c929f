//! What is left on a page where something else was: code of scripts and styles, drawn lines, marks of pages.
//!
//! Judges one line as it stands. Knows nothing of where it stands.

use super::Finding;
use super::bar::LONGEST_COLUMN;
use super::phrases::Phrases;
use crate::text::span::head;
use crate::text::{fold, safe};

/// What scripts, styles and counters leave behind.
pub fn leftover(text: &str) -> Option<Finding> {
    if is_plain(text) {
        return None;
    }
    let opening = head(text, SEARCHED);
    let short = text.len() <= 60;
    let has_word = || text.chars().any(|c| safe::is_han(c) || c.is_alphanumeric());
    let script = short && text.contains(['"', '\'', ';', '{', '}', '<', '>', '\\', '`']);
    let bars = text.chars().all(|c| matches!(c, '|' | '｜')) && text.chars().count() <= 3;
    if text.starts_with("//") {
        return Some(Finding::new("脚本残留", "以“//”开头的注释"));
    }
    if script && !has_word() && text.chars().count() <= 20 || bars {
        return Some(Finding::new("脚本残留", format!("只有符号“{text}”")));
    }
    if text.starts_with("href=") {
        return Some(Finding::new("脚本残留", "以“href=”开头的链接"));
    }
    // Chinese prose holds no small letters, scripts do.
    if opening.bytes().any(|b| b.is_ascii_lowercase())
        && let Some(word) = SCRIPTS.first_in(opening)
    {
        return Some(Finding::new("脚本残留", format!("含“{word}”")));
    }
    let rule = [(RULES, LEAST_RULE), (DASHES, LEAST_DASHES), (ORNAMENTS, LEAST_ORNAMENTS)];
    let is_rule = |(signs, least): &(&str, usize)| {
        let signed = text.starts_with(|c| signs.contains(c));
        signed && text.chars().all(|c| signs.contains(c)) && text.chars().count() >= *least
    };
    if rule.iter().any(is_rule) {
        return Some(Finding::new("分隔线", "只有画线的符号"));
    }
    let inner = text.trim_matches(|c: char| RULES.contains(c) || c.is_whitespace());
    if inner == "正文" && text.len() > inner.len() + LEAST_RULE {
        return Some(Finding::new("分隔线", "画线的符号之间的“正文”"));
    }
    if let Some(found) = page(text).or_else(|| turn(text)) {
        return Some(found);
    }
    // 政策法规▼: a tab of the page that opens.
    let tab = text.strip_suffix(TABS).map(str::trim_end);
    if tab.is_some_and(|name| (2..=LONGEST_COLUMN).contains(&name.chars().count()) && name.chars().all(safe::is_han)) {
        return Some(Finding::new("导航", format!("栏目名后面是箭头“{text}”")));
    }
    // - END - below an article
    if short
        && text.trim_matches(|c: char| !c.is_alphabetic()).eq_ignore_ascii_case("end")
        && !text.contains(char::is_numeric)
    {
        return Some(Finding::new("分隔线", format!("文末记号“{text}”")));
    }
    let is_dash = |c: char| c.is_whitespace() || matches!(c, '-' | '－' | '—' | '–');
    let page = text.trim_matches(is_dash);
    // A figure with one dash is negative.
    let edged = text.starts_with(is_dash) && text.ends_with(is_dash);
    if edged && !page.is_empty() && page.len() <= 4 && page.chars().all(|c| c.is_ascii_digit()) {
        return Some(Finding::new("页码", format!("单独的页码“{text}”")));
    }
    None
}

/// Whether a line begins and ends as Chinese text does and holds no small Latin letters: nothing of a script, no rule,
/// no page.
fn is_plain(text: &str) -> bool {
    let mut chars = text.chars();
    let (Some(first), Some(last)) = (chars.next(), chars.next_back()) else { return false };
    let opens = safe::is_han(first) && !matches!(first, '第' | '共' | '页');
    let ends = safe::is_han(last) || matches!(last, '。' | '；' | '：' | '”' | '）');
    // Not broken off, so that many bytes are asked at once.
    opens && ends && !text.bytes().fold(false, |seen, byte| seen | byte.is_ascii_lowercase())
}

/// A line that names a page or counts pages and does nothing else.
pub fn page(text: &str) -> Option<Finding> {
    page_mark(text).map(|page| Finding::new("页码", format!("页码行“{page}”")))
}

/// A line that leads to another page of a paper and does nothing else: （下转第三版）, 上接A1版.
fn turn(text: &str) -> Option<Finding> {
    let bare = text.trim_matches(['(', ')', '（', '）', '[', ']', '【', '】', '▶', '►', ' ', '　']);
    let page = ["下转", "上接", "紧接"].iter().find_map(|word| bare.strip_prefix(word))?.strip_suffix('版')?;
    let fits = page.chars().count() <= LONGEST_TURN && !page.contains(['，', '。']);
    fits.then(|| Finding::new("页码", format!("报纸的转版提示“{bare}”")))
}

/// The longest page of a paper, in characters: 第十二.
const LONGEST_TURN: usize = 6;

/// The page that a line names and nothing else: ===第1页===, 第 2 页 共 9 页.
fn page_mark(text: &str) -> Option<&str> {
    if text.len() > 120 || !text.contains('页') {
        return None;
    }
    let bare = text.trim_matches(|c: char| RULES.contains(c) || c.is_whitespace());
    let words: String = bare.chars().filter(|c| !c.is_whitespace() && !fold::char(*c).is_ascii_digit()).collect();
    let figures = bare.chars().any(|c| fold::char(c).is_ascii_digit());
    (figures
        && matches!(words.as_str(), "第页" | "第页共页" | "第页/共页" | "第页,共页" | "第页，共页" | "共页第页" | "页"))
    .then_some(bare)
}

/// Arrows behind the names of columns that open.
const TABS: &[char] = &['▼', '▾', '▽'];

/// Characters that lines are drawn with.
const RULES: &str = "=-_*~#+·─═━＝－＿＊";
/// How many of them make a line.
const LEAST_RULE: usize = 4;
/// The rules of Markdown, and how many of its signs make one.
const DASHES: &str = "-*_=";
const LEAST_DASHES: usize = 3;
/// Ornaments between the parts of an article, and how many of them make a line of their own.
const ORNAMENTS: &str = "✦✧❖❀❁✿※◆◇★☆";
const LEAST_ORNAMENTS: usize = 2;

/// How many bytes of a line are searched for words of scripts.
const SEARCHED: usize = 2000;
static SCRIPTS: Phrases = Phrases::new(&[
    "function(",
    "function (",
    "document.write",
    "getElementById",
    "var _",
    "$(function",
    "jQuery",
    "window.location",
    "</script",
    "<script",
    "javascript:",
    "@media",
    "font-family:",
    "behavior:url(",
    "MicrosoftInternetExplorer",
    "false false false",
    "mso-style-",
    "is undefined on line",
    "}else{",
    "encodeURI(",
    "$(\"#",
    "window.open",
    "window.top",
]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_turn_to_another_page_of_a_paper() {
        for (text, expected) in [
            ("（下转第三版）", Some("页码")),
            ("(上接A1版)", Some("页码")),
            ("▶下转02版", Some("页码")),
            ("上接𠀀甲乙丙丁戊己版", None),
            ("下转型升级之路新版", None),
            ("下转，新版", None),
            ("href=\"https://qingshi.example/1.html\">青石镇召开会议", Some("脚本残留")),
        ] {
            assert_eq!(leftover(text).map(|found| found.what), expected, "{text}");
        }
    }
}
