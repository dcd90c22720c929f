//! Tests of Word documents, built in memory.

use super::super::archive::made::zip;
use super::super::{Content, Source};
use super::extract;
use crate::corpus::model::Hint;

type Outcome = Result<(), Box<dyn std::error::Error>>;

const RELS: &str = r#"<Relationships xmlns="x"><Relationship Id="r1" Type="http://x/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

fn document(body: &str) -> String {
    format!(r#"<?xml version="1.0"?><w:document xmlns:w="w" xmlns:mc="mc"><w:body>{body}</w:body></w:document>"#)
}

fn read(bytes: &[u8]) -> Result<Content, String> {
    extract(&Source { bytes, encoding: None, max_expanded: 256 << 20 })
}

fn check(body: &str, others: &[(&str, &str)], text: &str, hints: &[(usize, Hint)]) -> Outcome {
    let document = document(body);
    let mut parts = vec![("_rels/.rels", RELS), ("word/document.xml", document.as_str())];
    parts.extend(others);
    let content = read(&zip(&parts)?)?;
    assert_eq!(content.extracted.text, text);
    assert_eq!(content.extracted.hints, hints);
    Ok(())
}

fn refused(bytes: &[u8], words: &str) {
    let reason = read(bytes).err().unwrap_or_default();
    assert!(reason.contains(words), "{words}: {reason}");
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn paragraphs_are_lines() -> Outcome {
    let body = [
        p("一、做法 &amp; &#25104;效"),
        p(""),
        "<w:p><w:r><w:t xml:space=\"preserve\">甲 </w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>"
            .to_owned(),
        "<w:p><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins><w:r><w:t>增</w:t></w:r></w:ins></w:p>"
            .to_owned(),
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:t>软\u{AD}连</w:t></w:r></w:p>".to_owned(),
        "<w:p><w:r><w:fldChar/><w:instrText>PAGE</w:instrText><w:t>3</w:t></w:r></w:p>".to_owned(),
    ]
    .concat();
    check(&body, &[], "一、做法 & 成效\n甲 \t乙\n丙\n增\n软连\n3\n", &[])
}

#[test]
fn text_boxes_come_once() -> Outcome {
    let body = format!(
        "<w:p><w:r><w:t>外</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{0}</w:txbxContent></mc:Choice>\
         <mc:Fallback><w:txbxContent>{0}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        p("框")
    );
    check(&body, &[], "框\n外\n", &[])
}

#[test]
fn styles_tell_headings_and_titles() -> Outcome {
    let styles = r#"<w:styles xmlns:w="w"><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="32"/></w:rPr></w:rPrDefault></w:docDefaults>
        <w:style w:type="paragraph" w:styleId="a"><w:name w:val="Title"/></w:style>
        <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="x"><w:name w:val="二级"/><w:basedOn w:val="y"/></w:style>
        <w:style w:type="paragraph" w:styleId="y"><w:name w:val="底"/><w:basedOn w:val="x"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="t1"><w:name w:val="toc 1"/></w:style></w:styles>"#;
    let of_style = |id: &str, text: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{id}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let run = |rpr: &str, text: &str| format!("<w:r><w:rPr>{rpr}</w:rPr><w:t>{text}</w:t></w:r>");
    let body = [
        of_style("a", "题"),
        of_style("t1", "一、目录\t1"),
        of_style("1", "一、甲"),
        of_style("x", "（一）乙"),
        "<w:p><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr><w:r><w:t>1.丙</w:t></w:r></w:p>".to_owned(),
        p("正文正文正文正文正文正文正文正文"),
        format!("<w:p>{}</w:p>", run("<w:b/>", "粗")),
        format!("<w:p>{}{}</w:p>", run("<w:b/>", "粗"), run("<w:b w:val=\"0\"/>", "细")),
        format!("<w:p>{}</w:p>", run("<w:sz w:val=\"44\"/>", "大")),
        format!("<w:p>{}</w:p>", run("<w:rFonts w:eastAsia=\"方正小标宋简体\"/>", "标宋")),
        "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:t>中</w:t><w:br/><w:t>间</w:t></w:r></w:p>".to_owned(),
    ]
    .concat();
    check(
        &body,
        &[("word/styles.xml", styles)],
        "题\n一、目录\t1\n一、甲\n（一）乙\n1.丙\n正文正文正文正文正文正文正文正文\n粗\n粗细\n大\n标宋\n中间\n",
        &[
            (1, Hint::Title),
            (2, Hint::Chrome),
            (3, Hint::Heading(1)),
            (4, Hint::Heading(2)),
            (5, Hint::Heading(3)),
            (7, Hint::Emphasis),
            (9, Hint::Emphasis),
            (10, Hint::Emphasis),
            (11, Hint::Emphasis),
        ],
    )
}

#[test]
fn automatic_numbers_are_written() -> Outcome {
    let numbering = r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
        <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
        <w:lvl w:ilvl="3"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%4"/><w:suff w:val="nothing"/><w:isLgl/></w:lvl></w:abstractNum>
        <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#;
    let item = |num: u8, level: u8, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{num}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body = [
        item(1, 0, "甲"),
        item(1, 1, "甲一"),
        item(1, 1, "甲二"),
        item(1, 2, "细"),
        item(1, 0, "乙"),
        item(1, 1, "乙一"),
        item(1, 3, "合"),
        item(2, 0, "改"),
        item(3, 0, "点"),
        item(0, 0, "无"),
        item(9, 0, "缺"),
    ]
    .concat();
    let items: Vec<(usize, Hint)> = (1..=9).map(|line| (line, Hint::ListItem)).collect();
    check(
        &body,
        &[("word/numbering.xml", numbering)],
        "一、甲\n（一）甲一\n（二）甲二\n1. 细\n二、乙\n（一）乙一\n2.1 合\n五、改\n点\n无\n缺\n"
            .replace("2.1 合", "2.1合")
            .as_str(),
        &items,
    )
}

#[test]
fn changes_are_shown_as_accepted() -> Outcome {
    let gone = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>";
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", p(text));
    let body = [
        // A deleted mark joins two paragraphs; a paragraph that is deleted with its mark is not there.
        format!("<w:p>{gone}{}</w:p><w:p>{gone}<w:del>{}</w:del></w:p>{}", run("前半，"), run("删"), p("后半。")),
        format!(
            "<w:p><w:moveFrom>{0}</w:moveFrom>{1}</w:p><w:p><w:moveTo>{0}</w:moveTo>{1}</w:p>",
            run("移"),
            run("处")
        ),
        format!("<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{0}{0}</w:tr>", cell("删行")),
        format!("<w:tr><w:trPr><w:cantSplit/><w:ins/></w:trPr>{0}{0}</w:tr>", cell("增")),
        // The last mark of a cell: nothing comes to go on with it.
        format!("<w:tr><w:tc><w:p>{gone}{}</w:p></w:tc>{}</w:tr></w:tbl>", run("止"), cell("旁")),
        p("表后"),
    ];
    let text = "前半，后半。\n处\n移处\n增\t增\n止\t旁\n表后\n";
    check(&body.concat(), &[], text, &[(4, Hint::TableRow), (5, Hint::TableRow)])
}

#[test]
fn signs_tables_in_tables_and_boxes_in_shapes() -> Outcome {
    let inner = format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", p("内一"), p("内二"));
    let body = [
        "<w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:t>同意\u{F0A8}否</w:t></w:r></w:p>".to_owned(),
        format!("<w:tbl><w:tr><w:tc>{}{inner}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", p("外"), p("旁")),
        format!(
            "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
            p("框")
        ),
        "<w:p><w:r><w:commentReference w:id=\"0\"/><w:t>批</w:t></w:r></w:p>".to_owned(),
    ];
    check(
        &body.concat(),
        &[("word/comments.xml", "<x/>")],
        "☑同意□否\n外 内一 内二\t旁\n框\n批\n",
        &[(2, Hint::TableRow)],
    )
}

#[test]
fn strict_files_and_templates_are_read() -> Outcome {
    let rels = r#"<Relationships xmlns="x"><Relationship Id="r1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/word/document.xml"/></Relationships>"#;
    let text = r#"<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main" w:conformance="strict"><w:body><w:p><w:r><w:rPr><w:b w:val="true"/></w:rPr><w:t>严格</w:t></w:r></w:p></w:body></w:document>"#;
    let content = read(&zip(&[("_rels/.rels", rels), ("word/document.xml", text)])?)?;
    assert_eq!(content.extracted.hints, [(1, Hint::Emphasis)]);
    assert_eq!(content.extracted.text, "严格\n");
    Ok(())
}

#[test]
fn tables_and_notes() -> Outcome {
    let cell = |text: &str| format!("<w:tc><w:tcPr/>{}</w:tc>", p(text));
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl><w:p><w:r><w:t>见注</w:t><w:footnoteReference w:id=\"2\"/><w:footnoteReference w:id=\"2\"/></w:r></w:p>",
        cell("项目"),
        cell("数"),
        cell("宣传"),
        cell("")
    );
    let notes = format!(
        "<w:footnotes xmlns:w=\"w\"><w:footnote w:type=\"separator\" w:id=\"0\">{}</w:footnote><w:footnote w:id=\"2\">{}</w:footnote></w:footnotes>",
        p("线"),
        "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>出处</w:t><w:tab/><w:t>第3</w:t><w:noBreakHyphen/><w:t>5页</w:t><w:sym w:char=\"F0FE\"/></w:r></w:p>"
    );
    check(
        &body,
        &[("word/footnotes.xml", &notes)],
        "项目\t数\n宣传\t\n见注\n〔1〕出处 第3-5页☑\n",
        &[(1, Hint::TableRow), (2, Hint::TableRow)],
    )
}

#[test]
fn the_main_part_may_be_called_anything() -> Outcome {
    let types = r#"<Types><Override PartName="/w/main.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let bytes =
        zip(&[("[Content_Types].xml", types), ("w/main.xml", &document(&p("正文"))), ("../../../etc/x", "坏")])?;
    assert_eq!(read(&bytes)?.extracted.text, "正文\n");
    refused(&zip(&[("a.txt", "甲")])?, "ZIP 压缩包");
    refused(&zip(&[("xl/workbook.xml", "甲")])?, "Excel");
    refused(&zip(&[("ppt/presentation.xml", "甲")])?, "PowerPoint");
    Ok(())
}

#[test]
fn an_archive_with_the_longer_end_record_is_read() -> Outcome {
    let bytes = zip(&[("_rels/.rels", RELS), ("word/document.xml", &document(&p("正文")))])?;
    let end = bytes.windows(4).rposition(|w| w == b"PK\x05\x06").unwrap_or(0);
    let (before, record) = bytes.split_at(end);
    let number =
        |at: usize| record.get(at..at + 4).map_or(0, |n| n.iter().rev().fold(0, |sum, b| sum << 8 | u64::from(*b)));
    let longer = |parts: u64| {
        let mut out = before.to_vec();
        out.extend(b"PK\x06\x06");
        out.extend(44_u64.to_le_bytes());
        out.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        out.extend([parts, parts, number(12), number(16)].into_iter().flat_map(u64::to_le_bytes));
        out.extend(b"PK\x06\x07\0\0\0\0");
        out.extend((end as u64).to_le_bytes());
        out.extend(b"\x01\0\0\0PK\x05\x06\0\0\0\0");
        out.extend([0xFF; 12]);
        out.extend([0, 0]);
        out
    };
    assert_eq!(read(&longer(2))?.extracted.text, "正文\n");
    refused(&longer(20_000), "部件超过");
    refused(&longer(3), "不完整");
    Ok(())
}

#[test]
fn what_is_not_read_is_told() -> Outcome {
    let body = format!(
        "{}<w:altChunk r:id=\"rId3\"/><w:p><w:subDoc r:id=\"rId4\"/><w:r><w:drawing><dgm:relIds r:dm=\"rId5\"/></w:drawing></w:r></w:p>",
        p("见附件")
    );
    let content = read(&zip(&[("_rels/.rels", RELS), ("word/document.xml", &document(&body))])?)?;
    assert_eq!(content.extracted.text, "见附件\n");
    assert_eq!(
        content.notes,
        [
            "docx 里嵌着 2 份别的文件，没有读；请在 Word 里打开后另存一份再读",
            "docx 里有 1 处 SmartArt 图形，里面的字没有读"
        ]
    );
    assert_eq!(read(&zip(&[("_rels/.rels", RELS), ("word/document.xml", &document(&p("甲")))])?)?.notes, [""; 0]);
    Ok(())
}

#[test]
fn hostile_xml_is_refused() -> Outcome {
    let with = |text: &str| zip(&[("_rels/.rels", RELS), ("word/document.xml", text)]);
    refused(
        &with("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><w:document><w:p/></w:document>")?,
        "DOCTYPE",
    );
    refused(&with("<w:document><w:p><w:r><w:t>&evil;</w:t></w:r></w:p></w:document>")?, "实体");
    refused(&with(&"<w:p>".repeat(150_000))?, "嵌套");
    refused(&with("<w:document><w:body>")?, "不完整");
    refused(&with("<w:document></w:body>")?, "XML");
    Ok(())
}

#[test]
fn hostile_archives_are_refused() -> Outcome {
    let good = zip(&[("_rels/.rels", RELS), ("word/document.xml", &document(&p("正文")))])?;
    for cut in [good.len() / 2, good.len() - 4, 30] {
        refused(good.get(..cut).unwrap_or_default(), "不完整");
    }
    // A bad checksum: the stored sum in the archive's directory is changed.
    let mut bad = good.clone();
    let at = bad.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap_or(0);
    if let Some(byte) = bad.get_mut(at + 16) {
        *byte ^= 0xFF;
    }
    refused(&bad, "已损坏");
    // One that expands far beyond its size.
    let bomb = zip(&[("_rels/.rels", RELS), ("word/document.xml", &" ".repeat(70 << 20))])?;
    assert!(bomb.len() < 1 << 20);
    refused(&bomb, "上限");
    let small = extract(&Source { bytes: &bomb, encoding: None, max_expanded: 1 << 20 }).err().unwrap_or_default();
    assert!(small.contains("1 MB"), "{small}");
    let names: Vec<String> = (0..10_050).map(|i| format!("p{i}")).collect();
    let many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    refused(&zip(&many)?, "部件超过");
    refused(&zip(&[("word/document.xml", "a"), ("WORD/document.xml", "b")])?, "同名");
    let mut twice = zip(&[("word/document.xml", "<a/>"), ("word/documenu.xml", "<a/>")])?;
    for at in 0..twice.len() {
        if twice.get(at..).is_some_and(|rest| rest.starts_with(b"documenu"))
            && let Some(byte) = twice.get_mut(at + 7)
        {
            *byte = b't';
        }
    }
    refused(&twice, "同名");
    refused(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "旧版 Office");
    refused(b"not a zip", "不是 Word 文档");
    Ok(())
}
