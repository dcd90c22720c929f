//! A document read again: which of its pieces and sections are those of before, by the lines that they begin at.

use rustc_hash::FxHashMap;

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

/// Leads from the 1-based lines of a document to those of the document as it was read again: by their text, of several
/// with the same text the one that is moved least against the line before; a line that is gone, to where it was.
#[derive(Debug)]
pub struct Lines<'a> {
    old: &'a Document,
    new: &'a Document,
    by_text: FxHashMap<&'a str, Vec<usize>>,
}

impl<'a> Lines<'a> {
    /// From `old` to `new`.
    pub fn new(old: &'a Document, new: &'a Document) -> Self {
        let mut by_text: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        // Most documents are the same but for what was made of them.
        if old.text != new.text {
            for line in 1..=new.lines.count() {
                by_text.entry(new.lines.line(&new.text, line).trim()).or_default().push(line);
            }
        }
        Self { old, new, by_text }
    }

    /// The line of the new document for one of the old.
    pub fn now(&self, line: usize) -> usize {
        if self.by_text.is_empty() {
            return line;
        }
        let text = |line: usize| self.old.lines.line(&self.old.text, line).trim();
        let same =
            |line: usize| self.by_text.get(text(line)).filter(|lines| !text(line).is_empty() && lines.len() == 1);
        // How far the text around has moved: as the nearest line has that stands once in the new document.
        let moved =
            (0..NEAR).flat_map(|far| [line.checked_sub(far), line.checked_add(far)]).flatten().find_map(|near| {
                let now = *same(near).filter(|_| near > 0)?.first()?;
                Some(now as isize - near as isize)
            });
        let there = line.saturating_add_signed(moved.unwrap_or(0)).clamp(1, self.new.lines.count().max(1));
        let own = self.by_text.get(text(line)).filter(|_| !text(line).is_empty());
        own.and_then(|lines| lines.iter().min_by_key(|now| now.abs_diff(there))).copied().unwrap_or(there)
    }

    /// What a scope of the old document is in the new one; `None` where no piece or section begins at its line any more.
    pub fn scope(&self, scope: Scope) -> Option<Scope> {
        let (old, new) = (self.old, self.new);
        match scope {
            Scope::Corpus | Scope::Document(_) => Some(scope),
            Scope::Piece(d, _) => {
                let line = self.now(line(old, scope)?);
                new.pieces.iter().position(|piece| piece.start_line == line).map(|p| Scope::Piece(d, p))
            }
            Scope::Section(d, p, s) => {
                let was = line(old, scope)?;
                let line = self.now(was);
                // A line may open several sections.
                let before = old.pieces.get(p)?.sections.get(..s)?.iter().rev().take_while(|s| s.line == was).count();
                let all = new.pieces.iter().enumerate();
                let sections =
                    all.flat_map(|(p, piece)| piece.sections.iter().enumerate().map(move |(s, one)| (p, s, one)));
                let mut same = sections.filter(|(.., section)| section.line == line);
                same.nth(before).map(|(p, s, _)| Scope::Section(d, p, s))
            }
        }
    }
}

/// How many lines around one are looked at to tell how far it has moved.
const NEAR: usize = 200;

/// What `scope` of `old` is in `new`; see [`Lines::scope`].
pub fn scope(old: &Document, new: &Document, scope: Scope) -> Option<Scope> {
    Lines::new(old, new).scope(scope)
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
    fn lines_are_found_again_by_their_text() {
        let old = document(&Corrections::default());
        let check = |text: &str, expected: [usize; 6]| {
            let new = of_text(Path::new("稿.txt"), text, &Corrections::default());
            let lines = Lines::new(&old, &new);
            assert_eq!([1, 2, 3, 4, 5, 6].map(|line| lines.now(line)), expected, "{text}");
        };
        check(TEXT, [1, 2, 3, 4, 5, 6]);
        check(&TEXT.replace("一、做法", "新的一段𠀀。\n又一段。\n一、做法"), [1, 4, 5, 6, 7, 8]);
        check(&TEXT.replace("二、问题\n", ""), [1, 2, 3, 4, 5, 5]);
        // What was changed stands where its neighbours are; of two alike the nearer one is it.
        check(&TEXT.replace("二、问题", "新段。\n二、存在的问题"), [1, 2, 3, 4, 5, 7]);
        check(&format!("二、问题\n{TEXT}"), [2, 3, 4, 5, 6, 7]);
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
