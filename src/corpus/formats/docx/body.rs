//! The main part: paragraphs, rows of tables, text boxes and notes as lines.
//!
//! Must not know of archives.

use quick_xml::events::BytesStart;

use super::super::blocks::{Blocks, Ending, Paragraph};
use super::super::looks::Look;
use super::super::numbering::Numbering;
use super::super::signs;
use super::super::xml::{Node, Xml, attribute, split_name};
use super::notes::Notes;
use super::recorder::Recorder;
use super::styles::{Styles, take};
use super::tape::{BLANKS, Tape, preserves};
use crate::corpus::model::Extracted;
use crate::text::span::head;

/// Elements whose content is not shown, or is what was before a change.
pub(super) const HIDDEN: &[&str] = &[
    "del",
    "moveFrom",
    "instrText",
    "delText",
    "delInstrText",
    "rPrChange",
    "pPrChange",
    "sectPr",
    "tblPr",
    "tblGrid",
    "tcPr",
    "sdtPr",
    "sdtEndPr",
    "rt",
    "fldData",
];

/// What stands in the document and is not read, by how often.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Unread {
    /// Other files: of HTML, RTF or Word.
    files: usize,
    /// Diagrams, whose text is in parts of their own.
    diagrams: usize,
}

impl Unread {
    fn see(&mut self, own: bool, space: &str, local: &str) {
        match local {
            "altChunk" | "subDoc" if own => self.files += 1,
            "relIds" if space == "dgm" => self.diagrams += 1,
            _ => {}
        }
    }

    /// In the user's words.
    pub(super) fn told(self) -> Vec<String> {
        let Self { files, diagrams } = self;
        let files =
            (files > 0).then(|| format!("docx 里嵌着 {files} 份别的文件，没有读；请在 Word 里打开后另存一份再读"));
        let diagrams = (diagrams > 0).then(|| format!("docx 里有 {diagrams} 处 SmartArt 图形，里面的字没有读"));
        files.into_iter().chain(diagrams).collect()
    }
}

/// A paragraph being read.
#[derive(Debug, Default)]
struct Open {
    text: Paragraph,
    style: Option<String>,
    list: Option<String>,
    level: Option<usize>,
    outline: Option<u8>,
    centred: Option<bool>,
    in_properties: bool,
    /// The mark at its end was deleted: the next paragraph goes on in its line.
    joined: bool,
    run: Option<Look>,
}

/// The document being read.
pub(super) struct Body<'a> {
    styles: &'a Styles,
    numbering: Numbering,
    notes: Vec<Notes>,
    open: Vec<Open>,
    blocks: Blocks,
    /// The properties of a row are open.
    in_row_properties: bool,
    /// What stands before a deleted paragraph mark, and how many paragraphs were open around it.
    carried: Option<(usize, Open)>,
    /// The text element being read: whether its outer blanks count, and its text so far.
    text: Option<(bool, String)>,
    /// Notes where characters stand, if somebody asked.
    recorder: Option<Recorder>,
    unread: Unread,
}

impl<'a> Body<'a> {
    /// Ready to read, with the styles, the lists, and the footnotes and endnotes.
    pub(super) fn new(styles: &'a Styles, numbering: Numbering, notes: Vec<Notes>) -> Self {
        Self {
            styles,
            numbering,
            notes,
            open: Vec::new(),
            blocks: Blocks::default(),
            in_row_properties: false,
            carried: None,
            text: None,
            recorder: None,
            unread: Unread::default(),
        }
    }

    /// Reads the main part; with what of it is not read.
    pub(super) fn read(mut self, text: &str) -> Result<(Extracted, Unread), String> {
        self.walk(text)?;
        Ok((self.blocks.finish(), self.unread))
    }

    /// Reads the main part and notes where its characters stand.
    pub(super) fn read_placed(mut self, text: &str) -> Result<(Extracted, Tape), String> {
        self.recorder = Some(Recorder::default());
        self.walk(text)?;
        let mut tape = self.recorder.take().map(Recorder::finish).unwrap_or_default();
        let (extracted, origins) = self.blocks.finish_placed();
        tape.show(&origins);
        Ok((extracted, tape))
    }

    fn walk(&mut self, text: &str) -> Result<(), String> {
        let mut xml = Xml::new(text);
        let mut prefix: Option<String> = None;
        let mut skip = 0_usize;
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(tag) => {
                    let name = tag.name().into_inner();
                    let (space, local) = split_name(name);
                    // The root's prefix is that of the text; others are drawings and mathematics.
                    let own = prefix.get_or_insert_with(|| space.to_owned()) == space;
                    if let Some(recorder) = &mut self.recorder {
                        recorder.start(own, space, local, &tag, xml.span());
                    }
                    if skip == 0 && own && matches!(local, "del" | "moveFrom") {
                        self.deletes();
                    }
                    if skip == 0 {
                        self.unread.see(own, space, local);
                    }
                    if skip > 0 || local == "Fallback" || (own && HIDDEN.contains(&local)) {
                        skip += 1;
                    } else if own || (space == "m" && local == "t") {
                        self.start(local, &tag);
                    }
                }
                Node::End(name) => {
                    if skip > 0 {
                        skip -= 1;
                    } else {
                        self.blocks.check()?;
                        let (space, local) = split_name(&name);
                        if prefix.as_deref() == Some(space) || (space == "m" && local == "t") {
                            self.end(local);
                        }
                    }
                    if let Some(recorder) = &mut self.recorder {
                        recorder.end(xml.span());
                    }
                }
                Node::Text(portion) => {
                    if let Some(recorder) = &mut self.recorder {
                        recorder.text(&portion);
                    }
                    if let Some((_, text)) = self.text.as_mut().filter(|_| skip == 0) {
                        text.push_str(&portion);
                    }
                }
            }
        }
        self.settle();
        self.blocks.check()
    }

    fn start(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "p" => {
                let earlier = self.carried.take_if(|(depth, _)| *depth == self.open.len());
                let text = earlier.map(|(_, earlier)| earlier.text).unwrap_or_default();
                return self.open.push(Open { text, ..Open::default() });
            }
            "tbl" => {
                self.settle();
                return self.blocks.begin_table();
            }
            "tr" => return self.blocks.begin_row(),
            "trPr" => return self.in_row_properties = true,
            _ if self.in_row_properties => return,
            "tc" => return self.blocks.begin_cell(),
            _ => {}
        }
        let Some(paragraph) = self.open.last_mut() else { return };
        let val = || attribute(tag, "val").unwrap_or_default().into_owned();
        if paragraph.in_properties {
            match name {
                "pStyle" => paragraph.style = Some(val()),
                "numId" => paragraph.list = Some(val()),
                "ilvl" => paragraph.level = val().parse().ok(),
                "outlineLvl" => paragraph.outline = val().parse().ok(),
                "jc" => paragraph.centred = Some(val() == "center"),
                _ => {}
            }
            return;
        }
        match name {
            "pPr" => paragraph.in_properties = true,
            "r" => paragraph.run = Some(Look::default()),
            "rStyle" => {
                let own = self.styles.own_look(&val());
                if let Some(look) = &mut paragraph.run {
                    look.over(&own);
                }
            }
            "t" => {
                self.text = Some((preserves(tag), String::new()));
            }
            "tab" | "ptab" => self.write("\t"),
            "br" | "cr" => paragraph.text.line_break(),
            "noBreakHyphen" => self.write("-"),
            "sym" => {
                let sign = attribute(tag, "char").and_then(|digits| signs::by_number(&digits));
                self.write(sign.map_or_else(String::new, String::from).as_str());
            }
            "footnoteReference" => self.note(0, tag),
            "endnoteReference" => self.note(1, tag),
            _ => {
                if let Some(look) = &mut paragraph.run {
                    take(look, name, tag);
                }
            }
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "trPr" => self.in_row_properties = false,
            "tc" | "txbxContent" => self.settle(),
            "pPr" => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.in_properties = false;
                }
            }
            "r" => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.run = None;
                }
            }
            "t" => {
                if let Some((keeps, text)) = self.text.take() {
                    let text = if keeps { &text } else { text.trim_end_matches(BLANKS) };
                    let kept = if keeps { text } else { text.trim_start_matches(BLANKS) };
                    self.write_from(kept, head(text, text.len() - kept.len()).chars().count());
                }
            }
            "tr" => self.blocks.end_row(),
            "tbl" => self.blocks.end_table(),
            _ => {}
        }
    }

    /// What stands here was deleted: the mark of the paragraph or the row whose properties are open.
    fn deletes(&mut self) {
        if self.in_row_properties {
            self.blocks.drop_row();
        } else if let Some(paragraph) = self.open.last_mut().filter(|paragraph| paragraph.in_properties) {
            paragraph.joined = true;
        }
    }

    /// Ends what was to go on in a paragraph that does not come.
    fn settle(&mut self) {
        if let Some((_, paragraph)) = self.carried.take_if(|(depth, _)| *depth >= self.open.len()) {
            self.put(paragraph);
        }
    }

    /// Adds text of the run to the paragraph.
    fn write(&mut self, text: &str) {
        self.write_from(text, 0);
    }

    /// The same, for text that begins so many characters after the beginning of its element.
    fn write_from(&mut self, text: &str, after: usize) {
        let first = self.recorder.as_ref().and_then(Recorder::here).map(|first| first + after as u32);
        let Some(paragraph) = self.open.last_mut() else { return };
        let mut look = paragraph.run.clone().unwrap_or_default();
        let style = self.styles.get(paragraph.style.as_deref());
        look.over(&style.look);
        paragraph.text.write_from(text, &look, first);
    }

    fn note(&mut self, kind: usize, tag: &BytesStart<'_>) {
        let id = attribute(tag, "id").unwrap_or_default();
        // Each is referred to once: a long one that many places name would grow without end.
        if let Some(text) = self.notes.get_mut(kind).and_then(|notes| notes.remove(id.as_ref())) {
            self.blocks.note(&text);
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else { return };
        if paragraph.joined {
            self.carried = Some((self.open.len(), paragraph));
        } else {
            self.put(paragraph);
        }
    }

    fn put(&mut self, paragraph: Open) {
        let style = self.styles.get(paragraph.style.as_deref());
        let role = style.role.with_outline(paragraph.outline);
        let label = self.label(&paragraph);
        let centred = paragraph.centred.unwrap_or(style.centred);
        self.blocks.end_paragraph(paragraph.text, Ending { role, label, centred });
    }

    /// Counts the paragraph in its list; the label before its text.
    fn label(&mut self, paragraph: &Open) -> Option<String> {
        let style = self.styles.get(paragraph.style.as_deref());
        let (list, level) = match (&paragraph.list, &style.list) {
            (Some(list), by_style) => {
                let inherited = by_style.as_ref().and_then(|(_, level, _)| *level);
                (list.clone(), paragraph.level.or(inherited).unwrap_or(0))
            }
            (None, Some((list, level, owner))) => {
                let own = paragraph.level.or(*level);
                (list.clone(), own.or_else(|| self.numbering.level_of_style(list, owner)).unwrap_or(0))
            }
            (None, None) => return None,
        };
        // List 0 means: none, whatever the style says. Empty paragraphs show no number but Word counts them.
        if list == "0" { None } else { self.numbering.count(&list, level) }
    }
}
