//! From a draft to paper: the finished pages on screen, the file that is written, the block at the top.

use std::path::Path;
use std::process::{Command, Output};

use wengao::tui::app::Start;

use crate::support::Driver;

type Test = Result<(), Box<dyn std::error::Error>>;

const DRAFT: &str = "杏坞镇2026年上半年创城工作总结

今年以来，杏坞镇围绕环境秩序问题，组织干部、网格员、志愿者入户宣传，签约率达到98.5%。

一、主要做法

（一）压实责任。成立专班，全年开会26次，交办清单47批次，“把手”带头包联路段𠀀，形成闭环。

（二）改善环境。投入资金1260万元，完成14个小区改造，新建口袋公园5处，群众满意度提高。

二、存在问题

经费还不足，人手也不够，个别路段反复回潮，需要在下半年加以解决。

杏坞镇人民政府
二〇二六年七月一日
";

fn drafting(folder: &Path, name: Option<&str>, width: u16, height: u16) -> Driver {
    let start = Start { folder: folder.to_owned(), draft: name.map(|name| folder.join(name)), ..Start::default() };
    let mut driver = Driver::start(start, width, height);
    driver.press("alt-6");
    driver.pause();
    driver
}

fn wengao(folder: &Path, arguments: &[&str]) -> std::io::Result<Output> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wengao"));
    command.args(arguments).current_dir(folder).env("XDG_CONFIG_HOME", folder).env("XDG_CACHE_HOME", folder);
    command.output()
}

#[test]
fn the_pages_are_seen_at_three_sizes() -> Test {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("a.txt"), DRAFT)?;
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut driver = drafting(folder.path(), Some("a.txt"), width, height);
        assert!(driver.screen().contains("约 1 页"), "{}", driver.screen());
        driver.press("f8");
        insta::assert_snapshot!(format!("preview-{width}x{height}"), driver.screen());
        driver.press("end");
        if width == 40 {
            driver.press("right right right right");
        }
        assert!(driver.screen().contains("— 1 —"), "{}", driver.screen());
        driver.press("esc");
        assert!(!driver.screen().contains("— 1 —"));
        assert_eq!(driver.app.draft().text(), DRAFT.trim_end());
    }
    Ok(())
}

#[test]
fn a_draft_is_exported_with_its_questions() -> Test {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("a.txt"), DRAFT)?;
    let mut driver = drafting(folder.path(), Some("a.txt"), 100, 30);
    driver.press("f9");
    assert!(driver.screen().contains("a.docx"), "{}", driver.screen());
    driver.press("enter");
    assert!(driver.screen().contains("排成哪一种"), "{}", driver.screen());
    driver.press("m");
    // The date is in Chinese figures: nothing is changed unless it is wanted.
    assert!(driver.screen().contains("2026年7月1日"), "{}", driver.screen());
    driver.press("n");
    let screen = driver.screen();
    assert!(screen.contains("汉字数字"), "{screen}");
    let written = std::fs::read(folder.path().join("a.docx"))?;
    assert!(written.starts_with(b"PK"));
    // The draft itself stays as it was.
    assert_eq!(std::fs::read_to_string(folder.path().join("a.txt"))?, DRAFT);
    // A file that is there is not overwritten unasked.
    std::fs::write(folder.path().join("a.docx"), "别人的")?;
    driver.press("esc f9 enter m n");
    assert!(driver.screen().contains("没有导出"), "{}", driver.screen());
    driver.press("c");
    assert_eq!(std::fs::read(folder.path().join("a.docx"))?, "别人的".as_bytes());
    driver.press("f9 enter m n y");
    assert!(std::fs::read(folder.path().join("a.docx"))?.starts_with(b"PK"));
    // Nor is the draft's own file.
    driver.press("esc f9 ctrl-a");
    driver.type_text("a.txt");
    driver.press("enter");
    assert!(driver.screen().contains("草稿自己的文件"), "{}", driver.screen());
    assert_eq!(std::fs::read_to_string(folder.path().join("a.txt"))?, DRAFT);
    Ok(())
}

#[test]
fn the_block_at_the_top_is_filled_in_and_not_counted() -> Test {
    let folder = tempfile::tempdir()?;
    let mut driver = drafting(folder.path(), None, 100, 30);
    driver.paste("一、做法\n正文七个字符长。");
    driver.pause();
    let counted = |driver: &mut Driver| {
        let screen = driver.screen();
        screen
            .split(" 字  约")
            .next()
            .and_then(|before| before.rsplit(' ').next().map(str::to_owned))
            .unwrap_or_default()
    };
    let before = counted(&mut driver);
    driver.press("alt-f");
    driver.type_text("创城总结");
    driver.pause();
    let text = driver.app.draft().text();
    assert!(text.starts_with("---\n标题：创城总结\n单位：\n"), "{text}");
    assert!(text.ends_with("---\n一、做法\n正文七个字符长。"), "{text}");
    assert_eq!(counted(&mut driver), before);
    // Again: to the first field that is empty.
    driver.press("ctrl-end alt-f");
    driver.type_text("杏坞镇");
    assert!(driver.app.draft().text().contains("单位：杏坞镇\n"));
    Ok(())
}

#[test]
fn the_target_of_the_block_is_taken_over() -> Test {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("a.txt"), format!("---\n字数：3000字\n---\n{DRAFT}"))?;
    let mut driver = drafting(folder.path(), Some("a.txt"), 100, 30);
    assert!(driver.screen().contains("/3000 字"), "{}", driver.screen());
    Ok(())
}

#[test]
fn the_command_line_exports_and_does_not_overwrite() -> Test {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("a.txt"), DRAFT)?;
    for name in ["b.docx", "b.txt", "b.md", "b.html"] {
        let done = wengao(folder.path(), &["export", "a.txt", "-o", name])?;
        assert_eq!(done.status.code(), Some(0), "{done:?}");
        assert!(String::from_utf8_lossy(&done.stdout).contains("约 1 页"), "{done:?}");
        assert!(String::from_utf8_lossy(&done.stderr).contains("汉字数字"), "{done:?}");
        assert!(folder.path().join(name).exists());
        let again = wengao(folder.path(), &["export", "a.txt", "-o", name])?;
        assert_eq!(again.status.code(), Some(2), "{again:?}");
        assert!(String::from_utf8_lossy(&again.stderr).contains("--force"), "{again:?}");
    }
    // A Word file is a draft as well, and its outline is that of the text.
    let outline = |name: &str| -> Result<serde_json::Value, Box<dyn std::error::Error>> {
        let out = wengao(folder.path(), &["outline", "--json", name])?;
        let value: serde_json::Value = serde_json::from_slice(&out.stdout)?;
        let headings = value["documents"][0]["pieces"][0]["headings"].as_array().cloned().unwrap_or_default();
        let plain =
            |h: &serde_json::Value| serde_json::json!([h["level"], h["marker"], h["text"], h["run_in"], h["role"]]);
        assert_eq!(headings.len(), 4, "{name}: {value}");
        Ok(headings.iter().map(plain).collect())
    };
    assert_eq!(outline("b.docx")?, outline("a.txt")?);
    assert_eq!(outline("b.md")?, outline("a.txt")?);
    assert_eq!(outline("b.html")?, outline("a.txt")?);
    let set =
        wengao(folder.path(), &["export", "b.docx", "-o", "c.docx", "--set-date", "--json", "--profile", "official"])?;
    let told: serde_json::Value = serde_json::from_slice(&set.stdout)?;
    assert_eq!((told["profile"].as_str(), told["path"].as_str()), (Some("official"), Some("c.docx")));
    assert!(told["notes"].to_string().contains("文号") && !told["notes"].to_string().contains("汉字数字"), "{told}");
    let shown = wengao(folder.path(), &["export", "a.txt", "-o", "-"])?;
    let text = String::from_utf8(shown.stdout)?;
    assert!(text.contains("\n\u{3000}\u{3000}一、主要做法\n"), "{text}");
    let wrong = wengao(folder.path(), &["export", "a.txt", "-o", "b.pdf"])?;
    assert_eq!(wrong.status.code(), Some(2));
    let own = wengao(folder.path(), &["export", "a.txt", "-o", "./a.txt", "--force"])?;
    assert_eq!(own.status.code(), Some(2));
    assert_eq!(std::fs::read_to_string(folder.path().join("a.txt"))?, DRAFT);
    let none = wengao(folder.path(), &["export", "none.txt", "-o", "d.docx"])?;
    assert_eq!(none.status.code(), Some(2));
    assert!(!folder.path().join("d.docx").exists());
    Ok(())
}
