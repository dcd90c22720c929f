//! What holds at a place of rich text: where its text goes, how it looks, what its paragraph is. Groups keep it.
//!
//! Must not know what came before.

/// The size of text where nothing says one, in half points.
const DEFAULT_SIZE: u32 = 24;

/// Where text goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Destination {
    /// Into the text.
    #[default]
    Text,
    /// Nowhere, and so does all that is within.
    Nowhere,
    /// Nowhere, but groups within may hold text: shapes, formulas, a text in two spellings.
    Inside,
    /// Into the table of fonts.
    Fonts,
    /// Into the sheet of styles.
    Styles,
    /// Before the text, as its number.
    Label,
}

/// Which of the fonts text is set in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Script {
    /// The one that `\f` names.
    #[default]
    Plain,
    /// The one for Chinese.
    Chinese,
    /// One that says nothing here: for Arabic, for other signs.
    Other,
}

/// How text looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Characters {
    bold: bool,
    /// Not shown, or deleted while changes were tracked.
    pub(super) hidden: bool,
    pub(super) deleted: bool,
    /// In half points.
    size: u32,
    /// The number of a font.
    pub(super) font: i32,
    /// What Chinese text has of its own: font, bold, size.
    pub(super) chinese: Option<i32>,
    chinese_bold: Option<bool>,
    chinese_size: Option<u32>,
    pub(super) script: Script,
}

impl Characters {
    /// Plain text in the document's own font.
    pub(super) fn plain(font: i32) -> Self {
        Self {
            bold: false,
            hidden: false,
            deleted: false,
            size: DEFAULT_SIZE,
            font,
            chinese: None,
            chinese_bold: None,
            chinese_size: None,
            script: Script::Plain,
        }
    }

    /// Takes a control word; says whether it was one of characters.
    pub(super) fn take(&mut self, word: &str, number: Option<i32>) -> bool {
        let on = number != Some(0);
        let value = number.unwrap_or(0);
        match word {
            "b" => self.bold = on,
            "v" => self.hidden = on,
            "deleted" | "mvf" => self.deleted = on,
            "fs" => self.size = u32::try_from(value).unwrap_or(DEFAULT_SIZE),
            "f" => self.font = value,
            "af" if self.script == Script::Chinese => self.chinese = Some(value),
            "ab" if self.script == Script::Chinese => self.chinese_bold = Some(on),
            "afs" if self.script == Script::Chinese => self.chinese_size = u32::try_from(value).ok(),
            "loch" | "ltrch" => self.script = Script::Plain,
            "hich" | "rtlch" => self.script = Script::Other,
            "dbch" => self.script = Script::Chinese,
            "fcs" => self.script = if value == 0 { Script::Plain } else { Script::Other },
            _ => return false,
        }
        true
    }
}

impl Characters {
    /// Whether text at this place is bold.
    pub(super) fn bold(&self) -> bool {
        self.chinese_bold.filter(|_| self.script == Script::Chinese).unwrap_or(self.bold)
    }

    /// The size of text at this place, in half points.
    pub(super) fn size(&self) -> u32 {
        self.chinese_size.filter(|_| self.script == Script::Chinese).unwrap_or(self.size)
    }
}

/// What is known of a paragraph.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Paragraphs {
    /// The number of its style.
    pub(super) style: i32,
    pub(super) outline: Option<u8>,
    pub(super) centred: bool,
    in_table: bool,
    depth: Option<usize>,
}

impl Paragraphs {
    /// Takes a control word; says whether it was one of paragraphs.
    pub(super) fn take(&mut self, word: &str, number: Option<i32>) -> bool {
        match word {
            "pard" => *self = Self::default(),
            "s" => self.style = number.unwrap_or(0),
            "outlinelevel" => self.outline = number.and_then(|level| u8::try_from(level).ok()),
            "qc" => self.centred = true,
            "ql" | "qr" | "qj" | "qd" => self.centred = false,
            "intbl" => self.in_table = true,
            "itap" => self.depth = number.and_then(|depth| usize::try_from(depth).ok()),
            _ => return false,
        }
        true
    }

    /// How deep in tables it stands.
    pub(super) fn depth(&self) -> usize {
        if self.in_table { self.depth.unwrap_or(1).max(1) } else { self.depth.unwrap_or(0) }
    }
}

/// What holds at a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    pub(super) destination: Destination,
    /// Where text goes in a group that is let through by name.
    pub(super) outer: Destination,
    pub(super) characters: Characters,
    pub(super) paragraphs: Paragraphs,
    /// How many signs after `\u` stand for it in programs that cannot read it.
    pub(super) fallback: usize,
    /// Nothing has come in the group yet but `\*`.
    pub(super) fresh: bool,
    /// The group began with `\*`: what is not known in it is to be left out.
    pub(super) optional: bool,
}
