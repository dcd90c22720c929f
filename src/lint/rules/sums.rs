//! A total and its parts: 共22处，其中甲区10处、乙区11处.

use std::ops::Range;

use crate::lint::finding::Found;
use crate::lint::line::Line;
use crate::lint::number::{self, Number, ONE};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::text::safe::is_han;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "sum-mismatch",
    level: Level::Suspect,
    used: Use::On,
    fixes: false,
    name: Words::new("合计不符", "sum does not agree"),
    says: Words::new("各项相加是{}，和总数对不上，请核对", "the parts make {}, which is not the total: check them"),
    basis: Basis::new("", "算术"),
    wrong: "⟦共排查22处，其中甲区10处、乙区11处⟧。",
    right: "共排查22处，其中甲区10处、乙区12处。",
    doubt: Words::new(
        "“其中”只举了一部分，或者各项有交叉时，不必相等。",
        "They need not agree where only some parts are named or where parts overlap.",
    ),
    reach: Reach::FIGURES,
    needs: "共计",
    check: Check::Line(sums),
}];

/// Words that lead to a total, the longest first.
const TOTALS: [&str; 8] = ["累计", "共计", "总计", "合计", "总共", "一共", "共有", "共"];
/// 共 in other words.
const OTHER: [&str; 20] = [
    "公共",
    "共同",
    "共建",
    "共享",
    "共青",
    "共产",
    "共和",
    "共治",
    "共识",
    "中共",
    "共用",
    "共性",
    "共管",
    "共商",
    "共赢",
    "共鸣",
    "共生",
    "共富",
    "共有产权",
    "共育",
];
/// Words that say that figures are no parts, or that some are left out or counted twice.
const GUARDS: [&str; 23] = [
    "各",
    "每",
    "均",
    "约",
    "近",
    "左右",
    "以上",
    "以下",
    "占",
    "同比",
    "环比",
    "比",
    "增",
    "较",
    "含",
    "包括",
    "其中",
    "既",
    "等",
    "少数民族",
    "学历",
    "岁",
    "不足",
];

fn is_end(c: char) -> bool {
    matches!(c, '。' | '；' | '！' | '？' | ';' | '\n')
}

/// How far a list of parts may reach, in characters.
const LONGEST: usize = 400;

/// The first position of `within` that `wanted` holds for, or its end.
fn first(line: &Line<'_>, within: Range<usize>, wanted: impl Fn(char) -> bool) -> usize {
    let end = within.end.min(line.len());
    (within.start..end).find(|at| line.at(*at).is_some_and(&wanted)).unwrap_or(end)
}

/// The position behind the last character before `end` that `wanted` holds for, within the longest list; `None` where the
/// list would be longer.
fn last(line: &Line<'_>, end: usize, wanted: impl Fn(char) -> bool) -> Option<usize> {
    let start = end.saturating_sub(LONGEST);
    let found = (start..end).rev().find(|at| line.at(*at).is_some_and(&wanted));
    found.map(|at| at + 1).or((start == 0).then_some(0))
}

fn sums(line: &Line<'_>, found: &mut Found) {
    let mut behind = 0;
    for at in line.positions(|c| c == '共' || c == '计') {
        if at < behind {
            continue;
        }
        let Some((word, from)) = line.any(at, &TOTALS).or_else(|| {
            let before = at.checked_sub(1)?;
            (line.at(at) == Some('计')).then(|| line.any(before, &["总计", "合计", "累计"])).flatten()
        }) else {
            continue;
        };
        let start = from - word.chars().count();
        if is_other(line, start) {
            continue;
        }
        let Some((total, unit, end)) = total_behind(line, from) else { continue };
        behind = end;
        let hit = parts_behind(line, &total, unit, start, end)
            .or_else(|| parts_before(line, &total, unit, from, start, end))
            .or_else(|| {
                // 共有队伍12支、队员860人，其中…: the parts are those of the last one.
                let next = first(line, end..end + 12, |c| !is_han(c));
                let (total, unit, end) =
                    (line.at(next) == Some('、')).then(|| total_behind(line, next + 1)).flatten()?;
                parts_behind(line, &total, unit, start, end)
            });
        if let Some((range, sum)) = hit {
            behind = behind.max(range.end);
            found.put(line, range).about(sum);
        }
    }
}

fn is_other(line: &Line<'_>, start: usize) -> bool {
    OTHER.iter().any(|word| line.starts(start, word) || start.checked_sub(1).is_some_and(|at| line.starts(at, word)))
}

/// The number of a total behind its word at `from`, its unit, and where that ends: a verb and an object may stand between.
fn total_behind(line: &Line<'_>, from: usize) -> Option<(Number, &'static str, usize)> {
    let at = first(line, from..from + 15, |c| !is_han(c) && c != ' ');
    let number = number::arabic(line, at)?;
    let (unit, end) = number::unit(line, number.range.end)?;
    Some((number, unit, end))
}

/// 名 and 位 count persons as 人 does.
fn same_unit(one: &str, other: &str) -> bool {
    let person = |unit: &str| matches!(unit, "人" | "名" | "位");
    one == other || (person(one) && person(other))
}

/// A part: its number.
struct Parts {
    numbers: Vec<Number>,
    /// Where the last part ends: its mark.
    end: usize,
}

/// What begins a clause that says what became of what was counted, and names no part of it.
const VERBS: [&str; 30] = [
    "已",
    "均",
    "有效",
    "投入",
    "完成",
    "整改",
    "累计",
    "共",
    "涉及",
    "发放",
    "落实",
    "目前",
    "现",
    "全部",
    "惠及",
    "覆盖",
    "受益",
    "带动",
    "争取",
    "实现",
    "办结",
    "化解",
    "处置",
    "当场",
    "限期",
    "下发",
    "新增",
    "有",
    "可",
    "立行立改",
];
/// The longest name of a part, in characters.
const NAME: usize = 12;

/// Whether the clause that begins at `from` names a part: a name, a figure in `unit`, and its end or 、.
fn is_part(line: &Line<'_>, from: usize, number: &Number, unit: &str) -> bool {
    let from = line.past_blanks(from);
    let Some((own, end)) = number::unit(line, number.range.end) else { return false };
    let end = first(line, end..end + NAME, |c| !is_han(c));
    same_unit(own, unit)
        && number.range.start - from.min(number.range.start) <= NAME
        && line.any(from, &VERBS).is_none()
        && line.at(end).is_none_or(|c| matches!(c, '、' | '，' | ',' | '）' | ')' | '（' | '(') || is_end(c))
}

/// How many of `numbers` count for parts of `total`: a list ends before a clause that names no part, and where the total is
/// made up.
fn counted(line: &Line<'_>, numbers: &[Number], total: &Number, unit: &str) -> usize {
    let mut sum = 0;
    for (at, number) in numbers.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| numbers.get(at));
        let Some(before) = before else {
            sum += number.value();
            continue;
        };
        let comma = (before.range.end..number.range.start).rev().find(|at| matches!(line.at(*at), Some('，' | ',')));
        // 男300人、女190人，党员450人: the sum was near the total already.
        let short = total.value() - sum;
        let near = short >= 0 && short * 10 <= total.value();
        if at > 1 && !differ(total, sum)
            || comma.is_some_and(|comma| {
                !is_part(line, comma + 1, number, unit) || at > 1 && near && number.value() > short * 2
            })
        {
            return at;
        }
        sum += number.value();
    }
    numbers.len()
}

/// The parts of `total` in `within`, all in `unit`, one between two marks; those behind it end where the list does.
fn parts(line: &Line<'_>, within: Range<usize>, total: &Number, unit: &str, behind: bool) -> Option<Parts> {
    let mut numbers = number::each(line, within.clone());
    // 4月份18人次: the month is the part's name.
    let mut end = within.start;
    numbers.retain(|number| !matches!(line.at(number.range.end), Some('年' | '月' | '日' | '号')));
    if behind {
        let count = counted(line, &numbers, total, unit);
        numbers.truncate(count);
    }
    for number in &numbers {
        // 有20项推广: a sentence of its own, which may speak of any of them.
        if matches!(line.at(number.range.end), Some('余' | '多' | '几'))
            || line.before(number.range.start) == Some('有')
        {
            return None;
        }
        let (own, behind) = number::unit(line, number.range.end)?;
        // One number in a part.
        let mark = first(line, end..number.range.start, |c| matches!(c, '、' | '，' | '和' | '及' | ',' | '与'));
        let apart = end == within.start || mark < number.range.start;
        if !same_unit(own, unit) || !apart {
            return None;
        }
        end = behind;
    }
    let close = first(line, end..within.end, |c| matches!(c, '、' | '，' | ',' | '）' | ')') || is_end(c));
    // What is said behind the parts does not touch them, unless it names more of them.
    let (text, rest) = (line.part(within.start..close), line.part(close..within.end));
    // Parts of which one is the rest of the other are parts; one alone may overlap with others.
    let (women, members) = (text.contains('女') && !text.contains('男'), text.contains("党员"));
    let alone = members && !text.contains("群众") && !text.contains('男');
    let more = ["等", "其余", "其他", "剩余", "另"].iter().any(|word| rest.contains(word));
    if GUARDS.iter().any(|word| text.contains(word)) || women || alone || more {
        return None;
    }
    (numbers.len() >= 2).then_some(Parts { numbers, end: close })
}

/// Parts behind a total: 其中…, or in brackets or behind a colon.
fn parts_behind(
    line: &Line<'_>,
    total: &Number,
    unit: &str,
    start: usize,
    end: usize,
) -> Option<(Range<usize>, String)> {
    // The counted thing's name.
    let at = first(line, end..end + 12, |c| !is_han(c));
    let name = line.part(end..at);
    let mark = line.at(at)?;
    let among = if name.ends_with("其中") { Some(at) } else { line.starts(at + 1, "其中").then_some(at + 3) };
    let from = match (mark, among) {
        ('，' | '：' | '（' | '(' | ',' | '。' | '；', Some(from)) => from,
        ('（' | '(' | '：', None) => at + 1,
        _ => return None,
    };
    let bracket = matches!(mark, '（' | '(');
    let close = first(line, from..from + LONGEST, |c| is_end(c) || (bracket && matches!(c, '）' | ')')));
    let from = line.run(from, |c| matches!(c, '：' | '，' | ' '));
    let parts = parts(line, from.min(close)..close, total, unit, true)?;
    let (sum, whole) = (sum_of(&parts), total.value());
    let short = whole - sum;
    let wrong = differ(total, sum) && (short < 0 || short * 10 <= whole);
    let closed = bracket && parts.end == close && matches!(line.at(close), Some('）' | ')'));
    wrong.then(|| (start..parts.end + usize::from(closed), shown(sum, total, unit)))
}

/// What is done with a part of what was found.
const DONE: [&str; 12] =
    ["整改", "完成", "办结", "化解", "处置", "处理", "解决", "验收", "销号", "落实", "立案", "查处"];

/// Parts before a total: 甲区10处、乙区11处，共22处.
fn parts_before(
    line: &Line<'_>,
    total: &Number,
    unit: &str,
    from: usize,
    start: usize,
    end: usize,
) -> Option<(Range<usize>, String)> {
    if line.starts(start, "累计") {
        return None;
    }
    // 全年共22处: whose total it is may stand before.
    let start = line
        .any_before(start, &["全年", "全区", "全市", "全县", "全镇", "全街道", "两轮", "前后"])
        .map_or(start, |w| start - w.chars().count());
    let mark = start.checked_sub(1).filter(|at| matches!(line.at(*at), Some('，' | ',' | '、')))?;
    let begin = last(line, mark, |c| is_end(c) || matches!(c, '：' | '（' | '）'))?;
    // 全区有283个小区，甲区10处、乙区11处，共22处: what is counted otherwise stands before.
    let clause = last(line, mark, |c| matches!(c, '，' | ',')).filter(|clause| *clause > begin);
    let parts =
        parts(line, begin..mark, total, unit, false).or_else(|| parts(line, clause?..mark, total, unit, false))?;
    let one = parts.numbers.first()?.range.start;
    let other = parts.numbers.last()?.range.start;
    let plain = matches!(line.part(from..total.range.start), "" | "计" | "有" | "为" | " ");
    let listed = !line.part(one..other).contains(['，', ',']);
    if !(plain || listed) || total.range.start - from > 5 {
        return None;
    }
    let (sum, whole) = (sum_of(&parts), total.value());
    // 查出5处、6处，共整改10处: what was done with them may be less; and more may be told behind the total.
    let done = DONE.iter().any(|word| line.part(from..total.range.start).contains(word)) && whole < sum;
    if done || ["另", "不含", "其余"].iter().any(|word| line.part(end..end + 8).contains(word)) {
        return None;
    }
    let near = (whole - sum).abs() * 4 <= whole;
    // The clause in which the first part stands.
    let begin = line.past_blanks(last(line, one, |c| matches!(c, '，' | ',')).unwrap_or(begin).max(begin));
    (differ(total, sum) && near).then(|| (begin..end, shown(sum, total, unit)))
}

fn sum_of(parts: &Parts) -> i128 {
    parts.numbers.iter().map(Number::value).sum()
}

/// Whether the difference is more than 0.05 of what is counted in.
fn differ(total: &Number, sum: i128) -> bool {
    (total.value() - sum).abs() * 20 > total.scale * ONE
}

/// A sum in the total's measure.
fn shown(sum: i128, total: &Number, unit: &str) -> String {
    let scaled = sum / total.scale;
    let (whole, rest) = (scaled / ONE, scaled % ONE);
    let decimals = format!("{rest:06}");
    let decimals = decimals.trim_end_matches('0');
    let scale = match total.scale {
        10_000 => "万",
        1_000_000 => "百万",
        10_000_000 => "千万",
        100_000_000 => "亿",
        1_000_000_000_000 => "万亿",
        _ => "",
    };
    let point = if decimals.is_empty() { "" } else { "." };
    format!("{whole}{point}{decimals}{scale}{unit}")
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, silent};

    #[test]
    fn parts_that_do_not_make_the_total() {
        fires(
            "sum-mismatch",
            &[
                "全年⟦共投入3.5亿元，其中甲镇1.2亿元、乙镇2.5亿元⟧。",
                "⟦共计培训120人（其中城区80人，镇区50人）⟧𠀀",
                "检查中，⟦甲街10处、乙街11处，共22处⟧。",
                "⟦合计走访1,200户，其中：东片700户，西片450户⟧；",
                "⟦共整改问题30个：路面18个、管网13个⟧，e\u{301}",
                "一、⟦总计发放40份，其中男性18份、女性21份⟧",
                "⟦在岗86名，退休21名，共106人⟧",
                "⟦共5200人次，其中4月份1800人次、5月份1700人次、6月份1600人次⟧。",
                "⟦共排查36处，其中路面15处，管网12处，照明10处⟧，均已整改。",
                "⟦共有队伍12支、队员860人，其中老队员320人、新队员560人⟧。",
                "⟦累计整改45处，其中路面5处、管网42处⟧",
                "⟦共320人次，其中党员180人次、群众130人次⟧",
                "⟦上半年12处，下半年11处，全年共22处⟧",
                "⟦路面3处，管网5处，共计9处⟧",
                "⟦共排查隐患50 处，其中路面20 处、管网27 处⟧。",
                "⟦共排查3 200处，其中街道1 100处、乡镇2 050处⟧。",
                "⟦共设置投放点120处，其中街道50处、乡镇75处⟧，投入资金50万元。",
                "⟦共设置投放点120处，其中街道50处，乡镇75处⟧，已验收110处。",
                "　　⟦东片10处、西片11处，共22处⟧。",
                "⟦共有党员500人，其中男310人、女180人⟧，党小组组长45人。",
                "全区有283个小区，⟦东区600栋、西区539栋，共1140栋⟧楼",
            ],
        );
        silent(
            "sum-mismatch",
            &[
                "共排查22处，其中甲区10处、乙区12处。",
                "共排查50处，其中甲区10处、乙区12处。",
                "共排查22处，其中甲区10处。",
                "共排查22处，其中甲区10处、乙区11家。",
                "共培训100人次，其中党员60人次、女性50人次。",
                "共排查22处，其中甲乙两区各10处、丙区1处。",
                "共投入3.5亿元，其中1.22亿元、2.31亿元。",
                "共22处，其中甲区10处、乙区11处等。",
                "累计推出成果93项，其中首创46项，有50项在全市推广。",
                "共22处，其中路面10处、管网11处，其他都在街巷。",
                "公共设施22处，其中甲区10处、乙区11处。",
                "走访10户，慰问30户，共发放20户",
                "甲区10处、乙区11处，共21处。",
                "共整改22处。甲区10处、乙区11处。",
                "共22处，其中甲区约10处、乙区11处。",
                "共22处，占80%，其中甲区10处、乙区11处。",
                "共同排查22处，其中甲区10处、乙区11处。",
                "共1.2亿元，其中甲区6000万元、乙区6000万元。",
                "共排查隐患120处，其中重大隐患3处，已整改118处。",
                "共有耕地3万亩，其中水田2万亩、旱地1万亩，有效灌溉面积2.5万亩。",
                "共有职工500人，其中男300人、女200人，党员450人。",
                "共有户籍人口3.2万人，其中男性1.65万人、女性1.55万人、常住人口2.9万人。",
                "共排查隐患120处，其中东片2处、西片3处，当场整改118处。",
                "共排查3 200处，其中街道1 100处、乡镇2 100处𠀀",
                "共查处22起，其中一般10起，简易12起，办结20起。",
                "全区有283个小区，东区600栋、西区540栋，共1140栋楼",
                "甲组查出5处、乙组查出6处，共整改10处",
                "甲村10户、乙村12户，共25户（另有3户外迁）",
            ],
        );
    }
}
