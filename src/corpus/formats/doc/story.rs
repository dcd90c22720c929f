//! From characters to paragraphs: fields, tables, notes, text boxes, numbers before the text.
//!
//! Must not know how the file stores any of them.

use std::collections::{HashMap, HashSet};

use super::super::blocks::{Blocks, Ending, Paragraph};
use super::super::looks::Look;
use super::super::numbering::Numbering;
use super::super::signs;
use super::anchors::{Range, boxes, ranges};
use super::fib::{Entry, Fib, Story};
use super::fields::Fields;
use super::numbers::{Plc, part, u16_at};
use super::pages::{Kind, Pages, Stretch};
use super::pieces::{Glyph, Pieces};
use super::sprm::{Characters, Paragraphs};
use super::styles::{Resolved, Styles};
use crate::corpus::model::Extracted;

/// The most bytes of properties that are read from the stream of data.
const MOST_ELSEWHERE: usize = 16 << 20;

/// Everything that is known of the document, and what has been read.
pub(super) struct Reader<'a> {
    pieces: &'a Pieces<'a>,
    characters: Pages<'a>,
    paragraphs: Pages<'a>,
    styles: Styles,
    numbering: Numbering,
    data: &'a [u8],
    /// Bytes of `data` that may still be read.
    left: usize,
    /// Texts of notes, by the positions that refer to them.
    notes: HashMap<u32, Range>,
    /// Texts of boxes, by the positions where they are anchored.
    boxes: HashMap<u32, Range>,
    /// Boxes that are anchored nowhere in the text.
    loose: Vec<Range>,
    /// Positions at which sections end.
    sections: HashSet<u32>,
    blocks: Blocks,
}

/// Where a story stands while it is read.
#[derive(Default)]
struct Flow {
    paragraph: Paragraph,
    /// Text that has not been written yet, and how it looks.
    text: String,
    look: Look,
    fields: Fields,
    boxes: Vec<Range>,
}

/// The properties of the text at hand, kept until they no longer hold.
#[derive(Default)]
struct Now<'a> {
    characters: Option<(Stretch<'a>, u16)>,
    style: Option<(Stretch<'a>, u16)>,
    own: Characters,
    look: Look,
}

impl<'a> Reader<'a> {
    /// Ready to read the text `pieces` of the stream `main`.
    pub(super) fn new(fib: &Fib<'_>, pieces: &'a Pieces<'a>, main: &'a [u8], tables: &'a [u8], data: &'a [u8]) -> Self {
        let table = |entry| fib.table(tables, entry);
        let mut notes = HashMap::new();
        for (story, refs, texts) in [
            (Story::Footnotes, Entry::FootnoteRefs, Entry::FootnoteTexts),
            (Story::Endnotes, Entry::EndnoteRefs, Entry::EndnoteTexts),
        ] {
            let (refs, texts) = (Plc::new(table(refs), 2), Plc::new(table(texts), 0));
            let ranges = ranges(texts, fib.story(story));
            notes.extend((0..refs.len()).filter_map(|index| refs.position(index)).zip(ranges));
        }
        let (boxes, loose) = boxes(table(Entry::Anchors), table(Entry::Boxes), fib.story(Story::Boxes));
        let sections = Plc::new(table(Entry::Sections), 12);
        let ends = (1..=sections.len()).filter_map(|index| sections.position(index)?.checked_sub(1));
        Self {
            pieces,
            characters: Pages::read(table(Entry::Characters), main, Kind::Characters),
            paragraphs: Pages::read(table(Entry::Paragraphs), main, Kind::Paragraphs),
            styles: Styles::read(table(Entry::Styles), table(Entry::Fonts)),
            numbering: super::lists::read(fib, tables),
            data,
            left: MOST_ELSEWHERE,
            notes,
            boxes,
            loose,
            sections: ends.collect(),
            blocks: Blocks::default(),
        }
    }

    /// Reads the main text, and the notes and boxes that belong to it; the error is a reason in the user's words.
    pub(super) fn read(mut self, main: Range) -> Result<Extracted, String> {
        self.story(main, 0);
        self.blocks.set_depth(0);
        for range in std::mem::take(&mut self.loose) {
            self.story(range, 0);
        }
        self.blocks.check()?;
        self.blocks.set_depth(0);
        Ok(self.blocks.finish())
    }

    /// Reads one part of the text that stands `depth` deep in tables.
    fn story(&mut self, range: Range, depth: usize) {
        let pieces = self.pieces;
        let (mut flow, mut now) = (Flow::default(), Now::default());
        flow.fields = Fields::of(pieces, range);
        for glyph in pieces.glyphs(range.0, range.1) {
            if self.blocks.check().is_err() {
                return;
            }
            self.look_up(glyph, &mut now);
            match glyph.sign {
                '\r' | '\u{7}' => self.end_paragraph(glyph, &mut flow, depth),
                '\u{C}' if self.sections.contains(&glyph.position) => {
                    self.end_paragraph(glyph, &mut flow, depth);
                }
                '\u{13}'..='\u{15}' => flow.fields.see(glyph),
                _ if now.own.deleted || flow.fields.hide() => {}
                sign => {
                    if let Some(range) = self.notes.remove(&glyph.position) {
                        let text = self.note(range);
                        self.blocks.note(&text);
                    }
                    flow.boxes.extend(self.boxes.remove(&glyph.position));
                    flow.put(sign, &now);
                }
            }
        }
        flow.settle();
        if !flow.paragraph.is_empty() || !flow.boxes.is_empty() {
            self.place_boxes(&mut flow, depth);
            self.blocks.end_paragraph(flow.paragraph, Ending::default());
        }
    }

    /// The text of a note, its paragraphs joined.
    fn note(&mut self, range: Range) -> String {
        let pieces = self.pieces;
        let (mut text, mut now) = (String::new(), Now::default());
        let mut fields = Fields::of(pieces, range);
        for glyph in pieces.glyphs(range.0, range.1) {
            self.look_up(glyph, &mut now);
            match glyph.sign {
                '\r' | '\u{7}' | '\u{B}' | '\u{C}' => text.push(' '),
                '\u{13}'..='\u{15}' => fields.see(glyph),
                _ if now.own.deleted || now.look.hidden == Some(true) || fields.hide() => {}
                sign => text.extend(shown(sign, &now.own)),
            }
        }
        text
    }

    /// Finds the properties of the character.
    fn look_up(&self, glyph: Glyph, now: &mut Now<'a>) {
        let holds = |kept: &Option<(Stretch<'_>, u16)>| {
            kept.is_some_and(|(stretch, change)| stretch.holds(glyph.at) && change == glyph.change)
        };
        if holds(&now.characters) && holds(&now.style) {
            return;
        }
        let found = self.characters.find(glyph.at).unwrap_or_default();
        let mut own = Characters::default();
        own.apply(found.properties);
        own.apply_short(if glyph.change & 1 == 0 { glyph.change } else { 0 });
        own.apply(self.pieces.changed(glyph.change).unwrap_or_default());
        now.own = own;
        now.characters = Some((found, glyph.change));
        if !holds(&now.style) {
            now.style = Some((self.paragraphs.find(glyph.at).unwrap_or_default(), glyph.change));
        }
        let style = now.style.and_then(|(stretch, _)| u16_at(stretch.properties, 0)).unwrap_or(0);
        now.look = self.styles.look(&own, style);
    }

    fn end_paragraph(&mut self, mark: Glyph, flow: &mut Flow, depth: usize) {
        let properties = self.properties(mark);
        let style = self.styles.get(properties.style).clone();
        let own = depth + properties.depth();
        let ends_row = properties.row_end && own > depth;
        flow.settle();
        self.blocks.set_depth(own);
        if !ends_row {
            self.blocks.enter_cell();
        }
        self.place_boxes(flow, own);
        let ending = Ending {
            role: style.role.with_outline(properties.outline),
            label: if ends_row { None } else { self.label(&properties, &style) },
            centred: properties.centred.unwrap_or(style.centred),
        };
        self.blocks.end_paragraph(std::mem::take(&mut flow.paragraph), ending);
        if ends_row {
            self.blocks.end_row();
        } else if own > depth && (mark.sign == '\u{7}' || properties.cell_end) {
            self.blocks.leave_cell();
        }
    }

    fn place_boxes(&mut self, flow: &mut Flow, depth: usize) {
        for range in std::mem::take(&mut flow.boxes) {
            self.story(range, depth);
            self.blocks.set_depth(depth);
        }
    }

    /// The properties of the paragraph that ends at `mark`.
    fn properties(&mut self, mark: Glyph) -> Paragraphs {
        let list = self.paragraphs.find(mark.at).unwrap_or_default().properties;
        let mut found = Paragraphs { style: u16_at(list, 0).unwrap_or(0), ..Paragraphs::default() };
        found.apply(list.get(2..).unwrap_or_default());
        if let Some(at) = found.elsewhere {
            let length = u16_at(self.data, at as usize).map_or(0, usize::from).min(self.left);
            self.left -= length;
            found.apply(part(self.data, at as usize + 2, length).unwrap_or_default());
        }
        found.apply(self.pieces.changed(mark.change).unwrap_or_default());
        found
    }

    /// Counts the paragraph in its list; the label before its text.
    fn label(&mut self, properties: &Paragraphs, style: &Resolved) -> Option<String> {
        let (list, level) = match (properties.list, style.list) {
            (Some(list), by_style) => (list, properties.level.or(by_style.and_then(|(_, level, _)| level))),
            (None, Some((list, level, owner))) => {
                let own = properties.level.or(level).map(usize::from);
                let number = list.to_string();
                let level = own.or_else(|| self.numbering.level_of_style(&number, &owner.to_string()));
                return if list == 0 { None } else { self.numbering.count(&number, level.unwrap_or(0)) };
            }
            (None, None) => return None,
        };
        // Numbers from the top down mean a list whose indents were taken off.
        let list = if list > 0xF801 { list.wrapping_neg() } else { list };
        if list == 0 { None } else { self.numbering.count(&list.to_string(), usize::from(level.unwrap_or(0))) }
    }
}

impl Flow {
    /// Adds a character that is neither deleted nor part of an instruction.
    fn put(&mut self, sign: char, now: &Now<'_>) {
        if matches!(sign, '\u{B}' | '\u{C}' | '\u{E}') {
            self.settle();
            return self.paragraph.line_break();
        }
        let Some(sign) = shown(sign, &now.own) else { return };
        if self.look != now.look {
            self.settle();
            self.look = now.look.clone();
        }
        self.text.push(sign);
    }

    /// Writes what has been gathered.
    fn settle(&mut self) {
        if !self.text.is_empty() {
            self.paragraph.write(&self.text, &self.look);
            self.text.clear();
        }
    }
}

/// The character as it is shown; `None` for pictures, references and what else is no text.
fn shown(sign: char, own: &Characters) -> Option<char> {
    match sign {
        '\t' => Some(sign),
        '\u{1E}' => Some('-'),
        '\0'..='\u{1F}' => None,
        _ => own.symbol.map_or(Some(sign), |code| char::from_u32(u32::from(code)).map(signs::shown)),
    }
}
