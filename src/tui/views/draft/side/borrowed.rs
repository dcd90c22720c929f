//! 借用清单: every stretch of the draft that was taken over, with its source, and how much of the draft it makes.

use super::{Card, place_of};
use crate::stats::report::{Language, Words};
use crate::text::count::characters;
use crate::tui::snapshot::Snapshot;
use crate::tui::views::draft::Draft;

pub(super) const NOTHING: Words = Words::new(
    "还没有摘入的文字。在 阅读、检索 里按 y 摘入，这里就记下出处",
    "nothing is taken over yet; y in Read and Search takes text, its source is kept here",
);

pub(super) fn cards(view: &Draft, snapshot: &Snapshot) -> (Vec<String>, Vec<Card>) {
    let buffer = view.editor.buffer();
    let mut borrowed = 0;
    let cards: Vec<Card> = view
        .editor
        .origins()
        .spans()
        .iter()
        .map(|origin| {
            let text = buffer.slice(origin.span);
            borrowed += characters(&text);
            let source = &origin.source;
            let path = source.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            let title = match snapshot.lang {
                Language::Chinese => format!("第 {} 行 · {} · {path}", source.line, source.piece),
                Language::English => format!("line {} · {} · {path}", source.line, source.piece),
            };
            Card { title, text, at: Some(origin.span), place: place_of(source, snapshot) }
        })
        .collect();
    if cards.is_empty() {
        return (Vec::new(), cards);
    }
    let all = (view.facts.lengths.characters as usize).max(borrowed).max(1);
    let share = (borrowed * 1000 + all / 2) / all;
    let (whole, tenth) = (share / 10, share % 10);
    let head = match snapshot.lang {
        Language::Chinese => format!("摘入 {borrowed} 字，占全稿 {whole}.{tenth}%，{} 处", cards.len()),
        Language::English => format!("{borrowed} taken over, {whole}.{tenth}% of all, {} places", cards.len()),
    };
    (vec![head], cards)
}
