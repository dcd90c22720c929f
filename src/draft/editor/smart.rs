//! Typing with punctuation that becomes what Chinese wants; see [`punctuation`](crate::draft::punctuation) for the rules.

use super::Editor;
use crate::draft::buffer::{Pos, PosSpan};
use crate::draft::history::{Change, Kind};
use crate::draft::motion::Motion;
use crate::draft::punctuation::{Typed, by_hand, typed};
use crate::text::span;

impl Editor {
    /// Types `text` as [`Editor::type_text`] does, marks made those of Chinese. Where one becomes another, undo first gives
    /// back the one that was typed. A burst that an input method committed is typed as it is.
    pub fn type_smart(&mut self, text: &str) {
        if !by_hand(text) {
            return self.type_text(text);
        }
        for c in text.chars() {
            self.type_one(c);
        }
    }

    fn type_one(&mut self, c: char) {
        let place = self.selection().unwrap_or(PosSpan { start: self.caret, end: self.caret });
        let before = span::head(self.buffer.paragraph(place.start.paragraph), place.start.byte);
        let after = span::tail(self.buffer.paragraph(place.end.paragraph), place.end.byte);
        let what = typed(before, c, after);
        if what == Typed::StepOver && place.is_empty() {
            let over = after.chars().next().map_or(0, char::len_utf8);
            return self.go(Motion::To(Pos::new(place.end.paragraph, place.end.byte + over)), false);
        }
        let mut raw = [0; 4];
        let raw: &str = c.encode_utf8(&mut raw);
        self.type_text(raw);
        let Typed::Becomes { before, text, closing } = what else { return };
        // A character that joined with what follows is no mark any more.
        let start = Pos::new(place.start.paragraph, place.start.byte.saturating_sub(before));
        let span = PosSpan { start, end: self.caret };
        let removed = self.buffer.slice(span);
        if self.caret != start.after(&removed) || !removed.ends_with(raw) || removed == text && closing.is_empty() {
            return;
        }
        self.history.seal();
        // The closing mark first: the caret ends behind the last change.
        let behind = Change::new(self.caret, "", closing);
        let own = Change::new(start, removed, text);
        let caret = start.after(text);
        self.step(Kind::Deed, vec![behind, own]);
        if self.caret != caret {
            self.set_caret(caret, false);
        }
        self.converted = Some(self.generation);
    }

    /// Takes a mark back that just became another; says whether there was one.
    pub(super) fn take_back(&mut self) -> bool {
        let just = self.converted.take() == Some(self.generation) && self.selection().is_none();
        if just {
            self.undo();
        }
        just
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::*;

    fn shown(editor: &Editor) -> String {
        let mut marked = editor.buffer().clone();
        marked.insert(editor.caret(), "|");
        marked.to_text()
    }

    #[test]
    fn one_step_back_is_what_was_typed() {
        let mut editor = Editor::new("");
        editor.type_smart("创城工作");
        editor.type_smart(",");
        assert_eq!(shown(&editor), "创城工作，|");
        editor.undo();
        assert_eq!(shown(&editor), "创城工作,|");
        editor.type_smart("好");
        editor.type_smart("(");
        assert_eq!(shown(&editor), "创城工作,好（|）");
        editor.backspace();
        assert_eq!(shown(&editor), "创城工作,好(|");
        editor.backspace();
        assert_eq!(shown(&editor), "创城工作,好|");
        editor.type_smart("\"");
        editor.type_smart("细");
        editor.backspace();
        assert_eq!(shown(&editor), "创城工作,好“|”", "only directly behind the change");
        editor.type_smart("\"");
        assert_eq!(shown(&editor), "创城工作,好“”|");
        editor.type_smart("“");
        assert_eq!(shown(&editor), "创城工作,好“”“|”");
        editor.backspace();
        assert_eq!(shown(&editor), "创城工作,好“”“|");
        editor.undo();
        assert_eq!(shown(&editor), "创城工作,好“”|");
    }

    #[test]
    fn what_is_committed_or_pasted_stays() {
        let mut editor = Editor::new("");
        editor.type_smart("创建,文明(好)");
        editor.paste("创,城(a)");
        assert_eq!(shown(&editor), "创建,文明(好)创,城(a)|");
    }

    #[test]
    fn a_mark_takes_the_place_of_a_selection() {
        let mut editor = Editor::new("创城甲乙");
        editor.select(PosSpan::new(Pos::new(0, 6), Pos::new(0, 12)));
        editor.type_smart(".");
        assert_eq!(shown(&editor), "创城。|");
        editor.undo();
        assert_eq!(shown(&editor), "创城.|");
        editor.undo();
        assert_eq!(editor.buffer().to_text(), "创城甲乙");
    }

    proptest! {
        #[test]
        fn typing_is_taken_back_to_the_first_letter(
            first in "[创，a“”（）\n\u{301}]{0,8}", keys in vec("[创a1,.;:?!()\"'\\-“”（）《》\u{301}𠀀]", 0..30), left in 0_usize..9,
        ) {
            let mut editor = Editor::new(&first);
            for _ in 0..left {
                editor.go(Motion::Right, false);
            }
            for key in &keys {
                editor.type_smart(key);
                prop_assert_eq!(editor.buffer().clamp(editor.caret()), editor.caret());
            }
            let last = editor.buffer().to_text();
            while editor.undo_depth().0 > 0 {
                editor.undo();
            }
            prop_assert_eq!(editor.buffer().to_text(), first);
            while editor.undo_depth().1 > 0 {
                editor.redo();
            }
            prop_assert_eq!(editor.buffer().to_text(), last);
        }
    }
}
