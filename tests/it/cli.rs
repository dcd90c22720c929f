//! The command line as scripts use it.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::support::samples;

type Test = Result<(), Box<dyn std::error::Error>>;

fn wengao(args: &[&str]) -> std::io::Result<Output> {
    Command::new(env!("CARGO_BIN_EXE_wengao")).args(args).env("XDG_CONFIG_HOME", samples()).output()
}

fn json(args: &[&str]) -> Result<Value, Box<dyn std::error::Error>> {
    Ok(serde_json::from_slice(&wengao(args)?.stdout)?)
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().map(|o| o.keys().map(String::as_str).collect()).unwrap_or_default()
}

fn first<'v>(value: &'v Value, key: &str) -> &'v Value {
    value.get(key).and_then(|v| v.get(0)).unwrap_or(&Value::Null)
}

#[test]
fn the_outline_in_json_has_its_form() -> Test {
    let folder = samples().display().to_string();
    let out = json(&["outline", "--json", &folder])?;
    assert_eq!(keys(&out), ["documents", "problems"]);
    let document = first(&out, "documents");
    let mut found = keys(document);
    found.sort_unstable();
    assert_eq!(found, ["encoding", "format", "noise_lines", "path", "pieces"]);
    let piece = first(document, "pieces");
    let mut found = keys(piece);
    found.sort_unstable();
    assert_eq!(found, ["end_line", "headings", "start_line", "title"]);
    let mut found = keys(first(piece, "headings"));
    found.sort_unstable();
    assert_eq!(found, ["level", "line", "marker", "role", "run_in", "text"]);
    let count = out.get("documents").and_then(Value::as_array).map_or(0, Vec::len);
    assert_eq!(count, std::fs::read_dir(samples())?.count());
    Ok(())
}

#[test]
fn the_statistics_in_json_have_their_form() -> Test {
    let folder = samples().display().to_string();
    let out = json(&["stats", "--json", &folder])?;
    let mut found = keys(&out);
    found.sort_unstable();
    assert_eq!(found, ["corpus", "pieces", "problems"]);
    for one in [first(&out, "pieces"), out.get("corpus").unwrap_or(&Value::Null)] {
        for key in ["characters", "sentences", "paragraphs", "sections", "keywords"] {
            assert!(one.get(key).is_some(), "{key} in {one}");
        }
        let mut found = keys(first(one, "keywords"));
        found.sort_unstable();
        assert_eq!(found, ["count", "score", "word"]);
    }
    let csv = wengao(&["stats", "--csv", "--statistic", "keywords", &folder])?;
    assert!(String::from_utf8_lossy(&csv.stdout).starts_with("word,"));
    let text = wengao(&["stats", &folder])?;
    assert!(String::from_utf8_lossy(&text.stdout).contains("关键词"));
    Ok(())
}

#[test]
fn a_bad_file_is_named_and_the_rest_is_done() -> Test {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("a.txt"), "一、做法\n上半年做了三件事，都有成效。\n")?;
    std::fs::write(folder.path().join("b.docx"), "PK\u{3}\u{4} but no docx")?;
    let path = folder.path().display().to_string();
    let out = wengao(&["outline", "--json", &path])?;
    let value: Value = serde_json::from_slice(&out.stdout)?;
    assert_eq!(value.get("documents").and_then(Value::as_array).map(Vec::len), Some(1));
    let mut found = keys(first(&value, "problems"));
    found.sort_unstable();
    assert_eq!(found, ["path", "reason"]);
    assert!(String::from_utf8_lossy(&out.stderr).contains("b.docx"));
    assert_eq!(out.status.code(), Some(0));
    let nothing = wengao(&["outline", &folder.path().join("c.txt").display().to_string()])?;
    assert_eq!(nothing.status.code(), Some(2));
    Ok(())
}

#[test]
fn standard_input_is_a_document() -> Test {
    let mut child = Command::new(env!("CARGO_BIN_EXE_wengao"))
        .args(["outline", "--json", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all("一、做法\n上半年做了三件事，件件都有着落，群众也都满意。\n二、问题\n经费还不足，人手也不够，需要想办法。\n".as_bytes())?;
    }
    let out = child.wait_with_output()?;
    let value: Value = serde_json::from_slice(&out.stdout)?;
    assert_eq!(first(&value, "documents").get("path").and_then(Value::as_str), Some("-"));
    Ok(())
}

#[test]
fn an_encoding_can_be_forced_and_an_unknown_one_is_refused() -> Test {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("g.txt");
    let (bytes, _, _) = encoding_rs::GBK.encode("一、做法\n上半年，成效明显。\n");
    std::fs::write(&path, bytes)?;
    let path = path.display().to_string();
    let forced = json(&["outline", "--json", "--encoding", "gbk", &path])?;
    assert!(forced.to_string().contains("做法"));
    let refused = wengao(&["outline", "--encoding", "klingon", &path])?;
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("klingon"));
    Ok(())
}

#[test]
fn commands_completions_and_the_manual() -> Test {
    let commands = json(&["commands", "--json"])?;
    let mut found = keys(first(&commands, "commands"));
    found.sort_unstable();
    assert_eq!(found, ["en", "id", "keys", "room", "zh"]);
    for (args, part) in [(&["commands"][..], "read.fold"), (&["completions", "bash"], "wengao"), (&["man"], ".TH")] {
        let out = wengao(args)?;
        assert_eq!(out.status.code(), Some(0));
        assert!(String::from_utf8_lossy(&out.stdout).contains(part), "{args:?}");
    }
    Ok(())
}

#[test]
fn one_folder_is_compared_with_another() -> Test {
    let folder = tempfile::tempdir()?;
    let path = |name: &str| folder.path().join(name).display().to_string();
    for (name, text) in [("今年", "社区宣传，社区宣传，社区𠀀宣传。"), ("去年", "医院整治，医院整治，医院整治。")]
    {
        std::fs::create_dir(folder.path().join(name))?;
        std::fs::write(folder.path().join(name).join("a.txt"), format!("{name}工作总结\n\n一、主要做法\n{text}\n"))?;
    }
    let (now, before) = (path("今年"), path("去年"));
    let compare = |rest: &[&str]| {
        let mut args = vec!["stats", "--statistic", "compare"];
        args.extend(rest);
        wengao(&args)
    };
    let out = compare(&["--json", "--against", &before, &now])?;
    let report: serde_json::Value = serde_json::from_slice(&out.stdout)?;
    let row = |word: &str| report["rows"].as_array()?.iter().find(|row| row[0] == word).cloned();
    assert_eq!(report["summary"]["against"], "a.txt");
    for (word, side, counts) in [("社区", "这边", (3, 0)), ("医院", "对照", (0, 3))] {
        let row = row(word).unwrap_or_default();
        assert_eq!((&row[1], &row[2], &row[3]), (&side.into(), &counts.0.into(), &counts.1.into()), "{report}");
    }
    for (args, part) in [
        (&[now.as_str()][..], "--against 去年/"),
        (&["--against", &path("无"), &now], "没有读得成的文档"),
        (&["--against", &now, &now], "没有别的文档可比"),
    ] {
        let out = compare(args)?;
        assert_eq!(out.status.code(), Some(2), "{args:?}");
        let said = String::from_utf8_lossy(&out.stderr);
        assert!(said.contains(part), "{said}");
    }
    let out = wengao(&["stats", "--statistic", "ngrams", "--against", &before, &now])?;
    assert!(out.status.code() == Some(2) && String::from_utf8_lossy(&out.stderr).contains("只用于“比较”"));
    Ok(())
}

#[test]
fn a_closed_pipe_is_a_normal_end() -> Test {
    let mut child = Command::new(env!("CARGO_BIN_EXE_wengao"))
        .args(["outline", "--json"])
        .arg(samples())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    drop(child.stdout.take());
    assert_eq!(child.wait()?.code(), Some(0));
    Ok(())
}

#[test]
fn without_a_terminal_the_workbench_says_so() -> Test {
    let out = wengao(&[&Path::new("sample_docs").display().to_string()])?;
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("终端"));
    Ok(())
}

#[test]
fn a_statistic_is_saved_as_a_workbook_and_as_a_picture() -> Test {
    let folder = tempfile::tempdir()?;
    let (book, picture) = (folder.path().join("表.xlsx"), folder.path().join("图.svg"));
    let (samples, book, picture) =
        (samples().display().to_string(), book.display().to_string(), picture.display().to_string());
    let out = wengao(&["stats", "--statistic", "terms", "--xlsx", &book, "--svg", &picture, &samples])?;
    assert!(out.status.success() && out.stdout.is_empty(), "{}", String::from_utf8_lossy(&out.stderr));
    assert!(std::fs::read(&book)?.starts_with(b"PK"));
    let svg = std::fs::read_to_string(&picture)?;
    assert!(svg.contains("说法 · 次数") && svg.contains("创城") && svg.ends_with("</svg>\n"), "{svg}");
    for (statistic, parts) in [("roles", ["做法", "其他", "100%"]), ("timeline", ["年份 · 字数", "2025", "无年份"])]
    {
        let other = folder.path().join(format!("{statistic}.svg")).display().to_string();
        let out = wengao(&["stats", "--statistic", statistic, "--svg", &other, &samples])?;
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        let svg = std::fs::read_to_string(&other)?;
        assert!(parts.iter().all(|part| svg.contains(part)), "{statistic}: {svg}");
    }
    let out = wengao(&["stats", "--statistic", "newwords", "--svg", &picture, &samples])?;
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("没有图"));
    assert_eq!(std::fs::read_to_string(&picture)?, svg, "the picture that stood there is kept");
    Ok(())
}
