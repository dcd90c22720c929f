//! wengao (文稿): a workbench for a body of Chinese official writing.
//!
//! **The one rule.** Only [`tui`] knows that there is a terminal. Everything else is a library about Chinese
//! documents that would work in a batch job. Imports point down this list, never up or sideways, and a test says so:
//!
//! | layer | modules |
//! | --- | --- |
//! | 0 | [`text`] |
//! | 1 | [`corpus`] |
//! | 2 | [`stats`], [`search`], [`draft`], [`overlap`], [`lint`], [`review`], [`markup`], [`compare`] |
//! | 3 | [`job`], [`config`] |
//! | 4–10 | [`tui`]: key, snapshot, theme, layout · msg · command, keymap, widgets · view · views · app · run |
//! | 11 | [`cli`] |
//! | 12 | `main` |

pub mod cli;
pub mod compare;
pub mod config;
pub mod corpus;
pub mod draft;
pub mod job;
pub mod lint;
pub mod markup;
pub mod overlap;
pub mod review;
pub mod search;
pub mod stats;
pub mod text;
pub mod tui;
