//! Widgets: they draw what they are given.

pub mod editor;
pub mod popup;
