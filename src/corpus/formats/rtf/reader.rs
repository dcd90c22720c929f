//! From tokens to paragraphs: groups, destinations, code pages, tables, notes, text boxes.
//!
//! Must not know how tokens are told apart.

use encoding_rs::Encoding;

use super::super::looks::{Look, Role};
use super::flows::{Flows, Kind};
use super::head::{Charset, Head};
use super::pending::Pending;
use super::state::{Characters, Destination, Paragraphs, Script, State};
use super::token::Token;
use super::words::{self, Group};
use crate::corpus::model::Extracted;

/// The deepest nesting of groups.
const DEEPEST: usize = 512;

/// The document being read.
#[derive(Debug)]
pub(super) struct Reader {
    head: Head,
    state: State,
    /// What held outside of each open group, and whether the group has a flow of its own.
    groups: Vec<(State, bool)>,
    flows: Flows,
    pending: Pending,
    /// The font that plain text is set in.
    plain: i32,
    /// Bytes of text are UTF-8, against the rule.
    utf8: bool,
    /// Signs still to be passed over.
    skip: usize,
}

impl Reader {
    /// Ready to read; `asked` is the encoding that the user wants for bytes whose font says none, `utf8` says that
    /// those which stand for themselves are UTF-8.
    pub(super) fn new(asked: Option<&'static Encoding>, utf8: bool) -> Self {
        Self {
            head: Head::default(),
            state: State {
                destination: Destination::Text,
                outer: Destination::Text,
                characters: Characters::plain(0),
                paragraphs: Paragraphs::default(),
                fallback: 1,
                fresh: false,
                optional: false,
            },
            groups: Vec::new(),
            flows: Flows::default(),
            pending: Pending::new(asked),
            plain: 0,
            utf8,
            skip: 0,
        }
    }

    /// The encoding of bytes whose font says none.
    pub(super) fn encoding(&self) -> &'static Encoding {
        self.pending.page()
    }

    /// Takes the next token. Says whether the document goes on.
    pub(super) fn see(&mut self, token: Token<'_>) -> Result<bool, String> {
        match token {
            Token::Open => {
                self.settle();
                self.skip = 0;
                if self.groups.len() >= DEEPEST {
                    return Err(format!("RTF 的嵌套超过 {DEEPEST} 层，不像正常的文档"));
                }
                self.groups.push((self.state, false));
                (self.state.fresh, self.state.optional) = (true, false);
                return Ok(true);
            }
            Token::Close => {
                self.settle();
                self.skip = 0;
                self.close();
                return Ok(!self.groups.is_empty());
            }
            Token::Word("u", Some(number)) => self.unit(number),
            Token::Word(..) | Token::Sign(_) | Token::Byte(_) if self.skip > 0 => self.skip -= 1,
            Token::Word(word, number) => self.word(word, number),
            Token::Sign(b'*') => {
                self.state.optional = self.state.fresh;
                return Ok(true);
            }
            Token::Sign(sign) => self.sign(sign),
            Token::Byte(byte) => self.put(&[byte]),
            Token::Text(text) if self.utf8 && !text.is_ascii() => {
                let text = String::from_utf8_lossy(text);
                let passed = self.skip;
                self.skip = passed.saturating_sub(text.chars().count());
                self.write(&text.chars().skip(passed).collect::<String>());
            }
            Token::Text(text) => {
                let passed = self.skip.min(text.len());
                self.skip -= passed;
                self.put(text.get(passed..).unwrap_or_default());
            }
        }
        self.state.fresh = false;
        self.flows.check()?;
        Ok(true)
    }

    /// The lines that were read.
    pub(super) fn finish(mut self) -> Extracted {
        self.settle();
        while !self.groups.is_empty() {
            self.close();
        }
        self.end_rest();
        self.flows.finish()
    }

    fn put(&mut self, bytes: &[u8]) {
        if self.takes_text() && !bytes.is_empty() {
            if self.pending.has_units() {
                self.settle();
            }
            self.pending.put(bytes);
        }
    }

    fn unit(&mut self, number: i32) {
        if self.pending.has_bytes() {
            self.settle();
        }
        self.pending.put_unit(number);
        self.skip = self.state.fallback;
    }

    fn takes_text(&self) -> bool {
        !matches!(self.state.destination, Destination::Nowhere | Destination::Inside)
    }

    fn sign(&mut self, sign: u8) {
        match sign {
            b'~' => self.write("\u{A0}"),
            b'_' => self.write("-"),
            b'\\' | b'{' | b'}' => self.put(&[sign]),
            b'\r' | b'\n' if self.state.destination == Destination::Text => {
                self.settle();
                self.flows.end_paragraph(self.state.paragraphs, self.role());
            }
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        // It may stand between the two halves of a character, which must not be parted.
        if word == "uc" {
            self.state.fallback = number.and_then(|number| usize::try_from(number).ok()).unwrap_or(1);
            return;
        }
        if let Some(text) = words::text(word) {
            return self.write(text);
        }
        self.settle();
        if self.state.fresh {
            let group = words::group(word);
            if group != Group::Unknown || self.state.optional {
                return self.enter(group, word, number);
            }
        }
        let value = number.unwrap_or(0);
        match self.state.destination {
            Destination::Fonts => return self.head.describe_font(word, value),
            Destination::Styles => return self.head.describe_style(word, value),
            _ => {}
        }
        if self.state.characters.take(word, number) || self.state.paragraphs.take(word, number) {
            return;
        }
        match word {
            "plain" => self.state.characters = Characters::plain(self.plain),
            "ansicpg" => self.pending.set_page(value),
            "mac" => self.pending.set_page(10000),
            "deff" => {
                self.plain = value;
                self.state.characters.font = value;
            }
            "deflang" | "deflangfe" => self.pending.set_language(value),
            _ if self.state.destination != Destination::Text => {}
            "par" | "sect" => self.flows.end_paragraph(self.state.paragraphs, self.role()),
            "line" | "lbr" | "page" | "column" | "softline" => self.flows.line_break(),
            "cell" => self.flows.end_cell(1, self.state.paragraphs, self.role()),
            "nestcell" => self.flows.end_cell(self.nested(), self.state.paragraphs, self.role()),
            "row" => self.flows.end_row(1),
            "nestrow" => self.flows.end_row(self.nested()),
            _ => {}
        }
    }

    /// How deep a cell of a table within a table stands.
    fn nested(&self) -> usize {
        self.state.paragraphs.depth().max(2)
    }

    fn role(&self) -> Role {
        self.head.role(self.state.paragraphs.style)
    }

    /// A group says at its beginning what it is.
    fn enter(&mut self, group: Group, word: &str, number: Option<i32>) {
        let now = self.state.destination;
        if now == Destination::Nowhere {
            return;
        }
        self.state.destination = match group {
            Group::Fonts => Destination::Fonts,
            Group::Styles => Destination::Styles,
            // A style for something else than paragraphs: its name must not become that of one.
            Group::OtherStyle if now == Destination::Styles => Destination::Nowhere,
            Group::OtherStyle => return,
            Group::Label if now == Destination::Text => Destination::Label,
            Group::Inside => Destination::Inside,
            Group::Spelling => self.state.outer,
            Group::Formula if now == Destination::Inside => Destination::Text,
            Group::Tables if now == Destination::Text => return,
            Group::Box if now == Destination::Inside => return self.open_flow(Kind::Box),
            Group::Note if now == Destination::Text => return self.open_flow(Kind::Note),
            Group::Style if now == Destination::Styles => {
                return self.head.describe_style(word, number.unwrap_or(0));
            }
            Group::Style => {
                self.state.paragraphs.take(word, number);
                return;
            }
            _ => Destination::Nowhere,
        };
        if group == Group::Inside {
            self.state.outer = now;
        }
    }

    fn open_flow(&mut self, kind: Kind) {
        self.flows.open(kind, self.state.paragraphs.depth());
        self.state.destination = Destination::Text;
        if kind == Kind::Box {
            self.state.paragraphs = Paragraphs::default();
        }
        if let Some(group) = self.groups.last_mut() {
            group.1 = true;
        }
    }

    fn close(&mut self) {
        let Some((outside, own_flow)) = self.groups.pop() else { return };
        if self.state.destination == Destination::Styles && outside.destination == Destination::Styles {
            self.head.end_style();
        }
        if own_flow {
            self.end_rest();
            self.flows.close();
        }
        self.state = outside;
    }

    /// Ends a paragraph that has been left open.
    fn end_rest(&mut self) {
        self.flows.end_rest(self.state.paragraphs, self.role());
    }

    /// Reads what has been gathered.
    fn settle(&mut self) {
        if let Some(text) = self.pending.take(self.charset()) {
            self.emit(&text);
        }
    }

    /// How the bytes at hand are to be read.
    fn charset(&self) -> Charset {
        let characters = &self.state.characters;
        match self.state.destination {
            Destination::Fonts => self.head.charset_of_name(),
            _ if characters.script == Script::Chinese => {
                self.head.charset(characters.chinese.unwrap_or(characters.font))
            }
            _ => self.head.charset(characters.font),
        }
    }

    /// Text that a control word stands for.
    fn write(&mut self, text: &str) {
        if self.takes_text() {
            self.settle();
            self.emit(text);
        }
    }

    fn emit(&mut self, text: &str) {
        match self.state.destination {
            Destination::Nowhere | Destination::Inside => {}
            Destination::Fonts => self.head.name_font(text),
            Destination::Styles => self.head.name_style(text),
            _ if self.state.characters.deleted => {}
            Destination::Label if self.charset() == Charset::Symbols => self.flows.label(""),
            Destination::Label => self.flows.label(text),
            Destination::Text => self.flows.write(text, &self.look()),
        }
    }

    fn look(&self) -> Look {
        let characters = &self.state.characters;
        let chinese = characters.chinese.and_then(|number| self.head.face(number));
        Look {
            bold: Some(characters.bold()),
            size: Some(characters.size()),
            face: chinese.or_else(|| self.head.face(characters.font)),
            hidden: Some(characters.hidden),
        }
    }
}
