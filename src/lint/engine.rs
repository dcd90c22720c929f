//! The proofreader at work: runs the rules over a subject, lets the more special one speak, and gathers what is many.

use super::finding::{Finding, Found, Hit, Spot};
use super::fix::changes_words;
use super::line::{Kind, Line};
use super::mask::Mask;
use super::rule::{Check, Level, Rule};
use super::rules;
use super::settings::Settings;
use super::shield::Shield;
use super::subject::Subject;
use crate::text::span::ByteSpan;

/// From how many places on a rule gives one finding that stands for all of them.
pub const MANY: usize = 20;

/// Rules that give one finding from two places on: each of them is about the document.
const GATHERED: &[&str] = &["percent-sign-mixed"];

/// What is silent where a rule names the mark behind a label itself. That labels have a gap says nothing of their marks.
const OF_LABELS: &[&str] = &["punct-halfwidth*", "punct-double", "punct-line-start"];

/// Of rules that meet at a place, the first of a row speaks and the others are silent. A name that ends in `*` means all
/// that begin so.
const PRECEDENCE: &[(&str, &[&str])] = &[
    (
        "date-broken",
        &["year-*", "date-impossible", "date-zero-pad", "date-hao", "range-*", "span-hyphen", "dup-*", "percent-*"],
    ),
    (
        "placeholder-xx",
        &["year-*", "date-*", "range-*", "span-hyphen", "dup-*", "stray-sign", "punct-unpaired", "placeholder-blank"],
    ),
    ("placeholder-todo", &["punct-*", "placeholder-blank"]),
    ("placeholder-blank", &["punct-*", "title-mark-*"]),
    ("label-after-bracket", OF_LABELS),
    ("label-arabic-dun", OF_LABELS),
    ("label-chinese-dot", OF_LABELS),
    ("label-ordinal-mark", OF_LABELS),
    ("label-shi-mark", OF_LABELS),
    ("docnum-*", &["punct-halfwidth-bracket", "punct-unpaired", "digit-fullwidth"]),
    ("punct-ellipsis-deng", &["punct-ellipsis", "punct-dun-deng"]),
    ("punct-ellipsis*", &["punct-double", "punct-halfwidth-stop"]),
    ("punct-dun-deng", &["punct-double", "dup-*"]),
    ("html-leftover", &["stray-sign", "punct-*", "title-mark-*", "dash-*", "range-*"]),
    ("percent-range-sign", &["range-hyphen"]),
    ("span-hyphen", &["range-hyphen", "dash-*"]),
    ("range-hyphen", &["dash-*"]),
    ("phone-hyphen", &["range-hyphen", "span-hyphen", "dash-*"]),
    ("attachment-mark", &["punct-double", "punct-halfwidth*"]),
    ("quote-reversed", &["punct-unpaired"]),
    ("day-name-dot", &["punct-halfwidth-stop"]),
    ("date-impossible", &["weekday-mismatch", "date-hao", "date-zero-pad", "time-daypart"]),
    ("punct-double", &["punct-halfwidth*"]),
    ("year-zero-form", &["digit-fullwidth"]),
];

fn named(pattern: &str, id: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == id, |prefix| id.starts_with(prefix))
}

/// A rule at work: its row, the weight it has, and what a line must hold.
pub(super) struct Working {
    pub(super) rule: &'static Rule,
    level: Level,
    needs: Option<Mask>,
    pub(super) found: Found,
}

/// A hit with its rule.
struct Seen {
    rule: &'static Rule,
    level: Level,
    hit: Hit,
}

/// The rules that work for a subject.
pub(super) fn working(settings: &Settings, draft: bool) -> Vec<Working> {
    let at_work = |rule: &'static Rule| {
        let needs = (!rule.needs.is_empty()).then(|| Mask::of(rule.needs.chars()));
        settings.level(rule, draft).map(|level| Working { rule, level, needs, found: Found::default() })
    };
    rules::all().filter_map(at_work).collect()
}

/// Whether what a rule found at these bytes of the subject's text is to be told.
pub type Wanted<'a> = &'a dyn Fn(&Rule, ByteSpan) -> bool;

/// All that the rules find in `subject`, in the order of the text; what one rule finds more than twenty times is one
/// finding, at its first place.
pub fn check(subject: &Subject<'_>, settings: &Settings) -> Vec<Finding> {
    check_with(subject, settings, &[], &|_, _| true)
}

/// The same with hits of rules that look at nothing themselves, by their ids; only what `wanted` holds for (a rule and bytes
/// of the subject's text) is told.
pub fn check_with(
    subject: &Subject<'_>,
    settings: &Settings,
    given: &[(&'static str, Hit)],
    wanted: Wanted<'_>,
) -> Vec<Finding> {
    let mut working = working(settings, subject.draft.is_some());
    for line in &subject.lines {
        look_at(line, &mut working);
    }
    finish(subject, settings, given, wanted, working)
}

/// What is said when all lines have been looked at: the rules on pieces and on the whole are asked as well.
pub(super) fn finish(
    subject: &Subject<'_>,
    settings: &Settings,
    given: &[(&'static str, Hit)],
    wanted: Wanted<'_>,
    mut working: Vec<Working>,
) -> Vec<Finding> {
    for at_work in &mut working {
        match at_work.rule.check {
            Check::Piece(look) => {
                for piece in &subject.pieces {
                    look(subject, piece, &mut at_work.found);
                }
            }
            Check::Document(look) => look(subject, &mut at_work.found),
            Check::Set(look) => look(subject, settings, &mut at_work.found),
            Check::Given => {
                let own = given.iter().filter(|(id, _)| *id == at_work.rule.id);
                at_work.found.hits.extend(own.map(|(_, hit)| hit.clone()));
            }
            Check::Line(_) => {}
        }
    }
    let seen = gathered(working);
    let seen = allowed(subject, settings, seen);
    let mut seen = special(seen);
    seen.retain(|seen| wanted(seen.rule, seen.hit.span));
    gather(seen)
}

/// What the rules that look at single lines find in one line of its own; spans are bytes of the line's text. For what is
/// being typed.
pub fn check_line(text: &str, kind: Kind, markdown: bool, settings: &Settings) -> Vec<Finding> {
    let line = Line::new(0, 0, text, kind, markdown);
    let mut working = working(settings, false);
    look_at(&line, &mut working);
    let lexicon = settings.lexicon.places(text);
    let mut seen = gathered(working);
    seen.retain_mut(|seen| allows(&line, seen, &lexicon));
    special(seen).into_iter().map(single).collect()
}

/// Asks the rules that look at single lines about `line`.
pub(super) fn look_at(line: &Line<'_>, working: &mut [Working]) {
    if line.is_empty() {
        return;
    }
    for at_work in working {
        if let Check::Line(look) = at_work.rule.check
            && at_work.needs.is_none_or(|needs| line.mask.meets(&needs))
            && kind_fits(line.kind, at_work.rule)
        {
            look(line, &mut at_work.found);
        }
    }
}

/// Whether a rule works on lines of this kind.
fn kind_fits(kind: Kind, rule: &Rule) -> bool {
    match kind {
        Kind::Debris => rule.reach.debris,
        Kind::Code => false,
        Kind::Table | Kind::Spaced => rule.reach.tables,
        _ => !rule.reach.debris,
    }
}

fn gathered(working: Vec<Working>) -> Vec<Seen> {
    let one = |at_work: Working| {
        let (rule, level) = (at_work.rule, at_work.level);
        at_work.found.hits.into_iter().map(move |hit| Seen { rule, level, hit })
    };
    working.into_iter().flat_map(one).collect()
}

/// What may be said: nothing inside of names of the user's list, of titles, quotations, addresses and codes where the rule
/// has no business there.
fn allowed(subject: &Subject<'_>, settings: &Settings, seen: Vec<Seen>) -> Vec<Seen> {
    let places = settings.lexicon.places(subject.text);
    let mut seen = seen;
    seen.retain_mut(|seen| {
        let Some(line) = subject.lines.get(subject.line_of(seen.hit.span.start)) else { return false };
        let from = places.partition_point(|(place, _)| place.end <= seen.hit.span.start);
        let near = places.get(from..).unwrap_or_default();
        let reach = seen.hit.fix.as_ref().map_or(0, |fix| fix.span.end).max(seen.hit.span.end);
        let count = near.iter().take_while(|(place, _)| place.start <= reach).count();
        allows(line, seen, near.get(..count).unwrap_or_default())
    });
    seen
}

fn allows(line: &Line<'_>, seen: &mut Seen, lexicon: &[(ByteSpan, usize)]) -> bool {
    let (reach, span) = (seen.rule.reach, seen.hit.span);
    if !kind_fits(line.kind, seen.rule) {
        return false;
    }
    let start = line.char_of(span.start.saturating_sub(line.start));
    let end = line.char_of(span.end.saturating_sub(line.start)).max(start + 1).min(line.len().max(start + 1));
    let hidden = |shield: Shield| match shield {
        Shield::None => false,
        Shield::Web | Shield::Path | Shield::Code => true,
        _ => !reach.figures,
    };
    if !reach.shielded && (start..end).any(|at| hidden(line.shield(at))) {
        return false;
    }
    if !reach.titles && line.in_title(start) {
        return false;
    }
    if reach.not_quoted && line.in_quotation(start) {
        return false;
    }
    if !reach.lexicon {
        if lexicon.iter().any(|(place, _)| place.covers(span)) {
            return false;
        }
        let touches = |fix: &super::finding::Fix| lexicon.iter().any(|(place, _)| place.overlap(fix.span).is_some());
        if seen.hit.fix.as_ref().is_some_and(touches) {
            seen.hit.fix = None;
        }
    }
    if let Some(fix) = &mut seen.hit.fix {
        let from = line.char_of(fix.span.start.saturating_sub(line.start));
        let to = line.char_of(fix.span.end.saturating_sub(line.start));
        fix.singly = line.in_quotes(from) && changes_words(line.part(from..to), &fix.text);
    }
    true
}

/// Leaves of hits that meet the one of the more special rule, and of those of one rule the first.
fn special(mut seen: Vec<Seen>) -> Vec<Seen> {
    seen.sort_by_key(|seen| (seen.hit.span.start, seen.hit.span.end, seen.rule.id));
    let mut silent = vec![false; seen.len()];
    for (at, one) in seen.iter().enumerate() {
        for (n, other) in seen.iter().enumerate().skip(at + 1) {
            // An empty span meets what it touches.
            let meets = other.hit.span.start < one.hit.span.end.max(one.hit.span.start + 1);
            if !meets {
                break;
            }
            let pair = [(at, one, n, other), (n, other, at, one)];
            if one.rule == other.rule {
                if !silent.get(at).copied().unwrap_or(false)
                    && let Some(place) = silent.get_mut(n)
                {
                    *place = true;
                }
                continue;
            }
            for (_, strong, weak_at, weak) in pair {
                let silences = PRECEDENCE.iter().any(|(name, others)| {
                    named(name, strong.rule.id) && others.iter().any(|other| named(other, weak.rule.id))
                });
                if silences && let Some(place) = silent.get_mut(weak_at) {
                    *place = true;
                }
            }
        }
    }
    seen.into_iter().zip(silent).filter(|(_, silent)| !silent).map(|(seen, _)| seen).collect()
}

fn single(seen: Seen) -> Finding {
    let Hit { span, about, suggestion, fix } = seen.hit;
    Finding { rule: seen.rule, level: seen.level, span, about, suggestion, fix, places: Vec::new() }
}

/// Makes one finding of what a rule found more than twenty times, or twice where it speaks of the document.
fn gather(seen: Vec<Seen>) -> Vec<Finding> {
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    for one in &seen {
        *counts.entry(one.rule.id).or_default() += 1;
    }
    let most = |rule: &Rule| if GATHERED.contains(&rule.id) { 1 } else { MANY };
    let many = |rule: &Rule| counts.get(rule.id).is_some_and(|count| *count > most(rule));
    let mut out: Vec<Finding> = Vec::with_capacity(seen.len().min(512));
    let mut first = std::collections::BTreeMap::<&str, usize>::new();
    for one in seen {
        if !many(one.rule) {
            out.push(single(one));
            continue;
        }
        let spot = Spot { span: one.hit.span, fix: one.hit.fix.clone() };
        if let Some(finding) = first.get(one.rule.id).and_then(|at| out.get_mut(*at)) {
            finding.places.push(spot);
        } else {
            first.insert(one.rule.id, out.len());
            out.push(Finding { fix: None, suggestion: None, places: vec![spot], ..single(one) });
        }
    }
    out
}
