//! Layer 2: what a draft has in common with the corpus (查重), what came along with it that is not the draft's own
//! (张冠李戴), and what was never filled in.
//!
//! **What is compared.** The Chinese characters (Han) of both sides and nothing else. Marks, blanks, line breaks, full
//! and half width do not count; neither do digits and Latin letters, so that a figure changed, a `20xx` filled in or a
//! unit of measure written otherwise hides no copied sentence. Chinese numerals (一, 二〇) are characters like others.
//! Web debris of a document is left out, and what stands on both sides of it is one text.
//!
//! **A match** is a stretch of the draft of [`sequence::LEAST`] characters or more that stands in one document. **A
//! maximal match** lies in no longer one. **The spans** are the fewest maximal matches that cover all characters that any
//! match covers, chosen from the beginning, each the one that reaches furthest. Two spans may share characters where text
//! of two documents was joined. What is made of set phrases alone is no match (see [`phrases`]).
//!
//! **The share** is the characters (Han) within spans against those of the draft.
//!
//! Must not know how text came into the draft or how spans are shown; reads no files.

pub mod check;
pub mod index;
pub mod leftover;
pub mod names;
pub mod own;
pub mod people;
pub mod phrases;
pub mod residue;
pub mod segment;
pub mod sequence;
pub mod years;
