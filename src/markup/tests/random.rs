//! Any document and any changes: accepting ours gives the text with the changes, rejecting them the text as it was.

use std::collections::{BTreeMap, HashSet};

use proptest::prelude::*;
use proptest::sample::Index;

use super::super::{Edit, Kind, MOST_EXPANDED, Note, Reply, read};
use super::build::{back, document, docx, part, raw_parts, zipped};
use super::places::agree;
use super::settled::settle;
use crate::corpus::formats::docx::trace;
use crate::corpus::formats::xml::{Node, Xml, attribute, split_name};
use crate::text::span::slice;

const WORDS: &[&str] = &[
    "甲",
    "工作",
    "总结，",
    "（一",
    "a",
    "ＡＢ",
    "x&amp;y",
    "𠀀",
    "e\u{301}",
    "。",
    " ",
    "软\u{AD}连",
    "&#19977;",
    "\u{3000}",
];
const LOOKS: &[&str] = &[
    "",
    "",
    "<w:rPr><w:b/></w:rPr>",
    "<w:rPr><w:rFonts w:eastAsia=\"黑体\"/><w:sz w:val=\"32\"/></w:rPr>",
    "<w:rPr/>",
    "<w:rPr><w:b/><w:rPrChange w:id=\"17\" w:author=\"王\"><w:rPr/></w:rPrChange></w:rPr>",
];

/// A run.
fn run() -> impl Strategy<Value = String> {
    let words = prop::collection::vec(prop::sample::select(WORDS), 1..5).prop_map(|words| words.concat());
    let piece = (words, 0..10_u8).prop_map(|(text, kind)| match kind {
        0 => "<w:tab/>".to_owned(),
        1 => format!("<w:t>{text}</w:t><w:lastRenderedPageBreak/>"),
        2 => format!("<w:t> {text} </w:t>"),
        3 => format!("<w:t xml:space='preserve'>{text}</w:t><w:br/>"),
        4 => "<w:footnoteReference w:id=\"2\"/>".to_owned(),
        _ => format!("<w:t xml:space=\"preserve\">{text}</w:t>"),
    });
    let pieces = prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat());
    (pieces, prop::sample::select(LOOKS), any::<bool>()).prop_map(|(pieces, look, session)| {
        format!("<w:r{}>{look}{pieces}</w:r>", if session { " w:rsidR=\"00AB\"" } else { "" })
    })
}

/// What stands in a paragraph.
fn inline() -> impl Strategy<Value = String> {
    let runs = prop::collection::vec(run(), 0..3).prop_map(|runs| runs.concat());
    (runs, 0..18_u8).prop_map(|(runs, kind)| match kind {
        0 => format!("<w:ins w:id=\"11\" w:author=\"王\">{runs}</w:ins>"),
        1 => format!("<w:del w:id=\"12\" w:author=\"王\">{}</w:del>", runs.replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")),
        2 => format!("<w:hyperlink w:anchor=\"x\">{runs}</w:hyperlink>"),
        3 => format!("<w:ins w:id=\"13\" w:author=\"李\"><w:smartTag>{runs}</w:smartTag></w:ins>"),
        4 => format!("<w:moveTo w:id=\"14\" w:author=\"李\">{runs}</w:moveTo>"),
        5 => format!("<w:sdt><w:sdtPr/><w:sdtContent>{runs}</w:sdtContent></w:sdt>"),
        6 => format!("<w:fldSimple w:instr=\"PAGE\">{runs}</w:fldSimple>"),
        7 => format!("<w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>X</w:instrText><w:fldChar w:fldCharType=\"separate\"/></w:r>{runs}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"),
        13 => format!("<w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText> HYPERLINK x</w:instrText><w:fldChar w:fldCharType=\"separate\"/></w:r>{runs}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"),
        8 => format!("<w:bookmarkStart w:id=\"15\"/>{runs}<w:bookmarkEnd w:id=\"15\"/><w:proofErr/>"),
        9 => format!("<w:r><w:t>外</w:t><w:pict><w:txbxContent><w:p>{runs}</w:p></w:txbxContent></w:pict><w:t>后</w:t></w:r>"),
        10 => "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>".to_owned(),
        11 => format!("<w:commentRangeStart w:id=\"3\"/>{runs}"),
        12 => format!("<w:commentRangeEnd w:id=\"3\"/>{runs}<w:r><w:commentReference w:id=\"3\"/></w:r>"),
        _ => runs,
    })
}

/// A paragraph.
fn paragraph() -> impl Strategy<Value = String> {
    let inner = prop::collection::vec(inline(), 0..5).prop_map(|parts| parts.concat());
    (inner, 0..10_u8).prop_map(|(inner, kind)| {
        let properties = match kind {
            0 => "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>",
            1 => "<w:pPr><w:jc w:val=\"center\"/></w:pPr>",
            2 => "<w:pPr><w:rPr><w:del w:id=\"16\" w:author=\"王\"/></w:rPr></w:pPr>",
            _ => "",
        };
        format!("<w:p>{properties}{inner}</w:p>")
    })
}

fn body() -> impl Strategy<Value = String> {
    let table = prop::collection::vec(paragraph(), 2..4)
        .prop_map(|cells| format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", cells.join("</w:tc><w:tc>")));
    let block = prop_oneof![4 => paragraph(), 1 => table];
    prop::collection::vec(block, 1..5).prop_map(|blocks| blocks.concat())
}

/// A change or a comment before its place is known: line, column, length and text.
type Asked = (Index, Index, usize, String);

fn asked() -> impl Strategy<Value = Vec<Asked>> {
    let text =
        prop::collection::vec(prop::sample::select(&["改", "新增", "𠀀", "<&>", "e\u{301}", "\t", "a"][..]), 0..3);
    prop::collection::vec((any::<Index>(), any::<Index>(), 0..5_usize, text.prop_map(|text| text.concat())), 0..7)
}

fn placed(text: &str, asked: &[Asked]) -> Vec<Edit> {
    let lines: Vec<&str> = text.lines().collect();
    let place = |(line, column, length, new): &Asked| {
        let line = line.index(lines.len());
        let columns = lines.get(line)?.chars().count();
        let column = column.index(columns + 1);
        Some(Edit {
            line: line + 1,
            column: column + 1,
            length: (*length).min(columns - column),
            text: new.clone(),
            old: None,
        })
    };
    if lines.is_empty() { Vec::new() } else { asked.iter().filter_map(place).collect() }
}

/// The text with the changes made, those put in at one place in the order given.
fn applied(text: &str, edits: &[&Edit]) -> String {
    let mut lines: Vec<Vec<char>> = text.lines().map(|line| line.chars().collect()).collect();
    let mut edits: Vec<(usize, &&Edit)> = edits.iter().enumerate().collect();
    edits.sort_by_key(|(index, edit)| (edit.line, edit.column, edit.length, *index));
    for (_, edit) in edits.into_iter().rev() {
        if let Some(line) = lines.get_mut(edit.line - 1) {
            line.splice(edit.column - 1..edit.column - 1 + edit.length, edit.text.chars());
        }
    }
    lines.into_iter().map(|line| line.into_iter().collect::<String>() + "\n").collect()
}

/// The lines without their blanks, which come and go at the edges of lines and cells, and without the numbers of lists,
/// which move to what is left of a paragraph; those in which nothing else stands are left out.
fn solid(text: &str) -> Vec<String> {
    let bare = |line: &str| {
        let solid: String = line.chars().filter(|c| !c.is_whitespace()).collect();
        "一二三四五六七八九十".chars().fold(solid, |line, number| line.replace(&format!("（{number}）"), ""))
    };
    text.lines().map(bare).filter(|line| !line.is_empty()).collect()
}

/// The characters of the text and the look of each; what tells of its change has another id in every piece of a run.
fn looks(docx: &[u8]) -> Result<Vec<(char, String)>, String> {
    let trace = trace(docx, MOST_EXPANDED)?;
    let mut looks = Vec::new();
    for (line, at) in trace.text.lines().zip(1..) {
        for (c, column) in line.chars().zip(1..) {
            let item = trace.tape.number(at, column).and_then(|number| trace.tape.item(number));
            let run = item.and_then(|item| item.run).and_then(|run| trace.tape.runs.get(run as usize));
            let look = run.map(|run| slice(&trace.part, run.properties)).unwrap_or_default();
            let told = look
                .split_once("<w:rPrChange w:id=\"")
                .and_then(|(front, rest)| Some((front, rest.split_once('"')?.1)));
            looks.push((c, told.map_or_else(|| look.to_owned(), |(front, rest)| format!("{front}{rest}"))));
        }
    }
    Ok(looks)
}

/// The ids of elements with these names, and how often each stands there.
fn ids(part: &str, names: &[&str]) -> Result<BTreeMap<String, usize>, String> {
    let mut xml = Xml::new(part);
    let mut ids = BTreeMap::new();
    while let Some(node) = xml.next()? {
        let Node::Start(tag) = node else { continue };
        let name = tag.name().into_inner();
        if names.contains(&split_name(name).1)
            && let Some(id) = attribute(&tag, "id")
        {
            *ids.entry(id.into_owned()).or_default() += 1;
        }
    }
    Ok(ids)
}

fn text(file: &[u8]) -> Result<String, String> {
    trace(file, MOST_EXPANDED).map(|trace| trace.text)
}

fn check(body: &str, asked: &[Asked], noted: &[Asked]) -> Result<(), Box<dyn std::error::Error>> {
    let comments = "<w:comments xmlns:w=\"w\"><w:comment w:id=\"3\" w:author=\"王\"><w:p/></w:comment></w:comments>";
    let rels = "<Relationships><Relationship Id=\"rId1\" Type=\"x/comments\" Target=\"comments.xml\"/></Relationships>";
    let others =
        [("word/comments.xml", comments), ("word/_rels/document.xml.rels", rels), ("word/header1.xml", "<w:hdr/>")];
    let file = docx(body, &others);
    let nowhere = agree(&file)?;
    let before = text(&file)?;
    assert!(nowhere <= before.chars().count());
    let edits = placed(&before, asked);
    let notes: Vec<Note> = placed(&before, noted)
        .into_iter()
        .map(|Edit { line, column, length, text, .. }| Note {
            line,
            column,
            length,
            text: "批注".to_owned(),
            // Some are answered, once or twice, and some are settled.
            replies: text.chars().take(2).map(|c| Reply { text: format!("答{c}"), ..Reply::default() }).collect(),
            resolved: text.is_empty(),
            ..Note::default()
        })
        .collect();
    let (copy, receipt) = back(&file, &edits, &notes)?;
    assert_eq!(receipt.edits + receipt.edits_left.len(), edits.len());
    assert_eq!(receipt.notes + receipt.notes_left.len(), notes.len());
    agree(&copy)?;
    let left: HashSet<usize> = receipt.edits_left.iter().map(|(index, _)| *index).collect();
    let done: Vec<&Edit> =
        edits.iter().enumerate().filter(|(index, _)| !left.contains(index)).map(|(_, edit)| edit).collect();
    let main = part(&copy, "word/document.xml");
    let with = |accept: bool| -> Result<Vec<u8>, String> {
        let main = settle(&main, "校对", accept)?;
        let numbering = part(&file, "word/numbering.xml");
        Ok(zipped(&[("word/document.xml", &main), ("word/numbering.xml", &numbering)]))
    };
    let (accepted, expected) = (solid(&text(&with(true)?)?), solid(&applied(&before, &done)));
    // A row is one line or many by how much its cells hold.
    if body.contains("<w:tbl>") {
        assert_eq!(accepted.concat(), expected.concat());
    } else {
        assert_eq!(accepted, expected);
    }
    let rejected = with(false)?;
    assert_eq!(text(&rejected)?, before);
    assert_eq!(looks(&rejected)?, looks(&file)?);
    // Ids stand once, those that the file has more often left out.
    let names = ["ins", "del", "moveTo", "moveFrom", "bookmarkStart", "rPrChange"];
    let old = ids(&document(body), &names)?;
    for (id, count) in ids(&main, &names)? {
        assert!(count == 1 || old.get(&id).is_some_and(|old| *old >= count), "{id} stands {count} times");
    }
    let commented = ids(&part(&copy, "word/comments.xml"), &["comment"])?;
    let unsaid: HashSet<usize> = receipt.notes_left.iter().map(|(index, _)| *index).collect();
    let said: Vec<&Note> =
        notes.iter().enumerate().filter(|(index, _)| !unsaid.contains(index)).map(|(_, note)| note).collect();
    assert_eq!(commented.len(), 1 + said.iter().map(|note| 1 + note.replies.len()).sum::<usize>());
    for name in ["commentRangeStart", "commentRangeEnd", "commentReference"] {
        for (id, count) in ids(&main, &[name])?.iter().filter(|(id, _)| *id != "3") {
            assert!(*count == 1 && commented.contains_key(id), "{name} {id}");
        }
    }
    let marks = read(&copy)?;
    let ours: Vec<_> =
        marks.iter().filter(|mark| mark.author == "校对" && matches!(mark.kind, Kind::Comment { .. })).collect();
    assert_eq!(ours.len(), receipt.notes);
    let mut threads: Vec<(Vec<&str>, bool)> = Vec::new();
    for mark in &ours {
        if let Kind::Comment { replies, resolved } = &mark.kind {
            threads.push((replies.iter().map(|reply| reply.text.as_str()).collect(), *resolved));
        }
    }
    let mut asked: Vec<(Vec<&str>, bool)> = said
        .iter()
        .map(|note| (note.replies.iter().map(|reply| reply.text.trim_end()).collect(), note.resolved))
        .collect();
    threads.sort();
    asked.sort();
    assert_eq!(threads, asked);
    // Where all the text goes nothing is left that a comment could stand at.
    let empty = text(&copy)?.trim().is_empty();
    assert!(ours.iter().all(|mark| (empty || !mark.places.is_empty()) && mark.text == "批注"));
    let mut changed = vec!["word/document.xml", "word/comments.xml"];
    let (old, new) = (raw_parts(&file), raw_parts(&copy));
    let threaded = said.iter().any(|note| note.resolved || !note.replies.is_empty());
    assert_eq!(old.len() + usize::from(threaded), new.len());
    if threaded {
        changed.extend(["word/_rels/document.xml.rels", "[Content_Types].xml"]);
    }
    for (old, new) in old.iter().zip(&new) {
        assert!(old == new || (old.0 == new.0 && changed.contains(&old.0.as_str())), "{}", old.0);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn ours_can_be_accepted_and_rejected(body in body(), edits in asked(), notes in asked()) {
        if let Err(reason) = check(&body, &edits, &notes) {
            return Err(TestCaseError::fail(format!("{reason}")));
        }
    }

    #[test]
    fn no_change_of_the_xml_makes_it_fall(
        body in body(),
        edits in asked(),
        changes in prop::collection::vec((any::<Index>(), prop::sample::select(&["<", ">", "/", "&", "\"", "w:", "t", "r", "p", "甲", "", "<w:ins>", "</w:r>", "<w:r/>"][..])), 1..4),
    ) {
        let mut text = document(&body);
        for (at, new) in changes {
            let chars: Vec<(usize, char)> = text.char_indices().collect();
            let (from, c) = chars.get(at.index(chars.len())).copied().unwrap_or_default();
            text.replace_range(from..from + c.len_utf8(), new);
        }
        let file = zipped(&[("word/document.xml", &text)]);
        if let Ok(before) = self::text(&file) {
            let (copy, receipt) = match back(&file, &placed(&before, &edits), &[]) {
                Ok(done) => done,
                // A prefix or a declaration that is not what it should be; but never a copy that cannot be read.
                Err(reason) => {
                    prop_assert!(!reason.to_string().contains("副本"), "{}", reason);
                    return Ok(());
                }
            };
            prop_assert!(receipt.edits > 0 || copy == file);
            prop_assert!(read(&copy).is_ok());
        }
    }
}
