//! What paragraphs of a word processor are by their style, how their text looks, and which stand out by their look.
//!
//! Shared by the formats that tell how text looks. Must not know how any one of them writes its styles down.

use std::collections::HashMap;
use std::rc::Rc;

use super::lines::Line;
use crate::corpus::model::Hint;

/// Faces that headings are set in; one of them means something where the body is set in another.
const HEADING_FACES: &[&str] =
    &["黑体", "标宋", "楷体", "simhei", "kaiti", "fzxbs", "fzhei", "heiti", "sanscjk", "sourcehansans", "zenhei"];
/// The size of text where nothing says one, in half points.
const DEFAULT_SIZE: u32 = 20;

/// What a style is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// Text.
    #[default]
    Text,
    /// A heading of this level, 1 the highest.
    Heading(u8),
    /// The document's title.
    Title,
    /// A line under the title.
    Subtitle,
    /// A line of the table of contents.
    Contents,
    /// A caption.
    Caption,
}

impl Role {
    /// The role of a style with this name, if its name says one.
    pub(super) fn by_name(name: &str) -> Option<Self> {
        let name: String = name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
        let level = |prefix: &str| {
            let rest = name.strip_prefix(prefix)?;
            rest.parse::<u8>().ok().filter(|n| (1..=9).contains(n))
        };
        if let Some(level) = level("heading").or_else(|| level("标题")) {
            return Some(Self::Heading(level));
        }
        if level("toc").or_else(|| level("目录")).or_else(|| level("contents")).is_some() {
            return Some(Self::Contents);
        }
        match name.as_str() {
            "title" | "标题" | "文章标题" | "公文标题" => Some(Self::Title),
            "subtitle" | "副标题" => Some(Self::Subtitle),
            "caption" | "题注" => Some(Self::Caption),
            _ => None,
        }
    }

    /// The role of a paragraph that says its level itself: 0 is the highest heading, 9 is text.
    pub(super) fn by_outline(level: u8) -> Self {
        if level < 9 { Self::Heading(level + 1) } else { Self::Text }
    }

    /// This role of a style, or what the paragraph's own outline level makes of it.
    pub(super) fn with_outline(self, level: Option<u8>) -> Self {
        match (self, level) {
            (Self::Title, _) | (_, None) => self,
            (_, Some(level)) => Self::by_outline(level),
        }
    }

    /// What a line of this role is told to be.
    pub(super) fn hint(self) -> Option<Hint> {
        match self {
            Self::Title => Some(Hint::Title),
            Self::Heading(level) => Some(Hint::Heading(level)),
            Self::Subtitle => Some(Hint::Emphasis),
            Self::Contents => Some(Hint::Chrome),
            Self::Caption => Some(Hint::Caption),
            Self::Text => None,
        }
    }

    /// Whether its lines stand over others.
    pub(super) fn heads(self) -> bool {
        matches!(self, Self::Title | Self::Heading(_))
    }
}

/// How text looks, as far as it is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Bold.
    pub(super) bold: Option<bool>,
    /// Size in half points.
    pub(super) size: Option<u32>,
    /// The face for Chinese characters.
    pub(super) face: Option<Rc<str>>,
    /// Not shown.
    pub(super) hidden: Option<bool>,
}

impl Look {
    /// Fills in from `below` what is not said here.
    pub(super) fn over(&mut self, below: &Look) {
        self.bold = self.bold.or(below.bold);
        self.size = self.size.or(below.size);
        self.hidden = self.hidden.or(below.hidden);
        if self.face.is_none() {
            self.face.clone_from(&below.face);
        }
    }
}

/// How the visible characters of a paragraph look.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    characters: usize,
    bold: usize,
    smallest: Option<u32>,
    face: Option<Rc<str>>,
    faces: usize,
    /// The paragraph is centred.
    pub(super) centred: bool,
}

impl Tally {
    /// Counts the visible characters of `text`, which look like this.
    pub(super) fn add(&mut self, text: &str, look: &Look) {
        let characters = text.chars().filter(|c| !c.is_whitespace()).count();
        if characters == 0 {
            return;
        }
        self.characters += characters;
        if look.bold == Some(true) {
            self.bold += characters;
        }
        let size = look.size.unwrap_or(DEFAULT_SIZE);
        self.smallest = Some(self.smallest.map_or(size, |smallest| smallest.min(size)));
        if self.faces == 0 || self.face != look.face {
            self.faces += 1;
            self.face.clone_from(&look.face);
        }
    }

    /// Adds what was counted elsewhere of the same paragraph.
    pub(super) fn join(&mut self, other: &Self) {
        self.characters += other.characters;
        self.bold += other.bold;
        self.smallest = self.smallest.min(other.smallest).or(self.smallest).or(other.smallest);
        let same = self.faces == 1 && other.faces == 1 && self.face == other.face;
        self.faces = if same { 1 } else { self.faces + other.faces };
        self.centred &= other.centred;
    }

    /// Whether the whole paragraph is set as headings are, in a document with this body.
    fn stands_out(&self, body: &BodyLook) -> bool {
        let larger = self.smallest.zip(body.size).is_some_and(|(own, body)| own > body);
        let own = self.face.as_deref().filter(|own| self.faces == 1 && Some(*own) != body.face.as_deref());
        let heading_face = own.is_some_and(|own| {
            let own = own.to_lowercase();
            HEADING_FACES.iter().any(|name| own.contains(name))
        });
        self.bold >= self.characters || self.centred || larger || heading_face
    }
}

/// Marks the lines that stand out by their look, found in `looks` by [`Line::mark`]; 0 is none.
pub(super) fn emphasise(lines: &mut [Line], looks: &[Tally]) {
    let body = BodyLook::of(looks);
    for line in lines {
        let told = line.hints.iter().any(|hint| !matches!(hint, Hint::ListItem));
        let look = looks.get(line.mark).filter(|look| line.mark > 0 && !told && look.characters > 0);
        if look.is_some_and(|look| look.stands_out(&body)) {
            line.hints.insert(0, Hint::Emphasis);
        }
    }
}

/// The size and the face in which most characters of a document are set.
#[derive(Clone, Debug, Default)]
struct BodyLook {
    size: Option<u32>,
    face: Option<Rc<str>>,
}

impl BodyLook {
    /// Counts the characters of all paragraphs.
    fn of(paragraphs: &[Tally]) -> Self {
        let mut sizes: HashMap<u32, usize> = HashMap::new();
        let mut faces: HashMap<Option<&Rc<str>>, usize> = HashMap::new();
        for look in paragraphs {
            if let Some(size) = look.smallest {
                *sizes.entry(size).or_default() += look.characters;
            }
            *faces.entry(look.face.as_ref()).or_default() += look.characters;
        }
        let size = sizes.into_iter().max_by_key(|(size, count)| (*count, *size)).map(|(size, _)| size);
        let face = faces.into_iter().max_by_key(|(face, count)| (*count, *face)).and_then(|(face, _)| face.cloned());
        Self { size, face }
    }
}
