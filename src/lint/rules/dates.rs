//! The form of dates: 07月, 18号, and the part of the day beside a clock of twenty-four hours.

use std::ops::Range;

use crate::lint::date::{self, Date};
use crate::lint::finding::Found;
use crate::lint::line::Line;
use crate::lint::number::{self, is_digit};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::shield::Shield;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "date-zero-pad",
        level: Level::Suspect,
        used: Use::On,
        fixes: false,
        name: Words::new("日期补零", "date with a nought"),
        says: Words::new("日期里的“{}”不用补0", "“{}” in a date needs no nought"),
        basis: Basis::new("GB/T 9704 7.3.5.4", "规定"),
        wrong: "于2024年⟦07⟧月1日启动。",
        right: "于2024年7月1日启动。",
        doubt: Words::new(
            "标准规定的是成文日期，正文里的日期是实务上的写法。",
            "The norm speaks of the date of signing; in the text it is a custom.",
        ),
        reach: Reach::TEXT,
        needs: "月",
        check: Check::Line(zero_pad),
    },
    Rule {
        id: "date-hao",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("日期用号", "date with hao"),
        says: Words::new("公文里的日期写“日”，不写口语的“号”", "a date in a document is written with 日, not with 号"),
        basis: Basis::new("", "实务"),
        wrong: "于7月18⟦号⟧召开会议。",
        right: "于7月18日召开会议。",
        doubt: Words::new(
            "引用别人的话，或者“号”是编号时不改。",
            "It stays where somebody is quoted and where it is part of a number.",
        ),
        reach: Reach::TEXT,
        needs: "号",
        check: Check::Line(hao),
    },
    Rule {
        id: "time-daypart",
        level: Level::Suspect,
        used: Use::On,
        fixes: false,
        name: Words::new("时段重复", "part of day twice"),
        says: Words::new("“{}”：用了24小时制就不必再写时段", "“{}”: a clock of 24 hours needs no part of the day"),
        basis: Basis::new("", "实务"),
        wrong: "定于⟦下午15时⟧开会。",
        right: "定于15时开会。",
        doubt: Words::new(
            "时段如果是活动的名称，不是钟点，就不算重复。",
            "It is none where the part of the day is a name and no time.",
        ),
        reach: Reach::FIGURES,
        needs: "下晚傍夜午",
        check: Check::Line(daypart),
    },
];

/// Noughts before one digit of the month and of the day, and the clock behind that says that a machine wrote it.
fn zero_pad(line: &Line<'_>, found: &mut Found) {
    for date in date::dates(line) {
        let padded = |figures: &Range<usize>| {
            figures.len() == 2
                && matches!(line.at(figures.start), Some('0' | '０'))
                && !line.part(figures.clone()).ends_with('0')
        };
        let day = date.day.as_ref().map(|day| day.figures.clone());
        let clock = line.run(date.range.end, |c| matches!(c, ' ' | '\u{a0}' | '\t' | '　'));
        if day.is_some() && line.shield(clock) == Shield::Clock {
            continue;
        }
        let dated = date.year.is_some() || day.is_some();
        let month = Some(date.month.figures.clone()).filter(|_| dated);
        for figures in [month, day].into_iter().flatten().filter(padded) {
            let single = line.part(figures.start + 1..figures.end);
            found.put(line, figures.clone()).suggest(single).about(line.part(figures));
        }
    }
}

/// What 号 belongs to when it is no day.
pub(super) const NUMBERED: [&str; 41] = [
    "文", "令", "楼", "线", "台风", "公告", "通知", "院", "店", "井", "机组", "桥", "地块", "馆", "门", "厅", "矿",
    "炉", "坑", "标段", "泵", "站", "库", "议案", "提案", "卫星", "路", "通道", "批复", "窗口", "考场", "车间", "公路",
    "码头", "泊位", "航班", "塔", "洞", "棚", "栋", "厂房",
];

fn hao(line: &Line<'_>, found: &mut Found) {
    for date in date::dates(line) {
        let Some(day) = &date.day else { continue };
        if !is_possible(&date) {
            continue;
        }
        let mut mark = date.range.end - 1;
        let mut seen = day.clone();
        loop {
            let named = line.any(mark + 1, &NUMBERED).is_some();
            if line.at(mark) == Some('号') && !named {
                found.put(line, mark..mark + 1).fix("日").about(line.part(seen.figures.clone()));
            }
            // 7月18号至20号: the days behind are of the same date.
            let Some((_, next)) = line.any(mark + 1, &JOINS).filter(|_| !named) else { break };
            let Some(more) = date::figures_at(line, next).filter(|part| (1..=31).contains(&part.value)) else { break };
            if !matches!(line.at(more.figures.end), Some('号' | '日')) {
                break;
            }
            mark = more.figures.end;
            seen = more;
        }
    }
}

/// What joins two days.
pub(super) const JOINS: [&str; 13] = ["---", "--", "——", "至", "到", "—", "－", "-", "～", "~", "、", "和", "–"];

fn is_possible(date: &Date) -> bool {
    let year = date.year.as_ref().map(|year| year.value);
    let days = date::days_in(date.month.value, year);
    date.day.as_ref().is_some_and(|day| day.value >= 1 && days.is_some_and(|days| day.value <= days))
}

/// Parts of the day in which the hours from 13 on lie.
const PARTS: [&str; 8] = ["下午", "晚上", "傍晚", "夜间", "晚间", "夜晚", "午后", "入夜"];
/// What shows that 点 is none of a clock.
pub(super) const POINTS: [&str; 9] = ["建议", "意见", "要求", "措施", "体会", "内容", "做法", "想法", "希望"];
/// The next day, to which a night's hours reach.
const NEXT: [&str; 6] = ["次日", "翌日", "第二天", "凌晨", "次晨", "早"];

fn daypart(line: &Line<'_>, found: &mut Found) {
    for word in PARTS {
        for at in line.each(word) {
            let from = line.run(at.end, |c| matches!(c, ' ' | '\u{a0}' | '　'));
            let Some(end) = hour_behind(line, from) else { continue };
            // 夜间22时至次日6时 is a span of hours by rule.
            let to = line.run(end, |c| c == '整' || c == ' ');
            let span = line.any(to, &["至", "—", "－", "-", "～", "~", "到", "–"]);
            if span.is_some_and(|(_, to)| line.any(to, &NEXT).is_some()) {
                continue;
            }
            let range = at.start..end;
            found.put(line, range.clone()).suggest(line.part(from..end)).about(line.part(range));
        }
    }
}

/// The end of the time of day at `from` whose hour is 13 to 24.
fn hour_behind(line: &Line<'_>, from: usize) -> Option<usize> {
    let hour = date::figures_at(line, from).filter(|hour| (13..=24).contains(&hour.value))?;
    let end = hour.figures.end;
    if line.shield(from) == Shield::Clock {
        return Some(line.run(from, |c| is_digit(c) || matches!(c, ':' | '：')));
    }
    // The last hour of a span has the word: 下午14—17时.
    let mark = match line.any(end, &["—", "－", "-", "～", "~", "至", "到", "–"]) {
        Some((_, next)) => {
            date::figures_at(line, next).filter(|until| until.value <= 24).map_or(end, |until| until.figures.end)
        }
        None => end,
    };
    match line.at(mark) {
        Some('时') if !line.starts(mark, "时段") => Some(mark + 1),
        Some('点') if line.any(mark + 1, &POINTS).is_none() => Some(mark + 1),
        Some('：' | ':') if line.at(mark + 1).is_some_and(is_digit) => Some(line.run(mark + 1, is_digit)),
        _ => None,
    }
    .filter(|_| line.shield(from) == Shield::None && number::is_start(line, from))
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, mends, silent};

    #[test]
    fn noughts_in_dates() {
        fires(
            "date-zero-pad",
            &[
                "截至2024年⟦06⟧月底，走访12户。",
                "定于⟦05⟧月⟦08⟧日启动",
                "二、2023年12月⟦03⟧日的会议𠀀",
                "e\u{301}级项目2024年⟦09⟧月⟦01⟧日完工",
                "2024年⟦０７⟧月",
            ],
        );
        silent(
            "date-zero-pad",
            &[
                "2024年7月1日，2024-07-01，2024.07.01",
                "10月20日、11月30日",
                "发布于2024年07月01日 09:30，2024年08月01日10:20",
                "历时06个月",
                "第07期",
                "印发《2024年07月工作要点》",
            ],
        );
    }

    #[test]
    fn days_with_hao() {
        fires(
            "date-hao",
            &[
                "3月5⟦号⟧上午，志愿者到岗。",
                "从6月28⟦号⟧至30⟦号⟧连续巡查",
                "二〇二四年七月一⟦号⟧启动𠀀",
                "一、9月1⟦号⟧的安排e\u{301}",
                "截至12月31⟦号⟧",
                "8月9⟦号⟧、10⟦号⟧两天，9月1⟦号⟧--3⟦号⟧",
            ],
        );
        silent(
            "date-hao",
            &[
                "7月18日召开会议",
                "11月5号文下发，3月1号楼封顶",
                "7月9号台风登陆，5月2号公告",
                "住在18号",
                "8月3日、5号楼完工",
                "2月30号令",
                "《7月18号会议纪要》",
            ],
        );
        mends("date-hao", &[("从6月28号至30号", "从6月28日至30日"), ("七月一号", "七月一日")]);
    }

    #[test]
    fn part_of_the_day_twice() {
        fires(
            "time-daypart",
            &[
                "⟦晚上20点⟧前清场，⟦傍晚18时⟧30分再查",
                "⟦下午14:30⟧开会，⟦下午15：00⟧结束",
                "⟦下午14—17时⟧集中整治𠀀",
                "e\u{301}组⟦夜间21时⟧出发",
                "（⟦下午十五时⟧）",
                "当天⟦下午 16时⟧",
            ],
        );
        silent(
            "time-daypart",
            &[
                "晚上11时，下午3时，24小时值守",
                "当天18时，15：30",
                "夜间22时至次日6时禁止施工",
                "下午16点建议已转办",
                "下午15人到岗",
                "下午3:00",
                "晚上13个小组",
            ],
        );
    }
}
