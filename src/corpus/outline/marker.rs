//! Markers: the number that stands before a heading, with its marks. Reads the beginning of one text and decides
//! nothing: whether what follows is a heading is for the whole document to say.

use std::hash::{Hash, Hasher};

use super::number::{Number, Script, number};
use crate::text::fold;
use crate::text::safe::is_han;
use crate::text::span::{head, tail};

/// What a marker looks like. The order is the usual one of Chinese official writing, outermost first; it only
/// decides where the document itself does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// 第一编 第一部分.
    Part,
    /// 第一章.
    Chapter,
    /// 第一节.
    Division,
    /// 第一条.
    Article,
    /// 一、
    Han,
    /// （一） ㈠
    HanBracket,
    /// 第一阶段： 镜头一：
    Named,
    /// A heading without a number.
    Plain,
    /// 1. 1、
    Arabic,
    /// 1.1
    Decimal2,
    /// 1.1.1
    Decimal3,
    /// 1.1.1.1
    Decimal4,
    /// （1） ⑴
    ArabicBracket,
    /// 1）
    HalfBracket,
    /// ①
    Circled,
    /// A. b)
    Letter,
    /// 第一，
    Ordinal,
    /// 一是 一要
    Item,
}

/// A class of markers within one document: 第一阶段 and 第一步 are two.
#[derive(Clone, Copy, Debug, Eq)]
pub struct Key<'t> {
    /// What the marker looks like.
    pub class: Class,
    /// The word it carries (阶段, 镜头); empty for most.
    pub word: &'t str,
}

// Keys are compared all the time and nearly all carry no word: two empty ones are not given to the comparison of bytes.
impl PartialEq for Key<'_> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.class == other.class
            && self.word.len() == other.word.len()
            && (self.word.is_empty() || self.word == other.word)
    }
}

impl Hash for Key<'_> {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.class.hash(state);
        if !self.word.is_empty() {
            self.word.hash(state);
        }
    }
}

/// A marker at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marker<'t> {
    /// Its class and word.
    pub key: Key<'t>,
    /// Its number; of 1.2.3 the last.
    pub number: u32,
    /// The marker as written, blanks around it left out.
    pub text: &'t str,
    /// Byte where the text after it begins.
    pub end: usize,
}

/// The marker that `text` begins with. The text must be trimmed.
pub fn marker(text: &str) -> Option<Marker<'_>> {
    let first = text.chars().next()?;
    let found = match first {
        '第' => structural(text),
        '(' | '（' | '[' | '［' | '【' | '〔' => bracketed(text),
        '\u{3220}'..='\u{3229}' => single(text, Class::HanBracket, u32::from(first) - 0x321f),
        '\u{2474}'..='\u{2487}' => single(text, Class::ArabicBracket, u32::from(first) - 0x2473),
        '\u{2488}'..='\u{249b}' => single(text, Class::Arabic, u32::from(first) - 0x2487),
        '\u{2460}'..='\u{2473}' => single(text, Class::Circled, u32::from(first) - 0x245f),
        '\u{2776}'..='\u{277f}' => single(text, Class::Circled, u32::from(first) - 0x2775),
        'Ⅰ'..='Ⅻ' if text.chars().nth(1) == Some('级') => {
            let number = u32::from(first) - u32::from('Ⅰ') + 1;
            let len = first.len_utf8() + '级'.len_utf8();
            (text.len() > len).then(|| close(text, Class::Letter, "级", number, len))
        }
        'Ⅰ'..='Ⅻ' => dotted(text, Class::Letter, u32::from(first) - u32::from('Ⅰ') + 1, first.len_utf8()),
        _ => numbered(text).or_else(|| letter(text, first)),
    };
    found.or_else(|| named(text))
}

/// The marker over the first `len` bytes; what follows begins after blanks.
fn close<'t>(text: &'t str, class: Class, word: &'t str, number: u32, len: usize) -> Marker<'t> {
    let rest = tail(text, len);
    let end = text.len() - rest.trim_start().len();
    Marker { key: Key { class, word }, number, text: head(text, len), end }
}

fn single(text: &str, class: Class, number: u32) -> Option<Marker<'_>> {
    let len = text.chars().next()?.len_utf8();
    let len = len + mark_len(tail(text, len), &['、', '.', '．']);
    Some(close(text, class, "", number, len))
}

/// Bytes of the mark that `text` begins with, 0 when it is none of `marks`.
fn mark_len(text: &str, marks: &[char]) -> usize {
    text.chars().next().filter(|c| marks.contains(c)).map_or(0, char::len_utf8)
}

/// 一、 一是 1. 1） 1.1 and a number with only a blank after it.
fn numbered(text: &str) -> Option<Marker<'_>> {
    let n = number(text)?;
    let after = tail(text, n.len);
    let next = after.chars().next()?;
    // 七.一, 八.一: a day, no number.
    let day = n.script == Script::Han && next == '.' && number(tail(after, 1)).is_some_and(|n| n.script == Script::Han);
    // 七、八年级: two in one word.
    let list = n.script == Script::Han && next == '、' && in_list(tail(after, next.len_utf8()), n.value);
    if day || list {
        return None;
    }
    let with = |class, extra: usize| Some(close(text, class, "", n.value, n.len + extra));
    match (n.script, next) {
        (Script::Han, '、' | '．' | '.' | '，' | ',' | '：' | ':') => with(Class::Han, next.len_utf8()),
        (Script::Han, '是' | '要') if n.value <= 20 => Some(item(text, n)),
        (Script::Han, '抓') if n.value <= 9 && !after.starts_with("抓到底") => Some(item(text, n)),
        (_, ')' | '）') if n.script == Script::Arabic => with(Class::HalfBracket, next.len_utf8()),
        (Script::Arabic, '.' | '．') => match decimal(text) {
            Some(found) => Some(found),
            None if is_quantity(after, next) => None,
            None => with(Class::Arabic, next.len_utf8()),
        },
        (Script::Arabic, '、' | '：' | ':') => with(Class::Arabic, next.len_utf8()),
        (Script::Arabic, '，' | ',') if !tail(after, next.len_utf8()).starts_with(|c: char| c.is_ascii_digit()) => {
            with(Class::Arabic, next.len_utf8())
        }
        (Script::Han, _) if next.is_whitespace() && after.trim_start().starts_with('、') => {
            with(Class::Han, after.len() - after.trim_start().len() + '、'.len_utf8())
        }
        (_, _) if next.is_whitespace() && is_day(after.trim_start()) => None,
        (script, _) if next.is_whitespace() => {
            let rest = after.trim_start().chars().next()?;
            (is_han(rest) || matches!(rest, '“' | '《')).then(|| {
                let class = if script == Script::Han { Class::Han } else { Class::Arabic };
                close(text, class, "", n.value, n.len)
            })
        }
        _ => None,
    }
}

/// Whether a text goes on as a day does behind its figure: 月 6 日, 月份, 日上午.
fn is_day(after: &str) -> bool {
    let goes_on = |rest: &str, words: &[char]| {
        let next = rest.trim_start().chars().next();
        next.is_none_or(|c| fold::char(c).is_ascii_digit() || words.contains(&c))
    };
    after.strip_prefix('月').is_some_and(|rest| goes_on(rest, MONTH))
        || after.strip_prefix('日').is_some_and(|rest| goes_on(rest, DAY))
}

/// What follows 月 and 日 in a date.
const MONTH: &[char] = &['份', '底', '初', '末', '中', '上', '下', '以', '的', '，', ',', '、', '至', '起'];
const DAY: &[char] =
    &['上', '下', '中', '晚', '早', '清', '凌', '至', '起', '，', ',', '、', '—', '-', '～', '在', '的'];

/// Whether a text goes on with the next number and a word that numbers count: 八年级, 九月.
fn in_list(text: &str, before: u32) -> bool {
    let next = number(text).filter(|n| n.script == Script::Han && n.value == before + 1);
    next.is_some_and(|n| {
        ["年级", "班", "月", "章", "楼", "组", "中队"].iter().any(|word| tail(text, n.len).starts_with(word))
    })
}

/// Whether the mark after a number is the point of a decimal fraction: 1.5亿元.
fn is_quantity(after: &str, mark: char) -> bool {
    let rest = tail(after, mark.len_utf8());
    let digits = rest.len() - rest.trim_start_matches(|c: char| fold::char(c).is_ascii_digit()).len();
    // A year after the number (1.2025年) is text, two digits and a unit are a quantity.
    (1..=3).contains(&digits)
        && tail(rest, digits).chars().next().is_none_or(|c| UNITS.contains(c) || !(is_han(c) || c == '“'))
}

/// What follows a quantity and never a heading's number.
const UNITS: &str = "万亿元个倍米吨度％%公里名人次件年月日时分秒平千百分之以余多～-—";

/// 1.1 and 1.1.1, with or without a mark after it.
fn decimal(text: &str) -> Option<Marker<'_>> {
    let (mut at, mut parts) = (0, 0u8);
    let mut last;
    loop {
        let n = number(tail(text, at)).filter(|n| n.script == Script::Arabic && n.value < 100)?;
        (at, last, parts) = (at + n.len, n.value, parts + 1);
        let point = mark_len(tail(text, at), &['.', '．']);
        if point == 0 || number(tail(text, at + point)).is_none_or(|n| n.script == Script::Han) {
            break;
        }
        if parts > 4 {
            return None;
        }
        at += point;
    }
    let class = match parts {
        2 => Class::Decimal2,
        3 => Class::Decimal3,
        4 => Class::Decimal4,
        _ => return None,
    };
    let rest = tail(text, at);
    let next = rest.chars().next()?;
    let mark = mark_len(rest, &['、', '.', '．']);
    if mark == 0 && !next.is_whitespace() && (parts == 2 && UNITS.contains(next) || !(is_han(next) || next == '“')) {
        return None;
    }
    Some(close(text, class, "", last, at + mark))
}

fn item(text: &str, n: Number) -> Marker<'_> {
    let word = tail(text, n.len);
    let wanted = word.strip_prefix("是要").is_some_and(|rest| !rest.starts_with('求'));
    let len = if wanted { "是要".len() } else { "是".len() };
    close(text, Class::Item, head(word, "是".len()), n.value, n.len + len)
}

fn bracketed(text: &str) -> Option<Marker<'_>> {
    let open = text.chars().next()?.len_utf8();
    let inner = tail(text, open);
    let blank = inner.len() - inner.trim_start().len();
    let n = number(inner.trim_start())?;
    let rest = tail(inner, blank + n.len);
    let blank_after = rest.len() - rest.trim_start().len();
    let close_len = mark_len(rest.trim_start(), &[')', '）', ']', '］', '】', '〕']);
    if close_len == 0 {
        return None;
    }
    let len = open + blank + n.len + blank_after + close_len;
    let len = len + mark_len(tail(text, len), &['、', '.', '．', '，', ',']);
    let class = if n.script == Script::Han { Class::HanBracket } else { Class::ArabicBracket };
    Some(close(text, class, "", n.value, len))
}

fn dotted(text: &str, class: Class, number: u32, len: usize) -> Option<Marker<'_>> {
    let mark = mark_len(tail(text, len), &['、', '.', '．', ')', '）']);
    (mark > 0).then(|| close(text, class, "", number, len + mark))
}

fn letter(text: &str, first: char) -> Option<Marker<'_>> {
    let folded = fold::char(first);
    if !folded.is_ascii_lowercase() {
        return None;
    }
    let found = dotted(text, Class::Letter, u32::from(folded) - u32::from('a') + 1, first.len_utf8())?;
    let next = tail(text, found.end).chars().next()?;
    (is_han(next) || matches!(next, '“' | '《')).then_some(found)
}

/// Words after 第N that name a part of a text, and what they are.
const STRUCTURAL: &[(&str, Class)] = &[
    ("部分", Class::Part),
    ("编", Class::Part),
    ("篇", Class::Part),
    ("章", Class::Chapter),
    ("节", Class::Division),
    ("条", Class::Article),
    ("阶段", Class::Named),
    ("步", Class::Named),
    ("环节", Class::Named),
    ("方面", Class::Named),
    ("层面", Class::Named),
    ("类", Class::Named),
    ("项", Class::Named),
    ("点", Class::Named),
    ("句话", Class::Named),
    ("关", Class::Named),
    ("招", Class::Named),
];

/// 第一章 第一阶段： 第一，
fn structural(text: &str) -> Option<Marker<'_>> {
    let lead = "第".len();
    let inner = tail(text, lead);
    let blank = inner.len() - inner.trim_start().len();
    let n = number(inner.trim_start())?;
    let at = lead + blank + n.len;
    let after = tail(text, at);
    let word_gap = after.len() - after.trim_start().len();
    for &(word, class) in STRUCTURAL {
        let Some(rest) = after.trim_start().strip_prefix(word) else { continue };
        let word = head(tail(text, at + word_gap), word.len());
        let mark = mark_len(rest, &['：', ':', '，', ',', '、', '.', '．']);
        let next = rest.chars().next();
        let end = at + word_gap + word.len();
        if class == Class::Named {
            let open = next.is_none_or(|c| c.is_whitespace() || matches!(c, '（' | '('));
            return (mark > 0 || open).then(|| close(text, class, word, n.value, end + mark));
        }
        // 第三条经验 and 第一章节 are words; 第三条　… and 第三条凡… are not told apart by one character.
        return Some(close(text, class, "", n.value, end + mark));
    }
    let mark = mark_len(after, &['，', ',', '、', '：', ':']);
    (mark > 0).then(|| close(text, Class::Ordinal, "", n.value, at + mark))
}

/// Words with a number and a colon that carry no heading.
const NOT_NAMED: &[&str] = &["附件", "附", "图", "表", "注", "附表", "附图", "篇", "范文", "星期", "周", "电话"];

/// 镜头一： 亮点2：
fn named(text: &str) -> Option<Marker<'_>> {
    let mut word = 0;
    for c in text.chars().take(4) {
        if !is_han(c) {
            return None;
        }
        word += c.len_utf8();
        let Some(n) = number(tail(text, word)) else { continue };
        let mark = mark_len(tail(text, word + n.len), &['：', ':']);
        let name = head(text, word);
        // 专栏1 甲工程: a box in a plan.
        if name == "专栏" && tail(text, word + n.len).chars().any(is_han) {
            return Some(close(text, Class::Letter, name, n.value, word + n.len + mark));
        }
        if mark > 0 && n.value <= 20 && !NOT_NAMED.contains(&name) {
            return Some(close(text, Class::Named, name, n.value, word + n.len + mark));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: Option<(Class, u32, &str, &str)>) {
        let found = marker(input).map(|m| (m.key.class, m.number, m.text, tail(input, m.end)));
        assert_eq!(found, expected, "{input:?}");
    }

    #[test]
    fn every_kind_of_marker() {
        check("一、总体要求", Some((Class::Han, 1, "一、", "总体要求")));
        check("七.一建党节活动", None);
        check("七、八年级全体学生", None);
        check("三、四季度工作计划", Some((Class::Han, 3, "三、", "四季度工作计划")));
        check("专栏2 养老工程", Some((Class::Letter, 2, "专栏2", "养老工程")));
        check("二抓隐患整治", Some((Class::Item, 2, "二抓", "隐患整治")));
        check("一抓到底", None);
        check("Ⅱ级响应", Some((Class::Letter, 2, "Ⅱ级", "响应")));
        check("七、八方支援", Some((Class::Han, 7, "七、", "八方支援")));
        check("一 、总体要求", Some((Class::Han, 1, "一 、", "总体要求")));
        check("贰、水利建设", Some((Class::Han, 2, "贰、", "水利建设")));
        check("十二. 其他", Some((Class::Han, 12, "十二.", "其他")));
        check("（三）甲", Some((Class::HanBracket, 3, "（三）", "甲")));
        check("(三)、甲", Some((Class::HanBracket, 3, "(三)、", "甲")));
        check("㈡甲", Some((Class::HanBracket, 2, "㈡", "甲")));
        check("1.甲", Some((Class::Arabic, 1, "1.", "甲")));
        check("１．甲", Some((Class::Arabic, 1, "１．", "甲")));
        check("1、 甲", Some((Class::Arabic, 1, "1、", "甲")));
        check("3 月度计划", Some((Class::Arabic, 3, "3", "月度计划")));
        check("3　甲", Some((Class::Arabic, 3, "3", "甲")));
        check("1.2025年工作", Some((Class::Arabic, 1, "1.", "2025年工作")));
        check("1.1　甲", Some((Class::Decimal2, 1, "1.1", "甲")));
        check("2.1.3 甲", Some((Class::Decimal3, 3, "2.1.3", "甲")));
        check("（1）甲", Some((Class::ArabicBracket, 1, "（1）", "甲")));
        check("1）甲", Some((Class::HalfBracket, 1, "1）", "甲")));
        check("①𠀀", Some((Class::Circled, 1, "①", "𠀀")));
        check("A.甲", Some((Class::Letter, 1, "A.", "甲")));
        check("第一章　总则", Some((Class::Chapter, 1, "第一章", "总则")));
        check("第 二 节 甲", Some((Class::Division, 2, "第 二 节", "甲")));
        check("第一，甲", Some((Class::Ordinal, 1, "第一，", "甲")));
        check("第二阶段:甲", Some((Class::Named, 2, "第二阶段:", "甲")));
        check("镜头三：甲", Some((Class::Named, 3, "镜头三：", "甲")));
        check("亮点2:甲", Some((Class::Named, 2, "亮点2:", "甲")));
        check("一是甲", Some((Class::Item, 1, "一是", "甲")));
        check("二是要甲", Some((Class::Item, 2, "二是要", "甲")));
        check("三是要求高", Some((Class::Item, 3, "三是", "要求高")));
    }

    #[test]
    fn numbers_that_mark_nothing() {
        for input in [
            "2025年",
            "1.5亿元",
            "2.5",
            "三个平台",
            "二〇〇五年",
            "10%",
            "第一季度",
            "第一书记",
            "附件1：甲",
            "Ab",
            "",
            "3,500人",
            "𠀀一",
            "十五五",
            "9 月 6 日下午，青石镇",
            "9 月份，青石镇",
            "12 日上午，𠀀镇",
        ] {
            check(input, None);
        }
        check(&format!("{}1 甲", "1.".repeat(300)), None);
    }
}
