//! What must hold for any bytes: the bodies of the fuzz targets, and their seeds.
//!
//! A body takes any bytes and panics where the program breaks a promise. The package in `fuzz` compiles the same files and
//! runs them under a fuzzer (see its README); here each is run on its seeds, so that it stays true while the program
//! changes.

mod bytes;
mod document;
mod docx;
mod draft;
mod formats;
mod html;
mod journal;
mod linear;
mod merge;
mod proof;
mod query;
mod rtf;
mod sidecar;
mod text;
mod wrap;

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

/// Takes any bytes; panics where a promise is broken.
type Body = fn(&[u8]);

/// The bodies by the names of their targets.
const TARGETS: &[(&str, Body)] = &[
    ("docx", docx::run),
    ("draft", draft::run),
    ("formats", formats::run),
    ("html", html::run),
    ("journal", journal::run),
    ("linear", linear::run),
    ("merge", merge::run),
    ("proof", proof::run),
    ("query", query::run),
    ("rtf", rtf::run),
    ("sidecar", sidecar::run),
    ("text", text::run),
    ("wrap", wrap::run),
];

/// The names in a folder, endings of Rust files left out.
fn names(folder: &Path) -> io::Result<BTreeSet<String>> {
    let name = |entry: io::Result<std::fs::DirEntry>| {
        let name = entry?.file_name().to_string_lossy().into_owned();
        Ok(name.strip_suffix(".rs").map_or_else(|| name.clone(), str::to_owned))
    };
    std::fs::read_dir(folder)?.map(name).collect()
}

#[test]
fn the_seeds_of_the_fuzz_targets_break_no_promise() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    for (target, body) in TARGETS {
        let seeds = names(&folder.join("seeds").join(target))?;
        assert!(seeds.len() > 2, "{target} has {} seeds", seeds.len());
        for seed in seeds {
            let bytes = std::fs::read(folder.join("seeds").join(target).join(&seed))?;
            let kept = std::panic::catch_unwind(|| body(&bytes));
            assert!(kept.is_ok(), "{target} breaks its promise on {seed}");
        }
        body(&[]);
    }
    Ok(())
}

#[test]
fn every_body_has_its_fuzz_target() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let own: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names(&folder.join("fuzz_targets"))?, own);
    assert_eq!(names(&folder.join("seeds"))?, own);
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml"))?;
    let readme = std::fs::read_to_string(folder.join("README.md"))?;
    for name in own {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name} is not in fuzz/Cargo.toml");
        assert!(readme.contains(&format!("| `{name}` |")), "{name} is not in fuzz/README.md");
    }
    Ok(())
}
