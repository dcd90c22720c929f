//! Words that must not stand in some part of the tree.

use std::io;

use super::imports::imports;
use super::source::{Source, rust_files};
use super::tokens::{Token, pattern, starts, starts_at, tokens};

/// What must not be said where.
struct Ban {
    /// Pieces of code, compared token by token, within paths flattened from `use` trees too.
    words: &'static [&'static str],
    /// Beginnings of the paths in which it holds.
    within: &'static [&'static str],
    /// Beginnings of the paths, among those, in which it does not.
    except: &'static [&'static str],
    /// It holds for test code too.
    tests: bool,
    /// Why.
    reason: &'static str,
}

const CORE: &[&str] = &[
    "src/text",
    "src/corpus",
    "src/stats",
    "src/draft",
    "src/overlap",
    "src/lint",
    "src/review",
    "src/markup",
    "src/compare",
];

const BANS: &[Ban] = &[
    Ban {
        words: &["ratatui", "crossterm", "tui_textarea"],
        within: &["src/"],
        except: &["src/tui/"],
        tests: true,
        reason: "only tui knows that there is a terminal",
    },
    Ban {
        words: &["jieba_rs"],
        within: &["src/"],
        except: &["src/text/segment"],
        tests: true,
        reason: "segmentation is behind text::segment",
    },
    Ban {
        words: &["std::thread", "thread::spawn", "mpsc", "Mutex", "Instant", "SystemTime::now"],
        within: CORE,
        except: &[],
        tests: false,
        reason: "the core has no threads, channels or clocks",
    },
    Ban {
        words: &["println!", "print!", "eprintln!", "eprint!", "io::stdout", "io::stderr"],
        within: CORE,
        except: &[],
        tests: false,
        reason: "the core prints nothing",
    },
    Ban {
        words: &["std::fs", "fs::", "File::", "OpenOptions"],
        within: &["src/"],
        except: &[
            "src/corpus/load",
            "src/corpus/cache",
            "src/draft/store",
            "src/review",
            "src/config",
            "src/tui/terminal",
        ],
        tests: false,
        reason: "files are read and written in few places, and the terminal is opened in one",
    },
    Ban {
        words: &["#[ignore", "#[should_panic", "thread::sleep", "todo!", "unimplemented!", "dbg!"],
        within: &["src/", "tests/", "benches/"],
        except: &[],
        tests: true,
        reason: "left unfinished, or a test that hides something",
    },
];

/// The lines where a ban is broken, with the first word of those that break it.
fn faults(sources: &[Source], bans: &[Ban]) -> Vec<String> {
    let mut faults = Vec::new();
    for ban in bans {
        let held = |path: &str, starts: &[&str]| starts.iter().any(|start| path.starts_with(start));
        let patterns: Vec<_> = ban.words.iter().map(|word| (*word, pattern(word))).collect();
        for source in sources.iter().filter(|s| held(&s.path, ban.within) && !held(&s.path, ban.except)) {
            let mut found: Vec<_> =
                patterns.iter().flat_map(|(word, p)| lines(source, p, ban.tests).map(move |l| (l, *word))).collect();
            found.sort_unstable();
            found.dedup_by_key(|found| found.0);
            faults.extend(found.iter().map(|(line, word)| format!("{}:{line}: `{word}`: {}", source.path, ban.reason)));
        }
    }
    faults
}

/// The lines of `source` in which `pattern` stands, as it is written or in a `use` tree.
fn lines<'a>(source: &'a Source, pattern: &'a [String], tests: bool) -> impl Iterator<Item = usize> + 'a {
    let counts = move |token: &Token| tests || !token.test;
    let written = source
        .tokens
        .iter()
        .enumerate()
        .filter(move |(at, token)| counts(token) && starts_at(&source.tokens, *at, pattern));
    let imported = imports(&source.module(), &source.tokens).into_iter().filter(move |import| {
        let path = tokens(&import.path.join("::"));
        (tests || !import.test)
            && (0..path.len()).any(|at| starts(path.iter().skip(at).map(|t| t.text.as_str()), pattern))
    });
    written.map(|(_, token)| token.line).chain(imported.map(|import| import.line))
}

#[test]
fn forbidden_words_stand_nowhere() -> io::Result<()> {
    super::none(&faults(&rust_files(&super::root())?, BANS));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many bans `text` breaks as the file at `path`.
    fn check(path: &str, text: &str, expected: usize) {
        let mut sources = [Source::new(path, text)];
        super::super::source::mark_test_files(&mut sources);
        let found = faults(&sources, BANS);
        assert_eq!(found.len(), expected, "{path}: {text}\n{}", found.join("\n"));
    }

    #[test]
    fn the_terminal_stays_in_its_room() {
        check("src/draft/buffer.rs", "use ratatui::text::Line;", 1);
        check("src/cli/run.rs", "fn f() { crossterm::execute!(); }", 1);
        check("src/corpus.rs", "#[cfg(test)] mod tests { use tui_textarea::TextArea; }", 1);
        check("src/tui/theme.rs", "use ratatui::style::Style;", 0);
        check("tests/it/support.rs", "use ratatui::Terminal;", 0);
        check("src/stats/keywords.rs", "use jieba_rs::Jieba;", 1);
        check("src/text/segment.rs", "use jieba_rs::Jieba;", 0);
    }

    #[test]
    fn the_core_has_no_threads_clocks_or_prints() {
        check("src/text/wrap.rs", "use std::{sync::mpsc, thread};", 1);
        check("src/draft/buffer.rs", "fn f() { println!(\"x\");\nstd::time::SystemTime::now(); }", 2);
        check("src/stats/table.rs", "use std::time::Instant;", 1);
        check("src/stats/table.rs", "#[cfg(test)] mod tests { use std::time::Instant; }", 0);
        check("src/job/worker.rs", "use std::sync::mpsc;", 0);
        check("src/text/wrap.rs", "// println!\nconst A: &str = \"println!()\";", 0);
    }

    #[test]
    fn files_are_opened_in_their_places() {
        check("src/stats/lexicon.rs", "use std::{io, fs};", 1);
        check("src/cli/stats.rs", "fn f() { std::fs::read(x); }", 1);
        check("src/tui/app.rs", "fn f() { File::open(x); }", 1);
        check("src/draft/store/journal.rs", "use std::fs::OpenOptions;", 0);
        check("src/draft/buffer.rs", "#[cfg(test)] fn f() { std::fs::read(x); }", 0);
    }

    #[test]
    fn nothing_is_left_unfinished_or_hidden() {
        check("src/text/wrap.rs", "fn f() { todo!() }\nfn g() { dbg!(x) }", 2);
        check("tests/it/flows.rs", "#[test] #[ignore = \"slow\"]\nfn f() { std::thread::sleep(x); }", 2);
        check("tests/it/flows.rs", "#[should_panic(expected = \"x\")]\nfn f() { unimplemented!() }", 2);
        check("tests/it/flows.rs", "use std::thread::sleep;", 1);
        check("tests/it/flows.rs", "fn f() { let ignore = \"#[ignore]\"; }", 0);
    }
}
