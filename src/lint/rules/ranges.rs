//! Ranges of figures: the first percent sign or 万 that is missing, and the larger end before the smaller.

use std::ops::Range;

use crate::lint::date;
use crate::lint::finding::Found;
use crate::lint::line::Line;
use crate::lint::number::{self, Number, ONE, is_digit};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::shield::Shield;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "percent-range-sign",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("范围缺百分号", "range lacks a percent sign"),
        says: Words::new("“{}”前一个数也要写百分号", "“{}”: the first number needs its percent sign too"),
        basis: Basis::new("GB/T 15835 5.1.3", "规定"),
        wrong: "提高⟦20～30%⟧。",
        right: "提高20%～30%。",
        doubt: Words::new(
            "前一个数如果不是百分数，就不是范围。",
            "It is no range where the first number is no percentage.",
        ),
        reach: Reach::FIGURES,
        needs: "%％‰",
        check: Check::Line(percent_sign),
    },
    Rule {
        id: "wan-yi-range",
        level: Level::Suspect,
        used: Use::On,
        fixes: false,
        name: Words::new("范围缺万亿", "range lacks wan or yi"),
        says: Words::new("“{}”前一个数也要写“万”“亿”，免得误会", "“{}”: write 万 or 亿 after the first number too"),
        basis: Basis::new("GB/T 15835 5.1.3", "规定"),
        wrong: "每户补助⟦3～5万⟧元。",
        right: "每户补助3万元～5万元。",
        doubt: Words::new(
            "前一个数如果本来就不到一万，写法是对的。",
            "It is right where the first number is really below ten thousand.",
        ),
        reach: Reach::FIGURES,
        needs: "万亿",
        check: Check::Line(wan_yi),
    },
    Rule {
        id: "range-reversed",
        level: Level::Suspect,
        used: Use::On,
        fixes: false,
        name: Words::new("范围颠倒", "range turned round"),
        says: Words::new("“{}”起点比终点大，请核对", "“{}”: the range begins with the larger end, check it"),
        basis: Basis::new("", "事实"),
        wrong: "规划期为⟦2025—2021年⟧。",
        right: "规划期为2021—2025年。",
        doubt: Words::new(
            "从大到小的排列、编号和比分不是范围。",
            "An order from large to small, a code or a score is no range.",
        ),
        reach: Reach::FIGURES,
        needs: "—～~－-–―至",
        check: Check::Line(reversed),
    },
];

/// Two numbers joined by a mark.
struct Pair {
    first: Number,
    second: Number,
    /// The mark's characters.
    join: Range<usize>,
}

/// Marks that join the ends of a range.
const MARKS: [char; 8] = ['—', '～', '~', '－', '-', '–', '―', '至'];

/// The pairs of numbers of the line that one of `marks` joins directly, with what `between` allows behind the first number.
fn pairs(line: &Line<'_>, marks: &[char], between: impl Fn(&Line<'_>, usize) -> usize) -> Vec<Pair> {
    let mut out = Vec::new();
    for join in line.positions(|c| marks.contains(&c)) {
        let doubled = line.before(join) == line.at(join) || line.at(join + 1) == line.at(join);
        if doubled || !line.at(join + 1).is_some_and(is_digit) {
            continue;
        }
        let Some(first) = first_end(line, join, &between) else { continue };
        let Some(second) = number::arabic(line, join + 1) else { continue };
        if !shields_fit(line, first.range.start..second.range.end) || !is_start_of_range(line, first.range.start) {
            continue;
        }
        // A third number makes a code or a date of it: 3-2-1.
        let more = line.at(second.range.end).is_some_and(|c| MARKS.contains(&c) && c != '至')
            && line.at(second.range.end + 1).is_some_and(is_digit);
        if !more {
            out.push(Pair { first, second, join: join..join + 1 });
        }
    }
    out
}

/// The number before `join`, with what `between` allows between them.
fn first_end(line: &Line<'_>, join: usize, between: &impl Fn(&Line<'_>, usize) -> usize) -> Option<Number> {
    // At most a unit stands between: a number's last digit is looked for in a few characters.
    let near = join.saturating_sub(7);
    let last = (near..join).rev().find(|at| line.at(*at).is_some_and(is_digit))?;
    let start = line.run_before(last + 1, |c| is_digit(c) || matches!(c, '.' | ','));
    let start = line.run(start, |c| matches!(c, '.' | ','));
    let number = number::arabic(line, start)?;
    (number.range.end > last && between(line, number.range.end) == join).then_some(number)
}

/// Whether only figures are shielded in `range`.
fn shields_fit(line: &Line<'_>, range: Range<usize>) -> bool {
    range.into_iter().all(|at| matches!(line.shield(at), Shield::None | Shield::Number))
}

/// Whether a range may begin at `at`: no letter, sign, ordinal or other number stands before.
fn is_start_of_range(line: &Line<'_>, at: usize) -> bool {
    number::is_start(line, at)
        && !line.before(at).is_some_and(|c| "±第-－—–/.．·＋+零".contains(c))
        && !line.ends(at, "零下")
}

/// Marks between figures that share a sign or 万.
const SHARED: [char; 8] = ['～', '~', '—', '－', '-', '–', '至', '到'];

fn percent_sign(line: &Line<'_>, found: &mut Found) {
    for Pair { first, second, join } in pairs(line, &SHARED, |_, at| at) {
        if !number::is_percent(line, second.range.end) || first.scale > 1 || second.scale > 1 {
            continue;
        }
        let moves = matches!(line.at(join.start), Some('至' | '到')) && is_movement(line, first.range.start);
        if first.value() >= second.value() || first.is_year() || moves || is_month_or_day(line, first.range.start) {
            continue;
        }
        let (range, sign) = (first.range.start..second.range.end + 1, second.range.end);
        let sign = line.part(sign..sign + 1);
        let (join, behind) = (connector(line, join.start), line.part(second.range));
        let fixed = format!("{}{sign}{join}{behind}{sign}", line.part(first.range));
        found.put(line, range.clone()).fix(fixed).about(line.part(range));
    }
}

/// The mark at `at` where it is a connector of figures, else the one that is.
fn connector(line: &Line<'_>, at: usize) -> char {
    line.at(at).filter(|c| matches!(c, '—' | '至' | '到')).unwrap_or('～')
}

/// Whether the figures at `at` go on with a date: 5月3—8%.
fn is_month_or_day(line: &Line<'_>, at: usize) -> bool {
    number::is_labelled(line, at, "月号第表图")
}

fn wan_yi(line: &Line<'_>, found: &mut Found) {
    for Pair { first, second, join } in pairs(line, &SHARED, |_, at| at) {
        let years = first.is_year() && Number { scale: 1, ..second.clone() }.is_year();
        if second.scale == 1 || first.scale > 1 || first.mantissa >= second.mantissa || years {
            continue;
        }
        let moves = matches!(line.at(join.start), Some('至' | '到')) && is_movement(line, first.range.start);
        if moves || is_month_or_day(line, first.range.start) || line.starts(second.range.end, "级") {
            continue;
        }
        let range = first.range.start..second.range.end;
        let scale = line.part(second.figures.end..second.range.end);
        let unit = if line.at(second.range.end) == Some('元') { "元" } else { "" };
        let (join, behind) = (connector(line, join.start), line.part(second.range));
        let suggestion = format!("{}{scale}{unit}{join}{behind}{unit}", line.part(first.range));
        found.put(line, range.clone()).suggest(suggestion).about(line.part(range));
    }
}

/// Units that number things and measure nothing, and those of dates, hours and scores.
const NAMING: [&str; 36] = [
    "月", "日", "号", "时", "点", "分", "周", "楼", "栋", "幢", "单元", "室", "层", "组", "排", "届", "版", "页", "班",
    "街", "路", "巷", "区", "级", "期", "段", "条", "款", "章", "节", "标段", "型", "式", "类", "比", "队",
];
/// Whether what stands at `at` numbers things, where `unit` is the longest unit there: 分, but not 分钟.
fn is_naming(line: &Line<'_>, at: usize, unit: &str) -> bool {
    line.any(at, &NAMING).is_some_and(|(word, _)| word.len() >= unit.len())
}

/// What says that something fell from the one to the other.
const FALLS: [&str; 10] = ["从", "由", "自", "降", "减", "压", "缩", "跌", "落", "调"];

/// Whether the clause before the figure at `at` says that something went from there to the next: 由80%至60%.
fn is_movement(line: &Line<'_>, at: usize) -> bool {
    let near = line.part(at.saturating_sub(10)..at);
    let clause = near.rsplit(['，', '。', '；', '：', '、']).next().unwrap_or_default();
    FALLS.iter().any(|word| clause.contains(word))
}

fn reversed(line: &Line<'_>, found: &mut Found) {
    dates_reversed(line, found);
    let unit_end = |line: &Line<'_>, at: usize| {
        let at = if line.at(at) == Some('年') { at + 1 } else { at };
        number::unit(line, at)
            .map_or(at, |(_, end)| if line.at(end).is_some_and(|c| MARKS.contains(&c)) { end } else { at })
    };
    for Pair { first, second, join } in pairs(line, &MARKS, unit_end) {
        let behind = second.range.end;
        let between = line.part(first.range.end..join.start);
        if line.at(behind) == Some('年') && matches!(between, "" | "年" | "年度") && first.is_year() && second.is_year()
        {
            if first.mantissa > second.mantissa && line.any(behind + 1, &["代", "级", "款", "版"]).is_none() {
                put(line, first.range.start..behind + 1, found);
            }
            continue;
        }
        let mark = line.at(join.start);
        let Some((unit, end)) = number::unit(line, behind) else { continue };
        if mark == Some('-') || unit == "年" || is_naming(line, behind, unit) {
            continue;
        }
        let same = between.is_empty() || between.ends_with(unit) || (unit == "%" && matches!(between, "%" | "％"));
        if !same {
            continue;
        }
        if mark == Some('至') && is_movement(line, first.range.start) {
            continue;
        }
        if is_larger(&first, &second) {
            put(line, first.range.start..end, found);
        }
    }
}

/// Whether the first number is the larger one, also where its 万 or 亿 is left out.
fn is_larger(first: &Number, second: &Number) -> bool {
    if first.scale > 1 || second.scale == 1 {
        return first.value() > second.value();
    }
    first.mantissa > second.mantissa && first.mantissa < 1000 * ONE && second.mantissa >= 10 * ONE
}

fn put(line: &Line<'_>, range: Range<usize>, found: &mut Found) {
    found.put(line, range.clone()).about(line.part(range));
}

/// Spans between two dates with their years: 2024年5月—2023年6月.
fn dates_reversed(line: &Line<'_>, found: &mut Found) {
    let dates = date::dates(line);
    for (one, other) in dates.iter().zip(dates.iter().skip(1)) {
        let (Some(year), Some(then)) = (&one.year, &other.year) else { continue };
        let join = line.part(one.range.end..other.range.start);
        if !matches!(join, "—" | "～" | "至" | "到" | "-" | "－" | "~" | "–") {
            continue;
        }
        let order =
            |date: &date::Date, year: u32| (year, date.month.value, date.day.as_ref().map_or(0, |day| day.value));
        let both = one.day.is_some() == other.day.is_some();
        if both && order(one, year.value) > order(other, then.value) {
            put(line, one.range.start..other.range.end, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, mends, silent};

    #[test]
    fn the_first_percent_sign() {
        fires(
            "percent-range-sign",
            &[
                "力争增长⟦5-6%⟧，占比⟦10—15％⟧",
                "抽查⟦0.5～0.8%⟧𠀀",
                "（约⟦20~30%⟧）",
                "e\u{301}级占⟦3－5‰⟧",
                "一、压减⟦12.5—15%⟧",
                "约占⟦8至10%⟧",
                "代表⟦20～30%⟧的用户",
                "提高了⟦3到5%⟧",
            ],
        );
        silent(
            "percent-range-sign",
            &[
                "提高20%～30%，4.5%—5%",
                "误差±5-6%",
                "型号A5-30%",
                "2020-30%",
                "第3-5%",
                "印发《压减20～30%的方案》",
                "5—3%",
                "1-2-30%",
                "5～6个百分点",
                "建成——30%",
                "由8至10%",
                "比重从原来的5至10%",
                "降至10%",
                "从3到5%，由3到5%",
            ],
        );
        mends("percent-range-sign", &[("占5-6%、10—15％、3~4‰", "占5%～6%、10％—15％、3‰～4‰")]);
    }

    #[test]
    fn the_first_wan_or_yi() {
        fires(
            "wan-yi-range",
            &[
                "投资⟦3—5亿⟧元，奖励⟦1.5～2万⟧元",
                "服务⟦10-20万⟧人次𠀀",
                "（约⟦2~3万亿⟧）",
                "e\u{301}村增收⟦30—50万⟧",
                "达到⟦2000—3000万⟧元",
                "每户补助⟦3至5万⟧元",
                "投资⟦2到3亿⟧元",
            ],
        );
        silent(
            "wan-yi-range",
            &[
                "补助3万元～5万元，3万～5万元",
                "10万元以上50万元以下",
                "2021—2023万",
                "印发《3～5万元补助办法》",
                "型号K3-5万用表",
                "5000元—1万元",
                "9000—1万元",
                "打造3—5亿级产业",
                "由3至5万元，5000至1万元",
                "2021至2023万",
            ],
        );
    }

    #[test]
    fn ranges_turned_round() {
        fires(
            "range-reversed",
            &[
                "⟦2023年至2021年⟧，⟦2025-2021年⟧期间",
                "每组安排⟦30～20人⟧，占⟦60%—50%⟧",
                "补助⟦50—30万元⟧𠀀，⟦8000元—5000元⟧",
                "自⟦2024年5月—2023年6月⟧开展",
                "e\u{301}级⟦15至10个⟧，⟦30～15分钟⟧，⟦18—16周岁⟧，⟦2024年度至2022年⟧度",
                "一、⟦2026年3月1日至2025年12月31日⟧的安排",
                "图1：⟦2015-2011年⟧全县粮食产量",
            ],
        );
        silent(
            "range-reversed",
            &[
                "2021—2025年，20～30人，2021年至2025年",
                "11月—次年2月，22—6时，11—3月",
                "由80%至60%，从30人至20人",
                "比例从50至30人降",
                "1978—88年，2023—24年",
                "3号-2，5—3号楼，8—2单元",
                "型号T30—20个",
                "零下20—10度",
                "9000—1万元",
                "印发《2025—2021年台账》",
                "比分3—2，满分100—0分",
                "2025级至2021级",
                "3-2-1个",
                "年年抓——30年如一日",
                "10—5年",
                "2024年12月—2025年3月",
            ],
        );
    }
}
