//! Layer 6: widgets. They draw what they are given and know neither views nor the program.

pub mod clause;
pub mod editor;
pub mod field;
pub mod frame;
pub mod list;
pub mod pad;
pub mod popup;
pub mod row;
pub mod scroll;
pub mod table;
