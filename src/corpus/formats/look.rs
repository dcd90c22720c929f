//! How text looks and what its style is for, and which lines stand out from the rest by it.
//!
//! Shared by the formats with styles. Must not know how any one of them writes its styles down.

use std::collections::HashMap;

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
    /// The role of a style with this name, if the name tells.
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
    pub(super) face: Option<String>,
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
    face: Option<String>,
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

    /// Whether the whole paragraph is set as headings are, in a document whose body has this size and face.
    fn stands_out(&self, size: Option<u32>, face: Option<&str>) -> bool {
        let larger = self.smallest.zip(size).is_some_and(|(own, body)| own > body);
        let own = self.face.as_deref().filter(|own| self.faces == 1 && Some(*own) != face);
        let heading_face = own.is_some_and(|own| {
            let own = own.to_lowercase();
            HEADING_FACES.iter().any(|name| own.contains(name))
        });
        self.bold >= self.characters || self.centred || larger || heading_face
    }
}

/// Marks the lines that stand out by their look, found in `looks` by [`Line::mark`]; 0 is none.
pub(super) fn emphasise(lines: &mut [Line], looks: &[Tally]) {
    let (size, face) = body_look(looks);
    for line in lines {
        let told = line.hints.iter().any(|hint| !matches!(hint, Hint::ListItem));
        let look = looks.get(line.mark).filter(|look| line.mark > 0 && !told && look.characters > 0);
        if look.is_some_and(|look| look.stands_out(size, face.as_deref())) {
            line.hints.insert(0, Hint::Emphasis);
        }
    }
}

/// The size and the face in which most characters are set.
fn body_look(looks: &[Tally]) -> (Option<u32>, Option<String>) {
    let mut sizes: HashMap<u32, usize> = HashMap::new();
    let mut faces: HashMap<Option<&str>, usize> = HashMap::new();
    for look in looks {
        if let Some(size) = look.smallest {
            *sizes.entry(size).or_default() += look.characters;
        }
        *faces.entry(look.face.as_deref()).or_default() += look.characters;
    }
    let size = sizes.into_iter().max_by_key(|(size, count)| (*count, *size)).map(|(size, _)| size);
    let face =
        faces.into_iter().max_by_key(|(face, count)| (*count, *face)).and_then(|(face, _)| face.map(str::to_owned));
    (size, face)
}

/// Rows of a title, joined: with a blank between Latin letters only.
pub(super) fn join_rows(rows: &[String]) -> String {
    let mut out = String::new();
    for row in rows.iter().map(|row| row.trim()).filter(|row| !row.is_empty()) {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if latin(out.chars().next_back()) && latin(row.chars().next()) {
            out.push(' ');
        }
        out.push_str(row);
    }
    out
}
