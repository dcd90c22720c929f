//! What a person said stands over what is recognised, in a changed text too.

use super::*;
use crate::corpus::clean::site::Site;
use crate::corpus::model::Extracted;
use crate::corpus::recognise::{Aids, Recognised, recognise_with};
use crate::corpus::role::words::RoleWords;
use crate::corpus::row::rows;
use crate::text::span::LineIndex;

const PROSE: &str =
    "一年来，青石镇坚持问题导向，扎实推进环境整治、志愿服务和宣传教育，各项工作取得了新的进展，群众满意。";

/// The correction of the only line of `text` that begins with `line`.
fn say(text: &str, line: &str, verdict: Verdict) -> Correction {
    let lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().position(|l| l.starts_with(line)).unwrap_or_default();
    let near = |mut of: Box<dyn Iterator<Item = usize>>| {
        of.find_map(|at| lines.get(at).map(|l| Anchor::shortened(l)).filter(|l| !l.is_empty())).unwrap_or_default()
    };
    let anchor = Anchor {
        text: Anchor::shortened(lines.get(at).copied().unwrap_or_default()),
        before: near(Box::new((0..at).rev())),
        after: near(Box::new(at + 1..lines.len())),
        line: at + 1,
    };
    Correction { verdict, anchor }
}

fn corrections(list: Vec<Correction>) -> Corrections {
    let mut found = Corrections::default();
    for correction in list {
        found.change(Change::Say(correction));
    }
    found
}

fn read(text: &str, corrections: &Corrections) -> Recognised {
    let source = Extracted { text: text.to_owned(), hints: Vec::new() };
    let lines = LineIndex::new(text);
    recognise_with(
        &source,
        &lines,
        &Aids { name: "青石", words: &RoleWords::builtin(), corrections, site: &Site::default(), as_set: false },
    )
}

fn outline(found: &Recognised) -> Vec<String> {
    let sections = found.pieces.iter().flat_map(|piece| &piece.sections);
    sections.map(|s| format!("{} {} {}", s.line, s.level, s.label())).collect()
}

#[test]
fn a_person_makes_headings_and_unmakes_them() {
    let text = format!("青石镇总结\n一、甲\n{PROSE}\n小标题𠀀\n{PROSE}\n二、乙\n{PROSE}");
    assert_eq!(outline(&read(&text, &Corrections::default())), ["2 1 一、甲", "6 1 二、乙"]);
    let said = corrections(vec![
        say(&text, "小标题", Verdict::Heading(2)),
        say(&text, "二、乙", Verdict::Body),
        say(&text, "青石镇总结", Verdict::Heading(1)),
    ]);
    let found = read(&text, &said);
    assert_eq!(outline(&found), ["1 1 青石镇总结", "2 1 一、甲", "4 2 小标题𠀀"]);
    let piece = found.pieces.first();
    assert_eq!(
        piece.map(|p| p.refused.iter().map(|(line, why)| (*line, why.id())).collect()),
        Some(vec![(6, "by-hand")])
    );
    assert_eq!(piece.and_then(|p| p.sections.last()).and_then(|s| s.parent), Some(1));
}

#[test]
fn a_person_splits_joins_and_cleans() {
    let text = format!("首页 > 总结\n青石镇总结\n{PROSE}\n尾注\n镇里的另一件事\n{PROSE}");
    let said = corrections(vec![
        say(&text, "首页", Verdict::Text),
        say(&text, "尾注", Verdict::Debris),
        say(&text, "镇里", Verdict::Split),
    ]);
    let found = read(&text, &said);
    assert_eq!(found.noise.iter().map(|n| n.line).collect::<Vec<_>>(), [4]);
    assert_eq!(found.pieces.iter().map(|p| p.start_line).collect::<Vec<_>>(), [1, 5]);
    let series = format!("甲总结 篇1\n{PROSE}\n甲总结 篇2\n{PROSE}");
    assert_eq!(read(&series, &Corrections::default()).pieces.len(), 2);
    assert_eq!(read(&series, &corrections(vec![say(&series, "甲总结 篇2", Verdict::Joined)])).pieces.len(), 1);
}

#[test]
fn a_person_gives_roles_and_takes_them() {
    let text = format!("青石镇总结\n一、存在问题\n（一）甲𠀀\n{PROSE}\n二、下一步打算\n{PROSE}");
    let said = corrections(vec![
        say(&text, "一、", Verdict::Role(Some(Role::Cause))),
        say(&text, "二、", Verdict::Role(None)),
    ]);
    let found = read(&text, &said);
    let roles = found.pieces.iter().flat_map(|p| &p.sections).map(|s| s.role.as_ref().map(|f| f.role));
    assert_eq!(roles.collect::<Vec<_>>(), [Some(Role::Cause), Some(Role::Cause), None]);
}

#[test]
fn an_anchor_finds_its_line_in_a_changed_text() {
    let text = format!("青石镇总结\n小结\n{PROSE}甲\n小结\n{PROSE}乙\n");
    let mut said = say(&text, "小结", Verdict::Heading(1));
    said.anchor = Anchor {
        before: Anchor::shortened(&format!("{PROSE}甲")),
        after: Anchor::shortened(&format!("{PROSE}乙")),
        line: 4,
        ..said.anchor
    };
    let said = corrections(vec![said]);
    for (changed, line) in [
        (text.clone(), Some(4)),
        (format!("新加的一段。{PROSE}\n\n{text}"), Some(6)),
        (text.replacen("小结\n", "", 1), Some(3)),
        (text.replace("小结\n一年来", "　小 结\n一年来"), Some(4)),
        (format!("{PROSE}甲\n小结（改）\n{PROSE}乙\n"), Some(2)),
        (text.replace("小结", "别的"), Some(4)),
        (text.replace("小结", "别的").replace("甲", "丙"), None),
    ] {
        let source = Extracted { text: changed.clone(), hints: Vec::new() };
        let index = LineIndex::new(&changed);
        let placed = said.place(&rows(&source, &index));
        assert_eq!(placed.lines(Verdict::Heading(1)).first().copied(), line, "{changed}");
        assert_eq!(placed.lost.len(), usize::from(line.is_none()));
    }
}

#[test]
fn records_are_read_back_and_others_left_alone() {
    let text = "首段\n甲\n乙\n";
    let mut said = corrections(vec![
        say(text, "甲", Verdict::Heading(3)),
        say(text, "乙", Verdict::Role(Some(Role::Difficulty))),
        say(text, "乙", Verdict::Debris),
    ]);
    let other = r#"{"kind":"comment","text":"留着"}"#;
    let file = [format!("{other}\nnot json\n").into_bytes(), said.bytes()].concat();
    let (back, bad) = Corrections::read(&file);
    assert_eq!(bad, [2]);
    assert_eq!(back.bytes(), file);
    assert_eq!(back.list, said.list);
    said.change(Change::Say(say(text, "甲", Verdict::Body)));
    assert_eq!(said.list.len(), 3);
    said.change(Change::Forget(say(text, "乙", Verdict::Text).anchor));
    assert_eq!(said.list.len(), 1);
    for bad in [
        r#"{"kind":"correction","verdict":"heading","level":0,"line":1,"text":"a"}"#,
        r#"{"kind":"correction"}"#,
        "[1]",
        "\u{1b}",
    ] {
        assert_eq!(Corrections::read(bad.as_bytes()).1, [1], "{bad}");
    }
}
