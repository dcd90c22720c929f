//! The thread that reads keys, pastes and the mouse.
//!
//! It waits by itself, for input, for the end of the terminal and for a word from the program, and calls crossterm
//! only when there is something to read and never for longer than a moment: crossterm's own waiting spins for ever on
//! a terminal that is gone (crossterm #1067) and `poll(0)` never finds anything with `use-dev-tty` (#839). Sizes come
//! from the signal thread.

use std::io::{self, Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use ratatui::crossterm::event::{self, Event, KeyEventKind, MouseButton, MouseEvent, MouseEventKind};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::key::Key;
use super::msg::{Input, Mouse, MouseAct, Msg, Signal};
use super::terminal::Tty;

/// Long enough for crossterm to look at all.
const MOMENT: Duration = Duration::from_millis(1);

/// Long enough for crossterm to tell of what it has already read.
const GLANCE: Duration = Duration::from_micros(50);

/// After input it is looked once more after this long: crossterm may have kept something back.
const SETTLED: Timespec = Timespec { tv_sec: 0, tv_nsec: 40_000_000 };

/// Acts in one message, at most.
const BATCH: usize = 8_192;

/// The reading thread, to be paused while another program has the terminal.
#[derive(Debug)]
pub struct Reader {
    wake: UnixStream,
    paused: Receiver<()>,
}

impl Reader {
    /// Starts reading.
    ///
    /// # Errors
    /// When the system gives no thread or no descriptors.
    pub fn start(tty: &'static Tty, tell: Sender<Msg>) -> io::Result<Self> {
        let (wake, woken) = UnixStream::pair()?;
        let (pausing, paused) = channel();
        let work = Work { tty, tell, woken, pausing };
        thread::Builder::new().name("input".to_owned()).spawn(move || work.all())?;
        Ok(Self { wake, paused })
    }

    /// Stops reading; what is typed from now on is for somebody else. Returns when the thread has stopped.
    pub fn pause(&mut self) {
        while self.paused.try_recv().is_ok() {}
        if self.wake.write_all(b"p").is_ok() {
            let _ = self.paused.recv_timeout(Duration::from_millis(200));
        }
    }

    /// Goes on reading.
    pub fn resume(&mut self) {
        let _ = self.wake.write_all(b"r");
    }
}

struct Work {
    tty: &'static Tty,
    tell: Sender<Msg>,
    woken: UnixStream,
    pausing: Sender<()>,
}

impl Work {
    fn all(mut self) {
        // A malformed report of a terminal must not make the program deaf.
        for _ in 0..100 {
            match catch_unwind(AssertUnwindSafe(|| self.read())) {
                Ok(Ended::Deaf) => break,
                Ok(Ended::Program) => return,
                Err(_) => {}
            }
        }
        let _ = self.tell.send(Msg::Signal(Signal::TerminalGone));
    }

    fn read(&mut self) -> Ended {
        let mut settling = false;
        loop {
            let mut fds =
                [PollFd::from_borrowed_fd(self.tty.input(), PollFlags::IN), PollFd::new(&self.woken, PollFlags::IN)];
            let polled = poll(&mut fds, settling.then_some(&SETTLED));
            let [keys, word] = fds.map(|fd| fd.revents());
            match polled {
                Err(Errno::INTR) => continue,
                Err(_) => return Ended::Deaf,
                Ok(0) => settling = false,
                Ok(_) => settling = true,
            }
            if keys.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
                return Ended::Deaf;
            }
            if !word.is_empty() && !self.wait_for_leave() {
                return Ended::Program;
            }
            if keys.contains(PollFlags::IN) || !settling {
                match batch() {
                    Ok(batch) if batch.is_empty() => {}
                    Ok(batch) => {
                        if self.tell.send(Msg::Input(batch)).is_err() {
                            return Ended::Program;
                        }
                        settling = true;
                    }
                    Err(_) => return Ended::Deaf,
                }
            }
        }
    }

    /// Takes the program's word; after a pause goes on when it says so. False when the program is no more.
    fn wait_for_leave(&mut self) -> bool {
        let mut word = [0];
        loop {
            match self.woken.read(&mut word) {
                Ok(1) if word == *b"p" => {
                    if self.pausing.send(()).is_err() {
                        return false;
                    }
                }
                Ok(1) => return true,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Ok(_) | Err(_) => return false,
            }
        }
    }
}

/// Why reading ended.
enum Ended {
    /// There is nothing to hear any more.
    Deaf,
    /// Nobody listens any more.
    Program,
}

/// All that waits. A key that comes alone was typed and is handed on at once; after several, which are a burst, it is
/// waited a moment for more of them.
fn batch() -> io::Result<Vec<Input>> {
    let mut batch = Vec::new();
    let mut wait = MOMENT;
    while batch.len() < BATCH && event::poll(wait)? {
        batch.extend(input(event::read()?));
        wait = if batch.len() > 1 { MOMENT } else { GLANCE };
    }
    Ok(batch)
}

/// From crossterm. Sizes are left out: a batch may be older than the size.
fn input(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => Key::from_event(key).map(Input::Key),
        Event::Paste(text) => Some(Input::Paste(text)),
        Event::Mouse(mouse) => act(mouse).map(|act| Input::Mouse(Mouse { act, x: mouse.column, y: mouse.row })),
        Event::Key(_) | Event::Resize(..) | Event::FocusGained | Event::FocusLost => None,
    }
}

fn act(mouse: MouseEvent) -> Option<MouseAct> {
    Some(match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseAct::Press,
        MouseEventKind::Drag(MouseButton::Left) => MouseAct::Drag,
        MouseEventKind::ScrollUp => MouseAct::WheelUp,
        MouseEventKind::ScrollDown => MouseAct::WheelDown,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    use super::*;

    #[test]
    fn releases_and_moves_are_no_input() {
        let mut key = KeyEvent::new(KeyCode::Char('a'), KeyModifiers::NONE);
        assert_eq!(input(Event::Key(key)), Some(Input::Key(Key::char('a'))));
        key.kind = KeyEventKind::Repeat;
        assert_eq!(input(Event::Key(key)), Some(Input::Key(Key::char('a'))));
        key.kind = KeyEventKind::Release;
        assert_eq!(input(Event::Key(key)), None);
        let mouse = |kind| Event::Mouse(MouseEvent { kind, column: 3, row: 4, modifiers: KeyModifiers::NONE });
        assert_eq!(
            input(mouse(MouseEventKind::Down(MouseButton::Left))),
            Some(Input::Mouse(Mouse { act: MouseAct::Press, x: 3, y: 4 }))
        );
        assert_eq!(input(mouse(MouseEventKind::Moved)), None);
        assert_eq!(input(Event::Resize(3, 4)), None);
    }
}
