//! Paths in code: what a file takes from where, through `use` and in the middle of an expression.

use super::tokens::Token;

/// One path, flattened: `use a::{b, c as d}` gives `a::b` and `a::c`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Import {
    /// The names; those of the own crate from its root.
    pub path: Vec<String>,
    /// It points into the own crate.
    pub own: bool,
    /// Its line.
    pub line: usize,
    /// Test code takes it.
    pub test: bool,
}

/// The library's name, by which the program and the tests call it.
const LIBRARY: &str = "wengao";

/// What the code of `module` takes: all of its `use` lines, and the paths from `crate`, `self` and `super` elsewhere.
pub(super) fn imports(module: &[String], tokens: &[Token]) -> Vec<Import> {
    let mut found = Vec::new();
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let mut here = module.to_vec();
    // Depths of the braces at which inline modules were opened.
    let mut opened = Vec::new();
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let mut taken = Vec::new();
        let mut next = at + 1;
        match token.text.as_str() {
            "{" => {
                if at >= 2 && text(at - 2) == "mod" {
                    here.push(text(at - 1).to_owned());
                    opened.push(depth);
                }
                depth += 1;
            }
            "}" => {
                depth = depth.saturating_sub(1);
                if opened.last() == Some(&depth) {
                    opened.pop();
                    here.pop();
                }
            }
            "use" if text(at + 1) != "<" => next = tree(tokens, at + 1, &[], &mut taken),
            "crate" | "self" | "super" | LIBRARY if text(at + 1) == "::" && (at == 0 || text(at - 1) != "::") => {
                let mut path = vec![token.text.clone()];
                while text(next) == "::" && text(next + 1).chars().all(|c| c.is_alphanumeric() || c == '_') {
                    path.push(text(next + 1).to_owned());
                    next += 2;
                }
                taken.push(path);
            }
            _ => {}
        }
        found.extend(taken.into_iter().map(|path| {
            let (path, own) = resolve(&here, path);
            Import { path, own, line: token.line, test: token.test }
        }));
        at = next;
    }
    found
}

/// Reads a `use` tree from `at` on, below `prefix`; says where it ends.
fn tree(tokens: &[Token], mut at: usize, prefix: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let mut path = prefix.to_vec();
    while let Some(token) = tokens.get(at) {
        match token.text.as_str() {
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|token| token.text != "}") {
                    at = tree(tokens, at, &path, found);
                    at += usize::from(tokens.get(at).is_some_and(|token| token.text == ","));
                }
                return at + 1;
            }
            "," | "}" | ";" => break,
            "as" => at += 1,
            "self" if !path.is_empty() => {}
            "::" | "*" => {}
            name => path.push(name.to_owned()),
        }
        at += 1;
    }
    found.push(path);
    at
}

/// The path from the crate's root, and whether it is one of the own crate.
fn resolve(module: &[String], path: Vec<String>) -> (Vec<String>, bool) {
    let mut base = match path.first().map(String::as_str) {
        Some("crate" | LIBRARY) => Vec::new(),
        Some("self" | "super") => module.to_vec(),
        _ => return (path, false),
    };
    for name in path {
        match name.as_str() {
            "super" => drop(base.pop()),
            "crate" | "self" | LIBRARY => {}
            _ => base.push(name),
        }
    }
    (base, true)
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    /// The paths that `text` takes in the module `a::b`; a star marks those of other crates.
    fn check(text: &str, expected: &[&str]) {
        let module = ["a", "b"].map(str::to_owned);
        let show = |import: Import| format!("{}{}", if import.own { "" } else { "*" }, import.path.join("::"));
        let found: Vec<_> = imports(&module, &tokens(text)).into_iter().map(show).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn use_trees_are_flattened() {
        check("use crate::x::y;", &["x::y"]);
        check(
            "pub(crate) use crate::x::{self, y, z::{A as B, C}, w::*};",
            &["x", "x::y", "x::z::A", "x::z::C", "x::w"],
        );
        check("use std::{fs, io::{self, Write as _}};", &["*std::fs", "*std::io", "*std::io::Write"]);
        check("use {crate::x, super::y};", &["x", "a::y"]);
        check("use super::super::x; use self::y; use super::{z, *};", &["x", "a::b::y", "a::z", "a"]);
        check("fn f() -> impl use<'a> + Iterator {}", &[]);
    }

    #[test]
    fn paths_in_expressions_are_found() {
        check("fn f() { let t = crate::x::T::<u8>::new(super::y()); }", &["x::T", "a::y"]);
        check("fn main() { wengao::cli::run() } m!($crate::z)", &["cli::run", "z"]);
        check("self.a; Self::b(); pub(crate) c; a::self_::d()", &[]);
        check("// crate::x\nlet y = \"crate::z\";", &[]);
    }

    #[test]
    fn inline_modules_count_as_steps() {
        check("mod t { use super::x; mod u { use super::y; } } use super::z;", &["a::b::x", "a::b::t::y", "a::z"]);
    }
}
