//! 查重: every stretch of the draft that stands in the corpus too, and where.

use super::Card;
use crate::draft::origin::Source;
use crate::stats::report::{Language, Words};
use crate::tui::snapshot::Snapshot;
use crate::tui::views::draft::Draft;

pub(super) const NOTHING: Words = Words::new(
    "没有和语料连着十三字相同的地方；写着写着会自己再查",
    "no thirteen characters in a row stand in the corpus; it is looked again as you write",
);

pub(super) fn cards(view: &Draft, snapshot: &Snapshot) -> (Vec<String>, Vec<Card>) {
    let lang = snapshot.lang;
    let Some(found) = &view.check.found else {
        let words = Words::new("还没有查过：停笔片刻就查", "not looked yet: it is after a pause");
        return (vec![lang.of(words).to_owned()], Vec::new());
    };
    let cards: Vec<Card> = found
        .overlap
        .spans
        .iter()
        .filter_map(|span| {
            // The corpus may have changed since: its place is told by the document that is there now.
            let document = snapshot.corpus.documents.get(span.place.document)?;
            let source = Source::of(document, span.place.span.start);
            let more = if span.more { "+" } else { "" };
            let title = match (lang, span.others) {
                (Language::Chinese, 0) => format!("{} 字 · {} 第 {} 行", span.letters, source.piece, source.line),
                (Language::Chinese, others) => {
                    format!("{} 字 · {} 第 {} 行，另 {others}{more} 处", span.letters, source.piece, source.line)
                }
                (Language::English, others) => {
                    format!("{} · {} line {}, {others}{more} more", span.letters, source.piece, source.line)
                }
            };
            let at = view.check.of.now(view.editor.buffer(), span.at);
            Some(Card { title, text: view.check.of.text(span.at), at, place: Some(span.place) })
        })
        .collect();
    if cards.is_empty() {
        return (Vec::new(), cards);
    }
    let share = found.overlap.share() * 100.0;
    let head = match lang {
        Language::Chinese => format!("重合 {share:.1}%，{} 处", cards.len()),
        Language::English => format!("{share:.1}% stands elsewhere, {} places", cards.len()),
    };
    (vec![head], cards)
}
