//! Years in running text: 2024年, ２０２４年, 二〇二四年. Those in titles 《…》 and document numbers 〔…〕 are names and
//! left out, as are both ends of a plan's time (2021—2025年).

use crate::text::fold;
use crate::text::span::{ByteSpan, head, slice, tail};

/// The years of a text with their bytes, 年 among them; 1900 to 2099.
pub fn years(text: &str) -> Vec<(ByteSpan, u16)> {
    let mut out = Vec::new();
    let mut inside = 0_usize;
    let mut run: Vec<(usize, u16)> = Vec::new();
    for (byte, c) in text.char_indices() {
        if let Some(digit) = digit(c) {
            run.push((byte, digit));
            continue;
        }
        let start = run.first().map_or(byte, |(byte, _)| *byte);
        if c == '年' && run.len() == 4 && inside == 0 && !is_span(text, start, byte) {
            let year = run.iter().fold(0, |year, (_, digit)| year * 10 + digit);
            // 二〇 and 19 mix in no year.
            let chinese = run.iter().filter(|(byte, _)| !is_arabic(text, *byte)).count();
            if (1900..2100).contains(&year) && matches!(chinese, 0 | 4) {
                out.push((ByteSpan::new(start, byte + c.len_utf8()), year));
            }
        }
        run.clear();
        match c {
            '《' | '〔' | '［' => inside += 1,
            '》' | '〕' | '］' => inside = inside.saturating_sub(1),
            '\n' => inside = 0,
            _ => {}
        }
    }
    out
}

/// Whether the year at `start` to `end` is one end of a span: 2021—2025年, 2021年至2025年.
fn is_span(text: &str, start: usize, end: usize) -> bool {
    let dash = |c: char| matches!(c, '—' | '-' | '－' | '～' | '~' | '至' | '–' | '到');
    let before = head(text, start).chars().next_back().is_some_and(dash);
    let rest = tail(text, end).strip_prefix('年').unwrap_or_default();
    let mut behind = rest.chars();
    before || behind.next().is_some_and(dash) && behind.find(|c| !dash(*c)).is_some_and(|c| digit(c).is_some())
}

fn is_arabic(text: &str, byte: usize) -> bool {
    slice(text, ByteSpan::new(byte, byte + 3)).chars().next().is_some_and(|c| fold::char(c).is_ascii_digit())
}

fn digit(c: char) -> Option<u16> {
    match c {
        '〇' | '○' | '零' => Some(0),
        _ => fold::char(c)
            .to_digit(10)
            .map(|digit| digit as u16)
            .or_else(|| "一二三四五六七八九".chars().position(|d| d == c).map(|d| d as u16 + 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_told_from_other_figures() {
        for (text, expected) in [
            ("2023年上半年，２０２２年底、二〇二一年三月", &[2023, 2022, 2021][..]),
            ("《2019年要点》〔2018〕5号，2021—2025年，2021年至2025年", &[]),
            ("去年、20xx年、3年、12023年、二千年、2023户，𠀀e\u{301}", &[]),
        ] {
            assert_eq!(years(text).iter().map(|(_, year)| *year).collect::<Vec<_>>(), expected, "{text}");
        }
        let text = "于２０２２年底";
        assert_eq!(years(text).iter().map(|(at, _)| slice(text, *at)).collect::<Vec<_>>(), ["２０２２年"]);
    }
}
