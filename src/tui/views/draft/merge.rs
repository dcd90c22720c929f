//! What somebody else wrote in the draft's file comes into the draft: looked at first, one step of undo.
//!
//! The reading and merging is a worker's. As long as what came in is not taken back, the file is what was read for it;
//! when it is taken back, the file is again one that changed, and saving asks.

use std::path::PathBuf;

use super::Draft;
use crate::draft::buffer::Buffer;
use crate::draft::merge;
use crate::draft::motion::Motion;
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

/// Asks for what would come in from `path`.
pub(super) fn ask(view: &mut Draft, path: PathBuf, ctx: &mut Ctx<'_>) {
    let own = view.file.as_ref().is_some_and(|file| file.path == path);
    let Some((_, base)) = known(view).filter(|_| own) else { return };
    ctx.ask(Request::Run(Job::MergeDraft(Box::new(MergeDraft {
        path,
        form: view.form.clone(),
        base,
        mine: view.editor.buffer().clone(),
        origins: view.editor.origins().clone(),
        generation: view.editor.generation(),
        desk: view.keep.desk(),
    }))));
    view.keep.waits(true);
    ctx.say(Words::new("正在读文件里的文字……", "reading what stands in the file…"));
}

impl Draft {
    /// What somebody else wrote is there to be looked at, or not.
    pub fn merged(&mut self, result: Result<Option<Box<Ready>>, StoreError>, ctx: &mut Ctx<'_>) {
        self.keep.waits(false);
        let ready = match result {
            Err(error) => return ctx.complain(error.to_string()),
            Ok(None) => {
                let words = Words::new(
                    "文件已经不在，没有可合并的；保存会重新建立它",
                    "the file is gone; saving makes it again",
                );
                return ctx.complain(ctx.snapshot.lang.of(words).to_owned());
            }
            Ok(Some(ready)) => ready,
        };
        if self.file.as_ref().is_none_or(|file| file.path != ready.path) {
            return;
        }
        if self.editor.generation() != ready.generation {
            // Written on meanwhile.
            return ask(self, ready.path, ctx);
        }
        ctx.ask(Request::Compare(window(&ready, ctx.snapshot)));
        self.merging = Some(ready);
    }
}

/// Acts on the answer.
pub(super) fn answered(view: &mut Draft, answer: &Answer, ctx: &mut Ctx<'_>) {
    let Some(ready) = view.merging.take() else { return };
    if *answer != Answer::Choice('m') {
        return ctx.say(Words::new("没有合并，也没有保存", "neither merged nor saved"));
    }
    let Some(file) = view.file.as_mut().filter(|file| file.path == ready.path) else { return };
    if view.editor.generation() != ready.generation {
        return ask(view, ready.path, ctx);
    }
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
                format!("另有 {} 处两边改了同一段：都留下，用【合并：…】标出，请自己定", merged.conflicts)
            }
            Language::English => {
                format!("at {} places both changed a paragraph: both stay, marked 【合并：…】", merged.conflicts)
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
