//! The form of files: a first comment, a length, a name; and no path of somebody's machine.

use std::io;

use super::source::{Source, files, rust_files};

/// The most lines of a file.
const MOST_LINES: usize = 500;

/// Names that say nothing of what is inside.
const EMPTY_NAMES: &[&str] =
    &["mod", "utils", "util", "common", "helpers", "helper", "strings", "constants", "types", "misc"];

/// Folders at the root of a machine where somebody's files are.
const MACHINE_FOLDERS: &[&str] = &["tmp", "root", "home", "work"];

/// What is wrong with the form of a Rust file.
fn form(source: &Source) -> Vec<String> {
    let mut faults = Vec::new();
    let path = &source.path;
    if !source.text.starts_with("//!") {
        faults.push(format!("{path}: does not begin with `//!`"));
    }
    let lines = source.text.lines().count();
    if lines > MOST_LINES {
        faults.push(format!("{path}: {lines} lines, more than {MOST_LINES}"));
    }
    let stem = path.rsplit('/').next().and_then(|name| name.strip_suffix(".rs")).unwrap_or(path);
    let inline = source.tokens.windows(2).filter_map(|two| match two {
        [keyword, name] if keyword.text == "mod" => Some(name.text.as_str()),
        _ => None,
    });
    let empty = std::iter::once(stem).chain(inline).find(|name| EMPTY_NAMES.contains(name));
    faults.extend(empty.map(|name| format!("{path}: `{name}` says nothing of what is inside")));
    faults
}

/// The lines of `text` that hold a path of a machine.
fn machine_paths(path: &str, text: &str) -> Vec<String> {
    let held = text.lines().enumerate().filter(|(_, line)| {
        let mut rest = *line;
        let mut before = ' ';
        while let Some((left, right)) = rest.split_once('/') {
            before = left.chars().next_back().unwrap_or(before);
            let named = MACHINE_FOLDERS.iter().filter_map(|folder| right.strip_prefix(folder));
            let ends = |after: &str| !after.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-');
            // After a name, a dot or a bracket it is a relative path, or one that a variable begins.
            if named.into_iter().any(ends) && !(before.is_ascii_alphanumeric() || "._-)}]/".contains(before)) {
                return true;
            }
            before = '/';
            rest = right;
        }
        false
    });
    held.map(|(index, line)| format!("{path}:{}: a path of a machine: {}", index + 1, line.trim())).collect()
}

#[test]
fn files_have_their_form() -> io::Result<()> {
    super::none(&rust_files(&super::root())?.iter().flat_map(form).collect::<Vec<_>>());
    Ok(())
}

#[test]
fn no_path_of_a_machine_is_written_down() -> io::Result<()> {
    let root = super::root();
    let mut faults = Vec::new();
    let mut paths = ["README.md", "CHANGELOG.md", "Cargo.toml"].map(str::to_owned).to_vec();
    for folder in ["src", "tests", "benches", "examples", ".ci"] {
        paths.extend(files(&root, folder)?);
    }
    for path in paths {
        match std::fs::read_to_string(root.join(&path)) {
            Ok(text) => faults.extend(machine_paths(&path, &text)),
            // A picture or a document, not text.
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {}
            Err(error) => return Err(io::Error::new(error.kind(), format!("{path}: {error}"))),
        }
    }
    super::none(&faults);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_its_form_is_reported() {
        let check = |path: &str, text: &str, expected: usize| {
            let found = form(&Source::new(path, text));
            assert_eq!(found.len(), expected, "{path}\n{}", found.join("\n"));
        };
        check("src/text/wrap.rs", "//! Wrapping.\n", 0);
        check("src/text/wrap.rs", "// Wrapping.\n", 1);
        check("src/text/wrap.rs", &format!("//! Wrapping.\n{}", "\n".repeat(MOST_LINES - 1)), 0);
        check("src/text/wrap.rs", &format!("//! Wrapping.\n{}", "\n".repeat(MOST_LINES)), 1);
        check("src/text/mod.rs", "//! Text.\n", 1);
        check("src/text/utils.rs", "//! This and that.\n", 1);
        check("src/text.rs", "//! Text.\nmod helpers { }", 1);
    }

    #[test]
    fn a_path_of_a_machine_is_reported() {
        let check = |line: &str, expected: usize| {
            assert_eq!(machine_paths("x", line).len(), expected, "{line}");
        };
        for folder in MACHINE_FOLDERS {
            let path = format!("/{folder}");
            check(&format!("let x = \"{path}/x\";"), 1);
            check(&path, 1);
            check(&format!("cd {path}"), 1);
            check(&format!("a/b ({path}/y)"), 1);
            check(&format!("src/app{path}.rs"), 0);
            check(&format!("$dir{path}/x ..{path} {{dir}}{path}"), 0);
            check(&format!("{path}bench"), 0);
        }
    }
}
