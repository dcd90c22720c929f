//! A file that somebody else has open to write is not written: what is said and asked instead.
//!
//! Who has it is found out by the worker that saves, at that moment; here nothing is known of locks.

use std::path::PathBuf;

use super::Draft;
use super::files::{Over, ask_save_as, begin_save};
use crate::draft::store::lock::Holder;
use crate::job::clock;
use crate::stats::report::{Language, Words};
use crate::tui::command::{Answer, Asked, Ctx, Question, QuestionKind, Request};
use crate::tui::snapshot::Snapshot;

/// For edits and saves of a draft that is open for reading only.
pub(super) const READ_ONLY: Words =
    Words::new("只读打开，不能改；F12 可以另存为别的文件", "open for reading only; F12 saves it as another file");

/// For edits of a draft that was taken over.
pub(super) const TAKEN: Words = Words::new(
    "已被接走，这里只能看；Ctrl-S 接回来，F12 另存为别的文件",
    "taken over, only for reading; Ctrl-S takes it back, F12 saves it as another file",
);

/// The draft was not saved, for `holder` has the file.
pub(super) fn refused(view: &mut Draft, path: PathBuf, holder: Box<Holder>, ctx: &mut Ctx<'_>) {
    if view.editor.is_read_only() && !view.keep.is_taken() {
        ctx.complain(ctx.snapshot.lang.of(READ_ONLY).to_owned());
        return;
    }
    let (lang, who) = (ctx.snapshot.lang, told(&holder, ctx.snapshot));
    let own = view.file.as_ref().is_some_and(|file| file.path == path);
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let text = match (lang, own) {
        (Language::Chinese, true) => vec![format!("{name} 已由"), who, "接过去写".to_owned()],
        (Language::Chinese, false) => vec![format!("{name} 由"), who, "打开着写".to_owned()],
        (Language::English, true) => vec![format!("{name} was taken over by"), who],
        (Language::English, false) => vec![format!("{name} is open by"), who],
    };
    let mut choices = vec![('a', Words::new("另存为", "save as"))];
    if own {
        view.keep.taken_by(holder);
        view.editor.set_read_only(true);
        choices.push(('t', Words::new("接回来并保存", "take it back and save")));
    }
    choices.push(('c', Words::new("先不保存", "not now")));
    ctx.ask(Request::Question(Question {
        title: lang.of(Words::new("没有保存", "Not saved")).to_owned(),
        text,
        kind: QuestionKind::Choice(choices),
        asked: Asked::DraftTaken { path },
    }));
}

/// Acts on an answer; gives it back when it is about something else.
pub(super) fn answered(view: &mut Draft, asked: Asked, answer: Answer, ctx: &mut Ctx<'_>) -> Option<(Asked, Answer)> {
    match (asked, answer) {
        (Asked::DraftTaken { .. }, Answer::Choice('a')) => ask_save_as(view, ctx),
        (Asked::DraftTaken { path }, Answer::Choice('t')) => begin_save(view, path, Over::Taken, ctx),
        (Asked::DraftTaken { .. }, _) => {}
        other => return Some(other),
    }
    None
}

/// Who holds a draft, in a few words.
pub(super) fn told(holder: &Holder, snapshot: &Snapshot) -> String {
    let terminal = if holder.terminal.is_empty() { "?" } else { &holder.terminal };
    let Holder { user, host, process, .. } = holder;
    if *process == 0 {
        // Gone by now, and its lock with it.
        return snapshot.lang.of(Words::new("另一处", "somebody else")).to_owned();
    }
    match snapshot.lang {
        Language::Chinese => format!("{user}@{host}（{terminal}，进程 {process}）"),
        Language::English => format!("{user}@{host} ({terminal}, process {process})"),
    }
}

/// What is asked when somebody else has the draft open.
pub(super) fn question(path: PathBuf, holder: &Holder, snapshot: &Snapshot) -> Question {
    let lang = snapshot.lang;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let text = match lang {
        Language::Chinese => vec![
            format!("{name} 正由 {} 打开着", told(holder, snapshot)),
            format!("从 {} 起", clock::told(holder.since)),
        ],
        Language::English => vec![
            format!("{name} is open by {}", told(holder, snapshot)),
            format!("since {}", clock::told(holder.since)),
        ],
    };
    Question {
        title: lang.of(Words::new("草稿在别处打开着", "The draft is open elsewhere")).to_owned(),
        text,
        kind: QuestionKind::Choice(vec![
            ('r', Words::new("只读打开", "open for reading only")),
            ('t', Words::new("接过来在这里写", "take it over and write here")),
            ('c', Words::new("不打开", "do not open it")),
        ]),
        asked: Asked::DraftHeld { path },
    }
}
