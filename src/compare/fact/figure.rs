//! Figures: a number with what is said of it (近, 余) and its unit. Knows nothing of dates or names.

use super::{Fact, FactKind};
use crate::compare::atom::{Shape, run};
use crate::text::fold;
use crate::text::span::{ByteSpan, head, slice, tail};

/// What is said before a number of how exact it is.
const ABOUT: &[&str] = &[
    "不少于",
    "不低于",
    "不超过",
    "不足",
    "超过",
    "突破",
    "将近",
    "接近",
    "大约",
    "近",
    "约",
    "逾",
    "超",
    "达到",
    "达",
];

/// What is said after a number of how exact it is.
const AND_MORE: &[&str] = &["余", "多", "来"];

/// Orders of magnitude between a number and its unit.
const ORDERS: &[&str] = &["万亿", "千万", "百万", "亿", "万", "千", "百"];

/// Units, the longer first where one begins another.
const UNITS: &[&str] = &[
    "个百分点",
    "百分点",
    "平方公里",
    "平方千米",
    "平方米",
    "立方米",
    "千瓦时",
    "人次",
    "户次",
    "车次",
    "台次",
    "家次",
    "公里",
    "公顷",
    "公斤",
    "千克",
    "千米",
    "千瓦",
    "毫米",
    "厘米",
    "小时",
    "分钟",
    "个月",
    "星期",
    "美元",
    "社区",
    "街道",
    "元",
    "人",
    "户",
    "名",
    "个",
    "次",
    "份",
    "件",
    "场",
    "家",
    "条",
    "项",
    "处",
    "台",
    "辆",
    "套",
    "册",
    "期",
    "班",
    "批",
    "块",
    "幅",
    "盏",
    "棵",
    "株",
    "亩",
    "吨",
    "克",
    "米",
    "度",
    "天",
    "日",
    "年",
    "周",
    "岁",
    "届",
    "轮",
    "所",
    "座",
    "栋",
    "幢",
    "间",
    "张",
    "支",
    "起",
    "例",
    "宗",
    "笔",
    "类",
    "种",
    "级",
    "倍",
    "成",
    "分",
    "位",
    "篇",
    "部",
    "本",
    "村",
    "镇",
    "乡",
    "县",
    "组",
    "队",
    "点",
    "秒",
    "头",
    "只",
    "对",
    "门",
    "桶",
    "袋",
    "箱",
    "瓶",
    "片",
    "根",
    "口",
    "眼",
    "孔",
    "对",
    "号",
    "路",
    "车",
    "船",
    "艘",
    "架",
    "匹",
    "斤",
    "升",
    "遍",
    "趟",
    "回",
    "餐",
    "床",
    "格",
    "站",
    "段",
    "章",
    "节",
    "句",
    "字",
    "页",
    "线",
    "圈",
    "层",
    "步",
    "面",
    "环",
    "样",
    "顶",
    "双",
    "副",
    "把",
    "枚",
    "粒",
    "封",
    "则",
    "首",
    "道",
    "题",
];

/// Units with which one Chinese digit is a figure and no mere grammar.
const FIRM: &[&str] = &[
    "个百分点",
    "百分点",
    "人次",
    "户次",
    "公里",
    "公顷",
    "平方米",
    "小时",
    "个月",
    "万元",
    "亿元",
    "社区",
    "街道",
    "元",
    "人",
    "户",
    "名",
    "个",
    "次",
    "份",
    "件",
    "场",
    "家",
    "条",
    "项",
    "处",
    "台",
    "辆",
    "套",
    "册",
    "期",
    "批",
    "块",
    "亩",
    "吨",
    "天",
    "年",
    "周",
    "届",
    "轮",
    "所",
    "座",
    "栋",
    "起",
    "例",
    "类",
    "种",
    "级",
    "倍",
    "村",
    "组",
    "支",
    "位",
    "篇",
];

fn starts<'w>(text: &str, words: &[&'w str]) -> &'w str {
    words.iter().find(|word| text.starts_with(**word)).copied().unwrap_or("")
}

/// The figure whose number is the atom `place`, in the paragraph `span`; `next` is the shape of the atom after the one
/// that follows.
pub fn figure(text: &str, span: ByteSpan, shape: Shape, place: ByteSpan, next: Option<Shape>) -> Option<Fact> {
    let before = slice(text, ByteSpan::new(span.start, place.start));
    let rest = slice(text, ByteSpan::new(place.end, span.end));
    let number = slice(text, place);
    let single = shape == Shape::Single;
    if single && !"一二三四五六七八九十两".contains(number) {
        return None;
    }
    // 第三次, 〔三〕 and a number at the beginning of a heading count nothing.
    if before.ends_with('第')
        || rest.starts_with(['、', '）', ')', '．', '.', ' ']) && before.trim_end_matches(['（', '(']).trim().is_empty()
    {
        return None;
    }
    let more = starts(rest, AND_MORE);
    let order = starts(tail(rest, more.len()), ORDERS);
    let again = if more.is_empty() { starts(tail(rest, order.len()), AND_MORE) } else { "" };
    let mut at = more.len() + order.len() + again.len();
    let units = if single { FIRM } else { UNITS };
    let mut unit = starts(tail(rest, at), units);
    if unit.is_empty() && at > 0 && order.is_empty() {
        // 三来 and 五多 are no numbers with more.
        at = 0;
        unit = starts(rest, units);
    }
    // 万元, 亿元: the order belongs to the number, the unit is what is counted in.
    let percent = number.ends_with(['%', '％', '‰']) || number.starts_with("百分之") || number.starts_with("千分之");
    let han = single || shape == Shape::HanNumber;
    // 千百, 万一 begin with no digit.
    let large = number.contains(['十', '百', '千', '万', '亿']) && !number.starts_with(['百', '千', '万', '亿']);
    if han && !single && !percent && !large && unit.is_empty() && order.is_empty() {
        return None;
    }
    if !single && !percent && number.starts_with(['百', '千', '万', '亿']) {
        return None;
    }
    if single && unit.is_empty() && order.is_empty() {
        return None;
    }
    if single && order.is_empty() && (unit.is_empty() || is_grammar(before, tail(rest, at + unit.len()), number)) {
        return None;
    }
    let digits = number.chars().all(|c| fold::char(c).is_ascii_digit());
    let day = unit == "日" && digits && !tail(rest, at + unit.len()).starts_with('内');
    let years = digits
        && number.chars().count() == 4
        && next == Some(Shape::Date)
        && rest.starts_with(['—', '-', '–', '~', '至']);
    if day || years {
        let end = if day { place.end + at + unit.len() } else { place.end };
        return Some(Fact::plain(FactKind::Date, ByteSpan::new(place.start, end)));
    }
    let about = ABOUT.iter().find(|word| before.ends_with(**word)).map_or(0, |word| word.len());
    let start = place.end + at;
    let span = ByteSpan::new(place.start - about, start + unit.len());
    let weak = single && number == "一" && order.is_empty();
    Some(Fact { kind: FactKind::Figure, span, unit: ByteSpan::new(start, start + unit.len()), weak })
}

/// Whether one Chinese digit between these is part of a word: 统一, 唯一个, 一批又一批.
fn is_grammar(before: &str, _after: &str, number: &str) -> bool {
    let last = before.chars().next_back();
    match number {
        "一" => last.is_some_and(|c| "统唯同某每任万专单划第逐进之".contains(c)),
        "十" | "两" => last.is_some_and(|c| "第数几".contains(c)),
        _ => last.is_some_and(|c| "第星期周".contains(c)),
    }
}

/// A figure's value and unit as they are compared: folded, commas and blanks left out.
pub fn normal(text: &str) -> String {
    let folded = fold::tight(text);
    let mut out = String::with_capacity(folded.len());
    let mut rest = folded.as_str();
    while let Some(c) = rest.chars().next() {
        let after = tail(rest, c.len_utf8());
        let grouped = matches!(c, ',' | '，') && out.ends_with(|c: char| c.is_ascii_digit()) && {
            let digits = run(after, |c| c.is_ascii_digit());
            head(after, digits).len() == 3
        };
        if !grouped {
            out.push(c);
        }
        rest = after;
    }
    out
}
