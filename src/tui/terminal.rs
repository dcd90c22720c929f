//! Takes the terminal over and gives it back, however the program ends.
//!
//! The one place that knows the terminal's descriptors and modes. [`restore`] may be called from any thread, any
//! number of times: the quit, the panic hook, the signal thread. Knows nothing of what is drawn.

use std::fs::File;
use std::io::{self, Write as _};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::termios::{OptionalActions, QueueSelector, Termios, isatty, tcflush, tcgetattr, tcgetwinsize, tcsetattr};

use super::backend::Sink;

/// How the terminal is to be taken over.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Take the mouse: buttons, dragging, the wheel.
    pub mouse: bool,
    /// The window's title; control characters are left out.
    pub title: String,
}

/// The terminal that the person sits at.
#[derive(Debug)]
pub struct Tty {
    input: OwnedFd,
    output: OwnedFd,
    before: Termios,
    setup: Setup,
    taken: AtomicBool,
    /// A question was asked and not answered.
    owed: AtomicBool,
}

static TTY: OnceLock<Tty> = OnceLock::new();

/// Ends everything that [`Tty::take`] began. Harmless where a terminal does not know a mode.
const LEAVE: &[u8] =
    b"\x1b[?2026l\x1b[r\x1b[m\x1b[?1006l\x1b[?1002l\x1b[?2004l\x1b[?7h\x1b[23;2t\x1b[?25h\x1b[?1049l\x1b[?25h";

/// Opens the terminal: standard input and output where they are terminals, `/dev/tty` otherwise. Opened once; later
/// calls give the same one.
///
/// # Errors
/// When there is no terminal.
pub fn open(setup: Setup) -> io::Result<&'static Tty> {
    if let Some(tty) = TTY.get() {
        return Ok(tty);
    }
    let control = || File::options().read(true).write(true).open("/dev/tty").map(OwnedFd::from);
    let own = |fd: BorrowedFd<'static>| if isatty(fd) { Ok(rustix::io::dup(fd)?) } else { control() };
    let find = || {
        let input = own(rustix::stdio::stdin())?;
        let output = own(rustix::stdio::stdout())?;
        let before = tcgetattr(&input)?;
        let (taken, owed) = (AtomicBool::new(false), AtomicBool::new(false));
        io::Result::Ok(Tty { input, output, before, setup, taken, owed })
    };
    let tty = find().map_err(|error| io::Error::new(error.kind(), format!("没有终端，工作台打不开（{error}）")))?;
    Ok(TTY.get_or_init(|| tty))
}

/// Gives the terminal back as it was. Does nothing if it is not taken.
pub fn restore() {
    if let Some(tty) = TTY.get() {
        tty.give_back();
    }
}

/// Makes a panic of this thread give the terminal back before it says anything, in plain words. A panic elsewhere
/// stays off the screen: its thread reports it.
pub fn restore_on_panic() {
    let screen = thread::current().id();
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let taken = TTY.get().is_some_and(|tty| tty.taken.load(Ordering::SeqCst));
        if thread::current().id() == screen {
            restore();
            let _ = writeln!(
                io::stderr(),
                "文稿出了内部错误，只好退出；没有保存的文字留在恢复文件里，再打开时会提示。\n\
                 wengao hit an internal error and had to stop. What was not saved is kept for recovery.\n{panic}"
            );
        } else if !taken {
            before(panic);
        }
    }));
}

impl Tty {
    /// Takes the terminal over: raw mode, the other screen, bracketed paste, the title, the mouse if wanted. Again
    /// after a stop. `then` is sent in the same write.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn take(&self, then: &[u8]) -> io::Result<()> {
        let mut raw = self.before.clone();
        raw.make_raw();
        self.taken.store(true, Ordering::SeqCst);
        tcsetattr(&self.input, OptionalActions::Now, &raw)?;
        let mut bytes = b"\x1b[?1049h\x1b[?2004h\x1b[?7l\x1b[m\x1b[2J".to_vec();
        if self.setup.mouse {
            bytes.extend_from_slice(b"\x1b[?1002h\x1b[?1006h");
        }
        if !is_console() {
            bytes.extend_from_slice(b"\x1b[22;2t\x1b]2;");
            bytes.extend(self.setup.title.chars().filter(|c| !c.is_control()).collect::<String>().into_bytes());
            bytes.push(7);
        }
        bytes.extend_from_slice(then);
        self.write_all(&bytes)
    }

    /// Gives the terminal back; does nothing if it is not taken.
    pub fn give_back(&self) {
        if !self.taken.swap(false, Ordering::SeqCst) {
            return;
        }
        // A terminal that takes nothing any more must not keep the program from ending.
        if ready(self.output.as_fd(), PollFlags::OUT, 100) {
            let _ = self.write_all(LEAVE);
        }
        if self.owed.load(Ordering::SeqCst) {
            // An answer that comes now would stand in the shell's line.
            let _ = tcflush(&self.input, QueueSelector::IFlush);
        }
        let _ = tcsetattr(&self.input, OptionalActions::Now, &self.before);
    }

    /// Says whether the terminal owes an answer.
    pub fn set_owed(&self, owed: bool) {
        self.owed.store(owed, Ordering::SeqCst);
    }

    /// The descriptor that keys come from.
    pub fn input(&self) -> BorrowedFd<'_> {
        self.input.as_fd()
    }

    /// Whether something to read comes within `millis`.
    pub fn readable(&self, millis: u32) -> bool {
        ready(self.input(), PollFlags::IN, millis)
    }

    /// Writes all of `bytes`, waiting where the terminal is slow.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn write_all(&self, bytes: &[u8]) -> io::Result<()> {
        write_all(self.output.as_fd(), bytes)
    }
}

impl Sink for &'static Tty {
    /// 80×24 where the line does not know its size.
    fn size(&self) -> Size {
        match tcgetwinsize(&self.output) {
            Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Size::new(size.ws_col, size.ws_row),
            _ => Size::new(80, 24),
        }
    }

    fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        // Not over the shell's screen, if another thread has given the terminal back.
        if self.taken.load(Ordering::SeqCst) { self.write_all(bytes) } else { Ok(()) }
    }
}

/// Terminals that print a title on the screen instead of taking it.
fn is_console() -> bool {
    std::env::var("TERM").is_ok_and(|term| matches!(term.as_str(), "linux" | "dumb" | "vt100" | "vt220"))
}

/// Writes all of `bytes` to a descriptor that may be slow, or not willing to wait.
fn write_all(fd: BorrowedFd<'_>, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(fd, bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => {
                let mut fds = [PollFd::from_borrowed_fd(fd, PollFlags::OUT)];
                match poll(&mut fds, None) {
                    Ok(_) | Err(Errno::INTR) => {}
                    Err(error) => return Err(error.into()),
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Whether the descriptor is ready within `millis`.
fn ready(fd: BorrowedFd<'_>, what: PollFlags, millis: u32) -> bool {
    let wait = Timespec { tv_sec: i64::from(millis / 1000), tv_nsec: i64::from(millis % 1000) * 1_000_000 };
    let mut fds = [PollFd::from_borrowed_fd(fd, what)];
    let polled = poll(&mut fds, Some(&wait));
    let [fd] = fds;
    polled.is_ok() && fd.revents().intersects(what)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;
    use std::os::unix::net::UnixStream;

    use super::*;

    #[test]
    fn a_slow_reader_gets_every_byte() -> io::Result<()> {
        let (ours, mut theirs) = UnixStream::pair()?;
        ours.set_nonblocking(true)?;
        let bytes: Vec<u8> = (0..3_000_000u32).map(|n| n as u8).collect();
        let expected = bytes.clone();
        let writer = thread::spawn(move || write_all(ours.as_fd(), &bytes));
        let mut read = Vec::new();
        theirs.read_to_end(&mut read)?;
        assert!(writer.join().is_ok_and(|written| written.is_ok()));
        assert!(read == expected);
        Ok(())
    }

    #[test]
    fn a_terminal_that_is_gone_is_an_error() -> io::Result<()> {
        let (ours, theirs) = UnixStream::pair()?;
        drop(theirs);
        assert!(write_all(ours.as_fd(), b"x").is_err());
        Ok(())
    }

    #[test]
    fn giving_back_what_was_not_taken_does_nothing() {
        restore();
        restore();
    }
}
