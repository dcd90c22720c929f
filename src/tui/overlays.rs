//! Layer 8: windows over a view. They are closed by `Esc` and lose nothing by it.

pub mod changes;
pub mod choose;
pub mod compare;
pub mod help;
pub mod note;
pub mod palette;
pub mod preview;
pub mod question;
