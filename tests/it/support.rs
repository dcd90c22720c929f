//! A driver for the whole workbench without a terminal: keys in, screen text out, background work done at once, no
//! waiting.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Position;
use wengao::corpus::load::Input as Source;
use wengao::job::worker::perform;
use wengao::job::{Done, Job};
use wengao::tui::app::{App, Start};
use wengao::tui::key::Key;
use wengao::tui::msg::{Effect, Input, Mouse, MouseAct, Msg, Signal};

/// The workbench at the fingers of a test.
pub struct Driver {
    pub app: App,
    terminal: Terminal<TestBackend>,
    /// The exit code, once the program has left.
    pub left: Option<i32>,
    /// What was handed to the clipboard.
    pub clipboard: Vec<String>,
    /// Corrections wait until [`Driver::release`].
    pub hold: bool,
    held: Vec<Job>,
    /// How often what is open was to be watched.
    pub watched: usize,
}

impl Driver {
    /// Starts on `inputs` at `width` × `height`, everything loaded.
    pub fn new(inputs: Vec<Source>, width: u16, height: u16) -> Self {
        let start = Start { inputs, source: "样例".to_owned(), folder: std::env::temp_dir(), ..Start::default() };
        Self::start(start, width, height)
    }

    /// Starts as `start` says.
    pub fn start(start: Start, width: u16, height: u16) -> Self {
        let mut driver = Self::at_first(start, width, height);
        driver.settle();
        driver
    }

    /// At the very beginning, before any work is done.
    fn at_first(start: Start, width: u16, height: u16) -> Self {
        let terminal = Terminal::new(TestBackend::new(width, height)).unwrap_or_else(|error| match error {});
        let (clipboard, held) = (Vec::new(), Vec::new());
        Self { app: App::new(start), terminal, left: None, clipboard, hold: false, held, watched: 0 }
    }

    /// Starts as `start` says; `typed` is typed before any work is done.
    pub fn start_with(start: Start, typed: &str, width: u16, height: u16) -> Self {
        let mut driver = Self::at_first(start, width, height);
        driver.app.update(Msg::Input(typed.chars().map(|c| Input::Key(Key::char(c))).collect()));
        driver.settle();
        driver
    }

    /// Starts on texts, each a file of its own in a folder of its own.
    pub fn on_texts(texts: &[(&str, &str)], width: u16, height: u16) -> std::io::Result<(Self, tempfile::TempDir)> {
        let folder = tempfile::tempdir()?;
        for (name, text) in texts {
            std::fs::write(folder.path().join(name), text)?;
        }
        let start = Start {
            inputs: vec![Source::Path(folder.path().to_owned())],
            source: "样例".to_owned(),
            folder: folder.path().to_owned(),
            ..Start::default()
        };
        Ok((Self::start(start, width, height), folder))
    }

    /// Presses keys, named as in the settings and parted by spaces.
    pub fn press(&mut self, keys: &str) {
        for name in keys.split_whitespace() {
            let key: Key = name.parse().unwrap_or_else(|error| panic!("{error}"));
            self.send(vec![Input::Key(key)]);
        }
    }

    /// Types text, all of it in one burst as an input method commits it.
    pub fn type_text(&mut self, text: &str) {
        self.send(text.chars().map(|c| Input::Key(Key::char(c))).collect());
    }

    /// Pastes with brackets.
    pub fn paste(&mut self, text: &str) {
        self.send(vec![Input::Paste(text.to_owned())]);
    }

    /// Uses the mouse.
    pub fn mouse(&mut self, act: MouseAct, x: u16, y: u16) {
        self.send(vec![Input::Mouse(Mouse { act, x, y })]);
    }

    /// Sends input and lets everything happen that follows from it.
    pub fn send(&mut self, inputs: Vec<Input>) {
        self.app.update(Msg::Input(inputs));
        self.settle();
    }

    /// Lets time pass until nothing is due.
    pub fn pause(&mut self) {
        for _ in 0..4 {
            if self.app.deadline().is_some() {
                self.app.tick(Instant::now() + Duration::from_hours(1));
                self.settle();
            }
        }
    }

    /// Changes the size of the screen.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.terminal.backend_mut().resize(width, height);
        self.send(vec![Input::Resize { width, height }]);
    }

    /// The screen as text, a line a row, the cell behind a wide character left out.
    pub fn screen(&mut self) -> String {
        // A frame of its own: what an earlier one left behind wide characters is the painter's to test.
        let size = self.terminal.backend().buffer().area;
        let fresh = Terminal::new(TestBackend::new(size.width, size.height));
        self.terminal = fresh.unwrap_or_else(|error| match error {});
        let app = &mut self.app;
        let drawn = self.terminal.draw(|frame| app.draw(frame));
        assert!(drawn.is_ok());
        let buffer = self.terminal.backend().buffer();
        let mut out = String::new();
        for y in 0..buffer.area.height {
            let mut row = String::new();
            let mut skip = 0;
            for x in 0..buffer.area.width {
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                let symbol = buffer.cell((x, y)).map_or(" ", |cell| cell.symbol());
                skip = unicode_width::UnicodeWidthStr::width(symbol).saturating_sub(1);
                row.push_str(symbol);
            }
            out.push_str(row.trim_end());
            out.push('\n');
        }
        out
    }

    /// The cells as drawn last.
    pub fn buffer(&self) -> &ratatui::buffer::Buffer {
        self.terminal.backend().buffer()
    }

    /// The hardware cursor, where it is shown.
    pub fn caret(&mut self) -> Option<Position> {
        self.screen();
        let visible = self.terminal.backend().cursor_visible();
        visible.then(|| self.terminal.backend().cursor_position())
    }

    fn settle(&mut self) {
        loop {
            let effects = self.app.take_effects();
            if effects.is_empty() {
                break;
            }
            for effect in effects {
                match effect {
                    Effect::Quit(code) => self.left = Some(code),
                    Effect::Clipboard(text) => self.clipboard.push(text),
                    Effect::Run(job @ Job::Correct(_)) if self.hold => self.held.push(job),
                    Effect::Run(job) => {
                        self.watched += usize::from(matches!(job, Job::Watch(_)));
                        self.run(job);
                    }
                    Effect::Suspend | Effect::CancelLoading | Effect::Repaint => {}
                }
            }
        }
    }

    /// Files of what is open were written, came or went.
    pub fn touch(&mut self) {
        self.app.update(Msg::Job(Done::Touched));
        self.settle();
    }

    /// The system says something.
    pub fn signal(&mut self, signal: Signal) {
        self.app.update(Msg::Signal(signal));
        self.settle();
    }

    /// Does the corrections that wait.
    pub fn release(&mut self) {
        self.hold = false;
        for job in std::mem::take(&mut self.held) {
            self.run(job);
        }
        self.settle();
    }

    fn run(&mut self, job: Job) {
        let done: Mutex<Vec<Done>> = Mutex::new(Vec::new());
        perform(job, &AtomicBool::new(false), &|message| {
            done.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(message);
        });
        for message in done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
            self.app.update(Msg::Job(message));
        }
    }
}

/// The project's sample documents.
pub fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_docs")
}

/// Documents that office programs made.
pub fn files() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/files")
}
