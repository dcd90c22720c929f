//! Tests of workbooks, built in memory.

use super::super::archive::made::zip;
use super::super::{Content, Source};
use super::pattern::{Pattern, general};
use super::{extract, sniff};
use crate::corpus::model::Hint;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn read(bytes: &[u8]) -> Result<Content, String> {
    extract(&Source { bytes, encoding: None, max_expanded: 256 << 20 })
}

/// A workbook of sheets: name, state and rows.
fn workbook(sheets: &[(&str, &str, &str)]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let (mut named, mut rels) = (String::new(), String::new());
    let mut parts = Vec::new();
    for (at, (name, state, rows)) in sheets.iter().enumerate() {
        named.push_str(&format!("<sheet name=\"{name}\" state=\"{state}\" r:id=\"r{at}\"/>"));
        rels.push_str(&format!("<Relationship Id=\"r{at}\" Type=\"x/worksheet\" Target=\"worksheets/s{at}.xml\"/>"));
        parts.push((
            format!("xl/worksheets/s{at}.xml"),
            format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
        ));
    }
    let book = format!("<workbook><sheets>{named}</sheets></workbook>");
    let rels = format!("<Relationships>{rels}</Relationships>");
    let strings = "<sst><si><t>序号</t></si><si><r><t>“全”</t></r><r><t>(half)𠮷e\u{301}</t></r><rPh><t>yomi</t></rPh></si></sst>";
    let styles = "<styleSheet><numFmts><numFmt numFmtId=\"176\" formatCode=\"0.0&quot;万元&quot;\"/></numFmts><cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>\
        <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"31\"/><xf numFmtId=\"176\"/><xf numFmtId=\"10\"/></cellXfs></styleSheet>";
    let mut all = vec![
        ("xl/workbook.xml", book.as_str()),
        ("xl/_rels/workbook.xml.rels", rels.as_str()),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles),
    ];
    all.extend(parts.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    zip(&all)
}

fn check(sheets: &[(&str, &str, &str)], text: &str, hints: &[(usize, Hint)], notes: usize) -> Outcome {
    let bytes = workbook(sheets)?;
    assert!(sniff(&bytes));
    let content = read(&bytes)?;
    assert_eq!(content.extracted.text, text);
    assert_eq!(content.extracted.hints, hints);
    assert_eq!(content.notes.len(), notes, "{:?}", content.notes);
    Ok(())
}

fn refused(bytes: &[u8], words: &str) {
    let reason = read(bytes).err().unwrap_or_default();
    assert!(reason.contains(words), "{words}: {reason}");
}

#[test]
fn sheets_are_rows_under_their_names() -> Outcome {
    let first = "<row r=\"1\"><c r=\"B1\" t=\"inlineStr\"><is><t>清单\n之一</t></is></c></row>\
        <row r=\"2\"/><row r=\"3\"><c r=\"B3\" t=\"s\"><v>0</v></c><c r=\"C3\" t=\"s\"><v>1</v></c><c r=\"E3\" t=\"str\"><f>A1</f><v>式</v></c></row>\
        <row r=\"4\"><c r=\"B4\"><v>1</v></c><c r=\"C4\" s=\"1\"><v>45356</v></c><c r=\"E4\" s=\"2\"><v>12.34</v></c></row>\
        <row r=\"5\"><c r=\"C5\" s=\"3\"><v>0.856</v></c><c r=\"D5\"/><c r=\"E5\" t=\"b\"><v>1</v></c></row>";
    let second = "<row><c><v>0.30000000000000004</v></c><c t=\"e\"><v>#N/A</v></c><c t=\"s\"><v>99</v></c></row>";
    check(
        &[("任务", "visible", first), ("藏", "hidden", second), ("空", "", ""), ("数", "", second)],
        "任务\n清单 之一\n序号\t“全”(half)𠮷e\u{301}\t式\n1\t2024年3月5日\t12.3万元\n\t85.60%\tTRUE\n数\n0.3\t#N/A\n",
        &[
            (1, Hint::Heading(1)),
            (3, Hint::TableRow),
            (4, Hint::TableRow),
            (5, Hint::TableRow),
            (6, Hint::Heading(1)),
            (7, Hint::TableRow),
        ],
        1,
    )?;
    // The only sheet of a workbook, under the name that it was given.
    check(&[("Sheet1", "", second)], "0.3\t#N/A\n", &[(1, Hint::TableRow)], 0)
}

#[test]
fn numbers_are_shown_by_their_formats() {
    for (code, number, expected) in [
        ("0", 3.0, "3"),
        ("000", 5.0, "005"),
        ("#,##0.00", 98_765_432.1, "98,765,432.10"),
        ("#,##0.00_);[Red](#,##0.00)", -1200.0, "(1,200.00)"),
        ("0.00", 1.005, "1.01"),
        ("0.0#", 1.5, "1.5"),
        ("0.0%", 0.3333, "33.3%"),
        ("0.00,", 1_234_567.0, "1234.57"),
        ("#,##0,,\"百万\"", 12_345_678.0, "12百万"),
        ("0.00E+00", 0.000_012_34, "1.23E-05"),
        ("\"第\"0\"名\"", 12.0, "第12名"),
        ("[$¥-804]#,##0", 1000.0, "¥1,000"),
        ("General\"人\"", 0.1 + 0.2, "0.3人"),
        ("0.0", -0.26, "-0.3"),
        ("#", 0.0, ""),
        ("0;-0;\"—\"", 0.0, "—"),
        (";;;", 7.0, ""),
        ("yyyy/m/d", 45356.0, "2024/3/5"),
        ("yyyy-mm-dd hh:mm:ss", 45000.75, "2023-03-15 18:00:00"),
        ("yyyy\"年\"m\"月\"d\"日\";@", 1.0, "1900年1月1日"),
        ("yyyy/m/d", 60.0, "1900/2/29"),
        ("yyyy/m/d", 61.0, "1900/3/1"),
        ("h:mm AM/PM", 0.5625, "1:30 下午"),
        ("上午/下午h\"时\"mm\"分\"", 0.25, "上午6时00分"),
        ("[h]:mm", 1.5, "36:00"),
        ("mm:ss.0", 0.001, "01:26"),
        ("mmm-yy", 45000.0, "Mar-23"),
        ("aaaa", 45000.0, "星期三"),
        ("[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\"", 45356.0, "二〇二四年三月五日"),
        ("yyyy/m/d", -1.0, "-1"),
        ("yyyy/m/d", 1e300, "1E+300"),
    ] {
        assert_eq!(Pattern::read(code).shown(number, false), expected, "{code}");
    }
    assert_eq!(Pattern::read("yyyy/m/d").shown(0.0, true), "1904/1/1");
    for (number, expected) in
        [(0.0, "0"), (-12.0, "-12"), (1234.5, "1234.5"), (1.0 / 3.0, "0.333333333333"), (1.5e19, "1.5E+19")]
    {
        assert_eq!(general(number), expected);
    }
}

#[test]
fn hostile_workbooks_are_refused() -> Outcome {
    // Cells at the far corner cost no table.
    let far = "<row><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c><c r=\"ZZZZZZ9\"><v>3</v></c></row>";
    check(&[("远", "", far)], "远\n1\n\t2\n", &[(1, Hint::Heading(1)), (2, Hint::TableRow), (3, Hint::TableRow)], 0)?;
    let wide: String = (0..16_384).map(|_| "<c><v>1</v></c>").collect();
    let rows = format!("<row>{wide}</row>{}", "<row><c r=\"XFD1\"><v>1</v></c></row>".repeat(5000));
    refused(&workbook(&[("宽", "", &rows)])?, "上限");
    refused(&zip(&[("xl/workbook.bin", "x")])?, "Excel");
    refused(&zip(&[("xl/workbook.xml", "<!DOCTYPE a><workbook/>")])?, "DOCTYPE");
    refused(&zip(&[("xl/workbook.xml", &"<a>".repeat(150_000))])?, "嵌套");
    refused("甲".as_bytes(), "不是 Excel");
    let good = workbook(&[("一", "", "<row><c><v>1</v></c></row>")])?;
    for cut in 0..good.len() {
        assert!(read(good.get(..cut).unwrap_or_default()).is_err(), "{cut}");
    }
    let missing = zip(&[
        ("xl/workbook.xml", "<workbook><sheets><sheet name=\"缺\" id=\"r\"/></sheets></workbook>"),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"r\" Type=\"worksheet\" Target=\"../../none.xml\"/></Relationships>",
        ),
    ])?;
    assert!(read(&missing)?.notes.iter().any(|note| note.contains("缺")));
    Ok(())
}
