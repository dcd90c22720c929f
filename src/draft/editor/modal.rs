//! What a keyboard with modes needs of the editor: text taken out and copied by its place and not by a selection, whole
//! paragraphs that stay whole in the register, and a caret that stands on a character and not behind the last one.

use super::Editor;
use crate::draft::buffer::{Pos, PosSpan};
use crate::draft::history::{Change, Kind};
use crate::draft::motion;

/// The largest text that one paste with a count puts in, in bytes.
const LARGEST_PASTE: usize = 4 << 20;

impl Editor {
    /// Copies what stands in `span` to the register and gives it; the selection stays as it is.
    pub fn copy_span(&mut self, span: PosSpan) -> String {
        let text = self.buffer.slice(span);
        self.register_borrowed = self.origins.of(span.start, &text);
        self.register.clone_from(&text);
        self.register_whole = false;
        text
    }

    /// Moves what stands in `span` to the register and gives it, as one step; the caret ends where it stood.
    pub fn cut_span(&mut self, span: PosSpan) -> String {
        let text = self.copy_span(span);
        self.anchor = None;
        self.change(Kind::Deed, span, "");
        text
    }

    /// Copies the paragraphs from `first` to `last`, both 0-based, to the register as whole paragraphs and gives their
    /// text.
    pub fn copy_paragraphs(&mut self, first: usize, last: usize) -> String {
        let text = self.copy_span(self.paragraphs(first, last));
        self.register_whole = true;
        text
    }

    /// Moves the paragraphs from `first` to `last`, both 0-based, to the register as whole paragraphs and gives their
    /// text; as one step. The caret ends at the beginning of the paragraph that took their place.
    pub fn cut_paragraphs(&mut self, first: usize, last: usize) -> String {
        let text = self.copy_paragraphs(first, last);
        let mut span = self.paragraphs(first, last);
        if last + 1 < self.buffer.count() {
            span.end = Pos::new(last + 1, 0);
        } else if let Some(before) = first.checked_sub(1) {
            span.start = Pos::new(before, self.buffer.paragraph(before).len());
        }
        self.anchor = None;
        self.change(Kind::Deed, span, "");
        let paragraph = self.caret.paragraph;
        self.set_caret(Pos::new(paragraph, 0), false);
        text
    }

    /// Whether the register holds whole paragraphs.
    pub fn register_is_whole(&self) -> bool {
        self.register_whole
    }

    /// Puts what the register holds in at `at`, `times` times, as one step; the caret ends behind it. Whole paragraphs
    /// go below the paragraph of `at`, or above it with `above`, and the caret to the beginning of the first. Says
    /// whether anything changed.
    pub fn paste_at(&mut self, at: Pos, above: bool, times: usize) -> bool {
        let whole = self.register_whole;
        if self.register.is_empty() && !whole {
            return false;
        }
        let at = self.place(at);
        let each = self.register.len() + usize::from(whole);
        let times = times.clamp(1, (LARGEST_PASTE / each).max(1));
        let (mut text, mut brought) = (String::with_capacity(each * times), Vec::new());
        for _ in 0..times {
            if whole && !above {
                text.push('\n');
            }
            brought.extend(self.register_borrowed.iter().map(|borrowed| borrowed.behind(text.len())));
            text.push_str(&self.register);
            if whole && above {
                text.push('\n');
            }
        }
        let (at, first) = match (whole, above) {
            (false, _) => (at, None),
            (true, true) => (Pos::new(at.paragraph, 0), Some(at.paragraph)),
            (true, false) => {
                let length = self.buffer.paragraph(at.paragraph).len();
                (Pos::new(at.paragraph, length), Some(at.paragraph + 1))
            }
        };
        let generation = self.generation;
        self.anchor = None;
        self.step(Kind::Deed, vec![Change { brought, ..Change::new(at, "", text) }]);
        let changed = self.generation != generation;
        if let Some(first) = first.filter(|_| changed) {
            self.set_caret(Pos::new(first, 0), false);
        }
        changed
    }

    /// Moves a caret that stands behind the last character of its row's paragraph, or at the end of a row, onto the
    /// character before it; the column that up and down keep to stays.
    pub fn rest(&mut self) {
        let text = self.buffer.paragraph(self.caret.paragraph);
        if self.caret.byte < text.len() && !self.at_end {
            return;
        }
        if let Some(byte) = motion::cluster_before(text, self.caret.byte) {
            let goal = self.goal;
            self.anchor = None;
            self.set_caret(Pos::new(self.caret.paragraph, byte), false);
            self.goal = goal;
        }
    }

    /// The paragraphs from `first` to `last`, without the line feed behind the last.
    fn paragraphs(&self, first: usize, last: usize) -> PosSpan {
        let last = last.min(self.buffer.count().saturating_sub(1));
        let start = Pos::new(first.min(last), 0);
        PosSpan { start, end: Pos::new(last, self.buffer.paragraph(last).len()) }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::draft::origin::Source;

    fn own(editor: &Editor) -> Vec<String> {
        editor.origins().spans().iter().map(|origin| editor.buffer().slice(origin.span)).collect()
    }

    #[test]
    fn whole_paragraphs_stay_whole_and_keep_their_source() {
        let source = Arc::new(Source { path: "旧稿.txt".into(), piece: "去年总结".to_owned(), line: 3 });
        let mut editor = Editor::new("自己写的");
        editor.insert_paragraphs("入户𠀀宣传\ne\u{301}二", Some(&source));
        assert_eq!(editor.cut_paragraphs(1, 2), "入户𠀀宣传\ne\u{301}二");
        assert_eq!((editor.buffer().to_text().as_str(), editor.caret()), ("自己写的", Pos::new(0, 0)));
        assert!(editor.register_is_whole() && editor.origins().is_empty());
        assert!(editor.paste_at(editor.caret(), true, 2));
        assert_eq!(editor.buffer().to_text(), "入户𠀀宣传\ne\u{301}二\n入户𠀀宣传\ne\u{301}二\n自己写的");
        assert_eq!(own(&editor).concat().replace('\n', ""), "入户𠀀宣传e\u{301}二入户𠀀宣传e\u{301}二");
        editor.undo();
        assert!(editor.paste_at(editor.caret(), false, 1));
        assert_eq!(
            (editor.buffer().to_text().as_str(), editor.caret()),
            ("自己写的\n入户𠀀宣传\ne\u{301}二", Pos::new(1, 0))
        );
        assert_eq!(own(&editor).concat(), "入户𠀀宣传\ne\u{301}二");
        // What the program hands back of what was cut here is the same text: its source stays.
        let register = editor.register().to_owned();
        editor.set_register(&register);
        assert!(editor.register_is_whole());
        assert!(editor.paste_at(editor.caret(), false, 1));
        assert_eq!(own(&editor).concat().matches("入户𠀀宣传").count(), 2);
        editor.set_register("别的");
        assert!(!editor.register_is_whole());
    }

    #[test]
    fn text_goes_to_the_register_by_its_place() {
        let mut editor = Editor::new("甲乙e\u{301}丙");
        let span = PosSpan::new(Pos::new(0, 3), Pos::new(0, 9));
        assert_eq!(editor.cut_span(span), "乙e\u{301}");
        assert!(editor.selection().is_none());
        assert!(editor.paste_at(Pos::new(0, 6), false, 3));
        assert_eq!(editor.buffer().to_text(), "甲丙乙e\u{301}乙e\u{301}乙e\u{301}");
        editor.rest();
        assert_eq!(editor.caret(), Pos::new(0, 21));
        editor.set_read_only(true);
        assert!(!editor.paste_at(Pos::new(0, 0), false, 1) && editor.take_refused());
    }
}
