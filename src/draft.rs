//! Layer 2: the draft. A buffer of paragraphs, edits and undo, an editor that moves by visual rows, and the store
//! that saves it so that nothing is lost.

pub mod anchor;
pub mod buffer;
pub mod completion;
pub mod editor;
pub mod export;
pub mod find;
pub mod front;
pub mod history;
pub mod layout;
pub mod merge;
pub mod motion;
pub mod numbering;
pub mod origin;
pub mod page;
pub mod punctuation;
pub mod skeleton;
pub mod slot;
pub mod snippets;
pub mod store;
