//! Reviewing: the queue is walked, places are accepted, ignored, undone and commented on, and all of it is there again.

mod remarks;

use std::io;

use tempfile::TempDir;
use wengao::corpus::load::Input as Source;
use wengao::tui::app::Start;

use crate::support::Driver;

const TEXT: &str = "青石镇2025年工作总结\n\n一、主要做法\n\n各科室要提高认识,抓好落实;全镇共清理垃圾𠀀吨,群众反映良好。\n\n二、下一步打算\n\n下一步,继续抓好整改。\n";

/// The program over the folder of documents, 校对 open.
fn looking(folder: &TempDir, width: u16, height: u16) -> Driver {
    let start = Start {
        inputs: vec![Source::Path(folder.path().join("文"))],
        source: "样例".to_owned(),
        folder: folder.path().to_owned(),
        reviewer: "王芳".to_owned(),
        names: Some(folder.path().join("names.txt")),
        ..Start::default()
    };
    let mut driver = Driver::start(start, width, height);
    driver.screen();
    driver.press("j 7");
    driver
}

/// The same, one rule alone.
fn open(folder: &TempDir, width: u16, height: u16) -> Driver {
    let mut driver = looking(folder, width, height);
    driver.press("f");
    driver
}

fn folder() -> io::Result<TempDir> {
    folder_of(TEXT)
}

fn folder_of(text: &str) -> io::Result<TempDir> {
    let folder = tempfile::tempdir()?;
    std::fs::create_dir(folder.path().join("文"))?;
    std::fs::write(folder.path().join("文").join("总结.txt"), text)?;
    Ok(folder)
}

fn sidecar(folder: &TempDir) -> String {
    std::fs::read_to_string(folder.path().join("文").join("总结.txt.wengao.jsonl")).unwrap_or_default()
}

fn holds(driver: &mut Driver, words: &[&str]) {
    let screen = driver.screen();
    for word in words {
        assert!(screen.contains(word), "{word}:\n{screen}");
    }
}

#[test]
fn the_queue_is_walked_and_decided() -> io::Result<()> {
    let folder = folder()?;
    let mut driver = open(&folder, 80, 24);
    holds(&mut driver, &["校对 · 总结.txt", "必改 半角标点", "未决 4", "建议改成“，”", "第 5 行"]);
    driver.press("a");
    holds(&mut driver, &["已采纳：“,” → “，”", "未决 3 已决 1"]);
    driver.press("i");
    driver.type_text("原文如此");
    driver.press("enter");
    holds(&mut driver, &["已忽略", "未决 2 已决 2"]);
    driver.press("A");
    holds(&mut driver, &["全部采纳", "未决 0 已决 4"]);
    driver.press("u");
    holds(&mut driver, &["已撤回", "未决 2"]);
    driver.press("d");
    holds(&mut driver, &["已采纳", "已忽略"]);
    assert_eq!(sidecar(&folder).lines().count(), 4);
    assert_eq!(std::fs::read_to_string(folder.path().join("文").join("总结.txt"))?, TEXT);
    // Another start: what was decided is there.
    let mut driver = open(&folder, 80, 24);
    holds(&mut driver, &["未决 2 已决 2"]);
    driver.press("d home j enter");
    holds(&mut driver, &["依据", "国标规定", "误报", "已忽略 王芳", "原文如此"]);
    // What was decided on another day is taken back where it stands.
    driver.press("esc U");
    holds(&mut driver, &["已撤回这一处的决定（王芳", "未决 3 已决 1"]);
    Ok(())
}

#[test]
fn a_sentence_is_commented_on_and_the_comment_answered() -> io::Result<()> {
    let folder = folder()?;
    let mut driver = open(&folder, 80, 24);
    driver.press("c");
    driver.type_text("数字要核实");
    driver.press("enter");
    holds(&mut driver, &["批注已记下"]);
    driver.press("f home");
    holds(&mut driver, &["批注 王芳", "数字要核实"]);
    driver.press("r");
    driver.type_text("已核实");
    driver.press("enter enter");
    holds(&mut driver, &["已核实", "数字要核实"]);
    driver.press("esc x");
    holds(&mut driver, &["批注已解决"]);
    // A comment survives an edit elsewhere, and one whose sentence went is told as lost.
    let path = folder.path().join("文").join("总结.txt");
    std::fs::write(&path, format!("新加的一行。\n{}", TEXT.replace("下一步,继续", "往后,继续")))?;
    let mut driver = open(&folder, 80, 24);
    driver.press("f d home");
    holds(&mut driver, &["6 批注 王芳"]);
    std::fs::write(&path, "全文都换了,什么也没有留下。\n")?;
    let mut driver = open(&folder, 80, 24);
    driver.press("f d home");
    holds(&mut driver, &["失位 批注 王芳"]);
    Ok(())
}

#[test]
fn a_name_is_taken_into_the_list_and_no_longer_found() -> io::Result<()> {
    let folder = folder()?;
    let mut driver = open(&folder, 80, 24);
    driver.press("L enter");
    driver.pause();
    holds(&mut driver, &["已收进名单", "未决 3"]);
    assert_eq!(std::fs::read_to_string(folder.path().join("names.txt"))?, "提高认识,抓好落实\n");
    Ok(())
}

#[test]
fn the_sheet_is_saved_and_asks_before_it_overwrites() -> io::Result<()> {
    let folder = folder()?;
    let mut driver = open(&folder, 80, 24);
    driver.press("a S");
    driver.type_text("");
    driver.press("enter");
    holds(&mut driver, &["已存为"]);
    let sheet = folder.path().join("文").join("总结-校对单.docx");
    assert!(std::fs::read(&sheet)?.starts_with(b"PK"));
    driver.press("S enter");
    holds(&mut driver, &["文件已经存在"]);
    driver.press("y");
    holds(&mut driver, &["已存为"]);
    for ending in ["csv", "xlsx", "md", "txt"] {
        driver.press("S ctrl-a");
        driver.type_text(&format!("单.{ending}"));
        driver.press("enter");
        assert!(std::fs::metadata(folder.path().join(format!("单.{ending}")))?.len() > 100, "{ending}");
    }
    let text = std::fs::read_to_string(folder.path().join("单.txt"))?;
    assert!(text.contains("王芳") && text.contains("已采纳") && text.contains("GB/T 15834"), "{text}");
    driver.press("S ctrl-a");
    driver.type_text("单.bmp");
    driver.press("enter");
    holds(&mut driver, &[".docx .xlsx"]);
    Ok(())
}

#[test]
fn places_are_marked_in_the_text_and_found_again() -> io::Result<()> {
    let folder = folder()?;
    let mut driver = open(&folder, 80, 24);
    driver.press("1 enter G B");
    driver.type_text("待核");
    driver.press("enter M");
    holds(&mut driver, &["记下读到这里"]);
    driver.press("'");
    holds(&mut driver, &["书签", "待核", "读到这里（王芳）"]);
    driver.press("d '");
    holds(&mut driver, &["读到这里（王芳）"]);
    assert!(!driver.screen().contains("待核"));
    driver.press("esc c");
    driver.type_text("这句太空");
    driver.press("enter");
    holds(&mut driver, &["批注已记下"]);
    driver.press("7 f");
    holds(&mut driver, &["这句太空"]);
    Ok(())
}

#[test]
fn a_writer_takes_a_suggestion_into_the_text() -> io::Result<()> {
    let folder = folder()?;
    let mut driver = open(&folder, 80, 24);
    driver.press("e");
    for _ in 0.."群众反映良好。".chars().count() {
        driver.press("backspace");
    }
    driver.type_text("群众都说好。");
    driver.press("enter c");
    driver.type_text("再核一遍");
    driver.press("enter");
    let path = folder.path().join("文").join("总结.txt");
    let start = Start { draft: Some(path), folder: folder.path().to_owned(), ..Start::default() };
    let mut driver = Driver::start(start, 120, 40);
    driver.pause();
    driver.press("alt-e");
    driver.pause();
    holds(&mut driver, &["批注 2 条", "建议 王芳（5 段）", "“反映良”→“都说”", "批注 王芳（5 段）", "再核一遍"]);
    driver.press("y");
    holds(&mut driver, &["已照建议改"]);
    assert!(driver.app.draft().text().contains("群众都说好"), "{}", driver.app.draft().text());
    driver.pause();
    driver.press("i");
    holds(&mut driver, &["批注已解决"]);
    assert!(sidecar(&folder).contains("\"accepted\"") && sidecar(&folder).contains("\"resolved\""));
    Ok(())
}

#[test]
fn what_two_reviewers_said_is_put_together() -> io::Result<()> {
    let (folder, other) = (folder()?, folder()?);
    let mut driver = open(&other, 80, 24);
    driver.press("c");
    driver.type_text("李强说要核实");
    driver.press("enter");
    let theirs = folder.path().join("李强.jsonl");
    std::fs::write(&theirs, sidecar(&other))?;
    let mut driver = open(&folder, 80, 24);
    driver.press("a m");
    driver.type_text("李强.jsonl");
    driver.press("enter f");
    holds(&mut driver, &["李强说要核实", "已决 1"]);
    assert_eq!(sidecar(&folder).lines().count(), 2);
    // Once more adds nothing; what is no such file is told.
    driver.press("m");
    driver.type_text("李强.jsonl");
    driver.press("enter");
    holds(&mut driver, &["并入 0 条"]);
    driver.press("m");
    driver.type_text("没有.jsonl");
    driver.press("enter");
    holds(&mut driver, &["读不了"]);
    assert_eq!(sidecar(&folder).lines().count(), 2);
    Ok(())
}

#[test]
fn words_in_a_quotation_and_lighter_rules_are_not_taken_over_all_at_once() -> io::Result<()> {
    let folder = folder()?;
    let text = "青石镇2025年工作总结\n\n局长要求“抓紧布署”，各村作出布署，完成其它工作。\n";
    std::fs::write(folder.path().join("文").join("总结.txt"), text)?;
    let mut driver = open(&folder, 80, 24);
    driver.press("f t home");
    holds(&mut driver, &["必改 错别字"]);
    driver.press("A");
    holds(&mut driver, &["1 处全部采纳", "已决 1"]);
    driver.press("W enter");
    let copy = std::fs::read_to_string(folder.path().join("文").join("总结.校对.txt"))?;
    assert!(copy.contains("“抓紧布署”，各村作出部署"), "{copy}");
    driver.press("j A");
    holds(&mut driver, &["只有必改"]);
    Ok(())
}

#[test]
fn the_cursor_stays_on_its_place_when_something_was_written() -> io::Result<()> {
    let folder = folder()?;
    let text = format!("青石镇2025年工作总结\n\n{}完。\n", "创城,".repeat(30));
    std::fs::write(folder.path().join("文").join("总结.txt"), text)?;
    let mut driver = open(&folder, 80, 24);
    holds(&mut driver, &["半角标点 ×30", "1/30"]);
    driver.press("n n a");
    holds(&mut driver, &["4/30", "已决 1"]);
    driver.touch();
    holds(&mut driver, &["4/30", "已决 1"]);
    driver.press("R");
    driver.pause();
    holds(&mut driver, &["4/30", "已决 1"]);
    Ok(())
}

#[test]
fn the_queue_fits_every_screen() -> io::Result<()> {
    let folder = folder()?;
    for (width, height) in [(120, 40), (80, 24), (40, 12), (20, 6)] {
        let mut driver = open(&folder, width, height);
        let screen = driver.screen();
        assert!(screen.lines().all(|line| !line.contains('\u{fffd}')), "{screen}");
        let name = format!("review-{width}x{height}");
        if width >= 40 {
            insta::assert_snapshot!(name, screen);
        }
    }
    Ok(())
}

#[test]
fn a_draft_is_proofread_beside_the_writing() -> io::Result<()> {
    let folder = folder()?;
    let path = folder.path().join("文").join("总结.txt");
    let start = Start { draft: Some(path.clone()), folder: folder.path().to_owned(), ..Start::default() };
    let mut driver = Driver::start(start, 120, 40);
    driver.pause();
    holds(&mut driver, &["校对 "]);
    driver.press("f6");
    holds(&mut driver, &["必改：汉字旁用了半角标点“,”，Alt-y 改成“，”"]);
    // What is typed now is put in and takes nothing away.
    driver.type_text("啊");
    assert!(driver.app.draft().text().contains("认识啊,抓好"), "{}", driver.app.draft().text());
    driver.press("ctrl-z");
    driver.pause();
    driver.press("ctrl-home f6");
    driver.press("alt-y");
    holds(&mut driver, &["改了 1 处"]);
    driver.pause();
    driver.press("alt-e");
    driver.pause();
    holds(&mut driver, &["校对", "半角标点", "y 改"]);
    driver.press("A");
    holds(&mut driver, &["改了 3 处"]);
    driver.press("ctrl-s");
    assert_eq!(std::fs::read_to_string(&path)?, TEXT.replace(',', "，").replace(';', "；"));
    driver.press("esc ctrl-z ctrl-z");
    driver.pause();
    driver.press("alt-e i");
    driver.pause();
    assert!(sidecar(&folder).contains("\"ignored\""));
    Ok(())
}

#[test]
fn a_word_file_goes_through_review_and_back() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    std::fs::create_dir(folder.path().join("文"))?;
    let path = folder.path().join("文").join("修订.docx");
    std::fs::copy(crate::support::files().join("修订.docx"), &path)?;
    let before = std::fs::read(&path)?;
    let marked = wengao::markup::read(&before)?;
    let mut driver = open(&folder, 80, 24);
    driver.press("f home");
    holds(&mut driver, &["Word"]);
    driver.press("enter");
    holds(&mut driver, &["Word 修订和批注"]);
    driver.press("esc c");
    driver.type_text("这句请核实");
    driver.press("enter W enter");
    holds(&mut driver, &["批注 1 条"]);
    let copy = folder.path().join("文").join("修订.校对.docx");
    let after = wengao::markup::read(&std::fs::read(&copy)?)?;
    assert!(marked.iter().all(|mark| after.contains(mark)), "{marked:?}\n{after:?}");
    let own: Vec<_> = after.iter().filter(|mark| mark.author == "王芳").collect();
    assert_eq!(own.iter().map(|mark| mark.text.as_str()).collect::<Vec<_>>(), ["这句请核实"]);
    assert_eq!(std::fs::read(&path)?, before, "the file itself is not touched");
    // A copy never takes its document's place.
    driver.press("W ctrl-a");
    driver.type_text(&path.display().to_string());
    driver.press("enter");
    holds(&mut driver, &["不能写在原文件上"]);
    assert_eq!(std::fs::read(&path)?, before);
    Ok(())
}

#[test]
fn a_corrected_copy_of_a_text_holds_what_was_accepted() -> io::Result<()> {
    let folder = folder()?;
    let mut driver = open(&folder, 80, 24);
    driver.press("W");
    holds(&mut driver, &["还没有采纳的修改"]);
    driver.press("A");
    holds(&mut driver, &["都处理完了"]);
    driver.press("W enter");
    holds(&mut driver, &["修改 4 处"]);
    let copy = folder.path().join("文").join("总结.校对.txt");
    assert_eq!(std::fs::read_to_string(&copy)?, TEXT.replace(',', "，").replace(';', "；"));
    assert_eq!(std::fs::read_to_string(folder.path().join("文").join("总结.txt"))?, TEXT);
    // A sentence that is said anew, accepted: it is mended with it.
    driver.press("d home e ctrl-a");
    driver.type_text("各科室要提高认识，狠抓落实；全镇共清理垃圾𠀀吨，群众反映良好。");
    driver.press("enter f home a W enter y");
    holds(&mut driver, &["已写入"]);
    let mended = TEXT.replace(',', "，").replace(';', "；").replace("抓好落实", "狠抓落实");
    assert_eq!(std::fs::read_to_string(&copy)?, mended);
    Ok(())
}

#[test]
fn what_is_open_is_compared_with_another_version() -> io::Result<()> {
    let folder = folder()?;
    let old = TEXT.replace("2025年", "2024年").replace("群众反映良好", "群众比较满意");
    std::fs::write(folder.path().join("文").join("旧稿.txt"), old)?;
    let mut driver = open(&folder, 80, 24);
    driver.press("1 =");
    holds(&mut driver, &["和哪一份比", "旧稿.txt"]);
    driver.press("enter");
    let screen = driver.screen();
    for word in ["旧稿.txt → 总结.txt", "2024年", "2025年", "[-", "{+", "s 存成网页"] {
        assert!(screen.contains(word), "{word}:\n{screen}");
    }
    insta::assert_snapshot!("changes-80x24", screen);
    driver.press("n p f s enter");
    holds(&mut driver, &["已存为"]);
    let page = std::fs::read_to_string(folder.path().join("总结-花脸稿.html"))?;
    assert!(page.contains("2025年") && page.starts_with("<!"), "{}", page.len());
    Ok(())
}
