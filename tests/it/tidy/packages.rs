//! Foreign packages: none twice without a reason, and only licences that go with the program's own.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// Packages of which there must be one: two would not take each other's values.
const ONE: &[&str] =
    &["ratatui", "ratatui-core", "crossterm", "unicode-width", "unicode-segmentation", "encoding_rs", "serde"];

/// Packages that stand in the lock more than once: name, how often, why.
const SEVERAL: &[(&str, usize, &str)] = &[
    ("bitflags", 2, "1 for portable-pty, in tests only"),
    ("block-buffer", 2, "follows digest"),
    ("cfg_aliases", 2, "follows nix"),
    ("cpufeatures", 2, "0.3 for proptest's random numbers, in tests only; 0.2 is locked for a back end that is off"),
    ("crypto-common", 2, "follows digest"),
    ("digest", 2, "follows sha2"),
    ("embedded-io", 2, "locked for features of postcard that are off"),
    ("getrandom", 2, "0.3 is locked for ratatui's termwiz back end, which is off"),
    ("hashbrown", 2, "0.16 for jieba-rs, whose dictionary is packed with libflate"),
    ("itertools", 2, "0.13 for criterion, in benches only"),
    ("nix", 3, "0.28 for portable-pty, in tests only; the others are locked for what is off"),
    ("nom", 2, "7 is locked for ratatui's termwiz back end, which is off"),
    ("r-efi", 2, "follows getrandom, on UEFI only"),
    ("rand", 2, "0.10 for proptest, in tests only; 0.8 is locked for a back end that is off"),
    ("rand_core", 2, "follows rand"),
    ("sha2", 2, "0.10 is locked for ratatui's termwiz back end, which is off"),
    ("similar", 2, "2 for insta, in tests only"),
    ("syn", 3, "derive macros move to 3 one by one; at build time only"),
    ("thiserror", 2, "1 for filedescriptor, by which crossterm reads the terminal"),
    ("thiserror-impl", 2, "follows thiserror"),
    ("toml_datetime", 2, "0.6 is locked for a macro that is off"),
    ("winnow", 2, "0.5 is locked for a macro that is off"),
    ("zstd", 2, "0.12 is locked for a macro that is off"),
    ("zstd-safe", 2, "follows zstd"),
];

/// The direct dependencies and their licences.
const LICENCES: &[(&str, &str)] = &[
    ("aho-corasick", "Unlicense OR MIT"),
    ("anyhow", "MIT OR Apache-2.0"),
    ("cfb", "MIT"),
    ("chardetng", "Apache-2.0 OR MIT"),
    ("clap", "MIT OR Apache-2.0"),
    ("clap_complete", "MIT OR Apache-2.0"),
    ("clap_mangen", "MIT OR Apache-2.0"),
    ("crossterm", "MIT"),
    ("crc32fast", "MIT OR Apache-2.0"),
    ("csv", "Unlicense/MIT"),
    ("encoding_rs", "(Apache-2.0 OR MIT) AND BSD-3-Clause"),
    ("etcetera", "MIT OR Apache-2.0"),
    ("html5gum", "MIT"),
    ("ib-pinyin", "MIT"),
    ("jieba-rs", "MIT"),
    ("jiff", "Unlicense OR MIT"),
    ("lopdf", "MIT"),
    ("memchr", "Unlicense OR MIT"),
    ("notify", "CC0-1.0"),
    ("plotters", "MIT"),
    ("postcard", "MIT OR Apache-2.0"),
    ("quick-xml", "MIT"),
    ("ratatui", "MIT"),
    ("regex", "MIT OR Apache-2.0"),
    ("regex-syntax", "MIT OR Apache-2.0"),
    ("rust_xlsxwriter", "MIT OR Apache-2.0"),
    ("rustc-hash", "Apache-2.0 OR MIT"),
    ("rustix", "Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT"),
    ("serde", "MIT OR Apache-2.0"),
    ("serde_json", "MIT OR Apache-2.0"),
    ("signal-hook", "Apache-2.0/MIT"),
    ("simdutf8", "MIT OR Apache-2.0"),
    ("similar", "Apache-2.0"),
    ("tempfile", "MIT OR Apache-2.0"),
    ("thiserror", "MIT OR Apache-2.0"),
    ("toml", "MIT OR Apache-2.0"),
    ("tui-textarea", "MIT"),
    ("unicode-segmentation", "MIT OR Apache-2.0"),
    ("unicode-width", "MIT OR Apache-2.0"),
    ("zip", "MIT"),
];

/// Licences under which a program may be handed on without its source.
const PERMISSIVE: &[&str] = &["MIT", "Apache-2.0", "BSD-3-Clause", "Unlicense", "LLVM-exception", "CC0-1.0"];

/// The versions of each package in a lock file.
fn versions(lock: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    // The lock's own version stands before the first package.
    for package in lock.split("[[package]]").skip(1) {
        let value =
            |key: &str| package.lines().find_map(|line| line.strip_prefix(key)).map(|value| value.trim_matches('"'));
        if let (Some(name), Some(version)) = (value("name = "), value("version = ")) {
            found.entry(name).or_default().insert(version);
        }
    }
    found
}

/// What is wrong with the packages of a lock file.
fn doubles(lock: &str, one: &[&str], several: &[(&str, usize, &str)]) -> Vec<String> {
    let versions = versions(lock);
    let count = |name: &str| versions.get(name).map_or(0, BTreeSet::len);
    let mut faults = Vec::new();
    for (name, versions) in &versions {
        let allowed = several.iter().find(|row| row.0 == *name).map_or(1, |row| row.1);
        if versions.len() > allowed {
            let versions = versions.iter().copied().collect::<Vec<_>>().join(", ");
            faults.push(format!("Cargo.lock: {name} {versions}: more than {allowed}"));
        }
    }
    let stale = several.iter().filter(|row| count(row.0) < row.1);
    faults.extend(stale.map(|row| format!("SEVERAL: {} has {} versions now, not {}", row.0, count(row.0), row.1)));
    let not_one = one.iter().filter(|name| count(name) != 1);
    faults.extend(not_one.map(|name| format!("Cargo.lock: {} versions of {name}, not one", count(name))));
    faults
}

/// The names under `[dependencies]` of a manifest.
fn dependencies(manifest: &str) -> BTreeSet<&str> {
    let section = manifest.lines().skip_while(|line| line.trim() != "[dependencies]").skip(1);
    let rows = section.take_while(|line| !line.starts_with('[')).filter_map(|line| line.split_once('='));
    rows.map(|(name, _)| name.trim()).filter(|name| !name.starts_with('#')).collect()
}

/// What is wrong with the licences of a manifest's dependencies.
fn licences(manifest: &str, rows: &[(&str, &str)]) -> Vec<String> {
    let names = dependencies(manifest);
    let listed: BTreeSet<&str> = rows.iter().map(|row| row.0).collect();
    let mut faults: Vec<_> = names.difference(&listed).map(|name| format!("LICENCES: {name} is missing")).collect();
    faults.extend(listed.difference(&names).map(|name| format!("LICENCES: {name} is no dependency")));
    for (name, licence) in rows {
        let words = licence.split([' ', '/', '(', ')']).filter(|word| !["", "OR", "AND", "WITH"].contains(word));
        let foreign = words.filter(|word| !PERMISSIVE.contains(word));
        faults.extend(foreign.map(|word| format!("LICENCES: {name} is under {word}")));
    }
    faults
}

#[test]
fn packages_are_single_and_their_licences_known() -> io::Result<()> {
    let root = super::root();
    super::none(&doubles(&std::fs::read_to_string(root.join("Cargo.lock"))?, ONE, SEVERAL));
    super::none(&licences(&std::fs::read_to_string(root.join("Cargo.toml"))?, LICENCES));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_version_is_reported() {
        let lock = |rows: &[(&str, &str)]| {
            let package =
                |(name, version): &(&str, &str)| format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n");
            format!("version = 4\n\n{}", rows.iter().map(package).collect::<String>())
        };
        let check = |rows: &[(&str, &str)], expected: usize| {
            let found = doubles(&lock(rows), &["a"], &[("b", 2, "old")]);
            assert_eq!(found.len(), expected, "{}", found.join("\n"));
        };
        check(&[("a", "1.0"), ("b", "1.0"), ("b", "2.0"), ("c", "1.0")], 0);
        // One that must be single: over the bound, and not one.
        check(&[("a", "1.0"), ("a", "2.0"), ("b", "1.0"), ("b", "2.0")], 2);
        check(&[("a", "1.0"), ("b", "1.0"), ("b", "2.0"), ("c", "1.0"), ("c", "2.0")], 1);
        check(&[("a", "1.0"), ("b", "1.0"), ("b", "2.0"), ("b", "3.0")], 1);
        // A row that is out of date, and a package that has gone.
        check(&[("a", "1.0"), ("b", "1.0")], 1);
        check(&[("b", "1.0"), ("b", "2.0")], 1);
    }

    #[test]
    fn a_dependency_without_a_good_licence_is_reported() {
        let manifest = "[package]\nname = \"x\"\n[dependencies]\n# Comment = 1\na = \"1\"\nb = { version = \"1\" }\n\n[dev-dependencies]\nd = \"1\"\n";
        let check = |rows: &[(&str, &str)], expected: usize| {
            let found = licences(manifest, rows);
            assert_eq!(found.len(), expected, "{}", found.join("\n"));
        };
        check(&[("a", "MIT"), ("b", "(MIT OR Apache-2.0) AND BSD-3-Clause")], 0);
        check(&[("a", "MIT")], 1);
        check(&[("a", "MIT"), ("b", "MIT"), ("d", "MIT")], 1);
        check(&[("a", "MIT"), ("b", "MIT OR GPL-3.0-only")], 1);
    }
}
