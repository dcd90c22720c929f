//! A section with all below it moved among its neighbours, or to another level.

use super::mark::{Mark, Style};
use super::outline::{Outline, Section};
use super::renumber::{number, number_running};
use super::work::Work;
use super::{Plan, Refusal};
use crate::corpus::outline::marker::Class;
use crate::draft::buffer::{Buffer, Pos, PosSpan};
use crate::draft::origin::{Borrowed, Origins};

/// Where to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Before the neighbour above; to the level above.
    Up,
    /// Behind the neighbour below; to the level below.
    Down,
}

/// Moves the section at the caret, with all below it, before or behind its neighbour, and numbers both anew; so an item
/// (一是) with the paragraphs that follow it, among the items of its section. What is borrowed stays so.
///
/// # Errors
/// There is no such section or no such neighbour.
pub fn shift(buffer: &Buffer, origins: &Origins, caret: Pos, direction: Direction) -> Result<Plan, Refusal> {
    let outline = Outline::of(buffer);
    if let Some(items) = items_at(buffer, &outline, caret.paragraph) {
        return shift_item(buffer, origins, caret, direction, &items);
    }
    let own = outline.at(caret.paragraph).ok_or(Refusal::NoSection)?;
    let other = outline.neighbour(own, direction == Direction::Down).ok_or(Refusal::NoNeighbour)?;
    let (first, second) = (own.min(other), own.max(other));
    let start = |at: usize| outline.sections.get(at).map_or(0, |section| section.paragraph);
    // Blank paragraphs between sections stay where they are.
    let core = |at: usize| {
        let end = outline.end(at).min(buffer.count());
        let text = (start(at)..end).rev().find(|p| !buffer.paragraph(*p).trim().is_empty());
        (start(at), text.unwrap_or(start(at)) + 1)
    };
    let ((a, a_end), (b, b_end)) = (core(first), core(second));
    // Only headings of other series may stand between two neighbours, and those stay where they are.
    if a_end > b {
        return Err(Refusal::Unclear);
    }
    let mut work = Work::new(buffer, caret);
    swap(&mut work, origins, (a, a_end), (b, b_end));
    let now = Outline::of(&work.buffer);
    let parent = outline.sections.get(own).and_then(|section| section.parent);
    let moved = |section: &Section| (a..b_end).contains(&section.paragraph) || section.parent == parent;
    let left = number(&mut work, &now, &|at| now.sections.get(at).is_some_and(&moved));
    Ok(work.plan(left))
}

/// The items at the beginning of paragraphs of one section, when one of them holds `paragraph`.
struct Items {
    /// The section; nothing for what stands before all sections.
    section: Option<usize>,
    /// Their paragraphs, each from its marker to the next.
    all: Vec<(usize, usize)>,
    /// Which of them it is.
    here: usize,
}

fn items_at(buffer: &Buffer, outline: &Outline, paragraph: usize) -> Option<Items> {
    let section = outline.at(paragraph);
    let first = section.and_then(|at| outline.sections.get(at)).map_or(0, |section| section.paragraph);
    let next = outline.sections.get(section.map_or(0, |at| at + 1)).map_or(buffer.count(), |next| next.paragraph);
    let end = section.map_or(next, |at| outline.end(at).min(next));
    let begin = |at: usize| {
        let item = |mark: &Mark| matches!(mark.style.class, Class::Item | Class::Ordinal);
        Mark::first(buffer.paragraph(at)).filter(item).map(|mark| mark.style)
    };
    let own = (first..=paragraph).rev().find_map(begin)?;
    let starts: Vec<usize> = (first..end).filter(|at| begin(*at).as_ref() == Some(&own)).collect();
    let ends = starts.iter().skip(1).copied().chain([end]);
    let all: Vec<(usize, usize)> = starts.iter().copied().zip(ends).collect();
    // One alone has nothing to change places with: then it is the section that moves.
    let here = all.iter().position(|(start, end)| (*start..*end).contains(&paragraph)).filter(|_| all.len() > 1)?;
    Some(Items { section, all, here })
}

fn shift_item(
    buffer: &Buffer,
    origins: &Origins,
    caret: Pos,
    direction: Direction,
    items: &Items,
) -> Result<Plan, Refusal> {
    let other = match direction {
        Direction::Up => items.here.checked_sub(1),
        Direction::Down => Some(items.here + 1),
    };
    let other = other.filter(|at| *at < items.all.len()).ok_or(Refusal::NoNeighbour)?;
    let core = |at: usize| {
        let (start, end) = items.all.get(at).copied().unwrap_or_default();
        let text = (start..end).rev().find(|p| !buffer.paragraph(*p).trim().is_empty());
        (start, text.unwrap_or(start) + 1)
    };
    let mut work = Work::new(buffer, caret);
    swap(&mut work, origins, core(items.here.min(other)), core(items.here.max(other)));
    let now = Outline::of(&work.buffer);
    number_running(&mut work, &now, items.section);
    Ok(work.plan(0))
}

/// Exchanges two stretches of paragraphs, the first before the second; what stands between them stays between them. The
/// caret goes with its text.
fn swap(work: &mut Work, origins: &Origins, (a, a_end): (usize, usize), (b, b_end): (usize, usize)) {
    let (buffer, caret) = (work.buffer.clone(), work.caret);
    let (mut inserted, mut brought) = (String::new(), Vec::new());
    for (from, to) in [(b, b_end), (a_end, b), (a, a_end)] {
        if from == to {
            continue;
        }
        if !inserted.is_empty() {
            inserted.push('\n');
        }
        let (text, borrowed) = part(&buffer, origins, from, to);
        brought.extend(borrowed.iter().map(|borrowed| borrowed.behind(inserted.len())));
        inserted.push_str(&text);
    }
    let whole = part(&buffer, origins, a, b_end).0;
    work.exchange(Pos::new(a, 0), whole, inserted, brought);
    let (a_len, b_len) = (a_end - a, b_end - b);
    let paragraph = match caret.paragraph {
        p if (a..a_end).contains(&p) => p + (b_end - a) - a_len,
        p if (b..b_end).contains(&p) => p - (b - a),
        p if (a_end..b).contains(&p) => p + b_len - a_len,
        p => p,
    };
    work.caret = Pos::new(paragraph, caret.byte);
}

/// The text of some paragraphs, and what is borrowed of it.
fn part(buffer: &Buffer, origins: &Origins, from: usize, to: usize) -> (String, Vec<Borrowed>) {
    let last = to.saturating_sub(1);
    let start = Pos::new(from, 0);
    let text = buffer.slice(PosSpan { start, end: Pos::new(last, buffer.paragraph(last).len()) });
    let borrowed = origins.of(start, &text);
    (text, borrowed)
}

/// Puts the section at the caret, with all below it, one level higher or deeper: its markers become those that the draft
/// has at that level (else the usual ones), and what is touched is numbered anew.
///
/// # Errors
/// There is no such section or level.
pub fn level(buffer: &Buffer, caret: Pos, direction: Direction) -> Result<Plan, Refusal> {
    let outline = Outline::of(buffer);
    let own = outline.at(caret.paragraph).ok_or(Refusal::NoSection)?;
    let marked = outline.sections.get(own).filter(|section| section.mark.is_some());
    let Some(section) = marked else { return Err(Refusal::NoSection) };
    let deeper = direction == Direction::Down;
    let above = if deeper {
        Some(outline.neighbour(own, false).ok_or(Refusal::NoNeighbour)?)
    } else {
        let parent = section.parent.ok_or(Refusal::Highest)?;
        outline.sections.get(parent).and_then(|parent| parent.parent)
    };
    let to = |level: usize| if deeper { level + 1 } else { level - 1 };
    let all = own..outline.next(own);
    let mut work = Work::new(buffer, caret);
    // The markers that are put in, by level, so that one of the usual ones goes under one that was just put in.
    let mut chosen: Vec<(usize, Mark)> = Vec::new();
    let over = above.and_then(|at| outline.sections.get(at)).map(|section| &section.style);
    for at in all.clone() {
        let Some((section, mark)) = outline.sections.get(at).and_then(|s| Some((s, s.mark.clone()?))) else { continue };
        let level = to(section.level);
        let known = chosen.iter().find(|(of, _)| *of == level).map(|(_, mark)| mark.clone());
        let known = known.or_else(|| used(&outline, own, above, level, section.work));
        let there = if let Some(mark) = known {
            mark
        } else {
            let put = chosen.iter().rfind(|(of, _)| *of < level).map(|(_, mark)| &mark.style);
            usual(put.or(over)).ok_or(Refusal::Deepest)?
        };
        let text = format!("{}{}", there.with(1).unwrap_or_else(|| there.text.clone()), there.gap);
        let old = crate::text::span::ByteSpan::new(mark.span.start, mark.span.end + mark.gap.len());
        work.rewrite(section.paragraph, old, &text);
        chosen.push((level, there));
    }
    let now = Outline::of(&work.buffer);
    let same = now.sections.len() == outline.sections.len()
        && all.clone().all(|at| {
            let levels = (now.sections.get(at).map(|s| s.level), outline.sections.get(at).map(|s| to(s.level)));
            levels.0 == levels.1
        });
    if !same {
        return Err(Refusal::Unclear);
    }
    let parents = [section.parent, now.sections.get(own).and_then(|section| section.parent)];
    let touched = |at: usize| {
        all.contains(&at) || now.sections.get(at).is_some_and(|s| parents.contains(&s.parent) || s.parent == Some(own))
    };
    let left = number(&mut work, &now, &touched);
    Ok(work.plan(left))
}

/// The marker that the draft uses at `level`: below the section that will stand above, else the nearest before, else any
/// outside of what is moved, else one inside of it.
fn used(outline: &Outline, own: usize, above: Option<usize>, level: usize, work: usize) -> Option<Mark> {
    let inside = own..outline.next(own);
    let there = |section: &Section| section.level == level && section.work == work;
    let all = || outline.sections.iter().enumerate().filter(|(_, s)| there(s) && s.mark.is_some());
    let outside = || all().filter(|(at, _)| !inside.contains(at));
    let below = outside().find(|(_, section)| above.is_some() && section.parent == above);
    let before = || outside().rfind(|(at, _)| *at < own);
    let found = below.or_else(before).or_else(|| outside().next()).or_else(|| all().next());
    found.and_then(|(_, section)| section.mark.clone())
}

/// The usual markers, outermost first.
const USUAL: &[(Class, &str)] = &[
    (Class::Han, "一、"),
    (Class::HanBracket, "（一）"),
    (Class::Arabic, "1."),
    (Class::ArabicBracket, "（1）"),
    (Class::Circled, "①"),
];

/// The usual marker under one that looks like `above`; nothing below the last.
fn usual(above: Option<&Style>) -> Option<Mark> {
    let next = match above.map(|style| style.class) {
        None | Some(Class::Part | Class::Chapter | Class::Division | Class::Article | Class::Plain) => 0,
        Some(class) => USUAL.iter().position(|(usual, _)| *usual == class).map_or(2, |at| at + 1),
    };
    let (_, text) = USUAL.get(next)?;
    Mark::first(&format!("{text}工作"))
}
