//! Proofreading on the command line: JSON, exit statuses, files mended byte for byte, what was ignored.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use crate::support::samples;

type Test = Result<(), Box<dyn std::error::Error>>;

fn run(folder: &Path, args: &[&str]) -> std::io::Result<Output> {
    Command::new(env!("CARGO_BIN_EXE_wengao"))
        .arg("lint")
        .args(args)
        .current_dir(folder)
        .env("XDG_CONFIG_HOME", folder.join("config"))
        .env("XDG_STATE_HOME", folder.join("state"))
        .env("XDG_CACHE_HOME", folder.join("cache"))
        .output()
}

fn lint(folder: &Path, args: &[&str]) -> Result<(Value, Option<i32>), Box<dyn std::error::Error>> {
    let out = run(folder, args)?;
    Ok((serde_json::from_slice(&out.stdout).unwrap_or_default(), out.status.code()))
}

fn folder(texts: &[(&str, &[u8])]) -> std::io::Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    for (name, bytes) in texts {
        std::fs::write(folder.path().join(name), bytes)?;
    }
    Ok(folder)
}

const TEXT: &str = "青石镇工作总结\n\n一、主要做法\n各科室要提高认识,抓好落实。𠀀e\u{301}处,已整改。\n";

#[test]
fn findings_have_places_and_fixes() -> Test {
    let folder = folder(&[("总结.txt", TEXT.as_bytes())])?;
    let (found, status) = lint(folder.path(), &["--json", "--rule", "punct-halfwidth", "总结.txt", "没有.txt"])?;
    assert_eq!(status, Some(2));
    let row = |column: usize| {
        json!({
            "path": "总结.txt", "line": 4, "column": column, "length": 1, "rule": "punct-halfwidth", "level": "must",
            "clause": "GB/T 15834 4.1–4.7 规定", "message": "汉字旁用了半角标点“,”", "suggestion": "，",
            "fix": {"line": 4, "column": column, "length": 1, "text": "，"}, "count": 1, "places": null,
        })
    };
    assert_eq!(found.get("findings"), Some(&json!([row(9), row(19)])));
    let problems = found.get("problems").and_then(Value::as_array).cloned().unwrap_or_default();
    assert_eq!(problems.first().and_then(|row| row.get("path")), Some(&json!("没有.txt")));
    let (_, status) = lint(folder.path(), &["--json", "--rule", "punct-halfwidth", "总结.txt"])?;
    assert_eq!(status, Some(1));
    let (_, status) = lint(folder.path(), &["--json", "--rule", "exceed-above", "总结.txt"])?;
    assert_eq!(status, Some(0));
    let out = run(folder.path(), &["--rule", "没有", "总结.txt"])?;
    assert_eq!(out.status.code(), Some(2));
    let text = String::from_utf8(run(folder.path(), &["--rule", "punct-halfwidth", "总结.txt"])?.stdout)?;
    assert!(
        text.starts_with("总结.txt:4:9: 必改 punct-halfwidth 汉字旁用了半角标点“,”")
            && text.ends_with("共 2 条，2 处\n")
    );
    let out = run(folder.path(), &["--lang", "en", "--rule", "punct-halfwidth", "总结.txt"])?;
    assert!(String::from_utf8(out.stdout)?.contains("half-width “,” beside Chinese"));
    Ok(())
}

#[test]
fn what_is_many_is_one_finding_with_all_its_places() -> Test {
    let text = "创城,".repeat(30) + "完。\n";
    let folder = folder(&[("总结.txt", text.as_bytes())])?;
    let (found, _) = lint(folder.path(), &["--json", "--rule", "punct-halfwidth", "总结.txt"])?;
    let rows = found.get("findings").and_then(Value::as_array).cloned().unwrap_or_default();
    let [row] = rows.as_slice() else { return Err(format!("{found}").into()) };
    assert_eq!(
        (row.get("count"), row.get("fix"), row.get("column")),
        (Some(&json!(30)), Some(&Value::Null), Some(&json!(3)))
    );
    let places = row.get("places").and_then(Value::as_array).cloned().unwrap_or_default();
    assert_eq!(places.len(), 30);
    assert_eq!(places.get(1), Some(&json!({"line": 1, "column": 6, "length": 1, "text": "，"})));
    Ok(())
}

#[test]
fn a_mended_file_is_the_old_one_but_for_its_fixes() -> Test {
    let crlf = TEXT.replace('\n', "\r\n");
    let mixed = "\u{feff}各科室,好。\r\n　下一步,\n\n努力";
    let gb = encoding_rs::GB18030.encode(&crlf).0.into_owned();
    let folder = folder(&[
        ("a.txt", crlf.as_bytes()),
        ("b.txt", mixed.as_bytes()),
        ("c.txt", &gb),
        ("d.md", "# 总结\n\n- **各科室**要,见[表](a,b)\n".as_bytes()),
        ("e.txt", "各科室要好。\n".as_bytes()),
    ])?;
    let path = |name: &str| folder.path().join(name);
    std::fs::set_permissions(path("a.txt"), std::fs::Permissions::from_mode(0o640))?;
    let untouched = std::fs::metadata(path("e.txt"))?.modified()?;
    let names = ["a.txt", "b.txt", "c.txt", "d.md", "e.txt"];
    let args: Vec<&str> = ["--fix", "--json", "--rule", "punct-halfwidth"].into_iter().chain(names).collect();
    let (found, status) = lint(folder.path(), &args)?;
    assert_eq!(status, Some(0), "{found}");
    assert_eq!(found.get("fixed").and_then(Value::as_array).map(Vec::len), Some(7), "{found}");
    assert_eq!(std::fs::read_to_string(path("a.txt"))?, crlf.replace(',', "，"));
    assert_eq!(std::fs::read_to_string(path("b.txt"))?, mixed.replace(',', "，"));
    assert_eq!(std::fs::read(path("c.txt"))?, encoding_rs::GB18030.encode(&crlf.replace(',', "，")).0.into_owned());
    assert_eq!(std::fs::read_to_string(path("d.md"))?, "# 总结\n\n- **各科室**要，见[表](a,b)\n");
    assert_eq!(std::fs::metadata(path("e.txt"))?.modified()?, untouched);
    assert_eq!(std::fs::metadata(path("a.txt"))?.permissions().mode() & 0o777, 0o640);
    // Once more changes nothing.
    let (found, _) = lint(folder.path(), &args)?;
    assert_eq!(found.get("fixed").and_then(Value::as_array).map(Vec::len), Some(0));
    Ok(())
}

#[test]
fn a_mended_text_can_be_printed_and_other_formats_are_left_alone() -> Test {
    let folder = folder(&[("a.txt", TEXT.as_bytes()), ("b.html", b"<p>x</p>")])?;
    let out = run(folder.path(), &["--fix", "--stdout", "--rule", "punct-halfwidth", "a.txt"])?;
    assert_eq!((out.status.code(), String::from_utf8(out.stdout)?), (Some(0), TEXT.replace(',', "，")));
    assert_eq!(std::fs::read_to_string(folder.path().join("a.txt"))?, TEXT);
    assert_eq!(run(folder.path(), &["--fix", "b.html"])?.status.code(), Some(2));
    // What cannot be written is told with what is found in it.
    std::fs::copy(folder.path().join("a.txt"), folder.path().join("只读.txt"))?;
    std::fs::set_permissions(folder.path().join("只读.txt"), std::fs::Permissions::from_mode(0o444))?;
    let (found, status) = lint(folder.path(), &["--fix", "--json", "--rule", "punct-halfwidth", "只读.txt"])?;
    assert_eq!((status, found.get("findings").and_then(Value::as_array).map(Vec::len)), (Some(2), Some(2)), "{found}");
    assert!(found.to_string().contains("只读文件，没有改动"), "{found}");
    // Standard input.
    let mut child = Command::new(env!("CARGO_BIN_EXE_wengao"))
        .args(["lint", "--fix", "--stdout", "--rule", "punct-halfwidth", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    if let Some(stdin) = child.stdin.as_mut() {
        stdin.write_all(TEXT.as_bytes())?;
    }
    let out = child.wait_with_output()?;
    assert_eq!((out.status.code(), String::from_utf8(out.stdout)?), (Some(0), TEXT.replace(',', "，")));
    assert_eq!(run(folder.path(), &["--fix", "--stdout", "a.txt", "b.html"])?.status.code(), Some(2));
    assert_eq!(run(folder.path(), &["--stdout", "a.txt"])?.status.code(), Some(2));
    Ok(())
}

#[test]
fn rules_and_names_are_set_in_the_settings() -> Test {
    let folder = folder(&[("a.txt", TEXT.as_bytes()), ("names.txt", "认识,抓好\n=\n".as_bytes())])?;
    let config: PathBuf = folder.path().join("config").join("wengao");
    std::fs::create_dir_all(&config)?;
    let set = |text: &str| std::fs::write(config.join("config.toml"), text);
    let count = || -> Result<usize, Box<dyn std::error::Error>> {
        let (found, _) = lint(folder.path(), &["--json", "--min-level", "suspect", "a.txt"])?;
        let rows = found.get("findings").and_then(Value::as_array).cloned().unwrap_or_default();
        Ok(rows.iter().filter(|row| row.get("rule") == Some(&json!("punct-halfwidth"))).count())
    };
    assert_eq!(count()?, 2);
    set("lint-off = [\"punct-halfwidth\"]\n")?;
    assert_eq!(count()?, 0);
    set("lint-levels = { punct-halfwidth = \"hint\" }\n")?;
    assert_eq!(count()?, 0);
    set(&format!("names = {:?}\n", folder.path().join("names.txt")))?;
    assert_eq!(count()?, 1);
    set("lint-off = [\"punct-halfwith\"]\nlint-levels = { punct-double = \"bad\" }\n")?;
    let told = String::from_utf8(run(folder.path(), &["a.txt"])?.stderr)?;
    assert!(told.contains("punct-halfwith") && told.contains("bad"), "{told}");
    Ok(())
}

#[test]
fn the_samples_can_be_proofread() -> Test {
    let folder = folder(&[])?;
    let (found, status) = lint(folder.path(), &["--json", &samples().display().to_string()])?;
    assert_eq!(status, Some(1));
    let rows = found.get("findings").and_then(Value::as_array).map(Vec::len);
    assert!(rows.is_some_and(|rows| rows > 10), "{rows:?}");
    Ok(())
}

#[test]
fn what_was_ignored_is_neither_told_nor_mended() -> Test {
    let folder = folder(&[("总结.txt", "各科室要提高认识,抓好落实;及时整改,完。\n".as_bytes())])?;
    let sidecar = folder.path().join("总结.txt.wengao.jsonl");
    let record = json!({
        "kind": "decision", "verdict": "ignored", "reason": "原文如此", "v": 1, "by": "王芳",
        "id": "1", "at": "2026-03-05T09:30:00+08:00",
        "finding": {"rule": "punct-halfwidth", "text": ";", "before": "要提高认识,抓好落实", "after": "及时整改,完。"},
    });
    std::fs::write(&sidecar, format!("{record}\n"))?;
    let (found, _) = lint(folder.path(), &["--json", "--rule", "punct-halfwidth", "总结.txt"])?;
    let columns: Vec<Option<u64>> = found
        .get("findings")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
        .map(|row| row.get("column").and_then(Value::as_u64))
        .collect();
    assert_eq!(columns, [Some(9), Some(19)], "{found}");
    // Its neighbours are mended, which makes it no other place.
    lint(folder.path(), &["--fix", "--json", "--rule", "punct-halfwidth", "总结.txt"])?;
    let mended = std::fs::read_to_string(folder.path().join("总结.txt"))?;
    assert_eq!(mended, "各科室要提高认识，抓好落实;及时整改，完。\n");
    Ok(())
}
