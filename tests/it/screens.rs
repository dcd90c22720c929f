//! The screens as pictures, at the sizes that matter.

use wengao::config::Config;
use wengao::corpus::load::Input as Source;
use wengao::stats::report::Language;
use wengao::tui::app::Start;

use crate::support::Driver;

fn on_samples(width: u16, height: u16) -> Driver {
    Driver::new(vec![Source::Samples], width, height)
}

#[test]
fn reading_at_three_sizes() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut driver = on_samples(width, height);
        driver.press("j j");
        insta::assert_snapshot!(format!("read-{width}x{height}"), driver.screen());
    }
}

#[test]
fn statistics_at_three_sizes() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut driver = on_samples(width, height);
        driver.press("3");
        insta::assert_snapshot!(format!("statistics-{width}x{height}"), driver.screen());
    }
}

#[test]
fn searching_at_three_sizes() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut driver = on_samples(width, height);
        driver.press("2");
        driver.type_text("志愿者");
        driver.press("enter j");
        insta::assert_snapshot!(format!("search-{width}x{height}"), driver.screen());
    }
}

#[test]
fn drafting_at_three_sizes() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut driver = on_samples(width, height);
        driver.press("6");
        driver.paste("一、主要做法\n一是压实责任。“把手”带头包联路段，每周例会通报、督办，问题清单逐项销号，形成闭环。\n二、存在问题\n经费还不足。");
        driver.pause();
        insta::assert_snapshot!(format!("draft-{width}x{height}"), driver.screen());
    }
}

#[test]
fn the_key_of_the_help_is_always_in_sight() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut driver = on_samples(width, height);
        let screen = driver.screen();
        assert!(screen.contains("? 帮助"), "{screen}");
        driver.press("6");
        driver.paste("一、主要做法\n二、存在问题");
        driver.pause();
        let screen = driver.screen();
        // Where letters are text, the key that is none.
        assert!(width == 40 || screen.contains("F1 帮助"), "{screen}");
    }
}

#[test]
fn windows_over_a_view() {
    let mut driver = on_samples(80, 24);
    driver.press("?");
    insta::assert_snapshot!("help-80x24", driver.screen());
    driver.press("esc :");
    driver.type_text("tj");
    insta::assert_snapshot!("palette-80x24", driver.screen());
    driver.press("esc 6");
    driver.type_text("字");
    driver.press("ctrl-q");
    insta::assert_snapshot!("unsaved-80x24", driver.screen());
}

#[test]
fn plain_terminals_get_ascii_and_others_english() {
    let config = Config { ascii: true, lang: Language::English, ..Config::default() };
    let start = Start { config, inputs: vec![Source::Samples], source: "samples".to_owned(), ..Start::default() };
    let mut driver = Driver::start(start, 80, 24);
    insta::assert_snapshot!("ascii-english-80x24", driver.screen());
}

#[test]
fn web_debris_is_shown_again_with_its_reason() {
    let mut driver = on_samples(120, 40);
    driver.press("/");
    driver.type_text("枫泊街道");
    driver.press("enter enter z g");
    insta::assert_snapshot!("debris-120x40", driver.screen());
}
