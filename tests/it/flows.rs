//! What people do, from key to screen.

use std::io;

use wengao::corpus::load::Input as Source;
use wengao::tui::app::Start;
use wengao::tui::msg::MouseAct;

use crate::support::{Driver, samples};

const SUMMARY: &str = "柳河镇创城半年工作总结\n\n一、主要做法\n\n（一）抓宣传。上半年发放手册200余册，入户宣传3轮，群众知晓率明显提高。\n\n（二）抓整治。清理小广告1500处，规范商户62家，背街小巷面貌一新。\n\n二、存在问题\n\n部分社区经费不足，志愿服务还不经常。\n";

fn summary(width: u16, height: u16) -> io::Result<(Driver, tempfile::TempDir)> {
    Driver::on_texts(&[("a.txt", SUMMARY)], width, height)
}

#[test]
fn reading_an_outline_beside_its_statistics() -> io::Result<()> {
    let (mut driver, _folder) = summary(120, 40)?;
    let screen = driver.screen();
    for part in ["柳河镇创城半年工作总结", "一、主要做法", "（一）抓宣传", "字数", "关键词"]
    {
        assert!(screen.contains(part), "{part} is missing:\n{screen}");
    }
    driver.press("j j");
    let section = driver.screen();
    assert!(section.contains("统计 · 本节"), "{section}");
    assert!(section.contains("占本篇"), "{section}");
    Ok(())
}

#[test]
fn every_level_folds_and_unfolds() -> io::Result<()> {
    let (mut driver, _folder) = summary(100, 30)?;
    driver.press("[ [ [");
    let tree = |screen: &str| screen.lines().filter(|l| l.contains("抓宣传") && l.starts_with("│ ")).count();
    let folded = driver.screen();
    assert!(!folded.lines().any(|l| l.starts_with("│   · 二、") || l.starts_with("│   ▸ 一、")), "{folded}");
    driver.press("]");
    assert!(driver.screen().contains("▸ 一、主要做法"));
    driver.press("]");
    assert!(driver.screen().contains("▾ 一、主要做法"));
    driver.press("g j h");
    assert!(driver.screen().contains("▸ 一、主要做法"));
    driver.press("l");
    let open = driver.screen();
    assert!(open.contains("▾ 一、主要做法") && tree(&open) > 0, "{open}");
    Ok(())
}

#[test]
fn the_tree_is_filtered_by_chinese_pinyin_and_initials() -> io::Result<()> {
    for query in ["存在问题", "czwt", "cunzaiwenti", "ｃｚｗｔ"] {
        let (mut driver, _folder) = summary(100, 30)?;
        driver.press("/");
        driver.type_text(query);
        let screen = driver.screen();
        let tree: String = screen.lines().map(|l| l.chars().take(24).collect::<String>() + "\n").collect();
        assert!(tree.contains("存在问题") && !tree.contains("主要做法"), "{query}:\n{screen}");
        driver.press("esc");
        assert!(driver.screen().contains("主要做法"));
    }
    Ok(())
}

#[test]
fn full_width_keys_of_a_forgotten_input_method_act_outside_text() -> io::Result<()> {
    let (mut driver, _folder) = summary(100, 30)?;
    driver.press("？");
    assert!(driver.screen().contains("按键"), "{}", driver.screen());
    driver.press("esc ｊ ｊ");
    assert!(driver.screen().contains("节 4/4"), "{}", driver.screen());
    driver.press("６");
    driver.type_text("ｊ，");
    assert_eq!(driver.app.draft().text(), "ｊ，");
    Ok(())
}

#[test]
fn a_section_is_taken_into_the_draft_and_saved_and_read_again() -> io::Result<()> {
    let (mut driver, folder) = summary(120, 40)?;
    driver.press("] ] j j y 6");
    assert!(driver.app.draft().text().contains("（一）抓宣传。"), "{}", driver.app.draft().text());
    driver.press("ctrl-end enter");
    driver.type_text("𠀀县今后要抓常抓长，e\u{301}也要写对。");
    let text = driver.app.draft().text();
    driver.press("ctrl-s");
    driver.press("ctrl-a");
    driver.press("ctrl-u");
    driver.type_text("新总结.txt");
    driver.press("enter");
    let screen = driver.screen();
    assert!(screen.contains("已保存"), "{screen}");
    assert!(!driver.app.draft().is_dirty());
    let saved = std::fs::read_to_string(folder.path().join("新总结.txt"))?;
    assert_eq!(saved.trim_end_matches('\n'), text.trim_end_matches('\n'));
    let start =
        Start {
            draft: Some(folder.path().join("新总结.txt")), folder: folder.path().to_owned(), ..Start::default()
        };
    let mut again = Driver::start(start, 80, 24);
    assert_eq!(again.app.draft().text().trim_end_matches('\n'), text.trim_end_matches('\n'));
    assert!(again.screen().contains("抓常抓长"));
    Ok(())
}

#[test]
fn leaving_with_unsaved_text_asks_and_staying_keeps_it() -> io::Result<()> {
    let (mut driver, _folder) = summary(80, 24)?;
    driver.press("6");
    driver.type_text("没有保存的话");
    driver.press("ctrl-q");
    assert_eq!(driver.left, None);
    assert!(driver.screen().contains("草稿还没有保存"), "{}", driver.screen());
    driver.press("esc");
    assert_eq!(driver.app.draft().text(), "没有保存的话");
    driver.press("ctrl-q n");
    assert_eq!(driver.left, Some(0));
    Ok(())
}

#[test]
fn saving_on_the_way_out_leaves_when_it_is_saved() -> io::Result<()> {
    let (mut driver, folder) = summary(80, 24)?;
    driver.press("6");
    driver.type_text("一边走一边存");
    driver.press("ctrl-q s ctrl-a ctrl-u");
    driver.type_text("走.txt");
    driver.press("enter");
    let screen = driver.screen();
    assert_eq!(driver.left, Some(0), "{screen}");
    assert!(std::fs::read_to_string(folder.path().join("走.txt"))?.contains("一边走一边存"));
    Ok(())
}

#[test]
fn nothing_is_overwritten_that_changed_outside() -> io::Result<()> {
    let (_, folder) = summary(80, 24)?;
    let file = folder.path().join("d.txt");
    std::fs::write(&file, "原来的稿子\n")?;
    let start = Start { draft: Some(file.clone()), folder: folder.path().to_owned(), ..Start::default() };
    let mut driver = Driver::start(start, 80, 24);
    driver.press("ctrl-end");
    driver.type_text("加一句");
    std::fs::write(&file, "别人改过的稿子，长短也不同了\n")?;
    driver.press("ctrl-s");
    assert!(driver.screen().contains("没有保存"), "{}", driver.screen());
    assert_eq!(std::fs::read_to_string(&file)?, "别人改过的稿子，长短也不同了\n");
    driver.press("c");
    assert!(driver.app.draft().is_dirty());
    driver.press("ctrl-s y");
    assert!(std::fs::read_to_string(&file)?.contains("加一句"));
    assert!(!driver.app.draft().is_dirty());
    Ok(())
}

#[test]
fn saving_as_over_another_file_asks_first() -> io::Result<()> {
    let (mut driver, folder) = summary(80, 24)?;
    std::fs::write(folder.path().join("有了.txt"), "已有的内容\n")?;
    driver.press("6");
    driver.type_text("新写的");
    driver.press("ctrl-s ctrl-a ctrl-u");
    driver.type_text("有了.txt");
    driver.press("enter");
    assert_eq!(std::fs::read_to_string(folder.path().join("有了.txt"))?, "已有的内容\n");
    assert!(driver.screen().contains("没有保存"), "{}", driver.screen());
    Ok(())
}

#[test]
fn a_paste_without_brackets_is_one_undo_step() -> io::Result<()> {
    let (mut driver, _folder) = summary(80, 24)?;
    driver.press("6");
    let text = "第一段，上半年做了三件事。\n第二段：\t宣传、整治、督查。\n".repeat(50);
    let keys = text.chars().map(|c| match c {
        '\n' => "enter".parse(),
        '\t' => "tab".parse(),
        c => Ok(wengao::tui::key::Key::char(c)),
    });
    driver.send(keys.filter_map(Result::ok).map(wengao::tui::msg::Input::Key).collect());
    assert_eq!(driver.app.draft().text(), text);
    driver.press("ctrl-z");
    assert_eq!(driver.app.draft().text(), "");
    driver.press("ctrl-y");
    assert_eq!(driver.app.draft().text(), text);
    Ok(())
}

#[test]
fn pasted_control_characters_are_left_out() -> io::Result<()> {
    let (mut driver, _folder) = summary(80, 24)?;
    driver.press("6");
    driver.paste("标题\r\n正文\u{1b}[31m红\u{202e}\u{200b}\0尾");
    let text = driver.app.draft().text();
    assert!(text.starts_with("标题\n正文"), "{text:?}");
    assert!(!text.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}' || c == '\u{200b}'), "{text:?}");
    Ok(())
}

#[test]
fn the_draft_has_its_own_outline_and_its_length() -> io::Result<()> {
    let (mut driver, _folder) = summary(120, 40)?;
    driver.press("6 ctrl-t");
    driver.type_text("800");
    driver.press("enter");
    driver.paste("一、主要做法\n上半年，我镇把宣传摆在首位，入户三轮，发放手册两百册。\n二、存在问题\n经费不足。");
    driver.pause();
    let screen = driver.screen();
    let outline: String = screen.lines().map(|l| l.chars().take(20).collect::<String>() + "\n").collect();
    assert!(outline.contains("一、主要做法") && outline.contains("二、存在问题"), "{screen}");
    assert!(screen.contains("/800 字"), "{screen}");
    driver.press("ctrl-e down enter");
    assert!(driver.screen().contains(" 3 段 1 列"), "{}", driver.screen());
    Ok(())
}

#[test]
fn finding_and_replacing() -> io::Result<()> {
    let (mut driver, _folder) = summary(80, 24)?;
    driver.press("6");
    driver.paste("创文工作，创文氛围。\n创文不止。");
    driver.press("ctrl-f");
    driver.type_text("创文");
    driver.press("enter");
    assert!(driver.screen().contains("共 3 处"), "{}", driver.screen());
    driver.press("esc esc ctrl-home ctrl-r ctrl-a ctrl-u");
    driver.type_text("创文");
    driver.press("enter");
    driver.type_text("创城");
    driver.press("enter y n a");
    let text = driver.app.draft().text();
    assert_eq!(text.matches("创文").count(), 0, "{text}");
    assert_eq!(text.matches("创城").count(), 3, "{text}");
    driver.press("ctrl-z");
    assert!(driver.app.draft().text().contains("创文"));
    Ok(())
}

#[test]
fn a_report_is_sorted_filtered_opened_and_saved() -> io::Result<()> {
    let (mut driver, folder) = summary(120, 40)?;
    driver.press("3");
    assert!(driver.screen().contains("关键词 ·"), "{}", driver.screen());
    driver.press("/");
    driver.type_text("xuanchuan");
    driver.press("enter");
    let screen = driver.screen();
    assert!(screen.contains("宣传") && !screen.contains("整治 "), "{screen}");
    driver.press("e ctrl-a ctrl-u");
    driver.type_text("词.json");
    driver.press("enter");
    let json: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(folder.path().join("词.json"))?)?;
    assert_eq!(json.get("id").and_then(|v| v.as_str()), Some("keywords"));
    let rows = json.get("rows").and_then(|v| v.as_array()).cloned().unwrap_or_default();
    assert!(!rows.is_empty() && rows.iter().all(|row| row.to_string().contains("宣传")), "{rows:?}");
    driver.press("e ctrl-a ctrl-u");
    driver.type_text("词.json");
    driver.press("enter");
    assert!(driver.screen().contains("覆盖文件"), "{}", driver.screen());
    driver.press("n enter");
    let screen = driver.screen();
    assert!(screen.contains("篇目与提纲"), "{screen}");
    Ok(())
}

#[test]
fn the_palette_finds_commands_and_sections_by_pinyin() -> io::Result<()> {
    let (mut driver, _folder) = summary(120, 40)?;
    driver.press(":");
    driver.type_text("tingzhiduru");
    assert!(driver.screen().contains("停止读入"), "{}", driver.screen());
    driver.press("ctrl-u");
    driver.type_text("czwt");
    driver.press("enter");
    let screen = driver.screen();
    assert!(screen.contains("节 4/4"), "{screen}");
    Ok(())
}

#[test]
fn problems_are_rows_and_the_rest_goes_on() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("好.txt"), SUMMARY)?;
    std::fs::write(folder.path().join("空.txt"), "")?;
    std::fs::write(folder.path().join("坏\u{1b}[2J\n.docx"), b"PK\x03\x04not a docx at all")?;
    let inputs = vec![Source::Path(folder.path().to_owned())];
    let mut driver = Driver::new(inputs, 100, 30);
    let screen = driver.screen();
    assert!(screen.contains("2 个问题") && screen.contains("柳河镇"), "{screen}");
    driver.press("8");
    let screen = driver.screen();
    assert!(screen.contains("空.txt") && screen.contains("␛[2J␊"), "{screen}");
    Ok(())
}

#[test]
fn the_mouse_chooses_and_scrolls() -> io::Result<()> {
    let (mut driver, _folder) = summary(120, 20)?;
    driver.screen();
    driver.mouse(MouseAct::Press, 6, 4);
    assert!(driver.screen().contains("节 "), "{}", driver.screen());
    driver.mouse(MouseAct::WheelDown, 60, 10);
    driver.mouse(MouseAct::WheelUp, 60, 10);
    driver.mouse(MouseAct::Press, 60, 10);
    driver.mouse(MouseAct::Drag, 60, 12);
    driver.press("y");
    assert!(!driver.app.draft().text().is_empty());
    Ok(())
}

#[test]
fn resizing_never_breaks_a_frame_and_tiny_screens_say_so() {
    let mut driver = Driver::new(vec![Source::Path(samples())], 120, 40);
    for view in ["1", "3", "6", "8"] {
        driver.press("alt-1");
        driver.press(view);
        for (width, height) in [(120, 40), (100, 30), (80, 24), (61, 9), (40, 12), (21, 6), (20, 5), (300, 90)] {
            driver.resize(width, height);
            let screen = driver.screen();
            for line in screen.lines() {
                assert!(unicode_width::UnicodeWidthStr::width(line) <= usize::from(width), "{view} {width}:\n{screen}");
            }
            let rows: Vec<&str> = screen.lines().collect();
            assert!(rows.get(1).is_some_and(|r| r.starts_with('┌') && r.ends_with('┐')), "{view} {width}:\n{screen}");
            let foot = rows.get(usize::from(height) - 2);
            assert!(foot.is_some_and(|r| r.starts_with('└') && r.ends_with('┘')), "{view} {width}:\n{screen}");
        }
        driver.resize(19, 4);
        assert!(driver.screen().contains("屏幕太小"));
        driver.resize(2, 1);
        driver.screen();
        driver.resize(120, 40);
    }
}

#[test]
fn the_hardware_cursor_stands_where_text_goes() -> io::Result<()> {
    let (mut driver, _folder) = summary(80, 24)?;
    assert_eq!(driver.caret(), None);
    driver.press("6");
    driver.type_text("创城e\u{301}𠀀");
    let before = driver.caret();
    driver.type_text("字");
    let after = driver.caret();
    assert_eq!(before.map(|p| (p.x + 2, p.y)), after.map(|p| (p.x, p.y)));
    driver.press("ctrl-f");
    assert!(driver.caret().is_some_and(|p| p.y > 5), "{:?}", driver.caret());
    driver.press("esc alt-1 /");
    assert!(driver.caret().is_some_and(|p| p.y == 2), "{:?}", driver.caret());
    Ok(())
}

#[test]
fn text_and_statistics_follow_the_filter() -> io::Result<()> {
    let texts =
        [("a.txt", SUMMARY), ("b.txt", "白水村宣传方案\n\n一、任务\n\n入户发放手册三千册，张贴海报，人人知晓。\n")];
    let (mut driver, _folder) = Driver::on_texts(&texts, 100, 30)?;
    assert!(driver.screen().contains("上半年发放手册200余册"));
    driver.press("/");
    driver.type_text("bsc");
    let screen = driver.screen();
    assert!(screen.contains("入户发放手册三千册") && !screen.contains("上半年发放手册"), "{screen}");
    assert!(screen.contains("Esc 取消筛选"), "{screen}");
    Ok(())
}

#[test]
fn replacing_step_by_step_offers_every_place_once() -> io::Result<()> {
    for (text, with, answers, expected) in [
        ("甲一甲二甲三甲四", "乙", "y n y n", "乙一甲二乙三甲四"),
        ("甲一甲二", "乙甲", "y y y y", "乙甲一乙甲二"),
        ("甲甲甲甲", "", "y n y n", "甲甲"),
        ("甲一甲二", "乙", "n n n n", "甲一甲二"),
    ] {
        let (mut driver, _folder) = summary(80, 24)?;
        driver.press("6");
        driver.paste(text);
        driver.press("ctrl-home ctrl-r ctrl-a ctrl-u");
        driver.type_text("甲");
        driver.press("enter");
        driver.type_text(with);
        driver.press("enter");
        for answer in answers.split(' ') {
            if driver.screen().contains("替换这一处") {
                driver.press(answer);
            }
        }
        assert_eq!(driver.app.draft().text(), expected, "{answers}");
        assert!(!driver.screen().contains("替换这一处"), "{answers}");
    }
    Ok(())
}

#[test]
fn what_is_typed_while_a_file_is_read_waits_for_it() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("d.txt");
    std::fs::write(&file, "原来的稿子\n")?;
    let start = Start { draft: Some(file), folder: folder.path().to_owned(), ..Start::default() };
    let mut driver = Driver::start_with(start, "早早早", 80, 24);
    assert_eq!(driver.app.draft().text(), "早早早原来的稿子");
    assert!(driver.app.draft().is_dirty());
    assert!(driver.screen().contains("d.txt · 未保存"));
    Ok(())
}

#[test]
fn a_failed_save_under_another_name_leaves_the_draft_with_its_file() -> io::Result<()> {
    let (_, folder) = summary(80, 24)?;
    let file = folder.path().join("d.txt");
    std::fs::write(&file, "原来的稿子\n")?;
    let start = Start { draft: Some(file.clone()), folder: folder.path().to_owned(), ..Start::default() };
    let mut driver = Driver::start(start, 80, 24);
    driver.type_text("新");
    for name in ["没有这个文件夹/x.txt", "真.docx"] {
        driver.press("f12 ctrl-a ctrl-u");
        driver.type_text(name);
        driver.press("enter");
        assert!(driver.app.draft().is_dirty(), "{name}");
    }
    driver.press("ctrl-s");
    assert_eq!(std::fs::read_to_string(&file)?, "新原来的稿子\n");
    Ok(())
}

#[test]
fn a_conflict_on_the_way_out_is_settled_and_then_one_leaves() -> io::Result<()> {
    for (answer, left) in [("y", Some(0)), ("c", None)] {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("d.txt");
        std::fs::write(&file, "原来的稿子\n")?;
        let start = Start { draft: Some(file.clone()), folder: folder.path().to_owned(), ..Start::default() };
        let mut driver = Driver::start(start, 80, 24);
        driver.type_text("新");
        std::fs::write(&file, "别人改过的稿子\n")?;
        driver.press("ctrl-q s");
        assert!(driver.screen().contains("没有保存"), "{}", driver.screen());
        driver.press(answer);
        assert_eq!(driver.left, left, "{answer}");
        // Who stayed is not sent away by a later save.
        driver.press("f12 ctrl-a ctrl-u");
        driver.type_text("另一份.txt");
        driver.press("enter");
        assert_eq!(driver.left, left, "{answer}");
    }
    Ok(())
}
