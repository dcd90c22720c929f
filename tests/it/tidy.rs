//! The tree keeps its shape: layers, forbidden words, the form of files, complete tables, packages.
//!
//! Every check is a function from sources to faults, so that each is also seen to fail on a planted one.

mod form;
mod imports;
mod layers;
mod packages;
mod source;
mod tables;
mod tokens;
mod words;

use std::path::PathBuf;

/// The package's folder: where the test runs, or else where it was compiled.
fn root() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from)
}

/// Fails with one fault a line.
fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
