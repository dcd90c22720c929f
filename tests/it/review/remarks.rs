//! What people write while reviewing: comments of several lines, other words for a sentence, and nothing lost by a key.

use std::io;

use wengao::corpus::load::sidecar::Sidecars;
use wengao::job::Done;
use wengao::job::review::{Kept, Say};
use wengao::review::Review;
use wengao::tui::app::Start;
use wengao::tui::key::{Code, Key};
use wengao::tui::msg::{Input, Msg, Signal};

use crate::support::Driver;

use super::{TEXT, folder_of, holds, looking, sidecar};

fn burst(text: &str) -> Vec<Input> {
    let key = |c| if c == '\n' { Key::plain(Code::Enter) } else { Key::char(c) };
    text.chars().map(|c| Input::Key(key(c))).collect()
}

#[test]
fn a_comment_has_several_lines_and_is_read_so() -> io::Result<()> {
    let folder = folder_of(TEXT)?;
    let mut driver = looking(&folder, 80, 24);
    driver.press("c");
    holds(&mut driver, &["批注这一句", "Alt-Enter 换行"]);
    driver.type_text("第一，数字与附表不符；");
    driver.press("alt-enter");
    driver.type_text("第二，出处要写明。");
    driver.press("enter");
    holds(&mut driver, &["批注已记下"]);
    assert!(sidecar(&folder).contains("不符；\\n第二"), "{}", sidecar(&folder));
    // The first row is the comment; in the list it takes one row, in the window as many as it has lines.
    driver.press("home");
    holds(&mut driver, &["第一，数字与附表不符； 第二，出处要写明。"]);
    driver.press("enter");
    let screen = driver.screen();
    assert!(screen.lines().any(|line| line.contains("批注  王芳：第一") && !line.contains("第二")), "{screen}");
    Ok(())
}

#[test]
fn words_pasted_without_brackets_stay_words_and_do_not_decide_anything() -> io::Result<()> {
    let folder = folder_of(TEXT)?;
    let mut driver = looking(&folder, 80, 24);
    driver.press("c");
    driver.send(burst("a\niA\nu"));
    holds(&mut driver, &["批注这一句", "iA"]);
    // A burst that ends in Enter is a person who typed quickly.
    driver.send(burst("完\n"));
    holds(&mut driver, &["批注已记下", "已决 0"]);
    assert!(sidecar(&folder).contains("a\\niA\\nu完"), "{}", sidecar(&folder));
    Ok(())
}

#[test]
fn escape_does_not_throw_written_words_away() -> io::Result<()> {
    let folder = folder_of(TEXT)?;
    let mut driver = looking(&folder, 80, 24);
    driver.press("c");
    driver.type_text("写了一半");
    driver.press("esc");
    holds(&mut driver, &["写了一半", "还没有记下", "再按 Esc 放弃"]);
    driver.type_text("，又接着写");
    driver.press("esc enter");
    holds(&mut driver, &["批注已记下"]);
    driver.press("c");
    driver.type_text("不要了");
    driver.press("esc esc");
    assert_eq!(sidecar(&folder).lines().count(), 1);
    // Nothing written, or nothing changed: one Escape is enough.
    driver.press("c esc e esc n");
    assert!(!driver.screen().contains("Esc 取消"), "{}", driver.screen());
    Ok(())
}

#[test]
fn a_long_sentence_is_seen_whole_while_other_words_are_written() -> io::Result<()> {
    let sentence = "全镇上下围绕创建目标,召开动员大会,制定实施方案,明确责任分工,加强督促检查,广泛宣传发动,形成了人人参与创建、人人支持创建、人人享受创建成果的浓厚氛围,取得了阶段性成效";
    let folder = folder_of(&format!("青石镇2025年工作总结\n\n{sentence}。\n"))?;
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut driver = looking(&folder, width, height);
        driver.press("e");
        let screen = driver.screen();
        assert!(screen.contains("把这一句改成"), "{screen}");
        if height > 12 {
            let shown: String = screen.chars().filter(|c| !c.is_whitespace() && *c != '│').collect();
            let words: String = sentence.chars().filter(|c| !c.is_whitespace()).collect();
            assert!(shown.contains(&words), "{screen}");
        }
        driver.press("ctrl-home");
        driver.type_text("今年以来，");
        driver.press("up down esc esc");
    }
    let mut driver = looking(&folder, 80, 24);
    driver.press("e ctrl-home");
    driver.type_text("今年，");
    driver.press("enter");
    assert!(sidecar(&folder).contains("今年，全镇上下"), "{}", sidecar(&folder));
    Ok(())
}

#[test]
fn one_row_of_many_places_is_unfolded_and_folded() -> io::Result<()> {
    let lines: Vec<String> = (1..=24).map(|n| format!("第{n}组抓好落实,成效明显。")).collect();
    let lines = lines.join("\n");
    let folder = folder_of(&format!("青石镇2025年工作总结\n\n{lines}"))?;
    let mut driver = looking(&folder, 80, 24);
    holds(&mut driver, &["半角标点 ×24", "1/24"]);
    driver.press("n n l");
    holds(&mut driver, &["· 3/24", "/24 · 未决 24"]);
    assert!(!driver.screen().contains("×24"), "{}", driver.screen());
    // A decision takes its own row out, and the cursor goes on to the next place.
    driver.press("a");
    holds(&mut driver, &["· 4/24", "/23 · 未决 23 已决 1"]);
    driver.press("h");
    holds(&mut driver, &["半角标点 ×24", "已决 1", "· 4/24"]);
    // Places that are decided are passed over.
    driver.press("p");
    holds(&mut driver, &["· 2/24"]);
    driver.press("n");
    holds(&mut driver, &["· 4/24"]);
    driver.press("u");
    holds(&mut driver, &["未决 24"]);
    Ok(())
}

#[test]
fn what_another_reviewer_says_of_any_document_comes_in() -> io::Result<()> {
    let folder = folder_of(TEXT)?;
    let other = folder.path().join("文").join("方案.txt");
    std::fs::write(&other, "青石镇工作方案\n\n今年将新建公园三座。\n")?;
    let mut driver = looking(&folder, 80, 24);
    driver.press("s");
    holds(&mut driver, &["全部文档", "未决 4"]);
    let mut another = looking(&folder, 80, 24);
    another.press("a c");
    another.type_text("请核实");
    // Nothing is found in the other document, and yet something is said of it.
    another.press("enter 1 G c");
    another.type_text("选址未定");
    another.press("enter");
    assert!(other.with_file_name("方案.txt.wengao.jsonl").exists(), "{}", another.screen());
    driver.touch();
    driver.press("home");
    holds(&mut driver, &["请核实", "选址未定", "已决 1"]);
    Ok(())
}

#[test]
fn a_comment_that_is_being_written_is_kept_when_the_line_drops() -> io::Result<()> {
    let folder = folder_of(TEXT)?;
    let mut driver = looking(&folder, 80, 24);
    driver.press("c");
    driver.type_text("写到一半，线断了");
    driver.signal(Signal::TerminalGone);
    assert!(sidecar(&folder).contains("写到一半，线断了"), "{}", sidecar(&folder));
    let mut driver = looking(&folder, 80, 24);
    driver.press("home");
    holds(&mut driver, &["写到一半，线断了"]);
    // Words for a sentence that were not changed are nothing to keep.
    driver.press("n e");
    driver.signal(Signal::End(15));
    assert_eq!(sidecar(&folder).lines().count(), 1);
    Ok(())
}

#[test]
fn marks_of_all_documents_are_listed_and_gone_to() -> io::Result<()> {
    let folder = folder_of(TEXT)?;
    std::fs::write(folder.path().join("文").join("方案.txt"), "青石镇工作方案\n\n今年将新建公园三座。\n")?;
    let mut driver = looking(&folder, 80, 24);
    driver.press("1 '");
    holds(&mut driver, &["还没有书签"]);
    driver.press("M G B");
    driver.type_text("选址");
    driver.press("enter '");
    holds(&mut driver, &["书签", "选址", "a 全部文档的"]);
    assert!(!driver.screen().contains("读到这里（王芳）"), "{}", driver.screen());
    driver.press("a");
    holds(&mut driver, &["全部文档的书签", "总结.txt:", "读到这里（王芳）", "方案.txt:", "选址"]);
    driver.press("enter");
    holds(&mut driver, &["青石镇2025年工作总结"]);
    // Where the open document has none, those of the others are listed.
    driver.press("' d '");
    holds(&mut driver, &["全部文档的书签", "选址"]);
    driver.press("d '");
    holds(&mut driver, &["还没有书签"]);
    Ok(())
}

#[test]
fn a_comment_on_markdown_that_is_read_stands_at_its_line() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    std::fs::create_dir(folder.path().join("文"))?;
    let raw = "# 青石镇工作总结\n\n各科室要**提高**认识𠀀，见[办法](a.md)。\n\n各村要抓好落实。\n";
    std::fs::write(folder.path().join("文").join("总结.md"), raw)?;
    let mut driver = looking(&folder, 80, 24);
    driver.press("1 enter g j c");
    driver.type_text("出处要写明");
    driver.press("enter 7");
    holds(&mut driver, &["3 批注 王芳", "出处要写明", "各科室要**提高**认识"]);
    assert!(!driver.screen().contains("失位"), "{}", driver.screen());
    // Beside the draft of that file as well.
    let draft = Some(folder.path().join("文").join("总结.md"));
    let mut driver = Driver::start(Start { draft, folder: folder.path().to_owned(), ..Start::default() }, 120, 40);
    driver.pause();
    driver.press("alt-e");
    driver.pause();
    holds(&mut driver, &["批注 1 条", "批注 王芳（3 段）", "出处要写明"]);
    Ok(())
}

#[test]
fn the_cursor_stays_on_its_finding_when_the_text_moves() -> io::Result<()> {
    let folder = folder_of(TEXT)?;
    let mut driver = looking(&folder, 80, 24);
    driver.press("G p p");
    let before = driver.screen();
    assert!(before.contains("第 5 行") && before.contains("半角标点“;”"), "{before}");
    let more: String = "新加的一段，写着许多别的事情，和后面的没有关系。\n\n".repeat(20);
    std::fs::write(
        folder.path().join("文").join("总结.txt"),
        TEXT.replacen("一、主要", &format!("{more}一、主要"), 1),
    )?;
    driver.touch();
    driver.press("8 7");
    let after = driver.screen();
    // The second of the three in its line, not the first one that stands behind the old place.
    assert!(after.contains("第 45 行") && after.contains("半角标点“;”"), "{after}");
    Ok(())
}

#[test]
fn a_name_is_taken_out_of_the_list_again() -> io::Result<()> {
    let folder = folder_of(TEXT)?;
    let names = folder.path().join("names.txt");
    std::fs::write(&names, "# 人名\n周岭\n")?;
    let mut driver = looking(&folder, 80, 24);
    driver.press("c");
    driver.type_text("请核实");
    driver.press("enter j L enter");
    driver.pause();
    holds(&mut driver, &["已收进名单", "u 撤回"]);
    assert_eq!(std::fs::read_to_string(&names)?.lines().count(), 3);
    driver.press("u");
    driver.pause();
    holds(&mut driver, &["已从名单里拿掉", "请核实"]);
    assert_eq!(std::fs::read_to_string(&names)?, "# 人名\n周岭\n");
    driver.press("u");
    holds(&mut driver, &["已撤回：批注已记下"]);
    Ok(())
}

#[test]
fn what_reviewing_wrote_is_no_document_of_the_folder() -> io::Result<()> {
    let folder = folder_of(TEXT)?;
    let mut driver = looking(&folder, 80, 24);
    driver.press("a S enter W enter");
    for name in ["总结-校对单.docx", "总结.校对.txt"] {
        assert!(folder.path().join("文").join(name).exists(), "{name}");
    }
    // A file of such a name with no document beside it is a document.
    std::fs::write(folder.path().join("文").join("方案.校对.txt"), "青石镇工作方案\n")?;
    let mut driver = looking(&folder, 80, 24);
    holds(&mut driver, &["2 篇"]);
    Ok(())
}

#[test]
fn keys_that_are_of_no_use_say_so() -> io::Result<()> {
    let folder = folder_of(TEXT)?;
    let mut driver = looking(&folder, 80, 24);
    driver.press("c");
    driver.type_text("请核实");
    driver.press("enter home");
    for (key, words) in [("i", "x 标为已解决"), ("I", "不是查出的问题"), ("l", "不是查出的问题"), ("f", "先停在一条")]
    {
        driver.press(key);
        holds(&mut driver, &[words]);
    }
    Ok(())
}

#[test]
fn where_the_folder_cannot_be_written_it_is_told_once_where_records_are() -> io::Result<()> {
    let folder = folder_of(TEXT)?;
    let mut driver = looking(&folder, 120, 40);
    // Whoever may write everywhere meets no such folder: what the worker reports there is handed in.
    let report = || {
        let path = folder.path().join("文").join("总结.txt");
        let (sidecars, by, words) = (Sidecars::default(), "王芳".to_owned(), "批注已记下".to_owned());
        let said = Box::new(Say { number: 0, path, sidecars, by, said: Vec::new(), words });
        let away = Some("/状态/总结.jsonl".into());
        Msg::Job(Done::Said { said, result: Ok(Kept { review: Review::default(), ids: Vec::new(), away }) })
    };
    driver.app.update(report());
    holds(&mut driver, &["批注已记下；文件夹写不进去，记在 /状态/总结.jsonl"]);
    driver.app.update(report());
    assert!(!driver.screen().contains("写不进去"), "{}", driver.screen());
    Ok(())
}
