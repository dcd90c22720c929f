//! Material for what is being written: sections that play the same part, sentences like the one at the caret, what a query
//! finds. Looked up by a worker after a pause; what has come stays until something else does.

use std::sync::Arc;

use super::{Card, Kind};
use crate::corpus::model::{Corpus, Scope};
use crate::draft::buffer::Pos;
use crate::job::Job;
use crate::job::material::{Look, Request};
use crate::search::likeness::Shape;
use crate::search::similar::{Similar, Wanted};
use crate::stats::report::{Language, Words};
use crate::text::sentence::sentences_in;
use crate::text::span::{ByteSpan, slice};
use crate::tui::layout::Desk;
use crate::tui::snapshot::Snapshot;
use crate::tui::views::draft::Draft;

pub(super) const NO_SECTIONS: Words =
    Words::new("光标放在一节里，这里列出语料中同类的章节", "with the caret in a section, sections like it stand here");
pub(super) const NO_SENTENCES: Words = Words::new(
    "光标放在一句里，这里列出语料中相近的句子",
    "with the caret in a sentence, sentences like it stand here",
);
pub(super) const NOTHING_FOUND: Words =
    Words::new("按 Alt-/ 检索语料，这里列出找到的句子", "Alt-/ searches the corpus; what is found stands here");

/// A paragraph longer than this (bytes) is no prose whose sentences could be looked for at a pause.
const LONGEST: usize = 64 * 1024;

/// A sentence with fewer pairs of characters is not looked for.
const SHORTEST: usize = 3;

/// What was looked for last, and what came.
#[derive(Debug, Default)]
pub struct Material {
    /// What was asked for, of which state of the corpus.
    asked: Option<(Look, u64)>,
    /// The number of that request.
    number: u64,
    /// The caret and the text for which it was told what to ask.
    told: Option<(Kind, Pos, u64, u64, u64)>,
    /// What is looked for in the corpus by hand.
    query: String,
    cards: Vec<Card>,
    /// The cards have come, or are still to come.
    come: bool,
}

/// The cards that have come.
pub(super) fn cards(kind: Kind, view: &Draft, snapshot: &Snapshot) -> (Vec<String>, Vec<Card>) {
    let material = &view.side.material;
    let Some((look, _)) = material.asked.as_ref().filter(|(look, _)| kind_of(look) == kind) else {
        return (Vec::new(), Vec::new());
    };
    let head = match (look, snapshot.lang) {
        (Look::Sections(wanted), Language::Chinese) => {
            let role = wanted.role.map(|role| format!("〔{}〕", role.id())).unwrap_or_default();
            format!("{role}{}", wanted.heading)
        }
        (Look::Sections(wanted), Language::English) => wanted.heading.clone(),
        (Look::Sentences(text), _) => text.clone(),
        (Look::Found(query), _) => query.clone(),
    };
    let none = material.come && material.cards.is_empty();
    let none = none.then(|| snapshot.lang.of(Words::new("语料里没有", "nothing in the corpus")).to_owned());
    (std::iter::once(head).chain(none).collect(), material.cards.clone())
}

const fn kind_of(look: &Look) -> Kind {
    match look {
        Look::Sections(_) => Kind::Sections,
        Look::Sentences(_) => Kind::Sentences,
        Look::Found(_) => Kind::Found,
    }
}

/// What is to be looked up now, if it is something else than what was looked up last.
pub fn wants(view: &mut Draft, snapshot: &Snapshot) -> Option<Job> {
    let shown = view.focus == Desk::Side || view.side.shown;
    // While something is typed nothing changes beside it.
    if !shown || view.due.is_some() || snapshot.corpus.documents.is_empty() {
        return None;
    }
    let caret = view.editor.caret();
    let now =
        (view.side.kind, caret, view.editor.generation(), view.facts_of, snapshot.rewritten + snapshot.generation);
    if view.side.material.told == Some(now) {
        return None;
    }
    view.side.material.told = Some(now);
    let look = match view.side.kind {
        Kind::Sections => Look::Sections(section(view, caret)?),
        Kind::Sentences => Look::Sentences(sentence(view, caret)?),
        Kind::Found if view.side.material.query.is_empty() => return None,
        Kind::Found => Look::Found(view.side.material.query.clone()),
        Kind::Borrowed | Kind::Overlap | Kind::Residue | Kind::Proof => return None,
    };
    // While documents are still coming in, what was found stays.
    let of = if snapshot.loading.active { 0 } else { snapshot.generation };
    let material = &mut view.side.material;
    let asked = Some((look.clone(), of));
    if material.asked == asked {
        return None;
    }
    if material.asked.as_ref().map(|(look, _)| look) != Some(&look) {
        material.cards.clear();
        material.come = false;
        view.side.list.cursor = 0;
    }
    let material = &mut view.side.material;
    material.asked = asked;
    material.number += 1;
    let generation = material.number;
    view.side.renew();
    let except = view.file.as_ref().map(|file| file.path.clone());
    let corpus = Arc::clone(&snapshot.corpus);
    Some(Job::Material(Box::new(Request { generation, corpus, look, except })))
}

/// Material has come.
pub fn arrived(view: &mut Draft, number: u64, corpus: &Corpus, found: &[Similar]) {
    let material = &mut view.side.material;
    if material.number != number {
        return;
    }
    material.come = true;
    material.cards = found.iter().filter_map(|similar| card(corpus, similar)).collect();
    view.side.renew();
}

fn card(corpus: &Corpus, similar: &Similar) -> Option<Card> {
    let document = corpus.documents.get(similar.place.document)?;
    let piece = match similar.scope {
        Scope::Piece(_, p) | Scope::Section(_, p, _) => document.pieces.get(p).map(|piece| piece.title.clone()),
        Scope::Corpus | Scope::Document(_) => None,
    };
    let heading = corpus.heading_path(similar.scope).pop();
    let title = piece.unwrap_or_else(|| document.name());
    let title = heading.map_or_else(|| title.clone(), |heading| format!("{heading} · {title}"));
    Some(Card { title, text: document.prose(similar.place.span), at: None, place: Some(similar.place) })
}

/// Looks for `query` in the corpus by hand.
pub fn look_for(view: &mut Draft, query: &str) {
    query.clone_into(&mut view.side.material.query);
    view.side.material.told = None;
}

/// The section that the caret stands in.
fn section(view: &Draft, caret: Pos) -> Option<Wanted> {
    let heading = view.facts.headings.iter().rfind(|heading| heading.paragraph <= caret.paragraph)?;
    Some(Wanted { role: heading.role, heading: heading.label.clone(), title: view.facts.title.clone() })
}

/// The sentence that the caret stands in or behind.
fn sentence(view: &Draft, caret: Pos) -> Option<String> {
    let text = view.editor.buffer().paragraph(caret.paragraph);
    if text.len() > LONGEST {
        return None;
    }
    // A slot is no text yet, and a few characters are like anything.
    let all = sentences_in(text, ByteSpan::new(0, text.len())).take_while(|span| span.start <= caret.byte);
    let sentences = all.map(|span| slice(text, span).trim()).filter(|sentence| !sentence.contains('【'));
    let found = sentences.filter(|sentence| Shape::of(sentence).pairs().len() >= SHORTEST).last();
    found.map(str::to_owned)
}
