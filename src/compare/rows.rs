//! A comparison as rows for a reader: headings and paragraphs in parts, long stretches without a change folded.
//!
//! Rows are of any width; who shows them wraps them. Says nothing of colours.

mod fold;

use rustc_hash::FxHashMap;

use super::Comparison;
use super::model::{Fate, FormChange, Lot, Paragraph, PartKind, Passage, Site};
use crate::text::count::characters;
use crate::text::span::{ByteSpan, first_chars, last_chars};

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// A heading, or a paragraph that begins with one.
    Heading,
    /// A paragraph.
    Paragraph,
    /// Stands for paragraphs without a change.
    Folded,
}

/// What became of a row as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowLot {
    /// Nothing.
    Same,
    /// Something in it changed.
    Changed,
    /// Its number alone changed.
    Renumbered,
    /// Only the new text has it.
    Inserted,
    /// Only the old text has it.
    Deleted,
    /// It stood elsewhere.
    MovedHere,
    /// It stands elsewhere now; the row points there.
    MovedAway,
}

impl RowLot {
    /// The sign at the beginning of the row, one ASCII character.
    pub const fn sign(self) -> char {
        match self {
            Self::Same => ' ',
            Self::Changed => '~',
            Self::Renumbered => '#',
            Self::Inserted => '+',
            Self::Deleted => '-',
            Self::MovedHere => '>',
            Self::MovedAway => '<',
        }
    }
}

/// What a part of a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowPartKind {
    /// Both texts have it, in one place.
    Same,
    /// Only the new text has it.
    Inserted,
    /// Only the old text has it.
    Deleted,
    /// It stood here and went elsewhere.
    MovedFrom,
    /// It came here from elsewhere.
    MovedTo,
    /// A number before words that changed: the old one, then a note, then the new one.
    Renumbered,
    /// Not of the texts: 〔移自…〕, →, ……
    Note,
}

/// A part of a row. The texts of all parts after each other are the row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowPart {
    /// What it is.
    pub kind: RowPartKind,
    /// Its text, line ends left out; may hold any other character: show it through `text::safe`.
    pub text: String,
    /// Its bytes in the old text.
    pub old: Option<ByteSpan>,
    /// Its bytes in the new text.
    pub new: Option<ByteSpan>,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// What became of it.
    pub lot: RowLot,
    /// The level of its heading, or of the heading above it; 0 before the first.
    pub level: u8,
    /// Its parts.
    pub parts: Vec<RowPart>,
    /// 1-based line in the source of the old text, where it stands there.
    pub old_line: Option<usize>,
    /// 1-based line in the source of the new text, where it stands there.
    pub new_line: Option<usize>,
    /// Index of its passage.
    pub passage: usize,
    /// It stands in a section that was moved as a whole.
    pub carried: bool,
}

impl Row {
    /// Its text as it is shown.
    pub fn text(&self) -> String {
        self.parts.iter().map(|part| part.text.as_str()).collect()
    }
}

/// From so many unchanged characters on the middle of a part is folded.
const LONG_PART: usize = 200;

/// So many characters of it stay at either end.
const ENDS: usize = 30;

/// So many characters of a heading or paragraph name it elsewhere.
const NAME: usize = 18;

impl Comparison {
    /// The rows in reading order, stretches without a change folded where `folded`.
    pub fn rows(&self, folded: bool) -> Vec<Row> {
        let mut rows = Vec::new();
        let builder = Builder::new(self, folded);
        // The level of the section that was moved, while rows stand in it.
        let mut moved: Option<u8> = None;
        for (index, passage) in self.passages.iter().enumerate() {
            let first = rows.len();
            builder.passage(index, passage, &mut rows);
            if let Some(site) = &passage.new
                && !matches!(passage.fate, Fate::Away(_))
            {
                moved = moved.filter(|level| *level < site.level);
                if passage.fate == Fate::Moved {
                    moved = moved.or(Some(site.level));
                }
                rows.iter_mut().skip(first).for_each(|row| row.carried = moved.is_some());
            }
        }
        if folded { fold::fold(rows) } else { rows }
    }

    /// What changed in a few words.
    pub fn summary(&self) -> String {
        if self.is_same() {
            return "没有改动".to_owned();
        }
        let counts = &self.counts;
        let sections = |wanted: fn(&Fate) -> bool| {
            let is_section = |passage: &&Passage| passage.site().is_some_and(|site| site.section.is_some());
            self.passages.iter().filter(is_section).filter(|passage| wanted(&passage.fate)).count()
        };
        let inserted = sections(|fate| matches!(fate, Fate::Inserted | Fate::Split(_)));
        let deleted = sections(|fate| matches!(fate, Fate::Deleted | Fate::Merged(_)));
        let told = [
            ("改动 ", counts.changed, " 段"),
            ("增 ", counts.inserted, " 字"),
            ("删 ", counts.deleted, " 字"),
            ("", inserted, " 节是新的"),
            ("", deleted, " 节没有了"),
            ("", counts.moved_sections, " 节移了位置"),
            ("", counts.moved, " 段移了位置"),
            ("", counts.moved_sentences, " 处句子移了位置"),
            ("", counts.renumbered, " 处只改序号"),
            ("", self.facts.len(), " 处数字、日期、名称变动"),
        ];
        let told: Vec<String> = told
            .into_iter()
            .filter(|(_, count, _)| *count > 0)
            .map(|(before, count, after)| format!("{before}{count}{after}"))
            .collect();
        if told.is_empty() { "标题升降了级".to_owned() } else { told.join("，") }
    }
}

/// Passages of one of the texts by the line at which they begin.
fn sites<'p>(passages: impl Iterator<Item = (usize, Option<&'p Site>)>) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = passages.filter_map(|(index, site)| Some((site?.line, index))).collect();
    out.sort_unstable();
    out
}

/// The last passage of `sites` that begins at `line` or before it.
fn over(sites: &[(usize, usize)], line: usize) -> Option<usize> {
    let after = sites.partition_point(|(begins, _)| *begins <= line);
    after.checked_sub(1).and_then(|at| sites.get(at)).map(|(_, index)| *index)
}

struct Builder<'a> {
    comparison: &'a Comparison,
    /// Passages of the old text and of the new one, by their lines.
    old_sites: Vec<(usize, usize)>,
    new_sites: Vec<(usize, usize)>,
    /// Where sentences went: by their first byte in the old text, the line of the new source.
    gone_to: FxHashMap<usize, usize>,
    folded: bool,
}

impl<'a> Builder<'a> {
    fn new(comparison: &'a Comparison, folded: bool) -> Self {
        let all = || comparison.passages.iter().enumerate();
        let here = all().filter(|(_, passage)| !matches!(passage.fate, Fate::Away(_)));
        Self {
            comparison,
            old_sites: sites(all().map(|(index, passage)| (index, passage.old.as_ref()))),
            new_sites: sites(here.map(|(index, passage)| (index, passage.new.as_ref()))),
            gone_to: comparison.moves.iter().map(|found| (found.old.start, found.new_line)).collect(),
            folded,
        }
    }
}

fn note(text: String) -> RowPart {
    RowPart { kind: RowPartKind::Note, text, old: None, new: None }
}

fn short(text: &str) -> String {
    let flat: String = text.split_whitespace().collect();
    let cut = if flat.chars().count() > NAME { "…" } else { "" };
    format!("{}{cut}", first_chars(&flat, NAME))
}

/// The headings down to a place.
fn path(site: &Site) -> String {
    let mut labels: Vec<String> = site.above.iter().map(|label| short(label)).collect();
    if !site.label.is_empty() {
        labels.push(short(&site.label));
    }
    labels.join("›")
}

impl Builder<'_> {
    fn passage(&self, index: usize, passage: &Passage, rows: &mut Vec<Row>) {
        let level = passage.site().map_or(0, |site| site.level);
        if let Fate::Away(_) = passage.fate {
            let (Some(old), Some(new)) = (&passage.old, &passage.new) else { return };
            let gone = RowPart { kind: RowPartKind::MovedFrom, text: short(&old.label), old: None, new: None };
            rows.push(Row {
                kind: RowKind::Heading,
                lot: RowLot::MovedAway,
                level,
                parts: vec![gone, note(format!("〔移至“{}”，现第 {} 行〕", path(new), new.line))],
                old_line: Some(old.line),
                new_line: None,
                passage: index,
                carried: false,
            });
            return;
        }
        let mut notes = self.notes(passage);
        for (number, paragraph) in passage.paragraphs.iter().enumerate() {
            let mut row = self.paragraph(index, level, paragraph);
            if number == 0 && passage.fate == Fate::Moved && paragraph.lot == Lot::Kept {
                row.lot = RowLot::MovedHere;
            }
            // What is said of the passage stands at its first row.
            row.parts.append(&mut notes);
            rows.push(row);
        }
    }

    fn notes(&self, passage: &Passage) -> Vec<RowPart> {
        let mut out = Vec::new();
        let of = |index: usize| self.comparison.passages.get(index);
        match passage.fate {
            Fate::Moved => {
                if let Some(old) = &passage.old {
                    out.push(note(format!("〔移自“{}”，原第 {} 行〕", path(old), old.line)));
                }
            }
            Fate::Split(from) => {
                let from = of(from).and_then(|passage| passage.old.as_ref()).map(path).unwrap_or_default();
                out.push(note(format!("〔从“{from}”分出〕")));
            }
            Fate::Merged(to) => {
                let to = of(to).and_then(|passage| passage.new.as_ref()).map(path).unwrap_or_default();
                out.push(note(format!("〔并入“{to}”〕")));
            }
            Fate::Kept | Fate::Away(_) | Fate::Inserted | Fate::Deleted => {}
        }
        if let Some((old, new)) = passage.level_change() {
            out.push(note(format!("〔{old} 级改为 {new} 级〕")));
        }
        out
    }

    /// The heading over a line of the old text.
    fn old_path(&self, line: usize) -> String {
        let passage = over(&self.old_sites, line).and_then(|index| self.comparison.passages.get(index));
        passage.and_then(|passage| passage.old.as_ref()).map(path).unwrap_or_default()
    }

    /// The heading over a line of the new text.
    fn new_path(&self, line: usize) -> String {
        let passage = over(&self.new_sites, line).and_then(|index| self.comparison.passages.get(index));
        passage.and_then(|passage| passage.new.as_ref()).map(path).unwrap_or_default()
    }

    fn paragraph(&self, index: usize, level: u8, paragraph: &Paragraph) -> Row {
        let (old_line, new_line) = (paragraph.old.map(|stand| stand.line), paragraph.new.map(|stand| stand.line));
        let kind = if paragraph.heading { RowKind::Heading } else { RowKind::Paragraph };
        let quoted = |path: String| if path.is_empty() { String::new() } else { format!("“{path}”，") };
        let mut parts = Vec::new();
        if paragraph.lot == Lot::Away {
            let text = paragraph.old.map_or("", |stand| self.comparison.old_text(stand.core));
            parts.push(RowPart {
                kind: RowPartKind::MovedFrom,
                text: short(text),
                old: paragraph.old.map(|s| s.core),
                new: None,
            });
            let line = new_line.unwrap_or_default();
            parts.push(note(format!("〔移至{}现第 {line} 行〕", quoted(self.new_path(line)))));
            return Row {
                kind,
                lot: RowLot::MovedAway,
                level,
                parts,
                old_line,
                new_line: None,
                passage: index,
                carried: false,
            };
        }
        for part in &paragraph.parts {
            let (old, new) = (self.comparison.old_text(part.old), self.comparison.new_text(part.new));
            // Of the end of a line, with the indent behind it, nothing is seen; where it goes or comes a note says so.
            let flat = |text: &str| {
                if text.trim().is_empty() && text.contains('\n') { String::new() } else { text.replace('\n', "") }
            };
            match part.kind {
                PartKind::Same => {
                    let kind = if paragraph.lot == Lot::Moved { RowPartKind::MovedTo } else { RowPartKind::Same };
                    self.same(kind, new, (part.old, part.new), paragraph.is_changed(), &mut parts);
                }
                PartKind::Deleted => {
                    parts.push(RowPart { kind: RowPartKind::Deleted, text: flat(old), old: Some(part.old), new: None });
                }
                PartKind::Inserted => {
                    parts.push(RowPart {
                        kind: RowPartKind::Inserted,
                        text: flat(new),
                        old: None,
                        new: Some(part.new),
                    });
                }
                PartKind::MovedFrom => {
                    let kind = RowPartKind::MovedFrom;
                    parts.push(RowPart { kind, text: flat(old), old: Some(part.old), new: None });
                    let to = self.gone_to.get(&part.old.start);
                    parts.extend(to.map(|line| note(format!("〔移至现第 {line} 行〕"))));
                }
                PartKind::MovedTo => {
                    let kind = RowPartKind::MovedTo;
                    parts.push(RowPart { kind, text: flat(new), old: None, new: Some(part.new) });
                    let from = self.comparison.moves.binary_search_by_key(&part.new.start, |found| found.new.start);
                    let from = from.ok().and_then(|at| self.comparison.moves.get(at));
                    parts.extend(from.map(|found| note(format!("〔移自原第 {} 行〕", found.old_line))));
                }
                PartKind::Renumbered => {
                    let kind = RowPartKind::Renumbered;
                    parts.push(RowPart { kind, text: flat(old), old: Some(part.old), new: None });
                    parts.push(note("→".to_owned()));
                    parts.push(RowPart { kind, text: flat(new), old: None, new: Some(part.new) });
                }
            }
        }
        parts.retain(|part| !part.text.is_empty());
        if paragraph.lot == Lot::Moved {
            let line = old_line.unwrap_or_default();
            parts.push(note(format!("〔移自{}原第 {line} 行〕", quoted(self.old_path(line)))));
        }
        parts.extend(paragraph.form.map(|form| {
            let words = match form {
                FormChange::RunIn => "〔标题不再单独成行，改在段首〕",
                FormChange::OwnLine => "〔段首的标题改为单独成行〕",
            };
            note(words.to_owned())
        }));
        if paragraph.debris && (paragraph.lot != Lot::Kept || paragraph.is_changed()) {
            parts.push(note("〔网页杂质〕".to_owned()));
        }
        let all = |kind: PartKind| paragraph.parts.iter().all(|part| part.kind == kind);
        let lot = match paragraph.lot {
            Lot::Moved => RowLot::MovedHere,
            Lot::Away => RowLot::MovedAway,
            Lot::Inserted if all(PartKind::MovedTo) => RowLot::MovedHere,
            Lot::Deleted if all(PartKind::MovedFrom) => RowLot::MovedAway,
            Lot::Inserted => RowLot::Inserted,
            Lot::Deleted => RowLot::Deleted,
            Lot::Kept if !paragraph.is_changed() => RowLot::Same,
            Lot::Kept => {
                let other = |part: &super::model::Part| !matches!(part.kind, PartKind::Same | PartKind::Renumbered);
                if paragraph.parts.iter().any(other) { RowLot::Changed } else { RowLot::Renumbered }
            }
        };
        Row { kind, lot, level, parts, old_line, new_line, passage: index, carried: false }
    }

    /// A part that both texts have; of a long one in a changed paragraph the ends.
    fn same(
        &self,
        kind: RowPartKind,
        text: &str,
        (old, new): (ByteSpan, ByteSpan),
        changed: bool,
        parts: &mut Vec<RowPart>,
    ) {
        let mut push = |from: usize, to: usize| {
            let cut = |span: ByteSpan| ByteSpan::new(span.start + from, span.start + to);
            let text = crate::text::span::slice(text, ByteSpan::new(from, to)).replace('\n', "");
            parts.push(RowPart { kind, text, old: Some(cut(old)), new: Some(cut(new)) });
        };
        let count = text.chars().count();
        if !(self.folded && changed) || count <= LONG_PART {
            push(0, text.len());
            return;
        }
        let (first, last) = (first_chars(text, ENDS).len(), text.len() - last_chars(text, ENDS).len());
        push(0, first);
        let middle = characters(crate::text::span::slice(text, ByteSpan::new(first, last)));
        parts.push(note(format!("……未改 {middle} 字……")));
        let cut = |span: ByteSpan| ByteSpan::new(span.start + last, span.start + text.len());
        let text = crate::text::span::tail(text, last).replace('\n', "");
        parts.push(RowPart { kind, text, old: Some(cut(old)), new: Some(cut(new)) });
    }
}

#[cfg(test)]
mod tests;
