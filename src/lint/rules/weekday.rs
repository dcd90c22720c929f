//! A date and its weekday, which the calendar must confirm.

use std::collections::BTreeSet;
use std::ops::Range;

use super::dates::JOINS;
use crate::lint::date::{self, Date};
use crate::lint::finding::Found;
use crate::lint::line::{Kind, Line};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::shield::Shield;
use crate::lint::subject::Subject;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "weekday-mismatch",
    level: Level::Must,
    used: Use::On,
    fixes: false,
    name: Words::new("星期不符", "wrong weekday"),
    says: Words::new("{}，日期和星期对不上，请核对", "{}: date and weekday do not agree, check them"),
    basis: Basis::new("", "事实"),
    wrong: "定于2024年7月1日⟦（星期二）⟧召开。",
    right: "定于2024年7月1日（星期一）召开。",
    doubt: Words::new(
        "日期没写年份时按全文唯一的年份推算。",
        "A date without a year is taken to be of the only year in the document.",
    ),
    reach: Reach::FIGURES,
    needs: "",
    check: Check::Document(mismatch),
}];

/// The weekdays' characters, Sunday first.
const DAYS: [char; 7] = ['日', '一', '二', '三', '四', '五', '六'];

/// A weekday that stands beside a date.
struct Weekday {
    /// Its characters, with brackets that hold nothing else.
    range: Range<usize>,
    /// Its number, 0 Sunday.
    day: u32,
    /// 星期, 周 or 礼拜, as written.
    word: &'static str,
}

fn mismatch(subject: &Subject<'_>, found: &mut Found) {
    let mut years = None;
    for line in &subject.lines {
        if matches!(line.kind, Kind::Debris | Kind::Code) || !line.mask.may_hold('月') && !line.mask.may_hold('-') {
            continue;
        }
        if !(line.mask.may_hold('期') || line.mask.may_hold('周') || line.mask.may_hold('礼')) {
            continue;
        }
        let mut before: Option<(u32, usize)> = None;
        for date in all_dates(line) {
            let own = date.year.as_ref().map(|year| year.value);
            // 2024年7月1日（星期一）至7月3日（星期三）: the year goes on.
            let goes_on = before.filter(|(_, end)| date.range.start.saturating_sub(*end) <= 8).map(|(year, _)| year);
            let year = own.or(goes_on);
            before = year.map(|year| (year, date.range.end)).or(before);
            let days = days_behind(line, &date);
            if let Some((_, weekday)) = days.last() {
                before = before.map(|(year, _)| (year, weekday.range.end));
            }
            if days.is_empty() || date::is_lunar(line, date.range.start) {
                continue;
            }
            let candidates = match year {
                Some(year) => vec![year],
                None => likely(years.get_or_insert_with(|| years_of(subject)), date.month.value, line),
            };
            for (day, weekday) in days {
                judge(line, &candidates, (date.month.value, day), &weekday, found);
            }
        }
    }
}

/// The days of a date that have a weekday beside them: 7月1日（星期一）, 7月1日（星期一）至5日（星期五）.
fn days_behind(line: &Line<'_>, date: &Date) -> Vec<(u32, Weekday)> {
    let mut out = Vec::new();
    let Some(day) = &date.day else { return out };
    let (mut day, mut end) = (day.value, date.range.end);
    loop {
        if let Some(weekday) = weekday_behind(line, end) {
            end = weekday.range.end;
            out.push((day, weekday));
        }
        let Some((_, next)) = line.any(end, &JOINS) else { return out };
        let Some(more) = date::figures_at(line, next).filter(|more| line.at(more.figures.end) == Some('日')) else {
            return out;
        };
        (day, end) = (more.value, more.figures.end + 1);
    }
}

/// Tells of a weekday that none of the years gives to the month and day.
fn judge(line: &Line<'_>, years: &[u32], (month, day): (u32, u32), weekday: &Weekday, found: &mut Found) {
    let days: Vec<u32> = years.iter().filter_map(|year| date::weekday(*year, month, day)).collect();
    let (Some(right), Some(year)) = (days.first(), years.first()) else { return };
    if days.len() < years.len() || days.contains(&weekday.day) {
        return;
    }
    let name = DAYS.get(*right as usize).copied().unwrap_or('日');
    let about = format!("{year}年{month}月{day}日是{}{name}", weekday.word);
    // The weekday's own character is put right, brackets and blanks stay.
    let own = last_day(line, weekday);
    let (head, tail) = (line.part(weekday.range.start..own), line.part(own + 1..weekday.range.end));
    found.put(line, weekday.range.clone()).about(about).suggest(format!("{head}{name}{tail}"));
}

/// Where the weekday's own character stands.
fn last_day(line: &Line<'_>, weekday: &Weekday) -> usize {
    let day = |at: &usize| {
        line.at(*at).is_some_and(|c| DAYS.contains(&c) || c == '天')
            && line.ends(line.run_before(*at, |c| c == ' '), weekday.word)
    };
    weekday.range.clone().find(day).unwrap_or(weekday.range.start)
}

/// Dates in words and in figures, in order.
fn all_dates(line: &Line<'_>) -> Vec<Date> {
    let mut out = date::dates(line);
    if !line.mask.may_hold('-') && !line.mask.may_hold('/') && !line.mask.may_hold('.') {
        return out;
    }
    let mut at = 0;
    while at < line.len() {
        if line.shield(at) != Shield::Date {
            at += 1;
            continue;
        }
        let end = (at..line.len()).find(|at| line.shield(*at) != Shield::Date).unwrap_or(line.len());
        let mut parts = Vec::new();
        let mut from = at;
        for part in line.part(at..end).split(['-', '/', '.']) {
            let figures = from..from + part.len();
            from = figures.end + 1;
            parts.push(date::Part { figures, value: part.parse().unwrap_or(0) });
        }
        if let [year, month, day] = parts.as_slice() {
            out.push(Date {
                year: Some(year.clone()),
                month: month.clone(),
                day: Some(day.clone()),
                range: at..end,
                han: false,
            });
        }
        at = end;
    }
    out.sort_by_key(|date| date.range.start);
    out
}

/// What may stand between a date and its weekday.
const PARTS: [&str; 6] = ["上午", "下午", "晚上", "早上", "，", "、"];
/// What follows 周一 where 周 is no name.
const BEHIND: &str = "至到—上下晚早中凌召举开前起，。；、）) ";

fn weekday_behind(line: &Line<'_>, at: usize) -> Option<Weekday> {
    let blank = |c: char| matches!(c, ' ' | '\u{a0}' | '　');
    let at = line.run(at, blank);
    let at = line.any(at, &PARTS).map_or(at, |(_, next)| line.run(next, blank));
    let open = matches!(line.at(at), Some('（' | '(')).then_some(at);
    let from = line.run(open.map_or(at, |at| at + 1), blank);
    let (word, day_at) = line.any(from, &["星期", "礼拜", "周"])?;
    let day_at = line.run(day_at, blank);
    let c = line.at(day_at)?;
    let day = DAYS.iter().position(|day| *day == c).or((c == '天').then_some(0))? as u32;
    let end = line.run(day_at + 1, blank);
    // 周一至周五, 周一、三: the days of a span or a list.
    let several =
        |to: usize| line.any(to, &["星期", "周", "礼拜"]).is_some() || line.at(to).is_some_and(|c| DAYS.contains(&c));
    if line.any(end, &JOINS).is_some_and(|(_, to)| several(to)) {
        return None;
    }
    if word == "周" && open.is_none() && !line.at(day_at + 1).is_none_or(|c| BEHIND.contains(c)) {
        return None;
    }
    let closed = matches!(line.at(end), Some('）' | ')'));
    let range = match open {
        Some(open) if closed => open..end + 1,
        _ => from..day_at + 1,
    };
    Some(Weekday { range, day, word })
}

/// The years that the document names.
fn years_of(subject: &Subject<'_>) -> BTreeSet<u32> {
    let mut out = BTreeSet::new();
    for line in subject.lines.iter().filter(|line| !matches!(line.kind, Kind::Debris | Kind::Code)) {
        if line.mask.may_hold('年') {
            out.extend(
                line.positions(|c| c == '年').filter_map(|at| date::year_ending(line, at)).map(|year| year.value),
            );
        }
        out.extend(all_dates(line).into_iter().filter_map(|date| date.year).map(|year| year.value));
    }
    out
}

/// The years that a date without one may be of, the likeliest first: the document's only year, and where the month is near
/// its end or the words say so the one beside it. Empty where the document names none or several.
fn likely(years: &BTreeSet<u32>, month: u32, line: &Line<'_>) -> Vec<u32> {
    let (Some(year), 1) = (years.first().copied(), years.len()) else { return Vec::new() };
    let mut out = vec![year];
    let says = |words: &[&str]| words.iter().any(|word| line.each(word).next().is_some());
    if month <= 3 || says(&["明年", "次年", "翌年", "来年"]) {
        out.push(year + 1);
    }
    if month >= 10 || says(&["去年", "上年"]) {
        out.push(year - 1);
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, silent};

    #[test]
    fn weekdays_that_the_calendar_does_not_confirm() {
        fires(
            "weekday-mismatch",
            &[
                "定于2024年5月20日⟦星期二⟧上午召开",
                "2024年7月1日⟦（周三）⟧至7月3日⟦（周五）⟧集训𠀀",
                "二〇二四年七月一日⟦（星期日）⟧e\u{301}",
                "2024年7月1日（⟦星期四⟧上午）",
                "于2024-07-01⟦（周日）⟧发布",
                "2024年工作要点⏎定于7月1日⟦（星期二）⟧召开",
                "一、2024年7月1日 ⟦（ 星期六 ）⟧",
                "2024年7月1日⟦周五⟧",
                "2024年7月1日（星期一）至5日⟦（星期四）⟧，7月8日—9日⟦（周三）⟧",
                "2024年7月1日星期一至5日⟦星期日⟧",
            ],
        );
        silent(
            "weekday-mismatch",
            &[
                "定于2024年7月1日（星期一）召开",
                "2024年7月7日（周日）、2024年7月7日（星期天）",
                "2024年7月1日（星期一）至7月3日（星期三）",
                "定于7月1日（星期二）召开",
                "2023年7月以来，2024年7月召开⏎定于7月1日（星期二）召开",
                "2024年7月1日周三桥到会",
                "2024年7月1日起，周二至周五开放",
                "2024年7月1日（周一至周五）",
                "农历2024年7月1日（星期二）",
                "2024年总结⏎定于1月6日（星期一）召开",
                "2024年2月30日（星期二）",
                "2024年7月1日—5日（星期五）",
                "2024年7月1日（周一、三、五）",
                "2024年7月1日星期一至5日星期五",
            ],
        );
    }
}
