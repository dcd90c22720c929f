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
    TableOrCell,
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
    /// Simple fields.
    fields: usize,
    locked: usize,
    formulas: usize,
    runs: usize,
}

/// A complex field.
#[derive(Clone, Debug, Default)]
struct Field {
    /// The beginning of what it does.
    instruction: String,
    /// What it shows has begun.
    result: bool,
}

impl Field {
    fn instruct(&mut self, portion: &str) {
        const MOST: usize = 64;
        let left = MOST.saturating_sub(self.instruction.chars().count());
        self.instruction.extend(portion.chars().take(left));
    }

    /// What stands here stays when the program computes its fields anew.
    fn keeps(&self) -> bool {
        self.result && links(&self.instruction)
    }
}

/// Whether a field of this instruction is a link, whose text is its writer's own.
fn links(instruction: &str) -> bool {
    instruction.split_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case("HYPERLINK"))
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
    /// The same of the open tables, rows and cells, with the number of each one's first character.
    parts: Vec<(u32, Vec<Change>)>,
    /// What was changed of the look of the open runs, by run.
    looks: Vec<(usize, Change)>,
    /// The comments that were named, by id.
    comments: HashMap<String, usize>,
    /// The complex fields whose end has not come, innermost last.
    fields: Vec<Field>,
    /// What the innermost of them does is being read.
    instructs: bool,
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
        // What is not read has ids too: a section's change, a cell's.
        if let Some(id) = attribute(tag, "id").filter(|_| own).and_then(|id| id.trim().parse().ok()) {
            self.tape.ids.push(id);
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
        match (local, parent) {
            ("sdtPr", _) => Frame::ControlProperties,
            ("ins" | "del" | "moveFrom" | "moveTo", _) => self.change(local, parent, tag, span),
            ("delText", _) if self.within.deleted > 0 => self.begin_text(span),
            ("instrText", _) => {
                self.instructs = true;
                Frame::Dead
            }
            _ if HIDDEN.contains(&local) => Frame::Dead,
            ("p", _) => {
                self.marks.push(Vec::new());
                Frame::Paragraph
            }
            ("tbl" | "tr" | "tc", _) => {
                self.parts.push((self.next, Vec::new()));
                if local == "tr" { Frame::Row } else { Frame::TableOrCell }
            }
            ("pPr", _) => Frame::ParagraphProperties,
            ("trPr", _) => Frame::RowProperties,
            ("rPr", Frame::ParagraphProperties) => Frame::MarkProperties,
            ("rPr", Frame::Run(at)) => Frame::RunProperties(at),
            ("r", _) => self.run(span),
            ("t", _) if self.within.properties == 0 => self.begin_text(span),
            ("tab" | "ptab" | "noBreakHyphen" | "sym", Frame::Run(_)) => self.sign(ItemKind::Sign, span),
            ("br" | "cr", Frame::Run(_)) => self.sign(ItemKind::Break, span),
            ("fldSimple", _) if !attribute(tag, "instr").is_some_and(|instr| links(&instr)) => Frame::Field,
            ("fldChar", _) => {
                match (attribute(tag, "fldCharType").as_deref(), self.fields.last_mut()) {
                    (Some("begin"), _) => self.fields.push(Field::default()),
                    (Some("separate"), Some(field)) => field.result = true,
                    (Some("end"), _) => drop(self.fields.pop()),
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
        if let Some(field) = self.fields.last_mut().filter(|_| self.instructs) {
            field.instruct(portion);
        }
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
            Frame::Dead | Frame::ControlProperties => {
                within.dead -= 1;
                self.instructs = false;
            }
            Frame::ParagraphProperties | Frame::MarkProperties | Frame::RowProperties => within.properties -= 1,
            Frame::RunProperties(at) => {
                within.properties -= 1;
                if let Some(run) = self.tape.runs.get_mut(at) {
                    run.properties = whole;
                }
            }
            Frame::Box => within.boxes -= 1,
            Frame::Field => within.fields -= 1,
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
            Frame::Row | Frame::TableOrCell => {
                let (from, changes) = self.parts.pop().unwrap_or_default();
                let whole = |change: Change| {
                    let row = frame == Frame::Row && !matches!(change.kind, ChangeKind::Formatted(_));
                    Change { from, to: self.next, row, ..change }
                };
                self.tape.changes.extend(changes.into_iter().map(whole));
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
            Frame::MarkProperties => {
                once(self.marks.last_mut(), change);
                Frame::Other
            }
            Frame::RowProperties => {
                once(self.parts.last_mut().map(|(_, changes)| changes), change);
                Frame::Other
            }
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
            (Aspect::Text, Frame::RunProperties(at)) if self.looks.last().is_none_or(|(run, _)| *run != at) => {
                self.looks.push((at, change));
            }
            (Aspect::Text, Frame::MarkProperties) | (Aspect::Paragraph, Frame::ParagraphProperties) => {
                once(self.marks.last_mut(), change);
            }
            (Aspect::Page, _) if unread => self.tape.changes.push(change),
            (Aspect::Table, _) if unread || self.within.dead == 0 => {
                once(self.parts.last_mut().map(|(_, changes)| changes), change);
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
            plain: parent == Frame::Paragraph && self.fields.is_empty(),
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
            (within.fields > 0 || self.fields.iter().any(|field| !field.keeps()), Obstacle::Field),
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

/// Adds a change unless there is one of its kind: properties tell of each kind once.
fn once(changes: Option<&mut Vec<Change>>, change: Change) {
    if let Some(changes) = changes.filter(|changes| changes.iter().all(|other| other.kind != change.kind)) {
        changes.push(change);
    }
}

/// Whether what is in the change is not shown.
fn takes_away(change: &Change) -> bool {
    matches!(change.kind, ChangeKind::Deleted | ChangeKind::MovedAway)
}
