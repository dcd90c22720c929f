//! Headings of the same level: the next and the one before, in the order of the text.

use super::Read;
use crate::corpus::again;
use crate::corpus::model::{Corpus, Place, Scope};
use crate::stats::report::Words;
use crate::tui::command::Ctx;
use crate::tui::layout::Pane;

impl Read {
    /// Goes to the next heading, piece or document of the same level as the one that it is in.
    pub(super) fn same_level(&mut self, forward: bool, ctx: &mut Ctx<'_>) {
        let snapshot = ctx.snapshot;
        let corpus = &snapshot.corpus;
        let found = match self.focus {
            // Where rows are filtered, among those that are left.
            Pane::Left if !self.tree.filter().is_empty() => self.tree.beside(corpus, forward),
            Pane::Left => beside(corpus, self.scope(), forward),
            Pane::Middle => self.mark_place(snapshot).and_then(|place| {
                let here = corpus.scope_at(place);
                // Headings of one row are one step.
                let passed = |scope: &Scope| match heading(corpus, *scope) {
                    Some(at) if at.document == place.document => {
                        if forward {
                            at.span.start >= place.span.end
                        } else {
                            at.span.start < place.span.start
                        }
                    }
                    _ => true,
                };
                std::iter::successors(Some(here), |scope| beside(corpus, *scope, forward)).skip(1).find(passed)
            }),
        };
        match (found, self.focus) {
            (None, _) if forward => ctx.say(Words::new("后面没有平级的了", "nothing of this level below")),
            (None, _) => ctx.say(Words::new("前面没有平级的了", "nothing of this level above")),
            (Some(scope), Pane::Left) => {
                if self.tree.filter().is_empty() {
                    self.tree.reveal(corpus, scope);
                } else {
                    self.tree.go_to(corpus, scope);
                }
                self.show_cursor(snapshot);
            }
            (Some(scope), Pane::Middle) => {
                let Some(place) = heading(corpus, scope) else { return };
                self.set_document(Some(place.document));
                self.wanted = Some(place.span.start);
                self.tree.go_to(corpus, scope);
            }
        }
    }
}

/// Where a scope begins: its heading, or its title.
fn heading(corpus: &Corpus, scope: Scope) -> Option<Place> {
    let document = scope.document()?;
    let doc = corpus.documents.get(document)?;
    let span = match scope {
        Scope::Section(_, p, s) => doc.pieces.get(p)?.sections.get(s)?.heading,
        _ => doc.lines.span(&doc.text, again::line(doc, scope)?),
    };
    Some(Place { document, span })
}

/// How deep a scope is: documents, pieces, then the levels of sections.
pub(super) fn depth(corpus: &Corpus, scope: Scope) -> u8 {
    match scope {
        Scope::Corpus => 0,
        Scope::Document(_) => 1,
        Scope::Piece(..) => 2,
        Scope::Section(d, p, s) => {
            let piece = corpus.documents.get(d).and_then(|doc| doc.pieces.get(p));
            2 + piece.and_then(|piece| piece.sections.get(s)).map_or(1, |section| section.level)
        }
    }
}

/// The next scope of the same depth.
fn beside(corpus: &Corpus, scope: Scope, forward: bool) -> Option<Scope> {
    let wanted = depth(corpus, scope);
    let same = |other: &Scope| depth(corpus, *other) == wanted;
    match scope {
        Scope::Corpus => None,
        Scope::Document(d) => {
            let next = if forward { d + 1 } else { d.checked_sub(1)? };
            (next < corpus.documents.len()).then_some(Scope::Document(next))
        }
        Scope::Piece(d, p) => {
            let all = |d: usize| corpus.documents.get(d).map_or(0, |doc| doc.pieces.len());
            let here = if forward { (p + 1..all(d)).next() } else { (0..p).next_back() };
            let there = || {
                let mut others: Box<dyn Iterator<Item = usize>> =
                    if forward { Box::new(d + 1..corpus.documents.len()) } else { Box::new((0..d).rev()) };
                let other = others.find(|d| all(*d) > 0)?;
                Some(Scope::Piece(other, if forward { 0 } else { all(other) - 1 }))
            };
            here.map(|p| Scope::Piece(d, p)).or_else(there)
        }
        Scope::Section(d, p, s) => {
            let in_piece = |piece: Scope| {
                let Scope::Piece(d, p) = piece else { return Vec::new() };
                let piece = corpus.documents.get(d).and_then(|doc| doc.pieces.get(p));
                let count = piece.map_or(0, |piece| piece.sections.len());
                (0..count).map(|s| Scope::Section(d, p, s)).filter(same).collect::<Vec<_>>()
            };
            let own = in_piece(Scope::Piece(d, p));
            let after = own.iter().find(|other| **other > scope);
            let before = own.iter().rfind(|other| **other < Scope::Section(d, p, s));
            if let Some(found) = if forward { after } else { before } {
                return Some(*found);
            }
            std::iter::successors(Some(Scope::Piece(d, p)), |piece| beside(corpus, *piece, forward)).skip(1).find_map(
                |piece| {
                    let there = in_piece(piece);
                    if forward { there.first().copied() } else { there.last().copied() }
                },
            )
        }
    }
}
