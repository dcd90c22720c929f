//! The files of the tree, read once a check.

use std::io;
use std::path::Path;

use super::tokens::{Token, tokens};

/// A Rust file.
pub(super) struct Source {
    /// From the package's folder, with slashes.
    pub path: String,
    /// Its content.
    pub text: String,
    /// Its tokens; all of them are test code in a file that only tests compile.
    pub tokens: Vec<Token>,
}

impl Source {
    /// A file with this content.
    pub(super) fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned(), tokens: tokens(text) }
    }

    /// The module's path in the library; empty for its root, `main` for the program.
    pub(super) fn module(&self) -> Vec<String> {
        let path = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let path = path.strip_suffix(".rs").unwrap_or(path);
        if path == "lib" { Vec::new() } else { path.split('/').map(str::to_owned).collect() }
    }

    /// Whether the file belongs to the library or the program.
    pub(super) fn in_src(&self) -> bool {
        self.path.starts_with("src/")
    }

    /// Where the files of its `mod` lines are.
    pub(super) fn folder(&self) -> String {
        let stem = self.path.strip_suffix(".rs").unwrap_or(&self.path);
        match stem.rsplit_once('/') {
            Some((parent, "lib" | "main")) => parent.to_owned(),
            _ => stem.to_owned(),
        }
    }

    /// The `mod x;` lines: name, line, and whether only tests compile it.
    pub(super) fn children(&self) -> Vec<(&str, usize, bool)> {
        let rows = self.tokens.windows(3).filter_map(|three| match three {
            [keyword, name, end] if keyword.text == "mod" && end.text == ";" => {
                Some((name.text.as_str(), name.line, name.test))
            }
            _ => None,
        });
        rows.collect()
    }
}

/// The Rust files of `src`, `tests`, `benches` and `examples`, test files marked.
pub(super) fn rust_files(root: &Path) -> io::Result<Vec<Source>> {
    let mut sources = Vec::new();
    for folder in ["src", "tests", "benches", "examples"] {
        for path in files(root, folder)? {
            if path.strip_suffix(".rs").is_some() {
                sources.push(Source::new(&path, &std::fs::read_to_string(root.join(&path))?));
            }
        }
    }
    mark_test_files(&mut sources);
    Ok(sources)
}

/// Every file below `folder`, as paths from `root` with slashes, in order. A folder that is not there has none.
pub(super) fn files(root: &Path, folder: &str) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match std::fs::read_dir(root.join(&folder)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        for entry in entries {
            let entry = entry?;
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

/// Marks the tokens of the files that stand under a `#[cfg(test)] mod x;`, and of the files below those.
pub(super) fn mark_test_files(sources: &mut [Source]) {
    let mut stems = Vec::new();
    for source in sources.iter() {
        let folder = source.folder();
        let tests = source.children().into_iter().filter(|&(_, _, test)| test);
        stems.extend(tests.map(|(name, _, _)| format!("{folder}/{name}")));
    }
    for source in sources.iter_mut() {
        let below =
            |stem: &String| source.path.strip_prefix(stem.as_str()).is_some_and(|rest| rest.starts_with(['.', '/']));
        if stems.iter().any(below) || !source.in_src() {
            source.tokens.iter_mut().for_each(|token| token.test = true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_under_a_test_line_is_test_code_and_so_is_what_is_below_it() {
        let mut sources = [
            Source::new("src/a.rs", "#[cfg(test)] mod tests; mod b;"),
            Source::new("src/a/tests.rs", "x"),
            Source::new("src/a/tests/deep.rs", "x"),
            Source::new("src/a/testsuite.rs", "x"),
            Source::new("src/a/b.rs", "x"),
            Source::new("tests/it/main.rs", "x"),
        ];
        mark_test_files(&mut sources);
        let tests: Vec<_> = sources.iter().map(|source| source.tokens.iter().all(|token| token.test)).collect();
        assert_eq!(tests, [false, true, true, false, false, true]);
    }

    #[test]
    fn a_file_has_a_module_and_a_folder() {
        let check = |path: &str, module: &[&str], folder: &str| {
            let source = Source::new(path, "");
            assert_eq!(
                (source.module(), source.folder().as_str()),
                (module.iter().map(ToString::to_string).collect(), folder)
            );
        };
        check("src/lib.rs", &[], "src");
        check("src/main.rs", &["main"], "src");
        check("src/tui/views/read.rs", &["tui", "views", "read"], "src/tui/views/read");
    }
}
