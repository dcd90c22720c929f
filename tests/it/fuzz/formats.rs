//! Any bytes under every other name that the program reads: a kind that is told by its name, or by what is inside.

use super::bytes::Bytes;
use super::document;
use super::docx::zipped;

/// The first byte chooses the name, or a part of a spreadsheet or an OpenDocument text that the others become.
pub fn run(data: &[u8]) {
    let mut bytes = Bytes::new(data);
    match bytes.byte() % 13 {
        0 => document::read("稿.doc", bytes.rest()),
        1 => document::read("稿.pdf", bytes.rest()),
        2 => document::read("信.eml", bytes.rest()),
        3 => document::read("页.mht", bytes.rest()),
        4 => document::read("集.json", bytes.rest()),
        5 => document::read("集.jsonl", bytes.rest()),
        6 => document::read("稿.md", bytes.rest()),
        7 => document::read("稿.fodt", bytes.rest()),
        8 => document::read("表.xlsx", bytes.rest()),
        9 => document::read("稿.odt", bytes.rest()),
        10 => document::read("稿", bytes.rest()),
        11 => {
            let (sheet, strings, book) = (bytes.part(), bytes.part(), bytes.rest());
            let sheet = [b"<worksheet><sheetData>", sheet, b"</sheetData></worksheet>"].concat();
            let strings = [b"<sst>", strings, b"</sst>"].concat();
            let book = [
                &br#"<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets>"#[..],
                book,
                b"</workbook>",
            ]
            .concat();
            let rels = br#"<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
            let root = br#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
            document::read(
                "表.xlsx",
                &zipped(&[
                    ("_rels/.rels", root),
                    ("xl/workbook.xml", &book),
                    ("xl/_rels/workbook.xml.rels", rels),
                    ("xl/worksheets/sheet1.xml", &sheet),
                    ("xl/sharedStrings.xml", &strings),
                ]),
            )
        }
        _ => {
            let (styles, body) = (bytes.part(), bytes.rest());
            let head = br#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:automatic-styles>"#;
            let whole = [
                &head[..],
                styles,
                b"</office:automatic-styles><office:body><office:text>",
                body,
                b"</office:text></office:body></office:document-content>",
            ]
            .concat();
            document::read(
                "稿.odt",
                &zipped(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", &whole)]),
            )
        }
    };
}
