//! Title lines: what a title looks like and how far the head of a piece goes.

use super::Cut;
use super::{addressee, byline, matter};
use crate::corpus::clean::phrases::Edges;
use crate::corpus::outline::names;
use crate::corpus::row::{Row, is_blank};
use crate::text::fold;
use crate::text::span::{first_chars, head as head_of, tail};

/// The head of a piece: its title and the rows it takes, separator and subtitle included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The title; empty where there is none.
    pub title: String,
    /// Number of rows at the beginning of the piece that are separator, title or subtitle.
    pub rows: usize,
}

/// The longest title, in characters, over all its rows.
const LONGEST: usize = 80;
/// The shortest title that is read from the beginning of a paragraph, in characters.
const SHORTEST_INLINE: usize = 6;
/// How many rows a title may take.
pub const MOST_ROWS: usize = 4;

/// Reads the head of the piece whose rows are `rows`.
pub fn head(rows: &[Row<'_>], cut: Cut) -> Head {
    let mut at = 0;
    let mut own = String::new();
    // A file may hold an attachment alone.
    let attached = rows.first().is_some_and(|row| super::attachment::is_attachment(row.text) && rows.len() > 1);
    if cut.separator || attached {
        own = rows.first().map_or_else(String::new, |row| row.text.to_owned());
        at = 1;
        let bare = super::separator::is_bare(&own) || super::attachment::is_attachment(&own);
        if super::sender::is_sender(&own) {
            // The place of a case, its title below.
            let taken = title_rows(rows, at);
            own.extend(rows.iter().skip(at).take(taken).map(|row| bare_text(row.text)));
            return Head { title: own, rows: at + taken };
        }
        if !bare {
            // 篇一：甲, and 甲 once more.
            let named = own.split_once(['：', ':']).map_or("", |(_, name)| name);
            let again = if named.is_empty() { 0 } else { repeats(rows, at, named) };
            at += again;
            // The rest of the title, or a second one: right over the text, below one that names no kind of writing.
            let more = rows.get(at).is_some_and(|row| row.chars <= LONGEST_SECOND && could_be_title(row))
                && rows.get(at + 1).is_some_and(|below| below.chars >= LEAST_PARAGRAPH && below.is_closed());
            at += usize::from(again > 0 && more && !ends_as_title(named));
            let more = subtitle_rows(rows, at);
            return Head { title: own, rows: at + more };
        }
    }
    if at == 0 {
        let contents = matter::contents(rows);
        at = if contents.first() == Some(&0) { contents.len() } else { 0 };
    }
    let above = matter_above(rows, at);
    let mut taken = title_rows(rows, at + above);
    if taken > 0 {
        at += above;
    } else {
        taken = title_rows(rows, at);
    }
    // 会议纪要 〔2024〕5号 …: below the name of the paper and its number stands the title.
    let after = at + taken + matter_above(rows, at + taken);
    let named = taken == 1
        && rows
            .get(at)
            .is_some_and(|row| fold::tight(row.text).chars().count() <= LONGEST_PAPER && ends_as_title(row.text));
    let below = if named && after > at + taken { title_rows(rows, after) } else { 0 };
    if below > 0 && rows.get(after + below - 1).is_some_and(|row| ends_as_title(row.text)) {
        (at, taken) = (after, below);
    }
    let mut title: String = rows.iter().skip(at).take(taken).map(|row| bare_text(row.text)).collect();
    if title.is_empty() {
        rows.get(at).and_then(|row| title_before_text(row)).unwrap_or("").clone_into(&mut title);
    }
    at += taken;
    at += repeats(rows, at, &title);
    at += subtitle_rows(rows, at);
    Head { title: if title.is_empty() { own } else { title }, rows: at }
}

/// A title row without the spaces that only letter-space it.
fn bare_text(text: &str) -> String {
    let words = text.split_whitespace();
    let spread =
        words.clone().count() >= 3 && words.clone().all(|word| word.chars().count() == 1 || word.chars().count() <= 2);
    if spread { words.collect() } else { text.to_owned() }
}

/// Whether the rows from `at` to `line` are a title, and below row `line` it stands once more, over other rows.
pub fn stands_again(rows: &[Row<'_>], at: usize, line: usize) -> bool {
    let tight = |from: usize, to: usize| rows.get(from..to).unwrap_or_default().iter().map(|row| row.text).collect();
    let first: String = tight(at, line);
    let whole = at + title_rows(rows, at) == line || line == at + 1;
    whole && (line + 2..line + 2 + MOST_ROWS).any(|to| tight(line + 1, to) == first)
}

/// How many rows from `at` make up a title.
pub fn title_rows(rows: &[Row<'_>], at: usize) -> usize {
    let Some(first) = rows.get(at) else { return 0 };
    if opens_parts(rows.get(at..).unwrap_or_default()) {
        return 0;
    }
    if first.marks.title || first.marks.piece || first.marks.heading == Some(1) && at == 0 && first.marker.is_none() {
        return 1;
    }
    // 引言: a text without a title opens with its first part.
    if at == 0 && names::opens_foreword(first.text) {
        return 0;
    }
    let broken = first.text.ends_with(['、', '，']) && is_open(std::slice::from_ref(first)) && could_go_on(first);
    // The title of a whole text may ask.
    let asks = at == 0
        && first.chars <= LONGEST_QUESTION
        && first.text.strip_suffix(['？', '?']).is_some_and(|text| could_be_title(&first.with(first.start, text)));
    if !could_be_title(first) && !broken && !asks || rows.len() == at + 1 {
        return 0;
    }
    let (mut taken, mut chars) = (1, first.chars);
    while taken < MOST_ROWS {
        let Some(next) = rows.get(at + taken) else { break };
        let before = rows.get(at + taken - 1).map_or("", |row| row.text);
        let open = is_open(rows.get(at..at + taken).unwrap_or_default());
        let joins = could_go_on(next)
            && !matter::is_matter(next.text)
            && chars + next.chars <= LONGEST
            && (open || !ends_as_title(before))
            && (open || ends_as_title(next.text) || next.chars <= 4 && next.text.starts_with('的'));
        if !joins {
            break;
        }
        chars += next.chars;
        taken += 1;
    }
    if taken == 1 && opens_long(first) {
        taken += rows_to_kind(rows, at);
    }
    // What stays open at its end was no title of several rows.
    if taken > 1 && is_open(rows.get(at..at + taken).unwrap_or_default()) { 1 } else { taken }
}

/// The longest title that asks, in characters.
const LONGEST_QUESTION: usize = 30;

/// Whether the first row is no title but the heading of the first part of a text whose title is lost: 引言 over a paragraph,
/// or one of several lines of one length, each over a paragraph.
fn opens_parts(rows: &[Row<'_>]) -> bool {
    let Some(first) = rows.first().filter(|row| row.chars <= LONGEST_PART && row.marker.is_none()) else {
        return false;
    };
    let styled = first.marks.title || first.marks.piece || first.marks.heading.is_some();
    let text = |row: Option<&Row<'_>>| row.is_some_and(|row| row.chars >= LEAST_PARAGRAPH && row.is_closed());
    if styled || ends_as_title(first.text) || !text(rows.get(1)) {
        return false;
    }
    if names::is_foreword(first.text) {
        return true;
    }
    let alike = |pair: &&[Row<'_>]| matches!(pair, [part, below] if part.chars == first.chars && part.marker.is_none() && !part.is_closed() && text(Some(below)));
    first.chars >= LEAST_PART && rows.chunks(2).take(LEAST_PARTS).filter(alike).count() == LEAST_PARTS
}

/// The shortest and longest line over a part, the shortest paragraph below it, in characters, and how many such lines
/// prove that none is a title.
const LEAST_PART: usize = 4;
const LONGEST_PART: usize = 12;
const LEAST_PARAGRAPH: usize = 40;
const LEAST_PARTS: usize = 3;

/// Whether a row opens a title that may run over several rows: an office's name, or what the title is about.
fn opens_long(row: &Row<'_>) -> bool {
    ["关于", "转发", "印发"].iter().any(|word| row.text.contains(word)) && !ends_as_title(row.text)
        || row.chars >= SHORTEST_INLINE && row.text.ends_with(['府', '厅', '局', '委', '室', '会', '部'])
}

/// How many rows below the first row of a title it takes to where it ends as titles do; 0 where it does not.
fn rows_to_kind(rows: &[Row<'_>], at: usize) -> usize {
    let mut chars = rows.get(at).map_or(0, |row| row.chars);
    for more in 1..MOST_ROWS {
        let Some(row) = rows.get(at + more) else { return 0 };
        chars += row.chars;
        if !could_go_on(row) || matter::is_matter(row.text) || addressee::is_salutation(row.text) || chars > LONGEST {
            return 0;
        }
        if ends_as_title(row.text) {
            let about = rows.get(at..=at + more).unwrap_or_default().iter().any(|row| row.text.contains("关于"));
            return if about { more } else { 0 };
        }
    }
    0
}

/// Whether a quotation or book title that the rows open is not closed in them.
fn is_open(rows: &[Row<'_>]) -> bool {
    let mut depth = 0i32;
    for c in rows.iter().flat_map(|row| row.text.chars()) {
        match c {
            '“' | '《' | '〈' | '「' => depth += 1,
            '”' | '》' | '〉' | '」' => depth -= 1,
            _ => {}
        }
    }
    depth > 0
}

/// Whether a row may stand within a title of several rows.
fn could_go_on(row: &Row<'_>) -> bool {
    could_be_title(row)
        || row.text.ends_with('、') && row.chars <= 40 && row.marker.is_none() && !row.text.contains('。')
}

/// How many rows from `at` hold a document number, a date or a note above the title.
fn matter_above(rows: &[Row<'_>], at: usize) -> usize {
    rows.iter().skip(at).take(MOST_ROWS).take_while(|row| matter::is_matter(row.text) || is_masthead(row)).count()
}

/// Whether a row is the head of an office's paper: 青石县民政局文件.
fn is_masthead(row: &Row<'_>) -> bool {
    let office = row.text.strip_suffix("文件").and_then(|name| name.chars().next_back());
    row.chars >= SHORTEST_INLINE && row.chars <= LONGEST_OFFICE && office.is_some_and(|c| OFFICES.contains(c))
}

/// Last characters of offices that have a paper of their own.
const OFFICES: &str = "府局委会室厅部院办校司处";

/// The title that a row of running text begins with: a text that lost its line breaks keeps a blank after it.
fn title_before_text<'t>(row: &Row<'t>) -> Option<&'t str> {
    let folded = row.chars > LONGEST && row.marker.is_none();
    let (title, _) = row.text.split_once(is_blank).filter(|_| folded)?;
    let fits = (SHORTEST_INLINE..=LONGEST).contains(&title.chars().count()) && !title.contains(['。', '，', ',', '；']);
    (fits && ends_as_title(title)).then_some(title)
}

/// The title that a text without line breaks begins with, glued to what follows: the last kind of writing before the
/// first mark that an opening of a text stands behind.
pub fn glued(text: &str) -> Option<&str> {
    let line = first_chars(text, LONGEST);
    let clause = line.find(['。', '，', ',', '；', ';', '：', ':', '！', '？']).map_or(line, |at| head_of(line, at));
    let ends = clause.char_indices().map(|(at, c)| at + c.len_utf8());
    let opens = |at: usize| {
        let rest = tail(text, at);
        let named = rest.char_indices().take(LONGEST_OFFICE).find(|(_, c)| *c == '：' || *c == ':');
        let addressed = named.is_some_and(|(at, _)| addressee::is_salutation(head_of(rest, at + '：'.len_utf8())));
        addressed || rest.starts_with(|c: char| fold::char(c).is_ascii_digit() || is_blank(c)) || OPENINGS.begin(rest)
    };
    let title = |at: &usize| {
        let title = head_of(clause, *at);
        title.chars().count() >= SHORTEST_INLINE && KINDS.end(title) && opens(*at)
    };
    ends.rev().find(title).map(|at| head_of(clause, at).trim())
}

/// The longest name of an office that a text is addressed to, in characters.
const LONGEST_OFFICE: usize = 30;
/// What texts begin with.
static OPENINGS: Edges = Edges::new(&[
    "今年",
    "去年",
    "一年来",
    "半年来",
    "近年",
    "上半年",
    "下半年",
    "同志们",
    "各位",
    "尊敬的",
    "根据",
    "按照",
    "为了",
    "为进一步",
    "为深入",
    "为贯彻",
    "在县",
    "在市",
    "在区",
    "在省",
    "在上级",
    "在局",
    "在镇",
    "一、",
    "（一）",
    "第一",
    "现将",
    "自",
    "我",
]);

/// The longest name of a paper above its title, in characters.
const LONGEST_PAPER: usize = 8;
/// The shortest end of a title that is printed again, in characters.
const LEAST_AGAIN: usize = 8;

/// The longest second title below one that is printed again, in characters.
const LONGEST_SECOND: usize = 24;

/// How many rows from `at` print the title again.
fn repeats(rows: &[Row<'_>], at: usize, title: &str) -> usize {
    let whole = fold::tight(title);
    // The name of a column may stand before the first print.
    let same = |row: &&Row<'_>| {
        let again = fold::tight(row.text);
        let bare = whole.split(['_', '|']).next().unwrap_or("");
        let least = row.chars >= LEAST_AGAIN || row.chars >= SHORTEST_INLINE && ends_as_title(row.text);
        let columned = least && (whole.ends_with(&again) || bare == again);
        !whole.is_empty() && (again == whole || columned)
    };
    rows.iter().skip(at).take_while(same).count()
}

/// Rows of a subtitle (—— at a meeting, its second line, （2023年度）) from `at`.
fn subtitle_rows(rows: &[Row<'_>], at: usize) -> usize {
    let Some(first) = rows.get(at).filter(|row| is_dash(row.text)) else { return 0 };
    let next = rows.get(at + 1).filter(|row| {
        let continues = !first.text.ends_with(['上', '会', '）', ')']) && row.chars <= 30 && !row.is_closed();
        continues && row.marker.is_none() && row.text.ends_with(['上', '会', '话', '告'])
    });
    1 + usize::from(next.is_some())
}

/// Whether the row begins with a dash as a subtitle does.
pub fn is_dash(text: &str) -> bool {
    ["——", "――", "--", "－－", "—", "──"].iter().any(|dash| text.starts_with(dash))
}

/// Whether a row may be a title by its form: short, no sentence, no marker, no 称谓.
pub fn could_be_title(row: &Row<'_>) -> bool {
    let text = row.text;
    let ended = text.ends_with(['。', '；', '，', '、', '：', '！', '？', ';', ',', ':', '!', '?']);
    let fits = (2..=60).contains(&row.chars) && row.marker.is_none() && !row.marks.table;
    if !fits || ended || text.contains(['。', '；', ';']) || is_dash(text) {
        return false;
    }
    let imprint = ["主题词", "抄送", "抄报", "录入", "校对"].iter().any(|word| text.starts_with(word))
        || text.ends_with("印发") && text.contains('日');
    text.chars().any(crate::text::safe::is_han) && !imprint && !matter::is_matter(text) && !byline::is_byline(text)
}

/// Whether a text ends in a word that titles of official writing end in; brackets after it do not count.
pub fn ends_as_title(text: &str) -> bool {
    let mut text = text.trim_end_matches(|c: char| "》」”\"*＊#".contains(c) || c.is_whitespace());
    while let Some(inner) = text.strip_suffix(['）', ')', '】', ']']) {
        let Some(open) = inner.rfind(['（', '(', '【', '[']) else { break };
        text = inner.get(..open).unwrap_or("").trim_end();
    }
    let tight = fold::unspaced(text);
    let tight = tight.trim_end_matches(|c: char| "》」”\"".contains(c));
    let ends = |text: &str| KINDS.end(text);
    // 2023年工作总结暨2024年工作思路: the first of two.
    let two =
        || tight.rsplit_once(['暨', '和', '及']).is_some_and(|(first, _)| first.chars().count() >= 8 && ends(first));
    ends(tight) || two()
}

/// Kinds of official writing, as the last word of a title.
static KINDS: Edges = Edges::new(&[
    "通知",
    "通报",
    "报告",
    "总结",
    "小结",
    "汇报",
    "方案",
    "计划",
    "规划",
    "纲要",
    "意见",
    "办法",
    "规定",
    "细则",
    "情况分析",
    "形势分析",
    "运行分析",
    "的答复",
    "制度",
    "条例",
    "章程",
    "预案",
    "要点",
    "决定",
    "决议",
    "公告",
    "通告",
    "公报",
    "的函",
    "复函",
    "讲话",
    "发言",
    "致辞",
    "讲话稿",
    "演讲稿",
    "发言稿",
    "心得",
    "体会",
    "倡议书",
    "承诺书",
    "责任书",
    "申请书",
    "建议书",
    "协议书",
    "公开信",
    "简报",
    "综述",
    "材料",
    "清单",
    "名单",
    "标准",
    "规范",
    "规程",
    "指南",
    "说明",
    "批复",
    "请示",
    "纪要",
    "名词解释",
    "一览表",
    "登记表",
    "汇总表",
    "任务表",
    "分工表",
    "措施",
    "做法",
    "对策",
    "述职",
    "自查",
    "建议",
    "工作情况",
    "进展情况",
    "情况表",
    "典型经验",
    "典型经验做法",
    "事迹",
    "台账",
    "议程",
    "答记者问",
    "范文",
    "汇编",
    "合集",
    "选编",
    "体系",
]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_glued_to_the_text() {
        for (text, expected) in [
            ("青石镇2024年工作总结和2025年工作计划2024年，全镇", Some("青石镇2024年工作总结和2025年工作计划")),
            ("关于2024年工作情况的报告县人民政府：今年以来", Some("关于2024年工作情况的报告")),
            ("𠀀镇工作总结今年以来，全镇", Some("𠀀镇工作总结")),
            ("Ａ镇工作总结　　一年来，", Some("Ａ镇工作总结")),
            ("全镇召开工作总结会议，部署", None),
            ("一年来，青石镇", None),
        ] {
            assert_eq!(glued(text), expected, "{text}");
        }
    }

    #[test]
    fn titles_end_in_a_kind_of_writing() {
        for (text, expected) in [
            ("青石镇创城工作总结", true),
            ("关于印发《方案》的通知（试行）", true),
            ("关于印发《𠀀镇方案》", true),
            ("国 家 应 急 预 案", true),
            ("青石镇扎实推进创城", false),
        ] {
            assert_eq!(ends_as_title(text), expected, "{text}");
        }
        assert_eq!(bare_text("国 家 预 案"), "国家预案");
        assert_eq!(bare_text("Ab 工作总结 12"), "Ab 工作总结 12");
    }
}
