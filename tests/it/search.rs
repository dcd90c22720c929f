//! `wengao search` as scripts use it.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::support::samples;

type Test = Result<(), Box<dyn std::error::Error>>;

fn search(args: &[&str]) -> std::io::Result<Output> {
    Command::new(env!("CARGO_BIN_EXE_wengao")).arg("search").args(args).env("XDG_CONFIG_HOME", samples()).output()
}

fn json(args: &[&str]) -> Result<Value, Box<dyn std::error::Error>> {
    let out = search(args)?;
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    Ok(serde_json::from_slice(&out.stdout)?)
}

fn hits(value: &Value) -> Vec<Value> {
    value.get("hits").and_then(Value::as_array).cloned().unwrap_or_default()
}

fn text<'v>(hit: &'v Value, key: &str) -> &'v str {
    hit.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn number(hit: &Value, key: &str) -> usize {
    hit.get(key).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok()).unwrap_or_default()
}

#[test]
fn the_json_has_its_form_and_points_at_the_words() -> Test {
    let folder = samples().display().to_string();
    let found = json(&["志愿者", "--json", &folder, "no-such-file"])?;
    let keys: Vec<&String> = found.as_object().map(|object| object.keys().collect()).unwrap_or_default();
    assert_eq!(keys, ["hits", "problems", "total"]);
    let problem = found.get("problems").and_then(|problems| problems.get(0)).unwrap_or(&Value::Null);
    assert_eq!(text(problem, "path"), "no-such-file");
    let hits = hits(&found);
    assert!(hits.len() > 5);
    assert_eq!(number(&found, "total"), hits.len());
    let mut plain = 0;
    for hit in hits {
        let mut keys: Vec<&str> = hit.as_object().map(|o| o.keys().map(String::as_str).collect()).unwrap_or_default();
        keys.sort_unstable();
        assert_eq!(keys, ["column", "headings", "left", "length", "line", "match", "path", "piece", "right"]);
        assert_eq!((text(&hit, "match"), number(&hit, "length")), ("志愿者", 3));
        let path = Path::new(text(&hit, "path"));
        if path.extension().is_none_or(|ending| ending != "txt") {
            continue;
        }
        let Ok(source) = String::from_utf8(std::fs::read(path)?) else { continue };
        let line = source.lines().nth(number(&hit, "line") - 1).unwrap_or_default();
        let there: String = line.chars().skip(number(&hit, "column") - 1).take(3).collect();
        assert_eq!(there, "志愿者");
        plain += 1;
    }
    assert!(plain > 3);
    Ok(())
}

#[test]
fn what_stands_in_a_file_is_found_and_nothing_else() -> Test {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("甲.txt");
    let body = "甲镇工作总结\n一年来推进ＡＢ创建，创\n建完毕；\u{1b}[31m𠀀Ａb e\u{301}。\n";
    std::fs::write(&path, body)?;
    let path = path.display().to_string();
    for (query, expected) in [
        ("创建", vec![(2, 8)]),
        ("ab", vec![(2, 6), (3, 11)]),
        ("ＡＢ", vec![(2, 6), (3, 11)]),
        ("\"b e\"", vec![(3, 12)]),
        ("𠀀", vec![(3, 10)]),
        ("；\u{1b}[31m", vec![(3, 4)]),
        ("cj", vec![]),
        ("拼音:cj", vec![(2, 8)]),
    ] {
        let found = json(&[query, "--json", &path])?;
        let places: Vec<_> = hits(&found).iter().map(|hit| (number(hit, "line"), number(hit, "column"))).collect();
        assert_eq!(places, expected, "{query}");
    }
    let found = json(&["cj", "--pinyin", "--json", &path])?;
    assert_eq!(hits(&found).len(), 1);
    let out = search(&["\u{1b}", &path])?;
    assert!(!out.stdout.contains(&0x1b), "a control code reaches the terminal");
    Ok(())
}

#[test]
fn orders_limits_and_csv() -> Test {
    let folder = samples().display().to_string();
    let all = json(&["创建", "--json", &folder])?;
    let few = json(&["创建", "--json", "--order", "right", "--limit", "5", &folder])?;
    assert_eq!(few.get("total"), all.get("total"));
    let rights: Vec<String> = hits(&few).iter().map(|hit| text(hit, "right").trim().to_owned()).collect();
    assert_eq!(rights.len(), 5);
    let csv = search(&["创建", "--csv", "--limit", "2", &folder])?;
    let rows: Vec<Vec<u8>> = csv.stdout.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    assert!(rows.first().is_some_and(|row| row.starts_with(b"path,piece,line,column,left,match,right,headings")));
    assert_eq!(rows.len(), 4);
    Ok(())
}

#[test]
fn a_wrong_query_is_pointed_at() -> Test {
    let folder = samples().display().to_string();
    for (query, reason) in [("甲 /(乙/", "括号没有合上"), ("级:十", "0 到 9"), ("", "空的"), ("\"\"", "空的")]
    {
        let out = search(&[query, &folder])?;
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(out.status.code(), Some(2), "{query}");
        assert!(said.contains(reason), "{query}: {said}");
    }
    let out = search(&["甲 /(乙/", &folder])?;
    assert!(String::from_utf8_lossy(&out.stderr).contains("\n  甲 /(乙/\n      ^\n"));
    Ok(())
}
