//! Layer 10: the program in a terminal: its state, the loop and the workers put together.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use ratatui::Frame;

use super::app::{App, Start};
use super::msg::{Effect, Msg};
use super::run::{Options, Order, Program, Width, run};
use crate::config::Ambiguous;
use crate::job::Done;
use crate::job::worker::{Sink, Workers, perform};

/// Runs the workbench until the person leaves; gives the exit code.
///
/// # Errors
/// When there is no terminal to run in.
pub fn open(start: Start) -> io::Result<i32> {
    let width = match start.config.ambiguous {
        Ambiguous::Auto => Width::Auto,
        Ambiguous::Narrow => Width::Narrow,
        Ambiguous::Wide => Width::Wide,
    };
    let options = Options { mouse: start.config.mouse, width, ..Options::default() };
    let mut app = App::new(start);
    kept(&mut app, |app| show(app, &options))
}

/// Does `act`; a panic in it takes no text along.
fn kept<T>(app: &mut App, act: impl FnOnce(&mut App) -> T) -> T {
    let result = catch_unwind(AssertUnwindSafe(|| act(app)));
    result.unwrap_or_else(|panic| {
        // The workers have done what they were handed: they were waited for on the way here.
        let jobs = catch_unwind(AssertUnwindSafe(|| app.last_words())).unwrap_or_default();
        for job in jobs {
            let _ = catch_unwind(AssertUnwindSafe(|| perform(job, &AtomicBool::new(false), &|_| {})));
        }
        resume_unwind(panic)
    })
}

fn show(app: &mut App, options: &Options) -> io::Result<i32> {
    run(app, options, |tell| {
        let tell = std::sync::Mutex::new(tell);
        let sink: Sink = Arc::new(move |done: Done| {
            let tell = tell.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            // A program that has ended needs no more answers.
            let _ = tell.send(Msg::Job(done));
        });
        let workers = Workers::start(&sink);
        Box::new(move |order| match order {
            Order::Run(job) => workers.submit(job),
            Order::CancelLoading => workers.cancel_loading(),
        })
    })
}

impl Program for App {
    fn update(&mut self, msg: Msg) {
        Self::update(self, msg);
    }

    fn take_effects(&mut self) -> Vec<Effect> {
        Self::take_effects(self)
    }

    fn draw(&mut self, frame: &mut Frame<'_>) {
        Self::draw(self, frame);
    }

    fn deadline(&self) -> Option<Instant> {
        Self::deadline(self)
    }

    fn tick(&mut self, now: Instant) {
        Self::tick(self, now);
    }

    fn patience(&self) -> Duration {
        Self::patience(self)
    }

    fn set_ambiguous_wide(&mut self, wide: bool) {
        Self::set_ambiguous_wide(self, wide);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::store::journal::left;
    use crate::draft::store::places::Places;
    use crate::tui::key::Key;
    use crate::tui::msg::Input;

    #[test]
    fn a_panic_takes_no_text_along() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let places = Places::new(vec![folder.path().join("drafts")]);
        let mut app = App::new(Start { places: places.clone(), ..Start::default() });
        app.command("program.draft");
        let result = catch_unwind(AssertUnwindSafe(|| {
            kept(&mut app, |app| {
                app.update(Msg::Input(vec![Input::Key(Key::char('文')), Input::Key(Key::char('𠀀'))]));
                panic!("a fault of the program");
            })
        }));
        assert!(result.is_err());
        let texts: Vec<String> = left(&places, true).drafts.iter().map(|left| left.now.text.to_text()).collect();
        assert_eq!(texts, ["文𠀀"]);
        Ok(())
    }
}
