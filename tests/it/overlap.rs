//! Copied text, what came along with it, and what is not filled in: on the command line and in the draft.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::{Driver, samples};

type Test = Result<(), Box<dyn std::error::Error>>;

const SOURCE: &str = "桃源县民政局2022年创城半年工作总结\n\n一、主要做法\n\n组织全局干部认真学习《桃源县市民读本》，由熊伟明局长带队走访商户120家，发放倡议书2000份，群众反映良好。\n\n桃源县民政局\n2022年7月5日\n";
const COPIED: &str = "组织全局干部认真学习《桃源县市民读本》，由熊伟明局长带队走访商户98家,发放倡议书xx份";

fn overlap(args: &[&str]) -> std::io::Result<(Value, Option<i32>)> {
    let out = Command::new(env!("CARGO_BIN_EXE_wengao"))
        .arg("overlap")
        .args(args)
        .env("XDG_CONFIG_HOME", samples())
        .env("XDG_CACHE_HOME", std::env::temp_dir().join("wengao-no-cache"))
        .output()?;
    Ok((serde_json::from_slice(&out.stdout).unwrap_or_default(), out.status.code()))
}

fn texts<'v>(value: &'v Value, key: &str) -> Vec<&'v str> {
    let rows = value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    rows.iter().filter_map(|row| row.get("text").and_then(Value::as_str)).collect()
}

#[test]
fn a_copied_sentence_is_told_with_its_place_and_what_came_along() -> Test {
    let folder = tempfile::tempdir()?;
    let (draft, source) = (folder.path().join("稿.txt"), folder.path().join("源"));
    std::fs::create_dir(&source)?;
    std::fs::write(source.join("a.txt"), SOURCE)?;
    std::fs::write(&draft, format!("青石镇2024年总结\n\u{3000}\u{3000}我镇{COPIED}，𠀀很好。\n"))?;
    // The draft lies in the folder of the corpus, too.
    std::fs::copy(&draft, source.join("稿.txt"))?;
    let shown = |path: &Path| path.display().to_string();
    let (found, status) = overlap(&[&shown(&source.join("稿.txt")), "--against", &shown(&source), "--json"])?;
    assert_eq!(status, Some(1), "{found}");
    let span = found.get("spans").and_then(|spans| spans.get(0)).cloned().unwrap_or_default();
    let number = |key: &str| span.get(key).and_then(Value::as_u64);
    assert_eq!(
        ["line", "column", "length", "source_line", "source_column"].map(number),
        [2, 5, COPIED.chars().count() as u64, 5, 1].map(Some),
        "{found}"
    );
    assert_eq!(span.get("piece").and_then(Value::as_str), Some("桃源县民政局2022年创城半年工作总结"));
    assert!(span.get("path").and_then(Value::as_str).is_some_and(|path| path.ends_with("a.txt")));
    assert_eq!(found.get("spans").and_then(Value::as_array).map(Vec::len), Some(1));
    assert_eq!(texts(&found, "residue"), ["桃源县", "熊伟明局长"]);
    assert_eq!(texts(&found, "leftovers"), ["xx"]);
    assert!(found.get("share").and_then(Value::as_f64).is_some_and(|share| share > 0.5 && share < 1.0), "{found}");
    // Nothing in common, and nothing to hold it against.
    let (none, status) = overlap(&[&shown(&draft), "--against", &shown(&samples()), "--json"])?;
    assert_eq!((status, texts(&none, "spans").len()), (Some(1), 0), "what is not filled in is a finding: {none}");
    std::fs::write(&draft, "青石镇2024年总结\n自己写的一句话。\n")?;
    let (none, status) = overlap(&[&shown(&draft), "--against", &shown(&samples()), "--json"])?;
    assert_eq!((status, texts(&none, "spans").len()), (Some(0), 0));
    // A slot is neither copied nor a name that came along.
    std::fs::write(&draft, "青石镇2024年总结\n【组织全局干部认真学习《桃源县市民读本》】\n")?;
    let (none, status) = overlap(&[&shown(&draft), "--against", &shown(&source), "--json"])?;
    assert_eq!(status, Some(0), "{none}");
    let (_, status) = overlap(&[&shown(&draft), "--against", &shown(&folder.path().join("没有")), "--json"])?;
    assert_eq!(status, Some(2));
    let (_, status) = overlap(&[&shown(&folder.path().join("没有.txt")), "--against", &shown(&source), "--json"])?;
    assert_eq!(status, Some(2));
    Ok(())
}

#[test]
fn one_s_own_set_phrases_are_no_overlap() -> Test {
    let folder = tempfile::tempdir()?;
    let path = |name: &str| folder.path().join(name).display().to_string();
    let phrase = "坚持人民至上生命至上安全第一预防为主";
    std::fs::write(path("源.txt"), format!("总结\n{phrase}。\n"))?;
    std::fs::write(path("稿.txt"), format!("草稿\n我们{phrase}！\n"))?;
    std::fs::write(path("套话.txt"), format!("# 我的\n{phrase}\n"))?;
    let (draft, source, list) = (path("稿.txt"), path("源.txt"), path("套话.txt"));
    assert_eq!(overlap(&[&draft, "--against", &source, "--json"])?.1, Some(1));
    assert_eq!(overlap(&[&draft, "--against", &source, "--json", "--set-phrases", &list])?.1, Some(0));
    Ok(())
}

#[test]
fn the_draft_says_while_it_is_written_what_stands_elsewhere() -> Test {
    let (mut driver, _folder) = Driver::on_texts(&[("a.txt", SOURCE)], 120, 30)?;
    driver.press("6");
    driver.paste(&format!("青石镇2024年总结\n自己写的一段。\n我镇{COPIED}，很好。"));
    driver.pause();
    let screen = driver.screen();
    assert!(screen.contains("重合 "), "{screen}");
    let signs = |screen: &str, sign: &str| screen.lines().filter(|line| line.contains(&format!("│{sign}"))).count();
    assert!(signs(&screen, "!") >= 1, "{screen}");
    driver.press("alt-c");
    let screen = driver.screen();
    assert!(screen.contains("查重") && screen.contains("重合 ") && screen.contains("桃源县民政局2022"), "{screen}");
    driver.press("alt-x");
    let screen = driver.screen();
    assert!(screen.contains("待改 3 处"), "{screen}");
    driver.press("enter");
    driver.press("alt-x c");
    assert!(driver.screen().contains("待改 2 处"), "{}", driver.screen());
    // The text above moves it and leaves it right; a change of its sentence opens it again.
    driver.press("esc ctrl-home");
    driver.type_text("新");
    driver.press("enter");
    driver.pause();
    driver.press("alt-x");
    assert!(driver.screen().contains("待改 2 处"), "{}", driver.screen());
    driver.press("esc ctrl-end left");
    driver.type_text("得");
    driver.pause();
    driver.press("alt-x");
    assert!(driver.screen().contains("待改 3 处"), "{}", driver.screen());
    driver.press("esc ctrl-a delete");
    driver.pause();
    assert!(!driver.screen().contains("重合"), "{}", driver.screen());
    Ok(())
}

#[test]
fn the_marks_keep_to_the_text_on_narrow_screens_and_in_ascii() -> Test {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let (mut driver, _folder) = Driver::on_texts(&[("a.txt", SOURCE)], width, height)?;
        driver.press("6");
        driver.paste(&format!("我镇{COPIED}，很好。"));
        driver.pause();
        let screen = driver.screen();
        assert!(screen.lines().any(|line| line.contains('┃') || line.contains('!')), "{screen}");
        for key in ["alt-c", "alt-x"] {
            driver.press(key);
            assert_eq!(driver.screen().lines().count(), usize::from(height));
        }
    }
    Ok(())
}

#[test]
fn the_second_of_eight_summaries_brings_its_names() -> Test {
    let Some(shared) = std::env::var_os("WENGAO_SHARED").map(std::path::PathBuf::from).filter(|f| f.is_dir()) else {
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), "skipped: names of real text need WENGAO_SHARED");
        return Ok(());
    };
    let page = shared.join("seed").join("chuangcheng.txt");
    let text = std::fs::read_to_string(&page)?;
    let piece =
        text.split("【第二篇】").nth(1).and_then(|rest| rest.split("创城半年工作总结").next()).unwrap_or_default();
    let folder = tempfile::tempdir()?;
    let draft = folder.path().join("稿.txt");
    std::fs::write(&draft, format!("青石镇2024年创城总结\n{}", piece.replace("200余册", "350余册")))?;
    let (found, status) = overlap(&[&draft.display().to_string(), "--against", &page.display().to_string(), "--json"])?;
    assert_eq!(status, Some(1));
    assert!(found.get("share").and_then(Value::as_f64).is_some_and(|share| share > 0.98), "{found}");
    let residue = texts(&found, "residue");
    for name in ["常德", "局长", "社区"] {
        assert!(residue.iter().any(|found| found.contains(name)), "{name}: {residue:?}");
    }
    Ok(())
}
