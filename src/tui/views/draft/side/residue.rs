//! 待改: names and years that came along with borrowed text, and what is still to be filled in.

use super::Card;
use crate::draft::slot;
use crate::stats::report::{Language, Words};
use crate::text::span::ByteSpan;
use crate::tui::command::Ctx;
use crate::tui::snapshot::Snapshot;
use crate::tui::views::draft::Draft;

pub(super) const NOTHING: Words = Words::new(
    "没有要改的：借来的文字里没有别处的单位、地名、姓名、年份，也没有未填的空",
    "nothing to change: no foreign names or years in borrowed text, and nothing left to fill in",
);

/// What is still open: its bytes in the checked text, what it is, and where it came from.
fn open(view: &Draft, lang: Language) -> Vec<(ByteSpan, String)> {
    let Some(found) = &view.check.found else { return Vec::new() };
    let residue = found.residue.iter().map(|(found, from)| {
        let (zh, en) = found.kind.words();
        let what = match lang {
            Language::Chinese => format!("{zh} · 来自 {from}"),
            Language::English => format!("{en} · from {from}"),
        };
        (found.at, what)
    });
    let empty = found.leftovers.iter().map(|at| (*at, lang.of(Words::new("未填", "to fill in")).to_owned()));
    let mut all: Vec<_> = residue.chain(empty).filter(|(at, _)| !view.check.is_right(*at)).collect();
    all.sort_by_key(|(at, _)| *at);
    all
}

pub(super) fn cards(view: &Draft, snapshot: &Snapshot) -> (Vec<String>, Vec<Card>) {
    let cards: Vec<Card> = open(view, snapshot.lang)
        .into_iter()
        .map(|(at, what)| {
            let text = view.check.of.text(at);
            let place = view.check.of.place(at);
            let paragraph = place.start.paragraph;
            let around = view.check.of.around(at);
            let title = match snapshot.lang {
                Language::Chinese => format!("{text}  {what}（{} 段）", paragraph + 1),
                Language::English => format!("{text}  {what} ({})", paragraph + 1),
            };
            Card { title, text: around, at: view.check.of.now(view.editor.buffer(), at), place: None }
        })
        .collect();
    // Slots of a skeleton are gone through with a key of their own.
    let listed = cards.iter().filter(|card| card.title.starts_with('【')).count();
    let slots: usize = view.editor.buffer().paragraphs().iter().map(|text| slot::count(text)).sum();
    let slots = slots.saturating_sub(listed);
    let mut head = Vec::new();
    if !cards.is_empty() {
        head.push(match snapshot.lang {
            Language::Chinese => format!("待改 {} 处", cards.len()),
            Language::English => format!("{} to look at", cards.len()),
        });
    }
    if slots > 0 {
        head.push(match snapshot.lang {
            Language::Chinese => format!("空位 {slots} 个待写，Alt-. 到下一个"),
            Language::English => format!("{slots} slots to fill in, Alt-. goes there"),
        });
    }
    (head, cards)
}

/// The person says that the chosen one is right.
pub(super) fn confirm(view: &mut Draft, ctx: &mut Ctx<'_>) {
    let chosen = open(view, ctx.snapshot.lang).into_iter().nth(view.side.list.cursor);
    let Some((at, _)) = chosen else { return };
    view.check.confirm(at);
    view.side.renew();
    ctx.say(Words::new(
        "记下了，没有问题；那句话改动后会再看",
        "noted as right; it is looked at again when the sentence changes",
    ));
}
