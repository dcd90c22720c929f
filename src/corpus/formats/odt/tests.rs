//! Tests of OpenDocument texts, built in memory.

use super::super::archive::made::zip;
use super::super::{Content, Source};
use super::{extract, sniff};
use crate::corpus::model::Hint;

type Outcome = Result<(), Box<dyn std::error::Error>>;

const MIME: &str = "application/vnd.oasis.opendocument.text";

fn read(bytes: &[u8]) -> Result<Content, String> {
    extract(&Source { bytes, encoding: None, max_expanded: 256 << 20 })
}

/// The content part with automatic styles and a body.
fn content(styles: &str, body: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\"><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
}

fn check(styles: &str, body: &str, text: &str, hints: &[(usize, Hint)]) -> Outcome {
    let named = "<office:document-styles><office:styles>\
        <style:style style:name=\"Title\" style:family=\"paragraph\"/>\
        <style:style style:name=\"Contents_20_1\" style:display-name=\"Contents 1\" style:family=\"paragraph\"/></office:styles>\
        <office:master-styles><style:header><text:p>页眉</text:p></style:header></office:master-styles></office:document-styles>";
    let content = content(styles, body);
    let archive = zip(&[("mimetype", MIME), ("styles.xml", named), ("content.xml", &content)])?;
    assert!(sniff(&archive));
    let extracted = read(&archive)?.extracted;
    assert_eq!(extracted.text, text);
    assert_eq!(extracted.hints, hints);
    // The same in one flat file.
    let flat = format!(
        "<?xml version=\"1.0\"?><office:document xmlns:office=\"o\">{}{}</office:document>",
        named.replace("document-styles", "ignored"),
        content.replace("<?xml version=\"1.0\"?>", "").replace("document-content", "ignored")
    );
    assert!(sniff(flat.as_bytes()));
    assert_eq!(read(flat.as_bytes())?.extracted, extracted);
    Ok(())
}

fn refused(bytes: &[u8], words: &str) {
    let reason = read(bytes).err().unwrap_or_default();
    assert!(reason.contains(words), "{words}: {reason}");
}

fn p(text: &str) -> String {
    format!("<text:p>{text}</text:p>")
}

#[test]
fn paragraphs_are_lines() -> Outcome {
    let body = [
        p("一、做法 &amp; &#25104;效，“全角”(half)𠮷e\u{301}"),
        p(""),
        p("  甲\n  乙<text:s text:c=\"2\"/>丙<text:tab/>丁<text:line-break/>戊<text:span> </text:span> 己"),
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>删</text:p></text:deletion></text:changed-region></text:tracked-changes>".to_owned(),
        p("有<office:annotation><text:p>批注</text:p></office:annotation>话<text:change text:change-id=\"1\"/>。"),
        p("<text:ruby><text:ruby-base>汉</text:ruby-base><text:ruby-text>hàn</text:ruby-text></text:ruby>字<text:soft-page-break/>\u{F0FE}"),
        p("<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame>外"),
        "<text:section text:display=\"none\"><text:p>藏</text:p></text:section>".to_owned(),
    ];
    let text = "一、做法 & 成效，“全角”(half)𠮷e\u{301}\n甲 乙  丙\t丁\n戊 己\n有话。\n汉字☑\n框\n外\n";
    check("", &body.concat(), text, &[])
}

#[test]
fn levels_styles_and_looks_tell_headings() -> Outcome {
    let style = |name: &str, rest: &str| {
        format!("<style:style style:name=\"{name}\" style:family=\"paragraph\" {rest}</style:style>")
    };
    let styles = [
        style("P1", "style:parent-style-name=\"Title\">"),
        style("P2", "><style:paragraph-properties fo:text-align=\"center\"/>"),
        style("P3", "><style:text-properties fo:font-weight=\"normal\" style:font-weight-asian=\"bold\"/>"),
        style("P4", "><style:text-properties style:font-size-asian=\"22pt\"/>"),
        "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties fo:font-weight=\"bold\"/></style:style>".to_owned(),
        "<style:style style:name=\"T2\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>".to_owned(),
    ];
    let of = |name: &str, text: &str| format!("<text:p text:style-name=\"{name}\">{text}</text:p>");
    let body = [
        of("P1", "题<text:line-break/>目"),
        "<text:table-of-content><text:index-body><text:p text:style-name=\"Contents_20_1\">一、目录<text:tab/>1</text:p></text:index-body></text:table-of-content>".to_owned(),
        "<text:h text:outline-level=\"1\">一、甲</text:h><text:h text:outline-level=\"2\">（一）乙</text:h>".to_owned(),
        p("正文正文正文正文正文正文正文正文正文正文正文正文"),
        of("P2", "居中"),
        of("P3", "粗"),
        of("P4", "大"),
        p("<text:span text:style-name=\"T1\">全粗</text:span>"),
        p("<text:span text:style-name=\"T1\">半</text:span>粗<text:span text:style-name=\"T2\">藏</text:span>"),
    ];
    check(
        &styles.concat(),
        &body.concat(),
        "题目\n一、目录\t1\n一、甲\n（一）乙\n正文正文正文正文正文正文正文正文正文正文正文正文\n居中\n粗\n大\n全粗\n半粗\n",
        &[
            (1, Hint::Title),
            (2, Hint::Chrome),
            (3, Hint::Heading(1)),
            (4, Hint::Heading(2)),
            (6, Hint::Emphasis),
            (7, Hint::Emphasis),
            (8, Hint::Emphasis),
            (9, Hint::Emphasis),
        ],
    )
}

#[test]
fn automatic_numbers_are_written() -> Outcome {
    let styles = "<text:list-style style:name=\"L1\">\
        <text:list-level-style-number text:level=\"1\" style:num-format=\"一, 二, 三, ...\" style:num-suffix=\"、\"/>\
        <text:list-level-style-number text:level=\"2\" style:num-format=\"一, 二, 三, ...\" loext:num-list-format=\"（%2%）\"/>\
        <text:list-level-style-number text:level=\"3\" style:num-format=\"1\" style:num-suffix=\".\" text:display-levels=\"2\"/>\
        </text:list-style><text:list-style style:name=\"L2\"><text:list-level-style-bullet text:level=\"1\" text:bullet-char=\"•\"/></text:list-style>\
        <text:list-style style:name=\"L3\"><text:list-level-style-number text:level=\"1\" style:num-format=\"①, ②, ③, ...\" text:start-value=\"3\"/></text:list-style>";
    let item = |inner: &str| format!("<text:list-item>{inner}</text:list-item>");
    let deeper = |inner: &str| format!("<text:list>{inner}</text:list>");
    let body = [
        format!(
            "<text:list xml:id=\"a\" text:style-name=\"L1\">{}</text:list>",
            item(&format!("{}{}", p("甲"), p("甲续")))
        ),
        p("间"),
        format!(
            "<text:list text:continue-list=\"a\" text:style-name=\"L1\">{}</text:list>",
            item(&format!(
                "{}{}",
                p("乙"),
                deeper(&format!("{}{}", item(&p("乙一")), item(&format!("{}{}", p("乙二"), deeper(&item(&p("细")))))))
            )),
        ),
        format!(
            "<text:list text:continue-numbering=\"true\" text:style-name=\"L1\">{}</text:list>",
            item("<text:h text:outline-level=\"1\">丙</text:h>")
        ),
        format!("<text:list text:style-name=\"L1\">{}</text:list>", item(&p("新"))),
        format!(
            "<text:list text:style-name=\"L2\"><text:list-header>{}</text:list-header>{}</text:list>",
            p("头"),
            item(&p("点"))
        ),
        format!(
            "<text:list text:style-name=\"L3\">{}<text:list-item text:start-value=\"7\">{}</text:list-item></text:list>",
            item(&p("圈")),
            p("跳")
        ),
        p("<text:number>九、</text:number>写明"),
    ];
    let item = |line| (line, Hint::ListItem);
    check(
        styles,
        &body.concat(),
        "一、甲\n甲续\n间\n二、乙\n（一）乙一\n（二）乙二\n二.1. 细\n三、丙\n一、新\n头\n点\n③圈\n⑦跳\n九、写明\n",
        &[
            item(1),
            item(4),
            item(5),
            item(6),
            item(7),
            (8, Hint::Heading(1)),
            item(9),
            item(11),
            item(12),
            item(13),
            item(14),
        ],
    )
}

#[test]
fn headings_have_the_numbers_of_the_outline() -> Outcome {
    let outline = "<office:document-styles><office:styles><text:outline-style><text:outline-level-style text:level=\"1\" style:num-format=\"一, 二, 三, ...\" style:num-suffix=\"、\"/>\
        <text:outline-level-style text:level=\"2\" style:num-format=\"\"/></text:outline-style></office:styles></office:document-styles>";
    let h = |level: u8, text: &str| format!("<text:h text:outline-level=\"{level}\">{text}</text:h>");
    let body = content("", &[h(1, "甲"), h(2, "（一）子"), h(1, "乙")].concat());
    let read = read(&zip(&[("styles.xml", outline), ("content.xml", &body)])?)?;
    assert_eq!(read.extracted.text, "一、甲\n（一）子\n二、乙\n");
    Ok(())
}

#[test]
fn tables_and_notes() -> Outcome {
    let cell = |attributes: &str, text: &str| format!("<table:table-cell {attributes}>{}</table:table-cell>", p(text));
    let covered = "<table:covered-table-cell/>";
    let note = |text: &str| {
        format!(
            "<text:note><text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body></text:note>",
            p(text)
        )
    };
    let body = [
        "<table:table><table:table-header-rows><table:table-row>".to_owned(),
        cell("table:number-columns-spanned=\"2\"", "合并"),
        covered.to_owned(),
        cell("", "丙"),
        "</table:table-row></table:table-header-rows><table:table-row>".to_owned(),
        cell("table:number-rows-spanned=\"2\"", "纵"),
        cell("table:number-columns-repeated=\"2\"", "同"),
        "</table:table-row><table:table-row>".to_owned(),
        format!("{covered}{}{}", cell("", "一"), cell("", "二")),
        "</table:table-row></table:table>".to_owned(),
        p(&format!("见注{}和{}。", note("出处"), note("其二"))),
    ];
    check(
        "",
        &body.concat(),
        "合并\t丙\n纵\t同\t同\n\t一\t二\n见注和。\n〔1〕出处\n〔2〕其二\n",
        &[(1, Hint::TableRow), (2, Hint::TableRow), (3, Hint::TableRow)],
    )
}

#[test]
fn what_is_no_text_is_refused() -> Outcome {
    let body = content("", &p("正文"));
    let sheet = zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &body),
        ("META-INF/manifest.xml", "<x/>"),
    ])?;
    assert!(!sniff(&sheet));
    refused(&sheet, "OpenDocument");
    refused(&zip(&[("META-INF/container.xml", "<x/>"), ("OEBPS/content.opf", "<x/>")])?, "EPUB");
    refused(
        &zip(&[("mimetype", MIME), ("content.xml", &body), ("META-INF/manifest.xml", "<manifest:encryption-data/>")])?,
        "密码",
    );
    refused("没有压缩".as_bytes(), "不是 OpenDocument");
    let with = |text: &str| zip(&[("mimetype", MIME), ("content.xml", text)]);
    refused(&with(&format!("<!DOCTYPE a [<!ENTITY b \"c\">]>{body}"))?, "DOCTYPE");
    refused(&with(&body.replace("正文", "&evil;"))?, "实体");
    refused(&with(&content("", &"<text:p>".repeat(150_000)))?, "嵌套");
    refused(&with(&"<text:p>".repeat(150_000))?, "嵌套");
    refused(&with("<office:document-content><office:body>")?, "不完整");
    let cell = "<table:table><table:table-row><table:table-cell table:number-columns-repeated=\"99\">";
    let end = "</table:table-cell></table:table-row></table:table>";
    let grown = read(&with(&content("", &[cell.repeat(60), p("甲"), end.repeat(60)].concat()))?)?;
    assert!(grown.extracted.text.len() < 100_000, "{}", grown.extracted.text.len());
    let good = with(&body)?;
    for cut in 0..good.len() {
        assert!(read(good.get(..cut).unwrap_or_default()).is_err(), "{cut}");
    }
    refused(&with(&format!("<a>{}</a>", " ".repeat(70 << 20)))?, "上限");
    Ok(())
}
