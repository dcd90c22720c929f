//! Tests of rich text.

use proptest::prelude::*;

use super::super::{Content, Source};
use super::extract;
use crate::corpus::model::Hint;

const HEAD: &str = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\froman\fcharset0 Times New Roman;}{\f2\fnil\fcharset136 MingLiU;}{\f3\fnil\fcharset134 \'ba\'da\'cc\'e5{\*\falt SimHei};}{\f4\fcharset2 Wingdings;}}{\colortbl;\red0\green0\blue0;}{\stylesheet{\snext0 Normal;}{\s1\sbasedon0\outlinelevel0\b heading 1;}{\s2\sbasedon1 \'b6\'fe\'bc\'b6;}{\s3 Title;}{\s4 toc 1;}{\s5\outlinelevel2 \'c8\'fd\'bc\'b6;}{\*\cs1 Default Paragraph Font;}{\s7\sbasedon7 \'bb\'b7;}}{\info{\title \'b2\'bb\'cf\'d4}}{\*\generator x;}";

fn read(bytes: &[u8]) -> Result<Content, String> {
    extract(&Source { bytes, encoding: None, max_expanded: 0 })
}

fn check_bytes(bytes: &[u8], text: &str, hints: &[(usize, Hint)]) {
    let content = read(bytes).unwrap_or_else(|reason| panic!("{reason}"));
    assert_eq!(content.extracted.text, text);
    assert_eq!(content.extracted.hints, hints);
    assert_eq!(content.notes, Vec::<String>::new());
}

fn check(body: &str, text: &str, hints: &[(usize, Hint)]) {
    check_bytes(format!("{HEAD}{body}}}").as_bytes(), text, hints);
}

#[test]
fn characters_in_every_spelling() {
    check(r"\pard\'d6\'d0\'ce\'c4 abc\par", "中文 abc\n", &[]);
    // A pair whose second byte is a letter, one that is broken over two lines of the file, and one of plain bytes.
    check("\\'81@\\'d6\r\n\\'d0\\par", "丂中\n", &[]);
    check_bytes(&[HEAD.as_bytes(), b"\xD6\xD0\xCE\xC4\\par}"].concat(), "中文\n", &[]);
    check(r"{\f2\'a4\'a4\'a4\'e5}\par", "中文\n", &[]);
    check(r"\f1 caf\'e9 \'93x\'94 \'97\'97\par", "café “x” ——\n", &[]);
    check("中\u{301}文\\u20013文x\\par", "中\u{301}文中x\n", &[]);
    // Chinese bytes in a font that is said to be Western.
    check(r"\f1\'d6\'d0\'ce\'c4\par", "中文\n", &[]);
    check(r"\u20013\'d6\u-28792?\uc2\u25991\'ce\'c4\uc0\u23383 x\par", "中辈文字x\n", &[]);
    check(r"\u-10179?\u-8704?\uc0 \u55362\uc1 \u57271?a\u769?\u65313?\par", "😀𠮷a\u{301}Ａ\n", &[]);
    check(r"\u128512?\u-10179?x\par", "😀\u{FFFD}x\n", &[]);
    check(r"\u20013{\'d6\'d0}\par", "中中\n", &[]);
    check(r"\ldblquote a\rdblquote\emdash\~\_\-b\\\{\}\tab c\par", "“a”— -b\\{}\tc\n", &[]);
    check(r"\loch\af1\hich\af1\dbch\af0 \'d6\'d0\loch\f1 x\par", "中x\n", &[]);
}

#[test]
fn the_asked_encoding_is_for_bytes_whose_font_says_none() {
    let bytes = br"{\rtf1\ansi \'a4\'a4\'a4\'e5\par}";
    let source = Source { bytes, encoding: Some(encoding_rs::BIG5), max_expanded: 0 };
    let content = extract(&source).unwrap_or_default();
    assert_eq!((content.extracted.text.as_str(), content.encoding), ("中文\n", "Big5"));
    // A document that says nothing at all but its language.
    check_bytes(br"{\rtf1\deflangfe2052\'d6\'d0\'ce\'c4}", "中文\n", &[]);
}

#[test]
fn paragraphs_and_what_is_not_shown() {
    check(r"甲\line 乙\par\par\page 丙\sect 丁", "甲\n乙\n丙\n丁\n", &[]);
    check(r"a{\*\unknown b}{\pict\bin5 }}}}}c}{\header h}{\v v}{\deleted d}{\*\bkmkstart n}e\par", "ae\n", &[]);
    check(r"{\field{\*\fldinst HYPERLINK x}{\fldrslt {\b r}}}s{\field{\*\fldinst PAGE}{\fldrslt 3}}\par", "rs3\n", &[]);
    check(
        r"{\upr{a?}{\*\ud{\u20013 ?}}}b{\mmath{\*\moMath{\*\mctrlPr x}{\mr\mscr0 y}}{\mmathPict z}}\par",
        "中by\n",
        &[],
    );
    check("a\\\nb\\\r\nc", "a\nb\nc\n", &[]);
    check(r"{\object{\*\objdata 00ff}{\result r}}\par", "r\n", &[]);
}

#[test]
fn styles_and_looks_are_hints() {
    let body = [
        r"\pard\s3 T\par\pard\s4 c\tab 1\par\pard\s1 h1\par\pard\s2 h2\par\pard\s5 h3\par\pard\s7 n\par",
        r"\pard\outlinelevel3 h4\par\pard\plain\s0 ",
        "正文正文正文正文正文正文正文正文",
        r"\par{\b b}\par{\b b}n\par{\fs44 big}\par\pard\qc m\line n\par\pard\plain {\f3 face}\par",
        r"{\loch\fs24\b0\dbch\af3\ab\dbch \u31895 ?}\par",
    ];
    check(
        &body.concat(),
        "T\nc\t1\nh1\nh2\nh3\nn\nh4\n正文正文正文正文正文正文正文正文\nb\nbn\nbig\nm n\nface\n粗\n",
        &[
            (1, Hint::Title),
            (2, Hint::Chrome),
            (3, Hint::Heading(1)),
            (4, Hint::Heading(1)),
            (5, Hint::Heading(3)),
            (7, Hint::Heading(4)),
            (9, Hint::Emphasis),
            (11, Hint::Emphasis),
            (12, Hint::Emphasis),
            (13, Hint::Emphasis),
            (14, Hint::Emphasis),
        ],
    );
}

#[test]
fn numbers_are_kept_and_bullets_are_not() {
    let item = |label: &str, text: &str| format!(r"{{\listtext\pard\plain {label}\tab}}\ls1 {text}\par ");
    let body = [
        item(r"\'d2\'bb\'a1\'a2", "a"),
        item("1.", "b"),
        item(r"\f4 l", "c"),
        item(r"\u-3913 ?", "d"),
        item("o", "e"),
        item(r"\u9312 ?", "f"),
        r"{\pntext 2)\tab}{\*\pn\pnlvlbody{\pntxta .}}g\par".to_owned(),
    ];
    let items: Vec<(usize, Hint)> = (1..=7).map(|line| (line, Hint::ListItem)).collect();
    check(&body.concat(), "一、a\n1. b\nc\nd\ne\n①f\n2) g\n", &items);
}

#[test]
fn tables_within_tables() {
    let body = [
        r"before\par\trowd\cellx1\cellx2\pard\intbl a\cell b\par b2\cell\row",
        r"\pard\intbl out\par\pard\intbl\itap2 in\nestcell x\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}",
        r"\pard\intbl end\cell\cell\row\pard after\par",
    ];
    check(&body.concat(), "before\na\tb b2\nout in x end\t\nafter\n", &[(2, Hint::TableRow), (3, Hint::TableRow)]);
}

#[test]
fn notes_and_boxes_come_where_they_belong() {
    let body = [
        r"a{\super\chftn}{\footnote\pard\plain{\super\chftn} note{\b  one}\par two}",
        r"b{\footnote\ftnalt{\chftn}end}{\shp{\*\shpinst{\sp{\sn n}{\sv 1}}{\shptxt \pard box\par second}}{\shprslt\par lost}}c\par",
        r"\trowd\pard\intbl{\*\do\dptxbx{\dptxbxtext\pard in}}x\cell y\cell\row\pard z\par",
    ];
    check(&body.concat(), "box\nsecond\nabc\nin x\ty\nz\n〔1〕note one two\n〔2〕end\n", &[(4, Hint::TableRow)]);
}

#[test]
fn what_is_cut_is_told() {
    let whole = format!(r"{HEAD}\pard\'d6\'d0{{\b x}}\par\u20013?\par}}");
    for length in 0..whole.len() {
        let cut = whole.get(..length).unwrap_or_default();
        match read(cut.as_bytes()) {
            Ok(content) => assert!(content.notes.iter().any(|note| note.contains("不完整")), "{cut}"),
            Err(reason) => assert!(reason.contains("不完整"), "{cut}"),
        }
    }
    let deep = "{".repeat(150_000);
    assert!(read(format!("{{\\rtf1{deep}").as_bytes()).is_err_and(|reason| reason.contains("嵌套")));
    // What follows the document does not belong to it.
    check_bytes(b"{\\rtf1 a}}}{\\rtf1 b", "a\n", &[]);
}

#[test]
fn long_hostile_text_takes_linear_time() {
    for part in ["\\u20013", "{\\b x}", "\\'d6", "\\trowd\\intbl\\itap9 x\\nestcell", "{\\footnote x}", "\\bin9", "\\"]
    {
        let body = part.repeat(200_000);
        let _ = read(format!("{HEAD}{body}").as_bytes());
    }
}

proptest! {
    #[test]
    fn no_order_of_words_makes_it_fall(parts in proptest::collection::vec(proptest::sample::select(vec![
        "{", "}", "{\\*", "\\par", "\\pard", "\\cell", "\\row", "\\nestcell", "\\nestrow", "\\intbl", "\\itap99",
        "\\itap-3", "\\footnote", "{\\footnote", "{\\*\\shpinst", "{\\shptxt", "{\\listtext", "\\u-10179", "\\u9", "\\uc9",
        "\\'d6", "\\f9", "{\\fonttbl", "{\\stylesheet", "\\s-1", "\\sbasedon2", ";", "\\bin3", "字", "\\qc", "\\deff-1",
        "\\fs-1", "\\line", "{\\upr", "{\\*\\ud", "\\plain", "\\b", " ", "\n",
    ]), 0..80)) {
        let _ = read(format!("{{\\rtf1{}", parts.concat()).as_bytes());
    }
}
