//! What was never filled in: xx年, 20xx, 201月, ___, 某某, ××, 【待补】, 【】, （此处…）. Anywhere in the draft.

use std::borrow::Cow;

use crate::text::safe::is_han;
use crate::text::span::{ByteSpan, head, slice, tail};

/// The places of a text where something is still to be filled in, ascending and apart.
pub fn leftovers(text: &str) -> Vec<ByteSpan> {
    let mut out = Vec::new();
    let mut end = 0;
    for (byte, c) in text.char_indices() {
        if byte < end {
            continue;
        }
        let found = match c {
            'x' | 'X' | 'ｘ' | 'Ｘ' | '×' | '✕' | '✖' => crosses(text, byte, c),
            '_' | '＿' => blank(text, byte),
            '某' => unnamed(text, byte),
            '待' => to_come(text, byte),
            'T' => mark(text, byte),
            '＊' | '*' | '○' | '□' | '△' => masked(text, byte, c),
            '【' | '〖' | '［' | '[' | '（' | '(' => bracketed(text, byte, c),
            '0'..='9' | '０'..='９' => broken_date(text, byte),
            _ => None,
        };
        if let Some(to) = found {
            let start = start_of(text, byte, c);
            out.push(ByteSpan::new(start.max(end), to));
            end = to;
        }
    }
    out
}

/// The digits before crosses and low lines belong to them: 20xx, 20__.
fn start_of(text: &str, byte: usize, c: char) -> usize {
    if !matches!(c, 'x' | 'X' | 'ｘ' | 'Ｘ' | '×' | '_' | '＿') {
        return byte;
    }
    let before = head(text, byte);
    byte - before.len() + before.trim_end_matches(is_digit).len()
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, 'ａ'..='ｚ' | 'Ａ'..='Ｚ')
}

/// Where the run of `wanted` from `byte` on ends.
fn run(text: &str, byte: usize, wanted: impl Fn(char) -> bool) -> usize {
    let rest = tail(text, byte);
    byte + rest.find(|c| !wanted(c)).unwrap_or(rest.len())
}

/// Two crosses and more, or one before a unit of time or place. Not beside other letters, not between figures.
fn crosses(text: &str, byte: usize, c: char) -> Option<usize> {
    let is_cross = |other: char| matches!(other, 'x' | 'X' | 'ｘ' | 'Ｘ' | '×' | '✕' | '✖');
    let end = run(text, byte, is_cross);
    let count = slice(text, ByteSpan::new(byte, end)).chars().count();
    let before = head(text, byte).chars().next_back();
    let behind = tail(text, end).chars().next();
    let letter = |c: Option<char>| c.is_some_and(|c| is_latin(c) || matches!(c, '+' | '.' | '-' | '/' | '_' | '&'));
    let times = c == '×' || c == 'x' || c == 'X';
    if letter(before) || behind.is_some_and(is_latin) || times && count == 1 && behind.is_some_and(is_digit) {
        return None;
    }
    let unit = behind.is_some_and(|c| "年月日市县区镇乡村街局人户名个次家场万元%％".contains(c));
    let numbers = before.is_some_and(is_digit);
    let roman = count >= 2 && (c == 'X') && !numbers && behind.is_some_and(|c| "世届次、".contains(c));
    let year = behind.is_some_and(|c| "年月日".contains(c));
    let filled = match count {
        1 => year && !(numbers && c == '×') || unit && !numbers && !before.is_some_and(|c| c == ')' || c == '）'),
        _ => !roman && (!numbers || unit || count >= 2 && slice_digits(text, byte) == 2),
    };
    filled.then_some(end)
}

/// How many digits stand before `byte`.
fn slice_digits(text: &str, byte: usize) -> usize {
    head(text, byte).chars().rev().take_while(|c| is_digit(*c)).count()
}

/// Low lines beside Chinese, or three and more anywhere; 20__年.
fn blank(text: &str, byte: usize) -> Option<usize> {
    let end = run(text, byte, |c| matches!(c, '_' | '＿'));
    let count = slice(text, ByteSpan::new(byte, end)).chars().count();
    let before = head(text, byte).chars().next_back();
    let behind = tail(text, end).chars().next();
    let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let chinese = |c: Option<char>| c.is_some_and(|c| is_han(c) || "，。、；：（）“”《》".contains(c));
    if before.is_some_and(is_digit) && slice_digits(text, byte) <= 4 && behind.is_some_and(|c| "年月日".contains(c))
    {
        return Some(end);
    }
    // 完成 __ 项
    let beyond = |c: char| matches!(c, ' ' | '\u{3000}');
    let far = |c: Option<char>| count >= 2 && chinese(c);
    if !(word(before) || word(behind))
        && (far(head(text, byte).trim_end_matches(beyond).chars().next_back())
            && far(tail(text, end).trim_start_matches(beyond).chars().next()))
    {
        return Some(end);
    }
    (!(word(before) || word(behind)) && (count >= 3 || chinese(before) || chinese(behind))).then_some(end)
}

/// 某某, 某县, 某同志. Not 某些, 某单位, 某村民.
fn unnamed(text: &str, byte: usize) -> Option<usize> {
    let end = run(text, byte, |c| c == '某');
    let rest = tail(text, end);
    if slice(text, ByteSpan::new(byte, end)).chars().nth(1).is_some() {
        return Some(end);
    }
    let ending =
        ["同志", "县", "市", "区", "镇", "乡", "村", "局", "街道", "社区"].iter().find(|e| rest.starts_with(**e))?;
    let next = tail(rest, ending.len()).chars().next();
    let joins = match *ending {
        "市" => "场民容",
        "区" => "域间段别块",
        "村" => "民庄",
        "局" => "部面势限中",
        "乡" => "亲",
        _ => "",
    };
    (!next.is_some_and(|c| joins.contains(c))).then(|| end + ending.len())
}

/// 待补, 待定 … where nothing follows that it is part of. Not 待定级, 有待补充, 等待定.
fn to_come(text: &str, byte: usize) -> Option<usize> {
    let rest = tail(text, byte);
    let word = ["待补充", "待填写", "待核实", "待补", "待填", "待定", "待核"].iter().find(|w| rest.starts_with(**w))?;
    let before = head(text, byte).chars().next_back();
    let part = before.is_some_and(|c| "有亟急等对期招接看善优厚虐还尚仍静坐且均都也并".contains(c));
    let goes_on = tail(rest, word.len()).chars().next().is_some_and(is_han);
    (!part && !goes_on).then(|| byte + word.len())
}

/// TODO, TBD by themselves.
fn mark(text: &str, byte: usize) -> Option<usize> {
    let word = ["TODO", "TBD"].iter().find(|word| tail(text, byte).starts_with(**word))?;
    let end = byte + word.len();
    let letter = |c: Option<char>| c.is_some_and(|c| is_latin(c) || is_digit(c) || matches!(c, '_' | '-'));
    (!letter(head(text, byte).chars().next_back()) && !letter(tail(text, end).chars().next())).then_some(end)
}

/// What stands in brackets where it is to be put: [数字].
const ASKED: &[&str] = &[
    "数字",
    "数据",
    "数量",
    "时间",
    "日期",
    "地点",
    "姓名",
    "单位",
    "金额",
    "人数",
    "名称",
    "部门",
    "年份",
    "职务",
    "单位名称",
];

/// ＊＊市, ○○局, □□月. Not 二○○四年, not a box to tick.
fn masked(text: &str, byte: usize, c: char) -> Option<usize> {
    let end = run(text, byte, |other| other == c);
    let count = slice(text, ByteSpan::new(byte, end)).chars().count();
    let before = head(text, byte).chars().next_back();
    let behind = tail(text, end).chars().next();
    let figure = before.is_some_and(|c| "一二三四五六七八九〇0123456789*".contains(c));
    if count == 1 && c != '□' && c != '△' && !figure && behind.is_some_and(|c| "年月日".contains(c)) {
        // *年* is set off; *月*日 is not.
        let mut ahead = tail(text, end).chars().skip(1);
        let set_off = ahead.next() == Some(c) && !ahead.next().is_some_and(|c| "月日".contains(c));
        let ahead = before.is_some_and(is_latin) || set_off;
        return (!ahead).then_some(end);
    }
    (count >= 2 && !figure && behind.is_some_and(|c| "年月日市县区镇乡村街局同".contains(c))).then_some(end)
}

/// Brackets that are empty or say that something is to come.
fn bracketed(text: &str, byte: usize, open: char) -> Option<usize> {
    let close = match open {
        '【' => '】',
        '〖' => '〗',
        '［' => '］',
        '[' => ']',
        '（' => '）',
        _ => ')',
    };
    let inside = tail(text, byte + open.len_utf8());
    let length = inside.find([open, close, '\n']).filter(|at| tail(inside, *at).starts_with(close))?;
    let said = slice(inside, ByteSpan::new(0, length)).trim_matches(|c: char| c.is_whitespace() || "：:…".contains(c));
    let end = byte + open.len_utf8() + length + close.len_utf8();
    let empty = said.is_empty() && matches!(open, '【' | '（' | '〖');
    let begins =
        ["待补", "待定", "待核", "待填", "待查", "此处", "补充", "填写", "需补", "略写", "插入", "请补", "请填"];
    let to_come = said.chars().count() <= 40 && begins.iter().any(|word| said.starts_with(word))
        || matches!(open, '【' | '〖') && said.starts_with('待') && said.chars().count() <= 12;
    // What two wrote of one paragraph, until a person decides.
    let merged = open == '【' && said.starts_with("合并：");
    // [时间](…) is a link.
    let asked = !matches!(open, '（' | '(') && ASKED.contains(&said) && !tail(text, end).starts_with('(');
    // 补充 and 插入 begin ordinary remarks as well.
    let remark = matches!(said.get(..6), Some("补充" | "插入" | "填写")) && !matches!(open, '【' | '〖');
    (empty || asked || merged || to_come && !remark).then_some(end)
}

/// A year of three figures: 201年, 201月, 19成立 is not told from a number.
fn broken_date(text: &str, byte: usize) -> Option<usize> {
    let mut ahead = head(text, byte).chars().rev();
    let before = ahead.next();
    if before.is_some_and(|c| is_digit(c) || is_latin(c) || "第.-—～~+－/:：".contains(c)) {
        return None;
    }
    // 1,201 is a figure.
    if before == Some(',') && ahead.next().is_some_and(is_digit) {
        return None;
    }
    let end = run(text, byte, is_digit);
    let figures = slice(text, ByteSpan::new(byte, end));
    let rest = tail(text, end);
    let behind = rest.chars().next()?;
    let count = figures.chars().count();
    let year = figures.starts_with("20") || figures.starts_with("19") || figures.starts_with("２０");
    let broken = match behind {
        // 200年 is a length of time.
        '年' => {
            count == 3
                && year
                && !figures.ends_with('0')
                && !"来前后间多以历".contains(rest.chars().nth(1).unwrap_or(' '))
        }
        '月' => count >= 3 && year,
        _ => false,
    };
    broken.then(|| end + behind.len_utf8())
}

/// The text with what stands between 【 and 】 in one line as blanks, byte for byte: a slot holds nothing of the draft.
pub fn without_slots(text: &str) -> Cow<'_, str> {
    let mut out: Option<String> = None;
    let mut done = 0;
    for (byte, _) in text.match_indices('【') {
        let from = byte + '【'.len_utf8();
        let Some(length) = tail(text, from).find(['】', '【', '\n']) else { break };
        if tail(text, from + length).starts_with('】') {
            let blanked = out.get_or_insert_default();
            blanked.push_str(slice(text, ByteSpan::new(done, from)));
            blanked.push_str(&" ".repeat(length));
            done = from + length;
        }
    }
    match out {
        Some(mut blanked) => {
            blanked.push_str(tail(text, done));
            Cow::Owned(blanked)
        }
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_be_filled_in_is_told_from_what_is_not() {
        for (text, expected) in [
            ("xx年上半年，20xx年，２０ＸＸ年，20××年，×月×日", &["xx", "20xx", "２０ＸＸ", "20××", "×", "×"][..]),
            ("于201月至7月，201年底，2011月", &["201月", "201年", "2011月"]),
            ("以___理论为指导，走访＿＿户，以_理论", &["___", "＿＿", "_"]),
            ("张某某说：“某某局不得……”", &["某某", "某某"]),
            (
                "【合并：这边写的】××镇、XX局、**市、○○县、【待补】【】【待核实人数】（此处补数字）（ ）",
                &[
                    "【合并：这边写的】",
                    "××",
                    "XX",
                    "**",
                    "○○",
                    "【待补】",
                    "【】",
                    "【待核实人数】",
                    "（此处补数字）",
                    "（ ）",
                ],
            ),
            ("XXL号、第XX届、3×5米、7×24小时、1+X证书、X光、x_1、A×B、𠀀e\u{301}", &[]),
            ("二○○四年、100年来、12月、第201年会、2024年1月、（补充说明）、[1]、（一）、□是□否", &[]),
            ("某单位、某些人、某种、某一、某个、某村民、某市场、某区域、某局部", &[]),
            ("某县某局的某同志，某某", &["某县", "某局", "某同志", "某某"]),
            ("完成 __ 项、a __ b，20__年，20_年，5_月", &["__", "20__", "20_", "5_"]),
            ("*月*日、＊年，2*月、*重点*", &["*", "*", "＊"]),
            ("时间待定。数据待补，TODO：人数，TBD", &["待定", "待补", "TODO", "TBD"]),
            ("待定级、待补齐、有待补充、等待定，TODOS、xTODO", &[]),
            ("[数字]个、［地点］、【姓名】、[时间](a.md)、[注]、（单位）", &["[数字]", "［地点］", "【姓名】"]),
            ("实施,201月―7月初、2019月-12月、1,201年", &["201月", "2019月"]),
        ] {
            let found: Vec<&str> = leftovers(text).into_iter().map(|at| slice(text, at)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn slots_are_blanks_of_the_same_bytes() {
        for (text, expected) in [
            ("在【常德】市", "在【      】市"),
            ("【𠀀e\u{301}", "【𠀀e\u{301}"),
            ("【甲\n乙】【【𠀀】】", "【甲\n乙】【【    】】"),
            ("", ""),
        ] {
            assert_eq!(without_slots(text), expected);
            assert_eq!(without_slots(text).len(), text.len());
        }
    }
}
