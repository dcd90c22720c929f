//! The turns of the loop, without a terminal: when the program is told, when it works, when it draws.

use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use ratatui::Frame;

use super::{Order, Program, Runner};
use crate::tui::msg::{Effect, Input, Msg, Signal};

/// The shortest time between two frames while the size changes, and the longest that a flood of messages goes
/// without a frame.
const BREATH: Duration = Duration::from_millis(30);

/// A program whose deadline stays in the past is not asked more often than this.
const TICK: Duration = Duration::from_millis(5);

/// How long a stop may take to happen. While it lasts, nothing does.
const STOPPING: Duration = Duration::from_millis(200);

/// How long keys that were typed before the signal to end may take to come.
const LAST_KEYS: Duration = Duration::from_millis(20);

/// What the exit code is when the terminal went away: that of SIGHUP.
const HANGUP: i32 = 1;

/// What the loop needs of a terminal.
pub trait World {
    /// Draws a frame, if it differs from the last.
    fn draw(&mut self, draw: impl FnOnce(&mut Frame)) -> io::Result<()>;
    /// Makes the next frame paint every cell.
    fn repaint(&mut self);
    /// Hands a text to the terminal's clipboard.
    fn clipboard(&mut self, text: &str) -> io::Result<()>;
    /// Reads the answer to the question asked, if it was, and begins to pass on what the person does.
    fn listen<P: Program>(&mut self, program: &mut P, ask: bool) -> io::Result<()>;
    /// Gives the terminal back and stops.
    fn step_back(&mut self);
    /// Takes the terminal again; tells its size.
    fn step_forward(&mut self) -> io::Result<(u16, u16)>;
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// As the program wanted.
    Quit(i32),
    /// By this signal.
    Told(i32),
}

impl Ended {
    /// The exit code.
    pub const fn number(self) -> i32 {
        match self {
            Self::Quit(code) => code,
            Self::Told(signal) => 128 + signal,
        }
    }

    /// Whether it was not the program's own wish.
    pub const fn gone(self) -> bool {
        matches!(self, Self::Told(_))
    }
}

/// Runs the loop to its end.
pub fn serve<P: Program, W: World>(
    program: &mut P,
    told: &Receiver<Msg>,
    world: &mut W,
    runner: &mut Runner,
    ask: bool,
) -> Ended {
    let now = Instant::now();
    let mut turn =
        Turn { program, told, world, runner, waiting: VecDeque::new(), size: None, drawn: now, ticked: now, due: None };
    turn.all(ask).err().unwrap_or(Ended::Told(HANGUP))
}

/// `Err` is the end, so that `?` leaves the loop.
type Going<T = ()> = Result<T, Ended>;

struct Turn<'a, P: Program, W: World> {
    program: &'a mut P,
    told: &'a Receiver<Msg>,
    world: &'a mut W,
    runner: &'a mut Runner,
    /// Messages that came while the program stood still.
    waiting: VecDeque<Msg>,
    /// The last size told of, not yet passed on.
    size: Option<Input>,
    drawn: Instant,
    ticked: Instant,
    /// When the next frame is to be drawn, if one is.
    due: Option<Instant>,
}

impl<P: Program, W: World> Turn<'_, P, W> {
    fn all(&mut self, ask: bool) -> Going {
        self.draw()?;
        self.effects()?;
        let listening = self.world.listen(self.program, ask);
        self.alive(listening)?;
        self.effects()?;
        self.due = Some(Instant::now());
        loop {
            let now = Instant::now();
            if self.due.is_some_and(|due| due <= now) {
                self.draw()?;
            }
            if let Some(msg) = self.next()? {
                self.drain(msg)?;
            }
            self.tick()?;
        }
    }

    /// Waits for a message, the time to draw or the program's deadline.
    fn next(&mut self) -> Going<Option<Msg>> {
        if let Some(msg) = self.waiting.pop_front() {
            return Ok(Some(msg));
        }
        let deadline = self.program.deadline().map(|at| at.max(self.ticked + TICK));
        let until = match (deadline, self.due) {
            (Some(deadline), Some(due)) => Some(deadline.min(due)),
            (one, other) => one.or(other),
        };
        let come = match until {
            None => self.told.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(until) => self.told.recv_timeout(until.saturating_duration_since(Instant::now())),
        };
        match come {
            Ok(msg) => Ok(Some(msg)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => Err(Ended::Told(HANGUP)),
        }
    }

    /// Takes a message and all that wait behind it, for a while.
    fn drain(&mut self, first: Msg) -> Going {
        let begun = Instant::now();
        let mut next = Some(first);
        let mut resized = false;
        while let Some(msg) = next {
            match msg {
                Msg::Input(acts) if acts.iter().all(|act| matches!(act, Input::Resize { .. })) => {
                    resized = true;
                    self.size = acts.into_iter().next_back().or(self.size.take());
                }
                other => {
                    self.pass_size()?;
                    self.take(other)?;
                }
            }
            next = match self.waiting.pop_front() {
                Some(msg) => Some(msg),
                None if begun.elapsed() >= BREATH => None,
                None => self.told.try_recv().ok(),
            };
        }
        self.pass_size()?;
        let now = Instant::now();
        let due = if resized { (self.drawn + BREATH).max(now) } else { now + self.program.patience() };
        self.due = Some(self.due.map_or(due, |already| already.min(due)));
        Ok(())
    }

    fn pass_size(&mut self) -> Going {
        let Some(size) = self.size.take() else { return Ok(()) };
        self.program.update(Msg::Input(vec![size]));
        self.effects()
    }

    fn take(&mut self, msg: Msg) -> Going {
        let end = match &msg {
            Msg::Signal(Signal::End(signal)) => Some(Ended::Told(*signal)),
            Msg::Signal(Signal::TerminalGone) => Some(Ended::Told(HANGUP)),
            Msg::Signal(Signal::Resumed) => return self.resume(),
            Msg::Input(_) | Msg::Job(_) => None,
        };
        if matches!(msg, Msg::Signal(Signal::End(_))) {
            self.last_keys();
        }
        self.program.update(msg);
        let Some(end) = end else { return self.effects() };
        self.last_work();
        Err(end)
    }

    /// What was typed before the end is still on its way from the terminal.
    fn last_keys(&mut self) {
        let begun = Instant::now();
        while let Ok(msg) = self.told.recv_timeout(LAST_KEYS.saturating_sub(begun.elapsed())) {
            if matches!(msg, Msg::Input(_)) {
                self.program.update(msg);
            }
        }
    }

    /// What the program asks for when it is told to end: its work is begun, the rest is of no use any more.
    fn last_work(&mut self) {
        for effect in self.program.take_effects() {
            if let Effect::Run(job) = effect {
                (self.runner)(Order::Run(job));
            }
        }
    }

    /// Does what the program asks for, in order.
    fn effects(&mut self) -> Going {
        let mut asked: VecDeque<Effect> = self.program.take_effects().into();
        while let Some(effect) = asked.pop_front() {
            match effect {
                Effect::Run(job) => (self.runner)(Order::Run(job)),
                Effect::CancelLoading => (self.runner)(Order::CancelLoading),
                Effect::Clipboard(text) => {
                    let sent = self.world.clipboard(&text);
                    self.alive(sent)?;
                }
                Effect::Repaint => {
                    self.world.repaint();
                    self.due = Some(Instant::now());
                }
                Effect::Suspend => {
                    self.suspend()?;
                    asked.extend(self.program.take_effects());
                }
                Effect::Quit(code) => {
                    for rest in asked {
                        if let Effect::Run(job) = rest {
                            (self.runner)(Order::Run(job));
                        }
                    }
                    return Err(Ended::Quit(code));
                }
            }
        }
        Ok(())
    }

    fn suspend(&mut self) -> Going {
        self.world.step_back();
        let stopped = Instant::now();
        loop {
            match self.told.recv_timeout(STOPPING.saturating_sub(stopped.elapsed())) {
                Ok(Msg::Signal(Signal::Resumed)) | Err(RecvTimeoutError::Timeout) => break,
                Ok(msg) => {
                    let end = matches!(msg, Msg::Signal(Signal::End(_) | Signal::TerminalGone));
                    self.waiting.push_back(msg);
                    if end {
                        return Ok(());
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return Err(Ended::Told(HANGUP)),
            }
        }
        self.resume()
    }

    /// Everything anew after a stop, whoever stopped it.
    fn resume(&mut self) -> Going {
        let size = self.world.step_forward();
        let (width, height) = self.alive(size)?;
        self.program.update(Msg::Signal(Signal::Resumed));
        self.program.update(Msg::Input(vec![Input::Resize { width, height }]));
        self.due = Some(Instant::now());
        Ok(())
    }

    fn tick(&mut self) -> Going {
        let now = Instant::now();
        if self.program.deadline().is_some_and(|at| at.max(self.ticked + TICK) <= now) {
            self.ticked = now;
            self.program.tick(now);
            self.effects()?;
            self.due.get_or_insert(now);
        }
        Ok(())
    }

    fn draw(&mut self) -> Going {
        self.due = None;
        let program = &mut *self.program;
        let drawn = self.world.draw(|frame| program.draw(frame));
        self.drawn = Instant::now();
        self.alive(drawn)
    }

    /// A terminal that takes no bytes is gone.
    fn alive<T>(&mut self, sent: io::Result<T>) -> Going<T> {
        sent.map_err(|_| {
            self.program.update(Msg::Signal(Signal::TerminalGone));
            self.last_work();
            Ended::Told(HANGUP)
        })
    }
}

#[cfg(test)]
mod tests;
