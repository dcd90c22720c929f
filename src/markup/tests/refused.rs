//! Files that nothing is written into, and places where nothing is changed.

use super::super::{Edit, Error, Why, read, write_back};
use super::build::{Outcome, back, document, docx, edit, note, p, part, r, who, zipped};

#[test]
fn files_that_would_be_harmed_are_refused() {
    let edits = [edit(1, 1, 1, "乙")];
    let words =
        |file: &[u8]| write_back(file, &edits, &[], &who()).err().map(|error| error.to_string()).unwrap_or_default();
    let signed = docx(&p("甲"), &[("_xmlsignatures/origin.sigs", "")]);
    assert_eq!(write_back(&signed, &edits, &[], &who()).err(), Some(Error::Signed));
    assert!(words(&signed).contains("签名"));
    assert!(read(&signed).is_ok());
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let encrypted = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 64], &name].concat();
    assert_eq!(write_back(&encrypted, &edits, &[], &who()).err(), Some(Error::Encrypted));
    assert_eq!(read(&encrypted).err(), Some(Error::Encrypted));
    let with = |text: &str| zipped(&[("word/document.xml", text)]);
    assert!(words(&with("<!DOCTYPE a []><w:document/>")).contains("DOCTYPE"));
    assert!(words(&with(&" ".repeat(70 << 20))).contains("上限"));
    assert!(words(b"abc").contains("Word"));
    assert!(words(&zipped(&[("xl/workbook.xml", "")])).contains("Excel"));
    let latin = document(&p("a")).replace("UTF-8", "ISO-8859-1");
    assert!(words(&with(&latin)).contains("UTF-8"));
    // Elements without a prefix, and none that attributes could take.
    let bare = "<document xmlns=\"w\"><body><p><r><t>甲</t></r></p></body></document>";
    assert!(words(&with(bare)).contains("不常见"));
    let doctype = docx(&p("甲"), &[("word/comments.xml", "<!DOCTYPE a><w:comments/>")]);
    assert!(read(&doctype).is_err_and(|error| error.to_string().contains("DOCTYPE")));
    // The part that is damaged is named.
    let rels = "<Relationships><Relationship Id=\"a\" Type=\"x/comments\" Target=\"comments.xml\"/></Relationships>";
    for name in ["word/comments.xml", "word/commentsExtended.xml", "word/_rels/document.xml.rels", "_rels/.rels"] {
        let good = [
            ("_rels/.rels", "<Relationships/>"),
            ("word/document.xml", &document(&p("甲"))),
            ("word/comments.xml", "<w:comments xmlns:w=\"w\"/>"),
            ("word/commentsExtended.xml", "<x:commentsEx xmlns:x=\"x\"/>"),
            ("word/_rels/document.xml.rels", rels),
        ];
        let bad: Vec<(&str, &str)> =
            good.iter().map(|(own, text)| (*own, if *own == name { "<a><b></a>" } else { text })).collect();
        let words = format!("docx 的 {name} 读不了");
        assert!(read(&zipped(&bad)).is_err_and(|error| error.to_string().contains(&words)), "{name}");
    }
}

#[test]
fn what_cannot_be_placed_is_named_and_the_rest_is_done() -> Outcome {
    let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>域</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let control = "<w:sdt><w:sdtPr><w:lock w:val=\"sdtContentLocked\"/></w:sdtPr><w:sdtContent><w:r><w:t>锁</w:t></w:r></w:sdtContent></w:sdt>";
    let ruby = "<w:r><w:ruby><w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase></w:ruby></w:r>";
    let body = [
        p("正文可改"),
        format!("<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>{}</w:p>", r("项")),
        format!("<w:p>{field}<w:m/><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>{control}{ruby}</w:p>"),
        format!("<w:p><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>", p("框")),
    ];
    let file = docx(&body.concat(), &[]);
    let edits = [
        edit(1, 1, 2, "全文"),
        edit(9, 1, 1, "无"),
        edit(0, 1, 1, "无"),
        edit(1, 5, 1, "无"),
        edit(1, 0, 1, "无"),
        edit(1, 1, usize::MAX, "无"),
        edit(2, 1, 3, "（二）"),
        edit(3, 1, 1, "改"),
        edit(3, 2, 1, "y"),
        edit(3, 3, 1, "改"),
        edit(3, 4, 1, "改"),
        edit(4, 1, 1, "改"),
        edit(4, 1, 0, "改"),
        edit(1, 2, 2, "叠"),
        edit(1, 3, 1, "一\n二"),
        edit(1, 3, 1, "\u{1}"),
        edit(1, 3, 2, "可改"),
        edit(2, 2, 0, "插"),
        edit(2, 4, 0, "首"),
    ];
    let notes =
        [note(4, 1, 1, "框"), note(9, 1, 1, "无"), note(1, 3, 9, "长"), note(1, 3, 2, " "), note(3, 1, 4, "域上可批")];
    let (copy, receipt) = back(&file, &edits, &notes)?;
    assert_eq!((receipt.edits, receipt.notes), (2, 1));
    let expected = [
        Why::Line,
        Why::Line,
        Why::Characters,
        Why::Characters,
        Why::Characters,
        Why::Made,
        Why::Field,
        Why::Formula,
        Why::Control,
        Why::Ruby,
        Why::Box,
        Why::Box,
        Why::Overlap,
        Why::Text,
        Why::Text,
        Why::Nothing,
        Why::Made,
    ];
    assert_eq!(receipt.edits_left, (1..).zip(expected).collect::<Vec<_>>());
    assert_eq!(receipt.notes_left, [(0, Why::Box), (1, Why::Line), (2, Why::Characters), (3, Why::Nothing)]);
    let main = part(&copy, "word/document.xml");
    assert!(main.contains(">全</w:t>") && main.contains(">首</w:t>") && main.matches('改').count() == 1, "{main}");
    // What stands there is looked at where it is known.
    let known = |old: &str| Edit { old: Some(old.to_owned()), ..edit(1, 1, 2, "全文") };
    for (old, left) in
        [("正文", None), ("正丈", Some(Why::Changed)), ("正", Some(Why::Changed)), ("正文可", Some(Why::Changed))]
    {
        let (copy, receipt) = back(&file, &[known(old)], &[])?;
        assert_eq!(receipt.edits_left.first().map(|(_, why)| *why), left, "{old}");
        assert_eq!(copy == file, left.is_some());
    }
    // Where nothing can be done the copy is the file.
    let (same, receipt) = back(&file, &[edit(4, 1, 1, "改")], &[note(4, 1, 1, "框")])?;
    assert_eq!((same, receipt.edits_left.len(), receipt.notes_left.len()), (file, 1, 1));
    Ok(())
}
