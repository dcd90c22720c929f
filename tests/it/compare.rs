//! Two versions of a document on the command line: what changed, in any formats.

use std::process::{Command, Output};

use serde_json::Value;

use crate::support::{files, samples};

type Test = Result<(), Box<dyn std::error::Error>>;

const OLD: &str = "青石镇2024年工作总结\n\n一、宣传发动\n利用广播和展板讲清楚政策要求，发放宣传单200份，营造浓厚氛围。\n二、环境整治\n组织志愿者集中清扫背街小巷，清运垃圾三十余吨，面貌有改善。\n三、存在问题\n经费不足，人手偏紧，长效机制还没有建立起来。\n";
const NEW: &str = "青石镇2024年工作总结\n\n一、环境整治\n组织志愿者集中清扫背街小巷，清运垃圾三十余吨，面貌有改善。\n二、宣传发动\n利用广播和展板讲清楚政策要求，发放宣传单350份，营造浓厚氛围。\n三、存在问题\n经费不足，人手偏紧，长效机制还没有建立起来。\n";

fn compare(args: &[&str]) -> std::io::Result<Output> {
    Command::new(env!("CARGO_BIN_EXE_wengao"))
        .arg("compare")
        .args(args)
        .env("XDG_CONFIG_HOME", samples())
        .env("XDG_CACHE_HOME", std::env::temp_dir().join("wengao-no-cache"))
        .output()
}

#[test]
fn two_versions_are_told_apart_in_text_json_and_as_a_page() -> Test {
    let folder = tempfile::tempdir()?;
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (old, new, page) = (path("旧稿.txt"), path("新稿.md"), path("花脸稿.html"));
    std::fs::write(&old, OLD)?;
    std::fs::write(&new, NEW)?;
    let out = compare(&[&old, &new])?;
    let text = String::from_utf8(out.stdout)?;
    assert_eq!(out.status.code(), Some(1), "{text}");
    for part in ["数字  200份 → 350份", "〔移自“", "〔移至“", "[-200-]{+350+}份", "一、→二、"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains('\u{1b}'), "no colours where there is no terminal");
    let out = compare(&[&old, &new, "--json", "--html", &page])?;
    let value: Value = serde_json::from_slice(&out.stdout)?;
    let fates: Vec<&str> =
        value["sections"].as_array().into_iter().flatten().filter_map(|s| s["fate"].as_str()).collect();
    assert_eq!(fates.iter().filter(|fate| **fate == "moved").count(), 1, "{fates:?}");
    assert!(!fates.iter().any(|fate| matches!(*fate, "inserted" | "deleted")), "{fates:?}");
    assert_eq!(value["facts"].as_array().map(Vec::len), Some(1));
    let html = std::fs::read_to_string(&page)?;
    assert!(html.starts_with("<!DOCTYPE html>") && html.contains("<del>200</del><ins>350</ins>"), "{html}");
    let out = compare(&[&old, &new, "--html", "-"])?;
    assert_eq!(String::from_utf8(out.stdout)?, html);
    Ok(())
}

#[test]
fn the_exit_status_tells_same_different_and_trouble() -> Test {
    let folder = tempfile::tempdir()?;
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (old, same) = (path("a.txt"), path("b.txt"));
    std::fs::write(&old, OLD)?;
    // Another encoding, another layout, the same words.
    let laid_out = OLD.replace("\n组织", "\n\u{3000}\u{3000}组织");
    let (bytes, _, _) = encoding_rs::GB18030.encode(&laid_out);
    std::fs::write(&same, bytes)?;
    let out = compare(&[&old, &same])?;
    assert_eq!((out.status.code(), String::from_utf8(out.stdout)?.as_str()), (Some(0), "没有改动\n"));
    for args in [
        &[old.as_str(), &path("没有.txt")][..],
        &[&path("没有.txt"), old.as_str()],
        &[&folder.path().display().to_string(), old.as_str()],
        &["-", "-"],
        &[old.as_str(), same.as_str(), "--html", old.as_str()],
        &[old.as_str()],
    ] {
        let out = compare(args)?;
        assert_eq!(out.status.code(), Some(2), "{args:?}");
        assert!(!out.stderr.is_empty(), "{args:?}");
    }
    assert_eq!(std::fs::read_to_string(&old)?, OLD, "what is compared is not written over");
    Ok(())
}

#[test]
fn documents_of_office_programs_are_the_same_as_themselves() -> Test {
    let mut count = 0;
    for entry in std::fs::read_dir(files())? {
        let path = entry?.path();
        let whole = ["docx", "doc", "odt", "rtf", "pdf"].map(Some);
        if whole.contains(&path.extension().and_then(|ending| ending.to_str())) {
            let path = path.display().to_string();
            let out = compare(&[&path, &path])?;
            if out.status.code() != Some(2) {
                assert_eq!(out.status.code(), Some(0), "{path}: {}", String::from_utf8_lossy(&out.stdout));
                count += 1;
            }
        }
    }
    assert!(count > 2, "{count}");
    Ok(())
}

#[test]
fn a_real_summary_and_its_next_version() -> Test {
    let Some(shared) = std::env::var_os("WENGAO_SHARED").map(std::path::PathBuf::from).filter(|f| f.is_dir()) else {
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), "skipped: versions of a real text need WENGAO_SHARED");
        return Ok(());
    };
    let text = std::fs::read_to_string(shared.join("seed").join("chuangcheng.txt"))?;
    let folder = tempfile::tempdir()?;
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (old, new) = (path("a.txt"), path("b.txt"));
    std::fs::write(&old, &text)?;
    // The second piece is put last.
    let pieces: Vec<&str> = text.split("【第").collect();
    let [first, one, two, rest @ ..] = pieces.as_slice() else { return Err("pieces".into()) };
    let turned = [&[*first, *one][..], rest, &[*two]].concat().join("【第");
    std::fs::write(&new, turned)?;
    let out = compare(&[&old, &new, "--json"])?;
    let value: Value = serde_json::from_slice(&out.stdout)?;
    assert_eq!(out.status.code(), Some(1));
    let counts = &value["counts"];
    let characters = |key: &str| counts[key].as_u64().unwrap_or(u64::MAX);
    assert!(characters("deleted") < 100 && characters("inserted") < 100, "{counts}");
    Ok(())
}
