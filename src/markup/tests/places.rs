//! That places and the reader speak of the same characters.

use super::super::MOST_EXPANDED;
use super::build::{Outcome, docx, p, r};
use crate::corpus::formats::docx::tape::spell;
use crate::corpus::formats::docx::trace;
use crate::corpus::formats::{Source, extract};

/// Fails unless the text is the reader's and each character that has a place stands there in the part. Gives the number
/// of those that have none.
pub(super) fn agree(docx: &[u8]) -> Result<usize, String> {
    let trace = trace(docx, MOST_EXPANDED)?;
    let source = Source { bytes: docx, encoding: None, max_expanded: MOST_EXPANDED };
    let (_, content) = extract(std::path::Path::new("a.docx"), &source)?;
    assert_eq!(trace.text, content.extracted.text);
    let mut nowhere = 0;
    let mut seen = std::collections::HashSet::new();
    for (line, at) in trace.text.lines().zip(1..) {
        for (c, column) in line.chars().zip(1..) {
            let Some(number) = trace.tape.number(at, column) else {
                nowhere += 1;
                continue;
            };
            assert!(seen.insert(number), "{number} twice");
            let item = trace.tape.item(number).ok_or_else(|| format!("no item for {number}"))?;
            let (spelled, _, _) = spell(&trace.part, item)?;
            let raw = spelled.chars().nth((number - item.first) as usize);
            let shown = raw.map(|raw| if matches!(raw, '\n' | '\r' | '\t' | '\u{A0}') { ' ' } else { raw });
            let c = if c == '\t' { ' ' } else { c };
            // Signs of symbol faces are shown as what they look like.
            let sign = raw.is_some_and(|raw| ('\u{F020}'..='\u{F0FF}').contains(&raw));
            assert!(shown == Some(c) || sign, "line {at} column {column}: {c:?} {raw:?}");
            assert!(!item.deleted);
        }
        assert_eq!(trace.tape.number(at, line.chars().count() + 1), None);
    }
    Ok(nowhere)
}

#[test]
fn every_character_is_found_where_it_stands() -> Outcome {
    let cell = |inner: &str| format!("<w:tc><w:tcPr/>{inner}</w:tc>");
    let bodies = [
        (p("甲乙𠀀e\u{301}（ａ）A &amp; B &#x4E19;<![CDATA[<丁>]]>"), 0),
        (format!("<w:p><w:r><w:t> \n甲 </w:t><w:tab/><w:t>乙\u{AD}丙</w:t><w:br/></w:r>{}</w:p>", r(" 丁 ")), 0),
        // A number, and blanks before what it stands before.
        (format!("<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>{}</w:p>", r("\u{3000}项")), 3),
        (
            format!(
                "<w:tbl><w:tr>{}{}{}</w:tr></w:tbl>",
                cell(&format!("{}{}", p("甲"), p("乙\u{A0}"))),
                cell("<w:p/>"),
                cell("<w:p><w:r><w:t>丙</w:t><w:tab/><w:t>丁</w:t></w:r></w:p>")
            ),
            3,
        ),
        // A title in two rows, a Latin letter at both sides of the break.
        (
            "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:t>关于A</w:t><w:br/><w:t>B的</w:t></w:r></w:p>".to_owned(),
            1,
        ),
        (
            format!(
                "<w:p><w:r><w:t>外</w:t><mc:AlternateContent><mc:Choice><w:txbxContent>{0}</w:txbxContent></mc:Choice>\
                 <mc:Fallback><w:txbxContent>{0}</w:txbxContent></mc:Fallback></mc:AlternateContent><w:t>后</w:t></w:r></w:p>",
                p("框")
            ),
            0,
        ),
        (
            format!(
                "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p><w:p><w:del>{}</w:del>{}</w:p>",
                r("前，"),
                "<w:r><w:delText>删</w:delText><w:tab/></w:r>",
                r("后。")
            ),
            0,
        ),
        (
            "<w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"2605\"/><w:noBreakHyphen/></w:r><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:t>游</w:t></w:p>".to_owned(),
            0,
        ),
        (
            "<w:p><w:r><w:ruby><w:rt><w:r><w:t>zi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase></w:ruby></w:r><w:smartTag><w:sdt><w:sdtPr><w:tag/></w:sdtPr><w:sdtContent><w:r><w:t>控</w:t></w:r></w:sdtContent></w:sdt></w:smartTag><w:bdo><w:r><w:t>向</w:t></w:r></w:bdo></w:p>".to_owned(),
            0,
        ),
        (
            "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>PAGE \\* x</w:instrText><w:fldChar w:fldCharType=\"separate\"/><w:t>3</w:t><w:fldChar w:fldCharType=\"end\"/></w:r><w:fldSimple><w:r><w:t>4</w:t></w:r></w:fldSimple></w:p>".to_owned(),
            0,
        ),
        // What no program writes: text in text, and signs in it.
        ("<w:p><w:r><w:t>甲<w:tab/>乙<w:t>丙</w:t>丁</w:t></w:r></w:p>".to_owned(), 1),
    ];
    for (body, nowhere) in bodies {
        assert_eq!(agree(&docx(&body, &[]))?, nowhere, "{body}");
    }
    Ok(())
}

#[test]
fn files_of_office_programs_agree() -> Outcome {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in [
        "tests/it/files/样式.docx",
        "sample_docs/云岭市图书馆2025年半年总结.docx",
        "sample_docs/青禾县教育局2024年度总结.docx",
    ] {
        agree(&std::fs::read(root.join(name))?).map_err(|reason| format!("{name}: {reason}"))?;
    }
    Ok(())
}
