//! Styles and fonts: which styles are headings and titles, and how their text looks, with all that they are based on.
//!
//! Must not know of paragraphs.

use std::rc::Rc;

use super::super::looks::{Look, Role};
use super::numbers::{part, u16_at, utf16};
use super::sprm::{Characters, Paragraphs};

/// The longest chain of styles that is followed.
const LONGEST_CHAIN: usize = 24;
/// The number that means: no style.
const NONE: u16 = 0xFFF;

/// A style by itself.
#[derive(Debug, Default)]
struct Style {
    role: Option<Role>,
    based_on: u16,
    paragraphs: Paragraphs,
    characters: Characters,
}

/// A style with all that it is based on.
#[derive(Clone, Debug, Default)]
pub(super) struct Resolved {
    /// What it is for.
    pub(super) role: Role,
    /// Its look.
    pub(super) look: Look,
    /// Its lines are centred.
    pub(super) centred: bool,
    /// Its list and level, with the number of the style that named the list.
    pub(super) list: Option<(u16, Option<u8>, usize)>,
}

/// All styles and fonts.
#[derive(Debug, Default)]
pub(super) struct Styles {
    own: Vec<Style>,
    resolved: Vec<Resolved>,
    plain: Resolved,
    faces: Vec<Rc<str>>,
}

impl Styles {
    /// Reads the sheet of styles and the table of fonts. What is damaged in them is left out.
    pub(super) fn read(sheet: &[u8], fonts: &[u8]) -> Self {
        let mut styles = Self { own: sheet_of(sheet).unwrap_or_default(), faces: faces_of(fonts), ..Self::default() };
        styles.resolved = (0..styles.own.len()).map(|index| styles.resolve(index)).collect();
        styles
    }

    /// The style of this number; a plain one where it is not there.
    pub(super) fn get(&self, number: u16) -> &Resolved {
        self.resolved.get(usize::from(number)).unwrap_or(&self.plain)
    }

    /// How text with these properties looks in a paragraph of this style.
    pub(super) fn look(&self, own: &Characters, style: u16) -> Look {
        let below = &self.get(style).look;
        let mut look = self.own_look(own, below);
        if let Some(number) = own.style {
            for style in self.chain(usize::from(number)) {
                look.over(&self.own_look(&style.1.characters, below));
            }
        }
        look.over(below);
        look
    }

    fn own_look(&self, own: &Characters, below: &Look) -> Look {
        let face = own.chinese.or(own.western).and_then(|number| self.faces.get(usize::from(number)));
        Look {
            bold: own.bold.map(|switch| switch.over(below.bold)),
            size: own.size.map(u32::from),
            face: face.cloned(),
            hidden: own.hidden.map(|switch| switch.over(below.hidden)),
        }
    }

    fn chain(&self, index: usize) -> impl Iterator<Item = (usize, &Style)> {
        let mut next = Some(index);
        let chain = std::iter::from_fn(move || {
            let index = next?;
            let style = self.own.get(index)?;
            next = (style.based_on != NONE).then_some(usize::from(style.based_on));
            Some((index, style))
        });
        chain.take(LONGEST_CHAIN)
    }

    fn resolve(&self, index: usize) -> Resolved {
        let mut resolved = Resolved::default();
        let (mut role, mut centred, mut level) = (None, None, None);
        for (index, style) in self.chain(index) {
            role = role.or(style.role).or_else(|| style.paragraphs.outline.map(Role::by_outline));
            centred = centred.or(style.paragraphs.centred);
            level = level.or(style.paragraphs.level);
            resolved.look.over(&self.own_look(&style.characters, &Look::default()));
            if resolved.list.is_none() {
                resolved.list = style.paragraphs.list.map(|list| (list, level, index));
            }
        }
        resolved.role = role.unwrap_or_default();
        resolved.centred = centred.unwrap_or(false);
        resolved
    }
}

/// The role of a style by its number among Word's own, which does not change with the language.
fn role_by_number(number: u16) -> Option<Role> {
    match number {
        1..=9 => Some(Role::Heading(number as u8)),
        19..=27 => Some(Role::Contents),
        34 => Some(Role::Caption),
        62 => Some(Role::Title),
        74 => Some(Role::Subtitle),
        _ => None,
    }
}

fn sheet_of(sheet: &[u8]) -> Option<Vec<Style>> {
    let head = usize::from(u16_at(sheet, 0)?);
    let count = u16_at(sheet, 2)?;
    let base = usize::from(u16_at(sheet, 4)?);
    let mut at = 2 + head;
    let mut styles = Vec::new();
    for _ in 0..count {
        let Some(length) = u16_at(sheet, at).map(usize::from) else { break };
        let style = part(sheet, at + 2, length).and_then(|bytes| style_of(bytes, base));
        styles.push(style.unwrap_or(Style { based_on: NONE, ..Style::default() }));
        at += 2 + length + length % 2;
    }
    Some(styles)
}

fn style_of(bytes: &[u8], base: usize) -> Option<Style> {
    let number = u16_at(bytes, 0)? & 0xFFF;
    let (kind, based_on) = (u16_at(bytes, 2)? & 0xF, u16_at(bytes, 2)? >> 4);
    let lists = u16_at(bytes, 4)? & 0xF;
    let letters = usize::from(u16_at(bytes, base)?);
    let name = utf16(part(bytes, base + 2, letters.checked_mul(2)?)?);
    let role = role_by_number(number).or_else(|| Role::by_name(name.split(',').next().unwrap_or(&name)));
    let mut style = Style { role: role.filter(|_| kind == 1), based_on, ..Style::default() };
    let mut at = base + 4 + letters * 2;
    for index in 0..lists {
        at += at % 2;
        let Some(length) = u16_at(bytes, at).map(usize::from) else { break };
        let list = part(bytes, at + 2, length).unwrap_or_default();
        match (kind, index) {
            // Before the properties of paragraphs stands the style's own number.
            (1, 0) => style.paragraphs.apply(list.get(2..).unwrap_or_default()),
            (1, 1) | (2, 0) => style.characters.apply(list),
            _ => {}
        }
        at += 2 + length;
    }
    Some(style)
}

fn faces_of(fonts: &[u8]) -> Vec<Rc<str>> {
    let mut faces = Vec::new();
    let mut rest = fonts.get(4..).unwrap_or_default();
    while let Some((length, after)) = rest.split_first() {
        let length = usize::from(*length);
        let name = utf16(part(after, 39, length.saturating_sub(39)).unwrap_or_default());
        faces.push(name.split('\0').next().unwrap_or_default().into());
        rest = after.get(length..).unwrap_or_default();
    }
    faces
}
