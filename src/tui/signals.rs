//! The thread that hears the system's signals and passes them on.
//!
//! A program that does not end by itself soon after it was told to is ended here, the terminal given back first.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGABRT, SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH};
use signal_hook::iterator::Signals;

use super::backend::Sink as _;
use super::msg::{Input, Msg, Signal};
use super::terminal::{self, Tty};

/// SIGXFSZ of Linux and its kin: a file would grow beyond what is allowed.
const TOO_LARGE: i32 = 25;

/// How long a program may take to end.
const GRACE: Duration = Duration::from_secs(2);

/// Passes signals on from now on.
///
/// # Errors
/// When the system gives no thread or no descriptors.
pub fn watch(tty: &'static Tty, tell: Sender<Msg>) -> io::Result<()> {
    // A file that may not grow any more is an error to be told, not the end of the program.
    signal_hook::flag::register(TOO_LARGE, Arc::default())?;
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGABRT, SIGWINCH, SIGCONT])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            let msg = match signal {
                SIGWINCH => {
                    let size = tty.size();
                    Msg::Input(vec![Input::Resize { width: size.width, height: size.height }])
                }
                SIGCONT => Msg::Signal(Signal::Resumed),
                other => {
                    end_for_sure(128 + other);
                    Msg::Signal(Signal::End(other))
                }
            };
            if tell.send(msg).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}

/// Ends the process with `code` if it has not ended by itself soon.
pub fn end_for_sure(code: i32) {
    let last_resort = move || {
        let (_kept, never) = channel::<()>();
        let _ = never.recv_timeout(GRACE);
        terminal::restore();
        std::process::exit(code);
    };
    // Without a thread to wait in, the program is trusted to end.
    let _ = thread::Builder::new().name("end".to_owned()).spawn(last_resort);
}
