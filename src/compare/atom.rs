//! The smallest things that change as a whole: a number, a date, a year with its mark, a word in letters, else one
//! character (grapheme cluster). Knows nothing of two texts.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::fold;
use crate::text::safe::is_han;
use crate::text::span::{ByteSpan, head, slice, tail};

/// Characters that write a number in Chinese.
const HAN_DIGITS: &str = "〇零一二三四五六七八九十百千万亿两";

/// What an atom is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A date or a part of one: 2024年3月5日, 3月5日, 2024-03-05, 二〇二四年.
    Date,
    /// The number of a document: 〔2024〕5号.
    Serial,
    /// A number in digits, its percent sign included: 1,200, 12.5%, ２０.
    Number,
    /// A number in Chinese of two characters or more: 二百三十, 百分之五.
    HanNumber,
    /// A word in letters.
    Word,
    /// White space, any amount.
    Blank,
    /// One character that is none of these.
    Single,
}

/// The atoms of the part `span` of `text`, in order; they tile it.
pub fn atoms(text: &str, span: ByteSpan) -> Vec<(Shape, ByteSpan)> {
    let part = slice(text, span);
    let mut out = Vec::with_capacity(part.len() / 3 + 1);
    let mut at = 0;
    while at < part.len() {
        let (shape, len) = first(tail(part, at));
        // A mark that hangs on the last character goes with it; another single character is a cluster already.
        let cluster = shape == Shape::Single && tail(part, at).starts_with(|c: char| !is_han(c) && !is_mark(c));
        let len = if cluster { len } else { len + hanging(part, at, len) };
        out.push((shape, ByteSpan::new(span.start + at, span.start + at + len)));
        at += len;
    }
    out
}

/// Bytes of what hangs on the cluster that ends at `len`.
fn hanging(part: &str, at: usize, len: usize) -> usize {
    let rest = tail(part, at + len);
    let next = rest.chars().next();
    if next.is_none_or(|c| c.is_ascii() || is_han(c) || is_mark(c)) {
        return 0;
    }
    let last = head(tail(part, at), len).chars().next_back().map_or(0, char::len_utf8);
    let joined = tail(part, at + len - last).graphemes(true).next().map_or(0, str::len);
    joined.saturating_sub(last)
}

fn first(text: &str) -> (Shape, usize) {
    let Some(c) = text.chars().next() else { return (Shape::Single, 0) };
    let found = match c {
        '〔' | '［' | '[' | '（' | '(' | '【' => serial(text).map(|len| (Shape::Serial, len)),
        _ if fold::char(c).is_ascii_digit() => {
            let dated = date(text).map(|len| (Shape::Date, len));
            dated.or_else(|| Some((Shape::Number, number(text))))
        }
        _ if HAN_DIGITS.contains(c) => {
            let dated = han_date(text).map(|len| (Shape::Date, len));
            dated.or_else(|| Some((Shape::HanNumber, han_number(text))).filter(|(_, len)| *len > c.len_utf8()))
        }
        _ if c.is_whitespace() => Some((Shape::Blank, run(text, char::is_whitespace))),
        _ if is_letter(c) => Some((Shape::Word, run(text, is_letter))),
        _ if is_han(c) || is_mark(c) => Some((Shape::Single, c.len_utf8())),
        _ => None,
    };
    found.unwrap_or_else(|| (Shape::Single, text.graphemes(true).next().map_or(c.len_utf8(), str::len)))
}

/// A mark of Chinese print, on which nothing is built.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{3029}' | '\u{ff00}'..='\u{ff20}')
}

/// A letter of an alphabet that is written with spaces between words.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && (u32::from(c) < 0x1e00 || matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ'))
}

fn is_digit(c: char) -> bool {
    fold::char(c).is_ascii_digit()
}

/// Bytes of the characters at the beginning that are `wanted`.
pub fn run(text: &str, wanted: impl Fn(char) -> bool) -> usize {
    text.len() - text.trim_start_matches(wanted).len()
}

/// Digits at the beginning: how many and how many bytes.
fn digits(text: &str) -> (usize, usize) {
    let len = run(text, is_digit);
    (head(text, len).chars().count(), len)
}

/// Bytes of a number in digits with its points, commas and percent sign.
fn number(text: &str) -> usize {
    let mut len = digits(text).1;
    loop {
        let rest = tail(text, len);
        let Some(mark) = rest.chars().next() else { break };
        let (count, more) = digits(tail(rest, mark.len_utf8()));
        // 1,200 and 1，200 are one number, 3，200 may be; a list (3，5) is two.
        let joins = match mark {
            '.' | '．' => count > 0,
            ',' | '，' => count == 3,
            _ => false,
        };
        if !joins {
            break;
        }
        len += mark.len_utf8() + more;
    }
    let rest = tail(text, len);
    len + rest.chars().next().filter(|c| matches!(c, '%' | '％' | '‰' | '℃')).map_or(0, char::len_utf8)
}

/// Bytes of `word` where `text` begins with it.
fn word(text: &str, words: &[&str]) -> usize {
    words.iter().find(|word| text.starts_with(**word)).map_or(0, |word| word.len())
}

/// Bytes of a date in digits that `text` begins with.
fn date(text: &str) -> Option<usize> {
    let (count, len) = digits(text);
    let rest = tail(text, len);
    if count == 4 && matches!(fold::text(head(text, len)).get(..2), Some("19" | "20")) {
        let year = word(rest, &["年"]);
        if year > 0 {
            let at = len + year;
            return Some(at + month(tail(text, at)).unwrap_or(0));
        }
        // 2024-03-05, 2024.3.5, 2024/3/5.
        let mark = rest.chars().next().filter(|c| matches!(c, '-' | '.' | '/' | '．'))?;
        let (months, month) = digits(tail(rest, mark.len_utf8()));
        let after = tail(rest, mark.len_utf8() + month);
        let (days, day) = after.strip_prefix(mark).map_or((0, 0), digits);
        let fits = |count: usize| (1..=2).contains(&count);
        return (fits(months) && fits(days)).then(|| len + 2 * mark.len_utf8() + month + day);
    }
    month(text)
}

/// Bytes of 3月, 3月5日 and 3月5号; 3个月 is none.
fn month(text: &str) -> Option<usize> {
    let (count, len) = digits(text);
    let mark = word(tail(text, len), &["月"]);
    if !(1..=2).contains(&count) || mark == 0 {
        return None;
    }
    let at = len + mark;
    let (count, day) = digits(tail(text, at));
    let mark = word(tail(text, at + day), &["日", "号"]);
    Some(if (1..=2).contains(&count) && mark > 0 { at + day + mark } else { at })
}

/// Bytes of 二〇二四年, with month and day, or 三月五日.
fn han_date(text: &str) -> Option<usize> {
    let year = run(text, |c| "〇零○一二三四五六七八九".contains(c));
    let mut len = 0;
    if head(text, year).chars().count() == 4 && tail(text, year).starts_with('年') {
        len = year + "年".len();
    }
    let part = |from: usize, marks: &[&str]| {
        let rest = tail(text, from);
        let size = run(rest, |c| "一二三四五六七八九十".contains(c));
        let mark = word(tail(rest, size), marks);
        ((1..=3).contains(&head(rest, size).chars().count()) && mark > 0).then_some(size + mark)
    };
    let month = part(len, &["月"]);
    let Some(month) = month else { return (len > 0).then_some(len) };
    let day = part(len + month, &["日", "号"]);
    // 一月 without a year or a day may be a span of time.
    if len == 0 && day.is_none() {
        return None;
    }
    Some(len + month + day.unwrap_or(0))
}

/// Bytes of a number in Chinese: 二百三十, 三点五, 百分之二十.
fn han_number(text: &str) -> usize {
    let lead = word(text, &["百分之", "千分之"]);
    let is = |c: char| HAN_DIGITS.contains(c);
    let len = lead + run(tail(text, lead), is);
    if lead > 0 && len == lead {
        return run(text, is);
    }
    let fraction = tail(text, len).strip_prefix('点').map_or(0, |rest| run(rest, is));
    if fraction > 0 { len + "点".len() + fraction } else { len }
}

/// Bytes of 〔2024〕5号.
fn serial(text: &str) -> Option<usize> {
    let open = text.chars().next()?.len_utf8();
    let (count, year) = digits(tail(text, open));
    let at = open + year;
    let close = tail(text, at).chars().next().filter(|c| matches!(c, '〕' | '］' | ']' | '）' | ')' | '】'))?;
    let at = at + close.len_utf8();
    let at = at + word(tail(text, at), &["第"]);
    let (_, number) = digits(tail(text, at));
    let mark = word(tail(text, at + number), &["号"]);
    (count == 4 && number > 0 && mark > 0).then_some(at + number + mark)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::*;

    fn cut(text: &str) -> String {
        let parts: Vec<&str> =
            atoms(text, ByteSpan::new(0, text.len())).iter().map(|(_, span)| slice(text, *span)).collect();
        parts.join("|")
    }

    #[test]
    fn numbers_dates_and_words_are_whole() {
        for (text, expected) in [
            ("走访1,200户", "走|访|1,200|户"),
            ("增长12.5%。", "增|长|12.5%|。"),
            ("3，5号", "3|，|5|号"),
            ("２０２４年３月５日起", "２０２４年３月５日|起"),
            ("2024年底", "2024年|底"),
            ("于2024-03-05到", "于|2024-03-05|到"),
            ("3个月、3月底", "3|个|月|、|3月|底"),
            ("二〇二四年六月", "二〇二四年六月"),
            ("二百三十户", "二百三十|户"),
            ("百分之二十五", "百分之二十五"),
            ("一个人", "一|个|人"),
            ("青政发〔2024〕5号文", "青|政|发|〔2024〕5号|文"),
            ("（2024）第12号", "（2024）第12号"),
            ("（1）甲", "（|1|）|甲"),
            ("WiFi信号LED屏", "WiFi|信|号|LED|屏"),
            ("e\u{301}te\u{301} 𠀀", "e\u{301}|te\u{301}| |𠀀"),
            ("5\u{301}人", "5\u{301}|人"),
            ("100万元", "100|万|元"),
            ("", ""),
        ] {
            assert_eq!(cut(text), expected);
        }
    }

    proptest! {
        #[test]
        fn atoms_tile_the_text_and_cut_no_cluster(text in "[年月日号〔〕0-9二十百a\u{301}𠀀👨\u{200d}🇨🇳，. \n]{0,30}") {
            let found = atoms(&text, ByteSpan::new(0, text.len()));
            let whole: String = found.iter().map(|(_, span)| slice(&text, *span)).collect();
            prop_assert_eq!(&whole, &text);
            let ends: Vec<usize> = text.grapheme_indices(true).map(|(at, cluster)| at + cluster.len()).collect();
            for (_, span) in found {
                prop_assert!(!span.is_empty());
                prop_assert!(ends.binary_search(&span.end).is_ok(), "{:?} {:?}", text, span);
            }
        }
    }
}
