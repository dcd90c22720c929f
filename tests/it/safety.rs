//! The draft kept from getting lost, from key to screen: recovery, versions, one writer.

use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use wengao::draft::store::journal::left;
use wengao::draft::store::places::Places;
use wengao::tui::app::Start;

use crate::support::Driver;

fn places(folder: &Path) -> Places {
    Places::new(vec![folder.join("state/drafts"), folder.join("second/drafts")])
}

fn desk(text: &str) -> io::Result<(TempDir, PathBuf)> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("报告.txt");
    std::fs::write(&file, text)?;
    Ok((folder, file))
}

fn open(folder: &Path, file: Option<&Path>) -> Driver {
    let draft = file.map(Path::to_owned);
    let start = Start { draft, places: places(folder), folder: folder.to_owned(), ..Start::default() };
    Driver::start(start, 80, 24)
}

/// A program that was killed with this typed and not saved.
fn crash(folder: &Path, file: Option<&Path>, typed: &str) {
    let mut driver = open(folder, file);
    if file.is_none() {
        driver.press("6");
    }
    driver.type_text(typed);
    driver.pause();
}

#[test]
fn what_a_crash_left_is_shown_and_restored_and_undo_goes_back() -> io::Result<()> {
    let (folder, file) = desk("旧文𠀀\n")?;
    crash(folder.path(), Some(&file), "新写的“字”");
    let mut driver = open(folder.path(), Some(&file));
    let screen = driver.screen();
    for part in ["上次有没保存的文字", "多 6 字，少 0 字", "-旧文𠀀", "+ 新写的“字”旧文𠀀", "r 恢复"]
    {
        assert!(screen.replace("- 旧", "-旧").contains(part), "{part} is missing:\n{screen}");
    }
    driver.press("r");
    assert!(driver.screen().contains("未保存"));
    assert_eq!(driver.app.draft().text(), "新写的“字”旧文𠀀");
    driver.press("ctrl-z");
    assert_eq!(driver.app.draft().text(), "旧文𠀀");
    driver.press("ctrl-y ctrl-s");
    assert_eq!(std::fs::read_to_string(&file)?, "新写的“字”旧文𠀀\n");
    assert!(left(&places(folder.path()), false).drafts.is_empty());
    Ok(())
}

#[test]
fn undo_leads_back_through_what_was_written_before_the_crash() -> io::Result<()> {
    let (folder, file) = desk("旧文𠀀\n")?;
    let mut driver = open(folder.path(), Some(&file));
    for text in ["第一句。", "第二句，", "e\u{301}", "第三句。"] {
        driver.type_text(text);
        driver.pause();
    }
    driver.press("backspace enter");
    driver.pause();
    drop(driver);
    let mut driver = open(folder.path(), Some(&file));
    driver.press("r");
    assert!(driver.screen().contains("一步步退回"), "{}", driver.screen());
    assert_eq!(driver.app.draft().text(), "第一句。第二句，e\u{301}第三句\n旧文𠀀");
    let mut seen = Vec::new();
    for _ in 0..4 {
        driver.press("ctrl-z");
        seen.push(driver.app.draft().text());
    }
    assert_eq!(
        seen,
        ["第一句。第二句，e\u{301}第三句旧文𠀀", "第一句。第二句，e\u{301}第三句。旧文𠀀", "第一句。旧文𠀀", "旧文𠀀"]
    );
    driver.press("ctrl-z");
    assert_eq!(driver.app.draft().text(), "旧文𠀀");
    driver.press("ctrl-y ctrl-y ctrl-y ctrl-y");
    assert_eq!(driver.app.draft().text(), "第一句。第二句，e\u{301}第三句\n旧文𠀀");
    // Killed once more, nothing is missing.
    driver.pause();
    drop(driver);
    assert_eq!(kept(folder.path()), ["第一句。第二句，e\u{301}第三句\n旧文𠀀"]);
    Ok(())
}

#[test]
fn what_was_restored_and_taken_back_is_not_let_go_unasked() -> io::Result<()> {
    let (folder, file) = desk("文件里的话。\n")?;
    crash(folder.path(), Some(&file), "宝贵文字𠀀");
    let mut driver = open(folder.path(), Some(&file));
    driver.screen();
    driver.press("r ctrl-z ctrl-q");
    assert_eq!(driver.left, None);
    assert!(driver.screen().contains("草稿还没有保存"), "{}", driver.screen());
    driver.press("c ctrl-y");
    assert!(driver.app.draft().text().contains("宝贵文字𠀀"));
    driver.press("ctrl-s ctrl-z ctrl-y ctrl-q");
    assert_eq!(driver.left, Some(0));
    Ok(())
}

#[test]
fn the_draft_goes_when_another_has_come_and_not_before() -> io::Result<()> {
    let (folder, file) = desk("文件里的话。\n")?;
    let mut driver = open(folder.path(), Some(&file));
    driver.type_text("没保存");
    for answer in ["没有的文件夹/x.txt", ""] {
        driver.press("ctrl-o n");
        driver.type_text(answer);
        driver.press(if answer.is_empty() { "esc" } else { "enter" });
        assert!(driver.app.draft().text().starts_with("没保存"), "{answer}: {}", driver.screen());
        assert!(driver.app.draft().is_dirty());
    }
    Ok(())
}

#[test]
fn it_is_kept_for_later_or_discarded_and_a_changed_file_is_told() -> io::Result<()> {
    let (folder, file) = desk("旧文\n")?;
    crash(folder.path(), Some(&file), "新");
    let mut driver = open(folder.path(), Some(&file));
    driver.press("l ctrl-q");
    assert_eq!(driver.left, Some(0));
    std::fs::write(&file, "别人改的\n")?;
    let mut driver = open(folder.path(), Some(&file));
    let screen = driver.screen();
    assert!(screen.contains("文件后来又被改过") && screen.contains("别人改的"), "{screen}");
    driver.press("b");
    let screen = driver.screen();
    assert!(screen.contains("当时的文件") && screen.contains("旧文") && !screen.contains("别人"), "{screen}");
    driver.press("esc x");
    assert!(driver.screen().contains("真的丢弃"));
    driver.press("x");
    assert!(left(&places(folder.path()), false).drafts.is_empty());
    assert_eq!(driver.app.draft().text(), "别人改的");
    Ok(())
}

/// The journal of what a crash left.
fn journal(folder: &Path) -> PathBuf {
    left(&places(folder), false).drafts.into_iter().next().map(|left| left.journal).unwrap_or_default()
}

#[test]
fn a_record_that_cannot_be_read_is_told_and_put_aside_only_when_that_is_wanted() -> io::Result<()> {
    for (named, damage) in [(true, "00000000 {}\n"), (false, "\u{0}\u{0}\n"), (true, "")] {
        let (folder, file) = desk("旧文𠀀\n")?;
        let file = named.then_some(file.as_path());
        crash(folder.path(), file, "新写的");
        let journal = journal(folder.path());
        std::fs::write(&journal, damage)?;
        for answer in ["l", "esc", "a"] {
            let mut driver = open(folder.path(), file);
            let screen = driver.screen();
            for part in ["恢复记录读不出来", "原样留着", "先留着", "收在一边"] {
                assert!(screen.contains(part), "{part} is missing:\n{screen}");
            }
            assert!(screen.replace(['\n', '│', ' '], "").contains("state/drafts"), "{screen}");
            assert_eq!(std::fs::read_to_string(&journal)?, damage);
            driver.press(answer);
            let screen = driver.screen();
            assert!(screen.contains(if answer == "a" { "恢复记录收在" } else { "先留着" }), "{screen}");
            driver.press("ctrl-q");
        }
        let mut driver = open(folder.path(), file);
        assert!(!driver.screen().contains("读不出来"), "{}", driver.screen());
        let mut aside = journal.clone().into_os_string();
        aside.push(".damaged");
        assert_eq!(std::fs::read_to_string(&aside)?, damage, "never removed");
        driver.press("ctrl-q");
        assert!(Path::new(&aside).exists());
    }
    Ok(())
}

#[test]
fn a_record_of_which_a_part_cannot_be_read_is_put_aside_when_the_rest_is_restored() -> io::Result<()> {
    let (folder, file) = desk("旧文\n")?;
    let mut driver = open(folder.path(), Some(&file));
    for text in ["一", "二", "三"] {
        driver.type_text(text);
        driver.pause();
    }
    drop(driver);
    let journal = journal(folder.path());
    let damaged = std::fs::read_to_string(&journal)?.replace("\"ins\":\"二\"", "\"ins\":\"貳\"");
    std::fs::write(&journal, &damaged)?;
    // Another one that cannot be read at all comes behind it.
    std::fs::write(journal.with_file_name("0000000000001-1-0001.jsonl"), "?\n")?;
    let mut driver = open(folder.path(), Some(&file));
    assert!(driver.screen().contains("后面 2 处改动读不出来"), "{}", driver.screen());
    driver.press("r");
    assert_eq!(driver.app.draft().text(), "一旧文");
    assert!(driver.screen().contains("0000000000001-1-0001"), "{}", driver.screen());
    driver.press("l ctrl-s ctrl-q");
    assert_eq!(driver.left, Some(0));
    let mut aside = journal.into_os_string();
    aside.push(".damaged");
    assert_eq!(std::fs::read_to_string(aside)?, damaged);
    Ok(())
}

#[test]
fn a_draft_without_a_file_is_offered_at_the_start() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    crash(folder.path(), None, "没有文件的一段");
    let mut driver = open(folder.path(), None);
    let screen = driver.screen();
    assert!(screen.contains("没有存过文件的新草稿") && screen.contains("7 字"), "{screen}");
    driver.press("r");
    assert_eq!(driver.app.draft().text(), "没有文件的一段");
    assert!(driver.screen().contains("新草稿 · 未保存"));
    // Killed again before anything else was typed.
    drop(driver);
    assert_eq!(left(&places(folder.path()), true).drafts.len(), 1);
    Ok(())
}

#[test]
fn every_save_keeps_a_version_that_is_compared_and_restored() -> io::Result<()> {
    let (folder, file) = desk("一稿\n")?;
    let mut driver = open(folder.path(), Some(&file));
    driver.press("alt-v");
    assert!(driver.screen().contains("还没有留存的版本"));
    driver.type_text("甲");
    driver.press("ctrl-s");
    driver.type_text("乙");
    driver.press("ctrl-s");
    driver.type_text("丙");
    driver.press("alt-v");
    let screen = driver.screen();
    assert!(screen.contains("到现在 +1 -0") && screen.contains("到现在 +2 -0"), "{screen}");
    assert!(screen.contains("到现在 +3 -0"), "what was there before the first save: {screen}");
    driver.press("j enter");
    let screen = driver.screen();
    assert!(screen.contains("+ 甲乙丙一稿") && screen.contains("恢复这一版"), "{screen}");
    // Any two with each other.
    driver.press("esc m k enter");
    let screen = driver.screen();
    assert!(screen.contains("- 甲一稿") && screen.contains("+ 甲乙一稿") && !screen.contains("恢复这一版"), "{screen}");
    driver.press("esc esc alt-v j enter r");
    assert_eq!(driver.app.draft().text(), "甲一稿");
    driver.press("ctrl-z");
    assert_eq!(driver.app.draft().text(), "甲乙丙一稿");
    Ok(())
}

#[test]
fn what_was_borrowed_is_known_again_when_the_draft_is_opened_again() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    std::fs::create_dir(folder.path().join("样例"))?;
    std::fs::write(
        folder.path().join("样例/a.txt"),
        "创城半年工作总结\n\n一、主要做法\n\n入户宣传三轮，群众知晓率提高。\n",
    )?;
    let file = folder.path().join("报告.txt");
    let start = || Start {
        inputs: vec![wengao::corpus::load::Input::Path(folder.path().join("样例"))],
        draft: Some(file.clone()),
        places: places(folder.path()),
        folder: folder.path().to_owned(),
        ..Start::default()
    };
    let mut driver = Driver::start(start(), 120, 40);
    driver.press("alt-1 j y alt-6");
    driver.press("ctrl-s ctrl-q");
    let text = std::fs::read_to_string(&file)?;
    assert!(text.contains("入户宣传三轮"), "{text}");
    let shown = |driver: &mut Driver| {
        driver.press("alt-b");
        driver.screen().contains("摘入 21 字")
    };
    let mut driver = Driver::start(start(), 120, 40);
    assert!(shown(&mut driver), "{}", driver.screen());
    driver.press("ctrl-q");
    std::fs::write(&file, format!("别人在前面加了一段。\n{text}"))?;
    let mut driver = Driver::start(start(), 120, 40);
    assert!(shown(&mut driver), "{}", driver.screen());
    Ok(())
}

/// What is recorded and in no file, in the order of the texts.
fn kept(folder: &Path) -> Vec<String> {
    let mut texts: Vec<_> = left(&places(folder), false).drafts.iter().map(|left| left.now.text.to_text()).collect();
    texts.sort();
    texts
}

/// A draft that is written on in one place, and was then taken over in another.
fn taken_over(folder: &Path, file: &Path) -> (Driver, Driver) {
    let mut first = open(folder, Some(file));
    first.type_text("一");
    first.pause();
    let mut second = open(folder, Some(file));
    second.press("t");
    (first, second)
}

#[test]
fn who_was_taken_over_goes_on_being_recorded_and_nobody_removes_it() -> io::Result<()> {
    let (folder, file) = desk("旧文𠀀\n")?;
    let (mut first, mut second) = taken_over(folder.path(), &file);
    let screen = second.screen();
    assert!(screen.contains("另一处正在写的文字") && !screen.contains("上次有没保存"), "{screen}");
    second.press("x");
    assert!(!second.screen().contains("另一处正在写"), "{}", second.screen());
    assert_eq!(kept(folder.path()), ["一旧文𠀀"]);
    first.type_text("，b");
    first.pause();
    // It is told, and only to be read from now on; what was written by then is recorded.
    first.type_text("e\u{301}");
    first.press("ctrl-z");
    assert!(first.screen().contains("已被接走，这里只能看；Ctrl-S 接回来"), "{}", first.screen());
    first.pause();
    second.type_text("二");
    second.pause();
    assert_eq!(kept(folder.path()), ["一，b旧文𠀀", "二旧文𠀀"]);
    assert!(first.screen().contains("已被接走 · 未保存"), "{}", first.screen());
    // Killed.
    drop(first);
    second.press("ctrl-s ctrl-q");
    assert_eq!(second.left, Some(0));
    let mut third = open(folder.path(), Some(&file));
    assert!(third.screen().contains("上次有没保存的文字"), "{}", third.screen());
    third.press("r");
    assert_eq!(third.app.draft().text(), "一，b旧文𠀀");
    Ok(())
}

#[test]
fn who_reads_only_saves_nothing_over_the_file() -> io::Result<()> {
    let (folder, file) = desk("旧文\n")?;
    std::os::unix::fs::symlink("报告.txt", folder.path().join("又名.txt"))?;
    let mut first = open(folder.path(), Some(&file));
    let mut second = open(folder.path(), Some(&file));
    second.press("r");
    std::fs::write(&file, "别人改的\n")?;
    let refused = |second: &mut Driver| {
        let screen = second.screen();
        assert!(screen.contains("只读打开，不能改；F12") && !screen.contains("仍然覆盖"), "{screen}");
        assert!(screen.contains("· 只读"), "{screen}");
    };
    second.press("ctrl-s");
    refused(&mut second);
    second.press("f12");
    second.type_text("报告.txt");
    second.press("enter");
    refused(&mut second);
    // However the file is named.
    second.press("f12");
    second.type_text("又名.txt");
    second.press("enter");
    refused(&mut second);
    assert_eq!(std::fs::read_to_string(&file)?, "别人改的\n");
    second.press("f12");
    second.type_text("另存.txt");
    second.press("enter");
    assert_eq!(std::fs::read_to_string(folder.path().join("另存.txt"))?, "旧文\n");
    second.type_text("改");
    assert_eq!(second.app.draft().text(), "改旧文");
    first.press("ctrl-q");
    Ok(())
}

#[test]
fn who_was_taken_over_is_asked_before_the_file_is_written() -> io::Result<()> {
    let (folder, file) = desk("旧文\n")?;
    let (mut first, mut second) = taken_over(folder.path(), &file);
    second.press("x");
    // Nothing was typed since: it is found out when saving.
    first.press("ctrl-s");
    let screen = first.screen();
    for part in ["没有保存", "已由", "进程", "接过去写", "另存为", "接回来并保存", "先不保存"]
    {
        assert!(screen.contains(part), "{part} is missing:\n{screen}");
    }
    first.press("c");
    assert!(first.screen().contains("已被接走 · 未保存"), "{}", first.screen());
    first.press("ctrl-q s");
    assert!(first.screen().contains("接回来并保存"), "{}", first.screen());
    first.press("c");
    assert_eq!((first.left, std::fs::read_to_string(&file)?.as_str()), (None, "旧文\n"));
    // Taken back: the other is the one that was taken over.
    first.press("ctrl-s t");
    assert_eq!(std::fs::read_to_string(&file)?, "一旧文\n");
    assert!(!first.screen().contains("已被接走"), "{}", first.screen());
    second.type_text("二");
    second.pause();
    assert!(second.screen().contains("已被接走 · 未保存"), "{}", second.screen());
    second.press("ctrl-q s a");
    second.type_text("另存.txt");
    second.press("enter");
    assert_eq!(second.left, Some(0));
    assert_eq!(std::fs::read_to_string(folder.path().join("另存.txt"))?, "二旧文\n");
    // What was saved meanwhile is not written over without a further question.
    let mut second = open(folder.path(), Some(&file));
    second.press("t");
    second.type_text("丙");
    second.press("ctrl-s ctrl-q");
    assert_eq!(second.left, Some(0));
    first.type_text("丁");
    first.pause();
    first.press("ctrl-s");
    assert!(first.screen().contains("仍然覆盖"), "{}", first.screen());
    // The other one has gone: the draft is this one's again, and what he saved is brought in.
    assert!(!first.screen().contains("已被接走"), "{}", first.screen());
    first.press("m m ctrl-s");
    let saved = std::fs::read_to_string(&file)?;
    assert!(saved.contains('丙') && saved.contains('丁'), "{saved}");
    first.type_text("戊");
    assert!(first.app.draft().text().contains('戊'));
    let mut third = open(folder.path(), Some(&file));
    assert!(third.screen().contains("草稿在别处打开着"), "{}", third.screen());
    Ok(())
}

#[test]
fn the_second_writes_nothing_until_it_takes_over_and_the_first_is_told() -> io::Result<()> {
    let (folder, file) = desk("旧文\n")?;
    let mut first = open(folder.path(), Some(&file));
    let mut second = open(folder.path(), Some(&file));
    let screen = second.screen();
    assert!(screen.contains("草稿在别处打开着") && screen.contains("接过来在这里写"), "{screen}");
    second.press("r");
    second.type_text("改");
    second.press("backspace ctrl-z enter");
    let screen = second.screen();
    assert!(screen.contains("只读打开，不能改") && screen.contains("· 只读"), "{screen}");
    assert_eq!(second.app.draft().text(), "旧文");
    second.press("ctrl-o");
    second.type_text("报告.txt");
    second.press("enter t");
    second.type_text("二");
    second.pause();
    first.type_text("一");
    first.pause();
    assert!(first.screen().contains("接过去写"), "{}", first.screen());
    assert_eq!(first.app.draft().text(), "一旧文");
    assert!(first.screen().contains("已被接走 · 未保存"), "{}", first.screen());
    assert_eq!(kept(folder.path()), ["一旧文", "二旧文"]);
    // Its text can still be saved, as another file.
    first.press("f12");
    first.type_text("另存.txt");
    first.press("enter");
    assert_eq!(std::fs::read_to_string(folder.path().join("另存.txt"))?, "一旧文\n");
    first.press("ctrl-q");
    assert_eq!(first.left, Some(0));
    Ok(())
}

#[test]
fn what_is_written_over_on_purpose_is_kept_as_a_version() -> io::Result<()> {
    let (folder, file) = desk("旧文𠀀\n")?;
    let mut driver = open(folder.path(), Some(&file));
    driver.type_text("我写的");
    driver.pause();
    std::fs::write(&file, "同事在别处改的e\u{301}\n")?;
    driver.press("ctrl-s");
    let screen = driver.screen();
    assert!(screen.contains("仍然覆盖") && screen.contains("留作一版"), "{screen}");
    driver.press("y");
    assert_eq!(std::fs::read_to_string(&file)?, "我写的旧文𠀀\n");
    let versions: Vec<String> =
        wengao::draft::store::versions::list(&places(folder.path()), &file).into_iter().map(|one| one.text).collect();
    assert_eq!(versions, ["我写的旧文𠀀", "同事在别处改的e\u{301}", "旧文𠀀"]);
    Ok(())
}

#[test]
fn a_file_that_broke_off_while_it_was_written_gets_what_was_recorded() -> io::Result<()> {
    let (folder, file) = desk("A旧文在这里\n")?;
    crash(folder.path(), Some(&file), "新写的一句，𠀀");
    // The beginning of the new text over the old one, up to the middle of a character.
    let torn: Vec<u8> = "新写的一句".bytes().take(10).chain("A旧文在这里\n".bytes().skip(10)).collect();
    std::fs::write(&file, &torn)?;
    let mut driver = open(folder.path(), Some(&file));
    let screen = driver.screen();
    assert!(screen.contains("文件现在读不出来") && !screen.contains("合并"), "{screen}");
    driver.press("r ctrl-s");
    assert!(driver.screen().contains("仍然覆盖"), "{}", driver.screen());
    assert_eq!(std::fs::read(&file)?, torn);
    driver.press("y");
    assert_eq!(std::fs::read_to_string(&file)?, "新写的一句，𠀀A旧文在这里\n");
    assert!(left(&places(folder.path()), false).drafts.is_empty());
    Ok(())
}
