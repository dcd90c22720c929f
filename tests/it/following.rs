//! What was opened keeps changing, and the workbench follows: the place on screen stays, figures and hits are those of now.

use std::fs;
use std::io;

use tempfile::TempDir;
use wengao::corpus::load::Input as Source;
use wengao::tui::app::Start;

use crate::support::Driver;

fn text(name: &str, more: &str) -> String {
    format!(
        "{name}镇创建工作总结\n一、主要做法\n{name}镇扎实推进创建工作，发放手册200余册，𠀀村点位成效明显。\n二、存在问题\n经费不足，志愿服务还不经常。\n{more}"
    )
}

fn open() -> io::Result<(Driver, TempDir)> {
    let folder = tempfile::tempdir()?;
    fs::create_dir(folder.path().join("文"))?;
    for (file, name) in [("1", "甲"), ("2", "乙"), ("3", "丙")] {
        fs::write(folder.path().join("文").join(format!("{file}.txt")), text(name, ""))?;
    }
    let start = Start {
        inputs: vec![Source::Path(folder.path().join("文"))],
        source: "文".to_owned(),
        folder: folder.path().to_owned(),
        watch: true,
        ..Start::default()
    };
    let mut driver = Driver::start(start, 120, 30);
    // Rows are brought up to date when they are drawn.
    driver.screen();
    Ok((driver, folder))
}

fn write(folder: &TempDir, file: &str, text: &str) -> io::Result<()> {
    fs::write(folder.path().join("文").join(file), text)
}

fn check(driver: &mut Driver, wanted: &[&str], unwanted: &[&str]) {
    let screen = driver.screen();
    for text in wanted {
        assert!(screen.contains(text), "{text} is not in\n{screen}");
    }
    for text in unwanted {
        assert!(!screen.contains(text), "{text} is in\n{screen}");
    }
}

#[test]
fn what_changed_since_the_last_time_is_followed_at_once_and_kept() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    fs::create_dir(folder.path().join("文"))?;
    // Enough text to be kept.
    let long = "𠀀村点位成效明显，ＡＰＰ推送e\u{301}次。\n".repeat(400);
    for number in 1..40 {
        write(&folder, &format!("{number:02}.txt"), &text(&format!("第{number}"), &long))?;
    }
    let start = |watch: bool| Start {
        inputs: vec![Source::Path(folder.path().join("文"))],
        source: "文".to_owned(),
        cache: Some(folder.path().join("缓存")),
        watch,
        ..Start::default()
    };
    let open = |watch: bool| {
        let mut driver = Driver::start(start(watch), 120, 30);
        driver.screen();
        driver
    };
    check(&mut open(true), &["文 · 39 篇"], &["有变动"]);
    let kept =
        || fs::read_dir(folder.path().join("缓存"))?.next().transpose()?.map_or(Ok(Vec::new()), |e| fs::read(e.path()));
    let before = kept()?;
    check(&mut open(true), &["文 · 39 篇"], &["有变动"]);
    assert!(before == kept()?, "nothing is new");
    write(&folder, "02.txt", &text("第2", "三、下一步打算\n量子鲸鱼。\n"))?;
    fs::remove_file(folder.path().join("文").join("05.txt"))?;
    fs::remove_file(folder.path().join("文").join("06.txt"))?;
    write(&folder, "40.txt", &text("第40", ""))?;
    write(&folder, "坏.docx", "不是")?;
    let mut driver = open(true);
    let told = "文件有变动，已经跟上：新增 1 个，改动 1 个，移走 2 个";
    check(&mut driver, &["文 · 38 篇", "三、下一步打算", told], &["第5镇"]);
    driver.press("8");
    check(&mut driver, &["读入时有 1 个问题", "坏.docx"], &[]);
    driver.press("2");
    driver.type_text("/量子鲸鱼|第40镇创/");
    check(&mut driver, &["2 处 · 2 个文档"], &[]);
    // The next time that is how it was.
    assert!(before != kept()?);
    check(&mut open(true), &["文 · 38 篇", "三、下一步打算"], &["有变动"]);
    // Who does not follow looks first.
    write(&folder, "41.txt", &text("第41", ""))?;
    check(&mut open(false), &["文 · 39 篇"], &["有变动"]);
    Ok(())
}

#[test]
fn what_is_quite_another_folder_than_the_last_time_is_loaded_anew() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    fs::create_dir(folder.path().join("文"))?;
    let fill = |word: &str| {
        let groups: Vec<String> =
            (0..8).map(|n| format!("第{n}组包保的点位成效明显，氛围浓厚，𠀀村群众满意。\n")).collect();
        let groups = groups.concat();
        let one = |number: usize| fs::write(folder.path().join(format!("文/{number:04}.txt")), text(word, &groups));
        (0..1_010).try_for_each(one)
    };
    fill("临河")?;
    let start = || Start {
        inputs: vec![Source::Path(folder.path().join("文"))],
        cache: Some(folder.path().join("缓存")),
        watch: true,
        ..Start::default()
    };
    Driver::start(start(), 120, 30).screen();
    fill("白水")?;
    for _ in 0..2 {
        let mut driver = Driver::start(start(), 120, 30);
        check(&mut driver, &["1010 篇"], &["有变动"]);
        driver.press("2");
        driver.type_text("白水");
        check(&mut driver, &["2 020 处 · 1010 个文档"], &[]);
    }
    Ok(())
}

#[test]
fn what_comes_goes_and_changes_is_followed_and_the_cursor_stays() -> io::Result<()> {
    let (mut driver, folder) = open()?;
    // On the second section of the second document.
    driver.press("j j j j j");
    check(&mut driver, &["文 · 3 篇", "乙镇创建工作总结", "节 2/2", " 2.txt "], &["有变动"]);
    write(&folder, "1补.txt", &text("丁", ""))?;
    write(&folder, "2.txt", &text("乙", "三、下一步打算\n继续推进，量子鲸鱼。\n"))?;
    fs::remove_file(folder.path().join("文").join("3.txt"))?;
    driver.touch();
    check(
        &mut driver,
        &["文件有变动，已经跟上：新增 1 个，改动 1 个，移走 1 个", "文 · 3 篇", "丁镇创建工作总结", "三、下一步打算"],
        &["丙镇创建工作总结"],
    );

    // The cursor stands on the same section.
    check(&mut driver, &["节 2/3", " 2.txt ", "二、存在问题"], &[]);
    driver.press("2");
    driver.type_text("量子鲸鱼");
    check(&mut driver, &["1 处", "三、下一步打算"], &[]);
    driver.press("enter 3");
    check(&mut driver, &["统计"], &[]);
    // Nothing happened: nothing is said.
    driver.press("1 j");
    driver.touch();
    check(&mut driver, &[], &["有变动"]);
    Ok(())
}

#[test]
fn figures_and_problems_are_those_of_now() -> io::Result<()> {
    let (mut driver, folder) = open()?;
    driver.press("2");
    driver.type_text("点位");
    check(&mut driver, &["3 处"], &[]);
    write(&folder, "4.txt", &text("戊", ""))?;
    write(&folder, "5.txt", "")?;
    driver.touch();
    check(&mut driver, &["4 处"], &["3 处"]);
    driver.press("esc 8");
    check(&mut driver, &["文件是空的"], &[]);
    write(&folder, "5.txt", &text("己", ""))?;
    driver.touch();
    check(&mut driver, &["文 · 5 篇"], &["文件是空的"]);
    driver.press("3");
    check(&mut driver, &["手册"], &[]);
    fs::remove_file(folder.path().join("文").join("1.txt"))?;
    driver.touch();
    check(&mut driver, &["文 · 4 篇", "手册"], &[]);
    Ok(())
}

#[test]
fn many_changes_at_once_are_followed() -> io::Result<()> {
    let (mut driver, folder) = open()?;
    for number in 0..40 {
        write(&folder, &format!("多{number}.txt"), &text("庚", ""))?;
    }
    driver.touch();
    check(&mut driver, &["新增 40 个", "文 · 43 篇"], &[]);
    for number in 0..40 {
        write(&folder, &format!("多{number}.txt"), &text("辛", "三、打算\n再接再厉。\n"))?;
    }
    driver.touch();
    check(&mut driver, &["改动 40 个", "文 · 43 篇"], &[]);
    driver.press("G");
    check(&mut driver, &["三、打算", "再接再厉"], &["庚镇"]);
    Ok(())
}

#[test]
fn a_folder_that_is_away_takes_nothing_with_it() -> io::Result<()> {
    let (mut driver, folder) = open()?;
    fs::rename(folder.path().join("文"), folder.path().join("别处"))?;
    driver.touch();
    check(&mut driver, &["文 · 3 篇", "甲镇创建工作总结", "读不到了，先留着已读入的"], &["有变动"]);
    assert_eq!(driver.watched, 1);
    fs::rename(folder.path().join("别处"), folder.path().join("文"))?;
    driver.touch();
    check(&mut driver, &["文 · 3 篇"], &["有变动"]);
    assert_eq!(driver.watched, 2, "what is another folder now is watched anew");
    Ok(())
}

#[test]
fn a_correction_asked_for_before_a_change_hits_its_line_or_none() -> io::Result<()> {
    let (mut driver, folder) = open()?;
    let sidecars = || -> io::Result<Vec<String>> {
        let names = fs::read_dir(folder.path().join("文"))?.flatten().map(|entry| entry.file_name());
        Ok(names.map(|name| name.to_string_lossy().into_owned()).filter(|name| name.contains(".wengao.")).collect())
    };
    // On the second section of the third document; another document comes before it while the menu is open.
    driver.press("G C");
    check(&mut driver, &["更正 · 第 4 行"], &[]);
    write(&folder, "0.txt", &text("零", ""))?;
    driver.touch();
    driver.press("0");
    assert_eq!(sidecars()?, ["3.txt.wengao.jsonl"]);
    check(&mut driver, &["第 4 行不算标题，记在 3.txt.wengao.jsonl"], &[]);
    // The document itself changes: nobody knows what was meant.
    driver.press("g j C");
    check(&mut driver, &["更正 · 第 2 行"], &[]);
    write(&folder, "0.txt", &format!("新的一行。\n{}", text("零", "")))?;
    driver.touch();
    driver.press("0");
    check(&mut driver, &["文件刚才在别处改了，没有更正"], &[]);
    assert_eq!(sidecars()?.len(), 1);
    Ok(())
}

#[test]
fn the_cursor_stays_on_its_place_among_what_was_found() -> io::Result<()> {
    let (mut driver, folder) = open()?;
    driver.press("2");
    driver.type_text("点位");
    driver.press("enter j");
    check(&mut driver, &["处 2/3", "2.txt"], &[]);
    // Before it, without and with a place; then above it in its own document.
    write(&folder, "0.txt", &text("零", ""))?;
    driver.touch();
    check(&mut driver, &["处 3/4", "2.txt"], &[]);
    write(&folder, "2.txt", &format!("前面的点位。\n前面又一处点位。\n{}", text("乙", "")))?;
    driver.touch();
    check(&mut driver, &["处 5/6", "乙镇扎实推进创建工作"], &[]);
    driver.press("1 2");
    fs::remove_file(folder.path().join("文").join("0.txt"))?;
    driver.touch();
    check(&mut driver, &["处 4/5", "乙镇扎实推进创建工作"], &[]);
    Ok(())
}

#[test]
fn the_reading_mark_and_what_is_chosen_stay_on_their_text() -> io::Result<()> {
    let (mut driver, folder) = open()?;
    let long: Vec<String> = (1..20).map(|number| format!("第{number}段说的是第{number}件事。\n")).collect();
    let long = long.concat();
    write(&folder, "2.txt", &format!("乙镇创建工作总结\n一、主要做法\n{long}"))?;
    driver.touch();
    driver.press("2");
    driver.type_text("第12段");
    driver.press("enter enter");
    let marked = |driver: &mut Driver| {
        let screen = driver.screen();
        screen.lines().find(|row| row.contains('▌')).map(str::to_owned).unwrap_or(screen)
    };
    assert!(marked(&mut driver).contains("第12段"), "{}", driver.screen());
    driver.press("v j");
    write(&folder, "2.txt", &format!("乙镇创建工作总结\n新添的一段。\n又添的一段。\n一、主要做法\n{long}"))?;
    driver.touch();
    assert!(marked(&mut driver).contains("第12段") || marked(&mut driver).contains("第13段"), "{}", driver.screen());
    driver.press("Y");
    let taken = driver.clipboard.join("");
    assert!(taken.contains("第12段") && taken.contains("第13段") && !taken.contains("第11段"), "{taken}");
    Ok(())
}
