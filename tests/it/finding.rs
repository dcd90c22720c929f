//! 检索 from key to screen.

use std::io;

use wengao::corpus::load::Input as Source;
use wengao::tui::app::Start;
use wengao::tui::msg::MouseAct;

use crate::support::Driver;

const FIRST: &str = "柳河镇创城半年工作总结\n\n一、主要做法\n\n（一）抓宣传。上半年发放手册２００余册，入户宣传3轮，群众知晓率明显提高。\n\n（二）抓整治。清理小广告1500处，规范商户62家，背街小巷面貌一新。\n\n二、存在问题\n\n部分社区经费不足，志愿服务宣传还不经常。\n";
const SECOND: &str =
    "白水镇创城半年工作总结\n\n一、加强宣传\n\n深入宣传文明公约，ＡＰＰ推送12次，𠀀村e\u{301}点𠀀宣传车每周一次。\n";

fn two(width: u16, height: u16) -> io::Result<(Driver, tempfile::TempDir)> {
    Driver::on_texts(&[("a.txt", FIRST), ("b.txt", SECOND)], width, height)
}

/// The rows of the concordance: those between the counts and the rule.
fn rows(screen: &str) -> Vec<String> {
    let inner = screen.lines().skip(4).take_while(|row| row.starts_with('│') && !row.starts_with("│──"));
    inner.map(|row| row.trim_matches(['│', ' ']).to_owned()).filter(|row| !row.is_empty()).collect()
}

#[test]
fn places_come_while_one_types_and_stand_on_the_keyword() -> io::Result<()> {
    let (mut driver, _folder) = two(80, 24)?;
    driver.press("2");
    assert!(driver.screen().contains("首字母、全拼"), "what can be written is told");
    driver.type_text("宣");
    driver.type_text("传");
    let screen = driver.screen();
    assert!(screen.contains("6 处 · 2 个文档 · 原文先后"), "{screen}");
    let cells = |row: &str| unicode_width::UnicodeWidthStr::width(row);
    let columns: Vec<usize> = screen
        .lines()
        .skip(4)
        .take(6)
        .map(|row| row.rfind(" 宣传").or_else(|| row.find(" 宣传")).map_or(0, |at| cells(row.get(..at).unwrap_or(""))))
        .collect();
    assert_eq!(columns.iter().filter(|column| **column == columns[0]).count(), 6, "{columns:?}\n{screen}");
    assert!(driver.caret().is_some());
    driver.press("enter");
    assert!(driver.caret().is_none());
    assert!(driver.screen().contains("处 1/6"));
    Ok(())
}

#[test]
fn what_is_written_decides_what_is_found() -> io::Result<()> {
    for (query, said) in [
        ("宣传 手册", "3 处 · 1 个文档"),
        ("宣传 -手册 -文明", "1 处 · 1 个文档"),
        ("宣传 角色:问题", "1 处 · 1 个文档"),
        ("cjxc", "0 处 · 0 个文档"),
        ("sqjf", "1 处 · 1 个文档 · 原文先后 · 按拼音"),
        ("app", "1 处 · 1 个文档"),
        ("200", "1 处 · 1 个文档"),
        ("/[0-9]+处/", "1 处 · 1 个文档"),
        ("𠀀村e\u{301}点𠀀", "1 处 · 1 个文档"),
        ("篇：白水 宣传", "3 处 · 1 个文档"),
        ("／（／ 宣传", "3 处 · 1 个文档"),
        ("宣传 /（/", "3 处 · 1 个文档"),
    ] {
        let (mut driver, _folder) = two(80, 24)?;
        driver.press("2");
        driver.type_text(query);
        let screen = driver.screen();
        assert!(screen.contains(said), "{query}:\n{screen}");
    }
    let (mut driver, _folder) = two(80, 24)?;
    driver.press("2");
    driver.type_text("宣传 /(乙/");
    let screen = driver.screen();
    assert!(screen.contains("“(”：正则式的括号没有合上"), "{screen}");
    Ok(())
}

#[test]
fn another_query_begins_at_its_first_place() -> io::Result<()> {
    let (mut driver, _folder) = two(80, 24)?;
    driver.press("2");
    driver.type_text("宣传文");
    assert!(driver.screen().contains("处 1/1"), "{}", driver.screen());
    driver.press("backspace");
    let screen = driver.screen();
    assert!(screen.contains("6 处 · 2 个文档") && screen.contains("处 1/6"), "{screen}");
    Ok(())
}

#[test]
fn from_a_row_to_the_text_and_back() -> io::Result<()> {
    let (mut driver, _folder) = two(110, 30)?;
    driver.press("2");
    driver.type_text("宣传");
    driver.press("enter j j enter");
    let screen = driver.screen();
    assert!(screen.contains("篇目与提纲") && screen.contains("志愿服务宣传还不经"), "{screen}");
    assert!(screen.contains("▌"), "the text has the keyboard:\n{screen}");
    driver.press("2");
    let screen = driver.screen();
    assert!(screen.contains("处 3/6"), "the row is still chosen:\n{screen}");
    Ok(())
}

#[test]
fn orders_and_the_text_around_a_place() -> io::Result<()> {
    let (mut driver, _folder) = two(80, 24)?;
    driver.press("2");
    driver.type_text("宣传");
    driver.press("enter s s");
    let screen = driver.screen();
    assert!(screen.contains("按后文"), "{screen}");
    let rights: Vec<String> = rows(&screen)
        .iter()
        .filter_map(|row| row.rsplit_once(" 宣传").map(|(_, right)| right.chars().take(1).collect()))
        .collect();
    let mut sorted = rights.clone();
    sorted.sort();
    assert_eq!(rights, sorted, "{screen}");
    driver.press("s s g");
    assert!(driver.screen().contains("（一）抓宣传。"), "{}", driver.screen());
    driver.press("e");
    assert!(driver.screen().contains("群众知晓率明显提高"), "{}", driver.screen());
    driver.press("y 6");
    assert!(driver.screen().contains("上半年发放手册２００余册"), "{}", driver.screen());
    Ok(())
}

#[test]
fn queries_before_come_back() -> io::Result<()> {
    let (mut driver, _folder) = two(80, 24)?;
    driver.press("2");
    driver.type_text("宣传");
    driver.press("enter / ctrl-u");
    driver.type_text("手册");
    driver.press("enter / ctrl-u up");
    assert!(driver.screen().contains("检索：手册"), "{}", driver.screen());
    driver.press("up");
    let screen = driver.screen();
    assert!(screen.contains("检索：宣传") && screen.contains("6 处"), "{screen}");
    driver.press("down");
    assert!(driver.screen().contains("检索：手册"), "{}", driver.screen());
    driver.press("up");
    // One step back each: to the list, out of the view.
    driver.press("esc esc");
    assert!(driver.screen().contains("篇目与提纲"), "{}", driver.screen());
    Ok(())
}

#[test]
fn a_word_of_a_report_is_seen_in_context() -> io::Result<()> {
    let (mut driver, _folder) = two(110, 30)?;
    driver.press("3 c");
    let screen = driver.screen();
    assert!(screen.contains("检索：\""), "{screen}");
    assert!(screen.contains("处 1/"), "{screen}");
    driver.press("esc");
    assert!(driver.screen().contains("统计表"), "{}", driver.screen());
    driver.press("l l c");
    assert!(driver.screen().contains("没有可检索的词"), "{}", driver.screen());
    Ok(())
}

#[test]
fn the_mouse_chooses_and_opens() -> io::Result<()> {
    let (mut driver, _folder) = two(80, 24)?;
    driver.press("2");
    driver.type_text("宣传");
    driver.screen();
    driver.mouse(MouseAct::Press, 10, 6);
    assert!(driver.screen().contains("处 3/6"));
    driver.mouse(MouseAct::Press, 10, 2);
    assert!(driver.caret().is_some());
    driver.mouse(MouseAct::Press, 10, 5);
    driver.screen();
    driver.mouse(MouseAct::Press, 10, 5);
    assert!(driver.screen().contains("篇目与提纲"), "{}", driver.screen());
    Ok(())
}

#[test]
fn a_document_corrected_meanwhile_is_searched_again() -> io::Result<()> {
    let (mut driver, _folder) = two(110, 30)?;
    driver.press("2");
    driver.type_text("宣传 级:1");
    assert!(driver.screen().contains("4 处"), "{}", driver.screen());
    // The heading 二、存在问题 becomes text: what it held stands in the section above, of the second level.
    driver.press("enter enter h C 0 2");
    let screen = driver.screen();
    assert!(screen.contains("3 处"), "{screen}");
    Ok(())
}

#[test]
fn a_word_of_the_text_is_looked_for() -> io::Result<()> {
    let (mut driver, _folder) = two(80, 24)?;
    let shows = |driver: &mut Driver, texts: &[&str]| {
        let screen = driver.screen();
        for text in texts {
            assert!(screen.contains(text), "{text} is not in\n{screen}");
        }
    };
    // A heading of words that say little, or a title: all of it.
    driver.press("j j *");
    shows(&mut driver, &["检索：\"二、存在问题\"", "1 处 · 1 个文档"]);
    // In the text the words of the row are offered, one key each.
    driver.press("1 j j enter");
    shows(&mut driver, &[" b.txt "]);
    driver.press("j *");
    shows(&mut driver, &["检索哪个词", " 1  宣传", " 4  ＡＰＰ"]);
    driver.press("esc * 1");
    shows(&mut driver, &["检索：\"宣传\"", "6 处 · 2 个文档"]);
    // What is chosen in the text, whole sentences, as it stands.
    driver.press("1 v *");
    shows(&mut driver, &["检索：\"深入宣传文明公约", "1 处 · 1 个文档"]);
    Ok(())
}

#[test]
fn queries_are_remembered_over_restarts() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("a.txt"), FIRST)?;
    let file = folder.path().join("记").join("queries.txt");
    let start = || Start {
        inputs: vec![Source::Path(folder.path().join("a.txt"))],
        queries_file: Some(file.clone()),
        queries: wengao::config::queries(&file),
        ..Start::default()
    };
    let mut driver = Driver::start(start(), 80, 24);
    driver.press("2");
    driver.type_text("宣传 -𠀀");
    driver.press("enter enter");
    driver.press("2 /");
    driver.type_text("没有用过");
    assert_eq!(std::fs::read_to_string(&file)?, "宣传 -𠀀\n");
    let mut again = Driver::start(start(), 80, 24);
    again.press("2 up");
    assert!(again.screen().contains("检索：宣传 -𠀀"), "{}", again.screen());
    Ok(())
}
