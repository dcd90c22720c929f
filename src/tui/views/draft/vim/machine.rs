//! Which key does what now: mode, count, an operator that waits. Changes the editor, says what is to be done besides;
//! knows no screen and no questions.

use super::keys::{Deed, Go, Operator, Place, deed};
use super::reach::{Ground, Stretch};
use crate::draft::buffer::{Pos, PosSpan};
use crate::draft::editor::{Edit, Editor};
use crate::draft::history::Change;
use crate::draft::motion::Motion;
use crate::tui::key::{Code, Key};

/// The largest count.
const MOST: usize = 99_999;

/// The modes, as they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Keys are commands.
    Normal,
    /// Keys are text.
    Insert,
    /// Keys are commands on what is selected.
    Visual,
}

/// What is to be done besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The key means nothing here: it is a command's, or none.
    Pass,
    /// It was of use.
    Done,
    /// It was of use, and this text was copied to the register.
    Copied(String),
    /// There is nothing to undo, or to do again.
    NothingTo(Edit<'static>),
    /// What to look for is to be asked.
    Find,
    /// It is to be looked for again.
    Again {
        /// Towards the end.
        forward: bool,
    },
    /// An order is to be asked for.
    Order,
}

/// The state between two keys.
#[derive(Clone, Debug, Default)]
pub struct Machine {
    insert: bool,
    visual: Option<Visual>,
    /// 0 for none.
    count: usize,
    /// The operator that waits, and the count before it.
    operator: Option<(Operator, usize)>,
    /// `g` was pressed.
    g: bool,
}

/// A selection that holds the character at its either end.
#[derive(Clone, Copy, Debug)]
struct Visual {
    anchor: Pos,
    head: Pos,
    /// Caret and selection as they were made of it: others are somebody else's.
    shown: (Pos, Option<PosSpan>),
}

impl Machine {
    /// The mode, given the editor.
    pub fn mode(&self, editor: &Editor) -> Mode {
        let selection = editor.selection();
        match self.visual {
            _ if self.insert => Mode::Insert,
            Some(visual) if visual.shown == (editor.caret(), selection) => Mode::Visual,
            _ if selection.is_some() => Mode::Visual,
            _ => Mode::Normal,
        }
    }

    /// Whether what is typed is text.
    pub const fn takes_text(&self) -> bool {
        self.insert
    }

    /// What was pressed of a command that is not whole yet.
    pub fn pending(&self) -> String {
        let number = |count: usize| if count == 0 { String::new() } else { count.to_string() };
        let operator = self.operator.map_or_else(String::new, |(operator, count)| {
            let name = match operator {
                Operator::Delete => "d",
                Operator::Change => "c",
                Operator::Yank => "y",
            };
            format!("{}{name}", number(count))
        });
        format!("{operator}{}{}", number(self.count), if self.g { "g" } else { "" })
    }

    /// Back to normal mode, with nothing waiting.
    pub fn renew(&mut self) {
        *self = Self::default();
    }

    /// Another text has come: what was selected in the old one is gone; who was typing goes on.
    pub fn forget(&mut self) {
        *self = Self { insert: self.insert, ..Self::default() };
    }

    /// A key while the text is not there yet: no more than the mode may change.
    pub fn wait(&mut self, key: Key) -> bool {
        let types = matches!(key.code, Code::Char('i' | 'I' | 'a' | 'A' | 'o' | 'O'));
        match key {
            Key { ctrl: true, .. } | Key { alt: true, .. } => false,
            Key { code: Code::Esc, .. } => std::mem::take(&mut self.insert),
            _ if self.insert => false,
            Key { code: Code::Char('?'), .. } => false,
            Key { code: Code::Char(_) | Code::Enter | Code::Tab | Code::Backspace | Code::Delete, .. } => {
                self.insert = types;
                true
            }
            _ => false,
        }
    }

    /// Where to look for what comes behind the caret's character; nothing where that is the editor's business.
    pub fn look_from(&self, editor: &Editor) -> Option<Pos> {
        (self.mode(editor) == Mode::Normal).then(|| crate::draft::motion::right(editor.buffer(), editor.caret()))
    }

    /// Something was found at `span`, and the editor selected it: in the modes of commands the caret goes there.
    pub fn found(&mut self, editor: &mut Editor, span: PosSpan) {
        if self.insert {
            return;
        }
        if let Some(visual) = &mut self.visual {
            visual.head = span.start;
            self.show(editor);
        } else {
            editor.go(Motion::To(span.start), false);
        }
    }

    /// A key.
    pub fn key(&mut self, editor: &mut Editor, key: Key) -> Outcome {
        if self.insert {
            if key != Key::plain(Code::Esc) {
                return Outcome::Pass;
            }
            self.insert = false;
            editor.seal();
            editor.unselect();
            let caret = with(editor, |ground, caret| ground.before(caret));
            editor.go(Motion::To(caret), false);
            return Outcome::Done;
        }
        self.follow(editor);
        let waits = self.count > 0 || self.operator.is_some() || self.g;
        if key == Key::plain(Code::Esc) {
            self.put_away();
            return match self.visual.take() {
                Some(visual) if !waits => {
                    editor.go(Motion::To(visual.head), false);
                    editor.rest();
                    Outcome::Done
                }
                kept => {
                    self.visual = kept;
                    if waits { Outcome::Done } else { Outcome::Pass }
                }
            };
        }
        if let Some(digit) = digit(key).filter(|digit| !self.g && (*digit > 0 || self.count > 0)) {
            self.count = (self.count * 10 + digit).min(MOST);
            return Outcome::Done;
        }
        if key == Key::char('g') && !self.g {
            self.g = true;
            return Outcome::Done;
        }
        let name = format!("{}{key}", if self.g { "g" } else { "" });
        let arrows = matches!(key.code, Code::Left | Code::Right | Code::Up | Code::Down | Code::Home | Code::End);
        let Some(deed) = deed(&name).filter(|_| !arrows || waits || self.visual.is_some()) else {
            self.put_away();
            // A character is no text here, whatever it is.
            let stays = key.typed().is_some_and(|c| c != '?' || waits);
            return if stays { Outcome::Done } else { Outcome::Pass };
        };
        if self.visual.is_none() {
            editor.rest();
        }
        let (count, operator) = (self.count, self.operator);
        let again = deed == operator.map_or(Deed::Nothing, |(operator, _)| Deed::Operate(operator));
        match deed {
            Deed::Operate(operator) if self.visual.is_none() && self.operator.is_none() => {
                self.put_away();
                self.operator = Some((operator, count));
                return Outcome::Done;
            }
            _ => self.put_away(),
        }
        match operator {
            None => self.act(editor, deed, (count > 0).then_some(count)),
            Some((operator, before)) => {
                let total = (count.max(1) * before.max(1)).min(MOST);
                let given = (count > 0 || before > 0).then_some(total);
                let caret = editor.caret();
                let stretch = match deed {
                    Deed::Go(go) => {
                        with(editor, |ground, caret| ground.stretch(go, given, caret, operator == Operator::Change))
                    }
                    _ if again => {
                        let last = (caret.paragraph + total).min(editor.buffer().count()) - 1;
                        Some(Stretch::Paragraphs(caret.paragraph, last))
                    }
                    _ => None,
                };
                stretch.map_or(Outcome::Done, |stretch| self.operate(editor, operator, stretch))
            }
        }
    }

    fn put_away(&mut self) {
        (self.count, self.operator, self.g) = (0, None, false);
    }

    /// Takes over a selection that was made by other means, and lets go of one that is no more.
    fn follow(&mut self, editor: &Editor) {
        let shown = (editor.caret(), editor.selection());
        if self.visual.is_some_and(|visual| visual.shown == shown) {
            return;
        }
        self.visual = shown.1.map(|span| {
            let last = with(editor, |ground, _| ground.before(span.end));
            let forward = shown.0 == span.end;
            let (anchor, head) = if forward { (span.start, last) } else { (last, span.start) };
            Visual { anchor, head, shown }
        });
    }

    /// Selects in the editor what is selected here.
    fn show(&mut self, editor: &mut Editor) {
        let Some(visual) = &mut self.visual else { return };
        let (one, other) = (visual.anchor, visual.head);
        let end = with(editor, |ground, _| ground.behind(one.max(other)));
        let (from, to) = if other < one { (end, other) } else { (one, end) };
        editor.go(Motion::To(from), false);
        if from != to {
            editor.go(Motion::To(to), true);
        }
        visual.shown = (editor.caret(), editor.selection());
    }

    fn act(&mut self, editor: &mut Editor, deed: Deed, count: Option<usize>) -> Outcome {
        let times = count.unwrap_or(1);
        let selected = self.visual.map(|_| editor.selection().unwrap_or(point(editor.caret())));
        let whole = |span: PosSpan| Stretch::Paragraphs(span.start.paragraph, span.end.paragraph);
        match (deed, selected) {
            (Deed::Go(go), _) => self.go(editor, go, count),
            (Deed::Operate(operator), Some(span)) => return self.operate(editor, operator, Stretch::Text(span)),
            (Deed::Operate(_) | Deed::Nothing, _) | (Deed::Undo | Deed::Redo, Some(_)) => {}
            (Deed::ToEnd(operator), Some(span)) => return self.operate(editor, operator, whole(span)),
            (Deed::ToEnd(operator), None) => {
                let stretch = with(editor, |ground, caret| ground.stretch(Go::End, count, caret, false));
                return stretch.map_or(Outcome::Done, |stretch| self.operate(editor, operator, stretch));
            }
            (Deed::Erase { before: false }, Some(span)) => {
                return self.operate(editor, Operator::Delete, Stretch::Text(span));
            }
            (Deed::Erase { before: true }, Some(span)) => return self.operate(editor, Operator::Delete, whole(span)),
            (Deed::Erase { before }, None) => {
                let go = if before { Go::Left } else { Go::Right };
                let stretch = with(editor, |ground, caret| ground.stretch(go, count, caret, false));
                return stretch.map_or(Outcome::Done, |stretch| self.operate(editor, Operator::Delete, stretch));
            }
            (Deed::Paste { .. }, Some(_)) => {
                self.visual = None;
                if editor.edit(Edit::PasteRegister) {
                    let to = with(editor, |ground, caret| ground.before(caret));
                    editor.go(Motion::To(to), false);
                }
                editor.unselect();
                editor.rest();
            }
            (Deed::Paste { before }, None) => paste(editor, before, times),
            (Deed::Insert(Place::Below | Place::Above), Some(_)) => {
                if let Some(visual) = &mut self.visual {
                    std::mem::swap(&mut visual.anchor, &mut visual.head);
                }
                self.show(editor);
            }
            (Deed::Insert(place), Some(span)) => {
                self.visual = None;
                let to = if matches!(place, Place::Here | Place::FirstText) { span.start } else { span.end };
                editor.go(Motion::To(to), false);
                self.insert = true;
            }
            (Deed::Insert(place), None) => self.insert(editor, place),
            (Deed::Select, None) => {
                let (anchor, head) = (editor.caret(), editor.caret());
                self.visual = Some(Visual { anchor, head, shown: (head, None) });
                self.show(editor);
            }
            (Deed::Select, Some(_)) => {
                if let Some(visual) = self.visual.take() {
                    editor.go(Motion::To(visual.head), false);
                    editor.rest();
                }
            }
            (Deed::Undo, None) => return back(editor, Edit::Undo, times),
            (Deed::Redo, None) => return back(editor, Edit::Redo, times),
            (Deed::Find, _) => return Outcome::Find,
            (Deed::Again { forward }, _) => return Outcome::Again { forward },
            (Deed::Order, _) => return Outcome::Order,
        }
        Outcome::Done
    }

    fn go(&mut self, editor: &mut Editor, go: Go, count: Option<usize>) {
        if let Some(visual) = self.visual {
            editor.go(Motion::To(visual.head), false);
        }
        let rows = match go {
            Go::Up => Some(Motion::Up),
            Go::Down => Some(Motion::Down),
            _ => None,
        };
        if let Some(motion) = rows {
            for _ in 0..count.unwrap_or(1) {
                let before = editor.caret();
                editor.go(motion, false);
                if editor.caret() == before {
                    break;
                }
            }
        } else {
            let to = with(editor, |ground, caret| ground.target(go, count, caret));
            editor.go(Motion::To(to), false);
        }
        editor.rest();
        if let Some(visual) = &mut self.visual {
            visual.head = editor.caret();
            self.show(editor);
        }
    }

    fn insert(&mut self, editor: &mut Editor, place: Place) {
        let caret = editor.caret();
        let end = Pos::new(caret.paragraph, editor.buffer().paragraph(caret.paragraph).len());
        let to = match place {
            Place::Here => caret,
            Place::Behind => with(editor, |ground, caret| ground.behind(caret)),
            Place::FirstText => with(editor, |ground, caret| ground.first_text(caret.paragraph)),
            Place::End | Place::Below => end,
            Place::Above => Pos::new(caret.paragraph, 0),
        };
        editor.go(Motion::To(to), false);
        if matches!(place, Place::Below | Place::Above) {
            if !editor.edit(Edit::Newline) {
                return editor.go(Motion::To(caret), false);
            }
            if place == Place::Above {
                editor.go(Motion::To(to), false);
            }
        }
        self.insert = true;
    }

    /// Does with a stretch what an operator says.
    fn operate(&mut self, editor: &mut Editor, operator: Operator, stretch: Stretch) -> Outcome {
        self.visual = None;
        let (caret, generation) = (editor.caret(), editor.generation());
        editor.unselect();
        let text = match (operator, stretch) {
            (_, Stretch::Text(span)) if span.is_empty() => {
                self.insert = operator == Operator::Change && !editor.is_read_only();
                return Outcome::Done;
            }
            (Operator::Yank, Stretch::Text(span)) => {
                editor.go(Motion::To(span.start), false);
                editor.copy_span(span)
            }
            (Operator::Yank, Stretch::Paragraphs(first, last)) => {
                editor.go(Motion::To(Pos::new(first, caret.byte)), false);
                editor.copy_paragraphs(first, last)
            }
            (_, Stretch::Text(span)) => editor.cut_span(span),
            (Operator::Delete, Stretch::Paragraphs(first, last)) => {
                let text = editor.cut_paragraphs(first, last);
                let to = with(editor, |ground, caret| ground.first_text(caret.paragraph));
                if editor.generation() != generation {
                    editor.go(Motion::To(to), false);
                }
                text
            }
            (Operator::Change, Stretch::Paragraphs(first, last)) => {
                let text = editor.copy_paragraphs(first, last);
                let start = Pos::new(first, 0);
                editor.deed(vec![Change::new(start, text.clone(), "")]);
                editor.go(Motion::To(start), false);
                text
            }
        };
        self.insert = operator == Operator::Change && !editor.is_read_only();
        if !self.insert {
            editor.rest();
        }
        // What goes is not what a person wants to have elsewhere: that clipboard is left alone.
        if operator == Operator::Yank { Outcome::Copied(text) } else { Outcome::Done }
    }
}

/// What `deed` gives for the caret.
fn with<T>(editor: &Editor, deed: impl FnOnce(Ground<'_>, Pos) -> T) -> T {
    let words = editor.words();
    deed(Ground { buffer: editor.buffer(), words: &*words }, editor.caret())
}

const fn point(pos: Pos) -> PosSpan {
    PosSpan { start: pos, end: pos }
}

fn digit(key: Key) -> Option<usize> {
    key.typed().and_then(|c| c.to_digit(10)).map(|digit| digit as usize)
}

fn paste(editor: &mut Editor, before: bool, times: usize) {
    let at = with(editor, |ground, caret| if before { caret } else { ground.behind(caret) });
    let whole = editor.register_is_whole();
    if !editor.paste_at(at, before, times) {
        return;
    }
    let caret = editor.caret();
    let to = if whole {
        with(editor, |ground, caret| ground.first_text(caret.paragraph))
    } else if caret.paragraph == at.paragraph {
        with(editor, |ground, caret| ground.before(caret))
    } else {
        at
    };
    editor.go(Motion::To(to), false);
    editor.rest();
}

fn back(editor: &mut Editor, edit: Edit<'static>, times: usize) -> Outcome {
    let mut done = 0;
    while done < times && editor.edit(edit) {
        done += 1;
    }
    editor.unselect();
    editor.rest();
    if done > 0 || editor.is_read_only() { Outcome::Done } else { Outcome::NothingTo(edit) }
}
