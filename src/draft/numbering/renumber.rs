//! Numbering anew: every series counts from one under each section above it.
//!
//! 条 count on through a whole work. A list that begins again with 1 behind a line that ends with a colon is a list of its
//! own, as are items in running text that begin again with 一是 behind the end of a sentence. One item alone is left as it
//! is. Signs within one paragraph (①…；②…) are put right where that is certain.

use std::collections::HashMap;
use std::ops::Range;

use super::inline;
use super::mark::{Mark, Style};
use super::outline::{Outline, Section};
use super::running::items;
use super::work::Work;
use super::{Plan, Refusal};
use crate::corpus::outline::marker::Class;
use crate::draft::buffer::{Buffer, Pos};
use crate::text::fold;
use crate::text::span::ByteSpan;

/// How often numbers are gone through at most. Which lines without a marker are headings is told with an eye to the
/// numbers, so that right ones may, rarely, let a line be one that was none.
const ROUNDS: usize = 4;

/// What is numbered anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The series in which the caret is.
    Series,
    /// The whole draft.
    All,
}

/// Numbers anew. The deed has no changes where all numbers are right.
///
/// # Errors
/// The caret is in no series.
pub fn renumber(buffer: &Buffer, caret: Pos, reach: Reach) -> Result<Plan, Refusal> {
    let mut work = Work::new(buffer, caret);
    let mut left = once(&mut work, reach)?;
    let mut done = 0;
    for _ in 1..ROUNDS {
        if work.changes.len() == done {
            break;
        }
        done = work.changes.len();
        left = once(&mut work, reach).unwrap_or(left);
    }
    Ok(work.plan(left))
}

/// Numbers the text anew as it is now; gives how many numbers had to stay.
fn once(work: &mut Work, reach: Reach) -> Result<usize, Refusal> {
    let outline = Outline::of(&work.buffer);
    let caret = work.caret;
    let (sections, runs): (Vec<usize>, Vec<Option<usize>>) = match reach {
        Reach::All => {
            let runs = std::iter::once(None).chain((0..outline.sections.len()).map(Some));
            ((0..outline.sections.len()).collect(), runs.collect())
        }
        Reach::Series => {
            let here = outline.at(caret.paragraph);
            let text = work.buffer.paragraph(caret.paragraph);
            let run = (!items(text).is_empty() || inline::counts(text)).then_some(here);
            let own = here.and_then(|here| outline.above(here).find(|at| has_mark(&outline, *at)));
            if own.is_none() && run.is_none() {
                return Err(Refusal::NoSection);
            }
            (own.map(|own| series(&outline, own)).unwrap_or_default(), run.into_iter().collect())
        }
    };
    let left = number(work, &outline, &|at| sections.binary_search(&at).is_ok());
    for run in runs {
        number_running(work, &outline, run);
        number_inline(work, &outline, run);
    }
    Ok(left)
}

fn has_mark(outline: &Outline, at: usize) -> bool {
    outline.sections.get(at).is_some_and(|section| section.mark.is_some())
}

/// The sections of the series of `section`.
fn series(outline: &Outline, section: usize) -> Vec<usize> {
    let Some(own) = outline.sections.get(section) else { return Vec::new() };
    let article = own.style.class == Class::Article;
    let same = |other: &Section| own.is_beside(other) || article && other.style == own.style && other.work == own.work;
    outline.sections.iter().enumerate().filter(|(_, other)| same(other)).map(|(at, _)| at).collect()
}

/// What a series is counted by: the section above, the work, the look, and for 1.1 without anything above what stands
/// before its last number.
type Series<'o> = (Option<usize>, usize, &'o Style, String);

/// Numbers the sections that `touched` names; gives how many numbers had to stay.
pub fn number(work: &mut Work, outline: &Outline, touched: &dyn Fn(usize) -> bool) -> usize {
    let mut counts: HashMap<Series<'_>, u32> = HashMap::new();
    // The numbers above, as far as they are known: of every section its own as it will be.
    let mut numbers: Vec<u32> = Vec::with_capacity(outline.sections.len());
    let mut left = 0;
    for (at, section) in outline.sections.iter().enumerate() {
        let Some(mark) = &section.mark else {
            numbers.push(0);
            continue;
        };
        let decimal = matches!(section.style.class, Class::Decimal2 | Class::Decimal3 | Class::Decimal4);
        let above = prefix(outline, section, &numbers);
        let parent = if section.style.class == Class::Article { None } else { section.parent };
        let kept = if decimal && above.is_none() { own_prefix(mark).to_owned() } else { String::new() };
        let count = counts.entry((parent, section.work, &section.style, kept)).or_default();
        *count = if *count > 0 && begins_again(&work.buffer, section, mark) { 1 } else { *count + 1 };
        let value = *count;
        numbers.push(value);
        if !touched(at) {
            // A series that stays as it is may still be what others count by.
            if let Some(own) = numbers.last_mut() {
                *own = mark.number;
            }
            continue;
        }
        let text = match (decimal, above) {
            (true, Some(above)) => with_prefix(mark, &above, value),
            _ => mark.with(value),
        };
        match text {
            Some(text) => work.rewrite(section.paragraph, mark.span, &text),
            None => left += usize::from(mark.number != value),
        }
    }
    left
}

/// The numbers that stand before the last one of a marker such as 1.2.3 by what stands above its section.
fn prefix(outline: &Outline, section: &Section, numbers: &[u32]) -> Option<Vec<u32>> {
    let parts = match section.style.class {
        Class::Decimal2 => 1,
        Class::Decimal3 => 2,
        Class::Decimal4 => 3,
        _ => return None,
    };
    let mut path: Vec<u32> = outline.above(section.parent?).filter_map(|at| numbers.get(at).copied()).collect();
    path.truncate(parts);
    path.reverse();
    (path.len() == parts && !path.contains(&0)).then_some(path)
}

/// What stands before the last number of 1.2.3.
fn own_prefix(mark: &Mark) -> &str {
    let trimmed = mark.text.trim_end_matches(['.', '．', '、']);
    trimmed.rfind(['.', '．']).map_or("", |at| crate::text::span::head(trimmed, at))
}

/// 1.2.3 with other numbers, points and width kept.
fn with_prefix(mark: &Mark, above: &[u32], value: u32) -> Option<String> {
    let mut wanted = above.iter().copied().chain(std::iter::once(value));
    let mut out = String::new();
    let mut inside = false;
    for c in mark.text.chars() {
        let digit = fold::char(c).is_ascii_digit();
        if digit && !inside {
            let plain = wanted.next()?.to_string();
            if c.is_ascii() {
                out.push_str(&plain);
            } else {
                out.extend(plain.chars().filter_map(|c| char::from_u32(u32::from(c) + 0xfee0)));
            }
        } else if !digit {
            out.push(c);
        }
        inside = digit;
    }
    wanted.next().is_none().then_some(out)
}

/// Whether a list begins again here: with 1, behind a line of text that ends with a colon.
fn begins_again(buffer: &Buffer, section: &Section, mark: &Mark) -> bool {
    let low = mark.style.class >= Class::Arabic;
    let mut above = (0..section.paragraph).rev().map(|at| buffer.paragraph(at).trim()).filter(|text| !text.is_empty());
    low && mark.number == 1
        && above.next().is_some_and(|text| text.ends_with(['：', ':']) && Mark::first(text).is_none())
}

/// Numbers the items in the running text of a section, not of those below it; without a section those before all.
pub fn number_running(work: &mut Work, outline: &Outline, section: Option<usize>) {
    // Of each kind of items, the runs so far: paragraph and marker.
    let mut runs: Vec<(Style, Vec<(usize, Mark)>)> = Vec::new();
    for paragraph in own_text(work, outline, section) {
        for item in items(work.buffer.paragraph(paragraph)) {
            let style = item.mark.style.clone();
            let run = runs.iter_mut().rfind(|(kind, _)| *kind == style);
            match run {
                Some((_, run)) if !again(run, &item.mark, item.opens) => run.push((paragraph, item.mark)),
                _ => runs.push((style, vec![(paragraph, item.mark)])),
            }
        }
    }
    let mut marks: Vec<(usize, ByteSpan, String)> = Vec::new();
    for (_, run) in runs.iter().filter(|(_, run)| run.len() > 1) {
        let number =
            |(value, (paragraph, mark)): (u32, &(usize, Mark))| Some((*paragraph, mark.span, mark.with(value)?));
        // A run that is too long to be counted so is none: it stays as it is.
        if let Some(numbered) = (1..).zip(run).map(number).collect::<Option<Vec<_>>>() {
            marks.extend(numbered);
        }
    }
    // From the end, so that what is yet to come stays where it is.
    marks.sort_by_key(|(paragraph, span, _)| (*paragraph, span.start));
    for (paragraph, span, text) in marks.into_iter().rev() {
        work.rewrite(paragraph, span, &text);
    }
}

/// Puts the signs within the paragraphs of a section right, not those of the sections below it.
fn number_inline(work: &mut Work, outline: &Outline, section: Option<usize>) {
    for paragraph in own_text(work, outline, section) {
        // From the end, so that what is yet to come stays where it is.
        for (span, text) in inline::numbered(work.buffer.paragraph(paragraph)).into_iter().rev() {
            work.rewrite(paragraph, span, &text);
        }
    }
}

/// The paragraphs from the heading of a section to the next heading; without a section those before all.
fn own_text(work: &Work, outline: &Outline, section: Option<usize>) -> Range<usize> {
    let first = section.and_then(|at| outline.sections.get(at)).map_or(0, |section| section.paragraph);
    let next = section.map_or(0, |at| at + 1);
    let end = outline.sections.get(next).map_or(work.buffer.count(), |next| next.paragraph);
    first..end
}

/// Whether `mark` begins a run of its own behind `run`.
fn again(run: &[(usize, Mark)], mark: &Mark, opens: bool) -> bool {
    opens && mark.number == 1 && run.len() > 1 && run.iter().any(|(_, mark)| mark.number == 1)
}
