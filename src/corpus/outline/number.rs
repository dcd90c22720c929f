//! Numbers as headings write them: 十二, 12, １２. Knows nothing of the marks around them.

use crate::text::fold;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// 一 二 三.
    Han,
    /// 1 2 3, in either width.
    Arabic,
}

/// A number at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// Its value, 1–999.
    pub value: u32,
    /// Bytes it takes.
    pub len: usize,
    /// How it is written.
    pub script: Script,
}

/// The number that `text` begins with; `None` for none, for 0 and for more than three digits.
pub fn number(text: &str) -> Option<Number> {
    let first = text.chars().next()?;
    if fold::char(first).is_ascii_digit() { arabic(text) } else { han(text) }
}

fn arabic(text: &str) -> Option<Number> {
    let (mut value, mut len, mut digits) = (0u32, 0, 0);
    for c in text.chars() {
        let Some(digit) = fold::char(c).to_digit(10) else { break };
        digits += 1;
        if digits > 3 {
            return None;
        }
        value = value * 10 + digit;
        len += c.len_utf8();
    }
    (value > 0).then_some(Number { value, len, script: Script::Arabic })
}

/// From how many characters on a row of Han digits is no number.
const LONGEST_HAN: usize = 8;

fn han(text: &str) -> Option<Number> {
    let (mut total, mut unit, mut len) = (0u32, None, 0);
    for (at, c) in text.chars().enumerate() {
        // 九百九十九 is the longest number that is one.
        if at >= LONGEST_HAN {
            return None;
        }
        match (han_digit(c), c) {
            (Some(0), _) => unit = None,
            (Some(digit), _) if unit.is_none() => unit = Some(digit),
            (Some(_), _) => return None,
            (None, '十' | '拾') => total += unit.take().unwrap_or(1) * 10,
            (None, '百') => total += unit.take().unwrap_or(1) * 100,
            _ => break,
        }
        len += c.len_utf8();
    }
    let value = total + unit.unwrap_or(0);
    (1..=999).contains(&value).then_some(Number { value, len, script: Script::Han })
}

/// Whether `c` may stand in a Han number.
pub fn is_figure(c: char) -> bool {
    matches!(c, '十' | '拾' | '百') || han_digit(c).is_some()
}

/// The value of one Han digit.
fn han_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' => 0,
        '一' | '壹' => 1,
        '二' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_both_scripts() {
        for (input, expected) in [
            ("一、", Some((1, 3))),
            ("十二）", Some((12, 6))),
            ("二十", Some((20, 6))),
            ("一百零三", Some((103, 12))),
            ("12.", Some((12, 2))),
            ("１２．", Some((12, 6))),
            ("2025年", None),
            ("0", None),
            ("二二", None),
            ("𠀀", None),
            ("", None),
        ] {
            assert_eq!(number(input).map(|n| (n.value, n.len)), expected, "{input:?}");
        }
    }
}
