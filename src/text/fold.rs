//! Folding for comparison: width and case, one character for one character.
//!
//! Full-width letters, digits and marks become their ASCII forms, every blank becomes a space, letters become small.
//! Marks that exist only in Chinese (。、《》) stay. Knows nothing of documents.

use std::borrow::Cow;

use super::span::{ByteSpan, slice, tail};

/// `c` folded: width and case.
#[inline]
pub fn char(c: char) -> char {
    // Nearly all of the text: nothing to fold, nothing to look up.
    if matches!(c, '\u{3001}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}') {
        return c;
    }
    match c {
        '\u{2010}'..='\u{202e}' => c,
        '\0'..='\u{8}' | '\n'..='~' => c.to_ascii_lowercase(),
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - 0xfee0).map_or(c, |narrow| narrow.to_ascii_lowercase())
        }
        '\u{3000}' | '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' | '\t' => ' ',
        _ => lower(c),
    }
}

/// The small letter of `c` where that is one character.
#[cold]
fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// Hands `put` every character of `text`, folded, and whether it stands in another form there.
#[inline]
pub fn each(text: &str, mut put: impl FnMut(u32, bool)) {
    let (bytes, mut at) = (text.as_bytes(), 0);
    while at < bytes.len() {
        // U+4000 to U+9FFF never change, and are nearly all of the text.
        if let Some(&[first @ 0xe4..=0xe9, second, third]) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
            at += 3;
            put(letter(first, second, third), false);
        } else {
            let Some(c) = tail(text, at).chars().next() else { break };
            at += c.len_utf8();
            let folded = char(c);
            put(u32::from(folded), folded != c);
        }
    }
}

/// The character of three bytes.
const fn letter(first: u8, second: u8, third: u8) -> u32 {
    (first as u32 & 0xf) << 12 | (second as u32 & 0x3f) << 6 | third as u32 & 0x3f
}

/// `text` folded.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    onto(&mut out, text);
    out
}

/// Appends `text` folded to `out`; what needs no folding is copied in whole runs.
pub fn onto(out: &mut String, text: &str) {
    changed(out, text, |c| Some(char(c)));
}

/// Appends `text` to `out`, each character as `to` makes it or left out; the characters that never change in folding
/// (Chinese letters, printed ASCII without capitals and blanks) are copied in whole runs and not asked about.
#[inline]
fn changed(out: &mut String, text: &str, to: impl Fn(char) -> Option<char>) {
    let (mut from, mut at) = (0, 0);
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        match byte {
            // The first bytes of U+4000 to U+9FFF.
            0xe4..=0xe9 => at += 3,
            b'!'..=b'@' | b'['..=b'~' => at += 1,
            // U+3001 to U+303F, and U+2010 to U+2027 with the quotation marks.
            0xe3 if matches!(bytes.get(at + 1..at + 3), Some([0x80, 0x81..=0xbf])) => at += 3,
            0xe2 if matches!(bytes.get(at + 1..at + 3), Some([0x80, 0x90..=0xa7])) => at += 3,
            _ => {
                let Some(c) = tail(text, at).chars().next() else { break };
                let (here, made) = (at, to(c));
                at += c.len_utf8();
                if made != Some(c) {
                    out.push_str(slice(text, ByteSpan::new(from, here)));
                    out.extend(made);
                    from = at;
                }
            }
        }
    }
    out.push_str(tail(text, from));
}

/// Whether the folded character `c` stands in `text`, folded.
pub fn holds(text: &str, c: char) -> bool {
    if matches!(c, '\u{4e00}'..='\u{9fff}') {
        return text.contains(&*c.encode_utf8(&mut [0; 4]));
    }
    text.chars().any(|other| char(other) == c)
}

/// `text` folded, blanks left out: for comparing titles and labels that are set with spaces between their letters.
pub fn tight(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    changed(&mut out, text, |c| (!c.is_whitespace()).then(|| char(c)));
    out
}

/// `text` as it is, blanks left out.
pub fn unspaced(text: &str) -> Cow<'_, str> {
    if text.contains(char::is_whitespace) {
        Cow::Owned(text.chars().filter(|c| !c.is_whitespace()).collect())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_and_case_fold_and_chinese_marks_stay() {
        for (input, expected) in [
            ("（１）ＡＢｃ，", "(1)abc,"),
            ("(1)Abc,", "(1)abc,"),
            ("创城　工作。", "创城 工作。"),
            ("𠀀É", "𠀀é"),
            ("İ", "İ"),
        ] {
            assert_eq!(text(input), expected, "{input:?}");
        }
        assert_eq!(tight("目　　录 Ａ"), "目录a");
        assert_eq!((unspaced("目　　录 Ａ"), unspaced("𠀀e\u{301}")), ("目录Ａ".into(), "𠀀e\u{301}".into()));
    }

    proptest::proptest! {
        #[test]
        fn every_character_is_folded_by_itself(source in "[一-龥 　\tA-cＡ-ｃ，。、“”\u{a0}\u{301}\u{3fff}㐀鿿ꀀé𠀀]{0,40}|\\PC{0,40}") {
            proptest::prop_assert_eq!(text(&source), source.chars().map(char).collect::<String>());
            let bare: String = source.chars().filter(|c| !c.is_whitespace()).map(char).collect();
            proptest::prop_assert_eq!(tight(&source), bare);
            let mut one_by_one = Vec::new();
            each(&source, |folded, changed| one_by_one.push((folded, changed)));
            let expected: Vec<(u32, bool)> = source.chars().map(|c| (u32::from(char(c)), char(c) != c)).collect();
            proptest::prop_assert_eq!(one_by_one, expected);
        }
    }
}
