//! What a person says of a line is the last word on it: from key to sidecar to the next reading.

use std::io;
use std::path::PathBuf;

use tempfile::TempDir;
use wengao::corpus::load::sidecar::Sidecars;
use wengao::corpus::load::{Input as Source, Options};
use wengao::tui::app::Start;

use crate::support::Driver;

const SUMMARY: &str = "首页 > 工作总结 > 创城\n柳河镇创城半年工作总结\n\n一、主要做法\n\n（一）抓宣传。上半年发放手册200余册，入户宣传3轮，群众知晓率明显提高。\n\n（二）抓整治。清理小广告1500处，规范商户62家，背街小巷面貌一新。\n\n二、存在问题\n\n部分社区经费不足，志愿服务还不经常，个别楼院堆放杂物，居民意见不小。\n\n三、经费使用\n\n上半年共投入经费𠀀万元，用于硬件改造和宣传，账目清楚，专款专用。\n";

/// The workbench on a folder.
fn open(folder: &TempDir, width: u16, height: u16) -> Driver {
    open_with(folder, Sidecars::default(), width, height)
}

fn open_with(folder: &TempDir, sidecars: Sidecars, width: u16, height: u16) -> Driver {
    let start = Start {
        inputs: vec![Source::Path(folder.path().join("文"))],
        source: "样例".to_owned(),
        options: Options { sidecars, ..Options::default() },
        folder: folder.path().to_owned(),
        ..Start::default()
    };
    let mut driver = Driver::start(start, width, height);
    driver.screen();
    driver
}

/// A folder with a document in it.
fn folder() -> io::Result<TempDir> {
    let folder = tempfile::tempdir()?;
    std::fs::create_dir(folder.path().join("文"))?;
    std::fs::write(document(&folder), SUMMARY)?;
    Ok(folder)
}

fn document(folder: &TempDir) -> PathBuf {
    folder.path().join("文").join("总结.txt")
}

fn sidecar(folder: &TempDir) -> PathBuf {
    folder.path().join("文").join("总结.txt.wengao.jsonl")
}

/// The left pane of a screen.
fn tree(driver: &mut Driver) -> String {
    let screen = driver.screen();
    let rows = screen.lines().skip(1).take_while(|line| line.starts_with(['┌', '│', '└']));
    rows.map(|line| line.chars().take(30).collect::<String>() + "\n").collect()
}

/// The last row of a screen.
fn status(driver: &mut Driver) -> String {
    driver.screen().lines().last().unwrap_or_default().to_owned()
}

#[test]
fn a_level_given_by_hand_is_there_at_once_and_at_the_next_start() -> io::Result<()> {
    let folder = folder()?;
    let mut driver = open(&folder, 120, 40);
    driver.press("G C 2");
    let said = status(&mut driver);
    assert!(said.contains("第 14 行定为 2 级标题，记在 总结.txt.wengao.jsonl"), "{said}");
    assert!(!tree(&mut driver).contains("三、经费使用"), "{}", driver.screen());
    driver.press("]");
    assert!(tree(&mut driver).contains("    · 三、经费使用"), "{}", driver.screen());
    assert_eq!(std::fs::read_to_string(document(&folder))?, SUMMARY);

    let mut again = open(&folder, 120, 40);
    again.press("]");
    assert!(tree(&mut again).contains("    · 三、经费使用"), "{}", again.screen());
    // The line moves, and is spoken of all the same.
    std::fs::write(
        document(&folder),
        SUMMARY.replace("\n一、主要做法", "\n新加的一段话，说的是上半年的总体情况。\n\n一、主要做法"),
    )?;
    again.press("f5 ]");
    assert!(tree(&mut again).contains("    · 三、经费使用"), "{}", again.screen());
    again.press("G x");
    let why = again.screen();
    assert!(why.contains("第 16 行") && why.contains("人工定级") && why.contains("定为 2 级标题"), "{why}");
    Ok(())
}

#[test]
fn a_line_of_text_becomes_a_heading_and_text_again() -> io::Result<()> {
    let folder = folder()?;
    let mut driver = open(&folder, 120, 40);
    // From the text, on the paragraph below 二、.
    driver.press("] g j j j j enter j C 2");
    assert!(status(&mut driver).contains("第 12 行定为 2 级标题"), "{}", driver.screen());
    driver.press("h G ]");
    assert!(tree(&mut driver).contains("部分社区经费不足"), "{}", driver.screen());
    driver.press("U");
    assert!(status(&mut driver).contains("已撤回上一次更正：第 12 行定为 2 级标题"), "{}", driver.screen());
    assert!(!tree(&mut driver).contains("部分社区经费不足"), "{}", driver.screen());
    assert!(!sidecar(&folder).exists());
    driver.press("U");
    assert!(status(&mut driver).contains("没有可以撤回的更正"));
    driver.press("g j C 0");
    assert!(!tree(&mut driver).contains("一、主要做法"), "{}", driver.screen());
    driver.press("enter C u");
    assert!(tree(&mut driver).contains("总结"), "{}", driver.screen());
    Ok(())
}

#[test]
fn cursor_and_folds_stay_where_they_are() -> io::Result<()> {
    let folder = folder()?;
    let mut driver = open(&folder, 120, 40);
    driver.press("j l j C 0");
    let screen = driver.screen();
    assert!(tree(&mut driver).contains("▾ 一、主要做法") && !screen.contains("· （一）抓宣传"), "{screen}");
    assert!(screen.contains("统计 · 本节") && status(&mut driver).contains("节 1/4"), "{screen}");
    driver.press("U");
    assert!(tree(&mut driver).contains("· （一）抓宣传"), "{}", driver.screen());
    driver.press("G enter j");
    let mark = |screen: &str| screen.lines().position(|line| line.contains('▌'));
    let before = mark(&driver.screen());
    driver.press("C 3 U");
    assert_eq!(mark(&driver.screen()), before, "{}", driver.screen());
    driver.press("C d");
    assert!(driver.screen().contains("▌    三、经费使用"), "{}", driver.screen());
    Ok(())
}

#[test]
fn a_piece_is_split_and_joined() -> io::Result<()> {
    let folder = folder()?;
    let mut driver = open(&folder, 120, 40);
    driver.press("j j C p");
    assert!(status(&mut driver).contains("第 10 行从此分篇"), "{}", driver.screen());
    assert!(driver.screen().contains("总结.txt (2)"), "{}", driver.screen());
    assert!(driver.screen().contains("样例 · 2 篇"), "{}", driver.screen());
    driver.press("x");
    assert!(driver.screen().contains("由此起为一篇：人工分篇"), "{}", driver.screen());
    driver.press("x C P");
    assert!(status(&mut driver).contains("第 10 行与上篇合并"), "{}", driver.screen());
    assert!(!driver.screen().contains("总结.txt (2)"), "{}", driver.screen());
    driver.press("g C 0");
    assert!(status(&mut driver).contains("这一行本来就不是标题"), "{}", driver.screen());
    driver.press("g C P");
    assert!(status(&mut driver).contains("这是第一篇"), "{}", driver.screen());
    Ok(())
}

#[test]
fn debris_is_made_text_and_text_debris() -> io::Result<()> {
    let folder = folder()?;
    let mut driver = open(&folder, 120, 40);
    assert!(!driver.screen().contains("首页 >"), "{}", driver.screen());
    driver.press("z enter g x");
    let why = driver.screen();
    assert!(why.contains("第 1 行") && why.contains("网页杂质") && why.contains("依据"), "{why}");
    driver.press("esc C t");
    assert!(status(&mut driver).contains("第 1 行不算杂质"), "{}", driver.screen());
    driver.press("z");
    assert!(driver.screen().contains("首页 >"), "{}", driver.screen());
    driver.press("G C d");
    assert!(status(&mut driver).contains("第 16 行定为网页杂质"), "{}", driver.screen());
    assert!(!driver.screen().contains("专款专用"), "{}", driver.screen());
    driver.press("z G");
    assert!(driver.screen().contains("〔人工标记"), "{}", driver.screen());
    driver.press("C u");
    assert!(status(&mut driver).contains("第 16 行的更正已撤回"), "{}", driver.screen());
    assert!(!driver.screen().contains("〔人工标记"), "{}", driver.screen());
    // Several lines at once.
    driver.press("g v j j C d");
    assert!(status(&mut driver).contains("行定为网页杂质"), "{}", driver.screen());
    driver.press("U g");
    assert!(driver.screen().contains("柳河镇创城半年工作总结"), "{}", driver.screen());
    Ok(())
}

#[test]
fn a_role_by_hand_and_the_filter_by_role() -> io::Result<()> {
    let folder = folder()?;
    let mut driver = open(&folder, 120, 40);
    driver.press("G C r");
    assert!(driver.screen().contains("本节角色"), "{}", driver.screen());
    driver.press("7");
    assert!(status(&mut driver).contains("第 14 行角色定为“保障”"), "{}", driver.screen());
    let screen = driver.screen();
    assert!(screen.contains("角色 保障") && screen.contains("人工指定"), "{screen}");
    for query in ["角色:保障", "role：bz", "role:保障 jfsy"] {
        driver.press("/ ctrl-a");
        driver.press("ctrl-u");
        driver.type_text(query);
        driver.press("enter");
        let tree = tree(&mut driver);
        assert!(
            tree.contains("三、经费使用") && tree.contains("柳河镇") && !tree.contains("二、存在"),
            "{query}\n{tree}"
        );
    }
    driver.press("/ ctrl-u");
    driver.type_text("role:保障 存在");
    driver.press("enter");
    assert!(driver.screen().contains("没有相符的篇目"), "{}", driver.screen());
    driver.press("esc g j j r");
    let shown = tree(&mut driver);
    assert!(shown.contains("筛选：角色：问题") && shown.contains("二、存在问题"), "{shown}");
    assert!(!shown.contains("一、主要做法"), "{shown}");
    assert!(status(&mut driver).contains("只看角色：问题"), "{}", driver.screen());
    driver.press("r");
    let shown = tree(&mut driver);
    assert!(!shown.contains("筛选") && shown.contains("一、主要做法"), "{shown}");
    Ok(())
}

#[test]
fn headings_of_the_same_level_are_a_key_apart() -> io::Result<()> {
    let folder = folder()?;
    let mut driver = open(&folder, 120, 40);
    let at = |driver: &mut Driver| status(driver).split("节 ").nth(1).unwrap_or_default().trim().to_owned();
    driver.press("] j )");
    assert_eq!(at(&mut driver), "4/5");
    driver.press(") )");
    assert!(status(&mut driver).contains("后面没有平级的了"), "{}", driver.screen());
    driver.press("( ( j )");
    assert_eq!(at(&mut driver), "3/5");
    driver.press("enter (");
    driver.screen();
    assert_eq!(at(&mut driver), "2/5");
    driver.press("(");
    assert!(status(&mut driver).contains("前面没有平级的了"), "{}", driver.screen());
    driver.press(") ) （");
    driver.screen();
    assert_eq!(at(&mut driver), "2/5");
    Ok(())
}

#[test]
fn what_has_no_file_cannot_be_corrected_and_says_so() {
    let mut samples = Driver::new(vec![Source::Samples], 120, 40);
    samples.press("j C");
    assert!(status(&mut samples).contains("内置样例没有文件"), "{}", samples.screen());
    let mut piped = Driver::new(vec![Source::Stdin(SUMMARY.as_bytes().into())], 120, 40);
    piped.press("j C");
    assert!(status(&mut piped).contains("标准输入没有文件"), "{}", piped.screen());
}

#[test]
fn a_folder_that_cannot_be_written_keeps_corrections_elsewhere_or_says_why() -> io::Result<()> {
    let folder = folder()?;
    let state = folder.path().join("状态");
    // Something in the sidecar's way that is no file.
    let mut driver = open_with(&folder, Sidecars { state: Some(state.clone()), only_state: true }, 120, 40);
    driver.press("G C 2");
    assert!(status(&mut driver).contains("记在 ") && status(&mut driver).contains("状态"), "{}", driver.screen());
    assert!(!sidecar(&folder).exists() && state.exists());
    driver.press("f5 ]");
    assert!(tree(&mut driver).contains("    · 三、经费使用"), "{}", driver.screen());

    std::fs::create_dir(sidecar(&folder))?;
    let mut driver = open_with(&folder, Sidecars::default(), 120, 40);
    let before = tree(&mut driver);
    driver.press("j C 3");
    assert!(status(&mut driver).contains("不是普通文件"), "{}", driver.screen());
    driver.press("g");
    assert_eq!(tree(&mut driver), before);
    Ok(())
}

#[test]
fn the_menu_and_the_reasons_at_three_sizes() -> io::Result<()> {
    let folder = folder()?;
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut driver = open(&folder, width, height);
        driver.press("j l j x");
        insta::assert_snapshot!(format!("why-{width}x{height}"), driver.screen());
        driver.press("x C");
        insta::assert_snapshot!(format!("correct-{width}x{height}"), driver.screen());
        driver.press("r");
        insta::assert_snapshot!(format!("role-{width}x{height}"), driver.screen());
        driver.press("esc");
        assert!(!driver.screen().contains("本节角色"));
    }
    Ok(())
}

#[test]
fn figures_and_reports_follow_a_correction() -> io::Result<()> {
    let folder = folder()?;
    let mut driver = open(&folder, 120, 40);
    driver.press("3");
    let rows = |driver: &mut Driver| driver.screen().lines().filter(|line| line.contains(" 账目 ")).count();
    assert!(driver.screen().contains("161 字") && rows(&mut driver) == 1, "{}", driver.screen());
    driver.press("1 G enter j C d 3");
    assert!(driver.screen().contains("129 字") && rows(&mut driver) == 0, "{}", driver.screen());
    driver.press("1 U 3");
    assert!(driver.screen().contains("161 字") && rows(&mut driver) == 1, "{}", driver.screen());
    // Statistics of a section that is no more are of its document.
    driver.press("1 h G s 1 C 0 3");
    assert!(driver.screen().contains("· 总结.txt"), "{}", driver.screen());
    Ok(())
}

#[test]
fn an_answer_that_comes_after_another_loading_is_dropped() -> io::Result<()> {
    let folder = folder()?;
    let mut driver = open(&folder, 120, 40);
    driver.hold = true;
    driver.press("G C 2 f5 ]");
    driver.release();
    assert!(status(&mut driver).contains("第 14 行定为 2 级标题"), "{}", driver.screen());
    assert!(tree(&mut driver).contains("│   · 三、经费使用"), "{}", driver.screen());
    driver.press("f5 ]");
    assert!(tree(&mut driver).contains("│     · 三、经费使用"), "{}", driver.screen());
    Ok(())
}

#[test]
fn corrections_one_after_another_all_stay() -> io::Result<()> {
    let folder = folder()?;
    let mut driver = open(&folder, 120, 40);
    driver.hold = true;
    driver.press("j C r 6 j C 3 j C p");
    driver.release();
    driver.press("]");
    let screen = driver.screen();
    assert!(screen.contains("总结.txt (2)") && screen.contains("打算"), "{screen}");
    driver.press("U U U");
    assert!(!sidecar(&folder).exists());
    assert!(!driver.screen().contains("总结.txt (2)"), "{}", driver.screen());
    Ok(())
}

#[test]
fn any_keys_in_any_order_keep_the_frame_and_the_document() -> io::Result<()> {
    const KEYS: &[&str] = &[
        "j",
        "k",
        "l",
        "h",
        "g",
        "G",
        "enter",
        "esc",
        "w",
        "n",
        "N",
        "(",
        ")",
        "[",
        "]",
        "/",
        "z",
        "x",
        "c",
        "r",
        "v",
        "U",
        "0",
        "1",
        "2",
        "3",
        "p",
        "P",
        "d",
        "t",
        "u",
        "y",
        "s",
        "S",
        "o",
        "space",
        "f",
        "b",
        "down",
        "up",
        "f5",
        "backspace",
        "：",
        "问",
        "f1",
        "6",
        "alt-1",
        "ctrl-l",
    ];
    let mut seed = 20_250_709_u64;
    let mut random = |count: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % count
    };
    for (width, height) in [(120, 40), (80, 24), (40, 12), (21, 6)] {
        let folder = folder()?;
        let mut driver = open(&folder, width, height);
        for _ in 0..250 {
            let key = KEYS.get(random(KEYS.len())).copied().unwrap_or("esc");
            driver.press(key);
            if random(3) == 0 {
                let screen = driver.screen();
                let wide = |line: &str| unicode_width::UnicodeWidthStr::width(line) > usize::from(width);
                assert!(!screen.lines().any(wide), "{key}\n{screen}");
                let frame = screen.lines().nth(1).is_some_and(|row| row.starts_with('┌') && row.ends_with('┐'));
                assert!(frame, "{key}\n{screen}");
            }
        }
        assert_eq!(driver.left, None);
        assert_eq!(std::fs::read_to_string(document(&folder))?, SUMMARY);
    }
    Ok(())
}
