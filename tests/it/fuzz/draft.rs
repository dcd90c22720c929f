//! The editor against a plain list of characters, each with its source: edits, undo, redo, numbering, moved sections,
//! borrowed text; what is seen and where the caret stands.

use std::collections::HashMap;
use std::sync::Arc;

use wengao::draft::buffer::{Buffer, Pos, PosSpan};
use wengao::draft::editor::{Edit, Editor, View};
use wengao::draft::find::Query;
use wengao::draft::history::Change;
use wengao::draft::motion::{self, Motion};
use wengao::draft::numbering::{Direction, Reach, level, renumber, shift};
use wengao::draft::origin::{Origins, Source};
use wengao::text::span::head;
use wengao::text::width::Cells;
use wengao::text::wrap;

use super::bytes::Bytes;

/// A draft longer than this (bytes) is not written on.
pub const LONGEST: usize = 4096;

/// Deeds after which a run ends.
const MOST: usize = 96;

/// Characters that no number and no mark of a heading is made of.
const WORDS: &str = "创城工作文明建设做法问题存在的通知科室报告附件标题字来源上篇关于约年月日aBbhtp";

/// What a draft should be: its characters, each with the line of its source if it is borrowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Model {
    characters: Vec<(char, Option<usize>)>,
}

impl Model {
    fn of(text: &str) -> Self {
        Self { characters: text.chars().map(|c| (c, None)).collect() }
    }

    fn text(&self) -> String {
        self.characters.iter().map(|(c, _)| *c).collect()
    }

    /// The number of characters before `pos`; where it is not in the text, nothing.
    fn place(&self, pos: Pos) -> Option<usize> {
        let mut feeds = self.characters.iter().enumerate().filter(|(_, (c, _))| *c == '\n').map(|(at, _)| at + 1);
        let start = if pos.paragraph == 0 { 0 } else { feeds.nth(pos.paragraph - 1)? };
        let (mut at, mut byte) = (start, 0);
        while byte < pos.byte {
            let (c, _) = self.characters.get(at).filter(|(c, _)| *c != '\n')?;
            byte += c.len_utf8();
            at += 1;
        }
        (byte == pos.byte).then_some(at)
    }

    /// Follows an edit, which must fit.
    fn follow(&mut self, change: &Change) {
        let at = self.place(change.at).unwrap_or_else(|| panic!("an edit is at a place of the text"));
        let end = at + change.removed.chars().count();
        let there: Option<String> = self.characters.get(at..end).map(|all| all.iter().map(|(c, _)| *c).collect());
        assert_eq!(there.as_ref(), Some(&change.removed), "an edit takes away what is not there");
        let source = |byte: usize| {
            let of = change.brought.iter().find(|part| part.span.start <= byte && byte < part.span.end);
            of.map(|part| part.source.line)
        };
        let new: Vec<_> = change.inserted.char_indices().map(|(byte, c)| (c, source(byte))).collect();
        self.characters.splice(at..end, new);
    }

    /// The words of the text with their sources, in whatever order they stand.
    fn words(&self) -> Vec<(char, Option<usize>)> {
        let mut words: Vec<_> = self.characters.iter().copied().filter(|(c, _)| WORDS.contains(*c)).collect();
        words.sort_unstable();
        words
    }
}

/// The characters of a draft with their sources, as the draft tells them.
fn told(buffer: &Buffer, origins: &Origins) -> Model {
    let mut model = Model::of(&buffer.to_text());
    let mut last: Option<(Pos, usize)> = None;
    for origin in origins.spans() {
        let (from, to) = (model.place(origin.span.start), model.place(origin.span.end));
        let (from, to) = (
            from.unwrap_or_else(|| panic!("borrowed text begins in the text")),
            to.unwrap_or_else(|| panic!("borrowed text ends in the text")),
        );
        assert!(from < to, "a borrowed stretch is empty");
        let line = origin.source.line;
        assert!(last.is_none_or(|(end, of)| end < origin.span.start || end == origin.span.start && of != line));
        last = Some((origin.span.end, line));
        for character in &mut model.characters[from..to] {
            character.1 = Some(line);
        }
    }
    model
}

/// Where borrowed text comes from.
pub fn source(number: usize) -> Arc<Source> {
    Arc::new(Source { path: "旧稿.txt".into(), piece: "去年总结".to_owned(), line: number + 1 })
}

/// A place in the text, also one inside a cluster.
fn place(editor: &Editor, bytes: &mut Bytes) -> Pos {
    editor.buffer().at_offset(bytes.below(editor.buffer().bytes() + 1))
}

const MOTIONS: &[Motion] = &[
    Motion::Left,
    Motion::Right,
    Motion::WordLeft,
    Motion::WordRight,
    Motion::SentenceLeft,
    Motion::SentenceRight,
    Motion::Up,
    Motion::Down,
    Motion::RowStart,
    Motion::RowEnd,
    Motion::ParagraphUp,
    Motion::ParagraphDown,
    Motion::PageUp,
    Motion::PageDown,
    Motion::DocumentStart,
    Motion::DocumentEnd,
];

/// Does one thing to the text as the next bytes say.
pub fn perform(editor: &mut Editor, bytes: &mut Bytes) {
    match bytes.below(26) {
        0 | 1 => editor.type_text(&bytes.text(6)),
        2 | 3 => editor.type_smart(&bytes.text(3)),
        4 => editor.paste(&bytes.text(24)),
        5 => editor.paste_register(),
        6 => editor.newline(),
        7 => editor.backspace(),
        8 => editor.delete(),
        9 => editor.delete_word_back(),
        10 => editor.delete_word_forward(),
        11 => {
            editor.cut();
        }
        12 => {
            editor.copy();
        }
        13 => editor.undo(),
        14 => editor.redo(),
        15 => {
            let (needle, folded) = (bytes.text(2), bytes.byte() % 2 == 1);
            editor.replace_all(&Query::new(&needle, folded), &bytes.text(3));
        }
        16 => {
            let (needle, folded) = (bytes.text(2), bytes.byte() % 2 == 1);
            editor.replace_next(&Query::new(&needle, folded), &bytes.text(3));
        }
        17 => {
            let source = source(bytes.below(3));
            editor.insert_paragraphs(&bytes.text(16), Some(&source));
        }
        18 => {
            let source = source(bytes.below(3));
            editor.insert_from(&bytes.text(8), &source);
        }
        19 => {
            let (at, above) = (place(editor, bytes), bytes.byte() % 2 == 1);
            editor.paste_at(at, above, bytes.below(4));
        }
        20 => {
            let (first, last) = (place(editor, bytes).paragraph, place(editor, bytes).paragraph);
            if bytes.byte().is_multiple_of(2) {
                editor.cut_paragraphs(first.min(last), first.max(last));
            } else {
                editor.copy_paragraphs(first.min(last), first.max(last));
            }
        }
        21 => {
            let span = PosSpan::new(place(editor, bytes), place(editor, bytes));
            editor.cut_span(span);
        }
        22 => {
            let at = place(editor, bytes);
            editor.go(Motion::To(at), bytes.byte() % 2 == 1);
        }
        _ => {
            let motion = bytes.choose(MOTIONS);
            editor.go(motion, bytes.byte() % 2 == 1);
            let caret = editor.caret();
            let floor = motion::cluster_floor(editor.buffer().paragraph(caret.paragraph), caret.byte);
            assert_eq!(floor, caret.byte, "{motion:?} left the caret inside of a cluster");
        }
    }
}

/// Numbers, moves a section or changes its level. No word is lost, and each keeps its source.
fn arrange(editor: &mut Editor, bytes: &mut Bytes) {
    let caret = place(editor, bytes);
    let choice = bytes.below(6);
    let direction = if choice.is_multiple_of(2) { Direction::Up } else { Direction::Down };
    let reach = if choice == 4 { Reach::Series } else { Reach::All };
    let plan = match choice {
        0 | 1 => shift(editor.buffer(), editor.origins(), caret, direction),
        2 | 3 => level(editor.buffer(), caret, direction),
        _ => renumber(editor.buffer(), caret, reach),
    };
    let Ok(plan) = plan else { return };
    let before = told(editor.buffer(), editor.origins()).words();
    let steps = editor.undo_depth().0;
    editor.deed(plan.changes);
    assert!(editor.undo_depth().0 <= steps + 1, "a deed is one step");
    assert_eq!(editor.buffer().clamp(plan.caret), plan.caret);
    assert_eq!(told(editor.buffer(), editor.origins()).words(), before, "{}", editor.buffer().to_text());
    if choice > 3 {
        let twice = renumber(editor.buffer(), plan.caret, reach);
        assert_eq!(twice.map(|plan| plan.changes), Ok(Vec::new()), "{}", editor.buffer().to_text());
    }
    editor.go(Motion::To(plan.caret), false);
}

/// Looks through the window.
fn look(editor: &mut Editor, view: View) {
    let caret = editor.caret();
    assert_eq!(editor.buffer().clamp(caret), caret);
    let (column, row) = editor.caret_cell();
    let rows = editor.visible();
    assert!(column <= view.width.max(1) && row < rows.len() && rows.len() <= view.height.max(1));
    let there = rows.get(row).is_some_and(|row| {
        row.at.paragraph == caret.paragraph && row.span.start <= caret.byte && caret.byte <= row.span.end
    });
    assert!(there, "the caret at {caret:?} is not in its row {row}");
    let mut starts = Vec::new();
    for row in &rows {
        let text = editor.buffer().paragraph(row.at.paragraph);
        let indent = if text.chars().next().is_none_or(char::is_whitespace) { 0 } else { view.indent };
        wrap::rows(text, view.width, indent, view.cells, &mut starts);
        let end = starts.get(row.at.row + 1).copied().unwrap_or(text.len());
        assert_eq!(starts.get(row.at.row), Some(&row.span.start), "{text:?} is broken at {starts:?}");
        assert_eq!(row.span.end, end, "{text:?} is broken at {starts:?}");
        editor.selected_in(row);
    }
}

/// The first bytes are the text that is opened, the others what is done to it.
pub fn run(data: &[u8]) {
    let mut bytes = Bytes::new(data);
    let first = bytes.text(48);
    let mut editor = Editor::new(&first);
    editor.record_edits();
    let mut model = Model::of(&first);
    let mut states: HashMap<u64, String> = HashMap::new();
    let mut view = View { width: 20, height: 5, indent: 4, cells: Cells { ambiguous_wide: false } };
    editor.set_view(view);
    // What a text put back at once brings with it is no edit, and undo does not take it away.
    let mut put_back = false;
    for _ in 0..MOST {
        if bytes.is_empty() || editor.buffer().bytes() > LONGEST {
            break;
        }
        match bytes.below(16) {
            0..=9 => perform(&mut editor, &mut bytes),
            10 | 11 => arrange(&mut editor, &mut bytes),
            12 => {
                let cells = Cells { ambiguous_wide: bytes.byte() % 2 == 1 };
                view = View { width: bytes.below(40), height: bytes.below(12), indent: bytes.below(6), cells };
                editor.set_view(view);
            }
            13 => {
                let (column, row) = (bytes.below(44), bytes.below(14));
                match bytes.below(3) {
                    0 => editor.click(column, row, false),
                    1 => editor.drag(column, row as isize - 1),
                    _ => editor.scroll(row as isize - 6),
                }
            }
            14 => {
                let snapshot = editor.snapshot();
                let text = states.entry(snapshot.state).or_insert_with(|| snapshot.buffer.to_text());
                assert_eq!(*text, editor.buffer().to_text(), "two texts have one number in the history");
                editor.saved(snapshot.state);
                assert!(!editor.dirty());
            }
            _ => match bytes.below(4) {
                0 => editor.seal(),
                1 => editor.select_word(),
                2 => editor.select_all(),
                _ => {
                    let text = bytes.text(24);
                    editor.restore(&text, &Origins::default());
                    for change in editor.take_records() {
                        model.follow(&change);
                    }
                    model = Model::of(&model.text());
                    assert_eq!(model.text(), text);
                    put_back = true;
                }
            },
        }
        for change in editor.take_records() {
            model.follow(&change);
        }
        assert_eq!(told(editor.buffer(), editor.origins()), model);
        assert_eq!(editor.buffer().bytes(), model.text().len());
        look(&mut editor, view);
    }
    while editor.edit(Edit::Redo) {}
    let last = (editor.buffer().clone(), editor.origins().clone());
    while editor.edit(Edit::Undo) {}
    assert_eq!(editor.buffer().to_text(), first, "undo goes back to the first letter");
    assert!(put_back || editor.origins().is_empty(), "what was taken over is gone with it");
    while editor.edit(Edit::Redo) {}
    assert_eq!(*editor.buffer(), last.0, "and redo to the last");
    assert!(put_back || *editor.origins() == last.1);
    assert_eq!(head(&last.0.to_text(), usize::MAX).len(), last.0.bytes());
}
