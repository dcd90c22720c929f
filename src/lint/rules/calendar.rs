//! Dates and times that the calendar and the clock do not have.

use std::ops::Range;

use super::dates::{JOINS, NUMBERED, POINTS};
use crate::lint::date::{self, Date};
use crate::lint::finding::Found;
use crate::lint::line::Line;
use crate::lint::number::{self, is_digit};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::shield::Shield;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "date-impossible",
    level: Level::Must,
    used: Use::On,
    fixes: false,
    name: Words::new("没有的日期", "impossible date"),
    says: Words::new("没有“{}”这样的日期或时间，请核对", "there is no such date or time as “{}”: check it"),
    basis: Basis::new("", "事实"),
    wrong: "计划于⟦2月30日⟧前完成。",
    right: "计划于2月28日前完成。",
    doubt: Words::new("农历的日子不按公历的天数算。", "Days of the old calendar are not counted by the new one."),
    reach: Reach::FIGURES,
    needs: "月时点:：-/",
    check: Check::Line(impossible),
}];

fn impossible(line: &Line<'_>, found: &mut Found) {
    for date in date::dates(line) {
        if !date::is_lunar(line, date.range.start) && !line.is_shielded(date.range.clone()) {
            in_words(line, &date, found);
        }
    }
    for at in line.positions(|c| matches!(c, '时' | '点')) {
        if let Some(range) = hour(line, at) {
            put(line, range, found);
        }
    }
    if line.mask.may_hold(':') || line.mask.may_hold('：') || line.mask.may_hold('-') || line.mask.may_hold('/') {
        in_figures(line, found);
    }
}

fn put(line: &Line<'_>, range: Range<usize>, found: &mut Found) {
    found.put(line, range.clone()).about(line.part(range));
}

/// What follows a month that is one, without year and day.
const MONTH_PARTS: [&str; 7] = ["底", "初", "末", "上旬", "中旬", "下旬", "份"];
/// Years that are named without figures.
const YEARS: [&str; 8] = ["今年", "去年", "明年", "当年", "同年", "次年", "上年", "翌年"];
/// 日 begins another word.
const PER_DAY: [&str; 4] = ["日均", "日产", "日供", "日处理"];

fn in_words(line: &Line<'_>, date: &Date, found: &mut Found) {
    let (month, mark) = (date.month.value, date.month.figures.end);
    let mark = line.run(mark, |c| c != '月') + 1;
    if !(1..=12).contains(&month) {
        let named = line.any_before(date.range.start, &YEARS).is_some();
        let dated = date.year.is_some()
            || named
            || follows_year(line, date.range.start)
            || follows_month(line, date.range.start);
        let part = !date.han && line.any(mark, &MONTH_PARTS).is_some() && month > 0;
        let day = date.day.is_some() && line.at(date.range.end - 1) == Some('日');
        if day || (!date.han && (dated || part) && line.any(mark, &["龄", "大"]).is_none()) {
            put(line, date.month.figures.start..if day { date.range.end } else { mark }, found);
        }
        return;
    }
    let Some(days) = date::days_in(month, date.year.as_ref().map(|year| year.value)) else { return };
    // The days of the month: 25日, 25日至28日, 25—28日.
    let mut at = line.run(mark, |c| c == ' ');
    let mut first = true;
    while let Some(day) = date::figures_at(line, at) {
        let end = line.run(day.figures.end, |c| c == ' ');
        let (dated, numbered) = (line.at(end) == Some('日'), line.at(end) == Some('号'));
        let is_day = dated && line.any(end, &PER_DAY).is_none();
        let is_number = numbered && day.value <= 31 && line.any(end + 1, &NUMBERED).is_none();
        if (is_day || is_number) && (day.value == 0 || day.value > days) {
            put(line, if first { date.month.figures.start } else { day.figures.start }..end + 1, found);
        }
        let behind = if dated || numbered { end + 1 } else { end };
        let Some((_, next)) = line.any(behind, &JOINS) else { break };
        first = false;
        at = next;
    }
}

/// Whether a month at `at` is the second of a range that a year opens: 2024年1—13月.
fn follows_year(line: &Line<'_>, at: usize) -> bool {
    let Some(join) = line.any_before(at, &JOINS) else { return false };
    let end = at - join.chars().count();
    let end = if line.before(end) == Some('月') { end - 1 } else { end };
    let start = line.run_before(end, is_digit);
    start < end && line.before(start) == Some('年') && date::year_ending(line, start - 1).is_some()
}

/// Whether a month at `at` is the second of a range that another month opens: 1月至13月.
fn follows_month(line: &Line<'_>, at: usize) -> bool {
    let Some(join) = line.any_before(at, &JOINS).filter(|join| !matches!(*join, "、" | "和")) else { return false };
    let end = at - join.chars().count();
    let Some(mark) = end.checked_sub(1).filter(|mark| line.at(*mark) == Some('月')) else { return false };
    let start = line.run_before_within(mark, 3, is_digit);
    date::figures_at(line, start).is_some_and(|first| first.figures.end == mark && (1..=12).contains(&first.value))
}

/// What leads to a time of day.
const DAYPARTS: [&str; 26] = [
    "早", "晚", "日", "上午", "下午", "晚上", "早上", "早晨", "清晨", "凌晨", "中午", "傍晚", "夜间", "晚间", "当天",
    "当晚", "每天", "每晚", "次日", "翌日", "周一", "周二", "周三", "周四", "周五", "周六",
];
/// What begins with 时 and is no time of day.
const SPANS: [&str; 8] = ["时间", "时段", "时长", "时期", "时常", "时候", "时代", "时速"];
/// What comes at a time of day.
const MEETS: [&str; 10] = ["召开", "开会", "举行", "开始", "集合", "准时", "前", "整", "启动", "结束"];

/// The characters of an hour over 24 or a minute over 59 around 时 or 点 at `mark`.
fn hour(line: &Line<'_>, mark: usize) -> Option<Range<usize>> {
    let start = line.run_before(mark, is_digit);
    if !(1..=2).contains(&(mark - start)) || !number::is_start(line, start) || line.is_shielded(start..mark) {
        return None;
    }
    let hour = date::figures_at(line, start)?;
    let minutes = line.run(mark + 1, is_digit);
    let minute =
        Some(minutes).filter(|end| *end > mark + 1 && line.at(*end) == Some('分') && !line.starts(*end, "分钟"));
    if let Some(end) = minute {
        let value = number::arabic(line, mark + 1)?.whole()?;
        if hour.value <= 24 && (60..1000).contains(&value) {
            return Some(start..end + 1);
        }
    }
    let from = line.run_before(start, |c| c == ' ');
    let told =
        line.any_before(from, &DAYPARTS).is_some() || line.any_before(from, &["星期一", "星期五", "星期日"]).is_some();
    let met =
        line.any_before(from, &["于", "在"]).is_some() && (minute.is_some() || line.any(mark + 1, &MEETS).is_some());
    let other = line.any(mark, &SPANS).is_some() || line.any(mark + 1, &POINTS).is_some();
    ((told || met) && !other && hour.value > 24).then_some(start..minute.map_or(mark, |end| end) + 1)
}

/// Dates and times in figures: 2024-2-30, 9:75.
fn in_figures(line: &Line<'_>, found: &mut Found) {
    let mut at = 0;
    while at < line.len() {
        let shield = line.shield(at);
        if !matches!(shield, Shield::Clock | Shield::Date) {
            at += 1;
            continue;
        }
        let end = line.run(at, |c| is_digit(c) || matches!(c, ':' | '：' | '-' | '/' | '.'));
        let end = (at..end).find(|at| line.shield(*at) != shield).unwrap_or(end);
        let values: Vec<u32> =
            line.part(at..end).split([':', '：', '-', '/', '.']).map(|part| part.parse().unwrap_or(0)).collect();
        let wrong = match (shield, values.as_slice()) {
            (Shield::Date, [year, month, day]) => {
                let days = date::days_in(*month, Some(*year));
                (1900..2100).contains(year)
                    && match days {
                        Some(days) => !(1..=days).contains(day),
                        None => line.at(at + 4) != Some('.') && (1..=31).contains(day) && *month <= 31,
                    }
            }
            (Shield::Clock, [hour, minute, ..]) => (*hour > 24 || *minute > 59) && is_time(line, at..end),
            _ => false,
        };
        if wrong {
            put(line, at..end, found);
        }
        at = end.max(at + 1);
    }
}

/// Whether figures with a colon are a time of day and no ratio or score.
fn is_time(line: &Line<'_>, range: Range<usize>) -> bool {
    let from = line.run_before(range.start, |c| matches!(c, ' ' | '（' | '(' | '：' | ':'));
    if line.any_before(from, &DAYPARTS).is_some() || line.any_before(from, &["时间", "时间为", "星期日"]).is_some()
    {
        return true;
    }
    // 定于9:75召开 and 9:75开始, but no score and no share.
    let set = line.any_before(from, &["定于", "将于", "拟于", "截至", "迟于", "晚于", "早于"]).is_some();
    let scored = line.any_before(from, &["比分", "比例", "以", "比", "配比", "为"]).is_some();
    if set || !scored && line.any(range.end, &MEETS).is_some() {
        return true;
    }
    // The other end of a span of hours: 8:00—17:75.
    let Some(join) = line.any_before(range.start, &JOINS) else { return false };
    let end = range.start - join.chars().count();
    let start = line.run_before(end, |c| is_digit(c) || matches!(c, ':' | '：'));
    let hour = line.run(start, is_digit);
    let value = date::figures_at(line, start).map_or(0, |hour| hour.value);
    let minute = date::figures_at(line, hour + 1).map_or(60, |minute| minute.value);
    line.shield(start) == Shield::Clock && hour < end && (6..=23).contains(&value) && minute < 60
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, silent};

    #[test]
    fn dates_that_the_calendar_does_not_have() {
        fires(
            "date-impossible",
            &[
                "截至2023年⟦2月29日⟧，于⟦6月31日⟧收官",
                "2024年⟦13月⟧启动，⟦14月5日⟧验收",
                "自2024年1—⟦13月⟧累计走访",
                "9月20日至⟦31日⟧开展巡查，6月25—⟦31日⟧复查",
                "二〇二三年⟦二月二十九日⟧𠀀",
                "e\u{301}组于⟦11月31号⟧到岗",
                "⟦4月0日⟧，去年⟦13月⟧",
                "一、⟦7月32日⟧的安排",
                "到⟦15月⟧底完成（⟦2月30日⟧）",
                "于⟦2024-2-30⟧发布，⟦2024-13-05⟧更新",
                "2024年 ⟦6 月 31 日⟧",
                "自3月至⟦15月⟧开展",
                "1月—⟦13月⟧𠀀",
            ],
        );
        silent(
            "date-impossible",
            &[
                "2月29日，2024年2月29日，7月31日",
                "3月36号令，5月45号文件",
                "2/3的群众，历时13个月，农历二月三十日",
                "1—18月龄幼儿",
                "2024年1—12月，11月—次年2月",
                "9月20日至10月31日，6月31日均客流两万",
                "印发《2月30日前任务表》",
                "版本2024.13.5",
                "十三月",
                "12月30日、31日",
                "3月、15月龄羊只",
                "1月至12月",
                "6月至18月龄",
                "3月到15月大的牛犊",
            ],
        );
    }

    #[test]
    fn times_that_the_clock_does_not_have() {
        fires(
            "date-impossible",
            &[
                "7月1日⟦25时⟧封路，晚上⟦26点⟧开放",
                "定于⟦9时75分⟧出发，于⟦32时⟧召开",
                "早8:00至晚⟦25:00⟧，上午⟦9:75⟧签到，下午（⟦14：60⟧）",
                "8:00—⟦17:75⟧值守𠀀",
                "时间：⟦25:30⟧，e\u{301}",
                "每天⟦27时30分⟧",
                "会议定于⟦9:75⟧召开，⟦10:60⟧开始，截至⟦23:60⟧𠀀",
            ],
        );
        silent(
            "date-impossible",
            &[
                "24时，0时，9时59分",
                "师生比为1:75，股比30:70，比例尺1:60—1:80",
                "每日30点意见，今日28点建议",
                "历时36时，培训72学时",
                "每天30时段",
                "上午9:30—11:45",
                "得分9点75分钟",
                "比分为9:75，以21:60结束，浓度低于1:75，配比1:60前后",
            ],
        );
    }
}
