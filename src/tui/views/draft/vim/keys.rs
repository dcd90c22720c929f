//! The table: which key of normal and visual mode does what. Keys are named as in the settings; those of two presses are
//! written one behind the other.

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Moves, or says how far an operator reaches.
    Go(Go),
    /// Waits for how far; twice: whole paragraphs.
    Operate(Operator),
    /// Operates to the end of the paragraph.
    ToEnd(Operator),
    /// Takes characters out: those at the caret, or those before it.
    Erase {
        /// Those before it.
        before: bool,
    },
    /// Puts what the register holds in, behind the caret or before it.
    Paste {
        /// Before it; whole paragraphs above.
        before: bool,
    },
    /// Lets text be typed.
    Insert(Place),
    /// Selects from here on.
    Select,
    /// Takes the last step back.
    Undo,
    /// Does it again.
    Redo,
    /// Asks what to look for.
    Find,
    /// Looks for it again.
    Again {
        /// Towards the end.
        forward: bool,
    },
    /// Asks for an order.
    Order,
    /// Nothing, and no text either.
    Nothing,
}

/// How far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Go {
    /// A character back in the paragraph.
    Left,
    /// A character on in the paragraph.
    Right,
    /// A row up; with an operator a paragraph.
    Up,
    /// A row down; with an operator a paragraph.
    Down,
    /// To the next word.
    WordRight,
    /// To the beginning of the word, or of the one before.
    WordLeft,
    /// To the last character of the word, or of the next one.
    WordEnd,
    /// To the beginning of the paragraph.
    Start,
    /// To the first character of the paragraph that is no blank.
    FirstText,
    /// To the end of the paragraph.
    End,
    /// To the first paragraph, or to the one of a number.
    First,
    /// To the last paragraph, or to the one of a number.
    Last,
    /// To the beginning of the sentence, or of the one before.
    SentenceLeft,
    /// To the next sentence.
    SentenceRight,
    /// To the beginning of the paragraph, or of the one before.
    ParagraphUp,
    /// To the next paragraph.
    ParagraphDown,
    /// To the first character of the next paragraph that is no blank.
    NextText,
}

/// What is done with a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// It goes to the register.
    Delete,
    /// It goes to the register, and text is typed in its place.
    Change,
    /// It is copied to the register.
    Yank,
}

/// Where text is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before the caret's character.
    Here,
    /// Behind the caret's character.
    Behind,
    /// Before the first character of the paragraph that is no blank.
    FirstText,
    /// At the end of the paragraph.
    End,
    /// In a new paragraph below.
    Below,
    /// In a new paragraph above.
    Above,
}

/// The rows. Arrows, Home and End are commands of the draft as long as nothing is selected and no operator waits.
pub const TABLE: &[(&str, Deed)] = &[
    ("h", Deed::Go(Go::Left)),
    ("left", Deed::Go(Go::Left)),
    ("backspace", Deed::Go(Go::Left)),
    ("l", Deed::Go(Go::Right)),
    ("right", Deed::Go(Go::Right)),
    ("space", Deed::Go(Go::Right)),
    ("k", Deed::Go(Go::Up)),
    ("up", Deed::Go(Go::Up)),
    ("j", Deed::Go(Go::Down)),
    ("down", Deed::Go(Go::Down)),
    ("w", Deed::Go(Go::WordRight)),
    ("b", Deed::Go(Go::WordLeft)),
    ("e", Deed::Go(Go::WordEnd)),
    ("0", Deed::Go(Go::Start)),
    ("home", Deed::Go(Go::Start)),
    ("^", Deed::Go(Go::FirstText)),
    ("$", Deed::Go(Go::End)),
    ("end", Deed::Go(Go::End)),
    ("gg", Deed::Go(Go::First)),
    ("G", Deed::Go(Go::Last)),
    ("(", Deed::Go(Go::SentenceLeft)),
    (")", Deed::Go(Go::SentenceRight)),
    ("{", Deed::Go(Go::ParagraphUp)),
    ("}", Deed::Go(Go::ParagraphDown)),
    ("enter", Deed::Go(Go::NextText)),
    ("d", Deed::Operate(Operator::Delete)),
    ("c", Deed::Operate(Operator::Change)),
    ("y", Deed::Operate(Operator::Yank)),
    ("D", Deed::ToEnd(Operator::Delete)),
    ("C", Deed::ToEnd(Operator::Change)),
    ("x", Deed::Erase { before: false }),
    ("delete", Deed::Erase { before: false }),
    ("X", Deed::Erase { before: true }),
    ("p", Deed::Paste { before: false }),
    ("P", Deed::Paste { before: true }),
    ("i", Deed::Insert(Place::Here)),
    ("insert", Deed::Insert(Place::Here)),
    ("a", Deed::Insert(Place::Behind)),
    ("I", Deed::Insert(Place::FirstText)),
    ("A", Deed::Insert(Place::End)),
    ("o", Deed::Insert(Place::Below)),
    ("O", Deed::Insert(Place::Above)),
    ("v", Deed::Select),
    ("u", Deed::Undo),
    ("ctrl-r", Deed::Redo),
    ("/", Deed::Find),
    ("n", Deed::Again { forward: true }),
    ("N", Deed::Again { forward: false }),
    (":", Deed::Order),
    ("tab", Deed::Nothing),
];

/// What `keys` do, if anything.
pub fn deed(keys: &str) -> Option<Deed> {
    TABLE.iter().find(|(name, _)| *name == keys).map(|(_, deed)| *deed)
}
