//! Bars of buttons: navigation, share, print and font bars, menus.
//!
//! A bar is a line made of nothing but button words; one other word and it is text.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::phrases::Table;
use super::words::{Kind, WORDS};
use super::{Finding, Frame, Place, put};
use crate::corpus::row::Row;
use crate::corpus::split::title;
use crate::text::{fold, safe};

/// A path from the site's first page: 首页 > 动态. It proves itself wherever it stands.
pub fn home(folded: &str) -> Option<Finding> {
    if folded.len() > LONGEST_CRUMB {
        return None;
    }
    // Where a path is a list of its steps, its first step has a number.
    let bare = folded.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' '));
    let home = ["网站首页", "首页", "主页"].iter().find_map(|word| bare.strip_prefix(word));
    if home.is_none() && !folded.contains("首页") && !folded.contains(">正文") {
        return None;
    }
    if folded.contains(['>', '»', '›', '→'])
        && (home.is_some() || folded.contains("首页>") || folded.contains("首页 >") || folded.contains(">正文"))
    {
        return Some(Finding::new("导航", "“首页”与箭头组成的路径"));
    }
    let home = home?;
    // The last step may be the title of the page: 首页 新闻 动态 甲，乙.
    let steps = || home.split_whitespace().count() >= LEAST_STEPS;
    let spaced =
        home.starts_with([' ', '|', '-', '/']) && !home.contains('。') && (!home.contains([',', '，']) || steps());
    spaced.then(|| Finding::new("导航", "以“首页”开头的栏目行"))
}

/// How many steps behind the first make a path whose last holds a comma.
const LEAST_STEPS: usize = 3;
/// The longest path, in bytes.
const LONGEST_CRUMB: usize = 480;

/// A path to the page outside its text: 当前位置：…, 某网 > 栏目 > 正文, 某某网 栏目 文章.
pub fn crumb(folded: &str, place: Place) -> Option<Finding> {
    if folded.len() > LONGEST_CRUMB {
        return None;
    }
    let chars = folded.chars().count();
    let arrows = folded.matches(['>', '»', '›']).count();
    if place == Place::Body {
        let page = arrows >= 2 && folded.contains("正文") && !folded.contains(['。', ',', '<']) && chars <= 80;
        return page.then(|| Finding::new("导航", "箭头连成的路径"));
    }
    if let Some((_, word)) = CRUMB_OPENERS.opens(folded, chars) {
        return Some(Finding::new("导航", format!("以“{word}”开头")));
    }
    if (arrows >= 2 || arrows > 0 && folded.contains("正文")) && !folded.contains(['。', ',', '<']) && chars <= 80 {
        return Some(Finding::new("导航", "箭头连成的路径"));
    }
    let mut words = folded.split_whitespace();
    let site =
        words.next().is_some_and(|word| word.chars().count() >= 3 && SITES.iter().any(|site| word.ends_with(site)));
    let named = site && words.count() >= 2 && chars <= 60 && !folded.contains(['。', ',', ':', ';']);
    (named && place == Place::Head).then(|| Finding::new("导航", "以网站名开头的栏目行"))
}

static CRUMB_OPENERS: Table = Table::new(&[(
    "导航",
    160,
    &[
        "当前位置",
        "您的位置",
        "您当前的位置",
        "您现在的位置",
        "你的位置",
        "所在位置",
        "当前所在位置",
        "现在位置",
        "您所在的位置",
        "正在阅读:",
    ],
)]);

/// The size of a file, alone on a line outside the text: 80.9KB.
pub fn size(folded: &str, place: Place) -> Option<Finding> {
    let figures = ["kb", "mb"].iter().find_map(|unit| folded.strip_suffix(unit)).map(str::trim_end)?;
    let number = figures.starts_with(|c: char| c.is_ascii_digit()) && figures.len() <= 8;
    (place != Place::Body && number && figures.chars().all(|c| c.is_ascii_digit() || c == '.'))
        .then(|| Finding::new("计数残留", format!("文件的大小“{folded}”")))
}

/// A line of the site that ends in the name of one of its own pages: 青石档案的长期存档。 关于本站.
pub fn own_page(folded: &str, place: Place) -> Option<Finding> {
    let (_, word) = folded.rsplit_once(' ').filter(|_| place != Place::Body && folded.len() <= LONGEST_CRUMB / 2)?;
    let site = longest(word).is_some_and(|(found, kind)| kind == Kind::Site && found.len() == word.len());
    site.then(|| Finding::new("页脚", format!("以“{word}”结尾")))
}

/// The bar of a paper's pages: «上一版 下一版» 本期共8版.
pub fn paper(folded: &str, place: Place) -> Option<Finding> {
    let short = place != Place::Body && folded.len() <= LONGEST_CRUMB / 2;
    (short && folded.contains("上一版") && folded.contains("下一版") && !folded.contains(['。', ',']))
        .then(|| Finding::new("导航", "报纸网页的翻版栏"))
}

/// Figures that a page shows beside a text: how often it was read.
pub fn counter(text: &str, place: Place) -> Option<Finding> {
    let counter = text.chars().all(|c| fold::char(c).is_ascii_digit() || c.is_whitespace());
    let chars = text.chars().count();
    // A file's number in its letterhead has six figures: GB/T 9704—2012, 7.2.1.
    let numbered = place == Place::Head && chars == 6;
    // A date that lost its 年月日: 20230506.
    let dated = (7..=8).contains(&chars) && (text.starts_with("19") || text.starts_with("20"));
    (counter && place != Place::Body && chars >= 2 && !numbered && !dated)
        .then(|| Finding::new("计数残留", format!("正文之外的数字“{text}”")))
}

/// A folded line of nothing but button words.
pub fn menu(folded: &str, place: Place) -> Option<Finding> {
    if folded.len() > 240 {
        return None;
    }
    let mut rest = folded;
    let mut tally = Tally::default();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || FILLERS.contains(c));
        if rest.is_empty() {
            break;
        }
        let (word, kind) = longest(rest)?;
        rest = rest.strip_prefix(word)?;
        tally.add(word, kind);
    }
    tally.verdict(folded, place)
}

/// What may stand between the words of a bar.
const FILLERS: &str = "|·•:[]【】(){}<>«»/\\,、。-—_+*×★☆↑↓←→▲▼=~!0123456789.w";

#[derive(Default)]
struct Tally {
    strong: Option<(String, Kind)>,
    labels: usize,
    weak: usize,
}

impl Tally {
    fn add(&mut self, word: &str, kind: Kind) {
        match kind {
            Kind::Label => self.labels += 1,
            Kind::Weak | Kind::Column => self.weak += 1,
            _ => {
                self.strong.get_or_insert_with(|| (word.to_owned(), kind));
            }
        }
    }

    fn verdict(self, text: &str, place: Place) -> Option<Finding> {
        if let Some((word, kind)) = self.strong {
            let what = if kind == Kind::Site { "页脚" } else { "打印分享栏" };
            return Some(Finding::new(what, format!("整行由“{word}”等按钮文字组成")));
        }
        // Below a text a bare word may be a cell.
        let colon = place != Place::Tail || text.contains(':');
        let labelled = self.labels >= 2 || self.labels == 1 && place != Place::Body && colon;
        if labelled {
            return Some(Finding::new("来源与时间", format!("只有栏目名而没有内容“{text}”")));
        }
        (self.weak >= 2).then(|| Finding::new("打印分享栏", format!("整行由按钮文字组成“{text}”")))
    }
}

/// A link with its day behind it, as lists of a site print them: 关于…的通知[08-18].
pub fn dated_link(folded: &str) -> bool {
    let Some(inner) = folded.strip_suffix([']', ')', '】']) else { return false };
    let Some((title, day)) = inner.rsplit_once(['[', '(', '【']) else { return false };
    let figures = day.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '.'));
    figures && (4..=10).contains(&day.len()) && day.contains(['-', '/', '.']) && title.chars().count() >= 6
}

/// The longest button word that `text` begins with.
fn longest(text: &str) -> Option<(&'static str, Kind)> {
    let words = BY_FIRST.get(&text.chars().next()?)?;
    words.iter().filter(|(word, _)| text.starts_with(word)).max_by_key(|(word, _)| word.len()).copied()
}

/// Whether a menu or a counter could begin like `text`.
pub fn could_begin(text: &str) -> bool {
    let first = text.chars().next().map(fold::char);
    let filler = |first: char| !safe::is_han(first) && FILLERS.contains(first);
    first.is_some_and(|first| filler(first) || !first.is_alphabetic() || BY_FIRST.contains_key(&first))
}

/// The button words by their first character.
static BY_FIRST: LazyLock<FxHashMap<char, Vec<(&'static str, Kind)>>> = LazyLock::new(|| {
    let mut out: FxHashMap<char, Vec<(&str, Kind)>> = FxHashMap::default();
    for (kind, words) in WORDS {
        for word in *words {
            if let Some(first) = word.chars().next() {
                out.entry(first).or_default().push((word, *kind));
            }
        }
    }
    out
});

/// A menu of the site as lines of their own before the title: five and more very short lines in a row, and its name.
pub fn head_menu(rows: &[Row<'_>], frame: &Frame, found: &mut [Option<Finding>]) {
    let is_entry = |row: &Row<'_>| {
        row.chars <= 8
            && !title::ends_as_title(row.text)
            && !row.is_closed()
            && row.marks.heading.is_none()
            && !row.marks.title
            && row.text.chars().any(safe::is_han)
    };
    let mut from = 0;
    // Where no running text is, a list of short lines is the text.
    if frame.first == rows.len() {
        return;
    }
    for at in 0..=frame.first.min(rows.len()).min(LONGEST_HEAD) {
        if at < frame.first && rows.get(at).is_some_and(is_entry) {
            continue;
        }
        if at - from >= LEAST_MENU {
            for entry in from..at {
                put(found, entry, Some(Finding::new("导航", format!("文前连续 {} 个短行", at - from))));
            }
        }
        from = at + 1;
    }
    if let Some(row) = rows.first().filter(|_| frame.first > 1)
        && is_site(row)
    {
        put(found, 0, Some(Finding::new("导航", format!("文前的网站名“{}”", row.text))));
    }
}

/// Whether a row is the name of a site by its last word, or of two parts that both end as such names do: 青石网--青石信息网.
fn is_site(row: &Row<'_>) -> bool {
    let ends = |text: &str| SITES.iter().any(|word| text.ends_with(word));
    let parts = |sign: &str| row.text.split_once(sign).is_some_and(|(one, other)| ends(one.trim()) && ends(other));
    ends(row.text) && (row.chars <= 12 || row.chars <= LONGEST_SITE && ["--", "-", "_", "|"].iter().any(|s| parts(s)))
}

/// The longest name of a site of two parts, in characters.
const LONGEST_SITE: usize = 30;

/// Names of the site's columns on lines of their own above or below the text: two and more that follow each other.
pub fn columns(rows: &[Row<'_>], frame: &Frame, found: &mut [Option<Finding>]) {
    let is_column = |at: usize| {
        let outside = frame.first < frame.end && frame.place(at) != Place::Body;
        let row = rows.get(at).filter(|row| outside && row.chars <= LONGEST_COLUMN && !row.marks.table);
        let open = found.get(at).is_some_and(Option::is_none);
        row.is_some_and(|row| open && (row.text == "首页" || kind_of(row.text) == Some(Kind::Column)))
    };
    let mut columns: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        let run = (at..rows.len()).take_while(|at| is_column(*at)).count();
        // A list of sections stands below what announces it; the site's own begins the page or stands beside its path.
        let is_nav = |at: usize| found.get(at).and_then(Option::as_ref).is_some_and(|finding| finding.what == "导航");
        let beside = at == 0
            || is_nav(at - 1)
            || is_nav(at + run)
            || at >= frame.end && (!columns.is_empty() || (0..frame.first).any(is_nav));
        let home = (at..at + run).any(|at| rows.get(at).is_some_and(|row| row.text == "首页"));
        // One column over a title that is surely one.
        let whole = |row: &Row<'_>| row.chars >= TITLE && (title::ends_as_title(row.text) || row.text.contains("关于"));
        let over = at == 0 && run == 1 && rows.iter().skip(1).take(2).any(whole);
        if run >= LEAST_COLUMNS && (beside || home) || over {
            columns.extend(at..at + run);
        }
        at += run.max(1);
    }
    for at in columns {
        put(found, at, Some(Finding::new("导航", "正文之外连续几行都是网站栏目")));
    }
}

/// The shortest title that is surely one, in characters.
const TITLE: usize = 10;
/// The longest name of a column, in characters, and how many prove each other.
pub const LONGEST_COLUMN: usize = 8;
const LEAST_COLUMNS: usize = 2;

/// The kind of a word that is the whole of a text.
fn kind_of(text: &str) -> Option<Kind> {
    let folded = fold::text(text);
    longest(&folded).filter(|(word, _)| word.len() == folded.len()).map(|(_, kind)| kind)
}

/// How many rows stand above a text at the most.
const LONGEST_HEAD: usize = 80;
/// How many very short lines make a menu.
const LEAST_MENU: usize = 5;
/// How names of sites end.
const SITES: &[&str] = &["网", "網", "网站", "文库", "门户", "论坛", "博客"];

/// Whether the line is one weak button word or a lone bracket: debris beside debris.
pub fn is_scrap(text: &str) -> bool {
    let folded = fold::text(text);
    let bare = folded.trim_matches(|c: char| c.is_whitespace() || FILLERS.contains(c));
    bare.is_empty() || longest(bare).is_some_and(|(word, _)| word.len() == bare.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::clean::leftover::leftover;

    fn check(text: &str, expected: Option<&str>) {
        let found = home(&fold::text(text))
            .or_else(|| crumb(&fold::text(text), Place::Head))
            .or_else(|| leftover(text))
            .or_else(|| paper(&fold::text(text), Place::Head))
            .or_else(|| own_page(&fold::text(text), Place::Head))
            .or_else(|| size(&fold::text(text), Place::Head))
            .or_else(|| menu(&fold::text(text), Place::Body))
            .map(|f| f.what);
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn bars_are_made_of_button_words_only() {
        check("当前位置：首页 » 动态", Some("导航"));
        check("首页 要闻 乡镇动态 某镇开展整治", Some("导航"));
        check("某网>>年终总结/个人总结/>>正文", Some("导航"));
        check("【字号：大 中 小】 打印", Some("打印分享栏"));
        check("微博QQ好友朋友圈", Some("打印分享栏"));
        check("分享至： ＱＱ空间 朋友圈 更多", Some("打印分享栏"));
        check("来源 时间: 网友", Some("来源与时间"));
        check("联系我们|", Some("页脚"));
        check("\");", Some("脚本残留"));
        check("document.write(1)", Some("脚本残留"));
        check("- 12 -", Some("页码"));
        check("====第3页====", Some("页码"));
        check("第 ２ 页 共 9 页", Some("页码"));
        check("第2页起的内容", None);
        check("17 页", Some("页码"));
        check("12.5MB", Some("计数残留"));
        check("青石网带宽增至12.5MB", None);
        check("PDF «上一版 下一版»本期共8版(1-2-3)", Some("导航"));
        check("第2版", None);
        check("|", Some("脚本残留"));
        check("青石档案的长期存档。 关于本站", Some("页脚"));
        check("青石档案 本站", None);
        check("侵权投诉", Some("打印分享栏"));
        check("========", Some("分隔线"));
        check("首页 新闻 招标动态 工期要赶，程序𠀀不能少", Some("导航"));
        check("首页 一行，程序", None);
        check("//点击按钮搜索", Some("脚本残留"));
        check("✦✦", Some("分隔线"));
        check("政策法规▼", Some("导航"));
        check("比上年▲", None);
        check("产值12.5▲", None);
        check("---", Some("分隔线"));
        check("--", None);
        check("打印机采购情况", None);
        check("首页改版工作完成。", None);
        check("大", None);
        check("时间", None);
        check("2.5", None);
        check("𠀀", None);
        assert_eq!(counter("12 8800", Place::Tail).map(|f| f.what), Some("计数残留"));
    }
}
