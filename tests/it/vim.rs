//! The draft with keys of vi: the whole way from a file and back, with the modes told, and nothing lost.

use std::io;

use wengao::config::{Config, DraftKeys};
use wengao::tui::app::Start;
use wengao::tui::msg::MouseAct;

use crate::support::Driver;

fn start(text: &str) -> io::Result<(Driver, tempfile::TempDir)> {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("稿.txt"), text)?;
    let config = Config { draft_keys: DraftKeys::Vim, ..Config::default() };
    let mut driver = Driver::start(Start { config, folder: folder.path().to_owned(), ..Start::default() }, 100, 30);
    driver.press("6 ctrl-o");
    driver.type_text("稿.txt");
    driver.press("enter");
    Ok((driver, folder))
}

fn text(driver: &Driver) -> String {
    driver.app.draft().text()
}

#[test]
fn a_draft_is_written_with_keys_of_vi() -> io::Result<()> {
    let (mut driver, folder) = start("一、创城\n　　入户宣传𠀀，e\u{301}好。\n二、问题")?;
    assert!(driver.screen().contains("普通  "), "{}", driver.screen());
    // Stray characters of an input method are no text; full-width keys are half-width ones.
    driver.type_text("创建ｊ");
    assert_eq!(text(&driver), "一、创城\n　　入户宣传𠀀，e\u{301}好。\n二、问题");
    driver.press("2 d");
    assert!(driver.screen().contains("普通 2d"), "{}", driver.screen());
    driver.press("esc d d");
    assert!(driver.clipboard.is_empty() && driver.screen().contains("普通  "), "{}", driver.screen());
    driver.press("u g g y w");
    assert_eq!(driver.clipboard, ["一"]);
    driver.press("j d d p");
    assert_eq!(text(&driver), "一、创城\n二、问题\n　　入户宣传𠀀，e\u{301}好。");
    // Everything of one burst: the command and what is typed.
    driver.type_text("o新的一段");
    assert!(driver.screen().contains("插入  "), "{}", driver.screen());
    driver.press("enter");
    driver.type_text("qR12:?");
    driver.press("esc");
    assert_eq!(text(&driver), "一、创城\n二、问题\n　　入户宣传𠀀，e\u{301}好。\n新的一段\nqR12:?");
    driver.press("k v");
    assert!(driver.screen().contains("选取  "), "{}", driver.screen());
    driver.press("$ d ctrl-z");
    assert_eq!(text(&driver), "一、创城\n二、问题\n　　入户宣传𠀀，e\u{301}好。\n新的一段\nqR12:?");
    driver.press("d d d d d d");
    assert_eq!(text(&driver), "一、创城\n二、问题");
    driver.press("u u ctrl-r");
    assert_eq!(text(&driver), "一、创城\n二、问题\n　　入户宣传𠀀，e\u{301}好。");
    assert!(driver.screen().contains("普通  "), "{}", driver.screen());
    // A paste with brackets is text in every mode.
    driver.press("g g");
    driver.paste("贴");
    assert_eq!(text(&driver), "贴一、创城\n二、问题\n　　入户宣传𠀀，e\u{301}好。");
    driver.press("u /");
    driver.type_text("问题");
    driver.press("enter x");
    assert_eq!(text(&driver), "一、创城\n二、题\n　　入户宣传𠀀，e\u{301}好。");
    driver.press("u n n N d G :");
    driver.type_text("ｗｑ");
    driver.press("enter");
    let screen = driver.screen();
    assert_eq!(driver.left, Some(0), "{screen}");
    assert_eq!(std::fs::read_to_string(folder.path().join("稿.txt"))?, "一、创城");
    Ok(())
}

#[test]
fn orders_are_taken_and_others_told() -> io::Result<()> {
    let (mut driver, folder) = start("甲\n乙\n丙")?;
    let order = |driver: &mut Driver, line: &str| {
        driver.press(":");
        driver.type_text(line);
        driver.press("enter");
    };
    order(&mut driver, "2");
    driver.press("x");
    assert_eq!(text(&driver), "甲\n\n丙");
    order(&mut driver, "w");
    assert_eq!(std::fs::read_to_string(folder.path().join("稿.txt"))?, "甲\n\n丙");
    order(&mut driver, "set nu");
    assert!(driver.screen().contains("不认识 :set nu"), "{}", driver.screen());
    driver.press("d d");
    order(&mut driver, "q");
    assert!(driver.screen().contains("草稿还没有保存"), "{}", driver.screen());
    driver.press("esc");
    assert_eq!((driver.left, text(&driver).as_str()), (None, "甲\n丙"));
    order(&mut driver, "：q！");
    assert_eq!(driver.left, Some(0));
    assert_eq!(std::fs::read_to_string(folder.path().join("稿.txt"))?, "甲\n\n丙");
    Ok(())
}

#[test]
fn other_keys_work_in_every_mode_and_help_lists_those_of_vi() -> io::Result<()> {
    let (mut driver, _folder) = start("甲【内容】\n乙")?;
    driver.press("?");
    let help = driver.screen();
    assert!(help.contains("草稿里的 vim 键") && help.contains("dd cc yy"), "{help}");
    driver.press("esc f7 c");
    driver.type_text("文字");
    assert_eq!(text(&driver), "甲文字\n乙");
    driver.press("ctrl-r");
    assert!(driver.screen().contains("替换：找什么"), "{}", driver.screen());
    driver.press("esc esc tab enter backspace");
    assert_eq!(text(&driver), "甲文字\n乙", "keys that change text change none");
    driver.press("ctrl-end delete ctrl-home shift-end");
    assert!(driver.screen().contains("选取  "), "{}", driver.screen());
    driver.mouse(MouseAct::Press, 40, 4);
    assert!(driver.screen().contains("普通  "), "{}", driver.screen());
    driver.press("ctrl-z ctrl-z ctrl-z");
    assert_eq!(text(&driver), "甲【内容】\n乙");
    driver.press("esc esc");
    assert!(!driver.screen().contains("普通  "), "back leads out of the draft: {}", driver.screen());
    Ok(())
}
