//! A sheet as a Word file: A4 across, title, head and count, and a table whose header stands on every page.
//!
//! Written part by part as WordprocessingML; the order of elements is that of the schema (ECMA-376), which Word insists
//! on. The faces are those of official documents (GB/T 9704—2012).

use std::io::{Cursor, Write};

use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::columns::{Column, Part, TABLE, joined};
use super::{Sheet, TITLE};
use crate::text::width::Cells;

/// The page in twips, a twentieth of a point: A4 across with margins of 20 mm.
const WIDTH: u32 = 16838;
const HEIGHT: u32 = 11906;
const MARGIN: u32 = 1134;
/// What is left for the table.
const BLOCK: u32 = WIDTH - 2 * MARGIN;

/// The faces, as offices know them.
const SONG: &str = "方正小标宋简体";
const HEI: &str = "黑体";
const FANG: &str = "仿宋_GB2312";

/// Sizes in half points: size 2 for the title, small 4 above the table, small 5 in it.
const SIZE_TITLE: u32 = 44;
const SIZE_HEAD: u32 = 24;
const SIZE_CELL: u32 = 18;

/// Rows of up to so many lines are not broken between pages; a page has about forty.
const TOGETHER: usize = 20;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;

const OF_DOCUMENT: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable" Target="fontTable.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>"#;

/// What stands in for each face on a machine that does not have it.
const FONTS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:font w:name="方正小标宋简体"><w:altName w:val="小标宋体,华文中宋,STZhongsong,宋体,SimSun"/><w:charset w:val="86"/><w:family w:val="script"/><w:pitch w:val="auto"/></w:font><w:font w:name="黑体"><w:altName w:val="SimHei,华文黑体,Noto Sans CJK SC"/><w:charset w:val="86"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font><w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong,华文仿宋,AR PL UMing CN"/><w:charset w:val="86"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font></w:fonts>"#;

/// The file.
pub(super) fn bytes(sheet: &Sheet) -> Result<Vec<u8>, String> {
    let core = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{TITLE}</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>"#
    );
    let parts = [
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", RELATIONS.to_owned()),
        ("docProps/core.xml", core),
        ("word/document.xml", document(sheet)),
        ("word/_rels/document.xml.rels", OF_DOCUMENT.to_owned()),
        ("word/styles.xml", styles()),
        ("word/fontTable.xml", FONTS.to_owned()),
        ("word/footer1.xml", footer()),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // No time of day: the same sheet gives the same file.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, text) in parts {
        archive.start_file(name, options).map_err(|error| error.to_string())?;
        archive.write_all(text.as_bytes()).map_err(|error| error.to_string())?;
    }
    Ok(archive.finish().map_err(|error| error.to_string())?.into_inner())
}

fn styles() -> String {
    let look = look(FANG, SIZE_CELL, "");
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr>{look}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:before="0" w:after="200"/><w:jc w:val="center"/></w:pPr><w:rPr>{}</w:rPr></w:style></w:styles>"#,
        self::look(SONG, SIZE_TITLE, "")
    )
}

/// Properties of a run: face, what comes behind it in the schema, size.
fn look(face: &str, size: u32, between: &str) -> String {
    format!(
        r#"<w:rFonts w:hint="eastAsia" w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="Times New Roman"/>{between}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>"#
    )
}

/// A run of safe text; line feeds are line breaks. `after` stands behind the size in the schema.
fn run(out: &mut String, look: &str, after: &str, text: &str) {
    out.push_str(&format!("<w:r><w:rPr>{look}{after}</w:rPr>"));
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push_str("<w:br/>");
        }
        if !line.is_empty() {
            out.push_str(&format!(r#"<w:t xml:space="preserve">{}</w:t>"#, escape(line)));
        }
    }
    out.push_str("</w:r>");
}

fn document(sheet: &Sheet) -> String {
    let mut out = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>"#
        .to_owned();
    out.push_str(r#"<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>"#);
    run(&mut out, &look(SONG, SIZE_TITLE, ""), "", TITLE);
    out.push_str("</w:p>");
    for line in [sheet.head_line(), sheet.count_line()] {
        out.push_str(r#"<w:p><w:pPr><w:spacing w:before="0" w:after="80"/></w:pPr>"#);
        run(&mut out, &look(FANG, SIZE_HEAD, ""), "", &line);
        out.push_str("</w:p>");
    }
    if !sheet.rows.is_empty() {
        table(&mut out, sheet);
    }
    out.push_str(&format!(
        r#"<w:p/><w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="{WIDTH}" w:h="{HEIGHT}" w:orient="landscape"/><w:pgMar w:top="{MARGIN}" w:right="{MARGIN}" w:bottom="{MARGIN}" w:left="{MARGIN}" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>"#
    ));
    out
}

fn table(out: &mut String, sheet: &Sheet) {
    let side = |name: &str| format!(r#"<w:{name} w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#);
    let sides: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(side).concat();
    out.push_str(&format!(
        r#"<w:tbl><w:tblPr><w:tblW w:w="{BLOCK}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>"#
    ));
    for column in TABLE {
        out.push_str(&format!(r#"<w:gridCol w:w="{}"/>"#, width(column)));
    }
    out.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for column in TABLE {
        let words = Part { text: column.words.to_owned(), marked: false };
        cell(out, column, r#"<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>"#, HEI, true, &[words]);
    }
    out.push_str("</w:tr>");
    for (row, number) in sheet.rows.iter().zip(1..) {
        let cells: Vec<Vec<Part>> = TABLE.iter().map(|column| (column.cell)(number, row)).collect();
        let tallest = TABLE.iter().zip(&cells).map(|(column, parts)| lines(column, parts)).max().unwrap_or(0);
        // What is kept together must fit a page: of a row that does not the end may be missing on paper.
        out.push_str(if tallest <= TOGETHER { "<w:tr><w:trPr><w:cantSplit/></w:trPr>" } else { "<w:tr>" });
        for (column, parts) in TABLE.iter().zip(&cells) {
            cell(out, column, "", FANG, column.centred, parts);
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
}

/// About how many lines a cell takes.
fn lines(column: &Column, parts: &[Part]) -> usize {
    // Half points are ten twips; a character is as wide as it is high, and one may not fit at the edge.
    let room = (width(column) / (SIZE_CELL * 10)).saturating_sub(2).max(1) as usize;
    joined(parts).split('\n').map(|line| Cells::WIDE.text(line).div_ceil(2 * room).max(1)).sum()
}

const fn width(column: &Column) -> u32 {
    BLOCK * column.share / 100
}

/// How the words look that a row is about, be it one mark: underlined on a grey ground.
const MARKED: &str = r#"<w:u w:val="single"/><w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>"#;

/// A cell; the words that a row is about are bold as well.
fn cell(out: &mut String, column: &Column, shade: &str, face: &str, centred: bool, parts: &[Part]) {
    let align = if centred { r#"<w:jc w:val="center"/>"# } else { "" };
    out.push_str(&format!(
        r#"<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:spacing w:before="20" w:after="20"/>{align}</w:pPr>"#,
        width(column)
    ));
    for part in parts {
        let (bold, line) = if part.marked { ("<w:b/><w:bCs/>", MARKED) } else { ("", "") };
        run(out, &look(face, SIZE_CELL, bold), line, &part.text);
    }
    out.push_str("</w:p></w:tc>");
}

/// Which page of how many.
fn footer() -> String {
    let look = look(FANG, SIZE_CELL, "");
    let field = |code: &str| {
        format!(
            r#"<w:r><w:rPr>{look}</w:rPr><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:rPr>{look}</w:rPr><w:instrText xml:space="preserve"> {code} </w:instrText></w:r><w:r><w:rPr>{look}</w:rPr><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:rPr>{look}</w:rPr><w:t>1</w:t></w:r><w:r><w:rPr>{look}</w:rPr><w:fldChar w:fldCharType="end"/></w:r>"#
        )
    };
    let mut out = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>"#
        .to_owned();
    run(&mut out, &look, "", "第 ");
    out.push_str(&field("PAGE"));
    run(&mut out, &look, "", " 页，共 ");
    out.push_str(&field("NUMPAGES"));
    run(&mut out, &look, "", " 页");
    out.push_str("</w:p></w:ftr>");
    out
}
