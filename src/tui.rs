//! Layers 4–10: the terminal workbench. The only room that knows of ratatui and crossterm.

pub mod key;
pub mod msg;
pub mod widgets;
