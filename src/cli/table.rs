//! The table of commands printed: as text, as JSON, as the README's Markdown.

use serde::Serialize;

use crate::stats::report::Language;
use crate::stats::report::Words;
use crate::text::width::Cells;
use crate::tui::app::commands;
use crate::tui::command::Room;
use crate::tui::key::Key;

#[derive(Serialize)]
struct Row {
    id: &'static str,
    room: &'static str,
    keys: Vec<&'static str>,
    zh: &'static str,
    en: &'static str,
}

/// `{"commands":[{"id","room","keys","zh","en"}]}`.
pub fn json() -> serde_json::Value {
    let rows: Vec<Row> = commands()
        .into_iter()
        .map(|(room, info)| {
            let Words { zh, en } = info.words;
            Row { id: info.id, room: room.words().zh, keys: info.keys.to_vec(), zh, en }
        })
        .collect();
    serde_json::json!({ "commands": rows })
}

/// Rows for people, grouped by room.
pub fn text(lang: Language) -> String {
    let cells = Cells::NARROW;
    let mut out = String::new();
    for room in Room::ALL {
        out.push_str(lang.of(room.words()));
        out.push('\n');
        for (_, info) in commands().into_iter().filter(|(of, _)| *of == room) {
            let keys = shown(info.keys).join(" ");
            out.push_str(&format!("  {} {} {}\n", cells.pad(&keys, 20), cells.pad(info.id, 26), lang.of(info.words)));
        }
    }
    out
}

/// The README's key table.
pub fn markdown() -> String {
    let mut out = String::new();
    for room in Room::ALL {
        out.push_str(&format!("\n**{}**\n\n| 按键 | 作用 | 命令 |\n| --- | --- | --- |\n", room.words().zh));
        for (_, info) in commands().into_iter().filter(|(of, _)| *of == room) {
            let keys: Vec<String> =
                shown(info.keys).iter().map(|key| format!("`{}`", key.replace('|', "\\|"))).collect();
            out.push_str(&format!("| {} | {} | {} |\n", keys.join(" "), info.words.zh, info.id));
        }
    }
    out
}

fn shown(keys: &[&str]) -> Vec<String> {
    keys.iter().filter_map(|key| key.parse::<Key>().ok()).map(Key::shown).collect()
}
