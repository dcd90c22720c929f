//! A table of keys and what comes of them, and any keys at all.

use proptest::collection::vec;
use proptest::prelude::{prop_assert_eq, proptest};

use super::keys::TABLE;
use super::machine::{Machine, Mode, Outcome};
use crate::draft::editor::{Edit, Editor, View as Window};
use crate::draft::motion::{Motion, cluster_floor};
use crate::text::width::Cells;
use crate::tui::key::{Code, Key};

/// An editor on `text`, in which `|` is the caret, twelve characters wide.
fn editor(text: &str) -> Editor {
    let mut editor = Editor::new(&text.replacen('|', "", 1));
    editor.set_view(Window { width: 24, height: 10, indent: 0, cells: Cells::NARROW });
    let at = editor.buffer().at_offset(text.find('|').unwrap_or(0));
    editor.go(Motion::To(at), false);
    editor
}

fn shown(editor: &Editor) -> String {
    let mut buffer = editor.buffer().clone();
    buffer.insert(editor.caret(), "|");
    buffer.to_text()
}

/// `dw<esc>`: characters, and names of keys in brackets.
fn keys(written: &str) -> Vec<Key> {
    let mut out = Vec::new();
    let mut rest = written;
    while let Some(c) = rest.chars().next() {
        if let Some((name, behind)) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'))
            && let Ok(key) = name.parse()
        {
            out.push(key);
            rest = behind;
        } else {
            out.push(Key::char(c));
            rest = rest.strip_prefix(c).unwrap_or("");
        }
    }
    out
}

fn press(machine: &mut Machine, editor: &mut Editor, key: Key) -> Outcome {
    let key = if machine.takes_text() { key } else { key.folded() };
    let outcome = machine.key(editor, key);
    if outcome == Outcome::Pass && machine.takes_text() {
        match key.typed() {
            Some(c) => editor.type_text(c.encode_utf8(&mut [0; 4])),
            None if key == Key::plain(Code::Enter) => editor.newline(),
            None => {}
        }
    }
    outcome
}

/// Text, keys, and the text that comes of them; `|` is the caret.
const ROWS: &[(&str, &str, &str)] = &[
    // Movements.
    ("|创建e\u{301}𠀀，好", "ll", "创建|e\u{301}𠀀，好"),
    ("|创建e\u{301}𠀀，好", "3l", "创建e\u{301}|𠀀，好"),
    ("|创建\n好", "9l", "创|建\n好"),
    ("创建|𠀀", "h", "创|建𠀀"),
    ("创\n|建", "h", "创\n|建"),
    ("|甲乙\n丙丁\n戊己", "2j", "甲乙\n丙丁\n|戊己"),
    ("甲|乙\n丙\n戊己", "jj", "甲乙\n丙\n戊|己"),
    ("甲乙\n丙|丁", "k", "甲|乙\n丙丁"),
    ("|创城，ab c1 好", "w", "创城|，ab c1 好"),
    ("|创城，ab c1 好", "3w", "创城，ab |c1 好"),
    ("创|城\n　　入户", "w", "创城\n　　|入户"),
    ("创|城\n\n入户", "w", "创城\n|\n入户"),
    ("创城，ab |c1", "2b", "创城|，ab c1"),
    ("创城\n　　|入户", "b", "|创城\n　　入户"),
    ("|创城，ab c1", "e", "创|城，ab c1"),
    ("创|城，ab c1", "2e", "创城，a|b c1"),
    ("|e\u{301}e\u{301} 𠀀𠀀", "e", "e\u{301}|e\u{301} 𠀀𠀀"),
    ("　　创|城", "0", "|　　创城"),
    ("　　创|城", "^", "　　|创城"),
    ("|创城𠀀\n好", "$", "创城|𠀀\n好"),
    ("|甲\n乙丙", "2$", "甲\n乙|丙"),
    ("甲\n乙\n|丙", "gg", "|甲\n乙\n丙"),
    ("|甲\n乙\n　丙", "G", "甲\n乙\n　|丙"),
    ("|甲\n乙\n丙", "2G", "甲\n|乙\n丙"),
    ("甲\n乙\n|丙", "2gg", "甲\n|乙\n丙"),
    ("|做了！“好。”走。再来", ")", "做了！|“好。”走。再来"),
    ("做了！走。再|来", "2(", "做了！|走。再来"),
    ("|做了。\n走", ")", "做了。\n|走"),
    ("|甲\n乙\n丙", "2}", "甲\n乙\n|丙"),
    ("甲\n乙丙|丁", "{", "甲\n|乙丙丁"),
    ("|甲\n　乙", "<enter>", "甲\n　|乙"),
    // Full-width keys of an input method, and its characters, which are none.
    ("|甲乙丙丁", "２ｌ", "甲乙|丙丁"),
    ("|甲。乙", "（", "|甲。乙"),
    ("甲|乙丙", "创建𠀀x", "甲|丙"),
    ("甲|乙丙", "d创x", "甲|丙"),
    // Operators.
    ("|创城，ab c1 好", "dw", "|，ab c1 好"),
    ("|创城，ab c1 好", "d3w", "|c1 好"),
    ("|创城，ab c1 好", "3dw", "|c1 好"),
    ("|创城，ab c1 d2 好", "2d2w", "|d2 好"),
    ("创|城\n入户", "dw", "|创\n入户"),
    ("创城，ab c|1", "db", "创城，ab |1"),
    ("|ab cd ef", "de", "| cd ef"),
    ("|ab cd ef", "cwx<esc>", "|x cd ef"),
    ("创|𠀀e\u{301}好", "D", "|创"),
    ("创|城好", "C新的<esc>", "创新|的"),
    ("创|𠀀e\u{301}好", "2x", "创|好"),
    ("创𠀀|e\u{301}好", "X", "创|e\u{301}好"),
    ("创𠀀e\u{301}|好", "9x", "创𠀀|e\u{301}"),
    ("甲\n|乙\n丙", "dd", "甲\n|丙"),
    ("甲\n乙\n|丙", "dd", "甲\n|乙"),
    ("|甲", "dd", "|"),
    ("|甲\n乙\n　丙\n丁", "2dd", "　|丙\n丁"),
    ("甲\n|乙\n丙\n丁", "dj", "甲\n|丁"),
    ("甲\n乙\n|丙\n丁", "dk", "甲\n|丁"),
    ("甲\n乙\n|丙", "dj", "甲\n乙\n|丙"),
    ("甲\n|乙\n丙", "dG", "|甲"),
    ("甲\n|乙\n丙", "dgg", "|丙"),
    ("甲。|乙。丙", "d)", "甲。|丙"),
    ("甲。乙|乙。丙", "d(", "甲。|乙。丙"),
    ("甲|乙\n丙", "d}", "|甲\n丙"),
    ("|甲乙\n丙", "d}", "|丙"),
    ("甲|乙丙", "d$", "|甲"),
    ("甲乙|丙", "d0", "|丙"),
    ("甲|乙丙", "dh", "|乙丙"),
    ("|甲乙丙", "d<right>", "|乙丙"),
    ("甲\n|乙乙\n丙", "cc新<esc>", "甲\n|新\n丙"),
    ("|甲乙丙", "d<esc>x", "|乙丙"),
    ("|甲乙丙", "dyx", "|乙丙"),
    ("|甲乙丙", "2<esc>x", "|乙丙"),
    // The register.
    ("|甲乙\n丙", "ddp", "丙\n|甲乙"),
    ("甲|乙\n丙", "yyjp", "甲乙\n丙\n|甲乙"),
    ("甲|乙\n丙", "yyP", "|甲乙\n甲乙\n丙"),
    ("|甲\n乙", "yy2p", "甲\n|甲\n甲\n乙"),
    ("|甲\n\n乙", "jddp", "甲\n乙\n|"),
    ("|甲乙", "xp", "乙|甲"),
    ("|e\u{301}𠀀好", "xp", "𠀀|e\u{301}好"),
    ("|甲乙", "x3p", "乙甲甲|甲"),
    ("甲|乙", "yl0P", "|乙甲乙"),
    ("|创城，好", "yw$p", "创城，好创|城"),
    ("甲|乙\n丙丁", "vjyP", "甲|乙\n丙丁乙\n丙丁"),
    ("|甲乙", "p", "|甲乙"),
    // Inserting.
    ("甲|乙", "i新<esc>", "甲|新乙"),
    ("甲|乙", "a新<esc>", "甲乙|新"),
    ("　甲|乙", "I新<esc>", "　|新甲乙"),
    ("|甲乙", "A新，e\u{301}<esc>", "甲乙新，|e\u{301}"),
    ("|甲\n乙", "o新<esc>", "甲\n|新\n乙"),
    ("甲\n|乙", "O新<esc>", "甲\n|新\n乙"),
    ("|甲", "a一<enter>二<esc>", "甲一\n|二"),
    // Selecting.
    ("|甲乙丙", "vd", "|乙丙"),
    ("|甲𠀀e\u{301}丙", "v2ld", "|丙"),
    ("甲乙|丙丁", "vhd", "甲|丁"),
    ("|创城，好", "vec新<esc>", "|新，好"),
    ("甲|乙\n丙丁", "vjx", "|甲"),
    ("|甲乙丙", "vlovd", "|甲乙丙"),
    ("甲|乙丙丁", "vlohd", "|丁"),
    ("|甲乙丙", "vly$p", "甲乙丙甲|乙"),
    ("|甲乙丙", "xvp", "|甲丙"),
    ("|甲乙丙", "vl<esc>x", "甲|丙"),
    ("甲|乙\n丙丁\n戊", "vjD", "|戊"),
    // Back and on.
    ("|甲乙\n丙", "ddu", "|甲乙\n丙"),
    ("|甲乙丙", "xx2u", "|甲乙丙"),
    ("|甲乙丙", "xxuu<ctrl-r>", "|乙丙"),
    ("|甲乙丙", "vldu", "甲乙|丙"),
];

#[test]
fn keys_do_what_they_do_in_vi() {
    for (text, written, expected) in ROWS {
        let (mut machine, mut editor) = (Machine::default(), editor(text));
        for key in keys(written) {
            press(&mut machine, &mut editor, key);
        }
        assert_eq!(machine.mode(&editor), Mode::Normal, "{text:?} {written:?}");
        assert_eq!(&shown(&editor), expected, "{text:?} {written:?}");
    }
}

#[test]
fn the_modes_and_what_waits_are_told() {
    let (mut machine, mut editor) = (Machine::default(), editor("|甲乙丙"));
    assert_eq!(machine.mode(&editor), Mode::Normal);
    for key in keys("2d3") {
        press(&mut machine, &mut editor, key);
    }
    assert_eq!(machine.pending(), "2d3");
    press(&mut machine, &mut editor, Key::plain(Code::Esc));
    assert_eq!(machine.pending(), "");
    press(&mut machine, &mut editor, Key::char('v'));
    assert_eq!((machine.mode(&editor), editor.selected_text().as_str()), (Mode::Visual, "甲"));
    press(&mut machine, &mut editor, Key::plain(Code::Esc));
    assert_eq!(machine.mode(&editor), Mode::Normal);
    assert_eq!(press(&mut machine, &mut editor, Key::plain(Code::Esc)), Outcome::Pass, "back is a command");
    editor.select_word();
    assert_eq!(machine.mode(&editor), Mode::Visual, "selected by other means");
    press(&mut machine, &mut editor, Key::char('c'));
    assert_eq!((machine.mode(&editor), editor.buffer().to_text().as_str()), (Mode::Insert, ""));
    editor.undo();
    editor.unselect();
    press(&mut machine, &mut editor, Key::plain(Code::Esc));
    assert_eq!(press(&mut machine, &mut editor, Key::char('u')), Outcome::NothingTo(Edit::Undo));
    assert_eq!(press(&mut machine, &mut editor, Key::char('?')), Outcome::Pass);
    assert_eq!(press(&mut machine, &mut editor, Key::char('：')), Outcome::Order);
}

#[test]
fn a_text_that_is_only_shown_stays() {
    for written in ["dd", "x", "p", "cc", "C", "vd", "vc", "o", "O", "cw", "vp", "u", "<ctrl-r>", "D", "X", "dG"] {
        let (mut machine, mut editor) = (Machine::default(), editor("甲|乙\n丙"));
        editor.set_register("新");
        editor.type_text("改");
        editor.set_read_only(true);
        for key in keys(written) {
            press(&mut machine, &mut editor, key);
        }
        assert_eq!(editor.buffer().to_text(), "甲改乙\n丙", "{written}");
        assert!(editor.take_refused(), "{written}: it is told");
        assert!(!machine.takes_text(), "{written}");
    }
}

/// What a key of the table is for, besides characters that are none.
fn any_key() -> Vec<Key> {
    let mut out: Vec<Key> = TABLE.iter().filter_map(|(name, _)| name.parse().ok()).collect();
    // Twice: what makes commands whole and what ends typing comes often enough.
    for _ in 0..2 {
        out.extend(keys("dcydcyvg<esc><esc><esc>23９０。，创𠀀\u{301}（ｊ"));
    }
    out
}

proptest! {
    #[test]
    fn any_keys_can_be_taken_back(
        first in "[创城。，a \n\u{3000}𠀀\u{301}]{0,24}", pressed in vec(proptest::sample::select(any_key()), 0..60),
    ) {
        let (mut machine, mut editor) = (Machine::default(), editor(&first));
        for key in pressed {
            press(&mut machine, &mut editor, key);
            let caret = editor.caret();
            prop_assert_eq!(editor.buffer().clamp(caret), caret);
            prop_assert_eq!(cluster_floor(editor.buffer().paragraph(caret.paragraph), caret.byte), caret.byte);
            editor.caret_cell();
        }
        press(&mut machine, &mut editor, Key::plain(Code::Esc));
        press(&mut machine, &mut editor, Key::plain(Code::Esc));
        let (text, steps) = (editor.buffer().to_text(), editor.undo_depth().0);
        editor.unselect();
        for _ in 0..steps {
            press(&mut machine, &mut editor, Key::char('u'));
        }
        prop_assert_eq!(editor.buffer().to_text(), first);
        for _ in 0..steps {
            machine.key(&mut editor, Key { ctrl: true, ..Key::char('r') });
        }
        prop_assert_eq!(editor.buffer().to_text(), text);
    }
}
