//! Snippets put into the draft, and the way from slot to slot.

use super::Draft;
use crate::draft::buffer::{Pos, PosSpan};
use crate::draft::history::Change;
use crate::draft::motion::Motion;
use crate::draft::slot;
use crate::stats::report::Words;
use crate::tui::command::{Asked, Ctx, Question, QuestionKind, Request};
use crate::tui::layout::Desk;

/// Asks which one.
pub fn ask(view: &mut Draft, ctx: &mut Ctx<'_>) {
    let texts = view.writing.snippets.iter();
    let texts = texts.map(|s| (format!("{}  {}", s.name, s.text.replace('\n', " ")), s.abbreviation.clone())).collect();
    ctx.ask(Request::Question(Question {
        title: ctx
            .snapshot
            .lang
            .of(Words::new("套话 · 汉字、拼音、缩写都行", "Snippets · Chinese, pinyin, letters"))
            .to_owned(),
        text: Vec::new(),
        kind: QuestionKind::Find(texts),
        asked: Asked::Snippet,
    }));
}

/// Puts the snippet of this number in at the caret, its first slot selected.
pub fn chosen(view: &mut Draft, number: usize) {
    let Some(snippet) = view.writing.snippets.get(number) else { return };
    if view.opening.is_some() {
        return;
    }
    let text = snippet.on(&crate::job::clock::today());
    view.focus = Desk::Text;
    let selected = view.editor.selection();
    let start = selected.map_or_else(|| view.editor.caret(), |span| span.start);
    let removed = view.editor.selected_text();
    view.editor.deed(vec![Change::new(start, removed, text)]);
    view.touched();
    first_slot(view, start);
}

/// Selects the first slot of what was put in at `start` and ends at the caret.
pub fn first_slot(view: &mut Draft, start: Pos) {
    let end = view.editor.caret();
    let inside = |slot: &PosSpan| slot.start >= start && slot.end <= end;
    if let Some(slot) = slot::next(view.editor.buffer(), start).filter(inside) {
        view.editor.select(slot);
    }
}

/// Selects the next slot behind the caret.
pub fn next(view: &mut Draft, ctx: &mut Ctx<'_>) {
    let from = view.editor.selection().map_or_else(|| view.editor.caret(), |span| span.end);
    match slot::next(view.editor.buffer(), from) {
        Some(slot) => {
            view.focus = Desk::Text;
            view.editor.go(Motion::To(slot.start), false);
            view.editor.select(slot);
        }
        None => ctx.say(Words::new("没有要填的【】了", "no slot is left")),
    }
}
