//! What stands on the two sides of a connector: figures with their measure words, or points of time.

use std::ops::Range;

use crate::lint::line::Line;
use crate::lint::shield::Shield;
use crate::text::fold;

/// What a connector joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// Two figures: 5～7人.
    Figures,
    /// Two points of time: 5月—7月.
    Times,
}

/// Measure words after which no number of a thing stands: 号 楼 级 年级 层 班 are not here, they count grades and houses.
const MEASURES: &str = "\
    % ％ ‰ ℃ ° 个月 个小时 个 小时 分钟 秒 天 周岁 岁 周 月龄 日龄 星期 年 人次 人 名 位 家 户 口 次 项 条 \
    处 场 篇 件 份 元 平方米 平方公里 立方米 米 公里 千米 厘米 毫米 里 吨 公斤 千克 克 斤 亩 公顷 度 倍 成 \
    折 分 支 台 辆 张 本 册 批 轮 遍 趟 步 种 块 座 所 间 套 面 根 棵 株 头 只 车 箱 桶 袋 瓶 盒 包 节课 \
    课时 学时 学分 字 句 门 部 升 毫升 千瓦时 千瓦 万 亿 km cm mm m kg g t kW MW h min mL ml L GB MB dB";
/// What follows a measure word and makes another word of it.
const OTHER_WORDS: &str = "\
    年级 年制 条例 项目 项指标 处室 分之 分院 人民 场所 部门 部委 里程 门诊 度假 位置 面积 间距 成品 张贴 \
    口岸 家庭 字头 本科 头条 车间 车道 号 周边 台阶";
/// What stands before a number that is an order or a code.
const ORDERS: &str = "第 № No. 编号 代码 型号 文号 房号 排名 比分 位列 名列 附表 附图 附件";
/// What may stand between a connector and the second point of time.
const DAYPARTS: &str = "次年 翌年 次日 翌日 当年 当日 上午 下午 晚上 早上 中午 凌晨 傍晚 晚 早";
/// What may stand behind a year or month.
const PARTS: &str = "初 底 末 中旬 上旬 下旬 上半年 下半年";
/// What is counted by 点, which is no hour then.
const POINTS: &str = "建议 要求 意见 做法 体会 经验 希望 措施 原因 问题 思考 启示 看法 共识 不足 说明 理由 内容";
/// The units of points of time, the longer first.
const UNITS: &str = "学年 年度 季度 年 月 日 时 点 分";

/// One side.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Side<'t> {
    /// A figure alone; its digits before a point, and its value.
    Bare(usize, f64),
    /// A figure with a measure word.
    Measure(f64, &'t str),
    /// A figure with a unit of time: its digits, its value (nothing for one in words or letters), its unit.
    Date(usize, Option<f64>, &'t str),
    /// 9:30.
    Clock,
    /// 2021.3
    Month,
    /// 周三.
    Weekday,
}

/// What the signs at `range` join; nothing where it is neither figures nor times, or not surely.
pub fn ends(line: &Line<'_>, range: Range<usize>, doubled: bool) -> Option<Ends> {
    let (end, start) = (line.before_blanks(range.start), line.past_blanks(range.end));
    if range.start - end > 1 || start - range.end > 1 {
        return None;
    }
    let (left, from) = left(line, before_weekday(line, end))?;
    if is_code(line, from) {
        return None;
    }
    let (right, to) = right(line, start)?;
    let serial = range.into_iter().any(|at| line.shield(at) == Shield::Serial);
    match (left, right) {
        // A hyphen in a number that is shielded as a whole: large sums only.
        _ if serial => match (left, right) {
            (Side::Bare(digits, a), Side::Measure(b, _)) if digits <= 7 && a < b && a * 20.0 > b && a >= 100_000.0 => {
                Some(Ends::Figures)
            }
            _ => None,
        },
        (Side::Clock, Side::Clock)
        | (Side::Weekday, Side::Weekday)
        | (Side::Clock | Side::Date(..), Side::Clock | Side::Date(..))
        | (Side::Month, Side::Month)
            if dates_fit(left, right, doubled) =>
        {
            Some(if is_duration(left, right) { Ends::Figures } else { Ends::Times })
        }
        (Side::Bare(digits, value), Side::Date(_, second, unit)) => {
            bare_date(line, from, (digits, value), (right, second, unit))
        }
        // （2021-2025）
        (Side::Bare(4, a), Side::Bare(4, b)) => {
            let enclosed = matches!(line.before(from), Some('（' | '(')) && matches!(line.at(to), Some('）' | ')'));
            let named = line.any(to, &["期间", "间"]).is_some();
            (is_year(a) && is_year(b) && a < b && (enclosed || named)).then_some(Ends::Times)
        }
        (Side::Bare(_, a), Side::Measure(b, unit)) => {
            let larger = unit.starts_with(['万', '亿', '千', '百']);
            (a < b || larger && a < 10_000.0).then_some(Ends::Figures)
        }
        (Side::Measure(a, first), Side::Measure(b, second)) => {
            // 3万-5万元, 60%-70%, 8千-1万元.
            let same = first == second || second.starts_with(first) || second.ends_with(first);
            let sums = is_sum(first) && is_sum(second);
            (same && a < b || sums && !same).then_some(Ends::Figures)
        }
        _ => None,
    }
}

/// The end of a date that a weekday in brackets follows: 9月10日（周二）-12日. Else `end` itself.
fn before_weekday(line: &Line<'_>, end: usize) -> usize {
    let open = line.run_before_within(end, 5, |c| !matches!(c, '（' | '(')).saturating_sub(1);
    let inside = line.part(open..end);
    let words = ["周", "星期", "礼拜"];
    let day = inside.trim_matches(['（', '(', '）', ')', ' ']);
    let named = words
        .iter()
        .any(|word| day.strip_prefix(word).is_some_and(|day| day.chars().count() == 1 && day.chars().all(is_weekday)));
    if named && inside.starts_with(['（', '(']) && inside.ends_with(['）', ')']) { open } else { end }
}

fn is_sum(unit: &str) -> bool {
    unit.starts_with(['千', '万', '亿', '元'])
}

fn is_year(value: f64) -> bool {
    (1900.0..2100.0).contains(&value)
}

/// Whether two points of time make a span: of like units, or from one into the next larger.
fn dates_fit(left: Side<'_>, right: Side<'_>, doubled: bool) -> bool {
    match (left, right) {
        (Side::Date(digits, a, first), Side::Date(more, b, second)) => {
            let years = first != "年" || second != "年" || digits == more || more == 2 && !doubled;
            let reversed = first == "年" && a.zip(b).is_some_and(|(a, b)| digits == more && a >= b);
            years && !reversed && (!doubled || first == second)
        }
        (Side::Clock, Side::Date(.., "日")) => !doubled,
        (Side::Clock, Side::Date(.., unit)) | (Side::Date(.., unit), Side::Clock) => matches!(unit, "时" | "点" | "分"),
        _ => true,
    }
}

/// Whether both are lengths of time in years: 3年-5年.
fn is_duration(left: Side<'_>, right: Side<'_>) -> bool {
    let short = |side: Side<'_>| matches!(side, Side::Date(1..=2, Some(value), "年") if value < 40.0);
    short(left) && short(right)
}

/// 5-7月, 2019-2021年, 15-20日, 9-11时, and 3-5年, which is a length.
fn bare_date(
    line: &Line<'_>,
    from: usize,
    (digits, a): (usize, f64),
    (right, b, unit): (Side<'_>, Option<f64>, &str),
) -> Option<Ends> {
    let b = b?;
    let Side::Date(more, ..) = right else { return None };
    // 9月28-10月3日: the figure is a day.
    let after_month = line.before(from) == Some('月');
    let noughts = a < 10.0 && digits == 2;
    match unit {
        "月" if a <= 12.0 && b <= 12.0 && !after_month => Some(Ends::Times),
        "日" if a <= 31.0 && b <= 31.0 && (a < b || after_month) => Some(Ends::Times),
        "季度" if a < b && b <= 4.0 => Some(Ends::Times),
        "时" if a < b && b <= 24.0 => Some(Ends::Times),
        "点" if a < b && b <= 24.0 => {
            let part = line.before(from).is_some_and(|c| matches!(c, '午' | '晚' | '早' | '晨' | '日' | '天'));
            part.then_some(Ends::Times)
        }
        "年" | "学年" | "年度" if digits == 4 && (more == 4 && a < b || more == 2) && is_year(a) => {
            Some(Ends::Times)
        }
        "年" if digits <= 2 && more <= 2 && noughts => Some(Ends::Times),
        "年" if digits <= 2 && more <= 2 && a < b => Some(Ends::Figures),
        _ => None,
    }
}

/// Whether what stands before a figure makes a code or an order of it.
fn is_code(line: &Line<'_>, from: usize) -> bool {
    let Some(before) = line.before(from) else { return false };
    if before.is_ascii_alphabetic()
        || matches!(before, '-' | '/' | '.' | '_' | '#' | '〔' | '[' | '［' | '+' | '=' | '×')
    {
        return true;
    }
    if line.any_of_before(from, ORDERS).is_some() {
        return true;
    }
    // GB 50016-2014, JGJ/T 125-99
    let word = line.before_blanks(from);
    let letters = word - line.run_before(word, |c| c.is_ascii_uppercase() || c == '/');
    word < from && letters >= 2
}

fn is_figure(c: char) -> bool {
    fold::char(c).is_ascii_digit()
}

fn is_numeral(c: char) -> bool {
    matches!(c, '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

fn is_letter(c: char) -> bool {
    matches!(c, 'x' | 'X' | '×')
}

/// Digits and value of the figure `text`.
fn read(text: &str) -> Option<(usize, f64)> {
    let plain: String = text.chars().filter(|c| *c != ',').map(fold::char).collect();
    let value = plain.parse().ok()?;
    Some((plain.split('.').next().map_or(0, str::len), value))
}

/// Whether a figure at `range` is one for itself and not part of a code.
fn is_free(line: &Line<'_>, range: Range<usize>) -> bool {
    range
        .into_iter()
        .all(|at| matches!(line.shield(at), Shield::None | Shield::Number | Shield::Clock | Shield::Serial))
}

/// A figure alone: a number, a clock time or year and month.
fn alone<'t>(line: &Line<'_>, range: Range<usize>) -> Option<Side<'t>> {
    let text = line.part(range.clone());
    if range.is_empty() || !is_free(line, range.clone()) {
        return None;
    }
    if text.contains([':', '：']) {
        return (line.shield(range.start) == Shield::Clock).then_some(Side::Clock);
    }
    if let Some((year, month)) = text.split_once('.')
        && year.len() == 4
        && year.parse().is_ok_and(is_year)
        && month.parse::<u32>().is_ok_and(|month| (1..=12).contains(&month))
    {
        return Some(Side::Month);
    }
    let (digits, value) = read(text)?;
    Some(Side::Bare(digits, value))
}

fn in_figure(c: char) -> bool {
    is_figure(c) || matches!(c, '.' | ',' | ':' | '：')
}

/// The side that ends before `end`, and where its figure begins.
fn left<'t>(line: &Line<'t>, end: usize) -> Option<(Side<'t>, usize)> {
    let weekday = end.checked_sub(1).is_some_and(|at| line.at(at).is_some_and(is_weekday));
    if weekday && ["周", "星期", "礼拜"].iter().any(|word| line.ends(end - 1, word)) {
        return Some((Side::Weekday, end - 1));
    }
    let from = line.run(line.run_before(end, in_figure), |c| !is_figure(c)).min(end);
    if from < end {
        return Some((alone(line, from..end)?, from));
    }
    let part = line.any_of_before(end, PARTS).map_or(0, |part| part.chars().count());
    let point = end - part;
    if let Some(unit) = line.any_of_before(point, UNITS) {
        let figure = point - unit.chars().count();
        let from = line.run_before(figure, is_figure);
        if let Some((digits, value)) = read(line.part(from..figure)).filter(|_| is_free(line, from..figure)) {
            let ordinal = usize::from(unit == "季度" && line.before(from) == Some('第'));
            return Some((Side::Date(digits, Some(value), unit), from - ordinal));
        }
        let from = line.run_before(figure, |c| is_numeral(c) || is_letter(c));
        let words = from < figure && !matches!(unit, "点" | "分");
        if words {
            // 第一季度: the ordinal is the quarter's.
            let ordinal = usize::from(unit == "季度" && line.before(from) == Some('第'));
            return Some((Side::Date(figure - from, None, unit), from - ordinal));
        }
    }
    if part > 0 {
        return None;
    }
    let unit = line.any_of_before(end, MEASURES).map_or(0, |unit| unit.chars().count());
    let many = line.run_before(end - unit, |c| matches!(c, '百' | '千' | '万' | '亿'));
    let from = line.run_before(many, |c| is_figure(c) || matches!(c, '.' | ','));
    let (_, value) = read(line.part(from..many)).filter(|_| is_free(line, from..many))?;
    Some((Side::Measure(value, line.part(many..end)), from))
}

fn is_weekday(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '日' | '天')
}

/// The side that begins at `start`, and where it ends.
fn right<'t>(line: &Line<'t>, start: usize) -> Option<(Side<'t>, usize)> {
    let (start, part) = line.any_of(start, DAYPARTS).map_or((start, false), |(_, end)| (end, true));
    for word in ["周", "星期", "礼拜"] {
        let day = start + word.chars().count();
        if line.starts(start, word) && line.at(day).is_some_and(is_weekday) {
            return Some((Side::Weekday, day + 1));
        }
    }
    if let Some((side, end)) = dates(line, start) {
        return Some((side, end));
    }
    let mut end = line.run(start, in_figure);
    while end > start && line.at(end - 1).is_some_and(|c| !is_figure(c)) {
        end -= 1;
    }
    let side = alone(line, start..end)?;
    if part {
        return (side == Side::Clock).then_some((side, end));
    }
    let Side::Bare(_, value) = side else { return Some((side, end)) };
    let unit_from = if line.at(end) == Some(' ') { end + 1 } else { end };
    if line.any_of(unit_from, OTHER_WORDS).is_some() {
        return None;
    }
    let many = line.run(unit_from, |c| matches!(c, '百' | '千' | '万' | '亿' | '多' | '余'));
    match line.any_of(many, MEASURES) {
        Some((unit, to)) => {
            let latin = |c: char| c.is_ascii_alphabetic();
            let goes_on = unit.ends_with(latin) && line.at(to).is_some_and(|c| c.is_ascii_alphanumeric());
            let other = line.any_of(many, OTHER_WORDS).is_some();
            (!goes_on && !other).then(|| (Side::Measure(value, line.part(unit_from..to)), to))
        }
        None if many > unit_from => Some((Side::Measure(value, line.part(unit_from..many)), many)),
        None => Some((side, end)),
    }
}

/// The point of time that begins at `start`: 2024年3月5日. Its last unit counts.
fn dates<'t>(line: &Line<'t>, start: usize) -> Option<(Side<'t>, usize)> {
    let (mut at, mut found) = (start, None);
    if line.at(at) == Some('第') && line.starts(line.run(at + 1, |c| is_numeral(c) || is_figure(c)), "季度") {
        at += 1;
    }
    loop {
        let digits = line.run(at, is_figure);
        let words = line.run(at, |c| is_numeral(c) || is_letter(c));
        let figure = digits.max(words);
        let next = (figure > at).then(|| line.any_of(figure, UNITS)).flatten();
        let Some((unit, end)) = next else { return found };
        let stands = match unit {
            "年" => line.any(end, &["级", "制", "龄"]).is_none(),
            "月" | "日" => !line.starts(end, "龄"),
            // 3点建议, 90分, 3分之一: no times of day.
            "点" => digits > at && line.any_of(end, POINTS).is_none(),
            "分" => matches!(found, Some((Side::Date(_, _, "时" | "点"), _))) && digits > at,
            _ => true,
        };
        if !stands || !is_free(line, at..figure) {
            return found;
        }
        let value = read(line.part(at..digits)).map(|(_, value)| value);
        found = Some((Side::Date(figure - at, value, unit), end));
        at = end;
    }
}
