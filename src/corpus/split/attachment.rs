//! Attachments: the line that opens one (附件1) and the list in a notice that only names them (附件：1.方案).

use super::matter::is_date;
use crate::corpus::outline::marker::Class;
use crate::corpus::outline::number::number;
use crate::corpus::row::Row;
use crate::text::fold;
use crate::text::span::{first_chars, tail};

/// The longest entry of a list of attachments, in characters.
const LONGEST_ENTRY: usize = 60;
/// The longest line that opens an attachment, in bytes.
const LONGEST_OPENING: usize = 60;
/// The most entries of a list.
const MOST_ENTRIES: usize = 30;
/// How many rows below a list its signature and date may stand.
const REACH: usize = 5;

/// What follows 附件 and its number in a line.
enum After {
    /// Nothing: the line opens an attachment.
    Nothing,
    /// A colon or mark and a name: the line names an attachment.
    Name,
    /// Something else: 附件清单另发.
    Other,
}

/// What follows when `text` begins with 附件 or 附表.
fn after(text: &str) -> Option<After> {
    if !text.starts_with('附') {
        return None;
    }
    let folded = fold::tight(first_chars(text, LONGEST_ENTRY));
    // 附：1.名单: a number behind the colon makes a list of it.
    let listed = || folded.strip_prefix("附:").filter(|rest| number(rest).is_some());
    let rest = folded.strip_prefix("附件").or_else(|| folded.strip_prefix("附表")).or_else(listed)?;
    let rest = rest.trim_start_matches(['(', '【']);
    let rest = number(rest).map_or(rest, |n| tail(rest, n.len));
    let name = rest.trim_start_matches([')', '】', ':', '.', '、']);
    Some(if name.is_empty() {
        After::Nothing
    } else if name.len() < rest.len() {
        After::Name
    } else {
        After::Other
    })
}

/// Whether a line is 附件, 附件1, 附件一： alone.
pub fn is_attachment(text: &str) -> bool {
    text.len() <= LONGEST_OPENING && matches!(after(text), Some(After::Nothing))
}

/// Whether a line names an attachment: 附件：名单, 附件：1.方案, 附件1：方案.
pub fn is_attachment_list(text: &str) -> bool {
    matches!(after(text), Some(After::Name))
}

/// Whether a line has an attachment's own number and name: 附件1：名单.
pub fn is_named_attachment(text: &str) -> bool {
    if !text.starts_with('附') {
        return false;
    }
    let folded = fold::tight(first_chars(text, LONGEST_ENTRY));
    let numbered = folded.strip_prefix("附件").and_then(number).is_some();
    numbered && is_attachment_list(text)
}

/// The rows from `from` that list attachments: the line that names the first and the numbered ones below it, with
/// the signature and date or the end of the piece close by.
pub fn list(rows: &[Row<'_>], from: usize) -> Vec<usize> {
    let mut out = Vec::new();
    let mut at = from;
    while let Some(row) = rows.get(at) {
        let entries = if row.chars <= LONGEST_ENTRY && is_attachment_list(row.text) {
            1 + rows.iter().skip(at + 1).take(MOST_ENTRIES).take_while(|row| is_entry(row)).count()
        } else {
            0
        };
        let below = rows.get(at + entries..).unwrap_or_default();
        if entries > 0 && (below.len() <= 1 || below.iter().take(REACH).any(|row| is_date(row.text))) {
            out.extend(at..at + entries);
        }
        at += entries.max(1);
    }
    out
}

/// Whether a row is a further entry: short, with a figure, no sentence.
fn is_entry(row: &Row<'_>) -> bool {
    let numbered = row.marker.is_some_and(|m| m.key.class == Class::Arabic);
    let names = !row.text.trim_end_matches('。').contains('。');
    (numbered || is_attachment_list(row.text)) && row.chars <= LONGEST_ENTRY && names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::split::tests::starts;

    #[test]
    fn attachment_lines() {
        for (text, opens, names) in [
            ("附件", true, false),
            ("附件1", true, false),
            ("附 件 ２", true, false),
            ("附件一：", true, false),
            ("附件（2）", true, false),
            ("附件：名单", false, true),
            ("附件1：𠀀表", false, true),
            ("附件：1.青石镇整治方案", false, true),
            ("附件2.名单", false, true),
            ("附：1、𠀀表；", false, true),
            ("附：活动一览", false, false),
            ("附件清单另发", false, false),
            ("附近", false, false),
        ] {
            assert_eq!((is_attachment(text), is_attachment_list(text)), (opens, names), "{text}");
        }
    }

    #[test]
    fn a_title_over_the_line_of_an_attachment_with_the_same_title_is_its_own() {
        let text = "一、时间\n5月6日。\n二、地点\n青石镇政府三楼会议室，请各村干部准时参加，不得缺席。";
        let page = format!("青石镇𠀀运动会实施方案\n附件：\n青石镇𠀀运动会\n实施方案\n{text}");
        assert_eq!(starts(&page), [1]);
        let carried = "各村：\n现将方案发给你们，请各村组织村民参加，并且在5月6日之前把名单报到镇里。";
        let notice = format!("青石镇𠀀运动会实施方案\n{carried}\n附件：\n青石镇𠀀运动会\n实施方案\n{text}");
        assert_eq!(starts(&notice), [1, 4]);
    }
}
