//! The editor: a draft, the place where it is written, and what a key does there.
//!
//! Terminal-free: it knows rows and cells, but no keys, colours or screens. It does not read or write files; every edit
//! is one [`Change`], which a journal may take from [`Editor::take_records`]. It counts nothing: who counts watches
//! [`Editor::generation`].

mod change;
mod clean;
mod guard;
mod modal;
mod moves;
mod replace;
mod smart;
#[cfg(test)]
mod tests;
mod view;

use std::sync::Arc;

use super::buffer::{Buffer, Pos, PosSpan};
use super::history::{Change, History, Kind, Selected};
use super::layout::{Layout, RowAt};
use super::motion::{self, ByClass, WordBoundaries};
use super::origin::{Borrowed, Origins, Source};
use super::skeleton::Skeleton;
pub use clean::{clean_paste, clean_typed};
pub use view::{RowView, View};

/// An edit, as a key or a menu asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit<'t> {
    /// Characters typed or committed by an input method.
    Type(&'t str),
    /// Text from outside, foreign and to be cleaned.
    Paste(&'t str),
    /// What was last cut or copied here.
    PasteRegister,
    /// A new paragraph.
    Newline,
    /// Erases the selection or the cluster before the caret.
    Backspace,
    /// Erases the selection or the cluster behind the caret.
    Delete,
    /// Erases the selection or back to the beginning of the word.
    DeleteWordBack,
    /// Erases the selection or on to the next word.
    DeleteWordForward,
    /// Moves the selection to the register.
    Cut,
    /// Takes the last step back.
    Undo,
    /// Does it again.
    Redo,
}

/// A draft in the hands of its writer.
pub struct Editor {
    buffer: Buffer,
    caret: Pos,
    /// The caret stands at the end of its row, not at the beginning of the next one, which is the same place.
    at_end: bool,
    anchor: Option<Pos>,
    /// The column (cells) that up and down keep to.
    goal: Option<usize>,
    history: History,
    register: String,
    /// What is borrowed of the register.
    register_borrowed: Vec<Borrowed>,
    /// The register holds whole paragraphs.
    register_whole: bool,
    origins: Origins,
    layout: Layout,
    top: RowAt,
    /// Rows of the window.
    height: usize,
    /// The window is to show the caret.
    follow: bool,
    generation: u64,
    records: Option<Vec<Change>>,
    /// The text is only shown.
    read_only: bool,
    /// An edit was refused because of that.
    refused: bool,
    /// The generation at which a typed mark became another.
    converted: Option<u64>,
    words: Arc<dyn WordBoundaries + Send + Sync>,
}

impl std::fmt::Debug for Editor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Editor").field("buffer", &self.buffer).field("caret", &self.caret).finish_non_exhaustive()
    }
}

/// The text of one moment, to be saved or checked elsewhere: cheap, and it never changes.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The text.
    pub buffer: Buffer,
    /// Its number in the history, for [`Editor::saved`].
    pub state: u64,
    /// The editor's generation.
    pub generation: u64,
}

impl Default for Editor {
    fn default() -> Self {
        Self::new("")
    }
}

impl Editor {
    /// An editor on `text`, caret before the first character.
    pub fn new(text: &str) -> Self {
        Self {
            buffer: Buffer::from_text(text),
            caret: Pos::default(),
            at_end: false,
            anchor: None,
            goal: None,
            history: History::default(),
            register: String::new(),
            register_borrowed: Vec::new(),
            register_whole: false,
            origins: Origins::default(),
            layout: Layout::default(),
            top: RowAt::default(),
            height: 24,
            follow: true,
            generation: 0,
            records: None,
            read_only: false,
            refused: false,
            converted: None,
            words: Arc::new(ByClass),
        }
    }

    /// Gives the editor a better notion of words than that of character classes.
    pub fn set_words(&mut self, words: Arc<dyn WordBoundaries + Send + Sync>) {
        self.words = words;
    }

    /// The text.
    pub fn buffer(&self) -> &Buffer {
        &self.buffer
    }

    /// Where the next character goes.
    pub fn caret(&self) -> Pos {
        self.caret
    }

    /// What is selected, if it holds anything.
    pub fn selection(&self) -> Option<PosSpan> {
        self.anchor.map(|anchor| PosSpan::new(anchor, self.caret)).filter(|span| !span.is_empty())
    }

    /// The selected text; empty without a selection.
    pub fn selected_text(&self) -> String {
        self.selection().map(|span| self.buffer.slice(span)).unwrap_or_default()
    }

    /// Changes with every edit, undo and redo among them.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Whether the text differs from what was last saved.
    pub fn dirty(&self) -> bool {
        self.history.dirty()
    }

    /// How many steps can be undone and redone.
    pub fn undo_depth(&self) -> (usize, usize) {
        self.history.depth()
    }

    /// The text of this moment; what is typed next is an undo step of its own.
    pub fn snapshot(&mut self) -> Snapshot {
        self.history.seal();
        Snapshot { buffer: self.buffer.clone(), state: self.history.state(), generation: self.generation }
    }

    /// Notes that the snapshot of number `state` is what stands on disk now.
    pub fn saved(&mut self, state: u64) {
        self.history.saved(state);
    }

    /// The number of the present state of the text; what is typed next is another.
    pub fn state(&mut self) -> u64 {
        self.history.seal();
        self.history.state()
    }

    /// Whether the step that led to `state` is done and not taken back.
    pub fn holds(&self, state: u64) -> bool {
        self.history.holds(state)
    }

    /// Ends the burst of typing: to be called after a pause.
    pub fn seal(&mut self) {
        self.history.seal();
    }

    /// What was last cut or copied here.
    pub fn register(&self) -> &str {
        &self.register
    }

    /// Puts text into the register, as if it had been copied here. What it holds already keeps its source.
    pub fn set_register(&mut self, text: &str) {
        if self.register == text {
            return;
        }
        text.clone_into(&mut self.register);
        self.register_borrowed.clear();
        self.register_whole = false;
    }

    /// What of the text was borrowed, and from where.
    pub fn origins(&self) -> &Origins {
        &self.origins
    }

    /// Says what of the text was borrowed, as it was known when the text was written last.
    pub fn set_origins(&mut self, origins: Origins) {
        self.origins = origins;
    }

    /// The notion of words in use.
    pub fn words(&self) -> Arc<dyn WordBoundaries + Send + Sync> {
        Arc::clone(&self.words)
    }

    /// Begins to record every edit for a journal.
    pub fn record_edits(&mut self) {
        self.records.get_or_insert_default();
    }

    /// The edits since the last call, in order, each as it was applied; nothing unless [`Editor::record_edits`] was
    /// called.
    pub fn take_records(&mut self) -> Vec<Change> {
        self.records.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// Does `edit`; says whether the text changed.
    pub fn edit(&mut self, edit: Edit<'_>) -> bool {
        let generation = self.generation;
        match edit {
            Edit::Type(text) => self.type_text(text),
            Edit::Paste(text) => self.paste(text),
            Edit::PasteRegister => self.paste_register(),
            Edit::Newline => self.newline(),
            Edit::Backspace => self.backspace(),
            Edit::Delete => self.delete(),
            Edit::DeleteWordBack => self.delete_word_back(),
            Edit::DeleteWordForward => self.delete_word_forward(),
            Edit::Cut => {
                self.cut();
            }
            Edit::Undo => self.undo(),
            Edit::Redo => self.redo(),
        }
        self.generation != generation
    }

    /// Types `text` in place of the selection. Several lines at once are one undo step; control characters other than
    /// tab and line feed are left out.
    pub fn type_text(&mut self, text: &str) {
        let text = clean_typed(text);
        let kind = if text.contains('\n') { Kind::Deed } else { Kind::Typing };
        self.replace_selection(kind, &text);
    }

    /// Begins a new paragraph.
    pub fn newline(&mut self) {
        self.replace_selection(Kind::Deed, "\n");
    }

    /// Puts foreign text in place of the selection, as one step: line ends made line feeds, controls, bidi and
    /// zero-width characters left out.
    pub fn paste(&mut self, text: &str) {
        self.replace_selection(Kind::Deed, &clean_paste(text));
    }

    /// Puts what was last cut or copied in place of the selection.
    pub fn paste_register(&mut self) {
        let (text, brought) = (self.register.clone(), self.register_borrowed.clone());
        self.replace_selection_by(&text, brought);
    }

    /// Puts `text` in as paragraphs of its own behind the caret's paragraph (in its place, if that is empty). One step;
    /// the caret ends behind it. With a `source` the text is borrowed. Gives the place of the new text.
    pub fn insert_paragraphs(&mut self, text: &str, source: Option<&Arc<Source>>) -> PosSpan {
        let text = clean_paste(text);
        let text = text.trim_end_matches('\n');
        let brought = source.map(|source| Borrowed::whole(text.len(), Arc::clone(source))).unwrap_or_default();
        self.insert_clean(text, &brought)
    }

    /// Puts a skeleton in as [`Editor::insert_paragraphs`] does, its headings with their sources.
    pub fn insert_skeleton(&mut self, skeleton: &Skeleton) -> PosSpan {
        self.insert_clean(&skeleton.text, &skeleton.borrowed)
    }

    fn insert_clean(&mut self, text: &str, brought: &[Borrowed]) -> PosSpan {
        let paragraph = self.caret.paragraph;
        let length = self.buffer.paragraph(paragraph).len();
        let at = Pos::new(paragraph, length);
        let (inserted, start) =
            if length == 0 { (text.to_owned(), at) } else { (format!("\n{text}"), Pos::new(paragraph + 1, 0)) };
        let before = inserted.len() - text.len();
        let brought = brought.iter().map(|borrowed| borrowed.behind(before)).collect();
        self.step(Kind::Deed, vec![Change { brought, ..Change::new(at, "", inserted) }]);
        PosSpan { start, end: start.after(text) }
    }

    /// Puts `text`, which came from `source`, in place of the selection or at the caret; as one step.
    pub fn insert_from(&mut self, text: &str, source: &Arc<Source>) {
        let text = clean_paste(text);
        self.replace_selection_by(&text, Borrowed::whole(text.len(), Arc::clone(source)));
    }

    /// Erases the selection or the cluster before the caret; directly behind a mark that became another, gives back the
    /// one that was typed.
    pub fn backspace(&mut self) {
        if self.take_back() {
            return;
        }
        self.erase(Kind::Erasing, motion::left);
    }

    /// Erases the selection or the cluster behind the caret.
    pub fn delete(&mut self) {
        self.erase(Kind::ErasingForward, motion::right);
    }

    /// Erases the selection or back to the beginning of the word.
    pub fn delete_word_back(&mut self) {
        let words = Arc::clone(&self.words);
        self.erase(Kind::Erasing, |buffer, pos| motion::word_left(buffer, pos, &*words));
    }

    /// Erases the selection or on to the next word.
    pub fn delete_word_forward(&mut self) {
        let words = Arc::clone(&self.words);
        self.erase(Kind::ErasingForward, |buffer, pos| motion::word_right(buffer, pos, &*words));
    }

    /// Moves the selection to the register and gives it; nothing happens without one.
    pub fn cut(&mut self) -> String {
        let text = self.copy();
        if let Some(span) = self.selection() {
            self.change(Kind::Deed, span, "");
        }
        text
    }

    /// Copies the selection to the register and gives it; the register stays as it is without one.
    pub fn copy(&mut self) -> String {
        let text = self.selected_text();
        if let Some(span) = self.selection() {
            self.register_borrowed = self.origins.of(span.start, &text);
            self.register.clone_from(&text);
            self.register_whole = false;
        }
        text
    }

    /// Takes the last step back.
    pub fn undo(&mut self) {
        if self.read_only {
            self.refused = true;
            return;
        }
        if let Some(replay) = self.history.undo() {
            self.replay(&replay);
        }
    }

    /// Does the step last taken back again.
    pub fn redo(&mut self) {
        if self.read_only {
            self.refused = true;
            return;
        }
        if let Some(replay) = self.history.redo() {
            self.replay(&replay);
        }
    }

    fn selected(&self) -> Selected {
        Selected { caret: self.caret, anchor: self.anchor }
    }
}
