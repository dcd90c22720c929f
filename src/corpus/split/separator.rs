//! Separators of a compilation: 【第一篇】, 篇1, 范文二, 总结（三), 总结4, when they form a series.

use std::collections::BTreeMap;

use super::{Cut, title};
use crate::corpus::clean::phrases::Phrases;
use crate::corpus::outline::marker::Class;
use crate::corpus::outline::number::{self, Number, number};
use crate::corpus::outline::reason::Beginning;
use crate::corpus::row::Row;
use crate::text::fold;
use crate::text::safe::is_han;
use crate::text::span::{head, tail};

/// Within how many rows the first work of a collection begins.
const HEAD: usize = 60;
/// The longest separator line, in characters.
const LONGEST: usize = 60;
/// The shortest collection's title, in characters.
const LEAST_TITLE: usize = 6;
/// How many characters must follow a separator before the next: a table of contents has none between.
const LEAST_TEXT: usize = 40;

/// A line that could separate.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Separator {
    row: usize,
    /// What must be the same over the series.
    shape: String,
    number: u32,
}

/// The cuts of the best series of separators; empty when there is none.
pub fn cuts(rows: &[Row<'_>]) -> Vec<Cut> {
    let found: Vec<Separator> =
        rows.iter().enumerate().filter_map(|(at, row)| read(at, row).or_else(|| boxed(rows, at))).collect();
    let mut shapes: BTreeMap<&str, Vec<&Separator>> = BTreeMap::new();
    for separator in &found {
        shapes.entry(separator.shape.as_str()).or_default().push(separator);
    }
    let series = shapes.values().map(|of_shape| chain(of_shape, rows)).filter(|starts| !is_book(starts, rows));
    let best = series.filter(|rows| rows.len() >= 2).max_by_key(Vec::len);
    let best = best.or_else(|| first_of_many(rows).map(|row| vec![row])).unwrap_or_default();
    best.into_iter().map(|row| Cut { row, separator: true, why: Beginning::Separator }).collect()
}

/// The separator of a first work whose others are missing: before any running text, with a title of a work in it, on
/// the row below, or printed above as the collection's.
fn first_of_many(rows: &[Row<'_>]) -> Option<usize> {
    let head = rows.iter().take(HEAD).take_while(|row| row.chars <= LONGEST || !row.is_closed());
    let first_count = rows.iter().take(HEAD).position(|above| counts_works(above.text));
    let counted = |at: usize| first_count.is_some_and(|count| count < at);
    let titled = |at: usize, shape: &str| {
        let stem = shape.trim_start_matches("括号").trim_start_matches("尾号");
        rows.iter().take(at).any(|above| stem.chars().count() >= LEAST_TITLE && fold::tight(above.text).contains(stem))
    };
    let is_first = |(at, row): &(usize, &Row<'_>)| {
        worded(row.text).is_some_and(|(_, number)| number == 1)
            || tailed(row.text).is_some_and(|(shape, number)| number == 1 && (counted(*at) || titled(*at, &shape)))
    };
    let mut found = head.enumerate().filter(is_first);
    let (at, row) = found.next().filter(|(at, _)| rows.len() > at + 1)?;
    let is_work = |row: &Row<'_>| WORKS.iter().any(|work| row.text.ends_with(work));
    let stem = || row.text.split(['第', '篇', '范', '(', '（', '【', '[']).next().unwrap_or("").trim();
    let collected = || stem().chars().count() >= 4 && rows.iter().take(at).any(|above| above.text.contains(stem()));
    let tight = fold::tight(row.text);
    let is_printed = |above: &Row<'_>| above.chars >= LEAST_TITLE && tight.contains(&fold::tight(above.text));
    let printed = || rows.iter().take(at).any(is_printed);
    let named = is_work(row)
        || WORKS.iter().any(|work| stem().chars().count() >= LEAST_TITLE && stem().ends_with(work))
        || printed()
        || tailed(row.text).is_some()
        || is_bare(row.text) && rows.get(at + 1).is_some_and(is_work)
        || collected()
        || counted(at) && WORKS.iter().any(|work| row.text.contains(work));
    (named && found.next().is_none()).then_some(at)
}

/// Whether a title says how many works it collects: 工作总结5篇, 范文(通用7篇).
pub fn counts_works(text: &str) -> bool {
    // One pass over many bytes at once, where most texts have none.
    fold::holds(text, '篇')
        && text
            .match_indices('篇')
            .any(|(at, _)| head(text, at).ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c)))
}

/// The rows of the series of one shape: 1, 2, 3 … in order, each with text below it.
fn chain(of_shape: &[&Separator], rows: &[Row<'_>]) -> Vec<usize> {
    let has_text = |at: usize, s: &Separator| {
        let end = of_shape.get(at + 1).map_or(rows.len(), |next| next.row);
        rows.get(s.row + 1..end).unwrap_or_default().iter().map(|row| row.chars).sum::<usize>() >= LEAST_TEXT
    };
    let mut out = Vec::new();
    let mut last = 0;
    for (at, s) in of_shape.iter().enumerate() {
        let follows = s.number == last + 1 || (last > 0 && s.number == last + 2) || (out.is_empty() && s.number <= 2);
        if (follows || (s.number == 1 && last > 1)) && has_text(at, s) {
            out.push(s.row);
            last = s.number;
        }
    }
    out
}

/// Whether chapters run on over the separators: then they are parts of one long plan, not works.
fn is_book(starts: &[usize], rows: &[Row<'_>]) -> bool {
    let segments = starts.iter().skip(1).zip(starts.iter().skip(2).copied().chain([rows.len()]));
    let mut firsts = segments.filter_map(|(&from, end)| {
        let mut markers = rows.get(from..end)?.iter().filter_map(|row| row.marker);
        markers.find(|m| m.key.class == Class::Chapter).map(|m| m.number)
    });
    firsts.any(|number| number > 1)
}

/// Reads one row as a separator.
fn read(row: usize, source: &Row<'_>) -> Option<Separator> {
    if source.chars > LONGEST {
        return None;
    }
    let text = source.text.trim_matches(|c: char| "★☆●◆■▲*#=—-－ 　".contains(c));
    if text.contains(['。', '；']) {
        return None;
    }
    let (shape, number) = worded(text).or_else(|| tailed(text))?;
    Some(Separator { row, shape, number })
}

/// Reads row `at` as a separator that stands in brackets alone over a title: 【材料一】, 【案例2】.
fn boxed(rows: &[Row<'_>], at: usize) -> Option<Separator> {
    let (word, number) = box_of(rows.get(at)?.text)?;
    let titled = rows.get(at + 1).is_some_and(title::could_be_title);
    titled.then(|| Separator { row: at, shape: format!("方括号{word}"), number })
}

/// The word and the number that a line holds in brackets and nothing more.
fn box_of(text: &str) -> Option<(&str, u32)> {
    let inner = text.strip_prefix('【')?.strip_suffix('】')?;
    let end = inner.find(|c: char| number::is_figure(c) || fold::char(c).is_ascii_digit())?;
    let word = head(inner, end);
    let named = (1..=LONGEST_WORD).contains(&word.chars().count()) && word.chars().all(is_han);
    let found = number(tail(inner, end)).filter(|found| named && end + found.len == inner.len())?;
    Some((word, found.value))
}

/// The longest word before a number in brackets, in characters.
const LONGEST_WORD: usize = 4;

/// One of these stands in every worded separator.
static WORKS_OR_PIECES: Phrases = Phrases::new(WORDS);

/// Words that separate by themselves, before a number (第N篇 apart).
const WORDS: &[&str] = &["范文", "篇", "模板", "例文", "样本"];
/// The same, but only at the end of a title.
const TITLE_WORDS: &[&str] = &["最新", "精选", "优秀", "热门", "推荐", "通用", "材料", "报告", "稿件"];

/// Kinds of works that a compilation collects; a heading such as 主要做法（一） is none.
const WORKS: &[&str] = &[
    "总结", "小结", "报告", "汇报", "方案", "计划", "规划", "讲话", "发言", "致辞", "稿", "心得", "体会", "材料",
    "简报", "综述", "书", "事迹", "范文", "述职", "自查", "信", "经验", "情况", "意见", "通知", "活动", "作文", "文章",
    "纪要", "制度", "职责", "通报", "公告",
];

/// 第N篇, 篇N, 范文N anywhere in a short line: what is before is the collection's title, what is after the work's.
fn worded(text: &str) -> Option<(String, u32)> {
    WORKS_OR_PIECES.first_in(text)?;
    for (at, _) in text.match_indices('第') {
        let inner = tail(text, at + "第".len()).trim_start();
        let Some(n) = number(inner) else { continue };
        let after = tail(inner, n.len).trim_start();
        if let Some(after) = after.strip_prefix('篇')
            && is_open_end(after)
        {
            return Some(("第篇".to_owned(), n.value));
        }
    }
    for &word in WORDS {
        for (at, _) in text.match_indices(word) {
            let inner = tail(text, at + word.len());
            let Some(n) = number(inner.trim_start()) else { continue };
            // 优秀13篇1-10: how many works a title counts.
            let counts = word == "篇" && head(text, at).ends_with(|c: char| fold::char(c).is_ascii_digit());
            if counts {
                continue;
            }
            // 篇三章节, 一篇2023年: what follows the number must end the separator.
            if is_open_end(tail(inner.trim_start(), n.len)) {
                return Some((word.to_owned(), n.value));
            }
        }
    }
    None
}

/// Whether a separator may go on like this after its number: not at all, brackets, a colon or blank and a title.
fn is_open_end(after: &str) -> bool {
    let bare = after.trim_start_matches(|c: char| "】）)]』」》".contains(c));
    let closed = bare.len() < after.len();
    bare.is_empty()
        || closed && bare.trim().chars().count() <= 40
        || bare.starts_with(['：', ':', ' ', '　', '《', '、', '.', '-'])
}

/// 总结（三） 总结【三】 总结3 总结 三 总结最新3: a title of official writing with a number at its end.
fn tailed(text: &str) -> Option<(String, u32)> {
    let mut body = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：'));
    let mut kind = "尾号";
    if let Some(inner) = body.strip_suffix(['）', ')', '】', ']', '〕', '］']) {
        body = inner.trim_end();
        kind = "括号";
    }
    let (before, n) = last_number(body)?;
    let before =
        if kind == "括号" { before.trim_end().strip_suffix(['（', '(', '【', '[', '〔', '［'])? } else { before };
    let before = before.trim_end();
    let named = TITLE_WORDS.iter().find_map(|word| before.strip_suffix(word)).map_or(before, str::trim_end);
    let is_work = |text: &str| text.chars().count() >= 4 && WORKS.iter().any(|work| text.ends_with(work));
    if !is_work(before) && !is_work(named) {
        return None;
    }
    Some((format!("{kind}{}", fold::tight(before)), n.value))
}

/// What stands before the number that ends `text`, and the number.
fn last_number(text: &str) -> Option<(&str, Number)> {
    let mut found = None;
    for (at, _) in text.char_indices().rev().take(4) {
        match number(tail(text, at)) {
            Some(n) if at + n.len == text.len() => found = Some((head(text, at), n)),
            _ => break,
        }
    }
    found
}

/// Whether a separator carries no title of its own: 第一篇, 篇1：
pub fn is_bare(text: &str) -> bool {
    if box_of(text).is_some() {
        return true;
    }
    let text = text.trim_matches(|c: char| "【】（）()[]《》★☆*#：:—-＝= 　".contains(c));
    let inner = text.strip_prefix('第').unwrap_or(text);
    let inner = WORDS.iter().find_map(|word| inner.strip_prefix(word)).unwrap_or(inner).trim_start();
    number(inner).is_some_and(|n| matches!(tail(inner, n.len).trim(), "" | "篇"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::split::tests::starts;

    #[test]
    fn shapes_of_separators() {
        for (text, expected) in [
            ("创城总结【第一篇】", Some(("第篇", 1))),
            ("第二篇：甲工作总结", Some(("第篇", 2))),
            ("第3篇 甲 3900字", Some(("第篇", 3))),
            ("创城总结篇１", Some(("篇", 1))),
            ("【篇2】甲", Some(("篇", 2))),
            ("范文三", Some(("范文", 3))),
            ("创城总结(四)", Some(("括号创城总结", 4))),
            ("创城总结最新5", Some(("尾号创城总结最新", 5))),
            ("事迹材料一", Some(("尾号事迹材料", 1))),
            ("第三篇章要写好", None),
            ("工会工作总结优秀13篇1-10-49", None),
            ("主要做法(一)", None),
            ("一篇2𠀀", None),
            ("一、总结", None),
        ] {
            let found = worded(text).or_else(|| tailed(text));
            assert_eq!(found.as_ref().map(|(s, n)| (s.as_str(), *n)), expected, "{text}");
        }
    }

    #[test]
    fn titles_printed_again_below_their_separators() {
        let work = |number: &str, title: &str, second: &str| format!("篇{number}：{title}\n{title}\n{second}\n@@\n@\n");
        let both = work("一", "青石镇破解“就医难”", "离岛驶来健康𠀀舟") + &work("二", "白水村的路", "修到每一户");
        let found = crate::corpus::split::tests::found(&format!("通讯两篇\n{both}"));
        let shown: Vec<(usize, usize)> = found.iter().map(|piece| (piece.start_line, piece.sections.len())).collect();
        assert_eq!(shown, [(2, 0), (7, 0)]);
    }

    #[test]
    fn numbers_in_brackets_over_titles_separate() {
        let case = |number: &str, title: &str| format!("【案例{number}】\n{title}\n@\n@\n");
        let three = case("一", "青石镇：把议事桌搬进小院") + &case("二", "白水村的𠀀路") + &case("三", "Ａ社区的一天");
        assert_eq!(starts(&format!("治理案例\n{three}")), [2, 6, 10]);
        // Over their texts alone they are the parts of one work.
        assert_eq!(starts("治理的做法\n@\n【做法一】\n@\n【做法二】\n@\n【做法三】\n@"), [1]);
    }

    #[test]
    fn bare_separators_take_their_title_from_below() {
        for (text, expected) in [
            ("第一篇", true),
            ("【篇1】", true),
            ("范文三：", true),
            ("篇一：《甲》", false),
            ("【材料一】", true),
            ("【甲材料】", false),
        ] {
            assert_eq!(is_bare(text), expected, "{text}");
        }
    }
}
