//! Word files as they come: what an office program marked in them is read, and what is written back stands beside it.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::path::Path;

use wengao::corpus::formats::{Source, extract};
use wengao::markup::{Edit, Kind, Note, Who, read, write_back};
use zip::ZipArchive;

use crate::support::files;

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// A file that LibreOffice wrote, with two tracked changes and a comment.
const CHANGED: &str = "修订.docx";

fn part(docx: &[u8], name: &str) -> Result<String, Box<dyn std::error::Error>> {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(docx))?.by_name(name)?.read_to_string(&mut text)?;
    Ok(text)
}

fn text(docx: &[u8]) -> Result<String, String> {
    let source = Source { bytes: docx, encoding: None, max_expanded: 64 << 20 };
    extract(Path::new(CHANGED), &source).map(|(_, content)| content.extracted.text)
}

/// Marks as lines: kind, who, when, first place, text.
fn marks(docx: &[u8]) -> Result<BTreeSet<String>, wengao::markup::Error> {
    let line = |mark: wengao::markup::Marked| {
        let kind = match mark.kind {
            Kind::Inserted => '增',
            Kind::Deleted => '删',
            Kind::MovedHere | Kind::MovedAway => '移',
            Kind::Formatted(_) => '格',
            Kind::Comment { .. } => '批',
        };
        let place = mark.places.first().map(|p| format!("{}:{}+{}", p.line, p.column, p.length)).unwrap_or_default();
        format!("{kind} {} {} {place} {}", mark.author, mark.date, mark.text)
    };
    Ok(read(docx)?.into_iter().map(line).collect())
}

fn set(lines: &[&str]) -> BTreeSet<String> {
    lines.iter().map(ToString::to_string).collect()
}

#[test]
fn old_and_new_marks_stand_side_by_side() -> Outcome {
    let file = std::fs::read(files().join(CHANGED))?;
    let theirs = [
        "增 周岭 2026-02-03T10:11:12Z 2:8+2 上下",
        "删 郑溪 2026-02-04T08:00:00Z 2:12+0 有关",
        "批 吴堤 2026-02-05T09:00:00Z 3:5+4 请补时限",
    ];
    assert_eq!(marks(&file)?, set(&theirs));
    let edit = |line, column, length, text: &str| Edit { line, column, length, text: text.to_owned(), old: None };
    let edits = [edit(2, 19, 2, "账号"), edit(2, 9, 1, "乡"), edit(3, 14, 0, "。"), edit(7, 1, 1, "无")];
    let notes = [Note { line: 3, column: 5, length: 4, text: "何时？".to_owned(), ..Note::default() }];
    let who = Who { name: "校对".to_owned(), date: "2026-03-05T09:30:00Z".to_owned() };
    let (copy, receipt) = write_back(&file, &edits, &notes, &who)?;
    assert_eq!((receipt.edits, receipt.notes, receipt.edits_left.len()), (3, 1, 1));
    let mut all = set(&[
        // Somebody's text is in two parts now, and one of its characters is taken out.
        "增 周岭 2026-02-03T10:11:12Z 2:8+1 上",
        "删 郑溪 2026-02-04T08:00:00Z 2:12+0 有关",
        "批 吴堤 2026-02-05T09:00:00Z 3:5+4 请补时限",
        "删 校对 2026-03-05T09:30:00Z 2:9+0 下",
        "增 校对 2026-03-05T09:30:00Z 2:9+1 乡",
        "删 校对 2026-03-05T09:30:00Z 2:19+0 帐",
        "增 校对 2026-03-05T09:30:00Z 2:19+1 账",
        "增 校对 2026-03-05T09:30:00Z 3:14+1 。",
        "批 校对 2026-03-05T09:30:00Z 3:5+4 何时？",
    ]);
    assert_eq!(marks(&copy)?, std::mem::take(&mut all));
    let before = text(&file)?;
    assert_eq!(
        before,
        "沙柳镇上半年工作总结\n今年以来，全镇上下围绕中心任务，完成帐号清理𠀀三十二个。\n下一步，加强督查，确保到位\n"
    );
    let after = before.replace('帐', "账").replace("上下", "上乡").replace("到位", "到位。");
    assert_eq!(text(&copy)?, after);
    // The look of what was changed, and the parts that were not.
    let main = part(&copy, "word/document.xml")?;
    assert!(main.contains("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">账</w:t></w:r></w:ins>"), "{main}");
    assert!(main.contains("<w:del w:id=\"1\" w:author=\"郑溪\""));
    for name in ["word/styles.xml", "word/settings.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"] {
        assert_eq!(part(&copy, name)?, part(&file, name)?, "{name}");
    }
    Ok(())
}

#[test]
fn every_word_file_takes_a_change_and_a_comment_in_every_line() -> Outcome {
    for name in [CHANGED, "样式.docx"] {
        let file = std::fs::read(files().join(name))?;
        let before = text(&file)?;
        let lines = before.lines().count();
        let edits: Vec<Edit> =
            (1..=lines).map(|line| Edit { line, column: 1, length: 0, text: "〔校〕".to_owned(), old: None }).collect();
        let notes: Vec<Note> = (1..=lines)
            .map(|line| Note { line, column: 1, length: 1, text: "看".to_owned(), ..Note::default() })
            .collect();
        let (copy, receipt) = write_back(&file, &edits, &notes, &Who::default())?;
        assert_eq!(receipt.edits + receipt.edits_left.len(), lines);
        assert!(receipt.edits * 2 > lines, "{name}: {receipt:?}");
        let comments = |docx: &[u8]| -> Result<usize, wengao::markup::Error> {
            Ok(read(docx)?.iter().filter(|mark| matches!(mark.kind, Kind::Comment { .. })).count())
        };
        assert_eq!(comments(&copy)?, comments(&file)? + receipt.notes);
        assert_eq!(text(&copy)?.matches("〔校〕").count(), receipt.edits);
        assert_eq!(text(&copy)?.replace("〔校〕", ""), before);
    }
    Ok(())
}
