//! The day and the time, where a file says when it was made.

/// Today in the place where the program runs, as 2026-11-26.
pub fn today() -> String {
    jiff::ZonedDateTime::now().date().to_string()
}

/// Now in the place where the program runs, to the millisecond, as RFC 3339 has it: 2026-11-26T08:20:05.123+08:00.
pub fn stamp() -> String {
    jiff::ZonedDateTime::now().strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
}

/// A time of RFC 3339 as Word writes it, by its habit that of the place: 2026-11-26T08:20:05Z; empty where it is none.
pub fn of_word(stamp: &str) -> String {
    let time = stamp.parse::<jiff::Timestamp>().ok();
    let zoned = time.map(|time| time.to_zoned_datetime(jiff::tz::TimeZone::system()));
    zoned.map(|time| time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()).unwrap_or_default()
}

/// A time of RFC 3339 as the person's clock shows it, to the minute: 2026-11-26 08:20; as it is where it is none.
pub fn shown(stamp: &str) -> String {
    let Ok(time) = stamp.parse::<jiff::Timestamp>() else { return stamp.to_owned() };
    time.to_zoned_datetime(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// Now, in milliseconds since 1970.
pub fn now() -> u64 {
    u64::try_from(jiff::Timestamp::now().as_millisecond()).unwrap_or_default()
}

/// A time in milliseconds since 1970 as the person's clock shows it: 2026-11-26 08:20:05.
pub fn told(millis: u64) -> String {
    let time = i64::try_from(millis).ok().and_then(|millis| jiff::Timestamp::from_millisecond(millis).ok());
    let zoned = time.map(|time| time.to_zoned_datetime(jiff::tz::TimeZone::system()));
    zoned.map(|time| time.strftime("%Y-%m-%d %H:%M:%S").to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_time_is_told_to_the_second() {
        assert_eq!(super::told(super::now()).len(), 19);
        assert!(super::told(1_700_000_000_000).starts_with("2023-11-1"));
    }

    #[test]
    fn a_stamp_is_a_time_with_its_zone() {
        let stamp = super::stamp();
        assert!(stamp.parse::<jiff::Timestamp>().is_ok() && stamp.len() == 29, "{stamp}");
    }

    #[test]
    fn a_day_is_ten_characters() {
        let day = super::today();
        assert!(day.len() == 10 && day.bytes().all(|b| b.is_ascii_digit() || b == b'-'), "{day}");
    }
}
