//! Proofreading of documents and drafts, on two threads: findings with the places that a person reads.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::ruling::ignored;
use crate::corpus::load::{self, Entry, Options, of_draft};
use crate::corpus::model::{Document, Format, Problem};
use crate::draft::front::{Field, Front};
use crate::lint::engine::{Wanted, check, check_with};
use crate::lint::finding::{Finding, Fix, Hit, Spot};
use crate::lint::fix::apply;
use crate::lint::incremental::Kept;
use crate::lint::rule::{Level, Rule};
use crate::lint::settings::Settings;
use crate::lint::subject::{DraftFacts, Subject};
use crate::review::standing::Standing;
use crate::review::store;
use crate::text::span::{ByteSpan, LineColumn, LineIndex, char_to_byte, slice};

/// How many documents are looked at at once.
const WORKERS: usize = 2;

/// A place in the lines of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceSpan {
    /// Line and column of its first character, both 1-based, the column in characters.
    pub at: LineColumn,
    /// Characters.
    pub length: usize,
}

/// A finding with the places that a person reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// It; its spans are bytes of [`Linted::text`].
    pub finding: Finding,
    /// Where it is.
    pub at: SourceSpan,
    /// Where its fix goes.
    pub fix: Option<SourceSpan>,
    /// All places of one that stands for many, each with where its fix goes.
    pub places: Vec<(SourceSpan, Option<SourceSpan>)>,
}

/// A document that was proofread.
#[derive(Clone, Debug)]
pub struct Linted {
    /// The document.
    pub document: Arc<Document>,
    /// The lines of a Markdown file as they are; nothing for other formats.
    pub raw: Option<String>,
    /// What was found, in the order of the text.
    pub findings: Vec<Located>,
}

impl Linted {
    /// Proofreads `document`.
    pub fn new(document: Arc<Document>, raw: Option<String>, settings: &Settings) -> Self {
        let findings = located(&Subject::new(&document, raw.as_deref()), settings, &Standing::default());
        Self { document, raw, findings }
    }

    /// Proofreads `document`; what was ignored by `standing` is left out.
    pub fn left(document: Arc<Document>, raw: Option<String>, settings: &Settings, standing: &Standing) -> Self {
        let findings = located(&Subject::new(&document, raw.as_deref()), settings, standing);
        Self { document, raw, findings }
    }

    /// The findings, without their places in the source.
    pub fn found(&self) -> Vec<&Finding> {
        self.findings.iter().map(|found| &found.finding).collect()
    }

    /// The text that the findings' spans are bytes of.
    pub fn text(&self) -> &str {
        self.raw.as_deref().unwrap_or(&self.document.text)
    }
}

/// What is found in a subject and was not ignored, with its places.
fn located(subject: &Subject<'_>, settings: &Settings, standing: &Standing) -> Vec<Located> {
    let found = left(subject, standing, |wanted| check_with(subject, settings, &[], wanted));
    found.into_iter().map(|finding| locate(subject, finding)).collect()
}

/// What `check` finds of what it is told to want: all but what was ignored.
fn left(subject: &Subject<'_>, standing: &Standing, mut check: impl FnMut(Wanted<'_>) -> Vec<Finding>) -> Vec<Finding> {
    let of_rules = |rule: &Rule, _: ByteSpan| !standing.rules.contains_key(rule.id);
    let found = check(&of_rules);
    if standing.decisions.is_empty() {
        return found;
    }
    // Which decision is about which place is told by all that is found.
    let ignored = ignored(&found.iter().collect::<Vec<_>>(), subject.text, standing);
    if ignored.is_empty() {
        return found;
    }
    check(&|rule, span| of_rules(rule, span) && !ignored.contains(&(rule.id, span)))
}

/// A finding with its places.
fn locate(subject: &Subject<'_>, finding: Finding) -> Located {
    let span =
        |span: ByteSpan| SourceSpan { at: subject.position(span.start), length: subject.slice(span).chars().count() };
    let spot = |spot: &Spot| (span(spot.span), spot.fix.as_ref().map(|fix| span(fix.span)));
    let (at, fix) = (span(finding.span), finding.fix.as_ref().map(|fix| span(fix.span)));
    let places = finding.places.iter().map(spot).collect();
    Located { finding, at, fix, places }
}

/// Proofreads a draft: `text` as the file of this name would hold it.
pub fn draft(path: &Path, text: &str, settings: &Settings, standing: &Standing) -> Linted {
    draft_again(path, text, settings, standing, &[], &mut Kept::default())
}

/// The same with what is handed in of rules that look at nothing themselves, and with what single lines gave the last time.
pub fn draft_again(
    path: &Path,
    text: &str,
    settings: &Settings,
    standing: &Standing,
    given: &[(&'static str, Hit)],
    kept: &mut Kept,
) -> Linted {
    let document = Arc::new(of_draft(path, text));
    let raw = (document.format == Format::Markdown).then(|| text.to_owned());
    let mut subject = Subject::new(&document, raw.as_deref());
    let front = Front::read(text);
    let year = front.get(Field::Year).and_then(|year| year.trim_end_matches('年').trim().parse().ok());
    subject.draft = Some(DraftFacts { year });
    let findings = left(&subject, standing, |wanted| kept.check(&subject, settings, given, wanted));
    let findings = findings.into_iter().map(|finding| locate(&subject, finding)).collect();
    drop(subject);
    Linted { document, raw, findings }
}

/// Reads and proofreads `entries`, in their order, until `cancel` is set. What cannot be read is its problem.
pub fn entries(
    entries: &[Entry],
    options: &Options,
    settings: &Settings,
    cancel: &AtomicBool,
) -> Vec<Result<(Linted, Vec<Problem>), Problem>> {
    in_order(entries, cancel, |entry| {
        let (document, mut problems) = load::read(entry, options)?;
        let raw = load::raw(entry, &document, options)?;
        let (review, wrong) = store::load(&document.path, &options.sidecars);
        // A sidecar that cannot be read is told once.
        let new: Vec<Problem> =
            wrong.into_iter().filter(|one| problems.iter().all(|known| known.path != one.path)).collect();
        problems.extend(new);
        Ok((Linted::left(Arc::new(document), raw, settings, &review.standing()), problems))
    })
}

/// What `work` makes of each of `items`, in their order, on two threads; what comes behind a cancel is left out.
pub(super) fn in_order<T: Sync, R: Send>(items: &[T], cancel: &AtomicBool, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let one = || {
        let mut done = Vec::new();
        while !cancel.load(Ordering::Relaxed) {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(number) else { break };
            done.push((number, work(item)));
        }
        done
    };
    let mut done = std::thread::scope(|scope| {
        let others: Vec<_> = (1..WORKERS.min(items.len())).map(|_| scope.spawn(one)).collect();
        let mut done = one();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, result)| result).collect()
}

/// How often fixes are looked for again, at most: each round mends at least one place.
const ROUNDS: usize = 50;

/// Leads from places of a text to its bytes, quickly where they ascend within a line.
struct Bytes<'t> {
    text: &'t str,
    lines: &'t LineIndex,
    last: Option<(LineColumn, usize)>,
}

impl Bytes<'_> {
    /// The byte of a place.
    fn of(&mut self, place: LineColumn) -> usize {
        let line = self.lines.span(self.text, place.line);
        let near = self.last.filter(|(last, _)| last.line == place.line && last.column <= place.column);
        let (column, from) = near.map_or((1, line.start), |(last, byte)| (last.column, byte));
        let byte = from + char_to_byte(slice(self.text, ByteSpan::new(from, line.end)), place.column - column);
        self.last = Some((place, byte));
        byte
    }
}

/// A fix that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The rule.
    pub rule: &'static str,
    /// Where, in the lines as they were in its round.
    pub at: LineColumn,
    /// What stood there.
    pub old: String,
    /// What stands there now.
    pub new: String,
}

/// `text` with every fix made that is a matter of course: of level must, mechanical, not a word in quotation marks;
/// again until nothing changes. What was ignored by `standing` is left. With it the receipt, in the order of the rounds and
/// of the text.
pub fn mend(path: &Path, text: &str, settings: &Settings, standing: &Standing) -> (String, Vec<Mended>) {
    let (mut text, mut receipt) = (text.to_owned(), Vec::new());
    let least = Settings { least: Some(Level::Must), ..settings.clone() };
    // Places that were ignored, known by the text as it was: what is mended beside them does not make them others.
    let mut held_back: Option<Vec<ByteSpan>> = None;
    for _ in 0..ROUNDS {
        let document = of_draft(path, &text);
        // Lines that recognition joins or opens are fixed where they stand in the file.
        let raw = (document.format == Format::Markdown).then_some(text.as_str());
        let subject = Subject::new(&document, raw);
        let lines = LineIndex::new(&text);
        let findings = check(&subject, &least);
        let kept = if held_back.is_none() {
            ignored(&findings.iter().collect::<Vec<_>>(), subject.text, standing)
        } else {
            HashSet::new()
        };
        let mut found: Vec<(LineColumn, &'static str, Fix)> = Vec::new();
        let mut held: Vec<(LineColumn, usize)> = Vec::new();
        for finding in findings.iter().filter(|finding| !standing.rules.contains_key(finding.rule.id)) {
            let rule = finding.rule.id;
            for spot in finding.spots_by_themselves() {
                let Some(fix) = spot.fix else { continue };
                let at = subject.position(fix.span.start);
                if kept.contains(&(rule, spot.span)) {
                    held.push((at, fix.span.len()));
                }
                found.push((at, rule, fix));
            }
        }
        found.sort_by_key(|(at, _, fix)| (*at, fix.span.end));
        let mut bytes = Bytes { text: &text, lines: &lines, last: None };
        let left = held_back.get_or_insert_with(|| {
            held.sort_unstable();
            let span = |(at, length)| {
                let start = bytes.of(at);
                ByteSpan::new(start, start + length)
            };
            held.into_iter().map(span).collect()
        });
        let mut bytes = Bytes { text: &text, lines: &lines, last: None };
        let mut wanted: Vec<(LineColumn, &'static str, Fix)> = Vec::with_capacity(found.len());
        for (at, rule, fix) in found {
            let old = subject.slice(fix.span);
            let start = bytes.of(at);
            let span = ByteSpan::new(start, start + old.len());
            if slice(&text, span) != old {
                continue;
            }
            wanted.push((at, rule, Fix { span, ..fix }));
        }
        wanted.retain(|(.., fix)| {
            !left.iter().any(|span| span.start == fix.span.start || span.overlap(fix.span).is_some())
        });
        let fixes: Vec<Fix> = wanted.iter().map(|(.., fix)| fix.clone()).collect();
        let (next, made) = apply(&text, &fixes);
        if made.is_empty() || next == text {
            break;
        }
        // Those that were made are among those that were wanted, in the same order.
        let mut rest = wanted.iter();
        for fix in &made {
            let Some((at, rule, _)) = rest.find(|(.., wanted)| wanted == fix) else { break };
            let old = slice(&text, fix.span).to_owned();
            receipt.push(Mended { rule, at: *at, old, new: fix.text.clone() });
        }
        for span in left.iter_mut() {
            let before = made.iter().filter(|fix| fix.span.end <= span.start);
            let moved: isize = before.map(|fix| fix.text.len() as isize - fix.span.len() as isize).sum();
            let start = span.start.saturating_add_signed(moved);
            *span = ByteSpan::new(start, start + span.len());
        }
        drop(subject);
        text = next;
    }
    (text, receipt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mending_twice_changes_nothing_more() {
        for (name, text, expected) in [
            ("a.txt", "一、做法\n提高认识,抓好落实;", "一、做法\n提高认识，抓好落实；"),
            ("a.md", "# 总结\n**认识**,见[办法](a,b.md)和`甲,乙`", "# 总结\n**认识**，见[办法](a,b.md)和`甲,乙`"),
            ("a.md", "# 总结\n各科室,见`甲,乙`,好", "# 总结\n各科室，见`甲,乙`,好"),
        ] {
            let (once, receipt) = mend(Path::new(name), text, &Settings::default(), &Standing::default());
            assert_eq!(once, expected);
            let changed = once.chars().zip(text.chars()).filter(|(new, old)| new != old).count();
            assert_eq!(receipt.len(), changed);
            assert_eq!(mend(Path::new(name), &once, &Settings::default(), &Standing::default()), (once, Vec::new()));
        }
    }

    #[test]
    fn fixes_of_one_line_are_told_in_their_order() {
        let text = "布署𠀀,e\u{301}甲,布署;乙(丙)\n　甲,乙";
        let (once, receipt) = mend(Path::new("a.txt"), text, &Settings::default(), &Standing::default());
        assert_eq!(once, "部署𠀀，e\u{301}甲，部署；乙（丙）\n　甲，乙");
        let places: Vec<(usize, usize)> = receipt.iter().map(|one| (one.at.line, one.at.column)).collect();
        assert_eq!(places, [(1, 1), (1, 4), (1, 8), (1, 9), (1, 11), (1, 13), (1, 15), (2, 3)]);
        let many = "创城,".repeat(20_000);
        let (once, receipt) = mend(Path::new("a.txt"), &many, &Settings::default(), &Standing::default());
        assert_eq!((once, receipt.len()), ("创城，".repeat(20_000), 20_000));
    }

    #[test]
    fn places_are_those_of_the_file() {
        let linted =
            draft(Path::new("a.md"), "# 总结\n\n- **各科室**提高认识,抓好", &Settings::default(), &Standing::default());
        let places: Vec<(usize, usize, usize)> =
            linted.findings.iter().map(|f| (f.at.at.line, f.at.at.column, f.at.length)).collect();
        assert_eq!(places, [(3, 14, 1)]);
    }
}
