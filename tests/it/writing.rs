//! What the draft does for someone who writes: numbers, marks, offers, snippets.

use std::io;

use wengao::config::Config;
use wengao::tui::app::Start;

use crate::support::Driver;

fn draft(text: &str) -> Driver {
    let config = Config { smart_punctuation: true, ghost: true, ..Config::default() };
    let mut driver = Driver::start(Start { config, folder: std::env::temp_dir(), ..Start::default() }, 100, 30);
    driver.press("6");
    driver.paste(text);
    driver.pause();
    driver
}

fn text(driver: &Driver) -> String {
    driver.app.draft().text()
}

#[test]
fn numbers_are_made_right_and_taken_back_in_one_step() {
    let mut driver = draft("一、甲事\n（一）子。\n（三）丑。\n三、乙事\n（二）寅。");
    driver.press("alt-r");
    assert_eq!(text(&driver), "一、甲事\n（一）子。\n（二）丑。\n二、乙事\n（一）寅。");
    assert!(driver.screen().contains("改了 3 个序号"), "{}", driver.screen());
    driver.press("alt-r");
    assert!(driver.screen().contains("序号都是对的"));
    driver.press("ctrl-z");
    assert_eq!(text(&driver), "一、甲事\n（一）子。\n（三）丑。\n三、乙事\n（二）寅。");
    driver.press("alt-n");
    assert_eq!(text(&driver), "一、甲事\n（一）子。\n（三）丑。\n三、乙事\n（一）寅。");
}

#[test]
fn sections_are_moved_in_the_text_and_in_the_outline() {
    let mut driver = draft("一、甲事\n甲文。\n二、乙事\n乙文。\n三、丙事\n丙文。");
    driver.press("alt-u");
    assert_eq!(text(&driver), "一、甲事\n甲文。\n二、丙事\n丙文。\n三、乙事\n乙文。");
    driver.press("alt-l");
    assert_eq!(text(&driver), "一、甲事\n甲文。\n（一）丙事\n丙文。\n二、乙事\n乙文。");
    driver.press("ctrl-z");
    driver.pause();
    driver.press("ctrl-e g k k k J");
    assert_eq!(text(&driver), "一、丙事\n丙文。\n二、甲事\n甲文。\n三、乙事\n乙文。");
    driver.press("J");
    assert_eq!(
        text(&driver),
        "一、丙事\n丙文。\n二、乙事\n乙文。\n三、甲事\n甲文。",
        "the cursor goes with the section"
    );
    driver.press("shift-up >");
    assert_eq!(text(&driver), "一、丙事\n丙文。\n（一）甲事\n甲文。\n二、乙事\n乙文。");
    driver.press("<");
    assert_eq!(text(&driver), "一、丙事\n丙文。\n二、甲事\n甲文。\n三、乙事\n乙文。");
}

#[test]
fn marks_become_chinese_and_can_be_left_alone() {
    let mut driver = draft("");
    driver.type_text("创城工作");
    driver.type_text(",");
    driver.type_text("(");
    driver.type_text("好");
    driver.type_text(")");
    assert_eq!(text(&driver), "创城工作，（好）");
    driver.press("alt-q");
    driver.type_text(".");
    assert_eq!(text(&driver), "创城工作，（好）.");
    driver.paste("甲,乙");
    assert_eq!(text(&driver), "创城工作，（好）.甲,乙");
}

#[test]
fn the_next_number_is_offered_and_taken_with_tab() {
    let mut driver = draft("（一）抓宣传。入户三轮。");
    driver.press("enter");
    assert_eq!(text(&driver), "（一）抓宣传。入户三轮。\n");
    driver.pause();
    let screen = driver.screen();
    assert!(screen.contains("（二）") && screen.contains("下一个序号"), "{screen}");
    driver.press("tab");
    assert_eq!(text(&driver), "（一）抓宣传。入户三轮。\n（二）");
    driver.type_text("抓整治。");
    driver.press("enter");
    driver.pause();
    driver.screen();
    driver.press("esc tab");
    assert_eq!(text(&driver), "（一）抓宣传。入户三轮。\n（二）抓整治。\n\u{3000}\u{3000}", "Esc puts it away");
    driver.press("alt-g enter");
    driver.pause();
    assert!(!driver.screen().contains("（三）"));
}

#[test]
fn a_pause_offers_how_the_corpus_goes_on() -> io::Result<()> {
    let old = "去年总结\n\n全镇深入开展文明城市创建工作，扎实推进。\n全镇深入开展文明城市创建工作，成效明显。\n";
    let (mut driver, _folder) = Driver::on_texts(&[("a.txt", old), ("b.txt", old)], 100, 30)?;
    driver.press("6");
    driver.type_text("今年全镇深入开展");
    assert!(!driver.screen().contains("文明城市"), "nothing is drawn while keys come");
    driver.pause();
    let screen = driver.screen();
    assert!(screen.contains("深入开展文明城市创建工作") && screen.contains("4 处，如《去年总结》"), "{screen}");
    driver.press("ctrl-right");
    let first = text(&driver);
    assert!(
        first.starts_with("今年全镇深入开展文明") && first.len() < "今年全镇深入开展文明城市创建工作".len(),
        "{first}"
    );
    driver.screen();
    driver.press("tab");
    assert_eq!(text(&driver), "今年全镇深入开展文明城市创建工作");
    driver.type_text("，大力cjgz");
    driver.pause();
    assert!(driver.screen().contains("→创建工作"), "{}", driver.screen());
    driver.press("tab");
    assert_eq!(text(&driver), "今年全镇深入开展文明城市创建工作，大力创建工作");
    driver.press("tab");
    assert!(text(&driver).ends_with("创建工作\u{3000}\u{3000}"));
    Ok(())
}

#[test]
fn a_snippet_is_found_by_letters_and_its_slots_are_filled() {
    let mut driver = draft("");
    driver.press("alt-i");
    driver.type_text("czwt");
    let screen = driver.screen();
    assert!(screen.contains("存在问题") && !screen.contains("下一步打算"), "{screen}");
    driver.press("enter");
    assert!(text(&driver).starts_with("在肯定成绩的同时"));
    driver.type_text("经费不足");
    assert!(text(&driver).contains("一是经费不足，主要表现在【表现】"), "{}", text(&driver));
    driver.press("alt-.");
    driver.type_text("欠账多");
    assert!(text(&driver).contains("主要表现在欠账多；"), "{}", text(&driver));
    driver.press("ctrl-z ctrl-z ctrl-z");
    assert_eq!(text(&driver), "");
    driver.type_text("以上。lk");
    driver.pause();
    driver.screen();
    driver.press("tab");
    driver.type_text("柳河镇");
    assert!(text(&driver).starts_with("以上。柳河镇\n20"), "{}", text(&driver));
}

#[test]
fn the_text_can_stand_alone() {
    let long = "这一句写得很长，".repeat(12);
    let mut driver = draft(&format!("一、甲事\n{long}。\n短句。"));
    let screen = driver.screen();
    assert!(screen.lines().filter(|line| line.contains('┊')).count() > 1, "{screen}");
    driver.press("up");
    assert!(driver.screen().contains("本句 97 字"), "{}", driver.screen());
    driver.press("alt-z");
    let alone = driver.screen();
    assert!(!alone.contains("提纲") && !alone.contains('┊') && !alone.contains('│'), "{alone}");
    assert!(alone.lines().any(|line| line.trim().chars().count() == 28), "{alone}");
    driver.press("esc");
    assert!(driver.screen().contains("提纲"));
}
