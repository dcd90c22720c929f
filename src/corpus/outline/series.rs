//! Series: candidates of one class whose numbers rise are judged together.
//!
//! A series is of headings when most of its members name a paragraph (a first sentence with more after it) or stand
//! over text. A list of whole sentences, of items in ； or of lines without a body is none, whatever its markers.

use std::collections::HashMap;

use super::candidate::Candidate;
use super::lead::Form;
use super::marker::{Class, Key};
use super::reason::Reason;

/// Share of members that must be headings by their form.
const SHARE_STRONG: f64 = 0.4;
/// The same for classes that lists use as well.
const SHARE_WEAK: f64 = 0.5;
/// How far numbers may jump within a series.
const JUMP: u32 = 5;

/// Gives every candidate its reason, for a heading or against it.
pub fn judge(candidates: &mut [Candidate<'_>]) {
    for members in runs(candidates) {
        let of: Vec<&Candidate<'_>> = members.iter().filter_map(|at| candidates.get(*at)).collect();
        let verdict = series(&of);
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

/// Indices of the members of each series: same class, rising numbers, broken by a number that is not higher.
fn runs(candidates: &[Candidate<'_>]) -> Vec<Vec<usize>> {
    let mut open: HashMap<Key<'_>, (u32, usize)> = HashMap::new();
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

/// The verdict on a whole series.
fn series(members: &[&Candidate<'_>]) -> Reason {
    let Some(first) = members.first() else { return Reason::Stray };
    let count = members.len() as u32;
    let strong = is_strong(first.key().class);
    let named = first.key().class == Class::Named;
    if members.len() == 1 && (named || !strong && first.number() != 1) {
        return Reason::Stray;
    }
    let torn = members.iter().filter(|member| member.torn).count();
    if !strong && torn * 2 >= members.len().max(2) {
        return Reason::Stray;
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
    if share >= wanted { Reason::Series(count) } else { Reason::List(count) }
}

/// How much a member speaks for headings, from -0.5 to 1.
fn points(member: &Candidate<'_>, last: bool) -> f64 {
    let class = member.key().class;
    match member.lead.form {
        Form::Clause if matches!(member.lead.mark, '；' | ';') => -0.5,
        Form::Clause => 0.0,
        Form::RunIn => {
            let most = if is_strong(class) { 50 } else { 36 };
            let long = member.lead.chars > most;
            if long {
                0.0
            } else if !is_strong(class) && is_narrative(member.lead.text) {
                0.4
            } else {
                1.0
            }
        }
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
        Form::Clause => true,
        Form::RunIn => false,
        Form::Own => !member.body && member.lead.chars > 32,
    }
}

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
