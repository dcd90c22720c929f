//! Short lines that alone break a run of whole paragraphs: the sub-titles of an article or a speech that has no
//! numbers.
//!
//! One such line proves itself by what it stands among: every other line of the text is a paragraph. Asks nothing of
//! its words but that they name something; counts only where a piece has no numbers of chapters.

use super::credit::is_credit;
use super::evidence::mark;
use super::{names, persons};
use crate::corpus::row::Row;
use crate::corpus::split::{addressee, matter, title};
use crate::text::fold;
use crate::text::safe::is_han;

/// The shortest and longest such line, in characters.
const LINE: std::ops::RangeInclusive<usize> = 6..=30;
/// The shortest paragraph above and below, in characters.
const PARAGRAPH: usize = 40;
/// The shortest text below where the whole text breaks off, in characters.
const BROKEN_OFF: usize = 15;
/// The most commas: 串百家门，知百家情，解百家愁.
const COMMAS: usize = 2;
/// The least text of a piece for one line, in paragraphs.
const LEAST_TEXT: usize = 3;

/// The rows that break a run of paragraphs; none where anything else breaks it. `skipped` holds for what is no text,
/// `is_heading` for rows that are headings already.
pub fn lines<'t>(
    rows: &[Row<'t>],
    skipped: impl Fn(&Row<'t>) -> bool,
    is_heading: impl Fn(usize) -> bool,
) -> Vec<usize> {
    let Some(first) = rows.iter().position(|row| !skipped(row) && is_paragraph(row)) else { return Vec::new() };
    let Some(last) = rows.iter().rposition(|row| !skipped(row)) else { return Vec::new() };
    let mut found = Vec::new();
    let (mut paragraphs, mut at) = (1, first + 1);
    while let Some(row) = rows.get(at).filter(|_| at <= last) {
        if is_credit(row.text) {
            at += 1;
            continue;
        }
        if skipped(row) {
            return Vec::new();
        }
        let above = rows.get(at - 1);
        let below = rows.get(at + 1).filter(|below| !skipped(below));
        let sets_off = above.is_some_and(|above| is_paragraph(above) && !is_signed_off(above.text))
            && below.is_some_and(|below| is_paragraph(below) && below.chars * 2 >= row.chars * 3)
            || at + 1 == last && above.is_some_and(Row::is_closed) && below.is_some_and(|below| breaks_off(row, below));
        match () {
            () if is_heading(at) => {}
            () if sets_off && is_name(row) => found.push(at),
            () if at == last || row.is_closed() && (row.marker.is_none() || row.chars >= PARAGRAPH) => {
                paragraphs += usize::from(is_paragraph(row) || at == last && row.chars >= PARAGRAPH);
            }
            () => return Vec::new(),
        }
        at += 1;
    }
    // Where a text breaks off, more of it is lost.
    let least = if rows.get(last).is_some_and(Row::is_closed) { LEAST_TEXT } else { LEAST_TEXT - 1 };
    if paragraphs >= least && found.len() * 2 <= paragraphs + 1 { found } else { Vec::new() }
}

fn is_paragraph(row: &Row<'_>) -> bool {
    row.chars >= PARAGRAPH && row.is_closed() && row.marker.is_none() && !row.marks.table && !row.marks.item
}

/// Whether a paragraph ends with who wrote it in brackets, which ends an article: …（本报记者 王明）
fn is_signed_off(text: &str) -> bool {
    let inner = text.strip_suffix(['）', ')']).and_then(|text| text.rsplit_once(['（', '(']));
    inner.is_some_and(|(_, inner)| is_credit(inner))
}

/// Whether the text ends in mid-sentence right below `row`.
fn breaks_off(row: &Row<'_>, below: &Row<'_>) -> bool {
    let long = below.chars >= BROKEN_OFF && below.chars * 2 >= row.chars * 3;
    let within = below.chars >= *LINE.start() && below.text.ends_with(['、', '，', ',', '“', '《', '的']);
    (long || within) && below.marker.is_none() && !below.is_closed() && !matter::is_matter(below.text)
}

/// Whether a row is a name by its marks and words: no sentence, no field, no credit, nobody's name.
pub fn is_name(row: &Row<'_>) -> bool {
    let plain = row.marker.is_none() && !row.marks.table && !row.marks.item && LINE.contains(&row.chars);
    if !plain || row.is_closed() && !row.text.ends_with(['”', '》', '"']) || title::is_dash(row.text) {
        return false;
    }
    let folded = fold::text(row.text);
    let name = mark(&folded).map_or(&*folded, |mark| folded.trim_start_matches(mark).trim_start());
    let stopped = name.contains(['。', ';', '!', '|', '(', '_', '-', '>']) || name.ends_with([',', '、', '看']);
    let named = name.chars().filter(|c| is_han(*c)).count() * 2 > name.chars().count();
    // 甲:乙 names both; 地点:… is a field.
    let field = name.split_once(':').is_some_and(|(label, _)| {
        names::is_field(label) || persons::is_person(label) || names::speaks(label) || label.contains([',', '、'])
    });
    named
        && !stopped
        && !field
        && name.matches(',').count() <= COMMAS
        && !names::is_telling(name)
        && !names::is_story(name)
        && !persons::ends_in_person(name)
        && !names::is_scene(name)
        && !is_credit(row.text)
        && !addressee::is_salutation(row.text)
        && !matter::is_matter(row.text)
}

#[cfg(test)]
mod tests {
    use crate::corpus::outline::tests::check;

    #[test]
    fn a_line_among_paragraphs_is_a_heading() {
        check("青石镇的一天\n@\n@\n清溪两岸换了新颜\n@\n@", &["4 1 清溪两岸换了新颜"]);
        check(
            "青石镇的一天\n@\n串千家门，听千家言，解千家难\n@\n从零开始的𠀀社区\n@\n@",
            &["3 1 串千家门，听千家言，解千家难", "5 1 从零开始的𠀀社区"],
        );
        check(
            "青石镇的一天\n@\n净化环境：从“脏乱差”到“绿亮美”\n@\n转变产业：特色种植带来活力\n@",
            &["3 1 净化环境：从“脏乱差”到“绿亮美”", "5 1 转变产业：特色种植带来活力"],
        );
        check("青石镇的一天\n@\n@\n● 强根基：建好堡垒,培育新动能\n@\n@", &["4 1 ● 强根基：建好堡垒,培育新动能"]);
        check(
            "青石镇的一天\n@\n清溪两岸换了新颜\n走进青石镇清溪村的文化广场,村民们正在排练节目,孩子们在树下做游戏,老人们说起村里的变化",
            &["3 1 清溪两岸换了新颜"],
        );
        check("青石镇的一天\n@\n@\n@\n清溪两岸换了𠀀颜\n走进青石镇的、", &["5 1 清溪两岸换了𠀀颜"]);
        check("青石镇的一天\n@\n@\n@\n清溪两岸换了新颜\n走进青石镇清溪村,村民们正在广场上", &["5 1 清溪两岸换了新颜"]);
        check("青石镇的一天\n@\n@\n凝聚发展合力 绘就乡村蓝图\n@\n@", &["4 1 凝聚发展合力 绘就乡村蓝图"]);
        check("青石镇的一天\n@\n本报记者 王明\n@\n清溪两岸换了新颜\n@\n@", &["5 1 清溪两岸换了新颜"]);
    }

    #[test]
    fn items_below_such_lines_are_no_chapters() {
        check(
            "青石镇的一天\n@\n一是修路。@\n二是种树。@\n@\n清溪两岸换了𠀀颜\n@\n@",
            &["3 1 *一是修路", "4 1 *二是种树", "6 1 清溪两岸换了𠀀颜"],
        );
        check("青石镇的一天\n一、修路\n@\n二、种树\n@\n清溪两岸换了新颜\n@\n@", &["2 1 一、修路", "4 1 二、种树"]);
    }

    #[test]
    fn where_other_lines_break_the_text_one_proves_nothing() {
        for text in [
            "青石镇的一天\n@\n@\n清溪两岸换了新颜\n@\n白水桥头、红叶路口\n青石镇人民政府",
            "青石镇的一天\n@\n@（记者 王明）\n清溪两岸换了新颜\n@",
            "青石镇的一天\n@\n@\n青石大学教授、乡村研究所所长王明\n@",
            "青石镇的一天\n@\n@\n王明 李红 青石镇融媒体中心记者\n@\n@",
            "青石镇的一天\n@\n@\n地点：镇政府三楼会议室\n@\n@",
            "青石镇的一天\n@\n@\n今年以来全镇共清理垃圾\n@\n@",
            "青石镇的一天\n@\n清溪两岸换了新颜\n@",
            "青石镇的一天\n@\n@\n青石镇人民政府\n2024年5月6日",
            "青石镇的一天\n@\n@\n清溪两岸换了新颜",
        ] {
            check(text, &[]);
        }
    }
}
