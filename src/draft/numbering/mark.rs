//! One marker: the number in it found, and written anew in the same script and between the same marks.

use crate::corpus::outline::marker::{Class, marker};
use crate::corpus::outline::number::{Script, is_figure, number};
use crate::draft::buffer::Buffer;
use crate::text::fold;
use crate::text::span::{self, ByteSpan};

/// What a marker looks like, without its number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Style {
    /// Its class.
    pub class: Class,
    /// The word that it carries.
    pub word: String,
}

/// A marker of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it looks like.
    pub style: Style,
    /// Its number; of 1.2.3 the last.
    pub number: u32,
    /// As written.
    pub text: String,
    /// Where it stands in its paragraph, without the blank behind it.
    pub span: ByteSpan,
    /// The blank behind it.
    pub gap: String,
}

impl Mark {
    /// The marker that `text` has at `byte`.
    pub fn at(text: &str, byte: usize) -> Option<Self> {
        let rest = span::tail(text, byte);
        let found = marker(rest.trim_end())?;
        let span = ByteSpan::new(byte, byte + found.text.len());
        Some(Self {
            style: Style { class: found.key.class, word: found.key.word.to_owned() },
            number: found.number,
            text: found.text.to_owned(),
            span,
            gap: span::slice(text, ByteSpan::new(span.end, byte + found.end)).to_owned(),
        })
    }

    /// The marker at the beginning of a paragraph, behind its blanks.
    pub fn first(text: &str) -> Option<Self> {
        Self::at(text, text.len() - text.trim_start().len())
    }

    /// Whether it ends with its number and no mark: `3 甲`.
    pub fn is_bare(&self) -> bool {
        let bare = |c: char| fold::char(c).is_ascii_digit() || is_figure(c);
        matches!(self.style.class, Class::Han | Class::Arabic) && self.text.ends_with(bare)
    }

    /// The same with another number; nothing where this kind of marker has none such.
    pub fn with(&self, value: u32) -> Option<String> {
        let text = written(&self.text, self.style.class, self.number, value)?;
        // What stands behind it has a say in what a marker is; a word will do for all of it.
        let probe = format!("{text}{}工作", self.gap);
        let read = marker(&probe)?;
        let same = read.number == value && read.key.class == self.style.class && read.key.word == self.style.word;
        same.then_some(text)
    }
}

/// What stands for a number beyond the last sign: the marks before and behind its figures.
type Beyond = Option<(&'static str, &'static str)>;

/// Rows of signs that are a number with its marks: the first sign, how many there are, and what stands for a number beyond.
const SIGNS: &[(char, u32, Beyond)] = &[
    ('\u{3220}', 10, Some(("（", "）"))),
    ('\u{2474}', 20, Some(("（", "）"))),
    ('\u{2488}', 20, Some(("", "."))),
    ('\u{2460}', 20, None),
    ('\u{2776}', 10, None),
    ('Ⅰ', 12, None),
];

/// `text`, a marker with the number `before`, with the number `value` instead.
fn written(text: &str, class: Class, before: u32, value: u32) -> Option<String> {
    let first = text.chars().next()?;
    let rest = span::tail(text, first.len_utf8());
    for &(sign, count, beyond) in SIGNS {
        let place = u32::from(first).wrapping_sub(u32::from(sign));
        if place < count {
            if (1..=count).contains(&value) {
                return Some(format!("{}{rest}", char::from_u32(u32::from(sign) + value - 1)?));
            }
            let (open, close) = beyond?;
            let figures = if class == Class::HanBracket { han(value, false) } else { value.to_string() };
            return Some(format!("{open}{figures}{close}"));
        }
    }
    if class == Class::Letter && fold::char(first).is_ascii_lowercase() {
        let base = u32::from(first) - (u32::from(fold::char(first)) - u32::from('a'));
        return (1..=26)
            .contains(&value)
            .then(|| char::from_u32(base + value - 1))
            .flatten()
            .map(|c| format!("{c}{rest}"));
    }
    let run = figures(text, before)?;
    let old = span::slice(text, run);
    Some(format!("{}{}{}", span::head(text, run.start), like(old, value), span::tail(text, run.end)))
}

/// The last run of figures in `text` that is the number `value`.
fn figures(text: &str, value: u32) -> Option<ByteSpan> {
    let figure = |c: char| is_figure(c) || fold::char(c).is_ascii_digit();
    let mut inside = false;
    let mut found = None;
    for (at, c) in text.char_indices() {
        let begins = figure(c) && !inside;
        inside = figure(c);
        if begins && let Some(run) = number(span::tail(text, at)).filter(|run| run.value == value) {
            found = Some(ByteSpan::new(at, at + run.len));
        }
    }
    found
}

/// `value` in the script of `old`: Han or 大写 figures, Arabic ones in either width with as many zeros before them.
fn like(old: &str, value: u32) -> String {
    if number(old).is_some_and(|number| number.script == Script::Han) {
        return han(value, old.contains(|c| "壹贰叁肆伍陆柒捌玖拾".contains(c)));
    }
    let digits = old.chars().count();
    let padded = fold::text(old).starts_with('0');
    let plain = if padded { format!("{value:0digits$}") } else { value.to_string() };
    if old.chars().next().is_some_and(|c| !c.is_ascii()) {
        plain.chars().filter_map(|c| char::from_u32(u32::from(c) + 0xfee0)).collect()
    } else {
        plain
    }
}

/// A number from 1 to 999 in Han figures: 十, 二十一, 一百零三, 一百一十.
pub fn han(value: u32, formal: bool) -> String {
    let digits: Vec<char> = if formal { "零壹贰叁肆伍陆柒捌玖" } else { "零一二三四五六七八九" }.chars().collect();
    let digit = |at: u32| digits.get(at as usize).copied().unwrap_or('零');
    let ten = if formal { '拾' } else { '十' };
    let (hundreds, tens, ones) = (value / 100 % 10, value / 10 % 10, value % 10);
    let mut out = String::new();
    if hundreds > 0 {
        out.push(digit(hundreds));
        out.push('百');
        if tens == 0 && ones > 0 {
            out.push('零');
        }
    }
    if tens > 0 {
        if tens > 1 || hundreds > 0 || formal {
            out.push(digit(tens));
        }
        out.push(ten);
    }
    if ones > 0 {
        out.push(digit(ones));
    }
    out
}

/// How many paragraphs above are looked at for how a series goes on.
const LOOKED_AT: usize = 200;

/// What an empty paragraph may begin with: the next marker of the series of the paragraph above it, with the blanks before
/// it. Nothing below a heading that stands alone over text, where the draft does that; nor where items run on in one line.
pub fn next_marker(buffer: &Buffer, paragraph: usize) -> Option<String> {
    if !buffer.paragraph(paragraph).trim().is_empty() {
        return None;
    }
    let above = paragraph.checked_sub(1)?;
    let text = buffer.paragraph(above);
    let mark = Mark::first(text)?;
    let item = matches!(mark.style.class, Class::Item | Class::Ordinal);
    // 12 月 is a month.
    if span::tail(text, mark.span.end).trim().is_empty() || mark.is_bare() {
        return None;
    }
    if item && super::running::items(text).len() > 1 || !item && stands_over_text(buffer, above, &mark) {
        return None;
    }
    let blanks = span::head(text, mark.span.start);
    let typed = buffer.paragraph(paragraph);
    let blanks = if typed.is_empty() { blanks } else { "" };
    Some(format!("{blanks}{}{}", mark.with(mark.number + 1)?, mark.gap))
}

/// Whether the marker before this one of its kind stands alone in its line, with text under it.
fn stands_over_text(buffer: &Buffer, above: usize, mark: &Mark) -> bool {
    if buffer.paragraph(above).trim_end().ends_with(['。', '；', '！', '？', ';', '.']) {
        return false;
    }
    let mut below: Option<&str> = None;
    for text in (above.saturating_sub(LOOKED_AT)..above).rev().map(|at| buffer.paragraph(at)) {
        if text.trim().is_empty() {
            continue;
        }
        match Mark::first(text) {
            Some(other) if other.style == mark.style => {
                let alone = !text.trim_end().ends_with(['。', '；']);
                return alone && below.is_some_and(|below| Mark::first(below).is_none());
            }
            _ => below = Some(text),
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_figures_are_read_back_as_they_are_written() {
        for value in 1..=999 {
            for formal in [false, true] {
                let text = han(value, formal);
                assert_eq!(number(&text).map(|n| (n.value, n.len)), Some((value, text.len())), "{text}");
            }
        }
        assert_eq!([han(10, false), han(11, false), han(20, false), han(99, false)], ["十", "十一", "二十", "九十九"]);
        assert_eq!([han(103, false), han(110, false), han(111, false)], ["一百零三", "一百一十", "一百一十一"]);
    }

    #[test]
    fn a_marker_keeps_its_marks_and_its_script() {
        for (text, value, expected) in [
            ("一、总体要求", 12, Some("十二、")),
            ("（二）抓宣传", 21, Some("（二十一）")),
            ("(三)、甲", 4, Some("(四)、")),
            ("㈡甲", 3, Some("㈢")),
            ("㈡甲", 11, Some("（十一）")),
            ("1.甲", 10, Some("10.")),
            ("１．甲", 12, Some("１２．")),
            ("01.甲", 2, Some("02.")),
            ("1、 甲", 2, Some("2、")),
            ("（１）甲", 2, Some("（２）")),
            ("⑴甲", 21, Some("（21）")),
            ("①𠀀甲", 20, Some("⑳")),
            ("①甲", 21, None),
            ("第一章　总则", 10, Some("第十章")),
            ("第二阶段：甲", 3, Some("第三阶段：")),
            ("镜头三：甲", 1, Some("镜头一：")),
            ("一是甲", 3, Some("三是")),
            ("二是要甲", 3, Some("三是要")),
            ("第一，甲", 2, Some("第二，")),
            ("2.1.3 甲", 4, Some("2.1.4")),
            ("贰、甲", 10, Some("壹拾、")),
            ("A.甲", 3, Some("C.")),
            ("一是甲", 21, None),
        ] {
            let written = Mark::first(text).and_then(|mark| mark.with(value));
            assert_eq!(written.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_new_paragraph_is_offered_the_next_marker() {
        for (text, expected) in [
            ("（二）抓宣传。入户三轮。\n", Some("（三）")),
            ("　　二、加强领导\n", Some("　　三、")),
            ("　　2.压实责任。\n　　", Some("3.")),
            ("二是抓督查；\n", Some("三是")),
            ("第二阶段：攻坚\n", Some("第三阶段：")),
            ("一是甲；二是乙。\n", None),
            ("一、\n", None),
            ("正文。\n", None),
            ("12 月，全镇入户。\n", None),
            ("（一）甲。\n写了", None),
            // Here headings stand over text: what comes next is text.
            ("一、甲\n正文。\n二、乙\n", None),
            ("一、甲\n二、乙\n", Some("三、")),
        ] {
            let buffer = Buffer::from_text(text);
            assert_eq!(next_marker(&buffer, buffer.count() - 1).as_deref(), expected, "{text}");
        }
    }
}
