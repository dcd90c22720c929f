//! Tables are complete: every file has its `mod` line, every deed of a table folder stands in the folder's table.

use std::collections::BTreeSet;
use std::io;

use super::source::{Source, rust_files};
use super::tokens::{Token, after_bracket, pattern, starts_at};

/// A folder whose files are rows of a table.
struct Table {
    /// Where the files are, nested ones left out.
    folder: &'static str,
    /// The file with the table, and how the slice in it is called.
    file: &'static str,
    slice: &'static str,
    /// What a file has that belongs into the table, and its name; a file without it serves the others.
    defines: &'static str,
    entry: &'static str,
}

const TABLES: &[Table] = &[
    Table {
        folder: "src/corpus/formats",
        file: "src/corpus/formats.rs",
        slice: "TABLE",
        defines: "fn extract",
        entry: "extract",
    },
    Table {
        folder: "src/stats",
        file: "src/stats/table.rs",
        slice: "STATISTICS",
        defines: "const STATISTIC",
        entry: "STATISTIC",
    },
];

/// The roots from which `mod` lines lead to every other file.
const ROOTS: &[&str] = &["src/lib.rs", "src/main.rs", "tests/it/main.rs"];

/// Whether cargo finds the file by its place: a bench, an example.
fn alone(path: &str) -> bool {
    let example = path.strip_prefix("examples/").is_some_and(|rest| !rest.contains('/') || rest.ends_with("/main.rs"));
    example || path.starts_with("benches/")
}

/// `mod` lines without a file, and files without a `mod` line.
fn orphans(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    let paths: BTreeSet<&str> = sources.iter().map(|source| source.path.as_str()).collect();
    let mut reached: BTreeSet<String> = ROOTS.iter().map(ToString::to_string).collect();
    let path_attribute = pattern("#[path");
    for source in sources {
        for (at, token) in source.tokens.iter().enumerate() {
            if starts_at(&source.tokens, at, &path_attribute) {
                faults.push(format!("{}:{}: a module's file is where its name says", source.path, token.line));
            }
        }
        for (name, line, _) in source.children() {
            let path = format!("{}/{name}.rs", source.folder());
            if !paths.contains(path.as_str()) {
                faults.push(format!("{}:{line}: `mod {name}` has no {path}", source.path));
            }
            reached.insert(path);
        }
    }
    let lost = paths.iter().filter(|path| !alone(path) && !reached.contains(**path));
    faults.extend(lost.map(|path| format!("{path}: no `mod` line leads to it")));
    faults
}

/// Files of a table folder that are missing in the table.
fn missing(sources: &[Source], tables: &[Table]) -> Vec<String> {
    let mut faults = Vec::new();
    for table in tables {
        let Some(rows) =
            sources.iter().find(|source| source.path == table.file).map(|source| slice(source, table.slice))
        else {
            faults.push(format!("{}: there is no such file", table.file));
            continue;
        };
        let definition = pattern(table.defines);
        let mut members = 0;
        for source in sources {
            let Some((folder, name)) = source.path.rsplit_once('/') else { continue };
            let defined = (0..source.tokens.len()).any(|at| starts_at(&source.tokens, at, &definition));
            if folder != table.folder || !defined {
                continue;
            }
            members += 1;
            let entry = pattern(&format!("{}::{}", name.trim_end_matches(".rs"), table.entry));
            if !(0..rows.len()).any(|at| starts_at(rows, at, &entry)) {
                faults.push(format!("{}: not in {} of {}", source.path, table.slice, table.file));
            }
        }
        if members == 0 {
            faults.push(format!("{}: no file with `{}`", table.folder, table.defines));
        }
    }
    faults
}

/// The tokens of the value of the constant `name`.
fn slice<'a>(source: &'a Source, name: &str) -> &'a [Token] {
    let head = pattern(&format!("const {name}:"));
    let start = (0..source.tokens.len()).find(|&at| starts_at(&source.tokens, at, &head));
    let value =
        start.and_then(|start| (start..source.tokens.len()).find(|&at| starts_at(&source.tokens, at, &pattern("=&["))));
    let open = value.map_or(source.tokens.len(), |value| value + 2);
    source.tokens.get(open..after_bracket(&source.tokens, open)).unwrap_or_default()
}

#[test]
fn every_file_is_reached_and_every_table_is_complete() -> io::Result<()> {
    let sources = rust_files(&super::root())?;
    super::none(&orphans(&sources));
    super::none(&missing(&sources, TABLES));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_file_and_a_line_without_a_file_are_reported() {
        let check = |files: &[(&str, &str)], expected: usize| {
            let sources: Vec<_> = files.iter().map(|(path, text)| Source::new(path, text)).collect();
            let found = orphans(&sources);
            assert_eq!(found.len(), expected, "{}", found.join("\n"));
        };
        check(&[("src/lib.rs", "pub mod a;"), ("src/a.rs", "mod b;"), ("src/a/b.rs", ""), ("benches/x.rs", "")], 0);
        check(&[("src/lib.rs", "pub mod a;"), ("src/a.rs", "// mod b;"), ("src/a/b.rs", "")], 1);
        check(&[("src/lib.rs", "pub mod a;")], 1);
        check(&[("src/lib.rs", "#[path = \"b.rs\"] mod a;"), ("src/a.rs", "")], 1);
        check(&[("tests/it/main.rs", ""), ("tests/it/flows.rs", "")], 1);
        check(&[("examples/x.rs", ""), ("examples/y/main.rs", "mod z;"), ("examples/y/z.rs", "")], 0);
        check(&[("examples/y/main.rs", ""), ("examples/y/z.rs", "")], 1);
    }

    #[test]
    fn a_file_that_its_table_lacks_is_reported() {
        let check = |table: &str, file: &str, text: &str, expected: usize| {
            let sources = [Source::new("src/stats/table.rs", table), Source::new(file, text)];
            let found = missing(&sources, TABLES.get(1..).unwrap_or_default());
            assert_eq!(found.len(), expected, "{}", found.join("\n"));
        };
        let row = "pub const STATISTIC: Statistic = x;";
        let table = "pub const STATISTICS: &[&Statistic] = &[&a::STATISTIC]; fn f() { b::STATISTIC }";
        check(table, "src/stats/a.rs", row, 0);
        check(table, "src/stats/b.rs", row, 1);
        check("", "src/stats/a.rs", row, 1);
        // A helper alone: then the folder has no row at all, and the check would look at nothing.
        check(table, "src/stats/c.rs", "pub fn f() {}", 1);
        assert_eq!(missing(&[], TABLES).len(), TABLES.len());
    }
}
