//! Signs of symbol faces: Word sets ticks, boxes and arrows as characters that mean something in Wingdings only.
//!
//! Must not know where they stand.

/// The sign in Unicode that a character of a symbol face shows; other characters are themselves.
pub(super) fn shown(c: char) -> char {
    match c {
        '\u{F06C}' | '\u{F09F}' => '●',
        '\u{F06D}' | '\u{F0A1}' => '○',
        '\u{F06E}' | '\u{F0A7}' => '■',
        '\u{F06F}' | '\u{F071}' | '\u{F072}' | '\u{F0A8}' | '\u{F0A3}' => '□',
        '\u{F075}' => '◆',
        '\u{F076}' => '❖',
        '\u{F0AB}' => '★',
        '\u{F0B7}' => '•',
        '\u{F0D8}' => '➢',
        '\u{F0DF}' | '\u{F0E7}' => '←',
        '\u{F0E0}' | '\u{F0E8}' => '→',
        '\u{F0FB}' | '\u{F04F}' => '✗',
        '\u{F0FC}' | '\u{F050}' => '✓',
        '\u{F0FD}' | '\u{F053}' | '\u{F054}' => '☒',
        '\u{F0FE}' | '\u{F052}' => '☑',
        // One that is not known still shows that there is a sign.
        '\u{F020}'..='\u{F0FF}' => '\u{FFFD}',
        c => c,
    }
}

/// The same for the number that Word writes such a character by, in hexadecimal digits.
pub(super) fn by_number(digits: &str) -> Option<char> {
    u32::from_str_radix(digits.trim(), 16).ok().and_then(char::from_u32).map(shown)
}

#[cfg(test)]
mod tests {
    use super::by_number;

    #[test]
    fn signs_of_symbol_faces() {
        for (digits, expected) in
            [("F0FE", Some('☑')), ("f0a8", Some('□')), ("F0E9", Some('\u{FFFD}')), ("2605", Some('★')), ("D800", None)]
        {
            assert_eq!(by_number(digits), expected, "{digits}");
        }
    }
}
