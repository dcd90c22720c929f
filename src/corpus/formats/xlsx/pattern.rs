//! Formats of numbers, as `#,##0.00`, `0%`, `yyyy"年"m"月"`: read once, then used on every cell.
//!
//! Must not know of cells.

use super::dates::{self, Unit};

/// The most digits after the point.
const MOST_DECIMALS: usize = 30;

/// One part of a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Text as it is.
    Text(String),
    /// The digits of the number, where the first sign for them stands.
    Digits,
    /// Part of a date or time.
    Date(Unit),
    /// The number as it is, without a format.
    General,
}

/// What holds for numbers of one sign.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Section {
    parts: Vec<Part>,
    decimals: usize,
    /// Decimals that are shown even if they are 0.
    fixed: usize,
    integers: usize,
    thousands: bool,
    percents: u32,
    /// Thousands by which the number is divided.
    scaled: u32,
    exponent: bool,
    /// Dates in Chinese numerals.
    chinese: bool,
}

/// A format.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pattern {
    sections: Vec<Section>,
}

impl Pattern {
    /// Reads a format.
    pub(super) fn read(code: &str) -> Self {
        let mut sections = vec![Section::default()];
        let mut signs = code.chars().peekable();
        let (mut digits, mut after_point) = (false, false);
        while let Some(c) = signs.next() {
            let Some(section) = sections.last_mut() else { break };
            match c {
                ';' => {
                    sections.push(Section::default());
                    (digits, after_point) = (false, false);
                }
                '"' => section.text(&signs.by_ref().take_while(|c| *c != '"').collect::<String>()),
                '\\' => section.text(&signs.next().map(String::from).unwrap_or_default()),
                // A blank as wide as the next sign, and a sign that fills the cell.
                '_' => {
                    signs.next();
                    section.text(" ");
                }
                '*' => {
                    signs.next();
                }
                '[' => section.bracket(&signs.by_ref().take_while(|c| *c != ']').collect::<String>()),
                '0' | '#' | '?' => {
                    if section.exponent {
                        continue;
                    }
                    if !digits {
                        section.parts.push(Part::Digits);
                        digits = true;
                    }
                    if after_point {
                        section.decimals = (section.decimals + 1).min(MOST_DECIMALS);
                        section.fixed = if c == '0' { section.decimals } else { section.fixed };
                    } else if c == '0' {
                        section.integers = (section.integers + 1).min(MOST_DECIMALS);
                    }
                    section.scaled = 0;
                }
                '.' if section.is_date() && signs.peek() == Some(&'0') => while signs.next_if_eq(&'0').is_some() {},
                '.' if digits || matches!(signs.peek(), Some('0' | '#')) => after_point = true,
                ',' if digits => {
                    section.thousands |= matches!(signs.peek(), Some('0' | '#' | '?'));
                    section.scaled = (section.scaled + 1).min(8);
                }
                '%' => {
                    section.percents += 1;
                    section.text("%");
                }
                'E' | 'e' if digits && matches!(signs.peek(), Some('+' | '-')) => {
                    signs.next();
                    section.exponent = true;
                }
                'G' | 'g' if starts(&signs, "eneral") => {
                    for _ in 0.."eneral".len() {
                        signs.next();
                    }
                    section.parts.push(Part::General);
                }
                '@' => section.parts.push(Part::General),
                'A' | 'a' if starts(&signs, "m/pm") => {
                    for _ in 0.."m/pm".len() {
                        signs.next();
                    }
                    section.parts.push(Part::Date(Unit::HalfDay));
                }
                '上' if starts(&signs, "午/下午") => {
                    for _ in 0.."午/下午".chars().count() {
                        signs.next();
                    }
                    section.parts.push(Part::Date(Unit::HalfDay));
                }
                'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'a' | 'A' | 'e' => {
                    let c = c.to_ascii_lowercase();
                    let mut count = 1;
                    while signs.next_if(|next| next.to_ascii_lowercase() == c).is_some() {
                        count += 1;
                    }
                    section.parts.extend(dates::unit(c, count).map(Part::Date));
                }
                c => section.text(c.encode_utf8(&mut [0; 4])),
            }
        }
        for section in &mut sections {
            dates::settle(&mut section.parts);
            // A comma between digits parts thousands; at their end it divides.
            section.scaled = if section.thousands && section.scaled == 1 { 0 } else { section.scaled };
        }
        Self { sections }
    }

    /// `number` in this format.
    pub(super) fn shown(&self, number: f64, from_1904: bool) -> String {
        let own = |at: usize| self.sections.get(at);
        let (section, number) = match number {
            n if n < 0.0 => own(1).map_or((own(0), n), |section| (Some(section), -n)),
            n if n == 0.0 => (own(2).or_else(|| own(0)), n),
            n => (own(0), n),
        };
        match section {
            Some(section) => section.shown(number, from_1904).unwrap_or_else(|| general(number)),
            None => general(number),
        }
    }
}

impl Section {
    fn text(&mut self, text: &str) {
        match self.parts.last_mut() {
            Some(Part::Text(last)) => last.push_str(text),
            _ => self.parts.push(Part::Text(text.to_owned())),
        }
    }

    /// What stands in brackets: a colour, a condition, a currency, a count of hours, Chinese numerals.
    fn bracket(&mut self, inner: &str) {
        if let Some(currency) = inner.strip_prefix('$') {
            return self.text(currency.split('-').next().unwrap_or_default());
        }
        let lower = inner.to_ascii_lowercase();
        match lower.as_str() {
            "dbnum1" => self.chinese = true,
            "h" | "hh" => self.parts.push(Part::Date(Unit::AllHours)),
            "m" | "mm" => self.parts.push(Part::Date(Unit::AllMinutes)),
            "s" | "ss" => self.parts.push(Part::Date(Unit::AllSeconds)),
            _ => {}
        }
    }

    fn is_date(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Date(_)))
    }

    fn shown(&self, number: f64, from_1904: bool) -> Option<String> {
        if self.is_date() {
            return dates::shown(&self.parts, number, from_1904, self.chinese);
        }
        let mut out = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::General => out.push_str(&general(number)),
                Part::Digits => out.push_str(&self.digits(number.abs())),
                Part::Date(_) => {}
            }
        }
        let has_digits = self.parts.iter().any(|part| matches!(part, Part::Digits));
        if number < 0.0 && has_digits {
            out.insert(0, '-');
        }
        // A format of no part shows nothing; that is what it is for.
        Some(out.trim().to_owned())
    }

    fn digits(&self, number: f64) -> String {
        let number = number * 100_f64.powi(self.percents.min(8) as i32) / 1000_f64.powi(self.scaled as i32);
        if self.exponent {
            return scientific(number, self.decimals, self.fixed);
        }
        // What Excel counts in decimal digits, a binary number holds a little below: 1.005 is shown as 1.01.
        let nudged = number * (1.0 + f64::EPSILON);
        let plain = format!("{nudged:.*}", self.decimals);
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let whole = if whole == "0" && self.integers == 0 { "" } else { whole };
        let whole = format!("{whole:0>width$}", width = self.integers);
        let mut fraction = fraction.to_owned();
        while fraction.len() > self.fixed && fraction.ends_with('0') {
            fraction.pop();
        }
        let mut out = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if self.thousands && at > 0 && (whole.len() - at).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
        if !fraction.is_empty() {
            out.push('.');
            out.push_str(&fraction);
        }
        out
    }
}

/// `number` without a format: no point after a whole number, no more digits than it was given with.
pub(super) fn general(number: f64) -> String {
    let size = number.abs();
    if number == 0.0 {
        return "0".to_owned();
    }
    if size.fract() == 0.0 && size < 1e15 {
        return format!("{number:.0}");
    }
    if !(1e-9..1e15).contains(&size) {
        return scientific(number, 5, 0);
    }
    let before = if size < 1.0 { 0 } else { size.log10() as usize + 1 };
    let plain = format!("{number:.*}", 12_usize.saturating_sub(before).max(1));
    plain.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `1.5E+07`, with so many digits after the point, of which zeros at the end are left out beyond the fixed ones.
fn scientific(number: f64, decimals: usize, fixed: usize) -> String {
    let plain = format!("{number:.decimals$E}");
    let (digits, exponent) = plain.split_once('E').unwrap_or((&plain, "0"));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let kept = fraction.trim_end_matches('0').len().max(fixed.min(fraction.len()));
    let fraction: String = fraction.chars().take(kept).collect();
    let point = if fraction.is_empty() { "" } else { "." };
    let (sign, exponent) = exponent.strip_prefix('-').map_or(('+', exponent), |rest| ('-', rest));
    format!("{whole}{point}{fraction}E{sign}{exponent:0>2}")
}

/// Whether `word` comes next, in either case.
fn starts(signs: &std::iter::Peekable<std::str::Chars<'_>>, word: &str) -> bool {
    let mut next = signs.clone();
    word.chars().all(|c| next.next().is_some_and(|n| n.to_ascii_lowercase() == c))
}
