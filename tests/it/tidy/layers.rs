//! Imports point down the list of layers, never up or sideways.

use std::collections::BTreeSet;
use std::io;

use super::imports::imports;
use super::source::{Source, rust_files};

/// The rooms, lowest layer first. A name holds what is below it too, unless a longer name does; `a::*` makes each
/// module of `a` a room of its own. A room imports from itself and from lower layers.
const LAYERS: &[&[&str]] = &[
    &["text"],
    &["corpus"],
    &["stats", "search", "draft", "overlap", "lint", "review", "markup", "compare"],
    &["config", "job"],
    &["tui::key", "tui::theme", "tui::layout", "tui::snapshot", "tui::paint"],
    &["tui::msg"],
    &[
        "tui::command",
        "tui::keymap",
        "tui::widgets",
        "tui::backend",
        "tui::terminal",
        "tui::input",
        "tui::probe",
        "tui::clipboard",
        "tui::signals",
    ],
    &["tui::view"],
    &["tui::views::*", "tui::overlays::*"],
    &["tui::app"],
    &["tui::run", "tui::workbench"],
    &["cli"],
    &["main"],
];

/// Modules that are a list of `mod` lines and nothing else, so that nobody has anything to import from them.
const LISTS: &[&str] = &["", "tui", "tui::views", "tui::overlays"];

/// Imports within a layer that are wanted: from, to, why.
const SIDEWAYS: &[(&str, &str, &str)] = &[
    ("job", "config", "a word that is learned goes into the list that the settings name"),
    ("tui::keymap", "tui::command", "a key map is made from command tables"),
    ("tui::workbench", "tui::run", "the program is put into the loop here"),
    ("tui::snapshot", "tui::theme", "views draw in the theme that the snapshot carries"),
    ("tui::terminal", "tui::backend", "what opens the terminal also says where its bytes go"),
    ("tui::input", "tui::terminal", "keys are read from the opened terminal"),
    ("tui::probe", "tui::terminal", "widths are asked of the opened terminal"),
    ("tui::signals", "tui::terminal", "a signal puts the terminal back"),
    ("tui::signals", "tui::backend", "a signal writes to where the frames go"),
];

/// The layer and the room of a module path. The longest name decides.
fn room(path: &[String]) -> Option<(usize, String)> {
    let mut best: Option<(usize, usize)> = None;
    for (layer, names) in LAYERS.iter().enumerate() {
        for name in *names {
            let steps: Vec<&str> = name.split("::").collect();
            let fits =
                path.len() >= steps.len() && steps.iter().zip(path).all(|(step, name)| *step == "*" || *step == name);
            if fits && best.is_none_or(|(_, longest)| steps.len() > longest) {
                best = Some((layer, steps.len()));
            }
        }
    }
    best.map(|(layer, length)| (layer, path.iter().take(length).map(String::as_str).collect::<Vec<_>>().join("::")))
}

/// What is wrong with the imports of `sources`.
fn faults(sources: &[Source], sideways: &[(&str, &str, &str)]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut used = BTreeSet::new();
    for source in sources.iter().filter(|source| source.in_src()) {
        let module = source.module();
        if LISTS.contains(&module.join("::").as_str()) {
            let only_lines = source
                .tokens
                .iter()
                .all(|t| ["pub", "mod", ";"].contains(&t.text.as_str()) || is_child(source, &t.text));
            if !only_lines {
                faults.push(format!("{}: holds more than `mod` lines", source.path));
            }
            continue;
        }
        let Some((layer, from)) = room(&module) else {
            faults.push(format!("{}: stands in no row of LAYERS", source.path));
            continue;
        };
        for import in imports(&module, &source.tokens).into_iter().filter(|import| import.own) {
            let path = import.path.join("::");
            let place = format!("{}:{}", source.path, import.line);
            match room(&import.path) {
                None => faults.push(format!("{place}: `{path}` is in no room: import from the module that has it")),
                Some((_, to)) if to == from => {}
                Some((lower, _)) if lower < layer => {}
                Some((other, to)) => {
                    if sideways.iter().any(|row| other == layer && row.0 == from && row.1 == to) {
                        used.insert((from.clone(), to));
                    } else {
                        faults.push(format!("{place}: {from} (layer {layer}) imports `{path}` (layer {other})"));
                    }
                }
            }
        }
    }
    for (from, to, _) in sideways {
        if !used.contains(&((*from).to_owned(), (*to).to_owned())) {
            faults.push(format!("SIDEWAYS: {from} does not import {to}: the row can go"));
        }
    }
    faults
}

fn is_child(source: &Source, name: &str) -> bool {
    source.children().iter().any(|child| child.0 == name)
}

/// The names in [`LAYERS`] under which no file stands.
fn empty_rooms(sources: &[Source]) -> Vec<String> {
    let rooms: BTreeSet<_> = sources.iter().filter_map(|source| room(&source.module())).map(|(_, room)| room).collect();
    let names = LAYERS.iter().flat_map(|names| names.iter());
    let empty = names.filter(|name| {
        let stem = name.strip_suffix('*').unwrap_or(name);
        !rooms.iter().any(|room| if stem == **name { room == stem } else { room.starts_with(stem) })
    });
    empty.map(|name| format!("LAYERS: nothing is in {name}")).collect()
}

#[test]
fn imports_point_down() -> io::Result<()> {
    let sources = rust_files(&super::root())?;
    super::none(&faults(&sources, SIDEWAYS));
    super::none(&empty_rooms(&sources));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many faults there are in `text` as the file at `path`.
    fn check(path: &str, text: &str, expected: usize) {
        let sideways = [("tui::keymap", "tui::command", "")];
        let kept = Source::new("src/tui/keymap.rs", "use super::command::Command;");
        let found = faults(&[kept, Source::new(path, text)], &sideways);
        assert_eq!(found.len(), expected, "{path}: {text}\n{}", found.join("\n"));
    }

    #[test]
    fn upward_imports_are_reported() {
        check("src/text/fold.rs", "use crate::corpus::model::Place;", 1);
        check("src/corpus/load.rs", "use {std::io, crate::{text::fold, job::Job}};", 1);
        check("src/corpus/load.rs", "fn f() { crate::stats::table::find(\"x\"); }", 1);
        check("src/corpus/load.rs", "mod t { fn f() { super::super::super::config::read(); } }", 1);
        check("src/tui/views/read/page.rs", "use super::super::super::app::App;", 1);
        check("src/cli/run.rs", "use crate::tui::app::Start; use crate::text::safe;", 0);
        check("src/main.rs", "use wengao::cli::Cli;", 0);
        check("src/corpus/load.rs", "// use crate::job::Job;\nfn f() { g(\"crate::job\"); }", 0);
        check("src/corpus/load.rs", "#[cfg(test)] mod tests { use crate::job::Job; }", 1);
    }

    #[test]
    fn sideways_imports_are_reported() {
        check("src/stats/table.rs", "use crate::draft::buffer::Buffer;", 1);
        check("src/tui/views/read.rs", "use super::draft::Draft;", 1);
        check("src/tui/views/read.rs", "use crate::tui::views::{self, read::page, draft};", 2);
        check("src/tui/views/read/page.rs", "use super::tree; use crate::tui::views::read::side;", 0);
        check("src/tui/overlays/help.rs", "use super::palette::Palette;", 1);
        check("src/tui/command.rs", "use super::keymap::Keymap;", 1);
        check("src/text/wrap.rs", "use super::width; use crate::text::span::ByteSpan;", 0);
    }

    #[test]
    fn files_and_names_outside_the_table_are_reported() {
        check("src/extra.rs", "", 1);
        check("src/tui/extra.rs", "", 1);
        check("src/cli.rs", "use crate::tui; use crate::Thing;", 2);
        check("src/tui/views.rs", "pub mod read;", 0);
        check("src/tui/views.rs", "pub mod read; pub use read::Read;", 1);
    }

    #[test]
    fn rows_that_stand_for_nothing_are_reported() {
        assert_eq!(faults(&[], SIDEWAYS).len(), SIDEWAYS.len());
        let some = [Source::new("src/text/fold.rs", ""), Source::new("src/tui/views/read.rs", "")];
        let names = LAYERS.iter().map(|names| names.len()).sum::<usize>();
        assert_eq!(empty_rooms(&some).len(), names - 2);
    }
}
