//! What may reach a screen, a title or standard error: foreign text with every control and invisible
//! character SHOWN, never sent and never silently dropped (a reviewer must see them).
//!
//! Every widget draws foreign text through this file; `text::width` measures what this file shows, so that a
//! caret stands where the eye sees it.

use std::borrow::Cow;

/// How many combining marks one letter may carry before the rest is shown as a count.
const MARKS_SHOWN: usize = 4;

/// What stands on the screen for `c` where `c` itself must not; `None` when `c` may stand as it is.
pub fn picture(c: char) -> Option<Cow<'static, str>> {
    Some(match c {
        '\t' => Cow::Borrowed("    "),
        '\u{0}'..='\u{1f}' => Cow::Owned(char::from_u32(0x2400 + u32::from(c)).unwrap_or('␀').to_string()),
        '\u{7f}' => Cow::Borrowed("␡"),
        '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' => Cow::Borrowed("‹零宽›"),
        '\u{ad}' => Cow::Borrowed("‹软连字›"),
        '\u{80}'..='\u{9f}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2061}'..='\u{206f}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{3164}'
        | '\u{ffa0}'
        | '\u{e0000}'..='\u{e0fff}' => Cow::Owned(format!("‹U+{:04X}›", u32::from(c))),
        _ => return None,
    })
}

/// Whether `c` changes nothing by itself: it hangs on the character before it.
fn is_mark(c: char) -> bool {
    unicode_width::UnicodeWidthChar::width(c) == Some(0)
}

/// What stands on the screen for one grapheme cluster. Joined emoji keep their joiners; a letter keeps its first
/// four combining marks and the first invisible character; the rest is a count, so that no cluster outgrows a row.
pub fn grapheme(cluster: &str) -> Cow<'_, str> {
    let mut chars = cluster.chars();
    let (Some(first), rest) = (chars.next(), chars.as_str()) else { return Cow::Borrowed("") };
    if rest.is_empty() {
        return picture(first).unwrap_or(Cow::Borrowed(cluster));
    }
    let emoji = unicode_width::UnicodeWidthChar::width(first) == Some(2) && !is_han(first);
    let plain = |c: char| picture(c).is_none() || (emoji && c == '\u{200d}');
    // One that begins with a mark hangs on the picture before it, which has to hold them all.
    let marks = cluster.chars().filter(|c| is_mark(*c)).count();
    if marks <= MARKS_SHOWN && plain(first) && rest.chars().all(plain) {
        return Cow::Borrowed(cluster);
    }
    let mut out = String::new();
    let (mut kept, mut pictures, mut hidden) = (0, 0, 0);
    for c in cluster.chars() {
        if let Some(shown) = picture(c) {
            pictures += 1;
            if pictures == 1 {
                out.push_str(&shown);
            } else {
                hidden += 1;
            }
        } else if is_mark(c) {
            kept += 1;
            if kept <= MARKS_SHOWN {
                out.push(c);
            } else {
                hidden += 1;
            }
        } else {
            out.push(c);
        }
    }
    if hidden > 0 {
        out.push_str("‹+");
        out.push_str(&hidden.to_string());
        out.push('›');
    }
    Cow::Owned(out)
}

/// `text` made safe for one row of a screen, a title, a message: line feeds are shown as well.
pub fn line(text: &str) -> Cow<'_, str> {
    use unicode_segmentation::UnicodeSegmentation;
    if text.chars().all(|c| picture(c).is_none() && !is_mark(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for cluster in text.graphemes(true) {
        out.push_str(&grapheme(cluster));
    }
    Cow::Owned(out)
}

/// JSON with the control characters that it lets stand (U+007F–U+009F) as escapes: a terminal acts on them.
pub fn json(text: &str) -> Cow<'_, str> {
    use std::fmt::Write;
    let acts = |c: char| matches!(c, '\u{7f}'..='\u{9f}');
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 6);
    for c in text.chars() {
        if acts(c) {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Whether `c` is an ideograph (or 〇).
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_holds_no_control_characters() {
        assert_eq!(json("{\"甲\":\"𠀀\u{9b}e\u{301}\u{7f}\"}"), "{\"甲\":\"𠀀\\u009be\u{301}\\u007f\"}");
        assert_eq!(json("{}"), "{}");
    }

    #[test]
    fn controls_become_pictures_and_text_stays() {
        for (input, expected) in [
            ("创城，Ab𠀀", "创城，Ab𠀀"),
            ("\u{1b}[31m红", "␛[31m红"),
            ("a\u{9b}b", "a‹U+009B›b"),
            ("a\0\u{7f}", "a␀␡"),
            ("x\u{202e}y", "x‹U+202E›y"),
            ("零\u{200b}宽", "零‹零宽›宽"),
            ("a\nb", "a␊b"),
            ("e\u{301}", "e\u{301}"),
            ("👨\u{200d}👩", "👨\u{200d}👩"),
            ("e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}", "e\u{301}\u{301}\u{301}\u{301}‹+2›"),
            ("创\u{200d}\u{200d}\u{200d}", "创‹零宽›‹+2›"),
            ("\n\u{301}\u{301}\u{301}\u{301}\u{301}𠀀", "␊\u{301}\u{301}\u{301}\u{301}‹+1›𠀀"),
            ("\u{200b}\u{301}\u{301}\u{301}\u{301}", "‹零宽›\u{301}\u{301}\u{301}\u{301}"),
        ] {
            assert_eq!(line(input), expected, "{input:?}");
            assert_eq!(line(expected), expected, "what was made safe stays as it is");
        }
    }

    #[test]
    fn nothing_shown_is_a_control() {
        for c in (0..=0x0010_ffff).filter_map(char::from_u32) {
            let shown = line(c.encode_utf8(&mut [0; 4])).into_owned();
            assert!(!shown.chars().any(char::is_control), "{c:?}");
        }
    }
}
