//! Headings within paragraphs without a number: first sentences, questions, and the questions of an interview.
//!
//! Each counts only beside others of its form. Knows nothing of lines of their own.

use rustc_hash::FxHashSet;

use super::candidate::Candidate;
use super::lead::{Form, Lead};
use super::marker::{Class, Key, Marker};
use super::names::{self, is_telling};
use super::persons;
use super::reason::Reason;
use crate::corpus::clean::phrases::Edges;
use crate::corpus::row::Row;
use crate::text::safe::is_han;
use crate::text::span::{first_chars, head, tail};

/// How many paragraphs of the same form prove each other.
const LEAST_SIBLINGS: usize = 3;

/// Questions of an interview as headings where a piece has nothing else: 问：… over 答：…
pub fn questions<'t>(rows: &[Row<'t>], skipped: impl Fn(&Row<'t>) -> bool) -> Vec<Candidate<'t>> {
    let begins = |row: &Row<'_>, words: &[&str]| {
        let rest = words.iter().find_map(|word| row.text.strip_prefix(word));
        let rest = rest.map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
        rest.is_some_and(|rest| rest.starts_with(['：', ':']) && row.chars > 4)
    };
    let pairs = rows.iter().zip(rows.iter().skip(1)).enumerate();
    let found: Vec<(usize, &Row<'t>)> = pairs
        .filter(|(_, (row, next))| !skipped(row) && begins(row, &["问", "Q", "q"]) && begins(next, &["答", "A", "a"]))
        .map(|(at, (row, _))| (at, row))
        .collect();
    let why = Reason::Question(found.len() as u32);
    if found.len() < 2 {
        return Vec::new();
    }
    found.into_iter().zip(1..).filter_map(|((at, row), number)| question(row, at, number, why)).collect()
}

/// The heading that a question is: all of its row.
fn question<'t>(row: &Row<'t>, at: usize, number: u32, why: Reason) -> Option<Candidate<'t>> {
    let (word, text) = row.text.split_once(['：', ':'])?;
    let end = row.text.len() - text.trim_start().len();
    let mark = head(row.text, row.text.len() - text.len());
    let marker = Marker { key: Key { class: Class::Named, word }, number, text: mark, end };
    let text = tail(row.text, end);
    let name = text.trim_end_matches(['？', '?', '。']);
    let mut found = Candidate { why, ..Candidate::of(row, at) };
    found.skip = end;
    found.marker = Some(marker);
    found.lead = Lead { text: name, chars: name.chars().count(), len: text.len(), mark: row.last(), form: Form::Own };
    Some(found)
}

/// Leads that ask what their paragraphs answer, three and more in a piece.
pub fn asked<'t>(rows: &[Row<'t>], skipped: impl Fn(&Row<'t>) -> bool, kept: &[Candidate<'t>]) -> Vec<Candidate<'t>> {
    let taken: FxHashSet<usize> = kept.iter().map(|found| found.row).collect();
    let found: Vec<Candidate<'t>> = rows
        .iter()
        .enumerate()
        .filter(|(at, row)| {
            !skipped(row) && row.marker.is_none() && row.chars >= LEAST_ANSWER && asks_early(row) && !taken.contains(at)
        })
        .map(|(at, row)| Candidate::of(row, at))
        .filter(|found| {
            let asks = matches!(found.lead.mark, '？' | '?') && found.lead.form == Form::RunIn;
            asks && (4..=LONGEST_QUESTION).contains(&found.lead.chars) && !found.lead.text.contains(['，', ',', '“'])
        })
        .collect();
    let why = Reason::Lead(found.len() as u32);
    if found.len() < LEAST_SIBLINGS {
        return Vec::new();
    }
    found.into_iter().map(|found| Candidate { why, ..found }).collect()
}

/// Whether a question's mark stands near the beginning of a row.
fn asks_early(row: &Row<'_>) -> bool {
    row.text.chars().take(LONGEST_QUESTION + 1).any(|c| matches!(c, '？' | '?'))
}

/// The shortest paragraph that a question leads, and the longest such question, in characters.
const LEAST_ANSWER: usize = 60;
const LONGEST_QUESTION: usize = 24;

/// First sentences as headings where a piece has nothing else: three and more paragraphs in a row, alike in form.
pub fn leads<'t>(rows: &[Row<'t>], skipped: impl Fn(&Row<'t>) -> bool) -> Vec<Candidate<'t>> {
    let mut best: Vec<Candidate<'t>> = Vec::new();
    let mut run: Vec<Candidate<'t>> = Vec::new();
    // Titles, bylines and what stands below the text are no paragraphs.
    let paragraphs =
        rows.iter().filter(|row| !skipped(row) && (row.chars >= LEAST_PARAGRAPH || row.is_closed())).count();
    for (at, row) in rows.iter().enumerate() {
        let found = Candidate::of(row, at);
        // 在这一年，…: what tells names its paragraph where the next one opens with the same words, or names a way too.
        let words = if way(&found).is_some() && !found.lead.text.contains(['，', ',']) { 1 } else { SAME_WORDS };
        let again = |other: Option<&Row<'_>>| {
            other.is_some_and(|other| first_chars(other.text, words) == first_chars(row.text, words))
        };
        let repeated = || again(rows.get(at + 1)) || at.checked_sub(1).is_some_and(|at| again(rows.get(at)));
        let fits = !skipped(row)
            && row.marker.is_none()
            && found.lead.form == Form::RunIn
            && (found.lead.mark == '。' || is_labelled(&found))
            && (LEAST_LEAD..=LONGEST_LEAD).contains(&found.lead.chars)
            && (row.chars >= found.lead.chars * 3 || row.chars >= found.lead.chars * 2 && is_cut(rows, at))
            && (!is_telling(found.lead.text) || repeated());
        if fits && run.last().is_none_or(|last| is_alike(last, &found)) {
            run.push(found);
            continue;
        }
        if run.len() > best.len() {
            best = std::mem::take(&mut run);
        }
        run.clear();
        if fits {
            run.push(found);
        }
    }
    if run.len() > best.len() {
        best = run;
    }
    // Labels prove each other where three stand together.
    if best.len() < LEAST_SIBLINGS && best.iter().any(|found| found.lead.mark != '。') {
        return Vec::new();
    }
    let siblings = best.len();
    let open_alike = |pair: &[Candidate<'_>]| matches!(pair, [one, other] if opening(one) == opening(other));
    let parallel = best.windows(2).all(open_alike)
        || best.windows(2).all(|pair| matches!(pair, [one, other] if is_of_shape(one, other)));
    let main = siblings >= LEAST_SIBLINGS && (parallel || siblings * 2 > paragraphs)
        || siblings * 2 > paragraphs && best.len() == 2 && is_pair(&best)
        || siblings * 2 >= paragraphs && best.len() == 2 && are_likened(&best);
    let why = Reason::Lead(siblings as u32);
    if main { best.into_iter().map(|found| Candidate { why, ..found }).collect() } else { Vec::new() }
}

/// The shortest row without a final mark that counts as a paragraph beside those that leads name, in characters.
const LEAST_PARAGRAPH: usize = 30;
/// How many characters paragraphs that open with the same words share.
const SAME_WORDS: usize = 5;
/// The shortest and longest first sentence that names its paragraph, in characters.
const LEAST_LEAD: usize = 4;
const LONGEST_LEAD: usize = 34;

/// Whether two short leads are of one shape: as long, and the same characters in two places and more: 办事有速度, 服务有温度.
fn is_of_shape<'t>(one: &Candidate<'t>, other: &Candidate<'t>) -> bool {
    let same = one.lead.text.chars().zip(other.lead.text.chars()).filter(|(a, b)| a == b && is_han(*a)).count();
    one.lead.chars == other.lead.chars && one.lead.chars <= LONGEST_SHAPE && same >= SHAPE
}

/// The longest lead of a shape, and how many characters such leads share.
const LONGEST_SHAPE: usize = 8;
const SHAPE: usize = 2;

/// Whether two paragraphs prove each other alone: both long, their leads of several clauses each and nearly as long.
fn is_pair(pair: &[Candidate<'_>]) -> bool {
    let long = |found: &Candidate<'_>| found.chars >= LEAST_LED && found.lead.text.contains(['，', ',']);
    let lengths = || pair.iter().map(|found| found.lead.chars);
    let (short, longest) = (lengths().min().unwrap_or(0), lengths().max().unwrap_or(0));
    let framed = matches!(pair, [one, other] if is_framed(one, other));
    pair.iter().all(long) && (longest * 4 <= short * 5 || framed)
}

/// Names in brackets as headings where a piece has nothing else: 【组织领导】…, three and more.
pub fn boxed<'t>(rows: &[Row<'t>], skipped: impl Fn(&Row<'t>) -> bool) -> Vec<Candidate<'t>> {
    let paragraphs = rows.iter().enumerate().filter(|(_, row)| !skipped(row) && row.chars >= LEAST_BOXED);
    let found: Vec<Candidate<'t>> = paragraphs.filter_map(|(at, row)| in_brackets(row, at)).collect();
    let why = Reason::Lead(found.len() as u32);
    let names: FxHashSet<&str> = found.iter().map(|found| found.lead.text).collect();
    if names.len() < LEAST_SIBLINGS || names.len() < found.len() {
        return Vec::new();
    }
    found.into_iter().map(|found| Candidate { why, ..found }).collect()
}

/// The heading that a name in brackets at the beginning of a paragraph is.
fn in_brackets<'t>(row: &Row<'t>, at: usize) -> Option<Candidate<'t>> {
    let (name, rest) = row.text.strip_prefix('【')?.split_once('】')?;
    let named = BOXED.contains(&name.chars().count()) && name.chars().all(is_han);
    let skip = '【'.len_utf8();
    let len = row.text.len() - rest.len() - skip;
    let lead = Lead { text: name, chars: name.chars().count(), len, mark: '】', form: Form::RunIn };
    named.then(|| Candidate { marker: None, skip, lead, ..Candidate::of(row, at) })
}

/// The shortest paragraph behind such a name, and the shortest and longest of them, in characters.
const LEAST_BOXED: usize = 40;
const BOXED: std::ops::RangeInclusive<usize> = 3..=12;

/// Whether the text breaks off within row `at`.
fn is_cut(rows: &[Row<'_>], at: usize) -> bool {
    at + 1 == rows.len() && rows.get(at).is_some_and(|row| !row.is_closed())
}

/// Whether two paragraphs prove each other by leads that are short, as long and open with a name in quotes:
/// “小窗口”办大实事。
fn are_likened(pair: &[Candidate<'_>]) -> bool {
    let quoted = |found: &Candidate<'_>| found.lead.text.starts_with(['“', '"']) && found.chars >= LEAST_LED;
    let [one, other] = pair else { return false };
    let close = |found: &Candidate<'_>| found.lead.text.chars().position(|c| matches!(c, '”' | '"'));
    quoted(one) && quoted(other) && one.lead.chars == other.lead.chars && close(one) == close(other)
}

/// The shortest paragraph of such a pair, in characters.
const LEAST_LED: usize = 120;

/// The first characters of a lead, by which parallel ones are known.
fn opening<'t>(found: &Candidate<'t>) -> &'t str {
    first_chars(found.lead.text, OPENING)
}

/// How many characters leads that open alike share.
const OPENING: usize = 3;

/// Whether a lead before a colon names what its paragraph does: 健全机制：…; no field, nobody who speaks.
fn is_labelled(found: &Candidate<'_>) -> bool {
    let label = found.lead.text;
    matches!(found.lead.mark, '：' | ':')
        && found.lead.chars <= LONGEST_LABEL
        && label.chars().all(is_han)
        && !SPEAKERS.end(label)
        && !(names::is_field(label) || names::speaks(label) || names::is_roll(label) || persons::is_person(label))
}

/// Last words of what persons are who speak before a colon.
static SPEAKERS: Edges =
    Edges::new(&["人", "长", "员", "者", "师", "授", "主任", "书记", "代表", "户", "同志", "老师"]);
/// The longest label before a colon that leads its paragraph, in characters.
const LONGEST_LABEL: usize = 16;

/// Whether two leads have the same form: as many commas, about the same length.
fn is_alike<'t>(one: &Candidate<'t>, other: &Candidate<'t>) -> bool {
    if matches!(one.lead.mark, '：' | ':') != matches!(other.lead.mark, '：' | ':') {
        return false;
    }
    let commas = |text: &str| text.matches(['，', ',']).count();
    let (short, long) = (one.lead.chars.min(other.lead.chars), one.lead.chars.max(other.lead.chars));
    commas(one.lead.text) == commas(other.lead.text) && (long * 2 <= short * 3 || is_framed(one, other))
        || long <= short * 2 && way(one).is_some_and(|first| way(other) == Some(first))
}

/// The word for a way or a place that a lead opens with: 在…中凝聚共识, 以…促提升.
fn way(found: &Candidate<'_>) -> Option<char> {
    found.lead.text.chars().next().filter(|first| WAYS.contains(first))
}

/// Words for a way or a place that parallel leads open with.
const WAYS: &[char] = &['在', '以', '从', '让', '把', '用'];

/// Whether two leads open and end alike: 创新形式，在学懂弄通上下功夫; 创新模式，在健全组织上下功夫.
fn is_framed<'t>(one: &Candidate<'t>, other: &Candidate<'t>) -> bool {
    let first = |found: &Candidate<'t>| first_chars(found.lead.text, FRAME);
    let last = |found: &Candidate<'t>| {
        let text = found.lead.text;
        tail(text, text.char_indices().rev().nth(FRAME - 1).map_or(0, |(at, _)| at))
    };
    first(one) == first(other) && last(one) == last(other)
}

/// How many characters leads share at both ends.
const FRAME: usize = 2;

#[cfg(test)]
mod tests {
    use crate::corpus::outline::tests::check;

    #[test]
    fn labels_before_colons_and_in_brackets() {
        check(
            "青石镇的做法\n@\n突出建好阵地：@\n突出整治环境：@\n突出办好产业𠀀：@\n@",
            &["3 1 *突出建好阵地", "4 1 *突出整治环境", "5 1 *突出办好产业𠀀"],
        );
        check(
            "青石镇的做法\n@\n健全机制：@\n压实责任：@\n强化督查：@",
            &["3 1 *健全机制", "4 1 *压实责任", "5 1 *强化督查"],
        );
        check(
            "青石镇的做法\n@\n【组织领导】@\n【宣传发动】@\n【督查考核】@\n@",
            &["3 1 *组织领导", "4 1 *宣传发动", "5 1 *督查考核"],
        );
        check("青石镇座谈会\n@\n老党员王明：@\n镇妇联主任：@\n种植户代表：@\n@\n@\n@\n@", &[]);
        check("青石镇通报\n@\n【青石要闻】@\n@\n@", &[]);
    }

    #[test]
    fn leads_of_one_shape() {
        check(
            "青石镇的一年\n@\n@\n办事有速度。@\n保障有力度。@\n服务有温度。@\n@\n@",
            &["4 1 *办事有速度", "5 1 *保障有力度", "6 1 *服务有温度"],
        );
        check(
            "青石镇的一年\n@\n在学习中增进认同。@\n在走村入户、听取民意中凝聚共𠀀。@\n在以诚待人中厚植感情。@",
            &["3 1 *在学习中增进认同", "4 1 *在走村入户、听取民意中凝聚共𠀀", "5 1 *在以诚待人中厚植感情"],
        );
        check("青石镇的一年\n@\n@\n天气很好。@\n大家出力。@\n收成不错。@\n@\n@", &[]);
    }

    #[test]
    fn titles_and_bylines_are_no_paragraphs_beside_those_that_leads_name() {
        check(
            "青石镇的三个办法\n■ 青石镇党委书记 王明\n@\n建阵地、聚民心。@\n选典型、带队伍。@\n送政策、解难题。@\n青石镇妇联",
            &["4 1 *建阵地、聚民心", "5 1 *选典型、带队伍", "6 1 *送政策、解难题"],
        );
        check(
            "青石镇的三个办法\n@\n强化战略意识，让服务的方向更明确。@\n强化创新意识，让服务的方法更𠀀准。@\n强化系统意识，让服务的机制更长效。完善制度，落实责任，全镇各村抓",
            &[
                "3 1 *强化战略意识，让服务的方向更明确",
                "4 1 *强化创新意识，让服务的方法更𠀀准",
                "5 1 *强化系统意识，让服务的机制更长效",
            ],
        );
        check("青石镇的一年\n@\n@\n@\n建阵地、聚民心。@\n选典型、带队伍。@\n送政策、解难题。@\n@", &[]);
    }

    #[test]
    fn two_short_leads_in_quotes_prove_each_other() {
        check(
            "@\n@\n“小窗口”办成大实事。@@@\n“小手机”连起大𠀀场。@@@",
            &["3 1 *“小窗口”办成大实事", "4 1 *“小手机”连起大𠀀场"],
        );
        check("@\n@\n“小窗口”办成大实事。@@@\n“青石通”连起各家各户。@@@", &[]);
        check("@\n@\n@\n“小窗口”办成大实事。@@@\n“小手机”连起大市场。@@@", &[]);
    }
}
