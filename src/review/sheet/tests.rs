//! Sheets in every form, with text that would break each.

use std::error::Error;
use std::io::Read;
use std::path::Path;

use super::*;
use crate::corpus::correction::Corrections;
use crate::corpus::load::of_text;
use crate::review::Review;
use crate::review::anchor::Anchor;
use crate::review::record::{Record, Said, Stamp, State};
use crate::text::span::ByteSpan;

type Tried = Result<(), Box<dyn Error>>;

fn sheet() -> Sheet {
    let problem = Row {
        at: At {
            piece: "青禾镇总结".to_owned(), headings: vec!["一、做法".to_owned()], line: 3, column: 9, chars: 1
        },
        kind: Kind::Problem,
        level: "必改".to_owned(),
        before: "要提高认识".to_owned(),
        original: ",".to_owned(),
        after: "抓好落实".to_owned(),
        suggestion: Some("，".to_owned()),
        clause: "GB/T 15834 4.4".to_owned(),
        strength: "规定".to_owned(),
        remark: "汉字后用了半角逗号".to_owned(),
        outcome: Outcome::Accepted,
        by: "王𠀀芳".to_owned(),
        time: "2026-11-26T08:20:05+08:00".to_owned(),
    };
    let hostile = Row {
        at: At::default(),
        kind: Kind::Suggestion,
        before: String::new(),
        original: "=HYPERLINK(\"x\")|<b>*&\u{1b}[31m\u{202e}\u{ffff}".to_owned(),
        suggestion: Some(String::new()),
        remark: "@一\r\n-二|e\u{301}\n".to_owned(),
        by: "＋李".to_owned(),
        ..Row::default()
    };
    Sheet {
        document: "总结<1>.txt".to_owned(),
        reviewer: "王𠀀芳".to_owned(),
        date: "2026年11月26日".to_owned(),
        rows: vec![problem, hostile],
    }
}

/// A part of an archive.
fn part(bytes: &[u8], name: &str) -> Result<String, Box<dyn Error>> {
    let mut text = String::new();
    zip::ZipArchive::new(std::io::Cursor::new(bytes))?.by_name(name)?.read_to_string(&mut text)?;
    Ok(text)
}

fn written(write: impl Fn(&mut dyn Write) -> Result<(), SheetError>) -> Result<String, Box<dyn Error>> {
    let mut out = Vec::new();
    write(&mut out)?;
    Ok(String::from_utf8(out)?)
}

#[test]
fn the_count_line_names_what_there_is() {
    assert_eq!(sheet().count_line(), "共 2 条：问题 1、修订建议 1；必改 1；待处理 1、已采纳 1");
    assert_eq!(Sheet::default().count_line(), "共 0 条");
}

#[test]
fn rows_are_put_in_the_order_of_their_places() {
    let at = |line, column| Row { at: At { line, column, ..At::default() }, ..Row::default() };
    let mut sheet = Sheet { rows: vec![at(0, 0), at(9, 1), at(2, 8), at(2, 3)], ..Sheet::default() };
    sheet.sort();
    let places: Vec<_> = sheet.rows.iter().map(|row| (row.at.line, row.at.column)).collect();
    assert_eq!(places, [(2, 3), (2, 8), (9, 1), (0, 0)], "what is lost stands last");
}

#[test]
fn text_is_aligned_and_holds_no_control() -> Tried {
    let text = written(|out| sheet().text(Cells::NARROW, out))?;
    assert!(!text.chars().any(|c| c != '\n' && (c.is_control() || c == '\u{202e}')), "{text}");
    let lines: Vec<&str> = text.lines().collect();
    assert!(
        text.contains("要提高认识【,】抓好落实")
            && text.contains("（删去）")
            && text.contains("文件：总结<1>.txt　校对人：王𠀀芳")
    );
    // What is under a header begins in its cell.
    let cell = |line: &str, words: &str| Cells::NARROW.text(line.split(words).next().unwrap_or_default());
    let [head, first] = [3, 4].map(|at| lines.get(at).copied().unwrap_or_default());
    assert_eq!(cell(head, "处理"), cell(first, "已采纳"));
    assert_eq!(cell(head, "依据"), cell(first, "GB/T"));
    assert_eq!(written(|out| Sheet::default().text(Cells::NARROW, out))?, "校对单\n共 0 条\n");
    Ok(())
}

#[test]
fn nothing_that_was_typed_is_cut_off_in_text() -> Tried {
    let remark =
        "这里要核对数据来源，前后两处说法不一，请再看一遍。\n第一处写二百户𠀀，\n第二处写三百户e\u{301}。".to_owned();
    let row =
        Row { remark: remark.clone(), original: "甲乙丙丁".repeat(30), by: "王芳".to_owned(), ..Row::default() };
    let text = written(|out| Sheet { rows: vec![row.clone()], ..Sheet::default() }.text(Cells::NARROW, out))?;
    let flat: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let count = |words: char| flat.matches(words).count();
    assert_eq!((count('甲'), count('丁')), (30, 30), "{text}");
    assert!(
        !text.contains('…') && text.contains("第一处写二百户𠀀，") && text.contains("第二处写三百户e\u{301}。"),
        "{text}"
    );
    let column = |words: &str| {
        let line = text.lines().find(|line| line.contains(words)).unwrap_or_default();
        Cells::NARROW.text(line.split(words).next().unwrap_or_default())
    };
    assert_eq!(column("第二处写"), column("说明"), "{text}");
    // Lines stay lines wherever there is room for them.
    let sheet = Sheet { rows: vec![Row { remark, ..Row::default() }], ..Sheet::default() };
    let csv = written(|out| sheet.csv(false, out))?;
    assert!(csv.contains("\n第一处写二百户𠀀，\n第二处"), "{csv}");
    assert!(written(|out| sheet.markdown(out))?.contains("<br>第一处写二百户𠀀，<br>第二处"));
    assert!(part(&sheet.docx()?, "word/document.xml")?.contains("<w:br/>"));
    assert!(part(&sheet.xlsx()?, "xl/sharedStrings.xml")?.contains("\n第一处写二百户𠀀，\n第二处"));
    Ok(())
}

#[test]
fn markdown_is_one_table_whatever_the_cells_hold() -> Tried {
    let text = written(|out| sheet().markdown(out))?;
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
    assert_eq!(rows.len(), 4);
    for row in &rows {
        let borders = row.replace("\\|", "").matches('|').count();
        assert_eq!(borders, 10, "{row}");
    }
    assert!(text.contains("@一<br>-二\\|e\u{301}") && text.contains("总结&lt;1&gt;.txt"), "{text}");
    assert!(!text.contains("<b>") && !text.contains('\u{1b}') && text.contains("\\*&amp;␛\\[31m‹U+202E›"), "{text}");
    Ok(())
}

#[test]
fn csv_is_guarded_and_whole() -> Tried {
    let text = written(|out| sheet().csv(true, out))?;
    let rest = text.strip_prefix('\u{feff}').ok_or("no mark")?;
    assert_eq!(rest.matches("\r\n").count(), 3);
    let mut reader = csv::Reader::from_reader(rest.as_bytes());
    let header = reader.headers()?.clone();
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>()?;
    let cell = |row: usize, name: &str| {
        let at = header.iter().position(|found| found == name).unwrap_or(usize::MAX);
        rows.get(row).and_then(|row| row.get(at)).unwrap_or("?").to_owned()
    };
    assert_eq!([cell(0, "行"), cell(0, "列"), cell(0, "字数")], ["3", "9", "1"]);
    assert_eq!([cell(1, "行"), cell(1, "原文")], ["", "'=HYPERLINK(\"x\")|<b>*&␛[31m‹U+202E›‹U+FFFF›"]);
    assert_eq!([cell(1, "说明"), cell(1, "校对人"), cell(1, "修改建议")], ["'@一\n-二|e\u{301}", "'＋李", "（删去）"]);
    assert_eq!([cell(0, "所在语句"), cell(0, "强度")], ["要提高认识【,】抓好落实", "规定"]);
    assert!(written(|out| sheet().csv(false, out))?.starts_with("序号,"));
    Ok(())
}

#[test]
fn a_workbook_is_frozen_wrapped_and_without_formulas() -> Tried {
    let bytes = sheet().xlsx()?;
    let (page, strings) = (part(&bytes, "xl/worksheets/sheet1.xml")?, part(&bytes, "xl/sharedStrings.xml")?);
    assert!(page.contains("<pane ySplit=\"5\"") && page.contains("state=\"frozen\"") && page.contains("<autoFilter"));
    assert!(page.contains("orientation=\"landscape\"") && page.contains("<col ") && !page.contains("<f>"));
    assert!(page.contains("ht=\"48\"") && page.contains("customHeight=\"1\""), "three lines: {page}");
    assert!(part(&bytes, "xl/styles.xml")?.contains("wrapText=\"1\""));
    assert!(part(&bytes, "xl/workbook.xml")?.contains("_xlnm.Print_Titles"));
    assert!(
        strings.contains("=HYPERLINK(\"x\")|&lt;b&gt;*&amp;␛[31m") && strings.contains("@一\n-二|e\u{301}"),
        "{strings}"
    );
    // The workbook is read by the reader of this program as any other.
    let read = crate::corpus::formats::extract(
        Path::new("校对单.xlsx"),
        &crate::corpus::formats::Source { bytes: &bytes, encoding: None, max_expanded: 1 << 24 },
    );
    let text = read.map(|(_, content)| content.extracted.text)?;
    assert!(text.contains("必改") && text.contains("共 2 条"), "{text}");
    let long = Row { remark: "长𠀀".repeat(30_000), ..Row::default() };
    let long = part(&Sheet { rows: vec![long], ..Sheet::default() }.xlsx()?, "xl/sharedStrings.xml")?;
    let cell = long.split("<t>").find(|text| text.starts_with('长')).ok_or("no cell")?;
    let cell = cell.split('<').next().unwrap_or_default();
    assert!((32_600..=32_767).contains(&cell.encode_utf16().count()), "{}", cell.encode_utf16().count());
    let kept = cell.chars().take_while(|c| *c != '…').count();
    assert!(cell.ends_with(&format!("略去 {} 字）", 60_000 - kept)), "what is left out is said");
    assert!(Sheet::default().xlsx().is_ok());
    Ok(())
}

#[test]
fn a_word_file_is_well_formed_and_read_again() -> Tried {
    let bytes = sheet().docx()?;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes[..]))?;
    for number in 0..archive.len() {
        let mut text = String::new();
        archive.by_index(number)?.read_to_string(&mut text)?;
        let mut reader = quick_xml::Reader::from_str(&text);
        reader.config_mut().check_end_names = true;
        loop {
            match reader.read_event()? {
                quick_xml::events::Event::Eof => break,
                _ => assert!(!text.contains(['\u{1b}', '\u{ffff}'])),
            }
        }
    }
    let text = part(&bytes, "word/document.xml")?;
    assert!(text.contains("<w:tblHeader/>") && text.contains("w:orient=\"landscape\"") && text.contains("仿宋_GB2312"));
    assert_eq!(text.matches("<w:tr>").count(), 3);
    assert_eq!(text.matches("<w:tc>").count(), 3 * columns::TABLE.len());
    assert!(text.contains("@一</w:t><w:br/><w:t xml:space=\"preserve\">-二|e\u{301}"), "{text}");
    let read = crate::corpus::formats::extract(
        Path::new("校对单.docx"),
        &crate::corpus::formats::Source { bytes: &bytes, encoding: None, max_expanded: 1 << 24 },
    );
    let text = read.map(|(_, content)| content.extracted.text)?;
    assert!(text.starts_with("校对单\n文件：总结<1>.txt　校对人：王𠀀芳"), "{text}");
    assert!(text.contains("要提高认识,抓好落实"), "{text}");
    assert_eq!(columns::TABLE.iter().map(|column| column.share).sum::<u32>(), 100);
    assert!(!part(&Sheet::default().docx()?, "word/document.xml")?.contains("<w:tbl>"));
    // A row that fits no page may be broken; others are kept together.
    let long = Row { remark: "很长的批注。".repeat(200), ..Row::default() };
    let both = Sheet { rows: vec![Row::default(), long], ..Sheet::default() };
    assert_eq!(
        part(&both.docx()?, "word/document.xml")?.matches("<w:cantSplit/>").count(),
        2,
        "the header and the first"
    );
    Ok(())
}

#[test]
fn a_comment_is_a_row_at_its_place() -> Tried {
    let text = "青禾镇2024年工作总结\n一、主要做法\n今年以来，我镇及时作出布署，各科室抓好落实，工作取得明显成效。\n\
        （一）加强组织领导\n成立领导小组，由镇长任组长，定期召开会议研究解决问题。\n二、存在问题\n宣传力度还不够大。\n";
    let document = of_text(Path::new("总结.txt"), text, &Corrections::default());
    let at = text.find("布署").ok_or("no words")?;
    let anchor = Anchor::new(text, ByteSpan::new(at, at + "布署".len()));
    let stamp = |by, nonce| Stamp { by, at: "2026-11-26T08:20:05+08:00", nonce };
    let said = Said::Comment { anchor, text: "错别字".to_owned(), suggestion: Some("部署".to_owned()) };
    let comment = Record::new(stamp("王芳", "1"), said)?;
    let of = || comment.id().to_owned();
    let mut review = Review::default();
    review.add(comment.clone());
    review.add(Record::new(stamp("李明", "2"), Said::Reply { of: of(), text: "照改".to_owned() })?);
    review.add(Record::new(stamp("李明", "3"), Said::State { of: of(), state: State::Accepted })?);
    let standing = review.standing();
    let thread = standing.threads.first().ok_or("no thread")?;
    let row = of_thread(thread, standing.places(&document.text).first().copied().ok_or("no place")?, &document);
    assert_eq!((row.at.line, row.at.column, row.at.chars), (3, 12, 2));
    assert_eq!(row.at.headings, ["一、主要做法"]);
    assert_eq!(
        (row.kind, row.outcome, row.remark.as_str()),
        (Kind::Suggestion, Outcome::Accepted, "错别字\n李明：照改")
    );
    assert_eq!((row.before.as_str(), row.original.as_str()), ("今年以来，我镇及时作出", "布署"));
    assert!(!row.after.contains('\n'));
    // After the edit the row says what stood there.
    let mended = text.replace("布署", "部署");
    let document = of_text(Path::new("总结.txt"), &mended, &Corrections::default());
    let row = of_thread(thread, thread.anchor.place(&mended), &document);
    assert_eq!(row.original, "部署");
    assert!(row.remark.contains("原为“布署”"), "{}", row.remark);
    // What is lost has no line, and says so.
    let document = of_text(Path::new("总结.txt"), "别的文章。\n", &Corrections::default());
    let row = of_thread(thread, thread.anchor.place(&document.text), &document);
    assert_eq!((row.at.line, row.original.as_str()), (0, "布署"));
    assert!(row.at.words().contains("找不到"));
    Ok(())
}
