//! The tree when one document was read again.

use std::collections::HashSet;

use super::Tree;
use crate::corpus::again;
use crate::corpus::model::{Corpus, Place, Scope};

impl Tree {
    /// Documents have other numbers: what `now` gives; those for which it gives none are gone.
    pub fn renumbered(&mut self, now: &dyn Fn(usize) -> Option<usize>) {
        let turned = std::mem::take(&mut self.turned).into_iter();
        self.turned = turned.filter_map(|scope| scope.renumbered(now)).collect();
        self.at = self.at.and_then(|scope| scope.renumbered(now));
        self.built = None;
    }

    /// A document was read again: what was open stays open, and the cursor stays on its line. `before` and `corpus` are
    /// the same but for the document.
    pub fn replaced(&mut self, number: usize, before: &Corpus, corpus: &Corpus, rewritten: u64) {
        let (Some(old), Some(new)) = (before.documents.get(number), corpus.documents.get(number)) else { return };
        let sections = |p: usize, count: usize| (0..count).map(move |s| Scope::Section(number, p, s));
        let pieces = old.pieces.iter().enumerate();
        let below = pieces
            .flat_map(|(p, piece)| std::iter::once(Scope::Piece(number, p)).chain(sections(p, piece.sections.len())));
        let lines = again::Lines::new(old, new);
        let mut turned: HashSet<Scope> =
            self.turned.iter().copied().filter(|scope| scope.document() != Some(number)).collect();
        for scope in std::iter::once(Scope::Document(number)).chain(below) {
            let Some(again) = lines.scope(scope) else { continue };
            let open = self.is_open(scope, Self::depth(before, scope));
            if (Self::depth(corpus, again) < self.level) != open {
                turned.insert(again);
            }
        }
        self.turned = turned;
        if let Some(at) = self.at.filter(|at| at.document() == Some(number)) {
            let line = lines.now(again::line(old, at).unwrap_or(1));
            let span = new.lines.span(&new.text, line);
            let around = || corpus.scope_at(Place { document: number, span });
            self.at = Some(lines.scope(at).unwrap_or_else(around));
        }
        self.built = Some((rewritten, corpus.documents.len()));
        self.build(corpus);
    }
}
