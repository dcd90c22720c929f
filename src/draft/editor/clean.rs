//! What of foreign text may enter a draft.
//!
//! A draft holds line feeds and tabs but no other control; what is invisible does not come in with a paste. (What a
//! file already holds stays as it is and is shown by `text::safe`.)

use crate::text::safe::{is_han, picture};
use crate::text::width::Cells;

/// Typed text: every line end a line feed, other controls but tabs left out.
pub fn clean_typed(text: &str) -> String {
    clean(text, |c, _| !c.is_control())
}

/// Pasted text: as [`clean_typed`], and bidi, zero-width and other invisible characters left out as well. The joiners
/// of an emoji stay.
pub fn clean_paste(text: &str) -> String {
    clean(text, |c, before| match c {
        '\u{200d}' => before.is_some_and(|b| b == '\u{fe0f}' || (Cells::NARROW.char(b) == 2 && !is_han(b))),
        '\u{a0}' => true,
        _ => picture(c).is_none(),
    })
}

fn clean(text: &str, keep: impl Fn(char, Option<char>) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    for c in text.chars() {
        match c {
            '\n' if before == Some('\r') => {}
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' => out.push('\t'),
            c if keep(c, before) => out.push(c),
            _ => {}
        }
        before = Some(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_seen_comes_in() {
        for (input, typed, pasted) in [
            ("一\r\n二\r三\n", "一\n二\n三\n", "一\n二\n三\n"),
            ("\u{1b}[31m红\t\0\u{9b}", "[31m红\t", "[31m红\t"),
            ("零\u{200b}宽\u{202e}\u{feff}\u{ad}", "零\u{200b}宽\u{202e}\u{feff}\u{ad}", "零宽"),
            (
                "👨\u{200d}👩❤\u{fe0f}\u{200d}🔥中\u{200d}文",
                "👨\u{200d}👩❤\u{fe0f}\u{200d}🔥中\u{200d}文",
                "👨\u{200d}👩❤\u{fe0f}\u{200d}🔥中文",
            ),
            ("上\u{b}下\u{2028}末", "上\n下\n末", "上\n下\n末"),
        ] {
            assert_eq!(clean_typed(input), typed, "{input:?}");
            assert_eq!(clean_paste(input), pasted, "{input:?}");
        }
    }
}
