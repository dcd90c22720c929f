//! 成文日期 as GB/T 9704—2012, 7.3.5.4 has it: Arabic figures, the whole year, month and day without a leading zero.
//!
//! Must not know where a date stands.

use crate::text::fold;

/// `text`, which is nothing but a day, written by the rule: 二〇二四年七月一日, 2024.07.01, 2024-7-1 become 2024年7月1日.
/// Nothing where it is no whole day of a whole year.
pub fn by_rule(text: &str) -> Option<String> {
    let folded = fold::tight(text);
    let bare = folded.trim_matches(|c: char| "()[]".contains(c));
    let parts: Vec<&str> = if let Some((year, rest)) = bare.split_once('年') {
        let (month, day) = rest.split_once('月')?;
        vec![year, month, day.strip_suffix(['日', '号'])?]
    } else {
        bare.split(['-', '.', '/']).collect()
    };
    let [year, month, day] = parts.as_slice() else { return None };
    let (year, month, day) = (digits(year)?, number(month)?, number(day)?);
    let fits = (1000..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    fits.then(|| format!("{year}年{month}月{day}日"))
}

/// A year: figures one by one, Arabic or Chinese.
fn digits(text: &str) -> Option<u32> {
    if text.chars().count() != 4 {
        return None;
    }
    text.chars().try_fold(0, |sum, c| Some(sum * 10 + figure(c)?))
}

/// A month or a day: Arabic figures, or a Chinese number up to 三十一.
fn number(text: &str) -> Option<u32> {
    if !text.is_empty() && text.len() <= 2 && text.chars().all(|c| c.is_ascii_digit()) {
        return text.parse().ok();
    }
    let one = |text: &str| {
        let mut chars = text.chars();
        let figure = figure(chars.next()?)?;
        chars.next().is_none().then_some(figure)
    };
    match text.split_once('十') {
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { one(tens)? };
            let ones = if ones.is_empty() { 0 } else { one(ones)? };
            Some(tens * 10 + ones)
        }
        None => one(text),
    }
}

fn figure(c: char) -> Option<u32> {
    if c.is_ascii_digit() {
        return c.to_digit(10);
    }
    if matches!(c, '〇' | '○' | '零') {
        return Some(0);
    }
    "一二三四五六七八九".chars().position(|own| own == c).map(|at| at as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_by_the_rule() {
        for (text, expected) in [
            ("2024年7月1日", "2024年7月1日"),
            ("2024年07月01日", "2024年7月1日"),
            ("二〇二四年七月一日", "2024年7月1日"),
            ("二○二四年十二月三十一日", "2024年12月31日"),
            ("二零二五年十月二十日", "2025年10月20日"),
            ("２０２４年７月１日", "2024年7月1日"),
            ("2024.7.01", "2024年7月1日"),
            ("2024-07-1", "2024年7月1日"),
            ("（2024年7月1日）", "2024年7月1日"),
            ("2024 年 7 月 1 日", "2024年7月1日"),
        ] {
            assert_eq!(by_rule(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "2024年7月", "24年7月1日", "20xx年7月1日", "2024年13月1日", "2024年7月32日", "年月日", "𠀀"]
        {
            assert_eq!(by_rule(text), None, "{text}");
        }
    }
}
