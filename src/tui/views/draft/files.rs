//! The draft and its file: opening, saving, and the questions on the way. All file work is a job for a worker.

use std::path::{Path, PathBuf};

use super::side::{self, Kind};
use super::{Draft, Replacing, merge};
use crate::draft::buffer::Buffer;
use crate::draft::editor::Editor;
use crate::draft::find::Query;
use crate::draft::motion::Motion;
use crate::draft::store::{FileForm, Identity, Opened, Saved, StoreError};
use crate::job::keep::Task;
use crate::job::{DraftFacts, Job, SaveDraft};
use crate::search::query::Query as ParsedQuery;
use crate::stats::report::{Language, Words};
use crate::text::wrap;
use crate::tui::command::{AfterDraft, Answer, Asked, Ctx, Question, QuestionKind, Request};
use crate::tui::layout::Desk;
use crate::tui::snapshot::Snapshot;

/// The file of the draft.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub path: PathBuf,
    /// What stood there when it was read or written last; nothing when it is to be created.
    pub identity: Option<Identity>,
    /// The text that stood there then.
    pub base: Buffer,
    /// What was brought in from there since, the last one last.
    pub merges: Vec<merge::Brought>,
}

pub(super) fn file(path: PathBuf, identity: Option<Identity>, base: Buffer) -> File {
    File { path, identity, base, merges: Vec::new() }
}

/// A save under way.
#[derive(Clone, Debug)]
pub(super) struct Saving {
    generation: u64,
    state: u64,
    text: Buffer,
}

/// The question that stands before losing text: save, let go, stay.
pub fn unsaved_question(asked: Asked, snapshot: &Snapshot) -> Question {
    let lang = snapshot.lang;
    Question {
        title: lang.of(Words::new("草稿还没有保存", "The draft is not saved")).to_owned(),
        text: Vec::new(),
        kind: QuestionKind::Choice(vec![
            ('s', Words::new("保存", "save")),
            ('n', Words::new("不要这些改动", "let the changes go")),
            ('c', Words::new("回去接着写", "go on writing")),
        ]),
        asked,
    }
}

/// Saves, asking for a name when there is none.
pub fn save(view: &mut Draft, ctx: &mut Ctx<'_>) {
    match view.file.clone() {
        None => ask_save_as(view, ctx),
        Some(_) if view.editor.is_read_only() && !view.keep.is_taken() => ctx.say(super::held::READ_ONLY),
        Some(file) => begin_save(view, file.path, Over::Nothing, ctx),
    }
}

/// Asks for a name and saves under it.
pub fn ask_save_as(view: &mut Draft, ctx: &mut Ctx<'_>) {
    let lang = ctx.snapshot.lang;
    let initial = match &view.file {
        Some(file) => file.path.display().to_string(),
        None => match lang {
            Language::Chinese => "草稿.txt".to_owned(),
            Language::English => "draft.txt".to_owned(),
        },
    };
    ctx.ask(Request::Question(Question {
        title: lang.of(Words::new("存为", "Save as")).to_owned(),
        text: vec![format!("{}{}", lang.of(Words::new("文件夹：", "folder: ")), ctx.snapshot.folder.display())],
        kind: QuestionKind::Line { initial },
        asked: Asked::SaveDraftAs,
    }));
}

/// Asks which file to open, unsaved text first.
pub fn ask_open(view: &mut Draft, ctx: &mut Ctx<'_>) {
    if view.is_unsettled() {
        ctx.ask(Request::Question(unsaved_question(Asked::LeaveDraft(AfterDraft::Open), ctx.snapshot)));
        return;
    }
    ask_which(ctx);
}

fn ask_which(ctx: &mut Ctx<'_>) {
    let lang = ctx.snapshot.lang;
    ctx.ask(Request::Question(Question {
        title: lang.of(Words::new("打开哪个文件", "Open which file")).to_owned(),
        text: vec![format!("{}{}", lang.of(Words::new("文件夹：", "folder: ")), ctx.snapshot.folder.display())],
        kind: QuestionKind::Line { initial: String::new() },
        asked: Asked::OpenDraft,
    }));
}

/// Begins an empty draft, unsaved text first.
pub fn new(view: &mut Draft, ctx: &mut Ctx<'_>) {
    if view.is_unsettled() {
        ctx.ask(Request::Question(unsaved_question(Asked::LeaveDraft(AfterDraft::New), ctx.snapshot)));
        return;
    }
    view.replace("", None, FileForm::default());
    if let Some(vim) = &mut view.vim {
        vim.renew();
    }
    ctx.say(Words::new("新草稿", "a new draft"));
}

/// Acts on an answer.
pub fn answered(view: &mut Draft, asked: Asked, answer: Answer, ctx: &mut Ctx<'_>) {
    let Some((asked, answer)) = super::keep::answered(view, asked, answer, ctx) else { return };
    match (asked, answer) {
        (asked @ (Asked::Version | Asked::Compared { .. }), answer) => {
            super::versions::answered(view, asked, answer, ctx);
        }
        (Asked::Snippet, Answer::Nth(number)) => super::snippets::chosen(view, number),
        (Asked::SaveDraftAs, Answer::Line(name)) => {
            let Some(path) = named(&name, ctx.snapshot) else { return };
            let foreign = ["docx", "doc", "wps", "pdf", "rtf", "xls", "xlsx", "odt", "eml", "mht"];
            if path.extension().is_some_and(|own| foreign.iter().any(|e| own.eq_ignore_ascii_case(e))) {
                let words =
                    Words::new("草稿只能存成纯文本，请用 .txt 或 .md", "drafts are plain text: use .txt or .md");
                ctx.complain(ctx.snapshot.lang.of(words).to_owned());
                return;
            }
            // The draft keeps its own file until the other one is written.
            if view.editor.is_read_only()
                && !view.keep.is_taken()
                && view.file.as_ref().is_some_and(|file| file.path == path)
            {
                ctx.say(super::held::READ_ONLY);
                return;
            }
            begin_save(view, path, Over::Nothing, ctx);
        }
        (Asked::DraftChanged { path }, Answer::Choice('y')) => begin_save(view, path, Over::Changed, ctx),
        (Asked::DraftChanged { path }, Answer::Choice('m')) => merge::ask(view, path, ctx),
        (Asked::MergeDraft, answer) => merge::answered(view, &answer, ctx),
        (Asked::DraftChanged { .. } | Asked::DraftNotSaved, Answer::Choice('a')) => ask_save_as(view, ctx),
        (Asked::OpenDraft, Answer::Line(name)) => {
            if let Some(path) = named(&name, ctx.snapshot) {
                ctx.ask(Request::OpenDraft(path));
            }
        }
        (Asked::DraftNotSaved, Answer::Choice('r'))
        | (Asked::LeaveDraft(_) | Asked::LeaveProgram, Answer::Choice('s')) => save(view, ctx),
        (Asked::LeaveDraft(AfterDraft::New), Answer::Choice('n')) => view.replace("", None, FileForm::default()),
        // The text goes when another has come, and not before.
        (Asked::LeaveDraft(AfterDraft::Open), Answer::Choice('n')) => ask_which(ctx),
        (Asked::Find, Answer::Line(needle)) if !needle.is_empty() => {
            view.look_for(&needle);
            view.find(true, ctx);
        }
        (Asked::ReplaceWhat, Answer::Line(what)) if !what.is_empty() => {
            view.look_for(&what);
            let lang = ctx.snapshot.lang;
            ctx.ask(Request::Question(Question {
                title: lang.of(Words::new("替换为", "Replace with")).to_owned(),
                text: vec![format!("{}{what}", lang.of(Words::new("原文：", "what: ")))],
                kind: QuestionKind::Line { initial: String::new() },
                asked: Asked::ReplaceWith { what },
            }));
        }
        (Asked::ReplaceWith { what }, Answer::Line(with)) => {
            let left = crate::draft::find::count(view.editor.buffer(), &Query::new(&what, true));
            let from = view.editor.selection().map_or(view.editor.caret(), |span| span.start);
            view.replacing = Some(Replacing { left, from });
            ask_replace(view, what, with, ctx);
        }
        (Asked::ReplaceThis { what, with }, Answer::Choice(choice)) => {
            let query = Query::new(&what, true);
            match choice {
                'y' => {
                    if with.is_empty() {
                        view.editor.delete();
                    } else {
                        view.editor.type_text(&with);
                    }
                    view.editor.seal();
                    view.touched();
                    let caret = view.editor.caret();
                    if let Some(replacing) = &mut view.replacing {
                        replacing.from = caret;
                    }
                    ask_replace(view, what, with, ctx);
                }
                'n' => ask_replace(view, what, with, ctx),
                'a' => {
                    let count = view.editor.replace_all(&query, &with);
                    view.touched();
                    ctx.say_text(match ctx.snapshot.lang {
                        Language::Chinese => format!("替换了 {count} 处（一次 Ctrl-Z 全部撤销）"),
                        Language::English => format!("{count} replaced (one Ctrl-Z takes all back)"),
                    });
                }
                _ => {}
            }
        }
        (Asked::LookForMaterial, Answer::Line(query)) => match ParsedQuery::parse(&query) {
            Ok(_) => {
                side::look_for(view, &query);
                if view.focus != Desk::Side || view.side.kind != Kind::Found {
                    side::show(view, Kind::Found);
                }
            }
            Err(error) => ctx.complain(error.to_string()),
        },
        (Asked::Target, Answer::Line(line)) => match line.trim().parse::<u64>() {
            Ok(target) => view.target = target,
            Err(_) if line.trim().is_empty() => view.target = 0,
            Err(_) => ctx.complain(ctx.snapshot.lang.of(Words::new("要写一个数", "a number, please")).to_owned()),
        },
        (Asked::GoToLine, Answer::Line(line)) => {
            if let Ok(number) = line.trim().parse::<usize>() {
                view.editor.go(Motion::Line(number), false);
            }
        }
        _ => {}
    }
}

impl Draft {
    /// A draft was read.
    pub fn opened(&mut self, path: PathBuf, result: Result<Box<Opened>, StoreError>, ctx: &mut Ctx<'_>) {
        let typed = self.opening.take().unwrap_or_default();
        self.keep.waits(false);
        self.take_opened(path, result, ctx);
        for waiting in typed {
            match &waiting.source {
                Some(source) => {
                    self.editor.insert_paragraphs(&waiting.text, Some(source));
                }
                None => self.editor.paste(&waiting.text),
            }
            self.touched();
        }
    }

    fn take_opened(&mut self, path: PathBuf, result: Result<Box<Opened>, StoreError>, ctx: &mut Ctx<'_>) {
        match result {
            Err(error) => {
                ctx.complain(error.to_string());
                if matches!(error, StoreError::Damaged { .. } | StoreError::NotText { .. }) {
                    // Where it was being written in its place when the power went, a journal has the whole of it.
                    self.ask_keeper(Task::Broken(path));
                }
            }
            Ok(opened) => {
                let new = opened.identity.is_none();
                let Opened { text, form, identity, note } = *opened;
                let note = note.map(|note| format!("（{note}）")).unwrap_or_default();
                let encoding = form.encoding.name();
                let base = Buffer::from_text(&text);
                self.replace(&text, Some(file(path, identity, base)), form);
                self.guard();
                ctx.say_text(match (ctx.snapshot.lang, new) {
                    (Language::Chinese, true) => "新文件，保存时建立".to_owned(),
                    (Language::Chinese, false) => format!("已打开（{encoding}）{note}"),
                    (Language::English, true) => "a new file, made when it is saved".to_owned(),
                    (Language::English, false) => format!("opened ({encoding}){note}"),
                });
            }
        }
    }

    /// A draft was written, or not.
    pub fn saved(&mut self, path: PathBuf, generation: u64, result: Result<Saved, StoreError>, ctx: &mut Ctx<'_>) {
        let saving = self.saving.take();
        if result.is_err() {
            self.keep_saved(false);
        }
        match result {
            Ok(saved) => {
                let mut base = self.editor.buffer().clone();
                if let Some(saving) = saving.filter(|saving| saving.generation == generation) {
                    self.editor.saved(saving.state);
                    base = saving.text;
                }
                let name = path.display().to_string();
                self.file = Some(file(path, Some(saved.identity), base));
                self.keep_saved(true);
                let note = saved.note.map(|note| format!("（{note}）")).unwrap_or_default();
                ctx.say_text(match ctx.snapshot.lang {
                    Language::Chinese => format!("已保存 {name}{note}"),
                    Language::English => format!("saved {name}{note}"),
                });
            }
            Err(StoreError::Held { path, holder }) => super::held::refused(self, path, holder, ctx),
            Err(error) if error.may_overwrite() => {
                let lang = ctx.snapshot.lang;
                let kept = Words::new(
                    "覆盖之前，文件里的文字留作一版，Alt-v 里找得到",
                    "what stands in the file is kept as a version: Alt-v",
                );
                let own = self.file.as_ref().is_some_and(|file| file.path == path);
                if own && self.keep.is_taken() {
                    // It was given back; what stands in the way is what was written meanwhile.
                    self.keep.given_back();
                    self.editor.set_read_only(false);
                }
                let mut choices = vec![
                    ('a', Words::new("另存为", "save as")),
                    ('y', Words::new("仍然覆盖", "overwrite all the same")),
                    ('c', Words::new("先不保存", "not now")),
                ];
                if own && matches!(error, StoreError::Changed { .. }) {
                    let words = Words::new("看看差别，合并两边", "see the difference, merge both");
                    choices.insert(0, ('m', words));
                }
                ctx.ask(Request::Question(Question {
                    title: lang.of(Words::new("没有保存", "Not saved")).to_owned(),
                    text: [error.to_string().as_str(), lang.of(kept)]
                        .into_iter()
                        .flat_map(|words| wrap::parts(words, 70, ctx.snapshot.cells))
                        .map(str::to_owned)
                        .collect(),
                    kind: QuestionKind::Choice(choices),
                    asked: Asked::DraftChanged { path },
                }));
            }
            Err(error) => {
                let lang = ctx.snapshot.lang;
                let words = error.to_string();
                ctx.complain(words.clone());
                let cells = ctx.snapshot.cells;
                ctx.ask(Request::Question(Question {
                    title: lang.of(Words::new("没有保存", "Not saved")).to_owned(),
                    text: wrap::parts(&words, 60, cells).into_iter().map(str::to_owned).collect(),
                    kind: QuestionKind::Choice(vec![
                        ('a', Words::new("另存到别处（F12）", "save elsewhere (F12)")),
                        ('r', Words::new("再试一次（Ctrl-S）", "try again (Ctrl-S)")),
                        ('c', Words::new("先不保存，接着写", "not now, go on writing")),
                    ]),
                    asked: Asked::DraftNotSaved,
                }));
            }
        }
    }

    /// Another text takes the place of the draft.
    fn replace(&mut self, text: &str, file: Option<File>, form: FileForm) {
        let register = self.editor.register().to_owned();
        let words = self.editor.words();
        self.let_go();
        self.editor = Editor::new(text);
        self.editor.set_words(words);
        self.editor.set_register(&register);
        self.file = file;
        self.form = form;
        if let Some(target) = crate::draft::front::Front::read(text).target() {
            self.target = target;
        }
        self.merging = None;
        self.facts = DraftFacts::default();
        self.asked = None;
        self.query = None;
        if let Some(vim) = &mut self.vim {
            vim.forget();
        }
        self.focus = Desk::Text;
        self.begin_keeping();
        self.touched();
    }

    /// The file is not opened after all.
    pub(super) fn close(&mut self, ctx: &mut Ctx<'_>) {
        self.replace("", None, FileForm::default());
        ctx.say(Words::new("没有打开；这是一份新草稿", "not opened; this is a new draft"));
    }

    fn look_for(&mut self, needle: &str) {
        needle.clone_into(&mut self.needle);
        self.query = Some(Query::new(needle, true));
    }
}

/// What the person said to go over when saving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Over {
    /// Nothing.
    Nothing,
    /// Over a file that is not what was read.
    Changed,
    /// Over whoever took the draft over, not over what he saved.
    Taken,
}

pub(super) fn begin_save(view: &mut Draft, path: PathBuf, over: Over, ctx: &mut Ctx<'_>) {
    view.keep_saving(ctx);
    let snapshot = view.editor.snapshot();
    let own = view.file.as_ref().is_some_and(|file| file.path == path);
    let expected = merge::known(view).filter(|_| own).and_then(|(identity, _)| identity);
    view.saving =
        Some(Saving { generation: snapshot.generation, state: snapshot.state, text: snapshot.buffer.clone() });
    ctx.ask(Request::Run(Job::SaveDraft(SaveDraft {
        path,
        text: snapshot.buffer,
        form: view.form.clone(),
        expected,
        force: over == Over::Changed,
        generation: snapshot.generation,
        desk: view.keep.desk(),
        recorded: view.keep.handed(),
        take: over == Over::Taken,
    })));
    ctx.say(Words::new("正在保存……", "saving…"));
}

/// Goes to the next place to replace and asks what to do with it.
fn ask_replace(view: &mut Draft, what: String, with: String, ctx: &mut Ctx<'_>) {
    let query = Query::new(&what, true);
    let next = view.replacing.filter(|replacing| replacing.left > 0);
    let Some((replacing, found)) = next.and_then(|r| Some((r, view.editor.find_from(&query, r.from)?))) else {
        view.replacing = None;
        ctx.say(Words::new("没有要替换的了", "nothing more to replace"));
        return;
    };
    let count = replacing.left;
    view.replacing = Some(Replacing { left: count - 1, from: found.span.end });
    view.editor.select(found.span);
    let lang = ctx.snapshot.lang;
    ctx.ask(Request::Question(Question {
        title: lang.of(Words::new("替换这一处？", "Replace this one?")).to_owned(),
        text: vec![format!("{what} → {with}  ({count})")],
        kind: QuestionKind::Choice(vec![
            ('y', Words::new("替换，看下一处", "replace, go on")),
            ('n', Words::new("跳过", "skip")),
            ('a', Words::new("全部替换", "replace all")),
            ('c', Words::new("到此为止", "stop here")),
        ]),
        asked: Asked::ReplaceThis { what, with },
    }));
}

/// The path that a person named; relative names lead from the folder the program was started in.
pub(super) fn named(name: &str, snapshot: &Snapshot) -> Option<PathBuf> {
    let name = name.trim();
    if name.is_empty() {
        return None;
    }
    let home = name.strip_prefix("~/").and_then(|rest| Some(Path::new(&std::env::var_os("HOME")?).join(rest)));
    Some(home.unwrap_or_else(|| snapshot.folder.join(name)))
}
