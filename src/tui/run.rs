//! The loop: waits for a message, lets the program take it, does what the program asks, draws once.
//!
//! The first frame is drawn before any work is begun. Without a message nothing is drawn and nothing is sent. Knows
//! nothing of what the program is about.

use std::io;
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

use ratatui::Frame;

use super::backend::Screen;
use super::input::Reader;
use super::msg::{Effect, Msg};
use super::paint::Ambiguous;
use super::terminal::{self, Setup, Tty};
use super::{clipboard, probe, signals};
use crate::job::Job;

mod turn;

/// What is run: all state, no terminal.
pub trait Program {
    /// Takes a message.
    fn update(&mut self, msg: Msg);

    /// Hands out what it asks of the world since the last time.
    fn take_effects(&mut self) -> Vec<Effect>;

    /// Draws itself.
    fn draw(&mut self, frame: &mut Frame);

    /// When it wants its next [`Program::tick`], if it does.
    fn deadline(&self) -> Option<Instant>;

    /// Its deadline has come.
    fn tick(&mut self, now: Instant);

    /// How long a frame may wait for an answer that is on its way and that it would show; nothing where none is.
    fn patience(&self) -> Duration;

    /// Characters like “ take two cells here.
    fn set_ambiguous_wide(&mut self, wide: bool);
}

/// What a runner is told.
#[derive(Debug)]
pub enum Order {
    /// Do this and report.
    Run(Job),
    /// Stop loading.
    CancelLoading,
}

/// Does background work. It is dropped when the program ends, after the terminal is given back: what must reach the
/// disk first is waited for in its `Drop`.
pub type Runner = Box<dyn FnMut(Order)>;

/// How ambiguous characters are to be taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// As the terminal says.
    #[default]
    Auto,
    /// One cell.
    Narrow,
    /// Two cells.
    Wide,
}

/// How to run.
#[derive(Clone, Debug)]
pub struct Options {
    /// Take the mouse.
    pub mouse: bool,
    /// The width of ambiguous characters.
    pub width: Width,
    /// The window's title.
    pub title: String,
}

impl Default for Options {
    fn default() -> Self {
        Self { mouse: true, width: Width::Auto, title: "文稿".to_owned() }
    }
}

/// Runs `program` in the terminal until it quits, is told to end, or the terminal is gone. Returns the exit code.
///
/// # Errors
/// When there is no terminal to run in.
pub fn run<P: Program>(
    program: &mut P,
    options: &Options,
    make_runner: impl FnOnce(Sender<Msg>) -> Runner,
) -> io::Result<i32> {
    let tty = terminal::open(Setup { mouse: options.mouse, title: options.title.clone() })?;
    terminal::restore_on_panic();
    let (tell, told) = channel();
    let mut runner = make_runner(tell.clone());
    let taken = Taken(tty);
    signals::watch(tty, tell.clone())?;
    let ask = options.width == Width::Auto && std::env::var("TERM").is_ok_and(|term| term != "dumb");
    tty.take(if ask { probe::QUESTION } else { b"" })?;

    let mut stage = Stage { screen: Screen::new(tty), tty, reader: None, tell };
    stage.set_width(
        program,
        match options.width {
            Width::Auto => Ambiguous::Unknown,
            Width::Narrow => Ambiguous::Narrow,
            Width::Wide => Ambiguous::Wide,
        },
    );
    let code = turn::serve(program, &told, &mut stage, &mut runner, ask);
    if code.gone() {
        signals::end_for_sure(code.number());
    }
    drop(taken);
    drop(runner);
    Ok(code.number())
}

/// Gives the terminal back when it goes, also when a panic takes it along.
struct Taken(&'static Tty);

impl Drop for Taken {
    fn drop(&mut self) {
        self.0.give_back();
    }
}

/// The terminal and the thread that reads it.
struct Stage {
    screen: Screen<&'static Tty>,
    tty: &'static Tty,
    reader: Option<Reader>,
    tell: Sender<Msg>,
}

impl Stage {
    fn set_width<P: Program>(&mut self, program: &mut P, ambiguous: Ambiguous) {
        self.screen.set_ambiguous(ambiguous);
        program.set_ambiguous_wide(ambiguous == Ambiguous::Wide);
    }
}

impl turn::World for Stage {
    fn draw(&mut self, draw: impl FnOnce(&mut Frame)) -> io::Result<()> {
        self.screen.draw(draw).map(|_| ())
    }

    fn repaint(&mut self) {
        self.screen.repaint();
    }

    fn clipboard(&mut self, text: &str) -> io::Result<()> {
        clipboard::sequence(text).map_or(Ok(()), |bytes| self.screen.send(&bytes))
    }

    fn listen<P: Program>(&mut self, program: &mut P, ask: bool) -> io::Result<()> {
        if ask {
            let answer = probe::answer(self.tty);
            let known = answer.ambiguous != Ambiguous::Unknown;
            self.tty.set_owed(!known);
            if known {
                self.set_width(program, answer.ambiguous);
            }
            if let Some(typed) = answer.typed {
                program.update(Msg::Input(vec![typed]));
            }
        }
        self.reader = Some(Reader::start(self.tty, self.tell.clone())?);
        Ok(())
    }

    fn step_back(&mut self) {
        if let Some(reader) = &mut self.reader {
            reader.pause();
        }
        self.tty.give_back();
        let _ = rustix::process::kill_current_process_group(rustix::process::Signal::TSTP);
    }

    fn step_forward(&mut self) -> io::Result<(u16, u16)> {
        self.tty.take(b"")?;
        self.screen.repaint();
        if let Some(reader) = &mut self.reader {
            reader.resume();
        }
        let size = self.screen.size();
        Ok((size.width, size.height))
    }
}
