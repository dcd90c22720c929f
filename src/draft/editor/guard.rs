//! An editor that only shows its text, and one that gets another text as a single step.

use super::{Change, Editor, Kind};
use crate::draft::origin::Origins;
use crate::text::span;

/// What comes in at once and is longer than this, in bytes, was not typed.
const TYPED: usize = 60;

impl Editor {
    /// With `true` nothing changes the text any more until it is told otherwise.
    pub fn set_read_only(&mut self, read_only: bool) {
        self.read_only = read_only;
    }

    /// Whether nothing changes the text.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Whether an edit was refused since the last call.
    pub fn take_refused(&mut self) -> bool {
        std::mem::take(&mut self.refused)
    }

    /// Puts `start` in place of all that is there, then does `changes` one after the other, in the steps in which a person
    /// would have done them: undo leads back through them, and behind the first to what was there.
    pub fn retrace(&mut self, start: (&str, &Origins), changes: &[Change]) {
        self.restore(start.0, start.1);
        self.history.seal();
        for change in changes {
            let kind = match (change.removed.as_str(), change.inserted.as_str()) {
                ("", typed) if !typed.contains('\n') && typed.len() <= TYPED => Kind::Typing,
                (_, "") if change.before().end == self.caret => Kind::Erasing,
                (_, "") if change.at == self.caret => Kind::ErasingForward,
                _ => Kind::Deed,
            };
            if kind == Kind::Typing && change.at != self.caret {
                self.history.seal();
            }
            self.step(kind, vec![change.clone()]);
        }
        self.history.seal();
    }

    /// Puts `text`, of which `origins` are borrowed, in place of all that is there, as one undo step; only what differs is
    /// changed. The caret ends behind that. Says whether anything differed.
    pub fn restore(&mut self, text: &str, origins: &Origins) -> bool {
        let old = self.buffer.to_text();
        if self.read_only {
            self.refused = true;
            return false;
        }
        if old != text {
            let (start, behind) = alike(&old, text);
            let removed = span::head(span::tail(&old, start), old.len() - start - behind);
            let inserted = span::head(span::tail(text, start), text.len() - start - behind);
            let at = self.buffer.at_offset(start);
            let brought = origins.of(at, inserted);
            self.step(Kind::Deed, vec![Change { brought, ..Change::new(at, removed, inserted) }]);
        }
        self.set_origins(origins.clone());
        old != text
    }
}

/// Bytes that two texts have in common at their beginnings, and behind that at their ends.
fn alike(old: &str, new: &str) -> (usize, usize) {
    let same = |(one, other): &(u8, u8)| one == other;
    let start = old.bytes().zip(new.bytes()).take_while(same).count();
    let start = span::floor(old, start);
    let room = old.len().min(new.len()) - start;
    let mut behind = old.bytes().rev().zip(new.bytes().rev()).take(room).take_while(same).count();
    // Both ends are at the boundary of a character: what is common is the same in both.
    while !old.is_char_boundary(old.len() - behind) {
        behind -= 1;
    }
    (start, behind)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::*;
    use crate::draft::editor::Edit;

    #[test]
    fn nothing_changes_a_text_that_is_only_shown() {
        let mut editor = Editor::new("甲乙");
        editor.record_edits();
        editor.type_text("新");
        editor.set_read_only(true);
        assert!(!editor.take_refused());
        for edit in [Edit::Type("x"), Edit::Paste("y"), Edit::Undo, Edit::Delete, Edit::Newline] {
            assert!(!editor.edit(edit) && editor.take_refused(), "{edit:?}");
        }
        assert!(!editor.restore("丙", &Origins::default()));
        assert_eq!((editor.buffer().to_text().as_str(), editor.take_records().len()), ("新甲乙", 1));
        editor.set_read_only(false);
        editor.undo();
        assert_eq!(editor.buffer().to_text(), "甲乙");
    }

    #[test]
    fn the_steps_of_another_editor_are_done_and_undone_again() {
        let mut first = Editor::new("旧文");
        first.record_edits();
        for c in "一句话。又一句".chars() {
            first.type_text(c.encode_utf8(&mut [0; 4]));
        }
        first.backspace();
        first.newline();
        first.paste("贴来的一段𠀀\ne\u{301}");
        let changes = first.take_records();
        for before in ["旧文", "别处改了的"] {
            let mut editor = Editor::new(before);
            editor.record_edits();
            editor.retrace(("旧文", &Origins::default()), &changes);
            assert_eq!(editor.buffer().to_text(), first.buffer().to_text());
            let mut seen = Vec::new();
            while editor.undo_depth().0 > 0 {
                editor.undo();
                seen.push(editor.buffer().to_text());
            }
            let steps = ["一句话。又一\n旧文", "一句话。又一旧文", "一句话。又一句旧文", "一句话。旧文", "旧文"];
            assert_eq!(seen.get(..5).unwrap_or_default(), steps);
            assert_eq!(seen.last().map(String::as_str), Some(before));
            assert!(!editor.dirty());
            // A journal follows.
            let mut text = crate::draft::buffer::Buffer::from_text(before);
            for change in editor.take_records() {
                text.delete(change.before());
                text.insert(change.at, &change.inserted);
            }
            assert_eq!(text.to_text(), before);
        }
    }

    proptest! {
        #[test]
        fn a_text_is_restored_whole_and_one_undo_takes_it_back(
            old in "[创城，a\n𠀀\u{301}]{0,20}", new in "[创城，a\n𠀀\u{301}]{0,20}",
        ) {
            let mut editor = Editor::new(&old);
            prop_assert_eq!(editor.restore(&new, &Origins::default()), old != new);
            prop_assert_eq!(editor.buffer().to_text(), new.as_str());
            prop_assert!(editor.dirty() == (old != new));
            editor.undo();
            prop_assert_eq!(editor.buffer().to_text(), old);
        }
    }
}
