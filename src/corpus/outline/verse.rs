//! Verse: short lines without a mark, one below the other, as over an article or on a poster.
//!
//! Its last line stands over a paragraph as a heading does. Knows nothing of headings.

use crate::corpus::row::Row;
use crate::text::safe::is_han;

/// Whether a line is the last of several short ones without a mark, one below the other.
pub fn is_verse(rows: &[Row<'_>], at: usize) -> bool {
    let line = |row: &&Row<'_>| {
        let words = row.text.chars().all(|c| is_han(c) || matches!(c, '，' | ',' | '、' | '“' | '”'));
        words && row.chars <= LONGEST && row.marker.is_none() && !row.marks.table && !row.is_closed()
    };
    let above = rows.get(..at).unwrap_or_default().iter().rev().take(LEAST).take_while(line).count();
    above == LEAST && rows.get(at).is_some_and(|row| !row.marks.emphasis && row.marks.heading.is_none())
}

/// The longest line of such, in characters, and how many stand above the last.
const LONGEST: usize = 16;
const LEAST: usize = 6;

#[cfg(test)]
mod tests {
    use crate::corpus::outline::tests::check;

    #[test]
    fn the_last_line_of_verse_is_no_heading() {
        let verse = "青石镇的河\n清溪水长\n白水桥宽\n两岸青山\n四时花香\n你来，我等\n春风𠀀又到\n带上你的名字\n@";
        check(
            &format!("青石镇读书活动\n{verse}\n清溪两岸换了新颜\n@\n走进河边的学堂\n@"),
            &["11 1 清溪两岸换了新颜", "13 1 走进河边的学堂"],
        );
        check(
            "青石镇读书活动\n@\n清溪两岸换了新颜\n@\n走进河边的学堂\n@",
            &["3 1 清溪两岸换了新颜", "5 1 走进河边的学堂"],
        );
    }
}
