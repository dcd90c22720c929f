//! Bringing what somebody else wrote into a draft: paragraphs that only one changed come in, and in a paragraph that both
//! changed the sentences that only one did. Of the others both stay, between rows that say so.
//!
//! The rows are slots, so that the next one is found with the key for slots. Knows nothing of files or questions.

use super::buffer::{Buffer, Pos, PosSpan};
use super::history::Change;
use super::origin::Origins;
use crate::text::span::{ByteSpan, slice};
use crate::text::{merge, sentence};

/// Stands above what one wrote oneself.
pub const MINE: &str = "【合并：这边写的】";
/// Stands between that and what the other wrote.
pub const THEIRS: &str = "【合并：文件里的】";
/// Stands behind both.
pub const END: &str = "【合并：到此为止】";

/// A draft with what another wrote in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// The edits that lead there, in order, each in the text that the ones before it left.
    pub changes: Vec<Change>,
    /// The text.
    pub text: Buffer,
    /// What of it is borrowed.
    pub origins: Origins,
    /// Places where the other's paragraphs came in, or went as they did there.
    pub taken: usize,
    /// Places where both stay.
    pub conflicts: usize,
}

/// Brings `theirs` into `mine`, of which `origins` are borrowed, when both were made from `base`.
pub fn merge(base: &Buffer, mine: &Buffer, origins: &Origins, theirs: &Buffer) -> Merged {
    let (base, own, other) = (rows(base), rows(mine), rows(theirs));
    let merged = Merged { text: mine.clone(), origins: origins.clone(), ..Merged::default() };
    let mut work = Work { merged, emptied: false };
    // From the last to the first, so that what is yet to come stays where it is.
    for hunk in merge::merge(&base, &own, &other).into_iter().rev() {
        let came = base.get(hunk.base).unwrap_or_default();
        let come = other.get(hunk.theirs).unwrap_or_default();
        let stand = own.get(hunk.mine.clone()).unwrap_or_default();
        let sentences = match (came, stand, come) {
            ([base], [mine], [theirs]) if hunk.conflict => sentences(base, mine, theirs),
            _ => None,
        };
        if let Some(edits) = sentences {
            work.merged.taken += 1;
            for (at, text) in edits {
                work.write(hunk.mine.start, at, &text);
            }
        } else if hunk.conflict {
            work.merged.conflicts += 1;
            let beside: Vec<&str> = [THEIRS].into_iter().chain(come.iter().copied()).chain([END]).collect();
            work.put(hunk.mine.end, hunk.mine.end, &beside);
            work.put(hunk.mine.start, hunk.mine.start, &[MINE]);
        } else {
            work.merged.taken += 1;
            work.put(hunk.mine.start, hunk.mine.end, come);
        }
    }
    work.merged
}

/// What of the sentences of `theirs` comes into the paragraph `mine`, from the last to the first; nothing where both
/// changed the same one.
fn sentences(base: &str, mine: &str, theirs: &str) -> Option<Vec<(ByteSpan, String)>> {
    let (base, own, other) = (parts(base), parts(mine), parts(theirs));
    let hunks = merge::merge(&base, &own, &other);
    // Where each of one's own sentences begins, and where the last one ends.
    let ends = own.iter().scan(0, |end, part| {
        *end += part.len();
        Some(*end)
    });
    let starts: Vec<usize> = std::iter::once(0).chain(ends).collect();
    let bytes = |number: usize| starts.get(number).copied().unwrap_or(mine.len());
    let edit = |hunk: merge::Hunk| {
        let at = ByteSpan::new(bytes(hunk.mine.start), bytes(hunk.mine.end));
        (!hunk.conflict).then(|| (at, other.get(hunk.theirs).unwrap_or_default().concat()))
    };
    hunks.into_iter().rev().map(edit).collect()
}

/// The sentences of a paragraph, each up to where the next one begins.
fn parts(text: &str) -> Vec<&str> {
    let starts = sentence::sentences(text).skip(1).map(|span| span.start);
    let cuts: Vec<usize> = std::iter::once(0).chain(starts).chain([text.len()]).collect();
    cuts.iter().zip(cuts.iter().skip(1)).map(|(start, end)| slice(text, ByteSpan::new(*start, *end))).collect()
}

/// Where the first place begins at which both stay.
pub fn first(text: &Buffer) -> Option<Pos> {
    text.paragraphs().iter().position(|text| text.as_str() == MINE).map(|number| Pos::new(number, 0))
}

fn rows(buffer: &Buffer) -> Vec<&str> {
    buffer.paragraphs().iter().map(|text| text.as_str()).collect()
}

/// A draft into which something comes.
struct Work {
    merged: Merged,
    /// All its paragraphs went: the empty one that a text always has stands for none.
    emptied: bool,
}

impl Work {
    /// Puts `rows` in the place of the paragraphs from `start` to before `end`.
    fn put(&mut self, start: usize, end: usize, rows: &[&str]) {
        let text = &self.merged.text;
        let (start, end) = if self.emptied { (0, 1) } else { (start, end) };
        let (count, joined) = (text.count(), rows.join("\n"));
        let behind = |number: usize| Pos::new(number - 1, text.paragraph(number - 1).len());
        let at = |number: usize| Pos::new(number, 0);
        let (span, inserted) = match (rows.is_empty(), start == end) {
            (false, false) => (PosSpan::new(at(start), behind(end)), joined),
            (false, true) if start < count => (PosSpan::new(at(start), at(start)), format!("{joined}\n")),
            (false, true) => (PosSpan::new(text.end(), text.end()), format!("\n{joined}")),
            (true, _) if end < count => (PosSpan::new(at(start), at(end)), String::new()),
            (true, _) if start > 0 => (PosSpan::new(behind(start), behind(end)), String::new()),
            (true, _) => (PosSpan::new(Pos::default(), text.end()), String::new()),
        };
        self.emptied = rows.is_empty() && start == 0 && end >= count;
        self.change(span, inserted);
    }

    /// Writes `text` over the bytes `at` of a paragraph.
    fn write(&mut self, paragraph: usize, at: ByteSpan, text: &str) {
        let pos = |byte| Pos::new(paragraph, byte);
        self.change(PosSpan::new(pos(at.start), pos(at.end)), text.to_owned());
    }

    fn change(&mut self, span: PosSpan, inserted: String) {
        let change = Change::new(span.start, self.merged.text.slice(span), inserted);
        if change.removed != change.inserted {
            self.merged.text.delete(span);
            self.merged.text.insert(change.at, &change.inserted);
            self.merged.origins.replace(change.at, &change.removed, &change.inserted, &[]);
            self.merged.changes.push(change);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::*;
    use crate::draft::editor::Editor;
    use crate::draft::origin::{Origin, Source};

    fn merged(base: &str, mine: &str, theirs: &str) -> Merged {
        let buffer = Buffer::from_text;
        merge(&buffer(base), &buffer(mine), &Origins::default(), &buffer(theirs))
    }

    #[test]
    fn both_stay_between_rows_that_say_so() {
        for (base, mine, theirs, expected) in [
            ("题\n甲\n乙", "题\n甲一\n乙", "题\n甲\n乙二\n丙", "题\n甲一\n乙二\n丙"),
            ("题\n甲", "题\n甲一", "题\n甲二", "题\n〔\n甲一\n｜\n甲二\n〕"),
            ("甲", "一𠀀", "e\u{301}二", "〔\n一𠀀\n｜\ne\u{301}二\n〕"),
            ("甲\n乙\n丙", "甲\n丙", "甲\n乙二\n丙", "甲\n〔\n｜\n乙二\n〕\n丙"),
            ("甲\n乙", "甲\n乙一", "甲", "甲\n〔\n乙一\n｜\n〕"),
            ("甲", "", "甲", ""),
            ("甲", "甲", "", ""),
            ("", "甲", "", "甲"),
            ("", "", "甲\n", "甲\n"),
            ("甲\n乙", "乙", "新\n甲", "新"),
            ("甲\n乙", "甲", "乙\n新", "新"),
            ("甲\n乙", "乙", "甲", ""),
            // Sentences of one paragraph.
            ("题\n甲。乙。丙。", "题\n甲一。乙。丙。", "题\n甲。乙。丙二。", "题\n甲一。乙。丙二。"),
            ("甲。乙。丙。", "甲。丙。", "甲。乙。丙。𠀀。", "甲。丙。𠀀。"),
            ("　　甲。乙。", "　　甲。乙e\u{301}。", "　　新。甲。乙。", "　　新。甲。乙e\u{301}。"),
            ("甲。乙。", "甲一。乙。", "甲二。乙二。", "〔\n甲一。乙。\n｜\n甲二。乙二。\n〕"),
            ("甲。乙。", "甲。间。乙。", "甲。别。乙。", "〔\n甲。间。乙。\n｜\n甲。别。乙。\n〕"),
        ] {
            let told = merged(base, mine, theirs).text.to_text();
            let told = told.replace(MINE, "〔").replace(THEIRS, "｜").replace(END, "〕");
            assert_eq!(told, expected, "{base:?} {mine:?} {theirs:?}");
        }
    }

    #[test]
    fn what_was_borrowed_stays_borrowed_and_what_the_other_wrote_is_not() {
        let source = Arc::new(Source { path: "a.txt".into(), piece: "甲".to_owned(), line: 1 });
        let span = PosSpan::new(Pos::new(1, 0), Pos::new(1, "借来".len()));
        let origins = Origins::new(vec![Origin { span, source }]);
        let buffer = Buffer::from_text;
        let out = merge(&buffer("题\n"), &buffer("题\n借来"), &origins, &buffer("新题\n他写的"));
        assert_eq!((out.taken, out.conflicts), (1, 1));
        let [origin] = out.origins.spans() else { panic!("{:?}", out.origins) };
        assert_eq!(out.text.slice(origin.span), "借来");
        assert_eq!(first(&out.text), Some(Pos::new(1, 0)));
    }

    #[test]
    fn what_is_borrowed_in_a_paragraph_stays_where_sentences_come_in() {
        let source = Arc::new(Source { path: "a.txt".into(), piece: "甲".to_owned(), line: 1 });
        let mine = "甲。借来。";
        let span = PosSpan::new(Pos::new(0, "甲。".len()), Pos::new(0, mine.len()));
        let origins = Origins::new(vec![Origin { span, source }]);
        let buffer = Buffer::from_text;
        let out = merge(&buffer("甲。乙。"), &buffer(mine), &origins, &buffer("甲𠀀。乙。"));
        assert_eq!((out.taken, out.conflicts, out.text.to_text().as_str()), (1, 0, "甲𠀀。借来。"));
        let [origin] = out.origins.spans() else { panic!("{:?}", out.origins) };
        assert_eq!(out.text.slice(origin.span), "借来。");
    }

    proptest! {
        #[test]
        fn sentences_that_either_wrote_are_all_there(
            base in "[甲乙]{0,2}。[丙丁]{0,2}。[甲丁]{0,2}", mine in "[甲乙𠀀]{0,2}。[丙]{0,2}。[甲。]{0,2}",
            theirs in "[甲乙b]{0,2}。[丙，丁]{0,3}。[甲丁。]{0,3}",
        ) {
            let out = merged(&base, &mine, &theirs);
            let text = out.text.to_text();
            let common = parts(&base);
            for part in parts(&mine).into_iter().chain(parts(&theirs)).filter(|part| !common.contains(part)) {
                prop_assert!(text.contains(part), "{} is missing in {}", part, text);
            }
            let mut editor = Editor::new(&mine);
            editor.deed(out.changes);
            prop_assert_eq!(editor.buffer().to_text(), text);
        }

        #[test]
        fn the_edits_lead_to_the_text_and_one_step_back(
            base in "[甲乙\n]{0,12}", mine in "[甲乙，a\n𠀀\u{301}]{0,12}", theirs in "[甲乙b\n𠀀]{0,12}",
        ) {
            let out = merged(&base, &mine, &theirs);
            let mut editor = Editor::new(&mine);
            editor.deed(out.changes.clone());
            prop_assert_eq!(editor.buffer().to_text(), out.text.to_text());
            editor.undo();
            prop_assert_eq!(editor.buffer().to_text(), mine.as_str());
            // No paragraph of either that is not the common text's is missing.
            let common: Vec<&str> = base.split('\n').collect();
            let text = out.text.to_text();
            let rows: Vec<&str> = text.split('\n').collect();
            for row in mine.split('\n').chain(theirs.split('\n')).filter(|row| !common.contains(row)) {
                prop_assert!(rows.contains(&row), "{} is missing in {}", row, text);
            }
            prop_assert_eq!(merged(&base, &mine, &mine).text.to_text(), mine.as_str());
            prop_assert_eq!(merged(&mine, &mine, &theirs).text.to_text(), theirs.as_str());
            prop_assert_eq!(merged(&theirs, &mine, &theirs).text.to_text(), mine);
        }
    }
}
