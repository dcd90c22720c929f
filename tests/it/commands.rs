//! The command table: one row a command, and everything that derives from it.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use wengao::cli::table;
use wengao::tui::app::commands;
use wengao::tui::command::Room;
use wengao::tui::key::{Code, Key};

/// What is wrong with a table of commands.
fn faults(rows: &[(Room, &str, &str, &str, &[&str])]) -> Vec<String> {
    let mut out = Vec::new();
    let mut ids = HashSet::new();
    let mut keys: HashMap<(Room, Key), &str> = HashMap::new();
    for (room, id, zh, en, names) in rows {
        if !ids.insert(*id) {
            out.push(format!("{id} stands twice"));
        }
        let prefix = format!("{room:?}.").to_lowercase();
        if !id.starts_with(&prefix) {
            out.push(format!("{id} does not begin with its room"));
        }
        if zh.is_empty() || en.is_empty() || zh.chars().count() > 12 || en.len() > 32 {
            out.push(format!("{id}: words are missing or too long"));
        }
        for name in *names {
            match name.parse::<Key>() {
                Err(_) => out.push(format!("{id}: {name} is no key")),
                Ok(key) => {
                    if key.to_string() != *name {
                        out.push(format!("{id}: {name} prints as {key}"));
                    }
                    if let Some(other) = keys.insert((*room, key), id) {
                        out.push(format!("{id}: {name} is a key of {other}"));
                    }
                    if unsendable(key) {
                        out.push(format!("{id}: a plain terminal cannot send {name}"));
                    }
                    if *room == Room::Draft && key.typed().is_some() {
                        out.push(format!("{id}: {name} is text in the draft"));
                    }
                }
            }
        }
    }
    out
}

/// Keys that a plain terminal sends as something else, or not at all.
fn unsendable(key: Key) -> bool {
    let as_other =
        key.ctrl && matches!(key.code, Code::Char('i' | 'm' | 'h' | '[') | Code::Enter | Code::Tab | Code::Backspace);
    as_other || (key.ctrl && key.shift)
}

#[test]
fn every_row_of_the_table_is_in_order() {
    let all = commands();
    let rows: Vec<_> =
        all.iter().map(|(room, info)| (*room, info.id, info.words.zh, info.words.en, info.keys)).collect();
    assert!(rows.len() > 60);
    assert_eq!(faults(&rows), Vec::<String>::new());
}

#[test]
fn the_check_sees_planted_faults() {
    for (row, fault) in [
        ((Room::Read, "read.x", "", "x", &["x"][..]), "words"),
        ((Room::Read, "draft.x", "作", "x", &["x"][..]), "room"),
        ((Room::Read, "read.x", "作", "x", &["ctrl-i"][..]), "cannot send"),
        ((Room::Read, "read.x", "作", "x", &["hyper-x"][..]), "no key"),
        ((Room::Draft, "draft.x", "作", "x", &["x"][..]), "text in the draft"),
        ((Room::Read, "read.x", "作", "x", &["x", "x"][..]), "is a key of"),
    ] {
        let found = faults(&[row]);
        assert!(found.iter().any(|f| f.contains(fault)), "{fault}: {found:?}");
    }
    let twice = (Room::Read, "read.x", "作", "x", &[][..]);
    assert!(faults(&[twice, twice]).iter().any(|f| f.contains("twice")));
}

/// The README with the generated table between its marks, or nothing when the marks are gone.
fn with_table(readme: &str, table: &str) -> Option<String> {
    const BEGIN: &str = "<!-- keys: begin, made by UPDATE_DOCS=1 cargo test -->";
    const END: &str = "<!-- keys: end -->";
    let (before, rest) = readme.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n{table}\n{END}{after}"))
}

#[test]
fn the_key_table_of_the_readme_is_current() -> std::io::Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path)?;
    let wanted = with_table(&readme, &table::markdown());
    let wanted = wanted.ok_or_else(|| std::io::Error::other("the README has no marks for the key table"))?;
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &wanted)?;
        return Ok(());
    }
    assert!(readme == wanted, "the README's key table is old: run UPDATE_DOCS=1 cargo test");
    Ok(())
}

#[test]
fn an_old_table_is_seen() {
    let readme = "a\n<!-- keys: begin, made by UPDATE_DOCS=1 cargo test -->\nold\n<!-- keys: end -->\nb\n";
    assert_ne!(with_table(readme, "new").as_deref(), Some(readme));
    assert_eq!(with_table(&with_table(readme, "new").unwrap_or_default(), "new"), with_table(readme, "new"));
    assert_eq!(with_table("no marks", "new"), None);
}
