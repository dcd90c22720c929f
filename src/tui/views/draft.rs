//! 草稿: the editor, with the draft's own outline beside it, 字数 against a target, find and replace, files.

mod alone;
mod check;
mod deeds;
mod draw;
mod export;
mod files;
mod held;
mod keep;
mod merge;
pub mod proof;
mod recover;
mod sections;
mod seen;
mod side;
mod snippets;
mod versions;
mod vim;
mod writing;

use std::sync::Arc;
use std::time::{Duration, Instant};

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

pub use self::files::unsaved_question;
use self::files::{File, Saving};
use self::sections::Act;
use crate::corpus::model::Corpus;
use crate::draft::buffer::Pos;
use crate::draft::editor::Editor;
use crate::draft::export::Latin;
use crate::draft::find::Query;
use crate::draft::motion::{Motion, WordBoundaries};
use crate::draft::numbering::{Direction, Reach};
use crate::draft::origin::{Origins, Source};
use crate::draft::skeleton::Skeleton;
use crate::draft::slot;
use crate::draft::store::FileForm;
use crate::job::export::Dictionary;
use crate::job::merge::Ready;
use crate::job::{DraftFacts, Job};
use crate::search::similar::Similar;
use crate::stats::report::{Language, Words};
use crate::text::segment::{Chinese, Segmenter};
use crate::tui::command::{Answer, Asked, Command, Ctx, Request, ViewId};
use crate::tui::key::{Code, Key};
use crate::tui::layout::Desk;
use crate::tui::msg::{Mouse, MouseAct};
use crate::tui::snapshot::Snapshot;
use crate::tui::view::View;
use crate::tui::widgets::list::List;

/// How long after the last key outline and 字数 are brought up to date, and a burst of typing ends: long enough that
/// nothing is redrawn under an input method at work.
const PAUSE: Duration = Duration::from_millis(250);

/// The view.
#[derive(Debug)]
pub struct Draft {
    editor: Editor,
    file: Option<File>,
    /// Encoding and line ends of a draft that has no file yet.
    form: FileForm,
    facts: DraftFacts,
    /// The editor's generation that they are of.
    facts_of: u64,
    /// The editor's generation that the facts are asked for.
    asked: Option<u64>,
    due: Option<Instant>,
    /// 字数 wanted; 0 for none.
    target: u64,
    query: Option<Query>,
    /// What was looked for last, as typed.
    needle: String,
    focus: Desk,
    list: List,
    /// What is being saved: the editor's state.
    saving: Option<Saving>,
    /// What would come into it from its file, as it is looked at.
    merging: Option<Box<Ready>>,
    /// A file is being read: what is typed meanwhile waits for it.
    opening: Option<Vec<Waiting>>,
    /// Replacing step by step.
    replacing: Option<Replacing>,
    /// What lies beside the text.
    side: side::Side,
    /// Knows where a title may be broken, once it is built.
    dictionary: Dictionary,
    /// The face of Latin letters and digits in what is exported.
    latin: Latin,
    /// What helps while writing.
    writing: writing::Writing,
    /// The editor's generation that the outline was made of here and now.
    outlined: Option<u64>,
    /// What it has in common with the corpus, and what is still to be looked at in it.
    check: check::Check,
    proof: proof::Proof,
    areas: Areas,
    /// How it is kept from getting lost.
    keep: keep::Keeping,
    /// Keys of vi, if they are wanted.
    vim: Option<vim::Machine>,
}

/// Text that waits until a file is read.
#[derive(Clone, Debug)]
struct Waiting {
    text: String,
    /// It is taken over from here.
    source: Option<Arc<Source>>,
}

impl Waiting {
    /// Adds what was typed: all that is typed in a row is one deed.
    fn typed(waiting: &mut Vec<Self>, text: &str) {
        match waiting.last_mut() {
            Some(last) if last.source.is_none() => last.text.push_str(text),
            _ => waiting.push(Self { text: text.to_owned(), source: None }),
        }
    }
}

/// Replacing step by step: every place that there was at the beginning is offered once.
#[derive(Clone, Copy, Debug)]
struct Replacing {
    /// Places not yet offered.
    left: usize,
    /// Where to look for the next.
    from: Pos,
}

/// Inner rectangles of the panes as last drawn.
#[derive(Clone, Copy, Debug, Default)]
struct Areas {
    outline: Rect,
    text: Rect,
}

impl View for Draft {
    const COMMANDS: &'static [Command<Self>] = deeds::COMMANDS;

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, snapshot: &Snapshot) -> Option<Position> {
        draw::draw(self, frame, area, snapshot)
    }

    fn takes_text(&self) -> bool {
        self.focus == Desk::Text && !self.commands_only()
    }

    fn takes_paste(&self) -> bool {
        self.focus == Desk::Text
    }

    fn type_text(&mut self, text: &str, pasted: bool, _ctx: &mut Ctx<'_>) {
        if let Some(waiting) = &mut self.opening {
            Waiting::typed(waiting, text);
            return;
        }
        if pasted {
            self.editor.paste(text);
        } else if self.writing.smart {
            self.editor.type_smart(text);
        } else {
            self.editor.type_text(text);
        }
        self.touched();
    }

    fn key_first(&mut self, key: Key, ctx: &mut Ctx<'_>) -> bool {
        vim::key(self, key, ctx)
    }

    fn key(&mut self, key: Key, ctx: &mut Ctx<'_>) -> bool {
        if self.focus == Desk::Outline {
            match key.code {
                Code::Down | Code::Char('j') => self.list.step(1, self.facts.headings.len()),
                Code::Up | Code::Char('k') => self.list.step(-1, self.facts.headings.len()),
                Code::Enter | Code::Char('l') | Code::Right => self.go_to_heading(),
                Code::Char('K') => sections::act(self, Act::Shift(Direction::Up), ctx),
                Code::Char('J') => sections::act(self, Act::Shift(Direction::Down), ctx),
                Code::Char('<') => sections::act(self, Act::Level(Direction::Up), ctx),
                Code::Char('>') => sections::act(self, Act::Level(Direction::Down), ctx),
                Code::Char('r') => sections::act(self, Act::Number(Reach::Series), ctx),
                _ => return self.write_on(key, ctx),
            }
            return true;
        }
        if self.focus == Desk::Side {
            return side::key(self, key, ctx) || self.write_on(key, ctx);
        }
        if key != Key::plain(Code::Enter) {
            return false;
        }
        if let Some(waiting) = &mut self.opening {
            Waiting::typed(waiting, "\n");
        } else {
            self.editor.newline();
            self.touched();
        }
        true
    }

    fn mouse(&mut self, mouse: Mouse, _ctx: &mut Ctx<'_>) {
        let at = Position::new(mouse.x, mouse.y);
        let text = self.areas.text;
        if side::holds(self, at) {
            return side::mouse(self, mouse);
        }
        match mouse.act {
            MouseAct::WheelUp => self.editor.scroll(-3),
            MouseAct::WheelDown => self.editor.scroll(3),
            MouseAct::Press if text.contains(at) => {
                self.focus = Desk::Text;
                self.editor.click(usize::from(mouse.x - text.x), usize::from(mouse.y - text.y), false);
                self.moved();
            }
            MouseAct::Drag if self.focus == Desk::Text => {
                let column = usize::from(mouse.x.saturating_sub(text.x));
                self.editor.drag(column, mouse.y as isize - text.y as isize);
            }
            MouseAct::Press if self.areas.outline.contains(at) => {
                self.list.cursor = self.list.top + usize::from(mouse.y - self.areas.outline.y);
                self.list.step(0, self.facts.headings.len());
                self.go_to_heading();
            }
            MouseAct::Press | MouseAct::Drag => {}
        }
    }

    fn answered(&mut self, asked: Asked, answer: Answer, ctx: &mut Ctx<'_>) {
        match asked {
            Asked::ExportTo | Asked::ExportProfile(_) | Asked::ExportDate { .. } | Asked::ExportOver { .. } => {
                export::answered(self, asked, answer, ctx);
            }
            Asked::Order => vim::answered(self, &answer, ctx),
            _ => files::answered(self, asked, answer, ctx),
        }
    }

    fn position(&self, snapshot: &Snapshot) -> String {
        draw::position(self, snapshot)
    }
}

impl Draft {
    /// An empty draft with a target of `target` 字, 0 for none.
    pub fn new(target: u64) -> Self {
        Self {
            editor: Editor::default(),
            file: None,
            form: FileForm::default(),
            facts: DraftFacts::default(),
            facts_of: 0,
            asked: None,
            due: None,
            target,
            query: None,
            needle: String::new(),
            focus: Desk::Text,
            list: List::default(),
            saving: None,
            merging: None,
            opening: None,
            replacing: None,
            side: side::Side::default(),
            dictionary: Dictionary::default(),
            latin: Latin::default(),
            writing: writing::Writing::default(),
            outlined: None,
            check: check::Check::default(),
            proof: proof::Proof::default(),
            areas: Areas::default(),
            keep: keep::Keeping::default(),
            vim: None,
        }
    }

    /// Whether it holds text that is not saved.
    pub fn is_dirty(&self) -> bool {
        self.editor.dirty()
    }

    /// Whether leaving it would lose something: text that is not saved, or what was restored after a crash and taken back
    /// since.
    pub fn is_unsettled(&self) -> bool {
        self.is_dirty() || self.keep.is_restored()
    }

    /// Whether it is being written to its file at this moment.
    pub const fn is_saving(&self) -> bool {
        self.saving.is_some()
    }

    /// A file is about to be read in the place of this draft.
    pub fn begin_opening(&mut self) {
        self.opening.get_or_insert_default();
        if let Some(vim) = &mut self.vim {
            vim.renew();
        }
        self.keep.waits(true);
    }

    /// How long it is to be, in 字数; 0 where that is open.
    pub const fn target(&self) -> u64 {
        self.target
    }

    /// What of its text is taken over, and from where.
    pub fn origins(&self) -> &Origins {
        self.editor.origins()
    }

    /// Its file, where it has one.
    pub fn path(&self) -> Option<std::path::PathBuf> {
        self.file.as_ref().map(|file| file.path.clone())
    }

    /// The text.
    pub fn text(&self) -> String {
        self.editor.buffer().to_text()
    }

    /// What the title bar says: the file's name, and whether it holds unsaved text.
    pub fn name(&self, snapshot: &Snapshot) -> String {
        let name = match &self.file {
            Some(file) => {
                file.path.file_name().map_or_else(|| file.path.to_string_lossy(), |n| n.to_string_lossy()).into_owned()
            }
            None => match snapshot.lang {
                Language::Chinese => "新草稿".to_owned(),
                Language::English => "new draft".to_owned(),
            },
        };
        if self.opening.is_some() {
            return snapshot.lang.of(Words::new("正在打开……", "opening…")).to_owned();
        }
        if self.editor.is_read_only() && !self.keep.is_taken() {
            return format!("{name}{}", snapshot.lang.of(Words::new(" · 只读", " · read only")));
        }
        let name = format!("{name}{}", self.keep.mark().map_or("", |mark| snapshot.lang.of(mark)));
        let state = match (self.editor.dirty(), snapshot.lang) {
            (false, _) => "",
            (true, Language::Chinese) => " · 未保存",
            (true, Language::English) => " · unsaved",
        };
        format!("{name}{state}")
    }

    /// Takes text from elsewhere in at the caret, as paragraphs of its own.
    pub fn take(&mut self, text: &str, source: &Arc<Source>) {
        if let Some(waiting) = &mut self.opening {
            waiting.push(Waiting { text: text.to_owned(), source: Some(Arc::clone(source)) });
            return;
        }
        self.editor.insert_paragraphs(text, Some(source));
        self.touched();
    }

    /// What `Ctrl-V` inserts.
    pub fn set_register(&mut self, text: &str) {
        self.editor.set_register(text);
    }

    /// The dictionary has come: words are Chinese words from now on.
    pub fn set_dictionary(&mut self, dictionary: Arc<Chinese>) {
        self.check.set_words(Arc::clone(&dictionary));
        self.dictionary = Dictionary(Some(Arc::clone(&dictionary)));
        self.editor.set_words(Arc::new(ChineseWords(dictionary)));
    }

    /// The face of Latin letters and digits in what is exported.
    pub const fn set_latin(&mut self, latin: Latin) {
        self.latin = latin;
    }

    /// What is to be looked up for the pane beside the text.
    pub fn wants(&mut self, snapshot: &Snapshot) -> Option<Job> {
        side::wants(self, snapshot)
    }

    /// Material has come.
    pub fn material(&mut self, number: u64, corpus: &Corpus, found: &[Similar]) {
        side::arrived(self, number, corpus, found);
    }

    /// A skeleton has come: it goes in at the caret, the first slot is chosen.
    pub fn take_skeleton(&mut self, skeleton: Option<Skeleton>, ctx: &mut Ctx<'_>) {
        let Some(skeleton) = skeleton else {
            return ctx.say(Words::new("这几篇没有共同的章节", "these have no sections in common"));
        };
        let span = self.editor.insert_skeleton(&skeleton);
        if let Some(slot) = slot::next(self.editor.buffer(), span.start) {
            self.editor.select(slot);
        }
        self.focus = Desk::Text;
        self.touched();
        ctx.ask(Request::Show(ViewId::Draft));
        ctx.say(Words::new(
            "骨架已放好：直接打字填【标题】，Alt-. 到下一个空位",
            "the skeleton is there: type the title; Alt-. goes on",
        ));
    }

    /// When outline and 字数 are to be brought up to date.
    pub fn deadline(&self) -> Option<Instant> {
        self.due.into_iter().chain(self.offer_deadline()).chain(self.keep.deadline()).min()
    }

    /// The work of the deadline, if it has come.
    pub fn due(&mut self, now: Instant) -> Option<Job> {
        if self.due.is_none_or(|due| now < due) {
            return None;
        }
        self.due = None;
        self.editor.seal();
        let generation = self.editor.generation();
        if self.asked == Some(generation) {
            return None;
        }
        self.asked = Some(generation);
        Some(Job::DraftFacts { generation, text: self.editor.buffer().clone() })
    }

    /// Outline and 字数 have come.
    pub fn facts(&mut self, generation: u64, facts: DraftFacts) {
        if self.asked == Some(generation) {
            self.facts = facts;
            self.facts_of = generation;
            self.side.renew();
        }
    }

    /// Chinese that is typed beside the text goes into it, and what follows as well. True when it did.
    fn write_on(&mut self, key: Key, ctx: &mut Ctx<'_>) -> bool {
        let Some(c) = key.typed().filter(|c| !c.is_ascii()) else { return false };
        self.focus = Desk::Text;
        self.type_text(c.encode_utf8(&mut [0; 4]), false, ctx);
        true
    }

    /// The caret moved: what lies beside the text may follow after a pause.
    fn moved(&mut self) {
        if !self.side.hidden {
            self.due = Some(Instant::now() + PAUSE);
        }
    }

    /// The text was changed: facts are due after a pause.
    fn touched(&mut self) {
        self.due = Some(Instant::now() + PAUSE);
        self.keep.touched();
        self.stirred();
    }

    fn go_to_heading(&mut self) {
        if let Some(heading) = self.facts.headings.get(self.list.cursor) {
            self.editor.go(Motion::Line(heading.paragraph + 1), false);
            self.focus = Desk::Text;
        }
    }
}

/// Chinese words for the caret's movements.
struct ChineseWords(Arc<Chinese>);

impl WordBoundaries for ChineseWords {
    fn boundaries(&self, text: &str) -> Vec<usize> {
        let mut tokens = Vec::new();
        self.0.cut(text, &mut tokens);
        let mut out: Vec<usize> = tokens.iter().map(|token| token.start as usize).collect();
        out.push(text.len());
        out
    }
}
