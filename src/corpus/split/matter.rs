//! Matter: the lines of a piece that are neither heading nor body. 文号, 称谓, signature and date, author, contents.

use serde::{Deserialize, Serialize};

use super::addressee::{is_office, is_office_called, is_salutation};
use super::{attachment, byline};
use crate::corpus::clean::meta::date_len;
use crate::corpus::clean::phrases::Edges;
use crate::corpus::outline::marker::{self, Class};
use crate::corpus::outline::persons;
use crate::corpus::row::Row;
use crate::text::fold;
use crate::text::safe::is_han;
use crate::text::span::{first_chars, tail};

/// What a line of a piece is that is neither heading nor body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Matter {
    /// Its title, separator included.
    Title,
    /// 文号.
    Number,
    /// 称谓, 主送机关.
    Addressee,
    /// Who wrote or gives it.
    Author,
    /// A printed table of contents.
    Contents,
    /// A list of attachments.
    Attachments,
    /// A note in brackets.
    Note,
    /// 署名.
    Signature,
    /// A date.
    Date,
}

impl Matter {
    /// What it is called.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Title => "题名",
            Self::Number => "文号",
            Self::Addressee => "称呼",
            Self::Author => "作者",
            Self::Contents => "目录",
            Self::Attachments => "附件",
            Self::Note => "附注",
            Self::Signature => "署名",
            Self::Date => "日期",
        }
    }

    /// What a line is by its own form, if it is 文号, date or a note in brackets.
    fn of(text: &str) -> Option<Self> {
        match () {
            () if is_date(text) => Some(Self::Date),
            () if is_number(text) => Some(Self::Number),
            () if is_note(text) => Some(Self::Note),
            () if is_issued(text) => Some(Self::Author),
            () => None,
        }
    }
}

/// How many rows of a piece may belong to its head.
const HEAD_ROWS: usize = 8;
/// The longest line of a signature, in characters.
const SIGNATURE: usize = 30;

/// Indices of the matter rows of a piece and what they are, ascending; its title takes the first `title` rows.
pub fn of(rows: &[Row<'_>], title: usize) -> Vec<(usize, Matter)> {
    let numbered = |at: usize| rows.get(at).is_some_and(|row| is_number(row.text) && !row.text.starts_with('第'));
    let of_title = |at: usize| if numbered(at) { Matter::Number } else { Matter::Title };
    let mut out: Vec<(usize, Matter)> = (0..title).map(|at| (at, of_title(at))).collect();
    out.extend(contents(rows).into_iter().map(|at| (at, Matter::Contents)));
    for (at, row) in rows.iter().enumerate().skip(title).take(HEAD_ROWS) {
        let ends = row.chars > 60 || row.marker.is_some() && !is_note(row.text);
        if ends {
            break;
        }
        let right_below = at == title || out.last().is_some_and(|(above, _)| above + 1 == at);
        let body = rows.get(at + 1).is_some_and(|below| below.marker.is_none() && below.chars > row.chars);
        let called = is_salutation(row.text) || title > 0 && right_below && body && is_office_called(row.text);
        let addressee = || called.then_some(Matter::Addressee);
        let author = || is_author(row, title > 0 && at <= title + 2).then_some(Matter::Author);
        out.extend(Matter::of(row.text).or_else(addressee).or_else(author).map(|matter| (at, matter)));
    }
    for at in title.max(1)..rows.len() {
        if rows.get(at).is_some_and(|row| is_date(row.text)) {
            out.push((at, Matter::Date));
            // A date within a text signs nothing.
            let below = rows.get(at + 1);
            let closes = at + LAST_ROWS >= rows.len()
                || below
                    .is_some_and(|row| is_note(row.text) || row.text.starts_with("附") || row.text.starts_with("抄"));
            let signers = (title.max(1)..at).rev().take(if closes { MOST_SIGNERS } else { 0 });
            let signs = |before: &usize| {
                let next_above = before + 1 < at;
                is_signature(rows, *before)
                    && (!next_above
                        || rows.get(*before).is_some_and(|row| is_office(row.text) || row.text.contains(['：', ':'])))
            };
            out.extend(signers.take_while(signs).map(|at| (at, Matter::Signature)));
        }
    }
    let notes = (title..rows.len()).filter(|at| rows.get(*at).is_some_and(|row| is_note(row.text)));
    out.extend(notes.map(|at| (at, Matter::Note)));
    out.extend(attachment::list(rows, title.max(1)).into_iter().map(|at| (at, Matter::Attachments)));
    out.sort_by_key(|(at, _)| *at);
    out.dedup_by_key(|(at, _)| *at);
    out
}

/// The longest date or document number, in bytes.
const LONGEST_MATTER: usize = 160;

/// Whether a row is 文号, date or a note in brackets by its own form.
pub fn is_matter(text: &str) -> bool {
    Matter::of(text).is_some()
}

/// Whether a line is nothing but a date, in brackets or not: 2023年5月6日, 二〇二三年五月, 2023-05-06.
pub fn is_date(text: &str) -> bool {
    if text.len() > LONGEST_MATTER || !text.chars().next().is_some_and(opens_date) || text.contains(STOPS) {
        return false;
    }
    if !text.starts_with(|c| matches!(fold::char(c), '0'..='9' | '(' | ')' | '[' | ']')) && !text.contains('年') {
        return false;
    }
    let folded = fold::tight(text);
    let bare = folded.trim_matches(|c: char| "()[]".contains(c));
    if bare == "年月日" {
        return true;
    }
    if bare.is_empty() || bare.chars().count() > 20 {
        return false;
    }
    if date_len(bare) == bare.len() {
        return true;
    }
    let Some((year, rest)) = bare.split_once('年') else { return false };
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || HAN_FIGURES.contains(&c));
    let (month, day) = rest.split_once('月').unwrap_or((rest, ""));
    let day = day.strip_suffix('日').unwrap_or(day);
    year.chars().count() >= 2 && digits(year) && digits(month) && rest.contains('月') && (day.is_empty() || digits(day))
}

/// Whether a date may begin with a character.
fn opens_date(c: char) -> bool {
    matches!(fold::char(c), '0'..='9' | '(' | ')' | '[' | ']' | '年') || HAN_FIGURES.contains(&c)
}

/// What a date never holds, in the writing of text.
const STOPS: &[char] = &['，', '。', '、', '；'];

/// What stands for a figure in a date: Han numbers, letters written for a zero, and the mask of a figure left open.
const HAN_FIGURES: &[char] = &[
    '〇', '○', '零', 'o', 'O', 'ｏ', 'Ｏ', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', 'x', 'X', 'ｘ',
    'Ｘ', '×',
];

/// Whether a line of a letterhead names the office on the left and the day on the right.
fn is_issued(text: &str) -> bool {
    if text.len() > LONGEST_MATTER || !text.contains(['　', '\t']) && !text.contains("  ") {
        return false;
    }
    let office = text.split(char::is_whitespace).next().unwrap_or("");
    let day = tail(text, office.len()).trim();
    is_office(office) && office.chars().count() >= 4 && is_date(day)
}

/// Whether a line is a document number: 青政发〔2023〕4号.
pub fn is_number(text: &str) -> bool {
    if text.len() > LONGEST_MATTER || !text.contains('号') {
        return false;
    }
    let folded = fold::tight(text);
    let bare = folded.trim_matches(|c: char| "()（）".contains(c));
    if bare.chars().count() > 30 || !bare.ends_with('号') {
        return false;
    }
    let inner = bare.split(['〔', '[', '(', '【', '﹝', '［', '（']).nth(1).unwrap_or("");
    inner.starts_with("20") || inner.starts_with("19") || bare.starts_with('第') && bare.chars().count() <= 10
}

/// Whether a line is a note in brackets: （此件公开发布）, （2023年5月6日在大会上）.
pub fn is_note(text: &str) -> bool {
    let opened = text.starts_with(['（', '(']);
    opened
        && text.ends_with(['）', ')'])
        && text.len() <= 240
        && text.chars().count() <= 60
        && marker::marker(text).is_none()
}

/// Whether a line stands in the letterhead of a file or bulletin (GB/T 9704—2012, 7.2): 密级, 紧急程度, 份号, 签发人, 第N期.
pub fn is_letterhead(text: &str) -> bool {
    if text.len() > LONGEST_MATTER {
        return false;
    }
    let tight = fold::tight(text);
    let bare = tight.trim_matches(['(', ')', '[', ']', '【', '】', '★']);
    let copy = || bare.len() == 6 && bare.bytes().all(|b| b.is_ascii_digit());
    let issue = || (bare.ends_with('期') || bare.ends_with("号)") || bare.contains("期(")) && bare.contains('第');
    let bulletin = || BULLETINS.end(bare) && bare.chars().count() >= LEAST_BULLETIN;
    OPENED.begin(bare) || URGENT.contains(&bare) || EDITED.end(bare) || copy() || issue() || bulletin()
}

/// What lines of a letterhead open with: how secret it is, who signs, who edits.
static OPENED: Edges = Edges::new(&["绝密", "机密", "秘密", "内部资料", "内部刊物", "内部文件", "签发人", "编印"]);

/// How urgent a file is.
const URGENT: &[&str] = &["特急", "加急", "平急", "特提", "急件"];

/// What the names of those who edit a bulletin end in.
static EDITED: Edges = Edges::new(&["编印", "主办"]);

/// What names of bulletins end in.
static BULLETINS: Edges = Edges::new(&["简报", "快报", "专报", "通报", "动态", "参阅件"]);

/// The shortest name of a bulletin, in characters; shorter ones are columns of a site as well.
const LEAST_BULLETIN: usize = 6;

/// Whether a line below the title names its author: short, no mark, a blank between post and name or a known word.
fn is_author(row: &Row<'_>, near: bool) -> bool {
    let text = row.text;
    if near && byline::is_byline(text) {
        return true;
    }
    if !near || row.chars > 24 || row.is_closed() || text.contains(['，', ',', '、', '。']) {
        return false;
    }
    let marked =
        text.strip_prefix(['□', '■']).map(|rest| rest.chars().filter(|c| !c.is_whitespace()).collect::<String>());
    if marked.is_some_and(|name| persons::is_person(&name)) {
        return true;
    }
    let signed = ["作者", "记者", "通讯员", "本报记者", "文/", "撰稿", "汇报人", "报告人", "述职人"];
    let reported = row.chars <= 20 && ["记者", "通讯员", "特约评论员"].iter().any(|word| text.contains(word));
    reported
        || signed.iter().any(|word| text.starts_with(word))
        || text.contains([' ', '　']) && POSTS.iter().any(|post| text.contains(post)) && ends_in_person(text)
}

/// Whether the last words of a line are a person's name, maybe set apart, and nothing before it is a figure or a field.
fn ends_in_person(text: &str) -> bool {
    let plain = !text.contains(['：', ':']) && !text.chars().any(|c| fold::char(c).is_ascii_digit());
    let words: Vec<&str> = text.split_whitespace().collect();
    // 王 明: the letters of a name may be set apart.
    let apart = words.iter().rev().take_while(|word| word.chars().count() == 1).count();
    let name: String = words.iter().skip(words.len().saturating_sub(apart.max(1))).copied().collect();
    plain
        && words.len() >= 2
        && (2..=LONGEST_PERSON).contains(&name.chars().count())
        && name.chars().all(|c| is_han(c) || c == '·')
        && !["表", "名单", "单位", "部门", "科室", "人员"].iter().any(|end| text.ends_with(end))
}

/// The longest name of a person, in characters.
const LONGEST_PERSON: usize = 4;

/// Posts that stand before the name of a speaker.
const POSTS: &[&str] =
    &["长", "书记", "主任", "主席", "经理", "部", "局", "院", "委", "公司", "校", "办", "站", "中心", "科", "镇", "村"];

/// Within how many of its last rows a piece is signed, and how many lines sign it at the most.
const LAST_ROWS: usize = 10;
const MOST_SIGNERS: usize = 6;

/// Whether row `at` may be a signature over a date: short, no sentence, no number.
fn is_signature(rows: &[Row<'_>], at: usize) -> bool {
    rows.get(at).is_some_and(|row| {
        row.chars <= SIGNATURE
            && !row.is_closed()
            && !row.text.contains(['，', ',', '。', '；'])
            && !is_field(row.text)
            && !row.text.chars().any(|c| fold::char(c).is_ascii_digit())
            && !is_slogan(row.text)
            && !heads(rows, at)
            && !["特此", "专此", "此致", "以上"].iter().any(|word| row.text.starts_with(word))
            && row.marker.is_none()
            && row.text.chars().any(is_han)
            && row.marks.heading.is_none()
            && !attachment::is_attachment(row.text)
            && !row.text.starts_with("附件")
    })
}

/// Whether a line is two phrases of one length: 珍爱生命 远离溺水.
fn is_slogan(text: &str) -> bool {
    let words: Vec<usize> = text.split_whitespace().map(|word| word.chars().count()).collect();
    matches!(words.as_slice(), [one, two] if one == two && *one >= 4)
}

/// Whether the row above `at` is a heading by its number, so that `at` is all of its text.
fn heads(rows: &[Row<'_>], at: usize) -> bool {
    let above = at.checked_sub(1).and_then(|at| rows.get(at));
    above.is_some_and(|above| {
        let chapter = above.marker.is_some_and(|m| m.key.class <= Class::HanBracket);
        chapter && !above.is_closed() && above.chars <= SIGNATURE
    })
}

/// Whether a line is a field and its value: 地点：三楼会议室. Who reports or promises signs by a field.
fn is_field(text: &str) -> bool {
    let Some((label, _)) = text.split_once(['：', ':']) else { return false };
    !["人", "单位", "机关", "签字", "签名", "盖章", "书记", "主任", "校长", "院长", "局长", "长"]
        .iter()
        .any(|end| label.trim_end().ends_with(end))
        || label.starts_with("联系")
}

/// A printed table of contents: from 目录 to where its first entry comes again, or as long as its entries come again.
pub fn contents(rows: &[Row<'_>]) -> Vec<usize> {
    let Some(label) = rows.iter().take(HEAD_SEARCHED).position(|row| is_contents_label(row.text)) else {
        return unlabelled(rows);
    };
    let begin = label + 1;
    let entries: Vec<String> =
        rows.iter().skip(begin).take(TEXT_SEARCHED).map(|row| entry(first_chars(row.text, 60))).collect();
    let Some(first) = entries.first() else { return Vec::new() };
    let short = rows.iter().skip(begin).take_while(|row| row.chars <= 60 && !row.text.contains('。')).count();
    // Where the first entry comes again below nothing but short lines, the list ends, whatever its other entries do.
    if let Some(again) =
        entries.iter().take(short).skip(2).position(|entry| entry == first && entry.chars().any(is_han))
    {
        return (label..begin + 2 + again).collect();
    }
    let comes_again = |at: usize| {
        let entry = entries.get(at).map_or("", String::as_str);
        let later = entries.get(at + 1..).unwrap_or_default();
        let bare = rows.get(begin + at).and_then(|row| row.marker).map_or("", |m| tail(entry, m.end));
        let again = |name: &str| !name.is_empty() && later.iter().any(|other| other.starts_with(name));
        !entry.chars().any(is_han) || again(entry) || again(bare)
    };
    let paged = |at: usize| rows.get(begin + at).is_some_and(|row| has_page(row.text));
    let listed = (0..short.min(MOST_ENTRIES))
        // The name of a group stands over its entries.
        .take_while(|at| paged(*at) || paged(at + 1) || comes_again(*at));
    let listed = listed.count();
    if listed < 2
        && let Some(again) = entries.iter().take(short).skip(1).position(|entry| entry == first)
    {
        return (label..=begin + again).collect();
    }
    (label..begin + listed).collect()
}

/// A table of contents without its label: a run of short rows, many with decimal numbers, to where its first entry
/// comes again.
fn unlabelled(rows: &[Row<'_>]) -> Vec<usize> {
    let is_number = |row: &Row<'_>| row.marker.is_some_and(|m| m.end == row.text.len());
    let is_bracketed = |row: &Row<'_>| row.text.ends_with(['）', ')', '》', '”']);
    let is_entry =
        |row: &Row<'_>| row.chars <= LONGEST_ENTRY && (!row.is_closed() || is_number(row) || is_bracketed(row));
    let decimal = |row: &Row<'_>| row.marker.is_some_and(|m| matches!(m.key.class, Class::Decimal2 | Class::Decimal3));
    let Some(first) = rows.iter().take(HEAD_SEARCHED).position(decimal) else { return Vec::new() };
    // The first number's own chapter stands right above it.
    let from = first.saturating_sub(1);
    let run = rows.get(from..).unwrap_or_default().iter().take_while(|row| is_entry(row)).count();
    let entries = rows.get(from..from + run).unwrap_or_default();
    if from == 0 || entries.iter().filter(|row| decimal(row)).count() < LEAST_DECIMALS {
        return Vec::new();
    }
    let name = |row: &Row<'_>| entry(row.marker.map_or(row.text, |m| tail(row.text, m.end)));
    // The name of the first chapter may be lost; then the entry below it is known again, one row below the chapter's.
    let lost = usize::from(entries.first().is_some_and(|row| !name(row).chars().any(is_han)));
    let opening = entries.get(lost).map(name).unwrap_or_default();
    // Where it never comes again, the short rows are an outline: the text itself.
    let again = entries.iter().skip(2 + lost).position(|row| name(row) == opening);
    again.map_or_else(Vec::new, |again| (from..from + 2 + again).collect())
}

/// The longest entry of such a table, in characters, and how many decimal numbers prove it.
const LONGEST_ENTRY: usize = 30;
const LEAST_DECIMALS: usize = 5;

/// How many rows of a piece may stand before its table of contents.
const HEAD_SEARCHED: usize = 40;
/// How many rows are searched for the entries of a table of contents.
const TEXT_SEARCHED: usize = 3000;
/// The most entries of a table of contents.
const MOST_ENTRIES: usize = 200;

/// The longest label of a table of contents, in bytes.
const LONGEST_LABEL: usize = 60;

/// Whether a line opens a table of contents.
fn is_contents_label(text: &str) -> bool {
    if text.len() > LONGEST_LABEL {
        return false;
    }
    let tight = fold::tight(text);
    let bare = tight.trim_matches(|c: char| !is_han(c));
    matches!(bare, "目录" | "目次" | "提纲" | "目录/提纲" | "目录提纲" | "文章目录" | "本文目录" | "目錄")
}

/// An entry of a table of contents without its leaders, page and blanks.
fn entry(text: &str) -> String {
    let tight = fold::tight(text);
    tight.trim_end_matches(|c: char| c.is_ascii_digit() || "….·-()".contains(c)).to_owned()
}

/// Whether a line ends in leaders and a page number.
fn has_page(text: &str) -> bool {
    let folded = fold::tight(text);
    let folded = folded.trim_end_matches(')');
    let figures = folded.trim_end_matches(|c: char| c.is_ascii_digit());
    figures.len() < folded.len() && figures.trim_end_matches('(').ends_with(['…', '.', '·', '-'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_numbers() {
        for text in [
            "2023年5月6日",
            "二〇二三年五月六日",
            "二0一0年十二月十六日",
            "2023-05-06",
            "（2023年5月）",
            "２０２３．５．６",
            "20xx年x月x日",
        ] {
            assert!(is_date(text), "{text}");
        }
        for text in ["2023年工作", "5月6日上午召开", "第一章", "年月", "𠀀"] {
            assert!(!is_date(text), "{text}");
        }
        for text in ["青政发〔2023〕4号", "青财[2010]52号", "第12号"] {
            assert!(is_number(text), "{text}");
        }
        assert!(!is_number("建设路12号"));
    }
}
