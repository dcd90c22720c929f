//! What crashes left of the draft: offered, shown against the file, restored, kept or discarded; and what of it cannot be
//! read.

use std::path::{Path, PathBuf};

use super::Draft;
use crate::draft::buffer::Buffer;
use crate::draft::store::journal::Replica;
use crate::job::keep::{Found, Task};
use crate::stats::report::{Language, Words};
use crate::text::{safe, wrap};
use crate::tui::command::{Answer, Asked, Comparison, Ctx, Question, QuestionKind, Request, ViewId};
use crate::tui::layout::Desk as Pane;
use crate::tui::snapshot::Snapshot;

/// The widest row of a question, in cells.
const ROW: usize = 70;

/// The most edits that are done again one by one.
const STEPS: usize = 50_000;

/// The most journals that are named.
const MOST: usize = 3;

impl Draft {
    /// Offers the newest of what crashes left; behind the last one tells what cannot be read.
    pub(super) fn ask_recover(&mut self, ctx: &mut Ctx<'_>) {
        let Some(found) = self.keep.left.first() else { return ask_unreadable(self, ctx) };
        ctx.ask(Request::Compare(recover_window(found, self.keep.left.len(), ctx.snapshot)));
    }

    /// Puts what a crash left, in this journal, into the editor. Whether it is that which is asked about.
    pub(super) fn recover(&mut self, journal: &Path, ctx: &mut Ctx<'_>) -> bool {
        if self.keep.left.first().is_none_or(|found| found.leftover.journal != journal) {
            return false;
        }
        let found = self.keep.left.remove(0);
        let leftover = found.leftover;
        if leftover.path.is_none() || found.broken {
            self.form = leftover.form;
            // Nothing of the file was read: saving asks before it is written over.
            self.file = leftover.path.clone().map(|path| super::files::file(path, None, Buffer::default()));
            ctx.ask(Request::Show(ViewId::Draft));
        }
        self.focus = Pane::Text;
        let steps = leftover.changes.len() <= STEPS;
        let first = if steps { &leftover.start } else { &leftover.now };
        let text = first.text.to_text();
        self.editor.restore(&text, &first.origins);
        let state = self.editor.state();
        if steps {
            self.editor.retrace((&text, &first.origins), &leftover.changes);
        }
        self.editor.restore(&leftover.now.text.to_text(), &leftover.now.origins);
        if found.changed && leftover.path.is_some() {
            super::merge::made_from(self, state, &leftover.base.text);
        }
        self.side.renew();
        self.touched();
        self.flush();
        self.keep.restored = true;
        self.ask_keeper(Task::Restored { journal: leftover.journal, damaged: leftover.lost > 0 });
        ask_unreadable(self, ctx);
        ctx.say(Words::new(
            "已恢复，还没有保存；Ctrl-Z 一步步退回文件里的文字",
            "restored, not saved yet; Ctrl-Z goes back step by step to the file's text",
        ));
        true
    }
}

/// Acts on an answer about what crashes left; gives it back when it is about something else.
pub(super) fn answered(view: &mut Draft, asked: Asked, answer: Answer, ctx: &mut Ctx<'_>) -> Option<(Asked, Answer)> {
    match (asked, answer) {
        (Asked::Recover, Answer::Choice('r')) => {
            if let Some(journal) = view.keep.left.first().map(|found| found.leftover.journal.clone()) {
                view.recover(&journal, ctx);
            }
        }
        (Asked::Recover, Answer::Choice('m')) => super::merge::ask_left(view, ctx),
        (Asked::Recover, Answer::Choice('b')) => {
            if let Some(found) = view.keep.left.first() {
                let text = |replica: &Replica| std::sync::Arc::new(replica.text.to_text());
                let lang = ctx.snapshot.lang;
                let old = (lang.of(Words::new("当时的文件", "the file then")).to_owned(), text(&found.leftover.base));
                let new =
                    (lang.of(Words::new("没保存的文字", "the unsaved text")).to_owned(), text(&found.leftover.now));
                view.ask_keeper(Task::Compare { old, new, version: None });
            }
        }
        (Asked::Recover, Answer::Choice('x')) if view.keep.left.first().is_some_and(|found| found.leftover.writing) => {
            let found = view.keep.left.remove(0);
            view.ask_keeper(Task::Pass(found.leftover.journal));
            ctx.say(Words::new("不再问了；那边的文字不动", "not asked again; the other's text stays"));
            view.ask_recover(ctx);
        }
        (Asked::Recover, Answer::Choice('x')) => {
            let lang = ctx.snapshot.lang;
            ctx.ask(Request::Question(Question {
                title: lang.of(Words::new("真的丢弃？", "Really discard it?")).to_owned(),
                text: vec![lang.of(Words::new("丢弃以后找不回来。", "It cannot be had back.")).to_owned()],
                kind: QuestionKind::Choice(vec![
                    ('c', Words::new("不丢弃，回去看", "no, back")),
                    ('x', Words::new("丢弃", "discard")),
                ]),
                asked: Asked::DiscardLeft,
            }));
        }
        (Asked::DiscardLeft, Answer::Choice('x')) => {
            if !view.keep.left.is_empty() {
                let found = view.keep.left.remove(0);
                view.ask_keeper(Task::Discard(found.leftover.journal));
                ctx.say(Words::new("已丢弃", "discarded"));
            }
            view.ask_recover(ctx);
        }
        (Asked::DiscardLeft, _) => view.ask_recover(ctx),
        (Asked::Recover, _) => {
            view.keep.left.clear();
            ask_unreadable(view, ctx);
            ctx.say(Words::new("先留着，下次打开再问", "kept; the question comes again next time"));
        }
        (Asked::UnreadableLeft, Answer::Choice('a')) => {
            for journal in std::mem::take(&mut view.keep.unreadable) {
                view.ask_keeper(Task::SetAside(journal));
            }
        }
        (Asked::UnreadableLeft, _) => {
            view.keep.unreadable.clear();
            ctx.say(Words::new(
                "先留着，下次打开再说；wengao recover 也列得出",
                "kept, and told again next time; wengao recover lists it too",
            ));
        }
        other => return Some(other),
    }
    None
}

/// Tells of journals that cannot be read, and where they are.
fn ask_unreadable(view: &mut Draft, ctx: &mut Ctx<'_>) {
    let journals = &view.keep.unreadable;
    if journals.is_empty() {
        return;
    }
    let (lang, cells, count) = (ctx.snapshot.lang, ctx.snapshot.cells, journals.len());
    let mut told = vec![match lang {
        Language::Chinese => "程序上次没有正常结束，这份记录坏了，或是更新的版本写的；原样留着，没有动它：".to_owned(),
        Language::English => "damaged, or written by a newer version; it was left as it is:".to_owned(),
    }];
    told.extend(journals.iter().take(MOST).map(|path| safe::line(&path.display().to_string()).into_owned()));
    if count > MOST {
        told.push(match lang {
            Language::Chinese => format!("等，共 {count} 份"),
            Language::English => format!("and more, {count} in all"),
        });
    }
    told.push(
        lang.of(Words::new(
            "里面一行是一处改动，用文本编辑器打得开，文字也许还找得到",
            "each line is one edit; a text editor opens it, and the words may still be there",
        ))
        .to_owned(),
    );
    let rows = told.iter().flat_map(|words| wrap::parts(words, ROW, cells)).map(str::to_owned).collect();
    ctx.ask(Request::Question(Question {
        title: lang.of(Words::new("恢复记录读不出来", "A recovery record cannot be read")).to_owned(),
        text: rows,
        kind: QuestionKind::Choice(vec![
            ('l', Words::new("先留着，下次打开再说", "leave it, tell me again")),
            ('a', Words::new("收在一边，不再提醒", "put it aside, do not tell again")),
        ]),
        asked: Asked::UnreadableLeft,
    }));
}

/// Tells where a journal was put, or that it was not.
pub(super) fn set_aside(result: Result<PathBuf, (PathBuf, String)>, ctx: &mut Ctx<'_>) {
    let zh = ctx.snapshot.lang == Language::Chinese;
    let told = |path: &Path| safe::line(&path.display().to_string()).into_owned();
    match result {
        Ok(path) if zh => ctx.say_text(format!("恢复记录收在 {}", told(&path))),
        Ok(path) => ctx.say_text(format!("the record is at {}", told(&path))),
        Err((path, cause)) if zh => ctx.complain(format!("恢复记录 {} 没能收起来（{cause}）", told(&path))),
        Err((path, cause)) => ctx.complain(format!("{} could not be put aside ({cause})", told(&path))),
    }
}

fn recover_window(found: &Found, count: usize, snapshot: &Snapshot) -> Comparison {
    let zh = snapshot.lang == Language::Chinese;
    let (came, went) = (found.diff.inserted, found.diff.removed);
    let leftover = &found.leftover;
    let mut text = vec![match (zh, leftover.path.is_some()) {
        (true, true) if found.broken => {
            format!("文件现在读不出来，可能只写了一部分；这是最后写于 {} 的全文，{came} 字", found.when)
        }
        (false, true) if found.broken => {
            format!(
                "the file cannot be read, it may be half written; this was last written {}, {came} characters",
                found.when
            )
        }
        (true, true) => format!("最后写于 {}；与文件相差：多 {came} 字，少 {went} 字", found.when),
        (true, false) => format!("没有存过文件的新草稿，最后写于 {}，{came} 字", found.when),
        (false, true) => format!("last written {}; {came} characters more, {went} fewer than the file", found.when),
        (false, false) => format!("a draft that never had a file, last written {}, {came} characters", found.when),
    }];
    if found.changed && leftover.path.is_some() {
        text.push(if zh {
            "文件后来又被改过：下面是和现在的文件比；m 合并两边，b 看和当时的文件比".to_owned()
        } else {
            "the file was changed since: this is against the file now; m merges both, b shows it against the file then"
                .to_owned()
        });
    }
    if leftover.lost > 0 {
        text.push(if zh {
            format!("恢复记录有损坏，后面 {} 处改动读不出来；恢复以后这份记录收在一边，不删", leftover.lost)
        } else {
            format!("the record is damaged: {} later edits cannot be read; it is put aside, not removed", leftover.lost)
        });
    }
    if count > 1 {
        text.push(if zh {
            format!("共有 {count} 份，这是最新的")
        } else {
            format!("{count} are left; the newest")
        });
    }
    let mut choices = vec![('r', Words::new("恢复", "restore")), ('l', Words::new("先留着", "keep for later"))];
    if found.changed && leftover.path.is_some() {
        choices.insert(1, ('m', Words::new("看看差别，合并两边", "see the difference, merge both")));
        choices.push(('b', Words::new("看和当时的文件比", "against the file then")));
    }
    let (title, away) = if leftover.writing {
        let title = Words::new("另一处正在写的文字", "Text that is being written elsewhere");
        (title, Words::new("不用，别再问", "no, and do not ask again"))
    } else {
        (Words::new("上次有没保存的文字", "Text that was not saved"), Words::new("丢弃", "discard"))
    };
    choices.push(('x', away));
    let title = snapshot.lang.of(title);
    Comparison { title: title.to_owned(), text, diff: found.diff.clone(), choices, asked: Asked::Recover }
}
