//! Layers 4–10: the terminal workbench. The only room that knows of ratatui and crossterm.

pub mod backend;
pub mod clipboard;
pub mod input;
pub mod key;
pub mod msg;
pub mod paint;
pub mod probe;
pub mod run;
pub mod signals;
pub mod terminal;
pub mod widgets;
