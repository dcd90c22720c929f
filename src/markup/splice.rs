//! The main part with runs split and changes put in; every byte outside those runs stays as it is.
//!
//! Must not know of lines and columns.

use super::escape::{Names, date, escape, with_id};
use super::plan::{Cut, Plan};
use super::{Error, Who};
use crate::corpus::formats::docx::Trace;
use crate::corpus::formats::docx::tape::{ChangeKind, Item, ItemKind, Run, spell};
use crate::corpus::formats::xml::{Node, Xml};
use crate::text::span::{ByteSpan, head, slice, tail};

/// Numbers that are not in `taken`, ascending: after the highest where Word can still count on from there.
pub(super) fn free_ids(taken: &[u32]) -> impl Iterator<Item = u32> + use<> {
    const HIGH: u32 = 1 << 30;
    let taken: std::collections::BTreeSet<u32> = taken.iter().copied().collect();
    let first = taken.last().filter(|last| **last < HIGH).map_or(0, |last| last + 1);
    (first..).filter(move |id| !taken.contains(id))
}

/// The main part with all that is planned. `notes` are the ids of each comment and the answers to it, `look` the style of what refers to them.
pub(super) fn splice(
    trace: &Trace,
    plan: &Plan<'_>,
    notes: &[Vec<u32>],
    look: Option<&str>,
    who: &Who,
) -> Result<String, Error> {
    super::package::plain(&trace.main, &trace.part)?;
    let mut xml = Xml::new(slice(&trace.part, trace.tape.root));
    let Ok(Some(Node::Start(root))) = xml.next() else {
        return Err(Error::Unusual("docx 的正文是空的，没有写".to_owned()));
    };
    let names = Names::of(&root)?;
    let (e, a) = (&names.element, &names.attribute);
    let by = format!(" {a}author=\"{}\"{}", escape(&who.name), date(&names, &who.date));
    let mut taken = trace.tape.ids.clone();
    taken.extend(notes.iter().flatten());
    let look = look.map(|style| format!("<{e}rPr><{e}rStyle {a}val=\"{}\"/></{e}rPr>", escape(style)));
    let writer = Writer {
        trace,
        plan,
        names: &names,
        by: &by,
        notes,
        look: look.as_deref().unwrap_or_default(),
        ids: Box::new(free_ids(&taken)),
    };
    writer.write()
}

struct Writer<'a> {
    trace: &'a Trace,
    plan: &'a Plan<'a>,
    names: &'a Names,
    /// The attributes that say who and when.
    by: &'a str,
    notes: &'a [Vec<u32>],
    look: &'a str,
    ids: Box<dyn Iterator<Item = u32>>,
}

impl Writer<'_> {
    fn write(mut self) -> Result<String, Error> {
        let part = &self.trace.part;
        let tape = &self.trace.tape;
        let mut touched: Vec<u32> = self.plan.cuts.iter().map(|cut| cut.run).collect();
        for (from, to) in &self.plan.gone {
            touched.extend(tape.items_in(*from, *to).filter_map(|item| item.run));
        }
        touched.sort_unstable();
        touched.dedup();
        let mut out = String::with_capacity(part.len() + 4096);
        let mut written = 0;
        for at in touched {
            let Some(run) = tape.runs.get(at as usize) else { continue };
            let (span, text) = self.run(at, run)?;
            out.push_str(slice(part, ByteSpan::new(written, span.start)));
            out.push_str(&text);
            written = span.end;
        }
        out.push_str(tail(part, written));
        Ok(out)
    }

    fn id(&mut self) -> u32 {
        self.ids.next().unwrap_or_default()
    }

    /// A run written anew, and the bytes that it takes the place of.
    fn run(&mut self, at: u32, run: &Run) -> Result<(ByteSpan, String), Error> {
        let (part, tape, plan) = (&self.trace.part, &self.trace.tape, self.plan);
        let from = plan.cuts.partition_point(|cut| cut.run < at);
        let mut cuts = plan.cuts.iter().skip(from).take_while(|cut| cut.run == at).peekable();
        let mut pieces = Pieces::new(self, run);
        let mut written = properties(part, run).end;
        let first = tape.items.partition_point(|item| item.span.start < run.head.end);
        let items = tape.items.iter().skip(first).take_while(|item| item.span.end <= run.tail);
        for item in items.filter(|item| item.run == Some(at)) {
            pieces.raw(slice(part, ByteSpan::new(written, item.span.start)));
            written = item.span.end;
            let touched = cuts.peek().is_some_and(|cut| cut.at.0 < item.end()) || goes_in(plan, item);
            if !touched {
                pieces.raw(slice(part, item.span));
                continue;
            }
            let (text, before, after) = spell(part, item).map_err(Error::Unusual)?;
            let shown = (item.first + before as u32)..(item.end() - after as u32);
            for (number, c) in (item.first..).zip(text.chars()).filter(|(number, _)| shown.contains(number)) {
                while let Some(cut) = cuts.next_if(|cut| cut.at == (number, false)) {
                    pieces.cut(cut.cut);
                }
                let gone = plan.goes(number);
                match item.kind {
                    ItemKind::Text => pieces.character(c, gone),
                    _ => pieces.element(slice(part, item.span), gone),
                }
                while let Some(cut) = cuts.next_if(|cut| cut.at == (number, true)) {
                    pieces.cut(cut.cut);
                }
            }
        }
        pieces.raw(slice(part, ByteSpan::new(written, run.tail)));
        Ok(pieces.finish())
    }
}

/// The properties of a run, where they come first as they should; else nothing, at the end of its start tag. Remarks of
/// the XML may stand before them.
fn properties(part: &str, run: &Run) -> ByteSpan {
    let mut before = Xml::new(slice(part, ByteSpan::new(run.head.end, run.properties.start)));
    let blank = |node: &Node<'_>| matches!(node, Node::Text(text) if text.trim().is_empty());
    let mut nodes = std::iter::from_fn(|| before.next().transpose());
    let first = !run.properties.is_empty() && nodes.all(|node| node.is_ok_and(|node| blank(&node)));
    if first { run.properties } else { ByteSpan::new(run.head.end, run.head.end) }
}

fn goes_in(plan: &Plan<'_>, item: &Item) -> bool {
    let after = plan.gone.partition_point(|(_, to)| *to <= item.first);
    plan.gone.get(after).is_some_and(|(from, _)| *from < item.end())
}

/// What is open while a run is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Nothing,
    /// A piece of the run, as it was or deleted.
    Piece {
        gone: bool,
        /// A text element is open in it.
        text: bool,
    },
}

/// The pieces that a run is split into.
struct Pieces<'w, 'a> {
    writer: &'w mut Writer<'a>,
    run: &'w Run,
    /// The start tag of a piece, and the properties of the first one and of later ones.
    head: &'w str,
    properties: &'w str,
    end: &'w str,
    out: String,
    open: Open,
    /// How many pieces were begun.
    count: usize,
    /// The bytes that are written anew.
    span: ByteSpan,
    /// The change around the run is closed for what was put in, and is to be opened again.
    outside: bool,
    /// The change around the run was not opened before its first piece.
    unopened: bool,
}

impl<'w, 'a> Pieces<'w, 'a> {
    fn new(writer: &'w mut Writer<'a>, run: &'w Run) -> Self {
        let part: &'a str = &writer.trace.part;
        Self {
            run,
            head: slice(part, run.head),
            properties: slice(part, properties(part, run)),
            end: slice(part, ByteSpan::new(run.tail, run.span.end)),
            writer,
            out: String::new(),
            open: Open::Nothing,
            count: 0,
            span: run.span,
            outside: false,
            unopened: false,
        }
    }

    /// Bytes of the run that are no characters.
    fn raw(&mut self, bytes: &str) {
        if !bytes.is_empty() && (self.open != Open::Nothing || !bytes.trim().is_empty()) {
            self.want(false, false);
            self.out.push_str(bytes);
        }
    }

    /// One character of a text element.
    fn character(&mut self, c: char, gone: bool) {
        self.want(gone, true);
        match c {
            '&' => self.out.push_str("&amp;"),
            '<' => self.out.push_str("&lt;"),
            '>' => self.out.push_str("&gt;"),
            '\r' => self.out.push_str("&#13;"),
            c => self.out.push(c),
        }
    }

    /// An element that stands for a character.
    fn element(&mut self, bytes: &str, gone: bool) {
        self.want(gone, false);
        self.out.push_str(bytes);
    }

    /// Opens what the next bytes need, and closes what they do not.
    fn want(&mut self, gone: bool, text: bool) {
        let e = &self.writer.names.element;
        match self.open {
            Open::Piece { gone: own, text: true } if own != gone || !text => self.close_text(own),
            _ => {}
        }
        if !matches!(self.open, Open::Piece { gone: own, .. } if own == gone) {
            self.close();
            self.reopen();
            if gone {
                let id = self.writer.id();
                self.out.push_str(&format!("<{e}del {}id=\"{id}\"{}>", self.writer.names.attribute, self.writer.by));
            }
            self.out.push_str(self.head);
            let properties = self.properties(self.count > 0);
            self.out.push_str(&properties);
            self.count += 1;
            self.open = Open::Piece { gone, text: false };
        }
        if text && let Open::Piece { text: open @ false, .. } = &mut self.open {
            *open = true;
            let name = if gone { "delText" } else { "t" };
            self.out.push_str(&format!("<{e}{name} xml:space=\"preserve\">"));
        }
    }

    /// The run's properties; for a second piece the id in them, if there is one, is a new one.
    fn properties(&mut self, again: bool) -> String {
        let name = format!("<{}rPrChange", self.writer.names.element);
        let Some(at) = self.properties.find(&name).filter(|_| again) else { return self.properties.to_owned() };
        let rest = tail(self.properties, at);
        let length = rest.find('>').map_or(rest.len(), |end| end + 1);
        let id = self.writer.id();
        let tag = with_id(head(rest, length), &format!("{}id", self.writer.names.attribute), id);
        format!("{}{tag}{}", head(self.properties, at), tail(rest, length))
    }

    fn close_text(&mut self, gone: bool) {
        let name = if gone { "delText" } else { "t" };
        self.out.push_str(&format!("</{}{name}>", self.writer.names.element));
        self.open = Open::Piece { gone, text: false };
    }

    /// Closes the piece that is open.
    fn close(&mut self) {
        let Open::Piece { gone, text } = self.open else { return };
        if text {
            self.close_text(gone);
        }
        self.out.push_str(self.end);
        if gone {
            self.out.push_str(&format!("</{}del>", self.writer.names.element));
        }
        self.open = Open::Nothing;
    }

    /// Puts something between pieces.
    fn cut(&mut self, cut: Cut<'_>) {
        self.close();
        let (e, a) = (&self.writer.names.element, &self.writer.names.attribute);
        // Answers stand where the comment does that they answer.
        let notes = |index: usize| self.writer.notes.get(index).into_iter().flatten();
        match cut {
            Cut::Begin(index) => {
                notes(index).for_each(|id| self.out.push_str(&format!("<{e}commentRangeStart {a}id=\"{id}\"/>")));
            }
            Cut::End(index) => notes(index).for_each(|id| {
                self.out.push_str(&format!(
                    "<{e}commentRangeEnd {a}id=\"{id}\"/><{e}r>{look}<{e}commentReference {a}id=\"{id}\"/></{e}r>",
                    look = self.writer.look,
                ));
            }),
            Cut::Insert(text) => self.insert(text),
        }
    }

    /// Text put in: never within what somebody else put in or moved here, whose element is parted for it.
    fn insert(&mut self, text: &str) {
        let part = &self.writer.trace.part;
        let change = self.run.change.and_then(|at| self.writer.trace.tape.changes.get(at as usize));
        let change = change.filter(|change| matches!(change.kind, ChangeKind::Inserted | ChangeKind::MovedHere));
        if let Some(change) = change.filter(|_| !self.outside) {
            let before = slice(part, ByteSpan::new(change.head.end, self.run.span.start));
            self.outside = true;
            if self.out.is_empty() && before.trim().is_empty() {
                self.span = ByteSpan::new(change.span.start, self.span.end);
                self.unopened = true;
            } else {
                self.out.push_str(slice(part, ByteSpan::new(change.tail, change.span.end)));
            }
        }
        let id = self.writer.id();
        let (e, a) = (&self.writer.names.element, &self.writer.names.attribute);
        let mut content = String::new();
        for (line, at) in text.split('\t').zip(0..) {
            if at > 0 {
                content.push_str(&format!("<{e}tab/>"));
            }
            if !line.is_empty() {
                content.push_str(&format!("<{e}t xml:space=\"preserve\">{}</{e}t>", escape(line)));
            }
        }
        let properties = self.lasting_properties();
        let piece = format!("{}{properties}{content}{}", self.head, self.end);
        self.out.push_str(&format!("<{e}ins {a}id=\"{id}\"{}>{piece}</{e}ins>", self.writer.by));
    }

    /// The run's properties without what they were before a change.
    fn lasting_properties(&self) -> String {
        let e = &self.writer.names.element;
        let (from, to) = (format!("<{e}rPrChange"), format!("</{e}rPrChange>"));
        let parts = self.properties.split_once(&from).and_then(|(kept, rest)| Some((kept, rest.split_once(&to)?.1)));
        parts.map_or_else(|| self.properties.to_owned(), |(kept, rest)| format!("{kept}{rest}"))
    }

    /// Opens the change around the run again after it was closed for what was put in.
    fn reopen(&mut self) {
        if !std::mem::take(&mut self.outside) {
            return;
        }
        let change = self.run.change.and_then(|at| self.writer.trace.tape.changes.get(at as usize));
        let tag = change.map_or("", |change| slice(&self.writer.trace.part, change.head));
        if std::mem::take(&mut self.unopened) {
            self.out.push_str(tag);
        } else {
            let id = self.writer.id();
            self.out.push_str(&with_id(tag, &format!("{}id", self.writer.names.attribute), id));
        }
    }

    /// The bytes that are written anew, and what stands there now.
    fn finish(mut self) -> (ByteSpan, String) {
        self.close();
        let change = self.run.change.and_then(|at| self.writer.trace.tape.changes.get(at as usize));
        if let Some(change) = change.filter(|_| self.outside) {
            let after = slice(&self.writer.trace.part, ByteSpan::new(self.run.span.end, change.tail));
            if after.trim().is_empty() && !self.unopened {
                self.span = ByteSpan::new(self.span.start, change.span.end);
            } else {
                self.reopen();
            }
        }
        (self.span, self.out)
    }
}
