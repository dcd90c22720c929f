//! What somebody else wrote in the draft's file comes into the draft: looked at first, one step of undo.
//!
//! The reading and merging is a worker's. As long as what came in is not taken back, the file is what was read for it;
//! when it is taken back, the file is again one that changed, and saving asks.
//!
//! What a crash left comes together with a file that was changed since in the same way: it is restored, and what stands
//! in the file comes into it.

use std::path::PathBuf;

use super::Draft;
use crate::draft::buffer::Buffer;
use crate::draft::merge;
use crate::draft::motion::Motion;
use crate::draft::store::journal::Replica;
use crate::draft::store::{Identity, StoreError};
use crate::job::Job;
use crate::job::merge::{MergeDraft, Ready};
use crate::stats::report::{Language, Words};
use crate::tui::command::{Answer, Comparison, Ctx, Request};
use crate::tui::command::{Asked, ViewId};
use crate::tui::snapshot::Snapshot;

/// What was brought in from the draft's file.
#[derive(Clone, Debug)]
pub(super) struct Brought {
    /// The state of the draft with it.
    state: u64,
    /// What the file was.
    identity: Identity,
    /// What stood there.
    text: Buffer,
}

/// The draft's file as the draft knows it: what a save expects there, and its text.
pub(super) fn known(view: &Draft) -> Option<(Option<Identity>, Buffer)> {
    let file = view.file.as_ref()?;
    let last = file.merges.iter().rev().find(|brought| view.editor.holds(brought.state));
    Some(match last {
        Some(brought) => (Some(brought.identity.clone()), brought.text.clone()),
        None => (file.identity.clone(), file.base.clone()),
    })
}

/// What is in the draft from `state` on was written when its file held `base`, and not what stands there now: as long as
/// it is there, saving asks.
pub(super) fn made_from(view: &mut Draft, state: u64, base: &Buffer) {
    let Some(file) = &mut view.file else { return };
    let identity = Identity::of_text(&base.to_text(), &view.form);
    file.merges.push(Brought { state, identity, text: base.clone() });
}

/// Asks for what would come in from `path`.
pub(super) fn ask(view: &mut Draft, path: PathBuf, ctx: &mut Ctx<'_>) {
    let own = view.file.as_ref().is_some_and(|file| file.path == path);
    let Some((_, base)) = known(view).filter(|_| own) else { return };
    let mine = Replica { text: view.editor.buffer().clone(), origins: view.editor.origins().clone() };
    run(view, path, (base, mine), None, ctx);
}

/// Asks for what of the draft's file would come into what a crash left.
pub(super) fn ask_left(view: &mut Draft, ctx: &mut Ctx<'_>) {
    let (Some(found), Some(file)) = (view.keep.left.first(), &view.file) else { return };
    let (path, leftover) = (file.path.clone(), &found.leftover);
    let (texts, journal) = ((leftover.base.text.clone(), leftover.now.clone()), leftover.journal.clone());
    run(view, path, texts, Some(journal), ctx);
}

fn run(view: &mut Draft, path: PathBuf, texts: (Buffer, Replica), left: Option<PathBuf>, ctx: &mut Ctx<'_>) {
    let (base, mine) = texts;
    ctx.ask(Request::Run(Job::MergeDraft(Box::new(MergeDraft {
        path,
        form: view.form.clone(),
        base,
        mine: mine.text,
        origins: mine.origins,
        generation: view.editor.generation(),
        desk: view.keep.desk(),
        left,
    }))));
    view.keep.waits(true);
    ctx.say(Words::new("正在读文件里的文字……", "reading what stands in the file…"));
}

/// Asks again, of the draft as it is by now.
fn again(view: &mut Draft, ready: Ready, ctx: &mut Ctx<'_>) {
    match ready.left {
        Some(_) => ask_left(view, ctx),
        None => ask(view, ready.path, ctx),
    }
}

impl Draft {
    /// What somebody else wrote is there to be looked at, or not.
    pub fn merged(&mut self, result: Result<Option<Box<Ready>>, StoreError>, ctx: &mut Ctx<'_>) {
        self.keep.waits(false);
        let ready = match result {
            Err(error) => {
                ctx.complain(error.to_string());
                return self.ask_recover(ctx);
            }
            Ok(None) => {
                let words = Words::new(
                    "文件已经不在，没有可合并的；保存会重新建立它",
                    "the file is gone; saving makes it again",
                );
                ctx.complain(ctx.snapshot.lang.of(words).to_owned());
                return self.ask_recover(ctx);
            }
            Ok(Some(ready)) => ready,
        };
        if self.file.as_ref().is_none_or(|file| file.path != ready.path) {
            return;
        }
        if self.editor.generation() != ready.generation {
            // Written on meanwhile.
            return again(self, *ready, ctx);
        }
        ctx.ask(Request::Compare(window(&ready, ctx.snapshot)));
        self.merging = Some(ready);
    }
}

/// Acts on the answer.
pub(super) fn answered(view: &mut Draft, answer: &Answer, ctx: &mut Ctx<'_>) {
    let Some(ready) = view.merging.take() else { return };
    if *answer != Answer::Choice('m') {
        return match ready.left {
            // The question is still open what becomes of it.
            Some(_) => {
                ctx.say(Words::new("没有合并；没保存的文字还留着", "not merged; the unsaved text is still kept"));
                view.ask_recover(ctx);
            }
            None => ctx.say(Words::new("没有合并，也没有保存", "neither merged nor saved")),
        };
    }
    if view.editor.generation() != ready.generation {
        return again(view, *ready, ctx);
    }
    if let Some(journal) = &ready.left
        && !view.recover(journal, ctx)
    {
        return;
    }
    let Some(file) = view.file.as_mut().filter(|file| file.path == ready.path) else { return };
    view.editor.deed(ready.merged.changes);
    let state = view.editor.state();
    file.merges.push(Brought { state, identity: ready.identity, text: ready.theirs });
    if let Some(place) = merge::first(view.editor.buffer()) {
        view.editor.go(Motion::To(place), false);
    }
    view.touched();
    ctx.ask(Request::Show(ViewId::Draft));
    ctx.say(if ready.merged.conflicts > 0 {
        Words::new(
            "已合并，还没有保存；【合并】处两边都在，Alt-. 到下一处，Ctrl-Z 撤回",
            "merged, not saved; both stay at 【合并】, Alt-. goes on, Ctrl-Z takes it back",
        )
    } else {
        Words::new("已合并，还没有保存；Ctrl-Z 撤回", "merged, not saved yet; Ctrl-Z takes it back")
    });
}

fn window(ready: &Ready, snapshot: &Snapshot) -> Comparison {
    let (lang, merged) = (snapshot.lang, &ready.merged);
    let mut text = vec![match lang {
        Language::Chinese => format!("文件里的改动有 {} 处合进来", merged.taken),
        Language::English => format!("{} changes of the file come in", merged.taken),
    }];
    if merged.conflicts > 0 {
        text.push(match lang {
            Language::Chinese => {
                format!("另有 {} 处两边改了同一处：都留下，用【合并：…】标出，请自己定", merged.conflicts)
            }
            Language::English => {
                format!("at {} places both changed the same: both stay, marked 【合并：…】", merged.conflicts)
            }
        });
    }
    Comparison {
        title: lang.of(Words::new("合并文件里的改动", "Merge what was changed in the file")).to_owned(),
        text,
        diff: ready.diff.clone(),
        choices: vec![('m', Words::new("合并", "merge")), ('c', Words::new("不合并", "do not merge"))],
        asked: Asked::MergeDraft,
    }
}
