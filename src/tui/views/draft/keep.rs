//! Nothing is lost: edits go to the journal a moment after the key, what a crash left is offered, one writes at a time.
//!
//! Writes and reads nothing itself: what is to be done is handed to a worker, in order, and never waited for.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::Draft;
use crate::draft::store::journal::{Begin, Replica};
use crate::draft::store::lock::Holder;
use crate::draft::store::places::Places;
use crate::job::keep::{Desk, Found, Keep, News, Saved, Task, Version};
use crate::job::{Job, clock};
use crate::stats::report::{Language, Words};
use crate::tui::command::{Answer, Asked, Ctx, Request};

/// How long after the first edit that is not yet written the journal is; with the disk's own time that is well below
/// the 50 ms that a key may take.
const FLUSH: Duration = Duration::from_millis(20);

/// How long a disk may take before the person is told that it does.
const SLOW: Duration = Duration::from_secs(3);

/// What is known of how the draft is kept.
#[derive(Debug, Default)]
pub(super) struct Keeping {
    /// Who keeps it; nobody where there is no place for it.
    desk: Option<Desk>,
    /// Since when it is open, in milliseconds since 1970.
    started: u64,
    /// What stands in its file.
    base: Replica,
    /// The journal has been begun.
    begun: bool,
    /// Its journal cannot be written anywhere: what is not saved is in memory only.
    unkept: bool,
    /// Who took it over.
    taken: Option<Box<Holder>>,
    /// What a crash left was put into it and is not saved yet: it is lost for good when the draft is let go.
    pub restored: bool,
    /// When edits are to be written, if there are any.
    flush: Option<Instant>,
    /// When the person is told that the disk does not answer.
    slow: Option<Instant>,
    /// When it is looked whether the request of this number has reached the disk.
    check: Option<(Instant, u64)>,
    /// How many requests were handed out to the desk.
    handed: u64,
    /// What is asked for and not yet handed out.
    out: Vec<Task>,
    /// What is being saved.
    saving: Option<Replica>,
    /// What crashes left, the one that is asked about first.
    pub left: Vec<Found>,
    /// Journals that cannot be read and are still to be told of.
    pub unreadable: Vec<PathBuf>,
    /// The versions that are being looked at.
    pub versions: Vec<Version>,
    /// The version that is held against the next.
    pub marked: Option<usize>,
    /// The row of the versions that was chosen last.
    pub row: usize,
}

impl Keeping {
    pub(super) const fn is_restored(&self) -> bool {
        self.restored
    }

    pub(super) fn touched(&mut self) {
        if self.desk.is_some() {
            self.flush.get_or_insert_with(|| Instant::now() + FLUSH);
        }
    }

    /// Who keeps it.
    pub(super) fn desk(&self) -> Option<Desk> {
        self.desk.clone()
    }

    /// The number of the last request that was handed out to it.
    pub(super) const fn handed(&self) -> u64 {
        self.handed
    }

    /// It was taken over by `holder`.
    pub(super) fn taken_by(&mut self, holder: Box<Holder>) {
        self.taken = Some(holder);
    }

    /// Whether somebody took it over.
    pub(super) const fn is_taken(&self) -> bool {
        self.taken.is_some()
    }

    /// It is in no other hands any more.
    pub(super) fn given_back(&mut self) {
        self.taken = None;
    }

    /// What the title says of it: it is not as it should be, until it is again.
    pub(super) fn mark(&self) -> Option<Words> {
        if self.taken.is_some() {
            return Some(Words::new(" · 已被接走", " · taken over"));
        }
        self.unkept.then_some(Words::new(" · 没有恢复记录", " · no recovery record"))
    }

    /// Something is asked of the disk that may take its time.
    pub(super) fn waits(&mut self, waits: bool) {
        self.slow = waits.then(|| Instant::now() + SLOW);
    }

    pub(super) fn deadline(&self) -> Option<Instant> {
        [self.flush, self.slow, self.check.map(|(at, _)| at)].into_iter().flatten().min()
    }

    /// Whether the request of this number has reached the disk.
    fn is_done(&self, number: u64) -> bool {
        self.desk.as_ref().is_some_and(|desk| desk.done() >= number)
    }
}

impl Draft {
    /// Keeps the draft in these places from now on.
    pub fn keep_in(&mut self, places: Places) {
        if !places.is_empty() {
            self.keep.desk = Some(Desk::new(places));
            self.begin_keeping();
        }
    }

    /// Looks for drafts that never had a file and that a crash left.
    pub fn look_for_lost(&mut self) {
        self.ask_keeper(Task::Orphans);
    }

    pub(super) fn ask_keeper(&mut self, task: Task) {
        if self.keep.desk.is_some() {
            self.keep.out.push(task);
        }
    }

    /// What is to be handed to the workers.
    pub fn take_jobs(&mut self) -> Vec<Job> {
        let Keeping { desk, handed, out, check, .. } = &mut self.keep;
        let Some(desk) = desk else { return Vec::new() };
        if !out.is_empty() {
            check.get_or_insert_with(|| (Instant::now() + SLOW, *handed + out.len() as u64));
        }
        let keep = |task| {
            *handed += 1;
            Job::Keep(Box::new(Keep { desk: desk.clone(), number: *handed, task }))
        };
        out.drain(..).map(keep).collect()
    }

    /// Another text is in the editor, and nothing of it is written yet.
    pub(super) fn begin_keeping(&mut self) {
        if self.keep.desk.is_none() {
            return;
        }
        self.editor.record_edits();
        self.keep = Keeping {
            desk: self.keep.desk.take(),
            started: clock::now(),
            base: self.replica(),
            out: std::mem::take(&mut self.keep.out),
            slow: self.keep.slow,
            check: self.keep.check,
            handed: self.keep.handed,
            ..Keeping::default()
        };
    }

    /// The draft is left: it is saved, or its changes are not wanted.
    pub fn let_go(&mut self) {
        self.editor.take_records();
        self.keep.flush = None;
        self.ask_keeper(Task::Close);
    }

    /// The program ends without the person's doing: what is not saved is written, the rest is put away.
    pub fn end(&mut self) {
        if self.is_unsettled() || self.is_saving() {
            self.flush();
        } else {
            self.let_go();
        }
    }

    fn replica(&self) -> Replica {
        Replica { text: self.editor.buffer().clone(), origins: self.editor.origins().clone() }
    }

    fn begin(&self, base: Replica) -> Begin {
        Begin {
            path: self.file.as_ref().map(|file| file.path.clone()),
            form: self.form.clone(),
            identity: self.file.as_ref().and_then(|file| file.identity.clone()),
            base,
            started: self.keep.started,
        }
    }

    /// Hands out the edits that are not yet written.
    pub fn flush(&mut self) {
        self.keep.flush = None;
        let changes = self.editor.take_records();
        if changes.is_empty() {
            return;
        }
        let begin = (!self.keep.begun).then(|| Box::new(self.begin(self.keep.base.clone())));
        self.keep.begun = true;
        self.ask_keeper(Task::Edits { begin, changes });
    }

    /// What the deadline asks for; words where a disk does not answer.
    pub fn flush_due(&mut self, now: Instant) -> Option<Words> {
        if self.keep.flush.is_some_and(|at| at <= now) {
            self.flush();
        }
        let looked = self.keep.check.take_if(|(at, _)| *at <= now);
        let behind = looked.is_some_and(|(_, number)| !self.keep.is_done(number));
        if self.keep.slow.take_if(|at| *at <= now).is_none() {
            return behind.then_some(Words::new(
                "存恢复记录的磁盘 3 秒没有响应，请按 Ctrl-S 保存一次",
                "the disk with the records has not answered for 3 s; save with Ctrl-S",
            ));
        }
        Some(if self.saving.is_some() && self.keep.is_done(self.keep.handed) {
            Words::new(
                "磁盘 3 秒没有响应，还没有保存；文字已记在本机，可以接着写",
                "the disk has not answered for 3 s; nothing is saved yet, the text is kept on this machine",
            )
        } else {
            Words::new("磁盘 3 秒没有响应，还在等", "the disk has not answered for 3 s; still waiting")
        })
    }

    /// An edit was refused because the draft is open for reading only: the words for it.
    pub fn take_refused(&mut self) -> Option<Words> {
        self.editor.take_refused().then_some(if self.keep.is_taken() {
            super::held::TAKEN
        } else {
            super::held::READ_ONLY
        })
    }

    /// A file was opened and is in the editor.
    pub(super) fn guard(&mut self) {
        if let Some(file) = &self.file {
            let (path, text) = (file.path.clone(), self.editor.buffer().clone());
            self.ask_keeper(Task::Guard { path, text, force: false });
        }
    }

    /// The text of this moment is on its way to the disk.
    pub(super) fn keep_saving(&mut self, ctx: &mut Ctx<'_>) {
        self.keep.waits(true);
        self.keep.saving = Some(self.replica());
        self.flush();
        for job in self.take_jobs() {
            ctx.ask(Request::Run(job));
        }
    }

    /// It has arrived, or not.
    pub(super) fn keep_saved(&mut self, arrived: bool) {
        self.keep.waits(false);
        let Some(base) = self.keep.saving.take().filter(|_| arrived) else { return };
        if self.keep.desk.is_none() {
            return;
        }
        self.flush();
        self.keep.restored = false;
        self.editor.set_read_only(false);
        let now = self.replica();
        self.keep.taken = None;
        self.keep.unkept = false;
        self.keep.begun = now.text != base.text;
        self.keep.base = base.clone();
        let saved = Saved { begin: self.begin(base), now };
        self.ask_keeper(Task::Saved(Box::new(saved)));
    }

    /// The keeper has something to tell.
    pub fn kept(&mut self, news: News, ctx: &mut Ctx<'_>) {
        let zh = ctx.snapshot.lang == Language::Chinese;
        match news {
            News::Guarded { path, holder, left, origins } => {
                if self.file.as_ref().is_none_or(|file| file.path != path) {
                    return;
                }
                if self.editor.generation() == 0 || self.editor.origins().is_empty() {
                    self.know_origins(origins);
                }
                self.editor.set_read_only(holder.is_some());
                if let Some(holder) = holder {
                    ctx.ask(Request::Question(super::held::question(path, &holder, ctx.snapshot)));
                    return;
                }
                self.keep.left = left;
                self.ask_recover(ctx);
            }
            News::Orphans(left) => {
                if self.file.is_none() && !self.is_dirty() {
                    self.keep.left = left;
                    self.ask_recover(ctx);
                }
            }
            News::Unreadable(journals) => {
                self.keep.unreadable = journals;
                if self.keep.left.is_empty() {
                    self.ask_recover(ctx);
                }
            }
            News::SetAside(result) => super::recover::set_aside(result, ctx),
            News::TakenOver(by) => {
                ctx.complain(if zh {
                    format!(
                        "草稿已由{}接过去写，这里只能看；文字还在，Ctrl-S 接回来，F12 另存",
                        super::held::told(&by, ctx.snapshot)
                    )
                } else {
                    format!(
                        "taken over by {}; only for reading here, Ctrl-S takes it back, F12 saves elsewhere",
                        super::held::told(&by, ctx.snapshot)
                    )
                });
                self.keep.taken_by(by);
                self.editor.set_read_only(true);
            }
            News::Elsewhere(cause) => ctx.complain(if zh {
                format!("恢复记录换了地方存（{cause}），文字没有丢；请尽早保存")
            } else {
                format!("the recovery record moved ({cause}); nothing is lost, save soon")
            }),
            News::KeptAgain => {
                self.keep.unkept = false;
                ctx.say(Words::new("恢复记录又写得进去了", "the recovery record is being written again"));
            }
            News::NotKept(cause) => {
                self.keep.unkept = true;
                ctx.complain(if zh {
                    format!("恢复记录写不了（{cause}），文字只在内存里；请保存（Ctrl-S）或另存到别处（F12）")
                } else {
                    format!("no recovery record ({cause}): the text is in memory only; save it (Ctrl-S, F12)")
                });
            }
            News::NoVersion(cause) => ctx.complain(if zh {
                format!("已保存；这一版没能留存（{cause}）")
            } else {
                format!("saved, but no version was kept ({cause})")
            }),
            News::Versions { path, versions } => {
                if self.file.as_ref().is_some_and(|file| file.path == path) {
                    super::versions::show(self, versions, ctx);
                }
            }
            News::Compared { old, new, diff, version } => super::versions::compared(&old, &new, diff, version, ctx),
        }
    }

    /// What was borrowed when the draft was saved last; what was typed since is the writer's own.
    fn know_origins(&mut self, origins: crate::draft::origin::Origins) {
        if self.editor.generation() == 0 {
            self.keep.base.origins = origins.clone();
            self.editor.set_origins(origins);
        } else {
            // Written on before the answer came: found again in the text as it is now.
            let found = crate::draft::anchor::again(&self.keep.base.text, &origins, self.editor.buffer());
            self.editor.set_origins(found);
        }
        self.side.renew();
    }
}

/// Acts on an answer that is about keeping; gives it back when it is not.
pub(super) fn answered(view: &mut Draft, asked: Asked, answer: Answer, ctx: &mut Ctx<'_>) -> Option<(Asked, Answer)> {
    match (asked, answer) {
        (Asked::DraftHeld { .. }, Answer::Choice('r')) => {
            ctx.say(Words::new("只读打开；F12 可以另存为别的文件", "for reading only; F12 saves it as another file"));
        }
        (Asked::DraftHeld { path }, Answer::Choice('t')) => {
            view.editor.set_read_only(false);
            let text = view.editor.buffer().clone();
            view.ask_keeper(Task::Guard { path, text, force: true });
            ctx.say(Words::new("已接过来写，另一处会得到通知", "taken over; the other one is told"));
        }
        (Asked::DraftHeld { .. }, _) => view.close(ctx),
        (Asked::Compared { .. }, _) if !view.keep.left.is_empty() => view.ask_recover(ctx),
        (asked, answer) => {
            let (asked, answer) = super::recover::answered(view, asked, answer, ctx)?;
            return super::held::answered(view, asked, answer, ctx);
        }
    }
    None
}

#[cfg(test)]
mod tests;
