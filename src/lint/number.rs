//! Numbers in a line as the rules on figures read them: Arabic ones with groups, decimals and 万 or 亿, and Chinese ones;
//! and the measure words behind them. Knows nothing of what a number counts.

use std::ops::Range;

use super::line::{Line, is_mark};
pub use crate::corpus::outline::number::Script;
use crate::text::fold;
use crate::text::safe::is_han;

/// One in millionths: a [`Number`] is counted so, which is exact for six decimals.
pub const ONE: i128 = 1_000_000;

/// A number in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Its characters, with 万 or 亿.
    pub range: Range<usize>,
    /// The figures alone.
    pub figures: Range<usize>,
    /// The value of the figures alone, in millionths.
    pub mantissa: i128,
    /// What 万 or 亿 makes of it; 1 without.
    pub scale: i128,
    /// How many decimals are written.
    pub decimals: u32,
    /// How it is written.
    pub script: Script,
}

impl Number {
    /// Its value, in millionths.
    pub fn value(&self) -> i128 {
        self.mantissa * self.scale
    }

    /// Its value where it is a whole number that fits.
    pub fn whole(&self) -> Option<u32> {
        (self.value() % ONE == 0).then(|| u32::try_from(self.value() / ONE).ok()).flatten()
    }

    /// What one in its last place is worth, in millionths.
    pub fn step(&self) -> i128 {
        self.scale * ONE / 10_i128.pow(self.decimals.min(6))
    }

    /// Whether the figures are a year of these times.
    pub fn is_year(&self) -> bool {
        self.decimals == 0
            && self.scale == 1
            && self.figures.len() == 4
            && (1900 * ONE..2100 * ONE).contains(&self.mantissa)
    }
}

/// A digit's value, in either width.
pub fn digit(c: char) -> Option<u32> {
    if c.is_ascii_digit() || matches!(c, '０'..='９') { fold::char(c).to_digit(10) } else { None }
}

/// Whether `c` is a digit, in either width.
pub fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

/// A Chinese digit's value; 两 is two.
pub fn han_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Whether `c` may stand in a Chinese number.
pub fn is_han_figure(c: char) -> bool {
    han_digit(c).is_some() || matches!(c, '十' | '百' | '千' | '万' | '亿')
}

/// Whether a number that begins at `at` begins there in full: nothing before it belongs to it.
pub fn is_start(line: &Line<'_>, at: usize) -> bool {
    match line.before(at) {
        None => true,
        // 图1：2019年: the colon belongs to no ratio.
        Some(':' | '：') if line.open(at - 1).is_some() => true,
        Some('.' | ',' | '．' | '/' | ':' | '：' | '-') => {
            !at.checked_sub(2).and_then(|at| line.at(at)).is_some_and(|c| is_digit(c) || c.is_ascii_alphabetic())
        }
        Some(c) => !is_digit(c) && !c.is_ascii_alphabetic(),
    }
}

/// The Arabic number that begins at `at`; `None` for none, for section numbers and for more than fifteen digits.
pub fn arabic(line: &Line<'_>, at: usize) -> Option<Number> {
    let whole = line.run(at, is_digit);
    let (mut end, mut value, mut digits) = (whole, 0_i128, 0);
    let mut add = |range: Range<usize>| {
        for c in line.chars.get(range).unwrap_or_default() {
            if let Some(digit) = digit(*c) {
                value = value.saturating_mul(10).saturating_add(i128::from(digit));
                digits += 1;
            }
        }
    };
    if whole == at {
        return None;
    }
    add(at..whole);
    // Groups of three.
    while whole - at <= 3 && line.at(end) == Some(',') && line.run(end + 1, is_digit) == end + 4 {
        add(end..end + 4);
        end += 4;
    }
    // The same parted by blanks, where a unit tells that they belong together: 3 200处.
    let blank = |c: Option<char>| matches!(c, Some(' ' | '\u{a0}' | '\u{2009}' | '\u{202f}'));
    let mut groups = end;
    while whole - at <= 3 && blank(line.at(groups)) && line.run(groups + 1, is_digit) == groups + 4 {
        groups += 4;
    }
    if groups > end
        && end == whole
        && line.at(at) != Some('0')
        && line.before(at).is_none_or(|c| is_han(c) || is_mark(c))
        && unit(line, scale(line, groups).1).is_some()
    {
        add(end..groups);
        end = groups;
    }
    let mut decimals = 0;
    if matches!(line.at(end), Some('.' | '．')) {
        let behind = line.run(end + 1, is_digit);
        decimals = (behind - end - 1) as u32;
        if decimals > 0 {
            add(end..behind);
            end = behind;
            if line.at(end) == Some('.') && line.at(end + 1).is_some_and(is_digit) {
                return None;
            }
        }
    }
    if digits > 15 || decimals > 6 {
        return None;
    }
    let (scale, behind) = scale(line, end);
    let mantissa = value * ONE / 10_i128.pow(decimals);
    Some(Number { range: at..behind, figures: at..end, mantissa, scale, decimals, script: Script::Arabic })
}

fn scale(line: &Line<'_>, at: usize) -> (i128, usize) {
    const SCALES: [(&str, i128); 5] =
        [("万亿", 1_000_000_000_000), ("千万", 10_000_000), ("百万", 1_000_000), ("万", 10_000), ("亿", 100_000_000)];
    let found = SCALES.iter().find(|(word, _)| line.starts(at, word));
    found.map_or((1, at), |(word, scale)| (*scale, at + word.chars().count()))
}

/// The Chinese number that begins at `at`: 三百二十, 十二, 两万, 一千零五. `None` for none and for digits in a row (三四,
/// 二〇二四).
pub fn han(line: &Line<'_>, at: usize) -> Option<Number> {
    let end = line.run(at, is_han_figure);
    if end == at || end - at > 12 {
        return None;
    }
    let (mut total, mut part, mut unit) = (0_i128, 0_i128, None::<i128>);
    for c in line.chars.get(at..end).unwrap_or_default() {
        let tens = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => 0,
        };
        match han_digit(*c) {
            Some(0) => unit = None,
            Some(_) if unit.is_some() => return None,
            Some(digit) => unit = Some(i128::from(digit)),
            None if tens > 0 => part += unit.take().unwrap_or(1) * tens,
            None => {
                let scale = if *c == '万' { 10_000 } else { 100_000_000 };
                let before = part + unit.take().unwrap_or(0);
                total = if before == 0 && total > 0 { total * scale } else { total + before.max(1) * scale };
                part = 0;
            }
        }
    }
    let value = total + part + unit.unwrap_or(0);
    let number = |value: i128| Number {
        range: at..end,
        figures: at..end,
        mantissa: value * ONE,
        scale: 1,
        decimals: 0,
        script: Script::Han,
    };
    (value > 0).then(|| number(value))
}

/// The number of either script that begins at `at`.
pub fn read(line: &Line<'_>, at: usize) -> Option<Number> {
    let first = line.at(at)?;
    if is_digit(first) { arabic(line, at) } else { han(line, at) }
}

/// All Arabic numbers of the line's characters `within`, in order.
pub fn each(line: &Line<'_>, within: Range<usize>) -> Vec<Number> {
    let (mut out, mut at) = (Vec::new(), within.start);
    while at < within.end.min(line.len()) {
        if !line.at(at).is_some_and(is_digit) {
            at += 1;
            continue;
        }
        if is_start(line, at)
            && let Some(number) = arabic(line, at)
        {
            at = number.range.end;
            out.push(number);
        } else {
            at = line.run(at, is_digit);
        }
    }
    out
}

/// Words that end in a character like 题 or 表, which behind another one numbers things: 题10, but 问题10.
const NO_LABELS: &str = "\
    问题 课题 专题 主题 议题 难题 话题 标题 代表 发表 报表 图表 列表 案例 病例 事例 实例 条例 范例 比例 先例 方式 形式 模式 样式 地图 \
    企图 意图 蓝图 账号 信号 型号 旗号 称号 举例";

/// Whether the character before `at` is one of `signs`, which make an order or a code of the figure behind them (图, 表, 第), and
/// does not end another word.
pub fn is_labelled(line: &Line<'_>, at: usize, signs: &str) -> bool {
    line.before(at).is_some_and(|c| signs.contains(c)) && line.any_of_before(at, NO_LABELS).is_none()
}

/// Whether a percent or permille sign stands at `at`.
pub fn is_percent(line: &Line<'_>, at: usize) -> bool {
    matches!(line.at(at), Some('%' | '％' | '‰'))
}

/// Measure words and units, as they stand behind a number.
const UNITS: &[&str] = &[
    "个", "人", "人次", "人份", "名", "位", "户", "户次", "家", "家次", "处", "处次", "条", "条次", "件", "件次", "起",
    "次", "场", "场次", "项", "元", "美元", "公里", "千米", "米", "厘米", "毫米", "公顷", "亩", "吨", "公斤", "千克",
    "斤", "升", "毫升", "台", "台次", "台套", "辆", "辆次", "架", "艘", "列", "所", "座", "栋", "幢", "间", "套", "份",
    "篇", "篇次", "期", "批", "批次", "岁", "天", "年", "个月", "小时", "分钟", "秒", "工时", "学时", "倍", "成", "种",
    "类", "样", "门", "节", "堂", "课时", "张", "幅", "块", "面", "本", "册", "部", "支", "只", "头", "匹", "尾", "株",
    "棵", "盏", "根", "把", "顶", "双", "对", "组", "队", "班", "村", "镇", "乡", "街", "栏", "点", "段", "层", "排",
    "级", "步", "趟", "遍", "里", "盆", "盒", "瓶", "箱", "袋", "桶", "车", "车次", "例", "宗", "桩", "道", "口", "眼",
    "顷", "千瓦", "度", "分", "字", "词", "代", "轮", "届", "回", "番", "颗", "粒", "片", "枚", "封", "帧", "则", "句",
    "笔", "款", "单", "店", "校", "网点", "标段", "床", "张次", "股", "℃", "周岁",
];

/// Those of three characters and more.
const LONG_UNITS: &[&str] =
    &["百分点", "平方米", "立方米", "个小时", "万千瓦", "千瓦时", "个百分点", "平方公里", "平方千米", "个工作日"];

/// The longest measure word or unit at `at` or behind blanks there, and the position behind it. The percent sign is one.
pub fn unit<'w>(line: &Line<'_>, at: usize) -> Option<(&'w str, usize)> {
    let at = line.run(at, |c| matches!(c, ' ' | '\u{a0}'));
    if is_percent(line, at) {
        return Some((if line.at(at) == Some('‰') { "‰" } else { "%" }, at + 1));
    }
    line.any(at, LONG_UNITS).or_else(|| line.any(at, UNITS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::line::Kind;

    fn line(text: &str) -> Line<'_> {
        Line::new(0, 0, text, Kind::Body, false)
    }

    #[test]
    fn numbers_in_both_scripts() {
        for (text, value, taken) in [
            ("50名", 50.0, 2),
            ("1,234.56元", 1234.56, 8),
            ("12,34", 12.0, 2),
            ("4.42亿元", 442_000_000.0, 5),
            ("3万", 30_000.0, 2),
            ("2万亿", 2e12, 3),
            ("５０", 50.0, 2),
            ("3.个", 3.0, 1),
            ("3 200处", 3200.0, 5),
            ("12 345 678元", 12_345_678.0, 10),
            ("3 20处", 3.0, 1),
            ("3 200", 3.0, 1),
            ("2024 200处", 2024.0, 4),
            ("三百二十户", 320.0, 4),
            ("十二", 12.0, 2),
            ("一百零三", 103.0, 4),
            ("两万五千", 25_000.0, 4),
            ("一千零五", 1005.0, 4),
            ("三亿二千万", 320_000_000.0, 5),
            ("万亿", 1e12, 2),
        ] {
            let read = read(&line(text), 0);
            let seen = read.map(|n| (n.value() as f64 / 1e6, n.range.end));
            assert_eq!(seen, Some((value, taken)), "{text}");
        }
        for text in ["5.1.2", "三四", "二〇二四", "零", "𠀀", "", "e\u{301}", "1234567890123456"] {
            assert_eq!(read(&line(text), 0), None, "{text}");
        }
    }

    #[test]
    fn whole_numbers_are_found_in_a_line() {
        let text = line("𠀀共50人，A4纸3.5吨，见5.1.2，9:30，1,000元");
        let found: Vec<&str> = each(&text, 0..text.len()).into_iter().map(|n| text.part(n.range)).collect();
        assert_eq!(found, ["50", "3.5", "9", "1,000"]);
        assert_eq!(unit(&line("平方米"), 0), Some(("平方米", 3)));
        assert_eq!(unit(&line("个百分点"), 0), Some(("个百分点", 4)));
        assert_eq!(unit(&line("％"), 0), Some(("%", 1)));
        assert_eq!(unit(&line("𠀀"), 0), None);
    }
}
