//! Where pictures stood in a page: the word that a copy leaves in their place, and the sentence below it.
//!
//! Knows nothing of heads and tails.

use super::{Finding, put};
use crate::corpus::outline::number;
use crate::corpus::row::Row;
use crate::text::span::tail;

/// Marks the places of pictures with their captions, and views from above by their last word.
pub fn figures(rows: &[Row<'_>], found: &mut [Option<Finding>]) {
    numbered(rows, found);
    for (at, row) in rows.iter().enumerate() {
        if row.chars > LONGEST_GROUP || row.marks.table || row.marks.heading.is_some() || row.marker.is_some() {
            continue;
        }
        // Cells of a table that lost its columns are short.
        let beside = |at: Option<usize>| at.and_then(|at| rows.get(at)).is_some_and(|row| row.chars >= LEAST_BESIDE);
        let near = || beside(at.checked_sub(1)) || beside(Some(at + 1));
        let view = row.chars <= LONGEST_VIEW;
        if view && is_place(row.text) && near() {
            put(found, at, Some(Finding::new("图片说明", format!("图片的位置“{}”", row.text))));
            if is_caption(rows, at + 1) {
                put(found, at + 1, Some(Finding::new("图片说明", "图片位置的下一行")));
            }
        } else if (LEAST_VIEW..=LONGEST_VIEW).contains(&row.chars)
            && VIEWS.iter().any(|end| row.text.ends_with(end))
            && !row.text.contains(['，', ',', '、', '：', ':'])
        {
            put(found, at, Some(Finding::new("图片说明", "航拍的图片")));
        } else if is_counted(row.text) {
            put(found, at, Some(Finding::new("图片说明", "以“图①：”等开头")));
            if rows.get(at + 1).is_some_and(|below| below.chars <= LONGEST_VIEW && is_taken(below.text)) {
                put(found, at + 1, Some(Finding::new("图片说明", "图片说明下面的拍摄者")));
            }
        } else if is_group(row.text) && near() {
            put(found, at, Some(Finding::new("图片说明", "括号里说人在图中的位置")));
        } else if is_view(row) && at > 0 && near() && at + 1 < rows.len() {
            put(found, at, Some(Finding::new("图片说明", "段间一行以“俯瞰”等开头，或以“示意图”等结尾")));
        }
    }
}

/// Captions that stand below their pictures with a number and without it: 1.甲。 over 甲。
fn numbered(rows: &[Row<'_>], found: &mut [Option<Finding>]) {
    for (at, pair) in rows.windows(2).enumerate() {
        let [row, below] = pair else { continue };
        let Some(marker) = row.marker.filter(|_| CAPTION.contains(&row.chars) && row.text.ends_with('。')) else {
            continue;
        };
        if below.marker.is_none() && !row.marks.table && tail(row.text, marker.end).trim_start() == below.text {
            for at in [at, at + 1] {
                put(found, at, Some(Finding::new("图片说明", "同一句话带编号和不带编号各印一次")));
            }
        }
    }
}

/// Whether a line is what a copy leaves of a picture: 图片, Shape2.
fn is_place(text: &str) -> bool {
    let bare = text.trim_matches(['[', ']', '【', '】']);
    let name = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    let drawn = name.len() < bare.len() && matches!(name.trim_end(), "Shape" | "Picture" | "TextBox");
    bare == "图片" || drawn
}

/// Whether row `at` is one short sentence over a longer paragraph.
fn is_caption(rows: &[Row<'_>], at: usize) -> bool {
    let Some((row, below)) = rows.get(at).zip(rows.get(at + 1)) else { return false };
    CAPTION.contains(&row.chars)
        && row.marker.is_none()
        && row.text.find('。').is_some_and(|stop| stop + '。'.len_utf8() == row.text.len())
        && below.chars > row.chars
}

/// Whether a row says what a picture shows by its first word or its last: 俯瞰绿意盎然的青石镇, 规划范围示意图.
fn is_view(row: &Row<'_>) -> bool {
    let opened = SEEN.iter().any(|word| row.text.starts_with(word)) && row.text.contains('的');
    let drawn = DRAWN.iter().any(|end| row.text.ends_with(end)) && !row.text.starts_with('附');
    (LEAST_VIEW..=LONGEST_VIEW).contains(&row.chars)
        && (opened || drawn)
        && !row.is_closed()
        && !row.text.contains(['，', ',', '：', ':', '《'])
}

/// Whether a row opens with the number of a picture: 图①：
fn is_counted(text: &str) -> bool {
    let rest = text.strip_prefix('图').unwrap_or("");
    let counted = rest.trim_start_matches(|c: char| c.is_ascii_digit() || ('①'..='⑳').contains(&c));
    counted.len() < rest.len() && counted.starts_with(['：', ':'])
}

/// Whether a row says who took a picture and nothing more: 青石日报记者 王明摄（青石视觉）.
fn is_taken(text: &str) -> bool {
    let bare =
        text.strip_suffix(['）', ')']).and_then(|rest| rest.rsplit_once(['（', '('])).map_or(text, |(name, _)| name);
    bare.trim_end().ends_with('摄') && !text.contains(['，', '。'])
}

/// Whether a row says where a person stands in a picture: 王明（左二）走访农户。
fn is_group(text: &str) -> bool {
    text.match_indices(['（', '(']).any(|(at, _)| {
        let inner = tail(text, at).trim_start_matches(['（', '(']);
        let Some((inner, after)) = inner.split_once(['）', ')']) else { return false };
        let place = inner.strip_prefix(['前', '后']).map_or(inner, |rest| rest.trim_start_matches('排'));
        let mut chars = place.chars();
        let side = chars.next().is_some_and(|c| matches!(c, '左' | '右' | '中'));
        let counted =
            chars.clone().count() <= 1 && chars.all(|c| number::is_figure(c) || c.is_ascii_digit() || c == '间');
        // 青石镇的一年（中） is the second of three.
        side && counted && at > 0 && !after.is_empty()
    })
}

/// How such captions begin and end.
const SEEN: &[&str] = &["俯瞰", "航拍", "鸟瞰", "远眺"];
const DRAWN: &[&str] = &["示意图", "效果图", "鸟瞰图", "全景图", "实景图", "区位图"];

/// The shortest row beside a picture's place, in characters.
const LEAST_BESIDE: usize = 20;
/// The shortest and longest caption below a picture's place, in characters.
const CAPTION: std::ops::RangeInclusive<usize> = 8..=60;
/// How captions of views from above end, and how long they are, in characters.
const VIEWS: &[&str] = &["航拍图", "航拍照", "航拍照片"];
const LEAST_VIEW: usize = 6;
const LONGEST_VIEW: usize = 30;
/// The longest caption that says who stands where, in characters.
const LONGEST_GROUP: usize = 80;

#[cfg(test)]
mod tests {
    use crate::corpus::clean::tests::{PROSE, check};

    #[test]
    fn captions_with_and_without_their_numbers() {
        check(
            &format!("青石村的变化\n{PROSE}\n1.村民在𠀀广场上写春联。\n村民在𠀀广场上写春联。\n{PROSE}"),
            &[(3, "图片说明"), (4, "图片说明")],
        );
        check(&format!("青石村的变化\n{PROSE}\n1.村民写春联一百副。\n村民贴春联一百副。\n{PROSE}"), &[]);
    }

    #[test]
    fn the_title_once_more_below_the_first_paragraph() {
        let other = PROSE.replace("坚持", "突出");
        check(
            &format!("清溪村的文化广场热闹起来\n{PROSE}\n清溪村的文化广场热闹起来\n{other}\n{PROSE}"),
            &[(3, "图片说明")],
        );
        check(&format!("清溪村的文化广场热闹起来\n{PROSE}\n清溪村的文化广场热闹起来\n{PROSE}"), &[]);
    }

    #[test]
    fn places_of_pictures_and_their_captions() {
        check(
            &format!("青石村的变化\n{PROSE}\n图片\n村民在𠀀广场上写春联。\n{PROSE}\n青石村荷塘航拍图\nShape2\n{PROSE}"),
            &[(3, "图片说明"), (4, "图片说明"), (6, "图片说明"), (7, "图片说明")],
        );
        check(
            &format!(
                "青石村的变化\n{PROSE}\n图片\n{PROSE}{PROSE}\n图片管理\n{PROSE}\n各村要交一张图、一段话、一份航拍图\n{PROSE}"
            ),
            &[(3, "图片说明")],
        );
        check(&format!("青石镇通知\n{PROSE}\n材料\n图片\n视频\n{PROSE}"), &[]);
        check(
            &format!("青石镇的一年\n{PROSE}\n俯瞰绿意盎然的𠀀镇\n{PROSE}\n青石镇规划范围示意图\n{PROSE}"),
            &[(3, "图片说明"), (5, "图片说明")],
        );
        check(
            &format!(
                "青石镇的一年\n图①：村民在𠀀广场上写春联。\n王明摄（青石视觉）\n图2：清溪。\n青石日报记者 李红摄\n{PROSE}\n{PROSE}"
            ),
            &[(2, "图片说明"), (3, "图片说明"), (4, "图片说明"), (5, "图片说明")],
        );
        check(
            &format!("青石镇的一年\n{PROSE}\n村干部走访老党员王𠀀（左二），听他讲过去的事。\n{PROSE}"),
            &[(3, "图片说明")],
        );
        check(&format!("青石镇的一年（上）\n{PROSE}\n青石镇的一年（中）\n{PROSE}\n（中）河边\n{PROSE}"), &[]);
        check(&format!("青石镇的一年\n{PROSE}\n新建中小学（中心校）两所，改造道路（左岸）三公里。\n{PROSE}"), &[]);
        check(&format!("青石镇的一年\n{PROSE}\n附件\n规划示意图\n俯瞰全镇，绿意盎然\n{PROSE}"), &[]);
    }
}
