//! Watches the main part being read and notes down where its characters stand: the making of a [`Tape`].
//!
//! It goes along with the reader's own walk, node by node, so that both speak of the same characters. Must not decide
//! what is shown.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::super::xml::attribute;
use super::body::HIDDEN;
use super::tape::{Anchor, Aspect, Change, ChangeKind, Item, ItemKind, Obstacle, Run, Tape};
use crate::text::span::ByteSpan;

/// An element that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frame {
    Paragraph,
    ParagraphProperties,
    /// The properties of the mark at a paragraph's end.
    MarkProperties,
    Table,
    Row,
    RowProperties,
    Run(usize),
    RunProperties(usize),
    Text,
    Change(usize),
    Box,
    Field,
    Control {
        locked: bool,
    },
    ControlProperties,
    Formula,
    /// What is not read, with all that is in it.
    Dead,
    Other,
}

/// How many elements of some kinds are open.
#[derive(Clone, Copy, Debug, Default)]
struct Within {
    dead: usize,
    properties: usize,
    deleted: usize,
    boxes: usize,
    /// Simple fields, and complex ones whose end has not come.
    fields: usize,
    locked: usize,
    formulas: usize,
    runs: usize,
}

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Recorder {
    tape: Tape,
    /// The number of the next character.
    next: u32,
    frames: Vec<(Frame, usize)>,
    within: Within,
    /// What was tracked of the ends of the open paragraphs, innermost last.
    marks: Vec<Vec<Change>>,
    /// The same of the open rows, with the number of each one's first character.
    rows: Vec<(u32, Vec<Change>)>,
    /// What was changed of the look of the open runs, by run.
    looks: Vec<(usize, Change)>,
    /// The same of the open tables, with the number of each one's first character.
    tables: Vec<(u32, Vec<Change>)>,
    /// The comments that were named, by id.
    comments: HashMap<String, usize>,
    /// The text element that is open.
    text: Option<usize>,
    /// The number of the first character of the element that began last, if characters stand in it.
    here: Option<u32>,
}

impl Recorder {
    /// The number of the first character of the element that began last, if characters stand in it.
    pub(super) fn here(&self) -> Option<u32> {
        self.here
    }

    /// What was noted.
    pub(super) fn finish(mut self) -> Tape {
        self.tape.ids.sort_unstable();
        self.tape.ids.dedup();
        self.tape
    }

    /// An element begins; it is `own` where it has the root's prefix.
    pub(super) fn start(&mut self, own: bool, space: &str, local: &str, tag: &BytesStart<'_>, span: ByteSpan) {
        self.here = None;
        if self.frames.is_empty() && self.tape.root.is_empty() {
            space.clone_into(&mut self.tape.prefix);
            self.tape.root = span;
        }
        let frame = self.frame(own, space, local, tag, span);
        let within = &mut self.within;
        match frame {
            Frame::Dead | Frame::ControlProperties => within.dead += 1,
            Frame::ParagraphProperties | Frame::MarkProperties | Frame::RowProperties | Frame::RunProperties(_) => {
                within.properties += 1;
            }
            Frame::Box => within.boxes += 1,
            Frame::Field => within.fields += 1,
            Frame::Formula => within.formulas += 1,
            Frame::Run(_) => within.runs += 1,
            Frame::Change(at) if self.tape.changes.get(at).is_some_and(takes_away) => within.deleted += 1,
            _ => {}
        }
        self.frames.push((frame, span.start));
    }

    fn frame(&mut self, own: bool, space: &str, local: &str, tag: &BytesStart<'_>, span: ByteSpan) -> Frame {
        let parent = self.frames.last().map_or(Frame::Other, |(frame, _)| *frame);
        if parent == Frame::ControlProperties {
            self.control(local, tag);
        }
        if let Some(aspect) = Aspect::of(local).filter(|_| own) {
            self.formatted(aspect, parent, tag, span);
        }
        if self.within.dead > 0 {
            return Frame::Other;
        }
        match local {
            "Fallback" => return Frame::Dead,
            "AlternateContent" => return Frame::Box,
            "oMath" | "oMathPara" if space == "m" => return Frame::Formula,
            "t" if space == "m" => return self.begin_text(span),
            _ if !own => return Frame::Other,
            _ => {}
        }
        if let Some(id) = attribute(tag, "id").and_then(|id| id.trim().parse().ok()) {
            self.tape.ids.push(id);
        }
        match (local, parent) {
            ("sdtPr", _) => Frame::ControlProperties,
            ("ins" | "del" | "moveFrom" | "moveTo", _) => self.change(local, parent, tag, span),
            ("delText", _) if self.within.deleted > 0 => self.begin_text(span),
            _ if HIDDEN.contains(&local) => Frame::Dead,
            ("p", _) => {
                self.marks.push(Vec::new());
                Frame::Paragraph
            }
            ("tbl", _) => {
                self.tables.push((self.next, Vec::new()));
                Frame::Table
            }
            ("tr", _) => {
                self.rows.push((self.next, Vec::new()));
                Frame::Row
            }
            ("pPr", _) => Frame::ParagraphProperties,
            ("trPr", _) => Frame::RowProperties,
            ("rPr", Frame::ParagraphProperties) => Frame::MarkProperties,
            ("rPr", Frame::Run(at)) => Frame::RunProperties(at),
            ("r", _) => self.run(span),
            ("t", _) if self.within.properties == 0 => self.begin_text(span),
            ("tab" | "ptab" | "noBreakHyphen" | "sym", Frame::Run(_)) => self.sign(ItemKind::Sign, span),
            ("br" | "cr", Frame::Run(_)) => self.sign(ItemKind::Break, span),
            ("fldSimple", _) => Frame::Field,
            ("fldChar", _) => {
                match attribute(tag, "fldCharType").as_deref() {
                    Some("begin") => self.within.fields += 1,
                    Some("end") => self.within.fields = self.within.fields.saturating_sub(1),
                    _ => {}
                }
                Frame::Other
            }
            ("txbxContent", _) => Frame::Box,
            ("sdt", _) => Frame::Control { locked: false },
            ("commentRangeStart" | "commentRangeEnd" | "commentReference", _) => {
                self.comment(local, tag);
                Frame::Other
            }
            _ => Frame::Other,
        }
    }

    /// Text of the element that is open.
    pub(super) fn text(&mut self, portion: &str) {
        let Some(item) = self.text.and_then(|at| self.tape.items.get_mut(at)) else { return };
        let count = portion.chars().count() as u32;
        item.count += count;
        self.next += count;
    }

    /// An element ends, with an end tag at `span`; an empty one has none.
    pub(super) fn end(&mut self, span: ByteSpan) {
        let Some((frame, start)) = self.frames.pop() else { return };
        let whole = ByteSpan::new(start, span.end);
        let within = &mut self.within;
        match frame {
            Frame::Dead | Frame::ControlProperties => within.dead -= 1,
            Frame::ParagraphProperties | Frame::MarkProperties | Frame::RowProperties => within.properties -= 1,
            Frame::RunProperties(at) => {
                within.properties -= 1;
                if let Some(run) = self.tape.runs.get_mut(at) {
                    run.properties = whole;
                }
            }
            Frame::Box => within.boxes -= 1,
            Frame::Field => within.fields = within.fields.saturating_sub(1),
            Frame::Formula => within.formulas -= 1,
            Frame::Control { locked: true } => within.locked -= 1,
            Frame::Run(at) => {
                within.runs -= 1;
                if let Some(run) = self.tape.runs.get_mut(at) {
                    (run.span, run.tail) = (whole, span.start);
                }
                while let Some((_, change)) = self.looks.pop_if(|(run, _)| *run == at) {
                    self.tape.changes.push(Change { to: self.next, ..change });
                }
            }
            Frame::Text => {
                if let Some(item) = self.text.take().and_then(|at| self.tape.items.get_mut(at)) {
                    item.span = whole;
                }
            }
            Frame::Change(at) => {
                if let Some(change) = self.tape.changes.get_mut(at) {
                    (change.to, change.span, change.tail) = (self.next, whole, span.start);
                    within.deleted -= usize::from(takes_away(change));
                }
            }
            Frame::Paragraph => self.end_paragraph(span),
            Frame::Row => {
                let (from, changes) = self.rows.pop().unwrap_or_default();
                let whole = |change| Change { from, to: self.next, row: true, ..change };
                self.tape.changes.extend(changes.into_iter().map(whole));
            }
            Frame::Table => {
                let (from, changes) = self.tables.pop().unwrap_or_default();
                self.tape.changes.extend(changes.into_iter().map(|change| Change { from, to: self.next, ..change }));
            }
            Frame::Control { locked: false } | Frame::Other => {}
        }
    }

    /// A property of a content control.
    fn control(&mut self, local: &str, tag: &BytesStart<'_>) {
        let locks = match local {
            "lock" => attribute(tag, "val").is_some_and(|val| val == "contentLocked" || val == "sdtContentLocked"),
            "dataBinding" | "dropDownList" | "comboBox" | "date" | "checkbox" | "picture" | "showingPlcHdr" => true,
            _ => false,
        };
        let control = self.frames.iter_mut().rev().nth(1);
        if let Some((Frame::Control { locked }, _)) = control.filter(|_| locks)
            && !std::mem::replace(locked, true)
        {
            self.within.locked += 1;
        }
    }

    fn change(&mut self, local: &str, parent: Frame, tag: &BytesStart<'_>, span: ByteSpan) -> Frame {
        let kind = match local {
            "ins" => ChangeKind::Inserted,
            "del" => ChangeKind::Deleted,
            "moveTo" => ChangeKind::MovedHere,
            _ => ChangeKind::MovedAway,
        };
        let change = self.tracked(kind, tag, span);
        match parent {
            Frame::MarkProperties => self.marks.last_mut().map_or(Frame::Other, |marks| {
                marks.push(change);
                Frame::Other
            }),
            Frame::RowProperties => self.rows.last_mut().map_or(Frame::Other, |(_, changes)| {
                changes.push(change);
                Frame::Other
            }),
            _ if self.within.properties > 0 => Frame::Other,
            _ => {
                self.tape.changes.push(change);
                Frame::Change(self.tape.changes.len() - 1)
            }
        }
    }

    /// A change that begins here and ends here for now.
    fn tracked(&self, kind: ChangeKind, tag: &BytesStart<'_>, span: ByteSpan) -> Change {
        let value = |name: &str| attribute(tag, name).unwrap_or_default().into_owned();
        let (author, date) = (value("author"), value("date"));
        let (from, to) = (self.next, self.next);
        Change { kind, author, date, from, to, span, head: span, tail: span.end, row: false }
    }

    /// Only a look was changed: that of the run, the paragraph, the table or the pages whose properties are open.
    fn formatted(&mut self, aspect: Aspect, parent: Frame, tag: &BytesStart<'_>, span: ByteSpan) {
        let change = self.tracked(ChangeKind::Formatted(aspect), tag, span);
        // The properties of tables and pages are not read; what they were before has such elements too, deeper.
        let unread = parent == Frame::Dead && self.within.dead == 1;
        match (aspect, parent) {
            (Aspect::Text, Frame::RunProperties(at)) => self.looks.push((at, change)),
            (Aspect::Text, Frame::MarkProperties) | (Aspect::Paragraph, Frame::ParagraphProperties) => {
                if let Some(marks) = self.marks.last_mut() {
                    marks.push(change);
                }
            }
            (Aspect::Page, _) if unread => self.tape.changes.push(change),
            (Aspect::Table, _) if unread || self.within.dead == 0 => {
                if let Some((_, changes)) = self.tables.last_mut() {
                    changes.push(change);
                }
            }
            _ => {}
        }
    }

    fn run(&mut self, span: ByteSpan) -> Frame {
        let (parent, start) = self.frames.last().copied().unwrap_or((Frame::Other, 0));
        let change = if let Frame::Change(at) = parent { Some(at as u32) } else { None };
        self.tape.runs.push(Run {
            span,
            head: span,
            properties: ByteSpan::new(span.end, span.end),
            tail: span.end,
            change,
            parent: start,
            plain: parent == Frame::Paragraph,
        });
        Frame::Run(self.tape.runs.len() - 1)
    }

    fn begin_text(&mut self, span: ByteSpan) -> Frame {
        self.text = Some(self.tape.items.len());
        self.put(ItemKind::Text, 0, span);
        Frame::Text
    }

    fn sign(&mut self, kind: ItemKind, span: ByteSpan) -> Frame {
        self.put(kind, 1, span);
        Frame::Other
    }

    fn put(&mut self, kind: ItemKind, count: u32, span: ByteSpan) {
        let run = match self.frames.last() {
            Some((Frame::Run(at), _)) => Some(*at as u32),
            _ => None,
        };
        let within = self.within;
        let obstacle = [
            (within.boxes > 0, Obstacle::Box),
            (within.formulas > 0, Obstacle::Formula),
            (within.fields > 0, Obstacle::Field),
            (within.locked > 0, Obstacle::Control),
            (run.is_none() || within.runs > 1, Obstacle::Run),
        ];
        let obstacle = obstacle.into_iter().find(|(held, _)| *held).map(|(_, obstacle)| obstacle);
        let deleted = within.deleted > 0;
        self.tape.items.push(Item { first: self.next, count, span, kind, run, deleted, obstacle });
        self.here = Some(self.next);
        self.next += count;
    }

    fn end_paragraph(&mut self, span: ByteSpan) {
        let changes = self.marks.pop().unwrap_or_default();
        let (from, to) = (self.next, self.next + 1);
        self.put(ItemKind::Mark, 1, span);
        if let Some(mark) = self.tape.items.last_mut() {
            mark.deleted |= changes.iter().any(takes_away);
        }
        self.tape.changes.extend(changes.into_iter().map(|change| {
            // How a paragraph is set was changed of all of it.
            let whole = change.kind == ChangeKind::Formatted(Aspect::Paragraph);
            Change { from: if whole { change.from } else { from }, to, ..change }
        }));
        self.here = None;
    }

    fn comment(&mut self, local: &str, tag: &BytesStart<'_>) {
        let id = attribute(tag, "id").unwrap_or_default();
        let at = *self.comments.entry(id.into_owned()).or_insert_with_key(|id| {
            self.tape.anchors.push(Anchor { id: id.clone(), ..Anchor::default() });
            self.tape.anchors.len() - 1
        });
        let Some(anchor) = self.tape.anchors.get_mut(at) else { return };
        let place = match local {
            "commentRangeStart" => &mut anchor.start,
            "commentRangeEnd" => &mut anchor.end,
            _ => &mut anchor.reference,
        };
        place.get_or_insert(self.next);
    }
}

/// Whether what is in the change is not shown.
fn takes_away(change: &Change) -> bool {
    matches!(change.kind, ChangeKind::Deleted | ChangeKind::MovedAway)
}
