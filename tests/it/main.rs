//! The one integration binary.

mod cli;
mod commands;
mod flows;
mod formats;
mod office;
mod picture;
mod pty;
mod screens;
mod shared;
mod support;
mod tidy;
