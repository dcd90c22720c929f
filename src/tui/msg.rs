//! What comes in and what goes out: `Msg` is everything that can happen to the program, `Effect` everything that
//! it asks of the world. Reading the two is reading the program.

use super::key::Key;
use crate::job::{Done, Job};

/// Something happened.
#[derive(Debug)]
pub enum Msg {
    /// What the person did, all that was waiting, in order.
    Input(Vec<Input>),
    /// Background work reports.
    Job(Done),
    /// The system says something.
    Signal(Signal),
}

/// One act of the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(Key),
    /// A bracketed paste, as the terminal sent it.
    Paste(String),
    /// The mouse.
    Mouse(Mouse),
    /// The terminal has another size now, in cells.
    Resize {
        /// Columns.
        width: u16,
        /// Rows.
        height: u16,
    },
}

/// What the mouse did, where: 0-based cells from the upper left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub act: MouseAct,
    /// Column.
    pub x: u16,
    /// Row.
    pub y: u16,
}

/// The mouse's acts that the program knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseAct {
    /// The left button went down.
    Press,
    /// The mouse moved with the left button down.
    Drag,
    /// The wheel turned up.
    WheelUp,
    /// The wheel turned down.
    WheelDown,
}

/// What the system says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// End now, with what is unsaved kept: SIGTERM (15), SIGHUP (1), SIGINT (2) from outside.
    End(i32),
    /// The terminal is gone; nothing can be drawn any more.
    TerminalGone,
    /// The program was stopped and goes on: everything is to be drawn anew.
    Resumed,
}

/// What the program asks of the world.
#[derive(Debug)]
pub enum Effect {
    /// Leave with this exit code.
    Quit(i32),
    /// Stop as Ctrl-Z stops a program.
    Suspend,
    /// Work for a worker.
    Run(Job),
    /// Cancel the loading that is under way.
    CancelLoading,
    /// Hand this text to the terminal's clipboard (OSC 52).
    Clipboard(String),
    /// Draw every cell anew with the next frame.
    Repaint,
}
