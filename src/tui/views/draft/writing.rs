//! What helps a writer while he types: marks made Chinese, and a ghost behind the caret that says how it may go on.
//!
//! The ghost comes after a pause and goes with the next key, so that nothing is drawn under an input method at work; a
//! lookup in the corpus is a worker's. It is only there to be taken where it was drawn.

use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Draft;
use crate::config::{Config, DraftKeys};
use crate::draft::buffer::Pos;
use crate::draft::completion::{Asked as Lookup, Offer};
use crate::draft::history::Change;
use crate::draft::numbering;
use crate::draft::slot;
use crate::draft::snippets::{Snippet, with_built_in};
use crate::job::{Complete, Job};
use crate::stats::report::{Language, Words};
use crate::text::count::characters;
use crate::text::sentence::sentences;
use crate::text::span;
use crate::tui::command::Ctx;
use crate::tui::layout::Desk;
use crate::tui::snapshot::Snapshot;
use crate::tui::widgets::row::draw_row;

/// How long after the last key a ghost may come.
const PAUSE: Duration = Duration::from_millis(200);
/// Marks that may stand behind a caret which still is at the end of what is being written.
const CLOSING: &str = "”’）》】〕」』";
/// The longest paragraph whose sentences are measured while it is drawn, in bytes.
const MEASURED: usize = 64 << 10;

/// What helps.
#[derive(Debug, Default)]
pub struct Writing {
    /// Typed marks become those of Chinese.
    pub smart: bool,
    /// A ghost may come.
    pub offers: bool,
    /// From how many 字 on a sentence is long; 0 for never.
    pub long: usize,
    /// Long sentences are marked.
    pub marks_long: bool,
    /// Nothing but the text is shown.
    pub alone: bool,
    /// The snippets there are.
    pub snippets: Vec<Snippet>,
    due: Option<Instant>,
    ghost: Option<Ghost>,
}

/// How the text may go on.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Ghost {
    /// The editor's generation, and where its caret was.
    generation: u64,
    at: Pos,
    text: String,
    /// Bytes before the caret that go.
    replaces: usize,
    /// Where it comes from.
    told: String,
    /// It was drawn, all of it that fits.
    shown: bool,
}

impl Draft {
    /// Helps as the settings say, with a person's own snippets.
    pub fn set_writing(&mut self, config: &Config, own: Vec<Snippet>) {
        self.vim = (config.draft_keys == DraftKeys::Vim).then(Default::default);
        let writing = &mut self.writing;
        (writing.smart, writing.offers) = (config.smart_punctuation, config.ghost);
        (writing.long, writing.marks_long) = (config.long_sentence, config.long_sentence > 0);
        writing.snippets = with_built_in(own);
    }

    /// The text was changed by its writer: how it goes on is looked for after a pause.
    pub(super) fn stirred(&mut self) {
        self.writing.ghost = None;
        self.writing.due = self.writing.offers.then(|| Instant::now() + PAUSE);
    }

    /// When something is to be offered.
    pub(super) const fn offer_deadline(&self) -> Option<Instant> {
        self.writing.due
    }

    /// Offers what is known at once, or asks for a lookup, if the deadline has come.
    pub fn offer_due(&mut self, now: Instant, snapshot: &Snapshot) -> Option<Job> {
        if self.writing.due.is_none_or(|due| now < due) {
            return None;
        }
        self.writing.due = None;
        let (buffer, at) = (self.editor.buffer(), self.editor.caret());
        let text = buffer.paragraph(at.paragraph);
        let (before, after) = (span::head(text, at.byte), span::tail(text, at.byte));
        if self.focus != Desk::Text
            || self.commands_only()
            || self.editor.selection().is_some()
            || !after.chars().all(|c| CLOSING.contains(c))
        {
            return None;
        }
        let lang = snapshot.lang;
        if text.trim().is_empty() {
            let next = numbering::next_marker(buffer, at.paragraph)?;
            self.offer(next, 0, lang.of(Words::new("下一个序号", "the next number")).to_owned());
            return None;
        }
        let letters = before.len() - before.trim_end_matches(|c: char| c.is_ascii_lowercase()).len();
        let typed = span::tail(before, before.len() - letters);
        let snippet = self.writing.snippets.iter().find(|s| !s.abbreviation.is_empty() && s.abbreviation == typed);
        if let Some(snippet) = snippet.filter(|_| letters > 1) {
            let told = format!("{}{}", lang.of(Words::new("套话：", "snippet: ")), snippet.name);
            self.offer(snippet.on(&crate::job::clock::today()), letters, told);
            return None;
        }
        let (draft, generation) = (buffer.clone(), self.editor.generation());
        let asked = Lookup { draft, caret: at, corpus: snapshot.corpus.clone(), words: self.editor.words() };
        Some(Job::Complete(Box::new(Complete { generation, asked })))
    }

    /// What a lookup found.
    pub fn completed(&mut self, generation: u64, at: Pos, offer: Option<Offer>, snapshot: &Snapshot) {
        // Whoever went on typing will ask anew.
        if generation != self.editor.generation() || at != self.editor.caret() || self.writing.due.is_some() {
            return;
        }
        let Some(offer) = offer.filter(|_| self.writing.offers) else { return };
        let title = offer.place.and_then(|place| {
            let document = snapshot.corpus.documents.get(place.document)?;
            let piece = document.pieces.iter().rfind(|piece| piece.span.contains(place.span.start))?;
            Some(snapshot.cells.ellipsis(&crate::text::safe::line(&piece.title), 20))
        });
        let more = if offer.more { "+" } else { "" };
        let told = match (snapshot.lang, title) {
            (Language::Chinese, Some(title)) => format!("{}{more} 处，如《{title}》", offer.count),
            (Language::Chinese, None) => format!("本稿 {} 处", offer.count),
            (Language::English, Some(title)) => format!("{}{more} places, {title}", offer.count),
            (Language::English, None) => format!("{} in this draft", offer.count),
        };
        self.offer(offer.text, offer.replaces, told);
    }

    fn offer(&mut self, text: String, replaces: usize, told: String) {
        let (generation, at) = (self.editor.generation(), self.editor.caret());
        self.writing.ghost = Some(Ghost { generation, at, text, replaces, told, shown: false });
    }

    /// The ghost, where it can be seen and still belongs to the caret.
    fn ghost(&self) -> Option<&Ghost> {
        let here = |ghost: &&Ghost| {
            ghost.shown
                && ghost.generation == self.editor.generation()
                && ghost.at == self.editor.caret()
                && self.editor.selection().is_none()
                && self.focus == Desk::Text
        };
        self.writing.ghost.as_ref().filter(here)
    }

    /// Takes the ghost, or its first word; says whether there was one.
    pub(super) fn take_ghost(&mut self, whole: bool) -> bool {
        let Some(ghost) = self.ghost().cloned() else { return false };
        let words = self.editor.words();
        let first = words.boundaries(&ghost.text).into_iter().find(|at| *at > 0).unwrap_or(ghost.text.len());
        let whole = whole || ghost.replaces > 0;
        let text = span::head(&ghost.text, if whole { ghost.text.len() } else { first }).to_owned();
        let rest = span::tail(&ghost.text, text.len()).to_owned();
        let start = Pos::new(ghost.at.paragraph, ghost.at.byte - ghost.replaces.min(ghost.at.byte));
        let paragraph = self.editor.buffer().paragraph(start.paragraph);
        let removed = span::slice(paragraph, span::ByteSpan::new(start.byte, ghost.at.byte)).to_owned();
        let slots = ghost.replaces > 0 && text.contains('【');
        self.editor.deed(vec![Change::new(start, removed, text)]);
        self.touched();
        if slots {
            super::snippets::first_slot(self, start);
        } else if !rest.is_empty() {
            // What is left of it stays.
            self.writing.due = None;
            self.offer(rest, 0, ghost.told);
        }
        true
    }

    /// Puts the ghost away; says whether there was one.
    pub(super) fn dismiss_ghost(&mut self) -> bool {
        let there = self.ghost().is_some();
        if there {
            self.writing.ghost = None;
        }
        there
    }

    /// What the status line says of where the caret is: of the ghost, or of a long sentence.
    pub(super) fn aside(&self, lang: Language) -> String {
        if let Some(ghost) = self.ghost() {
            let words = lang.of(Words::new("Tab 取", "Tab takes"));
            return format!("{words}（{}）  ", ghost.told);
        }
        match self.long_here() {
            Some(count) if lang == Language::Chinese => format!("本句 {count} 字  "),
            Some(count) => format!("sentence of {count}  "),
            None => String::new(),
        }
    }

    /// How long the sentence at the caret is, if it is too long.
    fn long_here(&self) -> Option<usize> {
        let caret = self.editor.caret();
        let text = self.editor.buffer().paragraph(caret.paragraph);
        let long = self.long_sentences(text);
        long.into_iter().find(|(span, _)| span.start <= caret.byte && caret.byte <= span.end).map(|(_, count)| count)
    }

    /// The long sentences of a paragraph, with their 字数.
    pub(super) fn long_sentences(&self, text: &str) -> Vec<(span::ByteSpan, usize)> {
        let least = self.writing.long;
        // A sentence has no more 字 than a third of its bytes, unless it is Latin, where a word is one.
        if least == 0 || !self.writing.marks_long || text.len() < least || text.len() > MEASURED {
            return Vec::new();
        }
        let counted = sentences(text).map(|sentence| (sentence, characters(span::slice(text, sentence))));
        counted.filter(|(_, count)| *count > least).collect()
    }
}

/// Draws the ghost behind the caret: what of it fits into the row, and what stands behind the caret after it.
pub fn draw_ghost(view: &mut Draft, buf: &mut Buffer, area: Rect, caret: Position, snapshot: &Snapshot) {
    let at = view.editor.caret();
    let generation = view.editor.generation();
    let (cells, theme) = (snapshot.cells, &snapshot.theme);
    let behind = span::tail(view.editor.buffer().paragraph(at.paragraph), at.byte).to_owned();
    let Some(ghost) = &mut view.writing.ghost else { return };
    let room = usize::from(area.right().saturating_sub(caret.x)).saturating_sub(cells.text(&behind));
    if ghost.generation != generation || ghost.at != at || room < 4 {
        ghost.shown = false;
        return;
    }
    let arrow = if ghost.replaces == 0 {
        ""
    } else if theme.ascii {
        "->"
    } else {
        "→"
    };
    let text = format!("{arrow}{}", ghost.text.replace('\n', " "));
    let used = draw_row(buf, caret.x, caret.y, &cells.ellipsis(&text, room), room, cells, theme.dim);
    draw_row(buf, caret.x + used, caret.y, &behind, usize::from(area.right() - caret.x - used), cells, theme.text);
    ghost.shown = true;
}

/// Turns the marks of Chinese on or off.
pub fn toggle_punctuation(view: &mut Draft, ctx: &mut Ctx<'_>) {
    view.writing.smart = !view.writing.smart;
    ctx.say(if view.writing.smart {
        Words::new("标点：汉字后面的半角自动换成全角", "half-width marks behind Chinese become full-width")
    } else {
        Words::new("标点：照所打的写", "marks stay as they are typed")
    });
}

/// Turns the ghost on or off.
pub fn toggle_offers(view: &mut Draft, ctx: &mut Ctx<'_>) {
    view.writing.offers = !view.writing.offers;
    (view.writing.ghost, view.writing.due) = (None, None);
    ctx.say(if view.writing.offers {
        Words::new("补全：停一下就提示，Tab 取用", "a pause offers how it goes on, Tab takes it")
    } else {
        Words::new("补全：不提示", "nothing is offered")
    });
}

/// Tab: takes the ghost; from a chosen slot goes to the next; beside the text shows other cards; else sets the paragraph in.
pub fn tab(view: &mut Draft, ctx: &mut Ctx<'_>) {
    if view.focus == Desk::Side {
        return super::side::next_kind(view);
    }
    let slot = view.editor.selection().filter(|span| slot::beside(view.editor.buffer(), span.start) == Some(*span));
    if slot.is_some() {
        return super::snippets::next(view, ctx);
    }
    if !view.take_ghost(true) {
        view.edit(crate::draft::editor::Edit::Type("\u{3000}\u{3000}"));
    }
}
