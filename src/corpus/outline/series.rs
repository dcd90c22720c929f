//! Series: candidates of one class whose numbers rise are judged together.
//!
//! A series is of headings when most of its members name a paragraph (a first sentence with more after it) or stand
//! over text. A list of whole sentences, of items in ； or of lines without a body is none, whatever its markers.

use rustc_hash::{FxHashMap, FxHashSet};

use super::candidate::Candidate;
use super::lead::Form;
use super::marker::{Class, Key};
use super::names;
use super::reason::Reason;

/// Share of members that must be headings by their form.
const SHARE_STRONG: f64 = 0.4;
/// The same for classes that lists use as well.
const SHARE_WEAK: f64 = 0.5;
/// How far numbers may jump within a series.
const JUMP: u32 = 5;

/// Gives every candidate its reason, for a heading or against it.
pub fn judge(candidates: &mut [Candidate<'_>]) {
    judge_runs(candidates);
    provisions(candidates);
    // A number that stands alone because its neighbours are lost is what its kind is elsewhere.
    let kinds: FxHashSet<Key<'_>> =
        candidates.iter().filter(|c| matches!(c.why, Reason::Series(2..))).map(Candidate::key).collect();
    for lone in candidates.iter_mut().filter(|c| c.why == Reason::Stray && kinds.contains(&c.key())) {
        let names = match lone.lead.form {
            Form::RunIn => lone.lead.chars <= LONGEST_LONE && !is_narrative(lone.lead.text),
            Form::Own => lone.body && lone.lead.chars <= LONGEST_LONE,
            Form::Clause => false,
        };
        if names && !lone.torn {
            lone.why = Reason::Series(1);
        }
    }
}

/// In a text of articles the numbers below them count provisions.
fn provisions(candidates: &mut [Candidate<'_>]) {
    let is_article = |found: &Candidate<'_>| found.key().class == Class::Article;
    if candidates.iter().filter(|found| is_article(found)).count() < LEAST_ARTICLES {
        return;
    }
    let first = candidates.iter().position(is_article).unwrap_or(candidates.len());
    for found in candidates.iter_mut().skip(first) {
        if found.why.is_heading() && found.styled.is_none() && found.key().class > Class::Plain {
            found.why = Reason::Clause;
        }
    }
}

/// From how many articles on a text is one of provisions.
const LEAST_ARTICLES: usize = 5;

/// The longest heading of a lone number, in characters.
const LONGEST_LONE: usize = 40;

/// Judges every series by itself; one that falls a little short is what most others of its kind in the piece are.
fn judge_runs(candidates: &mut [Candidate<'_>]) {
    let judged: Vec<(Vec<usize>, Key<'_>, Reason, f64)> = runs(candidates)
        .into_iter()
        .filter_map(|members| {
            let of: Vec<&Candidate<'_>> = members.iter().filter_map(|at| candidates.get(*at)).collect();
            let first = of.first()?;
            let above = members.first().and_then(|at| candidates.get(at.checked_sub(1)?));
            let (verdict, share) = if is_bare(&of) && above.is_none_or(|above| above.row + 1 < first.row) {
                (Reason::List(of.len() as u32), 0.0)
            } else {
                series(&of)
            };
            let key = first.key();
            Some((members, key, verdict, share))
        })
        .collect();
    let mut accepted: FxHashMap<Key<'_>, u32> = FxHashMap::default();
    for (_, key, verdict, _) in &judged {
        if matches!(verdict, Reason::Series(2..)) {
            *accepted.entry(*key).or_insert(0) += 1;
        }
    }
    // Where many items of the kind are sentences elsewhere in the text, a series in doubt is one of sentences, too.
    let mut items: FxHashMap<Key<'_>, (usize, usize)> = FxHashMap::default();
    for (members, key, verdict, share) in &judged {
        let (named, listed) = items.entry(*key).or_default();
        match verdict {
            Reason::Series(_) => *named += members.len(),
            _ if *share < SHARE_NEAR => *listed += members.len(),
            _ => {}
        }
    }
    for (members, key, verdict, share) in judged {
        // A short line over its text is a name all the same.
        let over_text =
            |at: &usize| candidates.get(*at).is_some_and(|member| member.lead.form == Form::Own && member.body);
        let doubted = items.get(&key).is_some_and(|(named, listed)| *listed * 2 > *named)
            && !is_strong(key.class)
            && !members.iter().any(over_text);
        let verdict = match verdict {
            Reason::Series(count @ 2..) if doubted && share < SHARE_SURE => Reason::List(count),
            verdict => verdict,
        };
        let near = !doubted && share >= SHARE_NEAR && accepted.get(&key).is_some_and(|others| *others >= LEAST_OTHERS);
        let verdict = match verdict {
            Reason::List(count @ 2..) if near => Reason::Series(count),
            verdict => verdict,
        };
        for at in members {
            if let Some(member) = candidates.get_mut(at) {
                member.why = match verdict {
                    _ if member.styled.is_some() => Reason::Style,
                    Reason::Series(_) if is_clause(member) => Reason::Clause,
                    verdict => verdict,
                };
            }
        }
    }
}

/// From what share on a series is one of headings whatever its kind is elsewhere.
const SHARE_SURE: f64 = 0.7;
/// The share that is near enough where others of the kind are headings, and how many others that takes.
const SHARE_NEAR: f64 = 0.3;
const LEAST_OTHERS: u32 = 2;

/// Indices of the members of each series: same class, rising numbers, broken by a number that is not higher.
fn runs(candidates: &[Candidate<'_>]) -> Vec<Vec<usize>> {
    let mut open: FxHashMap<Key<'_>, (u32, usize)> = FxHashMap::default();
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for (at, found) in candidates.iter().enumerate() {
        let number = found.number();
        let slot = open.entry(found.key()).or_insert((0, usize::MAX));
        let goes_on = number > slot.0 && number <= slot.0 + JUMP;
        if let Some(run) = runs.get_mut(slot.1).filter(|_| goes_on) {
            run.push(at);
        } else {
            slot.1 = runs.len();
            runs.push(vec![at]);
        }
        slot.0 = number;
    }
    runs
}

/// Whether markers of this class nearly always stand before headings.
const fn is_strong(class: Class) -> bool {
    matches!(class, Class::Part | Class::Chapter | Class::Division | Class::Han | Class::HanBracket | Class::Named)
}

/// Whether a series names things one below the other and no text between: topics of a course, works of a prize. Right
/// below a heading such lines are an outline; below a text they are a list.
fn is_bare(members: &[&Candidate<'_>]) -> bool {
    let bare = |member: &&Candidate<'_>| {
        let line = member.lead.form == Form::Own && !member.body && member.styled.is_none();
        line && member.key().class == Class::HanBracket
    };
    members.len() >= LEAST_BARE && members.iter().all(bare)
}

/// The verdict on a whole series, and the share of its members that are headings by their form.
fn series(members: &[&Candidate<'_>]) -> (Reason, f64) {
    let Some(first) = members.first() else { return (Reason::Stray, 0.0) };
    let count = members.len() as u32;
    let strong = is_strong(first.key().class);
    let named = first.key().class == Class::Named;
    // 经验一：建章立制, over its paragraph: the rest of the text is lost.
    let alone =
        first.lead.form == Form::Own && first.body && first.number() == 1 && LONE_NAMED.contains(&first.lead.chars);
    if members.len() == 1 && (named && !alone || !strong && first.number() != 1) {
        return (Reason::Stray, 0.0);
    }
    let torn = members.iter().filter(|member| member.torn).count();
    if !strong && torn * 2 >= members.len().max(2) {
        return (Reason::Stray, 0.0);
    }
    let lone = members.len() == 1 && !strong;
    let points: f64 =
        members.iter().enumerate().map(|(at, member)| points(member, at > 0 && at + 1 == members.len())).sum();
    let share = points / members.len() as f64;
    let wanted = if lone {
        0.9
    } else if strong {
        SHARE_STRONG
    } else {
        SHARE_WEAK
    };
    (if share >= wanted { Reason::Series(count) } else { Reason::List(count) }, share)
}

/// How many numbered lines without a text are a list.
const LEAST_BARE: usize = 4;

/// The shortest and longest heading of a lone number with a word before it, in characters.
const LONE_NAMED: std::ops::RangeInclusive<usize> = 6..=24;

/// How much a member speaks for headings, from -0.5 to 1.
fn points(member: &Candidate<'_>, last: bool) -> f64 {
    let class = member.key().class;
    match member.lead.form {
        Form::Clause if matches!(member.lead.mark, '；' | ';') => -0.5,
        Form::Clause => 0.0,
        Form::RunIn => {
            let most = if is_strong(class) { 50 } else { 36 };
            let long = member.lead.chars > most;
            // 1.时间：… 2.地点：…: a list of fields.
            let field = !is_strong(class) && member.lead.mark == ' ' && names::names_field(member.lead.text);
            if long || field {
                0.0
            } else if !is_strong(class) && is_narrative(member.lead.text) {
                0.4
            } else {
                1.0
            }
        }
        // 请…: an item that asks for something.
        Form::Own if !is_strong(class) && member.lead.text.starts_with('请') => 0.0,
        Form::Own => match (member.body, last) {
            (true, false) => 1.0,
            (true, true) => 0.5,
            (false, _) if is_strong(class) && member.chars <= 24 && member.lead.mark != '。' => 0.5,
            (false, _) => 0.0,
        },
    }
}

/// Whether a member of a series of headings is a clause all the same.
fn is_clause(member: &Candidate<'_>) -> bool {
    match member.lead.form {
        Form::Clause => !is_long_title(member),
        Form::RunIn => false,
        Form::Own if member.body => false,
        Form::Own => {
            let class = member.key().class;
            member.lead.chars > 32 || !is_strong(class) && class < Class::Ordinal && member.lead.mark == '。'
        }
    }
}

/// Whether a sentence of a chapter's number is its title all the same: alone on its line, over text.
fn is_long_title(member: &Candidate<'_>) -> bool {
    is_strong(member.key().class)
        && member.body
        && member.chars <= LONGEST_TITLE
        && member.chars <= member.lead.chars + LONGEST_MARKER
        && !matches!(member.lead.mark, '；' | ';')
}

/// The most characters that a marker and a final mark take.
const LONGEST_MARKER: usize = 8;
/// The longest sentence that is a chapter's title, in characters.
const LONGEST_TITLE: usize = 90;

/// From how many characters on a sentence with 了 tells and does not name.
const LONGEST_DONE: usize = 14;
/// How sentences begin that tell and do not name.
const NARRATIVE: &[&str] = &[
    "为", "由于", "根据", "按照", "对于", "虽然", "如果", "当", "经", "据", "因", "我", "他", "她", "今年", "去年",
    "目前",
];

fn is_narrative(text: &str) -> bool {
    let opened = NARRATIVE.iter().any(|word| text.starts_with(word)) && text.contains(['，', ',']);
    let dated = text.starts_with(|c: char| c.is_ascii_digit()) && text.contains(['月', '日']);
    let done = text.contains('了') && text.chars().count() >= LONGEST_DONE;
    opened || dated || done
}

#[cfg(test)]
mod tests {
    use crate::corpus::outline::tests::check;

    #[test]
    fn a_series_in_doubt_is_of_sentences_where_its_kind_is_elsewhere() {
        let sentences = "1、利用宣传栏宣传，培养同学尊重老师、热爱母校的意识，增强集体的荣誉感。\n2、组织参观校史𠀀陈列室，了解学校的过去和现在。\n3、开展唱校歌活动，使广大同学更加热爱自己的学校。\n";
        let doubted = "1、规范升旗仪式。\n2、观看一部影片。看后写一篇观后感，推荐到青石镇团委。\n";
        check(
            &format!("青石中学十月活动\n一、高一\n{sentences}二、高二\n{doubted}三、高三\n@"),
            &["2 1 一、高一", "6 1 二、高二", "9 1 三、高三"],
        );
        // Short lines over their texts are names all the same.
        check(
            &format!(
                "青石中学十月活动\n一、高一\n{sentences}二、高二\n1、技术\n@\n2、利用宣传栏宣传，增强荣誉感，使同学了解学校的过去和现在，热爱母校。\n三、高三\n@"
            ),
            &["2 1 一、高一", "6 1 二、高二", "7 2 1、技术", "10 1 三、高三"],
        );
        // Without those others its members name their paragraphs.
        check(
            &format!("青石中学十月活动\n一、高一\n@\n二、高二\n{doubted}三、高三\n@"),
            &["2 1 一、高一", "4 1 二、高二", "6 2 *2、观看一部影片", "7 1 三、高三"],
        );
    }
}
