//! Teasers: what a page says of a document in a sentence or two above its title.
//!
//! Only a title that is sure, with its day or a note below it, makes the sentences above it a teaser; what sends a
//! document on its way (现印发给你们) is the letter that carries it.

use super::{Finding, is_protected, put};
use crate::corpus::row::Row;
use crate::corpus::split::{matter, title};

/// Marks the sentences above the title.
pub fn teaser(rows: &[Row<'_>], found: &mut [Option<Finding>]) {
    let told = |row: &&Row<'_>| {
        let sentence = row.text.ends_with('。') && row.marker.is_none() && !row.marks.table && !is_protected(row);
        sentence
            && (LEAST_CHARS..=MOST_CHARS).contains(&row.chars)
            && !SENDING.iter().any(|word| row.text.contains(word))
    };
    for (at, row) in rows.iter().enumerate().take(MOST_ROWS) {
        if row.text.ends_with(POINTERS) && row.marker.is_none() && !is_protected(row) {
            put(found, at, Some(Finding::new("编者按语", "句末的箭头指向下面的正文")));
        }
    }
    let above = rows.iter().take(MOST_ROWS).take_while(told).count();
    if above > 0 && is_title(rows, above) {
        for at in 0..above {
            put(found, at, Some(Finding::new("编者按语", "题名以上的几句话")));
        }
    }
}

/// Whether the title of a document stands at row `at`, with its day or a note below and its text behind that.
fn is_title(rows: &[Row<'_>], at: usize) -> bool {
    let taken = title::title_rows(rows, at);
    let ends =
        taken.checked_sub(1).and_then(|last| rows.get(at + last)).is_some_and(|row| title::ends_as_title(row.text));
    let dated = rows.get(at + taken).is_some_and(|row| matter::is_date(row.text) || matter::is_note(row.text));
    ends && dated && rows.get(at + taken + 1).is_some_and(|row| row.chars >= LEAST_TEXT)
}

/// Signs that point down to what a page prints below.
const POINTERS: &[char] = &['↓', '⬇', '👇'];

/// How many sentences a teaser has, and how long each is, in characters.
const MOST_ROWS: usize = 4;
const LEAST_CHARS: usize = 10;
const MOST_CHARS: usize = 240;
/// The shortest text below the title, in characters.
const LEAST_TEXT: usize = 40;

/// What a letter says that carries a document.
const SENDING: &[&str] = &["印发", "转发", "下发", "如下", "现将", "请", "附"];

#[cfg(test)]
mod tests {
    use crate::corpus::clean::tests::{PROSE, check};

    #[test]
    fn sentences_above_a_sure_title() {
        let title = "青石市会议\n关于𠀀机构改革方案的决定\n2008年3月15日";
        check(
            &format!("经过改革，全市共有Ａ类部门27个。\n办事机构全部减为4个。\n{title}\n{PROSE}{PROSE}"),
            &[(1, "编者按语"), (2, "编者按语")],
        );
        check(&format!("现将机构改革方案印发给你们。\n{title}\n{PROSE}{PROSE}"), &[]);
        check(&format!("经过改革，全市共有Ａ类部门27个。\n机构改革的三个重点\n{PROSE}{PROSE}"), &[]);
        check(&format!("{title}\n{PROSE}{PROSE}"), &[]);
    }

    #[test]
    fn arrows_point_to_the_text() {
        check(&format!("5月6日，青石镇发布了𠀀方案，具体内容如下↓↓↓\n各村：\n{PROSE}{PROSE}"), &[(1, "编者按语")]);
        check(&format!("{PROSE}{PROSE}\n{PROSE}\n{PROSE}\n{PROSE}\n办理流程见下↓\n{PROSE}"), &[]);
    }
}
