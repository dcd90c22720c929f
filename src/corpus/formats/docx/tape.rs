//! Where every character of a Word document stands in its main part, and what was marked there: changes and comments.
//!
//! The characters are numbered in the order of the part, those that are not shown too. Must not know what the text
//! says, nor how anything is written back.

use super::super::origins::NOWHERE;
use super::super::xml::{Node, Xml, attribute, split_name};
use crate::text::span::{ByteSpan, slice};

/// What an [`Item`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// A text element.
    Text,
    /// An element that stands for one character: a tab, a hyphen, a sign of a symbol face.
    Sign,
    /// A line break within a paragraph.
    Break,
    /// The end of a paragraph.
    Mark,
}

/// Why nothing is changed at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// In a text box or a drawing, whose content a file holds twice.
    Box,
    /// In a field, whose text the program computes anew. The text of a link stays.
    Field,
    /// In a content control that is locked, bound to data, or a choice.
    Control,
    /// In a formula.
    Formula,
    /// In ruby text, or in no run at all.
    Run,
}

/// One element that characters stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// The number of its first character.
    pub first: u32,
    /// How many characters it has, with the blanks around text that do not count.
    pub count: u32,
    /// Its bytes in the part.
    pub span: ByteSpan,
    /// What it is.
    pub kind: ItemKind,
    /// The run it stands in: an index into [`Tape::runs`].
    pub run: Option<u32>,
    /// It was deleted or moved away.
    pub deleted: bool,
    /// Why nothing is changed here.
    pub obstacle: Option<Obstacle>,
}

impl Item {
    /// One past the number of its last character.
    pub const fn end(&self) -> u32 {
        self.first + self.count
    }
}

/// A run: text of one look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// All its bytes.
    pub span: ByteSpan,
    /// Its start tag.
    pub head: ByteSpan,
    /// Its properties, the whole element; empty without any.
    pub properties: ByteSpan,
    /// Where its end tag begins.
    pub tail: usize,
    /// The change that it stands directly in: an index into [`Tape::changes`].
    pub change: Option<u32>,
    /// Where the element around it begins.
    pub parent: usize,
    /// The element around it is the paragraph itself, and it is in no field.
    pub plain: bool,
}

/// What kind of change was tracked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ChangeKind {
    /// Text, the end of a paragraph or a row was put in.
    Inserted,
    /// The same was taken out.
    Deleted,
    /// Text was moved here.
    MovedHere,
    /// Text was moved away from here.
    MovedAway,
    /// Only the look was changed, the text is the same.
    Formatted(Aspect),
}

/// What a change of the look is a change of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Aspect {
    /// How text looks.
    Text,
    /// How paragraphs are set.
    Paragraph,
    /// A table: its rows, cells and how it is set.
    Table,
    /// The page.
    Page,
}

impl Aspect {
    /// What the element with this local name was a change of, if it says what a look was before.
    pub(super) fn of(local: &str) -> Option<Self> {
        match local {
            "rPrChange" => Some(Self::Text),
            "pPrChange" => Some(Self::Paragraph),
            "tblPrChange" | "tblPrExChange" | "trPrChange" | "tcPrChange" | "cellIns" | "cellDel" | "cellMerge" => {
                Some(Self::Table)
            }
            "sectPrChange" => Some(Self::Page),
            _ => None,
        }
    }
}

/// A tracked change as the part has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What kind.
    pub kind: ChangeKind,
    /// Who made it.
    pub author: String,
    /// When, as it is written down; empty where it is not.
    pub date: String,
    /// The number of its first character.
    pub from: u32,
    /// One past the number of its last character.
    pub to: u32,
    /// The element's bytes.
    pub span: ByteSpan,
    /// Its start tag.
    pub head: ByteSpan,
    /// Where its end tag begins.
    pub tail: usize,
    /// It is a whole row of a table.
    pub row: bool,
}

/// Where a comment is attached: the numbers of the characters before which its marks stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The comment's id.
    pub id: String,
    /// Where it begins.
    pub start: Option<u32>,
    /// Where it ends.
    pub end: Option<u32>,
    /// Where it is referred to.
    pub reference: Option<u32>,
}

/// Characters that stand one after the other in a line of the text and in the part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// 1-based line.
    pub line: usize,
    /// 1-based column of the first one, in characters.
    pub column: usize,
    /// The number of the first one.
    pub first: u32,
    /// How many there are.
    pub count: u32,
}

/// All that is known of a part's characters.
#[derive(Clone, Debug, Default)]
pub struct Tape {
    /// What characters stand in, ascending by number and by byte.
    pub items: Vec<Item>,
    /// The runs, in the order in which they begin.
    pub runs: Vec<Run>,
    /// The changes, in the order in which they begin.
    pub changes: Vec<Change>,
    /// The comments, in the order in which they are first named.
    pub anchors: Vec<Anchor>,
    /// The numbers that are taken as ids, ascending.
    pub ids: Vec<u32>,
    /// The prefix of the part's elements, without its colon.
    pub prefix: String,
    /// The part's first start tag.
    pub root: ByteSpan,
    /// What is shown, ascending by line and column.
    pub shown: Vec<Shown>,
}

impl Tape {
    /// Notes which characters the lines show, from their places line by line.
    pub(super) fn show(&mut self, origins: &[Vec<u32>]) {
        for (places, line) in origins.iter().zip(1..) {
            for (place, column) in places.iter().copied().zip(1..).filter(|(place, _)| *place != NOWHERE) {
                match self.shown.last_mut() {
                    Some(last)
                        if last.line == line
                            && last.first + last.count == place
                            && last.column + last.count as usize == column =>
                    {
                        last.count += 1;
                    }
                    _ => self.shown.push(Shown { line, column, first: place, count: 1 }),
                }
            }
        }
    }

    /// The number of the character at this 1-based line and column; `None` where there is none or it is from nowhere.
    pub fn number(&self, line: usize, column: usize) -> Option<u32> {
        let after = self.shown.partition_point(|shown| (shown.line, shown.column) <= (line, column));
        let shown = self.shown.get(after.checked_sub(1)?)?;
        let within = u32::try_from(column - shown.column.min(column)).ok()?;
        (shown.line == line && within < shown.count).then_some(shown.first + within)
    }

    /// The item that holds the character of this number.
    pub fn item(&self, number: u32) -> Option<&Item> {
        let after = self.items.partition_point(|item| item.first <= number);
        // Empty ones may stand behind it with the same number.
        self.items.iter().take(after).rev().find(|item| item.count > 0).filter(|item| number < item.end())
    }

    /// The items with characters in `from..to`.
    pub fn items_in(&self, from: u32, to: u32) -> impl Iterator<Item = &Item> {
        let first = self.items.partition_point(|item| item.end() <= from);
        self.items.iter().skip(first).take_while(move |item| item.first < to)
    }
}

/// The characters of `item` in the part's text: all that it counts, and how many blanks at both ends do not count.
///
/// # Errors
/// The item is not of this text.
pub fn spell(part: &str, item: &Item) -> Result<(String, usize, usize), String> {
    let mut text = String::new();
    match item.kind {
        ItemKind::Break | ItemKind::Mark => text.push('\n'),
        ItemKind::Sign => {
            let mut xml = Xml::new(slice(part, item.span));
            if let Some(Node::Start(tag)) = xml.next()? {
                text.push(sign(&tag).unwrap_or('\u{FFFD}'));
            }
        }
        ItemKind::Text => {
            let mut xml = Xml::new(slice(part, item.span));
            let mut keeps = false;
            while let Some(node) = xml.next()? {
                match node {
                    Node::Start(tag) => keeps = keeps || preserves(&tag),
                    Node::Text(portion) => text.push_str(&portion),
                    Node::End(_) => {}
                }
            }
            if !keeps {
                let blank = |c: &char| BLANKS.contains(c);
                let before = text.chars().take_while(blank).count();
                let all = text.chars().count();
                let after = text.chars().rev().take_while(blank).count().min(all - before);
                return Ok((text, before, after));
            }
        }
    }
    Ok((text, 0, 0))
}

/// The blanks at both ends of a text element that do not count, unless it says that they do.
pub(super) const BLANKS: [char; 4] = [' ', '\n', '\t', '\r'];

/// Whether a text element says that its outer blanks count.
pub(super) fn preserves(tag: &quick_xml::events::BytesStart<'_>) -> bool {
    attribute(tag, "space").is_some_and(|space| space == "preserve")
}

/// The character that an element of a run stands for, a line feed for a break; `None` of other elements.
pub(crate) fn sign(tag: &quick_xml::events::BytesStart<'_>) -> Option<char> {
    let name = tag.name().into_inner();
    match split_name(name).1 {
        "tab" | "ptab" => Some('\t'),
        "br" | "cr" => Some('\n'),
        "noBreakHyphen" => Some('-'),
        "sym" => super::super::signs::by_number(&attribute(tag, "char").unwrap_or_default()),
        _ => None,
    }
}
