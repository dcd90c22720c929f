//! wengao (文稿): arguments, run, exit code. The only place that prints errors.

use std::io::Write;

use clap::Parser;
use wengao::cli::{Cli, run};

fn main() {
    let status = match run::run(Cli::parse()) {
        Ok(status) => status,
        Err(error) if closed_pipe(&error) => 0,
        Err(error) => {
            // Standard error that is closed has nobody to read it.
            let _ = writeln!(std::io::stderr(), "wengao: {error:#}");
            2
        }
    };
    std::process::exit(status);
}

/// Whether the reader of the output has gone: a normal end.
fn closed_pipe(error: &anyhow::Error) -> bool {
    let broken = |e: &std::io::Error| e.kind() == std::io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| {
        cause.downcast_ref::<std::io::Error>().is_some_and(broken)
            || cause
                .downcast_ref::<serde_json::Error>()
                .is_some_and(|e| e.io_error_kind() == Some(std::io::ErrorKind::BrokenPipe))
    })
}
