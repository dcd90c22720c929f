//! Documents joined without a separator: an attachment, a new title after signature and date, before a document
//! number, or before numbers that begin again.

use super::Cut;
use super::addressee::{is_office, is_salutation};
use super::article;
use super::attachment::{is_attachment, is_attachment_list, is_named_attachment};
use super::matter::{is_date, is_note, is_number};
use super::news::{Opening, is_unit, opening};
use super::title::{MOST_ROWS, could_be_title, ends_as_title, is_dash, title_rows};
use crate::corpus::clean::phrases::Edges;
use crate::corpus::model::Noise;
use crate::corpus::outline::marker::Class;
use crate::corpus::outline::period;
use crate::corpus::outline::reason::Beginning;
use crate::corpus::row::Row;
use crate::text::fold;
use crate::text::span::first_chars;

/// From how many characters on a title that begins with a year may open a piece among others that do.
const LONG_TITLE: usize = 12;
/// How many characters a piece must have before another may begin without a separator.
const LEAST: usize = 60;
/// How many characters must follow a title.
const LEAST_AFTER: usize = 60;
/// How many characters must stand before and after an attachment's line.
const LEAST_ATTACHED: usize = 16;
/// From how many characters on a title with 关于 is one of a whole document.
const WHOLE_TITLE: usize = 14;
/// How many rows below a title its first number may stand.
const REACH: usize = 8;
/// The shortest title that numbers alone may open a piece under, in characters.
const SHORTEST_TITLE: usize = 9;

/// The cuts within the rows `from..end`, its first row left out; `noise` is the debris that was taken out of them.
pub fn cuts(rows: &[Row<'_>], from: usize, end: usize, noise: &[Noise]) -> Vec<Cut> {
    let mut out: Vec<Cut> = Vec::new();
    let dates: Vec<bool> = rows.get(from..end).unwrap_or_default().iter().map(|row| is_date(row.text)).collect();
    let dated = dates.iter().filter(|dated| **dated).count();
    let articles = article::starts(rows, from, end, noise);
    let mut left: usize = rows.get(from..end).unwrap_or_default().iter().map(|row| row.chars).sum();
    let (mut before, mut signed, mut highest) = (0, false, Highest::default());
    let (mut at, mut start) = (from, from);
    while at < end {
        let Some(row) = rows.get(at) else { break };
        let opens = at > from && before >= LEAST_ATTACHED && left >= LEAST_ATTACHED;
        let attached = opens
            && (is_attachment(row.text) && opens_attachment(rows, at, end, signed)
                || is_named_attachment(row.text) && opens_named(rows, at, end));
        let long = opens && before >= LEAST && left >= LEAST_AFTER && !attached;
        let title = || opens_title(rows, (start, end), at, signed, &highest);
        // Right below the title of a collection the first of its works may begin.
        let apart = before >= LEAST || at == from + 1;
        let article = || (apart && articles.binary_search(&at).is_ok()).then_some(Beginning::Article);
        let titled = if long { title() } else { None }.or_else(|| if attached { None } else { article() });
        if let Some(why) = titled.or(attached.then_some(Beginning::Attachment)) {
            let above = if titled.is_some() { numbers_above(rows, start, at) } else { 0 };
            out.push(Cut { row: at - above, separator: attached, why });
            (before, signed, highest, start) = (0, false, Highest::default(), at);
        }
        signed = if dates.get(at - from) == Some(&true) {
            // A chronicle puts its days over its entries; a signature stands below the name of an office.
            let below_name = at.checked_sub(1).and_then(|at| rows.get(at)).is_some_and(|row| !row.is_closed());
            // Or the office signs below its date, above the next title.
            let open =
                |row: Option<&Row<'_>>| row.is_some_and(|row| !row.text.ends_with('。') && row.chars <= LONGEST_ENTRY);
            let over_name = open(rows.get(at + 1)) && open(rows.get(at + 2));
            before >= LEAST && (dated < CHRONICLE || below_name || over_name)
        } else {
            signed && (is_note(row.text) || row.chars <= 30 || is_imprint(row.text))
        };
        highest.note(row);
        before += row.chars;
        left = left.saturating_sub(row.chars);
        at += 1;
    }
    out
}

/// From how many dates on their own lines a document may be a chronicle.
const CHRONICLE: usize = 4;

/// Whether a row stands in the imprint below a signature: 抄送：…, … 2016年4月19日印发.
fn is_imprint(text: &str) -> bool {
    let text: &str = &text.replace([' ', '\u{3000}'], "");
    let opens =
        ["抄送", "抄报", "主送", "分送", "联系人", "（联系人", "(联系人", "附件", "主题词", "录入", "（共印", "(共印"];
    opens.iter().any(|word| text.starts_with(word)) || text.trim_end_matches(['。', ' ']).ends_with("印发")
}

/// How many rows above a title hold its document number.
fn numbers_above(rows: &[Row<'_>], from: usize, at: usize) -> usize {
    let before = rows.get(from + 1..at).unwrap_or_default();
    before.iter().rev().take_while(|row| is_number(row.text)).count()
}

/// An attachment line opens a piece when text follows it: a list of attachments is only short lines to the date.
fn opens_attachment(rows: &[Row<'_>], at: usize, end: usize, signed: bool) -> bool {
    let after = rows.get(at + 1..end).unwrap_or_default();
    // A form to be filled in has its own date, below a sentence.
    let date = after.iter().take(LIST).position(|row| is_date(row.text));
    let entries =
        |rows: &[Row<'_>]| rows.iter().all(|row| row.chars <= LONGEST_ENTRY && !row.text.contains(['，', '。']));
    let listed = date.is_some_and(|date| after.get(..date).is_some_and(entries)) && !signed;
    // 附件： over numbered names and nothing more is a list.
    let names =
        after.iter().all(|row| row.marker.is_some() && row.chars <= LONGEST_ENTRY && !row.text.contains(['，', '。']));
    let bare = rows.get(at).is_some_and(|row| row.text.ends_with(['：', ':']));
    !(after.is_empty() || listed || bare && names)
}

/// Within how many rows a list of attachments ends in a date, and its longest entry, in characters.
const LIST: usize = 6;
const LONGEST_ENTRY: usize = 60;

/// Whether a line that names an attachment opens it: more than a list follows, and no signature.
fn opens_named(rows: &[Row<'_>], at: usize, end: usize) -> bool {
    let after = rows.get(at + 1..end).unwrap_or_default();
    let listed = after.iter().take(REACH).any(|row| is_date(row.text))
        || after.first().is_some_and(|row| is_attachment_list(row.text) || row.marker.is_some_and(|m| m.number == 2));
    after.len() >= LEAST_NAMED && !listed && rows.get(at).is_some_and(|row| row.chars <= LONGEST_NAMED)
}

/// How many rows follow a line that names and opens an attachment.
const LEAST_NAMED: usize = 3;
/// The longest such line, in characters.
const LONGEST_NAMED: usize = 40;

/// Why a new document's title begins at row `at`, if it does.
fn opens_title(
    rows: &[Row<'_>],
    (from, end): (usize, usize),
    at: usize,
    signed: bool,
    highest: &Highest,
) -> Option<Beginning> {
    let row = rows.get(at)?;
    let taken = title_rows(rows.get(..end).unwrap_or(rows), at);
    if taken == 0 || is_attachment_list(row.text) && !signed {
        return None;
    }
    // An office that signs below its date, over a title that begins with its name.
    let below_date = at.checked_sub(1).and_then(|at| rows.get(at)).is_some_and(|above| is_date(above.text));
    let begins = |next: &Row<'_>| next.chars > row.chars && next.text.starts_with(row.text);
    let whole = |next: &Row<'_>| could_be_title(next) && ends_as_title(next.text) && !next.text.starts_with("关于");
    // It signs other texts of the file, too; else it may be the upper row of a title.
    let near = || rows.iter().take(at + SIGNED_WITHIN).skip(at.saturating_sub(SIGNED_WITHIN));
    let signs = || near().filter(|other| other.text == row.text).count() > 1;
    let over = |next: &Row<'_>| is_unit(row.text) && whole(next) && signs();
    if below_date && rows.get(at + 1).is_some_and(|next| begins(next) || over(next)) {
        return None;
    }
    // The title printed again above any text opens nothing.
    let above = rows.get(from..at).unwrap_or_default();
    let whole: String = rows.iter().skip(at).take(taken).map(|row| fold::tight(row.text)).collect();
    let text = || above.iter().skip(1).any(|row| row.text.ends_with('。') || is_salutation(row.text));
    let printed = |first: &Row<'_>| {
        let within = || row.chars >= SHORTEST_TITLE && fold::tight(first.text).contains(&whole) && !text();
        first.text == row.text || within()
    };
    let again = above.first().is_some_and(printed);
    if again && above.iter().all(|row| row.chars < LEAST_AFTER || !row.is_closed()) {
        return None;
    }
    if is_named(rows, from, at, taken) {
        return Some(Beginning::Signed);
    }
    let dashes = rows.get(at + 1..at + taken).unwrap_or_default().iter().rev().take_while(|row| is_dash(row.text));
    let kind = rows.get(at + taken - 1 - dashes.count()).is_some_and(|last| ends_as_title(last.text));
    let below = rows.get(at + taken).filter(|_| at + taken < end);
    // Names with their days one after another are a list.
    let second = rows.get(at + taken + 1).filter(|_| at + taken + 1 < end);
    let next = second.filter(|_| below.is_some_and(|row| is_date(row.text)));
    let goes_on = |row: &Row<'_>| {
        could_be_title(row) && ends_as_title(row.text) || row.marker.is_some_and(|marker| marker.number > 1)
    };
    if kind && next.is_some_and(goes_on) {
        return None;
    }
    // Below a signature the next title need name no kind of writing where its text opens with a day.
    let news =
        || row.chars >= SHORTEST_TITLE && below.is_some_and(|row| row.is_closed() && opening(row.text) == Opening::Day);
    if signed && (kind || news()) {
        return Some(Beginning::Signed);
    }
    let last = at.checked_sub(1).and_then(|at| rows.get(at));
    let closed_before = last.is_some_and(|row| row.is_closed() || is_date(row.text));
    let whole = row.text.contains("关于") && row.chars >= WHOLE_TITLE;
    if whole && below.is_some_and(|row| is_salutation(row.text) && READERS.begin(row.text)) {
        return Some(Beginning::Addressed);
    }
    if kind && row.chars >= SHORTEST_TITLE && is_spoken(rows, at + taken, end) {
        return Some(Beginning::Addressed);
    }
    // 各位领导：over 大家下午好！
    let greets =
        second.is_some_and(|row| GREETINGS.begin(row.text)) && below.is_some_and(|row| is_salutation(row.text));
    if greets && row.chars >= SHORTEST_TITLE && closed_before {
        return Some(Beginning::Addressed);
    }
    // Below the office that issued the notice before, and no day: a notice with its readers, maybe its number over them.
    let issued = last.is_some_and(|row| {
        row.chars <= LONGEST_OFFICE && !row.is_closed() && (is_office(row.text) || row.text.ends_with('日'))
    });
    let numbered = below.is_some_and(|row| row.chars <= LONGEST_NUMBER && row.text.ends_with('号'));
    let readers = if numbered { second } else { below };
    if kind && issued && row.chars >= SHORTEST_TITLE && readers.is_some_and(|row| is_salutation(row.text)) {
        return Some(Beginning::Addressed);
    }
    if !closed_before && !signed {
        return None;
    }
    // Its day stands below the title, and the text right below that.
    let dated = below.is_some_and(|row| is_date(row.text))
        && next.is_some_and(|row| row.chars >= LEAST_AFTER && row.is_closed());
    if kind && dated && row.chars >= SHORTEST_TITLE {
        return Some(Beginning::Title);
    }
    let addressed = below.is_some_and(|row| is_number(row.text) || is_salutation(row.text));
    if row.chars >= SHORTEST_TITLE && below.is_some_and(opens_article) {
        return Some(Beginning::Addressed);
    }
    if kind && addressed && row.chars >= SHORTEST_TITLE || SPEECHES.contains(&row.text) && addressed {
        return Some(Beginning::Addressed);
    }
    let whole = whole || row.text.ends_with("答记者问");
    let opens = |row: &Row<'_>| {
        row.chars >= LEAST_AFTER || is_salutation(row.text) || row.marker.is_some_and(|marker| marker.number == 1)
    };
    if kind && whole && below.is_some_and(opens) {
        return Some(Beginning::Title);
    }
    let again = rows.get(at + 1..end).unwrap_or_default().iter().take(REACH).find_map(top_number);
    // 青石中心2023年工作要点 below texts without numbers, over its own.
    let own = kind && row.chars >= LONG_TITLE && of_whole_year(row.text) && highest.is_none();
    // Below a signature any title opens a text that counts its chapters.
    let text = || below.is_some_and(|row| row.chars >= LEAST_AFTER && row.is_closed());
    if signed && row.chars >= SHORTEST_TITLE && again.is_some_and(|(_, value)| value == 1) && text() {
        return Some(Beginning::Signed);
    }
    if own && again.is_some_and(|(_, value)| value == 1) && below.is_some_and(|row| row.chars >= LEAST_AFTER) {
        return Some(Beginning::Title);
    }
    if !again.is_some_and(|(class, value)| value == 1 && highest.of(class) >= 2) {
        return None;
    }
    let title = rows.get(from).map_or("", |first| first.text);
    let of_year = begins_with_year(row.text) && (!begins_with_year(title) || row.chars < LONG_TITLE)
        || period::is_review(row.text);
    let alike = !of_year && !title.contains(row.text);
    // Where one chapter of a report is named by its years, the next is no document.
    let chapters = || above.iter().skip(1).any(|row| row.marker.is_none() && period::is_review(row.text));
    let titled = kind && alike && !chapters() && row.chars >= SHORTEST_TITLE || signed && row.chars >= 5;
    titled.then_some(Beginning::Restart)
}

/// The longest name of an office below a notice, and the longest number over its readers, in characters.
const LONGEST_OFFICE: usize = 16;
const LONGEST_NUMBER: usize = 16;

/// Whether a speech begins below a title: its occasion behind a dash, who speaks, and whom he greets.
fn is_spoken(rows: &[Row<'_>], below: usize, end: usize) -> bool {
    let head = rows.get(below..end).unwrap_or_default();
    let speaker = |row: &&Row<'_>| row.chars <= LONGEST_SPEAKER && !row.is_closed() && row.marker.is_none();
    let between = head.iter().take(MOST_SPEAKERS).take_while(|row| is_dash(row.text) || speaker(row)).count();
    let occasion = head.first().is_some_and(|row| is_dash(row.text));
    occasion && head.get(between).is_some_and(|row| is_salutation(row.text))
}

/// The longest row that says who speaks, in characters, and how many rows stand between a speech's title and its greeting.
const LONGEST_SPEAKER: usize = 30;
const MOST_SPEAKERS: usize = 3;

/// What speeches are called that have no other title.
const SPEECHES: &[&str] =
    &["发言稿", "讲话稿", "演讲稿", "致辞", "开幕词", "闭幕词", "欢迎词", "欢送词", "主持词", "倡议书", "表态发言"];

/// How speeches begin below whom they call.
static GREETINGS: Edges =
    Edges::new(&["大家好", "大家上午好", "大家下午好", "大家晚上好", "上午好", "下午好", "晚上好", "你们好"]);

/// How lines begin that address offices.
static READERS: Edges = Edges::new(&["各", "全校", "全体", "校内", "机关各", "局属", "市直", "县直", "区直"]);

/// Whether the `taken` rows from `at` are the title that the piece above names as what it carries: 现将《甲》印发给你们.
fn is_named(rows: &[Row<'_>], from: usize, at: usize, taken: usize) -> bool {
    if rows.iter().skip(at).take(taken).map(|row| row.chars).sum::<usize>() < SHORTEST_TITLE {
        return false;
    }
    let above = at.checked_sub(1).and_then(|at| rows.get(at));
    let ended = above.is_some_and(|above| above.is_closed() || is_date(above.text) || above.chars <= LONGEST_SIGNER);
    if !ended {
        return false;
    }
    let title =
        |taken: usize| -> String { rows.iter().skip(at).take(taken).map(|row| fold::tight(row.text)).collect() };
    let mut titles = vec![title(taken)];
    if taken > 1 {
        titles.push(title(1));
    }
    let above = rows.get(from..at).unwrap_or_default();
    let quoted: Vec<String> = titles.iter().map(|title| format!("《{title}》")).collect();
    let quotes = |named: &Row<'_>| {
        named.text.contains('《') && {
            let text = fold::tight(named.text);
            quoted.iter().any(|title| text.contains(title))
        }
    };
    above.iter().take(NAMED_WITHIN).any(quotes) || is_issued(above, &titles)
}

/// Whether the title that the rows begin with issues or decides on a document of one of these names: 关于印发甲的通知,
/// 关于甲的决定.
fn is_issued(rows: &[Row<'_>], own: &[String]) -> bool {
    let head = rows.iter().take(MOST_ROWS);
    if !head.clone().any(|row| ISSUED.iter().any(|word| row.text.contains(word))) {
        return false;
    }
    let title: String = head.map(|row| fold::tight(row.text)).collect();
    let mut named = own.iter().filter(|own| title.contains(own.as_str()));
    named.any(|own| ISSUED.iter().any(|word| title.contains(&format!("{word}{own}的"))))
}

/// What a title does with the document that it carries.
const ISSUED: &[&str] = &["印发", "转发", "实施", "下发", "发布", "关于"];

/// Within how many rows around it an office that signs once signs again.
const SIGNED_WITHIN: usize = 200;
/// Within how many rows of its beginning a piece names what it carries.
const NAMED_WITHIN: usize = 16;
/// The longest line of a signature, in characters.
const LONGEST_SIGNER: usize = 30;

/// Whether a row opens an article of its own: an editor's note, a dateline.
fn opens_article(row: &Row<'_>) -> bool {
    let opens = ["编者按", "本报讯", "本网讯", "本刊讯", "核心提示", "内容提要"];
    let dated = row.text.starts_with("新华社") || row.text.starts_with("本报") || row.text.starts_with("中新社");
    // 青石网-新闻客户端4月23日讯（记者 王明）
    let told = || {
        let line = first_chars(row.text, LONG_DATELINE);
        REPORTED.iter().any(|word| line.contains(word))
    };
    opens.iter().any(|word| row.text.starts_with(word))
        || dated && first_chars(row.text, DATELINE).contains(['电', '讯'])
        || told()
}

/// Within how many characters a dateline ends, by its first word (新华社某地5月6日电) or by its reporter.
const DATELINE: usize = 24;
const LONG_DATELINE: usize = 40;

/// How datelines end before the name of the reporter.
const REPORTED: &[&str] = &["讯（记者", "讯(记者", "讯（通讯员", "讯(通讯员", "电（记者", "电(记者"];

/// Whether a title is of a year: a section of a report (2024年工作计划) as often as a work.
fn begins_with_year(text: &str) -> bool {
    let folded = fold::tight(text);
    let rest = folded.trim_start_matches(|c: char| c.is_ascii_digit() || c == 'x');
    folded.len() - rest.len() >= 2 && rest.starts_with('年')
}

/// Whether a title names its year behind whose it is: 青石中心2023年工作要点.
fn of_whole_year(text: &str) -> bool {
    let folded = fold::tight(text);
    let year = folded.split_once('年').map_or("", |(before, _)| before);
    let name = year.trim_end_matches(|c: char| c.is_ascii_digit());
    year.len() == name.len() + YEAR && name.chars().count() >= LEAST_NAME
}

/// The digits of a year, and the shortest name before it, in characters.
const YEAR: usize = 4;
const LEAST_NAME: usize = 4;

/// The class and number of a row's marker where chapters of a whole document carry it.
fn top_number(row: &Row<'_>) -> Option<(Class, u32)> {
    let found = row.marker?;
    matches!(found.key.class, Class::Part | Class::Chapter | Class::Han).then_some((found.key.class, found.number))
}

/// The highest chapter numbers seen so far.
#[derive(Default)]
struct Highest {
    seen: Vec<(Class, u32)>,
}

impl Highest {
    fn note(&mut self, row: &Row<'_>) {
        let Some((class, value)) = top_number(row) else { return };
        match self.seen.iter_mut().find(|(of, _)| *of == class) {
            Some((_, highest)) => *highest = value.max(*highest),
            None => self.seen.push((class, value)),
        }
    }

    const fn is_none(&self) -> bool {
        self.seen.is_empty()
    }

    fn of(&self, class: Class) -> u32 {
        self.seen.iter().find(|(of, _)| *of == class).map_or(0, |(_, value)| *value)
    }
}

#[cfg(test)]
mod tests {
    use crate::corpus::split::tests::starts;

    #[test]
    fn what_a_decision_decides_on_and_titles_over_two_rows_open_documents() {
        let decision = "青石镇会议关于青石镇机构改革方案的决定\n@\n---\n青石镇机构改革方案\n@\n（一）甲。";
        assert_eq!(starts(decision), [1, 4]);
        let carried = "青石镇印发《关于防灾和𠀀风险排查的实施意见》的通知\n各单位：\n《关于防灾和𠀀风险排查的实施意见》已经同意，现印发给你们。\n青石镇党政办公室\n关于防灾和𠀀\n风险排查的实施意见\n@\n一、老屋须加强保护。\n二、各单位要总结。";
        assert_eq!(starts(carried), [1, 5]);
    }

    #[test]
    fn the_title_of_the_page_over_that_of_the_document_opens_nothing() {
        let page = "关于转发青石市办公室关于印发《青石市𠀀信息工作办法》的通知\n青政办〔2015〕48号\n白水镇党政办公室\n转发青石市办公室关于印发\n《青石市𠀀信息工作办法》的通知\n各村：\n@\n白水镇政府\n2015年3月4日";
        assert_eq!(starts(page), [1]);
    }

    #[test]
    fn a_title_with_whose_it_is_and_its_year_opens_a_plan_below_news() {
        let news = "青石中心到白水镇调研\n11月1日，青石中心到白水镇调研𠀀河治理和志愿服务，听取了村民的意见。\n@";
        let plan = "志愿服务是青石中心多年坚持的工作，对象是全镇各村和社区的老人与孩子，参加的人数逐年增加，服务的天数逐年延长，群众反映良好，社会影响扩大。\n一、入户\n@\n二、读书\n@";
        assert_eq!(starts(&format!("{news}\n青石中心志愿服务2023年工作要点\n{plan}")), [1, 4]);
        assert_eq!(starts(&format!("{news}\n2023年工作要点\n{plan}")), [1]);
    }

    #[test]
    fn parts_of_a_report_by_their_years_open_nothing() {
        let report = "2001年青石市政府工作报告\n各位代表：\n“九五”时期及二〇〇〇年工作回顾\n@\n一、改革\n@\n二、𠀀结构\n@\n“十五”时期主要奋斗目标、任务和二〇〇一年工作意见\n@\n一、产业\n@\n二、改革\n@";
        assert_eq!(starts(report), [1]);
    }

    #[test]
    fn a_title_over_its_day_and_a_text_opens_a_document() {
        let text = "一年来，青石镇坚持问题导向，扎实推进环境整治、志愿服务和宣传教育，各项工作取得了新的进展，群众十分满意，𠀀社会反响良好。";
        let first = format!("青石镇人大关于治理方案的决定\n2023年4月9日\n{text}");
        assert_eq!(starts(&format!("{first}\n清溪河分段治理方案\n2023年4月9日\n{text}\n一、甲\n@")), [1, 4]);
        assert_eq!(starts(&format!("{first}\n清溪河分段治理方案\n{text}")), [1]);
    }

    #[test]
    fn a_speech_without_another_title_begins_over_its_greeting() {
        let speech = "发言稿\n尊敬的各位老师、同学们：\n@@\n@@\n我的发言完毕，谢谢大家！";
        assert_eq!(starts(&format!("{speech}\n{speech}")), [1, 6]);
        assert_eq!(starts("青石小学座谈会\n@\n@\n发言稿\n@"), [1]);
    }

    #[test]
    fn below_a_signature_and_over_a_greeting_any_title_opens_a_text() {
        let notice = "青石镇值守办法\n@\n第十五条 甲。\n青石镇政府\n2012年12月17日";
        let text = "青石镇坚持问题导向，扎实推进环境整治、志愿服务和宣传教育，各项工作取得了新的进展，群众十分满意，𠀀社会反响良好，得到了上级肯定。";
        assert_eq!(starts(&format!("{notice}\n以榜样的力量带动全镇\n{text}\n一、甲\n@\n二、乙\n@")), [1, 6]);
        let speech = "学习模范精神 争做优秀教师\n各位领导、各位老师：\n大家下午好！今天我讲话的题目是学习。\n@";
        assert_eq!(starts(&format!("寻梦、追梦\n尊敬的领导、老师：\n大家下午好！\n@\n@\n{speech}")), [1, 6]);
    }

    #[test]
    fn an_office_below_its_date_signs_what_stands_above() {
        let notice = "青石镇小学读书活动的通知\n@\n一、甲\n@\n二、乙\n@\n2023年10月15日\n青石镇小学";
        assert_eq!(starts(&format!("{notice}\n青石镇小学“𠀀朗读”\n专题活动的通知\n@\n一、甲\n@")), [1, 9]);
        let again = "青石小学讲𠀀故事活动通知\n@\n一、甲\n@\n青石镇小学";
        assert_eq!(starts(&format!("{notice}\n{again}")), [1, 9]);
        assert_eq!(starts(&format!("{notice}\n关于专题活动的通知\n@\n一、甲\n@")), [1, 8]);
        // The upper row of a title that ends as the names of offices do.
        let carried = notice.replace("\n青石镇小学", "\n青石县开学前𠀀的学校\n出入管理办法\n@\n一、甲\n@");
        assert_eq!(starts(&carried), [1, 8]);
    }

    #[test]
    fn a_speech_after_another_text_opens_with_its_occasion_and_greeting() {
        let speech =
            "关于清溪河治理方案的说明\n——2023年5月6日在青石镇人民代表大会上\n青石镇镇长 王𠀀\n各位代表：\n@\n一、甲\n@";
        assert_eq!(starts(&format!("青石镇人大关于治理方案的决定\n@\n@\n{speech}")), [1, 4]);
        let quoted = "关于清溪河治理方案的说明\n——来自青石镇的做法\n@";
        assert_eq!(starts(&format!("青石镇人大的决定\n@\n@\n{quoted}")), [1]);
    }

    #[test]
    fn notices_below_the_office_of_the_one_before() {
        let first = "青石公司招聘通知\n@\n一、甲\n@\n特此通知。\n二〇二X年三月十日";
        let training = "人力资源部关于读书𠀀培训的通知\n人事通XX号\n机关科室、各事业部：\n@\n人力资源部";
        let reward = "内部员工推荐奖励通知\n公司各部门、各员工：\n@\n@";
        assert_eq!(starts(&format!("{first}\n{training}\n{reward}")), [1, 7, 12]);
        // Nobody is called below it.
        assert_eq!(starts("青石公司招聘通知\n@\n@\n人力资源部\n内部员工推荐奖励通知\n@\n@"), [1]);
    }

    #[test]
    fn a_title_over_the_dateline_of_a_reporter_opens_a_text() {
        let news = "青石旅游局推荐𠀀错峰出行\n青石网-新闻客户端4月23日10时讯（记者 王明） “青石欢迎大家。”@\n@";
        assert_eq!(starts(&format!("五一假期市场前瞻\n@\n数据攀升\n@\n{news}")), [1, 5]);
        assert_eq!(starts("五一假期市场前瞻\n@\n青石旅游局推荐出行\n“青石欢迎大家。”@\n@"), [1]);
    }
}
