//! Short lines that alone break a run of whole paragraphs: the sub-titles of an article or a speech that has no
//! numbers.
//!
//! One such line proves itself by what it stands among: every other line of the text is a paragraph. Asks nothing of
//! its words but that they name something; counts only where a piece has no numbers of chapters.

use super::apart::is_title_again;
use super::credit::{is_credit, is_speaker};
use super::evidence::mark;
use super::{names, persons};
use crate::corpus::row::Row;
use crate::corpus::split::{addressee, matter, title};
use crate::text::fold;
use crate::text::safe::is_han;

/// The shortest and longest such line, in characters, and below how many it could be anybody's name.
const LINE: std::ops::RangeInclusive<usize> = 4..=30;
const SURE: usize = 6;
/// The shortest paragraph above and below, in characters.
const PARAGRAPH: usize = 40;
/// The shortest text below where the whole text breaks off, in characters.
const BROKEN_OFF: usize = 15;
/// The most commas: 串百家门，知百家情，解百家愁.
const COMMAS: usize = 2;
/// The least text of a piece for one line, in paragraphs.
const LEAST_TEXT: usize = 3;

/// The rows that break a run of paragraphs; none where anything else breaks it. `skipped` holds for what is no text,
/// `is_heading` for rows that are headings already. Two such lines one over the other are a group and its first part,
/// where others of their kind stand alone.
pub fn lines<'t>(
    rows: &[Row<'t>],
    skipped: impl Fn(&Row<'t>) -> bool,
    is_heading: impl Fn(usize) -> bool,
) -> Vec<usize> {
    // Who wrote what stands beside it breaks nothing.
    let text: Vec<usize> = (0..rows.len())
        .filter(|at| rows.get(*at).is_some_and(|row| !is_credit(row.text) && !is_speaker(row.text)))
        .filter(|at| !is_title_again(rows, *at))
        .collect();
    let row = |place: usize| text.get(place).and_then(|at| rows.get(*at));
    let open = |place: usize| row(place).filter(|row| !skipped(row));
    let headed = |place: usize| text.get(place).is_some_and(|at| is_heading(*at));
    let Some(first) = (0..text.len()).find(|place| open(*place).is_some_and(is_paragraph)) else { return Vec::new() };
    let Some(last) = (0..text.len()).rev().find(|place| open(*place).is_some()) else { return Vec::new() };
    let ended = |place: usize| {
        let sentence = |above: &Row<'_>| is_paragraph(above) || is_opening(above) && above.chars >= LEAST_ENDED;
        row(place).is_some_and(|above| sentence(above) && !is_signed_off(above.text))
    };
    let goes_on = |place: usize| {
        let Some((row, below)) = row(place).zip(open(place + 1)) else { return false };
        let text = is_paragraph(below) && below.chars * 2 >= row.chars * 3;
        let opening = is_opening(below) && open(place + 2).is_some_and(is_paragraph);
        text || opening
    };
    let cut = |place: usize| {
        place + 1 == last && row(place).zip(open(place + 1)).is_some_and(|(row, below)| breaks_off(row, below))
    };
    let (mut found, mut groups) = (Vec::new(), Vec::new());
    let (mut paragraphs, mut alone, mut place) = (1, 0, first + 1);
    while let Some(own) = row(place).filter(|_| place <= last) {
        if skipped(own) {
            return Vec::new();
        }
        let closed = || row(place - 1).is_some_and(Row::is_closed);
        let named = |place: usize| row(place).is_some_and(is_name);
        let over = || named(place) && ended(place - 1) && (named(place + 1) || headed(place + 1));
        // A line printed twice is no group of itself.
        let over = || {
            over()
                && row(place + 1).is_some_and(|below| below.text != own.text)
                && (goes_on(place + 1) || cut(place + 1))
        };
        match () {
            () if headed(place) => alone += 1,
            () if (ended(place - 1) && goes_on(place) || closed() && cut(place)) && is_name(own) => {
                found.push(place);
                alone += 1;
            }
            () if over() => {
                groups.push(place);
                if !headed(place + 1) {
                    found.push(place + 1);
                }
                place += 1;
            }
            () if place == last || own.is_closed() && (own.marker.is_none() || own.chars >= PARAGRAPH) => {
                paragraphs += usize::from(is_paragraph(own) || place == last && own.chars >= PARAGRAPH);
            }
            () => return Vec::new(),
        }
        place += 1;
    }
    // One group needs parts beside its first.
    if alone == 0 && (1..LEAST_GROUPS).contains(&groups.len()) {
        return Vec::new();
    }
    // Where a text breaks off, more of it is lost.
    let least = if row(last).is_some_and(Row::is_closed) { LEAST_TEXT } else { LEAST_TEXT - 1 };
    if paragraphs < least || found.len() * 2 > paragraphs + 1 + groups.len() {
        return Vec::new();
    }
    found.append(&mut groups);
    found.sort_unstable();
    found.into_iter().filter_map(|place| text.get(place).copied()).collect()
}

/// How many groups of one part prove each other.
const LEAST_GROUPS: usize = 2;
/// The shortest sentence above such a line, in characters.
const LEAST_ENDED: usize = 24;
/// The shortest sentence between such a line and its first paragraph, in characters.
const LEAST_OPENING: usize = 14;

/// Whether a row is a short sentence that could open the text below a line.
fn is_opening(row: &Row<'_>) -> bool {
    row.chars >= LEAST_OPENING && row.is_closed() && row.marker.is_none() && !row.marks.table && !row.marks.item
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
    let within = below.chars >= SURE && below.text.ends_with(['、', '，', ',', '“', '《', '的']);
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
        && (!names::is_telling(name) || names::is_of_section(name))
        && !names::is_story(name)
        && !(row.chars < SURE && (!name.chars().all(is_han) || persons::is_person(name) || names::speaks(name)))
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
    fn two_such_lines_are_a_group_and_its_first_part() {
        check(
            "青石镇的一年\n@\n当前治理面临的主要痛点\n立案难：传统模式下的多重障碍\n@\n执行慢：程序复杂的双重𠀀困境\n@\n化解之道\n群众参与的制度保障\n@",
            &[
                "3 1 当前治理面临的主要痛点",
                "4 2 立案难：传统模式下的多重障碍",
                "6 2 执行慢：程序复杂的双重𠀀困境",
                "8 1 化解之道",
                "9 2 群众参与的制度保障",
            ],
        );
    }

    #[test]
    fn the_title_printed_again_is_no_part() {
        check(
            "青石镇：清溪两岸的一𠀀年\n@\n青石镇：清溪两岸的一𠀀年\n@\n清溪两岸换了新颜\n@\n走进“河边的学堂”\n@",
            &["5 1 清溪两岸换了新颜", "7 1 走进“河边的学堂”"],
        );
    }

    #[test]
    fn who_wrote_a_part_breaks_nothing() {
        check(
            "青石镇的一年\n@\n@\n清溪两岸换了新颜\n本报记者 王明\n@\n旗帜鲜明\n旗帜鲜明，先从一件小事讲起。\n@",
            &["4 1 清溪两岸换了新颜", "7 1 旗帜鲜明"],
        );
        check("青石镇的一年\n@\n@\n王明李红\n@\n@", &[]);
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
