//! Fonts and styles of rich text: the code page and the face of a font, what a style is for.
//!
//! Must not know of paragraphs.

use std::collections::HashMap;
use std::rc::Rc;

use encoding_rs::{BIG5, Encoding, GB18030};

use super::super::codepage::of_page;
use super::super::looks::Role;

/// The longest chain of styles that is followed.
const LONGEST_CHAIN: usize = 24;

/// How the bytes of a font are to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Charset {
    /// As the document says.
    #[default]
    Document,
    /// On the Western code page, or so it is said.
    Western,
    /// As pictures.
    Symbols,
    /// In this encoding.
    Encoding(&'static Encoding),
}

impl Charset {
    /// The charset that Windows gives this number.
    pub(super) fn of(number: i32) -> Self {
        let page = match number {
            0 => return Self::Western,
            2 => return Self::Symbols,
            134 => return Self::Encoding(GB18030),
            136 => return Self::Encoding(BIG5),
            77 => 10000,
            128 => 932,
            129 | 130 => 949,
            161 => 1253,
            162 => 1254,
            163 => 1258,
            177 => 1255,
            178 => 1256,
            186 => 1257,
            204 => 1251,
            222 => 874,
            238 => 1250,
            _ => return Self::Document,
        };
        of_page(page).map_or(Self::Document, Self::Encoding)
    }
}

#[derive(Clone, Debug, Default)]
struct Font {
    charset: Charset,
    face: Option<Rc<str>>,
}

/// A style for paragraphs.
#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    based_on: Option<i32>,
    /// Its outline level, 0 the highest.
    outline: Option<u8>,
}

/// All fonts and styles, and the one that is being described.
#[derive(Debug, Default)]
pub(super) struct Head {
    fonts: HashMap<i32, Font>,
    styles: HashMap<i32, Style>,
    font: i32,
    style: Option<i32>,
    described: Style,
    name: String,
}

impl Head {
    /// How bytes in the font of this number are to be read.
    pub(super) fn charset(&self, number: i32) -> Charset {
        self.fonts.get(&number).map_or(Charset::Document, |font| font.charset)
    }

    /// How the name of the font that is being described is to be read.
    pub(super) fn charset_of_name(&self) -> Charset {
        self.charset(self.font)
    }

    /// The name of the font of this number.
    pub(super) fn face(&self, number: i32) -> Option<Rc<str>> {
        self.fonts.get(&number)?.face.clone()
    }

    /// What the style of this number is for, by its name or its level or by those of the styles below it.
    pub(super) fn role(&self, number: i32) -> Role {
        let mut next = Some(number);
        for _ in 0..LONGEST_CHAIN {
            let Some(style) = next.and_then(|number| self.styles.get(&number)) else { break };
            if let Some(role) = Role::by_name(&style.name).or_else(|| style.outline.map(Role::by_outline)) {
                return role;
            }
            next = style.based_on;
        }
        Role::Text
    }

    /// Takes a control word in the table of fonts.
    pub(super) fn describe_font(&mut self, word: &str, value: i32) {
        match word {
            "f" => self.font = value,
            "fcharset" => self.own_font().charset = Charset::of(value),
            "cpg" => {
                if let Some(encoding) = of_page(value) {
                    self.own_font().charset = Charset::Encoding(encoding);
                }
            }
            _ => {}
        }
    }

    fn own_font(&mut self) -> &mut Font {
        self.fonts.entry(self.font).or_default()
    }

    /// Takes text in the table of fonts. Names end with a semicolon.
    pub(super) fn name_font(&mut self, text: &str) {
        let Some((last, _)) = text.split_once(';') else { return self.name.push_str(text) };
        self.name.push_str(last);
        let face: Rc<str> = self.name.trim().into();
        self.name.clear();
        self.own_font().face = Some(face);
    }

    /// Takes a control word in the sheet of styles.
    pub(super) fn describe_style(&mut self, word: &str, value: i32) {
        match word {
            "s" => self.style = Some(value),
            "sbasedon" => self.described.based_on = Some(value),
            "outlinelevel" => self.described.outline = u8::try_from(value).ok(),
            _ => {}
        }
    }

    /// Takes text in the sheet of styles.
    pub(super) fn name_style(&mut self, text: &str) {
        self.name.push_str(text);
    }

    /// The style has been described.
    pub(super) fn end_style(&mut self) {
        let name = std::mem::take(&mut self.name);
        let name = name.split(';').next().unwrap_or_default().trim().to_owned();
        let number = self.style.take().unwrap_or(0);
        let style = Style { name, ..std::mem::take(&mut self.described) };
        if style.based_on != Some(number) {
            self.styles.insert(number, style);
        }
    }
}
