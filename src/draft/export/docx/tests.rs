//! The values of the parts, read back from the file.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::super::model::{Block, Fields, Finished, Kind};
use super::super::setting::set;
use super::super::{Latin, Profile};
use super::bytes;
use crate::draft::motion::ByClass;
use crate::text::span::ByteSpan;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn part(document: &Finished, latin: Latin, name: &str) -> Result<String, Box<dyn std::error::Error>> {
    let bytes = bytes(document, &set(document, &ByClass), latin)?;
    let mut out = String::new();
    ZipArchive::new(Cursor::new(bytes))?.by_name(name)?.read_to_string(&mut out)?;
    // Every part is XML that can be read to its end.
    let mut xml = quick_xml::Reader::from_str(&out);
    while !matches!(xml.read_event()?, quick_xml::events::Event::Eof) {}
    Ok(out)
}

fn of(blocks: Vec<Block>) -> Finished {
    Finished { blocks, ..Finished::default() }
}

fn holds(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn the_page_is_that_of_the_standard() -> Outcome {
    let text = part(&of(Vec::new()), Latin::Same, "word/document.xml")?;
    holds(
        &text,
        &[
            r#"<w:pgSz w:w="11906" w:h="16838"/>"#,
            r#"w:top="2098" w:right="1474" w:bottom="1984" w:left="1588""#,
            r#"<w:docGrid w:type="linesAndChars" w:linePitch="579""#,
            r#"<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>"#,
        ],
    );
    // 28 characters of 16 pt, each less a quarter of a point, fit 156 mm; 29 do not. 22 lines fit 225 mm, 23 do not.
    let block = i64::from(super::page::BLOCK);
    let character = 320 + i64::from(super::page::SPACE);
    assert!(character * 28 <= block && character * 29 > block);
    let (lines, pitch) = (16838 - 2098 - 1984, 579);
    assert!(pitch * 22 <= lines && pitch * 23 > lines);
    Ok(())
}

#[test]
fn headings_have_their_levels_and_faces_and_are_not_bold() -> Outcome {
    let text = part(&of(Vec::new()), Latin::Same, "word/styles.xml")?;
    for (level, face) in [(1, "黑体"), (2, "楷体_GB2312"), (3, "仿宋_GB2312"), (4, "仿宋_GB2312")] {
        let start = text.find(&format!(r#"w:styleId="Heading{level}""#)).ok_or("no style")?;
        let style = crate::text::span::tail(&text, start).split("</w:style>").next().unwrap_or("");
        let outline = level - 1;
        holds(
            style,
            &[
                &format!(r#"<w:name w:val="heading {level}"/>"#),
                &format!(r#"<w:outlineLvl w:val="{outline}"/>"#),
                &format!(r#"w:eastAsia="{face}""#),
                r#"w:firstLineChars="200""#,
                r#"<w:b w:val="0"/>"#,
                r#"<w:sz w:val="32"/>"#,
            ],
        );
    }
    holds(&text, &[r#"<w:name w:val="Title"/>"#, "方正小标宋简体", r#"<w:sz w:val="44"/>"#]);
    assert!(!text.contains("Times New Roman\" w:hAnsi"));
    let text = part(&of(Vec::new()), Latin::Times, "word/styles.xml")?;
    holds(&text, &[r#"w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋_GB2312""#]);
    Ok(())
}

#[test]
fn a_heading_that_runs_in_has_its_face_up_to_its_full_stop() -> Outcome {
    let text = "（一）建章立制。往下𠀀。";
    let end = text.find('往').ok_or("text")?;
    let block = Block { heads: vec![(ByteSpan::new(0, end), 2)], ..Block::new(Kind::Heading(2), text, 1) };
    let xml = part(&of(vec![block]), Latin::Same, "word/document.xml")?;
    holds(
        &xml,
        &[
            r#"<w:pStyle w:val="Heading2"/>"#,
            r#"<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">（一）建章立制。</w:t>"#,
            r#"<w:rStyle w:val="TextFace"/><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">往下𠀀。</w:t>"#,
        ],
    );
    Ok(())
}

#[test]
fn page_numbers_stand_right_on_odd_and_left_on_even_pages() -> Outcome {
    for (name, jc) in [("word/footer1.xml", "right"), ("word/footer2.xml", "left")] {
        let text = part(&of(Vec::new()), Latin::Same, name)?;
        let place = format!(r#"<w:ind w:{jc}Chars="100" w:{jc}="280"/><w:jc w:val="{jc}"/>"#);
        holds(&text, &[&place, " PAGE ", "— ", " —", r#"<w:sz w:val="28"/>"#, "宋体"]);
    }
    holds(&part(&of(Vec::new()), Latin::Same, "word/settings.xml")?, &["<w:evenAndOddHeaders/>"]);
    holds(&part(&of(Vec::new()), Latin::Same, "word/fontTable.xml")?, &[r#"<w:altName w:val="仿宋,FangSong"#]);
    Ok(())
}

#[test]
fn signatures_and_attachments_are_set_by_the_standard() -> Outcome {
    let blocks = vec![
        Block::new(Kind::Attachments, "附件：1.名单", 1),
        Block::new(Kind::Signature, "柳溪街道办事处", 2),
        Block::new(Kind::Date, "2024年7月1日", 3),
        Block::new(Kind::Annex, "附件1", 4),
    ];
    let text = part(&of(blocks), Latin::Same, "word/document.xml")?;
    holds(
        &text,
        &[
            r#"<w:ind w:leftChars="600" w:left="1895" w:hangingChars="400" w:hanging="1263"/>"#,
            r#"<w:ind w:rightChars="200" w:right="631"/><w:jc w:val="right"/>"#,
            // The signature is seven characters wide, the date six: it ends at the signature's end, less one less two.
            r#"<w:ind w:rightChars="100" w:right="315"/><w:jc w:val="right"/>"#,
            r#"<w:pStyle w:val="Annex"/><w:pageBreakBefore/>"#,
        ],
    );
    Ok(())
}

#[test]
fn an_official_document_has_head_and_foot() -> Outcome {
    let fields = Fields {
        office: "云岭市民政局文件".to_owned(),
        number: "云民发〔2024〕5号".to_owned(),
        signer: "滕怀民".to_owned(),
        copies: "市委办<&>".to_owned(),
        printer: "云岭市民政局办公室".to_owned(),
        printed: "2024年7月1日".to_owned(),
        ..Fields::default()
    };
    let document = Finished { profile: Profile::Official, fields, ..of(vec![Block::new(Kind::Title, "通知", 1)]) };
    let text = part(&document, Latin::Same, "word/document.xml")?;
    holds(
        &text,
        &[
            r#"<w:color w:val="FF0000"/>"#,
            "云民发〔2024〕5号",
            r#"<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="7" w:color="FF0000"/></w:pBdr>"#,
            r#"w:tblpYSpec="bottom""#,
            "抄送：市委办&lt;&amp;&gt;。</w:t>",
            "2024年7月1日印发</w:t>",
            // Its rows stay together, and what follows them takes no line of another page.
            "<w:keepNext/><w:tabs>",
            r#"<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:line="20" w:lineRule="exact"/>"#,
        ],
    );
    // None of it in plain material.
    let plain = Finished { profile: Profile::Material, ..document };
    assert!(!part(&plain, Latin::Same, "word/document.xml")?.contains("FF0000"));
    Ok(())
}
