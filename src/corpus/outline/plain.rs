//! Headings without a number: short lines over long paragraphs, alike among themselves, and labels such as 改进措施:.
//!
//! One such line alone proves little; it needs siblings of its form, a word that names a section, or the format's
//! word. Leads of paragraphs without a number count only where a piece has no other headings.

use std::collections::HashMap;

use rustc_hash::FxHashSet;

use super::among;
use super::apart::{is_title_again, names_appendix};
use super::candidate::Candidate;
use super::cells;
use super::double;
use super::evidence::{Evidence, colon_label, evidence, mark};
use super::group::{self, Groups};
use super::lead::{Form, Lead, lead};
use super::leads;
use super::lone::is_lone;
use super::marker::{Class, Key, Marker};
use super::names::{FOREWORD, is_closing, is_glossary, opens_foreword, speaks};
use super::persons::{ends_in_person, is_person};
use super::reason::Reason;
use crate::corpus::row::Row;
use crate::corpus::split::title;
use crate::text::span::{first_chars, head};

/// How many lines of the same form prove each other.
const LEAST_SIBLINGS: u32 = 3;

/// Adds the headings without a number to `kept`.
pub fn add<'t>(kept: &mut Vec<Candidate<'t>>, rows: &[Row<'t>], skipped: impl Fn(&Row<'t>) -> bool) {
    let taken: Vec<usize> = kept.iter().map(|c| c.row).collect();
    let tables = cells::tables(rows);
    let is_cell = |at: usize| tables.iter().any(|table| table.contains(&at));
    let is_free = |at: usize| {
        let text = rows.get(at).is_some_and(|row| !skipped(row)) && !is_title_again(rows, at) && !is_cell(at);
        text && taken.binary_search(&at).is_err()
    };
    let mut pool: Vec<(usize, Evidence)> = Vec::new();
    for at in 0..rows.len() {
        if is_free(at)
            && let Some(evidence) = evidence(rows, at, |at| taken.binary_search(&at).is_ok(), &skipped)
        {
            pool.push((at, evidence));
        }
    }
    let brief = |e: &Evidence| matches!(e, Evidence::Brief(_) | Evidence::Terse(_));
    let columns = cells::columns(rows, pool.iter().filter(|(_, e)| brief(e)).map(|(at, _)| *at));
    let is_cell = |at: usize| cells::opening_below(rows, at).is_some_and(|opening| columns.contains(&opening));
    pool.retain(|(at, e)| !brief(e) || !is_cell(*at));
    // What stands between a question and its paragraph is its motto.
    if pool.iter().filter(|(_, e)| *e == Evidence::Asks).count() >= LEAST_SIBLINGS as usize {
        let asked: Vec<usize> = pool.iter().filter(|(_, e)| *e == Evidence::Asks).map(|(at, _)| at + 1).collect();
        pool.retain(|(at, _)| asked.binary_search(at).is_err());
    }
    // So is what stands below a name, where the short lines of a piece come in pairs.
    let pairs: Vec<usize> = pool.iter().filter(|(_, e)| *e == Evidence::Pair).map(|(at, _)| *at).collect();
    let lone = |(at, e): &&(usize, Evidence)| {
        *e == Evidence::Form { stopped: false } && at.checked_sub(1).is_none_or(|at| pairs.binary_search(&at).is_err())
    };
    let paired = pairs.len() >= LEAST_SIBLINGS as usize && pool.iter().filter(lone).count() * 2 <= pairs.len();
    pool.retain(|(at, e)| match e {
        Evidence::Pair => paired,
        _ => !(paired && at.checked_sub(1).is_some_and(|at| pairs.binary_search(&at).is_ok())),
    });
    // Where the upper lines are those who speak, the lower ones say what about.
    let is_speaker = |at: &usize| rows.get(*at).is_some_and(|row| ends_in_person(row.text));
    if paired && pairs.iter().filter(|at| is_speaker(at)).count() * 2 >= pairs.len() {
        pool.iter_mut().filter(|(_, e)| *e == Evidence::Pair).for_each(|(at, _)| *at += 1);
    }
    let fields = fields(rows, &pool);
    pool.retain(|(at, _)| fields.binary_search(at).is_err());
    let groups = Groups::of(rows, is_free, &pool);
    pool.extend(groups.rows().map(|at| (at, Evidence::Word)));
    pool.sort_by_key(|(at, _)| *at);
    let siblings = Siblings::of(&pool, rows);
    let begun = group::begun_again(kept);
    let why = |at: usize, evidence: &Evidence| {
        let grouped = matches!(evidence, Evidence::Brief(_) | &FORM) && groups.hold(rows, at);
        // One series begins below this line, another elsewhere.
        let ended = at.checked_sub(1).and_then(|at| rows.get(at)).is_some_and(Row::is_closed);
        let names = || rows.get(at).is_some_and(|row| !speaks(row.text));
        let over = *evidence == Evidence::Over && ended && begun.contains(&(at + 1)) && names();
        let proven = || (grouped.then_some(Reason::Form(1))).or_else(|| over.then_some(Reason::Over(1)));
        siblings.verdict(rows, at, *evidence).or_else(proven)
    };
    let found = pool.iter().filter_map(|(at, evidence)| Some((*at, rows.get(*at)?, why(*at, evidence)?)));
    kept.extend(found.map(|(at, row, why)| own(row, at, why)));
    kept.extend(leads::asked(rows, &skipped, kept));
    // Answers may hold lists of their own.
    if kept.iter().all(|found| found.key().class > Class::Plain) {
        kept.extend(leads::questions(rows, &skipped));
    }
    if kept.is_empty() {
        kept.extend(leads::leads(rows, &skipped));
    }
    if kept.is_empty() {
        kept.extend(leads::boxed(rows, &skipped));
    }
    let chapter = |found: &Candidate<'_>| {
        found.marker.is_some() && found.key().class <= Class::Plain && found.key().word != FOREWORD
    };
    if !kept.iter().any(chapter) {
        let taken: FxHashSet<usize> = kept.iter().map(|found| found.row).collect();
        let found = among::lines(rows, &skipped, |at| taken.contains(&at));
        kept.extend(found.into_iter().filter_map(|at| Some(own(rows.get(at)?, at, Reason::Among))));
    }
    kept.sort_by_key(|c| c.row);
}

/// Sentences that several rows begin alike before a colon are fields of a form, no names: 本年度主题：读书。
fn fields(rows: &[Row<'_>], pool: &[(usize, Evidence)]) -> Vec<usize> {
    let sentences = pool.iter().filter(|(_, e)| *e == Evidence::Form { stopped: true });
    let label = |at: usize| {
        let (label, _) = rows.get(at)?.text.split_once(['：', ':'])?;
        Some(first_chars(label, SAME_LABEL))
    };
    let labelled: Vec<(usize, &str)> = sentences.filter_map(|(at, _)| Some((*at, label(*at)?))).collect();
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for (_, label) in &labelled {
        *counts.entry(label).or_insert(0) += 1;
    }
    labelled.iter().filter(|(_, label)| counts.get(label).is_some_and(|n| *n > 1)).map(|(at, _)| *at).collect()
}

/// How many characters of their labels such fields share.
const SAME_LABEL: usize = 5;

/// The heading that a row without a number is; an appendix stands at the top.
fn own<'t>(row: &Row<'t>, at: usize, why: Reason) -> Candidate<'t> {
    let mut found = Candidate { why, ..Candidate::of(row, at) };
    found.lead.form = Form::Own;
    if let Some(lead) = double::first(row) {
        found.lead = lead;
        return found;
    }
    if title::is_dash(row.text) || mark(row.text).is_some() {
        dashed(&mut found, row);
    }
    if opens_foreword(row.text) || is_closing(row.text) {
        let key = Key { class: Class::Plain, word: FOREWORD };
        found.marker = Some(Marker { key, number: 0, text: "", end: 0 });
    }
    if names_appendix(row.text) || is_glossary(row.text) || row.text == "注释" {
        found.styled = found.styled.or(Some(1));
    }
    found
}

/// A heading with a dash or another sign for its marker.
fn dashed<'t>(found: &mut Candidate<'t>, row: &Row<'t>) {
    let rest = match mark(row.text) {
        Some(mark) => row.text.trim_start_matches(mark),
        None => row.text.trim_start_matches(['—', '―', '-', '－', '─']),
    };
    let end = row.text.len() - rest.trim_start().len();
    let key = Key { class: Class::Plain, word: first_chars(row.text, 1) };
    found.marker = Some(Marker { key, number: 1, text: head(row.text, end), end });
    found.skip = end;
    found.lead = Lead { form: Form::Own, ..lead(rest.trim(), found.chars) };
}

/// The first characters of a row, by which parallel sentences are known.
fn opening<'t>(rows: &[Row<'t>], at: usize) -> &'t str {
    rows.get(at).map_or("", |row| first_chars(row.text, OPENING))
}

/// How many characters sentences that open alike share.
const OPENING: usize = 3;

/// From how many short lines over paragraphs on one over a short sentence is another of them.
const MANY_FORMS: u32 = 4;

/// Short lines over long paragraphs, of which most others are kin.
const FORM: Evidence = Evidence::Form { stopped: false };

/// How many lines say the same.
struct Siblings<'t> {
    counts: HashMap<Evidence, u32>,
    /// How many parallel sentences open with each beginning.
    openings: HashMap<&'t str, u32>,
    /// The names before colons, by their length in characters.
    labels: HashMap<usize, Vec<&'t str>>,
    /// How many labels with a colon are sections by their words.
    sections: u32,
    /// How many short lines over long paragraphs have each length, in characters.
    lengths: HashMap<usize, u32>,
    /// How often each of them stands.
    speakers: HashMap<&'t str, u32>,
}

impl<'t> Siblings<'t> {
    fn of(pool: &[(usize, Evidence)], rows: &[Row<'t>]) -> Self {
        let mut found = Self {
            counts: HashMap::new(),
            openings: HashMap::new(),
            labels: HashMap::new(),
            speakers: HashMap::new(),
            lengths: HashMap::new(),
            sections: 0,
        };
        for (at, evidence) in pool {
            *found.counts.entry(*evidence).or_insert(0) += 1;
            match evidence {
                Evidence::Word if rows.get(*at).is_some_and(|row| row.text.ends_with(['：', ':'])) => {
                    found.sections += 1
                }
                Evidence::Form { stopped: false } => {
                    let chars = rows.get(*at).map_or(0, |row| row.chars);
                    *found.lengths.entry(chars).or_insert(0) += 1;
                }
                Evidence::Parallel | Evidence::Double => *found.openings.entry(opening(rows, *at)).or_insert(0) += 1,
                Evidence::Colon(chars) => {
                    let alike = found.labels.entry(*chars).or_default();
                    if let Some(label) = rows.get(*at).and_then(|row| colon_label(row.text))
                        && !alike.contains(&label)
                    {
                        alike.push(label);
                    }
                    let speaker = rows.get(*at).and_then(|row| colon_label(row.text)).unwrap_or("");
                    *found.speakers.entry(speaker).or_insert(0) += 1;
                }
                _ => {}
            }
        }
        found
    }

    /// Why row `at` is a heading, if what it says is enough.
    fn verdict(&self, rows: &[Row<'t>], at: usize, evidence: Evidence) -> Option<Reason> {
        let count = self.counts.get(&evidence).copied().unwrap_or(0);
        let alike = match evidence {
            Evidence::Parallel | Evidence::Double => self.openings.get(opening(rows, at)).copied().unwrap_or(0),
            Evidence::Colon(chars) => {
                let own = rows.get(at).and_then(|row| colon_label(row.text)).unwrap_or("");
                let persons = self.speakers.keys().filter(|label| is_person(label)).count();
                let named = |alike: &Vec<&str>| alike.iter().filter(|label| !is_person(label)).count() as u32;
                // Several persons talk to each other; one who is quoted again and again is what the parts are about.
                match is_person(own) {
                    true if persons == 1 => self.speakers.get(own).copied().unwrap_or(0),
                    true => 0,
                    // Among short lines over paragraphs one with a colon is another.
                    false if self.counts.get(&FORM).is_some_and(|forms| *forms >= 2) => LEAST_SIBLINGS,
                    false => self.labels.get(&chars).map_or(0, named),
                }
            }
            Evidence::Over | Evidence::Asks | Evidence::Clauses => count + self.counts.get(&FORM).copied().unwrap_or(0),
            // Names of several clauses prove those beside them only where they are proven.
            FORM => match count + self.counts.get(&Evidence::Clauses).copied().unwrap_or(0) {
                all @ LEAST_SIBLINGS.. => all,
                _ => count,
            },
            // A label beside one that a word makes a heading.
            Evidence::Label if self.sections > 0 => count + self.sections + 1,
            Evidence::Terse(chars) => count + self.counts.get(&Evidence::Brief(chars)).copied().unwrap_or(0),
            Evidence::Slim(chars) => {
                let forms = self.counts.get(&FORM).copied().unwrap_or(0);
                // Among many lines of their kind one may be of any length.
                if forms >= MANY_FORMS { forms } else { self.lengths.get(&chars).copied().unwrap_or(0) }
            }
            _ => count,
        };
        let (least, reason) = match evidence {
            Evidence::Word => (1, Reason::Word),
            Evidence::Format => (1, Reason::SetOff),
            Evidence::Parallel | Evidence::Double => (LEAST_SIBLINGS, Reason::Parallel(alike)),
            Evidence::Over => (2, Reason::Over(alike)),
            Evidence::Slim(_)
            | Evidence::Brief(_)
            | Evidence::Keyed
            | Evidence::Mark(_)
            | Evidence::Form { stopped: false } => (2, Reason::Form(alike)),
            Evidence::Bold => (LEAST_SIBLINGS, Reason::SetOff),
            Evidence::Pair
            | Evidence::Terse(_)
            | Evidence::Fielded
            | Evidence::Asks
            | Evidence::Colon(_)
            | Evidence::Label
            | Evidence::Part
            | Evidence::Period
            | Evidence::Dash
            | Evidence::Clauses
            | Evidence::Form { stopped: true } => (LEAST_SIBLINGS, Reason::Form(alike)),
        };
        let lone = evidence == FORM && is_lone(rows, at);
        (alike >= least || lone).then_some(reason)
    }
}

#[cfg(test)]
mod tests;
