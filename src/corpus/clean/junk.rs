//! Codes that a forum hides between the paragraphs of a post against copying: a few letters, figures and signs alone on
//! a line.
//!
//! One such line may be a type, a grade or a name; several between Chinese paragraphs are debris. Knows nothing of heads
//! and tails.

use super::{Finding, put};
use crate::corpus::row::Row;
use crate::text::safe::is_han;

/// The shortest and longest code, in bytes.
const CODE: std::ops::RangeInclusive<usize> = 5..=14;
/// How many prove each other, and how many of them hold signs as no type or grade does.
const LEAST_CODES: usize = 3;
/// The shortest paragraph beside a code, in characters.
const LEAST_TEXT: usize = 20;

/// Marks the codes.
pub fn codes(rows: &[Row<'_>], found: &mut [Option<Finding>]) {
    let text = |at: Option<usize>| {
        at.and_then(|at| rows.get(at)).is_some_and(|row| row.chars >= LEAST_TEXT && row.text.chars().any(is_han))
    };
    let places = rows.iter().enumerate().filter(|(_, row)| is_code(row));
    let codes: Vec<usize> =
        places.map(|(at, _)| at).filter(|at| text(at.checked_sub(1)) || text(at.checked_add(1))).collect();
    let signs = codes.iter().filter(|at| rows.get(**at).is_some_and(|row| row.text.contains(is_sign))).count();
    if signs >= LEAST_CODES {
        for at in codes {
            put(found, at, Some(Finding::new("防复制字符", "段间反复出现的字母、数字和符号")));
        }
    }
}

/// Marks lone dashes below paragraphs, the rest of a list's or a rule's markup.
pub fn dashes(rows: &[Row<'_>], found: &mut [Option<Finding>]) {
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| matches!(row.text, "-" | "–" | "－")) {
        let above = at.checked_sub(1).and_then(|at| rows.get(at));
        let ended = above.is_some_and(|above| above.chars >= LEAST_TEXT && above.is_closed());
        if ended && !row.marks.table {
            put(found, at, Some(Finding::new("分隔线", "段落下面单独的短横")));
        }
    }
}

/// Whether a row is nothing but letters, figures and signs of at least two kinds, as no word is written.
fn is_code(row: &Row<'_>) -> bool {
    let bytes = row.text.as_bytes();
    if !CODE.contains(&bytes.len()) || row.marks.table || !bytes.iter().all(u8::is_ascii_graphic) {
        return false;
    }
    let kinds: [fn(&u8) -> bool; 4] =
        [u8::is_ascii_lowercase, u8::is_ascii_uppercase, u8::is_ascii_digit, |byte| is_sign(char::from(*byte))];
    kinds.iter().filter(|kind| bytes.iter().any(kind)).count() >= 2
        && bytes.iter().any(u8::is_ascii_alphabetic)
        && !["http", "www."].iter().any(|start| row.text.starts_with(start))
}

/// Whether a character stands in no type, grade, date or address.
const fn is_sign(c: char) -> bool {
    matches!(
        c,
        '\\' | '"'
            | '`'
            | '|'
            | '#'
            | '%'
            | '*'
            | '&'
            | '$'
            | '!'
            | '?'
            | '<'
            | '>'
            | '['
            | ']'
            | '^'
            | '~'
            | '='
            | ';'
    )
}

#[cfg(test)]
mod tests {
    use crate::corpus::clean::tests::{PROSE, check};

    #[test]
    fn a_lone_dash_below_a_paragraph() {
        check(&format!("青石镇总结\n{PROSE}\n-\n强化领导\n{PROSE}"), &[(3, "分隔线")]);
        check(&format!("青石镇总结\n{PROSE}\n数量\n-\n3\n{PROSE}"), &[]);
    }
}
