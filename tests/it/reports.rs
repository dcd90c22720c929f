//! 统计 from key to screen: reports of a word, of a part against the rest.

use std::io;

use wengao::corpus::load::Input as Source;
use wengao::tui::app::Start;

use crate::support::Driver;

const FIRST: &str = "柳河镇创城半年工作总结\n\n一、主要做法\n\n（一）抓宣传。入户宣传3轮，发放手册，网格员入户宣传，群众知晓率明显提高，网格员巡查。\n\n（二）抓整治。清理小广告，规范商户，网格员巡查背街小巷，面貌一新。\n";
const SECOND: &str =
    "白水镇创城半年工作总结\n\n一、加强宣传\n\n深入宣传文明公约，志愿者每周上街，志愿者劝导行人，志愿者𠀀清理垃圾。\n";

fn two(width: u16, height: u16) -> io::Result<(Driver, tempfile::TempDir)> {
    Driver::on_texts(&[("a.txt", FIRST), ("b.txt", SECOND)], width, height)
}

#[test]
fn a_word_of_a_row_leads_to_its_dispersion_and_collocates() -> io::Result<()> {
    let (mut driver, _folder) = two(110, 30)?;
    driver.press("3 /");
    driver.type_text("网格员");
    driver.press("enter d");
    let screen = driver.screen();
    for part in ["分布 · 样例", "词 网格员 · 次数 3", "出现的篇节 1/2", "DP", "┃"] {
        assert!(screen.contains(part), "{part} is missing:\n{screen}");
    }
    driver.press("h");
    let screen = driver.screen();
    assert!(screen.contains("搭配 · 样例") && screen.contains("logDice"), "{screen}");
    // A row of collocates has a word of its own.
    driver.press("c");
    assert!(driver.screen().contains("检索：\""), "{}", driver.screen());
    Ok(())
}

#[test]
fn a_word_can_be_typed() -> io::Result<()> {
    let (mut driver, _folder) = two(110, 30)?;
    driver.press("3");
    for _ in 0..8 {
        driver.press("l");
    }
    let screen = driver.screen();
    assert!(screen.contains("按 w 输入"), "{screen}");
    driver.press("w");
    driver.type_text("志愿者𠀀");
    driver.press("enter");
    assert!(driver.screen().contains("词 志愿者𠀀 · 次数 1"), "{}", driver.screen());
    driver.press("w");
    driver.type_text("没有");
    driver.press("enter");
    assert!(driver.screen().contains("“没有”在这里没有出现"), "{}", driver.screen());
    // Back in the text the word is where the row says.
    driver.press("w");
    driver.type_text("志愿者");
    driver.press("enter enter");
    let screen = driver.screen();
    assert!(screen.contains("白水镇创城半年工作总结") && screen.contains("▌"), "{screen}");
    Ok(())
}

#[test]
fn the_years_of_a_word_and_of_none() -> io::Result<()> {
    let dated = |text: &str, date: &str| format!("{text}\n柳河镇人民政府\n{date}\n");
    let (first, second) = (dated(FIRST, "2022年7月1日"), dated(SECOND, "2024年6月30日"));
    let (mut driver, _folder) = Driver::on_texts(&[("a.txt", &first), ("b.txt", &second)], 110, 30)?;
    driver.press("3 /");
    driver.type_text("志愿者");
    driver.press("enter t");
    let screen = driver.screen();
    let row = |screen: &str, year: &str| -> Vec<String> {
        let row = screen.lines().find(|row| row.contains(&format!("│ {year} "))).unwrap_or_default().to_owned();
        row.split_whitespace().map(str::to_owned).skip_while(|part| part != year).skip(1).collect()
    };
    assert!(screen.contains("年份 · 样例") && screen.contains("词 志愿者 · 次数 3"), "{screen}");
    assert_eq!(row(&screen, "2022").get(..2).map(|cells| cells.join(" ")).as_deref(), Some("1 106"), "{screen}");
    assert_eq!(row(&screen, "2023").get(..3).map(|cells| cells.join(" ")).as_deref(), Some("0 0 0"), "{screen}");
    assert!(row(&screen, "2024").contains(&"3".to_owned()) && screen.contains('█'), "{screen}");
    // An empty answer: the pieces alone.
    driver.press("w enter");
    let screen = driver.screen();
    assert!(!screen.contains("志愿者") && !screen.contains("每千词") && screen.contains("字数"), "{screen}");
    // A row leads to the first piece of its year; one without a piece leads nowhere.
    driver.press("j enter");
    assert!(driver.screen().contains("这一行没有对应的原文"), "{}", driver.screen());
    driver.press("j enter");
    assert!(driver.screen().contains("白水镇创城半年工作总结"), "{}", driver.screen());
    Ok(())
}

#[test]
fn roles_and_pieces_are_a_map_of_shades() -> io::Result<()> {
    for (width, height, parts) in [
        (120, 30, &["角色 · 样例", "做法", "宣传", "其他", "▒ 12%", "█ 78%", "     ·"][..]),
        (80, 24, &["开 做 成 问 因 打 保 组 宣 督 阶 他", "██", " ·"]),
        (40, 12, &["角色 · 样例", "做", "宣", "他", "██"]),
    ] {
        let (mut driver, _folder) = two(width, height)?;
        driver.press("3 h h h h");
        let screen = driver.screen();
        for part in parts {
            assert!(screen.contains(part), "{part} is missing at {width}:\n{screen}");
        }
    }
    let (mut driver, _folder) = two(80, 24)?;
    driver.app.set_ambiguous_wide(true);
    driver.press("3 h h h h");
    let screen = driver.screen();
    assert!(screen.contains("##") && screen.contains(" -") && !screen.contains(['█', '▒']), "{screen}");
    driver.press("j enter");
    assert!(driver.screen().contains("白水镇创城半年工作总结"), "{}", driver.screen());
    Ok(())
}

#[test]
fn a_piece_is_held_against_the_rest() -> io::Result<()> {
    let (mut driver, _folder) = two(110, 30)?;
    driver.press("3 l l");
    assert!(driver.screen().contains("在阅读里选好"), "{}", driver.screen());
    driver.press("1 G s l");
    // The chosen report stays: from keyness one further is the next.
    let screen = driver.screen();
    assert!(screen.contains("比较 · "), "{screen}");
    driver.press("h");
    let screen = driver.screen();
    assert!(screen.contains("关键性 · ") && screen.contains("志愿者"), "{screen}");
    Ok(())
}

#[test]
fn a_piece_is_compared_with_the_one_that_was_marked() -> io::Result<()> {
    let (mut driver, _folder) = two(110, 30)?;
    driver.press("3 l l l");
    assert!(driver.screen().contains("按 m 定为对照"), "{}", driver.screen());
    // The first piece is marked; every report says so.
    driver.press("1 s h m");
    let screen = driver.screen();
    assert!(screen.matches("对照：柳河镇创城半年工作总结").count() >= 2, "{screen}");
    driver.press("l");
    assert!(driver.screen().contains("这就是对照本身"), "{}", driver.screen());
    driver.press("1 G s");
    let screen = driver.screen();
    let row = |word: &str| screen.lines().find(|row| row.contains(word)).unwrap_or_default();
    for part in ["比较 · 一、加强宣传", "对照 柳河镇创城半年工作总结 · 这边词数"] {
        assert!(screen.contains(part), "{part} is missing:\n{screen}");
    }
    assert!(row("志愿者").contains("这边") && row("网格员").contains("对照"), "{screen}");
    assert!(!screen.contains("对照：柳河镇创城半年工作总结"), "said once:\n{screen}");
    // A word leads to the side that it belongs to.
    driver.press("/");
    driver.type_text("网格员");
    driver.press("enter enter");
    assert!(driver.screen().contains("柳河镇创城半年工作总结"), "{}", driver.screen());
    // The same key takes the mark away.
    driver.press("1 g s m");
    assert!(driver.screen().contains("不再作对照") && driver.screen().contains("按 m 定为对照"), "{}", driver.screen());
    Ok(())
}

#[test]
fn barcodes_and_bars_are_plain_where_the_terminal_is() -> io::Result<()> {
    let (mut driver, _folder) = two(80, 24)?;
    driver.app.set_ambiguous_wide(true);
    driver.press("3 w");
    driver.type_text("宣传");
    driver.press("enter");
    let screen = driver.screen();
    assert!(screen.contains('|') && !screen.contains('┃') && screen.contains("--"), "{screen}");
    Ok(())
}

#[test]
fn a_new_word_goes_into_the_list_and_everything_is_counted_again() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let text = "柳河镇产业总结\n\n一、主要做法\n\n推进全链条监管，实行全链条服务，打造全链条产业；全链条、全过程都有人管，全链条打击，坚持全链条治理。\n";
    std::fs::write(folder.path().join("a.txt"), text)?;
    let list = folder.path().join("设置").join("words.txt");
    let start = Start {
        inputs: vec![Source::Path(folder.path().join("a.txt"))],
        source: "样例".to_owned(),
        own_words: Some(list.clone()),
        ..Start::default()
    };
    let mut driver = Driver::start(start, 110, 30);
    driver.press("3 l l l l l l");
    let screen = driver.screen();
    let row = |screen: &str| screen.lines().find(|row| row.contains("全链条")).unwrap_or_default().to_owned();
    assert!(row(&screen).contains("新  "), "{screen}");
    driver.press("a");
    let screen = driver.screen();
    assert!(row(&screen).contains("词表"), "{screen}");
    assert_eq!(std::fs::read_to_string(&list)?, "全链条\n");
    driver.press("l l l l l l l l l");
    driver.press("/");
    driver.type_text("全链条");
    assert!(driver.screen().contains("全链条"), "a keyword now:\n{}", driver.screen());
    Ok(())
}

#[test]
fn a_correction_under_way_outlives_a_recount() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("a.txt"), FIRST)?;
    let start = Start {
        inputs: vec![Source::Path(folder.path().join("a.txt"))],
        source: "样例".to_owned(),
        own_words: Some(folder.path().join("words.txt")),
        ..Start::default()
    };
    let mut driver = Driver::start(start, 110, 30);
    // 一、主要做法 is made text; while that is being kept, a word is learned.
    driver.hold = true;
    driver.press("j C 0");
    driver.press("3 a");
    driver.release();
    driver.press("1");
    let screen = driver.screen();
    let tree: String = screen.lines().map(|row| row.chars().take(30).collect::<String>() + "\n").collect();
    assert!(!tree.contains("一、主要做法"), "{screen}");
    assert!(tree.contains("抓宣传"), "{screen}");
    Ok(())
}
