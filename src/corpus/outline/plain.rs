//! Headings without a number: short lines over long paragraphs, alike among themselves, and labels such as 改进措施:.
//!
//! One such line alone proves little; it needs siblings of its form, a word that names a section, or the format's
//! word. Leads of paragraphs without a number count only where a piece has no other headings.

use std::collections::HashMap;

use super::candidate::Candidate;
use super::lead::{Form, Lead, lead};
use super::leads;
use super::marker::{Class, Key, Marker};
use super::reason::Reason;
use crate::corpus::clean::phrases::Edges;
use crate::corpus::row::Row;
use crate::corpus::split::{matter, title};
use crate::text::fold;
use crate::text::safe::is_han;
use crate::text::span::{first_chars, head};

/// The shortest and longest line of its own, in characters.
const OWN: std::ops::RangeInclusive<usize> = 4..=41;
/// The longest such line that ends in a full stop.
const LONGEST_SENTENCE: usize = 30;
/// The shortest paragraph below, in characters.
const LEAST_BODY: usize = 40;
/// How many lines of the same form prove each other.
const LEAST_SIBLINGS: usize = 3;

/// Adds the headings without a number to `kept`.
pub fn add<'t>(kept: &mut Vec<Candidate<'t>>, rows: &[Row<'t>], skipped: impl Fn(&Row<'t>) -> bool) {
    let taken: Vec<usize> = kept.iter().map(|c| c.row).collect();
    let is_free = |at: usize| taken.binary_search(&at).is_err() && rows.get(at).is_some_and(|row| !skipped(row));
    let mut pool: Vec<(usize, Evidence)> = Vec::new();
    for at in 0..rows.len() {
        if is_free(at)
            && let Some(evidence) = evidence(rows, at, |at| taken.binary_search(&at).is_ok(), &skipped)
        {
            pool.push((at, evidence));
        }
    }
    // What stands between a question and its paragraph is its motto.
    if pool.iter().filter(|(_, e)| *e == Evidence::Asks).count() >= LEAST_SIBLINGS {
        let asked: Vec<usize> = pool.iter().filter(|(_, e)| *e == Evidence::Asks).map(|(at, _)| at + 1).collect();
        pool.retain(|(at, _)| !asked.contains(at));
    }
    let siblings = |stopped: bool| pool.iter().filter(|(_, e)| *e == Evidence::Form { stopped }).count();
    let (with_stop, without) = (siblings(true), siblings(false));
    let mut openings: HashMap<&str, usize> = HashMap::new();
    for (at, _) in pool.iter().filter(|(_, e)| *e == Evidence::Parallel) {
        *openings.entry(opening(rows, *at)).or_insert(0) += 1;
    }
    let mut labels: HashMap<usize, Vec<&str>> = HashMap::new();
    for (at, _) in pool.iter().filter(|(_, e)| matches!(e, Evidence::Colon(_))) {
        let label = colon_label(rows.get(*at).map_or("", |row| row.text)).unwrap_or("");
        let alike = labels.entry(label.chars().count()).or_default();
        if !alike.contains(&label) {
            alike.push(label);
        }
    }
    let count = |wanted: Evidence| pool.iter().filter(|(_, e)| *e == wanted).count() as u32;
    let several = |count: u32, least: usize| (count as usize >= least).then_some(Reason::Form(count));
    let over = pool.iter().filter(|(_, e)| *e == Evidence::Over).count();
    let dashes = pool.iter().filter(|(_, e)| *e == Evidence::Dash).count();
    let why = |at: usize, evidence: &Evidence| match evidence {
        Evidence::Parallel => {
            let alike = openings.get(opening(rows, at)).copied().unwrap_or(0);
            (alike >= LEAST_SIBLINGS).then_some(Reason::Parallel(alike as u32))
        }
        Evidence::Word => Some(Reason::Word),
        Evidence::Format => Some(Reason::SetOff),
        Evidence::Colon(chars) => several(labels.get(chars).map_or(0, |alike| alike.len() as u32), LEAST_SIBLINGS),
        Evidence::Asks | Evidence::Label => several(count(*evidence), LEAST_SIBLINGS),
        Evidence::Brief(_) => several(count(*evidence), 2),
        Evidence::Dash => (dashes >= LEAST_SIBLINGS).then_some(Reason::Form(dashes as u32)),
        Evidence::Over => (over >= 2).then_some(Reason::Over(over as u32)),
        Evidence::Form { stopped: true } => (with_stop >= LEAST_SIBLINGS).then_some(Reason::Form(with_stop as u32)),
        Evidence::Form { stopped: false } => (without >= 2).then_some(Reason::Form(without as u32)),
    };
    let found = pool.iter().filter_map(|(at, evidence)| Some((*at, rows.get(*at)?, why(*at, evidence)?)));
    kept.extend(found.map(|(at, row, why)| own(row, at, why)));
    kept.extend(leads::asked(rows, &skipped, kept));
    // Answers may hold lists of their own.
    if kept.iter().all(|found| found.key().class > Class::Plain) {
        kept.extend(leads::questions(rows, &skipped));
    }
    if kept.is_empty() {
        kept.extend(leads::leads(rows, skipped));
    }
    kept.sort_by_key(|c| c.row);
}

/// The heading that a row without a number is; an appendix stands at the top.
fn own<'t>(row: &Row<'t>, at: usize, why: Reason) -> Candidate<'t> {
    let mut found = Candidate { why, ..Candidate::of(row, at) };
    found.lead.form = Form::Own;
    if title::is_dash(row.text) {
        dashed(&mut found, row);
    }
    if is_appendix(row) {
        found.styled = found.styled.or(Some(1));
    }
    found
}

/// A heading with a dash for its marker.
fn dashed<'t>(found: &mut Candidate<'t>, row: &Row<'t>) {
    let rest = row.text.trim_start_matches(['—', '―', '-', '－', '─']);
    let end = row.text.len() - rest.len();
    let key = Key { class: Class::Plain, word: head(row.text, "—".len().min(end)) };
    found.marker = Some(Marker { key, number: 1, text: head(row.text, end), end });
    found.skip = end;
    found.lead = Lead { form: Form::Own, ..lead(rest.trim(), found.chars) };
}

/// What speaks for a line without a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Evidence {
    /// It ends in a word that names a section, or is a known label.
    Word,
    /// The format sets it off.
    Format,
    /// A sentence over a long paragraph that could only be a heading beside others that open alike.
    Parallel,
    /// A dash before it, and a long paragraph below: ——甲.
    Dash,
    /// Short, and a series begins right below at one; it needs siblings.
    Over,
    /// A question over a long paragraph; it needs siblings.
    Asks,
    /// A name of this many characters before a colon, and more behind it; it needs siblings with other names as long.
    Colon(usize),
    /// A label with a colon over a list or a paragraph; it needs siblings.
    Label,
    /// Two or three characters over a long paragraph; it needs a sibling as long.
    Brief(usize),
    /// Its form: short over long; it needs siblings that end alike.
    Form {
        /// It ends in a full stop.
        stopped: bool,
    },
}

fn evidence<'t>(
    rows: &[Row<'t>],
    at: usize,
    is_heading: impl Fn(usize) -> bool,
    skipped: impl Fn(&Row<'t>) -> bool,
) -> Option<Evidence> {
    let row = rows.get(at)?;
    if row.marker.is_some() || row.marks.table || row.marks.item || !(2..=*OWN.end()).contains(&row.chars) {
        return None;
    }
    let folded = fold::text(row.text);
    let label = folded.strip_suffix(':');
    let name = label.unwrap_or(&folded);
    let stopped = name.ends_with('。');
    let name = name.trim_end_matches('。');
    let next = rows.get(at + 1).filter(|next| !skipped(next))?;
    let asks = (ASKS.contains(&row.chars) && !name.contains(',')).then(|| name.strip_suffix('?')).flatten();
    let name = asks.unwrap_or(name);
    if !name.chars().any(is_han)
        || name.ends_with([',', '、', '?', '!', ';', '…', '.'])
        || name.contains(['。', ';', '?', '!'])
    {
        return None;
    }
    let torn_before = at.checked_sub(1).and_then(|at| rows.get(at)).is_some_and(|before| {
        !before.is_closed() && before.chars > 12 && !is_heading(at - 1) && !skipped(before) && before.marker.is_none()
    });
    if is_appendix(row) {
        return Some(Evidence::Format);
    }
    let torn_after = next.text.starts_with(['是', '，', ',', '、', '的', '：', ':', '；', '。']);
    let full = next.chars >= LEAST_BODY || next.chars >= LEAST_SENTENCE && next.text.ends_with('。');
    if torn_before || torn_after {
        return None;
    }
    // A motto or a short sentence may stand between.
    let near = next.marker.is_none()
        && (full || rows.get(at + 2).is_some_and(|row| row.chars >= LEAST_SENTENCE && row.marker.is_none()));
    if let Some(label) = colon_label(row.text).filter(|_| near && !stopped && asks.is_none())
        && is_field(&folded)
    {
        return Some(Evidence::Colon(label.chars().count()));
    }
    if is_field(&folded)
        || matter::is_matter(row.text)
        || matter::is_salutation(row.text) && label.is_none_or(|l| !is_named(l))
    {
        return None;
    }
    if title::is_dash(row.text) {
        let text = next.chars >= LEAST_BODY || next.chars >= LEAST_SENTENCE && next.is_closed();
        let after = row.chars <= LONGEST_DASH && next.marker.is_none() && text;
        return (after && !title::is_dash(next.text)).then_some(Evidence::Dash);
    }
    let begins = |row: &Row<'_>| row.marker.is_some_and(|m| m.number == 1);
    let announced = next.marker.is_none() && next.text.ends_with(['：', ':']) && !matter::is_salutation(next.text);
    let opens = begins(next) || announced && rows.get(at + 2).is_some_and(begins);
    let asked = is_asked(next);
    let soon = rows.get(at + 2).is_some_and(|row| row.chars >= LEAST_BODY && row.marker.is_none());
    let opening = soon
        && next.text.ends_with('。')
        && (next.chars >= LEAST_OPENING && next.chars > row.chars
            || next.chars >= LEAST_MOTTO && row.chars >= LEAST_MOTTO);
    let long = next.marker.is_none() && (full && next.chars * 2 >= row.chars * 3 || opening || asked);
    if row.marks.emphasis && (opens || long) && row.chars >= 2 && !stopped && label.is_none_or(is_named) {
        return Some(Evidence::Format);
    }
    if asks.is_some() {
        return near.then_some(Evidence::Asks);
    }
    if let Some(label) = label.filter(|label| !is_named(label)) {
        let mut below = rows.iter().skip(at + 1).take(2);
        let list = below.len() == 2 && below.all(|row| row.marker.is_none() && !row.text.contains(['：', ':']));
        let fits = LABEL.contains(&label.chars().count()) && !label.contains(',') && !is_telling(label);
        return (fits && !SPEAKS.end(label) && (long || list)).then_some(Evidence::Label);
    }
    if let Some(label) = label {
        return (label.chars().count() <= 12 && is_named(label) && !label.contains(',')).then_some(Evidence::Word);
    }
    let soon_long = rows.iter().skip(at + 1).take(3).any(|row| row.chars >= LEAST_BODY);
    let tight: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    if LABELS.contains(&tight.as_str()) && soon_long || row.chars <= 14 && is_named(name) && (opens || long) && !stopped
    {
        return Some(Evidence::Word);
    }
    if opens && !stopped && row.chars >= OVER && row.chars <= LONGEST_OVER && !is_telling(name) && !name.contains(',') {
        return Some(Evidence::Over);
    }
    if BRIEF.contains(&row.chars) && !stopped && long && next.chars >= LONG_BODY {
        return Some(Evidence::Brief(row.chars));
    }
    let most = if stopped { LONGEST_SENTENCE } else { *OWN.end() };
    let commas = name.matches([',', '，']).count();
    let fits = row.chars >= *OWN.start() && row.chars <= most && commas <= 1 && long && !is_telling(name);
    if fits {
        return Some(Evidence::Form { stopped });
    }
    let alike = (LEAST_PARALLEL..=OWN_PARALLEL).contains(&row.chars) && commas <= 3 && long;
    alike.then_some(Evidence::Parallel)
}

/// The name before the colon of a line with more behind it: 挖病根：…
fn colon_label(text: &str) -> Option<&str> {
    let (label, value) = text.split_once(['：', ':'])?;
    let fits = COLON.contains(&label.chars().count()) && label.chars().all(is_han);
    (fits && value.chars().count() >= LEAST_VALUE && !FIELDS.contains(&label)).then_some(label)
}

/// The shortest and longest such name, and the shortest text behind it, in characters.
const COLON: std::ops::RangeInclusive<usize> = 2..=4;
const LEAST_VALUE: usize = 6;

/// Names of fields, whose values name nothing.
const FIELDS: &[&str] = &[
    "时间",
    "地点",
    "人员",
    "对象",
    "主题",
    "单位",
    "地址",
    "电话",
    "邮箱",
    "姓名",
    "来源",
    "作者",
    "编辑",
    "记者",
    "联系人",
    "主持人",
    "参加人",
    "出席",
    "列席",
    "主讲人",
    "承办",
    "主办",
    "协办",
    "备注",
    "费用",
    "内容",
    "形式",
    "方式",
];

/// The shortest and longest question on a line of its own, in characters.
const ASKS: std::ops::RangeInclusive<usize> = 5..=24;

/// The shortest and longest label over a list, in characters.
const LABEL: std::ops::RangeInclusive<usize> = 2..=16;

/// How a line ends that lets someone speak or announces what follows.
static SPEAKS: Edges = Edges::new(&[
    "指出", "强调", "认为", "说", "要求", "表示", "问", "答", "如下", "包括", "是", "为", "有", "下", "道", "称", "即",
    "写道", "介绍", "提出", "明确",
]);

/// The shortest names, in characters, and how long the paragraph below must be.
const BRIEF: std::ops::RangeInclusive<usize> = 2..=3;
const LONG_BODY: usize = 80;

/// The shortest paragraph of one whole sentence below, in characters.
const LEAST_SENTENCE: usize = 24;

/// The shortest first sentence below, in characters, where a long paragraph follows it.
const LEAST_OPENING: usize = 14;

/// The shortest motto between a heading and its text, and the shortest such heading, in characters.
const LEAST_MOTTO: usize = 8;

/// Whether a row asks or answers in an interview: 问：…
fn is_asked(row: &Row<'_>) -> bool {
    let speaker = row.text.split_once(['：', ':']).map(|(speaker, _)| speaker);
    speaker.is_some_and(|speaker| matches!(speaker, "问" | "答" | "记者" | "主持人"))
}

/// Whether a folded line is a field with its value: 地点:镇政府三楼.
fn is_field(folded: &str) -> bool {
    let Some((label, value)) = folded.split_once(':') else { return false };
    !value.trim().is_empty() && label.chars().filter(|c| !c.is_whitespace()).count() <= LONGEST_FIELD
}

/// The longest label of a field, in characters.
const LONGEST_FIELD: usize = 4;

/// The longest line with a dash before it, in characters.
const LONGEST_DASH: usize = 34;

/// The shortest and longest line over a series, in characters.
const OVER: usize = 4;
const LONGEST_OVER: usize = 16;

/// The first characters of a row, by which parallel sentences are known.
fn opening<'t>(rows: &[Row<'t>], at: usize) -> &'t str {
    rows.get(at).map_or("", |row| first_chars(row.text, OPENING))
}

/// How many characters sentences that open alike share.
const OPENING: usize = 3;
/// The shortest and longest of them, in characters.
const LEAST_PARALLEL: usize = 8;
const OWN_PARALLEL: usize = 41;

/// Whether the format sets the row off and it names an appendix: 附：活动一览.
pub fn is_appendix(row: &Row<'_>) -> bool {
    let after = row.text.strip_prefix('附').map(|rest| rest.trim_start_matches(['录', '表', '注']));
    row.marks.emphasis && after.is_some_and(|rest| rest.starts_with(['：', ':', '　', ' ']))
}

/// Labels of parts of an article.
const LABELS: &[&str] = &[
    "相关链接",
    "记者手记",
    "名词解释",
    "注释",
    "编后",
    "短评",
    "新闻背景",
    "背景链接",
    "延伸阅读",
    "专家点评",
    "记者观察",
    "附记",
    "结语",
    "结束语",
    "前言",
    "引言",
    "后记",
    "编者按",
    "启示与思考",
    "经验启示",
    "案例点评",
    "资料链接",
    "新闻链接",
    "点评",
];

/// Last words that name a section of a report.
static NAMES: Edges = Edges::new(&[
    "措施",
    "问题",
    "打算",
    "计划",
    "目标",
    "任务",
    "要求",
    "安排",
    "做法",
    "成效",
    "经验",
    "建议",
    "原因",
    "体会",
    "不足",
    "思路",
    "内容",
    "重点工作",
    "主要工作",
    "原则",
    "背景",
    "概况",
    "情况",
    "重点",
    "步骤",
    "思想",
    "亮点",
    "启示",
    "对策",
    "困难",
    "职责",
    "分工",
    "方法",
    "保障",
    "设想",
    "举措",
    "规划",
    "方向",
    "意义",
    "总结",
    "回顾",
    "展望",
    "反思",
    "教训",
]);

/// Whether the last word of a line names a section of a report, however long the line.
pub fn ends_as_section(name: &str) -> bool {
    NAMES.end(name) || name.ends_with("工作")
}

/// Whether a short line names a section by its last word and is no clause.
fn is_named(name: &str) -> bool {
    let name = name.trim_end_matches([':', '：']);
    name.chars().count() >= 2 && NAMES.end(name) && !is_telling(name)
}

/// How lines begin that tell something and name nothing.
static TELLING: Edges = Edges::new(&[
    "今年",
    "去年",
    "一年来",
    "目前",
    "同时",
    "此外",
    "另外",
    "据",
    "记者",
    "但",
    "因此",
    "所以",
    "我们",
    "我在",
    "我是",
    "我认为",
    "我想",
    "我要",
    "我代表",
    "我的",
    "你",
    "他",
    "她",
    "各位",
    "同志",
    "大家",
    "谢谢",
    "以上",
    "以下",
    "下面",
    "现将",
    "为此",
    "特此",
    "根据",
    "按照",
    "由于",
    "为了",
    "在",
    "这些",
    "那么",
    "其中",
    "比如",
    "例如",
    "首先",
    "其次",
    "最后",
    "总之",
    "可以说",
    "过去",
    "近日",
    "当天",
    "随后",
    "于是",
    "如今",
    "当前",
    "一直",
    "将",
]);

/// Whether a line tells something and names nothing.
pub fn is_telling(name: &str) -> bool {
    TELLING.begin(name) || name.ends_with("如下") || name.contains("以下")
}
