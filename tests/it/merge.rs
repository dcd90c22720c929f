//! A file that changed on disk under an open draft: what both wrote is brought together, from key to screen.

use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use wengao::draft::merge::{END, MINE, THEIRS};
use wengao::draft::store::journal::left;
use wengao::draft::store::places::Places;
use wengao::draft::store::versions;
use wengao::tui::app::Start;

use crate::support::Driver;

const FIRST: &str = "半年工作总结\n一、抓创城，入户200人。\n二、抓民生𠀀。\n三、存在问题。\n";

fn places(folder: &Path) -> Places {
    Places::new(vec![folder.join("state/drafts")])
}

/// A draft that was written on, and its file, that somebody else wrote.
fn both(typed: &str, theirs: &str) -> io::Result<(TempDir, PathBuf, Driver)> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("报告.txt");
    std::fs::write(&file, FIRST)?;
    let draft = Some(file.clone());
    let start = Start { draft, places: places(folder.path()), folder: folder.path().to_owned(), ..Start::default() };
    let mut driver = Driver::start(start, 80, 24);
    driver.press("down end");
    driver.type_text(typed);
    driver.pause();
    std::fs::write(&file, theirs)?;
    Ok((folder, file, driver))
}

#[test]
fn changes_of_different_paragraphs_are_brought_together_and_saved() -> io::Result<()> {
    let theirs = FIRST.replace("抓民生𠀀", "抓民生e\u{301}，惠及300户") + "四、下一步打算。\n";
    let (folder, file, mut driver) = both("真抓实干。", &theirs)?;
    driver.press("ctrl-s");
    let screen = driver.screen();
    assert!(screen.contains("看看差别，合并两边") && screen.contains("仍然覆盖"), "{screen}");
    driver.press("m");
    let screen = driver.screen();
    for part in ["合并文件里的改动", "文件里的改动有 2 处合进来", "+ 四、下一步打算。", "m 合并", "c 不合并"]
    {
        assert!(screen.contains(part), "{part} is missing:\n{screen}");
    }
    assert!(!screen.contains("两边改了同一处"), "{screen}");
    driver.press("m");
    assert!(driver.screen().contains("已合并，还没有保存"), "{}", driver.screen());
    let merged = theirs.replace("入户200人。", "入户200人。真抓实干。");
    assert_eq!(driver.app.draft().text(), merged.trim_end());
    assert_eq!(std::fs::read_to_string(&file)?, theirs, "nothing is written before it is saved");
    driver.press("ctrl-s");
    assert!(driver.screen().contains("已保存"), "{}", driver.screen());
    assert_eq!(std::fs::read_to_string(&file)?, merged);
    // What the other one wrote can be had back whatever becomes of the draft.
    let kept: Vec<String> = versions::list(&places(folder.path()), &file).into_iter().map(|one| one.text).collect();
    assert!(kept.contains(&theirs.trim_end().to_owned()), "{kept:?}");
    Ok(())
}

#[test]
fn of_a_place_that_both_changed_both_stay_and_are_found() -> io::Result<()> {
    let theirs = FIRST.replace("入户200人。", "入户200人。再接再厉。");
    let (_folder, file, mut driver) = both("真抓实干。", &theirs)?;
    driver.press("ctrl-s m");
    let screen = driver.screen();
    assert!(screen.contains("另有 1 处两边改了同一处") && screen.contains(MINE), "{screen}");
    driver.press("m");
    let expected = format!(
        "半年工作总结\n{MINE}\n一、抓创城，入户200人。真抓实干。\n{THEIRS}\n一、抓创城，入户200人。再接再厉。\n{END}\n二、抓民生𠀀。\n三、存在问题。"
    );
    assert_eq!(driver.app.draft().text(), expected);
    assert!(driver.screen().contains("【合并】处两边都在"), "{}", driver.screen());
    // The caret is at the first such place.
    driver.type_text("此");
    assert!(driver.app.draft().text().contains(&format!("\n此{MINE}\n")));
    driver.press("ctrl-s");
    assert!(std::fs::read_to_string(&file)?.contains(MINE));
    Ok(())
}

#[test]
fn a_merge_is_one_step_and_when_it_is_taken_back_saving_asks_again() -> io::Result<()> {
    let theirs = FIRST.replace("抓民生", "抓住民生") + "四、打算。\n";
    let (_folder, file, mut driver) = both("真抓实干。", &theirs)?;
    let before = driver.app.draft().text();
    driver.press("ctrl-s m m ctrl-z");
    assert_eq!(driver.app.draft().text(), before);
    driver.press("ctrl-s");
    assert!(driver.screen().contains("仍然覆盖"), "{}", driver.screen());
    assert_eq!(std::fs::read_to_string(&file)?, theirs);
    driver.press("c ctrl-y ctrl-s");
    assert!(driver.screen().contains("已保存"), "{}", driver.screen());
    let saved = std::fs::read_to_string(&file)?;
    assert!(saved.contains("真抓实干") && saved.contains("抓住民生") && saved.contains("四、打算"), "{saved}");
    // The next time the text that was saved is what both came from.
    std::fs::write(&file, saved.replace("四、打算", "四、下步打算"))?;
    driver.press("home");
    driver.type_text("甲");
    driver.press("ctrl-s m m ctrl-s");
    let saved = std::fs::read_to_string(&file)?;
    assert!(saved.contains('甲') && saved.contains("四、下步打算") && !saved.contains("【合并"), "{saved}");
    Ok(())
}

#[test]
fn a_file_that_changes_once_more_is_merged_once_more() -> io::Result<()> {
    let theirs = FIRST.replace("抓民生", "抓住民生");
    let (_folder, file, mut driver) = both("真抓实干。", &theirs)?;
    driver.press("ctrl-s m m");
    let again = theirs.replace("存在问题", "存在的问题");
    std::fs::write(&file, &again)?;
    driver.press("ctrl-s m m ctrl-s");
    assert_eq!(std::fs::read_to_string(&file)?, again.replace("入户200人。", "入户200人。真抓实干。"));
    Ok(())
}

#[test]
fn a_merge_that_is_not_wanted_changes_nothing_and_no_file_is_no_merge() -> io::Result<()> {
    let theirs = FIRST.replace("抓民生", "抓住民生");
    let (_folder, file, mut driver) = both("真抓实干。", &theirs)?;
    let before = driver.app.draft().text();
    for answer in ["c", "esc"] {
        driver.press("ctrl-q s m");
        assert!(driver.screen().contains("合并文件里的改动"), "{}", driver.screen());
        driver.press(answer);
        assert_eq!((driver.left, driver.app.draft().text()), (None, before.clone()));
    }
    driver.press("ctrl-s");
    std::fs::remove_file(&file)?;
    driver.press("m");
    assert!(driver.screen().contains("文件已经不在"), "{}", driver.screen());
    assert!(driver.app.draft().is_dirty());
    // Another file that is in the way is not what the draft came from.
    std::fs::write(file.with_file_name("另.txt"), "别的\n")?;
    driver.press("f12 ctrl-a ctrl-u");
    driver.type_text("另.txt");
    driver.press("enter");
    let screen = driver.screen();
    assert!(screen.contains("仍然覆盖") && !screen.contains("合并两边"), "{screen}");
    Ok(())
}

/// A program that was killed with this typed, and its file, that somebody else wrote since.
fn crashed(typed: &str, theirs: &str) -> io::Result<(TempDir, PathBuf, Driver)> {
    let (folder, file, driver) = both(typed, theirs)?;
    drop(driver);
    let draft = Some(file.clone());
    let start = Start { draft, places: places(folder.path()), folder: folder.path().to_owned(), ..Start::default() };
    let driver = Driver::start(start, 80, 24);
    Ok((folder, file, driver))
}

#[test]
fn what_a_crash_left_and_what_another_wrote_since_are_brought_together() -> io::Result<()> {
    let theirs = FIRST.replace("抓民生𠀀", "抓民生e\u{301}，惠及300户") + "四、下一步打算。\n";
    let (folder, file, mut driver) = crashed("真抓实干。", &theirs)?;
    let screen = driver.screen();
    for part in ["上次有没保存的文字", "文件后来又被改过", "m 看看差别，合并两边", "x 丢弃"]
    {
        assert!(screen.contains(part), "{part} is missing:\n{screen}");
    }
    driver.press("m");
    let screen = driver.screen();
    for part in ["合并文件里的改动", "文件里的改动有 2 处合进来", "+ 四、下一步打算。", "m 合并", "c 不合并"]
    {
        assert!(screen.contains(part), "{part} is missing:\n{screen}");
    }
    assert_eq!(driver.app.draft().text(), theirs.trim_end(), "nothing is done before it is said");
    driver.press("m");
    assert!(driver.screen().contains("已合并，还没有保存"), "{}", driver.screen());
    let merged = theirs.replace("入户200人。", "入户200人。真抓实干。");
    assert_eq!(driver.app.draft().text(), merged.trim_end());
    assert_eq!(std::fs::read_to_string(&file)?, theirs, "nothing is written before it is saved");
    // Killed once more, the whole of it is there.
    driver.pause();
    let kept = left(&places(folder.path()), false).drafts;
    assert_eq!(kept.iter().map(|left| left.now.text.to_text()).collect::<Vec<_>>(), [merged.trim_end()]);
    driver.press("ctrl-s");
    assert!(driver.screen().contains("已保存"), "{}", driver.screen());
    assert_eq!(std::fs::read_to_string(&file)?, merged);
    assert!(left(&places(folder.path()), false).drafts.is_empty());
    let kept: Vec<String> = versions::list(&places(folder.path()), &file).into_iter().map(|one| one.text).collect();
    assert!(kept.contains(&theirs.trim_end().to_owned()), "{kept:?}");
    Ok(())
}

#[test]
fn a_merge_with_what_a_crash_left_is_one_step_and_refused_it_loses_nothing() -> io::Result<()> {
    let theirs = FIRST.replace("入户200人。", "入户200人。再接再厉。");
    let (folder, file, mut driver) = crashed("真抓实干。", &theirs)?;
    for answer in ["c", "esc"] {
        driver.press("m");
        let screen = driver.screen();
        assert!(screen.contains("另有 1 处两边改了同一处") && screen.contains(MINE), "{screen}");
        driver.press(answer);
        let screen = driver.screen();
        assert!(screen.contains("上次有没保存的文字") && screen.contains("没有合并"), "{screen}");
        assert_eq!(driver.app.draft().text(), theirs.trim_end());
        assert_eq!(left(&places(folder.path()), false).drafts.len(), 1);
    }
    // Nor does a file that went meanwhile.
    std::fs::remove_file(&file)?;
    driver.press("m");
    assert!(driver.screen().contains("上次有没保存的文字"), "{}", driver.screen());
    std::fs::write(&file, &theirs)?;
    driver.press("m m");
    let merged = driver.app.draft().text();
    assert!(merged.contains(MINE) && merged.contains("真抓实干") && merged.contains("再接再厉"), "{merged}");
    driver.press("ctrl-z");
    let restored = FIRST.replace("入户200人。", "入户200人。真抓实干。");
    assert_eq!(driver.app.draft().text(), restored.trim_end());
    // It was made from the file as it was then: saving it does not go over what another wrote.
    driver.press("ctrl-s");
    let screen = driver.screen();
    assert!(screen.contains("仍然覆盖") && screen.contains("合并两边"), "{screen}");
    assert_eq!(std::fs::read_to_string(&file)?, theirs);
    driver.press("c ctrl-y");
    assert_eq!(driver.app.draft().text(), merged);
    driver.press("ctrl-s");
    assert!(driver.screen().contains("已保存"), "{}", driver.screen());
    Ok(())
}

#[test]
fn what_a_crash_left_of_a_changed_file_is_not_saved_over_it_unasked() -> io::Result<()> {
    let theirs = FIRST.replace("抓民生", "抓住民生");
    let (_folder, file, mut driver) = crashed("真抓实干。", &theirs)?;
    driver.press("r ctrl-s");
    assert!(driver.screen().contains("仍然覆盖"), "{}", driver.screen());
    assert_eq!(std::fs::read_to_string(&file)?, theirs);
    driver.press("m m ctrl-s");
    assert_eq!(std::fs::read_to_string(&file)?, theirs.replace("入户200人。", "入户200人。真抓实干。"));
    // Taken back to what stood in the file, there is nothing to ask.
    let (_folder, file, mut driver) = crashed("真抓实干。", &theirs)?;
    driver.press("r");
    for _ in 0..5 {
        driver.press("ctrl-z");
    }
    assert_eq!(driver.app.draft().text(), theirs.trim_end());
    driver.type_text("又");
    driver.press("ctrl-s");
    assert!(driver.screen().contains("已保存"), "{}", driver.screen());
    assert!(std::fs::read_to_string(&file)?.contains('又'));
    Ok(())
}
