//! What was never filled in: xx年, 20xx, 201月, ___, 某某, ××, 【待补】, 【】, （此处…）. Anywhere in the draft.

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
            '某' => tail(text, byte).starts_with("某某").then(|| run(text, byte, |c| c == '某')),
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

/// The digits before crosses belong to them: 20xx.
fn start_of(text: &str, byte: usize, c: char) -> usize {
    if !matches!(c, 'x' | 'X' | 'ｘ' | 'Ｘ' | '×') {
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

/// Low lines beside Chinese, or three and more anywhere.
fn blank(text: &str, byte: usize) -> Option<usize> {
    let end = run(text, byte, |c| matches!(c, '_' | '＿'));
    let count = slice(text, ByteSpan::new(byte, end)).chars().count();
    let before = head(text, byte).chars().next_back();
    let behind = tail(text, end).chars().next();
    let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let chinese = |c: Option<char>| c.is_some_and(|c| is_han(c) || "，。、；：（）“”《》".contains(c));
    (!(word(before) || word(behind)) && (count >= 3 || chinese(before) || chinese(behind))).then_some(end)
}

/// ＊＊市, ○○局, □□月. Not 二○○四年, not a box to tick.
fn masked(text: &str, byte: usize, c: char) -> Option<usize> {
    let end = run(text, byte, |other| other == c);
    let count = slice(text, ByteSpan::new(byte, end)).chars().count();
    let before = head(text, byte).chars().next_back();
    let behind = tail(text, end).chars().next();
    let figure = before.is_some_and(|c| "一二三四五六七八九〇0123456789*".contains(c));
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
    // 补充 and 插入 begin ordinary remarks as well.
    let remark = matches!(said.get(..6), Some("补充" | "插入" | "填写")) && !matches!(open, '【' | '〖');
    (empty || to_come && !remark).then_some(end)
}

/// A year of three figures: 201年, 201月, 19成立 is not told from a number.
fn broken_date(text: &str, byte: usize) -> Option<usize> {
    let before = head(text, byte).chars().next_back();
    if before.is_some_and(|c| is_digit(c) || is_latin(c) || "第.-—～~+－/:：,".contains(c)) {
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
                "××镇、XX局、**市、○○县、【待补】【】【待核实人数】（此处补数字）（ ）",
                &["××", "XX", "**", "○○", "【待补】", "【】", "【待核实人数】", "（此处补数字）", "（ ）"],
            ),
            ("XXL号、第XX届、3×5米、7×24小时、1+X证书、X光、x_1、A×B、𠀀e\u{301}", &[]),
            ("二○○四年、100年来、12月、第201年会、2024年1月、（补充说明）、[1]、（一）、□是□否", &[]),
            ("某单位、某些人", &[]),
        ] {
            let found: Vec<&str> = leftovers(text).into_iter().map(|at| slice(text, at)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
