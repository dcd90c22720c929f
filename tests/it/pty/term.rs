//! A pseudo-terminal with a program in it and a screen that can be read. Waits for what it is told to wait for, with
//! a deadline, and never sleeps.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// What a test returns.
pub type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// Nothing takes longer than this, on a slow machine too.
const DEADLINE: Duration = Duration::from_secs(20);

/// A program in a terminal.
pub struct Term {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    process: Process,
    bytes: Receiver<Vec<u8>>,
    reader: JoinHandle<()>,
    last: Arc<AtomicBool>,
    parser: vt100::Parser,
    modes_before: String,
    /// Bytes that came since the test last looked.
    pub received: usize,
    /// Every byte that came.
    pub raw: Vec<u8>,
}

/// The process; killed when the test is over before it is.
struct Process {
    pid: Pid,
    ended: Receiver<ExitStatus>,
    over: bool,
}

impl Process {
    fn end(&mut self) -> Result<ExitStatus, RecvTimeoutError> {
        let status = self.ended.recv_timeout(DEADLINE)?;
        self.over = true;
        Ok(status)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if !self.over && self.ended.try_recv().is_err() {
            let _ = kill_process(self.pid, Signal::KILL);
        }
    }
}

/// The program under test.
pub fn binary() -> String {
    std::env::var("WENGAO_TEST_BINARY").unwrap_or_else(|_| env!("CARGO_BIN_EXE_wengao").to_owned())
}

/// The program's own folders, all under `home`.
pub fn folders(home: &Path) -> impl Iterator<Item = (&'static str, PathBuf)> {
    let names = ["XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR", "TMPDIR"];
    names.into_iter().map(move |name| (name, home.join(name)))
}

fn shape(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn screen(columns: u16, rows: u16) -> vt100::Parser {
    let size = |n: u16| std::num::NonZeroU16::new(n).unwrap_or(std::num::NonZeroU16::MIN);
    vt100::Parser::new(size(rows), size(columns), 0)
}

impl Term {
    /// Starts the program with these arguments in a terminal of 120×40, its own folders under `home`.
    pub fn start(home: &Path, args: &[&str]) -> Outcome<Self> {
        let mut command = CommandBuilder::new(binary());
        command.args(args);
        Self::spawn(home, command)
    }

    /// Starts a shell script; `$WENGAO` in it is the program.
    pub fn shell(home: &Path, script: &str) -> Outcome<Self> {
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", script]);
        command.env("WENGAO", binary());
        Self::spawn(home, command)
    }

    fn spawn(home: &Path, mut command: CommandBuilder) -> Outcome<Self> {
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C");
        command.env("HOME", home);
        for (variable, folder) in folders(home) {
            command.env(variable, folder);
        }
        command.cwd(home);
        let pair = native_pty_system().openpty(shape(120, 40))?;
        let modes_before = format!("{:?}", pair.master.get_termios());
        let mut child = pair.slave.spawn_command(command)?;
        drop(pair.slave);
        let pid = child.process_id().and_then(|id| Pid::from_raw(i32::try_from(id).ok()?)).ok_or("no process")?;
        let (tell_end, ended) = channel();
        thread::spawn(move || child.wait().map(|status| tell_end.send(status)));
        let mut from = pair.master.try_clone_reader()?;
        let (tell, bytes) = channel();
        let last = Arc::new(AtomicBool::new(false));
        let enough = last.clone();
        let reader = thread::spawn(move || {
            let mut buffer = vec![0; 65_536];
            while let Ok(read) = from.read(&mut buffer)
                && read > 0
                && tell.send(buffer.get(..read).unwrap_or_default().to_vec()).is_ok()
                && !enough.load(Ordering::SeqCst)
            {}
        });
        let writer = pair.master.take_writer()?;
        let parser = screen(120, 40);
        let master = pair.master;
        Ok(Self {
            master,
            writer,
            process: Process { pid, ended, over: false },
            bytes,
            reader,
            last,
            parser,
            modes_before,
            received: 0,
            raw: Vec::new(),
        })
    }

    /// What is on the screen.
    pub fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// Waits until the screen is as `is` wants it.
    pub fn until(&mut self, what: &str, is: impl Fn(&vt100::Screen) -> bool) -> Outcome {
        let begun = Instant::now();
        while !is(self.parser.screen()) {
            let left = DEADLINE.saturating_sub(begun.elapsed());
            match self.bytes.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(_) => return Err(format!("never: {what}; the screen:\n{}", self.screen().contents()).into()),
            }
        }
        Ok(())
    }

    /// Waits until the screen shows `text`.
    pub fn see(&mut self, text: &str) -> Outcome {
        self.until(text, |screen| screen.contents().contains(text))
    }

    /// Reads until nothing came for `pause`; how many bytes came.
    pub fn rest(&mut self, pause: Duration) -> usize {
        let before = self.received;
        while let Ok(bytes) = self.bytes.recv_timeout(pause) {
            self.take(&bytes);
        }
        self.received - before
    }

    /// Reads for as long as this, whatever comes.
    pub fn pass(&mut self, time: Duration) {
        let until = Instant::now() + time;
        while let Ok(bytes) = self.bytes.recv_timeout(until.saturating_duration_since(Instant::now())) {
            self.take(&bytes);
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.received += bytes.len();
        self.raw.extend_from_slice(bytes);
        self.parser.process(bytes);
    }

    /// Types.
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) -> Outcome {
        self.writer.write_all(bytes.as_ref())?;
        Ok(self.writer.flush()?)
    }

    /// Types, and tells how many bytes came of it.
    pub fn cost(&mut self, bytes: impl AsRef<[u8]>) -> Outcome<usize> {
        self.send(bytes)?;
        let first = self.bytes.recv_timeout(DEADLINE)?;
        self.take(&first);
        Ok(first.len() + self.rest(Duration::from_millis(150)))
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, columns: u16, rows: u16) -> Outcome {
        self.parser = screen(columns, rows);
        self.master.resize(shape(columns, rows))?;
        Ok(())
    }

    /// Sends the program a signal.
    pub fn signal(&self, signal: Signal) -> Outcome {
        Ok(kill_process(self.process.pid, signal)?)
    }

    /// The time that the program has used so far, in clock ticks, where the system tells.
    pub fn ticks(&self) -> Option<u64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.pid.as_raw_nonzero())).ok()?;
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
    }

    /// Waits for the end; the exit code.
    pub fn end(&mut self) -> Outcome<u32> {
        let status = self.process.end().map_err(|error| self.still_there(error))?;
        self.rest(Duration::from_millis(100));
        Ok(status.exit_code())
    }

    fn still_there(&self, error: RecvTimeoutError) -> String {
        format!("it has not ended ({error}); the screen:\n{}", self.screen().contents())
    }

    /// Whether the terminal is as it was before the program began, and if not, in what.
    pub fn given_back(&self) -> Outcome {
        let screen = self.screen();
        let modes = format!("{:?}", self.master.get_termios());
        for (fine, what) in [
            (!screen.alternate_screen(), "the other screen"),
            (!screen.hide_cursor(), "a hidden cursor"),
            (!screen.bracketed_paste(), "bracketed paste"),
            (screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None, "the mouse"),
            (modes == self.modes_before, "raw mode"),
        ] {
            if !fine {
                return Err(format!("left behind: {what}").into());
            }
        }
        Ok(())
    }

    /// Takes the terminal away while the program runs; the time it took to end.
    pub fn hang_up(self) -> Outcome<Duration> {
        let Self { master, writer, mut process, bytes, reader, last, .. } = self;
        // The reader holds a descriptor too: its last read is the answer to another size.
        last.store(true, Ordering::SeqCst);
        master.resize(shape(90, 30))?;
        reader.join().map_err(|_| "the reader failed")?;
        drop(bytes);
        let begun = Instant::now();
        drop(writer);
        drop(master);
        process.end()?;
        Ok(begun.elapsed())
    }
}
