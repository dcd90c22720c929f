//! Dates in words as a line holds them (2024年7月1日, 二〇二四年七月, 7月1号), and the calendar. Knows nothing of what
//! is wrong with them.

use std::ops::Range;

use super::line::Line;
use super::number::{self, han_digit, is_digit, is_han_figure};

/// A part of a date with its characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its figures.
    pub figures: Range<usize>,
    /// Their value.
    pub value: u32,
}

/// A date with a month, and what else is written of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// The year, four figures.
    pub year: Option<Part>,
    /// The month, as written: may be 13.
    pub month: Part,
    /// The day, as written.
    pub day: Option<Part>,
    /// All of it, with 日 or 号 where there is one.
    pub range: Range<usize>,
    /// The figures are Chinese ones.
    pub han: bool,
}

impl Date {
    /// The month's first character to the end.
    pub fn from_month(&self) -> Range<usize> {
        self.month.figures.start..self.range.end
    }
}

/// Characters that may stand for a nought among the Chinese figures of a year.
pub fn is_nought(c: char) -> bool {
    matches!(c, '〇' | '零' | '○' | '◯' | 'O' | 'Ｏ' | 'o' | 'ｏ' | '0' | '０' | 'Ο' | 'О')
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}')
}

/// All dates of `line` that have a month in figures, in order.
pub fn dates(line: &Line<'_>) -> Vec<Date> {
    let mut out = Vec::new();
    if !line.mask.may_hold('月') {
        return out;
    }
    for at in line.positions(|c| c == '月') {
        let figures_end = line.run_before(at, is_space);
        let Some(month) = figures_before(line, figures_end) else { continue };
        let han = line.at(month.figures.start).is_some_and(is_han_figure);
        let year = year_before(line, month.figures.start);
        // 个月 is a length; so is 第3月.
        let start = year.as_ref().map_or(month.figures.start, |year| year.figures.start);
        if !number::is_start(line, start) && year.is_none() && !range_before(line, start) {
            continue;
        }
        let day_start = line.run(at + 1, is_space);
        let day = figures_at(line, day_start).filter(|day| {
            let mark = line.run(day.figures.end, is_space);
            matches!(line.at(mark), Some('日' | '号')) && han == line.at(day.figures.start).is_some_and(is_han_figure)
        });
        let end = day.as_ref().map_or(at + 1, |day| line.run(day.figures.end, is_space) + 1);
        out.push(Date { year, month, day, range: start..end, han });
    }
    out
}

/// Whether the figures at `at` are the second of a range: 5-7月.
fn range_before(line: &Line<'_>, at: usize) -> bool {
    at.checked_sub(2).is_some_and(|left| line.before(at) == Some('-') && line.at(left).is_some_and(is_digit))
}

/// One or two digits, or a Chinese number up to 99, before `end`.
fn figures_before(line: &Line<'_>, end: usize) -> Option<Part> {
    let digits = line.run_before(end, is_digit);
    let from = if digits < end { digits } else { line.run_before(end, is_han_figure) };
    figures_at(line, from).filter(|part| part.figures.end == end)
}

/// One or two digits, or a Chinese number up to 99, from `at` on.
pub fn figures_at(line: &Line<'_>, at: usize) -> Option<Part> {
    let end = line.run(at, is_digit);
    if end > at {
        // Before anything is counted: a run of digits may be as long as it likes.
        if end - at > 2 {
            return None;
        }
        let value = line.chars.get(at..end)?.iter().filter_map(|c| number::digit(*c)).fold(0, |n, d| n * 10 + d);
        return Some(Part { figures: at..end, value });
    }
    let read = number::han(line, at)?;
    let value = read.whole().filter(|value| *value < 100)?;
    (read.range.len() <= 3).then_some(Part { figures: read.range, value })
}

/// The year whose 年 stands before `end`.
fn year_before(line: &Line<'_>, end: usize) -> Option<Part> {
    let end = line.run_before(end, is_space);
    let mark = end.checked_sub(1).filter(|at| line.at(*at) == Some('年'))?;
    year_ending(line, line.run_before(mark, is_space))
}

/// The year of four figures that ends before `end`.
pub fn year_ending(line: &Line<'_>, end: usize) -> Option<Part> {
    let start = end.checked_sub(4)?;
    let figures = line.chars.get(start..end)?;
    let arabic = figures.iter().all(|c| is_digit(*c));
    let all = arabic || figures.iter().all(|c| han_digit(*c).is_some() || is_nought(*c));
    let before = line.before(start).is_some_and(|c| is_digit(c) || (!arabic && is_han_figure(c)));
    if !all || before {
        return None;
    }
    let value = figures.iter().fold(0, |n, c| n * 10 + number::digit(*c).or_else(|| han_digit(*c)).unwrap_or(0));
    (1000..=2999).contains(&value).then_some(Part { figures: start..end, value })
}

/// Whether the date that begins at `at` is one of the old calendar, whose months have 29 or 30 days.
pub fn is_lunar(line: &Line<'_>, at: usize) -> bool {
    let near = line.part(at.saturating_sub(8)..at);
    ["农历", "阴历", "旧历", "夏历", "古历", "闰"].iter().any(|word| near.contains(word))
}

/// How many days `month` has; February 29 where the year is not known. `None` where there is no such month.
pub fn days_in(month: u32, year: Option<u32>) -> Option<u32> {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if year.is_none_or(is_leap) { 29 } else { 28 }),
        _ => None,
    }
}

/// Whether `year` has a 29 February in the Gregorian calendar.
pub fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// The weekday of a date of the Gregorian calendar, 0 Sunday to 6 Saturday; `None` for a date that is none. The days are
/// counted as in Howard Hinnant's `days_from_civil` ("chrono-Compatible Low-Level Date Algorithms").
pub fn weekday(year: u32, month: u32, day: u32) -> Option<u32> {
    if day == 0 || day > days_in(month, Some(year))? {
        return None;
    }
    // Years begin in March, so that the leap day is the last one.
    let year = if month <= 2 { year.checked_sub(1)? } else { year };
    let (era, of_era) = (year / 400, year % 400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    // 0000-03-01 was a Wednesday.
    Some((era * 146_097 + day_of_era + 3) % 7)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::line::Kind;

    #[test]
    fn a_long_run_of_digits_is_no_month() {
        for text in ["404404420244044044月", "99999999999999999999日", "2024年12345678901234567890月"] {
            let line = Line::new(0, 0, text, Kind::Body, false);
            assert!(dates(&line).is_empty(), "{text}");
        }
    }

    #[test]
    fn weekdays_are_those_of_the_calendar() {
        for (year, month, day, expected) in [
            (1970, 1, 1, 4),
            (2024, 7, 1, 1),
            (2024, 2, 29, 4),
            (2000, 1, 1, 6),
            (1900, 3, 1, 4),
            (2023, 12, 31, 0),
            (2025, 10, 1, 3),
        ] {
            assert_eq!(weekday(year, month, day), Some(expected), "{year}-{month}-{day}");
        }
        assert_eq!(weekday(2023, 2, 29), None);
        assert_eq!(weekday(2023, 13, 1), None);
    }

    proptest::proptest! {
        #[test]
        fn weekdays_follow_one_another(year in 1600_u32..2400, month in 1_u32..=12, day in 1_u32..=31) {
            let last = days_in(month, Some(year)).unwrap_or(0);
            let day = day.min(last);
            let next = if day < last { (year, month, day + 1) } else if month < 12 { (year, month + 1, 1) } else { (year + 1, 1, 1) };
            let (own, then) = (weekday(year, month, day), weekday(next.0, next.1, next.2));
            proptest::prop_assert_eq!(own.map(|own| (own + 1) % 7), then);
        }
    }

    #[test]
    fn dates_are_read_in_words() {
        for (text, expected) in [
            ("于2024年7月1日召开", vec![(Some(2024), 7, Some(1), "2024年7月1日")]),
            ("二〇二四年十二月三十一日", vec![(Some(2024), 12, Some(31), "二〇二四年十二月三十一日")]),
            ("2024 年 07 月 01 日𠀀", vec![(Some(2024), 7, Some(1), "2024 年 07 月 01 日")]),
            ("5月至7月18号", vec![(None, 5, None, "5月"), (None, 7, Some(18), "7月18号")]),
            ("历时3个月", vec![]),
            ("本月、e\u{301}月", vec![]),
            ("2024年13月", vec![(Some(2024), 13, None, "2024年13月")]),
        ] {
            let line = Line::new(0, 0, text, Kind::Body, false);
            let found: Vec<_> = dates(&line)
                .into_iter()
                .map(|d| (d.year.map(|y| y.value), d.month.value, d.day.map(|d| d.value), line.part(d.range)))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
