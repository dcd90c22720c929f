//! Tests of PDF files, built in memory.

use super::super::{Content, Source};
use super::extract;
use crate::corpus::model::Hint;

const GBK: &str = "<</Type/Font/Subtype/Type0/BaseFont/FangSong_GB2312/Encoding/GBK-EUC-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/DW 1000>>]>>";
const LATIN: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";

/// A file with these objects, the first of which is the catalogue.
fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", at + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    out.extend(format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).bytes());
    out
}

fn stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
    [format!("<<{dictionary}/Length {}>>\nstream\n", content.len()).as_bytes(), content, b"\nendstream"].concat()
}

/// A document with a page for each content, in the fonts F (Chinese, GBK) and L (Latin), and the form X.
fn document(pages: &[&[u8]], form: &[u8]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R ", 5 + at * 2)).collect();
    let kids = kids.concat();
    let resources = format!("/Resources<</Font<</F {GBK}/L {LATIN}>>/XObject<</X 3 0 R>>>>");
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Kids[{kids}]/Count {}{resources}/MediaBox[0 0 595 842]>>", pages.len()).into_bytes(),
        stream(&format!("/Type/XObject/Subtype/Form{resources}"), form),
        b"null".to_vec(),
    ];
    for (at, content) in pages.iter().enumerate() {
        objects.push(format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R>>", 6 + at * 2).into_bytes());
        objects.push(stream("", content));
    }
    file(&objects)
}

/// The operators that show `text` at this place.
fn at(x: u32, y: u32, size: u32, text: &str) -> Vec<u8> {
    let (gbk, _, _) = encoding_rs::GB18030.encode(text);
    let hex: Vec<String> = gbk.iter().map(|b| format!("{b:02X}")).collect();
    let hex = hex.concat();
    format!("BT /F {size} Tf 1 0 0 1 {x} {y} Tm <{hex}> Tj ET\n").into_bytes()
}

fn read(bytes: &[u8]) -> Result<Content, String> {
    extract(&Source { bytes, encoding: None, max_expanded: 256 << 20 })
}

fn check(pages: &[&[u8]], text: &str, hints: &[(usize, Hint)]) {
    let content = read(&document(pages, b"")).unwrap_or_default();
    assert_eq!(content.extracted.text, text);
    assert_eq!(content.extracted.hints, hints);
}

fn refused(bytes: &[u8], words: &str) {
    let reason = read(bytes).err().unwrap_or_default();
    assert!(reason.contains(words), "{words}: {reason}");
}

/// Twenty characters: a full row at size 20.
const FULL: &str = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸";

#[test]
fn rows_are_paragraphs_by_their_margins() {
    let page = [
        at(200, 800, 30, "标题居中"),
        at(140, 760, 20, "一二三四五六七八九十甲乙丙丁戊己庚辛"),
        at(100, 730, 20, FULL),
        at(100, 700, 20, "末行“全”(half)，㐂。"),
        at(140, 670, 20, "另段一二三四五六七八九十甲乙丙丁戊己"),
        at(100, 640, 20, "完。"),
        at(140, 610, 20, "一、短题"),
        at(140, 580, 20, "落款"),
    ]
    .concat();
    let text = format!(
        "标题居中\n　　一二三四五六七八九十甲乙丙丁戊己庚辛{FULL}末行“全”(half)，㐂。\n　　另段一二三四五六七八九十甲乙丙丁戊己完。\n　　一、短题\n　　落款\n"
    );
    check(&[&page], &text, &[(1, Hint::Emphasis)]);
}

#[test]
fn page_numbers_heads_and_artifacts_are_left_out() {
    let ordinal = |number: u32| "子丑寅".chars().nth(number as usize - 1).map(String::from).unwrap_or_default();
    let page = |number: u32| {
        [
            at(100, 820, 10, "青禾县人民政府文件"),
            b"/Artifact <</Type /Pagination>> BDC ".to_vec(),
            at(300, 830, 10, "页眉"),
            b"EMC ".to_vec(),
            at(100, 700, 20, &FULL.replace('一', &ordinal(number))),
            at(100, 670, 20, &format!("第{}行。", ordinal(number))),
            at(280, 40, 10, &format!("— {number} —")),
        ]
        .concat()
    };
    let pages = [page(1), page(2), page(3)];
    let pages: Vec<&[u8]> = pages.iter().map(Vec::as_slice).collect();
    let text: Vec<String> = (1..=3).map(ordinal).map(|n| format!("{}第{n}行。\n", FULL.replace('一', &n))).collect();
    check(&pages, &text.concat(), &[]);
}

#[test]
fn cells_are_parted_and_notes_come_last() {
    let page = [
        at(100, 800, 20, "项目"),
        at(240, 800, 20, "数"),
        at(100, 770, 20, "甲"),
        at(240, 770, 20, "１"),
        at(100, 700, 20, "正文见注"),
        at(180, 705, 8, "1"),
        at(190, 700, 20, "正文正文"),
        at(100, 100, 10, "1出处在此"),
    ]
    .concat();
    check(&[&page], "项目\t数\n甲\t１\n正文见注1正文正文\n1出处在此\n", &[(1, Hint::TableRow), (2, Hint::TableRow)]);
}

#[test]
fn operators_move_and_replace_text() {
    let latin = b"BT /L 10 Tf 100 700 Td (Hello) Tj 0 -40 TD [(W) -20 (PS) -400 (Office)] TJ T* (caf\\351) ' ET";
    check(&[latin], "Hello\nWPS Office\ncafé\n", &[]);
    let turned = b"q .7 .7 -.7 .7 0 0 cm BT /L 10 Tf 100 700 Td (stamp) Tj ET Q BT /L 10 Tf 9 9 Td (x) Tj ET";
    check(&[turned], "x\n", &[]);
    let actual = b"/Span <</ActualText <FEFFD842DFB70065>>> BDC BT /L 10 Tf 9 9 Td (ab) Tj ET EMC BI /W 1 ID \x00\xFF EI BT /L 10 Tf 90 9 Td (c) Tj ET";
    check(&[actual], "𠮷e c\n", &[]);
    // Bold by drawing twice.
    let twice = [at(100, 700, 20, "重影"), at(101, 700, 20, "重影")].concat();
    check(&[&twice], "重影\n", &[]);
}

#[test]
fn what_has_no_text_says_what_to_do() {
    refused(&document(&[b"q 595 0 0 842 0 0 cm Q"], b""), "OCR");
    let nameless =
        "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[<</Subtype/CIDFontType2>>]>>";
    let page = b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>".to_vec();
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Kids[3 0 R]/Count 1/Resources<</Font<</F {nameless}>>>>>>").into_bytes(),
        page,
        stream("", b"BT /F 10 Tf <00010002> Tj ET"),
    ];
    refused(&file(&objects), "没有写明");
    refused(b"%PDF-1.7\nnothing", "已损坏");
    refused("不是".as_bytes(), "内容却不是");
}

#[test]
fn hostile_files_end_soon() -> Result<(), Box<dyn std::error::Error>> {
    use std::io::Write;
    // A form that shows itself, and pages that are their own parents.
    let form = [at(9, 9, 10, "圈"), b"/X Do /X Do /X Do /X Do".to_vec()].concat();
    let looped = document(&[b"/X Do"], &form);
    assert!(read(&looped).is_ok());
    let tree = [b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 2 0 R]>>".to_vec()];
    assert!(read(&file(&tree)).is_err());
    // Deep nesting, in objects and in operators.
    for deep in ["[".repeat(150_000), "<<".repeat(150_000), "(".repeat(150_000), "q ".repeat(150_000)] {
        let content = [at(9, 9, 10, "深").as_slice(), deep.as_bytes()].concat();
        assert!(read(&document(&[&content], b"")).is_ok());
        let _ = read(&file(&[b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), deep.into_bytes()]));
    }
    // Content and streams of objects that expand without end.
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..80 {
        packed.write_all(&vec![b' '; 1 << 20])?;
    }
    let packed = packed.finish()?;
    let bomb = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>".to_vec(),
        stream("/Filter/FlateDecode", &packed),
    ];
    assert!(read(&file(&bomb)).is_err());
    let objects =
        [b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &packed)];
    assert!(read(&file(&objects)).is_err());
    // Cut anywhere.
    let good = document(&[&at(100, 700, 20, "正文")], b"");
    for cut in 0..good.len() {
        let _ = read(good.get(..cut).unwrap_or_default());
    }
    Ok(())
}
