//! From the corpus into the draft: a skeleton, sections and sentences beside the text, what is taken over and listed.

use crate::support::Driver;

const LAST_YEAR: &str = "临江局创城半年总结\n今年以来，我局认真落实部署，扎实推进创建工作，取得了阶段性成效，现将情况总结如下，请审阅，不当之处请指正。\n一、加强领导\n成立了领导小组，局长任组长，分管副局长任副组长，责任到人。\n二、入户宣传\n共入户宣传１２００户，发放倡议书3000份，群众知晓率明显提高。\n三、存在问题\n经费不足，人手不够，宣传不够深入，居民参与率不高。\n";
const OTHER: &str = "河口镇创城半年总结\n一、强化领导\n镇长任组长，各村书记为成员，层层签订责任书，压实责任。\n二、宣传发动\n入户宣传800户，发放倡议书1000份，利用广播反复宣传。\n三、存在的问题\n资金缺口较大，部分村民积极性不高，需要再发动、再动员。\n";

fn driver(width: u16, height: u16) -> std::io::Result<(Driver, tempfile::TempDir)> {
    Driver::on_texts(&[("1临江.txt", LAST_YEAR), ("2河口.txt", OTHER)], width, height)
}

/// The draft, a skeleton of the first work in it.
fn with_skeleton(width: u16, height: u16) -> std::io::Result<(Driver, tempfile::TempDir)> {
    let (mut driver, folder) = driver(width, height)?;
    driver.screen();
    driver.press("down m");
    driver.screen();
    driver.pause();
    Ok((driver, folder))
}

#[test]
fn a_skeleton_of_a_work_is_one_step_and_its_first_slot_is_chosen() -> std::io::Result<()> {
    let (mut driver, _folder) = with_skeleton(120, 40)?;
    let text = driver.app.draft().text();
    assert!(text.starts_with("【标题】\n【开头，约 50 字】\n一、加强领导\n【"), "{text}");
    assert!(driver.screen().contains("Alt-. 到下一个空位"), "{}", driver.screen());
    driver.type_text("我局创城总结");
    assert!(driver.app.draft().text().starts_with("我局创城总结\n【开头"), "the slot gives way to what is typed");
    driver.press("ctrl-z ctrl-z");
    assert_eq!(driver.app.draft().text(), "");
    Ok(())
}

#[test]
fn several_works_give_what_they_have_in_common() -> std::io::Result<()> {
    let (mut driver, _folder) = driver(120, 40)?;
    driver.screen();
    driver.press("home m");
    let text = driver.app.draft().text();
    let headings: Vec<&str> = text.lines().filter(|line| !line.starts_with('【')).collect();
    assert_eq!(headings.len(), 3, "{text}");
    assert!(headings.last().is_some_and(|last| last.starts_with("三、存在") && last.ends_with("问题")), "{text}");
    Ok(())
}

#[test]
fn sections_of_the_same_part_stand_beside_the_text_and_one_fills_the_slot() -> std::io::Result<()> {
    let (mut driver, _folder) = with_skeleton(120, 40)?;
    driver.press("ctrl-end up");
    driver.pause();
    driver.press("ctrl-f");
    driver.type_text("三、存在");
    driver.press("enter home down");
    driver.pause();
    driver.press("alt-m");
    let screen = driver.screen();
    assert!(screen.contains("〔问题〕三、存在问题"), "{screen}");
    assert!(screen.contains("三、存在的问题 · 河口"), "{screen}");
    driver.press("j y");
    let text = driver.app.draft().text();
    assert!(text.contains("三、存在问题\n资金缺口较大，部分村民积极性不高，需要再发动、再动员。"), "{text}");
    assert!(!text.contains("【问题"), "the slot is filled: {text}");
    driver.pause();
    driver.press("alt-b");
    let screen = driver.screen();
    assert!(screen.contains("第 7 行 · 河口镇创城"), "{screen}");
    // What is the writer's own in the midst of it is not borrowed.
    driver.press("esc");
    driver.type_text("𠀀自己的话");
    driver.pause();
    let screen = driver.screen();
    assert!(screen.contains("4 处") && screen.contains("占全稿"), "{screen}");
    Ok(())
}

#[test]
fn sentences_like_the_one_at_the_caret_go_in_at_the_caret() -> std::io::Result<()> {
    let (mut driver, _folder) = driver(120, 40)?;
    driver.press("6");
    driver.type_text("上半年入户宣传950户，发放倡议书2000份");
    driver.pause();
    driver.press("alt-a");
    driver.pause();
    let screen = driver.screen();
    assert!(screen.contains("入户宣传800户，发放"), "{screen}");
    driver.press("y");
    let text = driver.app.draft().text();
    assert_eq!(text, "上半年入户宣传950户，发放倡议书2000份入户宣传800户，发放倡议书1000份，利用广播反复宣传。");
    driver.press("o");
    let screen = driver.screen();
    assert!(
        screen.contains("河口镇创城半年总结") && !screen.contains("草稿提纲"),
        "its place is open in 阅读: {screen}"
    );
    Ok(())
}

#[test]
fn the_corpus_is_searched_from_the_draft() -> std::io::Result<()> {
    let (mut driver, _folder) = driver(80, 24)?;
    driver.press("6 alt-/");
    driver.type_text("倡议书");
    driver.press("enter");
    driver.pause();
    let screen = driver.screen();
    assert!(screen.contains("检索材料") && screen.contains("共入户宣传"), "{screen}");
    driver.press("alt-/");
    driver.type_text("/入户(/");
    driver.press("enter");
    assert!(driver.screen().contains("正则"), "an error in the query is told: {}", driver.screen());
    driver.press("esc");
    driver.type_text("写");
    assert_eq!(driver.app.draft().text(), "写");
    Ok(())
}

/// The Chinese characters of a text.
fn han(text: &str) -> Vec<char> {
    text.chars().filter(|c| matches!(c, '\u{3400}'..='\u{9fff}')).collect()
}

/// The share of the Chinese characters of `draft` that lie in a run of thirteen that stands in `source`, in per cent.
fn copied(draft: &str, source: &str) -> usize {
    let (draft, source) = (han(draft), han(source));
    let runs: std::collections::HashSet<&[char]> = source.windows(13).collect();
    let mut inside = vec![false; draft.len()];
    for (at, run) in draft.windows(13).enumerate() {
        if runs.contains(run) {
            inside[at..at + 13].fill(true);
        }
    }
    (inside.iter().filter(|inside| **inside).count() * 100 + draft.len() / 2) / draft.len().max(1)
}

#[test]
fn a_draft_from_a_real_page_knows_what_is_not_its_own() -> std::io::Result<()> {
    let Some(shared) = std::env::var_os("WENGAO_SHARED").map(std::path::PathBuf::from).filter(|f| f.is_dir()) else {
        use std::io::Write;
        return writeln!(std::io::stderr(), "skipped: a draft from a real page needs WENGAO_SHARED");
    };
    let page = shared.join("seed").join("chuangcheng.txt");
    let source = std::fs::read_to_string(&page)?;
    let mut driver = Driver::new(vec![wengao::corpus::load::Input::Path(page)], 120, 40);
    driver.screen();
    driver.press("down down m");
    driver.screen();
    driver.type_text("青石县民政局2025年上半年创城工作总结");
    // Three sections, each into the slot of its heading.
    for heading in ["二是成立机构。", "三是健全网络。", "三是整顿办公秩序。"] {
        driver.press("ctrl-home ctrl-f");
        driver.type_text(heading);
        driver.press("enter end");
        driver.pause();
        driver.press("alt-m");
        driver.pause();
        driver.screen();
        driver.press("y esc");
    }
    // A figure is changed, an item moved, and all is numbered anew.
    driver.press("ctrl-home ctrl-f");
    driver.type_text("5个专门工作组");
    driver.press("enter");
    driver.type_text("6个专门工作组");
    driver.press("ctrl-home ctrl-f");
    driver.type_text("三是健全网络");
    driver.press("enter home alt-u alt-r");
    driver.pause();
    let text = driver.app.draft().text();
    assert!(text.contains("\n二是健全网络。") && text.contains("\n三是成立机构。"), "{text}");

    // Every borrowed stretch stands in the page as it is told; what was changed is the writer's own.
    let flat = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace() && !",，".contains(*c)).collect() };
    let page_flat = flat(&source);
    let lines: Vec<&str> = text.split('\n').collect();
    let origins = driver.app.draft().origins().spans().to_vec();
    assert!(origins.len() > 20, "{}", origins.len());
    let mut borrowed = 0;
    for origin in &origins {
        assert_eq!(origin.span.start.paragraph, origin.span.end.paragraph);
        let line = lines.get(origin.span.start.paragraph).copied().unwrap_or_default();
        let piece = line.get(origin.span.start.byte..origin.span.end.byte).unwrap_or_default();
        assert!(page_flat.contains(&flat(piece)), "{piece}");
        assert!(!piece.contains("6个专门工作组") && !piece.contains('【'), "{piece}");
        borrowed += wengao::text::count::characters(piece);
    }
    driver.press("alt-b");
    let screen = driver.screen();
    assert!(screen.contains(&format!("摘入 {borrowed} 字")), "{borrowed}: {screen}");
    assert!(screen.contains(&format!("{} 处", origins.len())), "{screen}");

    // Names that came along, and the share of copied text, to the character.
    driver.press("esc alt-x");
    driver.pause();
    let mut seen = String::new();
    for _ in 0..12 {
        seen.push_str(&driver.screen());
        driver.press("j");
    }
    for name in ["熊国建", "李巨开", "戴平", "周晓平", "曹吉飞", "常德"] {
        assert!(seen.contains(name), "{name}: {seen}");
    }
    let share = format!("重合 {}%", copied(&text, &source));
    assert!(driver.screen().contains(&share), "{share}: {}", driver.screen());
    Ok(())
}

#[test]
fn whoever_types_beside_the_text_writes_in_it() -> std::io::Result<()> {
    let (mut driver, _folder) = driver(120, 40)?;
    driver.press("6");
    driver.type_text("上半年入户宣传950户");
    for (key, typed, expected) in [("alt-m", "我们yi", "我们yi"), ("alt-b", "镇，年", "镇，年"), ("alt-x", "好", "好")]
    {
        let before = driver.app.draft().text();
        driver.press(key);
        driver.screen();
        for c in typed.chars() {
            driver.type_text(&c.to_string());
        }
        assert_eq!(driver.app.draft().text(), format!("{before}{expected}"), "{key}");
    }
    driver.press("alt-b backspace");
    assert!(driver.app.draft().text().ends_with("，年"));
    driver.press("alt-b ctrl-home delete");
    assert!(driver.app.draft().text().starts_with("半年入户"));
    // Tab shows other cards and sets nothing in.
    let before = driver.app.draft().text();
    driver.press("alt-b tab");
    assert!(!driver.screen().contains("借用清单 ─"), "{}", driver.screen());
    assert_eq!(driver.app.draft().text(), before);
    Ok(())
}

#[test]
fn tab_goes_from_slot_to_slot_and_erases_none() -> std::io::Result<()> {
    let (mut driver, _folder) = with_skeleton(80, 24)?;
    let before = driver.app.draft().text();
    driver.press("tab");
    assert_eq!(driver.app.draft().text(), before);
    driver.type_text("开头的话。");
    assert!(driver.app.draft().text().starts_with("【标题】\n开头的话。\n一、"), "{}", driver.app.draft().text());
    Ok(())
}
