//! Layer 9: the whole mutable state of the workbench, built without a terminal. Takes [`Msg`], leaves [`Effect`]s,
//! draws into any frame.

mod any;
mod commands;
mod compare;
mod correct;
mod draw;
mod keys;
mod refresh;
mod remark;
mod work;

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use ratatui::Frame;

use self::any::AnyView;
use self::commands::PROGRAM;
use self::correct::Undo;
use super::clipboard;
use super::command::{Asked, Ctx, Info, Question, Request, Room, ViewId};
use super::keymap::Keymap;
use super::layout::SMALLEST;
use super::msg::{Effect, Msg, Signal};
use super::overlays::changes::Changes;
use super::overlays::choose::Rows;
use super::overlays::compare::Comparing;
use super::overlays::help::Help;
use super::overlays::note::Reading;
use super::overlays::palette::Palette;
use super::overlays::preview::Preview;
use super::overlays::question::Asking;
use super::snapshot::{Notice, Snapshot};
use super::theme::Theme;
use super::view::View;
use super::views::draft::Draft;
use super::views::messages::Messages;
use super::views::read::Read;
use super::views::review::{Ground, Review};
use super::views::search::Search;
use super::views::statistics::Statistics;
use crate::config::Config;
use crate::corpus::load::{Input, Options};
use crate::corpus::model::Problem;
use crate::draft::origin::Source;
use crate::draft::snippets::Snippet;
use crate::draft::store::places::Places;
use crate::job::{Dictionary, Job};
use crate::lint::settings::Settings as Proofreading;
use crate::stats::report::{Language, Words};

/// How many notices are kept.
const NOTICES_KEPT: usize = 500;

/// What the workbench is started with.
#[derive(Debug, Default)]
pub struct Start {
    /// The settings.
    pub config: Config,
    /// What to load.
    pub inputs: Vec<Input>,
    /// How the title bar names it.
    pub source: String,
    /// Limits and a forced encoding.
    pub options: Options,
    /// Problems found before the start: of the settings, of the word lists.
    pub problems: Vec<Problem>,
    /// The person's own words, as the lexicon file's text.
    pub user_words: String,
    /// The file of that list, which may still have to be made.
    pub own_words: Option<PathBuf>,
    /// The person's own stop words.
    pub stop_words: String,
    /// The person's own snippets.
    pub snippets: Vec<Snippet>,
    /// The person's own set phrases, one a line.
    pub set_phrases: String,
    /// Which rules of the proofreader work, and with which names.
    pub proofreading: Arc<Proofreading>,
    /// The person's list of names, which may still have to be made.
    pub names: Option<PathBuf>,
    /// Who comments and decides.
    pub reviewer: String,
    /// The file of the queries that were used; without one they are kept while the program runs.
    pub queries_file: Option<PathBuf>,
    /// Those that were used before, oldest first.
    pub queries: Vec<String>,
    /// The folder where what was made of documents is kept for the next start; without one nothing is.
    pub cache: Option<PathBuf>,
    /// Watch what was opened and follow what happens there.
    pub watch: bool,
    /// A draft to open in the editor.
    pub draft: Option<PathBuf>,
    /// Where drafts are kept from getting lost; without a place they are not.
    pub places: Places,
    /// Use colours.
    pub color: bool,
    /// Where relative file names lead.
    pub folder: PathBuf,
}

/// The program.
#[derive(Debug)]
pub struct App {
    snapshot: Snapshot,
    keymap: Keymap,
    view: ViewId,
    /// Views gone through, for going back.
    before: Vec<ViewId>,
    read: Read,
    search: Search,
    statistics: Statistics,
    draft: Draft,
    review: Review,
    messages: Messages,
    over: Option<Over>,
    /// What the status line says, until the next act.
    said: Option<Notice>,
    effects: Vec<Effect>,
    start: Start,
    /// Numbers loadings and reports, so that late answers are dropped.
    loading: u64,
    /// Which counting of the documents is under way or was the last: that of the loading, or a later one with other words.
    counting: u64,
    reports: u64,
    /// Reports asked for before this one are about a corpus that is no more.
    reports_from: u64,
    /// What words are cut with, once it is built.
    dictionary: Option<Dictionary>,
    /// Documents corrected in this loading: what it still has to tell of them is old.
    corrected: HashSet<usize>,
    /// Corrections that can be taken back, oldest first.
    undo: Vec<Undo>,
    /// Leave when the draft that is being saved is saved.
    leaving: bool,
    /// Words were learned while documents were still being read: count again when they are all there.
    learned: bool,
    /// Files came, went or changed since they were looked at.
    touched: bool,
    /// What was opened was loaded as it was kept: whether it is still so has not been looked.
    as_kept: bool,
    /// When it was last looked for, what was opened was not there.
    missing: bool,
    /// They are being looked at.
    refreshing: bool,
    /// What was kept last of a comment that is being written.
    half: Option<String>,
    /// It was told that what is said is not kept beside its document.
    away: bool,
}

/// A window over the view.
#[derive(Debug)]
enum Over {
    Help(Help),
    Palette(Box<Palette>),
    Question(Box<Asking>),
    Note(Reading),
    Preview(Preview),
    Compare(Box<Comparing>),
    Changes(Box<Changes>),
    Choose(Box<Rows>),
}

/// Every command with the room it belongs to: the table that help, palette, README and settings derive from.
pub fn commands() -> Vec<(Room, &'static Info)> {
    let mut all: Vec<(Room, &'static Info)> = PROGRAM.iter().map(|c| (Room::Program, &c.info)).collect();
    all.extend(Read::infos().map(|info| (Room::Read, info)));
    all.extend(Search::infos().map(|info| (Room::Search, info)));
    all.extend(Statistics::infos().map(|info| (Room::Statistics, info)));
    all.extend(Draft::infos().map(|info| (Room::Draft, info)));
    all.extend(Review::infos().map(|info| (Room::Review, info)));
    all.extend(Messages::infos().map(|info| (Room::Messages, info)));
    all
}

impl App {
    /// The workbench, its loading asked for.
    pub fn new(start: Start) -> Self {
        let theme = Theme::new(start.color, start.config.ascii);
        let mut snapshot = Snapshot::new(start.config.lang, theme, start.folder.clone());
        snapshot.source.clone_from(&start.source);
        snapshot.built_in = start.inputs.iter().any(|input| matches!(input, Input::Samples));
        let (keymap, wrong) = Keymap::new(&commands(), &start.config.keys);
        let mut app = Self {
            snapshot,
            keymap,
            view: ViewId::Read,
            before: Vec::new(),
            read: Read::default(),
            search: Search::with_history(start.queries.clone()),
            statistics: Statistics::default(),
            draft: Draft::new(start.config.target),
            review: Review::default(),
            messages: Messages::default(),
            over: None,
            said: None,
            effects: Vec::new(),
            start,
            loading: 0,
            counting: 0,
            reports: 0,
            reports_from: 0,
            dictionary: None,
            corrected: HashSet::new(),
            undo: Vec::new(),
            leaving: false,
            learned: false,
            touched: false,
            as_kept: false,
            missing: false,
            refreshing: false,
            half: None,
            away: false,
        };
        app.draft.set_latin(app.start.config.latin_face);
        app.draft.set_writing(&app.start.config, app.start.snippets.clone());
        app.draft.set_phrases(&app.start.set_phrases);
        app.ground_draft();
        app.review.set_ground(Ground {
            settings: Arc::clone(&app.start.proofreading),
            options: app.start.options.clone(),
            reviewer: app.start.reviewer.clone(),
            names: app.start.names.clone(),
        });
        for text in wrong {
            app.say(text, true);
        }
        app.draft.keep_in(app.start.places.clone());
        if let Some(path) = app.start.draft.clone() {
            app.view = ViewId::Draft;
            app.request(Request::OpenDraft(path));
        } else {
            app.draft.look_for_lost();
        }
        // Who follows what is opened looks after it at once.
        app.load(app.start.watch);
        app.recover_words();
        app.hand_out();
        app
    }

    /// Something happened.
    pub fn update(&mut self, msg: Msg) {
        match msg {
            Msg::Input(inputs) => {
                self.input(inputs);
                self.keep_half();
            }
            Msg::Job(done) => self.done(done),
            Msg::Signal(Signal::End(number)) => self.end(128 + number),
            Msg::Signal(Signal::TerminalGone) => self.end(129),
            Msg::Signal(Signal::Resumed) => self.effects.push(Effect::Repaint),
        }
        if let Some(words) = self.draft.take_refused() {
            self.say(self.snapshot.lang.of(words).to_owned(), false);
        }
        self.want_reports();
        self.hand_out();
    }

    /// Ends without the person's doing; what is unsaved is handed out first.
    fn end(&mut self, code: i32) {
        self.keep_words();
        self.keep_half();
        self.draft.end();
        self.hand_out();
        self.effects.push(Effect::Quit(code));
    }

    /// Leaves as the person wished.
    fn leave(&mut self) {
        self.draft.let_go();
        self.hand_out();
        self.effects.push(Effect::Quit(0));
    }

    /// Hands out what keeps the draft safe.
    fn hand_out(&mut self) {
        let jobs = self.draft.take_jobs();
        self.effects.extend(jobs.into_iter().map(Effect::Run));
    }

    /// What must reach the disk though the program broke: the edits that nobody was handed yet.
    pub fn last_words(&mut self) -> Vec<Job> {
        self.keep_words();
        self.draft.flush();
        let said = self.take_effects().into_iter().filter_map(|effect| match effect {
            Effect::Run(job @ Job::Say(_)) => Some(job),
            _ => None,
        });
        said.chain(self.draft.take_jobs()).collect()
    }

    /// What the program asks of the world since the last time.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// When [`App::tick`] is to be called, if at all.
    pub fn deadline(&self) -> Option<Instant> {
        self.draft.deadline()
    }

    /// The deadline has come.
    pub fn tick(&mut self, now: Instant) {
        if let Some(job) = self.draft.due(now) {
            self.effects.push(Effect::Run(job));
        }
        if let Some(job) = self.draft.offer_due(now, &self.snapshot) {
            self.effects.push(Effect::Run(job));
        }
        if let Some(words) = self.draft.flush_due(now) {
            self.say(self.snapshot.lang.of(words).to_owned(), true);
        }
        self.want_reports();
        self.hand_out();
    }

    /// The terminal's width of ambiguous characters became known.
    pub fn set_ambiguous_wide(&mut self, wide: bool) {
        self.snapshot.cells.ambiguous_wide = wide;
        // Box drawing is ambiguous as well: a frame of it would be twice as wide.
        self.snapshot.theme.ascii = wide || self.start.config.ascii;
    }

    /// Draws everything.
    pub fn draw(&mut self, frame: &mut Frame<'_>) {
        draw::draw(self, frame);
    }

    /// What there is to read.
    pub const fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// The draft, for tests and for keeping it when the program ends.
    pub const fn draft(&self) -> &Draft {
        &self.draft
    }

    fn say(&mut self, text: String, error: bool) {
        let notice = Notice { text, error };
        self.snapshot.notices.push(notice.clone());
        if self.snapshot.notices.len() > NOTICES_KEPT {
            self.snapshot.notices.remove(0);
        }
        self.said = Some(notice);
    }

    fn show(&mut self, view: ViewId) {
        if self.view != view {
            self.before.retain(|v| *v != self.view);
            self.before.push(self.view);
            self.view = view;
            if view == ViewId::Review {
                self.review.look_at(self.read.scope());
            }
        }
    }

    fn back(&mut self) {
        self.view = self.before.pop().unwrap_or_default();
    }

    fn ask(&mut self, question: Question) {
        self.over = Some(Over::Question(Box::new(Asking::new(question))));
    }

    /// Runs `act` on the open view and does what it asked for.
    fn with_view<T>(&mut self, act: impl FnOnce(&mut dyn AnyView, &mut Ctx<'_>) -> T) -> T {
        let mut requests = Vec::new();
        let view: &mut dyn AnyView = match self.view {
            ViewId::Read => &mut self.read,
            ViewId::Search => &mut self.search,
            ViewId::Statistics => &mut self.statistics,
            ViewId::Draft => &mut self.draft,
            ViewId::Review => &mut self.review,
            ViewId::Messages => &mut self.messages,
        };
        let result = act(view, &mut Ctx { snapshot: &self.snapshot, requests: &mut requests });
        for request in requests {
            self.request(request);
        }
        result
    }

    fn request(&mut self, request: Request) {
        match request {
            Request::Say { text, error } => self.say(text, error),
            Request::Show(view) => self.show(view),
            Request::Back => self.back(),
            Request::Open(place) => {
                self.read.open(place, &self.snapshot);
                self.show(ViewId::Read);
            }
            Request::OpenFound { place, marked } => {
                self.read.open(place, &self.snapshot);
                self.read.mark(marked);
                self.show(ViewId::Read);
            }
            Request::Search(query) => {
                self.search.look_for(&query);
                self.show(ViewId::Search);
            }
            Request::Learn(word) => match self.start.own_words.clone() {
                Some(path) => self.effects.push(Effect::Run(Job::AddWord { path, word })),
                None => self.say("没有放词表的地方：请在设置里写 user-words".to_owned(), true),
            },
            Request::Statistics(scope) => {
                self.statistics.show(scope);
                self.show(ViewId::Statistics);
            }
            Request::Take { text, source } => self.take(&text, &source),
            Request::Skeleton(pieces) => {
                let (corpus, target) = (Arc::clone(&self.snapshot.corpus), self.draft.target());
                self.effects.push(Effect::Run(Job::Skeleton { corpus, pieces, target }));
            }
            Request::Copy(text) => self.copy(text),
            Request::Leave(leaving) => self.leave_as(leaving),
            Request::Question(question) => self.ask(question),
            Request::Note(note) => self.over = Some(Over::Note(Reading::new(note))),
            Request::Compare(comparison) => self.over = Some(Over::Compare(Box::new(Comparing::new(comparison)))),
            Request::Choose(choosing) => self.over = Some(Over::Choose(Box::new(Rows::new(choosing)))),
            Request::Correct(correction) => self.correct(correction),
            Request::Uncorrect => self.uncorrect(),
            Request::Remark(remark) => self.remark(remark),
            Request::Marks(document) => self.marks(document),
            Request::Run(job) => self.effects.push(Effect::Run(job)),
            Request::Report { statistic, scope, params } => self.report(statistic, scope, params),
            Request::OpenDraft(path) => {
                self.draft.begin_opening();
                let encoding = self.start.options.encoding;
                self.effects.push(Effect::Run(Job::OpenDraft { path, encoding }));
            }
        }
    }

    fn take(&mut self, text: &str, source: &Arc<Source>) {
        self.draft.take(text, source);
        let count = crate::text::count::characters(text);
        let text = match self.snapshot.lang {
            Language::Chinese => format!("已摘入草稿，{count} 字（6 看草稿）"),
            Language::English => format!("taken into the draft, {count} characters (6: draft)"),
        };
        self.say(text, false);
    }

    fn copy(&mut self, text: String) {
        let count = crate::text::count::characters(&text);
        self.draft.set_register(&text);
        if clipboard::check(&text).is_err() {
            let words = Words::new(
                "文字太长，终端剪贴板放不下；草稿里仍可按 Ctrl-V",
                "too long for the terminal's clipboard; Ctrl-V in the draft still has it",
            );
            let text = self.snapshot.lang.of(words).to_owned();
            self.say(text, true);
            return;
        }
        let words = match self.snapshot.lang {
            Language::Chinese => format!("已发送到终端剪贴板（{count} 字），草稿里可按 Ctrl-V"),
            Language::English => {
                format!("sent to the terminal's clipboard ({count} characters); Ctrl-V in the draft has it too")
            }
        };
        self.effects.push(Effect::Clipboard(text));
        self.say(words, false);
    }

    fn quit(&mut self) {
        if self.draft.is_saving() {
            // The save under way decides: left when it is done.
            self.leaving = true;
        } else if self.draft.is_unsettled() {
            self.show(ViewId::Draft);
            let question = super::views::draft::unsaved_question(Asked::LeaveProgram, &self.snapshot);
            self.ask(question);
        } else {
            self.leave();
        }
    }

    /// Whether a screen is too small to show anything.
    const fn too_small(width: u16, height: u16) -> bool {
        width < SMALLEST.0 || height < SMALLEST.1
    }
}
