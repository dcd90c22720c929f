//! Rows as their author set them: lines broken at a fixed width are joined again, and a text that lost its line
//! breaks is opened before its numbers. Decides nothing about headings.

use super::marker::{Class, marker};
use super::number;
use crate::corpus::row::{Row, is_blank};
use crate::text::safe::is_han;
use crate::text::span::{ByteSpan, marks, slice, tail};
use crate::text::tally::tally;

/// How many rows a text must have before a fixed width can be seen.
const LEAST_ROWS: usize = 6;
/// The narrowest and widest fixed width, in cells (a Chinese character takes two).
const WIDTHS: std::ops::RangeInclusive<usize> = 36..=100;
/// From how many rows on one that is too wide says nothing of the others.
const MANY_ROWS: usize = 16;
/// How many paragraphs must end below a full row where full rows are few.
const LEAST_ENDS: usize = 2;
/// How much shorter than the width a broken line may be, in cells: a mark that may not begin a line.
const SLACK: usize = 4;
/// The shortest row, in characters, that may hold a text without line breaks.
const LEAST_FOLDED: usize = 160;

/// Joins and opens the rows of `text`; rows that `fixed` holds for stay as they are.
pub fn reflow<'t>(text: &'t str, rows: Vec<Row<'t>>, fixed: impl Fn(&Row<'t>) -> bool) -> Vec<Row<'t>> {
    let cells: Vec<usize> = rows.iter().map(|row| cells(text, row)).collect();
    let rows = match wrap_width(&cells, &rows) {
        Some(width) => join(text, &rows, width, fixed),
        None => close_chapters(text, rows, fixed),
    };
    open(rows)
}

/// Joins the title of a chapter that goes on in the next line: its number stands alone, or it ends in a comma.
fn close_chapters<'t>(text: &'t str, rows: Vec<Row<'t>>, fixed: impl Fn(&Row<'t>) -> bool) -> Vec<Row<'t>> {
    let is_open = |row: &Row<'t>| {
        let chapter = row.marker.filter(|m| matches!(m.key.class, Class::Chapter | Class::Han | Class::HanBracket));
        let alone = |end: usize| tail(row.text, end).is_empty();
        chapter.is_some_and(|m| alone(m.end) || row.text.ends_with(['，', ',', '、'])) && row.chars <= LONGEST_PART
    };
    let ends = |row: &Row<'t>| {
        row.marker.is_none()
            && !row.is_closed()
            && (2..=LONGEST_PART).contains(&row.chars)
            && !row.text.contains(['：', ':'])
    };
    if !rows.iter().any(is_open) {
        return rows;
    }
    let mut out: Vec<Row<'t>> = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let over_text = rows.get(at + 1).is_some_and(|below| below.chars > row.chars || below.marker.is_some());
        match out.last_mut().filter(|open| is_open(open) && ends(row) && over_text && !fixed(row) && !fixed(open)) {
            Some(open) => {
                let whole = slice(text, ByteSpan::new(open.start, row.span().end));
                *open = Row { chars: open.chars + row.chars, ..open.with(open.start, whole) };
            }
            None => out.push(*row),
        }
    }
    out
}

/// The longest part of a chapter's title that is broken over two lines, in characters.
const LONGEST_PART: usize = 30;

/// Cells of a row of `text`, its indent among them, roughly: one for ASCII, two for the rest.
fn cells(text: &str, row: &Row<'_>) -> usize {
    let bytes = row.text.as_bytes();
    // A letter of ASCII is its only byte; every other one has one byte that begins it.
    indent(text, row) + tally(bytes, |byte| byte < 0x80) + tally(bytes, |byte| byte >= 0xc0) * 2
}

/// Cells of a row's indent.
fn indent(text: &str, row: &Row<'_>) -> usize {
    let before = slice(text, ByteSpan::new(0, row.start)).chars().rev();
    let blanks = before.take(MOST_INDENT).take_while(|c| *c != '\n' && is_blank(*c));
    blanks.map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// The most blanks of an indent.
const MOST_INDENT: usize = 8;

/// The width that the lines of a text are broken at, when they are; `cells` are those of its rows.
fn wrap_width(cells: &[usize], rows: &[Row<'_>]) -> Option<usize> {
    let mut widths = cells.to_vec();
    widths.sort_unstable();
    let longest = widths.last().copied().unwrap_or(0);
    let common = widths.get(widths.len() * 9 / 10).copied().unwrap_or(0);
    // The widest row may hang a mark over the edge, and one may have lost its break.
    let over = cells.iter().filter(|cells| **cells > common + SLACK).count();
    let width = if longest <= common + SLACK || over == 1 && rows.len() >= MANY_ROWS { common } else { longest };
    if rows.len() < LEAST_ROWS || !WIDTHS.contains(&width) {
        return None;
    }
    let is_broken = |row: &Row<'_>| !row.text.ends_with(['。', '！', '？', '；', '：', ':', ';', '?', '!']);
    let (mut full, mut broken, mut near, mut runs, mut ends) = (0, 0, 0, 0, 0);
    for (at, (row, cells)) in rows.iter().zip(cells).enumerate() {
        if cells + SLACK < width {
            near += usize::from(cells * 4 >= width * 3 && is_broken(row) && !opens_paragraph(row));
            continue;
        }
        full += 1;
        if is_broken(row) {
            broken += 1;
            let below = rows.get(at + 1).filter(|below| below.line == row.line + 1);
            runs += usize::from(below.is_some_and(|below| !opens_paragraph(below)));
            ends += usize::from(below.is_some_and(|below| !is_broken(below)));
        }
    }
    let mostly = full * 5 >= rows.len() * 2;
    // Headings and short items between the paragraphs: then what goes on below a full row must end its sentence, and
    // where lines break near the width as well, it is not fixed.
    let between = near * 4 <= full && full * 5 >= rows.len() && runs * 5 >= full * 3 && ends >= LEAST_ENDS;
    ((mostly || between) && broken * 5 >= full * 3).then_some(width)
}

/// Joins every full row with the line right below it unless that opens with a number. Where paragraphs are indented and
/// what goes on is not, the indent decides, and a row may be shorter: a figure or a word was kept whole.
fn join<'t>(text: &'t str, rows: &[Row<'t>], width: usize, fixed: impl Fn(&Row<'t>) -> bool) -> Vec<Row<'t>> {
    let mut out: Vec<Row<'t>> = Vec::with_capacity(rows.len());
    let indented = |row: &Row<'_>| indent(text, row) >= 2;
    let paragraphs = rows.iter().filter(|row| indented(row)).count();
    let by_indent = paragraphs >= 2 && paragraphs * 2 <= rows.len();
    let closes = |row: &Row<'_>| row.text.ends_with(['。', '！', '？']);
    let mut before: Option<&Row<'t>> = None;
    for row in rows {
        let follows = before.is_some_and(|before| {
            let long = cells(text, before);
            let nearly = by_indent && long * 5 >= width * 4 && (!closes(before) || cells(text, row) * 2 >= width);
            // What goes on below a number breaks where a character has no room, not before.
            let room = opens_paragraph(before) && long + 2 < width && !by_indent && begins_freely(row);
            before.line + 1 == row.line && (long + SLACK >= width || nearly) && !room && !(by_indent && indented(row))
        });
        let joins = follows && !fixed(row) && row.marks.heading.is_none() && !opens_paragraph(row);
        match out.last_mut() {
            Some(open) if joins => {
                let span = ByteSpan::new(open.start, row.span().end);
                open.text = slice(text, span);
                open.chars += row.chars;
            }
            _ => out.push(*row),
        }
        before = Some(row).filter(|row| !fixed(row) && row.marks.heading.is_none());
    }
    out
}

/// Whether the first two characters of a row could each end the line above: no marks, no letters, no figures.
fn begins_freely(row: &Row<'_>) -> bool {
    row.text.chars().take(2).all(is_han)
}

/// Whether a line opens with a number that headings and items carry.
fn opens_paragraph(row: &Row<'_>) -> bool {
    row.marker.is_some_and(|m| !matches!(m.key.class, Class::Decimal2 | Class::Decimal3 | Class::Letter))
}

/// Opens the rows of a text without line breaks before its numbers.
fn open(rows: Vec<Row<'_>>) -> Vec<Row<'_>> {
    let starts = |class: Class| rows.iter().filter(|row| row.marker.is_some_and(|m| m.key.class == class)).count();
    let (han, bracket) = (starts(Class::Han), starts(Class::HanBracket));
    if rows.iter().all(|row| row.chars < LEAST_FOLDED) {
        return rows;
    }
    let holes = holes(&rows);
    if holes == Holes::None && (han > 1 || bracket > 1) {
        return rows;
    }
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let found = if row.chars < LEAST_FOLDED { Vec::new() } else { numbers(row.text, opens_number) };
        let cuts = match holes {
            Holes::Most => inner(&found, |_| true),
            Holes::Few => inner(&found, is_chapter),
            Holes::None if is_folded(&found) => inner(&found, |_| true),
            Holes::None => Vec::new(),
        };
        let ends = cuts.iter().copied().chain([row.text.len()]);
        for (from, to) in [0].into_iter().chain(cuts.iter().copied()).zip(ends) {
            let part = slice(row.text, ByteSpan::new(from, to)).trim_matches(is_blank);
            let skipped = tail(row.text, from).len() - tail(row.text, from).trim_start_matches(is_blank).len();
            if !part.is_empty() {
                out.push(row.with(row.start + from + skipped, part));
            }
        }
    }
    out
}

/// A number within a row: its byte, class and value.
type Inner = (usize, Class, u32);

/// How much of a text lost its line breaks, read from where its chapters begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holes {
    /// No chapter stands within a row and goes on where others left off.
    None,
    /// A few chapters do: only those are opened.
    Few,
    /// Most do: the text is opened at every number.
    Most,
}

/// Whether chapters run on from row to row while some of their numbers stand within rows: numbers at the beginnings
/// of rows alone leave holes then.
fn holes(rows: &[Row<'_>]) -> Holes {
    let opens = |first: char| first == '第' || number::is_figure(first);
    let all: Vec<Inner> = rows.iter().flat_map(|row| numbers(row.text, opens)).filter(is_chapter).collect();
    let starts: Vec<Inner> = all.iter().copied().filter(|(at, _, _)| *at == 0).collect();
    for class in [Class::Han, Class::Chapter] {
        let count = |found: &[Inner]| found.iter().filter(|(_, of, _)| *of == class).count();
        let (whole, begun) = (rising(&all, class), rising(&starts, class));
        if whole >= LEAST_CHAPTERS && whole as usize == count(&all) && begun < whole && begun as usize != count(&starts)
        {
            return if count(&starts) * 2 > count(&all) { Holes::Few } else { Holes::Most };
        }
    }
    Holes::None
}

/// How many chapters must run on before a hole among them counts.
const LEAST_CHAPTERS: u32 = 3;

fn is_chapter(&(_, class, _): &Inner) -> bool {
    matches!(class, Class::Han | Class::Chapter)
}

/// Whether the numbers of one row are a text of its own: 一、 and 二、, or three of （一）.
fn is_folded(found: &[Inner]) -> bool {
    rising(found, Class::Han).max(rising(found, Class::Chapter)) >= 2 || rising(found, Class::HanBracket) >= 3
}

/// Where the `wanted` numbers open a part within a row.
fn inner(found: &[Inner], wanted: impl Fn(&Inner) -> bool) -> Vec<usize> {
    found.iter().filter(|found| wanted(found)).map(|(at, _, _)| *at).filter(|at| *at > 0).collect()
}

/// Whether a number may begin with a character: all that are no letters, and Chinese figures.
fn opens_number(first: char) -> bool {
    !first.is_whitespace() && (first == '第' || !is_han(first) || number::is_figure(first))
}

/// The numbers of a row that stand at its beginning or after a sentence and begin with a `wanted` character.
fn numbers(text: &str, wanted: impl Fn(char) -> bool) -> Vec<Inner> {
    let ends = |c: char| matches!(c, '。' | '！' | '？' | '；' | ';' | '：' | ':' | '”' | '…') || c.is_whitespace();
    let after = marks(text).filter(|(_, c)| ends(*c)).map(|(at, c)| at + c.len_utf8());
    let opened = std::iter::once(0).chain(after).filter_map(|at| {
        let rest = tail(text, at);
        let first = rest.chars().next()?;
        let found = wanted(first).then(|| marker(rest)).flatten()?;
        let class = found.key.class;
        matches!(class, Class::Chapter | Class::Han | Class::HanBracket | Class::Arabic).then_some((
            at,
            class,
            found.number,
        ))
    });
    opened.collect()
}

/// How far the numbers of one class rise by one, from 1.
fn rising(found: &[Inner], class: Class) -> u32 {
    found
        .iter()
        .filter(|(_, of, _)| *of == class)
        .fold(0, |last, &(_, _, number)| if number == last + 1 { number } else { last })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::model::Extracted;
    use crate::corpus::row::rows;
    use crate::text::span::LineIndex;

    fn check(text: &str, expected: &[&str]) {
        let source = Extracted { text: text.to_owned(), hints: Vec::new() };
        let index = LineIndex::new(text);
        let found = reflow(&source.text, rows(&source, &index), |_| false);
        assert!(found.iter().all(|row| slice(text, row.span()) == row.text));
        let shown: Vec<String> = found.iter().map(|row| row.text.replace('\n', "|")).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn broken_lines_are_joined() {
        let paragraphs = [
            "一、目标".to_owned(),
            "全镇各村要按照统一部署，扎实推进整治工作，明确责任分工，落实到人到岗，确保按时完成各项任务，让群众满意𠀀。".to_owned(),
            "二、加强对整治工作的组织领导和督促检查确保各项任务圆满完成并落到实处".to_owned(),
            "各村要成立班子，明确专人负责，把任务分解到组、落实到人，定期检查并且通报进展，年底统一考核验收。".to_owned(),
        ];
        let broken = |paragraph: &String| {
            let chars: Vec<char> = paragraph.chars().collect();
            chars.chunks(24).map(|line| line.iter().collect::<String>()).collect::<Vec<_>>()
        };
        let lines: Vec<String> = paragraphs.iter().flat_map(broken).collect();
        let joined: Vec<String> = paragraphs.iter().map(|paragraph| broken(paragraph).join("|")).collect();
        let expected: Vec<&str> = joined.iter().map(String::as_str).collect();
        check(&lines.join("\n"), &expected);
    }

    #[test]
    fn titles_of_chapters_over_two_lines_are_joined() {
        let prose = "全镇开展了整治活动，清理垃圾，美化环境，群众满意。";
        check(
            &format!(
                "一、提高站位,明确目标,\n增强做好整治的紧迫感\n{prose}\n二、\n\n发展𠀀环境\n（一）进展。\n{prose}"
            ),
            &["一、提高站位,明确目标,|增强做好整治的紧迫感", prose, "二、||发展𠀀环境", "（一）进展。", prose],
        );
        for text in [
            format!("一、清理垃圾，\n二、修整道路，\n{prose}"),
            format!("一、清理垃圾，\n修整道路。\n{prose}"),
            format!("一、时间：五月，\n地点：镇政府\n{prose}"),
        ] {
            let lines: Vec<&str> = text.lines().collect();
            check(&text, &lines);
        }
    }

    #[test]
    fn one_row_that_is_too_wide_says_nothing_of_the_others() {
        let item = "1、坚持民主集中制原则,实行集体领导,凡属重大问题,必须充分发扬民主,少数服";
        let rest = "从多数,经集体讨论决定的事项要坚决贯彻执行;";
        let wide = "2、密切联系群众,自觉接受群众的批评监督,凡涉及本村村民利益的问题,须经代表会议讨论通过,并由监督委员会监督执行到底。";
        let mut lines = vec!["一、制度𠀀"];
        lines.extend([item, rest].repeat(8));
        lines.push(wide);
        let joined = format!("{item}|{rest}");
        let mut expected = vec!["一、制度𠀀"];
        expected.extend(std::iter::repeat_n(joined.as_str(), 8));
        expected.push(wide);
        check(&lines.join("\n"), &expected);
    }

    #[test]
    fn a_heading_with_room_for_more_is_not_joined() {
        let lines = [
            "（一）强化政策引导，信贷总量稳步增长",
            "用好支农支小再贷款、再贴现等货币政策工具",
            "，累计发放再贷款十二亿元，办理再贴现三亿",
            "元。截至年末，全市普惠小微贷款余额一百亿",
            "达到历史新高，同比增长两成，比年初多八千",
            "元，支持了两千户企业𠀀，群众满意。",
            "（二）开展对接，破解融资难题",
            "组织各家银行到企业走访，了解企业融资需求",
            "，一户一策，帮助企业解决困难，共计发放贷",
            "款三亿元。",
        ];
        let joined = |from: usize, to: usize| lines.get(from..to).unwrap_or_default().join("|");
        let expected = [joined(0, 1), joined(1, 6), joined(6, 7), joined(7, 10)];
        check(&lines.join("\n"), &expected.each_ref().map(String::as_str));
    }

    #[test]
    fn indents_tell_where_paragraphs_begin() {
        let lines = [
            "一、目标",
            "　　全镇各村要按照统一部署，扎实推进整治工作，明确责任",
            "分工，落实到人到岗，确保按时完成各项任务，让群众满意𠀀。",
            "　　各村要成立班子，投入资金1260万元，清理垃圾850吨。",
            "把任务分解到组、落实到人，定期检查并且通报进展，年底统",
            "一考核验收，奖优罚劣。",
            "（一）甲",
            "1.清理垃圾。",
            "2.修整道路。",
            "（二）乙",
            "　　各村要定期检查，及时通报进展，到年底由镇里统一进行",
            "考核验收e\u{301}。",
        ];
        let joined = |from: usize, to: usize| lines.get(from..to).unwrap_or_default().join("|").replace('　', "");
        let expected = [
            joined(0, 1),
            joined(1, 3),
            joined(3, 6),
            joined(6, 7),
            joined(7, 8),
            joined(8, 9),
            joined(9, 10),
            joined(10, 12),
        ];
        check(&lines.join("\n"), &expected.each_ref().map(String::as_str));
    }

    #[test]
    fn a_text_without_line_breaks_is_opened() {
        let prose = "全镇开展了整治活动，清理垃圾，美化环境，群众满意。".repeat(3);
        let text = format!("现总结如下:一、抓宣传。{prose}（一）甲。{prose}（二）乙。{prose}二、抓整治 {prose}");
        check(
            &text,
            &[
                "现总结如下:",
                &format!("一、抓宣传。{prose}"),
                &format!("（一）甲。{prose}"),
                &format!("（二）乙。{prose}"),
                &format!("二、抓整治 {prose}"),
            ],
        );
        check(&format!("{prose}一是甲；二是乙。{prose}"), &[&format!("{prose}一是甲；二是乙。{prose}")]);
    }
}
