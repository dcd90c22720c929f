//! The day, where a file says when it was made.

/// Today in the place where the program runs, as 2026-11-26.
pub fn today() -> String {
    jiff::ZonedDateTime::now().date().to_string()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_day_is_ten_characters() {
        let day = super::today();
        assert!(day.len() == 10 && day.bytes().all(|b| b.is_ascii_digit() || b == b'-'), "{day}");
    }
}
