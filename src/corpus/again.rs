//! A document read again: which of its pieces and sections are those of before, by the lines that they begin at.

use super::model::{Document, Scope};

/// The 1-based line at which a scope of `document` begins.
pub fn line(document: &Document, scope: Scope) -> Option<usize> {
    match scope {
        Scope::Corpus => None,
        Scope::Document(_) => Some(1),
        Scope::Piece(_, p) => document.pieces.get(p).map(|piece| piece.start_line),
        Scope::Section(_, p, s) => document.pieces.get(p)?.sections.get(s).map(|section| section.line),
    }
}

/// What `scope` of `old` is in `new`; `None` where no piece or section begins at its line any more.
pub fn scope(old: &Document, new: &Document, scope: Scope) -> Option<Scope> {
    match scope {
        Scope::Corpus | Scope::Document(_) => Some(scope),
        Scope::Piece(d, _) => {
            let line = line(old, scope)?;
            new.pieces.iter().position(|piece| piece.start_line == line).map(|p| Scope::Piece(d, p))
        }
        Scope::Section(d, p, s) => {
            let line = line(old, scope)?;
            // A line may open several sections.
            let before = old.pieces.get(p)?.sections.get(..s)?.iter().rev().take_while(|s| s.line == line).count();
            let all = new.pieces.iter().enumerate();
            let sections =
                all.flat_map(|(p, piece)| piece.sections.iter().enumerate().map(move |(s, one)| (p, s, one)));
            let mut same = sections.filter(|(.., section)| section.line == line);
            same.nth(before).map(|(p, s, _)| Scope::Section(d, p, s))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::corpus::correction::{Change, Correction, Corrections, Verdict, anchor};
    use crate::corpus::load::of_text;

    const TEXT: &str = "柳河镇工作总结\n一、做法\n（一）抓宣传。发放手册𠀀两百册，入户三轮，群众知晓率明显提高。\n（二）抓整治。清理小广告一千处，规范商户六十家。\n二、问题\n经费不足，人手也少，督查不够经常。\n";

    fn document(corrections: &Corrections) -> Document {
        of_text(Path::new("稿.txt"), TEXT, corrections)
    }

    #[test]
    fn sections_are_found_again_by_their_lines() {
        let old = document(&Corrections::default());
        let said = |line: usize, verdict: Verdict| {
            let mut corrections = Corrections::default();
            let said = anchor(&old, line).map(|anchor| Change::Say(Correction { verdict, anchor }));
            if let Some(change) = said {
                corrections.change(change);
            }
            document(&corrections)
        };
        let last = Scope::Section(0, 0, 3);
        assert_eq!(line(&old, last), Some(5));
        assert_eq!(scope(&old, &said(3, Verdict::Body), last), Some(Scope::Section(0, 0, 2)));
        assert_eq!(scope(&old, &said(5, Verdict::Body), last), None);
        assert_eq!(scope(&old, &said(4, Verdict::Split), last), Some(Scope::Section(0, 1, 1)));
        assert_eq!(scope(&old, &said(4, Verdict::Split), Scope::Piece(0, 0)), Some(Scope::Piece(0, 0)));
        assert_eq!(scope(&said(4, Verdict::Split), &old, Scope::Piece(0, 1)), None);
    }
}
