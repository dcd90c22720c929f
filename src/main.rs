//! wengao (文稿): arguments, run, exit code. The only place that prints errors.

use std::io::Write;

use clap::error::ErrorKind;
use wengao::cli::{chinese, run};

/// How much memory the C library keeps that the program has given back: it reads this where a program begins. By itself
/// it lets the threads keep a tenth of what a large corpus takes.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const THRIFT: [(&str, &str); 3] =
    [("MALLOC_ARENA_MAX", "2"), ("MALLOC_MMAP_THRESHOLD_", "1048576"), ("MALLOC_TRIM_THRESHOLD_", "1048576")];

/// Begins once more, as the same process, with [`THRIFT`]. Where somebody has set such things, or where that cannot be,
/// it goes on as it is.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn thriftily() {
    use std::os::unix::process::CommandExt;

    let set =
        THRIFT.iter().map(|(name, _)| *name).chain(["GLIBC_TUNABLES"]).any(|name| std::env::var_os(name).is_some());
    let Some(program) = std::env::current_exe().ok().filter(|_| !set) else { return };
    let mut arguments = std::env::args_os();
    let name = arguments.next().unwrap_or_else(|| program.clone().into_os_string());
    // It comes back only where it failed.
    let _ = std::process::Command::new(program).arg0(name).args(arguments).envs(THRIFT).exec();
}

fn main() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    thriftily();
    let cli = chinese::parse(std::env::args_os()).unwrap_or_else(|error| std::process::exit(told(&error)));
    let status = match run::run(cli) {
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

/// Prints help and version, or what is wrong with the arguments; gives the exit code.
fn told(error: &clap::Error) -> i32 {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        // Standard output that is closed has nobody to read it.
        let _ = writeln!(std::io::stdout(), "{}", error.render().to_string().trim_end());
        return 0;
    }
    let _ = writeln!(std::io::stderr(), "wengao: {}", chinese::message(error));
    2
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
