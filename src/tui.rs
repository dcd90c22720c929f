//! Layers 4–10: the terminal workbench. The only room that knows of ratatui and crossterm.

pub mod app;
pub mod backend;
pub mod clipboard;
pub mod command;
pub mod input;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod msg;
pub mod overlays;
pub mod paint;
pub mod probe;
pub mod run;
pub mod signals;
pub mod snapshot;
pub mod terminal;
pub mod theme;
pub mod view;
pub mod views;
pub mod widgets;
pub mod workbench;
