//! The versions of a draft: a list, what became of one in another or in the text as it is now, and one restored.

use std::sync::Arc;

use super::Draft;
use crate::job::keep::{Task, Version};
use crate::stats::report::{Language, Words};
use crate::text::diff::Diff;
use crate::tui::command::{Answer, Asked, Choosing, Comparison, Ctx, Request};

/// Asks for the versions.
pub(super) fn ask(view: &mut Draft, ctx: &mut Ctx<'_>) {
    let Some(file) = &view.file else {
        ctx.say(Words::new("还没有保存过：每次保存留一版", "not saved yet: every save keeps a version"));
        return;
    };
    let path = file.path.clone();
    let now = view.editor.buffer().clone();
    view.keep.marked = None;
    view.keep.row = 0;
    view.ask_keeper(Task::Versions { path, now });
}

/// They are there.
pub(super) fn show(view: &mut Draft, versions: Vec<Version>, ctx: &mut Ctx<'_>) {
    if versions.is_empty() {
        ctx.say(Words::new("还没有留存的版本：每次保存留一版", "no versions yet: every save keeps one"));
        return;
    }
    view.keep.versions = versions;
    choose(view, ctx);
}

/// Lets one be chosen.
fn choose(view: &Draft, ctx: &mut Ctx<'_>) {
    let zh = ctx.snapshot.lang == Language::Chinese;
    let marked = view.keep.marked;
    let row = |(number, version): (usize, &Version)| {
        let mark = if marked == Some(number) { '*' } else { ' ' };
        let Version { when, characters, since: (came, went), .. } = version;
        let since = match (zh, came + went) {
            (true, 0) => "与现在相同".to_owned(),
            (false, 0) => "as it is now".to_owned(),
            (true, _) => format!("到现在 +{came} -{went}"),
            (false, _) => format!("since then +{came} -{went}"),
        };
        if zh {
            format!("{mark} {when}  {characters:>6} 字  {since}")
        } else {
            format!("{mark} {when}  {characters:>6}  {since}")
        }
    };
    let rows = view.keep.versions.iter().enumerate().map(row).collect();
    let title = match (zh, marked) {
        (true, None) => "版本".to_owned(),
        (false, None) => "Versions".to_owned(),
        (true, Some(_)) => "版本：和带 * 的一版比".to_owned(),
        (false, Some(_)) => "Versions: against the one with *".to_owned(),
    };
    let keys = vec![
        ('v', Words::new("看改了什么", "what changed")),
        ('m', Words::new("作标记，再选一版来比", "mark, then another to compare")),
    ];
    ctx.ask(Request::Choose(Choosing { title, rows, row: view.keep.row, keys, asked: Asked::Version }));
}

/// What became of one text in another is known.
pub(super) fn compared(old: &str, new: &str, diff: Arc<Diff>, version: Option<usize>, ctx: &mut Ctx<'_>) {
    let (came, went) = (diff.inserted, diff.removed);
    let text = match ctx.snapshot.lang {
        Language::Chinese => format!("多 {came} 字，少 {went} 字"),
        Language::English => format!("{came} characters came, {went} went"),
    };
    let choices = version.map(|_| ('r', Words::new("恢复这一版", "restore this version"))).into_iter().collect();
    let title = format!("{old} → {new}");
    ctx.ask(Request::Compare(Comparison {
        title,
        text: vec![text],
        diff,
        choices,
        asked: Asked::Compared { version },
    }));
}

/// Acts on an answer that is about versions.
pub(super) fn answered(view: &mut Draft, asked: Asked, answer: Answer, ctx: &mut Ctx<'_>) {
    match (asked, answer) {
        (Asked::Version, Answer::Row(row, 'm')) => {
            view.keep.marked = if view.keep.marked == Some(row) { None } else { Some(row) };
            view.keep.row = row;
            choose(view, ctx);
        }
        (Asked::Version, Answer::Row(row, _)) => {
            view.keep.row = row;
            let marked = view.keep.marked.filter(|marked| *marked != row);
            // The older one first.
            let (from, to) = marked.map_or((row, None), |marked| (row.max(marked), Some(row.min(marked))));
            let named = |version: &Version| (version.when.clone(), version.text.clone());
            let Some(old) = view.keep.versions.get(from).map(named) else { return };
            let now = || (ctx.snapshot.lang.of(Words::new("现在", "now")).to_owned(), Arc::new(view.text()));
            let new = to.and_then(|to| view.keep.versions.get(to)).map_or_else(now, named);
            view.ask_keeper(Task::Compare { old, new, version: to.is_none().then_some(row) });
        }
        (Asked::Compared { version: Some(version) }, Answer::Choice('r')) => restore(view, version, ctx),
        (Asked::Compared { .. }, _) if !view.keep.versions.is_empty() => choose(view, ctx),
        _ => {
            view.keep.versions.clear();
            view.keep.marked = None;
        }
    }
}

fn restore(view: &mut Draft, version: usize, ctx: &mut Ctx<'_>) {
    let versions = std::mem::take(&mut view.keep.versions);
    let Some(version) = versions.get(version) else { return };
    if view.editor.restore(&version.text, &version.origins) {
        view.side.renew();
        view.touched();
        ctx.say_text(match ctx.snapshot.lang {
            Language::Chinese => format!("已恢复到 {} 的一版，还没有保存（一次 Ctrl-Z 退回）", version.when),
            Language::English => {
                format!("the version of {} is back, not saved yet (one Ctrl-Z undoes it)", version.when)
            }
        });
    }
}
