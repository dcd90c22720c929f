//! A page's operators, followed as far as text is concerned: what is shown, where, how large, in which face.
//!
//! Must not know how rows are made of it.

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::cmap::utf16;
use super::fonts::Font;
use super::lexer::{Lexer, Token};

/// The most operators and the most glyphs of a document.
const MOST_OPERATORS: usize = 20_000_000;
const MOST_GLYPHS: usize = 2_000_000;
/// The deepest nesting of saved states, and of forms within forms.
const MOST_SAVED: usize = 256;
const MOST_FORMS: usize = 8;
/// The most fonts that are described where they are used.
const MOST_NAMELESS: usize = 1000;
/// The most operands of an operator.
const MOST_OPERANDS: usize = 100_000;

/// What may still be spent on the document.
pub(super) struct Budget {
    bytes: usize,
    operators: usize,
    /// Glyphs whose text is known, and those whose is not.
    pub(super) read: usize,
    pub(super) lost: usize,
    over: bool,
}

impl Budget {
    /// So many bytes of content.
    pub(super) fn new(bytes: usize) -> Self {
        Self { bytes, operators: MOST_OPERATORS, read: 0, lost: 0, over: false }
    }

    /// Whether something was left out for it.
    pub(super) fn spent(&self) -> bool {
        self.over
    }

    fn operator(&mut self) -> bool {
        let left = self.operators > 0 && self.read + self.lost < MOST_GLYPHS;
        self.operators = self.operators.saturating_sub(1);
        self.over |= !left;
        left
    }
}

/// Text shown at one place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    /// Where it begins and ends, from the left.
    pub(super) x: f32,
    pub(super) end: f32,
    /// Where its base line is, from the top.
    pub(super) y: f32,
    /// The size of its face.
    pub(super) size: f32,
    /// The text.
    pub(super) text: String,
    /// The name of its face.
    pub(super) face: Rc<str>,
}

type Matrix = [f32; 6];
const UNIT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// `a` and then `b`.
fn times(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    face: Rc<str>,
    size: f32,
    characters: f32,
    words: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
}

/// What stands between two marks of content.
enum Mark {
    Shown,
    /// Page furniture: running heads, page numbers.
    Hidden,
    /// Text that stands for what is drawn; empty once it has been written.
    Replaced(String),
}

/// What reads pages; fonts are kept from page to page.
pub(super) struct Reader<'a> {
    document: &'a Document,
    fonts: HashMap<ObjectId, Rc<Font>>,
    /// How many fonts without a number of their own were read; they cannot be kept.
    nameless: usize,
}

impl<'a> Reader<'a> {
    /// Ready to read pages of `document`.
    pub(super) fn new(document: &'a Document) -> Self {
        Self { document, fonts: HashMap::new(), nameless: 0 }
    }

    /// What the page shows.
    pub(super) fn read(&mut self, page: ObjectId, budget: &mut Budget) -> Vec<Run> {
        let Ok(dictionary) = self.document.get_dictionary(page) else { return Vec::new() };
        let Ok(content) = self.document.get_page_content_with_limit(page, budget.bytes) else {
            budget.over = true;
            return Vec::new();
        };
        budget.bytes = budget.bytes.saturating_sub(content.len());
        let angle = self.inherited(dictionary, b"Rotate").and_then(|o| o.as_i64().ok()).unwrap_or(0).rem_euclid(360);
        let turned = match angle {
            90 => [0.0, -1.0, 1.0, 0.0, 0.0, 0.0],
            180 => [-1.0, 0.0, 0.0, -1.0, 0.0, 0.0],
            270 => [0.0, 1.0, -1.0, 0.0, 0.0, 0.0],
            _ => UNIT,
        };
        let resources = self.inherited(dictionary, b"Resources").and_then(|o| o.as_dict().ok());
        let mut runs = Vec::new();
        self.follow(&content, resources, turned, 0, budget, &mut runs);
        runs
    }

    /// The value of `key` in a page or in what it is a part of.
    fn inherited(&self, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        let document = self.document;
        let mut node = page;
        for _ in 0..32 {
            if let Ok(value) = node.get_deref(key, document) {
                return Some(value);
            }
            node = node.get_deref(b"Parent", document).ok()?.as_dict().ok()?;
        }
        None
    }

    fn follow(
        &mut self,
        content: &[u8],
        resources: Option<&Dictionary>,
        matrix: Matrix,
        depth: usize,
        budget: &mut Budget,
        runs: &mut Vec<Run>,
    ) {
        let document = self.document;
        let mut state = State {
            matrix,
            font: None,
            face: Rc::from(""),
            size: 0.0,
            characters: 0.0,
            words: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        let mut saved: Vec<State> = Vec::new();
        let mut marks: Vec<Mark> = Vec::new();
        let (mut line, mut text) = (UNIT, UNIT);
        let mut operands: Vec<Token> = Vec::new();
        let mut lexer = Lexer::new(content);
        while let Some(token) = lexer.next() {
            let Token::Operator(operator) = token else {
                if operands.len() < MOST_OPERANDS {
                    operands.push(token);
                }
                continue;
            };
            if !budget.operator() {
                return;
            }
            let number = |back: usize| match operands.len().checked_sub(back).and_then(|at| operands.get(at)) {
                Some(Token::Number(number)) => *number,
                _ => 0.0,
            };
            let named =
                || operands.iter().find_map(|t| if let Token::Name(name) = t { Some(name.as_slice()) } else { None });
            match operator.as_slice() {
                b"q" if saved.len() < MOST_SAVED => saved.push(state.clone()),
                b"Q" => state = saved.pop().unwrap_or(state),
                b"cm" => {
                    let given = [number(6), number(5), number(4), number(3), number(2), number(1)];
                    state.matrix = times(given, state.matrix);
                }
                b"BT" => (line, text) = (UNIT, UNIT),
                b"Tf" => {
                    state.size = number(1);
                    let font = named().and_then(|name| self.font(resources, name, budget));
                    state.face = font.as_ref().map_or_else(|| Rc::from(""), |font| Rc::from(font.name.as_str()));
                    state.font = font;
                }
                b"Tc" => state.characters = number(1),
                b"Tw" => state.words = number(1),
                b"Tz" => state.stretch = number(1) / 100.0,
                b"TL" => state.leading = number(1),
                b"Ts" => state.rise = number(1),
                b"Td" | b"TD" => {
                    if operator == b"TD" {
                        state.leading = -number(1);
                    }
                    line = times([1.0, 0.0, 0.0, 1.0, number(2), number(1)], line);
                    text = line;
                }
                b"Tm" => {
                    line = [number(6), number(5), number(4), number(3), number(2), number(1)];
                    text = line;
                }
                b"T*" | b"'" | b"\"" => {
                    if operator == b"\"" {
                        (state.words, state.characters) = (number(3), number(2));
                    }
                    line = times([1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], line);
                    text = line;
                    if operator != b"T*" {
                        show(&state, &mut text, &operands, &mut marks, budget, runs);
                    }
                }
                b"Tj" | b"TJ" => show(&state, &mut text, &operands, &mut marks, budget, runs),
                b"BMC" | b"BDC" if marks.len() < MOST_SAVED => marks.push(mark(&operands)),
                b"EMC" => {
                    marks.pop();
                }
                b"ID" => lexer.skip_image(),
                b"Do" if depth < MOST_FORMS && !marks.iter().any(|mark| matches!(mark, Mark::Hidden)) => {
                    let form = named().and_then(|name| {
                        let forms = resources?.get_deref(b"XObject", document).ok()?.as_dict().ok()?;
                        forms.get_deref(name, document).ok()?.as_stream().ok()
                    });
                    let form = form.filter(|f| f.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Form"));
                    let Some(form) = form else {
                        operands.clear();
                        continue;
                    };
                    let Ok(content) = form.get_plain_content_with_limit(budget.bytes) else {
                        budget.over = true;
                        return;
                    };
                    budget.bytes = budget.bytes.saturating_sub(content.len().max(64));
                    let own = form.dict.get_deref(b"Matrix", document).ok().and_then(|o| o.as_array().ok());
                    let at = |at: usize| own.and_then(|m| m.get(at)).and_then(|o| o.as_float().ok());
                    let own = at(5).map_or(UNIT, |_| std::array::from_fn(|i| at(i).unwrap_or(0.0)));
                    let inner = form.dict.get_deref(b"Resources", document).ok().and_then(|o| o.as_dict().ok());
                    self.follow(&content, inner.or(resources), times(own, state.matrix), depth + 1, budget, runs);
                }
                _ => {}
            }
            operands.clear();
        }
    }

    /// The font that `resources` call `name`.
    fn font(&mut self, resources: Option<&Dictionary>, name: &[u8], budget: &mut Budget) -> Option<Rc<Font>> {
        let fonts = resources?.get_deref(b"Font", self.document).ok()?.as_dict().ok()?;
        let id = fonts.get(name).and_then(Object::as_reference).ok();
        if let Some(font) = id.and_then(|id| self.fonts.get(&id)) {
            return Some(font.clone());
        }
        let dictionary = fonts.get_deref(name, self.document).ok()?.as_dict().ok()?;
        self.nameless += usize::from(id.is_none());
        if budget.bytes == 0 || self.nameless > MOST_NAMELESS {
            budget.over = true;
            return None;
        }
        let font = Rc::new(Font::read(self.document, dictionary));
        budget.bytes = budget.bytes.saturating_sub(font.cost);
        self.fonts.extend(id.map(|id| (id, font.clone())));
        Some(font)
    }
}

/// What a mark says of the content after it.
fn mark(operands: &[Token]) -> Mark {
    if operands.first() == Some(&Token::Name(b"Artifact".to_vec())) {
        return Mark::Hidden;
    }
    let actual = operands.iter().position(|t| *t == Token::Name(b"ActualText".to_vec()));
    match actual.and_then(|at| operands.get(at + 1)) {
        Some(Token::Text(text)) => Mark::Replaced(match text.strip_prefix(b"\xFE\xFF") {
            Some(wide) => wide.chunks(64).map(utf16).collect(),
            None => text.iter().map(|b| char::from(*b)).collect(),
        }),
        _ => Mark::Shown,
    }
}

/// Shows the strings among the operands and moves on.
fn show(
    state: &State,
    text: &mut Matrix,
    operands: &[Token],
    marks: &mut [Mark],
    budget: &mut Budget,
    runs: &mut Vec<Run>,
) {
    let Some(font) = &state.font else { return };
    let hidden = marks.iter().any(|mark| matches!(mark, Mark::Hidden));
    for operand in operands {
        match operand {
            Token::Number(back) => {
                let by = -back / 1000.0 * state.size * state.stretch;
                *text = times([1.0, 0.0, 0.0, 1.0, by, 0.0], *text);
            }
            Token::Text(bytes) => font.glyphs(bytes, |glyph| {
                let drawn = times(
                    [state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise],
                    times(*text, state.matrix),
                );
                let spacing = state.characters + if glyph.blank { state.words } else { 0.0 };
                let by = (glyph.width / 1000.0 * state.size + spacing) * state.stretch;
                *text = times([1.0, 0.0, 0.0, 1.0, by, 0.0], *text);
                let after = times(*text, state.matrix);
                // What is set at an angle is a stamp or a water mark, no text of the page.
                let level = drawn[0] > 0.0 && drawn[1].abs() < drawn[0] * 0.1;
                let place = [drawn[4], drawn[5], after[4], drawn[3]];
                if hidden || !level || !place.iter().all(|n| n.is_finite() && n.abs() < 1e6) {
                    return;
                }
                let shown = match marks.last_mut() {
                    Some(Mark::Replaced(actual)) => Some(std::mem::take(actual)),
                    _ => glyph.text,
                };
                match shown {
                    Some(_) => budget.read += 1,
                    None => budget.lost += 1,
                }
                let shown = shown.unwrap_or_else(|| "\u{FFFD}".to_owned());
                if !shown.is_empty() {
                    runs.push(Run {
                        x: drawn[4],
                        end: after[4].max(drawn[4]),
                        y: -drawn[5],
                        size: drawn[3].abs().max(1.0),
                        text: shown,
                        face: state.face.clone(),
                    });
                }
            }),
            _ => {}
        }
    }
}
