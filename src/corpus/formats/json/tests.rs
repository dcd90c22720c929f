//! Tests of JSON and JSON Lines.

use super::super::{Content, Source};
use super::extract;
use crate::corpus::model::Hint;

fn read(text: &str) -> Result<Content, String> {
    extract(&Source { bytes: text.as_bytes(), encoding: None, max_expanded: 0 })
}

fn check(json: &str, text: &str, starts: &[usize], notes: usize) {
    match read(json) {
        Ok(content) => {
            assert_eq!(content.extracted.text, text);
            let hints: Vec<(usize, Hint)> = starts.iter().map(|line| (*line, Hint::PieceStart)).collect();
            assert_eq!(content.extracted.hints, hints);
            assert_eq!(content.notes.len(), notes, "{:?}", content.notes);
        }
        Err(reason) => panic!("{json}: {reason}"),
    }
}

#[test]
fn every_shape_is_read() {
    check(r#"{"title":"甲","text":"一\r\n二","n":[1,{"a":2}]}"#, "甲\n一\n二\n", &[1], 0);
    check(r#"[{"标题":"甲","正文":"一"},{"content":"无题","title":null}]"#, "甲\n一\n无题\n", &[1, 3], 0);
    check(r#"["一","二\n三"]"#, "一\n二\n三\n", &[1, 2], 0);
    check(r#"{"name":"甲","title":"乙","body":["一","二"]}"#, "乙\n一\n二\n", &[1], 0);
    check("{\"title\":\"甲\",\"text\":\"一\"}\n\n\"二\"\n", "甲\n一\n二\n", &[1, 3], 0);
}

#[test]
fn a_bad_line_is_a_note() {
    let lines = "{\"title\":\"甲\",\"text\":\"一\"}\n{坏\n{\"title\":\"丙\"}\n{\"text\":\"丁\"}\n";
    check(lines, "甲\n一\n丁\n", &[1, 3], 2);
    let notes = read(lines).map(|c| c.notes).unwrap_or_default();
    assert!(notes.iter().any(|n| n.contains("第 2 行")) && notes.iter().any(|n| n.contains("没有 text")), "{notes:?}");
}

#[test]
fn other_shapes_are_refused_with_their_place() {
    for (json, words) in [
        ("{\"title\": \"甲\"}", "没有 text"),
        ("[1, 2]", "形状不对"),
        ("5", "形状不对"),
        ("{\"text\": {\"a\": 1}}", "形状不对"),
        ("[\n{\"text\": \"甲\"", "第 2 行"),
        ("{'text': 1}", "不是有效的 JSON"),
    ] {
        let reason = read(json).err().unwrap_or_default();
        assert!(reason.contains(words), "{json}: {reason}");
    }
    let deep = format!("{{\"text\":{}", "[".repeat(100_000));
    assert!(read(&deep).is_err());
    let deep = format!("{{\"other\":{}", "[".repeat(100_000));
    assert!(read(&deep).is_err());
}
