//! The sections of a draft by the form of their markers: which stands under which.
//!
//! A marker of a kind that is open goes beside the last one of its kind; one of a new kind goes under what is open, unless
//! it is one of the kinds that stand high in all official writing (章, 一、) below one that does not. A kind that was seen
//! before goes to where it was then.

use std::collections::BTreeMap;

use super::mark::{Mark, Style};
use crate::corpus::model::Extracted;
use crate::corpus::outline::marker::Class;
use crate::corpus::recognise::recognise;
use crate::corpus::role::words::RoleWords;
use crate::draft::buffer::Buffer;
use crate::text::span::LineIndex;

/// A section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The 0-based paragraph of its heading.
    pub paragraph: usize,
    /// Its depth, 0 the highest.
    pub level: usize,
    /// The section above it, by number.
    pub parent: Option<usize>,
    /// In which of the draft's works it stands.
    pub work: usize,
    /// Its marker; nothing for a heading without one.
    pub mark: Option<Mark>,
    /// What it looks like: sections of one look are a series.
    pub style: Style,
}

impl Section {
    /// Whether it is of one series with `other`.
    pub fn is_beside(&self, other: &Self) -> bool {
        (self.parent, self.work, &self.style) == (other.parent, other.work, &other.style)
    }
}

/// The sections of a draft in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// They.
    pub sections: Vec<Section>,
    /// Paragraphs at which another work begins, and the one behind all sections.
    ends: Vec<usize>,
}

/// Beginnings of the last lines of a report, which belong to no section.
const CLOSINGS: &[&str] = &["特此报告", "特此汇报", "特此总结", "以上报告", "以上汇报", "妥否", "以上意见"];

/// What recognition says of a draft.
#[derive(Debug, Default)]
struct Recognised {
    /// Paragraphs that are headings, with their levels.
    headings: BTreeMap<usize, u8>,
    /// Paragraphs at which works but the first begin, and those at which what belongs to no section begins.
    ends: Vec<usize>,
    /// Those of them at which a work begins.
    works: Vec<usize>,
}

impl Recognised {
    fn of(buffer: &Buffer) -> Self {
        let text = buffer.to_text();
        let lines = LineIndex::new(&text);
        let source = Extracted { text, hints: Vec::new() };
        let found = recognise(&source, &lines, "", &RoleWords::builtin());
        let mut out = Self::default();
        for (number, piece) in found.pieces.iter().enumerate() {
            let headings = piece.sections.iter().map(|section| (section.line.saturating_sub(1), section.level));
            out.headings.extend(headings);
            if number > 0 {
                out.works.push(piece.start_line.saturating_sub(1));
                out.ends.push(piece.start_line.saturating_sub(1));
            }
            let mut end = piece.end_line.min(buffer.count());
            let outside = |line: usize| {
                let text = buffer.paragraph(line - 1).trim();
                text.is_empty()
                    || CLOSINGS.iter().any(|words| text.starts_with(words))
                    || piece.matter_of(line).is_some()
            };
            while end > piece.start_line && outside(end) {
                end -= 1;
            }
            out.ends.push(end);
        }
        out.ends.sort_unstable();
        out.ends.dedup();
        out
    }
}

impl Outline {
    /// The sections of `buffer`.
    pub fn of(buffer: &Buffer) -> Self {
        let known = Recognised::of(buffer);
        let mut nest = Nest::default();
        for (paragraph, text) in buffer.paragraphs().iter().enumerate() {
            if known.works.binary_search(&paragraph).is_ok() {
                nest.open.clear();
                nest.work += 1;
            }
            let recognised = known.headings.get(&paragraph).copied();
            match Mark::first(text).filter(|mark| is_section(mark, recognised.is_some())) {
                Some(mark) => nest.add(paragraph, mark.style.clone(), Some(mark)),
                None => {
                    // A heading without a marker, or with one that is not for counting.
                    if let Some(level) = recognised.filter(|_| !is_item(text)) {
                        if level == 1 {
                            nest.open.clear();
                        }
                        nest.add(paragraph, Style { class: Class::Plain, word: level.to_string() }, None);
                    }
                }
            }
        }
        let mut ends = known.ends;
        ends.push(buffer.count());
        Self { sections: nest.sections, ends }
    }

    /// The innermost section that holds `paragraph`.
    pub fn at(&self, paragraph: usize) -> Option<usize> {
        let at = self.sections.partition_point(|section| section.paragraph <= paragraph).checked_sub(1)?;
        (self.end(at) > paragraph).then_some(at)
    }

    /// The section and all that stand above it, innermost first.
    pub fn above(&self, section: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(section), |at| self.sections.get(*at).and_then(|section| section.parent))
    }

    /// The number of the first section behind `section` and all below it.
    pub fn next(&self, section: usize) -> usize {
        let Some(own) = self.sections.get(section) else { return self.sections.len() };
        let below = self.sections.iter().skip(section + 1);
        section + 1 + below.take_while(|other| other.level > own.level && other.work == own.work).count()
    }

    /// The paragraph behind `section` and all below it.
    pub fn end(&self, section: usize) -> usize {
        let start = self.sections.get(section).map_or(0, |section| section.paragraph);
        let next = self.sections.get(self.next(section)).map_or(usize::MAX, |next| next.paragraph);
        let end = self.ends.iter().copied().find(|end| *end > start).unwrap_or(usize::MAX);
        next.min(end)
    }

    /// The section of the same series before (or behind, if `forward`) `section`.
    pub fn neighbour(&self, section: usize, forward: bool) -> Option<usize> {
        let own = self.sections.get(section)?;
        let same = |at: &usize| self.sections.get(*at).is_some_and(|other| own.is_beside(other));
        if forward { (section + 1..self.sections.len()).find(same) } else { (0..section).rev().find(same) }
    }
}

/// Whether a marker at the beginning of a paragraph opens a section; `recognised` says whether recognition takes the line
/// for a heading.
fn is_section(mark: &Mark, recognised: bool) -> bool {
    match mark.style.class {
        Class::Item | Class::Ordinal | Class::Letter | Class::Plain => false,
        // 10.1 国庆 and 12 月 are days.
        Class::Decimal2 | Class::Decimal3 | Class::Decimal4 => recognised,
        _ => recognised || !mark.is_bare(),
    }
}

/// Whether a paragraph begins as an item of running text does: 一是, 第一，.
pub fn is_item(text: &str) -> bool {
    Mark::first(text).is_some_and(|mark| matches!(mark.style.class, Class::Item | Class::Ordinal))
}

/// Sections as they come.
#[derive(Debug, Default)]
struct Nest {
    sections: Vec<Section>,
    /// Those that are open, outermost first.
    open: Vec<usize>,
    work: usize,
    /// Under what a kind was seen first.
    under: Vec<(Style, Option<Style>)>,
}

impl Nest {
    fn style(&self, section: usize) -> Option<&Style> {
        self.sections.get(section).map(|section| &section.style)
    }

    fn add(&mut self, paragraph: usize, style: Style, mark: Option<Mark>) {
        let beside = self.open.iter().position(|at| self.style(*at) == Some(&style));
        let seen = self.under.iter().find(|(kind, _)| *kind == style).map(|(_, under)| under.clone());
        let keep = match (beside, seen) {
            (Some(place), _) => place,
            (None, Some(Some(above))) => {
                let place = self.open.iter().position(|at| self.style(*at) == Some(&above));
                place.map_or_else(|| self.by_rank(&style), |place| place + 1)
            }
            (None, Some(None)) => 0,
            (None, None) => self.by_rank(&style),
        };
        self.open.truncate(keep);
        let parent = self.open.last().copied();
        if !self.under.iter().any(|(kind, _)| *kind == style) {
            self.under.push((style.clone(), parent.and_then(|at| self.style(at).cloned())));
        }
        self.open.push(self.sections.len());
        let level = keep;
        self.sections.push(Section { paragraph, level, parent, work: self.work, mark, style });
    }

    /// How many open sections stay above a kind that was not seen before.
    fn by_rank(&self, style: &Style) -> usize {
        let high = matches!(style.class, Class::Part | Class::Chapter | Class::Division | Class::Article | Class::Han);
        if !high {
            return self.open.len();
        }
        let higher =
            |at: &usize| self.style(*at).is_some_and(|other| other.class < style.class || other.class == Class::Plain);
        self.open.iter().position(|at| !higher(at)).unwrap_or(self.open.len())
    }
}
