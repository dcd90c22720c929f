//! What is written, tag by tag.

use super::super::{Note, Who, read, write_back};
use super::build::{Outcome, SPACE, back, docx, edit, note, p, part, r, raw_parts, who, zipped};
use crate::text::span::{ByteSpan, slice};

const BY: &str = "w:author=\"校对\" w:date=\"2026-03-05T09:30:00Z\"";

/// The body of the main part of a file, its last properties left out.
fn body(docx: &[u8]) -> String {
    let text = part(docx, "word/document.xml");
    let (_, rest) = text.split_once("<w:body>").unwrap_or_default();
    rest.split_once("<w:sectPr/>").unwrap_or_default().0.to_owned()
}

/// Fails unless `before` with `edits` becomes `after`, where `BY` stands for who and when.
fn check(before: &str, edits: &[super::super::Edit], after: &str) -> Outcome {
    let (copy, receipt) = back(&docx(before, &[]), edits, &[])?;
    assert_eq!(receipt.edits_left, []);
    assert_eq!(body(&copy), after.replace("BY", BY));
    Ok(())
}

#[test]
fn a_run_is_split_and_keeps_its_look() -> Outcome {
    let look = "<w:rPr><w:b/><w:rFonts w:eastAsia=\"黑体\"/></w:rPr>";
    check(
        &format!("<w:p><w:r w:rsidR=\"00A1\">{look}<w:t>做好帐号&amp;𠀀管理</w:t></w:r></w:p>"),
        &[edit(1, 3, 2, "账号"), edit(1, 6, 1, ""), edit(1, 9, 0, "。<")],
        &format!(
            "<w:p><w:r w:rsidR=\"00A1\">{look}<w:t xml:space=\"preserve\">做好</w:t></w:r>\
             <w:del w:id=\"0\" BY><w:r w:rsidR=\"00A1\">{look}<w:delText xml:space=\"preserve\">帐</w:delText></w:r></w:del>\
             <w:ins w:id=\"1\" BY><w:r w:rsidR=\"00A1\">{look}<w:t xml:space=\"preserve\">账</w:t></w:r></w:ins>\
             <w:r w:rsidR=\"00A1\">{look}<w:t xml:space=\"preserve\">号&amp;</w:t></w:r>\
             <w:del w:id=\"2\" BY><w:r w:rsidR=\"00A1\">{look}<w:delText xml:space=\"preserve\">𠀀</w:delText></w:r></w:del>\
             <w:r w:rsidR=\"00A1\">{look}<w:t xml:space=\"preserve\">管理</w:t></w:r>\
             <w:ins w:id=\"3\" BY><w:r w:rsidR=\"00A1\">{look}<w:t xml:space=\"preserve\">。&lt;</w:t></w:r></w:ins></w:p>"
        ),
    )
}

#[test]
fn several_runs_tabs_and_what_is_no_text() -> Outcome {
    check(
        "<w:p><w:r><w:lastRenderedPageBreak/><w:t> 甲 </w:t><w:tab/><w:t>乙</w:t></w:r><w:bookmarkStart w:id=\"7\" w:name=\"x\"/><w:r><w:rPr><w:i/></w:rPr><w:t>丙\u{AD}丁</w:t><w:footnoteReference w:id=\"2\"/></w:r></w:p>",
        &[edit(1, 2, 4, "一\t二")],
        "<w:p><w:r><w:lastRenderedPageBreak/><w:t> 甲 </w:t></w:r>\
         <w:del w:id=\"8\" BY><w:r><w:tab/><w:delText xml:space=\"preserve\">乙</w:delText></w:r></w:del>\
         <w:bookmarkStart w:id=\"7\" w:name=\"x\"/>\
         <w:del w:id=\"9\" BY><w:r><w:rPr><w:i/></w:rPr><w:delText xml:space=\"preserve\">丙\u{AD}丁</w:delText></w:r></w:del>\
         <w:ins w:id=\"10\" BY><w:r><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">一</w:t><w:tab/><w:t xml:space=\"preserve\">二</w:t></w:r></w:ins>\
         <w:r><w:rPr><w:i/></w:rPr><w:footnoteReference w:id=\"2\"/></w:r></w:p>",
    )
}

#[test]
fn inner_blanks_stay_where_outer_ones_do_not_count() -> Outcome {
    check(
        "<w:p><w:r><w:t>\n 甲 乙 </w:t></w:r></w:p>",
        &[edit(1, 3, 1, "丙")],
        "<w:p><w:r><w:t xml:space=\"preserve\">甲 </w:t></w:r>\
         <w:del w:id=\"0\" BY><w:r><w:delText xml:space=\"preserve\">乙</w:delText></w:r></w:del>\
         <w:ins w:id=\"1\" BY><w:r><w:t xml:space=\"preserve\">丙</w:t></w:r></w:ins></w:p>",
    )
}

#[test]
fn within_what_somebody_put_in() -> Outcome {
    let theirs = "<w:ins w:id=\"3\" w:author=\"王\">";
    // Taking out is nested, as Word does it; putting in parts the element.
    check(
        &format!("<w:p>{theirs}{}</w:ins></w:p>", r("甲乙丙丁")),
        &[edit(1, 2, 1, "二"), edit(1, 4, 1, "")],
        &format!(
            "<w:p>{theirs}{}<w:del w:id=\"4\" BY><w:r><w:delText xml:space=\"preserve\">乙</w:delText></w:r></w:del></w:ins>\
             <w:ins w:id=\"5\" BY>{}</w:ins><w:ins w:id=\"6\" w:author=\"王\">{}\
             <w:del w:id=\"7\" BY><w:r><w:delText xml:space=\"preserve\">丁</w:delText></w:r></w:del></w:ins></w:p>",
            r("甲"),
            r("二"),
            r("丙")
        ),
    )?;
    // At its edges nothing is left of it that is empty.
    check(
        &format!("<w:p>{theirs}{}</w:ins></w:p>", r("甲")),
        &[edit(1, 1, 0, "前"), edit(1, 2, 0, "后")],
        &format!(
            "<w:p><w:ins w:id=\"4\" BY>{}</w:ins>{theirs}{}</w:ins><w:ins w:id=\"5\" BY>{}</w:ins></w:p>",
            r("前"),
            r("甲"),
            r("后")
        ),
    )?;
    // Between theirs and the paragraph's own text, and behind a link: in the paragraph itself.
    check(
        &format!("<w:p>{theirs}{}</w:ins>{}<w:hyperlink>{}</w:hyperlink></w:p>", r("甲"), r("乙"), r("丙")),
        &[edit(1, 2, 0, "间"), edit(1, 3, 1, "链")],
        &format!(
            "<w:p>{theirs}{}</w:ins><w:ins w:id=\"4\" BY>{}</w:ins>{}<w:hyperlink>\
             <w:del w:id=\"5\" BY><w:r><w:delText xml:space=\"preserve\">丙</w:delText></w:r></w:del>\
             <w:ins w:id=\"6\" BY>{}</w:ins></w:hyperlink></w:p>",
            r("甲"),
            r("间"),
            r("乙"),
            r("链")
        ),
    )
}

#[test]
fn the_text_of_a_link_that_is_a_field_can_be_changed() -> Outcome {
    let sign = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let instruction = "<w:r><w:instrText xml:space=\"preserve\"> hyper</w:instrText></w:r><w:r><w:instrText>link \"x\" </w:instrText></w:r>";
    let begin = [sign("begin"), instruction.to_owned(), sign("separate")].concat();
    let del = "<w:del w:id=\"0\" BY><w:r><w:delText xml:space=\"preserve\">错</w:delText></w:r></w:del>";
    let ins = |id: u8, text: &str| format!("<w:ins w:id=\"{id}\" BY>{}</w:ins>", r(text));
    check(
        &format!("<w:p>{}{begin}{}{}{}</w:p>", r("见"), r("链错"), sign("end"), r("后")),
        &[edit(1, 3, 1, "接"), edit(1, 4, 0, "，")],
        &format!(
            "<w:p>{}{begin}{}{del}{}{}{}{}</w:p>",
            r("见"),
            r("链"),
            ins(1, "接"),
            sign("end"),
            ins(2, "，"),
            r("后")
        ),
    )?;
    let simple = "<w:fldSimple w:instr=\" HYPERLINK &quot;x&quot;\">";
    check(
        &format!("<w:p>{simple}{}</w:fldSimple></w:p>", r("错")),
        &[edit(1, 1, 1, "接")],
        &format!("<w:p>{simple}{del}{}</w:fldSimple></w:p>", ins(1, "接")),
    )?;
    // A table of contents is made of links, and is computed anew.
    let contents =
        [sign("begin"), "<w:r><w:instrText>TOC \\h</w:instrText></w:r>".to_owned(), sign("separate")].concat();
    let body = format!("<w:p>{contents}{begin}{}{}{}{}</w:p>", r("链"), sign("end"), sign("end"), r("后"));
    let (_, receipt) = back(&docx(&body, &[]), &[edit(1, 1, 1, "改"), edit(1, 2, 1, "改")], &[])?;
    assert_eq!(receipt.edits_left, [(0, super::super::Why::Field)]);
    Ok(())
}

#[test]
fn a_look_that_was_changed_keeps_its_history_once() -> Outcome {
    let look =
        |id: u8| format!("<w:rPr><w:b/><w:rPrChange w:id=\"{id}\" w:author=\"王\"><w:rPr/></w:rPrChange></w:rPr>");
    check(
        &format!("<w:p><w:r>{}<w:t>甲乙</w:t></w:r></w:p>", look(5)),
        &[edit(1, 2, 0, "新")],
        &format!(
            "<w:p><w:r>{}<w:t xml:space=\"preserve\">甲</w:t></w:r>\
             <w:ins w:id=\"6\" BY><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">新</w:t></w:r></w:ins>\
             <w:r>{}<w:t xml:space=\"preserve\">乙</w:t></w:r></w:p>",
            look(5),
            look(7)
        ),
    )
}

#[test]
fn a_remark_of_the_xml_before_the_look_does_not_cost_it() -> Outcome {
    let look = "<w:rPr><w:b/></w:rPr>";
    check(
        &format!("<w:p><w:r><!-- a>b -->\n<?x y?>{look}<w:t>甲乙</w:t></w:r></w:p>"),
        &[edit(1, 2, 1, "二")],
        &format!(
            "<w:p><w:r>{look}<w:t xml:space=\"preserve\">甲</w:t></w:r>\
             <w:del w:id=\"0\" BY><w:r>{look}<w:delText xml:space=\"preserve\">乙</w:delText></w:r></w:del>\
             <w:ins w:id=\"1\" BY><w:r>{look}<w:t xml:space=\"preserve\">二</w:t></w:r></w:ins></w:p>"
        ),
    )
}

#[test]
fn a_first_comment_brings_all_that_it_needs() -> Outcome {
    let styles = "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"a5\"><w:name w:val=\"annotation reference\"/></w:style><w:style w:styleId=\"a6\"><w:name w:val=\"annotation text\"/></w:style></w:styles>";
    let rels = "<Relationships xmlns=\"r\"><Relationship Id=\"rId3\" Type=\"http://x/styles\" Target=\"styles.xml\"/></Relationships>";
    let file = docx(&p("甲乙丙"), &[("word/styles.xml", styles), ("word/_rels/document.xml.rels", rels)]);
    let notes = [
        note(1, 2, 1, "数字<有误>\n请核"),
        Note { by: Some("李 \"四\"".to_owned()), date: Some("昨天".to_owned()), ..note(1, 4, 0, "缺句号") },
    ];
    let (copy, receipt) = back(&file, &[], &notes)?;
    assert_eq!((receipt.notes, receipt.notes_left), (2, Vec::new()));
    let sign = |id: u8| {
        format!(
            "<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:rPr><w:rStyle w:val=\"a5\"/></w:rPr><w:commentReference w:id=\"{id}\"/></w:r>"
        )
    };
    assert_eq!(
        body(&copy),
        format!(
            "<w:p>{}<w:commentRangeStart w:id=\"0\"/>{}{}<w:commentRangeStart w:id=\"1\"/>{}{}</w:p>",
            r("甲"),
            r("乙"),
            sign(0),
            r("丙"),
            sign(1)
        )
    );
    let comments = part(&copy, "word/comments.xml");
    assert!(comments.contains(&format!("<w:comments xmlns:w=\"{SPACE}\"><w:comment w:id=\"0\" {BY} w:initials=\"校\"><w:p><w:pPr><w:pStyle w:val=\"a6\"/></w:pPr><w:r><w:rPr><w:rStyle w:val=\"a5\"/></w:rPr><w:annotationRef/></w:r>")), "{comments}");
    assert!(comments.contains(">数字&lt;有误&gt;</w:t>") && comments.contains(">请核</w:t>"));
    assert!(comments.contains("<w:comment w:id=\"1\" w:author=\"李 &quot;四&quot;\" w:initials=\"李\">"));
    let rels = part(&copy, "word/_rels/document.xml.rels");
    assert!(rels.ends_with("<Relationship Id=\"rId4\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"comments.xml\"/></Relationships>"), "{rels}");
    let types = part(&copy, "[Content_Types].xml");
    assert!(types.contains("<Override PartName=\"/word/comments.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml\"/></Types>"), "{types}");
    let read: Vec<_> = read(&copy)?.into_iter().map(|mark| (mark.author, mark.text)).collect();
    assert_eq!(
        read,
        [("校对".to_owned(), "数字<有误>\n请核".to_owned()), ("李 \"四\"".to_owned(), "缺句号".to_owned())]
    );
    // Once more: the ids go on, and nothing is declared twice.
    let (again, _) = back(&copy, &[], &[note(1, 1, 1, "又一条")])?;
    assert_eq!(super::super::read(&again)?.len(), 3);
    assert!(part(&again, "word/comments.xml").contains("<w:comment w:id=\"2\""));
    assert_eq!(part(&again, "[Content_Types].xml"), types);
    assert_eq!(part(&again, "word/_rels/document.xml.rels"), rels);
    Ok(())
}

#[test]
fn old_comments_stay_as_they_are() -> Outcome {
    let head = "<?xml version=\"1.0\"?><x:comments xmlns:x=\"w\" xmlns:w15=\"w15\" mc:Ignorable=\"w15\">";
    let old = "<x:comment x:id=\"41\" w15:unknown=\"1\" x:author=\"王\"><x:p/></x:comment>";
    let rels = "<r:Relationships xmlns:r=\"r\"><r:Relationship Id=\"a\" Type=\"http://x/comments\" Target=\"/word/annot.xml\"/></r:Relationships>";
    let parts =
        [("word/annot.xml", format!("{head}{old}</x:comments>\n")), ("word/_rels/document.xml.rels", rels.to_owned())];
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let (copy, _) = back(&docx(&p("甲"), &parts), &[], &[note(1, 1, 1, "批")])?;
    let comments = part(&copy, "word/annot.xml");
    assert!(comments.starts_with(&format!("{head}{old}<x:comment x:id=\"42\" x:author=\"校对\"")), "{comments}");
    assert!(comments.ends_with("</x:p></x:comment></x:comments>\n"));
    assert_eq!(part(&copy, "word/_rels/document.xml.rels"), rels);
    assert!(part(&copy, "word/comments.xml").is_empty());
    // A part without a comment, in one tag.
    let parts = [("word/annot.xml", "<w:comments xmlns:w=\"w\" />"), ("word/_rels/document.xml.rels", rels)];
    let (copy, _) = back(&docx(&p("甲"), &parts), &[], &[note(1, 1, 1, "批")])?;
    let comments = part(&copy, "word/annot.xml");
    assert!(comments.starts_with("<w:comments xmlns:w=\"w\" ><w:comment w:id=\"0\" "), "{comments}");
    assert!(comments.ends_with("</w:comment></w:comments>"));
    Ok(())
}

#[test]
fn a_comment_holds_the_change_that_it_speaks_of() -> Outcome {
    let (copy, _) = back(&docx(&p("甲乙丙"), &[]), &[edit(1, 2, 1, "二")], &[note(1, 2, 1, "序号")])?;
    let text = body(&copy);
    let at = |what: &str| text.find(what).unwrap_or(usize::MAX);
    let order = [
        at("commentRangeStart"),
        at("<w:del "),
        at("<w:ins "),
        at("commentRangeEnd"),
        at("commentReference"),
        at("丙"),
    ];
    assert!(order.is_sorted() && !order.contains(&usize::MAX), "{text}");
    Ok(())
}

#[test]
fn a_comment_on_a_number_is_put_on_what_it_stands_before() -> Outcome {
    let numbered = format!("<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>{}</w:p>", r("项目"));
    let (copy, _) = back(&docx(&numbered, &[]), &[], &[note(1, 1, 3, "编号")])?;
    let places: Vec<_> =
        read(&copy)?.into_iter().flat_map(|mark| mark.places).map(|place| (place.column, place.length)).collect();
    assert_eq!(places, [(4, 1)]);
    Ok(())
}

#[test]
fn all_else_is_the_same_byte_for_byte() -> Outcome {
    let odd = "<?xml version='1.0' encoding='utf-8'?>\r\n<!-- made by hand -->";
    let text = format!(
        "{odd}<w:document xmlns:w='{SPACE}'\n ><w:body ><w:p  w:rsid = '1'><w:r><w:t>不动</w:t></w:r></w:p>\n<w:p><w:r><w:t>要改</w:t></w:r ></w:p><w:p/><!-- end --></w:body></w:document>\n"
    );
    let parts = [
        ("word/document.xml", text.as_str()),
        ("word/media/一.bin", "\u{1}\u{2}"),
        ("customXml/", ""),
        ("docProps/app.xml", "<a/>"),
    ];
    let file = zipped(&parts);
    let (copy, _) = write_back(&file, &[edit(2, 1, 1, "")], &[], &Who::default())?;
    let main = part(&copy, "word/document.xml");
    let (before, after) = text.split_once("<w:r><w:t>要改</w:t></w:r >").unwrap_or_default();
    assert!(main.starts_with(before) && main.ends_with(after), "{main}");
    let inner = slice(&main, ByteSpan::new(before.len(), main.len() - after.len()));
    assert_eq!(
        inner,
        "<w:del w:id=\"0\" w:author=\"\"><w:r><w:delText xml:space=\"preserve\">要</w:delText></w:r ></w:del><w:r><w:t xml:space=\"preserve\">改</w:t></w:r >"
    );
    let (old, new) = (raw_parts(&file), raw_parts(&copy));
    assert_eq!(old.len(), new.len());
    for (old, new) in old.iter().zip(&new) {
        assert_eq!(old.0, new.0);
        assert!(old.1 == new.1 || old.0 == "word/document.xml", "{}", old.0);
    }
    Ok(())
}

#[test]
fn ids_are_free_ones() {
    let some = |taken: &[u32]| super::super::splice::free_ids(taken).take(3).collect::<Vec<_>>();
    assert_eq!(some(&[]), [0, 1, 2]);
    assert_eq!(some(&[4, 9]), [10, 11, 12]);
    assert_eq!(some(&[u32::MAX, 1]), [0, 2, 3]);
    assert_eq!(who().name, "校对");
}

#[test]
fn ids_of_what_is_not_read_are_taken() -> Outcome {
    let section =
        "<w:pPr><w:sectPr><w:sectPrChange w:id=\"90\"><w:sectPr></w:sectPr></w:sectPrChange></w:sectPr></w:pPr>";
    check(
        &format!("<w:p>{section}{}</w:p>", r("甲")),
        &[edit(1, 2, 0, "乙")],
        &format!("<w:p>{section}{}<w:ins w:id=\"91\" BY>{}</w:ins></w:p>", r("甲"), r("乙")),
    )
}
