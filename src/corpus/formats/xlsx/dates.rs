//! Dates and times: days since 1900 (or 1904) written out as a format says.
//!
//! Must not know of numbers that are no dates.

use super::super::numerals;
use super::pattern::Part;

/// Part of a date or time, with how many digits it has at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// The year in two or four digits.
    Year(usize),
    /// The month; by its English name from three letters on.
    Month(usize),
    /// The day of the month.
    Day(usize),
    /// The day of the week in Chinese, short or long.
    Weekday(bool),
    /// The hour.
    Hour(usize),
    /// The minute.
    Minute(usize),
    /// The second.
    Second(usize),
    /// Before or after noon.
    HalfDay,
    /// Hours in all, more than 24 too.
    AllHours,
    /// Minutes in all.
    AllMinutes,
    /// Seconds in all.
    AllSeconds,
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS: [&str; 7] = ["日", "一", "二", "三", "四", "五", "六"];
/// The first day after the last that Excel knows, 9999-12-31.
const END: f64 = 2_958_466.0;
const DAY: i64 = 86_400;

/// What a letter of a format means, `count` times repeated.
pub(super) fn unit(letter: char, count: usize) -> Option<Unit> {
    Some(match (letter, count) {
        ('y', 1..=2) => Unit::Year(2),
        ('y' | 'e', _) => Unit::Year(4),
        ('m', _) => Unit::Month(count),
        ('d', 1..=2) => Unit::Day(count),
        ('d' | 'a', 3) => Unit::Weekday(false),
        ('d' | 'a', 4..) => Unit::Weekday(true),
        ('h', _) => Unit::Hour(count),
        ('s', _) => Unit::Second(count),
        _ => return None,
    })
}

/// An `m` after hours or before seconds means minutes.
pub(super) fn settle(parts: &mut [Part]) {
    let units: Vec<(usize, Unit)> = parts
        .iter()
        .enumerate()
        .filter_map(|(at, part)| if let Part::Date(unit) = part { Some((at, *unit)) } else { None })
        .collect();
    for (index, (at, unit)) in units.iter().enumerate() {
        let Unit::Month(count @ 1..=2) = *unit else { continue };
        let before = index.checked_sub(1).and_then(|i| units.get(i)).map(|(_, unit)| *unit);
        let after = units.get(index + 1).map(|(_, unit)| *unit);
        let of_time = matches!(before, Some(Unit::Hour(_) | Unit::AllHours)) || matches!(after, Some(Unit::Second(_)));
        if let Some(part) = parts.get_mut(*at).filter(|_| of_time) {
            *part = Part::Date(Unit::Minute(count));
        }
    }
}

/// The day `serial` by the parts of a format; `None` where there is no such day.
pub(super) fn shown(parts: &[Part], serial: f64, from_1904: bool, chinese: bool) -> Option<String> {
    let serial = if from_1904 { serial + 1462.0 } else { serial };
    if !(0.0..END).contains(&serial) {
        return None;
    }
    let seconds = (serial * DAY as f64).round() as i64;
    let (days, second) = (seconds / DAY, seconds % DAY);
    // Excel has a 29 February 1900; before it, days are one off.
    let (year, month, day) = if days == 60 { (1900, 2, 29) } else { civil(days - 25_569 + i64::from(days < 60)) };
    let halves = parts.iter().any(|part| matches!(part, Part::Date(Unit::HalfDay)));
    let mut out = String::new();
    for part in parts {
        let Part::Date(unit) = part else {
            if let Part::Text(text) = part {
                out.push_str(text);
            }
            continue;
        };
        let (number, width) = match *unit {
            Unit::Year(2) => (year % 100, 2),
            Unit::Year(width) => (year, width),
            Unit::Month(width @ 3..) => {
                let name = MONTHS.get(month as usize - 1).copied().unwrap_or_default();
                out.push_str(if width == 5 { name.get(..1).unwrap_or_default() } else { name });
                continue;
            }
            Unit::Month(width) => (month, width),
            Unit::Day(width) => (day, width),
            Unit::Weekday(long) => {
                out.push_str(if long { "星期" } else { "周" });
                out.push_str(WEEKDAYS.get((days - 1).rem_euclid(7) as usize).copied().unwrap_or_default());
                continue;
            }
            Unit::Hour(width) => {
                let hour = second / 3600;
                (if halves { (hour + 11) % 12 + 1 } else { hour }, width)
            }
            Unit::Minute(width) => (second / 60 % 60, width),
            Unit::Second(width) => (second % 60, width),
            Unit::HalfDay => {
                out.push_str(if second < DAY / 2 { "上午" } else { "下午" });
                continue;
            }
            Unit::AllHours => (seconds / 3600, 1),
            Unit::AllMinutes => (seconds / 60, 1),
            Unit::AllSeconds => (seconds, 1),
        };
        let words = if matches!(unit, Unit::Year(_)) { "ideographDigital" } else { "chineseCounting" };
        match u32::try_from(number).ok().filter(|_| chinese).and_then(|number| numerals::write(number, words)) {
            Some(words) => out.push_str(&words),
            None => out.push_str(&format!("{number:0>width$}")),
        }
    }
    Some(out.trim().to_owned())
}

/// Year, month and day of the day `days` after 1 January 1970.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}
