//! What a writer does, and what must hold whatever he does.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};

use super::{Edit, Editor, View};
use crate::draft::buffer::{Buffer, Pos, PosSpan};
use crate::draft::find::Query;
use crate::draft::layout::{Layout, RowAt};
use crate::draft::motion::{Motion, cluster_floor};
use crate::draft::origin::Source;
use crate::text::width::Cells;

fn editor(text: &str, width: usize, height: usize) -> Editor {
    let mut editor = Editor::new(text);
    editor.set_view(View { width, height, indent: 0, cells: Cells::NARROW });
    editor
}

/// The text with `|` at the caret and `[` at the other end of the selection.
fn shown(editor: &Editor) -> String {
    let mut marked = editor.buffer().clone();
    let (caret, anchor) = (editor.caret(), editor.anchor);
    for (pos, mark) in [(Some(caret), "|"), (anchor, "[")] {
        if let Some(pos) = pos {
            let shift = usize::from(mark == "[" && pos.paragraph == caret.paragraph && pos.byte > caret.byte);
            marked.insert(Pos::new(pos.paragraph, pos.byte + shift), mark);
        }
    }
    marked.to_text()
}

#[test]
fn typing_erasing_and_taking_back() {
    let mut editor = editor("", 20, 5);
    for c in "创城工作。".chars() {
        editor.type_text(&c.to_string());
    }
    editor.type_text("好e");
    editor.type_text("\u{301}");
    assert_eq!(shown(&editor), "创城工作。好e\u{301}|");
    editor.backspace();
    assert_eq!(shown(&editor), "创城工作。好|");
    editor.newline();
    editor.paste("甲\r\n乙\u{200b}");
    assert_eq!(shown(&editor), "创城工作。好\n甲\n乙|");
    assert_eq!(editor.undo_depth(), (5, 0));
    for expected in ["创城工作。好\n|", "创城工作。好|", "创城工作。好e\u{301}|", "创城工作。|", "|"]
    {
        assert!(editor.edit(Edit::Undo));
        assert_eq!(shown(&editor), expected);
    }
    assert!(!editor.edit(Edit::Undo) && !editor.dirty());
    for _ in 0..5 {
        editor.redo();
    }
    assert_eq!(shown(&editor), "创城工作。好\n甲\n乙|");
}

#[test]
fn selecting_cutting_and_pasting() {
    let mut editor = editor("创建文明\n城市", 20, 5);
    editor.go(Motion::Right, true);
    editor.go(Motion::Right, true);
    assert_eq!(shown(&editor), "[创建|文明\n城市");
    assert_eq!(editor.copy(), "创建");
    editor.go(Motion::Left, false);
    assert_eq!(shown(&editor), "|创建文明\n城市");
    editor.go(Motion::DocumentEnd, true);
    assert_eq!(editor.cut(), "创建文明\n城市");
    assert_eq!(shown(&editor), "|");
    editor.paste_register();
    editor.select_all();
    editor.type_text("新");
    assert_eq!(shown(&editor), "新|");
    editor.undo();
    assert_eq!(shown(&editor), "[创建文明\n城市|");
    assert_eq!(editor.cut(), editor.register());
    assert_eq!(editor.cut(), "");
    assert_eq!(editor.register(), "创建文明\n城市");
}

#[test]
fn rows_are_what_is_seen() {
    let mut editor = editor("创建文明城市，好\n短\n创建文明城市", 8, 3);
    editor.go(Motion::RowEnd, false);
    assert_eq!((editor.caret(), editor.caret_cell()), (Pos::new(0, 12), (8, 0)));
    editor.go(Motion::RowEnd, false);
    assert_eq!((editor.caret(), editor.caret_cell()), (Pos::new(0, 24), (8, 1)));
    editor.go(Motion::RowStart, false);
    assert_eq!((editor.caret(), editor.caret_cell()), (Pos::new(0, 12), (0, 1)));
    editor.go(Motion::RowStart, false);
    assert_eq!(editor.caret(), Pos::default());
    for _ in 0..3 {
        editor.go(Motion::Right, false);
    }
    let mut cells = Vec::new();
    for _ in 0..5 {
        editor.go(Motion::Down, false);
        cells.push(editor.caret_cell());
    }
    assert_eq!(cells, [(6, 1), (2, 2), (6, 2), (4, 2), (4, 2)]);
    assert_eq!(editor.top(), RowAt { paragraph: 1, row: 0 });
    editor.go(Motion::PageUp, false);
    assert_eq!(editor.caret_cell(), (2, 2));
    editor.go(Motion::Line(3), false);
    assert_eq!(editor.caret(), Pos::new(2, 0));
    editor.scroll(-9);
    assert_eq!((editor.top(), editor.caret_cell()), (RowAt::default(), (0, 2)));
}

#[test]
fn clicks_hit_what_they_point_at() {
    let mut editor = editor("创建文明\n城市建设", 20, 3);
    editor.click(3, 0, false);
    assert_eq!(shown(&editor), "创|建文明\n城市建设");
    editor.drag(4, 1);
    assert_eq!(shown(&editor), "创[建文明\n城市|建设");
    editor.click(19, 2, false);
    assert_eq!(shown(&editor), "创建文明\n城市建设|");
    editor.click(0, 0, true);
    assert_eq!(editor.selected_text(), "创建文明\n城市建设");
    editor.click(2, 1, false);
    editor.select_word();
    assert_eq!(editor.selected_text(), "城市建设");
    editor.select_paragraph();
    assert_eq!(editor.selected_text(), "城市建设");
    editor.unselect();
    assert_eq!(editor.selection(), None);
}

#[test]
fn finding_and_replacing() {
    let mut editor = editor("创城ａ创城\n创城A\n末", 20, 5);
    let query = Query::new("创城A", true);
    assert_eq!(editor.find_next(&query).map(|found| found.wrapped), Some(false));
    assert_eq!(shown(&editor), "[创城ａ|创城\n创城A\n末");
    assert!(editor.replace_next(&query, "好"));
    assert_eq!(shown(&editor), "好创城\n[创城A|\n末");
    assert_eq!(editor.find_previous(&query).map(|found| found.wrapped), Some(true));
    editor.undo();
    assert_eq!(editor.replace_all(&Query::new("创城", false), "新\n"), 3);
    assert_eq!(editor.buffer().to_text(), "新\nａ新\n\n新\nA\n末");
    assert_eq!(editor.replace_all(&Query::new("无", false), "新"), 0);
    editor.undo();
    assert_eq!(editor.buffer().to_text(), "创城ａ创城\n创城A\n末");
}

#[test]
fn a_match_inside_a_cluster_is_passed() {
    let mut editor = editor("e\u{301}创e", 20, 5);
    let query = Query::new("e", false);
    let mut seen = Vec::new();
    for _ in 0..3 {
        editor.find_next(&query);
        seen.push(editor.selected_text());
    }
    assert_eq!(seen, ["e\u{301}", "e", "e\u{301}"]);
}

#[test]
fn a_long_paragraph_is_laid_out_after_an_edit_as_before_it() {
    let mut editor = editor(&"创建“文明”城市，增长5.5%。\"好\"".repeat(400), 31, 5);
    for (byte, text) in [(9000, "\"新，"), (0, "头"), (6000, "甲\n乙"), (30, "末")] {
        editor.go(Motion::To(Pos::new(0, byte)), false);
        editor.type_text(text);
        let (buffer, mut anew) = (editor.buffer.clone(), Layout::default());
        anew.set(editor.layout.setting());
        assert_eq!(editor.layout.rows(&buffer, 0), anew.rows(&buffer, 0), "{text} at {byte}");
    }
    for _ in 0..4 {
        editor.undo();
        let (buffer, mut anew) = (editor.buffer.clone(), Layout::default());
        anew.set(editor.layout.setting());
        assert_eq!(editor.layout.rows(&buffer, 0), anew.rows(&buffer, 0));
    }
}

#[test]
fn paragraphs_go_in_behind_the_caret() {
    let mut editor = editor("甲乙\n丙", 20, 5);
    editor.go(Motion::Right, false);
    let span = editor.insert_paragraphs("一\n二\n", None);
    assert_eq!(shown(&editor), "甲乙\n一\n二|\n丙");
    assert_eq!(editor.buffer().slice(span), "一\n二");
    editor.newline();
    let span = editor.insert_paragraphs("三", None);
    assert_eq!(shown(&editor), "甲乙\n一\n二\n三|\n丙");
    assert_eq!(span, PosSpan::new(Pos::new(3, 0), Pos::new(3, 3)));
}

#[test]
fn what_is_saved_is_clean_and_bursts_end_there() {
    let mut editor = editor("", 20, 5);
    editor.type_text("甲");
    let snapshot = editor.snapshot();
    editor.type_text("乙");
    editor.saved(snapshot.state);
    assert!(editor.dirty());
    assert_eq!(snapshot.buffer.to_text(), "甲");
    editor.undo();
    assert!(!editor.dirty());
    assert!(snapshot.generation != editor.generation());
}

#[derive(Clone, Debug)]
enum Act {
    Edit(u8, String),
    Go(Motion, bool),
    View(usize, usize, bool),
    Click(usize, usize, bool),
    Scroll(isize),
    Seal,
}

fn source() -> Arc<Source> {
    Arc::new(Source { path: "旧稿.txt".into(), piece: "去年总结".to_owned(), line: 3 })
}

#[test]
fn what_is_taken_over_keeps_its_source_through_cutting_pasting_and_replacing() {
    let mut editor = editor("自己写的", 20, 5);
    let span = editor.insert_paragraphs("入户宣传二百户\n入户", Some(&source()));
    assert_eq!(editor.origins().spans().iter().map(|o| o.span).collect::<Vec<_>>(), [span]);
    assert_eq!(editor.replace_all(&Query::new("户", false), "村民"), 3);
    assert!(editor.origins().spans().iter().all(|origin| !origin.span.is_empty()));
    let own: Vec<String> = editor.origins().spans().iter().map(|o| editor.buffer().slice(o.span)).collect();
    assert_eq!(own, ["入", "宣传二百", "\n入"]);
    editor.select_all();
    editor.cut();
    assert!(editor.origins().is_empty());
    editor.paste_register();
    let back: Vec<String> = editor.origins().spans().iter().map(|o| editor.buffer().slice(o.span)).collect();
    assert_eq!(back, own);
    editor.undo();
    editor.undo();
    editor.undo();
    assert_eq!(editor.origins().spans().iter().map(|o| o.span).collect::<Vec<_>>(), [span]);
    assert_eq!(editor.buffer().to_text(), "自己写的\n入户宣传二百户\n入户");
}

fn motions() -> Vec<Motion> {
    vec![
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
        Motion::Line(2),
        Motion::To(Pos::new(1, 4)),
    ]
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => (0_u8..18, "[创城，。“”a1 \n\t\u{200b}\u{301}𠀀👨\u{200d}🇨]{0,5}").prop_map(|(kind, text)| Act::Edit(kind, text)),
        6 => (proptest::sample::select(motions()), any::<bool>()).prop_map(|(motion, extend)| Act::Go(motion, extend)),
        1 => (0_usize..30, 0_usize..6, any::<bool>()).prop_map(|(w, h, wide)| Act::View(w, h, wide)),
        1 => (0_usize..30, 0_usize..8, any::<bool>()).prop_map(|(x, y, extend)| Act::Click(x, y, extend)),
        1 => (-5_isize..5).prop_map(Act::Scroll),
        1 => Just(Act::Seal),
    ]
}

fn perform(editor: &mut Editor, act: Act) {
    match act {
        Act::Edit(kind, text) => {
            let _ = match kind {
                0..=5 => editor.edit(Edit::Type(&text)),
                6 => editor.edit(Edit::Paste(&text)),
                7 => editor.edit(Edit::PasteRegister),
                8 => editor.edit(Edit::Newline),
                9 => editor.edit(Edit::Backspace),
                10 => editor.edit(Edit::Delete),
                11 => editor.edit(Edit::DeleteWordBack),
                12 => editor.edit(Edit::DeleteWordForward),
                13 => editor.edit(Edit::Cut),
                14 => editor.edit(Edit::Undo),
                15 => editor.replace_all(&Query::new("城", true), &text) > 0,
                _ => !editor.insert_paragraphs(&text, Some(&source())).is_empty(),
            };
        }
        Act::Go(motion, extend) => editor.go(motion, extend),
        Act::View(width, height, wide) => {
            editor.set_view(View { width, height, indent: 2, cells: Cells { ambiguous_wide: wide } });
        }
        Act::Click(column, row, extend) => editor.click(column, row, extend),
        Act::Scroll(by) => editor.scroll(by),
        Act::Seal => editor.seal(),
    }
}

proptest! {
    #[test]
    fn whatever_is_done_holds_together(first in "[创城，a\n\u{301}]{0,20}", acts in vec(act(), 0..40)) {
        let mut editor = Editor::new(&first);
        editor.record_edits();
        let mut journal = Buffer::from_text(&first);
        for act in acts {
            perform(&mut editor, act);
            for record in editor.take_records() {
                journal.delete(record.before());
                journal.insert(record.at, &record.inserted);
            }
            prop_assert_eq!(&journal, editor.buffer());
            let ends = editor.origins().spans().iter().map(|origin| origin.span.end);
            prop_assert!(ends.max().unwrap_or_default() <= editor.buffer().end());
            let caret = editor.caret();
            prop_assert_eq!(editor.buffer().clamp(caret), caret);
            let (x, y) = editor.caret_cell();
            prop_assert!(x <= editor.layout.setting().width && y < editor.height);
            let rows = editor.visible();
            prop_assert!(!rows.is_empty() && rows.len() <= editor.height);
            let seen = rows.iter().any(|row| row.at.paragraph == caret.paragraph
                && row.span.start <= caret.byte && caret.byte <= row.span.end);
            prop_assert!(seen, "the caret is out of sight");
            let mut other = Layout::default();
            other.set(editor.layout.setting());
            for paragraph in 0..editor.buffer.count() {
                prop_assert_eq!(other.rows(&editor.buffer, paragraph), editor.layout.rows(&editor.buffer, paragraph));
            }
        }
        // What was taken back and not done again since is of no use here.
        while editor.edit(Edit::Redo) {}
        let origins = editor.origins().clone();
        while editor.edit(Edit::Undo) {}
        prop_assert_eq!(&editor.buffer().to_text(), &first);
        prop_assert!(!editor.dirty());
        prop_assert!(editor.origins().is_empty(), "what was taken over is gone with it");
        while editor.edit(Edit::Redo) {}
        prop_assert_eq!(editor.origins(), &origins);
        while editor.edit(Edit::Undo) {}
        prop_assert_eq!(editor.buffer().to_text(), first);
    }

    #[test]
    fn a_caret_that_moves_stands_between_clusters(
        text in "[创e\u{301}👨\u{200d}🇨🇳\n]{0,20}", moves in vec(proptest::sample::select(motions()), 0..20),
    ) {
        // Wide enough for the words that stand for joiners without their partners.
        let mut editor = editor(&text, 20, 3);
        for motion in moves {
            editor.go(motion, false);
            let caret = editor.caret();
            prop_assert_eq!(cluster_floor(editor.buffer().paragraph(caret.paragraph), caret.byte), caret.byte);
            let back = editor.caret_cell();
            if !editor.at_end {
                editor.click(back.0, back.1, false);
                prop_assert_eq!(editor.caret_cell(), back, "a click on the caret leaves it there");
            }
        }
    }
}
