//! The loop against a world that only writes down what it is told.

use std::sync::mpsc::{Sender, channel};

use super::*;
use crate::tui::key::Key;

/// Writes down everything in order, program and world alike.
#[derive(Default)]
struct Log(std::rc::Rc<std::cell::RefCell<Vec<String>>>);

impl Log {
    fn add(&self, line: impl Into<String>) {
        self.0.borrow_mut().push(line.into());
    }

    fn share(&self) -> Self {
        Self(self.0.clone())
    }
}

struct Recorder {
    log: Log,
    asks: Vec<Effect>,
    deadline: Option<Instant>,
    patience: Duration,
}

impl Program for Recorder {
    fn update(&mut self, msg: Msg) {
        self.log.add(format!("{msg:?}"));
        if let Msg::Input(acts) = msg {
            for act in acts {
                match act {
                    Input::Key(key) if key == Key::char('q') => self.asks.push(Effect::Quit(7)),
                    Input::Key(key) if key == Key::char('z') => self.asks.push(Effect::Suspend),
                    Input::Key(key) if key == Key::char('r') => self.asks.push(Effect::Repaint),
                    _ => {}
                }
            }
        }
    }

    fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.asks)
    }

    fn draw(&mut self, _: &mut Frame) {}

    fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    fn tick(&mut self, _: Instant) {
        self.log.add("tick");
        self.deadline = None;
        self.asks.push(Effect::Quit(0));
    }

    fn patience(&self) -> Duration {
        self.patience
    }

    fn set_ambiguous_wide(&mut self, _: bool) {}
}

struct Paper {
    log: Log,
    tell: Sender<Msg>,
    torn: bool,
}

impl World for Paper {
    fn draw(&mut self, _: impl FnOnce(&mut Frame)) -> io::Result<()> {
        self.log.add("draw");
        if self.torn { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
    }

    fn repaint(&mut self) {
        self.log.add("repaint");
    }

    fn clipboard(&mut self, _: &str) -> io::Result<()> {
        Ok(())
    }

    fn listen<P: Program>(&mut self, _: &mut P, _: bool) -> io::Result<()> {
        self.log.add("listen");
        Ok(())
    }

    fn step_back(&mut self) {
        self.log.add("back");
        let _ = self.tell.send(Msg::Signal(Signal::Resumed));
    }

    fn step_forward(&mut self) -> io::Result<(u16, u16)> {
        self.log.add("forward");
        Ok((80, 24))
    }
}

fn key(c: char) -> Msg {
    Msg::Input(vec![Input::Key(Key::char(c))])
}

fn size(width: u16) -> Msg {
    Msg::Input(vec![Input::Resize { width, height: 9 }])
}

/// Runs the loop over messages that wait from the start; what happened, shortened, and how it ended.
fn played(messages: Vec<Msg>, deadline: Option<Instant>, torn: bool) -> (String, Ended) {
    patiently(messages, deadline, torn, Duration::ZERO)
}

/// The same with a program whose frames may wait.
fn patiently(messages: Vec<Msg>, deadline: Option<Instant>, torn: bool, patience: Duration) -> (String, Ended) {
    let (tell, told) = channel();
    for msg in messages {
        let _ = tell.send(msg);
    }
    let log = Log::default();
    let mut program = Recorder { log: log.share(), asks: vec![Effect::Repaint], deadline, patience };
    let mut world = Paper { log: log.share(), tell, torn };
    let mut runner: Runner = Box::new(|_| {});
    let ended = serve(&mut program, &told, &mut world, &mut runner, false);
    let lines: Vec<String> = log
        .0
        .borrow()
        .iter()
        .map(|line| {
            let shorter = line.split("Char('").nth(1).and_then(|rest| rest.chars().next());
            match (shorter, line.split_once("width: ")) {
                (Some(c), _) => c.to_string(),
                (None, Some((_, rest))) => rest.split(',').next().unwrap_or_default().to_owned(),
                (None, None) => line.clone(),
            }
        })
        .collect();
    (lines.join(" "), ended)
}

#[test]
fn what_waits_is_taken_at_once_and_drawn_once() {
    let (log, ended) = played(vec![key('a'), key('b'), key('q'), key('c')], None, false);
    assert_eq!(log, "draw repaint listen draw a b q");
    assert_eq!(ended, Ended::Quit(7));
}

#[test]
fn of_many_sizes_only_the_last_is_told() {
    let (log, _) = played(vec![size(10), size(20), size(30), key('a'), size(40), size(50), key('q')], None, false);
    assert_eq!(log, "draw repaint listen draw 30 a 50 q");
}

#[test]
fn a_signal_ends_the_loop_when_the_keys_on_their_way_are_taken() {
    let (log, ended) = played(vec![Msg::Signal(Signal::End(15)), key('a')], None, false);
    assert_eq!(log, "draw repaint listen draw a Signal(End(15))");
    assert_eq!(ended.number(), 143);
    assert_eq!(played(vec![Msg::Signal(Signal::TerminalGone)], None, false).1.number(), 129);
}

#[test]
fn a_terminal_that_takes_nothing_ends_the_loop() {
    let (log, ended) = played(vec![key('a')], None, true);
    assert_eq!(log, "draw Signal(TerminalGone)");
    assert_eq!(ended, Ended::Told(HANGUP));
}

#[test]
fn after_a_stop_everything_is_told_and_drawn_anew() {
    let (log, _) = played(vec![key('z'), key('a'), key('q')], None, false);
    assert_eq!(log, "draw repaint listen draw z back forward Signal(Resumed) 80 a q");
}

#[test]
fn the_deadline_comes_without_a_message() {
    let (log, ended) = played(vec![key('a')], Some(Instant::now() + Duration::from_millis(20)), false);
    assert_eq!(log, "draw repaint listen draw a draw tick");
    assert_eq!(ended, Ended::Quit(0));
}

#[test]
fn a_frame_waits_for_an_answer_but_not_for_ever() {
    let soon = || Some(Instant::now() + Duration::from_millis(20));
    let (log, _) = patiently(vec![key('a')], soon(), false, Duration::from_mins(10));
    assert_eq!(log, "draw repaint listen draw a tick");
    let (log, _) = patiently(vec![key('a')], soon(), false, Duration::from_millis(1));
    assert_eq!(log, "draw repaint listen draw a draw tick");
}
