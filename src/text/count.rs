//! 字数: how many characters a text has, as people count them.

use unicode_width::UnicodeWidthChar;

use super::span::marks;

/// 字数 of `text`: every visible character counts one, punctuation marks included, half-width and full-width alike; a
/// run of letters and digits counts one (`20xx` and `WiFi` are one, `12.5%` is 12, point, 5 and %, four).
///
/// Letters of a run are those of alphabets written with spaces between words (Latin, Greek, Cyrillic, …) with their
/// combining marks, and the ASCII digits. Full-width letters and digits are set like Chinese and count one each, as Word
/// has it. Not counted: white space of any kind, control characters, and what has no width (joiners, combining marks,
/// byte order marks). Of an emoji sequence every visible part counts.
pub fn characters(text: &str) -> usize {
    let (mut count, mut in_run, mut end) = (0, false, 0);
    for (at, c) in marks(text) {
        // The Chinese letters that were passed over, of three bytes each.
        count += (at - end) / 3;
        in_run &= at == end;
        end = at + c.len_utf8();
        match c {
            '\u{3001}'..='\u{303f}' => {
                count += 1;
                in_run = false;
            }
            'a'..='z' | 'A'..='Z' | '0'..='9' => {
                count += usize::from(!in_run);
                in_run = true;
            }
            _ if c.is_whitespace() || c.is_control() => in_run = false,
            // Soft hyphens and format characters neither count nor part a run.
            '\u{ad}' => {}
            _ if c.width() == Some(0) => {}
            '\u{80}'..='\u{1fff}' if c.is_alphabetic() => {
                count += usize::from(!in_run);
                in_run = true;
            }
            _ => {
                count += 1;
                in_run = false;
            }
        }
    }
    count + (text.len() - end) / 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: usize) {
        assert_eq!(characters(text), expected, "{text:?}");
    }

    #[test]
    fn every_visible_character_counts_and_a_latin_run_is_one() {
        for (text, expected) in [
            ("", 0),
            (" \t\n\u{3000}\u{a0}", 0),
            ("创建文明城市。", 7),
            ("创城,工作!", 6),
            ("20xx年，发放200份", 7),
            ("WiFi LED屏", 3),
            ("12.5%", 4),
            ("２０份", 3),
            ("“门前三包”——", 8),
            ("cafe\u{301}s 好", 2),
            ("Привет мир", 2),
            ("𠀀𠀁①②", 4),
            ("\u{feff}零\u{200b}宽\u{0}\u{1b}", 2),
            ("co\u{ad}op", 1),
            ("👨\u{200d}👩", 2),
        ] {
            check(text, expected);
        }
    }
}
